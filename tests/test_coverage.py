from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.datasets import make_dataset

from eventmap.casualties import Total
from eventmap.coverage import (
    MOST_BINS,
    describe_time,
    each_unit,
    last_beginning,
    offer_periods,
    uncovered_days,
)
from eventmap.database import Database
from eventmap.filters import Filters
from eventmap.summary import summarise


def bins_of(database: Database, **options: Any) -> pd.DataFrame:
    return pd.DataFrame(describe_time(database, Filters(), **options)["bins"])


def test_a_histogram_draws_intervals_and_not_start_days(week: Database) -> None:
    bins = bins_of(week)
    # By hand: a week from the 18th, one event on the 20th, one on the 24th; one has no date.
    assert bins["date_start"].tolist() == [date(2025, 10, day) for day in range(18, 25)]
    assert bins["events"].tolist() == [1, 1, 2, 1, 1, 1, 2]
    assert bins["starts"].tolist() == [1, 0, 1, 0, 0, 0, 1]
    assert bins["inside"].tolist() == [0, 0, 1, 0, 0, 0, 1]
    assert (bins["date_start"] == bins["date_end"]).all()


def test_a_long_histogram_has_longer_bins_and_no_gap(open_rows: Callable[..., Database]) -> None:
    dates = ["2023-01-01", "2025-12-31"]
    events = [{"date_start": day, "date_end": day} for day in dates]
    bins = bins_of(open_rows(events))
    # Three years are 1,096 days: too many for days and weeks, so the bins are 36 months.
    assert len(bins) == 36
    assert bins["events"].sum() == 2
    assert bins["date_end"].iloc[-1] == date(2025, 12, 31)


def test_a_histogram_of_unknown_dates_is_empty(open_rows: Callable[..., Database]) -> None:
    trend = describe_time(open_rows([{"date_start": None, "date_end": None}]), Filters())
    assert (trend["bins"], trend["undated"]) == ([], 1)


def test_the_last_beginning_is_of_the_event_that_begins_last(
    open_rows: Callable[..., Database],
) -> None:
    dates = [("2024-01-01", "2024-12-31"), ("2024-10-29", "2024-10-29"), (None, None)]
    database = open_rows([{"date_start": day, "date_end": end} for day, end in dates])
    info = database.info_of(Filters())
    assert last_beginning(database, info) == date(2024, 10, 29)


def test_a_quarter_has_its_calendar_days(open_rows: Callable[..., Database]) -> None:
    events = [{"date_start": "2024-02-29", "date_end": "2024-03-31"}]
    (only,) = describe_time(open_rows(events), Filters(), "quarter")["bins"]
    assert (only["date_start"], only["date_end"]) == (date(2024, 1, 1), date(2024, 3, 31))
    assert only["inside"] == 1


FIGURE = st.none() | st.integers(0, 30)
DAY = st.integers(0, 90).map(lambda n: date(2024, 1, 1) + timedelta(n))
ROW = st.tuples(
    st.none() | st.tuples(DAY, st.integers(0, 40)),
    st.tuples(FIGURE, FIGURE, FIGURE),
    st.sampled_from(["drone", "shelling", "missile"]),
)
LENGTHS = {
    "day": lambda day: day,
    "week": lambda day: day - timedelta(day.weekday()),
    "month": lambda day: day.replace(day=1),
    "quarter": lambda day: day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1),
    "year": lambda day: day.replace(month=1, day=1),
}


def recount(figures: Iterable[tuple[int | None, int | None, int | None]]) -> dict[str, Any]:
    """Add figures of events up as `docs` state the rules: by hand, over plain numbers."""
    rolled = []
    for low, best, high in figures:
        given = [n for n in (low, best, high) if n is not None]
        alone = low is None and high is None
        rolled.append(
            (
                min(given) if given and (low is not None or alone) else None,
                best,
                max(given) if given and (high is not None or alone) else None,
                bool(given),
            )
        )
    known = [each for each in rolled if each[3]]

    def add(at: int, *, whole: bool) -> int | None:
        numbers = [each[at] for each in known if each[at] is not None]
        return sum(numbers) if numbers and (not whole or len(numbers) == len(known)) else None

    return {
        "low": add(0, whole=False),
        "best": add(1, whole=True),
        "high": add(2, whole=True),
        "known": len(known),
        "unknown": len(rolled) - len(known),
    }


