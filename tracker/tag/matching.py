"""Rows and trees of the taxonomy, found in sentences.

spaCy's own matchers ask every token for all words of all their patterns: they took twice as long. Here every pattern is
looked for by itself, and only where all words that it asks for stand in one sentence.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from tracker.tag.notation import Element
from tracker.tag.rows import Row, fits, marked, ways
from tracker.tag.trees import Tree, trees


@dataclass(frozen=True)
class Sentence:
    """The tokens of a sentence and where they begin in the document; of each token the names of lists that it stands
    in (`token._.names`), and all of them together.
    """

    tokens: tuple[Token, ...]
    start: int
    names_of: tuple[frozenset[str], ...]
    names: frozenset[str]


def sentences(doc: Doc, names: Sequence[frozenset[str]]) -> list[Sentence]:
    """Return the sentences of a document of whose tokens these are the names."""
    return [_sentence(span, tuple(names[span.start : span.end])) for span in doc.sents]


def _sentence(span: Span, names: tuple[frozenset[str], ...]) -> Sentence:
    return Sentence(tuple(span), span.start, names, frozenset().union(*names))


class Patterns:
    """Rows and trees, which find their marked words."""

    def __init__(self, rows: Sequence[Row], trees: Sequence[Tree]) -> None:
        self._patterns: list[_Row | _Tree] = [*map(_Row, rows), *map(_Tree, trees)]
        needs = [pattern.needs for pattern in self._patterns]
        self._unlikely = all(needs)
        self._first_needs = frozenset[str]().union(*(each[0] for each in needs if each))

    def __call__(self, sentence: Sentence) -> Iterator[tuple[int, int]]:
        """Yield the marked words of every match in a sentence as (start, end), some of them more than once."""
        if self._unlikely and self._first_needs.isdisjoint(sentence.names):
            return
        for pattern in self._patterns:
            if _may_fit(pattern.needs, sentence):
                yield from pattern(sentence)


class _Row:
    """One row of words."""

    def __init__(self, row: Row) -> None:
        self.needs = _needs(row)
        self._row = row

    def __call__(self, sentence: Sentence) -> Iterator[tuple[int, int]]:
        first = self._row[0]
        for start, (token, names) in enumerate(zip(sentence.tokens, sentence.names_of, strict=True)):
            if first.is_gap or fits(first, token, names):
                for way in ways(self._row, sentence.tokens, sentence.names_of, start):
                    from_, to = marked(way)
                    yield sentence.start + from_, sentence.start + to


class _Tree:
    """Words tied by the dependency tree."""

    def __init__(self, nodes: Tree) -> None:
        self.needs = _needs(node.element for node in nodes)
        self._nodes = nodes

    def __call__(self, sentence: Sentence) -> Iterator[tuple[int, int]]:
        for tokens in trees(self._nodes, sentence.tokens, sentence.names_of):
            triggers = [token.i for token, node in zip(tokens, self._nodes, strict=True) if node.element.triggers]
            touching = max(triggers) - min(triggers) + 1 == len(triggers)
            yield (min(triggers), max(triggers) + 1) if touching else (triggers[0], triggers[0] + 1)


def _needs(elements: Iterable[Element]) -> tuple[frozenset[str], ...]:
    """Sets of names; a pattern matches only where a name of each stands. Those of the trigger come first."""
    named = sorted((each for each in elements if each.alternatives), key=lambda each: not each.triggers)
    return tuple(frozenset(each.alternatives) for each in named)


def _may_fit(needs: tuple[frozenset[str], ...], sentence: Sentence) -> bool:
    return not any(each.isdisjoint(sentence.names) for each in needs)
