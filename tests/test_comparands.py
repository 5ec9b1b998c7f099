"""With what a selection can be compared."""

from collections.abc import Callable
from datetime import date

import pytest

from eventmap.comparands import read_other
from eventmap.comparison import compare_selections
from eventmap.database import Database
from eventmap.errors import ParameterError
from eventmap.filters import Filters


@pytest.mark.parametrize(
    ("first", "last", "compare", "expected"),
    [
        # Whole months are followed back by whole months, whatever their lengths.
        ("2023-01-01", "2023-03-31", "previous", ("2022-10-01", "2022-12-31")),
        ("2024-03-01", "2024-03-31", "previous", ("2024-02-01", "2024-02-29")),
        ("2024-01-01", "2024-12-31", "previous", ("2023-01-01", "2023-12-31")),
        ("2025-10-18", "2025-10-24", "previous", ("2025-10-11", "2025-10-17")),
        ("2025-10-24", "2025-10-24", "previous", ("2025-10-23", "2025-10-23")),
        # What links said at first.
        ("2025-10-24", "2025-10-24", "before", ("2025-10-23", "2025-10-23")),
        ("2024-02-01", "2024-02-29", "year", ("2023-02-01", "2023-02-28")),
        ("2023-02-01", "2023-02-28", "year", ("2022-02-01", "2022-02-28")),
        ("2025-02-01", "2025-02-28", "year", ("2024-02-01", "2024-02-29")),
        ("2025-10-18", "2025-10-24", "year", ("2024-10-18", "2024-10-24")),
        ("2025-10-18", "2025-10-24", "2022-02-24/2022-03-01", ("2022-02-24", "2022-03-01")),
    ],
)
def test_the_other_period(first: str, last: str, compare: str, expected: tuple[str, str]) -> None:
    chosen = Filters.from_params([("from", first), ("to", last)])
    other = read_other(chosen, compare).filters
    assert (str(other.date_from), str(other.date_to)) == expected


@pytest.mark.parametrize(
    ("query", "compare", "allowed"),
    [
        ("", "previous", "where from and to are chosen"),
        ("from=2024-05-01", "year", "where from and to are chosen"),
        ("from=2024-05-01&to=2024-05-31", "later", "previous (the period before)"),
        ("from=2024-05-01&to=2024-05-31", "2024-02-30/2024-03-01", "previous (the period before)"),
        ("from=2024-05-01&to=2024-05-31", "2024-03-02/2024-03-01", "not before the first"),
        ("", "region:UA-65", "where a region is chosen"),
        ("region=UA-65", "region:Kherson", "a value that region= allows"),
        ("region=UA-65", "region:", "a value that region= allows"),
        ("", "version:new", "a whole number"),
        ("", "version:7", "version: and one of"),
        ("", "dataset:nowhere", "dataset: and one of"),
    ],
)
def test_what_is_no_other_selection_is_refused_with_what_is_allowed(
    open_rows: Callable[..., Database], query: str, compare: str, allowed: str
) -> None:
    pairs = [tuple(pair.split("=")) for pair in query.split("&") if pair]
    with pytest.raises(ParameterError) as refused:
        compare_selections(open_rows([{}]), Filters.from_params(pairs), compare)
    (refusal,) = refused.value.refusals
    assert refusal.column == "compare"
    assert allowed in refusal.allowed


@pytest.mark.parametrize(
    ("first", "compare"),
    [("0001-01-01", "previous"), ("0001-01-02", "previous"), ("0001-03-01", "year")],
)
@pytest.mark.parametrize("last", ["0001-03-31", "9999-12-31"])
def test_before_the_first_year_there_is_no_period(first: str, last: str, compare: str) -> None:
    filters = Filters(date_from=date.fromisoformat(first), date_to=date.fromisoformat(last))
    with pytest.raises(ParameterError, match="from the year 1 on"):
        read_other(filters, compare)


def test_the_last_month_that_has_a_name_is_a_whole_one() -> None:
    filters = Filters(date_from=date(9999, 12, 1), date_to=date(9999, 12, 31))
    other = read_other(filters, "before").filters
    assert (other.date_from, other.date_to) == (date(9999, 11, 1), date(9999, 11, 30))
