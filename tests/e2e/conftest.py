"""The running app and a real browser, cut off from every other host."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from support.app_server import Serve, clean_env, free_port, running
from support.viewer import new_page, open_page

REPO = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    """Return ``serve(data=None, base_path="", **settings) -> address``, without a slash at its end.

    Settings are variables of the environment. A server is started once for the same arguments and
    lives as long as the session.
    """
    addresses: dict[tuple[Path | None, str, tuple[tuple[str, str], ...]], str] = {}
    with ExitStack() as servers:

        def serve(data: Path | None = None, base_path: str = "", **settings: str) -> str:
            key = (data, base_path, tuple(settings.items()))
            if key not in addresses:
                folder = tmp_path_factory.mktemp("server")
                addresses[key] = start_server(servers, folder, data, base_path, settings)
            return addresses[key]

        yield serve


@pytest.fixture(scope="session")
def shelf(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, serve: Serve
) -> str:
    """Return the address of one server of all datasets that files of tests write for themselves.

    A file does so by a function ``write_datasets(folder)``, and names its dataset in the address:
    a server takes longer to start than most tests take.
    """
    folder = tmp_path_factory.mktemp("shelf")
    for module in {item.getparent(pytest.Module) for item in request.session.items}:
        if write := getattr(module.obj, "write_datasets", None):
            write(folder)
    return serve(folder)


def start_server(
    servers: ExitStack,
    folder: Path,
    data: Path | None,
    base_path: str,
    settings: Mapping[str, str],
) -> str:
    """Start ``streamlit run dashboard.py`` and return its address once it answers."""
    port = free_port()
    options = {"port": port, "address": "127.0.0.1", "headless": "true", "baseUrlPath": base_path}
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py"]
    command += [f"--server.{name}={value}" for name, value in options.items()]
    named = {"EVENTMAP_DATA": str(data.resolve())} if data else {}
    env = clean_env(folder, **named, **settings)
    address = f"http://127.0.0.1:{port}/{base_path}".rstrip("/")
    log = folder / "log.txt"
    servers.enter_context(running(command, cwd=REPO, env=env, health=f"{address}/healthz", log=log))
    return address


@pytest.fixture
def outside_requests() -> list[str]:
    """Return the addresses at other hosts that `page` has asked for so far."""
    return []


@pytest.fixture(scope="session")
def profile(browser: Browser) -> Iterator[BrowserContext]:
    """Return the browser of a viewer, which keeps the scripts of the page.

    The second page opens in half the time: the scripts are in the cache, and what was compiled of
    them in the process that an empty tab of the same host keeps alive. The viewer wants no motion,
    of which the browser draws every picture; see `moving`.
    """
    context = browser.new_context(
        viewport={"width": 1400, "height": 900}, locale="en-GB", reduced_motion="reduce"
    )
    empty = context.new_page()
    empty.route("**/*", lambda route: route.fulfill(body=""))
    empty.goto("http://127.0.0.1/")
    yield context
    context.close()


@pytest.fixture(scope="module", autouse=True)
def another_viewer(profile: BrowserContext) -> None:
    """Let each file of tests be seen by a viewer of its own, who is told by a cookie."""
    profile.clear_cookies()


@pytest.fixture
def page(profile: BrowserContext, outside_requests: list[str]) -> Iterator[Page]:
    """Return an empty tab of 1400 by 900 pixels; in the end it must have asked no other host."""
    with new_page(profile, outside_requests) as page:
        yield page


@pytest.fixture
def moving(page: Page) -> Page:
    """Return `page` as it is for a viewer who wants motion: zooms and playback run."""
    page.emulate_media(reduced_motion="no-preference")
    return page


@pytest.fixture(scope="module")
def seen(profile: BrowserContext, serve: Serve) -> Iterator[Page]:
    """Return the page as it opens, for the tests of a file that only look at it.

    Opening it takes most of the time of such a test.
    """
    with new_page(profile, []) as page:
        open_page(page, serve())
        yield page
