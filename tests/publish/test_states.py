"""How a policy stands on a day."""

import pytest

from tracker.publish.policies.states import Standing, Successor, Text, is_draft, state_of, text_of_now

DAY = "2026-03-02"


def text(starts: str, ends: str = "", *, id_: str = "", **more: object) -> Text:
    """A text named after the year in which it starts."""
    return Text(id_ or starts[:4], starts, ends, **more)  # type: ignore[arg-type]


def new(starts: str) -> Successor:
    return Successor("nieuw", "Nadere regel Nieuw", starts)


@pytest.mark.parametrize(
    ("texts", "standing", "since", "until"),
    [
        # One text, with and without an end; an end is the first day on which it does not hold.
        ([text("2018-07-01")], Standing.IN_FORCE, "2018-07-01", ""),
        ([text("2026-03-02")], Standing.IN_FORCE, "2026-03-02", ""),
        ([text("2026-03-03")], Standing.NOT_YET, "2026-03-03", ""),
        ([text("2018-07-01", "2026-03-02")], Standing.ENDED, "2026-03-02", ""),
        ([text("2018-07-01", "2026-03-03")], Standing.IN_FORCE, "2018-07-01", "2026-03-03"),
        # Nothing is known of its days.
        ([text("")], Standing.UNDATED, "", ""),
        ([text(""), text("2018-01-01", "2020-01-01")], Standing.ENDED, "2020-01-01", ""),
        ([], Standing.MISSING, "", ""),
        # Versions one after another: the one of today counts, also when the next one is known.
        ([text("2018-07-01", "2021-04-01", newest=False), text("2021-04-01")], Standing.IN_FORCE, "2021-04-01", ""),
        (
            [text("2018-07-01", "2026-07-01", newest=False), text("2026-07-01")],
            Standing.IN_FORCE, "2018-07-01", "2026-07-01",
        ),
        # Two works of one policy: it holds as long as one of them does.
        ([text("2015-01-01"), text("2016-01-01", "2018-01-01")], Standing.IN_FORCE, "2015-01-01", ""),
        # A gazette never says that a text ended; the collection does, and knows better.
        ([text("2018-06-13", "2025-01-22", consolidated=True), text("2018-01-30")], Standing.ENDED, "2025-01-22", ""),
        ([text("2018-06-13", "2025-01-22", consolidated=True), text("2018-06-20")], Standing.ENDED, "2025-01-22", ""),
        # What the gazette published after that is a new text.
        (
            [text("2018-06-13", "2025-01-22", consolidated=True), text("2025-01-22")],
            Standing.IN_FORCE, "2025-01-22", "",
        ),
        ([text("2018-06-13", consolidated=True), text("2018-01-30")], Standing.IN_FORCE, "2018-06-13", ""),
    ],
)  # fmt: skip
def test_what_the_days_of_its_texts_say(texts, standing, since, until):
    state = state_of("beleidsregel", "Beleidsregel Buurthuizen", texts, day=DAY)
    assert (state.standing, state.since, state.until) == (standing, since, until)


@pytest.mark.parametrize(
    ("successor", "texts", "standing", "since"),
    [
        (new("2025-01-22"), [text("2018-07-01")], Standing.REPLACED, "2025-01-22"),
        (new("2026-03-02"), [text("2018-07-01")], Standing.REPLACED, "2026-03-02"),
        (new("2026-03-03"), [text("2018-07-01")], Standing.IN_FORCE, "2018-07-01"),
        # The register says that it was replaced, and nobody knows when.
        (new(""), [text("2018-07-01")], Standing.REPLACED, ""),
        (new(""), [text("2018-07-01", "2025-11-27")], Standing.REPLACED, "2025-11-27"),
        (new("2025-01-22"), [], Standing.MISSING, ""),
    ],
)
def test_what_comes_in_its_place(successor, texts, standing, since):
    state = state_of("beleidsregel", "Beleidsregel Buurthuizen", texts, [successor], day=DAY)
    assert (state.standing, state.since) == (standing, since)
    named = state.coming if successor.starts > DAY else state.by
    assert named == (successor,)


@pytest.mark.parametrize(
    ("kind", "title", "names", "standing"),
    [
        ("nota", "Nota wijkgericht werken (concept)", (), Standing.DRAFT),
        ("nota", "Nota wijkgericht werken", ("concept, 13 februari",), Standing.DRAFT),
        ("nota", "Nota wijkgericht werken", ("vastgesteld",), Standing.IN_FORCE),
        ("verordening", "Ontwerpverordening bewonersbudget", (), Standing.DRAFT),
        ("manifest", "De buurt is van ons", (), Standing.WITHOUT_FORCE),
        ("Brief", "Aan de raad", (), Standing.WITHOUT_FORCE),
        ("nadere regel", "Nadere regel stedelijk ontwerp", (), Standing.IN_FORCE),
    ],
)
def test_what_is_no_rule_or_not_one_yet(kind, title, names, standing):
    assert state_of(kind, title, [text("2018-03-21", names=names)], day=DAY).standing == standing


@pytest.mark.parametrize(
    ("name", "draft"),
    [
        ("Concept", True),
        ("ONTWERP-beleidsregel speelplekken", True),
        ("Conceptversie 3", True),
        ("Nota speelplekken – concept", True),
        ("Nota speelplekken [ontwerp 2]", True),
        ("Ontwerpbesluit buurtbudget", True),
        ("Conceptueel kader wijkteams", False),
        ("Beleidsregel stedelijk ontwerp en beheer", False),
        ("Ontwerpers in de wijk", False),
        ("", False),
    ],
)
def test_what_a_draft_is_called(name, draft):
    assert is_draft(name) is draft


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([], None),
        ([text("2018-07-01", newest=False), text("2021-04-01")], "2021"),
        # What holds from tomorrow is not the text of now, unless there is no other.
        ([text("2018-07-01", newest=False), text("2026-03-03")], "2018"),
        ([text("2026-03-03")], "2026"),
        # An older version of one source does not go before the newest one of another.
        ([text("2019-01-01", newest=False), text("2018-01-01")], "2018"),
        # Of two that begin on one day the last that was found.
        ([text("2018-07-01", id_="a"), text("2018-07-01", id_="b")], "b"),
        ([text("", id_="zonder"), text("2018-07-01")], "2018"),
    ],
)
def test_the_text_of_now(texts, expected):
    found = text_of_now(texts, DAY)
    assert (found and found.id) == expected


def test_it_is_told_in_plain_words():
    held = state_of("beleidsregel", "Regel", [text("2018-07-01", "2027-01-01")], day=DAY)
    assert (held.words, held.dates) == ("Geldt nu", "Deze tekst geldt sinds 1 juli 2018, tot 1 januari 2027.")
    letter = state_of("brief", "Aan de raad", [text("2018-03-21")], day=DAY)
    assert (letter.words, letter.dates) == ("Brief", "Een stuk waar geen regels in staan. Het is van 21 maart 2018.")
    assert state_of("brief", "Aan de raad", [], day=DAY).dates == "Wij hebben de tekst nog niet gevonden."
    assert state_of("nota", "Nota", [text("")], day=DAY).dates.startswith("Bij de tekst staat niet")
    replaced = state_of("nota", "Nota", [text("2018-07-01")], [new("")], day=DAY)
    assert (replaced.words, replaced.dates) == ("Vervangen", "")
