"""Which row names the columns, decided by hand for each table."""

import pytest

from eventmap.readers.files.headings import Heading, is_data, read_heading, unique_names


def rows(*cells: list[str]) -> list[tuple[int, list[str]]]:
    return list(enumerate(cells, 1))


def test_the_first_row_names_the_columns() -> None:
    found = read_heading(rows(["date", "place"], ["2025-10-24", "Kherson"]))
    assert found == Heading(["date", "place"], header=True, skipped=1)


def test_a_single_row_is_a_header() -> None:
    assert read_heading(rows(["2025-10-24", "46.6"])).header


def test_titles_above_are_skipped_and_told() -> None:
    found = read_heading(
        rows(["Events", ""], ["of October", ""], ["date", "place"], ["2025-10-24", "Kherson"])
    )
    assert (found.names, found.skipped) == (["date", "place"], 3)
    assert found.notes == (
        "Row 1 was skipped as a title: 'Events'.",
        "Row 2 was skipped as a title: 'of October'.",
    )


def test_a_table_of_one_column_has_no_titles() -> None:
    found = read_heading(rows(["place"], ["Kherson"], ["Odesa"]))
    assert (found.names, found.skipped, found.notes) == (["place"], 1, ())


def test_more_lines_than_a_few_are_no_titles() -> None:
    lines = [[f"line {at}", ""] for at in range(6)]
    assert read_heading(rows(*lines, ["date", "place"])).skipped == 1


@pytest.mark.parametrize(
    ("first", "later"),
    [
        (["2025-10-24", "Kherson"], [["2025-10-25", "Odesa"]]),
        (["24.10.2025", "Kherson"], [["25.10.2025", "Odesa"]]),
        (["20251024", "Kherson"], [["20251025", "Odesa"]]),
        (["46.6", "Kherson"], [["-47.1", "Odesa"], ["", "Lviv"]]),
        (["46,6", "Kherson"], [["47,1", "Odesa"]]),
        (["123456", "Kherson"], [["123457", "Odesa"]]),
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
        (["46.6", "deaths"], [["47.1", "12"]]),  # a word above numbers
        (["2025-10-24", "x"], [["no date", "y"]]),  # not of one shape
        (["2025-10-24", "x"], []),
        (["1", "20180101", *[""] * 54], []),  # not as wide as GDELT
    ],
)
def test_a_first_row_that_may_name_columns_does(first: list[str], later: list[list[str]]) -> None:
    assert not is_data(first, later)


def test_a_table_without_a_header_is_read_by_numbers() -> None:
    found = read_heading(rows(["2025-10-24", "46.6"], ["2025-10-25", "46.7"]))
    assert (found.names, found.header, found.skipped) == (["1", "2"], False, 0)
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
    assert read_heading(rows(["a", "a", ""], ["1", "2", "3"])).notes == (
        "The column name 'a' occurs again: that column is called 'a (2)'.",
        "A column without a name is called 'column 3'.",
    )
