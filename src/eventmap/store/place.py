"""Where a store lies: a folder, or an address such as ``s3://bucket/events``."""

import os
import re
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from errno import ENOTDIR
from os import strerror
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, NamedTuple
from uuid import uuid4

from deltalake.fs import DeltaStorageHandler
from pyarrow import fs

from eventmap.errors import StoreError
from eventmap.locks import locked, locked_if_idle
from eventmap.schema import DATASET_NAME
from eventmap.seals import checksum_stream

LOG = "_delta_log"
"""The folder of a table's log, in its own."""

MAPPING = "_mapping.toml"
"""The file of choices in a dataset's folder. What begins with "_" is none of a Delta table's data:
no program that tidies the table up deletes it."""

ACCESS = "_access.toml"
"""The file of who may see a dataset, in its folder."""

DELETED = "_deleted.toml"
"""The file of which versions of a dataset were deleted, in its folder."""

IMPORTING = "_importing-"
"""How the name of the file begins, in a dataset's folder, of what an import has written so far."""

_FIRST_ROWS = re.compile("(tmp_)?1-")
"""How files of rows of a first version begin."""

_FIRST_COMMIT = f"{LOG}/00000000000000000000.json"
_COMMITS = re.compile(r"[0-9]{20}\..+")
_REMOVED = ".removed-"
RESTORING = ".restoring-"
"""How the name of a folder begins in which a backup is unpacked, locked while that goes on."""

_MISREAD = re.compile(r"%[0-9A-Fa-f]{2}|[#?\\\x00-\x1f]")
"""What deltalake (1.6) takes for something else in the path of a folder."""


class Listed(NamedTuple):
    """A file of a store.

    Parameters
    ----------
    path
        Below the folder in which it was looked for.
    changed
        When, in seconds since 1970.
    size
        In bytes.
    """

    path: str
    changed: float
    size: int


class _Storage(DeltaStorageHandler):
    """Files at an address; of deltalake's own the call to copy one (1.6) names it wrongly."""

    def copy_file(self, src: str, dst: str) -> None:
        """Copy a file, which the server of the address does by itself."""
        self._handler.copy_file(src, dst)


