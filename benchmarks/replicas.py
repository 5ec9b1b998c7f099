"""Two replicas behind nginx, of which one is killed now and then, and who looks at them."""

import asyncio
import random
import ssl
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import httpx2
from support.nginx import Replicas, two_replicas
from support.streamlit_client import draw_page, open_socket
from websockets.exceptions import WebSocketException

from benchmarks.systems import EVENTMAP
from benchmarks.tiles import UKRAINE, tiles_of_view

if TYPE_CHECKING:
    from collections.abc import Callable

_VIEWERS, _TABS = 20, 3
_LOOK_S = 1.0
"""Seconds for which each looks before the next act, on average."""

_BEFORE_RELOAD_S = 2.0
"""How long it takes a viewer to see an error and to ask again."""

_BETWEEN_S = 3.0
"""For how long both run, between two kills."""

_WRONG = (httpx2.HTTPError, WebSocketException, OSError, TimeoutError)


def kill_replicas(kills: int, nginx: str, folder: Path, data: Path, cache: Path) -> Counter[str]:
    """Return how often what went right and wrong while one of two replicas was killed so often.

    Returns
    -------
    Counts of ``killed``, ``requests``, ``pages`` (each drawn in a session of its own), ``errors``
    by kind, ``tabs`` that lost their replica, and of both what was ``not mended``, by kind.
    """
    variables = {**EVENTMAP.variables(data), "EVENTMAP_CACHE": str(cache)}
    with two_replicas(folder, nginx, variables) as site:
        seen, over = Counter[str](), Event()
        tasks: list[Callable[[], None]] = [lambda: asyncio.run(_view_all(site, over, seen))]
        tasks += [lambda: _hold_tabs(site, over, seen)] * _TABS
        with ThreadPoolExecutor(len(tasks)) as pool:
            running = [pool.submit(task) for task in tasks]
            try:
                for at in range(kills):
                    time.sleep(_BETWEEN_S)
                    port = site.ports[at % 2]
                    site.kill(port)
                    seen["killed"] += 1
                    site.start(port)
                time.sleep(_BETWEEN_S)
            finally:
                over.set()
        for each in running:
            each.result()
    return seen


async def _view_all(site: Replicas, over: Event, seen: Counter[str]) -> None:
    trusted = ssl.create_default_context()
    async with httpx2.AsyncClient(verify=trusted, timeout=60) as client:
        listed = await client.get(f"{site.address}/api/datasets")
        of_dataset = f"{listed.json()[0]['name']}/{listed.json()[0]['version']}"
        viewers = (_view(site, of_dataset, n, over, seen) for n in range(_VIEWERS))
        await asyncio.gather(*viewers)


async def _view(site: Replicas, of_dataset: str, n: int, over: Event, seen: Counter[str]) -> None:
    """Open the page, its summary and its tiles, again and again."""
    chance, trusted = random.Random(n), ssl.create_default_context()
    cookies = {"eventmap_viewer": f"{n:032x}"}
    async with httpx2.AsyncClient(verify=trusted, cookies=cookies, timeout=60) as client:

        async def get(path: str) -> None:
            (await client.get(f"{site.address}{path}")).raise_for_status()
            seen["requests"] += 1

        while not over.is_set():
            query = f"from=20{chance.randint(18, 24)}-01-01"
            tiles = tiles_of_view(*UKRAINE, chance.randint(5, 8)).all()
            paths = ["/", f"/api/summary?{query}"]
            paths += [f"/tiles/{of_dataset}/{z}/{x}/{y}.json?{query}" for z, x, y in tiles]
            for path in paths:
                try:
                    await get(path)
                except _WRONG as error:
                    seen[f"errors: {_kind(error)}"] += 1
                    await asyncio.sleep(_BEFORE_RELOAD_S)
                    try:
                        await get(path)
                    except _WRONG as again:
                        seen[f"not mended: {_kind(again)}"] += 1
            await asyncio.sleep(chance.expovariate(1 / _LOOK_S))


def _kind(error: Exception) -> str:
    is_answer = isinstance(error, httpx2.HTTPStatusError)
    return str(error.response.status_code) if is_answer else type(error).__name__


def _hold_tabs(site: Replicas, over: Event, seen: Counter[str]) -> None:
    """Draw the page, hold it open until its replica is gone, and draw it anew."""
    is_reload = False
    while not over.is_set():
        try:
            with open_socket(site.address) as socket:
                draw_page(socket)
                seen["pages"] += 1
                is_reload = False
                while not over.is_set():
                    try:
                        socket.recv(timeout=0.5)
                    except TimeoutError:
                        continue
        except _WRONG as error:
            if is_reload:
                seen[f"not mended: {_kind(error)}"] += 1
            else:
                seen["tabs"] += 1
            is_reload = True
            over.wait(_BEFORE_RELOAD_S)
