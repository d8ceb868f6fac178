"""Find the questions and answers among the blocks of a document.

Each layout is found by its own evidence, and only where a document shows it more than once:

- a table with a column of questions and a column of answers;
- labels: "Vraag 4" ... "Antwoord op vraag 4", "V:" ... "A:", also all questions first and the answers later;
- numbers: "4. Wie beslist?" with the answer below;
- display: headings, or lines in bold or italics, that are questions, with the answer below.

Where the text goes, so that nothing is lost and nothing is counted twice: what is printed before a question or an
answer is its `label` or `answer_label`, the rest its `question` or `answer` (`printed_once` gives all of these in
order). A theme is a heading that stays among the remaining blocks; `Question.theme` is a copy of it. The names of a
table's columns are set apart as `column_names`, a question that is quoted before it is answered as `quoted_question`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, islice

from rapidfuzz import fuzz

from tracker.model import Block, BlockKind, Question, SetApart

Found = tuple[tuple[Question, ...], tuple[Block, ...], tuple[SetApart, ...]]

# ---------------------------------------------------------------------------- rules

_NUMBER = r"(?:[A-Z]\.?\s?)?\d{1,3}[a-z]?(?:\.\d{1,3})*(?:\.[a-z])?(?![\w%])"
_JOINS = r"(?:,(?:\s?en)?|en|&|/|t/m|tot en met|-|–)"
_NUMBERS = rf"{_NUMBER}(?:\s?{_JOINS}\s?(?:(?:op\s)?(?:de\s)?[Vv]ra(?:ag|gen)\s)?{_NUMBER})*"
_END = r"(?:\s?[.:)](?!\d)|\s[–-](?=\s))"
_LABEL_ENDS = rf"(?:{_END}|$)"
_LABEL_ENDS_OR_CAPITAL = rf"(?:{_END}|$|(?=\s[\"'‘“(]*[A-Z0-9]))"
_ANSWERING = (
    r"(?:gemeente|college|wethouder|burgemeester|B&W|raad|minister|staatssecretaris|(?:van|door|namens)\s[^:?]{1,60})"
)


@dataclass(frozen=True)
class LabelRule:
    """What may stand before a question or an answer.

    pattern: matches at the start of the line and has the group `numbers`; what follows the match is the text.
    examples: (line, label, numbers); counterexamples: lines that only look like it.
    """

    name: str
    answers: bool
    pattern: re.Pattern[str]
    examples: tuple[tuple[str, str, tuple[str, ...]], ...]
    counterexamples: tuple[str, ...] = ()


LABEL_RULES: tuple[LabelRule, ...] = (
    LabelRule(
        "vraag met nummer",
        False,
        re.compile(
            rf"(?:Vra(?:ag|gen)|VRA(?:AG|GEN))(?:/[Oo]pmerking(?:en)?)?\s(?:nr\.?\s|nummer\s)?(?P<numbers>{_NUMBERS})"
            rf"(?:\s\([^)]{{1,60}}\))?{_LABEL_ENDS_OR_CAPITAL}"
        ),
        (
            ("Vraag 4", "Vraag 4", ("4",)),
            ("Vraag 4: wie beslist?", "Vraag 4:", ("4",)),
            ("Vraag 4 Wie beslist?", "Vraag 4", ("4",)),
            ("VRAAG 4. Wie beslist?", "VRAAG 4.", ("4",)),
            ("Vraag 1.2. Wie beslist?", "Vraag 1.2.", ("1.2",)),
            ("Vraag C1", "Vraag C1", ("C1",)),
            ("Vraag nr. 7", "Vraag nr. 7", ("7",)),
            ("Vraag 3 (mevrouw Jansen): wie beslist?", "Vraag 3 (mevrouw Jansen):", ("3",)),
            ("Vragen 4, 5 en 6", "Vragen 4, 5 en 6", ("4", "5", "6")),
            ("Vragen 2 t/m 4:", "Vragen 2 t/m 4:", ("2", "3", "4")),
            ("Vraag/opmerking 2: Wie beslist?", "Vraag/opmerking 2:", ("2",)),
        ),
        ("Vraag 4 is al beantwoord.", "Vragen 2 en 3 gaan over geld.", "Aanvraag 4", "Vraag 4,5 miljoen euro"),
    ),
    LabelRule(
        "vraag zonder nummer",
        False,
        re.compile(
            rf"(?:(?P<numbers>{_NUMBER})[.)]?\s)?(?:Vraag|VRAAG)(?:/[Oo]pmerking)?"
            rf"(?:(?:\s(?:van|door|uit)\s[^:?]{{1,60}})?\s?:|{_LABEL_ENDS})"
        ),
        (
            ("Vraag", "Vraag", ()),
            ("Vraag:", "Vraag:", ()),
            ("Vraag: Wie beslist?", "Vraag:", ()),
            ("12. Vraag: Wie beslist?", "12. Vraag:", ("12",)),
            ("Vraag van een bewoner: Wie beslist?", "Vraag van een bewoner:", ()),
        ),
        ("Vraag is wie beslist.", "Vraag het de wijkraad.", "Vragen", "Vragen: bel het wijkbureau.", "Vraagbaak"),
    ),
    LabelRule(
        "V",
        False,
        re.compile(rf"[VQ]\s?(?:(?P<numbers>{_NUMBER})\s?[.:)]|:)(?=\s|$)"),
        (("V: Wie beslist?", "V:", ()), ("V3. Wie beslist?", "V3.", ("3",)), ("Q1: Wie beslist?", "Q1:", ("1",))),
        ("V. Jansen", "Vraag", "V 12 meter", "VvE: de vereniging"),
    ),
    LabelRule(
        "antwoord",
        True,
        re.compile(
            rf"(?:Antwoord(?:en)?|ANTWOORD(?:EN)?)"
            rf"(?:(?:\s(?:op|bij|OP|BIJ))?(?:\s(?:de|DE))?(?:\s(?:[Vv]ra(?:ag|gen)|VRA(?:AG|GEN)))?\s(?P<numbers>{_NUMBERS}))?"
            rf"(?:\s(?:van\s(?:de|het)\s)?{_ANSWERING}(?=\s?:|$))?{_LABEL_ENDS_OR_CAPITAL}"
        ),
        (
            ("Antwoord", "Antwoord", ()),
            ("Antwoord:", "Antwoord:", ()),
            ("Antwoord: de wijkraad.", "Antwoord:", ()),
            ("Antwoord 4", "Antwoord 4", ("4",)),
            ("Antwoord 4 De wijkraad.", "Antwoord 4", ("4",)),
            ("Antwoord op vraag 4", "Antwoord op vraag 4", ("4",)),
            ("Antwoord vraag 4:", "Antwoord vraag 4:", ("4",)),
            ("Antwoord op de vragen 2 en 3", "Antwoord op de vragen 2 en 3", ("2", "3")),
            ("Antwoorden op vragen 4, 5 en 6.", "Antwoorden op vragen 4, 5 en 6.", ("4", "5", "6")),
            ("Antwoord op vragen 7, 8, en 9", "Antwoord op vragen 7, 8, en 9", ("7", "8", "9")),
            ("Antwoord op vraag 2 en vraag 3", "Antwoord op vraag 2 en vraag 3", ("2", "3")),
            ("Antwoord gemeente: de wijkraad.", "Antwoord gemeente:", ()),
            ("Antwoord van het college:", "Antwoord van het college:", ()),
        ),
        ("Antwoord op vraag 4 is er nog niet.", "Antwoord geven is lastig.", "Antwoordnummer 12"),
    ),
    LabelRule(
        "reactie",
        True,
        re.compile(
            rf"(?:Reactie|REACTIE|Beantwoording)(?:(?:\sop)?(?:\s(?:de\s)?vra(?:ag|gen))?\s(?P<numbers>{_NUMBERS}))?"
            rf"(?:\s(?:van\s(?:de|het)\s)?{_ANSWERING})?\s?:(?=\s|$)"
        ),
        (
            ("Reactie: de wijkraad.", "Reactie:", ()),
            ("Reactie gemeente: de wijkraad.", "Reactie gemeente:", ()),
            ("Beantwoording vraag 4:", "Beantwoording vraag 4:", ("4",)),
        ),
        ("Reactie van de wijkraad", "Beantwoording schriftelijke vragen", "Reactietermijn: zes weken"),
    ),
    LabelRule(
        "A",
        True,
        re.compile(rf"A\s?(?:(?P<numbers>{_NUMBER})\s?[.:)]|:)(?=\s|$)"),
        (("A: De wijkraad.", "A:", ()), ("A3. De wijkraad.", "A3.", ("3",))),
        ("A. Toegang", "A 12"),
    ),
)

_ANNOUNCES_QUESTIONS = re.compile(
    r"\b(?:veel|meest)?gestelde vragen\b|\bvragen\s?(?:en|&)\s?antwoorden\b|\bvraag\s?(?:en|&)\s?antwoord\b"
    r"|\bfaq\b|\bq\s?&\s?a\b|\bbeantwoording\b[^.]{0,40}\bvragen\b|\bantwoord(?:en)?\s(?:van|op)\b[^.]{0,80}\bvragen\b"
    r"|\bnota van (?:antwoord|beantwoording|inspraak)\b|\breactienota\b",
    re.IGNORECASE,
)
_QUESTION_COLUMN = re.compile(
    r"(?:gestelde\s|uw\s)?(?:vra(?:ag|gen)|opmerking(?:en)?|inspraakreacties?|zienswijzen?|inbreng)\b[^.?]{0,40}",
    re.IGNORECASE,
)
_ANSWER_COLUMN = re.compile(
    r"(?:ons\s|onze\s|concept-?)?(?:antwoord(?:en)?|reacties?|beantwoording|toelichting)\b[^.?]{0,40}", re.IGNORECASE
)
_NUMBER_COLUMN = re.compile(r"(?:nr|no|nummer|vraagnummer|vraag nr|#|volgnr|volgnummer)\.?", re.IGNORECASE)
_THEME_COLUMN = re.compile(r"(?:thema|onderwerp|rubriek|categorie)s?", re.IGNORECASE)

_BARE_NUMBER = re.compile(rf"(?:(?P<numbers>{_NUMBER})|[IVX]+|[A-Za-z])[.:)]?")
_RANGE = re.compile(r"t/m|tot en met|-|–")
_LEADING_NUMBER = re.compile(r"(\d{1,3})\s(?=[A-Z])")
_INLINE_ANSWER = re.compile(r"(?<=[?.])\s(?=Antwoord(?:\s\d+)?:)")
_QUESTION_SENTENCES = re.compile(r"(?:[^?]*\?)+[\"'’”)\]]*(?:\s?\[?\d{1,2}\]?\)?)?(?=\s|$)")
_ENDS_AS_QUESTION = re.compile(r"\?[\"'’”)\]]*(?:\s?[\[(]?\d{1,2}[\])]?)*\s*$")

_OPENING_BLOCKS = 15  # how far from its start a document says that it is a Q&A
_PAIRS_ANNOUNCED = 2  # questions that make a layout, in a text that says it holds questions
_PAIRS_UNANNOUNCED = 3
_DISPLAYED_UNANNOUNCED = 5  # headings that ask something are common in a policy note
_SHARE_ANNOUNCED = 0.5
_SHARE_UNANNOUNCED = 0.8
_SAME_TEXT = 90  # of 100, rapidfuzz ratio
_THEME_WORDS = 8
_INTRODUCTION_BLOCKS = 3  # between the heading of a theme and its first question

# ---------------------------------------------------------------------------- labels


@dataclass(frozen=True)
class Label:
    """A label at the start of a line, the numbers that it names, and what follows it."""

    text: str
    answers: bool
    numbers: tuple[str, ...]
    rest: str


def read_label(line: str) -> Label | None:
    """Return the label of a question or an answer that `line` opens with, None where it opens with none."""
    for rule in LABEL_RULES:
        if found := rule.pattern.match(line):
            return Label(
                found[0].strip(), rule.answers, read_numbers(found["numbers"] or ""), line[found.end() :].strip()
            )
    return None


def read_numbers(text: str) -> tuple[str, ...]:
    """Return the numbers that "2, 3 en 5 t/m 7" names: ("2", "3", "5", "6", "7")."""
    numbers: list[str] = []
    end = 0
    for found in re.finditer(_NUMBER, text):
        number = found[0].rstrip(".")
        if numbers and _RANGE.search(text[end : found.start()]) and numbers[-1].isdigit() and number.isdigit():
            numbers += [str(each) for each in range(int(numbers[-1]) + 1, int(number))]
        numbers.append(number)
        end = found.end()
    return tuple(numbers)


# ---------------------------------------------------------------------------- public


def split_questions(blocks: tuple[Block, ...], title: str = "") -> Found:
    """Take the questions with their answers out of a document's blocks.

    `title` is what the document is called elsewhere; it may announce questions.

    Returns the questions in reading order, the blocks that belong to no question, in order, and what was set apart.
    A question without an answer is returned with an empty answer.
    """
    blocks = _split_inline_answers(blocks)
    tabled = _table_questions(blocks, _announced(blocks, title))
    announced = _announced(tabled.remaining, title)
    for find_cues in (_labelled, _numbered, _displayed):
        if cues := find_cues(tabled.remaining, announced):
            laid_out = _assemble(tabled.remaining, cues)
            drafts = sorted(tabled.drafts + laid_out.drafts, key=lambda draft: draft.order)
            return _finish(drafts, laid_out.remaining, tabled.apart + laid_out.apart)
    return _finish(tabled.drafts, tabled.remaining, tabled.apart)


def printed_once(questions: Iterable[Question]) -> Iterator[str]:
    """Yield every label, question, answer label and answer as printed, an answer to several questions once."""
    given: dict[tuple[str, str], set[str]] = {}
    for question in questions:
        yield from (question.label, question.question)
        answer = (question.answer_label, question.answer)
        label = read_label(question.answer_label)
        numbers = given.setdefault(answer, set())
        if not (label and len(label.numbers) > 1 and numbers and question.number not in numbers):
            numbers.clear()
            yield from answer
        numbers.add(question.number)


@dataclass
class _Draft:
    """A question while its parts are being collected.

    order: how many blocks that are no questions in a table stand before it.
    """

    order: int
    label: str
    numbers: tuple[str, ...]
    theme: str
    page: int | None
    question: list[str] = field(default_factory=list)
    answer_label: str = ""
    answer: list[str] = field(default_factory=list)

    @property
    def is_answered(self) -> bool:
        return bool(self.answer_label or self.answer)


@dataclass(frozen=True)
class _Assembled:
    drafts: list[_Draft]
    remaining: tuple[Block, ...]
    apart: list[SetApart]


def _finish(drafts: list[_Draft], remaining: tuple[Block, ...], apart: list[SetApart]) -> Found:
    questions = tuple(
        Question(
            number=_printed_number(draft),
            question="\n".join(draft.question),
            answer="\n".join(draft.answer),
            theme=draft.theme,
            page=draft.page,
            position=position,
            label=draft.label,
            answer_label=draft.answer_label,
        )
        for position, draft in enumerate(drafts)
    )
    return questions, remaining, tuple(apart)


def _printed_number(draft: _Draft) -> str:
    if len(draft.numbers) < 2:
        return "".join(draft.numbers)
    return ", ".join(draft.numbers[:-1]) + " en " + draft.numbers[-1]


# ---------------------------------------------------------------------------- blocks as lines


def _printed(block: Block) -> str:
    """The block as one line, its marker in front."""
    return f"{block.marker} {block.text}".strip()


def _is_heading(block: Block) -> bool:
    return block.kind is BlockKind.HEADING


def _is_question(text: str) -> bool:
    return bool(_ENDS_AS_QUESTION.search(text))


def _is_title_question(block: Block) -> bool:
    return _is_heading(block) and _is_question(block.text)


def _announced(blocks: Sequence[Block], title: str) -> range:
    """Return the blocks that are said to hold questions: all, those under a heading that says so, or none."""
    opening = [title, *(_printed(block) for block in blocks[:_OPENING_BLOCKS])]
    if any(_ANNOUNCES_QUESTIONS.search(line) for line in opening if len(line) < 300):
        return range(len(blocks))
    for start, block in enumerate(blocks):
        if _is_heading(block) and _ANNOUNCES_QUESTIONS.search(_printed(block)):
            return range(start, _section_end(blocks, start))
    return range(0)


def _section_end(blocks: Sequence[Block], start: int) -> int:
    level = blocks[start].level
    for index in range(start + 1, len(blocks)):
        if _is_heading(blocks[index]) and level and 0 < blocks[index].level <= level:
            return index
    return len(blocks)


def _split_inline_answers(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Put answers that follow their questions on the same line ("... ? Antwoord: nee.") in blocks of their own."""
    inline = [block for block in blocks if block.kind is not BlockKind.ROW and _INLINE_ANSWER.search(block.text)]
    if len(inline) < _PAIRS_ANNOUNCED:
        return blocks
    divided = {id(block) for block in inline}
    return tuple(piece for block in blocks for piece in (_pieces(block) if id(block) in divided else [block]))


