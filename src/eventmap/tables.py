"""One dataset as DuckDB tables: in memory where it is small, else in a file that is kept.

Building the tables of a million events takes seconds; opening the file again takes none. A file
is found by the content of the dataset and by the statements that built it, so that it can never
be out of date, and it is complete from the moment that it has its seal, see `seals`: a damaged one
is built anew. Whoever uses a file holds its seal; what nobody uses goes when all of them take too
much room, the longest unused first.
"""

import json
import logging
import os
import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import asdict, dataclass, field
from hashlib import file_digest, sha256
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, Protocol

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from eventmap.canonical import DESCRIPTION
from eventmap.casualties import PARTY_RANK, SIDE_ORDER
from eventmap.connections import connect, statement
from eventmap.engines import Engine
from eventmap.errors import BusyError
from eventmap.keptanswers import KeptAnswers
from eventmap.locks import Hold, locked_if_idle
from eventmap.schema import (
    POINT_PRECISIONS,
    SEVERAL_SOURCES,
    TABLES,
    TYPE_IN_TEXT,
    Dataset,
    DatasetInfo,
    EventType,
    ParquetTable,
)
from eventmap.seals import READ_FIRST_BYTES, Parts, Seal, checksum, sum_parts
from eventmap.slices import lay_apart

LARGE_BYTES = 16_000_000
"""Size of a dataset's files from which on its tables are kept in a file."""

LARGE_ROWS = 50_000
"""Rows of one of its files from which on they are, too: Parquet packs a million into a few MB."""

_ORIGIN_DIGITS = 8
BUILD_MEMORY = "1GB"
SLICE_ROWS = 1_000_000
"""Events that are sorted at once, see `slices`: a few hundred MB."""

CUBE = ".cube"
"""How the names of files end that have what is counted ahead: after the name of the tables'."""

SPARK_TABLE = ".delta"
"""How the names of Delta tables end from which a cluster reads the events, after the same."""

_SIDECARS = (CUBE, SPARK_TABLE)

_NOTED = ".source"
NOTED_BYTES = 200_000_000
"""What files have together from which on it is noted what they hold: reading them takes tenths of a
second at each start, 2.4 s of a hundred million events."""

SETTLED_S = 2
"""How long ago a file was changed at least, in seconds: the time of a change may be that coarse."""

_ABANDONED_S = 3600
"""Age from which on a file without a seal is nobody's that is still building it."""

_LOG = logging.getLogger(__name__)

_LABELS = (
    "lon",
    "lat",
    "event_id",
    "title",
    "date_start",
    "date_end",
    "geo_precision",
    "killed_words",
    "injured_words",
)
"""Longitude and latitude (degrees, EPSG:4326), days as ISO text, and the rest as in the table."""

_LABELS_SQL = """
    SELECT lon, lat, event_id, title, date_start::VARCHAR AS date_start,
        date_end::VARCHAR AS date_end, geo_precision, killed_words, injured_words
    FROM {catalog}.events WHERE located
"""

BATCH_ROWS = 250_000

_STATEMENTS = ("macros", "search", "load_claims", "load_timeline", "load_events")


@dataclass(frozen=True)
class Prepared:
    """A dataset whose tables stand in a DuckDB file."""

    info: DatasetInfo
    path: Path
    hold: Hold = field(compare=False, repr=False)
    """Keeps the files from being removed."""
    parts: Parts | None = field(default=None, compare=False, repr=False)
    """Those of the labels, where not all files have been read before they are used."""

    @property
    def labels(self) -> Path:
        """The file with the labels of the events, see `Labels`."""
        return _labels_of(self.path)


class Selectable(Protocol):
    """What gives the tables of a dataset as SQL: a version in a store."""

    @property
    def info(self) -> DatasetInfo:
        """The description."""
        ...

    def select_sql(self, connection: duckdb.DuckDBPyConnection, table: str) -> str:
        """Return a SELECT of the schema's columns and ``position``, for one statement."""
        ...


