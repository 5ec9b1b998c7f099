"""What a selection of events adds up to: counts, casualties, and what a filter hides."""

import math
from datetime import date
from typing import Any

import pandas as pd

from eventmap import regions
from eventmap.casualties import MEASURES, Total, describe_selection, total_sql
from eventmap.database import Database, Row, statement
from eventmap.filters import FACETS, Filters, facet_column
from eventmap.parameters import Bbox
from eventmap.schema import DatasetInfo, DatePrecision
from eventmap.wording import count_of, describe_interval, join_words

_TOTALS = ", ".join(total_sql(measure) for measure in MEASURES)
_COUNTS = "count(*) AS events, count(*) FILTER (located) AS located"
_MOST_BINS = 120
_BINS = {"day": 1, "week": 7, "month": 30, "year": math.inf}
"""Lengths of the bins of a histogram, in days."""


def describe_dataset(database: Database, info: DatasetInfo) -> dict[str, Any]:
    """Return what ``/api/datasets`` says of one dataset.

    ``bbox`` is (west, south, east, north) in degrees around the located events, ``None`` where
    there are none.
    """
    (row,) = database.rows(
        f"""SELECT {_COUNTS}, min(date_start) AS date_start, max(date_end) AS date_end,
            min(lon) FILTER (located) AS west, min(lat) FILTER (located) AS south,
            max(lon) FILTER (located) AS east, max(lat) FILTER (located) AS north
        FROM {{events}}""",  # noqa: S608 - no value in it
        Filters(dataset=info.name, version=info.version),
    )
    bbox = [row.pop(name) for name in ("west", "south", "east", "north")]
    return {
        "name": info.name,
        "title": info.title,
        "version": info.version,
        **row,
        "bbox": bbox if None not in bbox else None,
        "licence": info.licence,
        "redistributable": info.redistributable,
        "attribution": info.attribution,
    }


def view_box(database: Database, info: DatasetInfo) -> Bbox | None:
    """Return the box around all that the map can draw of a dataset, symbols and regions."""
    filters = Filters(dataset=info.name, version=info.version)
    regions_only = database.rows(
        "SELECT DISTINCT admin1 FROM {events}"
        " WHERE geo_precision = 'region' AND admin1 IS NOT NULL",
        filters,
    )
    box = describe_dataset(database, info)["bbox"]
    points = [(box[0], box[1]), (box[2], box[3])] if box else []
    points += [p for row in regions_only if (p := regions.label_point(row["admin1"]))]
    if not points:
        return None
    lons, lats = zip(*points, strict=True)
    return min(lons), min(lats), max(lons), max(lats)


def summarise(database: Database, filters: Filters) -> dict[str, Any]:
    """Return counts and casualties of the filtered events, in all, by region and by type.

    Returns
    -------
    The body of ``/api/summary``. An event is located where a symbol may stand for it;
    ``region_only`` counts those that are known to the region and drawn as the region.
    """
    (overall,) = database.rows(
        f"""SELECT {_COUNTS}, {_TOTALS}, min(date_start) AS first, max(date_end) AS last,
            bool_and((coalesce(killed_low, killed_best, killed_high) IS NULL)
                = (coalesce(injured_low, injured_best, injured_high) IS NULL)) AS same_events,
            list_sort(list_distinct(list(country) FILTER (country IS NOT NULL))) AS countries
        FROM {{events}} WHERE {{where}}""",  # noqa: S608 - no value in it
        filters,
    )
    return {
        "events": overall["events"],
        "located": overall["located"],
        "unlocated": overall["events"] - overall["located"],
        **{measure: overall[measure] for measure in MEASURES},
        "date_start": _iso(overall["first"]),
        "date_end": _iso(overall["last"]),
        "by_region": _by_region(database, filters),
        "by_type": _by_type(database, filters),
        "sentence": _describe(overall),
    }


def _by_region(database: Database, filters: Filters) -> list[Row]:
    rows = database.rows(
        f"""SELECT admin1 AS region, country, {_COUNTS},
            count(*) FILTER (geo_precision = 'region' AND admin1 IS NOT NULL) AS region_only,
            {_TOTALS}
        FROM {{events}} WHERE {{where}}
        GROUP BY ALL ORDER BY events DESC, region NULLS LAST, country""",  # noqa: S608
        filters,
    )
    for row in rows:
        row["name"] = regions.region_name(row["region"]) if row["region"] else None
        row["country_name"] = regions.country_name(row["country"]) if row["country"] else None
    return rows


