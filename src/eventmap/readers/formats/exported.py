"""Events as eventmap itself exports them: every column means what the schema says.

Type, precision, status, dates and codes stay as they are, ``extra`` too. An export holds no claims,
but their figures rolled up: they become one claim, of the sources together. A folder in the
canonical layout keeps the claims.
"""

from collections.abc import Mapping
from dataclasses import replace

from eventmap.readers.formats.fields import FIELDS
from eventmap.readers.formats.table import shape_columns
from eventmap.readers.model import GEOMETRY_LAT, GEOMETRY_LON, Draft, Format, Source

_TELLING = ("event_id", "event_type", "date_precision", "geo_precision", "status", "extra")


def _recognise(source: Source) -> str | None:
    """Return which of the schema's columns there are, ``None`` unless all that tell are."""
    if not set(_TELLING) <= set(source.cells.columns):
        return None
    return f"It has the columns of an export of eventmap, {', '.join(_TELLING)} among them."


def _shape(source: Source, mapping: Mapping[str, str]) -> Draft:
    """Return the draft of an export (see `Format`)."""
    # The geometry that a file brings goes before, as in any table.
    named = {"lat": GEOMETRY_LAT, "lon": GEOMETRY_LON}
    columns = {name: name for name in FIELDS if name in source.cells}
    columns |= {name: held for name, held in named.items() if held in source.cells}
    columns |= {"source_id": "event_id", **mapping}
    if "sources" in source.cells.columns:
        columns.setdefault("source", "sources")
    draft = shape_columns(source, columns, rolled_up=True)
    said = {
        name: sorted({str(text) for text in source.cells[name].dropna()})
        for name in ("licence", "redistributable")
        if name in source.cells.columns
    }
    licences = said.get("licence", [])
    return replace(
        draft,
        extra="extra",
        anywhere=True,
        licence=licences[0] if len(licences) == 1 else None,
        redistributable="false" not in map(str.lower, said.get("redistributable", [])),
    )


FORMAT = Format(
    name="eventmap",
    title="eventmap export",
    reference="",
    recognise=_recognise,
    shape=_shape,
)
