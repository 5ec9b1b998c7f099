"""Times of a day, with or without a time zone, and from one to the other.

Behind a hyphen, "06:00" is a time or what a zone differs by: "20:00-06:00" is a night, or eight in
the evening six hours behind UTC. A column of them shows which it is, or it is told of.
"""

import re
from collections.abc import Iterable

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

ZONE = (
    r"(?:z|(?:utc|gmt)?(?:\+(?:0?\d|1[0-4])(?::?(?:00|30|45))?|-(?:0?\d|1[0-2])(?::?00)?|-0?[2349]:?30)"
    r"|utc|gmt|eet|eest|cet|cest|msk|est|edt|et"
    r"|bst|ist|trt|kyiv time|local time)"
)
"""Pattern of a time zone, in small letters."""

TIME = (
    r"(?:[01]?\d|2[0-4]):[0-5]\d(?::(?:[0-5]\d|60)(?:[.,]\d+)?)?"
    rf"(?:\s*[ap]\.?\s?m\.?|\s*(?:uhr|hrs?|год\.?|час\.?|[صم]|صباحا|مساء))?(?:\s*{ZONE})?"
)
"""Pattern of a time of day, in small letters, with or without a time zone."""

CLOCK = r"(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?"
"""Pattern of a time of day alone."""

_LIKE_ZONES = r"-(?:0?\d:00|1[0-2]:00|0?[2349]:30)"
FROM_TO = rf"({CLOCK})(?:\s?[–—]\s?|\s-\s|(?!{_LIKE_ZONES}$)-|\s(?:to|до|bis|a|do)\s)({CLOCK})"
"""Pattern of two times of day, in small letters, the second of which is that of no zone."""

_FROM_TO = re.compile(rf"(?:^|\s){FROM_TO}$")
_TWO_BEHIND_DAY = r"\d,?\s+\d?\d:\d\d\s?[-–—]\s?\d?\d:\d\d$"
_JOINED = re.compile(r"(?:^|(?<=\s))(\d?\d:\d\d)-(\d?\d:\d\d)$")
_BY_DAY = range(8, 18)
"""Hours in which nothing begins that lasts over the night."""

_SOME = 3
_SUMMER_AND_WINTER, _HOUR = 2, 60
_DAY_ENDS = 24


def runs_over_midnight(start: str, end: str) -> bool:
    """Return whether one time of day, "20:00", is later than another: that of the next day."""
    first, last = (tuple(map(int, each.split(":")[:2])) for each in (start, end))
    return last < first and last[0] < _DAY_ENDS


def are_in_zones(texts: Iterable[str]) -> bool | None:
    """Return whether texts of a column such as "20:00-06:00" are times in a zone, or "from – to".

    They are the latter where one of them has the time of no zone, or the zones would be several;
    two an hour apart are one in summer and in winter. They are the former where that is one and
    some of the times are by day. ``None`` where nothing shows it.
    """
    given = list(texts)
    pairs = {found.groups() for text in given if (found := _JOINED.search(text))}
    ends = {_minutes(end) for _, end in pairs}
    if not ends or any(map(_FROM_TO.search, given)):
        return False
    if len(ends) > _SUMMER_AND_WINTER or max(ends) - min(ends) not in (0, _HOUR):
        return False
    by_day = {start for start, _ in pairs if _minutes(start) // _HOUR in _BY_DAY}
    return True if len(by_day) >= _SOME else None


def _minutes(time: str) -> int:
    hours, minutes = time.split(":")
    return _HOUR * int(hours) + int(minutes)


def tell_joined_times(text: pd.Series) -> dict[str, str]:
    """Return days with two times that a hyphen joins, as what each of them means.

    "20:00-06:00" is "20:00 – 06:00"; where the second may be a zone as well, a "?" follows it. None
    where they are times in a zone.
    """
    cells = pa.array(text, pa.large_string())
    if not pc.any(pc.match_substring(cells, ":")).as_py():
        return {}
    two = pc.match_substring_regex(cells, _TWO_BEHIND_DAY)
    given = [str(each) for each in pc.unique(cells.filter(two)).to_pylist()]
    zones = are_in_zones(given)
    if zones:
        return {}
    joined = [each for each in given if _JOINED.search(each)]
    return {each: f"{each}?" if zones is None else _JOINED.sub(r"\1 – \2", each) for each in joined}
