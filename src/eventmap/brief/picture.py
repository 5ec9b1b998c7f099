"""The pictures of a brief, as SVG: maps from the bundled outlines, and events over time."""

import json
import math
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache, lru_cache
from html import escape
from typing import NamedTuple

import pandas as pd
import shapely

from eventmap.api import Comparison, Histogram, RegionChange, Summary
from eventmap.charts import Spec, course_chart, describe_courses
from eventmap.database import Database, Row
from eventmap.errors import ParameterError, Refusal
from eventmap.filters import VIEW_KEYS, Filters
from eventmap.places import drawable_regions, label_point, outlines
from eventmap.schema import EventType, GeoPrecision
from eventmap.settings import bundled_data
from eventmap.symbols import DISTRICT_M, SHAPES, SYMBOLS
from eventmap.wording import capitalise, count_of, join_words

_WIDTH, _HEIGHT = 680, 340
"""Of the map, in pixels of 1/96 inch."""

FONT = "Libertinus Serif"

_CELL, _LARGEST = 30, 13
"""Side of the squares in which events are one circle, and its largest radius, in pixels."""
_WORLD = 2**31
_EARTH_M = 40_075_016.686
_LARGEST_LAT = 85.051129
"""Where the square of Web Mercator ends, in degrees; the poles lie at infinity."""
_LEAST_M = 60_000
_MARGIN = 0.12
_LAND, _SEA, _LINE, _BORDER = "#f6f4ee", "#dfe7ea", "#c4c0b6", "#8d887c"
_PALE = "#ccd0d4"
_INK, _HATCH, _NAME = "#333a42", "#8a8f96", "#6d7278"
_RING = f'fill="none" stroke="{_INK}" stroke-opacity="0.7" stroke-dasharray="4 3"'
_FRAMES = 32
"""Parts of the world whose outlines are kept, as several pages and steps look at the same."""
_MOST_RINGS = 12
"""More rings than these hide the map."""

_LEGEND = 210
"""Width of the legend of a map of changes, in pixels."""

FILLS = {
    "more-1": "#f3c9a5",
    "more-2": "#df8a4d",
    "more-3": "#a84a12",
    "fewer-1": "#bcd0ea",
    "fewer-2": "#7b9fd2",
    "fewer-3": "#3a5fa3",
    "same": "#fcfcfb",
    "meet": "url(#hatch)",
    "unknown": "#c4c8cc",
}
"""Of the shades of a difference, as ``map.css`` has them in the light theme."""

_FEW = 4
"""Below so many events an axis would have halves of one: Vega does not heed ``tickMinStep``."""


@dataclass(frozen=True)
class Picture:
    """An SVG, and what it shows in words."""

    svg: str
    says: str


class MapView(NamedTuple):
    """Where a map looks: its middle in WGS 84 degrees, and the zoom of a web map."""

    lat: float
    lng: float
    zoom: float

    @classmethod
    def of_params(cls, params: Mapping[str, str]) -> "MapView | None":
        """Return where the map of a link looks; ``None`` where the link does not say.

        Raises
        ------
        ParameterError
            If it says so wrongly, or in part.
        """
        given = {name: params[name] for name in cls._fields if params.get(name)}
        found = {}
        for name, text in given.items():
            try:
                found[name] = VIEW_KEYS[name](text)
            except ValueError as error:
                raise ParameterError(Refusal.of_parameter(name, text, str(error))) from error
        for name in cls._fields if found else ():
            if name not in found:
                raise ParameterError(Refusal.of_parameter(name, "", "all of lat, lng and zoom"))
        return cls(**found) if found else None

    def to_params(self) -> list[tuple[str, str]]:
        """Return the parameters that `of_params` reads."""
        return [(name, f"{number:g}") for name, number in self._asdict().items()]


@dataclass(frozen=True)
class _Frame:
    """The part of the world that is drawn: its western and northern edge, metres a pixel."""

    west: float
    north: float
    scale: float

    @classmethod
    def around(cls, x: float, y: float, scale: float) -> "_Frame":
        """Return the part around a middle in metres."""
        return cls(x - _WIDTH / 2 * scale, y + _HEIGHT / 2 * scale, scale)

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Return the pixels of a point in metres of Web Mercator (EPSG:3857)."""
        return (x - self.west) / self.scale, (self.north - y) / self.scale

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north in metres."""
        east = self.west + _WIDTH * self.scale
        return self.west, self.north - _HEIGHT * self.scale, east, self.north

    def holds(self, x: float, y: float) -> bool:
        """Return whether a point in metres is drawn."""
        west, south, east, north = self.bounds
        return west <= x <= east and south <= y <= north

    @property
    def zoom(self) -> float:
        """The zoom at which a web map has this scale."""
        return math.log2(_EARTH_M / 256 / self.scale)


