"""Which rows add up others is decided by hand for each table."""
# ruff: noqa: RUF001 - Cyrillic words

import json

import pytest

from eventmap.readers.inspection import Choices, read_files
from eventmap.schema import DatasetInfo

HEADER = "Date,Place,Latitude,Longitude,Killed,Injured\n"
FIRST, SECOND = "2024-05-13,Town A,49.99,36.23,1,5\n", "2024-05-14,Town D,46.48,30.73,4,0\n"


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
        ",Totaal,,,5,6",
        ",Eindtotaal,,,5,6",
        ",Jumlah,,,5,6",
        ",Jumla,,,5,6",
        ",Genel Toplam,,,5,6",
        ",Celkem,,,5,6",
        ",Ukupno,,,5,6",
        ",Укупно,,,5,6",
        ",Összesen,,,5,6",
        ",Σύνολο,,,5,6",
        ",Общо,,,5,6",
        ",סה״כ,,,5,6",
        ',"סה""כ",,,5,6',
        ",جمع کل,,,5,6",
        ",कुल,,,5,6",
        ",Total général,,,5,5",
        ",المجموع,,,5,5",
        ",合計,,,5,5",
        ",합계,,,5,5",
        ",Average,,,2.5,2.5",
        "2024-05-14,Subtotal,,,5,5",
    ],
)
def test_a_row_of_totals_is_no_event(read, row):
    source = read(HEADER + FIRST + SECOND + row + "\n")
    assert source.cells["Place"].tolist() == ["Town A", "Town D"]
    (reject,) = source.rejects
    assert (reject.line, reject.reason) == (4, "a row of totals, no event")


@pytest.mark.parametrize(
    "row",
    [
        ",у т.ч. діти,,,1,2",
        ",з них у м. Харків,,,1,2",
        "у тому числі дітей,,,,1,2",
        ",в т.ч. дети,,,1,2",
        ",dont enfants,,,1,2",
        "2024-05-14,davon Kinder,,,1,2",
        ",of which children,,,1,2",
        ",de los cuales menores,,,1,2",
        ",w tym dzieci,,,1,2",
        ",منهم أطفال,,,1,2",
    ],
)
def test_a_part_of_the_row_above_is_no_event(read, row):
    source = read(HEADER + FIRST + SECOND + row + "\n")
    assert source.cells["Place"].tolist() == ["Town A", "Town D"]
    (reject,) = source.rejects
    assert (reject.line, reject.reason) == (4, "a part of the row above, no event")


@pytest.mark.parametrize(
    "row",
    [
        "2024-05-15,Dontsivka,49.1,36.2,1,2",
        "2024-05-15,including Town B,49.1,36.2,1,2",
        ",including Town B,,,,",
    ],
)
def test_an_event_of_its_own_day_or_without_figures_is_no_part(read, row):
    source = read(HEADER + FIRST + SECOND + row + "\n")
    assert len(source.cells) == 3


def test_a_note_that_begins_with_a_part_is_one_on_its_event(read):
    source = read(
        "Date,Latitude,Longitude,Killed,Notes\n2024-05-13,49.99,36.23,3,Two cars\n"
        "2024-05-14,49.98,36.21,4,Including 2 children\n2024-05-15,46.48,30.73,1,\n"
    )
    assert len(source.cells) == 3


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


def test_totals_below_titles_of_months_are_refused(read):
    source = read(
        "Date,Place,Killed,Injured\nJanuary 2025,,,\n3,Kherson,1,4\n17,Odesa,0,2\n"
        "Total for January,,1,6\n"
        "February 2025,,,\n8,Sumy,2,11\nTotal for February,,2,11\nTOTAL,,3,17\n"
    )
    assert source.cells["Killed"].tolist() == ["1", "0", "2"]
    totals = [reject.value for reject in source.rejects if "totals" in reject.reason]
    assert totals == ["Total for January", "Total for February", "TOTAL"]


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


@pytest.mark.parametrize(
    ("country", "told"),
    [("Ukraine", True), ("Україна", True), ("France", False), ("Odesa", False)],
)
def test_a_country_beside_its_regions_that_is_no_sum_of_them_is_told_of(read, country, told):
    source = read(
        "Date,Region,Killed,Injured\n"
        f"2024-05-01,Kherson,1,4\n2024-05-01,Donetsk,3,7\n2024-05-01,{country},6,15\n"
        f"2024-05-02,Kherson,0,2\n2024-05-02,Donetsk,2,5\n2024-05-02,{country},4,12\n"
    )
    assert len(source.cells) == 6
    note = (
        f"{country!r} in 'Region' stands beside others of its day in 2 rows, and is no sum of them:"
        " each counts as an event of its own."
    )
    assert (note in source.notes) == told


def test_a_total_in_place_of_a_month_is_no_event_and_others_are(read):
    months = "".join(
        f"2010,{month},Elm,{at}\n" for at, month in enumerate(("Jan", "Feb", "Mar"), 4)
    )
    source = read("Year,Month,State,Killed\n" + months + "2010,Tot,Elm,15\n2010,Apr,Elm,2\n")
    assert source.cells["Killed"].tolist() == ["4", "5", "6", "2"]
    (reject,) = source.rejects
    assert (reject.line, reject.reason) == (5, "a row of totals, no event")


