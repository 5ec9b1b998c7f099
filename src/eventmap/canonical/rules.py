"""The rules of the canonical layout: each one condition in SQL, with what is allowed instead.

Rules about which cells are given look at the text ``x`` of a cell, rules that compare look at its
value ``v_x``: a cell that was refused for itself is given, but has no value, and is not refused a
second time.
"""

import json
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import NamedTuple

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa

from eventmap.canonical.relations import (
    SEPARATOR,
    Relation,
    cell_of,
    cells_sql,
    connect_relations,
    count_repeated,
    count_where,
    from_frame,
    is_spaced,
    quote,
    refuse_unreadable,
    text_of,
    values_sql,
)
from eventmap.errors import Refusal, nearest
from eventmap.places import admin1_codes, country_codes, describe_admin1, describe_country
from eventmap.schema import ADDRESSES, POINT_PRECISIONS, TABLES, Column, Kind

NAMED = 1000
"""Rows that break one rule and are named one by one; what is more is counted."""

COMPARED_IDS = 1000
"""Looking for the nearest of more ids than these, in every row, would not end."""

UNIQUE_KEYS = {"events": "event_id", "claims": "claim_id", "timeline": "item_id"}
"""The column of each table in which no value may come twice."""

URL = r"(?i:https?)://[^\s/?#\"'<>\\`][^\s\"'<>\\`]*"
_URL = quote(URL)

_Words = str | Callable[[str], str]
"""What is allowed, or a function that says so for the value that stands there."""


class Rule(NamedTuple):
    """What must not hold in any row, the column to blame, and what is allowed.

    Parameters
    ----------
    sql
        On the columns of `values_sql` and `_KNOWN`; blank for an id that a row above has.
    shown
        SQL for the text of the cell, where that is not the column's.
    """

    column: str
    sql: str
    allowed: _Words
    shown: str = ""


_WORDS: dict[Kind, str] = {
    "text": "text",
    "date": "a day of the calendar from the year 1000 on, written YYYY-MM-DD",
    "float": "a number, with a point before its decimals",
    "integer": "a whole number of at most 12 digits, 0 or more",
    "boolean": "true or false",
    "json": 'a JSON object, such as {"id": 1}',
}


def _describe(name: str, column: Column) -> _Words:
    if column.values is not None:
        known = [value.value for value in column.values]
        return lambda value: f"one of {', '.join(known)}.{nearest(value.lower(), known)}"
    words = _WORDS[column.kind]
    if name in ADDRESSES:
        words = "an address that starts with http:// or https://, without spaces"
    if column.maximum is not None:
        words = f"{words}, from {column.minimum:g} to {column.maximum:g}"
    return words if column.required else f"{words}; or blank"


def _cells(relation: Relation) -> Iterator[Rule]:
    for name, rule in TABLES[relation.table].items():
        words = _describe(name, rule)
        if name not in relation.fields:
            continue
        if rule.required:
            yield Rule(name, f"v_{name} IS NULL", words)
        elif name in ADDRESSES:
            yield Rule(name, f"NOT regexp_full_match({name}, {_URL})", words)
        elif rule.kind == "json":
            yield Rule(name, f"NOT {_is_object(name)}", words)
        elif rule.kind != "text":
            yield Rule(name, f"{name} IS NOT NULL AND v_{name} IS NULL", words)


_UNUSUAL = quote(r"[:,\[]\s*-?(?i:nan|inf)|,\s*[}\]]|[eE]\+?[0-9]{3}|[0-9]{300}")
"""Text in which DuckDB may see JSON and Python none: NaN, commas too many, numbers too large."""

_LONG = 1000
"""Bytes of JSON that may be nested too deeply for Python."""


def _is_object(name: str) -> str:
    doubtful = f"regexp_matches({name}, {_UNUSUAL}) OR strlen({name}) > {_LONG}"
    return f"""CASE
        WHEN {name} IS NULL OR {name} = '{{}}' THEN true
        WHEN NOT json_valid({name}) THEN false
        WHEN json_type({name}) <> 'OBJECT' THEN false
        WHEN {doubtful} THEN is_json_object({name})
        ELSE true END"""


def is_json_object(text: str) -> bool:
    """Return whether `text` is a JSON object, all of its numbers finite."""
    try:
        value = json.loads(text, parse_constant=_finite, parse_float=_finite)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict)


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def _unique(key: str) -> Iterator[Rule]:
    yield Rule(key, "", "an id that no row above has")


def _plain_ids() -> Iterator[Rule]:
    allowed = "an id without ';', which separates ids in the timeline"
    yield Rule("event_id", "contains(event_id, ';')", allowed)


