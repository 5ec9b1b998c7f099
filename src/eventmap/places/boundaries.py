"""Outlines of countries and of their first-level units: the one around a point, and how far off.

The units are those of ``data/boundaries/admin1.json`` (42 countries), the countries those of
``data/boundaries/countries.json`` (250). Borders are the internationally recognised ones. Of most
other countries' units ``data/boundaries/rough.json`` has the whereabouts: enough to say that a
point is far from one.
"""

import json
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from eventmap.settings import bundled_data

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import ArrayLike

_Array = np.ndarray[Any, Any]

NEAR_M = 20_000
"""How far off every outline a point may lie to count to the nearest unit: a simplified shore."""

OUTSIDE_M = 50_000
"""How far outside the outline of its country a point may lie without a doubt."""

BORDER_M = 3_000
"""How far from the outline of a unit a village at a border may lie on either side: the outline is
simplified, and the point is the middle of the place."""

COARSE_BORDER_M = 10_000
"""The same where both countries at a border are drawn without units, and less finely."""

MIDDLE = 0.15
"""How far from the middle of a country or unit the point may lie that lists give for it, as a part
of the side of a square of its size. Of 51 countries where events are reported, Google's lie within
for 48; of those in whole degrees, as the World Factbook's, seven in ten."""

COARSE_MIDDLE = 0.25
"""The same for a point in whole or half degrees."""

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


def is_of_state(country: str, state: str) -> bool:
    """Return whether a country's code is that of a state, or of what lists have among its units."""
    return country == state or country in DEPENDENT.get(state, "").split()


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

ISLANDS: tuple[tuple[str, tuple[float, float, float, float]], ...] = (
    ("EC", (-92.2, -1.6, -89.1, 1.8)),  # Galápagos
    ("GQ", (5.5, -1.6, 5.8, -1.3)),  # Annobón
    ("ID", (127.8, -3.9, 129.1, -3.4)),  # Ambon, Haruku, Saparua
    ("IN", (71.6, 8.1, 74.0, 12.6)),  # Lakshadweep
    ("IN", (92.1, 6.6, 94.4, 13.8)),  # Andaman and Nicobar
    ("IT", (12.2, 35.4, 13.0, 36.0)),  # Lampedusa, Linosa
    ("JP", (122.8, 24.0, 131.3, 29.9)),  # Ryukyu
    ("KR", (126.0, 33.0, 127.1, 34.0)),  # Jeju
    ("PH", (119.4, 4.4, 121.5, 6.5)),  # Sulu, Tawi-Tawi
    ("PH", (121.5, 6.2, 122.5, 6.8)),  # Basilan
    ("TZ", (39.1, -6.6, 40.0, -4.8)),  # Zanzibar, Pemba
    ("UA", (30.1, 45.2, 30.3, 45.3)),  # Zmiinyi
    ("US", (-160.7, 18.5, -154.6, 22.6)),  # Hawaii
)
"""Inhabited islands that the outlines leave out as too small: the country, and (west, south, east,
north) in degrees, without land of another."""

_MERCATOR_LIMIT = 85.0  # degrees of latitude
_WGS84 = 4326


@cache
def drawable_regions() -> frozenset[str]:
    """Return the codes of all units that have an outline."""
    return frozenset(drawn("admin1"))


