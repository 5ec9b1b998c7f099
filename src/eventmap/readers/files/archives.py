"""Gzip and zip: what is packed, written to a temporary folder while its size is watched.

Nothing is believed that an archive says about itself: sizes are counted while unpacking, and
members are written under names of our own.
"""

import gzip
import shutil
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol
from uuid import uuid4

from eventmap.errors import FileError
from eventmap.readers.files.contents import EXTENSIONS, extension
from eventmap.readers.files.limits import RATIO_FROM_BYTES, Limits, check_tables, say_size

_CHUNK = 1 << 20
_PARTS = ("shp", "dbf", "shx", "prj", "cpg", "qpj")
_PICTURES = ("png", "jpg", "jpeg", "gif", "svg", "webp", "bmp", "tif", "tiff")
_BESIDE_SHAPES = (*_PARTS, "sbn", "sbx", "ain", "aih", "atx", "ixs", "mxs", "xml", "cst")
_SHOWN = 5
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    gzip.BadGzipFile,
    NotImplementedError,  # a way of packing that Python does not know
    RuntimeError,  # a password
    ValueError,
)


class Readable(Protocol):
    """What bytes come out of."""

    def read(self, size: int, /) -> bytes:
        """Return up to so many."""


class Writable(Protocol):
    """What bytes go into."""

    def write(self, data: bytes, /) -> int:
        """Write all of them."""


@dataclass(frozen=True)
class Member:
    """A file that was unpacked: its name in the archive, and where it lies now."""

    name: str
    path: Path


