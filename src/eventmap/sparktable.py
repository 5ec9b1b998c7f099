"""The events of a large dataset as a Delta table that a cluster reads, in the cache or elsewhere.

It has what filters ask for and what adds up; all else of an event is read from the tables. Until it
is there, and where it cannot be made or the cluster reads it otherwise, the tables are asked. It
has one file and one commit, which is written once the file is there, by one of several servers.

At an address, which several servers may share, none knows what the others read. So there a table
goes where it is damaged, and where nobody has begun to read it for `UNUSED_S`; whoever reads it
still is told so in a sentence, and makes it anew.
"""

import json
import logging
import re
import shutil
import time
from collections.abc import Callable, Hashable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar
from uuid import uuid4
from zlib import crc32

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from deltalake import CommitProperties, DeltaTable, Schema
from deltalake.exceptions import DeltaError
from deltalake.transaction import AddAction, create_table_with_add_actions

from eventmap.connections import scratch_folder, statement, telling
from eventmap.engines import DuckDB, Spark, shorten_failure
from eventmap.errors import BusyError, SettingError, StoreError
from eventmap.seals import checksum
from eventmap.settings import Settings
from eventmap.sidecars import Making
from eventmap.store import LOG, Place
from eventmap.tables import SPARK_TABLE, SparkTable, Tables, find_spark_tables, name_spark_table

UNUSED_S = 30 * 24 * 3600
"""How long nobody has begun to read a table at an address before it goes, in seconds."""

_FORMATS = {"delta": "Delta tables", "parquet": "the files of Delta tables, as Parquet"}
"""What a cluster can read, as it stands in a statement and in words: the first that it can."""

_USED = "_used"
"""The file of a table at an address that is written anew whenever somebody begins to read it."""

_OURS = re.compile(rf"[0-9a-f]{{8}}-[0-9a-f]{{16}}\.[0-9a-f]{{8}}\.[0-9a-f]{{8}}{SPARK_TABLE}")
_FILE = re.compile(r"(?P<content>[0-9a-f]{8})-(?P<schema>[0-9a-f]{8})\.parquet")
_READABLE = re.compile(r"([a-z][a-z0-9]*:/)?(/[A-Za-z0-9_.-]+)+")

_LOG = logging.getLogger(__name__)

_Answer = TypeVar("_Answer")

_PROOF = """
    SELECT count(*) AS events, sum(rowid)::BIGINT AS numbers, sum(x)::BIGINT AS x,
        sum(y)::BIGINT AS y, count(killed_best) AS known, sum(killed_best)::BIGINT AS killed,
        min(date_start) AS first, max(date_end) AS last, count(DISTINCT admin1) AS regions,
        sum(length(search))::BIGINT AS letters
    FROM {events}
"""
"""What the tables and the cluster must answer alike before it is asked for anything."""


