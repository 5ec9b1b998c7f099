"""Expected days are read off the texts by hand; those of real files are parsed by pandas."""

# ruff: noqa: RUF001 - months in Cyrillic

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.real_tables import read_timemap, read_ucdp_ukraine

from eventmap.readers.values.dates import decide_order, parse_dates, read_dates


def column(*texts):
    return pd.Series(texts, range(2, 2 + len(texts)), dtype="str", name="when")


def read_one(text, order=None):
    row = read_dates(column(text), order).iloc[0]
    if pd.isna(row["start"]):
        return row["precision"]
    return f"{row['start']:%Y-%m-%d}", f"{row['end']:%Y-%m-%d}", row["precision"]


DAY = ("2022-02-24", "2022-02-24", "day")
DAYS = ("2022-02-24", "2022-02-26", "days")
MONTH = ("2022-02-01", "2022-02-28", "month")
YEAR = ("2022-01-01", "2022-12-31", "year")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022-02-24", DAY),
        ("24.02.2022, 22:15 Uhr", DAY),
        ("24.02.2022,22:15", DAY),
        ("2022-02-24_22:15:30", DAY),
        (" 2022-2-24 ", DAY),
        ("2022/02/24", DAY),
        ("2022.02.24", DAY),
        ("2022-02-24T05:10:00", DAY),
        ("2022-02-24 05:10", DAY),
        ("2022-02-24T23:59:59Z", DAY),
        ("2022-02-24T00:30:00.123+02:00", DAY),
        ("2022-02-24 23:30:00 -0500", DAY),
        ("2022-02-24 05:10:00 UTC", DAY),
        ("20220224", DAY),
        ("20220224.0", DAY),
        ("2022-02", MONTH),
        ("202202", MONTH),
        ("02/2022", MONTH),
        ("2022", YEAR),
        ("2022.0", YEAR),
        ("24/02/2022", DAY),
        ("24.02.22", DAY),
        ("24.2.2022", DAY),
        ("24. 2. 2022", DAY),
        ("24-02-2022", DAY),
        ("2/24/2022 12:00:00 AM", DAY),
        ("02/24/2022, 5:10 pm", DAY),
        ("24-February-2022", DAY),
        ("24-Feb-22", DAY),
        ("24Feb2022", DAY),
        ("24th February 2022", DAY),
        ("Feb 24, 2022", DAY),
        ("Feb. 24 2022", DAY),
        ("Thursday, 24 February 2022", DAY),
        ("Thursday-February 24-2022", DAY),
        ("Thu - 24 Feb 2022", DAY),
        ("24 лютого 2022", DAY),
        ("24 лют. 2022 р.", DAY),
        ("24 февраля 2022 года", DAY),
        ("24 фев 2022", DAY),
        ("February 2022", MONTH),
        ("лютий 2022", MONTH),
        ("Февраль 2022 г.", MONTH),
        ("2022-02-24/2022-02-26", DAYS),
        ("2022-02-24/26", DAYS),
        ("2022-02-24T05:00Z/2022-02-26T06:00Z", DAYS),
        ("2022-02-24 – 2022-02-26", DAYS),
        ("2022-02-24 to 2022-02-26", DAYS),
        ("24–26 February 2022", DAYS),
        ("24-26 лютого 2022", DAYS),
        ("24 February – 26 February 2022", DAYS),
        ("February 24–26, 2022", DAYS),
        ("24/02/2022 - 26/02/2022", DAYS),
        ("2022-02-24/2022-02-24", DAY),
        ("2022-02/2022-02", MONTH),
        ("2022-02-00", MONTH),
        ("20220200", MONTH),
        ("2022-00-00", YEAR),
        ("5/5/2022", ("2022-05-05", "2022-05-05", "day")),
        ("29/02/2024", ("2024-02-29", "2024-02-29", "day")),
        ("31.12.69", ("1969-12-31", "1969-12-31", "day")),
        ("9-Feb-68", ("1968-02-09", "1968-02-09", "day")),
        ("13.08.50", ("1950-08-13", "1950-08-13", "day")),
        ("Jan 30 – Feb 2, 2022", ("2022-01-30", "2022-02-02", "days")),
        ("2022-02-24 / 2022-03", ("2022-02-24", "2022-03-31", "month")),
    ],
)
def test_every_shape_of_a_date_is_read(text, expected):
    assert read_one(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "yesterday",
        "2022-13-01",
        "2022-02-30",
        "29/02/2023",
        "31/04/2022",
        "0205-01-01",
        "3022-01-01",
        "202213",
        "4461",
        "24/02/022",
        "24/02",
        "2022-02-24T99:00",
        "2022-02-26/2022-02-24",
        "24 Febtember 2022",
        "-",
        "2022-02-24, 2022-02-26",
    ],
)
def test_what_is_no_date_has_no_days_and_a_problem_that_says_what_is_allowed(text):
    row = read_dates(column(text)).iloc[0]
    assert pd.isna(row["start"])
    assert pd.isna(row["end"])
    assert "no date" in row["problem"]
    assert "2022-02-24" in row["problem"]


