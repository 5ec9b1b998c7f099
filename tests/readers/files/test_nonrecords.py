"""Which rows are no events is decided by hand for each table."""
# ruff: noqa: RUF001 - Cyrillic words

import json

import pytest

from eventmap.readers.files.delimited import read_delimited
from eventmap.readers.files.limits import Limits

HEADER = "Date,Place,Latitude,Longitude,Killed,Injured\n"
FIRST, SECOND = "2024-05-13,Town A,49.99,36.23,1,5\n", "2024-05-14,Town D,46.48,30.73,4,0\n"


@pytest.fixture
def read(tmp_path):
    def write(content):
        path = tmp_path / "events.csv"
        path.write_text(content, encoding="utf-8")
        return read_delimited(path, path.name, Limits())

    return write


@pytest.mark.parametrize(
    "row",
    [
        "Total,,,,5,5",
        ",Grand total,,,5,5",
        ",Kharkiv Oblast Total,,,5,5",
        ",TOTAL:,,,5,5",
        ",Всього,,,5,5",
        "Всього по області,,,,5,5",
        ",Разом за добу,,,5,5",
        ",Итого,,,5,5",
        ",Gesamt,,,5,5",
        ",Insgesamt:,,,5,5",
        ",Razem,,,5,5",
        ",Suma,,,5,5",
        ",Total général,,,5,5",
        ",المجموع,,,5,5",
        ",Average,,,2.5,2.5",
        "2024-05-14,Subtotal,,,5,5",
    ],
)
def test_a_row_of_totals_is_no_event(read, row):
    source = read(HEADER + FIRST + SECOND + row + "\n")
    assert source.cells["Place"].tolist() == ["Town A", "Town D"]
    (reject,) = source.rejects
    assert (reject.line, reject.reason) == (4, "a row of totals, no event")


def test_a_total_may_name_its_region(read):
    source = read(
        "Дата,Область,Населений пункт,Загинуло,Джерело\n"
        "24.10.2025,Херсонська обл.,м. Херсон,2,ОВА\n"
        ",Херсонська обл.,Разом,2,\n"
        "25.10.2025,Миколаївська обл.,м. Очаків,0,ОВА\n"
        ",,Всього,2,\n"
        "Всього по Україні,,,2,\n"
        "* дані попередні,,,,\n"
    )
    assert source.cells["Населений пункт"].tolist() == ["м. Херсон", "м. Очаків"]
    assert [(each.line, each.reason) for each in source.rejects] == [
        (3, "a row of totals, no event"),
        (5, "a row of totals, no event"),
        (6, "a row of totals, no event"),
        (7, "a note, no event"),
    ]
    assert json.loads(source.rejects[0].row)["Загинуло"] == "2"


@pytest.mark.parametrize(
    "rows",
    [
        # The word is one of a column's own values.
        "Date,Place,Killed,Damage\n2024-05-13,A,1,Total\n2024-05-14,B,4,Partial\n,C,2,Total\n",
        # A text begins with it.
        "Date,Title,Place\n2024-05-13,Total destruction of a bridge,A\n2024-05-14,Strike,B\n",
        # It is part of a name.
        HEADER + FIRST + "2024-05-14,Sumy,50.9,34.8,2,0\n,Sumy,50.9,34.8,2,0\n",
        HEADER + FIRST + ",Totalne,50.9,34.8,2,0\n",
        # It says when and where.
        "Date,Place,Region,Killed\n2024-05-13,Total,Kharkiv,1\n2024-05-14,B,Kharkiv,\n",
    ],
)
def test_an_event_with_a_word_for_a_total_stays(read, rows):
    source = read(rows)
    assert source.rejects == ()
    assert len(source.cells) == rows.count("\n") - 1


def test_notes_below_are_refused_as_notes(read):
    notes = (
        "* preliminary,,,,,\nSource: the administration,,,,,\n"
        "Figures for the last days are preliminary and may change with later reports,,,,,\n"
    )
    source = read(HEADER + FIRST + SECOND + notes)
    assert len(source.cells) == len([FIRST, SECOND])
    assert {reject.reason for reject in source.rejects} == {"a note, no event"}
    assert len(source.rejects) == 3


