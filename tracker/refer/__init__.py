"""Find what a text refers to, and which clauses a question is about."""

from collections.abc import Iterable, Sequence

from tracker.model import Clause, Policy, Reference
from tracker.refer.about import match_questions
from tracker.refer.grammar import find_references
from tracker.refer.reference import RawReference
from tracker.refer.resolve import Resolver

__all__ = [
    "RawReference",
    "find_references",
    "match_questions",
    "references_of_clauses",
    "references_of_text",
    "references_of_texts",
]


def references_of_clauses(
    clauses: Sequence[Clause], policies: Sequence[Policy] = ()
) -> tuple[tuple[Reference, ...], ...]:
    """Return the references in the text of each clause of a version, with offsets in `Clause.text`.

    `policies` are those that a text may name by title.
    """
    resolver = Resolver(clauses, policies)
    return tuple(resolver.references(clause.text, clause, clause.links) for clause in clauses)


def references_of_texts(
    texts: Iterable[str], policies: Sequence[Policy] = (), clauses: Sequence[Clause] = ()
) -> tuple[tuple[Reference, ...], ...]:
    """Return the references in each of the texts that are no clauses, such as answers, with offsets in that text.

    `clauses` are those of the version that the texts are about; without them its articles lead nowhere.
    """
    resolver = Resolver(clauses, policies)
    return tuple(resolver.references(text) for text in texts)


def references_of_text(
    text: str, policies: Sequence[Policy] = (), clauses: Sequence[Clause] = ()
) -> tuple[Reference, ...]:
    """Return the references in one text that is no clause; see `references_of_texts`."""
    return references_of_texts([text], policies, clauses)[0]
