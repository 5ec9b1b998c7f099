"""The time axis: what is drawn, what a choice on it opens, and the brush."""

from playwright.sync_api import Locator, Page
from support.app_server import Serve
from support.viewer import (
    KHERSON,
    MOSCOW,
    box_of,
    expect_drawn,
    expect_no_parameter,
    expect_parameter,
    open_page,
    opened_event,
    popup,
    said,
    shown,
)
from support.waiting import expect

WEEK = f"{KHERSON}, week of 18–24 October 2025"
SETTLED_MS = 300
TALKS = "London talks: air defences and critical infrastructure"


def span_of(mark: Locator) -> tuple[float, float, float]:
    """Return left edge, width and middle height of a mark, once the axis has its width."""
    expect_drawn(mark.page)
    box, before = box_of(mark), None
    while box != before:
        mark.page.wait_for_timeout(SETTLED_MS)
        box, before = box_of(mark), box
    return box["x"], box["width"], box["y"] + box["height"] / 2


def test_no_button_lies_over_the_corner_of_the_axis(seen: Page) -> None:
    seen.get_by_label(WEEK).hover()
    for name in ("Show data", "Copy Vega-Lite spec"):
        expect(seen.get_by_role("button", name=name)).to_have_count(0)


def test_axis_draws_intervals_and_days_and_says_what_it_leaves_out(seen: Page) -> None:
    expect(seen.get_by_label(WEEK)).to_be_visible()
    left, width, _ = span_of(seen.get_by_label(WEEK))
    day = width / 7
    talks, _, _ = span_of(seen.get_by_label(f"{TALKS}, 24 October 2025"))
    # The week is drawn as a bar, the talks within its last day.
    assert left + 6 * day < talks < left + 7 * day
    # One event and ten items have no date; the meeting of February is far before the week.
    expect(
        seen.get_by_text(
            "Not drawn: 1 event without a date, 10 items without a date and "
            "1 item outside the days shown."
        )
    ).to_be_visible()


def test_hover_text_of_the_axis(seen: Page) -> None:
    seen.get_by_label(WEEK).hover()
    tip = seen.get_by_role("heading", name=KHERSON).locator("..")
    expect(tip).to_contain_text("week of 18–24 October 2025")
    expect(tip).to_contain_text("reported")


def test_a_brush_on_the_axis_sets_the_period_and_a_choice_opens_what_was_chosen(
    page: Page, serve: Serve
) -> None:
    open_page(page, serve())
    left, width, _ = span_of(page.get_by_label(WEEK))
    day = width / 7
    _, _, height = span_of(page.get_by_label(f"{TALKS}, 24 October 2025"))
    page.mouse.move(left + 2.3 * day, height)
    page.mouse.down()
    page.mouse.move(left + 4.7 * day, height, steps=5)
    page.mouse.up()
    expect_parameter(page, "from", "2025-10-20")
    expect_parameter(page, "to", "2025-10-22")
    # Every event of the week may lie in the period, and so may the one without a date.
    expect(shown(page, "11 of 11 shown")).to_be_visible()
    expect(said(page, "Zelenskyy and Trump meet")).to_have_count(0)
    page.get_by_role("button", name="Remove the filter Period: 20–22 October 2025").click()
    expect_no_parameter(page, "from")
    expect_no_parameter(page, "to")
    expect(said(page, "Zelenskyy and Trump meet")).to_be_visible()

    talks = page.get_by_label(f"{TALKS}, 24 October 2025")
    # The axis is made anew where its brush is out of date: the one before stays for a moment.
    expect(talks).to_have_count(1)
    talks.click()
    item = said(page, TALKS)
    text = item.get_by_text("The talks turn to ways of strengthening")
    expect(text).to_be_in_viewport()
    item.get_by_role("button", name="Attacks on the power grid before winter").click()
    expect(opened_event(page, "Attacks on the power grid before winter")).to_be_visible()
    expect_parameter(page, "event", "ukraine-power-grid")

    downings = page.get_by_label(f"{MOSCOW}, week of")
    expect(downings).to_have_count(1)
    downings.click()
    expect(popup(page, MOSCOW)).to_be_visible()
    expect_parameter(page, "event", "moscow-drones-downed")

    # A bar stays the same while other events are filtered away: Vega would hold on to bars that are
    # replaced, ten thousand of them.
    bar = page.get_by_label(WEEK)
    expect(bar).to_have_count(1)
    bar.evaluate("bar => bar.dataset.seen = 'before'")
    page.get_by_role("combobox", name="Type").fill("Shelling")
    page.get_by_role("option", name="Shelling").click()
    expect(downings).to_have_count(0)
    expect(bar).to_have_attribute("data-seen", "before")


def test_a_bar_at_the_edge_of_the_axis_is_of_the_whole_month(page: Page, serve: Serve) -> None:
    open_page(page, serve(), "?dataset=ucdp-ukraine&axis=2014-08-25/2014-09-05&unit=month")
    # Counted in the file: 585 events begin and end in that August, most of them before the 25th.
    august = page.get_by_label("1–31 August 2014: 585 events")
    expect(august).to_have_count(1)


def test_on_a_narrow_page_a_bar_is_of_a_longer_unit(page: Page, serve: Serve) -> None:
    # 2014 to 2023 are 110 months: four pixels each are more than a telephone has.
    for width, heading in ((1400, "Events per month"), (360, "Events per quarter")):
        page.set_viewport_size({"width": width, "height": 900})
        open_page(page, serve(), "?dataset=ucdp-ukraine")
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
