"""The country and the administrative unit of each row, from its words and from its point.

The rules:

- The unit that is named counts. Where none is named, or the name is unknown, the unit in which the
  point lies counts. Where both are known and differ, the row is doubtful (``region_conflict``),
  unless one is part of the other, as a district of Northern Ireland, or nothing tells whether it
  is.
- Of two units of one name, such as a city and the region around it, the point decides, unless the
  name says the kind.
- A city that is a unit itself, without a point and beside the name of another place, is the region
  around it that is called the same, unless the column names that too (``city_or_region``): "Kyiv"
  beside "Bucha".
- The country that is stated counts; without one, that of the unit; without either, the one in whose
  outline the point lies. Of units of one name in several countries, the point's country is meant.
- Borders are those recognised internationally. What a table puts in Russia by name, and they put
  in Ukraine, is in Ukraine, and so is a point in Crimea (``country_conflict``).
- A country that is named in the place of a unit, and in which the point lies, goes before the one
  that is stated: "Gaza Strip" of "Israel" (``country_conflict``). So it does before a unit of its
  name elsewhere: "Georgia" around Tbilisi.
- Where neither country nor point tells which of units of one name in several countries is meant,
  and the others that the column names are nearly all in one of these, it is that country's
  (``region_by_others``): "Florida" among the states of the United States.
- Of units that exist in several countries, or are not known to exist in one alone, it is that of
  the one country which has all that the column names (``region_by_others``): "Homs" and "Idlib".
- Two or three capitals for each unit of a column are codes of the one country that has them all,
  also in lists ("NC,VA"): "IN" among four others such as "TX" and "OH" is Indiana and no India.
- A unit that is called like its country is that country, where most others of the column are
  countries: "Guatemala" beside "Chile".
- A place that is called like a country and like a unit of another is that country where its column
  names another one, or a unit of it, and no unit of the other: "Mali" beside "Chad" is not in
  Guinea. Else it is neither.
- A code of a state in addresses that is one of a country, too, tells neither where a column of
  units has no others, and no country or point stands beside it: "TN". So it is where a third of a
  column's codes are no country's: "EE" beside "WE" is Eastern Europe and no Estonia.
- A name that any country may have for a part of it ("North", "Sul", "Capital", "Coast") tells a
  unit only where another name of its column is one of that country.
- A name that would be the one unit of its column in another country, and does not say its kind, is
  left out (``region_apart``): "Santa Ana" among the states of the United States is no department of
  El Salvador.
- A unit of another country than the row's is left out.
- A text that names several units ("Kyiv oblast and Sumy oblast") tells none of them, and their
  country if it is one (``several_regions``); one that names a country in the place of a unit
  tells that. So a text that names several countries tells none of them (``several_countries``).
- A point that stands for a whole country, such as its middle, tells no unit.
- A point more than 50 km outside the outline of the country that its row states, or of that of the
  unit it names, stays where it is, and is doubtful (``outside_country``). Dependent territories
  (`DEPENDENT`, ISO 3166-1) are inside their state's, and what states dispute (`DISPUTED`) inside
  that of each of them. A place that says itself how far it lies from what it names ("125 km NNE of
  Paciran, Indonesia") is as it says.
- Outlines are simplified: where the point alone tells the country or the unit, or which of several
  countries' units of one name is meant, and lies within 3 km of another, that is doubtful
  (``near_border``): 10 km between two countries drawn without units.
"""
# ruff: noqa: RUF001 - Cyrillic words

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from eventmap.places import (
    admin1_codes,
    are_namesakes,
    called_region,
    country_code,
    country_of,
    country_of_units,
    drawable_regions,
    fold,
    is_far_from,
    is_near_border,
    is_near_region,
    is_of_state,
    larger_units,
    namesake_around,
    region_of,
    says_kind,
    unit_code,
)
from eventmap.readers.doubts import Doubt
from eventmap.readers.model import trim

DOUBTS = (
    Doubt.UNKNOWN_COUNTRY,
    Doubt.SEVERAL_COUNTRIES,
    Doubt.UNKNOWN_REGION,
    Doubt.SEVERAL_REGIONS,
    Doubt.REGION_BY_OTHERS,
    Doubt.REGION_APART,
    Doubt.CITY_OR_REGION,
    Doubt.REGION_CONFLICT,
    Doubt.COUNTRY_CONFLICT,
    Doubt.OUTSIDE_COUNTRY,
    Doubt.NEAR_BORDER,
)
"""The kinds of doubt that are found here."""

_AND = r" ?[,;/&+] ?| (?:and|та|і|й|и|et|y|e|und|oraz|i) "
"""Between the names of a list."""
_MOST_PARTS = 12
_FEWEST_NAMES = 5
_NEARLY_ALL = 0.9
"""How many of a column's names show that all of them are of one country."""

_CRIMEA = frozenset({"UA-43", "UA-40"})

_Array = np.ndarray[Any, Any]


