"""The headers of the app in a browser that obeys them: nothing of the app is held back."""

import re
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import ConsoleMessage, Page
from support.app_server import Serve
from support.viewer import (
    KHERSON,
    choose,
    events_list,
    file_field,
    layer,
    open_page,
    popup,
    sentence,
    symbols,
)
from support.waiting import expect

LAYERS = (
    "Density of events",
    "By number of events",
    "By killed",
    "Places of the diplomatic timeline",
    "OpenStreetMap (loaded from the internet)",
    "Events",
)

WATCH = """
addEventListener('securitypolicyviolation', (event) => console.error(
  `policy: ${event.effectiveDirective} ${event.blockedURI} in ${document.URL} ${event.sample}`));
"""


@pytest.fixture
def held_back(page: Page) -> list[str]:
    """Return what the policies have kept the page and its frames from doing."""
    found: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if "policy:" in message.text or "Content Security Policy" in message.text:
            found.append(message.text)

    page.add_init_script(WATCH)
    page.on("console", note)
    return found


def test_the_policy_holds_nothing_of_the_app_back(
    page: Page, serve: Serve, held_back: list[str], outside_requests: list[str], tmp_path: Path
) -> None:
    open_page(page, serve())
    for name in LAYERS:
        layer(page, name).check()
    expect(symbols(page).first).to_be_visible()
    for tab in ("Not on the map", "How these numbers are made", "Events"):
        page.get_by_role("tab", name=tab).last.click()
    events_list(page).get_by_role("button", name=KHERSON).click()
    expect(popup(page, KHERSON)).to_be_visible()
    with page.expect_download():
        page.get_by_role("link", name="CSV").click()
    choose(page, "Type", "Shelling")
    table = tmp_path / "table.csv"
    table.write_text("date,latitude,longitude\n2025-02-01,46.6354,32.6169\n", encoding="utf-8")
    page.get_by_text("Open a file of your own").click()
    file_field(page).set_input_files(table)
    page.get_by_role("button", name="Show on the map").click()
    expect(sentence(page)).to_contain_text("1 event, 1 February 2025")
    open_page(page, serve(), "?embed=true")
    assert held_back == []
    assert {address.split("/")[2] for address in outside_requests} == {"tile.openstreetmap.org"}
    outside_requests.clear()


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and writes no log."""

    def log_message(self, format: str, *args: object) -> None:
        return None


@pytest.fixture
def other_site(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """Return the address of another site, and the folder of its pages."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=tmp_path)) as server:
        Thread(target=server.serve_forever).start()
        yield f"http://127.0.0.1:{server.server_port}", tmp_path
        server.shutdown()


def test_another_site_may_show_the_app_unless_the_host_says_no(
    page: Page, serve: Serve, other_site: tuple[str, Path]
) -> None:
    address, folder = other_site
    framed = '<iframe src="{}/?embed=true" width="1200" height="800"></iframe>'
    for name, app in (
        ("open", serve()),
        ("closed", serve(EVENTMAP_EMBED="off", EVENTMAP_UPLOADS="off")),
    ):
        Path(folder, f"{name}.html").write_text(framed.format(app), encoding="utf-8")
    page.goto(f"{address}/open.html")
    expect(page.frame_locator("iframe").get_by_role("heading", level=1)).to_contain_text("events")
    map_frame = page.frame_locator("iframe").frame_locator("iframe")
    expect(map_frame.get_by_role("button", name=KHERSON)).to_be_visible()
    with page.expect_console_message(lambda message: "frame-ancestors 'self'" in message.text):
        page.goto(f"{address}/closed.html")


def test_openstreetmap_is_told_the_site_that_asks_as_its_rules_want_but_not_what_is_looked_for(
    page: Page, serve: Serve, outside_requests: list[str]
) -> None:
    address = serve()
    open_page(page, address, "?q=Kherson")
    with page.expect_request(re.compile(r"https://tile\.openstreetmap\.org/")) as asked:
        layer(page, "OpenStreetMap (loaded from the internet)").check()
    assert asked.value.headers["referer"] == f"{address}/"
    page.goto("about:blank")  # asks for no more
    outside_requests.clear()
