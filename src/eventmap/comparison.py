"""Two selections of events side by side: what the figures show, and what they cannot.

The second one differs from the first in one thing alone, which `compare` names: another period, or
another value of a facet, another version or another dataset. Rules:

- More or fewer is said only where nothing in the figures contradicts it: the ranges of both sides
  must not meet. An event that is only possibly in the period counts for the high end alone, and
  where an event gives no figure the high end is open. Nothing is said where the dataset does not
  cover what was chosen on either side.
- Periods of different lengths are compared by the day, but months by the month.
- A share is given only of numbers of `_LEAST` and more: one event more than two is no 50 per cent.
- What cannot be compared is said beside it: days that a dataset does not cover, events in both
  sides, different shares without a figure, reports that may still come in, another coding.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal

from eventmap.api import (
    ChangeShade,
    ComparedCount,
    ComparedRegion,
    ComparedSide,
    ComparedType,
    Comparison,
    CoursePoint,
    RegionChange,
    RegionRow,
    ShadeRow,
    Summary,
)
from eventmap.casualties import (
    MEASURES,
    Measure,
    Total,
    figure_and_range,
    shorten_figure,
    sums_of,
)
from eventmap.comparands import count_whole_months, find_other
from eventmap.coverage import (
    BINS,
    choose_unit,
    describe_time,
    each_unit,
    extent,
    extent_of,
    uncovered_days,
)
from eventmap.database import Database
from eventmap.describe import noun_of, shorten_number
from eventmap.filters import FACETS, PARTS, PERIOD, Condition, Filters
from eventmap.plans import plan_tallies
from eventmap.schema import DatePrecision, Estimate
from eventmap.selection import describe_choices, describe_chosen_period
from eventmap.shades import shade_changes
from eventmap.summary import describe_other_voices, summarise
from eventmap.wording import (
    LABELS,
    capitalise,
    count_of,
    describe_interval,
    join_words,
    verb_of,
)

_LEAST = 10
"""The smallest number of which a share is given."""

_TWICE = 100
"""From so many per cent more on, it is said how many times as many there are."""

LAG_DAYS = 30
"""For how many days before a dataset's last one reports may well still come in."""

_UNLIKE = 0.2
"""By how much the shares of events without a figure may differ before it is said."""

_MOST_MOVED = 4
"""How many regions with more, and with fewer, are named."""

_YEAR_DAYS = 365
_MOST_DAYS = 120
"""Longer periods than these have their trend by the month."""
_MOST_POINTS = 1_200
"""How many months, or else years, a trend has at most: a longer one is not drawn."""

Change = Literal["more", "fewer"] | None

_NOT_TOLD: ComparedCount = {"change": None, "percent": None}


@dataclass(frozen=True)
class _Pair:
    """Both selections, the first one first, and what each adds up to."""

    database: Database
    part: str
    earlier: bool
    filters: tuple[Filters, Filters]
    summaries: tuple[Summary, Summary]
    labels: tuple[str, str]

    @property
    def days(self) -> tuple[int | None, int | None]:
        """How many days were chosen on each side; ``None`` where an end is open."""
        return _count_days(self.filters[0]), _count_days(self.filters[1])

    @property
    def lengths(self) -> tuple[int, int]:
        """The days by which each side's numbers are divided; 1 where that changes nothing.

        A month counts as a month, whatever its length.
        """
        here, there = self.days
        if not here or not there or here == there:
            return 1, 1
        first, second = (count_whole_months(f.date_from, f.date_to) for f in self.filters)
        return (1, 1) if first and first == second else (here, there)

    @property
    def rates(self) -> tuple[float, float] | None:
        """The days that make of each side's numbers those of a day; ``None`` without a period.

        Where they are compared as they are, the same ones, so that more stays more.
        """
        here, there = self.days
        if not here or not there:
            return None
        return (here, there) if self.lengths != (1, 1) else ((here + there) / 2,) * 2

    @property
    def unit(self) -> str:
        """What follows a difference."""
        return " a day" if self.rates else ""

    @property
    def uncounted(self) -> int:
        """How many records of both sides tell of several events without their number."""
        return sum(side["uncounted"] for side in self.summaries)

    @property
    def covered(self) -> bool:
        """Whether the dataset covers what was chosen on either side."""
        return not any(side["gaps"] for side in self.summaries)

    def totals(self, measure: Measure) -> tuple[Total, Total]:
        """Return the total of each side."""
        here, there = (Total(**side[measure]) for side in self.summaries)
        return here, there


