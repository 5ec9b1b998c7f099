"""The versions of the datasets in a store: which there are, and each opened once.

A new one is noticed within `FRESH_S` seconds. What was opened never changes; what has not been
asked for the longest is closed when there are too many, and opened anew when it is asked for.
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

from eventmap.changes import Changes, diff
from eventmap.errors import EventmapError, NotFoundError, StoreError
from eventmap.labels import Labels
from eventmap.locks import Hold
from eventmap.prepare import Prepared, Version, find_prepared, path_of_version, prepare, prune
from eventmap.schema import DatasetInfo
from eventmap.store import Stamp, VersionData, VersionedStore, VersionInfo
from eventmap.store.failures import read_in_words

_LOG = logging.getLogger(__name__)

FRESH_S = 2.0
"""Seconds for which the newest versions are taken for known."""

RETRY_S = 5.0
"""Seconds for which a version that could not be opened is not tried again."""

LARGE_EVENTS = 50_000
"""Events from which on the tables of a version are kept in a file."""


@dataclass(frozen=True)
class Bounds:
    """How much is kept of what can be made anew.

    Parameters
    ----------
    opened
        How many versions are open at once.
    cache_bytes
        How much the tables in the cache may take that nobody uses.
    """

    opened: int = 12
    cache_bytes: int = 20_000_000_000


@dataclass(frozen=True)
class Tables:
    """The names of the tables of one dataset, and the labels of its located events.

    They are there for as long as this is held: hold it while a question runs.
    """

    info: DatasetInfo
    events: str
    claims: str
    timeline: str
    labels: Labels
    hold: Hold | None = None
    """Keeps their file, where they stand in one, from being removed."""


class Versions:
    """All versions of all datasets of a store.

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
        load: Callable[[Prepared | Version], Tables],
        bounds: Bounds,
    ) -> None:
        self._store = store
        self._hidden = hidden
        self._cache = cache
        self._load = load
        self._bounds = bounds
        self._lock = Lock()
        self._opened: OrderedDict[Stamp, Future[Tables]] = OrderedDict()  # the last asked last
        self._infos: dict[Stamp, DatasetInfo] = {}
        self._heads: dict[str, Stamp] = {}
        self._listed: dict[str, tuple[Stamp, list[VersionInfo]]] = {}
        self._unread: dict[str, StoreError] = {}
        self._failed: dict[Stamp, tuple[float, StoreError]] = {}
        self._looked = -FRESH_S

    def __contains__(self, name: str) -> bool:
        """Return whether the store has a dataset of this name that is not hidden."""
        return name in self._look()

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

    def listed(self, name: str) -> list[VersionInfo]:
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

    def _failure_of(self, asked: Stamp) -> StoreError | None:
        at, error = self._failed.get(asked, (0.0, None))
        return error if error is not None and time.monotonic() - at < RETRY_S else None

    def compare(self, name: str, before: int, after: int, limit: int, offset: int) -> Changes:
        """Return what differs between two versions, see `changes.diff`."""
        with self._told():
            return diff(self._store_of(name), name, before, after, limit=limit, offset=offset)

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
            raise NotFoundError("dataset", name, [*self._hidden, *heads])
        head = heads[name]
        if number is not None and not 1 <= number <= head.number:
            raise NotFoundError("version", str(number), map(str, range(1, head.number + 1)))
        asked = head if number is None else replace(head, number=number)
        if error := self._failure_of(asked):
            raise error
        with self._lock:
            mine = asked not in self._opened
            opened = self._opened.setdefault(asked, Future())
            self._opened.move_to_end(asked)
        if mine:
            try:
                what = f"{name}, version {asked.number}, could not be read"
                with self._told():
                    version = self._store.open(name, asked.number)
                    with read_in_words(what):
                        tables = self._load(self._prepare(version))
                opened.set_result(tables)
            except BaseException as error:
                with self._lock:
                    if isinstance(error, StoreError):
                        self._failed[asked] = (time.monotonic(), error)
                    del self._opened[asked]
                opened.set_exception(error)
            else:
                self._close_surplus(asked)
        return opened.result()

    def _close_surplus(self, asked: Stamp) -> None:
        """Close what has not been asked for the longest, the newest versions last."""
        with self._lock:
            newest = set(self._heads.values())
            idle = [each for each, it in self._opened.items() if it.done() and each != asked]
            surplus = max(0, len(self._opened) - self._bounds.opened)
            first = sorted(idle, key=newest.__contains__)[:surplus]
            closed = [self._opened.pop(each) for each in first]
        # Here, outside of the lock, those of them go that no question holds.
        closed.clear()

    def _prepare(self, version: VersionData) -> Prepared | Version:
        """Return the version, or where it is large, its tables in a file."""
        if self._cache is None or version.count("events") < LARGE_EVENTS:
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

    def _look(self) -> dict[str, Stamp]:
        """Return the newest version of each dataset."""
        with self._lock:
            if self._store is not None and time.monotonic() - self._looked > FRESH_S:
                try:
                    self._heads = self._find_heads(self._store)
                except EventmapError as error:
                    _LOG.warning("The store cannot be read at present: %s", error)
                self._looked = time.monotonic()
            return self._heads

    def _find_heads(self, store: VersionedStore) -> dict[str, Stamp]:
        names = [name for name in store.names() if name not in self._hidden]
        self._unread = {}
        found = {name: self._find_head(store, name) for name in names}
        return {name: head for name, head in found.items() if head is not None}

    def _find_head(self, store: VersionedStore, name: str) -> Stamp | None:
        """Return the newest version of a dataset; where that cannot be read, what was the newest.

        So one dataset that is broken takes no other with it.
        """
        try:
            head = store.stamp(name)
            if head not in self._infos:
                self._infos[head] = store.open(name, head.number).info
        except NotFoundError:
            return None  # it was removed at this very moment
        except StoreError as error:
            _LOG.warning("The dataset %s cannot be read at present: %s", name, error)
            self._unread[name] = self._without_places(error)
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

    def _without_places(self, error: StoreError) -> StoreError:
        text = str(error)
        for place in (self._store.root if self._store else "", self._cache or ""):
            if place:
                text = text.replace(f"{place}{os.sep}", "").replace(f"{place}/", "")
                text = text.replace(f" {place}", "")
        return StoreError(text)
