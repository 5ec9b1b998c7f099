"""When an event happened, read off its cells and the calendar by hand."""

import pandas as pd
import pytest

from eventmap.errors import FileError
from eventmap.readers.model import DateEvidence, DateOrder
from eventmap.readers.values.dates import parse_dates
from eventmap.readers.values.periods import Periods, choose_order, read_periods


def column(name: str, *texts: str | None) -> pd.Series:
    return pd.Series(texts, range(2, 2 + len(texts)), dtype="str", name=name)


def read_one(start: str | None, end: str | None = None, stated: str | None = None) -> Periods:
    return read_periods(column("from", start), column("to", end), column("precision", stated))


def shown(periods: Periods) -> tuple[str, str, str]:
    row = periods.values.iloc[0]
    return f"{row['start']:%Y-%m-%d}", f"{row['end']:%Y-%m-%d}", str(row["precision"])


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2025-10-24", None, ("2025-10-24", "2025-10-24", "day")),
        ("2025-10-24", "2025-10-24", ("2025-10-24", "2025-10-24", "day")),
        ("2025-10-20", "2025-10-24", ("2025-10-20", "2025-10-24", "days")),
        ("2025-10", None, ("2025-10-01", "2025-10-31", "month")),
        ("2025-10-20", "2025-11", ("2025-10-20", "2025-11-30", "month")),
        ("2024", "2025-10", ("2024-01-01", "2025-10-31", "year")),
    ],
)
def test_a_period_is_no_more_exact_than_its_cells(
    start: str, end: str | None, expected: tuple[str, str, str]
) -> None:
    assert shown(read_one(start, end)) == expected


@pytest.mark.parametrize(
    ("start", "end", "stated", "expected"),
    [
        # Three days before and three after.
        ("2025-10-22", None, "week", ("2025-10-19", "2025-10-25", "week")),
        ("2024-02-15", None, "month", ("2024-02-01", "2024-02-29", "month")),
        ("2024-12-31", "2024-12-31", "month", ("2024-12-01", "2024-12-31", "month")),
        ("2025-06-30", None, "year", ("2025-01-01", "2025-12-31", "year")),
        # Two days are no stand-in: they stay.
        ("2025-10-13", "2025-10-19", "week", ("2025-10-13", "2025-10-19", "week")),
        ("2025-02-03", "2025-02-20", "month", ("2025-02-03", "2025-02-20", "month")),
    ],
)
def test_one_day_that_stands_for_more_is_all_of_it(
    start: str, end: str | None, stated: str, expected: tuple[str, str, str]
) -> None:
    periods = read_one(start, end, stated)

    assert shown(periods) == expected
    assert not periods.values["restated"].any()


@pytest.mark.parametrize(
    ("start", "end", "stated", "precision"),
    [
        ("2025-10", None, "day", "month"),  # the text says less
        ("2025-10-20", "2025-10-24", "day", "days"),  # two days contradict it
        ("2025-10-24", None, "fortnight", "day"),  # no such precision
    ],
)
def test_a_stated_precision_that_does_not_fit_is_told(
    start: str, end: str | None, stated: str, precision: str
) -> None:
    periods = read_one(start, end, stated)

    assert list(periods.values["precision"]) == [precision]
    assert list(periods.values["restated"]) == [True]


def test_an_end_alone_counts_for_both_days() -> None:
    periods = read_one(None, "2025-10-24")

    assert shown(periods) == ("2025-10-24", "2025-10-24", "day")
    assert list(periods.values["no_start"]) == [True]


def test_no_date_at_all_is_unknown_whatever_is_stated() -> None:
    row = read_one(None, None, "day").values.iloc[0]

    assert pd.isna(row["start"])
    assert pd.isna(row["end"])
    assert row["precision"] == "unknown"
    assert not row["restated"]


def test_an_end_before_its_start_is_a_problem_of_the_end() -> None:
    row = read_one("2025-10-24", "2025-10-20").values.iloc[0]

    assert row["problem_field"] == "date_end"
    assert "allowed: the day of the start, or a later one" in row["problem"]


