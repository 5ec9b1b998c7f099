"""The lists below the map, and the method."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from eventmap.api import Summary, Unusual
from eventmap.database import EVERY_EVENT, Database
from eventmap.describe import noun_of
from eventmap.errors import NotFoundError
from eventmap.events import not_drawn
from eventmap.facets import list_choices_of
from eventmap.filters import Filters
from eventmap.panels.events import ANY_VIEW, events_panel, list_view, undrawn_panel
from eventmap.panels.method import method_panel, unusual_panel
from eventmap.parameters import parse_bbox
from eventmap.redistribution import refuse_by_role
from eventmap.schema import DatasetInfo
from eventmap.ui.components import SIDE_BY_SIDE, alone, panel
from eventmap.ui.state import PAGE_SIZE, View, this_view
from eventmap.ui.versions import show_changes
from eventmap.unusual import find_unusual


def show_lists(database: Database, filters: Filters, summary: Summary) -> None:
    """Draw the list of events, those not on the map, and the method.

    What is opened there is read beside them.
    """
    wide, narrow = st.columns(SIDE_BY_SIDE, gap="medium")
    with narrow:
        st.caption("Choose an event, here or on the map, to read who reports what.")
    with wide:
        _show_tabs(database, filters, summary)


def _show_tabs(database: Database, filters: Filters, summary: Summary) -> None:
    titles = [
        f"{noun_of(summary).capitalize()}s",
        "Not on the map",
        "Unusual months",
        "How these numbers are made",
    ]
    if (filters.version or 1) > 1 and database.has_versions(filters.dataset):
        titles.append("What changed")
    listed, absent, unusual, method, *changed = st.tabs(titles, key="lists")
    _show_numbers(summary["records"], summary["drawn"]["listed"])
    if refused := refuse_by_role(database, database.info_of(filters)):
        for tab in (listed, absent, *changed):
            tab.text(f"{refused} The map and the figures are of all of them.")
    else:
        _show_rows(database, filters, summary, (listed, absent, *changed))
    with unusual, alone("The unusual months"):
        panel("prose", unusual_panel(_unusual(database, filters)), key="unusual")
    with method, alone("The method"):
        info = database.info_of(filters)
        parties = list_choices_of(database, info.name, info.version)["party"]
        panel("prose", method_panel(info, summary, names_parties=bool(parties)), key="method")


def _show_numbers(*numbers: int) -> None:
    """Show how many events the first tabs have.

    Streamlit tells the tab that is open by its label, and opens the first where a filter has
    changed a number in it. So the numbers stand behind the labels, as style.
    """
    rules = (
        f".st-key-lists [role=tab]:nth-of-type({at})::after {{ content: '\\00a0({number:,})'; }}"
        for at, number in enumerate(numbers, start=1)
    )
    st.html(f"<style>{' '.join(rules)}</style>")


def _show_rows(
    database: Database, filters: Filters, summary: Summary, tabs: Sequence[DeltaGenerator]
) -> None:
    """Draw the rows: all events, those not on the map, and what changed, where there is a tab."""
    view, (listed, absent, *changed) = this_view(), tabs
    with listed:
        _show_events(database, filters, summary, (view.opened, view.order, _look(view)))
    with absent, alone("The list of events not on the map"):
        events = database.events(filters, limit=PAGE_SIZE, only=not_drawn())
        panel(
            "events",
            undrawn_panel(events, summary["drawn"]["listed"], summary["records"]),
            key="undrawn",
            open=this_view().open_event,
        )
    for tab in changed:
        with tab, alone("What changed"):
            show_changes(database, filters)


def _unusual(database: Database, filters: Filters) -> Unusual:
    """Return `find_unusual`, kept, of the version that is newest where none is named."""
    info = database.info_of(filters)
    return _find_unusual(database, info, replace(filters, dataset=info.name, version=info.version))


@lru_cache(maxsize=64)
def _find_unusual(database: Database, info: DatasetInfo, filters: Filters) -> Unusual:
    return find_unusual(database, filters)


@st.fragment
def _show_events(
    database: Database,
    filters: Filters,
    summary: Summary,
    drawn: tuple[int, tuple[str, bool], tuple[bool, str | None]],
) -> None:
    """Draw one page of the list; to sort it, to turn its page or to move the map runs nothing else.

    Parameters
    ----------
    drawn
        How often an event was opened, the order of the list, and how it followed the map, when the
        page was drawn.
    """
    if not _may_list(database, filters):
        st.rerun()  # it was taken back since the page was drawn, which says so
    view = this_view()
    opened, order, look = drawn
    # An opened event stands on the map and in the address, its place in the list in the drawer;
    # whether the list follows the map is in the address.
    moved = view.order != order or _look(view) != look
    if view.opened != opened or view.in_view != look[0] or (view.event and moved):
        st.rerun()
    view.touched = False  # neither order nor page of the list is in the address
    with alone("The list of events"):
        _show_page(database, filters, summary)


def _may_list(database: Database, filters: Filters) -> bool:
    try:
        return refuse_by_role(database, database.info_of(filters)) is None
    except NotFoundError:
        return False


def _look(view: View) -> tuple[bool, str | None]:
    """Return how the list follows the map: not at all, or to which part of it."""
    return view.in_view, view.box if view.in_view else None


def _show_page(database: Database, filters: Filters, summary: Summary) -> None:
    view = this_view()
    order, descending = view.order
    only, total = view.listed(), summary["records"]
    if only is None:
        total = 0
    elif view.in_view:
        total = database.count(filters, only=only)
    page = min(view.page, max(total - 1, 0) // PAGE_SIZE)
    events = database.events(
        filters,
        order=order,
        descending=descending,
        limit=PAGE_SIZE if total else 0,
        offset=page * PAGE_SIZE,
        only=only or EVERY_EVENT,
    )
    shown = events_panel(
        events,
        filters,
        order=order,
        descending=descending,
        page=page,
        total=total,
        size=PAGE_SIZE,
        view=list_view(
            view.box, inside=total, shown=summary["records"], unlocated=summary["unlocated"]
        )
        if view.in_view
        else ANY_VIEW,
    )
    shown["opened"] = view.event
    panel(
        "events",
        shown,
        key="list",
        open=view.open_event,
        sort=_sort_list,
        page=_turn_page,
        follow=_follow_map,
    )


def _follow_map(look: Mapping[str, Any]) -> None:
    """Let the list follow the map to the part that it shows, or let go of it."""
    view = this_view()
    with suppress(ValueError):  # nobody's but of a script that is not ours
        if look["box"] is not None:
            parse_bbox(look["box"])
        view.in_view, view.box, view.page = bool(look["on"]), look["box"], 0


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
