"""A Parquet file as one table of the schema: which columns it has, and how DuckDB opens it."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from eventmap import connections
from eventmap.canonical.casts import Field
from eventmap.canonical.sheets import Sheet
from eventmap.canonical.tables import read_table
from eventmap.errors import Refusal

_THREADS = 2
_MEMORY = "256MB"


@dataclass(frozen=True)
class ParquetFile:
    """One table's file.

    Parameters
    ----------
    table
        Name of the table.
    fields
        Its columns by name, in their order, without those that cannot be read.
    """

    table: str
    path: Path
    fields: dict[str, Field]

    @property
    def values(self) -> dict[str, Any]:
        """What the placeholders in SQL on this file stand for."""
        return {f"{self.table}_path": str(self.path)}

    def with_spaced(self, names: Collection[str]) -> "ParquetFile":
        """Return the same file, in which only these columns are `spaced`."""
        fields = self.fields.items()
        marked = {name: replace(field, spaced=name in names) for name, field in fields}
        return replace(self, fields=marked)


@contextmanager
def connect() -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a database for reading files: small, on two threads, gone afterwards."""
    with connections.connect(memory_limit=_MEMORY, threads=_THREADS) as connection:
        yield connection


def open_file(
    connection: duckdb.DuckDBPyConnection, table: str, path: Path
) -> tuple[ParquetFile, list[Refusal]]:
    """Return the file of `table`, and what is wrong with its columns.

    Raises
    ------
    duckdb.Error
        If it is no Parquet file, or one cut short.
    """
    fields: dict[str, Field] = {}
    refusals = []
    for field in _fields(connection, path):
        if not field.name:
            refusals.append(Refusal(path.name, None, None, "column without a name", "a name"))
        elif field.name in fields:
            again = f"{field.name}, a second time"
            refusals.append(Refusal(path.name, None, field.name, again, "each column once"))
        else:
            fields[field.name] = field
    nested = [field for field in fields.values() if not field.is_scalar]
    allowed = "a column of text, numbers, days or true and false"
    refusals += [Refusal(path.name, None, f.name, f.type, allowed) for f in nested]
    _, found = read_table(table, Sheet(path.name, pd.DataFrame(columns=[*fields], dtype="str")))
    refusals += [replace(refusal, row=None) for refusal in found]  # there is no header row
    readable = {name: field for name, field in fields.items() if field.is_scalar}
    return ParquetFile(table, path, readable), refusals


def _fields(connection: duckdb.DuckDBPyConnection, path: Path) -> Iterator[Field]:
    values = {"path": str(path)}
    described = connection.execute(
        "DESCRIBE SELECT * FROM read_parquet($path, hive_partitioning = false)", values
    ).fetchall()
    nodes = connection.execute(
        "SELECT name, coalesce(num_children, 0) FROM parquet_schema($path)", values
    ).fetchall()
    # DuckDB makes "place" and "Place" two names; only the nodes have them as they are.
    for name, (alias, kind, *_) in zip(_top_names(nodes), described, strict=True):
        yield Field(name.strip(), '"' + alias.replace('"', '""') + '"', kind)


def _top_names(nodes: Iterable[tuple[str, int]]) -> Iterator[str]:
    """Yield the names of the columns out of a file's schema, depth first from its root."""
    below = 0
    for name, children in list(nodes)[1:]:
        if below:
            below -= 1
        else:
            yield name
        below += children


def refuse_unreadable(path: Path, error: Exception) -> Refusal:
    """Return why a file is refused as a whole."""
    # Where on the host's disk it lies is nobody else's business.
    reason = str(error).split("\n", 1)[0].replace(f"{path.absolute().parent}/", "")
    return Refusal(path.name, None, None, reason, "a complete Parquet file, not encrypted")
