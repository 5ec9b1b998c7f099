import asyncio
from asyncio import IncompleteReadError, StreamReader, StreamWriter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import httpx2
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from starlette.applications import Starlette
from support.raw_http import served

from benchmarks.viewers import Log, Viewing, ask
from eventmap.canonical import read_canonical
from eventmap.database import Database
from eventmap.routes import create_routes
from eventmap.schema import EventType
from eventmap.settings import bundled_data

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"


async def ask_twice(answers: int) -> Log:
    """Ask a server that answers so often by each connection, and closes it when asked again."""

    serving = []

    async def serve(reader: StreamReader, writer: StreamWriter) -> None:
        serving.append(asyncio.current_task())
        with suppress(IncompleteReadError):  # the client has all that it wants
            for _ in range(answers):
                await reader.readuntil(b"\r\n\r\n")
                writer.write(ANSWER)
            await reader.readuntil(b"\r\n\r\n")
        writer.close()
        await writer.wait_closed()

    log = Log()
    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        try:
            async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
                for _ in range(2):
                    assert (await ask(client, "/", log)).is_success
        finally:
            await asyncio.wait([task for task in serving if task])
    return log


def test_a_viewer_asks_again_where_a_kept_connection_was_closed() -> None:
    assert asyncio.run(ask_twice(1)).asked_again == 1


def test_a_connection_that_is_used_on_is_not_counted() -> None:
    assert asyncio.run(ask_twice(2)).asked_again == 0


def test_a_new_connection_that_is_closed_is_an_error() -> None:
    with pytest.raises(httpx2.RemoteProtocolError):
        asyncio.run(ask_twice(0))


@pytest.fixture
def viewing(tmp_path: Path) -> Iterator[Callable[[float], Viewing]]:
    """Return what makes viewers of the bundled week, each of whom looks so long on average."""
    types = pa.table({"event_type": list(EventType)})
    pq.write_table(types, tmp_path / "events.parquet")
    dataset = read_canonical(bundled_data() / "london-summit")
    with served(Starlette(routes=create_routes(Database([dataset])))) as port:
        address = f"http://127.0.0.1:{port}"
        yield lambda pause_s: Viewing(address, tmp_path, pause_s=pause_s)


def test_who_still_looks_at_the_end_does_nothing_any_more(
    viewing: Callable[[float], Viewing],
) -> None:
    log = asyncio.run(viewing(1_000_000).run(20, seconds=0.2))
    assert log.requests == []


def test_viewers_filter_and_pan_as_long_as_there_is_time(
    viewing: Callable[[float], Viewing],
) -> None:
    log = asyncio.run(viewing(0).run(5, seconds=2))
    assert len(log.acts) >= 5
    assert len(log.requests) - len(log.tiles) == pytest.approx(len(log.acts) / 2, abs=5)
    assert not log.errors
