"""The bars of the time axis: what happened, or what it cost, in each bin of a trend.

Frames as in `axis`. Events are bars of what lies wholly in a bin, a piece for each colour of the
legend, with what only may lie in it hollow above. Killed or injured are bars of the best figure,
with the range as a line over them; what gives no figure is a hatched cap, however many they are.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from eventmap.api import Bin, Histogram
from eventmap.axis import EVENTS_LANE, Domain, days_to_ms
from eventmap.casualties import Total, describe_line
from eventmap.schema import DatePrecision, EventType
from eventmap.symbols import SYMBOLS
from eventmap.wording import count_of, describe_interval

CAP = 0.04
"""Part of the plot's height that the cap takes for events that give no figure."""

_ROOM = 0.9  # of the lane, for the highest bar; the rest is for a cap
_MOST_STEPS = 4
_NAMED_TYPES = 4
_PALE = 0.45  # a bar that is only a low end


@dataclass(frozen=True)
class Bars:
    """What is drawn of a trend; all but `ticks` have ``x``, and ``when`` to be told apart.

    A piece is one of several of its bin, which ``when`` and ``colour`` tell apart together.

    Parameters
    ----------
    pieces
        Filled: ``x``, ``x2``, ``y``, ``y2``, ``colour`` and ``alpha``.
    hollow
        Of what may lie in a bin: ``x``, ``x2``, ``y``, ``y2``.
    caps
        Of what gives no figure: ``x``, ``x2``, ``y``, ``y2``.
    ranges
        ``x`` (the middle), ``y``, ``y2`` and ``open``, whether the upper end is not known.
    bins
        Over the whole height, to be pointed at: ``x``, ``x2``, ``y``, ``y2``, ``said``, ``first``,
        ``last`` (ISO days) and ``label``.
    ticks
        Of the scale: ``y`` and ``text``.
    """

    pieces: pd.DataFrame
    hollow: pd.DataFrame
    caps: pd.DataFrame
    ranges: pd.DataFrame
    bins: pd.DataFrame
    ticks: pd.DataFrame


_RECTANGLE = ("when", "x", "x2", "y", "y2")
_COLUMNS = {
    "pieces": (*_RECTANGLE, "colour", "alpha"),
    "hollow": _RECTANGLE,
    "caps": _RECTANGLE,
    "ranges": ("when", "x", "y", "y2", "open"),
    "bins": (*_RECTANGLE, "said", "first", "last", "label"),
    "ticks": ("y", "text"),
}


def draw_bars(
    trend: Histogram | None,
    domain: Domain,
    *,
    lane: tuple[float, float] = EVENTS_LANE,
    bar: str = "",
    dark: bool = False,
) -> Bars:
    """Return the bars of a trend that touch `domain`; nothing at all of no trend.

    Parameters
    ----------
    bar
        The colour of a bar that is of no type.
    dark
        Whether the page's theme is dark.
    """
    bins = [each for each in trend["bins"] if _touches(each, domain)] if trend else []
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in _COLUMNS}
    if trend and bins:
        scale = _Scale(max(map(_most, bins)), lane)
        rows["ticks"] = [{"y": scale.at(number), "text": f"{number:,}"} for number in scale.ticks]
        for each in bins:
            first, last = each["date_start"], each["date_end"]
            when = describe_interval(first, last, DatePrecision.DAYS)
            x, x2 = days_to_ms(first, last)
            at = {"when": when, "x": x, "x2": x2}
            said = describe_bin(each, trend)
            rows["bins"].append(
                at
                | dict(zip(("y", "y2"), lane, strict=True))
                | {"said": said, "first": str(first), "last": str(last), "label": f"{when}: {said}"}
            )
            for name, row in _draw(each, scale, bar=bar, dark=dark):
                rows[name].append(at | row)
    return Bars(**{n: pd.DataFrame(rows[n], columns=columns) for n, columns in _COLUMNS.items()})


