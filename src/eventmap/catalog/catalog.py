"""The catalogue: every dataset that can be asked for, found by its name and opened once.

Datasets are in folders, which stay as they were read, in a store with all their versions, and
uploaded by single viewers. What was opened never changes.
"""

import logging
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import replace
from itertools import count
from pathlib import Path
from threading import Lock
from typing import Self
from weakref import finalize

import duckdb
import pandas as pd

from eventmap.access import Access, User
from eventmap.catalog.stored import Bounds, Stored
from eventmap.collected import Collected
from eventmap.connections import connect, within_bounds
from eventmap.cubes import Counting
from eventmap.engines import DuckDB
from eventmap.errors import BusyError, DatasetError, NotFoundError, Refusal, StoreError
from eventmap.filters import Filters
from eventmap.schema import TABLES, Dataset, DatasetInfo
from eventmap.sparktable import SparkTables
from eventmap.store import PAGE_ROWS, Changes, Version, VersionedStore
from eventmap.stories import Stories
from eventmap.tables import (
    Labels,
    Prepared,
    Selectable,
    Tables,
    describe_no_room,
    load,
    prune,
    why_unwritable,
)
from eventmap.uploads import UPLOADED, Terms, Uploaded, Uploads

_LOG = logging.getLogger(__name__)

ANSWERS_MEMORY = "256MB"
"""What all questions together may hold; of tables in files the operating system caches the rest."""

_MOST_SEEN = 64
"""Catalogues of viewers who may see different datasets that are kept."""


