"""Questions and answers, one made-up document a layout; and documents that only look like a Q&A."""

from collections import Counter
from pathlib import Path

import pytest

from tracker.model import Block, BlockKind, Question, SetApart
from tracker.parse import parse
from tracker.split.questions import printed_once, split_questions
from tracker.split.questions.labels import LABEL_RULES, read_label, read_numbers


def heading(text: str, marker: str = "", level: int = 2, role: str = "") -> Block:
    return Block(BlockKind.HEADING, text, marker=marker, level=level, role=role)


def paragraph(text: str, marker: str = "", style: str = "", page: int | None = None) -> Block:
    return Block(BlockKind.PARAGRAPH, text, marker=marker, style=style, page=page)


def item(text: str, marker: str) -> Block:
    return Block(BlockKind.ITEM, text, marker=marker, level=1)


def note(text: str, marker: str) -> Block:
    return Block(BlockKind.NOTE, text, marker=marker)


def row(*cells: str, marker: str = "", page: int | None = None) -> Block:
    return Block(BlockKind.ROW, " | ".join(cell for cell in cells if cell), cells=cells, marker=marker, page=page)


WHO = "Wie beslist over het buurthuis?"
WHEN = "Wanneer gaat de regel in?"
COST = "Wat kost een zaal?"
NEIGHBOURS = "De buurt beslist."
JANUARY = "Op 1 januari."
FREE = "Niets voor bewoners."

THREE = [(WHO, NEIGHBOURS), (WHEN, JANUARY), (COST, FREE)]