SHAPES_BY_HAND = [
    line.rsplit(" = ", 1)
    for line in Path(__file__).with_name("date_shapes.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("text", "expected"), SHAPES_BY_HAND)
def test_a_date_means_what_was_written_down_for_it(text, expected):
    row = read_dates(column(text)).iloc[0]
    if expected == "?":
        assert pd.isna(row["start"])
        assert row["precision"] == "unknown"
        assert "allowed: a date such as" in row["problem"]
        return
    said = f"{row['start']:%Y-%m-%d} {row['end']:%Y-%m-%d} {row['precision']}"
    assert said + (" rough" if row["rough"] else "") == expected


@pytest.mark.parametrize("older", ["3-May-44", "20 February 1861", "1915"])
def test_a_year_of_two_digits_is_doubted_beside_days_before_1950(older):
    dates = parse_dates(column("27-Apr-73", "11-Jul-15", older, "10-Sep-2011", "Sep-11"))
    read = read_dates(dates)
    assert read["start"].dt.year.tolist()[:2] == [1973, 2015]
    assert read["century"].tolist() == [False, True, False, False, True]
    assert "in 2 rows, such as '11-Jul-15' in line 3. But" in dates.note
    assert f"{older!r} in line 4 is of before 1950" in dates.note


def test_years_of_two_digits_are_no_doubt_where_all_can_be_as_they_are_read():
    dates = parse_dates(column("27-Apr-73", "11-Jul-15", "10-Sep-2011", "1 May 1950"))
    assert not read_dates(dates)[["rough", "century"]].any(axis=None)
    assert not dates.note
    assert not parse_dates(column("3-May-44", "20 February 1861", "10-Sep-2011")).note


def test_a_year_of_two_digits_after_tomorrow_is_of_the_century_of_the_others():
    texts = ("3-May-44", "11-Jul-1943", "29-Feb-48")
    read = read_dates(parse_dates(column(*texts)))
    assert read["start"].dt.strftime("%Y-%m-%d").tolist() == [
        *("1944-05-03", "1943-07-11", "1948-02-29")
    ]
    assert read["century"].tolist() == [True, False, True]
    # With others of this one, or of the one before, it is undated.
    for other in ("11-Jul-2015", "20 February 1861"):
        row = read_dates(parse_dates(column(*texts, other))).iloc[0]
        assert pd.isna(row["start"])
        assert "by its year of two digits may be 100 years older" in row["problem"]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("15 Sha'ban 1443", "Hijri"),
        ("1443-08-16", "Hijri"),
        ("24 Mehr 1401", "Iranian"),
        ("24 กุมภาพันธ์ 2565", "Buddhist"),
        ("24 Meskerem 2015", "Ethiopian"),
        ("15 Tishrei 5784", "Hebrew"),
        ("24 February", "no year"),
        ("../2024-05", "open end"),
        ("1900-01-00", "stands for no date"),
        ("2999-01-01", "after tomorrow"),
        ("31.12.49", "may be 100 years older"),
    ],
)
def test_what_is_known_of_a_date_that_is_not_read_is_said(text, word):
    row = read_dates(column(text), "DMY").iloc[0]
    assert pd.isna(row["start"])
    assert word in row["problem"]


