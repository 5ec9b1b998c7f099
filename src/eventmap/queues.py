"""What many want at once of something that does a few things at a time: each has its turn.

Questions to a cluster stand in a `Queue`; what costs this process much waits for one of its
`Places`.
"""

import asyncio
import logging
import time
from collections import Counter, OrderedDict, deque
from collections.abc import AsyncIterator, Callable, Hashable, Iterator, Mapping
from concurrent.futures import CancelledError, Future, InvalidStateError
from contextlib import asynccontextmanager, contextmanager, suppress
from contextvars import ContextVar
from functools import partial
from itertools import count
from threading import Event, Lock, Thread, get_ident
from typing import Any, Generic, TypeVar

from eventmap.errors import BusyError, CrowdedError
from eventmap.metrics import WAITED, WAITING

TOLD_TIMES = 10
"""How often, once a second, a server is told to stop what it goes on with."""

MOST_WAITING = 12
"""How much of one client may wait for the same places: twice what a browser asks at once."""

_RETRY_S = 30

_REMEMBERED = 1_000
"""Of how many clients it is known when they were given a place; of others it counts as never."""

_LOG = logging.getLogger(__name__)

_Answer = TypeVar("_Answer")

ASKER: ContextVar[str | None] = ContextVar("asker", default=None)
"""Who asks here. Where nobody says, it is the thread: that of a tab draws nothing else."""


class Question(Generic[_Answer]):
    """What is asked by one or several.

    Parameters
    ----------
    tag
        Its name, which no other has.
    """

    def __init__(self, text: str, values: Mapping[str, Any], tag: str) -> None:
        self.text, self.values, self.tag = text, values, tag
        self.askers = 0
        self.answer: Future[_Answer] = Future()
        self.stop: Callable[[], None] | None = None
        """Tells the server to stop, once it has been asked."""
        self.is_over = Event()
        """Whether the server is waited for no more."""

    def take_back(self) -> None:
        """Have the server stop; it is told again, since it may be told before it is asked."""
        for _ in range(TOLD_TIMES):
            if self.stop is not None:
                self.stop()
            if self.is_over.wait(1):
                return
        _LOG.warning("The cluster goes on with a question that nobody waits for")


class Waiting(Generic[_Answer]):
    """One who waits for the answer to a question; see `deadlines.Interruptible`."""

    def __init__(
        self, question: Question[_Answer], leave: Callable[[Question[_Answer]], None]
    ) -> None:
        self.answer: Future[_Answer] = Future()
        self._question, self._leave = question, leave
        question.answer.add_done_callback(self._take)

    def _take(self, answer: Future[_Answer]) -> None:
        with suppress(InvalidStateError):  # has left
            if error := answer.exception():
                self.answer.set_exception(error)
            else:
                self.answer.set_result(answer.result())

    def interrupt(self) -> None:
        """Wait no more."""
        with suppress(InvalidStateError):  # is answered, or has left before
            self.answer.set_exception(CancelledError())
            self._leave(self._question)

    def query_progress(self) -> float:
        """Return that it is not known how far it is."""
        return -1


class Queue(Generic[_Answer]):
    """Questions in the lines of those who ask, of which each has its turn.

    Who asks what is waiting or being asked already waits for the same answer. A question that all
    have left is taken out of the lines or, where it is being asked, back from the server.

    Parameters
    ----------
    ask
        Asks one question and returns or raises the answer; called in a thread of its own.
    places, most
        How many are asked at a time; how many may be waiting or asked.
    """

    def __init__(
        self, ask: Callable[[Question[_Answer]], _Answer], *, places: int, most: int
    ) -> None:
        self._ask, self._places, self._most = ask, places, most
        self._lock = Lock()
        self._numbers = count()
        self._held: dict[tuple[str, str], Question[_Answer]] = {}
        self._lines: OrderedDict[Hashable, deque[Question[_Answer]]] = OrderedDict()
        self._asked: set[Question[_Answer]] = set()

    def put(self, text: str, values: Mapping[str, Any]) -> Waiting[_Answer]:
        """Have a question asked in the turn of its `ASKER`.

        Raises
        ------
        BusyError
            If there are too many.
        """
        key = (text, repr(sorted(values.items())))
        with self._lock:
            question = self._held.get(key)
            if question is None:
                if len(self._held) >= self._most:
                    others = (
                        "Too many other questions wait for the cluster that counts large datasets"
                    )
                    raise BusyError(f"{others}. Ask again in a few seconds.")
                question = Question(text, values, f"eventmap-{next(self._numbers)}")
                self._held[key] = question
                question.answer.add_done_callback(partial(self._end, question))
            question.askers += 1
            if question not in self._asked:
                line = self._lines.setdefault(ASKER.get() or get_ident(), deque())
                if question not in line:
                    line.append(question)
        waiting = Waiting(question, self._leave)
        self._begin()
        return waiting

    def _begin(self) -> None:
        """Ask as much as there are places for."""
        while question := self._next():
            # What waits for a server cannot be left from outside; a thread can be left behind.
            Thread(target=self._work, args=(question,), name=question.tag, daemon=True).start()

    def _next(self) -> Question[_Answer] | None:
        with self._lock:
            if not self._lines or len(self._asked) >= self._places:
                return None
            asker, line = next(iter(self._lines.items()))
            question = line[0]
            self._lines.move_to_end(asker)
            self._take_out(question)
            self._asked.add(question)
            return question

    def _work(self, question: Question[_Answer]) -> None:
        with suppress(InvalidStateError):  # all have left
            try:
                answer = self._ask(question)
            except BaseException as error:
                question.is_over.set()
                question.answer.set_exception(error)
            else:
                question.is_over.set()
                question.answer.set_result(answer)

    def _leave(self, question: Question[_Answer]) -> None:
        with self._lock:
            question.askers -= 1
            if question.askers or question.answer.done():
                return
            self._take_out(question)
            self._forget(question)  # who asks it from now on has not left
            was_asked = question in self._asked
        with suppress(InvalidStateError):  # is answered at this moment
            question.answer.set_exception(CancelledError())
        if was_asked:
            Thread(target=question.take_back, daemon=True).start()

    def _end(self, question: Question[_Answer], _answer: Future[_Answer]) -> None:
        with self._lock:
            self._asked.discard(question)
            self._forget(question)
        self._begin()

    def _take_out(self, question: Question[_Answer]) -> None:
        """Take a question out of the lines of all who asked it."""
        for asker, line in list(self._lines.items()):
            if question in line:
                line.remove(question)
                if not line:
                    del self._lines[asker]

    def _forget(self, question: Question[_Answer]) -> None:
        for key in [key for key, held in self._held.items() if held is question]:
            del self._held[key]