class SparkTables(Making[str]):
    """Sees that a cluster finds the events of datasets.

    Parameters
    ----------
    engine
        The cluster.
    root
        Where the tables for it lie: the folder of the cache, or an address.
    least_events
        Events from which on a dataset has one.

    Raises
    ------
    SettingError
        If the cluster cannot be asked, or does not read what is written there.
    """

    unfinished = ".serving"
    done, failed = "written for the cluster", "asked of the cluster, but here"
    seen_to = False  # a cluster takes what it reads as it is
    failures = (duckdb.Error, OSError, BusyError, ValueError, TypeError, DeltaError)

    def __init__(self, engine: Spark, root: str, least_events: int) -> None:
        super().__init__(least_events)
        self._engine = engine
        self._setting = "EVENTMAP_ENGINE_TABLES" if "://" in root else "EVENTMAP_CACHE"
        if not _READABLE.fullmatch(root):
            allowed = "a path from the root of the letters a to z, digits, '_', '.' and '-'"
            raise SettingError(
                f"{self._setting}={root!r} cannot be used with EVENTMAP_ENGINE; allowed: {allowed}."
            )
        self._place = Place(root)
        engine.connect()
        self._format = self._find_format()
        _LOG.info("%s", self.describe())

    def describe(self) -> str:
        """Return in words what the cluster reads, and where."""
        reads = f"reads {_FORMATS[self._format]}"
        return f"The cluster {self._engine.address} answers, and {reads}, in {self._place.root}."

    def _find_format(self) -> str:
        """Return as what the cluster reads a table that is written for it, by trying."""
        from pyspark.errors import PySparkException

        name, reasons = f"probe-{uuid4().hex}", []
        try:
            if self._place.folder is not None:
                self._place.folder.mkdir(parents=True, exist_ok=True)
            with TemporaryDirectory(dir=self._place.folder or scratch_folder()) as spare:
                probe = Path(spare, name)
                pq.write_table(pa.table({"word": [name]}), probe)
                self.commit(name, probe)
            for each in _FORMATS:
                try:
                    events = self._name_in_sql(name, each)
                    found = self._engine.rows(f"SELECT word FROM {events}", {})  # noqa: S608 - ours
                except (BusyError, PySparkException) as error:
                    reasons.append(shorten_failure(error.__cause__ or error))
                else:
                    if found == [{"word": name}]:
                        return each
                    reasons.append(f"it reads {name} otherwise than it was written")
        except (OSError, DeltaError, StoreError) as error:
            reasons.append(shorten_failure(error))
        finally:
            self._tidy(name)
        where = f"{self._setting}={self._place.root!r}"
        if self._place.folder is not None:
            where = f"the folder {where} under the same path"
        raise SettingError(
            f"EVENTMAP_ENGINE={self._engine.address!r} cannot be used: {'; '.join(reasons)}; "
            f"allowed: a server of Spark Connect that can be reached from here, and reads {where}."
        )

    def _name_in_sql(self, name: str, form: str) -> str:
        """Return a table as it stands in a statement for the cluster."""
        (path,) = self._open(name).file_uris() if form == "parquet" else [self._place.uri(name)]
        if not _READABLE.fullmatch(path):
            raise ValueError(f"{path!r} is no path that every engine reads alike")
        return f"{form}.`{path}`"

    def _open(self, name: str) -> DeltaTable:
        return DeltaTable(self._place.uri(name), storage_options=self._place.options or None)

    def commit(self, name: str, file: Path) -> None:
        """Make a Delta table of a Parquet file, which is moved there.

        Raises
        ------
        DeltaError
            If it cannot be, or another has made it meanwhile.
        """
        schema = Schema.from_arrow(pq.read_schema(file))
        path, size = f"{checksum(file)}-{_sum_schema(schema)}.parquet", file.stat().st_size
        stats = json.dumps({"numRecords": pq.read_metadata(file).num_rows})
        self._place.bring(file, f"{name}/{path}")
        try:
            create_table_with_add_actions(
                self._place.uri(name),
                schema,
                [AddAction(path, size, {}, int(time.time() * 1000), True, stats)],
                mode="error",
                storage_options=self._place.options or None,
                # Or it would add the file, and its rows, to what another committed meanwhile.
                commit_properties=CommitProperties(max_commit_retries=0),
            )
        except DeltaError:
            if path not in _list_paths(self._open(name)):  # the same rows may be packed otherwise
                self._place.delete(f"{name}/{path}")
            raise

    def made_by(self) -> str:
        """Return the statement that writes the file of a table."""
        return statement("serve")

    def state(self, tables: Tables) -> SparkTable:
        """Return whether a cluster has the events of a dataset."""
        return tables.spark_table

    def write(self, path: Path, making: Path, tell: Callable[[float], None]) -> None:
        """Write the events."""
        quoted = str(making).replace("'", "''")
        with self.open_tables(path) as connection, telling(connection, tell):
            connection.execute(self.made_by().format(path=quoted))

    def find_named(self, path: Path) -> str | None:
        """Return the name of the Delta table of the events in `path`, see `Making`.

        At an address those of another layout stay: a server of another release may read them.
        """
        name = name_spark_table(path, self.made_by())
        if self._place.folder is not None:
            for other in [each.name for each in find_spark_tables(path) if each.name != name]:
                _LOG.warning("%s is of another layout or of other tables, and goes", other)
                self.discard(other)
        return name if self._place.holds(name) else None

    def is_sound(self, kept: str) -> bool:
        """Return whether a table is as it was written; all of it is read."""
        try:
            self._check(kept)
        except (DeltaError, FileNotFoundError, ValueError) as error:
            _LOG.warning("Of %s it is said: %s", self._place.uri(kept), error)
            return False
        return True

    def leave(self, tables: Tables) -> None:
        """Let the cluster be asked no more."""
        tables.spark_table.engine = None

    def _check(self, name: str) -> None:
        """See that a table is as it was written, all of which is read for it.

        Raises
        ------
        DeltaError, FileNotFoundError, ValueError
            If it is not.
        """
        table = self._open(name)
        (path,) = _list_paths(table)
        named = _FILE.fullmatch(path)
        if not named or table.version() or table.protocol().min_reader_version > 1:
            raise ValueError("it was written by another")
        if self._place.checksum(f"{name}/{path}") != named["content"]:
            raise ValueError(f"{path} is not as it was written")
        if _sum_schema(table.schema()) != named["schema"]:
            raise ValueError("its log is not as it was written")

    def keep(self, path: Path, making: Path) -> str:
        """Make the Delta table; where another server has made it meanwhile, that one is taken."""
        name = name_spark_table(path, self.made_by())
        try:
            self.commit(name, making)
        except DeltaError:
            if self.find(path) is None:
                raise
        if self._place.folder is None:
            self._remove_unused(but=name)
        return name

    def take(self, tables: Tables, path: Path, kept: str) -> None:
        """Let the cluster be asked, once it reads the table as it should.

        Raises
        ------
        ValueError
            If it does not.
        """
        from pyspark.errors import PySparkException

        events = self._name_in_sql(kept, self._format)
        with self.open_tables(path) as connection:
            expected = DuckDB(connection).rows(_PROOF.format(events="kept.events"), {})
        try:
            found = self._engine.rows(_PROOF.format(events=events), {})
        except PySparkException as error:
            raise ValueError(str(error)) from error
        if found != expected:
            raise ValueError(f"it reads {found}, where the tables have {expected}")
        if self._place.folder is None:
            self._place.replace(f"{kept}/{_USED}", b"\n")
        state = tables.spark_table
        state.events = events
        state.engine = _Reading(self._engine, self, kept, state)  # last: from here on it is asked

    def has_lost(self, name: str) -> bool:
        """Return whether a table is gone, or its file is."""
        try:
            paths = _list_paths(self._open(name))
            return not {each.path for each in self._place.list_files(name)}.issuperset(paths)
        except DeltaError:
            return True
        except OSError:
            return False  # nobody knows

    def _remove_unused(self, *, but: str) -> None:
        """Remove the tables that nobody has begun to read for long."""
        used: dict[str, float] = {}
        for each in self._place.list_files(""):
            name = each.path.partition("/")[0]
            if name != but and _OURS.fullmatch(name):
                used[name] = max(used.get(name, 0), each.changed)
        for name in [name for name, at in used.items() if at < time.time() - UNUSED_S]:
            _LOG.info("%s was not read for long, and goes", self._place.uri(name))
            self._tidy(name)

    def _tidy(self, name: str) -> None:
        try:
            self.discard(name)
        except (OSError, DeltaError) as error:
            _LOG.warning("%s was not removed: %s", self._place.uri(name), error)

    def discard(self, kept: str) -> None:
        """Delete a table, its log first: what is left is no table."""
        files = [each.path for each in self._place.list_files(kept)]
        for path in sorted(files, key=lambda path: not path.startswith(LOG)):
            self._place.delete(f"{kept}/{path}")
        if self._place.folder is not None:
            shutil.rmtree(self._place.folder / kept, ignore_errors=True)  # folders without a file


