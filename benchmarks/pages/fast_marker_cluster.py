"""A Streamlit page with folium's ``FastMarkerCluster``, as its documentation shows it."""

import folium
import streamlit as st
from folium.plugins import FastMarkerCluster
from located import filter_by_type, read_located
from streamlit_folium import st_folium

ASSETS = "../../assets"  # seen from the frame that the map lives in

# Leaflet's own pin. folium's default gives every marker an icon of one more library: more work.
PLAIN_MARKER = """(() => {
    const icon = new L.Icon.Default({ imagePath: "../../assets/leaflet/images/" });
    return (row) => L.marker(new L.LatLng(row[0], row[1]), { icon });
})()"""


class LocalMap(folium.Map):
    """folium's map without the four libraries of its six that no marker here needs."""

    default_js = [("leaflet", f"{ASSETS}/leaflet/leaflet.js")]  # noqa: RUF012 - as folium has it
    default_css = [("leaflet_css", f"{ASSETS}/leaflet/leaflet.css")]  # noqa: RUF012


class LocalCluster(FastMarkerCluster):
    """folium's layer with its library from this host."""

    default_js = [  # noqa: RUF012
        ("markerclusterjs", f"{ASSETS}/markercluster/leaflet.markercluster.js")
    ]
    default_css = [  # noqa: RUF012
        ("markerclustercss", f"{ASSETS}/markercluster/MarkerCluster.css"),
        ("markerclusterdefaultcss", f"{ASSETS}/markercluster/MarkerCluster.Default.css"),
    ]


st.set_page_config(layout="wide")
shown = filter_by_type(read_located())
chart = LocalMap(location=[49, 32], zoom_start=5, tiles=None)
# Without tiles, whose option it is, markercluster would not know how deep to cluster.
chart.options["max_zoom"] = 18
LocalCluster(shown[["lat", "lon"]], callback=PLAIN_MARKER).add_to(chart)
wide, _ = st.columns((2.1, 1))
with wide:
    # Nothing is returned to Python: a pan or a zoom does not run the page again.
    st_folium(chart, key="map", height=480, use_container_width=True, returned_objects=[])
