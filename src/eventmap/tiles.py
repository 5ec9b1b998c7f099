"""What one map tile shows: events grouped into cells, so that a tile is small at any size.

Tiles are 512 CSS pixels in Web Mercator (EPSG:3857); tile zoom z has 2^z x 2^z of them, y counted
from the north. A tile has at most 16 x 16 cells of 32 pixels.
"""

from math import atan, degrees, pi, sinh
from typing import Any

from eventmap.database import Database, Row
from eventmap.errors import NotFoundError
from eventmap.filters import Filters
from eventmap.prepare import statement
from eventmap.schema import EventType

DEEPEST_ZOOM = 20
"""The largest tile zoom: its cells are about 1 m at the equator."""

_BITS = 31
_CELL_BITS = 4
_TYPES = [event_type.value for event_type in EventType]


def read_tile(database: Database, filters: Filters, z: int, x: int, y: int) -> dict[str, Any]:
    """Return the cells of one tile that hold located events of `filters`.

    Returns
    -------
    ``{"columns": […], "cells": [[…], …]}``. ``lon`` and ``lat`` (degrees, EPSG:4326) are the
    place of one event, or the mean of several in Web Mercator; ``event_type`` is the most
    frequent one, of which there are ``type_count``, and ``types`` gives the number of each where
    there are several. ``killed_low`` and ``killed_high`` are sums over the events that give a
    figure (``None`` where unknown or open), ``killed_unknown`` counts those that give none.
    ``event_id``, ``title``, the dates and ``geo_precision`` are given only where ``count`` is 1.
    The counts of all tiles of one zoom add up to the located events.

    Raises
    ------
    NotFoundError
        If there is no such tile, dataset or version.
    """
    if not (0 <= z <= DEEPEST_ZOOM and 0 <= x < 2**z and 0 <= y < 2**z):
        raise NotFoundError("tile", f"{z}/{x}/{y}")
    size = 1 << (_BITS - z)
    area = {
        "west": x * size,
        "east": (x + 1) * size - 1,
        "north": y * size,
        "south": (y + 1) * size - 1,
        "shift": _BITS - z - _CELL_BITS,
    }
    rows = database.rows(statement("tile"), filters, area)
    alone = [row["only_row"] for row in rows if row["count"] == 1]
    found = database.rows(statement("tile_events"), filters, {"only_rows": alone}) if alone else []
    events = {event["only_row"]: event for event in found}
    cells = [_cell(row, events.get(row["only_row"], {})) for row in rows]
    return {"columns": list(COLUMNS), "cells": [[cell[c] for c in COLUMNS] for cell in cells]}


def _cell(row: Row, event: Row) -> Row:
    """Return a cell by its columns; `event` is what is known where it stands alone."""
    if row["count"] > 1:
        event = {}
    codes = zip(row["type_codes"], row["type_counts"], strict=True)
    return {
        **dict.fromkeys(COLUMNS),
        **row,
        "lon": round(event.get("lon", row["x"] / (1 << _BITS) * 360 - 180), 5),
        "lat": round(event.get("lat", _latitude(row["y"] / (1 << _BITS))), 5),
        "event_type": _TYPES[row["type_code"]],
        "types": {_TYPES[code]: count for code, count in codes} if row["count"] > 1 else None,
        **{name: value for name, value in event.items() if name not in ("lon", "lat")},
    }


def _latitude(south: float) -> float:
    """Return the latitude of a part of the Web Mercator square, counted from its north."""
    return degrees(atan(sinh(pi * (1 - 2 * south))))


COLUMNS = (
    "count",
    "lon",
    "lat",
    "event_type",
    "type_count",
    "types",
    "event_id",
    "title",
    "date_start",
    "date_end",
    "geo_precision",
    "killed_low",
    "killed_high",
    "killed_unknown",
)
"""The columns of a cell."""
