"""The scripts as they are served, in a browser, without a map and without the app."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from eventmap.maps import WORDS
from eventmap.settings import STATIC

HOST = "http://localhost:9"  # nothing listens there: every answer comes from `answer`

SYMBOLS = [
    {"type": "shelling", "plural": "shelling", "label": "Shelling"},
    {"type": "drone", "plural": "drones", "label": "Drone"},
    {"type": "missile", "plural": "missiles", "label": "Missile"},
    {"type": "other", "plural": "of other types", "label": "Other"},
]


def answer(route: Route) -> None:
    name = route.request.url.rsplit("/", 1)[1]
    if name:
        route.fulfill(body=(STATIC / name).read_text("utf-8"), content_type="text/javascript")
    else:
        route.fulfill(body="<!doctype html>", content_type="text/html")


@pytest.fixture(scope="package")
def page(browser: Browser) -> Iterator[Page]:
    """Return an empty page whose every request is answered here."""
    page = browser.new_page()
    page.route("**/*", answer)
    page.goto(f"{HOST}/")
    yield page
    page.close()


@pytest.fixture(scope="package")
def call(page: Page) -> Callable[..., Any]:
    """Return ``call(module, expression, argument=None)``.

    In the expression `m` is the module and `a` the argument.
    """

    def call(module: str, expression: str, argument: Any = None) -> Any:
        script = f"async (a) => {{ const m = await import('./{module}.js'); return {expression}; }}"
        return page.evaluate(script, argument)

    call("symbols", "m.defineSymbols(a, {})", SYMBOLS)
    call("words", "m.defineWords(a)", WORDS)
    return call
