"""The datasets of a store, each version opened once.

A new version is noticed within `FRESH_S` seconds. What has not been asked for the longest is closed
when there are too many, and opened anew when it is asked for.
"""

import logging
import os
import time
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock

from eventmap.access import NOBODY, Access, parse_access
from eventmap.cubes import LEAST_EVENTS
from eventmap.errors import BusyError, EventmapError, NotFoundError, StoreError
from eventmap.schema import DatasetInfo
from eventmap.store import Changes, Version, VersionedStore, VersionId, diff, read_in_words
from eventmap.tables import (
    LARGE_ROWS,
    Prepared,
    Selectable,
    Tables,
    describe_no_room,
    find_prepared,
    path_of_version,
    prepare,
    prune,
    why_unwritable,
)

_LOG = logging.getLogger(__name__)

FRESH_S = 2.0
"""Seconds for which the newest versions are taken for known."""

RETRY_S = 5.0
"""Seconds for which a version that could not be opened is not tried again."""


@dataclass(frozen=True)
class Bounds:
    """How much is kept of what can be made anew.

    Parameters
    ----------
    opened
        How many versions are open at once.
    cache_bytes
        How much the tables in the cache may take that nobody uses.
    counted_events
        Events from which on a dataset is counted ahead, see `cubes`.
    """

    opened: int = 12
    cache_bytes: int = 20_000_000_000
    counted_events: int = LEAST_EVENTS


