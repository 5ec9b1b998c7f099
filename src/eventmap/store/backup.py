"""A store as one archive, and back: a ZIP file in which nothing is compressed.

Parquet is compressed as it is, and such an archive never unpacks to more than it is itself. What is
in it is listed in its `MANIFEST`, with the size and checksum of each file. What an entry of a
log names never changes, and what is written later is in none of the entries that were listed: so
imports may go on meanwhile.
"""

import json
import os
import re
import struct
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import crc32

from eventmap.access import NOBODY, write_access
from eventmap.connections import scratch_folder
from eventmap.errors import StoreError
from eventmap.locks import locked
from eventmap.schema import DATASET_NAME, TABLES
from eventmap.store.delta import open_table, read_versions
from eventmap.store.failures import DamageError, describe_failure, in_words, read_in_words
from eventmap.store.log import COMMIT, read_log
from eventmap.store.place import ACCESS, DELETED, MAPPING, RESTORING, Place
from eventmap.store.retention import read_deletion
from eventmap.store.rows import PART, named_checksum

MANIFEST = "manifest.json"
"""The last file of an archive, which lists all others."""

_FORMAT = 1
_NAME = DATASET_NAME.pattern
_ROWS = re.compile(rf"{PART}=(?:{'|'.join(TABLES)})/[A-Za-z0-9][A-Za-z0-9._-]{{0,199}}\.parquet")
_SIDECARS = re.compile("|".join(map(re.escape, (MAPPING, ACCESS, DELETED))))
_OF_DATASET = re.compile(
    rf"(?P<name>{_NAME})/(?P<path>{_ROWS.pattern}|{COMMIT.pattern}|{_SIDECARS.pattern})"
)
_REJECTS = re.compile(rf"\.rejects/{_NAME}-[0-9]{{1,9}}\.csv")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_MISSING = "{} is missing."
_CHUNK_BYTES = 1 << 20
_MODE = 0o600 << 16
_MANIFEST_BYTES = 100 * _CHUNK_BYTES


@dataclass(frozen=True)
class Backup:
    """What an archive holds.

    Parameters
    ----------
    made
        When, UTC.
    datasets
        How many versions it has of each dataset; 0 where it was only said who may see one to come.
    files
        How many files it holds.
    size
        What they take, in bytes.
    wrong
        What is damaged or missing in it, because it was so in the store, in a sentence each.
    """

    made: datetime
    datasets: Mapping[str, int]
    files: int
    size: int
    wrong: tuple[str, ...]


@dataclass(frozen=True)
class _File:
    size: int
    sha256: str


def back_up(place: Place, target: Path) -> Backup:
    """Write all that is in a store to a new file `target`, whole or not at all.

    Raises
    ------
    StoreError
        If there is such a file, or the store cannot be read as a whole. One dataset that is damaged
        is named, and its files that can be read are there.
    """
    if target.exists():
        raise StoreError(f"{target} is there already; allowed: a file that is not there yet.")
    files: dict[str, _File] = {}
    datasets: dict[str, int] = {}
    wrong: list[str] = []
    made = datetime.now(UTC)
    with (
        in_words(f"{place.root} could not be backed up to {target}"),
        _written_whole(target) as file,
        ZipFile(file, "w", ZIP_STORED) as archive,
    ):
        of_datasets, rejects = _list_store(place)
        for name, paths in of_datasets.items():
            found = [path for path in paths if _SIDECARS.fullmatch(path)]
            try:
                found += _list_versions(place, name, paths)
            except DamageError as error:
                wrong.append(f"The versions of {name} are left out: {error}.")
            if not found:
                continue
            datasets[name] = _count_versions(found)
            wrong += _copy_access(place, name, archive, files)
            for path in found:
                if path != ACCESS:
                    wrong += _copy(place, f"{name}/{path}", archive, files)
            if datasets[name] and not place.holds(name):
                raise StoreError(f"{name} was removed meanwhile; nothing is backed up.")
        for path in rejects:
            wrong += _copy(place, path, archive, files)
        size = sum(each.size for each in files.values())
        backup = Backup(made, datasets, len(files), size, tuple(wrong))
        archive.writestr(MANIFEST, _write_manifest(backup, files))
    return backup


