"""The component `control_triggers`: finds the words that name control and puts them in `doc.spans["control"]`.

A span has the form as label and the name of the rule as id; `span._.sure` is what the rule says of itself. Other
components add holder, rung, force and polarity.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from tracker.tag.matching import Patterns, Sentence, sentences
from tracker.tag.notation import fold
from tracker.tag.taxonomy import Taxonomy, Trigger, read_taxonomy
from tracker.tag.words import WordLists

KEY = "control"
FACTORY = "control_triggers"
_KNOWN_TEXTS = 512  # a batch: who asks whether a text is worth reading has it read soon after
_PARTICLES = ("compound", "compound:prt")

Token.set_extension("names", default=frozenset(), force=True)
Span.set_extension("sure", default=False, force=True)


@dataclass(frozen=True)
class Found:
    """The tokens [start, end) that a rule found, with its place in the order of rules."""

    start: int
    end: int
    order: int
    rule: Trigger


class Triggers:
    """Finds triggers in a document that our pipeline has read."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self.rules = taxonomy.triggers
        self.words = WordLists(_lists(taxonomy))
        self._stems: dict[str, list[int]] = {}
        for order, rule in enumerate(self.rules):
            for stem in rule.stems:
                self._stems.setdefault(stem, []).append(order)
        self._matchers = [_RuleMatcher(rule) for rule in self.rules]
        self._likely = lru_cache(_KNOWN_TEXTS)(self._by_letters)

    def can_match(self, text: str) -> list[int]:
        """Return the rules that may find something in a text, by their letters alone: quick and never too few."""
        return self._likely(text)

    def _by_letters(self, text: str) -> list[int]:
        folded = fold(text)
        return sorted({order for stem, orders in self._stems.items() if stem in folded for order in orders})

    def __call__(self, doc: Doc) -> Doc:
        """Set `doc.spans["control"]` and the names of the lists of every token."""
        orders = self.can_match(doc.text)
        within = self._read(doc) if orders else []
        found = [each for order in orders for each in self._of_rule(doc, within, order)]
        kept = list(_first_in_sentence(doc, _without_overlaps(found)))
        doc.spans[KEY] = [_span(doc, each) for each in kept]
        return doc

    def found_by(self, name: str, doc: Doc) -> list[tuple[int, int]]:
        """Return all that the rule of this name finds, whatever other rules say, as characters (start, end)."""
        within = self._read(doc)
        order = next(order for order, rule in enumerate(self.rules) if rule.name == name)
        spans = [doc[each.start : each.end] for each in self._of_rule(doc, within, order)]
        return [(span.start_char, span.end_char) for span in spans]

    def _read(self, doc: Doc) -> list[Sentence]:
        """Give every token its names, and return the sentences."""
        names = self.words.of_all(doc)
        for token, listed in zip(doc, names, strict=True):
            token._.names = listed
        return sentences(doc, names)

    def _of_rule(self, doc: Doc, within: Sequence[Sentence], order: int) -> Iterator[Found]:
        rule = self.rules[order]
        for sentence in within:
            for start, end in self._matchers[order](sentence):
                yield Found(start, _with_particle(doc, start, end), order, rule)


class _RuleMatcher:
    """Finds the triggers of one rule."""

    def __init__(self, rule: Trigger) -> None:
        self._rule = rule
        self._wanted = Patterns(rule.read_rows, rule.read_trees)
        self._barred = Patterns(rule.read_unless, rule.read_unless_trees)

    def __call__(self, sentence: Sentence) -> list[tuple[int, int]]:
        """Return the triggers in a sentence as (start, end), each once, in order."""
        found = set(self._wanted(sentence))
        if not found or not _context_fits(self._rule, sentence):
            return []
        barred = set(self._barred(sentence))
        return sorted((s, e) for s, e in found if not any(s < end and start < e for start, end in barred))


def _lists(taxonomy: Taxonomy) -> dict[str, tuple[str, ...]]:
    """Give a name to every list of words that a pattern or a context asks for."""
    lists: dict[str, tuple[str, ...]] = {f"{{{name}}}": taxonomy.entries(name) for name in taxonomy.words}
    for rule in taxonomy.triggers:
        for element in rule.elements():
            for word in element.alternatives:
                lists.setdefault(word, (word,))
        lists[f"without {rule.name}"] = rule.without
    return lists


def _context_fits(rule: Trigger, sentence: Sentence) -> bool:
    names = sentence.names
    return f"without {rule.name}" not in names and all(f"{{{name}}}" in names for name in rule.near)


def _with_particle(doc: Doc, start: int, end: int) -> int:
    """Stretch a single verb over the particle that stands right behind it: [denken mee]."""
    if end < len(doc) and end - start == 1 and doc[end].head.i == start and doc[end].dep_ in _PARTICLES:
        return end + 1
    return end


def _without_overlaps(found: Iterable[Found]) -> list[Found]:
    """Keep the longest where triggers overlap, then the rule that comes first; in reading order."""
    kept: list[Found] = []
    for each in sorted(found, key=lambda each: (each.start - each.end, each.order, each.start)):
        if all(each.end <= other.start or other.end <= each.start for other in kept):
            kept.append(each)
    return sorted(kept, key=lambda each: each.start)


def _first_in_sentence(doc: Doc, found: Iterable[Found]) -> Iterator[Found]:
    """Of the same word for the same form in one sentence keep the first, whatever stands with it."""
    seen: set[tuple[int, str, str]] = set()
    for each in found:
        key = (doc[each.start].sent.start, each.rule.form, fold(doc[each.start : each.end].root.lemma_))
        if key not in seen:
            seen.add(key)
            yield each


def _span(doc: Doc, found: Found) -> Span:
    span = Span(doc, found.start, found.end, label=found.rule.form, span_id=found.rule.name)
    span._.sure = found.rule.sure
    return span


@Language.factory(FACTORY, default_config={"folder": ""})
def make(nlp: Language, name: str, folder: str) -> Triggers:
    """Make the component; `folder` holds the taxonomy."""
    return Triggers(read_taxonomy(Path(folder)))
