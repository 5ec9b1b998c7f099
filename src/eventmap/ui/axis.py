"""The time axis, and beside it what was said and decided."""

from dataclasses import replace
from datetime import date
from functools import lru_cache, partial

import streamlit as st

from eventmap.api import Histogram
from eventmap.axis import count_undrawn, most_bins, pad_domain, reach_deadlines
from eventmap.charts import MAX_BARS, id_from_selection, period_from_selection, timeline_chart
from eventmap.coverage import choose_unit, describe_time, extent, uncovered_days
from eventmap.database import Database, Row
from eventmap.filters import Filters
from eventmap.panels.axis import axis_panel, types_of
from eventmap.panels.timeline import chosen_period, describe_axis, tied_events, timeline_panel
from eventmap.parameters import SHOWN, UNITS
from eventmap.redistribution import refuse_by_role
from eventmap.schema import DatasetInfo, empty_frame
from eventmap.selection import NO_EVENT
from eventmap.ui.components import SIDE_BY_SIDE, alone, chart, panel
from eventmap.ui.state import (
    NO_SELECTION,
    Axis,
    change_period,
    read_control,
    set_control,
    take_choice,
    this_view,
    touch,
)
from eventmap.wording import capitalise

_BY_WIDTH = ""
"""The choice of a unit that leaves it to the room that there is."""

_ALT = (
    "Events on a time axis",
    "Events above, what was said and decided below, on one time axis",
)


def show_axis(database: Database, filters: Filters, *, any_event: bool) -> None:
    """Draw the time axis, and beside it what was said, where the dataset has a timeline."""
    with alone("The course of events"):
        items = database.timeline(filters.without("period"))
        wide, narrow = st.columns(SIDE_BY_SIDE, gap="medium") if items else (st.container(), None)
        with wide:
            _show_time(database, filters, items, any_event=any_event)
        if narrow is not None:
            with narrow:
                _show_said(database, filters)


def _show_time(database: Database, filters: Filters, items: list[Row], *, any_event: bool) -> None:
    """Draw events and diplomacy on one time axis; a brush over it sets the period."""
    with alone("The time axis"), st.container(key="time-axis"):
        view = this_view()
        everything = filters.without("period")
        days = extent(database, everything)
        if not any_event or days["first"] is None:
            st.text("No event shown has a date." if any_event else NO_EVENT)
            view.axis = NO_SELECTION  # it goes with the chart
            return
        domain = reach_deadlines(pad_domain(days["first"], days["last"]), items)
        touching = everything
        if view.time_axis.axis:
            domain = view.time_axis.axis
            touching = replace(everything, date_from=domain[0], date_to=domain[1], strict=False)
        width = view.axis_width
        unit = choose_unit(*domain, most_bins(width))
        dark = st.context.theme.type == "dark"
        trend = None
        # Of all days, whichever are shown: a bar at the edge is of a whole week, month or year.
        shown = database.count(touching) if view.time_axis.axis else days["events"]
        info = database.info_of(everything)
        # A bar for each event would be the list of them that such viewers are refused.
        is_counted = shown > MAX_BARS or refuse_by_role(database, info) is not None
        if is_counted or view.time_axis != Axis(axis=view.time_axis.axis):
            trend = _trend(database, info, everything, view.time_axis.unit or unit, view.time_axis)
            while not view.time_axis.unit and unit != UNITS[-1] and _is_mostly_across(trend):
                unit = UNITS[UNITS.index(unit) + 1]
                trend = _trend(database, info, everything, unit, view.time_axis)
        events = empty_frame("events") if trend else database.events(touching)
        types = types_of(trend) if trend else set(events["event_type"])
        _show_controls(view.time_axis, _zoomed(filters, domain))
        holes = uncovered_days(database, info, *domain)
        shown_panel = axis_panel(trend, types, uncovered=bool(holes), width=width, dark=dark)
        panel("axis", shown_panel, key="axis-key", width=_measure)
        make = partial(
            timeline_chart,
            trend or events,
            items,
            domain=domain,
            period=chosen_period(filters, domain),
            opened_event=view.event,
            chosen_item=view.item,
            events_only=not items,
            uncovered=holes,
            width=width,
            dark=dark,
        )
        key = _axis_key(filters)
        chart(make, key=key, on_select=partial(_read_time, key), alt=_ALT[bool(items)])
        undrawn = count_undrawn(items, domain)
        st.caption(describe_axis(days["undated"], undrawn, trend, presenting=view.present))


