"""Which days a dataset covers: its extent, events over time, gaps, and what it cannot tell."""

import math
import re
from datetime import date
from functools import lru_cache
from typing import cast

import pandas as pd

from eventmap.api import Bin, Histogram
from eventmap.database import Database, Row
from eventmap.facets import count_values, list_choices_of
from eventmap.filters import FACETS, Condition, Filters
from eventmap.schema import DatasetInfo, DatePrecision, Estimate
from eventmap.selection import describe_choices
from eventmap.tables import statement
from eventmap.wording import LABELS, count_of, describe_interval, join_words

_MOST_BINS = 120
_MOST_STRETCHES = 3
"""How many gaps are named."""

GAP_DAYS = 28
"""How many days without any event between two events are told, where it is rare in a dataset."""

GAP_TIMES = 10
"""How many times the usual distance between its events such a gap is, so that it is rare."""

BINS = {"day": 1, "week": 7, "month": 30, "year": math.inf}
"""Lengths of the bins of a histogram, in days."""


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


def within_period(trend: Histogram, filters: Filters) -> Histogram:
    """Return a trend with the bins alone that touch the chosen period."""
    first, last = filters.date_from, filters.date_to
    bins = [
        each
        for each in trend["bins"]
        if (first is None or each["date_end"] >= first)
        and (last is None or each["date_start"] <= last)
    ]
    return {"unit": trend["unit"], "bins": bins, "undated": trend["undated"]}


def _choose_unit(database: Database, filters: Filters) -> str:
    """Return the shortest bin of a histogram that gives at most `_MOST_BINS` of them."""
    days = extent(database, filters)
    length = (days["last"] - days["first"]).days if days["first"] else 0
    return next(unit for unit, size in BINS.items() if length <= size * _MOST_BINS)


def describe_gaps(database: Database, filters: Filters, info: DatasetInfo) -> list[str]:
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
