"""Drawing from shares, a whole column at once."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import ArrayLike, NDArray

Random = np.random.Generator
Integers = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def choose(random: Random, shares: ArrayLike, count: int) -> Integers:
    """Return `count` positions in `shares`, each as often as its share of their sum."""
    edges = np.cumsum(np.asarray(shares, dtype=float))
    level = random.random(count) * edges[-1]
    return np.asarray(np.searchsorted(edges, level, side="right"))


def choose_by_group(random: Random, shares: ArrayLike, groups: Integers) -> Integers:
    """Return a column of `shares` for each of `groups`, which are rows of it."""
    edges = np.cumsum(np.asarray(shares, dtype=float), axis=1)
    level = random.random(len(groups)) * edges[groups, -1]
    return np.asarray((edges[groups] <= level[:, None]).sum(axis=1))


def words(values: Sequence[str | None], at: Integers) -> pa.DictionaryArray:
    """Return the texts of `values` at the positions `at`; a negative position is missing."""
    where = pa.array(at.astype(np.int32), mask=at < 0)
    return pa.DictionaryArray.from_arrays(where, pa.array(values, pa.string()))


def texts(values: Sequence[str], at: Integers) -> pa.Array:
    """Return the texts of `values` at the positions `at`, to be joined to others."""
    return pa.array(values, pa.string()).take(pa.array(at))
