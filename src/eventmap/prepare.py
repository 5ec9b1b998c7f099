"""One dataset as DuckDB tables: in memory where it is small, else in a file that is kept.

Building the tables of a million events takes seconds; opening the file again takes none. A file
is found by the content of the dataset and by the statements that built it, so that it can never
be out of date, and it is complete from the moment that it has its name.
"""

import json
import os
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import file_digest, sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

import duckdb

from eventmap.casualties import PARTY_RANK, SIDE_ORDER
from eventmap.labels import LABELS_SQL, write_labels
from eventmap.readers.description import DESCRIPTION
from eventmap.schema import (
    POINT_PRECISIONS,
    TABLES,
    Dataset,
    DatasetInfo,
    EventType,
    ParquetTable,
)

LARGE_BYTES = 16_000_000
"""Size of a dataset's files from which on its tables are kept in a file."""

_FOLDER_DIGITS = 8
_BUILD_MEMORY = "1GB"
_STATEMENTS = ("macros", "load_claims", "load_timeline", "load_events")


@dataclass(frozen=True)
class Prepared:
    """A dataset whose tables stand in a DuckDB file."""

    info: DatasetInfo
    path: Path

    @property
    def labels(self) -> Path:
        """The file with the labels of the events, see `labels.Labels`."""
        return self.path.with_suffix(".arrow")


@cache
def statement(name: str) -> str:
    """Return the text of ``sql/{name}.sql``."""
    return files("eventmap").joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")


def is_large(folder: Path) -> bool:
    """Return whether the tables of the dataset in `folder` are to be kept in a file."""
    return sum(path.stat().st_size for path in _list_files(folder)) > LARGE_BYTES


def find_prepared(folder: Path, cache_folder: Path) -> Prepared | None:
    """Return the kept tables of the dataset in `folder`, if they were built before."""
    path = _path_of(folder, cache_folder)
    if not (path.is_file() and path.with_suffix(".arrow").is_file()):
        return None
    with duckdb.connect(path, read_only=True) as connection:
        (text,) = connection.execute("SELECT description FROM info").fetchall()[0]
    return Prepared(DatasetInfo(**json.loads(text)), path)


def prepare(dataset: Dataset, folder: Path, cache_folder: Path) -> Prepared:
    """Build the tables of `dataset`, read from `folder`, in a file of `cache_folder`.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    kept = Prepared(dataset.info, _path_of(folder, cache_folder))
    cache_folder.mkdir(parents=True, exist_ok=True)
    building, labels = (
        kept.path.with_suffix(f".{os.getpid()}.{what}") for what in ("building", "labels")
    )
    building.unlink(missing_ok=True)
    try:
        with duckdb.connect(building, config={"memory_limit": _BUILD_MEMORY}) as connection:
            ((catalog,),) = connection.execute("SELECT current_catalog()").fetchall()
            load(connection, catalog, dataset)
            described = {"text": json.dumps(asdict(dataset.info))}
            connection.execute("CREATE TABLE info AS SELECT $text AS description", described)
            write_labels(connection, catalog, labels)
        labels.replace(kept.labels)
        building.replace(kept.path)
    except duckdb.Error as error:
        raise OSError(str(error)) from error
    finally:
        building.unlink(missing_ok=True)
        labels.unlink(missing_ok=True)
    for older in cache_folder.glob(f"{kept.path.name[:_FOLDER_DIGITS]}-*"):
        if older not in (kept.path, kept.labels):
            older.unlink(missing_ok=True)
    return kept


def load(connection: duckdb.DuckDBPyConnection, catalog: str, dataset: Dataset) -> None:
    """Create the tables ``events``, ``claims`` and ``timeline`` of `dataset` in `catalog`."""
    connection.execute(statement("macros"))
    tables: list[tuple[str, Any, dict[str, Any]]] = [
        ("claims", dataset.claims, {"side_order": list(SIDE_ORDER), "party_rank": PARTY_RANK}),
        ("timeline", dataset.timeline, {}),
        (
            "events",
            dataset.events,
            {"point_precisions": list(POINT_PRECISIONS), "event_types": list(EventType)},
        ),
    ]
    for name, table, values in tables:
        source = f"(SELECT *, row_number() OVER () AS position FROM {name}_frame)"  # noqa: S608
        more = dict[str, Any]()
        if isinstance(table, ParquetTable):
            from eventmap.readers.parquet import select_sql

            sql, more = select_sql(name, table.path, dataset.info)
            source = f"({sql})"
        else:
            connection.register(f"{name}_frame", table)
        text = statement(f"load_{name}").format(catalog=f'"{catalog}"', source=source)
        connection.execute(text, {**values, **more})
        if not isinstance(table, ParquetTable):
            connection.unregister(f"{name}_frame")


def _list_files(folder: Path) -> list[Path]:
    names = [
        DESCRIPTION,
        *(f"{table}.{ending}" for table in TABLES for ending in ("csv", "parquet")),
    ]
    return [path for name in names if (path := folder / name).is_file()]


def _path_of(folder: Path, cache_folder: Path) -> Path:
    """Return the file's path: a digest of the folder's place, and one of all that goes in."""
    content = sha256("".join([*map(statement, _STATEMENTS), LABELS_SQL]).encode())
    for path in _list_files(folder):
        content.update(path.name.encode())
        with path.open("rb") as file:
            content.update(file_digest(file, "sha256").digest())
    place = sha256(str(folder.resolve()).encode()).hexdigest()[:_FOLDER_DIGITS]
    return cache_folder / f"{place}-{content.hexdigest()[:16]}.duckdb"
