"""Workbooks are written by openpyxl, by XlsxWriter where results matter, and ODS by GDAL."""
# ruff: noqa: RUF001 - Cyrillic words

import datetime
import zipfile
from contextlib import suppress

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.opendocument import CELL, ods_row, save_ods

from eventmap.errors import FileError
from eventmap.readers.files.limits import Limits
from eventmap.readers.files.sources import open_sources


def test_typed_cells_become_the_text_that_a_person_would_write(save):
    values = {
        "day": (datetime.date(2022, 2, 24), "2022-02-24"),
        "time": (datetime.datetime(2022, 2, 24, 5, 6, 7), "2022-02-24T05:06:07"),
        "clock": (datetime.time(5, 6), "05:06:00"),
        "whole": (5294, "5294"),
        "float": (48.1234567, "48.1234567"),
        "large": (1e21, "1e+21"),
        "truth": (True, "true"),
        "text": (" Київ ", " Київ "),
        "digits": ("007", "007"),
        "blank": (None, None),
    }
    path = save({"Data": [list(values), [written for written, _ in values.values()]]})
    (source,) = open_sources(path)
    row = source.cells.loc[2]
    assert {name: None if row.isna()[name] else row[name] for name in values} == {
        name: text for name, (_, text) in values.items()
    }


def test_each_sheet_that_is_not_empty_is_a_table(save):
    path = save({"First": [["id"], [1]], "Empty": [], "Second": [["id", "n"], [2, 3]]})
    first, second = open_sources(path)
    assert (first.name, second.name) == ("events.xlsx, sheet First", "events.xlsx, sheet Second")
    assert (first.kind, second.cells.loc[2, "n"]) == ("xlsx", "3")


def save_merged(path, rows, *ranges, hidden=()):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for cells in ranges:
        book.active.merge_cells(cells)
    for row in hidden:
        book.active.row_dimensions[row].hidden = True
    book.save(path)
    return path


def test_a_merged_cell_holds_for_all_of_its_rows(tmp_path):
    rows = [
        ["Date", "Region", "Place", "Killed"],
        [datetime.date(2024, 5, 13), "Kharkiv", "Town A", 1],
        [None, None, "Town B", 2],
        [None, None, None, None],
        [datetime.date(2024, 5, 14), "Odesa", "Town D", 4],
        [None, None, "Town E", 1],
    ]
    path = save_merged(tmp_path / "events.xlsx", rows, "A2:A4", "B2:B4", "A5:A6", "B5:B6")
    (source,) = open_sources(path)
    assert source.cells["Date"].to_dict() == {
        2: "2024-05-13",
        3: "2024-05-13",
        5: "2024-05-14",
        6: "2024-05-14",
    }
    assert source.cells["Region"].tolist() == ["Kharkiv", "Kharkiv", "Odesa", "Odesa"]


def test_a_count_in_a_merged_cell_is_not_said_of_each_row(tmp_path):
    rows = [["Date", "Place", "Killed"], ["2024-05-13", "A", 5], ["2024-05-14", "B", None]]
    (source,) = open_sources(save_merged(tmp_path / "events.xlsx", rows, "C2:C3"))
    assert source.cells["Killed"].fillna("").tolist() == ["5", ""]
    assert source.notes == (
        "'5' in C2:C3 is said of 2 rows together: the first of them has it as 'Killed', for the "
        "others it is unknown.",
    )


@pytest.mark.parametrize(
    "heading",
    ["عدد الشهداء", "Getötete", "Ölü sayısı", "Martyrs", "死亡人数", "Víctimas", "Poległych"],
)
def test_a_count_in_a_merged_cell_is_known_in_other_languages(tmp_path, heading):
    rows = [["Date", "Place", heading], ["2024-05-13", "A", 6], ["2024-05-14", "B", None]]
    (source,) = open_sources(save_merged(tmp_path / "events.xlsx", rows, "C2:C3"))
    assert source.cells[heading].fillna("").tolist() == ["6", ""]


def test_a_merged_cell_of_an_opendocument_workbook_holds_for_all_of_its_rows(tmp_path):
    merged = CELL.replace("<table:table-cell", '<table:table-cell table:number-rows-spanned="2"')
    rows = (
        ods_row("date", "place")
        + f"<table:table-row>{merged.format('2024-05-13')}{CELL.format('A')}</table:table-row>"
        + f"<table:table-row><table:covered-table-cell/>{CELL.format('B')}</table:table-row>"
    )
    (source,) = open_sources(save_ods(tmp_path / "events.ods", rows))
    assert source.cells.to_numpy().tolist() == [["2024-05-13", "A"], ["2024-05-13", "B"]]


