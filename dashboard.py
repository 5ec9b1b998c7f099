"""The ASGI application: the page, and the routes on the same port.

Streamlit finds `app` by reading this source, not by running it: it stays a plain assignment.
"""

import streamlit as st

from eventmap import PAGE
from eventmap.database import open_database
from eventmap.routes import create_routes
from eventmap.settings import Settings

app = st.App(
    PAGE,
    routes=create_routes(
        open_database(Settings.from_env()), base_path=st.get_option("server.baseUrlPath")
    ),
)

if __name__ == "__main__":
    app.run()
