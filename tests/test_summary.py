from collections.abc import Callable
from datetime import date, timedelta

import pytest
from support.datasets import make_dataset

from eventmap import summary
from eventmap.database import Database
from eventmap.errors import NotFoundError
from eventmap.events import not_drawn
from eventmap.filters import Filters
from eventmap.schema import Dataset, DatasetInfo
from eventmap.summary import (
    add_up,
    describe_dataset,
    summarise,
    timeline_box,
)


def test_the_sentence_says_how_many_when_where_and_at_what_cost(week: Database) -> None:
    assert summarise(week, Filters())["sentence"] == (
        "Test: 4 events, 18–24 October 2025 (3 of them; 1 gives no date), Russia and Ukraine; "
        "at least 3 killed, from 2 of 4 events (1 without a best estimate); 2 give no figure; "
        "at least 22 injured, from 1 of 4 events; 3 give no figure."
    )


def test_no_event_is_said_in_words(week: Database) -> None:
    summary = summarise(week, Filters(q="nothing like it"))
    assert summary["sentence"] == "Test: no event with the words “nothing like it”."
    assert (summary["events"], summary["located"], summary["unlocated"]) == (0, 0, 0)
    assert summary["killed"] == {"low": None, "best": None, "high": None, "known": 0, "unknown": 0}


def test_a_period_in_which_nothing_may_lie_is_told_without_a_doubt(
    open_rows: Callable[..., Database],
) -> None:
    database = open_rows([{}], title="Test")
    period = Filters(date_from=date(2024, 1, 1), date_to=date(2024, 2, 10))
    sentence = summarise(database, period)["sentence"]
    assert sentence.startswith("Test: no event from 1 January to 10 February 2024.")


def test_an_event_known_to_the_region_is_counted_with_the_region_and_not_located(
    week: Database,
) -> None:
    summary = summarise(week, Filters())
    assert (summary["events"], summary["located"], summary["unlocated"]) == (4, 2, 2)
    regions = {row["region"]: row for row in summary["by_region"] if row["region"]}
    assert {code: row["region_only"] for code, row in regions.items()} == {
        "UA-65": 0,
        "UA-51": 1,
        "RU-MOW": 0,
    }
    assert regions["UA-51"]["killed"]["unknown"] == 1


def test_a_sentence_without_any_country_names_none(open_rows: Callable[..., Database]) -> None:
    sentence = summarise(open_rows([{"country": None}]), Filters())["sentence"]
    assert sentence.startswith("Test: 1 event, 24 October 2025; ")


def test_the_summary_says_how_events_are_drawn(open_rows: Callable[..., Database]) -> None:
    point = {"lat": 46.6, "lon": 32.6}
    events = [
        point | {"geo_precision": "exact"},
        point | {"geo_precision": "settlement"},
        point | {"geo_precision": "district"},
        {"geo_precision": "region", "admin1": "UA-65"},
        {"geo_precision": "region", "admin1": "US-TX", "country": "US"},
        {"geo_precision": "country"},
        {"geo_precision": "unlocated"},
    ]
    summary = summarise(open_rows(events), Filters())
    assert summary["drawn"] == {"symbol": 2, "ring": 1, "region": 1, "listed": 3}
    assert sum(row["country_only"] for row in summary["by_region"]) == 1


def test_a_centroid_of_a_region_is_no_place(open_rows: Callable[..., Database]) -> None:
    centroid = {"lat": 49, "lon": 31, "geo_precision": "country"}
    assert summarise(open_rows([centroid]), Filters())["located"] == 0


def test_a_dataset_is_described_with_the_box_around_its_symbols(week: Database) -> None:
    described = describe_dataset(week, DatasetInfo("test", "Test", "CC0-1.0", True))
    assert described["bbox"] == [32.6169, 46.6354, 37.6173, 55.7558]
    assert (described["events"], described["located"]) == (4, 2)
    assert (described["date_start"], described["date_end"]) == (
        date(2025, 10, 18),
        date(2025, 10, 24),
    )


