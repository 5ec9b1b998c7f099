import json
import socket
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from select import select
from threading import Event

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient
from support.datasets import make_dataset
from support.raw_http import asked, served

from eventmap.database import Database
from eventmap.downloads import Download, Turns
from eventmap.errors import BusyError, EventmapError
from eventmap.routes import create_routes

SUMMARY = "Nothing is known. " * 100


def status_of(port: int, path: str, *, host: str = "192.0.2.1") -> tuple[int, str | None, str]:
    """Return status, Retry-After and body of an answer that is read at once."""
    with socket.create_connection(("127.0.0.1", port)) as client:
        head = f"GET {path} HTTP/1.0\r\nHost: localhost\r\nX-Forwarded-For: {host}\r\n\r\n"
        client.sendall(head.encode())
        with client.makefile("rb") as answer:
            told, _, body = answer.read().partition(b"\r\n\r\n")
    lines = told.decode().split("\r\n")
    headers = dict(line.lower().split(": ", 1) for line in lines[1:])
    return int(lines[0].split()[1]), headers.get("retry-after"), body.decode()


def test_downloads_hold_the_places_until_their_readers_leave() -> None:
    path = "/api/events.json"
    with downloads(Turns(3, wait_s=0.5)) as port:
        with (
            asked(port, path) as one,
            asked(port, path) as two,
            asked(port, path, host="198.51.100.1") as other,
        ):
            assert one.recv(12) == two.recv(12) == other.recv(12) == b"HTTP/1.1 200"
            status, retry_after, body = status_of(port, path, host="203.0.113.9")
            assert (status, retry_after) == (503, "30")
            assert "Ask again in half a minute" in body
            assert status_of(port, "/api/summary")[0] == 200
        statuses = (status_of(port, f"{path}?limit=1")[0] for _ in range(100))
        assert 200 in statuses


def test_eight_downloads_of_one_client_leave_another_a_place() -> None:
    path = "/api/events.json"
    with downloads(Turns(3, wait_s=60)) as port, ExitStack() as eight:
        taking = [eight.enter_context(asked(port, path)) for _ in range(8)]
        begun = select(taking, [], [], 60)[0]
        assert begun
        status, _, body = status_of(port, f"{path}?limit=1", host="198.51.100.1")
        assert status == 200
        assert len(json.loads(body)["events"]) == 1
        assert sum(bool(select([each], [], [], 0)[0]) for each in taking) <= 2


@contextmanager
def downloads(turns: Turns) -> Iterator[int]:
    """Serve a dataset whose export is more than a connection holds; give the port."""
    database = Database([make_dataset([{"summary": SUMMARY}] * 10_000)])
    with served(Starlette(routes=create_routes(database, turns=turns))) as port:
        yield port


def download(
    write: Callable[[], Generator[bytes]],
    *,
    patience_s: float = 30,
    headers: Mapping[str, str] | None = None,
) -> Starlette:
    """Return an app whose only answer is what `write` writes."""

    def refuse(error: EventmapError) -> Response:
        return PlainTextResponse(str(error), 503)

    def answer(_: Request) -> Response:
        return Download(
            write(),
            turns,
            refuse,
            client="one",
            headers=headers or {},
            media_type="text/plain",
            patience_s=patience_s,
        )

    turns = Turns(1)
    return Starlette(routes=[Route("/", answer)])


@pytest.mark.parametrize("piece", [b"x" * 100_000, b""])
def test_nothing_is_written_any_more_when_the_reader_has_left(piece: bytes) -> None:
    began, ended = Event(), Event()

    def write() -> Generator[bytes]:
        try:
            while True:
                yield piece
                began.set()
        finally:
            ended.set()

    with served(download(write)) as port:
        with asked(port, "/"):
            assert began.wait(60)
        assert ended.wait(60)


def test_a_reader_who_takes_nothing_is_taken_for_gone() -> None:
    ended = Event()

    def write() -> Generator[bytes]:
        try:
            while True:
                yield b"x" * 100_000
        finally:
            ended.set()

    with served(download(write, patience_s=0.2)) as port, asked(port, "/"):
        assert ended.wait(60)


def test_what_goes_wrong_before_the_first_piece_is_answered_in_words() -> None:
    def write() -> Generator[bytes]:
        yield b""
        raise BusyError("No memory.")

    kept = {"Cache-Control": "private, no-store", "Content-Disposition": "attachment"}
    answer = TestClient(download(write, headers=kept)).get("/")
    assert (answer.status_code, answer.text) == (503, "No memory.")
    assert answer.headers["cache-control"] == "private, no-store"
    assert "content-disposition" not in answer.headers


def test_what_goes_wrong_later_ends_the_download_before_its_end() -> None:
    def write() -> Generator[bytes]:
        yield b"first"
        raise BusyError("No memory.")

    client = TestClient(download(write))
    with pytest.raises(BusyError):
        client.get("/")


def test_a_download_is_what_was_written_however_it_was_cut() -> None:
    def write() -> Generator[bytes]:
        yield from (b"", b"a" * 200_001, b"", b"b", b"")

    assert TestClient(download(write)).get("/").content == b"a" * 200_001 + b"b"
