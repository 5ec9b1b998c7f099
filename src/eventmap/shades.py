"""By what the regions of a map are shaded, and in which classes.

A value that is not known is in no class of its own kind, and never zero. A class holds about as
many regions as the others: the quantiles of the values above zero, with round limits,
because one region far above the others would leave all others in one class of equal steps.

What differs between two selections has a scale to both sides with the same limits. Where it cannot
be told which is more, there is a shade for that, and another one where a figure is not known.
"""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from math import floor, log10
from typing import Any

from eventmap.api import Shade, ShadeRow
from eventmap.casualties import MEASURES as PEOPLE
from eventmap.casualties import Total, describe_line
from eventmap.describe import shorten_number
from eventmap.places import POPULATION_YEAR, drawable_regions
from eventmap.schema import Estimate
from eventmap.wording import LABELS

_Region = Mapping[str, Any]

_CLASSES = 5
_ROUND = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9)
_PER = 100_000
_ALMOST = 1e-9
"""The share by which a float may miss the number that it stands for."""

_MISSING = "No figure, or one without a {label}"


@dataclass(frozen=True)
class Shading:
    """Something by which regions are shaded.

    Parameters
    ----------
    key
        As the layer is called in a link: ``regions-{key}``.
    label, name
        In the switch of layers, and of the regions so shaded.
    heading, unknown
        What the legend says of all classes, and of regions without a value; ``{label}`` is the
        figure that counts where one must.
    value
        The value of a region, ``None`` where it is not known.
    note
        What the legend says below the classes.
    whole
        Whether its values are whole numbers.
    optional
        Whether it is offered only where a population is given.
    """

    key: str
    label: str
    name: str
    heading: str
    unknown: str
    value: Callable[[_Region, Estimate], float | None]
    note: str = ""
    whole: bool = True
    optional: bool = False


def _rate(row: _Region, _: Estimate) -> float | None:
    return row["events"] / row["population"] * _PER if row["population"] else None


def _figure(measure: str) -> Callable[[_Region, Estimate], float | None]:
    def value(row: _Region, by: Estimate) -> float | None:
        found: float | None = getattr(row[measure], by.value)
        return found

    return value


SHADINGS = (
    Shading("events", "By number of events", "Events", "Events", "", lambda row, _: row["events"]),
    Shading(
        "killed",
        "By killed",
        "Killed",
        "Killed ({label})",
        _MISSING,
        _figure("killed"),
    ),
    Shading(
        "injured",
        "By injured",
        "Injured",
        "Injured ({label})",
        _MISSING,
        _figure("injured"),
    ),
    Shading(
        "rate",
        "By events per 100,000 inhabitants",
        "Events per 100,000 inhabitants",
        "Events per 100,000 inhabitants",
        "Population not given",
        _rate,
        note=f"Inhabitants as published in {POPULATION_YEAR}, before the displacement (JHU CSSE)",
        whole=False,
        optional=True,
    ),
)
"""What regions can be shaded by, in the order in which it is offered."""


def shade_regions(
    rows: Sequence[_Region], by: Estimate
) -> tuple[dict[str, Shade], list[dict[str, int | None]]]:
    """Return how regions are shaded by each of `SHADINGS`, and the classes of each of `rows`.

    Parameters
    ----------
    rows
        Counts, totals and population by region, as `summary.summarise` has them.
    by
        The figure of killed and injured that counts.
    """
    drawable, label = drawable_regions(), LABELS[Estimate][by]
    drawn = [row for row in rows if row["region"] in drawable]
    elsewhere = [row for row in rows if row["region"] not in drawable]
    shades: dict[str, Shade] = {}
    limits = {}
    for shading in SHADINGS:
        found = class_limits([shading.value(row, by) for row in drawn])
        limits[shading] = found
        heading = f"{shading.heading.format(label=label)}, by region"
        shades[shading.key] = {
            "offered": not shading.optional or any(row["population"] for row in rows),
            "heading": f"{heading}{_at_least(shading, drawn)}",
            "classes": describe_classes(found, whole=shading.whole),
            "unknown": shading.unknown.format(label=label),
            "nowhere": _describe_nowhere(shading, elsewhere),
        }
    classes = [
        {shading.key: class_of(shading.value(row, by), limits[shading]) for shading in SHADINGS}
        if row["region"] in drawable
        else {}
        for row in rows
    ]
    return shades, classes


def _at_least(shading: Shading, rows: Sequence[_Region]) -> str:
    """Return that values are low ends where events of a region give no figure."""
    totals = [row[shading.key] for row in rows] if shading.key in PEOPLE else []
    open_above = any(total.known and total.unknown for total in totals)
    return "; at least so many where events give no figure" if open_above else ""


