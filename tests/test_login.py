"""The login in front of every route: closed unless it is on the list, and to whom it is open."""

import asyncio
import json
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx2
import pytest
import streamlit as st
from itsdangerous import URLSafeTimedSerializer
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
)
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect
from streamlit.runtime.secrets import secrets_singleton
from streamlit.web.server.starlette.starlette_auth_routes import _set_auth_cookie

from eventmap.errors import SettingError
from eventmap.login import ASKED, Guard, find_login, secrets_of
from eventmap.settings import Auth, Settings
from eventmap.viewers import COOKIE

SECRET = "a secret that is long enough for all"
PAGE = "https://map.example"
AUTH = Auth(
    redirect_uri=f"{PAGE}/oauth2callback",
    cookie_secret=SECRET,
    client_id="eventmap",
    client_secret="known to both",
    server_metadata_url="https://id.example/.well-known/openid-configuration",
)
GUARDED = Settings(auth=AUTH)
USER = "_streamlit_user"
CLAIMS = {"is_logged_in": True, "origin": PAGE, "sub": "1", "name": "Anna Archer"}


@pytest.fixture(autouse=True)
def secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Streamlit have the secrets of `AUTH`, as the app gives it them when it starts."""
    monkeypatch.setattr(secrets_singleton, "_programmatic_secrets", None)
    monkeypatch.setattr(secrets_singleton, "_secrets", None)
    secrets_singleton.merge_programmatic_secrets(secrets_of(AUTH) or {})


def sign(value: str, name: str = USER, *, secret: str = SECRET) -> str:
    signed = URLSafeTimedSerializer(secret, salt=name).dumps(value)
    assert isinstance(signed, str)
    return signed


def cookie_of(claims: Mapping[str, Any] = CLAIMS, **how: str) -> dict[str, str]:
    return {USER: sign(json.dumps(claims), **how)}


def header_of(cookies: Mapping[str, str]) -> dict[str, str]:
    return {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}


def as_anna() -> dict[str, str]:
    return header_of(cookie_of())


def make_client(settings: Settings = GUARDED, base: str = "") -> TestClient:
    """Return a client of an app with routes like Streamlit's, behind the guard."""

    def answer(cache: str) -> Any:
        return lambda _: JSONResponse({}, headers={"Cache-Control": cache})

    def who(_: Request) -> Response:
        return JSONResponse({})

    async def log_in(_: Request) -> Response:
        response = RedirectResponse(f"{base}/")
        await _set_auth_cookie(response, CLAIMS, {"id_token": "x"})
        return response

    async def come_back(request: Request) -> Response:
        known = request.query_params.get("code") == "known"
        return await log_in(request) if known else RedirectResponse(f"{base}/", 302)

    async def greet(websocket: WebSocket) -> None:
        await websocket.accept()
        await websocket.send_text("hello")
        await websocket.receive()

    routes = [
        Route(f"{base}/", lambda _: HTMLResponse("the page")),
        Route(f"{base}/healthz", who),
        Route(f"{base}/api/data", who),
        Route(f"{base}/tiles/1", answer("public, max-age=31536000, immutable")),
        Route(f"{base}/own", answer("private, no-store")),
        Route(f"{base}/auth/login", lambda _: RedirectResponse("https://id.example/")),
        Route(f"{base}/auth/logout", lambda _: RedirectResponse(f"{base}/", 302)),
        Route(f"{base}/oauth2callback", come_back),
        WebSocketRoute(f"{base}/_stcore/stream", greet),
    ]
    app = Starlette(routes=routes, middleware=[Middleware(Guard, settings=settings)])
    return TestClient(app, base_url=PAGE, follow_redirects=False)


# Who is let in


def test_without_a_login_set_up_nothing_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(secrets_singleton, "_secrets", {})
    client = make_client(Settings())
    assert client.get("/api/data").status_code == 200
    assert client.get("/tiles/1").headers["cache-control"] == "public, max-age=31536000, immutable"
    with client.websocket_connect("/_stcore/stream") as websocket:
        assert websocket.receive_text() == "hello"


