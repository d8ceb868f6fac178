"""Addresses of clauses, named as STOP and Akoma Ntoso name them: `chp_2__art_5__para_3__list_1__item_a`.

Source: attribute group agAKN of STOP (KOOP, Geonovum), after the Akoma Ntoso naming convention: stem, underscore,
number, parts joined by two underscores. Of a number the digits, letters, hyphens and full stops stay; other signs
become full stops, full stops at the end are dropped; `o_N` stands for the how-manieth without a number; `_instN` marks
the second and further ones of one name. Lists and tables have no number and are counted within what holds them.
"""

import re

from tracker.model import ClauseKind
from tracker.split.divisions import is_roman
from tracker.split.tree import Node

_OF_A_RULE = ("book", "part", "title", "chp", "art")
_OTHER_SIGNS = re.compile(r"[^0-9a-zA-Z.\-]")


def give_eids(root: Node) -> None:
    """Give every node of the tree an eid that is unique in the tree; a publisher's own eid is kept.

    Where a file holds several texts, the publisher's eids repeat: those of an annex then get that annex before them.
    """
    taken: dict[str, int] = {}
    rule = _annex_that_is_the_rule(root)
    waiting = [(root, "", "")]
    while waiting:
        node, prefix, annex = waiting.pop()
        prefix = "" if node is rule else prefix
        names = _own_parts(node)
        inner = []
        for child, name in zip(node.children, names):
            if child.virtual:
                inner.append((child, _joined(prefix, child.stem), annex))
                continue
            own = name if child.stem == "longTitle" and node.virtual else _joined(prefix, name)
            child.eid = _unique(_published(child, annex, taken) or own, taken)
            inner.append((child, child.eid, annex or (child.eid if child.stem == "cmp" else "")))
        waiting.extend(reversed(inner))


def _annex_that_is_the_rule(root: Node) -> Node | None:
    """Find the annex with which a decision of roman articles lays down a rule; what is in it is named from the rule on.

    In STOP such a rule is a document of its own (`RegelingCompact`) and its eIds begin anew.
    """
    articles = [node for node in root.children if node.stem == "art"]
    if not articles or not all(is_roman(node.number) for node in articles):
        return None
    annexes = (node for node in root.children if node.kind is ClauseKind.ANNEX)
    return next((node for node in annexes if any(child.stem in _OF_A_RULE for child in node.children)), None)


def _joined(prefix: str, name: str) -> str:
    return f"{prefix}__{name}" if prefix else name


def _published(node: Node, annex: str, taken: dict[str, int]) -> str:
    if node.eid in taken and annex:
        return _joined(annex, node.eid)
    return node.eid


def _own_parts(parent: Node) -> list[str]:
    """Return the last part of the eid of each child."""
    counted: dict[str, int] = {}
    groups: dict[str, dict[int, int]] = {"item": {}, "row": {}}
    parts = []
    absorbed = len(parent.texts) if parent.unit in ("artikel", "lid", "onderdeel") else 0
    counted["content"] = absorbed
    for child in parent.children:
        if child.stem in groups:
            known = groups[child.stem]
            group = known.setdefault(child.group, len(known) + 1)
            name = f"{'list' if child.stem == 'item' else 'table'}_{group}__"
        else:
            name = ""
        parts.append(name + _numbered(child, name + child.stem, counted))
    return parts


def _numbered(node: Node, counter: str, counted: dict[str, int]) -> str:
    number = _OTHER_SIGNS.sub(".", re.sub(r"\s", "", node.number)).strip(".")
    if node.stem in ("longTitle", "recital", "genrecital", "artrecital") and node.unit != "overweging":
        return node.stem
    if number and node.stem not in ("content", "row"):
        return f"{node.stem}_{number}"
    counted[counter] = counted.get(counter, 0) + 1
    return f"{node.stem}_{counted[counter]}" if node.stem == "row" else f"{node.stem}_o_{counted[counter]}"


def _unique(eid: str, taken: dict[str, int]) -> str:
    seen = taken.get(eid, 0) + 1
    taken[eid] = seen
    if seen == 1:
        return eid
    return _unique(f"{eid}_inst{seen}", taken)
