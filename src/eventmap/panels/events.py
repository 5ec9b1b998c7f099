"""The list of events shown, and the list of those that are not on the map."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from eventmap.api import ListColumn, ListPanel, ListView
from eventmap.casualties import MEASURES, Figure, shorten_figure, words_of_row
from eventmap.describe import describe_reason, shorten_row
from eventmap.filters import FACETS, Filters
from eventmap.schema import Estimate, Status
from eventmap.selection import NO_EVENT, name_measure
from eventmap.wording import LABELS, count_of

EVENT_COLUMNS = (
    ("when", "Date", "date"),
    ("title", "Event", "title"),
    ("status", "Status", "status"),
    ("killed", "Killed", "killed"),
    ("injured", "Injured", "injured"),
)
"""Key, heading and order of the columns of the list of events."""

BELOW_TITLE = (
    ("place", "Place", "place"),
    ("type", "Type", "type"),
    ("sources", "Reported by", "claims"),
)
"""What stands in the second line of an event, below its title; the same for each."""


def events_panel(
    events: pd.DataFrame,
    filters: Filters,
    *,
    order: str,
    descending: bool,
    page: int,
    total: int,
    size: int,
    view: ListView | None = None,
) -> ListPanel:
    """Return one page of the sorted list of events.

    Parameters
    ----------
    total
        How many events the list has on all of its pages.
    view
        Whether they are those in the map's view, see `list_view`.
    """
    by = Estimate(filters.killed_by)
    direction = "descending" if descending else "ascending"

    def column(key: str, label: str, by: str) -> ListColumn:
        return {
            "key": key,
            "label": name_measure(key, filters) if key in MEASURES else label,
            "order": by,
            "sorted": direction if by == order else "none",
            "number": key in MEASURES,
        }

    return {
        "label": "Events in the map's view" if view and view["on"] else "Events shown",
        "columns": [column(*each) for each in EVENT_COLUMNS],
        "below": [column(*each) for each in BELOW_TITLE],
        "rows": [_event_row(row, by) for row in events.to_dict("records")],
        "opened": None,
        "empty": NO_EVENT,
        "page": page,
        "pages": -(-total // size),
        "range": f"{page * size + 1:,}–{min(total, (page + 1) * size):,} of {total:,}",
        "view": view,
    }


def list_view(box: str | None, *, inside: int, shown: int, unlocated: int) -> ListView:
    """Return how the list follows the map, in words.

    Parameters
    ----------
    box
        What the map shows; ``None`` where it has not said so yet.
    inside, shown
        How many events are drawn as a point in it, and how many are shown in all.
    unlocated
        How many of the latter are no point, and so in no view.
    """
    if box is None:
        words = "The map is loading; the list waits for its view."
    elif not shown:
        words = NO_EVENT
    else:
        some = f"{inside:,} of {count_of(shown, 'event')} {_are(inside)}"
        words = f"{some if inside else 'No event is'} in the map's view"
        if unlocated:
            known = "known only to a region, a country or no place"
            words += f"; {unlocated:,} without a pin ({known}) {_are(unlocated)} in no view"
        words += "."
    return {"on": True, "box": box, "words": words}


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


ANY_VIEW: ListView = {"on": False, "box": None, "words": ""}
"""A list that could follow the map, and does not."""


def _event_row(row: Mapping[Any, Any], by: Estimate = Estimate.BEST) -> dict[str, str | None]:
    figures = {measure: Figure.of_row(row, measure) for measure in MEASURES}
    words = words_of_row(row)
    shown: dict[str, str | None] = {
        name: shorten_figure(figure, words[name], by) for name, figure in figures.items()
    }
    return {
        "event_id": row["event_id"],
        **shorten_row(row),
        "title": row["title"],
        "parties": None if pd.isna(row["parties"]) else row["parties"],
        "type": FACETS["type"].name_value(row["event_type"]),
        "status": LABELS[Status][row["status"]],
        **shown,
        "sources": row["sources"] or None,
    }


def undrawn_panel(events: pd.DataFrame, total: int, shown: int) -> ListPanel:
    """Return the events that are not on the map, `total` of those `shown`, with the reason."""
    rows = events.to_dict("records")
    return {
        "label": "Events that are not on the map",
        "columns": [
            {
                "key": key,
                "label": label,
                "order": None,
                "sorted": None,
                "number": False,
            }
            for key, label in (("when", "Date"), ("title", "Event"), ("reason", "Reason"))
        ],
        "below": [],
        "rows": [_event_row(row) | {"reason": describe_reason(row)} for row in rows],
        "opened": None,
        "empty": "Every event shown is on the map, as a symbol or as its region."
        if shown
        else NO_EVENT,
        "page": 0,
        "pages": 1 if len(rows) == total else 2,
        "range": f"1–{len(rows):,} of {total:,}",
        "view": None,
    }
