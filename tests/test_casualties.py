from collections.abc import Callable

import pytest

from eventmap.casualties import Figure, Total, describe_figure, describe_selection, describe_total
from eventmap.database import Database
from eventmap.filters import Filters
from eventmap.summary import summarise

Numbers = tuple[int | None, int | None, int | None]


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ([], (None, None, None)),
        ([{}], (None, None, None)),
        # A single figure is its own low and high.
        ([{"killed_best": 2}], (2, 2, 2)),
        ([{"killed_best": 0}], (0, 0, 0)),
        # A range has no best: nothing is put in the middle.
        ([{"killed_low": 3, "killed_high": 9}], (3, None, 9)),
        # "At least five" has no upper end.
        ([{"killed_low": 5}], (5, None, None)),
        ([{"killed_low": 5, "killed_best": 6}], (5, 6, None)),
        # The smallest low and the largest high of all that is claimed.
        (
            [{"side": "ukraine", "killed_best": 4}, {"side": "russia", "killed_best": 1}, {}],
            (1, 4, 4),
        ),
        # The most independent source gives the best figure, whatever the others say.
        (
            [
                {"side": "ukraine", "killed_best": 9, "published_on": "2025-10-25"},
                {"side": "media", "killed_best": 7},
                {"side": "international", "killed_best": 6},
            ],
            (6, 6, 9),
        ),
        # The parties rank equally: the later report is preferred.
        (
            [
                {"side": "ukraine", "killed_best": 4, "published_on": "2025-10-24"},
                {"side": "russia", "killed_best": 1, "published_on": "2025-10-25"},
            ],
            (1, 1, 4),
        ),
        # The preferred source gives no best figure: the next one that does is asked.
        (
            [
                {"side": "international", "killed_low": 3, "killed_high": 5},
                {"side": "media", "killed_best": 4},
            ],
            (3, 4, 5),
        ),
    ],
)
def test_an_event_rolls_up_its_claims(
    open_rows: Callable[..., Database], claims: list[dict[str, object]], expected: Numbers
) -> None:
    database = open_rows([{"event_id": "a"}], [{"event_id": "a", **claim} for claim in claims])

    event = database.event(Filters(), "a")["event"]

    assert (event["killed_low"], event["killed_best"], event["killed_high"]) == expected
    assert event["injured_low"] is event["injured_best"] is event["injured_high"] is None


def test_a_total_counts_what_is_unknown_and_leaves_open_ends_open(
    open_rows: Callable[..., Database],
) -> None:
    events = [{"event_id": name} for name in "abcd"]
    claims = [
        {"event_id": "a", "killed_best": 2, "injured_best": 5},
        {"event_id": "b", "killed_low": 3, "killed_high": 9, "injured_best": 1},
        {"event_id": "c", "killed_low": 4},
    ]

    summary = summarise(open_rows(events, claims), Filters())

    # By hand: 2 + 3 + 4 at least; b and c have no best, c has no upper end, d says nothing.
    assert summary["killed"] == {"low": 9, "best": None, "high": None, "known": 3, "unknown": 1}
    assert summary["injured"] == {"low": 6, "best": 6, "high": 6, "known": 2, "unknown": 2}
    assert summary["sentence"] == (
        "4 events, 24 October 2025, Ukraine; at least 9 killed, from 3 of 4 events; "
        "1 gives no figure; at least 6 injured, from 2 of 4 events; 2 give no figure."
    )


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        (Figure(), "killed: not given"),
        (Figure(0, 0, 0), "0 killed"),
        (Figure(1294, 1294, 1294), "1,294 killed"),
        (Figure(3, None, 9), "between 3 and 9 killed"),
        (Figure(3, 5, 9), "between 3 and 9 killed"),
        (Figure(5, None, None), "at least 5 killed"),
        (Figure(None, None, 5), "at most 5 killed"),
    ],
)
def test_a_figure_is_said_in_words(figure: Figure, words: str) -> None:
    assert describe_figure(figure, "killed") == words


@pytest.mark.parametrize(
    ("total", "words"),
    [
        (Total(None, None, None, 0, 3), "killed: not given"),
        (Total(2, 2, 2, 1, 6), "at least 2 killed"),
        (Total(0, 0, 0, 2, 0), "0 killed"),
        (Total(3, None, 9, 2, 0), "between 3 and 9 killed"),
        (Total(3, 4, 9, 2, 1), "at least 3 killed"),
    ],
)
def test_a_total_with_unknowns_reads_at_least(total: Total, words: str) -> None:
    assert describe_total(total, "killed") == words


def test_a_selection_says_what_its_figures_come_from() -> None:
    killed, injured = Total(2, 2, 2, 1, 6), Total(22, 22, 22, 1, 6)
    assert describe_selection(killed, injured, same_events=True) == (
        "at least 2 killed, 22 injured, from 1 of 7 events; 6 give no figure"
    )


def test_a_selection_without_any_figure_says_so() -> None:
    nothing = Total(None, None, None, 0, 3)
    assert describe_selection(nothing, nothing, same_events=True) == (
        "none of 3 events gives a figure of killed or injured"
    )
