"""A quotation that holds up in a council meeting: the words, where they stand, and how anyone can check that.

Three forms of the same: plain text, Markdown, and BibTeX for reference managers. Nothing here knows a database.
"""

import re
from dataclasses import dataclass

from tracker.dutch import day
from tracker.publish.markdown import escaped, link, with_starts_escaped

LONGEST = 2_500
"""Characters that are quoted; of a longer text the beginning, and that is said."""

CUT = " […]"
"""Stands where the rest of a text is left out."""


@dataclass(frozen=True)
class Quotation:
    """What is quoted and where it stands.

    text: the words as printed, a line a clause. place: `artikel 5, derde lid`. title: of the policy; municipality:
    whose it is. version: ISO date since which the text holds, or on which it was published; `version_words` says which
    (`versie vanaf`, `gepubliceerd op`), `until` is the day on which it ended. page: counted from 1. address: permanent,
    absolute. publisher_page: absolute, empty where there is none. sha256, retrieved: of the archived file. warnings:
    what whoever quotes must know, a sentence each.
    """

    text: str
    place: str
    title: str
    municipality: str
    version: str
    version_words: str
    until: str
    page: int | None
    address: str
    publisher_page: str
    sha256: str
    retrieved: str
    warnings: tuple[str, ...] = ()

    @property
    def source(self) -> str:
        """Where it stands, in one sentence without a full stop."""
        dated = f"{self.version_words} {day(self.version)}" if self.version else "zonder datum"
        parts = [
            _capital(self.place),
            self.title,
            f"gemeente {self.municipality}",
            f"{dated} tot {day(self.until)}" if self.until else dated,
            f"bladzijde {self.page}" if self.page else "",
        ]
        return ", ".join(filter(None, parts))

    @property
    def evidence(self) -> str:
        """How anyone can check that this is what was published, in one sentence without a full stop."""
        return f"Bewaard bestand, opgehaald op {day(self.retrieved)}, met vingerafdruk (SHA-256) {self.sha256}"


def shortened(text: str, longest: int = LONGEST) -> str:
    """Return a text as it is quoted: whole, or its beginning up to a word, with a sign that the rest is left out."""
    if len(text) <= longest:
        return text
    return re.sub(r"\S*$", "", text[: longest + 1], count=1).rstrip() + CUT


def as_text(quotation: Quotation) -> str:
    """Return the quotation to paste into a letter or a mail."""
    lines = [f"‘{quotation.text}’", f"{quotation.source}.", f"Vast adres: {quotation.address}"]
    if quotation.publisher_page:
        lines.append(f"Bij de uitgever: {quotation.publisher_page}")
    return "\n".join([*lines, f"{quotation.evidence}.", *quotation.warnings]) + "\n"


def as_markdown(quotation: Quotation) -> str:
    """Return the quotation as Markdown (CommonMark), in which nothing of the text is markup."""
    quoted = "\n>\n".join(f"> {_markdown(line)}" for line in quotation.text.splitlines() if line.strip())
    about = [f"{_markdown(quotation.source)}.", f"Vast adres: {link(quotation.address)}."]
    if quotation.publisher_page:
        about.append(f"Bij de uitgever: {link(quotation.publisher_page)}.")
    about += [f"{_markdown(quotation.evidence)}.", *map(_markdown, quotation.warnings)]
    return f"{quoted}\n\n{' '.join(about)}\n"


def _markdown(line: str) -> str:
    return with_starts_escaped(escaped(line.strip()))


_BIBTEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "_": r"\_",
    "%": r"\%",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
}


def as_bibtex(quotation: Quotation) -> str:
    """Return the quotation as an entry for BibTeX, read as UTF-8; the quoted words are its abstract.

    The address goes without escapes, as reference managers want it, but for what would end the field.
    """
    fields = {
        "author": f"{{Gemeente {_bibtex(quotation.municipality)}}}",
        "title": f"{{{_bibtex(quotation.title)}}}",
        "year": quotation.version[:4],
        "date": quotation.version,
        "pages": str(quotation.page or ""),
        "url": _in_braces(quotation.address),
        "urldate": quotation.retrieved[:10],
        "note": _bibtex(" ".join([f"{_capital(quotation.place)}.", f"{quotation.evidence}.", *quotation.warnings])),
        "abstract": _bibtex(" ".join(quotation.text.split())),
    }
    given = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@misc{{{_key(quotation)},\n{given}\n}}\n"


def _bibtex(text: str) -> str:
    return "".join(_BIBTEX.get(sign, sign) for sign in text)


def _in_braces(address: str) -> str:
    return address.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def _key(quotation: Quotation) -> str:
    """Return a name for the entry: the last parts of its address, with signs that every program takes."""
    return re.sub(r"[^A-Za-z0-9]+", "-", "-".join(quotation.address.split("/")[-2:])).strip("-") or "beleid"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
