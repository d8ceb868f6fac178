"""Find a place in the clauses of a version: by number, or from where the text stands ("het tweede lid")."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from tracker.model import Clause, ClauseKind
from tracker.refer.reference import PREVIOUS, THIS, Place, Step

_KINDS: dict[str, tuple[ClauseKind, ...]] = {
    "artikel": (ClauseKind.ARTICLE,),
    "lid": (ClauseKind.MEMBER,),
    "onderdeel": (ClauseKind.ITEM, ClauseKind.DEFINITION),
    "hoofdstuk": (ClauseKind.CHAPTER, ClauseKind.SECTION),
    "paragraaf": (ClauseKind.SECTION, ClauseKind.CHAPTER),
    "afdeling": (ClauseKind.SECTION, ClauseKind.CHAPTER),
    "titel": (ClauseKind.SECTION, ClauseKind.CHAPTER),
    "bijlage": (ClauseKind.ANNEX,),
}
_EXPLAINED = re.compile(r"\bartikel\s+(\d[\w.:]*\w|\d)", re.IGNORECASE)


class Structure:
    """The clauses of one version as a tree that can be asked for a place."""

    def __init__(self, clauses: Sequence[Clause]) -> None:
        self.clauses = clauses
        self.by_eid = {clause.eid: clause for clause in clauses}
        self._children: dict[str | None, list[Clause]] = defaultdict(list)
        self._numbered: dict[tuple[ClauseKind, str], list[Clause]] = defaultdict(list)
        for clause in clauses:
            self._children[clause.parent].append(clause)
            self._numbered[clause.kind, _number(clause.number)].append(clause)

    def find(self, place: Place, context: Clause | None = None) -> Clause | None:
        """Return the clause that a place names in a text that stands in `context`; None where there is no such clause.

        A lid or onderdeel that the text does not divide further gives the clause that holds it.
        """
        first, *rest = place
        found = self._first(first, context)
        for step in rest:
            if found is None:
                return None
            found = self._within(found, step)
        return found

    def on_page(self, page: int) -> tuple[Clause, ...]:
        """Return the clauses that begin on a page."""
        return tuple(clause for clause in self.clauses if clause.page == page)

    # ------------------------------------------------------------------------ the outer unit

    def _first(self, step: Step, context: Clause | None) -> Clause | None:
        unit, number = step
        if number in (THIS, PREVIOUS):
            return self._relative(unit, number, context)
        if unit == "pagina":
            return next(iter(self.on_page(int(number))), None) if number.isdigit() else None
        if unit in ("lid", "onderdeel"):
            return self._relative_part(step, context)
        if unit == "bijlage" and not number:
            annexes = [clause for clause in self.clauses if clause.kind is ClauseKind.ANNEX]
            return annexes[0] if len(annexes) == 1 else None
        candidates = [clause for kind in _KINDS[unit] for clause in self._numbered[kind, _number(number)]]
        return self._nearest(unit, candidates, context)

    def _nearest(self, unit: str, candidates: Sequence[Clause], context: Clause | None) -> Clause | None:
        """Choose among clauses of one number: the one called so, in the same part of the document as the text."""
        if not candidates:
            return None
        around = {clause.eid for clause in self._upwards(context)}

        def distance(clause: Clause) -> tuple[bool, int, bool, int]:
            above = list(self._upwards(clause))[1:]
            shared = sum(each.eid in around for each in above)
            aside = any(each.kind in (ClauseKind.ANNEX, ClauseKind.EXPLANATION) for each in above)
            return not clause.label.casefold().startswith(unit), -shared, aside, clause.position

        return min(candidates, key=distance)

    def _relative(self, unit: str, number: str, context: Clause | None) -> Clause | None:
        """Return the unit around the text, or the one before it."""
        own = next((clause for clause in self._upwards(context) if clause.kind in _KINDS.get(unit, ())), None)
        if unit == "artikel" and own is None:
            own = self._explained(context)
        if own is None or number == THIS:
            return own
        before = [each for each in self._children[own.parent] if each.kind is own.kind and each.position < own.position]
        return before[-1] if before else None

    def _relative_part(self, step: Step, context: Clause | None) -> Clause | None:
        """Return a lid or onderdeel of the article that the text stands in, or that it explains."""
        around = list(self._upwards(context))
        explained = self._explained(context)
        for clause in [*around, *([explained] if explained else [])]:
            if clause.kind in (ClauseKind.ARTICLE, ClauseKind.MEMBER) or clause is explained:
                found = self._part(clause, step)
                if found is not None:
                    return found
            if clause.kind is ClauseKind.ARTICLE:
                return self._part_of_namesake(clause, step)
        return None

    def _part_of_namesake(self, article: Clause, step: Step) -> Clause | None:
        """Return the part of another article of that number: an explanation is often divided in articles itself."""
        others = [each for each in self._numbered[article.kind, _number(article.number)] if each is not article]
        return next((part for each in others if (part := self._part(each, step))), None)

    def _explained(self, context: Clause | None) -> Clause | None:
        """Return the article that an explanation is about: its heading or label names it."""
        around = list(self._upwards(context))
        if not any(clause.kind is ClauseKind.EXPLANATION for clause in around):
            return None
        for clause in around:
            if named := _EXPLAINED.search(f"{clause.label} {clause.heading}"):
                articles = self._numbered[ClauseKind.ARTICLE, _number(named[1])]
                return self._nearest("artikel", articles, None)
        return None

    def _upwards(self, clause: Clause | None) -> Iterator[Clause]:
        while clause is not None:
            yield clause
            clause = self.by_eid.get(clause.parent) if clause.parent else None

    # ------------------------------------------------------------------------ what is within it

    def _within(self, clause: Clause, step: Step) -> Clause | None:
        found = self._part(clause, step)
        if found is not None:
            return found
        divided = any(each.kind in _KINDS.get(step[0], ()) for each in self._below(clause))
        return None if divided else clause

    def _part(self, clause: Clause, step: Step) -> Clause | None:
        unit, number = step
        wanted = _number(number)
        kinds = _KINDS.get(unit, ())
        return next(
            (each for each in self._below(clause) if each.kind in kinds and _number(each.number) == wanted), None
        )

    def _below(self, clause: Clause) -> Iterator[Clause]:
        """Yield all that is under a clause, the nearest levels first."""
        level = self._children[clause.eid]
        while level:
            yield from level
            level = [child for each in level for child in self._children[each.eid]]


def _number(number: str) -> str:
    return number.casefold().strip(" .)(°º")
