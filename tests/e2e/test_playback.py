"""Playing the events on the map, step by step."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Request
from support.datasets import EVENT, write_dataset
from support.viewer import (
    REDRAWN_MS,
    box_of,
    choose,
    map_of,
    map_region,
    new_page,
    open_page,
    parameters,
    symbol,
    symbols,
)
from support.waiting import WAIT_MS, expect

PLACES = {
    "kherson": (46.64, 32.61, 1, 1),
    "odesa": (46.48, 30.73, 1, 1),
    "kharkiv": (49.98, 36.25, 3, 4),
    "kyiv": (50.45, 30.52, 10, 10),
}
"""Latitude, longitude and the days of October 2025 between which each event happened."""


def event(name: str, lat: float, lon: float, first: int, last: int) -> dict[str, Any]:
    days = {"date_start": f"2025-10-{first:02}", "date_end": f"2025-10-{last:02}"}
    return EVENT | {"event_id": name, "title": name, "lat": lat, "lon": lon} | days


OCTOBER = "?dataset=october"


def write_datasets(folder: Path) -> None:
    events = [event(name, *place) for name, place in PLACES.items()]
    events[-1] |= {"event_type": "drone"}
    write_dataset(folder / "october", events)


@pytest.fixture(scope="module")
def played(profile: BrowserContext, shelf: str) -> Iterator[Page]:
    """Return the same page for all tests that step by event and stop in the end."""
    with new_page(profile, []) as page:
        open_page(page, shelf, OCTOBER)
        yield page


def bar(page: Page) -> Locator:
    return map_of(page).get_by_role("region", name="Playback")


def control(page: Page, name: str) -> Locator:
    return bar(page).get_by_role("button", name=name, exact=True)


def start(page: Page) -> None:
    map_of(page).get_by_role("button", name="Play the events step by step").click()
    expect(bar(page)).to_be_visible()


def expect_step(page: Page, words: str, *names: str) -> None:
    """Expect the words of a step, and its events on the map."""
    expect(bar(page).get_by_role("status")).to_contain_text(words)
    expect(symbols(page)).to_have_count(len(names))
    for name in names:
        expect(map_of(page).get_by_role("button", name=f"{name};")).to_be_visible()


def test_the_next_steps_are_fetched_ahead_and_the_steps_are_those_of_the_filter(
    page: Page, shelf: str
) -> None:
    asked: list[str] = []

    def note(request: Request) -> None:
        if "/tiles/" in request.url or "/api/summary" in request.url:
            asked.append(request.url)

    open_page(page, shelf, OCTOBER)
    page.on("request", note)
    with page.expect_response("**/tiles/**days=2025-10-03**") as answered:
        start(page)
    expect_step(page, "1 October 2025", "kherson", "odesa")
    days = [value for name, value in parse_qsl(answered.value.url) if name == "days"]
    assert days == ["2025-10-03/2025-10-03", "2025-10-10/2025-10-10"]
    for words, name in (("2 of 2", "odesa"), ("3 October 2025", "kharkiv"), ("10 Oct", "kyiv")):
        control(page, "Next").click()
        expect_step(page, words, name, *["kherson"] * (name == "odesa"))
    later = [each for each in asked if "2025-10-03" in each or "2025-10-10" in each]
    assert [each for each in later if "/tiles/" in each] == [answered.value.url]
    assert len([each for each in later if "/summary" in each]) == 2

    choose(page, "Type", "Drone")
    expect_step(page, "10 October 2025", "kyiv")
    control(page, "Stop").click()
    expect(symbols(page)).to_have_count(1)
    page.get_by_role("button", name="Remove the filter Type: Drone").click()
    expect(symbols(page)).to_have_count(len(PLACES))

    # Where no motion is wanted it waits, and empty days are skipped.
    start(page)
    expect(control(page, "Play")).to_be_focused()
    bar(page).get_by_label("Steps").select_option("By day")
    expect_step(page, "1 October 2025", "kherson", "odesa")
    for words, name in (("3 October", "kharkiv"), ("4 October", "kharkiv"), ("10 October", "kyiv")):
        control(page, "Next").click()
        expect_step(page, words, name)
    expect(control(page, "Next")).to_be_disabled()
    control(page, "Back").click()
    expect_step(page, "4 October 2025", "kharkiv")
    expect(bar(page)).to_contain_text("1 event")

    bar(page).get_by_label("Steps").select_option("By week")
    # The weeks from Monday 29 September and from 6 October.
    expect_step(page, "29 September – 5 October 2025", "kherson", "odesa", "kharkiv")
    bar(page).get_by_label("Shown").select_option("All up to this step")
    control(page, "Next").click()
    expect_step(page, "29 September – 12 October 2025", *PLACES)


@pytest.mark.usefixtures("moving")
def test_playback_runs_by_itself_pauses_for_an_event_and_ends_at_the_last_step(
    page: Page, shelf: str
) -> None:
    open_page(page, shelf, OCTOBER)
    start(page)
    expect(control(page, "Pause")).to_be_visible()
    bar(page).get_by_label("Speed").select_option("Slow")
    map_of(page).get_by_role("button", name="kherson;").click()
    expect(map_of(page).get_by_role("dialog", name="kherson")).to_be_visible()
    expect(control(page, "Play")).to_be_visible()
    bar(page).get_by_label("Speed").select_option("Fast")
    control(page, "Play").click()
    expect_step(page, "10 October 2025", "kyiv")
    expect(control(page, "Play")).to_be_visible()


def test_each_event_of_a_day_has_a_step_and_a_day_on_which_one_only_lasts_has_none(
    played: Page,
) -> None:
    start(played)
    said, ring = bar(played).get_by_role("status"), map_of(played).locator(".em-opened")
    expect_step(played, "1 October 2025", "kherson", "odesa")
    expect(said).to_contain_text("none of 2 events gives a figure of killed or injured")
    expect(said).to_contain_text("1 of 2 dated from this day, in no known order: kherson")
    expect_around(ring, symbol(played, "kherson"))
    control(played, "Next").click()
    expect_step(played, "1 October 2025", "kherson", "odesa")
    expect(said).to_contain_text("2 of 2 dated from this day, in no known order: odesa")
    expect_around(ring, symbol(played, "odesa"))
    for words, name, lasts in (
        ("3 October", "kharkiv", "; 3–4 October 2025up to "),
        ("10 October", "kyiv", ""),
    ):
        control(played, "Next").click()
        expect_step(played, words, name)
        expect(said).to_contain_text(f"{words} 2025{name}{lasts}1 event")
        expect_around(ring, symbol(played, name))
    expect(control(played, "Next")).to_be_disabled()
    control(played, "Stop").click()
    expect(ring).to_have_count(0)


def expect_around(ring: Locator, symbol: Locator) -> None:
    """Expect a ring to have the same middle as a symbol, once the map rests."""
    expect(ring).to_have_count(1)
    for _ in range(WAIT_MS // REDRAWN_MS):
        if middle(ring) == pytest.approx(middle(symbol), abs=2):
            return
        ring.page.wait_for_timeout(REDRAWN_MS)
    assert middle(ring) == pytest.approx(middle(symbol), abs=2)


def middle(part: Locator) -> tuple[float, float]:
    box = box_of(part)
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_steps_stay_in_the_period_of_the_filter(page: Page, shelf: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    open_page(page, shelf, f"{OCTOBER}&from=2025-10-02&to=2025-10-09")
    start(page)
    bar(page).get_by_label("Steps").select_option("By month")
    expect_step(page, "2–9 October 2025", "kharkiv")


def test_keyboard_steps_and_stops(played: Page) -> None:
    start(played)
    expect_step(played, "1 October 2025", "kherson", "odesa")
    for _ in range(2):
        played.keyboard.press("ArrowRight")
    expect_step(played, "3 October 2025", "kharkiv")
    played.keyboard.press("ArrowLeft")
    expect_step(played, "1 October 2025", "kherson", "odesa")
    expect(bar(played)).to_contain_text("2 of 2 dated from this day")
    bar(played).get_by_role("slider", name="Step").focus()
    played.keyboard.press("End")
    expect_step(played, "10 October 2025", "kyiv")
    played.keyboard.press("Space")
    expect(control(played, "Pause")).to_be_visible()
    played.keyboard.press("Space")
    expect(control(played, "Play")).to_be_visible()
    played.keyboard.press("Escape")
    expect(bar(played)).to_have_count(0)
    expect(symbols(played)).to_have_count(len(PLACES))


def test_playing_leaves_the_page_and_its_address_alone(played: Page) -> None:
    before = parameters(played)
    runs: list[object] = []
    played.on("request", lambda request: runs.append(request) if "/_stcore" in request.url else 0)
    start(played)
    expect_step(played, "1 October 2025", "kherson", "odesa")
    for _ in range(2):
        control(played, "Next").click()
    expect_step(played, "3 October 2025", "kharkiv")
    control(played, "Stop").click()
    expect(symbols(played)).to_have_count(len(PLACES))
    assert {**parameters(played), **before} == parameters(played)
    assert "from" not in parameters(played)
    assert not runs


def test_bar_fits_a_phone_and_takes_its_room_from_the_map(page: Page, shelf: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.emulate_media(reduced_motion="reduce")
    open_page(page, shelf, f"{OCTOBER}&lat=47&lng=31.7&zoom=6")
    start(page)
    expect_step(page, "1 October 2025", "kherson", "odesa")
    handle = bar(page).element_handle()
    frame = handle.owner_frame()
    assert frame is not None
    frame.wait_for_function(  # the browser lays the bar out after it is there
        "(bar) => bar.scrollWidth <= window.innerWidth"
        " && bar.getBoundingClientRect().bottom <= window.innerHeight",
        arg=handle,
    )
    box, region = box_of(bar(page)), box_of(map_region(page))
    assert region["y"] + region["height"] <= box["y"] + 1
    assert region["height"] >= 200
