"""The hand-marked clauses are well formed and still found, and a pipeline is measured on them as the guide says."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
import spacy
from click.testing import CliRunner
from spacy.tokens import Doc

from tracker.model import TrackerError
from training.policy import (
    COUNT,
    GOLD,
    NEGATED,
    Found,
    Main,
    Passage,
    Rate,
    Record,
    compare,
    digest,
    evaluate,
    find_text,
    load_pipeline,
    main,
    read_passages,
    read_records,
    scores,
    select,
)

LINES = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
CLAUSE_KEYS = {"file", "clause", "offset", "length", "sha256", "sentences", "main"}
VOCABULARY = spacy.blank("nl").vocab
ANSWER_KEYS = CLAUSE_KEYS - {"clause"} | {"question", "part"}
NAMES = [f"{line['file']} {line.get('clause') or line.get('question')}" for line in LINES]


# ---------------------------------------------------------------------------- the file


def test_as_many_clauses_as_the_guide_says() -> None:
    assert len(LINES) == COUNT
    assert len({(line["file"], line["offset"]) for line in LINES}) == COUNT, "a clause is marked twice"


@pytest.mark.parametrize("line", LINES, ids=NAMES)
def test_a_line_holds_offsets_and_no_text(line: dict) -> None:
    assert set(line) in (CLAUSE_KEYS, ANSWER_KEYS)
    for marked in line["main"]:
        assert set(marked) == {"sentence", "verb", "root", "subject", "negation"}
    assert len(line["sha256"]) == 64


@pytest.mark.parametrize("record", read_records(), ids=NAMES)
def test_offsets_are_in_order_and_inside(record: Record) -> None:
    edges = [edge for sentence in record.sentences for edge in sentence]
    assert edges == sorted(set(edges)), "sentences overlap, are empty or out of order"
    assert edges[0] >= 0
    assert edges[-1] <= record.length
    assert [each.sentence for each in record.main] == sorted({each.sentence for each in record.main})
    for each in record.main:
        start, end = record.sentences[each.sentence]
        spans = [each.verb, each.root, *each.negation] + ([each.subject] if each.subject else [])
        assert all(start <= first < last <= end for first, last in spans), f"outside sentence {each.sentence}"


@pytest.mark.slow
def test_every_clause_is_found_with_whole_words_marked(shared: Path) -> None:
    missing = []
    for record in read_records():
        text = find_text(record, read_passages(shared / "real" / record.file, shared / "real"))
        if text is None:
            missing.append(f"{record.file}: {record.part} {record.key} is not found: mark it anew")
            continue
        for first, last in _words_marked(record):
            before, after = text[first - 1 : first] if first else "", text[last : last + 1]
            assert not (before + after).isalpha(), f"{record.file} {record.key}: {first}-{last} cuts a word"
            assert text[first:last].strip() == text[first:last]
    assert missing == []


def _words_marked(record: Record) -> list[tuple[int, int]]:
    marked = [span for each in record.main for span in (each.verb, each.root, each.subject, *each.negation)]
    return [*record.sentences, *(span for span in marked if span)]


# ---------------------------------------------------------------------------- finding a clause again

TEXT = "De raad stelt het plan vast.\nHet college voert het uit."


def record_of(text: str, offset: int = 0, key: str = "art_1") -> Record:
    return Record("plan.md", "clause", key, offset, len(text), digest(text), ((0, len(text)),), ())


def passages_of(*texts: str) -> list[Passage]:
    starts = [sum(len(text) + 1 for text in texts[:position]) for position in range(len(texts))]
    return [Passage("plan.md", "clause", f"art_{n}", text, start) for n, (text, start) in enumerate(zip(texts, starts))]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        # under its own eid
        (["Begrippen.", TEXT], TEXT),
        # under another eid
        ([TEXT, "Begrippen."], TEXT),
        # cut in two clauses
        (["Begrippen.", *TEXT.split("\n")], TEXT),
        # joined with the clause before it, and the line end gone
        (["Begrippen. " + TEXT.replace("\n", " ")], TEXT.replace("\n", " ")),
        # changed
        ([TEXT.replace("raad", "gemeenteraad")], None),
        # gone
        (["Begrippen."], None),
    ],
)
def test_a_clause_is_found_where_a_changed_reader_leaves_it(texts: list[str], expected: str | None) -> None:
    assert find_text(record_of(TEXT), passages_of(*texts)) == expected


def test_the_key_decides_between_equal_texts() -> None:
    passages = passages_of("Dit artikel is vervallen.", "Dit artikel is vervallen.")
    assert find_text(record_of("Dit artikel is vervallen."), passages) is passages[1].text


# ---------------------------------------------------------------------------- counting

# De raad stelt het plan niet vast . Er wordt geen besluit genomen .
WORDS = "De raad stelt het plan niet vast . Er wordt geen besluit genomen .".split()
HEADS = [1, 2, 2, 4, 2, 2, 2, 2, 12, 12, 11, 12, 12, 12]
DEPS = "det nsubj ROOT det obj advmod compound:prt punct expl aux:pass det nsubj:pass ROOT punct".split()
MORPHS = ["VerbForm=Fin" if word in {"stelt", "wordt"} else "" for word in WORDS]
PARSED = Doc(VOCABULARY, words=WORDS, heads=HEADS, deps=DEPS, morphs=MORPHS)


def span(number: int, last: int | None = None) -> tuple[int, int]:
    """Return the characters of a word of `PARSED`, or of the words up to and with `last`."""
    return PARSED[number].idx, PARSED[last or number].idx + len(PARSED[last or number])


FIRST = Main(0, verb=span(2), root=span(2), subject=span(1), negation=(span(5),))
SECOND = Main(1, verb=span(9), root=span(12), subject=span(11), negation=(span(10),))
MARKED = Record("plan.md", "clause", "art_1", 0, len(PARSED.text), "", (span(0, 7), span(8, 13)), (FIRST, SECOND))


@pytest.mark.parametrize(
    ("marks", "measure", "expected"),
    [
        (MARKED, "boundaries", Found(1, 1, 1)),
        (MARKED, "sentences", Found(2, 2, 2)),
        (MARKED, "root", Rate(2, 2)),
        (MARKED, "verb", Rate(2, 2)),
        (MARKED, "subject", Rate(2, 2)),
        (MARKED, "negated", Rate(2, 2)),
        (MARKED, "negation", Found(2, 2, 2)),
        # one sentence is marked: the boundary is one too many, both halves are wrong
        (replace(MARKED, sentences=(span(0, 13),)), "boundaries", Found(0, 1, 0)),
        (replace(MARKED, sentences=(span(0, 13),)), "sentences", Found(0, 2, 1)),
        # three are marked: one boundary is missed
        (replace(MARKED, sentences=(span(0, 1), span(2, 7), span(8, 13))), "boundaries", Found(1, 1, 2)),
        # another root, verb or subject is marked, or none
        (replace(MARKED, main=(replace(FIRST, root=span(4)), SECOND)), "root", Rate(1, 2)),
        (replace(MARKED, main=(FIRST, replace(SECOND, verb=span(12)))), "verb", Rate(1, 2)),
        (replace(MARKED, main=(replace(FIRST, subject=span(4)), SECOND)), "subject", Rate(1, 2)),
        (replace(MARKED, main=(replace(FIRST, subject=None), SECOND)), "subject", Rate(1, 2)),
        # a root of two words is right with either
        (replace(MARKED, main=(replace(FIRST, root=span(2, 3)), SECOND)), "root", Rate(2, 2)),
        # no negation is marked, or another word
        (replace(MARKED, main=(replace(FIRST, negation=()), SECOND)), "negated", Rate(1, 2)),
        (replace(MARKED, main=(replace(FIRST, negation=()), SECOND)), "negation", Found(1, 2, 1)),
        (replace(MARKED, main=(replace(FIRST, negation=(span(3),)), SECOND)), "negated", Rate(2, 2)),
        (replace(MARKED, main=(replace(FIRST, negation=(span(3),)), SECOND)), "negation", Found(1, 2, 2)),
        # nothing has a finite verb: nothing is asked
        (replace(MARKED, main=()), "subject", Rate(0, 0)),
    ],
)
def test_what_is_counted_as_right(marks: Record, measure: str, expected: Found | Rate) -> None:
    assert getattr(scores(compare(PARSED, marks)), measure) == expected


@pytest.mark.parametrize(
    ("words", "heads", "deps", "negations"),
    [
        # a word with an argument of the verb
        ("Het college neemt geen besluit", [1, 2, 2, 4, 2], "det nsubj ROOT det obj", "geen"),
        # what the main verb asks for
        ("Bewoners hoeven niet te betalen", [1, 1, 4, 4, 1], "nsubj ROOT advmod mark xcomp", "niet"),
        # an argument itself
        ("Niemand heeft iets gezegd", [3, 3, 3, 3], "nsubj aux obj ROOT", "Niemand"),
        # another clause
        ("Wij zien dat bewoners niet komen", [1, 1, 5, 5, 5, 1], "nsubj ROOT mark nsubj advmod ccomp", ""),
        # a part of an argument
        ("De niet bedoelde ruimte blijft", [3, 2, 3, 4, 4], "det advmod amod nsubj ROOT", ""),
        # a second main clause
        ("Wij komen en zij komen niet", [1, 1, 4, 4, 1, 4], "nsubj ROOT cc nsubj conj advmod", ""),
        # a limit
        ("Wij vragen niet alleen bewoners", [1, 1, 1, 1, 1], "nsubj ROOT advmod advmod obj", ""),
        # both
        ("Wij gaan al dan niet door", [1, 1, 1, 1, 1, 1], "nsubj ROOT advmod advmod advmod compound:prt", ""),
    ],
)
def test_words_that_negate_the_main_clause(words: str, heads: list[int], deps: str, negations: str) -> None:
    doc = Doc(VOCABULARY, words=words.split(), heads=heads, deps=deps.split())
    root = next(token for token in doc if token.dep_ == "ROOT")
    marked = [(token.idx, token.idx + len(token)) for token in doc if token.text in negations.split()]
    whole = Main(0, (root.idx, root.idx + 1), (root.idx, root.idx + 1), None, tuple(marked))
    record = Record("plan.md", "clause", "art_1", 0, len(doc.text), "", ((0, len(doc.text)),), (whole,))
    assert scores(compare(doc, record)).negation == Found(len(marked), len(marked), len(marked))


def test_the_clause_that_het_stands_for_is_a_subject_beside_het() -> None:
    doc = Doc(
        VOCABULARY,
        words="Het is verboden te roken".split(),
        heads=[2, 2, 2, 4, 2],
        deps="nsubj cop ROOT mark csubj".split(),
    )
    whole = Main(0, (4, 6), (7, 15), (19, 24), ())
    record = Record("plan.md", "clause", "art_1", 0, len(doc.text), "", ((0, len(doc.text)),), (whole,))
    measured = scores(compare(doc, record))
    assert measured.subject == Rate(1, 1)
    assert measured.verb == Rate(0, 0), "which verb is finite cannot be told without morphology"


def test_shares() -> None:
    found = Found(right=3, found=4, marked=6)
    assert (found.precision, found.recall, round(found.f, 3)) == (0.75, 0.5, 0.6)
    assert (Found(0, 0, 0).f, Rate(0, 0).value, Rate(1, 4).value) == (0.0, 0.0, 0.25)


# ---------------------------------------------------------------------------- selecting and measuring documents


@pytest.fixture
def real(tmp_path: Path) -> Path:
    """A folder with two documents of twelve clauses each, half of them with a negation."""
    for name in ("nota", "plan"):
        clauses = [
            f"In het {name} van jaar {number} beslist {('niemand', 'de wijkraad')[number % 2]} zelf over het geld."
            for number in range(12)
        ]
        (tmp_path / "pdf").mkdir(exist_ok=True)
        (tmp_path / "pdf" / f"{name}.md").write_text(f"# {name}\n\n" + "\n\n".join([*clauses, "Te kort."]), "utf-8")
    return tmp_path


def test_the_choice_is_steady_and_over_all_documents(real: Path) -> None:
    chosen = select(real, count=18, seed=1)  # of which a third from the folder `pdf`
    assert chosen == select(real, count=18, seed=1)
    assert chosen != select(real, count=18, seed=2)
    assert sorted(Path(each.file).stem for each in chosen) == ["nota"] * 3 + ["plan"] * 3
    assert len({each.text for each in chosen}) == 6
    assert sum(bool(NEGATED.search(each.text)) for each in chosen) >= 2
    assert all(len(each.text.split()) >= 8 for each in chosen)


@pytest.fixture
def line(real: Path) -> dict:
    """Marks of one clause of `real`, as they stand in the file."""
    passage = next(each for each in read_passages(real / "pdf" / "plan.md", real) if "jaar 3 " in each.text)
    return {
        "file": passage.file,
        "clause": passage.key,
        "offset": passage.offset,
        "length": len(passage.text),
        "sha256": digest(passage.text),
        "sentences": [[0, len(passage.text)]],
        "main": [{"sentence": 0, "verb": [25, 32], "root": [25, 32], "subject": [36, 44], "negation": []}],
    }


def test_a_pipeline_is_measured_from_the_command_line(real: Path, line: dict, tmp_path: Path) -> None:
    gold, pipeline, result = tmp_path / "marks.jsonl", tmp_path / "pipeline", tmp_path / "scores.json"
    gone = line | {"clause": "art_99", "sha256": digest("iets anders")}
    gold.write_text("".join(json.dumps(each) + "\n" for each in (line, gone)), encoding="utf-8")
    nlp = spacy.blank("nl")
    nlp.add_pipe("sentencizer")
    nlp.to_disk(pipeline)
    command = ["--pipeline", str(pipeline), "--real", str(real), "--gold", str(gold), "--json", str(result)]
    answer = CliRunner().invoke(main, command)
    assert answer.exit_code == 0, answer.output
    assert "1 clauses measured" in answer.output
    assert "not found: pdf/plan.md: clause art_99" in answer.output.replace("\n", " ")
    measured = json.loads(result.read_text(encoding="utf-8"))
    assert measured["sentences"] == {"right": 1, "found": 1, "marked": 1, "precision": 1.0, "recall": 1.0, "f": 1.0}
    assert measured["missing"] == ["pdf/plan.md: clause art_99"]


def test_a_document_that_is_gone_is_named(real: Path, line: dict, tmp_path: Path) -> None:
    (tmp_path / "marks.jsonl").write_text(json.dumps(line | {"file": "pdf/weg.md"}) + "\n", encoding="utf-8")
    measured = evaluate(spacy.blank("nl"), read_records(tmp_path / "marks.jsonl"), real)
    assert measured.missing == (f"pdf/weg.md: clause {line['clause']}",)
    assert measured.clauses == 0


def test_a_pipeline_that_is_not_there() -> None:
    with pytest.raises(TrackerError, match="geen_pijplijn: no such pipeline"):
        load_pipeline("geen_pijplijn")
