"""GDELT event exports: 1.0 with 57 or 58 columns, 2.0 with 61; files have no header as a rule.

The rules follow the codebooks (http://data.gdeltproject.org/documentation/
GDELT-Event_Codebook-V2.0.pdf, GDELT-Data_Format_Codebook.pdf) and the CAMEO manual of event codes
(http://data.gdeltproject.org/documentation/CAMEO.Manual.1.1b3.pdf). A literal NULL is blank.

Place
    Where the action was. ``ActionGeo_Type`` 1 is `country`; 2 and 5, a state or province, are
    `region`; 3 and 4, a city or landmark, are `settlement`. The point is the middle of that. In
    excerpts without it ``ActionGeo_FullName`` tells: a name alone is a country, with its country
    behind it, or written twice, a region.
    Countries are FIPS 10-4 codes: ``UP`` is Ukraine, ``RS`` Russia.
Date
    The day that the text speaks of, ``SQLDATE`` (``Day`` in 2.0), such as 20180530.
Casualties
    None are coded: unknown.
Type
    By the root of the CAMEO code, and for root 19, fight, and 18, assault, by its third digit:
    194 artillery and tanks is `shelling`, 195 aerial weapons `air_strike`, 1952 remotely piloted
    ones `drone`, 183 bombings `explosion`, 191 blockades `transport_disruption`, 192 occupied
    territory `territorial_claim`, 193 small arms `ground_combat`, all else of root 19
    `armed_conflict`. 14 is `protest`. 18, 20 mass violence and 175 violent repression are
    `violence_against_civilians`. Any other code is `other`. Files that passed through a
    spreadsheet have lost the zero of 010 to 099, so codes are read together with their root. In
    excerpts without ``EventRootCode`` the root is that of the code, which has three digits or four:
    "43" is 043, and "211" 0211, for 20 is the last root.
Who
    ``Actor1Name`` is who does it and ``Actor2Name`` to whom, as the machine reads a sentence: both
    are parties, and no source says that either did it.
Status
    `reported`. ``NumSources`` is a count of papers, no grade.
Claim
    One a row, by GDELT, whose machine read the words and which nobody checked: what the row says
    is no sentence of the paper's. Its source is the site of ``SOURCEURL``, published on
    ``DATEADDED``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from eventmap.readers.formats.assembly import (
    Assembly,
    first_address,
    has_columns,
    list_parts,
    plain_codes,
    read_fips,
    read_names,
    translate,
)
from eventmap.readers.model import Draft, Format, Source
from eventmap.schema import EventType, GeoPrecision, Side, Status

_ACTOR = (
    *("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code"),
    *("Religion2Code", "Type1Code", "Type2Code", "Type3Code"),
)
_ACTION = (
    *("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass"),
    *("GoldsteinScale", "NumMentions", "NumSources", "NumArticles", "AvgTone"),
)
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "Lat", "Long", "FeatureID")


def _names(geo: Sequence[str], *end: str) -> tuple[str, ...]:
    return (
        *("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"),
        *(f"Actor{number}{name}" for number in (1, 2) for name in _ACTOR),
        *_ACTION,
        *(f"{whose}Geo_{name}" for whose in ("Actor1", "Actor2", "Action") for name in geo),
        *end,
    )


LAYOUTS = {
    57: ("1.0", _names(_GEO, "DATEADDED")),
    58: ("1.0", _names(_GEO, "DATEADDED", "SOURCEURL")),
    61: ("2.0", _names((*_GEO[:4], "ADM2Code", *_GEO[4:]), "DATEADDED", "SOURCEURL")),
}
"""Version and names of the columns, by their number."""

GEO_TYPES = {
    "1": GeoPrecision.COUNTRY,
    "2": GeoPrecision.REGION,
    "3": GeoPrecision.SETTLEMENT,
    "4": GeoPrecision.SETTLEMENT,
    "5": GeoPrecision.REGION,
}

ROOTS = {
    "01": (EventType.OTHER, "Public statement"),
    "02": (EventType.OTHER, "Appeal"),
    "03": (EventType.OTHER, "Intent to cooperate"),
    "04": (EventType.OTHER, "Consultation"),
    "05": (EventType.OTHER, "Diplomatic cooperation"),
    "06": (EventType.OTHER, "Material cooperation"),
    "07": (EventType.OTHER, "Aid"),
    "08": (EventType.OTHER, "Concession"),
    "09": (EventType.OTHER, "Investigation"),
    "10": (EventType.OTHER, "Demand"),
    "11": (EventType.OTHER, "Disapproval"),
    "12": (EventType.OTHER, "Rejection"),
    "13": (EventType.OTHER, "Threat"),
    "14": (EventType.PROTEST, "Protest"),
    "15": (EventType.OTHER, "Show of force"),
    "16": (EventType.OTHER, "Reduced relations"),
    "17": (EventType.OTHER, "Coercion"),
    "18": (EventType.VIOLENCE_AGAINST_CIVILIANS, "Assault"),
    "19": (EventType.ARMED_CONFLICT, "Fighting"),
    "20": (EventType.VIOLENCE_AGAINST_CIVILIANS, "Mass violence"),
}
"""What the root codes of CAMEO are here, and what titles call them."""

FINER = {
    "175": (EventType.VIOLENCE_AGAINST_CIVILIANS, "Violent repression"),
    "183": (EventType.EXPLOSION, "Bombing"),
    "191": (EventType.TRANSPORT_DISRUPTION, "Blockade"),
    "192": (EventType.TERRITORIAL_CLAIM, "Occupation of territory"),
    "193": (EventType.GROUND_COMBAT, "Fight with small arms"),
    "194": (EventType.SHELLING, "Artillery or tank fire"),
    "195": (EventType.AIR_STRIKE, "Air strike"),
    "1952": (EventType.DRONE, "Drone strike"),
}
"""The same of codes that say more than their root."""

MACHINE = "Coded by a machine from the words of a news report; checked by nobody."
"""What readers must know of every row."""

_CODES = ("EventRootCode", "EventCode")
_PLACES = ("ActionGeo_Type", "ActionGeo_FullName")
"""What tells the type, and how exactly the place is known; excerpts leave one of them out."""

_SAMPLE = 1000
"""Rows that show whether a file without a header is GDELT's."""

