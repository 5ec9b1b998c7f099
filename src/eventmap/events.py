"""One event with who says what, and lists of events: to choose from, and of what is not drawn."""

import json
from collections.abc import Sequence
from typing import Any, cast

import pandas as pd

from eventmap import casualties
from eventmap.api import (
    ClaimRecord,
    EventAnswer,
    EventList,
    SourceRecord,
    TimelineItem,
    Voice,
)
from eventmap.casualties import ENDS, MEASURES, Figure, contradicts, words_of_row
from eventmap.database import EVERY_EVENT, Database, Row
from eventmap.describe import describe_item_date, describe_row, describe_row_figures
from eventmap.filters import Condition, Filters
from eventmap.places import drawable_regions
from eventmap.schema import FIGURE_WORDS, FIGURES, GeoPrecision
from eventmap.wording import count_of, is_marked_graphic

_YES = ("1", "true", "x", "y", "yes")


def not_drawn() -> Condition:
    """Return the condition of events that are neither a symbol nor a region on the map."""
    return Condition(
        "not_drawn",
        "NOT located AND NOT (geo_precision = $region_precision"
        " AND coalesce(list_contains($drawable, admin1), false))",
        {
            "region_precision": GeoPrecision.REGION.value,
            "drawable": sorted(drawable_regions()),
        },
    )


def describe_event(database: Database, filters: Filters, event_id: str) -> EventAnswer:
    """Return one event with its claims and timeline items, each with its words.

    Returns
    -------
    The answer of `Database.event` with its words; nothing but ``extra`` is withheld yet, see
    `redistribution.withhold_text`.

    Raises
    ------
    NotFoundError
        If the dataset has no such event.
    """
    found = database.event(filters, event_id)
    event = found["event"]
    info = database.info_of(filters)
    found["graphic"] = _is_marked(event, found["claims"])
    may_go = info.redistributable and event["redistributable"]
    found["handed_on"] = bool(may_go and database.may_take_rows(info.name))
    if not found["handed_on"]:
        del event["extra"]
    event |= describe_row(event)
    event["casualties"] = describe_row_figures(event)
    for claim in found["claims"]:
        claim["figures"] = _describe_claim(claim)
    found["voices"] = hear_voices(found["claims"])
    found["timeline"] = describe_items(found["timeline"])
    return cast("EventAnswer", found | {"withheld": None})


def _is_marked(event: Row, claims: Sequence[Row]) -> bool:
    """Return whether a source marks an event as graphic, in its text or in a column for that."""
    texts = [event["title"], event["summary"], *(claim["statement"] for claim in claims)]
    if any(is_marked_graphic(text) for text in texts if text):
        return True
    own = json.loads(event.get("extra") or "{}").items()
    return any(
        is_marked_graphic(str(cell)) or (is_marked_graphic(name) and str(cell).casefold() in _YES)
        for name, cell in own
    )


def describe_items(items: Sequence[Row]) -> list[TimelineItem]:
    """Return timeline items, each with its date in words."""
    return [cast("TimelineItem", item | {"when": describe_item_date(item)}) for item in items]


def hear_voices(claims: Sequence[ClaimRecord]) -> list[Voice]:
    """Return each claimant once, in the order of the claims."""
    voices: dict[tuple[str, str], Voice] = {}
    for claim in claims:
        key = (claim["claimant"], claim["side"])
        blank: Voice = {
            "claimant": key[0],
            "side": key[1],
            "statements": [],
            "figures": [],
            "sources": [],
        }
        voice = voices.setdefault(key, blank)
        counted = claim["quantity"]
        given = [claim["figures"]]
        if counted is not None:
            unit = claim["quantity_unit"] or ""
            counts_sources = unit == "sources"  # which readers write themselves
            given.append(
                count_of(counted, "source") if counts_sources else f"{counted:,} {unit}".strip()
            )
        _add_new(voice["statements"], [claim["statement"]])
        _add_new(voice["figures"], given)
        source: SourceRecord = {
            "source": claim["source"],
            "url": claim["url"],
            "archive_url": claim["archive_url"],
            "published_on": claim["published_on"],
        }
        if any(source.values()) and source not in voice["sources"]:
            voice["sources"].append(source)
    return list(voices.values())


def _add_new(said: list[str], values: Sequence[str | None]) -> None:
    said += [value for value in values if value and value not in said]


def list_events(
    database: Database,
    filters: Filters,
    *,
    limit: int,
    offset: int = 0,
    most: int | None = None,
    only: Condition = EVERY_EVENT,
) -> EventList:
    """Return the latest of the filtered events by their titles, to choose one from.

    Parameters
    ----------
    most
        How many of them can be listed, however they are asked for; ``None``: all.
    only
        Which of them can be listed, see `redistribution.first_bound`.

    Returns
    -------
    At most `limit` events from `offset` on; ``listed`` is how many of the total can be listed.
    """
    total = database.count(filters)
    listed = database.count(filters, only=only)
    listed = listed if most is None else min(listed, most)
    limit = min(limit, max(listed - offset, 0))
    frame = database.events(filters, limit=limit, offset=offset, only=only)
    events = frame.to_dict("records")
    return {
        "total": total,
        "listed": listed,
        "events": [
            {
                "event_id": event["event_id"],
                "title": event["title"],
                "event_type": event["event_type"],
                "when": str(describe_row(event)["when"]),
                "parties": None if pd.isna(event["parties"]) else event["parties"],
                "casualties": describe_row_figures(event) if _gives_figure(event) else None,
            }
            for event in events
        ],
        "reason": None,
    }


def _gives_figure(row: Any) -> bool:
    """Return whether anything is said of numbers of people, in figures or in words."""
    return any(not pd.isna(row[name]) for name in (*FIGURES, *FIGURE_WORDS))


def _describe_claim(claim: Row) -> str | None:
    """Return the figures of one claim in words, ``None`` where it gives none."""
    given = [[claim[f"{measure}_{end}"] for end in ENDS] for measure in MEASURES]
    killed, injured = (Figure.of(*ends) for ends in given)
    words = words_of_row(claim)
    if not (killed.known or injured.known or any(words.values())):
        return None
    note = "; the record contradicts itself" if any(contradicts(*ends) for ends in given) else ""
    return f"{casualties.describe_figures(killed, injured, words)}{note}"
