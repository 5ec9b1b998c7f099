from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import numpy as np
import pytest

from eventmap import labels as labels_module
from eventmap.labels import Labels, write_labels


@pytest.fixture
def connection(monkeypatch: pytest.MonkeyPatch) -> Iterator[duckdb.DuckDBPyConnection]:
    """Return a database of 23 events, the last three without a place, to be read 7 at a time."""
    monkeypatch.setattr(labels_module, "_BATCH_ROWS", 7)
    with duckdb.connect() as connection:
        connection.execute(
            """
            CREATE TABLE events AS
            SELECT i / 10 AS lon, -i / 10 AS lat, 'e' || i AS event_id, 'Über ' || i AS title,
                DATE '2025-10-01' + i::INTEGER AS date_start, NULL::DATE AS date_end,
                'exact' AS geo_precision, i < 20 AS located
            FROM range(23) AS numbers(i)
            """
        )
        yield connection


def in_memory(connection: duckdb.DuckDBPyConnection, _: Path) -> Labels:
    return Labels.load(connection, "memory")


def in_file(connection: duckdb.DuckDBPyConnection, folder: Path) -> Labels:
    write_labels(connection, "memory", folder / "labels")
    return Labels.open(folder / "labels")


@pytest.mark.parametrize("open_labels", [in_memory, in_file])
@pytest.mark.parametrize("rows", [[], [0], [19], [6, 7], [13, 0, 7, 6, 19, 7]])
def test_labels_are_those_of_the_rows_in_their_order(
    connection: duckdb.DuckDBPyConnection,
    tmp_path: Path,
    open_labels: Callable[[duckdb.DuckDBPyConnection, Path], Labels],
    rows: list[int],
) -> None:
    found = open_labels(connection, tmp_path).take(np.array(rows, dtype=np.int64))
    assert {name: column.tolist() for name, column in found.items()} == {
        "lon": [i / 10 for i in rows],
        "lat": [-i / 10 for i in rows],
        "event_id": [f"e{i}" for i in rows],
        "title": [f"Über {i}" for i in rows],
        "date_start": [f"2025-10-{1 + i:02}" for i in rows],
        "date_end": [None for _ in rows],
        "geo_precision": ["exact" for _ in rows],
    }
