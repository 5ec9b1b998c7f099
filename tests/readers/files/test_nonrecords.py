"""Which rows are no events is decided by hand for each table."""

import pytest

HEADER = "Date,Place,Latitude,Longitude,Killed,Injured\n"
FIRST, SECOND = "2024-05-13,Town A,49.99,36.23,1,5\n", "2024-05-14,Town D,46.48,30.73,4,0\n"


def test_notes_below_are_refused_as_notes(read):
    notes = (
        "* preliminary,,,,,\nSource: the administration,,,,,\n"
        "Figures for the last days are preliminary and may change with later reports,,,,,\n"
    )
    source = read(HEADER + FIRST + SECOND + notes)
    assert len(source.cells) == len([FIRST, SECOND])
    assert {reject.reason for reject in source.rejects} == {"a note, no event"}
    assert len(source.rejects) == 3


@pytest.mark.parametrize(
    "note",
    [
        "Bron: NOS en VRT",
        "Sumber data: Polda Papua",
        "Kaynak : Polis",
        "מקור: דובר",
        "منبع: طلوع",
        "Bijgewerkt op 05-04-2023",
    ],
)
def test_a_word_and_a_colon_below_are_a_note_in_any_language(read, note):
    header, rows = "Place,Date,Country,Killed\n", "Sumy,2024-05-13,UA,1\nLviv,2024-05-14,UA,0\n"
    source = read(f"{header}{rows}{note},,,\n")
    assert source.cells["Place"].tolist() == ["Sumy", "Lviv"]
    assert [reject.reason for reject in source.rejects] == ["a note, no event"]
    # Where others are written so, it is an event of which little is known.
    source = read(f"{header}{rows}Odesa: port,2024-05-15,UA,2\nOdesa: market,,,\n")
    assert (len(source.cells), source.rejects) == (4, ())


@pytest.mark.parametrize("above", ["TOTAL,,,3,1", "Fuente: Policía,,,,"])
def test_what_stands_alone_below_a_total_or_a_note_is_a_note(read, above):
    header = "Municipio,Fecha,Delito,Muertos,Heridos\n"
    rows = "Cali,2024-05-13,Homicidio,1,0\nTuluá,2024-05-14,Homicidio,2,1\n"
    source = read(f"{header}{rows}{above}\n,,,,\nCifras sujetas a variación,,,,\n")
    assert source.cells["Municipio"].tolist() == ["Cali", "Tuluá"]
    assert source.rejects[-1].reason == "a note, no event"
    # Where the table goes on, it is a place of which no more is known.
    source = read(f"{header}{rows}{above}\nBuga,,,,\nPalmira,2024-05-16,Homicidio,1,0\n")
    assert source.cells["Municipio"].tolist() == ["Cali", "Tuluá", "Buga", "Palmira"]


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


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("24 жовтня 2025 року", "25 жовтня 2025 року"),
        ("24.10.2025", "25.10.2025 року"),
        ("Lundi 20 octobre 2025", "Mardi 21 octobre 2025"),
        ("3 de mayo de 2024", "4 de mayo de 2024:"),
    ],
)
def test_a_day_alone_above_places_is_that_of_the_rows_below(read, first, second):
    source = read(
        f"Place,Killed,Injured\n{first},,\nTown Z,1,0\nTown A,2,1\n{second},,\nTown D,3,4\n"
    )
    assert source.cells["Place"].tolist() == ["Town Z", "Town A", "Town D"]
    assert source.cells["Section"].tolist() == [first, first, second]


def test_a_day_alone_among_days_is_an_event(read):
    source = read("Date,Place,Killed\n3 May 2024,Town Z,1\n4 May 2024,,\n5 May 2024,Town A,2\n")
    assert (len(source.cells), source.rejects) == (3, ())


def test_a_year_alone_is_no_heading_among_rows_dated_by_years(read):
    source = read("Date,Place,Killed\n2021,Town Z,1\n2022,,\n2023,Town A,2\n2024,Town D,2\n")
    assert (source.cells["Date"].tolist(), source.rejects) == (["2021", "2022", "2023", "2024"], ())


def test_a_table_of_single_cells_loses_none(read):
    source = read("a,b,c\n" + "Note,,\n" * 3)
    assert len(source.cells) == 3


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


def test_words_alone_above_full_rows_are_titles_also_in_a_column_of_words(read):
    rows = ["Kherson,3 May 2024,1,5", "Odesa,4 June 2024,0,1", "Sumy,5 July 2024,2,2"]
    first, second, third = rows
    more = "Nikopol,6 July 2024,1,1"

    source = read(
        f"Place,Date,Killed,Injured\nSouth,,,\n{first}\n{second}\nNorth,,,\n{third}\n{more}\n"
    )

    assert source.cells["Place"].tolist() == ["Kherson", "Odesa", "Sumy", "Nikopol"]
    assert source.cells["Section"].tolist() == ["South", "South", "North", "North"]
    assert [(each.line, each.value, each.reason) for each in source.rejects] == [
        (2, "South", "a title between the rows"),
        (5, "North", "a title between the rows"),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        "Kherson,3 May 2024,1,5\nSouth,,,\nOdesa,4 June 2024,0,1\nSumy,5 July 2024,2,2\n",
        "Sumy,,,\nKherson,3 May 2024,1,5\nOdesa,4 June 2024,0,1\nSumy,5 July 2024,2,2\n",
        "Izium,,,\nKherson,3 May 2024,1,5\nOdesa,4 June 2024,,\nSumy,5 July 2024,2,2\n",
    ],
    ids=["below the first row", "a place of another row", "among rows that say little"],
)
def test_a_row_of_a_place_alone_is_an_event(read, rows):
    source = read(f"Place,Date,Killed,Injured\n{rows}")
    assert (len(source.cells), source.rejects) == (4, ())


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
        # Its numbers fit those of the events above.
        (FIGURES, "\nHospital,Town,Beds,Doctors\nA,Odesa,120,14\nB,Sumy,80,9\n", [5, 6, 7]),
        (FIGURES, "Hospital,Town,Beds,Doctors\nA,Odesa,120,14\nB,Sumy,80,9\n", [4, 5, 6]),
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
        "\nduring May,Mykolaiv,some,few\nduring June,Kharkiv,1,2\nin July,Odesa,3,4\n",
        "\nduring May,Mykolaiv,some,none\nduring June,Kharkiv,1,\n",
        "\n,Mykolaiv,,\n,Kharkiv,,\n",
        "\n15 May 2024,Mykolaiv,1,\n",
        "\nDay,Town,Killed,Wounded\n15 May 2024,Mykolaiv,1,\n",
    ],
)
def test_events_below_a_gap_stay_however_little_they_say(read, below):
    source = read(FIGURES + below)
    assert len(source.cells) == 2 + below.count("\n") - 1 - below.startswith("\nDay,")


def test_an_event_in_words_above_days_begins_no_other_table(read):
    below = "during May,Mykolaiv,Some,Few\n2024-06-02,Kharkiv,1,2\n2024-06-03,Odesa,3,4\n"
    assert len(read(FIGURES + below).cells) == 5


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
