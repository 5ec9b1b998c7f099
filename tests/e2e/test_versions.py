"""A dataset that is imported anew while somebody looks at it."""

from pathlib import Path

from click.testing import CliRunner
from playwright.sync_api import Page
from support.app_server import Serve
from support.datasets import EVENT, write_dataset
from support.viewer import expect_no_parameter, open_page, opened_event, sentence
from support.waiting import expect

from eventmap.cli import main

FIRST = {"event_id": "a", "title": "First", "lat": 48.5, "lon": 35}
SECOND = {"event_id": "b", "title": "Second", "lat": 48.6, "lon": 35.1}
THIRD = {"event_id": "c", "title": "<b>Third</b>", "lat": 48.7, "lon": 35.2}


def take_in(folder: Path, store: Path) -> None:
    result = CliRunner().invoke(main, ["import", str(folder), "--store", str(store)])
    assert result.exit_code == 0, result.output


def test_a_viewer_keeps_a_version_until_choosing_the_newer_one(
    page: Page, serve: Serve, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    before = write_dataset(tmp_path / "before", [EVENT | FIRST, EVENT | SECOND], name="front")
    after = write_dataset(
        tmp_path / "after", [EVENT | FIRST | {"title": "First again"}, EVENT | THIRD], name="front"
    )
    take_in(before, store)
    address = serve(EVENTMAP_STORE=str(store))
    open_page(page, address, "?dataset=front")
    expect(sentence(page)).to_contain_text("2 events")

    take_in(after, store)
    newer = page.get_by_role("status").filter(has_text="There is a newer version")
    expect(newer).to_contain_text("1 event added, 1 event changed, 1 event withdrawn")
    expect(page.get_by_role("button", name="Second")).to_be_visible()
    page.get_by_role("button", name="Show version 2").click()
    expect(page.get_by_role("button", name="<b>Third</b>")).to_be_visible()
    expect(newer).to_have_count(0)
    expect_no_parameter(page, "version")

    page.get_by_role("tab", name="What changed").click()
    changed = page.get_by_role("tabpanel")
    expect(changed.get_by_text("title: First, now First again")).to_be_visible()
    expect(changed.get_by_text("Withdrawn: 1 event")).to_be_visible()
    changed.get_by_role("button", name="<b>Third</b>").click()
    expect(opened_event(page, "<b>Third</b>")).to_be_visible()

    open_page(page, address, "?dataset=front&version=1")
    expect(page.get_by_role("button", name="Second")).to_be_visible()
