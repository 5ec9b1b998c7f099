"""Which days a dataset covers: its extent, events over time, gaps, and what it cannot tell."""

import math
import re
from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

import pandas as pd

from eventmap.api import Bin, BinlessPart, Histogram
from eventmap.casualties import MEASURES, Measure, Total, sums_of
from eventmap.connections import statement
from eventmap.database import Database, Row
from eventmap.facets import count_values, list_choices_of
from eventmap.filters import FACETS, Filters
from eventmap.parameters import UNITS
from eventmap.plans import plan_tallies
from eventmap.schema import DatasetInfo, DatePrecision, Estimate
from eventmap.selection import describe_choices
from eventmap.wording import LABELS, count_of, describe_interval, join_words, verb_of

MOST_BINS = 120
"""The most bins of a histogram whose unit nobody has chosen."""

_MOST_STRETCHES = 3
"""How many gaps are named."""

_MOST_UNKNOWN = 5
"""How many chosen values of a facet that no event has are named: each costs a look at all names."""

GAP_DAYS = 28
"""How many days without any event between two events are told, where it is rare in a dataset."""

GAP_TIMES = 10
"""How many times the usual distance between its events such a gap is, so that it is rare."""

BINS = dict(zip(UNITS, (1, 7, 30, 91, math.inf), strict=True))
"""Lengths of the bins of a histogram, in days."""

_OF_MONTHS = ("month", "quarter", "year")
"""The units that consist of whole months."""


def extent(database: Database, filters: Filters) -> Row:
    """Return the days between which the filtered events lie.

    Returns
    -------
    ``first`` and ``last`` (``None`` where no date is known), ``events`` and ``undated`` (their
    numbers).
    """
    tables = database.tables_of(filters)
    plan = plan_tallies(tables, filters, by_months=True)
    (row,) = database.rows(
        f"SELECT {plan.first} AS first, {plan.last} AS last,"  # noqa: S608 - no value in it
        f" {plan.tally('records', 'not_begun')} FROM {plan.table} WHERE {{where}}",
        filters,
        tables=plan.tables,
        keep=True,
    )
    return {
        "first": row["first"],
        "last": row["last"],
        "events": row["records"],
        "undated": row["not_begun"],
    }


@lru_cache(maxsize=64)
def extent_of(database: Database, info: DatasetInfo) -> Row:
    """Return `extent` of a whole dataset, which never changes."""
    return extent(database, Filters(dataset=info.name, version=info.version))


@lru_cache(maxsize=64)
def last_beginning(database: Database, info: DatasetInfo) -> date | None:
    """Return the latest day of a dataset on which an event begins: no event after it is certain."""
    filters = Filters(dataset=info.name, version=info.version)
    (row,) = database.rows("SELECT max(date_start) AS day FROM {events} WHERE {where}", filters)
    day: date | None = row["day"]
    return day


def offer_periods(first: date | None, last: date | None) -> dict[str, tuple[date, date]]:
    """Return periods to choose from, by their names: those that leave some of the days out.

    The last month, quarter and year of the data end on its last day; then the quarters and the
    months of the calendar, the newest first, of each at most `MOST_BINS`.

    Parameters
    ----------
    first, last
        The days between which the events lie, ``None`` where none has a date.
    """
    if first is None or last is None:
        return {}
    offered = {}
    for name, months in (("month", 1), ("quarter", 3), ("year", 12)):
        start = (pd.Timestamp(last) - pd.DateOffset(months=months) + pd.Timedelta(days=1)).date()
        if start > first:
            days = describe_interval(start, last, DatePrecision.DAY)
            offered[f"Last {name} of the data ({days})"] = (start, last)
    for unit in ("Q", "M"):
        periods = pd.period_range(first, last, freq=unit)[::-1][:MOST_BINS]
        for each in periods if len(periods) > 1 else ():
            start, end = each.start_time.date(), each.end_time.date()
            offered[describe_interval(start, end, DatePrecision.MONTH)] = (start, end)
    return offered


def describe_time(
    database: Database,
    filters: Filters,
    unit: str | None = None,
    *,
    measure: str | None = None,
    cumulated: bool = False,
) -> Histogram:
    """Return the filtered events over time, in bins without a gap from the first to the last.

    Parameters
    ----------
    unit
        A key of `BINS`; ``None`` takes the one that `choose_unit` does.
    measure
        What to tell of each bin besides the number of its events: of `SHOWN`, their types, or what
        they cost.
    cumulated
        Whether each bin has what is in it or before it: an event counts from the bin in which it
        ends, for by then it has happened.

    Returns
    -------
    The body of ``/api/histogram``; without bins where no event has a date.
    """
    return describe_time_by_plan(database, filters, unit, measure=measure, cumulated=cumulated)[0]


