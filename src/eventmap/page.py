"""The page, from top to bottom: what is shown, where, what it cost, and what was said."""

from contextlib import suppress
from datetime import date
from functools import partial
from importlib.resources import files

import streamlit as st

from eventmap.api import Summary
from eventmap.charts import course_chart, describe_courses
from eventmap.comparison import compare_selections
from eventmap.coverage import extent_of, last_beginning, offer_periods
from eventmap.database import Database, open_database
from eventmap.errors import BusyError, NotFoundError, ParameterError
from eventmap.facets import count_facets, count_hidden, count_left_out
from eventmap.filters import FACETS, Filters
from eventmap.panels.casualties import casualties_panel
from eventmap.panels.comparison import comparison_panel
from eventmap.panels.credit import credit_panel
from eventmap.panels.headline import headline_panel
from eventmap.redistribution import refuse_by_role
from eventmap.settings import Settings
from eventmap.summary import summarise
from eventmap.ui import settle
from eventmap.ui.account import show_account
from eventmap.ui.axis import show_axis
from eventmap.ui.collect import offer_collecting
from eventmap.ui.components import SIDE_BY_SIDE, alone, chart, notice, panel
from eventmap.ui.drawer import show_opened
from eventmap.ui.lists import show_lists
from eventmap.ui.map import show_map
from eventmap.ui.notices import show_ignored, show_nothing, show_notices, show_refused
from eventmap.ui.publish import show_written
from eventmap.ui.sidebar import filter_controls
from eventmap.ui.state import (
    Absent,
    change_filters,
    current_filters,
    draw_anew_when_back,
    store_filters,
    sync_state,
    this_user,
    this_view,
    this_viewer,
    write_query,
)
from eventmap.ui.story import open_story, show_step
from eventmap.ui.upload import leave_written, offer_upload
from eventmap.ui.versions import offer_newest, pin_version
from eventmap.wording import join_words, tell_apart

COUNTING = "Counting events…"
"""Stands in the place of numbers that are not there yet."""


def main() -> None:
    """Draw the page."""
    settle()
    set_page()
    draw_anew_when_back()
    settings = Settings.from_env()
    database = open_database(settings).seen_by(this_user(settings))
    with suppress(NotFoundError):  # none is left to draw
        database.tables_of(Filters())  # so that it is known what is broken
    # Places that are there from the start, though empty: the browser tells most parts of the page
    # by how many stand before them, and makes all anew that stand below one that comes or goes.
    newer, above = st.container(), st.container()
    show_refused(database, above)
    leave_written()
    show_written(database, above)
    if not database.infos:
        with st.sidebar:
            show_account(settings)
        return
    sync_state(database)
    show_ignored(above)
    if absent := this_view().absent:
        show_absent(database, settings, absent)
        return
    filters = current_filters()
    # Where viewers see different datasets, the first is not the same for all.
    write_query(filters, None if database.restricted else database.infos[0].name)
    filters = pin_version(database, filters)
    if database.has_versions(filters.dataset):
        with newer:
            offer_newest(database, filters)  # asks every few seconds
    show_notices(filters, above)
    embedded = st.context.is_embedded
    presenting = this_view().present and not embedded
    # There from the start: a sidebar that comes last would make the map beside it narrower.
    sidebar = None if embedded or presenting else st.sidebar.container()
    head = st.container(key="presenting" if presenting else "head")
    wide, narrow = (st.container(), None) if embedded else st.columns(SIDE_BY_SIDE, gap="medium")
    with wide:
        show_map(database, filters)  # first, because it is what the eye waits for
        if not (embedded or presenting):
            show_opened(database, filters)  # then what was just chosen
    with head:
        summary = count_events(database, filters)
        if summary is None:
            return
        show_step(database, filters)
        show_headline(database, filters, summary)
        show_comparison(database, filters, summary)
    if narrow is None:
        return
    with narrow:
        show_casualties(summary, tables=not presenting)
    show_axis(database, filters, any_event=summary["records"] > 0)
    if sidebar is None:
        return
    show_lists(database, filters, summary)
    show_credit(database, filters)
    with sidebar:
        show_controls(database, filters, settings)


def set_page() -> None:
    """Set title, width and styles."""
    st.set_page_config(page_title="eventmap", layout="wide")
    st.html(f"<style>{files('eventmap').joinpath('page.css').read_text(encoding='utf-8')}</style>")


def count_events(database: Database, filters: Filters) -> Summary | None:
    """Return what the page shows of the filtered events, or say why it cannot be counted."""
    try:
        with st.spinner(COUNTING):  # is seen where it takes longer than half a second
            return summarise(database, filters)
    except BusyError as error:
        notice("error", "Nothing can be counted at present.", [str(error)], key="busy")
    return None