@pytest.mark.parametrize(
    "path", ["/api/data", "/tiles/1", "/nothing", "/healthz/", "/auth/login/x"]
)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"])
def test_what_is_not_open_is_closed(method: str, path: str) -> None:
    answer = make_client().request(method, path)
    assert answer.status_code == 401
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("base", ["", "/situation/maps"])
def test_the_page_leads_to_the_login(base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "get_option", {"server.baseUrlPath": base, "server.port": 1}.get)
    auth = Auth(**{**vars(AUTH), "redirect_uri": f"{PAGE}{base}/oauth2callback"})
    client = make_client(Settings(auth=auth), base)
    answer = client.get(f"{base}/")
    assert answer.status_code == 302
    assert answer.headers["location"].startswith(f"{base}/auth/login?provider=")
    assert client.get(f"{base}/healthz").status_code == 200
    assert client.get(f"{base}/api/data").status_code == 401


def test_who_is_logged_in_passes() -> None:
    client = make_client()
    assert client.get("/", headers=as_anna()).text == "the page"
    assert client.get("/api/data", headers=as_anna()).status_code == 200
    with client.websocket_connect("/_stcore/stream", headers=as_anna()) as websocket:
        assert websocket.receive_text() == "hello"


def broken_cookies() -> Iterator[dict[str, str]]:
    (value,) = cookie_of().values()
    yield {}
    yield {USER: ""}
    for at in (2, len(value) // 2, len(value) - 2):
        other = "A" if value[at] != "A" else "B"
        yield {USER: value[:at] + other + value[at + 1 :]}
    yield {USER: value.rpartition(".")[0]}
    yield {USER: json.dumps(CLAIMS)}
    yield {"_streamlit_user_tokens": value}
    yield cookie_of(secret="another secret that is long enough")
    yield {USER: sign(json.dumps(CLAIMS), "_streamlit_user_tokens")}
    for claims in ({**CLAIMS, "is_logged_in": False}, {**CLAIMS, "is_logged_in": "yes"},
                   {**CLAIMS, "origin": "https://other.example"}, {"sub": "1"}):  # fmt: skip
        yield cookie_of(claims)
    yield {USER: sign("no JSON")}
    yield {USER: sign("[]")}
    yield {USER: sign("chunks-2"), f"{USER}_1": sign(json.dumps(CLAIMS), f"{USER}_1")}
    yield {USER: sign("chunks-0")}


@pytest.mark.parametrize("cookies", list(broken_cookies()))
def test_a_cookie_that_proves_nothing_opens_nothing(cookies: dict[str, str]) -> None:
    client = make_client()
    headers = header_of(cookies)
    assert client.get("/api/data", headers=headers).status_code == 401
    assert client.get("/", headers=headers).status_code == 302
    with (
        pytest.raises(WebSocketDisconnect) as closed,
        client.websocket_connect("/_stcore/stream", headers=headers),
    ):
        pass
    assert closed.value.code == 1008


def test_a_login_that_is_too_long_for_one_cookie_is_read_from_its_pieces() -> None:
    text = json.dumps({**CLAIMS, "groups": ["a" * 60] * 100})
    pieces = [text[start : start + 3000] for start in range(0, len(text), 3000)]
    cookies = {USER: sign(f"chunks-{len(pieces)}")}
    cookies |= {f"{USER}_{at}": sign(piece, f"{USER}_{at}") for at, piece in enumerate(pieces, 1)}
    assert make_client().get("/api/data", headers=header_of(cookies)).status_code == 200


def test_pieces_of_two_logins_do_not_add_up(monkeypatch: pytest.MonkeyPatch) -> None:
    text = json.dumps(CLAIMS)
    now = time.time()
    cookies = {USER: sign("chunks-2"), f"{USER}_1": sign(text[:20], f"{USER}_1")}
    monkeypatch.setattr(time, "time", lambda: now - 60)
    cookies[f"{USER}_2"] = sign(text[20:], f"{USER}_2")
    monkeypatch.setattr(time, "time", lambda: now)
    assert make_client().get("/api/data", headers=header_of(cookies)).status_code == 401


@pytest.mark.parametrize(("hours_ago", "status"), [(1.9, 200), (2.1, 401)])
def test_a_login_ends_when_the_host_says(
    hours_ago: float, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now - hours_ago * 3600)
    headers = as_anna()
    monkeypatch.setattr(time, "time", lambda: now)
    client = make_client(Settings(auth=AUTH, auth_hours=2))
    assert client.get("/api/data", headers=headers).status_code == status


def test_an_open_websocket_is_closed_when_its_login_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now - 3599)
    headers = as_anna()
    monkeypatch.setattr(time, "time", lambda: now)
    client = make_client(Settings(auth=AUTH, auth_hours=1))
    with client.websocket_connect("/_stcore/stream", headers=headers) as websocket:
        assert websocket.receive_text() == "hello"
        with pytest.raises(WebSocketDisconnect) as closed:
            websocket.receive_text()
    assert closed.value.code == 1008


