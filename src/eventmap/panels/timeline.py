"""What was said and decided: the list beside the time axis, and the words below the axis."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from eventmap.api import Histogram, SaidItem, SaidPanel
from eventmap.axis import Undrawn
from eventmap.casualties import Total, describe_line
from eventmap.describe import describe_item_date
from eventmap.filters import Filters
from eventmap.schema import TimelineKind
from eventmap.wording import LABELS, count_of, join_words, verb_of


def chosen_period(filters: Filters, domain: tuple[date, date]) -> tuple[date, date] | None:
    """Return the period of the filter as days of the axis; an open end is the axis's end."""
    if filters.date_from is None and filters.date_to is None:
        return None
    return filters.date_from or domain[0], filters.date_to or domain[1]


def describe_axis(
    undated_events: int, items: Undrawn, trend: Histogram | None = None, *, presenting: bool = False
) -> str:
    """Return what the time axis cannot show: what has no date, items outside its days.

    Of a trend also what lies across several bins, and so in the bar of none. How to choose a
    period goes before it, but not before an audience: blank where nothing is left to say.
    """
    absent = [
        f"{count_of(count, noun)} {reason}"
        for count, noun, reason in (
            (undated_events, "event", "without a date"),
            (items.undated, "item", "without a date"),
            (items.outside, "item", "outside the days shown"),
        )
        if count
    ]
    parts = []
    if not presenting:
        ways = "Click a bar or drag" if trend else "Drag"
        parts.append(f"{ways} over the axis to choose a period.")
    if trend and (across := _describe_across(trend)):
        parts.append(across)
    if absent:
        parts.append(f"Not drawn: {join_words(absent)}.")
    return " ".join(parts)


def _describe_across(trend: Histogram) -> str:
    """Return that some events are in no bar, with what they cost; blank where none is."""
    events, cost = trend["across"]["events"], trend["across"]["cost"]
    if not events:
        return ""
    lie = verb_of(events, "lie")
    told = f" ({describe_line(Total(**cost), str(trend['measure']))})" if cost else ""
    return f"{count_of(events, 'event')}{told} {lie} across several {trend['unit']}s, in no bar."


def timeline_panel(
    items: Sequence[Mapping[Any, Any]],
    titles: Mapping[str, str],
    *,
    chosen: str | None,
    first: date | None = None,
    most: int = 200,
) -> SaidPanel:
    """Return the timeline items in order, with the events tied to them.

    Parameters
    ----------
    titles
        Titles of the events that items name, by id.
    first
        The day of the first event: what ended before it is told apart, behind the rest.
    """

    def told(item: Mapping[Any, Any]) -> SaidItem:
        return {
            "item_id": item["item_id"],
            "when": _short_date(item),
            "kind": LABELS[TimelineKind][item["kind"]],
            "title": item["title"],
            "detail": item["detail"],
            "actor": item["actor"],
            "place": item["place"],
            "source": item["source"],
            "url": item["url"],
            "events": [
                {"event_id": event_id, "title": titles[event_id]}
                for event_id in tied_events(item)
                if event_id in titles
            ],
        }

    def is_earlier(item: Mapping[Any, Any]) -> bool:
        return first is not None and item["date_end"] is not None and item["date_end"] < first

    later = [item for item in items if not is_earlier(item)][:most]
    earlier = [item for item in items if is_earlier(item)][: most - len(later)]
    left = len(items) - len(later) - len(earlier)
    return {
        "items": [told(item) for item in later],
        "earlier": [told(item) for item in earlier],
        "chosen": chosen,
        "empty": "Nothing is recorded for this period.",
        "more": f"and {count_of(left, 'more item')}" if left else None,
    }


def tied_events(item: Mapping[Any, Any]) -> list[str]:
    """Return the ids of the events that a timeline item names."""
    return [part.strip() for part in (item["event_ids"] or "").split(";") if part.strip()]


def _short_date(item: Mapping[Any, Any]) -> str:
    words = describe_item_date(dict(item))
    for month in ("January", "February", "August", "September", "October", "November", "December"):
        words = words.replace(month, month[:3])
    return words
