from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.datasets import make_dataset
from support.figure_cases import BOTH, LINES

from eventmap.casualties import (
    ENDS,
    MEASURES,
    Figure,
    Total,
    contradicts,
    describe_figure,
    describe_line,
    describe_total,
    describe_totals,
    list_totals,
    shorten_figure,
)
from eventmap.database import Database
from eventmap.filters import Filters
from eventmap.schema import Estimate
from eventmap.summary import summarise

Numbers = tuple[int | None, int | None, int | None]


ROLLED_UP: list[tuple[list[dict[str, object]], Numbers]] = [
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
    # A publisher's minimum: the best figure is the low end, not the whole.
    ([{"killed_low": 5, "killed_best": 5}], (5, 5, None)),
    # "At most five", and a best figure under it.
    ([{"killed_high": 5}], (None, None, 5)),
    ([{"killed_best": 3, "killed_high": 5}], (None, 3, 5)),
    # An open end is closed by a claim that goes further, and only by one.
    ([{"killed_low": 5}, {"killed_low": 3, "killed_high": 9}], (3, None, 9)),
    ([{"killed_low": 5}, {"killed_best": 3}], (3, 3, None)),
    ([{"killed_low": 5}, {"killed_best": 5}], (5, 5, None)),
    ([{"killed_high": 5}, {"killed_best": 3}], (3, 3, 5)),
    ([{"killed_high": 5}, {"killed_best": 7}], (None, 7, 7)),
    # A record that contradicts itself is a range of all its figures.
    ([{"killed_low": 5294, "killed_best": 5294, "killed_high": 0}], (0, 5294, 5294)),
    ([{"killed_low": 7, "killed_high": 6}], (6, None, 7)),
    # The smallest and the largest figure of all that is claimed.
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
]
"""The claims of an event, and what they are together: low, best and high."""


@pytest.fixture(scope="module")
def rolled_up(open_rows: Callable[..., Database]) -> Database:
    """Open an event for each of `ROLLED_UP`, called by its place."""
    claims = [
        {"event_id": f"{at}", **claim} for at, (given, _) in enumerate(ROLLED_UP) for claim in given
    ]
    return open_rows([{"event_id": f"{at}"} for at in range(len(ROLLED_UP))], claims)


@pytest.mark.parametrize("at", range(len(ROLLED_UP)))
def test_an_event_rolls_up_its_claims(rolled_up: Database, at: int) -> None:
    claims, expected = ROLLED_UP[at]

    found = rolled_up.event(Filters(), f"{at}")

    event = found["event"]
    assert (event["killed_low"], event["killed_best"], event["killed_high"]) == expected
    assert event["injured_low"] is event["injured_best"] is event["injured_high"] is None
    assert len(found["claims"]) == len(claims)


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
    # Of killed, the best figure of a alone is not passed off as the sum.
    assert summary["killed"] == {"low": 9, "best": None, "high": None, "known": 3, "unknown": 1}
    assert summary["injured"] == {"low": 6, "best": 6, "high": 6, "known": 2, "unknown": 2}
    assert summary["sentence"] == (
        "Test: 4 events, 24 October 2025, Ukraine; at least 9 killed, from 3 of 4 events "
        "(2 without a best estimate); 1 gives no figure; "
        "at least 6 injured, from 2 of 4 events; 2 give no figure."
    )


FIGURE_WORDS = [
    (Figure(), "killed: not given", "not given"),
    (Figure(0, 0, 0), "0 killed", "0"),
    (Figure(1294, 1294, 1294), "1,294 killed", "1,294"),
    (Figure(3, None, 9), "between 3 and 9 killed", "3–9"),
    (Figure(3, 5, 9), "5 killed by best estimate (3–9)", "5 (3–9)"),
    (Figure(9, 9, 12), "9 killed by best estimate (9–12)", "9 (9–12)"),
    (Figure(5, None, None), "at least 5 killed", "at least 5"),
    (Figure(5, 5, None), "at least 5 killed", "at least 5"),
    (Figure(5, 6, None), "6 killed by best estimate (at least 5)", "6 (at least 5)"),
    (Figure(0, None, None), "killed: no figure above 0", "0 or more"),
    (Figure(0, 0, None), "killed: no figure above 0", "0 or more"),
    (Figure(0, 4, None), "4 killed by best estimate (0 or more)", "4 (0 or more)"),
    (Figure(None, None, 5), "at most 5 killed", "at most 5"),
    (Figure(None, 3, 5), "3 killed by best estimate (at most 5)", "3 (at most 5)"),
]


@pytest.mark.parametrize(("figure", "words", "short"), FIGURE_WORDS)
def test_a_figure_is_said_in_words(figure: Figure, words: str, short: str) -> None:
    assert describe_figure(figure, "killed") == words
    assert shorten_figure(figure) == short


