"""One text in two formats should give the same clauses: share with equal citation and equal text, per pair."""

import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tracker.parse import parse
from tracker.split import split

TITLE = "One text in two formats"

ROOT = Path(__file__).resolve().parent.parent
REAL = ROOT.parent / "shared" / "real"
EXAMPLE = ROOT / "corpus" / "example"

STOP = "stop/gemeentestad__"
REAL_PAIRS = (
    (
        f"{STOP}opdracht__akn_nl_bill_gm0297-3520-01.xml",
        f"{STOP}overig_-_niet_behorend_bij_consolidatie__gmb-2021-1078.pdf",
    ),
    (f"{STOP}opdracht_2__Mutatie_besluit_eerstewijziging.xml", f"{STOP}consolidatie_2__gmb-2021-1079.pdf"),
    (f"{STOP}opdracht_3a__Wijzigingsbesluit-4527-1.xml", f"{STOP}consolidatie_3a__gmb-2021-1080.pdf"),
    ("stop/programma_waterbeheerplan_resultaat.xml", "stop/programma_waterbeheerplan_page_08.html"),
    ("stop/programma_waterbeheerplan_resultaat.xml", "stop/programma_waterbeheerplan_werkversie.docx"),
)


@dataclass(frozen=True)
class Likeness:
    """How far two files give the same clauses. `equal` counts clauses with equal citation and equal text."""

    first: str
    second: str
    first_clauses: int
    second_clauses: int
    equal: int
    equal_text: int

    @property
    def share(self) -> float:
        """Equal clauses as a share of the clauses of the smaller file (a chapter against a whole text)."""
        return self.equal / max(1, min(self.first_clauses, self.second_clauses))

    @property
    def text_share(self) -> float:
        """The same, for equal text under whatever citation."""
        return self.equal_text / max(1, min(self.first_clauses, self.second_clauses))


def compare(first: Path, second: Path) -> Likeness:
    """Read two files and count the clauses that are equal."""
    ours, theirs = (split(parse(path.read_bytes(), name=path.name)).clauses for path in (first, second))
    equal = Counter((c.citation, c.heading, c.text) for c in ours) & Counter(
        (c.citation, c.heading, c.text) for c in theirs
    )
    equal_text = Counter((c.heading, c.text) for c in ours) & Counter((c.heading, c.text) for c in theirs)
    return Likeness(first.name, second.name, len(ours), len(theirs), equal.total(), equal_text.total())


def pairs() -> list[tuple[Path, Path]]:
    """List the pairs that are on this machine: the real ones and the twins of the example corpus."""
    real = [(REAL / first, REAL / second) for first, second in REAL_PAIRS if REAL.is_dir()]
    twins = tomllib.loads((EXAMPLE / "twins.toml").read_text(encoding="utf-8"))["twins"]
    return real + [(EXAMPLE / twin["xml"], EXAMPLE / twin["pdf"]) for twin in twins]


def measure() -> str:
    """Return the table, in Markdown."""
    lines = [
        "| first | second | clauses | clauses | equal citation and text | equal text |",
        "| --- | --- | ---: | ---: | ---: | ---: |",
    ]
    for first, second in pairs():
        found = compare(first, second)
        lines.append(
            f"| {found.first} | {found.second} | {found.first_clauses} | {found.second_clauses} | "
            f"{found.share:.3f} | {found.text_share:.3f} |"
        )
    return "\n".join(lines)