@pytest.mark.parametrize(
    ("texts", "days"),
    [
        (["1645680600000", "1645767000000"], ["2022-02-24", "2022-02-25"]),
        (["1645680600", None], ["2022-02-24", None]),
        (["1645680600.0", "1715594400"], ["2022-02-24", "2024-05-13"]),
        (["1645680600.25", "1715594400"], ["2022-02-24", "2024-05-13"]),
        (["1645680600000000", "1645767000000000"], ["2022-02-24", "2022-02-25"]),
        (["44616,75", "45425"], ["2022-02-24", "2024-05-13"]),
        (["44616", "44617"], ["2022-02-24", "2022-02-25"]),
        (["44616.75", "45425"], ["2022-02-24", "2024-05-13"]),
        (["44616", "25.02.2022"], ["2022-02-24", "2022-02-25"]),
    ],
)
def test_numbers_are_days_by_what_the_whole_column_holds(texts, days):
    dates = parse_dates(column(*texts))
    start = read_dates(dates)["start"]
    assert [None if pd.isna(day) else f"{day:%Y-%m-%d}" for day in start] == days
    assert f"such as {texts[0]} in line 2 of column 'when': {days[0]}." in dates.note


@pytest.mark.parametrize(
    "texts", [["44616", "99999"], ["44616", "10001"], ["2022022405"], ["9999999999"], ["123456"]]
)
def test_numbers_that_are_no_days_in_every_cell_are_none(texts):
    dates = parse_dates(column(*texts))
    assert read_dates(dates)["start"].isna().all()
    assert dates.note == ""


def test_a_year_is_never_taken_for_a_number_of_days():
    dates = parse_dates(column("44616", "2022"))
    assert [f"{day:%Y-%m-%d}" for day in read_dates(dates)["end"]] == ["2022-02-24", "2022-12-31"]


@pytest.mark.parametrize("zero", ["1970-01-01", "1900-01-01", "1899-12-30"])
def test_a_zero_of_what_counts_days_is_no_date(zero):
    start = read_dates(column(zero, "2022-02-24", zero))["start"]
    assert list(start.isna()) == [True, False, True]


@pytest.mark.parametrize(
    ("near", "meant"), [("1900-02-02", False), ("1899-11-05", True), ("1892-07-28", True)]
)
def test_the_last_days_of_1899_are_days_only_where_others_go_before_them(near, meant):
    start = read_dates(column("1899-12-31", near, "1984-08-31"))["start"]
    assert start.notna().tolist() == [meant, True, True]


@pytest.mark.parametrize(("zero", "near"), [("1970-01-01", "1970-03-02"), ("1900-01-01", "1899")])
def test_the_first_of_january_is_a_day_among_others_of_its_time(zero, near):
    assert read_dates(column(zero, near))["start"].notna().all()


@pytest.mark.parametrize(
    ("texts", "day"),
    [
        (["11 listopada 2022", "24 lutego 2022"], "2022-11-11"),
        (["11 listopada 2022", "24 veljače 2022"], "2022-10-11"),
    ],
)
def test_a_name_of_two_months_is_read_by_the_language_of_its_column(texts, day):
    assert f"{read_dates(column(*texts))['start'].iloc[0]:%Y-%m-%d}" == day


def test_a_name_of_two_months_alone_is_never_guessed():
    assert read_dates(column("11 listopada 2022"))["start"].isna().all()


@pytest.mark.parametrize("text", [None, "", "  "])
def test_a_blank_date_is_unknown_and_no_problem(text):
    row = read_dates(column(text)).iloc[0]
    assert row["precision"] == "unknown"
    assert row[["start", "end", "problem"]].isna().all()


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["24/02/2022", "03/04/2022"], "DMY"),
        (["03/04/2022", "02/24/2022"], "MDY"),
        (["03/04/2022", "2/24/2022 12:00:00 AM"], "MDY"),
        (["03.04.22", "24/02/2022"], "DMY"),
        (["03.04.22", "2022-02-24", "24.02.22"], "DMY"),
        (["01/02/2022 - 26/02/2022", "03/04/2022"], "DMY"),
        (["22-02-24", "98-05-03"], "YMD"),
        (["22-02-24", "24-02-98"], "DMY"),
        (["2022-02-24", "20220225"], "YMD"),
    ],
)
def test_the_rows_that_prove_an_order_decide_it_for_the_whole_column(texts, order):
    assert decide_order(column(*texts)).order == order


