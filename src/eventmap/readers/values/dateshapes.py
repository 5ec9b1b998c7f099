"""The shapes in which tables write a date, and the days that each of them means.

A text is read in every order of day and month in which it is a date at all. Which order holds in
its column is for `dates` to find out: this module guesses nothing.
"""
# ruff: noqa: RUF001 - Cyrillic words

import calendar
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple, cast

from eventmap.readers.drafts import DateOrder
from eventmap.readers.values.months import MONTH, month_number
from eventmap.schema import DatePrecision

ORDERS: tuple[DateOrder, ...] = ("DMY", "MDY", "YMD")

EXAMPLES = "2022-02-24, 24/02/2022, 24 February 2022, 2022-02 or 2022"
"""Shapes that can be read, for messages."""

_YEARS = range(1000, 3000)
_PIVOT = 69  # two digits from here on are of the 1900s, as in POSIX's strptime
_MONTHS = 12
LONGEST = 200
"""More characters than these are no date or interval, whatever they begin with."""

_ZONE = r"(?:z|utc|gmt|[+-](?:0\d|1[0-4])(?::?[0-5]\d)?)"
TIME = (
    r"(?:[01]?\d|2[0-4]):[0-5]\d(?::(?:[0-5]\d|60)(?:[.,]\d+)?)?"
    rf"(?:\s*[ap]\.?m\.?)?(?:\s*{_ZONE})?"
)
"""Pattern of a time of day, in small letters, with or without a time zone."""

_NOISE = re.compile(
    rf"(?:t|,?(?<!\s)\s+){TIME}$"
    r"|^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]?\s+"
)
_YEAR_WORD = re.compile(r"(?<!\s)\s*(?:г\.|года?|р\.|року|рік)$")
_DOTS = re.compile(r"(?<=\d)\.\s+(?=\d)")


class Span(NamedTuple):
    """The days that a text means, both included."""

    start: date
    end: date
    precision: DatePrecision


class Meaning(NamedTuple):
    """What a text means.

    Parameters
    ----------
    spans
        The days, by each order in which the text is a date. No order: it is none.
    likely
        The orders that count as possible until the column shows more. Nobody writes 24.02.22 or
        24/02/22 with the year first, as some do 24-02-22.
    yearfirst
        Whether it is a day in figures that begin with a year of four digits.
    """

    spans: Mapping[DateOrder, Span] = {}
    likely: frozenset[DateOrder] = frozenset()
    yearfirst: bool = False

    @property
    def needs_order(self) -> bool:
        """Whether the likely orders make different days of it."""
        return len({self.spans[order] for order in self.likely}) > 1


UNREADABLE = Meaning()


def interpret(text: str) -> Meaning:
    """Return what a text without outer white space means, in each order of day and month.

    Nothing where it is longer than `LONGEST`.
    """
    if len(text) > LONGEST:
        return UNREADABLE
    plain = _DOTS.sub(".", " ".join(text.casefold().split()))
    plain = _YEAR_WORD.sub("", plain)
    for pattern, ends in _INTERVALS:
        if match := pattern.fullmatch(plain):
            first, last = (_interpret_one(end) for end in ends(*match.groups()))
            if first.spans and last.spans:
                return _between(first, last)
    return _interpret_one(plain)


def _between(first: Meaning, last: Meaning) -> Meaning:
    both = [order for order in ORDERS if order in first.spans and order in last.spans]
    spans = {
        order: joined
        for order in both
        if (joined := join(first.spans[order], last.spans[order])) is not None
    }
    likely = first.likely & last.likely & frozenset(spans)
    return Meaning(spans, likely or frozenset(spans), first.yearfirst and last.yearfirst)


def join(first: Span, last: Span) -> Span | None:
    """Return the days from the start of one span to the end of another, if they run forward.

    It is as exact as the less exact of the two; two days make a span of `days`.
    """
    if last.end < first.start:
        return None
    coarse = max(first.precision, last.precision, key=[*DatePrecision].index)
    if coarse == DatePrecision.DAY and first.start != last.end:
        coarse = DatePrecision.DAYS
    return Span(first.start, last.end, coarse)


def _interpret_one(text: str) -> Meaning:
    while (shorter := _NOISE.sub("", text, count=1)) != text:
        text = shorter
    for pattern, read in _SHAPES:
        if match := pattern.fullmatch(text):
            return read(*match.groups())
    return UNREADABLE


def _triple(first: str, separator: str, second: str, third: str) -> Meaning:
    """Read two numbers and a year, or three numbers of two digits."""
    spans = {
        "DMY": _day(_year(third), second, first),
        "MDY": _day(_year(third), first, second),
        "YMD": _day(_year(first), second, third) if len(first) == len(third) == 2 else None,  # noqa: PLR2004 - digits
    }
    known = {cast("DateOrder", order): span for order, span in spans.items() if span}
    yearlast = frozenset(known) - {"YMD"}
    likely = yearlast if yearlast and separator != "-" else frozenset(known)
    return Meaning(known, likely)


def _yearfirst(year: str, month: str, day: str) -> Meaning:
    """Read a day; as a day or a month, 0 is unknown."""
    if int(day):
        return _any_order(_day(_year(year), month, day), yearfirst=True)
    return _month(year, month)


