"""Expected words are those of docs and of the drawn page, written by hand."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from eventmap.describe import (
    describe_item_date,
    describe_reason,
    describe_row,
    describe_row_figures,
    name_group,
)

NO_FIGURES: dict[str, int | None] = {
    f"{measure}_{end}": None for measure in ("killed", "injured") for end in ("low", "best", "high")
}
ROW: dict[str, Any] = {
    "place": "Kherson",
    "admin1": "UA-65",
    "country": "UA",
    "geo_precision": "settlement",
    "date_start": date(2025, 10, 18),
    "date_end": date(2025, 10, 24),
    "date_precision": "week",
}


@pytest.mark.parametrize(
    ("cells", "when", "where"),
    [
        (
            {},
            "week of 18–24 October 2025",
            "Kherson, Kherson Oblast, Ukraine (located to the settlement)",
        ),
        (
            {"date_start": pd.NaT, "date_end": pd.NaT, "place": None},
            "date not given",
            "Kherson Oblast, Ukraine (located to the settlement)",
        ),
        (
            {"admin1": None, "country": None, "place": None, "geo_precision": "unlocated"},
            "week of 18–24 October 2025",
            "place not given",
        ),
    ],
)
def test_a_row_says_when_and_where(cells: dict[str, Any], when: str, where: str) -> None:
    words = describe_row(ROW | cells)
    assert (words["when"], words["where"]) == (when, where)


@pytest.mark.parametrize(
    ("cells", "name"),
    [
        ({"region": "UA-65", "name": "Kherson Oblast"}, "Kherson Oblast"),
        ({"country": "UA", "country_name": "Ukraine"}, "Ukraine, no region"),
        # A place such as "Kherson" may be given all the same.
        ({}, "Country not known"),
    ],
)
def test_a_group_of_events_is_called_by_what_is_known_of_its_region(
    cells: dict[str, Any], name: str
) -> None:
    none: Any = dict.fromkeys(("region", "name", "country", "country_name"))
    assert name_group(none | cells) == name


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2024, 2, 1), date(2024, 2, 29), "February 2024"),
        (date(2025, 10, 1), date(2025, 12, 31), "October–December 2025"),
        (date(2025, 10, 1), date(2025, 10, 30), "1–30 October 2025"),
        (date(2025, 10, 24), None, "from 24 October 2025"),
        (None, None, "date not given"),
    ],
)
def test_an_item_of_whole_months_is_called_by_their_names(
    start: date | None, end: date | None, words: str
) -> None:
    assert describe_item_date({"date_start": start, "date_end": end}) == words


def test_figures_that_are_missing_are_not_given() -> None:
    assert describe_row_figures(NO_FIGURES) == "killed and injured: not given"
    known = NO_FIGURES | {"injured_low": 3, "injured_high": 3, "injured_best": 3}
    assert describe_row_figures(known) == "killed: not given, 3 injured"


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"geo_precision": "unlocated"}, "No place is given."),
        (
            {"geo_precision": "country"},
            "Known only to Ukraine: a symbol would show a place that nobody reports.",
        ),
        (
            {"geo_precision": "region", "admin1": None},
            "Known only to the region, and which region is not given.",
        ),
        (
            {"geo_precision": "settlement"},
            "Known to the settlement, but the coordinates are not given.",
        ),
    ],
)
def test_the_reason_why_an_event_is_not_on_the_map(cells: dict[str, Any], words: str) -> None:
    assert describe_reason(ROW | cells) == words
