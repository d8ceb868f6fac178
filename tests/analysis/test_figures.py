"""The figures: valid charts with a Dutch title, an alternative text, and colours that everybody can tell apart."""

from itertools import pairwise

import pandas as pd
import pytest

from tracker.analysis import figures, readability
from tracker.analysis.figures.style import EFFECTS, LADDER, LINES
from tracker.model import TrackerError


def drawn(tables) -> dict:
    words = (
        "Bewoners beslissen mee over het plein. Het college stelt de begroting vast na advies van de wijkraad. " * 20
    )
    clauses = tables.clauses.head(2).assign(text=words)
    return {
        "matrix": lambda: figures.matrix(tables.mentions),
        "ladder": lambda: figures.ladder(tables.mentions),
        "ladder by form": lambda: figures.ladder(tables.mentions, by="form"),
        "holder_by_force": lambda: figures.holder_by_force(tables.mentions),
        "where_named": lambda: figures.where_named(tables.mentions),
        "over_versions": lambda: figures.over_versions(tables.versions),
        "effects": lambda: figures.effects(tables.changes),
        "reading_ease": lambda: figures.reading_ease(readability(clauses)),
    }


SAID = {
    "matrix": "per beleid en vorm van zeggenschap het aantal vermeldingen. Het meest: beleid Beleidsregel",
    "ladder": "Van de 7 vermeldingen gaan er 0 over meebeslissen of zelf beslissen",
    "ladder by form": "Van de 7 vermeldingen",
    "holder_by_force": "Het meest: van wie bewoners, kracht niet bepaald (7)",
    "where_named": "op welke plaats in elk stuk zeggenschap wordt genoemd",
    "over_versions": "4 versies",
    "effects": "0 wijzigingen geven bewoners minder te zeggen en 1 meer",
    "reading_ease": "Het moeilijkst is Beleidsregel Buurtkracht",
}


@pytest.mark.parametrize("name", SAID)
def test_a_figure_is_a_valid_chart_with_an_alternative_text(tables, name, tmp_path):
    chart = drawn(tables)[name]()
    specification = chart.to_dict()  # validates against the schema of Vega-Lite
    assert SAID[name] in specification["description"]
    assert specification["title"]["text"].endswith("?"), "the title is the question that the figure answers"
    chart.save(tmp_path / "figure.svg")
    picture = (tmp_path / "figure.svg").read_text(encoding="utf-8")
    assert "aria-label" in picture


def test_every_figure_is_tested(tables):
    made = {name.partition(" ")[0] for name in SAID}
    assert made == set(figures.__all__) - {"LADDER"}


@pytest.mark.parametrize("draw", [figures.matrix, figures.ladder, figures.holder_by_force, figures.where_named])
def test_no_mentions_no_figure(tables, draw):
    with pytest.raises(TrackerError, match="there is nothing to draw: the chosen rows have no mentions"):
        draw(tables.mentions.head(0))


def test_no_versions_or_changes_no_figure(tables):
    with pytest.raises(TrackerError, match="no version with a date"):
        figures.over_versions(tables.versions.head(0))
    with pytest.raises(TrackerError, match="no change with an effect"):
        figures.effects(tables.changes.head(0))
    with pytest.raises(TrackerError, match="no text that is long enough"):
        figures.reading_ease(readability(tables.clauses.head(2)))


def luminance(colour: str) -> float:
    """The relative luminance of WCAG 2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_ladder_goes_from_light_to_dark():
    steps = [luminance(colour) for rung, colour in LADDER.items() if rung != "onbepaald"]
    assert all(low > 1.3 * high for low, high in pairwise(steps)), steps


OF_LIGHT = [
    [0.31399022, 0.63951294, 0.04649755],
    [0.15537241, 0.75789446, 0.08670142],
    [0.01775239, 0.10944209, 0.87256922],
]
OF_CONES = [
    [5.47221206, -4.6419601, 0.16963708],
    [-1.1252419, 2.29317094, -0.1678952],
    [0.02980165, -0.19318073, 1.16364789],
]
BLIND = {  # Viénot, Brettel and Mollon 1999, in cones (long, middle, short)
    "red": [[0, 1.05118294, -0.05116099], [0, 1, 0], [0, 0, 1]],
    "green": [[1, 0, 0], [0.9513092, 0, 0.04866992], [0, 0, 1]],
}


def seen(colour: str, without: str) -> list[float]:
    """A colour, as linear red, green and blue, as it is seen without the cones for red or green."""

    def times(matrix: list[list[float]], values: list[float]) -> list[float]:
        return [sum(a * b for a, b in zip(row, values)) for row in matrix]

    linear = [(int(colour[at : at + 2], 16) / 255) ** 2.2 for at in (1, 3, 5)]
    return times(OF_CONES, times(BLIND[without], times(OF_LIGHT, linear)))


@pytest.mark.parametrize("without", BLIND)
@pytest.mark.parametrize(
    "colours", [list(EFFECTS.values()), list(LINES), list(LADDER.values())], ids=["effects", "lines", "ladder"]
)
def test_colours_are_told_apart_without_seeing_red_or_green(colours, without):
    shades = [seen(colour, without) for colour in colours]
    for at, one in enumerate(shades):
        for other in shades[at + 1 :]:
            assert sum((a - b) ** 2 for a, b in zip(one, other)) ** 0.5 > 0.08, (colours[at], without)


def test_readability_knows_plain_from_hard():
    clauses = pd.DataFrame(
        {
            "policy_name": ["plat", "taai"],
            "version": ["a", "b"],
            "text": [
                "De buurt kiest. Het geld is er. Wie wil, doet mee. Dat is goed. " * 20,
                "Burgemeester en wethouders verantwoorden subsidieverstrekkingen overeenkomstig voorschriften. " * 40,
            ],
        }
    )
    scores = readability(clauses).set_index("policy_name")["score"]
    assert scores["plat"] > 90
    assert scores["taai"] < 20