def compare_selections(
    database: Database,
    filters: Filters,
    compare: str,
    *,
    viewer: str | None = None,
    summary: Summary | None = None,
) -> Comparison:
    """Return the events of `filters` beside those that `compare` names, see `comparands`.

    Parameters
    ----------
    viewer
        Who asks: a dataset that was uploaded is there for its owner alone.
    summary
        What `summarise` says of `filters`, where that is known already.

    Returns
    -------
    The body of ``/api/compare``.

    Raises
    ------
    ParameterError
        If there is no such other selection.
    """
    other = find_other(database, filters, compare, viewer)
    both = filters, other.filters
    pair = _Pair(
        database,
        other.part,
        other.earlier,
        both,
        (summary or summarise(database, both[0]), summarise(database, both[1])),
        (_label(database, both[0], other.part), _label(database, both[1], other.part)),
    )
    regions, shades = _regions(pair)
    return {
        "part": pair.part,
        "by_day": pair.lengths != (1, 1),
        "sides": [_side(pair, 0), _side(pair, 1)],
        "events": _compare_events(pair),
        "killed": _compare_cost(pair, "killed"),
        "injured": _compare_cost(pair, "injured"),
        "by_region": regions,
        "by_type": _types(pair),
        "moved": [_say_moved(measure, regions) for measure in shades],
        "shades": shades,
        "reasons": list(_reasons(pair)),
        "sentence": _describe(pair),
    }


def _count_days(filters: Filters) -> int | None:
    if filters.date_from is None or filters.date_to is None:
        return None
    return (filters.date_to - filters.date_from).days + 1


def _label(database: Database, filters: Filters, part: str) -> str:
    if part == "period":
        return describe_interval(filters.date_from, filters.date_to, DatePrecision.DAYS)
    info = database.info_of(filters)
    if part == "version":
        return f"version {info.version}"
    if part == "dataset":
        return info.title
    return join_words([FACETS[part].name_value(value) for value in getattr(filters, part)], "or")


def _side(pair: _Pair, at: int) -> ComparedSide:
    filters, summary, days = pair.filters[at], pair.summaries[at], pair.days[at]
    unit, course = _course(pair, at)
    return {
        "label": capitalise(pair.labels[at]),
        "days": days,
        "events": summary["events"],
        "records": summary["records"],
        "uncounted": summary["uncounted"],
        "killed": summary["killed"],
        "injured": summary["injured"],
        "per_day": summary["events"] / days if days else None,
        "unit": unit,
        "course": course,
        "query": filters.to_params(),
    }


def _course(pair: _Pair, at: int) -> tuple[str, list[CoursePoint]]:
    """Return the unit of both courses, and the one of a side, see `ComparedSide`."""
    filters, summary = pair.filters[at], pair.summaries[at]
    first, last = filters.date_from, filters.date_to
    lengths = [days for days in pair.days if days]
    if first and last:
        unit = _course_unit(max(lengths))
    else:
        ends = [extent(pair.database, each) for each in pair.filters]
        dated = [end for end in ends if end["first"]]
        if not dated:
            return "day", []
        first = first or min(end["first"] for end in dated)
        last = last or max(end["last"] for end in dated)
        unit = choose_unit(first, last)
    if first > last or (last - first).days > _MOST_POINTS * _YEAR_DAYS:
        return unit, []
    info = pair.database.info_of(filters)
    holes = uncovered_days(pair.database, info, first, last)
    if summary["gaps"] and not summary["records"]:
        holes = [(first, last)]  # it may not tell apart at all what was chosen
    bins = {
        each["date_start"]: each for each in describe_time(pair.database, filters, unit)["bins"]
    }
    course: list[CoursePoint] = []
    for number, (start, end) in enumerate(each_unit(unit, first, last)):
        found, begin, until = bins.get(start), max(start, first), min(end, last)
        out = any(hole[0] <= begin and until <= hole[1] for hole in holes)
        course.append(
            {
                "at": number,
                "date_start": begin,
                "date_end": until,
                "events": None if out and not found else (found["events"] if found else 0),
                "inside": None if out and not found else (found["inside"] if found else 0),
                "partly": not out and any(h[0] <= until and begin <= h[1] for h in holes),
            }
        )
    return unit, course


