"""Find what a text refers to, and which clauses a question is about."""

from collections.abc import Sequence

from tracker.model import Clause, Policy, Reference
from tracker.refer.about import match_questions
from tracker.refer.grammar import RawReference, find_references
from tracker.refer.resolve import Resolver

__all__ = ["RawReference", "find_references", "match_questions", "references_of_clauses", "references_of_text"]


def references_of_clauses(
    clauses: Sequence[Clause], policies: Sequence[Policy] = ()
) -> tuple[tuple[Reference, ...], ...]:
    """Return the references in the text of each clause of a version, with offsets in `Clause.text`.

    `policies` are those that a text may name by title.
    """
    resolver = Resolver(clauses, policies)
    return tuple(resolver.references(clause.text, clause, clause.links) for clause in clauses)


def references_of_text(
    text: str, policies: Sequence[Policy] = (), clauses: Sequence[Clause] = ()
) -> tuple[Reference, ...]:
    """Return the references in a text that is no clause, such as an answer, with offsets in `text`.

    `clauses` are those of the version that the text is about; without them its articles lead nowhere.
    """
    return Resolver(clauses, policies).references(text)