@pytest.mark.parametrize(
    ("event", "drawn"),
    [
        ({"lat": 46.6, "lon": 32.6, "geo_precision": "district"}, True),
        ({"admin1": "UA-51", "geo_precision": "region"}, True),
        ({"admin1": "US-TX", "country": "US", "geo_precision": "region"}, False),
        ({"geo_precision": "region"}, False),
        ({"geo_precision": "country"}, False),
        ({"geo_precision": "unlocated"}, False),
    ],
)
def test_what_is_neither_symbol_nor_region_is_listed(
    open_rows: Callable[..., Database], event: dict[str, object], drawn: bool
) -> None:
    database = open_rows([event])
    assert database.count(Filters(), only=not_drawn()) == (0 if drawn else 1)


def test_the_places_of_the_timeline_have_a_box_of_their_own(
    open_rows: Callable[..., Database],
) -> None:
    windsor = {"item_id": "windsor", "lat": 51.4839, "lon": -0.6044}
    london = {"item_id": "london", "lat": 51.5074, "lon": -0.1278}
    database = open_rows([{}], timeline=[windsor, london, {"item_id": "nowhere"}])
    assert timeline_box(database, database.infos[0]) == (-0.6044, 51.4839, -0.1278, 51.5074)


def test_a_dataset_without_places_in_its_timeline_has_no_box(week: Database) -> None:
    assert timeline_box(week, week.infos[0]) is None


def test_the_sentence_names_what_was_chosen_and_the_events_own_dates(week: Database) -> None:
    filters = Filters(
        date_from=date(2025, 10, 21), date_to=date(2025, 10, 24), type=("shelling", "glide_bomb")
    )
    assert summarise(week, filters)["sentence"] == (
        "Test: up to 2 events from 21 to 24 October 2025, of the type shelling or glide bomb, "
        "possibly; 1 lies wholly in it; dated 18–24 October 2025, Ukraine; wholly in it: 2 killed, "
        "22 injured, from 1 event; only possibly: it gives no figure of killed or injured."
    )


def test_what_only_overlaps_the_period_is_told_apart(open_rows: Callable[..., Database]) -> None:
    days = [("2025-10-24", "2025-10-24"), ("2025-10-18", "2025-10-24"), (None, None)]
    events = [
        {"event_id": name, "date_start": start, "date_end": end}
        for name, (start, end) in zip("abc", days, strict=True)
    ]
    claims = [
        {"event_id": name, "killed_best": n} for name, n in zip("abc", (1, 20, 300), strict=True)
    ]
    database = open_rows(events, claims)
    period = {"date_from": date(2025, 10, 24), "date_to": date(2025, 10, 24)}
    summary = summarise(database, Filters(**period))
    assert summary["period"] is not None
    inside, possible = summary["period"]["inside"], summary["period"]["possible"]
    assert (inside["events"], inside["killed"]["best"]) == (1, 1)
    assert (possible["events"], possible["killed"]["best"]) == (2, 320)
    assert summary["killed"]["best"] == 321
    assert summary["sentence"] == (
        "Test: up to 3 events on 24 October 2025, possibly; 1 lies wholly in it; "
        "dated 18–24 October 2025 (2 of them; 1 gives no date), Ukraine; wholly in it: 1 killed, "
        "from 1 event; injured: not "
        "given; only possibly: 320 killed, from both events; injured: not given."
    )
    strict = summarise(database, Filters(**period, strict=True))
    assert (strict["events"], strict["period"]) == (1, None)
    assert summarise(database, Filters())["period"] is None


FIRST_DAY = date(2025, 1, 1)
STATED = [
    ("At least 18 people were killed, and 57 others were injured.", True),
    ("Shelling killed two.", True),
    ("A strike, killing at least 3 and wounding a woman", True),
    ("Three civilians, among them a child, were wounded", True),
    ("Поранено 5 людей", True),
    ("2 людини загинули", True),
    ("Погибли 12 человек", True),
    ("Trois civils tués et douze blessés", True),
    ("Une frappe a tué 5 personnes", True),
    ("Murieron tres soldados", True),
    ("Al menos 12 personas resultaron heridas", True),
    ("Bei dem Angriff wurden zwei Menschen getötet", True),
    ("Zginęło 5 osób", True),
    ("W ostrzale ranne zostały trzy osoby", True),
    ("مقتل 5 مدنيين", True),
    ("إصابة ثلاثة أشخاص", True),
    ("Le 24 février, un tir a tué un homme", False),
    ("Trois maisons endommagées", False),
    ("24 mortar shells hit the village", False),
    ("On 24 February shelling killed a man", False),
    ("Three houses were damaged", False),
    ("Nobody was hurt", False),
]
"""A text, and whether it states a number of killed or injured."""


