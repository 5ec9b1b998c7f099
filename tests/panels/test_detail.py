from collections.abc import Callable
from datetime import date

import pytest

from eventmap.api import DetailPanel
from eventmap.database import Database
from eventmap.events import describe_event
from eventmap.filters import Filters
from eventmap.panels.detail import detail_panel

EVENT = {"event_id": "a", "parties": "Army of A; Army of B", "actor": "Army of A"}
CODER = {"event_id": "a", "claimant": "A coder", "side": "other"}
CLAIMS = (
    {"event_id": "a", "claimant": "Ministry of A", "side": "ukraine", "source": "Ministry of A"},
    CODER | {"source": "t.me/one", "url": "https://t.me/one/1", "statement": "A school was hit."},
    CODER
    | {"source": "t.me/two", "url": "https://t.me/two/2", "archive_url": "https://archive.ph/x2"}
    | {"killed_low": 2},
    CODER | {"source": "t.me/two", "archive_url": "https://archive.ph/x1"},
    CODER | {"source": "Source hidden"},
)


def shown_of(database: Database, event_id: str, filters: Filters | None = None) -> DetailPanel:
    filters = filters or Filters()
    place = database.find_in_list(filters, event_id)
    return detail_panel(describe_event(database, filters, event_id), place, page_size=2)


def test_each_voice_is_heard_once_with_all_its_sources(open_rows: Callable[..., Database]) -> None:
    shown = shown_of(open_rows([EVENT], CLAIMS), "a")

    ministry, coder = shown["claims"]
    assert (ministry["claimant"], ministry["side"]) == ("Ministry of A", "Ukraine")
    assert coder["claimant"] == "A coder"
    assert coder["statements"] == ["A school was hit."]
    assert coder["figures"] == "at least 2 killed, injured: not given"
    assert [(one["source"], one["url"], one["archive_url"]) for one in coder["sources"]] == [
        ("Source: t.me/one", "https://t.me/one/1", None),
        ("Source: t.me/two", "https://t.me/two/2", "https://archive.ph/x2"),
        ("Source: t.me/two", None, "https://archive.ph/x1"),
        ("Source: Source hidden", None, None),
    ]


def test_parties_are_named_apart_from_whom_it_is_attributed_to(
    open_rows: Callable[..., Database],
) -> None:
    shown = shown_of(open_rows([EVENT], CLAIMS), "a")

    facts = {label: text for label, text, _ in shown["facts"]}
    assert facts["Parties"] == "Army of A; Army of B"
    assert facts["Attributed to"] == "Army of A"
    assert facts["Reported by"] == "4 sources"
    dyad = {"event_id": "b", "parties": "Army of A; Army of B"}
    alone = shown_of(open_rows([dyad]), "b")
    assert "Attributed to" not in {label for label, _, _ in alone["facts"]}


def test_an_event_has_its_place_in_the_list_and_a_way_to_its_neighbours(
    open_rows: Callable[..., Database],
) -> None:
    days = ("2025-10-25", "2025-10-24", "2025-10-23", "2025-10-22", "2025-10-21")
    rows = [{"event_id": day[-2:], "date_start": day, "date_end": day} for day in days]
    database = open_rows(rows)

    third = shown_of(database, "23")
    assert third["place"] == "3 of 5"
    assert third["previous"] == {"event_id": "24", "page": 0}
    assert third["next"] == {"event_id": "22", "page": 1}
    assert shown_of(database, "25")["previous"] is None
    assert shown_of(database, "21")["next"] is None
    late = Filters(date_from=date(2025, 10, 24))
    outside = shown_of(database, "21", late)
    assert outside["place"] == "Not among the events shown"
    assert (outside["previous"], outside["next"]) == (None, None)


def test_the_publisher_s_own_columns_stand_as_they_are_where_they_may_be_handed_on(
    open_rows: Callable[..., Database],
) -> None:
    row = {"event_id": "a", "extra": '{"deaths_b": "3", "note": "", "prec": 1, "who": "Олена"}'}

    own = shown_of(open_rows([row]), "a")
    assert own["columns"] == [["deaths_b", "3"], ["prec", "1"], ["who", "Олена"]]
    assert own["columns_title"] == "What the publisher's own columns say (3)"
    bound = shown_of(open_rows([row | {"redistributable": False}]), "a")
    assert bound["columns"] == []


def test_a_summary_that_is_the_title_is_not_repeated(open_rows: Callable[..., Database]) -> None:
    rows = [
        {"event_id": "a", "title": "A school was hit", "summary": "A school was hit."},
        {"event_id": "b", "title": "A school was hit", "summary": "A school was hit. It burnt."},
    ]
    database = open_rows(rows)
    assert shown_of(database, "a")["summary"] is None
    assert shown_of(database, "b")["summary"] == "A school was hit. It burnt."


@pytest.mark.parametrize(
    ("texts", "marked"),
    [
        ({"summary": "[Graphic: a wounded man] A bridge was hit."}, True),
        ({"summary": "A bridge was hit. [very graphic, blood]"}, True),
        ({"title": "Graphic video of a bridge"}, True),
        ({"extra": '{"Graphic content": "Yes"}'}, True),
        ({"extra": '{"Violence level": "GRAPHIC"}'}, True),
        ({"extra": '{"Graphic content": "No"}'}, False),
        ({"extra": '{"Geographic precision": "1"}'}, False),
        ({"summary": "A shop for typographic art was hit [photographs]"}, False),
    ],
)
def test_what_a_source_marks_as_graphic_opens_by_a_word(
    open_rows: Callable[..., Database], texts: dict[str, str], marked: bool
) -> None:
    assert shown_of(open_rows([EVENT | texts]), "a")["graphic"] is marked


def test_a_mark_on_one_source_s_text_is_one_on_the_event(
    open_rows: Callable[..., Database],
) -> None:
    marked = CODER | {"statement": "(graphic) a wounded man"}
    assert shown_of(open_rows([EVENT], [*CLAIMS, marked]), "a")["graphic"] is True
