"""Compounds: rules of form, the splitter on words that the treebank has and has not, the component, and its scores."""

import pytest
import spacy
from spacy.tokens import Doc

from tracker.language import load
from tracker.language.compounds import (
    FEATURES,
    Candidate,
    CompoundSplitter,
    Vocabulary,
    Word,
    candidates,
    dictionary_forms,
    features,
    infinitives,
    pieces_of,
    singulars,
    spell,
    uninflected,
)
from tracker.model import TrackerError
from training.compounds import predicted, tallies
from training.treebank import read


@pytest.fixture(scope="module")
def nlp():
    return load()


@pytest.fixture(scope="module")
def splitter(nlp) -> CompoundSplitter:
    return nlp.get_pipe("compounds").splitter


@pytest.mark.parametrize(
    ("stripped", "singular"),
    [("muiz", "muis"), ("getall", "getal"), ("ur", "uur"), ("prijz", "prijs"), ("vrouw", "vrouw"), ("grav", "graaf")],
)
def test_singulars(stripped: str, singular: str) -> None:
    assert singular in singulars(stripped)


@pytest.mark.parametrize(
    ("stem", "infinitive"),
    [("leg", "leggen"), ("neem", "nemen"), ("schrijf", "schrijven"), ("lees", "lezen"), ("werk", "werken")],
)
def test_infinitives(stem: str, infinitive: str) -> None:
    assert infinitive in infinitives(stem)


@pytest.mark.parametrize(
    ("form", "group", "lemma"),
    [
        ("accommodaties", "N", "accommodatie"),
        ("agenda's", "N", "agenda"),
        ("huizen", "N", "huis"),
        ("pleintjes", "N", "plein"),
        ("hoeveelheden", "N", "hoeveelheid"),
        ("gespeeld", "V", "spelen"),
        ("legde", "V", "leggen"),
        ("werkten", "V", "werken"),
    ],
)
def test_regular_forms(form: str, group: str, lemma: str) -> None:
    assert lemma in uninflected(form, group)


@pytest.mark.parametrize(
    ("piece", "expected"),
    [
        ("bewoners", ("bewoner", "s")),
        ("cliënten", ("cliënt", "en")),
        ("muizen", ("muis", "en")),
        ("getuigen", ("getuige", "n")),
        ("kinder", ("kind", "er")),
        ("zonne", ("zon", "e")),
        ("wijk", ("wijk", "")),
    ],
)
def test_linking_letters(piece: str, expected: tuple[str, str]) -> None:
    assert expected in list(dictionary_forms(piece))


@pytest.mark.parametrize(
    ("form", "parts", "verb", "pieces"),
    [
        ("Bewonersinitiatieven", ("bewoner", "initiatief"), False, ("Bewoners", "initiatieven")),
        ("muizenvallen", ("muis", "val"), False, ("muizen", "vallen")),
        ("PGB-houder", ("PGB", "houder"), False, ("PGB-", "houder")),
        ("gemeenteraadsleden", ("gemeente", "raad", "lid"), False, ("gemeente", "raads", "leden")),
        ("uitgevoerd", ("uit", "voeren"), True, ("uit", "gevoerd")),
        ("aanbood", ("aan", "bieden"), True, ("aan", "bood")),
        ("neemt", ("toe", "nemen"), True, ()),  # the particle stands elsewhere
        ("o.a.", ("onder", "ander"), False, ()),  # an abbreviation does not hold its parts
        ("mee", ("mee", "doen"), True, ()),  # the particle alone
    ],
)
def test_pieces(form: str, parts: tuple[str, ...], verb: bool, pieces: tuple[str, ...]) -> None:
    assert pieces_of(form, parts, verb=verb) == pieces


@pytest.mark.parametrize(
    ("part", "piece", "name", "expected"),
    [
        ("pgb", "PGB", True, "PGB"),
        ("televisie", "Televisie", False, "televisie"),  # the capital opens a sentence
        ("vulcan", "Vulcan", True, "Vulcan"),
        ("vulcan", "vulcan", True, "vulcan"),
        ("sovjet", "Sovjet", False, "Sovjet"),
    ],
)
def test_capitals_of_parts(part: str, piece: str, name: bool, expected: str) -> None:
    vocabulary = Vocabulary(words={"televisie": Word(treebank=3)}, spelling={"sovjet": "Sovjet"})
    assert spell(part, piece, vocabulary, name=name) == expected


def test_candidates_need_a_known_word() -> None:
    vocabulary = Vocabulary(words={"wijk": Word(treebank=1, modifier=1), "raad": Word(treebank=1)})
    assert list(candidates("wijkraad", vocabulary)) == [Candidate("wijk", "wijk", "", "raad")]
    assert not list(candidates("blaterfoon", vocabulary))


def test_a_value_for_each_feature() -> None:
    candidate = Candidate("wijk", "wijk", "", "raad")
    assert len(features("wijkraad", "NOUN", candidate, Vocabulary())) == len(FEATURES)


