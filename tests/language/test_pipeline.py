"""The shipped pipeline: it loads, gives the same every time, keeps every character, and holds its scores."""

import subprocess
import sys

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from tracker.language import load
from tracker.language.lemmas import LemmaLexicon
from tracker.language.pipeline import FOLDER, OURS, PROBE
from tracker.language.storage import save
from tracker.model import TrackerError
from training.evaluate import development, evaluate

LARGEST = 15_000_000  # bytes
FLOORS = {  # what the model card has, less a little for another machine's arithmetic
    "tag_acc": 0.943,
    "pos_acc": 0.96,
    "lemma_acc": 0.97,
    "dep_uas": 0.857,
    "dep_las": 0.805,
    "sents_f": 0.885,
}


@pytest.fixture(scope="module")
def nlp():
    return load()


def annotations(doc):
    return [
        (
            token.text,
            token.tag_,
            token.pos_,
            str(token.morph),
            token.lemma_,
            token.dep_,
            token.head.i,
            token.is_sent_start,
        )
        for token in doc
    ]


def test_every_annotation_is_there(nlp):
    doc = nlp(PROBE)
    missing = [name for name in ("TAG", "POS", "MORPH", "LEMMA", "DEP", "SENT_START") if not doc.has_annotation(name)]
    assert not missing
    assert {token.lang_ for token in doc} == {"nl"}


@pytest.mark.parametrize(
    ("text", "word", "lemma", "pos", "dep"),
    [
        ("De bewoners beslissen mee over het plan.", "bewoners", "bewoner", "NOUN", "nsubj"),
        ("Het college stelt de wijkraad op de hoogte.", "stelt", "stellen", "VERB", "ROOT"),
        ("De gemeente neemt het buurthuis over.", "neemt", "overnemen", "VERB", "ROOT"),  # its particle stands apart
        ("De wijkraad kan het college advies geven.", "kan", "kunnen", "AUX", "aux"),
        ("Bewoners hebben geen zeggenschap over het budget.", "geen", "geen", "DET", "det"),
    ],
)
def test_simple_sentences(nlp, text, word, lemma, pos, dep):
    token = next(token for token in nlp(text) if token.text == word)
    assert (token.lemma_, token.pos_, token.dep_) == (lemma, pos, dep)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("bewonersinitiatief", ("bewoner", "initiatief")),
        ("buurtbudget", ("buurt", "budget")),
        ("cliëntenraad", ("cliënt", "raad")),
        ("bewoner", ()),
    ],
)
def test_compounds(nlp, word, parts):
    token = next(token for token in nlp(f"Het gaat hier om een {word} in de wijk.") if token.text == word)
    assert token._.compound == parts


def test_a_list_of_a_rule_is_cut_at_its_items(nlp):
    text = "Het college kan op grond van art. 5, lid 2, subsidie geven voor:\na. een buurthuis;\nb. een speelplek."
    assert [sentence.text.strip() for sentence in nlp(text).sents] == [
        "Het college kan op grond van art. 5, lid 2, subsidie geven voor:",
        "a. een buurthuis;",
        "b. een speelplek.",
    ]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_no_character_is_lost(nlp, text):
    doc = nlp(text)
    assert doc.text == text
    assert all(text[token.idx : token.idx + len(token)] == token.text for token in doc)


def test_one_by_one_and_in_batches_give_the_same(nlp):
    texts = [
        PROBE,
        "",
        "Artikel 5\n\n1. Bewoners worden gehoord.",
        "Kort.",
        "De raad besluit niet zonder de bewoners. " * 30,
    ]
    assert [annotations(doc) for doc in nlp.pipe(texts, batch_size=2)] == [annotations(nlp(text)) for text in texts]


def test_a_second_process_gives_the_same(nlp):
    script = f"from tracker.language import load; print([(t.lemma_, t.tag_, t.head.i) for t in load()({PROBE!r})])"
    other = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.strip()
    assert other == str([(token.lemma_, token.tag_, token.head.i) for token in nlp(PROBE)])


def test_small_enough_to_ship():
    files = {path.name: path.stat().st_size for path in FOLDER.rglob("*") if path.is_file()}
    assert sum(files.values()) < LARGEST, sorted(files.items(), key=lambda item: -item[1])[:5]


def test_the_card_and_the_licence_are_shipped():
    card = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert all(name in card for name in ("CC BY-SA 4.0", "Bouma", "van Noord", "LassySmall", "Alpino", "LAS"))
    assert "Attribution-ShareAlike 4.0" in (FOLDER / "LICENSE").read_text(encoding="utf-8")


def test_half_precision_on_disk_single_in_memory(nlp, tmp_path):
    before = annotations(nlp(PROBE))
    save(nlp, tmp_path / "half")
    assert annotations(nlp(PROBE)) == before, "saving changed the pipeline in memory"
    assert np.load(tmp_path / "half" / "vocab" / "vectors").dtype == np.float16
    assert nlp.vocab.vectors.data.dtype == np.float32


def test_a_name_that_is_not_installed():
    with pytest.raises(TrackerError, match="nl_no_such_model: no pipeline of this name is installed"):
        load("nl_no_such_model")


@pytest.mark.parametrize(
    ("language", "components", "complaint"),
    [
        ("fr", [], "a pipeline for language 'fr'"),
        ("nl", ["sentencizer"], "gives no tags, parts of speech, lemmas, a dependency tree"),
    ],
)
def test_a_pipeline_that_lacks_what_is_needed(tmp_path, language, components, complaint):
    other = spacy.blank(language)
    for component in components:
        other.add_pipe(component)
    other.to_disk(tmp_path / "other")
    with pytest.raises(TrackerError, match=complaint):
        load(str(tmp_path / "other"))


def test_another_pipeline_is_completed_with_our_rules_and_compounds(nlp, tmp_path):
    other = load()
    for component in ("compounds", "legal_boundaries"):
        other.remove_pipe(component)
    other.to_disk(tmp_path / "other")
    completed = load(str(tmp_path / "other"))
    assert completed.pipe_names.index("legal_boundaries") < completed.pipe_names.index("parser")
    assert next(token for token in completed("Een buurtbudget.") if token.text == "buurtbudget")._.compound == (
        "buurt",
        "budget",
    )


def test_ours_by_name(nlp):
    assert annotations(load(OURS)(PROBE)) == annotations(nlp(PROBE))


@pytest.mark.slow
def test_scores_on_the_development_set(nlp, shared):
    scores = evaluate(nlp, development(shared / "treebank"))
    fallen = {name: round(scores[name], 4) for name, floor in FLOORS.items() if scores[name] < floor}
    assert not fallen, f"below {FLOORS}: {fallen}"


@pytest.mark.parametrize(
    ("particle", "verb", "expected"),
    [
        ("op", "stelt", "opstellen"),  # a particle of many verbs
        ("deel", "neemt", "deelnemen"),  # a pair that is known
        ("huis", "neemt", "nemen"),  # neither: the verb keeps its own lemma
    ],
)
def test_a_particle_belongs_to_its_verb(particle, verb, expected):
    lexicon = LemmaLexicon(
        by_pos={"VERB": {"stelt": "stellen", "neemt": "nemen"}}, particles=["op"], separable=["deel nemen"]
    )
    doc = Doc(
        spacy.blank("nl").vocab,
        words=["Zij", verb, particle],
        pos=["PRON", "VERB", "NOUN"],
        tags=["VNW", "WW", "N"],
        heads=[1, 1, 1],
        deps=["nsubj", "ROOT", "compound"],
    )
    assert LemmaLexicon().from_bytes(lexicon.to_bytes())(doc)[1].lemma_ == expected
