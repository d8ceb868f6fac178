"""A part of a text as a document: headings, paragraphs, members and items, tables, with what belongs beside them.

Made in Python rather than in a template, for there may be hundreds of clauses on a page. All text goes through
`escape`; what comes out is HTML.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from urllib.parse import quote

from markupsafe import escape

from tracker.model import ClauseKind
from tracker.publish.reading.differing import differences_html, kind_words
from tracker.publish.reading.jumps import Placed
from tracker.publish.reading.marking import MarkedPlace, marked
from tracker.publish.reading.outline import QUESTION, Entry, Outline, Part
from tracker.publish.reading.rows import Row

CELL = " | "
"""Stands between the cells of a row."""

LONGEST_TEXT = 20_000
"""Characters of one clause that are shown at once; the page of the clause has the rest."""

LONGEST_DIFFERENCE = 12_000
"""Letters of a stored difference that are shown in the text; of a longer one the page of the clause has it."""

MOST_ASKED = 4
"""Questions that stand beside a clause; the page of the clause has all."""

_LONGEST_QUESTION, _LONGEST_ANSWER = 130, 150
_DEEPEST = 5
_TABLE = re.compile(r"(?P<table>.*(?:^|__)table_[^_]+(?:_\d+)?)__row_")


@dataclass(frozen=True)
class Beside:
    """What stands in and beside the texts of a part, by the id of the clause or question."""

    texts: Mapping[str, Row]
    mentions: Mapping[str, Sequence[Placed]] = field(default_factory=dict)
    asked: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    changes: Mapping[str, Row] = field(default_factory=dict)


@dataclass(frozen=True)
class Writer:
    """Writes the entries of one version. `at` gives the address of a clause or question of any version.

    `at(policy, version, name)`; the version that is written is (`policy`, `version`).
    """

    outline: Outline
    beside: Beside
    policy: str
    version: str
    at: Callable[[str, str, str], str]

    def part(self, part: Part) -> str:
        """Return the HTML of a part; where it begins under a heading of the part before, that heading comes again."""
        return self._repeated_headings(part) + self.entries(range(part.start, part.end))

    def entries(self, places: range) -> str:
        """Return the HTML of entries that stand one after the other."""
        pieces: list[str] = []
        for table, rows in groupby(places, key=self._table_of):
            if table:
                pieces.append(self._table(list(rows)))
            else:
                pieces.extend(self._entry(place) for place in rows)
        return "".join(pieces)

    # ------------------------------------------------------------------ headings

    def _repeated_headings(self, part: Part) -> str:
        if part.start >= len(self.outline.entries):
            return ""
        above = [entry for entry in self.outline.above(part.start) if entry.is_head][::-1]
        return "".join(
            f'<h{_level(depth)} class="vervolg">{escape(entry.title)} <small>(vervolg)</small></h{_level(depth)}>'
            for depth, entry in enumerate(above)
        )

    def _heading(self, entry: Entry, depth: int) -> str:
        level = _level(depth)
        label = escape(entry.label or (entry.heading if entry.heading else entry.place))
        rest = f" {escape(entry.heading)}" if entry.label and entry.heading else ""
        return f'<h{level}><a href="{self._own_address(entry)}">{label}</a>{rest}</h{level}>'

    def _own_address(self, entry: Entry) -> str:
        return str(escape(self.at(self.policy, self.version, entry.name)))

    # ------------------------------------------------------------------ clauses and questions

    def _entry(self, place: int) -> str:
        entry = self.outline.entries[place]
        if entry.id not in self.beside.texts:  # the database changed between two queries
            return ""
        if entry.kind == QUESTION:
            return self._question(entry)
        return self._head(entry, place) if entry.is_head else self._clause(entry, place)

    def _head(self, entry: Entry, place: int) -> str:
        inside = self._heading(entry, self.outline.depths[place]) + self._margin(entry)
        if text := self._text(entry):
            inside += f'<p class="bron">{text}</p>'
        return f'<div class="stuk {_class(entry.kind)}" id="{escape(entry.name)}">{inside}{self._before(entry)}</div>'

    def _clause(self, entry: Entry, place: int) -> str:
        label = escape(entry.label or "¶")
        number = f'<a class="nr" href="{self._own_address(entry)}" aria-label="{escape(entry.place)}">{label}</a>'
        kinds = f"bep {_class(entry.kind)}{'' if entry.label else ' los'} diep-{self._indent(place)}"
        return (
            f'<div class="{kinds}" id="{escape(entry.name)}">{self._margin(entry)}{number}'
            f'<p class="bron">{self._text(entry)}</p>{self._before(entry)}</div>'
        )

    def _indent(self, place: int) -> int:
        """Return how many members, items and paragraphs a clause stands in, up to its heading."""
        indent = 0
        for above in self.outline.above(place):
            if above.is_head:
                break
            indent += 1
        return min(indent, _DEEPEST)

    def _text(self, entry: Entry) -> str:
        row = self.beside.texts[entry.id]
        text, places = row["text"], self._places(entry, "text")
        stop = min(len(text), LONGEST_TEXT)
        term = len(row["term"]) if row["term"] and text.startswith(row["term"]) else 0
        html = f"<dfn>{marked(text, places, 0, term)}</dfn>" if term else ""
        html += marked(text, places, term, stop)
        if stop < len(text):
            more = f"{self._own_address(entry)}?vanaf={stop}"
            html += f'… <a href="{more}">Deze tekst is lang: lees hier verder</a>'
        return html

    def _places(self, entry: Entry, field_: str) -> list[MarkedPlace]:
        return [placed.place for placed in self.beside.mentions.get(entry.id, ()) if placed.field == field_]

    def _question(self, entry: Entry) -> str:
        row = self.beside.texts[entry.id]
        asked = marked(row["question"], self._places(entry, "question"), 0, min(len(row["question"]), LONGEST_TEXT))
        answer = marked(row["answer"], self._places(entry, "answer"), 0, min(len(row["answer"]), LONGEST_TEXT))
        address = self._own_address(entry)
        theme = f" <span>{escape(row['theme'])}</span>" if row["theme"] else ""
        more = ""
        if max(len(row["question"]), len(row["answer"])) > LONGEST_TEXT:
            more = f'<p><a href="{address}">Deze tekst is lang: lees hier verder</a></p>'
        heading = f'<h2><a href="{address}">{escape(row["name"])}</a>{theme}</h2>'
        texts = f'<p class="bron gevraagd">{asked}</p><p class="bron antwoord">{answer}</p>'
        return f'<div class="stuk vraag" id="{escape(entry.name)}">{heading}{texts}{more}</div>'

    # ------------------------------------------------------------------ tables

    def _table_of(self, place: int) -> str:
        """Return the name of the table that an entry is a row of; empty where it is none, or rows cannot be aligned."""
        entry = self.outline.entries[place]
        found = _TABLE.match(entry.name)
        row = self.beside.texts.get(entry.id)
        if found is None or row is None or CELL not in row["text"] or len(row["text"]) > LONGEST_TEXT:
            return ""
        # Empty cells are not stored: rows of another length cannot be put under the same columns.
        return f"{found['table']} {row['text'].count(CELL)}"

    def _table(self, places: Sequence[int]) -> str:
        rows = [self.outline.entries[place] for place in places]
        first = self.beside.texts[rows[0].id]["text"]
        has_header = len(rows) > 1 and not any(re.match(r"[\d€(–-]", cell) for cell in first.split(CELL))
        written = [self._row(row, "th" if has_header and row is rows[0] else "td") for row in rows]
        head = f"<thead>{written.pop(0)}</thead>" if has_header else ""
        beside = "".join(self._margin(row) + self._before(row) for row in rows)
        return (
            f'<div class="tabel-rol" tabindex="0" role="region" aria-label="Tabel: {escape(rows[0].place)}">'
            f'<table class="tabel bron">{head}<tbody>{"".join(written)}</tbody></table></div>{beside}'
        )

    def _row(self, entry: Entry, cell: str) -> str:
        text = self.beside.texts[entry.id]["text"]
        places = self._places(entry, "text")
        scope = ' scope="col"' if cell == "th" else ""
        cells = "".join(f"<{cell}{scope}>{marked(text, places, *piece)}</{cell}>" for piece in _cells(text))
        link = f'<a class="nr" href="{self._own_address(entry)}" aria-label="{escape(entry.place)}">¶</a>'
        return f'<tr id="{escape(entry.name)}">{cells}<td class="rij-nr">{link}</td></tr>'

    # ------------------------------------------------------------------ beside a clause

    def _margin(self, entry: Entry) -> str:
        """Return the questions about a clause: beside it where there is room, else folded."""
        asked = self.beside.asked.get(entry.id, ())
        if not asked:
            return ""
        words = "1 vraag hierover" if len(asked) == 1 else f"{len(asked)} vragen hierover"
        cited = [row for row in asked if row["cited"]]
        alike = ", ".join(self._question_link(row) for row in asked[:MOST_ASKED] if not row["cited"])
        items = "".join(map(self._citing, cited[:MOST_ASKED]))
        items += f"<li><small>Lijkt op</small> {alike}</li>" if alike else ""
        if len(asked) > MOST_ASKED:
            address = self._own_address(entry)
            items += f'<li><a href="{address}#vragen">Alle {len(asked)} vragen hierover</a></li>'
        return f'<details class="ernaast"><summary>{words}</summary><ul>{items}</ul></details>'

    def _question_link(self, row: Row) -> str:
        version, _, name = row["id"].partition("/")
        address = escape(self.at(row["policy"], version, name))
        return f'<a href="{address}">{escape(row["name"])}</a>'

    def _citing(self, row: Row) -> str:
        """Return a question that names the clause, with the beginning of its answer."""
        return (
            f"<li>{self._question_link(row)} <small>noemt deze plek</small>"
            f"<p>{escape(beginning(row['question'], _LONGEST_QUESTION))}</p>"
            f"<q>{escape(beginning(row['answer'], _LONGEST_ANSWER))}</q></li>"
        )

    def _before(self, entry: Entry) -> str:
        """Return what a clause was before, folded."""
        change = self.beside.changes.get(entry.id)
        if change is None:
            return ""
        address = self._own_address(entry)
        if len(change["differences"]) > LONGEST_DIFFERENCE:
            shown = f'<p><a href="{address}#eerst">Bekijk de verschillen</a></p>'
        else:
            shown = differences_html(change["differences"])
        return (
            f'<details class="eerst"><summary>{escape(kind_words(change))}</summary>'
            f"<p>{escape(change['sentence'])}</p>{shown}{self._old_place(change)}</details>"
        )

    def _old_place(self, change: Row) -> str:
        if not change["old_clause"]:
            return ""
        version, _, name = change["old_clause"].partition("/")
        return f'<p><a href="{escape(self.at(self.policy, version, name))}">Lees de oude tekst</a></p>'


def _level(depth: int) -> int:
    """Return the level of a heading: the title of the page is 1, and HTML has six."""
    return min(depth + 2, 6)


_KINDS = frozenset(map(str, ClauseKind))


def _class(kind: str) -> str:
    return kind if kind in _KINDS else "anders"


def _cells(text: str) -> Iterator[tuple[int, int, int | None]]:
    """Give where each cell of a row begins and ends, and where the next one begins."""
    start = 0
    for cell in text.split(CELL):
        end = start + len(cell)
        is_last = end == len(text)
        yield start, end, None if is_last else end + len(CELL)
        start = end + len(CELL)


def beginning(text: str, longest: int) -> str:
    """Return a text on one line, whole or its beginning up to a word."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[:longest].rsplit(' ', 1)[0]} …"


def quoted(name: str) -> str:
    """Return a name as a fragment of an address."""
    return quote(name, safe="")
