"""What a viewer has on the screen, and the tiles and cells that this takes."""

import math
from dataclasses import dataclass

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
class Tiles:
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
        rows, columns = range(self.top, self.bottom + 1), range(self.left, self.right + 1)
        return [(self.z, x, y) for y in rows for x in columns]

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


def tiles_of_view(lon: float, lat: float, zoom: int) -> Tiles:
    """Return the tiles that the map fetches around a point (degrees) at a zoom of Leaflet's."""
    last = (1 << (zoom - 1)) - 1
    x, y = project(lon, lat, zoom)

    def tile(pixel: float) -> int:
        return min(max(math.floor(pixel / TILE_PX), 0), last)

    return Tiles(
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
