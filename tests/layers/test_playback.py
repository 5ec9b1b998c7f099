from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

import pytest

from eventmap.filters import Filters

pytestmark = pytest.mark.browser

Call = Callable[..., Any]


STEPS = [{"from": f"2025-10-{day}", "to": f"2025-10-{day}"} for day in (18, 20, 24)]
OPEN = {"type": "open", "playing": True}
LOADED = {"type": "steps", "steps": STEPS}
PLAY, PAUSE, TICK, STOP = ({"type": name} for name in ("play", "pause", "tick", "stop"))
NEXT, PREVIOUS = {"type": "next"}, {"type": "previous"}


def seek(at: int) -> dict[str, Any]:
    return {"type": "seek", "at": at}


@pytest.fixture
def after(call: Call) -> Call:
    """Return a function from actions to the state after them."""
    return lambda *actions: call("playback", "a.reduce(m.reduce, m.CLOSED)", list(actions))


@pytest.mark.parametrize(
    ("actions", "at", "playing"),
    [
        ([], 0, True),
        ([TICK], 1, True),
        ([TICK, TICK], 2, True),
        ([TICK, TICK, TICK], 2, False),  # the last step stays
        ([TICK, TICK, TICK, PLAY], 0, True),  # and playing again starts over
        ([PAUSE, TICK], 0, False),  # a tick that comes late changes nothing
        ([TICK, PAUSE, PLAY], 1, True),
        ([NEXT], 1, False),
        ([PREVIOUS], 0, False),
        ([seek(2), NEXT], 2, False),
        ([seek(7)], 2, False),
        ([{"type": "speed", "speed": "fast"}], 0, True),
        ([{"type": "accumulate", "accumulate": True}, TICK], 1, True),
    ],
)
def test_steps_are_played_and_sought(
    after: Call, actions: list[dict[str, Any]], at: int, playing: bool
) -> None:
    state = after(OPEN, LOADED, *actions)
    assert (state["at"], state["playing"]) == (at, playing)


def test_it_waits_where_the_viewer_wants_no_motion(after: Call) -> None:
    state = after({"type": "open", "playing": False}, LOADED)
    assert (state["open"], state["playing"], state["at"]) == (True, False, 0)


@pytest.mark.parametrize("steps", [[], STEPS[:1]])
def test_fewer_than_two_steps_are_not_played(after: Call, steps: Any) -> None:
    state = after(OPEN, {"type": "steps", "steps": steps}, PLAY)
    assert state["playing"] is False


def test_another_unit_or_filter_stays_at_the_same_day(after: Call) -> None:
    months = [
        {"from": "2025-09-01", "to": "2025-09-30"},
        {"from": "2025-10-01", "to": "2025-10-31"},
    ]
    unit = {"type": "unit", "unit": "month"}
    state = after(OPEN, LOADED, seek(1), unit, {"type": "steps", "steps": months})
    assert (state["unit"], state["at"]) == ("month", 1)
    back = after(OPEN, LOADED, seek(1), {"type": "steps", "steps": months}, LOADED)
    assert back["at"] == 1  # 20 October again, not the first day of the month


def test_stopping_forgets_the_steps_and_remembers_how_to_play(after: Call) -> None:
    choices = [{"type": "speed", "speed": "fast"}, {"type": "unit", "unit": "week"}]
    state = after(OPEN, LOADED, TICK, *choices, STOP)
    assert state == {
        "open": False,
        "playing": False,
        "unit": "week",
        "speed": "fast",
        "accumulate": False,
        "steps": [],
        "at": 0,
        "day": None,
    }


@pytest.mark.parametrize(
    ("accumulate", "shown", "ahead"),
    [
        (False, ("20", "20"), ("24", "24")),
        (True, ("18", "20"), ("18", "24")),
    ],
)
def test_a_step_is_shown_alone_or_with_what_came_before(
    call: Call, accumulate: bool, shown: tuple[str, str], ahead: tuple[str, str]
) -> None:
    actions = [OPEN, LOADED, {"type": "accumulate", "accumulate": accumulate}, TICK]
    expression = "((s) => [m.periodAt(s), m.nextPeriod(s)])(a.reduce(m.reduce, m.CLOSED))"
    assert call("playback", expression, actions) == [
        {"from": f"2025-10-{start}", "to": f"2025-10-{end}"} for start, end in (shown, ahead)
    ]


@pytest.mark.parametrize("actions", [[], [OPEN], [OPEN, LOADED, STOP]])
def test_without_steps_the_filter_is_shown(call: Call, actions: list[Any]) -> None:
    assert call("playback", "m.periodAt(a.reduce(m.reduce, m.CLOSED))", actions) is None


def test_nothing_is_fetched_ahead_of_the_last_step(call: Call) -> None:
    actions = [OPEN, LOADED, seek(2)]
    assert call("playback", "m.nextPeriod(a.reduce(m.reduce, m.CLOSED))", actions) is None


@pytest.mark.parametrize(
    ("query", "narrowed"),
    [
        ("", "from=2025-10-18&to=2025-10-20"),
        (
            "type=drone&type=shelling&from=2025-01-01&strict=true",
            "type=drone&type=shelling&from=2025-10-18&strict=true&to=2025-10-20",
        ),
    ],
)
def test_a_step_is_the_filter_with_another_period(call: Call, query: str, narrowed: str) -> None:
    period = {"from": "2025-10-18", "to": "2025-10-20"}
    argument = {"query": query, "period": period}
    assert call("playback", "m.narrow(a.query, a.period)", argument) == narrowed
    Filters.from_params(parse_qsl(narrowed, strict_parsing=True))  # the server takes it