LAYOUTS: dict[str, tuple[list[Block], list[tuple[str, str, str, str]]]] = {
    # (blocks, [(number, question, answer, theme)])
    "labels as headings of their own": (
        [
            heading("Vragen en antwoorden", level=1),
            heading("", "Vraag 1"),
            paragraph(WHO),
            heading("", "Antwoord 1"),
            paragraph(NEIGHBOURS),
            heading("", "Vraag 2"),
            paragraph(WHEN),
            heading("", "Antwoord 2"),
            paragraph(JANUARY),
        ],
        [("1", WHO, NEIGHBOURS, ""), ("2", WHEN, JANUARY, "")],
    ),
    "labels as text, the parser split nothing off": (
        [
            paragraph("Vraag 1", style="vet"),
            paragraph(WHO, style="vet"),
            paragraph("Antwoord op vraag 1", style="vet"),
            paragraph(NEIGHBOURS),
            paragraph("Vraag 2", style="vet"),
            paragraph(WHEN, style="vet"),
            paragraph("Antwoord op vraag 2", style="vet"),
            paragraph(JANUARY),
        ],
        [("1", WHO, NEIGHBOURS, ""), ("2", WHEN, JANUARY, "")],
    ),
    "labels on the line of the text": (
        [
            paragraph(WHO, "Vraag 1:"),
            paragraph(NEIGHBOURS, "Antwoord 1:"),
            paragraph(f"V2: {WHEN}"),
            paragraph(JANUARY, "A2:"),
        ],
        [("1", WHO, NEIGHBOURS, ""), ("2", WHEN, JANUARY, "")],
    ),
    "V and A": (
        [paragraph(WHO, "V:"), paragraph(NEIGHBOURS, "A:"), paragraph(WHEN, "V:"), paragraph(JANUARY, "A:")],
        [("", WHO, NEIGHBOURS, ""), ("", WHEN, JANUARY, "")],
    ),
    "two questions with one answer": (
        [
            paragraph(WHO, "Vraag 1"),
            paragraph(NEIGHBOURS, "Antwoord op vraag 1"),
            paragraph(WHEN, "Vraag 2"),
            paragraph(COST, "Vraag 3"),
            paragraph(JANUARY, "Antwoord op de vragen 2 en 3"),
        ],
        [("1", WHO, NEIGHBOURS, ""), ("2", WHEN, JANUARY, ""), ("3", COST, JANUARY, "")],
    ),
    "two questions with one answer that goes on under a label": (
        [
            paragraph(WHO, "Vraag 1"),
            paragraph(WHEN, "Vraag 2"),
            paragraph(NEIGHBOURS, "Antwoord op vraag 1 en 2"),
            paragraph(JANUARY, "Antwoord"),
        ],
        [(number, asked, f"{NEIGHBOURS}\nAntwoord\n{JANUARY}", "") for number, asked in (("1", WHO), ("2", WHEN))],
    ),
    "one label for three questions": (
        [
            paragraph("", "Vragen 4, 5 en 6"),
            paragraph(WHO),
            paragraph(WHEN),
            paragraph(COST),
            paragraph(NEIGHBOURS, "Antwoord"),
        ],
        [("4, 5 en 6", f"{WHO}\n{WHEN}\n{COST}", NEIGHBOURS, "")],
    ),
    "all questions quoted first, then with their answers": (
        [
            heading("Antwoorden op de vragen van de wijkraad"),
            paragraph(WHO, "Vraag 1"),
            paragraph(WHEN, "Vraag 2"),
            paragraph(WHO, "Vraag 1"),
            paragraph(NEIGHBOURS, "Antwoord op vraag 1"),
            paragraph(WHEN, "Vraag 2"),
            paragraph(JANUARY, "Antwoord op vraag 2"),
        ],
        [("1", WHO, NEIGHBOURS, ""), ("2", WHEN, JANUARY, "")],
    ),
    "the question printed once, its label three times": (
        [
            paragraph(WHO, "Vraag 1"),
            paragraph("Vraag 1"),
            paragraph("Vraag 1"),
            paragraph(NEIGHBOURS, "Antwoord 1"),
        ],
        [("1", WHO, NEIGHBOURS, "")],
    ),
    "numbered questions without a label, answers with and without a number": (
        [
            paragraph(WHO, "2."),
            paragraph(NEIGHBOURS, "Antwoord:"),
            paragraph(WHEN, "3."),
            paragraph(JANUARY, "Antwoord op vraag 2 en 3"),
        ],
        [("2", WHO, NEIGHBOURS, ""), ("3", WHEN, JANUARY, "")],
    ),
    "a number above a label, and headings that look like it without one": (
        [
            heading("1"),
            heading(f"Vraag: {WHO}"),
            paragraph(NEIGHBOURS, "Antwoord"),
            heading(WHEN),
            paragraph(JANUARY, "Antwoord"),
            heading(COST),
            paragraph(FREE, "Antwoord"),
        ],
        [("1", WHO, NEIGHBOURS, ""), ("", WHEN, JANUARY, ""), ("", COST, FREE, "")],
    ),
    "a letter and a number before the label": (
        [
            paragraph(f"A1. Vraag: {WHO}"),
            paragraph(f"Antwoord: {NEIGHBOURS}"),
            paragraph(f"B1. Vraag: {WHEN}"),
            paragraph(f"Antwoord: {JANUARY}"),
        ],
        [("A1", WHO, NEIGHBOURS, ""), ("B1", WHEN, JANUARY, "")],
    ),
    "all questions in a list first, then only the answers": (
        [
            paragraph("De wijkraad stelt deze vragen:"),
            item(WHO, "1."),
            item(WHEN, "2."),
            paragraph(NEIGHBOURS, "Antwoord op vraag 1"),
            paragraph(JANUARY, "Antwoord op vraag 2"),
        ],
        [("1", WHO, NEIGHBOURS, ""), ("2", WHEN, JANUARY, "")],
    ),
    "number in a heading, question in a heading, answer labelled or not": (
        [
            heading("Vragen en antwoorden bij het besluit", level=1),
            heading("", "I", level=2),
            heading("Algemeen", level=3),
            heading("", "1", level=2),
            heading(WHO, level=3),
            heading("Antwoord:", level=3),
            paragraph(NEIGHBOURS),
            heading("", "2", level=2),
            heading(WHEN, level=3),
            paragraph(JANUARY),
            heading("", "II", level=2),
            heading("Geld", level=3),
            heading("", "3", level=2),
            heading(COST, level=3),
            heading("Antwoord:", level=3),
            paragraph(FREE),
        ],
        [("1", WHO, NEIGHBOURS, "Algemeen"), ("2", WHEN, JANUARY, "Algemeen"), ("3", COST, FREE, "Geld")],
    ),
    "the word Vraag below a number": (
        [
            heading("", "A", level=2),
            heading("Zeggenschap", level=3),
            heading("1", level=3),
            heading("Vraag", level=3),
            paragraph(WHO),
            heading("Antwoord", level=3),
            paragraph(NEIGHBOURS),
            heading("2", level=3),
            heading("Vraag", level=3),
            paragraph(WHEN),
            heading("Antwoord", level=3),
            paragraph(JANUARY),
        ],
        [("1", WHO, NEIGHBOURS, "Zeggenschap"), ("2", WHEN, JANUARY, "Zeggenschap")],
    ),
    "label with a title": (
        [
            heading("Zaalhuur", "Vraag 1.1."),
            paragraph(COST),
            heading("", "Antwoord"),
            paragraph(FREE),
            heading("Beheer", "Vraag 1.2."),
            paragraph(WHO),
            heading("", "Antwoord"),
            paragraph(NEIGHBOURS),
            heading("Toelichting"),
            paragraph("Dat is al jaren zo."),
            heading("Begin", "Vraag 1.3."),
            paragraph(WHEN),
            heading("", "Antwoord"),
            paragraph(JANUARY),
        ],
        [
            ("1.1", f"Zaalhuur\n{COST}", FREE, ""),
            ("1.2", f"Beheer\n{WHO}", f"{NEIGHBOURS}\nToelichting\nDat is al jaren zo.", ""),
            ("1.3", f"Begin\n{WHEN}", JANUARY, ""),
        ],
    ),
    "answer on the line of the question": (
        [
            item(f"{WHO} Antwoord: {NEIGHBOURS}", "1"),
            item(f"{WHEN} Antwoord: {JANUARY}", "2"),
            paragraph(f"3 {COST} Antwoord: {FREE}"),
        ],
        [("1", WHO, NEIGHBOURS, ""), ("2", WHEN, JANUARY, ""), ("3", COST, FREE, "")],
    ),
    "numbered questions with the answer below": (
        [
            paragraph("Beantwoording schriftelijke vragen"),
            item(WHO, "1."),
            paragraph(NEIGHBOURS),
            paragraph("Zo staat het in de regel."),
            item(WHEN, "2."),
            paragraph(JANUARY),
            item("Graag een overzicht van de kosten.", "3."),
            paragraph(FREE),
            item(f"{COST} En waarom?", "4."),
            item("dat is afgesproken;", "a."),
            note("Zie de begroting.", "1"),
        ],
        [
            ("1", WHO, f"{NEIGHBOURS}\nZo staat het in de regel.", ""),
            ("2", WHEN, JANUARY, ""),
            ("3", "Graag een overzicht van de kosten.", FREE, ""),
            ("4", f"{COST} En waarom?", "a. dat is afgesproken;\n1 Zie de begroting.", ""),
        ],
    ),
    "numbered questions with the answer on the same line": (
        [item(f"{question} {answer}", f"{number}.") for number, (question, answer) in enumerate(THREE, start=1)],
        [(str(number), question, answer, "") for number, (question, answer) in enumerate(THREE, start=1)],
    ),
    "numbers that start again in every theme": (
        [
            heading("Veelgestelde vragen", level=1),
            heading("Beheer"),
            item(WHO, "1."),
            paragraph(NEIGHBOURS),
            item(WHEN, "2."),
            paragraph(JANUARY),
            heading("Geld"),
            item(COST, "1."),
            paragraph(FREE),
        ],
        [("1", WHO, NEIGHBOURS, "Beheer"), ("2", WHEN, JANUARY, "Beheer"), ("1", COST, FREE, "Geld")],
    ),
    "headings that ask, in themes": (
        [
            heading("Veelgestelde vragen", level=1),
            heading("Beheer", level=2),
            heading(WHO, level=3),
            paragraph(NEIGHBOURS),
            heading(WHEN, level=3),
            paragraph(JANUARY),
            heading("Geld", level=2),
            heading(COST, level=3),
            item("bewoners niets;", "•"),
            item("anderen tien euro.", "•"),
            heading("Contact", level=2),
            paragraph("Bel het wijkbureau."),
        ],
        [
            ("", WHO, NEIGHBOURS, "Beheer"),
            ("", WHEN, JANUARY, "Beheer"),
            ("", COST, "• bewoners niets;\n• anderen tien euro.", "Geld"),
        ],
    ),
    "questions in bold": (
        [
            heading("Vraag en antwoord", level=1),
            *[block for question, answer in THREE for block in (paragraph(question, style="vet"), paragraph(answer))],
        ],
        [("", question, answer, "") for question, answer in THREE],
    ),
    "two columns with names": (
        [row("Vraag", "Antwoord"), *[row(*pair) for pair in THREE]],
        [("", question, answer, "") for question, answer in THREE],
    ),
    "columns with number, place and reaction; a theme; a row that goes on on the next page": (
        [
            row("Nr.", "Artikel", "Vraag/opmerking", "Reactie gemeente"),
            row("Beheer", "", "", ""),
            row("1", "artikel 3", WHO, NEIGHBOURS, page=1),
            row("Nr.", "Artikel", "Vraag/opmerking", "Reactie gemeente"),
            row("", "", "", "Zo staat het in de regel.", page=2),
            row("2", "artikel 4", "Wij willen meer tijd.", JANUARY),
        ],
        [
            ("1", WHO, f"{NEIGHBOURS}\nZo staat het in de regel.", "Beheer"),
            ("2", "Wij willen meer tijd.", JANUARY, "Beheer"),
        ],
    ),
    "a row with a marker that goes on on the next page": (
        [row("Nr.", "Vraag", "Antwoord"), row("1", WHO, NEIGHBOURS), row("", "", JANUARY, marker="•")],
        [("1", WHO, f"{NEIGHBOURS}\n•\n{JANUARY}", "")],
    ),
    "two columns without names": (
        [row(*pair) for pair in THREE],
        [("", question, answer, "") for question, answer in THREE],
    ),
    "headings with a number, most answers labelled": (
        [
            heading("Toegang", "I", level=3),
            heading(WHO, "1", level=3),
            heading("", "Antwoord:", level=4),
            paragraph(NEIGHBOURS),
            heading(WHEN, "2", level=3),
            paragraph(JANUARY),
            heading("Geld", "II", level=3),
            heading(COST, "3", level=3),
            paragraph("Vervallen."),
            heading("", "Antwoord:", level=4),
            paragraph(FREE),
        ],
        [("1", WHO, NEIGHBOURS, ""), ("2", WHEN, JANUARY, ""), ("3", f"{COST}\nVervallen.", FREE, "II Geld")],
    ),
    "bold question, answer in plain text without a label": (
        [
            heading("", "Vraag 1", level=0),
            paragraph(WHO, style="vet"),
            heading("", "Antwoord op vraag 1", level=0),
            paragraph(NEIGHBOURS),
            heading("", "Vraag 2", level=0),
            paragraph(WHEN, style="vet"),
            paragraph(JANUARY),
            heading("", "Vraag 3", level=0),
            paragraph(COST, style="vet"),
            heading("Antwoord op vragen 3, en 4", level=0),
            paragraph(FREE),
        ],
        [("1", WHO, NEIGHBOURS, ""), ("2", WHEN, JANUARY, ""), ("3", COST, FREE, "")],
    ),
    "headings far above the questions are no theme": (
        [
            heading("Brief", level=1),
            heading("Ons kenmerk", level=2),
            *[paragraph("Tekst van de brief.")] * 4,
            paragraph(WHO, "Vraag 1"),
            paragraph(NEIGHBOURS, "Antwoord 1"),
        ],
        [("1", WHO, NEIGHBOURS, "")],
    ),
    "a question without an answer": (
        [
            paragraph(WHO, "Vraag 1"),
            paragraph(NEIGHBOURS, "Antwoord 1"),
            paragraph(WHEN, "Vraag 2"),
            paragraph(COST, "Vraag 3"),
            paragraph(FREE, "Antwoord 3"),
        ],
        [("1", WHO, NEIGHBOURS, ""), ("2", WHEN, "", ""), ("3", COST, FREE, "")],
    ),
    "only questions, nothing answered yet": (
        [paragraph(WHO, "Vraag 1"), paragraph(WHEN, "Vraag 2"), paragraph(COST, "Vraag 3")],
        [("1", WHO, "", ""), ("2", WHEN, "", ""), ("3", COST, "", "")],
    ),
    "an answer with a list, a table and a note": (
        [
            paragraph(WHO, "Vraag 1"),
            paragraph("", "Antwoord 1"),
            item("de buurt;", "a."),
            item("de wijkraad.", "b."),
            row("jaar", "bedrag"),
            row("2019", "10"),
            note("Zie de bijlage.", "1"),
            paragraph(WHEN, "Vraag 2"),
            paragraph(JANUARY, "Antwoord 2"),
        ],
        [
            ("1", WHO, "a. de buurt;\nb. de wijkraad.\njaar | bedrag\n2019 | 10\n1 Zie de bijlage.", ""),
            ("2", WHEN, JANUARY, ""),
        ],
    ),
    "a question of several paragraphs": (
        [
            paragraph("In de regel staat iets over beheer.", "Vraag 1"),
            paragraph(WHO),
            item("de buurt?", "a."),
            item("de gemeente?", "b."),
            paragraph("", "Antwoord 1"),
            paragraph(NEIGHBOURS),
        ],
        [("1", f"In de regel staat iets over beheer.\n{WHO}\na. de buurt?\nb. de gemeente?", NEIGHBOURS, "")],
    ),
}

