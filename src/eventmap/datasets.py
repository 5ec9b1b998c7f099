"""The catalogue: every dataset that can be asked for, found by its name and opened once.

Datasets are in folders, which stay as they were read, in a store with all their versions, and
uploaded by single viewers. A new version is noticed within `FRESH_S` seconds. What was opened never
changes; what has not been asked for the longest is closed when there are too many, and opened
anew when it is asked for.
"""

import logging
import os
import time
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from threading import Lock
from typing import Self
from weakref import finalize

import duckdb
import pandas as pd

from eventmap.access import (
    NOBODY,
    Access,
    User,
    parse_access,
)
from eventmap.canonical import (
    DESCRIPTION,
    REQUIRED_FILES,
    find_access,
    may_restrict,
    read_canonical,
)
from eventmap.collected import Collected
from eventmap.connections import connect, within_bounds
from eventmap.cubes import LEAST_EVENTS, Counting
from eventmap.engines import DuckDB
from eventmap.errors import (
    DatasetError,
    EventmapError,
    NotFoundError,
    Refusal,
    StoreError,
)
from eventmap.filters import Filters
from eventmap.schema import TABLES, Dataset, DatasetInfo
from eventmap.served import Serving
from eventmap.settings import Settings, bundled_data
from eventmap.store import (
    PAGE,
    Changes,
    Version,
    VersionedStore,
    VersionId,
    diff,
    read_in_words,
)
from eventmap.stories import Stories, Story, read_stories
from eventmap.tables import (
    LARGE_ROWS,
    Labels,
    Prepared,
    Source,
    Tables,
    find_prepared,
    is_large,
    load,
    path_of_folder,
    path_of_version,
    prepare,
    prune,
)
from eventmap.uploads import UPLOADED, Terms, Uploaded, Uploads

_LOG = logging.getLogger(__name__)

MEMORY_LIMIT = "256MB"
"""What all questions together may hold; of tables in files the operating system caches the rest."""

FRESH_S = 2.0
"""Seconds for which the newest versions are taken for known."""

RETRY_S = 5.0
"""Seconds for which a version that could not be opened is not tried again."""

