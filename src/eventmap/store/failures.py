"""What goes wrong between the store and its disk or bucket, in a sentence."""

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb
import pyarrow as pa
from deltalake.exceptions import DeltaError

from eventmap.errors import StoreError

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
_FAILURES = (
    DeltaError,
    OSError,
    pa.ArrowException,
    duckdb.IOException,
    duckdb.OutOfMemoryException,
)
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


def describe_failure(error: Exception) -> str:
    """Return the system's own words in the text of an error, or else its first line."""
    text = _COLOURS.sub("", str(error))
    for code in _KNOWN:
        words = os.strerror(code)
        if words.lower() in text.lower():
            return words[0].lower() + words[1:]
    first = text.strip().splitlines()[0] if text.strip() else type(error).__name__
    return first.rstrip(".")[:_LONGEST]
