"""Geometry as the two columns of a source: points as degrees, of all else what it is."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import shapely
from pyproj.exceptions import ProjError

from eventmap.errors import ImportRefusal
from eventmap.readers.drafts import GEOMETRY_LAT, GEOMETRY_LON
from eventmap.readers.files.grids import TEXT

GEOMETRY_TYPE = "geometry_type"
"""Column that says what a geometry is which is no point; only where there is one."""

WGS84 = "EPSG:4326"


def read_wkb(name: str, cells: pa.ChunkedArray, crs: object | None) -> pa.Table:
    """Return the text columns of geometries in WKB and the coordinate system `crs`."""
    try:
        geometry = shapely.from_wkb(cells.to_numpy(zero_copy_only=False), on_invalid="ignore")
        return to_point_columns(gpd.GeoSeries(geometry, crs=crs or WGS84))
    except (ValueError, TypeError, shapely.errors.ShapelyError, ProjError) as error:
        message = str(error).splitlines()[0]
        raise ImportRefusal(f"{name} has geometry that cannot be read: {message}.") from error


def to_point_columns(geometry: gpd.GeoSeries) -> pa.Table:
    """Return columns of longitude, latitude (EPSG:4326) and, for what is no point, the type.

    Many points that are one count as a point. Nothing is a centre of anything.
    """
    shapes = geometry.to_numpy()
    types = np.where(shapely.is_missing(shapes) | shapely.is_empty(shapes), "", geometry.geom_type)
    single = (types == "MultiPoint") & (shapely.get_num_geometries(shapes) == 1)
    point = (types == "Point") | single
    points = np.where(single, shapely.get_geometry(shapes, 0), shapes)
    series = gpd.GeoSeries(np.where(point, points, None), crs=geometry.crs).to_crs(WGS84)
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
    return pa.table(columns)


def _write_degrees(values: np.ndarray) -> pa.Array:
    finite = (repr(value) if np.isfinite(value) else None for value in values.tolist())
    return pa.array(list(finite), TEXT)


def project(name: str, lon: pd.Series, lat: pd.Series, crs: str) -> pa.Table:
    """Return the columns of points that are given as two columns in the coordinate system `crs`."""
    x, y = pd.to_numeric(lon).to_numpy(), pd.to_numeric(lat).to_numpy()
    shapes = np.where(np.isfinite(x) & np.isfinite(y), shapely.points(x, y), None)
    return read_wkb(name, pa.chunked_array([pa.array(shapely.to_wkb(shapes))]), crs)