class _Reading:
    """The cluster, as it is asked for the events of one dataset; see `engines.Engine`.

    Where their table is gone, whoever asked is told so, and the next questions are asked here.
    """

    def __init__(self, engine: Spark, found: SparkTables, name: str, state: SparkTable) -> None:
        self._engine, self._found, self._name, self._state = engine, found, name, state

    def rows(self, sql: str, values: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Return the answer as a list of dictionaries."""
        return self._ask(lambda: self._engine.rows(sql, values))

    def columns(
        self, sql: str, values: Mapping[str, Any], subject: Hashable = None
    ) -> dict[str, np.ndarray]:
        """Return the answer, which holds no NULL, as arrays."""
        return self._ask(lambda: self._engine.columns(sql, values, subject))

    def _ask(self, ask: Callable[[], _Answer]) -> _Answer:
        from pyspark.errors import PySparkException

        try:
            return ask()
        except (BusyError, PySparkException) as error:
            if not self._found.has_lost(self._name):
                raise
            _LOG.warning("%s is gone: its events are read here until it is made anew", self._name)
            self._state.engine = self._state.made = None
            reason = "The cluster that counts large datasets has lost these events"
            raise BusyError(f"{reason}. Ask again in a few seconds: they are read here.") from error


def find_cluster(settings: Settings) -> SparkTables | None:
    """Return what sees that the host's cluster finds events; ``None`` where there is no cluster.

    Raises
    ------
    SettingError
        If it cannot be used.
    """
    if not settings.engine:
        return None
    root = settings.engine_tables or str(settings.cache)
    return SparkTables(Spark(settings.engine), root, settings.engine_millions * 1_000_000)


def _list_paths(table: DeltaTable) -> list[str]:
    return [str(path) for path in pa.table(table.get_add_actions(flatten=True))["path"].to_pylist()]


def _sum_schema(schema: Schema) -> str:
    text = json.dumps(json.loads(schema.to_json()), sort_keys=True)
    return f"{crc32(text.encode()):08x}"
