"""Tokens of policy text: the rules by their own examples, a table of sentences, and what holds for any text."""

import lzma
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from tracker.language.rules import TokenRule, load_rules, spellings
from tracker.language.tokenizer import customize
from tracker.model import TrackerError

RULES = load_rules()
TOKEN_RULES: tuple[TokenRule, ...] = (*RULES.tokens, *RULES.prefixes, *RULES.suffixes, *RULES.infixes)


def customized() -> Language:
    nlp = spacy.blank("nl")
    customize(nlp)
    return nlp


NLP = customized()


def tokens(text: str, nlp: Language = NLP) -> list[str]:
    return [token.text for token in nlp(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(text, expected.split(" "), id=f"{name}: {text}")
        for name, tables in (
            *((rule.name, (rule.examples, rule.counterexamples)) for rule in TOKEN_RULES),
            ("words", (RULES.words.examples, RULES.words.counterexamples)),
        )
        for table in tables
        for text, expected in table.items()
    ],
)
def test_examples_of_the_rules(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


@pytest.mark.parametrize("form", [form for rule in RULES.abbreviations for form in rule.forms])
def test_an_abbreviation_is_one_token_wherever_it_stands(form: str) -> None:
    for spelling in spellings(form):
        assert tokens(f"de {spelling} wijk ({spelling} x), {spelling}; y") == [
            *("de", spelling, "wijk", "(", spelling, "x", ")", ",", spelling, ";", "y"),
        ]


SENTENCES = [
    # references to laws
    ("Zie art. 2:14, lid 3, sub a, jo. art. 5.2.1 Awb.", "Zie|art.|2:14|,|lid|3|,|sub|a|,|jo.|art.|5.2.1|Awb|."),
    ("Artikel 7:668a BW (Stb. 2019, 12).", "Artikel|7:668a|BW|(|Stb.|2019|,|12|)|."),
    ("De artt. 3 e.v., onder 1° en 2°.", "De|artt.|3|e.v.|,|onder|1°|en|2°|."),
    ("Dat volgt uit art.5 en nr.12.", "Dat|volgt|uit|art.|5|en|nr.|12|."),
    # abbreviations
    ("De brief d.d. 3 mei t.a.v. mw. Jansen.", "De|brief|d.d.|3|mei|t.a.v.|mw.|Jansen|."),
    ("Hulp i.v.m. verhuizen, m.u.v. opslag, n.v.t.", "Hulp|i.v.m.|verhuizen|,|m.u.v.|opslag|,|n.v.t."),
    ("Pleinen, tuinen enz.; resp. parken e.d.", "Pleinen|,|tuinen|enz.|;|resp.|parken|e.d."),
    # a word at the end of a sentence is no abbreviation
    ("Wij helpen u. Dat is de top.", "Wij|helpen|u|.|Dat|is|de|top|."),
    ("Zo staat het in het BW.", "Zo|staat|het|in|het|BW|."),
    # list markers
    ("a. een plan", "a.|een|plan"),
    ("1. een plan", "1|.|een|plan"),
    ("(b) een plan – of twee", "(|b|)|een|plan|–|of|twee"),
    # amounts, dates, times, shares
    ("Er is € 1.250,- of €1.000,00 (10%).", "Er|is|€|1.250,-|of|€|1.000,00|(|10%|)|."),
    ("Van 01-01-2020 t/m 1 januari 2021 om 12.00 uur.", "Van|01-01-2020|t/m|1|januari|2021|om|12.00|uur|."),
    # addresses
    ("Mail wijk@voorbeeld.nl.", "Mail|wijk@voorbeeld.nl|."),
    ("Kijk op https://www.voorbeeld.nl/wijk/.", "Kijk|op|https://www.voorbeeld.nl/wijk/|."),
    # slashes, brackets, hyphens, apostrophes
    ("De zij/hij en/of burgemeester/wethouder.", "De|zij/hij|en/of|burgemeester/wethouder|."),
    ("(Mede)zeggenschap van bewoner(s).", "(Mede)zeggenschap|van|bewoner(s)|."),
    ("Het wijk- en buurtbudget.", "Het|wijk-|en|buurtbudget|."),
    ("Zo'n foto's, ’s avonds in ’s-Hertogenbosch.", "Zo'n|foto's|,|’s|avonds|in|’s-Hertogenbosch|."),
    # what an extractor leaves behind
    ("De bewoners3 kiezen.4", "De|bewoners|3|kiezen|.|4"),
    ("De be\u00adwo\u00adners.", "De|be\u00adwo\u00adners|."),
    # a bracket behind a clock time or a colon is no emoticon
    ("Dit is nieuw (zie artikel 8): kiezen.", "Dit|is|nieuw|(|zie|artikel|8|)|:|kiezen|."),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_tokens_of_a_sentence(text: str, expected: str) -> None:
    assert "|".join(tokens(text)) == expected


POLICY_LIKE = st.lists(
    st.sampled_from(
        [
            "art.",
            "5",
            "(mede)",
            "bewoner(s)",
            "1°",
            "’s",
            "enz.",
            "€",
            ".",
            ",",
            ")",
            "(",
            "-",
            "\n",
            "  ",
            " ",
            "'",
            "é",
        ]
    ),
    max_size=20,
).map("".join)


@given(st.one_of(st.text(max_size=60), POLICY_LIKE))
def test_text_in_is_text_out(text: str) -> None:
    doc = NLP.make_doc(text)
    assert doc.text == text
    assert "".join(token.text_with_ws for token in doc) == text


def test_saved_and_loaded_it_gives_the_same_tokens(tmp_path: Path) -> None:
    NLP.to_disk(tmp_path)
    loaded = spacy.load(tmp_path)
    for text, expected in SENTENCES:
        assert "|".join(tokens(text, loaded)) == expected


def test_customizing_twice_changes_nothing() -> None:
    twice = customized()
    customize(twice)
    assert twice.tokenizer.to_bytes(exclude=["vocab"]) == NLP.tokenizer.to_bytes(exclude=["vocab"])
    for text, expected in SENTENCES:
        assert "|".join(tokens(text, twice)) == expected


def treebank_sentences(path: Path) -> Iterator[tuple[str, set[tuple[int, int]]]]:
    """Yield the raw text of each sentence of a CoNLL-U file with the offsets of its tokens."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for is_token, group in groupby(lines, key=lambda line: line[0].isdigit()):
            if is_token:
                text, spans = "", set()
                for columns in (line.rstrip("\n").split("\t") for line in group):
                    spans.add((len(text), len(text) + len(columns[1])))
                    text += columns[1] + ("" if "SpaceAfter=No" in columns[9] else " ")
                yield text.rstrip(), spans


def agreement(nlp: Language, sentences: Iterable[tuple[str, set[tuple[int, int]]]]) -> float:
    """Return the F1 of the tokens of a pipeline against those of the treebank."""
    found = expected = right = 0
    for text, spans in sentences:
        ours = {(token.idx, token.idx + len(token)) for token in nlp.make_doc(text)}
        found, expected, right = found + len(ours), expected + len(spans), right + len(ours & spans)
    return 2 * right / (found + expected)


def test_a_tokenizer_without_rules_is_refused() -> None:
    nlp = spacy.blank("nl")
    nlp.tokenizer = lambda text: Doc(nlp.vocab, words=text.split())
    with pytest.raises(TrackerError, match="takes no rules"):
        customize(nlp)


def test_tokens_of_the_treebank_agree_at_least_as_well_as_with_the_defaults(shared: Path) -> None:
    documents = list(treebank_sentences(shared / "treebank" / "nl-dev.conllu.xz"))
    ours = agreement(NLP, documents)
    assert ours > agreement(spacy.blank("nl"), documents)
    assert ours > 0.999
