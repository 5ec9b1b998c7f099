"""Points that stand for a whole country or unit, in rows that name no more than that.

Tables put what they could not place in the middle of the country, or of its unit, and leave the
name of the place blank. The rules, for rows that say nothing of how exact they are:

- Only tables are asked that name more in other rows: a place or a unit beside a country, a place
  beside a unit. Where no row does, nothing is known by a blank.
- A row that names its country alone, and has its point where lists put the middle of that country
  (`is_in_middle`), is known to the country; so is one of a unit to the unit. At least half of the
  country's rows that name no more have to lie there, or two of them at the same point: else a point
  in the middle is one among others.
- Elsewhere a point that two such rows share may stand for all of the area, as its capital does: it
  stays what it is, and is doubtful.
- Where a place is a region by its name ("Kherson Oblast"), and each row of it has the same point,
  this stands for the region, in its middle or not. Rows with points of their own know better.
"""

from typing import NamedTuple

import pandas as pd

from eventmap.places import called_region, country_code, is_in_middle
from eventmap.readers.doubts import Doubt

_MOST = 0.5


class Middles(NamedTuple):
    """Which points stand for a country, which for a unit, and which may stand for either.

    `called` are those whose place is a region by its name, and so is the point.
    """

    country: pd.Series
    region: pd.Series
    unsure: pd.Series
    called: pd.Series


def find_middles(
    text: pd.DataFrame, units: pd.Series, read: pd.DataFrame, lat: pd.Series, lon: pd.Series
) -> Middles:
    """Return which rows have the point of an area for their own.

    Parameters
    ----------
    text
        Columns ``place``, ``country`` and ``geo_precision``: what the rows say, missing where
        blank.
    units
        The units that the rows name.
    read
        What `places.read_places` returns for them.
    lat, lon
        WGS 84 degrees, missing where there is no point.
    """
    lands = {name: country_code(str(name)) for name in text["place"].dropna().unique()}
    place = text["place"].notna() & (text["place"].map(lands) != read["country"])
    place &= text["place"] != units
    stated = text["country"].notna() | text["place"].map(lands).notna()
    known = ~read[Doubt.UNKNOWN_REGION] & ~read[Doubt.SEVERAL_REGIONS]
    open_ = lat.notna() & lon.notna() & text["geo_precision"].isna() & ~place
    of_country = open_ & units.isna() & stated & bool((place | units.notna()).any())
    of_unit = open_ & units.notna() & known & bool(place.any())
    middle, shared = {}, pd.Series(data=False, index=lat.index)
    for name, rows in (("country", of_country), ("admin1", of_unit)):
        if not rows.any():
            middle[name] = rows.astype(bool)
            continue
        points = pd.DataFrame({"code": read[name], "lon": lon, "lat": lat})[rows].dropna()
        same = points.duplicated(keep=False)
        near = pd.Series(data=False, index=points.index)
        for code, own in points.groupby("code"):
            near[own.index] = is_in_middle(str(code), own["lon"], own["lat"])
        most = near.groupby(points["code"]).transform("mean") >= _MOST
        found = near & (same | most)
        middle[name] = found.reindex(lat.index, fill_value=False)
        shared |= (same & ~found).reindex(lat.index, fill_value=False)
    called = _find_called(text, lat, lon) & ~middle["country"] & ~middle["admin1"]
    return Middles(middle["country"], middle["admin1"], shared & ~called, called)


def _find_called(text: pd.DataFrame, lat: pd.Series, lon: pd.Series) -> pd.Series:
    """Return the rows whose place is a region by its name, with one point for all of its rows."""
    regions = [name for name in text["place"].dropna().unique() if called_region(str(name))]
    named = text["place"].isin(regions) & lat.notna() & lon.notna()
    points = lat.astype(str) + " " + lon.astype(str)
    one = points.where(named).groupby(text["place"]).transform("nunique") == 1
    return named & text["geo_precision"].isna() & one
