"""One event in words; expected words are written by hand from the rows."""

from collections.abc import Callable
from typing import Any

import pytest

from eventmap.database import Database
from eventmap.errors import NotFoundError
from eventmap.events import describe_event, hear_voices, list_events, not_drawn
from eventmap.filters import Filters


def claim(**cells: Any) -> dict[str, Any]:
    blank = {
        "claimant": "Mayor",
        "side": "ukraine",
        "source": None,
        "url": None,
        "archive_url": None,
        "published_on": None,
        "statement": None,
        "figures": None,
        "quantity": None,
        "quantity_unit": None,
    }
    return blank | cells


def test_an_event_is_told_with_its_claims_and_the_timeline(week: Database) -> None:
    found = describe_event(week, Filters(), "kherson")

    event = found["event"]
    assert event["when"] == "24 October 2025"
    assert event["where"] == "Kherson, Kherson Oblast, Ukraine (located to the settlement)"
    assert event["casualties"] == "2 killed, 22 injured"
    assert (event["region_name"], event["country_name"]) == ("Kherson Oblast", "Ukraine")
    assert [each["figures"] for each in found["claims"]] == ["2 killed, 22 injured"]
    assert [item["when"] for item in found["timeline"]] == ["24 October 2025"]
    assert [voice["claimant"] for voice in found["voices"]] == ["Regional governor"]


def test_an_event_that_is_not_here_is_named(week: Database) -> None:
    with pytest.raises(NotFoundError, match="nowhere"):
        describe_event(week, Filters(), "nowhere")


@pytest.mark.parametrize(
    ("dataset", "row", "kept"), [(True, True, True), (True, False, False), (False, True, False)]
)
def test_the_publishers_row_goes_to_no_one_without_permission(
    open_rows: Callable[..., Database], *, dataset: bool, row: bool, kept: bool
) -> None:
    event = {"event_id": "a", "extra": '{"note":"theirs"}', "redistributable": row}
    database = open_rows([event], redistributable=dataset)

    assert ("extra" in describe_event(database, Filters(), "a")["event"]) is kept


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ({}, None),
        ({"killed_best": 0}, "0 killed, injured: not given"),
        ({"killed_low": 2, "injured_best": 5}, "at least 2 killed, 5 injured"),
        (
            {"killed_low": 7, "killed_high": 6},
            "between 6 and 7 killed, injured: not given; the record contradicts itself",
        ),
    ],
)
def test_a_claim_says_its_own_figures(
    open_rows: Callable[..., Database], figures: dict[str, int], words: str | None
) -> None:
    database = open_rows([{"event_id": "a"}], [{"event_id": "a", **figures}])

    (said,) = describe_event(database, Filters(), "a")["claims"]
    assert said["figures"] == words


def test_a_voice_says_each_thing_once_and_names_each_source_once() -> None:
    (voice,) = hear_voices(
        [
            claim(source="AP", statement="A block was hit.", figures="2 killed"),
            claim(source="AP", statement="A block was hit.", figures="2 killed"),
            claim(source="BBC", statement="It burned.", quantity=1200, quantity_unit="drones"),
            claim(quantity=3),
        ]
    )

    assert voice["statements"] == ["A block was hit.", "It burned."]
    assert voice["figures"] == ["2 killed", "1,200 drones", "3"]
    assert [source["source"] for source in voice["sources"]] == ["AP", "BBC"]


def test_the_same_name_on_another_side_is_another_voice() -> None:
    voices = hear_voices([claim(side="russia"), claim(side="ukraine"), claim(side="russia")])
    assert [voice["side"] for voice in voices] == ["russia", "ukraine"]


def test_what_is_neither_a_symbol_nor_a_region_is_not_drawn(week: Database) -> None:
    # Kherson and Moscow are symbols, the Odesa region is drawn.
    frame = week.events(Filters(), only=not_drawn())
    assert list(frame["event_id"]) == ["russia"]


def test_the_latest_events_are_listed_first_and_the_undated_last(week: Database) -> None:
    answer = list_events(week, Filters(), limit=10)

    assert (answer["total"], answer["listed"]) == (4, 4)
    assert answer["events"][-1] == {
        "event_id": "russia",
        "title": "111 drones downed overnight",
        "event_type": "air_defence",
        "when": "date not given",
        "parties": None,
        "casualties": None,
    }
    (kherson,) = [each for each in answer["events"] if each["event_id"] == "kherson"]
    assert kherson["casualties"] == "2 killed, 22 injured"


