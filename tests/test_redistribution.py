"""What may not be handed on; expected words are written by hand."""

from collections.abc import Callable

import pytest

from eventmap.database import Database
from eventmap.events import describe_event
from eventmap.filters import Filters
from eventmap.redistribution import (
    HANDED_ON,
    describe_left_out,
    first_bound,
    refuse_rows,
    withhold_text,
)
from eventmap.schema import UNKNOWN_LICENCE, DatasetInfo


@pytest.mark.parametrize(
    ("licence", "handed_on", "reason"),
    [
        ("CC BY 4.0", True, None),
        (
            "Terms of use",
            False,
            "The rows of 'Front' (Terms of use) are not passed on: the publisher's terms, or this "
            "host's, do not allow it.",
        ),
        (
            UNKNOWN_LICENCE,
            False,
            "The licence of 'Front' is not stated, which is no permission to hand its rows on; the "
            "host gives it with “eventmap import … --redistributable”.",
        ),
    ],
)
def test_the_rows_of_a_dataset_are_refused_by_its_terms(
    licence: str, *, handed_on: bool, reason: str | None
) -> None:
    assert refuse_rows(DatasetInfo("front", "Front", licence, handed_on)) == reason


def test_it_is_said_how_many_events_are_left_out() -> None:
    assert describe_left_out(1) == "1 event whose own terms forbid it is left out."
    assert describe_left_out(2) == "2 events whose own terms forbid it are left out."


def test_a_row_that_forbids_it_is_left_out_or_listed_among_the_latest(
    open_rows: Callable[..., Database],
) -> None:
    rows = [
        {"event_id": "free", "date_start": "2024-01-01", "redistributable": True},
        {"event_id": "old", "date_start": "2024-01-02", "redistributable": False},
        {"event_id": "new", "date_start": "2024-01-03", "redistributable": False},
    ]
    database = open_rows([row | {"date_end": row["date_start"]} for row in rows])

    def ids(condition: object) -> list[str]:
        return database.events(Filters(), only=condition)["event_id"].tolist()  # type: ignore[arg-type]

    assert ids(HANDED_ON) == ["free"]
    assert ids(first_bound(database, Filters(), 1)) == ["new", "free"]


@pytest.mark.parametrize("handed_on", [True, False])
def test_the_text_of_a_publisher_is_withheld_and_who_says_it_is_not(
    open_rows: Callable[..., Database], *, handed_on: bool
) -> None:
    event = {"event_id": "a", "summary": "His words.", "redistributable": handed_on}
    claim = {
        "claim_id": "a-1",
        "event_id": "a",
        "claimant": "Mayor",
        "statement": "Said so.",
        "source": "Daily",
    }
    timeline = {"item_id": "t", "detail": "At length.", "event_ids": "a"}
    found = describe_event(open_rows([event], [claim], [timeline]), Filters(), "a")

    told = withhold_text(found)

    (voice,), (said,), (item,) = told["voices"], told["claims"], told["timeline"]
    texts = (told["event"]["summary"], said["statement"], *voice["statements"], item["detail"])
    shown = ("His words.", "Said so.", "Said so.", "At length.")
    assert texts == (shown if handed_on else (None, None, None))
    assert (voice["claimant"], voice["sources"][0]["source"]) == ("Mayor", "Daily")
    assert (told["withheld"] is None) is handed_on