def draw_map(
    database: Database, filters: Filters, summary: Summary, view: MapView | None = None
) -> Picture:
    """Return the map of the filtered events: symbols where a place is known, regions hatched.

    Events that are close together are one circle with their number.

    Parameters
    ----------
    view
        Where it looks; ``None`` to fit all that is drawn.
    """
    only = {
        row["region"]: row["region_only"]
        for row in summary["by_region"]
        if row["region"] and row["region_only"] and row["region"] in drawable_regions()
    }
    frame = _find_frame(database, filters, list(only))
    if frame is None:
        return Picture("", "No event can be drawn on a map.")
    if view:
        scale = _EARTH_M / 256 / 2**view.zoom
        frame = _Frame.around(*_project(view.lng, view.lat), scale)
    all_cells = _cells(database, filters, frame)
    cells = [cell for cell in all_cells if frame.holds(*_metres(cell["x"], cell["y"]))]
    types = [EventType(cell["type"]) for cell in cells if cell["types"] == 1]
    vague = [cell for cell in cells if cell["vague"]]
    rings = [cell for cell in vague if cell["events"] == 1 and _has_ring(frame, cell)]
    rings = rings if len(rings) <= _MOST_RINGS else []
    parts = [
        *_draw_land(frame, only),
        *_draw_names(frame, cells, only),
        *(_draw_ring(frame, cell) for cell in rings),
        *(_draw_cell(frame, cell) for cell in cells),
        *_draw_counts(frame, cells, only),
        *_draw_scale(frame),
        *_draw_legend(
            list(dict.fromkeys(types)),
            clusters=any(cell["events"] > 1 for cell in cells),
            rings=bool(rings),
            regions=bool(only),
        ),
    ]
    shown = sum(cell["events"] for cell in cells)
    outside = sum(cell["events"] for cell in all_cells) - shown
    drawn = [_say_symbols(shown, sum(cell["vague"] for cell in vague), rings=bool(rings))]
    if only:
        known = count_of(sum(only.values()), "event") if not shown else f"{sum(only.values()):,}"
        drawn.append(f"{known} known only to the region, which is hatched")
    says = f"Map of {join_words(list(filter(None, drawn))) or 'no event'}"
    if outside:
        says += f"; {count_of(outside, 'event')} more with a symbol outside this part of the map"
    return Picture(_frame_svg(parts), f"{says}.")


def _say_symbols(shown: int, vague: int, *, rings: bool) -> str:
    """Return how many events are symbols, and how many of these are known less exactly."""
    if not shown:
        return ""
    said = f"{count_of(shown, 'event')} drawn as {'a symbol' if shown == 1 else 'symbols'}"
    if not vague:
        return said
    which = "" if shown == 1 else f"{'all' if vague == shown else f'{vague:,}'} of them "
    ring = ", a ring around each that stands alone" if rings and shown > 1 else ", a ring around it"
    return f"{said} ({which}known only to the district{ring if rings else ''})"


