"""The rules of `cells`, `codes` and `checks` as SQL conditions, to count what breaks them.

They only find the rows. What is said of them, the functions for CSV files say.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from eventmap.canonical.casts import (
    Field,
    Fields,
    cells_sql,
    is_native,
    is_spaced,
    quote,
    value_of,
)
from eventmap.canonical.cells import URL
from eventmap.places import admin1_codes, country_codes
from eventmap.schema import POINT_PRECISIONS, TABLES, Column


class Condition(NamedTuple):
    """What must not hold in any row of `values_sql`, and the column to blame for it."""

    column: str
    sql: str


KEYS = {"events": "event_id", "claims": "claim_id", "timeline": "item_id"}
"""The column of each table in which no value may come twice."""

CODED = {"country": country_codes, "admin1": admin1_codes}
"""Columns of codes; ``country_codes`` and ``admin1_codes`` are tables of those that are known."""

_UNUSUAL = r"[:,\[]\s*-?(?i:nan|inf)|,\s*[}\]]|[eE]\+?[0-9]{3}|[0-9]{300}"
"""Text in which DuckDB may see JSON and Python none: NaN, commas too many, numbers too large."""

_LONG = 1000
"""Bytes of JSON that may be nested too deeply for Python."""


def texts_to_read(table: str, fields: Fields) -> dict[str, Field]:
    """Return, by its name in `values_sql`, each column in which there may be a NUL character.

    Reading them all also finds out whether they can be read.
    """
    texts = (
        field
        for name, field in fields.items()
        if not is_native(field, TABLES[table].get(name, Column()).kind)
    )
    return {f"text_{at}": field for at, field in enumerate(texts)}


def values_sql(table: str, fields: Fields, *, numbered: bool = False) -> str:
    """Return SQL for the cells of a file, of each column ``x`` the value ``v_x``, and raw texts."""
    texts = texts_to_read(table, fields).items()
    raw = [f"CAST({field.sql} AS VARCHAR) AS {alias}" for alias, field in texts]
    values = [
        f"{value_of(name, rule, fields.get(name))} AS v_{name}"
        for name, rule in TABLES[table].items()
    ]
    if table == "events":
        values += [f"{name} IN (FROM {name}_codes) AS known_{name}" for name in CODED]
    cells = cells_sql(table, fields, raw, numbered=numbered)
    return f"SELECT *, {', '.join(values)} FROM ({cells})"  # noqa: S608 - see cells_sql


def conditions(table: str, fields: Fields) -> list[Condition]:
    """Return every condition of the table, but those on ids that come twice and on links."""
    texts = texts_to_read(table, fields).items()
    return [
        *(Condition(field.name, f"contains({alias}, chr(0))") for alias, field in texts),
        *_cells(table, fields),
        *(condition for rule in _RULES[table] for condition in rule()),
    ]


def spaces(table: str, fields: Fields) -> list[Condition]:
    """Return for each column of text the condition that a cell has space to remove."""
    texts = texts_to_read(table, fields).items()
    return [Condition(field.name, is_spaced(alias)) for alias, field in texts if field.is_text]


def _cells(table: str, fields: Fields) -> Iterator[Condition]:
    for name, rule in TABLES[table].items():
        if name not in fields:
            continue
        if rule.required:
            yield Condition(name, f"v_{name} IS NULL")
        elif name == "url":
            yield Condition(name, f"NOT regexp_full_match({name}, {quote(URL)})")
        elif rule.kind == "json":
            yield Condition(name, f"NOT {_is_object(name)}")
        elif rule.kind != "text":
            yield Condition(name, f"{name} IS NOT NULL AND v_{name} IS NULL")


def _is_object(name: str) -> str:
    doubtful = f"regexp_matches({name}, {quote(_UNUSUAL)}) OR strlen({name}) > {_LONG}"
    return f"""CASE
        WHEN {name} IS NULL OR {name} = '{{}}' THEN true
        WHEN NOT json_valid({name}) THEN false
        WHEN json_type({name}) <> 'OBJECT' THEN false
        WHEN {doubtful} THEN is_json_object({name})
        ELSE true END"""


def _plain_ids() -> Iterator[Condition]:
    yield Condition("event_id", "contains(event_id, ';')")


def _coordinates() -> Iterator[Condition]:
    yield Condition("lat", "lat IS NULL AND lon IS NOT NULL")
    yield Condition("lon", "lon IS NULL AND lat IS NOT NULL")


def _places() -> Iterator[Condition]:
    points = ", ".join(quote(precision) for precision in POINT_PRECISIONS)
    unplaced = "lat IS NULL AND lon IS NULL"
    yield Condition("geo_precision", f"v_geo_precision IN ({points}) AND {unplaced}")
    yield Condition("admin1", "v_geo_precision = 'region' AND admin1 IS NULL")
    nowhere = "country IS NULL AND admin1 IS NULL"
    yield Condition("country", f"v_geo_precision = 'country' AND {nowhere}")


def _codes() -> Iterator[Condition]:
    yield Condition("country", "NOT known_country")
    yield Condition("admin1", "NOT known_admin1")
    known = "known_country AND known_admin1"
    yield Condition("admin1", f"{known} AND left(admin1, 2) <> country")


def _date_order() -> Iterator[Condition]:
    yield Condition("date_end", "v_date_end < v_date_start")
    yield Condition("date_start", "date_start IS NULL AND date_end IS NOT NULL")


def _date_precision() -> Iterator[Condition]:
    undated = "date_start IS NULL AND date_end IS NULL"
    yield Condition("date_start", f"v_date_precision <> 'unknown' AND {undated}")
    unended = "date_start IS NOT NULL AND date_end IS NULL"
    yield Condition("date_end", f"v_date_precision <> 'day' AND {unended}")


def _figures() -> Iterator[Condition]:
    for noun in ("killed", "injured"):
        low, best, high = (f"v_{noun}_{end}" for end in ("low", "best", "high"))
        yield Condition(f"{noun}_low", f"{low} > {high}")
        yield Condition(f"{noun}_best", f"{best} < {low}")
        yield Condition(f"{noun}_best", f"{best} > {high}")


_RULES: dict[str, tuple[Callable[[], Iterator[Condition]], ...]] = {
    "events": (_plain_ids, _coordinates, _places, _codes, _date_order, _date_precision),
    "claims": (_figures,),
    "timeline": (_coordinates, _date_order),
}
