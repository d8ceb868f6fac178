"""Any HTML page: its main text as blocks, and all around it (menus, cookie bars, forms) set apart."""

import re
from dataclasses import dataclass, field, replace

from lxml import etree

from tracker.model import BlockKind, Document, ReadError
from tracker.parse.builder import BlockBuilder
from tracker.parse.counting import count
from tracker.parse.html_page import (
    SILENT_TAGS,
    PageMap,
    opens_fold,
    page_metadata,
    page_title,
    tag_of,
    visible_text,
)
from tracker.parse.html_reading import read_html
from tracker.parse.html_table import add_table, is_data_table
from tracker.parse.inline import Run, compose

_BLOCK_TAGS = (
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre search section summary table "
    "tbody td tfoot th thead tr ul"
)
BLOCK_TAGS = frozenset(_BLOCK_TAGS.split())
"""Elements that begin a line of their own (the HTML standard, Rendering, section 15.3)."""

_HEADING_NAMES = re.compile(
    r"(?:^|[\s_-])(?:(?:heading|kop|titel|h)[-_]?([1-6])|(?:tussen|sub)(?:kop|titel|heading))(?=\s|$)"
)
"""Classes of a line that is a heading though it is marked up as a paragraph."""

_NUMBER_NAMES = re.compile(r"(?:^|[\s_-])(?:nummer|nr|number)(?:$|\s)")
"""Classes of the number before a heading, which a style sheet sets apart from it."""

_BOLD = frozenset({"b", "strong", "th"})
_ITALIC = frozenset({"i", "em", "cite", "dfn", "var"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = frozenset({"ul", "ol", "menu", "dir"})
_BULLETS = {"disc": "•", "circle": "○", "square": "▪"}
_COUNTERS = {
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
}
_ERROR_WORDS = (
    r"(?:40[0-9]|410|429|50[0-4])\b(?=\W*(?:$|pagina|page|not|niet|geen|bad|for|un|too|gone|error|fout|service|gate|inter))",
    r"(?:de |deze )?(?:web)?pagina\b(?:\s\w+){0,5}\s(?:niet|verwijderd|verplaatst|verdwenen)\b",
    r"(?:wij |we )?(?:kunnen|konden) (?:de|deze) (?:web)?pagina (?:helaas )?niet",
    r"page (?:not found|can(?:no|')t be)|not found|niet gevonden",
    r"forbidden|access denied|unauthorized|toegang (?:geweigerd|verboden)|geen toegang",
    r"bad gateway|bad request|gateway time-?out|(?:internal )?server ?error|service (?:temporarily )?unavailable",
    r"er (?:is|ging|gaat) iets (?:mis|fout)|er is een (?:technische )?(?:fout|storing)",
    r"tijdelijk niet (?:beschikbaar|bereikbaar)",
    r"(?:website|site) (?:is )?in onderhoud|(?:onderhoud|storing|fout|error)\W*$",
    r"inloggen\b|log ?in\b|aanmelden\b|sign ?in\b",
    r"just a moment|attention required|are you a robot|verify you are human|controleer of u een mens bent",
)
_ERROR_TITLE = re.compile(
    rf"^(?:(?:fout(?:melding)?|error|oeps|oops|helaas|sorry|http)\b[\s:!,.–-]*)*(?:{'|'.join(_ERROR_WORDS)})",
    re.IGNORECASE,
)
"""Titles of pages that say that there is nothing to read, or that one must log in first."""

LOW_LEVEL = 6
"""Level of a heading whose class says that it stands between paragraphs, and nothing more."""

ERROR_PAGE_LENGTH = 1500
"""Characters that the text of an error page has at most; a longer page with such a title is about something."""


def parse_html(content: bytes) -> Document:
    """Read a page that is no publisher's regulation.

    Headings, paragraphs, items (markers as a browser prints them), definition lists (role `definitie`), table rows;
    accordions become a heading with the text below it. Raises ReadError `error-page` for a page that only says that
    there is nothing (or asks to log in), and `no-text` for a page without words.
    """
    root = read_html(content)
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction, etree.Entity)
    builder = BlockBuilder()
    _PageReader(PageMap(root), builder).read(root)
    title = page_title(root, builder.blocks)
    text = " ".join(block.text for block in builder.blocks)
    _refuse_error_page(root, title, text)
    if not text:
        raise ReadError(
            "no-text",
            f"the HTML page {title!r} holds no text ({len(content)} bytes): it is made by a script in the browser; "
            "give the address of the document behind it",
        )
    return Document(title, "html", tuple(builder.blocks), tuple(builder.apart), page_metadata(root, title))


def add_fragment(markup: str, builder: BlockBuilder) -> None:
    """Add the blocks of a piece of HTML, such as stands in Markdown, to `builder`."""
    root = etree.HTML(markup)
    if root is None:
        return
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction, etree.Entity)
    _PageReader(PageMap(root), builder).read(root)


