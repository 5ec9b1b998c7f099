"""A Streamlit page with the scatter layer of ``st.pydeck_chart``, as its documentation shows it."""

import pydeck as pdk
import streamlit as st
from located import filter_by_type, read_located

st.set_page_config(layout="wide")
shown = filter_by_type(read_located())
points = pdk.Layer(
    "ScatterplotLayer",
    data=shown[["lon", "lat"]],
    get_position=["lon", "lat"],
    get_fill_color=[213, 94, 0, 140],
    radius_min_pixels=2,
    get_radius=100,
)
view = pdk.ViewState(longitude=32, latitude=49, zoom=5)
wide, _ = st.columns((2.1, 1))
with wide:
    # No base map: its tiles would come from another host.
    st.pydeck_chart(
        pdk.Deck(layers=[points], initial_view_state=view, map_provider=None),
        key="map",
        height=480,
    )
