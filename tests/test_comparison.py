"""Two selections side by side. Expected numbers are counted by hand from the rows given."""

from collections.abc import Callable
from datetime import date

import pytest
from support.datasets import make_dataset

from eventmap.comparison import compare_selections
from eventmap.database import Database
from eventmap.filters import Filters

MAY = Filters(date_from=date(2024, 5, 1), date_to=date(2024, 5, 31))


def days(month: int, *numbers: int) -> list[dict[str, str]]:
    """Return an event of Kherson on each of these days of 2024."""
    texts = [f"2024-{month:02}-{number:02}" for number in numbers]
    return [
        {"date_start": text, "date_end": text, "admin1": "UA-65", "event_type": "drone"}
        for text in texts
    ]


def covered(*events: dict[str, str]) -> list[dict[str, str]]:
    """Return events in a dataset that begins before April and ends after May."""
    return [*events, *days(3, 31), *days(6, 1)]


def killed(*figures: tuple[int | None, int | None, int | None]) -> list[dict[str, object]]:
    """Return a claim about each event in turn: low, best, high."""
    return [
        {
            "event_id": f"events-{at}",
            "killed_low": low,
            "killed_best": best,
            "killed_high": high,
        }
        for at, (low, best, high) in enumerate(figures)
    ]


@pytest.mark.parametrize(
    ("first", "last", "unit", "points"),
    [
        ("2024-01-01", "2024-04-29", "day", 120),
        ("1930-01-01", "2024-12-31", "month", 95 * 12),
        ("1900-01-01", "2024-12-31", "year", 125),
        ("0001-01-01", "9999-12-31", "year", 0),
    ],
)
def test_a_trend_has_no_more_points_than_can_be_drawn(
    open_rows: Callable[..., Database], first: str, last: str, unit: str, points: int
) -> None:
    database = open_rows(covered(*days(5, 1, 2), *days(4, 1)))
    filters = Filters(date_from=date.fromisoformat(first), date_to=date.fromisoformat(last))
    found = compare_selections(database, filters, f"{first}/{last}")
    assert [(side["unit"], len(side["course"])) for side in found["sides"]] == [(unit, points)] * 2


def test_ranges_that_do_not_meet_tell_a_change(open_rows: Callable[..., Database]) -> None:
    events = days(4, 2, 9) + days(5, 3, 12, 20)
    claims = killed((1, 2, 3), (0, 1, 4), (5, 6, 9), (2, 3, 3), (1, 1, 1))
    found = compare_selections(open_rows(covered(*events), claims), MAY, "previous")
    here, there = found["sides"]
    assert (here["events"], there["events"]) == (3, 2)
    assert (here["killed"]["low"], here["killed"]["best"], here["killed"]["high"]) == (8, 10, 13)
    assert (there["killed"]["low"], there["killed"]["best"], there["killed"]["high"]) == (1, 3, 7)
    assert found["events"] == {"change": "more", "percent": None}  # of small numbers no share
    assert found["killed"] == {"change": "more", "percent": None}
    assert "killed by best estimates: 10 (8–13) after 3 (1–7), more" in found["sentence"]


def test_ranges_that_meet_tell_none(open_rows: Callable[..., Database]) -> None:
    events = days(4, 2) + days(5, 3)
    found = compare_selections(
        open_rows(covered(*events), killed((22, 28, 44), (35, 41, 60))), MAY, "before"
    )
    assert found["killed"] == {"change": None, "percent": None}
    assert (
        "killed by best estimates: 41 (35–60) after 28 (22–44): the ranges meet, so which is more "
        "is not known" in found["sentence"]
    )


