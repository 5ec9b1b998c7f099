"""Points that the words of their rows contradict: latitude and longitude turned round, or far off.

The evidence is, in this order:

- the country and the unit that a row names, as `places` reads them: a point outside of them that
  lies inside with its two numbers the other way round is turned round;
- the country that the name of a place ends with, where the row names no other ("Homs, Syria");
- the countries of all rows: where no point lies in its own, and nearly all do the other way round,
  all are turned round, however near they are;
- where no row names either, the one country that has units called as the places are ("Kharkiv",
  "Odesa"), if nearly all points lie in it one way or the other;
- where a row names neither, the other rows of the same place: where most of them lie within
  `_NEAR_M` of their middle, one more than `_FAR_M` off is astray, and turned round if the other way
  lies within `_NEAR_M`, too;
- all such rows together: where nearly all lie within `_AREA_M` of their middle, one at sea more
  than `_BEYOND_M` off is turned round if the other way lies there, and only doubted if it lies
  there with another sign (`find_mirrored`), which may be anybody's slip.

What is found in nearly all rows is for the user to decide, and not decided here.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from eventmap.errors import FileError
from eventmap.places import (
    country_of,
    country_of_units,
    drawable_regions,
    fold,
    is_far_from,
    larger_units,
    metres_between,
    name_country,
    region_of,
    unit_code,
)
from eventmap.readers.doubts import Doubt
from eventmap.readers.model import Source
from eventmap.readers.values.coordinates import looks_projected
from eventmap.readers.values.places import land_of_place, lie_elsewhere
from eventmap.readers.values.placings import place_both
from eventmap.wording import count_of, join_words

_NEAR_M = 30_000
_FAR_M = 50_000
_AREA_M, _BEYOND_M = 300_000, 1_000_000
_FEW_NEAR, _NEARLY = 4, 0.8
"""Rows, and their share, that show in which area a table is."""
EMPTY_LANDS = (None, "AQ")
"""Where nothing happens: at sea, and in Antarctica."""
_FEWEST = 3
"""Rows of a place that show where it is."""
_MOST = 0.6
"""The share of them that must agree."""
_WHOLE = 0.9
"""The share of rows that makes it a matter of the whole table."""
_NAMES = 200
"""Places that are looked at for the country that they are in."""
_SAMPLED = 100
"""Rows that are looked at first, of which one shows that a table is not turned round."""
_NAMED = 3
"""Countries that a question names."""

_Array = np.ndarray[Any, Any]


class Astray(NamedTuple):
    """Which rows can be checked, which contradict, and which are right the other way round."""

    checked: pd.Series
    astray: pd.Series
    turned: pd.Series
    strange: pd.Series
    """Far from the other rows of their place, and not turned round."""

    @property
    def all_turned(self) -> bool:
        """Whether nearly all points that can be checked are turned round."""
        return bool(self.turned.any() and self.turned.sum() >= _WHOLE * self.checked.sum())

    @property
    def all_astray(self) -> bool:
        """Whether nearly all points lie elsewhere, and there are enough of them to tell."""
        enough = self.checked.sum() >= _FEWEST
        return bool(enough and self.astray.sum() >= _WHOLE * self.checked.sum())


def find_astray(
    lat: pd.Series, lon: pd.Series, places: pd.DataFrame, names: pd.DataFrame
) -> Astray:
    """Return which points the words of their rows contradict.

    Parameters
    ----------
    lat, lon
        WGS 84 degrees, missing where there is no point.
    places
        What `places.read_places` returns for these points.
    names
        Columns ``place``, ``admin1``, ``country``: what the rows say, missing where blank.
    """
    point = lat.notna() & lon.notna()
    country = names["country"].notna() & ~places[Doubt.UNKNOWN_COUNTRY]
    unit = names["admin1"].notna() & ~places[Doubt.UNKNOWN_REGION]
    told = point & (country | unit)
    off = told & (places[Doubt.OUTSIDE_COUNTRY] | (unit & places[Doubt.REGION_CONFLICT]))
    turned = off & (lon.abs() <= 90)  # noqa: PLR2004 - degrees of latitude
    if turned.any():
        right = _fits_turned(lat[turned], lon[turned], places[turned], unit[turned])
        turned = turned & right.reindex(turned.index, fill_value=False)
    if (near := _find_turned_near(lat, lon, places, told)).any():
        off, turned = off | near, turned | near
    alone = names["place"].where(point & ~told)
    seen = [_compare_places(lat, lon, alone), _compare_all(lat, lon, point & ~told)]
    seen.append(_compare_behind(lat, lon, alone))
    if not told.any():
        seen.append(_compare_land(lat, lon, alone))
    for each in seen:
        told, off, turned = told | each.checked, off | each.astray, turned | each.turned
    return Astray(told, off, turned, seen[0].strange & ~turned)


def _compare_behind(lat: pd.Series, lon: pd.Series, place: pd.Series) -> Astray:
    """Return which points lie outside the country behind the place's name, and inside it turned."""
    checked = land_of_place(place).notna()
    off = checked & lie_elsewhere(place, lat, lon)
    turned = off & (lon.abs() <= 90)  # noqa: PLR2004 - degrees of latitude
    if turned.any():
        turned &= ~lie_elsewhere(place.where(turned), lon, lat)
    return Astray(checked, turned, turned, pd.Series(data=False, index=lat.index))


