"""Opening an event: on the map, from the list, from a link, with the mouse and the keyboard."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect
from support.app_server import Serve
from support.viewer import (
    KHERSON,
    events_list,
    expect_no_parameter,
    expect_parameter,
    map_of,
    open_page,
    opened_event,
    popup,
    said,
    symbol,
    symbols,
)

ODESA = "First reported use of glide bombs in the Odesa region"
POWER = "Attacks on the power grid before winter"


@pytest.fixture
def opened(page: Page, serve: Serve) -> Page:
    open_page(page, serve())
    return page


def expect_kherson(place: Locator) -> None:
    """Expect what the dataset says of the event, in words."""
    for words in (
        KHERSON,
        "week of 18–24 October 2025",
        "Kherson, Kherson Oblast, Ukraine (located to the settlement)",
        re.compile("reported", re.IGNORECASE),
        "2 killed, 22 injured",
        "London summit article, no speaker named",
        "Says that artillery hit a residential block",
        "Source: London summit article (no outlet credited)",
    ):
        expect(place).to_contain_text(words)


def test_click_on_a_symbol_opens_popup_panel_and_address(opened: Page) -> None:
    symbol(opened, KHERSON).click()
    expect_kherson(popup(opened, KHERSON))
    expect(opened_event(opened, KHERSON)).to_be_visible()
    expect_kherson(opened.get_by_role("region", name="The opened event"))
    expect_parameter(opened, "event", "kherson-residential-block")


def test_keyboard_goes_from_symbol_to_symbol_opens_and_closes(opened: Page) -> None:
    map_of(opened).get_by_text("Legend", exact=True).focus()
    opened.keyboard.press("Tab")
    first = symbols(opened).first
    expect(first).to_be_focused()
    opened.keyboard.press("ArrowUp")
    expect(first).not_to_be_focused()
    opened.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    opened.keyboard.press("Enter")
    expect(popup(opened, KHERSON).get_by_role("heading", name=KHERSON)).to_be_focused()
    expect_parameter(opened, "event", "kherson-residential-block")
    opened.keyboard.press("Escape")
    expect(popup(opened, KHERSON)).to_have_count(0)
    expect(first).to_be_focused()


def test_choosing_in_the_list_opens_the_event_on_the_map(opened: Page) -> None:
    events_list(opened).get_by_role("button", name=ODESA).press("Enter")
    # Known to the region only: it opens where the region is.
    expect(popup(opened, ODESA)).to_contain_text("known only to the region")
    expect(opened_event(opened, ODESA)).to_be_visible()
    expect_parameter(opened, "event", "odesa-region-glide-bombs")


def test_an_event_is_opened_again_after_its_popup_was_closed(opened: Page) -> None:
    choice = events_list(opened).get_by_role("button", name=KHERSON)
    choice.click()
    map_of(opened).get_by_role("button", name="Close popup").click()
    expect(popup(opened, KHERSON)).to_have_count(0)
    choice.click()
    expect(popup(opened, KHERSON)).to_be_visible()


def test_closing_the_event_takes_it_from_panel_map_and_address(page: Page, serve: Serve) -> None:
    open_page(page, serve(), "?event=kherson-residential-block")
    expect(popup(page, KHERSON)).to_be_visible()
    page.get_by_role("button", name="Close", exact=True).click()
    expect_no_parameter(page, "event")
    expect(opened_event(page, KHERSON)).to_have_count(0)
    expect(popup(page, KHERSON)).to_have_count(0)


def test_event_without_a_place_opens_from_its_list(opened: Page) -> None:
    opened.get_by_role("tab", name="Not on the map").click()
    opened.get_by_role("button", name=POWER).click()
    expect_parameter(opened, "event", "ukraine-power-grid")
    expect(opened_event(opened, POWER)).to_be_visible()


def test_item_of_the_timeline_shows_its_text_source_and_events(opened: Page) -> None:
    item = said(opened, "Kiper: glide bombs are")
    item.get_by_text("Kiper: glide bombs are").click()
    expect(item).to_contain_text("The local official Oleh Kiper on glide bombs")
    expect(item).to_contain_text("Source: London summit article (no outlet credited)")
    item.get_by_role("button", name=ODESA).click()
    expect(popup(opened, ODESA)).to_be_visible()
    expect(opened_event(opened, ODESA)).to_be_visible()
    expect_parameter(opened, "event", "odesa-region-glide-bombs")
    # The item that led to the event can still be read.
    expect(item.get_by_text("The local official Oleh Kiper")).to_be_visible()
