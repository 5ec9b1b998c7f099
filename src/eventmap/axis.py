"""Where each event and each timeline item stands on the time axis.

Two lanes share the axis: events above, what was said and decided below. Everything here is
frames of plain numbers and text. ``x`` and ``x2`` are milliseconds since 1970 in UTC, from the
first midnight of an interval to the midnight after it; ``y`` and ``y2`` are parts of the plot's
height, from the bottom. Numbers, because a date would be shifted by the viewer's time zone.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from textwrap import shorten
from typing import Any, Literal

import pandas as pd

from eventmap.schema import DatePrecision, EventType, Status, TimelineKind
from eventmap.symbols import SYMBOLS
from eventmap.wording import LABELS, describe_interval

Domain = tuple[date, date]
"""First and last day of a time axis, both included."""

ItemRows = pd.DataFrame | Sequence[Mapping[str, Any]]
"""Events or timeline items, by the columns of their table."""

DAY_MS = 86_400_000
EVENTS_LANE = (0.44, 1.0)
ONLY_LANE = (0.0, 1.0)
"""Of the events, where nothing said or decided is recorded at all."""

PLOT_PX = 520
"""The width of the plot where it is not known: the least beside what was said, on a desk."""

LEFT_PX = 62
"""What stands beside the plot, at its left: the numbers of the scale."""

LABEL_ROW_PX = 14
LABEL_GAP_PX = 9
"""Between the middle of a mark and its label."""

_EVENTS_PX, _GAP_PX, _ITEMS_PX = 63, 9, 40
_BARS_PX = 16  # for what has no label, where others have
_LINE_PX = 3
_MOST_ROWS = 4
_LEAST_BINS = 12
_LETTER_PX = 6.3  # at 12 px, on average
_LEAST_LETTERS, _MOST_LETTERS = 12, 48
_LABEL_SHARE = 0.5  # of the plot, at most for one label
_LABELLED = (TimelineKind.MEETING, TimelineKind.DEADLINE)

FADED = 0.25
"""Opacity of what is not in focus."""

_THICKEST = 0.07
_SLIVER = 0.004  # part of the axis that the thinnest bar takes when rows are shared


@dataclass(frozen=True)
class Undrawn:
    """How many rows a time axis cannot show: without dates, or outside its days."""

    undated: int
    outside: int


def most_bins(width: int) -> int:
    """Return how many bars of a trend find room in a plot of so many pixels, four for each."""
    return max(width * 3 // 13, _LEAST_BINS)


def pad_domain(first: date, last: date) -> Domain:
    """Return the axis for events from `first` to `last`, with some room on both sides."""
    room = timedelta(days=max(1, (last - first).days // 30))
    return first - room, last + room


def count_undrawn(rows: ItemRows, domain: Domain) -> Undrawn:
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


@dataclass(frozen=True)
class ItemMarks:
    """What is drawn of the items: a bar or a diamond for each, and the labels of some.

    Parameters
    ----------
    bars, diamonds
        ``item_id``, ``title``, ``when``, ``kind``, ``actor``, ``label``, ``x``, ``x2``, ``y``,
        ``y2`` and ``alpha``.
    labels
        ``item_id``, ``text``, ``x``, ``y``, ``align`` and ``alpha``.
    height
        Of the whole plot, in pixels: as many rows of labels as there are have room in it.
    events_lane, items_lane
        Of the events and of the items, as parts of that height.
    """

    bars: pd.DataFrame
    diamonds: pd.DataFrame
    labels: pd.DataFrame
    height: int
    events_lane: tuple[float, float]
    items_lane: tuple[float, float]


def item_marks(
    items: pd.DataFrame, domain: Domain, focus: Collection[str] = (), *, width: int = PLOT_PX
) -> ItemMarks:
    """Return the marks of what was said and decided.

    Meetings and deadlines are labelled where there is room, a deadline that ends later than the
    axis with its last day; a meeting of one day is a diamond in the middle of it. All else is a
    bar over its days, of one day a bar over that: nobody gives an hour.

    Parameters
    ----------
    width
        Of the plot, in pixels.
    """
    spans = _spans(items, domain)
    when = _when(spans, [DatePrecision.DAYS] * len(spans))
    spans = spans.assign(
        when=when,
        labelled=spans["kind"].isin(_LABELLED),
        kind=[LABELS[TimelineKind][value] for value in spans["kind"]],
        actor=spans["actor"].fillna("not given"),
        label=_join(spans["title"], when),
        alpha=_fade(spans["item_id"], focus),
    )
    placed = _place_labels(spans, domain, width)
    rows = 1 + max((each.row for each in placed.values()), default=-1)
    items_px = rows * LABEL_ROW_PX + _BARS_PX if rows else _ITEMS_PX
    height = items_px + _GAP_PX + _EVENTS_PX
    top = items_px / height
    middles = {
        name: top - (each.row + 0.5) * LABEL_ROW_PX / height for name, each in placed.items()
    }
    named = spans["item_id"].isin(list(placed))
    own = spans[named].assign(middle=[middles[name] for name in spans.loc[named, "item_id"]])
    single = own["date_start"] == own["date_end"]
    points, lines = own[single], own[~single]
    diamonds = points.assign(x=points["x"] + DAY_MS / 2, y=points["middle"], y2=points["middle"])
    half = _LINE_PX / 2 / height
    lines = lines.assign(y=lines["middle"] - half, y2=lines["middle"] + half)
    rest = _widen(spans[~named], domain)
    bars = rest.assign(**_stack(rest, (0.0, top - rows * LABEL_ROW_PX / height), domain))
    columns = ["item_id", "title", "when", "kind", "actor", "label", "x", "x2", "y", "y2", "alpha"]
    return ItemMarks(
        pd.concat([lines, bars])[columns],
        diamonds[columns],
        _write_labels(own, placed),
        height,
        (1 - _EVENTS_PX / height, 1.0),
        (0.0, top),
    )


def reach_deadlines(domain: Domain, items: ItemRows) -> Domain:
    """Return the axis up to the end of the last deadline that is open at its own end.

    It grows to twice its length at most; a later deadline is told by its label.
    """
    longest = domain[1] + (domain[1] - domain[0])
    frame = pd.DataFrame(items, columns=["kind", "date_start", "date_end"]).dropna()
    open_ones = [
        row["date_end"]
        for row in frame.to_dict("records")
        if row["kind"] == TimelineKind.DEADLINE
        and row["date_start"] <= domain[1]
        and domain[1] < row["date_end"] <= longest
    ]
    return domain[0], max([domain[1], *open_ones])


@dataclass(frozen=True)
class _Label:
    row: int
    text: str
    x: float
    align: Literal["left", "right"]


def _place_labels(spans: pd.DataFrame, domain: Domain, width: int) -> dict[str, _Label]:
    """Return the labels that find room, by the ids of their items: deadlines first."""
    first, after = days_to_ms(*domain)
    letters = min(_MOST_LETTERS, int(width * _LABEL_SHARE / _LETTER_PX))
    if letters < _LEAST_LETTERS:
        return {}
    taken: list[list[tuple[float, float]]] = [[] for _ in range(_MOST_ROWS)]
    placed: dict[str, _Label] = {}
    wanted = spans[spans["labelled"]]
    deadline = LABELS[TimelineKind][TimelineKind.DEADLINE]
    order = wanted.assign(later=wanted["kind"] != deadline).sort_values("later", kind="stable")
    for row in order.to_dict("records"):
        text = _shorten_label(
            row["title"], letters, row["date_end"] if row["kind"] == deadline else None
        )
        one_day = row["date_start"] == row["date_end"]
        ends = (
            (row["x"] + DAY_MS / 2,) * 2
            if one_day
            else (max(row["x"], first), min(row["x2"], after))
        )
        left, right = ((end - first) / (after - first) * width for end in ends)
        size = LABEL_GAP_PX + len(text) * _LETTER_PX
        options: list[tuple[Literal["left", "right"], float, float, float]] = [
            ("left", ends[1], left - LABEL_GAP_PX, right + size),
            ("right", ends[0], left - size, right + LABEL_GAP_PX),
        ]
        for align, x, start, end in options:
            at = next(
                (
                    at
                    for at, used in enumerate(taken)
                    if all(b <= start or end <= a for a, b in used)
                ),
                None,
            )
            if start < -LABEL_GAP_PX or end > width + LABEL_GAP_PX or at is None:
                continue
            taken[at].append((start, end))
            placed[row["item_id"]] = _Label(at, text, x, align)
            break
    return placed


def _write_labels(own: pd.DataFrame, placed: Mapping[str, _Label]) -> pd.DataFrame:
    """Return the words beside items that have found room, and where they stand."""
    columns = ["item_id", "text", "x", "y", "align", "alpha"]
    labels = [placed[name] for name in own["item_id"]]
    return own.assign(
        text=[each.text for each in labels],
        x=[each.x for each in labels],
        y=own["middle"],
        align=[each.align for each in labels],
    )[columns]


def _shorten_label(title: str, letters: int, end: date | None) -> str:
    """Return a label of about so many letters; of a deadline with its end, or that alone."""
    until = f"→ {describe_interval(end, end, DatePrecision.DAY)}" if end else ""
    room = letters - len(until) // 2
    if room < _LEAST_LETTERS:
        return until
    text = shorten(title, room, placeholder="…")
    if text == "…":  # its first word alone is longer
        text = f"{title[: room - 1]}…"
    return f"{text} {until}".rstrip()


def _widen(spans: pd.DataFrame, domain: Domain) -> pd.DataFrame:
    """Return spans that can be seen on a long axis, the short ones around their middle."""
    first, after = days_to_ms(*domain)
    least = (after - first) * _SLIVER
    lack = ((least - (spans["x2"] - spans["x"])) / 2).clip(lower=0)
    return spans.assign(x=spans["x"] - lack, x2=spans["x2"] + lack)


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


def _spans(rows: ItemRows, domain: Domain) -> pd.DataFrame:
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
