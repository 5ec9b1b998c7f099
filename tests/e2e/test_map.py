"""The map: what is on it, and that neither a pan nor a filter starts it anew."""

import re

import pytest
from playwright.sync_api import Locator, Page
from support.app_server import Serve
from support.viewer import (
    KHERSON,
    MOSCOW,
    box_of,
    choose,
    expect_drawn,
    expect_other_parameter,
    expect_parameter,
    expect_parameters,
    layer,
    map_of,
    map_region,
    open_page,
    parameters,
    place_on_map,
    record_sent,
    sentence,
    shown,
    symbol,
    symbols,
)
from support.waiting import expect

COUNT_SYMBOLS = """() => {
    window.fewest = Infinity;
    const count = () => {
        const buttons = document.querySelectorAll('[aria-label^="Events on the map"] button');
        window.fewest = Math.min(window.fewest, buttons.length);
        requestAnimationFrame(count);
    };
    count();
}"""
"""From now on, keep in the frame the smallest number of symbols that any picture showed."""


@pytest.fixture
def sent(page: Page) -> list[str | bytes]:
    """Return what the page has sent to the server so far."""
    return record_sent(page)


@pytest.fixture
def opened(moving: Page, sent: list[str | bytes], serve: Serve) -> Page:
    open_page(moving, serve())
    return moving


def drag_map(page: Page, right: int, down: int) -> None:
    box = box_of(map_region(page))
    x, y = box["x"] + box["width"] / 2, box["y"] + 40
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + right, y + down, steps=4)
    page.mouse.up()


def test_map_explains_its_symbols_and_its_scale(seen: Page) -> None:
    legend = map_of(seen).get_by_role("group").filter(has_text="Legend")
    for words in ("Shelling", "Air defence", "Known to the region only"):
        expect(legend).to_contain_text(words)
    expect(map_region(seen)).to_contain_text("km")
    # Types that are not in view are not explained.
    expect(legend).not_to_contain_text("Protest")


def test_hover_text_names_event_date_precision_killed_and_injured(seen: Page) -> None:
    symbol(seen, KHERSON).hover()
    words = map_of(seen).get_by_text(KHERSON, exact=True).locator("..")
    expect(words).to_contain_text("18–24 October 2025")
    expect(words).to_contain_text("located to the settlement")
    expect(words).to_contain_text("2 killed")
    expect(words).to_contain_text("22 injured")


def test_panning_and_zooming_change_the_address_and_ask_nothing_of_the_page(
    opened: Page, sent: list[str | bytes]
) -> None:
    before = len(sent)
    drag_map(opened, 80, 60)
    expect(opened).to_have_url(re.compile("[?&]zoom="))
    panned = parameters(opened)
    zoom = float(panned["zoom"][0])  # that fits the map, whose width is not fixed at once
    map_of(opened).get_by_role("button", name="Zoom in").click()
    expect_parameter(opened, "zoom", f"{zoom + 0.5:g}")
    map_region(opened).focus()
    opened.keyboard.press("+")
    expect_parameter(opened, "zoom", f"{zoom + 1:g}")
    opened.keyboard.press("ArrowLeft")
    expect_other_parameter(opened, "lng", panned["lng"][0])
    assert {"lat", "lng", "zoom"} == set(parameters(opened))
    # A run that is only late would come before the one that the filter asks for.
    choose(opened, "Type", "Shelling")
    expect(shown(opened, "4 of 11 shown, 7 hidden by type")).to_be_visible()
    assert len(sent) == before + 1


@pytest.mark.usefixtures("moving")
def test_filter_neither_starts_the_map_anew_nor_moves_it(page: Page, serve: Serve) -> None:
    open_page(page, serve(), "?lat=47.5&lng=33&zoom=6")
    expect_drawn(page)
    drag_map(page, 60, 40)
    expect_other_parameter(page, "lat", "47.5")
    view = parameters(page)
    place = place_on_map(page, KHERSON)
    map_region(page).evaluate("() => { window.untouched = true; }")
    choose(page, "Type", "Shelling")
    expect_parameters(page, view | {"type": ["shelling"]})
    choose(page, "Country", "Ukraine")
    expect_parameters(page, view | {"type": ["shelling"], "country": ["UA"]})
    expect(sentence(page)).to_contain_text("4 events")
    assert place_on_map(page, KHERSON) == place
    assert map_region(page).evaluate("() => window.untouched")


