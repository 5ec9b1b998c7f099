"""The dataset folders that the app opens, and the ones that it had to refuse."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from eventmap.canonical import DESCRIPTION, REQUIRED_FILES, read_canonical
from eventmap.errors import DatasetError, Refusal
from eventmap.prepare import Prepared, find_prepared, is_large, path_of_folder, prepare
from eventmap.schema import Dataset
from eventmap.settings import Settings, bundled_data

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Opened:
    """Opened datasets, the first of them the default, and the reasons for each refused one."""

    datasets: tuple[Dataset | Prepared, ...] = ()
    refused: tuple[DatasetError, ...] = ()


def open_folders(settings: Settings) -> Opened:
    """Open the datasets that the host chose, or the bundled ones.

    Where none of the host's can be opened the bundled ones are, so that there is something
    to show next to the reasons. A broken dataset never raises: it is in `Opened.refused`.
    """
    if settings.data is None:
        return _open_folder(bundled_data(), settings.cache)
    chosen = _open_folder(settings.data, settings.cache)
    if chosen.datasets:
        return chosen
    bundled = _open_folder(bundled_data(), settings.cache)
    return Opened(bundled.datasets, chosen.refused + bundled.refused)


def _open_folder(folder: Path, cache: Path) -> Opened:
    try:
        found = _find_datasets(folder)
    except DatasetError as error:
        return Opened(refused=(error,))
    return _open_datasets(found, cache)


def _open_datasets(folders: Iterable[Path], cache: Path) -> Opened:
    opened: dict[str, tuple[Path, Dataset | Prepared]] = {}
    refused = []
    for folder in folders:
        try:
            dataset = _open_dataset(folder, cache)
        except DatasetError as error:
            refused.append(error)
            continue
        name = dataset.info.name
        if name in opened:
            allowed = f"a name that no other dataset has; {opened[name][0].name!r} has this one"
            reason = Refusal(DESCRIPTION, None, "name", name, allowed)
            refused.append(DatasetError(folder.name, [reason]))
        else:
            opened[name] = (folder, dataset)
    return Opened(tuple(dataset for _, dataset in opened.values()), tuple(refused))


def _open_dataset(folder: Path, cache: Path) -> Dataset | Prepared:
    """Read the dataset, or take the tables that were built of it before.

    Where the tables cannot be kept they stand in memory, which is as right and only larger.
    """
    try:
        large = is_large(folder)
        kept = path_of_folder(folder, cache) if large else None
        if kept and (prepared := find_prepared(kept)):
            return prepared
    except OSError:
        kept = None  # the reader says in words what cannot be read
    dataset = read_canonical(folder)
    if not kept:
        return dataset
    try:
        return prepare(dataset, kept)
    except OSError as error:
        _LOG.warning("The tables of %s stand in memory: %s", folder, error)
        return dataset


def _find_datasets(folder: Path) -> list[Path]:
    """Return `folder` if it is a dataset, else the datasets in it, by name."""
    try:
        if not folder.is_dir():
            reason = "not a folder" if folder.exists() else "no such folder"
            raise _refuse_folder(folder, reason)
        if _is_dataset(folder):
            return [folder]
        found = sorted(entry for entry in folder.iterdir() if _is_dataset(entry))
    except OSError as error:
        raise _refuse_folder(folder, error.strerror or type(error).__name__) from error
    if not found:
        raise _refuse_folder(folder, "no dataset in it")
    return found


def _is_dataset(folder: Path) -> bool:
    # What cannot be looked into, or is a link to nothing, is opened, and refused in words.
    try:
        broken = folder.is_symlink() and not folder.exists()
        return broken or any((folder / name).exists() for name in REQUIRED_FILES)
    except OSError:
        return True


def _refuse_folder(folder: Path, reason: str) -> DatasetError:
    allowed = "a folder with events.csv and dataset.toml, or a folder of such folders"
    return DatasetError(str(folder), [Refusal(str(folder), None, None, reason, allowed)])
