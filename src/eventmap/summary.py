"""What a selection of events adds up to: counts, casualties, and what a filter hides."""

import math
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date
from functools import lru_cache
from typing import Any, cast

import pandas as pd

from eventmap.api import (
    Bin,
    Drawn,
    Histogram,
    PartAnswer,
    PeriodParts,
    RegionRow,
    Summary,
    TypeRow,
)
from eventmap.casualties import (
    MEASURES,
    Total,
    describe_lines,
    describe_selection,
    known_sql,
    total_sql,
)
from eventmap.database import Database, Row
from eventmap.errors import StoreError
from eventmap.filters import FACETS, HANDED_ON, Condition, Filters
from eventmap.parameters import Bbox
from eventmap.places import (
    country_name,
    drawable_regions,
    label_point,
    name_country,
    population,
    region_name,
)
from eventmap.schema import DatasetInfo, DatePrecision, Estimate
from eventmap.selection import describe_choices, describe_period
from eventmap.shades import describe_rate, shade_regions
from eventmap.tables import statement
from eventmap.wording import LABELS, count_of, describe_interval, join_words, verb_of

_TOTALS = ", ".join(total_sql(measure) for measure in MEASURES)
_SAME_EVENTS = (
    f"coalesce(bool_and(({known_sql('killed')}) = ({known_sql('injured')})), true) AS same_events"
)
_COUNTS = "count(*) AS events, count(*) FILTER (located) AS located"
_BY_REGION, _BY_TYPE, _OVERALL = _PARTS = (1, 2, 3)
"""The parts of a summary as SQL numbers them: a bit for each column that is not grouped by."""

_MOST_BINS = 120
_MOST_STRETCHES = 3
"""How many gaps are named."""

GAP_DAYS = 28
"""How many days without any event between two events are told, where it is rare in a dataset."""

GAP_TIMES = 10
"""How many times the usual distance between its events such a gap is, so that it is rare."""

BINS = {"day": 1, "week": 7, "month": 30, "year": math.inf}
"""Lengths of the bins of a histogram, in days."""


def describe_datasets(database: Database) -> list[dict[str, Any]]:
    """Return what ``/api/datasets`` says.

    A dataset that cannot be read has its name, ``error`` (why), and nothing else that is known.
    """
    found = {}
    for info in database.infos:
        with suppress(StoreError):  # it is in `broken` from then on
            found[info.name] = describe_dataset(database, info)
    unknown = dict.fromkeys(_DESCRIBED)
    for name, error in database.broken.items():
        found.setdefault(name, unknown | {"name": name, "error": str(error)})
    return list(found.values())


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


_DESCRIBED = (
    "name",
    "title",
    "version",
    "events",
    "located",
    "date_start",
    "date_end",
    "bbox",
    "licence",
    "redistributable",
    "attribution",
)
"""What is said of a dataset, at the least."""


@lru_cache(maxsize=64)
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
    points += [p for row in regions_only if (p := label_point(row["admin1"]))]
    return _box_around(points)


def timeline_box(database: Database, info: DatasetInfo) -> Bbox | None:
    """Return the box around the places of a dataset's timeline."""
    sql = "SELECT lon, lat FROM {timeline} WHERE lon IS NOT NULL AND lat IS NOT NULL"
    rows = database.rows(sql, Filters(dataset=info.name, version=info.version))
    return _box_around([(row["lon"], row["lat"]) for row in rows])


def _box_around(points: Sequence[tuple[float, float]]) -> Bbox | None:
    if not points:
        return None
    lons, lats = zip(*points, strict=True)
    return min(lons), min(lats), max(lons), max(lats)


