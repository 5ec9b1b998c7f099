"""The app in a real browser, cut off from every other host: beside what a user would pick instead.

First map, filter and zoom are told from what ``watch.js`` noted.
"""

import base64
import io
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from datetime import date
from itertools import count, pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click
from PIL import Image, ImageChops
from playwright.sync_api import Browser, CDPSession, Page, ViewportSize
from support.browser import launched

from benchmarks.server import Server, read_memory, serve
from benchmarks.synthetic import frequent_types, label_of
from benchmarks.systems import EVENTMAP, SYSTEMS, System

VIEWPORT = ViewportSize(width=1400, height=900)

STEPS = ("first", "choose", "back", "zoom")
"""What is measured in this order: the first map, a type chosen, taken back, and one zoom level."""

CHANGES = (5, 100)

_WATCH = Path(__file__).with_name("watch.js").read_text(encoding="utf-8")
_LEAST_CHANGE = 16
"""Of 255: what changes less is the encoder's noise or the shade of a hovered pixel."""

Box = tuple[int, int, int, int]


class Tab:
    """An empty tab in a browser and a profile of its own, watched by ``watch.js``."""

    def __init__(self, browser: Browser) -> None:
        context = browser.new_context(viewport=VIEWPORT, locale="en-GB")
        context.add_init_script(_WATCH)
        self.page: Page = context.new_page()
        self._browser = browser
        self._session: CDPSession = context.new_cdp_session(self.page)
        self._session.send("Performance.enable")

    def heap_mb(self) -> float:
        """Return the JavaScript heap in MB, frames included, after a forced collection."""
        self._session.send("HeapProfiler.collectGarbage")
        metrics = self._session.send("Performance.getMetrics")["metrics"]
        values = {metric["name"]: metric["value"] for metric in metrics}
        return float(values["JSHeapUsedSize"]) / 1e6

    def process_mb(self) -> float | None:
        """Return resident memory in MB of the tab's process; Linux alone tells.

        A browser keeps a spare process for the next tab; the larger one draws this tab.
        """
        session = self._browser.new_browser_cdp_session()
        processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
        session.detach()
        renderers = [read_memory(each["id"]) for each in processes if each["type"] == "renderer"]
        return max((memory["now"] for memory in renderers if memory), default=None)


@contextmanager
def open_tab() -> Iterator[Tab]:
    """Open a browser with one empty tab."""
    with launched() as browser:
        yield Tab(browser)


@dataclass
class Film:
    """Pictures of the page with the times, in seconds since 1970, at which they were shown."""

    pictures: list[tuple[float, Image.Image]] = field(default_factory=list)

    def last_change(self, began: float, seconds: float, box: Box) -> float | None:
        """Return how many seconds after the act at `began` the area `box` last changed.

        It counts until the symbols are said to stand, `seconds` after the act, and half a second
        longer: later changes are not the symbols'. ``None`` if there was none.
        """
        shown = [(at, picture.crop(box)) for at, picture in self.pictures]
        changes = [
            at - began
            for (_, before), (at, after) in pairwise(shown)
            if began < at < began + seconds + 0.5 and _differ(before, after)
        ]
        return max(changes, default=None)


def map_box(page: Page, system: System) -> Box:
    """Return left, top, right and bottom of the map, in pixels of the page."""
    box = page.locator(system.canvas).first.bounding_box()
    assert box is not None
    left, top = round(box["x"]), round(box["y"])
    return left, top, left + round(box["width"]), top + round(box["height"])


@contextmanager
def filming(page: Page) -> Iterator[Film]:
    """Collect every picture that the page shows meanwhile."""
    film = Film()
    session = page.context.new_cdp_session(page)

    def keep(event: dict[str, Any]) -> None:
        picture = Image.open(io.BytesIO(base64.b64decode(event["data"]))).convert("L")
        film.pictures.append((event["metadata"]["timestamp"], picture))
        session.send("Page.screencastFrameAck", {"sessionId": event["sessionId"]})

    session.on("Page.screencastFrame", keep)
    session.send("Page.startScreencast", {"format": "png", "everyNthFrame": 1})
    try:
        yield film
    finally:
        session.send("Page.stopScreencast")
        session.detach()


def _differ(before: Image.Image, after: Image.Image) -> bool:
    return bool(ImageChops.difference(before, after).point(_is_change).getbbox())


def _is_change(level: float) -> int:
    return 255 if level >= _LEAST_CHANGE else 0


_PEER_AND_BYTES = re.compile(r"(\S+) *\n.*?\bbytes_sent:(\d+)")

QUIET_S = 1.5
"""Nothing has been painted or received for so long: then the last picture is the final one."""

_DEADLINE_S = 180
_POLL_MS = 100
_WIRE_POLLS = 20
"""An idle connection is closed after 5 s."""

_STATE = """() => ({
    ...window.benchmark,
    opened: performance.timeOrigin,
    now: performance.timeOrigin + performance.now(),
    idle: document.querySelector('[data-test-script-state="notRunning"]') !== null,
})"""

