"""Dutch compounds: bewonersinitiatief is bewoner + initiatief, toenemen is toe + nemen.

The splits follow the `Compound=` annotation of the UD Dutch treebanks: parts in dictionary form, without linking
letters. A word that the treebank knows is split as it is there. Another word gets every split into a modifier, linking
letters and a head that the vocabulary allows; a small network says which is best and whether to split at all.
"""

import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from math import log1p
from pathlib import Path
from typing import NamedTuple, Self

import numpy as np
import srsly
from spacy.language import Language
from spacy.tokens import Doc, Token

from tracker.model import TrackerError

GROUPS = {"VERB": "V", "AUX": "V", "PROPN": "P"}
"""Parts of speech within which a lemma has one split; all others are "N"."""

CLOSED = frozenset({"DET", "PUNCT", "SPACE", "PRON", "SCONJ", "INTJ"})
"""Parts of speech whose words are no compounds, or so few that they are all in the treebank."""

CLASSES = {"NOUN": 1, "VERB": 2, "ADJ": 4, "PROPN": 8, "ADV": 16, "ADP": 16, "NUM": 32, "STEM": 64}
"""Bits for what a part is; a stem is the bare verb: `speel` of spelen."""

LENGTHS = range(4, 60)
"""Letters of the words that are looked at."""

PARTICLE_TAGS = ("VZ|fin", "BW", "ADJ|vrij", "N|soort")
"""CGN tags of what stands apart from a separable verb; `VZ|init` and the like head a phrase: in gebruik nemen."""

WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*(?:['’]\w+)?\.?")
"""What may be a new compound: letters and digits, hyphens between them; no formula, no address."""

OTHER_LEMMA = 0.7
"""Taken off the score of a split that does not fit the given lemma: log-odds of two in three lemmas being right."""

RARE = 5
"""A word of the texts alone is a part only when it stands there as often; below it are slips and words cut in two."""

CACHED = 50_000
"""Words whose split is kept, so that a long run does not fill the memory."""


class Word(NamedTuple):
    """What is known of a word as a part: how often it stands in treebank and texts, and in how many compounds.

    The counts of compounds are of different words: `modifier` and `head` with the annotation, `unsplit_modifier` and
    `unsplit_head` in words that could be split so and are not. `classes` holds bits of CLASSES.
    """

    treebank: int = 0
    texts: int = 0
    modifier: int = 0
    head: int = 0
    unsplit_modifier: int = 0
    unsplit_head: int = 0
    classes: int = 0

    @property
    def is_part(self) -> bool:
        """Whether the word may be a part of a compound."""
        return bool(self.treebank or self.modifier or self.head or self.texts >= RARE)


UNKNOWN = Word()


class Candidate(NamedTuple):
    """One way to split a word: `piece` is how the modifier stands in the word, `base` its dictionary form."""

    piece: str
    base: str
    link: str
    head: str


class Compound(NamedTuple):
    """A split: the parts in dictionary form, and the pieces of the word that they stand for (or none)."""

    parts: tuple[str, ...] = ()
    pieces: tuple[str, ...] = ()


@dataclass
class Vocabulary:
    """The data that a splitter works with.

    splits: "lemma/group" to the parts joined by "_"; empty where only another group is split.
    forms: "form/group" to the lemma, where the two differ; of a verb whose particle stands apart the bare verb.
    words: what may be a part, to the counts of Word. pieces: a modifier as it stands in words, to its dictionary forms,
    to how many words have it.
    spelling: parts with capitals. layers: the network, see `scores`. threshold: the score from which a word is split.
    """

    splits: dict[str, str] = field(default_factory=dict)
    forms: dict[str, str] = field(default_factory=dict)
    words: dict[str, tuple[int, ...]] = field(default_factory=dict)
    pieces: dict[str, dict[str, int]] = field(default_factory=dict)
    spelling: dict[str, str] = field(default_factory=dict)
    layers: list[list[list[float]]] = field(default_factory=list)
    threshold: float = 0.0

    def word(self, text: str) -> Word:
        """What is known of a word in lower case."""
        counts = self.words.get(text)
        return Word._make(counts) if counts else UNKNOWN

    @cached_property
    def network(self) -> list[np.ndarray]:
        """The layers as arrays: (features, hidden), (1, hidden), (hidden, 1), (1, 1)."""
        return [np.array(layer, dtype=np.float64) for layer in self.layers]

    def to_bytes(self) -> bytes:
        """Compressed msgpack, the words in columns to load fast; the same vocabulary gives the same bytes."""
        columns = np.array(list(self.words.values()), dtype="<i4").reshape(-1, len(Word._fields)).T
        content = {
            "words": "\n".join(self.words),
            "counts": columns.tobytes(),
            "splits": _lines(self.splits),
            "forms": _lines(self.forms),
            "spelling": _lines(self.spelling),
            "pieces": self.pieces,
            "layers": self.layers,
            "threshold": self.threshold,
        }
        return zlib.compress(srsly.msgpack_dumps(content), 9)

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Read what `to_bytes` wrote; raises TrackerError for anything else."""
        try:
            read = srsly.msgpack_loads(zlib.decompress(data))
            words = read["words"].split("\n") if read["words"] else []
            columns = np.frombuffer(read["counts"], dtype="<i4").reshape(len(Word._fields), len(words)).tolist()
            return cls(
                splits=_table(read["splits"]),
                forms=_table(read["forms"]),
                words=dict(zip(words, zip(*columns))),
                pieces=read["pieces"],
                spelling=_table(read["spelling"]),
                layers=read["layers"],
                threshold=read["threshold"],
            )
        except (zlib.error, KeyError, TypeError, ValueError) as error:
            raise TrackerError(
                f"The data of the compounds component cannot be read ({error}). Build it with training.compounds."
            ) from error


def _lines(table: dict[str, str]) -> str:
    return "\n".join(f"{key}\t{value}" for key, value in table.items())


def _table(lines: str) -> dict[str, str]:
    return dict(line.split("\t") for line in lines.split("\n") if line)


def group_of(pos: str) -> str:
    """The group of a part of speech within which a lemma has one split."""
    return GROUPS.get(pos, "N")


# ---------------------------------------------------------------------------- candidates


def singulars(stripped: str) -> list[str]:
    """Dictionary forms that a word without its ending -en or -e may have: muiz: muis; getall: getal; ur: uur."""
    found = [stripped]
    voiceless = stripped[:-1] + {"z": "s", "v": "f"}.get(stripped[-1:], stripped[-1:])
    if len(stripped) > 2 and stripped[-1] == stripped[-2] and stripped[-1] not in "aeiou":
        found.append(stripped[:-1])
    if voiceless != stripped:
        found.append(voiceless)
    if re.search(r"(^|[^aeiou])[aeou][^aeiouywx]$", stripped):
        found.append(voiceless[:-1] + voiceless[-2] + voiceless[-1])
    return found


def infinitives(stem: str) -> list[str]:
    """Infinitives that a verb with this stem may have: leg: leggen; neem: nemen; schrijf: schrijven."""
    voiced = stem[:-1] + {"s": "z", "f": "v"}.get(stem[-1:], stem[-1:])
    found = [stem + "en", voiced + "en", stem + stem[-1:] + "en"]
    if re.search(r"(aa|ee|oo|uu)[^aeiou]$", stem):
        found += [stem[:-2] + stem[-1] + "en", voiced[:-2] + voiced[-1] + "en"]
    return found


def uninflected(form: str, group: str) -> Iterator[str]:
    """Give what the lemma of a regular form may be: plural, diminutive and -e, and for verbs all regular forms."""
    if group == "V":
        for ending in re.finditer(r"(?=(?:ten?|den?|t|d|e|)$)", form):
            stem = form[: ending.start()]
            if len(stem) > 1:
                yield from infinitives(stem)
            if stem.startswith("ge"):
                yield from infinitives(stem[2:])
        return
    if form[-1] not in "sen":
        return
    singular = re.sub(r"'?s$", "", form)
    if singular != form:
        yield singular
    diminutive = re.sub(r"(et|t|p|k)?je$", "", singular)
    if diminutive != singular:
        yield from (singular[:-2], diminutive, *singulars(diminutive))
    if form.endswith("heden"):
        yield form[:-5] + "heid"
    if form.endswith(("en", "e")):
        yield from singulars(re.sub(r"en?$", "", form))


def dictionary_forms(piece: str) -> Iterator[tuple[str, str]]:
    """Give (dictionary form, linking letters) for each way that `piece` may stand for a modifier."""
    yield piece, ""
    if piece.endswith("s"):
        yield piece[:-1], "s"
    if piece.endswith("en"):
        yield piece[:-1], "n"
        for base in singulars(piece[:-2]):
            yield base, "en"
    if piece.endswith("e"):
        for base in singulars(piece[:-1]):
            yield base, "e"
    if piece.endswith("er"):
        yield piece[:-2], "er"


def modifiers(piece: str, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Give (dictionary form, link) of the modifiers that `piece` may be; link "*" where only the treebank shows it.

    The piece itself is always among them, with and without -s: names and new words are in no vocabulary.
    """
    seen = set()
    for base, link in dictionary_forms(piece):
        if len(base) > 1 and base not in seen and vocabulary.word(base).is_part:
            seen.add(base)
            yield base, link
    for base, count in vocabulary.pieces.get(piece, {}).items():
        if base not in seen and count:
            seen.add(base)
            yield base, "*"
    if piece not in seen:
        yield piece, ""
    if piece.endswith("s") and piece[:-1] not in seen and len(piece) > 5:
        yield piece[:-1], "s"


def candidates_at(piece: str, head: str, vocabulary: Vocabulary) -> Iterator[Candidate]:
    """Give the candidates with this piece and head; one of the two must be known."""
    if vocabulary.word(head).is_part:
        yield from (Candidate(piece, base, link, head) for base, link in modifiers(piece, vocabulary))
    elif len(head) > 3:
        for base, link in modifiers(piece, vocabulary):
            if vocabulary.word(base).modifier:
                yield Candidate(piece, base, link, head)


def candidates(lemma: str, vocabulary: Vocabulary) -> Iterator[Candidate]:
    """Give the ways to split a lemma in lower case in two: at its hyphens, or else beside any known word."""
    if "-" in lemma:
        for hyphen in re.finditer("-", lemma):
            piece, head = lemma[: hyphen.start()], lemma[hyphen.end() :]
            if piece and head:
                yield from (Candidate(piece, base, "-", head) for base, _ in modifiers(piece, vocabulary))
        return
    for at in range(2, len(lemma) - 1):
        yield from candidates_at(lemma[:at], lemma[at:], vocabulary)


# ---------------------------------------------------------------------------- the network

LINKS = ("s", "en", "e", "n", "er", "-", "*")
FEATURES = (
    "modifier in compounds",
    "modifier in no compound",
    "modifier in unsplit words",
    "modifier in treebank",
    "modifier not in treebank",
    "modifier in texts",
    "piece with this modifier",
    "head in compounds",
    "head in no compound",
    "head in unsplit words",
    "head in treebank",
    "head not in treebank",
    "head in texts",
    "word in texts",
    "letters of word",
    *(f"modifier of {letters} letters" for letters in ("one or two", "three", "four")),
    *(f"head of {letters} letters" for letters in ("one or two", "three", "four")),
    *(f"modifier is {kind}" for kind in ("number", "noun", "verb", "stem", "adjective", "particle", "only a name")),
    *(f"head is {kind}" for kind in ("of the word's class", "only a name")),
    *(f"word is {kind}" for kind in ("verb", "adjective", "name", "other")),
    *(f"link {link}" for link in LINKS),
)


def features(lemma: str, pos: str, candidate: Candidate, vocabulary: Vocabulary) -> list[float]:
    """The values of FEATURES for one candidate; a count as log(1 + count), a yes as 1."""
    piece, base, link, head = candidate
    first, last = vocabulary.word(base), vocabulary.word(head)
    classes = first.classes
    return [
        log1p(first.modifier),
        not first.modifier,
        log1p(first.unsplit_modifier),
        log1p(first.treebank),
        not first.treebank,
        log1p(first.texts),
        log1p(vocabulary.pieces.get(piece, {}).get(base, 0)),
        log1p(last.head),
        not last.head,
        log1p(last.unsplit_head),
        log1p(last.treebank),
        not last.treebank,
        log1p(last.texts),
        log1p(vocabulary.word(lemma).texts),
        len(lemma) / 10,
        len(base) < 3,
        len(base) == 3,
        len(base) == 4,
        len(head) < 3,
        len(head) == 3,
        len(head) == 4,
        base.isdecimal(),
        bool(classes & CLASSES["NOUN"]),
        bool(classes & CLASSES["VERB"]),
        bool(classes & CLASSES["STEM"]),
        bool(classes & CLASSES["ADJ"]),
        bool(classes & CLASSES["ADV"]),
        classes == CLASSES["PROPN"],
        bool(last.classes & CLASSES.get(pos, 0)),
        last.classes == CLASSES["PROPN"],
        pos == "VERB",
        pos == "ADJ",
        pos == "PROPN",
        pos not in ("NOUN", "VERB", "ADJ", "PROPN"),
        *(link == name for name in LINKS),
    ]


def scores(rows: list[list[float]], vocabulary: Vocabulary) -> np.ndarray:
    """The score of each row of features: log-odds against the word being whole."""
    weights, bias, output, offset = vocabulary.network
    hidden = np.maximum(np.array(rows, dtype=np.float64) @ weights + bias, 0.0)
    return (hidden @ output + offset)[:, 0]


# ---------------------------------------------------------------------------- pieces


PLAIN = str.maketrans("éèëêáàäâíïîóöôúüûç", "eeeeaaaaiiiooouuuc")


def common_prefix(first: str, second: str) -> int:
    """How many letters two words have in common at the start, accents apart."""
    count = 0
    for left, right in zip(first.translate(PLAIN), second.translate(PLAIN)):
        if left != right:
            break
        count += 1
    return count


def pieces_of(form: str, parts: tuple[str, ...], *, verb: bool = False) -> tuple[str, ...]:
    """The pieces of `form` that stand for the parts, linking letters with the part before them; none where they do not.

    Together the pieces are the form: of ("bewoner", "initiatief") in bewonersinitiatief they are ("bewoners",
    "initiatief"). The head of a verb may be any form of it: ("op", "gezegd").
    """
    cost, pieces = _align(form, form.lower(), tuple(part.lower() for part in parts), verb)
    return pieces if cost <= len(form) else ()


def _align(form: str, low: str, parts: tuple[str, ...], verb: bool) -> tuple[int, tuple[str, ...]]:
    """The cheapest alignment: a letter of a part or piece costs one where it is not the same from the start."""
    part, rest = parts[0], parts[1:]
    if not rest and verb:
        return (0, (form,)) if len(low) > 1 else (10**6, ())
    if not rest:
        common = common_prefix(low, part)
        fits = common >= (1 if len(part) < 4 else 2) and len(low) >= len(part) - 2
        return (len(low) + len(part) - 2 * common, (form,)) if fits else (10**6, ())
    best: tuple[int, tuple[str, ...]] = (10**6, ())
    whole = verb and low.startswith(part) and len(part) < len(low)
    for at in (len(part),) if whole else range(max(1, len(part) - 2), len(low)):
        common = common_prefix(low[:at], part)
        if common < min(2, len(part)) or low[at] == "-":
            continue
        cost, pieces = _align(form[at:], low[at:], rest, verb)
        cost += len(low[:at].rstrip("-")) + len(part) - 2 * common
        if cost < best[0]:
            best = cost, (form[:at], *pieces)
    return best


# ---------------------------------------------------------------------------- splitting


class CompoundSplitter:
    """Splits words with a vocabulary; knows nothing of documents."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._cache: dict[tuple[str, str, str], Compound] = {}

    def split(self, form: str, lemma: str, pos: str) -> Compound:
        """Split a word as it stands in a text, with its lemma and part of speech (UD); no parts for a whole word."""
        if pos in CLOSED:
            return Compound()
        key = form, lemma, pos
        found = self._cache.get(key)
        if found is None:
            if len(self._cache) >= CACHED:
                self._cache.clear()
            parts = self._parts(form, lemma.lower(), pos)
            found = self._cache[key] = Compound(parts, pieces_of(form, parts, verb=pos == "VERB") if parts else ())
        return found

    def split_apart(self, form: str, lemma: str, particle: str, *, sure: bool = True) -> Compound:
        """Split a verb whose particle stands apart: neemt with toe is toe + nemen.

        The lemma may have the particle or not. When it is not sure that the particle is the verb's, only a verb that
        the treebank has is split.
        """
        particle = particle.lower()
        verb = lemma.lower().removeprefix(particle)
        listed = self.vocabulary.forms.get(f"{form.lower()}/V")
        if listed or not self.vocabulary.word(verb).classes & CLASSES["VERB"]:
            verb = listed or self._head(form.lower(), "V") or verb
        known = self.vocabulary.splits.get(f"{particle}{verb}/V")
        if known:
            return Compound(tuple(known.split("_")))
        return Compound((particle, verb)) if sure and self.vocabulary.word(particle).modifier else Compound()

    def _parts(self, form: str, lemma: str, pos: str) -> tuple[str, ...]:
        """The parts of a word: those that the treebank has, or else the best candidate that scores high enough."""
        group = group_of(pos)
        low = form.lower()
        lemma = self.vocabulary.forms.get(f"{low}/{group}", lemma)
        known = self._known(lemma, group)
        if known is not None or len(form) not in LENGTHS or not WORD.fullmatch(form):
            return known or ()
        heads = dict(self._heads(low, group))
        other = "V" if group == "N" else "N"  # the tag of a new word may be wrong
        listed = ((at, self.vocabulary.forms.get(f"{low[at:]}/{other}")) for at in range(2, len(low) - 1))
        for at, head in (*heads.items(), *listed):
            known = self._known(low[:at] + head, group) if head else None
            if known:
                return known
        return self._split_new(form, lemma, pos, heads)

    def _split_new(self, form: str, lemma: str, pos: str, heads: dict[int, str]) -> tuple[str, ...]:
        """The parts of a word that the treebank does not have; `heads` says where in the form known heads may begin."""
        best = self._best(form.lower(), lemma, pos, heads)
        if not best:
            return ()
        name = pos == "PROPN" or "-" in form
        modifier = spell(best.base, form[: len(best.piece)], self.vocabulary, name=name)
        head = spell(best.head, form[len(best.piece) :].lstrip("-"), self.vocabulary, name=name)
        return *self._refine(modifier, best.base, "NOUN"), *self._refine(head, best.head, pos)

    def _known(self, lemma: str, group: str) -> tuple[str, ...] | None:
        """The parts that the treebank gives a lemma, in this group or (but for names) another; None for a new lemma."""
        splits = self.vocabulary.splits
        found = splits.get(f"{lemma}/{group}")
        if found is None and group != "P":
            found = splits.get(f"{lemma}/{'N' if group == 'V' else 'V'}")
        if found is None:
            return () if self.vocabulary.word(lemma).treebank else None
        return tuple(found.split("_")) if found else ()

    def _heads(self, form: str, group: str) -> Iterator[tuple[int, str]]:
        """Give where a known head may begin in a form, and the head's lemma."""
        for at in range(2, len(form) - 1):
            head = self._head(form[at:], group)
            if head:
                yield at, head

    def _head(self, form: str, group: str) -> str | None:
        """The lemma of a form that the treebank has, or of a regular form of a word that it has."""
        fitting = CLASSES["VERB"] if group == "V" else CLASSES["NOUN"] | CLASSES["ADJ"]
        found = self.vocabulary.forms.get(f"{form}/{group}")
        if found:
            return found
        if len(form) < 3:
            return None
        for lemma in (form, *uninflected(form, group)):
            known = self.vocabulary.word(lemma)
            if known.treebank and known.classes & fitting:
                return lemma
        return None

    def _best(self, form: str, lemma: str, pos: str, heads: dict[int, str]) -> Candidate | None:
        """The candidate with the highest score; None when the word is better left whole.

        A lemmatizer that never saw the word may be wrong: where a known head begins, its lemma goes first.
        """
        vocabulary = self.vocabulary
        found = {
            (lemma, candidate): None
            for candidate in candidates(lemma, vocabulary)
            if vocabulary.word(candidate.head).treebank or len(lemma) - len(candidate.head) not in heads
        }
        for at, head in heads.items():
            word = form[:at] + head
            several = candidates(word, vocabulary) if "-" in form else candidates_at(form[:at], head, vocabulary)
            found.update(((word, candidate), None) for candidate in several)
        if not found:
            return None
        values = scores([features(word, pos, candidate, vocabulary) for word, candidate in found], vocabulary)
        values -= [OTHER_LEMMA if word != lemma else 0.0 for word, _ in found]
        best = int(values.argmax())
        return list(found)[best][1] if values[best] > vocabulary.threshold else None

    def _refine(self, spelled: str, part: str, pos: str) -> tuple[str, ...]:
        """A part as it is, or its own parts where it is a compound: gemeenteraad in gemeenteraadslid."""
        known = self._known(part, group_of(pos))
        if known is None and len(part) in LENGTHS and WORD.fullmatch(part):
            known = self._split_new(spelled, part, pos, {})
        return known or (spelled,)


def spell(part: str, piece: str, vocabulary: Vocabulary, *, name: bool) -> str:
    """A part with the capitals that it has as a word of its own; `piece` is how it stands in the word.

    A new part with a capital is a name where the word has a hyphen or is a name itself; else it opens a sentence.
    """
    if not piece[:1].isupper():
        return part
    if part in vocabulary.spelling:
        return vocabulary.spelling[part]
    if name and len(piece) > 1 and piece[: len(part)].isupper():
        return part.upper()
    return part[:1].upper() + part[1:] if name and not vocabulary.word(part).treebank else part


# ---------------------------------------------------------------------------- the component


class CompoundsComponent:
    """Sets `token._.compound`, the parts in dictionary form, and `token._.compound_pieces`, how they stand in the word.

    Both are tuples of str and empty for a word that is no compound; the pieces are empty as well where the parts do not
    stand together in the word ("neemt ... toe"). Runs after tagger, morphologizer, parser and lemmatizer.
    """

    def __init__(self, name: str = "compounds", vocabulary: Vocabulary | None = None) -> None:
        self.name = name
        self.splitter = CompoundSplitter(vocabulary or Vocabulary())
        for extension in ("compound", "compound_pieces"):
            Token.set_extension(extension, default=(), force=True)

    def __call__(self, doc: Doc) -> Doc:
        """Split the compounds of a document; raises TrackerError when the component has no data."""
        if not self.splitter.vocabulary.layers:
            raise TrackerError(
                f"The component {self.name!r} has no data to split compounds with. "
                "Load it with from_disk from what `python -m training.compounds build` wrote."
            )
        particles = {
            token.head.i: token
            for token in doc
            if token.tag_.startswith(PARTICLE_TAGS)
            and (token.dep_.startswith("compound") or (token.tag_ == "VZ|fin" and token.head.i != token.i))
        }
        for token in doc:
            found = Compound()
            if token.i in particles:
                particle = particles[token.i]
                sure = particle.dep_.startswith("compound") and token.pos_ == "VERB"
                found = self.splitter.split_apart(token.text, token.lemma_, particle.text, sure=sure)
            if not found.parts:
                found = self.splitter.split(token.text, token.lemma_, token.pos_)
            if found.parts:
                token._.compound = found.parts
                token._.compound_pieces = found.pieces
        return doc

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The data of the component."""
        return self.splitter.vocabulary.to_bytes()

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> Self:
        """Take over the data that `to_bytes` gave; raises TrackerError for anything else."""
        self.splitter = CompoundSplitter(Vocabulary.from_bytes(data))
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the data to one file."""
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Self:
        """Read the file that `to_disk` wrote; FileNotFoundError when there is none, TrackerError when it is another."""
        return self.from_bytes(Path(path).read_bytes())


@Language.factory(
    "compounds",
    assigns=["token._.compound", "token._.compound_pieces"],
    requires=["token.lemma", "token.pos", "token.tag", "token.dep"],
)
def make_compounds(nlp: Language, name: str) -> CompoundsComponent:
    """The component without data; `nlp.add_pipe("compounds").from_disk(...)` gives it some."""
    return CompoundsComponent(name)