def read_places(
    country: pd.Series,
    admin1: pd.Series,
    lat: pd.Series,
    lon: pd.Series,
    *,
    place: pd.Series | None = None,
    wide: pd.Series | None = None,
) -> pd.DataFrame:
    """Return the codes of each row's country and unit, and what is doubtful about them.

    Parameters
    ----------
    country, admin1
        Names or codes as the rows write them, missing where blank.
    lat, lon
        WGS 84 degrees, missing where there is no point.
    place
        Names of places, missing where blank; ``None`` if there are none.
    wide
        Whether the point of a row stands for a whole country; ``None`` if none does.

    Returns
    -------
    ``country`` (ISO 3166-1 alpha-2) and ``admin1`` (ISO 3166-2, always of that country), missing
    where unknown, and a column of true and false for each of `DOUBTS`.
    """
    country, admin1 = trim(country), trim(admin1)
    stated = _map(country, _country_stated)
    around = units_at(lat, lon)
    land = _countries_at(around, stated, lat, lon)
    alone = admin1.where(stated.isna() & land.isna())
    coded = _country_of_codes(alone.dropna().unique())
    named, apart, by_others = _name_units(admin1, alone, stated, land, around, coded=coded)
    meant = stated if coded is None else stated.mask(alone.notna(), coded)
    lists = _read_lists(admin1.where(named.isna() & ~apart), meant)
    # "TN" alone may be Tennessee as well as Tunisia, "BE" beside "BY" Berlin as well as Belgium,
    # and "EE" beside "WE" Eastern Europe.
    other = alone.notna() if _are_other_codes(alone) else alone.isin(_codes_of_units(alone))
    if coded is not None:  # "CK" among states of the USA is a slip, and not the Cook Islands
        other |= alone.str.fullmatch(_CODES.pattern).fillna(value=False).astype(bool)
    lists["country"] = lists["country"].mask(other)
    named = named.fillna(lists["unit"])
    regions = _find_regions_around(admin1, named, lat.isna(), place)
    named = regions.fillna(named)
    said = stated.fillna(lists["country"])
    meant = _prefer_lands(lists["country"], said, around, lat, lon)
    crimea = named.isna() & around.isin(list(_CRIMEA)) & (said == "RU")
    unit = named.mask(crimea, around)
    final = unit.str.slice(0, 2).fillna(meant).fillna(land)
    unit = unit.fillna(around.where(around.str.slice(0, 2) == final))
    differs = _differ(named, around, lat, lon, place)
    if wide is not None:
        unit = unit.where(named.notna() | ~wide)
        differs &= ~wide
    several = _map(country.where(stated.isna()), _name_countries).notna()
    told = said.notna() | named.notna()
    by_point = named.notna() & said.isna() & by_others.isna()  # of a name in several countries
    by_point &= _map(admin1.where(by_point), unit_code).isna()
    believed = told & (around.str.slice(0, 2) != final).fillna(True).astype(bool)
    return pd.DataFrame(
        {
            "country": final,
            "admin1": unit,
            Doubt.UNKNOWN_COUNTRY: country.notna() & said.isna() & ~several,
            Doubt.SEVERAL_COUNTRIES: said.isna() & several,
            Doubt.UNKNOWN_REGION: (
                admin1.notna()
                & named.isna()
                & lists["country"].isna()
                & ~(apart | lists["several"])
            ),
            Doubt.SEVERAL_REGIONS: lists["several"],
            Doubt.REGION_BY_OTHERS: by_others.notna() & (coded is None),
            Doubt.REGION_APART: apart,
            Doubt.CITY_OR_REGION: regions.notna(),
            Doubt.REGION_CONFLICT: differs,
            Doubt.COUNTRY_CONFLICT: said.notna() & (said != final),
            Doubt.OUTSIDE_COUNTRY: _outside(final.where(believed), lat, lon, place),
            Doubt.NEAR_BORDER: _near_border(final.where(~told | by_point), lat, lon)
            | _near_border(unit.where(named.isna()), lat, lon, inner=True),
        }
    )


def _name_units(
    admin1: pd.Series,
    alone: pd.Series,
    stated: pd.Series,
    land: pd.Series,
    around: pd.Series,
    *,
    coded: str | None,
) -> tuple[pd.Series, pd.Series, pd.Series]:
    """Return the unit that each row names, those out of place, those told by the others' country.

    `alone` is `admin1` where neither a country nor a point stands beside it, and `coded` the
    country whose codes of units these are.
    """
    named = _decide_namesakes(admin1, _named_units(admin1, stated, land), around)
    named = named.mask(
        _are_lands(admin1.where(stated.isna() & (named.str.slice(0, 2) != land)), land)
    )
    named = named.mask(_are_among_lands(alone, named))
    mere = _are_mere_parts(alone, named)
    named = named.mask(mere)
    common = coded or _common_country(alone.mask(mere), named)
    if common is not None:
        # "Valle" among departments of Colombia is not that of Honduras, nor "BA" among states of
        # Brazil the province of Fiji that is called Ba.
        named = named.mask(alone.notna() & (named.str.slice(0, 2) != common))
    elif are_postal_codes(alone):  # nor is "BA" by itself
        named = named.mask(alone.notna() & (named.str.slice(3) != alone))
    main = coded or _main_country(alone, named) or common
    by_others = _map(alone.where(named.isna()), lambda name: main and unit_code(name, main))
    apart = _stand_apart(alone, named, main)
    return named.fillna(by_others).mask(apart), apart, by_others


def units_at(lat: pd.Series, lon: pd.Series) -> pd.Series:
    """Return the code of the unit around each point, missing where there is none."""
    points, which = _distinct(lat, lon)
    codes = pd.Series(region_of(points.real, points.imag), dtype="str")
    return codes.reindex(which).set_axis(lat.index)


