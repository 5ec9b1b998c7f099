"""The time axis as a Vega-Lite chart, and what its selections mean.

A chart is a specification with the data by name, frames in ``datasets``. It is written as Vega-Lite
has it, for the copies that Altair makes of all parts of a chart, and its checks, took most of the
time of a page; the tests hold each chart to the schema.
"""

import itertools
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from math import ceil, floor, inf
from typing import Any, Literal

import pandas as pd

from eventmap.api import Comparison, CoursePoint, Histogram
from eventmap.axis import (
    DAY_MS,
    LABEL_GAP_PX,
    LEFT_PX,
    ONLY_LANE,
    PLOT_PX,
    Domain,
    ItemRows,
    days_to_ms,
    event_bars,
    item_marks,
    tied_to,
)
from eventmap.bars import Bars, draw_bars
from eventmap.schema import TIMELINE, DatePrecision, empty_frame
from eventmap.wording import capitalise, count_of, describe_interval

MAX_BARS = 60
"""The most events that are drawn as one bar each; more are told by a histogram."""

_BELOW = 36  # pixels, for the labels below and the padding
_HEIGHT = 112 + _BELOW
_TEXT = 12  # pixels; no letter is smaller
_INK = ("#4a525c", "#c9d1da")  # on the light and on the dark theme
_BAR = ("#8a95a1", "#75808c")
_SHADE = "#8795a5"  # on either theme, see-through
_EPOCH = date(1970, 1, 1)
_LABEL_DROP = 0.04
_HATCHES = 160  # lines over the whole axis, where nothing of it is covered
_X2, _Y2 = {"field": "x2"}, {"field": "y2"}
_PASSIVE = {"clip": True, "aria": False, "tooltip": None}
_QUIET = {"title": None, "domain": False, "ticks": False}
# Up to how many days, how a line on the axis is labelled, and the least days between two lines.
_DATE_LABELS = ((75, "%-d %b", 1), (1100, "%b %Y", 28), (inf, "%Y", 365))

Spec = dict[str, Any]
"""Vega-Lite, or a part of it."""


def timeline_chart(  # noqa: PLR0913 - one for each thing that is drawn
    events: pd.DataFrame | Histogram,
    items: ItemRows,
    *,
    domain: Domain,
    period: Domain | None = None,
    opened_event: str | None = None,
    chosen_item: str | None = None,
    events_only: bool = False,
    uncovered: Sequence[Domain] = (),
    width: int = PLOT_PX,
    dark: bool = False,
) -> Spec:
    """Return events above, diplomacy below, on one time axis with a brush for the period.

    A single event is a bar over the days in which it may have happened, coloured by its type; a
    trend is a bar for each of its bins, see `bars`. What was said or decided is a bar over its
    days. Rows without both dates, or outside `domain`, are not drawn: see `axis.count_undrawn`.

    The specification depends on `domain`, `events_only`, `dark` and how many rows the labels of
    the items take, all else is data, so that Streamlit updates the chart in place instead of
    drawing it anew; marks have keys, because Vega holds on to the ones that were replaced until
    they are ten thousand. Its selections are "period" (the brush), "bin", "event" and "item": see
    `period_from_selection` and `id_from_selection`.

    Parameters
    ----------
    events
        Rows of ``Database.events``, or a trend.
    items
        Rows of ``Database.timeline``.
    period
        First and last day of the period filter, both included; shaded.
    opened_event, chosen_item
        Ids. What is neither of them, nor tied to them by the item's ``event_ids``, fades.
    events_only
        Whether the dataset has no timeline at all: the events then have the whole height.
    uncovered
        First and last day of each stretch that the dataset does not cover: hatched, so that it is
        no quiet one.
    width
        Of the plot in pixels, in which the labels have to find room.
    dark
        Whether the page's theme is dark.
    """
    said = pd.DataFrame(items, columns=list(TIMELINE))
    single = events if isinstance(events, pd.DataFrame) else empty_frame("events")
    trend = None if isinstance(events, pd.DataFrame) else events
    tied_events, tied_items = tied_to(said, opened_event, chosen_item)
    marks = item_marks(said, domain, tied_items, width=width)
    lane = ONLY_LANE if events_only else marks.events_lane
    drawn = draw_bars(trend, domain, lane=lane, bar=_BAR[dark], dark=dark)
    x, y, ink = (
        _x_axis(domain, _INK[dark]),
        _y_axis(_INK[dark], None if events_only else marks.items_lane),
        _INK[dark],
    )
    layers = [
        # The brush of an inner layer lies below the marks of the outer one, which can then
        # still be pointed at and clicked.
        {"layer": [_period_layer(period, x)]},
        *_uncovered_layers(uncovered, domain, lane, (x, y), ink),
        *_scale_layers(drawn.ticks, y, ink),
        *_bar_layers(drawn, x, y, ink),
        _bin_layer(drawn.bins, x, y),
        _event_layer(event_bars(single, domain, tied_events, lane=lane, dark=dark), x, y),
        _span_layer(marks.bars, x, y, ink),
        _day_layer(marks.diamonds, x, y, ink),
        *_label_layers(marks.labels, x, y, ink),
    ]
    return {
        **_name_data(layers),
        "height": _HEIGHT if events_only else marks.height + _BELOW,
        "padding": {"left": 0, "right": 4, "top": 6, "bottom": 4},
        "config": {"view": {"strokeWidth": 0}},
    }


