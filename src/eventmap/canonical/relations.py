"""A table's file as one relation of DuckDB: the text of its cells, their values, and the rows.

A CSV file is a frame of text that `csvcells` made, a Parquet file stays where it is. A cell means
what its text would mean in a CSV file, so every scalar type will do: a day may be a date, a time
stamp at midnight or the text ``2025-10-24``, a count an integer of any width, ``2.0`` or ``"2"``.
What cannot be read has no value.
"""

import errno
import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from eventmap import connections
from eventmap.canonical.csvcells import CsvTable
from eventmap.errors import Refusal, nearest
from eventmap.schema import (
    DTYPES,
    SQL_TYPES,
    TABLES,
    Column,
    DatasetInfo,
    Kind,
    ParquetTable,
    Table,
    empty_frame,
)

_THREADS = 2
READING_MEMORY = "256MB"

ROW_NUMBER = '"eventmap: row in the file"'
"""A name that no column of a file has."""

LARGEST_COUNT = 10**12 - 1

# A year like 0205 is a slip of the pen.
_DATE = r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}"
_FLOAT = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
# Twelve digits: the sum over a million rows still fits 64 bits. A table saved from a
# column of floats has its whole numbers as "2.0".
_INTEGER = r"[0-9]{1,12}(?:\.0*)?"

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

SEPARATOR = f"{_SPACE}*;(?:{_SPACE}|;)*"
"""What stands between the ids of several events in one cell."""


@dataclass(frozen=True)
class Field:
    """A column of a file.

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

    def is_native(self, kind: Kind) -> bool:
        """Return whether values of this kind need no way through text."""
        return kind in _NATIVE and _NATIVE[kind].fullmatch(self.type) is not None


@dataclass(frozen=True)
class Relation:
    """The rows of one table's file.

    Parameters
    ----------
    table
        Name of the table.
    file
        Name of the file.
    fields
        Its columns by name, in their order, without those that cannot be read.
    path
        Where a Parquet file is; its first record is row 1.
    frame
        The cells of any other, with the number of each row in the column `ROW_NUMBER`.
    left_out
        Rows that are not judged, such as those whose cells may stand in the wrong column.
    complete
        False if the file could not be read to its end.
    """

    table: str
    file: str
    fields: dict[str, Field]
    path: Path | None = None
    frame: pd.DataFrame | None = None
    left_out: tuple[int, ...] = ()
    complete: bool = True

    @property
    def texts(self) -> dict[str, Field]:
        """Each column in which there may be a NUL character, by its name in `values_sql`.

        Reading them all also finds out whether they can be read.
        """
        rules = TABLES[self.table]
        texts = (
            field
            for name, field in self.fields.items()
            if not field.is_native(rules.get(name, Column()).kind)
        )
        return {f"text_{at}": field for at, field in enumerate(texts)}

    @property
    def values(self) -> dict[str, Any]:
        """What the placeholders in SQL on these rows stand for."""
        values: dict[str, Any] = {f"{self.table}_path": str(self.path)} if self.path else {}
        return values | ({f"{self.table}_out": list(self.left_out)} if self.left_out else {})

    @property
    def source(self) -> str:
        """SQL for all rows as they are, without their numbers."""
        if self.path:
            return f"read_parquet(${self.table}_path, hive_partitioning = false)"
        return f"{self.table}_rows"

    @property
    def numbered(self) -> str:
        """SQL for all rows as they are, with their numbers as `ROW_NUMBER`."""
        # Only names of this module, of schema.py, and of the file and quoted stand in any SQL here.
        number = f"row_number() OVER () AS {ROW_NUMBER}"
        return f"(SELECT *, {number} FROM {self.source})" if self.path else self.source  # noqa: S608

    def attach(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Let SQL on these rows find them in `connection`."""
        if self.frame is not None:
            connection.register(f"{self.table}_rows", self.frame)

    def with_spaced(self, names: Collection[str]) -> "Relation":
        """Return the same rows, of which only these columns are `spaced`."""
        marked = {n: replace(each, spaced=n in names) for n, each in self.fields.items()}
        return replace(self, fields=marked)

    def without(self, rows: Iterable[int]) -> "Relation":
        """Return the same rows, of which these are left out, too."""
        return replace(self, left_out=tuple(sorted({*self.left_out, *rows})))


