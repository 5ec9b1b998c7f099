"""What a selection of events adds up to: counts and casualties, and the sentence on them."""

import logging
import math
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from eventmap.api import (
    Drawn,
    PartAnswer,
    PeriodParts,
    RegionRow,
    Summary,
    TypeRow,
)
from eventmap.casualties import (
    MEASURES,
    Total,
    describe_totals,
    list_totals,
)
from eventmap.coverage import describe_gaps
from eventmap.cubes import ADDED_TALLIES, NO_RECORD, TALLIES, write_columns
from eventmap.database import EVERY_EVENT, Database, Row
from eventmap.describe import (
    describe_number,
    describe_several_sources,
    describe_types_in_text,
    noun_of,
)
from eventmap.errors import BusyError, StoreError
from eventmap.facets import list_choices_of
from eventmap.filters import FACETS, PERIOD, Condition, Filters
from eventmap.parameters import Bbox
from eventmap.places import (
    country_name,
    drawable_regions,
    label_point,
    name_country,
    population,
    region_name,
)
from eventmap.plans import TallyPlan, plan_tallies
from eventmap.schema import Dataset, DatasetInfo, DatePrecision, Estimate
from eventmap.selection import describe_choices, describe_chosen_period, describe_selection
from eventmap.shades import describe_rate, shade_regions
from eventmap.wording import LABELS, count_of, describe_interval, join_words, verb_of

_LOG = logging.getLogger(__name__)

_VAGUE = {"region_only": "records_of_region", "country_only": "records_of_country"}
_ASKED = [name for name in TALLIES if name not in (*_VAGUE, "not_begun")]
_ADDED = write_columns({name: ADDED_TALLIES[name] for name in _ASKED})
_NO_RECORD: Row = NO_RECORD | {measure: Total() for measure in MEASURES}
_COUNTS = write_columns({name: TALLIES[name] for name in ("events", "records", "located")})
_OF_DAYS = ("events", "records", "uncounted", "undated")
_DAYS = f"""min(date_start) AS first, max(date_end) AS last,
    {write_columns({name: TALLIES[name] for name in _OF_DAYS})}"""
_BY_REGION, _BY_TYPE, _BY_INSIDE, _OVERALL = _PARTS = (3, 5, 6, 7)
"""The parts of a summary as SQL numbers them: a bit for each column that is not grouped by."""

_DIVIDED = {"inside": True, "possible": False}


def describe_datasets(database: Database) -> list[dict[str, Any]]:
    """Return what ``/api/datasets`` says.

    A dataset that cannot be read has its name, ``error`` (why), and nothing else that is known.
    """
    found: dict[str, dict[str, Any]] = {}
    broken: dict[str, StoreError] = {}
    for info in database.infos:
        try:
            found[info.name] = describe_dataset(database, info)
        except StoreError as error:  # `broken` forgets it once it may be tried again
            broken[info.name] = error
    unknown = dict.fromkeys(_DESCRIBED)
    for name, why in (broken | database.broken).items():
        found.setdefault(name, unknown | {"name": name, "error": str(why)})
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
    return summarise_by_plan(database, filters)[0]


