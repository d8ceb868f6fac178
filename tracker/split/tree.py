"""The tree of a text while it is being split: a node becomes a clause when the whole text has been read."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tracker.model import Block, ClauseKind, Link, Part
from tracker.split.numbering import Count


@dataclass(eq=False)
class Node:
    """A clause in the making.

    unit: what a citation calls it (`artikel`, `lid`, `onderdeel`, `alinea`, `rij`, `noot`, `overweging`, `kop`, ...).
    stem: its part of the eid without a number (`art`, `para`, `item`, ...).
    group: of an item the how-manieth list of its parent it stands in, of a row the how-manieth table.
    rank: of a division how deep it goes (see `divisions`); level, style, role: of its heading, as the parser gave them.
    count: how its marker was read. explains: of a note right below an article the number of that article.
    printed: whether a decision prints it as the new text of another rule.
    """

    kind: ClauseKind
    unit: str
    stem: str
    label: str = ""
    number: str = ""
    heading: str = ""
    page: int | None = None
    part: Part = Part.UNKNOWN
    rank: int = 0
    level: int = 0
    style: str = ""
    role: str = ""
    count: Count | None = None
    group: int = 0
    eid: str = ""
    term: str = ""
    explains: str = ""
    printed: bool = False
    virtual: bool = False  # holds clauses and is none itself: the whole text, its opening, its closing
    texts: list[str] = field(default_factory=list)
    length: int = 0  # of all texts, joined
    links: list[Link] = field(default_factory=list)
    children: list["Node"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The node's own words; its paragraphs are joined by a line end."""
        return "\n".join(self.texts)

    @property
    def last_text(self) -> str:
        """The last paragraph of the node's own words, empty where it has none."""
        return self.texts[-1] if self.texts else ""

    @property
    def has_parts(self) -> bool:
        """Whether something else than notes stands within it."""
        return any(child.unit != "noot" for child in self.children)

    def add_text(self, block: Block) -> None:
        """Add a paragraph to the node's own words, its links moved to where they come to stand."""
        if block.text:
            self._add(block.text, block.links)
        if self.page is None:
            self.page = block.page

    def absorb(self, child: "Node") -> None:
        """Take over the words and the children of a child, which is no clause of its own after that."""
        if child.texts:
            self._add(child.text, child.links)
        at = self.children.index(child)
        self.children[at : at + 1] = child.children
        self.page = self.page if self.page is not None else child.page

    def _add(self, text: str, links: Sequence[Link]) -> None:
        start = self.length + 1 if self.texts else 0
        self.links += [Link(link.start + start, link.end + start, link.uri) for link in links]
        self.texts.append(text)
        self.length = start + len(text)
