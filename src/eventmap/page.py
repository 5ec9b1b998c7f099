"""The page, from top to bottom: what is shown, where, what it cost, and what was said."""

from contextlib import suppress
from dataclasses import replace
from functools import partial
from importlib.resources import files
from typing import Any

import streamlit as st
from streamlit_folium import st_folium

from eventmap.api import Summary
from eventmap.charts import (
    MAX_BARS,
    id_from_selection,
    period_from_selection,
    timeline_chart,
)
from eventmap.database import Database, Row, open_database
from eventmap.details import describe_event, not_drawn
from eventmap.errors import BusyError, NotFoundError
from eventmap.filters import FACETS, Filters
from eventmap.lanes import count_undrawn, pad_domain
from eventmap.maps import base_map, event_group
from eventmap.panels.casualties import casualties_panel
from eventmap.panels.detail import detail_panel
from eventmap.panels.events import events_panel, undrawn_panel
from eventmap.panels.headline import headline_panel
from eventmap.panels.prose import method_panel
from eventmap.panels.said import chosen_period, describe_axis, said_panel, tied_events
from eventmap.schema import DatePrecision
from eventmap.selection import NO_EVENT
from eventmap.settings import Settings
from eventmap.summary import (
    count_facets,
    count_hidden,
    extent,
    histogram,
    summarise,
    timeline_box,
    view_box,
)
from eventmap.widgets.controls import filter_controls
from eventmap.widgets.drawing import alone, notice, panel
from eventmap.widgets.state import (
    Absent,
    current_filters,
    reversed_period,
    store_filters,
    sync_state,
    this_viewer,
    touch,
    write_query,
)
from eventmap.widgets.upload import offer_upload
from eventmap.widgets.versions import offer_newest, pin_version, show_changes
from eventmap.wording import describe_interval, join_words

_COLUMNS = (2.1, 1)
_PAGE_SIZE = 50
_NO_SELECTION = (None, None, None)
_AXIS_ALT = (
    "Events on a time axis",
    "Events above, what was said and decided below, on one time axis",
)
_MAP_HEIGHT = 480  # pixels, where page.css does not fit the map to the screen


def main() -> None:
    """Draw the page."""
    st.set_page_config(page_title="eventmap", layout="wide")
    st.html(f"<style>{files('eventmap').joinpath('page.css').read_text(encoding='utf-8')}</style>")
    settings = Settings.from_env()
    database = open_database(settings)
    with suppress(NotFoundError):  # none is left to draw
        database.tables_of(Filters())  # so that it is known what is broken
    show_refused(database)
    if not database.infos:
        return
    show_problems(sync_state(database))
    if st.session_state["absent"]:
        show_nothing(database, settings)
        return
    show_reversed()
    filters = current_filters()
    write_query(filters, database.infos[0].name)
    filters = pin_version(database, filters)
    if database.has_versions(filters.dataset):
        offer_newest(database, filters)  # asks every few seconds
    show_gone(filters)
    show_unopened()
    show_left_behind()
    head = st.container()
    embedded = st.context.is_embedded
    wide, narrow = (st.container(), None) if embedded else st.columns(_COLUMNS, gap="medium")
    with wide:
        show_map(database, filters)  # first, because it is what the eye waits for
    try:
        summary = summarise(database, filters)
    except BusyError as error:
        with head:
            notice("error", "Nothing can be counted at present.", [str(error)], key="busy")
        return
    with head:
        show_headline(database, filters, summary)
    if narrow is None:
        return
    with narrow:
        show_casualties(summary)
    show_course(database, filters, summary)
    show_lists(database, filters, summary)
    with st.sidebar, alone("The filters"):
        filter_controls(datasets(database), count_facets(database, filters))
    with st.sidebar, alone("The upload"):
        offer_upload(database, settings)


