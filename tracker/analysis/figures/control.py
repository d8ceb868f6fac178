"""Figures of mentions: which form in which policy, how high on the ladder, whose and how firm, where in the text."""

import altair as alt
import pandas as pd

from tracker.analysis.figures.style import (
    LADDER,
    ROW_LABELS,
    UNKNOWN,
    WIDTH,
    counted,
    drawable,
    heat,
    most,
    names_of,
    order_of,
    titled,
)


def matrix(mentions: pd.DataFrame) -> alt.LayerChart:
    """Mentions by form (columns) and policy (rows), as squares with numbers.

    Raises TrackerError when there are no mentions; so do the other figures.
    """
    counts = counted(drawable(mentions, "mentions"), "policy_name", "form")
    counts.columns = ["beleid", "vorm", "aantal"]
    chart = heat(
        counts,
        alt.X("vorm:N", sort=names_of("form"), title="Vorm van zeggenschap", axis=alt.Axis(labelAngle=-40)),
        alt.Y("beleid:N", sort=order_of(mentions, "policy_name"), axis=ROW_LABELS),
    )
    said = f"Tabel in kleur: per beleid en vorm van zeggenschap het aantal vermeldingen. {most(counts)}"
    return titled(chart, "Hoe vaak noemt elk beleid welke vorm van zeggenschap?", said)


def ladder(mentions: pd.DataFrame, by: str = "policy_name") -> alt.Chart:
    """The rungs of the participation ladder as a stacked bar a policy, or a value of another column `by`."""
    counts = counted(drawable(mentions, "mentions"), by, "rung")
    counts.columns = ["groep", "trede", "aantal"]
    counts["volgorde"] = counts["trede"].map({rung: at for at, rung in enumerate(LADDER)})
    counts["deel"] = counts["aantal"] / counts.groupby("groep")["aantal"].transform("sum")
    chart = (
        alt.Chart(counts)
        .mark_bar(stroke="white", strokeWidth=1)
        .encode(
            x=alt.X(
                "deel:Q", title="Deel van de vermeldingen", axis=alt.Axis(format="%"), scale=alt.Scale(domain=[0, 1])
            ),
            y=alt.Y("groep:N", sort=order_of(mentions, by), axis=ROW_LABELS),
            color=alt.Color(
                "trede:N",
                title="Trede, van laag naar hoog",
                scale=alt.Scale(domain=list(LADDER), range=list(LADDER.values())),
            ),
            order=alt.Order("volgorde:Q"),
            tooltip=["groep", "trede", "aantal", alt.Tooltip("deel:Q", format=".0%")],
        )
        .properties(width=WIDTH, height=alt.Step(34))
    )
    highest = counts[counts["trede"].isin(["meebeslissen", "zelf"])]["aantal"].sum()
    said = (
        f"Gestapelde balken: hoe hoog de vermeldingen op de participatieladder staan. Van de {counts['aantal'].sum()} "
        f"vermeldingen gaan er {highest} over meebeslissen of zelf beslissen."
    )
    return titled(chart, "Hoe hoog op de participatieladder?", said)


def holder_by_force(mentions: pd.DataFrame) -> alt.LayerChart:
    """Whose control it is (rows) against how firmly it is put (columns)."""
    counts = counted(drawable(mentions, "mentions"), "holder", "force")
    counts.columns = ["van wie", "kracht", "aantal"]
    chart = heat(
        counts,
        alt.X(
            "kracht:N",
            sort=[*names_of("force"), UNKNOWN],
            title="Hoe hard staat het er?",
            axis=alt.Axis(labelAngle=-40),
        ),
        alt.Y("van wie:N", sort=names_of("holder"), title="Van wie?"),
    )
    said = f"Tabel in kleur: van wie de zeggenschap is en hoe hard het er staat. {most(counts)}"
    return titled(chart, "Van wie is de zeggenschap, en hoe hard staat het er?", said)


def where_named(mentions: pd.DataFrame) -> alt.Chart:
    """Where in a document control is named, from its begin to its end: a stripe a mention."""
    rows = drawable(mentions, "mentions")
    marks = pd.DataFrame(
        {
            "stuk": (rows["policy_name"].astype("str") + ", " + rows["version_label"].astype("str")).to_numpy(),
            "plaats in het stuk": rows["share"].to_numpy(),
            "plaats": rows["place"].to_numpy(),
            "woord": rows["trigger"].to_numpy(),
            "van": rows["residents"]
            .map({True: "bewoners en hun groepen", False: "anderen, of niet bepaald"})
            .to_numpy(),
        }
    )
    chart = (
        alt.Chart(marks)
        .mark_tick(thickness=2, height=22)
        .encode(
            x=alt.X(
                "plaats in het stuk:Q",
                title="Van begin tot eind",
                axis=alt.Axis(format="%"),
                scale=alt.Scale(domain=[0, 1]),
            ),
            y=alt.Y("stuk:N", sort=list(dict.fromkeys(marks["stuk"])), axis=ROW_LABELS),
            color=alt.Color("van:N", title="Van", scale=alt.Scale(range=["#d55e00", "#0072b2"])),
            tooltip=["stuk", "plaats", "woord", "van"],
        )
        .properties(width=WIDTH, height=alt.Step(34))
    )
    first = (marks["plaats in het stuk"] < 0.5).mean()
    said = (
        f"Streepjes: op welke plaats in elk stuk zeggenschap wordt genoemd. {first:.0%} van de {len(marks)} "
        "vermeldingen staat in de eerste helft."
    )
    return titled(chart, "Waar in het stuk wordt zeggenschap genoemd?", said)
