"""What must hold between the cells of a row, the rows of a table and the tables.

A rule is a column, the rows that break it and what is allowed instead. Rules about which
cells are given look at the text, rules that compare look at the values: a cell that was
refused for itself is given, but has no value, and is not refused a second time.
"""

from collections.abc import Callable, Iterator

import pandas as pd

from eventmap.canonical.cells import NAMED, Words, refuse
from eventmap.canonical.tables import Table
from eventmap.errors import Refusal, nearest
from eventmap.places import (
    admin1_codes,
    country_codes,
    describe_admin1,
    describe_country,
)
from eventmap.schema import POINT_PRECISIONS, DatePrecision, GeoPrecision

COMPARED_IDS = 1000
"""Looking for the nearest of more ids than these, in every row, would not end."""

Rule = tuple[str, pd.Series, Words]


def check_table(name: str, table: Table, *, named: int = NAMED) -> Iterator[Refusal]:
    """Yield a refusal for every cell of table `name` that its rules do not allow."""
    for rule in RULES[name]:
        for column, wrong, allowed in rule(table):
            yield from refuse(table.file, table.cells[column], wrong, allowed, named=named)


def _unique(key: str) -> Callable[[Table], Iterator[Rule]]:
    def rule(table: Table) -> Iterator[Rule]:
        ids = table.cells[key]
        allowed = "an id that no row above has"
        yield key, ids.notna() & ids.duplicated(), allowed

    return rule


def _plain_ids(table: Table) -> Iterator[Rule]:
    ids = table.cells["event_id"]
    allowed = "an id without ';', which separates ids in the timeline"
    yield "event_id", ids.str.contains(";", regex=False, na=False), allowed


def _coordinates(table: Table) -> Iterator[Rule]:
    lat, lon = table.cells["lat"].notna(), table.cells["lon"].notna()
    yield "lat", lon & ~lat, "a latitude, because lon is given"
    yield "lon", lat & ~lon, "a longitude, because lat is given"


def _places(table: Table) -> Iterator[Rule]:
    given, precision = table.cells.notna(), table.values["geo_precision"]
    points = ", ".join(POINT_PRECISIONS)
    yield (
        "geo_precision",
        precision.isin(list(POINT_PRECISIONS)) & ~given["lat"] & ~given["lon"],
        f"{points} with lat and lon; region, country or unlocated without",
    )
    yield (
        "admin1",
        (precision == GeoPrecision.REGION) & ~given["admin1"],
        "an ISO 3166-2 code, because geo_precision is region",
    )
    yield (
        "country",
        (precision == GeoPrecision.COUNTRY) & ~given["country"] & ~given["admin1"],
        "an ISO 3166-1 code, because geo_precision is country",
    )


def _codes(table: Table) -> Iterator[Rule]:
    country, admin1 = table.cells["country"], table.cells["admin1"]
    known_country = country.isin(list(country_codes()))
    known_admin1 = admin1.isin(list(admin1_codes()))
    yield "country", country.notna() & ~known_country, describe_country
    yield "admin1", admin1.notna() & ~known_admin1, describe_admin1
    elsewhere = known_country & known_admin1 & (admin1.str.slice(0, 2) != country)
    yield "admin1", elsewhere, "a unit of the country in the same row"


def _date_order(table: Table) -> Iterator[Rule]:
    start, end = table.values["date_start"], table.values["date_end"]
    given = table.cells.notna()
    yield "date_end", end < start, "date_start or a later day"
    yield (
        "date_start",
        given["date_end"] & ~given["date_start"],
        "a day, because date_end is given",
    )


def _date_precision(table: Table) -> Iterator[Rule]:
    precision, given = table.values["date_precision"], table.cells.notna()
    start, end = given["date_start"], given["date_end"]
    dated = precision.notna() & (precision != DatePrecision.UNKNOWN)
    yield "date_start", dated & ~start & ~end, "a day; blank only where date_precision is unknown"
    longer = precision.notna() & (precision != DatePrecision.DAY)
    yield "date_end", longer & start & ~end, "a day; blank only where date_precision is day"


def check_figures(table: Table) -> Iterator[Rule]:
    """Yield where low, best and high of a claim contradict each other."""
    for noun in ("killed", "injured"):
        low, best, high = (table.values[f"{noun}_{end}"] for end in ("low", "best", "high"))
        yield f"{noun}_low", _true(low > high), f"at most {noun}_high"
        yield f"{noun}_best", _true(best < low), f"at least {noun}_low"
        yield f"{noun}_best", _true(best > high), f"at most {noun}_high"


def _true(comparison: pd.Series) -> pd.Series:
    return comparison.fillna(False).astype(bool)


RULES: dict[str, tuple[Callable[[Table], Iterator[Rule]], ...]] = {
    "events": (
        _unique("event_id"),
        _plain_ids,
        _coordinates,
        _places,
        _codes,
        _date_order,
        _date_precision,
    ),
    "claims": (_unique("claim_id"), check_figures),
    "timeline": (_unique("item_id"), _coordinates, _date_order),
}


def check_claims(claims: Table, events: frozenset[str], *, named: int = NAMED) -> Iterator[Refusal]:
    """Yield a refusal for every claim about an event that is not in `events`."""
    ids = claims.cells["event_id"]
    wrong = ids.notna() & _unknown(ids, events)
    yield from refuse(claims.file, ids, wrong, _event_of(events), named=named)


def check_links(
    timeline: Table, events: frozenset[str], *, named: int = NAMED
) -> Iterator[Refusal]:
    """Yield a refusal for every id in ``event_ids`` that is not in `events`."""
    ids = timeline.cells["event_ids"].dropna().str.split(";").explode().str.strip()
    wrong = (ids != "") & _unknown(ids, events)
    yield from refuse(timeline.file, ids, wrong, _event_of(events), named=named)


def _unknown(ids: pd.Series, events: frozenset[str]) -> pd.Series:
    # Of Arrow-backed text, isin would make an Arrow scalar of each of a million events.
    return ~ids.astype(object).isin(events)


def _event_of(events: frozenset[str]) -> Words:
    known = sorted(events) if len(events) <= COMPARED_IDS else []
    return lambda value: f"an event_id of events.csv.{nearest(value, known)}"