def datasets(database: Database) -> dict[str, str]:
    """Return the titles of the datasets that the viewer can choose, by name.

    The browser sends a choice by its title: one that a newer version changes stays as it was.
    """
    own = database.loans.titles(this_viewer())
    now = {info.name: info.title for info in database.infos} | own
    seen = st.session_state.setdefault("titles", {})
    return {name: seen.setdefault(name, title) for name, title in now.items()}


def show_refused(database: Database) -> None:
    """Name every dataset that was refused, with every reason."""
    for error in database.refused:
        lines = [str(refusal) for refusal in error.refusals]
        title = f"The dataset {error.name} was not opened."
        notice("error", title, lines, key=f"refused {error.name}")
    for name, reason in database.broken.items():
        title = f"The dataset {name} cannot be read at present."
        notice("error", title, [str(reason)], key=f"broken {name}")


def show_problems(problems: list[Any]) -> None:
    """Name every parameter of the link that could not be used."""
    if problems:
        title = "Part of the link was ignored."
        notice("warning", title, [str(problem) for problem in problems], key="problems")


def show_reversed() -> None:
    """Say that a period which ends before it begins is not used."""
    if days := reversed_period():
        first, last = (describe_interval(day, day, DatePrecision.DAY) for day in days)
        title = f"The period is not used: its last day, {last}, is before its first, {first}."
        notice("warning", title, [], key="reversed")


def show_nothing(database: Database, settings: Settings) -> None:
    """Say why there is nothing to show, and offer what there is."""
    absent: Absent = st.session_state["absent"]
    title, *lines = absent.sentences
    notice("warning", title, lines, key="absent")
    if absent.versions:
        versions = {
            f"Version {number}": replace(absent.filters, version=number)
            for number in absent.versions
        }
        offer_instead("Show another version", versions)
    others = {title: Filters(dataset=name) for name, title in datasets(database).items()}
    offer_instead("Show another dataset", others)
    if not st.context.is_embedded:
        with st.sidebar, alone("The upload"):
            offer_upload(database, settings)


def offer_instead(label: str, ways: dict[str, Filters]) -> None:
    """Offer what there is in place of what is not, by its name."""
    st.selectbox(
        label,
        list(ways),
        index=None,
        key=label,
        placeholder="Choose one of those that are here",
        on_change=lambda: store_filters(ways[st.session_state[label]]),
    )


def show_unopened() -> None:
    """Say that the event that was to be opened is not in the dataset."""
    if lost := st.session_state.get("event not here"):
        title = f"There is no event “{lost[1]}” in this dataset."
        notice("warning", title, [], key="event not here")


def show_gone(filters: Filters) -> None:
    """Name the viewer's files that had to go for the one that is shown."""
    name, titles = st.session_state.get("gone", (None, ()))
    if titles and name == filters.dataset:
        line = "Only so many are kept for one viewer, and the oldest go first."
        title = f"No longer here: {join_words(titles)}."
        notice("warning", title, [line], key="gone")


def show_left_behind() -> None:
    """Say what was chosen for the dataset before and is nothing that this one has."""
    if labels := st.session_state.get("left behind"):
        names = join_words([f"“{label}”" for label in labels], "or")
        title = f"Not taken along, as no event of this dataset has it: {names}."
        notice("warning", title, [], key="left behind")


def show_headline(database: Database, filters: Filters, summary: Summary) -> None:
    """Say what is shown and what is not, with a way to undo each filter, share and export."""
    with alone("The summary"):
        hidden = count_hidden(database, filters)
        info = database.tables_of(filters).info
        panel(
            "headline",
            headline_panel(summary, hidden, filters, info, bare=bool(st.context.is_embedded)),
            key="headline",
            remove=remove_part,
            reset=lambda _: store_filters(Filters(dataset=filters.dataset)),
        )


def remove_part(chip: dict[str, str]) -> None:
    """Take one value out of the filter."""
    filters, part = current_filters(), chip["part"]
    store_filters(filters.without(part))
    if part in FACETS:
        left = [value for value in getattr(filters, part) if value != chip["value"]]
        st.session_state[part] = left


