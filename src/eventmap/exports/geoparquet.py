"""Events as GeoParquet 1.1: typed columns and a point for what may have one."""

import io
import json
from collections.abc import Generator, Iterable, Mapping

import numpy as np
import pandas as pd
import pyarrow as pa

from eventmap.exports.columns import KINDS, describe, has_point
from eventmap.schema import DatasetInfo, Kind

_DAY = pd.ArrowDtype(pa.date32())

_TYPES: Mapping[Kind, pa.DataType] = {
    "text": pa.large_string(),
    "json": pa.large_string(),
    "date": pa.date32(),
    "float": pa.float64(),
    "integer": pa.int64(),
    "boolean": pa.bool_(),
}


def write_geoparquet(
    frames: Iterable[pd.DataFrame], info: DatasetInfo, selection: str = ""
) -> Generator[bytes]:
    """Yield events as GeoParquet with the points in ``geometry`` (WKB, EPSG:4326, lon first).

    The geometry is null where the event has no point or is known less exactly than to the
    district; ``lat`` and ``lon`` stay as given. Days are dates without a time, counts nullable
    integers, ``extra`` is JSON text. The description of the dataset stands as JSON under the key
    ``PANDAS_ATTRS`` of the file's metadata: ``geopandas.read_parquet(path).attrs`` is it.
    """
    import pyarrow.parquet as pq
    import shapely

    body = io.BytesIO()
    bounds = np.array([np.inf, np.inf, -np.inf, -np.inf])
    writer = None
    for frame in frames:
        points = _points(frame)
        if len(points):
            west, south, east, north = shapely.total_bounds(points)  # NaN where there is none
            bounds[:2] = np.fmin(bounds[:2], (west, south))
            bounds[2:] = np.fmax(bounds[2:], (east, north))
        table = _table(frame, points)
        writer = writer or pq.ParquetWriter(body, table.schema, compression="zstd")
        writer.write_table(table)
        yield _take(body)
    assert writer is not None  # there is one frame at least
    described = json.dumps(describe(info, selection))
    writer.add_key_value_metadata({"geo": _describe_geometry(bounds), "PANDAS_ATTRS": described})
    writer.close()
    yield _take(body)


def _table(frame: pd.DataFrame, points: np.ndarray) -> pa.Table:
    import shapely

    days = {name: frame[name].astype(_DAY) for name, kind in KINDS.items() if kind == "date"}
    fields = [(name, _TYPES[KINDS[name]]) for name in frame.columns]
    return pa.Table.from_pandas(
        frame.assign(**days, geometry=shapely.to_wkb(points)),
        pa.schema([*fields, ("geometry", pa.binary())]),
        preserve_index=False,
    )


def _points(events: pd.DataFrame) -> np.ndarray:
    import shapely

    drawn = has_point(events).to_numpy(dtype=bool)
    points = np.full(len(events), None, dtype=object)
    lon, lat = (events[name].to_numpy()[drawn] for name in ("lon", "lat"))
    points[drawn] = shapely.points(lon, lat)
    return points


def _describe_geometry(bounds: np.ndarray) -> bytes:
    """Return what the file's metadata say of the points within `bounds`, infinite if there is none.

    GeoPandas writes it, of two points that have the same bounds.
    """
    import geopandas as gpd
    import pyarrow.parquet as pq
    import shapely

    points = shapely.points(bounds.reshape(2, 2)) if np.isfinite(bounds).all() else [None]
    body = io.BytesIO()
    gpd.GeoDataFrame(geometry=points, crs="EPSG:4326").to_parquet(body, schema_version="1.1.0")
    described: bytes = pq.read_schema(body).metadata[b"geo"]
    return described


def _take(body: io.BytesIO) -> bytes:
    """Return what was written since the last time."""
    piece = body.getvalue()
    body.seek(0)
    body.truncate()
    return piece
