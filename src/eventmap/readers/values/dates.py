"""Columns of dates: which order of day and month they have, and the days that each cell means.

The order is decided for a whole column, from the rows that prove it, and holds for every shape in
it: a day above 12 shows where the days stand. It is never guessed. Where rows prove both orders,
or none proves one and some could be read in both, there is none, and the user is asked; but where
all of these have dots ("03.05.2024"), the day is first, as it is wherever dates are written so.

What a text means may also depend on its column: whether numbers are seconds, milliseconds or
microseconds since 1970, or days as spreadsheets count them; whether 1970-01-01 is a day or stands
for none; which language "listopad" is; whether "2024.1" was "2024.10" once. A year that cannot be,
long past or after tomorrow, is no date.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from eventmap.readers.model import DateEvidence, DateOrder, trim
from eventmap.readers.values.clocktimes import TIME, tell_joined_times
from eventmap.readers.values.dateshapes import (
    DATE_ORDERS,
    EXAMPLES,
    LONGEST_DATE,
    Meaning,
    Span,
    fold_date,
    interpret,
)
from eventmap.readers.values.months import choose_months, read_roman_month
from eventmap.schema import DatePrecision

_WORDS: dict[DateOrder, str] = {
    "DMY": "day first",
    "MDY": "month first",
    "YMD": "year first",
}

_TIME = rf"(?i)(\d)(?:T|,?\s+){TIME}$"
_FIRST_YEAR = 1500
_ALLOWED = f"a date such as {EXAMPLES}, of the years {_FIRST_YEAR} to today; or blank"

_BUDDHIST = range(2400, 2700)
_STAND_INS = {
    # Zero in what counts from a day, with the years of which another date shows that it is meant.
    # From the last days of 1899 on, a spreadsheet may have counted those of 1900, too.
    date(1970, 1, 1): range(1960, 1980),
    date(1900, 1, 1): range(1890, 1911),
    date(1899, 12, 30): range(1890, 1900),
    date(1899, 12, 31): range(1890, 1900),
    date(9999, 12, 31): range(0),
}
_DOTTED = re.compile(r"(?<![\d.])\d{1,2}\.\s?\d{1,2}\.\s?\d{4}(?!\d)")
_EPOCH = re.compile(r"(\d{10})(?:\d{3}|\d{6})?(?:\.\d{1,9})?")
_SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?")
_SERIAL_ZERO = date(1899, 12, 30)
_FIRST_SERIAL = 25_569
"""1 January 1970, as a spreadsheet counts days."""


class Dates(NamedTuple):
    """A column of dates, each of its distinct texts read once.

    Parameters
    ----------
    cells
        The texts without the time of day, missing where blank.
    codes, meanings
        The number of each cell's text, -1 where blank, and what the texts mean.
    note
        How numbers were read that are no dates by themselves, in a sentence.
    """

    cells: pd.Series
    codes: "np.ndarray[Any, Any]"
    meanings: list[Meaning]
    note: str = ""

    def possible(self) -> frozenset[DateOrder]:
        """Return the orders that no cell rules out."""
        orders = frozenset(DATE_ORDERS)
        for meaning in self.meanings:
            if meaning.spans:
                orders &= meaning.likely
        return orders

    def first(self, chosen: list[bool]) -> tuple[int, str] | None:
        """Return the line and text of the first cell whose meaning is `chosen`."""
        wanted = np.array([*chosen, False])[self.codes]
        if not wanted.any():
            return None
        at = int(wanted.argmax())
        return int(self.cells.index[at]), str(self.cells.iloc[at])

    def count(self, chosen: list[bool]) -> int:
        """Return how many cells have a `chosen` meaning."""
        return int(np.array([*chosen, False])[self.codes].sum())

    def turned(self) -> DateOrder | None:
        """Return the order of the dates in text, if a spreadsheet has taken all others wrongly.

        Then those that it could read are real dates, with a day up to 12 each, and text is left of
        those that it could not: with a day above 12, all in the same place.
        """
        given = [meaning for meaning in self.meanings if meaning.spans]
        real = [each.spans[min(each.likely)].start for each in given if each.real]
        left = {each.likely for each in given if not each.real}
        turned = any(day.day != day.month for day in real)
        if not turned or max(day.day for day in real) > 12 or len(left) != 1:  # noqa: PLR2004 - months
            return None
        orders = left.pop()
        return min(orders) if orders in (frozenset({"DMY"}), frozenset({"MDY"})) else None

    def turn(self) -> "Dates":
        """Return the dates with day and month of the real ones changed back."""
        back = [_turn(each) if each.real else each for each in self.meanings]
        return self._replace(meanings=back)

    def ambiguous(self) -> tuple[int, str] | None:
        """Return line and text of the first cell that means other days in another order."""
        return self.first([meaning.needs_order for meaning in self.meanings])

    def are_dotted(self) -> bool:
        """Return whether every cell that means other days in another order is like "03.05.2024".

        Where dates are written so, from Germany to Ukraine, the day is first.
        """
        needed = pd.Series([*(meaning.needs_order for meaning in self.meanings), False])
        texts = self.cells[needed.take(self.codes).to_numpy()].drop_duplicates()
        return bool(len(texts)) and bool(texts.str.contains(_DOTTED, na=False).all())


def _turn(meaning: Meaning) -> Meaning:
    day = meaning.spans[min(meaning.likely)].start
    return _one_day(day.replace(month=day.day, day=day.month))


def parse_dates(cells: pd.Series) -> Dates:
    """Return a column of text with the meaning of each distinct text.

    A time of day is left out: the day is the one that is written, in the time zone of the stamp
    itself, whatever day it is elsewhere; of times in UTC that is said. But where all of a column
    are one time of day in UTC that is midnight further east, a program has made them of days: they
    are of the next one.
    """
    text = trim(cells)
    if text.isna().all():
        none = pd.Series(index=cells.index, dtype="str", name=cells.name)
        return Dates(none, np.full(len(none), -1), [])
    local, in_utc = _find_midnights(text), _say_utc(text)
    # pandas would hand each of a million cells to Python's own regular expressions.
    days = pc.replace_substring_regex(pa.array(text, pa.large_string()), _TIME, r"\1")
    joined = tell_joined_times(text)
    days = pd.Series(days, cells.index, dtype="str", name=cells.name)
    text = days.where(~text.isin(list(joined)), text) if joined else days
    codes, found = pd.factorize(text)
    texts = [str(each) for each in found]
    worded = [fold_date(each) for each in texts if not each.isascii() or _LETTER.search(each)]
    months = choose_months(each for each in worded if len(each) <= LONGEST_DATE)
    meanings = [interpret(each, months) for each in texts]
    counted = {**_count_seconds(texts), **_count_days(texts)}
    timed = {each: interpret(told, months) for each, told in joined.items()}
    timed |= _read_roman_months(texts)
    known = timed | counted | _read_trimmed(texts) | _read_double_years(texts)
    if local:
        known |= {each: _next_day(meaning) for each, meaning in zip(texts, meanings, strict=True)}
    meanings = [known.get(each, meaning) for each, meaning in zip(texts, meanings, strict=True)]
    dates = _doubt_centuries(Dates(text, codes, _without_stand_ins(meanings)), texts)
    if local:
        return dates._replace(note=_say_midnights(cells, local))
    if joined:
        return dates._replace(note=_say_joined(cells, joined))
    if counted:
        return dates._replace(note=_say_counted(dates, texts, counted))
    return dates._replace(note=" ".join(filter(None, (in_utc, dates.note))))


_AT = r"(\d\d?):(\d\d)(?::\d\d(?:\.\d{1,9})?)?$"
_AT_IN_UTC = r"(\d\d?):(\d\d)(?::\d\d(?:\.\d{1,9})?)? ?(?:[Zz]|UTC|GMT|[+-]00(?::?00)?)$"
_SPREAD = 2000
"""Cells, spread over a column, by which it is told whether all times in UTC are made of days."""
_OF_GREENWICH = re.compile(
    r"(?i)(?<![^\W_])(?:utc|gmt|zulu)(?![^\W_])(?!\s?[+\-\u2212\u2013]\s?(?:0?[1-9]|1\d))"
)
"""No "UTC+3", which is the time of a place."""


def _say_utc(text: pd.Series) -> str:
    """Say that times are in UTC, and so are their days; nothing where they are made of days."""
    told = text.dropna()
    named = not told.empty and _OF_GREENWICH.search(str(text.name)) is not None
    if told.empty or not (named or re.search(_AT_IN_UTC, str(told.iloc[0]))):
        return ""
    told = told.iloc[:: max(len(told) // _SPREAD, 1)]
    times = told.str.extract(_AT_IN_UTC)
    if named:
        times = times.fillna(told.str.extract(_AT))
    times = times.dropna().astype("int64")
    if len(times) < max(len(told) / 2, 1):
        return ""
    minutes = (60 * times[0] + times[1]).unique()
    made_of_days = minutes.max() - minutes.min() in (0, _HOUR) and not (minutes % _QUARTER).any()
    if made_of_days:
        return ""
    example = told.loc[times.index].iloc[0]
    return (
        f"Times in column {text.name!r} are in UTC, such as {example}: so are the days that are"
        " read. Where it happened it may have been another day."
    )


_STAMP = r"^\d{4}-\d\d-\d\d[T ](\d\d:\d\d)(?::00(?:\.0+)?)? ?(?:[Zz]|UTC|\+00(?::?00)?)$"
"""A time in UTC, to the minute."""


def _find_midnights(text: pd.Series) -> tuple[str, ...]:
    """Return the times of day of a column in UTC, if they are midnight further east; else none.

    In winter and in summer these are two.
    """
    given = text.dropna()
    if given.empty or not re.match(_STAMP, str(given.iloc[0])):
        return ()
    stamps = pa.array(given, pa.large_string())
    if not pc.all(pc.match_substring_regex(stamps, _STAMP)).as_py():
        return ()
    times = pc.unique(pc.utf8_slice_codeunits(stamps, 11, 16)).to_pylist()
    if pc.count_distinct(pc.utf8_slice_codeunits(stamps, 0, 10)).as_py() < _FEWEST_DAYS:
        return ()
    return tuple(sorted(times)) if _are_midnights(times) else ()


def _are_midnights(times: Collection[str]) -> bool:
    """Return whether times in UTC, such as "21:00", are all midnight in one place east of it."""
    minutes = sorted(60 * int(each[:2]) + int(each[3:]) for each in times)
    first, last = minutes[0], minutes[-1]
    return (
        len(minutes) <= _SUMMER_AND_WINTER
        and last - first in (0, _HOUR)
        and first >= _AFTERNOON
        and not any(minute % _QUARTER for minute in minutes)
    )


_FEWEST_DAYS = 3
_SUMMER_AND_WINTER, _HOUR, _QUARTER, _AFTERNOON = 2, 60, 15, 13 * 60
"""In minutes: by what clocks are changed, zones differ, and from when on it is tomorrow east."""


def _next_day(meaning: Meaning) -> Meaning:
    return _one_day(next(iter(meaning.spans.values())).start + timedelta(days=1))


def _say_midnights(cells: pd.Series, times: Sequence[str]) -> str:
    example = cells.dropna().iloc[0]
    return (
        f"All times in column {cells.name!r} are {' or '.join(times)} UTC, which is midnight"
        f" further east, such as {example}: the day that begins then is read."
    )


def _say_joined(cells: pd.Series, joined: Mapping[str, str]) -> str:
    example = next(iter(joined))
    if joined[example].endswith("?"):
        return (
            f"Times in column {cells.name!r} such as {example!r} may last from one to the other, or"
            " the second may be a time zone: the day that is written is read. A dash between them,"
            ' or a "T" before them, says which.'
        )
    return (
        f"Times in column {cells.name!r} such as {example!r} are read as lasting from one to the"
        " other: what goes on over midnight ends on the next day."
    )


_LETTER = re.compile(r"[a-zA-Z]")


def _tomorrow() -> date:
    return datetime.now(UTC).date() + timedelta(days=1)


def _one_day(day: date) -> Meaning:
    span = Span(day, day, DatePrecision.DAY)
    return Meaning(dict.fromkeys(DATE_ORDERS, span), frozenset(DATE_ORDERS))


def _count_seconds(texts: list[str]) -> dict[str, Meaning]:
    """Return the days of texts that are seconds since 1970 or parts of them, if all such can be."""
    seconds = {text: int(match[1]) for text in texts if (match := _EPOCH.fullmatch(text))}
    latest = datetime.combine(_tomorrow(), datetime.max.time(), UTC).timestamp()
    if not seconds or max(seconds.values()) > latest or min(seconds.values()) < 10**9:
        return {}
    moments = {text: datetime.fromtimestamp(value, UTC) for text, value in seconds.items()}
    later = timedelta(days=_are_local(moments.values()))
    return {text: _one_day((moment + later).date()) for text, moment in moments.items()}


def _are_local(moments: Collection[datetime]) -> bool:
    """Return whether all of these are midnight further east, see `_find_midnights`."""
    several = len({moment.date() for moment in moments}) >= _FEWEST_DAYS
    whole = not any(moment.second for moment in moments)
    return several and whole and _are_midnights({f"{moment:%H:%M}" for moment in moments})


def _count_days(texts: list[str]) -> dict[str, Meaning]:
    """Return the days of texts that are numbers of a spreadsheet, if all such can be."""
    days = {text: int(match[1]) for text in texts if (match := _SERIAL.fullmatch(text))}
    latest = (_tomorrow() - _SERIAL_ZERO).days
    if not days or max(days.values()) > latest or min(days.values()) < _FIRST_SERIAL:
        return {}
    real = {text: _one_day(_SERIAL_ZERO + timedelta(days=value)) for text, value in days.items()}
    return {text: day._replace(counted=True) for text, day in real.items()}


def _read_trimmed(texts: list[str]) -> dict[str, Meaning]:
    """Return what "2024.1" means in a column in which it may be "2024.10" without its last zero.

    That is October where other months have two digits, and the year alone where nothing shows it.
    """
    trimmed = {text: match[1] for text in texts if (match := _TRIMMED.fullmatch(text))}
    if not trimmed or any(_SHORT_MONTH.fullmatch(text) for text in texts):
        return {}
    month = "-10" if any(_PADDED_MONTH.fullmatch(text) for text in texts) else ""
    return {text: interpret(year + month)._replace(rough=True) for text, year in trimmed.items()}


def _read_roman_months(texts: list[str]) -> dict[str, Meaning]:
    """Return what "IV 2023" means in a column in which another numeral is that of no quarter."""
    alone = {text: found for text in texts if (found := read_roman_month(fold_date(text)))}
    if not any(month > _QUARTERS for _, month in alone.values()):
        return {}
    return {text: interpret(f"{year}-{month:02}") for text, (year, month) in alone.items()}


_QUARTERS = 4


def _read_double_years(texts: list[str]) -> dict[str, Meaning]:
    """Return what "2010/11" means in a column each of whose texts is a year and the next one.

    That is a year of finance, of schools or of sports, somewhere in both; and no November of 2010.
    """
    found = {text: match for text in texts if (match := _DOUBLE_YEAR.fullmatch(text))}
    pairs = {text: (int(match[1]), int(match[2])) for text, match in found.items()}
    if len(pairs) < max(2, len(texts)) or any((y + 1) % 100 != last for y, last in pairs.values()):
        return {}
    return {
        text: Meaning(
            dict.fromkeys(
                DATE_ORDERS, Span(date(year, 1, 1), date(year + 1, 12, 31), DatePrecision.YEAR)
            ),
            frozenset(DATE_ORDERS),
            rough=True,
        )
        for text, (year, _) in pairs.items()
    }


_DOUBLE_YEAR = re.compile(r"([12]\d{3}) ?[/–-] ?(\d\d)")
_TRIMMED = re.compile(r"(\d{4})\.1")
_SHORT_MONTH = re.compile(r"\d{4}\.(?:[2-9]|10)")
_PADDED_MONTH = re.compile(r"\d{4}\.0[1-9]")


_COUNTED = {
    5: "days as spreadsheets count them, from 1900",
    10: "seconds since 1970, in UTC",
    13: "milliseconds since 1970, in UTC",
    16: "microseconds since 1970, in UTC",
}
"""What numbers are that are dates, by how many digits they have."""


def _say_counted(dates: Dates, texts: list[str], counted: Mapping[str, Meaning]) -> str:
    chosen = [text in counted for text in texts]
    line, text = dates.first(chosen) or (0, "")
    day = next(iter(counted[text].spans.values())).start
    kind = _COUNTED[len(re.split("[.,]", text)[0])]
    if kind.endswith("UTC") and _are_local(
        [datetime.fromtimestamp(int(each.split(".")[0][:10]), UTC) for each in counted]
    ):
        kind += ", all of them midnight further east, where the next day begins"
    number = dates.count(chosen)
    return (
        f"{number:,} {'dates are' if number > 1 else 'date is'} read as {kind}, such as {text} in"
        f" line {line} of column {dates.cells.name!r}: {day:%Y-%m-%d}."
    )


def _without_stand_ins(meanings: list[Meaning]) -> list[Meaning]:
    """Return the meanings without the days that stand for no date."""

    def starts(meaning: Meaning) -> Iterator[date]:
        return (span.start for span in meaning.spans.values())

    every = {day for meaning in meanings for day in starts(meaning)}
    false = {
        day
        for day, near in _STAND_INS.items()
        if day in every and not any(other.year in near for other in every - {*_STAND_INS})
    }
    if date(9999, 12, 31) not in false and not false & every:
        return meanings
    gone = Meaning(why="stands for no date")
    return [gone if set(starts(each)) & false else each for each in meanings]


def _doubt_centuries(dates: Dates, texts: list[str]) -> Dates:
    """Doubt years such as "15" in a column where others, written out or not, are before 1950.

    "44" is one of these where it would lie after tomorrow: it is of the 1900s where all years that
    are written out are.
    """
    begun = [[span.start for span in meaning.spans.values()] for meaning in dates.meanings]
    short = [not _WRITTEN_OUT.search(text) for text in texts]
    latest = _tomorrow()
    older = [
        bool(days) and (min(days) > latest if cut else max(days).year < _FIRST_SHORT)
        for days, cut in zip(begun, short, strict=True)
    ]
    late = [
        cut and any(day.year >= _LAST_CENTURY and day <= latest for day in days)
        for days, cut in zip(begun, short, strict=True)
    ]
    written = {day.year for days, cut in zip(begun, short, strict=True) if not cut for day in days}
    of_last = written and all(_LAST_CENTURY - 100 <= year < _LAST_CENTURY for year in written)
    dates = dates._replace(
        meanings=[
            (_a_century_before(meaning) if of_last else meaning._replace(why=_MAY_BE_OLDER))
            if cut and old
            else meaning
            for meaning, cut, old in zip(dates.meanings, short, older, strict=True)
        ]
    )
    first, number = dates.first(late), dates.count(late)
    if first is None or (proof := dates.first(older)) is None:
        return dates
    meanings = [
        meaning._replace(century=meaning.century or doubted)
        for meaning, doubted in zip(dates.meanings, late, strict=True)
    ]
    note = (
        f"Years of two digits in column {dates.cells.name!r} are read as those from 2000 on in"
        f" {number:,} {'rows' if number > 1 else 'row'}, such as {first[1]!r} in line {first[0]}."
        f" But {proof[1]!r} in line {proof[0]} is of before {_FIRST_SHORT}: they may be 100 years"
        " older."
    )
    return dates._replace(meanings=meanings, note=note)


def _a_century_before(meaning: Meaning) -> Meaning:
    spans = {
        order: span._replace(
            start=span.start.replace(year=span.start.year - 100),
            end=span.end.replace(year=span.end.year - 100),
        )
        for order, span in meaning.spans.items()
    }
    return meaning._replace(spans=spans, century=True)


_MAY_BE_OLDER = "would lie after tomorrow, and by its year of two digits may be 100 years older"
_WRITTEN_OUT = re.compile(r"\d{3}")
_FIRST_SHORT, _LAST_CENTURY = 1950, 2000
"""The first year that two digits stand for, and from when on they may stand for an older one."""


def decide_order(cells: pd.Series | Dates) -> DateEvidence:
    """Return the order of day and month in a column of text, and what proves it.

    Parameters
    ----------
    cells
        Text, missing where blank, indexed by line; its name is the column's.
    """
    dates = cells if isinstance(cells, Dates) else parse_dates(cells)
    column, possible = str(dates.cells.name), dates.possible()
    readable = [bool(meaning.spans) for meaning in dates.meanings]
    if not (total := dates.count(readable)):
        return DateEvidence(column, None, "No row has a date.")
    if not possible:
        return DateEvidence(column, None, _say_contradiction(dates))
    if len(possible) == 1:
        (order,) = possible
        return DateEvidence(column, order, _say_proof(dates, order, total))
    if all(meaning.yearfirst for meaning in dates.meanings if meaning.spans):
        line, text = dates.first(readable) or (0, "")
        proof = f"{_share(total, total)} a date with the year first, such as {text} in line {line}."
        return DateEvidence(column, "YMD", proof)
    if (example := dates.ambiguous()) is None:
        return DateEvidence(column, None, "No date in the column needs an order.")
    line, text = example
    dotted = "DMY" in possible and dates.are_dotted()
    proof = f"No row proves which number is the day, and {text} in line {line} can be read"
    proof = f"{proof} {_either(sorted(possible))}."
    if dotted:
        proof = (
            f"No row has a day above 12; with dots, as in {text} in line {line}, the day is first."
        )
    return DateEvidence(column, "DMY" if dotted else None, proof)


def _say_proof(dates: Dates, order: DateOrder, total: int) -> str:
    """Say how many rows rule out what is read most like `order`, and which is the first."""
    proving = [bool(m.spans) and m.likely == {order} for m in dates.meanings]
    where = {"DMY": "first", "MDY": "second"}.get(order)
    if not (count := dates.count(proving)) or where is None:
        # Each of two rows left two orders open, and only one of them both.
        rows = _share(total, total)
        return f"{rows} a date that can be read {_WORDS[order]}, and in no other order all of them."
    line, text = dates.first(proving) or (0, "")
    rows = _share(count, total)
    return f"{rows} a day above 12 in {where} place, such as {text} in line {line}."


def _share(count: int, total: int) -> str:
    if count == total:
        return f"All {total:,} rows have" if total > 1 else "The one row has"
    return f"{count:,} of {total:,} rows {'have' if count > 1 else 'has'}"


def _say_contradiction(dates: Dates) -> str:
    shown = []
    for order in DATE_ORDERS:
        only = [bool(m.spans) and m.likely == {order} for m in dates.meanings]
        if found := dates.first(only):
            line, text = found
            shown.append((line, f"{text} in line {line} is {_WORDS[order]}"))
    return f"Rows prove different orders: {', '.join(words for _, words in sorted(shown))}."


def _either(orders: list[DateOrder]) -> str:
    *others, last = (_WORDS[order] for order in orders)
    return f"{', '.join(others)} or {last}"


def read_dates(cells: pd.Series | Dates, order: DateOrder | None = None) -> pd.DataFrame:
    """Return the days that each cell of a column means.

    The day is the one that is written, in the time zone of the stamp itself. A blank cell has no
    days, and its precision is unknown. Years of two digits are 1950 to 2049.

    Parameters
    ----------
    order
        Of day and month. ``None``: only what means the same days in every order is read.

    Returns
    -------
    ``start`` and ``end`` (both included), ``precision`` (a `DatePrecision`), ``problem``: why a
    cell cannot be read and what is allowed, missing where there is nothing to say; ``rough``:
    whether the cell says that it was not quite then; ``century``: whether its year may be of
    another one.
    """
    dates = cells if isinstance(cells, Dates) else parse_dates(cells)
    read = [_read(meaning, order) for meaning in dates.meanings]
    read.append((None, None, DatePrecision.UNKNOWN, None))  # number -1: blank
    start, end, precision, problem = zip(*read, strict=True)
    rough = [meaning.rough for meaning in dates.meanings]
    century = [meaning.century for meaning in dates.meanings]
    index, codes = dates.cells.index, dates.codes
    return pd.DataFrame(
        {
            "start": pd.Series(_days(start)[codes], index),
            "end": pd.Series(_days(end)[codes], index),
            "precision": _texts([str(each) for each in precision], dates),
            "problem": _texts([*problem], dates),
            "rough": pd.Series(np.array([*rough, False])[codes], index),
            "century": pd.Series(np.array([*century, False])[codes], index),
        }
    )


def _days(days: tuple[object, ...]) -> "np.ndarray[Any, Any]":
    return np.array(days, dtype="datetime64[D]").astype("datetime64[s]")


def _texts(texts: list[str | None], dates: Dates) -> pd.Series:
    return pd.Series(texts, dtype="str").take(dates.codes).set_axis(dates.cells.index)


def _read(meaning: Meaning, order: DateOrder | None) -> tuple[object, object, str, str | None]:
    problem = None
    if not meaning.spans:
        problem = f"This {meaning.why or 'is no date that can be read'}; allowed: {_ALLOWED}."
    elif order is None and meaning.needs_order:
        problem = _unordered(meaning.spans)
    elif order is not None and order not in meaning.spans:
        words = f"This is no date with the {_WORDS[order].split()[0]} first"
        problem = f"{words}, as it must be in this column ({order})."
    else:
        span = meaning.spans[order] if order else meaning.spans[min(meaning.likely)]
        if not (problem := _impossible(span)):
            return span.start, span.end, span.precision, None
        if meaning.why:
            problem = f"This {meaning.why}; allowed: {_ALLOWED}."
    return None, None, DatePrecision.UNKNOWN, problem


def _impossible(span: Span) -> str | None:
    """Return why an event cannot have been in these days, ``None`` if it can."""
    year = span.start.year
    if year < _FIRST_YEAR:
        other = "it may be of the Hijri or the Iranian calendar, which are not converted"
        return f"The year {year} cannot be; {other}; allowed: {_ALLOWED}."
    if span.start <= _tomorrow():
        return None
    buddhist = "; it may be of the Buddhist calendar, which is not converted"
    return f"This lies after tomorrow{buddhist if year in _BUDDHIST else ''}; allowed: {_ALLOWED}."


def _unordered(spans: Mapping[DateOrder, object]) -> str:
    orders = _either([order for order in DATE_ORDERS if order in spans])
    return f"This can be read {orders}, and no row shows which; allowed: a date with its order."
