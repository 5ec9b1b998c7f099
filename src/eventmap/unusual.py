"""Months in which unusually many were killed, by a rule that is printed with them.

The rule is after that of OCHA's HDX Signals: within 30 days at least 100 killed, and more than in
any 30 days of one or three years before. Best figures are added; an event without one adds nothing
and is counted. An event counts in the 30 days within which it lies wholly. Nothing is said of a
month before which the dataset does not cover a year, nor across its gaps.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import pandas as pd

from eventmap.api import Unusual, UnusualMonth
from eventmap.coverage import describe_gaps, each_unit, extent_of, uncovered_days
from eventmap.database import Database
from eventmap.describe import noun_of
from eventmap.filters import Filters
from eventmap.plans import plan_tallies
from eventmap.schema import DatePrecision
from eventmap.selection import describe_choices
from eventmap.wording import count_of, describe_interval, verb_of

WINDOW_DAYS = 30
LEAST_KILLED = 100
YEARS = (3, 1)
"""Over how many years before it a month is the highest; the longest is said first."""

RULE = (
    f"A month is named if within {WINDOW_DAYS} days that end in it at least {LEAST_KILLED} were "
    f"killed by best estimates, more than within any {WINDOW_DAYS} days of the year, or of the "
    "three years, before it."
)
SOURCE = "After the rule of OCHA's HDX Signals."

_YEARS_IN_WORDS = {3: "three years", 1: "year"}

_Span = tuple[date, date]


def find_unusual(database: Database, filters: Filters) -> Unusual:
    """Return the months in which unusually many of the filtered events' victims were killed.

    A chosen period says of which months to tell; the years before it are looked at all the same.

    Returns
    -------
    The body of ``/api/unusual``.
    """
    info = database.info_of(filters)
    everything, own = filters.without("period"), extent_of(database, info)
    reasons = describe_gaps(database, everything, info)
    if reasons or own["first"] is None:
        return _answer(filters, [], reasons or ["No event of it has a date."])
    first, last = own["first"], own["last"]
    shortest, longest = min(YEARS), max(YEARS)
    if _years_before(last.replace(day=1), shortest) < first:
        covered = describe_interval(first, last, DatePrecision.DAY)
        reason = f"The dataset covers {covered}: before none of its months a whole year."
        return _answer(filters, [], [reason])
    sums = _add_up(database, everything, first, last)
    if sums.total == sums.silent:
        reason = f"None of {count_of(sums.total, sums.noun)} gives a best estimate of killed."
        return _answer(filters, [], [reason])
    gaps = uncovered_days(database, info, first, last)
    start, end = filters.date_from or first, filters.date_to or last
    months, told, untold = [], 0, 0
    for month in each_unit("month", max(start, first), min(end, last)) if start <= end else []:
        until = min(month[1], last)
        spans = {
            years: (_years_before(month[0], years), month[0] - timedelta(days=1)) for years in YEARS
        }
        known = {
            years: span
            for years, span in spans.items()
            if span[0] >= first and not any(a <= until and b >= span[0] for a, b in gaps)
        }
        told, untold = told + bool(known), untold + (not known)
        found = sums.judge((month[0], until), known) if known else None
        months += [found] if found else []
    reasons = [
        f"Of {count_of(untold, 'month')} it cannot be said: the dataset does not cover "
        f"{'it' if untold == 1 else 'them'} and a year before."
    ] * bool(untold)
    if told and sums.silent:
        reasons.append(
            f"{sums.silent:,} of {count_of(sums.total, sums.noun)} {verb_of(sums.silent, 'give')} "
            "no best estimate of killed: a month may be missing here."
        )
    if told and sums.left_out:
        reasons.append(
            f"{count_of(sums.left_out, sums.noun)} without a date, or known to more than "
            f"{WINDOW_DAYS} days, with {sums.killed_left_out:,} killed by best estimates, "
            f"{verb_of(sums.left_out, 'lie')} in no {WINDOW_DAYS} days."
        )
    if told and longest not in _reach(first, last):
        reasons.append("It does not cover three years before any month.")
    return _answer(filters, months, reasons, told=told, untold=untold)


def _reach(first: date, last: date) -> list[int]:
    """Return over which years some month can be looked back."""
    return [years for years in YEARS if _years_before(last.replace(day=1), years) >= first]


def _years_before(day: date, years: int) -> date:
    return day.replace(year=day.year - years)  # the first of a month: there is no 29 February


@dataclass(frozen=True)
class _Sums:
    """Of every `WINDOW_DAYS` that begin on or after `first`, by their last day.

    Parameters
    ----------
    killed, events, unknown
        By best estimates; how many records of events; how many of them give no best one.
    left_out, killed_left_out
        How many events lie in no window at all, and the killed of these.
    total, silent
        How many records there are, and how many of them give no best figure.
    noun
        What a record is called, see `describe.noun_of`.
    """

    first: date
    killed: np.ndarray
    events: np.ndarray
    unknown: np.ndarray
    left_out: int
    killed_left_out: int
    total: int
    silent: int
    noun: str

    def judge(self, month: _Span, spans: dict[int, _Span]) -> UnusualMonth | None:
        """Return a month if it is unusual, over the longest of the spans before it."""
        at, until = (self._at(day) for day in month)
        peak = at + int(self.killed[at : until + 1].argmax())
        killed = int(self.killed[peak])
        if killed < LEAST_KILLED:
            return None
        for years, (start, end) in spans.items():
            before = self.killed[self._at(start) + WINDOW_DAYS - 1 : self._at(end) + 1]
            if before.max() < killed:
                return self._tell(month, years, peak, int(before.max()))
        return None

    def _at(self, day: date) -> int:
        return (day - self.first).days

    def _tell(self, month: _Span, years: int, peak: int, before: int) -> UnusualMonth:
        last = self.first + timedelta(days=peak)
        first = last - timedelta(days=WINDOW_DAYS - 1)
        killed, events, unknown = (
            int(each[peak]) for each in (self.killed, self.events, self.unknown)
        )
        name = describe_interval(*month, DatePrecision.MONTH)
        days = describe_interval(first, last, DatePrecision.DAYS)
        words = (
            f"{name}: {killed:,} killed by best estimates from {days}, more than within any "
            f"{WINDOW_DAYS} days of the {_YEARS_IN_WORDS[years]} before the month (at most "
            f"{before:,})"
        )
        if unknown:
            words += (
                f"; {unknown:,} of {count_of(events, self.noun)} {verb_of(unknown, 'give')} no "
                "best estimate"
            )
        return {
            "date_start": month[0],
            "date_end": month[1],
            "years": years,
            "first": first,
            "last": last,
            "killed": killed,
            "before": before,
            "events": events,
            "unknown": unknown,
            "words": f"{words}.",
        }


def _add_up(database: Database, filters: Filters, first: date, last: date) -> _Sums:
    """Return the sums of every window from `first` to `last`."""
    tables = database.tables_of(filters)
    plan = plan_tallies(tables, filters)
    tallies = plan.tally(
        "events", "records", "uncounted", "killed_sum_best", "killed_sum_best_given"
    )
    frame = pd.DataFrame(
        database.rows(
            f"""SELECT date_start, date_end, records AS events, events AS told_of, uncounted,
                coalesce(killed_sum_best, 0) AS killed, records - killed_sum_best_given AS unknown
            FROM (
                SELECT date_start, date_end, {tallies}
                FROM {plan.table} WHERE {{where}} GROUP BY date_start, date_end
            )""",  # noqa: S608 - no value in it
            filters,
            tables=plan.tables,
        ),
        columns=["date_start", "date_end", "events", "told_of", "uncounted", "killed", "unknown"],
    )
    start, end = (
        (pd.to_datetime(frame[name]) - pd.Timestamp(first)).dt.days
        for name in ("date_start", "date_end")
    )
    within = end - start < WINDOW_DAYS  # not where a day is unknown
    days = (last - first).days + 1
    sums = {}
    for name in ("killed", "events", "unknown"):
        # It enters the window that ends with it, and leaves the one that begins after it began.
        steps = np.zeros(days + WINDOW_DAYS + 1, dtype=np.int64)
        number = frame.loc[within, name].to_numpy(dtype=np.int64)
        np.add.at(steps, end[within].to_numpy(dtype=int), number)
        np.add.at(steps, start[within].to_numpy(dtype=int) + WINDOW_DAYS, -number)
        sums[name] = steps.cumsum()[:days]
    told = {"events": frame["told_of"].sum(), "uncounted": frame["uncounted"].sum()}
    return _Sums(
        first,
        **sums,
        left_out=int(frame.loc[~within, "events"].sum()),
        killed_left_out=int(frame.loc[~within, "killed"].sum()),
        total=int(frame["events"].sum()),
        silent=int(frame["unknown"].sum()),
        noun=noun_of({"records": frame["events"].sum(), **told}),
    )


def _answer(
    filters: Filters,
    months: list[UnusualMonth],
    reasons: list[str],
    *,
    told: int = 0,
    untold: int = 0,
) -> Unusual:
    """Return the answer; of how many months it is `told` stands where none is unusual."""
    chosen = describe_choices(replace(filters, date_from=None, date_to=None))
    of = f", {chosen}" if chosen else ""
    if months:
        heading = f"{count_of(len(months), 'unusual month')}{of}"
    elif told:
        among = f" among the {told:,} of which it can be said" if untold else ""
        heading = f"No unusual month{among}{of}"
    else:
        heading = f"Unusual months: cannot be said{of}"
    return {"heading": heading, "rule": f"{RULE} {SOURCE}", "months": months, "reasons": reasons}
