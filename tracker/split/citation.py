"""How a lawyer says where a clause stands: "artikel 5, derde lid, onderdeel a"."""

from collections import Counter
from collections.abc import Iterator

from tracker.model import Part
from tracker.split.numbering import Series, ordinal
from tracker.split.tree import Node

LONGEST_HEADING = 60
"""Characters of a heading that a citation repeats."""

_BY_NUMBER = (
    "boek",
    "deel",
    "titel",
    "hoofdstuk",
    "afdeling",
    "paragraaf",
    "subparagraaf",
    "subsubparagraaf",
    "bijlage",
)
_CITED_ALONE = ("artikel", "toelichting", "bijlage", "noot", "opschrift")
_PARAGRAPHS = ("alinea", "definitie")
_Trail = tuple[tuple[str, str], ...]  # the unit and the words of each part of a citation


def citations(root: Node) -> dict[int, str]:
    """Return the citation of every node that becomes a clause, by the identity of the node.

    Articles are cited without the chapter that they stand in, as lawyers do, unless two articles would be cited alike;
    a section without the section around it when its own number says it. What still is cited alike gets a number in
    brackets.
    """
    words = _own_words(root)
    alone = _cited_alone(root, words)
    titles = Counter(node.heading for node in _all(root) if node.unit == "kop")
    found: dict[int, str] = {}
    waiting: list[tuple[Node, _Trail]] = [(root, ())]
    while waiting:
        parent, trail = waiting.pop()
        inner = []
        for child in parent.children:
            kept = () if id(child) in alone else _kept(trail, parent, child, unique=titles[child.heading] == 1)
            cited = (*kept, (child.unit, words[id(child)]))
            inner.append((child, cited))
            if not child.virtual:
                found[id(child)] = ", ".join(each for _, each in cited)
        waiting.extend(reversed(inner))
    return _told_apart(found, root)


def _kept(trail: _Trail, parent: Node, node: Node, unique: bool) -> _Trail:
    """Return what of the citation of its parent a node needs: not what its own number or title says as well."""
    if node.unit == "overweging" and parent.unit == "aanhef":
        return (("aanhef", "considerans"),)
    if node.unit == "paragraaf" and parent.unit == "paragraaf" and node.number.startswith(f"{parent.number}."):
        return trail[:-1]
    if node.unit == "lid" or (node.unit == "kop" and unique):
        while trail and trail[-1][0] == "kop":
            trail = trail[:-1]
    return trail


def _told_apart(found: dict[int, str], root: Node) -> dict[int, str]:
    """Number the citations that occur more than once, in reading order."""
    used: Counter[str] = Counter()
    for node in _all(root):
        citation = found[id(node)]
        used[citation] += 1
        if used[citation] > 1:
            found[id(node)] = f"{citation} ({used[citation]})"
    return found


def _all(root: Node) -> Iterator[Node]:
    """Yield the nodes that become clauses, in reading order."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if not node.virtual:
            yield node
        waiting.extend(reversed(node.children))


def _cited_alone(root: Node, words: dict[int, str]) -> set[int]:
    """Return the nodes that can be cited without what holds them: articles, notes, annexes whose words occur once."""
    candidates: list[Node] = []
    waiting = [(root, False)]
    while waiting:
        node, within = waiting.pop()
        if node.unit in _CITED_ALONE and not (within and node.unit == "artikel"):
            candidates.append(node)
        # an article within an annex or another article is never cited without it
        within = within or node.unit == "bijlage" or (node.unit == "artikel" and node.part is not Part.EXPLANATION)
        waiting.extend((child, within) for child in node.children)
    counted = Counter(words[id(node)] for node in candidates)
    return {id(node) for node in candidates if counted[words[id(node)]] == 1}


# ---------------------------------------------------------------------------- what each adds


def _own_words(root: Node) -> dict[int, str]:
    """Return what each node adds to the citation of its parent, the second of one name with its number."""
    words: dict[int, str] = {}
    waiting = [root]
    while waiting:
        parent = waiting.pop()
        places = _places(parent)
        tables = list(dict.fromkeys(child.group for child in parent.children if child.unit == "rij"))
        seen: Counter[str] = Counter()
        for child in parent.children:
            if child.virtual:
                words[id(child)] = child.unit
            elif child.unit == "rij":
                words[id(child)] = f"{_table(tables, child)}, {ordinal(places[id(child)])} rij"
            else:
                words[id(child)] = _name(child, parent, places[id(child)])
            seen[words[id(child)]] += 1
            if seen[words[id(child)]] > 1:
                words[id(child)] += f" ({seen[words[id(child)]]})"
        waiting.extend(parent.children)
    return words


def _table(tables: list[int], row: Node) -> str:
    return "tabel" if len(tables) == 1 else f"{ordinal(tables.index(row.group) + 1)} tabel"


def _places(parent: Node) -> dict[int, int]:
    """Count each child among its like; the paragraphs that are the parent's own text come before its paragraphs."""
    own = len(parent.texts) if parent.unit in ("artikel", "lid", "onderdeel") else 0
    counted: Counter[str] = Counter({"alinea": own})
    places = {}
    for child in parent.children:
        like = "alinea" if child.unit in _PARAGRAPHS else child.unit
        if child.unit == "rij":
            like = f"rij {child.group}"
        elif child.unit == "onderdeel" and not child.number:
            like = f"{_sign(child)} {child.group}"
        counted[like] += 1
        places[id(child)] = counted[like]
    return places


