"""The browser for the tests: an installed Chromium or Chrome, or Playwright's own.

``make test`` runs this file, which installs a browser where there is none, so that the tests never
go without.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache

from playwright.sync_api import Browser, sync_playwright

NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
"""The first has no window to draw beside the page, which takes a third less."""
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
HINT = "No browser for the tests: install Chromium or Chrome, or set EVENTMAP_BROWSER to its path."

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    # A page of a test lives for seconds: compiling its scripts for speed takes more than it saves.
    "--js-flags=--max-lazy --no-opt",
    # The cut cable: no other host is found, whatever asks for it. Rules in the browser, not routes
    # of the test, which would switch its cache off.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1",
)

FOR_TESTS = (
    "--js-flags=--max-lazy --no-opt --no-maglev",
    # The tabs of a viewer are drawn by one process, which keeps what it has compiled.
    "--process-per-site",
)
"""What besides makes a hundred pages, one after the other, cheaper; a measured page has it not."""


@contextmanager
def launched(further: Sequence[str] = ()) -> Iterator[Browser]:
    """Run the browser, cut off from every other host.

    Parameters
    ----------
    further
        Arguments besides `ARGUMENTS`; of two of the same name the last one counts.

    Raises
    ------
    FileNotFoundError
        If none is installed.
    """
    path = find_browser()
    if path is None:
        raise FileNotFoundError(HINT)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*ARGUMENTS, *further])
        try:
            yield browser
        finally:
            browser.close()


@cache
def find_browser() -> str | None:
    """Return the path of a browser that starts; EVENTMAP_BROWSER, where set, is the only choice."""
    chosen = os.environ.get("EVENTMAP_BROWSER")
    return next(filter(starts, [chosen] if chosen else candidates()), None)


def candidates() -> Iterator[str]:
    yield from filter(None, map(shutil.which, NAMES))
    yield MAC
    with sync_playwright() as playwright:
        yield playwright.chromium.executable_path


def starts(path: str) -> bool:
    """Say whether it is a browser, not the stub that tells one to install a package."""
    try:
        return subprocess.run([path, "--version"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def install_browser() -> None:
    """Install a browser the way this machine allows; a failure shows in its own output."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "--quiet"], check=False)
        install = ["apt-get", "install", "--quiet", "--yes", "--no-install-recommends"]
        for name in NAMES[:2]:
            subprocess.run([*install, name], check=False)
            find_browser.cache_clear()
            if find_browser():
                return
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    find_browser.cache_clear()


def main() -> None:
    if find_browser() is None and "EVENTMAP_BROWSER" not in os.environ:
        install_browser()
    sys.exit(None if find_browser() else HINT)


if __name__ == "__main__":
    main()
