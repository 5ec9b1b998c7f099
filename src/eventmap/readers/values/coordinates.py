"""Points out of text: latitude and longitude, never moved, refused or doubted by written rules.

A point within 0.01 degrees of latitude 0, longitude 0 is where tables put what they could not
place: it is not believed, and the row goes on without it.
"""
# ruff: noqa: RUF001 - the apostrophes and primes that tables have

import re
from collections.abc import Mapping

import numpy as np
import pandas as pd

from eventmap.readers.doubts import Doubt
from eventmap.readers.drafts import trim

NULL_ISLAND_DEGREES = 0.01

_LIMIT = {"lat": 90.0, "lon": 180.0}
_NAME = {"lat": "latitude", "lon": "longitude"}
_LETTERS: Mapping[str, str] = {"lat": "NS", "lon": "EW"}

_PLAIN = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?"
_COMMA = r"[0-9],[0-9]"
_NUMBER = r"[0-9]+(?:\.[0-9]*)?|\.[0-9]+"
_DEGREES = re.compile(
    rf"""(?P<before>[NSEW])?\s*+
    (?P<sign>[+-])?\s*+(?P<degrees>{_NUMBER})(?P<mark>\s*[°º:]\s*+|\s++|$|(?=[NSEW]))
    (?:(?P<minutes>{_NUMBER})(?:\s*['′’:]\s*+|\s++|$|(?=[NSEW])))?
    (?:(?P<seconds>{_NUMBER})(?:\s*(?:["″”]|''|′′|’’))?)?
    \s*+(?P<after>[NSEW])?""",
    re.VERBOSE,
)
_SIXTY = 60


def read_coordinates(lat: pd.Series, lon: pd.Series) -> pd.DataFrame:
    """Return the points that two columns of text give, WGS 84 degrees.

    Numbers may have a decimal comma, a degree sign, a letter for the hemisphere, or minutes and
    seconds (48°27'30"N).

    Returns
    -------
    ``lat`` and ``lon``, missing where there is no point or it is not believed; ``problem`` and
    ``problem_field`` (lat or lon) of a row that cannot be used; ``doubt``: ``decimal_comma`` or
    ``null_island``. All three are missing where there is nothing to say.
    """
    text = {"lat": trim(lat), "lon": trim(lon)}
    value = {field: _read(cells, field) for field, cells in text.items()}
    given = {field: cells.notna() for field, cells in text.items()}
    found = pd.DataFrame(
        {
            **value,
            "problem": pd.Series(index=lat.index, dtype="str"),
            "problem_field": pd.Series(index=lat.index, dtype="str"),
            "doubt": pd.Series(index=lat.index, dtype="str"),
        }
    )
    for field, other in (("lat", "lon"), ("lon", "lat")):
        _refuse(found, field, given[other] & ~given[field], _missing(field, other))
    for field in ("lat", "lon"):
        _refuse(found, field, given[field] & value[field].isna(), _unreadable(field))
    swapped = value["lat"].abs().between(90, 180, "right") & (value["lon"].abs() <= 90)  # noqa: PLR2004 - degrees
    _refuse(
        found,
        "lat",
        swapped,
        "This is out of range: lat and lon look swapped; allowed: -90 to 90 as latitude.",
    )
    for field, limit in _LIMIT.items():
        _refuse(found, field, value[field].abs() > limit, _beyond(field))
    commas = text["lat"].str.contains(_COMMA, na=False) | text["lon"].str.contains(_COMMA, na=False)
    nowhere = (found[["lat", "lon"]].abs() <= NULL_ISLAND_DEGREES).all(axis=1)
    good = found["problem"].isna()
    found.loc[commas & good, "doubt"] = Doubt.DECIMAL_COMMA.value
    found.loc[nowhere & good, "doubt"] = Doubt.NULL_ISLAND.value
    found.loc[nowhere | ~good, ["lat", "lon"]] = np.nan
    return found


def _refuse(found: pd.DataFrame, field: str, wrong: pd.Series, problem: str) -> None:
    first = wrong & found["problem"].isna()
    if first.any():
        found.loc[first, "problem"] = problem
        found.loc[first, "problem_field"] = field


def _missing(field: str, other: str) -> str:
    names = _NAME[field], _NAME[other]
    return f"There is a {names[1]} but no {names[0]}; allowed: both of them, or neither."


def _unreadable(field: str) -> str:
    name, letters = _NAME[field], _LETTERS[field]
    example = f"48.458, 48,458 or 48°27'30\"{letters[0]}"
    return f"This is no {name}; allowed: degrees such as {example}."


def _beyond(field: str) -> str:
    limit = f"{_LIMIT[field]:g}"
    return f"This is out of range; allowed: -{limit} to {limit} as {_NAME[field]}."


def _read(cells: pd.Series, field: str) -> pd.Series:
    """Return the degrees in each cell, missing where there are none."""
    plain = cells.str.fullmatch(_PLAIN).fillna(False).astype(bool)
    values = pd.to_numeric(cells.where(plain), errors="coerce").astype("float64")
    others = cells.mask(plain)
    known = {text: _degrees(str(text), field) for text in others.dropna().unique()}
    if known:
        values = values.where(plain, others.map(known).astype("float64"))
    return values.where(np.isfinite(values))


def _degrees(text: str, field: str) -> float:
    """Return the degrees that a text means that is no plain number, or NaN."""
    plain = text.upper().translate({0x2212: "-", 0x2013: "-"})
    match = _DEGREES.fullmatch(re.sub(_COMMA, lambda pair: pair[0].replace(",", "."), plain))
    if match is None or (match["before"] and match["after"]):
        return np.nan
    letter = match["before"] or match["after"] or ""
    parts = [float(match[name] or 0) for name in ("degrees", "minutes", "seconds")]
    whole = match["minutes"] is None or parts[0].is_integer()
    marked = match["minutes"] is None or match["mark"].strip() or letter
    if not (whole and marked) or max(parts[1:]) >= _SIXTY or letter not in _LETTERS[field]:
        return np.nan
    if letter and match["sign"]:
        return np.nan  # "-48 S": which of the two is meant?
    southwest = letter in ("S", "W") or match["sign"] == "-"
    degrees = parts[0] + parts[1] / _SIXTY + parts[2] / _SIXTY**2
    return -degrees if southwest else degrees
