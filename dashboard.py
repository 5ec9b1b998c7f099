"""The ASGI application: the page, and the routes on the same port.

Streamlit finds `app` by reading this source, not by running it: it stays a plain assignment.
"""

from functools import partial

import streamlit as st
from starlette.middleware import Middleware

from eventmap import PAGE
from eventmap.database import open_database
from eventmap.deadlines import QUESTIONS, Deadlines
from eventmap.downloads import Turns
from eventmap.login import Guard, secrets_of
from eventmap.requestlog import RequestLog, set_up_log
from eventmap.routes import PageAddress, create_routes
from eventmap.security import Security, is_own_host
from eventmap.sessions import Sessions, uploaded_bytes
from eventmap.settings import Settings
from eventmap.throttling import WORK, Throttling, share_interpreter
from eventmap.viewers import Viewers, sweeping

set_up_log(as_json=Settings.from_env().log_json)
QUESTIONS.seconds = Settings.from_env().query_seconds
share_interpreter()

routes = create_routes(
    open_database(Settings.from_env()),
    base_path=st.get_option("server.baseUrlPath"),
    turns=Turns(work=WORK),
    metrics=Settings.from_env().metrics,
    address=PageAddress(Settings.from_env().public_url, partial(is_own_host, st.get_option)),
)

app = st.App(
    PAGE,
    routes=routes,
    middleware=[
        Middleware(RequestLog, routes=routes),
        Middleware(
            Security, settings=Settings.from_env(), option=st.get_option, held=uploaded_bytes
        ),
        Middleware(Guard, settings=Settings.from_env()),
        Middleware(Throttling, limits=Settings.from_env().client_limit, work=WORK),
        Middleware(Deadlines),
        Middleware(Sessions),
        Middleware(Viewers, uploads=open_database(Settings.from_env()).uploads),
    ],
    lifespan=sweeping(open_database(Settings.from_env()).uploads),
    secrets=secrets_of(Settings.from_env().auth),
)

if __name__ == "__main__":
    app.run()
