from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser

Call = Callable[..., Any]


def points(count: int) -> list[dict[str, Any]]:
    """Points scattered over 900 by 600 pixels, the same on every run."""
    return [
        {"x": at * 7919 % 900, "y": at * 104729 % 600, "count": at % 23 + 1, "members": [at]}
        for at in range(count)
    ]


@pytest.mark.parametrize("count", [0, 1, 40, 1000])
def test_merging_loses_no_event(call: Call, count: int) -> None:
    merged = call("clusters", "m.mergeOverlapping(a)", points(count))
    assert sum(group["count"] for group in merged) == sum(p["count"] for p in points(count))
    assert sorted(member for group in merged for member in group["members"]) == list(range(count))


def test_merged_symbols_do_not_overlap(call: Call) -> None:
    expression = "m.mergeOverlapping(a).map(({x, y, count}) => ({x, y, r: m.clusterRadius(count)}))"
    circles = call("clusters", expression, points(1000))
    assert len(circles) > 50
    for at, one in enumerate(circles):
        for other in circles[at + 1 :]:
            distance = ((one["x"] - other["x"]) ** 2 + (one["y"] - other["y"]) ** 2) ** 0.5
            assert distance >= one["r"] + other["r"]


def test_merging_does_not_depend_on_the_order_of_points(call: Call) -> None:
    there = call("clusters", "m.mergeOverlapping(a)", points(300))
    back = call("clusters", "m.mergeOverlapping(a)", points(300)[::-1])
    assert {(g["x"], g["y"], g["count"]) for g in there} == {
        (g["x"], g["y"], g["count"]) for g in back
    }
