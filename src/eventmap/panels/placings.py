"""Two small maps: where the points of a file lie as they are written, and turned round.

They are drawn here out of the bundled outlines: degrees of longitude are as wide as they are in the
middle of the map.
"""

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from eventmap.api import PlacingMap, PlacingName, PlacingPoint, PlacingsPanel
from eventmap.errors import Placing
from eventmap.places import name_country, outlines
from eventmap.wording import count_of

WRITTEN, TURNED = "written", "turned"
WIDTH, HEIGHT = 320, 220
_MARGIN = 1.4
"""How much larger than the extent of the points the map is."""
_LEAST = 12.0
"""Degrees of latitude that it shows at least: less has no outline to know a country by."""
_FINEST = 0.7
"""In the units of the drawing: what is smaller is left out of an outline."""
_BEYOND = 2
"""How far outlines go on beyond the edge, where they are cut off along a straight line."""
_NAMES = 6
_NAMED = 0.02
"""The share of the map that a country takes whose name is written."""
_LETTER, _LINE, _EDGE = 6.2, 14, 4
"""Width of a letter, height of a line, and room at the edge."""
_WORLD = (-180.0, -90.0, 180.0, 90.0)


class Frame(NamedTuple):
    """What of the world a map shows: its middle in degrees, and units of the drawing a degree."""

    lon: float
    lat: float
    across: float
    up: float

    def place(self, lon: float, lat: float) -> PlacingPoint:
        """Return where a point is drawn."""
        x, y = self.place_all(np.array([lon, lat]))
        return {"x": round(float(x), 1), "y": round(float(y), 1)}

    def place_all(self, lonlat: Any) -> Any:
        """Return where the rows of an array of two columns are drawn."""
        return (lonlat - (self.lon, self.lat)) * (self.across, -self.up) + (WIDTH / 2, HEIGHT / 2)

    @property
    def bbox(self) -> tuple[float, float, float, float]:
        """West, south, east, north in degrees, of what is drawn: a little more than is seen."""
        half = (WIDTH / 2 + _BEYOND) / self.across, (HEIGHT / 2 + _BEYOND) / self.up
        return self.lon - half[0], self.lat - half[1], self.lon + half[0], self.lat + half[1]


def frame_points(points: Sequence[tuple[float, float]]) -> Frame:
    """Return the frame that shows all points with room around; that of the world for none."""
    west, south, east, north = _WORLD
    if points:
        lons, lats = zip(*points, strict=True)
        west, south, east, north = min(lons), min(lats), max(lons), max(lats)
    lat = (south + north) / 2
    squeeze = max(0.2, math.cos(math.radians(lat)))
    of_width = squeeze * HEIGHT / WIDTH
    tall = max(_LEAST, _MARGIN * (north - south), _MARGIN * (east - west) * of_width)
    # The whole world is wide enough at any height.
    tall = min(tall, 360 * of_width)
    up = HEIGHT / tall
    return Frame((west + east) / 2, lat, up * squeeze, up)


def placings_panel(placings: Sequence[Placing]) -> PlacingsPanel:
    """Return the maps of ``panels/placings.js``, one for each way to read the points."""
    return {"maps": [_draw(placing) for placing in placings]}


def _draw(placing: Placing) -> PlacingMap:
    frame = frame_points(placing.points)
    seen = _outline(frame)
    hit = {code: shape for code, shape in seen.items() if code in placing.countries}
    shown, every = len(placing.points), count_of(placing.count, "point")
    return {
        "way": TURNED if placing.turned else WRITTEN,
        "title": "Turned" if placing.turned else "As written",
        "button": "Read them turned" if placing.turned else "Read them as written",
        "words": placing.words,
        "drawn": f"Drawn: {shown:,} of {every}." if shown < placing.count else "",
        "width": WIDTH,
        "height": HEIGHT,
        "land": _path(shape for code, shape in seen.items() if code not in hit),
        "hit": _path(hit.values()),
        "names": list(_write_names(seen, hit)),
        "points": [frame.place(lon, lat) for lon, lat in placing.points],
    }


def _outline(frame: Frame) -> dict[str, Any]:
    """Return the countries in a frame by their codes, each as the shape that is drawn."""
    import shapely

    countries = outlines("countries", 4326)
    seen = countries.sindex.query(shapely.box(*frame.bbox))
    shapes = shapely.clip_by_rect(countries.geometry.to_numpy()[seen], *frame.bbox)
    simple = shapely.simplify(shapely.transform(shapes, frame.place_all), _FINEST)
    codes = countries["code"].to_numpy()[seen]
    drawn = shapely.area(simple) >= _FINEST
    return dict(zip(codes[drawn], simple[drawn], strict=True))


def _path(shapes: Iterable[Any]) -> str:
    """Return the outlines of polygons as one path."""
    import shapely

    polygons = [part for part in shapely.get_parts(list(shapes)) if part.area >= _FINEST]
    rings = [ring for part in polygons for ring in (part.exterior, *part.interiors)]
    return "".join(
        f"M{'L'.join(f'{x:.1f} {y:.1f}' for x, y in ring.coords[:-1])}Z" for ring in rings
    )


def _write_names(seen: Mapping[str, Any], hit: Collection[str]) -> Iterator[PlacingName]:
    """Yield the names of countries and where they stand, none over another or beyond the edge.

    Those with points come first, then the largest.
    """
    import shapely

    least = _NAMED * WIDTH * HEIGHT
    codes = [code for code, shape in seen.items() if code in hit or shape.area >= least]
    codes.sort(key=lambda code: (code not in hit, -seen[code].area))
    taken: list[Any] = []
    for code in codes:
        text = str(name_country(code))
        half = len(text) * _LETTER / 2
        x, y = shapely.maximum_inscribed_circle(seen[code]).coords[0]
        x = min(max(x, half + _EDGE), WIDTH - half - _EDGE)
        box = shapely.box(x - half, y - _LINE / 2, x + half, y + _LINE / 2)
        if len(taken) < _NAMES and not any(box.intersects(other) for other in taken):
            taken.append(box)
            yield {"x": round(x, 1), "y": round(y, 1), "text": text}
