"""What is decided of a request before Streamlit and the routes see it: origins, sizes, headers.

One ASGI middleware around everything that the app serves, however it was started: who may open a
WebSocket, what may be uploaded, who is told how busy the server is, and the headers of every
answer.
"""

import logging
import re
from base64 import b64encode
from collections.abc import Callable, Collection, Iterable, Mapping
from hashlib import sha256
from http import HTTPStatus
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import PlainTextResponse
from starlette.status import WS_1008_POLICY_VIOLATION
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from eventmap.settings import OPENSTREETMAP, Settings
from eventmap.uploads import NO_ROOM

_LOG = logging.getLogger(__name__)

Option = Callable[[str], Any]
"""``st.get_option``. It is asked at each use: ``app.run()`` reads the options once more."""

_PORTS = {"http": 80, "https": 443}
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_LONGEST_LOGGED = 200

# Under any base path. No route of the app has the first in its address but Streamlit's own.
UPLOADS = "/_stcore/upload_file/"
COMPONENTS = "/component/"
METRICS = "/_stcore/metrics"

SHARED = ("/api/", "/tiles/")
"""What pages of other sites may read, where the host says so: data, never the page nor uploads."""

_MB = 1024 * 1024
"""As Streamlit counts in the browser, where a file of one byte more is refused in words."""

_ENVELOPE_BYTES = 10_000
"""How much longer than its file a body may be: boundaries, headers and the name of the file."""


_FULL = PlainTextResponse(
    f"{NO_ROOM} Please try again later.", status_code=503, headers={"Retry-After": "600"}
)

_NOT_FOUND = PlainTextResponse("Not Found", status_code=404)


