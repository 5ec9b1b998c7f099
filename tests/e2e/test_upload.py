"""A file of the viewer's own: inspected, corrected, shown for this session, or refused."""

import csv
import re
from pathlib import Path

import pytest
from app_server import Serve
from playwright.sync_api import Locator, Page, expect
from viewer import expect_no_parameter, map_region, open_page, popup, sentence, symbol

TABLE = """Дата,Область,Населений пункт,Широта,Довгота,Загинуло,Джерело
01/02/2025,Херсонська область,Херсон,"46,6354","32,6169",2,ДСНС
03/04/2025,Харківська область,Харків,"49,99","36,23",,<img src=x onerror=alert(1)>
05/06/2025,Одеська область,Одеса,95,30.7,1,ДСНС
"""
"""Days and months that can be read in either order, and a latitude that there is not."""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "table.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def drop(page: Page, file: Path) -> Locator:
    """Drop a file on the page, and return the dialog that opens."""
    page.get_by_text("Open a file of your own").click()
    page.locator("input[type=file]").set_input_files(file)
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    return dialog


def test_a_file_is_inspected_corrected_and_shown_in_this_session(
    page: Page, serve: Serve, table: Path
) -> None:
    open_page(page, serve())
    dialog = drop(page, table)
    expect(dialog.get_by_text("no row shows which")).to_be_visible()
    expect(dialog.get_by_role("button", name="Show on the map")).to_have_count(0)
    dialog.get_by_role("combobox", name="Order of day and month").click()
    page.get_by_role("option", name="day, month, year").click()
    expect(dialog.get_by_text("3 rows: 2 can be shown, 1 refused.")).to_be_visible()
    with page.expect_download() as download:
        dialog.get_by_role("button", name="Download the refused rows").click()
    with download.value.path().open(encoding="utf-8", newline="") as file:
        (refused,) = csv.DictReader(file)
    assert (refused["line"], refused["column"], refused["value"]) == ("4", "Широта", "95")

    dialog.get_by_role("button", name="Show on the map").click()
    expect(sentence(page)).to_contain_text("2 events, 1 February – 3 April 2025")
    expect(sentence(page)).to_contain_text("at least 2 killed")
    symbol(page, "Херсон").click()
    expect(popup(page, "Event in Херсон")).to_contain_text("1 February 2025")

    expect(page).to_have_url(re.compile("dataset=lent-"))
    other = page.context.new_page()
    other.goto(page.url)
    expect(other.get_by_text("open the file again")).to_be_visible()
    expect(sentence(other)).to_contain_text("11 events")
    other.close()


def test_a_column_is_chosen_by_hand(page: Page, serve: Serve, tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("aaa,bbb,ccc\n2025-02-01,46.6354,32.6169\n", encoding="utf-8")
    open_page(page, serve())
    dialog = drop(page, path)
    expect(dialog.get_by_text("no column that is known to hold a date")).to_be_visible()
    for label, column in (("Date, or first day", "aaa"), ("Latitude", "bbb"), ("Longitude", "ccc")):
        dialog.get_by_role("combobox", name=label, exact=True).click()
        page.get_by_role("option", name=column).click()
        expect(dialog.get_by_role("combobox", name=label, exact=True)).to_have_value(column)
    dialog.get_by_role("button", name="Show on the map").click()
    expect(sentence(page)).to_contain_text("1 event, 1 February 2025")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("photo.csv", b"\x89PNG\r\n\x1a\n" + bytes(64)),
        ("book.xlsx", b"not a workbook"),
        ("empty.csv", b""),
    ],
)
def test_what_is_no_table_is_refused_in_words(
    page: Page, serve: Serve, tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    open_page(page, serve())
    alert = drop(page, path).get_by_role("alert")
    expect(alert).to_contain_text("This file cannot be opened as it is.")
    expect(alert).to_contain_text(name)


def test_a_host_can_switch_uploads_off(page: Page, serve: Serve) -> None:
    open_page(page, serve(EVENTMAP_UPLOADS="off"))
    expect(page.get_by_role("combobox", name="Dataset")).to_be_visible()
    expect(map_region(page)).to_be_visible()
    expect(page.get_by_text("Open a file of your own")).to_have_count(0)
    expect_no_parameter(page, "dataset")
