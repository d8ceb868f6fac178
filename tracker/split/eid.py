"""Addresses of clauses, named as STOP and Akoma Ntoso name them: `chp_2__art_5__para_3__list_1__item_a`.

Source: the naming convention of STOP (Geonovum and KOOP), which follows Akoma Ntoso 3.0: stem, underscore, number;
parts joined by two underscores; `o_N` for the how-manieth without a number of its own; `inst_N` for a second one of
the same name.
"""

import re

from tracker.model import ClauseKind
from tracker.split.numbering import roman_value
from tracker.split.tree import Node

_UNSAFE = re.compile(r"[^0-9a-zA-Z.\-]+")
_OF_A_RULE = ("book", "part", "title", "chp", "art")
_NO_LIST = ("content", "recital", "longTitle", "row", "fn")


def give_eids(root: Node) -> None:
    """Give every node of the tree an eid that is unique in the tree; a publisher's own eid is kept."""
    taken: dict[str, int] = {}
    rule = _annex_that_is_the_rule(root)
    waiting = [(root, "")]
    while waiting:
        node, prefix = waiting.pop()
        prefix = "" if node is rule else prefix
        counters: dict[str, int] = {}
        named = []
        for child in node.children:
            if child.virtual:
                named.append((child, child.stem))
                continue
            child.eid = _unique(child.eid or "__".join(filter(None, (prefix, _own_part(child, counters)))), taken)
            named.append((child, child.eid))
        waiting.extend(reversed(named))


def _annex_that_is_the_rule(root: Node) -> Node | None:
    """Find the annex with which a decision of roman articles lays down a rule; what is in it is named from the rule on.

    In STOP such a rule is a document of its own (`RegelingCompact`) and its eIds begin anew.
    """
    articles = [node for node in root.children if node.stem == "art"]
    if not articles or not all(node.number.isupper() and roman_value(node.number) for node in articles):
        return None
    annexes = (node for node in root.children if node.kind is ClauseKind.ANNEX)
    return next((node for node in annexes if any(child.stem in _OF_A_RULE for child in node.children)), None)


def _own_part(node: Node, counters: dict[str, int]) -> str:
    """Return the last part of an eid; `counters` counts the siblings before it."""
    if node.stem == "longTitle":
        return "longTitle"
    number = _UNSAFE.sub("-", node.number.replace(":", ".")).strip("-")
    if node.stem == "item":
        return f"{_list_part(node, counters)}__item_{number.lower() or 'o_' + str(_next(counters, 'item'))}"
    if node.stem in _NO_LIST or not number:
        return f"{node.stem}_o_{_next(counters, node.stem)}"
    return f"{node.stem}_{number}"


def _list_part(node: Node, counters: dict[str, int]) -> str:
    """Count the lists of one parent: a first item after another kind of child, or another series, begins the next."""
    opens = node.count is not None and node.count.opens()
    series = hash((node.count.series, node.count.dress)) if node.count else 0
    if counters.get("list", 0) == 0 or (opens and series != counters["series"]) or _restarts(node, counters):
        counters["list"] = counters.get("list", 0) + 1
        counters["item"] = 0
    counters["series"] = series
    counters["value"] = node.count.value if node.count else 0
    return f"list_{counters['list']}"


def _restarts(node: Node, counters: dict[str, int]) -> bool:
    return node.count is not None and node.count.value > 0 and node.count.value <= counters.get("value", 0)


def _next(counters: dict[str, int], name: str) -> int:
    counters[name] = counters.get(name, 0) + 1
    return counters[name]


def _unique(eid: str, taken: dict[str, int]) -> str:
    seen = taken.get(eid, 0) + 1
    taken[eid] = seen
    return eid if seen == 1 else _unique(f"{eid}_inst_{seen}", taken)