class Unpacker:
    """Unpacks into `folder`, up to the limits over all that it unpacks."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        self.folder = folder
        self.limits = limits
        self.unpacked_bytes = 0

    def gunzip(self, path: Path, name: str) -> Path:
        """Return where the content of a gzipped file lies unpacked."""
        target = self._target("")
        try:
            with gzip.open(path) as stream:
                self._copy(stream, target, name, path.stat().st_size)
        except _BROKEN as error:
            raise FileError(f"{name} is gzipped, but damaged or cut short.") from error
        return target

    def unzip(self, path: Path, name: str) -> tuple[list[Member], list[str]]:
        """Return the tables of a zip archive, unpacked, and the names of what else is in it.

        A shapefile is its ``.shp``. Pictures, and what belongs to a shapefile, are not named.

        Raises
        ------
        FileError
            If it holds no table or an archive, or is damaged, locked or too large.
        """
        try:
            with zipfile.ZipFile(path) as archive:
                infos = [info for info in archive.infolist() if _is_shown(info)]
                self._check_members(infos, name)
                tables = _tables(infos)
                if not tables:
                    raise FileError(_describe_empty(infos, name))
                check_tables(name, len(tables), self.limits)
                members = [self._unzip_table(archive, table, infos, name) for table in tables]
                return members, _others(infos, tables)
        except _BROKEN as error:
            raise FileError(f"{name} is a zip archive that is damaged: {error}.") from error

    def rebuild(self, path: Path, name: str, suffix: str) -> Path:
        """Return a copy of a zip archive in which every size is true, so others may read it."""
        target = self._target(suffix)
        try:
            with zipfile.ZipFile(path) as archive, zipfile.ZipFile(target, "w") as copy:
                infos = archive.infolist()
                self._check_members(infos, name)
                for info in {info.filename: info for info in infos}.values():
                    self._check_locked(info, name)
                    with archive.open(info) as stream, copy.open(info.filename, "w") as file:
                        self._pump(stream, file, name, info.compress_size)
        except _BROKEN as error:
            raise FileError(f"{name} is a workbook that is damaged: {error}.") from error
        return target

    def linked(self, path: Path, suffix: str) -> Path:
        """Return a path of the same file that ends in `suffix`, of a name without a meaning.

        GDAL and DuckDB read more into a name than that: patterns, archives, servers.
        """
        target = self._target(suffix)
        try:
            target.symlink_to(path.resolve())
        except OSError:  # not everyone may link on Windows
            shutil.copyfile(path, target)
        return target

    def _unzip_table(
        self,
        archive: zipfile.ZipFile,
        table: zipfile.ZipInfo,
        infos: Iterable[zipfile.ZipInfo],
        name: str,
    ) -> Member:
        suffix = f".{extension(table.filename)}"
        target = self._target(suffix)
        stem = table.filename[: -len(suffix)] if suffix == ".shp" else None
        for info in infos:
            part = extension(info.filename)
            beside = stem is not None and part in _PARTS and info.filename[: -len(part) - 1] == stem
            if info is table or beside:
                self._check_locked(info, f"{name}, {info.filename}")
                with archive.open(info) as stream:
                    place = target.with_suffix(f".{part}")
                    self._copy(stream, place, f"{name}, {info.filename}", info.compress_size)
        return Member(table.filename, target)

    def _target(self, suffix: str) -> Path:
        return self.folder / f"{uuid4().hex}{suffix}"

    def _copy(self, stream: Readable, target: Path, name: str, packed_bytes: int) -> None:
        with target.open("wb") as file:
            self._pump(stream, file, name, packed_bytes)

    def _pump(self, stream: Readable, file: Writable, name: str, packed_bytes: int) -> None:
        size = 0
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            self.unpacked_bytes += len(chunk)
            if self.unpacked_bytes > self.limits.unpacked_bytes:
                most = say_size(self.limits.unpacked_bytes)
                raise FileError(f"{name} unpacks to more than {most}, which is the limit.")
            if size > RATIO_FROM_BYTES and size > self.limits.ratio * max(packed_bytes, 1):
                raise FileError(
                    f"{name} unpacks to more than {self.limits.ratio} times its packed size "
                    f"({say_size(packed_bytes)}), as no table does; allowed: up to that."
                )
            file.write(chunk)

    def _check_members(self, infos: list[zipfile.ZipInfo], name: str) -> None:
        if len(infos) > self.limits.members:
            raise FileError(
                f"{name} has {len(infos):,} members; allowed: up to {self.limits.members:,}."
            )

    def _check_locked(self, info: zipfile.ZipInfo, name: str) -> None:
        if info.flag_bits & 1:
            raise FileError(f"{name} is locked with a password; allowed: files without one.")


def _is_shown(info: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(info.filename.replace("\\", "/")).parts
    hidden = any(part.startswith(".") and part not in (".", "..") for part in parts)
    return bool(parts) and not info.is_dir() and not hidden and "__MACOSX" not in parts


def _tables(infos: list[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    named = [info for info in infos if extension(info.filename) in EXTENSIONS | {"shp", "gz"}]
    return named or [info for info in infos if extension(info.filename) in ("txt", "dat")]


def _others(infos: list[zipfile.ZipInfo], tables: list[zipfile.ZipInfo]) -> list[str]:
    shapes = {_stem(info) for info in tables if _ends(info, ("shp",))}
    named = {info.filename for info in tables}
    return [
        info.filename
        for info in infos
        if info.filename not in named
        and not _ends(info, _PICTURES)
        and not (_ends(info, _BESIDE_SHAPES) and _stem(info) in shapes)
    ]


def _stem(info: zipfile.ZipInfo) -> str:
    return info.filename.rpartition(".")[0].removesuffix(".shp")  # the metadata are .shp.xml


def _ends(info: zipfile.ZipInfo, endings: tuple[str, ...]) -> bool:
    return extension(info.filename) in endings


def _describe_empty(infos: list[zipfile.ZipInfo], name: str) -> str:
    if any(extension(info.filename) in ("zip", "kmz") for info in infos):
        return f"{name} has archives inside; allowed: tables themselves, zipped once."
    held = ", ".join(repr(info.filename) for info in infos[:_SHOWN]) or "nothing"
    return f"{name} has no table inside, only {held}; allowed: CSV, workbooks, JSON, KML and such."
