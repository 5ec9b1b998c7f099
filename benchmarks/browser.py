"""A real browser, cut off from every other host, and what can be asked of its tab."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, Page, ViewportSize, sync_playwright
from support.browser import HINT, find_browser

from benchmarks.server import read_memory

VIEWPORT = ViewportSize(width=1400, height=900)

_WATCH = Path(__file__).with_name("watch.js").read_text(encoding="utf-8")
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1",
]


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


@cache
def browser_path() -> str:
    """Return the path of the browser.

    Raises
    ------
    RuntimeError
        If none is installed.
    """
    path: str | None = find_browser()
    if path is None:
        raise RuntimeError(HINT)
    return path


@contextmanager
def open_tab() -> Iterator[Tab]:
    """Open a browser with one empty tab."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=_ARGUMENTS)
        try:
            yield Tab(browser)
        finally:
            browser.close()
