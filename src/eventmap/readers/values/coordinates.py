"""Points out of text: latitude and longitude, never moved, left out or doubted by written rules.

A point within 0.01 degrees of latitude 0, longitude 0 is where tables put what they could not
place: it is not believed, and the row goes on without it. Neither are twice -1, 1 or -9, by which
tables say that there is none: they lie in the Atlantic. Neither is a number with more than three
decimals that is latitude and longitude at once ("51.130618, 51.130618"): one was copied over the
other. Metres of a projection are no degrees: they are read in the coordinate system that the user
names, and in no other.
"""

import re
from typing import Literal

import numpy as np
import pandas as pd

from eventmap.errors import FileError
from eventmap.readers.doubts import Doubt
from eventmap.readers.model import trim
from eventmap.readers.values.angles import LIMIT, cut, read_angle, tell_ost
from eventmap.readers.values.pairs import WGS84, Order, read_pairs, split_named_points
from eventmap.schema import GeoPrecision

NULL_ISLAND_DEGREES = 0.01
_NO_POINTS = (-1.0, 1.0, -9.0)
"""Codes of no point where both numbers are the same; others of that kind lie ashore or nowhere."""

First = Literal["lat", "lon"]
_OTHER_FIRST: dict[First, Order] = {"lat": Order.LON_FIRST, "lon": Order.LAT_FIRST}

_NAME = {"lat": "latitude", "lon": "longitude"}
_LETTERS = {"lat": "NS", "lon": "EW"}

_PLAIN = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?"
_COMMA = r"[0-9],[0-9]"
_METRES = r"[+-]?[0-9]{4,8}(?:[.,][0-9]+)?"
_TWO_METRES = rf"^\s*({_METRES})(?:\s*[;/|]\s*|,?\s+|,)({_METRES})\s*$"
_SYSTEM = r"(?i)(?:EPSG|ESRI|OGC|IAU_2015):[0-9A-Z]{1,12}"
_OST = re.compile(
    r"(?<=[\d\u00b0\u00ba\u02da'\"\u2019\u201d\u2032\u2033])\s?[oO](?![^\W_])"
    r"|(?<![^\W_])[oO](?=\s?\d+(?:[.,\u00b0\u00ba\u02da]|\s\d))"
)
"""The letter O beside a number that may be degrees."""
_FEWEST_METRES = 10_000.0
"""A projected coordinate is hardly ever smaller, in both directions at once."""

_SPANS_M = (
    (200_000.0, GeoPrecision.COUNTRY),
    (50_000.0, GeoPrecision.REGION),
    (2_000.0, GeoPrecision.DISTRICT),
)
"""What a line, an area or a square stands for that reaches so far: never a pin."""


