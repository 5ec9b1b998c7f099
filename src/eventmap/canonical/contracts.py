"""The last door before a reading: its frames hold what the schema allows.

The rules between cells are those of a dataset's folder, but for figures that contradict each
other: those of other makers stay as they are.
"""

from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from eventmap.canonical.checks import RULES, check_figures
from eventmap.canonical.tables import Table
from eventmap.schema import TABLES, Column


class Breach(NamedTuple):
    """Rows of a table that break a rule: which column, which rows, and what is allowed."""

    column: str
    wrong: pd.Series
    allowed: str


def find_breaches(name: str, frame: pd.DataFrame) -> Iterator[Breach]:
    """Yield what rows of the table `name` break; nothing if it is as the schema says."""
    for field, column in TABLES[name].items():
        for wrong, allowed in _break_column(frame[field], column):
            if wrong.any():
                yield Breach(field, wrong, allowed)
    for rule in RULES[name]:
        if rule is check_figures:
            continue
        for field, wrong, words in rule(Table(name, frame, frame, frame[[]])):
            if wrong.any():
                yield Breach(field, wrong, words if isinstance(words, str) else "a known code")


def _break_column(cells: pd.Series, column: Column) -> Iterator[tuple[pd.Series, str]]:
    given = cells.notna()
    if column.required:
        yield ~given, "a value"
    if column.values is not None:
        values = [value.value for value in column.values]
        yield given & ~cells.isin(values), f"one of {', '.join(values)}"
    if column.minimum is not None:
        yield given & (cells < column.minimum).fillna(False), f"{column.minimum:g} or more"
    if column.maximum is not None:
        yield given & (cells > column.maximum).fillna(False), f"at most {column.maximum:g}"
