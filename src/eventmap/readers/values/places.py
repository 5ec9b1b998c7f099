"""The country and the administrative unit of each row, from its words and from its point.

The rules:

- The unit that is named counts. Where none is named, or the name is unknown, the unit in which the
  point lies counts. Where both are known and differ, the row is doubtful (``region_conflict``).
- The country that is stated counts; without one, that of the unit.
- Borders are those recognised internationally. What a table puts in Russia by name, and they put
  in Ukraine, is in Ukraine, and so is a point in Crimea (``country_conflict``).
- A unit of another country than the row's is left out.
- A point that stands for a whole country, such as its middle, tells no unit.
- A point more than 50 km outside the outline of its country stays where it is, and is doubtful
  (``outside_country``).
"""
# ruff: noqa: RUF001 - Cyrillic words

import gettext
import re
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pycountry

from eventmap.readers.canonical.codes import admin1_codes
from eventmap.readers.canonical.tables import trim
from eventmap.readers.values.countries import country_code
from eventmap.readers.values.romanise import romanise
from eventmap.regions import outlines, region_code, region_of

OUTSIDE_M = 50_000
"""How far outside the outline of its country a point may lie without a doubt."""

DOUBTS = (
    "unknown_country",
    "unknown_region",
    "region_conflict",
    "country_conflict",
    "outside_country",
)

_CRIMEA = frozenset({"UA-43", "UA-40"})
_KIND = re.compile(
    r"\b(?:special|republican|governorate|gov\.|prefecture|department|division|state|territory"
    r"|parish|wilaya|wilayat|emirate|federal|subject|of)\b",
    re.IGNORECASE,
)
_CITY = re.compile(r"^(?:м|г|місто|город)\.?\s+", re.IGNORECASE)
_MERCATOR_LIMIT = 85.0

Array = np.ndarray[Any, Any]


def read_places(
    country: pd.Series,
    admin1: pd.Series,
    lat: pd.Series,
    lon: pd.Series,
    *,
    wide: pd.Series | None = None,
) -> pd.DataFrame:
    """Return the codes of each row's country and unit, and what is doubtful about them.

    Parameters
    ----------
    country, admin1
        Names or codes as the rows write them, missing where blank.
    lat, lon
        WGS 84 degrees, missing where there is no point.
    wide
        Whether the point of a row stands for a whole country; ``None`` if none does.

    Returns
    -------
    ``country`` (ISO 3166-1 alpha-2) and ``admin1`` (ISO 3166-2, always of that country), missing
    where unknown, and a column of true and false for each of `DOUBTS`.
    """
    country, admin1 = trim(country), trim(admin1)
    stated = _map(country, country_code)
    around = units_at(lat, lon)
    named = _named_units(admin1, stated, around)
    crimea = named.isna() & around.isin(list(_CRIMEA)) & (stated == "RU")
    unit = named.mask(crimea, around)
    final = unit.str.slice(0, 2).fillna(stated).fillna(around.str.slice(0, 2))
    unit = unit.fillna(around.where(around.str.slice(0, 2) == final))
    differs = named.notna() & around.notna() & (named != around)
    if wide is not None:
        unit = unit.where(named.notna() | ~wide)
        differs &= ~wide
    believed = stated.notna() & (around.str.slice(0, 2) != final).fillna(True).astype(bool)
    return pd.DataFrame(
        {
            "country": final,
            "admin1": unit,
            "unknown_country": country.notna() & stated.isna(),
            "unknown_region": admin1.notna() & named.isna(),
            "region_conflict": differs,
            "country_conflict": stated.notna() & (stated != final),
            "outside_country": _outside(final.where(believed), lat, lon),
        }
    )


def units_at(lat: pd.Series, lon: pd.Series) -> pd.Series:
    """Return the code of the unit around each point, missing where there is none."""
    points, which = _distinct(lat, lon)
    codes = pd.Series(region_of(points.real, points.imag), dtype="str")
    return codes.reindex(which).set_axis(lat.index)


def _distinct(lat: pd.Series, lon: pd.Series) -> tuple[Array, Array]:
    """Return distinct points (lon as real, lat as imaginary part), and the number of each row's.

    The number is -1 where there is no point.
    """
    placed = (lat.notna() & lon.notna()).to_numpy()
    both = lon.to_numpy()[placed] + 1j * lat.to_numpy()[placed]
    points, found = np.unique(both, return_inverse=True)
    which = np.full(len(lat), -1)
    which[placed] = found
    return points, which


def _map(cells: pd.Series, read: Any) -> pd.Series:
    known = {text: read(str(text)) for text in cells.dropna().unique()}
    return cells.map(known).astype("str")


