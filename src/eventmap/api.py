"""What the server answers to its scripts, as types: the one contract that both sides keep.

A script reads no key that does not stand here, and an answer has every key that does; tests hold
the routes and the scripts to it. Numbers are persons or events, days ISO texts, ``None`` unknown.
"""

from datetime import date
from typing import Any, TypedDict


class Words(TypedDict):
    """What the page sends to the scripts of the map for the few words that they put together.

    ``figures`` are `casualties.PHRASES`, ``nearness``, ``months`` and ``spans`` those of
    `wording`; ``plurals`` gives the plural of each noun that is counted.
    """

    figures: dict[str, str]
    nearness: dict[str, str]
    months: list[str]
    spans: dict[str, str]
    plurals: dict[str, str]


class TotalAnswer(TypedDict):
    """Casualties of several events, see `casualties.Total`."""

    low: int | None
    best: int | None
    high: int | None
    known: int
    unknown: int


class RegionRow(TypedDict):
    """The events of one region, or of what of a country is in none.

    ``words`` are the lines of a hover text: name, number of events, both totals and, where the
    population is given, the events per inhabitants. ``classes`` gives by each measure of
    `Summary` the number of the region's class, counted from 1: 0 for a value of zero, ``None``
    for one that is not known. It is empty where there is no outline to shade.
    """

    region: str | None
    name: str | None
    country: str | None
    country_name: str | None
    events: int
    located: int
    region_only: int
    country_only: int
    population: int | None
    killed: TotalAnswer
    injured: TotalAnswer
    classes: dict[str, int | None]
    words: list[str]


class Shade(TypedDict):
    """How regions are shaded by one measure.

    ``offered`` is whether the measure can be had at all, ``classes`` what each class holds, in
    words, ascending, and ``unknown`` what is said of regions without a value.
    """

    offered: bool
    heading: str
    classes: list[str]
    unknown: str


class TypeRow(TypedDict):
    """The events of one type."""

    type: str
    events: int
    killed: TotalAnswer
    injured: TotalAnswer


class Drawn(TypedDict):
    """How many events are drawn in each way; those listed are not drawn at all."""

    symbol: int
    ring: int
    region: int
    listed: int


class EstimateAnswer(TypedDict):
    """Which figure counts where one must: ``low``, ``best`` or ``high``, and its name."""

    by: str
    label: str


class PartAnswer(TypedDict):
    """A part of the events, with what it cost."""

    events: int
    killed: TotalAnswer
    injured: TotalAnswer


class PeriodParts(TypedDict):
    """Which events lie wholly in the chosen period, and which only possibly.

    An interval that only overlaps the period, or a day that is not known, is possibly in it. The
    two parts add up to all events of the summary.
    """

    inside: PartAnswer
    possible: PartAnswer


class Summary(TypedDict):
    """``/api/summary``: counts and casualties, in all, by region and by type.

    ``contradictory`` counts the events with a record that contradicts itself, ``only_in_text``
    those whose text states a number of killed or injured while no figure is given. ``period`` is
    ``None`` where no period was chosen, or only what lies wholly in it. ``count`` and ``cost``
    are what the sentence says of the number of events and of the casualties, ``gaps`` what it
    says of days and types that the dataset does not cover. ``shades`` says by each measure how
    regions are shaded, see `shades.MEASURES`.
    """

    events: int
    located: int
    unlocated: int
    drawn: Drawn
    killed: TotalAnswer
    injured: TotalAnswer
    contradictory: int
    only_in_text: int
    period: PeriodParts | None
    date_start: str | None
    date_end: str | None
    estimate: EstimateAnswer
    by_region: list[RegionRow]
    by_type: list[TypeRow]
    shades: dict[str, Shade]
    count: str
    cost: str
    gaps: list[str]
    sentence: str


class Bin(TypedDict):
    """A day, week, month or year: the events possibly in it, and those that begin in it."""

    date_start: date
    date_end: date
    events: int
    starts: int


class Histogram(TypedDict):
    """``/api/histogram``: `undated` events have no full interval, and so are in no bin."""

    unit: str
    bins: list[Bin]
    undated: int


class ComparedCount(TypedDict):
    """Whether the first side is more than the second: ``more``, ``fewer``, ``None`` if unknown.

    ``percent`` is by how much, where both numbers are known exactly and not small.
    """

    change: str | None
    percent: int | None


class ComparedSide(TypedDict):
    """One of two selections that are compared; ``days`` and ``per_day`` where a period is chosen.

    ``query`` are the parameters of its own link.
    """

    label: str
    days: int | None
    events: int
    killed: TotalAnswer
    injured: TotalAnswer
    per_day: float | None
    unit: str
    bins: list[Bin]
    query: list[tuple[str, str]]


class ComparedRegion(TypedDict):
    """The events of one region on both sides; a side without any has no total of killed."""

    region: str | None
    name: str | None
    country: str | None
    country_name: str | None
    events: list[int]
    killed: list[TotalAnswer | None]


class ComparedType(TypedDict):
    """The events of one type on both sides; a side without any has no total of killed."""

    type: str
    events: list[int]
    killed: list[TotalAnswer | None]


class Comparison(TypedDict):
    """``/api/compare``: two selections that differ in one ``part`` of the filter alone.

    ``by_day`` is whether more and fewer are meant by the day, ``reasons`` are sentences on what
    stands against the comparison.
    """

    part: str
    by_day: bool
    sides: list[ComparedSide]
    events: ComparedCount
    killed: ComparedCount
    injured: ComparedCount
    by_region: list[ComparedRegion]
    by_type: list[ComparedType]
    reasons: list[str]
    sentence: str


class Tile(TypedDict):
    """``/tiles/…``: each cell has the values of the columns, see `tiles.COLUMNS`.

    ``types`` names what the numbers in a cell's own ``types`` count.
    """

    columns: list[str]
    types: list[str]
    cells: list[tuple[Any, ...]]


class ListedEvent(TypedDict):
    """An event to choose from a list; `casualties` in words, ``None`` where none are given.

    ``parties`` are who is involved, joined by semicolons; not who did it.
    """

    event_id: str
    title: str
    event_type: str
    when: str
    parties: str | None
    casualties: str | None


class EventList(TypedDict):
    """``/api/list``: a part of the filtered events.

    ``total`` counts them all, ``listed`` those that can be listed; ``reason`` says why these are
    not all, if so.
    """

    total: int
    listed: int
    events: list[ListedEvent]
    reason: str | None
