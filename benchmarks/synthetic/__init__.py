"""Synthetic datasets, made where they are missing: a batch of columns at a time.

Nothing here was ever reported. What is like real tables are the shapes: where events gather,
how they grow and burst, how much of them is not known.
"""

import subprocess
import sys
from pathlib import Path

import duckdb

from benchmarks.systems import REPO
from eventmap.schema import EventType
from eventmap.symbols import SYMBOLS

DATA = REPO / "benchmarks" / "data"


def find_dataset(size: int, folder: Path = DATA) -> Path:
    """Return the folder of the dataset of `size` events; make it if it is missing."""
    path = folder / str(size)
    if not (path / "events.parquet").is_file():
        command = [sys.executable, "-m", "benchmarks.synthetic", str(size), "--to", str(path)]
        subprocess.run(command, cwd=REPO, check=True)
    return path


def frequent_types(folder: Path) -> list[EventType]:
    """Return the event types of a dataset, the most frequent first."""
    rows = duckdb.execute(
        "SELECT event_type FROM read_parquet(?) GROUP BY event_type ORDER BY count(*) DESC, 1",
        [str(folder / "events.parquet")],
    ).fetchall()
    return [EventType(name) for (name,) in rows]


def label_of(event_type: EventType) -> str:
    """Return what all systems call a type in the filter."""
    return SYMBOLS[event_type].label