@pytest.mark.parametrize(
    ("start", "end", "field"),
    [("no day", "2025-10-24", "date_start"), ("2025-10-24", "no day", "date_end")],
)
def test_what_is_no_date_is_a_problem_of_its_column(start: str, end: str, field: str) -> None:
    assert read_one(start, end).values.iloc[0]["problem_field"] == field


def test_evidence_is_of_the_columns_that_have_dates() -> None:
    assert [each.column for each in read_one("2025-10-24").evidence] == ["from"]
    assert [each.column for each in read_one("2025-10-24", "2025-10-25").evidence] == ["from", "to"]


AMBIGUOUS = parse_dates(column("day", "03/04/2025"))
PROVEN = DateEvidence("end", "DMY", "25/04/2025 in line 2.")


def test_the_order_given_by_hand_comes_first() -> None:
    chosen = choose_order(AMBIGUOUS, by_hand="MDY", other=PROVEN, convention="DMY")
    assert chosen.order == "MDY"


def test_then_the_order_that_the_other_column_proves() -> None:
    chosen = choose_order(AMBIGUOUS, other=PROVEN, convention="MDY")
    assert chosen.order == "DMY"
    assert "in end: 25/04/2025 in line 2." in chosen.proof


def test_then_the_convention_of_the_format() -> None:
    assert choose_order(AMBIGUOUS, convention="MDY").order == "MDY"


def test_an_order_that_nothing_decides_is_asked_for() -> None:
    with pytest.raises(FileError, match=r"'03/04/2025' in line 2, and no row shows which"):
        choose_order(AMBIGUOUS)


def test_rows_that_contradict_each_other_are_asked_about_in_spite_of_a_convention() -> None:
    dates = parse_dates(column("day", "25/04/2025", "04/25/2025", "03/04/2025"))
    with pytest.raises(FileError, match="rows contradict each other"):
        choose_order(dates, convention="DMY")


MANGLED = ("2024-02-05", "13/05/2024", "2024-05-05", "2024-12-05", "25/05/2024")
"""Days of May and one of February as a spreadsheet that wants the month first keeps them."""


def read_mangled(order: DateOrder | None) -> list[str]:
    blank = column("", *(None for _ in MANGLED))
    periods = read_periods(column("day", *MANGLED), blank, blank, by_hand=order)
    return [f"{day:%Y-%m-%d}" for day in periods.values["start"]]


def test_dates_that_a_spreadsheet_has_turned_round_are_asked_about() -> None:
    with pytest.raises(FileError, match=r"2024-02-05 in line 2.*13/05/2024 in line 3") as asked:
        read_mangled(None)
    assert asked.value.answers == (("order",),)


def test_the_order_of_the_text_turns_them_back() -> None:
    days = ["2024-05-02", "2024-05-13", "2024-05-05", "2024-05-12", "2024-05-25"]
    assert read_mangled("DMY") == days


def test_year_first_leaves_them_as_they_are() -> None:
    days = ["2024-02-05", "2024-05-13", "2024-05-05", "2024-12-05", "2024-05-25"]
    assert read_mangled("YMD") == days


def test_numbers_of_days_among_text_are_turned_round_likewise() -> None:
    # 44593 is 1 February, 44654 3 April 2022.
    texts = column("day", "44593", "15/01/2022", "44654")
    blank = column("", None, None, None)
    with pytest.raises(FileError, match=r"44593 in line 2.*15/01/2022 in line 3") as asked:
        read_periods(texts, blank, blank)
    assert asked.value.answers == (("order",),)
    told = read_periods(texts, blank, blank, by_hand="DMY").values["start"]
    assert [f"{day:%Y-%m-%d}" for day in told] == ["2022-01-02", "2022-01-15", "2022-03-04"]
    assert choose_order(parse_dates(column("day", "44593", "44654"))).order is None


