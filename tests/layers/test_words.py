from collections.abc import Callable
from typing import Any

import pytest
from support.figure_cases import BOTH, LINES

from eventmap.casualties import Total

pytestmark = pytest.mark.browser

Call = Callable[..., Any]


CELL = {
    "count": 1,
    "event_type": "drone",
    "types": None,
    "killed_low": None,
    "killed_best": None,
    "killed_high": None,
    "killed_unknown": 0,
    "injured_low": None,
    "injured_best": None,
    "injured_high": None,
}


def cell(**changes: Any) -> dict[str, Any]:
    found = CELL | changes
    # What most tables have: no figure of the injured.
    return {"injured_unknown": found["count"]} | found


def mixed(**types: int) -> dict[str, Any]:
    """A cell of several types without any figure."""
    count = sum(types.values())
    return cell(count=count, types=types, killed_unknown=count)


@pytest.mark.parametrize(("total", "words"), LINES)
def test_a_total_reads_as_it_does_on_the_page(call: Call, total: Total, words: str) -> None:
    assert call("words", "m.totalLine(a, 'killed')", total.to_json()) == words


@pytest.mark.parametrize(("killed", "injured", "lines"), BOTH)
def test_both_totals_read_as_they_do_on_the_page(
    call: Call, killed: Total, injured: Total, lines: list[str]
) -> None:
    totals = {"killed": killed.to_json(), "injured": injured.to_json()}
    assert call("words", "m.totalLines(a.killed, a.injured)", totals) == lines


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (
            [
                cell(
                    count=412,
                    types={"shelling": 300, "drone": 112},
                    killed_low=31,
                    killed_unknown=96,
                )
            ],
            ["412 events, mostly shelling", "at least 31 killed, 96 give no figure"],
        ),
        (
            [cell(killed_low=2, killed_best=2, killed_high=2), cell(killed_unknown=1)],
            ["2 events, all drones", "at least 2 killed, 1 gives no figure"],
        ),
        (
            [cell(count=3, killed_unknown=3), cell(event_type="shelling", killed_unknown=1)],
            ["4 events, mostly drones", "none gives a figure of killed or injured"],
        ),
        # A range without a best figure leaves the whole without one.
        (
            [
                cell(killed_low=3, killed_high=9),
                cell(killed_low=0, killed_best=0, killed_high=0),
            ],
            ["2 events, all drones", "between 3 and 9 killed"],
        ),
        (
            [
                cell(killed_low=3, killed_best=5, killed_high=9),
                cell(killed_low=1, killed_best=1, killed_high=1),
            ],
            ["2 events, all drones", "6 killed by best estimates (4–10)"],
        ),
        (
            [cell(killed_low=5, killed_best=5), cell(killed_low=1, killed_best=1, killed_high=1)],
            ["2 events, all drones", "at least 6 killed"],
        ),
        (
            [
                cell(
                    count=3,
                    killed_unknown=3,
                    injured_low=4,
                    injured_best=5,
                    injured_high=9,
                    injured_unknown=0,
                ),
                cell(killed_low=1, killed_best=1, killed_high=1),
            ],
            [
                "4 events, all drones",
                "at least 1 killed, 3 give no figure",
                "5 injured by best estimates (at least 4), 1 gives no figure",
            ],
        ),
    ],
)
def test_a_cluster_says_what_is_unknown(call: Call, cells: Any, words: list[str]) -> None:
    assert call("words", "m.clusterWords(a)", cells) == words


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        # Of each cell most are drones; of both together most are shelling.
        ([mixed(drone=5, shelling=4), mixed(drone=1, shelling=8)], "mostly shelling"),
        ([mixed(drone=4, shelling=3, missile=2)], "most often drones"),
        ([mixed(drone=2, shelling=2)], "of several types"),
        ([mixed(drone=2, shelling=2, missile=1)], "of several types"),
        ([mixed(other=3)], "all of other types"),
        ([mixed(drone=3), mixed(shelling=1, missile=1)], "mostly drones"),
    ],
)
def test_merged_cells_add_up_their_types(call: Call, cells: Any, words: str) -> None:
    assert call("words", "m.clusterWords(a)[0].split(', ')[1]", cells) == words


def test_an_event_without_figures_says_so(call: Call) -> None:
    event = cell(
        title="Title", date_start="2025-10-24", date_end="2025-10-24", killed_unknown=1
    ) | {"geo_precision": "district"}
    assert call("words", "m.eventWords(a)", event) == [
        "Title",
        "24 October 2025",
        "known only to the district",
        "killed and injured: not given",
    ]


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2025-10-24", "2025-10-24", "24 October 2025"),
        ("2025-10-18", "2025-10-24", "18–24 October 2025"),
        ("2025-09-30", "2025-10-02", "30 September – 2 October 2025"),
        ("2024-12-31", "2025-01-01", "31 December 2024 – 1 January 2025"),
        (None, None, "date not given"),
    ],
)
def test_intervals_read_as_they_do_on_the_page(
    call: Call, start: str | None, end: str | None, words: str
) -> None:
    assert call("words", "m.interval(a.start, a.end)", {"start": start, "end": end}) == words


@pytest.mark.parametrize(
    ("count", "text"), [(412, "412"), (1204, "1,204"), (12_999, "12k"), (1_299_999, "1.2M")]
)
def test_counts_stay_readable(call: Call, count: int, text: str) -> None:
    assert call("words", "m.shortCount(a)", count) == text
