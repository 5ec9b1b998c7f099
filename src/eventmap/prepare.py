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
from typing import Any, Protocol

import duckdb

from eventmap.casualties import PARTY_RANK, SIDE_ORDER
from eventmap.connections import connect
from eventmap.labels import LABELS_SQL, write_labels
from eventmap.readers.canonical.description import DESCRIPTION
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

_ORIGIN_DIGITS = 8
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


class Version(Protocol):
    """A dataset that gives its tables as SQL: a version in a store."""

    @property
    def info(self) -> DatasetInfo:
        """The description."""
        ...

    def select_sql(self, connection: duckdb.DuckDBPyConnection, table: str) -> str:
        """Return a SELECT of the schema's columns and ``position``, for one statement."""
        ...


@cache
def statement(name: str) -> str:
    """Return the text of ``sql/{name}.sql``."""
    return files("eventmap").joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")


def is_large(folder: Path) -> bool:
    """Return whether the tables of the dataset in `folder` are to be kept in a file."""
    return sum(path.stat().st_size for path in _list_files(folder)) > LARGE_BYTES


def find_prepared(path: Path) -> Prepared | None:
    """Return the tables kept in `path`, if they were built before."""
    if not (path.is_file() and path.with_suffix(".arrow").is_file()):
        return None
    with connect(path, read_only=True) as connection:
        (text,) = connection.execute("SELECT description FROM info").fetchall()[0]
    return Prepared(DatasetInfo(**json.loads(text)), path)


def prepare(dataset: Dataset | Version, path: Path) -> Prepared:
    """Build the tables of `dataset` in the file `path`, see `path_of_folder`.

    Files of the same origin are removed.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    kept = Prepared(dataset.info, path)
    path.parent.mkdir(parents=True, exist_ok=True)
    building, labels = (
        path.with_suffix(f".{os.getpid()}.{what}") for what in ("building", "labels")
    )
    building.unlink(missing_ok=True)
    try:
        with connect(building, memory_limit=_BUILD_MEMORY, spill_limit=None) as connection:
            ((catalog,),) = connection.execute("SELECT current_catalog()").fetchall()
            load(connection, catalog, dataset)
            described = {"text": json.dumps(asdict(dataset.info))}
            connection.execute("CREATE TABLE info AS SELECT $text AS description", described)
            write_labels(connection, catalog, labels)
        labels.replace(kept.labels)
        building.replace(path)
    except duckdb.Error as error:
        raise OSError(str(error)) from error
    finally:
        building.unlink(missing_ok=True)
        labels.unlink(missing_ok=True)
    for older in path.parent.glob(f"{path.name[:_ORIGIN_DIGITS]}-*"):
        if older not in (path, kept.labels):
            older.unlink(missing_ok=True)
    return kept


def load(connection: duckdb.DuckDBPyConnection, catalog: str, dataset: Dataset | Version) -> None:
    """Create the tables ``events``, ``claims`` and ``timeline`` of `dataset` in `catalog`."""
    connection.execute(statement("macros"))
    values: dict[str, dict[str, Any]] = {
        "claims": {"side_order": list(SIDE_ORDER), "party_rank": PARTY_RANK},
        "timeline": {},
        "events": {"point_precisions": list(POINT_PRECISIONS), "event_types": list(EventType)},
    }
    for name, bound in values.items():
        sql, more = _select(connection, dataset, name)
        text = statement(f"load_{name}").format(catalog=f'"{catalog}"', source=f"({sql})")
        connection.execute(text, bound | more)
        connection.unregister(f"{name}_frame")  # which would else be held; nothing if there is none


def _select(
    connection: duckdb.DuckDBPyConnection, dataset: Dataset | Version, name: str
) -> tuple[str, dict[str, Any]]:
    """Return a SELECT of the columns of a table and ``position``, and its values."""
    if not isinstance(dataset, Dataset):
        return dataset.select_sql(connection, name), {}
    table = getattr(dataset, name)
    if isinstance(table, ParquetTable):
        from eventmap.readers.canonical.parquet import select_sql

        return select_sql(name, table.path, dataset.info)
    connection.register(f"{name}_frame", table)
    return f"SELECT *, row_number() OVER () AS position FROM {name}_frame", {}  # noqa: S608


def _list_files(folder: Path) -> list[Path]:
    names = [
        DESCRIPTION,
        *(f"{table}.{ending}" for table in TABLES for ending in ("csv", "parquet")),
    ]
    return [path for name in names if (path := folder / name).is_file()]


def path_of_folder(folder: Path, cache_folder: Path) -> Path:
    """Return where the tables of the dataset in `folder` are kept."""
    content = sha256()
    for path in _list_files(folder):
        content.update(path.name.encode())
        with path.open("rb") as file:
            content.update(file_digest(file, "sha256").digest())
    return _path_of(str(folder.resolve()), content.hexdigest(), cache_folder)


def path_of_version(info: DatasetInfo, cache_folder: Path) -> Path:
    """Return where the tables of a version, which never changes, are kept."""
    return _path_of(info.fingerprint, info.fingerprint, cache_folder)


def _path_of(origin: str, content: str, cache_folder: Path) -> Path:
    """Return a file named by a digest of where a dataset is from, and one of all that goes in."""
    columns = [name for table in TABLES.values() for name in table]
    made_by = "".join([*map(statement, _STATEMENTS), LABELS_SQL, *columns, *EventType])
    place = sha256(origin.encode()).hexdigest()[:_ORIGIN_DIGITS]
    digest = sha256(f"{made_by}{content}".encode()).hexdigest()
    return cache_folder / f"{place}-{digest[:16]}.duckdb"