def summarise(database: Database, filters: Filters) -> Summary:
    """Return counts and casualties of the filtered events, in all, by region and by type.

    Returns
    -------
    The body of ``/api/summary``. An event is located where a symbol may stand for it;
    ``region_only`` and ``country_only`` count those that are known only to the region or to
    the country. ``drawn`` counts how the events are drawn: as a symbol, as a symbol in a ring of
    uncertainty, as their region, or not at all (listed).
    """
    rows = database.rows(
        f"""SELECT grouping(admin1, event_type) AS part,
            admin1 AS region, country, event_type AS type, {_COUNTS},
            count(*) FILTER (located AND geo_precision = 'district') AS ring,
            count(*) FILTER (geo_precision = 'region' AND admin1 IS NOT NULL) AS region_only,
            count(*) FILTER (geo_precision = 'country') AS country_only,
            {_TOTALS}, min(date_start) AS first, max(date_end) AS last,
            count(*) FILTER (date_start IS NULL AND date_end IS NULL) AS undated,
            count(*) FILTER (contradictory) AS contradictory,
            count(*) FILTER (number_in_text) AS only_in_text, {_SAME_EVENTS}
        FROM {{events}} WHERE {{where}}
        GROUP BY GROUPING SETS ((admin1, country), (event_type), ())
        ORDER BY events DESC, region NULLS LAST, country, type""",  # noqa: S608 - no value in it
        filters,
    )
    for row in rows:
        row |= {measure: Total(**row[measure]) for measure in MEASURES}
    parts = {part: [row for row in rows if row["part"] == part] for part in _PARTS}
    by_region = [_name_region(row) for row in parts[_BY_REGION]]
    (overall,) = parts[_OVERALL]
    info = database.info_of(filters)
    gaps = _describe_gaps(database, filters, info)
    period = _divide(database, filters)
    overall["count"] = _describe_count(filters, overall["events"], period)
    overall["cost"] = _describe_cost(overall, period)
    shades, classes = shade_regions(by_region, Estimate(filters.killed_by))
    return {
        "events": overall["events"],
        "located": overall["located"],
        "unlocated": overall["events"] - overall["located"],
        "drawn": _count_drawn(overall, by_region),
        "killed": overall["killed"].to_json(),
        "injured": overall["injured"].to_json(),
        "contradictory": overall["contradictory"],
        "only_in_text": overall["only_in_text"],
        "period": _describe_parts(period),
        "date_start": _iso(overall["first"]),
        "date_end": _iso(overall["last"]),
        "estimate": {"by": filters.killed_by, "label": LABELS[Estimate][filters.killed_by]},
        "by_region": [_region_row(*each) for each in zip(by_region, classes, strict=True)],
        "by_type": [_type_row(row) for row in parts[_BY_TYPE]],
        "shades": shades,
        "count": overall["count"],
        "cost": overall["cost"],
        "gaps": gaps,
        "sentence": " ".join([_describe(filters, info, overall, by_region), *gaps]),
    }


def _region_row(row: Row, classes: dict[str, int | None]) -> RegionRow:
    return {
        "region": row["region"],
        "name": row["name"],
        "country": row["country"],
        "country_name": row["country_name"],
        "events": row["events"],
        "located": row["located"],
        "region_only": row["region_only"],
        "country_only": row["country_only"],
        "population": row["population"],
        "killed": row["killed"].to_json(),
        "injured": row["injured"].to_json(),
        "classes": classes,
        "words": _describe_region(row),
    }


def _describe_region(row: Row) -> list[str]:
    lines = [
        row["name"] or row["region"] or row["country_name"] or row["country"],
        count_of(row["events"], "event"),
        *describe_lines(row["killed"], row["injured"]),
        describe_rate(row["events"], row["population"]),
    ]
    return [line for line in lines if line]


def _type_row(row: Row) -> TypeRow:
    return {
        "type": row["type"],
        "events": row["events"],
        "killed": row["killed"].to_json(),
        "injured": row["injured"].to_json(),
    }


def _name_region(row: Row) -> Row:
    region, country = row["region"], row["country"]
    return row | {
        "name": region_name(region) if region else None,
        "country_name": country_name(country) if country else None,
        "population": population(region) if region else None,
    }


