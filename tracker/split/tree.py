"""The tree of a text while it is being split: a node becomes a clause when the whole text has been read."""

from dataclasses import dataclass, field

from tracker.model import Block, ClauseKind, Link, Part
from tracker.split.numbering import Count


@dataclass
class Node:
    """A clause in the making.

    unit: what a citation calls it (`artikel`, `lid`, `onderdeel`, `alinea`, `rij`, `noot`, `overweging`, ...).
    stem: its part of the eid without a number (`art`, `para`, `item`, ...).
    rank: of a division how deep it goes (see `divisions`), 0 for what is no division.
    count: of a list item how its marker was read; depth: its depth among nested lists; continued: whether
        its list goes on after the unmarked paragraphs below it.
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
    count: Count | None = None
    depth: int = 0
    continued: bool = False
    eid: str = ""
    term: str = ""
    untold: bool = False
    virtual: bool = False  # holds clauses and is none itself: the whole text, its opening, its closing
    texts: list[str] = field(default_factory=list)
    length: int = 0  # of all texts, joined
    links: list[Link] = field(default_factory=list)
    children: list["Node"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The node's own words; its paragraphs are joined by a line end."""
        return "\n".join(self.texts)

    def add_text(self, block: Block) -> None:
        """Add a paragraph to the node's own words, its links moved to where they come to stand."""
        if block.text:
            start = self.length + 1 if self.texts else 0
            self.links += [Link(link.start + start, link.end + start, link.uri) for link in block.links]
            self.texts.append(block.text)
            self.length = start + len(block.text)
        if self.page is None:
            self.page = block.page

    def absorb(self, child: "Node") -> None:
        """Take over the words and the children of a child that is the node's only paragraph."""
        self.texts, self.length, self.links = child.texts, child.length, child.links
        at = self.children.index(child)
        self.children[at : at + 1] = child.children
        self.page = self.page if self.page is not None else child.page
