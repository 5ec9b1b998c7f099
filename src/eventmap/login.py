"""The login: who may pass, in front of every route.

Viewers log in at a provider of OpenID Connect, by Streamlit's own ``st.login``, which gives the
browser a signed cookie. Streamlit asks for it in the script of the page alone: all else that it
serves, and our routes, would stay open. So one ASGI middleware asks for it before anything is
answered. What is open stands in a list; all that is not is closed, what comes later included.
"""

import asyncio
import json
import logging
import re
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import streamlit as st
from itsdangerous import BadData, URLSafeTimedSerializer
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.status import WS_1008_POLICY_VIOLATION
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose
from streamlit.auth_util import encode_provider_token, get_cookie_with_chunks
from streamlit.errors import StreamlitSecretNotFoundError
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from eventmap.access import SCOPE_KEY, User
from eventmap.errors import SettingError
from eventmap.settings import Auth, Settings
from eventmap.tokens import Tokens
from eventmap.viewers import COOKIE

_LOG = logging.getLogger(__name__)

LOGIN, LOGOUT, CALLBACK = "/auth/login", "/auth/logout", "/oauth2callback"
"""Streamlit's routes of a login."""

OPEN = ("/healthz", "/readyz", "/_stcore/health", LOGIN, LOGOUT, CALLBACK)
"""What is answered to everyone: whether the app runs, and the way in and out."""

BY_TOKEN = re.compile("/(api|tiles)/.*|/metrics")
"""What is answered to scripts that send a token."""

ASKED = "eventmap_asked"
"""The cookie with the query string of the page that somebody wanted before they logged in."""

_ASKED_S = 600
_LONGEST_ASKED = 3000

_SHORTEST_SECRET = 32

_ONE_LOGIN_S = 2
"""Seconds within which Streamlit signs all pieces of a cookie that is too long for one."""

_KEYS = ("redirect_uri", "cookie_secret")
_PROVIDER_KEYS = ("client_id", "client_secret", "server_metadata_url")

_NOT_LOGGED_IN = (
    "Nobody is logged in. Open the page in a browser and log in there; a script sends a token of "
    "the host's, as Authorization: Bearer …"
)

_NO_TOKEN = (
    "This token opens nothing here: it is unknown, revoked or expired, or this is not for scripts; "
    "allowed: GET of /api/, /tiles/ and /metrics."
)

_NO_ENTRY = {"Cache-Control": "no-store", "Vary": "Cookie, Authorization"}

_FAILED = (
    "You are not logged in: the provider did not say who you are, or what it said came too late."
)

_OUT = """<!doctype html><html lang="en"><head><title>eventmap</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>:root {{color-scheme: light dark; font: 16px/1.5 sans-serif}} body {{margin: 3rem}}</style>
</head><body><main><p>{said}</p><p><a href="{way}">Log in</a></p></main></body></html>"""


@dataclass(frozen=True)
class Login:
    """How one logs in here.

    Parameters
    ----------
    provider
        What Streamlit calls the provider.
    origin
        Scheme and host of the page, under which alone a login counts.
    life_s
        Seconds for which it counts.
    groups
        The claim that lists the groups of a user.
    metadata_url
        Where the provider describes itself.
    """

    provider: str
    origin: str
    life_s: int
    groups: str = "groups"
    metadata_url: str = ""

    @property
    def is_secure(self) -> bool:
        """Whether viewers see the page by HTTPS."""
        return self.origin.startswith("https://")


@dataclass(frozen=True)
class Session:
    """One login of one browser.

    Parameters
    ----------
    key
        A digest that no other login has.
    ends
        Until when it counts, in seconds as of ``time.time``.
    """

    user: User
    key: bytes
    ends: float


def secrets_of(auth: Auth | None) -> dict[str, Any] | None:
    """Return what Streamlit's ``st.login`` reads of ``secrets.toml``, from the environment."""
    if auth is None:
        return None
    section: dict[str, Any] = {key: getattr(auth, key) for key in (*_KEYS, *_PROVIDER_KEYS)}
    return {"auth": {**section, "client_kwargs": {"scope": auth.scope}}}


