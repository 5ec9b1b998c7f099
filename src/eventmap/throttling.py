"""What costs much leaves room for the map: a few at a time, of each client in turn, and so often.

How often is for the host to say, and nothing is limited by itself. An address is a poor name for a
client: a ministry, a campus or a mobile network has one for all.
"""

import math
import os
import re
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, wait
from contextlib import AsyncExitStack
from ipaddress import IPv6Address, ip_address, ip_network
from threading import Thread
from typing import Generic, TypeVar

from limits import RateLimitItem, parse_many
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.datastructures import QueryParams
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from eventmap.access import SCOPE_KEY, User
from eventmap.connections import within_bounds
from eventmap.downloads import Turns
from eventmap.errors import BusyError, CrowdedError
from eventmap.queues import Places

COSTLY = re.compile(r".*/api/((events|brief)\.\w+|compare|changes|unusual)")
"""What is limited, under any base path: all else is answered within milliseconds."""

COUNTED = re.compile(r".*/api/(compare|unusual|changes)")
"""What looks at every row more than once, and is for programs.

The map itself asks for summaries, trends and lists, which no queue may hold up. Exports and briefs
wait elsewhere, for their clients take them slowly, but are written in these places, too.
"""

SEARCH = re.compile(r".*/api/(summary|histogram|list)")
"""What looks at the text of every row, where it is asked with ``q``.

The map asks for these, too, so that they have places of their own and wait for nothing else.
"""

PLACES = max(1, (os.cpu_count() or 1) // 2)
"""How much that is costly is worked at at a time. The other processors are left to map and page."""

WORK = Places(PLACES, name="work")
"""Those of this process."""

_SWITCH_S = 0.0001
"""For how long one thread may keep the interpreter while others want it; Python's own is 0.005.

A tile wants it some hundred times for moments, an export for seconds. Measured over a million
events on two processors, eight of the costliest requests asked without a pause: a tile took, at the
95th percentile, 10 times as long as alone with Python's interval and about 4 times with this one.
Alone it takes as long with either.
"""

_WAIT_S = 30
"""Seconds for which the others wait for their turn."""

_OF_ONE_HOST = 64
"""How many bits of an address of IPv6 a host has alike in all that it may use."""


_Done = TypeVar("_Done")


class Background(Generic[_Done]):
    """Costly work of a tab in a thread of its own, in its turn: it goes on when the tab is closed.

    Parameters
    ----------
    work
        Is given what to tell, in a sentence, how far it is.
    user
        Whose it is.
    places
        In one of which it is done.
    wait_s
        How long it waits for one.
    """

    def __init__(
        self,
        work: Callable[[Callable[[str], None]], _Done],
        user: User | None,
        places: Places = WORK,
        wait_s: float = _WAIT_S,
    ) -> None:
        self.said = "Waiting for its turn: other costly work is being done."
        self._answer: Future[_Done] = Future()
        self._work, self._places, self._wait_s = work, places, wait_s
        client = name_client({SCOPE_KEY: user})
        Thread(target=self._run, args=(client,), name="work of a tab").start()

    def _run(self, client: str) -> None:
        try:
            with self._places.hold_in_thread(client, wait_s=self._wait_s), within_bounds():
                self._answer.set_result(self._work(self._tell))
        except TimeoutError:
            reason = "Other costly work is being done, and none was finished in time"
            self._answer.set_exception(BusyError(f"{reason}. Try again in half a minute."))
        except BaseException as error:
            self._answer.set_exception(error)

    def _tell(self, said: str) -> None:
        self.said = said

    def wait(self, seconds: float) -> bool:
        """Wait until it is done, for so many seconds at most; return whether it is."""
        return bool(wait([self._answer], seconds).done)

    def result(self) -> _Done:
        """Return what came of it, or raise why nothing did."""
        return self._answer.result()


def share_interpreter() -> None:
    """Let threads of this process take turns as often as a server wants it."""
    sys.setswitchinterval(_SWITCH_S)


class Throttling:
    """ASGI middleware: answers what costs much in turns, and 429 to a client that asks too often.

    Parameters
    ----------
    limits
        Such as ``30/minute 300/hour``; blank is without a limit.
    work
        Of `PLACES`, shared with whatever else is costly.
    wait_s
        How long to wait for one.
    """

    def __init__(self, app: ASGIApp, *, limits: str, work: Places, wait_s: float = _WAIT_S) -> None:
        self._app = app
        self._work = work
        self._costly = Turns(work, wait_s, others="Other questions are being answered")
        self._searches = Turns(
            Places(PLACES, name="searches"), wait_s, others="Other searches are being answered"
        )
        self._limits = parse_many(";".join(limits.split())) if limits else []
        self._asked = MovingWindowRateLimiter(MemoryStorage())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on what is not asked for too often."""
        if scope["type"] == "lifespan":
            self._work.attend()
        if self._limits and scope["type"] == "http" and COSTLY.fullmatch(scope["path"]):
            client = name_client(scope)
            if full := [each for each in self._limits if not self._asked.test(each, client)]:
                await self._refuse_often(full, client)(scope, receive, send)
                return
            for limit in self._limits:
                self._asked.hit(limit, client)
        if turns := self._find_turns(scope):
            await self._answer_in_turn(turns, scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _find_turns(self, scope: Scope) -> Turns | None:
        """Return in which turns a request is answered; ``None`` is at once."""
        if scope["type"] != "http":
            return None
        if COUNTED.fullmatch(scope["path"]):
            return self._costly
        if SEARCH.fullmatch(scope["path"]) and "q" in QueryParams(scope["query_string"]):
            return self._searches
        return None

    async def _answer_in_turn(
        self, turns: Turns, scope: Scope, receive: Receive, send: Send
    ) -> None:
        async with AsyncExitStack() as held:
            try:
                await held.enter_async_context(turns.take(name_client(scope)))
            except BusyError as error:
                status = 429 if isinstance(error, CrowdedError) else 503
                await _refuse(str(error), status, error.retry_s)(scope, receive, send)
                return
            await self._app(scope, receive, send)

    def _refuse_often(self, full: Sequence[RateLimitItem], client: str) -> JSONResponse:
        ends = max(self._asked.get_window_stats(limit, client).reset_time for limit in full)
        wait_s = max(math.ceil(ends - time.time()), 1)
        often = " and ".join(f"{each.amount} times in {_describe_span(each)}" for each in full)
        said = (
            "Exports, briefs, comparisons, changes and unusual months are answered to each client "
            f"{often} here, and so often you asked. Ask again in {wait_s:,} s."
        )
        return _refuse(said, 429, wait_s)


def _refuse(said: str, status: int, retry_s: int) -> JSONResponse:
    return JSONResponse({"error": said}, status, headers={"Retry-After": str(retry_s)})


def _describe_span(limit: RateLimitItem) -> str:
    name = limit.GRANULARITY.name
    return f"an {name}" if name == "hour" else f"a {name}"


def name_client(scope: Scope) -> str:
    """Return who asks: who is logged in or whose token it is, or else from which address.

    The address is that of the proxy's client where the server trusts the proxy.
    """
    user = scope.get(SCOPE_KEY)
    if isinstance(user, User):
        return " ".join(["user", user.name, *sorted(user.known_as)])
    host = (scope.get("client") or ("", 0))[0]
    try:
        address = ip_address(host)
    except ValueError:
        return f"address {host}"
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return f"address {address.ipv4_mapped}"
        # A host is given so many that each question can come from another one.
        return f"address {ip_network((address, _OF_ONE_HOST), strict=False)}"
    return f"address {address}"
