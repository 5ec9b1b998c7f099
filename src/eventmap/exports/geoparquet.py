"""Events as GeoParquet 1.1: typed columns and a point for what may have one."""

import io

import numpy as np
import pandas as pd
import pyarrow as pa

from eventmap.exports.columns import KINDS, describe, has_point
from eventmap.schema import DatasetInfo

_DAY = pd.ArrowDtype(pa.date32())


def write_geoparquet(events: pd.DataFrame, info: DatasetInfo) -> bytes:
    """Return `events` as GeoParquet with the points in ``geometry`` (WKB, EPSG:4326, lon first).

    The geometry is null where the event has no point or is known less exactly than to the
    district; ``lat`` and ``lon`` stay as given. Days are dates without a time, counts nullable
    integers, ``extra`` is JSON text. The description of the dataset stands as JSON under the key
    ``PANDAS_ATTRS`` of the file's metadata: ``geopandas.read_parquet(path).attrs`` is it.
    """
    import geopandas as gpd

    typed = events.assign(
        **{name: events[name].astype(_DAY) for name, kind in KINDS.items() if kind == "date"}
    )
    frame = gpd.GeoDataFrame(typed, geometry=_points(events), crs="EPSG:4326")
    frame.attrs = describe(info)
    body = io.BytesIO()
    frame.to_parquet(body, index=False, compression="zstd", schema_version="1.1.0")
    return body.getvalue()


def _points(events: pd.DataFrame) -> np.ndarray:
    import shapely

    drawn = has_point(events).to_numpy(dtype=bool)
    points = np.full(len(events), None, dtype=object)
    lon, lat = (events[name].to_numpy()[drawn] for name in ("lon", "lat"))
    points[drawn] = shapely.points(lon, lat)
    return points
