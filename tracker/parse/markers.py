"""Markers at the start of a line: what is printed before the text of a heading, a list item, a question or an answer.

The rules are data: each has its pattern, what may follow the marker, and examples; tests run every example. A marker is
what stands on the page with its whitespace normalised, its separator included ("Artikel 3.", "2.1", "1°.", "Vraag 4:").
A rule that is `doubtful` ("A. Jansen", "3 Bewoners") counts only where something outside the line vouches for it: a
heading's style, or the neighbours in a list.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

BULLETS = "•‣⁃∙·●○◦■□▪▫◆◇◊➢➤►▶▸→⇒✓✔❖❑❒*–—‐‑−-"
"""Signs that open an item of an unnumbered list; a hyphen or dash only when the text stands apart from it."""

PRIVATE_BULLETS = "\uf0b7\uf0a7\uf0a8\uf0d8\uf0fc\uf076\uf0e0\uf02d\uf06f\uf071\uf0be\uf0f0\uf0a2\uf0b0"
"""The same in the private-use area, where the fonts Symbol and Wingdings put them."""

_ROMAN_VALUE = r"(?=[ivxlc])(?:x[cl]|l?x{0,3})(?:i[xv]|v?i{0,3})"
_ROMAN = rf"(?i:{_ROMAN_VALUE})"
_UNIT_NUMBER = rf"(?:\d+[a-z]?(?:[.:-]\d+[a-z]{{0,2}}\b)*(?:\s?(?:bis|ter|quater)\b)?|[A-Z]\d{{0,2}}|{_ROMAN}\b)"
_SEPARATOR = r"(?:\s?[.:)](?!\d)|\s[–—-](?=\s))?"
_LAW = re.compile(
    r"(?:\w*wet|Awb|Wmo|BW|AVG|Bbp|Sr|Sv|Rv|Jw|Pw|Ow|Wgs|Woo|Wob|EVRM|VWEU|VEU|UAVG|Gw|Gemw|Wnra|WMO|AWB"
    r"|Algemene wet|Burgerlijk Wetboek|Wetboek|Wet (?=op|maatschappelijke|van|voor|inzake|gemeenschappelijke))\b"
)
_MONTHS = (
    "januari februari maart april mei juni juli augustus september oktober november december "
    "jan feb mrt apr jun jul aug sep sept okt nov dec"
)
_MONTH = re.compile(rf"(?i:{'|'.join(_MONTHS.split())})\b\.?")


@dataclass(frozen=True)
class Marker:
    """A marker found at the start of a line; `kind` is the name of its rule, `rest` what follows it."""

    kind: str
    text: str
    rest: str


@dataclass(frozen=True)
class MarkerRule:
    """One kind of marker.

    pattern: matches the marker itself, at the start of a line.
    follows: says whether the rest of the line can stand after such a marker (marker, rest).
    examples: (line, marker, rest); counterexamples: lines that only look like it.
    doubtful: counts only where the style of the line or its neighbours vouch for it.
    """

    kind: str
    pattern: re.Pattern[str]
    follows: Callable[[str, str], bool]
    examples: tuple[tuple[str, str, str], ...]
    counterexamples: tuple[str, ...] = ()
    doubtful: bool = False


def _title_follows(marker: str, rest: str) -> bool:
    """A title starts with a capital, a figure or a bracket, unlike "Artikel 3 van de wet"; a law is no title."""
    if not rest:
        return True
    if _LAW.match(rest) and marker[-1].isalnum():
        return False
    if re.match(r"[(\[{]?(?:vervallen|gereserveerd)\b", rest, re.IGNORECASE):
        return True
    first = rest.lstrip("\"'‘’“”„«([<").lstrip()[:1]
    if marker[-1] in ".:)–—-":
        return first.isalnum()
    return first.isupper() or first.isdigit()


def _annex_follows(marker: str, rest: str) -> bool:
    """An annex may say what it belongs to: "Bijlage 1 bij de verordening" is a heading while no full stop ends it."""
    if re.match(r"(?:bij|behorend|behorende|als bedoeld|bedoeld|ex)\b", rest):
        return not rest.endswith((".", ";", ","))
    return _title_follows(marker, rest)


def _anything_follows(_marker: str, _rest: str) -> bool:
    return True


def _something_follows(_marker: str, rest: str) -> bool:
    return bool(rest)


def _capital_follows(_marker: str, rest: str) -> bool:
    first = rest.lstrip("\"'‘’“”„«([").lstrip()[:1]
    return first.isupper() and not _MONTH.match(rest)


def _decimal_follows(marker: str, rest: str) -> bool:
    """A section number, not a sum, a date or a time: "1.000 euro", "12.03.2018", "2.5 miljoen"."""
    parts = [part for part in re.split(r"[.:]", marker.rstrip(".)")) if part]
    if any(len(part.rstrip("abcdefghijklmnopqrstuvwxyz")) > 2 for part in parts[1:]):
        return False
    return not rest or marker[-1] in ".)" or _capital_follows(marker, rest)


def _number_follows(_marker: str, rest: str) -> bool:
    """After "1." comes text, not the rest of a date."""
    return not _MONTH.match(rest)


def _letter_follows(marker: str, rest: str) -> bool:
    """After "a." comes text, not the next letter of an abbreviation ("o. a.") nor a page ("p. 12")."""
    if re.match(r"[A-Za-z]\.(?:\s|$)", rest) and marker.endswith("."):
        return False
    return not (marker.lower() == "p." and re.match(r"\d+\b[,.;)]?(?:\s|$)", rest))


def _unit(words: str, flags: str = "") -> re.Pattern[str]:
    return re.compile(rf"(?:{words}){flags}\s*{_UNIT_NUMBER}{_SEPARATOR}(?=\s|$)")


_QUESTION_NUMBERS = r"\d+[a-z]?(?:\.\d+)*(?:\s?(?:,|en|t/m|tot en met|-|–|&)\s?(?:vraag\s)?\d+[a-z]?)*"
_TEXT_APART = r"(?=\s|$)"
_TEXT_OR_CAPITAL = r"(?=\s|$|[A-Z‘“\"(][a-zé ])"

RULES: tuple[MarkerRule, ...] = (
    MarkerRule(
        "artikel",
        _unit(r"[Aa]rtikel\s|ARTIKEL\s|Art\.?\s"),
        _title_follows,
        (
            ("Artikel 3", "Artikel 3", ""),
            ("Artikel 3 Toegang", "Artikel 3", "Toegang"),
            ("Artikel 3. Toegang", "Artikel 3.", "Toegang"),
            ("Artikel 3: toegang", "Artikel 3:", "toegang"),
            ("Artikel 2:12 Begrippen", "Artikel 2:12", "Begrippen"),
            ("Artikel 4.3a Hoogte", "Artikel 4.3a", "Hoogte"),
            ("ARTIKEL 7 SLOT", "ARTIKEL 7", "SLOT"),
            ("Artikel IV", "Artikel IV", ""),
            ("Artikel 8 – Duur", "Artikel 8 –", "Duur"),
            ("Artikel 9 [vervallen]", "Artikel 9", "[vervallen]"),
        ),
        (
            "Artikel 3, tweede lid, is van toepassing",
            "Artikel 3 van de verordening",
            "Artikel 10 Gemeentewet bepaalt dit.",
            "Artikel 4:81 Awb",
            "Artikelen 3 en 4",
            "Artikel vervallen",
        ),
    ),
    MarkerRule(
        "hoofdstuk",
        _unit(r"[Hh]oofdstuk\s|HOOFDSTUK\s"),
        _title_follows,
        (
            ("Hoofdstuk 2", "Hoofdstuk 2", ""),
            ("Hoofdstuk 2 Toegang", "Hoofdstuk 2", "Toegang"),
            ("HOOFDSTUK IV. SLOT", "HOOFDSTUK IV.", "SLOT"),
        ),
        ("Hoofdstuk 2 gaat over de toegang.", "Hoofdstukken"),
    ),
    MarkerRule(
        "afdeling",
        _unit(r"(?:Afdeling|AFDELING|Titel|TITEL|Deel|DEEL|Boek|BOEK)\s"),
        _title_follows,
        (
            ("Afdeling 3.4 Toezicht", "Afdeling 3.4", "Toezicht"),
            ("Titel 1", "Titel 1", ""),
            ("Deel B Toelichting", "Deel B", "Toelichting"),
        ),
        ("Titel 4.2 Awb geldt.", "Deel 2 van de nota", "Afdeling Wonen"),
    ),
    MarkerRule(
        "paragraaf",
        re.compile(rf"(?:(?:Sub)?[Pp]aragraaf\s|PARAGRAAF\s|§+\s?){_UNIT_NUMBER}{_SEPARATOR}(?=\s|$)"),
        _title_follows,
        (
            ("§ 1.2 Doel", "§ 1.2", "Doel"),
            ("§1 Doel", "§1", "Doel"),
            ("Paragraaf 3", "Paragraaf 3", ""),
            ("Paragraaf 3.1 Aanvraag", "Paragraaf 3.1", "Aanvraag"),
        ),
        ("Paragraaf 3 beschrijft de aanvraag.",),
    ),
    MarkerRule(
        "bijlage",
        _unit(r"(?:Bijlage|BIJLAGE|Appendix|Annex|Aanhangsel)\s"),
        _annex_follows,
        (
            ("Bijlage 1", "Bijlage 1", ""),
            ("Bijlage I Kaart", "Bijlage I", "Kaart"),
            ("Bijlage 2: kaart", "Bijlage 2:", "kaart"),
            ("Bijlage 1 bij de verordening", "Bijlage 1", "bij de verordening"),
        ),
        ("Bijlage 1 bevat de kaart.", "Bijlage 1 bij deze brief is leeg.", "Bijlagen"),
    ),
    MarkerRule(
        "antwoord",
        re.compile(
            rf"(?:Antwoord(?:en)?|ANTWOORD(?:EN)?)"
            rf"(?:\s(?:(?:op|bij)\s)?(?:de\s)?(?:(?:[Vv]ra(?:ag|gen)|VRAAG)\s)?{_QUESTION_NUMBERS}{_SEPARATOR}(?=\s|$)"
            rf"|\s?:|(?=$))|A:(?=\s)|A\d+\s?:(?=\s|$)"
        ),
        _title_follows,
        (
            ("Antwoord 4", "Antwoord 4", ""),
            ("Antwoord op vraag 4", "Antwoord op vraag 4", ""),
            ("Antwoord op vraag 4: ja.", "Antwoord op vraag 4:", "ja."),
            ("Antwoord 4 Ja, dat klopt.", "Antwoord 4", "Ja, dat klopt."),
            ("Antwoord op de vragen 3 en 4", "Antwoord op de vragen 3 en 4", ""),
            ("Antwoord: nee.", "Antwoord:", "nee."),
            ("Antwoord", "Antwoord", ""),
            ("A: Nee.", "A:", "Nee."),
        ),
        ("Antwoord op vraag 4 is nog niet binnen.", "Antwoorden volgen later."),
    ),
    MarkerRule(
        "vraag",
        re.compile(
            rf"(?:Vra(?:ag|gen)|VRA(?:AG|GEN))"
            rf"(?:\s{_QUESTION_NUMBERS}{_SEPARATOR}(?=\s|$)|\s?:|(?=$))|V:(?=\s)|V\d+\s?:(?=\s|$)"
        ),
        _title_follows,
        (
            ("Vraag 4", "Vraag 4", ""),
            ("Vraag 4: wie beslist?", "Vraag 4:", "wie beslist?"),
            ("Vraag 4 Wie beslist?", "Vraag 4", "Wie beslist?"),
            ("Vragen 3 en 4", "Vragen 3 en 4", ""),
            ("Vraag: Wie beslist?", "Vraag:", "Wie beslist?"),
            ("V: Wie beslist?", "V:", "Wie beslist?"),
        ),
        ("Vraag 4 is beantwoord.", "Vragen zijn welkom."),
    ),
    MarkerRule(
        "ad",
        re.compile(rf"(?:Ad|AD|ad)\.?\s(?:\d+[a-z]?(?:\.\d+)*|[a-zA-Z]|[ivx]+)(?:\s?[.:)](?!\d))?{_TEXT_APART}"),
        _title_follows,
        (
            ("Ad 1", "Ad 1", ""),
            ("Ad 1. De toegang", "Ad 1.", "De toegang"),
            ("Ad a) De toegang", "Ad a)", "De toegang"),
        ),
        ("Ad 3 personen", "Adviseurs"),
    ),
    MarkerRule(
        "graad",
        re.compile(rf"\d{{1,2}}\s?[°º˚](?:[.)]|\s?[.)](?=\s))?{_TEXT_OR_CAPITAL}"),
        lambda _marker, rest: not re.match(r"[CF]\b|graden\b", rest),
        (("1°. het doel", "1°.", "het doel"), ("2º het doel", "2º", "het doel"), ("1°", "1°", "")),
        ("20 °C in huis",),
    ),
    MarkerRule(
        "decimaal",
        re.compile(rf"(?:\d{{1,2}}[a-z]?(?:[.:](?:\d+[a-z]?|[a-z]))+|[A-Z](?:\.\d{{1,2}})+)[.)]?{_TEXT_APART}"),
        _decimal_follows,
        (
            ("2.1 Doel", "2.1", "Doel"),
            ("2.1. doel", "2.1.", "doel"),
            ("2.1", "2.1", ""),
            ("3.2.10 Doel", "3.2.10", "Doel"),
            ("5.b.1 Doel", "5.b.1", "Doel"),
            ("A.2 Doel", "A.2", "Doel"),
        ),
        ("1.000 euro", "12.03.2018 Datum", "2.5 miljoen", "12.30 uur", "1.250.000 Euro"),
    ),
    MarkerRule(
        "nummer",
        re.compile(rf"(?:\(\d{{1,3}}[a-z]?\)|\d{{1,3}}[a-z]?(?:[.)]|\.\)))(?:{_TEXT_APART}|(?<=\.)(?=[A-Z][a-z ]))"),
        _number_follows,
        (
            ("1. De bewoner", "1.", "De bewoner"),
            ("1) de bewoner", "1)", "de bewoner"),
            ("(1) de bewoner", "(1)", "de bewoner"),
            ("1a. De bewoner", "1a.", "De bewoner"),
            ("12.", "12.", ""),
            ("1.De bewoner", "1.", "De bewoner"),
        ),
        ("1 januari 2018", "2018. De", "1. januari 2018", "3.000", "1,5 miljoen"),
    ),
    MarkerRule(
        "romeins",
        re.compile(
            rf"(?:\((?=[ivxIVX]{{2,6}}\)|[ivx]\)){_ROMAN}\)|(?=[ivx]{{1,6}}[.)]|[IVX]{{2,6}}[.)]){_ROMAN}[.)]){_TEXT_APART}"
        ),
        _letter_follows,
        (
            ("ii. het doel", "ii.", "het doel"),
            ("IV. Het doel", "IV.", "Het doel"),
            ("(iii) het doel", "(iii)", "het doel"),
        ),
        ("i.v.m. het doel", "vi", "x-as"),
    ),
    MarkerRule(
        "letter",
        re.compile(
            rf"(?:\([a-zA-Z]\)|(?:([a-z])\1|[a-z])(?:[.)]|\.\))|[A-Z]\))(?:{_TEXT_APART}|(?<=[.)])(?=[A-Z][a-z ]))"
        ),
        _letter_follows,
        (
            ("a. het doel", "a.", "het doel"),
            ("a) het doel", "a)", "het doel"),
            ("(a) het doel", "(a)", "het doel"),
            ("aa. het doel", "aa.", "het doel"),
            ("A) Het doel", "A)", "Het doel"),
            ("b.", "b.", ""),
        ),
        ("A. Jansen", "i.v.m. het doel", "a.s. maandag", "o. a. het doel", "nr. 5", "p. 12", "De", "ca. 10"),
    ),
    MarkerRule(
        "opsomteken",
        re.compile(
            rf"(?:[{re.escape(BULLETS)}]{_TEXT_APART}"
            rf"|[•‣⁃∙●○◦■□▪▫◆◇➢➤►▶▸✓✔❖❑❒{PRIVATE_BULLETS}]|[–-](?=[A-Z][a-z ])|o(?=\s))"
        ),
        _anything_follows,
        (
            ("– het doel", "–", "het doel"),
            ("- het doel", "-", "het doel"),
            ("• het doel", "•", "het doel"),
            ("•het doel", "•", "het doel"),
            ("o het doel", "o", "het doel"),
            ("-Het doel", "-", "Het doel"),
            ("\uf0b7 het doel", "\uf0b7", "het doel"),
        ),
        ("-5 graden", "-werking", "of het doel", "'s avonds"),
    ),
    MarkerRule(
        "hoofdletter",
        re.compile(rf"(?:[A-Z]\.?|A[A-Z]\.){_TEXT_APART}"),
        _something_follows,
        (("A. Toegang", "A.", "Toegang"), ("B Toelichting", "B", "Toelichting"), ("AB. Slot", "AB.", "Slot")),
        doubtful=True,
    ),
    MarkerRule(
        "kaal nummer",
        re.compile(rf"\d{{1,2}}{_TEXT_APART}"),
        _capital_follows,
        (("1 Inleiding", "1", "Inleiding"), ("12 Slot", "12", "Slot")),
        ("1 januari 2018", "3 bewoners"),
        doubtful=True,
    ),
    MarkerRule(
        "kaal romeins",
        re.compile(rf"(?=[IVX]{{2,6}}\b){_ROMAN}{_TEXT_APART}"),
        _capital_follows,
        (("III Slot", "III", "Slot"),),
        ("IV is ook een nummer",),
        doubtful=True,
    ),
)


def find_marker(line: str, *, doubtful: bool = False) -> Marker | None:
    """Return the marker that `line` opens with, None where there is none.

    With `doubtful` also the markers that a line alone does not prove ("1 Inleiding", "A. Toegang"): for a line that is
    known to be a heading or one of a list.
    """
    line = " ".join(line.split())
    for rule in RULES:
        if rule.doubtful and not doubtful:
            continue
        found = rule.pattern.match(line)
        if found and found.end():
            rest = line[found.end() :].strip()
            if rule.follows(found[0], rest):
                return Marker(rule.kind, found[0].strip(), rest)
    return None


def split_marker(line: str, *, doubtful: bool = False) -> tuple[str, str]:
    """Return (marker, rest) of a line of text; ("", line) where it opens with no marker. Whitespace is normalised.

    `doubtful`: see `find_marker`.
    """
    found = find_marker(line, doubtful=doubtful)
    return (found.text, found.rest) if found else ("", " ".join(line.split()))
