"""GPX: its waypoints, each of which has a place, and may have a time and a name.

Tracks and routes are ways that somebody went, not events.
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

from eventmap.errors import FileError
from eventmap.readers.files.grids import BATCH, Grid
from eventmap.readers.files.limits import Limits, say_size
from eventmap.readers.model import GEOMETRY_LAT, GEOMETRY_LON, Source
from eventmap.wording import count_of

_WAYS = {"trk": "track", "rte": "route"}


def read_gpx(path: Path, name: str, limits: Limits) -> Source:
    """Return the table of the waypoints, whose line is their number, from 1.

    Raises
    ------
    FileError
        If it is damaged, too large or has no waypoint.
    """
    if path.stat().st_size > limits.document_bytes:
        most = say_size(limits.document_bytes)
        raise FileError(f"{name} is GPX of more than {most}, which is the limit.")
    grid, ways = Grid(name, limits), dict.fromkeys(_WAYS, 0)
    rows: list[dict[str, str | None]] = []
    try:
        for row in _read_waypoints(path, ways):
            rows.append(row)
            if len(rows) == BATCH:
                _add(grid, rows)
        _add(grid, rows)
    except (ET.ParseError, ValueError, LookupError) as error:
        raise FileError(f"{name} is GPX that is damaged: {error}.") from error
    found = [count_of(count, _WAYS[tag]) for tag, count in ways.items() if count]
    if not grid.count:
        what = f"a GPX {'track' if ways['trk'] else 'route'}" if found else "GPX"
        raise FileError(
            f"{name} is {what} without waypoints: a way that somebody went has no events; "
            "allowed: GPX with waypoints."
        )
    left_out = (f"{name}: {' and '.join(found)}, ways that somebody went.",) if found else ()
    return Source(name, "gpx", grid.frame(), left_out=left_out)


def _add(grid: Grid, rows: list[dict[str, str | None]]) -> None:
    names = dict.fromkeys(name for row in rows for name in row)
    columns = {name: [row.get(name) for row in rows] for name in names}
    grid.add(range(grid.count + 1, grid.count + len(rows) + 1), columns)
    rows.clear()


def _read_waypoints(path: Path, ways: dict[str, int]) -> Iterator[dict[str, str | None]]:
    """Yield what each waypoint says, and count the ways."""
    for _, element in ET.iterparse(path, events=("end",)):
        tag = _local(element)
        if tag == "wpt":
            yield _read_waypoint(element)
        elif tag in ways:
            ways[tag] += 1
        if tag in ("wpt", "trkseg", *ways):
            element.clear()


def _read_waypoint(waypoint: ET.Element) -> dict[str, str | None]:
    cells: dict[str, str | None] = {}
    for element in waypoint.iter():
        text = (element.attrib.get("href") or element.text or "").strip()
        if element is not waypoint and text:
            cells.setdefault(_local(element), text)
    at = {GEOMETRY_LON: waypoint.get("lon"), GEOMETRY_LAT: waypoint.get("lat")}
    return cells | at


def _local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]
