"""Columns of countries by codes of FIPS 10-4, which look like ISO's: ``RS`` is Russia in these.

All codes of such a column are known there. Where one of them is none of ISO's, the column is read
so unless more rows have their point or place where ISO's codes would have them. Where each is a
code of ISO's, too, two rows or more have to lie, or name a large city or a unit, where FIPS alone
has them, and hardly any where ISO alone does.
"""

from typing import Any

import pandas as pd

from eventmap.places import (
    FIPS,
    country_codes,
    country_name,
    country_of,
    is_large_city,
    unit_code,
)
from eventmap.wording import count_of, join_words

_CODE = r"[A-Za-z]{2}"
_USED_OTHERWISE = frozenset({"UK", "EN"})
"""Codes that many write who write ISO's: of the United Kingdom and of England."""
_FEWEST, _NEARLY_ALL = 2, 0.9
_LOOKED_AT = 500
"""Different rows that are looked at."""
_SHOWN = 3


def read_fips_codes(
    column: str, text: pd.DataFrame, lat: pd.Series, lon: pd.Series
) -> tuple[pd.Series, str] | None:
    """Return ISO's codes of a column of FIPS codes, and a sentence on that; else ``None``.

    Parameters
    ----------
    column
        What the column of countries is called.
    text
        Columns ``country``, ``admin1`` and ``place``, missing where blank.
    lat, lon
        WGS 84 degrees, missing where there is no point.
    """
    country = text["country"]
    found = [str(code) for code in country.dropna().unique()]
    if not found or not country.str.fullmatch(_CODE, na=True).all():
        return None
    meant = {code: FIPS.get(code.casefold(), "") for code in found}
    differing = [code for code in found if meant[code] != code.upper()]
    if not all(meant.values()) or not differing:
        return None
    rows = text.assign(lat=lat, lon=lon)[country.isin(differing)]
    rows = rows[["country", "admin1", "place", "lat", "lon"]].drop_duplicates()
    own, others = _count_evidence(rows.iloc[:: len(rows) // _LOOKED_AT + 1], meant)
    foreign = [
        code
        for code in differing
        if code.upper() not in country_codes() and code.upper() not in _USED_OTHERWISE
    ]
    if foreign and own >= others:
        why = f"{foreign[0]!r} is none of ISO's"
    elif own >= _FEWEST and own >= _NEARLY_ALL * (own + others):
        verb = "lies" if own == 1 else "lie"
        why = f"{count_of(own, 'row')} that {verb} there or name places there show it"
    else:
        return None
    shown = join_words([f"{code!r} is {country_name(meant[code])}" for code in differing[:_SHOWN]])
    note = f"{column!r} is read as codes of FIPS 10-4, and not of ISO 3166: {shown}; {why}."
    return country.map(meant).astype("str"), note


def _count_evidence(rows: pd.DataFrame, meant: dict[str, str]) -> tuple[int, int]:
    """Return how many rows show that they are of FIPS's country, and how many of ISO's."""
    placed = rows["lat"].notna() & rows["lon"].notna()
    lands: list[Any] = list(country_of(rows["lon"][placed], rows["lat"][placed]))
    where = dict(zip(rows.index[placed], lands, strict=True))
    own = others = 0
    for line, country, admin1, place in rows[["country", "admin1", "place"]].itertuples(name=None):
        here, there = (
            where[line] == land if where.get(line) else _is_in(admin1, place, land)
            for land in (meant[country], country.upper())
        )
        own += here and not there
        others += there and not here
    return own, others


def _is_in(admin1: Any, place: Any, land: str) -> bool:
    """Return whether a country is known to have a unit or a large city of the row's names."""
    unit, city = ((isinstance(name, str) and name) or "" for name in (admin1, place))
    return bool((unit and unit_code(unit, land)) or (city and is_large_city(city, land)))
