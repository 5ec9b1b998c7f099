"""How many people live in a region, where ``data/boundaries/population.csv`` tells it."""

import csv
from functools import cache

from eventmap.settings import bundled_data

YEAR = 2020
"""When the source published its figures: before the displacement since February 2022."""


def population(region: str) -> int | None:
    """Return the inhabitants of a unit (ISO 3166-2), ``None`` where no figure is at hand."""
    return _figures().get(region)


@cache
def _figures() -> dict[str, int]:
    path = bundled_data() / "boundaries" / "population.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {row["region"]: int(row["population"]) for row in csv.DictReader(file)}
