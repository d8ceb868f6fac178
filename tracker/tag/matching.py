"""Rows and trees of the taxonomy as spaCy's matchers.

A matcher asks every token for all words of all its patterns, which is slow. So every pattern has a matcher of its own,
and runs only where all words that it asks for stand in one sentence.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from spacy.matcher import DependencyMatcher, Matcher
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from tracker.tag.notation import Element, Node

_GAP_WORDS = 4


@dataclass(frozen=True)
class Sentence:
    """A sentence, with all names of lists that its tokens stand in (`token._.names`)."""

    span: Span
    names: frozenset[str]


def sentences(doc: Doc) -> list[Sentence]:
    """Return the sentences of a document whose tokens have their names."""
    return [Sentence(span, frozenset().union(*(token._.names for token in span))) for span in doc.sents]


class Patterns:
    """Rows and trees, which find their marked words."""

    def __init__(self, vocab: Vocab, rows: Sequence[tuple[Element, ...]], trees: Sequence[tuple[Node, ...]]) -> None:
        self._rows = [_Row(vocab, row) for row in rows]
        self._trees = [_Tree(vocab, tree) for tree in trees]
        needs = [row.needs for row in self._rows] + [tree.needs for tree in self._trees]
        self._unlikely = all(needs)
        self._first_needs = frozenset[str]().union(*(each[0] for each in needs if each))

    def __call__(self, doc: Doc, within: Iterable[Sentence]) -> Iterator[tuple[int, int]]:
        """Yield the marked words of every match in these sentences as (start, end), some of them more than once."""
        likely = [each for each in within if not (self._unlikely and self._first_needs.isdisjoint(each.names))]
        if not likely:
            return
        for row in self._rows:
            for sentence in likely:
                if _may_fit(row.needs, sentence):
                    yield from row(sentence.span)
        for tree in self._trees:
            if any(_may_fit(tree.needs, sentence) for sentence in likely):
                yield from tree(doc)


class _Row:
    """One row of words, spelled out where it has gaps."""

    def __init__(self, vocab: Vocab, row: tuple[Element, ...]) -> None:
        self.needs = _needs(row)
        self._matcher = Matcher(vocab)
        self._spelled = {str(number): elements for number, elements in enumerate(_variants(row))}
        for name, elements in self._spelled.items():
            self._matcher.add(name, [[_token(element) for element in elements]])

    def __call__(self, span: Span) -> Iterator[tuple[int, int]]:
        for name, start, _ in self._matcher(span):
            elements = self._spelled[span.doc.vocab.strings[name]]
            marked = [span.start + start + place for place, element in enumerate(elements) if element.triggers]
            yield marked[0], marked[-1] + 1


class _Tree:
    """Words tied by the dependency tree."""

    def __init__(self, vocab: Vocab, nodes: tuple[Node, ...]) -> None:
        self.needs = _needs(node.element for node in nodes)
        self._nodes = nodes
        self._matcher = DependencyMatcher(vocab)
        self._matcher.add("tree", [_tree(nodes)])

    def __call__(self, doc: Doc) -> Iterator[tuple[int, int]]:
        for _, tokens in self._matcher(doc):
            marked = [token for token, node in zip(tokens, self._nodes, strict=True) if node.element.triggers]
            touching = max(marked) - min(marked) + 1 == len(marked)
            yield (min(marked), max(marked) + 1) if touching else (marked[0], marked[0] + 1)


def _needs(elements: Iterable[Element]) -> tuple[frozenset[str], ...]:
    """Sets of names; a pattern matches only where a name of each stands. Those of the trigger come first."""
    named = sorted((each for each in elements if each.alternatives), key=lambda each: not each.triggers)
    return tuple(frozenset(each.alternatives) for each in named)


def _may_fit(needs: tuple[frozenset[str], ...], sentence: Sentence) -> bool:
    return not any(each.isdisjoint(sentence.names) for each in needs)


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
