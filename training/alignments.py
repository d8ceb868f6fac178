"""How often clauses of two versions are aligned as a person did: `python -m training.alignments`.

`corpus/gold/alignments.toml` names, by eid, what goes on as what in pairs of versions beside the checkout; every clause
that it does not name goes on as the one with the same eid.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from tracker.compare.align import align
from tracker.model import Clause
from tracker.parse import parse
from tracker.quality import Score
from tracker.split import split

ROOT = Path(__file__).resolve().parent.parent
LABELS = ROOT / "corpus" / "gold" / "alignments.toml"
REAL = ROOT.parent / "shared" / "real"

Link = tuple[str, str]


@dataclass(frozen=True)
class Labels:
    """What a person says of one pair: links by eid; `doubtful` ones are right whether they are found or not.

    hard: the links of clauses of which the eid or the words changed, or that were split or merged.
    """

    name: str
    old: tuple[Clause, ...]
    new: tuple[Clause, ...]
    links: frozenset[Link]
    doubtful: frozenset[Link]
    hard: frozenset[Link]


def read_labels(labels: Path = LABELS, real: Path = REAL) -> list[Labels]:
    """Read the labelled pairs. Raises ValueError where a label names a clause that is not there."""
    return [_read_pair(pair, real) for pair in tomllib.loads(labels.read_text(encoding="utf-8"))["pairs"]]


def _read_pair(pair: dict, real: Path) -> Labels:
    old, new = _clauses(real / pair["old"]), _clauses(real / pair["new"])
    named = [tuple(link) for key in ("continues", "split", "merged") for link in pair[key]]
    doubtful = frozenset(tuple(link) for link in pair["doubtful"])
    _check(pair, [*named, *doubtful], {clause.eid for clause in old}, {clause.eid for clause in new})
    went = {link[0] for key in ("continues", "merged") for link in map(tuple, pair[key])} | set(pair["repealed"])
    came = {link[1] for key in ("continues", "split") for link in map(tuple, pair[key])} | set(pair["added"])
    words = {clause.eid: (clause.heading, clause.text) for clause in old}
    kept = [clause for clause in new if clause.eid in words and clause.eid not in went and clause.eid not in came]
    same = {(clause.eid, clause.eid) for clause in kept} - doubtful
    changed = {(each.eid, each.eid) for each in kept if words[each.eid] != (each.heading, each.text)} - doubtful
    return Labels(pair["new"], old, new, frozenset(named) | same, doubtful, (frozenset(named) | changed) - doubtful)


def _check(pair: dict, links: list[Link], old: set[str], new: set[str]) -> None:
    missing = {link[0] for link in links} - old | set(pair["repealed"]) - old
    missing |= {link[1] for link in links} - new | set(pair["added"]) - new
    if missing:
        raise ValueError(
            f"{pair['new']}: no clause {sorted(missing)[0]}; the splitter names it otherwise: label it anew"
        )


def _clauses(path: Path) -> tuple[Clause, ...]:
    return split(parse(path.read_bytes(), name=path.name)).clauses


def found_links(labels: Labels) -> set[Link]:
    """Return the links that the aligner finds, splits and merges among them, but for the doubtful ones."""
    alignment = align(labels.old, labels.new)
    places = [*alignment.links]
    places += [(fragment.whole, fragment.part) for fragment in alignment.splits]
    places += [(fragment.part, fragment.whole) for fragment in alignment.merges]
    return {(labels.old[old].eid, labels.new[new].eid) for old, new in places} - labels.doubtful


def score(labels: Labels, *, hard: bool = False) -> Score:
    """Count links; with `hard` leave out those that are sure: same eid, same words."""
    found = found_links(labels)
    easy = labels.links - labels.hard if hard else frozenset()
    return Score(len(labels.links - easy), len(found - easy), len((found & labels.links) - easy))


def main() -> None:
    """Print precision and recall per pair, and every link that is wrong or missing."""
    print("| newer version | links | precision | recall | hard links | precision | recall |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    read = read_labels()
    totals = [Score(0, 0, 0), Score(0, 0, 0)]
    for labels in read:
        scores = [score(labels), score(labels, hard=True)]
        totals = [total + each for total, each in zip(totals, scores)]
        print(_row(labels.name, scores))
    print(_row("all", totals))
    for labels in read:
        found = found_links(labels)
        for what, links in (("wrong", found - labels.links), ("missed", labels.links - found)):
            for old, new in sorted(links):
                print(f"{labels.name}: {what}: {old} -> {new}")


def _row(name: str, scores: list[Score]) -> str:
    cells = " | ".join(f"{each.labelled} | {each.precision:.3f} | {each.recall:.3f}" for each in scores)
    return f"| {name} | {cells} |"


if __name__ == "__main__":
    main()