def test_an_event_without_a_figure_leaves_the_other_side_open(
    open_rows: Callable[..., Database],
) -> None:
    events = days(4, 2, 3) + days(5, 3)
    found = compare_selections(open_rows(covered(*events), killed((2, 2, 2))), MAY, "previous")
    assert found["sides"][1]["killed"]["unknown"] == 1
    assert found["killed"]["change"] is None
    assert "killed: not given after at least 2, so a change cannot be told" in found["sentence"]
    more = open_rows(covered(*events), killed((2, 2, 2), (None, None, None), (40, 40, 40)))
    assert compare_selections(more, MAY, "previous")["killed"]["change"] is None


def test_what_is_only_possibly_in_a_period_is_no_range_of_figures_that_meets(
    open_rows: Callable[..., Database],
) -> None:
    # 5 were killed in May, and 30 in May or June; 10 in April.
    (long,) = days(5, 20)
    events = [*days(4, 2), *days(5, 3), long | {"date_end": "2024-06-20"}]
    claims = killed((10, 10, 10), (5, 5, 5), (30, 30, 30))
    found = compare_selections(open_rows(covered(*events), claims), MAY, "previous")
    why = "events that are only possibly in the period leave open which is more"
    assert f"killed: 35 after 10, but {why}" in found["sentence"]
    (kherson,) = found["by_region"]
    words = kherson["changes"]["killed"]["words"]
    assert words == [
        "Kherson Oblast",
        "1–31 May 2024: killed 35",
        "1–30 April 2024: killed 10",
        why,
    ]


def test_a_share_is_given_of_numbers_that_are_known_and_not_small(
    open_rows: Callable[..., Database],
) -> None:
    events = days(4, *range(1, 11)) + days(5, *range(1, 16))
    claims = killed(*[(1, 1, 1)] * 10, *[(2, 2, 2)] * 15)
    found = compare_selections(open_rows(covered(*events), claims), MAY, "previous")
    assert found["events"] == {"change": "more", "percent": 50}
    assert found["killed"] == {"change": "more", "percent": 200}
    assert found["sentence"].startswith("Test: 15 events possibly ")
    assert " (50 per cent more); killed: 30 after 10 (3 times as many)" in found["sentence"]


def test_an_event_possibly_in_both_periods_is_said_and_proves_no_change(
    open_rows: Callable[..., Database],
) -> None:
    across = {"date_start": "2024-04-29", "date_end": "2024-05-02", "date_precision": "days"}
    found = compare_selections(open_rows(covered(*days(5, 20), across)), MAY, "previous")
    assert [side["events"] for side in found["sides"]] == [2, 1]
    # Surely one in May, and in April surely none but possibly one.
    assert found["events"]["change"] is None
    assert "1 event may be on either side: it is counted on both." in found["reasons"]


def test_periods_of_different_lengths_are_compared_by_the_day(
    open_rows: Callable[..., Database],
) -> None:
    events = covered(*days(4, *range(1, 21)), *days(5, *range(1, 13)))
    found = compare_selections(
        open_rows(events),
        Filters(date_from=date(2024, 5, 1), date_to=date(2024, 5, 12)),
        "2024-04-01/2024-04-30",
    )
    assert [side["events"] for side in found["sides"]] == [12, 20]
    assert [side["per_day"] for side in found["sides"]] == [1, pytest.approx(2 / 3)]
    assert found["events"] == {"change": "more", "percent": 50}
    assert (
        "The periods have 12 days and 30 days: more and fewer are meant by the day."
        in found["reasons"]
    )


def test_days_that_the_dataset_does_not_cover_tell_no_change(
    open_rows: Callable[..., Database],
) -> None:
    found = compare_selections(open_rows(days(5, *range(1, 25))), MAY, "previous")
    assert [side["events"] for side in found["sides"]] == [24, 0]
    assert found["events"] == {"change": None, "percent": None}
    assert any("the days before are not covered" in reason for reason in found["reasons"])


