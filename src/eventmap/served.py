"""The events of a large dataset as a file that a cluster reads, beside its tables.

It has what filters ask for and what adds up; all else of an event is read from the tables. It is
written in the background once a map is asked for, and nothing waits for it: until it is there, and
where it cannot be made or the cluster reads it otherwise, the tables are asked. Its name has a
digest of the statement that made it and a checksum, and it goes with the tables, as a cube does.
"""

import atexit
import logging
import os
import time
from concurrent.futures import Future
from pathlib import Path
from threading import Lock, Thread
from weakref import ref

import duckdb

from eventmap.connections import connect, statement
from eventmap.engines import DuckDB, Spark, name_file
from eventmap.errors import BusyError
from eventmap.locks import Hold
from eventmap.tables import SERVED, Tables, find_beside, name_beside

_MEMORY = "512MB"
_STOP_S = 5

_PROOF = """
    SELECT count(*) AS events, sum(rowid)::BIGINT AS numbers, sum(x)::BIGINT AS x,
        sum(y)::BIGINT AS y, count(killed_best) AS known, sum(killed_best)::BIGINT AS killed,
        min(date_start) AS first, max(date_end) AS last, count(DISTINCT admin1) AS regions
    FROM {events}
"""
"""What the tables and the cluster must answer alike before it is asked for anything."""

_LOG = logging.getLogger(__name__)


class Serving:
    """Sees that a cluster finds the events of datasets, one after the other, in threads of its own.

    Parameters
    ----------
    engine
        The cluster.
    least_events
        Located events from which on a dataset is asked of it.
    """

    def __init__(self, engine: Spark, least_events: int) -> None:
        self._engine = engine
        self._least_events = least_events
        self._lock = Lock()
        self._turn = Lock()
        self._making: duckdb.DuckDBPyConnection | None = None
        self._stopped = False

    def begin(self, tables: Tables) -> None:
        """See that the cluster is asked for the events of a dataset; nobody waits for it."""
        if tables.path is None or not self._is_large(tables):
            return
        with self._lock:
            if tables.served.made is not None:
                return
            made: Future[bool] = Future()
            tables.served.made = made
        found = (tables.info.name, tables.path, tables.hold, ref(tables), made)
        thread = Thread(target=self._serve, args=found, name="serving", daemon=True)
        atexit.register(self._stop, thread)
        thread.start()

    def find(self, tables: Tables) -> None:
        """See that the cluster is asked, if it was before; write nothing."""
        if tables.path is None or not self._is_large(tables):
            return
        if file := find_beside(tables.path, SERVED, statement("serve")):
            self._hand_over(tables, self._prove(tables.path, file))

    def _is_large(self, tables: Tables) -> bool:
        return len(tables.labels) >= self._least_events

    def _hand_over(self, tables: Tables, events: str) -> None:
        tables.served.events = events
        tables.served.engine = self._engine  # last: from here on it is asked

    def _serve(
        self, name: str, path: Path, _hold: Hold | None, closed: ref[Tables], made: Future[bool]
    ) -> None:
        """Find or write one file; while this runs nobody removes the tables, see `Hold`."""
        try:
            with self._turn:
                file = find_beside(path, SERVED, statement("serve")) or self._write(name, path)
                events = self._prove(path, file)
            if tables := closed():
                self._hand_over(tables, events)
            made.set_result(True)
        except (duckdb.Error, OSError, BusyError, ValueError) as error:
            if not self._stopped:
                _LOG.warning("%s is not asked of the cluster, but here: %s", name, error)
            made.set_result(False)

    def _write(self, name: str, path: Path) -> Path:
        started = time.perf_counter()
        _LOG.info("%s is being written for the cluster", name)
        making = path.with_suffix(f".{os.getpid()}.serving")
        try:
            with connect(memory_limit=_MEMORY, spill_limit=None, threads=1) as connection:
                self._making = connection
                _attach(connection, path)
                quoted = str(making).replace("'", "''")
                connection.execute(statement("serve").format(path=quoted))
            file = making.replace(name_beside(path, making, SERVED, statement("serve")))
        finally:
            self._making = None
            making.unlink(missing_ok=True)
        seconds, size_mb = time.perf_counter() - started, file.stat().st_size / 1e6
        _LOG.info("%s is written for the cluster: %.1f s, %.1f MB", name, seconds, size_mb)
        return file

    def _prove(self, path: Path, file: Path) -> str:
        """Return the file as the table that the cluster reads, once it reads it as it should.

        Raises
        ------
        ValueError
            If it does not.
        """
        from pyspark.errors import PySparkException

        events = name_file(file)
        with connect(memory_limit=_MEMORY, threads=1) as connection:
            _attach(connection, path)
            expected = DuckDB(connection).rows(_PROOF.format(events="kept.events"), {})
        try:
            found = self._engine.rows(_PROOF.format(events=events), {})
        except PySparkException as error:
            raise ValueError(str(error)) from error
        if found != expected:
            raise ValueError(f"it reads {found}, where the tables have {expected}")
        return events

    def _stop(self, thread: Thread) -> None:
        self._stopped = True
        if making := self._making:
            making.interrupt()
        thread.join(_STOP_S)


def _attach(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    kept = str(path).replace("'", "''")
    connection.execute(f"ATTACH '{kept}' AS kept (READ_ONLY)")