def _course_unit(days: int) -> str:
    """Return the unit of a course over a chosen period of so many days."""
    if days <= _MOST_DAYS:
        return "day"
    return "month" if days <= _MOST_POINTS * BINS["month"] else "year"


_Range = tuple[float, float]


def _compare_events(pair: _Pair) -> ComparedCount:
    here, there = ((_surely(side), side["events"]) for side in pair.summaries)
    told = pair.covered and not pair.uncounted
    return _compare(here, there, pair.lengths) if told else _NOT_TOLD


def _surely(summary: Summary) -> int:
    """Return how many of the events lie wholly in the chosen period."""
    period = summary["period"]
    return period["inside"]["events"] if period else summary["events"]


def _compare_cost(pair: _Pair, measure: Measure) -> ComparedCount:
    here, there = (_cost_range(side, measure) for side in pair.summaries)
    if here is None or there is None or not pair.covered:
        return _NOT_TOLD
    return _compare(here, there, pair.lengths)


def _cost_range(summary: Summary, measure: Measure) -> _Range | None:
    period = summary["period"]
    whole = Total(**summary[measure])
    return _range(whole, Total(**period["inside"][measure]) if period else whole)


def _range(whole: Total, inside: Total) -> _Range | None:
    """Return the range in which the number of people lies; ``None`` where no event gives one.

    No events at all cost nobody.

    Parameters
    ----------
    whole, inside
        Of all events, and of those that lie wholly in the period.
    """
    if not whole.known:
        return None if whole.unknown else (0, 0)
    most = whole.figure.high
    return inside.low or 0, math.inf if most is None else most


def _compare(here: _Range, there: _Range, lengths: tuple[int, int]) -> ComparedCount:
    """Return which side is more, if that can be said, and by what share."""
    (low, high), (other_low, other_high) = (
        (side[0] / length, side[1] / length)
        for side, length in zip((here, there), lengths, strict=True)
    )
    change: Change = "more" if low > other_high else "fewer" if high < other_low else None
    exact = here[0] == here[1] and there[0] == there[1] and min(here[0], there[0]) >= _LEAST
    percent = round(100 * (low / other_low - 1)) if change and exact else None
    return {"change": change, "percent": percent}


_Place = tuple[str | None, str | None]
"""The region and country of a row by region."""


@dataclass(frozen=True)
class _Part:
    """The events of one region on one side, and those of them wholly in the period."""

    row: RegionRow | None
    inside: int
    killed_inside: Total

    @property
    def killed(self) -> Total:
        return Total(**self.row["killed"]) if self.row else Total()

    @property
    def events(self) -> int:
        return self.row["events"] if self.row else 0

    def range_of(self, measure: str) -> _Range | None:
        if measure == "events":
            return self.inside, self.events
        return _range(self.killed, self.killed_inside)

    def counted(self, measure: str) -> _Range | None:
        """Return the range with all events that are possibly in the period, as it is shown."""
        if measure == "events":
            return self.events, self.events
        return _range(self.killed, self.killed)

    def number_of(self, measure: str, by: str) -> int | None:
        """Return the number that is compared, ``None`` where that figure is not known."""
        if measure == "events" or not self.events:
            return self.events
        number: int | None = getattr(self.killed, by)
        return number

    def write(self, measure: str) -> str:
        """Return the number with its range."""
        if measure == "events" or not self.events:
            return f"{self.number_of(measure, ''):,}"
        return " ".join(filter(None, figure_and_range(self.killed.figure)))


