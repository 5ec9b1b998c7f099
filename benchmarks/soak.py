"""``make soak``: many viewers for long, the costliest requests, sessions that come and go, kills.

What came of it stands in soak.md, each figure beside what it must reach.
"""

import asyncio
import os
import random
import ssl
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import Any

import click
import httpx2
from fuzz.killing import kill_imports
from playwright.sync_api import Error as BrowserError
from playwright.sync_api import Page
from support.browser import launched
from support.nginx import NONE as NO_NGINX
from support.nginx import Replicas, find_nginx, two_replicas
from support.streamlit_client import draw_page, open_socket
from websockets.exceptions import WebSocketException

from benchmarks.__main__ import describe_machine
from benchmarks.browser import VIEWPORT
from benchmarks.figures import show
from benchmarks.report import table
from benchmarks.server import Server, read_busy_s, read_memory, read_processor_s, serve
from benchmarks.synthetic import DATA, find_dataset
from benchmarks.systems import CACHE, EVENTMAP
from benchmarks.tiles import UKRAINE, tiles_of_view
from benchmarks.viewers import Viewing

_HERE = Path(__file__).parent
_CACHE = CACHE / "eventmap"

_WARM_S = 60
"""By then everything is loaded that a viewer asks for: from here on memory is told."""

_WARM_SESSIONS = 20

_BY_HTTP, _BY_TAB = 20, 3
"""Who looks at the two replicas."""

_LOOK_S = 1.0
"""Seconds for which each looks before the next act, on average."""

_BEFORE_RELOAD_S = 2.0
"""How long it takes a viewer to see an error and to ask again."""

_BETWEEN_S = 3.0
"""For how long both run, between two kills."""

_WRONG = (httpx2.HTTPError, WebSocketException, OSError, TimeoutError)

COSTLY = (
    "/api/events.geojson",
    "/api/events.xlsx?limit=100000",
    "/api/brief.pdf",
    "/api/compare?compare=year&from=2024-01-01&to=2024-12-31",
    "/api/unusual",
    "/api/summary?q=the",
    "/api/histogram?unit=day&q=a",
    "/api/list?q=e&limit=1000",
)
"""One of each that costs much, all asked without a pause."""


@dataclass(frozen=True)
class Measured:
    """One thing that was seen.

    Parameters
    ----------
    most
        What it may be at most, in the same unit; ``None`` where nothing is asked of it.
    """

    label: str
    reached: float
    unit: str = ""
    most: float | None = None
    digits: int = 0

    def row(self) -> list[str]:
        """Return it as a row of the report."""
        met = "–" if self.most is None else "yes" if self.reached <= self.most else "**no**"
        limit = "–" if self.most is None else f"{self.most:g}{self.unit}"
        return [self.label, limit, f"{show(self.reached, self.digits)}{self.unit}", met]


@click.command()
@click.option("--size", default=1_000_000, show_default=True, help="Number of events.")
@click.option("--viewers", default=200, show_default=True, help="Viewers at once, by HTTP.")
@click.option("--pause", default=30.0, show_default=True, help="Seconds for which each looks.")
@click.option("--tabs", default=5, show_default=True, help="Tabs of a browser beside them.")
@click.option("--seconds", default=600, show_default=True, help="How long they go on.")
@click.option("--beside", default=60, show_default=True, help="Seconds of costly requests.")
@click.option("--sessions", default=300, show_default=True, help="Sessions opened and closed.")
@click.option("--kills", default=200, show_default=True, help="Imports that are killed.")
@click.option("--replica-kills", default=10, show_default=True, help="Of two replicas, one by one.")
@click.option("--seed", default=1, show_default=True, help="By which imports are killed.")
@click.option("--data", default=DATA, type=click.Path(path_type=Path), help="Where datasets are.")
@click.option("--to", default=_HERE / "soak.md", type=click.Path(path_type=Path), help="Report.")
def main(  # noqa: PLR0913 - each is an option
    *,
    size: int,
    viewers: int,
    pause: float,
    tabs: int,
    seconds: int,
    beside: int,
    sessions: int,
    kills: int,
    replica_kills: int,
    seed: int,
    data: Path,
    to: Path,
) -> None:
    """Measure how the server bears much for long, and write soak.md; 0 leaves a part out."""
    folder = find_dataset(size, data)
    nginx = find_nginx() or ""
    if replica_kills and not nginx:
        raise click.UsageError(f"{NO_NGINX} --replica-kills 0 leaves the replicas out.")
    parts: dict[str, list[Measured]] = {}
    busy = os.getloadavg()[0]
    with serve(EVENTMAP, folder, _CACHE) as server:
        if beside:
            click.echo(f"costly requests, {beside} s …")
            head = f"A tile with {len(COSTLY)} of the costliest requests running"
            parts[head] = measure_beside(server, folder, beside)
        if seconds:
            click.echo(f"{viewers} viewers and {tabs} tabs, {seconds} s …")
            head = f"{viewers} viewers and {tabs} in a browser for {seconds} s"
            parts[head] = endure(server, folder, viewers, tabs, seconds=seconds, pause_s=pause)
        if sessions:
            click.echo(f"{sessions} sessions …")
            parts[f"{sessions} sessions opened and closed"] = open_and_close(server, sessions)
    if kills:
        click.echo(f"{kills} imports, killed …")
        parts[f"{kills} imports, killed at random moments"] = kill(kills, seed)
    if replica_kills:
        click.echo(f"{replica_kills} times one of two replicas, killed …")
        head = f"One of two replicas behind nginx, killed {replica_kills} times"
        parts[head] = outlive(replica_kills, nginx, folder)
    to.write_text(render(parts, size=size, busy=busy, pause=pause), encoding="utf-8")
    click.echo(f"{to} is written.")


