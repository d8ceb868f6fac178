"""Which clauses a question is about."""

import pytest

from tracker.model import Clause, ClauseKind, Question
from tracker.refer import match_questions
from tracker.refer.about import LEAST_LIKENESS, MOST_ALIKE

TEXTS = [
    ("art_1", "1", 1, "De gemeente geeft subsidie aan een wijkorganisatie die het buurthuis beheert."),
    ("art_2", "2", 1, "Een bewonersinitiatief kan een bijdrage vragen voor een activiteit in de eigen straat."),
    ("art_3", "3", 2, "De speeltuin is elke dag open van negen tot vijf uur, behalve als het vriest."),
    ("art_4", "4", 2, "Vrijwilligers krijgen een vergoeding voor reiskosten en een verzekering tegen ongevallen."),
    ("art_5", "5", 4, "Het college stuurt ieder jaar een verslag aan de gemeenteraad over de uitvoering."),
]
CLAUSES = [
    Clause(eid, None, ClauseKind.ARTICLE, f"Artikel {number}", number, f"artikel {number}", "", text, page, position)
    for position, (eid, number, page, text) in enumerate(TEXTS)
]

CITED = [
    # (label, question, answer, positions of the clauses cited)
    ("", "Wat staat er in artikel 2?", "", [1]),
    ("", "Klopt dit?", "Ja, zie artikel 5 van de beleidsregel.", [4]),
    ("3 | artikel 4", "Geldt dit altijd?", "Ja.", [3]),
    ("", "Waarom artikel 1 en artikel 3?", "Zie artikel 3.", [0, 2]),
    ("", "Wat betekent artikel 3 van de Awb?", "Niets.", []),
    ("", "Wat staat er in artikel 99?", "Niets.", []),
    ("", "Op pagina 2 staat dat iets elke dag open is. Klopt dat?", "Ja.", [2, 3]),
    ("", "Wat staat er op pagina 3?", "Iets.", [3]),  # the page goes on with what began before it
    ("", "Wat staat er op pagina 9?", "Niets.", []),
]


@pytest.mark.parametrize(("label", "question", "answer", "expected"), CITED)
def test_cited(label: str, question: str, answer: str, expected: list[int]) -> None:
    found = match_questions([Question("", question, answer, label=label)], CLAUSES)
    assert sorted(each.clause for each in found if each.how == "verwijzing") == expected
    assert all(each.score == 1.0 for each in found if each.how == "verwijzing")


ALIKE = [
    ("Hoe vraagt een bewonersinitiatief een bijdrage voor een straatfeest?", 1),
    ("Krijgen vrijwilligers hun reiskosten vergoed?", 3),
    ("Mag de wijkorganisatie het buurthuis beheren?", 0),
    ("Hoe laat gaat de speeltuin open als het vriest?", 2),
]


@pytest.mark.parametrize(("question", "expected"), ALIKE)
def test_alike(question: str, expected: int) -> None:
    found = match_questions([Question("", question, "Ja.")], CLAUSES)
    assert found[0].clause == expected, found
    assert found[0].how == "gelijkenis"
    assert LEAST_LIKENESS <= found[0].score <= 1
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)
    assert len(found) <= MOST_ALIKE


@pytest.mark.parametrize("question", ["", "Hoeveel kost een paspoort voor mijn hond in januari?", "?!"])
def test_nothing_alike(question: str) -> None:
    assert match_questions([Question("", question, "")], CLAUSES) == ()


def test_a_clause_is_not_both_cited_and_alike() -> None:
    found = match_questions([Question("", "Geldt artikel 4 over reiskosten van vrijwilligers?", "")], CLAUSES)
    assert [(each.clause, each.how) for each in found if each.clause == 3] == [(3, "verwijzing")]


@pytest.mark.parametrize(("questions", "clauses"), [([], CLAUSES), ([Question("", "Wie?", "Wij.")], []), ([], [])])
def test_nothing_to_compare(questions: list[Question], clauses: list[Clause]) -> None:
    assert match_questions(questions, clauses) == ()


def test_questions_keep_their_positions() -> None:
    questions = [Question("", "Wie?", ""), Question("", "Wat zegt artikel 2?", ""), Question("", "Zie artikel 1", "")]
    cited = [(each.question, each.clause) for each in match_questions(questions, CLAUSES) if each.how == "verwijzing"]
    assert cited == [(1, 1), (2, 0)]
