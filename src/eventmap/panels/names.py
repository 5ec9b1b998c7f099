"""What the values of a filter are called on the page."""

from enum import StrEnum

from eventmap import regions
from eventmap.layers.symbols import SYMBOLS
from eventmap.schema import EventType, GeoPrecision, Side, Status
from eventmap.wording import LABELS

FACET_LABELS = {
    "country": "Country",
    "region": "Region",
    "type": "Type",
    "status": "Status",
    "precision": "Place known",
    "side": "Who reports",
    "source": "Source",
    "actor": "Attributed to",
    "party": "Party involved",
    "target": "Target",
}

_SETS: dict[str, type[StrEnum]] = {"status": Status, "precision": GeoPrecision, "side": Side}


def name_value(facet: str, value: str) -> str:
    """Return what a value of a facet is called on the page; a code without a name stays."""
    match facet:
        case "country":
            return regions.country_name(value) or value
        case "region":
            return regions.region_name(value) or value
        case "type":
            return SYMBOLS[EventType(value)].label
        case "status" | "precision" | "side":
            return capitalise(LABELS[_SETS[facet]][value])
    return value


def capitalise(text: str) -> str:
    """Return the text with a capital first letter, the rest unchanged."""
    return text[:1].upper() + text[1:]
