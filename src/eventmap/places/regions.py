"""First-level units of countries: their ISO 3166-2 codes, what they are called, who lives there.

What has no outline in ``data/boundaries/admin1.json`` is known by name alone: from ISO 3166-2, and
as ``names.csv`` beside it spells it, whose first name for such a unit is the English one.
Inhabitants are those of ``data/boundaries/population.csv``.
"""
# ruff: noqa: RUF001 - Cyrillic words

import csv
import gettext
import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

import pycountry

from eventmap.errors import nearest
from eventmap.places.boundaries import drawable_regions, drawn
from eventmap.places.countries import without_brackets
from eventmap.places.names import fold, romanise
from eventmap.settings import bundled_data

POPULATION_YEAR = 2020
"""When the source published its figures: before the displacement since February 2022."""

_KINDS = {
    "oblast": (
        "oblast obl oblasti voblast obwod region province county voivodeship voivodship judet"
    ),
    "krai": "krai kray",
    "republic": "republic respublika",
    "okrug": "okrug",
    "city": "city misto gorod horad",
    "district": "district municipality raion rayon",
}
_LOCAL = ("city", "district")
_UNMISTAKABLE = {"US-DC"}
"""Without an outline, and spelt as no other country's unit is."""
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words.split()}
_SILENT = {"of", "the", "autonomous", "avtonomna", "avtonomnyy", "avtonomnaya"}
_WORDS_OF_KIND = re.compile(
    r"\b(?:special|republican|governorate|gov\.|prefecture|department|division|state|territory"
    r"|parish|wilaya|wilayat|emirate|federal|subject|of)\b",
    re.IGNORECASE,
)
_KIND_BEFORE = re.compile(
    r"^(?:(?:r[ée]gi[óo]n|regi[ãa]o|regione|[óo]blast['’]?|provin[cz]e?|prov[íi]ncia|d[ée]part[ae]ment"
    r"|departamento|gouvernorat|gobernaci[óo]n|governatorato|wilaya|estado|[ée]tat|pr[ée]fecture|prefectura"
    r"|gebiet|bundesland|prowincja|województwo|obw[óo]d)\s+"
    r"|(?:dep|de?pto|prov|edo|woj|gouv|gob)\.\s*)"
    r"(?:(?:de la|de l['’]|del?|des|du|d['’]|da|do|della|di)(?:\b|(?<=['’]))\s*)?(?=\w)",
    re.IGNORECASE,
)
"""The kind of a unit before its name, in languages that join the two: "Departamento de Nariño"."""
_REPUBLIC = re.compile(r"(?i)\bресп\b\.?")
_CITY = re.compile(r"^(?:м|г|місто|город)\.?\s+", re.IGNORECASE)


@cache
def admin1_codes() -> frozenset[str]:
    """Return every ISO 3166-2 code."""
    return frozenset(code for code, _ in _own_names())


@lru_cache(maxsize=8192)
def region_name(code: str) -> str | None:
    """Return the English name of a unit, such as "Kherson Oblast" for ``UA-65``."""
    if own := drawn("admin1").get(code):
        return str(own["name"])
    if english := _spellings().get(code):
        return english[0]
    unit = pycountry.subdivisions.get(code=code)
    return without_brackets(unit.name) if unit else None


def name_region(code: str | None) -> str | None:
    """Return the name of a unit, a code without a name as it is; ``None`` for none."""
    return (region_name(code) or code) if code else None


def unit_code(name: str, country: str | None = None, near: str | None = None) -> str | None:
    """Return the ISO 3166-2 code of the unit that a code or a name means.

    Parameters
    ----------
    country
        Alpha-2 code of the country that the row states.
    near
        That of the country in which its point lies; looked in first where none is stated.
    """
    if (plain := " ".join(name.split()).casefold()) in _CITIES:
        code = _CITIES[plain]
        return code if code and country in (None, code[:2]) else None
    wanted: list[str | None]
    if country:
        wanted = [country, "UA"] if country == "RU" else [country]
    else:
        wanted = [near, None] if near else [None]
    found = (_find(name, within) for within in wanted)
    code = next((code for code in found if code), None)
    return None if code and code.startswith("US-") and _COUNTY.search(name) else code


_CITIES = {"mexico city": "MX-CMX", "kansas city": None}
"""Cities that are called as another unit is, with the unit that they are; the latter is in two."""

_COUNTY = re.compile(r"(?i)\bcounty\b")
"""No state of the USA is called so: "Delaware County" is in five of them, and Delaware none."""