@pytest.mark.parametrize(
    "texts",
    [
        ["5/5/2022", "24 February 2022"],
        ["2022", "February 2022"],
        ["nonsense", None],
        [None],
        [],
        ["30/02/2022", "nonsense"],
    ],
)
def test_a_column_without_need_or_proof_has_no_order(texts):
    assert decide_order(column(*texts)).order is None


def test_the_proof_counts_the_rows_and_names_the_first():
    evidence = decide_order(column("03/04/2022", "1/22/2014 12:00:00 AM", "02/24/2022"))
    assert evidence.column == "when"
    assert evidence.proof == (
        "2 of 3 rows have a day above 12 in second place, such as 1/22/2014 in line 3."
    )


def test_rows_that_prove_both_orders_are_named_and_decide_nothing():
    evidence = decide_order(column("03/04/2022", "24/02/2022", "02/24/2022"))
    assert evidence.order is None
    assert "24/02/2022 in line 3 is day first" in evidence.proof
    assert "02/24/2022 in line 4 is month first" in evidence.proof


@pytest.mark.parametrize("text", ["03/04/2022", "3.4.22", "24-02-22"])
def test_a_date_that_no_row_explains_is_never_guessed(text):
    evidence = decide_order(column(text))
    assert evidence.order is None
    assert text in evidence.proof
    row = read_dates(column(text)).iloc[0]
    assert pd.isna(row["start"])
    assert "and no row shows which" in row["problem"]


@pytest.mark.parametrize(
    ("order", "days"),
    [("DMY", "2022-04-03"), ("MDY", "2022-03-04"), ("YMD", "2003-04-22")],
)
def test_the_given_order_reads_every_shape(order, days):
    assert read_one("03.04.22", order) == (days, days, "day")


@pytest.mark.parametrize(("order", "text"), [("MDY", "24/02/2022"), ("YMD", "24/02/2022")])
def test_a_row_that_contradicts_the_order_is_a_problem(order, text):
    row = read_dates(column(text), order).iloc[0]
    assert pd.isna(row["start"])
    assert order in row["problem"]


@pytest.mark.parametrize(
    ("others", "end", "rough"),
    [
        (["2024.2"], "2024-01-31", False),  # months have one digit where one is enough
        (["2024.10"], "2024-01-31", False),
        (["2024.02"], "2024-10-31", True),  # a spreadsheet cut the zero of "2024.10"
        (["2024.11"], "2024-12-31", True),  # January or October
        ([], "2024-12-31", True),
    ],
)
def test_a_month_that_may_have_lost_its_zero_is_read_by_the_others(others, end, rough):
    row = read_dates(column("2024.1", *others), None).iloc[0]
    assert (f"{row['end']:%Y-%m-%d}", row["rough"]) == (end, rough)


def test_the_ucdp_file_is_month_first_in_every_row():
    cells = read_ucdp_ukraine()["date_start"]
    long = cells.str.contains("M")
    expected = pd.concat(
        [
            pd.to_datetime(cells[long], format="%m/%d/%Y %I:%M:%S %p"),
            pd.to_datetime(cells[~long], format="%m/%d/%Y %H:%M"),
        ]
    ).sort_index()
    evidence = decide_order(cells)
    read = read_dates(cells, evidence.order)
    assert evidence.order == "MDY"
    assert long.sum(), (~long).sum() == (2446, 1437)
    assert (read["start"] == expected).all()
    assert (read["end"] == expected).all()
    assert (read["precision"] == "day").all()


def test_the_timemap_file_is_month_first_in_every_row():
    cells = read_timemap()["date"]
    evidence = decide_order(cells)
    assert evidence.order == "MDY"
    expected = pd.to_datetime(cells, format="%m/%d/%Y")
    assert (read_dates(cells, evidence.order)["start"] == expected).all()


ZEROS = [date(1970, 1, 1), date(1900, 1, 1), date(1899, 12, 30), date(1899, 12, 31)]
SHAPES = ["%Y-%m-%d", "%Y%m%d", "%d %B %Y", "%b %d, %Y", "%Y-%m-%dT%H:%M:%SZ", "%d-%B-%Y"]


