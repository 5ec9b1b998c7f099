"""A second opinion on when a map was painted: the pictures that the browser itself handed out."""

import base64
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from PIL import Image, ImageChops
from playwright.sync_api import Page

from benchmarks.measure import Step
from benchmarks.systems import System

_LEAST_CHANGE = 16
"""Of 255: what changes less is the encoder's noise or the shade of a hovered pixel."""

Box = tuple[int, int, int, int]


@dataclass
class Film:
    """Pictures of the page with the times, in seconds since 1970, at which they were shown."""

    pictures: list[tuple[float, Image.Image]] = field(default_factory=list)

    def last_change(self, step: Step, box: Box) -> float | None:
        """Return how many seconds after the act the area `box` last changed, or ``None``.

        The area counts until the symbols are said to stand, and half a second longer: later
        changes are not the symbols'.
        """
        shown = [(at, picture.crop(box)) for at, picture in self.pictures]
        changes = [
            at - step.began
            for (_, before), (at, after) in pairwise(shown)
            if step.began < at < step.began + step.seconds + 0.5 and _differ(before, after)
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
