"""Connections to DuckDB: bounded in memory, and on disk in a folder of ours; its statements.

What does not fit into memory DuckDB writes to a folder, by itself ``.tmp`` where the process was
started. Here it is one below the cache: each process has its own, which goes when the process
ends and, where it was killed, when another one starts.
"""

import atexit
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path
from tempfile import mkdtemp
from threading import Event, Thread
from typing import Any

import duckdb

from eventmap.errors import BusyError, SettingError
from eventmap.locks import CAN_LOCK, lock_until_end, locked, locked_if_idle
from eventmap.settings import cache_folder

SPILLED = "spilled"
"""The folder below the cache."""

MEMORY_LIMIT = "768MB"
"""What one connection may have in memory, unless it is told otherwise."""

TELL_S = 0.5

SPILL_LIMIT = "8GB"
"""What one connection may have on disk, unless it is told otherwise."""


def connect(
    path: Path | None = None,
    *,
    memory_limit: str = MEMORY_LIMIT,
    spill_limit: str | None = SPILL_LIMIT,
    read_only: bool = False,
    threads: int | None = None,
) -> duckdb.DuckDBPyConnection:
    """Open a DuckDB file, or a database in memory.

    Parameters
    ----------
    memory_limit, spill_limit
        What it may hold in memory and on disk, as DuckDB writes sizes. Without a limit on disk
        it may take what is free, as building the tables of a dataset of any size does.
    threads
        As many as there are processors, unless given.
    """
    config: dict[str, str | int | float | list[str]] = {
        "memory_limit": memory_limit,
        "temp_directory": str(scratch_folder()),
        # Nothing is fetched from anywhere, whatever a file asks for.
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    if spill_limit is not None:
        config["max_temp_directory_size"] = spill_limit
    if threads is not None:
        config["threads"] = threads
    connection = duckdb.connect(path or ":memory:", read_only=read_only, config=config)
    connection.execute("SET enable_progress_bar = false")  # it is drawn into logs, too
    return connection


@contextmanager
def lent(
    *,
    memory_limit: str = MEMORY_LIMIT,
    spill_limit: str | None = SPILL_LIMIT,
    threads: int | None = None,
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Lend a database in memory for one task, in which all that is made is TEMP, and goes with it.

    Opening one takes 20 ms, which is more than most tasks take. So it is kept for the next one that
    wants the same. It is used by one at a time, who has its memory alone, and it is not kept where
    the task failed. For the rest see `connect`.
    """
    wanted = (memory_limit, spill_limit, threads, scratch_folder())
    database = _KEPT.pop(wanted, None) or connect(
        memory_limit=memory_limit, spill_limit=spill_limit, threads=threads
    )
    with database.cursor() as connection:
        connection.execute("SET enable_progress_bar = false")
        yield connection
    _KEPT[wanted] = database


_KEPT: dict[tuple[str, str | None, int | None, Path], duckdb.DuckDBPyConnection] = {}
"""Databases that nobody uses, by what was wanted."""


def scratch_folder() -> Path:
    """Return a folder of this process's own, for what it writes and needs no longer than it runs.

    It goes when the process ends and, where that was killed, when another one needs its own.
    """
    return _own_folder(_spill_root())


def _spill_root() -> Path | None:
    try:
        return cache_folder() / SPILLED
    except SettingError:
        return None  # whoever reads the settings says what is wrong with them


@cache
def _own_folder(root: Path | None) -> Path:
    """Return the folder of this process, and remove those of processes that are gone.

    Where there can be none under `root`, or no folder can be locked, it is one for temporary
    files.
    """
    try:
        own = _make_folder(root) if root and CAN_LOCK else None
    except OSError:
        own = None
    own = own or Path(mkdtemp(prefix="eventmap-"))
    atexit.register(shutil.rmtree, own, ignore_errors=True)
    return own


def _make_folder(root: Path) -> Path:
    root.mkdir(parents=True, exist_ok=True)
    # One process at a time: a folder that was just made is not locked yet.
    with locked(root):
        for left in root.iterdir():
            with locked_if_idle(left) as idle:
                if idle:
                    shutil.rmtree(left, ignore_errors=True)
        own = Path(mkdtemp(dir=root))
        lock_until_end(own)
    return own


def tell_progress(cursor: duckdb.DuckDBPyConnection) -> None:
    """Have a cursor say by `query_progress` how far it is: it takes a millisecond, no more."""
    cursor.execute("SET enable_progress_bar = true")
    cursor.execute("SET enable_progress_bar_print = false")


@contextmanager
def telling(connection: duckdb.DuckDBPyConnection, tell: Callable[[float], Any]) -> Iterator[None]:
    """Tell every `TELL_S` seconds, from another thread, which share of what is asked is done."""
    tell_progress(connection)
    over = Event()

    def look() -> None:
        while not over.wait(TELL_S):
            if (percent := connection.query_progress()) >= 0:
                tell(percent / 100)

    thread = Thread(target=look, name="progress", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


@contextmanager
def within_bounds() -> Iterator[None]:
    """Say in words that a question found no memory, which those of others may hold."""
    try:
        yield
    except duckdb.OutOfMemoryException as error:
        reason = "The server is busy with other questions and has no memory left for this one"
        raise BusyError(f"{reason}. Ask again in a few seconds, or narrow the filter.") from error


def fold_for_search(text: str) -> str:
    """Return a text in small letters without accents, as it is in the column ``search``.

    DuckDB does it, which made the column: another that took one letter otherwise would not find it.
    """
    cursor = _folding().cursor()
    cursor.execute(statement("search"))
    ((folded,),) = cursor.execute("SELECT search_text($text)", {"text": text}).fetchall()
    return str(folded)


@cache
def _folding() -> duckdb.DuckDBPyConnection:
    return connect(memory_limit="16MB", threads=1)


@cache
def statement(name: str) -> str:
    """Return the text of ``sql/{name}.sql``."""
    return files("eventmap").joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")