@given(
    st.dates(date(1500, 1, 1), date(2026, 1, 1)).filter(lambda day: day not in ZEROS),
    st.sampled_from([*SHAPES, ("DMY", "%d.%m.%Y"), ("MDY", "%m/%d/%Y"), ("DMY", "%d-%m-%Y")]),
)
def test_a_date_written_in_a_known_shape_comes_back(day, shape):
    order, written = shape if isinstance(shape, tuple) else (None, shape)
    row = read_dates(column(day.strftime(written)), order).iloc[0]
    assert (row["start"].date(), row["end"].date(), row["precision"]) == (day, day, "day")


@given(st.lists(st.dates(date(1971, 1, 1), date(2026, 1, 1)), min_size=1))
def test_an_order_is_decided_only_if_it_gives_the_dates_that_were_written(days):
    cells = column(*(f"{day:%d/%m/%Y}" for day in days))
    evidence = decide_order(cells)
    if any(day.day > 12 for day in days):
        assert evidence.order == "DMY"
    read = read_dates(cells, evidence.order)
    known = read["start"].notna()
    assert [day.date() for day in read["start"][known]] == [
        day for day, shown in zip(days, known, strict=True) if shown
    ]


EAST = ["2024-05-02T21:00:00.000Z", "2024-05-24T21:00:00.000Z", "2024-11-30T22:00:00.000Z"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3. maj 1992.", "1992-05-03"),
        ("12. srpnja 1993.", "1993-07-12"),
        ("28. avgust 1995. godine", "1995-08-28"),
        ("5. фебруар 1994.", "1994-02-05"),
        ("31.12.1992. g.", "1992-12-31"),
    ],
)
def test_a_point_stands_behind_years_in_south_slavic_tables(text, day):
    assert read_one(text, "DMY") == (day, day, "day")


@pytest.mark.parametrize(
    ("name", "texts", "said"),
    [
        ("when", ["2017-10-02T05:05:00Z", "2019-08-03T16:40:00Z"], True),
        ("when", ["2017-10-02 05:05 UTC", "2017-10-02 00:00 UTC"], True),
        ("when", ["2017-10-02T05:05:00.000+00:00"], True),
        ("Time (UTC)", ["02.10.2017 05:05"], True),
        ("time_utc", ["2017-10-02 05:05:00"], True),
        ("Time (UTC+0)", ["2017-10-02 05:05:00"], True),
        ("Time (UTC+3)", ["2017-10-02 05:05:00"], False),
        ("Local time, GMT -05:00", ["2017-10-02 05:05:00"], False),
        ("when", ["2017-10-02T00:00:00Z", "2019-08-03T00:00:00.000Z"], False),
        ("when", ["2017-10-02T05:05:00-07:00"], False),
        ("when", ["2017-10-02 05:05"], False),
        ("Date (UTC)", ["2017-10-02"], False),
        ("outcut", ["2017-10-02 05:05"], False),
    ],
)
def test_days_of_times_in_utc_are_said_to_be_of_utc(name, texts, said):
    dates = parse_dates(column(*texts).rename(name))
    assert ("in UTC" in dates.note) == said
    assert f"{read_dates(dates, 'DMY')['start'].iloc[0]:%Y-%m-%d}" == "2017-10-02"


def test_midnights_of_a_place_further_east_are_of_the_day_that_begins_then():
    dates = parse_dates(column(*EAST))
    assert read_dates(dates)["start"].tolist() == [
        pd.Timestamp(day) for day in ("2024-05-03", "2024-05-25", "2024-12-01")
    ]
    assert "21:00 or 22:00 UTC, which is midnight further east" in dates.note


