"""The values of the query string: one parser for each kind, text in, value out.

A parser takes the decoded text of one parameter and raises a ``ValueError`` whose text says what is
allowed: who calls it knows the parameter's name.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache

import pycountry

from eventmap.errors import nearest

Bbox = tuple[float, float, float, float]
"""(west, south, east, north) in degrees, EPSG:4326; west > east crosses the antimeridian."""

UNITS = ("day", "week", "month", "quarter", "year")
"""In what events are counted over time, the shortest first."""

SHOWN = ("events", "killed", "injured")
"""What the time axis can show of them."""

MOST_PLAYED = 8
"""Steps of a playback of which the tiles are given in one answer."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_LARGEST_COUNT = 2**31 - 1
_LONGEST_WORDS = 200


def parse_name(value: str) -> str:
    """Return any text that is not blank, unchanged."""
    if not value.strip():
        raise ValueError("a text that is not blank")
    return value


def parse_words(value: str) -> str:
    """Return words with single spaces between them."""
    if len(value) > _LONGEST_WORDS:
        raise ValueError(f"words of at most {_LONGEST_WORDS} characters together")
    return " ".join(value.split())


def parse_day(value: str) -> date:
    """Return an ISO 8601 calendar day."""
    try:
        if _DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass  # refused below, in the same words as any other text that is no day
    raise ValueError("a day as YYYY-MM-DD")


def parse_days(value: str) -> tuple[date, date]:
    """Return the first and the last of several days, written as an ISO 8601 interval."""
    first, _, last = value.partition("/")
    try:
        days = parse_day(first), parse_day(last)
    except ValueError:
        days = None
    if days is None or days[1] < days[0]:
        raise ValueError("two days as 2022-01-01/2022-03-31, the second not before the first")
    return days


def parse_whole(most: int) -> Callable[[str], int]:
    """Return a parser of whole numbers from 0 to `most`, both included."""

    def parse(value: str) -> int:
        if not re.fullmatch(r"[0-9]{1,10}", value) or int(value) > most:
            raise ValueError(f"a whole number from 0 to {most}")
        return int(value)

    return parse


parse_count = parse_whole(_LARGEST_COUNT)
"""Return a whole number, zero or more."""


def parse_true(value: str) -> bool:
    """Return a truth value, written as JSON writes it."""
    if value not in ("true", "false"):
        raise ValueError("true or false")
    return value == "true"


def parse_country(value: str) -> str:
    """Return an ISO 3166-1 alpha-2 code; XK stands for Kosovo, as in most event tables."""
    known = pycountry.countries.get(alpha_2=value)
    # It finds small letters too, which no event has.
    if value != "XK" and (known is None or known.alpha_2 != value):
        raise ValueError("an ISO 3166-1 alpha-2 code such as UA")
    return value


@cache
def parse_region(value: str) -> str:
    """Return an ISO 3166-2 code."""
    known = pycountry.subdivisions.get(code=value)
    if known is None or known.code != value:
        raise ValueError("an ISO 3166-2 code such as UA-65")
    return value


def parse_bbox(value: str) -> Bbox:
    """Return (west, south, east, north) in degrees, EPSG:4326."""
    allowed = "west,south,east,north in degrees, south no greater than north"
    try:
        west, south, east, north = (float(part) for part in value.split(","))
    except ValueError as error:
        raise ValueError(allowed) from error
    # Comparisons with NaN are false, so this refuses NaN too.
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):  # noqa: PLR2004 - degrees
        raise ValueError(allowed)
    return (west, south, east, north)


def parse_number(least: float, most: float) -> Callable[[str], float]:
    """Return a parser of decimal numbers from `least` to `most`, both included."""

    def parse(value: str) -> float:
        try:
            number = float(value)
        except ValueError:
            number = float("nan")
        if not least <= number <= most:  # false for NaN as well
            raise ValueError(f"a number from {least:g} to {most:g}")
        return number

    return parse


def parse_choice(values: Iterable[str]) -> Callable[[str], str]:
    """Return a parser of the values of a closed set."""
    allowed = [str(value) for value in values]

    def parse(value: str) -> str:
        if value not in allowed:
            raise ValueError(f"{', '.join(allowed)}.{nearest(value, allowed)}")
        return value

    return parse
