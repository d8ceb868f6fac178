"""The plain values that go from step to step: all frozen, none knows a file, a network or a database.

The order is the order of the flow: a register names policies and sources; a source is fetched; the bytes
become a document of blocks; the blocks become clauses and questions; these carry citations and mentions.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Self

# ---------------------------------------------------------------------------- register


@dataclass(frozen=True)
class Source:
    """One place where a policy's text is published.

    `id` is unique in the register. `locator` is an identifier, an address, a path beside the register or a
    search (`adapter` decides how it is read). `role` is `tekst` (the policy) or `vragen` (a Q&A about it).
    """

    id: str
    policy: str
    adapter: str
    locator: str
    role: str = "tekst"
    valid_from: date | None = None
    valid_to: date | None = None
    label: str = ""
    base: str = ""  # folder of the register file: what a relative path starts from
    options: tuple[tuple[str, str], ...] = ()  # adapter's own settings, e.g. ("links", "*.pdf")

    def option(self, name: str, default: str = "") -> str:
        """Return the adapter's setting `name`, or `default` where the register does not give it."""
        return dict(self.options).get(name, default)


@dataclass(frozen=True)
class Policy:
    """One thing that is followed, with its sources."""

    id: str
    title: str
    theme: str
    kind: str
    municipality: str
    sources: tuple[Source, ...]
    succeeds: tuple[str, ...] = ()  # ids of policies that this one replaces
    example: bool = False  # made up: to be marked as an example wherever a visitor meets it
    note: str = ""


# ---------------------------------------------------------------------------- fetched


@dataclass(frozen=True)
class Fetched:
    """One document as a source gave it: the untouched bytes and what the source says of them.

    `address` names the document within its source and stays the same over time (a URL without fragment, a
    CVDR expression, a path). `metadata` holds what the source says beside the bytes, with the keys `title`,
    `label`, `valid_from`, `valid_to`, `published` (ISO dates), `page` (publisher's page for readers).
    """

    address: str
    content: bytes
    media_type: str = ""  # as announced; the parser looks at the content
    http_status: int | None = None
    etag: str = ""
    last_modified: str = ""
    metadata: tuple[tuple[str, str], ...] = ()


# ---------------------------------------------------------------------------- parsed


class BlockKind(StrEnum):
    """What a block is on the page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"  # opens with a marker: a list item, a lid
    ROW = "row"  # a table row; see Block.cells
    NOTE = "note"  # a footnote or endnote


class Part(StrEnum):
    """The part of a regulation that a block stands in, where the format or the text says so."""

    UNKNOWN = ""
    OPENING = "aanhef"  # title, preamble, considerations, legal basis
    BODY = "lichaam"
    CLOSING = "sluiting"  # signatures, place and date
    ANNEX = "bijlage"
    EXPLANATION = "toelichting"


@dataclass(frozen=True)
class Link:
    """A link inside a block's text: `text[start:end]` leads to `uri`."""

    start: int
    end: int
    uri: str


@dataclass(frozen=True)
class Block:
    """One heading, paragraph, list item, table row or footnote, in reading order.

    text: single spaces, no line ends, without the marker.
    marker: what is printed before the text ("Artikel 3", "1.", "a.", "1°.", "•", "Vraag 4"), whitespace normalised.
    level: of a heading its depth (1 is the outermost); of an item its depth in lists (a lid is 1 where leden are
        marked up as such); of a paragraph the depth of the item that it continues, 0 when it continues none.
        0 when not known.
    role: what the publisher's markup calls it (`hoofdstuk`, `paragraaf`, `artikel`, `lid`, `onderdeel`, `definitie`,
        `considerans`, `ondertekening`, ...); empty where the format does not say (PDF, plain HTML).
    style: how it looks: words from `vet`, `cursief`, `groot`, `hoofdletters`, separated by spaces, for the whole block.
    page: counted from 1; None where the format has no pages.
    cells: of a row its cells; `text` is then the cells that are not empty, joined by " | ".
    eid: the publisher's own eId (STOP), empty elsewhere.
    """

    kind: BlockKind
    text: str
    page: int | None = None
    marker: str = ""
    level: int = 0
    role: str = ""
    style: str = ""
    part: Part = Part.UNKNOWN
    cells: tuple[str, ...] = ()
    eid: str = ""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True)
