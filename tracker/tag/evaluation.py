"""How good the mentions are: precision, recall and F1 against labelled clauses, as the labelling guide counts them.

A found mention matches a labelled one of the same form whose characters it overlaps (strict: the same characters), one
to one, in reading order. Holder, rung, force and polarity are compared on matched mentions.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tracker.model import Mention, TrackerError
from tracker.quality import Score

VALUES = ("holder", "rung", "force", "polarity")
RESIDENTS = frozenset({"bewoners", "bewonersgroep"})


@dataclass(frozen=True)
class LabelledClause:
    """A clause as people labelled it."""

    id: str
    text: str
    mentions: tuple[Mention, ...]
    source: str = ""


@dataclass(frozen=True)
class Miss:
    """Something that the program did otherwise than people: `what` is `missed`, `false`, `holder`, `rung`, ..."""

    id: str
    what: str
    labelled: Mention | None
    found: Mention | None


@dataclass(frozen=True)
class Evaluation:
    """All scores; `matched` counts matched mentions, `agreeing` those of them with the same value.

    speaks: clauses that speak of control by residents or their groups. false_alarms: clauses without any labelled
    mention in which something was found, of `empty` such clauses. values: of every value of form, holder, rung, force
    and polarity its score; all but those of forms are counted on matched mentions. confusion: (name, labelled value,
    found value) to count.
    """

    clauses: int
    documents: int
    speaks: Score
    overlapping: Score
    strict: Score
    matched: int
    agreeing: dict[str, int]
    empty: int
    false_alarms: int
    values: dict[str, dict[str, Score]]
    confusion: dict[tuple[str, str, str], int]
    misses: tuple[Miss, ...] = field(repr=False)

    def agreement(self, name: str) -> float:
        """The share of matched mentions with the same holder, rung, force or polarity."""
        return self.agreeing[name] / self.matched if self.matched else 0.0

    @property
    def false_alarm_rate(self) -> float:
        """The share of the clauses without a mention in which something was found."""
        return self.false_alarms / self.empty if self.empty else 0.0


def read_labelled(path: Path) -> list[LabelledClause]:
    """Read labelled clauses, a JSON object a line, as described in the README of the labels.

    Raises TrackerError, with the number of the line, where one cannot be read.
    """
    clauses = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            record = json.loads(line)
            text = record["text"]
            mentions = tuple(_mention(each, text) for each in record["mentions"])
            clauses.append(LabelledClause(str(record["id"]), text, mentions, record.get("source", "")))
        except (ValueError, KeyError, TypeError) as error:
            raise TrackerError(
                f"{path}, line {number}: no labelled clause ({type(error).__name__}: {error}); it needs id, text and "
                "mentions with start, end, form, holder, rung, force and polarity"
            ) from error
    if not clauses:
        raise TrackerError(f"{path}: holds no labelled clause; name a file with one a line")
    return clauses


def _mention(label: dict, text: str) -> Mention:
    start, end = label["start"], label["end"]
    if not 0 <= start < end <= len(text):
        raise ValueError(f"start {start} and end {end} are not in the text of {len(text)} characters")
    return Mention(start, end, text[start:end], label["form"], **{name: label[name] for name in VALUES})


def pairs(
    labelled: Sequence[Mention], found: Sequence[Mention], *, strict: bool = False
) -> tuple[list[tuple[Mention, Mention]], list[Mention], list[Mention]]:
    """Match mentions of the same form one to one; returns (labelled, found) pairs, missed and false ones."""
    left = list(labelled)
    matched, false = [], []
    for mention in found:
        hit = next((each for each in left if _same(each, mention, strict)), None)
        if hit is None:
            false.append(mention)
        else:
            left.remove(hit)
            matched.append((hit, mention))
    return matched, left, false


def _same(one: Mention, other: Mention, strict: bool) -> bool:
    if one.form != other.form:
        return False
    if strict:
        return (one.start, one.end) == (other.start, other.end)
    return one.start < other.end and other.start < one.end


def speaks_of_residents(mentions: Iterable[Mention]) -> bool:
    """Whether a clause with these mentions speaks of control by residents or their groups."""
    return any(mention.holder in RESIDENTS for mention in mentions)


def evaluate(clauses: Sequence[LabelledClause], found: Iterable[Sequence[Mention]]) -> Evaluation:
    """Score the mentions that were found in the clauses, given in the same order."""
    rows = list(zip(clauses, found, strict=True))
    matches = [pairs(clause.mentions, mentions) for clause, mentions in rows]
    matched = [pair for each, _, _ in matches for pair in each]
    labelled = [mention for clause, _ in rows for mention in clause.mentions]
    marked = [mention for _, mentions in rows for mention in mentions]
    right_strict = sum(len(pairs(clause.mentions, mentions, strict=True)[0]) for clause, mentions in rows)
    empty = [mentions for clause, mentions in rows if not clause.mentions]
    values = {
        "form": _scores([each.form for each in labelled], [each.form for each in marked], [a.form for a, _ in matched])
    }
    values |= {name: _compared(matched, name) for name in VALUES}
    return Evaluation(
        clauses=len(rows),
        documents=len({clause.source for clause, _ in rows}),
        speaks=_speaking(rows),
        overlapping=Score(len(labelled), len(marked), len(matched)),
        strict=Score(len(labelled), len(marked), right_strict),
        matched=len(matched),
        agreeing={name: sum(getattr(a, name) == getattr(b, name) for a, b in matched) for name in VALUES},
        empty=len(empty),
        false_alarms=sum(bool(mentions) for mentions in empty),
        values=values,
        confusion=_confusion(matched),
        misses=tuple(
            miss for (clause, _), each in zip(rows, matches, strict=True) for miss in _misses(clause.id, *each)
        ),
    )


def _speaking(rows: Sequence[tuple[LabelledClause, Sequence[Mention]]]) -> Score:
    labelled = [speaks_of_residents(clause.mentions) for clause, _ in rows]
    found = [speaks_of_residents(mentions) for _, mentions in rows]
    return Score(sum(labelled), sum(found), sum(a and b for a, b in zip(labelled, found, strict=True)))


def _scores(labelled: Iterable[str], found: Iterable[str], right: Iterable[str]) -> dict[str, Score]:
    counts = Counter(labelled), Counter(found), Counter(right)
    return {value: Score(*(count[value] for count in counts)) for value in sorted({*counts[0], *counts[1]})}


def _compared(matched: Sequence[tuple[Mention, Mention]], name: str) -> dict[str, Score]:
    values = [(getattr(labelled, name), getattr(found, name)) for labelled, found in matched]
    return _scores((a for a, _ in values), (b for _, b in values), (a for a, b in values if a == b))


def _confusion(matched: Sequence[tuple[Mention, Mention]]) -> dict[tuple[str, str, str], int]:
    counts = Counter(
        (name, getattr(labelled, name), getattr(found, name))
        for labelled, found in matched
        for name in VALUES
        if getattr(labelled, name) != getattr(found, name)
    )
    return dict(counts.most_common())


def _misses(
    identifier: str, matched: Sequence[tuple[Mention, Mention]], missed: Sequence[Mention], false: Sequence[Mention]
) -> Iterator[Miss]:
    yield from (Miss(identifier, "missed", mention, None) for mention in missed)
    yield from (Miss(identifier, "false", None, mention) for mention in false)
    for labelled, found in matched:
        for name in VALUES:
            if getattr(labelled, name) != getattr(found, name):
                yield Miss(identifier, name, labelled, found)
