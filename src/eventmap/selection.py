"""What was chosen, in words: for chips, for the sentence, and for whatever carries it away.

A sentence that leaves out its filter is taken for a sentence about everything. So the page, the
embed, an export and its file's name all tell the filter from here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from eventmap import regions
from eventmap.casualties import Measure
from eventmap.filters import FACETS, Filters
from eventmap.layers.symbols import SYMBOLS
from eventmap.schema import (
    DatasetInfo,
    DatePrecision,
    Estimate,
    EventType,
    GeoPrecision,
    Side,
    Status,
)
from eventmap.wording import LABELS, count_of, describe_interval, join_words

FACET_LABELS = {
    "country": "Country",
    "region": "Region",
    "type": "Type",
    "status": "Status",
    "precision": "How the place is known",
    "side": "Who reports",
    "source": "Source",
    "actor": "Attributed to",
    "party": "Party involved",
    "target": "Target",
}

_SETS: dict[str, type[StrEnum]] = {"status": Status, "precision": GeoPrecision, "side": Side}

_PHRASES = {
    "country": "in {}",
    "region": "in {}",
    "type": "of the type {}",
    "target": "with the target {}",
    "status": "with the status {}",
    "precision": "with the place {}",
    "side": "reported by {}",
    "source": "from the source {}",
    "actor": "attributed to {}",
    "party": "with {} among the parties",
}
"""How a sentence goes on where values of a facet were chosen."""

NO_EVENT = "No event matches the filter."
"""What every part of the page says of an empty selection."""

_LONGEST_NAME = 120


@dataclass(frozen=True)
class Choice:
    """One value that was chosen, and that can be taken away again.

    Parameters
    ----------
    part
        The part of the filter, see `Filters.without`.
    value
        The value of a facet, else empty.
    label
        As a chip has it: "Type: Drone".
    """

    part: str
    value: str
    label: str


def name_value(facet: str, value: str) -> str:
    """Return what a value of a facet is called on the page; a code without a name stays."""
    match facet:
        case "country":
            return regions.country_name(value) or value
        case "region":
            return regions.region_name(value) or value
        case "type":
            return SYMBOLS[EventType(value)].label
        case "status" | "precision" | "side":
            return capitalise(LABELS[_SETS[facet]][value])
    return value


def name_absence(facet: str) -> str:
    """Return what stands beside a value of a facet that no event of the dataset has."""
    return "not told apart here" if facet == "type" else "not in this dataset"


def capitalise(text: str) -> str:
    """Return the text with a capital first letter, the rest unchanged."""
    return text[:1].upper() + text[1:]


def name_measure(measure: Measure, filters: Filters) -> str:
    """Return what is counted, sorted or shaded, with its figure: "Killed (best estimate)"."""
    return f"{capitalise(measure)} ({LABELS[Estimate][filters.killed_by]})"


def list_choices(filters: Filters) -> Iterator[Choice]:
    """Yield every value that was chosen, the period first."""
    if filters.date_from or filters.date_to:
        words = describe_interval(filters.date_from, filters.date_to, DatePrecision.DAYS)
        yield Choice("period", "", f"Period: {'wholly in ' if filters.strict else ''}{words}")
    for facet in FACETS:
        for value in getattr(filters, facet):
            yield Choice(facet, value, f"{FACET_LABELS[facet]}: {name_value(facet, value)}")
    if filters.q:
        yield Choice("words", "", f"Words: {filters.q}")
    if filters.bbox:
        west, south, east, north = filters.bbox
        area = f"Area: {west:g} to {east:g} E, {south:g} to {north:g} N"
        yield Choice("area", "", area)
    if filters.killed_min is not None:
        label = f"{name_measure('killed', filters)}: at least {filters.killed_min:,}"
        yield Choice("killed", "", label)
    if filters.sources_min is not None:
        yield Choice("sources", "", f"Sources: at least {filters.sources_min:,}")


def describe_period(filters: Filters) -> str:
    """Return the chosen period as a sentence goes on: "possibly in 18–24 October 2025"."""
    if not filters.date_from and not filters.date_to:
        return ""
    words = describe_interval(filters.date_from, filters.date_to, DatePrecision.DAYS)
    manner = "wholly" if filters.strict else "possibly"
    if not (filters.date_from and filters.date_to):
        return f"{manner} {words}"
    return f"{manner} {'on' if filters.date_from == filters.date_to else 'in'} {words}"


def describe_choices(filters: Filters) -> str:
    """Return all that was chosen but the period as a sentence goes on, or an empty text.

    As in "in Kherson Oblast, of the type drone or missile, with at least 5 killed".
    """
    parts = [
        _PHRASES[facet].format(join_words([_name_inside(facet, v) for v in values], "or"))
        for facet in FACETS
        if (values := getattr(filters, facet))
    ]
    if filters.q:
        parts.append(f"with the words “{filters.q}”")
    if filters.bbox:
        west, south, east, north = filters.bbox
        parts.append(f"drawn between {west:g} and {east:g} E, {south:g} and {north:g} N")
    if filters.killed_min is not None:
        by = LABELS[Estimate][filters.killed_by]
        parts.append(f"with at least {filters.killed_min:,} killed ({by})")
    if filters.sources_min is not None:
        parts.append(f"from at least {count_of(filters.sources_min, 'source')}")
    return ", ".join(parts)


def describe_selection(filters: Filters, info: DatasetInfo) -> str:
    """Return which events these are, for a file: dataset, version, and the filter in words."""
    chosen = [part for part in (describe_period(filters), describe_choices(filters)) if part]
    what = f"Events {', '.join(chosen)}" if chosen else "All events"
    return f"{info.title}, version {info.version}. {what}."


def file_stem(filters: Filters, info: DatasetInfo) -> str:
    """Return a file's name without its end: dataset, version, period, and what else was chosen.

    Letters, digits, dots and hyphens alone: it stands in a header and on any disk.
    """
    days = [day.isoformat() for day in (filters.date_from, filters.date_to) if day]
    first = ["until"] if filters.date_to and not filters.date_from else []
    last = ["on"] if filters.date_from and not filters.date_to else []
    others = [str(v) for facet in FACETS for v in getattr(filters, facet)]
    others += [filters.q] if filters.q else []
    others += ["area"] if filters.bbox else []
    killed = "killed" if filters.killed_by == Estimate.BEST else f"killed-{filters.killed_by}"
    others += [] if filters.killed_min is None else [f"{killed}-{filters.killed_min}"]
    others += [] if filters.sources_min is None else [f"sources-{filters.sources_min}"]
    parts = [info.name, f"v{info.version}", *first, *days, *last, *others]
    plain = (re.sub(r"[^A-Za-z0-9.]+", "-", part).strip("-.") for part in parts)
    return "_".join(part for part in plain if part)[:_LONGEST_NAME].rstrip("-._")


def _name_inside(facet: str, value: str) -> str:
    """Return what a value is called in the middle of a sentence."""
    match facet:
        case "type":
            return SYMBOLS[EventType(value)].label.lower()
        case "precision":
            label = LABELS[GeoPrecision][value].removeprefix("place ")
            return f"known {label}" if label.startswith("to ") else label
        case "status" | "side":
            return LABELS[_SETS[facet]][value]
    return name_value(facet, value)