def choose_value(choice: dict[str, str]) -> None:
    """Narrow the filter to one value of a facet."""
    st.session_state[choice["facet"]] = [choice["value"]]


def open_event(event_id: str | None) -> None:
    """Open an event in the panel and on the map, or close it."""
    st.session_state["event"] = event_id
    st.session_state["choice"] = st.session_state.get("choice", 0) + 1


def show_map(database: Database, filters: Filters) -> None:
    """Draw the map; it fetches what it shows from the routes, so panning never runs the page."""
    with alone("The map"), st.container(key="map-only" if st.context.is_embedded else "map-frame"):
        info = database.tables_of(filters).info
        group = event_group(
            filters,
            dataset=info.name,
            version=info.version,
            fingerprint=info.fingerprint,
            bbox=view_box(database, info),
            places=timeline_box(database, info),
            opened_event=st.session_state["event"],
            choice=st.session_state.get("choice", 0),
        )
        st_folium(
            base_map(),
            key="map",
            feature_group_to_add=group,
            returned_objects=[],
            height=_MAP_HEIGHT,
            use_container_width=True,
            on_change=read_map,
        )


def read_map() -> None:
    """Open the event that was chosen on the map."""
    st.session_state["event"] = (st.session_state["map"] or {}).get("event")
    touch()


def show_course(database: Database, filters: Filters, summary: Summary) -> None:
    """Draw the time axis, and beside it what was said, where the dataset has a timeline."""
    with alone("The course of events"):
        items = database.timeline(filters.without("period"))
        wide, narrow = st.columns(_COLUMNS, gap="medium") if items else (st.container(), None)
        with wide:
            show_time(database, filters, items, any_event=summary["events"] > 0)
        if narrow is not None:
            with narrow:
                show_said(database, filters)


def show_time(database: Database, filters: Filters, items: list[Row], *, any_event: bool) -> None:
    """Draw events and diplomacy on one time axis; a brush over it sets the period."""
    with alone("The time axis"), st.container(key="time-axis"):
        everything = filters.without("period")
        days = extent(database, everything)
        if not any_event or days["first"] is None:
            st.text("No event shown has a date." if any_event else NO_EVENT)
            st.session_state["axis"] = _NO_SELECTION  # it goes with the chart
            return
        domain = pad_domain(days["first"], days["last"])
        few = days["events"] <= MAX_BARS
        chart = timeline_chart(
            database.events(everything) if few else histogram(database, everything),
            items,
            domain=domain,
            period=chosen_period(filters, domain),
            opened_event=st.session_state["event"],
            chosen_item=st.session_state.get("item"),
            events_only=not items,
            dark=st.context.theme.type == "dark",
        )
        key = axis_key(filters)
        st.altair_chart(
            chart, key=key, on_select=partial(read_time, key), alt=_AXIS_ALT[bool(items)]
        )
        absent = describe_axis(days["undated"], count_undrawn(items, domain))
        st.caption(absent)


def axis_key(filters: Filters) -> str:
    """Return the key of the time axis, a new one where its own selection is out of date.

    The chart keeps its brush and its choice until it is made anew; a chip, a link or the panel
    may have changed both meanwhile.
    """
    state = st.session_state
    now = ((filters.date_from, filters.date_to), state["event"], state.get("item"))
    held = state.get("axis", _NO_SELECTION)
    if any(part not in (None, current) for part, current in zip(held, now, strict=True)):
        state["axis"] = _NO_SELECTION
        state["axis_run"] = state.get("axis_run", 0) + 1
    return f"time {state.get('axis_run', 0)}"


