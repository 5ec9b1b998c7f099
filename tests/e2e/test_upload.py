"""A file of the viewer's own: inspected, corrected, shown to this browser alone, or refused."""

import csv
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Locator, Page
from support.app_server import Serve
from support.viewer import (
    REDRAWN_MS,
    expect_drawn,
    expect_no_parameter,
    file_field,
    map_region,
    open_page,
    parameters,
    popup,
    sentence,
    symbol,
    symbols,
)
from support.waiting import WAIT_MS, expect

TABLE = """Дата,Область,Населений пункт,Широта,Довгота,Загинуло,Джерело
01/02/2025,Херсонська область,Херсон,"46,6354","32,6169",2,ДСНС
03/04/2025,Харківська область,Харків,"49,99","36,23",,<img src=x onerror=alert(1)>
Разом,,,,,2,
"""
"""Days and months that can be read in either order, and a row of totals."""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "table.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def drop(page: Page, file: Path) -> Locator:
    """Drop a file on the page, and return the dialog that opens."""
    page.get_by_text("Open a file of your own").click()
    file_field(page).set_input_files(file)
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    return dialog


def drop_another(page: Page, file: Path) -> None:
    """Close the dialog that is open, and drop a file anew."""
    close_dialog(page)
    file_field(page).set_input_files(file)
    expect(page.get_by_role("dialog")).to_be_visible()


def close_dialog(page: Page) -> None:
    """Close the dialog and wait until the field is empty: a file put in before would be lost."""
    page.get_by_role("dialog").get_by_role("button", name="Close").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_test_id("stFileChip")).to_have_count(0)
    expect_drawn(page)


def test_a_file_is_inspected_corrected_and_shown(page: Page, serve: Serve, table: Path) -> None:
    open_page(page, serve())
    dialog = drop(page, table)
    question = dialog.get_by_text("no row shows which")
    expect(question).to_contain_text("Choose “Order of day and month” here.")
    expect(question).not_to_contain_text("--")
    expect(dialog.get_by_role("button", name="Show on the map")).to_have_count(0)
    dialog.get_by_role("combobox", name="Order of day and month").click()
    page.get_by_role("option", name="day, month, year").click()
    expect(dialog.get_by_text("3 rows: 2 can be shown, 1 refused.")).to_be_visible()
    sums = dialog.get_by_text("In all: ")
    expect(sums).to_contain_text("2 events, 1 February – 3 April 2025, Ukraine; at least 2 killed")
    expect(sums).to_contain_text("At a point on the map: 2 of 2 events.")
    with page.expect_download() as download:
        dialog.get_by_role("button", name="Download the refused rows").click()
    with download.value.path().open(encoding="utf-8", newline="") as file:
        (refused,) = csv.DictReader(file)
    assert (refused["line"], refused["column"], refused["value"]) == ("4", "", "Разом")

    title = dialog.get_by_role("textbox", name="Title")
    expect(title).to_have_attribute("placeholder", "table")
    title.fill("Strikes on Kherson")
    expect_drawn(page)
    dialog.get_by_role("button", name="Show on the map").click()
    expect(sentence(page)).to_contain_text("Strikes on Kherson: 2 events, 1 February – ")
    expect(sentence(page)).to_contain_text("2 events, 1 February – 3 April 2025")
    expect(sentence(page)).to_contain_text("at least 2 killed")
    symbol(page, "Херсон").click()
    expect(popup(page, "Event in Херсон")).to_contain_text("1 February 2025")

    expect(page).to_have_url(re.compile("dataset=lent-"))
    expect(page.get_by_role("dialog", name="Open a file")).to_have_count(0)


def show(page: Page, table: Path) -> str:
    """Open a table on the page, and return the name that its dataset gets."""
    table.write_text("date,latitude,longitude\n2025-02-01,46.6354,32.6169\n", encoding="utf-8")
    drop(page, table).get_by_role("button", name="Show on the map").click()
    expect(sentence(page)).to_contain_text("1 event, 1 February 2025")
    expect(page).to_have_url(re.compile("dataset=lent-"))
    return parameters(page)["dataset"][0]


def test_on_a_phone_the_sidebar_gives_way_to_a_file_that_is_shown(
    page: Page, serve: Serve, tmp_path: Path
) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    open_page(page, serve())
    unfold = page.get_by_test_id("stExpandSidebarButton")
    unfold.click()
    expect(unfold).to_have_count(0)
    show(page, tmp_path / "mine.csv")
    expect(unfold).to_be_visible()