def _name_data(layers: list[Spec]) -> Spec:
    """Return layers with their frames beside them; one that several layers draw stands once."""
    units = [unit for layer in layers for unit in layer.get("layer", [layer])]
    names = {id(unit["data"]): f"rows {at}" for at, unit in reversed(list(enumerate(units)))}
    datasets = {names[id(unit["data"])]: unit["data"] for unit in units}
    for unit in units:
        unit["data"] = {"name": names[id(unit["data"])]}
    return {"datasets": datasets, "layer": layers}


_COURSE_HEIGHT = 220  # pixels, with legend and labels
_COURSES = (("#1f5a8a", "#b3541e"), ("#6ea8d8", "#f0a566"))  # on the light and the dark theme


def course_chart(found: Comparison, *, dark: bool = False) -> Spec:
    """Return the courses of two selections that are compared, one over the other.

    Two periods lie on one axis from their first day, all else on a common calendar. A line breaks
    where the dataset covers nothing. It is drawn through the events that lie wholly in a day, week
    or month; what may lie in it besides is a band above.
    """
    sides = found["sides"]
    unit, labels, ink = sides[0]["unit"], [side["label"] for side in sides], _INK[dark]
    rows = pd.DataFrame(
        [
            {
                "side": side["label"],
                "x": point["at"] + 1 if found["part"] == "period" else _day_ms(point["date_start"]),
                "y": point["inside"],
                "y2": point["events"],
                "when": describe_interval(
                    point["date_start"], point["date_end"], DatePrecision.DAYS
                ),
                "said": _say_point(point),
            }
            for side in sides
            for point in side["course"]
        ],
        columns=["side", "x", "y", "y2", "when", "said"],
    )
    x, y = _course_axes(unit, ink, numbered=found["part"] == "period")
    legend = _course_legend(ink)
    colours, dashes = list(_COURSES[dark]), [[1, 0], [5, 3]]
    colour, dash = (
        _name("side", sort=labels, scale={"domain": labels, "range": shown}, legend=legend)
        for shown in (colours, dashes)
    )
    band = {"type": "area", "opacity": 0.18, "aria": False, "tooltip": None}
    line = {"type": "line", "strokeWidth": 2, "aria": False}
    dot = {"type": "point", "filled": True, "size": 28, "opacity": 1}
    told = {"tooltip": _BIN_TOOLTIP, "description": _name("said")}
    return {
        "datasets": {"courses": rows},
        "data": {"name": "courses"},
        "layer": [
            {"mark": band, "encoding": {"x": x, "y": y, "y2": _Y2, "color": colour}},
            {"mark": line, "encoding": {"x": x, "y": y, "color": colour, "strokeDash": dash}},
            {"mark": dot, "encoding": {"x": x, "y": y, "color": colour, **told}},
        ],
        "height": _COURSE_HEIGHT,
        "config": {"view": {"strokeWidth": 0}},
    }