def _countries_at(
    around: pd.Series, stated: pd.Series, lat: pd.Series, lon: pd.Series
) -> pd.Series:
    """Return the country in which each point lies, where its unit or the row does not tell it."""
    known = around.str.slice(0, 2)
    asked = known.isna() & stated.isna() & lat.notna() & lon.notna()
    if not asked.any():
        return known
    points, which = _distinct(lat[asked], lon[asked])
    codes = pd.Series(country_of(points.real, points.imag), dtype="str")
    found = codes.reindex(which).set_axis(lat.index[asked])
    return known.fillna(found.reindex(lat.index))


def _prefer_lands(
    lands: pd.Series, stated: pd.Series, around: pd.Series, lat: pd.Series, lon: pd.Series
) -> pd.Series:
    """Return the stated countries; where the row names another that its point is in, that."""
    asked = lands.notna() & stated.notna() & (lands != stated).fillna(value=False).astype(bool)
    if not asked.any():
        return stated
    nowhere = pd.Series(np.nan, lands.index[asked], dtype="str")
    there = _countries_at(around[asked], nowhere, lat[asked], lon[asked])
    inside = (there == lands[asked]).fillna(value=False).astype(bool)
    return stated.mask(inside.reindex(stated.index, fill_value=False), lands)


def _decide_namesakes(admin1: pd.Series, named: pd.Series, around: pd.Series) -> pd.Series:
    """Return the named units; of two of one name the one in which the point lies."""
    asked = named.notna() & around.notna() & (named != around)
    if not asked.any():
        return named
    rows = pd.DataFrame({"name": admin1, "named": named, "around": around})[asked]
    cases = list(rows.itertuples(index=False, name=None))
    known = {
        (name, unit, other): not _tells_kind(name) and are_namesakes(unit, other)
        for name, unit, other in set(cases)
    }
    decided = pd.Series([known[case] for case in cases], rows.index, dtype=bool)
    return named.mask(decided.reindex(named.index, fill_value=False), around)


def _find_regions_around(
    admin1: pd.Series, named: pd.Series, pointless: pd.Series, place: pd.Series | None
) -> pd.Series:
    """Return the regions around cities of their name that rows name beside other places."""
    regions = pd.Series(index=named.index, dtype="str")
    if place is None:
        return regions
    asked = named.notna() & pointless & place.notna()
    told = {*named.dropna()}
    for city in named[asked].unique():
        region = namesake_around(city)
        if region is None or region in told:
            continue
        rows = pd.DataFrame({"name": admin1, "place": place})[asked & (named == city)]
        cases = list(rows.itertuples(index=False, name=None))
        known = {(name, at): _is_outside(name, at, city) for name, at in set(cases)}
        outside = [known[case] for case in cases]
        regions[rows.index[outside]] = region
    return regions


def _is_outside(name: str, place: str, city: str) -> bool:
    """Return whether a place beside a city's name is another one, and no part of the city."""
    if _tells_kind(name) or fold(name) in fold(place) or _OF_CITY.search(place):
        return False
    words = _OF_SETTLEMENT.sub("", place).split()
    names = len(words) <= _MOST_WORDS and not any(w[0].islower() for w in words)
    if not names or re.search(r"\d", place):
        return False
    return unit_code(place, city[:2]) != city


_OF_CITY = re.compile(
    r"(?i)\b(?:raion|rayon|districts?|quarter|район|р-н|мікрорайон|микрорайон|bezirk|stadtteil"
    r"|dzielnica|quartier|distrito|barrio|حي)\b"
)
"""What parts of a city are called."""
_OF_SETTLEMENT = re.compile(r"^(?:м|с|смт|сел|г|пос|пгт|дер)\.? |^(?:town|village|city) of ")
_MOST_WORDS = 3
"""Words of the longest name of a settlement: "Hospital No. 7" and a street are none."""


def _are_lands(names: pd.Series, land: pd.Series) -> pd.Series:
    """Return whether each name is that of the country in which its point lies."""
    return (_map(names, country_code) == land).fillna(value=False).astype(bool)


def _are_among_lands(alone: pd.Series, named: pd.Series) -> pd.Series:
    """Return which names of units are countries, as most others of their column are.

    "Guatemala" beside "Iran" and "Chile" is no department of Guatemala, nor "Mali" one of Guinea.
    """
    distinct = alone.dropna().unique()
    lands = {name: code for name in distinct if (code := country_code(str(name)))}
    if len(lands) == len(distinct) > 1:  # "Mexico" beside Japan alone is no state of Mexico
        own = (alone.map(lands) == named.str.slice(0, 2)).fillna(value=False).astype(bool)
    else:
        own = pd.Series(data=False, index=alone.index)
    if len(lands) < _FEWEST_NAMES or len(lands) * 2 <= len(distinct):
        return own
    return named.notna() & alone.isin(list(lands))


def _are_mere_parts(alone: pd.Series, named: pd.Series) -> pd.Series:
    """Return which units are called as any part, and no other name is of their country.

    "Sul" and "Norte" are regions of Guinea-Bissau, "Capital" is one of Denmark and "Coast" one of
    Tanzania, and they are parts of many another country.
    """
    known = pd.DataFrame({"name": alone, "unit": named}).dropna().drop_duplicates()
    bare = pd.Series([_is_mere_part(str(name)) for name in known["name"]], known.index, dtype=bool)
    told = known["unit"][~bare].str.slice(0, 2)
    bare &= ~known["unit"].str.slice(0, 2).isin(told)
    return alone.isin(known["name"][bare])