class SetApart:
    """Text of a document that is no part of what it says, kept so that no character is lost.

    kind: `header`, `footer`, `page_number`, `contents` (table of contents), `navigation`, `hyphen` (a hyphen that
    only broke a word), `marker` (a marker printed twice), `metadata`, `illustration` (words inside a drawing),
    `hidden`.
    """

    kind: str
    text: str
    page: int | None = None


@dataclass(frozen=True)
class Document:
    """A parsed document: blocks in reading order, what was set apart, and what the document says of itself.

    `metadata` uses the keys `identifier`, `title`, `creator`, `municipality`, `type`, `valid_from`, `valid_to`,
    `published`, `modified`, `issued`, `language`, `source` (legal basis), `page`; dates are ISO 8601.
    `notes` are sentences for a maintainer on how the text was obtained ("read by OCR (Tesseract nld)").
    """

    title: str
    format: (
        str  # `cvdr`, `stop`, `publicatie` (Gemeenteblad and its kin), `bwb`, `html`, `pdf`, `docx`, `markdown`, `text`
    )
    blocks: tuple[Block, ...]
    apart: tuple[SetApart, ...] = ()
    metadata: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    pages: int | None = None

    def meta(self, name: str, default: str = "") -> str:
        """Return what the document says of itself under `name`."""
        return dict(self.metadata).get(name, default)


# ---------------------------------------------------------------------------- split


class ClauseKind(StrEnum):
    """The addressable units of a policy text."""

    CHAPTER = "hoofdstuk"
    SECTION = "paragraaf"
    ARTICLE = "artikel"
    MEMBER = "lid"
    ITEM = "onderdeel"
    DEFINITION = "definitie"
    PARAGRAPH = "alinea"
    CONSIDERATION = "overweging"
    EXPLANATION = "toelichting"
    ANNEX = "bijlage"


@dataclass(frozen=True)
class Clause:
    """One addressable unit of a version.

    eid: STOP / Akoma Ntoso naming, unique in the version (`chp_2__art_5__para_3__list_1__item_a`).
    parent: eid of the clause that holds this one, None at the top.
    label: as printed ("Artikel 5", "3.", "a."); number: what it counts ("5", "3", "a"); both empty when unnumbered.
    citation: as a lawyer says it ("artikel 5, derde lid, onderdeel a").
    heading: the printed heading without its label; text: the clause's own words, not those of its children;
        paragraphs and table rows that belong to one clause are joined by a line end.
    position: 0, 1, 2, ... in reading order.
    term: of a definition the term that it defines.
    links: publisher's links in `text`.
    """

    eid: str
    parent: str | None
    kind: ClauseKind
    label: str
    number: str
    citation: str
    heading: str
    text: str
    page: int | None
    position: int
    term: str = ""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Question:
    """A question with its answer, as printed; `theme` is the heading that it stands under."""

    number: str
    question: str
    answer: str
    theme: str = ""
    page: int | None = None
    position: int = 0
    label: str = ""  # as printed: "Vraag 4"
    answer_label: str = ""  # as printed: "Antwoord op vraag 4"


@dataclass(frozen=True)
class Reference:
    """A place in a text that refers to a clause, a law or a policy.

    `text[start:end]` is what is printed. `target_clause` is an eid in the same version, or in the newest version of
    `target_policy` where that is given; `target_uri` is a jci or CVDR address. All empty: named but not resolved.
    """

    start: int
    end: int
    target_clause: str = ""
    target_policy: str = ""
    target_uri: str = ""


@dataclass(frozen=True)
class SplitDocument:
    """What splitting gives: every block of the document is in a clause, in a question, or set apart with its kind."""

    clauses: tuple[Clause, ...]
    questions: tuple[Question, ...]
    apart: tuple[SetApart, ...] = ()


# ---------------------------------------------------------------------------- tagged