def read_coordinates(lat: pd.Series, lon: pd.Series, *, crs: str | None = None) -> pd.DataFrame:
    """Return the points that two columns of text give, WGS 84 degrees.

    Numbers may be written in every way that `angles` knows. Where one column holds both numbers,
    and the other one nothing or the same, they are read as a pair (`pairs`).

    Parameters
    ----------
    crs
        The coordinate system of the columns, as `check_crs` returns it: then `lon` holds the x
        (easting) and `lat` the y (northing), or both of them x and y. ``None`` for degrees.

    Returns
    -------
    ``lat`` and ``lon``, missing where there is no point or it is not believed; ``problem`` and
    ``problem_field`` (lat or lon) of a row without a point; ``doubt``: ``decimal_comma`` or
    ``null_island``. All three are missing where there is nothing to say. ``swapped``: whether the
    latitude can only be a longitude, and the longitude can be a latitude.
    """
    text = {"lat": trim(lat), "lon": trim(lon)}
    projected = crs is not None and _is_projected(crs)
    value = _read_metres(text) if projected else _read_degrees(text)
    if crs is not None:
        value = _transform(value, crs)
    given = {field: cells.notna() for field, cells in text.items()}
    whole = value["lat"].notna() & value["lon"].notna()
    swapped = value["lat"].abs().between(90, 180, "right") & (value["lon"].abs() <= 90)  # noqa: PLR2004 - degrees
    found = pd.DataFrame(
        {
            **value,
            "problem": pd.Series(index=lat.index, dtype="str"),
            "problem_field": pd.Series(index=lat.index, dtype="str"),
            "doubt": pd.Series(index=lat.index, dtype="str"),
            "swapped": swapped,
        }
    )
    for field, other in (("lat", "lon"), ("lon", "lat")):
        _mark(found, field, given[other] & ~given[field] & ~whole, _missing(field, other))
    same = given["lat"] & (text["lat"] == text["lon"])
    _mark(found, "lat", same & ~whole & value["lat"].isna(), _NO_PAIR)
    for field in ("lat", "lon"):
        _mark(found, field, given[field] & value[field].isna(), _unreadable(field))
    _mark(
        found,
        "lat",
        swapped,
        "This is out of range: lat and lon look swapped; allowed: -90 to 90 as latitude.",
    )
    for field, limit in LIMIT.items():
        _mark(found, field, value[field].abs() > limit, _beyond(field))
    commas = text["lat"].str.contains(_COMMA, na=False) | text["lon"].str.contains(_COMMA, na=False)
    commas &= ~same & given["lat"] & given["lon"]
    nowhere = (found[["lat", "lon"]].abs() <= NULL_ISLAND_DEGREES).all(axis=1)
    nowhere |= (found["lat"] == found["lon"]) & found["lat"].isin(_NO_POINTS)
    copied = (found["lat"] == found["lon"]) & (found["lat"].round(3) != found["lat"])
    nowhere |= copied & found["lat"].notna()
    nowhere |= (_is_lone_zero(found["lat"]) | _is_lone_zero(found["lon"])) & whole
    good = found["problem"].isna()
    found.loc[commas & good, "doubt"] = Doubt.DECIMAL_COMMA.value
    found.loc[nowhere & good, "doubt"] = Doubt.NULL_ISLAND.value
    found.loc[nowhere | ~good, ["lat", "lon"]] = np.nan
    return found


def _is_lone_zero(degrees: pd.Series) -> pd.Series:
    """Return which numbers are 0 in a column of which no other is near it: a blank's stand-in."""
    others = degrees[degrees.notna() & (degrees != 0)].abs()
    far = len(others) >= _FEWEST_OTHERS and others.min() >= 1
    return (degrees == 0) & far


_FEWEST_OTHERS = 3


def are_degrees(cells: pd.Series, field: First) -> pd.Series:
    """Return whether each cell is one number that can be a latitude, or a longitude."""
    return _read(trim(cells), field).abs() <= LIMIT[field]


def split_pairs(cells: pd.Series, *, first: First | None = None) -> pd.DataFrame:
    """Return the points of a column that holds both numbers, as text of two columns.

    The name of a place in front of them is left out, see `split_named_points`.

    Parameters
    ----------
    first
        Which number stands first where no letters tell it, in arrays and all others alike;
        ``None``: what each notation usually means, longitude in arrays, else latitude. A few
        arrays among other pairs have latitude first as these.

    Returns
    -------
    ``lat`` and ``lon``: degrees, or the whole cell in both where there are none that can be read,
    and in ``lat`` alone where it is one number: as both it would be a point somewhere else;
    ``geo_precision``: what a line, an area or a square stands for, missing for a point.
    """
    text = trim(cells)
    read = read_pairs(text)
    behind = split_named_points(text.where(read["lat"].isna()))["point"]
    if behind.notna().any():
        read = read.where(behind.isna(), read_pairs(behind))
    if first is None and are_few_arrays(read["order"]):
        first = "lat"
    turned = read["order"] == (_OTHER_FIRST[first] if first else "")
    lat, lon = read["lat"].mask(turned, read["lon"]), read["lon"].mask(turned, read["lat"])
    precision = grade_spans(read["span_m"])
    others = text.where(read["lat"].isna())
    alone = _read(others, "lat").notna() & _read(others, "lon").notna()
    return pd.DataFrame(
        {
            "lat": _write(lat, text),
            "lon": _write(lon, text.mask(alone)),
            "geo_precision": precision,
        }
    )


