"""What the map says of single events, by their row in the table of events.

A tile names the events that stand alone: a few hundred of a million, scattered over the table.
DuckDB reads tables in groups of rows and takes milliseconds for that; Arrow reads any row of a
file mapped into memory in microseconds.
"""

from collections.abc import Sequence
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

COLUMNS = ("lon", "lat", "event_id", "title", "date_start", "date_end", "geo_precision")
"""Longitude and latitude (degrees, EPSG:4326), days as ISO text, and the rest as in the table."""

LABELS_SQL = """
    SELECT lon, lat, event_id, title, date_start::VARCHAR AS date_start,
        date_end::VARCHAR AS date_end, geo_precision
    FROM {catalog}.events WHERE located
"""

_BATCH_ROWS = 1_000_000


class Labels:
    """The labels of the located events, which are the first rows of their table.

    Parameters
    ----------
    batches
        Record batches with the columns `COLUMNS`, in the order of the table.
    """

    def __init__(self, batches: Sequence[pa.RecordBatch]) -> None:
        self._batches = batches
        self._starts = np.cumsum([0, *(batch.num_rows for batch in batches)])

    @classmethod
    def open(cls, path: Path) -> "Labels":
        """Return the labels of a file that `write_labels` wrote, which is not read into memory."""
        reader = pa.ipc.open_file(pa.memory_map(str(path)))
        return cls([reader.get_batch(at) for at in range(reader.num_record_batches)])

    @classmethod
    def load(cls, connection: duckdb.DuckDBPyConnection, catalog: str) -> "Labels":
        """Return the labels of the events of a catalog, in memory."""
        return cls(list(_read(connection, catalog)))

    def take(self, rows: np.ndarray) -> dict[str, np.ndarray]:
        """Return the columns `COLUMNS` for each of `rows`, counted from 0."""
        found = {name: np.empty(len(rows), dtype=object) for name in COLUMNS}
        held = np.searchsorted(self._starts, rows, side="right") - 1
        for at in np.unique(held).tolist():
            places = held == at
            taken = self._batches[at].take(pa.array(rows[places] - self._starts[at]))
            for name in COLUMNS:
                found[name][places] = taken.column(name).to_numpy(zero_copy_only=False)
        return found


def write_labels(connection: duckdb.DuckDBPyConnection, catalog: str, path: Path) -> None:
    """Write the labels of the events of a catalog to a file.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    reader = _read(connection, catalog)
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, reader.schema) as writer:
        for batch in reader:
            writer.write_batch(batch)


def _read(connection: duckdb.DuckDBPyConnection, catalog: str) -> pa.RecordBatchReader:
    sql = LABELS_SQL.format(catalog=f'"{catalog}"')
    return connection.sql(sql).to_arrow_reader(_BATCH_ROWS)