@settings(max_examples=25)
@given(rows=st.lists(ROW, min_size=1, max_size=12), unit=st.sampled_from(sorted(LENGTHS)))
def test_bars_and_what_is_in_none_add_up_to_the_selection(rows: list[Any], unit: str) -> None:
    events, claims = [], []
    for at, (days, figures, kind) in enumerate(rows):
        first, last = (days[0], days[0] + timedelta(days[1])) if days else (None, None)
        row = {"event_id": str(at), "date_start": first, "date_end": last, "event_type": kind}
        events.append(row)
        ends = dict(zip(("killed_low", "killed_best", "killed_high"), figures, strict=True))
        claims.append({"event_id": str(at), "claimant": "A", **ends})
    database = Database([make_dataset(events, claims)])

    bin_of = LENGTHS[unit]
    wholly: dict[date, list[Any]] = {}
    ended: dict[date, list[Any]] = {}
    across, undated = [], []
    for days, figures, kind in rows:
        if days is None:
            undated.append((figures, kind))
            continue
        first, last = bin_of(days[0]), bin_of(days[0] + timedelta(days[1]))
        ended.setdefault(last, []).append((figures, kind))
        (wholly.setdefault(first, []) if first == last else across).append((figures, kind))

    killed = describe_time(database, Filters(), unit, measure="killed")
    types = describe_time(database, Filters(), unit, measure="events")
    for each, counted in zip(killed["bins"], types["bins"], strict=True):
        within = wholly.get(each["date_start"], [])
        assert each["inside"] == counted["inside"] == len(within)
        assert each["cost"] == recount(figures for figures, _ in within)
        assert counted["types"] == dict(Counter(kind for _, kind in within))
    for part, kept in (("across", across), ("without_date", undated)):
        assert killed[part]["events"] == len(kept)  # type: ignore[literal-required]
        assert killed[part]["cost"] == recount(f for f, _ in kept)  # type: ignore[literal-required]

    # The page's own total, from the parts: nothing is lost and nothing twice.
    total = summarise(database, Filters())
    parts = [*killed["bins"], killed["across"], killed["without_date"]]
    added = sum((Total(**each["cost"]) for each in parts), Total())
    assert added.to_json() == total["killed"] == recount(figures for _, figures, _ in rows)
    assert added.low is None or added.high is None or added.low <= added.high

    until: list[Any] = []
    summed = describe_time(database, Filters(), unit, measure="killed", cumulated=True)
    for each in summed["bins"]:
        until += ended.get(each["date_start"], [])
        assert (each["inside"], each["cost"]) == (len(until), recount(f for f, _ in until))
    assert summed["across"]["events"] == 0
    assert len(until) + len(undated) == len(rows)


def test_a_type_that_the_dataset_never_has_is_no_count_of_zero(week: Database) -> None:
    summary = summarise(week, Filters(type=("drone",)))
    assert summary["sentence"] == (
        "Test: no event of the type drone. None of its 4 events is of the type drone, so this is "
        "no count of them: the dataset may not tell them apart."
    )
    both = summarise(week, Filters(type=("drone", "shelling")))
    assert both["gaps"] == summary["gaps"]
    assert both["events"] == 1


