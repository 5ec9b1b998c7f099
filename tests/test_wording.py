from datetime import date
from enum import StrEnum

import pandas as pd
import pytest

from eventmap import schema, wording
from eventmap.schema import DatePrecision, GeoPrecision, Status


@pytest.mark.parametrize(
    ("start", "end", "precision", "expected"),
    [
        ("2025-10-24", "2025-10-24", "day", "24 October 2025"),
        ("2025-10-18", "2025-10-24", "days", "18–24 October 2025"),
        ("2025-09-30", "2025-10-02", "days", "30 September – 2 October 2025"),
        ("2025-12-30", "2026-01-02", "days", "30 December 2025 – 2 January 2026"),
        ("2024-10-24", "2025-10-24", "days", "24 October 2024 – 24 October 2025"),
        ("2025-10-18", "2025-10-24", "week", "week of 18–24 October 2025"),
        ("2025-10-01", "2025-10-31", "month", "October 2025"),
        ("2025-09-01", "2025-10-31", "month", "September–October 2025"),
        ("2025-12-01", "2026-01-31", "month", "December 2025 – January 2026"),
        ("2025-01-01", "2025-12-31", "year", "2025"),
        ("2024-01-01", "2025-12-31", "year", "2024–2025"),
        ("2022-05-01", "2022-10-31", "year", "May–October 2022"),
        ("2022-05-18", "2022-10-03", "year", "May–October 2022"),
        ("2014-11-01", "2015-03-31", "year", "November 2014 – March 2015"),
        ("2022-05-01", "2022-05-01", "year", "2022"),
        ("2025-10-18", "2025-10-24", "unknown", "18–24 October 2025 (exact date not given)"),
        ("2025-10-18", None, "days", "from 18 October 2025"),
        (None, "2025-10-24", "days", "until 24 October 2025"),
        (None, None, "unknown", "date not given"),
    ],
)
def test_interval_is_told_no_more_exactly_than_known(
    start: str | None, end: str | None, precision: str, expected: str
) -> None:
    first, last = (None if day is None else date.fromisoformat(day) for day in (start, end))
    assert wording.describe_interval(first, last, DatePrecision(precision)) == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2022-03-01", "2022-03-30", "from 1 to 30 March 2022"),
        ("2022-03-01", "2022-03-31", "in March 2022"),
        ("2024-02-01", "2024-02-29", "in February 2024"),
        ("2024-02-01", "2024-02-28", "from 1 to 28 February 2024"),
        ("2022-02-28", "2022-03-03", "from 28 February to 3 March 2022"),
        ("2022-05-01", "2022-10-31", "from 1 May to 31 October 2022"),
        ("2022-01-01", "2022-12-31", "in 2022"),
        ("2021-12-30", "2022-01-02", "from 30 December 2021 to 2 January 2022"),
        ("2022-03-01", "2022-03-01", "on 1 March 2022"),
        ("9999-12-01", "9999-12-31", "in December 9999"),
        ("2022-02-24", None, "since 24 February 2022"),
        (None, "2022-03-03", "until 3 March 2022"),
        (None, None, ""),
    ],
)
def test_a_period_is_said_as_it_is_read_aloud(
    start: str | None, end: str | None, expected: str
) -> None:
    first, last = (None if day is None else date.fromisoformat(day) for day in (start, end))
    assert wording.describe_period(first, last) == expected
    within = expected.replace("from ", "within the days from ", 1)
    assert wording.describe_period(first, last, within=True) == within


def test_missing_days_of_a_frame_are_not_given() -> None:
    frame = pd.DataFrame({"day": pd.Series([None], dtype="datetime64[s]")})
    day = frame["day"].iloc[0]
    assert wording.describe_interval(day, day, "unknown") == "date not given"