@pytest.fixture(scope="module")
def stated(open_rows: Callable[..., Database]) -> Database:
    """Open two events for each of `STATED`, on a day of their own: one has a figure besides."""
    events, claims = [], []
    for at, (text, _) in enumerate(STATED):
        day = (FIRST_DAY + timedelta(at)).isoformat()
        about = {"summary": text, "date_start": day, "date_end": day}
        events += [{"event_id": f"told-{at}", **about}, {"event_id": f"counted-{at}", **about}]
        claims.append({"event_id": f"counted-{at}", "killed_best": 18})
    return open_rows(events, claims)


@pytest.mark.parametrize("at", range(len(STATED)))
def test_a_number_that_only_a_text_states_is_counted_as_such(stated: Database, at: int) -> None:
    day = FIRST_DAY + timedelta(at)
    summary = summarise(stated, Filters(date_from=day, date_to=day))
    assert summary["events"] == 2
    assert summary["only_in_text"] == STATED[at][1]
    assert summary["killed"]["best"] == 18


def test_dates_that_are_those_of_the_period_are_said_once(week: Database) -> None:
    filters = Filters(
        date_from=date(2025, 10, 24), date_to=date(2025, 10, 24), strict=True, region=("UA-65",)
    )
    assert summarise(week, filters)["sentence"] == (
        "Test: 1 event wholly on 24 October 2025, in Kherson Oblast; 2 killed, 22 injured, "
        "from 1 event."
    )


def test_a_country_that_only_a_part_has_is_said_with_its_share(
    open_rows: Callable[..., Database],
) -> None:
    rows = [{"country": "GE"}, *({"country": None} for _ in range(3))]
    sentence = summarise(open_rows(rows), Filters())["sentence"]
    assert sentence.startswith(
        "Test: 4 events, 24 October 2025, Georgia (1 of them; 3 give no country); "
    )


NO_DATE = {"date_start": None, "date_end": None, "date_precision": "unknown"}


def test_days_are_those_of_the_events_that_give_one(open_rows: Callable[..., Database]) -> None:
    # By the rows: 5 were killed on 1 March; of the 7 others nobody says when.
    rows = [
        {"event_id": "dated", "date_start": date(2024, 3, 1), "date_end": date(2024, 3, 1)},
        {"event_id": "undated", **NO_DATE},
        {"event_id": "silent", **NO_DATE},
    ]
    claims = [
        {"event_id": "dated", "killed_best": 5},
        {"event_id": "undated", "killed_best": 7},
    ]
    sentence = summarise(open_rows(rows, claims), Filters())["sentence"]
    assert "3 events, 1 March 2024 (1 of them; 2 give no date)" in sentence


def test_a_record_of_several_events_counts_as_so_many(aggregates: Database) -> None:
    # By hand: 9 + 4 + 3, and a record that does not say, of one at the least.
    summary = summarise(aggregates, Filters())
    assert summary["sentence"] == (
        "Test: at least 17 events in 4 records (1 gives no number), 6–26 January 2024, Ukraine; "
        "at least 3 killed, from 2 of 4 records; 2 give no figure; "
        "injured: not given."
    )
    counted = {row["region"]: (row["events"], row["records"]) for row in summary["by_region"]}
    assert counted == {"UA-65": (13, 2), "UA-63": (4, 2)}
    assert summary["by_region"][0]["words"][1] == "13 events in 2 records"
    assert {row["type"]: row["events"] for row in summary["by_type"]} == {
        "shelling": 13,
        "drone": 4,
    }
    assert (
        summary["by_region"][1]["words"][1] == "at least 4 events in 2 records (1 gives no number)"
    )
    assert (summary["unlocated"], summary["drawn"]["region"]) == (4, 4)
    # A number on the map is one of events, of the last record at least one.
    assert [row["region_only"] for row in summary["by_region"]] == [13, 4]


