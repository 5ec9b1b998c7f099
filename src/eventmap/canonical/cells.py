"""Text cells to typed values: one function for each kind of column in the schema.

A cell that cannot be read becomes a missing value here and a `Refusal` in the same step,
so that the checks which follow never judge a value that was refused already.
"""

import json
import math
from collections.abc import Callable, Iterator

import pandas as pd

from eventmap.errors import Refusal, nearest
from eventmap.schema import Column, Kind

NAMED = 1000
"""Rows that break one rule and are named one by one; what is more is counted."""

Words = str | Callable[[str], str]
"""What is allowed, or a function that says so for the value that stands there."""

# A year like 0205 is a slip of the pen.
DATE = r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}"
FLOAT = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
# Twelve digits: the sum over a million rows still fits 64 bits. A table saved from a
# column of floats has its whole numbers as "2.0".
INTEGER = r"[0-9]{1,12}(?:\.0*)?"
URL = r"(?i:https?)://[^\s/?#\"'<>\\`][^\s\"'<>\\`]*"


def read_column(
    file: str,
    cells: pd.Series,
    column: Column,
    *,
    blank_allowed: bool = True,
    named: int = NAMED,
) -> tuple[pd.Series, list[Refusal]]:
    """Return the values of one column, missing where unknown or refused, and the refusals.

    Parameters
    ----------
    cells
        Text, missing where blank, indexed by spreadsheet row; its name is the column's.
    blank_allowed
        Whether a cell of this column may be missing.
    named
        How many refusals there are at most, before the rest is counted.
    """
    values = _PARSERS[column.kind](cells)
    if cells.name == "url":
        values = cells.where(cells.str.fullmatch(URL))
    if column.values is not None:
        values = cells.where(cells.isin(list(column.values)))
    if column.minimum is not None:
        values = values.where(values >= column.minimum)
    if column.maximum is not None:
        values = values.where(values <= column.maximum)
    wrong = values.isna() & (cells.notna() | (not blank_allowed))
    words = _describe(str(cells.name), column)
    return values, list(refuse(file, cells, wrong, words, named=named))


def refuse(
    file: str, cells: pd.Series, wrong: pd.Series, allowed: Words, *, named: int = NAMED
) -> Iterator[Refusal]:
    """Yield a refusal for each of `cells` where `wrong` is true, up to `named`."""
    name, refused = str(cells.name), cells[wrong]
    for row, value in refused.head(named).items():
        text = "" if pd.isna(value) else str(value)
        words = allowed if isinstance(allowed, str) else allowed(text)
        yield Refusal(file, int(str(row)), name, text, words)
    if (more := len(refused) - named) > 0:
        yield Refusal(file, None, name, f"{more} more cells", "what is said of the ones above")


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


def _parse_text(cells: pd.Series) -> pd.Series:
    return cells


def _parse_dates(cells: pd.Series) -> pd.Series:
    shaped = cells.where(cells.str.fullmatch(DATE))
    return pd.to_datetime(shaped, format="%Y-%m-%d", errors="coerce")


def _parse_floats(cells: pd.Series) -> pd.Series:
    shaped = cells.where(cells.str.fullmatch(FLOAT))
    return pd.to_numeric(shaped, errors="coerce").astype("float64")


def _parse_integers(cells: pd.Series) -> pd.Series:
    shaped = cells.where(cells.str.fullmatch(INTEGER)).str.replace(r"\..*", "", regex=True)
    return pd.to_numeric(shaped).astype("Int64")


def _parse_booleans(cells: pd.Series) -> pd.Series:
    # Spreadsheets write TRUE, pandas True, JSON true.
    return cells.str.lower().map({"true": True, "false": False}).astype("boolean")


def _parse_json(cells: pd.Series) -> pd.Series:
    known = {text: is_json_object(text) for text in cells.dropna().unique()}
    return cells.where(cells.map(known).astype("boolean").fillna(False))


_PARSERS: dict[Kind, Callable[[pd.Series], pd.Series]] = {
    "text": _parse_text,
    "date": _parse_dates,
    "float": _parse_floats,
    "integer": _parse_integers,
    "boolean": _parse_booleans,
    "json": _parse_json,
}

_WORDS: dict[Kind, str] = {
    "text": "text",
    "date": "a day of the calendar from the year 1000 on, written YYYY-MM-DD",
    "float": "a number, with a point before its decimals",
    "integer": "a whole number of at most 12 digits, 0 or more",
    "boolean": "true or false",
    "json": 'a JSON object, such as {"id": 1}',
}


def _describe(name: str, column: Column) -> Words:
    if column.values is not None:
        known = [value.value for value in column.values]
        return lambda value: f"one of {', '.join(known)}.{nearest(value.lower(), known)}"
    words = _WORDS[column.kind]
    if name == "url":
        words = "an address that starts with http:// or https://, without spaces"
    if column.maximum is not None:
        words = f"{words}, from {column.minimum:g} to {column.maximum:g}"
    return words if column.required else f"{words}; or blank"