def _pieces(block: Block) -> list[Block]:
    """Divide a block before every answer in it; a number that the question opens with becomes its marker."""
    question, *answers = _INLINE_ANSWER.split(block.text)
    number = None if block.marker else _LEADING_NUMBER.match(question)
    marker, text = (number[1], question[number.end() :]) if number else (block.marker, question)
    first = replace(block, marker=marker, text=text, links=())
    return [first, *(replace(block, kind=BlockKind.PARAGRAPH, marker="", text=each, links=()) for each in answers)]


# ---------------------------------------------------------------------------- cues


@dataclass(frozen=True)
class _Cue:
    """Where a question or an answer begins: its label stands in blocks[start:end], `rest` is what follows it there."""

    start: int
    end: int
    label: str
    numbers: tuple[str, ...]
    rest: str
    answers: bool = False


def _labelled(blocks: tuple[Block, ...], _announced: range) -> list[_Cue]:
    """Find questions and answers by their labels; none when they are too few to be a layout."""
    cues = _with_numbers_before(blocks, _label_cues(blocks))
    asked = [cue for cue in cues if not cue.answers]
    answers = [cue for cue in cues if cue.answers]
    if len(answers) > len(asked):
        asked = sorted([*asked, *_quoted(blocks, cues), *_above_answers(blocks, cues)], key=lambda cue: cue.start)
        cues = sorted(asked + answers, key=lambda cue: cue.start)
    unanswered_layout = (
        len(asked) >= _PAIRS_UNANNOUNCED and _share_with_question_mark(blocks, asked) >= _SHARE_UNANNOUNCED
    )
    if not asked or not (answers or unanswered_layout):
        return []
    first = asked[0].start
    return [cue for cue in cues if cue.start >= first]


