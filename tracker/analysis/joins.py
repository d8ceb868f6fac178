"""Join the stored tables: every row gets its policy, its version, its place and the file that it comes from."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import compute

from tracker.analysis.columns import OF_POLICY, OF_VERSION
from tracker.compare.rules import rules
from tracker.model import TrackerError

Frames = dict[str, pd.DataFrame]
_VERSION = [column.name for column in OF_VERSION]


def join(frames: Frames) -> Frames:
    """Return the tables of an analysis from the stored ones, which are changed on the way.

    Raises TrackerError when a row belongs to one that is not there: the database was written while it was read.
    """
    frames["policies"] = _sorted(frames["policies"], "position")
    frames["sources"] = _sorted(frames["sources"], "position")
    _join_versions(frames)
    for table in ("clauses", "questions"):
        frames[table] = _with_version(frames[table], frames["versions"], "position")
    frames["clauses"]["place"] = frames["clauses"]["citation"]
    _join_questions(frames)
    _join_mentions(frames)
    _join_changes(frames)
    _join_mention_changes(frames)
    _count(frames)
    return frames


# ---------------------------------------------------------------------------- from row to row


def rows_of(keys: pd.Series, ids: pd.Series, table: str) -> np.ndarray:
    """Return for each key the number of the row with that id, -1 for a key that is missing.

    Raises TrackerError when there is a key but no such row in `table`.
    """
    wanted, known = _arrow(keys), _arrow(ids)
    if len(wanted) < len(known):
        found = _rows_of_few(wanted, known)
    else:
        found = compute.index_in(wanted, value_set=known).fill_null(-1).to_numpy(zero_copy_only=False)
    lost = np.flatnonzero((found < 0) & keys.notna().to_numpy())
    if lost.size:
        raise TrackerError(f"{keys.iloc[lost[0]]}: not among the {table}; the database changed meanwhile: load again")
    return found


def _rows_of_few(wanted: pa.Array, known: pa.Array) -> np.ndarray:
    """Look up fewer keys than there are rows: a table of a million ids costs more than looking a million times."""
    distinct = wanted.drop_null().unique()
    rows = np.full(len(distinct) + 1, -1)  # the last one is for what is missing
    at = compute.index_in(known, value_set=distinct).fill_null(-1).to_numpy(zero_copy_only=False)
    rows[at[at >= 0]] = np.flatnonzero(at >= 0)
    return rows[compute.index_in(wanted, value_set=distinct).fill_null(-1).to_numpy(zero_copy_only=False)]


def _arrow(values: pd.Series) -> pa.Array:
    if isinstance(values.dtype, pd.CategoricalDtype):
        values = values.astype("str")
    array = pa.array(values, pa.string(), from_pandas=True)
    return array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array


def take(frame: pd.DataFrame, columns: Iterable[str], rows: np.ndarray, prefix: str = "") -> dict[str, Any]:
    """Return columns of these rows of a frame; of row -1 what is missing, of a flag False."""
    taken: dict[str, Any] = {}
    for name in columns:
        values = frame[name].array
        if frame[name].dtype == bool:
            taken[prefix + name] = np.append(values.to_numpy(), False)[rows]
        else:
            taken[prefix + name] = values.take(rows, allow_fill=True)
    return taken


def _ids(frame: pd.DataFrame) -> pd.Index:
    return pd.Index(frame["id"].array)  # without the name of the column, which a file of categories does not keep


def _category(values: pd.Series) -> pd.Categorical:
    return pd.Categorical(values, categories=sorted(values.dropna().unique()))


def _sorted(frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """Return a frame in the order of these columns, numbered anew; one that is in order as it is."""
    keys = [_key(frame[column]) for column in columns]
    order = np.lexsort(keys[::-1])
    if (order == np.arange(len(frame))).all():
        return frame
    return frame.take(order).reset_index(drop=True)


def _key(values: pd.Series) -> np.ndarray:
    if isinstance(values.dtype, pd.CategoricalDtype):
        return values.cat.codes.to_numpy()
    if isinstance(values.dtype, pd.Int64Dtype):
        return values.to_numpy(np.int64, na_value=-1)
    return values.rank(method="dense", na_option="top").to_numpy()


# ---------------------------------------------------------------------------- versions


def _join_versions(frames: Frames) -> None:
    versions, policies, sources = frames["versions"], frames["policies"], frames["sources"]
    of_policy = rows_of(versions["policy"], policies["id"], "policies")
    of_source = rows_of(versions["source"], sources["id"], "sources")
    names = {"policy_name": "name", "policy_kind": "kind", "policy_theme": "theme"}
    given = take(policies, [names.get(column.name, column.name) for column in OF_POLICY], of_policy)
    for column in OF_POLICY:
        versions[column.name] = given[names.get(column.name, column.name)]
    versions["policy_name"] = pd.Categorical(
        versions["policy_name"], categories=pd.Index(policies["name"].unique(), name=None)
    )
    versions["policy"] = pd.Categorical(versions["policy"], categories=_ids(policies))
    versions["role"] = take(sources, ["role"], of_source)["role"]
    page = versions["publisher_page"]
    versions["found_at"] = _category(page.mask(page == "", versions["address"]))
    frames["versions"] = _sorted(
        versions.assign(_policy=of_policy, _source=of_source), "retrieved", "_policy", "_source", "valid_from", "id"
    ).drop(columns=["_policy", "_source"])


def _with_version(frame: pd.DataFrame, versions: pd.DataFrame, *then: str) -> pd.DataFrame:
    """Make `version` a category in the order of the versions, join what they know, and sort by it."""
    codes = frame["version"].cat.codes.to_numpy()
    known = rows_of(pd.Series(frame["version"].cat.categories), versions["id"], "versions")
    rows = known[codes] if len(known) else codes.astype(np.int64)
    frame["version"] = pd.Categorical.from_codes(rows, _ids(versions))
    for name, values in _of_version(versions, rows).items():
        frame[name] = values
    return _sorted(frame, "version", *then)


def _of_version(versions: pd.DataFrame, rows: np.ndarray) -> dict[str, Any]:
    labelled = versions.assign(version_label=_category(versions["label"]), snapshot=_category(versions["snapshot"]))
    return take(labelled, _VERSION, rows)


# ---------------------------------------------------------------------------- clauses, questions, mentions


def _join_questions(frames: Frames) -> None:
    questions, clauses, links = frames["questions"], frames["clauses"], frames["question_clauses"]
    questions["place"] = questions["name"]
    of_question = rows_of(links["question"], questions["id"], "questions")
    of_clause = rows_of(links["clause"], clauses["id"], "clauses")
    frames["question_clauses"] = _sorted(
        links.assign(_question=of_question, _clause=of_clause), "_question", "_clause", "how"
    ).drop(columns=["_question", "_clause"])
    places = (
        pd.DataFrame({"question": of_question, "clause": of_clause})
        .drop_duplicates()
        .sort_values(["question", "clause"])
    )
    places["place"] = clauses["place"].take(places["clause"].to_numpy()).array
    about = places.groupby("question")["place"].agg("; ".join)
    questions["about"] = about.reindex(range(len(questions))).fillna("").astype("str").array


def _join_mentions(frames: Frames) -> None:
    """Order the mentions, first those in clauses and then those in questions, and give them their place and text."""
    mentions = frames["mentions"]
    parts = []
    for table, key, fields in (("clauses", "clause", ("text",)), ("questions", "question", ("question", "answer"))):
        owners = frames[table]
        here = mentions[mentions[key].notna().to_numpy()]
        here = _sorted(here.assign(_row=rows_of(here[key], owners["id"], table)), "_row", "field", "start", "id")
        rows = here.pop("_row").to_numpy()
        owners["mentions"] = pd.array(np.bincount(rows, minlength=len(owners)), "Int64")
        parts += [_placed(here[on], owners, rows[on], field) for field in fields if (on := _on(here, field)).any()]
    parts = parts or [_placed(mentions, frames["clauses"], np.zeros(0, int), "text")]
    found = pd.concat(parts, ignore_index=True)
    found["residents"] = found["holder"].isin(rules().residents)
    frames["mentions"] = found


def _on(mentions: pd.DataFrame, field: str) -> np.ndarray:
    return (mentions["field"] == field).to_numpy()


def _placed(mentions: pd.DataFrame, owners: pd.DataFrame, rows: np.ndarray, text: str) -> pd.DataFrame:
    """Give mentions the place, the text and the version of the clauses or questions that they stand in."""
    own = take(owners, ["version", "place", "page", text, *_VERSION], rows)
    own["text"] = own.pop(text)
    codes = owners["version"].cat.codes.to_numpy()
    sizes = np.bincount(codes, minlength=len(owners["version"].cat.categories))
    share = (owners["position"].to_numpy(np.float64)[rows] + 0.5) / np.maximum(sizes[codes[rows]], 1)
    return mentions.assign(**own, share=np.minimum(share, 1.0))


# ---------------------------------------------------------------------------- changes


def _join_changes(frames: Frames) -> None:
    changes, versions, clauses = frames["changes"], frames["versions"], frames["clauses"]
    changes["version"] = changes["new_version"]
    changes = _with_version(changes, versions, "position")
    changes["new_version"] = changes.pop("version")
    before = rows_of(changes["old_version"], versions["id"], "versions")
    changes["old_version"] = pd.Categorical.from_codes(before, _ids(versions))
    earlier = versions.assign(snapshot=_category(versions["snapshot"]))
    for name, values in take(earlier, ["valid_from", "found_at", "snapshot"], before, "old_").items():
        changes[name] = values
    for when in ("old", "new"):
        rows = rows_of(changes[f"{when}_clause"], clauses["id"], "clauses")
        for name, values in take(clauses, ["place", "text", "page"], rows, f"{when}_").items():
            changes[name] = values
    changes["place"] = changes["new_place"].fillna(changes["old_place"])
    changes["page"] = changes["new_page"].fillna(changes["old_page"])
    frames["changes"] = changes.drop(columns=["old_page", "new_page"])


def _join_mention_changes(frames: Frames) -> None:
    found, changes, mentions = frames["mention_changes"], frames["changes"], frames["mentions"]
    rows = rows_of(found["change"], changes["id"], "changes")
    for name, values in take(changes, ["new_version", "place", "page", *_VERSION], rows).items():
        found["version" if name == "new_version" else name] = values
    for when in ("old", "new"):
        there = rows_of(found[f"{when}_mention"], mentions["id"], "mentions")
        tags = ["trigger", "form", "holder", "rung", "force", "polarity"]
        for name, values in take(mentions, tags, there, f"{when}_").items():
            found[name] = values
    frames["mention_changes"] = _sorted(found.assign(_row=rows), "_row", "id").drop(columns="_row")


# ---------------------------------------------------------------------------- counts


def _count(frames: Frames) -> None:
    """Count versions, clauses, questions and mentions where they belong."""
    policies, versions, successions = frames["policies"], frames["versions"], frames["successions"]
    policies["versions"] = _size(versions["policy"], policies["id"])
    earlier = successions.groupby("policy")["succeeds"].agg(", ".join)
    policies["succeeds"] = policies["id"].map(earlier.astype("str")).astype("str").fillna("")
    for table in ("clauses", "questions", "mentions"):
        versions[table] = _size(frames[table]["version"], versions["id"])


def _size(keys: pd.Series, ids: pd.Series) -> Any:
    return keys.value_counts().reindex(ids, fill_value=0).astype("Int64").array
