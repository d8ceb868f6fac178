"""The component `control_triggers`: finds the words that name control and puts them in `doc.spans["control"]`.

A span has the form as label and the name of the rule as id; other components add holder, rung, force and polarity.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.matcher import DependencyMatcher, Matcher
from spacy.tokens import Doc, Span, Token
from spacy.vocab import Vocab

from tracker.tag.notation import Element, Node, fold
from tracker.tag.taxonomy import Taxonomy, Trigger, read_taxonomy
from tracker.tag.words import WordLists

KEY = "control"
FACTORY = "control_triggers"
_GAP_WORDS = 4
_PARTICLES = ("compound", "compound:prt")

Token.set_extension("names", default=frozenset(), force=True)


@dataclass(frozen=True)
class Found:
    """The tokens [start, end) that a rule found, with its place in the order of rules."""

    start: int
    end: int
    order: int
    rule: Trigger


class Triggers:
    """Finds triggers in a document that our pipeline has read."""

    def __init__(self, vocab: Vocab, taxonomy: Taxonomy) -> None:
        self.rules = taxonomy.triggers
        self.words = WordLists(_lists(taxonomy))
        self._stems: dict[str, list[int]] = {}
        for order, rule in enumerate(self.rules):
            for stem in rule.stems:
                self._stems.setdefault(stem, []).append(order)
        self._matchers = [_RuleMatcher(vocab, rule) for rule in self.rules]

    def can_match(self, text: str) -> list[int]:
        """Return the rules that may find something in a text, by their letters alone: quick and never too few."""
        folded = fold(text)
        return sorted({order for stem, orders in self._stems.items() if stem in folded for order in orders})

    def __call__(self, doc: Doc) -> Doc:
        """Set `doc.spans["control"]` and the names of the lists of every token."""
        orders = self.can_match(doc.text)
        if orders:
            self._name_tokens(doc)
        found = [each for order in orders for each in self._of_rule(doc, order)]
        doc.spans[KEY] = [
            Span(doc, each.start, each.end, label=each.rule.form, span_id=each.rule.name)
            for each in _first_in_sentence(doc, _without_overlaps(found))
        ]
        return doc

    def found_by(self, name: str, doc: Doc) -> list[tuple[int, int]]:
        """Return all that the rule of this name finds, whatever other rules say, as characters (start, end)."""
        self._name_tokens(doc)
        order = next(order for order, rule in enumerate(self.rules) if rule.name == name)
        spans = [doc[each.start : each.end] for each in self._of_rule(doc, order)]
        return [(span.start_char, span.end_char) for span in spans]

    def _name_tokens(self, doc: Doc) -> None:
        for token in doc:
            token._.names = self.words.of(token)

    def _of_rule(self, doc: Doc, order: int) -> Iterator[Found]:
        rule = self.rules[order]
        for start, end in self._matchers[order](doc):
            sentence = doc[start].sent
            if _context_fits(rule, sentence):
                yield Found(start, _with_particle(doc, start, end), order, rule)


class _RuleMatcher:
    """Finds the triggers of one rule."""

    def __init__(self, vocab: Vocab, rule: Trigger) -> None:
        self._wanted = _Patterns(vocab, rule.read_rows, rule.read_trees)
        self._barred = _Patterns(vocab, rule.read_unless, rule.read_unless_trees)

    def __call__(self, doc: Doc) -> list[tuple[int, int]]:
        """Return the triggers as (start, end), each once, in order."""
        found = {(start, end) for start, end in self._wanted(doc) if doc[start].sent == doc[end - 1].sent}
        barred = set(self._barred(doc)) if found else set()
        return sorted((s, e) for s, e in found if not any(s < end and start < e for start, end in barred))


class _Patterns:
    """Rows and trees as spaCy's matchers, which find the marked words."""

    def __init__(self, vocab: Vocab, rows: Sequence[tuple[Element, ...]], trees: Sequence[tuple[Node, ...]]) -> None:
        self._rows = Matcher(vocab)
        self._row_elements: dict[str, tuple[Element, ...]] = {}
        self._trees = DependencyMatcher(vocab)
        self._tree_nodes: dict[str, tuple[Node, ...]] = {}
        for number, row in enumerate(rows):
            for variant, tokens in enumerate(_variants(row)):
                name = f"{number}.{variant}"
                self._rows.add(name, [[_token(element) for element in tokens]])
                self._row_elements[name] = tokens
        for number, tree in enumerate(trees):
            self._trees.add(str(number), [_tree(tree)])
            self._tree_nodes[str(number)] = tree

    def __call__(self, doc: Doc) -> Iterator[tuple[int, int]]:
        """Yield the marked words of every match as (start, end)."""
        yield from self._in_rows(doc)
        yield from self._in_trees(doc)

    def _in_rows(self, doc: Doc) -> Iterator[tuple[int, int]]:
        for name, start, _ in self._rows(doc) if len(self._rows) else ():
            elements = self._row_elements[doc.vocab.strings[name]]
            marked = [start + place for place, element in enumerate(elements) if element.triggers]
            yield marked[0], marked[-1] + 1

    def _in_trees(self, doc: Doc) -> Iterator[tuple[int, int]]:
        for name, tokens in self._trees(doc) if len(self._trees) else ():
            nodes = self._tree_nodes[doc.vocab.strings[name]]
            marked = sorted(token for token, node in zip(tokens, nodes, strict=True) if node.element.triggers)
            touching = marked[-1] - marked[0] + 1 == len(marked)
            first = next(token for token, node in zip(tokens, nodes, strict=True) if node.element.triggers)
            yield (marked[0], marked[-1] + 1) if touching else (first, first + 1)


