import sys
import time
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Semaphore
from typing import Any

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient
from support.app_server import PATIENCE_S, clean_env, free_port, running
from support.raw_http import asked, served

from eventmap.access import SCOPE_KEY, User
from eventmap.database import Database
from eventmap.downloads import PIECE_BYTES, Download, Turns
from eventmap.errors import BusyError, EventmapError
from eventmap.metrics import write_metrics
from eventmap.queues import MOST_WAITING, Places
from eventmap.routes import create_routes
from eventmap.throttling import COSTLY, Background, Throttling, name_client, share_interpreter

REPO = Path(__file__).parents[1]


def in_turns(limits: str = "", *, work: Places | None = None, wait_s: float = 0.5) -> Middleware:
    work = work or Places(1, name="work")
    return Middleware(Throttling, limits=limits, work=work, wait_s=wait_s)


def client_of(limits: str, host: str = "192.0.2.1") -> TestClient:
    def answer(_: Request) -> Response:
        return PlainTextResponse("")

    routes = [Route("/map/{path:path}", answer), Route("/{path:path}", answer)]
    app = Starlette(routes=routes, middleware=[in_turns(limits)])
    return TestClient(app, client=(host, 4321))


def test_who_asks_too_often_is_told_when_to_come_back() -> None:
    client, began = client_of("3/minute 4/hour"), time.time()
    paths = ["/api/events.csv", "/map/api/brief.pdf", "/api/changes?since=1", "/api/compare"]
    *taken, refused = [client.get(path) for path in paths]
    assert [each.status_code for each in taken] == [200, 200, 200]
    assert refused.status_code == 429
    assert 60 - (time.time() - began) <= int(refused.headers["Retry-After"]) <= 60
    assert "to each client 3 times in a minute here" in refused.json()["error"]


def test_what_was_refused_does_not_count() -> None:
    client = client_of("1/second 2/hour")
    until = time.monotonic() + PATIENCE_S
    taken = 0
    while taken < 2 and time.monotonic() < until:
        taken += client.get("/api/unusual").status_code == 200
    assert taken == 2
    assert client.get("/api/unusual").json()["error"].startswith("Exports, briefs")
    assert int(client.get("/api/unusual").headers["Retry-After"]) > 60


def test_what_costs_little_is_answered_however_often() -> None:
    client = client_of("1/day")
    paths = (
        "/",
        "/api/summary",
        "/api/list",
        "/api/events/e1",
        "/tiles/a/1/0/0/0.json",
        "/healthz",
    )
    assert {client.get(path).status_code for path in paths for _ in range(3)} == {200}


def test_without_a_limit_everything_is_answered() -> None:
    assert {client_of("").get("/api/compare").status_code for _ in range(50)} == {200}


def test_every_route_that_is_limited_is_one_and_every_download_is_limited() -> None:
    paths = [route.path for route in create_routes(Database()) if isinstance(route, Route)]
    asked = {path.replace("{extension}", "csv") for path in paths}
    limited = {path for path in asked if COSTLY.fullmatch(path)}
    assert limited == {
        *("/api/events.csv", "/api/brief.csv", "/api/compare", "/api/changes", "/api/unusual")
    }


def test_what_costs_much_is_answered_in_turns_and_the_map_at_once() -> None:
    begun, over = Event(), Event()

    def count(_: Request) -> Response:
        begun.set()
        over.wait(PATIENCE_S)
        return PlainTextResponse("counted")

    routes = [
        Route("/api/compare", count),
        Route("/api/unusual", count),
        Route("/api/summary", lambda _: PlainTextResponse("summary")),
        Route("/tiles/a/1/0/0/0.json", lambda _: PlainTextResponse("tile")),
    ]
    with (
        served(Starlette(routes=routes, middleware=[in_turns()])) as port,
        asked(port, "/api/compare") as first,
        httpx2.Client(base_url=f"http://127.0.0.1:{port}", timeout=PATIENCE_S) as client,
    ):
        assert begun.wait(PATIENCE_S)
        refused = client.get("/api/unusual")
        for asked_by_map in ("/api/summary", "/api/summary?q=a"):
            assert client.get(asked_by_map).text == "summary"
        assert client.get("/tiles/a/1/0/0/0.json").text == "tile"
        over.set()
        assert first.recv(12) == b"HTTP/1.1 200"
        assert answer_in_turn(client, "/api/unusual").text == "counted"
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "30")
    assert refused.json()["error"].startswith("Other questions are being answered, and none was")


def ask_as(port: int, host: str, path: str) -> httpx2.Response:
    """Ask as a client of another address, which the proxy that is trusted says."""
    headers = {"X-Forwarded-For": host}
    return httpx2.get(f"http://127.0.0.1:{port}{path}", headers=headers, timeout=PATIENCE_S)


class Counting:
    """Comparisons that are asked for; each is answered when it may be."""

    def __init__(self) -> None:
        self.begun: SimpleQueue[str] = SimpleQueue()
        self.may_end = Semaphore(0)

    def answer(self, request: Request) -> Response:
        self.begun.put(request.query_params["name"])
        assert self.may_end.acquire(timeout=PATIENCE_S)
        return PlainTextResponse("counted")


