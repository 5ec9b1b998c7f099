"""What an import had written when it was interrupted, for the same import to go on from there.

An import notes, in a file beside the versions, the files that it has written whole, and by a digest
what it writes: the rows, what they are compared with, and how they become those of the store. Only
an import of the same digest takes such files, after it has checked what is in them. It takes them
under names of its own: the import that wrote them may be at work still.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import uuid4

from eventmap.schema import TABLES
from eventmap.store.place import IMPORTING, Place
from eventmap.store.rows import PART, ROW_FILE, named_checksum

NOTED = re.compile(rf"{IMPORTING}[0-9a-f]{{32}}\.json")
"""What the file is called, in the dataset's folder."""

Say = Callable[[str], Any]

RowsByFile = Mapping[str, int]
"""Files of rows by their paths in the dataset's folder, and how many rows each has."""


class Unfinished:
    """What is written of an import that is not finished, chunk by chunk.

    Parameters
    ----------
    place, name
        The store's, and of the dataset.
    version
        The number of the version to be made.
    digest
        Of what the import writes, see `Merge.digest`; ``None``: nothing is noted or taken.
    say
        Is told in a sentence what becomes of what is there.
    """

    def __init__(self, place: Place, name: str, version: int, digest: str | None, say: Say) -> None:
        self._place, self._name, self._version, self._say = place, name, version, say
        self._file = None if digest is None else f"{IMPORTING}{digest}.json"
        self._noted: dict[str, list[RowsByFile]] = {table: [] for table in TABLES}
        self._left = read_noted(place, f"{name}/{self._file}") if self._file else {}
        self._taken: list[str] = []
        others = [each.path for each in place.list_files(name) if NOTED.fullmatch(each.path)]
        if others and self._file not in others:
            say(
                f"Another import of {name} was interrupted, or is at work. It writes other rows, "
                "or writes them otherwise: this one begins anew."
            )

    def take(self) -> dict[str, list[RowsByFile]]:
        """Return by table the files of its first chunks that are there as they were written."""
        for table, chunks in self._left.items():
            for chunk in chunks:
                taken = self._take_chunk(table, chunk)
                if taken is None:
                    break
                self._taken += chunk
                self._noted[table].append(taken)
        if self._taken:
            self._write()
        for table, found in self._noted.items():
            if rows := sum(count for files in found for count in files.values()):
                self._say(
                    f"Going on from row {rows + 1:,} of the {table}: what was written of this "
                    "import before it was interrupted is as it was."
                )
        return {table: list(found) for table, found in self._noted.items()}

    def _take_chunk(self, table: str, chunk: RowsByFile) -> RowsByFile | None:
        taken: dict[str, int] = {}
        try:
            for path, rows in chunk.items():
                found = self._place.checksum(f"{self._name}/{path}")
                if named_checksum(path.rpartition("/")[2]) != found:
                    raise FileNotFoundError(path)  # what was written there is there no more
                own = f"{PART}={table}/{self._version}-{uuid4().hex}-{found}.parquet"
                self._place.link(f"{self._name}/{path}", f"{self._name}/{own}")
                taken[own] = rows
        except OSError:
            for own in taken:
                self._place.delete(f"{self._name}/{own}")
            return None
        return taken

    def note(self, table: str, files: RowsByFile) -> None:
        """Note that the next chunk of `table` is written."""
        if self._file:
            self._noted[table].append(files)
            self._write()

    def _write(self) -> None:
        for path in self.files():
            self._place.renew(f"{self._name}/{path}")
        self._place.replace(f"{self._name}/{self._file}", json.dumps(self._noted).encode())

    def files(self) -> frozenset[str]:
        """Return the paths of the files that are noted."""
        return list_noted(self._noted)

    def close(self, *, landed: bool) -> None:
        """Delete what is noted and, where the version landed, what was taken.

        Another import that has the taken files for its own can make this version no more.
        """
        if self._file:
            for path in (self._file, *(self._taken if landed else ())):
                self._place.delete(f"{self._name}/{path}")


def read_noted(place: Place, path: str) -> dict[str, Sequence[RowsByFile]]:
    """Return what is noted there; nothing where that is not as it was written."""
    try:
        found = json.loads(place.read(path))
        noted = {table: [dict(chunk) for chunk in found[table]] for table in TABLES}
    except (OSError, ValueError, TypeError, KeyError):
        return {}
    files = [each for chunks in noted.values() for chunk in chunks for each in chunk.items()]
    sound = all(ROW_FILE.fullmatch(path) and type(rows) is int for path, rows in files)
    return {**noted} if sound else {}


def list_noted(noted: Mapping[str, Sequence[RowsByFile]]) -> frozenset[str]:
    """Return the paths of the files of all chunks that are noted."""
    return frozenset(path for chunks in noted.values() for chunk in chunks for path in chunk)
