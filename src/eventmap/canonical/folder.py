"""The files of a dataset's folder: which there are, and their fingerprint."""

import hashlib
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import Protocol

from eventmap.canonical.description import DESCRIPTION, Description, read_description
from eventmap.errors import Refusal
from eventmap.schema import TABLES

REQUIRED_FILES = (DESCRIPTION, "events.csv")
"""Files of a dataset; ``events.parquet`` does instead of ``events.csv``."""

_FORMATS = ("csv", "parquet")

CHUNK = 1 << 20
"""Bytes read at a time of a file that need not be in memory as a whole."""


@dataclass(frozen=True)
class Files:
    """What was found.

    Parameters
    ----------
    description
        ``None`` where it is missing or refused.
    texts
        What is in the CSV files, by table.
    parquet
        Where the Parquet files are, by table.
    large
        Where the CSV files are that were not read into memory, by table.
    """

    description: Description | None
    texts: dict[str, bytes]
    parquet: dict[str, Path]
    large: dict[str, Path]


class _Digest(Protocol):
    def update(self, data: bytes, /) -> None: ...


def read_folder(folder: Path, large_bytes: float = inf) -> tuple[Files, list[Refusal]]:
    """Return the files in `folder`, and what is wrong with them as a whole or in the description.

    The fingerprint of the description is twelve hexadecimal digits of the digest of all files.

    Parameters
    ----------
    large_bytes
        Size from which on a CSV file is not read into memory.
    """
    description: bytes | None = None
    texts: dict[str, bytes] = {}
    parquet: dict[str, Path] = {}
    large: dict[str, Path] = {}
    refusals: list[Refusal] = []
    digest = hashlib.sha256()
    for names in ([DESCRIPTION], *([f"{table}.{end}" for end in _FORMATS] for table in TABLES)):
        path = folder / names[0]
        try:
            there = [folder / name for name in names if _is_there(folder / name)]
            path = there[0] if there else path
            if refusal := _refuse_what_is(there, names):
                refusals.append(refusal)
            elif path.suffix == ".parquet":
                _digest_file(digest, path)
                parquet[path.stem] = path
            elif there and path.suffix == ".csv" and path.stat().st_size >= large_bytes:
                _digest_file(digest, path)
                large[path.stem] = path
            elif there:
                data = path.read_bytes()
                digest.update(data)
                if path.name == DESCRIPTION:
                    description = data
                else:
                    texts[path.stem] = data
        except OSError as error:
            refusals.append(_refuse(path.name, error.strerror or type(error).__name__))
    described, found = read_description(description, digest.hexdigest()[:12])
    return Files(described, texts, parquet, large), [*refusals, *found]


def _is_there(path: Path) -> bool:
    return path.is_symlink() or path.exists()


def _refuse_what_is(there: list[Path], names: list[str]) -> Refusal | None:
    """Return why none of the files that are `there` can be read, if so."""
    if len(there) > 1:
        allowed = f"one file for a table: {' or '.join(names)}"
        return Refusal(names[-1], None, None, f"{names[0]} is there too", allowed)
    if not there:
        return _refuse(names[0], "no such file") if names[0] in REQUIRED_FILES else None
    # Opening a pipe or a device would wait for ever: only files are read.
    return None if there[0].is_file() else _refuse(there[0].name, "not a file")


def _digest_file(digest: _Digest, path: Path) -> None:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)


def _refuse(name: str, reason: str) -> Refusal:
    return Refusal(name, None, None, reason, "a readable file")
