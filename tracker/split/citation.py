"""How a lawyer says where a clause stands: "artikel 5, derde lid, onderdeel a"."""

from collections import Counter
from collections.abc import Iterator

from tracker.model import Part
from tracker.split.numbering import Series, ordinal
from tracker.split.tree import Node

LONGEST_HEADING = 60
"""Characters of a heading that a citation repeats."""

_DASHES = "–—-‐‑−"
_NOTES = {"genrecital": "algemene toelichting", "artrecital": "artikelsgewijze toelichting"}
_DIVISION_UNITS = ("boek", "deel", "titel", "hoofdstuk", "afdeling", "paragraaf", "subparagraaf", "subsubparagraaf")


def citations(root: Node) -> dict[int, str]:
    """Return the citation of every node that becomes a clause, by the identity of the node.

    Articles are cited without the chapter that they stand in, as lawyers do, unless two articles would be cited alike.
    """
    short = {id(node): (node, words) for node, words in _walk(root, ())}
    counted = Counter(words[-1] for _, words in short.values())
    found = {}
    for key, (_, words) in short.items():
        found[key] = words[-1] if counted[words[-1]] == 1 else words[0]
    return found


def _walk(root: Node, trail: tuple[str, ...]) -> Iterator[tuple[Node, tuple[str, str]]]:
    """Yield each node with its full citation (from the outermost division) and its usual one."""
    waiting: list[tuple[Node, tuple[str, ...], int]] = [(root, trail, 0)]
    while waiting:
        parent, trail, cut = waiting.pop()
        inner = []
        for child, words in _own_words(parent):
            start = _start(child, trail, cut)
            whole = (*trail, *words)
            if not child.virtual:
                yield child, (_join(whole), _join(whole[start:]))
            inner.append((child, whole, start))
        waiting.extend(reversed(inner))


def _start(node: Node, trail: tuple[str, ...], cut: int) -> int:
    """Where the usual citation begins: an article and all within it is cited without the divisions around it."""
    cited_alone = node.part in (Part.UNKNOWN, Part.BODY, Part.EXPLANATION)
    return len(trail) if node.unit == "artikel" and cited_alone else cut


def _join(words: tuple[str, ...]) -> str:
    return ", ".join(words)


def _own_words(parent: Node) -> Iterator[tuple[Node, tuple[str, ...]]]:
    """Yield each child with what it adds to the citation of its parent; a second one of the same name says so."""
    seen: Counter[tuple[str, ...]] = Counter()
    for child, words in _printed_words(parent):
        seen[words] += 1
        again = f" ({ordinal(seen[words])})" if seen[words] > 1 else ""
        yield child, (*words[:-1], words[-1] + again)


def _printed_words(parent: Node) -> Iterator[tuple[Node, tuple[str, ...]]]:
    """Yield each child with how it names itself, by its number, its heading or its place."""
    counters: Counter[str] = Counter()
    tables = _tables(parent)
    absorbed = 1 if parent.texts and parent.unit in ("artikel", "lid", "onderdeel") else 0
    for child in parent.children:
        if child.virtual:
            yield child, (child.unit,) if child.unit == "slot" else ("aanhef",)
        elif child.unit == "rij":
            table, row = tables[id(child)]
            name = "tabel" if max(number for number, _ in tables.values()) == 1 else f"{ordinal(table)} tabel"
            yield child, (name, f"{ordinal(row)} rij")
        else:
            counters[child.unit] += 1
            place = counters[child.unit] + (absorbed if child.unit == "alinea" else 0)
            yield child, (_name(child, parent, place, counters),)


def _tables(parent: Node) -> dict[int, tuple[int, int]]:
    """Number the tables of a node, and the rows in each: rows that follow each other are one table."""
    found: dict[int, tuple[int, int]] = {}
    table = row = 0
    before = ""
    for child in parent.children:
        if child.unit == "rij":
            table, row = (table, row + 1) if before == "rij" else (table + 1, 1)
            found[id(child)] = (table, row)
        before = child.unit
    return found


def _name(node: Node, parent: Node, place: int, counters: Counter[str]) -> str:
    if node.unit == "lid":
        return f"{ordinal(int(node.number))} lid" if node.number.isdigit() else f"lid {node.number or place}"
    if node.unit == "onderdeel":
        return _item_name(node, parent, counters)
    if node.unit == "noot":
        return f"noot {node.number}" if node.number else f"{ordinal(place)} noot"
    if node.unit in ("alinea", "overweging", "definitie"):
        return f"definitie van {node.term}" if node.term else f"{ordinal(place)} {node.unit}"
    if node.unit == "opschrift":
        return "opschrift" if place == 1 else f"{ordinal(place)} opschrift"
    return _division_name(node, parent, place)


def _item_name(node: Node, parent: Node, counters: Counter[str]) -> str:
    word = "onder" if parent.unit == "onderdeel" else "onderdeel"
    if node.number:
        return f"{word} {node.number}"
    if node.term:
        return f"definitie van {node.term}"
    dash = node.count is not None and node.count.series is Series.BULLET and node.count.dress in _DASHES
    sign = "streepje" if dash else "punt"
    counters[sign] += 1
    return f"{ordinal(counters[sign])} {sign}"


def _division_name(node: Node, parent: Node, place: int) -> str:
    if node.unit == "toelichting":
        return _NOTES.get(node.stem, "toelichting")
    if node.unit == "artikel":
        if parent.unit == "toelichting" or parent.part is Part.EXPLANATION:
            return f"toelichting op {_article(node)}"
        return _article(node)
    if node.unit in (*_DIVISION_UNITS, "bijlage"):
        return f"{node.unit} {node.number}" if node.number else _headed(node, node.unit, place)
    return f"onderdeel {node.number}" if node.number else _headed(node, "kop", place)


def _article(node: Node) -> str:
    if " en " in node.number or " tot " in node.number:
        return f"artikelen {node.number}"
    return f"artikel {node.number}" if node.number else f'artikel "{node.heading}"'


def _headed(node: Node, unit: str, place: int) -> str:
    if unit == "bijlage" and (not node.heading or node.heading.lower().startswith("bijlage")):
        return "bijlage"
    if not node.heading:
        return f"{ordinal(place)} {unit}"
    words = node.heading if len(node.heading) <= LONGEST_HEADING else node.heading[:LONGEST_HEADING].rstrip() + "…"
    return f'{"onder" if unit == "kop" else unit} "{words}"'
