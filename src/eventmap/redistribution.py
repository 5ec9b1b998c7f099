"""What is held back of rows that may not be handed on, and what is said instead.

A dataset may forbid it for all of its rows, a row for itself; the host, to some of its viewers. The
map, the figures and the single event, without its publisher's own text, are shown all the same.
"""

from collections.abc import Sequence

from eventmap.api import ClaimRecord, EventAnswer, TimelineItem
from eventmap.database import Database
from eventmap.filters import Condition, Filters
from eventmap.schema import UNKNOWN_LICENCE, DatasetInfo
from eventmap.wording import count_of

HANDED_ON = Condition("redistributable", "redistributable", {})
"""The rows of a dataset that viewers may have: one that says otherwise of itself is left out."""


def refuse_rows(info: DatasetInfo) -> str | None:
    """Return why the rows of a dataset may not be handed on, if so, in a sentence."""
    if info.redistributable:
        return None
    if info.licence == UNKNOWN_LICENCE:
        return (
            f"The licence of {info.title!r} is not stated, which is no permission to hand its "
            "rows on; the host gives it with “eventmap import … --redistributable”."
        )
    return (
        f"The rows of {info.title!r} ({info.licence}) are not passed on: the publisher's terms, or "
        "this host's, do not allow it."
    )


def refuse_viewer(database: Database, info: DatasetInfo) -> str | None:
    """Return why a viewer may not have the rows of a dataset, if so, in a sentence."""
    return refuse_by_role(database, info) or refuse_rows(info)


def refuse_by_role(database: Database, info: DatasetInfo) -> str | None:
    """Return that the host does not let a viewer have the rows of a dataset, if so."""
    if database.may_take_rows(info.name):
        return None
    return f"The host lets only some of those who see {info.title!r} have its rows."


def describe_left_out(events: int) -> str:
    """Return that so many events are not among those handed on, in a sentence."""
    be = "is" if events == 1 else "are"
    return f"{count_of(events, 'event')} whose own terms forbid it {be} left out."


def first_bound(database: Database, filters: Filters, most: int) -> Condition:
    """Return the condition of events that may be handed on, and of the `most` latest others."""
    bound = Condition("bound", "NOT redistributable", {})
    others = database.events(filters, limit=most, only=bound)
    sql = "(redistributable OR list_contains($first_bound, event_id))"
    return Condition("first_bound", sql, {"first_bound": others["event_id"].tolist()})


def withhold_text(found: EventAnswer) -> EventAnswer:
    """Return an event from `events.describe_event` as it is handed to programs.

    What happened, when, where, with which figures, who says so and where to read it stays. Where
    the event may not be handed on, the publisher's own text goes, and ``withheld`` says so.
    """
    if found["handed_on"]:
        return found
    claims: list[ClaimRecord] = [claim | {"statement": None} for claim in found["claims"]]
    return found | {
        "event": found["event"] | {"summary": None},
        "claims": claims,
        "voices": [voice | {"statements": []} for voice in found["voices"]],
        "timeline": withhold_details(found["timeline"]),
        "withheld": "The publisher's text may not be handed on: read it at the sources.",
    }


def withhold_details(items: Sequence[TimelineItem]) -> list[TimelineItem]:
    """Return timeline items without the publisher's text beside their titles."""
    return [item | {"detail": None} for item in items]
