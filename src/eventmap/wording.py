"""The plain words of the interface: dates, places, labels, counts.

Who says it comes first, unknown is "not given", and no party's vocabulary is used.
Labels of event types stand with their symbols, in ``eventmap.symbols``.
Every text here is plain: whoever puts it into markup escapes it.
"""

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

import pandas as pd

from eventmap.schema import DatePrecision, Estimate, GeoPrecision, Side, Status, TimelineKind

# Not those of ``calendar``, which follow the host's locale.
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

SPANS = {
    "day": "{day} {month} {year}",
    "month": "{first_day}–{day} {month} {year}",
    "year": "{first_day} {first_month} – {day} {month} {year}",
    "none": "{first_day} {first_month} {first_year} – {day} {month} {year}",
    "unknown": "date not given",
}
"""Days from the first to the last, by what the two share; the map is sent these words as well."""


class KnownPlace(NamedTuple):
    """How exactly a place is known, in the forms that the page has for it.

    Parameters
    ----------
    label
        Behind "Place known", and in lists of the values.
    alone
        By itself, of an event on the map; blank where it is on none.
    behind
        In brackets behind the names of the place.
    chosen
        As a sentence on the filter goes on.
    brief
        Beside the name of the place in a list; blank where the name says it.
    """

    label: str
    alone: str
    behind: str
    chosen: str
    brief: str = ""


_REGION, _COUNTRY = "known only to the region", "known only to the country"

KNOWN_PLACES: Mapping[str, KnownPlace] = {
    GeoPrecision.EXACT: KnownPlace(
        "to the exact place", "at the exact place", "located to the exact place", "known exactly"
    ),
    GeoPrecision.SETTLEMENT: KnownPlace(
        "to the settlement",
        "located to the settlement",
        "located to the settlement",
        "known to the settlement",
    ),
    GeoPrecision.DISTRICT: KnownPlace(
        "to the district",
        "known only to the district",
        "located to the district",
        "known to the district",
        "to the district",
    ),
    GeoPrecision.REGION: KnownPlace(_REGION, _REGION, _REGION, _REGION, "region only"),
    GeoPrecision.COUNTRY: KnownPlace(_COUNTRY, _COUNTRY, _COUNTRY, _COUNTRY, "country only"),
    GeoPrecision.UNLOCATED: KnownPlace(
        "place not given", "", "not located", "not given", "not located"
    ),
}

LABELS: Mapping[type[StrEnum], Mapping[str, str]] = {
    GeoPrecision: {precision: words.label for precision, words in KNOWN_PLACES.items()},
    DatePrecision: {
        DatePrecision.DAY: "to the day",
        DatePrecision.DAYS: "to a few days",
        DatePrecision.WEEK: "to the week",
        DatePrecision.MONTH: "to the month",
        DatePrecision.YEAR: "to the year",
        DatePrecision.UNKNOWN: "date not given",
    },
    Status: {
        Status.CONFIRMED: "confirmed",
        Status.CORROBORATED: "corroborated",
        Status.REPORTED: "reported",
        Status.CLAIMED: "claimed",
        Status.CONTESTED: "contested",
        Status.DISCOUNTED: "discounted",
    },
    Side: {
        Side.UKRAINE: "Ukraine",
        Side.RUSSIA: "Russia",
        Side.INTERNATIONAL: "international bodies and other states",
        Side.MEDIA: "news media",
        Side.OTHER: "others",
    },
    Estimate: {
        Estimate.LOW: "low figure",
        Estimate.BEST: "best estimate",
        Estimate.HIGH: "high figure",
    },
    TimelineKind: {
        TimelineKind.MEETING: "meeting",
        TimelineKind.STATEMENT: "statement",
        TimelineKind.DECISION: "decision",
        TimelineKind.POSITION: "position",
        TimelineKind.SANCTION: "sanction",
        TimelineKind.DEADLINE: "deadline",
        TimelineKind.CLAIM: "claim",
    },
}
"""What each value of a closed set is called, by the set and then by the value."""

EXPLANATIONS: Mapping[str, str] = {
    Status.CONFIRMED: "The side held responsible accepts it.",
    Status.CORROBORATED: "Its publisher says so, or claims of different sides agree.",
    Status.REPORTED: "Reported by one source, or by several that need not be independent.",
    Status.CLAIMED: "One party to the war alone says so.",
    Status.CONTESTED: "The claims contradict each other.",
    Status.DISCOUNTED: "Found to be wrong, or not to have happened as reported.",
}
"""What each status means, in one line."""


