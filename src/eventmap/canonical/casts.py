"""SQL that reads the columns of a Parquet file: the text of a cell, and its value.

A cell means what its text would mean in a CSV file, so every scalar type will do: a day may be
a date, a time stamp at midnight or the text ``2025-10-24``, a count an integer of any width,
``2.0`` or ``"2"``. What cannot be read has no value.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from eventmap.canonical.cells import DATE, FLOAT, INTEGER
from eventmap.schema import SQL_TYPES, TABLES, Column, Kind

ROW_NUMBER = '"eventmap: row in the file"'
"""A name that no column of a file has."""

LARGEST_COUNT = 10**12 - 1

_NUMBERS = r"U?(?:TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL\(.*\)"
_DAYS = r"DATE|TIMESTAMP(?:_S|_MS|_NS| WITH TIME ZONE)?"
_SCALARS = re.compile(rf'{_NUMBERS}|{_DAYS}|BOOLEAN|VARCHAR|JSON|UUID|TIME|"NULL"')
_NATIVE: dict[Kind, re.Pattern[str]] = {
    "date": re.compile(_DAYS),
    "float": re.compile(_NUMBERS),
    "integer": re.compile(_NUMBERS),
    "boolean": re.compile("BOOLEAN"),
}

_SPACE = r"[\s\pZ\x0b\x1c-\x1f\x{85}]"


@dataclass(frozen=True)
class Field:
    """A column of a Parquet file.

    Parameters
    ----------
    name
        As the file has it, without outer white space.
    sql
        What SQL calls it.
    type
        Its DuckDB type.
    spaced
        Whether some of its text may be blank or have white space around it.
    """

    name: str
    sql: str
    type: str
    spaced: bool = True

    @property
    def is_scalar(self) -> bool:
        """Whether a cell holds one value that has a text."""
        return _SCALARS.fullmatch(self.type) is not None

    @property
    def is_text(self) -> bool:
        """Whether cells hold text."""
        return self.type in ("VARCHAR", "JSON")


Fields = Mapping[str, Field]


def quote(text: str) -> str:
    """Return `text` as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def source_sql(table: str, *, numbered: bool = False) -> str:
    """Return SQL for the rows of the file of `table`, as they are.

    The file's path is the value ``$events_path``, ``$claims_path`` or ``$timeline_path``.

    Parameters
    ----------
    numbered
        Whether to add the number of the row, `ROW_NUMBER`. The first record is row 1.
    """
    rows = f"read_parquet(${table}_path, hive_partitioning = false)"
    # Only names of this module, of schema.py, and of the file and quoted stand in any SQL here.
    number = f"row_number() OVER () AS {ROW_NUMBER}"
    return f"(SELECT *, {number} FROM {rows})" if numbered else rows  # noqa: S608


def cells_sql(
    table: str, fields: Fields, others: Iterable[str] = (), *, numbered: bool = False
) -> str:
    """Return SQL for the cells of a file: a column for each one of the schema, then `others`.

    Cells are missing where blank; text has no white space around it. A column that `fields`
    lacks is missing in every row, and a row without any value is left out. A numbered row has
    ``row_in_file`` after the columns of the schema.
    """
    rules = TABLES[table]
    columns = [f"{cell_of(rule, fields.get(name))} AS {name}" for name, rule in rules.items()]
    columns += [f"{ROW_NUMBER} AS row_in_file"] * numbered
    given = [
        f"{_trim(field) if field.is_text else field.sql} IS NOT NULL" for field in fields.values()
    ]
    return f"""
        SELECT {", ".join([*columns, *others])} FROM {source_sql(table, numbered=numbered)}
        WHERE {" OR ".join(given) or "false"}
    """  # noqa: S608


def cell_of(rule: Column, field: Field | None) -> str:
    """Return SQL for a cell in the file: native if its type is that of the schema, else text."""
    if field is None:
        return "CAST(NULL AS VARCHAR)"
    if is_native(field, rule.kind):
        zoned = field.type == "TIMESTAMP WITH TIME ZONE"
        return f"{field.sql} AT TIME ZONE 'UTC'" if zoned else field.sql
    return _trim(field) if field.is_text else f"CAST({field.sql} AS VARCHAR)"


