"""When each event happened: the days from its columns of dates, and how exactly they are known.

The order of day and month is the one given by hand; else the one that the column proves; else the
one that the file's other column of dates proves, or that of the days of publication; else the
format's convention, if no row contradicts it. Where none of these decides and some row could be
read in two ways, the file is refused with a question.

How exact a date is: what the format's rule states, unless the text itself says less ("2022-02" is
a month whatever is stated) or gives two days that "day" contradicts. A month or a year that is
stated for one single day means that the day is a stand-in: the interval is the whole calendar
month or year. A week that is stated for one day is the seven days around it, three before and
three after: which days of a week makers name differs, and so these are the ones that are nearest.
All other intervals stay as the row gives them.
"""

from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from eventmap.errors import FileError
from eventmap.readers.model import DateEvidence, DateOrder
from eventmap.readers.values.dates import Dates, decide_order, parse_dates, read_dates
from eventmap.schema import DatePrecision

_RANK = {precision.value: rank for rank, precision in enumerate(DatePrecision)}
_HALF_WEEK = pd.Timedelta(days=3)
_CALENDAR = {DatePrecision.MONTH: "M", DatePrecision.YEAR: "Y"}


class Periods(NamedTuple):
    """The dates of all rows.

    Parameters
    ----------
    values
        ``start``, ``end`` and ``precision``; ``problem`` and ``problem_field`` of rows with a date
        that cannot be used: they are undated, but keep the start where it is the end alone that
        cannot be read; ``restated``: whether the stated precision did not fit the dates;
        ``no_start``: whether only the end is given, and counts for both; ``rough``: whether a cell
        says that it was not quite then; ``first_day``: whether it is the first day of a year or of
        a month, as more are than by chance, and may stand for the whole of it.
    evidence
        For each column that has dates.
    notes
        How numbers were read that are no dates by themselves, and which dates name no day where
        most do.
    """

    values: pd.DataFrame
    evidence: tuple[DateEvidence, ...]
    notes: tuple[str, ...] = ()


def choose_order(
    dates: Dates,
    *,
    by_hand: DateOrder | None = None,
    other: DateEvidence | None = None,
    convention: DateOrder | None = None,
    convention_by: str = "",
) -> DateEvidence:
    """Return the order in which a column is to be read, and why.

    Raises
    ------
    FileError
        If nothing decides it and it matters.
    """
    if by_hand == "YMD" and (order := dates.turned()):
        return DateEvidence(str(dates.cells.name), order, "Real dates are right as they are.")
    if by_hand:
        return DateEvidence(str(dates.cells.name), by_hand, "The order was given by hand.")
    own = decide_order(dates)
    example = dates.ambiguous()
    if own.order and dates.turned():
        raise FileError(_ask_turned(dates, own.order), answers=(("order",),))
    possible = dates.possible()
    # Dots say day first, unless the other dates of the same hand or the format are otherwise.
    by_dots = len(possible) > 1 and dates.are_dotted()
    against = {convention, other.order if other else None} & {"MDY"}
    if (own.order and not (by_dots and against)) or example is None:
        return own
    if other and other.order in possible and not by_dots:
        proof = f"No row of this column proves an order; in {other.column}: {other.proof}"
        return DateEvidence(own.column, other.order, proof)
    if convention in possible:
        proof = f"No row proves an order; {convention} is the format's convention."
        if convention_by:
            proof = f"No row proves an order; it is {convention} {convention_by}."
        return DateEvidence(own.column, convention, proof)
    line, text = example
    found = "rows contradict each other" if not possible else "no row shows which"
    raise FileError(
        f"The dates in column {own.column!r} can be read in more than one order, such as {text!r} "
        f"in line {line}, and {found}: it has to be told, DMY, MDY or YMD.",
        answers=(("order",),),
    )