class Security:
    """ASGI middleware: origins of WebSockets, uploads, metrics, headers.

    Parameters
    ----------
    option
        Returns the value of an option of Streamlit by its name.
    held
        Returns how many bytes of viewers' files Streamlit holds.
    """

    def __init__(
        self, app: ASGIApp, *, settings: Settings, option: Option, held: Callable[[], int]
    ) -> None:
        self._app = app
        self._held = held
        self._coming = 0
        self._settings = settings
        self._option = option
        # Before the login, for a browser asks without one whether it may ask. Cookies count
        # for none of it: a script of another site sends a token, or reads what is everyone's.
        self._shared = CORSMiddleware(
            app,
            allow_origins=settings.cors_origins,
            allow_methods=("GET", "HEAD"),
            allow_headers=("Authorization",),
            expose_headers=("Content-Disposition", "Retry-After", "X-Eventmap-Left-Out"),
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what is refused here, and hand on everything else."""
        if scope["type"] == "http":
            await self._answer(scope, receive, self._with_headers(scope, send))
        elif scope["type"] == "websocket":
            await self._shake_hands(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def note_and_send(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            if scope["path"].endswith("\n"):
                # A route's pattern lets it stand at its end, the rules in front of it do not.
                await _NOT_FOUND(scope, receive, note_and_send)
            elif scope["method"] == "PUT" and UPLOADS in scope["path"]:
                await self._take_upload(scope, receive, note_and_send)
            elif METRICS in scope["path"] and not self._settings.metrics:
                await _NOT_FOUND(scope, receive, note_and_send)
            elif self._settings.cors_origins and self._is_shared(scope["path"]):
                await self._shared(scope, receive, _varied(note_and_send))
            else:
                await self._app(scope, receive, note_and_send)
        except Exception:
            # Starlette would answer outside of this middleware, without the headers.
            if not begun:
                answer = PlainTextResponse("Internal Server Error", status_code=500)
                await answer(scope, receive, send)
            raise

    def _is_shared(self, path: str) -> bool:
        base = self._option("server.baseUrlPath").strip("/")
        return path.startswith(tuple(f"/{base}{each}" if base else each for each in SHARED))

    async def _take_upload(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand an upload on, unless the host wants none, or none of its size."""
        if not self._settings.uploads:
            refusal = PlainTextResponse("Uploads are switched off here.", status_code=403)
            await refusal(scope, receive, send)
            return
        most = self._settings.upload_mb * _MB + _ENVELOPE_BYTES
        refusal = PlainTextResponse(
            f"A file may have at most {self._settings.upload_mb} MB here.", status_code=413
        )
        declared = Headers(scope=scope).get("content-length", "")
        if declared.isdecimal() and int(declared) > most:
            await refusal(scope, receive, send)
            return
        coming = int(declared) if declared.isdecimal() else most
        if self._held() + self._coming + coming > self._settings.uploads_total_mb * _MB:
            await _FULL(scope, receive, send)
            return
        received = 0

        async def count() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > most:
                raise _TooLargeError
            return message

        self._coming += coming
        try:
            await self._app(scope, count, send)
        except _TooLargeError:
            await refusal(scope, receive, send)
        finally:
            self._coming -= coming

    async def _shake_hands(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a WebSocket on if it comes from a page of this app, or from no page at all."""
        headers = Headers(scope=scope)
        origins, host = headers.getlist("origin"), headers.get("host", "")
        if not origins or not self._option("server.enableCORS"):
            await self._app(scope, receive, send)
        elif len(origins) == 1 and is_own_origin(origins[0], host, self._own_origins()):
            # Where Streamlit finds the two to differ by a letter it asks an outside service for
            # this machine's address, while everyone waits.
            others = [pair for pair in scope["headers"] if pair[0] != b"host"]
            named = (b"host", urlsplit(origins[0]).netloc.encode("latin-1"))
            await self._app({**scope, "headers": [*others, named]}, receive, send)
        else:
            _LOG.warning(
                "Refused a WebSocket of the origin %r at the host %r. Where that is the public "
                "name of the app, set STREAMLIT_BROWSER_SERVER_ADDRESS to it.",
                ", ".join(origins)[:_LONGEST_LOGGED],
                host[:_LONGEST_LOGGED],
            )
            # Before it is accepted: the server answers 403.
            await WebSocketClose(code=WS_1008_POLICY_VIOLATION)(scope, receive, send)

    def _own_origins(self) -> set[str]:
        return _public_hosts(self._option) | _hostnames(self._option("server.corsAllowedOrigins"))

    def _with_headers(self, scope: Scope, send: Send) -> Send:
        """Return a `send` that gives every answer its headers."""
        host = Headers(scope=scope).get("host", "")

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message.setdefault("headers", [])
                headers = MutableHeaders(scope=message)
                # "Not modified" does not say of what; its headers replace those of the page kept.
                is_304 = message["status"] == HTTPStatus.NOT_MODIFIED
                kind = "text/html" if is_304 else headers.get("content-type", "")
                headers.update(answer_headers(scope["path"], kind, host, self._settings.embed))
            await send(message)

        return send_with_headers


def _public_hosts(option: Option) -> set[str]:
    """Return the names that the host has given the app; ``*.`` stands for any part before."""
    hosts = [option("browser.serverAddress"), *option("server.allowedHosts")]
    return _hostnames(hosts)


def _hostnames(addresses: Iterable[str]) -> set[str]:
    return {split.hostname for each in addresses if (split := _split(each)) and split.hostname}


def is_own_host(option: Option, name: str) -> bool:
    """Say whether a name in a ``Host`` header is the app's: any is where the host gave it none."""
    hosts = _public_hosts(option) - _LOOPBACK
    if not hosts or "*" in hosts or name in _LOOPBACK:
        return True
    return any(_is_named(name, each) for each in hosts)


def _varied(send: Send) -> Send:
    """Return a `send` by which no cache gives one site what was answered to another."""

    async def send_varied(message: Message) -> None:
        if message["type"] == "http.response.start":
            message.setdefault("headers", [])
            MutableHeaders(scope=message).add_vary_header("Origin")
        await send(message)

    return send_varied


class _TooLargeError(Exception):
    """More of an upload has come than a file may have."""


def is_own_origin(origin: str, host: str, public_hosts: Collection[str]) -> bool:
    """Say whether a page of `origin` is one of the app's own, by the handshake alone.

    It is if its host and port are those that the ``Host`` header names, or if its host is one of
    `public_hosts`. Between programs of one machine, as a proxy on another port, ports may differ.
    """
    page, asked = _split(origin), _split(f"//{host}")
    if page is None or asked is None or page.scheme not in _PORTS or "@" in page.netloc:
        return False
    name, default = page.hostname or "", _PORTS[page.scheme]
    if not name:
        return False
    if asked.hostname == name and (asked.port or default) == (page.port or default):
        return True
    if name in _LOOPBACK:
        return asked.hostname in _LOOPBACK
    return any(_is_named(name, public) for public in public_hosts)


def _is_named(name: str, public: str) -> bool:
    return name.endswith(public[1:]) if public.startswith("*.") else name == public


def _split(address: str) -> SplitResult | None:
    """Return the parts of an origin or of a bare host; ``None`` if it is neither."""
    try:
        split = urlsplit(address if "//" in address else f"//{address}")
        _ = split.port  # read, and so checked, only when it is asked for
    except ValueError:
        return None
    return split


def answer_headers(path: str, content_type: str, host: str, embed: str) -> dict[str, str]:
    """Return the headers that every answer has.

    Parameters
    ----------
    host
        The ``Host`` header of the request.
    embed
        Who may show the app in a frame, as sources of ``frame-ancestors``.
    """
    if not content_type.startswith("text/html"):
        policy, referrer = _DATA, "no-referrer"
    elif COMPONENTS in path:
        # Only the origin, and only to other hosts: OpenStreetMap serves no one who hides it.
        policy, referrer = _MAP_FRAME, "strict-origin-when-cross-origin"
    else:
        # 'self' does not include WebSockets in every browser.
        sockets = f" ws://{host} wss://{host}" if re.fullmatch(r"[\w.:\[\]-]+", host) else ""
        policy = {**_PAGE, "connect-src": f"'self'{sockets}"}
        # The address holds what was searched for, and the name of a file of one's own.
        referrer = "same-origin"
    return {
        "Content-Security-Policy": _write({**policy, "frame-ancestors": embed}),
        "Referrer-Policy": referrer,
        "X-Content-Type-Options": "nosniff",
    }


def _write(policy: Mapping[str, str]) -> str:
    return "; ".join(f"{directive} {sources}" for directive, sources in policy.items())


def _inline_scripts() -> str:
    """Return the digests of the scripts that stand in Streamlit's page itself."""
    streamlit = find_spec("streamlit")
    assert streamlit is not None
    assert streamlit.origin is not None
    page = Path(streamlit.origin).with_name("static") / "index.html"
    scripts = re.findall(r"<script>(.*?)</script>", page.read_text(encoding="utf-8"), flags=re.S)
    digests = (b64encode(sha256(script.encode()).digest()).decode() for script in scripts)
    return " ".join(f"'sha256-{digest}'" for digest in digests)


_NOTHING = {"default-src": "'none'", "base-uri": "'none'", "form-action": "'none'"}

_DATA = _NOTHING
"""For what is no page: nothing in it is run or loaded, should it be opened as one."""

_PAGE = _NOTHING | {
    # blob: what loads the scripts of the panels, handed to the browser as modules of Streamlit's
    # making; wasm: whole numbers of 64 bits in what the server sends. Charts need no eval.
    "script-src": f"'self' blob: 'wasm-unsafe-eval' {_inline_scripts()}",
    # Streamlit writes its styles into the page.
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data:",  # data: small icons in Streamlit's styles
    "font-src": "'self' data:",  # data: the signs of Streamlit's tables
    "connect-src": "'self'",
    "frame-src": "'self'",  # the map
    "manifest-src": "'self'",
}

_MAP_FRAME = _NOTHING | {
    # The map comes as the text of a script, and each change of it too, which is evaluated.
    "script-src": "'self' 'unsafe-inline' 'unsafe-eval'",
    "style-src": "'self' 'unsafe-inline'",  # Leaflet places its parts by styles
    # data: Leaflet's icons; the other host is asked once the viewer switches its layer on.
    "img-src": f"'self' data: https://{urlsplit(OPENSTREETMAP).hostname}",
    "font-src": "'self'",
    "connect-src": "'self'",  # tiles, boundaries
}