def describe_interval(start: date | None, end: date | None, precision: str) -> str:
    """Return when something happened, as "18–24 October 2025", no more exact than it is known.

    What is known to the year may still be only some months of it: "May–October 2022".

    Parameters
    ----------
    start, end
        First and last day, both included; ``None`` or ``NaT`` where unknown.
    precision
        A value of :class:`~eventmap.schema.DatePrecision`.
    """
    # A missing day of a frame is NaT, which prints as "nan".
    first, last = (None if day is None or pd.isna(day) else day for day in (start, end))
    if first is None or last is None:
        return _describe_open(first, last)
    whole_years = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    if precision == DatePrecision.YEAR and (whole_years or first == last):
        return _span(str(first.year), str(last.year), "–")
    if precision in (DatePrecision.MONTH, DatePrecision.YEAR):
        return _describe_months(first, last)
    template = {
        DatePrecision.WEEK: "week of {}",
        DatePrecision.UNKNOWN: "{} (exact date not given)",
    }.get(DatePrecision(precision), "{}")
    return template.format(_describe_days(first, last))


def quote_words(words: str) -> str:
    """Return what a source says instead of a value: “dozens”, in the source's words."""
    return f"“{words}”, in the source's words"


def add_words(said: str, words: str | None, *, known: bool = True) -> str:
    """Return what is said of a value, with the source's words for it where it gives any.

    As in "20 killed (“about 20”, in the source's words)"; where the value is not `known`, the
    words stand in its place.
    """
    if not words or pd.isna(words):
        return said
    return f"{said} ({quote_words(words)})" if known else quote_words(words)


def describe_period(start: date | None, end: date | None, *, within: bool = False) -> str:
    """Return a chosen period as a sentence goes on, to be read aloud; empty without any day.

    As in "on 24 October 2025", "in March 2022", "in 2022", "from 1 to 14 March 2022",
    "from 28 February to 3 March 2022", "since 24 February 2022", "until 3 March 2022".

    Parameters
    ----------
    start, end
        First and last day, both included; ``None`` for an open end.
    within
        Whether it is said of what lies inside: "within the days from 1 to 14 March 2022".
    """
    if start is None or end is None:
        known = start or end
        return f"{'since' if start else 'until'} {_describe_day(known)}" if known else ""
    if start == end:
        return f"on {_describe_day(start)}"
    if are_whole_months(start, end):
        if (start.year, start.month) == (end.year, end.month):
            return f"in {_describe_month(start)}"
        if start.year == end.year and (start.month, end.month) == (1, 12):
            return f"in {start.year}"
    first = _describe_day(start)
    if start.year == end.year:
        first = f"{start.day}" if start.month == end.month else first.removesuffix(f" {end.year}")
    return f"{'within the days ' if within else ''}from {first} to {_describe_day(end)}"


def are_whole_months(start: date, end: date) -> bool:
    """Return whether the days from `start` to `end` are one whole month, or several."""
    return start.day == 1 and end.day == monthrange(end.year, end.month)[1]


def _describe_open(start: date | None, end: date | None) -> str:
    if start is not None:
        return f"from {_describe_day(start)}"
    return f"until {_describe_day(end)}" if end is not None else SPANS["unknown"]


def _describe_day(day: date) -> str:
    return f"{day.day} {_describe_month(day)}"