@pytest.mark.parametrize(
    ("chosen", "gap"),
    [
        (
            {"source": ("Reuters",)},
            "No event of the dataset has “Source: Reuters” as the whole name; “Reuters News” "
            "(2 events) and “Reuters Ukraine” (1 event) hold it.",
        ),
        (
            {"party": ("army",)},
            "No event of the dataset has “Party involved: army” as the whole name; “Army of B” "
            "(1 event) holds it.",
        ),
        ({"source": ("Reu",)}, "No event of the dataset has “Source: Reu”."),
    ],
)
def test_a_name_that_is_only_part_of_others_names_them(
    open_rows: Callable[..., Database], chosen: dict[str, tuple[str, ...]], gap: str
) -> None:
    events = [{"event_id": "a", "parties": "Army of B"}, {"event_id": "b"}, {"event_id": "c"}]
    claims = [
        {"event_id": "a", "claimant": "A", "source": "Reuters News"},
        {"event_id": "b", "claimant": "A", "source": "Reuters News"},
        {"event_id": "c", "claimant": "A", "source": "Reuters Ukraine"},
    ]
    assert summarise(open_rows(events, claims), Filters(**chosen))["gaps"] == [gap]


def test_of_many_names_that_no_event_has_a_few_are_looked_for(
    week: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def note(sql: str, *args: Any, **options: Any) -> Any:
        asked.append(sql)
        return Database.rows(week, sql, *args, **options)

    monkeypatch.setattr(week, "rows", note)
    few = summarise(week, Filters(source=tuple(f"Paper {at}" for at in range(6))))
    asked_for_few = len(asked)
    many = summarise(week, Filters(source=tuple(f"Paper {at}" for at in range(100))))
    assert len(asked) - asked_for_few <= asked_for_few
    assert (
        few["gaps"][-1]
        == "No event of the dataset has any of the 1 other value chosen of “Source”."
    )
    assert many["gaps"][:-1] == few["gaps"][:-1]
    assert many["gaps"][-1].startswith("No event of the dataset has any of the 95 other values")
    assert len(many["gaps"]) == 6


def test_a_type_that_is_only_hidden_by_the_rest_of_the_filter_is_a_zero(week: Database) -> None:
    summary = summarise(week, Filters(type=("shelling",), region=("RU-MOW",)))
    assert summary["gaps"] == []
    assert summary["sentence"] == "Test: no event in Moscow, of the type shelling."


def test_days_beyond_the_dataset_are_not_quiet_but_not_covered(week: Database) -> None:
    filters = Filters(date_from=date(2025, 9, 1), date_to=date(2025, 11, 30))
    assert summarise(week, filters)["gaps"] == [
        "The dataset begins on 18 October 2025: the days before are not covered.",
        "The dataset ends on 24 October 2025: the days after are not covered.",
    ]
    inside = Filters(date_from=date(2025, 10, 18), date_to=date(2025, 10, 24))
    assert summarise(week, inside)["gaps"] == []


def month_of(year: int, month: int) -> dict[str, object]:
    return {"date_start": f"{year}-{month:02}-10", "date_end": f"{year}-{month:02}-10"}


def test_months_without_any_event_are_told_from_quiet_ones(
    open_rows: Callable[..., Database],
) -> None:
    rows = [month_of(2022, 1), month_of(2022, 2), month_of(2022, 5), month_of(2022, 7)]
    database = open_rows(rows)
    spring = Filters(date_from=date(2022, 2, 1), date_to=date(2022, 4, 30))
    assert summarise(database, spring)["gaps"] == [
        "The dataset has no event at all from 11 February 2022 to 9 May 2022: whether nothing "
        "happened then or nothing was covered is not known."
    ]
    assert (
        "from 11 February 2022 to 9 May 2022 and from 11 May 2022 to 9 July 2022: whether"
        in (summarise(database, Filters(date_from=date(2022, 1, 1)))["sentence"])
    )
    assert summarise(database, Filters(date_to=date(2022, 2, 10)))["gaps"] == []
    assert summarise(database, Filters())["gaps"] == []


def test_a_month_that_an_event_may_lie_in_is_not_empty(open_rows: Callable[..., Database]) -> None:
    long = {"date_start": "2022-01-10", "date_end": "2022-06-10", "date_precision": "days"}
    database = open_rows([long, month_of(2022, 7)])
    assert summarise(database, Filters(date_from=date(2022, 2, 1)))["gaps"] == []


def test_only_the_first_spans_without_any_event_are_named(
    open_rows: Callable[..., Database],
) -> None:
    database = open_rows([month_of(2022, month) for month in (1, 3, 5, 7, 9, 11)])
    (gap,) = summarise(database, Filters(date_from=date(2022, 1, 10)))["gaps"]
    assert "from 11 May 2022 to 9 July 2022 and in 2 more such spans: whether" in gap


def test_a_gap_in_which_an_undated_event_may_lie_is_one_of_dated_events(
    open_rows: Callable[..., Database],
) -> None:
    # Between 15 January and 15 June no day is given; the second event may be of any.
    rows = [
        {"event_id": "first", "date_start": date(2024, 1, 15), "date_end": date(2024, 1, 15)},
        {"event_id": "any", "date_start": None, "date_end": None, "date_precision": "unknown"},
        {"event_id": "last", "date_start": date(2024, 6, 15), "date_end": date(2024, 6, 15)},
    ]
    chosen = Filters(date_from=date(2024, 3, 1), date_to=date(2024, 3, 31))
    (gap,) = summarise(open_rows(rows), chosen)["gaps"]
    assert gap.startswith("The dataset has no dated event from 16 January 2024 to 14 June 2024: ")


def test_a_dataset_that_gives_no_figure_has_no_count_of_zero_killed(
    open_rows: Callable[..., Database],
) -> None:
    silent = open_rows([{"event_id": "a"}, {"event_id": "b"}])
    assert summarise(silent, Filters(killed_min=1))["gaps"] == [
        "None of its 2 events gives a best estimate of killed, so this is no count of zero."
    ]
    claims = [{"event_id": "a", "killed_best": 2}]
    telling = open_rows([{"event_id": "a"}, {"event_id": "b"}], claims)
    assert summarise(telling, Filters(killed_min=9))["gaps"] == [
        "1 event gives no best estimate of killed: it may have cost as many, and is not counted "
        "here."
    ]


@pytest.mark.parametrize(
    ("least", "by", "gaps"),
    [
        # Of "at least 15", "12-20", "3-30", 11 and nothing, one alone gives a best figure.
        (
            10,
            "best",
            [
                "2 events with at least 10 killed give no best estimate, and are not",
                "2 other events give no best estimate of killed: they may have cost as many, and "
                "are not",
            ],
        ),
        (
            13,
            "best",
            [
                "1 event with at least 13 killed gives no best estimate, and is not",
                "3 other events give no best estimate of killed: they may have cost as many, and "
                "are not",
            ],
        ),
        # Between 12 and 20 may be 16, and not 21.
        (
            16,
            "best",
            ["4 events give no best estimate of killed: they may have cost as many, and are not"],
        ),
        (
            21,
            "best",
            ["3 events give no best estimate of killed: they may have cost as many, and are not"],
        ),
        (
            10,
            "high",
            [
                "1 event with at least 10 killed gives no high figure, and is not",
                "1 other event gives no high figure of killed: it may have cost as many, and is "
                "not",
            ],
        ),
        (
            10,
            "low",
            ["1 event gives no low figure of killed: it may have cost as many, and is not"],
        ),
    ],
)
def test_events_that_may_have_so_many_killed_are_not_left_out_in_silence(
    open_rows: Callable[..., Database], least: int, by: str, gaps: list[str]
) -> None:
    ids = "abcde"
    figures = [(15, None, None), (12, None, 20), (3, None, 30), (11, 11, 11)]
    claims = [
        {"event_id": event, "killed_low": low, "killed_best": best, "killed_high": high}
        for event, (low, best, high) in zip(ids, figures, strict=False)
    ]
    database = open_rows([{"event_id": event} for event in ids], claims)
    said = summarise(database, Filters(killed_min=least, killed_by=by))["gaps"]
    assert said == [f"{gap} counted here." for gap in gaps]


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({"date_from": date(2025, 1, 1)}, "ends on 1 March 2024: the days after"),
        ({"date_to": date(2013, 1, 1)}, "begins on 1 March 2024: the days before"),
        ({"date_from": date(2024, 3, 1)}, None),
        ({"date_to": date(2024, 3, 1)}, None),
    ],
)
def test_an_open_period_beyond_the_dataset_is_told_from_a_quiet_one(
    open_rows: Callable[..., Database], chosen: dict[str, date], said: str | None
) -> None:
    day = {"date_start": date(2024, 3, 1), "date_end": date(2024, 3, 1)}
    gaps = summarise(open_rows([{"event_id": "only", **day}]), Filters(**chosen))["gaps"]
    assert [said in gap for gap in gaps] == ([True] if said else [])


