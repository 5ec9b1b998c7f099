import asyncio
from asyncio import IncompleteReadError, StreamReader, StreamWriter
from contextlib import suppress

import httpx2
import pytest

from benchmarks.viewers import Log, ask

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