@contextmanager
def _written_whole(target: Path) -> Iterator[BinaryIO]:
    """Give a file that becomes `target`, where that is not there, once it is written as a whole."""
    beside = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    beside.touch(0o600, exist_ok=False)
    try:
        with beside.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.rename(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _list_store(place: Place) -> tuple[dict[str, list[str]], list[str]]:
    """Return the files of each dataset by their paths in its folder, and those of refused rows."""
    found = sorted(each.path for each in place.list_files(""))
    of_datasets: dict[str, list[str]] = {name: [] for name in place.names()}
    for path in found:
        if kept := _OF_DATASET.fullmatch(path):
            of_datasets.setdefault(kept["name"], []).append(kept["path"])
    rejects = [path for path in found if _REJECTS.fullmatch(path)]
    return dict(sorted(of_datasets.items())), rejects


def _list_versions(place: Place, name: str, paths: list[str]) -> list[str]:
    """Return those of a dataset's files that make its versions.

    Raises
    ------
    DamageError
        If its log is not whole, or names what is none of its files.
    """
    if not place.holds(name):
        return []
    log = read_log(place, name, paths)
    if foreign := sorted(path for path in log.named() if not _ROWS.fullmatch(path)):
        raise DamageError(f"its log names the file {foreign[0]!r}, which is none of its own")
    told = read_deletion(place, name)
    return [*sorted(log.named() if told is None else log.named_from(told.before)), *log.commits]


def _count_versions(paths: Iterable[str]) -> int:
    return sum(COMMIT.fullmatch(path) is not None for path in paths)


def _copy(place: Place, path: str, archive: ZipFile, files: dict[str, _File]) -> Iterator[str]:
    """Bring a file of the store into the archive, and yield what is wrong with it."""
    digest, checksum, size = sha256(), 0, 0
    try:
        source = place.open_file(path)
    except FileNotFoundError:
        yield _MISSING.format(path)
        return
    except OSError as error:
        yield f"{_MISSING.format(path)} It cannot be read: {describe_failure(error)}."
        return
    info = ZipInfo(path)
    info.external_attr = _MODE
    with source, archive.open(info, "w", force_zip64=True) as into:
        while chunk := source.read(_CHUNK_BYTES):
            into.write(chunk)
            digest.update(chunk)
            checksum = crc32(chunk, checksum)
            size += len(chunk)
    files[path] = _File(size, digest.hexdigest())
    named = named_checksum(path.rpartition("/")[2])
    if named and named != f"{checksum:08x}":
        yield f"{path} is damaged."


def _copy_access(
    place: Place, name: str, archive: ZipFile, files: dict[str, _File]
) -> Iterator[str]:
    """Bring who may see a dataset into the archive: nobody, where that cannot be read.

    Without the file it would come back open to everyone.
    """
    path = f"{name}/{ACCESS}"
    try:
        data = place.read_if_there(path)
    except OSError as error:
        data = write_access(NOBODY)
        yield f"{path} cannot be read: {describe_failure(error)}. Here nobody may see {name}."
    if data is not None:
        info = ZipInfo(path)
        info.external_attr = _MODE
        archive.writestr(info, data)
        files[path] = _File(len(data), sha256(data).hexdigest())


def _write_manifest(backup: Backup, files: Mapping[str, _File]) -> str:
    listed = {path: asdict(each) for path, each in files.items()}
    keys = {
        "format": _FORMAT,
        "made": backup.made.isoformat(),
        "datasets": backup.datasets,
        "wrong": backup.wrong,
        "files": listed,
    }
    text = json.dumps(keys, ensure_ascii=False)
    if len(text.encode()) > _MANIFEST_BYTES:
        raise StoreError(f"The store has {len(files):,} files, too many for one archive.")
    return text


def restore(place: Place, source: Path) -> Backup:
    """Bring back what `back_up` wrote to `source`, where nothing of it is.

    The whole archive is looked through before a dataset of it can be seen. In a folder each
    dataset is there as a whole or not at all; at an address the first entry of its log comes last.

    Raises
    ------
    StoreError
        If the archive is not as it was written, or anything of it is in the store already.
    """
    with in_words(f"The backup {source} could not be read"), _opened(source) as archive:
        backup, files = _read_archive(archive, source.stat().st_size)
    with in_words(f"The store {place.root} could not be read"):
        _check_free(place, backup, files)
    with in_words(f"The store {place.root} could not be written"):
        if place.folder is not None:
            place.folder.mkdir(parents=True, exist_ok=True)
        beside = place.folder or scratch_folder()
        with TemporaryDirectory(prefix=RESTORING, dir=beside) as spare, locked(Path(spare)):
            staged = Path(spare)
            with _opened(source) as archive:
                for path, told in files.items():
                    _unpack(archive, path, told, staged)
            for name in backup.datasets:
                _check_dataset(Place(spare), name, backup)
            for path in (path for path in files if _REJECTS.fullmatch(path)):
                _bring_file(place, staged, path)
            for name in backup.datasets:
                _bring_dataset(place, staged, name)
    return backup


_BROKEN = (BadZipFile, EOFError, NotImplementedError, OverflowError, ValueError, struct.error)
"""What the library below raises for an archive that is none; `DamageError` is a `ValueError`."""


@contextmanager
def _opened(source: Path) -> Iterator[ZipFile]:
    try:
        with ZipFile(source) as archive:
            yield archive
    except _BROKEN as error:
        raise StoreError(
            f"The backup {source} cannot be used: {str(error).rstrip('.')}; nothing was restored."
        ) from error


def _read_archive(archive: ZipFile, size: int) -> tuple[Backup, dict[str, _File]]:
    """Return what an archive says that it holds, checked against what is listed in it."""
    infos = archive.infolist()
    sizes = {info.filename: info.file_size for info in infos}
    if MANIFEST not in sizes:
        raise DamageError(f"there is no {MANIFEST} in it")
    packed = any(info.compress_type != ZIP_STORED or info.flag_bits & 1 for info in infos)
    if packed or len(sizes) != len(infos) or sum(sizes.values()) > size:
        raise DamageError("it is packed in a way that no backup is")
    if sizes[MANIFEST] > _MANIFEST_BYTES:
        raise DamageError(f"its {MANIFEST} is too large")
    backup, files = _read_manifest(archive.read(MANIFEST))
    del sizes[MANIFEST]
    if sizes != {path: each.size for path, each in files.items()}:
        raise DamageError(f"it does not hold the files that its {MANIFEST} lists")
    return backup, files


def _read_manifest(text: bytes) -> tuple[Backup, dict[str, _File]]:
    try:
        keys: Any = json.loads(text)
        if keys["format"] != _FORMAT:
            raise DamageError(f"it is of format {keys['format']!r}; allowed: {_FORMAT}")
        datasets = {str(name): int(count) for name, count in keys["datasets"].items()}
        files = {
            str(path): _File(int(each["size"]), str(each["sha256"]))
            for path, each in keys["files"].items()
        }
        wrong = tuple(str(sentence) for sentence in keys["wrong"])
        made = datetime.fromisoformat(keys["made"])
    except DamageError:
        raise
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise DamageError(f"its {MANIFEST} cannot be read") from error
    names = set()
    for path, each in files.items():
        of_dataset = _OF_DATASET.fullmatch(path)
        if not (of_dataset or _REJECTS.fullmatch(path)) or not _SHA256.fullmatch(each.sha256):
            raise DamageError(f"it lists {path[:200]!r}, which is no file of a store")
        if of_dataset:
            names.add(of_dataset["name"])
    if names != set(datasets):
        raise DamageError(f"its {MANIFEST} names other datasets than it holds")
    size = sum(each.size for each in files.values())
    return Backup(made, datasets, len(files), size, wrong), files


def _check_free(place: Place, backup: Backup, files: Mapping[str, _File]) -> None:
    """Refuse what is in the store already, and be it a file beside a dataset to come."""
    there = [name for name in backup.datasets if place.list_files(name)]
    if there:
        raise StoreError(
            f"{place.root} has {', '.join(there)} already, and nothing was restored; allowed: "
            f"a store without {'it' if len(there) == 1 else 'them'}, such as a new --store."
        )
    for path in (path for path in files if _REJECTS.fullmatch(path)):
        try:
            kept = place.read(path)
        except FileNotFoundError:
            continue
        if sha256(kept).hexdigest() != files[path].sha256:
            raise StoreError(
                f"{place.root}/{path} is there already and differs; nothing was restored."
            )


def _unpack(archive: ZipFile, path: str, told: _File, staged: Path) -> None:
    """Write one file of the archive, which is what the manifest says, or raise."""
    target = staged / path
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = sha256()
    with archive.open(path) as packed, target.open("xb") as file:
        while chunk := packed.read(_CHUNK_BYTES):
            digest.update(chunk)
            file.write(chunk)
    if digest.hexdigest() != told.sha256:
        raise DamageError(f"{path} in it is damaged")


def _check_dataset(staged: Place, name: str, told: Backup) -> None:
    """Refuse a dataset whose log is not one of this store's, or names files that are elsewhere."""
    with read_in_words(f"What the backup holds of {name} cannot be used"):
        paths = [each.path for each in staged.list_files(name)]
        found = _list_versions(staged, name, paths)
        if _count_versions(found) != told.datasets[name]:
            raise DamageError(f"it has other versions than its {MANIFEST} says")
        for path in set(found) - set(paths):
            if not any(each.startswith(_MISSING.format(f"{name}/{path}")) for each in told.wrong):
                raise DamageError(f"{path} is not in it")
        if told.datasets[name]:
            read_versions(staged, name, open_table(staged, name))


def _bring_dataset(place: Place, staged: Path, name: str) -> None:
    if place.folder is not None:
        (staged / name).rename(place.folder / name)
        return
    paths = [each.path for each in Place(str(staged)).list_files(name)]
    # The first entry of the log is the last to come: until then no dataset is there.
    for path in sorted(paths, key=_bring_last, reverse=True):
        place.put(staged / name / path, f"{name}/{path}")


def _bring_last(path: str) -> tuple[bool, str]:
    return COMMIT.fullmatch(path) is None, path


def _bring_file(place: Place, staged: Path, path: str) -> None:
    if place.folder is None:
        place.put(staged / path, path)
        return
    target = place.folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    (staged / path).replace(target)