def _count_drawn(overall: Row, by_region: list[Row]) -> Drawn:
    """Return how many events are drawn in each way; those listed are not drawn at all."""
    drawable = drawable_regions()
    as_region = sum(row["region_only"] for row in by_region if row["region"] in drawable)
    return {
        "symbol": overall["located"] - overall["ring"],
        "ring": overall["ring"],
        "region": as_region,
        "listed": overall["events"] - overall["located"] - as_region,
    }


def _divide(database: Database, filters: Filters) -> dict[str, Row] | None:
    """Return the totals of what lies wholly in the chosen period, and of what only possibly does.

    ``None`` where no period was chosen, or only what lies wholly in it.
    """
    inside = filters.inside()
    if inside is None:
        return None
    rows = {}
    for name, condition in (("inside", inside.sql), ("possible", f"NOT ({inside.sql})")):
        (row,) = database.rows(
            f"SELECT count(*) AS events, {_TOTALS}, {_SAME_EVENTS}"  # noqa: S608 - no value in it
            f" FROM {{events}} WHERE {{where}} AND {condition}",
            filters,
        )
        rows[name] = row | {measure: Total(**row[measure]) for measure in MEASURES}
    return rows


def _describe_parts(period: dict[str, Row] | None) -> PeriodParts | None:
    if period is None:
        return None
    return {"inside": _part(period["inside"]), "possible": _part(period["possible"])}


def _part(row: Row) -> PartAnswer:
    return {
        "events": row["events"],
        "killed": row["killed"].to_json(),
        "injured": row["injured"].to_json(),
    }


def _describe_count(filters: Filters, events: int, period: dict[str, Row] | None) -> str:
    """Return how many events there are, chosen how, and how many of them lie in the period.

    As in "up to 13 events on 1 June 2022, possibly; none lies wholly in it".
    """
    words, chosen = describe_period(filters), describe_choices(filters)
    only_overlap = period is not None and period["possible"]["events"]
    if period is not None:
        words = words.removeprefix("possibly ")
    counted = count_of(events, "event")
    parts = [f"{'up to ' if only_overlap else ''}{counted} {words}".rstrip(), chosen]
    found = ", ".join(part for part in parts if part)
    if period is None or not only_overlap:
        return found
    inside = period["inside"]["events"]
    lying = f"{inside:,} {verb_of(inside, 'lie')}" if inside else "none lies"
    return f"{found}, possibly; {lying} wholly in it"


def _describe_cost(overall: Row, period: dict[str, Row] | None) -> str:
    """Return what the events cost: those wholly in the period and the others apart."""
    if period is None or not period["possible"]["events"]:
        return _describe_part(overall)
    inside, possible = (_describe_part(period[name]) for name in ("inside", "possible"))
    if period["inside"]["events"]:
        return f"wholly in it: {inside}; only possibly: {possible}"
    gives_figures = overall["killed"].known or overall["injured"].known
    return f"possibly {possible}" if gives_figures else possible


def _describe_part(row: Row) -> str:
    same_events = bool(row["same_events"])
    return describe_selection(row["killed"], row["injured"], same_events=same_events)


def _describe(filters: Filters, info: DatasetInfo, overall: Row, by_region: list[Row]) -> str:
    """Return the sentence: of which dataset, how many, chosen how, when, where, at what cost."""
    period, chosen = describe_period(filters), describe_choices(filters)
    if not overall["events"]:
        what = ", ".join(part for part in (period, chosen) if part)
        return f"{info.title}: no event {what}.".replace(" .", ".")
    parts = []
    if overall["first"] is not None and overall["last"] is not None:
        own = describe_interval(overall["first"], overall["last"], DatePrecision.DAYS)
        without = _describe_without(overall["events"], overall["undated"], "date")
        if not period:
            parts.append(f"{own}{without}")
        elif without or not period.endswith(f" {own}"):
            parts.append(f"dated {own}{without}")
    if not (filters.country or filters.region) and (where := _describe_where(by_region)):
        parts.append(where)
    # What follows a count with a clause of its own is about all events again.
    joint = "; " if overall["count"].endswith(" wholly in it") else ", "
    about = joint.join(part for part in (overall["count"], ", ".join(parts)) if part)
    return f"{info.title}: {about}; {overall['cost']}."