_MOST_SEEN = 64
"""Catalogues of viewers who may see different datasets that are kept."""


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
        Located events from which on a dataset is counted ahead, see `cubes`.
    """

    opened: int = 12
    cache_bytes: int = 20_000_000_000
    counted_events: int = LEAST_EVENTS


class Catalog:
    """All datasets as tables: those given, those of a store in all versions, and viewers' uploads.

    As it is made it is the host's, who sees all of them; `seen_by` is that of a viewer.

    Parameters
    ----------
    datasets
        What to load; the first one is the default.
    refused
        Datasets that could not be opened, for the page to name.
    store
        Where further datasets are.
    first
        Whether `datasets` go before those of the store that have the same name, or after.
    cache
        Where the tables of large versions are kept.
    terms
        How much is kept of what viewers upload, and for how long.
    bounds
        How many versions of the store's datasets stay open.
    stories
        Of `datasets`, by their names.
    access
        Of those of `datasets` that are not for everyone, by their names.
    serving
        What sees that a cluster is asked for the events of large ones.
    """

    def __init__(  # noqa: PLR0913 - each is what the host has or says
        self,
        datasets: Sequence[Dataset | Prepared] = (),
        refused: Sequence[DatasetError] = (),
        *,
        store: VersionedStore | None = None,
        first: bool = True,
        cache: Path | None = None,
        terms: Terms | None = None,
        bounds: Bounds | None = None,
        stories: Stories | None = None,
        access: Mapping[str, Access] | None = None,
        serving: Serving | None = None,
    ) -> None:
        self._access = dict(access or {})
        self._known_as: frozenset[str] | None = None
        self._is_host = True
        self._seen: OrderedDict[frozenset[str] | None, Self] = OrderedDict()
        self._lock = Lock()
        self.refused = tuple(refused)
        self._stories = dict(stories or {})
        self.collected = Collected()
        self._connection = connect(memory_limit=MEMORY_LIMIT)
        self._here = DuckDB(self._connection)
        self._serving = serving
        self._catalogs = count()
        self.uploads = Uploads(terms or Terms())
        self.uploads.when_removed(self.collected.forget)
        self._given: dict[str, Tables] = {}
        hidden = self._given if first else ()
        self._bounds = bounds or Bounds()
        self._counting = Counting(self._bounds.counted_events, self._attach_cube)
        self.stored = Versions(store, hidden, cache, self._open, self._bounds)
        for dataset in datasets:
            self._given[dataset.info.name] = self._open(dataset)

    def _open(self, dataset: Dataset | Prepared | Source) -> Tables:
        """Return the tables of a dataset, which are there for as long as somebody holds them.

        So what is closed or taken back goes when the last question about it has its answer.
        """
        catalog = f"d{next(self._catalogs)}"
        connection = self._connection.cursor()
        if isinstance(dataset, Prepared):
            _attach(connection, dataset.path, catalog)
            labels = Labels.open(dataset.labels)
        else:
            connection.execute(f"ATTACH ':memory:' AS {catalog}")
            try:
                with within_bounds():
                    load(connection, catalog, dataset)
                labels = Labels.load(connection, catalog)
            except BaseException:
                _detach(connection, catalog)
                raise
        events, claims, timeline = (f"{catalog}.{name}" for name in TABLES)
        kept = (dataset.path, dataset.hold) if isinstance(dataset, Prepared) else ()
        tables = Tables(dataset.info, self._here, events, claims, timeline, labels, *kept)
        finalize(tables, _detach, self._connection, catalog).atexit = False
        return tables

    def count_ahead(self, tables: Tables) -> None:
        """See that what a map shows is counted ahead, where that is worth it: in the background.

        So that a cluster has the events, where there is one.
        """
        if tables.path is not None and tables.cube.made is None:
            self._counting.begin(tables)
        if self._serving and tables.served.made is None:
            self._serving.begin(tables)

    def find_ahead(self, tables: Tables) -> None:
        """Take what is counted ahead or read by the cluster, if it was before; make nothing."""
        if tables.cube.catalog is None:
            self._counting.use(tables)
        if self._serving and self._serving.is_for(tables):
            self._serving.use(tables)

    def _attach_cube(self, tables: Tables, cube: Path) -> None:
        catalog = f"d{next(self._catalogs)}"
        _attach(self._connection.cursor(), cube, catalog)
        finalize(tables, _detach, self._connection, catalog).atexit = False
        tables.cube.catalog = catalog
        prune(cube.parent, self._bounds.cache_bytes)

    def seen_by(self, user: User | None) -> Self:
        """Return the catalogue of a viewer: what they may not see is not in it.

        Whatever is asked of it, for one that is not in it the answer is that for a name that no
        dataset has. It is the same object for all who may see the same.

        Parameters
        ----------
        user
            Who is logged in; ``None`` if nobody is.
        """
        rules = self.restricted.values()
        named = frozenset().union(*(each.see | (each.rows or frozenset()) for each in rules))
        known_as = None if user is None else user.known_as & named
        with self._lock:
            if known_as not in self._seen:
                seen = self._seen[known_as] = copy(self)
                seen._is_host, seen._known_as = False, known_as
                if len(self._seen) > _MOST_SEEN:
                    self._seen.popitem(last=False)
            self._seen.move_to_end(known_as)
            return self._seen[known_as]

    @property
    def restricted(self) -> dict[str, Access]:
        """To whom datasets are open that are not for everyone, by name."""
        return self._access | self.stored.restricted()

    def may_take_rows(self, name: str) -> bool:
        """Return whether the viewer may have the rows of a dataset that they may see."""
        return self._may(name, Access.gives_rows)

    def _may_see(self, name: str) -> bool:
        return self._may(name, Access.allows)

    def _may(self, name: str, allows: Callable[[Access, User | None], bool]) -> bool:
        if self._is_host:
            return True
        user = None if self._known_as is None else User("", self._known_as)
        rules = [self.stored.access_of(name)]
        if name not in self.stored:
            rules.append(self._access.get(name))  # it is shown as it is in its folder
        return all(access is None or allows(access, user) for access in rules)

    def _unknown(self, name: str, kind: str = "dataset") -> NotFoundError:
        """Return what is answered for a name that no dataset has that the viewer may see."""
        given = self._given if kind == "dataset" else ()
        known = dict.fromkeys([*given, *self.stored.names()])
        return NotFoundError(kind, name, [each for each in known if self._may_see(each)])

    @property
    def broken(self) -> dict[str, StoreError]:
        """Why datasets of the store cannot be read at present, by name."""
        return {name: why for name, why in self.stored.broken().items() if self._may_see(name)}

    @property
    def infos(self) -> list[DatasetInfo]:
        """The datasets in order, those of the store in their newest version, no `broken` ones."""
        stored = {info.name: info for info in self.stored.newest()}
        given = [stored.pop(name, tables.info) for name, tables in self._given.items()]
        return [info for info in (*given, *stored.values()) if self._may_see(info.name)]

    @property
    def stories(self) -> Stories:
        """The stories of the datasets in folders, by dataset; those of a store have none."""
        return {
            name: told
            for name, told in self._stories.items()
            if name not in self.stored and self._may_see(name)
        }

    def stories_for(self, viewer: str | None) -> Stories:
        """Return the stories that a viewer may open, their own before those of the host."""
        beside = self.collected.beside(self.stories, viewer)
        return {name: told for name, told in beside.items() if self._may_see(name)}

    def newest_version(self, name: str) -> int:
        """Return the number of the newest version of a dataset; 1 for what has no versions."""
        if not self._may_see(name):
            return 1
        stored = self.stored.newest_number(name)
        own = self._given.get(name)
        return stored or (own.info.version if own else 1)

    def has_versions(self, name: str | None) -> bool:
        """Return whether a dataset is one of the store."""
        return name is not None and name in self.stored and self._may_see(name)

    def versions(self, name: str) -> list[Version]:
        """Return the versions of a dataset of the store, the oldest first."""
        self._check_stored(name)
        return self.stored.listed(name)

    def changes(
        self, name: str, before: int, after: int, *, limit: int = PAGE, offset: int = 0
    ) -> Changes:
        """Return what differs between two versions of a dataset of the store, see `diff`.

        Nothing of the publisher's own columns, where rows may not be handed on.

        Raises
        ------
        NotFoundError
            If it has no versions, or not these.
        """
        self._check_stored(name)
        found = self.stored.compare(name, before, after, limit, offset)
        handed_on = self.stored.may_hand_on(name)
        return found.for_viewers(handed_on=handed_on)

    def _check_stored(self, name: str) -> None:
        if not (self.stored.knows(name) and self._may_see(name)):
            raise self._unknown(name, "dataset with versions")

    def tables_of(self, filters: Filters) -> Tables:
        """Return the tables that `filters` mean.

        Raises
        ------
        NotFoundError
            If there is no such dataset, or it has no such version.
        StoreError
            If it cannot be read. Where none is named, what cannot be read is passed over.
        """
        if filters.dataset is None:
            first = next((info.name for info in self.infos if self._opens(info.name)), "")
            return self.tables_of(replace(filters, dataset=first))
        name = filters.dataset
        tables = self._given.get(name) or self.uploads.tables(name)
        if not self._may_see(name) or not (tables or self.stored.knows(name)):
            raise self._unknown(name)
        if tables is None or name in self.stored:
            return self.stored.open(name, filters.version)
        if filters.version not in (None, tables.info.version):
            raise NotFoundError("version", str(filters.version), [str(tables.info.version)])
        return tables

    def info_of(self, filters: Filters) -> DatasetInfo:
        """Return the description of the dataset that `filters` mean, in the version they name.

        It may be handed on where neither its own terms nor those of the newest version forbid it:
        a permission that was taken back is taken back for what went before, too.
        """
        info = self.tables_of(filters).info
        if info.name not in self.stored or self.stored.may_hand_on(info.name):
            return info
        return replace(info, redistributable=False)

    def _opens(self, name: str) -> bool:
        try:
            self.tables_of(Filters(dataset=name))
        except StoreError:
            return False  # `broken` says why
        return True

    def check_viewer(self, filters: Filters, viewer: str | None) -> None:
        """Let a viewer ask for what they uploaded, and for what is for everyone.

        Raises
        ------
        NotFoundError
            If somebody else uploaded the dataset: to others it is like one that is not there.
        """
        name = filters.dataset or ""
        if name.startswith(UPLOADED) and not self.uploads.belongs(name, viewer):
            raise self._unknown(name)

    def add_upload(self, dataset: Dataset, owner: str) -> Uploaded:
        """Load `dataset` for one viewer alone. It is in no list; for how long, `Terms` say.

        Raises
        ------
        FileError
            If there is no room for it.
        """

        def load(name: str) -> Tables:
            info = replace(dataset.info, name=name, version=1, fingerprint=name)
            return self._open(replace(dataset, info=info))

        tables = (dataset.events, dataset.claims, dataset.timeline)
        frames = (table for table in tables if isinstance(table, pd.DataFrame))
        size = sum(int(frame.memory_usage(deep=True).sum()) for frame in frames)
        return self.uploads.add(owner, dataset.info.title, size, load)


def _attach(connection: duckdb.DuckDBPyConnection, path: Path, catalog: str) -> None:
    quoted = str(path).replace("'", "''")
    connection.execute(f"ATTACH '{quoted}' AS {catalog} (READ_ONLY)")


def _detach(connection: duckdb.DuckDBPyConnection, catalog: str) -> None:
    connection.cursor().execute(f"DETACH {catalog}")


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
        load: Callable[[Prepared | Source], Tables],
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

    def _prepare(self, version: Version) -> Prepared | Source:
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
        self._unread = {}
        self._access = {name: read_kept_access(store, name) for name in names}
        found = {name: self._find_head(store, name) for name in names}
        return {name: head for name, head in found.items() if head is not None}

    def _find_head(self, store: VersionedStore, name: str) -> VersionId | None:
        """Return the newest version of a dataset; where that cannot be read, what was the newest.

        So one dataset that is broken takes no other with it.
        """
        try:
            head = store.newest_id(name)
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


def read_kept_access(store: VersionedStore, name: str) -> Access | None:
    """Return to whom a dataset of a store is open, ``None`` if to everyone.

    Where it cannot be read that is nobody, and the log says so.
    """
    try:
        data = store.read_access(name)
        return None if data is None else parse_access(data) or NOBODY
    except (StoreError, ValueError, RecursionError) as error:
        _LOG.warning("Nobody is shown the dataset %s: %s", name, error)
        return NOBODY


@dataclass(frozen=True)
class Folders:
    """The datasets of folders, the first one the default, and why others were refused."""

    datasets: tuple[Dataset | Prepared, ...] = ()
    refused: tuple[DatasetError, ...] = ()
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
    return replace(bundled, refused=chosen.refused + bundled.refused)


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

    def refuse(error: DatasetError, *, is_secret: bool) -> None:
        if is_secret:
            _LOG.warning("A dataset that is not for everyone was not opened: %s", error)
        else:
            refused.append(error)

    for folder in folders:
        is_secret = may_restrict(folder)
        try:
            own = _read_access(folder)
            dataset = _open_dataset(folder, cache)
            name = dataset.info.name
            told = read_stories(folder, name)
        except DatasetError as error:
            refuse(error, is_secret=is_secret)
            continue
        if name in opened:
            allowed = f"a name that no other dataset has; {opened[name][0].name!r} has this one"
            reason = Refusal(DESCRIPTION, None, "name", name, allowed)
            same = DatasetError(folder.name, [reason])
            refuse(same, is_secret=is_secret or name in access)
        else:
            opened[name] = (folder, dataset)
            stories[name] = told
            if own is not None:
                access[name] = own
    datasets = tuple(dataset for _, dataset in opened.values())
    found = {name: told for name, told in stories.items() if told}
    return Folders(datasets, tuple(refused), found, access)


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