def _label_cues(blocks: Sequence[Block]) -> list[_Cue]:
    """Find the labels; "A:" is one only where questions are labelled "V:"."""
    cues = []
    for index, block in enumerate(blocks):
        if block.kind not in (BlockKind.ROW, BlockKind.NOTE) and (label := read_label(_printed(block))):
            cues.append(_Cue(index, index + 1, label.text, label.numbers, label.rest, label.answers))
    has_letters = any(cue.label[0] in "VQ" and not cue.label.casefold().startswith("vra") for cue in cues)
    return [cue for cue in cues if has_letters or not re.match(r"A\s?[\d:]", cue.label)]


def _with_numbers_before(blocks: Sequence[Block], cues: list[_Cue]) -> list[_Cue]:
    """Add the questions whose number stands in a heading of its own, with or without the word "Vraag" below it."""
    by_start = {cue.start: cue for cue in cues}
    questions = {cue.start for cue in cues if not cue.answers}
    answers_in_headings = any(cue.answers and _is_heading(blocks[cue.start]) for cue in cues)
    for index, block in enumerate(blocks[:-1]):
        if index in by_start or not _is_heading(block) or not (number := _BARE_NUMBER.fullmatch(_printed(block))):
            continue
        numbers = read_numbers(number["numbers"] or "")
        below = by_start.get(index + 1)
        if below and not below.answers and not below.numbers:
            del by_start[index + 1]
            label = f"{_printed(block)} {below.label}"
            by_start[index] = _Cue(index, below.end, label, numbers, below.rest)
        elif answers_in_headings and _is_title_question(blocks[index + 1]) and index + 2 not in questions:
            by_start[index] = _Cue(index, index + 1, _printed(block), numbers, "")
    return sorted(by_start.values(), key=lambda cue: cue.start)