def describe_courses(found: Comparison) -> str:
    """Return how `course_chart` is read."""
    unit = found["sides"][0]["unit"]
    return f"Shaded: events that may lie in a {unit}. A line breaks where nothing is covered."


def _course_axes(unit: str, ink: str, *, numbered: bool) -> tuple[Spec, Spec]:
    """Return the axes of courses, the days `numbered` or those of the calendar."""
    style: dict[str, Any] = {
        "labelFontSize": _TEXT,
        "titleFontSize": _TEXT,
        "labelColor": ink,
        "titleColor": ink,
        "titleFontWeight": "normal",
        "domain": False,
        "ticks": False,
    }
    if numbered:
        title = f"{capitalise(unit)} of the period"
        axis = {"title": title, "tickMinStep": 1, "grid": False, **style}
        x = _number("x", scale={"nice": False}, axis=axis)
    else:
        axis = {"title": None, "grid": False, "labelOverlap": "greedy", **style}
        x = _time("x", scale={"type": "utc", "nice": False}, axis=axis)
    axis = {
        "title": f"Events per {unit}",
        "tickMinStep": 1,
        "tickCount": 4,
        "gridColor": _SHADE,
        "gridOpacity": 0.35,
        **style,
    }
    return x, _number("y", scale={"zero": True}, axis=axis)


def _course_legend(ink: str) -> Spec:
    return {
        "title": None,
        "orient": "top",
        "columns": 1,  # beside each other they are cut off where the page is narrow
        "labelFontSize": _TEXT,
        "labelColor": ink,
        "labelLimit": 0,
        "symbolType": "stroke",
        "symbolSize": 600,
        "symbolStrokeWidth": 2,
        "symbolFillColor": "transparent",
        "symbolOpacity": 1,
    }


def _day_ms(day: date) -> int:
    return days_to_ms(day, day)[0]


def _say_point(point: CoursePoint) -> str:
    """Return what a point of a course holds, in words."""
    if point["events"] is None or point["inside"] is None:
        return "not covered"
    said = count_of(point["inside"], "event")
    if possible := point["events"] - point["inside"]:
        said = f"{said}; {count_of(possible, 'more event')} may lie in it"
    return f"{said}; a part of it is not covered" if point["partly"] else said


def period_from_selection(selection: Mapping[str, Any]) -> Domain | None:
    """Return the first and last day of the chosen bin, else those that the brush touches.

    ``None`` where there is neither.

    `selection` is the ``selection`` of what ``st.vega_lite_chart`` returns for `timeline_chart`.
    """
    chosen: Sequence[Mapping[str, str]] = selection.get("bin") or [{}]
    if "first" in chosen[0]:  # a click on another mark counts in this selection as well
        return date.fromisoformat(chosen[0]["first"]), date.fromisoformat(chosen[0]["last"])
    edges = (selection.get("period") or {}).get("x")
    if not edges:
        return None
    first = floor(min(edges) / DAY_MS)
    last = max(ceil(max(edges) / DAY_MS) - 1, first)
    return _EPOCH + timedelta(days=first), _EPOCH + timedelta(days=last)


def id_from_selection(selection: Mapping[str, Any], name: Literal["event", "item"]) -> str | None:
    """Return the id of the chosen event or timeline item, ``None`` if none is chosen."""
    chosen: Sequence[Mapping[str, str]] = selection.get(name) or [{}]
    return chosen[0].get(f"{name}_id")