def _compare_land(lat: pd.Series, lon: pd.Series, place: pd.Series) -> Astray:
    """Return which points lie in the one country of the places the other way round alone."""
    none = pd.Series(data=False, index=lat.index)
    names = {fold(str(name)): str(name) for name in place.dropna().unique()[:_NAMES]}
    land = country_of_units(names.values())
    called = {name for name in names if land and unit_code(names[name], land)}
    given = lat.notna() & lon.notna() & place.map(lambda name: fold(str(name))).isin(called)
    if land is None or not given.any():
        return Astray(none, none, none, none)
    x, y = lat[given].to_numpy(), lon[given].to_numpy()
    inside = ~is_far_from(land, y, x)
    swapped = ~inside & (np.abs(y) <= 90)  # noqa: PLR2004 - degrees of latitude
    swapped[swapped] = ~is_far_from(land, x[swapped], y[swapped])
    if (inside | swapped).sum() < _WHOLE * len(x):
        return Astray(none, none, none, none)
    turned = none.mask(given, pd.Series(swapped, lat.index[given]))
    return Astray(given, turned, turned, none)


def _fits_turned(
    lat: pd.Series, lon: pd.Series, places: pd.DataFrame, unit: pd.Series
) -> pd.Series:
    """Return whether each point lies where its row says once its numbers are turned round."""
    x, y = lat.to_numpy(), lon.to_numpy()
    fits = np.zeros(len(lat), dtype=bool)
    for code in places["country"].dropna().unique():
        rows = np.flatnonzero((places["country"] == code).to_numpy())
        fits[rows] = ~is_far_from(code, x[rows], y[rows])
    asked = np.flatnonzero(fits & unit.to_numpy() & places["admin1"].notna().to_numpy())
    named = places["admin1"].to_numpy()
    for code in {*named[asked]} - drawable_regions():
        rows = asked[named[asked] == code]
        fits[rows] = ~is_far_from(code, x[rows], y[rows])
    for at, other in zip(asked, region_of(x[asked], y[asked]), strict=True):
        if other is not None:
            fits[at] = named[at] == other or named[at] in larger_units(other)
    return pd.Series(fits, lat.index)


def _find_turned_near(
    lat: pd.Series, lon: pd.Series, places: pd.DataFrame, told: pd.Series
) -> pd.Series:
    """Return the points of a table that lie in their countries the other way round alone.

    Where latitude and longitude are nearly the same number, as in Syria, a point that is turned
    round lies too near to its country to be far off. Of several, none lies in it then.
    """
    near = pd.Series(data=False, index=lat.index)
    at = np.flatnonzero(told.to_numpy())
    x, y = lat.to_numpy()[at], lon.to_numpy()[at]
    named = places["country"].to_numpy()[at]
    first = slice(_SAMPLED)
    if len(at) < _FEWEST or (np.abs(y) > 90).any():  # noqa: PLR2004 - degrees of latitude
        return near
    if (np.array(country_of(y[first], x[first])) == named[first]).any():
        return near
    inside = np.array(country_of(x, y)) == named
    if inside.sum() < _WHOLE * len(at) or (np.array(country_of(y, x)) == named).any():
        return near
    near.iloc[at[inside]] = True
    return near


