"""Datasets with all their versions, in a folder or at an address."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deltalake import DeltaTable

from eventmap.connections import lent
from eventmap.errors import NotFoundError, StoreError
from eventmap.schema import DATASET_NAME, Dataset
from eventmap.store.backup import Backup, back_up, restore
from eventmap.store.delta import open_table, open_version, read_versions, write_version
from eventmap.store.failures import in_words, read_in_words
from eventmap.store.merge import Merge, Tell
from eventmap.store.orphans import remove_orphans
from eventmap.store.place import ACCESS, MAPPING, Place
from eventmap.store.retention import Surplus, delete_surplus, find_surplus, read_deletion
from eventmap.store.unfinished import Say
from eventmap.store.version import Counts, Note, Version, VersionId

if TYPE_CHECKING:
    from eventmap.readers import Reading

_LOG = logging.getLogger(__name__)

ATTEMPTS = 4
"""How often an import is compared anew because another one was faster."""


@dataclass(frozen=True)
class WriteReport:
    """What an import did.

    Parameters
    ----------
    version
        The newest version now: a new one, or if nothing differs, the one that was there.
    written
        Whether it is new.
    events, timeline
        How many rows were added, changed, left as they were, and withdrawn. An event whose
        claims changed has changed.
    onto
        The version with which it was compared; ``None`` where there was none.
    """

    version: int
    written: bool
    events: Counts
    timeline: Counts
    onto: VersionId | None = None


class VersionedStore:
    """Datasets with all their versions.

    Parameters
    ----------
    root
        A folder, which need not be there yet, or an address such as ``s3://bucket/events``.
    storage_options
        Of an address: region, keys and the like, see deltalake.
    """

    def __init__(self, root: str, storage_options: Mapping[str, str] | None = None) -> None:
        self._place = Place(root, storage_options)

    @property
    def root(self) -> str:
        """The folder or address."""
        return self._place.root

    def names(self) -> list[str]:
        """Return the names of the datasets, in order; none where there is no folder yet."""
        with in_words(f"The store {self.root} could not be read"):
            return self._place.names()

    def unfinished(self) -> list[str]:
        """Return the names under which a first import was begun, and never finished."""
        with in_words(f"The store {self.root} could not be read"):
            return self._place.unfinished()

    def head(self, name: str) -> int:
        """Return the number of the newest version. A matter of milliseconds.

        Raises
        ------
        NotFoundError
            If there is no such dataset.
        """
        return self.newest_id(name).number

    def newest_id(self, name: str) -> VersionId:
        """Return what tells the newest version from all others. A matter of milliseconds.

        Raises
        ------
        NotFoundError
            If there is no such dataset.
        """
        with self._reading(name):
            table = self._newest(name)
            return VersionId(str(table.metadata().id), table.version() + 1)

    def versions(self, name: str) -> list[Version]:
        """Return the versions of a dataset, the oldest first, those too whose rows were deleted.

        Raises
        ------
        NotFoundError
            If there is no such dataset.
        """
        with self._reading(name):
            found = read_versions(self._place, name, self._newest(name))[::-1]
            told = read_deletion(self._place, name)
        if told is None:
            return found
        return [
            replace(each, deleted=told.time) if each.number < told.before else each
            for each in found
        ]

    def open(self, name: str, version: int | None = None) -> Version:
        """Return a version of a dataset; without a number, the newest.

        Raises
        ------
        NotFoundError
            If there is no such dataset or version, or it was deleted to make room.
        """
        with self._reading(name):
            newest = self._newest(name)
            head = newest.version() + 1
            number = head if version is None else version
            if not 1 <= number <= head:
                raise NotFoundError("version", str(version), map(str, range(1, head + 1)))
            told = read_deletion(self._place, name) if number < head else None
            if told is not None and number < told.before:
                there = map(str, range(told.before, head + 1))
                raise NotFoundError("version", str(version), there, told.describe())
            return open_version(self._place, name, newest, number)

    def write(
        self,
        given: "Dataset | Reading",
        *,
        files: Sequence[str] = (),
        whole: bool = True,
        onto: VersionId | None = None,
        tell: Tell | None = None,
        say: Say = lambda _: None,
    ) -> WriteReport:
        """Make `given` the next version of the dataset that it names, or leave all as it is.

        Rows are found again by their ids. Where no row of a table differs, nor the description,
        there is no new version. The version is there as a whole or not at all.

        Parameters
        ----------
        files
            Names of the files that it was read from, to be shown.
        whole
            Whether it is the whole dataset: events and items that it does not hold are then
            withdrawn. ``False`` leaves those as they are.
        onto
            The newest version as it was when `compare` told what would change: where another was
            written since, nothing is. ``None`` is whichever there is.
        tell
            Is told from time to time of each table which share is written, and how many rows a
            second; by another thread.
        say
            Is told in a sentence where it goes on with what an interrupted import had written.

        Raises
        ------
        StoreError
            If the store cannot be written, others keep on writing to the same dataset, or it is
            not `onto` that it would be written onto.
        """
        name = given.info.name
        if not DATASET_NAME.fullmatch(name):
            allowed = "lower-case letters, digits and single hyphens, such as london-summit"
            raise StoreError(f"{name!r} cannot be the name of a dataset; allowed: {allowed}.")
        imported = _account(given)
        for _ in range(ATTEMPTS):
            with in_words(f"The store {self.root} could not be written"):
                report = self._try_write(
                    given, tuple(files), imported, tell, say, whole=whole, onto=onto
                )
            if report is not None:
                self.remove_orphans(name)
                return report
        raise StoreError(
            f"Dataset {name!r} is being imported by others at this moment; import it again."
        )

    def remove_orphans(self, name: str) -> None:
        """Remove what killed imports left of a dataset; what cannot be removed stays."""
        try:
            with read_in_words(f"What killed imports left of {name} stays"):
                remove_orphans(self._place, name)
        except StoreError as error:
            _LOG.warning("%s", error)  # the import is done all the same

    def _try_write(
        self,
        given: "Dataset | Reading",
        files: tuple[str, ...],
        imported: Mapping[str, Any],
        tell: Tell | None,
        say: Say,
        *,
        whole: bool,
        onto: VersionId | None,
    ) -> WriteReport | None:
        """Return what was done, or ``None`` if another wrote a version in the meantime."""
        with self._comparing(given, whole=whole) as (base, merge, report):
            if onto is not None and onto != report.onto:
                now = f"is at version {report.onto.number}" if report.onto else "is not there"
                raise StoreError(
                    f"What would change was told against version {onto.number} of "
                    f"{given.info.name!r}, which another import has changed since: it {now} now. "
                    "Nothing was written."
                )
            if not report.written:
                return report
            info = replace(given.info, version=report.version, fingerprint="")
            note = Note(info, files, imported, report.events, report.timeline)
            landed = write_version(self._place, base, merge, note, tell, say)
        return report if landed else None

    @contextmanager
    def _comparing(
        self, given: "Dataset | Reading", *, whole: bool
    ) -> Iterator[tuple[DeltaTable | None, Merge, WriteReport]]:
        """Compare `given` with the newest version: its table, the next one, and what differs."""
        name = given.info.name
        base = held = onto = None
        with self._reading(name):
            if self._place.holds(name):
                base = open_table(self._place, name)
                held = open_version(self._place, name, base, base.version() + 1)
                onto = VersionId(str(base.metadata().id), base.version() + 1)
        version = 1 if base is None else base.version() + 2
        info = replace(given.info, version=version, fingerprint="")
        with lent(spill_limit=None) as connection:  # tables of any size are compared
            rows = None if held is None else held.rows
            merge = Merge(connection, given, rows, version=version, whole=whole)
            events, timeline = merge.count("events"), merge.count("timeline")
            same = held and replace(held.info, version=version, fingerprint="") == info
            written = not same or events.differ or timeline.differ
            number = version if written else version - 1
            yield base, merge, WriteReport(number, written, events, timeline, onto)

    def compare(self, given: "Dataset | Reading") -> WriteReport:
        """Return what `write` would report of a whole dataset, were it called now; write nothing.

        Raises
        ------
        StoreError
            If the store cannot be read.
        """
        with (
            in_words(f"The store {self.root} could not be read"),
            self._comparing(given, whole=True) as (_, _, report),
        ):
            return report

    def remove(self, name: str) -> None:
        """Delete a dataset with all its versions.

        Raises
        ------
        NotFoundError
            If there is no such dataset.
        """
        with in_words(f"The store {self.root} could not be written"):
            self._check_there(name)
            self._place.remove(name)

    def back_up(self, target: Path) -> Backup:
        """Write all that is in the store to a new file, while imports may go on.

        Raises
        ------
        StoreError
            If there is such a file, it cannot be written, or the store cannot be read.
        """
        return back_up(self._place, target)

    def restore(self, source: Path) -> Backup:
        """Bring back what `back_up` wrote, if nothing of it is in the store.

        Raises
        ------
        StoreError
            If it is not as it was written, or anything of it is there. Nothing was restored then.
        """
        return restore(self._place, source)

    def find_surplus(self, name: str, keep: int | None) -> Surplus:
        """Return what of a dataset can be deleted: all but its newest `keep` versions, if given.

        Raises
        ------
        NotFoundError
            If there is no such dataset.
        StoreError
            If it cannot be said for certain, as its log is damaged.
        """
        with self._reading(name):
            if name not in self._place.unfinished():
                self._check_there(name)
            return find_surplus(self._place, name, keep)

    def delete_surplus(self, name: str, surplus: Surplus) -> None:
        """Delete what `find_surplus` found; from then on it is said of the versions that went."""
        with in_words(f"The store {self.root} could not be written"):
            delete_surplus(self._place, name, surplus)

    def mapping_path(self, name: str) -> str:
        """Return where the choices that are kept with a dataset lie, or would."""
        return f"{self._place.uri(name)}/{MAPPING}"

    def read_mapping(self, name: str) -> bytes | None:
        """Return the file of choices that are kept with a dataset, ``None`` where there is none.

        Raises
        ------
        NotFoundError
            If there is no such dataset.
        """
        with in_words(f"{self.mapping_path(name)} could not be read"):
            self._check_there(name)
            return self._read_mapping(name)

    def change_mapping(self, name: str, change: Callable[[bytes | None], bytes | None]) -> None:
        """Let the file of choices hold what `change` makes of it; ``None`` is no file.

        It is changed whole or not at all, and by one at a time.

        Raises
        ------
        NotFoundError
            If there is no such dataset.
        """
        with in_words(f"{self.mapping_path(name)} could not be written"):
            self._check_there(name)
            with self._place.lock(name):
                held = self._read_mapping(name)
                changed = change(held)
                if changed is None:
                    self._place.delete(f"{name}/{MAPPING}")
                elif changed != held:
                    self._place.replace(f"{name}/{MAPPING}", changed)

    def _read_mapping(self, name: str) -> bytes | None:
        return self._place.read_if_there(f"{name}/{MAPPING}")

    def access_path(self, name: str) -> str:
        """Return where the file of who may see a dataset lies, or would."""
        return f"{self._place.uri(name)}/{ACCESS}"

    def read_access(self, name: str) -> bytes | None:
        """Return the file of who may see a dataset, ``None`` where there is none.

        It is there for a dataset whose versions are damaged, and for one that is not there yet.
        """
        with in_words(f"{self.access_path(name)} could not be read"):
            return self._place.read_if_there(f"{name}/{ACCESS}")

    def write_access(self, name: str, data: bytes | None) -> None:
        """Let the file of who may see a dataset hold `data`; ``None`` is no file.

        Before its first version, too: so it is never seen by others, not for a moment.
        """
        with in_words(f"{self.access_path(name)} could not be written"):
            if not DATASET_NAME.fullmatch(name):
                raise NotFoundError("dataset", name, self._place.names())
            if data is None:
                self._place.delete(f"{name}/{ACCESS}")
            else:
                self._place.replace(f"{name}/{ACCESS}", data)

    def _newest(self, name: str) -> DeltaTable:
        self._check_there(name)
        return open_table(self._place, name)

    def _check_there(self, name: str) -> None:
        if not (DATASET_NAME.fullmatch(name) and self._place.holds(name)):
            raise NotFoundError("dataset", name, self._place.names())

    def _reading(self, name: str) -> AbstractContextManager[None]:
        return read_in_words(f"The store {self.root} could not be read at {name}")


def _account(given: "Dataset | Reading") -> dict[str, Any]:
    """Return what became of the rows of a file, or nothing where no file was read row by row."""
    if isinstance(given, Dataset):
        return {}
    return {
        "format": given.format,
        "read": given.read,
        "accepted": given.accepted,
        "rejected": len(given.rejects),
        "duplicates": given.duplicates,
        "doubts": dict(given.doubts),
    }