def _ask_turned(dates: Dates, order: DateOrder) -> str:
    line, real = dates.first([meaning.real for meaning in dates.meanings]) or (0, "")
    at, text = dates.first([bool(m.spans) and not m.real for m in dates.meanings]) or (0, "")
    return (
        f"In column {str(dates.cells.name)!r} the real dates have days up to 12 only, such as"
        f" {real} in line {line}, and those in text days above 12 only, such as {text} in line"
        f" {at}: a spreadsheet has probably taken days for months. It has to be told: {order} turns"
        " the real dates back, YMD leaves them as they are."
    )


def _ask_anew(own: DateEvidence, chosen: DateOrder | None) -> None:
    """Ask where a column proves another order than the one that was chosen for another file."""
    if chosen in ("DMY", "MDY") and own.order in ("DMY", "MDY") and own.order != chosen:
        raise FileError(
            f"The dates in column {own.column!r} are not {chosen}, as chosen before, but"
            f" {own.order}: {own.proof} It has to be told, DMY, MDY or YMD.",
            answers=(("order",),),
        )


def read_periods(
    start: pd.Series,
    end: pd.Series,
    stated: pd.Series,
    *,
    by_hand: DateOrder | None = None,
    before: bool = False,
    convention: DateOrder | None = None,
    convention_by: str = "",
    published: pd.Series | None = None,
) -> Periods:
    """Return when each event happened.

    Parameters
    ----------
    start, end
        Text of the dates, missing where blank, each named as its column in the file.
    stated
        A `DatePrecision`, missing where no rule states one.
    before
        Whether the order was given by hand for another file: then rows that prove another one ask.
    published
        Text of the days of publication, named as its column: written by the same hand.

    Raises
    ------
    FileError
        If the order of day and month is in question.
    """
    columns = {"date_start": parse_dates(start), "date_end": parse_dates(end)}
    decided = {field: decide_order(dates) for field, dates in columns.items()}
    others = {"date_start": decided["date_end"], "date_end": decided["date_start"]}
    if published is not None and any(dates.ambiguous() for dates in columns.values()):
        beside = decide_order(published)
        others = {field: other if other.order else beside for field, other in others.items()}
    evidence = {
        field: choose_order(
            dates,
            by_hand=by_hand,
            other=others[field],
            convention=convention,
            convention_by=convention_by,
        )
        for field, dates in columns.items()
    }
    if before:
        for each in decided.values():
            _ask_anew(each, by_hand)
    if by_hand and by_hand != "YMD":
        columns = {
            field: dates.turn() if dates.turned() == by_hand else dates
            for field, dates in columns.items()
        }
    first, last = (read_dates(dates, evidence[field].order) for field, dates in columns.items())
    values = _combine(first, last, stated)
    used = [evidence[field] for field, dates in columns.items() if dates.cells.notna().any()]
    notes = [dates.note for dates in columns.values() if dates.note]
    for dates, read in zip(columns.values(), (first, last), strict=True):
        notes += _tell_coarse(dates.cells, read)
    if convention_by:
        told = (each for each in used if each.proof.endswith(f" {convention_by}."))
        notes += [f"The dates in {each.column!r} are {each.order}. {each.proof}" for each in told]
    return Periods(values, tuple(used), tuple(notes))


def _tell_coarse(cells: pd.Series, read: pd.DataFrame) -> Iterator[str]:
    """Yield what is said of the months and years that stand in a column of days."""
    precision, start, end = read["precision"], read["start"], read["end"]
    given = start.notna() & ~read["rough"]
    if (precision == DatePrecision.DAY).sum() * 2 < given.sum():
        return
    one_year = (start.dt.year == end.dt.year) & (start.dt.day == 1)
    for coarse, whole in (
        (DatePrecision.YEAR, one_year & (start.dt.month == 1)),
        (DatePrecision.MONTH, one_year & (start.dt.month == end.dt.month)),
    ):
        if (found := cells[given & (precision == coarse) & whole & (start < end)]).empty:
            continue
        line, text = found.index[0], found.iloc[0]
        verb, each = ("names", "it") if len(found) == 1 else ("name", "each")
        yield (
            f"{len(found)} of {int(given.sum())} dates in {str(cells.name)!r} {verb} a {coarse} and"
            f" no day, such as {text!r} in line {line}: {each} is read as the whole {coarse}."
        )


