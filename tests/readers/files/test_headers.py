"""Which row names the columns, decided by hand for each table."""
# ruff: noqa: RUF001 - Cyrillic words

import pytest

from eventmap.readers.files.headers import Header, MergedCells, is_data, read_header, unique_names


def rows(*cells: list[str]) -> list[tuple[int, list[str]]]:
    return list(enumerate(cells, 1))


def test_the_first_row_names_the_columns() -> None:
    found = read_header(rows(["date", "place"], ["2025-10-24", "Kherson"]))
    assert found == Header(["date", "place"], given=True, skipped=1, rows=(("date", "place"),))


def test_a_single_row_is_a_header() -> None:
    assert read_header(rows(["2025-10-24", "46.6"])).given


def test_titles_above_are_skipped_and_told() -> None:
    found = read_header(
        rows(["Events", ""], ["of October", ""], ["date", "place"], ["2025-10-24", "Kherson"])
    )
    assert (found.names, found.skipped) == (["date", "place"], 3)
    assert found.notes == (
        "Row 1 was skipped as a title: 'Events'.",
        "Row 2 was skipped as a title: 'of October'.",
    )
    assert found.titles == ("Events", "of October")


def test_a_table_of_one_column_has_no_titles() -> None:
    found = read_header(rows(["place"], ["Kherson"], ["Odesa"]))
    assert (found.names, found.skipped, found.notes) == (["place"], 1, ())


def test_a_header_below_many_lines_is_found_where_it_looks_like_one() -> None:
    lines = [[f"line {at}", "", "", ""] for at in range(9)]
    names = ["No", "Date", "Place", "Killed"]
    data = [["1", "2024-05-13", "A", "2"], ["2", "2024-05-14", "B", "0"]]
    found = read_header(rows(*lines, names, *data))
    assert (found.names, found.skipped, len(found.notes)) == (names, 10, 9)
    prose = [["Some", "words.", "", ""], *data]
    assert read_header(rows(*lines, *prose)).skipped == 1


def test_a_key_and_its_value_name_no_columns() -> None:
    found = read_header(
        rows(
            ["Exported by:", "Analyst A"],
            ["Exported on:", "2024-06-01"],
            ["Date", "Place", "Killed"],
            ["2024-05-13", "A", "1"],
        )
    )
    assert found.names == ["Date", "Place", "Killed"]
    assert found.notes[0] == "Row 1 was skipped as a title: 'Exported by: | Analyst A'."


def test_lines_of_too_many_cells_make_no_header_of_a_record() -> None:
    torn = [["1", "2024-05-13", *["word"] * 10]] * 3
    found = read_header(rows(["id", "date", "text"], *[["1", "2024-05-13", "x"]] * 5, *torn))
    assert (found.names, found.skipped) == (["id", "date", "text"], 1)


def test_groups_of_columns_and_their_names_are_joined() -> None:
    found = read_header(
        rows(
            ["Date", "Place", "Location", "", "Casualties", ""],
            ["", "", "Latitude", "Longitude", "Killed", "Injured"],
            ["2024-05-13", "Town A", "49.99", "36.23", "1", "5"],
        )
    )
    assert found.names == [
        "Date",
        "Place",
        "Location / Latitude",
        "Location / Longitude",
        "Casualties / Killed",
        "Casualties / Injured",
    ]
    assert (found.skipped, found.notes) == (2, ("Rows 1 and 2 name the columns together.",))


def test_a_group_of_one_column_of_numbers_beside_one_of_several_has_a_name_below() -> None:
    above = ["Date", "City", "Killed", "", "Injured"]
    below = ["", "", "Civilians", "Military", "Total"]
    data = [["2024-05-13", "Sumy", "1", "0", "5"], ["2024-05-14", "Odesa", "0", "2", "3"]]
    found = read_header(rows(above, below, *data))
    assert found.names[2:] == ["Killed / Civilians", "Killed / Military", "Injured / Total"]
    assert found.skipped == 2
    # An event without a day beside a column without a name is none.
    for last in ("unknown", "n/a", "drone"):
        event = ["", "Sumy", "", "raion", last]
        kinds = [["2024-05-14", "Odesa", "", "raion", "3"], ["2024-05-15", "Lviv", "", "", last]]
        assert read_header(rows(["Date", "City", "", "", "Killed"], event, *kinds)).skipped == 1