def _lists(taxonomy: Taxonomy) -> dict[str, tuple[str, ...]]:
    """Give a name to every list of words that a pattern or a context asks for."""
    lists: dict[str, tuple[str, ...]] = {f"{{{name}}}": taxonomy.entries(name) for name in taxonomy.words}
    for rule in taxonomy.triggers:
        for element in rule.elements():
            for word in element.alternatives:
                lists.setdefault(word, (word,))
        lists[f"without {rule.name}"] = rule.without
    return lists


def _variants(row: tuple[Element, ...]) -> Iterator[tuple[Element, ...]]:
    """Spell a row out: a gap is none to four words, of any kind or of the parts of speech that it names."""
    choices = [
        [(Element("*", each.pos),) * count for count in range(_GAP_WORDS + 1)] if each.is_gap else [(each,)]
        for each in row
    ]
    for chosen in product(*choices):
        yield tuple(element for part in chosen for element in part)


def _token(element: Element) -> dict[str, object]:
    """An element as spaCy's matchers write it."""
    token: dict[str, object] = {}
    if element.alternatives:
        token["_"] = {"names": {"INTERSECTS": list(element.alternatives)}}
    if element.pos:
        token["POS"] = {"IN": list(element.pos)}
    return token


def _tree(nodes: tuple[Node, ...]) -> list[dict[str, object]]:
    """A tree as spaCy's DependencyMatcher writes it."""
    pattern: list[dict[str, Any]] = [{"RIGHT_ID": "0", "RIGHT_ATTRS": _token(nodes[0].element)}]
    for number, node in enumerate(nodes[1:], start=1):
        attributes = _token(node.element)
        if node.relations:
            hanging = pattern[node.parent or 0]["RIGHT_ATTRS"] if node.upwards else attributes
            hanging["DEP"] = {"IN": list(node.relations)}
        operator = ("<" if node.upwards else ">") * (2 if node.far else 1)
        pattern.append(
            {"LEFT_ID": str(node.parent), "REL_OP": operator, "RIGHT_ID": str(number), "RIGHT_ATTRS": attributes}
        )
    return pattern


def _context_fits(rule: Trigger, sentence: Span) -> bool:
    if not rule.near and not rule.without:
        return True
    present = frozenset().union(*(token._.names for token in sentence))
    return f"without {rule.name}" not in present and all(f"{{{name}}}" in present for name in rule.near)


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
    """Of the same words for the same form in one sentence keep the first."""
    seen: set[tuple[int, str, str]] = set()
    for each in found:
        words = fold(doc[each.start : each.end].lemma_)
        key = (doc[each.start].sent.start, each.rule.form, words)
        if key not in seen:
            seen.add(key)
            yield each


@Language.factory(FACTORY, default_config={"folder": ""})
def make(nlp: Language, name: str, folder: str) -> Triggers:
    """Make the component; `folder` holds the taxonomy."""
    return Triggers(nlp.vocab, read_taxonomy(Path(folder)))