def _describe_where(by_region: list[Row], most: int = 4) -> str:
    """Return the countries, and how many events they stand for where others give none."""
    codes = sorted({row["country"] for row in by_region} - {None})
    if not codes:
        return ""
    names = [name_country(code) or code for code in codes]
    words = join_words(names) if len(names) <= most else count_of(len(names), "country")
    without = sum(row["events"] for row in by_region if row["country"] is None)
    events = sum(row["events"] for row in by_region)
    return f"{words}{_describe_without(events, without, 'country')}"


def _describe_without(events: int, without: int, what: str) -> str:
    """Return for how many of the events something holds, where others do not give it."""
    if not without:
        return ""
    return f" ({events - without:,} of them; {without:,} {verb_of(without, 'give')} no {what})"


def _describe_gaps(database: Database, filters: Filters, info: DatasetInfo) -> list[str]:
    """Return sentences on what the dataset cannot tell of what was chosen.

    A type that no event of it has is not told apart there, and a day beyond its own is not
    covered: neither is a count of zero.
    """
    said = []
    everything = extent_of(database, info)
    choices = list_choices_of(database, info.name, info.version)
    for facet in FACETS:
        for value in getattr(filters, facet):
            if value in choices[facet]:
                continue
            if facet == "type":
                said.append(
                    f"None of its {count_of(everything['events'], 'event')} is "
                    f"{describe_choices(Filters(type=(value,)))}, so this is no count of them: "
                    "the dataset may not tell them apart."
                )
            else:
                label = f"{FACETS[facet].label}: {FACETS[facet].name_value(value)}"
                near = _describe_names_like(database, info, facet, value)
                said.append(f"No event of the dataset has “{label}”{near}.")
    if filters.killed_min is not None and not _gives_killed(database, info, filters.killed_by):
        said.append(
            f"None of its {count_of(everything['events'], 'event')} gives a "
            f"{LABELS[Estimate][filters.killed_by]} of killed, so this is no count of zero."
        )
    first, last = everything["first"], everything["last"]
    start, end = filters.date_from, filters.date_to
    if first and ((start and start < first) or (end and end < first)):
        day = describe_interval(first, first, DatePrecision.DAY)
        said.append(f"The dataset begins on {day}: the days before are not covered.")
    if last and ((start and start > last) or (end and end > last)):
        day = describe_interval(last, last, DatePrecision.DAY)
        said.append(f"The dataset ends on {day}: the days after are not covered.")
    if stretches := _touched_gaps(database, filters, info):
        spans = [_describe_gap(*days) for days in stretches]
        more = spans[_MOST_STRETCHES:]
        shown = spans[:_MOST_STRETCHES] + (
            [f"in {count_of(len(more), 'more such span')}"] if more else []
        )
        said.append(
            f"The dataset has no event at all {join_words(shown)}: whether nothing happened "
            "then or nothing was covered is not known."
        )
    return said


def _describe_names_like(
    database: Database, info: DatasetInfo, facet: str, value: str, most: int = 3
) -> str:
    """Return which names of a facet hold the words of a value that is none of them."""
    wanted = _words_of(FACETS[facet].name_value(value))
    own = Filters(dataset=info.name, version=info.version)
    held = [
        (name, events)
        for name, events in _count_values(database, own, (facet,))[facet].items()
        if name is not None and wanted and wanted <= _words_of(FACETS[facet].name_value(name))
    ]
    if not held:
        return ""
    names = [
        f"“{FACETS[facet].name_value(name)}” ({count_of(events, 'event')})"
        for name, events in held[:most]
    ]
    more = [f"{len(held) - most:,} more"] if len(held) > most else []
    verb = "hold" if len(held) > 1 else "holds"
    return f" as the whole name; {join_words(names + more)} {verb} it"


