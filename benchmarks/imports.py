"""Importing a canonical folder against the bare reading of the same files.

Every way runs in a process of its own, which says how long it took and how much memory it needed.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from eventmap.schema import TABLES

RUNS = 5

_THREADS = 2


def _import_folder(folder: Path, spare: Path) -> None:
    from eventmap.importing import import_files
    from eventmap.readers import Choices
    from eventmap.store import VersionedStore

    done = import_files([folder], None, Choices(), VersionedStore(str(spare / "store")))
    assert done.rejected == 0, done


def _read_with_duckdb(folder: Path, spare: Path) -> None:
    with duckdb.connect(config={"threads": _THREADS}) as connection:
        for path in sorted(folder.glob("*.csv")):
            sql = f"CREATE TABLE {path.stem} AS FROM read_csv($path, all_varchar = true)"
            connection.execute(sql, {"path": str(path)})


def _read_with_pandas(folder: Path, spare: Path) -> None:
    import pandas as pd

    frames = [pd.read_csv(path, dtype="str") for path in sorted(folder.glob("*.csv"))]
    assert sum(map(len, frames))


WAYS: dict[str, tuple[str, Callable[[Path, Path], None]]] = {
    "eventmap import, CSV": ("csv", _import_folder),
    "eventmap import, Parquet": ("parquet", _import_folder),
    "pandas.read_csv": ("csv", _read_with_pandas),
    "DuckDB read_csv": ("csv", _read_with_duckdb),
}
"""What is run on which kind of files: with all checks and writing, or reading alone."""


def measure_imports(folder: Path) -> dict[str, Any]:
    """Return for each of `WAYS` the seconds and the peak memory in MB of every run, and the rows.

    Parameters
    ----------
    folder
        A dataset as Parquet files; the CSV files are written from them.
    """
    measured: dict[str, dict[str, list[float]]] = {
        way: {"seconds": [], "peak_mb": []} for way in WAYS
    }
    with TemporaryDirectory() as spare:
        folders = {"parquet": folder, "csv": _write_csv(folder, Path(spare, "csv"))}
        names = list(WAYS)
        for run in range(RUNS):
            for way in names[run % len(names) :] + names[: run % len(names)]:
                found = _run(way, folders[WAYS[way][0]])
                for name, value in found.items():
                    measured[way][name].append(value)
    return {"rows": _count_rows(folder), "ways": measured}


def _write_csv(folder: Path, to: Path) -> Path:
    to.mkdir()
    copyfile(folder / "dataset.toml", to / "dataset.toml")
    for table in TABLES:
        values = {"path": str(folder / f"{table}.parquet")}
        target = str(to / f"{table}.csv").replace("'", "''")
        duckdb.execute(f"COPY (FROM read_parquet($path)) TO '{target}' (HEADER)", values)
    return to


def _count_rows(folder: Path) -> int:
    sql = "SELECT count(*) FROM read_parquet($path)"
    paths = [str(folder / f"{table}.parquet") for table in TABLES]
    return sum(duckdb.execute(sql, {"path": path}).fetchall()[0][0] for path in paths)


def _run(way: str, folder: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.imports", way, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _measure(way: str, folder: Path) -> dict[str, float]:
    import resource
    import time

    with TemporaryDirectory() as spare:
        started = time.perf_counter()
        WAYS[way][1](folder, Path(spare))
        seconds = time.perf_counter() - started
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3  # kB, on Linux
    return {"seconds": seconds, "peak_mb": peak_mb}


if __name__ == "__main__":
    print(json.dumps(_measure(sys.argv[1], Path(sys.argv[2]))))