def _parts(pair: _Pair, at: int) -> dict[_Place, _Part]:
    """Return what each region of one side has."""
    filters, rows = pair.filters[at], pair.summaries[at]["by_region"]
    inside = filters.inside()
    tables = pair.database.tables_of(filters)
    plan = plan_tallies(tables, filters, by_months=True)
    found = {_place(row): (row["events"], Total(**row["killed"])) for row in rows}
    if inside:
        counted = pair.database.rows(
            f"""SELECT admin1 AS region, country, {plan.tally("events", *sums_of("killed"))}
            FROM {plan.table} WHERE {{where}} AND {inside.sql}
            GROUP BY admin1, country""",  # noqa: S608 - no value in it
            filters,
            tables=plan.tables,
        )
        found = {_place(row): (row["events"], Total.of_sums(row, "killed")) for row in counted}
    return {_place(row): _Part(row, *found.get(_place(row), (0, Total()))) for row in rows}


def _place(row: Mapping[Any, Any]) -> _Place:
    return row["region"], row["country"]


def _regions(pair: _Pair) -> tuple[list[ComparedRegion], dict[str, ChangeShade]]:
    """Return every region of either side, those that differ most first, and how to shade them."""
    sides = _parts(pair, 0), _parts(pair, 1)
    nothing = _Part(None, 0, Total())
    rows = []
    pairs = [
        (sides[0].get(place, nothing), sides[1].get(place, nothing))
        for place in dict.fromkeys([*sides[0], *sides[1]])
    ]
    for both in pairs:
        known = next(part.row for part in both if part.row)
        rows.append(
            ComparedRegion(
                region=known["region"],
                name=known["name"],
                country=known["country"],
                country_name=known["country_name"],
                events=[part.events for part in both],
                killed=[part.row["killed"] if part.row else None for part in both],
                changes={},
            )
        )
    # Where places are the sides, each has events on one side alone: that is no change.
    measures = ("events", "killed") if pair.part not in ("region", "country") else ()
    shades = {measure: _add_changes(pair, measure, rows, pairs) for measure in measures}
    rows.sort(key=lambda row: -_difference(row["events"], pair.lengths))
    return rows, shades


def _add_changes(
    pair: _Pair,
    measure: str,
    rows: Sequence[ComparedRegion],
    pairs: Sequence[tuple[_Part, _Part]],
) -> ChangeShade:
    """Tell in each row how its region differs; return the legend of the map of that."""
    found = [_change_of(pair, measure, both) for both in pairs]
    drawn = [
        (state, change) for (state, change), row in zip(found, rows, strict=True) if row["region"]
    ]
    sizes = [(state, None if each["by"] is None else abs(each["by"])) for state, each in drawn]
    legend, shades = shade_changes(sizes, pair.unit)
    for (_, change), shade in zip(drawn, shades, strict=True):
        change["shade"] = shade
    for (_, change), row, both in zip(found, rows, pairs, strict=True):
        name = row["name"] or row["region"] or ""
        change["words"] = [name, *_say_region(pair, measure, both, change)]
        row["changes"][measure] = change
    return _change_shade(pair, measure, legend, rows)


def _change_of(
    pair: _Pair, measure: str, both: tuple[_Part, _Part]
) -> tuple[str | None, RegionChange]:
    """Return how a region differs, one of `CHANGES` or ``None``, and by how much."""
    blank: RegionChange = {**_NOT_TOLD, "by": None, "least": False, "shade": "unknown", "words": []}
    here, there = (part.range_of(measure) for part in both)
    if here is None or there is None or not pair.covered:
        return None, blank
    if measure == "events" and pair.uncounted:
        return None, blank
    count = _compare(here, there, pair.lengths)
    rates = pair.rates or (1, 1)
    if count["change"] is None:
        exact = here[0] == here[1] and there[0] == there[1]
        same = exact and here[0] / pair.lengths[0] == there[0] / pair.lengths[1]
        return ("same", {**blank, "by": 0.0}) if same else ("meet", blank)
    by = pair.filters[0].killed_by
    numbers = [part.number_of(measure, by) for part in both]
    least = None in numbers
    if least:  # what lies between the ranges is sure
        ends = (here[0], there[1]) if count["change"] == "more" else (here[1], there[0])
    else:
        ends = numbers[0] or 0, numbers[1] or 0
    difference = ends[0] / rates[0] - ends[1] / rates[1]
    return count["change"], {**blank, **count, "by": difference, "least": least}


