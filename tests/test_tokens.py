"""Tokens of scripts: what is kept of them, for how long they count, and what they open."""

import json
import stat
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect
from streamlit.runtime.secrets import secrets_singleton

from eventmap.access import SCOPE_KEY, User
from eventmap.errors import NotFoundError, StoreError
from eventmap.login import Guard, secrets_of
from eventmap.settings import Auth, Settings
from eventmap.tokens import Tokens

TODAY = date(2026, 11, 28)
WEEK = TODAY + timedelta(days=7)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store" / ".tokens.json"


@pytest.fixture
def tokens(path: Path) -> Tokens:
    return Tokens(path, lambda: TODAY)


def test_a_token_tells_who_asks(tokens: Tokens) -> None:
    sent = tokens.create("nightly", ["analysts", "desk"], WEEK)
    assert tokens.find(sent) == User("nightly", frozenset({"group:analysts", "group:desk"}))
    for other in ("", "eventmap_", sent[:-1], f"{sent}x", sent.upper(), "ä"):
        assert tokens.find(other) is None


def test_only_a_digest_is_kept_and_only_the_host_reads_it(tokens: Tokens, path: Path) -> None:
    sent = tokens.create("nightly", [], WEEK)
    assert len(sent) > 43  # 256 bits, six to a character
    assert sent not in path.read_text(encoding="utf-8")
    assert (
        json.loads(path.read_text(encoding="utf-8"))[0]["digest"]
        == sha256(sent.encode()).hexdigest()
    )
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_two_tokens_are_never_the_same(tokens: Tokens) -> None:
    assert len({tokens.create(f"t{number}", [], WEEK) for number in range(5)}) == 5


@pytest.mark.parametrize(("days", "counts"), [(0, True), (7, True), (8, False)])
def test_a_token_counts_until_its_day(path: Path, days: int, counts: bool) -> None:
    sent = Tokens(path, lambda: TODAY).create("nightly", [], WEEK)
    later = Tokens(path, lambda: TODAY + timedelta(days=days))
    assert (later.find(sent) is not None) is counts


def test_a_token_that_is_revoked_elsewhere_ends_at_once(tokens: Tokens, path: Path) -> None:
    sent, kept = tokens.create("one", [], WEEK), tokens.create("two", [], WEEK)
    assert tokens.find(sent)
    Tokens(path).revoke("one")
    assert tokens.find(sent) is None
    assert tokens.find(kept)
    path.unlink()
    assert tokens.find(kept) is None


def test_the_day_of_the_last_use_is_written_once_a_day(tokens: Tokens, path: Path) -> None:
    sent = tokens.create("nightly", [], WEEK)
    assert tokens.listed()[0].used == ""
    tokens.find(sent)
    written = path.stat()
    assert tokens.listed()[0].used == "2026-11-28"
    for _ in range(3):
        assert tokens.find(sent)
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (written.st_ino, written.st_mtime_ns)


def test_names_are_told_apart(tokens: Tokens) -> None:
    tokens.create("nightly", [], WEEK)
    with pytest.raises(ValueError, match="already"):
        tokens.create("nightly", [], WEEK)
    with pytest.raises(ValueError, match="'group:'"):
        tokens.create("other", [""], WEEK)
    with pytest.raises(NotFoundError):
        tokens.revoke("other")
    assert [each.name for each in tokens.listed()] == ["nightly"]


@pytest.mark.parametrize("text", ["", "{", "{}x", "[1]", "[{}]", '[{"name": 1}]'])
def test_a_damaged_file_opens_nothing_and_is_not_written_over(
    tokens: Tokens, path: Path, text: str
) -> None:
    sent = tokens.create("nightly", [], WEEK)
    path.write_text(text, encoding="utf-8")
    assert tokens.find(sent) is None
    with pytest.raises(StoreError):
        tokens.create("other", [], WEEK)
    assert path.read_text(encoding="utf-8") == text


# What they open

AUTH = Auth(
    redirect_uri="https://map.example/oauth2callback",
    cookie_secret="a secret that is long enough for all",
    client_id="eventmap",
    client_secret="known to both",
    server_metadata_url="https://id.example/",
)


@pytest.fixture
def client(path: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setattr(secrets_singleton, "_programmatic_secrets", None)
    monkeypatch.setattr(secrets_singleton, "_secrets", secrets_of(AUTH))

    def who(request: Request) -> Response:
        user = request.scope[SCOPE_KEY]
        return JSONResponse(sorted(user.known_as), headers={"Cache-Control": "public, max-age=9"})

    async def greet(websocket: WebSocket) -> None:
        await websocket.accept()

    methods = ["GET", "POST", "PUT"]
    routes = [
        Route(path, who, methods=methods)
        for path in ("/", "/api/data", "/tiles/1", "/metrics", "/metrics/x", "/media/1")
    ]
    routes.append(Route("/healthz", lambda _: JSONResponse("ok")))
    guard = Middleware(Guard, settings=Settings(auth=AUTH, tokens=path))
    routes.append(WebSocketRoute("/_stcore/stream", greet))
    app = Starlette(routes=routes, middleware=[guard])
    return TestClient(app, base_url="https://map.example", follow_redirects=False)


def bearer(sent: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {sent}"}


def test_a_token_opens_what_scripts_read(client: TestClient, path: Path) -> None:
    sent = Tokens(path).create("nightly", ["desk"], date.today())
    for address in ("/api/data", "/tiles/1", "/metrics"):
        answer = client.get(address, headers=bearer(sent))
        assert answer.json() == ["group:desk"]
        assert answer.headers["cache-control"] == "private, max-age=9"
        assert answer.headers["vary"] == "Cookie, Authorization"
    assert client.get("/healthz", headers=bearer(sent)).status_code == 200
    Tokens(path).revoke("nightly")
    assert client.get("/api/data", headers=bearer(sent)).status_code == 401


def test_a_token_opens_nothing_else(client: TestClient, path: Path) -> None:
    headers = bearer(Tokens(path).create("nightly", ["desk"], date.today()))
    closed_to_it = [("GET", "/"), ("GET", "/media/1"), ("POST", "/api/data"), ("GET", "/api")]
    closed_to_it += [("GET", "/metrics/x"), ("POST", "/metrics")]
    for method, address in (*closed_to_it, ("PUT", "/api/data"), ("GET", "/x/api/data")):
        assert client.request(method, address, headers=headers).status_code == 401
    with (
        pytest.raises(WebSocketDisconnect) as closed,
        client.websocket_connect("/_stcore/stream", headers=headers),
    ):
        pass
    assert closed.value.code == 1008


def test_what_is_no_token_is_refused_in_words(client: TestClient) -> None:
    answer = client.get("/api/data", headers=bearer("eventmap_guessed"))
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == 'Bearer error="invalid_token"'
    assert "unknown, revoked or expired" in answer.json()["error"]
    assert client.get("/api/data").headers["www-authenticate"] == "Bearer"