@contextmanager
def eight_asked(counting: Counting) -> Iterator[tuple[int, ThreadPoolExecutor]]:
    """Let one client ask for eight comparisons, of which one is worked at and seven wait."""
    routes = [
        Route("/api/compare", counting.answer),
        Route("/metrics", lambda _: Response(write_metrics())),
    ]
    app = Starlette(routes=routes, middleware=[in_turns(wait_s=PATIENCE_S)])
    with served(app) as port, ThreadPoolExecutor(MOST_WAITING + 3) as pool:
        for at in range(8):
            pool.submit(ask_as, port, "192.0.2.1", f"/api/compare?name=a{at}")
        assert counting.begun.get(timeout=PATIENCE_S).startswith("a")
        wait_for(port, 7)
        try:
            yield port, pool
        finally:
            counting.may_end.release(100)


def wait_for(port: int, number: int) -> None:
    """Wait until so many costly requests wait, as the server tells it."""
    until = time.monotonic() + PATIENCE_S
    expected = f'eventmap_waiting{{turns="work"}} {number}.0\n'
    while expected not in httpx2.get(f"http://127.0.0.1:{port}/metrics").text:
        assert time.monotonic() < until


def test_eight_of_the_costliest_by_one_client_make_another_wait_for_one() -> None:
    counting = Counting()
    with eight_asked(counting) as (port, pool):
        others = [
            pool.submit(ask_as, port, f"198.51.100.{at}", f"/api/compare?name=b{at}")
            for at in range(2)
        ]
        wait_for(port, 9)
        counting.may_end.release(3)
        order = [counting.begun.get(timeout=PATIENCE_S)[0] for _ in range(3)]
        assert order == ["b", "b", "a"]
        assert [each.result(PATIENCE_S).text for each in others] == ["counted"] * 2


def test_who_has_too_much_waiting_is_told_to_wait_and_another_is_answered() -> None:
    counting = Counting()
    with eight_asked(counting) as (port, pool):
        for at in range(MOST_WAITING - 7):
            pool.submit(ask_as, port, "192.0.2.1", f"/api/compare?name=c{at}")
        wait_for(port, MOST_WAITING)
        refused = ask_as(port, "192.0.2.1", "/api/compare?name=d")
        assert (refused.status_code, refused.headers["Retry-After"]) == (429, "30")
        assert refused.json()["error"].startswith("12 of your questions that cost much wait")
        other = pool.submit(ask_as, port, "198.51.100.1", "/api/compare?name=e")
        wait_for(port, MOST_WAITING + 1)
        counting.may_end.release(2)
        assert other.result(PATIENCE_S).status_code == 200


def answer_in_turn(client: httpx2.Client, path: str) -> httpx2.Response:
    """Ask until the one before, whose answer has come, has given its turn back."""
    until = time.monotonic() + PATIENCE_S
    while (answer := client.get(path)).status_code == 503 and time.monotonic() < until:
        pass
    return answer


def test_one_search_is_answered_after_the_other_and_the_rest_at_once() -> None:
    begun, over = Event(), Event()

    def look(request: Request) -> Response:
        if "q" in request.query_params:
            begun.set()
            over.wait(PATIENCE_S)
        return PlainTextResponse("found")

    routes = [Route(f"/api/{name}", look) for name in ("list", "histogram", "compare")]
    with (
        served(Starlette(routes=routes, middleware=[in_turns()])) as port,
        asked(port, "/api/list?type=drone&q=a") as first,
        httpx2.Client(base_url=f"http://127.0.0.1:{port}", timeout=PATIENCE_S) as client,
    ):
        assert begun.wait(PATIENCE_S)
        refused = client.get("/api/histogram?q=b")
        for path in ("/api/histogram", "/api/list?faq=a", "/api/compare"):
            assert client.get(path).text == "found"
        over.set()
        assert first.recv(12) == b"HTTP/1.1 200"
        assert answer_in_turn(client, "/api/histogram?q=b").text == "found"
    assert refused.status_code == 503
    assert refused.json()["error"].startswith("Other searches are being answered")


def test_a_download_is_written_while_nothing_else_is_worked_at_that_costs_much() -> None:
    begun, over, written, taken = Event(), Event(), Event(), Event()

    def count(_: Request) -> Response:
        begun.set()
        over.wait(PATIENCE_S)
        return PlainTextResponse("counted")

    def write() -> Generator[bytes]:
        written.set()
        yield b"x" * PIECE_BYTES
        taken.wait(PATIENCE_S)
        yield b"end"

    def download(_: Request) -> Response:
        return Download(write(), turns, refuse, client="one", headers={}, media_type="text/plain")

    work = Places(1, name="work")
    turns = Turns(work=work)
    routes = [Route("/api/compare", count), Route("/api/events.csv", download)]
    with (
        served(Starlette(routes=routes, middleware=[in_turns(work=work)])) as port,
        asked(port, "/api/compare") as first,
        httpx2.Client(base_url=f"http://127.0.0.1:{port}", timeout=PATIENCE_S) as client,
    ):
        assert begun.wait(PATIENCE_S)
        with asked(port, "/api/events.csv") as second:
            assert not written.wait(0.5)
            over.set()
            assert first.recv(12) == b"HTTP/1.1 200"
            assert second.recv(12) == b"HTTP/1.1 200"
            refused = client.get("/api/compare")
            taken.set()
            while second.recv(65536):
                pass
        assert answer_in_turn(client, "/api/compare").text == "counted"
    assert refused.status_code == 503


