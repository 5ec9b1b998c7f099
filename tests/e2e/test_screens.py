"""A phone, and a dark room."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page
from support.app_server import Serve
from support.datasets import EVENT, write_dataset
from support.viewer import (
    KHERSON,
    box_of,
    choose,
    events_list,
    expect_parameter,
    map_region,
    open_page,
    popup,
    record_sent,
    sentence,
    shown,
    symbol,
)
from support.waiting import expect

INSIDE = """card => new Promise((done) => {
    const look = () => card.getBoundingClientRect().right <= innerWidth
        ? done(true) : requestAnimationFrame(look);
    look();
})"""
"""Wait until the map has moved so far that a popup ends inside it."""

SLIDE = "drawer => Promise.all(drawer.getAnimations().map((slide) => slide.finished))"


def write_datasets(folder: Path) -> None:
    """Write a dataset whose figures are low ends of hundreds of thousands."""
    events = [
        EVENT | {"event_id": code, "title": code, "admin1": code} | at
        for code, at in (
            ("UA-23", {"lat": 47.8, "lon": 35.2}),
            ("UA-12", {"lat": 48.5, "lon": 35.0}),
        )
    ]
    claims = [
        {"claim_id": code, "event_id": code, "claimant": "Somebody", "side": "media"}
        | {"killed_low": 101_254, "injured_low": 212_935}
        for code in ("UA-23", "UA-12")
    ]
    write_dataset(folder / "low-ends", events, claims)


@pytest.fixture(scope="module")
def telephone(browser: Browser) -> Iterator[BrowserContext]:
    """Return a browser of its own: one remembers whether the filters were open."""
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, has_touch=True, reduced_motion="reduce"
    )
    yield context
    context.close()


@pytest.fixture(scope="module")
def seen_phone(telephone: BrowserContext, serve: Serve) -> Iterator[Page]:
    """Return the page for the tests that only look at it."""
    page = telephone.new_page()
    open_page(page, serve())
    yield page
    page.close()


@pytest.fixture
def phone(telephone: BrowserContext, serve: Serve) -> Iterator[Page]:
    page = telephone.new_page()
    open_page(page, serve())
    yield page
    page.close()


def test_phone_shows_one_thing_below_the_other(seen_phone: Page) -> None:
    parts = {
        "sentence": sentence(seen_phone),
        "map": map_region(seen_phone),
        "casualties": seen_phone.get_by_role("heading", name="Reported casualties"),
        "time": seen_phone.get_by_role("img").filter(has_text="Diplomacy"),
        "said": seen_phone.get_by_role("heading", name="What was said and decided"),
        "list": events_list(seen_phone),
    }
    for part in parts.values():
        expect(part).to_be_visible()
    tops = {name: box_of(part)["y"] for name, part in parts.items()}
    assert sorted(tops, key=lambda name: tops[name]) == list(parts)
    frame = box_of(parts["map"])
    assert 0.4 * 740 <= frame["height"] <= 0.6 * 740
    # The map is on the first screen.
    assert frame["y"] + frame["height"] <= 740


def test_phone_does_not_scroll_sideways(seen_phone: Page) -> None:
    expect(events_list(seen_phone)).to_be_visible()
    overflow = "element => element.scrollWidth - element.clientWidth"
    assert seen_phone.get_by_role("main").evaluate(overflow) == 0
    assert seen_phone.locator("html").evaluate(overflow) == 0


def test_no_figure_of_a_region_is_cut_at_the_edge(page: Page, shelf: str) -> None:
    open_page(page, shelf, "?dataset=low-ends")
    last = page.get_by_role("cell", name="at least 212,935").first
    for width in (1400, 360, 320):
        page.set_viewport_size({"width": width, "height": 900})
        over = "cell => cell.closest('table').scrollWidth - cell.closest('.panel').clientWidth"
        assert last.evaluate(over) == 0, width


def test_filters_of_a_phone_are_in_a_drawer_and_an_event_is_read_inside_its_map(
    phone: Page,
) -> None:
    expect(phone.get_by_role("combobox", name="Type")).not_to_be_in_viewport()
    phone.get_by_role("banner").get_by_role("button").first.click()
    expect(phone.get_by_role("combobox", name="Type")).to_be_in_viewport()
    phone.get_by_role("region", name="Sidebar").evaluate(SLIDE)
    choose(phone, "Type", "Shelling")
    expect_parameter(phone, "type", "shelling")
    phone.get_by_role("button", name="Collapse sidebar").click()
    expect(phone.get_by_role("combobox", name="Type")).not_to_be_in_viewport()
    expect(shown(phone, "4 of 11 shown, 7 hidden by type")).to_be_visible()

    symbol(phone, KHERSON).click()
    popup(phone, KHERSON).evaluate(INSIDE)
    card, frame = box_of(popup(phone, KHERSON)), box_of(map_region(phone))
    assert frame["x"] <= card["x"]
    assert card["x"] + card["width"] <= frame["x"] + frame["width"]


def brightness(part: Locator) -> float:
    """Return how bright the background of `part` is, from 0 to 255."""
    part.evaluate(SLIDE)  # while it changes, it has a colour in between, in another notation
    colour = part.evaluate("element => getComputedStyle(element).backgroundColor")
    whole = 255 if colour.startswith("color(") else 1
    red, green, blue = (whole * float(part) for part in re.findall(r"[\d.]+", colour)[:3])
    return (red + green + blue) / 3


def test_map_follows_a_dark_scheme_without_running_the_page(page: Page, serve: Serve) -> None:
    sent = record_sent(page)
    page.emulate_media(color_scheme="dark")
    open_page(page, serve())
    dark_map = map_region(page)
    assert brightness(dark_map) < 64
    expect(symbol(page, KHERSON)).to_be_visible()
    # A page that runs itself again and again would send more than the filter does.
    before = len(sent)
    choose(page, "Type", "Shelling")
    expect(shown(page, "4 of 11 shown, 7 hidden by type")).to_be_visible()
    assert before == 1
    assert len(sent) == 2
    page.emulate_media(color_scheme="light")
    expect(dark_map).not_to_have_css("background-color", "rgb(16, 21, 26)")
    assert brightness(dark_map) > 192
