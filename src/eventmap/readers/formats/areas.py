"""Lines and areas in the place of a point: what they tell of where something happened.

An event that has no other point gets a place in what is drawn, known to no more than the extent:
to the settlement below 2 km, then to the district, the region, the country (`grade_spans`), as a
pair of coordinates that is written as an area. Where the row itself says less, that counts. Each
such row is in doubt.
"""

from dataclasses import replace

import pandas as pd

from eventmap.readers.doubts import Doubt
from eventmap.readers.model import (
    GEOMETRY_REACH,
    GEOMETRY_TYPE,
    INSIDE_LAT,
    INSIDE_LON,
    Draft,
    Source,
)
from eventmap.readers.values.coordinates import grade_spans
from eventmap.schema import GeoPrecision

_METRES = 1000
_FINE = {each.value: at for at, each in enumerate(GeoPrecision)}
"""The precisions from the finest on, as the schema lists them."""


def has_areas(source: Source) -> bool:
    """Return whether anything in the source is drawn as a line or an area."""
    return INSIDE_LAT in source.cells


def place_areas(draft: Draft, source: Source, *, unread: bool) -> Draft:
    """Return the draft with a place where a row has none but a line or an area.

    Parameters
    ----------
    unread
        Whether the user wants no points.
    """
    if GEOMETRY_TYPE not in source.cells or unread:
        return draft
    events, cells = draft.events.copy(), source.cells.reindex(draft.events.index)
    kinds = cells[GEOMETRY_TYPE].where(events["lat"].isna() & events["lon"].isna())
    columns = dict(draft.columns)
    reach = pd.Series(index=events.index, dtype="float64")
    if has_areas(source):
        reach = pd.to_numeric(cells[GEOMETRY_REACH]).where(kinds.notna())
        placed = reach.notna()
        for field, column in (("lat", INSIDE_LAT), ("lon", INSIDE_LON)):
            events[field] = events[field].mask(placed, cells[column])
            if placed.any():
                columns.setdefault(field, column)
        told = grade_spans(reach).fillna(GeoPrecision.SETTLEMENT.value)
        said = events["geo_precision"]
        wider = said.map(_FINE).fillna(-1) > told.map(_FINE)
        events["geo_precision"] = said.mask(placed & ~wider, told)
    doubts = dict(draft.doubts)
    if kinds.notna().any():
        shapes = _describe(kinds, reach)
        doubts[Doubt.AREA] = shapes.fillna(doubts.get(Doubt.AREA, shapes))
    return replace(draft, events=events, columns=columns, doubts=doubts)


def _describe(kinds: pd.Series, reach: pd.Series) -> pd.Series:
    """Return "Polygon, 12 km across"; what is no shape has no extent."""
    across = reach.map(lambda metres: f", {_in_words(metres)} across", na_action="ignore")
    return (kinds + across.astype("str").fillna(", of which no place is known")).astype("str")


def _in_words(metres: float) -> str:
    return f"{metres / _METRES:,.0f} km" if metres >= _METRES else f"{metres:.0f} m"
