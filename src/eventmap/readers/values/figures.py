"""Figures of casualties: what a cell says about a number of people.

- A whole number is itself; "2.0" is 2, "1,234" is 1234. Blank, "-", "unknown" are unknown: no 0.
- A remark in brackets after the number is no part of it: "2 (a child among them)" is 2.
- "3-5" in the column of the best figure is low 3 and high 5 without a best; "at least 4" and "4+"
  are low 4, "up to 5" is high 5. They fill only what the row leaves blank. "More than 100" is low
  100, the number that is printed, and not 101: the words are rarely meant so exactly.
- Where figures disagree, such as a low above the best, all stay as the source has them: nothing
  shows which one is wrong, and its own sums must be found again. The row is counted as doubtful.
"""
# ruff: noqa: RUF001 - Cyrillic words

import re
from typing import Any, NamedTuple

import pandas as pd

from eventmap.readers.values.blanks import PENDING, SIGNS

NOUNS = ("killed", "injured")
ALLOWED = "a whole number of at most 12 digits, a range such as 3-5, at least 3, 3+, or blank"

_NONE = ("none", "nil")
_CODE = re.compile(r"-(?:9{1,4}|77|88)(?:\.0+)?")
"""Codes of surveys for what is not known."""
# Thousands first: or "1,000" would be 1 with three digits behind a decimal comma.
_COUNT = r"([0-9]{1,3}(?:[,\s][0-9]{3}){1,3}|[0-9]{1,12})(?:[.,]0*)?"
_REMARK = re.compile(r"(?<=[0-9])\s*\([^()]*\)$")
_WHOLE = re.compile(_COUNT)
_RANGE = re.compile(
    rf"(?:from |від |от )?{_COUNT}\s*(?:-|–|—|to|до)\s*{_COUNT}",
    re.IGNORECASE,
)
_AT_LEAST = re.compile(
    r"(?:at least|minimum|min\.?|≥|>=?|more than|over|not less than|no fewer than"
    r"|щонайменше|не менш\w*(?: ніж| як)?|не мен(?:ее|ьше)|мінімум|минимум|як мінімум|как минимум"
    rf"|понад|більш\w*(?: ніж| як)?|свыше|бол(?:ее|ьше)(?: чем)?|від|от)\s*{_COUNT}"
    rf"|{_COUNT}\s*(?:\+|or more|and more)",
    re.IGNORECASE,
)
_UP_TO = re.compile(rf"(?:up to|at most|max\.?|≤|<=|до)\s*{_COUNT}", re.IGNORECASE)


class Figure(NamedTuple):
    """Low, best and high of one cell, each ``None`` if it does not say."""

    low: int | None = None
    best: int | None = None
    high: int | None = None


def read_figure(text: str) -> Figure | None:
    """Return what a cell says, ``None`` if that is no count."""
    plain = _REMARK.sub("", text.strip())
    empty = not plain or (plain in SIGNS and plain.casefold() not in _NONE)
    if (empty and plain not in PENDING) or _CODE.fullmatch(plain):
        return Figure()
    if match := _WHOLE.fullmatch("0" if plain.casefold() in _NONE else plain):
        return Figure(best=_number(match[1]))
    if match := _RANGE.fullmatch(plain):
        low, high = _number(match[1]), _number(match[2])
        return Figure(low=low, high=high) if low <= high else None
    if match := _AT_LEAST.fullmatch(plain):
        return Figure(low=_number(match[1] or match[2]))
    if match := _UP_TO.fullmatch(plain):
        return Figure(high=_number(match[1]))
    return None


def _number(digits: str) -> int:
    return int(re.sub(r"\D", "", digits))


def read_counts(cells: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Return whole numbers, missing where unknown, and which cells are no whole number."""
    figures, wrong = _read(cells)
    wrong |= figures["low"].notna() | figures["high"].notna()
    return figures["best"].mask(wrong), wrong


def read_figures(
    low: pd.Series, best: pd.Series, high: pd.Series
) -> tuple[pd.DataFrame, dict[str, pd.Series], pd.Series]:
    """Return the figures of one kind that rows of text give.

    Returns
    -------
    ``low``, ``best`` and ``high`` (Int64, missing where unknown); by the same names, which cells
    are no count; and which rows' figures disagree.
    """
    (lows, wrong_low), (highs, wrong_high) = read_counts(low), read_counts(high)
    said, wrong_best = _read(best)
    # What is said twice and differently: the figure in its own column counts.
    disagree = _differ(lows, said["low"]) | _differ(highs, said["high"])
    lows, highs = lows.fillna(said["low"]), highs.fillna(said["high"])
    values = pd.DataFrame({"low": lows, "best": said["best"], "high": highs})
    disagree |= _true(lows > said["best"]) | _true(highs < said["best"]) | _true(lows > highs)
    wrong = {"low": wrong_low, "best": wrong_best, "high": wrong_high}
    return values, wrong, disagree


def _read(cells: pd.Series) -> tuple[pd.DataFrame, pd.Series]:
    codes, texts = pd.factorize(cells)
    figures: list[Any] = [read_figure(str(text)) for text in texts]
    unknown = [figure is None for figure in figures]
    table = pd.DataFrame(
        [figure or Figure() for figure in figures] + [Figure()], columns=Figure._fields
    ).astype("Int64")
    values = table.take(codes % len(table)).set_axis(cells.index)
    wrong = pd.Series([*unknown, False], dtype=bool).take(codes % len(table))
    return values, wrong.set_axis(cells.index)


def _differ(one: pd.Series, other: pd.Series) -> pd.Series:
    return _true(one != other)


def _true(comparison: pd.Series) -> pd.Series:
    return comparison.fillna(False).astype(bool)