def _describe_nowhere(shading: Shading, rows: Sequence[_Region]) -> str:
    """Return what the shades leave out: "In no region that is drawn: 3 events, 12 killed"."""
    if not rows:
        return ""
    added = {name: sum(row[name] for row in rows) for name in ("events", "uncounted")}
    counted = f"{shorten_number(added)} event{'' if added['events'] == 1 else 's'}"
    total = sum((row[shading.key] for row in rows), Total()) if shading.key in PEOPLE else Total()
    killed = f", {describe_line(total, shading.key)}" if total.known else ""
    return f"In no region that is drawn: {counted}{killed}"


def shade_changes(
    changes: Sequence[tuple[str | None, float | None]], unit: str
) -> tuple[list[ShadeRow], list[str]]:
    """Return the legend of a difference map, and the shade of each region.

    Parameters
    ----------
    changes
        Of each region one of `CHANGES` or ``None``, and by how much it is more or fewer; without
        a sign, which `CHANGES` gives.
    unit
        What follows a number, such as " a day".

    Returns
    -------
    From most more to most fewer, the same limits on both sides; then of the other shades those
    that some region has.
    """
    limits = class_limits([by for change, by in changes if change in _SIGNED], _SIDE_CLASSES)
    labels = describe_classes(limits, whole=False)
    both = {
        change: [
            ShadeRow(shade=f"{change}-{at}", label=f"{change.capitalize()} by {label}{unit}")
            for at, label in enumerate(labels, 1)
        ]
        for change in _SIGNED
    }
    shades = [
        f"{change}-{class_of(by, limits)}" if change in _SIGNED else change or "unknown"
        for change, by in changes
    ]
    rest = [ShadeRow(shade=shade, label=label) for shade, label in _UNSIGNED.items()]
    found = [row for row in rest if row["shade"] in shades]
    return [*both["more"][::-1], *both["fewer"], *found], shades


_SIGNED = ("more", "fewer")
_SIDE_CLASSES = 3
_UNSIGNED = {
    "same": "The same on both sides",
    "meet": "The ranges meet: which is more is not known",
    "unknown": "No figure, or days that are not covered",
}
CHANGES = (*_SIGNED, "same", "meet")
"""How a region can differ; ``None`` where a figure is missing."""


def class_limits(values: Sequence[float | None], classes: int = _CLASSES) -> list[float]:
    """Return the lower limits of at most so many classes, ascending; none is empty.

    They are the quantiles of the values above zero, rounded down; the first class holds the
    smallest value. ``None`` and zero are in no class.
    """
    known = sorted(value for value in values if value)
    whole = all(float(value).is_integer() for value in known)
    quantiles = [known[at * len(known) // classes] for at in range(classes)] if known else []
    limits = sorted({_round_down(value, whole=whole) for value in quantiles})
    held = {class_of(value, limits) for value in known}
    return [limit for at, limit in enumerate(limits, 1) if at in held]


def _round_down(value: float, *, whole: bool) -> float:
    """Return the largest round number that is not above `value`, a whole one if so asked."""
    power = 10 ** floor(log10(value) + _ALMOST)
    numbers = [float(f"{number * power:.2g}") for number in _ROUND]
    allowed = [number for number in numbers if not whole or number.is_integer()]
    return max((number for number in allowed if number <= value * (1 + _ALMOST)), default=value)


def class_of(value: float | None, limits: Sequence[float]) -> int | None:
    """Return the number of the class of a value, from 1 on; 0 of zero, ``None`` if not known."""
    if not value:
        return None if value is None else 0
    return max(bisect_right(limits, value), 1)


def describe_classes(limits: Sequence[float], *, whole: bool) -> list[str]:
    """Return what each class holds: "2-4" or, where values are not whole, "0.3 to under 2"."""
    ends = [*limits[1:], None][: len(limits)]
    pairs = zip(limits, ends, strict=True)
    return [_describe_class(start, end, whole=whole) for start, end in pairs]


def _describe_class(start: float, end: float | None, *, whole: bool) -> str:
    if end is None:
        return f"{_write(start)} and more"
    if not whole:
        return f"{_write(start)} to under {_write(end)}"
    return _write(start) if start == end - 1 else f"{_write(start)}–{_write(end - 1)}"


def describe_rate(events: int, population: int | None) -> str | None:
    """Return events per inhabitants, as "3.1 events per 100,000 of 1,705,836 inhabitants".

    ``None`` where the population is not given.
    """
    if not population:
        return None
    rate = Decimal(repr(events / population * _PER))
    digits = 1 if rate < 1 else 2
    place = 0 if rate >= _PLAIN_FROM else rate.adjusted() - digits + 1
    rounded = rate.quantize(Decimal(1).scaleb(place), ROUND_HALF_UP)
    return f"{_write(float(rounded))} events per 100,000 of {population:,} inhabitants"


_PLAIN_FROM = 100
"""From here on a rate is written in full."""


def _write(number: float) -> str:
    text = f"{number:,.6f}"
    return text.rstrip("0").rstrip(".")