# The way in


def cookies_set(answer: httpx2.Response) -> dict[str, str]:
    """Return the rules of the cookies that an answer sets, by name; the value comes first."""
    found = (cookie.partition("=") for cookie in answer.headers.get_list("set-cookie"))
    return {name: rest for name, _, rest in found}


def test_a_login_leads_back_to_what_was_asked_for() -> None:
    client = make_client()
    asked = cookies_set(client.get("/?q=%D0%9A%D0%B8%D1%97%D0%B2;a&type=drone"))[ASKED]
    value, *rules = asked.split("; ")
    assert {"HttpOnly", "Secure", "SameSite=lax", "Path=/", "Max-Age=600"} == set(rules)
    answer = client.get("/oauth2callback?code=known", headers={"Cookie": f"{ASKED}={value}"})
    assert answer.headers["location"] == "/?q=%D0%9A%D0%B8%D1%97%D0%B2;a&type=drone"


@pytest.mark.parametrize("value", ["Ly9ldmlsLmV4YW1wbGU", "DQpTZXQtQ29va2llOiBh", "=", "ä", "4pyT"])
def test_what_was_asked_for_stays_on_the_page(value: str) -> None:
    headers = {"Cookie": f"{ASKED}={value}".encode("latin-1")}
    answer = make_client().get("/oauth2callback?code=known", headers=headers)
    assert answer.headers["location"] in ("/", "/?//evil.example")


def test_the_cookies_of_a_login_are_secure_and_end_with_it() -> None:
    client = make_client(Settings(auth=AUTH, auth_hours=3))
    found = cookies_set(client.get("/oauth2callback?code=known"))
    for name in (USER, "_streamlit_user_tokens"):
        rules = found[name].split("; ")[1:]
        assert {"HttpOnly", "Secure", "Max-Age=10800"} <= set(rules)
    assert all("; Secure" in rest for rest in found.values())


def test_a_page_without_tls_has_cookies_that_reach_it() -> None:
    auth = Auth(**{**vars(AUTH), "redirect_uri": "http://localhost:8501/oauth2callback"})
    found = cookies_set(make_client(Settings(auth=auth)).get("/oauth2callback?code=known"))
    assert not any("secure" in rest.lower() for rest in found.values())


@pytest.mark.parametrize("query", ["code=unknown", "error=access_denied"])
def test_a_login_that_fails_is_said_and_not_tried_for_ever(query: str) -> None:
    answer = make_client().get(f"/oauth2callback?{query}")
    assert answer.status_code == 403
    assert "You are not logged in" in answer.text
    assert "set-cookie" not in answer.headers


def test_who_goes_back_to_an_old_answer_stays_logged_in() -> None:
    answer = make_client().get("/oauth2callback?code=unknown", headers=as_anna())
    assert (answer.status_code, answer.headers["location"]) == (302, "/")


# The way out


def test_after_log_out_the_same_cookie_opens_nothing() -> None:
    client, headers = make_client(), as_anna()
    with client.websocket_connect("/_stcore/stream", headers=headers) as websocket:
        assert websocket.receive_text() == "hello"
        answer = client.get("/auth/logout", headers=headers)
        with pytest.raises(WebSocketDisconnect) as closed:
            websocket.receive_text()
    assert closed.value.code == 1008
    assert answer.headers["location"] == "/oauth2callback"
    assert client.get(answer.headers["location"]).status_code == 200
    assert client.get("/api/data", headers=headers).status_code == 401


def test_log_out_ends_no_other_login() -> None:
    client, mine = make_client(), as_anna()
    other = header_of(cookie_of({**CLAIMS, "sub": "2"}))
    client.get("/auth/logout", headers=mine)
    assert client.get("/api/data", headers=other).status_code == 200


