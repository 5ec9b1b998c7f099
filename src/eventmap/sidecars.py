"""Files that are made of the tables of a large dataset, beside them or where a cluster reads them.

They are made in the background once a map is asked for, and nothing waits for them. The name of
each has a digest of the statement that made it and a checksum of what is in it, so one of another
layout and a damaged one are made anew; the tables it belongs to never change, and where they go
from the cache it goes with them. One that was made before is found when the tables are opened:
where it is large, and whoever reads it sees to each part of it, it is used while it is read whole.
"""

import atexit
import logging
import os
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from threading import Lock, Thread
from typing import ClassVar, Generic, TypeVar
from weakref import ref

import duckdb

from eventmap.connections import connect
from eventmap.locks import Hold
from eventmap.tables import Cube, SparkTable, Tables, are_kept_files_large

TOLD_EVERY_S = 10.0
"""How often the log says how far the making of a file is."""
_MEMORY = "512MB"
_STOP_S = 5

_Kept = TypeVar("_Kept")
"""What such a file is found by."""


class Making(ABC, Generic[_Kept]):
    """Finds or makes one such file of each dataset, one after the other, in threads of its own.

    Parameters
    ----------
    least_events
        Events from which on a dataset has one.
    """

    unfinished: ClassVar[str]
    """How its name ends while it is made."""
    done: ClassVar[str]
    """What has been done to a dataset once it is there, in words: "counted ahead"."""
    failed: ClassVar[str]
    """What becomes of a dataset without it, in words."""
    failures: ClassVar[tuple[type[Exception], ...]] = (duckdb.Error, OSError)
    """What may go wrong."""
    seen_to: ClassVar[bool]
    """Whether what reads it finds each part that is damaged, so that it never answers wrongly."""

    def __init__(self, least_events: int) -> None:
        self.least_events = least_events
        self._lock = Lock()
        self._turn = Lock()
        self._working: duckdb.DuckDBPyConnection | None = None
        self._stopped = False
        self._log = logging.getLogger(type(self).__module__)
        self._name = type(self).__module__.rpartition(".")[2]

    @abstractmethod
    def made_by(self) -> str:
        """Return the statement that makes it."""

    @abstractmethod
    def state(self, tables: Tables) -> Cube | SparkTable:
        """Return where of a dataset is kept whether the file is there."""

    @abstractmethod
    def write(self, path: Path, making: Path, tell: Callable[[float], None]) -> None:
        """Make the file `making` of the tables in `path`, with a connection of `open_tables`.

        Which share of it is done is to be told now and then.
        """

    @abstractmethod
    def find_named(self, path: Path) -> _Kept | None:
        """Return the file of the tables in `path`, if it was made before, by its name alone.

        What is of another layout is removed.
        """

    @abstractmethod
    def is_sound(self, kept: _Kept) -> bool:
        """Return whether a file is as it was written; it is read whole."""

    @abstractmethod
    def discard(self, kept: _Kept) -> None:
        """Remove a file."""

    @abstractmethod
    def keep(self, path: Path, making: Path) -> _Kept:
        """Bring the file `making` of the tables in `path`, which is whole, to where it is found."""

    @abstractmethod
    def take(self, tables: Tables, path: Path, kept: _Kept) -> None:
        """Let the file of the tables in `path` be used from now on."""

    @abstractmethod
    def leave(self, tables: Tables) -> None:
        """Let no question begin any more that uses the file."""

    def is_for(self, tables: Tables) -> bool:
        """Return whether a dataset is to have such a file."""
        return tables.path is not None and tables.event_count >= self.least_events

    def begin(self, tables: Tables) -> None:
        """See that a dataset has its file, if it is to have one; nobody waits for it."""
        if tables.path is None or not self.is_for(tables):
            return
        with self._lock:
            state = self.state(tables)
            if state.made is not None:
                return
            state.made = made = Future[bool]()
        found = (tables.info.name, tables.path, tables.hold, ref(tables), made)
        thread = Thread(target=self._work, args=found, name=self._name, daemon=True)
        # What is made is of no use to a process that ends, which waits for no thread of DuckDB's.
        atexit.register(self._stop, thread)
        thread.start()

    def use(self, tables: Tables) -> None:
        """Let the file of a dataset be used if it was made before; make nothing.

        To be asked by whoever opened the tables, before others have them.
        """
        if tables.path is None or not self.is_for(tables):
            return
        try:
            at_once = self.seen_to and are_kept_files_large(tables.path)
            kept = self.find_named(tables.path) if at_once else self.find(tables.path)
            if kept is None:
                return
            self.take(tables, tables.path, kept)
        except self.failures as error:
            self._log.warning("%s is not %s yet: %s", tables.info.name, self.done, error)
            return
        made = self.state(tables).made = Future[bool]()
        made.set_result(True)
        if at_once:
            found = (kept, tables.hold, ref(tables))
            Thread(target=self._read_whole, args=found, name=self._name, daemon=True).start()

    def doubt(self, tables: Tables, error: object) -> None:
        """Have a file that cannot be read as it should used no more until it has been read whole.

        One that is damaged is removed then, and made anew.
        """
        with self._lock:
            state = self.state(tables)
            if state.made is None or not state.made.done():
                return  # it is looked at already
            self.leave(tables)
            state.made = None
        self._log.error("What is %s of %s is looked at: %s", self.done, tables.info.name, error)
        self.begin(tables)

    def find(self, path: Path) -> _Kept | None:
        """Return the file of the tables in `path`, if it was made before and is undamaged.

        What is damaged or of another layout is removed.
        """
        kept = self.find_named(path)
        if kept is None or self.is_sound(kept):
            return kept
        self._log.warning("%s is damaged, and goes", kept)
        self.discard(kept)
        return None

    def _read_whole(self, kept: _Kept, _hold: Hold | None, closed: ref[Tables]) -> None:
        """Read a file that is used already; while this runs nobody removes the tables."""
        try:
            fault = None if self.is_sound(kept) else f"{kept} is damaged"
        except OSError as error:
            fault = str(error)
        if fault and (tables := closed()):
            self.doubt(tables, fault)

    def _work(
        self, name: str, path: Path, _hold: Hold | None, closed: ref[Tables], made: Future[bool]
    ) -> None:
        """Find or make one file; while this runs nobody removes the tables, see `Hold`."""
        try:
            with self._turn:
                kept = self.find(path) or self._make(name, path)
                if tables := closed():
                    self.take(tables, path, kept)
            made.set_result(True)
        except self.failures as error:
            if not self._stopped:
                self._log.warning("%s is not %s: %s", name, self.failed, error)
            made.set_result(False)

    def _make(self, name: str, path: Path) -> _Kept:
        started = time.perf_counter()
        self._log.info("%s is being %s", name, self.done)
        making = path.with_suffix(f".{os.getpid()}{self.unfinished}")
        making.unlink(missing_ok=True)
        try:
            self.write(path, making, self._tell(name))
            size_mb = making.stat().st_size / 1e6
            kept = self.keep(path, making)
        finally:
            making.unlink(missing_ok=True)
        seconds = time.perf_counter() - started
        self._log.info("%s is %s: %.1f s, %.1f MB", name, self.done, seconds, size_mb)
        return kept

    def _tell(self, name: str) -> Callable[[float], None]:
        """Return what says in the log how far it is, but not more often than is of use."""
        last = time.monotonic()

        def tell(share: float) -> None:
            nonlocal last
            if (now := time.monotonic()) - last >= TOLD_EVERY_S:
                last = now
                self._log.info("%s is being %s: about %.0f %%", name, self.done, 100 * share)

        return tell

    @contextmanager
    def open_tables(
        self, path: Path, database: Path | None = None
    ) -> Iterator[duckdb.DuckDBPyConnection]:
        """Give a connection that reads the tables as ``kept``, and is stopped with the process."""
        with connect(database, memory_limit=_MEMORY, spill_limit=None, threads=1) as connection:
            self._working = connection
            try:
                kept = str(path).replace("'", "''")
                connection.execute(f"ATTACH '{kept}' AS kept (READ_ONLY)")
                yield connection
            finally:
                self._working = None

    def _stop(self, thread: Thread) -> None:
        self._stopped = True
        if working := self._working:
            working.interrupt()
        thread.join(_STOP_S)
