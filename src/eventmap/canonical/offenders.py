"""The rows of a Parquet file that break a rule, and what is said of them.

DuckDB counts the rows for each condition in one pass. Only where there are any are the first of
them fetched, as text, and handed to the functions that judge the rows of a CSV file.
"""

from collections.abc import Iterator
from dataclasses import replace

import duckdb
import pandas as pd

from eventmap.canonical.casts import text_of
from eventmap.canonical.cells import NAMED, is_json_object, refuse
from eventmap.canonical.checks import check_table
from eventmap.canonical.columnar import ParquetFile
from eventmap.canonical.conditions import (
    CODED,
    KEYS,
    Condition,
    conditions,
    spaces,
    texts_to_read,
    values_sql,
)
from eventmap.canonical.sheets import Sheet
from eventmap.canonical.tables import read_table
from eventmap.errors import Refusal
from eventmap.schema import TABLES


def check_rows(
    connection: duckdb.DuckDBPyConnection, file: ParquetFile
) -> tuple[ParquetFile, list[Refusal]]:
    """Return a refusal for every cell that the rules of its row or its table do not allow.

    Returns
    -------
    The file, in which it is known of every column whether its text is `spaced`; the refusals.

    Raises
    ------
    duckdb.Error
        If part of the file cannot be read.
    """
    connection.create_function("is_json_object", is_json_object, ["VARCHAR"], "BOOLEAN")
    for name, codes in CODED.items():
        values = {"codes": sorted(codes())}
        connection.execute(f"CREATE TABLE {name}_codes AS SELECT unnest($codes)", values)
    # Few files have white space to remove, which takes as long as all the rest: first the rules
    # are tried as if there was none, and it is counted.
    file = file.with_spaced(())
    spaced = spaces(file.table, file.fields)
    met = _count_met(connection, file, [*spaced, *conditions(file.table, file.fields)])
    if found := met.keys() & set(spaced):
        file = file.with_spaced({condition.column for condition in found})
        met = _count_met(connection, file, conditions(file.table, file.fields))
    if not met:
        return file, []
    rows = {row for condition in met for row in _find(connection, file, condition)}
    refusals = list(_judge(file, _fetch(connection, file, sorted(rows))))
    return file, refusals + list(_count_more(file, met, refusals))


def _count_met(
    connection: duckdb.DuckDBPyConnection, file: ParquetFile, rules: list[Condition]
) -> dict[Condition, int]:
    """Return how many rows meet each condition or repeat an id, where there are any."""
    key = KEYS[file.table]
    counts = [f"count_if({rule.sql})" for rule in rules]
    sql = f"""
        SELECT count({key}) - count(DISTINCT {key}), {", ".join(counts)}
        FROM ({values_sql(file.table, file.fields)})
    """  # noqa: S608 - from conditions.py
    repeated, *found = connection.execute(sql, file.values).fetchall()[0]
    named = {Condition(key, ""): repeated} | dict(zip(rules, found, strict=True))
    return {condition: count for condition, count in named.items() if count}


def _find(
    connection: duckdb.DuckDBPyConnection, file: ParquetFile, condition: Condition
) -> Iterator[int]:
    """Yield the numbers of the first rows that meet `condition`.

    Without one, yield those of rows whose id stands in a row above, and of that row.
    """
    key = KEYS[file.table]
    numbered = values_sql(file.table, file.fields, numbered=True)
    if condition.sql:
        sql = f"""
            SELECT row_in_file FROM ({numbered}) WHERE {condition.sql}
            ORDER BY row_in_file LIMIT {NAMED}
        """  # noqa: S608 - from conditions.py
    else:
        sql = f"""
            WITH numbered AS ({numbered}),
            firsts AS (
                SELECT {key}, min(row_in_file) AS first_row FROM numbered
                GROUP BY {key} HAVING count(*) > 1
            )
            SELECT row_in_file, first_row FROM numbered JOIN firsts USING ({key})
            WHERE row_in_file > first_row ORDER BY row_in_file LIMIT {NAMED}
        """  # noqa: S608 - from conditions.py
    for row in connection.execute(sql, file.values).fetchall():
        yield from row


def _fetch(
    connection: duckdb.DuckDBPyConnection, file: ParquetFile, rows: list[int]
) -> pd.DataFrame:
    """Return the text of the cells in `rows`, indexed by row, under the names of the file."""
    aliases = {field.name: alias for alias, field in texts_to_read(file.table, file.fields).items()}
    rules = TABLES[file.table]
    texts = [
        text_of(field, rules[name].kind) if name in rules else aliases[name]
        for name, field in file.fields.items()
    ]
    numbered = values_sql(file.table, file.fields, numbered=True)
    sql = f"""
        SELECT row_in_file, {", ".join(texts)} FROM ({numbered})
        WHERE row_in_file IN (SELECT unnest($rows)) ORDER BY row_in_file
    """  # noqa: S608 - from conditions.py
    numbers, *columns = zip(
        *connection.execute(sql, file.values | {"rows": rows}).fetchall(), strict=True
    )
    index = pd.Index(numbers)
    return pd.DataFrame(
        {
            name: pd.Series(column, index=index, dtype="str")
            for name, column in zip(file.fields, columns, strict=True)
        }
    )


def _judge(file: ParquetFile, cells: pd.DataFrame) -> Iterator[Refusal]:
    """Yield what is said of rows in a CSV file, but for how many more there are."""
    name = file.path.name
    refusals: list[Refusal] = []
    for column in cells:
        strange = cells[column].str.contains("\0", regex=False, na=False)
        shown = cells[column].str.replace("\0", "\ufffd", regex=False)
        refusals += refuse(name, shown, strange, "text in UTF-8, without NUL characters")
        cells[column] = shown
    # Row 1 of a CSV file is its header, of which enough was said.
    table, found = read_table(file.table, Sheet(name, cells.set_index(cells.index + 1)))
    for refusal in (*found, *check_table(file.table, table)):
        if refusal.row is not None and refusal.row > 1:
            refusals.append(replace(refusal, row=refusal.row - 1))
    yield from (refusal for refusal in refusals if refusal.row is not None)


def _count_more(
    file: ParquetFile, met: dict[Condition, int], refusals: list[Refusal]
) -> Iterator[Refusal]:
    """Yield how many rows are not named, and the conditions that only DuckDB finds met."""
    named = {refusal.column for refusal in refusals}
    for condition, count in met.items():
        name, column = file.path.name, condition.column
        if column not in named:
            yield Refusal(name, None, column, f"{count} cells", "what its rules say")
        elif count > NAMED:
            more = f"{count - NAMED} more cells"
            yield Refusal(name, None, column, more, "what is said of the ones above")
