import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Any

import duckdb
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient
from support.app_server import PATIENCE_S
from support.datasets import make_dataset
from support.raw_http import asked, served

from eventmap.database import Database
from eventmap.deadlines import QUESTIONS, Deadlines
from eventmap.engines import DuckDB
from eventmap.errors import BusyError, LeftError
from eventmap.filters import Filters
from eventmap.routes import create_routes
from eventmap.store import VersionedStore, changes, diff
from eventmap.tables import prepare
from eventmap.tiles import Tiles

ENDLESS_ALONE = "SELECT count(*) AS n FROM range(10_000_000) AS a, range(10_000_000) AS b"
ENDLESS = f"{ENDLESS_ALONE}, {{events}}"


@pytest.fixture
def database() -> Database:
    return Database([make_dataset([{"event_id": "e1"}])])


@pytest.fixture
def within_half_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QUESTIONS, "seconds", 0.5)


def test_a_question_that_takes_too_long_is_answered_503_with_a_time_to_come_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client = TestClient(Starlette(routes=create_routes(Database([make_dataset([{}] * 20)]))))
    ask = DuckDB.rows
    with monkeypatch.context() as patch:
        patch.setattr(QUESTIONS, "seconds", 0)
        patch.setattr(DuckDB, "rows", lambda self, *_: ask(self, ENDLESS_ALONE, {}))
        answer = client.get("/api/summary")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert "longer than the 0 s that a question may take here" in answer.json()["error"]
    assert client.get("/api/summary").json()["events"] == 20


@pytest.mark.usefixtures("within_half_a_second")
@pytest.mark.parametrize("read", ["rows", "columns"])
def test_each_way_to_read_an_answer_is_stopped(database: Database, read: str) -> None:
    with pytest.raises(BusyError, match=r"longer than the 0\.5 s"):
        getattr(database, read)(ENDLESS, Filters())


def test_nothing_ends_a_question_where_nobody_says_so(database: Database) -> None:
    assert QUESTIONS.seconds is None
    slow = (
        "SELECT count(*) AS n FROM range(40_000) AS a, range(4_000) AS b WHERE a.range <> b.range"
    )
    assert database.rows(slow, Filters()) == [{"n": 159_996_000}]


def test_it_is_told_how_far_a_tile_of_a_large_dataset_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QUESTIONS, "seconds", 600)
    database = Database([prepare(make_dataset([{}]), tmp_path / "12345678-1.duckdb")])
    client = TestClient(Starlette(routes=create_routes(database)))
    address = "/api/progress?dataset=test&version=1&type=drone"
    asked = Filters(dataset="test", version=1, type=("drone",))
    slow = "SELECT count(*) AS n FROM range(400_000) AS a, range(2_000) AS b, {events}"
    answers: list[Any] = []
    asking = Thread(target=lambda: answers.append(database.columns(slow, asked, progress=True)))
    assert client.get(address).json() == {"read": None}
    asking.start()
    told = []
    while asking.is_alive():
        told.append(client.get(address).json()["read"])
        assert client.get(f"{address}&strict=true").json() == {"read": None}
    known = [share for share in told if share is not None]
    assert known
    assert all(0 <= share <= 1 for share in known)
    assert answers[0]["n"].tolist() == [800_000_000]
    answer = client.get(address)
    assert (answer.json(), answer.headers["Cache-Control"]) == ({"read": None}, "no-store")


