"""What may stand before a question or an answer ("Vraag 4", "Antwoord op vraag 4:", "4."): rules with examples."""

import re
from dataclasses import dataclass

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

_RANGE = re.compile(r"t/m|tot en met|-|–")
_BARE_NUMBER = re.compile(rf"(?:(?P<numbers>{_NUMBER})|[IVX]+|[A-Za-z])[.:)]?")


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
            numbers = read_numbers(found["numbers"] or "")
            return Label(found[0].strip(), rule.answers, numbers, line[found.end() :].strip())
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


def read_bare_number(text: str) -> tuple[str, ...] | None:
    """Return the number that is all of `text`: ("4",) for "4.", () for "IV" or "b", which count nothing here.

    None where `text` is no number or more than a number.
    """
    found = _BARE_NUMBER.fullmatch(text)
    return read_numbers(found["numbers"] or "") if found else None