def test_work_of_a_tab_waits_for_its_turn_and_others_for_it() -> None:
    begun, over, working, done = Event(), Event(), Event(), Event()

    def count(_: Request) -> Response:
        begun.set()
        over.wait(PATIENCE_S)
        return PlainTextResponse("counted")

    def write(tell: Callable[[str], None]) -> str:
        tell("Writing.")
        working.set()
        assert done.wait(PATIENCE_S)
        return "written"

    work = Places(1, name="work")
    app = Starlette(routes=[Route("/api/compare", count)], middleware=[in_turns(work=work)])
    with (
        served(app) as port,
        asked(port, "/api/compare") as first,
        httpx2.Client(base_url=f"http://127.0.0.1:{port}", timeout=PATIENCE_S) as client,
    ):
        assert begun.wait(PATIENCE_S)
        waiting = Background(write, ANNA, work, wait_s=0.2)
        assert not waiting.wait(0.05)
        assert waiting.said.startswith("Waiting for its turn")
        with pytest.raises(BusyError, match="none was finished in time"):
            waiting.result()
        assert not working.is_set()
        over.set()
        assert first.recv(12) == b"HTTP/1.1 200"
        writing = Background(write, ANNA, work)
        assert working.wait(PATIENCE_S)
        assert writing.said == "Writing."
        assert client.get("/api/compare").status_code == 503
        done.set()
        assert writing.result() == "written"
        assert answer_in_turn(client, "/api/compare").text == "counted"


def test_work_of_a_tab_says_what_went_wrong() -> None:
    def fail(_tell: Callable[[str], None]) -> None:
        raise ValueError("a cause")

    with pytest.raises(ValueError, match="a cause"):
        Background(fail, None, Places(1, name="work")).result()


def refuse(error: EventmapError) -> Response:
    return PlainTextResponse(str(error), 503)


def test_threads_of_a_server_take_turns_more_often_than_by_default() -> None:
    before = sys.getswitchinterval()
    try:
        share_interpreter()
        assert sys.getswitchinterval() == pytest.approx(0.0001)
    finally:
        sys.setswitchinterval(before)


ANNA = User("Anna", frozenset({"user:1", "group:analysts"}))
NIGHTLY = User("Anna", frozenset({"group:analysts"}))


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ({"client": ("192.0.2.1", 1)}, {"client": ("192.0.2.1", 2)}, True),
        ({"client": ("192.0.2.1", 1)}, {"client": ("192.0.2.2", 1)}, False),
        ({"client": ("2001:db8:0:1::1", 1)}, {"client": ("2001:db8:0:1:ffff::2", 1)}, True),
        ({"client": ("2001:db8:0:1::1", 1)}, {"client": ("2001:db8:0:2::1", 1)}, False),
        ({"client": ("::ffff:192.0.2.1", 1)}, {"client": ("192.0.2.1", 1)}, True),
        ({"client": ("::ffff:192.0.2.1", 1)}, {"client": ("::ffff:192.0.2.2", 1)}, False),
        ({"client": None}, {}, True),
        # Who is logged in is known wherever they ask from, and is not the token of that name.
        (
            {SCOPE_KEY: ANNA, "client": ("192.0.2.1", 1)},
            {SCOPE_KEY: ANNA, "client": ("192.0.2.9", 1)},
            True,
        ),
        ({SCOPE_KEY: ANNA}, {SCOPE_KEY: NIGHTLY}, False),
        ({SCOPE_KEY: ANNA, "client": ("192.0.2.1", 1)}, {"client": ("192.0.2.1", 1)}, False),
    ],
)
def test_a_client_is_a_login_a_token_or_an_address(
    one: dict[str, Any], other: dict[str, Any], is_same: bool
) -> None:
    assert (name_client(one) == name_client(other)) is is_same


@pytest.mark.parametrize(("trusted", "expected"), [("127.0.0.1", 200), ("192.0.2.7", 429)])
def test_only_a_proxy_that_is_trusted_says_who_asks(
    tmp_path: Path, trusted: str, expected: int
) -> None:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "eventmap.cli", "serve", "--port", str(port)]
    env = clean_env(tmp_path, EVENTMAP_CLIENT_LIMIT="1/day", FORWARDED_ALLOW_IPS=trusted)
    log = tmp_path / "log.txt"
    with (
        running(command, cwd=REPO, env=env, health=f"{address}/healthz", log=log),
        httpx2.Client(base_url=address, timeout=PATIENCE_S) as client,
    ):
        statuses = [
            client.get("/api/unusual", headers={"X-Forwarded-For": host}).status_code
            for host in ("198.51.100.1", "198.51.100.2", "198.51.100.2")
        ]
    assert statuses == [200, expected, 429]
