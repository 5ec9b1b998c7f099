"""Make the pictures of the README anew, from the app as it is: ``make screenshots``.

The events shown are the bundled ones. It starts the dashboard and a browser as the tests do.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser
from support.app_server import clean_env, free_port, running
from support.browser import launched
from support.viewer import open_page

REPO = Path(__file__).parents[1]
FOLDER = REPO / "docs" / "images"
PICTURES = {
    "week": ("?dataset=london-summit&event=kherson-residential-block", "light"),
    "ukraine": ("?dataset=ucdp-ukraine&from=2022-02-24", "dark"),
}
"""Query string and colours of each."""
_WIDTH, _HEIGHT = 1400, 900
_SETTLED_MS = 3_000
"""From the first symbol until fonts, tiles and charts stand still."""


def main(folder: Path = FOLDER) -> None:
    """Write a PNG of 1400 by 900 pixels for each of `PICTURES`."""
    folder.mkdir(parents=True, exist_ok=True)
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.headless=true"]
    command += [f"--server.port={port}", "--server.address=127.0.0.1"]
    with TemporaryDirectory() as home, launched() as browser:
        log = Path(home) / "log.txt"
        env, health = clean_env(Path(home)), f"{address}/healthz"
        with running(command, cwd=REPO, env=env, health=health, log=log):
            for name, (query, colours) in PICTURES.items():
                path = folder / f"{name}.png"
                take(browser, address, query, colours, path)
                sys.stdout.write(f"{path.relative_to(REPO)}\n")


def take(browser: Browser, address: str, query: str, colours: str, path: Path) -> None:
    """Write what the page shows at `query` to `path`."""
    context = browser.new_context(
        viewport={"width": _WIDTH, "height": _HEIGHT},
        color_scheme="dark" if colours == "dark" else "light",
        locale="en-GB",
    )
    page = context.new_page()
    open_page(page, address, query)
    page.wait_for_timeout(_SETTLED_MS)
    page.screenshot(path=path)
    context.close()


if __name__ == "__main__":
    main()
