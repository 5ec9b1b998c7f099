"""Workbooks are written by openpyxl and XlsxWriter, or markup by hand."""

import zipfile

import openpyxl
import xlsxwriter
from support.format_sources import make_source

from eventmap.readers.files.hyperlinks import Hyperlink, add_links
from eventmap.readers.files.sources import open_sources

ROWS = [
    ["date", "place", "source"],
    ["2024-05-13", "Odesa", "Telegram"],
    ["2024-05-14", "Kherson", "https://example.org/own"],
    ["2024-05-15", "Kharkiv", "by word of mouth"],
]


def save_linked(path, links, *, rows=ROWS, title="Events"):
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    for cell, address in links.items():
        book.active[cell].hyperlink = address
    book.save(path)
    return path


def test_addresses_behind_cells_are_a_column_beside_theirs(tmp_path):
    links = {"C2": "https://t.me/oda/1?a=1&b=2", "C3": "https://example.org/own"}
    (source,) = open_sources(save_linked(tmp_path / "events.xlsx", links))
    behind = source.cells["source (link)"]
    assert behind.dropna().to_dict() == {2: "https://t.me/oda/1?a=1&b=2"}
    assert source.cells["source"].tolist() == ["Telegram", *(row[2] for row in ROWS[2:])]
    assert source.notes == (
        "'source (link)' has the addresses that are behind the cells of 'source'.",
    )


def test_links_to_mailboxes_and_cells_are_none(tmp_path):
    path = save_linked(tmp_path / "events.xlsx", {"C2": "mailto:a@example.org", "C4": "#Events!A1"})
    (source,) = open_sources(path)
    assert list(source.cells) == ROWS[0]


def test_a_link_is_that_of_its_sheet(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Notes"
    book.active.append(["see the other sheet"])
    sheet = book.create_sheet("Events & more")
    for row in [["Incidents of May"], *ROWS]:
        sheet.append(row)
    sheet["C5"].hyperlink = "https://example.org/second"
    book.save(tmp_path / "events.xlsx")
    source = open_sources(tmp_path / "events.xlsx")[-1]
    assert source.cells["source (link)"].dropna().to_dict() == {5: "https://example.org/second"}


def test_a_formula_that_makes_a_link_is_one(tmp_path):
    with xlsxwriter.Workbook(str(tmp_path / "events.xlsx")) as book:
        sheet = book.add_worksheet()
        for line, row in enumerate(ROWS):
            sheet.write_row(line, 0, row)
        sheet.write_formula(
            1, 2, '=HYPERLINK("https://example.org/a?b=1&c=2","post")', None, "post"
        )
    (source,) = open_sources(tmp_path / "events.xlsx")
    assert source.cells["source"].iloc[0] == "post"
    assert source.cells["source (link)"].iloc[0] == "https://example.org/a?b=1&c=2"


def test_anchors_of_opendocument_are_links(tmp_path):
    names = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    names += ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    names += ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    names += ' xmlns:xlink="http://www.w3.org/1999/xlink"'
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    link = '<text:a xlink:href="https://example.org/ods">post</text:a>'
    texts = [["date", "place", "source"], ["2024-05-13", "Odesa", link]]
    rows = "".join(
        f"<table:table-row>{''.join(map(cell.format, row))}</table:table-row>" for row in texts
    )
    with zipfile.ZipFile(tmp_path / "events.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr(
            "content.xml",
            f"<office:document-content {names}><office:body><office:spreadsheet>"
            f'<table:table table:name="A">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    (source,) = open_sources(tmp_path / "events.ods")
    assert source.cells.loc[2].tolist() == [*texts[1][:2], "post", "https://example.org/ods"]


def test_one_link_over_several_cells_is_that_of_each():
    cells = make_source([{"source": name} for name in "abc"]).cells
    links = [Hyperlink(3, 0, 4, 5, "https://example.org/")]
    linked, _ = add_links(cells, ["source"], links)
    assert linked["source (link)"].dropna().to_dict() == dict.fromkeys(
        (3, 4), "https://example.org/"
    )
