"""Versions in short: a line a clause, indented under the one that holds it.

version('''
    hoofdstuk 1 Meedoen
      artikel 5 Wie beslist | De buurt beslist.
        lid 1 | Ieder jaar.
          onderdeel a | in mei;
        alinea | Dat is alles.
''')
"""

import textwrap
from collections.abc import Sequence

from tracker.model import Clause, ClauseKind, Mention

_EIDS = {
    ClauseKind.CHAPTER: "chp",
    ClauseKind.SECTION: "subsec",
    ClauseKind.ARTICLE: "art",
    ClauseKind.MEMBER: "para",
    ClauseKind.ITEM: "list_1__item",
    ClauseKind.DEFINITION: "list_1__item_o",
    ClauseKind.PARAGRAPH: "content_o",
}


def version(outline: str) -> tuple[Clause, ...]:
    """The clauses of an outline; an unnumbered one (`alinea`) is counted among its siblings."""
    clauses: list[Clause] = []
    above: list[tuple[int, Clause]] = []
    for line in textwrap.dedent(outline).strip("\n").splitlines():
        if not line.strip():
            continue
        depth = len(line) - len(line.lstrip())
        above = [each for each in above if each[0] < depth]
        clause = _clause(line.strip(), above[-1][1] if above else None, clauses)
        clauses.append(clause)
        above.append((depth, clause))
    return tuple(clauses)


def _clause(line: str, parent: Clause | None, before: Sequence[Clause]) -> Clause:
    title, _, text = (part.strip() for part in line.partition("|"))
    name, *rest = title.split(" ")
    kind = ClauseKind(name)
    unnumbered = kind == ClauseKind.PARAGRAPH
    number = "" if unnumbered or not rest else rest[0]
    heading = " ".join(rest if unnumbered else rest[1:])
    above = "" if parent is None else f"{parent.eid}__"
    siblings = [each for each in before if each.parent == (parent and parent.eid) and each.kind == kind]
    return Clause(
        eid=f"{above}{_EIDS[kind]}_{number or len(siblings) + 1}",
        parent=parent and parent.eid,
        kind=kind,
        label=_label(kind, number),
        number=number,
        citation=_citation(kind, number or str(len(siblings) + 1), parent),
        heading=heading,
        text=text,
        page=None,
        position=len(before),
        term=text.partition(":")[0] if kind == ClauseKind.DEFINITION else "",
    )


def _label(kind: ClauseKind, number: str) -> str:
    if not number:
        return ""
    return f"{number}." if kind in (ClauseKind.MEMBER, ClauseKind.ITEM) else f"{str(kind).capitalize()} {number}"


def _citation(kind: ClauseKind, number: str, parent: Clause | None) -> str:
    own = f"{kind} {number}"
    return own if parent is None or kind == ClauseKind.ARTICLE else f"{parent.citation}, {own}"


def mention(clause: Clause, trigger: str, **values: str) -> Mention:
    """A mention of a word that stands in the text of a clause."""
    start = clause.text.index(trigger)
    known = {"form": "zeggenschap", "holder": "bewoners", "rung": "meebeslissen", "force": "plicht", "polarity": "ja"}
    return Mention(start, start + len(trigger), trigger, **(known | values))