def test_titles_and_groups_of_columns_are_told_by_merged_cells(tmp_path):
    rows = [
        ["Зведення за 20–26 жовтня 2025 року"],
        ["№ з/п", "Дата", "Населений пункт", "Загинуло", None],
        [None, None, None, "дорослі", "діти"],
        [1, "20.10.2025", "м. Херсон", 1, 0],
        [2, "21.10.2025", "с. Станіслав", 2, 1],
        ["Всього", None, None, 3, 1],
        [None],
        ["Примітка: дані можуть уточнюватися."],
    ]
    path = save_merged(
        tmp_path / "events.xlsx", rows, "A1:E1", "A2:A3", "B2:B3", "C2:C3", "D2:E2", "A6:C6"
    )
    (source,) = open_sources(path)
    assert list(source.cells) == [
        "№ з/п",
        "Дата",
        "Населений пункт",
        "Загинуло / дорослі",
        "Загинуло / діти",
    ]
    assert source.cells.index.tolist() == [4, 5]
    assert [(each.line, each.reason) for each in source.rejects] == [
        (6, "a row of totals, no event"),
        (8, "a note, no event"),
    ]


def test_hidden_rows_are_read_and_said(tmp_path):
    rows = [["Date", "Place"], ["2024-05-13", "A"], ["2024-05-14", "B"]]
    (source,) = open_sources(save_merged(tmp_path / "events.xlsx", rows, hidden=[3]))
    assert len(source.cells) == 2
    assert "1 row of the workbook is hidden: it is read like the others." in source.notes


def test_lines_are_those_that_the_program_shows(save):
    path = save({"A": [[], ["Events of the week"], [], ["id", "place"], [1, "x"], [], [2, "y"]]})
    (source,) = open_sources(path)
    assert source.cells["id"].to_dict() == {5: "1", 7: "2"}
    assert source.notes == ("Row 2 was skipped as a title: 'Events of the week'.",)


def test_a_column_with_cells_and_no_name_is_kept_and_an_unused_one_is_not(save):
    path = save({"A": [["id", None, "n", None], [1, "x", 2, None]]})
    path = save({"A": [["id", None, "n", ""], [1, "x", 2, ""]]})
    (source,) = open_sources(path)
    assert source.cells.loc[2].to_dict() == {"id": "1", "column 2": "x", "n": "2"}


def test_formulas_are_not_evaluated(save):
    path = save({"A": [["id", "n"], [1, "=1+1"], [2, 3]]})
    (source,) = open_sources(path)
    assert source.cells["n"].isna().tolist() == [True, False]
    assert "1 cells of the workbook are formulas without a result: read as blank." in source.notes


def test_a_workbook_of_nothing_but_formulas_is_refused(save):
    path = save({"A": [["id", "n"], ["=1+1", '=HYPERLINK("http://x")']]})
    with pytest.raises(FileError, match="2 formulas without their results"):
        open_sources(path)


def test_results_that_were_saved_with_formulas_are_read(tmp_path):
    import xlsxwriter

    path = tmp_path / "events.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("A")
        sheet.write_row(0, 0, ["id", "n"])
        sheet.write_row(1, 0, [1])
        sheet.write_formula(1, 1, "=6*7", None, 42)
    (source,) = open_sources(path)
    assert source.cells.loc[2, "n"] == "42"
    assert source.notes == ()


def test_a_workbook_without_cells_is_refused(save):
    with pytest.raises(FileError, match="no cells in any sheet"):
        open_sources(save({"A": [], "B": []}))


def test_a_workbook_that_unpacks_to_more_than_the_limit_is_refused(save):
    path = save({"A": [["id"], *([f"text {n}"] for n in range(5000))]})
    with pytest.raises(FileError, match="unpacks to more than 100 kB"):
        open_sources(path, limits=Limits(unpacked_bytes=100_000))


def test_a_workbook_of_zeros_is_refused_by_its_ratio(save):
    path = save({"A": [["id"], [1]]})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet9.xml", bytes(60_000_000))
    with pytest.raises(FileError, match="more than 200 times its packed size"):
        open_sources(path)


def test_a_damaged_workbook_is_refused(save):
    path = save({"A": [["id"], [1]]})
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook")
    with pytest.raises(FileError, match=r"events.xlsx cannot be read: it is damaged"):
        open_sources(path)


def test_a_zipped_workbook_is_named_with_its_sheet(save, tmp_path):
    path = save({"A": [["id"], [1]], "B": [["number"], [2]]})
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.write(path, "folder/events.xlsx")
    assert [source.name for source in open_sources(tmp_path / "all.zip")] == [
        "all.zip, sheet A",
        "all.zip, sheet B",
    ]


def test_an_opendocument_workbook_is_read(tmp_path):
    rows = ods_row("id", "place") + ods_row("1", "Київ") + ods_row("2", "Одеса")
    (source,) = open_sources(save_ods(tmp_path / "events.ods", rows))
    assert (source.kind, source.name) == ("ods", "events.ods, sheet A")
    assert source.cells.loc[3].tolist() == ["2", "Одеса"]


