"""Who says what about synthetic events, the status that follows, and a small timeline of talks."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from benchmarks.synthetic import draw
from benchmarks.synthetic.draw import Flags, Integers, Random, choose, texts, words
from benchmarks.synthetic.events import COUNT, FIRST, TYPES, Batch, event_ids
from eventmap.schema import Side, Status

SIDES, STATUSES = tuple(Side), tuple(Status)
UKRAINE, RUSSIA = SIDES.index(Side.UKRAINE), SIDES.index(Side.RUSSIA)

PER_EVENT = (0.69, 0.22, 0.09)
"""Shares of events with one, two and three claims: 1.4 claims an event."""

SIDE_SHARES = {"ukraine": 40, "russia": 24, "international": 5, "media": 28, "other": 3}

KNOWN = {"killed": (0.22, 0.35, 0.9), "injured": (0.28, 0.9, 1.0)}
"""For each noun: share of events with a figure, mean and spread of its logarithm."""

FORM_SHARES = (58, 20, 14, 8)
"""Shares of figures that are one number, a range, "at least", and all three."""

SILENT, DISPUTED, ACCEPTED, DISCOUNTED = 0.15, 0.12, 0.2, 0.015
NO_SOURCE, NO_URL, NO_STATEMENT, QUANTIFIED = 0.05, 0.6, 0.1, 0.25

ITEMS = 60


@dataclass(frozen=True)
class Spoken:
    """One row a claim: its event, its number among the event's claims, its side.

    `disputes` is true where it contradicts the first claim of its event.
    """

    event: Integers
    ordinal: Integers
    side: Integers
    disputes: Flags


def make_claims(random: Random, batch: Batch) -> tuple[dict[str, pa.Array], pa.Array]:
    """Return the columns of the claims of `batch`, in the order of its events, and the statuses."""
    spoken, disputed = _speak(random, len(batch.type_at))
    count = len(spoken.event)
    number = batch.first + spoken.event
    ids = event_ids(number)
    ordinal = pa.array(spoken.ordinal + 1).cast(pa.string())
    delay = random.integers(0, 4, count)
    columns = {
        "claim_id": pc.binary_join_element_wise(ids, ordinal, "-"),
        "event_id": ids,
        "claimant": _claimants(random, spoken),
        "side": words(SIDES, spoken.side),
        "source": _sources(random, spoken, number),
        "url": _addresses(random, ids, ordinal),
        "published_on": pa.array(batch.last_day[spoken.event] + delay),
    }
    for noun in KNOWN:
        columns |= _figures(random, noun, spoken, len(batch.type_at))
    columns |= _quantities(random, batch.type_at[spoken.event])
    columns["statement"] = _statements(random, spoken)
    return columns, words(STATUSES, _judge(random, batch.in_russia, spoken, disputed))


def _speak(random: Random, events: int) -> tuple[Spoken, Flags]:
    """Return who speaks, and for each event whether its claims contradict."""
    each = 1 + choose(random, PER_EVENT, events)
    event = np.repeat(np.arange(events), each)
    ordinal = np.arange(len(event)) - np.repeat(np.cumsum(each) - each, each)
    side = choose(random, [SIDE_SHARES[side] for side in SIDES], len(event))
    disputed = (each > 1) & (random.random(events) < DISPUTED)
    return Spoken(event, ordinal, side, disputed[event] & (ordinal > 0)), disputed


def _judge(random: Random, in_russia: Flags, spoken: Spoken, disputed: Flags) -> Integers:
    """Return the status of each event as the claims about it allow."""
    events = len(in_russia)
    starts = np.flatnonzero(spoken.ordinal == 0)
    sides = np.bitwise_or.reduceat(1 << spoken.side, starts)
    several = np.diff(np.append(starts, len(spoken.event))) > 1
    one_party = (sides == 1 << UKRAINE) | (sides == 1 << RUSSIA)
    responsible = 1 << np.where(in_russia, UKRAINE, RUSSIA)
    accepted = several & ((sides & responsible) > 0) & (random.random(events) < ACCEPTED)
    rejected = several & (random.random(events) < DISCOUNTED)
    names = ("discounted", "contested", "confirmed", "claimed", "corroborated")
    rules = (rejected, disputed, accepted, one_party, several)
    found = [STATUSES.index(Status(name)) for name in names]
    return np.select(rules, found, default=STATUSES.index(Status.REPORTED))


def _by_side(
    lists: dict[str, tuple[str, ...]], side: Integers, at: Integers
) -> tuple[list[str], Integers]:
    """Return all lists in one, and where in it each side's own text number `at` stands."""
    sizes = np.array([len(lists[name]) for name in SIDES])
    flat = [text for name in SIDES for text in lists[name]]
    return flat, (np.cumsum(sizes) - sizes)[side] + at % sizes[side]


