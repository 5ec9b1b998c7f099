"""The filters: controls, address, chips, and the way back."""

import pytest
from playwright.sync_api import Page
from support.app_server import Serve
from support.viewer import (
    KHERSON,
    choose,
    enter,
    enter_day,
    events_list,
    expect_drawn,
    expect_no_parameter,
    expect_parameter,
    expect_parameters,
    open_page,
    opened_event,
    sentence,
    shown,
    symbols,
)
from support.waiting import expect

# Of the eleven events four are shelling and three air defence; Russia has three, all of them air
# defence. One gives a number of killed: 2. Kherson is named in title, summary, place or
# statement of four.


@pytest.fixture
def opened(page: Page, serve: Serve) -> Page:
    open_page(page, serve())
    return page


def test_every_control_is_in_the_address_and_a_choice_stays_while_its_numbers_change(
    opened: Page,
) -> None:
    choose(opened, "Type", "Shelling (4)")
    enter(opened, "Killed, at least", "1")
    expect(opened.get_by_role("button", name="Remove Shelling (1)")).to_be_visible()
    # 7 are of other types, 10 give no such number; the 7 are among the 10.
    expect(
        shown(
            opened,
            "1 of 11 shown, 10 hidden: 10 by the number killed and 7 by type "
            "(some by more than one)",
        )
    ).to_be_visible()
    # The next control sends the state of all others along.
    enter(opened, "Words", "artillery")
    expect_parameters(opened, {"type": ["shelling"], "killed_min": ["1"], "q": ["artillery"]})
    expect(sentence(opened)).to_contain_text("1 event")

    choose(opened, "Type", "Air defence")
    expect_parameter(opened, "type", "air_defence")
    choose(opened, "Status", "Reported")
    expect_parameter(opened, "status", "reported")
    enter_day(opened, "From", "20251020")
    expect_parameter(opened, "from", "2025-10-20")
    enter(opened, "Words", "Kherson")
    expect_parameter(opened, "q", "Kherson")
    enter(opened, "Killed, at least", "2")
    expected = {
        "type": ["shelling", "air_defence"],
        "status": ["reported"],
        "from": ["2025-10-20"],
        "q": ["Kherson"],
        "killed_min": ["2"],
    }
    expect_parameters(opened, expected)
    expect(sentence(opened)).to_contain_text(
        "up to 1 event since 20 October 2025, of the type shelling or air defence, with the "
        "status reported, with the words “Kherson”, with at least 2 killed (best estimate), "
        "possibly; none lies wholly in it; dated 18–24 October 2025, Ukraine; possibly 2 killed"
    )
    expect(events_list(opened).get_by_role("row")).to_have_count(2)
    expect(symbols(opened)).to_have_count(1)


def test_a_period_is_chosen_by_its_name_and_shown_alone(page: Page, serve: Serve) -> None:
    open_page(page, serve(), "?dataset=ucdp-ukraine")
    page.get_by_role("combobox", name="Period").click()
    page.get_by_role("option", name="January–March 2023").click()
    expect_parameter(page, "from", "2023-01-01")
    expect_parameter(page, "to", "2023-03-31")
    # Pressed before the sidebar, which is drawn last, shows the days: it sends none for them.
    page.get_by_role("button", name="Zoom into the period").click()
    days = {"from": ["2023-01-01"], "to": ["2023-03-31"], "axis": ["2023-01-01/2023-03-31"]}
    expect_parameters(page, {"dataset": ["ucdp-ukraine"]} | days)
    expect(page.get_by_role("spinbutton", name="year, From")).to_have_text("2023")
    # A day is seen whole, and not its year alone.
    fields = page.get_by_test_id("stDateInputFieldsScroller")
    expect(fields).to_have_count(2)
    room = fields.evaluate_all("(all) => all.map((each) => each.clientWidth - each.scrollWidth)")
    assert room == [0, 0]
    expect(page.get_by_role("button", name="Zoom into the period")).to_have_count(0)
    page.get_by_role("button", name="All days").click()
    expect_no_parameter(page, "axis")
    page.get_by_role("button", name="Remove the filter Period").click()
    expect_no_parameter(page, "from")
    expect_no_parameter(page, "to")