def _is_mere_part(name: str) -> bool:
    return all(word in _MERE_PARTS for word in re.split(r"[\s-]+", fold(name)))


_MERE_PARTS = frozenset(
    fold(
        "north south east west northern southern eastern western central center centre far upper"
        " lower norte sul sur sud este leste oeste ouest est nord ost süd centro extreme region"
        " nordeste sudeste noroeste sudoeste sureste suroeste nordost nordwest südost südwest"
        " північ південь схід захід центр север юг восток запад"
        " capital capitale hauptstadt stolica столиця столица metropolitan"
        " coast lakes rivers delta mountain mountains maritime highland highlands midlands sahel"
        " gulf bay unity"
    ).split()
)


def _tells_kind(name: str) -> bool:
    return says_kind(name) or name.upper() in admin1_codes()


def _differ(
    named: pd.Series,
    around: pd.Series,
    lat: pd.Series,
    lon: pd.Series,
    place: pd.Series | None,
) -> pd.Series:
    """Return whether a point is known to lie in another unit than the named one, and not near."""
    far = _outside(named.where(~named.isin(drawable_regions())), lat, lon, place)
    asked = named.notna() & around.notna() & (named != around) & ~far
    if not asked.any():
        return far
    pairs = pd.DataFrame({"named": named, "around": around})[asked]
    known = {pair: _are_apart(*pair) for pair in set(pairs.itertuples(index=False, name=None))}
    apart = [known[pair] for pair in pairs.itertuples(index=False, name=None)]
    differ = pd.Series(apart, pairs.index, dtype=bool).reindex(named.index, fill_value=False)
    for unit, rows in named[differ].groupby(named[differ]):
        at = rows.index
        differ.loc[at] = ~is_near_region(str(unit), lon[at].to_numpy(), lat[at].to_numpy())
    return differ | far


def _are_apart(named: str, around: str) -> bool:
    """Return whether a point in the unit `around` is outside the unit `named`."""
    if named in larger_units(around) or around in larger_units(named):
        return False
    # Of a unit without an outline nothing shows where it ends, unless the larger ones are known.
    return named in drawable_regions() or bool(larger_units(around))


def _distinct(lat: pd.Series, lon: pd.Series) -> tuple[_Array, _Array]:
    """Return distinct points (lon as real, lat as imaginary part), and the number of each row's.

    The number is -1 where there is no point.
    """
    placed = (lat.notna() & lon.notna()).to_numpy()
    both = lon.to_numpy()[placed] + 1j * lat.to_numpy()[placed]
    points, found = np.unique(both, return_inverse=True)
    which = np.full(len(lat), -1)
    which[placed] = found
    return points, which


def _near_border(
    codes: pd.Series, lat: pd.Series, lon: pd.Series, *, inner: bool = False
) -> pd.Series:
    """Return whether the point that tells each code may as well lie beyond its border."""
    near = np.zeros(len(codes), dtype=bool)
    asked = (codes.notna() & lat.notna() & lon.notna()).to_numpy()
    if not asked.any():
        return pd.Series(near, codes.index)
    rows = pd.DataFrame({"code": codes, "lon": lon, "lat": lat})[asked]
    distinct = rows.drop_duplicates()
    found = distinct.assign(
        near=is_near_border(list(distinct["code"]), distinct["lon"], distinct["lat"], inner=inner)
    )
    near[asked] = rows.merge(found, how="left")["near"].to_numpy(dtype=bool)
    return pd.Series(near, codes.index)


def _map(cells: pd.Series, read: Any) -> pd.Series:
    known = {text: read(str(text)) for text in cells.dropna().unique()}
    return cells.map(known).astype("str")


def _named_units(admin1: pd.Series, stated: pd.Series, around: pd.Series) -> pd.Series:
    if admin1.isna().all():
        return pd.Series(index=admin1.index, dtype="str")
    rows = pd.DataFrame({"name": admin1, "country": stated, "near": around.str.slice(0, 2)})
    rows = rows[admin1.notna()].astype(object)
    rows = rows.where(rows.notna(), None)
    distinct = rows.drop_duplicates()
    codes = [unit_code(*row) for row in distinct.itertuples(index=False, name=None)]
    found = distinct.assign(code=pd.Series(codes, distinct.index, dtype="str"))
    code = rows.merge(found, how="left", on=["name", "country", "near"])["code"]
    return code.set_axis(rows.index).reindex(admin1.index).astype("str")


def _country_of_codes(names: Collection[str]) -> str | None:
    """Return the one country whose units different names are the codes of: "TX", "OH", "IN,MI".

    A few may be a neighbour's, or a slip, where one of the others is no country's: "BC" and "ON"
    beside "TX".
    """
    parts = {part.strip() for name in names for part in re.split(_AND, name)} - {""}
    codes = {part for part in parts if _CODES.fullmatch(part)}
    if len(codes) < max(_FEWEST_NAMES, len(parts) * _NEARLY_ALL):
        return None
    lands = [_lands_of_code(code) for code in codes]
    found = frozenset.intersection(*lands)
    if not found:
        counts = Counter(land for each in lands for land in each)
        sure = [_lands_of_code(code) for code in codes if not country_code(code)]
        found = frozenset(
            land
            for land, count in counts.items()
            if count >= _MOST_CODES * len(codes) and any(land in each for each in sure)
        )
    return next(iter(found)) if len(found) == 1 else None