def _quoted(blocks: Sequence[Block], cues: list[_Cue]) -> list[_Cue]:
    """Find the numbered questions that stand before the answers which name their numbers."""
    wanted = {number for cue in cues if cue.answers for number in cue.numbers}
    missing = wanted - {number for cue in cues if not cue.answers for number in cue.numbers}
    return [cue for cue in _number_cues(blocks) if "?" in cue.rest and missing.intersection(cue.numbers)]


def _above_answers(blocks: Sequence[Block], cues: list[_Cue]) -> list[_Cue]:
    """Find the questions above answers without a number, and those that look the same but have no labelled answer."""
    found: dict[int, _Cue] = {}
    start, asked = 0, False
    for cue in cues:
        above = [index for index in range(start, cue.start) if _asks_apart(blocks[index])]
        nearest = blocks[cue.start - 1]
        if cue.start > start and nearest.kind is BlockKind.PARAGRAPH and "?" in nearest.text:
            above.append(cue.start - 1)
        if cue.answers and not cue.numbers and not asked and above:
            found[above[-1]] = _display_cue(blocks, above[-1])
        start, asked = cue.end, not cue.answers
    alike = {_appearance(blocks[index]) for index in found}
    taken = {cue.start for cue in cues} | {cue.start - 1 for cue in cues if not cue.answers}
    for index, block in enumerate(blocks):
        if index not in taken and _asks_apart(block) and _look(block) and _appearance(block) in alike:
            found.setdefault(index, _display_cue(blocks, index))
    return list(found.values())