def test_merged_cells_tell_how_many_rows_name_the_columns() -> None:
    # As a workbook has them: the text of a merged cell is in each of its rows.
    found = read_header(
        rows(
            ["Дата", "Втрати", "", "", ""],
            ["Дата", "цивільні", "", "військові", ""],
            ["Дата", "Загинуло", "Поранено", "Загинуло", "Поранено"],
            ["13.05.2024", "1", "5", "0", "2"],
        ),
        [
            MergedCells(1, 0, 3, 0),
            MergedCells(1, 1, 1, 4),
            MergedCells(2, 1, 2, 2),
            MergedCells(2, 3, 2, 4),
        ],
    )
    assert found.names == [
        "Дата",
        "Втрати / цивільні / Загинуло",
        "Втрати / цивільні / Поранено",
        "Втрати / військові / Загинуло",
        "Втрати / військові / Поранено",
    ]


@pytest.mark.parametrize(
    ("second", "names"),
    [
        (["Date", "Place", "Killed", "Injured"], ["Дата / Date", "Місце / Place"]),
        (["", "", "(persons)", "(persons)"], ["Дата", "Місце"]),
    ],
)
def test_a_second_row_of_words_above_numbers_names_columns(
    second: list[str], names: list[str]
) -> None:
    data = [["2024-05-13", "A", "1", "5"], ["2024-05-14", "B", "4", "0"]]
    found = read_header(rows(["Дата", "Місце", "Загинуло", "Поранено"], second, *data))
    assert (found.names[:2], found.skipped) == (names, 2)


@pytest.mark.parametrize(
    "second",
    [
        ["unknown", "Town X", "n/a", "n/a"],
        ["early May", "Town X", "dozens", "several"],
        ["", "Town X", "", ""],
        ["", "Town X", "dozens", ""],
    ],
)
def test_a_record_in_words_is_no_second_row_of_the_header(second: list[str]) -> None:
    data = [["2024-05-13", "A", "1", "5"], ["2024-05-14", "B", "4", "0"]]
    assert read_header(rows(["Date", "Place", "Killed", "Injured"], second, *data)).skipped == 1


def test_a_row_of_numbers_for_the_columns_is_skipped() -> None:
    data = [["1", "13.05.2024", "A"], ["2", "14.05.2024", "B"]]
    found = read_header(rows(["№", "Дата", "Місце"], ["1", "2", "3"], *data))
    assert (found.skipped, found.notes) == (2, ("Row 2 numbers the columns and is no event.",))
    assert read_header(rows(["a", "b", "c"], ["1", "2", "3"], ["4", "5", "6"])).skipped == 1


@pytest.mark.parametrize("end", [[], [""]])
def test_names_that_stand_left_of_their_columns_are_moved(end: list[str]) -> None:
    data = [["1", "7", "13/01/2015", "Kherson"], ["2", "9", "14/01/2015", "Odesa"]]
    found = read_header(rows(["id", "event_date", "city", *end], *data))
    assert found.names == ["column 1", "id", "event_date", "city"]
    assert found.notes[0] == (
        "The names of the columns stand one column too far left, for 'event_date' is above no"
        " dates: each is read of the column to its right."
    )


@pytest.mark.parametrize(
    ("names", "data"),
    [
        (["id", "date", "city", ""], [["7", "13/01/2015", "Kherson", "x"]] * 2),  # a note
        (["id", "date", "city", ""], [["7", "Ann", "13/01/2015", ""]] * 2),  # no fourth column
        (["id", "date", "city"], [["7", "Ann", "13/01/2015", "x", "y"]] * 2),  # two without a name
        (["id", "day", "city", ""], [["7", "Ann", "Kherson", "x"]] * 2),  # no days at all
        # The day is told in other words, or unknown, and another one stands right of it.
        (["id", "day", "said", ""], [[n, "spring 2015", "13/01/2015", "x"] for n in "78"]),
        (["id", "day", "said", ""], [[n, "unknown", "13/01/2015", "x"] for n in "78"]),
        (["id", "day", "date added", ""], [[n, "Monday", "13/01/2015", "x"] for n in "78"]),
        (["id", "date", "city", ""], [[n, "Ann", "13/01/2015", "x"] for n in "87"]),  # no numbers
    ],
)
def test_names_above_their_columns_stay(names: list[str], data: list[list[str]]) -> None:
    assert "id" in read_header(rows(names, *data)).names[0]