class Places:
    """Places for what costs much. Who finds none waits in the line of its client.

    A place that is given back goes to the client that was given one the longest ago: what one
    client asks makes another wait for no more than what is being worked at.

    Parameters
    ----------
    number
        How many there are.
    name
        What the figures call them.
    each
        How many of them one client may hold at a time; all unless given.
    """

    def __init__(self, number: int, *, name: str, each: int | None = None) -> None:
        self._free = number
        self._each = each or number
        self._name = name
        self._held: Counter[str] = Counter()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._lines: dict[str, deque[asyncio.Future[None]]] = {}
        self._given: OrderedDict[str, None] = OrderedDict()  # the longest ago first

    @asynccontextmanager
    async def hold(self, client: str, *, wait_s: float | None = None) -> AsyncIterator[None]:
        """Hold a place.

        Parameters
        ----------
        wait_s
            How long to wait for it; ``None``, for what has been begun, is as long as it takes,
            whatever else of the client waits.

        Raises
        ------
        CrowdedError
            If so much of the client waits already.
        TimeoutError
            If there is none in time.
        """
        await self._take(client, wait_s)
        try:
            yield
        finally:
            self._give_back(client)

    def attend(self) -> None:
        """Let threads besides this one, whose loop gives the places, hold some of them."""
        self._loop = asyncio.get_running_loop()

    @contextmanager
    def hold_in_thread(self, client: str, *, wait_s: float) -> Iterator[None]:
        """Hold a place in a thread without a loop, as `hold` does in that of `attend`.

        Where no server attends there is nobody to wait for.
        """
        loop = self._loop
        if loop is None:
            yield
            return
        taken = asyncio.run_coroutine_threadsafe(self._take(client, wait_s), loop)
        try:
            taken.result(2 * wait_s)
        except BaseException:
            taken.cancel()
            raise
        try:
            yield
        finally:
            with suppress(RuntimeError):  # the server has ended
                loop.call_soon_threadsafe(self._give_back, client)

    async def _take(self, client: str, wait_s: float | None) -> None:
        began = time.monotonic()
        with WAITING.labels(self._name).track_inprogress():
            try:
                self._check(client, begun=wait_s is None)
                async with asyncio.timeout(wait_s):
                    await self._wait(client)
            finally:
                WAITED.labels(self._name).observe(time.monotonic() - began)

    def _check(self, client: str, *, begun: bool) -> None:
        waiting = len(self._lines.get(client, ()))
        if waiting >= MOST_WAITING and not begun:
            raise CrowdedError(
                f"{waiting} of your questions that cost much wait for their turn already, and no "
                f"more may. Ask again in {_RETRY_S} s.",
                retry_s=_RETRY_S,
            )

    async def _wait(self, client: str) -> None:
        turn = asyncio.get_running_loop().create_future()
        self._lines.setdefault(client, deque()).append(turn)
        self._call()
        try:
            await turn
        except asyncio.CancelledError:
            if turn.cancelled():
                self._take_out(client, turn)
            else:  # it was its turn in the moment in which it left
                self._give_back(client)
            raise

    def _take_out(self, client: str, turn: "asyncio.Future[None]") -> None:
        line = self._lines.get(client, deque())
        if turn in line:
            line.remove(turn)
            if not line:
                del self._lines[client]

    def _call(self) -> None:
        """Give free places to those whose turn it is."""
        while self._free and (client := self._next()) is not None:
            line = self._lines[client]
            turn = line.popleft()
            if not turn.done():
                self._free -= 1
                self._held[client] += 1
                self._given[client] = None
                self._given.move_to_end(client)
                turn.set_result(None)
            if not line:
                del self._lines[client]
        while self._given and (not self._held or len(self._given) > _REMEMBERED):
            self._given.popitem(last=False)

    def _next(self) -> str | None:
        """Return who was given a place the longest ago, or never, and may be given another."""
        waiting = [each for each in self._lines if self._held[each] < self._each]
        first = next((each for each in waiting if each not in self._given), None)
        return first or next((each for each in self._given if each in waiting), None)

    def _give_back(self, client: str) -> None:
        self._free += 1
        self._held[client] -= 1
        if not self._held[client]:
            del self._held[client]
        self._call()