def _coordinates() -> Iterator[Rule]:
    yield Rule("lat", "lat IS NULL AND lon IS NOT NULL", "a latitude, because lon is given")
    yield Rule("lon", "lon IS NULL AND lat IS NOT NULL", "a longitude, because lat is given")


_POINTS = ", ".join(quote(precision) for precision in POINT_PRECISIONS)


def _places() -> Iterator[Rule]:
    yield Rule(
        "geo_precision",
        f"v_geo_precision IN ({_POINTS}) AND lat IS NULL AND lon IS NULL",
        f"{', '.join(POINT_PRECISIONS)} with lat and lon; region, country or unlocated without",
    )
    yield Rule(
        "admin1",
        "v_geo_precision = 'region' AND admin1 IS NULL",
        "an ISO 3166-2 code, because geo_precision is region",
    )
    yield Rule(
        "country",
        "v_geo_precision = 'country' AND country IS NULL AND admin1 IS NULL",
        "an ISO 3166-1 code, because geo_precision is country",
    )


_CODED = {"country": country_codes, "admin1": admin1_codes}
"""Columns of codes; ``country_codes`` and ``admin1_codes`` are tables of those that are known."""

_KNOWN = {"events": [f"{name} IN (FROM {name}_codes) AS known_{name}" for name in _CODED]}
"""What is asked of the rows of a table besides their values."""


def _codes() -> Iterator[Rule]:
    yield Rule("country", "NOT known_country", describe_country)
    yield Rule("admin1", "NOT known_admin1", describe_admin1)
    elsewhere = "known_country AND known_admin1 AND left(admin1, 2) <> country"
    yield Rule("admin1", elsewhere, "a unit of the country in the same row")


def _date_order() -> Iterator[Rule]:
    yield Rule("date_end", "v_date_end < v_date_start", "date_start or a later day")
    unstarted = "date_start IS NULL AND date_end IS NOT NULL"
    yield Rule("date_start", unstarted, "a day, because date_end is given")


def _date_precision() -> Iterator[Rule]:
    undated = "v_date_precision <> 'unknown' AND date_start IS NULL AND date_end IS NULL"
    yield Rule("date_start", undated, "a day; blank only where date_precision is unknown")
    unended = "v_date_precision <> 'day' AND date_start IS NOT NULL AND date_end IS NULL"
    yield Rule("date_end", unended, "a day; blank only where date_precision is day")


def _figures() -> Iterator[Rule]:
    for noun in ("killed", "injured"):
        low, best, high = (f"v_{noun}_{end}" for end in ("low", "best", "high"))
        yield Rule(f"{noun}_low", f"{low} > {high}", f"at most {noun}_high")
        yield Rule(f"{noun}_best", f"{best} < {low}", f"at least {noun}_low")
        yield Rule(f"{noun}_best", f"{best} > {high}", f"at most {noun}_high")


_BETWEEN: dict[str, tuple[Callable[[], Iterator[Rule]], ...]] = {
    "events": (_plain_ids, _coordinates, _places, _codes, _date_order, _date_precision),
    "claims": (_figures,),
    "timeline": (_coordinates, _date_order),
}
"""What must hold between the cells of a row."""


def _between(table: str) -> Iterator[Rule]:
    yield from _unique(UNIQUE_KEYS[table])
    for rule in _BETWEEN[table]:
        yield from rule()


def _without_figures(table: str) -> Iterator[Rule]:
    """Yield what holds of other makers' rows too, whose figures may contradict each other."""
    figures = set(_figures())
    yield from (rule for rule in _between(table) if rule not in figures)


def check_rows(
    connection: duckdb.DuckDBPyConnection,
    relation: Relation,
    *,
    named: int | None = NAMED,
    as_published: bool = False,
) -> tuple[Relation, list[Refusal]]:
    """Return a refusal for every cell that the rules of its row or its table do not allow.

    Parameters
    ----------
    named
        How many rows that break a rule are named at most, before the rest is counted.
    as_published
        Whether low, best and high may contradict each other: they are another publisher's.

    Returns
    -------
    The rows, of which it is known for every column whether its text is `spaced`; the refusals.

    Raises
    ------
    duckdb.Error
        If part of the file cannot be read.
    """
    between = _without_figures(relation.table) if as_published else _between(relation.table)
    rules = [*_cells(relation), *between]
    refusals: list[Refusal] = []
    with _prepared(connection, relation):
        relation, met = _count_met(connection, relation, rules, of_file=True)
        for rule, count in met.items():
            refusals += _refuse(connection, relation, rule, named)
            if named is not None and count > named:
                refusals.append(_count_more(relation.file, rule.column, count - named))
    return relation, refusals


