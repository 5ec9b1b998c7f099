"""The scripts that compute, run in a browser as they are served, without a map."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from find_browser import HINT, find_browser
from playwright.sync_api import Page, Route, sync_playwright

import eventmap.layers

pytestmark = pytest.mark.browser

STATIC = Path(eventmap.layers.__file__).parent / "static"
HOST = "http://localhost:9"  # nothing listens there: every answer comes from `answer`


def answer(route: Route) -> None:
    name = route.request.url.rsplit("/", 1)[1]
    if name:
        route.fulfill(body=(STATIC / name).read_text("utf-8"), content_type="text/javascript")
    else:
        route.fulfill(body="<!doctype html>", content_type="text/html")


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    path = find_browser()
    if path is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(HINT)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        page.route("**/*", answer)
        page.goto(f"{HOST}/")
        yield page
        browser.close()


def call(page: Page, module: str, expression: str, argument: Any = None) -> Any:
    """Return the value of `expression`, in which `m` is the module and `a` the argument."""
    script = f"async (a) => {{ const m = await import('./{module}.js'); return {expression}; }}"
    return page.evaluate(script, argument)


def points(count: int) -> list[dict[str, Any]]:
    """Points scattered over 900 by 600 pixels, the same on every run."""
    return [
        {"x": at * 7919 % 900, "y": at * 104729 % 600, "count": at % 23 + 1, "members": [at]}
        for at in range(count)
    ]


@pytest.mark.parametrize("count", [0, 1, 40, 1000])
def test_merging_loses_no_event(page: Page, count: int) -> None:
    merged = call(page, "clusters", "m.mergeOverlapping(a)", points(count))
    assert sum(group["count"] for group in merged) == sum(p["count"] for p in points(count))
    assert sorted(member for group in merged for member in group["members"]) == list(range(count))


def test_merged_symbols_do_not_overlap(page: Page) -> None:
    expression = "m.mergeOverlapping(a).map(({x, y, count}) => ({x, y, r: m.clusterRadius(count)}))"
    circles = call(page, "clusters", expression, points(1000))
    assert len(circles) > 50
    for at, one in enumerate(circles):
        for other in circles[at + 1 :]:
            distance = ((one["x"] - other["x"]) ** 2 + (one["y"] - other["y"]) ** 2) ** 0.5
            assert distance >= one["r"] + other["r"]


def test_merging_does_not_depend_on_the_order_of_points(page: Page) -> None:
    there = call(page, "clusters", "m.mergeOverlapping(a)", points(300))
    back = call(page, "clusters", "m.mergeOverlapping(a)", points(300)[::-1])
    assert {(g["x"], g["y"], g["count"]) for g in there} == {
        (g["x"], g["y"], g["count"]) for g in back
    }


def test_the_world_is_covered_by_four_tiles(page: Page) -> None:
    world = {"min": {"x": -200, "y": -100}, "max": {"x": 1224, "y": 1124}}
    tiles = call(page, "tiles", "m.coveringTiles(a, 2)", world)
    assert tiles == [[1, 0, 0], [1, 1, 0], [1, 0, 1], [1, 1, 1]]


def test_a_view_is_covered_with_a_margin(page: Page) -> None:
    view = {"min": {"x": 530, "y": 600}, "max": {"x": 1000, "y": 900}}
    assert call(page, "tiles", "m.coveringTiles(a, 3)", view) == [
        [2, 0, 1], [2, 1, 1], [2, 2, 1],
    ]  # fmt: skip


CELL = {
    "count": 1,
    "event_type": "drone",
    "killed_low": None,
    "killed_high": None,
    "killed_unknown": 0,
}
SYMBOLS = [
    {"type": "drone", "plural": "drones"},
    {"type": "shelling", "plural": "shelling"},
    {"type": "other", "plural": "of other types"},
]


def cell(**changes: Any) -> dict[str, Any]:
    return CELL | changes


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (
            [cell(count=412, event_type="shelling", killed_low=31, killed_unknown=96)],
            ["412 events, mostly shelling", "at least 31 killed, 96 give no figure"],
        ),
        (
            [cell(killed_low=2, killed_high=2), cell(killed_unknown=1)],
            ["2 events, all drones", "at least 2 killed, 1 gives no figure"],
        ),
        (
            [cell(count=3, killed_unknown=3), cell(event_type="shelling", killed_unknown=1)],
            ["4 events, of several types", "none gives a figure of killed"],
        ),
        (
            [cell(killed_low=3, killed_high=9), cell(killed_low=0, killed_high=0)],
            ["2 events, all drones", "between 3 and 9 killed"],
        ),
        (
            [cell(killed_low=5), cell(killed_low=1, killed_high=1)],
            ["2 events, all drones", "at least 6 killed"],
        ),
    ],
)
def test_a_cluster_says_what_is_unknown(page: Page, cells: Any, words: list[str]) -> None:
    call(page, "symbols", "m.defineSymbols(a, {})", SYMBOLS)
    assert call(page, "words", "m.clusterWords(a)", cells) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2025-10-24", "2025-10-24", "24 October 2025"),
        ("2025-10-18", "2025-10-24", "18–24 October 2025"),
        ("2025-09-30", "2025-10-02", "30 September – 2 October 2025"),
        ("2024-12-31", "2025-01-01", "31 December 2024 – 1 January 2025"),
        (None, None, "date not given"),
    ],
)
def test_intervals_read_as_they_do_on_the_page(
    page: Page, start: str | None, end: str | None, words: str
) -> None:
    assert call(page, "words", "m.interval(a.start, a.end)", {"start": start, "end": end}) == words


@pytest.mark.parametrize(
    ("count", "text"), [(412, "412"), (1204, "1,204"), (12_999, "12k"), (1_299_999, "1.2M")]
)
def test_counts_stay_readable(page: Page, count: int, text: str) -> None:
    assert call(page, "words", "m.shortCount(a)", count) == text


@pytest.mark.parametrize(
    ("address", "is_link"),
    [
        ("https://example.org/a", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("data:text/html,<script>alert(1)</script>", False),
        ("//example.org", False),
        ("not an address", False),
        (None, False),
    ],
)
def test_only_web_addresses_become_links(page: Page, address: str | None, is_link: bool) -> None:
    expression = "(({href, rel}) => [href ?? null, rel ?? null])(m.link(a, '<b>x</b>'))"
    href, rel = call(page, "cards", expression, address)
    assert (href is not None) == is_link
    assert rel == ("noopener noreferrer" if is_link else None)


def test_a_popup_shows_markup_as_text(page: Page) -> None:
    title = "<img src=x onerror=alert(1)>"
    record = {
        "event": {"title": title, "when": "w", "where": "w", "status": "claimed"},
        "claims": [{"claimant": title, "statement": title, "source": title, "url": title}],
    }
    text, images = call(
        page,
        "cards",
        "((card) => [card.textContent, card.querySelectorAll('img').length])(m.eventContent(a))",
        record,
    )
    assert text.count(title) == 4
    assert images == 0