@pytest.mark.parametrize(
    ("figure", "by", "short"),
    [
        (Figure(2, 2, 1250), Estimate.HIGH, "1,250 (2–1,250)"),
        (Figure(0, 40, 40), Estimate.LOW, "0 (0–40)"),
        (Figure(0, 40, 40), Estimate.BEST, "40 (0–40)"),
        (Figure(3, None, 9), Estimate.HIGH, "9 (3–9)"),
        (Figure(5, 5, 5), Estimate.LOW, "5"),
        (Figure(5, None, None), Estimate.HIGH, "at least 5"),
        (Figure(None, None, None), Estimate.HIGH, "not given"),
    ],
)
def test_a_cell_leads_with_the_figure_that_its_heading_names(
    figure: Figure, by: Estimate, short: str
) -> None:
    assert shorten_figure(figure, by=by) == short


@pytest.mark.parametrize(
    ("total", "words"),
    [
        (Total(None, None, None, 0, 3), "killed: not given"),
        (Total(2, 2, 2, 1, 6), "at least 2 killed"),
        (Total(0, 0, 0, 2, 0), "0 killed"),
        (Total(0, 0, 0, 2, 1), "killed: no figure above 0"),
        (Total(3, None, 9, 2, 0), "between 3 and 9 killed"),
        (Total(3, 4, 9, 2, 0), "4 killed by best estimates (3–9)"),
        (Total(3, 4, 9, 1, 0), "4 killed by best estimate (3–9)"),
        # What gives no figure leaves the upper end open.
        (Total(3, 4, 9, 2, 1), "4 killed by best estimates (at least 3)"),
        (Total(3, None, 9, 2, 1), "at least 3 killed"),
    ],
)
def test_a_total_with_unknowns_reads_at_least(total: Total, words: str) -> None:
    assert describe_total(total, "killed") == words


@pytest.mark.parametrize(("total", "words"), LINES)
def test_a_hover_text_says_a_total_and_what_gives_none(total: Total, words: str) -> None:
    assert describe_line(total, "killed") == words


@pytest.mark.parametrize(("killed", "injured", "lines"), BOTH)
def test_what_nobody_counts_is_said_once(killed: Total, injured: Total, lines: list[str]) -> None:
    assert list_totals(killed, injured) == lines


@pytest.mark.parametrize(
    ("killed", "injured", "same_events", "words"),
    [
        (
            Total(2, 2, 2, 1, 6),
            Total(22, 22, 22, 1, 6),
            True,
            "at least 2 killed, at least 22 injured, from 1 of 7 events; 6 give no figure",
        ),
        (
            Total(10752, 18480, 26475, 3883, 0),
            Total(None, None, None, 0, 3883),
            False,
            "18,480 killed by best estimates (10,752–26,475), from all 3,883 events; "
            "injured: not given",
        ),
        (
            Total(3, 4, 9, 2, 1),
            Total(5, 5, 5, 2, 1),
            True,
            "4 killed by best estimates (at least 3), at least 5 injured, from 2 of 3 events; "
            "1 gives no figure",
        ),
        (
            Total(3, None, 9, 4, 0, without_best=1),
            Total(1, 1, 1, 1, 3),
            False,
            "between 3 and 9 killed, from all 4 events (1 without a best estimate); "
            "at least 1 injured, from 1 of 4 events; 3 give no figure",
        ),
        (
            Total(0, 0, 0, 1, 1),
            Total(4, 4, 4, 1, 1),
            True,
            "killed: no figure above 0, at least 4 injured, from 1 of 2 events; 1 gives no figure",
        ),
        (Total(2, 2, 2, 1, 0), Total(1, 1, 1, 1, 0), True, "2 killed, 1 injured, from 1 event"),
        (
            Total(None, None, None, 0, 3),
            Total(None, None, None, 0, 3),
            True,
            "none of 3 events gives a figure of killed or injured",
        ),
        (
            Total(None, None, None, 0, 1),
            Total(None, None, None, 0, 1),
            True,
            "it gives no figure of killed or injured",
        ),
        (
            Total(None, None, None, 0, 0),
            Total(None, None, None, 0, 0),
            True,
            "no events, so no figures",
        ),
    ],
)
def test_a_selection_says_what_its_figures_come_from(
    killed: Total, injured: Total, same_events: bool, words: str
) -> None:
    assert describe_totals(killed, injured, same_events=same_events) == words


COUNT = st.none() | st.integers(0, 12)
CLAIM = st.fixed_dictionaries(
    {f"{measure}_{end}": COUNT for measure in MEASURES for end in ENDS}
    | {
        "event_id": st.sampled_from("abcdef"),
        "side": st.sampled_from(["ukraine", "russia", "international", "media", "other"]),
        "published_on": st.sampled_from([None, "2025-10-24", "2025-10-25"]),
    }
)
EVENTS = st.tuples(
    *(
        st.fixed_dictionaries(
            {
                "event_id": st.just(name),
                "event_type": st.sampled_from(["drone", "shelling"]),
                "admin1": st.sampled_from([None, "UA-65", "UA-51"]),
                "date_start": st.sampled_from([None, "2025-10-23", "2025-10-24"]),
            }
        )
        for name in "abcdef"
    )
)
Claim = Mapping[str, Any]


