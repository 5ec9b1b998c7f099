"""Columns of dates: which order of day and month they have, and the days that each cell means.

The order is decided for a whole column, from the rows that prove it, and holds for every shape in
it: a day above 12 shows where the days stand. It is never guessed. Where rows prove both orders,
or none proves one and some could be read in both, there is none, and the user is asked.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from eventmap.readers.drafts import DateEvidence, DateOrder, trim
from eventmap.readers.values.dateshapes import (
    EXAMPLES,
    ORDERS,
    TIME,
    UNREADABLE,
    Meaning,
    interpret,
)
from eventmap.schema import DatePrecision

_WORDS: dict[DateOrder, str] = {
    "DMY": "day first",
    "MDY": "month first",
    "YMD": "year first",
}

_TIME = rf"(?i)(\d)(?:T|,?\s+){TIME}$"
_ALLOWED = f"a date such as {EXAMPLES}, of the years 1000 to 2999; or blank"


class Dates(NamedTuple):
    """A column of dates, each of its distinct texts read once.

    Parameters
    ----------
    cells
        The texts without the time of day, missing where blank.
    codes, meanings
        The number of each cell's text, -1 where blank, and what the texts mean.
    """

    cells: pd.Series
    codes: "np.ndarray[Any, Any]"
    meanings: list[Meaning]

    def possible(self) -> frozenset[DateOrder]:
        """Return the orders that no cell rules out."""
        orders = frozenset(ORDERS)
        for meaning in self.meanings:
            if meaning.spans:
                orders &= meaning.likely
        return orders

    def first(self, chosen: list[bool]) -> tuple[int, str] | None:
        """Return the line and text of the first cell whose meaning is `chosen`."""
        wanted = np.array([*chosen, False])[self.codes]
        if not wanted.any():
            return None
        at = int(wanted.argmax())
        return int(self.cells.index[at]), str(self.cells.iloc[at])

    def count(self, chosen: list[bool]) -> int:
        """Return how many cells have a `chosen` meaning."""
        return int(np.array([*chosen, False])[self.codes].sum())

    def ambiguous(self) -> tuple[int, str] | None:
        """Return line and text of the first cell that means other days in another order."""
        return self.first([meaning.needs_order for meaning in self.meanings])


def parse_dates(cells: pd.Series) -> Dates:
    """Return a column of text with the meaning of each distinct text.

    A time of day is left out: the day is the one that is written, in the time zone of the stamp
    itself, whatever day it is elsewhere.
    """
    text = trim(cells)
    # pandas would hand each of a million cells to Python's own regular expressions.
    days = pc.replace_substring_regex(pa.array(text, pa.large_string()), _TIME, r"\1")
    text = pd.Series(days, cells.index, dtype="str", name=cells.name)
    codes, texts = pd.factorize(text)
    return Dates(text, codes, [interpret(str(each)) for each in texts])


def decide_order(cells: pd.Series | Dates) -> DateEvidence:
    """Return the order of day and month in a column of text, and what proves it.

    Parameters
    ----------
    cells
        Text, missing where blank, indexed by line; its name is the column's.
    """
    dates = cells if isinstance(cells, Dates) else parse_dates(cells)
    column, possible = str(dates.cells.name), dates.possible()
    readable = [bool(meaning.spans) for meaning in dates.meanings]
    if not (total := dates.count(readable)):
        return DateEvidence(column, None, "No row has a date.")
    if not possible:
        return DateEvidence(column, None, _say_contradiction(dates))
    if len(possible) == 1:
        (order,) = possible
        return DateEvidence(column, order, _say_proof(dates, order, total))
    if all(meaning.yearfirst for meaning in dates.meanings if meaning.spans):
        line, text = dates.first(readable) or (0, "")
        proof = f"{_share(total, total)} a date with the year first, such as {text} in line {line}."
        return DateEvidence(column, "YMD", proof)
    if (example := dates.ambiguous()) is None:
        return DateEvidence(column, None, "No date in the column needs an order.")
    line, text = example
    proof = f"No row proves which number is the day, and {text} in line {line} can be read"
    return DateEvidence(column, None, f"{proof} {_either(sorted(possible))}.")


def _say_proof(dates: Dates, order: DateOrder, total: int) -> str:
    """Say how many rows rule out what is read most like `order`, and which is the first."""
    proving = [bool(m.spans) and m.likely == {order} for m in dates.meanings]
    where = {"DMY": "first", "MDY": "second"}.get(order)
    if not (count := dates.count(proving)) or where is None:
        # Each of two rows left two orders open, and only one of them both.
        rows = _share(total, total)
        return f"{rows} a date that can be read {_WORDS[order]}, and in no other order all of them."
    line, text = dates.first(proving) or (0, "")
    rows = _share(count, total)
    return f"{rows} a day above 12 in {where} place, such as {text} in line {line}."


def _share(count: int, total: int) -> str:
    if count == total:
        return f"All {total:,} rows have" if total > 1 else "The one row has"
    return f"{count:,} of {total:,} rows {'have' if count > 1 else 'has'}"


def _say_contradiction(dates: Dates) -> str:
    shown = []
    for order in ORDERS:
        only = [bool(m.spans) and m.likely == {order} for m in dates.meanings]
        if found := dates.first(only):
            line, text = found
            shown.append((line, f"{text} in line {line} is {_WORDS[order]}"))
    return f"Rows prove different orders: {', '.join(words for _, words in sorted(shown))}."


def _either(orders: list[DateOrder]) -> str:
    *others, last = (_WORDS[order] for order in orders)
    return f"{', '.join(others)} or {last}"


def read_dates(cells: pd.Series | Dates, order: DateOrder | None = None) -> pd.DataFrame:
    """Return the days that each cell of a column means.

    The day is the one that is written, in the time zone of the stamp itself. A blank cell has no
    days, and its precision is unknown. Years of two digits are 1969 to 2068.

    Parameters
    ----------
    order
        Of day and month. ``None``: only what means the same days in every order is read.

    Returns
    -------
    ``start`` and ``end`` (both included), ``precision`` (a `DatePrecision`) and ``problem``: why a
    cell cannot be read and what is allowed, missing where there is nothing to say.
    """
    dates = cells if isinstance(cells, Dates) else parse_dates(cells)
    read = [_read(meaning, order) for meaning in dates.meanings]
    read.append((None, None, DatePrecision.UNKNOWN, None))  # number -1: blank
    start, end, precision, problem = zip(*read, strict=True)
    index, codes = dates.cells.index, dates.codes
    return pd.DataFrame(
        {
            "start": pd.Series(_days(start)[codes], index),
            "end": pd.Series(_days(end)[codes], index),
            "precision": _texts([str(each) for each in precision], dates),
            "problem": _texts([*problem], dates),
        }
    )


def _days(days: tuple[object, ...]) -> "np.ndarray[Any, Any]":
    return np.array(days, dtype="datetime64[D]").astype("datetime64[s]")


def _texts(texts: list[str | None], dates: Dates) -> pd.Series:
    return pd.Series(texts, dtype="str").take(dates.codes).set_axis(dates.cells.index)


def _read(meaning: Meaning, order: DateOrder | None) -> tuple[object, object, str, str | None]:
    unknown = DatePrecision.UNKNOWN
    if meaning is UNREADABLE or not meaning.spans:
        return None, None, unknown, f"This is no date that can be read; allowed: {_ALLOWED}."
    if order is None and meaning.needs_order:
        return None, None, unknown, _unordered(meaning.spans)
    if order is not None and order not in meaning.spans:
        words = f"This is no date with the {_WORDS[order].split()[0]} first"
        return None, None, unknown, f"{words}, as it must be in this column ({order})."
    span = meaning.spans[order] if order else meaning.spans[min(meaning.likely)]
    return span.start, span.end, span.precision, None


def _unordered(spans: Mapping[DateOrder, object]) -> str:
    orders = _either([order for order in ORDERS if order in spans])
    return f"This can be read {orders}, and no row shows which; allowed: a date with its order."
