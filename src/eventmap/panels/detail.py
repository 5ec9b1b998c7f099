"""One event with all its claims."""

from eventmap.api import DetailPanel, EventAnswer, SourceRecord, SourceWords, Voice, VoiceWords
from eventmap.filters import FACETS
from eventmap.schema import DatePrecision, Side, Status
from eventmap.wording import EXPLANATIONS, LABELS, count_of, describe_interval


def detail_panel(found: EventAnswer) -> DetailPanel:
    """Return one event with all its claims, from `details.describe_event`."""
    event = found["event"]
    status = event["status"]
    label = LABELS[Status][status].capitalize()
    facts: list[list[str | None]] = [
        ["When", event["when"], None],
        ["Where", event["where"], None],
        ["Type", FACETS["type"].name_value(event["event_type"]), None],
        ["Status", label, EXPLANATIONS[status]],
        ["Casualties", event["casualties"], None],
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
    return {
        "title": event["title"],
        "summary": event["summary"],
        "facts": facts,
        "claims_title": "Who reports it" if found["claims"] else "No claim is recorded",
        "claims": [_voice(voice) for voice in found["voices"]],
        "timeline": [{"title": i["title"], "when": i["when"]} for i in found["timeline"]],
    }


def _voice(voice: Voice) -> VoiceWords:
    return {
        "claimant": voice["claimant"],
        "side": LABELS[Side][voice["side"]],
        "statements": voice["statements"],
        "figures": ", ".join(voice["figures"]) or None,
        "sources": [_source(source) for source in voice["sources"]] or [_NO_SOURCE],
    }


_NO_SOURCE: SourceWords = {"source": "Source: not given", "url": None}


def _source(source: SourceRecord) -> SourceWords:
    words = f"Source: {source['source'] or 'not given'}"
    if published := source["published_on"]:
        words += f", {describe_interval(published, published, DatePrecision.DAY)}"
    return {"source": words, "url": source["url"]}
