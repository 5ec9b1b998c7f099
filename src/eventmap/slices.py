"""The rows of a large dataset, laid apart on disk in slices: of the order of its tables, or of ids.

A hundred million events that are sorted at once are written to the disk over and over, and each
thread that sorts takes memory of its own. Laid apart first, each slice is joined with its claims
and sorted in memory, whatever the size of the dataset. The store lays apart what it compares.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from eventmap.connections import scratch_folder, statement
from eventmap.schema import POINT_PRECISIONS

_BUFFERED = 10_240
"""Rows of each slice that are in memory while all are written."""

_FLUSHED = 65_536
"""Rows of all slices that a thread holds: with an eighth of DuckDB's own number writing two million
events took 6.5 s of a processor, where it took 8.4."""

Select = Callable[[], tuple[str, Mapping[str, Any]]]
"""Gives the rows of a table as a SELECT for one statement, and its values."""


@dataclass(frozen=True)
class Slice:
    """Events that follow each other in the order of the map, and the claims about them, as SQL."""

    events: str
    claims: str
    rows: int
    """Of the events."""


@contextmanager
def lay_apart(
    connection: duckdb.DuckDBPyConnection, select_events: Select, claims: str, most: int
) -> Iterator[list[Slice]]:
    """Give the slices of a dataset in their order; they are on disk for as long as this lasts.

    Parameters
    ----------
    connection
        It has the macros of `load_events.sql`.
    select_events
        The columns of the schema and ``position``.
    claims
        The name of their table.
    most
        Events of a slice, unless one cell of the map has more.
    """
    bound = {"point_precisions": list(POINT_PRECISIONS), "most": most}
    with TemporaryDirectory(dir=scratch_folder(), prefix="slices-") as scratch:
        events_folder, claims_folder = Path(scratch, "events"), Path(scratch, "claims")
        source, values = select_events()
        connection.execute(statement("slices").format(source=f"({source})"), {**bound, **values})
        source, values = select_events()
        numbered = f"""SELECT event.*, slice FROM ({source}) AS event JOIN slices ON slices.cell
            = map_cell(lat, lon, geo_precision, $point_precisions, position, $most)"""  # noqa: S608
        write_slices(connection, numbered, {**bound, **values}, events_folder)
        ids = f"SELECT event_id, slice FROM {read_slices(events_folder)}"  # noqa: S608 - names
        numbered = f"SELECT claim.*, slice FROM {claims} AS claim JOIN ({ids}) USING (event_id)"  # noqa: S608
        write_slices(connection, numbered, {}, claims_folder)
        no_claims = f"(FROM {claims} LIMIT 0)"
        counted = "SELECT slice, sum(events)::BIGINT FROM slices GROUP BY slice ORDER BY slice"
        yield [
            Slice(
                f"(SELECT * EXCLUDE (slice) FROM {read_slices(events_folder, number)})",  # noqa: S608
                f"(FROM {read_slices(claims_folder, number) or no_claims} ORDER BY position)",
                rows,
            )
            for number, rows in connection.execute(counted).fetchall()
        ]
    connection.execute("DROP TABLE slices")


def write_slices(
    connection: duckdb.DuckDBPyConnection, sql: str, values: Mapping[str, Any], folder: Path
) -> None:
    """Write what a SELECT gives to a folder, laid apart by its column ``slice``, whole numbers."""
    connection.execute(f"SET partitioned_write_flush_threshold = {_FLUSHED}")
    how = f"FORMAT parquet, ROW_GROUP_SIZE {_BUFFERED}, PARTITION_BY slice, WRITE_PARTITION_COLUMNS"
    connection.execute(f"COPY ({sql}) TO {_quote(folder)} ({how})", values)


def read_slices(folder: Path, number: int | str = "*") -> str:
    """Return the rows of one slice or of all as a table; an empty text if there are none."""
    files = ", ".join(map(_quote, sorted(folder.glob(f"slice={number}/*.parquet"))))
    return files and f"read_parquet([{files}], hive_partitioning = false)"


def _quote(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
