"""What changed between a version and the one before it: which one that is, the rows that say it, and the lineages."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from tracker.compare.changes import ClauseChange, compare
from tracker.compare.control import MentionChange, control_changes, overall
from tracker.compare.mentions import Placed
from tracker.compare.questions import as_clause, start_of_answer
from tracker.compare.sentences import control_sentence, sentences
from tracker.model import Clause, Extraction, Mention
from tracker.store import read
from tracker.store.rows import Row

_AFTER_ALL = 1 << 62
"""A row number for a version that is not stored yet."""


@dataclass(frozen=True)
class Side:
    """One of two versions that are compared: its clauses, and the mentions in their texts by eid, in order."""

    version: str
    clauses: tuple[Clause, ...]
    mentions: Mapping[str, tuple[Mention, ...]]

    def clause_id(self, clause: Clause | None) -> str | None:
        """Return the identifier of one of the clauses."""
        return None if clause is None else f"{self.version}/{clause.eid}"

    def mention_id(self, placed: Placed | None) -> str | None:
        """Return the identifier of a mention in one of the clauses."""
        if placed is None:
            return None
        number = self.mentions[placed.clause.eid].index(placed.mention) + 1
        return f"{self.version}/{placed.clause.eid}/m{number}"


def side_of(version: str, extraction: Extraction) -> Side:
    """Return what was just read as one side of a comparison."""
    clauses = extraction.split.clauses
    mentions = {clause.eid: found for clause, found in zip(clauses, extraction.clause_mentions)}
    return Side(version, clauses, mentions)


@dataclass(frozen=True)
class Compared:
    """The thread of every clause of a version by eid, and the rows of `changes` and `mention_changes`."""

    lineages: Mapping[str, str]
    changes: tuple[Row, ...] = ()
    mention_changes: tuple[Row, ...] = ()


def version_before(
    db: Database, source: str, work: str, valid_from: str | int | float | None, extractor: str, row: int = _AFTER_ALL
) -> str | None:
    """Return the version of a work that one starting at `valid_from`, stored as row `row`, comes after.

    Where its bytes were read more than once, it is the reading by the same extractor, so that a change of ours is not
    taken for one of theirs.
    """
    found = db.execute(
        """
        SELECT id, address, snapshot FROM versions
        WHERE source = :source AND work = :work AND (
            (rowid < :row AND coalesce(valid_from, '') <= coalesce(:valid_from, '9999-12-31'))
            OR (rowid > :row AND coalesce(valid_from, '') < coalesce(:valid_from, '')))
        ORDER BY coalesce(valid_from, '') DESC, rowid DESC LIMIT 1
        """,
        {"source": source, "work": work, "valid_from": valid_from, "row": row},
    ).fetchone()
    if found is None:
        return None
    same = db.execute(
        """
        SELECT id FROM versions
        WHERE source = ? AND address = ? AND snapshot = ? AND extractor = ? AND rowid <> ? ORDER BY rowid DESC LIMIT 1
        """,
        [source, *found[1:], extractor, row],
    ).fetchone()
    return str((same or found)[0])


def compared(db: Database, before: str | None, after: Side, policy: str, reason: str) -> Compared:
    """Compare a version with the stored one before it; one with reason `extractie` has no changes of its own."""
    if before is None:
        return Compared({clause.eid: f"{after.version}/{clause.eid}" for clause in after.clauses})
    old = read_side(db, before)
    comparison = compare(old.clauses, after.clauses)
    threads = read.lineages(db, before)
    lineages = {
        clause.eid: threads[earlier.eid] if earlier else f"{after.version}/{clause.eid}"
        for earlier, clause in comparison.pairs
    }
    if reason != "inhoud":
        return Compared(lineages)
    return Compared(lineages, *_rows(old, after, policy, comparison.changes))


def _rows(
    old: Side, new: Side, policy: str, changes: Sequence[ClauseChange]
) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    control = control_changes(changes, old.mentions, new.mentions)
    of_change: dict[int, list[MentionChange]] = {}
    for each in control:
        of_change.setdefault(each.change, []).append(each)
    said = sentences(changes, control)
    rows: list[Row] = []
    mention_rows: list[Row] = []
    for at, (change, sentence) in enumerate(zip(changes, said)):
        row = _change_row(old, new, at + 1, change)
        effect = overall(each.effect for each in of_change.get(at, ()))
        rows.append(row | {"policy": policy, "effect": effect, "sentence": sentence})
        mention_rows.extend(
            _mention_row(old, new, f"{row['id']}/v{number}", each)
            for number, each in enumerate(of_change.get(at, ()), 1)
        )
    return tuple(rows), tuple(mention_rows)


def _change_row(old: Side, new: Side, number: int, change: ClauseChange) -> Row:
    return {
        "id": f"{new.version}/w{number}",
        "old_version": old.version,
        "new_version": new.version,
        "kind": change.kind,
        "old_clause": old.clause_id(change.old),
        "new_clause": new.clause_id(change.new),
        "similarity": change.similarity,
        "position": number - 1,
        "moved": int(change.moved),
        "renumbered": int(change.renumbered),
        "split_from": old.clause_id(change.split_from),
        "merged_into": new.clause_id(change.merged_into),
        "differences": json.dumps({each.part: each.pieces for each in change.differences}, ensure_ascii=False),
    }


def _mention_row(old: Side, new: Side, id_: str, change: MentionChange) -> Row:
    return {
        "id": id_,
        "change": id_.rsplit("/", 1)[0],
        "kind": change.kind,
        "old_mention": old.mention_id(change.old),
        "new_mention": new.mention_id(change.new),
        "effect": change.effect,
        "what": ", ".join(change.what),
        "sentence": control_sentence(change),
    }


def write_changes(db: Database, found: Compared) -> None:
    """Write what changed; the clauses and mentions of both versions have been stored before."""
    db.table("changes").insert_all(found.changes)
    db.table("mention_changes").insert_all(found.mention_changes)


def read_side(db: Database, version: str, *, with_questions: bool = False) -> Side:
    """Read a version as it was stored, to compare it with another one; with its questions too when that is asked."""
    mentions: dict[str, list[Mention]] = {}
    rows = db.query(
        """
        SELECT clauses.eid, start, "end", "trigger", form, holder, rung, force, polarity, rule
        FROM mentions JOIN clauses ON clauses.id = mentions.clause
        WHERE clauses.version = ? ORDER BY mentions.rowid
        """,
        [version],
    )
    for row in rows:
        mentions.setdefault(row.pop("eid"), []).append(Mention(**row))
    clauses = [clause for _, clause in read.clauses_of(db, version)]
    if with_questions:
        clauses += _questions_as_clauses(db, version, mentions)
    return Side(version, tuple(clauses), {eid: tuple(found) for eid, found in mentions.items()})


def _questions_as_clauses(db: Database, version: str, mentions: dict[str, list[Mention]]) -> list[Clause]:
    """Return the questions of a version, and put what is mentioned in them to the mentions."""
    found = []
    answers_start: dict[str, int] = {}
    for row in db.query("SELECT * FROM questions WHERE version = ? ORDER BY position, rowid", [version]):
        eid = row["id"].partition("/")[2]
        answers_start[eid] = start_of_answer(row["question"])
        found.append(as_clause(eid, row["name"], row["question"], row["answer"], row["number"], row["position"]))
    rows = db.query(
        """
        SELECT questions.id, field, start, "end", "trigger", form, holder, rung, force, polarity, rule
        FROM mentions JOIN questions ON questions.id = mentions.question
        WHERE questions.version = ? ORDER BY mentions.rowid
        """,
        [version],
    )
    for row in rows:
        eid = row.pop("id").partition("/")[2]
        further = answers_start[eid] if row.pop("field") == "answer" else 0
        row |= {"start": row["start"] + further, "end": row["end"] + further}
        mentions.setdefault(eid, []).append(Mention(**row))
    return found


# -------------------------------------------------------------------- versions that come in late


def comes_between(db: Database, version: str) -> bool:
    """Return whether a version that was stored last starts before another version of its work."""
    found = db.execute(
        """
        SELECT 1 FROM versions AS later JOIN versions AS stored ON stored.id = ?
        WHERE later.source = stored.source AND later.work = stored.work AND later.rowid < stored.rowid
            AND later.valid_from > coalesce(stored.valid_from, '9999-12-31') LIMIT 1
        """,
        [version],
    )
    return found.fetchone() is not None


def compare_again(db: Database, source: str, work: str) -> None:
    """Compare every version of a work again with the one that now comes before it, in order."""
    versions = db.execute(
        """
        SELECT id, rowid, policy, valid_from, extractor, reason FROM versions
        WHERE source = ? AND work = ? ORDER BY coalesce(valid_from, ''), rowid
        """,
        [source, work],
    ).fetchall()
    for id_, row, policy, valid_from, extractor, reason in versions:
        before = version_before(db, source, work, valid_from, extractor, row)
        found = compared(db, before, read_side(db, id_), policy, reason)
        _forget_changes(db, id_)
        _write_lineages(db, ((f"{id_}/{eid}", lineage) for eid, lineage in found.lineages.items()))
        write_changes(db, found)


def _forget_changes(db: Database, version: str) -> None:
    db.execute("DELETE FROM mention_changes WHERE change IN (SELECT id FROM changes WHERE new_version = ?)", [version])
    db.execute("DELETE FROM changes WHERE new_version = ?", [version])


def _write_lineages(db: Database, lineages: Iterable[tuple[str, str]]) -> None:
    """Write only what differs, for every clause that is written is indexed anew for the search."""
    db.conn.executemany(
        "UPDATE clauses SET lineage = ?2 WHERE id = ?1 AND lineage <> ?2",
        lineages,
    )
