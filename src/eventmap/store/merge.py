"""A dataset that is imported next to the version that is held: what changed, and what is next.

DuckDB compares the tables where they lie, by a digest of each row, and writes the new version's
files: a million events take no more memory than a few batches of them, their ids and digests. Of
more the ids and digests are laid apart on disk, see `digests`, and compared slice by slice. Two
different rows of one id are taken for equal once in 2**64 times.

A table lies in files of `FILE_ROWS` rows, which follow each other in its order. The new version
keeps the files in which nothing differs, and has new ones in place of the others. So that a row may
come between others without their being written, their numbers are `STEP` apart.
"""

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, fields
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow.parquet as pq

from eventmap import __version__
from eventmap.canonical import select_sql
from eventmap.connections import statement, telling
from eventmap.schema import SQL_TYPES, TABLES, Dataset, ParquetTable
from eventmap.store.digests import Digests, lay_digests_apart, lay_rows_apart
from eventmap.store.rows import COLUMNS, MATCHED_BY, SCHEMA, RowFile, Rows
from eventmap.store.version import Counts

if TYPE_CHECKING:
    from eventmap.readers import Reading

Tell = Callable[[str, float, float], Any]
"""Is told of a table that is being written which share is done, and how many rows a second."""

STEP = 16
"""How far apart the numbers of neighbours are."""

GROUP_ROWS = 61_440
"""Rows that a file keeps together: a multiple of what DuckDB handles at a time."""

FILE_GROUPS = 2
FILE_ROWS = GROUP_ROWS * FILE_GROUPS

CHUNK_FILES = 8
"""Files that are written at a time: what an interrupted import may have to write again."""

COMPARED_ROWS = 2_000_000
"""Rows of a side that are compared, or brought into an order, at once: a few hundred MB."""

MOST_BETWEEN = 1_500_000
"""How many rows are numbered between such that stay, done in memory; of more none stays."""

_ROUNDS = 8
"""How often it is looked for rows between which there is no number, until all are numbered anew."""

_GIVEN = {"position": "BIGINT"}
_HELD = {"held_row": "BIGINT", "file": "INTEGER", "changed_in": "BIGINT", "withdrawn_in": "BIGINT"}
"""What is known of a row on each side besides its id and its digest."""

_CLAIMS_DIFFER = """
    CREATE OR REPLACE TEMP TABLE claims_differ AS
    SELECT DISTINCT event_id FROM claims_pairs WHERE differs
"""
"""The events of which the claims, together and in their order, are not what they were."""

_OTHER_CLAIMS = "event_id IN (SELECT event_id FROM claims_differ)"


@dataclass(frozen=True)
class Chunk:
    """Rows of a table that are written at a time.

    Parameters
    ----------
    begin, end
        The first position among the given rows, and the one after the last; ``None``: all to the
        end, and what is not given but written anew.
    nth, of
        Which chunk of the table it is, from 0, and how many there are.
    rows
        How many of the given rows there are about.
    """

    table: str
    begin: int
    end: int | None
    nth: int
    of: int
    rows: int


