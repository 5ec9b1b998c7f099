"""Regions: names and ISO 3166-2 codes of administrative units, and the unit around a point.

The units are those of ``data/boundaries/admin1.json``; what has no outline there is known by
name alone, from ISO 3166-2. Names need no geometry, so only `region_of` loads geopandas.
"""

import csv
import json
import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from eventmap.settings import bundled_data

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import ArrayLike

Array = np.ndarray[Any, Any]

NEAR_M = 20_000
"""How far off every outline a point may lie to count to the nearest unit: a simplified shore."""

_MERCATOR_LIMIT = 85.0  # degrees of latitude

_KINDS = {
    "oblast": "oblast obl oblasti voblast region province county voivodeship voivodship judet",
    "krai": "krai kray",
    "republic": "republic respublika",
    "okrug": "okrug",
    "city": "city misto gorod horad",
    "district": "district municipality raion rayon",
}
_LOCAL = ("city", "district")
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words.split()}
_SILENT = {"of", "the", "autonomous", "avtonomna", "avtonomnyy", "avtonomnaya"}
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "\u0131": "i", "ə": "e", "æ": "ae"}
)
"""Letters that are no letter with an accent in Unicode; the escaped one is the dotless i."""


def region_name(code: str) -> str | None:
    """Return the English name of a unit, such as "Kherson Oblast" for ``UA-65``."""
    drawn = _drawn_name("admin1", code)
    if drawn:
        return drawn
    import pycountry

    unit = pycountry.subdivisions.get(code=code)
    return _without_brackets(unit.name) if unit else None


def country_name(code: str) -> str | None:
    """Return the short English name of a country, such as "Russia" for ``RU``."""
    drawn = _drawn_name("countries", code)
    if drawn:
        return drawn
    import pycountry

    country = pycountry.countries.get(alpha_2=code)
    return _without_brackets(country.name) if country else None


def drawable_regions() -> frozenset[str]:
    """Return the codes of all units that have an outline."""
    return frozenset(_drawn("admin1"))


def label_point(code: str) -> tuple[float, float] | None:
    """Return (lon, lat) in degrees of a place well inside a unit, ``None`` without an outline."""
    drawn = _drawn("admin1").get(code)
    return (drawn["label_lon"], drawn["label_lat"]) if drawn else None


def region_code(name: str, country: str | None = None) -> str | None:
    """Return the code of the unit called `name`, ``None`` if none or several are.

    Case, accents, apostrophes and hyphens do not matter, nor does the word for the kind of unit
    where only one unit has the name: "Donets'k", "Donetsk region" and "Donetska oblast" are
    ``UA-14``. A city and the unit around it are told apart: "Kyiv" is the city, "Kyiv Oblast"
    is not.

    Parameters
    ----------
    country
        ISO 3166-1 alpha-2 code of the country that the unit is in, if known.
    """
    exact, loose = _codes_by_name()
    base, kind = _fold(name)
    found = exact.get((base, kind))
    if not found and kind != "district":  # "Kherson Raion" is less than "Kherson"
        found = exact.get((base, ""))
    if not found and kind not in _LOCAL:
        found = loose.get(base)
    codes = {code for code in found or () if country in (None, code[:2])}
    if len({code[:2] for code in codes}) == 1:
        # Where a country has two levels of units, the one with an outline is meant.
        codes = codes & drawable_regions() or codes
    return codes.pop() if len(codes) == 1 else None


def region_of(lons: "ArrayLike", lats: "ArrayLike") -> list[str | None]:
    """Return for each point the code of the unit that it lies in, or off whose shore it lies.

    A point on no land at all counts to the nearest unit within `NEAR_M`. ``None`` where there
    is no such unit, where the country is drawn without units, and for a missing coordinate.

    Parameters
    ----------
    lons, lats
        WGS 84 degrees.
    """
    lon, lat = np.asarray(lons, dtype=float), np.asarray(lats, dtype=float)
    codes = np.full(lon.shape, None, dtype=object)
    known = np.flatnonzero(np.isfinite(lon) & (np.abs(lat) < _MERCATOR_LIMIT))
    inside, which = _intersecting("admin1", lon[known], lat[known])
    # A point on a border lies in two units; writing backwards keeps the first of them.
    codes[known[inside[::-1]]] = outlines("admin1", 4326)["code"].to_numpy()[which[::-1]]
    ashore, _ = _intersecting("countries", lon[known], lat[known])
    afloat = np.setdiff1d(np.arange(len(known)), ashore)
    codes[known[afloat]] = _nearest(lon[known[afloat]], lat[known[afloat]])
    return list(codes)


def country_of(lons: "ArrayLike", lats: "ArrayLike") -> list[str | None]:
    """Return for each point the alpha-2 code of the country that it lies in, as `region_of` does.

    Borders are those of ``data/boundaries/countries.json``: 250 countries and territories.
    """
    lon, lat = np.asarray(lons, dtype=float), np.asarray(lats, dtype=float)
    codes = np.full(lon.shape, None, dtype=object)
    known = np.flatnonzero(np.isfinite(lon) & (np.abs(lat) < _MERCATOR_LIMIT))
    inside, which = _intersecting("countries", lon[known], lat[known])
    codes[known[inside[::-1]]] = outlines("countries", 4326)["code"].to_numpy()[which[::-1]]
    afloat = np.setdiff1d(np.arange(len(known)), inside)
    codes[known[afloat]] = _nearest(lon[known[afloat]], lat[known[afloat]], "countries")
    return list(codes)


