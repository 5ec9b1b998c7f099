"""One event in words, as HTML for the balloon of a map viewer.

The markup is built as a tree, so that no text of a table becomes part of it.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

from eventmap.casualties import ENDS, MEASURES, Figure, Measure, describe_figures
from eventmap.exports.xmltext import clean_text
from eventmap.places import name_country, name_region
from eventmap.schema import EventType, GeoPrecision, Status
from eventmap.symbols import SYMBOLS
from eventmap.wording import (
    EXPLANATIONS,
    LABELS,
    count_of,
    describe_interval,
    describe_place,
    reason_not_drawn,
)

Event = Mapping[str, Any]

_NO_REGION = "Known only to the region: a symbol would show a place that nobody reports."


def write_balloon(event: Event, *, drawn: bool) -> str:
    """Return `event` as HTML: what, when, where, how sure, the casualties and who reports it.

    Parameters
    ----------
    event
        From `records.plain_records`.
    drawn
        Whether it has a point; if not, the text says why.
    """
    body = ET.Element("div")
    ET.SubElement(body, "h3").text = clean_text(event["title"])
    for line in describe_lines(event, drawn=drawn):
        ET.SubElement(body, "p").text = clean_text(line)
    html = ET.tostring(body, encoding="unicode", method="html")
    # A viewer puts columns in for ``$[name]``, unescaped, wherever it finds that in the text.
    return html.replace("$[", "&#36;[")


def describe_lines(event: Event, *, drawn: bool) -> Iterator[str]:
    """Yield the lines of plain text that say what is known of `event`, its title apart."""
    start, end = (date.fromisoformat(day) if day else None for day in _days(event))
    when = describe_interval(start, end, event["date_precision"])
    yield _begin(f"{when}; {_describe_where(event)}")
    if not drawn:
        yield f"Not on the map. {_describe_absence(event)}"
    status = event["status"]
    yield f"{_describe_type(event)}: {LABELS[Status][status]}. {EXPLANATIONS[status]}"
    yield _begin(_describe_casualties(event))
    yield from (event["summary"] or "").splitlines()
    if event["target"]:
        yield f"Target: {event['target']}"
    if event["parties"]:
        yield f"Parties: {event['parties']}"
    if event["actor"]:
        yield f"Attributed to: {event['actor']}"
    sources = event["sources"] or "source not given"
    yield f"Reported by: {sources} ({count_of(event['claims'], 'claim')})"


def _days(event: Event) -> tuple[str | None, str | None]:
    return event["date_start"], event["date_end"]


def _describe_where(event: Event) -> str:
    return describe_place(
        event["place"],
        name_region(event["admin1"]),
        name_country(event["country"]),
        event["geo_precision"],
    )


def _describe_absence(event: Event) -> str:
    if event["geo_precision"] == GeoPrecision.REGION:
        return _NO_REGION
    country = name_country(event["country"])
    return reason_not_drawn(event["geo_precision"], country_name=country)


def _describe_type(event: Event) -> str:
    return SYMBOLS[EventType(event["event_type"])].label


def _describe_casualties(event: Event) -> str:
    killed, injured = (_figure(event, measure) for measure in MEASURES)
    return describe_figures(killed, injured)


def _figure(event: Event, measure: Measure) -> Figure:
    return Figure(*(event[f"{measure}_{end}"] for end in ENDS))


def _begin(sentence: str) -> str:
    return f"{sentence[:1].upper()}{sentence[1:]}"