def _compare_places(lat: pd.Series, lon: pd.Series, place: pd.Series) -> Astray:
    """Return which points lie far from the others of the same place."""
    none = pd.Series(data=False, index=lat.index, dtype="bool")
    known = {text: fold(str(text)) for text in place.dropna().unique()}
    rows = pd.DataFrame({"lat": lat, "lon": lon, "place": place.map(known)})
    rows = rows[rows["place"].notna()]
    grouped = rows.groupby("place")
    rows = rows[grouped["lat"].transform("size") >= _FEWEST]
    if rows.empty:
        return Astray(none, none, none, none)
    grouped = rows.groupby("place")
    middle = grouped[["lat", "lon"]].transform("median")
    off_m = _metres(rows["lat"], rows["lon"], middle)
    agree = (off_m <= _NEAR_M).groupby(rows["place"]).transform("mean") >= _MOST
    far = agree & (off_m > _FAR_M)
    turned = far & (_metres(rows["lon"], rows["lat"], middle) <= _NEAR_M)
    masks = agree, far, turned, far & ~turned
    found = (each.reindex(lat.index, fill_value=False) for each in masks)
    return Astray(*found)


def _compare_all(lat: pd.Series, lon: pd.Series, asked: pd.Series) -> Astray:
    """Return which points at sea lie among all others the other way round."""
    none = pd.Series(data=False, index=lat.index, dtype="bool")
    rows = pd.DataFrame({"lat": lat, "lon": lon})[asked]
    beyond, middle = _find_beyond(rows, _AREA_M)
    there = beyond[_metres(beyond["lon"], beyond["lat"], middle) <= _AREA_M]
    if there.empty:
        return Astray(none, none, none, none)
    turned = _lie_at_sea(there).reindex(lat.index, fill_value=False)
    return Astray(asked, turned, turned, none)


def find_mirrored(lat: pd.Series, lon: pd.Series) -> pd.Series:
    """Return which points at sea lie among all others once a sign of theirs is turned.

    Parameters
    ----------
    lat, lon
        WGS 84 degrees, missing where there is no point.
    """
    rows = pd.DataFrame({"lat": lat, "lon": lon}).dropna()
    beyond, middle = _find_beyond(rows, _BEYOND_M)
    among = pd.Series(data=False, index=beyond.index)
    for y, x in ((-1, 1), (1, -1), (-1, -1)):
        there = beyond.assign(lat=y * beyond["lat"], lon=x * beyond["lon"])
        near = _metres(there["lat"], there["lon"], middle) <= _BEYOND_M
        among |= near & ~_lie_at_sea(there)
    return _lie_at_sea(beyond[among]).reindex(lat.index, fill_value=False)