@contextmanager
def connect_relations(*relations: Relation) -> Iterator[duckdb.DuckDBPyConnection]:
    """Lend a database for reading files: small, on two threads, emptied afterwards."""
    with connections.lent(memory_limit=READING_MEMORY, threads=_THREADS) as connection:
        for relation in relations:
            relation.attach(connection)
        yield connection


def from_csv(table: str, csv: CsvTable) -> tuple[Relation, list[Refusal], list[Refusal]]:
    """Return the rows of a CSV file; what is wrong with it as a whole, and with the rows' form."""
    names = [str(name) for name in csv.cells]
    aliases = [f"c{at}" for at in range(len(names))]
    fields = {
        name: Field(name, alias, "VARCHAR") for name, alias in zip(names, aliases, strict=True)
    }
    frame = csv.cells.set_axis(aliases, axis=1)
    frame = frame.assign(**{ROW_NUMBER.strip('"'): frame.index})
    relation = Relation(
        table,
        csv.file,
        fields,
        frame=frame,
        left_out=tuple(csv.misshapen),
        complete=csv.complete,
    )
    of_file = [each for each in csv.refusals if each.row == 1 or not csv.complete]
    of_rows = [each for each in csv.refusals if each not in of_file]
    return relation, [*of_file, *_refuse_columns(table, csv.file, names, row=1)], of_rows


def from_frame(table: str, frame: pd.DataFrame) -> Relation:
    """Return the rows of a canonical table, numbered from 0."""
    number = {ROW_NUMBER.strip('"'): range(len(frame))}
    types = {name: _FRAME_TYPES[column.kind] for name, column in TABLES[table].items()}
    fields = {name: Field(name, name, kind, spaced=False) for name, kind in types.items()}
    return Relation(table, table, fields, frame=frame.assign(**number))


_FRAME_TYPES: dict[Kind, str] = SQL_TYPES | {"date": "TIMESTAMP_S"}


def open_file(
    connection: duckdb.DuckDBPyConnection, table: str, path: Path
) -> tuple[Relation, list[Refusal]]:
    """Return the file of `table`, and what is wrong with its columns.

    Raises
    ------
    duckdb.Error
        If it is no Parquet file, or one cut short.
    """
    fields: dict[str, Field] = {}
    refusals = []
    for field in _fields(connection, path):
        if not field.name:
            refusals.append(Refusal(path.name, None, None, "column without a name", "a name"))
        elif field.name in fields:
            again = f"{field.name}, a second time"
            refusals.append(Refusal(path.name, None, field.name, again, "each column once"))
        else:
            fields[field.name] = field
    nested = [field for field in fields.values() if not field.is_scalar]
    allowed = "a column of text, numbers, days or true and false"
    refusals += [Refusal(path.name, None, f.name, f.type, allowed) for f in nested]
    refusals += _refuse_columns(table, path.name, [*fields], row=None)
    readable = {name: field for name, field in fields.items() if field.is_scalar}
    return Relation(table, path.name, readable, path), refusals


def _fields(connection: duckdb.DuckDBPyConnection, path: Path) -> Iterator[Field]:
    values = {"path": str(path)}
    described = connection.execute(
        "DESCRIBE SELECT * FROM read_parquet($path, hive_partitioning = false)", values
    ).fetchall()
    nodes = connection.execute(
        "SELECT name, coalesce(num_children, 0) FROM parquet_schema($path)", values
    ).fetchall()
    # DuckDB makes "place" and "Place" two names; only the nodes have them as they are.
    for name, (alias, kind, *_) in zip(_top_names(nodes), described, strict=True):
        yield Field(name.strip(), '"' + alias.replace('"', '""') + '"', kind)


def _top_names(nodes: Iterable[tuple[str, int]]) -> Iterator[str]:
    """Yield the names of the columns out of a file's schema, depth first from its root."""
    below = 0
    for name, children in list(nodes)[1:]:
        if below:
            below -= 1
        else:
            yield name
        below += children


_TOO_LARGE = "more than the memory and the free disk of this machine hold while it is checked"
_ROOM = "fewer rows, or more room where EVENTMAP_CACHE is; nothing is said of what is in it"


