from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from lxml import html
from pptx import Presentation
from pypdf import PdfReader
from support.briefs import MARKUP, READ, REGION, TODAY, text_of_pdf

from eventmap.brief import (
    BRIEF_FORMATS,
    Brief,
    make_brief,
    refuse_story,
)
from eventmap.brief.content import Told
from eventmap.database import Database
from eventmap.filters import Filters


def test_a_file_says_of_itself_what_it_holds_and_no_other_maker(brief: Brief) -> None:
    pdf = PdfReader(BytesIO(BRIEF_FORMATS["pdf"].write([brief]))).metadata
    assert pdf is not None
    assert (pdf.title, pdf.subject) == ("Test", brief.credit)
    page = html.fromstring(BRIEF_FORMATS["html"].write([brief]))
    assert page.xpath("//meta[@name='description']/@content") == [brief.credit]
    opened = (
        Document(BytesIO(BRIEF_FORMATS["docx"].write([brief]))),
        Presentation(BytesIO(BRIEF_FORMATS["pptx"].write([brief]))),
    )
    for file in opened:
        said = file.core_properties
        assert (said.title, said.comments) == ("Test", brief.credit)
        assert (said.author, said.last_modified_by) == ("eventmap", "eventmap")
        assert said.created is not None
        assert said.created.year >= TODAY.year


@pytest.mark.parametrize("extension", sorted(READ))
def test_each_document_says_all_of_it(brief: Brief, extension: str) -> None:
    said = " ".join(READ[extension](BRIEF_FORMATS[extension].write([brief])).split())
    for words in (
        brief.title,
        "4 events, 18–24 October 2025",
        "at least 3",
        "2 give no figure",
        "Shelling of a block in Kherson",
        "Nothing is estimated",
        "CC0-1.0",
        "https://map.example/?dataset=test",
    ):
        assert words in said, words


@pytest.mark.parametrize("extension", sorted(READ))
def test_text_from_a_table_stays_text(open_rows: Callable[..., Database], extension: str) -> None:
    claims = [{"event_id": "events-0", "killed_best": 1, "claimant": MARKUP}]
    database = open_rows([{"title": MARKUP, "place": MARKUP}], claims, title=MARKUP)
    content = BRIEF_FORMATS[extension].write(
        [make_brief(database, Filters(), today=TODAY, title=MARKUP)]
    )
    assert READ[extension](content).replace("\n", " ").count('#image("/etc/passwd")') >= 2


@pytest.mark.parametrize("extension", sorted(BRIEF_FORMATS))
def test_no_text_of_a_table_or_a_link_is_refused_by_a_format(
    open_rows: Callable[..., Database], extension: str
) -> None:
    # What XML cannot hold, a title longer than Word keeps, an address longer than Typst takes.
    odd, address = "a\x00\x07b\ufffec", "https://paper.example/" + "u" * 9_000
    said = dict.fromkeys(("claimant", "source", "killed_words"), odd) | {"killed_best": 1}
    claims = [{"event_id": "events-0", "url": address, "archive_url": address} | said]
    database = open_rows([{"title": odd, "place": odd}], claims, title=odd + "t" * 300)
    asked: dict[str, Any] = {"annex": BRIEF_FORMATS[extension].paged, "link": address}
    told = Told("Step", f"{odd}\ud800", odd)
    content = BRIEF_FORMATS[extension].write(
        [make_brief(database, Filters(), today=TODAY, told=told, **asked)]
    )
    assert content
    if extension in ("docx", "pptx", "html"):
        assert "a\ufffd\ufffdb\ufffdc\ufffd" in READ[extension](content)


def test_a_pdf_is_tagged_and_its_fonts_are_in_it(open_rows: Callable[..., Database]) -> None:
    database = open_rows(
        [{"title": "Обстріл Херсона"}], [{"event_id": "events-0", "killed_best": 1}]
    )
    content = BRIEF_FORMATS["pdf"].write([make_brief(database, Filters(), today=TODAY)])
    reader = PdfReader(BytesIO(content))
    assert "/StructTreeRoot" in reader.trailer["/Root"]
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert "Обстріл Херсона" in text_of_pdf(content)
    fonts = reader.pages[0]["/Resources"]["/Font"].values()
    described = [font.get_object()["/DescendantFonts"][0].get_object() for font in fonts]
    assert described
    for font in described:
        descriptor = font["/FontDescriptor"].get_object()
        assert {"/FontFile2", "/FontFile3"} & set(descriptor)


