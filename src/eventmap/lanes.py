"""Where each event and each timeline item stands on the time axis.

Two lanes share the axis: events above, what was said and decided below. Everything here is
frames of plain numbers and text. ``x`` and ``x2`` are milliseconds since 1970 in UTC, from the
first midnight of an interval to the midnight after it; ``y`` and ``y2`` are parts of the plot's
height, from the bottom. Numbers, because a date would be shifted by the viewer's time zone.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from eventmap.schema import DatePrecision, EventType, Status, TimelineKind
from eventmap.symbols import SYMBOLS
from eventmap.wording import LABELS, describe_interval

Domain = tuple[date, date]
"""First and last day of a time axis, both included."""

Rows = pd.DataFrame | Sequence[Mapping[str, Any]]
"""Events or timeline items, by the columns of their table."""

DAY_MS = 86_400_000
EVENTS_LANE = (0.44, 1.0)
ITEMS_LANE = (0.0, 0.36)
ONLY_LANE = (0.0, 1.0)
"""Of the events, where nothing said or decided is recorded at all."""

FADED = 0.25
"""Opacity of what is not in focus."""

_THICKEST = 0.07
_DIAMOND_ROW = 0.1
_MOST_DIAMOND_ROWS = 2
_DIAMOND_PITCH = 0.014  # part of the axis between the middles of two diamonds side by side
_SLIVER = 0.004  # part of the axis that the thinnest bar takes when rows are shared


@dataclass(frozen=True)
class Undrawn:
    """How many rows a time axis cannot show: without dates, or outside its days."""

    undated: int
    outside: int


def pad_domain(first: date, last: date) -> Domain:
    """Return the axis for events from `first` to `last`, with some room on both sides."""
    room = timedelta(days=max(1, (last - first).days // 30))
    return first - room, last + room


def count_undrawn(rows: Rows, domain: Domain) -> Undrawn:
    """Return how many of the events or timeline items an axis of `domain` cannot show."""
    frame = pd.DataFrame(rows, columns=["date_start", "date_end"])
    dated = len(frame.dropna())
    return Undrawn(len(frame) - dated, dated - len(_spans(frame, domain)))


def days_to_ms(first: date, last: date) -> tuple[int, int]:
    """Return the midnights before `first` and after `last`, in milliseconds since 1970 in UTC."""
    epoch = date(1970, 1, 1)
    return (first - epoch).days * DAY_MS, ((last - epoch).days + 1) * DAY_MS


def event_bars(
    events: pd.DataFrame,
    domain: Domain,
    focus: Collection[str] = (),
    *,
    lane: tuple[float, float] = EVENTS_LANE,
    dark: bool = False,
) -> pd.DataFrame:
    """Return a bar for each event, packed into rows so that none overlap.

    Columns ``event_id``, ``title``, ``when``, ``type``, ``status``, ``label`` (for readers of
    the page by ear), ``x``, ``x2``, ``y``, ``y2``, ``colour`` and ``alpha``: where some ids are
    in `focus`, all others fade.
    """
    spans = _spans(events, domain)
    symbols = [SYMBOLS[EventType(value)] for value in spans["event_type"]]
    when = _when(spans, spans["date_precision"])
    bars = spans.assign(
        when=when,
        type=[symbol.label for symbol in symbols],
        status=[LABELS[Status][value] for value in spans["status"]],
        label=_join(spans["title"], when),
        colour=[symbol.colour(dark=dark) for symbol in symbols],
        alpha=_fade(spans["event_id"], focus),
        **_stack(spans, lane, domain),
    )
    columns = ["event_id", "title", "when", "type", "status", "label", "x", "x2", "y", "y2"]
    return bars[[*columns, "colour", "alpha"]]


def item_marks(
    items: pd.DataFrame, domain: Domain, focus: Collection[str] = ()
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return bars for items known to several days, and diamonds for those of one day.

    Columns of both: ``item_id``, ``title``, ``when``, ``kind``, ``actor``, ``label``, ``x``,
    ``x2``, ``y``, ``y2`` and ``alpha``. Diamonds of one day stand together in its middle, at ``x``:
    nobody gives an hour.
    """
    spans = _spans(items, domain)
    when = _when(spans, [DatePrecision.DAYS] * len(spans))
    spans = spans.assign(
        when=when,
        kind=[LABELS[TimelineKind][value] for value in spans["kind"]],
        actor=spans["actor"].fillna("not given"),
        label=_join(spans["title"], when),
        alpha=_fade(spans["item_id"], focus),
    )
    single = spans["date_start"] == spans["date_end"]
    diamonds = _place_diamonds(spans[single], domain)
    bottom, top = ITEMS_LANE
    lowest = min([top, *(diamonds["y"] - _DIAMOND_ROW / 2)])
    bars = spans[~single].assign(**_stack(spans[~single], (bottom, lowest), domain))
    columns = ["item_id", "title", "when", "kind", "actor", "label", "x", "x2", "y", "y2", "alpha"]
    return bars[columns], diamonds[columns]