def test_a_key_and_its_value_below_are_a_note(read):
    source = read(HEADER + FIRST + SECOND + "Source:,The Ministry,,,,\nUpdated:,2024-06-01,,,,\n")
    assert source.cells["Place"].tolist() == ["Town A", "Town D"]
    assert [reject.reason for reject in source.rejects] == ["a note, no event"] * 2


def test_an_event_that_says_little_stays_where_it_stands_last(read):
    source = read(HEADER + FIRST + SECOND + "2024-05-15,Town X,,,,\n")
    assert (len(source.cells), source.rejects) == (3, ())


def test_a_place_alone_is_no_note(read):
    source = read(HEADER + FIRST + ",Town X,,,,\n" + SECOND)
    assert (len(source.cells), source.rejects) == (3, ())


def test_the_header_again_is_no_event(read):
    source = read(HEADER + FIRST + HEADER + SECOND)
    assert source.cells["Killed"].tolist() == ["1", "4"]
    (reject,) = source.rejects
    assert (reject.line, reject.reason) == (3, "the header again, no event")


def test_titles_between_rows_are_a_column_of_those_below(read):
    source = read(
        "No,Date,Place\n1,2024-05-12,Town Z\nKharkiv Oblast,,\n2,2024-05-13,Town A\n"
        "Odesa Oblast,,\n3,2024-05-14,Town D\n4,2024-05-15,Town E\n"
    )
    assert source.cells["Section"].fillna("").tolist() == [
        "",
        "Kharkiv Oblast",
        "Odesa Oblast",
        "Odesa Oblast",
    ]
    assert {reject.reason for reject in source.rejects} == {"a title between the rows"}


@pytest.mark.parametrize(
    "first", ["2022", "2022.0", "2022:", "January 2022", "2022 рік", "01.2022"]
)
def test_a_year_alone_in_its_row_is_a_heading(read, first):
    source = read(
        f"Date,Place,Killed\n{first},,\n3 March,Town Z,1\n4 April,Town A,2\n"
        "2023,,\n5 May,Town D,3\n6 June,Town E,\n2023,Town F,\n"
    )
    assert source.cells["Date"].tolist() == ["3 March", "4 April", "5 May", "6 June", "2023"]
    assert source.cells["Section"].tolist() == [first] * 2 + ["2023"] * 3
    assert [(reject.line, reject.reason) for reject in source.rejects] == [
        (2, "a title between the rows"),
        (5, "a title between the rows"),
    ]


def test_a_year_alone_is_no_heading_among_rows_dated_by_years(read):
    source = read("Date,Place,Killed\n2021,Town Z,1\n2022,,\n2023,Town A,2\n2024,Town D,2\n")
    assert (source.cells["Date"].tolist(), source.rejects) == (["2021", "2022", "2023", "2024"], ())


def test_a_table_of_single_cells_loses_none(read):
    source = read("a,b,c\n" + "Note,,\n" * 3)
    assert len(source.cells) == 3


@pytest.mark.parametrize(
    "label",
    [
        "TOTAL",
        "Sub-Total",
        "ВСЬОГО",
        "Итого:",
        "İstanbul Total",
        "Łącznie",
        "المجموع",
        "ſum",
        "Mean",
    ],
)
def test_a_total_is_told_in_whatever_letters(read, label):
    source = read(HEADER + FIRST + SECOND + f"{label},,,,5,5\n")
    assert [reject.value for reject in source.rejects] == [label]
    assert len(source.cells) == len([FIRST, SECOND])


DAYS = "Date,Place,Killed,Injured\n"
KHERSON, ODESA, SUMY = "3 May,Kherson,1,5\n", "4 June,Odesa,0,1\n", "5 July,Sumy,2,2\n"


