"""Words that a line end breaks: joined where Dutch joins them, with their hyphen where it belongs.

A hyphen at a line's end either only breaks the word ("samen-/werking") or is part of it ("Wmo-/raad", "zorg- en/...").
What decides, in this order: what the rules below say of the two parts, how the document itself spells the word
elsewhere, and else that a hyphen at a line's end only breaks the word, as most do.

The rules follow the Leidraad of the Woordenlijst Nederlandse Taal (woordenlijst.org): chapters 6 and 7 on the hyphen
and the diaeresis, chapter 13 on breaking words.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

HYPHENS = "-\u2010\u2011"
_LAST_WORD = re.compile(r"([^\s(\[‘“\"'/]+)$")
_FIRST_WORD = re.compile(r"^([^\s)\]’”\",.;:!?]+)")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011’'][^\W_]+)*")

_BROKEN_SUM = re.compile(r"\d\.(?:\n\d{3}|\d\n\d{2}|\d\d\n\d)(?![\d])")
"""A number broken within the figures after its point: "1.17/2.914"."""

CONNECTIVES = frozenset("en of tot als noch dan en/of".split())
"""After these the hyphen stands for the part that two words share: "zorg- en welzijnspartijen"."""

ABBREVIATIONS = frozenset(
    "wmo wlz zvw awb avg wob woo ggz ggd gz lvb mbo hbo vmbo havo vwo wo cao ict tv wc pc sms dna vve zzp bso bv nv "
    "wsw wia wajong wga iva ww aow anw uwv svb vn eu vng bw mo mobw pgb zin b&w ov hr pr ab db roc rmo iac".split()
)
"""Abbreviations that are also written small; a compound with one has a hyphen: "mbo-opleiding"."""

PREFIXES = frozenset("niet non oud vice adjunct aspirant bijna quasi pseudo".split())
"""Before a whole word these take a hyphen ("niet-westers", "oud-leerling")."""

EX_WORDS = re.compile(
    r"(?:partner|man|vrouw|echtgeno|gedetineerd|wethouder|burgemeester|minister|lid|leden|werknemer|cliënt|patiënt|daklo"
    r"|verslaafd|directeur|voorzitter|collega|bewoner|huurder)"
)
"""Words that "ex" stands before; else it is a syllable ("ex-ploitatie", "ex-amen")."""

PREFIX_ENDINGS = frozenset(
    "er ers ere ste heid heden en ig ige igheid tig tige ten jes der ders dere sen erwets erwetse erling".split()
)
"""What follows when the prefix is only the first syllable of a word ("oud-ers", "niet-ig")."""

ADJECTIVE = re.compile(r"\w*(?:lijk|isch|eel|aal|ief|iek)")
INFLECTED_ADJECTIVE = re.compile(r"\w{3,}(?:lijke?|ische?|eel|ele|aal|ale|ief|ieve)")
"""Two adjectives that stand beside each other: "sociaal-culturele", "bestuurlijk-juridisch"."""

VOWELS = "aeiouyéëï"

COLLISIONS = frozenset("aa ae ai au ee ei eu ie ij oe oi oo ou ui uu".split())
"""Two vowels that would be read as one sound are kept apart by a hyphen in a compound: "zee-eend", "na-apen"."""

BREAKS_BEFORE_DIAERESIS = re.compile(r"(?:\b(?:ge|be)|[bcdfghjklmnpqrstvwxz]i)$")
"""In these a diaeresis kept the vowels apart, which the line end made needless: "ge-integreerd", "financi-ele"."""


@dataclass(frozen=True)
class Rule:
    """One rule about a hyphen at a line's end, with words that it decides: (before, after, the whole)."""

    name: str
    keeps: bool
    examples: tuple[tuple[str, str, str], ...]