def _asks_apart(block: Block) -> bool:
    """Whether a block is a question that stands out from the text: by a number, as a heading, in bold or italics."""
    return "?" in block.text and (block.marker[:1].isdigit() or bool(_look(block)))


def _appearance(block: Block) -> tuple[str, bool]:
    return _look(block), bool(block.marker)


def _share_with_question_mark(blocks: Sequence[Block], cues: Sequence[_Cue]) -> float:
    ends = [cue.start for cue in cues[1:]] + [len(blocks)]
    asking = sum(
        "?" in cue.rest or any("?" in block.text for block in blocks[cue.end : end]) for cue, end in zip(cues, ends)
    )
    return asking / len(cues)


def _numbered(blocks: tuple[Block, ...], announced: range) -> list[_Cue]:
    """Find numbered questions that have their answers below; none when they are too few or not answered."""
    outside = _outside_articles(blocks)
    cues = _in_sequence([cue for cue in _number_cues(blocks) if outside[cue.start]])
    needed = _PAIRS_ANNOUNCED if cues and cues[0].start in announced else _PAIRS_UNANNOUNCED
    if len(cues) < needed:
        return []
    answered = sum(bool(draft.answer) for draft in _assemble(blocks, cues).drafts)
    return cues if answered >= len(cues) / 2 else []


def _number_cues(blocks: Sequence[Block]) -> list[_Cue]:
    cues = []
    for index, block in enumerate(blocks):
        number = re.fullmatch(r"(\d{1,3})[.:)]?", block.marker)
        if number and block.kind not in (BlockKind.ROW, BlockKind.NOTE):
            cues.append(_Cue(index, index + 1, block.marker, (number[1],), block.text))
    return cues


