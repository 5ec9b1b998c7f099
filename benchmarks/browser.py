"""A real browser, cut off from every other host, and what can be asked of its tab."""

import base64
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops
from playwright.sync_api import Browser, CDPSession, Page, ViewportSize
from support.browser import launched

from benchmarks.server import read_memory
from benchmarks.systems import System

VIEWPORT = ViewportSize(width=1400, height=900)

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