def _sign(item: Node) -> str:
    dash = item.count is not None and item.count.series is Series.BULLET and item.count.dress == "–"
    return "streepje" if dash else "punt"


def _name(node: Node, parent: Node, place: int) -> str:
    if node.unit == "lid":
        return f"{ordinal(int(node.number))} lid" if node.number.isdigit() else _lid(node, place)
    if node.unit == "onderdeel":
        return _item(node, parent, place)
    if node.unit == "noot":
        return f"noot {node.number}" if node.number else f"{ordinal(place)} noot"
    if node.unit == "overweging":
        return f"{ordinal(place)} overweging"
    if node.unit in _PARAGRAPHS:
        return f"definitie van {node.term}" if node.term else f"{ordinal(place)} alinea"
    if node.unit == "opschrift":
        return "opschrift" if place == 1 else f"{ordinal(place)} opschrift"
    return _division(node, place)


def _lid(node: Node, place: int) -> str:
    return f"lid {node.number}" if node.number else f"{ordinal(place)} lid"


def _item(node: Node, parent: Node, place: int) -> str:
    if node.number:
        return f"{'onder' if parent.unit == 'onderdeel' else 'onderdeel'} {node.number}"
    return f"definitie van {node.term}" if node.term else f"{ordinal(place)} {_sign(node)}"


def _division(node: Node, place: int) -> str:
    if node.explains:
        return f"toelichting op artikel {node.explains}"
    if node.unit == "toelichting":
        return {"genrecital": "algemene toelichting", "artrecital": "artikelsgewijze toelichting"}.get(
            node.stem, "toelichting"
        )
    within_note = node.part is Part.EXPLANATION
    if node.unit == "artikel":
        return f"toelichting op {_article(node)}" if within_note else _article(node)
    if node.unit in _BY_NUMBER and node.number:
        return (
            f"toelichting op {node.unit} {node.number}"
            if within_note and _has_word(node)
            else f"{node.unit} {node.number}"
        )
    if node.unit == "bijlage":
        bare = not node.heading or node.heading.lower() in ("bijlage", "bijlagen")
        return "bijlage" if bare else f'bijlage "{_shortened(node.heading)}"'
    return f'onder "{_shortened(node.heading)}"' if node.heading else f"{ordinal(place)} {node.unit}"


def _article(node: Node) -> str:
    if not node.number and node.heading.lower().endswith(" artikel"):
        return node.heading.lower()
    if not node.number:
        return f'artikel "{_shortened(node.heading)}"'
    several = " en " in node.number or " t/m " in node.number or " tot en met " in node.number
    return f"{'artikelen' if several else 'artikel'} {node.number}"


def _has_word(node: Node) -> bool:
    return node.label[:1].isalpha() and node.label[1:2] not in (".", ")", "")


def _shortened(heading: str) -> str:
    return heading if len(heading) <= LONGEST_HEADING else heading[:LONGEST_HEADING].rstrip() + "…"
