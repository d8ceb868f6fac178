"""Sentence boundaries that are sure: the rules by their own examples, a table of texts, and what holds for any text."""

from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

from tracker.language.boundaries import FACTORY, sure_boundaries
from tracker.language.rules import load_rules
from tracker.language.tokenizer import customize

RULES = load_rules()


def pipeline() -> Language:
    nlp = spacy.blank("nl")
    customize(nlp)
    nlp.add_pipe(FACTORY)
    return nlp


NLP = pipeline()


def at_marks(marked: str) -> list[tuple[str, bool | None]]:
    """Return what is set of each token that has ¦ before it, with the token."""
    pieces = marked.split("¦")
    doc = NLP("".join(pieces))
    decided = sure_boundaries(doc)
    offset, found = 0, []
    for piece in pieces[:-1]:
        offset += len(piece)
        token = next(token for token in doc if token.idx == offset)
        found.append((token.text, decided.get(token.i)))
    return found


EXAMPLES = [
    *((rule, False) for rule in RULES.abbreviations),
    *((rule, rule.starts) for rule in RULES.neighbours),
    *((rule, False) for rule in RULES.together),
    *((rule, True) for rule in RULES.apart),
]


@pytest.mark.parametrize(
    ("marked", "starts"),
    [
        pytest.param(example, starts, id=f"{rule.name}: {example!r}")
        for rule, starts in EXAMPLES
        for example in rule.examples
    ],
)
def test_examples_of_the_rules(marked: str, starts: bool) -> None:
    found = at_marks(marked)
    assert found == [(token, starts) for token, _ in found]


@pytest.mark.parametrize(
    ("marked", "starts"),
    [
        pytest.param(example, starts, id=f"{rule.name}: {example!r}")
        for rule, starts in EXAMPLES
        for example in rule.counterexamples
    ],
)
def test_counterexamples_of_the_rules(marked: str, starts: bool) -> None:
    assert [token for token, found in at_marks(marked) if found is starts] == []


# A text, with / at every start of a sentence that is sure; whatever else is set must be set to False.
TEXTS = [
    # lists: each item is a sentence, its marker belongs to it
    "De bewoners kiezen:\n/a. het bestuur;\n/b. het budget; en\n/c. de agenda.",
    "Er zijn leden\n/1. Jansen\n/2. De Wit",
    "Het college besluit:\n/– te betalen;\n/– te wachten.",
    "Het gaat om:\n/1°. bewoners;\n/2°. ondernemers.",
    # a marker on a line of its own
    "De bewoners kiezen:\n/a.\nHet bestuur kiest mee;\n/b.\nHet college betaalt.",
    # a list in the running sentence
    "Er zijn twee rollen: a. Bewoner en b. Lid.",
    # headings
    "Zeggenschap van de buurt\n\n/De bewoners kiezen.",
    "Dat is alles.\n/Artikel 4 Budget\n/Het college betaalt.",
    # references and abbreviations
    "Zie art. 5, eerste lid, onder a, jo. art. 6 Awb. /Dat geldt niet i.v.m. Corona.",
    "Volgens mw. Jansen geldt nr. 3 e.v. niet. /Vraag het na.",
    "Tuinen, pleinen enz. horen erbij. /Parken niet.",
    # questions and answers
    "Wie kiest? /De bewoners!\n/Antwoord op vraag 2\n/Nee.",
    # quotations
    "“De wijk kiest.” /Zo staat het er.",
    # a table row
    "Zeggenschap | /De wijk kiest | /2020",
    # a line that was broken in the middle of a sentence is left to the parser
    "De bewoners kiezen een\nbestuur voor de wijk. /Het college betaalt.",
    # whitespace around the text and double spaces
    "\n De wijk kiest.  /Het college betaalt.\n",
]


@pytest.mark.parametrize("marked", TEXTS)
def test_sure_starts_in_a_text(marked: str) -> None:
    pieces = marked.split("/")
    doc = NLP("".join(pieces))
    expected, offset = [], 0
    for piece in pieces[:-1]:
        offset += len(piece)
        expected.append(offset)
    sure = [doc[index].idx for index, starts in sorted(sure_boundaries(doc).items()) if starts]
    assert sure == expected


def test_what_is_not_sure_is_left_open() -> None:
    doc = NLP("De wijk kiest een\nBestuur: wie het wil")
    assert [
        token.text for token in doc if token.i and doc.has_annotation("SENT_START") and token.is_sent_start is None
    ] == [
        "Bestuur",
        "wie",
    ]


LINES = st.lists(
    st.sampled_from(
        ["a.", "1.", "–", "art.", "5", "De wijk", "kiest", ";", ".", ":", "\n", "\n\n", " ", "  ", "|", "”"]
    ),
    max_size=25,
).map(" ".join)


@given(st.one_of(st.text(max_size=60), LINES))
def test_whitespace_starts_no_sentence_in_any_text(text: str) -> None:
    doc = NLP(text)
    assert doc.text == text
    assert [token.i for token in doc if token.is_space and token.i and token.is_sent_start is not False] == []


def test_a_senter_and_a_parser_keep_what_is_set() -> None:
    """Untrained ones decide at random: what is set stays as it is all the same."""
    nlp = pipeline()
    text = "De wijk kiest:\na. het bestuur;\nb. het budget. Zie art. 5. De wijk telt i.v.m. Corona niet mee"
    words = [token.text for token in nlp.make_doc(text)]
    heads = [max(0, place - 1) for place in range(len(words))]
    example = Example.from_dict(nlp.make_doc(text), {"words": words, "heads": heads, "deps": ["dep"] * len(words)})
    nlp.add_pipe("senter", config={"overwrite": False})
    nlp.initialize(lambda: [example])
    doc = nlp(text)
    set_before = sure_boundaries(nlp.make_doc(text))
    assert {index: doc[index].is_sent_start for index in set_before} == set_before
    nlp.replace_pipe("senter", "parser")
    nlp.initialize(lambda: [example])
    assert [index for index, starts in set_before.items() if starts and not nlp(text)[index].is_sent_start] == []


def test_it_is_saved_and_loaded_with_a_pipeline(tmp_path: Path) -> None:
    NLP.to_disk(tmp_path)
    loaded = spacy.load(tmp_path)
    text = TEXTS[0].replace("/", "")
    assert [token.is_sent_start for token in loaded(text)] == [token.is_sent_start for token in NLP(text)]


def test_a_parsed_document_is_refused() -> None:
    doc = Doc(NLP.vocab, words=["De", "wijk", "kiest"], heads=[1, 2, 2], deps=["det", "nsubj", "ROOT"])
    with pytest.raises(ValueError, match="E043"):
        NLP.get_pipe(FACTORY)(doc)
