"""Downloads: costly answers, a few at a time, sent in pieces for as long as somebody takes them."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Generator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, closing, nullcontext

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response, StreamingResponse
from starlette.types import Send

from eventmap.errors import BusyError, EventmapError

_LOG = logging.getLogger(__name__)

_PLACES = 2
"""How many downloads are written at a time: each holds a processor and some memory."""

WAIT_S = 20
"""Seconds for which the others wait for their turn."""

PATIENCE_S = 30
"""Seconds in which a client takes `PIECE_BYTES`, or is taken for gone."""

PIECE_BYTES = 64 * 1024

Pieces = Generator[bytes]
"""The bytes of a file; an empty piece is a moment to stop at."""


class Turns:
    """Places for so many; whoever finds none waits for one.

    Parameters
    ----------
    places
        How many, or those that others take, too.
    others
        What is done in the places, as a sentence that goes on.
    work
        Places of all that is costly: whoever has a turn takes one while the server works for it,
        and none while its client takes what was made. None is wanted unless they are given.
    """

    def __init__(
        self,
        places: int | asyncio.Semaphore = _PLACES,
        wait_s: float = WAIT_S,
        *,
        others: str = "Other downloads are being written",
        work: asyncio.Semaphore | None = None,
    ) -> None:
        self._places = asyncio.Semaphore(places) if isinstance(places, int) else places
        self.work = work or nullcontext()
        self._wait_s = wait_s
        self._others = others

    @asynccontextmanager
    async def take(self) -> AsyncIterator[None]:
        """Hold a place.

        Raises
        ------
        BusyError
            If there is none in time.
        """
        try:
            async with asyncio.timeout(self._wait_s):
                await self._places.acquire()
        except TimeoutError as error:
            reason = f"{self._others}, and none was finished in time"
            raise BusyError(f"{reason}. Ask again in half a minute.", retry_s=30) from error
        try:
            yield
        finally:
            self._places.release()


class Download(StreamingResponse):
    """A file that is written while it is sent, in its turn.

    Nothing is written before its turn, nor after the client has left. What goes wrong before the
    first piece is answered in words; later the connection ends before the file does.

    Parameters
    ----------
    pieces
        Writes the file.
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
        headers: Mapping[str, str],
        media_type: str,
        patience_s: float = PATIENCE_S,
    ) -> None:
        super().__init__((), headers=headers, media_type=media_type)
        self._pieces = pieces
        self._turns = turns
        self._refuse = refuse
        self._patience_s = patience_s

    async def stream_response(self, send: Send) -> None:
        """Send the file, or why there is none."""
        async with AsyncExitStack() as held:
            held.enter_context(closing(self._pieces))
            try:
                await held.enter_async_context(self._turns.take())
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
            async with self._turns.work:
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