def describe_time_by_plan(
    database: Database,
    filters: Filters,
    unit: str | None = None,
    *,
    measure: str | None = None,
    cumulated: bool = False,
) -> tuple[Histogram, str]:
    """Return what `describe_time` returns, and from what it was answered, see `plans`."""
    if unit is None:
        days = extent(database, filters)
        unit = choose_unit(days["first"], days["last"])
    if unit not in BINS:  # it stands in the text of the statement
        raise ValueError(f"unit={unit!r} is not allowed; allowed: {', '.join(BINS)}")
    cost = next((each for each in MEASURES if each == measure), None)
    tables = database.tables_of(filters)
    plan = plan_tallies(tables, filters, by_months=unit in _OF_MONTHS)
    asked = ("events", *(sums_of(cost) if cost else ()))
    text = statement("histogram").format(
        source=plan.table,
        unit=unit,
        tallies=plan.tally(*asked),
        added=", ".join(f"sum({name})::BIGINT AS {name}" for name in asked),
    )
    rows = database.rows(text, filters, tables=plan.tables, keep=True)
    bins, parts = _fill_bins(rows, unit, cost, cumulated=cumulated)
    if measure == "events":
        text = statement("histogram_types").format(
            source=plan.table,
            unit=unit,
            ends=str(cumulated).lower(),
            tallies=plan.tally("events"),
        )
        types: dict[date, dict[str, int]] = {}
        for row in database.rows(text, filters, tables=plan.tables, keep=True):
            types.setdefault(row["bin"], {})[row["type"]] = row["events"]
        for each in bins:
            each["types"] = types.get(each["date_start"], {})
    trend: Histogram = {
        "unit": unit,
        "measure": measure,
        "cumulated": cumulated,
        "bins": _cumulate(bins) if cumulated else bins,
        "undated": parts["undated"]["events"],
        "across": parts["across"],
        "without_date": parts["undated"],
    }
    return trend, plan.words


def _fill_bins(
    rows: list[Row], unit: str, cost: Measure | None, *, cumulated: bool
) -> tuple[list[Bin], dict[str, BinlessPart]]:
    """Return the bins from the first to the last that an event may lie in, and what is in none.

    An interval counts in every bin that it touches, so that a week known only as a week is not
    drawn as its first day. What an event cost counts once: in the bin in which the event lies
    wholly, else it is told apart, ``across`` bins or ``undated`` without a full interval.

    Parameters
    ----------
    rows
        Of ``histogram.sql``.
    cumulated
        Whether bins are to be added up one after the other: an event counts in that in which it
        ends.
    """
    starts, ends, inside = Counter[date](), Counter[date](), Counter[date | str]()
    costs: defaultdict[date | str, Total] = defaultdict(Total)
    for row in rows:
        first, last = row["first_bin"], row["last_bin"]
        where: date | str = "across"
        if first is None or last is None:
            where = "undated"
        else:
            starts[first] += row["events"]
            ends[last] += row["events"]
            if first == last or cumulated:
                where = last
        inside[where] += row["events"]
        if cost:
            costs[where] += Total.of_sums(row, cost)
    bins: list[Bin] = []
    touching = 0
    for day, last_day in _each_bin(unit, min(starts), max(ends)) if starts else ():
        touching += starts[day]
        bins.append(
            {
                "date_start": day,
                "date_end": last_day,
                "events": touching,
                "starts": starts[day],
                "inside": inside[day],
                "types": None,
                "cost": costs[day].to_json() if cost else None,
            }
        )
        touching -= ends[day]
    held = [at for at, each in enumerate(bins) if each["events"]]
    parts: dict[str, BinlessPart] = {
        name: {"events": inside[name], "cost": costs[name].to_json() if cost else None}
        for name in ("across", "undated")
    }
    return bins[held[0] : held[-1] + 1] if held else [], parts


def _each_bin(unit: str, first: date, last: date) -> Iterator[tuple[date, date]]:
    """Yield the first and last day of each bin, from the one that begins on `first`, to `last`."""
    months = {"month": 1, "quarter": 3, "year": 12}.get(unit)
    while first <= last:
        if months:
            ending = first.replace(month=first.month + months - 1)
            end = ending.replace(day=monthrange(ending.year, ending.month)[1])
        else:
            days = first.toordinal() + (6 if unit == "week" else 0)
            end = date.fromordinal(min(days, date.max.toordinal()))
        yield first, end
        if end == date.max:
            return
        first = end + timedelta(days=1)


def _cumulate(bins: list[Bin]) -> list[Bin]:
    """Return the bins, each with what is in it and in those before it."""
    inside, types, cost = 0, Counter[str](), Total()
    added: list[Bin] = []
    for each in bins:
        inside += each["inside"]
        types.update(each["types"] or {})
        cost += Total(**each["cost"]) if each["cost"] else Total()
        added.append(
            {
                **each,
                "inside": inside,
                "types": None if each["types"] is None else dict(types),
                "cost": None if each["cost"] is None else cost.to_json(),
            }
        )
    return added


