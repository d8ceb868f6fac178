"""Questions with their answers as clauses, so that two versions of them are compared as any other text is."""

from tracker.model import Clause, ClauseKind

_BETWEEN = "\n"


def as_clause(eid: str, name: str, question: str, answer: str, number: str, position: int) -> Clause:
    """Return a question with its answer as a clause of which the text holds both, the question first.

    name: how it is called, "Vraag 3"; number: what it counts, '' without one.
    """
    return Clause(
        eid=eid,
        parent=None,
        kind=ClauseKind.PARAGRAPH,
        label=number and name,
        number=number,
        citation=name[:1].lower() + name[1:].rstrip(" .:"),
        heading="",
        text=f"{question}{_BETWEEN}{answer}" if answer else question,
        page=None,
        position=position,
    )


def start_of_answer(question: str) -> int:
    """Return where the answer begins in the text of `as_clause`."""
    return len(question) + len(_BETWEEN)