_MOST_CODES = 0.8


_CODES = re.compile(r"[A-Z]{2,3}")


def are_postal_codes(admin1: pd.Series) -> bool:
    """Return whether all that stands in the place of units are codes of states of one country."""
    names = {str(name).strip() for name in admin1.dropna().unique()}
    if not names or not all(_CODES.fullmatch(name) for name in names):
        return False
    return any(all(f"{land}-{name}" in admin1_codes() for name in names) for land in _POSTAL)


def _codes_of_units(admin1: pd.Series) -> list[str]:
    """Return the codes of countries in the place of units that may all be of units of one.

    None are where a country is named in full: it stands among countries.
    """
    lands = [name for name in admin1.dropna().unique() if country_code(name)]
    codes = [name for name in lands if _CODES.fullmatch(name)]
    if not codes or any(len(name) > _CODE for name in lands):
        return []
    return codes if frozenset.intersection(*map(_lands_of_code, codes)) else []


def _are_other_codes(admin1: pd.Series) -> bool:
    """Return whether all that stands in the place of units are codes, and a third of no country."""
    names = {str(name).strip() for name in admin1.dropna().unique()}
    known = sum(country_code(name) is not None for name in names)
    return all(_SHORT.fullmatch(name) for name in names) and known * 3 < len(names) * 2


_SHORT = re.compile(r"[A-Z]{1,2}")
_POSTAL = ("US", "CA", "BR", "AU")
"""Countries in which addresses have the codes of states."""


def _lands_of_code(name: str) -> frozenset[str]:
    return frozenset(code[:2] for code in admin1_codes() if code[3:] == name)


def _main_country(admin1: pd.Series, named: pd.Series) -> str | None:
    """Return the country of nearly all units that a column names; ``None`` where there is none.

    Parameters
    ----------
    admin1
        The names, missing where country or point tell the country.
    named
        The units that they are, as far as that is known.
    """
    distinct = named[admin1.notna()].dropna().unique()
    countries = pd.Series(distinct, dtype="str").str.slice(0, 2).value_counts()
    if len(distinct) < _FEWEST_NAMES or countries.iloc[0] < _NEARLY_ALL * len(distinct):
        return None
    return str(countries.index[0])


def _common_country(admin1: pd.Series, named: pd.Series) -> str | None:
    """Return the one country that has a unit of each name of a column.

    ``None`` where all names are known, and as units of one country.
    """
    known = named[admin1.notna()]
    if known.notna().all() and known.str.slice(0, 2).nunique() <= 1:
        return None
    return country_of_units(str(name) for name in admin1.dropna().unique()[:_NAMES])


_NAMES = 200
"""Names of a column that are compared with the units of countries."""


def _name_countries(text: str) -> str | None:
    """Return the codes of the countries that a text lists; ``None`` where it is no list of them."""
    parts = [part for part in re.split(rf"(?<!\s)\s*\n\s*|{_AND}", text.strip()) if part]
    codes = [country_code(part) for part in parts]
    return ",".join(filter(None, codes)) if len(parts) > 1 and all(codes) else None


def _stand_apart(admin1: pd.Series, named: pd.Series, main: str | None) -> pd.Series:
    """Return whether the unit of each row is the only one in another country than `main`."""
    others = named.where(admin1.notna() & (named.str.slice(0, 2) != main))
    if main is None or others.nunique() != 1:
        return pd.Series(False, named.index)
    kinds = {name for name in admin1[others.notna()].unique() if says_kind(name)}
    return others.notna() & ~admin1.isin(list(kinds))


def _read_lists(admin1: pd.Series, stated: pd.Series) -> pd.DataFrame:
    """Return what texts tell that are no unit: a country, a list of units, or a unit and more.

    Returns
    -------
    ``unit`` and ``country``, missing where there is none, and whether there are ``several`` units.
    """
    if admin1.isna().all():
        none = pd.Series(index=admin1.index, dtype="str")
        return pd.DataFrame({"unit": none, "country": none, "several": False})
    rows = pd.DataFrame({"name": admin1, "country": stated})[admin1.notna()].astype(object)
    rows = rows.where(rows.notna(), None)
    known = {
        row: _read_list(*row) for row in rows.drop_duplicates().itertuples(index=False, name=None)
    }
    found = [known[row] for row in rows.itertuples(index=False, name=None)]
    lists = pd.DataFrame(found, rows.index, columns=["unit", "country", "several"])
    lists = lists.reindex(admin1.index)
    return pd.DataFrame(
        {
            "unit": lists["unit"].astype("str"),
            "country": lists["country"].astype("str"),
            "several": lists["several"].eq(True),
        }
    )


_CUT_SHORT = re.compile(r"[A-Z][a-z]{1,2}\.?")
"""A word that is cut short, and no code of a country: "Mo" and "Ind." are not Macao and India."""


def _read_list(text: str, country: str | None) -> tuple[str | None, str | None, bool]:
    if (code := country_code(text)) and not _CUT_SHORT.fullmatch(text):
        return None, code, False
    parts = [part for part in re.split(_AND, " ".join(text.split())) if part]
    if not 1 < len(parts) <= _MOST_PARTS:
        return None, None, False
    units = [unit_code(part, country) for part in parts]
    lands = [None if unit else country_code(part) for unit, part in zip(units, parts, strict=True)]
    if not all(unit or land for unit, land in zip(units, lands, strict=True)):
        return None, None, False
    named = {unit for unit in units if unit}
    around = {land for land in lands if land} | {unit[:2] for unit in named}
    one = around.pop() if len(around) == 1 else None
    several = len(named) + len({land for land in lands if land and land != one}) > 1
    return (None if several or one is None else named.pop() if named else None), one, several