def _frame_svg(parts: Iterable[str]) -> str:
    """Return what is drawn as a document with the hatching and an edge."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{_HEIGHT}" '
        f'viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="{FONT}">'
        '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><path d="M0,0V6" stroke="{_HATCH}" stroke-width="1.4"/>'
        f'</pattern></defs><rect width="{_WIDTH}" height="{_HEIGHT}" fill="{_SEA}"/>'
        f"{''.join(parts)}"
        f'<rect x="0.5" y="0.5" width="{_WIDTH - 1}" height="{_HEIGHT - 1}" fill="none" '
        f'stroke="{_LINE}"/></svg>'
    )


def draw_changes(found: Comparison, measure: str) -> Picture:
    """Return the map of what differs by region; blank where that is known of no region.

    Parameters
    ----------
    measure
        ``events`` or ``killed``.
    """
    scale = found["shades"].get(measure)
    if scale is None:
        return Picture("", "")
    changes: dict[str, RegionChange] = {
        row["region"]: row["changes"][measure]
        for row in found["by_region"]
        if row["region"] and row["region"] in drawable_regions()
    }
    if all(change["shade"] == "unknown" for change in changes.values()):
        return Picture("", "")
    shapes = outlines("admin1", 3857)
    west, south, east, north = shapes[shapes["code"].isin(list(changes))].total_bounds
    # The legend takes the left of it, lest it lie over a region.
    wide = max((east - west) * (1 + _MARGIN), _LEAST_M) / (_WIDTH - _LEGEND)
    high = max((north - south) * (1 + _MARGIN), _LEAST_M) / _HEIGHT
    metres = max(wide, high)
    frame = _Frame.around((west + east - _LEGEND * metres) / 2, (south + north) / 2, metres)
    units = _outlines(frame, "admin1")
    fills = {code: FILLS[change["shade"]] for code, change in changes.items()}
    borders = _outlines(frame, "countries").values()
    parts = [
        *(f'<path d="{path}" fill="{_LAND}"/>' for path in borders),
        *(
            f'<path d="{path}" fill="{fills.get(code, "none")}" stroke="{_BORDER}" '
            f'stroke-width="0.5"/>'
            for code, path in units.items()
        ),
        *(f'<path d="{path}" fill="none" stroke="{_INK}" stroke-width="0.9"/>' for path in borders),
        *_draw_names(frame, [], {}, ("admin1", "countries")),
        *_draw_scale(frame),
        f'<rect width="{_LEGEND}" height="{_HEIGHT}" fill="#fff"/>',
        *(
            f'<rect x="12" y="{14 + 20 * at}" width="18" height="13" fill="{FILLS[row["shade"]]}" '
            f'stroke="{_HATCH}" stroke-width="0.6"/>{_write_lines(row["label"], 38, 24 + 20 * at)}'
            for at, row in enumerate(scale["rows"])
        ),
    ]
    notes = "".join(f" {note}." for note in scale["notes"])
    return Picture(_frame_svg(parts), f"{scale['heading']}.{notes}")


def draw_courses(found: Comparison) -> Picture:
    """Return the trends of both sides over each other, as the page has them."""
    labels = join_words([capitalise(side["label"]) for side in found["sides"]])
    chart = course_chart(found) | {"width": _WIDTH - 60, "height": 150}
    return Picture(_convert(chart), f"Events over time: {labels}. {describe_courses(found)}")


def _find_frame(database: Database, filters: Filters, regions: list[str]) -> _Frame | None:
    """Return the part of the world around all that is drawn; ``None`` if nothing is."""
    (row,) = database.rows(
        "SELECT min(x) AS west, max(x) AS east, min(y) AS north, max(y) AS south"
        " FROM {events} WHERE {where}",
        filters,
    )
    points = [_metres(row[x], row[y]) for x, y in (("west", "north"), ("east", "south")) if row[x]]
    points += [_project(*point) for code in regions if (point := label_point(code))]
    if not points:
        return None
    xs, ys = zip(*points, strict=True)
    wide = max((max(xs) - min(xs)) * (1 + 2 * _MARGIN), _LEAST_M)
    high = max((max(ys) - min(ys)) * (1 + 2 * _MARGIN), _LEAST_M)
    scale = max(wide / _WIDTH, high / _HEIGHT)
    middle = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    return _Frame.around(*middle, scale)


def _metres(x: float, y: float) -> tuple[float, float]:
    """Return EPSG:3857 of a point in the integers of the tables, y downwards."""
    return (x / _WORLD - 0.5) * _EARTH_M, (0.5 - y / _WORLD) * _EARTH_M


def _project(lon: float, lat: float) -> tuple[float, float]:
    lat = min(max(lat, -_LARGEST_LAT), _LARGEST_LAT)
    y = math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)) / (2 * math.pi)
    return lon / 360 * _EARTH_M, y * _EARTH_M


def _cells(database: Database, filters: Filters, frame: _Frame) -> list[Row]:
    """Return the events close together, with their number and middle, the largest last."""
    side = max(round(_CELL * frame.scale / _EARTH_M * _WORLD), 1)
    cells = database.rows(
        "SELECT count(*) AS events, avg(x) AS x, avg(y) AS y, any_value(event_type) AS type,"
        " count(DISTINCT event_type) AS types,"
        " count(*) FILTER (geo_precision = $district) AS vague FROM {events}"
        " WHERE x IS NOT NULL AND {where} GROUP BY x // $side, y // $side ORDER BY events",
        filters,
        {"side": side, "district": GeoPrecision.DISTRICT.value},
    )
    for cell in cells:
        if cell["events"] > 1:  # a circle stays in its square, beside the next one
            cell["x"], cell["y"] = (_to_middle(cell[axis], side) for axis in ("x", "y"))
    return cells


def _to_middle(at: float, side: int) -> float:
    """Return a place in a square of a side no further from its middle than leaves it room."""
    middle = (at // side + 0.5) * side
    most = side * (0.5 - _LARGEST / _CELL)
    return min(max(at, middle - most), middle + most)


def _draw_land(frame: _Frame, only: dict[str, int]) -> Iterator[str]:
    """Yield land, first-level units, hatched where events are known only to them, and borders."""
    countries, units = (_outlines(frame, name) for name in ("countries", "admin1"))
    for path in countries.values():
        yield f'<path d="{path}" fill="{_LAND}"/>'
    for code, path in units.items():
        yield f'<path d="{path}" fill="none" stroke="{_LINE}" stroke-width="0.5"/>'
        if code in only:
            yield f'<path d="{path}" fill="url(#hatch)" stroke="{_HATCH}"/>'
    for path in countries.values():
        yield f'<path d="{path}" fill="none" stroke="{_BORDER}" stroke-width="0.9"/>'


@lru_cache(maxsize=_FRAMES)
def _outlines(frame: _Frame, name: str) -> Mapping[str, str]:
    """Return the path of every outline of `name` that is in the frame, by its code."""
    paths = {}
    west, south, east, north = frame.bounds
    near = outlines(name, 3857).cx[west:east, south:north]
    for code, outline in zip(near["code"], near.geometry, strict=True):
        # A little beyond the edge, so that the cut itself is not drawn.
        edge = 4 * frame.scale
        clipped = shapely.clip_by_rect(
            outline, west - edge, south - edge, east + edge, north + edge
        )
        if path := _path(frame, shapely.simplify(clipped, frame.scale / 2)):
            paths[code] = path
    return paths


def _path(frame: _Frame, shape: shapely.Geometry) -> str:
    rings = []
    for part in shapely.get_parts(shape):
        if part.geom_type != "Polygon":
            continue
        for ring in (part.exterior, *part.interiors):
            x, y = shapely.get_coordinates(ring).T
            across = ((x - frame.west) / frame.scale).tolist()
            down = ((frame.north - y) / frame.scale).tolist()
            points = zip(across, down, strict=True)
            rings.append("M" + "L".join([f"{x:.1f},{y:.1f}" for x, y in points]) + "Z")
    return "".join(rings)


def _draw_names(
    frame: _Frame,
    cells: list[Row],
    only: dict[str, int],
    kinds: Sequence[str] = ("countries", "cities", "admin1"),
) -> Iterator[str]:
    """Yield the names that there is room for beside the events, those of the first kind first."""
    taken = [(*frame.at(*_metres(cell["x"], cell["y"])), 8.0) for cell in cells]
    labels = (label_point(code) for code in only)
    taken += [(*frame.at(*_project(*point)), 16.0) for point in labels if point]

    written = set[str]()

    def has_room(x: float, y: float, text: str) -> bool:
        half = 3 * len(text)
        if text in written:  # a city and the unit around it
            return False
        if not (half < x < _WIDTH - half and 12 < y < _HEIGHT - 12):  # noqa: PLR2004 - pixels
            return False
        free = all(abs(x - u) > half + other or abs(y - v) > 13 for u, v, other in taken)  # noqa: PLR2004
        if free:
            taken.append((x, y, half))
            written.add(text)
        return free

    for name in kinds:
        style = _STYLES[name]
        for text, lon, lat, least in _named(name):
            x, y = frame.at(*_project(lon, lat))
            if least > frame.zoom + 1:
                continue
            if name == "cities":
                if above := next((d for d in (-8, 12) if has_room(x, y + d, text)), None):
                    yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="1.3" fill="{_NAME}"/>'
                    yield _write(x, y + above, text, style)
            elif has_room(x, y, text):
                yield _write(x, y, text.upper() if name == "countries" else text, style)


_STYLES = {
    "countries": 'font-size="11" font-weight="bold" letter-spacing="1"',
    "cities": 'font-size="9.5"',
    "admin1": 'font-size="9" font-style="italic"',
}


def _write_lines(text: str, x: float, y: float) -> str:
    """Return a text of a legend in one line, or in two."""
    first, *rest = textwrap.wrap(text, _LEGEND_LETTERS)
    top = y - 5 if rest else y
    lines = [first, " ".join(rest)] if rest else [first]
    return "".join(
        f'<text x="{x}" y="{top + 10 * at}" font-size="{9 if rest else 10.5}" fill="{_INK}">'
        f"{escape(line)}</text>"
        for at, line in enumerate(lines)
    )


_LEGEND_LETTERS = 34


def _write(x: float, y: float, text: str, style: str) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" {style} fill="{_NAME}" text-anchor="middle" '
        f'stroke="{_LAND}" stroke-width="2" paint-order="stroke">{escape(text)}</text>'
    )


@cache
def _named(name: str) -> list[tuple[str, float, float, float]]:
    """Return name, longitude, latitude and least zoom of what is called by a name."""
    if name == "cities":
        text = (bundled_data() / "boundaries" / "cities.json").read_text(encoding="utf-8")
        return [(c["name"], c["lon"], c["lat"], c["min_zoom"]) for c in json.loads(text)]
    shapes = outlines(name, 4326)
    columns = (shapes[c] for c in ("name", "label_lon", "label_lat", "min_zoom"))
    return [row for row in zip(*columns, strict=True) if isinstance(row[0], str)]


def _draw_counts(frame: _Frame, cells: list[Row], only: dict[str, int]) -> Iterator[str]:
    """Yield how many events are known only to a region, where no other mark is in the way."""
    taken = [(*frame.at(*_metres(cell["x"], cell["y"])), _radius(cell["events"])) for cell in cells]
    for code, number in sorted(only.items(), key=lambda pair: -pair[1]):
        point = label_point(code)
        if point is None:
            continue
        x, y = frame.at(*_project(*point))
        text = _short(number)
        half = 4 + 3 * len(text)
        if any(abs(x - u) < half + r and abs(y - v) < 8 + r for u, v, r in taken):
            continue
        taken.append((x, y, half))
        yield (
            f'<rect x="{x - half:.1f}" y="{y - 8:.1f}" width="{2 * half}" height="16" '
            f'fill="#fff" stroke="{_INK}" stroke-dasharray="3 2"/><text x="{x:.1f}" '
            f'y="{y + 4:.1f}" font-size="11" fill="{_INK}" text-anchor="middle">{text}</text>'
        )


def _short(number: int) -> str:
    return f"{number:,}" if number < 10_000 else f"{round(number / 1000):,}k"  # noqa: PLR2004


def _radius(events: int) -> float:
    return 6.0 if events == 1 else min(7 + 1.6 * math.log10(events), _LARGEST)


def _draw_cell(frame: _Frame, cell: Row) -> str:
    x, y = frame.at(*_metres(cell["x"], cell["y"]))
    if cell["events"] == 1:
        return _draw_symbol(EventType(cell["type"]), x, y, 6)
    radius = _radius(cell["events"])
    colour = SYMBOLS[EventType(cell["type"])].colour_light if cell["types"] == 1 else _INK
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{colour}" stroke="#fff"/>'
        f'<text x="{x:.1f}" y="{y + 3:.1f}" font-size="8.5" fill="#fff" text-anchor="middle">'
        f"{_short(cell['events'])}</text>"
    )


def _has_ring(frame: _Frame, cell: Row) -> bool:
    """Return whether the ring around a place known to the district is seen beside its symbol."""
    return _ring_radius(frame, cell) > _LARGEST


def _ring_radius(frame: _Frame, cell: Row) -> float:
    return DISTRICT_M / _true_metres(_metres(cell["x"], cell["y"])[1]) / frame.scale


def _draw_ring(frame: _Frame, cell: Row) -> str:
    x, y = frame.at(*_metres(cell["x"], cell["y"]))
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{_ring_radius(frame, cell):.1f}" {_RING}/>'


def _draw_symbol(kind: EventType, x: float, y: float, size: float) -> str:
    symbol = SYMBOLS[kind]
    return (
        f'<path d="{SHAPES[symbol.shape]}" transform="translate({x:.1f},{y:.1f}) scale({size})" '
        f'fill="{symbol.colour_light}" stroke="#fff" stroke-width="{1 / size:.3f}" '
        'fill-rule="evenodd"/>'
    )


def _true_metres(y: float) -> float:
    """Return how many metres of ground a metre of Web Mercator is, so far north."""
    latitude = 2 * math.atan(math.exp(y / _EARTH_M * 2 * math.pi)) - math.pi / 2
    return math.cos(latitude)


def _draw_scale(frame: _Frame) -> Iterator[str]:
    """Yield a bar of a round number of kilometres, true at the middle of the map."""
    _, south, _, north = frame.bounds
    km_a_pixel = frame.scale * _true_metres((south + north) / 2) / 1000
    power = 10 ** math.floor(math.log10(110 * km_a_pixel))
    km = max(power * step for step in (1, 2, 5) if power * step <= 110 * km_a_pixel)
    wide = km / km_a_pixel
    right, low = _WIDTH - 12, _HEIGHT - 12
    yield (
        f'<path d="M{right - wide:.1f},{low - 4}V{low}H{right}V{low - 4}" fill="none" '
        f'stroke="{_INK}"/><text x="{right - wide / 2:.1f}" y="{low - 6}" font-size="10" '
        f'fill="{_INK}" text-anchor="middle">{km:,} km</text>'
    )


def _draw_legend(
    types: list[EventType], *, clusters: bool, rings: bool, regions: bool
) -> Iterator[str]:
    """Yield what the symbols mean, in a box at the lower left."""
    lines: list[tuple[str, str]] = [
        (_draw_symbol(kind, 0, 0, 5), SYMBOLS[kind].label) for kind in SYMBOLS if kind in types
    ]
    if clusters:
        lines.append((f'<circle r="6" fill="{_INK}"/>', "Several events close together"))
    if rings:
        lines.append((f'<circle r="6" {_RING}/>', "Known only to the district"))
    if regions:
        hatched = (
            f'<rect x="-7" y="-5" width="14" height="10" fill="url(#hatch)" stroke="{_HATCH}"/>'
        )
        lines.append((hatched, "Known only to the region"))
    if not lines:
        return
    high = 15 * len(lines) + 8
    top = _HEIGHT - 8 - high
    yield f'<rect x="8" y="{top}" width="182" height="{high}" fill="#fff" opacity="0.9"/>'
    for at, (mark, label) in enumerate(lines):
        y = top + 12 + 15 * at
        yield f'<g transform="translate(22,{y})">{mark}</g>'
        yield f'<text x="38" y="{y + 4}" font-size="10.5" fill="{_INK}">{escape(label)}</text>'


def draw_trend(trend: Histogram) -> Picture:
    """Return the events of each day, week, month or year as bars, pale for those only possibly."""
    undated = trend["undated"]
    without = f"; {count_of(undated, 'event')} without a date not drawn" if undated else ""
    says = f"Dark: events wholly in a {trend['unit']}; pale: those that may lie in it{without}."
    if not trend["bins"]:
        return Picture("", says)
    rows = pd.DataFrame(trend["bins"])[["date_start", "date_end", "events", "inside"]]
    rows["date_end"] += timedelta(days=1)
    fine = trend["unit"] in ("day", "week")
    form = "%-d %b %Y" if fine else "%b %Y"
    dates = {"format": form, "labelOverlap": "greedy", "tickCount": 8}
    x = {"field": "date_start", "type": "temporal", "title": None, "scale": {"type": "utc"}}
    across = {"x": x | {"axis": dates}, "x2": {"field": "date_end"}, "y2": {"datum": 0}}
    most = int(rows["events"].max())
    whole = {"values": list(range(most + 1)), "format": "d"} if most < _FEW else {}
    y = {"type": "quantitative", "title": f"events a {trend['unit']}", "axis": whole}
    layers = [
        {
            "mark": {"type": "bar", "color": color, "xOffset": 0.5, "x2Offset": -0.5},
            "encoding": {**across, "y": y | {"field": count}},
        }
        for count, color in (("events", _PALE), ("inside", _INK))
    ]
    size = {"width": _WIDTH - 60, "height": 110}
    chart = {"datasets": {"bins": rows}, "data": {"name": "bins"}, "layer": layers, **size}
    return Picture(_convert(chart), says)


def _convert(chart: Spec) -> str:
    """Return a chart as SVG, in the type of the brief."""
    import vl_convert

    axis = {"labelFontSize": 11, "titleFontSize": 11, "titleFontWeight": "normal"}
    config = {"font": FONT, "axis": axis, "view": {"strokeWidth": 0}}
    # As JSON of pandas, days are milliseconds: Vega would read a text in the time of the host.
    datasets = {
        name: json.loads(rows.to_json(orient="records")) for name, rows in chart["datasets"].items()
    }
    return str(vl_convert.vegalite_to_svg(chart | {"datasets": datasets, "config": config}))
