"""What kept files must add up to, so that damage to them on the disk is found.

Files are read as a whole before they are used. Gigabytes would take longer than all else at the
start: those are used at once and read meanwhile, and each part that is used is seen to by itself.
DuckDB does so with its own files, `Parts` with any other.
"""

import json
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import BinaryIO
from zlib import crc32

from eventmap.errors import StoreError

READ_FIRST_BYTES = 1_000_000_000
"""Most that files may have together to be read as a whole before they are used."""

_CHUNK_BYTES = 1 << 20

_LOG = logging.getLogger(__name__)


class Parts:
    """The parts of a file, one after the other, of which each is to be seen to before it is used.

    Parameters
    ----------
    path
        The file.
    parts
        Where each ends, in bytes, and its sum.
    begin
        Where the first begins.
    """

    def __init__(self, path: Path, begin: int, parts: Sequence[tuple[int, str]]) -> None:
        self.path = path
        self.begin = begin
        self.parts = [(end, found) for end, found in parts]
        self._unseen = set(range(len(self.parts)))

    def see_to(self, at: int) -> None:
        """See that a part is as it was written.

        Raises
        ------
        StoreError
            If it is not.
        """
        if at not in self._unseen:
            return
        begin = self.parts[at - 1][0] if at else self.begin
        end, found = self.parts[at]
        if _sum(self.path, begin, end) != found:
            _LOG.error("%s is damaged from byte %d to %d", self.path, begin, end)
            raise StoreError(
                "What the server keeps of these events is damaged on its disk: start it again, "
                "and it is made anew."
            )
        self._unseen.discard(at)


@dataclass(frozen=True)
class Seal:
    """What files must be.

    Parameters
    ----------
    sizes, sums
        In bytes, and their checksums.
    begin, parts
        Those of the last of the files, see `Parts`.
    """

    sizes: tuple[int, ...]
    sums: tuple[str, ...]
    begin: int = 0
    parts: tuple[tuple[int, str], ...] = ()

    @classmethod
    def read(cls, path: Path) -> "Seal":
        """Return what is written in a file.

        Raises
        ------
        OSError, ValueError, TypeError
            If it cannot be read, or says something else.
        """
        return cls(**json.loads(path.read_text(encoding="utf-8")))

    @classmethod
    def of(cls, *files: Path, parts: Parts | None = None) -> "Seal":
        """Return what files are."""
        begin, named = (parts.begin, parts.parts) if parts else (0, [])
        sizes = tuple(each.stat().st_size for each in files)
        return cls(sizes, tuple(map(checksum, files)), begin, tuple(named))

    def write(self, path: Path) -> None:
        """Write it into a file."""
        path.write_text(json.dumps(vars(self)), encoding="utf-8")

    def fits(self, *files: Path) -> bool:
        """Return whether files are what they were, as far as can be told at once."""
        if [each.stat().st_size for each in files] != list(self.sizes):
            return False
        return self.is_large or list(map(checksum, files)) == list(self.sums)

    @property
    def is_large(self) -> bool:
        """Whether the files are to be read while they are used already."""
        return sum(self.sizes) > READ_FIRST_BYTES

    def read_files(self, path: Path, *files: Path) -> None:
        """Read `files` in the background; if they are damaged, the seal in `path` goes."""

        def read() -> None:
            try:
                damaged = [
                    str(f) for f, s in zip(files, self.sums, strict=True) if checksum(f) != s
                ]
            except OSError as error:
                _LOG.warning("%s could not be read to its end: %s", path.with_suffix(""), error)
                return
            if damaged:
                path.unlink(missing_ok=True)
                _LOG.error("%s is damaged, and made anew at the next start", " and ".join(damaged))

        Thread(target=read, name=f"seals-{path.stem}", daemon=True).start()


def checksum(path: Path) -> str:
    """Return the CRC-32 of a file, eight hexadecimal digits: damage changes it, malice need not."""
    return _sum(path, 0, path.stat().st_size)


def checksum_stream(file: BinaryIO) -> str:
    """Return the same of what is read of an open file."""
    found = 0
    while chunk := file.read(_CHUNK_BYTES):
        found = crc32(chunk, found)
    return f"{found:08x}"


def sum_parts(path: Path, begin: int, ends: Sequence[int]) -> Parts:
    """Return the parts of a file that end there."""
    begins = [begin, *ends]
    sums = (_sum(path, *each) for each in zip(begins, ends, strict=False))
    return Parts(path, begin, list(zip(ends, sums, strict=True)))


def _sum(path: Path, begin: int, end: int) -> str:
    found = 0
    for chunk in _read(path, begin, end):
        found = crc32(chunk, found)
    return f"{found:08x}"


def _read(path: Path, begin: int, end: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(begin)
        while chunk := file.read(min(_CHUNK_BYTES, end - file.tell())):
            yield chunk