@pytest.mark.parametrize(
    "texts",
    [
        ("2024-02-24", "13/05/2024"),  # a real day above 12
        ("2024-02-05", "13/05/2024", "05/05/2024"),  # text that the spreadsheet would have read
        ("2024-05-05", "13/05/2024"),  # the same day either way
    ],
)
def test_what_no_spreadsheet_has_turned_round_is_not_asked_about(texts: tuple[str, ...]) -> None:
    dates = parse_dates(column("day", *texts))
    assert choose_order(dates).order == "DMY"


def test_numbers_that_were_read_as_days_are_noted() -> None:
    (note,) = read_one("44616").notes
    assert "days as spreadsheets count them" in note


def test_a_rough_date_is_told() -> None:
    assert list(read_one("early May 2024").values["rough"]) == [True]
    assert list(read_one("2024-05").values["rough"]) == [False]


def test_the_days_of_publication_show_the_order_that_the_events_own_do_not() -> None:
    start, blank = column("day", "03/05/2024", "12/05/2024"), column("to", None, None)
    published = column("printed", "04/05/2024", "13/05/2024")
    periods = read_periods(start, blank, blank, published=published)
    assert periods.values["start"].dt.strftime("%Y-%m-%d").tolist() == ["2024-05-03", "2024-05-12"]
    assert "in printed: 1 of 2 rows has a day above 12" in periods.evidence[0].proof
    with pytest.raises(FileError, match="more than one order"):
        read_periods(start, blank, blank, published=column("printed", "04/05/2024", None))


@pytest.mark.parametrize("text", ["03.05.2024", "3.5.2024", "3. 5. 2024", "03.05.2024 06:15"])
def test_dates_with_dots_have_the_day_first_and_that_is_said(text: str) -> None:
    periods = read_one(text)
    assert periods.values["start"].dt.strftime("%Y-%m-%d").tolist() == ["2024-05-03"]
    assert "day above 12; with dots, as in" in periods.evidence[0].proof


@pytest.mark.parametrize(
    ("texts", "published"),
    [
        (("03.05.2024", "03/05/2024"), None),
        (("03.05.2024", "04.05.2024"), "5/23/2024"),
        (("03/05/2024", "04/05/2024"), None),
        (("03.05.24", "04.05.24"), None),  # the year may be first
    ],
)
def test_dots_beside_another_order_are_asked_about(texts, published) -> None:
    start, blank = column("day", *texts), column("to", None, None)
    with pytest.raises(FileError, match="more than one order"):
        read_periods(start, blank, blank, published=column("printed", published, None))


def test_a_day_above_12_goes_before_dots() -> None:
    start, blank = column("day", "03.05.2024", "05.13.2024"), column("to", None, None)
    assert read_periods(start, blank, blank).evidence[0].order == "MDY"


def test_a_year_or_a_month_among_days_is_told_of_and_read_as_the_whole() -> None:
    start = column("Date", "2024-01-03", "2024", "2024-02", "2024-03-05", "2024-03", "2024-04-01")
    blank = column("to", *[None] * 6)
    periods = read_periods(start, blank, blank)

    assert periods.notes == (
        "1 of 6 dates in 'Date' names a year and no day, such as '2024' in line 3: it is read as"
        " the whole year.",
        "2 of 6 dates in 'Date' name a month and no day, such as '2024-02' in line 4: each is read"
        " as the whole month.",
    )
    assert list(periods.values["precision"]) == ["day", "year", "month", "day", "month", "day"]
    assert f"{periods.values['start'][3]:%m-%d} {periods.values['end'][3]:%m-%d}" == "01-01 12-31"


@pytest.mark.parametrize(
    "texts",
    [
        ("2024-01-03", "2024-01-04", None),
        ("2024-01-03", "2024", "2023"),  # most are years
        ("2024-01-03", "2024-01-04", "2023/2024"),  # told by itself
        ("2023", "2024", "2022"),
    ],
)
def test_no_year_is_told_of_where_none_stands_among_days(texts: tuple[str | None, ...]) -> None:
    blank = column("to", *[None] * 3)
    assert read_periods(column("Date", *texts), blank, blank).notes == ()
