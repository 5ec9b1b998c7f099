"""The first screen, and what stands below it."""

from pathlib import Path

from playwright.sync_api import Page
from support.app_server import Serve
from support.datasets import EVENT, write_dataset
from support.viewer import (
    box_of,
    choose,
    enter_day,
    events_list,
    expect_drawn,
    map_region,
    open_page,
    sentence,
    symbols,
)
from support.waiting import expect

PLACES = [f"UA-{code}" for code in ("05", "07", "09", "12", "14", "18", "21", "23", "26", "63")]


def write_datasets(folder: Path) -> None:
    events = [
        EVENT | {"event_id": code, "title": code, "admin1": code, "lat": 48 + n / 9, "lon": 31}
        for n, code in enumerate(PLACES)
    ]
    claim = {"claim_id": "c", "event_id": "UA-05", "claimant": "Somebody", "side": "media"}
    figures = {"killed_low": 1, "killed_best": 5, "killed_high": 9}
    write_dataset(folder / "places", events, [claim | figures])


def test_sentence_says_how_many_when_where_and_at_what_cost(seen: Page) -> None:
    # Counted by hand in data/london-summit: eleven events, one of which gives figures.
    expect(sentence(seen)).to_have_text(
        "The week of the London summit, 18–24 October 2025: "
        "11 events, 18–24 October 2025 (10 of them; 1 gives no date), Russia and Ukraine; "
        "at least 2 killed, at least 22 injured, "
        "from 1 of 11 events; 10 give no figure."
    )


def test_first_screen_needs_no_scrolling(seen: Page) -> None:
    parts = {
        "sentence": sentence(seen),
        "map": map_region(seen),
        "killed": seen.get_by_role("definition").filter(has_text="at least 2").first,
        "injured": seen.get_by_role("definition").filter(has_text="at least 22"),
        "time axis": seen.get_by_role("img").filter(has_text="Diplomacy"),
        "what was said": seen.get_by_role("heading", name="What was said and decided"),
        "tabs": seen.get_by_role("tablist"),
    }
    expect(parts["time axis"]).to_be_visible()
    boxes = {name: box_of(part) for name, part in parts.items()}
    below = {name: box for name, box in boxes.items() if box["y"] + box["height"] > 900}
    assert below == {}
    assert boxes["map"]["height"] >= 400


def test_the_map_keeps_its_width_while_the_rest_arrives_and_the_list_is_sorted_by_keys(
    page: Page, serve: Serve
) -> None:
    page.add_init_script(
        """
        window.edges = new Set();
        new MutationObserver(() => {
            const box = document.querySelector("iframe")?.getBoundingClientRect();
            if (box?.width) window.edges.add(`${Math.round(box.left)} ${Math.round(box.right)}`);
        }).observe(document, { subtree: true, childList: true, attributes: true });
        """
    )
    open_page(page, serve())
    expect_drawn(page)
    assert len(page.evaluate("[...window.edges]")) == 1

    # The list is sorted by its headings with the keyboard.
    heading = events_list(page).get_by_role("columnheader", name="Event")
    first = events_list(page).get_by_role("row").nth(1)
    heading.get_by_role("button", name="Event").press("Enter")
    expect(first).to_contain_text("Attacks on the power grid before winter")
    expect(heading).to_have_attribute("aria-sort", "ascending")
    heading.get_by_role("button", name="Event").press("Enter")
    expect(first).to_contain_text("Train delays and changed routes in several regions")
    expect(heading).to_have_attribute("aria-sort", "descending")


def test_unknown_is_said_beside_every_total_of_casualties(seen: Page) -> None:
    for total in ("at least 2", "at least 22"):
        figure = seen.get_by_text(total, exact=True).first
        expect(figure.locator("..")).to_contain_text("from 1 of 11 events; 10 give no figure")
    kherson = seen.get_by_role("table", name="By region").get_by_role("row", name="Kherson")
    expect(kherson.get_by_role("cell")).to_have_text(["", "2", "at least 2", "at least 22"])
    moscow = seen.get_by_role("table", name="By region").get_by_role("row", name="Moscow")
    expect(moscow.get_by_role("cell")).to_have_text(["", "1", "not given", "not given"])


def test_every_place_can_be_opened_with_the_keyboard_and_folded_again(
    page: Page, shelf: str
) -> None:
    open_page(page, shelf, "?dataset=places")
    table = page.get_by_role("table", name="By region")
    places = table.get_by_role("rowheader")
    expect(places).to_have_count(8)
    first = table.get_by_role("row", name="Vinnytsia")
    expect(first.get_by_role("cell")).to_have_text(["", "1", "51–9"])
    page.get_by_role("button", name="and 2 more places").press("Enter")
    expect(places).to_have_count(len(PLACES))
    page.get_by_role("button", name="only the first 8").press("Enter")
    expect(places).to_have_count(8)


def test_every_event_is_a_symbol_a_region_or_listed_with_its_reason(
    page: Page, serve: Serve
) -> None:
    opened = page
    open_page(page, serve(), "?lat=51&lng=35&zoom=5")  # close enough for every tag to stand alone
    expect(symbols(opened)).to_have_count(2)
    tags = opened.frame_locator("iframe").get_by_role("group", name="Regions with events")
    # Odesa 2, Kherson, Kharkiv and Donetsk 1 each.
    expect(tags.get_by_role("button")).to_have_count(4)
    opened.get_by_role("tab", name="Not on the map (4)").click()
    rows = opened.get_by_role("table", name="Events that are not on the map").get_by_role("row")
    expect(rows).to_have_count(5)
    for row in rows.all()[1:]:
        expect(row).to_contain_text("Known only to")


def test_a_filter_leaves_the_tab_that_was_chosen_and_a_notice_what_stands_below_it(
    page: Page, serve: Serve
) -> None:
    open_page(page, serve())
    tab = page.get_by_role("tab", name="Not on the map (4)")
    tab.click()
    kept = [part.element_handle() for part in (page.locator("iframe"), tab)]
    # The four events that are on no map are known to the country only: none of them is shelling.
    choose(page, "Type", "Shelling")
    expect(page.get_by_role("tab", name="Not on the map (0)", selected=True)).to_be_visible()
    enter_day(page, "From", "20251024")
    enter_day(page, "To", "20251020")
    expect(page.get_by_text("The period is not used")).to_be_visible()
    expect_drawn(page)
    expect(page.get_by_role("tab", name="Not on the map (0)", selected=True)).to_be_visible()
    assert [part.evaluate("(part) => part.isConnected") for part in kept] == [True, True]


def test_method_tells_the_rules_and_the_source(seen: Page) -> None:
    seen.get_by_role("tab", name="How these numbers are made").click()
    method = seen.get_by_role("tabpanel", name="How these numbers are made")
    for heading in ("Casualties", "Dates and places", "Status", "This dataset"):
        expect(method.get_by_role("heading", name=heading)).to_be_visible()
    expect(method).to_contain_text("CC BY 4.0")