def recount_event(claims: Iterable[Claim], measure: str) -> Numbers:
    """Return low, best and high of one event by the rule as it is written, claim by claim."""
    least: list[tuple[int, bool]] = []
    most: list[tuple[int, bool]] = []
    bests: list[tuple[int, int, int, int]] = []
    for at, claim in enumerate(claims):
        low, best, high = (claim[f"{measure}_{end}"] for end in ("low", "best", "high"))
        given_here = [count for count in (low, best, high) if count is not None]
        if given_here:
            least.append((min(given_here), low is None and high is not None))
            most.append((max(given_here), high is None and low is not None))
        if best is not None:
            rank = {"international": 0, "media": 1, "other": 2}.get(claim["side"], 3)
            day = claim["published_on"]
            bests.append((rank, -date.fromisoformat(day).toordinal() if day else 0, at, best))
    smallest = min((count for count, _ in least), default=None)
    largest = max((count for count, _ in most), default=None)
    return (
        None if (smallest, True) in least else smallest,
        min(bests)[3] if bests else None,
        None if (largest, True) in most else largest,
    )


def add_up(figures: Iterable[Numbers]) -> dict[str, int | None]:
    """Return the total of events as the rule of a selection has it."""
    known = [figure for figure in figures if figure != (None, None, None)]
    lows = [low for low, _, _ in known if low is not None]
    sums: dict[str, int | None] = {"low": sum(lows) if lows else None}
    for at, end in ((1, "best"), (2, "high")):
        ends = [figure[at] for figure in known]
        whole = [count for count in ends if count is not None]
        sums[end] = sum(whole) if known and len(whole) == len(ends) else None
    return sums | {"known": len(known), "unknown": len(list(figures)) - len(known)}


@settings(max_examples=60, deadline=None)
@given(EVENTS, st.lists(CLAIM, max_size=14))
def test_any_claims_add_up_as_an_independent_recount_does(
    events: tuple[dict[str, Any], ...], claims: list[dict[str, Any]]
) -> None:
    rows = [event | {"date_end": event["date_start"]} for event in events]
    database = Database([make_dataset(rows, claims)])
    about = {name: [claim for claim in claims if claim["event_id"] == name] for name in "abcdef"}
    summary = summarise(database, Filters())
    found = database.events(Filters()).set_index("event_id")
    days = [
        summarise(database, Filters(date_from=day, date_to=day, strict=True))
        for day in (date(2025, 10, 23), date(2025, 10, 24))
    ]

    for measure in MEASURES:
        expected = {name: recount_event(given, measure) for name, given in about.items()}
        for name, figure in expected.items():
            cells = (found.loc[name, f"{measure}_{end}"] for end in ENDS)
            assert tuple(None if cell is pd.NA else int(cell) for cell in cells) == figure
            ends = [end for end in figure if end is not None]
            assert ends == sorted(ends)
        total = add_up(list(expected.values()))
        assert summary[measure] == total
        undated = [expected[e["event_id"]] for e in events if e["date_start"] is None]
        for parts, key in (
            ([row[measure] for row in summary["by_region"]], "admin1"),
            ([row[measure] for row in summary["by_type"]], "event_type"),
            ([day[measure] for day in days] + [add_up(undated)], "date_start"),
        ):
            groups: dict[Any, list[Numbers]] = defaultdict(list)
            for event in events:
                groups[event[key]].append(expected[event["event_id"]])
            of_groups = [add_up(group) for group in groups.values()]
            empty = add_up([])
            assert sorted(map(str, (p for p in parts if p != empty))) == sorted(map(str, of_groups))
            for part in ("known", "unknown"):
                assert sum(row[part] for row in parts) == total[part]
            for end in ENDS:
                if total[end] is not None:
                    assert sum(row[end] or 0 for row in parts) == total[end]
        ends = [total[end] for end in ENDS if total[end] is not None]
        assert ends == sorted(ends)

    in_disorder = {
        claim["event_id"]
        for claim in claims
        for measure in MEASURES
        if contradicts(*(claim[f"{measure}_{end}"] for end in ENDS))
    }
    assert summary["contradictory"] == len(in_disorder)


@pytest.mark.parametrize(
    ("given_ends", "expected"),
    [
        ((7, 7, 6), True),
        ((5294, 5294, 0), True),
        ((7, None, 6), True),
        ((3, 2, None), True),
        ((None, 5, 3), True),
        ((3, 3, 9), False),
        ((None, None, None), False),
        ((5, None, None), False),
    ],
)
def test_a_record_contradicts_itself_where_its_figures_are_in_no_order(
    given_ends: Numbers, expected: bool
) -> None:
    assert contradicts(*given_ends) is expected


@settings(max_examples=60, deadline=None)
@given(st.tuples(COUNT, COUNT, COUNT))
def test_the_figure_of_one_claim_is_that_of_an_event_with_this_claim(ends: Numbers) -> None:
    claim = {f"killed_{end}": count for end, count in zip(ENDS, ends, strict=True)}
    expected = recount_event(
        [claim | {"side": "media", "published_on": None}],
        "killed",
    )
    assert Figure.of(*ends) == Figure(*expected)
