"""What is counted ahead and the rows of the events must answer the same, to the last unit."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from typing import Any
from urllib.parse import parse_qsl

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.datasets import make_dataset

from eventmap.catalog import Bounds
from eventmap.comparison import compare_selections
from eventmap.coverage import describe_time_by_plan, extent
from eventmap.cubes import DEEPEST_COUNTED
from eventmap.database import Database
from eventmap.facets import count_facets, count_hidden
from eventmap.filters import FACETS, Filters
from eventmap.parameters import MOST_PLAYED, SHOWN, UNITS
from eventmap.plans import plan_values
from eventmap.summary import summarise_by_plan
from eventmap.tables import prepare
from eventmap.tiles import CELL_COLUMNS, Tiles
from eventmap.unusual import find_unusual

TYPES = ("shelling", "drone", "protest")
COUNTRIES = ("UA", "RU", "BY")
REGIONS = ("UA-14", "UA-63", None)
FIRST, DAYS = date(2023, 11, 20), 400
EVENTS = 1200
PRECISIONS = ("unlocated", "region", "country")
STATUSES = ("reported", "confirmed")
ACTORS = ("It's", "Ärzte", None, "Zeta", "")
PARTIES = ("North; South", "South", None, "North;East; ")
SOURCES = ("Alpha", "Beta; Gamma", None, "'; DROP")
SIDES = ("ukraine", "russia", "media")
LARGEST = 999_999_999_999
TOLD = {at: (None if at % 4 == 0 else at % 7) for at in range(0, EVENTS, 6)} | {18: LARGEST}
FIGURES = [f"{name}_{end}" for name in ("killed", "injured") for end in ("low", "best", "high")]


MARKS = {
    0: '{"eventmap_": ["type_in_text"]}',
    1: '{"eventmap": ["several_sources", "type_in_text"]}',
    2: '{"place": "several_sources"}',
}
"""What some rows say of themselves; the last of these is no mark but a cell."""


def make_events() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return events over thirteen months and their claims.

    Half of them stand at few places. Some go on for days, months or years, are undated, begin or
    end on an unknown day, or have no place. Most have figures, some of them with open ends or in
    no order, or as large as they may be; some tell of several events, some of these without their
    number. Some texts state a number, and some a type.
    """
    random = np.random.default_rng(20)
    events, claims = [], []
    for at in range(EVENTS):
        start = FIRST + timedelta(int(random.integers(DAYS)))
        length = int(random.choice([0, 0, 0, 0, 1, 3, 20, 40, 90, 700]))
        row = {
            "event_id": f"e{at}",
            "event_type": TYPES[random.choice(3, p=[0.6, 0.3, 0.1])],
            "country": COUNTRIES[random.integers(3)],
            "admin1": REGIONS[random.integers(3)],
            "geo_precision": PRECISIONS[at // 10 % 3] if at % 10 == 9 else "exact",
            "lat": float(np.round(random.normal(48.5, 1.5), int(random.choice([0, 5])))),
            "lon": float(np.round(random.normal(35, 3), int(random.choice([0, 5])))),
            "title": "Three people were killed" if at % 11 == 0 else "Event",
            "extra": MARKS.get(at % 13),
            "status": STATUSES[at % 2],
            "actor": ACTORS[at % 5],
            "parties": PARTIES[at % 4],
            "target": "energy; rail" if at % 9 == 0 else None,
            "date_start": start.isoformat(),
            "date_end": (start + timedelta(length)).isoformat(),
        }
        undated = {7: ("date_start", "date_end"), 8: ("date_start",), 9: ("date_end",)}
        row |= dict.fromkeys(undated.get(at % 25, ()))
        events.append(row)
        if random.random() < 0.8:
            figures = sorted(int(each) for each in random.integers(0, 900, 3))
            given = {
                name: figures[i % 3] for i, name in enumerate(FIGURES) if random.random() < 0.6
            }
            if at % 17 == 0:
                given = dict(zip(FIGURES, (9, 5, 7), strict=False))
            if at % 19 == 0:
                given = dict.fromkeys(FIGURES, LARGEST)
            told = {"quantity": TOLD.get(at), "quantity_unit": "events"} if at in TOLD else {}
            said = {"source": SOURCES[at % 4], "side": SIDES[at % 3]}
            claims.append({"event_id": row["event_id"], **said, **given, **told})
            if at % 8 == 0:
                second = {"source": "Gamma", "side": SIDES[at // 8 % 3]}
                claims.append({"event_id": row["event_id"], **second})
    for at in range(5, EVENTS, 40):
        events[at]["geo_precision"] = "district"
    corners = [(-85.05, -180), (85.05, 179.99999), (0, 0), (0, -1e-6)]
    for at, (lat, lon) in enumerate(corners):
        events[at] |= {"lat": lat, "lon": lon, "geo_precision": "exact"}
    return events, claims


ROWS, CLAIMS = make_events()
PLACED = [row for row in ROWS if row["geo_precision"] in ("exact", "district")]
IDS_PLACED = {row["event_id"] for row in PLACED}
STANDS_FOR = {claim["event_id"]: claim["quantity"] for claim in CLAIMS if "quantity_unit" in claim}


def parts_of(text: str | None) -> set[str]:
    return {each.strip() for each in (text or "").split(";")} - {""}


CLAIMED: dict[str, list[dict[str, Any]]] = {row["event_id"]: [] for row in ROWS}
for each in CLAIMS:
    CLAIMED[each["event_id"]].append(each)
VALUES_OF: dict[str, Callable[[dict[str, Any]], set[str]]] = {
    "status": lambda row: {row["status"]},
    "precision": lambda row: {row["geo_precision"]},
    "actor": lambda row: {row["actor"]} - {None},
    "party": lambda row: parts_of(row["parties"]),
    "target": lambda row: parts_of(row["target"]),
    "side": lambda row: {claim["side"] for claim in CLAIMED[row["event_id"]]},
    "source": lambda row: {
        part for claim in CLAIMED[row["event_id"]] for part in parts_of(claim["source"])
    },
}
"""The values of facets that an event has, by the words of `Filters`."""


def in_order(facets: dict[str, dict[str, int]]) -> dict[str, list[tuple[str, int]]]:
    return {facet: list(counts.items()) for facet, counts in facets.items()}


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Database, Database]:
    """Return a database that has counted ahead, and one of the same tables that has not."""
    path = tmp_path_factory.mktemp("cache") / "12345678-1.duckdb"
    kept = prepare(make_dataset(ROWS, CLAIMS), path)
    ahead, plain = Database([kept], bounds=Bounds(counted_events=len(PLACED))), Database([kept])
    count_ahead(ahead)
    return ahead, plain


def count_ahead(database: Database) -> None:
    tables = database.tables_of(Filters())
    database.count_ahead(tables)
    assert tables.cube.made is not None
    assert tables.cube.made.result(60)


def tile_of(row: dict[str, Any], zoom: int) -> tuple[int, int, int]:
    """Return the tile of an event by the formula of the OSM wiki."""
    lat = np.radians(row["lat"])
    across = 2**zoom
    x = int((row["lon"] + 180) / 360 * across)
    y = int((1 - np.arcsinh(np.tan(lat)) / np.pi) / 2 * across)
    return zoom, min(x, across - 1), min(max(y, 0), across - 1)


TILE_OF = {zoom: [tile_of(row, zoom) for row in PLACED] for zoom in range(12)}
"""The tile of each of `PLACED`, by zoom."""

TILES = {zoom: sorted(set(tiles)) for zoom, tiles in TILE_OF.items()}


def read_all(database: Database, filters: Filters, zoom: int) -> tuple[list[Any], set[str]]:
    """Return the cells of all tiles of a zoom that an event is in, and the plans."""
    tiles = Tiles(database)
    answers = [tiles.read_by_plan(filters, *at) for at in TILES[zoom]]
    return [cell for tile, _ in answers for cell in tile["cells"]], {plan for _, plan in answers}


def keeps(filters: Filters, row: dict[str, Any]) -> bool:
    """Return whether a filter keeps an event, in Python and by the words of its docstring."""
    start, end = row["date_start"] or None, row["date_end"] or None
    first, last = (start, end) if filters.strict else (end, start)
    after = filters.date_from is None or (
        first >= filters.date_from.isoformat() if first else not filters.strict
    )
    before = filters.date_to is None or (
        last <= filters.date_to.isoformat() if last else not filters.strict
    )
    chosen = (
        (filters.type, "event_type"),
        (filters.country, "country"),
        (filters.region, "admin1"),
    )
    return after and before and all(not any_of or row[name] in any_of for any_of, name in chosen)


def is_of_months(filters: Filters) -> bool:
    """Return whether the period begins with a first day of a month and ends before one."""
    after = filters.date_to and filters.date_to + timedelta(1)
    return all(each is None or each.day == 1 for each in (filters.date_from, after))


COUNTED = (
    *("uncounted", "unlocated", "contradictory"),
    *("only_in_text", "types_in_text", "several_sources"),
)

day = st.dates(FIRST - timedelta(40), FIRST + timedelta(DAYS + 40))
month = day.map(lambda each: each.replace(day=1))
last_of_month = month.map(lambda each: each - timedelta(1))


@st.composite
def some_filters(draw: st.DrawFn) -> Filters:
    start = draw(st.none() | day | month)
    end = draw(st.none() | day | last_of_month)
    if start and end and start > end:
        start, end = end, start

    def several(values: tuple[Any, ...]) -> tuple[Any, ...]:
        return draw(st.just(()) | st.lists(st.sampled_from(values), unique=True).map(tuple))

    return Filters(
        date_from=start,
        date_to=end,
        strict=draw(st.booleans()),
        type=several(TYPES),
        country=several(COUNTRIES),
        region=several(("UA-14", "UA-63")),
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(filters=some_filters())
def test_a_summary_counted_ahead_is_what_the_rows_say(
    both: tuple[Database, Database], filters: Filters
) -> None:
    ahead, plain = both
    found, plan = summarise_by_plan(ahead, filters)
    assert plan == f"counted ahead: {'months' if is_of_months(filters) else 'days'}"
    read, plan = summarise_by_plan(plain, filters)
    assert plan == "rows: not counted ahead"
    assert found == read
    facets = count_facets(ahead, filters)
    assert in_order(facets) == in_order(count_facets(plain, filters))
    assert extent(ahead, filters) == extent(plain, filters)
    assert find_unusual(ahead, filters) == find_unusual(plain, filters)
    hidden = count_hidden(ahead, filters)
    assert hidden == count_hidden(plain, filters)
    assert (hidden["total"], hidden["shown"]) == (EVENTS, found["records"])
    kept = [row for row in ROWS if keeps(filters, row)]
    stands_for = [STANDS_FOR.get(row["event_id"], 1) for row in kept]
    assert found["records"] == len(kept)
    assert found["events"] == sum(1 if each is None else each for each in stands_for)
    assert found["uncounted"] == stands_for.count(None)
    assert found["located"] == sum(row["event_id"] in IDS_PLACED for row in kept)
    for facet, values_of in VALUES_OF.items():
        told = Counter()
        for row, each in zip(kept, stands_for, strict=True):
            told.update(dict.fromkeys(values_of(row), 1 if each is None else each))
        assert {value: events for value, events in facets[facet].items() if events} == +told


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    filters=some_filters(),
    unit=st.none() | st.sampled_from(UNITS),
    measure=st.none() | st.sampled_from(SHOWN),
    cumulated=st.booleans(),
)
def test_a_trend_counted_ahead_is_what_the_rows_say(
    both: tuple[Database, Database],
    filters: Filters,
    unit: str | None,
    measure: str | None,
    cumulated: bool,
) -> None:
    found, read = (
        describe_time_by_plan(each, filters, unit, measure=measure, cumulated=cumulated)
        for each in both
    )
    assert found[0] == read[0]
    of_months = is_of_months(filters) and found[0]["unit"] in ("month", "quarter", "year")
    assert found[1] == f"counted ahead: {'months' if of_months else 'days'}"
    assert read[1] == "rows: not counted ahead"


@pytest.mark.parametrize(
    "query",
    ["from=2024-02-10&to=2024-03-20", "from=2024-02-01&to=2024-03-31&type=drone&strict=true"],
)
def test_a_comparison_counted_ahead_is_what_the_rows_say(
    both: tuple[Database, Database], query: str
) -> None:
    filters = Filters.from_params(parse_qsl(query))
    ahead, plain = (compare_selections(each, filters, "previous") for each in both)
    assert ahead == plain
    assert all(side["events"] for side in ahead["sides"])


def test_the_records_that_are_compared_have_all_that_is_counted(
    both: tuple[Database, Database],
) -> None:
    summary = summarise_by_plan(both[0], Filters())[0]
    counted = [*summary["drawn"].values(), *(summary[name] for name in COUNTED)]
    assert all(counted)
    assert summary["events"] != summary["records"]
    for total in (summary["killed"], summary["injured"]):
        assert total["known"]
        assert total["unknown"]


@pytest.mark.parametrize(
    ("filters", "reason"),
    [
        ({"q": "killed"}, "words"),
        ({"killed_min": 1}, "killed"),
        ({"sources_min": 1, "type": ("drone",)}, "sources"),
        ({"status": ("reported",)}, "status"),
        ({"bbox": (30, 40, 40, 50)}, "area"),
    ],
)
def test_what_the_groups_do_not_hold_is_read_from_the_rows(
    both: tuple[Database, Database], filters: dict[str, Any], reason: str
) -> None:
    chosen = Filters(**filters)
    (found, plan), (read, _) = (summarise_by_plan(each, chosen) for each in both)
    assert plan == f"rows: filtered by {reason}"
    assert found == read
    assert describe_time_by_plan(both[0], chosen)[1] == plan


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        ({}, "counted ahead: ever"),
        ({"type": ("drone",), "date_from": date(2024, 5, 1)}, "counted ahead: months"),
        (
            {"date_from": date(2024, 5, 2), "date_to": date(2024, 5, 9), "strict": True},
            "counted ahead: months; rows: cut months 2024-05",
        ),
        ({"q": "killed"}, "rows: filtered by words"),
        ({"status": ("reported",)}, "rows: filtered by status"),
        ({"date_from": date(9999, 12, 31)}, "rows: the period ends where the calendar does"),
    ],
)
def test_the_numbers_of_values_are_planned(
    both: tuple[Database, Database], filters: dict[str, Any], words: str
) -> None:
    chosen = Filters(**filters)
    ahead, plain = both
    assert plan_values(ahead.tables_of(chosen), chosen, FACETS).words == words
    assert in_order(count_facets(ahead, chosen)) == in_order(count_facets(plain, chosen))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(filters=some_filters(), zoom=st.integers(0, 10))
