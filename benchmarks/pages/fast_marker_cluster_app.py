"""The ASGI application around the page with FastMarkerCluster, as ``dashboard.py`` is for the app.

BENCH_ASSETS is the folder with the script that the page would otherwise fetch from a CDN.
"""

import os

import streamlit as st
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from xstatic.pkg import leaflet

app = st.App(
    "fast_marker_cluster.py",
    routes=[
        Mount("/assets/leaflet", StaticFiles(directory=leaflet.BASE_DIR)),
        Mount("/assets/markercluster", StaticFiles(directory=os.environ["BENCH_ASSETS"])),
    ],
)