@contextmanager
def _prepared(connection: duckdb.DuckDBPyConnection, relation: Relation) -> Iterator[None]:
    """Give the connection what the rules of these rows ask for."""
    if relation.table != "events":
        yield
        return
    connection.create_function("is_json_object", is_json_object, ["VARCHAR"], "BOOLEAN")
    for name in _CODED:
        connection.register(f"{name}_codes", _known_codes(name))
    try:
        yield
    finally:
        # A function is known to the whole database, which is lent to others afterwards.
        connection.remove_function("is_json_object")


@cache
def _known_codes(name: str) -> pa.Table:
    """Return what the column `name` may hold, as a table."""
    return pa.table({"code": sorted(_CODED[name]())})


def _count_met(
    connection: duckdb.DuckDBPyConnection,
    relation: Relation,
    rules: Sequence[Rule],
    *,
    of_file: bool,
) -> tuple[Relation, dict[Rule, int]]:
    """Return the rows, and how many of them break each rule that any breaks.

    Parameters
    ----------
    of_file
        Whether they are as a file has them. Then NUL characters are looked for, too, and of each
        column it is known afterwards whether its text is `spaced`.
    """
    # Few files have white space to remove, which takes as long as all the rest: first the rules
    # are tried as if there was none, and it is counted.
    relation = relation.with_spaced(())
    texts = relation.texts.items() if of_file else ()
    allowed = "text in UTF-8, without NUL characters"
    nuls = [Rule(each.name, f"contains({n}, chr(0))", allowed, n) for n, each in texts]
    spaces = [Rule(each.name, is_spaced(alias), "") for alias, each in texts if each.is_text]
    key, others = UNIQUE_KEYS[relation.table], _KNOWN.get(relation.table, ())
    while True:
        tried = [*spaces, *nuls, *rules]
        counts = [f"count_if({rule.sql})" if rule.sql else "0" for rule in tried]
        found = count_where(connection, relation, counts, others)
        counted = dict(zip(tried, found, strict=True))
        spaced = {space.column for space in spaces if counted[space]}
        if not spaced:
            break
        relation, spaces = relation.with_spaced(spaced), []
    for rule in counted:
        if not rule.sql:
            counted[rule] = count_repeated(connection, relation, key)
    return relation, {rule: count for rule, count in counted.items() if count}


def _refuse(
    connection: duckdb.DuckDBPyConnection, relation: Relation, rule: Rule, named: int | None
) -> Iterator[Refusal]:
    for row, text in _find(connection, relation, rule, named):
        value = (text or "").replace("\0", "\ufffd")
        allowed = rule.allowed if isinstance(rule.allowed, str) else rule.allowed(value)
        yield Refusal(relation.file, row, rule.column, value, allowed)


def _find(
    connection: duckdb.DuckDBPyConnection, relation: Relation, rule: Rule, named: int | None
) -> list[tuple[int, str | None]]:
    """Return the number of each row that breaks a rule, and the text of its cell."""
    key = UNIQUE_KEYS[relation.table]
    numbered = values_sql(relation, _KNOWN.get(relation.table, ()), numbered=True)
    field = relation.fields.get(rule.column)
    cell = (
        text_of(field, TABLES[relation.table][rule.column].kind) if field and not rule.shown else ""
    )
    shown = rule.shown or cell or "NULL"
    limit = "" if named is None else f"LIMIT {named}"
    if rule.sql:
        sql = f"""
            SELECT row_in_file, {shown} FROM ({numbered}) WHERE {rule.sql}
            ORDER BY row_in_file {limit}
        """  # noqa: S608 - from above
    else:
        sql = f"""
            WITH numbered AS ({numbered}),
            firsts AS (
                SELECT {key}, min(row_in_file) AS first_row FROM numbered
                GROUP BY {key} HAVING count(*) > 1
            )
            SELECT row_in_file, {shown} FROM numbered JOIN firsts USING ({key})
            WHERE row_in_file > first_row ORDER BY row_in_file {limit}
        """  # noqa: S608 - from above
    return connection.execute(sql, relation.values).fetchall()


def _count_more(file: str, column: str, more: int) -> Refusal:
    return Refusal(file, None, column, f"{more} more cells", "what is said of the ones above")


LINKS = {"claims": "event_id", "timeline": "event_ids"}
"""The column of each table that names events."""