def test_the_last_weeks_of_a_dataset_may_still_lack_reports(
    open_rows: Callable[..., Database],
) -> None:
    events = days(4, 2) + days(5, 3) + days(6, 1)
    reasons = compare_selections(open_rows(events), MAY, "previous")["reasons"]
    assert (
        "The dataset ends on 1 June 2024: of the 30 days before it reports may still be missing."
        in reasons
    )
    reasons = compare_selections(open_rows(events + days(9, 1)), MAY, "previous")["reasons"]
    assert not any("may still be missing" in reason for reason in reasons)


def test_two_regions_stand_side_by_side(open_rows: Callable[..., Database]) -> None:
    events = [*days(5, 3, 4), days(5, 5)[0] | {"admin1": "UA-51"}]
    found = compare_selections(open_rows(events), Filters(region=("UA-65",)), "region:UA-51")
    assert [side["label"] for side in found["sides"]] == [
        "Kherson Oblast",
        "Odesa Oblast",
    ]
    assert [(row["region"], row["events"]) for row in found["by_region"]] == [
        ("UA-65", [2, 0]),
        ("UA-51", [0, 1]),
    ]
    assert "2 events in " in found["sentence"]


def test_regions_that_differ_most_come_first(open_rows: Callable[..., Database]) -> None:
    odesa = [row | {"admin1": "UA-51"} for row in days(5, 5, 6, 7)]
    events = days(4, 1, 2) + days(5, 3) + odesa
    rows = compare_selections(open_rows(events), MAY, "previous")["by_region"]
    assert [(row["region"], row["events"]) for row in rows] == [
        ("UA-51", [3, 0]),
        ("UA-65", [1, 2]),
    ]


def test_two_datasets_are_said_to_be_two_collections() -> None:
    database = Database(
        [
            make_dataset(days(5, 3)),
            make_dataset(days(5, 3, 4), name="second", title="Second"),
        ]
    )
    found = compare_selections(database, MAY, "dataset:second")
    assert [side["label"] for side in found["sides"]] == ["Test", "Second"]
    assert [side["events"] for side in found["sides"]] == [1, 2]
    assert any("a difference may be one of counting" in reason for reason in found["reasons"])


REGIONS = ("UA-65", "UA-51", "UA-63", "UA-14", "UA-12")
"""Kherson, Odesa, Kharkiv, Donetsk, Dnipropetrovsk."""


def test_regions_rose_and_fell_by_the_day_where_that_is_known(
    open_rows: Callable[..., Database],
) -> None:
    def of(region: str, *rows: dict[str, str]) -> list[dict[str, str]]:
        return [row | {"admin1": region} for row in rows]

    across = {"date_start": "2024-04-29", "date_end": "2024-05-02", "date_precision": "days"}
    kherson, odesa, kharkiv, donetsk, dnipro = REGIONS
    events = [
        *of(kherson, *days(5, *range(1, 32)), *days(4, 7)),  # 31 after 1
        *of(odesa, *days(4, 1, 2, 3)),  # none after 3
        *of(kharkiv, *days(5, 3), *days(4, 4)),  # 1 after 1
        *of(donetsk, *days(5, 3), across),  # 1 or 2 after 0 or 1
        *of(dnipro, *days(5, 8, 9), *days(4, 8)),  # 2 after 1
    ]
    found = compare_selections(open_rows(covered(*events)), MAY, "previous")
    changes = {row["region"]: row["changes"]["events"] for row in found["by_region"]}
    told = {region: (change["change"], change["shade"]) for region, change in changes.items()}
    assert told == {
        kherson: ("more", "more-3"),
        odesa: ("fewer", "fewer-2"),
        kharkiv: (None, "same"),
        donetsk: (None, "meet"),
        dnipro: ("more", "more-1"),
    }
    # A month counts as a month: both are divided by the mean of their 31 and 30 days.
    assert changes[kherson]["by"] == pytest.approx(30 / 30.5)
    assert changes[odesa]["by"] == pytest.approx(-3 / 30.5)
    assert changes[donetsk]["by"] is None
    assert changes[donetsk]["words"][-1].startswith("events that are only possibly in the period")
    assert found["moved"][0] == (
        "Events: more in Kherson Oblast and Dnipropetrovsk Oblast; fewer in Odesa Oblast; "
        "the same in 1 region; not known for 1 region."
    )
    heading = found["shades"]["events"]["heading"]
    assert heading == "Events, 1–31 May 2024 against 1–30 April 2024, by region"


