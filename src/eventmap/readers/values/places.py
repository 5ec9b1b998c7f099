"""The country and the administrative unit of each row, from its words and from its point.

The rules:

- The unit that is named counts. Where none is named, or the name is unknown, the unit in which the
  point lies counts. Where both are known and differ, the row is doubtful (``region_conflict``),
  unless one is part of the other, as a district of Northern Ireland, or nothing tells whether it
  is.
- Of two units of one name, such as a city and the region around it, the point decides, unless the
  name says the kind.
- The country that is stated counts; without one, that of the unit; without either, the one in whose
  outline the point lies. Of units of one name in several countries, the point's country is meant.
- Borders are those recognised internationally. What a table puts in Russia by name, and they put
  in Ukraine, is in Ukraine, and so is a point in Crimea (``country_conflict``).
- A unit of another country than the row's is left out.
- A point that stands for a whole country, such as its middle, tells no unit.
- A point more than 50 km outside the outline of its country stays where it is, and is doubtful
  (``outside_country``). Dependent territories (`DEPENDENT`, ISO 3166-1) are inside their state's,
  and what states dispute (`DISPUTED`) inside that of each of them.
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
from eventmap.regions import (
    are_namesakes,
    country_of,
    drawable_regions,
    larger_units,
    outlines,
    region_code,
    region_of,
    says_kind,
)

OUTSIDE_M = 50_000
"""How far outside the outline of its country a point may lie without a doubt."""

DOUBTS = (
    "unknown_country",
    "unknown_region",
    "region_conflict",
    "country_conflict",
    "outside_country",
)

DEPENDENT = {
    "AU": "CC CX HM NF",
    "CN": "HK MO",
    "DK": "FO GL",
    "FI": "AX",
    "FR": "BL GF GP MF MQ NC PF PM RE TF WF YT",
    "GB": "AI BM FK GG GI GS IM IO JE KY MS PN SH TC VG",
    "NL": "AW BQ CW SX",
    "NO": "BV SJ",
    "NZ": "CK NU TK",
    "US": "AS GU MP PR UM VI",
}
"""Territories with a code of their own, by the state that they belong to (ISO 3166-1)."""

DISPUTED: tuple[tuple[str, tuple[float, float, float, float]], ...] = (
    ("MA EH", (-17.2, 20.7, -8.6, 27.7)),  # Western Sahara
    ("IN PK CN", (72.4, 32.2, 80.6, 37.1)),  # Kashmir, Aksai Chin
    ("IN CN", (91.4, 26.6, 97.5, 29.6)),  # Arunachal Pradesh
    ("IL PS", (34.2, 31.2, 35.6, 32.6)),  # Gaza, the West Bank, East Jerusalem
    ("IL SY", (35.6, 32.6, 36.1, 33.5)),  # the Golan
    ("RS XK", (20.0, 41.8, 21.9, 43.3)),  # Kosovo
    ("GE RU", (40.0, 41.9, 44.8, 43.6)),  # Abkhazia, South Ossetia
    ("AM AZ", (45.9, 38.8, 47.2, 40.4)),  # Nagorno-Karabakh
    ("MD RU UA", (28.3, 46.3, 30.2, 48.2)),  # Transnistria
    ("RU UA", (32.4, 44.3, 36.7, 46.3)),  # Crimea
    ("CY TR", (32.2, 34.9, 34.7, 35.8)),  # the north of Cyprus
    ("CN TW", (118.1, 21.8, 122.1, 26.4)),  # Taiwan
    ("SD SS", (27.6, 9.2, 29.1, 10.3)),  # Abyei
    ("EG SD", (33.1, 21.9, 37.1, 23.3)),  # Halaib
    ("KE SS ET", (34.9, 4.1, 36.2, 5.6)),  # the Ilemi triangle
)
"""The states that dispute an area, and its (west, south, east, north) in degrees.

Of the areas that the United Nations' maps draw with a broken line, those in which tables of events
name either state: see https://www.un.org/geospatial/mapsgeo.
"""

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
    land = _countries_at(around, stated, lat, lon)
    named = _named_units(admin1, stated, land)
    named = _decide_namesakes(admin1, named, around)
    crimea = named.isna() & around.isin(list(_CRIMEA)) & (stated == "RU")
    unit = named.mask(crimea, around)
    final = unit.str.slice(0, 2).fillna(stated).fillna(land)
    unit = unit.fillna(around.where(around.str.slice(0, 2) == final))
    differs = _differ(named, around)
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


def _countries_at(
    around: pd.Series, stated: pd.Series, lat: pd.Series, lon: pd.Series
) -> pd.Series:
    """Return the country in which each point lies, where its unit or the row does not tell it."""
    known = around.str.slice(0, 2)
    asked = known.isna() & stated.isna() & lat.notna() & lon.notna()
    if not asked.any():
        return known
    points, which = _distinct(lat[asked], lon[asked])
    codes = pd.Series(country_of(points.real, points.imag), dtype="str")
    found = codes.reindex(which).set_axis(lat.index[asked])
    return known.fillna(found.reindex(lat.index))


def _decide_namesakes(admin1: pd.Series, named: pd.Series, around: pd.Series) -> pd.Series:
    """Return the named units; of two of one name the one in which the point lies."""
    asked = named.notna() & around.notna() & (named != around)
    rows = pd.DataFrame({"name": admin1, "named": named, "around": around})[asked]
    cases = list(rows.itertuples(index=False, name=None))
    known = {
        (name, unit, other): not _tells_kind(name) and are_namesakes(unit, other)
        for name, unit, other in set(cases)
    }
    decided = pd.Series([known[case] for case in cases], rows.index, dtype=bool)
    return named.mask(decided.reindex(named.index, fill_value=False), around)


def _tells_kind(name: str) -> bool:
    return bool(_CITY.match(name)) or says_kind(name) or name.upper() in admin1_codes()


def _differ(named: pd.Series, around: pd.Series) -> pd.Series:
    """Return whether a named unit is known to be another than the one around the point."""
    asked = named.notna() & around.notna() & (named != around)
    pairs = pd.DataFrame({"named": named, "around": around})[asked]
    known = {pair: _are_apart(*pair) for pair in set(pairs.itertuples(index=False, name=None))}
    apart = [known[pair] for pair in pairs.itertuples(index=False, name=None)]
    return pd.Series(apart, pairs.index, dtype=bool).reindex(named.index, fill_value=False)


def _are_apart(named: str, around: str) -> bool:
    """Return whether a point in the unit `around` is outside the unit `named`."""
    if named in larger_units(around) or around in larger_units(named):
        return False
    # Of a unit without an outline nothing shows where it ends, unless the larger ones are known.
    return named in drawable_regions() or bool(larger_units(around))


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


def _is_disputed(code: str, points: Array) -> Array:
    """Return whether each point lies in an area that the country disputes with another."""
    within = np.zeros(len(points), dtype=bool)
    for states, (west, south, east, north) in DISPUTED:
        if code in states.split():
            lon, lat = points.real, points.imag
            within |= (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
    return within


def _far_from(code: str, points: Array) -> Array:
    import geopandas as gpd
    import shapely
    from pyproj import Geod

    far = np.zeros(len(points), dtype=bool)
    countries = outlines("countries", 4326)
    own = [code, *DEPENDENT.get(code, "").split()]
    outline = countries[countries["code"].isin(own)].geometry
    if outline.empty:
        return far
    shape = outline.union_all()
    shapely.prepare(shape)
    inside = shapely.intersects_xy(shape, points.real, points.imag) | _is_disputed(code, points)
    away = np.flatnonzero(~inside)
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
