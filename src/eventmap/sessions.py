"""The end of a viewer's session: Streamlit is told of it, and gives back what the session holds.

Streamlit keeps a session without a connection for as long as its viewer may come back, and then
forgets it without closing it. Its event loop, with three open files, stays until the garbage
collector happens to find it.
"""

import asyncio
from itertools import chain

import streamlit as st
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import runtime
from streamlit.runtime.stats import CacheStat

_LEFT_FOR_GOOD = {1000, 1001}
"""What a browser says when a tab is closed or shows another page: its session never comes back.

All else is a line that broke. https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1
"""

_MARGIN_S = 1.0
"""How much sooner than Streamlit would forget it a session is closed: it must still be known."""


class Sessions:
    """ASGI middleware: closes each session at its end."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._leaving: dict[str, asyncio.TimerHandle] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand everything on, and note which session a WebSocket has and how it ends."""
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        before: set[str] | None = None
        session: str | None = None
        code: int | None = None

        async def note_accept(message: Message) -> None:
            nonlocal before
            await send(message)
            if message["type"] == "websocket.accept":
                before = _active_sessions()

        async def note_session_and_end() -> Message:
            nonlocal before, session, code
            if before is not None:
                # Streamlit makes the session between the two, without a pause.
                session = next(iter(_active_sessions() - before), _asked_for(scope))
                self._stay(session)
                before = None
            message = await receive()
            if message["type"] == "websocket.disconnect":
                code = message.get("code")
            return message

        try:
            await self._app(scope, note_session_and_end, note_accept)
        finally:
            if session is not None:
                self._leave(session, for_good=code in _LEFT_FOR_GOOD)

    def _stay(self, session: str | None) -> None:
        if session in self._leaving:
            self._leaving.pop(session).cancel()

    def _leave(self, session: str, *, for_good: bool) -> None:
        """Close a session: at once, or when its viewer has not come back in time."""
        if runtime.get_instance().is_active_session(session):
            return  # the viewer is back already, by another connection
        if for_good:
            self._close(session)
            return
        wait_s = max(st.get_option("server.disconnectedSessionTTL") - _MARGIN_S, 0)
        loop = asyncio.get_running_loop()
        self._leaving[session] = loop.call_later(wait_s, self._close, session)

    def _close(self, session: str) -> None:
        self._leaving.pop(session, None)
        runtime.get_instance().close_session(session)


def uploaded_bytes() -> int:
    """Return how many bytes of viewers' files Streamlit holds, until they are read or left."""
    if not runtime.exists():  # in a test of the page by itself
        return 0
    stats = chain(*runtime.get_instance().uploaded_file_mgr.get_stats().values())
    return sum(stat.byte_length for stat in stats if isinstance(stat, CacheStat))


def _active_sessions() -> set[str]:
    manager = runtime.get_instance()._session_mgr  # it has no public way to list them
    return {info.session.id for info in manager.list_active_sessions()}


def _asked_for(scope: Scope) -> str | None:
    """Return the session that a browser comes back to: the third of the subprotocols."""
    return next(iter(scope.get("subprotocols", [])[2:]), None)