def _describe_month(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"


def _describe_days(start: date, end: date) -> str:
    return SPANS[_kind_of(start, end)].format(
        first_day=start.day,
        first_month=MONTHS[start.month - 1],
        first_year=start.year,
        day=end.day,
        month=MONTHS[end.month - 1],
        year=end.year,
    )


def _kind_of(start: date, end: date) -> str:
    """Return what two days share, a key of `SPANS`."""
    if start == end:
        return "day"
    if start.year != end.year:
        return "none"
    return "month" if start.month == end.month else "year"


def _describe_months(start: date, end: date) -> str:
    if start.year == end.year and start.month != end.month:
        return f"{MONTHS[start.month - 1]}–{_describe_month(end)}"
    return _span(_describe_month(start), _describe_month(end), " – ")


def _span(first: str, last: str, dash: str) -> str:
    return first if first == last else f"{first}{dash}{last}"


def describe_place(
    place: str | None, region_name: str | None, country_name: str | None, precision: str
) -> str:
    """Return where something happened and how exactly that is known.

    As in "Kherson, Kherson Oblast, Ukraine (located to the settlement)". Names are given from
    the smallest to the largest, ``None`` where unknown; a name that repeats (Kyiv, Kyiv) is
    said once. `precision` is a value of :class:`~eventmap.schema.GeoPrecision`.
    """
    names = [name for name in (place, region_name, country_name) if name and not pd.isna(name)]
    if not names:
        return "place not given"
    return f"{', '.join(dict.fromkeys(names))} ({KNOWN_PLACES[precision].behind})"


def shorten_place(
    place: str | None, region_name: str | None, country_name: str | None, precision: str
) -> tuple[str, str]:
    """Return the smallest name of a place, and in few words how exactly it is known.

    As in ("Kherson", ""), ("Kherson Oblast", "region only"), ("place not given", "").
    """
    names = [name for name in (place, region_name, country_name) if name and not pd.isna(name)]
    return (names[0], KNOWN_PLACES[precision].brief) if names else ("place not given", "")


def shorten_interval(edtf: str | None, precision: str) -> tuple[str, str]:
    """Return an interval for a narrow column: its first day, and below it what follows.

    As in ("2025-10-24", ""), ("2025-10-18", "– 2025-10-24"), ("2025-10", ""),
    ("2025-10-24", "not exact"); two empty texts without any day.

    Parameters
    ----------
    edtf
        From ``sql/edtf.sql``: days, months or years, and ".." for an open end.
    """
    if not edtf or pd.isna(edtf):
        return "", ""
    first, _, last = edtf.partition("/")
    if first == "..":
        first, last = f"until {last}", ""
    elif last == "..":
        first, last = f"from {first}", ""
    notes = [f"– {last}" if last else ""]
    notes += ["not exact"] if precision == DatePrecision.UNKNOWN else []
    return first, ", ".join(filter(None, notes))


def reason_not_drawn(
    precision: str, *, region: str | None = None, country_name: str | None = None
) -> str:
    """Return why an event has no symbol and no region on the map.

    Parameters
    ----------
    precision
        A value of :class:`~eventmap.schema.GeoPrecision`.
    region
        Name or code of a region that the boundaries do not have; ``None`` if none is given.
    country_name
        Name of its country, ``None`` if none is given.
    """
    if precision == GeoPrecision.UNLOCATED:
        return "No place is given."
    if precision == GeoPrecision.COUNTRY:
        country = "the country" if not country_name or pd.isna(country_name) else country_name
        return f"Known only to {country}: a symbol would show a place that nobody reports."
    if precision == GeoPrecision.REGION:
        if not region or pd.isna(region):
            return "Known only to the region, and which region is not given."
        return f"Known only to the region {region}, which the boundaries here do not have."
    return f"Known {LABELS[GeoPrecision][precision]}, but the coordinates are not given."


def join_words(words: Sequence[str], joint: str = "and") -> str:
    """Return "a", "a and b" or "a, b and c"; an empty text for no words."""
    *first, last = words or [""]
    return f"{', '.join(first)} {joint} {last}" if first else last


def tell_apart(labels: Mapping[str, str]) -> dict[str, str]:
    """Return labels by value, with the value behind each that another value has, too.

    As in "Sucre (CO-SUC)" and "Sucre (VE-R)". A browser holds a choice by its label: of two that
    are called the same it would show one and mean the other.
    """
    often = Counter(labels.values())
    return {
        value: label if often[label] == 1 else f"{label} ({value})"
        for value, label in labels.items()
    }


def count_of(count: int, noun: str) -> str:
    """Return the count with what it counts: "1 event", "1,204 events", "2 countries"."""
    return f"{count:,} {noun if count == 1 else plural_of(noun)}"


def plural_of(noun: str) -> str:
    """Return what several are called: "events", "countries"."""
    ends_in_y = noun.endswith("y") and noun[-2:-1] not in "aeou"
    return f"{noun[:-1]}ies" if ends_in_y else f"{noun}s"


def verb_of(count: int, verb: str) -> str:
    """Return the verb as its number asks: 1 "gives" or "goes", several "give" or "go"."""
    if count != 1:
        return verb
    return f"{verb}es" if verb.endswith("o") else f"{verb}s"


def capitalise(text: str) -> str:
    """Return the text with a capital first letter, the rest unchanged."""
    return text[:1].upper() + text[1:]


_MARK = re.compile(
    r"\[[^\[\]]{0,300}\bgraphic\b[^\[\]]{0,300}\]|\(graphic\b[^()]{0,300}\)", re.IGNORECASE
)
_WARNING = re.compile(
    r"^\W{0,9}graphic\b|\bgraphic (?:content|footage|image|photo|picture|video)|\b18\+|\U0001f51e",
    re.IGNORECASE,
)


def is_marked_graphic(text: str) -> bool:
    """Return whether a text says of itself, or of what it leads to, that it is graphic."""
    return bool(_MARK.search(text) or _WARNING.search(text))


def without_mark(text: str) -> str:
    """Return the text without the note at its beginning that says so."""
    whole = text.lstrip()
    mark = _MARK.match(whole)
    return whole[mark.end() :] if mark else text