def test_killed_by_region_are_unknown_without_a_figure_and_none_without_an_event(
    open_rows: Callable[..., Database],
) -> None:
    kherson, odesa, kharkiv, donetsk, _ = REGIONS
    events = [
        *[day | {"admin1": kherson} for day in (*days(5, 3), *days(4, 3))],
        *[day | {"admin1": odesa} for day in (*days(5, 3), *days(4, 3))],
        days(5, 3)[0] | {"admin1": kharkiv},
        *[day | {"admin1": donetsk} for day in (*days(5, 3), *days(4, 3))],
    ]
    claims = killed((9, 9, 9), (2, 2, 2), (3, 3, 3), (None, None, None), (5, 6, 7), (20, None, 30))
    claims += [{"event_id": "events-6", "killed_best": 4}]
    found = compare_selections(open_rows(covered(*events), claims), MAY, "previous")
    changes = {row["region"]: row["changes"]["killed"] for row in found["by_region"]}
    assert changes[kherson]["by"] == pytest.approx(7 / 30.5)
    assert (changes[odesa]["change"], changes[odesa]["shade"]) == (None, "unknown")
    assert changes[odesa]["words"][-1] == "no figure on one side: a change cannot be told"
    assert changes[kharkiv]["by"] == pytest.approx(6 / 30.5)  # no event has killed nobody
    # Of 20 to 30 against 4, without a best figure: at least 16 more.
    assert changes[donetsk]["by"] == pytest.approx(16 / 30.5)
    assert changes[donetsk]["words"][-1] == "at least 0.52 more a day"


def test_no_region_rises_where_days_are_not_covered_or_regions_are_the_sides(
    open_rows: Callable[..., Database],
) -> None:
    database = open_rows(days(5, *range(1, 25)))
    (row,) = compare_selections(database, MAY, "previous")["by_region"]
    assert row["changes"]["events"]["shade"] == "unknown"
    found = compare_selections(database, Filters(region=("UA-65",)), "region:UA-51")
    assert found["shades"] == {}
    assert found["moved"] == []
    assert found["by_region"][0]["changes"] == {}


def test_both_courses_have_every_day_from_the_first_and_tell_what_is_not_covered(
    open_rows: Callable[..., Database],
) -> None:
    across = {"date_start": "2024-05-02", "date_end": "2024-05-03", "date_precision": "days"}
    events = [*days(4, 2, 20), *days(5, 1, 1, 5), across]  # the dataset is from 2 April to 5 May
    chosen = Filters(date_from=date(2024, 5, 1), date_to=date(2024, 5, 7))
    found = compare_selections(open_rows(events), chosen, "2024-04-01/2024-04-07")
    here, there = (side["course"] for side in found["sides"])
    assert [point["at"] for point in here] == [0, 1, 2, 3, 4, 5, 6]
    assert [point["inside"] for point in here] == [2, 0, 0, 0, 1, None, None]
    assert [point["events"] for point in here] == [2, 1, 1, 0, 1, None, None]
    assert [point["events"] for point in there] == [None, 1, 0, 0, 0, 0, 0]


def test_courses_of_two_types_share_the_days_of_both(open_rows: Callable[..., Database]) -> None:
    shelling = [day | {"event_type": "shelling"} for day in days(5, 4)]
    database = open_rows([*days(5, 2), *shelling])
    found = compare_selections(database, Filters(type=("drone",)), "type:shelling")
    assert [[point["events"] for point in side["course"]] for side in found["sides"]] == [
        [1, 0, 0],
        [0, 0, 1],
    ]
    assert str(found["sides"][1]["course"][0]["date_start"]) == "2024-05-02"