def test_a_page_fetches_nothing_and_holds_no_markup_of_a_table(
    open_rows: Callable[..., Database],
) -> None:
    source = {"claimant": MARKUP, "source": "A paper", "url": "https://paper.example/1?a=1&b=<b>"}
    claims = [{"event_id": "events-0", "killed_best": 1} | source]
    place = {"lat": 46.6, "lon": 32.6, "geo_precision": "settlement"}
    database = open_rows([{"title": MARKUP, "place": MARKUP} | place], claims, title=MARKUP)
    page = html.fromstring(
        BRIEF_FORMATS["html"].write([make_brief(database, Filters(), today=TODAY)])
    )
    assert page.xpath("//b | //script | //link | //iframe | //object") == []
    pictures = page.xpath("//img")
    assert len(pictures) == 2
    assert all(each.get("src").startswith("data:image/svg+xml;base64,") for each in pictures)
    assert all(each.get("alt") for each in pictures)
    assert page.xpath("//a/@href") == [source["url"]]


def test_a_picture_is_a_page_of_a4(brief: Brief) -> None:
    content = BRIEF_FORMATS["png"].write([brief])
    assert content.startswith(b"\x89PNG")
    wide, high = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
    assert high / wide == pytest.approx(297 / 210, rel=0.01)


@pytest.mark.parametrize("extension", sorted(READ))
def test_each_document_tells_all_steps(told: list[Brief], extension: str) -> None:
    said = " ".join(READ[extension](BRIEF_FORMATS[extension].write(told)).split())
    places = [said.rindex(words) for words in ("Everything", "Second, with a map of its own.")]
    assert places == sorted(places)
    assert 'First #image("/etc/passwd") $x$ *bold*' in said
    assert said.count("Nothing is estimated") == 1  # what holds for all is said once
    assert "step=2" in said.replace(" ", "")


def test_each_step_of_a_story_begins_a_page_and_a_heading(told: list[Brief]) -> None:
    reader = PdfReader(BytesIO(BRIEF_FORMATS["pdf"].write(told)))
    pages = [page.extract_text() for page in reader.pages]
    (second,) = (page for page in pages if "Second, with a map of its own." in page)
    assert second.startswith("Step 2 of 2")
    assert "in Kherson Oblast" in second[second.rindex("version 1") :]  # whose data, at its foot
    page = html.fromstring(BRIEF_FORMATS["html"].write(told))
    assert page.xpath("//h2[@class='step']/text()") == ["Everything", "Kherson"]
    assert len(page.xpath("//h1")) == 1
    assert len(page.xpath("//h3[text()='By region']")) == 2


def test_a_story_is_no_single_picture() -> None:
    refused = [extension for extension, form in BRIEF_FORMATS.items() if refuse_story(form)]
    assert refused == ["png"]
    assert "allowed: PDF, HTML, Word or PowerPoint." in (refuse_story(BRIEF_FORMATS["png"]) or "")


def test_no_picture_of_a_slide_lies_over_whose_data_it_shows(
    open_rows: Callable[..., Database],
) -> None:
    days = ["2025-10-01", *["2025-10-15"] * 12, "2025-10-20"]
    events = [REGION | {"date_start": day, "date_end": day} for day in days]
    chosen = Filters(date_from=date(2025, 10, 11), date_to=date(2025, 10, 20))
    made = make_brief(open_rows(events), chosen, today=TODAY, compare="previous")
    assert made.compared is not None
    assert len(made.compared.pictures) == 2
    for slide in Presentation(BytesIO(BRIEF_FORMATS["pptx"].write([made]))).slides:
        foot = max(shape.top for shape in slide.shapes if shape.has_text_frame)
        pictures = [shape for shape in slide.shapes if not shape.has_text_frame]
        assert all(shape.top + shape.height <= foot for shape in pictures)