def without_areas(place: pd.Series) -> pd.Series:
    """Return names of places without those that are called as a country, or as what is a region.

    Among the quarters of a town "Jordan" is one of them.
    """
    areas = [name for name in place.dropna().unique() if _is_region(str(name))]
    return place.mask(place.isin(areas))


def name_regions(text: pd.DataFrame) -> pd.Series:
    """Return the words for the unit of each row: of its own column, else of place or target.

    These tell it where nothing else says where, and where they are plainly no settlement: they name
    a country, or say the kind of the units that they name, as at least half of the names beside
    them do, or most rows name one of several countries. Many settlements and quarters have the name
    of a country: Jordan, Georgia, Cuba. A country that most of the names end with tells it, too:
    "Kharkiv, Ukraine"; and so does a region that is said to be one, beside the settlement in it:
    "Харківська обл., м. Ізюм". Where a point tells the region, such words are those for it only if
    they name another one of the country. Regions of one country behind nearly all places tell it
    beside points and countries, too, for near a border an outline tells the wrong one. What is
    called a region of the country beside it ("Moscow region") is that, where no point tells it.

    Parameters
    ----------
    text
        Columns ``admin1``, ``country``, ``lat``, ``lon``, ``place`` and ``target``.
    """
    nowhere = text[["admin1", "country", "lat", "lon"]].isna().all(axis=1)
    words = text["place"].fillna(text["target"]).where(nowhere)
    names = words.dropna().unique()
    telling = {name for name in names if _is_region(str(name))}
    if len(telling) * 2 < len(names) and not _are_countries(words, telling):
        telling = {name for name in telling if not country_code(str(name))}
    telling -= {name for name, code in _lands_elsewhere_units(names).items() if code is None}
    lands = {name: found[1] for name in names if (found := _behind(str(name)))}
    around = {name: region for name in names if (region := _region_beside(str(name)))}
    said = pd.Series(index=words.index, dtype="str")
    if len({*around, *telling, *lands}) * 2 > len(names):
        said = words.map(around).astype("str")
    behind = _regions_behind([str(name) for name in names], lands)
    said = said.fillna(words.map(behind).astype("str"))
    said = said.fillna(words.where(words.isin(list(telling))).astype("str"))
    if len(lands) * 2 > len(names):
        said = said.fillna(words.map(lands).astype("str"))
    beside = text["place"].where(text["admin1"].isna() & ~nowhere)
    behind = _regions_behind([str(name) for name in beside.dropna().unique()], {})
    said = said.fillna(beside.map(behind).astype("str"))
    said = said.fillna(_regions_of_countries(text))
    return text["admin1"].fillna(said).fillna(_regions_apart(text))


def _regions_of_countries(text: pd.DataFrame) -> pd.Series:
    """Return the places without a point that are called regions of the countries beside them."""
    asked = text["place"].where(text["admin1"].isna() & text["lat"].isna())
    asked = asked.where(text["country"].notna())
    if asked.isna().all():
        return asked
    pairs = [*zip(asked, text["country"], strict=True)]
    known = {
        (place, land): called_region(str(place), code) is not None
        for place, land in {pair for pair in pairs if not any(map(pd.isna, pair))}
        if (code := country_code(str(land)))
    }
    return asked.where(pd.Series([known.get(pair, False) for pair in pairs], asked.index))


def _regions_apart(text: pd.DataFrame) -> pd.Series:
    """Return the regions that places are said to be in, where the points lie in another one."""
    lat, lon = text["lat"], text["lon"]
    said = _map(text["place"].where(text["admin1"].isna() & lat.notna()), _region_beside)
    if not said.notna().any():
        return said
    named, around = _map(said, unit_code), units_at(lat, lon)
    of_country = named.str.slice(0, 2) == around.str.slice(0, 2)
    return said.where(_differ(named.where(of_country), around, lat, lon, None))


def name_countries(text: pd.DataFrame) -> pd.Series:
    """Return the words for the country of each row: of its own column, else behind its place.

    These tell it where most places end with a country: "Kharkiv, Ukraine". So does one of these
    countries in the place of a place: "Ukraine".

    Parameters
    ----------
    text
        Columns ``country`` and ``place``.
    """
    names = text["place"].dropna().unique()
    lands = {name: found[0] for name in names if (found := _behind(str(name)))}
    lands |= _lands_like_units([str(name) for name in names if name not in lands], lands.values())
    if len(lands) * 2 <= len(names):
        return text["country"]
    told = {*lands.values()}
    lands |= {name: code for name in names if (code := country_code(str(name))) in told}
    return text["country"].fillna(text["place"].map(lands).astype("str"))


def _lands_like_units(names: Sequence[str], told: Collection[str]) -> dict[str, str]:
    """Return the countries behind places whose names are those of units, too.

    "Guadalajara, Mexico" is in Mexico, whose unit is called so. "Niamey, Niger" is in Niger, and
    not in Nigeria, where others are in countries that are `told`, and none is in Nigeria.
    """
    behind = {name: name.rpartition(",")[2].strip() for name in names if "," in name}
    found = {}
    for name, land in behind.items():
        code, unit = country_code(land) if len(land) > _CODE else None, unit_code(land)
        if code is None or unit is None or land in {*_STATES_TOO, *_CITIES_TOO, "Georgia"}:
            continue
        if unit[:2] == code or (told and unit[:2] not in told):
            found[name] = code
    return found


