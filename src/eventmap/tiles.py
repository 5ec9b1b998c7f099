"""What one map tile shows: events grouped into cells, so that a tile is small at any size.

Tiles are 512 CSS pixels in Web Mercator (EPSG:3857); tile zoom z has 2^z x 2^z of them, y counted
from the north. A tile has at most 16 x 16 cells of 32 pixels.
"""

from typing import Any

from eventmap.database import Database, statement
from eventmap.errors import NotFoundError
from eventmap.filters import Filters

DEEPEST_ZOOM = 20
"""The largest tile zoom: its cells are about 1 m at the equator."""

_BITS = 31
_CELL_BITS = 4


def read_tile(database: Database, filters: Filters, z: int, x: int, y: int) -> dict[str, Any]:
    """Return the cells of one tile that hold located events of `filters`.

    Returns
    -------
    ``{"columns": […], "cells": [[…], …]}``. ``lon`` and ``lat`` (degrees, EPSG:4326) are the
    mean of a cell's events; ``event_type`` is the most frequent one; ``killed_low`` and
    ``killed_high`` are sums over the events that give a figure (``None`` where unknown or open),
    ``killed_unknown`` counts those that give none. ``event_id``, ``title``, the dates and
    ``geo_precision`` are given only where ``count`` is 1. The counts of all tiles of one zoom
    add up to the located events.

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
    return {"columns": list(COLUMNS), "cells": [list(row.values()) for row in rows]}


COLUMNS = (
    "count",
    "lon",
    "lat",
    "event_type",
    "event_id",
    "title",
    "date_start",
    "date_end",
    "geo_precision",
    "killed_low",
    "killed_high",
    "killed_unknown",
)
"""The columns of a cell, in the order of ``sql/tile.sql``."""
