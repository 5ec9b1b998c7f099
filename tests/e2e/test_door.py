"""The headers of the app in a browser that obeys them: nothing of the app is held back."""

from pathlib import Path

import pytest
from app_server import Serve
from playwright.sync_api import ConsoleMessage, Page, expect
from viewer import (
    KHERSON,
    choose,
    events_list,
    layer,
    open_page,
    popup,
    sentence,
    symbols,
)

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
        page.get_by_role("button", name="Download as PNG: Events above").click()
    page.get_by_role("button", name="Show data: Events above").click()
    choose(page, "Type", "Shelling")
    table = tmp_path / "table.csv"
    table.write_text("date,latitude,longitude\n2025-02-01,46.6354,32.6169\n", encoding="utf-8")
    page.get_by_text("Open a file of your own").click()
    page.locator("input[type=file]").set_input_files(table)
    page.get_by_role("button", name="Show on the map").click()
    expect(sentence(page)).to_contain_text("1 event, 1 February 2025")
    open_page(page, serve(), "?embed=true")
    assert held_back == []
    assert {address.split("/")[2] for address in outside_requests} == {"tile.openstreetmap.org"}
    outside_requests.clear()
