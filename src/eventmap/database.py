"""All datasets in one DuckDB database, and the questions that the app asks of it.

Every question takes `Filters`, which also name the dataset and its version. A cursor for every
call: a connection shared across threads returns wrong rows.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any
from weakref import finalize

import duckdb
import numpy as np
import pandas as pd

from eventmap.casualties import MEASURES
from eventmap.changes import PAGE, Changes
from eventmap.connections import connect
from eventmap.errors import BusyError, DatasetError, NotFoundError, StoreError
from eventmap.filters import Condition, Filters
from eventmap.folders import open_folders
from eventmap.labels import Labels
from eventmap.loans import LENT, Lent, Loans, Terms
from eventmap.prepare import Prepared, Version, load, prune
from eventmap.schema import (
    CLAIMS,
    DTYPES,
    EVENTS,
    FIGURES,
    TABLES,
    TIMELINE,
    Dataset,
    DatasetInfo,
    Estimate,
)
from eventmap.settings import Settings
from eventmap.store import VersionedStore, VersionInfo
from eventmap.versions import Bounds, Tables, Versions

ORDERS = {
    "date": "date_start",
    "title": "lower(title)",
    "type": "event_type",
    "place": "lower(coalesce(place, admin1, country))",
    "status": "status",
    "killed": "killed_{by}",
    "injured": "injured_{by}",
    "claims": "claims",
}
"""What a list of events can be sorted by. An unknown value comes last in either direction.

