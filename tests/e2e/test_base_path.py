"""The page behind a proxy's prefix: ``server.baseUrlPath``."""

import json
from pathlib import Path

from playwright.sync_api import Page
from support.app_server import Serve
from support.viewer import (
    KHERSON,
    choose,
    expect_parameter,
    layer,
    open_page,
    popup,
    shown,
    symbol,
)
from support.waiting import expect


def test_everything_works_under_a_base_path(page: Page, serve: Serve) -> None:
    failed: list[str] = []
    asked: list[str] = []
    page.on("response", lambda answer: answer.status >= 400 and failed.append(answer.url))
    page.on("request", lambda request: asked.append(request.url))
    address = serve(base_path="situation/maps")
    open_page(page, address)
    symbol(page, KHERSON).click()
    expect(popup(page, KHERSON)).to_contain_text("2 killed, 22 injured")
    expect_parameter(page, "event", "kherson-residential-block")
    layer(page, "By number of events").check()
    expect_parameter(page, "layer", "regions-events")
    choose(page, "Type", "Shelling")
    expect(shown(page, "4 of 11 shown, 7 hidden by type")).to_be_visible()
    with page.expect_download() as started:
        page.get_by_role("link", name="JSON", exact=True).click()
    exported = json.loads(Path(started.value.path()).read_text(encoding="utf-8"))
    assert len(exported["events"]) == 4
    assert page.url.startswith(f"{address}/?")
    assert failed == []
    here = [url for url in asked if not url.startswith(("data:", "blob:"))]
    assert [url for url in here if not url.startswith(address)] == []
    for part in ("/tiles/london-summit/", "/assets/leaflet/", "/assets/boundaries/", "/api/"):
        assert any(part in url for url in here)
