"""Events as GeoJSON (RFC 7946): one feature an event, located or not."""

from collections.abc import Generator, Iterable
from typing import Any

import pandas as pd

from eventmap.exports.columns import has_point
from eventmap.exports.records import encode_description, records, write_list
from eventmap.schema import DatasetInfo


def write_geojson(
    frames: Iterable[pd.DataFrame], info: DatasetInfo, selection: str = ""
) -> Generator[bytes]:
    """Yield events as a feature collection in WGS 84, coordinates as (lon, lat).

    The geometry is ``null`` where the event has no point or is known less exactly than to the
    district: a region's centre is not where it happened. Properties are every column;
    days are ISO text, unknown values ``null``, ``extra`` is an object.
    """
    described = encode_description(info, selection)
    head = f'{{"type":"FeatureCollection","dataset":{described},"features":'
    return write_list(head, (map(_feature, records(frame), has_point(frame)) for frame in frames))


def _feature(event: dict[str, Any], drawn: bool) -> dict[str, Any]:
    point = {"type": "Point", "coordinates": [event["lon"], event["lat"]]}
    return {
        "type": "Feature",
        "id": event["event_id"],
        "geometry": point if drawn else None,
        "properties": event,
    }
