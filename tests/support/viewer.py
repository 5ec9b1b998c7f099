"""Where a viewer finds things on the page, by their role, label and text."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import (
    BrowserContext,
    FloatRect,
    FrameLocator,
    Locator,
    Page,
    TimeoutError,
    WebSocket,
)

from support.waiting import WAIT_MS, expect

HOVER_MS = 2_000
REDRAWN_MS = 100

HERE_HOSTS = ("localhost", "127.0.0.1")

FORGET = """if (window === top && !sessionStorage.getItem('opened')) {
    localStorage.clear();
    sessionStorage.setItem('opened', 'true');
}"""
"""A new tab forgets what an earlier one has put away, such as the sidebar.

The address of `shelf` is that of many files of tests, and which file comes first differs.
"""

KHERSON = "Shelling of a residential block in Kherson"
MOSCOW = "Drones downed over Moscow, flights suspended at two airports"
"""The two events of the bundled dataset that are known to the settlement: the only symbols."""


@contextmanager
def new_page(profile: BrowserContext, outside_requests: list[str]) -> Iterator[Page]:
    """Open an empty tab, which must have asked no other host when it is closed."""

    def note(address: str) -> None:
        parts = urlsplit(address)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname not in HERE_HOSTS:
            outside_requests.append(address)

    page = profile.new_page()
    page.add_init_script(FORGET)
    page.on("request", lambda request: note(request.url))
    page.on("websocket", lambda websocket: note(websocket.url))
    yield page
    page.close()
    assert outside_requests == []


def open_page(page: Page, address: str, query: str = "") -> None:
    """Open the page and wait until the map shows what it should, and all else is drawn.

    What is clicked or uploaded while parts are still drawn may be drawn anew right after it.
    """
    page.goto(f"{address}/{query}")
    expect(sentence(page)).to_be_visible()
    expect(map_region(page)).to_be_visible()
    expect(symbols(page).first).to_be_visible()
    expect_drawn(page)


def expect_drawn(page: Page) -> None:
    """Expect the whole page to be drawn, the sidebar last, and nothing to be faded as outdated."""
    expect(page.locator("[data-test-script-state=notRunning]")).to_be_visible()
    expect(page.locator("[data-stale=true]")).to_have_count(0)


def credit(page: Page) -> Locator:
    """Return the line that says whose data they are."""
    return page.get_by_role("note", name="The data shown")


def sentence(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def record_sent(page: Page) -> list[str | bytes]:
    """Return what the page will have sent to the server by its web socket: a message for a run."""
    sent: list[str | bytes] = []

    def note(message: str | bytes) -> None:
        sent.append(message)

    def listen(socket: WebSocket) -> None:
        socket.on("framesent", note)

    page.on("websocket", listen)
    return sent


def map_of(page: Page) -> FrameLocator:
    return page.frame_locator("iframe")


def map_region(page: Page) -> Locator:
    return map_of(page).get_by_role("region", name="Map of events")


def symbols(page: Page) -> Locator:
    """Return the events drawn as symbols; the name of each is its hover text."""
    return symbol_group(page).get_by_role("button")


def symbol(page: Page, title: str) -> Locator:
    return symbol_group(page).get_by_role("button", name=title)


def hover_symbol(page: Page, title: str, says: str) -> None:
    """Put the mouse on a symbol until its hover text stands there.

    The symbols may be drawn once more meanwhile, and a mouse that rests is over none of the new.
    """
    text = map_of(page).get_by_text(says, exact=True)
    for _ in range(WAIT_MS // HOVER_MS):
        page.mouse.move(5, 5)
        symbol(page, title).hover()
        with suppress(AssertionError):
            expect(text).to_be_visible(timeout=HOVER_MS)
            return
    expect(text).to_be_visible()


def symbol_group(page: Page) -> Locator:
    return map_of(page).get_by_role("group", name="Events on the map")


def box_of(part: Locator) -> FloatRect:
    """Return where a part of the page stands, in pixels of the window.

    It may be drawn anew just then, and the one that was found stands nowhere.
    """
    for _ in range(WAIT_MS // REDRAWN_MS):
        if (box := part.bounding_box()) is not None:
            return box
        part.page.wait_for_timeout(REDRAWN_MS)
    raise AssertionError(f"{part} is not shown")


def place_on_map(page: Page, title: str) -> tuple[int, int]:
    """Return how far the symbol of an event is from the left and upper edge of the map.

    Both are looked at in one moment: the page above the map may grow between two.
    """
    x, y = symbol(page, title).evaluate(
        """(mark) => {
            const box = mark.getBoundingClientRect();
            const edge = mark.closest('[role="region"]').getBoundingClientRect();
            return [Math.round(box.x - edge.x), Math.round(box.y - edge.y)];
        }"""
    )
    return x, y


def popup(page: Page, title: str) -> Locator:
    return map_of(page).get_by_role("dialog", name=title, exact=True)


def layer(page: Page, name: str) -> Locator:
    """Return the switch of a layer, after unfolding the switches."""
    switch = map_of(page).get_by_label(name, exact=True)
    if not switch.is_visible():
        map_of(page).get_by_text("Layers", exact=True).click()
    return switch


def choose(page: Page, control: str, option: str) -> None:
    """Choose one more value in a filter that takes several.

    Not while the page is drawn: the numbers beside the options change by it, and a list that is
    drawn anew closes.
    """
    expect_drawn(page)
    page.get_by_role("combobox", name=control).click()
    page.get_by_role("option", name=option).click()
    page.keyboard.press("Escape")


def shown(page: Page, words: str) -> Locator:
    """Return the words "N of M shown, k hidden by …" if they are these."""
    return page.get_by_text(re.compile(rf"^{re.escape(words)}(\.|$)"))


def events_list(page: Page) -> Locator:
    return page.get_by_role("table", name="Events shown")


def opened_event(page: Page, title: str) -> Locator:
    """Return the heading of the panel with one event."""
    panel = page.get_by_role("region", name="The opened event")
    return panel.get_by_role("heading", name=title, exact=True)


def said(page: Page, title: str) -> Locator:
    """Return an entry of what was said and decided."""
    return page.get_by_role("listitem").filter(has=page.get_by_text(title))


def file_field(page: Page) -> Locator:
    """Return where a table of the viewer's own is dropped; a story has a field as well."""
    unfolded = page.get_by_role("group").filter(has_text="Open a file of your own")
    return unfolded.locator("input[type=file]")