_SHORTEST_CODE, _LAST_ROOT = 3, "20"
"""Digits of the shortest code, and the last root: "43" and "211" have lost a zero."""

_SHORT = r"\b(?:Us|Usa|Uk|Un|Eu|Uae)\b"


def _recognise(source: Source) -> str | None:
    coded = next((name for name in _CODES if has_columns(source, name)), "")
    placed = any(has_columns(source, name) for name in _PLACES)
    if coded and placed and has_columns(source, "GLOBALEVENTID"):
        return f"It names GDELT's columns, among them GLOBALEVENTID and {coded}."
    width = source.cells.shape[1]
    if source.header or width not in LAYOUTS:
        return None
    version, names = LAYOUTS[width]
    rows = source.cells.head(_SAMPLE).set_axis(list(names), axis="columns")
    rules = {"GLOBALEVENTID": r"\d+", "SQLDATE": r"[12]\d{7}", "QuadClass": r"[1-4]"}
    if all(rows[name].str.fullmatch(rule).fillna(False).all() for name, rule in rules.items()):
        return f"It has the {width} columns of GDELT {version} without names, and a day in the 2nd."
    return None


def _shape(source: Source, mapping: Mapping[str, str]) -> Draft:
    cells = source.cells.mask(source.cells == "NULL")
    names: dict[str, str] = {}
    if not source.header and cells.shape[1] in LAYOUTS:
        names = dict(zip(LAYOUTS[cells.shape[1]][1], map(str, cells.columns), strict=True))
    row = Assembly(replace(source, cells=cells), mapping, names)
    row.need("GDELT", source_id="GLOBALEVENTID")
    row.take("source_id", "GLOBALEVENTID")
    row.take("date_start", "SQLDATE", "Day")
    first, second = _read_actor(row.cell("Actor1Name")), _read_actor(row.cell("Actor2Name"))
    parties = list_parts(first.fillna("") + ";" + second.fillna(""))
    row.put("parties", parties, "Actor1Name", "Actor2Name")
    place = _put_place(row)
    words = _put_type(row)
    by = words + (" by " + first).fillna("") + (" towards " + second).fillna("")
    row.put("title", (by + ", " + place).fillna(by), "Actor1Name", "Actor2Name", "EventCode")
    _put_claim(row)
    return row.draft(
        order="YMD",
        licence="GDELT terms of use: any use, with citation",
        attribution=f"The GDELT Project, gdeltproject.org. {MACHINE}",
    )


def _read_actor(names: pd.Series) -> pd.Series:
    """Return names such as "THE US" and "NORTH KOREA" as one writes them."""
    plain = names.str.strip().str.replace(r"^(?:THE|AN?) ", "", regex=True).str.title()
    return plain.str.replace(_SHORT, lambda found: found[0].upper(), regex=True)