def refuse_unreadable(path: Path, error: Exception) -> Refusal:
    """Return why a file is refused as a whole: for what it is, or for want of room to check it."""
    full = isinstance(error, duckdb.IOException) and os.strerror(errno.ENOSPC) in str(error)
    if full or isinstance(error, duckdb.OutOfMemoryException):
        return Refusal(path.name, None, None, _TOO_LARGE, _ROOM)
    # Where on the host's disk it lies is nobody else's business.
    reason = str(error).split("\n", 1)[0].replace(f"{path.absolute().parent}/", "")
    return Refusal(path.name, None, None, reason, "a complete Parquet file, not encrypted")


def _refuse_columns(
    table: str, file: str, header: Iterable[str], *, row: int | None
) -> Iterator[Refusal]:
    columns = TABLES[table]
    names = [name for name in header if name]
    if not names:
        return  # the file was refused as a whole
    unknown = [name for name in names if name not in columns]
    for name, rule in columns.items():
        if rule.required and name not in names:
            hint = nearest(name, unknown)
            yield Refusal(file, row, name, "", f"this column, required.{hint}")
    if table == "events":
        # What the schema does not know is kept in `extra`, but "Country" was meant to be known.
        unknown = [name for name in unknown if name.lower() in columns]
    for name in unknown:
        allowed = f"{', '.join(columns)}.{nearest(name.lower(), columns)}"
        yield Refusal(file, row, name, name, allowed)


def cells_sql(relation: Relation, others: Iterable[str] = (), *, numbered: bool = False) -> str:
    """Return SQL for the cells of a file: a column for each one of the schema, then `others`.

    Cells are missing where blank; text has no white space around it. A column that the file
    lacks is missing in every row. Of a Parquet file, a row without any value is left out. A
    numbered row has ``row_in_file`` after the columns of the schema.
    """
    rules, fields = TABLES[relation.table], relation.fields
    columns = [f"{cell_of(rule, fields.get(name))} AS {name}" for name, rule in rules.items()]
    columns += [f"{ROW_NUMBER} AS row_in_file"] * numbered
    source = relation.numbered if numbered or relation.left_out else relation.source
    return f"SELECT {', '.join([*columns, *others])} FROM {source} WHERE {_is_row(relation)}"  # noqa: S608


def _is_row(relation: Relation) -> str:
    """Return SQL for whether a record is a row to judge."""
    kept = f"{ROW_NUMBER} NOT IN (SELECT unnest(${relation.table}_out))"
    kept = kept if relation.left_out else "true"
    if not relation.path:
        return kept
    fields = relation.fields.values()
    given = (f"{_trim(each) if each.is_text else each.sql} IS NOT NULL" for each in fields)
    return f"{kept} AND ({' OR '.join(given) or 'false'})"


def values_sql(relation: Relation, others: Iterable[str] = (), *, numbered: bool = False) -> str:
    """Return SQL for the cells of a file, of each column ``x`` the value ``v_x``, and `others`.

    The text as it stands in the file has the names of `Relation.texts`.
    """
    raw = [f"CAST({field.sql} AS VARCHAR) AS {alias}" for alias, field in relation.texts.items()]
    values = [
        f"{value_of(name, rule, relation.fields.get(name))} AS v_{name}"
        for name, rule in TABLES[relation.table].items()
    ]
    cells = cells_sql(relation, raw, numbered=numbered)
    return f"SELECT *, {', '.join([*values, *others])} FROM ({cells})"  # noqa: S608 - see cells_sql


def count_where(
    connection: duckdb.DuckDBPyConnection,
    relation: Relation,
    counts: Iterable[str],
    others: Iterable[str],
) -> tuple[int, ...]:
    """Return what SQL expressions on `values_sql` count."""
    sql = f"SELECT {', '.join(counts)} FROM ({values_sql(relation, others)})"  # noqa: S608 - ours
    # A hundred conditions on rows in memory: to look for a better plan takes longer than it saves.
    plan = "enable" if relation.path else "disable"
    connection.execute(f"PRAGMA {plan}_optimizer")
    try:
        return tuple(connection.execute(sql, relation.values).fetchall()[0])
    finally:
        connection.execute("PRAGMA enable_optimizer")


