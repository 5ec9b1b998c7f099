"""Files and folders that are in use: a lock says so, to other processes too.

The system gives a lock back when its process ends, however it ends. Windows has no such locks:
there nobody waits, and all is taken for in use.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from weakref import finalize

try:
    import fcntl
except ImportError:
    fcntl = None  # type: ignore[assignment]

CAN_LOCK = fcntl is not None
"""Whether this system has locks."""


class Hold:
    """A file that is in use for as long as this is held; the end of that is its time of change.

    Raises
    ------
    OSError
        If it cannot be opened, or is deleted at this very moment.
    """

    def __init__(self, path: Path) -> None:
        opened = os.open(path, os.O_RDONLY)
        finalize(self, _release, opened)
        if CAN_LOCK:
            fcntl.flock(opened, fcntl.LOCK_SH)
        if not os.path.samestat(os.fstat(opened), path.stat()):
            raise FileNotFoundError(path)


def _release(opened: int) -> None:
    with suppress(OSError):  # somebody else's file, or one that cannot be written
        os.utime(opened)
    os.close(opened)


def lock_until_end(path: Path) -> None:
    """Take a file or folder until this process ends, however it ends."""
    if CAN_LOCK:
        fcntl.flock(os.open(path, os.O_RDONLY), fcntl.LOCK_EX)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Wait until a file or folder is nobody else's."""
    opened = os.open(path, os.O_RDONLY)
    try:
        if CAN_LOCK:
            fcntl.flock(opened, fcntl.LOCK_EX)
        yield
    finally:
        os.close(opened)


@contextmanager
def locked_if_idle(path: Path) -> Iterator[bool]:
    """Give whether a file or folder is not in use; if so, nobody can take it meanwhile."""
    opened = os.open(path, os.O_RDONLY)
    try:
        yield _lock(opened)
    finally:
        os.close(opened)


def _lock(opened: int) -> bool:
    if not CAN_LOCK:
        return False
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