def read_time(key: str) -> None:
    """Take over what was brushed or chosen on the time axis."""
    state = st.session_state
    selection = state[key]["selection"]
    brush = period_from_selection(selection)
    event, item = (id_from_selection(selection, name) for name in ("event", "item"))
    if brush:
        state["from"], state["to"] = brush
    state["event"] = event or state["event"]
    state["item"] = item or state.get("item")
    state["axis"] = (brush, event, item)
    touch()


def show_casualties(summary: Summary) -> None:
    """Draw what the events cost."""
    with alone("The casualty summary"), st.container(key="casualties"):
        panel("casualties", casualties_panel(summary), key="costs", choose=choose_value)


def show_said(database: Database, filters: Filters) -> None:
    """Draw what was said and decided in the period."""
    with alone("The diplomatic timeline"), st.container(key="said"):
        items = database.timeline(filters)
        ids = {event_id for item in items for event_id in tied_events(item)}
        shown = said_panel(
            items, database.titles(filters, sorted(ids)), chosen=st.session_state.get("item")
        )
        panel("said", shown, key="sayings", open=open_event)


def show_lists(database: Database, filters: Filters, summary: Summary) -> None:
    """Draw the lists and the method, and beside them the opened event."""
    wide, narrow = st.columns(_COLUMNS, gap="medium")
    with wide:
        show_tabs(database, filters, summary)
    with narrow:
        if event_id := st.session_state["event"]:
            show_detail(database, filters, event_id)
        else:
            st.caption("Choose an event, here or on the map, to read who reports what.")


def show_tabs(database: Database, filters: Filters, summary: Summary) -> None:
    """Draw the list of events, those not on the map, and the method."""
    undrawn = summary["drawn"]["listed"]
    titles = [
        f"Events ({summary['events']:,})",
        f"Not on the map ({undrawn:,})",
        "How these numbers are made",
    ]
    if (filters.version or 1) > 1 and database.has_versions(filters.dataset):
        titles.append("What changed")
    listed, absent, method, *changed = st.tabs(titles)
    with listed, alone("The list of events"):
        show_events(database, filters, summary["events"])
    with absent, alone("The list of events not on the map"):
        events = database.events(filters, limit=_PAGE_SIZE, only=not_drawn())
        panel(
            "events",
            undrawn_panel(events, undrawn, summary["events"]),
            key="undrawn",
            open=open_event,
        )
    with method, alone("The method"):
        info = database.tables_of(filters).info
        panel("prose", method_panel(info, summary), key="method")
    for tab in changed:
        with tab, alone("What changed"):
            show_changes(database, filters)


def show_events(database: Database, filters: Filters, total: int) -> None:
    """Draw one page of the list."""
    state = st.session_state
    order, descending = state.setdefault("order", ("date", True))
    page = min(state.setdefault("page", 0), max(total - 1, 0) // _PAGE_SIZE)
    events = database.events(
        filters, order=order, descending=descending, limit=_PAGE_SIZE, offset=page * _PAGE_SIZE
    )
    shown = events_panel(
        events,
        filters,
        order=order,
        descending=descending,
        page=page,
        total=total,
        size=_PAGE_SIZE,
    )
    shown["opened"] = state["event"]
    panel("events", shown, key="list", open=open_event, sort=sort_list, page=turn_page)


def sort_list(order: str) -> None:
    """Sort the list, or turn its order round."""
    was, descending = st.session_state["order"]
    first = order in ("date", "killed", "injured", "claims")
    st.session_state["order"] = (order, not descending if order == was else first)
    st.session_state["page"] = 0


def turn_page(page: int) -> None:
    """Show another page of the list."""
    st.session_state["page"] = page


def show_detail(database: Database, filters: Filters, event_id: str) -> None:
    """Draw the opened event with all its claims."""
    with alone("The event"):
        try:
            found = describe_event(database, filters, event_id)
        except NotFoundError as error:
            notice("warning", str(error), [], key="no event")
        else:
            panel("detail", detail_panel(found), key="detail", close=lambda _: open_event(None))


if __name__ == "__main__":
    main()
