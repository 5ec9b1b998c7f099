from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser

Call = Callable[..., Any]


def test_arcs_follow_the_legend_and_close_the_ring(call: Call) -> None:
    counts = [["drone", 5], ["shelling", 3], ["missile", 2]]
    assert call("clusters", "m.arcsOf(a)", counts) == [
        {"type": "shelling", "from": 0, "to": 0.3},
        {"type": "drone", "from": 0.3, "to": 0.8},
        {"type": "missile", "from": 0.8, "to": 1},
    ]


@pytest.mark.parametrize(("count", "circles"), [(1, 3), (2, 2)])
def test_one_type_alone_is_a_whole_ring(call: Call, count: int, circles: int) -> None:
    """Rim and middle are circles; an arc that ends where it begins would not be drawn."""
    counts = [["drone", 4], ["shelling", 4]][:count]
    expression = "m.drawCluster(16, '8', a).querySelectorAll('circle').length"
    assert call("clusters", expression, counts) == circles
