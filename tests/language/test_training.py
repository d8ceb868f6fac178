"""The commands that train the pipeline, on a treebank of a few invented sentences."""

import lzma
import random
import tarfile

import pytest
import spacy
from click.testing import CliRunner
from spacy.cli.train import train
from spacy.tokens import DocBin

from training import text, treebank, vectors
from training.assemble import assemble, ship
from training.compare import HERE
from training.evaluate import evaluate
from training.lemmas import build

SENTENCE = """\
# sent_id = {name}
1\tDe\tde\tDET\tLID|bep|stan|rest\tDefinite=Def\t2\tdet\t_\t_
2\tbuurtraad\tbuurtraad\tNOUN\tN|soort|ev|basis|zijd|stan\tGender=Com|Number=Sing\t3\tnsubj\t_\tCompound=buurt_raad
3\tneemt\tovernemen\tVERB\tWW|pv|tgw|met-t\tNumber=Sing|Tense=Pres\t0\troot\t_\tCompound=over_nemen
4\thet\thet\tDET\tLID|bep|stan|evon\tDefinite=Def\t5\tdet\t_\t_
5\tbeheer\tbeheer\tNOUN\tN|soort|ev|basis|onz|stan\tGender=Neut|Number=Sing\t3\tobj:arg\t_\t_
6\tover\tover\tADP\tVZ|fin\t_\t3\tcompound:prt\t_\tSpaceAfter=No
7\t.\t.\tPUNCT\tLET\t_\t3\tpunct\t_\t_

"""
NAMES = [*(f"alpino-cdb-{number}" for number in range(1, 31)), *(f"alpino-qa-{number}" for number in range(1, 6))]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A treebank folder with the three files that training reads."""
    folder = tmp_path_factory.mktemp("treebank")
    for name in ("nl-train", "nl-extra-lassy2017", "nl-dev"):
        with lzma.open(folder / f"{name}.conllu.xz", "wt", encoding="utf-8") as file:
            file.write("".join(SENTENCE.format(name=sentence) for sentence in NAMES))
    return folder


@pytest.fixture(scope="module")
def sentences(folder):
    return treebank.read(folder / "nl-train.conllu.xz")


def test_a_sentence_is_read_whole(sentences):
    sentence = sentences[0]
    assert [word.form for word in sentence.words] == ["De", "buurtraad", "neemt", "het", "beheer", "over", "."]
    assert [word.head for word in sentence.words] == [1, 2, 2, 4, 2, 2, 2]
    assert sentence.words[2].dep == "ROOT"
    assert sentence.words[1].compound == ("buurt", "raad")
    assert not sentence.words[5].space_after


def test_a_sentence_without_a_name_is_refused(tmp_path):
    path = tmp_path / "nameless.conllu"
    path.write_text(SENTENCE.format(name="x").split("\n", 1)[1], encoding="utf-8")
    with pytest.raises(ValueError, match=r"nameless\.conllu: a sentence without '# sent_id'; it begins with 'De'"):
        treebank.read(path)


def test_subtypes_are_cut_and_the_verb_is_bare(sentences):
    sentence = treebank.with_bare_verbs(treebank.without_subtypes(sentences[0]))
    assert [word.dep for word in sentence.words] == ["det", "nsubj", "ROOT", "det", "obj", "compound", "punct"]
    assert sentence.words[2].lemma == "nemen"


def test_loose_sentences_stay_alone_and_others_meet(sentences):
    groups = list(treebank.groups(sentences, random.Random(0)))
    assert sum(map(len, groups)) == len(sentences), "a sentence was lost"
    assert all(len(group) == 1 for group in groups if group[0].loose)
    assert max(map(len, groups)) > 1
    together = treebank.groups(sentences, random.Random(0), loose_alone=False)
    assert any(len(group) > 1 and group[-1].loose for group in together)


def test_documents_to_measure_on_are_consecutive(sentences):
    groups = list(treebank.consecutive(sentences, 8))
    assert [len(group) for group in groups] == [8, 8, 8, 6, 1, 1, 1, 1, 1]


@pytest.mark.parametrize(("share", "last"), [(0.0, "."), (1.0, "over")])
def test_the_closing_mark_can_be_left_out(sentences, share, last):
    sentence = treebank.without_full_stop(sentences[0], random.Random(0), share)
    assert sentence.words[-1].form == last
    assert sentence.words[-1].space_after is (share == 1.0) or share == 0.0


@pytest.mark.parametrize(("extra", "files", "trees"), [("trees", 2, True), ("flat", 2, False), ("none", 1, True)])
def test_what_the_extra_sentences_are_used_for(folder, tmp_path, extra, files, trees):
    treebank.write_training(folder, tmp_path, extra=extra, regroupings=2)
    written = sorted(tmp_path.glob("*.spacy"))
    assert len(written) == files
    docs = list(DocBin().from_disk(written[0]).get_docs(spacy.blank("nl").vocab))
    assert all(doc.has_annotation("DEP") is trees and doc.has_annotation("SENT_START") for doc in docs)
    assert sum(len(list(doc.sents)) for doc in docs) == 2 * len(NAMES)


def test_paragraphs_come_from_archives_without_markup(tmp_path):
    page = tmp_path / "regel.md"
    page.write_text("# Kop\n\nHet **college** geeft bewoners een stem in het plan.\n", encoding="utf-8")
    with tarfile.open(tmp_path / "regels.tar.xz", "w:xz") as archive:
        archive.add(page, "a/regel.md")
    assert list(text.paragraphs(tmp_path)) == ["Het college geeft bewoners een stem in het plan."]
    with pytest.raises(FileNotFoundError, match="no \\.tar archive"):
        list(text.paragraphs(tmp_path / "nothing"))


def test_vectors_from_texts(tmp_path, monkeypatch):
    pytest.importorskip("floret", reason="floret comes with the extra 'training'")
    page = tmp_path / "regel.md"
    page.write_text("Bewoners en gemeente maken samen een plan voor de wijk.\n" * 200, encoding="utf-8")
    with tarfile.open(tmp_path / "regels.tar.xz", "w:xz") as archive:
        archive.add(page, "regel.md")
    monkeypatch.setitem(vectors.PARAMETERS, "bucket", 500)
    options = ["--texts", tmp_path, "--vectors", tmp_path / "out.floret", "--paragraphs", tmp_path / "out.jsonl"]
    result = CliRunner().invoke(vectors.main, [str(option) for option in options])
    assert result.exit_code == 0, result.output
    assert (tmp_path / "out.floret").read_text(encoding="utf-8").split()[:2] == ["500", "96"]
    assert len((tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()) == 200


@pytest.mark.slow
def test_from_treebank_to_a_pipeline_that_is_shipped(folder, sentences, tmp_path):
    treebank.write_training(folder, tmp_path / "train", regroupings=1)
    treebank.write_development(folder / "nl-dev.conllu.xz", tmp_path / "dev.spacy")
    small = {"components.tok2vec.model.encode.width": 32, "components.tok2vec.model.encode.depth": 1}
    plain = {"components.tok2vec.model.embed.include_static_vectors": False, "training.max_steps": 20}
    often = {"training.eval_frequency": 10, "components.parser.min_action_freq": 1}
    fast = {"training.optimizer.learn_rate.warmup_steps": 1, "training.optimizer.learn_rate.initial_rate": 0.02}
    batches = {"training.batcher.size.start": 60, "training.batcher.size.stop": 61}
    paths = {"paths.train": str(tmp_path / "train"), "paths.dev": str(tmp_path / "dev.spacy")}
    train(
        HERE / "configs" / "pipeline.cfg", tmp_path / "model", overrides=small | plain | often | fast | batches | paths
    )
    shipped = spacy.load(HERE.parent / "tracker" / "language" / "nl_beleid", exclude=["tok2vec"])
    splitter = tmp_path / "compounds.bin"
    splitter.write_bytes(shipped.get_pipe("compounds").to_bytes())
    nlp = assemble([tmp_path / "model" / "model-best", tmp_path / "model" / "model-last"], splitter, folder)
    ship(nlp, tmp_path / "shipped")
    scores = evaluate(nlp, sentences)
    assert scores["pos_acc"] > 0.9, f"it did not learn seven words: {scores['pos_acc']}"
    assert scores["lemma_acc"] > 0.9, "the lexicon and the particle give 'overnemen'"
    assert {path.name for path in (tmp_path / "shipped").iterdir()} >= {
        "README.md",
        "LICENSE",
        "config.cfg",
        "compounds",
    }


def test_the_lexicon_of_the_treebank(folder):
    lexicon = build(folder)
    assert lexicon.by_pos["VERB"]["neemt"] == "nemen"
    assert lexicon.separable == {"over nemen"}
