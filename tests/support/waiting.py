"""Playwright's `expect`, without what it writes for a failure that does not come.

While what it looks for is not there, it writes the whole page down in words at every look, which is
half of the work of the browser in a test. Here it looks once there is something to look at. What is
expected, and for how long, stays the same.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any, cast, overload

import playwright.sync_api as playwright
from playwright.sync_api import Locator, LocatorAssertions, Page, PageAssertions

WAIT_MS = 60_000
"""How long a test waits for the page, on a machine that does other things besides."""

_TRUE_OF_NONE = ("to_have_count", "to_be_hidden", "to_be_attached")
"""What is expected of parts that need not be there, besides all that begins with `not_`."""


@overload
def expect(actual: Page) -> PageAssertions: ...
@overload
def expect(actual: Locator) -> LocatorAssertions: ...
def expect(actual: Page | Locator) -> PageAssertions | LocatorAssertions:
    """Return Playwright's assertions about a page or a part of one."""
    return cast("LocatorAssertions", _Assertions(actual))


class _Assertions:
    def __init__(self, actual: Page | Locator) -> None:
        self._actual = actual

    def __getattr__(self, name: str) -> Callable[..., None]:
        assertion = getattr(playwright.expect(self._actual), name)

        def wait_and_look(*values: Any, timeout: float = WAIT_MS, **options: Any) -> None:
            with suppress(playwright.TimeoutError):  # the assertion says what is missing
                if isinstance(self._actual, Locator):
                    wait_for_part(self._actual, name, timeout)
                elif name.endswith("to_have_url"):
                    wait_for_address(self._actual, name, values[0], timeout)
            assertion(*values, timeout=timeout, **options)

        return wait_and_look


def wait_for_part(part: Locator, name: str, timeout: float) -> None:
    if not name.startswith("not_") and name not in _TRUE_OF_NONE:
        state = "visible" if name == "to_be_visible" else "attached"
        part.first.wait_for(state=state, timeout=timeout)


def wait_for_address(page: Page, name: str, pattern: re.Pattern[str], timeout: float) -> None:
    wanted = not name.startswith("not_")

    def has_come(address: str) -> bool:
        return bool(pattern.search(address)) == wanted

    page.wait_for_url(has_come, wait_until="commit", timeout=timeout)