def check_links(
    connection: duckdb.DuckDBPyConnection, relations: Mapping[str, Relation], named: int | None
) -> tuple[list[Refusal], list[Refusal]]:
    """Return a refusal for a file that cannot be read, and for every id that no event has."""
    whole: list[Refusal] = []
    rows: list[Refusal] = []
    events = relations.get("events")
    links = [relations[name] for name in LINKS if name in relations]
    if events is None or not links:
        return whole, rows
    for relation in links:
        try:
            rows += _follow_links(connection, relation, events, named=named)
        except duckdb.Error as error:
            path = relation.path or events.path
            if path is None:
                raise
            whole.append(refuse_unreadable(path, error))
    return whole, rows


def _follow_links(
    connection: duckdb.DuckDBPyConnection,
    links: Relation,
    events: Relation,
    *,
    named: int | None,
) -> Iterator[Refusal]:
    """Yield a refusal for every id in the claims or the timeline that no event has.

    Events whose rows are left out are known all the same. If not all events are, no link is
    followed.
    """
    column = LINKS[links.table]
    if not events.complete or "event_id" not in events.fields or column not in links.fields:
        return
    known = f"SELECT {_cell(events, 'event_id')} AS cell FROM {events.source}"  # noqa: S608
    events_values = {"events_path": str(events.path)} if events.path else {}
    values = links.values | events_values
    unknown = f"""
        SELECT row_in_file, id, place FROM ({_ids(links)}) AS links
        ANTI JOIN ({known}) AS events ON links.id = events.cell WHERE id <> ''
    """  # noqa: S608 - names from above
    ((count,),) = connection.execute(f"SELECT count(*) FROM ({unknown})", values).fetchall()  # noqa: S608
    if not count:
        return
    limit = "" if named is None else f"LIMIT {named}"
    first = f"SELECT row_in_file, id FROM ({unknown}) ORDER BY row_in_file, place {limit}"  # noqa: S608
    found = connection.execute(first, values).fetchall()
    some = f"SELECT cell FROM ({known}) WHERE cell <> '' LIMIT {COMPARED_IDS + 1}"  # noqa: S608
    ids = sorted({cell for (cell,) in connection.execute(some, events_values).fetchall()})
    compared = ids if len(ids) <= COMPARED_IDS else []
    for row, value in found:
        allowed = f"an event_id of {events.file}.{nearest(value, compared)}"
        yield Refusal(links.file, row, column, value, allowed)
    if named is not None and count > named:
        yield _count_more(links.file, column, count - named)


def _cell(relation: Relation, column: str) -> str:
    return cell_of(TABLES[relation.table][column], relation.fields[column])


def _ids(links: Relation) -> str:
    """Return SQL for each id of an event in a table, its row and its place in the cell."""
    column = LINKS[links.table]
    cells = cells_sql(links, numbered=True)
    if column == "event_id":
        return f"SELECT row_in_file, {column} AS id, 0 AS place FROM ({cells})"  # noqa: S608
    several = f"regexp_split_to_array({column}, {quote(SEPARATOR)})"
    return f"""
        SELECT row_in_file, unnest(ids) AS id, unnest(range(len(ids))) AS place
        FROM (SELECT row_in_file, {several} AS ids FROM ({cells}))
    """  # noqa: S608 - names from above


def find_refused(name: str, frame: pd.DataFrame) -> Iterator[tuple[str, pd.Series, str]]:
    """Yield which rows of the table `name` break a rule: the column, the rows, what is allowed.

    The last door before a reading of other makers' rows. Their figures may contradict each other.
    """
    if frame.empty:
        return  # no row breaks a rule, and a database takes longer to open than a table to read
    relation = from_frame(name, frame)
    with connect_relations(relation) as connection, _prepared(connection, relation):
        rules = [*_typed_cells(name), *_without_figures(name)]
        _, met = _count_met(connection, relation, rules, of_file=False)
        for rule in met:
            rows = [row for row, _ in _find(connection, relation, rule, None)]
            wrong = pd.Series(np.isin(np.arange(len(frame)), rows), frame.index)
            known = rule.allowed if isinstance(rule.allowed, str) else "a known code"
            yield rule.column, wrong, known


def _typed_cells(table: str) -> Iterator[Rule]:
    """Yield what holds of single cells that have the types of the schema already."""
    for name, column in TABLES[table].items():
        if column.required:
            yield Rule(name, f"{name} IS NULL", "a value")
        if column.values is not None:
            values = [value.value for value in column.values]
            known = ", ".join(map(quote, values))
            yield Rule(name, f"{name} NOT IN ({known})", f"one of {', '.join(values)}")
        if column.minimum is not None:
            yield Rule(name, f"{name} < {column.minimum}", f"{column.minimum:g} or more")
        if column.maximum is not None:
            yield Rule(name, f"{name} > {column.maximum}", f"at most {column.maximum:g}")
