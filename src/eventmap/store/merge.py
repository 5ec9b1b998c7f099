"""A dataset that is imported next to the version that is held: what changed, and what is next.

DuckDB compares the tables where they lie, by a digest of each row, and writes the new version's
files: a million events take no more memory than a few batches of them, their ids and digests.
Two different rows of one id are taken for equal once in 2**64 times.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from eventmap.canonical import select_sql
from eventmap.connections import connect, statement, telling
from eventmap.schema import SQL_TYPES, TABLES, Dataset, ParquetTable
from eventmap.store.rows import COLUMNS, MATCHED_BY, Rows
from eventmap.store.version import Counts

if TYPE_CHECKING:
    from eventmap.readers import Reading

Tell = Callable[[str, float, float], Any]
"""Is told of a table that is being written which share is done, and how many rows a second."""

_GROUP_ROWS = 60_000
_OTHER_CLAIMS = "event_id IN (SELECT event_id FROM claims_state WHERE differs)"


@dataclass(frozen=True)
class _Source:
    """SQL of a canonical table with ``position``, and the values of its placeholders."""

    sql: str
    values: Mapping[str, Any]


class Merge:
    """A version in the making.

    Parameters
    ----------
    connection
        A database of its own, for the time of the import.
    given
        What is imported.
    held
        The rows of the newest version, or ``None`` where there is none.
    version
        The number of the version to be made.
    whole
        Whether the import is the whole dataset, so that what it does not hold is withdrawn.
    """

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        given: "Dataset | Reading",
        held: Rows | None,
        *,
        version: int,
        whole: bool,
    ) -> None:
        self._connection = connection
        self._held = held
        self._version = version
        self._whole = whole
        self._given = {table: self._find(given, table) for table in TABLES}
        if held is not None:
            self._compare(held)

    def _find(self, given: "Dataset | Reading", table: str) -> _Source:
        data = getattr(given, table)
        if isinstance(data, ParquetTable):
            sql, values = select_sql(table, data.path, given.info)
            return _Source(f"({sql})", values)
        self._connection.register(f"{table}_given", data)
        cast = ", ".join(
            f"CAST({name} AS {SQL_TYPES[column.kind]}) AS {name}"
            for name, column in TABLES[table].items()
        )
        rows = f"SELECT {cast}, row_number() OVER () - 1 AS position FROM {table}_given"  # noqa: S608 - names from schema.py
        return _Source(f"({rows})", {})

    def _compare(self, held: Rows) -> None:
        values = {"version": self._version, "whole": self._whole}
        self._run("compare_claims", held, "claims", {"version": self._version})
        self._run("compare_rows", held, "events", values, _OTHER_CLAIMS)
        self._run("compare_rows", held, "timeline", values)

    def _run(
        self, name: str, held: Rows, table: str, values: Mapping[str, Any], also: str = "false"
    ) -> None:
        given = self._given[table]
        text = statement(name).format(
            table=table,
            key=MATCHED_BY[table],
            columns=", ".join(TABLES[table]),
            given=given.sql,
            held=held.select_sql(self._connection, table),
            also=also,
        )
        self._connection.execute(text, {**given.values, **values})

    def count(self, table: str) -> Counts:
        """Return what the import does to the events, or to the timeline."""
        if self._held is None:
            given = self._given[table]
            sql = f"SELECT count(*) FROM {given.sql}"  # noqa: S608 - names from schema.py
            ((added,),) = self._connection.execute(sql, dict(given.values)).fetchall()
            return Counts(added=added)
        sql = f"SELECT became, count(*) FROM {table}_state WHERE became <> 'kept' GROUP BY became"  # noqa: S608
        return Counts(**dict(self._connection.execute(sql).fetchall()))

    def write(self, table: str, path: Path, tell: Tell | None = None) -> int:
        """Write the rows of `table` in the new version, and the withdrawn, to a Parquet file.

        Parameters
        ----------
        tell
            See `VersionedStore.write`.

        Returns
        -------
        Their number; where it is 0 there is no file.
        """
        options = f"FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_GROUP_ROWS}"
        target = str(path).replace("'", "''")
        values = {} if self._held is None else {"first": self._first_row(table, self._held)}
        text = f"COPY ({self._select(table)}) TO '{target}' ({options})"
        with self._telling(table, tell):
            written = self._connection.execute(text, {**self._given[table].values, **values})
            ((rows,),) = written.fetchall()
        if not rows:
            path.unlink()
        return int(rows)

    def _telling(self, table: str, tell: Tell | None) -> AbstractContextManager[None]:
        if tell is None:
            return nullcontext()
        given, started = self._given[table], time.monotonic()
        sql = f"SELECT count(*) FROM {given.sql}"  # noqa: S608 - names from schema.py
        ((rows,),) = self._connection.execute(sql, dict(given.values)).fetchall()

        def tell_rate(share: float) -> None:
            tell(table, share, share * rows / (time.monotonic() - started))

        return telling(self._connection, tell_rate)

    def _first_row(self, table: str, held: Rows) -> int:
        """Return where the given rows begin: after those that may stay."""
        if self._whole:
            return 0
        rows = held.select_sql(self._connection, table)
        sql = f'SELECT coalesce(max("row") + 1, 0) FROM {rows}'  # noqa: S608 - names from schema.py
        ((first,),) = self._connection.execute(sql).fetchall()
        return int(first)

    def _select(self, table: str) -> str:
        given, columns = self._given[table].sql, _list_columns(table)
        if self._held is None:
            return statement("first_rows").format(
                given=given, columns=columns, version=self._version
            )
        return statement("merge_rows").format(
            table=table,
            key=MATCHED_BY[table],
            columns=columns,
            given=given,
            held=self._held.select_sql(self._connection, table),
            owner="events" if table == "claims" else table,
        )


def _list_columns(table: str) -> str:
    """Return SQL for all columns of the store, blank where `table` has no such column."""
    return ", ".join(
        name if name in TABLES[table] else f"CAST(NULL AS {SQL_TYPES[column.kind]}) AS {name}"
        for name, column in COLUMNS.items()
    )


@contextmanager
def database() -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a database for one import or comparison: bounded in memory, gone afterwards."""
    with connect() as connection:
        yield connection
