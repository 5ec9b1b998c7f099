"""What stands above the time axis: what its bars are, and what their colours mean."""

from collections.abc import Iterable

from eventmap.api import AxisColour, AxisMark, AxisPanel, Histogram
from eventmap.axis import LEFT_PX, PLOT_PX
from eventmap.schema import EventType
from eventmap.symbols import SYMBOLS
from eventmap.wording import join_words

_ADDED = {
    "events": "Events, added up {unit} by {unit}",
    "killed": "Killed, added up {unit} by {unit}",
    "injured": "Injured, added up {unit} by {unit}",
}
_EACH = {
    "events": "Events per {unit}",
    "killed": "Killed per {unit}, people",
    "injured": "Injured per {unit}, people",
}


def axis_panel(
    trend: Histogram | None,
    types: Iterable[str],
    *,
    uncovered: bool = False,
    width: int = PLOT_PX,
    dark: bool,
) -> AxisPanel:
    """Return the heading of the axis and its legend.

    Parameters
    ----------
    trend
        What the bars are of; ``None`` where each is one event.
    types
        Of the events that are drawn.
    uncovered
        Whether days are hatched that the dataset does not cover.
    width
        Of the plot in pixels, for which it is drawn: the script asks for another one if it differs.
    """
    heading, marks = _tell_bars(trend) if trend else ("Events", [])
    by_type = trend is None or trend["measure"] == "events"
    if uncovered:
        marks.append({"kind": "uncovered", "label": "no data"})
    return {
        "heading": heading,
        "width": width,
        "left": LEFT_PX,
        "colours": _legend(types, dark=dark) if by_type else [],
        "marks": marks,
    }


def _tell_bars(trend: Histogram) -> tuple[str, list[AxisMark]]:
    """Return what the bars of a trend are, and what marks besides their colours mean."""
    measure, unit, bins = str(trend["measure"]), trend["unit"], trend["bins"]
    heading = (_ADDED if trend["cumulated"] else _EACH)[measure].format(unit=unit)
    if measure == "events":
        possible = any(each["events"] > each["inside"] for each in bins)
        hollow: AxisMark = {"kind": "possible", "label": f"possibly in this {unit}"}
        return heading, [hollow] if possible and not trend["cumulated"] else []
    costs = [each["cost"] for each in bins if each["cost"]]
    labels = {
        "best": any(cost["best"] is not None for cost in costs) and "best estimate",
        "least": any(c["known"] and c["best"] is None for c in costs) and "lowest figure, no best",
        "range": any(c["low"] != c["high"] and c["high"] is not None for c in costs) and "range",
        "open": any(c["known"] and c["high"] is None for c in costs) and "no upper end",
        "none": any(c["unknown"] for c in costs) and "events that give no figure",
    }
    return heading, [{"kind": kind, "label": label} for kind, label in labels.items() if label]


def types_of(trend: Histogram) -> set[str]:
    """Return the types of the events that the bars of a trend are of."""
    return {name for each in trend["bins"] for name in each["types"] or {}}


def _legend(types: Iterable[str], *, dark: bool) -> list[AxisColour]:
    """Return each colour with the types that have it, in the order of the map's legend."""
    drawn = {EventType(name) for name in types}
    found: dict[str, list[str]] = {}
    for kind, symbol in SYMBOLS.items():
        if kind in drawn:
            colour = symbol.colour(dark=dark)
            found.setdefault(colour, []).append(symbol.label)
    return [
        {"colour": colour, "label": join_words([labels[0], *map(str.lower, labels[1:])])}
        for colour, labels in found.items()
    ]
