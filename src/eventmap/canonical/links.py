"""Ids of events in the tables of a dataset of which some are Parquet files.

A table of either kind is a relation of DuckDB here, with the number and the cell of each row.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import duckdb
import pandas as pd

from eventmap.canonical.casts import ROW_NUMBER, cell_of, source_sql
from eventmap.canonical.cells import NAMED
from eventmap.canonical.checks import COMPARED_IDS
from eventmap.canonical.columnar import ParquetFile, connect, refuse_unreadable
from eventmap.errors import Refusal, nearest
from eventmap.schema import TABLES

COLUMNS = {"events": "event_id", "claims": "event_id", "timeline": "event_ids"}
"""The column of each table that names events."""

LINKING = ("claims", "timeline")


@dataclass(frozen=True)
class Ids:
    """The cells of a table that name events.

    Parameters
    ----------
    file
        Name of the table's file.
    cells, numbered_cells
        SQL for ``cell``, and for it and ``row_in_file``.
    values
        What the placeholders in it stand for.
    """

    file: str
    column: str
    cells: str
    numbered_cells: str
    values: dict[str, Any] = field(default_factory=dict)


def follow_links(
    cells: Mapping[str, pd.DataFrame],
    files: Mapping[str, ParquetFile],
    events: Collection[str] | None,
) -> list[Refusal]:
    """Return a refusal for every id in the claims and the timeline that no event has.

    Parameters
    ----------
    cells
        Text of the CSV tables, by table, indexed by row.
    files
        The Parquet files, by table.
    events
        The ids in ``events.csv``, where that file is what there is.
    """
    refusals = []
    with connect() as connection:
        known = _known(connection, files, events)
        for table in LINKING if known else ():
            links = _links(connection, table, cells, files)
            try:
                refusals += _check(connection, links, known) if links and known else []
            except duckdb.Error as error:
                file = files.get(table, files.get("events"))
                if file is None:
                    raise
                refusals.append(refuse_unreadable(file.path, error))
    return refusals


def _known(
    connection: duckdb.DuckDBPyConnection,
    files: Mapping[str, ParquetFile],
    events: Collection[str] | None,
) -> Ids | None:
    if events is not None:
        return _from_cells(connection, "events", pd.Series(sorted(events), dtype="str"))
    return _from_file(files["events"]) if "events" in files else None


def _links(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    cells: Mapping[str, pd.DataFrame],
    files: Mapping[str, ParquetFile],
) -> Ids | None:
    if table in cells:
        return _from_cells(connection, table, cells[table][COLUMNS[table]])
    return _from_file(files[table]) if table in files else None


def _from_file(file: ParquetFile) -> Ids | None:
    column = COLUMNS[file.table]
    if column not in file.fields:
        return None
    cell = f"{cell_of(TABLES[file.table][column], file.fields[column])} AS cell"
    plain, numbered = (source_sql(file.table, numbered=numbered) for numbered in (False, True))
    return Ids(
        file.path.name,
        column,
        f"SELECT {cell} FROM {plain}",  # noqa: S608 - see source_sql
        f"SELECT {cell}, {ROW_NUMBER} AS row_in_file FROM {numbered}",  # noqa: S608
        file.values,
    )


def _from_cells(connection: duckdb.DuckDBPyConnection, table: str, cells: pd.Series) -> Ids:
    frame = pd.DataFrame({"row_in_file": cells.index, "cell": cells.to_numpy()})
    connection.register(f"{table}_cells", frame)
    everything = f"FROM {table}_cells"
    return Ids(f"{table}.csv", COLUMNS[table], everything, everything)


def _check(connection: duckdb.DuckDBPyConnection, links: Ids, events: Ids) -> list[Refusal]:
    values = links.values | events.values
    counted = f"SELECT count(*) FROM ({_unknown(links.column, links.cells, events)})"  # noqa: S608
    ((count,),) = connection.execute(counted, values).fetchall()
    if not count:
        return []
    unknown = _unknown(links.column, links.numbered_cells, events)
    first = f"SELECT row_in_file, id FROM ({unknown}) ORDER BY ALL LIMIT {NAMED}"  # noqa: S608
    found = connection.execute(first, values).fetchall()
    compared = _few(connection, events)
    refusals = [
        Refusal(links.file, row, links.column, value, _event_of(events.file, value, compared))
        for row, value in found
    ]
    if count > NAMED:
        more, said = f"{count - NAMED} more cells", "what is said of the ones above"
        refusals.append(Refusal(links.file, None, links.column, more, said))
    return refusals


def _unknown(column: str, cells: str, events: Ids) -> str:
    """Return SQL for the ids in `cells` that no event has."""
    several = r"trim(unnest(regexp_split_to_array(cell, '\s*;[\s;]*')))"
    ids = several if column == "event_ids" else "cell"
    return f"""
        SELECT * FROM (SELECT *, {ids} AS id FROM ({cells})) AS links
        ANTI JOIN ({events.cells}) AS events ON links.id = events.cell WHERE links.id <> ''
    """  # noqa: S608 - names from above


def _few(connection: duckdb.DuckDBPyConnection, events: Ids) -> list[str]:
    """Return all ids, or none if they are too many to look for the nearest."""
    some = f"SELECT cell FROM ({events.cells}) WHERE cell <> '' LIMIT {COMPARED_IDS + 1}"  # noqa: S608
    found = [name for (name,) in connection.execute(some, events.values).fetchall()]
    return sorted(found) if len(found) <= COMPARED_IDS else []


def _event_of(file: str, value: str, compared: list[str]) -> str:
    return f"an event_id of {file}.{nearest(value, compared)}"