def tied_to(
    items: pd.DataFrame, event_id: str | None, item_id: str | None
) -> tuple[set[str], set[str]]:
    """Return the ids of the events and of the items in focus: those chosen and what they tie."""
    ties = {
        item: str(ids).split(";")
        for item, ids in zip(items["item_id"], items["event_ids"], strict=True)
        if pd.notna(ids)
    }
    events = {*([event_id] if event_id else []), *ties.get(item_id or "", [])}
    tying = {item for item, ids in ties.items() if event_id in ids}
    return events, tying | ({item_id} if item_id else set())


def _spans(rows: Rows, domain: Domain) -> pd.DataFrame:
    """Return the rows with both dates that touch `domain`, the earliest and longest first."""
    frame = pd.DataFrame(rows)
    start, end = (
        pd.to_datetime(frame[name]).astype("datetime64[ms]") for name in ("date_start", "date_end")
    )
    first, after = days_to_ms(*domain)
    known = start.notna() & end.notna()
    x, x2 = (day[known].astype("int64") for day in (start, end))
    spans = frame[known].assign(x=x, x2=x2 + DAY_MS)
    inside = spans[(spans["x2"] > first) & (spans["x"] < after)]
    return inside.sort_values(["x", "x2"], ascending=[True, False], kind="stable")


def _when(spans: pd.DataFrame, precisions: Iterable[str]) -> list[str]:
    return [
        describe_interval(start, end, precision)
        for start, end, precision in zip(
            spans["date_start"], spans["date_end"], precisions, strict=True
        )
    ]


def _join(names: Iterable[str], whens: Iterable[str]) -> list[str]:
    return [f"{name}, {when}" for name, when in zip(names, whens, strict=True)]


def _fade(ids: pd.Series, focus: Collection[str]) -> list[float]:
    drawn = {value for value in ids if value in focus}  # what is not drawn puts nothing in focus
    return [1.0 if not drawn or value in drawn else FADED for value in ids]


def _stack(
    spans: pd.DataFrame, lane: tuple[float, float], domain: Domain
) -> dict[str, list[float]]:
    """Return ``y`` and ``y2`` of spans in rows from the top of `lane`, none over another."""
    first, after = days_to_ms(*domain)
    rows = _pack(spans, (after - first) * _SLIVER)
    bottom, top = lane
    pitch = min(_THICKEST, (top - bottom) / max([row + 1 for row in rows], default=1))
    return {
        "y": [top - (row + 0.8) * pitch for row in rows],
        "y2": [top - (row + 0.2) * pitch for row in rows],
    }


def _pack(spans: pd.DataFrame, sliver: float) -> list[int]:
    """Return the first row for each span in which it overlaps none of the spans before it."""
    ends: list[float] = []
    rows = []
    for start, end in zip(spans["x"], spans["x2"], strict=True):
        row = next((row for row, last in enumerate(ends) if last <= start), len(ends))
        ends[row : row + 1] = [max(end, start + sliver)]
        rows.append(row)
    return rows


def _place_diamonds(days: pd.DataFrame, domain: Domain) -> pd.DataFrame:
    """Gather the items of each day around its middle, one below the other first."""
    first, after = days_to_ms(*domain)
    number = days.groupby("x").cumcount()
    total = days.groupby("x")["x"].transform("size")
    rows = min(_MOST_DIAMOND_ROWS, total.max()) if len(days) else 1
    columns = -(-total // rows)
    pitch = (DAY_MS / columns).clip(upper=_DIAMOND_PITCH * (after - first))
    y = ITEMS_LANE[1] - (number % rows + 0.5) * _DIAMOND_ROW
    x = days["x"] + DAY_MS / 2 + (number // rows - (columns - 1) / 2) * pitch
    return days.assign(x=x, y=y, y2=y)
