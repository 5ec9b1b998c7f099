"""Parquet files of any columns, GeoParquet too, as text."""

import json
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from eventmap import connections
from eventmap.errors import FileError
from eventmap.readers.files.arrow_text import mend_text, to_text_table
from eventmap.readers.files.grids import check_cells, to_frame
from eventmap.readers.files.headers import unique_names
from eventmap.readers.files.limits import Limits, say_size
from eventmap.readers.files.points import read_wkb
from eventmap.readers.files.records import DEEPEST
from eventmap.readers.model import Source

_MEMORY = "256MB"
_THREADS = 2

_LENGTHS = {"VARCHAR": "strlen({})", "BLOB": "octet_length({})"}
"""How DuckDB counts the bytes of a value, by its type."""

_NESTED = "strlen(CAST({} AS VARCHAR))"


def read_columnar(path: Path, name: str, limits: Limits) -> Source:
    """Return the table in a Parquet file; its first row is line 1.

    Raises
    ------
    FileError
        If it is damaged, or its values written out are too large.
    """
    try:
        with pq.ParquetFile(path) as file:
            check_cells(name, file.metadata.num_rows, file.metadata.num_columns, limits)
            _check_values(file.metadata, name, limits)
            _check_text(path, name, limits)
            table, notes = mend_text(name, file.read())
    except duckdb.OutOfMemoryException as error:
        raise FileError(
            f"{name} holds rows that take more memory than there is for them, written out; "
            "allowed: rows of ordinary length."
        ) from error
    except (pa.ArrowException, duckdb.Error, OSError, ValueError, MemoryError) as error:
        message = str(error).splitlines()[0] if str(error) else "no more is known"
        raise FileError(f"{name} is a Parquet file that is damaged: {message}") from error
    geometry = _geometry(name, table)
    for column in geometry or {}:
        table = table.drop_columns([column])
    table = _flatten(table)
    check_cells(name, len(table), table.num_columns, limits)
    table = to_text_table(table.rename_columns(list(unique_names(table.schema.names))))
    for points in (geometry or {}).values():
        for field in points.schema.names:
            table = table.append_column(field, points[field])
    return Source(name, "parquet", to_frame(table, range(1, len(table) + 1)), notes=notes)


def _flatten(table: pa.Table) -> pa.Table:
    """Return a table in which what is nested is a column, such as "location.lat", as in JSON.

    A geometry of GeoJSON stays one value, and so does what is nested deeper than JSON is read.
    """
    for _ in range(DEEPEST):
        if not any(map(_is_nested, table.schema)):
            break
        columns: list[pa.ChunkedArray] = []
        names: list[str] = []
        for field, column in zip(table.schema, table.columns, strict=True):
            if _is_nested(field):
                columns += column.flatten()
                names += (f"{field.name}.{inner.name}" for inner in field.type)
            else:
                columns.append(column)
                names.append(field.name)
        table = pa.table(columns, names=names)
    return table


def _is_nested(field: pa.Field) -> bool:
    kind = field.type
    return pa.types.is_struct(kind) and not {"type", "coordinates"} <= {one.name for one in kind}


def _check_values(metadata: pq.FileMetaData, name: str, limits: Limits) -> None:
    """Refuse more values than cells are allowed: a list has many of them in one."""
    groups = map(metadata.row_group, range(metadata.num_row_groups))
    values = sum(
        group.column(at).num_values for group in groups for at in range(metadata.num_columns)
    )
    if values > limits.cells:
        raise FileError(f"{name} holds {values:,} values; allowed: up to {limits.cells:,} cells.")


def _check_text(path: Path, name: str, limits: Limits) -> None:
    """Refuse text that a dictionary of few values repeats without end.

    DuckDB adds up the lengths without writing the texts out.
    """
    with connections.lent(memory_limit=_MEMORY, threads=_THREADS) as connection:
        relation = connection.read_parquet(str(path))
        kinds = zip(relation.columns, map(str, relation.types), strict=True)
        lengths_of = [
            (_LENGTHS.get(kind) or _NESTED).format(_quote(column))
            for column, kind in kinds
            if kind in _LENGTHS or kind.endswith(("]", ")"))
        ]
        sums = [f"coalesce(sum({length}), 0)" for length in lengths_of]
        if not sums:
            return
        lengths = " + ".join(sums)
        statement = f"SELECT {lengths} FROM read_parquet(?)"  # noqa: S608 - quoted above
        row = connection.execute(statement, [str(path)]).fetchone()
        size = int(row[0]) if row else 0
    if size > limits.text_bytes:
        raise FileError(
            f"{name} holds {say_size(size)} of text; allowed: up to {say_size(limits.text_bytes)}."
        )


def _quote(identifier: str) -> str:
    return '"' + identifier.replace('"', '""') + '"'


def _geometry(name: str, table: pa.Table) -> dict[str, pa.Table] | None:
    """Return the points of the column that GeoParquet's metadata names, by that column."""
    try:
        meta = json.loads((table.schema.metadata or {})[b"geo"])
        column = meta["primary_column"]
        crs = meta["columns"][column].get("crs", "OGC:CRS84")
        kind = table[column].type
    except (KeyError, ValueError, TypeError, AttributeError):
        return None
    except RecursionError as error:
        raise FileError(
            f"{name} is no GeoParquet to be read: what it says of itself is nested too deep."
        ) from error
    if meta["columns"][column].get("encoding") != "WKB" or not pa.types.is_binary(kind):
        return None
    return {column: read_wkb(name, table[column], crs)}
