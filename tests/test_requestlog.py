import json
import logging
import re
import signal
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket
from support.app_server import PATIENCE_S, clean_env, free_port, running
from support.figures import figures
from support.streamlit_client import draw_page, open_socket
from websockets.exceptions import ConnectionClosed

from eventmap.requestlog import HEADER, Lines, RequestLog, set_up_log

REPO = Path(__file__).parents[1]


def answer(_: Request) -> Response:
    logging.getLogger("eventmap.tests").warning("something of %s", "note")
    return JSONResponse([])


def fail(_: Request) -> Response:
    raise ValueError


async def greet(websocket: WebSocket) -> None:
    await websocket.accept()
    await websocket.receive_text()


ROUTES = [Route("/tiles/{dataset}/{z:int}.json", answer), Route("/fault", fail)]


@pytest.fixture
def client() -> TestClient:
    others = [Route("/", answer), WebSocketRoute("/_stcore/stream", greet)]
    app = Starlette(routes=[*ROUTES, *others], middleware=[Middleware(RequestLog, routes=ROUTES)])
    return TestClient(app, raise_server_exceptions=False)


def test_requests_are_counted_by_pattern_and_status(client: TestClient) -> None:
    tile, page = "/tiles/{dataset}/{z:int}.json", "page"
    before = figures()
    for path in (
        "/tiles/secret-front/3.json",
        "/tiles/other/4.json?q=Anna",
        "/",
        "/none",
        "/fault",
    ):
        client.get(path)
    client.post("/tiles/secret-front/3.json")
    after = figures()
    keys = [f"{tile}|200", f"{tile}|405", f"{page}|200", f"{page}|404", "/fault|500"]
    names = [f"eventmap_requests_total|{key}" for key in keys]
    assert [after[name] - before.get(name, 0) for name in names] == [2, 1, 1, 1, 1]
    name = f"eventmap_request_seconds_count|{tile}"
    assert after[name] - before.get(name, 0) == 3
    assert not [key for key in after if "secret-front" in key or "Anna" in key]


def test_an_open_tab_is_a_session(client: TestClient) -> None:
    before = figures()["eventmap_sessions"]
    with client.websocket_connect("/_stcore/stream") as socket:
        assert figures()["eventmap_sessions"] == before + 1
        socket.send_text("bye")
    assert figures()["eventmap_sessions"] == before


def test_each_request_has_an_id_of_its_own(client: TestClient) -> None:
    ids = [client.get("/").headers[HEADER] for _ in range(2)]
    assert ids[0] != ids[1]
    assert all(re.fullmatch("[0-9a-f]{32}", each) for each in ids)


@pytest.mark.parametrize(
    ("given", "is_taken"), [("0af7651916cd43dd8448eb211c80319c", True), ("anna@example.org", False)]
)
def test_an_id_of_a_proxy_is_taken_if_it_is_nothing_else(
    client: TestClient, given: str, is_taken: bool
) -> None:
    assert (client.get("/", headers={HEADER: given}).headers[HEADER] == given) is is_taken


@pytest.fixture
def log(capsys: pytest.CaptureFixture[str]) -> Iterator[None]:
    ours = logging.getLogger("eventmap")
    kept = ours.handlers, ours.propagate, ours.level
    yield
    ours.handlers, ours.propagate, ours.level = kept


def test_the_log_as_json_tells_of_a_request_and_not_of_who_asks(
    client: TestClient, log: None, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up_log(as_json=True)
    headers = {"X-Forwarded-For": "203.0.113.9", "Authorization": "Bearer abc"}
    request_id = client.get("/tiles/secret-front/3.json?q=Anna", headers=headers).headers[HEADER]
    text = capsys.readouterr().err
    warning, line = map(json.loads, text.splitlines())
    assert (warning["level"], warning["message"]) == ("warning", "something of note")
    assert warning["request"] == line["request"] == request_id
    assert (line["method"], line["status"]) == ("GET", 200)
    assert line["route"] == "/tiles/{dataset}/{z:int}.json"
    assert 0 <= line["seconds"] < 60
    for told in ("secret-front", "Anna", "203.0.113.9", "abc", "testclient"):
        assert told not in text


def test_an_error_in_the_log_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        raise ValueError("of\nlines")
    except ValueError as error:
        info = (type(error), error, error.__traceback__)
    record = logging.LogRecord("eventmap", logging.ERROR, "", 1, "it failed", (), info)
    (line,) = Lines().format(record).splitlines()
    assert "ValueError: of\nlines" in json.loads(line)["traceback"]


def test_what_uvicorn_says_of_websockets_is_dropped_and_nothing_else() -> None:
    set_up_log(as_json=False)
    uvicorn = logging.getLogger("uvicorn.error")
    said = ['%s - "WebSocket %s" [accepted]', '%s - "WebSocket %s" 403', "Application startup %s"]
    kept = [
        bool(uvicorn.filter(logging.LogRecord("uvicorn.error", 20, "", 1, text, ("a", "b"), None)))
        for text in said
    ]
    assert kept == [False, False, True]


def test_a_server_tells_of_nobody_and_ends_when_it_is_told_to(tmp_path: Path) -> None:
    port, log = free_port(), tmp_path / "log.txt"
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "eventmap.cli", "serve", "--port", str(port)]
    env = clean_env(tmp_path, EVENTMAP_METRICS="on", EVENTMAP_LOG="json")
    with running(command, cwd=REPO, env=env, health=f"{address}/readyz", log=log) as server:
        with open_socket(address) as socket:
            draw_page(socket)
            told = httpx2.get(f"{address}/metrics", timeout=PATIENCE_S).text
            assert "\neventmap_sessions 1.0\n" in told
            assert 'eventmap_requests_total{route="/readyz",status="200"} ' in told
            server.terminate()
            with pytest.raises(ConnectionClosed) as closed:
                for _ in iter(partial(socket.recv, PATIENCE_S), None):
                    pass
            assert closed.value.rcvd is not None
            assert closed.value.rcvd.code == 1012  # the service starts anew: a tab comes back
        assert server.wait(timeout=PATIENCE_S) in (0, -signal.SIGTERM)
    lines = log.read_text(encoding="utf-8")
    routes = {json.loads(each)["route"] for each in lines.splitlines() if each.startswith("{")}
    assert routes == {"/readyz", "/metrics"}
    assert '"WebSocket' not in lines