class Catalog:
    """All datasets as tables: those given, those of a store in all versions, and viewers' uploads.

    As it is made it is the host's, who sees all of them; `seen_by` is that of a viewer.

    Parameters
    ----------
    datasets
        What to load; the first one is the default.
    refused
        Datasets that could not be opened, for the page to name.
    kept_back
        Those that are not for everyone, for the host alone.
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
    spark_tables
        What sees that a cluster is asked for the events of large ones.
    """

    def __init__(  # noqa: PLR0913 - each is what the host has or says
        self,
        datasets: Sequence[Dataset | Prepared] = (),
        refused: Sequence[DatasetError] = (),
        *,
        kept_back: Sequence[DatasetError] = (),
        store: VersionedStore | None = None,
        first: bool = True,
        cache: Path | None = None,
        terms: Terms | None = None,
        bounds: Bounds | None = None,
        stories: Stories | None = None,
        access: Mapping[str, Access] | None = None,
        spark_tables: SparkTables | None = None,
    ) -> None:
        self._access = dict(access or {})
        self._known_as: frozenset[str] | None = None
        self._is_host = True
        self._seen: OrderedDict[frozenset[str] | None, Self] = OrderedDict()
        self._lock = Lock()
        self._refused, self._kept_back = tuple(refused), tuple(kept_back)
        self._stories = dict(stories or {})
        self.collected = Collected()
        self._cache_fault: str | None = None
        self._connection = connect(memory_limit=ANSWERS_MEMORY)
        self._here = DuckDB(self._connection)
        self._spark_tables = spark_tables
        self._catalogs = count()
        self.uploads = Uploads(terms or Terms())
        self.uploads.when_removed(self.collected.forget)
        self._given: dict[str, Tables] = {}
        self._bounds = bounds or Bounds()
        self._counting = Counting(self._bounds.counted_events, self._attach_cube)
        for dataset in datasets:
            try:
                self._given[dataset.info.name] = self._open(dataset)
            except BusyError as error:
                self._refuse(dataset.info.name, cache, error)
        hidden = self._given if first else ()
        self.stored = Stored(store, hidden, cache, self._open, self._bounds)

    def close(self) -> None:
        """Let go of the tables: nothing is to be asked any more, and what was answered stays."""
        self._given.clear()

    def _refuse(self, name: str, cache: Path | None, error: BusyError) -> None:
        """Refuse a dataset that stands in memory, and has no room there, for want of a cache."""
        if cache is None or (why := why_unwritable(cache)) is None:
            raise error
        self._cache_fault = why
        _LOG.warning("%s", describe_no_room(name, cache, why))
        allowed = "a folder that the server may write to: the tables have no room in memory"
        told = DatasetError(name, [Refusal("EVENTMAP_CACHE", None, None, why, allowed)])
        if name in self._access:
            self._kept_back += (told,)
        else:
            self._refused += (told,)

    def _open(self, dataset: Dataset | Prepared | Selectable) -> Tables:
        """Return the tables of a dataset, which are there for as long as somebody holds them.

        So what is closed or taken back goes when the last question about it has its answer.
        """
        catalog = f"d{next(self._catalogs)}"
        connection = self._connection.cursor()
        if isinstance(dataset, Prepared):
            _attach(connection, dataset.path, catalog)
            labels = Labels.open(dataset.labels, dataset.parts)
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
        ((size,),) = connection.execute(f"SELECT count(*) FROM {events}").fetchall()  # noqa: S608
        kept = (dataset.path, dataset.hold) if isinstance(dataset, Prepared) else ()
        tables = Tables(dataset.info, self._here, events, claims, timeline, labels, size, *kept)
        finalize(tables, _detach, self._connection, catalog).atexit = False
        self._counting.use(tables)
        return tables

    def count_ahead(self, tables: Tables) -> None:
        """See that what a map shows is counted ahead, where that is worth it: in the background.

        So that a cluster has the events, where there is one.
        """
        if tables.path is not None and tables.cube.made is None:
            self._counting.begin(tables)
        if self._spark_tables and tables.spark_table.made is None:
            self._spark_tables.begin(tables)

    def find_served(self, tables: Tables) -> None:
        """Let a cluster be asked if its table was written before; make nothing.

        What is counted ahead is found when the tables are opened.
        """
        if self._spark_tables:
            self._spark_tables.use(tables)

    def _attach_cube(self, tables: Tables, cube: Path) -> None:
        tables.cube.detach()  # one that was damaged: of one file there is one at a time
        catalog = f"d{next(self._catalogs)}"
        _attach(self._connection.cursor(), cube, catalog)
        tables.cube.detach = detach = finalize(tables, _detach, self._connection, catalog)
        detach.atexit = False
        tables.cube.attached = tables.cube.catalog = catalog
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
        named = frozenset().union(*(each.named for each in rules))
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

    @property
    def importable(self) -> list[DatasetInfo]:
        """The datasets of which the viewer may write new versions, all of them the store's.

        Of the host's own catalogue that is none: the host has the command line.
        """
        held = [info for info in self.infos if info.name in self.stored]
        return [info for info in held if self._imports(self.stored.access_of(info.name))]

    def _imports(self, access: Access | None) -> bool:
        """Return whether the viewer may import where `access` says who may; nobody unless it."""
        return not self._is_host and access is not None and access.imports(self._user)

    @contextmanager
    def importing_into(self, name: str) -> Iterator[VersionedStore]:
        """Lend the store to a viewer who may import into a dataset, by what it says at this moment.

        What goes wrong meanwhile is told without the host's own places, and what is written is
        there for all at their next question.

        Raises
        ------
        StoreError
            If they may not: in the same words for a dataset that they may not see, and for none.
        """
        with self.stored.lent(name, self._imports) as store:
            yield store

    def _may_see(self, name: str) -> bool:
        return self._may(name, Access.allows)

    def _may(self, name: str, allows: Callable[[Access, User | None], bool]) -> bool:
        if self._is_host:
            return True
        user = self._user
        rules = [self.stored.access_of(name)]
        if name not in self.stored:
            rules.append(self._access.get(name))  # it is shown as it is in its folder
        return all(access is None or allows(access, user) for access in rules)

    @property
    def _user(self) -> User | None:
        return None if self._known_as is None else User("", self._known_as)

    def _unknown(self, name: str, kind: str = "dataset") -> NotFoundError:
        """Return what is answered for a name that no dataset has that the viewer may see."""
        given = self._given if kind == "dataset" else ()
        known = dict.fromkeys([*given, *self.stored.names()])
        return NotFoundError(kind, name, [each for each in known if self._may_see(each)])

    @property
    def cache_fault(self) -> str | None:
        """Why the cache cannot be written, where a dataset has no room in memory for want of it."""
        return self._cache_fault or self.stored.cache_fault

    @property
    def refused(self) -> tuple[DatasetError, ...]:
        """Why datasets could not be opened; the host is told of those not for everyone, too."""
        return (*self._refused, *(self._kept_back if self._is_host else ()))

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
        self, name: str, before: int, after: int, *, limit: int = PAGE_ROWS, offset: int = 0
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