def _named_units(admin1: pd.Series, stated: pd.Series, around: pd.Series) -> pd.Series:
    rows = pd.DataFrame({"name": admin1, "country": stated, "near": around.str.slice(0, 2)})
    rows = rows[admin1.notna()].astype(object)
    rows = rows.where(rows.notna(), None)
    distinct = rows.drop_duplicates()
    codes = [unit_code(*row) for row in distinct.itertuples(index=False, name=None)]
    found = distinct.assign(code=pd.Series(codes, distinct.index, dtype="str"))
    code = rows.merge(found, how="left", on=["name", "country", "near"])["code"]
    return code.set_axis(rows.index).reindex(admin1.index).astype("str")


def unit_code(name: str, country: str | None = None, near: str | None = None) -> str | None:
    """Return the ISO 3166-2 code of the unit that a code or a name means.

    Parameters
    ----------
    country
        Alpha-2 code of the country that the row states.
    near
        That of the country in which its point lies; looked in first where none is stated.
    """
    wanted: list[str | None]
    if country:
        wanted = [country, "UA"] if country == "RU" else [country]
    else:
        wanted = [near, None] if near else [None]
    found = (_find(name, within) for within in wanted)
    return next((code for code in found if code), None)


@cache
def _find(name: str, country: str | None) -> str | None:
    code = name.upper()
    if code in admin1_codes():
        return code if country in (None, code[:2]) else None
    bare, cities = _CITY.subn("", name)
    kind = "misto " if cities else ""
    tries = [name, _KIND.sub(" ", name), *(kind + latin for latin in romanise(bare))]
    found = (region_code(each, country) for each in tries)
    if code := next((each for each in found if each), ""):
        return code
    translated = _translated().get(name.casefold(), set())
    codes = {each for each in translated if country in (None, each[:2])}
    return codes.pop() if len(codes) == 1 else None


@cache
def _translated() -> dict[str, set[str]]:
    """Return the codes by Ukrainian and Russian names: a few names are given to two units."""
    found: dict[str, set[str]] = {}
    for language in ("uk", "ru"):
        table = gettext.translation("iso3166-2", pycountry.LOCALES_DIR, [language])
        for unit in pycountry.subdivisions:
            if (name := table.gettext(unit.name)) != unit.name:
                found.setdefault(name.casefold(), set()).add(unit.code)
    return found


def _outside(country: pd.Series, lat: pd.Series, lon: pd.Series) -> pd.Series:
    """Return whether each point is more than `OUTSIDE_M` outside its country's outline."""
    outside = np.zeros(len(lat), dtype=bool)
    asked = country.where(lat.notna() & lon.notna())
    for code in asked.dropna().unique():
        rows = (asked == code).fillna(False).to_numpy(dtype=bool)
        points, which = _distinct(lat[rows], lon[rows])
        outside[rows] = _far_from(code, points)[which]
    return pd.Series(outside, lat.index)


def _far_from(code: str, points: Array) -> Array:
    import geopandas as gpd
    import shapely
    from pyproj import Geod

    far = np.zeros(len(points), dtype=bool)
    countries = outlines("countries", 4326)
    outline = countries[countries["code"] == code].geometry
    if outline.empty:
        return far
    shape = outline.union_all()
    shapely.prepare(shape)
    away = np.flatnonzero(~shapely.intersects_xy(shape, points.real, points.imag))
    if not away.size:
        return far
    flat = outline.to_crs(3857).union_all()
    shapely.prepare(flat)
    lon, lat = points.real[away], points.imag[away].clip(-_MERCATOR_LIMIT, _MERCATOR_LIMIT)
    at = gpd.GeoSeries.from_xy(lon, lat, crs=4326).to_crs(3857).to_numpy()
    stretched = OUTSIDE_M / np.cos(np.radians(lat))
    # Nearly all are plainly near or plainly far; the ellipsoid is asked about the others.
    near, far[away] = (shapely.dwithin(flat, at, stretched * by) for by in (0.9, 1.1))
    far[away] = ~far[away]
    unsure = ~near & ~far[away]
    away, lon, lat, at = away[unsure], lon[unsure], lat[unsure], at[unsure]
    lines = shapely.shortest_line(at, flat)
    shore = gpd.GeoSeries(shapely.get_point(lines, 1), crs=3857).to_crs(4326)
    _, _, metres = Geod(ellps="WGS84").inv(lon, lat, shore.x, shore.y)
    far[away] = np.asarray(metres) > OUTSIDE_M
    return far