def are_few_arrays(orders: pd.Series) -> bool:
    """Return whether a column has pairs (`read_pairs`), and fewer arrays among them."""
    arrays, others = ((orders == each).sum() for each in (Order.LON_FIRST, Order.LAT_FIRST))
    return bool(0 < arrays < others)


def find_ost(cells: pd.Series) -> pd.Series:
    """Return which cells have the letter O beside a number that may be degrees."""
    marked = cells[cells.str.contains("o", case=False, regex=False, na=False)]
    texts = [text for text in marked.unique() if _OST.search(str(text))]
    return cells.isin(texts) & cells.notna()


def settle_ost(cells: pd.Series, ost: str) -> tuple[pd.Series, str]:
    """Return coordinates with E or W for the letter O, and which of the two that is.

    Parameters
    ----------
    ost
        What O is short for by the language of the headings, E or W; where that does not tell it,
        empty: then the column's other letters do, else O stays.

    Returns
    -------
    The cells, and E or W; empty where there is no O or nothing tells what it is.
    """
    texts = [str(text) for text in cells[find_ost(cells)].unique()]
    if not texts:
        return cells, ""
    if not ost:
        ost = tell_ost(cut(str(text)) for text in cells.dropna().unique())
    if not ost:
        return cells, ""
    turned = {text: write_ost(text, ost) for text in texts}
    settled = cells.mask(cells.isin(texts), cells.map(turned)).astype("str")
    return settled, ost


def write_ost(text: str, ost: str) -> str:
    """Return a text of coordinates with E or W for its letter O."""
    return _OST.sub(ost, text)


def grade_spans(span_m: pd.Series) -> pd.Series:
    """Return what lines, areas or squares that reach so far stand for, missing for small ones."""
    precision = pd.Series(index=span_m.index, dtype="str")
    for least_m, meant in _SPANS_M:
        precision = precision.mask((span_m >= least_m) & precision.isna(), meant.value)
    return precision


def _write(values: pd.Series, instead: pd.Series) -> pd.Series:
    known = {value: repr(value) for value in values.dropna().unique().tolist()}
    return values.map(known).astype("str").fillna(instead)


def looks_projected(lat: pd.Series, lon: pd.Series) -> pd.Series:
    """Return whether each row has two numbers that are metres of a projection, no degrees."""
    text = {"lat": trim(lat), "lon": trim(lon)}
    return _are_metres(_read_metres(text))


def look_like_metres(cells: pd.Series) -> pd.Series:
    """Return whether each cell is one number that can be metres of a projection, no degrees."""
    text = trim(cells)
    return _are_metres(_read_metres({"lat": text, "lon": text}))


def _are_metres(metres: dict[str, pd.Series]) -> pd.Series:
    big = [metres[field].abs() >= _FEWEST_METRES for field in ("lat", "lon")]
    return big[0] & big[1]


def check_crs(name: str) -> str:
    """Return the name of a coordinate system as it is looked up.

    Raises
    ------
    FileError
        If it is none that is known.
    """
    from pyproj import CRS
    from pyproj.exceptions import ProjError

    plain = name.strip()
    plain = f"EPSG:{plain}" if plain.isdigit() else plain
    try:
        if re.fullmatch(_SYSTEM, plain):
            CRS.from_user_input(plain)
            return plain.upper()
    except ProjError:
        pass
    raise FileError(f"No coordinate system is called {name!r}; allowed: a code such as EPSG:32637.")


def _is_projected(crs: str) -> bool:
    from pyproj import CRS

    return bool(CRS.from_user_input(crs).is_projected)


