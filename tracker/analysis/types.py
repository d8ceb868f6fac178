"""From what a database stores to a table with types: categories in their order, dates, whole numbers with gaps."""

import pandas as pd
import pyarrow as pa
from pyarrow import compute

from tracker.analysis.columns import Kind, scale_of, stored
from tracker.codebook import codebook
from tracker.model import ClauseKind, TrackerError

_STORED_AS = {Kind.WHOLE: pa.int64(), Kind.NUMBER: pa.float64(), Kind.FLAG: pa.int64()}
_PANDAS = {pa.int64(): pd.Int64Dtype()}


def typed(table: str, rows: pa.Table) -> pd.DataFrame:
    """Give the rows of a stored table their types; `rows` has its columns as text, whole numbers and numbers.

    The memory of `rows` is given up bit by bit. Raises TrackerError for a date that is none.
    """
    kinds = stored(table)
    arrays = [_typed(table, name, rows.column(name), kind) for name, kind in kinds.items()]
    del rows
    return pa.table(arrays, names=list(kinds)).to_pandas(
        split_blocks=True, self_destruct=True, types_mapper=_PANDAS.get
    )


def _typed(table: str, name: str, column: pa.ChunkedArray, kind: Kind) -> pa.ChunkedArray | pa.Array:
    column = column.cast(_STORED_AS.get(kind, pa.string()))
    if kind is Kind.FLAG:
        return column.cast(pa.bool_())
    if kind is Kind.CATEGORY:
        return _category(column, *_values(table, name))
    if kind in (Kind.DATE, Kind.MOMENT):
        return _moment(table, name, column, kind)
    return column


def _values(table: str, name: str) -> tuple[list[str], bool]:
    """Return the values that a column is known to have, in order, and whether that order means something."""
    if scale := scale_of(table, name):
        return codebook()[scale].names, codebook()[scale].ordered
    if (table, name) == ("clauses", "kind"):
        return [kind.value for kind in ClauseKind], False
    return [], False


def _category(column: pa.ChunkedArray, known: list[str], ordered: bool) -> pa.Array:
    """Make a category; values that are not known come behind, by the alphabet; none at all is missing."""
    found = sorted(value for value in column.unique().to_pylist() if value)
    values = pa.array([*known, *(value for value in found if value not in known)], pa.string())
    codes = compute.index_in(column, value_set=values).combine_chunks().cast(pa.int32())
    return pa.DictionaryArray.from_arrays(codes, values, ordered=ordered)


def _moment(table: str, name: str, column: pa.ChunkedArray, kind: Kind) -> pa.ChunkedArray:
    filled = compute.if_else(compute.equal(column, ""), None, column)
    try:
        if kind is Kind.MOMENT:
            return filled.cast(pa.timestamp("ms", tz="UTC"))
        return filled.cast(pa.date32()).cast(pa.timestamp("ms"))
    except pa.ArrowInvalid as error:
        raise TrackerError(f"{table}.{name}: holds what is no date ({error}); read the source again") from error