def region_code(name: str, country: str | None = None) -> str | None:
    """Return the code of the unit called `name`, ``None`` if none or several are.

    Case, accents, apostrophes and hyphens do not matter, nor does the word for the kind of unit
    where only one unit has the name: "Donets'k", "Donetsk region" and "Donetska oblast" are
    ``UA-14``. A city and the unit around it are told apart: "Kyiv" is the city, "Kyiv Oblast"
    is not.

    Parameters
    ----------
    country
        ISO 3166-1 alpha-2 code of the country that the unit is in, if known.
    """
    exact, loose = _codes_by_name(everywhere=country is None)

    def named(found: dict[Any, set[str]], key: Any) -> set[str]:
        return {code for code in found.get(key, ()) if country in (None, code[:2])}

    base, kind = _fold(name)
    codes = named(exact, (base, kind))
    if not codes:  # "Kherson Raion" is less than "Kherson", but the units of Libya are districts
        codes = named(exact, (base, ""))
        codes = {code for code in codes if _is_district(code)} if kind == "district" else codes
    if not codes and kind not in _LOCAL:
        codes = named(loose, base)
    if len({code[:2] for code in codes}) == 1:
        # Where a country has two levels of units, the one with an outline is meant.
        codes = codes & drawable_regions() or codes
    return codes.pop() if len(codes) == 1 else None


def are_namesakes(one: str, other: str) -> bool:
    """Return whether two units are called the same but for their kind, as Kyiv and Kyiv Oblast."""
    names = [region_name(code) for code in (one, other)]
    return None not in names and len({_fold(str(name))[0] for name in names}) == 1


@cache
def namesake_around(city: str) -> str | None:
    """Return the code of the unit around a city that is one itself, if it is called the same.

    ``UA-32`` for ``UA-30``; ``None`` where `city` is no city, or no other unit has its name.
    """
    if not _is_city(city):
        return None
    codes = (code for code, _ in _own_names() if code[:2] == city[:2] and not _is_city(code))
    found = [code for code in codes if are_namesakes(code, city)]
    return found[0] if len(found) == 1 else None


def says_kind(name: str) -> bool:
    """Return whether a name says which kind of unit is meant, as "Kyiv Oblast" does."""
    kind = _CITY.match(name) or _KIND_BEFORE.match(name)
    return bool(kind) or any(_fold(each)[1] for each in (name, *romanise(name)))


def called_region(name: str, country: str | None = None) -> str | None:
    """Return the code of the unit that a name calls a region, and no city: "Kherson Oblast".

    Parameters
    ----------
    country
        Alpha-2 code of the country that it is in, if known.
    """
    called = _KIND_BEFORE.match(name) or _REGION.search(name) or _PART_OF.match(name)
    code = unit_code(name, country) if called else None
    return None if code is None or _is_city(code) else code


_REGION = re.compile(
    r"(?i)(?:\b(?:oblast|region|krai|province|governorate|prefecture|voivodeship|wilaya|emirate"
    r"|l[äa]n|fylke|obwód|область|області|обл\.?|край)|(?<=[a-z]) (?:state|department|territory))$"
)
"""What a name ends with that is a region and no city."""
_PART_OF = re.compile(r"(?i)(?:(?:north|south|east|west)(?:ern)?|central) [^\W\d_]{3}")
"""How the name of a unit begins that is a part of a larger one: "West Darfur", "North Kivu"."""


@cache
def larger_units(code: str) -> frozenset[str]:
    """Return the codes of the units that a unit is part of, by ISO 3166-2."""
    found = set()
    unit = pycountry.subdivisions.get(code=code)
    while unit is not None and unit.parent_code and unit.parent_code not in found:
        found.add(unit.parent_code)
        unit = pycountry.subdivisions.get(code=unit.parent_code)
    return frozenset(found)


def describe_admin1(value: str) -> str:
    """Say which codes of first-level units are allowed, and which one `value` may mean."""
    words = "an ISO 3166-2 code such as UA-65; or blank."
    try:
        return f"{words} Nearest: {pycountry.subdivisions.lookup(value).code!r}."
    except (LookupError, AttributeError):  # by a country's code all of its units are found
        country = value[:3].upper()
        return words + nearest(value, (c for c in admin1_codes() if c.startswith(country)))


def population(region: str) -> int | None:
    """Return the inhabitants of a unit (ISO 3166-2), ``None`` where no figure is at hand."""
    return _inhabitants().get(region)


@cache
def _inhabitants() -> dict[str, int]:
    path = bundled_data() / "boundaries" / "population.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {row["region"]: int(row["population"]) for row in csv.DictReader(file)}