def test_a_type_that_a_dataset_does_not_tell_apart_has_no_course_of_zeros(
    open_rows: Callable[..., Database],
) -> None:
    database = open_rows(days(5, 2, 3))
    found = compare_selections(database, Filters(type=("drone",)), "type:missile")
    assert [point["events"] for point in found["sides"][1]["course"]] == [None, None]


def test_records_of_several_events_are_compared_by_these(aggregates: Database) -> None:
    # 9 in the first week and 4 + 3 in the second: three records, which as events were more.
    week = Filters(date_from=date(2024, 1, 13), date_to=date(2024, 1, 19))
    found = compare_selections(aggregates, week, "previous")
    assert [side["events"] for side in found["sides"]] == [7, 9]
    assert found["events"]["change"] == "fewer"
    # Of the last record nobody knows how many events it stands for.
    later = Filters(date_from=date(2024, 1, 20), date_to=date(2024, 1, 26))
    assert compare_selections(aggregates, later, "before")["events"] == {
        "change": None,
        "percent": None,
    }


def test_more_by_the_day_is_said_so_aloud(open_rows: Callable[..., Database]) -> None:
    # 10 on the 2 days of May and 20 on the 10 of April: 5 a day after 2, though 10 is fewer.
    rows = covered(*days(5, *[1, 2] * 5), *days(4, *[1, 10] * 10))
    chosen = Filters(date_from=date(2024, 5, 1), date_to=date(2024, 5, 2))
    found = compare_selections(open_rows(rows), chosen, "2024-04-01/2024-04-10")
    assert (
        "10 events possibly from 1 to 2 May 2024 after 20 from 1 to 10 April 2024 (2.5 times as "
        "many a day)"
    ) in found["sentence"]


def test_a_share_below_one_per_cent_is_no_share_of_zero(open_rows: Callable[..., Database]) -> None:
    # 302 in May after 301 in April: a third of a per cent more, and never "0 per cent fewer".
    rows = covered(*days(5, *[1, 2] * 151), *days(4, *[1] * 301))
    sentence = compare_selections(open_rows(rows), MAY, "2024-04-01/2024-04-30")["sentence"]
    assert (
        "302 events possibly in May 2024 after 301 in April 2024 (less than 1 per cent more)"
        in (sentence)
    )


def test_regions_are_not_told_more_or_fewer_by_records_without_a_number(
    aggregates: Database,
) -> None:
    # In Kharkiv 3 events are followed by a record of nobody knows how many.
    later = Filters(date_from=date(2024, 1, 20), date_to=date(2024, 1, 26))
    found = compare_selections(aggregates, later, "2024-01-13/2024-01-19")
    assert found["sentence"].startswith(
        "Test: at least 1 event possibly from 20 to 26 January 2024"
    )
    assert found["moved"][0] == (
        "Events: more in no region; fewer in no region; not known for 2 regions."
    )
    assert "1 record gives no number of events: it counts as one at the least." in found["reasons"]


def test_what_is_not_covered_is_said_in_the_sentence(open_rows: Callable[..., Database]) -> None:
    found = compare_selections(open_rows(days(5, 1, 2)), MAY, "previous")
    assert found["sentence"].endswith(
        "Which is more cannot be told, for what the dataset does not cover or give."
    )


def test_collections_of_other_days_are_said_to_be_so() -> None:
    first = make_dataset(days(3, 1, 2), name="first", title="First")
    second = make_dataset(days(5, 7, 9), name="second", title="Second")
    database = Database([first, second])
    found = compare_selections(database, Filters(dataset="first"), "dataset:second")
    assert "Their events are of other days: 1–2 March 2024 and 7–9 May 2024." in found["reasons"]
