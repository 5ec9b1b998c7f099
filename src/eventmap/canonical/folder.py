"""The files of a dataset's folder: which there are, their fingerprint, and ``dataset.toml``."""

import hashlib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import Any, Protocol

from eventmap.errors import Refusal, nearest
from eventmap.schema import DATASET_NAME, TABLES, DatasetInfo

DESCRIPTION = "dataset.toml"
"""The file with the name, title, licence and origin of a dataset."""

REQUIRED_FILES = (DESCRIPTION, "events.csv")
"""Files of a dataset; ``events.parquet`` does instead of ``events.csv``."""

FORMATS = ("csv", "parquet")

CHUNK = 1 << 20
"""Bytes read at a time of a file that need not be in memory as a whole."""


@dataclass(frozen=True)
class Description:
    """What ``dataset.toml`` says.

    Parameters
    ----------
    as_published
        Whether figures stand as another publisher gives them, who may contradict himself in a row.
    """

    info: DatasetInfo
    as_published: bool = False


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


def read_files(folder: Path, large_bytes: float = inf) -> tuple[Files, list[Refusal]]:
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
    for names in ([DESCRIPTION], *([f"{table}.{end}" for end in FORMATS] for table in TABLES)):
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
    described, found = _read_description(description, digest.hexdigest()[:12])
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


_REQUIRED = {"name": str, "title": str, "licence": str, "redistributable": bool}
_OPTIONAL = {"attribution": str, "source": str, "as_published": bool}


def _read_description(
    data: bytes | None, fingerprint: str
) -> tuple[Description | None, list[Refusal]]:
    """Return what ``dataset.toml`` says, or ``None`` and what is wrong with it.

    `data` is ``None`` where there is no file. Keys that are not known are left to the dataset's
    maker.
    """
    if data is None:
        return None, []
    try:
        keys = tomllib.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        return None, [Refusal(DESCRIPTION, None, None, str(error), "TOML text in UTF-8")]
    refusals = list(_refuse_keys(keys))
    if refusals:
        return None, refusals
    known = {key: keys[key] for key in _REQUIRED | _OPTIONAL if key in keys}
    as_published = known.pop("as_published", False)
    return Description(DatasetInfo(**known, fingerprint=fingerprint), as_published), []


def _refuse_keys(keys: dict[str, Any]) -> Iterator[Refusal]:
    for key, kind in (_REQUIRED | _OPTIONAL).items():
        words = "true or false, without quotes" if kind is bool else "text in quotes"
        value = keys.get(key)
        if key not in keys:
            if key in _REQUIRED:
                yield Refusal(DESCRIPTION, None, key, "", f"{words}, required.{nearest(key, keys)}")
        elif not isinstance(value, kind) or (key in _REQUIRED and not str(value).strip()):
            yield Refusal(DESCRIPTION, None, key, str(value), words)
        elif key == "name" and not DATASET_NAME.fullmatch(str(value)):
            allowed = "lower-case letters, digits and single hyphens, such as london-summit"
            yield Refusal(DESCRIPTION, None, key, str(value), allowed)