def test_layers_are_switched_and_kept_in_the_address(page: Page, serve: Serve) -> None:
    open_page(page, serve())
    layer(page, "Density of events").check()
    legend = map_of(page).get_by_role("group").filter(has_text="Legend")
    expect(legend).to_contain_text("Fewer to more events in this view")
    layer(page, "By number of events").check()
    expect(legend).to_contain_text("Events, by region")
    layer(page, "By killed").check()
    # Four of the five regions give no figure; unknown is a class of its own.
    expect(legend).to_contain_text("No figure, or one without a best estimate")
    layer(page, "Events").uncheck()
    expect(symbols(page)).to_have_count(0)
    assert set(parameters(page)["layer"]) == {"density", "regions-killed", "diplomacy"}
    page.reload()
    expect(layer(page, "By killed")).to_be_checked()
    expect(layer(page, "Density of events")).to_be_checked()
    expect(symbols(page)).to_have_count(0)


def test_places_of_the_diplomatic_timeline_are_on_the_map(page: Page, serve: Serve) -> None:
    # At this zoom London and Windsor are two places.
    page.goto(f"{serve()}/?lat=51.5&lng=-0.35&zoom=9")
    places = map_of(page).get_by_role("group", name="Places of the diplomatic timeline")
    places.get_by_role("button", name="Windsor").press("Enter")
    card = map_of(page).get_by_role("dialog", name="Windsor")
    expect(card).to_contain_text("King Charles receives Zelenskyy at Windsor")
    expect(card).to_contain_text("24 October 2025")


def diplomacy(page: Page) -> Locator:
    places = map_of(page).get_by_role("group", name="Places of the diplomatic timeline")
    return places.get_by_role("button")


def test_the_first_view_holds_what_was_said_where_it_is_shown(seen: Page) -> None:
    expect(diplomacy(seen).first).to_be_visible()
    frame, mark = box_of(map_region(seen)), box_of(diplomacy(seen).first)
    assert frame["x"] < mark["x"] < frame["x"] + frame["width"]
    assert frame["y"] < mark["y"] < frame["y"] + frame["height"]


def test_the_first_view_is_of_the_events_alone_where_the_diplomacy_is_off(
    page: Page, seen: Page, serve: Serve
) -> None:
    open_page(page, serve(), "?layer=events")
    kherson, moscow = (place_on_map(page, title) for title in (KHERSON, MOSCOW))
    close_apart = moscow[1] - kherson[1]
    kherson, moscow = (place_on_map(seen, title) for title in (KHERSON, MOSCOW))
    assert abs(close_apart) > 1.5 * abs(moscow[1] - kherson[1])


def test_a_slow_answer_can_be_stopped_and_old_symbols_stay_until_the_new_ones_are_there(
    opened: Page,
) -> None:
    expect_drawn(opened)
    before = symbols(opened).count()
    opened.route("**/tiles/**", lambda _: None)  # which is no answer
    opened.route("**/api/progress?**", lambda route: route.fulfill(json={"read": 0.437}))
    choose(opened, "Type", "Shelling")
    status = map_region(opened).get_by_role("status")
    expect(status).to_contain_text("Counting the events of this view: at least 40 % read.")
    with opened.expect_event("requestfailed", lambda request: "/tiles/" in request.url):
        status.get_by_role("button", name="Stop").click()
    expect(status).to_contain_text("Stopped: the map does not show the events of this view.")
    assert symbols(opened).count() == before
    opened.unroute("**/tiles/**")
    status.get_by_role("button", name="Try again").click()
    expect(status).to_be_empty()
    expect(symbols(opened)).not_to_have_count(before)

    expect(shown(opened, "4 of 11 shown, 7 hidden by type")).to_be_visible()
    choose(opened, "Type", "Air defence")
    expect(shown(opened, "7 of 11 shown, 4 hidden by type")).to_be_visible()
    opened.get_by_role("button", name="Remove the filter Type: Shelling").click()
    expect(shown(opened, "3 of 11 shown, 8 hidden by type")).to_be_visible()
    expect(opened.get_by_role("button", name="Remove Shelling")).to_have_count(0)
    expect(symbol(opened, KHERSON)).to_have_count(0)
    map_region(opened).evaluate(COUNT_SYMBOLS)
    # Two steps back at once: no event is shown before and after.
    opened.evaluate("() => history.go(-2)")
    expect(symbol(opened, KHERSON)).to_be_visible()
    expect(symbol(opened, MOSCOW)).to_have_count(0)
    assert map_region(opened).evaluate("() => window.fewest") == 1
