"""With what a selection can be compared: one that differs from it in one thing alone.

That is another period, another value of a facet, another version or another dataset.
"""

import calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from eventmap.database import Database
from eventmap.errors import NotFoundError, ParameterError, Refusal
from eventmap.filters import FACETS, Filters
from eventmap.parameters import parse_count, parse_day
from eventmap.wording import tell_apart

_YEAR_MONTHS = 12

ALLOWED = (
    "previous (the period before), year (the same a year before), two days as "
    f"2022-01-01/2022-03-31, {', '.join(f'{name}:…' for name in FACETS)}, version:… or dataset:…"
)
"""What `compare` may be."""


@dataclass(frozen=True)
class Other:
    """The selection to compare with.

    Parameters
    ----------
    filters
        Which events it holds.
    part
        In which part of the filter it differs: ``period``, a facet, ``version`` or ``dataset``.
    earlier
        Whether it lies wholly before the first one in time.
    """

    filters: Filters
    part: str
    earlier: bool = False


def read_other(filters: Filters, compare: str) -> Other:
    """Return the selection that `compare` names beside `filters`.

    Raises
    ------
    ParameterError
        If it names none, or nothing of this kind was chosen to compare with it.
    """
    name, separator, value = compare.partition(":")
    if separator and name in FACETS:
        return _other_value(filters, name, value, compare)
    if separator and name == "dataset" and value.strip():
        return Other(replace(filters, dataset=value, version=None), name)
    if separator and name == "version":
        try:
            return Other(replace(filters, version=parse_count(value)), name)
        except ValueError as error:
            raise _refuse(compare, f"version: and {error}") from error
    return _other_period(filters, compare)


def _refuse(compare: str, allowed: str) -> ParameterError:
    return ParameterError(Refusal.of_parameter("compare", compare, allowed))


def _other_value(filters: Filters, name: str, value: str, compare: str) -> Other:
    if not getattr(filters, name):
        raise _refuse(compare, f"{name}:… where a {name} is chosen to compare it with")
    allowed = f"{name}: and a value that {name}= allows"
    if not value.strip():
        raise _refuse(compare, allowed)
    kept = [pair for pair in filters.to_params() if pair[0] != name]
    try:
        return Other(Filters.from_params([*kept, (name, value)]), name)
    except ParameterError as error:
        raise _refuse(compare, allowed) from error


def _other_period(filters: Filters, compare: str) -> Other:
    first, last = filters.date_from, filters.date_to
    if first is None or last is None:
        if compare in _PERIODS or "/" in compare:
            raise _refuse(compare, "a period to compare with, where from and to are chosen")
        raise _refuse(compare, ALLOWED)
    if earlier := _PERIODS.get(compare):
        try:
            start, end = earlier(first, last)
        except (ValueError, OverflowError) as error:
            raise _refuse(compare, "a period that has one before it, from the year 1 on") from error
    else:
        start, end = _read_days(compare)
    other = replace(filters, date_from=start, date_to=end)
    return Other(other, "period", earlier=end < first)


def _read_days(compare: str) -> tuple[date, date]:
    days = compare.split("/")
    try:
        start, end = map(parse_day, days)
    except ValueError as error:
        raise _refuse(compare, ALLOWED) from error
    if end < start:
        raise _refuse(compare, "two days of which the second is not before the first")
    return start, end


def _before(first: date, last: date) -> tuple[date, date]:
    """Return the period of the same length that ends the day before.

    Whole calendar months are followed back by as many calendar months.
    """
    end = first - timedelta(days=1)
    if months := count_whole_months(first, last):
        return _shift(first, months), end
    return end - (last - first), end


def _year_before(first: date, last: date) -> tuple[date, date]:
    return _shift(first, _YEAR_MONTHS), _shift(last, _YEAR_MONTHS)


_PERIODS = {"previous": _before, "before": _before, "year": _year_before}
"""The periods that have a name. Links called the previous one ``before`` at first."""


def count_whole_months(first: date | None, last: date | None) -> int:
    """Return how many calendar months a period is; 0 where it is not made of whole ones."""
    if first is None or last is None or first.day != 1 or not _is_last_of_month(last):
        return 0
    return (last.year - first.year) * _YEAR_MONTHS + last.month - first.month + 1


def _shift(day: date, months: int) -> date:
    """Return the day so many months earlier; the end of a month stays one."""
    at = day.year * _YEAR_MONTHS + day.month - 1 - months
    year, month = at // _YEAR_MONTHS, at % _YEAR_MONTHS + 1
    longest = calendar.monthrange(year, month)[1]
    return date(year, month, longest if _is_last_of_month(day) else min(day.day, longest))


def _is_last_of_month(day: date) -> bool:
    return day.day == calendar.monthrange(day.year, day.month)[1]


def offer_comparisons(
    filters: Filters, values: Mapping[str, Iterable[str]], titles: Mapping[str, str]
) -> dict[str, str]:
    """Return what a selection can be compared with, each with its label.

    Parameters
    ----------
    values
        By facet, the values that the dataset has.
    titles
        Of the datasets, by name.
    """
    offered: dict[str, str] = {}
    if filters.date_from and filters.date_to:
        offered |= {"previous": "The period before", "year": "The same period a year before"}
    for name, facet in FACETS.items():
        chosen = getattr(filters, name)
        names = tell_apart({value: facet.name_value(value) for value in values.get(name, ())})
        others = {value: each for value, each in names.items() if chosen and value not in chosen}
        offered |= {f"{name}:{value}": f"{facet.label}: {each}" for value, each in others.items()}
    for name, title in titles.items():
        if name != filters.dataset:
            offered[f"dataset:{name}"] = f"Dataset: {title}"
    return offered


def find_other(
    database: Database, filters: Filters, compare: str, viewer: str | None = None
) -> Other:
    """Return what `read_other` does, of a dataset and version that are here for the viewer.

    Raises
    ------
    ParameterError
        If there is no such other selection.
    """
    other = read_other(filters, compare)
    try:
        database.check_viewer(other.filters, viewer)
        database.tables_of(other.filters)
    except NotFoundError as error:
        if other.part not in ("version", "dataset"):
            raise
        allowed = f"{other.part}: and one of {', '.join(map(str, error.known)) or 'none'}"
        if error.why:
            allowed = f"{allowed}, for {error.why}"
        raise _refuse(compare, allowed) from error
    return other
