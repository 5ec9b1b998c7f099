"""Regions shaded by a number."""

from typing import Literal

from eventmap.layers.module import ModuleLayer

Measure = Literal["events", "killed"]


class Choropleth(ModuleLayer):
    """Regions shaded in classes; where the number is not given the region is hatched.

    Parameters
    ----------
    measure
        ``events``: all events of the region, however exactly located.
        ``killed``: at least so many.
    """

    def __init__(self, measure: Measure) -> None:
        super().__init__("choropleth", measure=measure)
