from typing import Any

import pytest
from support.benchmark_runs import visit

from benchmarks.report import render
from benchmarks.targets import TARGETS, compare


def test_targets_are_read_from_the_results(results: dict[str, Any]) -> None:
    reached = {target.label.split(":")[0]: target.read(results) for target in TARGETS}
    expected = {
        "filter change, 1 M here ÷ `FastMarkerCluster` 10 k": 0.4 / 1.0,
        "filter change, 1 M ÷ 10 k here": 0.4 / 0.2,
        "filter change, 10 M ÷ 10 k here": None,
        "first map, 1 M here ÷ 10 k here": 2.5 / 2.0,
        "bytes for a filter change at 1 M (a type chosen)": 70,
        "all tile queries of a view ÷ the floor, worst view at 1 M": 3,
        "server memory at 1 M": 512,
        "memory of the tab after 100 filter changes ÷ after 5": 1.05,
        "the same, of its JavaScript heap alone": 1.2,
        "cold start at 1 M, opened before": 3,
        "cold start at 1 M, never opened before": 9,
    }
    for label, value in expected.items():
        assert reached[label] == (value if value is None else pytest.approx(value)), label


def test_viewers_count_errors_and_compare_with_one_alone(results: dict[str, Any]) -> None:
    errors, ratio = (target for target in TARGETS if target.label.startswith("50 viewers"))
    assert errors.read(results) == 2
    assert ratio.read(results) == pytest.approx(5.0 / 0.1)


def test_nothing_is_reached_where_nothing_was_measured() -> None:
    assert {target.read({"machine": {}}) for target in TARGETS} == {None}


def test_losses_come_from_the_numbers_alone(results: dict[str, Any]) -> None:
    # First map 2.0 here, 1.0 there; all else is faster here or equal.
    lost = [each for each in compare(results) if each.lost]
    assert [(each.measure.label, each.other, each.size) for each in lost] == [
        ("first map", "fast_marker_cluster", 10_000)
    ]
    assert "- 10,000 events, seconds, first map: 2.00 s here, 1.00 s with" in render(results)


def test_overlapping_runs_are_said_to_overlap(results: dict[str, Any]) -> None:
    results["browser"]["runs"].append(visit("eventmap", 10_000, (0.5, 0.3, 0.1, 0.6)))
    (first,) = [each for each in compare(results) if each.lost]
    assert not first.clear
