"""Words tied by relations of the dependency tree, found among the tokens of a sentence."""

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Token

from tracker.tag.notation import Node
from tracker.tag.rows import fits

Tree = tuple[Node, ...]


def trees(tree: Tree, tokens: Sequence[Token], names: Sequence[frozenset[str]]) -> Iterator[tuple[Token, ...]]:
    """Yield the tokens of every match, one for each node, of a tree in a sentence of which these are all tokens."""
    for token, listed in zip(tokens, names, strict=True):
        if fits(tree[0].element, token, listed):
            yield from _grown(tree, (token,), tokens[0].i, names)


def _grown(
    tree: Tree, chosen: tuple[Token, ...], first: int, names: Sequence[frozenset[str]]
) -> Iterator[tuple[Token, ...]]:
    if len(chosen) == len(tree):
        yield chosen
        return
    node = tree[len(chosen)]
    for token in _tied(node, chosen[node.parent or 0]):
        if fits(node.element, token, names[token.i - first]):
            yield from _grown(tree, (*chosen, token), first, names)


def _tied(node: Node, parent: Token) -> Iterable[Token]:
    """The tokens that are tied to the token of the parent as a node says."""
    if node.upwards:
        if node.relations and parent.dep_ not in node.relations:
            return ()
        if node.far:
            return parent.ancestors
        return () if parent.head.i == parent.i else (parent.head,)
    below = (token for token in parent.subtree if token.i != parent.i) if node.far else parent.children
    return (token for token in below if not node.relations or token.dep_ in node.relations)
