"""Unusual months. Every sum is counted by hand from the rows given."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from eventmap.database import Database
from eventmap.filters import Filters
from eventmap.unusual import find_unusual

Row = tuple[str, str, int | None]


def months(first: int, last: int, killed: int = 1) -> list[Row]:
    """Return an event on the 15th of every month of these years, so that there is no gap."""
    return [
        (day, day, killed)
        for year in range(first, last + 1)
        for month in range(1, 13)
        for day in [f"{year}-{month:02}-15"]
    ]


@pytest.fixture
def find(open_rows: Callable[..., Database]) -> Callable[..., Any]:
    def find(rows: list[Row], **chosen: Any) -> Any:
        events = [
            {"date_start": start, "date_end": end, "admin1": "UA-65"} for start, end, _ in rows
        ]
        claims = [
            {"event_id": f"events-{at}", "killed_best": killed}
            for at, (*_, killed) in enumerate(rows)
        ]
        return find_unusual(open_rows(events, claims), Filters(**chosen))

    return find


def test_the_most_within_30_days_of_a_year_is_named(find: Callable[..., Any]) -> None:
    # 60 + 1 + 45 from 10 April to 9 May: 30 days; the 15th of March and that of May lie outside.
    found = find(
        [*months(2021, 2023), ("2023-04-10", "2023-04-10", 60), ("2023-05-09",) * 2 + (45,)]
    )
    (month,) = found["months"]
    assert (str(month["date_start"]), month["years"], month["killed"]) == ("2023-05-01", 1, 106)
    assert (str(month["first"]), str(month["last"])) == ("2023-04-10", "2023-05-09")
    assert month["before"] == 61  # of 15 March to 13 April, or of all April
    assert found["heading"] == "1 unusual month"
    assert "HDX Signals" in found["rule"]


def test_a_month_is_the_highest_of_three_years_or_of_one(find: Callable[..., Any]) -> None:
    rows = months(2016, 2022)
    peaks = [("2018-06-03", 300), ("2020-06-03", 200), ("2022-06-03", 400)]
    rows += [(day, day, killed) for day, killed in peaks]
    # 300 is first of all judged over a year alone: before it lie two years and a half.
    told = [(str(m["date_start"]), m["years"]) for m in find(rows)["months"]]
    assert told == [("2018-06-01", 1), ("2020-06-01", 1), ("2022-06-01", 3)]


def test_a_hundred_is_needed_and_more_than_before(find: Callable[..., Any]) -> None:
    just_too_few = ("2023-04-10", "2023-04-10", 98)  # 99 with the one of 15 March
    # Of the first 13 it cannot be said: the data begin on 15 January 2021.
    assert find([*months(2021, 2023), just_too_few])["heading"] == (
        "No unusual month among the 23 of which it can be said"
    )
    twice = [("2022-06-10", "2022-06-10", 200), ("2023-04-10", "2023-04-10", 200)]
    (month,) = find([*months(2021, 2023), *twice])["months"]
    assert str(month["date_start"]) == "2022-06-01"


def test_an_event_known_to_more_than_30_days_counts_in_none(find: Callable[..., Any]) -> None:
    found = find([*months(2021, 2023), ("2023-04-01", "2023-05-01", 500)])
    assert found["months"] == []
    assert found["reasons"] == [
        "Of 13 months it cannot be said: the dataset does not cover them and a year before.",
        "1 event without a date, or known to more than 30 days, with 500 killed by best "
        "estimates, lies in no 30 days.",
        "It does not cover three years before any month.",
    ]
    (month,) = find([*months(2021, 2023), ("2023-04-01", "2023-04-30", 500)])["months"]
    assert month["killed"] == 501


def test_what_gives_no_best_figure_is_counted(find: Callable[..., Any]) -> None:
    rows = [*months(2021, 2023), ("2023-04-10",) * 2 + (200,), ("2023-04-09",) * 2 + (None,)]
    (month,) = find(rows)["months"]
    assert (month["killed"], month["unknown"], month["events"]) == (201, 1, 3)
    assert month["words"].endswith("; 1 of 3 events gives no best estimate.")


def test_less_than_a_year_and_a_gap_tell_nothing(find: Callable[..., Any]) -> None:
    found = find([("2025-10-18", "2025-10-18", 500), ("2025-10-24", "2025-10-24", 2)])
    assert found["heading"] == "Unusual months: cannot be said"
    assert found["reasons"] == [
        "The dataset covers 18–24 October 2025: before none of its months a whole year."
    ]
    gap = [row for row in months(2021, 2023) if not row[0].startswith("2022-08")]
    assert find([*gap, ("2023-04-10",) * 2 + (500,)])["months"] == []
    (month,) = find([*gap, ("2023-10-10",) * 2 + (500,)])["months"]
    assert month["years"] == 1


def test_a_period_chooses_of_which_months_to_tell(find: Callable[..., Any]) -> None:
    rows = [*months(2021, 2023), ("2023-04-10",) * 2 + (200,)]
    chosen = {"date_from": date(2023, 4, 1), "date_to": date(2023, 4, 30)}
    assert len(find(rows, **chosen)["months"]) == 1
    assert find(rows, date_from=date(2023, 6, 1))["months"] == []
    assert (
        find(rows, region=("UA-51",))["heading"]
        == "Unusual months: cannot be said, in Odesa Oblast"
    )


def test_without_a_figure_it_cannot_be_said_and_with_few_a_month_may_be_missing(
    find: Callable[..., Any],
) -> None:
    silent = [(start, end, None) for start, end, _ in months(2019, 2023)]
    found = find(silent)
    assert (found["heading"], found["months"]) == ("Unusual months: cannot be said", [])
    assert found["reasons"] == ["None of 60 events gives a best estimate of killed."]
    some = find([*silent, ("2023-06-03", "2023-06-03", 5)])
    assert some["heading"] == "No unusual month among the 47 of which it can be said"
    assert (
        "60 of 61 events give no best estimate of killed: a month may be missing here."
        in some["reasons"]
    )


def test_what_gives_no_figure_is_counted_as_what_it_is(open_rows: Callable[..., Database]) -> None:
    # 36 records of a month, each of 3 events; two of them say nothing of the killed.
    rows = [{"date_start": start, "date_end": end} for start, end, _ in months(2021, 2023)]
    claims = [
        {
            "event_id": f"events-{at}",
            "quantity": 3,
            "quantity_unit": "events",
            "killed_best": None if at in (4, 9) else 1,
        }
        for at in range(36)
    ]
    reasons = find_unusual(open_rows(rows, claims), Filters())["reasons"]
    assert (
        "2 of 36 records give no best estimate of killed: a month may be missing here." in reasons
    )
