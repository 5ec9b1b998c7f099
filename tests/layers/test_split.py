from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser

Call = Callable[..., Any]


# A map whose world has 256 pixels at zoom 0 and whose degrees are pixels there.
MAP = "{ project: ([lat, lon], zoom) => ({ x: lon * 2 ** zoom, y: lat * 2 ** zoom }) }"


@pytest.mark.parametrize(
    ("lat", "lon", "origin"),
    [
        (10.0, 10.0, "big"),  # in the first square of the big cluster, at zoom 2
        (3.9, 15.9, "big"),  # in its other square
        (20.0, 20.0, None),  # where a single event was
        (40.0, 40.0, None),  # where nothing was
    ],
)
def test_symbols_come_out_of_the_cluster_that_held_them(
    call: Call, lat: float, lon: float, origin: str | None
) -> None:
    groups = [
        {"name": "big", "count": 9, "members": [{"lat": 9, "lon": 9}, {"lat": 1, "lon": 9}]},
        {"name": "single", "count": 1, "members": [{"lat": 20, "lon": 20}]},
    ]
    expression = f"m.clusterFinder({MAP}, a.groups, 2)(a.cell)?.name ?? null"
    argument = {"groups": groups, "cell": {"lat": lat, "lon": lon}}
    assert call("clusters", expression, argument) == origin