def _words_of(name: str) -> set[str]:
    return set(re.findall(r"\w+", name.casefold()))


def _describe_gap(first: date, last: date) -> str:
    start, end = (describe_interval(day, day, DatePrecision.DAY) for day in (first, last))
    return f"from {start} to {end}"


@lru_cache(maxsize=64)
def _gives_killed(database: Database, info: DatasetInfo, estimate: str) -> bool:
    """Return whether any event of a dataset gives the figure of killed that is filtered by."""
    (row,) = database.rows(
        f"SELECT count(killed_{Estimate(estimate)}) AS given FROM {{events}}",  # noqa: S608 - an enum
        Filters(dataset=info.name, version=info.version),
    )
    return bool(row["given"])


def _touched_gaps(
    database: Database, filters: Filters, info: DatasetInfo
) -> list[tuple[date, date]]:
    """Return the gaps that the chosen period touches."""
    first, last = filters.date_from, filters.date_to
    if first is None and last is None:
        return []
    return [
        (start, end)
        for start, end in _find_gaps(database, info)
        if (last is None or start <= last) and (first is None or end >= first)
    ]


@lru_cache(maxsize=64)
def _find_gaps(database: Database, info: DatasetInfo) -> tuple[tuple[date, date], ...]:
    """Return the first and last day of each gap that a dataset's own course does not explain.

    That is a whole month without any event, or `GAP_DAYS` that are `GAP_TIMES` the usual.
    """
    rows = database.rows(
        """WITH begun AS (
            SELECT date_start, max(date_end) AS date_end FROM {events}
            WHERE date_start IS NOT NULL AND date_end IS NOT NULL GROUP BY date_start
        ),
        gap AS (
            SELECT date_start AS until, max(date_end) OVER (
                ORDER BY date_start ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            ) AS since
            FROM begun
        )
        SELECT since + 1 AS first, until - 1 AS last FROM gap
        WHERE until - since > $least_days
            AND until - since >= $times * (SELECT median(until - since) FROM gap)
            OR date_trunc('month', since + INTERVAL 1 month) + INTERVAL 1 month <= until
        ORDER BY first""",
        Filters(dataset=info.name, version=info.version),
        {"least_days": GAP_DAYS, "times": GAP_TIMES},
    )
    return tuple((row["first"], row["last"]) for row in rows)


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


def count_left_out(database: Database, filters: Filters) -> int:
    """Return how many of the filtered events may not be handed on by their own terms."""
    info = database.info_of(filters)
    if not _has_rows_of_own_terms(database, info.name, info.version):
        return 0
    return database.count(filters) - database.count(filters, only=HANDED_ON)


@lru_cache(maxsize=64)
def _has_rows_of_own_terms(database: Database, dataset: str, version: int) -> bool:
    every = Filters(dataset=dataset, version=version)
    return database.count(every) > database.count(every, only=HANDED_ON)


def count_facets(database: Database, filters: Filters) -> dict[str, dict[str, int]]:
    """Return for each facet its values with the events that choosing the value would show.

    A facet's own choice does not narrow its counts; all other parts of the filter do. Values
    come with the most events first, and those that the dataset holds but the filter hides last.
    """
    open_facets = [name for name in FACETS if not getattr(filters, name)]
    counts = _count_values(database, filters, open_facets)
    for facet in FACETS:
        if facet not in open_facets:
            counts |= _count_values(database, filters.without(facet), (facet,))
    choices = list_choices_of(database, filters.dataset, filters.version)
    return {
        facet: counts[facet] | {v: 0 for v in choices[facet] if v not in counts[facet]}
        for facet in FACETS
    }


