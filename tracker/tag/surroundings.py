"""The surroundings of a mention: where in a sentence a cue must stand to say something about it."""

from collections.abc import Container
from functools import cached_property

from spacy.tokens import Span, Token

from tracker.tag.clauses import Clause, clause_head, clauses_around

BINDINGS = (
    "kind",
    "trigger",
    "near",
    "governor",
    "own governor",
    "own clause",
    "verb group",
    "clause",
    "hanging",
    "sentence",
    "text",
)
"""Where a cue stands, seen from the mention.

kind: anywhere in the sentence, before all other cues. trigger: in the trigger. near: among the words that hang from the
trigger, or right before it. governor: a word that the trigger hangs from. own governor: such a word within the reach of
`clause`. own clause: in the clause of the trigger. verb group: also in the clauses around it as long as those inside
have no finite verb (`willen ... te betrekken`). clause: in all clauses around it that share time and mood with it
(`zorgen dat ...`). hanging: in a clause that hangs from a clause that `clause` reaches
(`indien ...`). sentence: anywhere in the sentence. text: anywhere in the text.
"""

PLACES = ("predicate", "verb", "manner", "carried", "argument", "aside")
"""What a mention is in its sentence.

predicate: a finite verb. verb: another form of a verb. manner: how something is done (in overleg, samen met). carried:
a noun that makes one thing with its verb (advies uitbrengen). argument: another subject, object or predicate. aside:
any other noun.
"""

SENTENCE = 10
"""The distance of a cue that is in the sentence, tied or not: farther than any clause around the mention."""

_BEFORE = 3  # words before the trigger that can belong to it: zo veel mogelijk zelf beslissen
_MANNER = frozenset({"in", "samen", "met", "mét", "sámen"})
_WAYS = frozenset(
    {"overleg", "samenspraak", "samenwerking", "gesprek", "dialoog", "afstemming", "overeenstemming", "beheer"}
)
_ITEM_ENDS = (";", ",", "en", "of")


class Surroundings:
    """What stands around a mention: its sentence, clauses, and the words that it hangs from."""

    def __init__(self, mention: Span) -> None:
        self.mention = mention
        self.sentence: Span = mention[0].sent
        self.root: Token = mention.root

    @cached_property
    def clauses(self) -> list[Clause]:
        """The clauses around the mention, its own first."""
        return clauses_around(self.root, self.sentence)

    @cached_property
    def _place(self) -> dict[int, int]:
        """Of every word in the clauses around the mention how many clauses away it is."""
        return {word.i: number for number, clause in enumerate(self.clauses) for word in clause.words}

    @cached_property
    def _governors(self) -> dict[int, int]:
        return {word.i: self._place.get(word.i, 0) for word in self.root.ancestors}

    @cached_property
    def _reach(self) -> int:
        """How many clauses away the outermost one is that shares time and mood with the mention."""
        for number, clause in enumerate(self.clauses):
            if clause.inside == "loose":
                return number
        return len(self.clauses) - 1

    @cached_property
    def _verb_group(self) -> int:
        """How many clauses away the nearest one with a finite verb is."""
        return next((n for n, clause in enumerate(self.clauses) if clause.finite), len(self.clauses) - 1)

    @cached_property
    def _near(self) -> set[int]:
        words = {child.i for word in self.mention for child in word.children}
        doc = self.mention.doc
        words |= {below.i for word in words if word < self.root.i for below in doc[word].children}
        first_of_pair = self.root
        while first_of_pair.dep_ == "conj" and first_of_pair.head.pos_ == self.root.pos_:
            first_of_pair = first_of_pair.head
            words |= {child.i for child in first_of_pair.children if child.i < first_of_pair.i}
        first = max(self.sentence.start, self.mention.start - _BEFORE)
        return words | {i for i in range(first, self.mention.start) if doc[i].head in self.mention}

    def place(self, carriers: Container[str]) -> str:
        """Return what the mention is in its sentence, one of PLACES; carriers: lemmas of verbs that carry a noun."""
        root = self.root
        if "|prenom" in root.tag_:
            return "aside"
        if root.pos_ in ("VERB", "AUX") or root.tag_.startswith("WW"):
            return "predicate" if root.tag_.startswith("WW|pv") else "verb"
        before = self.mention.doc[max(self.sentence.start, self.mention.start - 2) : self.mention.start]
        if self.mention[0].lower_ in _MANNER or (
            root.lemma_ in _WAYS and any(word.lower_ in _MANNER for word in (*root.children, *before))
        ):
            return "manner"
        while root.dep_ == "conj" and root.head.pos_ == "NOUN":
            root = root.head
        if root.dep_ in ("obj", "nsubj", "xcomp") and root.head.lemma_ in carriers:
            return "carried"
        return "argument" if root.dep_ in ("obj", "nsubj", "iobj", "xcomp", "ROOT", "ccomp", "advcl") else "aside"

    def tense(self) -> str:
        """Return the tense of the innermost clause with a finite verb, else `infinitive`, or `none` without a verb."""
        tense = next((clause.tense for clause in self.clauses if clause.finite is not None), None)
        if tense is not None:
            return tense
        return "infinitive" if any(clause.head.tag_.startswith("WW|inf") for clause in self.clauses) else "none"

    def distance(self, binds: str, start: int, end: int) -> int | None:
        """Return how far the cue words [start, end) are from the mention, or None where they are not tied to it."""
        words = range(start, end)
        if binds == "kind":
            return -1
        if binds == "trigger":
            return 0 if start < self.mention.end and self.mention.start < end else None
        if binds == "near":
            return 0 if not self._near.isdisjoint(words) or end == self.mention.start else None
        if binds in ("sentence", "text"):
            return SENTENCE
        return self._clauses_away(binds, words)

    def _clauses_away(self, binds: str, words: range) -> int | None:
        if binds in ("governor", "own governor"):
            above = min((self._governors[i] for i in words if i in self._governors), default=None)
            return above if above is not None and (binds == "governor" or above <= self._reach) else None
        if binds == "hanging":
            return self._hangs(words)
        away = min((self._place[i] for i in words if i in self._place), default=None)
        farthest = {"own clause": 0, "verb group": self._verb_group, "clause": self._reach}[binds]
        return away if away is not None and away <= farthest else None

    def _hangs(self, words: range) -> int | None:
        for word in (self.mention.doc[i] for i in words):
            away = self._place.get(clause_head(word).head.i)
            if word.i not in self._place and away is not None and away <= self._reach:
                return away
        return None


def introduction(sentence: Span) -> Span | None:
    """Return the sentence with a colon that introduces the list in which this sentence is an item, or None."""
    start = sentence.start
    while start > 0:
        before: Span = sentence.doc[start - 1].sent
        words = [word.text for word in before if not word.is_space]
        if words and words[-1] == ":":
            return before
        if words and words[-1] not in _ITEM_ENDS:
            return None
        start = before.start
    return None
