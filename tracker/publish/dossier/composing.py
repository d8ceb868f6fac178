"""A dossier as a document of a few kinds of paragraphs, with a footnote to the source of every text.

What a visitor or a publisher wrote stays plain text here; the writers see to it that nobody reads it as markup.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from tracker.dutch import count, day
from tracker.publish.dossier.collection import Dossier
from tracker.publish.dossier.finding import Found
from tracker.publish.dossier.item import Item, Missing, Part
from tracker.publish.dossier.words import heading_of, mentions_said, name_of, standing_said, text_said, version_said
from tracker.publish.policies.states import State

UNTITLED = "Dossier"
"""What a dossier is called that has no title."""


@dataclass(frozen=True)
class Words:
    """Plain text; a line feed in it is a line end."""

    text: str
    strong: bool = False


@dataclass(frozen=True)
class Link:
    """A whole address, shown as it is."""

    address: str


@dataclass(frozen=True)
class Footnote:
    """A note at the place where it is put."""

    content: tuple[Words | Link, ...]


Inline = Words | Link | Footnote


@dataclass(frozen=True)
class Heading:
    """The heading of an entry."""

    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of our own words or the visitor's; `quoted`: of the text of a document."""

    content: tuple[Inline, ...]
    quoted: bool = False


@dataclass(frozen=True)
class Bullets:
    """Points of one paragraph each."""

    points: tuple[tuple[Inline, ...], ...]


Block = Heading | Paragraph | Bullets


@dataclass(frozen=True)
class Composed:
    """A document with a title and the day on which it was made."""

    title: str
    made: date
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Site:
    """Where the site is: `address` of its home page, and the whole address of the page of a clause or question."""

    address: str
    page_of: Callable[[Item], str]
    quality_page: str


def compose(dossier: Dossier, found: Found, policies: Mapping[str, State], site: Site, today: date) -> Composed:
    """Return the document of a dossier with what was found for its entries and how their policies stand, by id."""
    blocks: list[Block] = [*_opening(dossier, site)]
    for number, entry in enumerate(dossier.entries, 1):
        item = found[entry.id]
        if isinstance(item, Item):
            blocks += _item(number, item, policies.get(item.policy), site)
        else:
            blocks += _missing(number, item)
        if entry.note:
            blocks.append(Paragraph((Words("Notitie: ", strong=True), Words(entry.note))))
    return Composed(dossier.title or UNTITLED, today, tuple(blocks))


def _opening(dossier: Dossier, site: Site) -> Iterator[Block]:
    number = count(len(dossier.entries), "stuk", "stukken")
    yield Paragraph((Words(f"In dit dossier: {number}. Gemaakt met Beleidsvolger, "), Link(site.address)))
    yield Paragraph(
        (
            Words("Vet in een tekst zijn woorden over zeggenschap. Een computer vond die; zo vaak klopt dat: "),
            Link(site.quality_page),
        )
    )


def _item(number: int, item: Item, policy: State | None, site: Site) -> Iterator[Block]:
    yield Heading(f"{number}. {heading_of(item)}")
    source = Footnote(_source(item, site))
    quoted = [words_of(part) for part in item.parts]
    where = Words(f"{text_said(item)}, {version_said(item)}")
    yield Paragraph((where,) if quoted else (where, source))
    for place, content in enumerate(quoted, 1):
        yield Paragraph((*content, source) if place == len(quoted) else content, quoted=True)
    if not item.is_whole:
        yield Paragraph((Words("Dit is een lang stuk. Lees de rest op "), Link(site.page_of(item))))
    changed = item.newest.sentences if item.newest else ()
    yield Paragraph((Words(" ".join((standing_said(item, policy), *changed))),))
    if said := mentions_said(item):
        yield Bullets(tuple((Words(str(each)),) for each in said))


def words_of(part: Part) -> tuple[Words, ...]:
    """Return the words of a part, those that name control in bold; of two that overlap only the first."""
    printed = " ".join(filter(None, (part.label, part.heading)))
    if printed and part.text:
        printed += "\n" if part.heading else " "
    words = [Words(printed)]
    done = 0
    for mention in sorted(part.mentions, key=lambda each: each.start):
        if mention.start >= done:
            words.append(Words(part.text[done : mention.start]))
            words.append(Words(part.text[mention.start : mention.end], strong=True))
            done = mention.end
    return tuple(each for each in (*words, Words(part.text[done:])) if each.text)


def _source(item: Item, site: Site) -> tuple[Words | Link, ...]:
    """Return what makes a quotation stand up: place, text, version, page, address, publisher, day and file."""
    page = f", bladzijde {item.page}" if item.page else ""
    place = Words(f"{name_of(item)}, {text_said(item)}, {version_said(item)}{page}. Vast adres: ")
    publisher = (Words(". Bij de uitgever: "), Link(item.publisher_page)) if leads_somewhere(item) else ()
    evidence = f". Opgehaald op {day(item.retrieved)}. Bewaard bestand, vingerafdruk (SHA-256): {item.snapshot}."
    return (place, Link(site.page_of(item)), *publisher, Words(evidence))


def leads_somewhere(item: Item) -> bool:
    """Whether an entry has a page of its publisher: a web page, and of a policy that is not made up."""
    return item.publisher_page.startswith(("https://", "http://")) and not item.example


def _missing(number: int, missing: Missing) -> Iterator[Block]:
    yield Heading(f"{number}. Niet gevonden")
    of = f" Het hoorde bij {missing.policy_name}." if missing.policy_name else ""
    yield Paragraph((Words(f"Dit stuk staat niet (meer) op de site: {missing.id}.{of}"),))
