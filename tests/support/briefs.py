"""What tests of briefs share: a day, a story, and the words in a file of each format."""

from datetime import date
from io import BytesIO

from docx import Document
from lxml import html
from pptx import Presentation
from pypdf import PdfReader

from eventmap.stories import Step, Story

TODAY = date(2026, 11, 27)


MARKUP = '#image("/etc/passwd") $x$ *bold* <b>&amp;</b> = heading @cite \\ [a](b)'


def text_of_pdf(content: bytes) -> str:
    """Return the words of all pages with single spaces between them."""
    pages = PdfReader(BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def text_of_docx(content: bytes) -> str:
    document = Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def text_of_pptx(content: bytes) -> str:
    shapes = [shape for slide in Presentation(BytesIO(content)).slides for shape in slide.shapes]
    return "\n".join(shape.text_frame.text for shape in shapes if shape.has_text_frame)


def text_of_html(content: bytes) -> str:
    return html.fromstring(content).text_content()


READ = {"pdf": text_of_pdf, "html": text_of_html, "docx": text_of_docx, "pptx": text_of_pptx}


STORY = Story(
    "two",
    "Two views",
    (
        Step("Everything", f"First {MARKUP}", (("compare", "previous"), ("zoom", "7"))),
        Step(
            "Kherson",
            "Second, with a map of its own.",
            (("region", "UA-65"), ("lat", "46.6"), ("lng", "32.6"), ("zoom", "8")),
        ),
    ),
)
"""Of the first step neither comparison nor map can be had: it has no period, and no middle."""


REGION = {"admin1": "UA-51", "geo_precision": "region"}