def find_login(settings: Settings) -> Login | None:
    """Return how one logs in; ``None`` where the host has set up no login.

    Raises
    ------
    SettingError
        If there is something of a login, but not all: it must not be taken for none.
    """
    section = (secrets_of(settings.auth) or _read_secrets()).get("auth")
    if section is None:
        return None
    if not isinstance(section, Mapping):
        raise SettingError(f"auth={section!r} of the secrets cannot be used; allowed: a table.")
    name, provider = _find_provider(section)
    values = {key: section.get(key) for key in _KEYS}
    values |= {key: provider.get(key) for key in _PROVIDER_KEYS}
    missing = [key for key, value in values.items() if not (isinstance(value, str) and value)]
    if missing:
        raise SettingError(
            f"The login is set up in part: {', '.join(missing)} is missing in [auth] of "
            "secrets.toml, or is no text. Allowed: all of it, or no [auth] at all."
        )
    if len(str(values["cookie_secret"])) < _SHORTEST_SECRET:
        raise SettingError(
            "The cookie_secret of the login is short enough to be guessed; allowed: at least "
            f"{_SHORTEST_SECRET} characters by chance."
        )
    redirect_uri = str(values["redirect_uri"])
    page = urlsplit(redirect_uri)
    wanted = f"{_base_path()}{CALLBACK}"
    if page.scheme not in ("http", "https") or not page.netloc or page.path != wanted:
        raise SettingError(
            f"redirect_uri={redirect_uri!r} of the login cannot be used; allowed: the "
            f"public address of the page with {wanted} behind the host."
        )
    if find_spec("authlib") is None:
        raise SettingError("A login wants the library Authlib: pip install 'streamlit[auth]'.")
    netloc = page.netloc.replace("{port}", str(st.get_option("server.port")))
    return Login(
        name,
        f"{page.scheme}://{netloc}",
        settings.auth_hours * 3600,
        settings.auth_groups,
        str(values["server_metadata_url"]),
    )


def _read_secrets() -> dict[str, Any]:
    """Return Streamlit's secrets; none where it has no file of them.

    It takes a file that it cannot read for none, which would open what is to be closed.
    """
    try:
        return st.secrets.to_dict()
    except StreamlitSecretNotFoundError as error:
        found = [path for path in st.get_option("secrets.files") if Path(path).exists()]
        if found:
            raise SettingError(
                f"{found[0]} cannot be read, so that it is not known whether it sets up a login: "
                f"{error}"
            ) from error
        return {}


