"""The course of events: the time axis, and beside it what was said and decided."""

from functools import partial

import streamlit as st

from eventmap.charts import MAX_BARS, id_from_selection, period_from_selection, timeline_chart
from eventmap.coverage import extent, histogram
from eventmap.database import Database, Row
from eventmap.filters import Filters
from eventmap.lanes import count_undrawn, pad_domain
from eventmap.panels.said import chosen_period, describe_axis, said_panel, tied_events
from eventmap.selection import NO_EVENT
from eventmap.ui.components import COLUMNS, alone, panel
from eventmap.ui.state import NO_SELECTION, this_view, touch

_ALT = (
    "Events on a time axis",
    "Events above, what was said and decided below, on one time axis",
)


def show_course(database: Database, filters: Filters, *, any_event: bool) -> None:
    """Draw the time axis, and beside it what was said, where the dataset has a timeline."""
    with alone("The course of events"):
        items = database.timeline(filters.without("period"))
        wide, narrow = st.columns(COLUMNS, gap="medium") if items else (st.container(), None)
        with wide:
            _show_time(database, filters, items, any_event=any_event)
        if narrow is not None:
            with narrow:
                _show_said(database, filters)


def _show_time(database: Database, filters: Filters, items: list[Row], *, any_event: bool) -> None:
    """Draw events and diplomacy on one time axis; a brush over it sets the period."""
    with alone("The time axis"), st.container(key="time-axis"):
        everything = filters.without("period")
        days = extent(database, everything)
        if not any_event or days["first"] is None:
            st.text("No event shown has a date." if any_event else NO_EVENT)
            this_view().axis = NO_SELECTION  # it goes with the chart
            return
        domain = pad_domain(days["first"], days["last"])
        few = days["events"] <= MAX_BARS
        chart = timeline_chart(
            database.events(everything) if few else histogram(database, everything),
            items,
            domain=domain,
            period=chosen_period(filters, domain),
            opened_event=this_view().event,
            chosen_item=this_view().item,
            events_only=not items,
            dark=st.context.theme.type == "dark",
        )
        key = _axis_key(filters)
        st.altair_chart(chart, key=key, on_select=partial(_read_time, key), alt=_ALT[bool(items)])
        absent = describe_axis(days["undated"], count_undrawn(items, domain))
        st.caption(absent)


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
    selection = st.session_state[key]["selection"]
    brush = period_from_selection(selection)
    event, item = (id_from_selection(selection, name) for name in ("event", "item"))
    if brush:
        st.session_state["from"], st.session_state["to"] = brush
    view.event = event or view.event
    view.item = item or view.item
    view.axis = (brush, event, item)
    touch()


def _show_said(database: Database, filters: Filters) -> None:
    """Draw what was said and decided in the period."""
    with alone("The diplomatic timeline"), st.container(key="said"):
        items = database.timeline(filters)
        ids = {event_id for item in items for event_id in tied_events(item)}
        shown = said_panel(items, database.titles(filters, sorted(ids)), chosen=this_view().item)
        panel("said", shown, key="sayings", open=this_view().open_event)
