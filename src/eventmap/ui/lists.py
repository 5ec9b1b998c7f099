"""The lists below the map, the method, and the opened event beside them."""

import streamlit as st

from eventmap.api import Summary
from eventmap.database import Database
from eventmap.details import describe_event, not_drawn
from eventmap.errors import NotFoundError
from eventmap.facets import list_choices_of
from eventmap.filters import Filters
from eventmap.panels.detail import detail_panel
from eventmap.panels.events import events_panel, undrawn_panel
from eventmap.panels.prose import method_panel
from eventmap.ui.components import COLUMNS, alone, notice, panel
from eventmap.ui.state import this_view
from eventmap.ui.versions import show_changes

_PAGE_SIZE = 50


def show_lists(database: Database, filters: Filters, summary: Summary) -> None:
    """Draw the lists and the method, and beside them the opened event."""
    wide, narrow = st.columns(COLUMNS, gap="medium")
    with wide:
        _show_tabs(database, filters, summary)
    with narrow:
        if event_id := this_view().event:
            _show_detail(database, filters, event_id)
        else:
            st.caption("Choose an event, here or on the map, to read who reports what.")


def _show_tabs(database: Database, filters: Filters, summary: Summary) -> None:
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
        _show_events(database, filters, summary["events"])
    with absent, alone("The list of events not on the map"):
        events = database.events(filters, limit=_PAGE_SIZE, only=not_drawn())
        panel(
            "events",
            undrawn_panel(events, undrawn, summary["events"]),
            key="undrawn",
            open=this_view().open_event,
        )
    with method, alone("The method"):
        info = database.info_of(filters)
        parties = list_choices_of(database, info.name, info.version)["party"]
        panel("prose", method_panel(info, summary, names_parties=bool(parties)), key="method")
    for tab in changed:
        with tab, alone("What changed"):
            show_changes(database, filters)


def _show_events(database: Database, filters: Filters, total: int) -> None:
    """Draw one page of the list."""
    view = this_view()
    order, descending = view.order
    page = min(view.page, max(total - 1, 0) // _PAGE_SIZE)
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
    shown["opened"] = view.event
    panel("events", shown, key="list", open=view.open_event, sort=_sort_list, page=_turn_page)


def _sort_list(order: str) -> None:
    """Sort the list, or turn its order round."""
    view = this_view()
    was, descending = view.order
    first = order in ("date", "killed", "injured", "claims")
    view.order = (order, not descending if order == was else first)
    view.page = 0


def _turn_page(page: int) -> None:
    """Show another page of the list."""
    this_view().page = page


def _show_detail(database: Database, filters: Filters, event_id: str) -> None:
    """Draw the opened event with all its claims."""
    with alone("The event"):
        try:
            found = describe_event(database, filters, event_id)
        except NotFoundError as error:
            notice("warning", str(error), [], key="no event")
        else:
            panel(
                "detail",
                detail_panel(found),
                key="detail",
                close=lambda _: this_view().open_event(None),
            )
