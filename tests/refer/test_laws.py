"""The list of laws: its form, its facts and how its names are found."""

import re
import tarfile
from pathlib import Path

import pytest

from tracker.model import TrackerError
from tracker.paths import corpus_file
from tracker.refer.laws import law_names, read_laws


def test_list_holds_the_laws_that_policies_cite() -> None:
    laws = read_laws(corpus_file("laws.toml"))
    assert len({law.bwb for law in laws if law.bwb}) >= 120


def test_titles_are_those_of_the_register(shared: Path) -> None:
    """The national texts at hand carry number and title; a law of our list among them has the same."""
    wanted = {law.bwb: law for law in law_names().laws if law.bwb}
    titles = {}
    with tarfile.open(shared / "real" / "corpus_text" / "legalize-nl_nederland.tar.xz") as files:
        for member in files:
            number = Path(member.name).stem
            text = files.extractfile(member) if number in wanted else None
            if text and (found := re.search(r"^titel: (.+)$", text.read().decode(), re.MULTILINE)):
                titles[number] = found[1].strip("'\" ")
    assert titles, "none of our laws is among the texts"
    for number, title in titles.items():
        law = wanted[number]
        names = {each.casefold() for each in (law.title, *law.names)}
        assert title.casefold() in names, f"{number} is {title!r}, not {law.title!r}"


NAMES = [
    # (text, [(name, number)])
    ("de Algemene wet bestuursrecht", [("Algemene wet bestuursrecht", "BWBR0005537")]),
    ("de algemene Wet bestuursrecht", [("algemene Wet bestuursrecht", "BWBR0005537")]),
    ("de Algemene wet\nbestuursrecht", [("Algemene wet\nbestuursrecht", "BWBR0005537")]),
    ("de Awb.", [("Awb", "BWBR0005537")]),
    ("awb", []),
    ("Awb-procedure", []),
    ("Wmo 2015", [("Wmo 2015", "BWBR0035362")]),
    ("Wet maatschappelijke ondersteuning 2015", [("Wet maatschappelijke ondersteuning 2015", "BWBR0035362")]),
    ("Wet maatschappelijke ondersteuning", [("Wet maatschappelijke ondersteuning", "BWBR0020031")]),
    ("Wet veiligheidsregio’s", [("Wet veiligheidsregio’s", "BWBR0027466")]),
    ("Boek 7 van het Burgerlijk Wetboek", [("Boek 7 van het Burgerlijk Wetboek", "BWBR0005290")]),
    ("de Wet open overheid en de Woo", [("Wet open overheid", "BWBR0045754"), ("Woo", "BWBR0045754")]),
    ("De Jeugdwethouder", []),
    ("de Wmo en de wmo", [("Wmo", "")]),
]


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_names(text: str, expected: list[tuple[str, str]]) -> None:
    found = [(text[name.start : name.end], name.law.bwb) for name in law_names().find(text)]
    assert found == expected


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[[laws", "cannot be read as a list of laws"),
        ("x = 1", "cannot be read as a list of laws"),
        ('[[laws]]\nbwb = "BWBR0000001"', "'title'"),
        ('[[laws]]\ntitle = "Buurtwet"', "Buurtwet: no address; give bwb, uri, books or either"),
        ('[[laws]]\ntitle = "Buurtwet"\nbwb = "123"', "bwb '123' is wrong; write it as BWBR0005537"),
        (
            '[[laws]]\ntitle = "Buurtwet"\nbwb = "BWBR0000001"\nabbreviations = ["Bw"]\n'
            '[[laws]]\ntitle = "Bomenwet"\nbwb = "BWBR0000002"\nabbreviations = ["Bw"]',
            "'Bw' stands for Buurtwet and for Bomenwet; keep one",
        ),
    ],
)
def test_broken_list(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "laws.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(TrackerError, match=re.escape(message)):
        read_laws(path)
