"""Where the points of a table lie as they are written, and with the two numbers turned round.

Both are read by the rules by which they will be read once one of them is chosen.
"""

from collections import Counter
from collections.abc import Mapping

import numpy as np
import pandas as pd

from eventmap.errors import Placing
from eventmap.places import country_of, name_country, nearest_country
from eventmap.readers.model import Source
from eventmap.readers.values.coordinates import read_coordinates, split_pairs
from eventmap.wording import count_of, join_words

MOST_POINTS = 200
"""How many are kept for a picture."""
_NAMED = 4
"""How many countries are named; the others are counted."""
_POLAR = 85.0
"""Degrees of latitude from which on no country is told."""


def place_both(
    source: Source, columns: Mapping[str, str], text: pd.DataFrame, *, crs: str | None = None
) -> tuple[Placing, ...]:
    """Return where the points lie as written and turned round.

    None where both are the same, because letters or the notation say which number is which, and
    where another column tells how a pair is read.

    Parameters
    ----------
    columns
        See `Draft.columns`.
    text
        Columns ``lat`` and ``lon`` as they are written.
    crs
        See `read_coordinates`.
    """
    lat, lon = columns.get("lat", ""), columns.get("lon", "")
    written = text[["lat", "lon"]]
    if lat == lon:
        if crs is not None or lat not in source.cells:
            return ()
        cells = source.cells[lat].reindex(text.index)
        usual, by_lat, by_lon = (
            split_pairs(cells, first=first)[["lat", "lon"]] for first in (None, "lat", "lon")
        )
        read = {"coordinates" if usual.equals(by_lat) else "latlon": by_lat, "lonlat": by_lon}
        orders = [name for name, points in read.items() if points.equals(written)]
        if len(orders) != 1:
            return ()
        (other,) = read.keys() - set(orders)
        turned = read[other]
        choices = {orders[0]: lat}, {other: lat}
    else:
        turned = written.rename(columns={"lat": "lon", "lon": "lat"})
        choices = {"lat": lat, "lon": lon}, {"lat": lon, "lon": lat}
    ways = [read_coordinates(each["lat"], each["lon"], crs=crs) for each in (written, turned)]
    if ways[0][["lat", "lon"]].equals(ways[1][["lat", "lon"]]):
        return ()
    given = written.notna().all(axis=1)
    return tuple(
        _place(way[given], chosen, turned=way is ways[1])
        for way, chosen in zip(ways, choices, strict=True)
    )


def _place(way: pd.DataFrame, choices: Mapping[str, str], *, turned: bool) -> Placing:
    points = way[["lon", "lat"]].dropna()
    lon, lat = points["lon"].to_numpy(), points["lat"].to_numpy()
    codes = country_of(lon, lat)
    ashore = Counter(code for code in codes if code is not None)
    afloat = np.array([code is None for code in codes], dtype=bool)
    polar = afloat & (np.abs(lat) >= _POLAR)
    afloat &= ~polar
    at_sea = Counter(nearest_country(lon[afloat], lat[afloat])) if afloat.any() else Counter()
    lands = [*_name("in", ashore), *_name("at sea off", at_sea)]
    lands += [(int(polar.sum()), "near a pole"), (len(way) - len(points), "nowhere on the globe")]
    return Placing(
        turned,
        choices,
        _say([each for each in lands if each[0]], len(way)),
        tuple(code for code, _ in ashore.most_common()),
        tuple((float(x), float(y)) for x, y in _sample(points).to_numpy()),
        len(way),
    )


def _name(where: str, lands: Counter[str]) -> list[tuple[int, str]]:
    """Return how many points lie where, the most first, in words."""
    named = lands.most_common(_NAMED)
    said = [(number, f"{where} {name_country(code)}") for code, number in named]
    others = lands.most_common()[_NAMED:]
    if others:
        rest = f"{where} {count_of(len(others), 'other country')}"
        said.append((sum(number for _, number in others), rest))
    return said


def _say(lands: list[tuple[int, str]], count: int) -> str:
    """Return "8 of 12 points in Iraq, 3 in Iran and 1 at sea off Kuwait"."""
    if not lands:
        return "no point"
    (first, where), *others = lands
    said = [f"{first:,} of {count_of(count, 'point')} {where}"]
    return join_words([*said, *(f"{number:,} {where}" for number, where in others)])


def _sample(points: pd.DataFrame) -> pd.DataFrame:
    """Return all points, or `MOST_POINTS` of them at equal steps through the table."""
    if len(points) <= MOST_POINTS:
        return points
    return points.iloc[np.linspace(0, len(points) - 1, MOST_POINTS).round().astype(int)]