def describe_bin(each: Bin, trend: Histogram) -> str:
    """Return what a bin of a trend holds, in words."""
    within, cost = each["inside"], each["cost"]
    if cost is None:
        said = count_of(within, "event") + _describe_types(each["types"] or {})
    else:
        said = describe_line(Total(**cost), str(trend["measure"])) if within else "no event"
    if trend["cumulated"]:
        return f"{said}, all until then"
    possible = each["events"] - within
    return f"{said}; {count_of(possible, 'more event')} may lie in it" if possible else said


def _describe_types(types: Mapping[str, int]) -> str:
    counted = sorted(types.items(), key=lambda pair: -pair[1])
    named = [
        f"{SYMBOLS[EventType(name)].label.lower()} {number:,}"
        for name, number in counted[:_NAMED_TYPES]
    ]
    if left := sum(number for _, number in counted[_NAMED_TYPES:]):
        named.append(f"other types {left:,}")
    return f" ({', '.join(named)})" if named else ""


def _touches(each: Bin, domain: Domain) -> bool:
    return each["date_end"] >= domain[0] and each["date_start"] <= domain[1]


def _most(each: Bin) -> int:
    """Return the highest number that is drawn of a bin."""
    cost = each["cost"]
    if cost is None:
        return max(each["events"], each["inside"])
    return max(cost[end] or 0 for end in ("low", "best", "high"))


class _Scale:
    """A scale from zero to a round number, in a lane."""

    def __init__(self, most: int, lane: tuple[float, float]) -> None:
        rough = max(most / _MOST_STEPS, 1)
        power = 10 ** (len(str(int(rough))) - 1)
        step = next(int(n * power) for n in (1, 2, 5, 10) if n * power >= rough)
        steps = max(-(-most // step), 1)
        self.ticks = [step * number for number in range(steps + 1)]
        self.lane = lane

    def at(self, number: int) -> float:
        """Return where a number stands, as a part of the plot's height from the bottom."""
        bottom, top = self.lane
        return bottom + number / self.ticks[-1] * (top - bottom) * _ROOM


def _draw(
    each: Bin, scale: _Scale, *, bar: str, dark: bool
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the marks of a bin, each with the name of its frame."""
    if each["cost"] is not None:
        yield from _draw_cost(each, Total(**each["cost"]), scale, bar)
        return
    bottom = 0
    for colour, number in _by_colour(each["types"] or {}, dark=dark).items():
        ends = {"y": scale.at(bottom), "y2": scale.at(bottom + number)}
        yield "pieces", {**ends, "colour": colour, "alpha": 1.0}
        bottom += number
    if each["events"] > bottom:
        yield "hollow", {"y": scale.at(bottom), "y2": scale.at(each["events"])}


def _by_colour(types: Mapping[str, int], *, dark: bool) -> dict[str, int]:
    """Return how many events there are of each colour, in the order of the legend."""
    found: dict[str, int] = {}
    for kind, symbol in SYMBOLS.items():
        if number := types.get(kind):
            colour = symbol.colour(dark=dark)
            found[colour] = found.get(colour, 0) + number
    return found


def _draw_cost(
    each: Bin, total: Total, scale: _Scale, bar: str
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield a bar of the best figure, else a pale one of the low one; its range, and its cap."""
    figure = total.low or 0 if total.best is None else total.best
    x, x2 = days_to_ms(each["date_start"], each["date_end"])
    if figure:
        alpha = _PALE if total.best is None else 1.0
        yield "pieces", {"y": scale.at(0), "y2": scale.at(figure), "colour": bar, "alpha": alpha}
    if total.known and total.low != total.high:
        top = scale.lane[1] if total.high is None else scale.at(total.high)
        ends = {"y": scale.at(total.low or 0), "y2": top}
        yield "ranges", {**ends, "x": (x + x2) / 2, "open": total.high is None}
    if total.unknown:
        yield "caps", {"y": scale.at(figure), "y2": scale.at(figure) + CAP}