RULES = {
    rule.name: rule
    for rule in (
        Rule("connective", True, (("zorg-", "en", "zorg- en"), ("in-", "of", "in- of"))),
        Rule("capital or figure", True, (("Noord-", "Holland", "Noord-Holland"), ("Covid-", "19", "Covid-19"))),
        Rule("abbreviation", True, (("Wmo-", "raad", "Wmo-raad"), ("mbo-", "opleiding", "mbo-opleiding"))),
        Rule("figure or letter", True, (("3-", "jarig", "3-jarig"), ("e-", "mail", "e-mail"))),
        Rule("prefix", True, (("ex-", "partner", "ex-partner"), ("niet-", "westerse", "niet-westerse"))),
        Rule("two adjectives", True, (("sociaal-", "culturele", "sociaal-culturele"),)),
        Rule("vowels", True, (("zee-", "eend", "zee-eend"), ("na-", "apen", "na-apen"))),
        Rule("own spelling", True, (("buurt-", "tafels", "buurt-tafels"),)),
        Rule("broken word", False, (("samen-", "werking", "samenwerking"), ("ou-", "ders", "ouders"))),
    )
}


class Joiner:
    """Joins lines; it knows the words of the document that no line end breaks."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._words: Counter[str] = Counter()
        for text in texts:
            words = _WORD.findall(text.lower())
            if words and text.rstrip()[-1:] in HYPHENS:
                words = words[:-1]
            self._words.update(words)

    def join(self, text: str, following: str) -> tuple[str, str]:
        """Return the two lines as one, and the hyphen that was left out ("" for none)."""
        text, following = text.rstrip(), following.lstrip()
        if not text or not following:
            return text or following, ""
        if text.endswith("\u00ad"):
            return text.rstrip("\u00ad") + following, ""
        if text[-1] in "/" and not text[-2:-1].isspace():
            return text + following, ""
        before, after = _LAST_WORD.search(text), _FIRST_WORD.match(following)
        if text[-1] not in HYPHENS or len(text) < 2 or text[-2].isspace() or before is None or after is None:
            return f"{text} {following}", ""
        rule = self.decide(before[1][:-1], after[1])
        if rule.name == "connective":
            return f"{text} {following}", ""
        if rule.keeps:
            return text + following, ""
        return text[:-1] + following, text[-1]

    def join_in_cell(self, text: str, following: str) -> tuple[str, str]:
        """Like `join`, in a narrow cell, where words and sums are broken without a hyphen."""
        if _BROKEN_SUM.search(f"{text}\n{following}"):
            return text + following, ""
        before, after = _LAST_WORD.search(text), _FIRST_WORD.match(following)
        if before and after and before[1].isalpha() and after[1].isalpha() and after[1].islower():
            whole = self._words[(before[1] + after[1]).lower()]
            if whole > min(self._words[before[1].lower()], self._words[after[1]]):
                return text + following, ""
        return self.join(text, following)

    def decide(self, before: str, after: str) -> Rule:
        """Return the rule that decides on the hyphen between `before` and `after`, the two parts of a broken word."""
        if after in CONNECTIVES and not (before[-1] in VOWELS and self._words[(before + after).lower()]):
            return RULES["connective"]
        shouted = before.isupper() and after.isupper() and len(before) > 1
        if not after[0].islower() and not shouted:
            return RULES["capital or figure"]
        last = re.split(r"[-\u2010\u2011]", before)[-1]
        name = self._by_form(last, after)
        if name in ("figure or letter", "abbreviation"):
            return RULES[name]
        return RULES[self._by_spelling(before, last, after) or name]

    def _by_form(self, before: str, after: str) -> str:
        low = before.lower()
        if len(before) == 1 or before[-1:].isdigit() or not before:
            return "figure or letter"
        if low in ABBREVIATIONS or (any(sign.isupper() for sign in before[1:]) and not after.isupper()):
            return "abbreviation"
        if low == "ex" and EX_WORDS.match(after.lower()):
            return "prefix"
        if low in PREFIXES and len(after) > 3 and after.lower() not in PREFIX_ENDINGS:
            return "prefix"
        if ADJECTIVE.fullmatch(low) and len(after) >= 5 and INFLECTED_ADJECTIVE.fullmatch(after.lower()):
            return "two adjectives"
        if low[-1] + after[0].lower() in COLLISIONS and not BREAKS_BEFORE_DIAERESIS.search(low):
            return "vowels"
        return "broken word"

    def _by_spelling(self, before: str, last: str, after: str) -> str:
        """Decide by how the document spells the word where no line end breaks it; "" when it does not say."""
        joined = sum(self._words[word.lower()] for word in {before + after, last + after})
        hyphened = sum(self._words[word.lower()] for word in {f"{before}-{after}", f"{last}-{after}"})
        if joined > hyphened:
            return "broken word"
        return "own spelling" if hyphened > joined else ""
