from datetime import date
from typing import Any

import pytest

from eventmap.api import Bin, Histogram
from eventmap.bars import CAP, draw_bars

WEEK = (date(2025, 10, 17), date(2025, 10, 25))
LANE = (0.4, 1.0)
NOTHING = {"low": None, "best": None, "high": None, "known": 0, "unknown": 0}


def day(number: int, events: int, inside: int, **cells: Any) -> Bin:
    at = date(2025, 10, number)
    days = {"date_start": at, "date_end": at, "events": events, "starts": events, "inside": inside}
    return {"types": None, "cost": None, **days, **cells}  # type: ignore[typeddict-item]


def trend(*bins: Bin, measure: str = "events", cumulated: bool = False) -> Histogram:
    none: Any = {"events": 0, "cost": None}
    return {
        "unit": "day",
        "measure": measure,
        "cumulated": cumulated,
        "bins": list(bins),
        "undated": 0,
        "across": none,
        "without_date": none,
    }


def height(value: float, top: float) -> float:
    """Return where a value stands on a scale up to `top`, which takes nine tenths of the lane."""
    return 0.4 + value / top * 0.54


def test_events_are_stacked_by_the_colours_of_the_legend_with_what_is_possible_above() -> None:
    types = {"drone": 2, "shelling": 3, "missile": 1}
    drawn = draw_bars(trend(day(18, 8, 6, types=types)), WEEK, lane=LANE)
    # Shelling and missiles have one colour; the scale ends at 8, in steps of 2.
    pieces = drawn.pieces[["colour", "y", "y2"]].to_numpy().tolist()
    assert [colour for colour, *_ in pieces] == ["#D55E00", "#0072B2"]
    assert pieces[0][1:] == pytest.approx([height(0, 8), height(4, 8)])
    assert pieces[1][1:] == pytest.approx([height(4, 8), height(6, 8)])
    assert drawn.hollow[["y", "y2"]].to_numpy().tolist() == [
        pytest.approx([height(6, 8), height(8, 8)])
    ]
    assert drawn.ticks["text"].tolist() == ["0", "2", "4", "6", "8"]
    assert drawn.bins["label"].item() == (
        "18 October 2025: 6 events (shelling 3, drone 2, missile 1); 2 more events may lie in it"
    )


@pytest.mark.parametrize(
    ("cost", "bar", "ends", "cap"),
    [
        # best, with its range
        ({"low": 2, "best": 3, "high": 8, "known": 2}, 3, (2, 8, False), None),
        # exactly so many
        ({"low": 8, "best": 8, "high": 8, "known": 1}, 8, None, None),
        # no best: the bar is the low end; no upper end: the line goes on to the top
        ({"low": 8, "known": 2}, 8, (8, None, True), None),
        # nobody gives a figure: no bar, but a cap on the ground
        ({"unknown": 4}, None, None, 0),
        # some give none
        ({"low": 8, "best": 8, "high": 8, "known": 1, "unknown": 5}, 8, None, 8),
        # none was killed, which is known
        ({"low": 0, "best": 0, "high": 0, "known": 3}, None, None, None),
    ],
)
def test_a_cost_is_a_bar_with_its_range_and_a_cap_for_what_is_unknown(
    cost: dict[str, int],
    bar: int | None,
    ends: tuple[int, int | None, bool] | None,
    cap: int | None,
) -> None:
    other = day(19, 1, 1, cost=NOTHING | {"low": 8, "best": 8, "high": 8, "known": 1})
    one = day(18, 9, 9, cost=NOTHING | cost)
    drawn = draw_bars(trend(one, other, measure="killed"), WEEK, lane=LANE, bar="#888888")
    rows = {
        name: getattr(drawn, name).query("when == '18 October 2025'")
        for name in ("pieces", "ranges", "caps")
    }
    tops = [] if bar is None else [pytest.approx(height(bar, 8))]
    assert rows["pieces"]["y2"].tolist() == tops
    assert rows["caps"][["y", "y2"]].to_numpy().tolist() == (
        [] if cap is None else [pytest.approx([height(cap, 8), height(cap, 8) + CAP])]
    )
    found = rows["ranges"][["y", "y2", "open"]].to_numpy().tolist()
    if ends is None:
        assert found == []
    else:
        low, high, open_end = ends
        top = 1.0 if high is None else height(high, 8)
        assert found == [[pytest.approx(height(low, 8)), pytest.approx(top), open_end]]


def test_a_bar_without_a_best_figure_is_paler() -> None:
    costs = [{"low": 2, "known": 1}, {"low": 2, "best": 2, "high": 2, "known": 1}]
    bins = [day(18 + at, 1, 1, cost=NOTHING | cost) for at, cost in enumerate(costs)]
    alphas = draw_bars(trend(*bins, measure="killed"), WEEK).pieces["alpha"]
    assert alphas.iloc[0] < alphas.iloc[1] == 1


def test_what_lies_outside_the_axis_neither_shows_nor_makes_it_higher() -> None:
    far = day(30, 900, 900, types={"drone": 900})
    drawn = draw_bars(trend(day(18, 3, 3, types={"drone": 3}), far), WEEK)
    assert drawn.bins["first"].tolist() == ["2025-10-18"]
    assert drawn.ticks["text"].tolist()[-1] == "3"


def test_numbers_added_up_say_that_they_are() -> None:
    each = day(18, 1, 4, types={"drone": 4})
    label = draw_bars(trend(each, cumulated=True), WEEK).bins["label"].item()
    assert label == "18 October 2025: 4 events (drone 4), all until then"


def test_no_trend_draws_nothing() -> None:
    drawn = draw_bars(None, WEEK)
    assert all(frame.empty for frame in vars(drawn).values())