def test_what_is_counted_ahead_is_what_the_rows_say(
    both: tuple[Database, Database], filters: Filters, zoom: int
) -> None:
    ahead, plain = both
    found, plans = read_all(ahead, filters, zoom)
    assert all(plan.startswith("counted ahead") for plan in plans)
    read, plans = read_all(plain, filters, zoom)
    assert plans == {"rows: not counted ahead"}
    assert found == read
    kept = sum(keeps(filters, row) for row in PLACED)
    assert sum(cell[CELL_COLUMNS.index("count")] for cell in found) == kept


@st.composite
def some_periods(draw: st.DrawFn) -> list[tuple[date, date]]:
    """Return periods, none of which begins or ends before the one in front of it."""
    ends = last_of_month if draw(st.booleans()) else day
    starts = month if ends is last_of_month else day
    number = draw(st.integers(1, MOST_PLAYED))
    first = sorted(draw(st.lists(starts, min_size=number, max_size=number)))
    last = sorted(draw(st.lists(ends, min_size=number, max_size=number)))
    if draw(st.booleans()):
        first = [first[0]] * number
    return [
        (start, max(start, end) if ends is day else max(end, last_day_of(start)))
        for start, end in zip(first, last, strict=True)
    ]


def told_cut(periods: list[tuple[date, date]]) -> str:
    """Return the months in which periods begin later than on their first day or end earlier."""
    begun = {f"{start:%Y-%m}" for start, _ in periods if start.day > 1}
    ended = {f"{end:%Y-%m}" for _, end in periods if (end + timedelta(1)).day > 1}
    spans = [[min(months), max(months)] for months in (begun, ended) if months]
    if len(spans) > 1 and max(first for first, _ in spans) <= min(last for _, last in spans):
        spans = [[min(begun | ended), max(begun | ended)]]
    return " and ".join(" to ".join(sorted(set(span))) for span in sorted(spans))