NO_QUESTIONS: dict[str, list[Block]] = {
    "one heading that asks": [
        heading("Inleiding"),
        paragraph("Tekst."),
        heading(WHO),
        paragraph("Tekst."),
        heading("Slot"),
    ],
    "every programme asks the same three things": [
        block
        for programme in ("Zorg", "Wonen", "Groen")
        for block in (
            heading(programme, level=1),
            heading("Wat willen we bereiken?", level=2),
            paragraph("Veel."),
            heading("Wat gaan we doen?", level=2),
            paragraph("Van alles."),
            heading("Wat mag het kosten?", level=2),
            paragraph("Weinig."),
        )
    ],
    "questions that lead a plan, in a list": [
        paragraph("Wij letten op deze punten:"),
        item(WHO, "1."),
        item(WHEN, "2."),
        item(COST, "3."),
        paragraph("Daarna schrijven wij het plan."),
    ],
    "criteria in an article": [
        heading("Beoordeling", "Artikel 4"),
        item(f"{WHO} Tien punten.", "1."),
        item(f"{WHEN} Vijf punten.", "2."),
        item(f"{COST} Vijf punten.", "3."),
    ],
    "a regulation about applications": [
        heading("Aanvraag", "Artikel 2"),
        item("De aanvraag bevat een antwoord op de vraag wie beslist.", "1."),
        paragraph("Antwoord op een aanvraag volgt binnen acht weken."),
        heading("Vraag en aanbod", "Artikel 3"),
        paragraph("Vraag het wijkbureau om hulp."),
    ],
    "a table of figures": [row("Jaar", "Vraag", "Aanbod"), row("2019", "10", "12"), row("2020", "11", "12")],
    "a table with goals": [
        row("Doel", "Toelichting"),
        row("Meer beheer", "Door de buurt"),
        row("Minder regels", "Zie boven"),
    ],
    "headings that ask in a regulation": [
        heading("Begrippen", "Artikel 1"),
        *[
            block
            for question, answer in THREE * 2
            for block in (heading(f"Punt {answer} {question}"), paragraph(answer))
        ],
    ],
    "nothing": [],
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layout(layout: str) -> None:
    blocks, expected = LAYOUTS[layout]
    questions, _, _ = split_questions(tuple(blocks))
    assert [(each.number, each.question, each.answer, each.theme) for each in questions] == expected
    assert [each.position for each in questions] == list(range(len(questions)))


@pytest.mark.parametrize("name", NO_QUESTIONS)
def test_what_only_looks_like_questions(name: str) -> None:
    blocks = tuple(NO_QUESTIONS[name])
    assert split_questions(blocks) == ((), blocks, ())


def _letters(lines: list[str]) -> Counter[str]:
    return Counter("".join("".join(lines).split()).replace("|", ""))


def printed(blocks: tuple[Block, ...]) -> list[str]:
    return [block.marker + block.text for block in blocks]


@pytest.mark.parametrize("layout", [*LAYOUTS, *NO_QUESTIONS])
def test_no_character_is_lost(layout: str) -> None:
    blocks = tuple(LAYOUTS[layout][0] if layout in LAYOUTS else NO_QUESTIONS[layout])
    questions, remaining, apart = split_questions(blocks)
    kept = [*printed_once(questions), *printed(remaining), *(each.text for each in apart)]
    assert _letters(kept) == _letters(printed(blocks))


def test_title_announces_questions() -> None:
    blocks = tuple(block for question, answer in THREE for block in (heading(question), paragraph(answer)))
    assert split_questions(blocks)[0] == ()
    assert len(split_questions(blocks, title="Vragen en antwoorden Buurthuizen")[0]) == 3


def test_labels_are_kept_as_printed() -> None:
    blocks, _ = LAYOUTS["two questions with one answer"]
    labels = [(each.label, each.answer_label) for each in split_questions(tuple(blocks))[0]]
    assert labels == [
        ("Vraag 1", "Antwoord op vraag 1"),
        ("Vraag 2", "Antwoord op de vragen 2 en 3"),
        ("Vraag 3", "Antwoord op de vragen 2 en 3"),
    ]


def test_cells_beside_the_question_are_its_label() -> None:
    questions, remaining, apart = split_questions(
        tuple(LAYOUTS["columns with number, place and reaction; a theme; a row that goes on on the next page"][0])
    )
    assert [(each.label, each.page) for each in questions] == [("1 | artikel 3", 1), ("2 | artikel 4", None)]
    assert [block.text for block in remaining] == ["Beheer"]
    assert apart == (SetApart("column_names", "Nr. | Artikel | Vraag/opmerking | Reactie gemeente"),) * 2


@pytest.mark.parametrize(
    ("numbers", "answer_label", "times"),
    [
        ([1, 2], "Antwoord", 2),  # the same words twice
        ([1, 3], "Antwoord op de vragen 1 en 3", 1),
        ([1, 2, 1, 2], "Antwoord op de vragen 1 en 2", 2),  # in two themes
    ],
)
def test_an_answer_to_several_questions_is_printed_once(numbers: list[int], answer_label: str, times: int) -> None:
    questions = [Question(str(number), WHO, "Ja.", answer_label=answer_label) for number in numbers]
    assert list(printed_once(questions)).count("Ja.") == times


@pytest.mark.parametrize("rule", LABEL_RULES, ids=lambda rule: rule.name)
def test_label_rule(rule) -> None:
    for line, label, numbers in rule.examples:
        found = read_label(line)
        assert found is not None, f"{line!r} should open with a label"
        assert (found.text, found.answers, found.numbers) == (label, rule.answers, numbers), line
    for line in rule.counterexamples:
        assert not rule.pattern.match(line), f"{line!r} should not match {rule.name}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4", ("4",)),
        ("2 en 3", ("2", "3")),
        ("1, 2 en 5 t/m 7", ("1", "2", "5", "6", "7")),
        ("3-5", ("3", "4", "5")),
        ("1a en 1b", ("1a", "1b")),
        ("1.1 tot en met 1.3", ("1.1", "1.3")),
        ("", ()),
    ],
)
def test_read_numbers(text: str, expected: tuple[str, ...]) -> None:
    assert read_numbers(text) == expected


