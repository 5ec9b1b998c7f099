from typing import Any

import pytest

from eventmap.casualties import Total
from eventmap.schema import Estimate
from eventmap.shades import (
    SHADINGS,
    class_limits,
    class_of,
    describe_classes,
    describe_rate,
    shade_changes,
    shade_regions,
)

GIVEN = Total(2, 3, None, 1, 4)
NOT_GIVEN = Total(None, None, None, 0, 5)


def row(**changes: Any) -> dict[str, Any]:
    blank = {"region": "UA-63", "events": 5, "uncounted": 0, "population": None}
    return blank | {"killed": NOT_GIVEN, "injured": NOT_GIVEN} | changes


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
        ([57 / 60 - 39 / 60, 3.07], [0.3, 3]),  # a hair below 0.3, as a float
    ],
)
def test_classes_have_round_limits(values: list[float | None], limits: list[float]) -> None:
    assert class_limits(values) == limits


def test_no_class_is_empty_and_none_holds_zero() -> None:
    values = [None, 0, *(at**3 for at in range(1, 60))]
    limits = class_limits(values)
    assert len(limits) <= 5
    assert {class_of(value, limits) for value in values if value} == {*range(1, len(limits) + 1)}
    assert [class_of(value, limits) for value in values[:2]] == [None, 0]


@pytest.mark.parametrize(
    ("limits", "whole", "words"),
    [
        ([], True, []),
        ([1, 2, 5], True, ["1", "2–4", "5 and more"]),
        ([500, 2000], True, ["500–1,999", "2,000 and more"]),
        ([0.3, 2], False, ["0.3 to under 2", "2 and more"]),
        ([0.0002, 1500.0], False, ["0.0002 to under 1,500", "1,500 and more"]),
    ],
)
def test_limits_in_words(limits: list[float], whole: bool, words: list[str]) -> None:
    assert describe_classes(limits, whole=whole) == words


@pytest.mark.parametrize(
    ("measure", "changes", "number"),
    [
        ("events", {}, 1),
        ("killed", {"killed": GIVEN}, 1),
        ("killed", {"killed": NOT_GIVEN}, None),
        ("injured", {"injured": Total(0, 0, None, 1, 4)}, 0),
        ("rate", {"population": 1_000_000}, 1),
        ("rate", {"population": None}, None),
    ],
)
def test_unknown_is_no_value_and_not_zero(
    measure: str, changes: dict[str, Any], number: int | None
) -> None:
    shades, (classes,) = shade_regions([row(**changes)], Estimate.BEST)
    assert classes[measure] == number
    assert len(shades[measure]["classes"]) == (1 if number else 0)


def test_what_no_region_shows_is_said_below_the_shades() -> None:
    rows = [row(killed=GIVEN), row(region=None, events=3, killed=GIVEN), row(region=None, events=2)]
    shades, _ = shade_regions(rows, Estimate.BEST)
    assert shades["events"]["nowhere"] == "In no region that is drawn: 5 events"
    assert shades["killed"]["nowhere"] == (
        "In no region that is drawn: 5 events, 3 killed by best estimate (at least 2), "
        "9 give no figure"
    )
    assert shades["injured"]["nowhere"] == "In no region that is drawn: 5 events"
    assert shade_regions([row()], Estimate.BEST)[0]["events"]["nowhere"] == ""


@pytest.mark.parametrize(
    ("by", "heading", "number"),
    [
        (Estimate.LOW, "Killed (low figure), by region", ["2 and more"]),
        (Estimate.BEST, "Killed (best estimate), by region", ["3 and more"]),
        (Estimate.HIGH, "Killed (high figure), by region", []),
    ],
)
def test_the_figure_that_is_named_shades_the_map(
    by: Estimate, heading: str, number: list[str]
) -> None:
    shades, _ = shade_regions([row(killed=GIVEN)], by)
    # 4 events of the region give no figure, so that there are at least so many.
    least = "; at least so many where events give no figure"
    assert (shades["killed"]["heading"], shades["killed"]["classes"]) == (heading + least, number)
    every = row(killed=Total(2, 3, None, 1, 0))
    assert shade_regions([every], by)[0]["killed"]["heading"] == heading
    assert shades["killed"]["unknown"].startswith("No figure, or one without a ")


@pytest.mark.parametrize(
    ("populations", "offered"), [([], False), ([None, None], False), ([None, 9], True)]
)
def test_rate_is_offered_only_where_a_population_is_given(
    populations: list[int | None], offered: bool
) -> None:
    shades, _ = shade_regions([row(population=each) for each in populations], Estimate.BEST)
    assert shades["rate"]["offered"] == offered
    assert all(shades[measure.key]["offered"] for measure in SHADINGS if not measure.optional)


def test_only_what_is_drawn_is_classed() -> None:
    rows = [row(events=1), row(region=None, events=50), row(region="XX-1", events=900)]
    shades, classes = shade_regions(rows, Estimate.BEST)
    assert shades["events"]["classes"] == ["1 and more"]
    assert [each.get("events") for each in classes] == [1, None, None]
    assert classes[1:] == [{}, {}]


@pytest.mark.parametrize(
    ("events", "population", "words"),
    [
        (5, None, None),
        (53, 1_705_836, "3.1 events per 100,000 of 1,705,836 inhabitants"),
        (1, 1_705_836, "0.06 events per 100,000 of 1,705,836 inhabitants"),
        (5, 1_000_000, "0.5 events per 100,000 of 1,000,000 inhabitants"),
        (1234, 10_000, "12,340 events per 100,000 of 10,000 inhabitants"),
        (1_005, 1_000_000, "101 events per 100,000 of 1,000,000 inhabitants"),
    ],
)
def test_a_rate_is_no_more_exact_than_it_helps(
    events: int, population: int | None, words: str | None
) -> None:
    assert describe_rate(events, population) == words


def test_a_difference_has_the_same_limits_on_both_sides() -> None:
    changes = [("more", 0.5), ("fewer", 2.0), ("more", 9.0), ("meet", None), (None, None)]
    legend, shades = shade_changes(changes, " a day")
    assert shades == ["more-1", "fewer-2", "more-3", "meet", "unknown"]
    assert [(row["shade"], row["label"]) for row in legend[:6]] == [
        ("more-3", "More by 9 and more a day"),
        ("more-2", "More by 2 to under 9 a day"),
        ("more-1", "More by 0.5 to under 2 a day"),
        ("fewer-1", "Fewer by 0.5 to under 2 a day"),
        ("fewer-2", "Fewer by 2 to under 9 a day"),
        ("fewer-3", "Fewer by 9 and more a day"),
    ]
    assert [row["shade"] for row in legend[6:]] == ["meet", "unknown"]
