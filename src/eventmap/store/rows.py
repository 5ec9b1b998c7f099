"""How a dataset lies in its Delta table, and the rows of one version of it, for DuckDB.

There is one row for each row of the dataset's three tables. The column ``part`` says which of
them, and partitions the files. The other columns are those of the schema's tables together, empty
where a table has no such column, and the `MARKS`.
"""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from uuid import uuid4

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

from eventmap.schema import FIGURE_WORDS, SQL_TYPES, TABLES, Column, Kind
from eventmap.seals import checksum
from eventmap.store.failures import DamageError

PART = "part"

MARKS = ("row", "changed_in", "withdrawn_in")
"""What the store notes of a row, whole numbers: its place in its table, which is in the order of
these; the version in which it came or last changed; and the one in which it was withdrawn (null: it
was not)."""

MATCHED_BY = {"events": "event_id", "claims": "event_id", "timeline": "item_id"}
"""What the rows of a table are found again by. The claims about an event are one thing."""

COLUMNS: dict[str, Column] = {
    name: column for table in TABLES.values() for name, column in table.items()
}
"""The columns of the schema's tables together, in their order."""

ADDED = frozenset({"parties", "when_words", "where_words", "archive_url", *FIGURE_WORDS})
"""Columns that tables written by earlier releases lack: unknown in all of their rows."""

_ARROW: dict[Kind, pa.DataType] = {
    "text": pa.string(),
    "date": pa.date32(),
    "float": pa.float64(),
    "integer": pa.int64(),
    "boolean": pa.bool_(),
    "json": pa.string(),
}

SCHEMA = pa.schema(
    [
        pa.field(PART, pa.string()),
        *(pa.field(name, pa.int64()) for name in MARKS),
        *(pa.field(name, _ARROW[column.kind]) for name, column in COLUMNS.items()),
    ]
)
"""The columns of the Delta table."""

_LONG = "interval 36500 days"

CONFIGURATION: dict[str, str | None] = {
    "delta.logRetentionDuration": _LONG,
    "delta.deletedFileRetentionDuration": _LONG,
    "delta.enableExpiredLogCleanup": "false",
}
"""Properties of the Delta table: old versions stay, whoever tidies up."""

ROW_FILE = re.compile(
    rf"{PART}=({'|'.join(TABLES)})/(tmp_)?[0-9]+-[0-9a-f]{{32}}(_[0-9]+)?(-[0-9a-f]{{8}})?\.parquet"
)
"""The path of a file of rows in the dataset's folder, and be it a half-written one."""

_BATCH_ROWS = 20_000
_FILE_NAME = "__filename"  # as Arrow calls it
_NAMED = re.compile(r".+-(?P<sum>[0-9a-f]{8})\.parquet")
_PATTERN = frozenset("*?[")


@dataclass(frozen=True)
class RowFile:
    """A Parquet file of a version.

    Parameters
    ----------
    path
        In the dataset's folder, as its log names it.
    size
        In bytes.
    rows
        How many it has, as its log says; ``None`` where another program has not said it.
    """

    path: str
    size: int
    rows: int | None

    @property
    def name(self) -> str:
        """Its name, which no other file of the dataset has."""
        return unquote(self.path).rpartition("/")[2]


@dataclass(frozen=True)
class Rows:
    """All rows of a version, the withdrawn ones too.

    Parameters
    ----------
    files
        For each table its Parquet files.
    folder
        The dataset's, whose files DuckDB reads itself; ``None`` for a store at an address.
    open_dataset
        Opens the Delta table's rows through Arrow.
    columns
        Those that the version has; what it lacks, written by an earlier release, is unknown.
    """

    files: dict[str, Sequence[RowFile]]
    folder: Path | None
    open_dataset: Callable[[], ds.Dataset]
    columns: frozenset[str]

    def count(self, table: str) -> int:
        """Return how many rows of `table` there are, as far as it is noted."""
        return sum(file.rows or 0 for file in self.files[table])

    def select_sql(
        self,
        connection: duckdb.DuckDBPyConnection,
        table: str,
        only: Collection[int] | None = None,
    ) -> str:
        """Return SQL of the rows of `table`, with the schema's columns and `MARKS`, in any order.

        The column ``file`` says which of its files a row is in, counted from 0. The SQL is good for
        one statement of `connection`, and names the table once.

        Parameters
        ----------
        only
            The files of which rows are asked for; those of others may come all the same.

        Raises
        ------
        DamageError
            If a file in a folder is not what was written. A bit of it may turn into another
            number that no reader of Parquet can tell from the right one.
        """
        paths = [
            self.folder / unquote(file.path)
            for number, file in enumerate(self.files[table])
            if self.folder and (only is None or number in only)
        ]
        for path in paths:
            _check_content(path)
        columns = ", ".join(
            f'"{name}"' if name in self.columns else f'{_blank(table, name)} AS "{name}"'
            for name in (*TABLES[table], *MARKS)
        )
        source = self._source(connection, table, [str(path) for path in paths])
        names = ", ".join(f"'{_quote(file.name)}'" for file in self.files[table])
        number = f"list_position([{names}]::VARCHAR[], parse_filename({_FILE_NAME})) - 1 AS file"
        return f"(SELECT {columns}, {number} FROM {source})"  # noqa: S608 - names from schema.py

    def _source(
        self, connection: duckdb.DuckDBPyConnection, table: str, paths: Sequence[str]
    ) -> str:
        # DuckDB takes a path for a pattern.
        if paths and not any(_PATTERN.intersection(path) for path in paths):
            quoted = ", ".join(f"'{_quote(path)}'" for path in paths)
            return f"read_parquet([{quoted}], hive_partitioning = false, filename = '{_FILE_NAME}')"
        name = f"{table}_{uuid4().hex}"
        connection.register(name, self._scan(table))
        return name

    def _scan(self, table: str) -> pa.RecordBatchReader:
        options: dict[str, Any] = {"batch_readahead": 2, "fragment_readahead": 1}
        names = [name for name in (*TABLES[table], *MARKS) if name in self.columns]
        scanner = self.open_dataset().scanner(
            columns=[*names, _FILE_NAME],
            filter=pc.field(PART) == table,
            batch_size=_BATCH_ROWS,
            **options,
        )
        return scanner.to_reader()


def name_by_content(path: Path) -> Path:
    """Return the path of a file of rows with the checksum of its content in its name."""
    return path.with_stem(f"{path.stem}-{checksum(path)}")


def named_checksum(name: str) -> str | None:
    """Return the checksum that the name of a file of rows ends with, if any."""
    named = _NAMED.fullmatch(name)
    return named["sum"] if named else None


def _quote(text: str) -> str:
    return text.replace("'", "''")


def _check_content(path: Path) -> None:
    if (named := named_checksum(path.name)) and checksum(path) != named:
        raise DamageError(f"the file {'/'.join(path.parts[-3:])} is damaged")


def _blank(table: str, name: str) -> str:
    return f"CAST(NULL AS {SQL_TYPES[TABLES[table][name].kind]})"
