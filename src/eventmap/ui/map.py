"""The map, in its frame."""

import streamlit as st
from streamlit_folium import st_folium

from eventmap.database import Database
from eventmap.filters import Filters
from eventmap.maps import Look, base_map, event_group
from eventmap.summary import timeline_box, view_box
from eventmap.ui.components import alone
from eventmap.ui.state import read_control, this_view, touch

_HEIGHT = 480  # pixels, where page.css does not fit the map to the screen


def show_map(database: Database, filters: Filters) -> None:
    """Draw the map; it fetches what it shows from the routes, so panning never runs the page."""
    with alone("The map"), st.container(key="map-only" if st.context.is_embedded else "map-frame"):
        info = database.info_of(filters)
        group = event_group(
            filters,
            dataset=info.name,
            version=info.version,
            fingerprint=info.fingerprint,
            bbox=view_box(database, info),
            places=timeline_box(database, info),
            opened_event=this_view().event,
            choice=this_view().opened,
            look=Look.read(this_view().look, looked) if (looked := this_view().looked) else None,
            bare=this_view().present,
            compare=this_view().compare,
        )
        st_folium(
            base_map(),
            key="map",
            feature_group_to_add=group,
            returned_objects=[],
            height=_HEIGHT,
            use_container_width=True,
            on_change=_read_map,
        )


def _read_map() -> None:
    """Open the event that was chosen on the map, or close it."""
    this_view().event = (read_control("map") or {}).get("event")
    touch()
