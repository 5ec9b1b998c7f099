"""The last door before a reading: its frames are of the schema, checked with pandera.

The rules between cells are those of a dataset's folder, but for figures that contradict each
other: those of other makers stay as they are.
"""

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from eventmap.readers.canonical.checks import RULES, check_figures
from eventmap.readers.canonical.tables import Table
from eventmap.schema import DTYPES, TABLES, Column

if TYPE_CHECKING:
    import pandera.pandas as pa


class Breach(NamedTuple):
    """Rows of a table that break a rule: which column, which rows, and what is allowed."""

    column: str
    wrong: pd.Series
    allowed: str


def find_breaches(name: str, frame: pd.DataFrame) -> Iterator[Breach]:
    """Yield what rows of the table `name` break; nothing if it is as the schema says."""
    from pandera.errors import SchemaErrors

    try:
        frame_schema(name).validate(frame, lazy=True)
    except SchemaErrors as errors:
        cases = errors.failure_cases
        for (column, check), found in cases.groupby(["column", "check"], dropna=False):
            wrong = pd.Series(frame.index.isin(found["index"].dropna()), frame.index)
            yield Breach(str(column), wrong, str(check))
    for rule in RULES[name]:
        if rule is check_figures:
            continue
        for column, wrong, allowed in rule(Table(name, frame, frame, frame[[]])):
            if wrong.any():
                yield Breach(column, wrong, allowed if isinstance(allowed, str) else "a known code")


@cache
def frame_schema(name: str) -> "pa.DataFrameSchema":
    """Return the schema of the table `name` as pandera writes it."""
    import pandera.pandas as pa

    columns = {field: _column(column) for field, column in TABLES[name].items()}
    return pa.DataFrameSchema(columns, strict=True, ordered=True, name=name)


def _column(column: Column) -> "pa.Column":
    import pandera.pandas as pa

    checks = []
    if column.values is not None:
        checks.append(pa.Check.isin([value.value for value in column.values]))
    if column.minimum is not None:
        checks.append(pa.Check.ge(column.minimum))
    if column.maximum is not None:
        checks.append(pa.Check.le(column.maximum))
    return pa.Column(DTYPES[column.kind], checks, nullable=not column.required)
