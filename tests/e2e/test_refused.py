"""Broken datasets: every reason at once, and the page with what is left."""

from pathlib import Path

from playwright.sync_api import Page
from support.app_server import Serve
from support.datasets import EVENT, write_dataset
from support.viewer import (
    KHERSON,
    expect_parameter,
    open_page,
    opened_event,
    popup,
    sentence,
    symbol,
)
from support.waiting import expect

ROWS = [
    {"event_id": "a", "title": "First", "lat": 48.5, "lon": 35},
    {"event_id": "b", "title": "Second", "lat": 95, "lon": 35},
    {"event_id": "c", "title": "Third", "lat": 48.5, "lon": 35, "date_start": "24.10.2025"},
    {"event_id": "d", "title": "Fourth", "lat": 48.5, "lon": 35, "event_type": "dron"},
    {"event_id": "a", "title": "Fifth", "lat": 48.5, "lon": 35},
]
CLAIMS = [{"claim_id": "1", "event_id": "z", "claimant": "Somebody", "side": "media"}]
REASONS = [
    ("events.csv, row 3, column lat: '95'", "from -90 to 90"),
    ("events.csv, row 4, column date_start: '24.10.2025'", "YYYY-MM-DD"),
    ("events.csv, row 5, column event_type: 'dron'", "one of shelling, missile, drone,"),
    ("events.csv, row 6, column event_id: 'a'", "an id that no row above has"),
    ("claims.csv, row 2, column event_id: 'z'", "an event_id of events.csv"),
]
"""File, row as a spreadsheet counts, column and value of each error in the rows, and the rule."""


def write_broken(folder: Path) -> Path:
    return write_dataset(folder, [EVENT | row for row in ROWS], CLAIMS)


def expect_reasons(page: Page) -> None:
    alert = page.get_by_role("alert").filter(has_text="The dataset broken was not opened.")
    reasons = alert.get_by_role("listitem")
    expect(reasons).to_have_count(len(REASONS))
    for cell, allowed in REASONS:
        reason = reasons.filter(has_text=f"{cell} is not allowed; allowed: ")
        expect(reason).to_contain_text(allowed)


def test_broken_dataset_is_refused_with_every_reason_and_the_others_work(
    page: Page, serve: Serve, tmp_path: Path
) -> None:
    write_broken(tmp_path / "broken")
    write_dataset(tmp_path / "good", [EVENT | ROWS[0]], title="A good one")
    write_dataset(tmp_path / "other", [EVENT | ROWS[0] | {"title": "Elsewhere"}], title="Another")
    open_page(page, serve(tmp_path))
    expect_reasons(page)
    expect(sentence(page)).to_contain_text("1 event, 20–22 October 2025, Ukraine")
    symbol(page, "First").click()
    expect(popup(page, "First")).to_be_visible()
    # The page is drawn anew, too: a list that was opened before would close.
    expect(opened_event(page, "First")).to_be_visible()
    page.get_by_role("combobox", name="Dataset").click()
    expect(page.get_by_role("option")).to_have_text(["A good one", "Another"])
    page.get_by_role("option", name="Another").click()
    expect_parameter(page, "dataset", "other")
    expect(symbol(page, "Elsewhere")).to_be_visible()


def test_bundled_data_is_shown_where_nothing_else_can_be(
    page: Page, serve: Serve, tmp_path: Path
) -> None:
    open_page(page, serve(write_broken(tmp_path / "broken")))
    expect_reasons(page)
    expect(sentence(page)).to_contain_text("11 events")
    expect(symbol(page, KHERSON)).to_be_visible()


def test_missing_folder_is_named(page: Page, serve: Serve, tmp_path: Path) -> None:
    open_page(page, serve(tmp_path / "nowhere"))
    expect(page.get_by_role("alert")).to_contain_text("no such folder")
    expect(page.get_by_role("alert")).to_contain_text(str(tmp_path / "nowhere"))
    expect(sentence(page)).to_contain_text("11 events")
