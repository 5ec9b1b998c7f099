from typing import Any

import pytest

from benchmarks.figures import (
    FILTER_CHANGE,
    TRAFFIC,
    middle,
    percentile,
    show_spread,
    spread,
    systems_of,
    tile_ratio,
)


def test_spread_is_median_smallest_and_largest() -> None:
    found = spread([3.0, 1.0, 2.0, 10.0])
    assert (found.median, found.low, found.high, found.runs) == (2.5, 1.0, 10.0, 4)


@pytest.mark.parametrize(("percent", "expected"), [(50, 50.5), (95, 95.05)])
def test_percentile_lies_between_neighbours(percent: int, expected: float) -> None:
    # By hand: of 1 to 100 the position is 99 * percent / 100, counted from 0.
    assert percentile([float(n) for n in range(1, 101)], percent) == pytest.approx(expected)


def test_percentile_of_one_value_is_that_value() -> None:
    assert percentile([7.0], 95) == 7.0


def test_numbers_are_shown_with_their_spread() -> None:
    assert show_spread([0.5, 0.25, 1.0]) == "0.50 (0.25–1.00)"
    assert show_spread([]) == "–"


def test_filter_change_is_the_mean_of_there_and_back(results: dict[str, Any]) -> None:
    # Of (0.3, 0.2), (0.5, 0.3), (0.4, 0.4): 0.25, 0.4, 0.4.
    assert middle(results, FILTER_CHANGE, "eventmap", 1_000_000) == pytest.approx(0.4)
    assert middle(results, FILTER_CHANGE, "eventmap", 100_000) is None


def test_bytes_are_those_on_the_wire_where_they_are_known(results: dict[str, Any]) -> None:
    (chosen,) = (measure for measure in TRAFFIC if measure.label == "type chosen")
    assert middle(results, chosen, "eventmap", 10_000) == 70
    results["browser"]["runs"][0]["choose"]["wire_kb"] = 51.5
    assert middle(results, chosen, "eventmap", 10_000) == 51.5


def test_tile_ratio_is_of_medians(results: dict[str, Any]) -> None:
    assert tile_ratio(results["tiles"][0]) == pytest.approx(2)


def test_systems_are_listed_once_in_the_order_of_measuring(results: dict[str, Any]) -> None:
    assert systems_of(results) == [
        ("eventmap", 10_000),
        ("fast_marker_cluster", 10_000),
        ("eventmap", 1_000_000),
    ]