@pytest.mark.parametrize("path", ["/auth/logout", "/oauth2callback?code=known"])
def test_the_next_user_of_a_browser_is_another_viewer(path: str) -> None:
    assert "Max-Age=0" in cookies_set(make_client().get(path))[COOKIE]


# Caches


@pytest.mark.parametrize(
    ("path", "rules"),
    [
        ("/tiles/1", "private, max-age=31536000, immutable"),
        ("/own", "private, no-store"),
        ("/api/data", "private, no-cache"),
    ],
)
def test_only_the_browser_that_asked_keeps_an_answer_while_it_is_logged_in(
    path: str, rules: str
) -> None:
    answer = make_client().get(path, headers=as_anna())
    assert answer.headers["cache-control"] == rules
    assert answer.headers["vary"] == "Cookie, Authorization"


# What the host sets


def test_the_section_of_secrets_toml_sets_up_a_login(monkeypatch: pytest.MonkeyPatch) -> None:
    section = (secrets_of(AUTH) or {})["auth"]
    monkeypatch.setattr(secrets_singleton, "_secrets", {"auth": section})
    found = find_login(Settings())
    assert found is not None
    assert (found.provider, found.origin, found.life_s) == ("default", PAGE, 12 * 3600)


def test_a_provider_may_have_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    section = (secrets_of(AUTH) or {})["auth"]
    shared = {key: section.pop(key) for key in ("redirect_uri", "cookie_secret")}
    monkeypatch.setattr(secrets_singleton, "_secrets", {"auth": {**shared, "keycloak": section}})
    found = find_login(Settings())
    assert found is not None
    assert found.provider == "keycloak"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"client_secret": ""}, "client_secret is missing"),
        ({"cookie_secret": None}, "cookie_secret is missing"),
        ({"cookie_secret": "short"}, "at least 32 characters"),
        ({"redirect_uri": f"{PAGE}/"}, "/oauth2callback behind the host"),
        ({"redirect_uri": "/oauth2callback"}, "/oauth2callback behind the host"),
        ({"redirect_uri": f"{PAGE}/other/oauth2callback"}, "/oauth2callback behind the host"),
        ({"google": {"client_id": "a"}}, "several providers"),
    ],
)
def test_a_login_in_part_is_refused_and_not_taken_for_none(
    changed: dict[str, Any], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    section = (secrets_of(AUTH) or {})["auth"] | changed
    monkeypatch.setattr(secrets_singleton, "_secrets", {"auth": section})
    with pytest.raises(SettingError, match=said):
        find_login(Settings())


@pytest.mark.parametrize("section", [{}, "on", []])
def test_a_section_that_sets_nothing_up_is_refused(
    section: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(secrets_singleton, "_secrets", {"auth": section})
    with pytest.raises(SettingError):
        find_login(Settings())


def test_secrets_that_cannot_be_read_are_not_taken_for_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "secrets.toml"
    path.write_text("[auth\n", encoding="utf-8")
    monkeypatch.setattr(secrets_singleton, "_secrets", None)
    before = st.get_option
    files = {"secrets.files": [str(path)]}
    monkeypatch.setattr("streamlit.config.get_option", lambda name: files.get(name) or before(name))
    monkeypatch.setattr(st, "get_option", lambda name: files.get(name) or before(name))
    with pytest.raises(SettingError, match=r"secrets\.toml cannot be read"):
        find_login(Settings())


def test_a_login_that_is_set_up_wrongly_keeps_the_app_from_starting() -> None:
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "lifespan.startup"}

    async def send(message: Message) -> None:
        sent.append(message)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await PlainTextResponse("let in")(scope, receive, send)

    auth = Auth(**{**vars(AUTH), "cookie_secret": "short"})
    guard = Guard(app, settings=Settings(auth=auth))
    asyncio.run(guard({"type": "lifespan"}, receive, send))
    assert [message["type"] for message in sent] == ["lifespan.startup.failed"]
    assert "at least 32 characters" in sent[0]["message"]
    with pytest.raises(SettingError):
        TestClient(guard).get("/api/data", headers=as_anna())


def test_what_the_environment_says_has_no_secret_in_its_text() -> None:
    assert SECRET not in repr(Settings(auth=AUTH))
    assert "known to both" not in repr(Settings(auth=AUTH))