def routes_of(name: str) -> list[str]:
    """Return where an upload is answered about: by the API, as a tile, and as an export."""
    return [
        f"/api/summary?dataset={name}",
        f"/tiles/{name}/1/0/0/0.json",
        f"/api/events.csv?dataset={name}",
    ]


def test_a_reload_keeps_a_file_and_no_other_browser_sees_it(
    page: Page, serve: Serve, browser: Browser, tmp_path: Path
) -> None:
    address = serve()
    open_page(page, address)
    name = show(page, tmp_path / "mine.csv")
    page.reload()
    expect(sentence(page)).to_contain_text("1 event, 1 February 2025")
    expect(symbols(page).first).to_be_visible()
    for route in routes_of(name):
        answer = page.request.get(address + route)
        assert answer.ok
        assert answer.headers["cache-control"] == "private, no-store"

    elsewhere = browser.new_context(reduced_motion="reduce")
    other = elsewhere.new_page()
    other.goto(page.url)
    expect(other.get_by_text("was opened by another viewer")).to_be_visible()
    expect(sentence(other)).to_have_count(0)
    for route in routes_of(name):
        answer, unknown = (
            other.request.get(address + each) for each in (route, route.replace(name, "lent-0"))
        )
        assert answer.status == unknown.status
        assert answer.text() == unknown.text().replace("lent-0", name)
    other.get_by_role("combobox", name="Show another dataset").click()
    other.get_by_role("option").first.click()
    expect(sentence(other)).to_contain_text("11 events")
    elsewhere.close()


