"""Which version of a dataset the viewer looks at, and word of a newer one."""

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from eventmap.database import Database
from eventmap.filters import Filters
from eventmap.panels.changes import changes_panel
from eventmap.store import describe_newer
from eventmap.ui.components import panel
from eventmap.ui.state import change_filters, read_control, this_view, touch

if TYPE_CHECKING:
    from eventmap.api import NewerPanel

_LOOK_EVERY_S = 15
"""How often each tab asks: of 200 tabs that is 13 times a second, a run of a fragment each."""


def pin_version(database: Database, filters: Filters) -> Filters:
    """Return the filters with the version that the viewer keeps until choosing another one.

    The address leaves it open, so that the same link shows the newest to the next viewer.
    """
    name = filters.dataset
    if name is None or filters.version is not None or not database.has_versions(name):
        return filters
    kept = this_view().versions
    newest = database.newest_version(name)
    version = min(kept.setdefault(name, newest), newest)
    return replace(filters, version=version)


@st.fragment(run_every=_LOOK_EVERY_S)
def offer_newest(database: Database, filters: Filters) -> None:
    """Say when there is a newer version than that of `filters`, with a way to it."""
    name, version = filters.dataset, filters.version
    if name is None or version is None:
        return
    kept = this_view().versions.get(name)
    if read_control("version") is None and kept not in (None, version):
        st.rerun()  # chosen just now
    newest = database.newest_version(name)
    if newest <= version:
        return
    content: NewerPanel = {
        "text": describe_newer(database.versions(name), version),
        "version": newest,
        "action": f"Show version {newest}",
    }
    panel("newer", content, key="newer", show=lambda number: _show(name, number))


def _show(name: str, number: int) -> None:
    this_view().versions[name] = number
    change_filters(version=None)


def show_changes(database: Database, filters: Filters) -> None:
    """Draw what changed since an earlier version, which the viewer chooses."""
    name, version = filters.dataset, filters.version
    if name is None or version is None:
        return
    times = {each.number: each.time for each in database.versions(name) if each.deleted is None}
    older = [number for number in reversed(times) if number < version]
    if not older:
        st.text("All versions before this one were deleted to make room: nothing can be compared.")
        return
    since = st.selectbox(
        "Since version",
        older,
        format_func=lambda number: f"{number}, of {times[number]:%-d %B %Y, %H:%M} UTC",
        key=f"since {name} {version}",
        on_change=touch,
    )
    changes = database.changes(name, since, version)
    panel("changes", changes_panel(changes), key="changes", open=this_view().open_event)