class Stored:
    """All datasets of a store in all their versions.

    Parameters
    ----------
    hidden
        Names of datasets that are not looked for in the store.
    load
        What makes tables of a version.
    """

    def __init__(
        self,
        store: VersionedStore | None,
        hidden: Collection[str],
        cache: Path | None,
        load: Callable[[Prepared | Selectable], Tables],
        bounds: Bounds,
    ) -> None:
        self._store = store
        self._hidden = hidden
        self._cache = cache
        self._load = load
        self._bounds = bounds
        self._lock = Lock()
        self.opened: OrderedDict[VersionId, Future[Tables]] = OrderedDict()  # the last asked last
        self._infos: dict[VersionId, DatasetInfo] = {}
        self._heads: dict[str, VersionId] = {}
        self._listed: dict[str, tuple[VersionId, list[Version]]] = {}
        self._unread: dict[str, StoreError] = {}
        self._access: dict[str, Access | None] = {}
        self._failed: dict[VersionId, tuple[float, StoreError]] = {}
        self._looked = -FRESH_S
        self._fault: EventmapError | None = None
        self.cache_fault: str | None = None
        """Why the cache cannot be written, where a version has no room in memory for want of it."""

    def __contains__(self, name: str) -> bool:
        """Return whether the store has a dataset of this name that is not hidden."""
        return name in self._look()

    def names(self) -> list[str]:
        """Return the names of the datasets, those that cannot be read included."""
        heads = self._look()
        return [*heads, *(name for name in self._unread if name not in heads)]

    def access_of(self, name: str) -> Access | None:
        """Return to whom a dataset is open, ``None`` if to everyone or if it is not here."""
        return self._access.get(name, NOBODY) if self.knows(name) else None

    def knows(self, name: str) -> bool:
        """Return whether there is a dataset of this name here, and be it one that is not read."""
        return name in self._look() or name in self._unread

    def restricted(self) -> dict[str, Access]:
        """Return to whom datasets are open that are not for everyone, by name."""
        self._look()
        return {name: access for name, access in self._access.items() if access is not None}

    def newest(self) -> list[DatasetInfo]:
        """Return the descriptions of the newest versions, by name, without what is broken."""
        heads = sorted(self._look().items())
        return [self._infos[head] for _, head in heads if self._failure_of(head) is None]

    def newest_number(self, name: str) -> int | None:
        """Return the number of the newest version, and be it broken, if there is one."""
        head = self._look().get(name)
        return None if head is None else head.number

    def may_hand_on(self, name: str) -> bool:
        """Return whether the newest version, and be it broken, may be handed on by its terms."""
        head = self._look().get(name)
        return head is not None and self._infos[head].redistributable

    def broken(self) -> dict[str, StoreError]:
        """Return why datasets cannot be read at present, by name."""
        heads = self._look()
        failed = {name: self._failure_of(head) for name, head in heads.items()}
        found = self._unread | {name: error for name, error in failed.items() if error is not None}
        return dict(sorted(found.items()))

    def fault(self) -> EventmapError | None:
        """Return why the store as a whole cannot be read at present, if so."""
        self._look()
        return self._fault

    def listed(self, name: str) -> list[Version]:
        """Return the versions of a dataset, the oldest first; read once for each newest one."""
        store, head = self._store_of(name), self._look().get(name)
        kept = self._listed.get(name)
        if kept is not None and kept[0] == head:
            return kept[1]
        with self._told():
            found = store.versions(name)
        if head is not None and len(found) == head.number:
            self._listed[name] = (head, found)
        return found

    def _failure_of(self, asked: VersionId) -> StoreError | None:
        at, error = self._failed.get(asked, (0.0, None))
        return error if error is not None and time.monotonic() - at < RETRY_S else None

    def compare(self, name: str, before: int, after: int, limit: int, offset: int) -> Changes:
        """Return what differs between two versions, see `store.diff`."""
        with self._told():
            return diff(self._store_of(name), name, before, after, limit=limit, offset=offset)

    @contextmanager
    def lent(self, name: str, may: Callable[[Access | None], bool]) -> Iterator[VersionedStore]:
        """Lend the store for a new version of a dataset, see `Catalog.importing_into`.

        Parameters
        ----------
        may
            Returns whether it may be lent, by who may see the dataset as the store says it now.
        """
        refusal = StoreError(
            "You may not write a new version of this dataset: the host says who may, which may "
            "have changed just now. Nothing was written."
        )
        store = self._store
        if store is None or name not in self._look():
            raise refusal
        try:
            access = find_kept_access(store, name)
        except StoreError as error:
            _LOG.warning("Nobody imports into the dataset %s: %s", name, error)
            raise refusal from error
        if not may(access):
            raise refusal
        with self._told():
            try:
                yield store
            except NotFoundError as error:
                raise refusal from error  # it was removed just now; the error names all there are
            finally:
                with self._lock:
                    self._looked = -FRESH_S

    def _store_of(self, name: str) -> VersionedStore:
        heads = self._look()
        self._check_read(name, heads)
        if self._store is None or name not in heads:
            raise NotFoundError("dataset with versions", name, heads)
        return self._store

    def _check_read(self, name: str, heads: Collection[str]) -> None:
        if name not in heads and (error := self._unread.get(name)):
            raise error

    def open(self, name: str, number: int | None) -> Tables:
        """Return the tables of a version, the newest if none is named.

        Raises
        ------
        NotFoundError
            If there is none.
        StoreError
            If it cannot be read.
        """
        heads = self._look()
        self._check_read(name, heads)
        if self._store is None or name not in heads:
            raise NotFoundError("dataset", name, heads)
        head = heads[name]
        if number is not None and not 1 <= number <= head.number:
            raise NotFoundError("version", str(number), map(str, range(1, head.number + 1)))
        asked = head if number is None else replace(head, number=number)
        if error := self._failure_of(asked):
            raise error
        with self._lock:
            mine = asked not in self.opened
            opened = self.opened.setdefault(asked, Future())
            self.opened.move_to_end(asked)
        if mine:
            try:
                what = f"{name}, version {asked.number},"
                with self._told():
                    version = self._store.open(name, asked.number)
                    with (
                        read_in_words(f"{what} could not be read"),
                        self._told_of_cache(what),
                    ):
                        tables = self._load(self._prepare(version))
                opened.set_result(tables)
            except BaseException as error:
                with self._lock:
                    if isinstance(error, StoreError):
                        self._failed[asked] = (time.monotonic(), error)
                    del self.opened[asked]
                opened.set_exception(error)
            else:
                self._close_surplus(asked)
        return opened.result()

    def _close_surplus(self, asked: VersionId) -> None:
        """Close what has not been asked for the longest, the newest versions last."""
        with self._lock:
            newest = set(self._heads.values())
            idle = [each for each, it in self.opened.items() if it.done() and each != asked]
            surplus = max(0, len(self.opened) - self._bounds.opened)
            first = sorted(idle, key=newest.__contains__)[:surplus]
            closed = [self.opened.pop(each) for each in first]
        # Here, outside of the lock, those of them go that no question holds.
        closed.clear()

    def _prepare(self, version: Version) -> Prepared | Selectable:
        """Return the version, or where it is large, its tables in a file."""
        if self._cache is None or version.count("events") < LARGE_ROWS:
            return version
        path = path_of_version(version.info, self._cache)
        try:
            if kept := find_prepared(path):
                return kept
            built = prepare(version, path)
        except OSError as error:
            _LOG.warning("The tables of %s stand in memory: %s", version.info.name, error)
            return version
        prune(self._cache, self._bounds.cache_bytes)
        return built

    def _look(self) -> dict[str, VersionId]:
        """Return the newest version of each dataset."""
        with self._lock:
            if self._store is not None and time.monotonic() - self._looked > FRESH_S:
                try:
                    self._heads = self._find_heads(self._store)
                    self._fault = None
                except EventmapError as error:
                    self._fault = error
                    _LOG.warning("The store cannot be read at present: %s", error)
                self._looked = time.monotonic()
            return self._heads

    def _find_heads(self, store: VersionedStore) -> dict[str, VersionId]:
        names = [name for name in store.names() if name not in self._hidden]
        access = {name: read_kept_access(store, name) for name in names}
        unread: dict[str, StoreError] = {}
        found = {name: self._find_head(store, name, unread) for name in names}
        # Others ask meanwhile: they are never told of a fault without who may hear of it.
        self._access, self._unread = access, unread
        return {name: head for name, head in found.items() if head is not None}

    def _find_head(
        self, store: VersionedStore, name: str, unread: dict[str, StoreError]
    ) -> VersionId | None:
        """Return the newest version of a dataset; where that cannot be read, what was the newest.

        So one dataset that is broken takes no other with it; why it is goes into `unread`.
        """
        try:
            head = store.newest_id(name)
            if head not in self._infos:
                self._infos[head] = store.open(name, head.number).info
        except NotFoundError:
            return None  # it was removed at this very moment
        except StoreError as error:
            _LOG.warning("The dataset %s cannot be read at present: %s", name, error)
            unread[name] = self._without_places(error)
            return self._heads.get(name)
        return head

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Leave the host's own places out of what goes wrong; the log has them."""
        try:
            yield
        except StoreError as error:
            _LOG.warning("%s", error)
            raise self._without_places(error) from error

    @contextmanager
    def _told_of_cache(self, what: str) -> Iterator[None]:
        """Say that a version has no room in memory because the cache cannot be written, if so."""
        try:
            yield
            self.cache_fault = None
        except BusyError as error:
            if not self._cache or (why := why_unwritable(self._cache)) is None:
                raise
            self.cache_fault = why
            raise StoreError(describe_no_room(what, self._cache, why)) from error

    def _without_places(self, error: StoreError) -> StoreError:
        text = str(error)
        for place in (self._store.root if self._store else "", self._cache or ""):
            if place:
                text = text.replace(f"{place}{os.sep}", "").replace(f"{place}/", "")
                text = text.replace(f" {place}", "")
        return StoreError(text)


def read_kept_access(store: VersionedStore, name: str) -> Access | None:
    """Return to whom a dataset of a store is open, ``None`` if to everyone.

    Where it cannot be read that is nobody, and the log says so.
    """
    try:
        return find_kept_access(store, name)
    except StoreError as error:
        _LOG.warning("Nobody is shown the dataset %s: %s", name, error)
        return NOBODY


def find_kept_access(store: VersionedStore, name: str) -> Access | None:
    """Return to whom a dataset of a store is open, ``None`` if to everyone.

    Raises
    ------
    StoreError
        If the file that says so cannot be read, or does not say it.
    """
    data = store.read_access(name)
    if data is None:
        return None
    try:
        access = parse_access(data)
    except (ValueError, RecursionError) as error:
        raise StoreError(f"{store.access_path(name)} cannot be used: {error}.") from error
    if access is None:
        raise StoreError(f"{store.access_path(name)} has no table [access].")
    return access
