"""What can be asked of ``results.json``."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Any


@dataclass(frozen=True)
class Spread:
    """Median, smallest and largest of some measurements."""

    median: float
    low: float
    high: float
    runs: int


def spread(values: Sequence[float]) -> Spread:
    """Return the spread of `values`.

    Raises
    ------
    statistics.StatisticsError
        If there are none.
    """
    return Spread(median(values), min(values), max(values), len(values))


def percentile(values: Sequence[float], percent: int) -> float:
    """Return the value below which `percent` per cent of `values` lie, between two if need be."""
    if len(values) == 1:
        return values[0]
    return quantiles(values, n=100, method="inclusive")[percent - 1]


Results = dict[str, Any]
"""The machine, and each part that has been measured: see `PARTS`."""

PARTS = ("browser", "growth", "tiles", "viewers", "cold", "imports", "exports")

OURS = "eventmap"

Read = Callable[[dict[str, Any]], float | None]
"""What finds one measure in a run."""


@dataclass(frozen=True)
class Measure:
    """One thing that is measured of every system in the browser.

    Parameters
    ----------
    digits
        Digits behind the point.
    """

    label: str
    unit: str
    digits: int
    read: Read


def _seconds(step: str) -> Read:
    return lambda run: run[step]["seconds"]


def _kilobytes(step: str) -> Read:
    return lambda run: run[step]["wire_kb"] or run[step]["http_kb"] + run[step]["socket_kb"]


FILTER_CHANGE = Measure(
    "filter change",
    "s",
    2,
    lambda run: (run["choose"]["seconds"] + run["back"]["seconds"]) / 2,
)
"""The mean of there and back: where all points travel, one way is cheap and the other dear."""

TIMES = (
    Measure("first map", "s", 2, _seconds("first")),
    Measure("type chosen", "s", 2, _seconds("choose")),
    Measure("taken back", "s", 2, _seconds("back")),
    FILTER_CHANGE,
    Measure("zoom", "s", 2, _seconds("zoom")),
)

TRAFFIC = (
    Measure("first map", "KB", 0, _kilobytes("first")),
    Measure("type chosen", "KB", 1, _kilobytes("choose")),
    Measure("taken back", "KB", 1, _kilobytes("back")),
    Measure("zoom", "KB", 1, _kilobytes("zoom")),
)

MEMORY = (
    Measure("JavaScript heap", "MB", 0, lambda run: run["heap_mb"]),
    Measure("process of the tab", "MB", 0, lambda run: run["process_mb"]),
)


def systems_of(results: Results) -> list[tuple[str, int]]:
    """Return the systems and sizes measured in the browser, in their order."""
    runs = results.get("browser", {}).get("runs", [])
    return list(dict.fromkeys((run["system"], run["size"]) for run in runs))


def values(results: Results, measure: Measure, system: str, size: int) -> list[float]:
    """Return a measure of a system at a size in every run that has it."""
    runs = results.get("browser", {}).get("runs", [])
    found = [measure.read(run) for run in runs if (run["system"], run["size"]) == (system, size)]
    return [value for value in found if value is not None]


def middle(results: Results, measure: Measure, system: str, size: int) -> float | None:
    """Return the median of a measure, ``None`` if it was not taken."""
    found = values(results, measure, system, size)
    return spread(found).median if found else None


def find(results: Results, part: str, size: int) -> list[dict[str, Any]]:
    """Return the entries of a part for a size."""
    return [entry for entry in results.get(part, []) if entry["size"] == size]


def server_of(results: Results, system: str, size: int) -> dict[str, Any] | None:
    """Return the memory of a system's server after all runs, if it is known."""
    servers = results.get("browser", {}).get("servers", [])
    found = [each for each in servers if (each["system"], each["size"]) == (system, size)]
    return found[0] if found and "now" in found[0] else None


def tile_ratio(entry: dict[str, Any]) -> float:
    """Return the seconds of all tile queries of a view by those of the floor, of their medians."""
    return spread(entry["tiles_s"]).median / spread(entry["floor_s"]).median


def show(number: float, digits: int = 2) -> str:
    """Return a number with so many digits behind the point, thousands apart."""
    return f"{number:,.{digits}f}"


def show_spread(found: Sequence[float], digits: int = 2) -> str:
    """Return median, smallest and largest, an en dash where there is nothing."""
    if not found:
        return "–"
    of: Spread = spread(found)
    return f"{show(of.median, digits)} ({show(of.low, digits)}–{show(of.high, digits)})"