def last_day_of(start: date) -> date:
    return (start + timedelta(31)).replace(day=1) - timedelta(1)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(filters=some_filters(), periods=some_periods(), zoom=st.integers(0, 11))
def test_the_steps_of_a_playback_are_the_tiles_of_each_period(
    both: tuple[Database, Database],
    filters: Filters,
    periods: list[tuple[date, date]],
    zoom: int,
) -> None:
    ahead, plain = both
    filters = replace(filters, date_from=None, date_to=None)
    ((_, across, down), _), *_ = Counter(TILE_OF[zoom]).most_common(1)
    columns, rows = (range(max(at - 4, 0), min(at + 5, 2**zoom)) for at in (across, down))
    shown = set(product(columns, rows))
    here = [row for row, at in zip(PLACED, TILE_OF[zoom], strict=True) if at[1:] in shown]
    found, plan = Tiles(ahead).read_steps(filters, periods, zoom, columns, rows)
    read, _ = Tiles(plain).read_steps(filters, periods, zoom, columns, rows)
    assert found == read
    of_months = all(each.day == 1 for start, end in periods for each in (start, end + timedelta(1)))
    assert plan == (
        f"rows: beyond zoom {DEEPEST_COUNTED}"
        if zoom > DEEPEST_COUNTED
        else "counted ahead: months"
        if of_months
        else f"counted ahead: months; rows: cut months {told_cut(periods)}"
    )
    for (start, end), step in zip(periods, found["steps"], strict=True):
        narrowed = replace(filters, date_from=start, date_to=end)
        tiles = Tiles(plain)
        asked = [tiles.read(narrowed, zoom, x, y)["cells"] for y in rows for x in columns]
        assert step == asked
        kept = sum(keeps(narrowed, row) for row in here)
        assert sum(cell[0] for cells in step for cell in cells) == kept