def summarise_by_plan(database: Database, filters: Filters) -> tuple[Summary, str]:
    """Return what `summarise` returns, and from what it was answered, see `plans`."""
    tables = database.tables_of(filters)
    plan = plan_tallies(tables, filters, by_months=True)
    parts = _count_parts(database, filters, plan)
    by_region = [_name_region(row) for row in parts[_BY_REGION]]
    # Of no record at all Spark gives no row.
    (overall,) = parts[_OVERALL] or [_NO_RECORD | dict.fromkeys(("first", "last"))]
    drawn = _count_drawn(overall, by_region)
    for row in by_region:
        row |= {name: row[records] for name, records in _VAGUE.items()}
    if overall["events"] != overall["records"]:  # else these are the records
        _count_vague(database, filters, plan, by_region)
    info = database.info_of(filters)
    gaps = describe_gaps(database, filters, info)
    told = describe_types_in_text(overall["types_in_text"]) if filters.type else []
    # Who reads the sums aloud reads with them what may be in them twice.
    aside = describe_several_sources(overall["several_sources"])
    aside += [*_describe_beyond(database, filters, overall)]
    if overall["killed"].known or overall["injured"].known:
        aside += describe_other_voices(database, filters)
    period = _divide(parts[_BY_INSIDE]) if filters.inside() else None
    overall["count"] = _describe_count(filters, overall, period)
    overall["cost"] = _describe_cost(overall, period)
    shades, classes = shade_regions(by_region, Estimate(filters.killed_by))
    sentence = _describe(filters, info, overall, period, by_region)
    summary: Summary = {
        "events": overall["events"],
        "records": overall["records"],
        "uncounted": overall["uncounted"],
        "located": overall["located"],
        "unlocated": overall["records"] - overall["located"],
        "drawn": drawn,
        "killed": overall["killed"].to_json(),
        "injured": overall["injured"].to_json(),
        "contradictory": overall["contradictory"],
        "only_in_text": overall["only_in_text"],
        "types_in_text": overall["types_in_text"],
        "several_sources": overall["several_sources"],
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
        "sentence": " ".join([sentence, *aside, *gaps, *told]),
    }
    return summary, plan.words


def _count_parts(database: Database, filters: Filters, plan: TallyPlan) -> dict[int, list[Row]]:
    """Return what the records add up to in each of `_PARTS`, of all of them by one statement."""
    strictly = filters.inside()
    rows = database.rows(
        f"""WITH counted AS (
            SELECT admin1, country, event_type, {strictly.sql if strictly else "true"} AS inside,
                {plan.first} AS first_day, {plan.last} AS last_day, {plan.tally(*_ASKED)}
            FROM {plan.table} WHERE {{where}}
            GROUP BY admin1, country, event_type, inside
        )
        SELECT 4 * grouping(admin1) + 2 * grouping(event_type) + grouping(inside) AS part,
            admin1 AS region, country, event_type AS type, inside,
            min(first_day) AS first, max(last_day) AS last, {_ADDED}
        FROM counted
        GROUP BY GROUPING SETS ((admin1, country), (event_type), (inside), ())
        ORDER BY events DESC, region NULLS LAST, country NULLS LAST, type NULLS LAST""",  # noqa: S608 - no value in it
        filters,
        tables=plan.tables,
        keep=True,
    )
    for row in rows:
        row |= {measure: Total.of_sums(row, measure) for measure in MEASURES}
    return {part: [row for row in rows if row["part"] == part] for part in _PARTS}


def _region_row(row: Row, classes: dict[str, int | None]) -> RegionRow:
    return {
        "region": row["region"],
        "name": row["name"],
        "country": row["country"],
        "country_name": row["country_name"],
        "events": row["events"],
        "records": row["records"],
        "uncounted": row["uncounted"],
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
        _number(row),
        *list_totals(row["killed"], row["injured"]),
        describe_rate(row["events"], row["population"]),
    ]
    return [line for line in lines if line]


