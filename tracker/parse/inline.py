"""Runs of text of one look, put together to the text, the style and the links of one block."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tracker.model import Link

INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0e-\x1b\x7f]")
"""Soft hyphens, zero-width characters, marks for the direction of writing and control characters."""

_SENTENCE_END = re.compile(r"[.!?:;][\"'’”)\]]*$")


@dataclass(frozen=True)
class Run:
    """A stretch of text of one look; a line end in `text` is a line break that the author put there."""

    text: str
    bold: bool = False
    italic: bool = False
    large: bool = False
    uri: str = ""


@dataclass(frozen=True)
class Passage:
    """Text with single spaces, its style as a whole (see `tracker.model.Block`) and its links."""

    text: str
    style: str = ""
    links: tuple[Link, ...] = ()

    def without_start(self, length: int) -> "Passage":
        """Return the passage without its first `length` characters and the spaces after them."""
        rest = self.text[length:].lstrip()
        gone = len(self.text) - len(rest)
        links = (replace(link, start=max(link.start - gone, 0), end=link.end - gone) for link in self.links)
        return replace(self, text=rest, links=tuple(link for link in links if link.end > link.start))


def normalise(text: str) -> str:
    """Return `text` with single spaces and without line ends, soft hyphens and other characters that do not show."""
    return " ".join(INVISIBLE.sub("", text).split())


def compose(runs: Iterable[Run]) -> Passage:
    """Put runs together: single spaces over their borders, the style that all of them share, links with offsets."""
    text = ""
    links: list[Link] = []
    seen: list[Run] = []
    for run in runs:
        clean = INVISIBLE.sub("", run.text)
        words = " ".join(clean.split())
        if text and not text.endswith(" ") and clean[:1].isspace():
            text += " "
        if not words:
            continue
        seen.append(run)
        start = len(text)
        text += words + (" " if clean[-1:].isspace() else "")
        if run.uri:
            _add_link(links, Link(start, start + len(words), run.uri))
    text = text.rstrip()
    return Passage(text, style_of(text, seen), tuple(links))


def _add_link(links: list[Link], link: Link) -> None:
    """Add a link; the parts of one link that differ in look become one again."""
    if links and links[-1].uri == link.uri and link.start - links[-1].end <= 1:
        link = replace(link, start=links.pop().start)
    links.append(link)


def style_of(text: str, runs: Sequence[Run]) -> str:
    """Return the words for how a whole passage looks: `vet`, `cursief`, `groot`, `hoofdletters`."""
    spoken = [run for run in runs if any(character.isalnum() for character in run.text)]
    letters = [character for character in text if character.isalpha()]
    looks = {
        "vet": bool(spoken) and all(run.bold for run in spoken),
        "cursief": bool(spoken) and all(run.italic for run in spoken),
        "groot": bool(spoken) and all(run.large for run in spoken),
        "hoofdletters": len(letters) > 3 and all(letter.isupper() for letter in letters),
    }
    return " ".join(word for word, is_so in looks.items() if is_so)


def split_at_breaks(runs: Iterable[Run]) -> list[list[Run]]:
    """Split runs at the line breaks in them; the lines may be empty."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        first, *others = run.text.split("\n")
        lines[-1].append(replace(run, text=first))
        lines.extend([replace(run, text=other)] for other in others)
    return lines


def ends_sentence(text: str) -> bool:
    """Say whether `text` ends as a sentence, or as a line that introduces what follows."""
    return bool(_SENTENCE_END.search(text))


def opens_sentence(text: str) -> bool:
    """Say whether `text` can be the start of a sentence: a capital, a figure, or a quotation mark before one."""
    first = text.lstrip("\"'‘’“”„«([")[:1]
    return first.isupper() or first.isdigit()
