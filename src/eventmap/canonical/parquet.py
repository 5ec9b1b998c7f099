"""Canonical tables as Parquet files: checked where they lie, and loaded from there.

The rules and the words are those of CSV files, but for the number of a row: a Parquet file has
no header row, its first record is row 1.
"""

from pathlib import Path
from typing import Any

import duckdb

from eventmap.canonical.casts import Field, cells_sql, quote, value_of
from eventmap.canonical.columnar import ParquetFile, connect, open_file, refuse_unreadable
from eventmap.canonical.offenders import check_rows
from eventmap.errors import Refusal
from eventmap.schema import SQL_TYPES, TABLES, DatasetInfo


def check_file(table: str, path: Path) -> tuple[ParquetFile | None, list[Refusal]]:
    """Return the file of `table`, and everything that its rules do not allow.

    ``None`` stands for a file that cannot be read to its end. Links to other tables are not
    followed.
    """
    refusals: list[Refusal] = []
    try:
        with connect() as connection:
            file, refusals = open_file(connection, table, path.absolute())
            file, found = check_rows(connection, file)
            return file, refusals + found
    except (duckdb.Error, UnicodeError) as error:
        return None, [*refusals, refuse_unreadable(path, error)]


def select_sql(table: str, path: Path, info: DatasetInfo) -> tuple[str, dict[str, Any]]:
    """Return a SELECT of the canonical columns and ``position`` of a checked file, and its values.

    Columns have the order of the schema and its types: text VARCHAR, counts BIGINT, days DATE.
    Rows have the order of the file, in which ``position`` counts them. What a reader fills in is
    filled in: an event's licence, ``redistributable`` and country, a blank ``date_end``, ``extra``
    with the columns that the schema does not know, and plain semicolons between ``event_ids``.
    """
    with connect() as connection:
        file, _ = open_file(connection, table, path.absolute())
    filled = _filled(file)
    columns = [f"{filled.get(name, _cast(name, file))} AS {name}" for name in TABLES[table]]
    # DuckDB's own number takes no time, unless the file has a column of that name.
    taken = "file_row_number" in map(str.lower, file.fields)
    others = [f"{'row_number() OVER () - 1' if taken else 'file_row_number'} AS position"]
    if table == "events":
        others.append(f"{_gathered(file)} AS gathered")
    sql = f"SELECT {', '.join(columns)}, position FROM ({cells_sql(table, file.fields, others)})"  # noqa: S608
    values = file.values
    if table == "events":
        values |= {"licence": info.licence, "redistributable": info.redistributable}
    return sql, values


def _cast(name: str, file: ParquetFile) -> str:
    rule = TABLES[file.table][name]
    return f"CAST({value_of(name, rule, file.fields.get(name))} AS {SQL_TYPES[rule.kind]})"


def _filled(file: ParquetFile) -> dict[str, str]:
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
        plain = r"regexp_replace(event_ids, '\s*;[\s;]*', ';', 'g')"
        columns["event_ids"] = f"trim({plain}, ';')"
    return columns


def _extra(file: ParquetFile) -> str:
    if not _others(file):
        return "coalesce(extra, '{}')"
    given = "CAST(CAST(extra AS JSON) AS MAP(VARCHAR, JSON))"
    return f"""CAST(to_json(CASE WHEN extra IS NULL OR extra = '{{}}' THEN gathered
        ELSE map_concat({given}, gathered) END) AS VARCHAR)"""


def _others(file: ParquetFile) -> list[Field]:
    """Return the columns that the schema does not know."""
    return [field for name, field in file.fields.items() if name not in TABLES[file.table]]


def _gathered(file: ParquetFile) -> str:
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
