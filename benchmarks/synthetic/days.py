"""When synthetic events are: a growing trend, weeks, bursts, and intervals around the days."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from benchmarks.synthetic.draw import Floats, Integers, Random, choose
from eventmap.schema import DatePrecision

Days = NDArray[np.datetime64]

FIRST, LAST = np.datetime64("2022-02-24"), np.datetime64("2025-10-24")
COUNT = int((LAST - FIRST).astype(int)) + 1

WEEK = (1.08, 1.1, 1.06, 1.04, 1.05, 0.88, 0.79)
"""Events of a day compared with the average, Monday first."""

BURSTS = 36

PRECISIONS = tuple(DatePrecision)
PRECISION_SHARES = {"day": 78, "days": 9, "week": 6, "month": 4.3, "year": 0.7, "unknown": 2}


def weigh_days(random: Random) -> Floats:
    """Return for each day of the period which share of all events came before its end."""
    day = np.arange(COUNT)
    trend = 1 + 3 * day / COUNT
    weekday = ((FIRST + day).astype(int) + 3) % 7  # 1 January 1970 was a Thursday
    burst = np.ones(COUNT)
    for start in random.integers(COUNT, size=BURSTS):
        burst[start : start + random.integers(2, 8)] *= random.uniform(1.6, 4)
    weight = trend * np.array(WEEK)[weekday] * burst * random.lognormal(0, 0.12, COUNT)
    return np.asarray(np.cumsum(weight) / weight.sum())


def pick_days(before: Floats, first: int, count: int, total: int) -> Integers:
    """Return the days, numbered from `FIRST`, of events `first` and on out of `total`, in order."""
    return np.searchsorted(before, (first + np.arange(count) + 0.5) / total).clip(0, COUNT - 1)


def widen(random: Random, day: Integers) -> tuple[Days, Days, Integers]:
    """Return the first and last day of an interval around each day, and its precision.

    Precisions are positions in `PRECISIONS`; unknown dates are NaT.
    """
    shares = [PRECISION_SHARES[precision] for precision in PRECISIONS]
    precision = choose(random, shares, len(day))
    known: Days = FIRST + day
    month, year = known.astype("M8[M]"), known.astype("M8[Y]")
    week = known - (day % 7)
    some = random.integers(1, 6, len(day))
    nothing = np.datetime64("NaT")
    start = _by(precision, known, known, week, month, year, nothing)
    end = _by(precision, known, known + some, week + 6, month + 1, year + 1, nothing)
    # The day before the next month or year begins.
    past = np.isin(precision, [PRECISIONS.index("month"), PRECISIONS.index("year")])
    return start, end - past.astype("m8[D]"), precision


def _by(precision: Integers, *choices: ArrayLike) -> Days:
    days = (np.asarray(choice, dtype="M8[D]").astype(np.int64) for choice in choices)
    return np.choose(precision, np.broadcast_arrays(*days)).astype("M8[D]")