def _transform(value: dict[str, pd.Series], crs: str) -> dict[str, pd.Series]:
    from pyproj import Transformer

    move = Transformer.from_crs(crs, WGS84, always_xy=True)
    x, y = (value[field].to_numpy(dtype="float64") for field in ("lon", "lat"))
    lon, lat = (np.asarray(each, dtype="float64") for each in move.transform(x, y))
    good = np.isfinite(lon) & np.isfinite(lat)
    index = value["lat"].index
    return {
        "lat": pd.Series(np.where(good, lat, np.nan), index),
        "lon": pd.Series(np.where(good, lon, np.nan), index),
    }


def _read_metres(text: dict[str, pd.Series]) -> dict[str, pd.Series]:
    """Return the metres of two columns, or of one that holds both: the easting first."""
    plain = {
        field: cells.where(cells.str.fullmatch(_METRES).fillna(False).astype(bool))
        for field, cells in text.items()
    }
    both = (
        text["lat"]
        .fillna(text["lon"])
        .where((text["lat"] == text["lon"]) | text["lat"].isna() | text["lon"].isna())
    )
    pair = both.str.extract(_TWO_METRES)
    filled = {"lat": pair[1].fillna(plain["lat"]), "lon": pair[0].fillna(plain["lon"])}
    return {
        field: pd.to_numeric(cells.str.replace(",", "."), errors="coerce").astype("float64")
        for field, cells in filled.items()
    }


def _read_degrees(text: dict[str, pd.Series]) -> dict[str, pd.Series]:
    """Return the degrees in two columns, also where one of them holds both numbers."""
    value = {field: _read(cells, field) for field, cells in text.items()}
    none = {field: cells.isna() for field, cells in text.items()}
    unread = {field: value[field].isna() & ~none[field] for field in text}
    for field, other in (("lat", "lon"), ("lon", "lat")):
        both = unread[field] & (none[other] | (text[field] == text[other]))
        if both.any():
            pairs = read_pairs(text[field][both])
            for name in ("lat", "lon"):
                value[name] = value[name].fillna(pairs[name].reindex(value[name].index))
    return value


def _mark(found: pd.DataFrame, field: str, wrong: pd.Series, problem: str) -> None:
    first = wrong & found["problem"].isna()
    if first.any():
        found.loc[first, "problem"] = problem
        found.loc[first, "problem_field"] = field


_NO_PAIR = (
    "These are no coordinates; allowed: both numbers of a point, such as 48.458, 37.9, "
    "48°27'30\"N 37°54'E, POINT (37.9 48.458), an address of a map, MGRS or a full plus code."
)


def _missing(field: str, other: str) -> str:
    names = _NAME[field], _NAME[other]
    return f"There is a {names[1]} but no {names[0]}; allowed: both of them, or neither."


def _unreadable(field: str) -> str:
    name, letter = _NAME[field], _LETTERS[field][0]
    example = f"48.458, 48,458 or 48°27'30\"{letter}"
    return f"This is no {name}; allowed: degrees such as {example}."


def _beyond(field: str) -> str:
    limit = f"{LIMIT[field]:g}"
    return f"This is out of range; allowed: -{limit} to {limit} as {_NAME[field]}."


def _read(cells: pd.Series, field: str) -> pd.Series:
    """Return the degrees in each cell, missing where there are none."""
    if cells.isna().all():
        return pd.Series(np.nan, cells.index)
    plain = cells.str.fullmatch(_PLAIN).fillna(False).astype(bool)
    values = pd.to_numeric(cells.where(plain), errors="coerce").astype("float64")
    others = [str(text) for text in cells.mask(plain).dropna().unique()]
    parts = {text: cut(text, single=True) for text in others}
    ost = tell_ost(parts.values())
    known = {}
    for text, tokens in parts.items():
        angle = read_angle(tokens, ost)
        if angle is not None and angle.axis in ("", field):
            known[text] = angle.degrees
    if known:
        values = values.where(plain, cells.mask(plain).map(known).astype("float64"))
    return values.where(np.isfinite(values))
