"""What the cells of a column look like, from a bounded number of distinct ones spread over it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import pandas as pd

from eventmap.places import country_code, country_of_units, unit_code
from eventmap.readers.formats.composed import is_name_of_month, tells_days
from eventmap.readers.formats.vocabulary import KINDS_OF_PLACE, PARTS_OF_THE_WORLD
from eventmap.readers.values.blanks import SIGNS
from eventmap.readers.values.coordinates import are_degrees, look_like_metres, write_ost
from eventmap.readers.values.dateshapes import interpret
from eventmap.readers.values.figures import (
    CellFigure,
    begins_with_figure,
    read_figure,
    tell_nouns,
    tells_of_nobody,
)
from eventmap.readers.values.pairs import looks_like_pairs
from eventmap.readers.values.places import are_postal_codes
from eventmap.readers.values.precisionwords import read_precision
from eventmap.schema import GeoPrecision, Side, Status

_TAKEN = 2000
_TRIED = 300
"""Cells of a column that are looked at, and how many distinct ones of them are tried."""

_NAMED = 40
"""How many are looked up as names of countries and of their units."""


@dataclass(frozen=True)
class Profile:
    """What the cells of a column look like.

    Parameters
    ----------
    filled
        How many cells are not blank.
    samples
        Three of them.
    shares
        Of the distinct cells that were tried, by what they can be read as.
    """

    filled: int
    samples: tuple[str, ...] = ()
    shares: Mapping[str, float] = field(default_factory=dict)

    def share(self, kind: str) -> float:
        """Return the share of cells that can be read as `kind`, 0 to 1."""
        return self.shares.get(kind, 0.0)


_CODE = re.compile(r"-(?:9|77|88|99|999|9999)(?:\.0+)?")
"""Numbers below 0 by which tables say that they do not know."""

_LINK = re.compile(r"(?i)(?:https?://|www\.)[^\s.]{1,253}\.\S")
_LINKS = re.compile(r"(?i)(?:https?://|www\.)\S+")
_PROSE = 8
"""Words beside a link that make it a text."""

_OBJECTS = re.compile(r"\s*(?:\[\s*)?\{\s*[\"']")
"""Objects in one cell, as JSON or Python writes them: "[{"url": …", "{'south': …"."""

_LONG = 60
_FEW = 3
"""Letters of the longest code that is taken for no title."""

_WORDS = 3
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?:19|20)\d\d(?:\.0+)?")
_EARLY_YEAR = re.compile(r"(?:1[5-9]|20)\d\d(?:\.0+)?")
"""What a heading has to call a year: elsewhere, 1812 may be so many people."""

_ANY_YEAR = re.compile(r"-?\d{1,4}(?:\.0+)?")
_SMALL = re.compile(r"(\d{1,2})(?:\.0+)?")
_TIME = re.compile(r"\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?")
_NUMBER = re.compile(r"[+-]?\d{1,16}(?:[.,]\d{1,15})?")
_SERIES = re.compile(r"0\d{3,30}|\d{9,30}")
"""Numbers of papers and telephones, which count nothing."""

_FINE = re.compile(r"[+-]?\d{1,3}[.,]\d{2,15}")
_DECIMAL = re.compile(r"[+-]?\d{1,3}[.,]\d{1,15}")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_DAYS = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_MONTH_OF_YEAR = re.compile(r"(?:0[1-9]|1[0-2])\.(?:19|20)\d\d")
_ORDINAL = re.compile(r"\d{4}-\d{3}")
"""A day of a year, or the number of a case: which of them, no cell tells."""

_ROUNDED = re.compile(r"[+-]?\d(?:[.,]\d{1,15})?E[+-]?\d{1,3}")
"""A long number as spreadsheets show it: "2.00512E+12"."""

_LETTERED_CODE = re.compile(r"[A-Z]{1,3}[-_]?\d{5,12}")
"""A code of a census area, as "E01013345", or of a unit, as "KE007027"."""

_EPOCH = re.compile(r"1[0-9]{9}(?:[0-9]{3}|[0-9]{6})?(?:\.0+)?")
_SERIAL = re.compile(r"[34]\d{4}(?:[.,]\d+)?")
_DEGREES = re.compile(
    r"\d ?[°º˚] ?(?:\d{1,2}(?:[.,]\d{1,9})? ?['\u2019\u2032\xb4]|[^°º˚]{0,20}\d ?[°º˚])"
)
"""Degrees and minutes, or degrees twice, whatever stands beside them."""

_DATELIKE = re.compile(
    r"\b(?:1[0-9]|20)\d\d\b|\b\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d\d)\b|\b\d{4}[-/]\d\d"
)
_WORD = re.compile(r"[^\W\d_]{3,12}\.?")
_TWO_WORDS = re.compile(r"[^\W\d_]{3,12} [^\W\d_]{3,12}")
_FIGURES = re.compile(r"\d{1,9}")
_MONTH, _HOUR, _DAY, _WEEK = 12, 23, 31, 53
_KEPT_CHARACTERS = 20_000
"""In a sample of cells whose shares are kept."""


def _is_date(text: str) -> bool:
    if _NUMBER.fullmatch(text):
        return bool(
            _YEAR.fullmatch(text)
            or _DAYS.fullmatch(text)
            or _MONTH_OF_YEAR.fullmatch(text)
            or _EPOCH.fullmatch(text)
            or _SERIAL.fullmatch(text)
        )
    return bool(interpret(text).spans) or bool(
        interpret(re.sub(r"[T ]\d{1,2}:\d\d.*", "", text)).spans
    )


def _is_day(text: str) -> bool:
    return not _NUMBER.fullmatch(text) and _is_date(text)


def _at_most(text: str, most: int) -> bool:
    match = _SMALL.fullmatch(text)
    return match is not None and 0 <= int(match[1]) <= most


def _is_month(text: str) -> bool:
    """Return whether a text is a word, or the name of a month in two, as in Arabic."""
    if _WORD.fullmatch(text):
        return True
    return _TWO_WORDS.fullmatch(text) is not None and is_name_of_month(text)


def _is_figure(text: str) -> bool:
    figure = read_figure(text)
    return begins_with_figure(text) if figure is None else figure != CellFigure()


_YES_OR_NO = {
    *("yes", "no", "y", "n", "true", "false", "так", "ні", "да", "нет", "oui", "non", "si", "sí"),
    *("sim", "não", "ja", "nein", "tak", "nie", "evet", "نعم", "لا", "maybe"),
}

_WHETHER = {*_YES_OR_NO, "0", "1", "0.0", "1.0"}

_POSITIONS = {
    *("north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest"),
    *("northern", "southern", "eastern", "western", "central", "center", "centre", "middle"),
    *("part", "the", "of", "country", "nord", "sud", "est", "ouest", "norte", "sur", "este"),
    *("oeste", "noreste", "noroeste", "sureste", "suroeste", "centro", "süd", "ost", "norden"),
    *("süden", "osten", "westen", "mitte", "північ", "південь", "схід", "захід", "центр"),
    *("север", "юг", "восток", "запад", "середина"),
}
"""Words of where in a country something is, and of no place in it."""


def _is_some_place(text: str) -> bool:
    """Return whether a text says of what kind a place is, and more: "Vivienda de la víctima".

    A name has another capital, or a number.
    """
    plain = text.casefold()
    first, *others = plain.split() or [""]
    told = first in KINDS_OF_PLACE and bool(others) and text[1:] == plain[1:]
    return plain in KINDS_OF_PLACE or (told and not _DIGIT.search(text))


_SHAPES: dict[str, Callable[[str], object]] = {
    "date": _is_date,
    "day": _is_day,
    "ordinal": _ORDINAL.fullmatch,
    "datelike": lambda text: len(text) < _LONG and _DATELIKE.search(text),
    "epoch": _EPOCH.fullmatch,
    "year": _YEAR.fullmatch,
    "early year": _EARLY_YEAR.fullmatch,
    "any year": _ANY_YEAR.fullmatch,
    "month": lambda text: _at_most(text, _MONTH) or _is_month(text),
    "dayno": lambda text: _at_most(text, _DAY) or tells_days(text),
    "hour": lambda text: _at_most(text, _HOUR),
    "grade": lambda text: len(text) == 1 and text.isdecimal(),
    "week": lambda text: _at_most(text, _WEEK),
    "degrees": _DEGREES.search,
    "time": _TIME.fullmatch,
    "number": _NUMBER.fullmatch,
    "fine": _FINE.fullmatch,
    "series": _SERIES.fullmatch,
    "decimal": _DECIMAL.fullmatch,
    "thousands": _THOUSANDS.fullmatch,
    "figure": _is_figure,
    "two figures": lambda text: len(_FIGURES.findall(text)) in (1, 2) and not _is_day(text),
    "tells killed": lambda text: len(text) <= _LONG and "killed" in tell_nouns(text),
    "tells injured": lambda text: len(text) <= _LONG and "injured" in tell_nouns(text),
    "tells of people": lambda text: (
        len(text) <= _LONG and (tell_nouns(text) or tells_of_nobody(text))
    ),
    "link": _LINK.search,
    "prose": lambda text: len(_LINKS.sub(" ", text).split()) >= _PROSE,
    "objects": _OBJECTS.match,
    "yes or no": lambda text: text.strip().casefold() in _YES_OR_NO,
    "whether": lambda text: text.strip().casefold() in _WHETHER,
    "long": lambda text: len(text) > _LONG,
    "letter": lambda text: len(text) == 1 and text.isalpha(),
    "few letters": lambda text: len(text) <= _FEW and text.isascii() and text.isalpha(),
    "phrase": lambda text: len(text.split()) >= _WORDS and not _DIGIT.search(text),
    "letters": lambda text: (
        any(letter.isalpha() for letter in text) and not _ROUNDED.fullmatch(text)
    ),
    "code": _LETTERED_CODE.fullmatch,
    "kind of place": lambda text: text.casefold() in KINDS_OF_PLACE,
    "some place": _is_some_place,
    "position": lambda text: _POSITIONS.issuperset(re.split(r"[\s/-]+", text.casefold())),
    "part of the world": lambda text: text.casefold() in PARTS_OF_THE_WORLD,
    "status": lambda text: text.strip().lower() in {each.value for each in Status},
    "side": lambda text: text.strip().lower() in {each.value for each in Side},
}


def profile_column(cells: pd.Series, ost: str = "") -> Profile:
    """Return what a column of text looks like, from a bounded sample of its cells.

    Parameters
    ----------
    ost
        What the letter O is short for in coordinates, E or W; empty where that is not known.
    """
    filled = np.flatnonzero(cells.notna().to_numpy())
    at = filled
    if len(filled) > _TAKEN:
        at = filled[np.linspace(0, len(filled) - 1, _TAKEN).astype(int)]
    texts = [text for each in cells.iloc[at].tolist() if (text := str(each).strip())]
    told = [text for text in texts if text not in SIGNS and not _CODE.fullmatch(text)]
    if not told:
        return Profile(0 if not texts else len(filled), tuple(dict.fromkeys(texts))[:3])
    distinct = list(dict.fromkeys(told))
    tried = distinct
    if len(distinct) > _TRIED:
        tried = [distinct[int(step)] for step in np.linspace(0, len(distinct) - 1, _TRIED)]
    if ost:
        tried = [write_ost(text, ost) for text in tried]
    # A table is looked at twice: to recognise it, and to read it.
    small = sum(map(len, tried)) < _KEPT_CHARACTERS
    look = _kept_shares if small else _shares
    shares = look(tuple(tried)) | {
        "distinct": len(distinct) / len(told),
        "filled": len(filled) / len(cells),
    }
    return Profile(len(filled), tuple(distinct[:3]), shares)


def _shares(tried: tuple[str, ...]) -> dict[str, float]:
    """Return which share of the cells looks like what."""
    shares = {
        kind: sum(bool(is_one(text)) for text in tried) / len(tried)
        for kind, is_one in _SHAPES.items()
    }
    cells = pd.Series(tried, dtype="str")
    shares["precision"] = float(read_precision(cells).isin(list(GeoPrecision)).mean())
    if any(letter.isdigit() for text in tried for letter in text):
        shares["pair"] = float(looks_like_pairs(cells).mean())
        shares["lat"] = float(are_degrees(cells, "lat").mean())
        shares["lon"] = float(are_degrees(cells, "lon").mean())
        shares["metres"] = float(look_like_metres(cells).mean())
    if shares["letters"] and not shares["link"]:
        names = [text for text in tried if len(text) <= _LONG][:_NAMED]
        shares |= _shares_of_places(names)
    return shares


_kept_shares = lru_cache(128)(_shares)


def _shares_of_places(names: list[str]) -> dict[str, float]:
    if not names:
        return {}
    countries = sum(is_country(name) for name in names) / len(names)
    units = sum(is_unit(name) for name in names) / len(names)
    if are_postal_codes(pd.Series(names, dtype="str")):
        units = 1.0  # "TN" alone is no unit that is known
    either = sum(
        name.casefold() not in _NO_PLACES and (is_country(name) or is_unit(name)) for name in names
    ) / len(names)
    if either < 1 and (land := country_of_units(names)):
        either = max(either, sum(unit_code(name, land) is not None for name in names) / len(names))
    behind = sum("," in name and is_country(name.rpartition(",")[2].strip()) for name in names)
    shares = {"country": countries, "unit": units, "known place": either}
    return shares | {"before a country": behind / len(names)}


_NO_PLACES = {"am", "pm", "male"}
"""Words of other columns that are also a code or the name of a place."""


@lru_cache(10_000)
def is_country(name: str) -> bool:
    """Return whether a text is the name or code of one country."""
    return country_code(name) is not None


@lru_cache(10_000)
def is_unit(name: str) -> bool:
    """Return whether a text is the name or code of one first-level unit of a country."""
    return unit_code(name) is not None
