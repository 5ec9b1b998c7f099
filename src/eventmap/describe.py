"""An event in words, for the page, for a popup and for KML: when, where, how many, why not drawn.

A row is a dictionary or a row of a frame: what is unknown is missing, ``None``, NaN or NaT alike.
The columns of a source's own words may be missing, too.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from eventmap import casualties
from eventmap.api import ComparedRegion, RegionRow
from eventmap.casualties import MEASURES, Figure, words_of_row
from eventmap.places import name_country, name_region
from eventmap.schema import DatePrecision
from eventmap.wording import (
    add_words,
    are_whole_months,
    count_of,
    describe_interval,
    describe_place,
    reason_not_drawn,
    shorten_interval,
    shorten_place,
    verb_of,
)


def describe_number(events: int, records: int, uncounted: int = 0) -> str:
    """Return how many events there are, and in how many records where that is another number.

    As in "2 events", "16 events in 2 records", "at least 17 events in 3 records (1 gives no
    number)".

    Parameters
    ----------
    uncounted
        How many of the records tell of several events without their number: each counts as one
        at the least.
    """
    counted = count_of(events, "event")
    if events == records and not uncounted:
        return counted
    words = f"{counted} in {count_of(records, 'record')}"
    if not uncounted:
        return words
    return f"at least {words} ({uncounted:,} {verb_of(uncounted, 'give')} no number)"


def shorten_number(counted: Mapping[str, Any]) -> str:
    """Return how many events there are for a cell of a table: "16", "at least 17".

    Parameters
    ----------
    counted
        ``events``, and how many of their records are ``uncounted``.
    """
    return f"{'at least ' if counted['uncounted'] else ''}{counted['events']:,}"


def noun_of(counted: Mapping[str, object]) -> str:
    """Return what the ``records`` of a part are called: events, where each is one of them."""
    each_is_one = counted["events"] == counted["records"] and not counted["uncounted"]
    return "event" if each_is_one else "record"


def describe_types_in_text(events: int) -> list[str]:
    """Return a sentence on how many events have a type that is read in a text; none for none."""
    if not events:
        return []
    their = "its" if events == 1 else "their"
    counted = count_of(events, "event")
    return [
        f"The source gives {counted} no type: the words of {their} text tell it, and may mislead."
    ]


def describe_several_sources(events: int) -> list[str]:
    """Return a sentence on how many of the events may be told of in several; none for none."""
    if not events:
        return []
    return [
        f"{events:,} of the events shown {verb_of(events, 'share')} a day and place, or an id, with"
        " another: they may be reports of one event, and their casualties counted more than once."
    ]


def describe_row(event: Any) -> dict[str, str | None]:
    """Return ``region_name``, ``country_name``, ``when`` and ``where`` of a row of events."""
    place, region_name = _known(event["place"]), name_region(_known(event["admin1"]))
    country_name = name_country(_known(event["country"]))
    return {
        "region_name": region_name,
        "country_name": country_name,
        "when": _describe_when(event),
        "where": add_words(
            describe_place(place, region_name, country_name, event["geo_precision"]),
            event.get("where_words"),
            known=any((place, region_name, country_name)),
        ),
    }


def shorten_row(event: Any) -> dict[str, str]:
    """Return ``when``, ``until``, ``place`` and ``nearness`` of a row of events, for a list.

    Days are ISO days; where none is known, what is said instead stands there.
    """
    precision = event["geo_precision"]
    region_name, country_name = (
        name_region(_known(event["admin1"])),
        name_country(_known(event["country"])),
    )
    place, nearness = shorten_place(_known(event["place"]), region_name, country_name, precision)
    when, until = shorten_interval(_known(event["edtf"]), event["date_precision"])
    return {
        "when": when or _describe_when(event),
        "until": until,
        "place": place,
        "nearness": nearness,
    }


def _describe_when(event: Any) -> str:
    start, end = _known(event["date_start"]), _known(event["date_end"])
    said = describe_interval(start, end, event["date_precision"])
    return add_words(said, event.get("when_words"), known=bool(start or end))


def name_group(row: RegionRow | ComparedRegion) -> str:
    """Return what the events of a region are called, or of what of a country is in none."""
    if row["region"]:
        return row["name"] or row["region"]
    if row["country"]:
        return f"{row['country_name'] or row['country']}, no region"
    return "Country not known"


def describe_item_date(item: Any) -> str:
    """Return when a timeline item took place; a whole month is called by its name."""
    start, end = item["date_start"], item["date_end"]
    whole_month = start and end and are_whole_months(start, end)
    precision = DatePrecision.MONTH if whole_month else DatePrecision.DAYS
    return describe_interval(start, end, precision)


def describe_row_figures(row: Any) -> str:
    """Return killed and injured of an event, as "2 killed, 22 injured", with words for them."""
    killed, injured = (Figure.of_row(row, measure) for measure in MEASURES)
    return casualties.describe_figures(killed, injured, words_of_row(row))


def describe_reason(event: Any) -> str:
    """Return why a row of events is not on the map."""
    return reason_not_drawn(
        event["geo_precision"],
        region=_known(event["admin1"]),
        country_name=name_country(_known(event["country"])),
    )


def _known(value: Any) -> Any:
    """Return a cell of a frame or a row, ``None`` where it is missing."""
    return None if pd.isna(value) else value
