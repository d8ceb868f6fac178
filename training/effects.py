"""How often the effect of a change on residents' say is named right: `python -m training.effects --shared ../shared`.

Counted on the labels in `corpus/gold`, beside two obvious ways to do without weighing: are there more or fewer mentions
of residents' control than before, and are there more or fewer keywords.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from tracker.compare.changes import ClauseChange, compare
from tracker.compare.control import control_changes, overall
from tracker.compare.rules import rules
from tracker.compare.weighing import DENIED, OTHERWISE, STRONGER, UNNAMED, WEAKER
from tracker.model import Clause, Mention, TrackerError
from tracker.quality import Score
from tracker.tag import Tagger
from tracker.tag.introductions import passages
from tracker.tag.keywords import search
from training.effect_labels import REAL_SETS, Key, LabelledPair, read_labels, texts_hash

NAMES = {STRONGER: "versterking", WEAKER: "verzwakking", OTHERWISE: "anders", "": "geen"}
"""How the labels call what the program names; `geen` is no effect at all."""

EFFECTS = tuple(NAMES.values())
WAYS = ("weighed", "mentions", "keywords")
SEEN = "seen"
HALVES = (SEEN, "held out", "afterwards")
GROUPS = {"real": REAL_SETS, "edited": ("edited",), "invented": ("invented",)}

Mentions = Mapping[str, Sequence[Mention]]


@dataclass(frozen=True)
class Outcome:
    """A labelled change: what the label says and what each of WAYS says."""

    pair: LabelledPair
    key: Key
    found: Mapping[str, str]

    @property
    def labelled(self) -> str:
        """The effect that the label names."""
        return self.pair.effects[self.key]


def outcomes(pairs: Iterable[LabelledPair], tagger: Tagger) -> Iterator[Outcome]:
    """Weigh every labelled change. Raises TrackerError where a labelled clause has other texts than it had."""
    for pair in pairs:
        changes = compare(pair.old, pair.new, same_rule=pair.same_rule).changes
        changes = _needed(changes, pair)
        old = _mentions(pair.old, (change.old for change in changes), tagger)
        new = _mentions(pair.new, (change.new for change in changes), tagger)
        weighed = _weighed(changes, old, new)
        for key in pair.effects:
            sides = _clauses(pair, key)
            yield Outcome(
                pair,
                key,
                {
                    "weighed": _of_key(weighed, key),
                    "mentions": _more_or_fewer(_counted(sides[0], old.get), _counted(sides[1], new.get)),
                    "keywords": _more_or_fewer(*(0 if side is None else len(search(side.text)) for side in sides)),
                },
            )


def _needed(changes: Sequence[ClauseChange], pair: LabelledPair) -> list[ClauseChange]:
    """Return the changes of words that are labelled, and those that share a split or a merge with one of them."""
    changes = [change for change in changes if change.kind not in ("verplaatst", "hernummerd")]
    sides: set[tuple[str, str | None]] = {("old", old) for old, _ in pair.effects} | {
        ("new", new) for _, new in pair.effects
    }
    sides -= {("old", None), ("new", None)}
    while True:
        needed = [change for change in changes if not sides.isdisjoint(_sides(change))]
        reached = sides.union(*map(_sides, needed))
        if reached == sides:
            return needed
        sides = reached


def _sides(change: ClauseChange) -> set[tuple[str, str | None]]:
    sides = (("old", change.old), ("new", change.new), ("old", change.split_from), ("new", change.merged_into))
    return {(side, clause.eid) for side, clause in sides if clause is not None}


def _mentions(clauses: Sequence[Clause], needed: Iterable[Clause | None], tagger: Tagger) -> dict[str, tuple]:
    """Tag only the clauses that are needed, each with what introduces it."""
    eids = {clause.eid for clause in needed if clause is not None}
    read = [(clause.eid, passage) for clause, passage in zip(clauses, passages(clauses)) if clause.eid in eids]
    return dict(zip([eid for eid, _ in read], tagger.tag_passages(passage for _, passage in read)))


def _weighed(changes: Sequence[ClauseChange], old: Mentions, new: Mentions) -> dict[Key, str]:
    """Return what the program says of each change."""
    found: dict[int, list[str]] = {at: [] for at in range(len(changes))}
    for each in control_changes(changes, old, new):
        found[each.change].append(each.effect)
    return {
        (change.old and change.old.eid, change.new and change.new.eid): overall(found[at])
        for at, change in enumerate(changes)
    }


def _of_key(weighed: Mapping[Key, str], key: Key) -> str:
    """Return the effect of a change; of a clause that was not seen as the same one, of both halves together."""
    halves = [key] if key in weighed else [(key[0], None), (None, key[1])]
    return NAMES[overall(weighed[half] for half in halves if half in weighed)]


def _clauses(pair: LabelledPair, key: Key) -> tuple[Clause | None, Clause | None]:
    by_eid = [{clause.eid: clause for clause in clauses} for clauses in (pair.old, pair.new)]
    sides = by_eid[0].get(key[0] or ""), by_eid[1].get(key[1] or "")
    if pair.hashes.get(key, "") not in ("", texts_hash(*sides)):
        raise TrackerError(f"{pair.name}: {key} has other texts than when it was labelled; label it anew")
    return sides


def _counted(clause: Clause | None, mentions_of: Callable[[str, tuple], Sequence[Mention]]) -> int:
    """Count the mentions of control that residents, or nobody with a name, have."""
    holders = rules().residents | {UNNAMED}
    mentions = [] if clause is None else mentions_of(clause.eid, ())
    return sum(mention.holder in holders and mention.polarity != DENIED for mention in mentions)


def _more_or_fewer(before: int, after: int) -> str:
    return NAMES[STRONGER if after > before else WEAKER if after < before else ""]


# -------------------------------------------------------------------- counting


def score(found: Iterable[Outcome], effects: Iterable[str], way: str = "weighed") -> Score:
    """Count how often a way names these effects, and how often it does so rightly."""
    wanted = set(effects)
    pairs = [(each.labelled, each.found[way]) for each in found]
    return Score(
        sum(labelled in wanted for labelled, _ in pairs),
        sum(named in wanted for _, named in pairs),
        sum(labelled == named for labelled, named in pairs if labelled in wanted),
    )


def confusions(found: Iterable[Outcome], way: str = "weighed") -> Counter[tuple[str, str]]:
    """Count the pairs of what the label says and what is named."""
    return Counter((each.labelled, each.found[way]) for each in found)


def selected(found: Iterable[Outcome], group: str, half: str) -> list[Outcome]:
    """Return the outcomes of one of GROUPS and one of HALVES."""
    return [each for each in found if each.pair.kind in GROUPS[group] and each.pair.half == half]


def table(found: Sequence[Outcome]) -> Iterator[str]:
    """Give the lines of a Markdown table: per group, half and way the share that is right, precision and recall."""
    yield "| texts | half | by | changes | right | stronger: precision | recall | weaker: precision | recall |"
    yield "| --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    for group in GROUPS:
        for half in HALVES:
            chosen = selected(found, group, half)
            for way in WAYS if chosen else ():
                scores = [score(chosen, each, way) for each in (EFFECTS, [NAMES[STRONGER]], [NAMES[WEAKER]])]
                cells = [f"{each.precision:.2f} | {each.recall:.2f}" for each in scores[1:]]
                start = f"| {group} | {half} | {way} | {len(chosen)} | {scores[0].recall:.2f} | "
                yield start + " | ".join(cells) + " |"


@click.command()
@click.option("--shared", type=click.Path(exists=True, file_okay=False, path_type=Path), required=True)
@click.option("--errors", is_flag=True, help="Name the changes of which the effect is wrong, of the half that is seen.")
def main(shared: Path, errors: bool) -> None:
    """Count on the labels in corpus/gold, with the texts in SHARED."""
    found = list(outcomes(read_labels(shared), Tagger.load()))
    click.echo("\n".join(table(found)))
    for (labelled, named), count in sorted(confusions(found).items()):
        click.echo(f"{labelled} named as {named}: {count}")
    for each in found if errors else ():
        if each.pair.half == SEEN and each.labelled != each.found["weighed"]:
            click.echo(f"{each.pair.kind}: {each.pair.name} {each.key}: {each.labelled}, named {each.found['weighed']}")


if __name__ == "__main__":
    main()
