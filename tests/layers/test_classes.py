from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser

Call = Callable[..., Any]


@pytest.mark.parametrize(
    ("values", "limits"),
    [
        ([], []),
        ([0, None], []),
        ([1], [1]),
        ([1, 1, 1, 2], [1, 2]),
        ([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [1, 3, 5, 7, 9]),
        # One region far above the others does not leave all others in one class.
        ([12, 25, 31, 57, 80, 110, 160, 230, 500, 9000], [10, 30, 80, 150, 500]),
        ([0.31, 0.4, 2.2, 2.9, 18.0], [0.3, 0.4, 2, 2.5, 15]),
        ([1, 1, 2, 2, 3], [1, 2, 3]),  # never one and a half events
    ],
)
def test_classes_have_round_limits(
    call: Call, values: list[float | None], limits: list[float]
) -> None:
    assert call("choropleth", "m.classLimits(a)", values) == limits


def test_no_class_is_empty_and_none_holds_zero(call: Call) -> None:
    values = [None, 0, *(at**3 for at in range(1, 60))]
    expression = """((limits) => [limits.length,
        a.filter((value) => value > 0).map((value) => m.classAt(limits, value))])
        (m.classLimits(a))"""
    length, classes = call("choropleth", expression, values)
    assert length <= 5
    assert set(classes) == set(range(length))


@pytest.mark.parametrize(
    ("limits", "at", "whole", "words"),
    [
        ([1, 2, 5], 0, True, "1"),
        ([1, 2, 5], 1, True, "2–4"),
        ([1, 2, 5], 2, True, "5 and more"),
        ([500, 2000], 0, True, "500–1,999"),
        ([0.3, 2], 0, False, "0.3 to under 2"),
    ],
)
def test_limits_in_words(call: Call, limits: list[float], at: int, whole: bool, words: str) -> None:
    argument = {"limits": limits, "at": at, "whole": whole}
    assert call("choropleth", "m.classWords(a.limits, a.at, a.whole)", argument) == words


GIVEN = {"low": 2, "best": 3, "high": None, "known": 1, "unknown": 4}
NOT_GIVEN = {"low": None, "best": None, "high": None, "known": 0, "unknown": 5}


@pytest.mark.parametrize(
    ("measure", "row", "value"),
    [
        ("events", {"events": 5}, 5),
        ("killed", {"killed": GIVEN}, 3),
        ("killed", {"killed": NOT_GIVEN}, None),
        ("injured", {"injured": {**GIVEN, "best": 0}}, 0),
        ("rate", {"events": 5, "population": 1_000_000}, 0.5),
        ("rate", {"events": 5, "population": None}, None),
        ("rate", {"events": 5}, None),
    ],
)
def test_unknown_is_no_value_and_not_zero(
    call: Call, measure: str, row: dict[str, Any], value: float | None
) -> None:
    expression = "m.MEASURES[a.measure].value(a.row, {by: 'best', label: 'best estimate'})"
    assert call("choropleth", expression, {"measure": measure, "row": row}) == value


@pytest.mark.parametrize(
    ("by", "label", "value"), [("low", "low figure", 2), ("high", "high figure", None)]
)
def test_the_figure_that_is_named_shades_the_map(
    call: Call, by: str, label: str, value: int | None
) -> None:
    expression = "(({value, heading}) => [value(a.row, a), heading(a)])(m.MEASURES.killed)"
    argument = {"by": by, "label": label, "row": {"killed": GIVEN}}
    assert call("choropleth", expression, argument) == [value, f"Killed ({label})"]


def test_rate_is_offered_only_where_a_population_is_given(call: Call) -> None:
    expression = "a.map((rows) => Boolean(m.MEASURES.rate.offered(rows)))"
    rows = [[], [{"population": None}, {}], [{"population": None}, {"population": 9}]]
    assert call("choropleth", expression, rows) == [False, False, True]
