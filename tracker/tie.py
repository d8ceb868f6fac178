"""Tie what was read of a policy together: its questions to its clauses, and what they cite to where that stands."""

from collections.abc import Sequence

from tracker.model import Clause, Policy, Question
from tracker.refer import match_questions, references_of_texts
from tracker.store import Store


def tie_questions(store: Store, policies: Sequence[Policy], policy: Policy) -> None:
    """Say of every question about a policy which clauses of its newest text it is about, and which it cites."""
    identified = store.latest_clauses(policy.id)
    clauses = [clause for _, clause in identified]
    for version in store.latest_versions(policy.id):
        if questions := store.questions_of(version):
            links = match_questions([question for _, question in questions], clauses)
            store.link_questions(
                [(questions[link.question][0], identified[link.clause][0], link.how, link.score) for link in links]
            )
            store.lead_citations(_cited(questions, identified, policies, policy.id))


def _cited(
    questions: Sequence[tuple[str, Question]],
    identified: Sequence[tuple[str, Clause]],
    policies: Sequence[Policy],
    policy: str,
) -> list[tuple[str, str, int, str, str, str]]:
    """Read "artikel 3" in a question or answer as the article of the policy that it is about."""
    clauses = [clause for _, clause in identified]
    ids = {clause.eid: identifier for identifier, clause in identified}
    found = []
    for part in ("question", "answer"):
        texts = [getattr(question, part) for _, question in questions]
        for (question_id, _), references in zip(questions, references_of_texts(texts, policies, clauses)):
            found += [
                (question_id, part, each.start, policy, each.target_clause, ids[each.target_clause])
                for each in references
                if each.target_clause in ids and not each.target_policy
            ]
    return found