@pytest.mark.parametrize(
    ("text", "years", "regions"),
    [
        (
            f"2023,,,\nKherson oblast,,,\n{KHERSON}Odesa oblast,,,\n{ODESA}"
            f"2024,,,\nSumy oblast,,,\n{SUMY}",
            ["2023", "2023", "2024"],
            ["Kherson oblast", "Odesa oblast", "Sumy oblast"],
        ),
        (
            f"Kherson oblast,,,\n2023,,,\n{KHERSON}2024,,,\n{ODESA}Sumy oblast,,,\n2023,,,\n{SUMY}",
            ["2023", "2024", "2023"],
            ["Kherson oblast", "Kherson oblast", "Sumy oblast"],
        ),
    ],
)
def test_years_and_regions_above_each_other_are_two_columns(read, text, years, regions):
    source = read(DAYS + text)
    assert source.cells["Year"].tolist() == years
    assert source.cells["Region"].tolist() == regions
    assert source.cells["Place"].tolist() == ["Kherson", "Odesa", "Sumy"]
    assert {reject.reason for reject in source.rejects} == {"a title between the rows"}


def test_a_year_without_a_region_of_its_own_leaves_open_which_is_meant(read):
    source = read(f"{DAYS}2023,,,\nKherson oblast,,,\n{KHERSON}2024,,,\n{ODESA}{SUMY}")
    assert source.cells["Section"].tolist() == ["2023", "2023", "2024", "2024"]
    assert source.cells["Date"].tolist()[0] == "Kherson oblast", "left to be refused as a row"


def test_a_title_that_is_no_region_is_not_taken_for_one(read):
    source = read(f"{DAYS}2023,,,\nSecond phase,,,\n{KHERSON}{ODESA}")
    assert "Region" not in source.cells


@pytest.mark.parametrize(
    "row",
    [
        "---,---,---:,:---:,----,----",
        ",----,---:,---,---,---",
        "=====,=====,,,,",
        "———,———,———,———,,",
    ],
)
def test_a_line_drawn_below_the_header_is_no_event(read, row):
    source = read(HEADER + row + "\n" + FIRST + SECOND)
    assert source.cells["Place"].tolist() == ["Town A", "Town D"]
    (reject,) = source.rejects
    assert (reject.line, reject.reason) == (2, "a line drawn between the rows, no event")


def test_dashes_for_what_is_not_known_are_no_line(read):
    source = read(HEADER + FIRST + "2024-05-14,---,---,---,---,---\n")
    assert len(source.cells) == len([FIRST, SECOND])
    assert not source.rejects


def test_totals_below_titles_of_months_are_refused(read):
    source = read(
        "Date,Place,Killed,Injured\nJanuary 2025,,,\n3,Kherson,1,4\n17,Odesa,0,2\n"
        "Total for January,,1,6\n"
        "February 2025,,,\n8,Sumy,2,11\nTotal for February,,2,11\nTOTAL,,3,17\n"
    )
    assert source.cells["Killed"].tolist() == ["1", "0", "2"]
    totals = [reject.value for reject in source.rejects if "totals" in reject.reason]
    assert totals == ["Total for January", "Total for February", "TOTAL"]


SCHOOLS = "2024-01-08,School 12,Town A,120,3\n2024-01-19,Lyceum,Town B,300,\n"


@pytest.mark.parametrize(
    "between",
    [
        "Date,School,Place,Pupils,Classes\n",
        "\nDate,School,Place,Pupils,Classes\n",
        "Attacks on schools,,,,\nDay,School,Town,Pupils,Classes\n",
        "\nDay,School,Town,Pupils,Classes\n",
    ],
)
def test_a_table_below_another_is_read_by_its_own_header(read, between):
    first = "2024-01-04,Hospital 3,Town A,1,2\n2024-01-15,Clinic,Town C,0,5\n"
    source = read("Date,Hospital,Place,Killed,Injured\n" + first + between + SCHOOLS)
    assert source.cells["Killed"].dropna().tolist() == ["1", "0"]
    assert source.cells["Pupils"].dropna().tolist() == ["120", "300"]
    day = next(name for name in ("Day", "Date") if name + ",School" in between)
    assert source.cells[day].dropna().tolist()[-2:] == ["2024-01-08", "2024-01-19"]
    *_, reject = source.rejects
    assert reject.reason == "the header of another table below, no event"
    assert any("names the columns of another table" in note for note in source.notes)