def _claimants(random: Random, spoken: Spoken) -> pa.DictionaryArray:
    anyone = random.integers(1 << 20, size=len(spoken.side))
    return words(*_by_side(draw.CLAIMANTS, spoken.side, anyone))


def _sources(random: Random, spoken: Spoken, number: Integers) -> pa.DictionaryArray:
    # Neighbours in the list: the claims of one event never share a source.
    sources, at = _by_side(draw.SOURCES, spoken.side, number * 7919 + spoken.ordinal)
    missing = random.random(len(at)) < NO_SOURCE
    return words(sources, np.where(missing, -1, at))


def _addresses(random: Random, ids: pa.Array, ordinal: pa.Array) -> pa.Array:
    address = pc.binary_join_element_wise("https://example.org/reports/", ids, "/", ordinal, "")
    return pc.if_else(pa.array(random.random(len(ids)) < NO_URL), None, address)


def _figures(random: Random, noun: str, spoken: Spoken, events: int) -> dict[str, pa.Array]:
    share, mean, spread = KNOWN[noun]
    count = len(spoken.event)
    known = (random.random(events) < share)[spoken.event] & (random.random(count) >= SILENT)
    figure = np.floor(random.lognormal(mean, spread, events)).astype(int)[spoken.event]
    figure = np.where(spoken.disputes, 2 * figure + spoken.ordinal, figure)
    form = choose(random, FORM_SHARES, count)
    # "At least none" says nothing.
    form = np.where(figure == 0, 0, form)
    below = np.floor(figure * random.uniform(0, 0.5, count)).astype(int)
    above = 1 + np.floor(figure * random.uniform(0, 0.7, count)).astype(int)
    low = np.where(form == 2, figure, figure - below)  # noqa: PLR2004 - "at least"
    return {
        f"{noun}_low": pa.array(low, pa.int32(), mask=~known | (form == 0)),
        f"{noun}_best": pa.array(figure, pa.int32(), mask=~known | np.isin(form, [1, 2])),
        f"{noun}_high": pa.array(figure + above, pa.int32(), mask=~known | np.isin(form, [0, 2])),
    }


def _quantities(random: Random, type_at: Integers) -> dict[str, pa.Array]:
    units = tuple(draw.UNITS.values())
    unit_of = {name: at for at, name in enumerate(draw.UNITS)}
    unit = np.array([unit_of.get(name, -1) for name in TYPES])[type_at]
    unit = np.where(random.random(len(unit)) < QUANTIFIED, unit, -1)
    quantity = 1 + random.geometric(0.12, len(unit))
    return {
        "quantity": pa.array(quantity, pa.int32(), mask=unit < 0),
        "quantity_unit": words(units, unit),
    }


def _statements(random: Random, spoken: Spoken) -> pa.Array:
    count = len(spoken.event)
    openings = (*draw.SAYS, *draw.DENIES)
    says = random.integers(len(draw.SAYS), size=count)
    denies = len(draw.SAYS) + random.integers(len(draw.DENIES), size=count)
    detail = texts(draw.DETAILS, random.integers(len(draw.DETAILS), size=count))
    after = texts(draw.AFTER, random.integers(len(draw.AFTER), size=count))
    text = pc.binary_join_element_wise(
        texts(openings, np.where(spoken.disputes, denies, says)), detail, after, ""
    )
    return pc.if_else(pa.array(random.random(count) < NO_STATEMENT), None, text)


def make_timeline(random: Random, total: int) -> dict[str, pa.Array]:
    """Return the columns of `ITEMS` items, some of them tied to some of `total` events."""
    start = FIRST + np.sort(random.integers(COUNT, size=ITEMS))
    kinds = [draw.TALKS[at] for at in random.integers(len(draw.TALKS), size=ITEMS)]
    places = [draw.CAPITALS[at] for at in random.integers(len(draw.CAPITALS), size=ITEMS)]
    known = np.arange(ITEMS) % 5 > 0
    tied = [random.integers(total, size=at % 3) for at in range(ITEMS)]
    return {
        "item_id": pa.array([f"talk-{at + 1}" for at in range(ITEMS)]),
        "date_start": pa.array(start),
        "date_end": pa.array(start + random.integers(0, 3, ITEMS)),
        "kind": pa.array([kind for kind, _, _ in kinds]),
        "title": pa.array(
            [
                title.format(place=place[0])
                for (_, title, _), place in zip(kinds, places, strict=True)
            ]
        ),
        "detail": pa.array([detail for _, _, detail in kinds]),
        "actor": pa.array(["Delegations"] * ITEMS),
        "place": pa.array([name for name, _, _ in places]),
        "lat": pa.array([lat for _, lat, _ in places], mask=~known),
        "lon": pa.array([lon for _, _, lon in places], mask=~known),
        "source": pa.array([f"News outlet {1 + at % 12}" for at in range(ITEMS)]),
        "event_ids": pa.array([";".join(event_ids(ids).to_pylist()) or None for ids in tied]),
    }