def count_repeated(connection: duckdb.DuckDBPyConnection, relation: Relation, column: str) -> int:
    """Return in how many rows there is a cell of `column` that a row above has."""
    # count(DISTINCT) would have all of them in memory: too many from some ten million on.
    sql = f"""
        SELECT coalesce(sum(rows - 1), 0) FROM (
            SELECT count(*) AS rows FROM ({cells_sql(relation)})
            WHERE {column} IS NOT NULL GROUP BY {column} HAVING count(*) > 1
        )
    """  # noqa: S608 - see cells_sql
    return int(connection.execute(sql, relation.values).fetchall()[0][0])


def count_rows(relation: Relation) -> int:
    """Return how many rows there are, those that are left out included."""
    everything = replace(relation, left_out=())
    with connect_relations(relation) as connection:
        sql = f"SELECT count(*) FROM ({cells_sql(everything)})"  # noqa: S608 - see there
        ((count,),) = connection.execute(sql, everything.values).fetchall()
    return int(count)


def quote(text: str) -> str:
    """Return `text` as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def cell_of(rule: Column, field: Field | None) -> str:
    """Return SQL for a cell in the file: native if its type is that of the schema, else text."""
    if field is None:
        return "CAST(NULL AS VARCHAR)"
    if field.is_native(rule.kind):
        zoned = field.type == "TIMESTAMP WITH TIME ZONE"
        return f"{field.sql} AT TIME ZONE 'UTC'" if zoned else field.sql
    return _trim(field) if field.is_text else f"CAST({field.sql} AS VARCHAR)"


def text_of(field: Field, kind: Kind) -> str:
    """Return SQL for the text that a cell selected by `cells_sql` has in a CSV file."""
    text = f"CAST({field.name} AS VARCHAR)"
    if kind == "date" and field.is_native(kind):
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
    if not field.is_native("date"):
        return f"CASE WHEN regexp_full_match({name}, '{_DATE}') THEN TRY_CAST({name} AS DATE) END"
    day = _between(f"TRY_CAST({name} AS DATE)", "DATE '1000-01-01'", "DATE '2999-12-31'")
    if field.type == "DATE":
        return day
    kind = field.type.removesuffix(" WITH TIME ZONE")
    return f"CASE WHEN TRY_CAST({day} AS {kind}) = {name} THEN TRY_CAST({name} AS DATE) END"


def _number(name: str, field: Field) -> str:
    if field.is_native("float"):
        return f"CAST({name} AS DOUBLE)"
    return f"CASE WHEN regexp_full_match({name}, '{_FLOAT}') THEN TRY_CAST({name} AS DOUBLE) END"


def _whole(name: str, field: Field) -> str:
    if field.type.endswith(("INT", "INTEGER")):
        return name
    if field.is_native("integer"):
        return f"CASE WHEN {name} = trunc({name}) THEN {name} END"
    number = rf"TRY_CAST(regexp_replace({name}, '\..*', '') AS BIGINT)"
    return f"CASE WHEN regexp_full_match({name}, '{_INTEGER}') THEN {number} END"


def _truth(name: str, field: Field) -> str:
    if field.is_native("boolean"):
        return name
    return f"CASE lower({name}) WHEN 'true' THEN true WHEN 'false' THEN false END"


_VALUES: dict[Kind, Callable[[str, Field], str]] = {
    "date": _day,
    "float": _number,
    "integer": _whole,
    "boolean": _truth,
}


def to_tables(
    relations: Mapping[str, Relation], info: DatasetInfo, spare: object = None
) -> dict[str, Table]:
    """Return checked rows as the tables of a dataset: Parquet files stay where they are.

    Parameters
    ----------
    spare
        What keeps those that are copies.
    """
    frames = {name: each for name, each in relations.items() if each.path is None}
    tables: dict[str, Table] = {**to_frames(frames, info)}
    tables |= {
        name: ParquetTable(each.path, spare)
        for name, each in relations.items()
        if each.path is not None
    }
    return tables | {name: empty_frame(name) for name in TABLES if name not in tables}


def to_frames(relations: Mapping[str, Relation], info: DatasetInfo) -> dict[str, pd.DataFrame]:
    """Return checked rows as tables of the schema, see `select`."""
    frames = {}
    with connect_relations(*relations.values()) as connection:
        for name, relation in relations.items():
            sql, values = select(relation, info)
            frame = connection.execute(f"{sql} ORDER BY position", values).df()
            types = {column: DTYPES[rule.kind] for column, rule in TABLES[name].items()}
            frames[name] = frame.drop(columns="position").astype(types)
    return frames


def select_sql(table: str, path: Path, info: DatasetInfo) -> tuple[str, dict[str, Any]]:
    """Return what `select` does of a Parquet file that was checked."""
    with connect_relations() as connection:
        relation, _ = open_file(connection, table, path.absolute())
    return select(relation, info)


def select(relation: Relation, info: DatasetInfo) -> tuple[str, dict[str, Any]]:
    """Return a SELECT of the canonical columns and ``position`` of checked rows, and its values.

    Columns have the order of the schema and its types: text VARCHAR, counts BIGINT, days DATE.
    Rows have the order of the file, in which ``position`` counts them. What a reader fills in is
    filled in: an event's licence, ``redistributable`` and country, a blank ``date_end``, ``extra``
    with the columns that the schema does not know, and plain semicolons between ``event_ids``.
    """
    filled = _filled(relation)
    rules = TABLES[relation.table]
    columns = [f"{filled.get(name, _cast(name, relation))} AS {name}" for name in rules]
    # DuckDB's own number takes no time, unless the file has a column of that name.
    taken = "file_row_number" in map(str.lower, relation.fields)
    number = "row_number() OVER () - 1" if taken else "file_row_number"
    others = [f"{number if relation.path and not relation.left_out else ROW_NUMBER} AS position"]
    if relation.table == "events":
        others.append(f"{_gathered(relation)} AS gathered")
    sql = f"SELECT {', '.join(columns)}, position FROM ({cells_sql(relation, others)})"  # noqa: S608
    values = relation.values
    if relation.table == "events":
        values |= {"licence": info.licence, "redistributable": info.redistributable}
    return sql, values


def _cast(name: str, file: Relation) -> str:
    rule = TABLES[file.table][name]
    return f"CAST({value_of(name, rule, file.fields.get(name))} AS {SQL_TYPES[rule.kind]})"


def _filled(file: Relation) -> dict[str, str]:
    """Return SQL for the columns in which a reader fills blanks."""
    columns = {}
    if "date_end" in TABLES[file.table]:
        columns["date_end"] = f"coalesce({_cast('date_end', file)}, {_cast('date_start', file)})"
    if file.table == "events":
        columns |= {
            "licence": "coalesce(licence, $licence)",
            "redistributable": f"coalesce({_cast('redistributable', file)}, $redistributable)",
            "country": "coalesce(country, left(admin1, 2))",
            "extra": _extra(file),
        }
    if file.table == "timeline":
        plain = f"regexp_replace(event_ids, '{SEPARATOR}', ';', 'g')"
        columns["event_ids"] = f"trim({plain}, ';')"
    return columns


def _extra(file: Relation) -> str:
    if not _others(file):
        return "coalesce(extra, '{}')"
    given = "CAST(CAST(extra AS JSON) AS MAP(VARCHAR, JSON))"
    return f"""CAST(to_json(CASE WHEN extra IS NULL OR extra = '{{}}' THEN gathered
        ELSE map_concat({given}, gathered) END) AS VARCHAR)"""


def _others(file: Relation) -> list[Field]:
    """Return the columns that the schema does not know."""
    return [field for name, field in file.fields.items() if name not in TABLES[file.table]]


def _gathered(file: Relation) -> str:
    """Return SQL for a map of the unknown columns, as JSON by name."""
    names = ", ".join(quote(field.name) for field in _others(file))
    values = ", ".join(_to_json(field) for field in _others(file))
    return f"CAST(map([{names}], [{values}]) AS MAP(VARCHAR, JSON))"


def _to_json(field: Field) -> str:
    text = f"to_json(nullif(CAST({field.sql} AS VARCHAR), ''))"
    if field.is_text:
        return text
    if field.type in ("FLOAT", "DOUBLE"):  # JSON has no number for NaN and the infinite
        return f"CASE WHEN isfinite({field.sql}) THEN to_json({field.sql}) ELSE {text} END"
    return f"to_json({field.sql})"
