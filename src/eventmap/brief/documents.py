"""A brief as a file, written by Typst, Jinja and the libraries of Word and PowerPoint."""

import base64
import itertools
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, is_dataclass, replace
from datetime import UTC, datetime
from importlib.resources import files
from io import BytesIO
from typing import Any, Literal

from eventmap.brief.annex import MOST_ANNEXED, Annex, AnnexRow
from eventmap.brief.content import Brief, ShownTotal
from eventmap.brief.picture import Picture
from eventmap.exports import clean_text
from eventmap.wording import join_words

_PRINT_PPI = 300
_SCREEN_PPI = 150
_LONGEST_PROPERTY = 255
"""Of a text that Word and PowerPoint keep about a file, in characters."""


@dataclass(frozen=True)
class BriefFormat:
    """One format of a brief.

    Parameters
    ----------
    label
        What a reader calls it.
    extension
        End of the file's name, without the dot; also the end of its route.
    media_type
        Value of ``Content-Type``.
    writer
        Returns the file, see `write`.
    paged
        Whether it goes on for as many pages as there are rows of an annex.
    single
        Whether it is one page, whatever there is to say.
    """

    label: str
    extension: str
    media_type: str
    writer: Callable[[Sequence[Brief]], bytes]
    paged: bool = True
    single: bool = False

    def write(self, briefs: Sequence[Brief]) -> bytes:
        """Return the file, for the views of which it is: one, or the steps of a story."""
        return self.writer([_clean(brief) for brief in briefs])


