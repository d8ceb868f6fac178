"""The labels in the repository are whole, and find their texts where these lie."""

import hashlib
import json
from collections import Counter
from pathlib import Path

import pytest

from tracker.model import TrackerError
from tracker.tag import FORMS
from training.labels import LABELS, read_labels

RECORDS = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
ALLOWED = {
    "form": set(FORMS),
    "holder": {"bewoners", "bewonersgroep", "gemeente", "aanbieder", "overig", "onbepaald"},
    "rung": {"informeren", "raadplegen", "adviseren", "coproduceren", "meebeslissen", "zelf", "onbepaald"},
    "force": {"plicht", "recht", "voornemen", "beschrijving"},
    "polarity": {"ja", "nee", "voorwaarde"},
}


def test_no_clause_is_labelled_twice_under_one_id() -> None:
    assert [name for name, times in Counter(record["id"] for record in RECORDS).items() if times > 1] == []


def test_every_label_has_the_values_of_the_guide_and_no_text() -> None:
    for record in RECORDS:
        assert record["part"] in ("train", "heldout"), record["id"]
        for mention in record["mentions"]:
            assert set(mention) == {"start", "end", *ALLOWED}, record["id"]
            assert 0 <= mention["start"] < mention["end"], record["id"]
            wrong = {name for name, values in ALLOWED.items() if mention[name] not in values}
            assert not wrong, f"{record['id']}: {wrong}"


def test_as_many_as_the_readme_says() -> None:
    readme = (LABELS.parent / "README.md").read_text(encoding="utf-8")
    assert f"Labels for {len(RECORDS):,} clauses" in readme


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A folder as the real one, with a text of our own in each place."""
    (tmp_path / "gold").mkdir()
    (tmp_path / "real").mkdir()
    unlabelled = {"id": "u1", "source": "nota", "text": "De bewoners van Vlietmonde hebben zeggenschap."}
    (tmp_path / "gold" / "unlabelled.jsonl").write_text(json.dumps(unlabelled) + "\n", encoding="utf-8")
    (tmp_path / "real" / "regel.md").write_text("# Regel\n\nDe **wijkraad** geeft advies.\n", encoding="utf-8")
    return tmp_path


def labels(tmp_path: Path, text: str) -> Path:
    values = {"holder": "bewoners", "rung": "zelf", "force": "recht", "polarity": "ja"}
    digest = hashlib.sha256(text.encode()).hexdigest()
    records = [
        {"id": "u1", "part": "train", "mentions": [{"start": 34, "end": 45, "form": "zeggenschap"} | values]},
        {"id": "r1", "file": "regel.md", "sha256": digest, "part": "heldout", "mentions": []},
    ]
    path = tmp_path / "labels.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def test_texts_are_found_by_id_and_by_hash(shared: Path, tmp_path: Path) -> None:
    first, second = read_labels(shared, labels(tmp_path, "De wijkraad geeft advies."))
    assert (first.text, first.mentions[0]["trigger"], first.source) == (
        "De bewoners van Vlietmonde hebben zeggenschap.",
        "zeggenschap",
        "nota",
    )
    assert (second.part, second.text, second.source) == ("heldout", "De wijkraad geeft advies.", "regel.md")


def test_a_text_that_is_gone_is_named(shared: Path, tmp_path: Path) -> None:
    with pytest.raises(TrackerError, match=r"the text of r1 \(regel\.md\) is not in"):
        list(read_labels(shared, labels(tmp_path, "Een andere tekst.")))