def test_a_comparison_of_versions_has_a_deadline(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = VersionedStore(str(tmp_path))
    store.write(make_dataset([{"event_id": f"e{n}"} for n in range(20)], name="front"))
    store.write(make_dataset([{"event_id": f"e{n}"} for n in range(30)], name="front"))
    assert diff(store, "front", 1, 2).events.counts.added == 10
    asked: list[duckdb.DuckDBPyConnection] = []

    @contextmanager
    def keep_connection(**limits: Any) -> Iterator[duckdb.DuckDBPyConnection]:
        with lent(**limits) as connection:
            asked.append(connection)
            yield connection

    lent = changes.lent
    monkeypatch.setattr(changes, "lent", keep_connection)

    def ask_without_end(*_: object) -> list[Any]:
        return asked[0].execute(ENDLESS_ALONE).fetchall()

    monkeypatch.setattr(changes.Difference, "list_rows", ask_without_end)
    monkeypatch.setattr(QUESTIONS, "seconds", 0)
    with pytest.raises(BusyError, match="longer than the 0 s"):
        diff(store, "front", 1, 2)


def test_a_question_is_stopped_when_its_client_leaves(database: Database) -> None:
    begun, left = Event(), Event()

    def ask(_: Request) -> Response:
        begun.set()
        with pytest.raises(LeftError):
            database.rows(ENDLESS, Filters())
        with pytest.raises(LeftError):  # nor is anything asked after it
            database.rows("SELECT 1 AS one FROM {events}", Filters())
        left.set()
        return PlainTextResponse("")

    app = Starlette(routes=[Route("/api/endless", ask)], middleware=[Middleware(Deadlines)])
    with served(app) as port:
        with asked(port, "/api/endless"):
            assert begun.wait(PATIENCE_S)
            assert not left.wait(1)
        assert left.wait(PATIENCE_S)


def test_who_waits_for_a_tile_gets_it_though_the_one_who_computed_it_left(
    database: Database,
) -> None:
    tiles, filters = Tiles(database), Filters()
    expected = Tiles(database).read(filters, 0, 0, 0)
    computed: Future[Any] = Future()
    tiles.blocks[filters, 0, range(7), range(5)] = computed
    answers: list[Any] = []
    waiting = Thread(target=lambda: answers.append(tiles.read(filters, 0, 0, 0)))
    waiting.start()
    del tiles.blocks[filters, 0, range(7), range(5)]
    computed.set_exception(LeftError())
    waiting.join(PATIENCE_S)
    assert answers == [expected]


@pytest.fixture
def taking(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    monkeypatch.setattr("eventmap.deadlines.BODY_S", 0.5)

    async def take(request: Request) -> Response:
        return PlainTextResponse(str(len(await request.body())))

    app = Starlette(
        routes=[Route("/upload", take, methods=["PUT"])], middleware=[Middleware(Deadlines)]
    )
    with served(app) as port:
        yield port


def send(port: int, *pieces: bytes, announced: int) -> str:
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S) as client:
        head = f"PUT /upload HTTP/1.1\r\nHost: localhost\r\nContent-Length: {announced}\r\n"
        first, *others = pieces
        client.sendall(f"{head}Connection: close\r\n\r\n".encode() + first)
        for piece in others:
            time.sleep(0.3)
            client.sendall(piece)
        with client.makefile("rb") as answer:
            return answer.read().decode()


def test_a_body_that_does_not_come_is_waited_for_no_longer(taking: int) -> None:
    answer = send(taking, b"x", announced=1000)
    assert answer.startswith("HTTP/1.1 408")
    assert answer.endswith("What was announced was not sent in time.")


def test_a_body_that_trickles_is_waited_for_no_longer(taking: int) -> None:
    with pytest.raises(OSError, match=r"Broken pipe|reset"):
        send(taking, *[b"x"] * 400, announced=1000)


def test_a_body_that_keeps_coming_is_taken_however_long_it_takes(taking: int) -> None:
    answer = send(taking, *[b"x" * 30_000] * 4, announced=120_000)
    assert answer.startswith("HTTP/1.1 200")
    assert answer.endswith("120000")


def test_a_process_ends_while_something_is_asked() -> None:
    script = f"""
from contextlib import suppress
from threading import Event, Thread
import duckdb
from eventmap.deadlines import Questions
from eventmap.errors import BusyError
asked, questions = Event(), Questions(600)
def ask():
    connection = duckdb.connect()
    with suppress(BusyError), questions.asking(connection):
        asked.set()
        connection.execute("{ENDLESS_ALONE}").fetchall()
Thread(target=ask).start()
asked.wait()
"""
    subprocess.run([sys.executable, "-c", script], timeout=PATIENCE_S, check=True)