class Labels:
    """What the map says of the located events, which are the first rows of their table.

    A tile names the events that stand alone: a few hundred of a million, scattered over the
    table. DuckDB reads tables in groups of rows and takes milliseconds for that; Arrow reads any
    row of a file mapped into memory in microseconds.

    Parameters
    ----------
    batches
        Record batches with the columns `_LABELS`, in the order of the table.
    parts
        The parts of their file, one for each, where that is to be seen to.
    """

    def __init__(self, batches: Sequence[pa.RecordBatch], parts: Parts | None = None) -> None:
        self._batches = batches
        self._parts = parts
        self._starts = np.cumsum([0, *(batch.num_rows for batch in batches)])

    def __len__(self) -> int:
        """Return the number of located events."""
        return int(self._starts[-1])

    @classmethod
    def open(cls, path: Path, parts: Parts | None = None) -> "Labels":
        """Return the labels of a file that `write_labels` wrote, which is not read into memory."""
        reader = pa.ipc.open_file(pa.memory_map(str(path)))
        return cls([reader.get_batch(at) for at in range(reader.num_record_batches)], parts)

    @classmethod
    def load(cls, connection: duckdb.DuckDBPyConnection, catalog: str) -> "Labels":
        """Return the labels of the events of a catalog, in memory."""
        return cls(list(_read_labels(connection, catalog)))

    def take(self, rows: np.ndarray) -> dict[str, np.ndarray]:
        """Return the columns `_LABELS` for each of `rows`, counted from 0."""
        found = {name: np.empty(len(rows), dtype=object) for name in _LABELS}
        held = np.searchsorted(self._starts, rows, side="right") - 1
        for at in np.unique(held).tolist():
            if self._parts:
                self._parts.see_to(at)
            places = held == at
            taken = self._batches[at].take(pa.array(rows[places] - self._starts[at]))
            for name in _LABELS:
                found[name][places] = taken.column(name).to_numpy(zero_copy_only=False)
        return found


@dataclass
class Cube:
    """What is counted ahead of the rows of a dataset, see `cubes`.

    Parameters
    ----------
    made
        Whether it is there, once that is known; ``None`` where nobody has asked for it.
    catalog
        Its name in the database, while it is asked.
    attached
        The name of what is attached, and be it no longer asked.
    detach
        Lets go of it.
    """

    made: Future[bool] | None = None
    catalog: str | None = None
    attached: str | None = None
    detach: Callable[[], Any] = lambda: None


@dataclass
class SparkTable:
    """The events of a dataset where a cluster reads them, see `sparktable`.

    Parameters
    ----------
    made
        Whether they are there, once that is known; ``None`` where nobody has asked for it.
    engine
        What reads them, once they are there.
    events
        Their table as it stands in a statement for it.
    """

    made: Future[bool] | None = None
    engine: Engine | None = None
    events: str = ""


@dataclass(frozen=True)
class Tables:
    """The names of the tables of one dataset, the labels of its located events, and its cube.

    They are there for as long as this is held: hold it while a question runs. What they are asked
    by is their `engine`.
    """

    info: DatasetInfo
    engine: Engine
    events: str
    claims: str
    timeline: str
    labels: Labels
    event_count: int
    """Located or not."""
    path: Path | None = None
    """Their file, where they stand in one."""
    hold: Hold | None = None
    """Keeps it from being removed."""
    cube: Cube = field(default_factory=Cube, compare=False, repr=False)
    spark_table: SparkTable = field(default_factory=SparkTable, compare=False, repr=False)
    kept: KeptAnswers = field(default_factory=KeptAnswers, compare=False, repr=False)
    """What was answered about them."""


def is_large(folder: Path) -> bool:
    """Return whether the tables of the dataset in `folder` are to be kept in a file."""
    files = _list_files(folder)
    if sum(path.stat().st_size for path in files) > LARGE_BYTES:
        return True
    return any(_count_rows(path) >= LARGE_ROWS for path in files)


def _count_rows(path: Path) -> int:
    """Return the rows of a file of at most `LARGE_BYTES`; of text its lines, which are no fewer."""
    if path.suffix != ".parquet":
        return path.read_bytes().count(b"\n")
    try:
        return int(pq.read_metadata(path).num_rows)
    except (OSError, pa.ArrowException):
        return 0  # the reader refuses it, and says in words what cannot be read


def find_prepared(path: Path) -> Prepared | None:
    """Return the tables kept in `path`, if they were built before and are undamaged."""
    seal = _seal_of(path)
    if not seal.is_file():
        return None
    try:
        hold = Hold(seal)
        sealed, labels = Seal.read(seal), _labels_of(path)
        if not sealed.fits(path, labels):
            _LOG.warning("%s is damaged, and is built anew", path)
            return None
        with connect(path, read_only=True) as connection:
            (text,) = connection.execute("SELECT description FROM info").fetchall()[0]
    except (OSError, ValueError, TypeError, duckdb.Error) as error:
        _LOG.warning("%s cannot be read, and is built anew: %s", path, error)
        return None
    parts = None
    if sealed.is_large:
        parts = Parts(labels, sealed.begin, sealed.parts)
        sealed.read_files(seal, path, labels)
    return Prepared(DatasetInfo(**json.loads(text)), path, hold, parts)