def _put_place(row: Assembly) -> pd.Series:
    """Set where it was, and return what its title calls the place."""
    full = row.cell("ActionGeo_FullName").str.strip()
    if row.has("ActionGeo_Type"):
        precision = row.code("geo_precision", GEO_TYPES, "ActionGeo_Type")
    else:
        precision = row.put("geo_precision", _grade_names(full), "ActionGeo_FullName")
    parts = full.str.extract(r"^(?P<place>[^,]+), (?:(?P<admin1>.+), )?(?P<country>[^,]+)$")
    state = precision == GeoPrecision.REGION
    country = parts["country"].fillna(full).astype("str")
    code = row.cell("ActionGeo_CountryCode")
    # A code that is none of a country's stands for the seas.
    country = read_fips(code).where(code.notna(), read_names(country))
    row.put("country", country, "ActionGeo_CountryCode", "ActionGeo_FullName")
    # Of a state, "Iowa, United States" is all; of a province, "Liaoning, Liaoning, China".
    admin1 = parts["admin1"].mask(state, parts["place"])
    row.put("admin1", admin1.astype("str"), "ActionGeo_FullName")
    place = parts["place"].where(precision == GeoPrecision.SETTLEMENT)
    row.put("place", place.astype("str"), "ActionGeo_FullName")
    row.take("lat", "ActionGeo_Lat")
    row.take("lon", "ActionGeo_Long")
    return parts["place"].fillna(full)


def _grade_names(full: pd.Series) -> pd.Series:
    """Return how exactly places are known by their names: "Texas, United States" is a region."""
    names = full.str.extract(r"^(?P<first>[^,]+)(?:, (?P<second>[^,]+))?(?P<more>, .+)?$")
    grade = pd.Series(GeoPrecision.SETTLEMENT.value, index=full.index, dtype="str")
    wide = names["more"].isna() | (names["first"] == names["second"])
    grade = grade.mask(wide, GeoPrecision.REGION.value)
    return grade.mask(names["second"].isna(), GeoPrecision.COUNTRY.value).where(full.notna())


def _put_type(row: Assembly) -> pd.Series:
    """Set the event's type, and return what its title calls it."""
    code = plain_codes(row.cell("EventCode"))
    if row.has("EventRootCode"):
        root = plain_codes(row.cell("EventRootCode")).str.zfill(2)
    else:
        whole = code.str.zfill(_SHORTEST_CODE)
        whole = whole.mask(whole.str.slice(0, 2) > _LAST_ROOT, "0" + whole)
        root = whole.str.slice(0, 2)
    code = code.where(code.str.slice(0, 2) == root)
    words = pd.Series("Event", index=root.index, dtype="str")
    types = pd.Series(EventType.OTHER.value, index=root.index, dtype="str")
    for codes, table in ((root, ROOTS), (code.str.slice(0, 3), FINER), (code, FINER)):
        types = translate(codes, {key: type_.value for key, (type_, _) in table.items()}).fillna(
            types
        )
        words = translate(codes, {key: word for key, (_, word) in table.items()}).fillna(words)
    row.put("event_type", types, "EventCode", "EventRootCode")
    return words


def _put_claim(row: Assembly) -> None:
    row.put("status", Status.REPORTED.value)
    counted = plain_codes(row.cell("NumSources"))
    counted = counted.where(counted.str.fullmatch(r"[1-9]\d*").fillna(False))
    row.put("quantity", counted, "NumSources")
    unit = pd.Series("sources", counted.index, dtype="str")
    row.put("quantity_unit", unit.where(counted.notna()), "NumSources")
    citation = row.cell("SOURCEURL").str.strip()
    url = row.put("url", first_address(citation), "SOURCEURL")
    site = url.str.extract(r"^\w+://(?:[^/@]*@)?(?:www\.)?([^/:?#]+)", expand=False).str.lower()
    outlet = site.fillna(citation).astype("str")
    row.put("claimant", "GDELT, coded by a machine")
    row.put("side", Side.OTHER.value)
    row.put("statement", MACHINE)
    row.put("source", outlet.fillna("GDELT"), "SOURCEURL")
    added = row.cell("DATEADDED").str.extract(r"^(\d{4})(\d\d)(\d\d)(?:\d{6})?$")
    row.put("published_on", added[0] + "-" + added[1] + "-" + added[2], "DATEADDED")


FORMAT = Format(
    name="gdelt",
    title="GDELT events",
    reference="http://data.gdeltproject.org/documentation/GDELT-Event_Codebook-V2.0.pdf",
    recognise=_recognise,
    shape=_shape,
)