@pytest.mark.parametrize(
    ("blocks", "count"),
    [
        ([item("Lid.", f"{number}.") for number in range(1, 1_000)] * 50, 0),
        ([paragraph(WHO, "Vraag 1"), paragraph("Ja.", "Antwoord 1")] * 20_000, 20_000),
        ([paragraph(WHO, "Vraag 1")] * 20_000, 1),
        ([paragraph(f"{WHO} Antwoord: ja.")] * 20_000, 20_000),
        ([row(WHO, NEIGHBOURS)] * 50_000, 50_000),
    ],
    ids=["numbers", "labels", "quoted", "inline", "rows"],
)
def test_many_blocks_are_no_trouble(blocks: list[Block], count: int) -> None:
    assert len(split_questions(tuple(blocks))[0]) == count


REAL = [
    # (file under ../shared/real, questions, of which without an answer); counted by hand
    ("qa/kamervragen_docx/*Mutluer_GL*", 8, 0),
    ("qa/kamervragen_docx/*Temmink*", 10, 0),
    ("qa/kamervragen_docx/*Teunissen*", 22, 0),
    ("qa/kamervragen_docx/*Ellemeet*", 6, 0),
    ("versions_md/BWBR0017099/v1*", 35, 0),
    ("versions_md/BWBR0017099/v2*", 35, 0),
    ("ocr_text/*/*/*/2_-_Beantwoording*", 5, 0),
    ("cvdr/CVDR680781*", 0, 0),
    ("versions_md/BWBR0035362/v4*", 0, 0),
    ("stop/opdracht_Utrecht__VBPU0001.xml", 0, 0),
]


@pytest.mark.parametrize(("pattern", "count", "unanswered"), REAL, ids=[pattern for pattern, *_ in REAL])
def test_real_documents(shared: Path, pattern: str, count: int, unanswered: int) -> None:
    path = next((shared / "real").glob(pattern))
    document = parse(path.read_bytes(), name=path.name)
    questions, remaining, apart = split_questions(document.blocks, document.title)
    assert len(questions) == count, [question.label for question in questions]
    assert sum(not question.answer for question in questions) == unanswered
    kept = [*printed_once(questions), *printed(remaining), *(each.text for each in apart)]
    assert _letters(kept) == _letters(printed(document.blocks))
