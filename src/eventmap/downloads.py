"""Downloads: costly answers, a few at a time, sent in pieces for as long as somebody takes them."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Generator, Mapping
from contextlib import (
    AbstractAsyncContextManager,
    AsyncExitStack,
    asynccontextmanager,
    closing,
    nullcontext,
)

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response, StreamingResponse
from starlette.types import Send

from eventmap.errors import BusyError, EventmapError
from eventmap.queues import Places

_LOG = logging.getLogger(__name__)

_PLACES = 3
"""How many downloads are sent at a time, of which one client has two: each holds some memory."""

WAIT_S = 20
"""Seconds for which the others wait for their turn."""

PATIENCE_S = 30
"""Seconds in which a client takes `PIECE_BYTES`, or is taken for gone."""

PIECE_BYTES = 64 * 1024

Pieces = Generator[bytes]
"""The bytes of a file; an empty piece is a moment to stop at."""


class Turns:
    """Places, and how long somebody waits for one.

    Parameters
    ----------
    places
        As many for downloads, all but one of which one client may hold; or places for other work.
    others
        What is done in the places, as a sentence that goes on.
    work
        Places of all that is costly: whoever has a turn takes one while the server works for it,
        and none while its client takes what was made. None is wanted unless they are given.
    """

    def __init__(
        self,
        places: int | Places = _PLACES,
        wait_s: float = WAIT_S,
        *,
        others: str = "Other downloads are being written",
        work: Places | None = None,
    ) -> None:
        if isinstance(places, int):
            places = Places(places, name="downloads", each=max(places - 1, 1))
        self._places = places
        self._work = work
        self._wait_s = wait_s
        self._others = others

    @asynccontextmanager
    async def take(self, client: str) -> AsyncIterator[None]:
        """Hold a place for a client.

        Raises
        ------
        BusyError
            If there is none in time.
        CrowdedError
            If so much of the client waits already.
        """
        async with AsyncExitStack() as held:
            try:
                await held.enter_async_context(self._places.hold(client, wait_s=self._wait_s))
            except TimeoutError as error:
                reason = f"{self._others}, and none was finished in time"
                raise BusyError(f"{reason}. Ask again in half a minute.", retry_s=30) from error
            yield

    def work(self, client: str) -> AbstractAsyncContextManager[None]:
        """Hold a place for the work of a client's turn."""
        return self._work.hold(client) if self._work else nullcontext()


class Download(StreamingResponse):
    """A file that is written while it is sent, in its turn.

    Nothing is written before its turn, nor after the client has left. What goes wrong before the
    first piece is answered in words; later the connection ends before the file does.

    Parameters
    ----------
    pieces
        Writes the file.
    client
        Whose it is.
    refuse
        Returns the answer for what went wrong.
    patience_s
        See `PATIENCE_S`.
    """

    def __init__(
        self,
        pieces: Pieces,
        turns: Turns,
        refuse: Callable[[EventmapError], Response],
        *,
        client: str,
        headers: Mapping[str, str],
        media_type: str,
        patience_s: float = PATIENCE_S,
    ) -> None:
        super().__init__((), headers=headers, media_type=media_type)
        self._pieces = pieces
        self._turns = turns
        self._client = client
        self._refuse = refuse
        self._patience_s = patience_s

    async def stream_response(self, send: Send) -> None:
        """Send the file, or why there is none."""
        async with AsyncExitStack() as held:
            held.enter_context(closing(self._pieces))
            try:
                await held.enter_async_context(self._turns.take(self._client))
                piece = await self._next_piece()
            except EventmapError as error:
                refusal = self._refuse(error)
                if kept := self.headers.get("Cache-Control"):
                    refusal.headers["Cache-Control"] = kept
                await _start(send, refusal)
                await send({"type": "http.response.body", "body": refusal.body})
                return
            await _start(send, self)
            while piece:
                if not await self._is_taken(send, piece):
                    return
                piece = await self._next_piece()
            await send({"type": "http.response.body", "body": b""})

    async def _next_piece(self) -> bytes:
        """Return the next bytes of the file, none at its end."""
        while True:
            async with self._turns.work(self._client):
                piece = await run_in_threadpool(next, self._pieces, None)
            if piece is None:
                return b""
            if piece:
                return piece

    async def _is_taken(self, send: Send, piece: bytes) -> bool:
        """Send some of the file; return whether the client took it in time."""
        try:
            for start in range(0, len(piece), PIECE_BYTES):
                body = piece[start : start + PIECE_BYTES]
                async with asyncio.timeout(self._patience_s):
                    await send({"type": "http.response.body", "body": body, "more_body": True})
        except TimeoutError:
            _LOG.warning("A download was ended: its client took nothing of it any more.")
            return False
        return True


async def _start(send: Send, response: Response) -> None:
    status, headers = response.status_code, response.raw_headers
    await send({"type": "http.response.start", "status": status, "headers": headers})
