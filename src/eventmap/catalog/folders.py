"""The datasets in the folders of the host: found, and opened or refused in words."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from eventmap.access import Access
from eventmap.canonical import (
    DESCRIPTION,
    REQUIRED_FILES,
    find_access,
    may_restrict,
    read_canonical,
)
from eventmap.errors import BusyError, DatasetError, Refusal
from eventmap.schema import Dataset
from eventmap.settings import Settings, bundled_data
from eventmap.stories import Stories, Story, read_stories
from eventmap.tables import Prepared, find_prepared, is_large, path_of_folder, prepare

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Folders:
    """The datasets of folders, the first one the default, and why others were refused.

    Parameters
    ----------
    refused, kept_back
        Why: of datasets for everyone, and of others, of which the host alone is told.
    """

    datasets: tuple[Dataset | Prepared, ...] = ()
    refused: tuple[DatasetError, ...] = ()
    kept_back: tuple[DatasetError, ...] = ()
    stories: Stories = field(default_factory=dict)
    access: Mapping[str, Access] = field(default_factory=dict)


def open_folders(settings: Settings) -> Folders:
    """Open the datasets that the host chose, or the bundled ones.

    Where none of the host's can be opened the bundled ones are, so that there is something
    to show next to the reasons. A broken dataset never raises: it is in `Folders.refused`.
    """
    if settings.data is None:
        return _open_folder(bundled_data(), settings.cache)
    chosen = _open_folder(settings.data, settings.cache)
    if chosen.datasets:
        return chosen
    bundled = _open_folder(bundled_data(), settings.cache)
    refused = chosen.refused + bundled.refused
    return replace(bundled, refused=refused, kept_back=chosen.kept_back + bundled.kept_back)


def _open_folder(folder: Path, cache: Path) -> Folders:
    try:
        found = _find_datasets(folder)
    except DatasetError as error:
        return Folders(refused=(error,))
    return _open_datasets(found, cache)


def _open_datasets(folders: Iterable[Path], cache: Path) -> Folders:
    opened: dict[str, tuple[Path, Dataset | Prepared]] = {}
    stories: dict[str, tuple[Story, ...]] = {}
    access: dict[str, Access] = {}
    refused: list[DatasetError] = []
    kept_back: list[DatasetError] = []

    def refuse(error: DatasetError, *, for_everyone: bool) -> None:
        if not for_everyone:
            kept_back.append(error)
            _LOG.warning("A dataset that is not for everyone was not opened: %s", error)
        else:
            refused.append(error)

    for folder in folders:
        try:
            own = _read_access(folder)
            dataset = _open_dataset(folder, cache)
            name = dataset.info.name
            told = read_stories(folder, name)
        except DatasetError as error:
            refuse(error, for_everyone=not may_restrict(folder))
            continue
        if name in opened:
            allowed = f"a name that no other dataset has; {opened[name][0].name!r} has this one"
            reason = Refusal(DESCRIPTION, None, "name", name, allowed)
            same = DatasetError(folder.name, [reason])
            refuse(same, for_everyone=own is None and name not in access)
        else:
            opened[name] = (folder, dataset)
            stories[name] = told
            if own is not None:
                access[name] = own
    datasets = tuple(dataset for _, dataset in opened.values())
    found = {name: told for name, told in stories.items() if told}
    return Folders(datasets, tuple(refused), tuple(kept_back), found, access)


def _read_access(folder: Path) -> Access | None:
    """Return to whom the dataset in a folder is open, ``None`` if to everyone.

    Raises
    ------
    DatasetError
        If the description does not say it as it must.
    """
    try:
        return find_access(folder)
    except (OSError, ValueError, RecursionError):
        return None  # the reader refuses the dataset, and says in words what cannot be read


def _open_dataset(folder: Path, cache: Path) -> Dataset | Prepared:
    """Read the dataset, or take the tables that were built of it before.

    Where the tables cannot be kept they stand in memory, which is as right and only larger; where
    there is no memory to build them, the dataset is refused.
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
    except BusyError as error:
        allowed = "fewer events, or more room where EVENTMAP_CACHE is"
        raise DatasetError(
            folder.name, [Refusal(folder.name, None, None, str(error), allowed)]
        ) from error
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