def test_milliseconds_at_midnight_further_east_are_of_the_day_that_begins_then():
    # 2024-05-02 21:00, 2024-05-03 21:00 and 2024-05-04 21:00 UTC, by date -u -d @…
    dates = parse_dates(column("1714683600000", "1714770000000", "1714856400000"))
    assert [f"{day:%d}" for day in read_dates(dates)["start"]] == ["03", "04", "05"]
    assert "where the next day begins" in dates.note


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ([*EAST, "2024-05-03T06:30:00Z"], True),
        (EAST[:2], False),
        ([each.replace("T21", "T12").replace("T22", "T12") for each in EAST], False),
        ([each.replace("T21", "T04").replace("T22", "T05") for each in EAST], False),
        ([each.replace("T22", "T19") for each in EAST], True),
        ([each.replace("Z", "") for each in EAST], False),
        ([each.replace("Z", "+03:00") for each in EAST], False),
        ([each.replace(":00:00", ":59:00") for each in EAST], True),
    ],
)
def test_other_times_of_day_leave_the_day_that_is_written(cells, told):
    dates = parse_dates(column(*cells))
    written = [pd.Timestamp(each[:10]) for each in cells]
    assert read_dates(dates)["start"].tolist() == written
    assert dates.note.startswith("Times in column 'when' are in UTC") == told
    assert told or not dates.note


@pytest.mark.parametrize("cells", [("2010/11", "2011/12", "2012/13"), ("2010-11", "2011-12")])
def test_years_beside_the_next_one_are_both_and_no_months(cells):
    rows = read_dates(column(*cells))
    assert rows["start"].tolist()[:2] == [pd.Timestamp("2010-01-01"), pd.Timestamp("2011-01-01")]
    assert rows["end"].tolist()[:2] == [pd.Timestamp("2011-12-31"), pd.Timestamp("2012-12-31")]
    assert rows["rough"].all()


@pytest.mark.parametrize("cells", [("2011-12",), ("2010-11", "2011-12", "2012-01")])
def test_months_after_a_year_stay_months(cells):
    rows = read_dates(column(*cells))
    assert (rows["precision"] == "month").all()


def test_numbers_of_a_spreadsheet_may_have_a_comma_before_the_time():
    read = parse_dates(pd.Series(["45425,1875", "45426,9166667"], name="when"))
    found = read_dates(read, None)
    assert found["start"].dt.strftime("%Y-%m-%d").tolist() == ["2024-05-13", "2024-05-14"]
    assert "days as spreadsheets count them" in read.note


def test_nights_behind_the_day_with_a_bare_hyphen_end_on_the_next_day():
    dates = parse_dates(
        column("12.05.2023 20:00-06:00", "13.05.2023 22:00-04:00", "14.05.2023 10:00-12:00")
    )
    read = read_dates(dates, "DMY")
    assert [f"{day:%d}" for day in read["start"]] == ["12", "13", "14"]
    assert [f"{day:%d}" for day in read["end"]] == ["13", "14", "14"]
    assert not read["rough"].any()
    assert "'12.05.2023 20:00-06:00'" in dates.note


def test_what_may_be_a_night_or_in_a_time_zone_is_of_its_day_and_doubted():
    dates = parse_dates(column("2023-05-12 20:00-06:00", "2023-05-13"))
    read = read_dates(dates)
    assert [f"{day:%d}" for day in read["end"]] == ["12", "13"]
    assert read["rough"].tolist() == [True, False]
    assert "may be a time zone" in dates.note


def test_times_by_day_of_one_zone_are_no_nights():
    stamps = ("2023-05-12 09:10-05:00", "2023-05-13 13:40-05:00", "2023-12-14 16:20-06:00")
    dates = parse_dates(column(*stamps, "2023-12-15 22:30-06:00"))
    read = read_dates(dates)
    assert (read["start"] == read["end"]).all()
    assert not read["rough"].any()
    assert not dates.note


def test_from_one_time_to_another_before_the_day():
    read = read_dates(
        parse_dates(column("21:00-05:00 15.05.2023", "09:00-11:00 16.05.2023")), "DMY"
    )
    assert [f"{day:%d}" for day in read["end"]] == ["16", "16"]


def test_numerals_of_months_are_no_quarters_where_one_is_above_four():
    read = read_dates(parse_dates(column("IV 2023", "XI 2023")))
    assert [f"{day:%m-%d}" for day in read["start"]] == ["04-01", "11-01"]
    read = read_dates(parse_dates(column("IV 2023", "II 2023")))
    assert read["start"].isna().all()
    assert read["problem"].str.contains("may be a month or a quarter").all()