def test_below_the_first_header_again_the_first_table_goes_on(read):
    first = "Date,Hospital,Place,Killed,Injured\n"
    rows = "2024-01-04,Hospital 3,Town A,1,2\n"
    source = read(
        first
        + rows
        + "Date,School,Place,Pupils,Classes\n"
        + SCHOOLS
        + first
        + "2024-02-01,Clinic,Town C,7,\n"
    )
    assert source.cells["Killed"].dropna().tolist() == ["1", "7"]


@pytest.mark.parametrize(
    "row",
    [
        "unknown,School,Town A,several,none",
        "no date,Place,Town A,a few,some",
        "в январе,School,Place,не менее двух,-",
    ],
)
def test_an_event_told_in_words_alone_is_no_header(read, row):
    source = read("Date,Hospital,Place,Killed,Injured\n" + SCHOOLS + row + "\n" + SCHOOLS)
    assert len(source.cells) == 5
    assert not source.rejects


@pytest.mark.parametrize(
    ("rows", "sums"),
    [
        # Of months, below.
        (
            "2024-01-04,Town A,1,5\n2024-01-05,Town B,2,4\nJanuary 2024,,3,9\n"
            "2024-02-05,Town B,1,4\nFebruary 2024,,1,4\n2024-03-01,Town C,6,6\n",
            [4, 6],
        ),
        # Of regions, above.
        (
            ",Region K,7,2\n2024-01-04,Town A,4,\n2024-01-05,Town B,3,2\n"
            ",Region S,2,0\n2024-01-06,Town C,2,0\n",
            [2, 5],
        ),
        # Events that leave the place blank: no sum, or of a single row, or of one number by chance.
        ("2024-01-04,Town A,1,5\n2024-01-05,Town B,2,4\n2024-01-06,,3,8\n", []),
        ("2024-01-04,Town A,1,5\n2024-01-04,,1,5\n", []),
        ("2024-01-04,Town A,1,\n2024-01-05,Town B,2,\n2024-01-06,,3,\n", []),
    ],
)
def test_rows_that_are_the_sums_of_those_beside_them_are_no_events(read, rows, sums):
    source = read("Date,Place,Killed,Injured\n" + rows)
    assert [reject.line for reject in source.rejects] == sums
    assert {reject.reason for reject in source.rejects} <= {
        "its numbers are the sums of rows beside it, no event"
    }
    assert len(source.cells) == rows.count("\n") - len(sums)


FIGURES = "Date,Place,Killed,Injured\n2024-05-13,Odesa,2,5\n2024-05-14,Kherson,0,1\n"
PLACED = HEADER + FIRST + SECOND


@pytest.mark.parametrize(
    ("first", "below", "lines"),
    [
        # Totals by region and by month, under names of the table above or their like.
        (FIGURES, "\nRegion,Events,Killed\nOdesa,1,2\nKherson,1,0\n", [5, 6, 7]),
        (FIGURES, "\nMonth,Killed,Injured\nMay 2024,2,6\n", [5, 6]),
        (PLACED, "\nOblast,Killed,Injured,,,\nOdesa,2,5,,,\nKherson,0,1,,,\n", [5, 6, 7]),
        # Two columns, and one of people, the last row of which is alone where lines are short.
        (PLACED, "\nType,Number,,,,\nShelling,1,,,,\nDrone,1,,,,\n", [5, 6, 7]),
        (PLACED, "\nName,Age,Town\nIvan P.,45,Odesa\nOlha K.,31,Odesa\n", [5, 6, 7]),
        (PLACED, "\nName,Age\nIvan P.,45\nOlha K.,31\nPetro M.,22\n", [5, 6, 7, 8]),
    ],
)
def test_a_table_below_that_tells_no_days_is_refused(read, first, below, lines):
    source = read(first + below)
    assert source.cells["Place"].tolist() == [row.split(",")[1] for row in first.splitlines()[1:]]
    assert list(source.cells) == first.split("\n")[0].split(",")
    assert [reject.line for reject in source.rejects] == lines
    assert {reject.reason for reject in source.rejects} <= {
        "the header of another table below, no event",
        "a row of another table below, which tells no days: no event",
    }