def _x_axis(domain: Domain, ink: str) -> Spec:
    days = (domain[1] - domain[0]).days + 1
    label, step_days = next((label, step) for most, label, step in _DATE_LABELS if days <= most)
    axis = {
        **_QUIET,
        "format": label,
        "tickMinStep": step_days * DAY_MS,
        "labelAlign": "left",  # a day lies to the right of its line
        "labelOverlap": "greedy",
        "labelSeparation": 6,
        "labelBound": True,
        "labelFontSize": _TEXT,
        "labelColor": ink,
        "grid": True,
    }
    # An expression: Vega-Lite reads a list in two ways, for x and for x2, and complains.
    edges = {"expr": str(list(days_to_ms(*domain)))}
    return _time("x", scale={"type": "utc", "domain": edges, "nice": False}, axis=axis)


def _y_axis(ink: str, items_lane: tuple[float, float] | None) -> Spec:
    axis = {
        **_QUIET,
        "values": [items_lane[1] - _LABEL_DROP] if items_lane else [],
        "labelExpr": "'Diplomacy'",
        "labelPadding": 8,
        "labelFontSize": _TEXT,
        "labelColor": ink,
        "minExtent": LEFT_PX,  # the numbers of the scale stand there, whichever they are
        "grid": False,
    }
    return _number("y", scale={"domain": [0, 1], "nice": False}, axis=axis)


def _name(field: str, **more: Any) -> Spec:
    """Return a channel of words and ids."""
    return {"field": field, "type": "nominal", **more}


def _number(field: str, **more: Any) -> Spec:
    return {"field": field, "type": "quantitative", **more}


def _time(field: str, **more: Any) -> Spec:
    return {"field": field, "type": "temporal", **more}


def _as_it_is(channel: Spec) -> Spec:
    """Return a channel whose values are drawn as they stand, such as colours."""
    return channel | {"scale": None}


def _tooltip(**fields: str) -> list[Spec]:
    # A field called "title" becomes the heading; one called "image" would be fetched.
    return [
        _name("title", title="title"),
        *(_name(field, title=title) for field, title in fields.items()),
    ]


_BIN_TOOLTIP = [_name("when", title="title"), _name("said", title="In it")]


def _layer(rows: pd.DataFrame, mark: Spec, **encoding: Any) -> Spec:
    return {"data": rows, "mark": mark, "encoding": encoding}


def _selects(layer: Spec, name: str, **select: Any) -> Spec:
    """Return a layer with a selection, which has a name."""
    return layer | {"params": [{"name": name, "select": select}]}


def _uncovered_layers(
    uncovered: Sequence[Domain],
    domain: Domain,
    lane: tuple[float, float],
    axes: tuple[Spec, Spec],
    ink: str,
) -> list[Spec]:
    """Return hatchings in the lane of the events, which say that nothing is covered there."""
    (x, y), ends = axes, dict(zip(("y", "y2"), lane, strict=True))
    said = [describe_interval(*days, DatePrecision.DAYS) for days in uncovered]
    spans = pd.DataFrame(
        [
            {"x": start, "x2": end, "when": when, "said": "no event at all in the dataset"}
            for (start, end), when in zip(
                (days_to_ms(*days) for days in uncovered), said, strict=True
            )
        ],
        columns=["x", "x2", "when", "said"],
    ).assign(**ends)
    whole = days_to_ms(*domain)
    pitch = (whole[1] - whole[0]) / _HATCHES
    lines = pd.DataFrame(
        [
            {"x": whole[0] + at * pitch, "key": str(at)}
            for start, end in zip(spans["x"], spans["x2"], strict=True)
            for at in range(ceil((start - whole[0]) / pitch), ceil((end - whole[0]) / pitch))
        ],
        columns=["x", "key"],
    ).assign(**ends)
    line = {"type": "rule", "color": ink, "opacity": 0.3, "strokeWidth": 1, **_PASSIVE}
    area = {"type": "rect", "fill": _SHADE, "fillOpacity": 0.12, "clip": True}
    when = _name("when")
    told = {"key": when, "description": when, "tooltip": _BIN_TOOLTIP}
    return [
        _layer(lines, line, x=x, y=y, y2=_Y2, key=_name("key")),
        _layer(spans, area, x=x, x2=_X2, y=y, y2=_Y2, **told),
    ]