def _refuse_error_page(root: etree._Element, title: str, text: str) -> None:
    """Raise ReadError `error-page` when a short page has a title that says that there is nothing to read."""
    if len(text) > ERROR_PAGE_LENGTH:
        return
    asks_password = any(box.get("type", "").lower() == "password" for box in root.iter("input"))
    headings = [element for name in ("title", "h1", "h2") for element in root.iter(name)][:4]
    titles = [title, *(visible_text(heading) for heading in headings)]
    spoken = [part for words in titles for part in [words, *re.split(r"\s[|–—·-]\s", words)]]
    wrong = next((words for words in spoken if _ERROR_TITLE.match(words)), "")
    if wrong or asks_password:
        said = wrong or title or text[:60]
        what = "asks for a password" if asks_password and not wrong else "is an error or login page"
        raise ReadError(
            "error-page", f"the HTML page {said!r} {what}, not a document: look whether the address is still right"
        )


@dataclass
class _List:
    """A list that is open: how its items are marked, and the number of the next."""

    tag: str
    style: str
    next_number: int = 1
    step: int = 1


@dataclass
class _Item:
    """An item that is open; its marker goes to the first block in it."""

    marker: str
    level: int
    used: bool = False


@dataclass
class _Open:
    """The elements around the place that is being read."""

    bold: int = 0
    italic: int = 0
    pre: int = 0
    uris: list[str] = field(default_factory=list)
    lists: list[_List] = field(default_factory=list)
    items: list[_Item] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)


