from datetime import date
from typing import Any

import pytest

from eventmap.axis import Undrawn
from eventmap.filters import Filters
from eventmap.panels.timeline import chosen_period, describe_axis, tied_events, timeline_panel

TALKS: dict[str, Any] = {
    "item_id": "talks",
    "date_start": date(2025, 10, 24),
    "date_end": date(2025, 10, 24),
    "kind": "meeting",
    "title": "Talks in London",
    "detail": "No document was signed.",
    "actor": "Delegations",
    "place": "London",
    "source": "AP",
    "url": "https://example.org",
    "event_ids": " kherson ;odesa;; gone",
}
TITLES = {"kherson": "Shelling of a block", "odesa": "Glide bombs"}
AXIS = (date(2025, 10, 18), date(2025, 10, 24))


def test_an_item_is_told_with_the_events_that_are_here() -> None:
    panel = timeline_panel([TALKS], TITLES, chosen="talks")

    assert panel["chosen"] == "talks"
    assert panel["more"] is None
    assert panel["items"] == [
        {
            "item_id": "talks",
            "when": "24 Oct 2025",
            "kind": "meeting",
            "title": "Talks in London",
            "detail": "No document was signed.",
            "actor": "Delegations",
            "place": "London",
            "source": "AP",
            "url": "https://example.org",
            "events": [
                {"event_id": "kherson", "title": "Shelling of a block"},
                {"event_id": "odesa", "title": "Glide bombs"},
            ],
        }
    ]


def test_what_ended_before_the_first_event_stands_behind_the_rest() -> None:
    days = {
        "old": (date(2025, 2, 1), date(2025, 2, 28)),
        "long": (date(2025, 2, 1), TALKS["date_end"]),
    }
    days |= {"undated": (None, None)}
    items = [
        TALKS | {"item_id": name, "date_start": a, "date_end": b} for name, (a, b) in days.items()
    ]
    shown = timeline_panel([*items, TALKS], {}, chosen=None, first=date(2025, 10, 18), most=3)
    assert [item["item_id"] for item in shown["items"]] == ["long", "undated", "talks"]
    assert shown["earlier"] == []
    assert shown["more"] == "and 1 more item"
    shown = timeline_panel([*items, TALKS], {}, chosen=None, first=date(2025, 10, 18))
    assert [item["item_id"] for item in shown["earlier"]] == ["old"]
    assert shown["more"] is None
    assert timeline_panel(items, {}, chosen=None)["earlier"] == []


@pytest.mark.parametrize(
    ("start", "end", "when"),
    [
        (date(2025, 5, 3), date(2025, 5, 3), "3 May 2025"),
        (date(2025, 9, 30), date(2025, 10, 2), "30 Sep – 2 Oct 2025"),
        (date(2025, 12, 1), date(2025, 12, 31), "Dec 2025"),  # a whole month
        (None, date(2025, 12, 24), "until 24 Dec 2025"),
        (None, None, "date not given"),
    ],
)
def test_long_names_of_months_are_shortened(
    start: date | None, end: date | None, when: str
) -> None:
    item = TALKS | {"date_start": start, "date_end": end}
    assert timeline_panel([item], {}, chosen=None)["items"][0]["when"] == when


@pytest.mark.parametrize(
    ("count", "shown", "more"),
    [(0, 0, None), (2, 2, None), (3, 2, "and 1 more item"), (5, 2, "and 3 more items")],
)
def test_no_more_items_are_sent_than_asked_for(count: int, shown: int, more: str | None) -> None:
    panel = timeline_panel([TALKS] * count, {}, chosen=None, most=2)
    assert (len(panel["items"]), panel["more"]) == (shown, more)


@pytest.mark.parametrize(
    ("cell", "ids"), [(None, []), ("", []), (" ; ", []), ("a", ["a"]), ("a; b ;", ["a", "b"])]
)
def test_ids_in_a_cell_are_parted_by_semicolons(cell: str | None, ids: list[str]) -> None:
    assert tied_events({"event_ids": cell}) == ids


@pytest.mark.parametrize(
    ("first", "last", "period"),
    [
        (None, None, None),
        (date(2025, 10, 20), None, (date(2025, 10, 20), AXIS[1])),
        (None, date(2025, 10, 20), (AXIS[0], date(2025, 10, 20))),
        (date(2025, 1, 1), date(2025, 10, 20), (date(2025, 1, 1), date(2025, 10, 20))),
    ],
)
def test_an_open_end_of_a_period_is_the_end_of_the_axis(
    first: date | None, last: date | None, period: tuple[date, date] | None
) -> None:
    assert chosen_period(Filters(date_from=first, date_to=last), AXIS) == period


@pytest.mark.parametrize(
    ("events", "items", "absent"),
    [
        (0, Undrawn(0, 0), ""),
        (1, Undrawn(0, 0), " Not drawn: 1 event without a date."),
        (0, Undrawn(0, 2), " Not drawn: 2 items outside the days shown."),
        (
            1200,
            Undrawn(1, 1),
            " Not drawn: 1,200 events without a date, 1 item without a date and 1 item outside "
            "the days shown.",
        ),
    ],
)
def test_what_the_axis_cannot_show_is_counted(events: int, items: Undrawn, absent: str) -> None:
    assert describe_axis(events, items) == f"Drag over the axis to choose a period.{absent}"
    # Who presents has a hand for the clicker alone; what is not drawn is said to an audience too.
    assert describe_axis(events, items, presenting=True) == absent.strip()
