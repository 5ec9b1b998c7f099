"""Columns put together of several: a date of year, month and day, a whole of its parts.

They are text like any other column, and are read as one.
"""

import re
from collections.abc import Sequence

import pandas as pd

from eventmap.places import fold
from eventmap.readers.drafts import trim
from eventmap.readers.formats.columns import concepts_of
from eventmap.readers.values.blanks import without_signs
from eventmap.readers.values.figures import Figure, read_figure

_MONTHS, _DAYS = 12, 31
_WHOLE = r"^\s*(\d{1,2})(?:\.0+)?\s*$"


def join_dates(year: pd.Series, month: pd.Series | None, day: pd.Series | None) -> pd.Series:
    """Return "2024-05-13" out of three columns, "2024-05" or "2024" where the rest is unknown.

    A month may be a name: then it is "13 May 2024". A month or day that cannot be is unknown, as
    the zeros and negative codes of such tables are; a row without a year has no date.
    """
    years = year.str.extract(r"^\s*(\d{4})(?:\.0+)?\s*$", expand=False)
    if month is None:
        return years
    number = _number(month, _MONTHS)
    named = month.str.strip().where(month.str.contains(r"[^\W\d_]{3}", na=False))
    days = _number(day, _DAYS) if day is not None else pd.Series(index=year.index, dtype="str")
    days = days.where(number.notna() | named.notna())
    by_number = years + "-" + number.str.zfill(2)
    by_number = (by_number + "-" + days.str.zfill(2)).fillna(by_number)
    by_name = named + " " + years
    by_name = (days + " " + by_name).fillna(by_name)
    return by_number.fillna(by_name).fillna(years)


def _number(cells: pd.Series, most: int) -> pd.Series:
    found = cells.str.extract(_WHOLE, expand=False)
    value = pd.to_numeric(found)
    return found.where(value.between(1, most))


def fill_blanks(first: pd.Series, second: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Return `first` with the cells of `second` where it is blank, and those cells alone."""
    given, other = (without_signs(trim(cells)) for cells in (first, second))
    return first.mask(given.isna(), other), other.where(given.isna())


def split_casualties(cells: pd.Series, *, injured_first: bool) -> tuple[pd.Series, pd.Series]:
    """Return the killed and the injured of cells that say both: "2/22", "1 killed, 5 injured".

    Words tell which number is which; without any, the heading's order does. What tells neither
    stays whole in both.
    """
    known = {
        text: _split_casualties(str(text), injured_first=injured_first)
        for text in cells.dropna().unique()
    }
    killed, injured = (
        cells.map({text: pair[at] for text, pair in known.items()}).astype("str") for at in (0, 1)
    )
    return killed, injured


_TWO = re.compile(r"\s*([0-9]{1,9}|[-–—?])\s*[/;,+]\s*([0-9]{1,9}|[-–—?])\s*")
_TOLD = re.compile(
    r"([0-9]{1,9}\+?)\s*+([^\W\d_]++)"
    r"|(?<![^\W\d_])([^\W\d_]++)[\s:–—-]{1,3}([0-9]{1,9}\+?)(?![0-9])"
)


def _split_casualties(text: str, *, injured_first: bool) -> tuple[str | None, str | None]:
    if both := _TWO.fullmatch(text):
        one, other = both.groups()
        return (other, one) if injured_first else (one, other)
    told: dict[str, str] = {}
    for found in _TOLD.finditer(text):
        number, word = found[1] or found[4], found[2] or found[3]
        for noun in concepts_of(fold(word)) & {"killed", "injured"}:
            if noun in told:
                return text, text
            told[noun] = number
    return (told.get("killed"), told.get("injured")) if told else (text, text)


def add_parts(parts: Sequence[pd.Series], *, whole: bool) -> tuple[pd.Series, pd.Series]:
    """Return low and best figure of the people out of figures of its parts.

    A part is a low end: best and low alike, without a high one. Where the parts are the `whole`
    and all of them are given as plain numbers, their sum is the best figure, without ends.
    Where only some are, the largest is the low end; a cell that is no number stays as it stands.
    """
    codes, rows = pd.factorize(pd.MultiIndex.from_arrays(list(parts)))
    read = [_add(row, whole=whole and len(parts) > 1) for row in rows]
    lows, bests = ([each[at] for each in read] for at in (0, 1))
    index = parts[0].index
    return tuple(  # type: ignore[return-value]
        pd.Series(texts, dtype="str").take(codes).set_axis(index) for texts in (lows, bests)
    )


def _add(texts: Sequence[str | float], *, whole: bool) -> tuple[str | None, str | None]:
    given = [str(text) for text in texts if not pd.isna(text)]
    figures = [read_figure(text) for text in given]
    plain = [each.best for each in figures if each is not None and each.best is not None]
    if whole and len(plain) == len(texts):
        return None, str(sum(plain))
    lows = [_low(each) for each in figures if each is not None]
    known = [each for each in lows if each is not None]
    if not known:
        return None, given[0] if given else None
    low = str(max(known))
    return low, low if plain and max(plain) == max(known) else None


def _low(figure: Figure) -> int | None:
    return figure.best if figure.low is None else figure.low
