"""Many viewers at once against the real server, who filter and pan without a pause."""

import asyncio
import random
import ssl
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx2

from benchmarks.figures import percentile
from benchmarks.server import read_memory, serve
from benchmarks.synthetic import frequent_types
from benchmarks.systems import EVENTMAP
from benchmarks.tiles import UKRAINE, tiles_of_view

MANY = 50
MANY_S, ALONE_S = 20, 10
"""How long the viewers go on; what they have begun then is still finished."""

_CONNECTIONS = 6
"""What a browser opens to one host."""

_TIMEOUT_S = 60
_LONGEST_PERIOD_DAYS = 90


@dataclass
class Log:
    """What viewers waited for, in seconds, and what went wrong.

    Parameters
    ----------
    acts
        A filter change (summary and all tiles of the view) or a pan (all tiles of the view).
    requests
        Every single answer of those.
    tiles
        Those of them that are tiles.
    asked_again
        How often the server had closed a connection that was kept in the moment in which it was
        used again: as a browser does, a viewer then asks by another one, and nothing is wrong.
    errors
        Refused, broken off or late, by what was said.
    """

    acts: list[float] = field(default_factory=list)
    requests: list[float] = field(default_factory=list)
    tiles: list[float] = field(default_factory=list)
    asked_again: int = 0
    errors: Counter[str] = field(default_factory=Counter)

    def as_result(self) -> dict[str, Any]:
        """Return the numbers that are kept."""
        result: dict[str, Any] = {"errors": dict(self.errors), "asked_again": self.asked_again}
        kinds = {"act": self.acts, "request": self.requests, "tile": self.tiles}
        for name, seconds in kinds.items():
            result[f"{name}s"] = len(seconds)
            result[f"{name}_p50_s"] = percentile(seconds, 50)
            result[f"{name}_p95_s"] = percentile(seconds, 95)
        return result


def measure_viewers(folder: Path, cache: Path) -> dict[str, Any]:
    """Return what one viewer alone and what `MANY` at once wait for, and the server's memory."""
    with serve(EVENTMAP, folder, cache) as server:
        viewing = Viewing(server.address, folder)
        asyncio.run(viewing.run(1, seconds=2))  # warm
        return {
            "alone": asyncio.run(viewing.run(1, seconds=ALONE_S)).as_result(),
            "many": asyncio.run(viewing.run(MANY, seconds=MANY_S)).as_result(),
            "viewers": MANY,
            "server_mb": read_memory(server.pid),
        }


class Viewing:
    """Viewers of one dataset.

    Parameters
    ----------
    pause_s
        For how long each looks at what it was shown before its next act, on average.
    """

    def __init__(self, address: str, folder: Path, *, pause_s: float = 0) -> None:
        self._address = address
        self._pause_s = pause_s
        self._types = frequent_types(folder)
        (self._dataset,) = httpx2.get(f"{address}/api/datasets", timeout=_TIMEOUT_S).json()

    async def run(self, viewers: int, *, seconds: float) -> Log:
        """Let so many viewers go on for so long; the same viewers do the same every time."""
        # One for all: 200 of them took five seconds of the processors that the server needs.
        trust = ssl.create_default_context()
        log, end = Log(), time.monotonic() + seconds
        viewing = (self._view(random.Random(n), end, log, trust) for n in range(viewers))
        await asyncio.gather(*viewing)
        return log

    async def _view(
        self, chance: random.Random, end: float, log: Log, trust: ssl.SSLContext
    ) -> None:
        limits = httpx2.Limits(max_connections=_CONNECTIONS)
        async with httpx2.AsyncClient(
            base_url=self._address, limits=limits, timeout=_TIMEOUT_S, verify=trust
        ) as client:
            query = ""
            for pan in cycle((False, True)):
                if not await self._look(chance, end):
                    return
                query = query if pan else self._choose_filter(chance)
                summary = [] if pan else [f"/api/summary?{query}"]
                await self._act(client, summary + self._tiles(chance, query), log)

    async def _look(self, chance: random.Random, end: float) -> bool:
        """Look for a while; return whether there is time for another act then.

        Whoever still looks at the end does nothing any more: all at once would be no viewers.
        """
        if self._pause_s:
            pause_s = chance.expovariate(1 / self._pause_s)
            await asyncio.sleep(max(min(pause_s, end - time.monotonic()), 0))
        return time.monotonic() < end

    async def _act(self, client: httpx2.AsyncClient, addresses: list[str], log: Log) -> None:
        started = time.perf_counter()
        answers = await asyncio.gather(*(self._get(client, each, log) for each in addresses))
        if all(answers):
            log.acts.append(time.perf_counter() - started)

    async def _get(self, client: httpx2.AsyncClient, address: str, log: Log) -> bool:
        started = time.perf_counter()
        try:
            answer = await ask(client, address, log)
        except httpx2.HTTPError as error:
            log.errors[type(error).__name__] += 1
            return False
        if not answer.is_success:
            log.errors[str(answer.status_code)] += 1
            return False
        seconds = time.perf_counter() - started
        log.requests.append(seconds)
        if address.startswith("/tiles/"):
            log.tiles.append(seconds)
        return True

    def _choose_filter(self, chance: random.Random) -> str:
        """Return the query string of one or two types in a period, hardly ever the same twice."""
        first, last = (date.fromisoformat(self._dataset[f"date_{end}"]) for end in ("start", "end"))
        start = first + timedelta(days=chance.randrange((last - first).days))
        end = start + timedelta(days=chance.randint(1, _LONGEST_PERIOD_DAYS))
        types = chance.sample(self._types, chance.randint(1, 2))
        chosen = [("type", each) for each in types] + [("from", start), ("to", end)]
        return urlencode([("dataset", self._dataset["name"]), *chosen])

    def _tiles(self, chance: random.Random, query: str) -> list[str]:
        lon, lat = UKRAINE
        zoom = chance.randint(5, 8)
        at = tiles_of_view(lon + chance.uniform(-6, 6), lat + chance.uniform(-3, 3), zoom)
        base = f"/tiles/{self._dataset['name']}/{self._dataset['version']}"
        return [f"{base}/{z}/{x}/{y}.json?{query}" for z, x, y in at.all()]


async def ask(client: httpx2.AsyncClient, address: str, log: Log) -> httpx2.Response:
    """Ask by a connection that was kept, and by another where that was closed meanwhile."""
    while True:
        is_new = False

        async def note(event: str, _: Any) -> None:
            nonlocal is_new
            is_new = is_new or event == "connection.connect_tcp.started"

        try:
            return await client.get(address, extensions={"trace": note})
        except (httpx2.RemoteProtocolError, httpx2.ReadError, httpx2.WriteError):
            if is_new:
                raise
            log.asked_again += 1
