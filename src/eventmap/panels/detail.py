"""One event with all its claims."""

from collections.abc import Mapping
from typing import Any

from eventmap.filters import FACETS
from eventmap.schema import DatePrecision, Side, Status
from eventmap.wording import EXPLANATIONS, LABELS, count_of, describe_interval


def detail_panel(found: Mapping[str, Any]) -> dict[str, Any]:
    """Return one event with all its claims, from `details.describe_event`."""
    event = found["event"]
    status = event["status"]
    label = LABELS[Status][status].capitalize()
    facts = [
        ["When", event["when"], None],
        ["Where", event["where"], None],
        ["Type", FACETS["type"].name_value(event["event_type"]), None],
        ["Status", label, EXPLANATIONS[status]],
        ["Casualties", event["casualties"], None],
    ]
    facts += [
        [label, event[name], None]
        for name, label in (
            ("target", "Target"),
            ("parties", "Parties"),
            ("actor", "Attributed to"),
        )
        if event[name]
    ]
    if event["source_count"]:
        count = count_of(event["source_count"], "source")
        facts.append(["Reported by", count, "A count, no measure of independence."])
    return {
        "title": event["title"],
        "summary": event["summary"],
        "facts": facts,
        "claims_title": "Who reports it" if found["claims"] else "No claim is recorded",
        "claims": [_voice(voice) for voice in found["voices"]],
        "timeline": [{"title": i["title"], "when": i["when"]} for i in found["timeline"]],
    }


def _voice(voice: Mapping[Any, Any]) -> dict[str, Any]:
    return {
        "claimant": voice["claimant"],
        "side": LABELS[Side][voice["side"]],
        "statements": voice["statements"],
        "figures": ", ".join(voice["figures"]) or None,
        "sources": [_source(source) for source in voice["sources"]] or [_NO_SOURCE],
    }


_NO_SOURCE = {"source": "Source: not given", "url": None}


def _source(source: Mapping[Any, Any]) -> dict[str, Any]:
    words = f"Source: {source['source'] or 'not given'}"
    if published := source["published_on"]:
        words += f", {describe_interval(published, published, DatePrecision.DAY)}"
    return {"source": words, "url": source["url"]}
