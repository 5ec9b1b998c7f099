"""The page on paper."""

from io import BytesIO

from playwright.sync_api import Page
from pypdf import PdfReader
from support.app_server import Serve
from support.viewer import credit, expect_drawn, open_page
from support.waiting import expect


def test_the_page_is_printed_on_two_pages_without_what_is_pressed(page: Page, serve: Serve) -> None:
    open_page(page, serve())
    expect_drawn(page)
    expect(credit(page)).to_contain_text("CC BY 4.0")
    made = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True, print_background=True)))
    assert len(made.pages) <= 2
    # A space may stand wherever the browser sets a letter by itself.
    text = without_spaces("".join(each.extract_text() for each in made.pages))
    for words in (
        "11 events",
        "Reported casualties",
        "What was said and decided",
        f"This view: {serve()}/",
        "CC BY 4.0",
    ):
        assert without_spaces(words) in text
    for pressed in ("Copy link", "PowerPoint", "Only events wholly in the period"):
        assert without_spaces(pressed) not in text


def without_spaces(text: str) -> str:
    return "".join(text.split())