def _clean(value: Any) -> Any:
    """Return what a brief says with text alone that every format can hold."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, tuple):
        return tuple(map(_clean, value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value, **{one.name: _clean(getattr(value, one.name)) for one in fields(value)}
        )
    return value


def _compile(
    page: bytes, form: Literal["pdf", "png"], inputs: dict[str, str], ppi: int = _SCREEN_PPI
) -> bytes:
    """Return a page as Typst sets it; of a picture, the first page."""
    import typst

    made = typst.compile(page, format=form, ppi=ppi, sys_inputs=inputs, ignore_system_fonts=True)
    return made[0] if isinstance(made, list) else made


def _compile_briefs(briefs: Sequence[Brief], form: Literal["pdf", "png"]) -> bytes:
    page = files("eventmap.brief").joinpath("brief.typ").read_bytes()
    return _compile(page, form, {"briefs": json.dumps([asdict(brief) for brief in briefs])})


def write_pdf(briefs: Sequence[Brief]) -> bytes:
    """Return briefs as tagged PDF, its fonts embedded."""
    return _compile_briefs(briefs, "pdf")


def write_png(briefs: Sequence[Brief]) -> bytes:
    """Return the first page as a picture."""
    return _compile_briefs(briefs, "png")


def draw_png(svg: str) -> bytes:
    """Return an SVG of a brief as PNG for print, for formats that take no SVG."""
    page = (
        b"#set page(width: auto, height: auto, margin: 0pt)\n"
        b'#image(bytes(sys.inputs.svg), format: "svg")'
    )
    return _compile(page, "png", {"svg": svg}, _PRINT_PPI)


def write_html(briefs: Sequence[Brief]) -> bytes:
    """Return briefs as one page for a browser, which fetches nothing and prints on A4."""
    from jinja2 import Environment, StrictUndefined

    text = files("eventmap.brief").joinpath("brief.html").read_text(encoding="utf-8")
    made = Environment(autoescape=True, undefined=StrictUndefined)
    made.filters["base64"] = lambda svg: base64.b64encode(svg.encode()).decode()
    return made.from_string(text).render(briefs=briefs).encode()


def _set_properties(properties: Any, brief: Brief) -> None:
    """Set what Word and PowerPoint show about a file, in which their libraries name themselves."""
    properties.title = brief.title[:_LONGEST_PROPERTY]
    properties.comments = brief.credit[:_LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = "eventmap"
    properties.created = properties.modified = datetime.now(UTC)


def write_docx(briefs: Sequence[Brief]) -> bytes:
    """Return briefs as a Word document, to be written on."""
    from docx import Document
    from docx.shared import Mm

    first, last = briefs[0], briefs[-1]
    document: Any = Document()
    _set_properties(document.core_properties, first)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin = section.bottom_margin = Mm(16)
    document.add_heading(first.title, 1)
    document.add_paragraph(f"Made on {first.made}.")
    for brief in briefs:
        if brief.told:
            if brief is not first:
                document.add_page_break()
            document.add_paragraph(brief.told.place)
            document.add_heading(brief.told.title, 2)
            document.add_paragraph(brief.told.text)
        _write_view(document, brief, 3 if brief.told else 2)
        if brief is last:
            document.add_heading("How these numbers are made", 2)
            for rule in brief.method:
                document.add_paragraph(rule, style="List Bullet")
        document.add_paragraph(brief.credit)
        if brief.link:
            document.add_paragraph(f"The same view: {brief.link}")
        if brief.annex:
            _write_annex(document, brief.annex)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _write_view(document: Any, brief: Brief, level: int) -> None:
    """Write what a brief says of its view, under headings of a level."""
    document.add_paragraph().add_run(brief.sentence).bold = True
    _write_picture(document, brief.map)
    for figure in brief.figures:
        document.add_paragraph(_say_figure(figure), style="List Bullet")
    for note in brief.notes:
        document.add_paragraph(note)
    if brief.compared:
        if brief.compared.pictures:
            document.add_heading("Compared", level)
        document.add_paragraph(" ".join([brief.compared.sentence, *brief.compared.moved]))
        for reason in brief.compared.against:
            document.add_paragraph(reason, style="List Bullet")
        for picture in brief.compared.pictures:
            _write_picture(document, picture)
    if brief.trend.svg:
        document.add_heading("Over time", level)
        _write_picture(document, brief.trend)
    _write_tables(document, brief, level)
    _write_events(document, brief, level)


def _write_picture(document: Any, picture: Picture) -> None:
    from docx.shared import Mm

    if picture.svg:
        document.add_picture(BytesIO(draw_png(picture.svg)), width=Mm(174))
        shape = document.inline_shapes[-1]._inline.docPr
        shape.set("descr", picture.says)
        document.paragraphs[-1].paragraph_format.keep_with_next = True
    document.add_paragraph(picture.says)


def _write_tables(document: Any, brief: Brief, level: int) -> None:
    for each in brief.tables:
        document.add_heading(each.title, level)
        table = document.add_table(rows=1, cols=len(each.head), style="Light List")
        for cell, text in zip(table.rows[0].cells, each.head, strict=True):
            cell.text = text
        for row in each.rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
        if each.more:
            document.add_paragraph(each.more)


def _say_figure(figure: ShownTotal) -> str:
    words = f"{figure.label}: {figure.number}"
    words += f" ({figure.range})" if figure.range else ""
    return f"{words}, {figure.basis}." if figure.basis else f"{words}."


def _write_events(document: Any, brief: Brief, level: int) -> None:
    if not (brief.events or brief.withheld):
        return
    document.add_heading(f"The events with the most killed ({brief.events_by})", level)
    if brief.withheld:
        document.add_paragraph(brief.withheld)
    for event in brief.events:
        document.add_paragraph().add_run(event.title).bold = True
        document.add_paragraph(f"{event.when}, {event.where}. {event.casualties}")
        for voice in event.voices:
            said = ": ".join(filter(None, [voice.claimant, voice.figures]))
            source = voice.source if voice.source != voice.claimant else ""
            copy = f"Archived copy: {voice.archive_url}" if voice.archive_url else ""
            words = " ".join(filter(None, [said, f"({source})" if source else "", voice.url, copy]))
            document.add_paragraph(words, style="List Bullet")


def _write_annex(document: Any, annex: Annex) -> None:
    from docx.oxml import OxmlElement
    from docx.shared import Mm, Pt

    document.add_page_break()
    document.add_heading("Annex: all events", 2)
    document.add_paragraph(annex.says)
    if not annex.rows:
        return
    table = document.add_table(rows=1 + len(annex.rows), cols=len(annex.head), style="Light List")
    table.autofit = False
    head = table.rows[0]._tr.get_or_add_trPr()
    head.append(OxmlElement("w:tblHeader"))  # again on each page
    texts = [annex.head, *map(_cells_of, annex.rows)]
    # All cells at once: the library looks for those of one row among all rows.
    for cell, text in zip(table._cells, itertools.chain.from_iterable(texts), strict=True):
        cell.text = text
        cell.paragraphs[0].runs[0].font.size = Pt(8)
    for column, width in zip(table.columns, _ANNEX_MM, strict=True):
        column.width = Mm(width)
        for cell in table._cells[column._index :: len(annex.head)]:
            cell.width = Mm(width)


_ANNEX_MM = (24, 40, 24, 22, 64)
"""Widths of the columns of an annex on a page of A4."""


def _cells_of(row: AnnexRow) -> tuple[str, ...]:
    said_by = "\n".join(filter(None, [row.said_by, row.url]))
    return row.when, row.where, row.type, row.killed, said_by


def write_pptx(briefs: Sequence[Brief]) -> bytes:
    """Return briefs as slides: what it is about, what it cost, the events one by one."""
    from pptx import Presentation
    from pptx.util import Mm

    deck = Presentation()
    _set_properties(deck.core_properties, briefs[0])
    deck.slide_width, deck.slide_height = Mm(338.7), Mm(190.5)
    if briefs[0].told:
        steps = [f"{at}. {brief.told.title}" for at, brief in enumerate(briefs, 1) if brief.told]
        _add_slide(deck, briefs[0].title, steps)
    for brief in briefs:
        _add_slides(deck, brief)
    _add_slide(deck, "How these numbers are made", briefs[-1].method, briefs[-1].credit)
    file = BytesIO()
    deck.save(file)
    return file.getvalue()


def _add_slides(deck: Any, brief: Brief) -> None:
    """Add the slides on one view."""
    if brief.told:
        _add_slide(deck, brief.told.title, [brief.told.text, brief.link], brief.credit)
    first = _add_slide(deck, brief.title, [brief.sentence], brief.credit, 40)
    _add_picture(first, brief.map, 54, 66, 230)
    costs = [_say_figure(figure) for figure in brief.figures]
    second = _add_slide(deck, "What they cost", [*costs, *brief.notes], brief.credit, 60)
    _add_picture(second, brief.trend, 14, 110, 310)
    if compared := brief.compared:
        said = [compared.sentence, *compared.moved, *compared.against]
        _add_slide(deck, "Compared", said, brief.credit)
        for picture in compared.pictures:
            _add_picture(
                _add_slide(deck, "Compared", [picture.says], brief.credit, 20), picture, 41, 48, 256
            )
    told = [f"{e.title}. {e.when}, {e.where}: {e.casualties}" for e in brief.events]
    if told or brief.withheld:
        heading = f"The events with the most killed ({brief.events_by})"
        _add_slide(deck, heading, told or [brief.withheld], brief.credit)
    if brief.link and not brief.told:
        _add_slide(deck, "The same view", [brief.link], brief.credit)


def _add_slide(
    deck: Any, title: str, lines: Iterable[str], credit: str = "", height: float = 150
) -> Any:
    from pptx.util import Mm, Pt

    slide = deck.slides.add_slide(deck.slide_layouts[5])
    head = slide.shapes.title
    head.left, head.top, head.width, head.height = Mm(14), Mm(8), Mm(310), Mm(18)
    head.text_frame.text = title
    head.text_frame.paragraphs[0].font.size = Pt(26)
    box = slide.shapes.add_textbox(Mm(14), Mm(28), Mm(310), Mm(height)).text_frame
    box.word_wrap = True
    for at, line in enumerate(filter(None, lines)):
        paragraph = box.paragraphs[0] if at == 0 else box.add_paragraph()
        paragraph.text = line
        paragraph.font.size = Pt(16)
        paragraph.space_after = Pt(6)
    foot = slide.shapes.add_textbox(Mm(14), Mm(_FOOT_MM), Mm(310), Mm(8)).text_frame
    foot.text = credit
    foot.word_wrap = True
    foot.paragraphs[0].font.size = Pt(9)
    return slide


def _add_picture(slide: Any, picture: Picture, left: float, top: float, width: float) -> None:
    """Add a picture, if there is one, at so many millimetres, and no lower than the foot."""
    from pptx.util import Mm

    if picture.svg:
        file = BytesIO(draw_png(picture.svg))
        image = slide.shapes.add_picture(file, Mm(left), Mm(top), Mm(width))
        share = min(1.0, (Mm(_FOOT_MM) - image.top) / image.height)
        image.left += int(image.width * (1 - share) / 2)
        image.width, image.height = int(image.width * share), int(image.height * share)
        image._element.nvPicPr.cNvPr.set("descr", picture.says)


_FOOT_MM = 180
"""Where on a slide whose data it shows begins, from the top."""


BRIEF_FORMATS: Mapping[str, BriefFormat] = {
    fmt.extension: fmt
    for fmt in (
        BriefFormat("PDF", "pdf", "application/pdf", write_pdf),
        BriefFormat("PNG", "png", "image/png", write_png, paged=False, single=True),
        BriefFormat("HTML", "html", "text/html; charset=utf-8", write_html),
        BriefFormat(
            "Word",
            "docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            write_docx,
        ),
        BriefFormat(
            "PowerPoint",
            "pptx",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            write_pptx,
            paged=False,
        ),
    )
}
"""Every format of a brief, by its extension."""


def refuse_annex(chosen: BriefFormat, events: int) -> str | None:
    """Return why a brief has no annex of so many events in a format, if so, in a sentence."""
    if not chosen.paged:
        allowed = _name_formats(form for form in BRIEF_FORMATS.values() if form.paged)
        return f"A brief as {chosen.label} has no annex with all events; allowed: {allowed}."
    if events > MOST_ANNEXED:
        return (
            f"{events:,} events are too many for the annex of a brief; allowed: up to "
            f"{MOST_ANNEXED:,}. Narrow the filter, or take the export as Excel or CSV instead."
        )
    return None


def refuse_story(chosen: BriefFormat) -> str | None:
    """Return why a story cannot be a brief in a format, if so, in a sentence."""
    if not chosen.single:
        return None
    allowed = _name_formats(form for form in BRIEF_FORMATS.values() if not form.single)
    return f"A brief as {chosen.label} is one page, and a story has several; allowed: {allowed}."


def _name_formats(forms: Iterable[BriefFormat]) -> str:
    return join_words([form.label for form in forms], "or")