def _type_row(row: Row) -> TypeRow:
    return {
        "type": row["type"],
        "events": row["events"],
        "records": row["records"],
        "uncounted": row["uncounted"],
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
    as_region = sum(row["records_of_region"] for row in by_region if row["region"] in drawable)
    return {
        "symbol": overall["located"] - overall["ring"],
        "ring": overall["ring"],
        "region": as_region,
        "listed": overall["records"] - overall["located"] - as_region,
    }


def _count_vague(
    database: Database,
    filters: Filters,
    plan: TallyPlan,
    by_region: list[Row],
) -> None:
    """Set how many events of each region are known to a region or a country alone."""
    rows = database.rows(
        f"""SELECT admin1 AS region, country, {plan.tally(*_VAGUE)}
        FROM {plan.table} WHERE {{where}} GROUP BY admin1, country""",  # noqa: S608 - no value in it
        filters,
        tables=plan.tables,
        keep=True,
    )
    counted = {(row["region"], row["country"]): row for row in rows}
    for row in by_region:
        found = counted[row["region"], row["country"]]
        row |= {name: found[name] for name in _VAGUE}


def _divide(rows: list[Row]) -> dict[str, Row]:
    """Return the totals of what lies wholly in the period, and of what only possibly does."""
    found = {row["inside"]: row for row in rows}
    return {name: found.get(is_in, _NO_RECORD) for name, is_in in _DIVIDED.items()}


def _describe_parts(period: dict[str, Row] | None) -> PeriodParts | None:
    if period is None:
        return None
    return {"inside": _part(period["inside"]), "possible": _part(period["possible"])}


def _part(row: Row) -> PartAnswer:
    return {
        "events": row["events"],
        "records": row["records"],
        "uncounted": row["uncounted"],
        "killed": row["killed"].to_json(),
        "injured": row["injured"].to_json(),
    }


def _describe_count(filters: Filters, overall: Row, period: dict[str, Row] | None) -> str:
    """Return how many events there are, chosen how, and how many of them lie in the period.

    As in "up to 13 events on 1 June 2022, possibly; none lies wholly in it". Where a record
    gives no number there is no most.
    """
    # Which of them lie in the period only possibly is said by itself.
    words = describe_chosen_period(filters) if period is None else PERIOD.days(filters)
    apart = _tells_apart(period)
    up_to = "up to " if apart and not overall["uncounted"] else ""
    parts = [f"{up_to}{_number(overall)} {words}".rstrip(), describe_choices(filters)]
    found = ", ".join(part for part in parts if part)
    if period is None or not apart:
        return found
    inside = period["inside"]
    if not inside["records"]:
        return f"{found}, possibly; none lies wholly in it"
    number = f"{inside['records']:,}" if noun_of(overall) == "event" else _number(inside)
    return f"{found}, possibly; {number} {verb_of(inside['events'], 'lie')} wholly in it"


def _tells_apart(period: dict[str, Row] | None) -> bool:
    """Return whether some lie in the period only possibly, so that the others are told apart."""
    return period is not None and bool(period["possible"]["records"])


def _number(row: Row) -> str:
    return describe_number(row["events"], row["records"], row["uncounted"])


def _describe_cost(overall: Row, period: dict[str, Row] | None) -> str:
    """Return what the events cost: those wholly in the period and the others apart."""
    if period is None or not _tells_apart(period):
        return _describe_part(overall)
    inside, possible = (_describe_part(period[name]) for name in ("inside", "possible"))
    if period["inside"]["records"]:
        return f"wholly in it: {inside}; only possibly: {possible}"
    gives_figures = overall["killed"].known or overall["injured"].known
    return f"possibly {possible}" if gives_figures else possible


def _describe_part(row: Row) -> str:
    same_events = not row["only_one_known"]
    noun = noun_of(row)
    return describe_totals(row["killed"], row["injured"], same_events=same_events, noun=noun)


def _describe(
    filters: Filters,
    info: DatasetInfo,
    overall: Row,
    period: dict[str, Row] | None,
    by_region: list[Row],
) -> str:
    """Return the sentence: of which dataset, how many, chosen how, when, where, at what cost."""
    if not overall["records"]:
        # "No event possibly" would be heard as a doubt: there is not even one that may lie in it.
        words = describe_chosen_period(filters) if filters.strict else PERIOD.days(filters)
        what = ", ".join(part for part in (words, describe_choices(filters)) if part)
        return f"{info.title}: {' '.join(filter(None, ('no event', what)))}."
    days = _describe_own_days(filters, overall)
    parts = [f"dated {days}" if PERIOD.days(filters) else days] if days else []
    if not (filters.country or filters.region) and (where := _describe_where(overall, by_region)):
        parts.append(where)
    # What follows a count with a clause of its own is about all events again.
    joint = "; " if _tells_apart(period) else ", "
    about = joint.join(part for part in (overall["count"], ", ".join(parts)) if part)
    return f"{info.title}: {about}; {overall['cost']}."


def _describe_beyond(database: Database, filters: Filters, overall: Row) -> Iterator[str]:
    """Yield how many events lie in the period only possibly, where these are left out."""
    if not (filters.strict and (filters.date_from or filters.date_to)):
        return
    if more := database.count(replace(filters, strict=False)) - overall["records"]:
        events = count_of(more, "more event" if overall["records"] else "event")
        yield (
            f"{events} may lie in the period, or {verb_of(more, 'do')} in part: "
            f"{'it is' if more == 1 else 'they are'} not counted here."
        )


def describe_other_voices(database: Database, filters: Filters) -> list[str]:
    """Return whose figures these are where the events are chosen by who reports them.

    The figures of an event are those of all who report it: a sum over what one side reports is no
    sum of what that side says.
    """
    said = []
    for name in ("side", "source"):
        chosen = getattr(filters, name)
        if not chosen:
            continue
        known = list_choices_of(database, filters.dataset, filters.version)[name]
        values = {"others": [value for value in known if value not in chosen]}
        too = Condition("others", f"arrays_overlap({FACETS[name].column}, $others)", values)
        if shared := database.count(filters, only=too):
            whom = FACETS[name].name_inside or FACETS[name].name_value
            names = join_words([whom(value) for value in chosen], "or")
            said.append(
                f"Others report {shared:,} of these events, too: the figures are those of all who "
                f"report them, not of {names} alone."
            )
    return said


def add_up(dataset: Dataset) -> Summary | None:
    """Return what a file's rows add up to, as the page would say it of a dataset of these alone.

    Whoever has a table knows its sums: held against these, a figure, a date or a point that was
    read wrongly shows before it is published. ``None`` where the rows have no room in memory.
    """
    alone = replace(dataset, info=replace(dataset.info, title="In all"))
    try:
        with closing(Database([alone])) as database:
            return summarise(database, Filters())
    except BusyError as error:
        _LOG.warning("What was read is not added up: %s", error)
        return None


def describe_in_all(summary: Summary) -> str:
    """Return what `add_up` found in words: how many, when, where, at what cost, how many pins."""
    noun = "event" if summary["events"] == summary["records"] else "record"
    pins = f"{summary['located']:,}" if summary["located"] else "none"
    of = count_of(summary["records"], noun)
    return f"{summary['sentence']} At a point on the map: {pins} of {of}."


def describe_rows(
    database: Database, filters: Filters, *, only: Condition = EVERY_EVENT, limit: float = math.inf
) -> str:
    """Return which events a file holds: the selection, and their own dates where these differ.

    Parameters
    ----------
    only
        A condition besides the filter.
    limit
        How many of them the file holds at most, the latest first.
    """
    (row,) = database.rows(
        f"SELECT {_DAYS} FROM {{events}} WHERE {{where}}",  # noqa: S608
        filters,
        only.values,
        where=only.sql,
    )
    info = database.info_of(filters)
    words = describe_selection(filters, info, dated=describe_days(filters, row))
    if row["records"] > limit:
        words += f" Of these {row['records']:,} the file holds the latest {limit:,}."
    return words


def describe_days(filters: Filters, row: Row) -> str:
    """Return the events' own dates, "dated 24 February – 2 October 2022", if they tell more.

    Empty where no event is dated, or where they are just the period that was chosen.

    Parameters
    ----------
    row
        How many ``events`` and ``records`` there are, how many of these are ``uncounted`` and
        ``undated``, and their ``first`` and ``last`` day.
    """
    days = _describe_own_days(filters, row)
    return f"dated {days}" if days else ""


def _describe_own_days(filters: Filters, row: Row) -> str:
    days = (row["first"], row["last"])
    without = _describe_without(row, row["undated"], "date")
    if None in days or (not without and days == (filters.date_from, filters.date_to)):
        return ""
    return f"{describe_interval(*days, DatePrecision.DAYS)}{without}"


def _describe_where(overall: Row, by_region: list[Row], most: int = 4) -> str:
    """Return the countries, and how many events they stand for where others give none."""
    codes = sorted({row["country"] for row in by_region} - {None})
    if not codes:
        return ""
    names = [name_country(code) or code for code in codes]
    words = join_words(names) if len(names) <= most else count_of(len(names), "country")
    without = sum(row["records"] for row in by_region if row["country"] is None)
    return f"{words}{_describe_without(overall, without, 'country')}"


def _describe_without(row: Row, without: int, what: str) -> str:
    """Return for how many of the records something holds, where others do not give it."""
    if not without:
        return ""
    them = "them" if noun_of(row) == "event" else "the records"
    given = row["records"] - without
    return f" ({given:,} of {them}; {without:,} {verb_of(without, 'give')} no {what})"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
