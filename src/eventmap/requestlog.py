"""What is noted of every request: an id, how long it took, what came of it; never who asked what.

One ASGI middleware around all others, so that what they refuse is counted too. A request is called
by the pattern of its route: a dataset's name, an event's id and a query string stay out of figures
and log, and so does the address of whoever asks.
"""

import json
import logging
import re
import time
from collections.abc import Sequence
from contextvars import ContextVar
from datetime import UTC, datetime
from uuid import uuid4

from starlette.datastructures import Headers, MutableHeaders
from starlette.routing import BaseRoute, Match, Mount, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from eventmap.metrics import REQUESTS, SECONDS, SESSIONS

_LOG = logging.getLogger(__name__)

HEADER = "X-Request-ID"

_PAGE = "page"
"""What all is called that Streamlit serves: the page, its scripts, uploads."""

_METHODS = {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"}

_REQUEST_ID: ContextVar[str | None] = ContextVar("request_id", default=None)

_GIVEN_ID = re.compile("[0-9a-f]{32}")
"""What a proxy may call a request, as nginx does: nothing that tells more than that."""


class RequestLog:
    """ASGI middleware: gives each request an id, counts it and logs what came of it.

    Parameters
    ----------
    routes
        By whose patterns requests are called.
    """

    def __init__(self, app: ASGIApp, *, routes: Sequence[BaseRoute]) -> None:
        self._app = app
        self._routes = [route for route in routes if isinstance(route, Route | Mount)]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand everything on, and note what came of it."""
        if scope["type"] == "http":
            await self._answer(scope, receive, send)
        elif scope["type"] == "websocket":
            await _count_session(self._app, scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        given = Headers(scope=scope).get(HEADER, "")
        request_id = given if _GIVEN_ID.fullmatch(given) else uuid4().hex
        # Each request is a task, so that nobody else has this value.
        _REQUEST_ID.set(request_id)
        status, begun = 500, time.perf_counter()

        async def note_and_send(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message.setdefault("headers", [])
                MutableHeaders(scope=message)[HEADER] = request_id
            await send(message)

        try:
            await self._app(scope, receive, note_and_send)
        finally:
            seconds = time.perf_counter() - begun
            route = self._call(scope)
            REQUESTS.labels(route, str(status)).inc()
            SECONDS.labels(route).observe(seconds)
            method = scope["method"] if scope["method"] in _METHODS else "other"
            noted = {"method": method, "route": route, "status": status}
            _LOG.info("answered", extra={"noted": {**noted, "seconds": round(seconds, 4)}})

    def _call(self, scope: Scope) -> str:
        """Return the pattern of the route that a request is for."""
        for route in self._routes:
            if route.matches(scope)[0] is not Match.NONE:
                return route.path
        return _PAGE


async def _count_session(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """Count a WebSocket for as long as it is open: each is a tab."""
    is_open = False

    async def note_and_send(message: Message) -> None:
        nonlocal is_open
        if message["type"] == "websocket.accept":
            is_open = True
            SESSIONS.inc()
        await send(message)

    try:
        await app(scope, receive, note_and_send)
    finally:
        if is_open:
            SESSIONS.dec()


def _tells_of_nobody(record: logging.LogRecord) -> bool:
    """Drop what uvicorn says of each WebSocket: the address that asks, and its query string."""
    return "WebSocket %s" not in str(record.msg)


class Lines(logging.Formatter):
    """Writes each entry of the log as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return an entry as JSON."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        entry = {"time": at, "level": record.levelname.lower(), "logger": record.name}
        entry["message"] = record.getMessage()
        if request_id := _REQUEST_ID.get():
            entry["request"] = request_id
        entry |= getattr(record, "noted", {})
        if record.exc_info:
            entry["traceback"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False)


def set_up_log(*, as_json: bool) -> None:
    """Keep viewers' addresses and questions out of the log of the server.

    Parameters
    ----------
    as_json
        Write what eventmap itself says as JSON, with a line for each request.
    """
    logging.getLogger("uvicorn.error").addFilter(_tells_of_nobody)
    if not as_json:
        return
    handler = logging.StreamHandler()
    handler.setFormatter(Lines())
    ours = logging.getLogger("eventmap")
    ours.handlers, ours.propagate = [handler], False
    ours.setLevel(logging.INFO)