class _PageReader:
    """Walks a page once, element by element, so that no depth of nesting is too deep."""

    def __init__(self, page: PageMap, builder: BlockBuilder) -> None:
        self.page = page
        self.builder = builder
        self.open = _Open()
        self.runs: list[Run] = []
        self.term: list[Run] = []
        self.heading_level = 1
        self._entrances = {page.main} | ({page.lead} if page.lead is not None else set())
        self._ways_in = {above for entrance in self._entrances for above in entrance.iterancestors()}
        self._within = False

    def read(self, root: etree._Element) -> None:
        """Read everything below `root`, root included."""
        walker = etree.iterwalk(root, events=("start", "end"))
        skipped: etree._Element | None = None
        for event, element in walker:
            if event == "start":
                if self._take_whole(element):
                    skipped = element
                    walker.skip_subtree()
                else:
                    self._start(element)
                    self._text(element.text)
                continue
            if element is skipped:
                skipped = None
            else:
                self._end(element)
            if element is not root:
                self._text(element.tail)
        self._flush()
        self._flush_term()

    def _take_whole(self, element: etree._Element) -> bool:
        """Take an element with all in it: what is no text, what is set apart, and a table."""
        tag = tag_of(element)
        if tag in SILENT_TAGS:
            return True
        kind = self._kind_apart(element, tag)
        if kind:
            if tag in BLOCK_TAGS:
                self._flush()
            self.builder.set_apart(kind, visible_text(element))
            return True
        if tag == "table" and self._within and is_data_table(element):
            self._flush()
            add_table(element, self.builder)
            return True
        return False

    def _kind_apart(self, element: etree._Element, tag: str) -> str:
        if tag == "head":
            return "metadata"
        if element in self._entrances or element in self._ways_in:
            return ""
        if tag == "svg":
            return "illustration"
        return self.page.kind_apart(element) if self._within else "navigation"

    def _start(self, element: etree._Element) -> None:
        tag = tag_of(element)
        if element in self._entrances:
            self._within = True
        if tag in BLOCK_TAGS:
            self._flush()
        level = self._heading_level(element, tag)
        if level:
            self.open.headings.append(level)
            self.heading_level = level
        elif self._opens_fold(element, tag):
            self._flush()
            self.open.headings.append(min(self.heading_level + 1, 6))
        elif tag in _LISTS:
            self._open_list(element, tag)
        elif tag == "li":
            self._open_item(element)
        elif tag == "a":
            self.open.uris.append(element.get("href", ""))
        elif tag == "br":
            self.runs.append(Run("\n"))
        self._change_look(tag, 1)

    def _end(self, element: etree._Element) -> None:
        tag = tag_of(element)
        if tag in BLOCK_TAGS:
            self._flush(tag)
        if self._heading_level(element, tag):
            self.open.headings.pop()
        elif self._opens_fold(element, tag):
            self._flush()
            self.open.headings.pop()
        elif tag in _LISTS:
            self.open.lists.pop()
        elif tag == "li":
            self.open.items.pop()
        elif tag == "a":
            self.open.uris.pop()
        elif tag == "dl":
            self._flush_term()
        self._change_look(tag, -1)
        if tag == "span" and _NUMBER_NAMES.search(element.get("class", "")):
            self.runs.append(Run(" "))
        if element in self._entrances:
            self._flush()
            self._within = False

    def _heading_level(self, element: etree._Element, tag: str) -> int:
        """Return the level of an element that is a heading, by its name, its role or its class; 0 where it is none."""
        if tag in _HEADINGS:
            return _HEADINGS[tag]
        if element.get("role") == "heading":
            return _number(element.get("aria-level"), 2)
        found = _HEADING_NAMES.search(element.get("class", "")) if tag in {"p", "div", "span"} else None
        if not found or any(tag_of(inner) in BLOCK_TAGS for inner in element):
            return 0
        return int(found[1]) if found[1] else LOW_LEVEL

    def _opens_fold(self, element: etree._Element, tag: str) -> bool:
        """Say whether an element is the line of an accordion; inside a heading the heading is that line."""
        if tag not in {"summary", "button"} or (tag == "button" and not opens_fold(element)):
            return False
        return not any(tag_of(above) in _HEADINGS for above in element.iterancestors())

    def _change_look(self, tag: str, change: int) -> None:
        self.open.bold += change * (tag in _BOLD)
        self.open.italic += change * (tag in _ITALIC)
        self.open.pre += change * (tag == "pre")

    def _text(self, text: str | None) -> None:
        if not text:
            return
        if not self._within:
            self.builder.set_apart("navigation", text)
            return
        if not self.open.pre:
            text = re.sub(r"\s+", " ", text)
        uri = self.open.uris[-1] if self.open.uris else ""
        self.runs.append(Run(text, self.open.bold > 0, self.open.italic > 0, False, uri))

    def _flush(self, ended: str = "") -> None:
        """Make blocks of the text gathered since the last block began."""
        runs, self.runs = self.runs, []
        if not any(run.text.strip() for run in runs):
            return
        if ended == "dt":
            self.term = [*self.term, *runs, Run(" ")]
            return
        if self.open.headings:
            self.builder.heading(runs, self.open.headings[-1])
        elif self.term:
            self._definition(runs)
        elif self.open.items:
            self._item_text(runs)
        else:
            self.builder.paragraph(runs)

    def _definition(self, runs: list[Run]) -> None:
        """Put a term and its description together; a question with its answer is a heading with its text."""
        term = [replace(run, text=run.text.replace("\n", " ")) for run in self.term]
        self.term = []
        words = compose(term).text
        if words.endswith("?"):
            self.builder.heading(term, min(self.heading_level + 1, 6))
            self.builder.paragraph(runs)
            return
        colon = "" if words.endswith((":", "=")) else ":"
        term[-1:] = [replace(term[-1], text=term[-1].text.rstrip() + colon)]
        description = (replace(run, text=run.text.replace("\n", " ")) for run in runs)
        level = len(self.open.lists) + 1
        self.builder.add(BlockKind.ITEM, compose([*term, Run(" "), *description]), "", level, "definitie")

    def _flush_term(self) -> None:
        """Keep a term that has no description."""
        term, self.term = self.term, []
        self.builder.paragraph(term)

    def _item_text(self, runs: list[Run]) -> None:
        item = self.open.items[-1]
        if item.used:
            self.builder.paragraph(runs, item.level)
            return
        item.used = True
        self.builder.item(runs, item.marker, item.level)

    def _open_list(self, element: etree._Element, tag: str) -> None:
        """Open a list; `reversed` and `start` count as the HTML standard says."""
        items = sum(1 for child in element if tag_of(child) == "li")
        step = -1 if element.get("reversed") is not None else 1
        first = _number(element.get("start"), items if step < 0 else 1)
        style = element.get("type") or _list_style(element)
        self.open.lists.append(_List(tag, style, first, step))

    def _open_item(self, element: etree._Element) -> None:
        current = self.open.lists[-1] if self.open.lists else _List("ul", "")
        number = _number(element.get("value"), current.next_number)
        current.next_number = number + current.step
        style = element.get("type") or _list_style(element) or current.style
        self.open.items.append(_Item(list_marker(current.tag, style, number), len(self.open.lists) or 1))


def _number(value: str | None, otherwise: int) -> int:
    return int(value) if value and re.fullmatch(r"\s*-?\d{1,9}\s*", value) else otherwise


def _list_style(element: etree._Element) -> str:
    found = re.search(r"list-style(?:-type)?\s*:\s*([\w-]+)", element.get("style", ""))
    return found[1] if found else ""


def list_marker(tag: str, style: str, number: int) -> str:
    """Return what a browser prints before an item: of an `ol` a number, of other lists a bullet; nothing for `none`."""
    if style == "none":
        return ""
    if tag != "ol":
        return _BULLETS.get(style.lower(), "•")
    printed = count(number, _COUNTERS.get(style, _COUNTERS.get(style.lower(), "decimal")))
    return f"{printed}."