MAY = date(2024, 5, 1)
END = date(2024, 5, 31)


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        ({}, "counted ahead: ever"),
        ({"type": ("drone",), "region": ("UA-14",), "strict": True}, "counted ahead: ever"),
        ({"date_from": MAY}, "counted ahead: months"),
        ({"date_from": MAY, "date_to": END}, "counted ahead: months"),
        (
            {"date_from": MAY + timedelta(1), "date_to": END},
            "counted ahead: months; rows: cut months 2024-05",
        ),
        (
            {"date_from": date(2024, 2, 29), "date_to": END - timedelta(1)},
            "counted ahead: months; rows: cut months 2024-02 and 2024-05",
        ),
        ({"q": "an event"}, "rows: filtered by words"),
        ({"bbox": (30.0, 45.0, 40.0, 50.0), "killed_min": 3}, "rows: filtered by area, killed"),
        ({"date_from": date(9999, 12, 31)}, "rows: the period ends where the calendar does"),
        ({"date_to": date(1, 1, 1)}, "rows: the period ends where the calendar does"),
    ],
)
def test_a_plan_says_from_what_is_answered(
    both: tuple[Database, Database], filters: dict[str, Any], words: str
) -> None:
    ahead, plain = both
    found, plans = read_all(ahead, Filters(**filters), 5)
    assert plans == {words}
    assert found == read_all(plain, Filters(**filters), 5)[0]


def test_finer_cells_than_those_counted_are_read_from_the_rows(
    both: tuple[Database, Database],
) -> None:
    ahead, plain = both
    found, plans = read_all(ahead, Filters(), 11)
    assert plans == {"rows: beyond zoom 10"}
    assert found == read_all(plain, Filters(), 11)[0]
