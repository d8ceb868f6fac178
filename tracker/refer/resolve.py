"""Say where a reference leads: to a clause of the same version, to a law, or to a policy that is followed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tracker.model import Clause, ClauseKind, Link, Policy, Reference
from tracker.refer.addresses import identifier_uri, law_uri
from tracker.refer.grammar import find_references
from tracker.refer.laws import Law
from tracker.refer.names import PolicyName, PolicyNames
from tracker.refer.reference import OWN, RawReference
from tracker.refer.structure import Structure

_ADDRESS = re.compile(r"https?://|jci1|/(?:join|akn)/")
_HEREAFTER = re.compile(
    r"\s*\((?:hierna|verder)(?: te noemen)?(?: ook)?:?\s*(?:de |het )?[\"'‘“]?(?P<term>[\w .-]{2,40}?)[\"'’”]?\)"
)
_DEFINING_WORDS = 60  # characters within which a definition names the law that it stands for


@dataclass(frozen=True)
class Terms:
    """What a version calls a law by: {"wet": Wet maatschappelijke ondersteuning 2015}; `named` are all laws in it."""

    laws: dict[str, Law]
    named: frozenset[Law]

    @classmethod
    def of(cls, clauses: Sequence[Clause]) -> "Terms":
        """Collect the terms that definitions give ("wet: de Jeugdwet") and texts add ("(hierna: de wet)")."""
        laws: dict[str, Law] = {}
        everything: set[Law] = set()
        for clause in clauses:
            found = [each for each in find_references(clause.text) if each.law]
            everything |= {each.law for each in found if each.law}
            named = [each for each in found if not each.places]
            if clause.kind is ClauseKind.DEFINITION and named and named[0].start < _DEFINING_WORDS and named[0].law:
                laws.setdefault(clause.term.casefold().removeprefix("de ").strip(), named[0].law)
            for each in named:
                if each.law and (hereafter := _HEREAFTER.match(clause.text, each.end)):
                    laws.setdefault(hereafter["term"].casefold(), each.law)
        return cls(laws, frozenset(everything))

    def law_of(self, raw: RawReference) -> Law | None:
        """Return the law that a reference is to; of an abbreviation that several laws have the one named in full."""
        law = raw.law or self.laws.get(raw.instrument)
        if law is None or not law.either:
            return law
        meant = [each for each in self.named if each.bwb in law.either]
        return meant[0] if len(meant) == 1 else law


class Resolver:
    """Finds and resolves the references in texts of one version."""

    def __init__(self, clauses: Sequence[Clause], policies: Sequence[Policy] = ()) -> None:
        self.structure = Structure(clauses)
        self.terms = Terms.of(clauses)
        self.names = PolicyNames(policies)

    def references(self, text: str, context: Clause | None = None, links: Sequence[Link] = ()) -> tuple[Reference, ...]:
        """Return the references in a text that stands in `context`, in order; one phrase may lead to several places."""
        found: list[Reference] = []
        named = list(self.names.find(text))
        for raw in find_references(text):
            policy = next((each for each in named if each.start <= raw.end and raw.start < each.end), None)
            if policy and not raw.places:
                continue
            found += self._resolve(raw, context, policy)
            if policy:
                named.remove(policy)
        found += [Reference(each.start, each.end, target_policy=each.policy) for each in named]
        found = self._with_links(found, links)
        return tuple(sorted(dict.fromkeys(found), key=lambda each: (each.start, each.end)))

    def _resolve(self, raw: RawReference, context: Clause | None, policy: PolicyName | None) -> Iterator[Reference]:
        if policy:
            yield Reference(min(raw.start, policy.start), max(raw.end, policy.end), target_policy=policy.policy)
            return
        if raw.identifier:
            yield Reference(raw.start, raw.end, target_uri=identifier_uri(raw.identifier))
            return
        law = self.terms.law_of(raw)
        if law:
            for place in raw.places or ((),):
                yield Reference(raw.start, raw.end, target_uri=law_uri(law, place))
            return
        for place in raw.places:
            clause = self.structure.find(place, context) if raw.instrument in ("", OWN) else None
            yield Reference(raw.start, raw.end, target_clause=clause.eid if clause else "")

    def _with_links(self, references: Sequence[Reference], links: Sequence[Link]) -> list[Reference]:
        """Let the publisher's own links say where a phrase leads; a link on words that are no reference is one too."""
        kept = list(references)
        for link in links:
            linked = self._linked(link)
            if linked is None:
                continue
            overlapping = [each for each in kept if each.start < link.end and link.start < each.end]
            if not overlapping:
                kept.append(linked)
            else:
                start, end = overlapping[0].start, overlapping[0].end
                kept = [each for each in kept if (each.start, each.end) != (start, end)]
                kept.append(replace(linked, start=start, end=end))
        return kept

    def _linked(self, link: Link) -> Reference | None:
        """A link leads to a clause of the same document or to an address; None for one that leads to neither."""
        eid = link.uri.rpartition("#")[2]
        if eid in self.structure.by_eid:
            return Reference(link.start, link.end, target_clause=eid)
        address = identifier_uri(link.uri)
        return Reference(link.start, link.end, target_uri=address) if _ADDRESS.match(address) else None