@lru_cache(maxsize=64)
def list_choices_of(
    database: Database, dataset: str | None, version: int | None
) -> dict[str, list[str]]:
    """Return the values of each facet that a dataset has, whatever is chosen.

    They never change, and asking costs 0.1 s a million events.
    """
    counts = _count_values(database, Filters(dataset=dataset, version=version), FACETS)
    return {facet: sorted(values) for facet, values in counts.items()}


def _count_values(
    database: Database, filters: Filters, facets: Iterable[str]
) -> dict[str, dict[str, int]]:
    """Return for each facet how many filtered events have each value, in one pass for most."""
    plain = [name for name in facets if not FACETS[name].listed]
    counts: dict[str, dict[str, int]] = {name: {} for name in facets}
    if plain:
        columns = [FACETS[name].column for name in plain]
        sets = ", ".join(f"({column})" for column in columns)
        rows = database.rows(
            f"""SELECT {", ".join(columns)}, count(*) AS events FROM {{events}} WHERE {{where}}
            GROUP BY GROUPING SETS ({sets}) ORDER BY events DESC, {", ".join(columns)}""",  # noqa: S608
            filters,
        )
        for row in rows:
            for name, column in zip(plain, columns, strict=True):
                if row[column] is not None:
                    counts[name][row[column]] = row["events"]
    for name in facets:
        if name not in plain:
            rows = database.rows(
                f"""SELECT unnest({FACETS[name].column}) AS value, count(*) AS events
                FROM {{events}} WHERE {{where}} GROUP BY value ORDER BY events DESC, value""",  # noqa: S608
                filters,
            )
            counts[name] = {row["value"]: row["events"] for row in rows}
    return counts


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


@lru_cache(maxsize=64)
def extent_of(database: Database, info: DatasetInfo) -> Row:
    """Return `extent` of a whole dataset, which never changes."""
    return extent(database, Filters(dataset=info.name, version=info.version))


def histogram(database: Database, filters: Filters, unit: str | None = None) -> pd.DataFrame:
    """Return how many of the filtered events may lie in each day, week, month or year.

    Parameters
    ----------
    unit
        A key of `BINS`; ``None`` takes the shortest that gives at most `_MOST_BINS` bins.

    Returns
    -------
    Columns ``date_start``, ``date_end`` (days, both included), ``events`` and ``starts`` (how many
    begin in it), without a gap; no rows where no event has a date.
    """
    unit = unit or _choose_unit(database, filters)
    rows = database.rows(statement("histogram").format(unit=unit), filters)
    frame = pd.DataFrame(rows, columns=list(Bin.__annotations__))
    bins = frame[frame["events"].gt(0).cummax() & frame["events"].gt(0)[::-1].cummax()]
    return bins.astype({"date_start": "datetime64[s]", "date_end": "datetime64[s]"})


def describe_time(database: Database, filters: Filters, unit: str | None = None) -> Histogram:
    """Return the body of ``/api/histogram``: the bins of `histogram`, and what is in none."""
    unit = unit or _choose_unit(database, filters)
    frame = histogram(database, filters, unit)
    days = {name: frame[name].dt.date for name in ("date_start", "date_end")}
    undated = Condition("undated", "(date_start IS NULL OR date_end IS NULL)", {})
    return {
        "unit": unit,
        "bins": cast("list[Bin]", frame.assign(**days).to_dict("records")),
        "undated": database.count(filters, only=undated),
    }


def _choose_unit(database: Database, filters: Filters) -> str:
    """Return the shortest bin of a histogram that gives at most `_MOST_BINS` of them."""
    days = extent(database, filters)
    length = (days["last"] - days["first"]).days if days["first"] else 0
    return next(unit for unit, size in BINS.items() if length <= size * _MOST_BINS)