def wait_until(page: Page, reached: Callable[[], bool]) -> None:
    for _ in range(WAIT_MS // REDRAWN_MS):
        if reached():
            return
        page.wait_for_timeout(REDRAWN_MS)
    assert reached()


def held_bytes(page: Page, address: str) -> int:
    """Return how many bytes of viewers' files Streamlit holds."""
    # A kept connection may be closed by the server at the moment in which it is used again.
    text = page.request.get(f"{address}/_stcore/metrics", max_retries=3).text()
    sizes = re.findall(r'cache_type="UploadedFileManager".*} (\d+)', text)
    return sum(map(int, sizes))


def test_the_bytes_of_a_file_are_dropped_once_it_is_shown_or_not_wanted(
    page: Page, serve: Serve, tmp_path: Path
) -> None:
    address = serve(EVENTMAP_METRICS="on", EVENTMAP_UPLOAD_GRACE_S="1")

    def expect_held(size: int) -> None:
        """Wait until Streamlit holds so many bytes of files."""
        wait_until(page, lambda: held_bytes(page, address) == size)

    open_page(page, address)
    table = tmp_path / "mine.csv"
    table.write_text("date,latitude,longitude\n2025-02-01,46.6354,32.6169\n", encoding="utf-8")
    dialog = drop(page, table)
    expect(dialog.get_by_role("button", name="Show on the map")).to_be_visible()
    expect_held(table.stat().st_size)
    dialog.get_by_role("button", name="Close").click()
    expect_held(0)
    expect(page.get_by_text(table.name)).to_have_count(0)  # another place for a file is there
    file_field(page).set_input_files(table)
    expect_drawn(page)
    dialog.get_by_role("button", name="Show on the map").click()
    expect(sentence(page)).to_contain_text("1 event, 1 February 2025")
    expect_held(0)


def test_a_file_goes_soon_after_its_last_tab(
    serve: Serve, browser: Browser, tmp_path: Path
) -> None:
    address = serve(EVENTMAP_METRICS="on", EVENTMAP_UPLOAD_GRACE_S="1")
    viewer = browser.new_context(reduced_motion="reduce")
    tab = viewer.new_page()
    open_page(tab, address)
    name = show(tab, tmp_path / "mine.csv")
    tile, *_ = (address + route for route in routes_of(name) if "tiles" in route)
    assert viewer.request.get(tile).ok
    url = tab.url
    tab.close()
    again = viewer.new_page()
    wait_until(again, lambda: not viewer.request.get(tile, max_retries=3).ok)
    for route in routes_of(name):
        assert viewer.request.get(address + route).status in (404, 422)
    again.goto(url)
    expect(again.get_by_text("it is no longer here")).to_be_visible()
    viewer.close()


SWAPPED = """date,town,country,latitude,longitude,killed
2025-02-01,<b>Kherson</b>,Ukraine,32.6169,46.6354,2
2025-02-02,Kharkiv,Ukraine,36.23,49.99,1
2025-02-03,Odesa,Ukraine,30.7233,46.4825,0
"""


FOLDED_MS = 1_000
"""Longer than anything takes to fold up."""

NOTE_TOPS = """words => {
    window.tops = new Set();
    const step = () => {
        for (const button of document.querySelectorAll('button')) {
            if (button.textContent.includes(words)) {
                window.tops.add(Math.round(button.getBoundingClientRect().top));
            }
        }
        requestAnimationFrame(step);
    };
    step();
}"""
"""Notes where a button stands, frame by frame: in one place, unless it slides."""


def test_points_are_turned_and_types_left_unread_as_chosen(
    page: Page, serve: Serve, tmp_path: Path
) -> None:
    path = tmp_path / "swapped.csv"
    path.write_text(SWAPPED, encoding="utf-8")
    open_page(page, serve())
    dialog = drop(page, path)
    expect(dialog.get_by_text("Which of the two numbers is the latitude?")).to_be_visible()
    for way, words in (
        ("as written", "2 of 3 points in Iraq and 1 in Iran"),
        ("turned", "3 of 3 points in Ukraine"),
    ):
        picture = dialog.get_by_role("img", name=f"Map, {way}: {words}.", exact=True)
        expect(picture.locator("circle")).to_have_count(3)
        expect(picture.get_by_text("Ukraine")).to_have_count(int(way == "turned"))
        expect(dialog.get_by_text(f"{words}.", exact=True)).to_be_visible()
    expect(dialog.get_by_role("button", name="Show on the map")).to_have_count(0)
    page.evaluate(NOTE_TOPS, "Show on the map")
    dialog.get_by_role("button", name="Read them turned").click()
    expect(dialog.get_by_role("img")).to_have_count(0)
    expect(dialog.get_by_role("button", name="Show on the map")).to_be_visible()
    expect_drawn(page)
    page.wait_for_timeout(FOLDED_MS)
    assert page.evaluate("window.tops.size") == 1
    dialog.get_by_role("button", name="Show on the map").click()
    expect(sentence(page)).to_contain_text("3 events, 1–3 February 2025, Ukraine")
    name = parameters(page)["dataset"][0]
    rows = page.request.get(f"{serve()}/api/events.csv?dataset={name}&region=UA-65").text()
    (event,) = csv.DictReader(rows.splitlines())
    assert (event["lat"], event["lon"], event["place"]) == ("46.6354", "32.6169", "<b>Kherson</b>")

    path = tmp_path / "types.csv"
    path.write_text(
        "date,type,lat,lon,title\n2025-02-01,missile,46.6354,32.6169,Shelling of a market\n",
        encoding="utf-8",
    )
    expect_drawn(page)
    dialog = drop(page, path)
    dialog.get_by_text("Columns", exact=True).click()
    kind = dialog.get_by_role("combobox", name="Column type is read as", exact=True)
    kind.select_option("not read")
    expect(dialog.get_by_text("every event is of the type other")).to_be_visible()
    expect_drawn(page)
    dialog.get_by_role("button", name="Show on the map").click()
    expect(sentence(page)).to_contain_text("1 event, 1 February 2025")
    page.goto(f"{page.url}&type=other")
    expect(sentence(page)).to_contain_text("1 event")


def test_where_a_table_lies_and_what_is_not_read_are_said_by_hand(
    page: Page, serve: Serve, tmp_path: Path
) -> None:
    path = tmp_path / "book.xlsx"
    book = openpyxl.Workbook()
    for sheet in (book.active, book.create_sheet("Second")):
        sheet.append(["Date", "Place", "Latitude", "Longitude"])  # of an older table
        sheet.append(["date of report", "place", "lat", "lon", "day of event"])
        sheet.append(["2025-02-01", "Kherson", 46.6354, 32.6169, "2025-01-31"])
    book["Second"].append(["2025-02-02", "Odesa", 46.48, 30.73, "2025-02-01"])
    book.save(path)
    open_page(page, serve())
    dialog = drop(page, path)
    sheet_name = dialog.get_by_role("textbox", name="Sheet")
    sheet_name.fill("Third")
    sheet_name.press("Enter")
    expect(dialog.get_by_text("has no sheet 'Third'; its sheets are")).to_be_visible()
    sheet_name.fill("Second")
    sheet_name.press("Enter")
    expect(dialog.get_by_text("book.xlsx, sheet Second").first).to_be_visible()
    row = dialog.get_by_role("spinbutton", name="Row that names the columns")
    row.fill("2")
    row.press("Enter")
    expect(dialog.get_by_text("2 rows: 2 can be shown, 0 refused.")).to_be_visible()

    # A column that is read with another can be left unread.
    path = tmp_path / "parts.csv"
    path.write_text("year,month,day,lat,lon\n2024,5,13,46.6354,32.6169\n", encoding="utf-8")
    drop_another(page, path)
    dialog.get_by_text("Columns", exact=True).click()
    year = dialog.get_by_role("combobox", name="Column year is read as", exact=True)
    expect(year.locator("option:checked")).to_have_text("Date, or first day")
    year.select_option("not read")
    expect(dialog.get_by_text("no column that is known to hold a date")).to_be_visible()
    expect(dialog.get_by_role("button", name="Show on the map")).to_have_count(0)


def test_what_is_chosen_by_hand_holds_for_the_next_file_and_can_be_forgotten(
    page: Page, serve: Serve, tmp_path: Path
) -> None:
    path = tmp_path / "odd.csv"
    heading = "date,entered on,lat,lon\n"
    path.write_text(heading + "2025-02-01,2025-03-01,46.6354,32.6169\n", encoding="utf-8")
    open_page(page, serve())
    dialog = drop(page, path)

    def choice(column: str) -> Locator:
        return dialog.get_by_role("combobox", name=f"Column {column} is read as", exact=True)

    # A day of entry is none of the event's: it is named as unread, and can be chosen all the same.
    expect(choice("date").locator("option:checked")).to_have_text("Date, or first day")
    expect(choice("entered on").locator("option:checked")).to_have_text("not read")
    choice("entered on").select_option("Date, or first day")
    expect(choice("date").locator("option:checked")).to_have_text("not read")
    show_on_map = dialog.get_by_role("button", name="Show on the map")
    expect(dialog.get_by_text("Not read: 'date' looks like a date")).to_be_visible()
    expect_drawn(page)
    show_on_map.click()
    expect(sentence(page)).to_contain_text("1 event, 1 March 2025")

    path.write_text(heading + "2025-02-02,2025-03-02,46.6354,32.6169\n", encoding="utf-8")
    expect_drawn(page)
    drop(page, path)
    expect(dialog.get_by_text("Columns as chosen on ")).to_contain_text(
        "date_start from 'entered on'."
    )
    dialog.get_by_role("button", name="Forget what was chosen before").click()
    expect(dialog.get_by_text("Columns as chosen on ")).to_have_count(0)
    expect(dialog.get_by_text("Not read: 'entered on' looks like a date")).to_be_visible()
    expect_drawn(page)
    show_on_map.click()
    expect(sentence(page)).to_contain_text("1 event, 2 February 2025")


def test_what_is_no_table_is_refused_in_words(page: Page, serve: Serve, tmp_path: Path) -> None:
    open_page(page, serve())
    page.get_by_text("Open a file of your own").click()
    for name, content in (
        ("photo.csv", b"\x89PNG\r\n\x1a\n" + bytes(64)),
        ("book.xlsx", b"not a workbook"),
        ("empty.csv", b""),
    ):
        (tmp_path / name).write_bytes(content)
        file_field(page).set_input_files(tmp_path / name)
        alert = page.get_by_role("dialog").get_by_role("alert")
        expect(alert).to_contain_text("This file cannot be opened as it is.")
        expect(alert).to_contain_text(name)
        expect(page.get_by_test_id("stFileChip")).to_have_count(1)
        close_dialog(page)


def test_a_host_can_switch_uploads_off(page: Page, serve: Serve) -> None:
    open_page(page, serve(EVENTMAP_EMBED="off", EVENTMAP_UPLOADS="off"))
    expect(page.get_by_role("combobox", name="Dataset")).to_be_visible()
    expect(map_region(page)).to_be_visible()
    expect(page.get_by_text("Open a file of your own")).to_have_count(0)
    expect_no_parameter(page, "dataset")