def _month(year: str, month: str) -> Meaning:
    return _any_order(_span(_year(year), int(month)))


def _only_year(year: str) -> Meaning:
    return _any_order(_span(_year(year), 0))


def _named(day: str, month: str, year: str) -> Meaning:
    return _any_order(_day(_year(year), str(month_number(month)), day))


def _named_month(month: str, year: str) -> Meaning:
    return _month(year, str(month_number(month)))


def _any_order(span: Span | None, *, yearfirst: bool = False) -> Meaning:
    if span is None:
        return UNREADABLE
    return Meaning(dict.fromkeys(ORDERS, span), frozenset(ORDERS), yearfirst)


def _year(digits: str) -> int:
    if len(digits) > 2:  # noqa: PLR2004 - digits
        return int(digits)
    return int(digits) + (1900 if int(digits) >= _PIVOT else 2000)


def _day(year: int, month: str, day: str) -> Span | None:
    if year not in _YEARS:
        return None
    try:
        known = date(year, int(month), int(day))
    except ValueError:
        return None
    return Span(known, known, DatePrecision.DAY)


def _span(year: int, month: int) -> Span | None:
    if year not in _YEARS or month > _MONTHS:
        return None
    if month == 0:
        return Span(date(year, 1, 1), date(year, 12, 31), DatePrecision.YEAR)
    last = calendar.monthrange(year, month)[1]
    return Span(date(year, month, 1), date(year, month, last), DatePrecision.MONTH)


_DASH = r"\s*[-–—]\s*"

_Reader = Callable[..., Meaning]

_SHAPES: list[tuple[re.Pattern[str], _Reader]] = [
    (re.compile(pattern), read)
    for pattern, read in (
        (r"(\d{4})(?:\.0+)?", _only_year),
        (r"(\d{4})[-/.]?(\d\d)(?:\.0+)?", _month),
        (r"(\d{4})[-/.](\d)", _month),
        (r"(\d{4})(\d\d)(\d\d)(?:\.0+)?", _yearfirst),
        (r"(\d{4})-(\d\d?)-(\d\d?)", _yearfirst),
        (r"(\d{4})/(\d\d?)/(\d\d?)", _yearfirst),
        (r"(\d{4})\.(\d\d?)\.(\d\d?)", _yearfirst),
        (r"(\d\d?)([-/.])(\d\d?)\2(\d{4}|\d\d)", _triple),
        (r"(\d\d?)[-/.](\d{4})", lambda month, year: _month(year, month)),
        (rf"(\d\d?)(?:st|nd|rd|th|\.)?[-/ ]?({MONTH})[-/, ]{{0,2}}(\d{{4}}|\d\d)", _named),
        (
            rf"({MONTH})[-/ ]?(\d\d?)(?:st|nd|rd|th)?[-/, ]{{1,2}}(\d{{4}})",
            lambda month, day, year: _named(day, month, year),
        ),
        (
            rf"(\d{{4}})[-/, ]{{1,2}}({MONTH})[-/ ](\d\d?)",
            lambda year, month, day: _named(day, month, year),
        ),
        (rf"({MONTH})[-/, ]{{0,2}}(\d{{4}})", _named_month),
        (rf"(\d{{4}})[-/, ]{{1,2}}({MONTH})", lambda year, month: _named_month(month, year)),
    )
]
"""How one date is written, tried from top to bottom."""

_Ends = Callable[..., tuple[str, str]]

_INTERVALS: list[tuple[re.Pattern[str], _Ends]] = [
    (re.compile(pattern), ends)
    for pattern, ends in (
        (
            rf"(\d\d?){_DASH}(\d\d?) ({MONTH}),? (\d{{4}})",
            lambda day, last, month, year: (f"{day} {month} {year}", f"{last} {month} {year}"),
        ),
        (
            rf"(\d\d? {MONTH}){_DASH}(\d\d? {MONTH}),? (\d{{4}})",
            lambda first, last, year: (f"{first} {year}", f"{last} {year}"),
        ),
        (
            rf"({MONTH}) (\d\d?){_DASH}(\d\d?),? (\d{{4}})",
            lambda month, day, last, year: (f"{month} {day} {year}", f"{month} {last} {year}"),
        ),
        (
            rf"({MONTH} \d\d?){_DASH}({MONTH} \d\d?),? (\d{{4}})",
            lambda first, last, year: (f"{first} {year}", f"{last} {year}"),
        ),
        (
            rf"({MONTH}){_DASH}({MONTH}) (\d{{4}})",
            lambda first, last, year: (f"{first} {year}", f"{last} {year}"),
        ),
        (
            r"(\d{4}-\d\d-)(\d\d)/(\d\d)",
            lambda month, day, last: (month + day, month + last),
        ),
        (r"(\d{4}.*?) ?/ ?(\d{4}.*)", lambda first, last: (first, last)),
        (r"(.+) (?:[-–—]|to|until|till|до|по) (.+)", lambda first, last: (first, last)),
        (r"(.*?\S)\s*[–—]\s*((?s:.+))", lambda first, last: (first, last)),
    )
]
"""How two dates are written as one interval, and its ends as a whole date each."""