def _in_sequence(cues: list[_Cue]) -> list[_Cue]:
    """Keep the questions that count on from one another (1, 2, 3; a new theme may start at 1 again).

    A number without a question mark is one of them when it is all that is missing between two questions.
    """
    chain: list[_Cue] = []
    between: list[_Cue] = []
    for cue in cues:
        if not _QUESTION_SENTENCES.match(cue.rest):
            between.append(cue)
            continue
        number = int(cue.numbers[0])
        expected = int(chain[-1].numbers[0]) + 1 if chain else 1
        missing = [each for each in between if int(each.numbers[0]) == expected == number - 1]
        if chain and missing:
            chain.append(missing[-1])
        if number == 1 or number in (expected, expected + 1):
            chain.append(cue)
        between = []
    return chain


def _outside_articles(blocks: Sequence[Block]) -> list[bool]:
    """Say of every block whether the heading above it is another than that of an article."""
    outside, is_outside = [], True
    for block in blocks:
        is_outside = not _is_article(block) if _is_heading(block) else is_outside
        outside.append(is_outside)
    return outside


def _is_article(block: Block) -> bool:
    return block.role == "artikel" or block.marker.lower().startswith("artikel")


def _displayed(blocks: tuple[Block, ...], announced: range) -> list[_Cue]:
    """Find headings, and lines in bold or italics, that are questions; none when most of their like are not."""
    looks = sorted({look for block in blocks if (look := _look(block))})
    announced_only = any(_is_article(block) for block in blocks)
    cues: list[_Cue] = []
    for look in looks:
        cues += _questions_of_look(blocks, look, announced, announced_only)
    return sorted(cues, key=lambda cue: cue.start)


def _look(block: Block) -> str:
    if _is_heading(block):
        return f"kop {block.level}"
    styles = set(block.style.split()) & {"vet", "cursief"}
    return " ".join(sorted(styles)) if block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM) else ""


def _questions_of_look(blocks: Sequence[Block], look: str, announced: range, announced_only: bool) -> list[_Cue]:
    alike = [index for index, block in enumerate(blocks) if _look(block) == look]
    within = [index for index in alike if index in announced]
    asking = [index for index in within if _is_question(blocks[index].text)]
    enough = len(asking) >= _PAIRS_ANNOUNCED and len(asking) >= _SHARE_ANNOUNCED * len(within)
    if not enough and not announced_only:
        asking = [index for index in alike if _is_question(blocks[index].text)]
        distinct = {blocks[index].text for index in asking}
        enough = len(distinct) >= _DISPLAYED_UNANNOUNCED and len(distinct) >= _SHARE_UNANNOUNCED * len(alike)
    return [_display_cue(blocks, index) for index in asking] if enough else []


def _display_cue(blocks: Sequence[Block], index: int) -> _Cue:
    block = blocks[index]
    number = _BARE_NUMBER.fullmatch(block.marker)
    numbers = read_numbers(number["numbers"] or "") if number else ()
    return _Cue(index, index + 1, block.marker, numbers, block.text)


# ---------------------------------------------------------------------------- from cues to questions


def _assemble(blocks: tuple[Block, ...], cues: Sequence[_Cue]) -> _Assembled:
    """Collect what stands between the cues, as questions, answers, and blocks that are neither."""
    drafts: list[_Draft] = []
    remaining = list(blocks[: cues[0].start])
    theme = _theme_before(blocks, cues[0].start)
    theme_looks: set[str] = set()
    labelled = any(cue.answers for cue in cues)
    for cue, following in zip(cues, [*cues[1:], None]):
        body_end = _body_end(blocks, cue, following, theme_looks)
        body = blocks[cue.end : body_end]
        if cue.answers:
            _add_answer(drafts, cue, body)
        else:
            draft = _Draft(cue.start, cue.label, cue.numbers, theme, blocks[cue.start].page)
            text = blocks[cue.end - 1 if cue.rest else cue.end : body_end]
            answer_follows = following is not None and following.answers
            _add_question(draft, cue, text, answer_follows, labelled)
            drafts.append(draft)
        left_over = blocks[body_end : following.start if following else len(blocks)]
        remaining += left_over
        if headings := [block for block in left_over if _is_heading(block)]:
            theme = _printed(headings[-1])
            theme_looks |= {_look(heading) for heading in headings}
    drafts, apart = _without_quoted(drafts)
    return _Assembled(drafts, tuple(remaining), apart)


def _theme_before(blocks: Sequence[Block], start: int) -> str:
    """The heading above the first question, when it is near; the document's own title is not a theme."""
    headings = [index for index in range(start) if _is_heading(blocks[index])]
    if len(headings) < 2 or start - headings[-1] > _INTRODUCTION_BLOCKS:
        return ""
    theme = _printed(blocks[headings[-1]])
    return "" if _ANNOUNCES_QUESTIONS.search(theme) else theme


