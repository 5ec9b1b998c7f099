from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser

Call = Callable[..., Any]


def bin_of(start: str, end: str, events: int, **more: int) -> dict[str, Any]:
    return {"date_start": start, "date_end": end, "events": events, **more}


DAYS = [
    bin_of("2025-10-18", "2025-10-18", 3, starts=3),
    bin_of("2025-10-19", "2025-10-19", 0, starts=0),
    bin_of("2025-10-20", "2025-10-20", 2, starts=0),
    bin_of("2025-10-24", "2025-10-24", 1, starts=1),
]
WEEK = [bin_of("2025-10-20", "2025-10-26", 1, starts=1)]
NO_BOUNDS = {"from": None, "to": None}


@pytest.mark.parametrize(
    ("unit", "bins", "bounds", "steps"),
    [
        # A day on which an event only lasts is a day, but no event begins.
        ("event", DAYS, NO_BOUNDS, [("18", "18"), ("24", "24")]),
        # What began before the period of the filter is there on its first day.
        ("event", DAYS, {"from": "2025-10-19", "to": None}, [("19", "19"), ("24", "24")]),
        ("event", DAYS, {"from": "2025-10-24", "to": None}, [("24", "24")]),
        ("day", DAYS, NO_BOUNDS, [("18", "18"), ("20", "20"), ("24", "24")]),
        ("day", DAYS, {"from": "2025-10-19", "to": "2025-10-20"}, [("20", "20")]),
        ("week", WEEK, NO_BOUNDS, [("20", "26")]),
        ("week", WEEK, {"from": "2025-10-18", "to": "2025-10-24"}, [("20", "24")]),
        ("week", WEEK, {"from": "2025-10-27", "to": None}, []),
        ("day", [], NO_BOUNDS, []),
    ],
)
def test_steps_hold_events_and_stay_in_the_period_of_the_filter(
    call: Call, unit: str, bins: Any, bounds: Any, steps: list[tuple[str, str]]
) -> None:
    argument = {"unit": unit, "bins": bins, "bounds": bounds}
    found = call("playback", "m.stepsOf(a.unit, a.bins, a.bounds)", argument)
    assert found == [{"from": f"2025-10-{a}", "to": f"2025-10-{b}"} for a, b in steps]


@pytest.mark.parametrize(
    ("day", "at"),
    [("2025-10-01", 0), ("2025-10-18", 0), ("2025-10-19", 1), ("2025-12-31", 2)],
)
def test_a_day_is_found_again_among_other_steps(call: Call, day: str, at: int) -> None:
    steps = [{"from": f"2025-10-{d}", "to": f"2025-10-{d}"} for d in (18, 20, 24)]
    assert call("playback", "m.stepAt(a.steps, a.day)", {"steps": steps, "day": day}) == at


def test_no_steps_leave_nothing_to_find(call: Call) -> None:
    assert call("playback", "m.stepAt([], '2025-10-18')") == 0