def _say_region(
    pair: _Pair, measure: str, both: tuple[_Part, _Part], change: RegionChange
) -> list[str]:
    """Return the lines on one region: both numbers, and what they tell."""
    lines = [
        f"{capitalise(label)}: {measure} {part.write(measure)}"
        for label, part in zip(pair.labels, both, strict=True)
    ]
    if change["change"] and change["by"] is not None:
        least = "at least " if change["least"] else ""
        return [*lines, f"{least}{abs(change['by']):.2g} {change['change']}{pair.unit}"]
    if change["by"] == 0:
        return [*lines, "the same on both sides"]
    if not pair.covered:
        return [*lines, "days that are not covered: a change cannot be told"]
    uncounted = measure == "events" and pair.uncounted
    if uncounted or any(part.range_of(measure) is None for part in both):
        missing = "records without a number of events" if uncounted else "no figure on one side"
        return [*lines, f"{missing}: a change cannot be told"]
    if _meet(*(part.counted(measure) for part in both)):
        return [*lines, "the ranges meet: which is more is not known"]
    return [*lines, f"{_ONLY_POSSIBLE} leave open which is more"]


def _change_shade(
    pair: _Pair, measure: str, legend: list[ShadeRow], rows: Sequence[ComparedRegion]
) -> ChangeShade:
    """Return the legend of the difference map of a measure."""
    by = LABELS[Estimate][Estimate(pair.filters[0].killed_by)]
    what = "Events" if measure == "events" else f"Killed ({by})"
    here, there = map(capitalise, pair.labels)
    notes = []
    nowhere = [sum(row["events"][at] for row in rows if not row["region"]) for at in (0, 1)]
    if any(nowhere):
        counted = f"{count_of(nowhere[0], 'event')} and {nowhere[1]:,}"
        notes.append(f"Known to no region, and in none: {counted}")
    if any(row["changes"][measure]["least"] for row in rows):
        notes.append(f"Where no {by} is given, by what is sure at the least")
    return {
        "heading": f"{what}, {here} against {there}, by region",
        "rows": legend,
        "notes": notes,
    }


def _say_moved(measure: str, rows: Sequence[ComparedRegion]) -> str:
    """Return which regions have more and which fewer, and of how many that is not known."""
    changes = [(row, row["changes"][measure]) for row in rows if row["region"]]
    said = []
    for change in ("more", "fewer"):
        moved = [(abs(c["by"] or 0), row) for row, c in changes if c["change"] == change]
        moved.sort(key=lambda each: -each[0])
        names = [row["name"] or str(row["region"]) for _, row in moved]
        left = len(names) - _MOST_MOVED
        named = names[:_MOST_MOVED] + ([count_of(left, "more region")] if left > 0 else [])
        said.append(f"{change} in {join_words(named) if named else 'no region'}")
    same = sum(c["by"] == 0 for _, c in changes)
    untold = sum(c["by"] is None for _, c in changes)
    said += [f"the same in {count_of(same, 'region')}"] if same else []
    said += [f"not known for {count_of(untold, 'region')}"] if untold else []
    return f"{capitalise(measure)}: {'; '.join(said)}."