def test_a_row_that_is_repeated_without_end_is_refused_and_a_blank_one_is_not(tmp_path):
    blank = '<table:table-row table:number-rows-repeated="1048574"/>'
    head = ods_row("id", "place") + ods_row("1", "Київ", repeated=2)
    (source,) = open_sources(save_ods(tmp_path / "events.ods", head + blank))
    assert source.cells["id"].tolist() == ["1", "1"]
    rows = head + ods_row("2", "Одеса", repeated=10_001)
    with pytest.raises(FileError, match="repeats rows 10,001 times without writing them out"):
        open_sources(save_ods(tmp_path / "events.ods", rows))


def test_a_workbook_with_a_password_is_refused(tmp_path):
    path = tmp_path / "events.xlsx"
    wrapped = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000)
    path.write_bytes(wrapped + "EncryptedPackage".encode("utf-16-le") + bytes(1000))
    with pytest.raises(FileError, match="locked with a password"):
        open_sources(path)


PLACES = st.integers(0, 20_000)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30
)
@given(changes=st.lists(st.tuples(PLACES, st.integers(0, 255)), max_size=20), end=PLACES)
def test_a_workbook_with_any_bytes_changed_is_read_or_refused(tmp_path, changes, end):
    path = tmp_path / "events.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["id", "place"])
    book.active.append([1, "Kherson"])
    book.save(path)
    content = bytearray(path.read_bytes())
    for at, byte in changes:
        content[at % len(content)] = byte
    path.write_bytes(content[:end])
    with suppress(FileError):
        assert open_sources(path)


STRUCK = {
    1: "1 row of the workbook has cells that are struck out: it is read like the others.",
    2: "2 rows of the workbook have cells that are struck out: they are read like the others.",
}


@pytest.mark.parametrize("number", [1, 2])
def test_rows_that_are_struck_out_are_read_and_said(tmp_path, number):
    book = openpyxl.Workbook()
    for row in (["date", "place", "killed"], *[[f"2024-05-{day}", "A", 2] for day in (13, 14, 15)]):
        book.active.append(row)
    struck = openpyxl.styles.Font(strike=True)
    for row in range(2, 2 + number):
        for cell in book.active[row]:
            cell.font = struck
    book.active["A5"].font = openpyxl.styles.Font(bold=True, strike=False)
    book.active["D5"].font = struck  # blank
    book.save(tmp_path / "events.xlsx")
    (source,) = open_sources(tmp_path / "events.xlsx")
    assert len(source.cells) == 3
    assert source.notes == (STRUCK[number],)


@pytest.mark.parametrize(("line", "notes"), [("solid", (STRUCK[1],)), ("none", ())])
def test_a_row_of_an_opendocument_workbook_that_is_struck_out_is_said(tmp_path, line, notes):
    styles = (
        '<style:style style:name="ce1" style:family="table-cell">'
        f'<style:text-properties style:text-line-through-style="{line}"/></style:style>'
    )
    struck = ods_row("Київ", "2").replace(
        "<table:table-cell", '<table:table-cell table:style-name="ce1"'
    )
    rows = ods_row("place", "killed") + struck + ods_row("Харків", "1")
    (source,) = open_sources(save_ods(tmp_path / "events.ods", rows, styles))
    assert (len(source.cells), source.notes) == (2, notes)


def test_comments_on_cells_are_told_of(tmp_path):
    book = openpyxl.Workbook()
    for row in (["date", "killed"], ["2024-05-13", 2], ["2024-05-14", 0]):
        book.active.append(row)
    book.active["B2"].comment = openpyxl.comments.Comment("3 by another source", "A")
    book.save(tmp_path / "one.xlsx")
    book.active["B3"].comment = openpyxl.comments.Comment("not checked", "A")
    book.save(tmp_path / "two.xlsx")
    notes = [open_sources(tmp_path / name)[0].notes for name in ("one.xlsx", "two.xlsx")]
    assert notes == [
        ("1 comment on cells of the workbook is not read.",),
        ("2 comments on cells of the workbook are not read.",),
    ]


def test_a_comment_of_an_opendocument_workbook_is_told_of_and_no_part_of_its_cell(tmp_path):
    comment = "<office:annotation><text:p>3 by another source</text:p></office:annotation>"
    row = ods_row("Київ", "2").replace("<text:p>", f"{comment}<text:p>", 1)
    rows = ods_row("place", "killed") + row
    (source,) = open_sources(save_ods(tmp_path / "events.ods", rows))
    assert source.cells.values.tolist() == [["Київ", "2"]]
    assert source.notes == ("1 comment on cells of the workbook is not read.",)