def _body_end(blocks: Sequence[Block], cue: _Cue, following: _Cue | None, theme_looks: set[str]) -> int:
    """Return where the text of a cue ends: before a heading above its own level, and before headings of a theme."""
    end = following.start if following else len(blocks)
    begin = cue.end if cue.rest else _past_headings(blocks, cue.end, end)
    if begin == end and cue.answers:
        begin = cue.end  # nothing but headings: an empty answer, and the theme of what follows
    level = min(block.level for block in [blocks[cue.start], *blocks[cue.end : begin]])
    own = replace(blocks[cue.start], level=level)
    for index in range(begin, end):
        if _is_heading(blocks[index]) and _closes(own, blocks[index], following is None, bool(cue.rest), theme_looks):
            return index
    if following is None or following.answers:
        return end
    while end > begin and _is_heading(blocks[end - 1]):
        end -= 1
    return end


def _past_headings(blocks: Sequence[Block], start: int, end: int) -> int:
    """Return where the headings end that stand right below a label: the text of a question or answer may begin so."""
    while start < end and _is_heading(blocks[start]):
        start += 1
    return start


def _closes(own: Block, heading: Block, is_last: bool, is_titled: bool, theme_looks: set[str]) -> bool:
    """Whether a heading ends the text of the cue that stands in `own`.

    One of the cue's own level does so behind the last cue, and when the cue is a title and no mere label.
    """
    if _look(heading) in theme_looks and not (_is_heading(own) and _look(own) == _look(heading)):
        return True
    if _is_heading(own):
        return 0 < heading.level < own.level or ((is_last or is_titled) and heading.level == own.level)
    return is_last


def _add_question(draft: _Draft, cue: _Cue, text: Sequence[Block], answer_follows: bool, labelled: bool) -> None:
    """Give the question its text; what follows the question itself is the answer, where no label says so.

    text: the blocks in which the text stands, the cue's own one where the text begins beside the label.
    """
    lines = [line for line in (_printed(block) for block in text) if line]
    if cue.rest:
        lines[0] = cue.rest
    if answer_follows or not lines:
        draft.question = lines
    elif labelled:
        asked = _same_look(text)
        draft.question, draft.answer = lines[:asked], lines[asked:]
    else:
        draft.question, draft.answer = _question_and_answer(lines)


def _same_look(blocks: Sequence[Block]) -> int:
    """Return how many blocks from the first look like it; all of them where the first is plain text."""
    look = _look(blocks[0])
    if not look:
        return len(blocks)
    return next((index for index, block in enumerate(blocks) if _look(block) != look), len(blocks))


def _question_and_answer(lines: list[str]) -> tuple[list[str], list[str]]:
    """Divide lines after the last of the first lines that ask something; a line may hold both."""
    asking = next((index for index, line in enumerate(lines) if _QUESTION_SENTENCES.match(line)), None)
    if asking is None:
        return lines[:1], lines[1:]
    while asking + 1 < len(lines) and _is_question(lines[asking + 1]) and _is_question(lines[asking]):
        asking += 1
    sentences = _QUESTION_SENTENCES.match(lines[asking])
    end = sentences.end() if sentences else len(lines[asking])
    rest = lines[asking][end:].strip()
    return [*lines[:asking], lines[asking][:end]], [line for line in [rest, *lines[asking + 1 :]] if line]


def _add_answer(drafts: list[_Draft], cue: _Cue, body: Sequence[Block]) -> None:
    """Give an answer to the questions whose numbers it names, or to the last question."""
    lines = [line for line in [cue.rest, *(_printed(block) for block in body)] if line]
    named = []
    for number in cue.numbers:
        open_ones = (draft for draft in reversed(drafts) if number in draft.numbers and not draft.is_answered)
        named += list(islice(open_ones, 1))
    if not named and drafts[-1].is_answered:
        drafts[-1].answer += [cue.label, *lines]
        return
    for draft in {id(each): each for each in named or drafts[-1:]}.values():
        draft.answer_label = cue.label
        draft.answer = list(lines)


def _without_quoted(drafts: list[_Draft]) -> tuple[list[_Draft], list[SetApart]]:
    """Set apart a question that was quoted first and is printed again with its answer."""
    kept: list[_Draft] = []
    apart: list[SetApart] = []
    later: dict[tuple[str, ...], _Draft] = {}
    for draft in reversed(drafts):
        again = later.get(draft.numbers) if draft.numbers else None
        later[draft.numbers] = draft
        if draft.is_answered or again is None:
            kept.append(draft)
        elif not again.question:
            again.question = draft.question
            apart.append(SetApart("marker", draft.label, draft.page))
        elif fuzz.ratio("\n".join(draft.question), "\n".join(again.question)) >= _SAME_TEXT:
            apart.append(SetApart("quoted_question", "\n".join([draft.label, *draft.question]), draft.page))
        else:
            kept.append(draft)
    return kept[::-1], apart[::-1]


# ---------------------------------------------------------------------------- tables


