"""Links that open the same view elsewhere, exports, and the page inside another one."""

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page
from support.app_server import Serve
from support.viewer import (
    KHERSON,
    MOSCOW,
    box_of,
    choose,
    events_list,
    expect_other_parameter,
    expect_parameter,
    layer,
    map_of,
    map_region,
    open_page,
    opened_event,
    parameters,
    place_on_map,
    popup,
    sentence,
    shown,
    symbol,
    symbols,
)
from support.waiting import expect

SHELLING = {
    "kherson-residential-block",
    "damage-kherson",
    "damage-kharkiv",
    "damage-odesa",
}
"""The events of type `shelling`, from data/london-summit/events.csv."""


@pytest.fixture
def colleague(browser: Browser) -> Iterator[Page]:
    """Return a tab of somebody else, whose browser shares nothing with that of `page`."""
    context = browser.new_context(viewport={"width": 1400, "height": 900}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.mark.usefixtures("moving")
def test_copied_link_opens_the_same_view_for_somebody_else(
    page: Page, colleague: Page, serve: Serve
) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_page(page, serve(), "?lat=46.8&lng=32.9&zoom=6")
    choose(page, "Type", "Shelling")
    layer(page, "Density of events").check()
    map_of(page).get_by_role("button", name="Zoom in").click()
    expect_parameter(page, "zoom", "6.5")
    [centre] = parameters(page)["lat"]
    symbol(page, KHERSON).click()
    expect(opened_event(page, KHERSON)).to_be_visible()
    # The map moves north to make room for the popup: the address follows when it has come to rest.
    expect_other_parameter(page, "lat", centre)
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_text("Link copied")).to_be_visible()
    link = page.evaluate("() => navigator.clipboard.readText()")
    # The link names the dataset and the version, too, which may not be the default elsewhere.
    assert parse_qs(urlsplit(link).query).items() >= parameters(page).items()

    colleague.goto(link)
    expect(popup(colleague, KHERSON)).to_be_visible()
    expect(opened_event(colleague, KHERSON)).to_be_visible()
    expect(shown(colleague, "4 of 11 shown, 7 hidden by type")).to_be_visible()
    expect(layer(colleague, "Density of events")).to_be_checked()
    expect(symbols(colleague)).to_have_count(1)
    assert place_on_map(colleague, KHERSON) == place_on_map(page, KHERSON)
    for name in ("lat", "lng", "zoom", "layer", "type", "event"):
        assert parameters(colleague)[name] == parameters(page)[name]


def download(page: Page, label: str) -> str:
    with page.expect_download() as started:
        page.get_by_role("link", name=label, exact=True).click()
    return Path(started.value.path()).read_text(encoding="utf-8")


def test_a_link_may_name_a_closer_view_than_the_map_has(page: Page, serve: Serve) -> None:
    open_page(page, serve(), "?lat=46.6354&lng=32.6169&zoom=22")
    expect(symbols(page)).to_have_count(1)
    expect(symbol(page, KHERSON)).to_be_visible()


def test_exports_and_the_code_of_an_embed_hold_exactly_the_events_shown(
    page: Page, serve: Serve
) -> None:
    open_page(page, serve())
    choose(page, "Type", "Shelling")
    expect(shown(page, "4 of 11 shown, 7 hidden by type")).to_be_visible()
    page.evaluate("navigator.clipboard.writeText = async (text) => { window.copied = text; }")
    page.get_by_role("button", name="Embed", exact=True).click()
    expect(page.get_by_text("Embed code copied")).to_be_visible()
    code = page.evaluate("window.copied")
    assert code.startswith("<iframe ")
    assert f' src="{serve()}/?' in code
    assert "type=shelling" in code
    assert "&amp;embed=true" in code
    said, terms, *lines = download(page, "CSV").splitlines()
    assert said.startswith("# The week of the London summit, 18–24 October 2025, version 1.")
    assert terms.startswith("# Data: eventmap contributors, ")
    assert terms.endswith(". Licence: CC BY 4.0.")
    rows = list(csv.DictReader(lines))
    assert {row["event_id"] for row in rows} == SHELLING
    features = json.loads(download(page, "GeoJSON"))["features"]
    assert {feature["id"] for feature in features} == SHELLING
    # Only one of them is known to the settlement; the others are no points.
    assert [f["id"] for f in features if f["geometry"]] == ["kherson-residential-block"]
    events = json.loads(download(page, "JSON"))["events"]
    assert {event["event_id"]: event["killed_best"] for event in events} == {
        "kherson-residential-block": 2,
        "damage-kherson": None,
        "damage-kharkiv": None,
        "damage-odesa": None,
    }
    # The same page: with the box ticked, the briefs that have pages end with all events.
    box = page.get_by_role("checkbox", name="annex")
    box.check()
    address = {}
    for name in ("PDF", "PNG"):
        link = page.get_by_role("link", name=name, exact=True)
        link.focus()
        address[name] = parse_qs(urlsplit(str(link.get_attribute("href"))).query)
    assert address["PDF"]["annex"] == ["true"]
    assert "annex" not in address["PNG"]
    choose(page, "Type", "Glide bomb")
    expect(shown(page, "5 of 11 shown, 6 hidden by type")).to_be_visible()
    expect(box).to_be_checked()


def test_embedded_page_is_sentence_map_and_legend_alone_and_leads_to_the_full_view(
    page: Page, serve: Serve
) -> None:
    open_page(page, serve(), "?embed=true&type=air_defence")
    expect(sentence(page)).to_contain_text("3 events")
    expect(map_of(page).get_by_text("Air defence", exact=True)).to_be_visible()
    expect(symbol(page, MOSCOW)).to_be_visible()
    expect(page.get_by_role("region", name="Sidebar")).to_have_count(0)
    expect(page.get_by_role("heading")).to_have_count(1)
    for role in ("combobox", "table", "tab", "list"):
        expect(page.get_by_role("main").get_by_role(role)).to_have_count(0)
    expect(page.get_by_role("main").get_by_role("link")).to_have_text(["Open the full view"])
    full = str(page.get_by_role("link", name="Open the full view").get_attribute("href"))
    assert "type=air_defence" in full
    assert "embed" not in full
    # The map fills the frame.
    assert box_of(map_region(page))["height"] >= 700


def test_a_link_opens_with_a_warning_of_what_is_malformed_or_not_here(
    page: Page, serve: Serve
) -> None:
    malformed = "?type=dron&type=shelling&from=yesterday&zoom=near&tpye=x"
    open_page(page, serve(), f"{malformed}&event=kherson-residental-block")
    warning = page.get_by_role("status").filter(has_text="Part of the link was ignored.")
    for words in (
        re.compile(r"type='dron' .* shelling, missile, drone, .*Nearest: 'drone'"),
        "from='yesterday' cannot be used; allowed: a day as YYYY-MM-DD",
        "zoom='near' cannot be used; allowed: a number from 0 to 22",
        re.compile(r"tpye='x' .*Nearest: 'type'"),
    ):
        expect(warning.get_by_role("listitem").filter(has_text=words)).to_be_visible()
    expect(shown(page, "4 of 11 shown, 7 hidden by type")).to_be_visible()
    expect(symbol(page, KHERSON)).to_be_visible()
    words = "There is no event “kherson-residental-block” in this dataset."
    expect(page.get_by_text(words)).to_be_visible()
    expect(events_list(page)).to_be_visible()