def are_namesakes(one: str, other: str) -> bool:
    """Return whether two units are called the same but for their kind, as Kyiv and Kyiv Oblast."""
    names = [region_name(code) for code in (one, other)]
    return None not in names and len({_fold(str(name))[0] for name in names}) == 1


def says_kind(name: str) -> bool:
    """Return whether a name says which kind of unit is meant, as "Kyiv Oblast" does."""
    return _fold(name)[1] != ""


@cache
def larger_units(code: str) -> frozenset[str]:
    """Return the codes of the units that a unit is part of, by ISO 3166-2."""
    import pycountry

    found = set()
    unit = pycountry.subdivisions.get(code=code)
    while unit is not None and unit.parent_code and unit.parent_code not in found:
        found.add(unit.parent_code)
        unit = pycountry.subdivisions.get(code=unit.parent_code)
    return frozenset(found)


def _intersecting(name: str, lon: Array, lat: Array) -> tuple[Array, Array]:
    """Return the pairs of a point and an outline that it lies in, by their numbers.

    Prepared outlines are asked about points: the index alone would prepare the points instead,
    which takes fifteen times as long.
    """
    import shapely

    units = outlines(name, 4326)
    shapes = units.geometry.to_numpy()
    shapely.prepare(shapes)
    at, which = units.sindex.query(shapely.points(lon, lat))
    hit = shapely.intersects_xy(shapes[which], lon[at], lat[at])
    return at[hit], which[hit]


def _nearest(lon: Array, lat: Array, name: str = "admin1") -> Array:
    """Return for each point the code of the nearest outline within `NEAR_M`, or ``None``.

    Web Mercator is true to shape, so what is nearest there is nearest; how near, the ellipsoid
    says.
    """
    import geopandas as gpd
    import shapely
    from pyproj import Geod

    codes = np.full(lon.shape, None, dtype=object)
    if not lon.size:
        return codes
    units = outlines(name, 3857)
    points = gpd.GeoSeries.from_xy(lon, lat, crs=4326).to_crs(3857).to_numpy()
    stretched = 1.01 * NEAR_M / np.cos(np.radians(np.abs(lat).max()))
    at, which = units.sindex.nearest(points, return_all=False, max_distance=stretched)
    lines = shapely.shortest_line(points[at], units.geometry.to_numpy()[which])
    shore = gpd.GeoSeries(shapely.get_point(lines, 1), crs=3857).to_crs(4326)
    _, _, metres = Geod(ellps="WGS84").inv(lon[at], lat[at], shore.x, shore.y)
    near = np.asarray(metres) <= NEAR_M
    codes[at[near]] = units["code"].to_numpy()[which[near]]
    return codes


@cache
def outlines(name: str, epsg: int) -> "gpd.GeoDataFrame":
    """Return the outlines of ``admin1`` or ``countries`` with their properties.

    Read without GDAL, of which the process that reads files by others keeps four drivers.
    """
    import geopandas as gpd

    path = bundled_data() / "boundaries" / f"{name}.json"
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    return gpd.GeoDataFrame.from_features(features, crs=4326).to_crs(epsg)


@cache
def _drawn(name: str) -> dict[str, dict[str, Any]]:
    """Return the properties in a file of outlines, by code."""
    path = bundled_data() / "boundaries" / f"{name}.json"
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    return {f["properties"]["code"]: f["properties"] for f in features}


def _drawn_name(name: str, code: str) -> str | None:
    return _drawn(name).get(code, {}).get("name")


def _without_brackets(name: str) -> str:
    return re.sub(r" [\[(].*", "", name)


@cache
def _codes_by_name() -> tuple[dict[tuple[str, str], set[str]], dict[str, set[str]]]:
    """Return the codes by folded name and kind, and by folded name where the kind was said."""
    import pycountry

    exact: dict[tuple[str, str], set[str]] = {}
    loose: dict[str, set[str]] = {}
    drawn = [(code, unit["name"]) for code, unit in _drawn("admin1").items()]
    with (bundled_data() / "boundaries" / "names.csv").open(encoding="utf-8", newline="") as file:
        other = [(code, name) for code, name in csv.reader(file)]
    iso = [(unit.code, _without_brackets(unit.name)) for unit in pycountry.subdivisions]
    taken: set[tuple[str, str, str]] = set()
    for source in (drawn, other, iso):
        folded = [(code, *_fold(name)) for code, name in source]
        for code, base, kind in folded:
            # What a unit is called here is no other unit's name: "Sofia" is the city alone.
            if (code[:2], base, kind) in taken:
                continue
            exact.setdefault((base, kind), set()).add(code)
            if kind not in ("", *_LOCAL):
                loose.setdefault(base, set()).add(code)
        taken.update((code[:2], base, kind) for code, base, kind in folded)
    return exact, loose


def _fold(name: str) -> tuple[str, str]:
    """Return the plain letters of `name` in one word, and the kind of unit if it says one."""
    text = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    plain = "".join(c for c in text if not unicodedata.combining(c))
    words = ["saint" if word == "st" else word for word in re.findall(r"[a-z0-9]+", plain)]
    base = "".join(word for word in words if word not in _KIND_OF and word not in _SILENT)
    return base, next((_KIND_OF[word] for word in words if word in _KIND_OF), "")
