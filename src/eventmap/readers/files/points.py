"""Geometry as columns of a source: points as degrees, of all else what it is and its extent.

A line or an area is no point: a place in it, and its extent, stand in columns of their own, for
`formats.areas` to say how exactly that tells where something happened.
"""

import json
import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import shapely

from eventmap.errors import FileError
from eventmap.readers.files.grids import TEXT
from eventmap.readers.model import (
    GEOMETRY_LAT,
    GEOMETRY_LON,
    GEOMETRY_REACH,
    GEOMETRY_TYPE,
    INSIDE_LAT,
    INSIDE_LON,
)
from eventmap.readers.values.pairs import METRES_PER_DEGREE

if TYPE_CHECKING:
    import geopandas as gpd

_WGS84 = "EPSG:4326"


def read_wkb(name: str, cells: pa.ChunkedArray, crs: object | None) -> pa.Table:
    """Return the text columns of geometries in WKB and the coordinate system `crs`."""
    import geopandas as gpd
    from pyproj.exceptions import ProjError

    try:
        geometry = shapely.from_wkb(cells.to_numpy(zero_copy_only=False), on_invalid="ignore")
        return to_point_columns(gpd.GeoSeries(geometry, crs=crs or _WGS84))
    except (ValueError, TypeError, shapely.errors.ShapelyError, ProjError) as error:
        message = str(error).splitlines()[0]
        raise FileError(f"{name} has geometry that cannot be read: {message}.") from error


def to_point_columns(geometry: "gpd.GeoSeries") -> pa.Table:
    """Return columns of longitude, latitude (EPSG:4326) and, for what is no point, four more.

    Many points that are one count as a point. What is none has no longitude and latitude: a place
    in it stands in columns of its own, beside its type and how far it reaches.
    """
    import geopandas as gpd

    shapes = geometry.to_numpy()
    types = np.where(shapely.is_missing(shapes) | shapely.is_empty(shapes), "", geometry.geom_type)
    single = (types == "MultiPoint") & (shapely.get_num_geometries(shapes) == 1)
    point = (types == "Point") | single
    points = np.where(single, shapely.get_geometry(shapes, 0), shapes)
    series = gpd.GeoSeries(np.where(point, points, None), crs=geometry.crs).to_crs(_WGS84)
    degrees = series.to_numpy()
    columns = {
        GEOMETRY_LON: _write_degrees(shapely.get_x(degrees)),
        GEOMETRY_LAT: _write_degrees(shapely.get_y(degrees)),
    }
    others = [
        None if known or not kind else str(kind) for known, kind in zip(point, types, strict=True)
    ]
    if any(others):
        columns[GEOMETRY_TYPE] = pa.array(others, TEXT)
        drawn = np.where([kind is not None for kind in others], shapes, None)
        columns |= _describe_areas(gpd.GeoSeries(drawn, crs=geometry.crs).to_crs(_WGS84).to_numpy())
    return pa.table(columns)


def _describe_areas(shapes: np.ndarray) -> dict[str, pa.Array]:
    """Return a place in each shape that is on the globe, in degrees, and how far it reaches."""
    reach = measure(*shapely.bounds(shapes).T)
    inside = [
        _place_in(shape) if known else None
        for shape, known in zip(shapes, np.isfinite(reach), strict=True)
    ]
    return {
        INSIDE_LON: _write_degrees(shapely.get_x(inside)),
        INSIDE_LAT: _write_degrees(shapely.get_y(inside)),
        GEOMETRY_REACH: pa.array([_write_metres(each) for each in reach.tolist()], TEXT),
    }


def _place_in(shape: Any) -> Any:
    try:
        return None if shape is None or shape.is_empty else shape.representative_point()
    except shapely.errors.GEOSException:
        return None  # it is no shape at all, such as an area with a corner at infinity


def measure(west: np.ndarray, south: np.ndarray, east: np.ndarray, north: np.ndarray) -> np.ndarray:
    """Return the diagonals of boxes in metres, not finite where a box is none on the globe."""
    across = (east - west) * np.cos(np.radians((south + north) / 2))
    metres: np.ndarray = METRES_PER_DEGREE * np.hypot(north - south, across)
    known = (np.abs(south) <= 90) & (np.abs(north) <= 90) & (np.abs(west) <= 360)  # noqa: PLR2004
    return np.where(known, metres, np.nan)


def _write_metres(metres: float) -> str | None:
    return str(math.ceil(metres)) if math.isfinite(metres) else None


def describe_area(geometry: Mapping[str, Any]) -> dict[str, str | None]:
    """Return the columns of a shape of GeoJSON that is no point, for `measure_areas` to finish.

    The place in it and its box are in the coordinates of the file.
    """
    try:
        text = json.dumps(geometry)
        shape = shapely.from_geojson(text, on_invalid="ignore")
    except (ValueError, shapely.errors.ShapelyError):
        shape = None
    at = _place_in(shape)
    if at is None:
        return {}
    box = " ".join(map(repr, shape.bounds))
    return {INSIDE_LON: repr(at.x), INSIDE_LAT: repr(at.y), GEOMETRY_REACH: box}


def measure_areas(name: str, cells: pd.DataFrame, crs: str | None) -> pd.DataFrame:
    """Return the cells of which `describe_area` made some, with degrees and metres in them.

    Parameters
    ----------
    crs
        The coordinate system of the file, ``None`` for degrees.
    """
    box = cells[GEOMETRY_REACH].str.split(" ", expand=True).reindex(columns=range(4))
    lon, lat = cells[INSIDE_LON], cells[INSIDE_LAT]
    if crs is not None:
        low, high = (project(name, box[at], box[at + 1], crs).to_pandas() for at in (0, 2))
        inside = project(name, lon, lat, crs).to_pandas()
        lon, lat = (inside[each].set_axis(cells.index) for each in (GEOMETRY_LON, GEOMETRY_LAT))
        corners = [each[column] for each in (low, high) for column in (GEOMETRY_LON, GEOMETRY_LAT)]
        box = pd.concat(corners, axis=1)
    reach = measure(*(pd.to_numeric(box.iloc[:, at]).to_numpy("float64") for at in range(4)))
    written = pd.Series([_write_metres(each) for each in reach.tolist()], cells.index, dtype="str")
    return cells.assign(
        **{
            INSIDE_LON: lon.where(written.notna()),
            INSIDE_LAT: lat.where(written.notna()),
            GEOMETRY_REACH: written,
        }
    )


def _write_degrees(values: np.ndarray) -> pa.Array:
    finite = (repr(value) if np.isfinite(value) else None for value in values.tolist())
    return pa.array(list(finite), TEXT)


def project(name: str, lon: pd.Series, lat: pd.Series, crs: str) -> pa.Table:
    """Return the columns of points that are given as two columns in the coordinate system `crs`."""
    x, y = (pd.to_numeric(each, errors="coerce").to_numpy("float64") for each in (lon, lat))
    shapes = np.where(np.isfinite(x) & np.isfinite(y), shapely.points(x, y), None)
    return read_wkb(name, pa.chunked_array([pa.array(shapely.to_wkb(shapes))]), crs)
