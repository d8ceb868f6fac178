"""What all figures share: colours, sizes, short names, alternative texts, and what to say when there is nothing."""

from typing import Literal, TypeVar

import altair as alt
import pandas as pd

from tracker.codebook import codebook
from tracker.model import TrackerError

Drawn = TypeVar("Drawn", alt.Chart, alt.LayerChart)

LADDER = {
    "onbepaald": "#c9c9c9",
    "informeren": "#fde725",
    "raadplegen": "#90d743",
    "adviseren": "#35b779",
    "coproduceren": "#21918c",
    "meebeslissen": "#31688e",
    "zelf": "#440154",
}
"""Low to high from light to dark (viridis), which is read without seeing colours; what is not on the ladder is grey."""

EFFECTS = {"verzwakking": "#d55e00", "veranderd": "#999999", "versterking": "#0072b2"}
"""Orange and blue of Okabe and Ito, which are told apart with any kind of colour blindness."""

LINES = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#000000")
"""The colours of Okabe and Ito, for what has no order; shapes differ too."""

COUNTS: Literal["blues"] = "blues"
"""From light to dark, for numbers."""

UNKNOWN = "niet bepaald"
ROW_LABELS = alt.Axis(labelLimit=340, title=None)
WIDTH = 520


def names_of(scale: str) -> list[str]:
    """Return the values of a scale of the codebook, in order."""
    return codebook()[scale].names


def drawable(rows: pd.DataFrame, what: str) -> pd.DataFrame:
    """Return the rows as they are. Raises TrackerError when there are none."""
    if rows.empty:
        raise TrackerError(f"there is nothing to draw: the chosen rows have no {what}; choose more of them")
    return rows


def counted(rows: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """Count rows by columns: those columns as text (what is missing is `niet bepaald`) and `aantal`, none of it 0."""
    words = pd.DataFrame({name: rows[name].astype("str").fillna(UNKNOWN) for name in columns})
    words = words.replace("nan", UNKNOWN)
    return words.groupby(list(columns), as_index=False, sort=False).size().rename(columns={"size": "aantal"})


def order_of(rows: pd.DataFrame, column: str) -> list[str]:
    """Return the values of a column that occur, in the order of its categories."""
    values = rows[column]
    if isinstance(values.dtype, pd.CategoricalDtype):
        return [str(each) for each in values.cat.categories if (values == each).any()]
    return sorted(values.dropna().astype("str").unique())


def most(counts: pd.DataFrame) -> str:
    """Say in Dutch what is counted most: `Het meest: vorm regie, beleid Beleidsregel Buurt (12).`"""
    top = counts.iloc[counts["aantal"].argmax()].to_dict()
    times = top.pop("aantal")
    return f"Het meest: {', '.join(f'{name} {value}' for name, value in top.items())} ({times})."


def titled(chart: Drawn, title: str, description: str) -> Drawn:
    """Give a chart its title and its alternative text."""
    return chart.properties(title=alt.TitleParams(title, anchor="start"), description=description)


def heat(counts: pd.DataFrame, across: alt.X, down: alt.Y) -> alt.LayerChart:
    """Squares, darker for more, with the number in them: it can be read without seeing colours."""
    base = alt.Chart(counts).encode(x=across, y=down)
    middle = counts["aantal"].max() / 2
    squares = base.mark_rect().encode(
        color=alt.Color("aantal:Q", title="Aantal", scale=alt.Scale(scheme=COUNTS, domainMin=0)),
        tooltip=list(counts.columns),
    )
    numbers = base.mark_text(fontSize=13).encode(
        text="aantal:Q", color=alt.condition(f"datum.aantal > {middle}", alt.value("white"), alt.value("black"))
    )
    return (squares + numbers).properties(width=alt.Step(58), height=alt.Step(34))
