"""Without a mouse and for a screen reader: axe's rules, names, visible focus."""

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Frame, Page
from support.app_server import Serve
from support.viewer import (
    expect_drawn,
    file_field,
    layer,
    map_of,
    map_region,
    open_page,
    symbols,
)
from support.waiting import expect


@pytest.fixture(params=["light", "dark"])
def opened(request: pytest.FixtureRequest, page: Page, serve: Serve) -> Page:
    page.emulate_media(color_scheme=request.param, reduced_motion="reduce")
    open_page(page, serve())
    return page


def frame_of(page: Page) -> Frame:
    (frame,) = [frame for frame in page.frames if "/component/" in frame.url]
    return frame


RUN_AXE = "exclude => axe.run({ exclude }, { resultTypes: ['violations'] })"
"""Every rule, and of those that are kept no more than one example."""


def violations(part: Page | Frame, *exclude: str) -> list[str]:
    """Return what axe finds in a document and calls serious or critical."""
    if not part.evaluate("'axe' in window"):
        part.evaluate(f"{AXE_SCRIPT}; undefined")
    found: dict[str, Any] = part.evaluate(RUN_AXE, list(exclude))
    assert found["passes"]
    return [
        f"{rule['id']}: {node['html']}"
        for rule in found["violations"]
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
    ]


NOT_OURS = ("iframe", ".period_brush", ".period_brush_bg", "g.role-mark:empty")
"""The frame of the map, and marks of the time axis that Vega makes and names by itself."""


def test_axe_finds_nothing_serious_on_the_map_the_page_and_in_a_file_that_asks(
    opened: Page, tmp_path: Path
) -> None:
    frame = frame_of(opened)
    assert violations(frame) == []

    symbols(opened).first.press("Enter")
    expect(map_of(opened).get_by_role("dialog")).to_be_visible()
    assert violations(frame) == []
    opened.keyboard.press("Escape")
    expect(map_of(opened).get_by_role("dialog")).to_have_count(0)

    map_of(opened).get_by_role("button", name="Play the events step by step").click()
    bar = map_of(opened).get_by_role("region", name="Playback")
    expect(bar.get_by_role("status")).to_contain_text("October 2025")
    assert violations(frame) == []
    bar.get_by_role("button", name="Stop", exact=True).click()
    expect(bar).to_have_count(0)

    layer(opened, "Density of events").check()
    layer(opened, "By killed").check()
    expect(map_of(opened).get_by_text("Killed (best estimate), by region")).to_be_visible()
    assert violations(frame) == []

    symbols(opened).first.press("Enter")
    expect(opened.get_by_role("region", name="The opened event")).to_be_visible()
    expect_drawn(opened)
    assert violations(opened, *NOT_OURS) == []
    for tab in ("Not on the map", "How these numbers are made"):
        opened.get_by_role("tab", name=tab).click()
        expect(opened.get_by_role("tab", name=tab)).to_have_attribute("aria-selected", "true")
        assert violations(opened, *NOT_OURS) == []
    opened.get_by_text("My story", exact=True).click()
    opened.get_by_role("button", name="Add this view to my story").hover()
    assert violations(opened, *NOT_OURS) == []

    path = tmp_path / "swapped.csv"
    rows = ("2025-02-01,Ukraine,32.6169,46.6354", "2025-02-02,Ukraine,36.23,49.99")
    path.write_text("\n".join(("date,country,latitude,longitude", *rows)), encoding="utf-8")
    opened.get_by_text("Open a file of your own").click()
    file_field(opened).set_input_files(path)
    dialog = opened.get_by_role("dialog", name="Open a file")
    expect(dialog.get_by_role("img", name="Map, turned")).to_be_visible()
    expect_drawn(opened)
    assert violations(opened, *NOT_OURS) == []


FOCUS = """() => {
    const element = document.activeElement;
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    const name = element.ariaLabel || element.title || element.textContent || element.value;
    return { tag: element.localName, name, style: outlineStyle, width: parseFloat(outlineWidth) };
}"""


def test_controls_and_shaded_regions_are_reached_by_keys_and_show_their_focus(
    page: Page, serve: Serve
) -> None:
    open_page(page, serve())
    map_of(page).get_by_role("button", name="Play the events step by step").click()
    map_of(page).get_by_text("Layers", exact=True).click()
    map_region(page).focus()
    visited = []
    while True:
        page.keyboard.press("Tab")
        focused = frame_of(page).evaluate(FOCUS)
        if focused["tag"] == "body":
            break
        visited.append(focused)
    names = [str(entry["name"]) for entry in visited]
    for name in (
        "Zoom in",
        "Zoom out",
        "Fit",
        "Layers",
        "Legend",
        "events",
        "Back",
        "Stop",
        "Speed",
    ):
        assert any(name in found for found in names), name
    assert [entry for entry in visited if entry["style"] == "none" or entry["width"] < 2] == []

    map_of(page).get_by_role("button", name="Stop", exact=True).click()
    layer(page, "By number of events").check()
    regions = map_of(page).get_by_role("group", name="Events, by region")
    kherson = regions.get_by_role("button", name="Kherson Oblast; 2 events")
    kherson.focus()
    page.keyboard.press("Enter")
    dialog = map_of(page).get_by_role("dialog", name="Kherson Oblast: 2 events")
    expect(dialog.get_by_role("listitem")).to_have_count(2)
    page.keyboard.press("Escape")
    expect(kherson).to_be_focused()
