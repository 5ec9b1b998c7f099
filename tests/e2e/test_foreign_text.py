"""Text from a table, or from a link, is shown as it stands and never becomes markup."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import BrowserContext, Page
from support.datasets import EVENT, write_dataset
from support.viewer import (
    choose,
    events_list,
    expect_drawn,
    hover_symbol,
    map_of,
    new_page,
    open_page,
    popup,
    said,
    symbols,
)
from support.waiting import expect

TAG = "<img src=x onerror=alert(1)>"
SCRIPT = "</script><script>alert(2)</script>"
MARKDOWN = "![x](http://evil.example/x.png)"
FORMULA = "$\\href{javascript:alert(3)}{x}$ :material/delete: **bold**"
TEXTS = {"tag": TAG, "script": SCRIPT, "markdown": MARKDOWN, "formula": FORMULA}

MARKUP = ", ".join(
    (
        "img[src='x']",
        "img[src^='http://evil.example']",
        "a[href^='http://evil.example']",
        "a[href^='javascript:']",
    )
)
"""What the texts would become if they were read as markup."""


def write_datasets(folder: Path) -> None:
    """Write a dataset in which every cell that takes any text has one of `TEXTS`."""
    events = [
        {**EVENT, "event_id": name, "title": text, "summary": text, "place": text}
        | {"target": text, "actor": text, "lat": 48 + at, "lon": 30 + 4 * at}
        for at, (name, text) in enumerate(TEXTS.items())
    ]
    claims = [
        {"claim_id": name, "event_id": name, "claimant": text, "side": "media", "source": text}
        | {"statement": text, "quantity": 3, "quantity_unit": text}
        for name, text in TEXTS.items()
    ]
    timeline = [
        {"item_id": name, "kind": "statement", "title": text, "detail": text, "actor": text}
        | {"date_start": "2025-10-21", "date_end": "2025-10-21", "place": text, "source": text}
        | {"lat": 46 + at, "lon": 32 + 4 * at, "event_ids": name}
        for at, (name, text) in enumerate(TEXTS.items())
    ]
    description = dict.fromkeys(("title", "licence", "attribution", "source"), f"{TAG} {MARKDOWN}")
    write_dataset(folder / "foreign", events, claims, timeline, **description)


def open_foreign(page: Page, address: str) -> list[str]:
    """Open the dataset, and return the dialogs that a text will have opened."""
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    open_page(page, address, "?dataset=foreign")
    return dialogs


def expect_harmless(page: Page, dialogs: list[str]) -> None:
    """Look for anything that a text has done."""
    assert dialogs == []
    for frame in page.frames:
        expect(frame.locator(MARKUP)).to_have_count(0)
        expect(frame.locator("script", has_text="alert(2)")).to_have_count(0)


@pytest.fixture
def opened(page: Page, shelf: str) -> Iterator[Page]:
    dialogs = open_foreign(page, shelf)
    yield page
    expect_harmless(page, dialogs)


@pytest.fixture(scope="module")
def opened_once(profile: BrowserContext, shelf: str) -> Iterator[tuple[Page, list[str]]]:
    with new_page(profile, []) as page:
        yield page, open_foreign(page, shelf)


@pytest.fixture
def looked_at(opened_once: tuple[Page, list[str]]) -> Iterator[Page]:
    """Return the same page for the tests that leave filter and list as they are."""
    page, dialogs = opened_once
    yield page
    expect_harmless(page, dialogs)


def test_events_are_named_as_they_stand(looked_at: Page) -> None:
    panel = looked_at.get_by_role("region", name="The opened event")
    for text in TEXTS.values():
        hover_symbol(looked_at, text, says=text)
        looked_at.mouse.move(5, 5)
        events_list(looked_at).get_by_role("button", name=text, exact=True).click()
        card = popup(looked_at, text)
        for words in (f"{text}, Ukraine (located to the settlement)", f"{text}: {text}"):
            expect(card.get_by_text(words)).to_be_visible()
        expect(card.get_by_text(f"Source: {text}")).to_be_visible()
        # Title, place, target, actor, claimant, statement, quantity, source and, at the end, the
        # title of what was said of the event. The summary, which is the title, is not repeated.
        expect(panel.get_by_text(text)).to_have_count(9)
        panel.get_by_role("button", name="Close", exact=True).click()
        expect(card).to_have_count(0)


def test_what_was_said_is_as_it_stands(looked_at: Page) -> None:
    for text in TEXTS.values():
        item = said(looked_at, text)
        item.get_by_text(text).first.click()
        expect(item).to_contain_text(f"{text} · {text} · Source: {text}")
        expect(item.get_by_role("button", name=text)).to_have_text(text)


def test_places_of_the_timeline_are_as_they_stand(opened: Page) -> None:
    places = map_of(opened).get_by_role("group", name="Places of the diplomatic timeline")
    for text in TEXTS.values():
        places.get_by_role("button", name=text).first.press("Enter")
        expect(popup(opened, text).get_by_text(f"Source: {text}")).to_be_visible()
        opened.keyboard.press("Escape")


def test_hover_text_of_the_time_axis_is_as_it_stands(looked_at: Page) -> None:
    for text in TEXTS.values():
        for mark in (f"{text}, 20–22 October 2025", f"{text}, 21 October 2025"):
            looked_at.get_by_label(mark).hover()
            expect(looked_at.get_by_role("heading", name=text, exact=True)).to_be_visible()


def test_sources_titles_of_datasets_and_text_of_a_link_are_as_they_stand(
    opened: Page, shelf: str
) -> None:
    expect(opened.get_by_role("combobox", name="Dataset")).to_have_value(f"{TAG} {MARKDOWN}")
    for text in TEXTS.values():
        choose(opened, "Source", f"{text} (1)")
        expect(opened.get_by_role("button", name=f"Remove the filter Source: {text}")).to_have_text(
            f"Source: {text}\u00d7"
        )
    expect(symbols(opened)).to_have_count(len(TEXTS))
    expect_drawn(opened)
    opened.get_by_role("tab", name="How these numbers are made").click()
    # In the line at the lower edge, and in the method.
    for words in (f"Licence: {TAG} {MARKDOWN}. Version 1.", f"Licence: {TAG} {MARKDOWN}"):
        licence = opened.get_by_text(re.compile(rf"{re.escape(words)}$"))
        expect(licence).to_have_count(1)
        expect(licence).to_be_visible()
    for frame in opened.frames:
        expect(frame.locator(MARKUP)).to_have_count(0)
        expect(frame.locator("script", has_text="alert(2)")).to_have_count(0)

    address = f"{shelf}/?dataset=foreign"
    opened.goto(f"{address}&q={quote(TAG)}&type={quote(SCRIPT)}&event={quote(MARKDOWN)}")
    expect(opened.get_by_role("button", name=f"Remove the filter Words: {TAG}")).to_be_visible()
    warning = opened.get_by_role("status").filter(has_text="Part of the link was ignored.")
    expect(warning).to_contain_text(SCRIPT)
    unopened = f"There is no event “{MARKDOWN}” in this dataset."
    expect(opened.get_by_text(unopened, exact=True)).to_be_visible()
    opened.goto(f"{shelf}/?dataset={quote(TAG)}")
    absent = f"There is no dataset “{TAG}” here."
    expect(opened.get_by_text(absent, exact=True)).to_be_visible()