def why_unwritable(cache: Path) -> str | None:
    """Return what the system says where nothing can be written to the cache; ``None`` if it can."""
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=cache):
            return None
    except OSError as error:
        return error.strerror or str(error)


def describe_no_room(what: str, cache: Path, why: str) -> str:
    """Return that a dataset has no room, for its tables cannot be kept: why, the system says."""
    return (
        f"{what} is too large to stand in memory, and the cache {cache} cannot be written: {why}. "
        "Set EVENTMAP_CACHE to a folder that this server may write to."
    )


def _labels_of(path: Path) -> Path:
    return path.with_suffix(".arrow")


def _seal_of(path: Path) -> Path:
    return path.with_suffix(".seal")


def find_sidecar(path: Path, ending: str, made_by: str) -> Path | None:
    """Return the file beside the tables in `path` that was made of them, by its name alone.

    What was made otherwise is removed.

    Parameters
    ----------
    ending
        Of its name.
    made_by
        The statement that makes it.
    """
    found = None
    for each in sorted(path.parent.glob(f"{path.stem}.*{ending}")):
        if found is None and each.match(f"{path.stem}.{_layout_of(made_by)}.*{ending}"):
            found = each
        else:
            _LOG.warning("%s is of another layout or one too many, and goes", each)
            each.unlink(missing_ok=True)
    return found


def are_kept_files_large(path: Path) -> bool:
    """Return whether tables and all beside them are to be read while they are used."""
    return sum(map(_size, _list_sealed(_seal_of(path)))) > READ_FIRST_BYTES


def is_sound(sidecar: Path) -> bool:
    """Return whether a file beside tables has the content that its name says; it is read whole."""
    return sidecar.name.split(".")[2] == checksum(sidecar)


def name_sidecar(path: Path, content: str, ending: str, made_by: str) -> Path:
    """Return what the file beside the tables in `path` is called that has such a checksum."""
    return path.with_suffix(f".{_layout_of(made_by)}.{content}{ending}")


def name_spark_table(path: Path, made_by: str) -> str:
    """Return what the Delta table is called from which a cluster reads the events in `path`.

    It is named by the labels of these, whose rows the cluster names by their numbers: where another
    server has others, or has them in another order, it has a table of its own.

    Raises
    ------
    OSError, ValueError, TypeError
        If it is not known what the labels add up to.
    """
    (_, labels) = Seal.read(_seal_of(path)).sums
    return name_sidecar(path, labels, SPARK_TABLE, made_by).name


def find_spark_tables(path: Path) -> list[Path]:
    """Return the Delta tables beside the tables in `path`, whatever they were made by."""
    return sorted(path.parent.glob(f"{path.stem}.*{SPARK_TABLE}"))


def _layout_of(made_by: str) -> str:
    return sha256(made_by.encode()).hexdigest()[:_ORIGIN_DIGITS]