def measure_beside(server: Server, folder: Path, seconds: int) -> list[Measured]:
    """Return what one viewer waits for a tile, alone and beside costly requests."""
    viewing = Viewing(server.address, folder)
    asyncio.run(viewing.run(1, seconds=2))  # warm
    alone = asyncio.run(viewing.run(1, seconds=seconds / 2)).as_result()
    with _asking(server.address) as outcomes:
        busy = asyncio.run(viewing.run(1, seconds=seconds)).as_result()
    done = ", ".join(f"{count} {what}" for what, count in sorted(outcomes.items()))
    ratio = busy["tile_p95_s"] / alone["tile_p95_s"]
    return [
        Measured("tile, p95 alone", alone["tile_p95_s"] * 1000, " ms"),
        Measured("tile, p95 beside them", busy["tile_p95_s"] * 1000, " ms"),
        Measured("the second to the first", ratio, "", 3, 1),
        Measured("errors of tiles and summaries", sum(busy["errors"].values()), "", 0),
        Measured(f"costly requests that were answered: {done}", outcomes.total()),
    ]


@contextmanager
def _asking(address: str) -> Iterator[Counter[str]]:
    """Ask for all of `COSTLY` meanwhile, each again when it is answered; count the answers."""
    outcomes: Counter[str] = Counter()
    over = Event()

    def ask(path: str) -> None:
        with httpx2.Client(base_url=address, timeout=None) as client:
            while not over.is_set():
                with client.stream("GET", path) as answer:
                    for _ in answer.iter_raw():
                        if over.is_set():
                            return
                outcomes[f"{path.partition('?')[0]} {answer.status_code}"] += 1

    with ThreadPoolExecutor(len(COSTLY)) as pool:
        asking = [pool.submit(ask, path) for path in COSTLY]
        try:
            yield outcomes
        finally:
            over.set()
    for each in asking:
        each.result()


def endure(
    server: Server, folder: Path, viewers: int, tabs: int, *, seconds: int, pause_s: float
) -> list[Measured]:
    """Return what many viewers wait for, what goes wrong, and what becomes of the memory."""
    over, seen, memory = Event(), Counter[str](), list[tuple[float, float]]()
    viewing = Viewing(server.address, folder, pause_s=pause_s)
    beside = [
        Thread(target=_look_at_tabs, args=(server.address, tabs, over, seen, pause_s)),
        Thread(target=_weigh, args=(server.pid, over, memory)),
    ]
    for thread in beside:
        thread.start()
    taken_s, busy_s, began = read_processor_s(server.pid), read_busy_s(), time.monotonic()
    try:
        log = asyncio.run(viewing.run(viewers, seconds=seconds)).as_result()
        taken_s, busy_s = read_processor_s(server.pid) - taken_s, read_busy_s() - busy_s
        there_s = (time.monotonic() - began) * (os.cpu_count() or 1)
    finally:
        over.set()
        for thread in beside:
            thread.join()
    warm_s = min(_WARM_S, seconds / 5)
    first = next(mb for at, mb in memory if at >= warm_s)
    last = memory[-1][1]
    wrong = Counter(log["errors"]) + Counter({k: n for k, n in seen.items() if k != "pages"})
    said = f" ({', '.join(f'{count} {what}' for what, count in wrong.items())})" if wrong else ""
    return [
        Measured("requests of the viewers", log["requests"]),
        Measured("of them a second", log["requests"] / seconds, digits=1),
        Measured("of them by another connection, for a kept one was closed", log["asked_again"]),
        Measured("pages of the tabs, each drawn and zoomed", seen["pages"]),
        Measured(
            "processor of the server for each request, what the tabs ask it among it",
            taken_s / log["requests"] * 1000,
            " ms",
            digits=1,
        ),
        Measured("of all processors the server took", taken_s / there_s * 100, " %"),
        Measured(
            "whatever else ran, with viewers and browser", (busy_s - taken_s) / there_s * 100, " %"
        ),
        Measured(f"errors{said}", wrong.total(), "", 0),
        Measured("tile, p50", log["tile_p50_s"] * 1000, " ms"),
        Measured("tile, p95", log["tile_p95_s"] * 1000, " ms", 500),
        Measured(f"memory after {warm_s:g} s", first, " MB"),
        Measured("memory at the end", last, " MB"),
        Measured("the second more than the first", (last / first - 1) * 100, " %", 5, 1),
    ]


