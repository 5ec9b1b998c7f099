"""Drawing whole columns at once, and what is drawn from: shares, and phrases to put together."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import ArrayLike, NDArray

from eventmap.schema import EventType

Random = np.random.Generator
Integers = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def choose(random: Random, shares: ArrayLike, count: int) -> Integers:
    """Return `count` positions in `shares`, each as often as its share of their sum."""
    edges = np.cumsum(np.asarray(shares, dtype=float))
    level = random.random(count) * edges[-1]
    return np.asarray(np.searchsorted(edges, level, side="right"))


def choose_by_group(random: Random, shares: ArrayLike, groups: Integers) -> Integers:
    """Return a column of `shares` for each of `groups`, which are rows of it."""
    edges = np.cumsum(np.asarray(shares, dtype=float), axis=1)
    level = random.random(len(groups)) * edges[groups, -1]
    return np.asarray((edges[groups] <= level[:, None]).sum(axis=1))


def words(values: Sequence[str | None], at: Integers) -> pa.DictionaryArray:
    """Return the texts of `values` at the positions `at`; a negative position is missing."""
    where = pa.array(at.astype(np.int32), mask=at < 0)
    return pa.DictionaryArray.from_arrays(where, pa.array(values, pa.string()))


def texts(values: Sequence[str], at: Integers) -> pa.Array:
    """Return the texts of `values` at the positions `at`, to be joined to others."""
    return pa.array(values, pa.string()).take(pa.array(at))


WHAT: dict[str, tuple[str, ...]] = {
    EventType.SHELLING: ("Shelling", "Artillery fire", "Mortar fire", "Rocket artillery fire"),
    EventType.MISSILE: ("Missile strike", "Ballistic missile", "Cruise missiles", "Missile hit"),
    EventType.DRONE: ("Drone strike", "Drones", "Explosive drone", "Drone attack at night"),
    EventType.GLIDE_BOMB: ("Glide bomb", "Glide bombs", "Guided bomb", "Two glide bombs"),
    EventType.AIR_STRIKE: ("Air strike", "Air raid", "Air strikes", "Helicopter strike"),
    EventType.AIR_DEFENCE: ("Drones downed", "Missile downed", "Air defences fire", "Debris"),
    EventType.GROUND_COMBAT: ("Fighting", "Assault", "Exchange of fire", "Clashes"),
    EventType.TERRITORIAL_CLAIM: ("Control claimed", "Advance", "Positions taken", "Withdrawal"),
    EventType.EXPLOSION: ("Explosion", "Explosions heard", "Mine explosion", "Blast"),
    EventType.VIOLENCE_AGAINST_CIVILIANS: ("Shooting", "Detention", "Car fired upon", "Abduction"),
    EventType.INFRASTRUCTURE: ("Power station damaged", "Blackout", "Pipeline damaged", "Outage"),
    EventType.TRANSPORT_DISRUPTION: (
        "Trains delayed",
        "Bridge closed",
        "Flights suspended",
        "Road cut",
    ),
    EventType.PROTEST: ("Protest", "Rally", "Demonstration", "Vigil"),
    EventType.ARMED_CONFLICT: ("Hostilities", "Armed conflict", "An attack", "Combat losses"),
    EventType.ALERT: ("Air alert", "Air-raid warning", "Sirens", "Missile alert"),
    EventType.OTHER: ("Incident", "Fire", "Unexploded shell found", "Evacuation"),
}
"""Four beginnings of a title for each type."""

WHERE = (" in ", " near ", " reported in ", " outside ")

TARGETS = ("residential", "energy", "transport", "medical", "military", "industry", "school")

OPENINGS = (
    "Reported by residents and confirmed by no one else",
    "A first account was corrected later the same day",
    "The account rests on pictures from the place",
    "Several accounts agree on the place and differ on the hour",
    "The day is that of the report",
    "Damage was seen the next morning",
)
DETAILS = (
    "windows of several houses were broken",
    "a warehouse burned",
    "a power line was cut and repaired within hours",
    "no damage is described",
    "an apartment block and two cars were damaged",
    "a school yard was hit",
    "railway tracks were damaged",
    "a farm building was destroyed",
    "the roof of a workshop collapsed",
    "crops burned over a few hectares",
    "a fuel store was damaged",
    "the water supply failed in part of the place",
)
CLOSINGS = (
    "Further details are not given.",
    "Rescue work went on at the time of the report.",
    "What was aimed at is not said.",
    "The number of those affected is being clarified.",
    "Roads around the place were closed.",
)

SAYS = ("Says that ", "Reports that ", "Writes that ", "States that ", "According to it, ")
DENIES = ("Denies that ", "Calls it untrue that ", "Says that it was not so that ")
AFTER = (
    ".",
    " and that services are at work.",
    ", without further details.",
    "; people were being questioned.",
    ", as pictures show.",
)

CLAIMANTS: dict[str, tuple[str, ...]] = {
    "ukraine": ("Regional administration", "Air force", "City council", "General staff"),
    "russia": ("Regional governor", "Defence ministry", "City administration", "Regional office"),
    "international": ("Observer mission", "Aid organisation", "Monitoring group"),
    "media": ("Local reporter", "News agency", "Broadcaster", "Newspaper"),
    "other": ("Residents", "Open-source group", "Company"),
}
SOURCES: dict[str, tuple[str, ...]] = {
    "ukraine": tuple(f"Ukrainian channel {number}" for number in range(1, 11)),
    "russia": tuple(f"Russian channel {number}" for number in range(1, 9)),
    "international": tuple(f"Mission bulletin {number}" for number in range(1, 6)),
    "media": tuple(f"News outlet {number}" for number in range(1, 13)),
    "other": tuple(f"Open-source feed {number}" for number in range(1, 6)),
}
"""Forty invented sources, no fewer for a side than an event has claims."""

UNITS: dict[str, str] = {
    EventType.AIR_DEFENCE: "drones downed",
    EventType.DRONE: "drones launched",
    EventType.TERRITORIAL_CLAIM: "villages",
}

TALKS = (
    ("meeting", "Talks in {place}", "Delegations meet; no document is signed."),
    ("statement", "Statement on the talks in {place}", "A spokesperson repeats the known terms."),
    ("decision", "Decision on aid, taken in {place}", "The sum is to be named later."),
    ("sanction", "Sanctions announced in {place}", "A list of companies is published."),
    ("deadline", "Deadline named in {place}", "What follows after it is not said."),
    ("claim", "Figures given in {place}", "They cannot be checked."),
)
CAPITALS = (
    ("London", 51.507, -0.128),
    ("Brussels", 50.85, 4.352),
    ("Istanbul", 41.009, 28.978),
    ("Geneva", 46.204, 6.143),
    ("Kyiv", 50.45, 30.523),
    ("Moscow", 55.756, 37.617),
)
