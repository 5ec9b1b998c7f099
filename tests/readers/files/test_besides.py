"""Two tables beside each other in one sheet, and the blank columns that part none."""

from pathlib import Path

import openpyxl
import pytest

from eventmap.readers.choices import Choices
from eventmap.readers.files.besides import find_blocks
from eventmap.readers.files.sources import open_sources
from eventmap.readers.inspection import combine, read_files
from eventmap.readers.model import Source
from eventmap.schema import DatasetInfo

TWICE = """\
date,place,killed,,date,place,killed
2024-05-13,Kherson,3,,2024-06-13,Odesa,1
2024-05-14,Odesa,1,,2024-06-14,Kharkiv,2
2024-05-15,Kharkiv,2,,,,
"""
SUMS = """\
date,place,killed,,Region,Total
2024-05-13,Kherson,3,,Kherson,4
2024-05-14,Kherson,1,,Odesa,2
2024-05-15,Odesa,2,,,
2024-05-16,Kharkiv,5,,,
2024-05-17,Kharkiv,6,,,
Total,,17,,,
"""
INFO = DatasetInfo("beside", "", "", redistributable=False)


def open_text(folder: Path, text: str) -> list[Source]:
    path = folder / "beside.csv"
    path.write_text(text, encoding="utf-8")
    return open_sources(path)


def test_tables_of_the_same_columns_are_each_read_by_their_own_header(tmp_path):
    left, right = open_text(tmp_path, TWICE)
    assert left.name == "beside.csv, columns A to C"
    assert right.name == "beside.csv, columns E to G"
    assert list(left.cells) == list(right.cells) == ["date", "place", "killed"]
    assert left.cells["killed"].tolist() == ["3", "1", "2"]
    assert right.cells["killed"].to_dict() == {2: "1", 3: "2"}
    said = (
        "Tables stand beside each other, each read by its own header: columns A to C (3 rows) and"
        " columns E to G (2 rows)."
    )
    assert said in left.notes
    assert said in right.notes
    reading = combine(read_files([tmp_path / "beside.csv"], INFO, Choices()))
    assert (reading.read, reading.accepted) == (5, 5)
    assert reading.claims["killed_best"].sum() == 9


def test_a_list_of_sums_beside_a_table_is_left_out_by_name(tmp_path):
    open_text(tmp_path, SUMS)
    inspection = read_files([tmp_path / "beside.csv"], INFO, Choices())
    reading = combine(inspection)
    assert [each.line for each in reading.rejects] == [7]  # the row of totals
    assert reading.claims["killed_best"].sum() == 17
    assert reading.events["admin1"].isna().all()
    assert inspection.left_out == (
        "beside.csv, columns E to F has no column that is known to hold a date: its columns are"
        " 'Region', 'Total'.",
    )
    assert any("columns E to F (2 rows)" in note for note in reading.notes)


def test_tables_beside_each_other_in_a_sheet_are_one_where_their_columns_are_the_same(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "May"
    sheet.append(["Ukraine", None, None, None, "Russia"])
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("E1:G1")
    for line in TWICE.splitlines():
        sheet.append([cell or None for cell in line.split(",")])
    book.save(path := tmp_path / "beside.xlsx")
    reading = combine(read_files([path], INFO, Choices()))
    assert (reading.read, reading.accepted) == (5, 5)
    assert reading.claims["killed_best"].sum() == 9


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "date,place,killed,,reported on,source\n"
            "2024-05-13,Kherson,3,,2024-05-14,Reuters\n"
            "2024-05-14,Odesa,1,,,\n2024-05-15,Odesa,1,,,\n2024-05-16,Odesa,1,,,\n",
            id="columns that are filled in the first rows alone",
        ),
        pytest.param(
            "date,place,,killed,injured\n2024-05-13,Kherson,,3,5\n2024-05-14,Odesa,,1,4\n",
            id="groups of columns",
        ),
        pytest.param(
            "date,place,killed,date,place,killed\n2024-05-13,Kherson,3,2024-06-13,Odesa,1\n",
            id="no blank column",
        ),
        pytest.param(TWICE + "2024-05-16,Kharkiv,2,see note,,,\n", id="a column that is not blank"),
        pytest.param(
            "date,place,killed,,remark\n2024-05-13,Kherson,3,,none\n", id="a single column"
        ),
    ],
)
def test_other_blank_columns_part_no_tables(tmp_path, text):
    rows = [line.split(",") for line in text.splitlines()]
    assert find_blocks(rows) == []
    (source,) = open_text(tmp_path, text)
    assert len(source.cells) == len(rows) - 1


def test_what_ends_beyond_the_rows_that_are_looked_at_first_is_told_by_all_rows(tmp_path):
    rows = "".join(f"2024-05-13,Place {at},1,,2024-06-13,Odesa,1\n" for at in range(1500))
    left, right = open_text(tmp_path, TWICE.splitlines()[0] + "\n" + rows)
    assert (len(left.cells), len(right.cells)) == (1500, 1500)
    (whole,) = open_text(tmp_path, TWICE.splitlines()[0] + "\n" + rows + "2024,A,1,note,,,\n")
    assert len(whole.cells) == 1501


def test_a_blank_column_between_columns_of_one_table_is_said(tmp_path):
    rows = "date,place,killed,,Region,Total\n2024-05-13,Odesa,3,,Odesa,3\n"
    (source,) = open_text(tmp_path, rows)
    said = "A blank column stands before 'Region': all are read as columns of one table."
    assert said in source.notes