Casualties are sorted by the figure that ``Filters.killed_by`` names.
"""

MEMORY_LIMIT = "256MB"
"""What all questions together may hold; of tables in files the operating system caches the rest."""

FRAME_ROWS = 10_000
"""How many events are read at once where all are wanted."""

Row = dict[str, Any]

EVERY_EVENT = Condition("all", "true", {})


class Database:
    """Datasets as tables: those given, which stay, and those of a store in all their versions.

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
        How much is lent to viewers, and for how long.
    bounds
        How many versions of the store's datasets stay open.
    """

    def __init__(
        self,
        datasets: Sequence[Dataset | Prepared] = (),
        refused: Sequence[DatasetError] = (),
        *,
        store: VersionedStore | None = None,
        first: bool = True,
        cache: Path | None = None,
        terms: Terms | None = None,
        bounds: Bounds | None = None,
    ) -> None:
        self.refused = tuple(refused)
        self._connection = connect(memory_limit=MEMORY_LIMIT)
        self._catalogs = count()
        self._given = {dataset.info.name: self._open(dataset) for dataset in datasets}
        self.loans = Loans(terms or Terms())
        hidden = self._given if first else ()
        self._versions = Versions(store, hidden, cache, self._open, bounds or Bounds())

    def _open(self, dataset: Dataset | Prepared | Version) -> Tables:
        """Return the tables of a dataset, which are there for as long as somebody holds them.

        So what is closed or taken back goes when the last question about it has its answer.
        """
        catalog = f"d{next(self._catalogs)}"
        connection = self._connection.cursor()
        if isinstance(dataset, Prepared):
            path = str(dataset.path).replace("'", "''")
            connection.execute(f"ATTACH '{path}' AS {catalog} (READ_ONLY)")
            labels = Labels.open(dataset.labels)
        else:
            connection.execute(f"ATTACH ':memory:' AS {catalog}")
            try:
                with _within_bounds():
                    load(connection, catalog, dataset)
                labels = Labels.load(connection, catalog)
            except BaseException:
                _detach(connection, catalog)
                raise
        events, claims, timeline = (f"{catalog}.{name}" for name in TABLES)
        hold = dataset.hold if isinstance(dataset, Prepared) else None
        tables = Tables(dataset.info, events, claims, timeline, labels, hold)
        finalize(tables, _detach, self._connection, catalog).atexit = False
        return tables

    @property
    def broken(self) -> dict[str, StoreError]:
        """Why datasets of the store cannot be read at present, by name."""
        return self._versions.broken()

    @property
    def infos(self) -> list[DatasetInfo]:
        """The datasets in order, those of the store in their newest version, no `broken` ones."""
        stored = {info.name: info for info in self._versions.newest()}
        given = [stored.pop(name, tables.info) for name, tables in self._given.items()]
        return [*given, *stored.values()]

    def newest_version(self, name: str) -> int:
        """Return the number of the newest version of a dataset; 1 for what has no versions."""
        stored = self._versions.newest_number(name)
        own = self._given.get(name)
        return stored or (own.info.version if own else 1)

    def has_versions(self, name: str | None) -> bool:
        """Return whether a dataset is one of the store."""
        return name is not None and name in self._versions

    def versions(self, name: str) -> list[VersionInfo]:
        """Return the versions of a dataset of the store, the oldest first."""
        return self._versions.listed(name)

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
        found = self._versions.compare(name, before, after, limit, offset)
        handed_on = self._versions.may_hand_on(name)
        return found.for_viewers(handed_on=handed_on)

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
        tables = self._given.get(name) or self.loans.tables(name)
        if tables is None or name in self._versions:
            return self._versions.open(name, filters.version)
        if filters.version not in (None, tables.info.version):
            raise NotFoundError("version", str(filters.version), [str(tables.info.version)])
        return tables

    def info_of(self, filters: Filters) -> DatasetInfo:
        """Return the description of the dataset that `filters` mean, in the version they name.

        It may be handed on where neither its own terms nor those of the newest version forbid it:
        a permission that was taken back is taken back for what went before, too.
        """
        info = self.tables_of(filters).info
        if info.name not in self._versions or self._versions.may_hand_on(info.name):
            return info
        return replace(info, redistributable=False)

    def _opens(self, name: str) -> bool:
        try:
            self.tables_of(Filters(dataset=name))
        except StoreError:
            return False  # `broken` says why
        return True

    def check_viewer(self, filters: Filters, viewer: str | None) -> None:
        """Let a viewer ask for what is lent to them, and for what is for everyone.

        Raises
        ------
        NotFoundError
            If the dataset is lent to somebody else: to others it is like one that is not there.
        """
        name = filters.dataset or ""
        if name.startswith(LENT) and not self.loans.belongs(name, viewer):
            self._versions.open(name, filters.version)  # no dataset of the store has such a name

    def lend(self, dataset: Dataset, owner: str) -> Lent:
        """Load `dataset` for one viewer alone. It is in no list; for how long, `Terms` say.

        Raises
        ------
        ImportRefusal
            If there is no room for it.
        """

        def load(name: str) -> Tables:
            info = replace(dataset.info, name=name, version=1, fingerprint=name)
            return self._open(replace(dataset, info=info))

        tables = (dataset.events, dataset.claims, dataset.timeline)
        frames = (table for table in tables if isinstance(table, pd.DataFrame))
        size = sum(int(frame.memory_usage(deep=True).sum()) for frame in frames)
        return self.loans.lend(owner, dataset.info.title, size, load)

    def rows(
        self,
        sql: str,
        filters: Filters,
        values: Mapping[str, Any] | None = None,
        *,
        where: str = "true",
    ) -> list[Row]:
        """Return the answer to `sql` as a list of dictionaries.

        Parameters
        ----------
        sql
            With ``{events}``, ``{claims}``, ``{timeline}`` for the tables and ``{where}`` for
            the condition of `filters`.
        values
            Values of further placeholders.
        where
            A condition that stands before those of `filters`.
        """
        with _within_bounds():
            cursor = self._execute(sql, filters, values, where)
            names = [column[0] for column in cursor.description or ()]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def columns(
        self, sql: str, filters: Filters, values: Mapping[str, Any] | None = None
    ) -> dict[str, np.ndarray]:
        """Return the answer to `sql`, which holds no NULL, as arrays; for the rest see `rows`."""
        with _within_bounds():
            found = self._execute(sql, filters, values).fetchnumpy()
        return {name: np.asarray(column) for name, column in found.items()}

    def _execute(
        self,
        sql: str,
        filters: Filters,
        values: Mapping[str, Any] | None,
        where: str = "true",
        tables: Tables | None = None,
    ) -> duckdb.DuckDBPyConnection:
        conditions = filters.conditions() if "{where}" in sql else []
        where = " AND ".join([where, *(condition.sql for condition in conditions)])
        bound = dict(values or {})
        for condition in conditions:
            bound |= condition.values
        asked = tables or self.tables_of(filters)
        return self._connection.cursor().execute(_fill(sql, asked, where=where), bound)

    def events(
        self,
        filters: Filters,
        *,
        order: str = "date",
        descending: bool = True,
        limit: int | None = None,
        offset: int = 0,
        only: Condition = EVERY_EVENT,
    ) -> pd.DataFrame:
        """Return the filtered events with their casualties and who reports them.

        Parameters
        ----------
        order
            A key of `ORDERS`; what is equal stands in the order of the source.
        limit, offset
            Which part of the sorted events; ``None`` returns all from `offset` on.
        only
            A condition besides the filter.

        Returns
        -------
        The columns of ``schema.EVENTS``, those of ``schema.FIGURES`` (persons), ``claims``
        (their number) and ``sources`` (joined by "; "); no rows where no event is left.
        """
        frames = self.event_frames(
            filters, order=order, descending=descending, limit=limit, offset=offset, only=only
        )
        return pd.concat(frames, ignore_index=True)

    def event_frames(
        self,
        filters: Filters,
        *,
        order: str = "date",
        descending: bool = True,
        limit: int | None = None,
        offset: int = 0,
        only: Condition = EVERY_EVENT,
    ) -> Iterator[pd.DataFrame]:
        """Yield what `events` returns in frames of `FRAME_ROWS` events, at least one frame.

        So the whole never stands in memory: of all events only the numbers of their rows do.
        """
        direction = "DESC" if descending else "ASC"
        column = ORDERS[order].format(by=Estimate(filters.killed_by))
        sql = f"""
            SELECT rowid FROM {{events}} WHERE {{where}}
            ORDER BY {column} {direction} NULLS LAST, position
            LIMIT $limit OFFSET $offset
        """  # noqa: S608 - ORDERS
        values = {"limit": limit, "offset": offset, **only.values}
        tables = self.tables_of(filters)  # once: the newest version may be another one meanwhile
        with _within_bounds():
            cursor = self._execute(sql, filters, values, only.sql, tables)
            numbers = np.asarray(cursor.fetchnumpy()["rowid"])
        for start in range(0, max(len(numbers), 1), FRAME_ROWS):
            yield self._read_rows(tables, numbers[start : start + FRAME_ROWS])

    def _read_rows(self, tables: Tables, numbers: np.ndarray) -> pd.DataFrame:
        """Return events by the numbers of their rows, in this order, see `events`."""
        columns = ", ".join([*EVENTS, *FIGURES, "claims"])
        sql = f"""
            SELECT {columns}, array_to_string(sources, '; ') AS sources
            FROM (SELECT unnest($numbers) AS number, generate_subscripts($numbers, 1) AS nth)
            JOIN {{events}} AS event ON event.rowid = number ORDER BY nth
        """  # noqa: S608 - names from schema.py
        with _within_bounds():
            values = {"numbers": numbers.tolist()}
            frame = self._execute(sql, Filters(), values, tables=tables).df()
        types = {name: DTYPES[column.kind] for name, column in EVENTS.items()}
        return frame.astype(types | dict.fromkeys(FIGURES, "Int64") | {"sources": "str"})

    def count(self, filters: Filters, *, only: Condition = EVERY_EVENT) -> int:
        """Return how many events are left by the filter and a condition besides it."""
        sql = "SELECT count(*) AS events FROM {events} WHERE {where}"
        return int(self.rows(sql, filters, only.values, where=only.sql)[0]["events"])

    def titles(self, filters: Filters, event_ids: Sequence[str]) -> dict[str, str]:
        """Return the titles of events of the dataset, by id; an unknown id has none."""
        sql = "SELECT event_id, title FROM {events} WHERE list_contains($ids, event_id)"
        rows = self.rows(sql, filters, {"ids": list(event_ids)})
        return {row["event_id"]: row["title"] for row in rows}

    def words(self, filters: Filters, event_ids: Sequence[str]) -> dict[str, dict[str, str | None]]:
        """Return what sources say of numbers of people in words alone, such as "dozens".

        Returns
        -------
        By id and then by measure; only the events of the dataset of which anything is so said.
        """
        columns = ", ".join(f"{measure}_word AS {measure}" for measure in MEASURES)
        sql = f"""
            SELECT event_id, {columns} FROM {{events}}
            WHERE coalesce(killed_word, injured_word) IS NOT NULL
                AND list_contains($ids, event_id)
        """  # noqa: S608 - MEASURES
        return {row.pop("event_id"): row for row in self.rows(sql, filters, {"ids": [*event_ids]})}

    def event(self, filters: Filters, event_id: str) -> dict[str, Any]:
        """Return one event, its claims and the timeline items that name it.

        Only the dataset of `filters` counts: a link to an event opens it under any filter.

        Returns
        -------
        ``{"event": {…}, "claims": [{…}], "timeline": [{…}]}``, unknown values ``None``.

        Raises
        ------
        NotFoundError
            If the dataset has no such event.
        """
        values = {"event_id": event_id}
        columns = ", ".join([*EVENTS, *FIGURES, "located", "source_count"])
        found = self.rows(
            f"SELECT {columns} FROM {{events}} WHERE event_id = $event_id",  # noqa: S608
            filters,
            values,
        )
        if not found:
            raise NotFoundError("event", event_id)
        claims = "FROM {claims} WHERE event_id = $event_id ORDER BY position"
        timeline = "FROM {timeline} WHERE list_contains(tied, $event_id) ORDER BY date_start"
        return {
            "event": found[0],
            "claims": self.rows(f"SELECT {', '.join(CLAIMS)} {claims}", filters, values),
            "timeline": self.rows(f"SELECT {', '.join(TIMELINE)} {timeline}", filters, values),
        }

    def timeline(self, filters: Filters) -> list[Row]:
        """Return the timeline items in the period of `filters`, the earliest first."""
        period = replace(
            Filters(dataset=filters.dataset, version=filters.version),
            date_from=filters.date_from,
            date_to=filters.date_to,
            strict=filters.strict,
        )
        sql = f"""
            SELECT {", ".join(TIMELINE)} FROM {{timeline}} WHERE {{where}}
            ORDER BY date_start NULLS LAST, date_end, position
        """  # noqa: S608 - names from schema.py
        return self.rows(sql, period)


def _detach(connection: duckdb.DuckDBPyConnection, catalog: str) -> None:
    connection.cursor().execute(f"DETACH {catalog}")


@contextmanager
def _within_bounds() -> Iterator[None]:
    """Say in words that a question found no memory, which those of others may hold."""
    try:
        yield
    except duckdb.OutOfMemoryException as error:
        reason = "The server is busy with other questions and has no memory left for this one"
        raise BusyError(f"{reason}. Ask again in a few seconds, or narrow the filter.") from error


def _fill(sql: str, tables: Tables, where: str = "true") -> str:
    return sql.format(
        events=tables.events, claims=tables.claims, timeline=tables.timeline, where=where
    )


@cache
def open_database(settings: Settings) -> Database:
    """Return the database of the host's datasets, the same object for the same settings."""
    bounds = Bounds(settings.kept_versions, settings.cache_mb * 1_000_000)
    opened = open_folders(settings)
    prune(settings.cache, bounds.cache_bytes)
    store = VersionedStore(settings.store)
    return Database(
        opened.datasets,
        opened.refused,
        store=store,
        first=settings.data is not None,
        cache=settings.cache,
        terms=Terms(grace_s=settings.upload_grace_s),
        bounds=bounds,
    )