def test_a_period_says_apart_how_many_records_lie_in_it(aggregates: Database) -> None:
    chosen = Filters(date_from=date(2024, 1, 6), date_to=date(2024, 1, 14))
    summary = summarise(aggregates, chosen)
    assert summary["count"] == (
        "up to 16 events in 3 records from 6 to 14 January 2024, possibly; 9 events in "
        "1 record lie wholly in it"
    )
    parts = summary["period"]
    assert parts is not None
    assert [(parts[part]["events"], parts[part]["records"]) for part in ("inside", "possible")] == [
        (9, 1),
        (7, 2),
    ]


def test_of_one_record_that_gives_no_number_there_is_at_least_one_event(
    aggregates: Database,
) -> None:
    # Record d alone, of 20 to 26 January: how many it tells of, nobody says.
    chosen = Filters(date_from=date(2024, 1, 20), date_to=date(2024, 1, 26))
    summary = summarise(aggregates, chosen)
    assert (summary["events"], summary["uncounted"]) == (1, 1)
    assert summary["count"].startswith("at least 1 event in 1 record (1 gives no number) from 20")


def test_what_is_left_out_as_only_possibly_in_the_period_is_counted(
    open_rows: Callable[..., Database],
) -> None:
    # On 1 March lies one event wholly; the month, and what has no date, may do so.
    rows = [
        {"event_id": "day", "date_start": date(2024, 3, 1), "date_end": date(2024, 3, 1)},
        {"event_id": "month", "date_start": date(2024, 3, 1), "date_end": date(2024, 3, 31)},
        {"event_id": "undated", **NO_DATE},
    ]
    database, first = open_rows(rows), date(2024, 3, 1)
    sentence = summarise(database, Filters(date_from=first, date_to=first, strict=True))["sentence"]
    assert sentence.endswith(
        "2 more events may lie in the period, or do in part: they are not counted here."
    )
    later = Filters(date_from=date(2024, 3, 5), date_to=date(2024, 3, 6), strict=True)
    assert summarise(database, later)["sentence"].endswith(
        "no event wholly within the days from 5 to 6 March 2024. 2 events may lie in the period, "
        "or do in part: they are not counted here."
    )


def test_figures_of_what_one_side_reports_are_not_passed_off_as_what_it_says(
    open_rows: Callable[..., Database],
) -> None:
    # Russia says 1 and 4; of the first, media say 9, which is the best figure: 9 + 4.
    rows = [{"event_id": "both"}, {"event_id": "one"}]
    claims = [
        {"event_id": "both", "side": "russia", "killed_best": 1},
        {"event_id": "both", "side": "media", "killed_best": 9},
        {"event_id": "one", "side": "russia", "killed_best": 4},
    ]
    database = open_rows(rows, claims)
    sentence = summarise(database, Filters(side=("russia",)))["sentence"]
    assert "13 killed by best estimates (5–13)" in sentence
    assert sentence.endswith(
        "Others report 1 of these events, too: the figures are those of all who report them, not "
        "of Russia alone."
    )
    assert "alone" not in summarise(database, Filters(side=("russia", "media")))["sentence"]


DEAD = {"event_id": "events-0", "killed_best": 2}


def test_what_was_added_up_is_held_no_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Database] = []

    def open_one(datasets: list[Dataset]) -> Database:
        opened.append(Database(datasets))
        return opened[0]

    monkeypatch.setattr(summary, "Database", open_one)
    found = add_up(make_dataset([{}], [DEAD], title="Strikes"))
    assert found is not None
    assert (found["records"], found["killed"]["best"]) == (1, 2)
    assert found["sentence"].startswith("In all: 1 event, ")
    (database,) = opened
    with pytest.raises(NotFoundError):
        database.count(Filters())