def prepare(dataset: Dataset | Selectable, path: Path) -> Prepared:
    """Build the tables of `dataset` in the file `path`, see `path_of_folder`.

    Files of the same origin are removed.

    Raises
    ------
    OSError
        If the file cannot be written.
    BusyError
        If there is no memory to build them. All questions together have less, so that tables in
        memory are no way out.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    building, labels, seal = unfinished = [
        path.with_suffix(f".{os.getpid()}.{what}") for what in ("building", "labels", "sealing")
    ]
    building.unlink(missing_ok=True)
    try:
        with connect(building, memory_limit=BUILD_MEMORY, spill_limit=None) as connection:
            ((catalog,),) = connection.execute("SELECT current_catalog()").fetchall()
            load(connection, catalog, dataset)
            described = {"text": json.dumps(asdict(dataset.info))}
            connection.execute("CREATE TABLE info AS SELECT $text AS description", described)
            parts = write_labels(connection, catalog, labels)
        Seal.of(building, labels, parts=parts).write(seal)
        kept = Prepared(dataset.info, path, Hold(seal))  # so nobody removes it meanwhile
        _seal_of(path).unlink(missing_ok=True)
        labels.replace(kept.labels)
        building.replace(path)
        seal.replace(_seal_of(path))
    except duckdb.OutOfMemoryException as error:
        _LOG.warning("The tables of %s cannot be built: %s", dataset.info.name, error)
        raise BusyError(
            f"The tables of {dataset.info.name} cannot be built: their rows take more than the "
            f"{BUILD_MEMORY} of memory, or the free disk, that there is for it."
        ) from error
    except duckdb.Error as error:
        raise OSError(str(error)) from error
    finally:
        for file in unfinished:
            file.unlink(missing_ok=True)
    for older in path.parent.glob(f"{path.name[:_ORIGIN_DIGITS]}-*"):
        if older.stem != path.stem:
            _remove(older)
    return kept


def prune(folder: Path, most_bytes: int) -> None:
    """Remove tables from the cache until the rest takes no more, the longest unused first.

    What this or another process uses stays, and be it too much. What a build left that was killed
    goes too.
    """
    try:
        _remove_abandoned(folder)
        files = {seal: _list_sealed(seal) for seal in folder.glob("*.seal")}
        held = {seal: sum(map(_size, files[seal])) for seal in files}
        surplus = sum(held.values()) - most_bytes
        for seal in sorted(files, key=lambda seal: seal.stat().st_mtime):
            if surplus <= 0:
                break
            with locked_if_idle(seal) as idle:
                if idle:
                    surplus -= held[seal]
                    for each in files[seal]:
                        _remove(each)
    except OSError as error:
        # Another process prunes too, or nothing may be removed: the next time is soon.
        _LOG.warning("The cache %s was not pruned: %s", folder, error)


def _list_sealed(seal: Path) -> list[Path]:
    path = seal.with_suffix(".duckdb")
    beside = (each for ending in _SIDECARS for each in seal.parent.glob(f"{seal.stem}.*{ending}"))
    return [each for each in (seal, path, _labels_of(path), *beside) if each.exists()]


def _size(path: Path) -> int:
    """Return what a file, or all in a folder, has in bytes."""
    if path.is_dir():
        return sum(each.stat().st_size for each in path.rglob("*") if each.is_file())
    return path.stat().st_size


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _remove_abandoned(folder: Path) -> None:
    latest = time.time() - _ABANDONED_S
    unfinished = (".building", ".labels", ".sealing", ".counting", ".serving", ".noting", ".wal")
    for noted in folder.glob(f"*{_NOTED}"):
        if not any(folder.glob(f"{noted.stem}-*.seal")) and noted.stat().st_mtime < latest:
            noted.unlink(missing_ok=True)
    for ending in (*unfinished, ".duckdb", ".arrow", *_SIDECARS):
        for file in folder.glob(f"*{ending}"):
            name = file.name.partition(".")[0] if ending in _SIDECARS else file.stem
            if not (folder / f"{name}.seal").is_file() and file.stat().st_mtime < latest:
                _remove(file)


def load(
    connection: duckdb.DuckDBPyConnection, catalog: str, dataset: Dataset | Selectable
) -> None:
    """Create the tables ``events``, ``claims`` and ``timeline`` of `dataset` in `catalog`."""
    connection.execute(statement("macros"))
    connection.execute(statement("search"))
    ranks: dict[str, Any] = {"side_order": list(SIDE_ORDER), "party_rank": PARTY_RANK}
    _load(connection, catalog, dataset, "claims", ranks)
    _load(connection, catalog, dataset, "timeline", {})
    _load_events(connection, catalog, dataset)


def _load(
    connection: duckdb.DuckDBPyConnection,
    catalog: str,
    dataset: Dataset | Selectable,
    name: str,
    bound: Mapping[str, Any],
) -> None:
    sql, values = _select(connection, dataset, name)
    text = statement(f"load_{name}").format(catalog=f'"{catalog}"', source=f"({sql})")
    connection.execute(text, {**bound, **values})
    connection.unregister(f"{name}_frame")  # which would else be held; nothing if there is none


def _load_events(
    connection: duckdb.DuckDBPyConnection, catalog: str, dataset: Dataset | Selectable
) -> None:
    """Create the table of the events at once, or where they are many from one slice to the next."""
    table, claims = f'"{catalog}".events', f'"{catalog}".claims'
    bound = {
        "point_precisions": list(POINT_PRECISIONS),
        "event_types": list(EventType),
        "type_in_text": f'"{TYPE_IN_TEXT}"',
        "several_sources": f'"{SEVERAL_SOURCES}"',
    }

    def write(into: str, source: str, claims: str, **values: Any) -> None:
        text = statement("load_events").format(into=into, source=source, claims=claims)
        connection.execute(text, {**bound, **values})

    def select() -> tuple[str, dict[str, Any]]:
        return _select(connection, dataset, "events")

    sql, values = select()
    ((rows,),) = connection.execute(f"SELECT count(*) FROM ({sql})", values).fetchall()  # noqa: S608
    if rows <= SLICE_ROWS:
        sql, values = select()
        write(f"CREATE TABLE {table} AS", f"({sql})", claims, **values)
    else:
        into, done, started = f"CREATE TABLE {table} AS", 0, time.perf_counter()
        with lay_apart(connection, select, claims, SLICE_ROWS) as slices:
            laid = f"{rows:,} events are laid apart in {len(slices):,} slices"
            _LOG.info("Of the tables of %s %s", dataset.info.name, laid)
            for each in slices:
                write(into, each.events, each.claims)
                into, done = f"INSERT INTO {table}", done + each.rows
                rate = done / (time.perf_counter() - started)
                told = f"{done:,} of {rows:,} events are there, {rate:,.0f} a second"
                _LOG.info("Of the tables of %s %s", dataset.info.name, told)
    connection.unregister("events_frame")


def _select(
    connection: duckdb.DuckDBPyConnection, dataset: Dataset | Selectable, name: str
) -> tuple[str, dict[str, Any]]:
    """Return a SELECT of the columns of a table and ``position``, and its values."""
    if not isinstance(dataset, Dataset):
        return dataset.select_sql(connection, name), {}
    table = getattr(dataset, name)
    if isinstance(table, ParquetTable):
        from eventmap.canonical import select_sql

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
    """Return where the tables of the dataset in `folder` are kept.

    What large files hold is noted beside the tables: it is not read again while the system says
    that the files are as they were.
    """
    origin, files = str(folder.resolve()), _list_files(folder)
    noted = cache_folder / f"{_place_of(origin)}{_NOTED}"
    before, began = [_stamp(path) for path in files], time.time()
    found = _read_noted(noted, before)
    if found is None:
        found = _digest_files(files)
        is_large = sum(path.stat().st_size for path in files) >= NOTED_BYTES
        if is_large and before == [_stamp(path) for path in files] and _has_settled(files, began):
            _note(noted, before, found)
    return _path_of(origin, found, cache_folder)


def _digest_files(files: Sequence[Path]) -> str:
    content = sha256()
    for path in files:
        content.update(path.name.encode())
        with path.open("rb") as file:
            content.update(file_digest(file, "sha256").digest())
    return content.hexdigest()


def _stamp(path: Path) -> list[Any]:
    """Return what is another for a file that was written or put in place of this one since."""
    found = path.stat()
    times = (found.st_mtime_ns, found.st_ctime_ns)
    return [path.name, found.st_size, *times, found.st_ino, found.st_dev]


def _has_settled(files: Sequence[Path], now: float) -> bool:
    """Return whether all files changed so long ago that another change has another time."""
    changed = (max(path.stat().st_mtime, path.stat().st_ctime) for path in files)
    return max(changed) < now - SETTLED_S


def _read_noted(noted: Path, stamps: Sequence[list[Any]]) -> str | None:
    try:
        found = json.loads(noted.read_text(encoding="utf-8"))
        return str(found["content"]) if found["files"] == stamps else None
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _note(noted: Path, stamps: Sequence[list[Any]], content: str) -> None:
    writing = noted.with_suffix(f".{os.getpid()}.noting")
    try:
        noted.parent.mkdir(parents=True, exist_ok=True)
        writing.write_text(json.dumps({"files": stamps, "content": content}), encoding="utf-8")
        writing.replace(noted)
    except OSError as error:
        _LOG.warning("%s was not written: %s", noted, error)
        writing.unlink(missing_ok=True)


def path_of_version(info: DatasetInfo, cache_folder: Path) -> Path:
    """Return where the tables of a version, which never changes, are kept."""
    return _path_of(info.fingerprint, info.fingerprint, cache_folder)


def _path_of(origin: str, content: str, cache_folder: Path) -> Path:
    """Return a file named by a digest of where a dataset is from, and one of all that goes in."""
    columns = [name for table in TABLES.values() for name in table]
    made_by = "".join([*map(statement, _STATEMENTS), _LABELS_SQL, *columns, *EventType])
    digest = sha256(f"{made_by}{content}".encode()).hexdigest()
    return cache_folder / f"{_place_of(origin)}-{digest[:16]}.duckdb"


def _place_of(origin: str) -> str:
    return sha256(origin.encode()).hexdigest()[:_ORIGIN_DIGITS]


def write_labels(connection: duckdb.DuckDBPyConnection, catalog: str, path: Path) -> Parts:
    """Write the labels of the events of a catalog to a file, and return its parts.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    reader = _read_labels(connection, catalog)
    ends = []
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, reader.schema) as writer:
        begin = file.tell()
        for batch in reader:
            writer.write_batch(batch)
            ends.append(file.tell())
    return sum_parts(path, begin, ends)


def _read_labels(connection: duckdb.DuckDBPyConnection, catalog: str) -> pa.RecordBatchReader:
    sql = _LABELS_SQL.format(catalog=f'"{catalog}"')
    return connection.sql(sql).to_arrow_reader(BATCH_ROWS)