def _types(pair: _Pair) -> list[ComparedType]:
    """Return every type of either side, those that differ most first."""
    here, there = ({row["type"]: row for row in side["by_type"]} for side in pair.summaries)
    rows = []
    for name in dict.fromkeys([*here, *there]):
        found = [here.get(name), there.get(name)]
        rows.append(
            ComparedType(
                type=name,
                events=[row["events"] if row else 0 for row in found],
                killed=[row["killed"] if row else None for row in found],
            )
        )
    return sorted(rows, key=lambda row: -_difference(row["events"], pair.lengths))


def _difference(events: list[int], lengths: tuple[int, int]) -> float:
    return abs(events[0] / lengths[0] - events[1] / lengths[1])


def _reasons(pair: _Pair) -> Iterator[str]:
    """Yield what stands against the comparison, each a sentence."""
    for side, label in zip(pair.summaries, pair.labels, strict=True):
        yield from (f"{capitalise(label)}: {gap}" for gap in side["gaps"])
    if pair.part == "dataset":
        yield (
            "They are two collections, each with rules of its own for what an event is and what is "
            "counted: a difference may be one of counting."
        )
        yield from _say_extents(pair)
    elif pair.part == "version":
        yield (
            "They are two versions of one collection: a difference is what was added, corrected or "
            "withdrawn, and not what happened."
        )
    elif shared := _count_shared(pair):
        them = "it is" if shared == 1 else "they are"
        yield f"{count_of(shared, 'event')} may be on either side: {them} counted on both."
    if pair.lengths != (1, 1):
        counted = [count_of(length, "day") for length in pair.lengths]
        yield f"The periods have {join_words(counted)}: more and fewer are meant by the day."
    if unsaid := pair.uncounted:
        each = "it counts as one" if unsaid == 1 else "each counts as one"
        yield (
            f"{count_of(unsaid, 'record')} {verb_of(unsaid, 'give')} no number of events: {each} "
            "at the least."
        )
    for chosen, label in zip(pair.filters, pair.labels, strict=True):
        voices = describe_other_voices(pair.database, chosen)
        yield from (f"{capitalise(label)}: {said}" for said in voices)
    yield from _say_shares(pair)
    yield from _say_lag(pair)


def _say_extents(pair: _Pair) -> Iterator[str]:
    """Yield of which days two collections are, where these differ and no period is chosen."""
    ends = [extent_of(pair.database, pair.database.info_of(side)) for side in pair.filters]
    if any(pair.days) or None in [end["first"] for end in ends]:
        return
    days = [describe_interval(end["first"], end["last"], DatePrecision.DAYS) for end in ends]
    if days[0] != days[1]:
        yield f"Their events are of other days: {join_words(days)}."


def _count_shared(pair: _Pair) -> int:
    """Return how many events are on both sides."""
    condition = PARTS[pair.part].condition(pair.filters[1])
    if condition is None:
        return 0
    sql = re.sub(r"\$(\w+)", r"$other_\1", condition.sql)
    values = {f"other_{name}": value for name, value in condition.values.items()}
    both = Condition("both sides", f"({sql})", values)
    return pair.database.count(pair.filters[0], only=both)


def _say_shares(pair: _Pair) -> Iterator[str]:
    """Yield for each measure that the shares of events without a figure differ much."""
    for measure in MEASURES:
        totals = pair.totals(measure)
        events = [total.known + total.unknown for total in totals]
        if not all(events) or not any(total.known for total in totals):
            continue
        shares = [total.unknown / number for total, number in zip(totals, events, strict=True)]
        if abs(shares[0] - shares[1]) < _UNLIKE:
            continue
        counted = [
            f"{total.known:,} of {count_of(number, noun_of(side))} ({label})"
            for total, number, side, label in zip(
                totals, events, pair.summaries, pair.labels, strict=True
            )
        ]
        yield f"A figure of {measure} is given by {join_words(counted)}."


def _say_lag(pair: _Pair) -> Iterator[str]:
    """Yield that reports may still come in, where a period ends when the dataset does."""
    if pair.part != "period":
        return
    last = extent_of(pair.database, pair.database.info_of(pair.filters[0]))["last"]
    ends = [side.date_to for side in pair.filters if side.date_to]
    if last and ends and max(ends) > last - timedelta(days=LAG_DAYS):
        day = describe_interval(last, last, DatePrecision.DAY)
        yield (
            f"The dataset ends on {day}: of the {LAG_DAYS} days before it reports may still be "
            "missing."
        )


