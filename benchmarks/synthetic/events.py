"""Synthetic events: what happened, where, when, and how exactly that is known."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import ArrayLike, NDArray

from benchmarks.synthetic import draw
from benchmarks.synthetic.draw import (
    Flags,
    Floats,
    Integers,
    Random,
    choose,
    choose_by_group,
    texts,
    words,
)
from benchmarks.synthetic.places import Settlements, scatter_front, settlement_near
from eventmap.places import country_name, region_name, region_of
from eventmap.schema import DatePrecision, EventType, GeoPrecision

Days = NDArray[np.datetime64]

FIRST, LAST = np.datetime64("2022-02-24"), np.datetime64("2025-10-24")
COUNT = int((LAST - FIRST).astype(int)) + 1

WEEK = (1.08, 1.1, 1.06, 1.04, 1.05, 0.88, 0.79)
"""Events of a day compared with the average, Monday first."""

BURSTS = 36

DATE_PRECISIONS = tuple(DatePrecision)
DATE_PRECISION_SHARES = {"day": 78, "days": 9, "week": 6, "month": 4.3, "year": 0.7, "unknown": 2}


def weigh_days(random: Random) -> Floats:
    """Return for each day of the period which share of all events came before its end."""
    day = np.arange(COUNT)
    trend = 1 + 3 * day / COUNT
    weekday = ((FIRST + day).astype(int) + 3) % 7  # 1 January 1970 was a Thursday
    burst = np.ones(COUNT)
    for start in random.integers(COUNT, size=BURSTS):
        burst[start : start + random.integers(2, 8)] *= random.uniform(1.6, 4)
    weight = trend * np.array(WEEK)[weekday] * burst * random.lognormal(0, 0.12, COUNT)
    return np.asarray(np.cumsum(weight) / weight.sum())


def pick_days(before: Floats, first: int, count: int, total: int) -> Integers:
    """Return the days, numbered from `FIRST`, of events `first` and on out of `total`, in order."""
    return np.searchsorted(before, (first + np.arange(count) + 0.5) / total).clip(0, COUNT - 1)


def widen(random: Random, day: Integers) -> tuple[Days, Days, Integers]:
    """Return the first and last day of an interval around each day, and its precision.

    Precisions are positions in `DATE_PRECISIONS`; unknown dates are NaT.
    """
    shares = [DATE_PRECISION_SHARES[precision] for precision in DATE_PRECISIONS]
    precision = choose(random, shares, len(day))
    known: Days = FIRST + day
    month, year = known.astype("M8[M]"), known.astype("M8[Y]")
    week = known - (day % 7)
    some = random.integers(1, 6, len(day))
    nothing = np.datetime64("NaT")
    start = _by(precision, known, known, week, month, year, nothing)
    end = _by(precision, known, known + some, week + 6, month + 1, year + 1, nothing)
    # The day before the next month or year begins.
    past = np.isin(precision, [DATE_PRECISIONS.index("month"), DATE_PRECISIONS.index("year")])
    return start, end - past.astype("m8[D]"), precision


def _by(precision: Integers, *choices: ArrayLike) -> Days:
    days = (np.asarray(choice, dtype="M8[D]").astype(np.int64) for choice in choices)
    return np.choose(precision, np.broadcast_arrays(*days)).astype("M8[D]")


TYPES, PRECISIONS = tuple(EventType), tuple(GeoPrecision)

TYPE_SHARES = np.array(
    [
        # shelling, missile, drone, glide bomb, air strike, air defence, ground combat, claim of
        # territory, explosion, violence, infrastructure, transport, protest, armed conflict, alert,
        # other
        (38, 2, 16, 8, 4, 1, 19, 4, 3, 1, 1, 0.5, 0.2, 0.5, 0.5, 1.3),  # the front
        (14, 14, 33, 4, 3, 11, 0, 0, 7, 2, 5, 3, 2, 0, 1, 1),  # Ukraine
        (6, 3, 24, 0, 1, 38, 0, 0, 9, 1, 6, 8, 2, 0, 1, 1),  # Russia
    ]
)
FRONT_SHARE = 0.6

PRECISION_SHARES = {
    "exact": 17,
    "settlement": 40,
    "district": 11,
    "region": 21,
    "country": 6,
    "unlocated": 5,
}
"""As in UCDP and VIINA: little more than half of all rows name a settlement."""

COUNTRIES = ("UA", "RU")
NO_TARGET, NO_ACTOR, NO_SUMMARY = 0.45, 0.25, 0.15


@dataclass(frozen=True)
class Batch:
    """Events without the columns that follow from their claims.

    Parameters
    ----------
    first
        Number of the first event, which its id ends with.
    type_at
        Position of each event's type in `TYPES`.
    in_russia
        Whether each is in Russia: the other side is then the one to accept it.
    last_day
        Last day of each; of an unknown date the day that it was drawn from.
    """

    first: int
    columns: dict[str, pa.Array]
    type_at: Integers
    in_russia: Flags
    last_day: Days


def make_events(
    random: Random, settlements: Settlements, before: Floats, *, first: int, count: int, total: int
) -> Batch:
    """Return `count` out of `total` events from number `first` on, in the order of their days.

    `before` is what `weigh_days` returns.
    """
    day = pick_days(before, first, count, total)
    start, end, date_precision = widen(random, day)
    near, lon, lat, at_front = _site(random, settlements, day / COUNT)
    precision = choose(random, [PRECISION_SHARES[name] for name in PRECISIONS], count)
    codes, lon, lat, near = _locate(settlements, precision, near, lon, lat)
    in_russia = np.char.startswith(codes, "RU")
    type_at = choose_by_group(random, TYPE_SHARES, np.where(at_front, 0, 1 + in_russia))
    place, label = _name(settlements, precision, near, codes)
    what = random.integers(4, size=count)
    where = random.integers(len(draw.WHERE), size=count)
    phrase = texts([text for name in TYPES for text in draw.WHAT[name]], 4 * type_at + what)
    coded = np.isin(precision, _at("exact", "settlement", "district", "region"))
    columns = {
        "event_id": event_ids(first + np.arange(count)),
        "title": pc.binary_join_element_wise(phrase, texts(draw.WHERE, where), label, ""),
        "summary": _summaries(random, count),
        "event_type": words(TYPES, type_at),
        "target": _some(random, draw.TARGETS, count, NO_TARGET),
        "actor": _actors(random, in_russia),
        "date_start": pa.array(start),
        "date_end": pa.array(end),
        "date_precision": words(DATE_PRECISIONS, date_precision),
        "place": place,
        "admin1": _coded(codes, coded),
        "country": words(COUNTRIES, np.where(precision == _at("unlocated")[0], -1, in_russia)),
        "lat": pa.array(lat, mask=np.isnan(lat)),
        "lon": pa.array(lon, mask=np.isnan(lon)),
        "geo_precision": words(PRECISIONS, precision),
    }
    last_day = np.where(np.isnat(end), FIRST + day, end)
    return Batch(first, columns, type_at, in_russia, last_day)


def event_ids(numbers: Integers) -> pa.Array:
    """Return the ids of events with these numbers."""
    digits = pc.utf8_lpad(pa.array(numbers).cast(pa.string()), 8, "0")
    return pc.binary_join_element_wise("SYN", digits, "")


def _at(*precisions: str) -> list[int]:
    return [PRECISIONS.index(GeoPrecision(precision)) for precision in precisions]


def _site(
    random: Random, settlements: Settlements, time: Floats
) -> tuple[Integers, Floats, Floats, Flags]:
    """Return the settlement nearest to each event, its true (lon, lat), whether at the front."""
    count = len(time)
    at_front = random.random(count) < FRONT_SHARE
    lon, lat = scatter_front(random, time)
    near = np.where(
        at_front,
        settlement_near(settlements, lon, lat),
        choose(random, settlements.weight, count),
    )
    spread = settlements.spread[near]
    around = settlements.lon[near] + 1.5 * spread * random.normal(size=count)
    lon = np.where(at_front, lon, around)
    lat = np.where(at_front, lat, settlements.lat[near] + spread * random.normal(size=count))
    return near, np.round(lon, 5), np.round(lat, 5), at_front


def _locate(
    settlements: Settlements, precision: Integers, near: Integers, lon: Floats, lat: Floats
) -> tuple[np.ndarray, Floats, Floats, Integers]:
    """Return the code, the reported (lon, lat), missing where no point is, and the settlement."""
    (exact,), (district,), points = _at("exact"), _at("district"), _at("exact", "settlement")
    near = np.where(precision == district, settlements.town[near], near)
    codes = settlements.code[near]
    at = np.flatnonzero(precision == exact)
    found = np.array([code or "" for code in region_of(lon[at], lat[at])], dtype=codes.dtype)
    # A point in the sea, or across a border, is taken back to the settlement.
    kept = np.zeros(len(near), dtype=bool)
    kept[at] = np.char.startswith(found, "UA") | np.char.startswith(found, "RU")
    codes = codes.copy()
    codes[kept] = found[kept[at]]
    pinned = np.isin(precision, [*points, district])
    lon = np.where(kept, lon, np.where(pinned, settlements.lon[near], np.nan))
    lat = np.where(kept, lat, np.where(pinned, settlements.lat[near], np.nan))
    return codes, lon, lat, near


def _name(
    settlements: Settlements, precision: Integers, near: Integers, codes: np.ndarray
) -> tuple[pa.Array, pa.Array]:
    """Return the place of each event, missing where none is named, and what its title calls it."""
    known, unit = np.unique(codes, return_inverse=True)
    places = len(settlements.names)
    towns = settlements.town.max() + 1
    labels = [
        *settlements.names,
        *(f"{name} district" for name in settlements.names[:towns]),
        *(region_name(code) or code for code in known),
        *(country_name(code) or code for code in COUNTRIES),
        "an unnamed place",
    ]
    at_unit = places + towns + unit
    at_country = places + towns + len(known) + np.char.startswith(codes, "RU")
    nowhere = np.full(len(near), len(labels) - 1)
    at = np.choose(precision, [near, near, places + near, at_unit, at_country, nowhere])
    named = np.isin(precision, _at("exact", "settlement", "district"))
    return words(labels, np.where(named, at, -1)), texts(labels, at)


def _coded(codes: np.ndarray, given: Flags) -> pa.DictionaryArray:
    known, at = np.unique(codes, return_inverse=True)
    return words(known.tolist(), np.where(given, at, -1))


def _actors(random: Random, in_russia: Flags) -> pa.DictionaryArray:
    actor = np.where(random.random(len(in_russia)) < NO_ACTOR, -1, in_russia)
    return words(("Russian forces", "Ukrainian forces"), actor)


def _some(
    random: Random, values: tuple[str, ...], count: int, missing: float
) -> pa.DictionaryArray:
    at = choose(random, 1 / (1 + np.arange(len(values))), count)
    return words(values, np.where(random.random(count) < missing, -1, at))


def _summaries(random: Random, count: int) -> pa.Array:
    opening, detail, closing = (
        texts(parts, random.integers(len(parts), size=count))
        for parts in (draw.OPENINGS, draw.DETAILS, draw.CLOSINGS)
    )
    text = pc.binary_join_element_wise(opening, "; ", detail, ". ", closing, "")
    return pc.if_else(pa.array(random.random(count) < NO_SUMMARY), None, text)
