"""One event with all its claims, and its neighbours in the list."""

import json

from eventmap.api import (
    DetailPanel,
    EventAnswer,
    EventRecord,
    ListStep,
    SourceRecord,
    SourceWords,
    Voice,
    VoiceWords,
)
from eventmap.database import ListPlace
from eventmap.filters import FACETS
from eventmap.schema import DatePrecision, Side, Status
from eventmap.wording import EXPLANATIONS, LABELS, capitalise, count_of, describe_interval


def detail_panel(
    found: EventAnswer, place: ListPlace | None, *, page_size: int, in_view: bool = False
) -> DetailPanel:
    """Return one event with all its claims.

    Parameters
    ----------
    found
        From `events.describe_event`.
    place
        Where the event stands in the list of those shown; ``None`` where it is not among them.
    page_size
        How many events a page of that list has.
    in_view
        Whether that list follows the map's view.
    """
    absent = "Not in the map's view" if in_view else "Not among the events shown"
    event = found["event"]
    columns = _publishers_columns(event.get("extra"))

    def step(event_id: str | None, at: int) -> ListStep | None:
        return {"event_id": event_id, "page": at // page_size} if event_id else None

    return {
        "event_id": event["event_id"],
        "place": f"{place.at + 1:,} of {place.total:,}" if place else absent,
        "previous": step(place.previous, place.at - 1) if place else None,
        "next": step(place.next, place.at + 1) if place else None,
        "title": event["title"],
        "lead": [event["when"], event["where"]],
        "graphic": found["graphic"],
        "summary": found["withheld"]
        or (None if _repeats(event["summary"], event["title"]) else event["summary"]),
        "figures": capitalise(event["casualties"]),
        "facts": _list_facts(event),
        "claims_title": "Who reports it" if found["claims"] else "No claim is recorded",
        "claims": [_voice(voice) for voice in found["voices"]],
        "timeline": [{"title": i["title"], "when": i["when"]} for i in found["timeline"]],
        "columns_title": f"What the publisher's own columns say ({len(columns):,})",
        "columns": columns,
    }


def _repeats(summary: str | None, title: str) -> bool:
    """Return whether the title says all that the summary does."""
    return (summary or "").strip().rstrip(".") == title.strip().rstrip(".")


def _list_facts(event: EventRecord) -> list[list[str | None]]:
    """Return what kind of event it is, how sure, and who has to do with it."""
    status = event["status"]
    read_in_text = _READ_IN_TEXT if event["type_in_text"] else None
    facts: list[list[str | None]] = [
        ["Type", FACETS["type"].name_value(event["event_type"]), read_in_text],
        ["Status", LABELS[Status][status].capitalize(), EXPLANATIONS[status]],
    ]
    facts += [
        [label, said, None]
        for label, said in (
            ("Target", event["target"]),
            ("Parties", event["parties"]),
            ("Attributed to", event["actor"]),
        )
        if said
    ]
    if event["source_count"]:
        count = count_of(event["source_count"], "source")
        facts.append(["Reported by", count, "A count, no measure of independence."])
    return facts


_READ_IN_TEXT = "The source gives none: the words of the text tell it, and may mislead."


def _publishers_columns(extra: str | None) -> list[list[str]]:
    """Return name and cell of each column of the publisher's row that says anything."""
    return [
        [name, cell if isinstance(cell, str) else json.dumps(cell, ensure_ascii=False)]
        for name, cell in json.loads(extra or "{}").items()
        if cell not in (None, "")
    ]


def _voice(voice: Voice) -> VoiceWords:
    return {
        "claimant": voice["claimant"],
        "side": LABELS[Side][voice["side"]],
        "statements": voice["statements"],
        "figures": ", ".join(voice["figures"]) or None,
        "sources": [_source(source) for source in voice["sources"]] or [_NO_SOURCE],
    }


_NO_SOURCE: SourceWords = {"source": "Source: not given", "url": None, "archive_url": None}


def _source(source: SourceRecord) -> SourceWords:
    words = f"Source: {source['source'] or 'not given'}"
    if published := source["published_on"]:
        words += f", {describe_interval(published, published, DatePrecision.DAY)}"
    return {"source": words, "url": source["url"], "archive_url": source["archive_url"]}