def _combine(first: pd.DataFrame, last: pd.DataFrame, stated: pd.Series) -> pd.DataFrame:
    no_start = first["start"].isna() & last["start"].notna()
    start = first["start"].fillna(last["start"])
    end = last["end"].fillna(first["end"])
    problem = first["problem"].fillna(last["problem"])
    field = pd.Series("date_start", start.index, dtype="str")
    field = field.mask(first["problem"].isna(), "date_end").where(problem.notna())
    reversed_ = (end < start) & problem.isna()
    words = "The end is before the start; allowed: the day of the start, or a later one."
    problem, field = problem.mask(reversed_, words), field.mask(reversed_, "date_end")
    unusable = first["problem"].notna() | reversed_
    start, end = start.mask(unusable), end.mask(unusable)
    no_start &= ~unusable
    read = _coarser(first["precision"], last["precision"])
    read = read.mask((read == DatePrecision.DAY) & (start != end), DatePrecision.DAYS)
    precision, restated = _reconcile(read, stated, start.isna())
    values = pd.DataFrame(
        {
            "start": start,
            "end": end,
            "precision": precision,
            "problem": problem,
            "problem_field": field,
            "restated": restated,
            "no_start": no_start,
            "rough": (first["rough"] | last["rough"]) & start.notna(),
            "century": (first["century"] | last["century"]) & start.notna(),
            "first_day": _find_first_days(start.where((read == DatePrecision.DAY) & stated.isna())),
        }
    )
    return _widen(values)


def _find_first_days(days: pd.Series) -> pd.Series:
    """Return which days are the first of a year or of a month, where more are than by chance.

    So are many where a database wants a day, and the source tells the year or the month alone.
    """
    found = pd.Series(data=False, index=days.index)
    first = days.dt.day == 1
    for which, least, share in (
        (first & (days.dt.month == 1), _FIRST_YEARS, _MANY_YEARS),
        (first, _FIRST_MONTHS, _MANY_MONTHS),
    ):
        many = which.sum() > max(least, share * days.count())
        if many and days[which].nunique() >= least:
            found |= which
    return found


_FIRST_YEARS, _MANY_YEARS = 2, 0.1
"""How many years begin, and on what share of the days: 40 times as many as by chance."""
_FIRST_MONTHS, _MANY_MONTHS = 4, 0.25
"""The same for months: 8 times as many as by chance."""


def _coarser(one: pd.Series, other: pd.Series) -> pd.Series:
    """Return the less exact precision of two; a blank date has none."""
    known = one.where(one != DatePrecision.UNKNOWN, other)
    less = _rank(other) > _rank(known)
    return known.mask(less & (other != DatePrecision.UNKNOWN), other)


def _rank(precision: pd.Series) -> pd.Series:
    return precision.map(_RANK).astype("float64")


def _reconcile(
    read: pd.Series, stated: pd.Series, undated: pd.Series
) -> tuple[pd.Series, pd.Series]:
    known = stated.isin(list(_RANK))
    fits = known & (_rank(stated) >= _rank(read))
    wrong = stated.notna() & ~fits & ~undated
    precision = read.mask(fits & ~undated, stated)
    return precision.mask(undated, DatePrecision.UNKNOWN), wrong


def _widen(values: pd.DataFrame) -> pd.DataFrame:
    """Let a week, a month or a year that is stated for one day be the whole of it."""
    week = (values["precision"] == DatePrecision.WEEK) & (values["start"] == values["end"])
    if week.any():
        values.loc[week, "start"] -= _HALF_WEEK
        values.loc[week, "end"] += _HALF_WEEK
    for precision, unit in _CALENDAR.items():
        one = (values["precision"] == precision) & (values["start"] == values["end"])
        if one.any():
            period = values.loc[one, "start"].to_numpy().astype(f"datetime64[{unit}]")
            last = (period + 1).astype("datetime64[D]") - 1
            values.loc[one, "start"] = period.astype("datetime64[s]")
            values.loc[one, "end"] = last.astype("datetime64[s]")
    return values
