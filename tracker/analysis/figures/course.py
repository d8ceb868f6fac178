"""Figures of what changes: mentions over versions, what changes do to residents' say, and how easy the texts read."""

import altair as alt
import pandas as pd

from tracker.analysis.figures.style import EFFECTS, LINES, ROW_LABELS, WIDTH, counted, drawable, order_of, titled
from tracker.dutch import day


def over_versions(versions: pd.DataFrame) -> alt.LayerChart:
    """Mentions of control for every 100 clauses and questions, over the days on which versions began.

    Versions without a date, or without clauses and questions, are left out. Raises TrackerError when none is left.
    """
    rows = versions.assign(vanaf=versions["valid_from"].fillna(versions["published"]))
    rows = rows[rows["vanaf"].notna() & (rows["clauses"] + rows["questions"] > 0)]
    rows = drawable(rows, "version with a date").sort_values("vanaf")
    points = pd.DataFrame(
        {
            "beleid": rows["policy_name"].astype("str").to_numpy(),
            "versie": rows["label"].to_numpy(),
            "vanaf": rows["vanaf"].to_numpy(),
            "per 100": (100 * rows["mentions"] / (rows["clauses"] + rows["questions"]))
            .astype(float)
            .round(1)
            .to_numpy(),
            "soort": rows["role"].astype("str").to_numpy(),
        }
    )
    base = alt.Chart(points).encode(
        x=alt.X("vanaf:T", title="Geldig vanaf", axis=alt.Axis(format="%Y", tickCount="year")),
        y=alt.Y("per 100:Q", title="Vermeldingen per 100 bepalingen of vragen", scale=alt.Scale(domainMin=0)),
        color=alt.Color(
            "beleid:N",
            title="Beleid",
            sort=order_of(rows, "policy_name"),
            scale=alt.Scale(range=LINES),
            legend=alt.Legend(labelLimit=340),
        ),
        detail="soort:N",
    )
    dots = base.mark_point(filled=True, size=90).encode(
        shape=alt.Shape("beleid:N", sort=order_of(rows, "policy_name")),
        tooltip=["beleid", "versie", "vanaf", "per 100"],
    )
    chart = (base.mark_line() + dots).properties(width=WIDTH, height=280)
    top = points.iloc[points["per 100"].argmax()]
    said = (
        f"Punten: {len(points)} versies, met per versie het aantal vermeldingen per 100 bepalingen of vragen. "
        f"Het meest: {top['beleid']} vanaf {day(str(top['vanaf'])[:10])}: {top['per 100']}."
    )
    return titled(chart, "Hoe vaak gaat het over zeggenschap, versie na versie?", said)


def effects(changes: pd.DataFrame, by: str = "policy_name") -> alt.Chart:
    """Changes that weaken residents' say to the left, those that strengthen it to the right; by policy or column `by`.

    Changes without an effect are left out. Raises TrackerError when none is left.
    """
    weighed = drawable(changes[changes["effect"].notna()], "change with an effect on residents' say")
    counts = counted(weighed, by, "effect")
    counts.columns = ["groep", "gevolg", "aantal"]
    counts["kant"] = counts["aantal"].where(counts["gevolg"] == "versterking", -counts["aantal"])
    shown = counts[counts["gevolg"] != "veranderd"]
    chart = (
        alt.Chart(shown)
        .mark_bar()
        .encode(
            x=alt.X(
                "kant:Q",
                title="← minder te zeggen | meer te zeggen →",
                axis=alt.Axis(tickMinStep=1, labelExpr="abs(datum.value)"),
            ),
            y=alt.Y("groep:N", sort=order_of(weighed, by), axis=ROW_LABELS),
            color=alt.Color(
                "gevolg:N",
                title="Voor bewoners",
                scale=alt.Scale(
                    domain=["verzwakking", "versterking"], range=[EFFECTS["verzwakking"], EFFECTS["versterking"]]
                ),
            ),
            tooltip=["groep", "gevolg", "aantal"],
        )
        .properties(width=WIDTH, height=alt.Step(34))
    )
    total = counts.groupby("gevolg")["aantal"].sum()
    said = (
        f"Balken naar links en rechts: {total.get('verzwakking', 0)} wijzigingen geven bewoners minder te zeggen en "
        f"{total.get('versterking', 0)} meer. {total.get('veranderd', 0)} keer is het anders, zonder meer of minder."
    )
    return titled(chart, "Krijgen bewoners meer of minder te zeggen?", said)


def reading_ease(scores: pd.DataFrame) -> alt.LayerChart:
    """How easy each policy reads, from `tracker.analysis.readability`: a dot a policy, easy to the right."""
    rows = drawable(scores, "text that is long enough")
    dots = rows.rename(columns={"policy_name": "beleid", "words": "woorden"}).assign(
        beleid=rows["policy_name"].astype("str")
    )[["beleid", "woorden", "score"]]
    base = alt.Chart(dots).encode(
        x=alt.X("score:Q", title="Leesgemak (Flesch-Douma): hoe verder naar rechts, hoe makkelijker"),
        y=alt.Y("beleid:N", sort="-x", axis=ROW_LABELS),
    )
    numbers = base.mark_text(dx=20).encode(text=alt.Text("score:Q", format=".0f"))
    chart = (
        base.mark_point(filled=True, size=110, color="#0072b2").encode(tooltip=["beleid", "woorden", "score"]) + numbers
    )
    hardest = dots.iloc[dots["score"].argmin()]
    said = f"Punten: hoe makkelijk elk stuk leest. Het moeilijkst is {hardest['beleid']}, met {hardest['score']:.0f}."
    return titled(chart.properties(width=WIDTH, height=alt.Step(34)), "Hoe makkelijk leest het?", said)
