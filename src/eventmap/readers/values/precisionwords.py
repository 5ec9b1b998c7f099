"""How exactly a place is known, in the words of those who keep a table.

"Raion centroid", "admin1", "приблизно", "town level": in English, Ukrainian, Russian, French,
Spanish, Portuguese, Italian, German, Polish and Arabic, or by a distance: "within 25 km". Where
words name two levels, the coarser counts: nothing is more exact than it is said to be. Numbers are
codes of a scale that is not known here, and no words.
"""
# ruff: noqa: RUF001 - Cyrillic words

import re

import pandas as pd

from eventmap.schema import GeoPrecision

_ROUGH = (
    r"ap{1,2}rox|approch|estima[td]|inexact|imprecis|(?:not |in)accurate|not (?:exact|precise)"
    r"|неточн|не точн|приблиз|примерн|орієнтовн|ориентир|ungefähr|ungenau|przybliż|niedokładn|تقريب"
)
"""What calls a place no exact one."""

_WORDS: dict[GeoPrecision, str] = {
    GeoPrecision.COUNTRY: (
        r"countr|national|nationwide|adm(?:in)?[ _-]?0\b|країн|стран[аыу]|\bpays\b|\bpaís"
        r"|\bland(?:es)?\b|\bkraj(?:u|owy)?\b|nacional|nazional|دولة|بلد"
    ),
    GeoPrecision.REGION: (
        r"oblast|област|obw[oó]d|\br[eé]gi[oó]n|регіон|регион|\bкра[йя]\b|provinc|governorate|gouvernorat"
        r"|gobernaci|\bstate\b|canton"
        r"|adm(?:in)?[ _-]?(?:1|one)\b|(?:first|1st)[ -](?:order|level|adm)|voivod|wojew"
        r"|bundes(?:land|staat)"
        r"|d[eé]part|departament|estadual|estatal|statale|comunidad|субъект|محافظة|ولاية"
        r"|\bregi[aã]o|\bregione|provínc|\bestado"
    ),
    GeoPrecision.DISTRICT: (
        r"ra[iy]on|район|district|\bcounty|county\b|adm(?:in)?[ _-]?(?:2|3|two|three)\b|municip"
        r"|(?:second|2nd|third|3rd)[ -](?:order|level|adm)|hromada|громад|община|powiat|gmin[ay]"
        r"|kreis|gemeinde|commune|arrondiss|d[ée]l[ée]gation|distrito|قضاء|ناحية|vicinit|\bnear\b|\barea\b|about"
        r"|around|околиц|окрестн|поблизу|вблизи|environ|cerca|alrededor|\betwa\b|około"
        r"|municíp|concelho|\bcomune\b|perto|vicino"
        rf"|{_ROUGH}"
    ),
    GeoPrecision.SETTLEMENT: (
        r"\btown|\bcity|\bcit(?:y|ies)\b|village|settlement|populated place|locali[td]"
        r"|neighbou?rhood"
        r"|місто|міст[аі]\b|город|село|сел[аі]\b|насел[её]н|нас\. ?п|\bville\b|ciudad"
        r"|pueblo|\bstadt|chef-lieu|cabecera|barrio|vereda|quartier|\bort(?:schaft|smitte)?\b"
        r"|miast|miejscow|wieś|مدينة|قرية|بلدة"
        r"|cidade|\baldeia|\bvila\b|\bbairro|citt[aà]|villaggio"
    ),
    GeoPrecision.EXACT: (
        r"\bexact|precise|accurate|\bgps\b|geoloc|coordinates|address|building|rooftop|точн|адрес"
        r"|координат|дім|будинок|\bдом\b|exacte?\b|précis|exact[ao]|\bexat|esatt|precis[ao]"
        r"|endereço|indirizzo|direcci[oó]n|adress|genau|dokładn|دقيق"
    ),
    GeoPrecision.UNLOCATED: (
        r"unknown|not known|none|невідом|неизвест|inconnu|descon(?:oc|hec)|sconosciut|unbekannt"
        r"|nieznan|غير معروف"
    ),
}
"""Words by what they say, the coarsest first; what is unknown only where nothing else is said."""

_PATTERNS = {meant: re.compile(words) for meant, words in _WORDS.items()}


_MIDDLE = re.compile(r"[cz]entro[iï]d|центро[їи]д|mittelpunkt")


def read_precision(cells: pd.Series) -> pd.Series:
    """Return values of `GeoPrecision`, as they stand or by their words; other text unchanged."""
    known = {text: _read(str(text)) for text in cells.dropna().unique()}
    return cells.map(known).astype("str")


def _read(text: str) -> str:
    plain = " ".join(text.casefold().replace("_", " ").split())
    if plain.replace(" ", "_") in set(GeoPrecision):
        return plain.replace(" ", "_")
    if plain.isdigit():
        return text
    distance = _grade_distance(plain)
    told = next((each for each, words in _PATTERNS.items() if words.search(plain)), distance)
    if told is None and _MIDDLE.search(plain):
        told = GeoPrecision.DISTRICT  # of an area, and nothing says how large
    levels = list(_PATTERNS)
    if told and distance and levels.index(distance) < levels.index(told):
        told = distance
    return told.value if told else text


def is_middle(heading: str) -> bool:
    """Return whether a heading says that its points are the middles of areas."""
    return _MIDDLE.search(heading.casefold()) is not None


_ROUGHLY = re.compile(_ROUGH)
_EXACTLY = re.compile(r"\bexact|\bpreci[sz]|\baccurate|точн|\bprécis|\bgenau|\bdokładn|دقيق")


def says_exact(text: str) -> bool:
    """Return whether words say that something is known exactly, and not roughly."""
    plain = text.casefold()
    return _EXACTLY.search(plain) is not None and _ROUGHLY.search(plain) is None


_NO = frozenset(["no", "n", "false", "ні", "нет", "non", "nein", "nie", "não", "لا", "0", "0.0"])


def find_rough(heading: str, cells: pd.Series) -> pd.Series | None:
    """Return the rows of which a column says yes or no to whether something is approximate.

    Where it asks whether it is exact, they are those with no. ``None`` where it asks neither, and
    where 0 and 1 may be grades: "precision".
    """
    plain = heading.casefold().replace("_", " ")
    if _GRADED.search(plain) and cells.str.contains(r"\d").any():
        return None
    rough = _ROUGHLY.search(plain) is not None
    if not rough and not _EXACTLY.search(plain):
        return None
    no = cells.str.strip().str.casefold().isin(_NO)
    return cells.notna() & (~no if rough else no)


_GRADED = re.compile(r"precisi[oó]|pr[eé]cision|accuracy|точніст|точност")


_DISTANCE = re.compile(
    r"(?<![\d.,])(\d{1,4}(?:[.,]\d{1,3})?)[ -]?"
    r"(km\b|kilom|км\b|кілом|килом|[mм]\b|met(?:er|re)s?\b|метр)"
)
_REACH_KM = (
    (200, GeoPrecision.COUNTRY),
    (50, GeoPrecision.REGION),
    (5, GeoPrecision.DISTRICT),
    (1, GeoPrecision.SETTLEMENT),
    (0, GeoPrecision.EXACT),
)
"""From how many kilometres on a place is known no better."""


def _grade_distance(plain: str) -> GeoPrecision | None:
    found = _DISTANCE.search(plain)
    if found is None:
        return None
    far = float(found[1].replace(",", ".")) / (1 if found[2][0] in "kк" else 1_000)
    return next(grade for least, grade in _REACH_KM if far >= least)
