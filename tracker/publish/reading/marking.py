"""A text with its mentions as marks: what is named, whose it is and how firm, in words and by how it is underlined.

Nothing in a text can become markup; no mention is left out, whatever it overlaps.
"""

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from markupsafe import escape

from tracker.publish.reading.said import Values, mention_words

_NO_SIGNS_OF_A_CLASS = re.compile(r"[^a-z]")


@dataclass(frozen=True, slots=True)
class MarkedPlace:
    """A mention as it stands in a text: `text[start:end]`, and how a reader goes on from it.

    number: which of the mentions that the reader sees it is, from 1, also its anchor (`m1`); 0 of one that is not
    chosen, which is marked for scripts only. following: where its label leads, and `onward` says what that is.
    """

    start: int
    end: int
    values: Values
    number: int = 0
    total: int = 0
    following: str = ""
    onward: str = "ga naar de volgende"


def marked(
    text: str, places: Sequence[MarkedPlace], start: int = 0, end: int | None = None, until: int | None = None
) -> str:
    """Return `text[start:end]` as HTML with its mentions as marks.

    A label stands where its mention ends; of a piece of a text, such as a cell, the labels of mentions that end before
    `until`, which is where the next piece begins.
    """
    stop = len(text) if end is None else end
    until = (sys.maxsize if stop == len(text) else stop) if until is None else until
    inside = [place for place in places if place.start < stop and place.end > start]
    if not inside:
        return str(escape(text[start:stop]))
    borders = {start, stop}
    for place in inside:
        borders |= {max(place.start, start), min(place.end, stop)}
    cuts = sorted(borders)
    return "".join(_stretch(text, inside, *pair, is_last=pair[1] == stop, until=until) for pair in pairwise(cuts))


def _stretch(text: str, places: Sequence[MarkedPlace], start: int, end: int, *, is_last: bool, until: int) -> str:
    """Return a stretch that the same mentions cover from end to end."""
    words = str(escape(text[start:end]))
    covering = [place for place in places if place.start <= start and place.end >= end]
    if not covering:
        return words
    innermost = max(covering, key=lambda place: (place.start, -place.end))
    opening = [place for place in covering if place.start == start and place.number]
    anchored = opening[0] if opening else None
    ending = [place for place in covering if place.end == end or (is_last and place.end < until)]
    labels = "".join(
        _label(place, text[place.start : place.end], is_anchor=place.start == start and place is not anchored)
        for place in ending
    )
    anchor = f' id="m{anchored.number}"' if anchored else ""
    return f"<mark{anchor}{_attributes(innermost.values, bool(innermost.number))}>{words}{labels}</mark>"


@lru_cache(maxsize=4096)
def _attributes(values: Values, is_chosen: bool) -> str:
    """Return what styles and scripts know a mention by."""
    names = [f"h-{_class(values.holder)}", f"k-{_class(values.force)}", f"p-{_class(values.polarity)}"]
    names.insert(0, "plek" if is_chosen else "plek weg")
    sentence = escape(mention_words().sentence(values))
    return (
        f' class="{" ".join(names)}" data-vorm="{escape(values.form)}" data-houder="{escape(values.holder)}"'
        f' data-zin="{sentence}"'
    )


def _class(value: str) -> str:
    return _NO_SIGNS_OF_A_CLASS.sub("", value) or "geen"


def _label(place: MarkedPlace, trigger: str, *, is_anchor: bool) -> str:
    """Return the label of a mention: a link to the next one, or, where there is none to go to, words alone."""
    words, firmness = _label_words(place.values, is_named=place.values.form in trigger.casefold())
    anchor = f' id="m{place.number}"' if is_anchor and place.number else ""
    if not place.following:
        return f'<span class="plek-label"{anchor}>{words}<span class="uitleg">{firmness}</span></span>'
    told = f"{firmness}. Plek {place.number} van {place.total}, {place.onward}"
    return (
        f'<a class="plek-label"{anchor} href="{escape(place.following)}">{words}<span class="uitleg">{told}</span></a>'
    )


@lru_cache(maxsize=4096)
def _label_words(values: Values, *, is_named: bool) -> tuple[str, str]:
    """Return the words on a label, and how firm it is: read out, and seen on the mention that a reader jumped to.

    is_named: the words of the mention name the form themselves; saying it again right behind them would be noise.
    """
    words = mention_words()
    polarity, holder = words.polarity_label(values.polarity), words.holder_label(values.holder)
    label = f" <b>{escape(polarity)}</b>" if polarity else ""
    label += f" {escape(values.form)}" if not is_named or not (polarity or holder) else ""
    label += f" <i>{escape(holder)}</i>" if holder else ""
    return label, f": {escape(words.force_label(values.force) or 'niet bekend hoe hard')}"