def test_hashtags_above_the_names_belong_to_the_data() -> None:
    tags = ["#date+occurred", "#geo+lat"]
    found = read_header(rows(tags, ["Date", "Lat"], ["2024-05-13", "49.99"]))
    assert (found.names, found.tags) == (["Date", "Lat"], ((1, tags),))


@pytest.mark.parametrize(
    ("first", "later"),
    [
        (["2025-10-24", "Kherson"], [["2025-10-25", "Odesa"]]),
        (["24.10.2025", "Kherson"], [["25.10.2025", "Odesa"]]),
        (["20251024", "Kherson"], [["20251025", "Odesa"]]),
        (["46.6", "Kherson"], [["-47.1", "Odesa"], ["", "Lviv"]]),
        (["46,6", "Kherson"], [["47,1", "Odesa"]]),
        (["123456", "Kherson"], [["123457", "Odesa"]]),
        (["Kherson", "4", "46.635"], [["Odesa", "2", "46"], ["Lviv", "1", "49.84"]]),
        (["1", "20180101", *[""] * 55], []),  # as wide as GDELT
    ],
)
def test_a_first_row_of_data_is_no_header(first: list[str], later: list[list[str]]) -> None:
    assert is_data(first, later)


@pytest.mark.parametrize(
    ("first", "later"),
    [
        (["date", "place"], [["2025-10-24", "Kherson"]]),
        (["2022", "2023"], [["12", "15"]]),  # years name columns
        (["Cantón", "2022"], [["Limón", "15"], ["Turrialba", "2020"]]),
        (["Cantón", "1990", "2022"], [["Limón", "1950", "2020"]]),
        (["46.6", "deaths"], [["47.1", "12"]]),  # a word above numbers
        (["2025-10-24", "x"], [["no date", "y"]]),  # not of one shape
        (["2025-10-24", "x"], []),
        (["1", "20180101", *[""] * 54], []),  # not as wide as GDELT
    ],
)
def test_a_first_row_that_may_name_columns_does(first: list[str], later: list[list[str]]) -> None:
    assert not is_data(first, later)


def test_a_row_with_a_year_above_years_is_data() -> None:
    assert is_data(["2007", "Limón", "6"], [["2007", "Cartago", "1"], ["2010", "Limón", "3"]])


def test_a_table_without_a_header_is_read_by_numbers() -> None:
    found = read_header(rows(["2025-10-24", "46.6"], ["2025-10-25", "46.7"]))
    assert (found.names, found.given, found.skipped) == (["1", "2"], False, 0)
    assert found.notes == ("No row names the columns: they are called by their numbers.",)


@pytest.mark.parametrize(
    ("cells", "names"),
    [
        (["a", "a", "a"], ["a", "a (2)", "a (3)"]),
        (["a", " a "], ["a", "a (2)"]),
        (["a", "", "b"], ["a", "column 2", "b"]),
        (["", "column 1"], ["column 1 (2)", "column 1"]),
        (["a", "a", "a (2)"], ["a", "a (3)", "a (2)"]),  # a name of the file's own stays
        (["", ""], ["column 1", "column 2"]),
    ],
)
def test_each_column_has_a_name_of_its_own(cells: list[str], names: list[str]) -> None:
    assert list(unique_names(cells)) == names


def test_a_column_that_is_renamed_is_told() -> None:
    assert read_header(rows(["a", "a", ""], ["1", "2", "3"])).notes == (
        "The column name 'a' occurs again: that column is called 'a (2)'.",
        "A column without a name is called 'column 3'.",
    )


