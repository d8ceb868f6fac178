"""What can be said of an article only when all of it has been read: its own text, and what are its leden."""

from tracker.model import ClauseKind
from tracker.split.tree import Node


def settle(root: Node) -> None:
    """Say of each article what its leading paragraphs are; without recursion, for texts nest deep."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.kind is ClauseKind.ARTICLE:
            _settle_leden(node)
            _settle_leading_paragraphs(node)
        waiting.extend(node.children)


def _settle_leden(article: Node) -> None:
    """Leden of which none has a number are paragraphs, as they are in the formats that do not mark them up."""
    leden = [child for child in article.children if child.unit == "lid"]
    if leden and not any(lid.number for lid in leden):
        for lid in leden:
            lid.kind, lid.unit, lid.stem = ClauseKind.PARAGRAPH, "alinea", "content"


def _settle_leading_paragraphs(article: Node) -> None:
    leading: list[Node] = []
    following = None
    for child in article.children:
        if child.unit == "alinea" and not child.label and not (leading and leading[-1].has_parts):
            leading.append(child)
        elif child.unit != "noot":
            following = child
            break
    if len(leading) != 1:
        return
    if following is not None and following.unit == "lid" and following.number == "2":
        leading[0].kind, leading[0].unit, leading[0].stem = ClauseKind.MEMBER, "lid", "para"
    else:
        article.absorb(leading[0])