@pytest.mark.parametrize(
    ("names", "precision", "expected"),
    [
        (
            ("Kherson", "Kherson Oblast", "Ukraine"),
            "settlement",
            "Kherson, Kherson Oblast, Ukraine (located to the settlement)",
        ),
        (("Kyiv", "Kyiv", "Ukraine"), "exact", "Kyiv, Ukraine (located to the exact place)"),
        (
            (None, "Donetsk Oblast", "Ukraine"),
            "region",
            "Donetsk Oblast, Ukraine (known only to the region)",
        ),
        ((None, None, "Russia"), "country", "Russia (known only to the country)"),
        ((float("nan"), "", None), "unlocated", "place not given"),
        (
            ("several regions", None, "Ukraine"),
            "unlocated",
            "several regions, Ukraine (not located)",
        ),
    ],
)
def test_place_is_told_with_its_precision(
    names: tuple[str | None, str | None, str | None], precision: str, expected: str
) -> None:
    assert wording.describe_place(*names, precision) == expected


@pytest.mark.parametrize(
    ("precision", "region", "country", "expected"),
    [
        ("unlocated", None, None, "No place is given."),
        (
            "country",
            None,
            "Ukraine",
            "Known only to Ukraine: a symbol would show a place that nobody reports.",
        ),
        ("region", None, "Ukraine", "Known only to the region, and which region is not given."),
        (
            "region",
            "UA-99",
            "Ukraine",
            "Known only to the region UA-99, which the boundaries here do not have.",
        ),
        (
            "settlement",
            "UA-65",
            "Ukraine",
            "Known to the settlement, but the coordinates are not given.",
        ),
    ],
)
def test_reason_for_not_being_on_the_map(
    precision: str, region: str | None, country: str | None, expected: str
) -> None:
    assert wording.reason_not_drawn(precision, region=region, country_name=country) == expected


@pytest.mark.parametrize(
    "values",
    [schema.GeoPrecision, schema.DatePrecision, schema.Status, schema.Side, schema.TimelineKind],
)
def test_every_value_has_a_label_of_its_own(values: type[StrEnum]) -> None:
    labels = wording.LABELS[values]
    assert set(labels) == set(values)
    assert len(set(labels.values())) == len(values)


def test_every_status_is_explained() -> None:
    assert set(wording.EXPLANATIONS) == set(Status)


def test_labels_are_found_by_the_text_in_a_frame() -> None:
    assert wording.LABELS[GeoPrecision]["settlement"] == "to the settlement"


@pytest.mark.parametrize(
    ("words", "expected"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_words_are_joined_as_in_a_sentence(words: list[str], expected: str) -> None:
    assert wording.join_words(words) == expected


@pytest.mark.parametrize(
    ("count", "expected"), [(0, "0 events"), (1, "1 event"), (1204, "1,204 events")]
)
def test_count_is_told_with_what_it_counts(count: int, expected: str) -> None:
    assert wording.count_of(count, "event") == expected


@pytest.mark.parametrize(
    ("names", "precision", "expected"),
    [
        (("Kherson", "Kherson Oblast", "Ukraine"), "settlement", ("Kherson", "")),
        (
            ("Kherson oblast", "Kherson Oblast", "Ukraine"),
            "region",
            ("Kherson oblast", "region only"),
        ),
        ((None, "Kherson Oblast", "Ukraine"), "region", ("Kherson Oblast", "region only")),
        ((None, None, "Ukraine"), "country", ("Ukraine", "country only")),
        (("Torske", None, None), "district", ("Torske", "to the district")),
        ((None, None, None), "unlocated", ("place not given", "")),
    ],
)
def test_a_place_is_short_in_a_list(
    names: tuple[str | None, str | None, str | None], precision: str, expected: tuple[str, str]
) -> None:
    assert wording.shorten_place(*names, precision) == expected


@pytest.mark.parametrize(
    ("edtf", "precision", "expected"),
    [
        ("2025-10-24", "day", ("2025-10-24", "")),
        ("2025-10-18/2025-10-24", "week", ("2025-10-18", "– 2025-10-24")),
        ("2025-10", "month", ("2025-10", "")),
        ("2025-10-24", "unknown", ("2025-10-24", "not exact")),
        ("2025-10-18/2025-10-24", "unknown", ("2025-10-18", "– 2025-10-24, not exact")),
        ("../2025-10-24", "days", ("until 2025-10-24", "")),
        ("2025-10-24/..", "days", ("from 2025-10-24", "")),
        (None, "unknown", ("", "")),
    ],
)
def test_an_interval_is_short_and_no_more_exact_in_a_list(
    edtf: str | None, precision: str, expected: tuple[str, str]
) -> None:
    assert wording.shorten_interval(edtf, precision) == expected