@dataclass(frozen=True)
class Mention:
    """A place where control over policy, services or the neighbourhood is named: `text[start:end] == trigger`.

    Values as in the labelling guide. `rule` names the rule of the taxonomy that proposed the mention.
    """

    start: int
    end: int
    trigger: str
    form: str
    holder: str = "onbepaald"
    rung: str = "onbepaald"
    force: str = ""
    polarity: str = ""
    rule: str = ""


@dataclass(frozen=True)
class Extraction:
    """All that is made from the bytes of one document without looking at another one.

    The tuples of references and mentions run parallel to `split.clauses` and `split.questions`; of a question the
    words of the question and of the answer are read apart, each with its own offsets.
    """

    document: Document
    split: SplitDocument
    clause_references: tuple[tuple[Reference, ...], ...] = ()
    question_references: tuple[tuple[Reference, ...], ...] = ()
    answer_references: tuple[tuple[Reference, ...], ...] = ()
    clause_mentions: tuple[tuple[Mention, ...], ...] = ()
    question_mentions: tuple[tuple[Mention, ...], ...] = ()
    answer_mentions: tuple[tuple[Mention, ...], ...] = ()


@dataclass(frozen=True)
class QuestionClause:
    """A question is about a clause: by what it cites (`verwijzing`) or by likeness of words (`gelijkenis`).

    0 < score <= 1. `question` and `clause` are positions in the lists that were compared.
    """

    question: int
    clause: int
    how: str
    score: float


# ---------------------------------------------------------------------------- what went wrong


class TrackerError(Exception):
    """An expected failure: one line that says what was read, what is wrong and what to do."""


class ReadError(TrackerError):
    """A document that cannot be turned into text: broken, encrypted, empty, a scan without OCR, garbled.

    `reason` is a short stable code for tables and tests (`empty`, `broken-xml`, `entities`, `encrypted`, `no-pages`,
    `scan-without-text`, `garbled-text`, `error-page`, `not-a-document`, `too-large`, `no-text`, ...).
    """

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason

    def __reduce__(self) -> tuple[type[Self], tuple[str, str]]:
        """Travel whole from a process of a pool; an exception is otherwise made anew from its message alone."""
        return type(self), (self.reason, str(self))


class FetchError(TrackerError):
    """A source that cannot be read now; `http_status` where there was an answer, `gone` when it says so itself.

    `unreachable` is what keeps its host from being reached at all, the same for all that is asked of that host; empty
    where something else is wrong.
    """

    def __init__(self, message: str, http_status: int | None = None, gone: bool = False, unreachable: str = "") -> None:
        super().__init__(message)
        self.http_status = http_status
        self.gone = gone
        self.unreachable = unreachable

    def __reduce__(self) -> tuple[type[Self], tuple[str, int | None, bool, str]]:
        """Travel whole from a process of a pool."""
        return type(self), (str(self), self.http_status, self.gone, self.unreachable)


@dataclass(frozen=True)
class Failure:
    """What went wrong in a run: which source, in which step, why; printed as one line.

    `unreachable` is as in FetchError: what is wrong, `; ` and what to do. The line has what is wrong only, for what to
    do is said once for all sources of a host.
    """

    source: str
    step: str
    reason: str
    address: str = ""
    unreachable: str = ""

    def __str__(self) -> str:
        if self.unreachable:
            return f"{self.source}: {self.step}: {self.unreachable.partition('; ')[0]}"
        where = f" ({self.address})" if self.address and not self.reason.startswith(self.address) else ""
        return f"{self.source}{where}: {self.step}: {self.reason}"


@dataclass
class RunReport:
    """What a run did; counts are of documents."""

    new: int = 0
    unchanged: int = 0
    failures: list[Failure] = field(default_factory=list)

    @property
    def nothing_reached(self) -> bool:
        """Whether no source gave anything at all."""
        return self.new + self.unchanged == 0

    @property
    def unreachable(self) -> dict[str, int]:
        """What keeps a host from being reached and what to do about it, with how many failures come of it."""
        return dict(Counter(failure.unreachable for failure in self.failures if failure.unreachable))