@dataclass(frozen=True)
class _Source:
    """SQL of a canonical table with ``position``, and the values of its placeholders.

    Parameters
    ----------
    rows
        How many there are at most.
    in_file
        Whether they are in a file, which has so many; else they are in memory.
    """

    sql: str
    values: Mapping[str, Any]
    rows: int
    in_file: bool


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
        self._content = given.info.fingerprint
        self._held = held
        self._version = version
        self._whole = whole
        self._given = {table: self._find(given, table) for table in TABLES}
        self._became: Counter[tuple[str, str]] = Counter()
        self._anew: dict[str, frozenset[int]] = {}
        self._started: float | None = None
        self._told_rows = 0
        if held is not None:
            self._compare(held)

    def _find(self, given: "Dataset | Reading", table: str) -> _Source:
        data = getattr(given, table)
        if isinstance(data, ParquetTable):
            sql, values = select_sql(table, data.path, given.info)
            return _Source(f"({sql})", values, pq.read_metadata(data.path).num_rows, in_file=True)
        self._connection.register(f"{table}_given", data)
        cast = ", ".join(
            f"CAST({name} AS {SQL_TYPES[column.kind]}) AS {name}"
            for name, column in TABLES[table].items()
        )
        rows = f"SELECT {cast}, row_number() OVER () - 1 AS position FROM {table}_given"  # noqa: S608 - names from schema.py
        return _Source(f"({rows})", {}, len(data), in_file=False)

    def _compare(self, held: Rows) -> None:
        values = {"version": self._version, "whole": self._whole}
        for table in TABLES:
            self._run("state_rows", table)
        sides = self._list_digests(held, "claims", "events")
        with lay_digests_apart(self._connection, sides, COMPARED_ROWS) as slices:
            for *claims, given, kept in slices:
                self._run("compare_claims", "claims", claims)
                self._connection.execute(_CLAIMS_DIFFER)
                self._run("compare_rows", "events", (given, kept), values, _OTHER_CLAIMS)
                self._run("settle_claims", "claims", values={"version": self._version})
                self._take_compared("claims")
                self._take_compared("events")
        sides = self._list_digests(held, "timeline")
        with lay_digests_apart(self._connection, sides, COMPARED_ROWS) as slices:
            for pair in slices:
                self._run("compare_rows", "timeline", pair, values)
                self._take_compared("timeline")
        self._connection.execute("DROP TABLE claims_pairs")

    def _run(
        self,
        name: str,
        table: str,
        sides: Sequence[Digests] = (),
        values: Mapping[str, Any] | None = None,
        also: str = "false",
    ) -> None:
        parts = {name: side.sql for name, side in zip(("given", "held"), sides, strict=False)}
        text = statement(name).format(table=table, key=MATCHED_BY[table], also=also, **parts)
        bound = {**(sides[0].values if sides else {}), **(values or {})}
        self._connection.execute(text, bound)

    def _take_compared(self, table: str) -> None:
        """Take what became of the rows of a slice to that of the others."""
        self._run("take_compared", table)
        if table != "claims":
            self._run("take_left", table)
            found = f"SELECT became, count(*) FROM {table}_compared GROUP BY became"  # noqa: S608
            for became, rows in self._connection.execute(found).fetchall():
                self._became[table, became] += rows
        self._connection.execute(f"DROP TABLE {table}_compared")

    def _list_digests(self, held: Rows, *tables: str) -> list[Digests]:
        """Return of each table what is given, and what is held."""
        found = []
        for table in tables:
            key, digest = MATCHED_BY[table], f"hash({', '.join(TABLES[table])}) AS digest"
            given, rows = self._given[table], held.select_sql(self._connection, table)
            known = '"row" AS held_row, file, changed_in, withdrawn_in'
            sql = f"(SELECT {key}, position, {digest} FROM {given.sql})"  # noqa: S608 - names
            found.append(Digests(sql, given.values, key, given.rows, _GIVEN))
            sql = f"(SELECT {key}, {known}, {digest} FROM {rows})"  # noqa: S608 - names
            found.append(Digests(sql, {}, key, held.count(table), _HELD))
        return found

    def _find_anew(self, held: Rows, table: str) -> frozenset[int]:
        """Return in place of which of the files of `table` the new version has others."""
        if table in self._anew:
            return self._anew[table]
        given = self._find_places(table)
        everything = range(len(held.files[table]))
        if not self._whole or held.columns != frozenset(SCHEMA.names):
            self._write_anew(table, everything)
        else:
            # Few rows a time would make more and more small files.
            self._write_anew(table, self._find_small(table) if self._writes(table) else [])
            for _ in range(_ROUNDS):
                tight = self._find_tight(table, given)
                if not tight:
                    break
                self._write_anew(table, [*tight])
            else:
                self._write_anew(table, everything)
            if self._count_written(table) > MOST_BETWEEN:
                self._write_anew(table, everything)
        found = self._connection.execute(f"SELECT DISTINCT file FROM {table}_anew").fetchall()  # noqa: S608 - names from schema.py
        return self._anew.setdefault(table, frozenset(number for (number,) in found))

    def _find_places(self, table: str) -> int:
        """Bring the given rows of `table` into their order, and return how many they are."""
        self._run("find_places", table)
        placed = f"(FROM {table}_state WHERE position IS NOT NULL)"
        last = max(self._given[table].rows - 1, 0) // COMPARED_ROWS
        number, given = f"least(position // {COMPARED_ROWS}, {last})", 0
        with lay_rows_apart(self._connection, placed, number, last + 1) as slices:
            for rows in filter(None, slices):
                text = statement("place_rows").format(table=table, rows=rows)
                ((count,),) = self._connection.execute(text, {"before": given}).fetchall()
                given += count
        self._connection.execute(f"DROP TABLE {table}_state")
        return given

    def _find_tight(self, table: str, given: int) -> frozenset[int]:
        """Return the files of rows of `table` that cannot keep their numbers."""
        text = statement("find_tight").format(table=table)
        found: set[int] = set()
        last = dict.fromkeys(("file", "held_row", "nth"))
        for first in range(1, given + 1, COMPARED_ROWS):
            values = {**last, "first": first, "end": first + COMPARED_ROWS}
            ((tight, *ends),) = self._connection.execute(text, values).fetchall()
            found.update(tight)
            last = dict(zip(last, ends, strict=True))
        return frozenset(found)

    def _count_written(self, table: str) -> int:
        sql = f"""
            SELECT count(*) FROM {table}_places WHERE position IS NOT NULL
            AND (file IS NULL OR file IN (SELECT file FROM {table}_anew))
        """  # noqa: S608 - names from schema.py
        ((rows,),) = self._connection.execute(sql).fetchall()
        return int(rows)

    def _find_small(self, table: str) -> list[int]:
        sql = f"""
            SELECT file FROM {table}_places WHERE file IS NOT NULL
            GROUP BY file HAVING count(*) < {FILE_ROWS // 2}
        """  # noqa: S608 - names from schema.py
        return [number for (number,) in self._connection.execute(sql).fetchall()]

    def _writes(self, table: str) -> bool:
        """Return whether a row of `table` is new, goes, or is not what it was."""
        sql = f"SELECT NOT coalesce(bool_and(stays), true) FROM {table}_places"  # noqa: S608
        ((any_differs,),) = self._connection.execute(sql).fetchall()
        return bool(any_differs)

    def _write_anew(self, table: str, files: Sequence[int]) -> None:
        sql = f"INSERT INTO {table}_anew SELECT unnest($files)"
        self._connection.execute(sql, {"files": list(files)})

    def kept(self, table: str) -> list[RowFile]:
        """Return the files of `table` that the new version has as they are."""
        return self._list_held(table, anew=False)

    def replaced(self, table: str) -> list[RowFile]:
        """Return the files of `table` that the new version does not have."""
        return self._list_held(table, anew=True)

    def _list_held(self, table: str, *, anew: bool) -> list[RowFile]:
        if self._held is None:
            return []
        found = self._find_anew(self._held, table)
        return [file for at, file in enumerate(self._held.files[table]) if (at in found) == anew]

    def count(self, table: str) -> Counts:
        """Return what the import does to the events, or to the timeline."""
        if self._held is None:
            given = self._given[table]
            sql = f"SELECT count(*) FROM {given.sql}"  # noqa: S608 - names from schema.py
            ((added,),) = self._connection.execute(sql, dict(given.values)).fetchall()
            return Counts(added=added)
        kinds = (each.name for each in fields(Counts))
        return Counts(**{kind: self._became[table, kind] for kind in kinds})

    def chunks(self, table: str) -> list[Chunk]:
        """Return in which parts to `write` what of `table` is not in the files that are `kept`."""
        begins = self._begin_chunks(table)
        ends = [end for _, end in pairwise([*begins, (0, None)])]
        return [
            Chunk(table, begin, end, nth, len(begins), rows)
            for nth, ((rows, begin), (_, end)) in enumerate(zip(begins, ends, strict=True))
        ]

    def _begin_chunks(self, table: str) -> list[tuple[int, int]]:
        """Return of each chunk how many rows it has, and the first position."""
        given = self._given[table]
        if self._held is None and given.in_file and given.rows:
            # Rows without a cell are left out, so that a chunk may have fewer.
            size = FILE_ROWS * CHUNK_FILES
            return [(min(size, given.rows - begin), begin) for begin in range(0, given.rows, size)]
        source, values, nth = given.sql, given.values, "position"
        if self._held is not None:
            if not (self._find_anew(self._held, table) or self._writes(table)):
                return []
            kept = self.kept(table)
            numbers = statement("number_rows" if kept else "number_all")
            first = {"first": self._first_row(table, self._held)}
            self._connection.execute(numbers.format(table=table, step=STEP), first)
            source, values = f"{table}_numbers", {}
            nth = "row_number() OVER (ORDER BY position) - 1" if kept else nth
        sql = f"""
            SELECT count(*), min(position) FROM (SELECT position, {nth} AS nth FROM {source})
            GROUP BY nth // {FILE_ROWS * CHUNK_FILES} ORDER BY 2
        """  # noqa: S608 - names from schema.py
        return self._connection.execute(sql, dict(values)).fetchall() or [(0, 0)]

    def write(self, chunk: Chunk, path: Path, tell: Tell | None = None) -> dict[Path, int]:
        """Write a chunk, in the last the withdrawn rows too, to Parquet files.

        Parameters
        ----------
        path
            What their names begin with.
        tell
            See `VersionedStore.write`.

        Returns
        -------
        How many rows each file has; where there are none there is no file.
        """
        target = str(path.parent).replace("'", "''")
        options = ", ".join(
            (
                "FORMAT parquet, COMPRESSION zstd, OVERWRITE_OR_IGNORE, RETURN_STATS",
                f"ROW_GROUP_SIZE {GROUP_ROWS}, ROW_GROUPS_PER_FILE {FILE_GROUPS}",
                f"FILENAME_PATTERN '{path.name}_{{i}}'",
            )
        )
        text = f"COPY ({self._select(chunk)}) TO '{target}' ({options})"
        with self._telling(chunk, tell):
            written = self._connection.execute(text, self._given[chunk.table].values).fetchall()
        found = {path.with_name(Path(name).name): int(rows) for name, rows, *_ in written}
        for empty in [file for file, rows in found.items() if not rows]:
            empty.unlink()
            del found[empty]
        return found

    def _telling(self, chunk: Chunk, tell: Tell | None) -> AbstractContextManager[None]:
        if tell is None:
            return nullcontext()
        self._started = self._started or time.monotonic()
        before, started = self._told_rows, self._started
        self._told_rows += chunk.rows

        def tell_rate(share: float) -> None:
            rate = (before + share * chunk.rows) / (time.monotonic() - started)
            tell(chunk.table, (chunk.nth + share) / chunk.of, rate)

        return telling(self._connection, tell_rate)

    def digest(self) -> str:
        """Return what tells what is written from what any other import would write.

        It is of the rows and how they become those of the store, and not of where they lie.
        """
        parts = [__version__, duckdb.__version__, str(self._version), str(self._whole)]
        parts += [f"{FILE_ROWS} {GROUP_ROWS} {CHUNK_FILES} {STEP} {MOST_BETWEEN}"]
        if self._held is not None:
            parts += [file.name for table in TABLES for file in self._held.files[table]]
        for table, source in self._given.items():
            parts += [table, self._digest_rows(table, source)]
        return sha256("\n".join(parts).encode()).hexdigest()[:32]

    def _digest_rows(self, table: str, source: _Source) -> str:
        if source.in_file and self._content:
            filled = {name: each for name, each in source.values.items() if name != f"{table}_path"}
            return f"{self._content} {source.sql} {filled}"
        columns = ", ".join(TABLES[table])
        sql = f"SELECT count(*), sum(hash({columns}, position)) FROM {source.sql}"  # noqa: S608 - names from schema.py
        return str(self._connection.execute(sql, dict(source.values)).fetchall())

    def _first_row(self, table: str, held: Rows) -> int:
        """Return where the given rows begin: after those that may stay."""
        if self._whole:
            return 0
        rows = held.select_sql(self._connection, table)
        sql = f'SELECT coalesce(max("row") + {STEP}, 0) FROM {rows}'  # noqa: S608 - names from schema.py
        ((first,),) = self._connection.execute(sql).fetchall()
        return int(first)

    def _select(self, chunk: Chunk) -> str:
        table = chunk.table
        columns = _list_columns(table)
        until = "" if chunk.end is None else f" AND position < {chunk.end}"
        given = f"(FROM {self._given[table].sql} WHERE position >= {chunk.begin}{until})"
        if self._held is None:
            return statement("first_rows").format(
                given=given, columns=columns, version=self._version, step=STEP
            )
        text = statement("merge_rows").format(table=table, columns=columns, given=given)
        if chunk.end is not None:
            return text
        return text + statement("merge_held").format(
            table=table,
            key=MATCHED_BY[table],
            columns=columns,
            held=self._held.select_sql(self._connection, table, self._find_anew(self._held, table)),
            owner="events" if table == "claims" else table,
        )


def _list_columns(table: str) -> str:
    """Return SQL for all columns of the store, blank where `table` has no such column."""
    return ", ".join(
        name if name in TABLES[table] else f"CAST(NULL AS {SQL_TYPES[column.kind]}) AS {name}"
        for name, column in COLUMNS.items()
    )
