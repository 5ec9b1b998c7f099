"""Regions shaded by a number."""

from typing import Literal

from eventmap.layers.module import ModuleLayer
from eventmap.places import POPULATION_YEAR

Measure = Literal["events", "killed", "injured", "rate"]

NOTES: dict[Measure, str] = {
    "rate": f"Inhabitants as published in {POPULATION_YEAR}, before the displacement (JHU CSSE)"
}
"""What the legend says below the classes."""


class Choropleth(ModuleLayer):
    """Regions shaded in classes; where the number is not given the region is hatched.

    Parameters
    ----------
    measure
        ``events``: all events of the region, however exactly located.
        ``killed``, ``injured``: at least so many.
        ``rate``: events per 100,000 inhabitants; offered where a region's population is given.
    """

    def __init__(self, measure: Measure) -> None:
        super().__init__("choropleth", measure=measure, note=NOTES.get(measure, ""))
