from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser

Call = Callable[..., Any]


@pytest.mark.parametrize(("count", "circles"), [(1, 3), (2, 2)])
def test_one_type_alone_is_a_whole_ring(call: Call, count: int, circles: int) -> None:
    """Rim and middle are circles; an arc that ends where it begins would not be drawn."""
    counts = [["drone", 4], ["shelling", 4]][:count]
    expression = "m.drawCluster(16, '8', a).querySelectorAll('circle').length"
    assert call("clusters", expression, counts) == circles
