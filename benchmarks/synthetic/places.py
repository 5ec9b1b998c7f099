"""Where synthetic events are: towns, the villages around them, a front that moves."""

import json
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from benchmarks.synthetic.draw import Floats, Integers, Random, choose
from eventmap.places import region_of
from eventmap.settings import bundled_data

VILLAGES = 12_000
EAST_END, NORTH_END = 50.0, 62.0
"""Degrees; what lies beyond is no western Russia."""

FRONT = np.array(
    [
        (31.7, 46.5), (32.6, 46.6), (33.4, 46.8), (34.5, 47.5), (35.4, 47.5), (36.3, 47.7),
        (37.2, 47.8), (37.6, 48.1), (37.9, 48.4), (38.0, 48.7), (38.2, 49.0), (37.9, 49.6),
        (37.0, 50.3), (35.3, 51.1), (34.0, 51.7),
    ]
)  # fmt: skip
"""(lon, lat) along a line that is roughly where fighting was reported; an invention otherwise."""

HOT_SPOTS = (0.3, 0.55, 0.62, 0.8)
"""Where along the front most is reported, as shares of its length."""

HOT_SHARE = 0.55

GRID_WEST, GRID_SOUTH, GRID_COLUMNS, GRID_ROWS, GRID_STEP = 29.0, 44.0, 240, 180, 0.05
"""Squares of degrees around the front, each of which knows the settlement nearest to it."""

_PREFIXES = ("", "", "", "", "Nova ", "Stara ", "Mala ", "Velyka ", "Verkhnia ", "Nyzhnia ")
_STEMS = (
    "Berez", "Vyshn", "Hrush", "Dubr", "Zelen", "Kalyn", "Lypov", "Mykhail", "Oleks", "Pavl",
    "Rad", "Sosn", "Stepan", "Topol", "Khlib", "Chorn", "Shevch", "Yablun", "Kamian", "Ozer",
)  # fmt: skip
_ENDINGS = ("ivka", "ove", "yne", "ka", "ets", "anka", "yshche", "iv Yar", "y", "enkove")


@dataclass(frozen=True)
class Settlements:
    """Towns first, then villages; all arrays have a place for each of them.

    Parameters
    ----------
    town
        Position of the town whose district it is in; a town is its own.
    code
        ISO 3166-2 code of the unit that it lies in.
    spread
        How far around its centre events scatter, in degrees.
    weight
        How often it is hit, compared with the others.
    nearest
        Position of the settlement nearest to each square of the grid, row by row.
    """

    names: list[str]
    lon: Floats
    lat: Floats
    town: Integers
    code: np.ndarray
    spread: Floats
    weight: Floats
    nearest: Integers


def found_settlements(random: Random) -> Settlements:
    """Return the towns of the map around the front, with invented villages around them."""
    path = bundled_data() / "boundaries" / "cities.json"
    cities = [city for city in json.loads(path.read_text(encoding="utf-8")) if _is_near(city)]
    towns = len(cities)
    people = np.array([city["population"] for city in cities], dtype=float)
    lon = np.array([city["lon"] for city in cities])
    lat = np.array([city["lat"] for city in cities])
    town = np.concatenate([np.arange(towns), choose(random, people**0.3, VILLAGES)])
    offset = random.normal(0, 0.25, (VILLAGES, 2)) + random.normal(0, 0.06, (VILLAGES, 2))
    lon = np.concatenate([lon, np.round(lon[town[towns:]] + 1.5 * offset[:, 0], 4)])
    lat = np.concatenate([lat, np.round(lat[town[towns:]] + offset[:, 1], 4)])
    code = np.array([code or "" for code in region_of(lon, lat)])
    ashore = np.isin(np.char.partition(code, "-")[:, 0], ["UA", "RU"])
    weight = np.concatenate([people**0.7, 12 * random.pareto(1.1, VILLAGES).clip(0, 40)])
    to_front = shapely.distance(shapely.linestrings(FRONT), shapely.points(lon, lat))
    weight *= 0.15 + np.exp(-to_front / 1.5)
    names = [city["name"] for city in cities] + _village_names(random)
    spread = np.concatenate([0.004 * (people / 1e4) ** 0.45, np.full(VILLAGES, 0.01)])
    return Settlements(
        names=[name for name, kept in zip(names, ashore, strict=True) if kept],
        lon=lon[ashore],
        lat=lat[ashore],
        town=town[ashore],
        code=code[ashore],
        spread=spread[ashore],
        weight=weight[ashore],
        nearest=_nearest(lon[ashore], lat[ashore]),
    )


def front_at(share: Floats, time: Floats) -> tuple[Floats, Floats]:
    """Return (lon, lat) of the front at a `share` of its length and of the period."""
    steps = np.hypot(*np.diff(FRONT, axis=0).T)
    along = np.concatenate([[0], np.cumsum(steps)]) / steps.sum()
    east = 0.30 * np.sin(2 * np.pi * (1.3 * time + 2.1 * share)) - 0.2 * time
    north = 0.14 * np.sin(2 * np.pi * (0.9 * time + 1.7 * share + 0.3))
    return np.interp(share, along, FRONT[:, 0]) + east, np.interp(share, along, FRONT[:, 1]) + north


def scatter_front(random: Random, time: Floats) -> tuple[Floats, Floats]:
    """Return (lon, lat) of a point in the band of the front for each of `time`, from 0 to 1."""
    spots = np.array(HOT_SPOTS)[random.integers(len(HOT_SPOTS), size=len(time))]
    hot = spots + 0.06 * np.sin(2 * np.pi * (time + spots)) + random.normal(0, 0.02, len(time))
    anywhere = random.random(len(time))
    share = np.where(random.random(len(time)) < HOT_SHARE, hot, anywhere).clip(0, 1)
    lon, lat = front_at(share, time)
    return lon + random.laplace(0, 0.07, len(time)), lat + random.laplace(0, 0.045, len(time))


def settlement_near(settlements: Settlements, lon: Floats, lat: Floats) -> Integers:
    """Return the position of the settlement nearest to each point of the grid."""
    column = ((lon - GRID_WEST) / GRID_STEP).astype(int).clip(0, GRID_COLUMNS - 1)
    row = ((lat - GRID_SOUTH) / GRID_STEP).astype(int).clip(0, GRID_ROWS - 1)
    return np.asarray(settlements.nearest[row * GRID_COLUMNS + column])


def _is_near(city: dict[str, Any]) -> bool:
    western = city["lon"] < EAST_END and city["lat"] < NORTH_END
    return city["country"] == "UA" or (city["country"] == "RU" and bool(western))


def _nearest(lon: Floats, lat: Floats) -> Integers:
    rows, columns = np.divmod(np.arange(GRID_ROWS * GRID_COLUMNS), GRID_COLUMNS)
    centres = shapely.points(
        GRID_WEST + (columns + 0.5) * GRID_STEP, GRID_SOUTH + (rows + 0.5) * GRID_STEP
    )
    return np.asarray(shapely.STRtree(shapely.points(lon, lat)).nearest(centres))


def _village_names(random: Random) -> list[str]:
    parts = (random.choice(words, VILLAGES) for words in (_PREFIXES, _STEMS, _ENDINGS))
    return ["".join(name) for name in zip(*parts, strict=True)]