@pytest.mark.parametrize(
    ("form", "lemma", "pos", "parts"),
    [
        ("bewonersinitiatieven", "bewonersinitiatief", "NOUN", ("bewoner", "initiatief")),
        ("wijkbudget", "wijkbudget", "NOUN", ("wijk", "budget")),
        ("buurtbewoners", "buurtbewoner", "NOUN", ("buurt", "bewoner")),
        ("zelfbeheer", "zelfbeheer", "NOUN", ("zelf", "beheer")),
        ("cliëntenraad", "cliëntenraad", "NOUN", ("cliënt", "raad")),
        ("adviesraden", "adviesraad", "NOUN", ("advies", "raad")),
        ("samenwerkingsovereenkomst", "samenwerkingsovereenkomst", "NOUN", ("samenwerking", "overeenkomst")),
        ("PGB-houder", "PGB-houder", "NOUN", ("PGB", "houder")),
        ("gemeenteraadslid", "gemeenteraadslid", "NOUN", ("gemeente", "raad", "lid")),
        ("twaalfduizend", "twaalfduizend", "NUM", ("twaalf", "duizend")),
        ("uitgevoerd", "uitvoeren", "VERB", ("uit", "voeren")),
        ("wijkadviesraden", "wijkadviesraad", "NOUN", ("wijk", "advies", "raad")),
        ("welzijnsaccommodaties", "welzijnsaccommodatie", "NOUN", ("welzijn", "accommodatie")),
        ("bewoners", "bewoner", "NOUN", ()),
        ("vereniging", "vereniging", "NOUN", ()),
        ("inkomen", "inkomen", "NOUN", ()),  # the verb is in + komen
        ("verordening", "verordening", "NOUN", ()),
        ("onderzoeken", "onderzoeken", "VERB", ()),
        ("gemeente", "gemeente", "NOUN", ()),
        ("wij", "wij", "PRON", ()),
        ("https://example.org/buurt-raad", "https://example.org/buurt-raad", "SYM", ()),
    ],
)
def test_splits(splitter: CompoundSplitter, form: str, lemma: str, pos: str, parts: tuple[str, ...]) -> None:
    found = splitter.split(form, lemma, pos)
    assert found.parts == parts
    assert not found.pieces or "".join(found.pieces) == form


@pytest.mark.parametrize(
    ("form", "lemma", "pos", "parts"),
    [
        ("uitgelachen", "uitgelachen", "VERB", ("uit", "lachen")),
        ("buurtsteden", "buurtsted", "NOUN", ("buurt", "stad")),
        ("aangeslagen", "aangeslag", "NOUN", ("aan", "slaan")),  # tagged as a noun by mistake
    ],
)
def test_splits_in_spite_of_a_wrong_lemma(
    splitter: CompoundSplitter, form: str, lemma: str, pos: str, parts: tuple[str, ...]
) -> None:
    assert splitter.split(form, lemma, pos).parts == parts


@pytest.mark.parametrize("lemma", ["nemen", "toenemen"])
def test_particle_apart(splitter: CompoundSplitter, lemma: str) -> None:
    assert splitter.split_apart("neemt", lemma, "toe").parts == ("toe", "nemen")


def test_particle_of_which_the_tree_is_not_sure(splitter: CompoundSplitter) -> None:
    assert splitter.split_apart("schildert", "schilderen", "toe", sure=False).parts == ()


def test_component_sets_parts_and_pieces(nlp) -> None:
    doc = nlp("De kosten nemen toe. De wijkraad beslist over het bewonersbudget.")
    found = {token.text: (token._.compound, token._.compound_pieces) for token in doc if token._.compound}
    assert found == {
        "nemen": (("toe", "nemen"), ()),
        "wijkraad": (("wijk", "raad"), ("wijk", "raad")),
        "bewonersbudget": (("bewoner", "budget"), ("bewoners", "budget")),
    }


def test_bytes_and_disk(nlp, tmp_path) -> None:
    component = nlp.get_pipe("compounds")
    data = component.to_bytes()
    component.to_disk(tmp_path / "compounds")
    fresh = spacy.blank("nl").add_pipe("compounds").from_disk(tmp_path / "compounds")
    assert fresh.to_bytes() == data, "what is written is not what was read"
    assert len(data) < 1_500_000


def test_bytes_of_something_else() -> None:
    with pytest.raises(TrackerError, match=r"Build it with training\.compounds"):
        spacy.blank("nl").add_pipe("compounds").from_bytes(b"no data")


def test_component_without_data_says_so() -> None:
    blank = spacy.blank("nl")
    component = blank.add_pipe("compounds")
    assert component.from_bytes(component.to_bytes()).splitter.vocabulary.words == {}
    with pytest.raises(TrackerError, match="has no data"):
        component(Doc(blank.vocab, words=["wijkraad"]))


@pytest.mark.slow
def test_scores_on_the_development_set(nlp, shared) -> None:
    words = predicted(nlp, read(shared / "treebank" / "nl-dev.conllu.xz"))
    score = tallies(words, known=set())["all words"]
    assert score.exact / score.compounds >= 0.85
    assert score.wrong / score.others <= 0.02