class Place:
    """The folders of datasets under one root.

    Parameters
    ----------
    root
        A folder, which need not be there yet, or an address that deltalake knows.
    storage_options
        Of an address: region, keys and the like, see deltalake.

    Raises
    ------
    StoreError
        If no store can lie there.
    """

    def __init__(self, root: str, storage_options: Mapping[str, str] | None = None) -> None:
        self.options = dict(storage_options or {})
        self.folder = None if "://" in root else _expand(root)
        self.root = str(self.folder) if self.folder else root.rstrip("/")
        if self.folder and (misread := _MISREAD.search(self.root)):
            raise StoreError(
                f"The store {self.root} cannot be used: its path has {misread.group()!r} in it; "
                "allowed: a path without '#', '?', '\\' and '%' before two digits."
            )

    def uri(self, name: str) -> str:
        """Return the address of a dataset's table."""
        return f"{self.root}/{name}"

    def names(self) -> list[str]:
        """Return the names of the datasets, in order."""
        if self.folder is not None:
            if not self.folder.exists():
                return []
            if not self.folder.is_dir():
                raise NotADirectoryError(ENOTDIR, strerror(ENOTDIR), self.root)
            entries = (entry.name for entry in self.folder.iterdir())
            return sorted(
                name for name in entries if DATASET_NAME.fullmatch(name) and self.holds(name)
            )
        return [name for name, is_there in self._list_at_address() if is_there]

    def _list_at_address(self) -> list[tuple[str, bool]]:
        """Return what may be a dataset's name, in order, and whether there is a first commit."""
        files = self._open()
        found = files.get_file_info(fs.FileSelector("", allow_not_found=True))
        names = sorted(info.base_name for info in found if DATASET_NAME.fullmatch(info.base_name))
        commits = files.get_file_info([f"{name}/{_FIRST_COMMIT}" for name in names])
        return [
            (name, commit.type == fs.FileType.File)
            for name, commit in zip(names, commits, strict=True)
        ]

    def unfinished(self) -> list[str]:
        """Return the names under which a first import was begun, and never finished, in order."""
        if self.folder is None:
            begun = [name for name, is_there in self._list_at_address() if not is_there]
        elif self.folder.is_dir():
            entries = [each for each in self.folder.iterdir() if not (each / LOG).exists()]
            begun = sorted(each.name for each in entries if DATASET_NAME.fullmatch(each.name))
        else:
            begun = []
        return [name for name in begun if self._has_begun(name)]

    def _has_begun(self, name: str) -> bool:
        """Return whether what lies under a name is what a first import has written."""
        paths = [each.path for each in self.list_files(name)]
        rows = [path.rpartition("/")[2] for path in paths if path.startswith("part=")]
        is_noted = any(path.startswith(IMPORTING) and path.endswith(".json") for path in paths)
        return is_noted and all(_FIRST_ROWS.match(row) for row in rows)

    def holds(self, name: str) -> bool:
        """Return whether a dataset is here, and be it a damaged one."""
        if self.folder is not None:
            return _has_log(self.folder / name / LOG)
        (commit,) = self._open().get_file_info([f"{name}/{_FIRST_COMMIT}"])
        return bool(commit.type == fs.FileType.File)

    def stage(self, path: str, spare: Path) -> Path:
        """Return where to write a file that `put` then brings to `path` below the root.

        That is its place in a folder, and a file in the folder `spare` for an address.
        """
        if self.folder is None:
            return spare / Path(path).name
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        return target

    def put(self, staged: Path, path: str) -> None:
        """Bring a file that was written where `stage` said to `path` below the root."""
        if self.folder is None:
            fs.copy_files(str(staged), path, fs.LocalFileSystem(), self._open())
            staged.unlink()

    def bring(self, file: Path, path: str) -> None:
        """Move a file of this machine to `path` below the root, where it is whole or not at all."""
        if self.folder is None:
            self.put(file, path)
        else:
            file.replace(self.stage(path, self.folder))

    def link(self, path: str, other: str) -> None:
        """Let a file below the root be there under another name too, by a link or as a copy."""
        if self.folder is None:
            self._open().copy_file(path, other)
        else:
            os.link(self.folder / path, self.folder / other)
            self.renew(other)

    def renew(self, path: str) -> None:
        """Let a file in a folder be as new as if it had just been written; at an address none can.

        So nobody takes it for what a killed import left.
        """
        if self.folder is not None:
            os.utime(self.folder / path)

    def size(self, path: str) -> int:
        """Return what a file below the root has in bytes.

        Raises
        ------
        FileNotFoundError
            If there is none.
        """
        (info,) = self._open().get_file_info([path])
        if info.type != fs.FileType.File:
            raise FileNotFoundError(path)
        return int(info.size)

    def delete(self, path: str) -> None:
        """Delete a file below the root, if it is there."""
        files = self._open()
        if files.get_file_info(path).type == fs.FileType.File:
            files.delete_file(path)

    def remove(self, name: str) -> None:
        """Delete a dataset with all its versions. From the first moment on it is not found."""
        if self.folder is not None:
            going = f"{_REMOVED}{uuid4().hex}"
            (self.folder / name).rename(self.folder / going)
            self._open().delete_dir(going)
            return
        files = self._open()
        files.delete_file(f"{name}/{_FIRST_COMMIT}")
        files.delete_dir(name)

    def finish_removals(self, latest: float) -> None:
        """Delete what removals, and bringing back backups, left that were killed before a time.

        Parameters
        ----------
        latest
            Seconds since 1970.
        """
        if self.folder is None:
            return
        for left in self.folder.glob(f"{_REMOVED}*"):
            if left.stat().st_ctime < latest:  # when it was renamed
                self._open().delete_dir(left.name)
        for left in self.folder.glob(f"{RESTORING}*"):
            with locked_if_idle(left) as is_idle:
                if is_idle and left.stat().st_ctime < latest:
                    self._open().delete_dir(left.name)

    def list_files(self, path: str) -> list[Listed]:
        """Return the files in a folder below the root, or blank in all of it, at any depth."""
        files = self._open()
        found = files.get_file_info(fs.FileSelector(path, recursive=True, allow_not_found=True))
        return [
            Listed(info.path.removeprefix(f"{path}/"), info.mtime_ns / 1e9, info.size)
            for info in found
            if info.type == fs.FileType.File and info.mtime_ns is not None
        ]

    def read(self, path: str) -> bytes:
        """Return what is in a file below the root."""
        with self.open_file(path) as file:
            return bytes(file.read())

    def read_if_there(self, path: str) -> bytes | None:
        """Return what is in a file below the root, ``None`` if there is none.

        A link to nothing is a file that cannot be read: what it should say is not known.
        """
        try:
            return self.read(path)
        except FileNotFoundError:
            if self.folder is not None and (self.folder / path).is_symlink():
                raise
            return None

    def open_file(self, path: str) -> BinaryIO:
        """Open a file below the root, to be read from its beginning to its end."""
        stream: BinaryIO = self._open().open_input_stream(path)
        return stream

    def checksum(self, path: str) -> str:
        """Return the checksum of a file below the root, which is read for it, see `seals`."""
        with self.open_file(path) as file:
            return checksum_stream(file)

    def replace(self, path: str, data: bytes) -> None:
        """Let a file below the root hold `data`, whole or not at all."""
        if self.folder is None:
            with TemporaryDirectory() as spare:
                staged = self.stage(path, Path(spare))
                staged.write_bytes(data)
                self.put(staged, path)
            return
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_name(f"{target.name}.{uuid4().hex}.tmp")
        try:
            with beside.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(target)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise

    def lock(self, name: str) -> AbstractContextManager[None]:
        """Wait until nobody else changes the files beside a dataset's versions.

        At an address there is no lock: of two that change a file at once, the last one does.
        """
        return nullcontext() if self.folder is None else locked(self.folder / name)

    def _open(self) -> fs.FileSystem:
        if self.folder is not None:
            return fs.SubTreeFileSystem(self.root, fs.LocalFileSystem())
        return fs.PyFileSystem(_Storage(self.root, self.options))


def _has_log(log: Path) -> bool:
    """Return whether a commit was written, or something that cannot be read stands in its way."""
    try:
        return any(_COMMITS.fullmatch(entry.name) for entry in log.iterdir())
    except FileNotFoundError:
        return False
    except OSError:
        # Of a file where the dataset's folder would be nobody said that it is a dataset.
        return log.parent.is_dir()


def _expand(root: str) -> Path:
    try:
        return Path(root).expanduser().absolute()
    except RuntimeError as error:
        raise StoreError(f"The store {root} cannot be used: there is no such home.") from error