def test_periods_are_offered_that_leave_days_out() -> None:
    offered = offer_periods(date(2022, 2, 24), date(2022, 5, 30))
    assert {name: tuple(map(str, days)) for name, days in offered.items()} == {
        "Last month of the data (1–30 May 2022)": ("2022-05-01", "2022-05-30"),
        "Last quarter of the data (1 March – 30 May 2022)": ("2022-03-01", "2022-05-30"),
        "April–June 2022": ("2022-04-01", "2022-06-30"),
        "January–March 2022": ("2022-01-01", "2022-03-31"),
        "May 2022": ("2022-05-01", "2022-05-31"),
        "April 2022": ("2022-04-01", "2022-04-30"),
        "March 2022": ("2022-03-01", "2022-03-31"),
        "February 2022": ("2022-02-01", "2022-02-28"),
    }


def test_the_last_month_ends_on_the_last_day_whatever_the_month() -> None:
    first, *_ = offer_periods(date(2020, 1, 1), date(2023, 3, 31)).values()
    assert first == (date(2023, 3, 1), date(2023, 3, 31))
    first, *_ = offer_periods(date(2020, 1, 1), date(2024, 2, 29)).values()
    assert first == (date(2024, 1, 30), date(2024, 2, 29))


@pytest.mark.parametrize(
    ("first", "last"),
    [(None, None), (date(2025, 10, 18), date(2025, 10, 24))],
)
def test_no_period_is_offered_where_it_would_leave_nothing_out(
    first: date | None, last: date | None
) -> None:
    assert offer_periods(first, last) == {}