def test_chip_takes_one_value_away_and_reset_all_of_them(page: Page, serve: Serve) -> None:
    view = {"lat": ["54"], "lng": ["33"], "zoom": ["5"]}
    open_page(page, serve(), "?type=shelling&type=air_defence&q=drones&lat=54&lng=33&zoom=5")
    page.get_by_role("button", name="Remove the filter Type: Shelling").click()
    expect_parameters(page, view | {"type": ["air_defence"], "q": ["drones"]})
    expect(page.get_by_role("button", name="Remove Shelling")).to_have_count(0)
    expect(page.get_by_role("button", name="Remove Air defence")).to_be_visible()
    page.get_by_role("button", name="Reset all").click()
    expect_parameters(page, view)
    expect(shown(page, "11 of 11 shown")).to_be_visible()
    expect(page.get_by_role("textbox", name="Words")).to_have_value("")


def test_what_is_pressed_while_the_page_is_drawn_anew_is_done_once_it_is_let_go(
    opened: Page,
) -> None:
    """A click is a press and its end, and a slow machine may draw the page between the two."""
    rows = events_list(opened).locator("tbody tr")
    choose(opened, "Type", "Shelling")
    enter(opened, "Words", "shelling")
    expect(rows).to_have_count(1)
    expect_drawn(opened)
    opened.get_by_role("button", name="Remove the filter Type: Shelling").hover()
    opened.mouse.down()
    opened.go_back()
    expect(rows).to_have_count(4)
    expect_drawn(opened)
    opened.mouse.up()
    expect_no_parameter(opened, "type")
    expect(shown(opened, "11 of 11 shown")).to_be_visible()
    expect_drawn(opened)

    events_list(opened).get_by_role("button", name=KHERSON).focus()
    opened.keyboard.down(" ")
    opened.go_back()
    expect(shown(opened, "4 of 11 shown, 7 hidden by type")).to_be_visible()
    expect_drawn(opened)
    opened.keyboard.up(" ")
    expect(opened_event(opened, KHERSON)).to_be_visible()


def test_a_filter_is_said_in_words_and_taken_back(opened: Page) -> None:
    enter(opened, "Words", "nothing of the kind")
    expect(sentence(opened)).to_have_text(
        "The week of the London summit, 18–24 October 2025: "
        "no event with the words “nothing of the kind”."
    )
    expect(symbols(opened)).to_have_count(0)
    expect(opened.get_by_role("tabpanel")).to_contain_text("No event matches the filter.")
    opened.get_by_role("button", name="Reset all").click()
    expect(symbols(opened)).to_have_count(2)

    # A choice says how many events it would show.
    choose(opened, "Country", "Russia (3)")
    expect(shown(opened, "3 of 11 shown, 8 hidden by country")).to_be_visible()
    opened.get_by_role("combobox", name="Type").click()
    options = opened.get_by_role("option")
    expect(options.filter(has_text="Air defence")).to_have_text("Air defence (3)")
    expect(options.filter(has_text="Shelling")).to_have_text("Shelling (0)")
    opened.keyboard.press("Escape")
    opened.get_by_role("button", name="Reset all").click()
    expect(shown(opened, "11 of 11 shown")).to_be_visible()

    # A row of the casualty table is one as well.
    opened.get_by_role("button", name="Kherson Oblast").first.click()
    expect_parameter(opened, "region", "UA-65")
    expect(events_list(opened).get_by_role("button", name=KHERSON)).to_be_visible()
    expect(shown(opened, "2 of 11 shown, 9 hidden by region")).to_be_visible()
    opened.get_by_role("button", name="Reset all").click()
    expect(shown(opened, "11 of 11 shown")).to_be_visible()

    # So does the way back in the browser, and the way on brings it again.
    choose(opened, "Type", "Shelling")
    expect(shown(opened, "4 of 11 shown, 7 hidden by type")).to_be_visible()
    enter(opened, "Words", "artillery")
    expect_parameter(opened, "q", "artillery")
    opened.go_back()
    expect(shown(opened, "4 of 11 shown, 7 hidden by type")).to_be_visible()
    expect(opened.get_by_role("textbox", name="Words")).to_have_value("")
    opened.go_back()
    expect(shown(opened, "11 of 11 shown")).to_be_visible()
    expect(opened.get_by_role("button", name="Remove Shelling")).to_have_count(0)
    opened.go_forward()
    expect(shown(opened, "4 of 11 shown, 7 hidden by type")).to_be_visible()
    expect(opened.get_by_role("button", name="Remove Shelling (4)")).to_be_visible()