def _find_provider(section: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    """Return what the one provider is called, and its keys."""
    named = {
        name: part
        for name, part in section.items()
        if isinstance(part, Mapping) and name != "client_kwargs"
    }
    if len(named) > 1 or (named and any(key in section for key in _PROVIDER_KEYS)):
        raise SettingError(
            f"[auth] of secrets.toml has several providers ({', '.join(named)}); allowed: one, "
            "which may ask others who somebody is."
        )
    return next(iter(named.items()), ("default", section))


def read_session(cookies: Mapping[str, str], login: Login) -> Session | None:
    """Return the login that a browser's cookies prove, ``None`` where they prove none."""
    pieces: list[tuple[str, float]] = []

    def read(name: str) -> bytes | None:
        value = cookies.get(name, "")
        signer = URLSafeTimedSerializer(get_cookie_secret(), salt=name)
        try:
            text, at = signer.loads(value, max_age=login.life_s, return_timestamp=True)
        except (BadData, ValueError):
            return None
        pieces.append((value, at.timestamp()))
        return text.encode() if isinstance(text, str) else None

    text = get_cookie_with_chunks(read, USER_COOKIE_NAME)
    if text is None:
        return None
    times = [at for _, at in pieces]
    # Each piece is signed by itself: those of two logins must not add up to a third.
    if max(times) - min(times) > _ONE_LOGIN_S:
        return None
    try:
        claims = json.loads(text)
    except ValueError:
        return None
    if not isinstance(claims, dict) or claims.get("is_logged_in") is not True:
        return None
    if claims.get("origin") != login.origin:
        return None
    key = sha256("\n".join(value for value, _ in pieces).encode()).digest()
    return Session(read_user(claims, login.groups), key, min(times) + login.life_s)


def read_user(claims: Mapping[str, Any], groups: str) -> User:
    """Return the user that a provider tells of.

    An address counts only where the provider says that it has verified it: others could be given
    by whoever opens an account there.

    Parameters
    ----------
    groups
        The claim that lists the groups: a list of texts, or one text.
    """
    names = (claims.get(key) for key in ("name", "preferred_username", "email", "sub"))
    name = next((name for name in names if isinstance(name, str) and name), "")
    ids = [claims.get("sub")]
    if claims.get("email_verified") is True:
        ids.append(claims.get("email"))
    listed = claims.get(groups)
    listed = [listed] if isinstance(listed, str) else listed if isinstance(listed, list) else []
    known_as = [f"user:{each}" for each in ids if isinstance(each, str) and each]
    known_as += [f"group:{each}" for each in listed if isinstance(each, str) and each]
    return User(name, frozenset(known_as))


class Guard:
    """ASGI middleware: lets pass who is logged in, where the host has set up a login.

    A login that is set up wrongly keeps the app from starting.
    """

    def __init__(self, app: ASGIApp, *, settings: Settings) -> None:
        self._app = app
        # Here, not before: Starlette makes this when it starts, after ``app.run()`` has read the
        # options, and where the secrets are, once more.
        self._base = _base_path()
        self._login: Login | None = None
        self._fault: SettingError | None = None
        try:
            self._login = find_login(settings)
        except SettingError as error:
            self._fault = error
        self._tokens = Tokens(settings.tokens) if settings.tokens else None
        self._open = {f"{self._base}{path}" for path in OPEN}
        self._ended: dict[bytes, float] = {}
        self._sockets: dict[bytes, set[asyncio.Event]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer who is not logged in, and hand on all others."""
        login = self._login
        if self._fault is not None:
            if scope["type"] != "lifespan":
                raise self._fault
            await receive()
            await send({"type": "lifespan.startup.failed", "message": str(self._fault)})
            return
        if login is None or scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        sent = _read_token(scope)
        if sent is not None and scope["path"] not in self._open:
            await self._take_token(sent, login, scope, receive, send)
            return
        session = self._find_session(scope, login)
        if scope["type"] == "websocket":
            await self._hold(session, scope, receive, send)
        elif scope["path"] in self._open:
            await self._pass_open(login, session, scope, receive, send)
        elif session is None:
            await self._refuse(login, scope)(scope, receive, send)
        else:
            await self._app({**scope, SCOPE_KEY: session.user}, receive, _kept_private(login, send))

    def _find_session(self, scope: Scope, login: Login) -> Session | None:
        session = read_session(HTTPConnection(scope).cookies, login)
        return None if session is None or session.key in self._ended else session

    async def _take_token(
        self, sent: str, login: Login, scope: Scope, receive: Receive, send: Send
    ) -> None:
        """Answer who sends a token: it is for scripts, which ask and change nothing."""
        path = scope["path"].removeprefix(self._base)
        user = None
        if scope["type"] == "http" and scope["method"] in ("GET", "HEAD"):
            is_data = BY_TOKEN.fullmatch(path)
            user = self._tokens.find(sent) if self._tokens and is_data else None
        if user is not None:
            await self._app({**scope, SCOPE_KEY: user}, receive, _kept_private(login, send))
        elif scope["type"] == "websocket":
            await WebSocketClose(code=WS_1008_POLICY_VIOLATION)(scope, receive, send)
        else:
            headers = {**_NO_ENTRY, "WWW-Authenticate": 'Bearer error="invalid_token"'}
            refusal = JSONResponse({"error": _NO_TOKEN}, status_code=401, headers=headers)
            await refusal(scope, receive, send)

    def _refuse(self, login: Login, scope: Scope) -> Response:
        """Return the way to the login for the page, and for all else that there is none."""
        headers = dict(_NO_ENTRY)
        if scope["path"] not in (self._base, f"{self._base}/") or scope["method"] != "GET":
            headers["WWW-Authenticate"] = "Bearer"
            return JSONResponse({"error": _NOT_LOGGED_IN}, status_code=401, headers=headers)
        token = encode_provider_token(login.provider)
        way = f"{self._base}{LOGIN}?provider={token}"
        answer = RedirectResponse(way, status_code=302, headers=headers)
        asked = urlsafe_b64encode(scope["query_string"]).decode().rstrip("=")
        if asked and len(asked) <= _LONGEST_ASKED:
            answer.set_cookie(
                ASKED,
                asked,
                max_age=_ASKED_S,
                path=f"{self._base}/",
                secure=login.is_secure,
                httponly=True,
                samesite="lax",
            )
        return answer

    async def _hold(
        self, session: Session | None, scope: Scope, receive: Receive, send: Send
    ) -> None:
        """Hand a WebSocket on, until its login ends."""
        if session is None:
            # Before it is accepted: the server answers 403.
            await WebSocketClose(code=WS_1008_POLICY_VIOLATION)(scope, receive, send)
            return
        is_over = False

        async def send_until_over(message: Message) -> None:
            if not is_over:
                await send(message)

        over = asyncio.Event()
        self._sockets.setdefault(session.key, set()).add(over)
        connection = asyncio.ensure_future(self._app(scope, receive, send_until_over))
        waiting = asyncio.ensure_future(over.wait())
        try:
            left_s = session.ends - time.time()
            both = {connection, waiting}
            await asyncio.wait(both, timeout=left_s, return_when=asyncio.FIRST_COMPLETED)
            if not connection.done():
                is_over = True
                await send({"type": "websocket.close", "code": WS_1008_POLICY_VIOLATION})
            await connection
        finally:
            waiting.cancel()
            connection.cancel()
            self._sockets[session.key].discard(over)
            if not self._sockets[session.key]:
                del self._sockets[session.key]

    async def _pass_open(
        self,
        login: Login,
        session: Session | None,
        scope: Scope,
        receive: Receive,
        send: Send,
    ) -> None:
        """Hand on what is open to all, and note who comes in and goes by it."""
        path = scope["path"].removeprefix(self._base)
        if path == LOGOUT and session is not None:
            self._end(session)
        is_refused = False
        query = _read_asked(HTTPConnection(scope).cookies.get(ASKED, ""))

        async def send_on(message: Message) -> None:
            nonlocal is_refused
            if is_refused:
                return
            if message["type"] == "http.response.start":
                message.setdefault("headers", [])
                headers = MutableHeaders(scope=message)
                given = any(
                    cookie.startswith(f"{USER_COOKIE_NAME}=")
                    for cookie in headers.getlist("set-cookie")
                )
                if path == CALLBACK and not given and session is None:
                    is_refused = True
                    await self._say_out(scope)(scope, receive, send)
                    return
                if path == CALLBACK and given and query:
                    headers["location"] = f"{self._base}/?{query}"
                if path == LOGOUT and headers.get("location") == f"{self._base}/":
                    headers["location"] = f"{self._base}{CALLBACK}"  # it would log in again
                if path == LOGOUT or (path == CALLBACK and given):
                    # What a browser uploaded and collected is not the next user's.
                    headers.append("Set-Cookie", f"{COOKIE}=; Path=/; Max-Age=0; HttpOnly")
                    headers.append("Set-Cookie", f"{ASKED}=; Path={self._base}/; Max-Age=0")
                if path in (LOGIN, LOGOUT, CALLBACK):
                    headers["cache-control"] = "no-store"
                _mend_cookies(headers, login)
            await send(message)

        await self._app(scope, receive, send_on)

    def _say_out(self, scope: Scope) -> Response:
        """Return the page of who comes from the provider and is not logged in."""
        came = HTTPConnection(scope).query_params
        is_tried = "code" in came or "error" in came
        said = _FAILED if is_tried else "You are logged out."
        page = _OUT.format(said=said, way=escape(f"{self._base}/"))
        return HTMLResponse(
            page, status_code=403 if is_tried else 200, headers={"Cache-Control": "no-store"}
        )

    def _end(self, session: Session) -> None:
        """Let a login count no more, wherever its cookie has been copied to."""
        now = time.time()
        self._ended = {key: ends for key, ends in self._ended.items() if ends > now}
        self._ended[session.key] = session.ends
        for over in self._sockets.get(session.key, ()):
            over.set()


def _read_token(scope: Scope) -> str | None:
    """Return the token that a request sends, ``None`` if it sends none."""
    scheme, _, sent = HTTPConnection(scope).headers.get("authorization", "").partition(" ")
    return sent.strip() if scheme.lower() == "bearer" else None


def _base_path() -> str:
    """Return the path under which the page is, without a slash at its end."""
    return f"/{path}" if (path := st.get_option("server.baseUrlPath").strip("/")) else ""


def _read_asked(value: str) -> str:
    """Return the query string in the cookie `ASKED`, blank where it has none."""
    try:
        query = urlsafe_b64decode(value + "=" * (-len(value) % 4)).decode("ascii")
    except ValueError:
        return ""
    return query if re.fullmatch(r"[!-~]*", query) else ""


def _kept_private(login: Login, send: Send) -> Send:
    """Return a `send` whose answers only the browser keeps that asked, while it is logged in."""

    async def send_private(message: Message) -> None:
        if message["type"] == "http.response.start":
            message.setdefault("headers", [])
            headers = MutableHeaders(scope=message)
            rules = headers.get("cache-control", "no-cache").split(",")
            kept = [rule.strip() for rule in rules]
            kept = [rule for rule in kept if rule.lower() not in ("public", "private")]
            headers["Cache-Control"] = ", ".join(["private", *kept])
            headers.add_vary_header("Cookie, Authorization")
            _mend_cookies(headers, login)
        await send(message)

    return send_private


def _mend_cookies(headers: MutableHeaders, login: Login) -> None:
    """Let cookies be sent by HTTPS alone where the page is, and a login's go when it ends."""
    cookies = headers.getlist("set-cookie")
    if not cookies:
        return
    del headers["set-cookie"]
    for cookie in cookies:
        mended = cookie
        if cookie.startswith(USER_COOKIE_NAME):
            mended = re.sub(r"(?i)max-age=[1-9][0-9]*", f"Max-Age={login.life_s}", cookie)
        if login.is_secure and not re.search(r"(?i);\s*secure\b", mended):
            mended += "; Secure"
        headers.append("set-cookie", mended)