_CUT_SHORT = """
    AL Ala., AZ Ariz., AR Ark., CA Calif. Cal., CO Colo., CT Conn., DE Del., DC D.C., FL Fla.,
    GA Ga., IL Ill., IN Ind., KS Kan. Kans., KY Ky., LA La., ME Me., MD Md., MA Mass., MI Mich.,
    MN Minn., MS Miss., MO Mo., MT Mont., NE Neb. Nebr., NV Nev., NH N.H., NJ N.J., NM N.M. N.Mex.,
    NY N.Y., NC N.C. N.Car., ND N.D. N.Dak., OK Okla., OR Ore. Oreg., PA Pa. Penn. Penna., RI R.I.,
    SC S.C. S.Car., SD S.D. S.Dak., TN Tenn., TX Tex., VT Vt., VA Va., WA Wash., WV W.Va.,
    WI Wis. Wisc., WY Wyo.
"""
"""How American papers cut the names of states short, with a point: "Ga." is neither Georgia around
Tbilisi nor Gabon (GA)."""


@cache
def _states_cut_short() -> dict[str, str]:
    states = (state.split() for state in _CUT_SHORT.split(","))
    return {name.casefold(): f"US-{code}" for code, *names in states for name in names}


def _state_cut_short(name: str, country: str | None) -> str | None:
    """Return the code of a state of the USA whose name is cut short, as in "Ga." and "W. Va."."""
    if country not in (None, "US"):
        return None
    text = "".join(name.split()).casefold()
    known = _states_cut_short()
    return known.get(text) or (known.get(f"{text}.") if country else None)


_LETTERS = re.compile(r"[A-Z]{2,3}")
"""How a country's own codes of its units are written, without that of the country: "TX"."""


@cache
def _find(name: str, country: str | None) -> str | None:
    code = name.upper()
    if code in admin1_codes():
        return code if country in (None, code[:2]) else None
    if country and _LETTERS.fullmatch(name) and f"{country}-{name}" in admin1_codes():
        return f"{country}-{name}"
    if state := _state_cut_short(name, country):
        return state
    name = _REPUBLIC.sub("республика", name)
    bare, cities = _CITY.subn("", name)
    kind = "misto " if cities else ""
    tries = [name, _WORDS_OF_KIND.sub(" ", name), *(kind + latin for latin in romanise(bare))]
    own, kinds = _KIND_BEFORE.subn("", name)
    tries += [f"region {own}"] if kinds else []
    found = (region_code(each, country) for each in tries)
    if code := next((each for each in found if each), ""):
        return code
    translated = _translated(everywhere=country is None).get(_plain(own), set())
    codes = {each for each in translated if country in (None, each[:2])}
    if len(codes) != 1:
        return None
    found_code = codes.pop()
    # "Région de Moscou" is the one around the city.
    return (namesake_around(found_code) or found_code) if kinds else found_code


def country_of_units(names: Iterable[str]) -> str | None:
    """Return the one country that has a unit of each name, as "Homs" and "Idlib" are Syria's.

    Names that no country's unit has are left out; fewer than two of the others tell nothing, nor
    do they where they are fewer than these. ``None`` where no country or several have them all.
    """
    given = list(dict.fromkeys(names))
    lands = [found for name in given if (found := _countries_of_unit(name))]
    if len(lands) < _FEWEST or 2 * len(lands) < len(given):
        return None
    common = frozenset.intersection(*lands)
    return next(iter(common)) if len(common) == 1 else None


_FEWEST = 2


@cache
def _countries_of_unit(name: str) -> frozenset[str]:
    """Return the countries that have a unit called `name`, in whatever way it is spelt."""
    if _state_cut_short(name, None):
        return frozenset({"US"})
    exact, loose = _codes_by_name(everywhere=False)
    own = _KIND_BEFORE.sub("", name)
    codes = set(_translated(everywhere=False).get(_plain(own), ()))
    for each in (name, own, _WORDS_OF_KIND.sub(" ", name), *romanise(_CITY.sub("", name))):
        base, kind = _fold(each)
        codes |= exact.get((base, kind), set()) | exact.get((base, ""), set())
        codes |= loose.get(base, set())
    return frozenset(land for land in {code[:2] for code in codes} if unit_code(name, land))


def _is_city(code: str) -> bool:
    unit = pycountry.subdivisions.get(code=code)
    return unit is not None and "city" in unit.type.lower().split()


def _is_district(code: str) -> bool:
    kind = pycountry.subdivisions.get(code=code).type.lower()
    return kind == "popularate" or "district" in kind or "municipality" in kind


@cache
def _translated(*, everywhere: bool) -> dict[str, set[str]]:
    """Return the codes by names in other languages, as `_plain` folds them.

    A few names are given to two units. In which country one lies, names in Ukrainian and Russian
    alone tell `everywhere`: those in other languages are known for some countries only.
    """
    if everywhere:
        return _in_languages(("uk", "ru"))
    found = {name: set(codes) for name, codes in _translated(everywhere=True).items()}
    for name, codes in _in_languages(_LANGUAGES).items():
        found.setdefault(name, set()).update(codes)
    for code, names in _spellings().items():
        for name in names:
            if not _is_latin(name):
                found.setdefault(_plain(name), set()).add(code)
    return found


