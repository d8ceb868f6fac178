"""What is odd about a text that a source gives, so that it is held back before it is taken for a change. Pure.

Publishers' sites answer with a login page, an error page, half a file or another server's older copy as if that were
the document. None of these is a change of the policy.
"""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tracker.compare.text import comparable, words_of
from tracker.model import Extraction
from tracker.store import Held, TextBefore


@dataclass(frozen=True)
class Doubt:
    """What is odd: `kind` is one of PATIENCE, `why` a sentence for a maintainer."""

    kind: str
    why: str


@dataclass(frozen=True)
class Patience:
    """When a text in doubt is taken after all: after so long, in so many looks one after another.

    `time` is None where only a maintainer can say so. It is counted from look to look (`seen_again`), so that a clock
    that jumps decides nothing.
    """

    time: timedelta | None
    looks: int


PATIENCE = {
    "inlogpagina": Patience(None, 0),
    "afgebroken": Patience(timedelta(days=7), 3),
    "gekrompen": Patience(timedelta(days=7), 3),
    "andere tekst": Patience(timedelta(days=3), 3),
    "wisselt": Patience(timedelta(days=3), 3),
    "onbevestigd": Patience(timedelta(0), 2),
}

_LONGEST_GAP = timedelta(hours=30)  # what the time between two looks counts for at most: a daily check that is late
_SMALL = 10  # a text of a tenth of the one before, or less
_ENOUGH = 50  # runs of three words: in a shorter text likeness says nothing
_RESHAPED = 0.5  # of a file of another kind at least this share of the old text must be there
_REWRITTEN = 0.02  # of any text at least this share
_PASSWORD_FIELD = re.compile(rb"<input\b[^>]*\btype\s*=\s*[\"']?password\b", re.IGNORECASE)
_PDF_END = b"%%EOF"
_PDF_TAIL = 2048  # readers accept as much after the end (ISO 32000-1, annex H.3.4.4, says 1,024)


def doubt_of(
    content: bytes, extraction: Extraction, before: TextBefore | None = None, content_before: bytes = b""
) -> Doubt | None:
    """Return what is odd about a document that was read, beside the one before it at the same address.

    Without one before it only half a file can be told.
    """
    if _is_cut_short(content, content_before):
        return Doubt("afgebroken", "the file breaks off before its end; look whether the publisher's file is whole")
    if before is None:
        return None
    words = words_of_text(extraction)
    if len(words) * _SMALL <= len(before.words):
        sizes = f"{len(words):,} signs where there were {len(before.words):,}"
        return Doubt("gekrompen", f"hardly anything is left of the text ({sizes})")
    kept = _kept(before.words, words)
    asks_password = _PASSWORD_FIELD.search(content) and not _PASSWORD_FIELD.search(content_before)
    if asks_password and kept < _RESHAPED:
        return Doubt("inlogpagina", "it asks for a password, and the text of before is not there")
    reshaped = extraction.document.format != before.format and kept < _RESHAPED
    if reshaped or kept < _REWRITTEN:
        kinds = f" and it is {extraction.document.format} where it was {before.format}" if reshaped else ""
        return Doubt("andere tekst", f"{kept:.0%} of the text of before is left{kinds}; it may be another page")
    return None


def flips(what: str) -> Doubt:
    """Return the doubt about a source that gives one text and then another."""
    return Doubt("wisselt", f"the source flips between texts: {what}")


def seen_again(held: Held, now: datetime) -> Held:
    """Return the hold of a text that is given once more."""
    gap = min(max(now - held.last_seen, timedelta(0)), _LONGEST_GAP)
    return replace(held, last_seen=now, seen=held.seen + 1, stood=held.stood + round(gap.total_seconds()))


def is_stable(held: Held) -> bool:
    """Return whether a text has been given for long enough to be taken."""
    patience = PATIENCE[held.doubt]
    return patience.time is not None and held.seen >= patience.looks and held.stood >= patience.time.total_seconds()


def words_of_text(extraction: Extraction) -> str:
    """Return all that is printed in the clauses and questions of a document."""
    split = extraction.split
    words = [words_of(clause) for clause in split.clauses]
    words += [comparable(f"{each.theme} {each.question} {each.answer}") for each in split.questions]
    return " ".join(filter(None, words))


def _is_cut_short(content: bytes, before: bytes) -> bool:
    """Tell a PDF without an end; one that came before in the same shape is how this publisher writes them."""

    def lacks_end(pdf: bytes) -> bool:
        return pdf[:1024].lstrip().startswith(b"%PDF-") and _PDF_END not in pdf[-_PDF_TAIL:]

    return lacks_end(content) and not lacks_end(before)


def _kept(before: str, after: str) -> float:
    """Return the share of the runs of three words of a text that is there after; 1 when it is too short to tell."""
    old, new = _runs(before), _runs(after)
    return 1.0 if len(old) < _ENOUGH else len(old & new) / len(old)


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return set(zip(words, words[1:], words[2:]))
