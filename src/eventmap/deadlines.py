"""The end of a question: it took too long, or nobody waits for its answer any more.

DuckDB stops a query when another thread tells it to. One thread does for all, and ends when nothing
is asked any more. On the command line nothing ends a question:
whoever asks there is the host.
"""

import asyncio
import time
from collections.abc import Hashable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from threading import Lock, Thread, main_thread
from typing import Protocol

import duckdb
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from eventmap.errors import BusyError, LeftError

LOOK_S = 0.2
"""How often it is looked for questions that are to end."""

_RETRY_S = 60

BODY_S = 30
"""Seconds in which a client has to begin to send what it announced."""

_LEAST_BYTES_A_SECOND = 500
"""How fast it has to go on, on average; the slowest of lines is faster."""

# Under any base path, as in the addresses of our routes alone.
_ASKING = ("/api/", "/tiles/")

_TOO_SLOW = PlainTextResponse(
    "What was announced was not sent in time.", status_code=408, headers={"Connection": "close"}
)


@dataclass
class _Client:
    has_left: bool = False


_CLIENT: ContextVar[_Client | None] = ContextVar("client", default=None)
"""Who waits for what is asked here; threads that work for a request have it too."""


class Interruptible(Protocol):
    """What is asked, and can be told to stop, more than once: then it raises that it was."""

    def interrupt(self) -> None:
        """Stop, and let whoever waits for the answer go."""
        ...

    def query_progress(self) -> float:
        """Return how much of what it has to read is read, in per cent; less than 0 if unknown."""
        ...


@dataclass(eq=False, frozen=True)
class _Question:
    connection: Interruptible
    client: _Client | None
    due: float | None
    subject: Hashable

    def is_to_end(self) -> bool:
        late = self.due is not None and time.monotonic() >= self.due
        return late or (self.client is not None and self.client.has_left)


class Questions:
    """What is being asked of DuckDB or a cluster, and until when.

    Parameters
    ----------
    seconds
        How long one question may take; ``None`` is as long as it needs.
    """

    def __init__(self, seconds: float | None = None) -> None:
        self.seconds = seconds
        self._asked: set[_Question] = set()
        self._lock = Lock()
        self._looking: Thread | None = None

    @contextmanager
    def asking(self, connection: Interruptible, subject: Hashable = None) -> Iterator[None]:
        """End what a connection is asked meanwhile, in time or when its client leaves.

        Parameters
        ----------
        subject
            By what `progress` finds it.

        Raises
        ------
        BusyError
            If it took too long.
        LeftError
            If its client left, before it was asked or while it was.
        """
        client = _CLIENT.get()
        if client is None and self.seconds is None:
            yield
            return
        if client is not None and client.has_left:
            raise LeftError
        due = None if self.seconds is None else time.monotonic() + self.seconds
        question = _Question(connection, client, due, subject)
        with self._lock:
            self._asked.add(question)
            if self._looking is None:
                self._looking = Thread(target=self._look, name="deadlines")
                self._looking.start()
        try:
            yield
        except (duckdb.InterruptException, CancelledError) as error:
            if client is not None and client.has_left:
                raise LeftError from error
            raise BusyError(
                f"This took longer than the {self.seconds:g} s that a question may take here. "
                "Narrow the filter, or ask again in a minute: others may be waiting too.",
                retry_s=_RETRY_S,
            ) from error
        finally:
            with self._lock:
                self._asked.discard(question)

    def progress(self, subject: Hashable) -> float | None:
        """Return which share of what it has to read a question about a subject has read.

        The smallest, if there are several; ``None`` where none is asked or none tells.
        """
        # With the lock held, as where they are ended.
        with self._lock:
            told = [
                question.connection.query_progress()
                for question in self._asked
                if question.subject == subject
            ]
        return min((each / 100 for each in told if each >= 0), default=None)

    def _look(self) -> None:
        while self._end_some():
            time.sleep(LOOK_S)

    def _end_some(self) -> bool:
        """End what is to end; return whether anything is asked."""
        is_over = not main_thread().is_alive()  # the process waits for this thread alone
        # With the lock held, so that none of them has got its answer and asks another.
        with self._lock:
            for question in self._asked:
                if is_over or question.is_to_end():
                    question.connection.interrupt()
            if not self._asked:
                self._looking = None
            return self._looking is not None


QUESTIONS = Questions()
"""Those of this process."""


class Deadlines:
    """ASGI middleware: notes when a client leaves, and waits no longer than it should for one."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand everything on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif scope["method"] not in ("GET", "HEAD"):
            await self._take_body(scope, receive, send)
        elif any(part in scope["path"] for part in _ASKING):
            await self._answer(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a question, and note if nobody waits for it any more."""
        client, left = _Client(), asyncio.Event()
        # Each request is a task, so that nobody else has this value.
        _CLIENT.set(client)

        async def listen() -> None:
            while (await receive())["type"] != "http.disconnect":
                pass
            client.has_left = True
            left.set()

        begun = False

        async def receive_end() -> Message:
            nonlocal begun
            if not begun:
                begun = True
                return {"type": "http.request", "body": b"", "more_body": False}
            await left.wait()
            return {"type": "http.disconnect"}

        listening = asyncio.ensure_future(listen())
        try:
            await self._app(scope, receive_end, send)
        finally:
            listening.cancel()

    async def _take_body(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on what a client sends, for as long as it keeps sending."""
        begun_at, received, is_whole, is_answered = time.monotonic(), 0, False, False

        async def receive_in_time() -> Message:
            nonlocal received, is_whole
            if is_whole:
                return await receive()
            due = begun_at + BODY_S + received / _LEAST_BYTES_A_SECOND
            try:
                async with asyncio.timeout(max(due - time.monotonic(), 0)):
                    message = await receive()
            except TimeoutError as error:
                raise _TooSlowError from error
            received += len(message.get("body", b""))
            is_whole = not message.get("more_body", False)
            return message

        async def note_and_send(message: Message) -> None:
            nonlocal is_answered
            is_answered = True
            await send(message)

        try:
            await self._app(scope, receive_in_time, note_and_send)
        except _TooSlowError:
            if not is_answered:
                await _TOO_SLOW(scope, receive, send)


class _TooSlowError(Exception):
    """A client does not send what it announced."""
