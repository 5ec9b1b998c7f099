"""Nothing leaves the host, unless the viewer asks for it."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page
from support.app_server import Serve
from support.viewer import (
    KHERSON,
    choose,
    events_list,
    expect_parameter,
    layer,
    map_of,
    map_region,
    open_page,
    popup,
    symbol,
    symbols,
)
from support.waiting import expect

LOCAL_LAYERS = (
    "Density of events",
    "By number of events",
    "By killed",
    "Places of the diplomatic timeline",
    "Events",
)


@pytest.mark.usefixtures("moving")
def test_everything_works_without_another_host(
    page: Page, serve: Serve, outside_requests: list[str]
) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    open_page(page, serve(), "?lat=49&lng=34&zoom=5")
    map_region(page).press("ArrowDown")
    expect_parameter(page, "zoom", "5")  # written once the move has ended
    map_of(page).get_by_role("button", name="Zoom in").click()
    expect_parameter(page, "zoom", "5.5")
    for name in LOCAL_LAYERS:
        layer(page, name).click()
    layer(page, "Events").check()
    expect(symbols(page).first).to_be_visible()
    for tab in ("Not on the map", "How these numbers are made", "Events"):
        page.get_by_role("tab", name=tab).last.click()
    events_list(page).get_by_role("button", name=KHERSON).click()
    expect(popup(page, KHERSON)).to_be_visible()
    choose(page, "Type", "Air defence")
    expect(symbol(page, KHERSON)).to_have_count(0)
    assert outside_requests == []
    assert errors == []


def test_only_openstreetmap_leaves_the_host(
    page: Page, serve: Serve, outside_requests: list[str]
) -> None:
    open_page(page, serve())
    assert outside_requests == []
    layer(page, "OpenStreetMap (loaded from the internet)").check()
    expect(map_of(page).get_by_text("OpenStreetMap could not be reached.")).to_be_visible()
    hosts = {urlsplit(address).hostname for address in outside_requests}
    assert hosts == {"tile.openstreetmap.org"}
    expect_parameter(page, "layer", "osm")
    layer(page, "Offline map").check()
    outside_requests.clear()
    expect(map_of(page).get_by_text("OpenStreetMap could not be reached.")).to_have_count(0)
    expect(symbol(page, KHERSON)).to_be_visible()
