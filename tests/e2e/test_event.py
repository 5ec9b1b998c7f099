"""Opening an event: on the map, from the list, from a link, with the mouse and the keyboard."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route
from support.app_server import Serve
from support.datasets import EVENT, write_dataset
from support.viewer import (
    KHERSON,
    box_of,
    credit,
    enter,
    events_list,
    expect_drawn,
    expect_no_parameter,
    expect_parameter,
    map_of,
    open_page,
    opened_event,
    popup,
    said,
    sentence,
    symbol,
    symbols,
)
from support.waiting import expect

ODESA = "First reported use of glide bombs in the Odesa region"
POWER = "Attacks on the power grid before winter"


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


def test_an_event_opens_by_link_symbol_and_list_and_is_closed(page: Page, serve: Serve) -> None:
    open_page(page, serve(), "?event=kherson-residential-block")
    expect(popup(page, KHERSON)).to_be_visible()
    page.get_by_role("button", name="Close", exact=True).click()
    expect_no_parameter(page, "event")
    expect(opened_event(page, KHERSON)).to_have_count(0)
    expect(popup(page, KHERSON)).to_have_count(0)

    symbol(page, KHERSON).click()
    expect_kherson(popup(page, KHERSON))
    expect(opened_event(page, KHERSON)).to_be_visible()
    expect_kherson(page.get_by_role("region", name="The opened event"))
    expect_parameter(page, "event", "kherson-residential-block")
    page.get_by_role("button", name="Close", exact=True).click()
    expect(popup(page, KHERSON)).to_have_count(0)

    choice = events_list(page).get_by_role("button", name=KHERSON)
    choice.click()
    map_of(page).get_by_role("button", name="Close popup").click()
    expect(popup(page, KHERSON)).to_have_count(0)
    choice.click()
    expect(popup(page, KHERSON)).to_be_visible()

    events_list(page).get_by_role("button", name=ODESA).press("Enter")
    # Known to the region only: it opens where the region is.
    expect(popup(page, ODESA)).to_contain_text("known only to the region")
    expect(opened_event(page, ODESA)).to_be_visible()
    expect_parameter(page, "event", "odesa-region-glide-bombs")


def test_an_event_opens_by_keys_without_a_place_and_from_the_timeline(
    page: Page, serve: Serve
) -> None:
    open_page(page, serve())
    map_of(page).get_by_text("Legend", exact=True).focus()
    page.keyboard.press("Tab")
    first = symbols(page).first
    expect(first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(first).not_to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    expect(popup(page, KHERSON).get_by_role("heading", name=KHERSON)).to_be_focused()
    expect_parameter(page, "event", "kherson-residential-block")
    page.keyboard.press("Escape")
    expect(popup(page, KHERSON)).to_have_count(0)
    expect(first).to_be_focused()

    expect(drawer(page)).to_have_count(0)

    item = said(page, "Kiper: glide bombs are")
    item.get_by_text("Kiper: glide bombs are").click()
    expect(item).to_contain_text("The local official Oleh Kiper on glide bombs")
    expect(item).to_contain_text("Source: London summit article (no outlet credited)")
    item.get_by_role("button", name=ODESA).click()
    expect(popup(page, ODESA)).to_be_visible()
    expect(opened_event(page, ODESA)).to_be_visible()
    expect_parameter(page, "event", "odesa-region-glide-bombs")
    # The item that led to the event can still be read.
    expect(item.get_by_text("The local official Oleh Kiper")).to_be_visible()

    page.get_by_role("tab", name="Not on the map").click()
    page.get_by_role("button", name=POWER).click()
    expect_parameter(page, "event", "ukraine-power-grid")
    expect(opened_event(page, POWER)).to_be_visible()


def test_escape_closes_an_event_that_the_page_has_not_drawn_yet(page: Page, serve: Serve) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/detail.js", hold)
    open_page(page, serve())
    symbol(page, KHERSON).press("Enter")
    expect(popup(page, KHERSON).get_by_role("heading", name=KHERSON)).to_be_focused()
    expect_parameter(page, "event", "kherson-residential-block")
    expect(drawer(page)).to_have_count(0)
    page.keyboard.press("Escape")
    expect(popup(page, KHERSON)).to_have_count(0)
    expect_no_parameter(page, "event")
    for one in held:
        one.continue_()
    expect(drawer(page)).to_have_count(0)
    expect(popup(page, KHERSON)).to_have_count(0)

    symbol(page, KHERSON).press("Enter")
    expect(opened_event(page, KHERSON)).to_be_visible()
    expect(popup(page, KHERSON)).to_be_visible()


def test_the_list_follows_the_map_by_a_switch_that_is_in_the_link(page: Page, serve: Serve) -> None:
    open_page(page, serve(), "?lat=46.6&lng=32.6&zoom=9&in_view=true")
    switch = page.get_by_role("checkbox", name="Only events in the map's view")
    expect(switch).to_be_checked()
    said_of_it = page.get_by_text("events is in the map's view; 9 without a pin")
    expect(said_of_it).to_contain_text("1 of 11 events")
    narrowed = page.get_by_role("table", name="Events in the map's view")
    expect(narrowed.locator("tbody tr")).to_have_count(1)
    narrowed.get_by_role("button", name=KHERSON).press("Enter")
    expect(page.get_by_role("region", name="The opened event")).to_contain_text("1 of 1")
    map_of(page).get_by_role("button", name="Fit").click()
    expect(narrowed.locator("tbody tr")).to_have_count(2)
    switch.press("Space")
    expect(events_list(page).locator("tbody tr")).to_have_count(11)
    expect_no_parameter(page, "in_view")


MANY = "?dataset=many"


def write_datasets(folder: Path) -> None:
    """Write a dataset of 60 events, the latest first: Event 1, Event 2, …; and one of a bridge."""
    days = [date(2025, 10, 31) - timedelta(days=at) for at in range(60)]
    place = {"lat": 48.5, "lon": 35, "geo_precision": "settlement", "place": "Dnipro"}
    events = [
        EVENT
        | place
        | {"event_id": f"e{at}", "title": f"Event {at}", "date_start": day, "date_end": day}
        for at, day in enumerate(days, start=1)
    ]
    claims = [
        {"claim_id": f"c{at}", "event_id": f"e{at}", "claimant": "Somebody", "side": "media"}
        for at in range(1, 61)
    ]
    write_dataset(folder / "many", events, claims)
    bridge = EVENT | {"event_id": "a", "title": "A bridge"}
    bridge |= {"lat": "46.6", "lon": "32.6", "geo_precision": "settlement"}
    bridge |= {"summary": "[Graphic: blood] Hurt."}
    claim = {"claim_id": "c", "event_id": "a", "claimant": "A coder", "side": "other"}
    claim |= {"statement": "A man bled."}
    write_dataset(folder / "graphic", [bridge], [claim])


def drawer(page: Page) -> Locator:
    return page.get_by_role("region", name="The opened event")


def test_whose_data_they_are_is_in_view_wherever_the_page_is_scrolled_to(seen: Page) -> None:
    for part in (sentence(seen), events_list(seen)):
        part.scroll_into_view_if_needed()
        expect(credit(seen)).to_be_in_viewport(ratio=1)
    for words in ("The week of the London summit", "Licence: CC BY 4.0. Version 1.", "Last day:"):
        expect(credit(seen)).to_contain_text(words)


def focused_row(page: Page, title: str) -> Locator:
    return events_list(page).get_by_role("button", name=title, exact=True)


def test_a_long_list_is_walked_and_its_pages_turned(page: Page, shelf: str) -> None:
    open_page(page, shelf, MANY)
    row = focused_row(page, "Event 31")
    row.press("Enter")
    heading = opened_event(page, "Event 31")
    expect(heading).to_be_in_viewport()
    expect(heading).to_be_focused()
    expect(row).to_be_in_viewport()
    expect(drawer(page).get_by_role("status")).to_have_text("31 of 60")
    top, bottom = box_of(drawer(page))["y"], box_of(drawer(page))["height"]
    assert top >= 0
    assert top + bottom <= 900
    # It stands beside the list.
    edge = box_of(events_list(page))
    assert box_of(drawer(page))["x"] >= edge["x"] + 400
    page.keyboard.press("Escape")
    expect(drawer(page)).to_have_count(0)
    expect(row).to_be_focused()
    expect_no_parameter(page, "event")

    focused_row(page, "Event 50").press("Enter")
    expect(opened_event(page, "Event 50")).to_be_visible()
    drawer(page).get_by_role("button", name="Next event of the list").press("Enter")
    expect(opened_event(page, "Event 51")).to_be_visible()
    expect(drawer(page).get_by_role("status")).to_have_text("51 of 60")
    expect(drawer(page).get_by_role("button", name="Next event of the list")).to_be_focused()
    expect(focused_row(page, "Event 51")).to_have_attribute("aria-pressed", "true")
    expect_parameter(page, "event", "e51")
    for title in ("Event 50", "Event 49"):
        drawer(page).get_by_role("button", name="Previous event of the list").click()
        expect(opened_event(page, title)).to_be_visible()
    expect(focused_row(page, "Event 49")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    expect(drawer(page)).to_have_count(0)
    # The list is drawn anew, too, before it is scrolled.
    expect_no_parameter(page, "event")
    expect(focused_row(page, "Event 49")).to_have_attribute("aria-pressed", "false")

    head = events_list(page).get_by_role("columnheader", name="Date")
    focused_row(page, "Event 40").scroll_into_view_if_needed()
    expect(head).to_be_in_viewport()
    rows = [box_of(row)["height"] for row in events_list(page).get_by_role("row").all()[1:]]
    assert max(rows) <= 52  # two lines
    page.get_by_role("button", name="Next", exact=True).click()
    expect(focused_row(page, "Event 51")).to_be_in_viewport()
    expect(focused_row(page, "Event 51")).to_be_focused()


def test_a_sorted_list_knows_the_place_of_what_is_opened_and_the_way_back_stays(
    page: Page, shelf: str
) -> None:
    open_page(page, shelf, MANY)
    enter(page, "Words", "event")
    expect_parameter(page, "q", "event")
    heading = events_list(page).get_by_role("columnheader", name="Date")
    heading.get_by_role("button").click()
    expect(heading).to_have_attribute("aria-sort", "ascending")
    focused_row(page, "Event 60").click()
    place = drawer(page).get_by_role("status")
    expect(place).to_have_text("1 of 60")
    # The list is turned round while the event is open.
    heading.get_by_role("button").click()
    expect(place).to_have_text("60 of 60")
    page.keyboard.press("Escape")
    expect(drawer(page)).to_have_count(0)
    heading.get_by_role("button").click()
    expect(heading).to_have_attribute("aria-sort", "ascending")
    page.go_back()
    expect(opened_event(page, "Event 60")).to_be_visible()
    expect_parameter(page, "event", "e60")

    # Nothing hides drawer and head where the sidebar is put away: a click that something else
    # would take fails.
    page.get_by_role("region", name="Sidebar").hover()
    page.get_by_role("button", name="Collapse sidebar").click()
    focused_row(page, "Event 31").click()
    expect(place).to_have_text("30 of 60")
    heading.get_by_role("button").click()
    expect(place).to_have_text("31 of 60")
    drawer(page).get_by_role("button", name="Close", exact=True).click()
    expect(drawer(page)).to_have_count(0)


def test_arrow_keys_go_from_event_to_event_in_the_list(seen: Page) -> None:
    titles = events_list(seen).get_by_role("rowgroup").nth(1).get_by_role("button")
    titles.nth(0).focus()
    seen.keyboard.press("ArrowDown")
    seen.keyboard.press("ArrowDown")
    expect(titles.nth(2)).to_be_focused()
    seen.keyboard.press("ArrowUp")
    expect(titles.nth(1)).to_be_focused()
    seen.keyboard.press("End")
    expect(titles.nth(10)).to_be_focused()


def test_a_narrow_window_has_the_event_over_its_whole_width(page: Page, shelf: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    open_page(page, shelf, f"{MANY}&event=e7")
    expect(opened_event(page, "Event 7")).to_be_in_viewport()
    expect(credit(page)).to_be_visible()
    expect_drawn(page)
    sheet = box_of(drawer(page))
    assert (sheet["x"], sheet["width"]) == (0, 360)
    assert sheet["y"] >= 0
    assert sheet["y"] + sheet["height"] == pytest.approx(box_of(credit(page))["y"], abs=1)
    drawer(page).get_by_role("button", name="Close", exact=True).click()
    expect(drawer(page)).to_have_count(0)


def test_the_time_axis_ends_before_the_event_that_lies_beside_it(page: Page, shelf: str) -> None:
    page.set_viewport_size({"width": 1400, "height": 900})
    open_page(page, shelf, f"{MANY}&event=e7")
    expect(opened_event(page, "Event 7")).to_be_in_viewport()
    expect_drawn(page)
    axis, beside = box_of(page.locator(".st-key-time-axis")), box_of(drawer(page))
    assert axis["x"] + axis["width"] <= beside["x"]


def test_what_a_source_marks_as_graphic_is_shown_when_asked_for(page: Page, shelf: str) -> None:
    open_page(page, shelf, "?dataset=graphic")
    symbol(page, "A bridge").click()
    for place in (popup(page, "A bridge"), drawer(page)):
        expect(place).to_contain_text("not given")
        expect(place.get_by_text("A man bled.")).to_be_hidden()
        place.get_by_text("Marked as graphic: show texts and sources").click()
        expect(place.get_by_text("A man bled.")).to_be_visible()
    expect(drawer(page).get_by_text("[Graphic: blood] Hurt.")).to_be_visible()
