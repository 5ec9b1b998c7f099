"""Two selections side by side: chosen in the sidebar, kept in the address, left again."""

from playwright.sync_api import Locator, Page
from support.app_server import Serve
from support.viewer import expect_no_parameter, expect_parameter, open_page
from support.waiting import expect

# The bundled week: of the eleven events four are shelling and three air defence.


def comparison(page: Page) -> Locator:
    return page.get_by_role("region", name="Comparison")


def test_a_type_is_compared_with_another_on_the_map_too_and_the_address_keeps_it(
    page: Page, serve: Serve
) -> None:
    open_page(page, serve(), "?type=shelling")
    page.get_by_role("combobox", name="Compare with").click()
    page.get_by_role("option", name="Type: Air defence").click()
    expect_parameter(page, "compare", "type%3Aair_defence")
    expect(comparison(page)).to_contain_text("4 events of the type shelling against 3 of the type")
    page.reload()
    rows = comparison(page).get_by_role("table").first.get_by_role("row")
    expect(rows.nth(1)).to_contain_text("Shelling")
    expect(rows.nth(2)).to_contain_text("Air defence")

    # Regions are shaded by what differs.
    frame = page.frame_locator("iframe").first
    expect(frame.get_by_text("Events, Shelling against Air defence, by region")).to_be_visible()
    # The four shelled places lie in Ukraine, Russia tells of air defence.
    regions = frame.get_by_role("group", name="Change of events, by region.")
    names = regions.get_by_role("button")
    expect(names.first).to_be_attached()
    assert any("more" in (name.get_attribute("aria-label") or "") for name in names.all())

    comparison(page).get_by_role("button", name="Close the comparison").click()
    expect(comparison(page)).to_have_count(0)
    expect_no_parameter(page, "compare")
    expect(frame.get_by_text("against Air defence")).to_have_count(0)


def test_what_cannot_be_compared_is_said(page: Page, serve: Serve) -> None:
    open_page(page, serve(), "?compare=previous")
    expect(page.get_by_text("These cannot be compared.")).to_be_visible()
    expect(page.get_by_text("where from and to are chosen")).to_be_visible()