@pytest.mark.parametrize(
    ("second", "names"),
    [
        (
            ["dd/mm/yyyy", "town", "(count)", "(count)"],
            ["date / dd/mm/yyyy", "place / town", "killed / (count)", "injured / (count)"],
        ),
        (["YYYY-MM-DD", "", "#", ""], ["date / YYYY-MM-DD", "place", "killed / #", "injured"]),
        (["дд.мм.рррр", "", "осіб", "осіб"], None),
        (["TT.MM.JJJJ", "Ort", "Personen", ""], None),
        (["дата", "місце", "загинуло", "поранено"], None),
        (["Fecha", "Lugar", "Muertos", "Heridos"], None),
        (["التاريخ", "المكان", "القتلى", "الجرحى"], None),
    ],
)
def test_a_row_of_units_or_of_another_language_names_the_columns(
    second: list[str], names: list[str] | None
) -> None:
    rows = [
        ["date", "place", "killed", "injured"],
        second,
        ["2024-05-13", "Odesa", "2", "5"],
        ["2024-05-14", "Kherson", "0", ""],
    ]
    header = read_header(list(enumerate(rows, 1)))
    assert header.skipped == 2
    assert header.notes[-1] == "Rows 1 and 2 name the columns together."
    joined = [" / ".join(filter(None, pair)) for pair in zip(*rows[:2], strict=True)]
    assert header.names == (names or joined)


@pytest.mark.parametrize("first", ["дата", "day of the incident", "Datum"])
def test_a_row_of_words_that_names_days_again_names_the_columns(first: str) -> None:
    rows = [
        ["date", "place", "source", "description"],
        [first, "місце", "джерело", "опис"],
        ["13 May 2024", "Odesa", "Suspilne", "shelling of a house"],
    ]
    assert read_header(list(enumerate(rows, 1))).skipped == 2


@pytest.mark.parametrize(
    "second",
    [
        ["date unknown", "Kherson", "local media", "shelling of a house"],
        ["на початку травня", "Херсон", "Суспільне", "обстріл"],
        ["day", "", "local media", "shelling of a house"],
        ["unknown", "Kherson", "media", "drone"],
    ],
)
def test_an_event_without_a_day_names_no_columns(second: list[str]) -> None:
    rows = [
        ["date", "place", "source", "description"],
        second,
        ["13 May 2024", "Odesa", "Suspilne", "shelling of a house"],
    ]
    assert read_header(list(enumerate(rows, 1))).skipped == 1


def test_a_title_of_two_cells_above_a_blank_row_names_no_groups() -> None:
    table = [
        (1, ["Bilan des frappes", "du 1er au 30 juin 2024", "", ""]),
        (3, ["Date", "Lieu", "Morts", "Blessés"]),
        (4, ["2024-06-01", "Kharkiv", "0", "13"]),
        (5, ["2024-06-08", "Kherson", "1", "3"]),
    ]
    header = read_header(table)
    assert header.names == ["Date", "Lieu", "Morts", "Blessés"]
    assert header.titles == ("Bilan des frappes | du 1er au 30 juin 2024",)
    # A line break in a cell makes the next row no other one.
    broken = [(1, ["Date", "Lieu", "Bilan\nprovisoire", ""]), (3, ["", "", "Morts", "Blessés"])]
    assert read_header([*broken, *table[2:]]).names[2:] == [
        "Bilan\nprovisoire / Morts",
        "Bilan\nprovisoire / Blessés",
    ]


def test_names_below_a_group_may_stand_beside_units_of_other_columns() -> None:
    header = read_header(
        rows(
            ["Дата", "Координаты", "Потери", "", "Примечание"],
            ["", "(WGS-84)", "убито, чел.", "ранено, чел.", ""],
            ["01.03.2024", "50.5997, 36.5983", "1", "3", ""],
            ["12.03.2024", "50.6010, 36.6100", "0", "2", "дом"],
        )
    )
    assert header.names == [
        "Дата",
        "Координаты / (WGS-84)",
        "Потери / убито, чел.",
        "Потери / ранено, чел.",
        "Примечание",
    ]