@dataclass(frozen=True)
class _Columns:
    """Which column of a table holds what; None where it has no such column."""

    question: int
    answer: int
    number: int | None = None
    theme: int | None = None


def _table_questions(blocks: tuple[Block, ...], announced: range) -> _Assembled:
    """Take the questions out of the tables that have a column for them."""
    drafts: list[_Draft] = []
    remaining: list[Block] = []
    apart: list[SetApart] = []
    heading = ""
    start = 0
    for is_table, group in groupby(blocks, key=lambda block: block.kind is BlockKind.ROW):
        rows = list(group)
        columns = _columns(rows, start in announced) if is_table else None
        if columns:
            table = _read_table(rows, columns, heading, order=len(remaining))
            drafts += table.drafts
            apart += table.apart
            remaining += table.remaining
        else:
            remaining += rows
            headings = [_printed(block) for block in rows if _is_heading(block)]
            heading = next((text for text in headings[-1:] if not _ANNOUNCES_QUESTIONS.search(text)), heading)
        start += len(rows)
    return _Assembled(drafts, tuple(remaining), apart)


def _columns(rows: Sequence[Block], announced: bool) -> _Columns | None:
    """Say which columns hold questions and answers, by the names above them or else by the question marks in them."""
    for row in rows[:2]:
        if columns := _columns_by_name(row):
            return columns
    return _columns_by_content(rows, announced)


def _columns_by_name(row: Block) -> _Columns | None:
    def first(pattern: re.Pattern[str], taken: Iterable[int | None] = ()) -> int | None:
        cells = enumerate(row.cells)
        return next((index for index, cell in cells if index not in taken and pattern.fullmatch(cell.strip())), None)

    number = first(_NUMBER_COLUMN)
    question = first(_QUESTION_COLUMN, [number])
    answer = first(_ANSWER_COLUMN, [number, question])
    if question is None or answer is None:
        return None
    return _Columns(question, answer, number, first(_THEME_COLUMN, [number, question, answer]))


def _columns_by_content(rows: Sequence[Block], announced: bool) -> _Columns | None:
    needed = _PAIRS_ANNOUNCED if announced else _PAIRS_UNANNOUNCED
    width = max(len(row.cells) for row in rows)
    if len(rows) < needed or width not in (2, 3):
        return None
    question, answer = width - 2, width - 1
    full = [row.cells for row in rows if len(row.cells) == width]
    asking = sum(_is_question(cells[question]) and bool(cells[answer]) for cells in full)
    numbered = width == 2 or all(_BARE_NUMBER.fullmatch(cells[0]) or not cells[0] for cells in full)
    if asking < needed or asking < _SHARE_UNANNOUNCED * len(rows) or not numbered:
        return None
    return _Columns(question, answer, 0 if width == 3 else None)


def _read_table(rows: Sequence[Block], columns: _Columns, theme: str, order: int) -> _Assembled:
    """Make a question of every row; rows with a theme remain, rows with the names of the columns are set apart."""
    table = _Assembled([], (), [])
    themes: list[Block] = []
    for row in rows:
        if _columns_by_name(row) == columns:
            table.apart.append(SetApart("column_names", _printed(row), row.page))
        elif _is_theme(row, columns):
            theme = next(cell for cell in row.cells if cell)
            themes.append(row)
        elif table.drafts and not _cell(row, columns.question) and not _cell(row, columns.number):
            table.drafts[-1].answer += [cell for cell in row.cells if cell]  # the row goes on from the page before
        else:
            table.drafts.append(_row_draft(row, columns, theme, order))
    return replace(table, remaining=tuple(themes))


def _cell(row: Block, index: int | None) -> str:
    return row.cells[index].strip() if index is not None and index < len(row.cells) else ""


def _is_theme(row: Block, columns: _Columns) -> bool:
    """A row of one cell, or of one cell repeated, that asks nothing and has no number."""
    filled = [cell for cell in row.cells if cell]
    if len(set(filled)) != 1 or (len(filled) == 1 and _cell(row, columns.answer)) or _BARE_NUMBER.fullmatch(filled[0]):
        return False
    return not _is_question(filled[0]) and len(filled[0].split()) <= _THEME_WORDS


def _row_draft(row: Block, columns: _Columns, theme: str, order: int) -> _Draft:
    """Make a question of a row; cells of other columns ("Artikel", "Pagina") are printed in its label."""
    others = [cell for index, cell in enumerate(row.cells) if cell and index not in (columns.question, columns.answer)]
    return _Draft(
        order=order,
        label=" | ".join([row.marker, *others] if row.marker else others),
        numbers=read_numbers(_cell(row, columns.number)),
        theme=_cell(row, columns.theme) or theme,
        page=row.page,
        question=[cell for cell in [_cell(row, columns.question)] if cell],
        answer=[cell for cell in [_cell(row, columns.answer)] if cell],
    )
