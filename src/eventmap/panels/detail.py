"""One event with all its claims."""

from collections.abc import Mapping
from typing import Any

from eventmap.details import describe_figures
from eventmap.schema import DatePrecision, Side, Status
from eventmap.selection import name_value
from eventmap.wording import EXPLANATIONS, LABELS, describe_interval


def detail_panel(found: Mapping[str, Any]) -> dict[str, Any]:
    """Return one event with all its claims, from `details.describe_event`."""
    event = found["event"]
    status = event["status"]
    label = LABELS[Status][status].capitalize()
    facts = [
        ["When", event["when"], None],
        ["Where", event["where"], None],
        ["Type", name_value("type", event["event_type"]), None],
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
    return {
        "title": event["title"],
        "summary": event["summary"],
        "facts": facts,
        "claims_title": "Who reports it" if found["claims"] else "No claim is recorded",
        "claims": [_claim(claim) for claim in found["claims"]],
        "timeline": [{"title": i["title"], "when": i["when"]} for i in found["timeline"]],
    }


def _claim(claim: Mapping[Any, Any]) -> dict[str, Any]:
    figures = [describe_figures(claim)] if claim["figures"] else []
    if claim["quantity"] is not None:
        figures.append(f"{claim['quantity']:,} {claim['quantity_unit'] or ''}".strip())
    published = claim["published_on"]
    source = f"Source: {claim['source']}" if claim["source"] else "Source: not given"
    if published:
        source += f", {describe_interval(published, published, DatePrecision.DAY)}"
    return {
        "claimant": claim["claimant"],
        "side": LABELS[Side][claim["side"]],
        "statement": claim["statement"],
        "figures": ", ".join(figures) or None,
        "source": source,
        "url": claim["url"],
    }