def _describe(pair: _Pair) -> str:
    """Return the comparison as a sentence: events, then killed and injured."""
    joint = "after" if pair.earlier else "against"
    first, second = _phrase(pair, 0), _phrase(pair, 1)
    if pair.part == PERIOD.name:  # "possibly" once holds for both
        second = PERIOD.days(pair.filters[1])
    here, there = map(shorten_number, pair.summaries)
    noun = "event" if pair.summaries[0]["events"] == 1 else "events"
    change = _say_change(pair, _compare_events(pair))
    said = [f"{here} {noun} {first} {joint} {there} {second}{change}"]
    said += [_describe_cost(pair, measure, joint) for measure in MEASURES]
    words = f"{'; '.join(filter(None, said))}."
    if not pair.covered:
        # Numbers side by side are heard as a rise or a fall.
        words += " Which is more cannot be told, for what the dataset does not cover or give."
    same = pair.filters[0]
    parts = [] if pair.part == "dataset" else [pair.database.info_of(same).title]
    parts += [describe_chosen_period(same)] if pair.part != PERIOD.name else []
    parts += [describe_choices(same.without(pair.part) if pair.part in PARTS else same)]
    head = ", ".join(filter(None, parts))
    return f"{head}: {words}" if head else words


def _phrase(pair: _Pair, at: int) -> str:
    """Return what one side is as a sentence goes on."""
    if pair.part in PARTS:
        return PARTS[pair.part].phrase(pair.filters[at])
    label = pair.labels[at]
    return f"in “{label}”" if pair.part == "dataset" else f"in {label}"


def _say_change(pair: _Pair, count: ComparedCount) -> str:
    """Return by what share the first side is more or fewer, by the day where that is meant."""
    percent = count["percent"]
    by_day = " a day" if pair.lengths != (1, 1) else ""
    if percent is None:
        return f" ({count['change']}{by_day})" if by_day and count["change"] else ""
    if percent >= _TWICE:  # "220 per cent more" is heard as 2.2 times as many
        times = f"{1 + percent / 100:,.2f}".rstrip("0").rstrip(".")
        return f" ({times} times as many{by_day})"
    share = f"{abs(percent):,}" if percent else "less than 1"
    return f" ({share} per cent {count['change']}{by_day})"


def _describe_cost(pair: _Pair, measure: Measure, joint: str) -> str:
    """Return both totals of one measure, and whether they tell which is more."""
    here, there = pair.totals(measure)
    if not (here.known or there.known):
        return f"{measure}: neither gives a figure" if measure == "killed" else ""
    ranges = all(figure_and_range(total.figure)[1] for total in (here, there))
    first, second = (
        "none" if pair.covered and not side["events"] else shorten_figure(total.figure)
        for side, total in zip(pair.summaries, (here, there), strict=True)
    )
    best = " by best estimates" if ranges else ""
    said = f"{measure}{best}: {first} {joint} {second}"
    if not pair.covered:
        return said
    if None in [_cost_range(side, measure) for side in pair.summaries]:
        return f"{said}, so a change cannot be told"
    found = _compare_cost(pair, measure)
    if found["change"]:
        return f"{said}{_say_change(pair, found) or ', ' + found['change']}"
    if not _meet(_range(here, here), _range(there, there)):
        why = f", but {_ONLY_POSSIBLE} leave open which is more"
    elif ranges:
        why = ": the ranges meet, so which is more is not known"
    else:
        why = ", which does not show which is more"
    return said + why


_ONLY_POSSIBLE = "events that are only possibly in the period"


def _meet(here: _Range | None, there: _Range | None) -> bool:
    """Return whether two ranges as they are shown meet, with all that is possibly in the period."""
    return here is None or there is None or max(here[0], there[0]) <= min(here[1], there[1])