def _scale_layers(ticks: pd.DataFrame, y: Spec, ink: str) -> list[Spec]:
    """Return the lines and numbers of the scale; numbers are data, so that the axis stays."""
    line = {"type": "rule", "color": _SHADE, "opacity": 0.35, "aria": False}
    number = {
        "type": "text",
        "color": ink,
        "align": "right",
        "baseline": "middle",
        "fontSize": _TEXT,
        "aria": False,
    }
    return [
        _layer(ticks, line, y=y, x={"value": 0}, x2={"value": "width"}),
        _layer(ticks, number, x={"value": -8}, y=y, text=_name("text")),
    ]


def _bin_layer(bins: pd.DataFrame, x: Spec, y: Spec) -> Spec:
    """Return what is pointed at: each bin over the whole height, also where its bar is low."""
    mark = {"type": "rect", "fill": "transparent", "clip": True, "cursor": "pointer"}
    key = _name("when")  # see timeline_chart
    told = {"key": key, "description": _name("label"), "tooltip": _BIN_TOOLTIP}
    layer = _layer(bins, mark, x=x, x2=_X2, y=y, y2=_Y2, **told)
    return _selects(layer, "bin", type="point", fields=["first", "last"])


def _bar_layers(drawn: Bars, x: Spec, y: Spec, ink: str) -> list[Spec]:
    """Return the bars themselves; the bins lie over them."""
    filled = {"type": "rect", **_PASSIVE, "xOffset": 0.5, "x2Offset": -0.5}
    outline = {"fill": "transparent", "stroke": ink, "strokeWidth": 0.8, "opacity": 0.7}
    hatched = filled | {"fill": _hatching(ink, 3)}
    line = {"type": "rule", "color": ink, "strokeWidth": 1.5, **_PASSIVE}
    end = {"type": "tick", "color": ink, "thickness": 1.5, "size": 5, "orient": "horizontal"}
    closed = drawn.ranges[~drawn.ranges["open"].astype(bool)]
    low, high = (closed[["x", "when"]].assign(y=closed[end], end=end) for end in ("y", "y2"))
    # Of two marks with one key Vega draws the last.
    pieces = _with_keys(drawn.pieces, "when", "colour")
    ends = _with_keys(pd.concat([low, high]), "when", "end")
    key, whens = _name("key"), _name("when")
    area = {"x": x, "x2": _X2, "y": y, "y2": _Y2}
    shades = {"fill": _as_it_is(_name("colour")), "opacity": _as_it_is(_number("alpha"))}
    dash = {"value": [1, 0], "condition": {"test": "datum.open", "value": [3, 3]}}
    return [
        _layer(pieces, filled, **area, **shades, key=key),
        _layer(drawn.hollow, filled | outline, **area, key=whens),
        _layer(drawn.caps, hatched, **area, key=whens),
        _layer(drawn.ranges, line, x=x, y=y, y2=_Y2, key=whens, strokeDash=dash),
        _layer(ends, end | _PASSIVE, x=x, y=y, key=key),
    ]


def _with_keys(rows: pd.DataFrame, one: str, other: str) -> pd.DataFrame:
    """Return rows with a ``key`` of two columns, which together are of one row alone."""
    return rows.assign(key=rows[one].astype("str") + " " + rows[other].astype("str"))


