"""Questions and answers in two versions: residents lose their say, one question comes in front, one goes."""

from pathlib import Path

from support.extractions import START, extraction, fetched, policy, save, source

from tracker.model import Question
from tracker.store import Store

_STAYS = ("Mag een bewonersgroep meedoen?", "Ja, een bewonersgroep mag altijd meedoen.")
_WHO = "Wie gaat er over het buurtbudget?"

FIRST = (
    (_WHO, "De buurt heeft zeggenschap over het buurtbudget."),
    _STAYS,
    ("Waar staat het formulier?", "Op de site van de gemeente."),
)
SECOND = (
    ("Komt er een spreekuur voor vragen?", "Elke dinsdag, in het buurthuis."),
    (_WHO, "De gemeente gaat over het buurtbudget."),
    _STAYS,
)


def asked(questions: tuple[tuple[str, str], ...]) -> tuple[Question, ...]:
    """Numbered questions with their answers."""
    return tuple(
        Question(str(number), question, answer, position=number - 1)
        for number, (question, answer) in enumerate(questions, 1)
    )


def build(path: Path) -> Path:
    """Make the database: policy `buurtkracht` with its questions of March and of June."""
    answers = source("buurtkracht", role="vragen")
    with Store(path) as store:
        store.save_register([policy("buurtkracht", answers)])
        for day, (month, questions) in enumerate((("03", FIRST), ("06", SECOND))):
            document = fetched(month.encode(), "vragen.html", published=f"2026-{month}-01")
            save(store, answers, document, extraction(questions=asked(questions)), day=day)
            store.mark_followed(answers.id, START)
    return path