@pytest.mark.parametrize(
    "below",
    [
        "\nunknown,Mykolaiv,unknown,several\n,Kharkiv,1,2\n",
        "\nend of May,Mykolaiv,,\n",
        "\nduring May,Mykolaiv,some,none\nduring June,Kharkiv,1,\n",
        "\n,Mykolaiv,,\n,Kharkiv,,\n",
        "\n15 May 2024,Mykolaiv,1,\n",
        "\nDay,Town,Killed,Wounded\n15 May 2024,Mykolaiv,1,\n",
    ],
)
def test_events_below_a_gap_stay_however_little_they_say(read, below):
    source = read(FIGURES + below)
    assert len(source.cells) == 2 + below.count("\n") - 1 - below.startswith("\nDay,")


@pytest.mark.parametrize(
    ("rows", "sums"),
    [
        # A total on each day, that is dated as all others are.
        (
            "2024-03-01,Town A,3,5\n2024-03-01,Town B,1,0\n2024-03-01,Total,4,5\n"
            "2024-03-02,Town A,0,2\n2024-03-02,Town B,2,9\n2024-03-02,Total,2,11\n",
            [4, 7],
        ),
        (
            "2024-03-01,All Region K,4,5\n2024-03-01,Town A,3,4\n2024-03-01,Town B,1,1\n",
            [2],
        ),
        # The country above its regions: no word says so, and four sums of two show it.
        (
            "2024-03-01,Land K,6,15\n2024-03-01,Town A,3,5\n2024-03-01,Town B,3,10\n"
            "2024-03-02,Land K,5,11\n2024-03-02,Town A,1,2\n2024-03-02,Town B,4,9\n",
            [2, 5],
        ),
        # Two sums by chance, of a town on each of two days.
        (
            "2024-03-01,Town A,1,5\n2024-03-01,Town B,1,0\n2024-03-01,Town C,2,5\n"
            "2024-03-02,Town A,1,9\n2024-03-02,Town B,2,0\n2024-03-02,Town C,3,9\n",
            [],
        ),
        # A town that is called so, whose numbers are no sums.
        (
            "2024-03-01,Town A,3,5\n2024-03-01,Town B,1,0\n2024-03-01,All Saints,1,5\n",
            [],
        ),
        # Months and years among days, that say what these say.
        (
            "2024-01-05,Town A,2,1\n2024-01-19,Town A,1,2\nJanuary 2024,Town A,3,3\n"
            "2024-02-02,Town A,4,2\nFebruary 2024,Town A,4,2\n",
            [4, 6],
        ),
        ("2024-01-05,Town A,2,1\n2024-01-19,Town B,1,2\n2024,All,3,3\n", [4]),
        # An event of which no more than the month is known.
        ("2024-01-05,Town A,2,1\n2024-01-19,Town B,1,2\nJanuary 2024,Town C,3,4\n", []),
    ],
)
def test_totals_that_are_dated_are_no_events(read, rows, sums):
    source = read("Date,Place,Killed,Injured\n" + rows)
    assert [reject.line for reject in source.rejects] == sums
    assert len(source.cells) == rows.count("\n") - len(sums)


def test_a_day_above_times_of_it_is_a_title_of_these(read):
    source = read(
        "Time,Place,Killed\n3 June 2024,,\n08:10,Town A,1\n14:00,Town B,0\n"
        "4 June 2024,,\n01:30,Town C,2\n"
    )
    assert source.cells["Section"].tolist() == ["3 June 2024", "3 June 2024", "4 June 2024"]
    assert [reject.line for reject in source.rejects] == [2, 5]


def test_a_time_alone_in_its_row_is_no_title(read):
    source = read("Time,Place,Killed\n08:10,Town A,1\n09:00,,\n14:00,Town B,0\n")
    assert len(source.cells) == 3