def enter(page: Page, control: str, text: str) -> None:
    """Type into a field and leave it by the enter key."""
    page.get_by_label(control, exact=True).fill(text)
    page.get_by_label(control, exact=True).press("Enter")


def enter_day(page: Page, control: str, day: str) -> None:
    """Type a day, as 20251024, and go past the button of its calendar."""
    page.get_by_role("spinbutton", name=f"year, {control}").click()
    page.keyboard.type(day)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")


def parameters(page: Page) -> dict[str, list[str]]:
    """Return the query string of the page's address."""
    return parse_qs(urlsplit(page.url).query)


def expect_parameters(page: Page, expected: dict[str, list[str]]) -> None:
    """Wait until the query string of the page's address is this and nothing more."""
    with suppress(TimeoutError):
        page.wait_for_url(lambda url: parse_qs(urlsplit(url).query) == expected, timeout=WAIT_MS)
    assert parameters(page) == expected, page.url


def expect_parameter(page: Page, name: str, value: str) -> None:
    expect(page).to_have_url(re.compile(rf"[?&]{name}={re.escape(value)}(&|$)"))


def expect_no_parameter(page: Page, name: str) -> None:
    expect(page).not_to_have_url(re.compile(rf"[?&]{name}="))


def expect_other_parameter(page: Page, name: str, value: str) -> None:
    expect(page).not_to_have_url(re.compile(rf"[?&]{name}={re.escape(value)}(&|$)"))
