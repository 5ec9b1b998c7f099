"""Labels: where the name of an area stands, and from which zoom on it fits.

Zooms are Leaflet's: the world is 256 pixels wide at zoom 0. That no name covers another is left
to the map, which knows its fonts.
"""

import math

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry import MultiPolygon, Point

LOWEST_ZOOM = 2
METRES_PER_PIXEL = 2 * math.pi * 6378137 / 256  # of Web Mercator, at zoom 0

LABEL_POINTS = {"RU": (46.0, 57.5), "UA": (30.9, 48.4)}
"""Countries whose middle is not where a reader of this map looks, or is needed for events."""


def area_labels(
    shapes: gpd.GeoSeries, names: dict[str, str], *, pixels_per_letter: float
) -> pd.DataFrame:
    """Return columns name, label_lon, label_lat, min_zoom for `shapes`, by their code."""
    rows = []
    for code, shape in shapes.items():
        lon, lat, room = label_room(shape)
        zoom = math.ceil(math.log2(max(pixels_per_letter * len(names[code]), 1) / room))
        point = LABEL_POINTS.get(code, (round(lon, 2), round(lat, 2)))
        rows.append((names[code], *point, max(zoom, LOWEST_ZOOM)))
    columns = ["name", "label_lon", "label_lat", "min_zoom"]
    return pd.DataFrame(rows, columns=columns, index=shapes.index)


def label_room(shape: MultiPolygon) -> tuple[float, float, float]:
    """Return lon and lat of the middle of the largest part, and its pixels there at zoom 0."""
    mercator = gpd.GeoSeries([shape], crs=4326).to_crs(3857)
    largest = max(shapely.get_parts(mercator.to_numpy()), key=lambda part: part.area)
    # Text is wide and low, so the room looked for is an ellipse twice as wide as high.
    squeezed = shapely.transform(largest, lambda xy: xy * [0.5, 1])
    radius = shapely.maximum_inscribed_circle(squeezed, tolerance=squeezed.length / 1000)
    middle = Point(radius.coords[0][0] * 2, radius.coords[0][1])
    point = gpd.GeoSeries([middle], crs=3857).to_crs(4326)[0]
    return point.x, point.y, 4 * radius.length / METRES_PER_PIXEL
