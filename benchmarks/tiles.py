"""All tile queries of a view against the least that DuckDB can do for the same view."""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from benchmarks.data import CACHE, frequent_types
from benchmarks.view import FRONT, UKRAINE, tiles_of_view
from benchmarks.view import Tiles as Screen
from eventmap.database import Database, open_database
from eventmap.filters import Filters
from eventmap.settings import Settings
from eventmap.summary import describe_dataset
from eventmap.tiles import Tiles

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
    SELECT x >> $shift, y >> $shift, count(*), avg(lon), avg(lat)
    FROM {{events}} WHERE {_IN_VIEW} AND {{where}} GROUP BY ALL
"""  # noqa: S608 - no value in it
"""One query for the cells of the whole view, with nothing but what a bare circle needs."""

BARE_COUNT = f"SELECT count(*) FROM {{events}} WHERE {_IN_VIEW} AND {{where}}"  # noqa: S608


def measure_tiles(folder: Path) -> list[dict[str, Any]]:
    """Return, for each view and filter, the seconds of every run of the three ways to read it.

    The order of the three changes from run to run.

    Raises
    ------
    AssertionError
        If the counts of the tiles do not add up to the events of the view.
    """
    database = open_database(Settings(data=folder, cache=CACHE / "eventmap"))
    return [
        {"view": view, "filter": name} | _measure(database, tiles_of_view(*at), filters)
        for view, at in VIEWS.items()
        for name, filters in _list_filters(database, folder)
    ]


def _list_filters(database: Database, folder: Path) -> Iterator[tuple[str, list[Filters]]]:
    """Yield filters with a name, another one for every run: no answer can come from a cache."""
    first = describe_dataset(database, database.infos[0])["date_start"]
    types = frequent_types(folder)
    yield "none", [Filters()] * RUNS
    yield "days", [Filters(date_from=first + timedelta(days=run + 1)) for run in range(RUNS)]
    yield "type", [Filters(type=(types[run % len(types)],)) for run in range(RUNS)]


def _measure(database: Database, tiles: Screen, filters: list[Filters]) -> dict[str, Any]:
    ways: dict[str, Callable[[Filters], int]] = {
        "tiles_s": lambda chosen: _read_tiles(database, chosen, tiles),
        "floor_s": lambda chosen: sum(row[2] for row in _ask(database, FLOOR, chosen, tiles)),
        "count_s": lambda chosen: _ask(database, BARE_COUNT, chosen, tiles)[0][0],
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
    answers = [reader.read(filters, *tile) for tile in tiles.all()]
    return sum(cell[0] for answer in answers for cell in answer["cells"])


def _ask(database: Database, sql: str, filters: Filters, tiles: Screen) -> list[tuple[Any, ...]]:
    """Return the answer of DuckDB itself, without what the app does with it."""
    conditions = filters.conditions()
    where = " AND ".join(["true", *(condition.sql for condition in conditions)])
    values = dict(tiles.area())
    for condition in conditions:
        values |= condition.values
    text = sql.format(events=database.tables_of(filters).events, where=where)
    used = {name: value for name, value in values.items() if f"${name}" in text}
    return database._connection.cursor().execute(text, used).fetchall()
