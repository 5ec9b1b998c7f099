"""Who is asking: a browser, known by a random cookie that only this server reads.

It names nobody, and ends with the browser. A frame on the page of another site has none: browsers
do not send it there.
"""

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from http import HTTPStatus
from secrets import token_hex
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from eventmap.queues import ASKER
from eventmap.uploads import Uploads

_LOG = logging.getLogger(__name__)

COOKIE = "eventmap_viewer"

_LONGEST_SWEEP_S = 5.0


def viewer_of(cookies: Mapping[str, str]) -> str | None:
    """Return which viewer a request or session is of; ``None`` where the browser has no cookie."""
    value = cookies.get(COOKIE, "")
    return value if re.fullmatch("[0-9a-f]{32}", value) else None


class Viewers:
    """ASGI middleware: gives each browser its cookie, and notes who asks and has a tab open."""

    def __init__(self, app: ASGIApp, *, uploads: Uploads) -> None:
        self._app = app
        self._uploads = uploads

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand everything on."""
        if scope["type"] == "websocket":
            with self._uploads.present(viewer_of(HTTPConnection(scope).cookies)):
                await self._app(scope, receive, send)
        elif scope["type"] == "http":
            viewer = viewer_of(HTTPConnection(scope).cookies)
            ASKER.set(viewer or (scope.get("client") or ("",))[0])
            await self._app(scope, receive, send if viewer else _introduce(scope, send))
        else:
            await self._app(scope, receive, send)


def _introduce(scope: Scope, send: Send) -> Send:
    """Return a `send` that gives a page a cookie: the page comes before all that it asks for."""

    async def send_with_cookie(message: Message) -> None:
        if message["type"] == "http.response.start":
            message.setdefault("headers", [])
            headers = MutableHeaders(scope=message)
            # "Not modified" has no content type; the browser may have kept the page, but no cookie.
            is_304 = message["status"] == HTTPStatus.NOT_MODIFIED
            if is_304 or headers.get("content-type", "").startswith("text/html"):
                headers.append("Set-Cookie", _cookie(token_hex(16), scope))
                headers["Cache-Control"] = "private, no-cache"  # one cookie is for one browser
        await send(message)

    return send_with_cookie


def _cookie(viewer: str, scope: Scope) -> str:
    forwarded = HTTPConnection(scope).headers.get("x-forwarded-proto", "")
    secure = "; Secure" if "https" in (scope["scheme"], forwarded.split(",")[0].strip()) else ""
    return f"{COOKIE}={viewer}; Path=/; HttpOnly; SameSite=Lax{secure}"


def sweeping(uploads: Uploads) -> Callable[[Any], AbstractAsyncContextManager[None]]:
    """Return the lifespan of an app that takes back what is due, whether or not anybody asks."""
    every_s = min(_LONGEST_SWEEP_S, uploads.terms.grace_s / 2)

    async def sweep() -> None:
        while True:
            await asyncio.sleep(every_s)
            try:
                await asyncio.to_thread(uploads.sweep)
            except Exception:
                _LOG.exception("What is due could not be removed")

    @asynccontextmanager
    async def lifespan(_app: Any) -> AsyncIterator[None]:
        task = asyncio.create_task(sweep())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    return lifespan
