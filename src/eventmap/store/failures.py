"""What goes wrong between the store and its disk or bucket, in a sentence."""

import errno
import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb
import pyarrow as pa
from deltalake.exceptions import DeltaError

from eventmap.errors import EventmapError, StoreError

_KNOWN = (
    errno.ENOSPC,
    errno.EDQUOT,
    errno.EFBIG,
    errno.EROFS,
    errno.EACCES,
    errno.EPERM,
    errno.ENOTDIR,
    errno.ENAMETOOLONG,
    errno.ECONNREFUSED,
)


class DamageError(ValueError):
    """What a store says of a dataset cannot be used: what, the value, and what is allowed."""


_FAILURES = (
    DamageError,
    DeltaError,
    OSError,
    pa.ArrowException,
    duckdb.IOException,
    duckdb.OutOfMemoryException,
)
_LOG = logging.getLogger(__name__)

_PANIC = "PanicException"
"""The name of what deltalake's native code raises where it gives up; it derives from no Exception.
"""
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_LONGEST = 200


@contextmanager
def in_words(what: str) -> Iterator[None]:
    """Raise `StoreError` for what the libraries below raise; `what` begins its sentence."""
    try:
        yield
    except _FAILURES as error:
        raise StoreError(f"{what}: {describe_failure(error)}.") from error
    except duckdb.Error as error:
        if ".parquet" not in str(error):
            raise
        raise StoreError(f"{what}: {describe_failure(error)}.") from error  # a damaged file


@contextmanager
def read_in_words(what: str) -> Iterator[None]:
    """Raise `StoreError` for whatever is raised while one dataset is read.

    A damaged file can bring the libraries below to raise anything, so that a list of what they
    raise is never complete; what is not on it goes to the log too.
    """
    try:
        with in_words(what):
            yield
    except (EventmapError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:
        if not (isinstance(error, Exception) or type(error).__name__ == _PANIC):
            raise
        _LOG.warning("%s, as nobody foresaw: %r", what, error)
        raise StoreError(f"{what}: {describe_failure(error)}.") from error


def describe_failure(error: BaseException) -> str:
    """Return the system's own words in the text of an error, or else its first line."""
    text = _COLOURS.sub("", str(error))
    for code in _KNOWN:
        words = os.strerror(code)
        if words.lower() in text.lower():
            return words[0].lower() + words[1:]
    first = text.strip().splitlines()[0] if text.strip() else type(error).__name__
    return first.rstrip(".")[:_LONGEST]