def _measure(width: int) -> None:
    """Draw the axis for another width from now on."""
    this_view().axis_width = width


@lru_cache(maxsize=64)
def _trend(
    database: Database, info: DatasetInfo, filters: Filters, unit: str, axis: Axis
) -> Histogram:
    """Return `describe_time`, kept: 0.1 to 0.2 s at a million events, and no period changes it.

    Nor does a version ever change, which `info` names where the filters leave it open.
    """
    own = replace(filters, dataset=info.name, version=info.version)
    return describe_time(database, own, unit, measure=axis.measure, cumulated=axis.cumulated)


def _is_mostly_across(trend: Histogram) -> bool:
    """Return whether most events lie across several bins, so that the bars tell little."""
    return trend["across"]["events"] > sum(each["inside"] for each in trend["bins"])


def _zoomed(filters: Filters, domain: tuple[date, date]) -> tuple[date, date] | None:
    """Return the days of the axis once it is zoomed into the period; ``None`` where it is."""
    period = chosen_period(filters, domain)
    return None if period is None or period == domain or period[0] > period[1] else period


def _show_controls(axis: Axis, zoomed: tuple[date, date] | None) -> None:
    """Offer what the axis shows, by which unit, added up or not, and of which days."""
    shown = {
        "measure": axis.measure,
        "unit": axis.unit or _BY_WIDTH,
        "cumulated": axis.cumulated,
    }
    for name, value in shown.items():
        set_control(name, value)

    def choose() -> None:
        if not take_choice(*shown):
            return
        unit = read_control("unit")
        this_view().time_axis = replace(
            axis,
            measure=read_control("measure") or axis.measure,
            # The browser sends a label, which may be that of none.
            unit=unit if unit in UNITS else None,
            cumulated=read_control("cumulated"),
        )
        touch()

    with st.container(horizontal=True, vertical_alignment="center", key="axis-controls"):
        st.segmented_control(
            "What the axis shows",
            SHOWN,
            format_func=capitalise,
            key="measure",
            on_change=choose,
            label_visibility="collapsed",
        )
        st.selectbox(
            "A bar is one",
            [_BY_WIDTH, *UNITS],
            # Which unit that is, the heading says: the browser keeps the label of a width before.
            format_func=lambda each: "By width" if each == _BY_WIDTH else f"Per {each}",
            key="unit",
            on_change=choose,
            label_visibility="collapsed",
            width=190,
        )
        st.toggle("Added up", key="cumulated", on_change=choose)
        if zoomed:
            st.button("Zoom into the period", key="zoom-in", on_click=_show_days, args=(zoomed,))
        if axis.axis:
            st.button("All days", key="zoom-out", on_click=_show_days, args=(None,))


def _show_days(days: tuple[date, date] | None) -> None:
    """Let the axis show `days`, or all that there are."""
    view = this_view()
    view.time_axis = replace(view.time_axis, axis=days)
    touch()


def _axis_key(filters: Filters) -> str:
    """Return the key of the time axis, a new one where its own selection is out of date.

    The chart keeps its brush and its choice until it is made anew; a chip, a link or the panel
    may have changed both meanwhile.
    """
    view = this_view()
    now = ((filters.date_from, filters.date_to), view.event, view.item)
    if any(part not in (None, current) for part, current in zip(view.axis, now, strict=True)):
        view.axis = NO_SELECTION
        view.axis_run += 1
    return f"time {view.axis_run}"


def _read_time(key: str) -> None:
    """Take over what was brushed or chosen on the time axis."""
    view = this_view()
    selection = read_control(key)["selection"]
    brush = period_from_selection(selection)
    event, item = (id_from_selection(selection, name) for name in ("event", "item"))
    if brush:
        change_period(*brush)
    view.event = event or view.event
    view.item = item or view.item
    view.axis = (brush, event, item)
    touch()


def _show_said(database: Database, filters: Filters) -> None:
    """Draw what was said and decided in the period."""
    with alone("The diplomatic timeline"), st.container(key="said"):
        items = database.timeline(filters)
        if refuse_by_role(database, database.info_of(filters)):
            items = [item | {"detail": None} for item in items]
        ids = {event_id for item in items for event_id in tied_events(item)}
        titles = database.titles(filters, sorted(ids))
        first = extent(database, filters)["first"]
        shown = timeline_panel(items, titles, chosen=this_view().item, first=first)
        panel("timeline", shown, key="sayings", open=this_view().open_event)
