"""All datasets in one DuckDB database, and the questions that the app asks of it.

Every question takes `Filters`, which also name the dataset and its version. A cursor for every
call: a connection shared across threads returns wrong rows.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from eventmap.catalog import Bounds, Catalog, open_folders
from eventmap.connections import statement
from eventmap.errors import NotFoundError
from eventmap.filters import Condition, Filters
from eventmap.metrics import QUERIES
from eventmap.schema import (
    CLAIMS,
    DTYPES,
    EVENTS,
    FIGURE_WORDS,
    FIGURES,
    TIMELINE,
    Estimate,
)
from eventmap.settings import Settings
from eventmap.sparktable import find_cluster
from eventmap.store import VersionedStore
from eventmap.tables import Tables, prune
from eventmap.uploads import Terms

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

FRAME_ROWS = 10_000
"""How many events are read at once where all are wanted."""

_DERIVED = ("located", "type_in_text", "source_count")

Row = dict[str, Any]


@dataclass(frozen=True)
class ListPlace:
    """Where an event stands in a sorted list of `total`: `at`, from 0, and its neighbours' ids."""

    at: int
    total: int
    previous: str | None
    next: str | None


EVERY_EVENT = Condition("all", "true", {})


class Database(Catalog):
    """The datasets of the catalogue, and the questions that the app asks of them."""

    def rows(
        self,
        sql: str,
        filters: Filters,
        values: Mapping[str, Any] | None = None,
        *,
        where: str = "true",
        tables: Tables | None = None,
        keep: bool = False,
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
        tables
            Those of `filters`, if they are known already, or those that `plans` say.
        keep
            Whether the answer, which holds no lists, is kept for others who ask the same.
        """
        held = tables or self.tables_of(filters)
        text, bound = self._fill(sql, filters, values, held, where=where)

        def ask() -> list[Row]:
            QUERIES.inc()
            with self._counting.seeing_damage(held, text):
                return held.engine.rows(text, bound)

        return held.kept.answer(text, bound, ask) if keep else ask()

    def columns(
        self,
        sql: str,
        filters: Filters,
        values: Mapping[str, Any] | None = None,
        *,
        where: str = "true",
        tables: Tables | None = None,
        progress: bool = False,
    ) -> dict[str, np.ndarray]:
        """Return the answer to `sql`, which holds no NULL, as arrays; for the rest see `rows`.

        Parameters
        ----------
        progress
            Whether `QUESTIONS` tells meanwhile, by the filters, how far it is.
        """
        held = tables or self.tables_of(filters)
        text, bound = self._fill(sql, filters, values, held, where=where)
        QUERIES.inc()
        with self._counting.seeing_damage(held, text):
            return held.engine.columns(text, bound, filters if progress else None)

    def _fill(
        self,
        sql: str,
        filters: Filters,
        values: Mapping[str, Any] | None,
        tables: Tables,
        *,
        where: str = "true",
    ) -> tuple[str, dict[str, Any]]:
        """Return the text of a question and all values that are bound in it."""
        conditions = filters.conditions() if "{where}" in sql else []
        where = " AND ".join([where, *(condition.sql for condition in conditions)])
        bound = dict(values or {})
        for condition in conditions:
            bound |= condition.values
        named = {"events": tables.events, "claims": tables.claims, "timeline": tables.timeline}
        return sql.format(**named, where=where), bound

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
        The columns of ``schema.EVENTS``, of ``schema.FIGURE_WORDS`` and of ``schema.FIGURES``
        (persons), ``claims``
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
        numbers = self.columns(sql, filters, values, where=only.sql, tables=tables)["rowid"]
        for start in range(0, max(len(numbers), 1), FRAME_ROWS):
            yield self._read_rows(tables, numbers[start : start + FRAME_ROWS])

    def find_in_list(
        self,
        filters: Filters,
        event_id: str,
        *,
        order: str = "date",
        descending: bool = True,
        only: Condition = EVERY_EVENT,
    ) -> ListPlace | None:
        """Return where an event stands in the list that `events` returns whole.

        It costs a look at the sorted column, not a sort. ``None`` where the filter, or the
        condition besides it, leaves the event out.
        """
        column = ORDERS[order].format(by=Estimate(filters.killed_by))
        first, last = ("DESC", "ASC") if descending else ("ASC", "DESC")
        here = f"SELECT {column} AS value, position FROM {{events}} WHERE {{where}}"  # noqa: S608
        this = f"event_id = $event_id AND {only.sql}"
        found = self.rows(here, filters, {"event_id": event_id} | only.values, where=this)
        if not found:
            return None
        bound = found[0]
        if bound["value"] is None:
            del bound["value"]
            before, after = f"{column} IS NOT NULL OR position < $position", f"{column} IS NULL"
            after = f"{after} AND position > $position"
        else:
            less, more = ("<", ">") if descending else (">", "<")
            before = f"{column} {more} $value OR {column} = $value AND position < $position"
            after = (
                f"{column} {less} $value OR {column} IS NULL"
                f" OR {column} = $value AND position > $position"
            )
        counted = self.rows(
            f"SELECT count(*) AS total, count(*) FILTER ({before}) AS before"  # noqa: S608 - ORDERS
            " FROM {events} WHERE {where}",
            filters,
            bound | only.values,
            where=only.sql,
        )[0]

        def neighbour(beyond: str, direction: str) -> str | None:
            sql = f"""
                SELECT event_id FROM {{events}} WHERE {{where}} ORDER BY {direction} LIMIT 1
            """  # noqa: S608 - ORDERS
            ids = self.rows(sql, filters, bound | only.values, where=f"({beyond}) AND {only.sql}")
            return ids[0]["event_id"] if ids else None

        return ListPlace(
            at=counted["before"],
            total=counted["total"],
            previous=neighbour(before, f"{column} {last} NULLS FIRST, position DESC"),
            next=neighbour(after, f"{column} {first} NULLS LAST, position"),
        )

    def _read_rows(self, tables: Tables, numbers: np.ndarray) -> pd.DataFrame:
        """Return events by the numbers of their rows, in this order, see `events`."""
        columns = ", ".join([*EVENTS, *FIGURE_WORDS, *FIGURES, "claims"])
        sql = f"""
            SELECT {columns}, array_to_string(sources, '; ') AS sources, {statement("edtf")} AS edtf
            FROM (SELECT unnest($numbers) AS number, generate_subscripts($numbers, 1) AS nth)
            JOIN {{events}} AS event ON event.rowid = number ORDER BY nth
        """  # noqa: S608 - names from schema.py
        values = {"numbers": numbers.tolist()}
        QUERIES.inc()
        frame = self._here.frame(*self._fill(sql, Filters(), values, tables))
        types = {name: DTYPES[column.kind] for name, column in EVENTS.items()}
        types |= dict.fromkeys((*FIGURE_WORDS, "sources", "edtf"), "str")
        return frame.astype(types | dict.fromkeys(FIGURES, "Int64"))

    def count(self, filters: Filters, *, only: Condition = EVERY_EVENT) -> int:
        """Return how many events are left by the filter and a condition besides it."""
        sql = "SELECT count(*) AS events FROM {events} WHERE {where}"
        return int(self.rows(sql, filters, only.values, where=only.sql)[0]["events"])

    def titles(self, filters: Filters, event_ids: Sequence[str]) -> dict[str, str]:
        """Return the titles of events of the dataset, by id; an unknown id has none."""
        sql = "SELECT event_id, title FROM {events} WHERE list_contains($ids, event_id)"
        rows = self.rows(sql, filters, {"ids": list(event_ids)})
        return {row["event_id"]: row["title"] for row in rows}

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
        columns = ", ".join([*EVENTS, *FIGURE_WORDS, *FIGURES, *_DERIVED])
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
        kept_back=opened.kept_back,
        store=store,
        first=settings.data is not None,
        cache=settings.cache,
        terms=Terms.of_host(settings.uploads_total_mb, grace_s=settings.upload_grace_s),
        bounds=bounds,
        stories=opened.stories,
        access=opened.access,
        spark_tables=find_cluster(settings),
    )
