"""Events as GeoJSON (RFC 7946): one feature an event, located or not."""

from collections.abc import Generator, Iterable
from typing import Any

import pandas as pd

from eventmap.exports.records import describe_dataset, records, write_list
from eventmap.schema import POINT_PRECISIONS, DatasetInfo


def write_geojson(
    frames: Iterable[pd.DataFrame], info: DatasetInfo, selection: str = ""
) -> Generator[bytes]:
    """Yield events as a feature collection in WGS 84, coordinates as (lon, lat).

    The geometry is ``null`` where the event has no point or is known less exactly than to the
    district: a region's centre is not where it happened. Properties are every column;
    days are ISO text, unknown values ``null``, ``extra`` is an object.
    """
    described = describe_dataset(info, selection)
    head = f'{{"type":"FeatureCollection","dataset":{described},"features":'
    return write_list(head, (map(_feature, records(frame)) for frame in frames))


def _feature(event: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": event["event_id"],
        "geometry": _geometry(event),
        "properties": event,
    }


def _geometry(event: dict[str, Any]) -> dict[str, Any] | None:
    lon, lat = event["lon"], event["lat"]
    if lon is None or lat is None or event["geo_precision"] not in POINT_PRECISIONS:
        return None
    return {"type": "Point", "coordinates": [lon, lat]}