def _find_beyond(rows: pd.DataFrame, within: float) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the points far from the area in which nearly all lie, and its middle, row by row.

    None are far where nearly all do not lie `within` so many metres of it.
    """
    middle = rows.assign(lat=rows["lat"].median(), lon=rows["lon"].median())
    off_m = _metres(rows["lat"], rows["lon"], middle)
    enough = (off_m <= within).sum() >= max(_FEW_NEAR, len(rows) * _NEARLY)
    far = (off_m > _BEYOND_M) & enough
    return rows[far], middle[far]


def _lie_at_sea(points: pd.DataFrame) -> pd.Series:
    afloat = [code in EMPTY_LANDS for code in country_of(points["lon"], points["lat"])]
    return pd.Series(afloat, points.index, dtype="bool")


def _metres(lat: pd.Series, lon: pd.Series, to: pd.DataFrame) -> pd.Series:
    """Return the metres from points to others, row by row."""
    return pd.Series(metres_between(lon, lat, to["lon"], to["lat"]), lat.index)


def ask_projection(
    name: str, columns: Mapping[str, str], text: pd.DataFrame, unread: pd.Series
) -> None:
    """Ask for the coordinate system where most rows hold metres and no degrees.

    Parameters
    ----------
    name
        Of the source.
    columns
        See `Draft.columns`.
    text
        Columns ``lat`` and ``lon`` as they are written.
    unread
        Whether a row's coordinates are no degrees.

    Raises
    ------
    FileError
    """
    others = text[unread]
    metres = looks_projected(others["lat"], others["lon"])
    if metres.any() and metres.sum() > text["lat"].notna().sum() / 2:
        raise FileError(
            f"{_columns(columns)} of {name} hold metres of a projection and no degrees: "
            f"{_show(others, metres)}. In which coordinate system are they?",
            answers=(("crs",),),
        )


def ask_order(
    source: Source, columns: Mapping[str, str], text: pd.DataFrame, read: pd.DataFrame
) -> None:
    """Ask which number is the latitude where rows can only be meant the other way round.

    Parameters
    ----------
    read
        What `read_coordinates` returns: where ``swapped``, a latitude can only be a longitude.
        In a column of pairs one such row leaves all others in question; of two columns it must be
        nearly all.

    Raises
    ------
    FileError
    """
    swapped = read["swapped"]
    given = (text["lat"].notna() & text["lon"].notna()).sum()
    pairs = columns.get("lat") == columns.get("lon")
    if not swapped.any() or (not pairs and swapped.sum() < _WHOLE * given):
        return
    raise FileError(
        f"{_columns(columns)} of {source.name} cannot hold latitude, then longitude: "
        f"{_show(text, swapped)}. Which of the two numbers is the latitude?",
        answers=_order_answers(source, columns),
        placings=place_both(source, columns, text),
    )


def ask_astray(
    source: Source,
    columns: Mapping[str, str],
    text: pd.DataFrame,
    found: Astray,
    points: Mapping[str, pd.Series],
    *,
    crs: str | None = None,
) -> None:
    """Ask where nearly all points lie elsewhere than their rows say.

    Raises
    ------
    FileError
    """
    if not (found.all_turned or found.all_astray):
        return
    wrong = found.turned if found.all_turned else found.astray
    lat, lon = points["lat"][wrong], points["lon"][wrong]
    here = _name_lands(lat, lon)
    words = f"{_columns(columns)} of {source.name} put {count_of(int(wrong.sum()), 'point')} {here}"
    if found.all_turned:
        there = _name_lands(lon, lat)
        raise FileError(
            f"{words}, where the rows do not say they are, and the other way round {there}: "
            f"{_show(text, wrong)}. Which of the two numbers is the latitude?",
            answers=_order_answers(source, columns),
            placings=place_both(source, columns, text, crs=crs),
        )
    raise FileError(
        f"{words}, far from where the rows say they are: {_show(text, wrong)}. "
        "Are these the right columns?",
        answers=_order_answers(source, columns),
    )


def _order_answers(source: Source, columns: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    """Return the fields that answer which number is the latitude: in arrays it is the second."""
    column = columns.get("lat", "")
    if column == columns.get("lon"):
        cells = source.cells.get(column, pd.Series(dtype="str"))
        arrays = cells.str.match(r"\s*\[\s*-?\d", na=False).any()
        return ("latlon" if arrays else "coordinates",), ("lonlat",)
    return (("lat", "lon"),)


def _columns(columns: Mapping[str, str]) -> str:
    names = dict.fromkeys(repr(columns.get(field, field)) for field in ("lat", "lon"))
    return f"Column{'s' if len(names) > 1 else ''} {' and '.join(names)}"


def _show(text: pd.DataFrame, rows: pd.Series) -> str:
    line, cells = next(iter(text[rows].iterrows()))
    said = dict.fromkeys(str(cells[field]) for field in ("lat", "lon"))
    return f"line {line} says {', '.join(map(repr, said))}"


def _name_lands(lat: pd.Series, lon: pd.Series) -> str:
    codes = pd.Series(country_of(lon.to_numpy(), lat.to_numpy()), dtype="object")
    names = [name_country(str(code)) for code in codes.value_counts().index[:_NAMED]]
    return f"in {join_words([str(name) for name in names])}" if names else "on no land"
