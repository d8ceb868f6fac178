"""The laws that a text may cite: titles, abbreviations and numbers in the national register (`corpus/laws.toml`)."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tracker.model import TrackerError
from tracker.paths import corpus_file

_OTHER_LAW = re.compile(r"\s(?:BES|(?:19|20)\d{2})\b(?!\s?[-–])")
"""What makes it another law: "Wetboek van Strafrecht BES", "Politiewet 1993"; names with a year are tried first."""

_WORD = re.compile(r"\w[\w.'’/-]*")
_APOSTROPHES = "'’‘"
_BWB = re.compile(r"BWB[RVW]\d{7}")


@dataclass(frozen=True)
class Law:
    """A law: `bwb` is its number in the national register, or `uri` its address where it stands elsewhere (EU).

    names: other titles; abbreviations: as printed; doubtful: abbreviations that are also other words.
    books: of a code in books, (number of the book, bwb of the book).
    either: of an abbreviation that several laws have, their numbers.
    """

    title: str
    bwb: str = ""
    uri: str = ""
    names: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    books: tuple[tuple[str, str], ...] = ()
    either: tuple[str, ...] = ()


@dataclass(frozen=True)
class LawName:
    """A place where a law is named: `text[start:end]`. A doubtful name counts only beside an article."""

    start: int
    end: int
    law: Law
    doubtful: bool = False


@dataclass
class LawNames:
    """All names of laws, to be found in a text; longer names before shorter ones."""

    laws: tuple[Law, ...]
    _by_first_word: dict[str, list[tuple[str, bool, Law, bool]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for law in self.laws:
            for title in () if law.either else (law.title, *law.names):
                self._add(title.casefold(), False, law, False)
            for abbreviation in law.abbreviations:
                self._add(abbreviation, True, law, False)
                if abbreviation.startswith("Wet "):
                    self._add(f"w{abbreviation[1:]}", True, law, False)
            for abbreviation in law.doubtful:
                self._add(abbreviation, True, law, True)
        for names in self._by_first_word.values():
            names.sort(key=lambda name: -len(name[0]))

    def _add(self, name: str, exact_case: bool, law: Law, doubtful: bool) -> None:
        first = _WORD.match(name)
        if first:
            self._by_first_word.setdefault(first[0].rstrip(".").casefold(), []).append(
                (name, exact_case, law, doubtful)
            )

    def at(self, text: str, start: int) -> LawName | None:
        """Return the longest name of a law that begins at `start`, None where none does."""
        first = _WORD.match(text, start)
        for name, exact_case, law, doubtful in self._by_first_word.get(_key(first), []):
            end = _end_of_name(text, start, name, exact_case)
            if end and not text[end : end + 1].isalnum():
                if _OTHER_LAW.match(text, end):
                    return None
                return LawName(start, end, law, doubtful)
        return None

    def find(self, text: str) -> Iterator[LawName]:
        """Yield the names in `text`, from left to right, none within another."""
        end = 0
        for word in _WORD.finditer(text):
            if word.start() >= end and (name := self.at(text, word.start())):
                yield name
                end = name.end


def _key(word: re.Match[str] | None) -> str:
    return word[0].rstrip(".,;:'’").casefold() if word else ""


def _end_of_name(text: str, start: int, name: str, exact_case: bool) -> int:
    """Return where `name` ends when it stands at `start`, 0 when it does not; a space stands for any white space."""
    position = start
    for letter in name:
        char = text[position : position + 1]
        if not _same(letter, char, exact_case):
            return 0
        position += 1
    return position


def _same(letter: str, char: str, exact_case: bool) -> bool:
    if letter == " ":
        return char.isspace()
    if letter in _APOSTROPHES:
        return char in _APOSTROPHES and char != ""
    return (char if exact_case else char.casefold()) == letter


@cache
def law_names() -> LawNames:
    """The laws of `corpus/laws.toml`."""
    return LawNames(read_laws(corpus_file("laws.toml")))


def read_laws(path: Path) -> tuple[Law, ...]:
    """Read a file of laws.

    Raises TrackerError when it is not TOML, a law has no title, no address or a number of the wrong form, or a name
    stands for two laws.
    """
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))["laws"]
        laws = [law for entry in entries for law in _laws_of(entry)]
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise TrackerError(f"{path}: cannot be read as a list of laws: {error}; see the notes at its top") from error
    _check(path, laws)
    return tuple(laws)


def _laws_of(entry: dict) -> Iterator[Law]:
    """Yield the law of an entry; of a code in books also every book, under the names that a book has."""
    books = tuple(dict(entry.get("books", {})).items())
    law = Law(
        title=entry["title"],
        bwb=entry.get("bwb", ""),
        uri=entry.get("uri", ""),
        names=tuple(entry.get("names", ())),
        abbreviations=tuple(entry.get("abbreviations", ())),
        doubtful=tuple(entry.get("doubtful", ())),
        books=books,
        either=tuple(entry.get("either", ())),
    )
    yield law
    for number, bwb in books:
        names = (f"Boek {number} van het {law.title}", *(f"Boek {number} {short}" for short in law.abbreviations))
        yield Law(
            f"{law.title} Boek {number}",
            bwb,
            names=(*names, *(f"Boek {number} van het {a}" for a in law.abbreviations)),
        )


def _check(path: Path, laws: Iterable[Law]) -> None:
    owners: dict[str, str] = {}
    for law in laws:
        if not (law.bwb or law.uri or law.books or law.either):
            raise TrackerError(f"{path}: {law.title}: no address; give bwb, uri, books or either")
        for number in (law.bwb, *dict(law.books).values(), *law.either):
            if number and not _BWB.fullmatch(number):
                raise TrackerError(f"{path}: {law.title}: bwb {number!r} is wrong; write it as BWBR0005537")
        for name in (law.title, *law.names, *law.abbreviations, *law.doubtful):
            if owners.setdefault(name, law.title) != law.title:
                raise TrackerError(f"{path}: {name!r} stands for {owners[name]} and for {law.title}; keep one")
