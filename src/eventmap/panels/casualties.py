"""What the events shown cost: both totals, and the tables by region and by type."""

from collections.abc import Mapping
from typing import Any

from eventmap.casualties import MEASURES, Total, describe_basis, shorten_figure
from eventmap.selection import name_value
from eventmap.wording import count_of

_LONGEST_TABLE = 8


def casualties_panel(summary: Mapping[Any, Any]) -> dict[str, Any]:
    """Return both totals and the tables by region and by type."""
    by_region, by_type = summary["by_region"], summary["by_type"]
    rows = [_group(row, _name_region(row), row["region"]) for row in by_region[:_LONGEST_TABLE]]
    left = len(by_region) - _LONGEST_TABLE
    return {
        "totals": [_total(Total(**summary[measure]), measure) for measure in MEASURES],
        "regions": rows,
        "regions_more": f"and {count_of(left, 'more place')}" if left > 0 else None,
        "types": [_group(row, name_value("type", row["type"]), row["type"]) for row in by_type],
    }


def _name_region(row: Mapping[Any, Any]) -> str:
    if row["region"]:
        return str(row["name"] or row["region"])
    if row["country"]:
        return f"{row['country_name'] or row['country']}, no region"
    return "Place not given"


def _group(row: Mapping[Any, Any], label: str, value: str | None) -> dict[str, Any]:
    killed = Total(**row["killed"])
    return {
        "label": label,
        "value": value,
        "events": row["events"],
        "known": killed.known,
        "unknown": killed.unknown,
        "killed": shorten_figure(killed.figure),
    }


def _total(total: Total, noun: str) -> dict[str, Any]:
    return {
        "label": noun,
        "number": shorten_figure(total.figure),
        "known": total.known,
        "unknown": total.unknown,
        "basis": describe_basis(total) if total.known + total.unknown else "",
    }