def _by_type(database: Database, filters: Filters) -> list[Row]:
    return database.rows(
        f"""SELECT event_type AS type, count(*) AS events, {_TOTALS}
        FROM {{events}} WHERE {{where}} GROUP BY ALL ORDER BY events DESC, type""",  # noqa: S608
        filters,
    )


def _describe(overall: Row) -> str:
    """Return the sentence: how many, when, where, at what cost."""
    if not overall["events"]:
        return "No event matches the filter."
    parts = [count_of(overall["events"], "event")]
    if overall["first"] is not None and overall["last"] is not None:
        parts.append(describe_interval(overall["first"], overall["last"], DatePrecision.DAYS))
    countries = [regions.country_name(code) or code for code in overall["countries"]]
    if countries:
        parts.append(_list_some(countries))
    cost = describe_selection(
        Total(**overall["killed"]), Total(**overall["injured"]), same_events=overall["same_events"]
    )
    return f"{', '.join(parts)}; {cost}."


def _list_some(names: list[str], most: int = 4) -> str:
    if len(names) <= most:
        return join_words(names)
    return f"{count_of(len(names), 'country').replace('countrys', 'countries')}"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def count_hidden(database: Database, filters: Filters) -> dict[str, Any]:
    """Return how many events the dataset has, how many are shown, and what hides the others.

    Returns
    -------
    ``{"total", "shown", "hidden", "by": {part of the filter: events it hides}}``. An event that
    two parts hide counts under both.
    """
    conditions = filters.conditions()
    everything = " AND ".join(f"({c.sql})" for c in conditions) or "true"
    counts = ["count(*) AS total", f"count(*) FILTER ({everything}) AS shown"]
    counts += [f"count(*) FILTER (NOT ({c.sql})) AS {c.name}" for c in conditions]
    values: dict[str, Any] = {}
    for condition in conditions:
        values |= condition.values
    (row,) = database.rows(
        f"SELECT {', '.join(counts)} FROM {{events}}",  # noqa: S608 - no value in it
        filters,
        values,
    )
    total, shown = row.pop("total"), row.pop("shown")
    return {"total": total, "shown": shown, "hidden": total - shown, "by": row}


def count_facets(database: Database, filters: Filters) -> dict[str, dict[str, int]]:
    """Return for each facet its values with the events that choosing the value would show.

    A facet's own choice does not narrow its counts; all other parts of the filter do.
    """
    return {facet: _count_facet(database, filters, facet) for facet in FACETS}


def _count_facet(database: Database, filters: Filters, facet: str) -> dict[str, int]:
    column = facet_column(facet)
    value = f"unnest({column})" if column in ("sides", "sources") else column
    rows = database.rows(
        f"""SELECT value, count(*) FILTER (counts) AS events
        FROM (SELECT {value} AS value, {{where}} AS counts FROM {{events}})
        WHERE value IS NOT NULL GROUP BY value ORDER BY events DESC, value""",  # noqa: S608
        filters.without(facet),
    )
    return {row["value"]: row["events"] for row in rows}


def extent(database: Database, filters: Filters) -> Row:
    """Return the days between which the filtered events lie.

    Returns
    -------
    ``first`` and ``last`` (``None`` where no date is known), ``events`` and ``undated`` (their
    numbers).
    """
    (row,) = database.rows(
        "SELECT min(date_start) AS first, max(date_end) AS last, count(*) AS events,"
        " count(*) FILTER (date_start IS NULL) AS undated FROM {events} WHERE {where}",
        filters,
    )
    return row


def histogram(database: Database, filters: Filters) -> pd.DataFrame:
    """Return how many of the filtered events may lie in each day, week, month or year.

    Returns
    -------
    Columns ``date_start``, ``date_end`` (days, both included) and ``events``, without a gap; no
    rows where no event has a date. The bins are the shortest that give at most `_MOST_BINS`.
    """
    days = extent(database, filters)
    length = (days["last"] - days["first"]).days if days["first"] else 0
    unit = next(unit for unit, size in _BINS.items() if length <= size * _MOST_BINS)
    rows = database.rows(statement("histogram").format(unit=unit), filters)
    frame = pd.DataFrame(rows, columns=["date_start", "date_end", "events"])
    bins = frame[frame["events"].gt(0).cummax() & frame["events"].gt(0)[::-1].cummax()]
    return bins.astype({"date_start": "datetime64[s]", "date_end": "datetime64[s]"})
