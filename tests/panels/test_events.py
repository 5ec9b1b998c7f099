from collections.abc import Callable
from typing import Any

import pytest

from eventmap.database import Database
from eventmap.events import not_drawn
from eventmap.filters import Filters
from eventmap.panels.events import (
    BELOW_TITLE,
    EVENT_COLUMNS,
    events_panel,
    list_view,
    undrawn_panel,
)


def panel_of(
    week: Database, *, page: int = 0, total: int = 4, order: str = "date"
) -> dict[str, Any]:
    frame = week.events(Filters(), limit=2, offset=2 * page)
    return events_panel(
        frame, Filters(), order=order, descending=True, page=page, total=total, size=2
    )


def test_a_row_says_in_words_what_the_event_is(week: Database) -> None:
    frame = week.events(Filters())
    panel = events_panel(
        frame, Filters(), order="title", descending=False, page=0, total=4, size=50
    )

    (row,) = [row for row in panel["rows"] if row["event_id"] == "kherson"]
    assert (row["when"], row["until"]) == ("2025-10-24", "")
    assert (row["place"], row["nearness"]) == ("Kherson", "")
    assert (row["type"], row["status"]) == ("Shelling", "reported")
    assert (row["killed"], row["injured"], row["sources"]) == ("2", "22", "AP")


def test_what_is_not_given_is_said_to_be_so(week: Database) -> None:
    frame = week.events(Filters())
    rows = {
        row["event_id"]: row
        for row in events_panel(
            frame, Filters(), order="date", descending=True, page=0, total=4, size=50
        )["rows"]
    }

    assert rows["russia"]["when"] == "date not given"
    # For each figure; a source that is not given is told where the event is opened.
    assert (rows["russia"]["killed"], rows["russia"]["injured"]) == ("not given", "not given")
    assert rows["russia"]["sources"] is None
    assert rows["moscow"]["killed"] == "at least 1"


def test_a_number_in_words_stands_where_there_is_no_figure(
    open_rows: Callable[..., Database],
) -> None:
    claim = {"killed_words": "dozens", "injured_best": 3, "injured_words": "about 3"}
    database = open_rows([{"event_id": "a"}], [claim | {"event_id": "a"}])
    (row,) = events_panel(
        database.events(Filters()),
        Filters(),
        order="date",
        descending=True,
        page=0,
        total=1,
        size=50,
    )["rows"]

    assert row["killed"] == "“dozens”, in the source's words"
    assert row["injured"] == "3 (“about 3”, in the source's words)"


def test_who_is_involved_stands_in_both_lists(open_rows: Callable[..., Database]) -> None:
    parties = "Military Forces of Russia (2000-); Civilians (Ukraine)"
    frame = open_rows([{"parties": parties}, {}]).events(Filters())
    shown = events_panel(frame, Filters(), order="date", descending=True, page=0, total=2, size=50)

    assert [row["parties"] for row in shown["rows"]] == [parties, None]
    assert shown["rows"] == [
        {name: value for name, value in row.items() if name != "reason"}
        for row in undrawn_panel(frame, total=2, shown=2)["rows"]
    ]


@pytest.mark.parametrize(("page", "words"), [(0, "1–2 of 4"), (1, "3–4 of 4")])
def test_a_page_says_which_rows_it_has(week: Database, page: int, words: str) -> None:
    panel = panel_of(week, page=page)
    assert (panel["page"], panel["pages"], panel["range"]) == (page, 2, words)


def test_the_last_page_may_be_short(week: Database) -> None:
    panel = panel_of(week, page=600, total=1201)
    assert (panel["pages"], panel["range"]) == (601, "1,201–1,201 of 1,201")


def test_one_column_alone_is_sorted(week: Database) -> None:
    panel = panel_of(week, order="claims")
    columns = panel["columns"]
    assert {column["key"]: column["sorted"] for column in [*columns, *panel["below"]]} == {
        key: "descending" if key == "sources" else "none"
        for key, _, _ in [*EVENT_COLUMNS, *BELOW_TITLE]
    }
    assert [column["key"] for column in columns if column["number"]] == ["killed", "injured"]


def test_what_is_not_on_the_map_has_its_reason(week: Database) -> None:
    frame = week.events(Filters(), only=not_drawn())
    panel = undrawn_panel(frame, total=1, shown=4)

    assert [(row["event_id"], row["reason"]) for row in panel["rows"]] == [
        ("russia", "Known only to Russia: a symbol would show a place that nobody reports.")
    ]
    assert (panel["pages"], panel["range"]) == (1, "1–1 of 1")


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (4, "Every event shown is on the map, as a symbol or as its region."),
        (0, "No event"),
    ],
)
def test_an_empty_list_says_why(week: Database, shown: int, words: str) -> None:
    panel = undrawn_panel(week.events(Filters()).head(0), total=0, shown=shown)
    assert panel["empty"].startswith(words)


@pytest.mark.parametrize(
    ("box", "counts", "words"),
    [
        (None, (0, 60, 4), "The map is loading; the list waits for its view."),
        ("1,2,3,4", (31, 60, 0), "31 of 60 events are in the map's view."),
        (
            "1,2,3,4",
            (1, 1060, 1004),
            "1 of 1,060 events is in the map's view; 1,004 without a pin"
            " (known only to a region, a country or no place) are in no view.",
        ),
        (
            "1,2,3,4",
            (0, 1, 1),
            "No event is in the map's view; 1 without a pin"
            " (known only to a region, a country or no place) is in no view.",
        ),
        ("1,2,3,4", (0, 0, 0), "No event matches the filter."),
    ],
)
def test_a_list_that_follows_the_map_says_what_is_left_and_what_is_in_no_view(
    box: str | None, counts: tuple[int, int, int], words: str
) -> None:
    inside, shown, unlocated = counts
    view = list_view(box, inside=inside, shown=shown, unlocated=unlocated)
    assert view == {"on": True, "box": box, "words": words}