def test_a_number_that_a_source_gives_in_words_is_told_in_its_words(
    open_rows: Callable[..., Database],
) -> None:
    claims = [
        {"event_id": "word", "killed_words": "багато", "injured_best": 5},
        {"event_id": "both", "injured_words": "dozens"},
        {"event_id": "both", "injured_best": 20, "injured_words": "about 20"},
        {"event_id": "both", "injured_words": "dozens"},
        {"event_id": "none", "statement": "Many were killed"},
    ]
    database = open_rows([{"event_id": name} for name in ("word", "both", "none")], claims)

    listed = list_events(database, Filters(), limit=10)["events"]
    assert {event["event_id"]: event["casualties"] for event in listed} == {
        "word": "killed: “багато”, in the source's words, 5 injured",
        "both": "killed: not given, 20 injured (“about 20; dozens”, in the source's words)",
        "none": None,
    }
    opened = describe_event(database, Filters(), "word")["event"]
    assert opened["casualties"] == "killed: “багато”, in the source's words, 5 injured"
    assert (opened["killed_low"], opened["killed_best"], opened["killed_high"]) == (None,) * 3


def test_a_claim_is_told_in_its_words(open_rows: Callable[..., Database]) -> None:
    claim = {"event_id": "a", "killed_words": "багато", "claimant": "One"}
    claims = [{**claim, "injured_best": 5}, {**claim, "claimant": "Other"}]
    found = describe_event(open_rows([{"event_id": "a"}], claims), Filters(), "a")
    assert [voice["figures"] for voice in found["voices"]] == [
        ["killed: “багато”, in the source's words, 5 injured"],
        ["killed: “багато”, in the source's words, injured: not given"],
    ]


def test_a_date_and_a_place_that_could_not_be_read_are_told_in_the_source_s_words(
    open_rows: Callable[..., Database],
) -> None:
    undated = {"date_start": None, "date_end": None, "date_precision": "unknown"}
    rows = [
        {
            **undated,
            "event_id": "a",
            "when_words": "late spring",
            "country": None,
            "where_words": "on the road to N.",
        },
        {"event_id": "b", "when_words": "c. 24 October 2025", "where_words": "46,6 / 132"},
    ]
    database = open_rows(rows)
    nowhere, somewhere = (describe_event(database, Filters(), name)["event"] for name in "ab")
    assert nowhere["when"] == "“late spring”, in the source's words"
    assert nowhere["where"] == "“on the road to N.”, in the source's words"
    assert somewhere["when"] == "24 October 2025 (“c. 24 October 2025”, in the source's words)"
    assert somewhere["where"] == "Ukraine (not located) (“46,6 / 132”, in the source's words)"
    assert database.count(Filters(q="road to n")) == 1


def test_who_is_involved_is_listed(open_rows: Callable[..., Database]) -> None:
    answer = list_events(open_rows([{"parties": "UAF; RF"}]), Filters(), limit=10)
    assert answer["events"][0]["parties"] == "UAF; RF"


@pytest.mark.parametrize(
    ("asked", "number", "listed"),
    [
        ({"limit": 2}, 2, 4),
        ({"limit": 10, "offset": 3}, 1, 4),
        ({"limit": 10, "most": 3}, 3, 3),
        ({"limit": 2, "offset": 2, "most": 3}, 1, 3),
        ({"limit": 2, "offset": 5, "most": 3}, 0, 3),
    ],
)
def test_no_more_are_listed_than_can_be(
    week: Database, asked: dict[str, int], number: int, listed: int
) -> None:
    answer = list_events(week, Filters(), **asked)

    assert (answer["total"], answer["listed"]) == (4, listed)
    assert len(answer["events"]) == number


@pytest.mark.parametrize(
    ("quantity", "unit", "words"),
    [
        (1, "sources", "1 source"),
        (2, "sources", "2 sources"),
        (1, "drones downed", "1 drones downed"),
    ],
)
def test_what_a_voice_counts_is_said_in_the_unit_that_it_gives(
    open_rows: Callable[..., Database], quantity: int, unit: str, words: str
) -> None:
    claim = {"event_id": "a", "quantity": quantity, "quantity_unit": unit}
    (voice,) = describe_event(open_rows([{"event_id": "a"}], [claim]), Filters(), "a")["voices"]
    assert voice["figures"] == [words]
