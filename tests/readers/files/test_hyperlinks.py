"""Workbooks are written by openpyxl and XlsxWriter, or markup and records by hand."""

import re
import zipfile

import openpyxl
import pytest
import xlsxwriter
from support.binary_workbooks import save_xls, save_xlsb
from support.format_sources import make_source
from support.opendocument import ods_row, save_ods

from eventmap.readers.files.hyperlinks import Hyperlink, add_links, read_hyperlinks
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


def test_a_formula_is_found_whatever_the_prefix_of_its_elements(tmp_path):
    address, sheet = "https://example.org/a", "xl/worksheets/sheet1.xml"
    with xlsxwriter.Workbook(str(tmp_path / "plain.xlsx")) as book:
        book.add_worksheet("A").write_formula(0, 0, f'=HYPERLINK("{address}","post")', None, "post")
    with zipfile.ZipFile(tmp_path / "plain.xlsx") as plain:
        texts = {name: plain.read(name).decode() for name in plain.namelist()}
    texts[sheet] = re.sub(r"<(/?)(?=\w)", r"<\1x:", texts[sheet]).replace("xmlns=", "xmlns:x=")
    assert "<x:f>" in texts[sheet]
    with zipfile.ZipFile(tmp_path / "prefixed.xlsx", "w") as archive:
        for name, text in texts.items():
            archive.writestr(name, text)
    with zipfile.ZipFile(tmp_path / "prefixed.xlsx") as archive:
        assert read_hyperlinks(archive) == {"A": [Hyperlink(1, 0, 1, 0, address)]}


def test_anchors_of_opendocument_are_links(tmp_path):
    link = '<text:a xlink:href="https://example.org/ods">post</text:a>'
    texts = [["date", "place", "source"], ["2024-05-13", "Odesa", link]]
    path = save_ods(tmp_path / "events.ods", "".join(ods_row(*row) for row in texts))
    (source,) = open_sources(path)
    assert source.cells.loc[2].tolist() == [*texts[1][:2], "post", "https://example.org/ods"]


def test_one_link_over_several_cells_is_that_of_each():
    cells = make_source([{"source": name} for name in "abc"]).cells
    links = [Hyperlink(3, 0, 4, 5, "https://example.org/")]
    linked, _ = add_links(cells, ["source"], links)
    assert linked["source (link)"].dropna().to_dict() == dict.fromkeys(
        (3, 4), "https://example.org/"
    )


BINARY_ROWS = [
    ["date", "place", "killed", "source", "post"],
    ["2024-05-13", "Odesa", 2, "Telegram", "https://example.org/own"],
    ["2024-05-14", "Херсон", 0, "by word of mouth", "a post"],
]


@pytest.mark.parametrize("save", [save_xls, save_xlsb])
def test_links_of_binary_workbooks_that_no_cell_says_are_told_of(tmp_path, save):
    links = [
        (1, 3, "https://t.me/oda/1"),
        (2, 1, "http://example.org/kherson"),
        (1, 4, "https://example.org/own"),
        (2, 3, "Events!A1"),
    ]
    formulas = [(2, 4, "https://t.me/oda/2")]
    path = tmp_path / f"events.{save.__name__.removeprefix('save_')}"
    (source,) = open_sources(save(path, BINARY_ROWS, links, formulas=formulas))
    assert source.cells.loc[2].tolist() == ["2024-05-13", "Odesa", "2", "Telegram", links[2][2]]
    assert source.cells.loc[3, "place"] == "Херсон"
    assert source.cells.loc[3, "post"] == "a post"
    assert source.notes == (
        "3 links behind cells of the workbook are not read: saved as .xlsx, it has them in a "
        "column beside.",
    )


@pytest.mark.parametrize("save", [save_xls, save_xlsb])
def test_binary_workbooks_without_links_are_read_without_a_word(tmp_path, save):
    path = tmp_path / f"events.{save.__name__.removeprefix('save_')}"
    own = [(1, 4, "https://example.org/own"), (2, 3, "Events!A1")]
    (source,) = open_sources(save(path, BINARY_ROWS, own))
    assert (len(source.cells), source.notes) == (2, ())
