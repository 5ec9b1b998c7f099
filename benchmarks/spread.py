"""The middle of repeated measurements, and how far they lie apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles


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
