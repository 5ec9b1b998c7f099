"""All tile queries of a view against the least that DuckDB can do for the same view."""

import math
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from benchmarks.synthetic import frequent_types
from benchmarks.systems import CACHE
from eventmap.catalog import Bounds, open_folders
from eventmap.database import Database
from eventmap.filters import Filters
from eventmap.settings import Settings
from eventmap.summary import describe_dataset
from eventmap.tiles import Tiles

WIDTH, HEIGHT = 1400, 900
"""Pixels of the map: larger than on the page, as if it filled the window."""

TILE_PX = 512
MARGIN_PX = 64
"""How far beyond the view the map fetches, as in ``static/tiles.js``."""

BITS = 31
"""The database's coordinates: 2^31 steps around the world."""

CELL_BITS = 4
"""A tile has 16 cells in each direction."""

UKRAINE = (32.0, 48.8)
FRONT = (37.6, 48.2)
"""Longitude and latitude of the middle of the country, and of where events are densest."""


@dataclass(frozen=True)
class Screen:
    """The tiles of a view, from `left` to `right` and `top` to `bottom`, all included.

    Parameters
    ----------
    z
        Tile zoom: Leaflet's zoom minus one, because a tile has 512 pixels.
    """

    z: int
    left: int
    right: int
    top: int
    bottom: int

    def all(self) -> list[tuple[int, int, int]]:
        """Return zoom, column and row of every tile."""
        columns, rows = self.ranges()
        return [(self.z, x, y) for y in rows for x in columns]

    def ranges(self) -> tuple[range, range]:
        """Return the columns and rows of its tiles, as the map's script tells them."""
        return range(self.left, self.right + 1), range(self.top, self.bottom + 1)

    def area(self) -> dict[str, int]:
        """Return the edges in the database's coordinates, and the shift from these to cells."""
        size = 1 << (BITS - self.z)
        return {
            "west": self.left * size,
            "east": (self.right + 1) * size - 1,
            "north": self.top * size,
            "south": (self.bottom + 1) * size - 1,
            "shift": BITS - self.z - CELL_BITS,
        }


def tiles_of_view(lon: float, lat: float, zoom: int) -> Screen:
    """Return the tiles that the map fetches around a point (degrees) at a zoom of Leaflet's."""
    last = (1 << (zoom - 1)) - 1
    x, y = project(lon, lat, zoom)

    def tile(pixel: float) -> int:
        return min(max(math.floor(pixel / TILE_PX), 0), last)

    return Screen(
        zoom - 1,
        left=tile(x - WIDTH / 2 - MARGIN_PX),
        right=tile(x + WIDTH / 2 + MARGIN_PX),
        top=tile(y - HEIGHT / 2 - MARGIN_PX),
        bottom=tile(y + HEIGHT / 2 + MARGIN_PX),
    )


def project(lon: float, lat: float, zoom: int) -> tuple[float, float]:
    """Return the pixel of the world map (Web Mercator, y from the north) at a zoom of Leaflet's."""
    world = 256 * 2**zoom
    south = 0.5 - math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)) / (2 * math.pi)
    return (lon + 180) / 360 * world, south * world


VIEWS = {
    "country, zoom 5": (*UKRAINE, 5),
    "country, zoom 6": (*UKRAINE, 6),
    "country, zoom 7": (*UKRAINE, 7),
    "front, zoom 8": (*FRONT, 8),
    "front, zoom 10": (*FRONT, 10),
}
"""Longitude, latitude and zoom of Leaflet's of the views that are read."""

RUNS = 9

_IN_VIEW = "x BETWEEN $west AND $east AND y BETWEEN $north AND $south"

FLOOR = f"""
    SELECT x >> $shift, y >> $shift, count(*) AS events, avg(lon), avg(lat)
    FROM {{events}} WHERE {_IN_VIEW} AND {{where}} GROUP BY ALL
"""  # noqa: S608 - no value in it
"""One query for the cells of the whole view, with nothing but what a bare circle needs."""

BARE_COUNT = f"SELECT count(*) AS events FROM {{events}} WHERE {_IN_VIEW} AND {{where}}"  # noqa: S608


def measure_tiles(folder: Path) -> list[dict[str, Any]]:
    """Return, for each view and filter, the seconds of every run of the four ways to read it.

    The order of the four changes from run to run. Before the first one all is counted ahead.

    Raises
    ------
    AssertionError
        If the counts of the tiles do not add up to the events of the view.
    """
    datasets = open_folders(Settings(data=folder, cache=CACHE / "eventmap")).datasets
    rows, ahead = (
        Database(datasets, bounds=Bounds(counted_events=least)) for least in (sys.maxsize, 1)
    )
    tables = ahead.tables_of(Filters())
    ahead.count_ahead(tables)
    if tables.cube.made:
        tables.cube.made.result()
    return [
        {"view": view, "filter": name} | _measure(rows, ahead, tiles_of_view(*at), filters)
        for view, at in VIEWS.items()
        for name, filters in _list_filters(rows, folder)
    ]


def _list_filters(database: Database, folder: Path) -> Iterator[tuple[str, list[Filters]]]:
    """Yield filters with a name, another one for every run: no answer can come from a cache."""
    first = describe_dataset(database, database.infos[0])["date_start"]
    types = frequent_types(folder)
    yield "none", [Filters()] * RUNS
    yield "days", [Filters(date_from=first + timedelta(days=run + 1)) for run in range(RUNS)]
    months = [date(2022 + at // 12, 1 + at % 12, 1) for at in range(3, 3 + RUNS)]
    yield "months", [Filters(date_from=month) for month in months]
    yield "type", [Filters(type=(types[run % len(types)],)) for run in range(RUNS)]


def _measure(
    rows: Database, ahead: Database, tiles: Screen, filters: list[Filters]
) -> dict[str, Any]:
    ways: dict[str, Callable[[Filters], int]] = {
        "tiles_s": lambda chosen: _read_tiles(rows, chosen, tiles),
        "ahead_s": lambda chosen: _read_tiles(ahead, chosen, tiles),
        "floor_s": lambda chosen: _ask(rows, FLOOR, chosen, tiles),
        "count_s": lambda chosen: _ask(rows, BARE_COUNT, chosen, tiles),
    }
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for run, chosen in enumerate(filters):
        names = list(ways)
        events = set()
        for name in names[run % len(names) :] + names[: run % len(names)]:
            started = time.perf_counter()
            events.add(ways[name](chosen))
            seconds[name].append(time.perf_counter() - started)
        assert len(events) == 1, f"{chosen}: the counts differ: {events}"
    return {"tiles": len(tiles.all()), **seconds}


def _read_tiles(database: Database, filters: Filters, tiles: Screen) -> int:
    """Read all tiles of a view, one after the other; return their events."""
    reader = Tiles(database)  # a new one has nothing kept
    answers = [reader.read_by_plan(filters, *tile, screen=tiles.ranges()) for tile in tiles.all()]
    return sum(cell[0] for answer, _ in answers for cell in answer["cells"])


def _ask(database: Database, sql: str, filters: Filters, tiles: Screen) -> int:
    """Return the number of events by a query, without what the app does with its answer."""
    used = {name: value for name, value in tiles.area().items() if f"${name}" in sql}
    return int(database.columns(sql, filters, used)["events"].sum())