Notes = dict[str, Any]
"""What ``watch.js`` noted so far. Times are milliseconds since 1970."""


class Wire:
    """The bytes that the server on a local port sends from now on; Linux alone tells.

    The kernel knows only of connections that are open: ask `poll` now and then, because idle
    ones are closed.
    """

    def __init__(self, port: int) -> None:
        self._port = port
        self._before = _ask(port)
        self._sent = dict(self._before or {})

    def poll(self) -> None:
        """Note what every open connection has been sent."""
        self._sent |= _ask(self._port) or {}

    @property
    def kilobytes(self) -> float | None:
        """What has been sent, as of the last `poll`; ``None`` where nobody tells."""
        if self._before is None:
            return None
        return sum(sent - self._before.get(peer, 0) for peer, sent in self._sent.items()) / 1000


def _ask(port: int) -> dict[str, int] | None:
    ss = shutil.which("ss")
    if not ss:
        return None
    # The state is left out of the lines, so that each ends with the peer's address.
    command = [ss, "-tinH", "state", "established", f"sport = :{port}"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return {peer: int(sent) for peer, sent in _PEER_AND_BYTES.findall(told)}


@dataclass(frozen=True)
class Step:
    """What one act of the viewer led to.

    Parameters
    ----------
    began
        The time of the act, in seconds since 1970.
    seconds
        From the act until the new symbols stood on the screen.
    http_kb, socket_kb
        Received until the page had come to rest (1 KB = 1000 bytes): in answers to requests, as
        sent over the wire, and in Streamlit's web socket, before any compression.
    wire_kb
        Both together, as sent over the wire; ``None`` where the system does not tell.
    symbols
        What is on the map afterwards: elements in Leaflet, points in deck.gl.
    """

    began: float
    seconds: float
    http_kb: float
    socket_kb: float
    wire_kb: float | None
    symbols: int


@dataclass(frozen=True)
class _Act:
    """Something that the viewer does: how to find its time, and the wire since before it."""

    began: Callable[[Notes], float]
    wire: Wire


def first_map(page: Page, address: str) -> Step:
    """Open the page; the act is the start of the navigation."""
    wire = _wire_to(address)
    page.goto(address, wait_until="commit")
    return _settle(page, _Act(lambda notes: float(notes["opened"]), wire))


def choose(page: Page, label: str, *, of: str = "Type", quiet_s: float = QUIET_S) -> Step:
    """Choose one value of a facet where none is chosen; the act is the click on the choice."""
    control = page.get_by_role("combobox", name=of, exact=True)
    control.click()
    control.press_sequentially(label)
    option = page.get_by_role("option", name=label).first
    option.hover()
    act = _next_act(page, "click")
    option.click()
    return _settle(page, act, quiet_s)


def take_back(page: Page, *, of: str = "Type", quiet_s: float = QUIET_S) -> Step:
    """Take the chosen value out of the filter; the act is the key."""
    control = page.get_by_role("combobox", name=of, exact=True)
    control.focus()
    act = _next_act(page, "keydown")
    control.press("Backspace")
    step = _settle(page, act, quiet_s)
    control.press("Escape")  # the list of values, which hides the other controls
    return step


def begin_with(page: Page, day: date, *, quiet_s: float = QUIET_S) -> Step:
    """Enter the first day of the period where none is; the act is its last digit."""
    *digits, last = f"{day:%Y%m%d}"
    page.get_by_role("spinbutton", name="year, From").click()
    page.keyboard.type("".join(digits))
    act = _next_act(page, "keydown")
    page.keyboard.press(last)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    return _settle(page, act, quiet_s)


def zoom_in(page: Page, system: System) -> Step:
    """Zoom in by one level at the middle of the map; the act is the turn of the wheel."""
    box = page.locator(system.canvas).first.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    act = _next_act(page, "wheel")
    page.mouse.wheel(0, -system.wheel_px)
    return _settle(page, act)


def _wire_to(address: str) -> Wire:
    port = urlsplit(address).port
    assert port is not None, address
    return Wire(port)


def _next_act(page: Page, kind: str) -> _Act:
    """Return the viewer's next act of a kind."""
    before = int(page.evaluate("() => window.benchmark.inputs.length"))

    def find(notes: Notes) -> float:
        times = [act["at"] for act in notes["inputs"][before:] if act["kind"] == kind]
        return float(times[0])

    return _Act(find, _wire_to(page.url))


def _settle(page: Page, act: _Act, quiet_s: float = QUIET_S) -> Step:
    """Wait until nothing changes any more, and return what happened since the act.

    Raises
    ------
    TimeoutError
        If no symbol is painted, or the page does not come to rest.
    """
    deadline = time.monotonic() + _DEADLINE_S
    for poll in count():
        if time.monotonic() > deadline:
            break
        page.wait_for_timeout(_POLL_MS)
        if poll % _WIRE_POLLS == 0:
            act.wire.poll()
        notes = page.evaluate(_STATE)
        began = act.began(notes)
        paints = [paint for paint in notes["paints"] if paint["at"] > began]
        received = [part for part in notes["received"] if part["at"] > began]
        latest = max((note["at"] for note in paints + received), default=notes["now"])
        if paints and notes["idle"] and notes["now"] - latest > quiet_s * 1000:
            act.wire.poll()
            return Step(
                began=began / 1000,
                seconds=(paints[-1]["at"] - began) / 1000,
                http_kb=_sum_kb(received, "http"),
                socket_kb=_sum_kb(received, "socket"),
                wire_kb=act.wire.kilobytes,
                symbols=paints[-1]["symbols"],
            )
    known = {key: notes[key][-3:] for key in ("inputs", "paints", "received")}
    raise TimeoutError(f"{page.url} does not come to rest; it runs: {not notes['idle']}; {known}")


def _sum_kb(received: list[dict[str, Any]], how: str) -> float:
    return sum(float(part["bytes"]) for part in received if part["how"] == how) / 1000


@dataclass(frozen=True)
class Candidate:
    """A system over a dataset, with its server running."""

    system: System
    size: int
    server: Server
    labels: list[str]

    @property
    def name(self) -> dict[str, Any]:
        """The keys by which a result is found."""
        return {"system": self.system.key, "size": self.size}


def compare_systems(
    find: Callable[[int], Path], sizes: Sequence[int], cache: Path, runs: int
) -> dict[str, list[dict[str, Any]]]:
    """Measure every system at those of its sizes that are among `sizes`.

    The servers run side by side and the systems take turns, a browser each time, so that what
    else the machine does meets all of them. A first visit to each is not counted.

    Returns
    -------
    ``runs`` (the steps of every run, and the memory of the tab after the first map), ``servers``
    (their memory at the end) and ``check`` (times of the pictures of one more run).
    """
    with ExitStack() as servers:
        candidates = list(_start(servers, find, sizes, cache))
        for candidate in candidates:
            _warm(candidate)
        return {
            "runs": [
                candidate.name | _measure(candidate, run)
                for run in range(runs)
                for candidate in candidates
            ],
            "servers": [
                candidate.name | (read_memory(candidate.server.pid) or {})
                for candidate in candidates
            ],
            "check": [entry for candidate in candidates for entry in _check(candidate)],
        }


def _start(
    servers: ExitStack, find: Callable[[int], Path], sizes: Sequence[int], cache: Path
) -> Iterator[Candidate]:
    for size in sizes:
        for system in SYSTEMS:
            if size in system.sizes:
                folder = find(size)
                server = servers.enter_context(serve(system, folder, cache))
                labels = [label_of(each) for each in frequent_types(folder)]
                yield Candidate(system, size, server, labels)


def _warm(candidate: Candidate) -> None:
    with open_tab() as tab:
        first_map(tab.page, candidate.server.address)


def _measure(candidate: Candidate, run: int) -> dict[str, Any]:
    click.echo(f"  {candidate.system.key}, {candidate.size:,} events, run {run + 1}")
    label = candidate.labels[run % len(candidate.labels)]
    with open_tab() as tab:
        first = first_map(tab.page, candidate.server.address)
        memory = {"heap_mb": tab.heap_mb(), "process_mb": tab.process_mb()}
        chosen = choose(tab.page, label)
        back = take_back(tab.page)
        zoom = zoom_in(tab.page, candidate.system)
    steps = zip(STEPS, (first, chosen, back, zoom), strict=True)
    return {"type": label, **memory, **{name: asdict(step) for name, step in steps}}


def _check(candidate: Candidate) -> Iterator[dict[str, Any]]:
    """Yield when the symbols are said to stand, and when the pictures of the map last changed."""
    with open_tab() as tab:
        first_map(tab.page, candidate.server.address)
        box = map_box(tab.page, candidate.system)
        with filming(tab.page) as film:
            chosen = choose(tab.page, candidate.labels[0])
            zoom = zoom_in(tab.page, candidate.system)
        for name, step in (("choose", chosen), ("zoom", zoom)):
            pictures = film.last_change(step.began, step.seconds, box)
            yield candidate.name | {"step": name, "said_s": step.seconds, "pictures_s": pictures}


def measure_growth(folder: Path, cache: Path) -> dict[str, Any]:
    """Return heap and memory of the tab in MB after some numbers of filter changes.

    A change chooses a type or takes it back; all types have their turn.
    """
    labels = [label_of(each) for each in frequent_types(folder)]
    heap_mb, process_mb = [], []
    with serve(EVENTMAP, folder, cache) as server, open_tab() as tab:
        first_map(tab.page, server.address)
        for change in range(max(CHANGES)):
            if change % 2:
                take_back(tab.page, quiet_s=0)
            else:
                choose(tab.page, labels[change // 2 % len(labels)], quiet_s=0)
            if change + 1 in CHANGES:
                heap_mb.append(tab.heap_mb())
                process_mb.append(tab.process_mb())
    return {"changes": list(CHANGES), "heap_mb": heap_mb, "process_mb": process_mb}