def name_lands(text: pd.DataFrame, regions: pd.Series) -> pd.Series:
    """Return the country of each row whose place, read as its region, is rather a country.

    "Mali" beside "Chad" is no region of Guinea. Missing in all other rows.

    Parameters
    ----------
    text
        Columns ``admin1``, ``country``, ``lat``, ``lon`` and ``place``.
    regions
        What `name_regions` returns for it.
    """
    nowhere = text[["admin1", "country", "lat", "lon"]].isna().all(axis=1)
    words = text["place"].where(nowhere)
    lands = _lands_elsewhere_units(words.dropna().unique())
    return words.where(regions == words).map(lands).astype("str")


def _lands_elsewhere_units(names: Collection[str]) -> dict[str, str | None]:
    """Return the countries among names of places that are called like a unit of another one.

    "Mali" is one where the column names another country, or a unit of Mali; where it names neither,
    or does so for Guinea as well, which has a Mali, too, nothing tells: ``None``.
    """
    lands = {name: code for name in names if (code := country_code(str(name)))}
    elsewhere = {
        name: (code, unit[:2])
        for name, code in lands.items()
        if len(name) > _CODE and (unit := _unit_elsewhere(name))
    }
    if not elsewhere:
        return {}
    units = {name: unit_code(str(name)) for name in [*names][:_NAMES] if name not in lands}
    of_units = {unit[:2] for unit in units.values() if unit}

    def meant(name: str) -> str | None:
        code, other = elsewhere[name]
        told = code in of_units or bool({*lands.values()} - {code})
        return code if told and other not in of_units else None

    return {name: meant(name) for name in elsewhere}


def lands_alone(place: pd.Series) -> pd.DataFrame:
    """Return which country each place is by its whole name, where nothing else tells of one.

    "Ukraine" among towns is the country, "Mali" and "Georgia" may be a region of another one.

    Returns
    -------
    ``country``, a code, missing where the place is called as none, or might be a region; and
    ``unsure``, whether it might.
    """
    lands = _map(place, lambda name: country_code(name) if len(name) > _CODE else None)
    unsure = lands.notna() & (
        _map(place, _unit_elsewhere).notna() | place.isin(_STATES_TOO | _CITIES_TOO)
    )
    return pd.DataFrame({"country": lands.mask(unsure), "unsure": unsure})


def _unit_elsewhere(name: str) -> str | None:
    """Return the unit of another country that is called as the country of this name."""
    land, unit = country_code(name), unit_code(name)
    return unit if land and unit and not is_of_state(land, unit[:2]) else None


def fill_units(read: pd.DataFrame, place: pd.Series) -> pd.DataFrame:
    """Return what was read of places, with the units that only their names tell.

    That is a unit between a place and its country ("Gao, Gao, Mali"), where no column names one
    and the point tells none, as in a country whose units are not drawn.

    Parameters
    ----------
    read
        See `read_places`.
    place
        Names of places, missing where blank.
    """
    asked = place.where(read["admin1"].isna() & read["country"].notna())
    found = {name: _behind(str(name)) for name in asked.dropna().unique()}
    units = {name: pair[1] for name, pair in found.items() if pair}
    named = asked.map(units).astype("str")
    return read.assign(
        admin1=read["admin1"].fillna(named.where(named.str.slice(0, 3) == read["country"] + "-"))
    )


def _are_countries(words: pd.Series, telling: Collection[str]) -> bool:
    """Return whether most rows name one of several countries in the place of a settlement."""
    lands = {name for name in telling if country_code(name)}
    rows = words.isin(list(lands)).sum()
    return len(lands) >= _FEWEST_NAMES and rows * 2 > words.notna().sum()


def lie_elsewhere(place: pd.Series, lat: pd.Series, lon: pd.Series) -> pd.Series:
    """Return whether each point is far outside the country that the name of its place tells.

    That is a country, or ends with one: "Homs, Syria".
    """
    return _outside(land_of_place(place), lat, lon, place)


def land_of_place(place: pd.Series) -> pd.Series:
    """Return the code of the country that the name of each place is, or ends with."""
    return _map(place, _land_named)


def _country_stated(text: str) -> str | None:
    """Return the country that a cell for it names, if only behind a unit of it: "England, UK"."""
    if code := country_code(text):
        return code
    unit, _, land = (part.strip() for part in text.partition(","))
    code = country_code(land)
    of_it = country_code(unit) in (None, code)
    return code if code and of_it and unit_code(unit, code) else None


def name_other_lands(place: pd.Series, country: pd.Series) -> pd.Series:
    """Return whether each place is, or ends with, the name of another country than its own."""
    named = land_of_place(place.where(country.notna()))
    apart = named.notna() & (named != country).fillna(value=False).astype(bool)
    for own, other in {*zip(country[apart], named[apart], strict=True)}:
        if is_of_state(own, other) or is_of_state(other, own):
            apart &= (country != own) | (named != other)
    return apart


def _land_named(text: str) -> str | None:
    whole = len(text) > _CODE and unit_code(text) is None and text not in _STATES_TOO
    if whole and (code := country_code(text)):
        return code
    found = _behind(text)
    return found[0] if found else None