def is_native(field: Field, kind: Kind) -> bool:
    """Return whether values of this kind need no way through text."""
    return kind in _NATIVE and _NATIVE[kind].fullmatch(field.type) is not None


def text_of(field: Field, kind: Kind) -> str:
    """Return SQL for the text that a cell selected by `cells_sql` has in a CSV file."""
    text = f"CAST({field.name} AS VARCHAR)"
    if kind == "date" and is_native(field, kind):
        return f"coalesce(CAST({_day(field.name, field)} AS VARCHAR), {text})"
    return text


def value_of(name: str, rule: Column, field: Field | None) -> str:
    """Return SQL for the value of a cell selected by `cells_sql`, NULL if it has none.

    Neither codes nor addresses nor JSON are judged here.
    """
    if field is None:
        return f"CAST(NULL AS {SQL_TYPES[rule.kind]})"
    if rule.values is not None:
        known = ", ".join(quote(value) for value in rule.values)
        return f"CASE WHEN {name} IN ({known}) THEN {name} END"
    value = _VALUES[rule.kind](name, field) if rule.kind in _VALUES else name
    if rule.kind == "integer":
        return _between(value, 0, LARGEST_COUNT)
    if rule.kind == "float":
        return _between(value, rule.minimum, rule.maximum)
    return value


def is_spaced(text: str) -> str:
    """Return SQL for whether a text is blank or has white space around it."""
    # The expressions take long: they are for text that ends in no plain letter or sign.
    return f"""CASE WHEN {text} BETWEEN '!' AND '~' AND {text}[-1] BETWEEN '!' AND '~' THEN false
        ELSE {text} = '' OR regexp_matches({text}, '^{_SPACE}')
            OR regexp_matches({text}, '{_SPACE}$') END"""


def _trim(field: Field) -> str:
    text = f"CAST({field.sql} AS VARCHAR)"
    if not field.spaced:
        return text
    trimmed = f"nullif(regexp_replace({text}, '^{_SPACE}+|{_SPACE}+$', '', 'g'), '')"
    return f"CASE WHEN {is_spaced(text)} THEN {trimmed} ELSE {text} END"


def _between(value: str, low: object, high: object) -> str:
    """Return SQL for a value in its bounds, in which NaN and the infinite never are."""
    return f"CASE WHEN {value} BETWEEN {low} AND {high} THEN {value} END"


def _day(name: str, field: Field) -> str:
    if not is_native(field, "date"):
        return f"CASE WHEN regexp_full_match({name}, '{DATE}') THEN TRY_CAST({name} AS DATE) END"
    day = _between(f"TRY_CAST({name} AS DATE)", "DATE '1000-01-01'", "DATE '2999-12-31'")
    if field.type == "DATE":
        return day
    kind = field.type.removesuffix(" WITH TIME ZONE")
    return f"CASE WHEN TRY_CAST({day} AS {kind}) = {name} THEN TRY_CAST({name} AS DATE) END"


def _number(name: str, field: Field) -> str:
    if is_native(field, "float"):
        return f"CAST({name} AS DOUBLE)"
    return f"CASE WHEN regexp_full_match({name}, '{FLOAT}') THEN TRY_CAST({name} AS DOUBLE) END"


def _whole(name: str, field: Field) -> str:
    if field.type.endswith(("INT", "INTEGER")):
        return name
    if is_native(field, "integer"):
        return f"CASE WHEN {name} = trunc({name}) THEN {name} END"
    number = rf"TRY_CAST(regexp_replace({name}, '\..*', '') AS BIGINT)"
    return f"CASE WHEN regexp_full_match({name}, '{INTEGER}') THEN {number} END"


def _truth(name: str, field: Field) -> str:
    if is_native(field, "boolean"):
        return name
    return f"CASE lower({name}) WHEN 'true' THEN true WHEN 'false' THEN false END"


_VALUES: dict[Kind, Callable[[str, Field], str]] = {
    "date": _day,
    "float": _number,
    "integer": _whole,
    "boolean": _truth,
}
