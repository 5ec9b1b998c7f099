"""The time axis as an Altair chart, and what its selections mean."""

import itertools
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from math import ceil, floor, inf
from typing import Any, Literal

import altair as alt
import pandas as pd

from eventmap.api import Comparison, CoursePoint, Histogram
from eventmap.bars import Bars, draw_bars
from eventmap.lanes import (
    DAY_MS,
    LABEL_GAP_PX,
    LEFT_PX,
    ONLY_LANE,
    PLOT_PX,
    Domain,
    Rows,
    days_to_ms,
    event_bars,
    item_marks,
    tied_to,
)
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
# Channels are written by their classes throughout: for a string or a value Altair goes through all
# of its 800 to find the one that is meant, which took a third of the time of a chart.
_X2, _Y2 = alt.X2(field="x2"), alt.Y2(field="y2")
_QUIET: dict[str, Any] = {"title": None, "domain": False, "ticks": False}
# Up to how many days, how a line on the axis is labelled, and the least days between two lines.
_DATE_LABELS = ((75, "%-d %b", 1), (1100, "%b %Y", 28), (inf, "%Y", 365))


def timeline_chart(  # noqa: PLR0913 - one for each thing that is drawn
    events: pd.DataFrame | Histogram,
    items: Rows,
    *,
    domain: Domain,
    period: Domain | None = None,
    opened_event: str | None = None,
    chosen_item: str | None = None,
    events_only: bool = False,
    uncovered: Sequence[Domain] = (),
    width: int = PLOT_PX,
    dark: bool = False,
) -> alt.LayerChart:
    """Return events above, diplomacy below, on one time axis with a brush for the period.

    A single event is a bar over the days in which it may have happened, coloured by its type; a
    trend is a bar for each of its bins, see `bars`. What was said or decided is a bar over its
    days. Rows without both dates, or outside `domain`, are not drawn: see `lanes.count_undrawn`.

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
        alt.LayerChart(layer=[_period_layer(period, x)]),
        *_uncovered_layers(uncovered, domain, lane, (x, y), ink),
        *_scale_layers(drawn.ticks, y, ink),
        *_bar_layers(drawn, x, y, ink),
        _bin_layer(drawn.bins, x, y),
        _event_layer(event_bars(single, domain, tied_events, lane=lane, dark=dark), x, y),
        _span_layer(marks.bars, x, y, ink),
        _day_layer(marks.diamonds, x, y, ink),
        *_label_layers(marks.labels, x, y, ink),
    ]
    return alt.LayerChart(
        layer=layers,
        height=_HEIGHT if events_only else marks.height + _BELOW,
        padding={"left": 0, "right": 4, "top": 6, "bottom": 4},
        config=alt.Config(view=alt.ViewConfig(strokeWidth=0)),
    )


_COURSE_HEIGHT = 220  # pixels, with legend and labels
_COURSES = (("#1f5a8a", "#b3541e"), ("#6ea8d8", "#f0a566"))  # on the light and the dark theme


def course_chart(found: Comparison, *, dark: bool = False) -> alt.LayerChart:
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
    scale = alt.Scale(domain=labels, range=list(_COURSES[dark]))
    colour = alt.Color("side:N", sort=labels, scale=scale, legend=legend)
    dash = alt.StrokeDash(
        "side:N", sort=labels, scale=alt.Scale(domain=labels, range=[[1, 0], [5, 3]]), legend=legend
    )
    band = alt.MarkDef(type="area", opacity=0.18, aria=False, tooltip=None)
    line = alt.MarkDef(type="line", strokeWidth=2, aria=False)
    dot = alt.MarkDef(type="point", filled=True, size=28, opacity=1)
    tooltip = [alt.Tooltip("when:N", title="title"), alt.Tooltip("said:N", title="In it")]
    return alt.LayerChart(
        layer=[
            alt.Chart(rows, mark=band).encode(x=x, y=y, y2=alt.Y2("y2:Q"), color=colour),
            alt.Chart(rows, mark=line).encode(x=x, y=y, color=colour, strokeDash=dash),
            alt.Chart(rows, mark=dot).encode(
                x=x, y=y, color=colour, tooltip=tooltip, description=alt.Description("said:N")
            ),
        ],
        height=_COURSE_HEIGHT,
        config=alt.Config(view=alt.ViewConfig(strokeWidth=0)),
    )


def describe_courses(found: Comparison) -> str:
    """Return how `course_chart` is read."""
    unit = found["sides"][0]["unit"]
    return f"Shaded: events that may lie in a {unit}. A line breaks where nothing is covered."


def _course_axes(unit: str, ink: str, *, numbered: bool) -> tuple[alt.X, alt.Y]:
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
        axis = alt.Axis(
            title=f"{capitalise(unit)} of the period", tickMinStep=1, grid=False, **style
        )
        x = alt.X("x:Q", scale=alt.Scale(nice=False), axis=axis)
    else:
        axis = alt.Axis(title=None, grid=False, labelOverlap="greedy", **style)
        x = alt.X("x:T", scale=alt.Scale(type="utc", nice=False), axis=axis)
    axis = alt.Axis(
        title=f"Events per {unit}",
        tickMinStep=1,
        tickCount=4,
        gridColor=_SHADE,
        gridOpacity=0.35,
        **style,
    )
    return x, alt.Y("y:Q", scale=alt.Scale(zero=True), axis=axis)


def _course_legend(ink: str) -> alt.Legend:
    return alt.Legend(
        title=None,
        orient="top",
        columns=1,  # beside each other they are cut off where the page is narrow
        labelFontSize=_TEXT,
        labelColor=ink,
        labelLimit=0,
        symbolType="stroke",
        symbolSize=600,
        symbolStrokeWidth=2,
        symbolFillColor="transparent",
        symbolOpacity=1,
    )


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

    `selection` is the ``selection`` of what ``st.altair_chart`` returns for `timeline_chart`.
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


def _x_axis(domain: Domain, ink: str) -> alt.X:
    days = (domain[1] - domain[0]).days + 1
    label, step_days = next((label, step) for most, label, step in _DATE_LABELS if days <= most)
    axis = alt.Axis(
        **_QUIET,
        format=label,
        tickMinStep=step_days * DAY_MS,
        labelAlign="left",  # a day lies to the right of its line
        labelOverlap="greedy",
        labelSeparation=6,
        labelBound=True,
        labelFontSize=_TEXT,
        labelColor=ink,
        grid=True,
    )
    # An expression: Vega-Lite reads a list in two ways, for x and for x2, and complains.
    edges = alt.ExprRef(str(list(days_to_ms(*domain))))
    return alt.X("x:T", scale=alt.Scale(type="utc", domain=edges, nice=False), axis=axis)


def _y_axis(ink: str, items_lane: tuple[float, float] | None) -> alt.Y:
    axis = alt.Axis(
        **_QUIET,
        values=[items_lane[1] - _LABEL_DROP] if items_lane else [],
        labelExpr="'Diplomacy'",
        labelPadding=8,
        labelFontSize=_TEXT,
        labelColor=ink,
        minExtent=LEFT_PX,  # the numbers of the scale stand there, whichever they are
        grid=False,
    )
    return alt.Y("y:Q", scale=alt.Scale(domain=[0, 1], nice=False), axis=axis)


def _uncovered_layers(
    uncovered: Sequence[Domain],
    domain: Domain,
    lane: tuple[float, float],
    axes: tuple[alt.X, alt.Y],
    ink: str,
) -> list[alt.Chart]:
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
    passive: dict[str, Any] = {"clip": True, "aria": False, "tooltip": None}
    line = alt.MarkDef(type="rule", color=ink, opacity=0.3, strokeWidth=1, **passive)
    area = alt.MarkDef(type="rect", fill=_SHADE, fillOpacity=0.12, clip=True)
    tooltip = [alt.Tooltip("when:N", title="title"), alt.Tooltip("said:N", title="In it")]
    return [
        alt.Chart(lines, mark=line).encode(x=x, y=y, y2=_Y2, key=alt.Key("key:N")),
        alt.Chart(spans, mark=area).encode(
            x=x,
            x2=_X2,
            y=y,
            y2=_Y2,
            key=alt.Key("when:N"),
            description=alt.Description("when:N"),
            tooltip=tooltip,
        ),
    ]


def _scale_layers(ticks: pd.DataFrame, y: alt.Y, ink: str) -> list[alt.Chart]:
    """Return the lines and numbers of the scale; numbers are data, so that the axis stays."""
    line = alt.MarkDef(type="rule", color=_SHADE, opacity=0.35, aria=False)
    number = alt.MarkDef(
        type="text", color=ink, align="right", baseline="middle", fontSize=_TEXT, aria=False
    )
    return [
        alt.Chart(ticks, mark=line).encode(y=y, x=alt.XValue(0), x2=alt.X2Value("width")),
        alt.Chart(ticks, mark=number).encode(x=alt.XValue(-8), y=y, text=alt.Text("text:N")),
    ]


def _bin_layer(bins: pd.DataFrame, x: alt.X, y: alt.Y) -> alt.Chart:
    """Return what is pointed at: each bin over the whole height, also where its bar is low."""
    mark = alt.MarkDef(type="rect", fill="transparent", clip=True, cursor="pointer")
    return (
        alt.Chart(bins, mark=mark)
        .encode(
            x=x,
            x2=_X2,
            y=y,
            y2=_Y2,
            key=alt.Key("when:N"),  # see timeline_chart
            description=alt.Description("label:N"),
            tooltip=[alt.Tooltip("when:N", title="title"), alt.Tooltip("said:N", title="In it")],
        )
        .add_params(alt.selection_point(name="bin", fields=["first", "last"]))
    )


def _bar_layers(drawn: Bars, x: alt.X, y: alt.Y, ink: str) -> list[alt.Chart]:
    """Return the bars themselves; the bins lie over them."""
    passive: dict[str, Any] = {"clip": True, "aria": False, "tooltip": None}
    edges: dict[str, Any] = {"xOffset": 0.5, "x2Offset": -0.5}
    filled = alt.MarkDef(type="rect", **passive, **edges)
    hollow = alt.MarkDef(
        type="rect",
        fill="transparent",
        stroke=ink,
        strokeWidth=0.8,
        opacity=0.7,
        **passive,
        **edges,
    )
    hatched = alt.MarkDef(type="rect", fill=_hatching(ink, 3), **passive, **edges)
    line = alt.MarkDef(type="rule", color=ink, strokeWidth=1.5, **passive)
    end = alt.MarkDef(type="tick", color=ink, thickness=1.5, size=5, orient="horizontal", **passive)
    closed = drawn.ranges[~drawn.ranges["open"].astype(bool)]
    low, high = (closed[["x", "when"]].assign(y=closed[end], end=end) for end in ("y", "y2"))
    # Of two marks with one key Vega draws the last.
    ends = _with_keys(pd.concat([low, high]), "when", "end")
    return [
        alt.Chart(_with_keys(drawn.pieces, "when", "colour"), mark=filled).encode(
            x=x,
            x2=_X2,
            y=y,
            y2=_Y2,
            key=alt.Key("key:N"),
            fill=alt.Fill("colour:N", scale=None),
            opacity=alt.Opacity("alpha:Q", scale=None),
        ),
        alt.Chart(drawn.hollow, mark=hollow).encode(
            x=x, x2=_X2, y=y, y2=_Y2, key=alt.Key("when:N")
        ),
        alt.Chart(drawn.caps, mark=hatched).encode(x=x, x2=_X2, y=y, y2=_Y2, key=alt.Key("when:N")),
        alt.Chart(drawn.ranges, mark=line).encode(
            x=x,
            y=y,
            y2=_Y2,
            key=alt.Key("when:N"),
            strokeDash=alt.StrokeDashValue(
                [1, 0], condition={"test": "datum.open", "value": [3, 3]}
            ),
        ),
        alt.Chart(ends, mark=end).encode(x=x, y=y, key=alt.Key("key:N")),
    ]


def _with_keys(rows: pd.DataFrame, one: str, other: str) -> pd.DataFrame:
    """Return rows with a ``key`` of two columns, which together are of one row alone."""
    return rows.assign(key=rows[one].astype("str") + " " + rows[other].astype("str"))


def _hatching(ink: str, stripes: int) -> alt.LinearGradient:
    """Return stripes from the bottom to the top of what they fill."""
    clear = f"{ink}00"
    edges = [n / (2 * stripes) for n in range(2 * stripes + 1)]
    stops = [
        alt.GradientStop(color=ink if at % 2 else clear, offset=offset)
        for at, span in enumerate(itertools.pairwise(edges))
        for offset in span
    ]
    return alt.LinearGradient(gradient="linear", stops=stops, x1=0, x2=0, y1=1, y2=0)


def _period_layer(period: Domain | None, x: alt.X) -> alt.Chart:
    edges = [days_to_ms(*period)] if period else []
    shaded = pd.DataFrame(edges, columns=["x", "x2"], dtype="int64")
    brush = alt.selection_interval(
        name="period",
        encodings=["x"],
        zoom=False,  # the page scrolls under the pointer
        mark=alt.BrushConfig(fill=_SHADE, fillOpacity=0.15, stroke=_SHADE, strokeOpacity=0.9),
    )
    mark = alt.MarkDef(type="rect", fill=_SHADE, opacity=0.2, clip=True, aria=False)
    return alt.Chart(shaded, mark=mark).encode(x=x, x2=_X2).add_params(brush)


def _event_layer(bars: pd.DataFrame, x: alt.X, y: alt.Y) -> alt.Chart:
    return (
        _bar_layer(bars, x, y)
        .encode(
            key=alt.Key("event_id:N"),
            color=alt.Color("colour:N", scale=None),
            tooltip=_tooltip(when="When", type="Type", status="Status"),
        )
        .add_params(alt.selection_point(name="event", fields=["event_id"]))
    )


def _span_layer(bars: pd.DataFrame, x: alt.X, y: alt.Y, ink: str) -> alt.Chart:
    return (
        _bar_layer(bars, x, y)
        .encode(
            key=alt.Key("item_id:N"),
            color=alt.ColorValue(ink),
            tooltip=_tooltip(when="When", kind="Kind", actor="Who"),
            # A click counts in every layer whose rows have an ``item_id``, also in the diamonds'.
        )
        .add_params(alt.selection_point(name="item", fields=["item_id"]))
    )


def _bar_layer(bars: pd.DataFrame, x: alt.X, y: alt.Y) -> alt.Chart:
    mark = alt.MarkDef(
        type="bar",
        clip=True,
        cursor="pointer",
        cornerRadius=1,
        stroke="transparent",  # makes a thin bar easier to hit
        strokeWidth=3,
        xOffset=1,
        x2Offset=-1,
    )
    alpha = alt.Opacity("alpha:Q", scale=None)
    return alt.Chart(bars, mark=mark).encode(
        x=x, x2=_X2, y=y, y2=_Y2, opacity=alpha, description=alt.Description("label:N")
    )


def _day_layer(diamonds: pd.DataFrame, x: alt.X, y: alt.Y, ink: str) -> alt.Chart:
    mark = alt.MarkDef(
        type="point", shape="diamond", size=90, filled=True, color=ink, clip=True, cursor="pointer"
    )
    return alt.Chart(diamonds, mark=mark).encode(
        x=x,
        y=y,
        key=alt.Key("item_id:N"),
        opacity=alt.Opacity("alpha:Q", scale=None),
        description=alt.Description("label:N"),
        tooltip=_tooltip(when="When", kind="Kind", actor="Who"),
    )


def _label_layers(labels: pd.DataFrame, x: alt.X, y: alt.Y, ink: str) -> list[alt.Chart]:
    """Return the labels to the right of their marks, and those to the left."""
    sides: tuple[tuple[Literal["left", "right"], int], ...] = (
        ("left", LABEL_GAP_PX),
        ("right", -LABEL_GAP_PX),
    )
    return [
        alt.Chart(
            labels[labels["align"] == align],
            mark=alt.MarkDef(
                type="text",
                color=ink,
                align=align,
                dx=dx,
                baseline="middle",
                fontSize=_TEXT,
                limit=0,
                aria=False,
                cursor="pointer",
                tooltip=None,
            ),
        ).encode(
            x=x,
            y=y,
            key=alt.Key("item_id:N"),
            text=alt.Text("text:N"),
            opacity=alt.Opacity("alpha:Q", scale=None),
        )
        for align, dx in sides
    ]


def _tooltip(**fields: str) -> list[alt.Tooltip]:
    # A field called "title" becomes the heading; one called "image" would be fetched.
    return [
        alt.Tooltip("title:N", title="title"),
        *(alt.Tooltip(f"{field}:N", title=title) for field, title in fields.items()),
    ]
