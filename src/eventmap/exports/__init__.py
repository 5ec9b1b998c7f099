"""The formats that the filtered events are exported in, one a module.

Every writer takes the frames of ``Database.event_frames`` (the events' columns, the rolled-up
casualty figures, ``claims`` and ``sources``), of which there is at least one, with the dataset's
description, and yields the file in pieces, after one frame at the latest; an empty piece says that
nothing is to be sent yet. Text is UTF-8. Whatever a writer keeps aside is gone when it ends or is
closed. Whether a dataset's rows may be handed on is for the caller to decide.
"""

from collections.abc import Callable, Generator, Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from eventmap.exports.columns import has_point
from eventmap.exports.delimited import guard_text, write_csv
from eventmap.exports.geojson import write_geojson
from eventmap.exports.geoparquet import write_geoparquet
from eventmap.exports.kml import write_kml
from eventmap.exports.records import write_json
from eventmap.exports.workbook import write_workbook
from eventmap.exports.xmltext import clean_text
from eventmap.schema import DatasetInfo

__all__ = [
    "EXPORT_FORMATS",
    "ExportFormat",
    "clean_text",
    "guard_text",
    "has_point",
    "refuse_number",
]


@dataclass(frozen=True)
class ExportFormat:
    """One export format.

    Parameters
    ----------
    label
        What a reader calls it.
    extension
        End of the file's name, without the dot; also the end of its route.
    media_type
        Value of ``Content-Type``.
    write
        Yields the file for frames of events, the description of their dataset, and a sentence
        that says which of its events they are.
    most
        How many events it can hold in practice.
    """

    label: str
    extension: str
    media_type: str
    write: Callable[[Iterable[pd.DataFrame], DatasetInfo, str], Generator[bytes]]
    most: int | None = None


EXPORT_FORMATS: Mapping[str, ExportFormat] = {
    fmt.extension: fmt
    for fmt in (
        ExportFormat("CSV", "csv", "text/csv; charset=utf-8", write_csv),
        ExportFormat("GeoJSON", "geojson", "application/geo+json", write_geojson),
        ExportFormat("JSON", "json", "application/json", write_json),
        ExportFormat("GeoParquet", "parquet", "application/vnd.apache.parquet", write_geoparquet),
        ExportFormat(
            "Excel",
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            write_workbook,
        ),
        ExportFormat("KML", "kml", "application/vnd.google-earth.kml+xml", write_kml, 100_000),
    )
}
"""Every export format, by its extension."""


def refuse_number(chosen: ExportFormat, events: int) -> str | None:
    """Return why so many events cannot be written in a format, if so, in a sentence."""
    if chosen.most is None or events <= chosen.most:
        return None
    return (
        f"{events:,} events are too many for {chosen.label}, which programs read as a whole; "
        f"allowed: up to {chosen.most:,}. Narrow the filter, or take Parquet or CSV."
    )