def _hatching(ink: str, stripes: int) -> Spec:
    """Return stripes from the bottom to the top of what they fill."""
    clear = f"{ink}00"
    edges = [n / (2 * stripes) for n in range(2 * stripes + 1)]
    stops = [
        {"color": ink if at % 2 else clear, "offset": offset}
        for at, span in enumerate(itertools.pairwise(edges))
        for offset in span
    ]
    return {"gradient": "linear", "stops": stops, "x1": 0, "x2": 0, "y1": 1, "y2": 0}


def _period_layer(period: Domain | None, x: Spec) -> Spec:
    edges = [days_to_ms(*period)] if period else []
    shaded = pd.DataFrame(edges, columns=["x", "x2"], dtype="int64")
    mark = {"type": "rect", "fill": _SHADE, "opacity": 0.2, "clip": True, "aria": False}
    return _selects(
        _layer(shaded, mark, x=x, x2=_X2),
        "period",
        type="interval",
        encodings=["x"],
        zoom=False,  # the page scrolls under the pointer
        mark={"fill": _SHADE, "fillOpacity": 0.15, "stroke": _SHADE, "strokeOpacity": 0.9},
    )


def _event_layer(bars: pd.DataFrame, x: Spec, y: Spec) -> Spec:
    layer = _bar_layer(
        bars,
        x,
        y,
        key=_name("event_id"),
        color=_as_it_is(_name("colour")),
        tooltip=_tooltip(when="When", type="Type", status="Status"),
    )
    return _selects(layer, "event", type="point", fields=["event_id"])


def _span_layer(bars: pd.DataFrame, x: Spec, y: Spec, ink: str) -> Spec:
    layer = _bar_layer(
        bars,
        x,
        y,
        key=_name("item_id"),
        color={"value": ink},
        tooltip=_tooltip(when="When", kind="Kind", actor="Who"),
    )
    # A click counts in every layer whose rows have an ``item_id``, also in the diamonds'.
    return _selects(layer, "item", type="point", fields=["item_id"])


def _bar_layer(bars: pd.DataFrame, x: Spec, y: Spec, **more: Any) -> Spec:
    mark = {
        "type": "bar",
        "clip": True,
        "cursor": "pointer",
        "cornerRadius": 1,
        "stroke": "transparent",  # makes a thin bar easier to hit
        "strokeWidth": 3,
        "xOffset": 1,
        "x2Offset": -1,
    }
    shown = {"opacity": _as_it_is(_number("alpha")), "description": _name("label")}
    return _layer(bars, mark, x=x, x2=_X2, y=y, y2=_Y2, **shown, **more)


def _day_layer(diamonds: pd.DataFrame, x: Spec, y: Spec, ink: str) -> Spec:
    mark = {"type": "point", "shape": "diamond", "size": 90, "filled": True, "color": ink}
    return _layer(
        diamonds,
        mark | {"clip": True, "cursor": "pointer"},
        x=x,
        y=y,
        key=_name("item_id"),
        opacity=_as_it_is(_number("alpha")),
        description=_name("label"),
        tooltip=_tooltip(when="When", kind="Kind", actor="Who"),
    )


def _label_layers(labels: pd.DataFrame, x: Spec, y: Spec, ink: str) -> list[Spec]:
    """Return the labels to the right of their marks, and those to the left."""
    mark = {
        "type": "text",
        "color": ink,
        "baseline": "middle",
        "fontSize": _TEXT,
        "limit": 0,
        "aria": False,
        "cursor": "pointer",
        "tooltip": None,
    }
    return [
        _layer(
            labels[labels["align"] == align],
            mark | {"align": align, "dx": dx},
            x=x,
            y=y,
            key=_name("item_id"),
            text=_name("text"),
            opacity=_as_it_is(_number("alpha")),
        )
        for align, dx in (("left", LABEL_GAP_PX), ("right", -LABEL_GAP_PX))
    ]
