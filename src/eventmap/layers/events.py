"""Events as symbols by type, several as circles with their number."""

from eventmap.layers.module import ModuleLayer

DISTRICT_M = 25_000
"""Radius of the ring around a place that is known to the district only.

UCDP codes such places as "within a 25 km radius around a known point" (where_prec 2).
"""


class Events(ModuleLayer):
    """Symbols over the tiles of events; what would overlap is one cluster until zoomed in."""

    def __init__(self) -> None:
        super().__init__("events", district_m=DISTRICT_M)