def _weigh(pid: int, over: Event, memory: list[tuple[float, float]]) -> None:
    began = time.monotonic()
    while True:
        done = over.wait(2)
        if found := read_memory(pid):
            memory.append((time.monotonic() - began, found["now"]))
        if done:
            return


def _look_at_tabs(address: str, tabs: int, over: Event, seen: Counter[str], pause_s: float) -> None:
    """Let so many tabs show one view after the other, and count what is wrong with them.

    Each is looked at for so long on average, as by the viewers.
    """
    if not tabs:
        return
    chance = random.Random(tabs)
    with launched() as browser:
        pages = [browser.new_context(viewport=VIEWPORT).new_page() for _ in range(tabs)]
        for page in pages:
            page.on("pageerror", lambda _: seen.update(["error of a script"]))
            page.on("response", lambda answer: _note_status(answer.status, seen))
        for page in cycle(pages):
            if over.is_set():
                return
            try:
                _look_at_view(page, f"{address}/?from=20{chance.randint(18, 24)}-01-01")
                seen["pages"] += 1
            except BrowserError as error:
                seen[f"in a tab: {str(error).splitlines()[0][:80]}"] += 1
            over.wait(pause_s / tabs)


def _note_status(status: int, seen: Counter[str]) -> None:
    if status >= httpx2.codes.BAD_REQUEST:
        seen[f"{status} in a tab"] += 1


def _look_at_view(page: Page, address: str) -> None:
    page.goto(address, timeout=60_000)
    page.locator("iframe").first.wait_for(timeout=60_000)
    page.locator(".st-key-head").first.wait_for(timeout=60_000)
    page.mouse.move(500, 400)
    page.mouse.wheel(0, -60)
    page.wait_for_timeout(1_000)
    if page.locator(".stException").count():
        raise BrowserError("an exception on the page")


def open_and_close(server: Server, sessions: int) -> list[Measured]:
    """Return what becomes of the memory while sessions are opened, drawn and closed."""
    first = 0.0
    for at in range(_WARM_SESSIONS + sessions):
        if at == _WARM_SESSIONS:
            first = (read_memory(server.pid) or {})["now"]
        with open_socket(server.address) as socket:
            draw_page(socket)
    last = (read_memory(server.pid) or {})["now"]
    return [
        Measured(f"memory after {_WARM_SESSIONS} before them", first, " MB"),
        Measured("memory after all", last, " MB"),
        Measured("the second more than the first", (last / first - 1) * 100, " %", 5, 1),
    ]


def kill(kills: int, seed: int) -> list[Measured]:
    """Return how often a store was not whole after an import into it was killed."""
    with TemporaryDirectory() as folder:
        report = kill_imports(seed, kills, Path(folder))
    for fault in report.faults:
        click.echo(f"  {fault}")
    return [
        Measured("killed", report.outcomes["killed"]),
        Measured("done before", report.outcomes["done before"]),
        Measured("store not whole", len(report.faults), "", 0),
    ]


def outlive(kills: int, nginx: str, data: Path) -> list[Measured]:
    """Return what viewers behind nginx see while one of two replicas is killed so often."""
    with TemporaryDirectory() as folder:
        seen = kill_replicas(kills, nginx, Path(folder), data, _CACHE)

    def kinds(begin: str) -> tuple[str, int]:
        found = {name: count for name, count in seen.items() if name.startswith(begin)}
        said = "".join(f" ({count} {name.removeprefix(begin)})" for name, count in found.items())
        return said, sum(found.values())

    errors, unmended = kinds("errors: "), kinds("not mended: ")
    return [
        Measured("killed", seen["killed"]),
        Measured("requests that were answered", seen["requests"]),
        Measured("pages drawn, each in a session of its own", seen["pages"]),
        Measured("tabs whose replica was gone", seen["tabs"]),
        Measured(f"errors of requests{errors[0]}", errors[1]),
        Measured(f"of all those, not mended by a reload{unmended[0]}", unmended[1], "", 0),
    ]


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
        tasks += [lambda: _hold_tabs(site, over, seen)] * _BY_TAB
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
        viewers = (_view(site, of_dataset, n, over, seen) for n in range(_BY_HTTP))
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


def render(parts: dict[str, list[Measured]], *, size: int, busy: float, pause: float) -> str:
    """Return the report as Markdown."""
    machine: dict[str, Any] = describe_machine()
    machine |= {"events": f"{size:,}", "load before the start": f"{busy:.1f}"}
    told = [
        "# Soak\n",
        "Written by `make soak`; [README.md](README.md#soak) says how. Viewers and browser ran on "
        f"the machine of the server; each viewer looks for {pause:g} s on average before the next "
        "act. Figures of a machine that does something else as well are worse than its own.\n",
        "## Machine\n",
        table(["", ""], [[key, str(value)] for key, value in machine.items()]),
    ]
    head = ["figure", "at most", "reached", "met"]
    for title, figures in parts.items():
        told += [f"## {title}\n", table(head, [each.row() for each in figures])]
    return "\n".join(told)


if __name__ == "__main__":
    main()