def show_absent(database: Database, settings: Settings, absent: Absent) -> None:
    """Say why there is nothing to show, with what else there is."""
    show_nothing(absent, datasets(database))
    if not st.context.is_embedded:
        with st.sidebar:
            with alone("The upload"):
                offer_upload(database, settings)
            show_account(settings)


def show_controls(database: Database, filters: Filters, settings: Settings) -> None:
    """Draw the filters, and what a viewer brings and takes away."""
    # A place for each: a facet that is not offered would move what stands below it, see `main`.
    with alone("The filters"), st.container():
        with st.spinner(COUNTING):
            counts = count_facets(database, filters)
        filter_controls(datasets(database), counts, periods(database, filters))
    with alone("The upload"), st.container():
        offer_upload(database, settings)
    with alone("Your story"), st.container():
        offer_collecting(database, settings, filters)
    show_account(settings)


def periods(database: Database, filters: Filters) -> dict[str, tuple[date, date]]:
    """Return the periods that the viewer can choose by their names."""
    days = extent_of(database, database.info_of(filters))
    return offer_periods(days["first"], days["last"])


def datasets(database: Database) -> dict[str, str]:
    """Return the titles of the datasets that the viewer can choose, by name.

    The browser sends a choice by its title: one that a newer version changes stays as it was, and
    of one title there is one dataset.
    """
    own = database.uploads.titles(this_viewer())
    now = {info.name: info.title for info in database.infos} | own
    seen = this_view().titles
    return {name: seen.setdefault(name, title) for name, title in tell_apart(now).items()}


def show_headline(database: Database, filters: Filters, summary: Summary) -> None:
    """Say what is shown and what is not, with a way to undo each filter, share and export."""
    with alone("The summary"):
        hidden = count_hidden(database, filters)
        info = database.info_of(filters)
        offered = database.stories_for(this_viewer())
        shown = headline_panel(
            summary,
            hidden,
            filters,
            info,
            left_out=count_left_out(database, filters),
            refused=refuse_by_role(database, info),
            compare=this_view().compare,
            bare=bool(st.context.is_embedded) or this_view().present,
            presenting=None if st.context.is_embedded else this_view().present,
            stories=() if this_view().story else offered.get(info.name, ()),
        )
        panel(
            "headline",
            shown,
            key="headline",
            remove=remove_part,
            reset=lambda _: store_filters(Filters(dataset=filters.dataset)),
            story=lambda name: open_story(database, info.name, name),
            present=present,
        )


def present(on: bool) -> None:
    """Show the page to a room, or as it was."""
    this_view().present = on


def show_comparison(database: Database, filters: Filters, summary: Summary) -> None:
    """Show the selection beside another one, where one was asked for."""
    view = this_view()
    if not view.compare:
        return
    with alone("The comparison"):
        try:
            found = compare_selections(
                database, filters, view.compare, viewer=this_viewer(), summary=summary
            )
        except ParameterError as error:
            notice("warning", "These cannot be compared.", [str(error)], key="no comparison")
            return
        panel("comparison", comparison_panel(found), key="comparison", close=leave_comparison)
        dark = st.context.theme.type == "dark"
        labels = join_words([side["label"] for side in found["sides"]])
        with st.container(key="courses"):
            chart(
                partial(course_chart, found, dark=dark),
                key="course",
                alt=f"Events over time: {labels}",
            )
            st.caption(describe_courses(found))


def show_credit(database: Database, filters: Filters) -> None:
    """Say whose data they are, at the lower edge of the window."""
    with alone("The source of the data"):
        info = database.info_of(filters)
        last = extent_of(database, info)["last"]
        panel("credit", credit_panel(info, last_beginning(database, info), last), key="credit")


def leave_comparison(_: object) -> None:
    """Show the selection alone again."""
    this_view().compare = None


def remove_part(chip: dict[str, str]) -> None:
    """Take one value out of the filter."""
    filters, part = current_filters(), chip["part"]
    store_filters(filters.without(part))
    if part in FACETS:
        left = [value for value in getattr(filters, part) if value != chip["value"]]
        change_filters(**{part: left})


def choose_value(choice: dict[str, str]) -> None:
    """Narrow the filter to one value of a facet."""
    change_filters(**{choice["facet"]: [choice["value"]]})


def show_casualties(summary: Summary, *, tables: bool) -> None:
    """Draw what the events cost, in all and, in `tables`, by region and type."""
    with alone("The casualty summary"), st.container(key="casualties"):
        shown = casualties_panel(summary)
        shown = shown if tables else {**shown, "tables": []}
        panel("casualties", shown, key="costs", choose=choose_value)


if __name__ == "__main__":
    main()