def _in_languages(languages: Iterable[str]) -> dict[str, set[str]]:
    """Return the codes of units by their names in `languages`, other than their own."""
    found: dict[str, set[str]] = {}
    for language in languages:
        table = gettext.translation("iso3166-2", pycountry.LOCALES_DIR, [language])
        for code, own in _own_names():
            if (name := table.gettext(own)) != own:
                found.setdefault(_plain(name), set()).add(code)
                if code[:2] in _ADJECTIVES and (bare := _OBLAST.sub("", name)) != name:
                    found.setdefault(_plain(bare), set()).add(code)
    return found


@cache
def _own_names() -> tuple[tuple[str, str], ...]:
    """Return the code of every unit and its name in ISO 3166-2: asking pycountry takes longer."""
    return tuple((unit.code, unit.name) for unit in pycountry.subdivisions)


def place_names(language: str) -> set[str]:
    """Return the names of countries and of units in a language, such as "pl", as it writes them.

    Names that it has no other word for stay as the unit's own country writes them.
    """
    return {
        table.gettext(place.name)
        for standard, places in (
            ("iso3166-1", pycountry.countries),
            ("iso3166-2", pycountry.subdivisions),
        )
        for table in [
            gettext.translation(standard, pycountry.LOCALES_DIR, [language], fallback=True)
        ]
        for place in places
    }


_ADJECTIVES = ("UA", "RU", "BY", "KZ")
"""Countries whose units are adjectives, which tables write alone: "Курська" of "область"."""
_OBLAST = re.compile(r"(?i)(?<=а) (?:область|вобласць)$")
_LANGUAGES = ("de", "es", "fr", "he", "it", "pl", "tr")
_ARTICLES = re.compile(r"^(?:(?:محافظة|ولاية) )?(?:ال)?|(?<= )ال")
"""What Arabic names begin with or leave out: the kind of the unit, the article."""


def _plain(name: str) -> str:
    words = " ".join(re.findall(r"\w+", name.casefold()))
    # What has none of the letters that these change, as most names, is left alone.
    if max(words, default="") < min(_ALIKE_LETTERS):
        return words
    return _ARTICLES.sub("", words).translate(_ALIKE)


_ALIKE_LETTERS = "أإآةى"
_ALIKE = str.maketrans(_ALIKE_LETTERS, "اااهي")
"""Letters of Arabic that are written for one another."""


def _is_latin(name: str) -> bool:
    return re.search("[a-z]", fold(name)) is not None


@cache
def _spellings() -> dict[str, list[str]]:
    """Return the names of units in ``names.csv``, by code."""
    found: dict[str, list[str]] = {}
    with (bundled_data() / "boundaries" / "names.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["code"], []).append(row["name"])
    return found


@cache
def _codes_by_name(
    *, everywhere: bool
) -> tuple[dict[tuple[str, str], set[str]], dict[str, set[str]]]:
    """Return the codes by folded name and kind, and by folded name where the kind was said.

    Parameters
    ----------
    everywhere
        Without the spellings of units that have no outline, which are those of a few countries:
        that none of the others has a unit called so cannot be told.
    """
    exact: dict[tuple[str, str], set[str]] = {}
    loose: dict[str, set[str]] = {}
    own = [(code, unit["name"]) for code, unit in drawn("admin1").items()]
    other = [
        (code, name)
        for code, names in _spellings().items()
        if not everywhere or code in drawable_regions() or code in _UNMISTAKABLE
        for name in names
        if _is_latin(name)
    ]
    iso = [(code, without_brackets(name)) for code, name in _own_names()]
    taken: set[tuple[str, str, str]] = set()
    for source in (own, other, iso):
        folded = [(code, *_fold(name)) for code, name in source]
        for code, base, kind in folded:
            # What a unit is called here is no other unit's name: "Sofia" is the city alone.
            if (code[:2], base, kind) in taken:
                continue
            exact.setdefault((base, kind), set()).add(code)
            if kind not in ("", *_LOCAL):
                loose.setdefault(base, set()).add(code)
        taken.update((code[:2], base, kind) for code, base, kind in folded)
    return exact, loose


@lru_cache(maxsize=8192)
def _fold(name: str) -> tuple[str, str]:
    """Return the plain letters of `name` in one word, and the kind of unit if it says one."""
    words = ["saint" if word == "st" else word for word in re.findall(r"[a-z0-9]+", fold(name))]
    base = "".join(word for word in words if word not in _KIND_OF and word not in _SILENT)
    return base, next((_KIND_OF[word] for word in words if word in _KIND_OF), "")