def _regions_behind(names: Sequence[str], lands: Mapping[str, str]) -> dict[str, str]:
    """Return what stands behind names of places, where that are the regions of one country.

    "Tumaco (Nariño)", "Briceño, Antioquia". Of two regions beside each other neither is in the
    other: both may be cities. Behind some there may be `lands` instead: then a region that is
    called like a country tells nothing.
    """
    found = {name: match for name in names if (match := _BEHIND.fullmatch(name))}
    regions = {
        name: region
        for name, match in found.items()
        if (region := (match[2] or match[3]).strip())
        and name not in lands
        and not (lands and country_code(region))
    }
    if len({*found, *lands}) <= len(names) * _NEARLY_ALL:
        return {}
    different = {*regions.values()}
    words = [region for region in different if not _CODES.fullmatch(region)]
    land = country_of_units(words) or _country_of_codes(different.difference(words))
    if land is None:
        return {}
    coded = {region: unit_code(region, land) for region in different}
    known = {name: code for name, region in regions.items() if (code := coded[region])}
    both = {
        name
        for name, code in known.items()
        if unit_code(place := found[name][1].strip(), land) not in (None, code)
        and not (_SHORTENED.fullmatch(regions[name]) or place.endswith(" City"))
    }
    if len(known) <= len(regions) * _NEARLY_ALL or len(both) * _FEWEST_NAMES > len(known):
        return {}
    # "Bucha, Kyiv" may be in the region, and "Podil, Kyiv" in the city.
    return dict(lands) | {
        name: code if lands or _CODES.fullmatch(regions[name]) else regions[name]
        for name, code in known.items()
        if name not in both and not namesake_around(code)
    }


_SHORTENED = re.compile(r"[A-Z]{2,3}|.+\.")
"""What is plainly a region behind a city: "Washington, D.C.", "New York, NY"."""

_BEHIND = re.compile(r"([^,()]+)(?:\(([^,()]+)\)|, ?([^,()]+))")


def _region_beside(text: str) -> str | None:
    """Return the region that one of the names of a list says to be, beside places in it."""
    parts = [part for each in text.split(",") if (part := each.strip())]
    if not 1 < len(parts) <= _MOST_PARTS:
        return None
    regions = [part for part in parts if says_kind(part) and unit_code(part)]
    return regions[0] if len(regions) == 1 else None


def _behind(text: str) -> tuple[str, str] | None:
    """Return the country that a name ends with, by its code, and the words that tell it as a unit.

    These are the code of its unit that stands before it, else its name. ``None`` for a country that
    is also a unit's name, unless one of its own stands before it: "Gao, Gao, Mali" is in Mali, and
    not in the Mali of Guinea.
    """
    *places, land = (part.strip() for part in re.split(r",|\s[-–—]\s", text))
    spelt = len(land) > _CODE or land in _LANDS_CUT_SHORT
    code = country_code(land) if spelt and any(places) else None
    if code is None or ("," not in text and country_code(places[-1])):  # "Sudan - Ethiopia"
        return None
    unit = unit_code(places[-1], code) if len(places) > 1 else None
    if unit and not namesake_around(unit):
        return code, unit
    told = unit_code(land) in (None, _KOSOVO)
    return (code, land) if told and land not in _STATES_TOO else None


_CODE = 3
"""Letters of a code, which behind a comma may be a state's: "Kabul, IN"."""
_LANDS_CUT_SHORT = {"USA", "UK", "UAE"}
"""Which are no state's."""
_KOSOVO = "RS-KM"
"""The country, which ISO 3166-2 lists among Serbia's units, too."""
_STATES_TOO = {"Jersey", "Luxembourg"}
"""Countries by whose names people also mean a state or a province."""
_CITIES_TOO = {"Granada"}
"""Names of countries in one language, here of Grenada in Spanish, that are also a city's."""


def _is_region(text: str) -> bool:
    if country_code(text):
        return text not in _CITIES_TOO
    parts = [part for part in re.split(_AND, " ".join(text.split())) if part]
    kinds = [country_code(part) or (says_kind(part) and unit_code(part)) for part in parts]
    return len(parts) <= _MOST_PARTS and all(kinds)


def _outside(
    codes: pd.Series, lat: pd.Series, lon: pd.Series, place: pd.Series | None
) -> pd.Series:
    """Return whether each point is far outside the outline of its country or unit.

    No place is that says itself how far it lies from what it names, or off a coast.
    """
    outside = np.zeros(len(lat), dtype=bool)
    asked = codes.where(lat.notna() & lon.notna())
    for code, rows in asked.groupby(asked.to_numpy()).indices.items():
        points, which = _distinct(lat.iloc[rows], lon.iloc[rows])
        outside[rows] = is_far_from(str(code), points.real, points.imag)[which]
    if place is not None and outside.any():
        far = place[outside].str.contains(_HOW_FAR).fillna(value=False)
        outside[outside] = ~far.to_numpy(dtype=bool)
    return pd.Series(outside, lat.index)


_HOW_FAR = (
    r"(?i)^\s*\d+(?:[.,]\d+)?\s*(?:km|kms|kilomet(?:er|re)s?|mi|miles?|nm|км)\b"
    r"|^(?:off|near) (?:the )?(?:\w+ )?coast of\b|^offshore\b"
)
"""How the places of earthquakes and of what happened at sea begin."""