def test_long_times_offer_the_newest_periods_alone() -> None:
    offered = offer_periods(date(1, 1, 1), date(9999, 12, 31))
    assert len(offered) == 3 + 2 * MOST_BINS
    assert "December 9999" in offered


def test_what_a_dataset_does_not_cover_lies_before_after_and_in_its_gaps(
    open_rows: Callable[..., Database],
) -> None:
    texts = [f"2024-03-{day:02}" for day in range(1, 32)] + ["2024-05-20"]
    database = open_rows([{"date_start": text, "date_end": text} for text in texts])
    found = uncovered_days(database, database.infos[0], date(2024, 2, 20), date(2024, 5, 21))
    assert [(str(first), str(last)) for first, last in found] == [
        ("2024-02-20", "2024-02-29"),
        ("2024-04-01", "2024-05-19"),
        ("2024-05-21", "2024-05-21"),
    ]
    assert uncovered_days(database, database.infos[0], date(2024, 3, 4), date(2024, 3, 9)) == []


def test_a_week_begins_on_its_monday() -> None:
    assert each_unit("week", date(2024, 5, 1), date(2024, 5, 6)) == [  # a Wednesday, a Monday
        (date(2024, 4, 29), date(2024, 5, 5)),
        (date(2024, 5, 6), date(2024, 5, 12)),
    ]


def test_no_other_word_than_a_unit_gets_into_the_statement(week: Database) -> None:
    with pytest.raises(ValueError, match="unit='day\\)' is not allowed; allowed: day, week"):
        describe_time(week, Filters(), "day)")


def test_a_histogram_counts_the_events_of_which_records_tell(aggregates: Database) -> None:
    trend = describe_time(aggregates, Filters(), "month", measure="events")
    (only,) = trend["bins"]
    assert (only["events"], only["inside"], only["types"]) == (17, 17, {"shelling": 13, "drone": 4})