def label_point(code: str) -> tuple[float, float] | None:
    """Return (lon, lat) in degrees of a place well inside a unit, ``None`` without an outline."""
    unit = drawn("admin1").get(code)
    return (unit["label_lon"], unit["label_lat"]) if unit else None


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

    Borders are those of ``data/boundaries/countries.json``: 250 countries and territories, and
    `ISLANDS` that they leave out.
    """
    lon, lat = np.asarray(lons, dtype=float), np.asarray(lats, dtype=float)
    codes = np.full(lon.shape, None, dtype=object)
    known = np.flatnonzero(np.isfinite(lon) & (np.abs(lat) < _MERCATOR_LIMIT))
    inside, which = _intersecting("countries", lon[known], lat[known])
    codes[known[inside[::-1]]] = outlines("countries", 4326)["code"].to_numpy()[which[::-1]]
    afloat = np.setdiff1d(np.arange(len(known)), inside)
    codes[known[afloat]] = _nearest(lon[known[afloat]], lat[known[afloat]], "countries")
    lost = np.array([code is None for code in codes[known]], dtype=bool)
    for code, box in ISLANDS:
        codes[known[lost & _is_within(box, lon[known], lat[known])]] = code
    return list(codes)


def nearest_country(lons: "ArrayLike", lats: "ArrayLike") -> list[str]:
    """Return for each point the alpha-2 code of the country that is nearest, however far it is.

    Parameters
    ----------
    lons, lats
        WGS 84 degrees, none missing and none nearer than 5 degrees to a pole.
    """
    countries = outlines("countries", 3857)
    points = _flat_points(np.asarray(lons, dtype=float), np.asarray(lats, dtype=float))
    _, which = countries.sindex.nearest(points, return_all=False)
    return [str(code) for code in countries["code"].to_numpy()[which]]


def is_far_from(code: str, lon: _Array, lat: _Array) -> _Array:
    """Return whether each point is more than `OUTSIDE_M` outside its country or unit.

    Inside a country are its `DEPENDENT` territories, its `ISLANDS` without an outline, and what it
    disputes with another (`DISPUTED`); of a unit that is not drawn the rough outline counts.

    Parameters
    ----------
    code
        ISO 3166-1 alpha-2 or ISO 3166-2. To what has no outline nothing is far.
    lon, lat
        WGS 84 degrees.
    """
    import shapely

    far = np.zeros(len(lon), dtype=bool)
    name, own = "countries", [code, *DEPENDENT.get(code, "").split()]
    if len(code) > len("UA"):
        name = "admin1" if code in drawable_regions() else "rough"
    units = outlines(name, 4326)
    outline = units[units["code"].isin(own)].geometry
    if outline.empty:
        return far
    shape = outline.union_all()
    shapely.prepare(shape)
    inside = shapely.intersects_xy(shape, lon, lat) | _is_beyond(code, lon, lat)
    away = np.flatnonzero(~inside)
    if not away.size:
        return far
    flat = outline.to_crs(3857).union_all()
    shapely.prepare(flat)
    lon, lat = lon[away], lat[away].clip(-_MERCATOR_LIMIT, _MERCATOR_LIMIT)
    at = _flat_points(lon, lat)
    stretched = OUTSIDE_M / np.cos(np.radians(lat))
    # Nearly all are plainly near or plainly far; the ellipsoid is asked about the others.
    near, far[away] = (shapely.dwithin(flat, at, stretched * by) for by in (0.9, 1.1))
    far[away] = ~far[away]
    unsure = ~near & ~far[away]
    away, lon, lat, at = away[unsure], lon[unsure], lat[unsure], at[unsure]
    far[away] = _metres_to(flat, lon, lat, at) > OUTSIDE_M
    return far


def is_in_middle(code: str, lon: "ArrayLike", lat: "ArrayLike") -> _Array:
    """Return whether each point lies where lists put the middle of a country or unit.

    Some take the middle of the area, some that of its bounds, of all parts or of the largest one.

    Parameters
    ----------
    code
        ISO 3166-1 alpha-2 or ISO 3166-2. Nothing is in the middle of what has no outline.
    lon, lat
        WGS 84 degrees, none missing.
    """
    x, y = np.asarray(lon, dtype=float), np.asarray(lat, dtype=float)
    middles, side_m = _middles_of(code)
    if not middles:
        return np.zeros(len(x), dtype=bool)
    off_m = np.min([metres_between(x, y, *middle) for middle in middles], axis=0)
    coarse = (x * 2 % 1 == 0) & (y * 2 % 1 == 0)
    return np.asarray(off_m <= side_m * np.where(coarse, COARSE_MIDDLE, MIDDLE))


@cache
def _middles_of(code: str) -> tuple[list[tuple[float, float]], float]:
    """Return (lon, lat) of each middle of a country or unit, and the side of a square of its size.

    The size is that of the largest part, in metres.
    """
    import shapely
    from pyproj import Geod

    units = outlines("countries" if len(code) == len("UA") else "admin1", _WGS84)
    own = units[units["code"] == code]
    if own.empty:
        return [], 0.0
    whole = own.geometry.union_all()
    largest = max(shapely.get_parts(whole), key=lambda part: part.area)
    shapes = [whole, shapely.box(*whole.bounds), largest, shapely.box(*largest.bounds)]
    area, _ = Geod(ellps="WGS84").geometry_area_perimeter(largest)
    middles = [(shape.centroid.x, shape.centroid.y) for shape in shapes]
    label = own[["label_lon", "label_lat"]].iloc[0]
    return [*middles, (float(label.iloc[0]), float(label.iloc[1]))], float(abs(area) ** 0.5)


def _intersecting(name: str, lon: _Array, lat: _Array) -> tuple[_Array, _Array]:
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


def _nearest(lon: _Array, lat: _Array, name: str = "admin1") -> _Array:
    """Return for each point the code of the nearest outline within `NEAR_M`, or ``None``.

    Web Mercator is true to shape, so what is nearest there is nearest; how near, the ellipsoid
    says.
    """
    codes = np.full(lon.shape, None, dtype=object)
    if not lon.size:
        return codes
    units = outlines(name, 3857)
    points = _flat_points(lon, lat)
    stretched = 1.01 * NEAR_M / np.cos(np.radians(np.abs(lat).max()))
    at, which = units.sindex.nearest(points, return_all=False, max_distance=stretched)
    shapes = units.geometry.to_numpy()[which]
    near = _metres_to(shapes, lon[at], lat[at], points[at]) <= NEAR_M
    codes[at[near]] = units["code"].to_numpy()[which[near]]
    return codes


def _flat_points(lon: _Array, lat: _Array) -> _Array:
    """Return points of Web Mercator."""
    import geopandas as gpd

    return np.asarray(gpd.GeoSeries.from_xy(lon, lat, crs=4326).to_crs(3857).to_numpy())


def _metres_to(shapes: Any, lon: _Array, lat: _Array, points: _Array) -> _Array:
    """Return the metres on the ellipsoid from each point to its shape, or to the one shape.

    Parameters
    ----------
    shapes, points
        In Web Mercator; the points are those of `lon` and `lat`.
    """
    import geopandas as gpd
    import shapely

    lines = shapely.shortest_line(points, shapes)
    shore = gpd.GeoSeries(shapely.get_point(lines, 1), crs=3857).to_crs(4326)
    return metres_between(lon, lat, shore.x, shore.y)


def metres_between(
    lon: "ArrayLike", lat: "ArrayLike", to_lon: "ArrayLike", to_lat: "ArrayLike"
) -> _Array:
    """Return the metres between points on the ellipsoid, each with its other, in WGS 84 degrees."""
    from pyproj import Geod

    ends = np.broadcast_arrays(lon, lat, to_lon, to_lat)
    x, y, to_x, to_y = (np.array(each, dtype=float) for each in ends)
    _, _, metres = Geod(ellps="WGS84").inv(x, y, to_x, to_y)
    return np.asarray(metres)


def is_near_region(code: str, lon: _Array, lat: _Array) -> _Array:
    """Return whether each point lies in a unit or within `BORDER_M` of it, False without outline.

    Parameters
    ----------
    lon, lat
        WGS 84 degrees, none missing.
    """
    units = outlines("admin1", 3857)
    shape = units.geometry[units["code"] == code]
    if shape.empty:
        return np.zeros(len(lon), dtype=bool)
    points = _flat_points(lon, lat.clip(-_MERCATOR_LIMIT, _MERCATOR_LIMIT))
    return _metres_to(shape.union_all(), lon, lat, points) <= BORDER_M


def is_near_border(
    codes: Sequence[str], lons: "ArrayLike", lats: "ArrayLike", *, inner: bool = False
) -> _Array:
    """Return whether each point is so near a border that it may lie beyond.

    That is within `BORDER_M` of it, or `COARSE_BORDER_M`: the outlines are no more exact.

    Parameters
    ----------
    codes
        The country that each point counts to, or with `inner` the unit.
    lons, lats
        WGS 84 degrees, none missing.
    inner
        Whether the borders between units of one country are meant.
    """
    import shapely

    own = np.array(codes, dtype=_CODE)
    lon, lat = np.asarray(lons, dtype=float), np.asarray(lats, dtype=float)
    stretched = 1 / np.cos(np.radians(lat.clip(-_MERCATOR_LIMIT, _MERCATOR_LIMIT)))
    fine = list({code[:2] for code in drawable_regions()})
    reach = np.where(np.isin(own.astype(_LAND), fine), BORDER_M, COARSE_BORDER_M) * stretched
    points = _flat_points(lon, lat)
    tree, names = _edges("admin1" if inner else "countries")
    at, which = tree.query(points, predicate="dwithin", distance=reach)
    beyond, lands = names[which], names[which].astype(_LAND)
    other = beyond != own[at]
    if inner:
        other &= lands == own[at].astype(_LAND)
    metres = shapely.distance(points[at], tree.geometries[which]) / stretched[at]
    other &= (metres <= BORDER_M) | ~np.isin(lands, fine)
    near = np.zeros(len(own), dtype=bool)
    near[at[other]] = True
    return near


_CODE, _LAND = "U6", "U2"


@cache
def _edges(name: str) -> tuple[Any, _Array]:
    """Return a tree of the straight pieces of all outlines, and the code of each piece."""
    import shapely

    units = outlines(name, 3857)
    parts, unit = shapely.get_parts(units.geometry.to_numpy(), return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    ends, ring = shapely.get_coordinates(rings, return_index=True)
    on = ring[1:] == ring[:-1]
    pieces = shapely.linestrings(np.stack([ends[:-1][on], ends[1:][on]], axis=1))
    codes = units["code"].fillna("").to_numpy(dtype=_CODE)
    return shapely.STRtree(pieces), codes[unit[part[ring[1:][on]]]]


def _is_beyond(country: str, lon: _Array, lat: _Array) -> _Array:
    """Return whether each point is on an island of the country, or in what it disputes."""
    within = np.zeros(len(lon), dtype=bool)
    for states, box in (*DISPUTED, *ISLANDS):
        if country in states.split():
            within |= _is_within(box, lon, lat)
    return within


def _is_within(box: tuple[float, float, float, float], lon: _Array, lat: _Array) -> _Array:
    west, south, east, north = box
    return np.asarray((lon >= west) & (lon <= east) & (lat >= south) & (lat <= north))


@cache
def outlines(name: str, epsg: int) -> "gpd.GeoDataFrame":
    """Return the outlines of ``admin1`` or ``countries`` with their properties.

    Read without GDAL, of which the process that reads files by others keeps four drivers.
    """
    import geopandas as gpd
    import shapely

    if epsg != _WGS84:
        return outlines(name, _WGS84).to_crs(epsg)
    text = (bundled_data() / "boundaries" / f"{name}.json").read_text(encoding="utf-8")
    shapes = shapely.get_parts(shapely.from_geojson(text))
    return gpd.GeoDataFrame(_properties(name), geometry=shapes, crs=epsg)


@cache
def drawn(name: str) -> dict[str, dict[str, Any]]:
    """Return the properties in a file of outlines, by code."""
    return {properties["code"]: properties for properties in _properties(name)}


@cache
def _properties(name: str) -> list[dict[str, Any]]:
    """Return the properties of each outline in a file; a code may have several."""
    path = bundled_data() / "boundaries" / f"{name}.json"
    return [each["properties"] for each in json.loads(path.read_text(encoding="utf-8"))["features"]]