_OF_MONTHS = [("Jan", 4, "ND"), ("Feb", 6, "2"), ("Mar", 5, "1"), ("Apr", 3, "7"), ("May", 2, "2")]
"""Killed in Elm, and in Ash."""


def test_sums_of_a_month_beside_a_year_are_no_events(read):
    rows = [
        f"2010,{month},Elm,{elm}\n2010,{month},Ash,{ash}\n2010,{month},National,{total}\n"
        for (month, elm, ash), total in zip(_OF_MONTHS, (4, 8, 6, 10, 4), strict=True)
    ]
    source = read("Year,Month,State,Killed\n" + "".join(rows))
    assert sorted(source.cells["State"].unique()) == ["Ash", "Elm"]
    assert {reject.reason for reject in source.rejects} == {
        "its numbers are the sums of rows beside it, no event"
    }


def test_a_whole_nation_beside_its_states_that_is_no_sum_of_them_is_told(read):
    rows = [
        f"2010,{month},Elm,{elm}\n2010,{month},Ash,{ash}\n2010,{month},Nacional,99\n"
        for month, elm, ash in _OF_MONTHS
    ]
    source = read("Year,Month,State,Killed\n" + "".join(rows))
    assert len(source.cells) == 15
    assert any("'Nacional' in 'State' stands beside others" in note for note in source.notes)


def test_a_word_for_totals_among_other_names_is_none_of_a_year(read):
    names = "".join(
        f"2010-01-0{at},{name},{at}\n" for at, name in enumerate(("Elm", "Ash", "Fir"), 4)
    )
    source = read("Date,Place,Killed\n" + names + "2010-01-08,Tot,15\n")
    assert source.cells["Killed"].tolist() == ["4", "5", "6", "15"]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (
            "{first}{second}Total,,,,5,5\n",
            [
                "The table's own total of 'Killed', 5 in line 4, is what its rows add up to.",
                "The table's own total of 'Injured', 5 in line 4, is what its rows add up to.",
            ],
        ),
        (  # a figure that is not read, and one that is open: 1 or more
            "{first}2024-05-14,Town D,46.48,30.73,some,at least 1\nTotal,,,,449,9\n",
            [
                "The table's own total of 'Killed' in line 4 is 449, but what was read of its rows "
                "adds up to 1: rows or figures may be missing, or it is a total of others.",
                "The table's own total of 'Injured', 9 in line 4, is what its rows add up to.",
            ],
        ),
        (  # of the rows above each, and of all
            "{first}Subtotal,,,,1,5\n{second}Subtotal,,,,4,0\nGrand total,,,,5,5\n",
            [
                "The table's own 3 totals of 'Killed', such as 1 in line 3, are what its rows add "
                "up to.",
                "The table's own 3 totals of 'Injured', such as 5 in line 3, are what its rows add "
                "up to.",
            ],
        ),
        (  # above the rows, its thousands apart
            'Total,,,,"1,004",\n2024-05-13,Town A,49.99,36.23,1000,5\n{second}',
            ["The table's own total of 'Killed', 1,004 in line 2, is what its rows add up to."],
        ),
        (  # at most as many as it says, and no fewer
            "{first}2024-05-14,Town D,46.48,30.73,3-6,0\nTotal,,,,9,5\n",
            [
                "The table's own total of 'Killed' in line 4 is 9, but what was read of its rows "
                "adds up to 4 to 7: rows or figures may be missing, or it is a total of others.",
                "The table's own total of 'Injured', 5 in line 4, is what its rows add up to.",
            ],
        ),
        (
            "{first}Subtotal,,,,2,5\n{second}Subtotal,,,,4,0\nGrand total,,,,6,5\n",
            [
                "The table's own total of 'Killed' in line 3 is 2, but what was read of its rows "
                "adds up to 1: rows or figures may be missing, or it is a total of others. 1 other "
                "total differs, too.",
                "The table's own 3 totals of 'Injured', such as 5 in line 3, are what its rows add "
                "up to.",
            ],
        ),
        (  # at most 4, and so perhaps none
            "{first}2024-05-14,Town D,46.48,30.73,up to 4,0\nTotal,,,,3,5\n",
            [
                "The table's own total of 'Killed', 3 in line 4, is what its rows add up to.",
                "The table's own total of 'Injured', 5 in line 4, is what its rows add up to.",
            ],
        ),
        ("{first}{second}Average,,,,2.5,3\n", []),
    ],
)
def test_what_was_read_is_held_against_the_tables_own_totals(tmp_path, rows, told):
    path = tmp_path / "table.csv"
    path.write_text(HEADER + rows.format(first=FIRST, second=SECOND), encoding="utf-8")
    (part,) = read_files([path], DatasetInfo("table", "", "", True), Choices()).parts
    assert [note for note in part.notes if "total" in note] == told