def each_unit(unit: str, first: date, last: date) -> list[tuple[date, date]]:
    """Return the first and last day of every bin of a histogram that touches these days."""
    periods = pd.period_range(first, last, freq=_FREQUENCIES[unit])
    return [(each.start_time.date(), each.end_time.date()) for each in periods]


_FREQUENCIES = dict(zip(UNITS, ("D", "W-SUN", "M", "Q", "Y"), strict=True))
"""What pandas calls the bins; a week begins on its Monday."""


def within_period(trend: Histogram, filters: Filters) -> Histogram:
    """Return a trend with the bins alone that touch the chosen period."""
    first, last = filters.date_from, filters.date_to
    bins = [
        each
        for each in trend["bins"]
        if (first is None or each["date_end"] >= first)
        and (last is None or each["date_start"] <= last)
    ]
    return {**trend, "bins": bins}


def choose_unit(first: date | None, last: date | None, most: int = MOST_BINS) -> str:
    """Return the shortest bin of a histogram of these days that gives at most so many of them."""
    length = (last - first).days if first and last else 0
    return next(unit for unit, size in BINS.items() if length <= size * most)


def describe_gaps(database: Database, filters: Filters, info: DatasetInfo) -> list[str]:
    """Return sentences on what the dataset cannot tell of what was chosen.

    A type that no event of it has is not told apart there, and a day beyond its own is not
    covered: neither is a count of zero.
    """
    said = []
    everything = extent_of(database, info)
    choices = list_choices_of(database, info.name, info.version)
    for facet in FACETS:
        known = set(choices[facet])
        unknown = [value for value in getattr(filters, facet) if value not in known]
        if facet == "type":
            said += [
                f"None of its {count_of(everything['events'], 'event')} is "
                f"{describe_choices(Filters(type=(value,)))}, so this is no count of them: "
                "the dataset may not tell them apart."
                for value in unknown
            ]
            continue
        for value in unknown[:_MOST_UNKNOWN]:
            label = f"{FACETS[facet].label}: {FACETS[facet].name_value(value)}"
            near = _describe_names_like(database, info, facet, value)
            said.append(f"No event of the dataset has “{label}”{near}.")
        if (others := len(unknown) - _MOST_UNKNOWN) > 0:
            unnamed = f"the {count_of(others, 'other value')} chosen of “{FACETS[facet].label}”"
            said.append(f"No event of the dataset has any of {unnamed}.")
    if filters.killed_min is not None:
        figure = LABELS[Estimate][filters.killed_by]
        if not _gives_killed(database, info, filters.killed_by):
            said.append(
                f"None of its {count_of(everything['events'], 'event')} gives a {figure} of "
                "killed, so this is no count of zero."
            )
        else:
            said += _describe_killed_otherwise(database, filters, figure)
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
            f"The dataset has no {'dated event' if everything['undated'] else 'event at all'} "
            f"{join_words(shown)}: whether nothing happened then or nothing was covered is not "
            "known."
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
        for name, events in count_values(database, own, (facet,))[facet].items()
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


def _describe_killed_otherwise(database: Database, filters: Filters, figure: str) -> Iterator[str]:
    """Yield how many events have, or may have, the least number of killed without the figure."""
    silent = f"killed_{Estimate(filters.killed_by)} IS NULL"
    sure = "coalesce(killed_low >= $least, false)"
    ruled_out = "coalesce(killed_high < $least, false)"
    (row,) = database.rows(
        f"""SELECT count(*) FILTER (WHERE {sure}) AS sure,
            count(*) FILTER (WHERE NOT {sure} AND NOT {ruled_out}) AS possible
        FROM {{events}} WHERE {{where}}""",  # noqa: S608 - no value in it
        filters.without("killed"),
        {"least": filters.killed_min},
        where=silent,
    )
    if surely := row["sure"]:
        be = "is" if surely == 1 else "are"
        yield (
            f"{count_of(surely, 'event')} with at least {filters.killed_min:,} killed "
            f"{verb_of(surely, 'give')} no {figure}, and {be} not counted here."
        )
    if possibly := row["possible"]:
        they, be = ("it", "is") if possibly == 1 else ("they", "are")
        events = count_of(possibly, "other event" if surely else "event")
        yield (
            f"{events} {verb_of(possibly, 'give')} no {figure} of killed: {they} may have cost "
            f"as many, and {be} not counted here."
        )


def uncovered_days(
    database: Database, info: DatasetInfo, first: date, last: date
) -> list[tuple[date, date]]:
    """Return the stretches from `first` to `last` of which a dataset can tell nothing.

    They are the days before its first and after its last, and those of its gaps in between.
    """
    own = extent_of(database, info)
    if own["first"] is None:
        return [(first, last)]
    day = timedelta(days=1)
    before, after = (date.min, own["first"] - day), (own["last"] + day, date.max)
    return [
        (max(start, first), min(end, last))
        for start, end in (before, *_find_gaps(database, info), after)
        if start <= last and end >= first
    ]


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
