"""Workbooks of several sheets; what is one table, and what counts others again."""
# ruff: noqa: RUF001 - Cyrillic words

import datetime

import pytest

from eventmap.errors import FileError
from eventmap.readers.files.headers import Position
from eventmap.readers.files.sources import open_sources

HEADER = ["Date", "Place", "Killed"]
A, B, C = (
    [datetime.date(2024, 5, day), f"Town {day}", killed]
    for day, killed in ((13, 1), (14, 4), (15, 2))
)


def test_a_sheet_a_region_is_one_table_that_says_which(save):
    (source,) = open_sources(save({"Kharkiv": [HEADER, A], "Odesa": [HEADER, B, C]}))
    assert source.name == "events.xlsx, sheets Kharkiv, Odesa"
    assert source.cells["Sheet"].tolist() == ["Kharkiv", "Odesa", "Odesa"]
    assert source.cells["Killed"].to_dict() == {2: "1", 4: "4", 5: "2"}
    assert source.notes[0] == (
        "Sheets of the same columns are one table, its rows numbered through: those of 'Odesa' "
        "after line 2. Column 'Sheet' says in which sheet a row stands."
    )


def test_names_of_years_are_a_column_of_years(save):
    (source,) = open_sources(save({"2023": [HEADER, A], "2024": [HEADER, B]}))
    assert source.cells["Year"].tolist() == ["2023", "2024"]


def test_a_pivot_beside_sheets_of_years_is_left_out_though_their_days_name_no_year(save):
    header = ["Jour", "Région", "Morts"]
    first, second = ["12 mars", "Diffa", 3], ["30 novembre", "Diffa", 5]
    third = ["4 janvier", "Tillabéri", 8]
    pivot = [["Étiquettes", "Somme de Morts"], ["Diffa", 8], ["Tillabéri", 8]]
    tables = {"2022": [header, first, second], "2023": [header, third], "TCD": pivot}
    (source,) = open_sources(save(tables))
    assert source.cells["Morts"].tolist() == ["3", "5", "8"]
    assert source.left_out == (
        "events.xlsx, sheet TCD, was not read: its column 'Somme de Morts' is that of a pivot"
        " table, which sums other rows up.",
    )


def test_a_sheet_of_sums_as_long_as_the_data_is_left_out_by_two_of_them(save):
    sums = [["Month", "Incidents", "Killed"], ["April", 1, 3], ["May", 1, 4], ["June", 1, 0]]
    (source,) = open_sources(save({"Data": [HEADER, A, B, C], "Sums": sums}))
    assert source.left_out[0].startswith("events.xlsx, sheet Sums, was not read")
    # One sum is the same by chance: other people were killed.
    sums[1][2] = 4
    assert len(open_sources(save({"Data": [HEADER, A, B, C], "Sums": sums}))) == 2


def test_names_that_a_program_gives_are_no_column(save):
    (source,) = open_sources(save({"Sheet1": [HEADER, A], "Лист2": [HEADER, B]}))
    assert list(source.cells) == HEADER


def test_columns_may_stand_in_another_order(save):
    turned = [["Killed", "date", "Place"], [B[2], B[0], B[1]]]
    (source,) = open_sources(save({"North": [HEADER, A], "South": turned}))
    assert source.cells["Place"].tolist() == ["Town 13", "Town 14"]


def test_totals_of_each_sheet_are_refused_by_a_line_of_their_own(save):
    total = ["Total", None, 1]
    (source,) = open_sources(save({"May": [HEADER, A, total], "June": [HEADER, B, C, total]}))
    assert len(source.cells) == 3
    assert [reject.line for reject in source.rejects] == [3, 7]


@pytest.mark.parametrize(
    "summary",
    [
        [["Region", "Year", "Incidents"], ["Kharkiv", 2024, 3]],
        [["Region", "Year", "Killed"], ["Kharkiv", 2024, 1], ["Odesa", 2024, 6]],
        [["Row Labels", "Sum of Killed", "Year"], ["Kharkiv", 1, 2024]],
        [["Названия строк", "Сумма по полю Killed"], ["Харьков", 1]],
    ],
)
def test_a_sheet_that_adds_up_another_is_left_out_by_name(save, summary):
    (source,) = open_sources(save({"Events": [HEADER, A, B, C], "Overview": summary}))
    assert len(source.cells) == 3
    (why,) = source.left_out
    assert why.startswith("events.xlsx, sheet Overview, was not read: its column ")


@pytest.mark.parametrize("heading", ["Killed", "Code"])
def test_a_list_of_codes_adds_up_nothing(save, heading):
    codes = [[heading, "Meaning"], [1, "Shelling"], [2, "Drone strike"]]  # 1 + 2 are three rows
    sources = open_sources(save({"Events": [HEADER, A, B, C], "Codes": codes}))
    assert [len(source.cells) for source in sources] == [3, 2]
    assert not any(source.left_out for source in sources)


def test_a_sheet_whose_rows_stand_in_another_is_left_out(save):
    sheets = {"All": [HEADER, A, B, C], "Kharkiv": [HEADER, A], "Odesa": [HEADER, B, C]}
    (source,) = open_sources(save(sheets))
    assert (source.name, len(source.cells)) == ("events.xlsx, sheet All", 3)
    assert source.left_out == (
        "events.xlsx, sheet Kharkiv, was not read: its row stands in sheet All, too.",
        "events.xlsx, sheet Odesa, was not read: its 2 rows stand in sheet All, too.",
    )


def test_a_sheet_that_counts_something_else_stays(save):
    other = [["Code", "Number"], ["drone", 7], ["missile", 9]]
    found = open_sources(save({"Events": [HEADER, A, B, C], "Codes": other}))
    assert [source.name for source in found] == [
        "events.xlsx, sheet Events",
        "events.xlsx, sheet Codes",
    ]


def test_one_sheet_may_be_chosen(save):
    path = save({"One": [HEADER, A], "Two": [HEADER, B, C]})
    (source,) = open_sources(path, position=Position(sheet="Two"))
    assert (source.name, len(source.cells)) == ("events.xlsx, sheet Two", 2)
    with pytest.raises(FileError, match=r"no sheet 'Tow'; its sheets are 'One', 'Two'. Near"):
        open_sources(path, position=Position(sheet="Tow"))


def test_a_table_of_text_has_no_sheet_and_json_no_row_of_names(tmp_path):
    path = tmp_path / "events.csv"
    path.write_text("date,place\n2024-05-13,A\n")
    with pytest.raises(FileError, match="is text and has no sheet 'One'"):
        open_sources(path, position=Position(sheet="One"))
    path = tmp_path / "events.json"
    path.write_text('[{"date": "2024-05-13"}]')
    with pytest.raises(FileError, match="names its columns itself and not in row 2"):
        open_sources(path, position=Position(header_row=2))
