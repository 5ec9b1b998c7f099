"""UCDP GED, the Georeferenced Event Dataset of the Uppsala Conflict Data Program.

The rules follow the codebook (https://ucdp.uu.se/downloads/ged/ged251.pdf). Every release has the
few columns that are read here; some have numbers as "1.0".

Place
    ``where_prec`` 1, "exact location of the event known and coded", is `exact`. 2, within about
    25 km of the point, and 3, only the second-order division known, are `district`. 4, only the
    first-order division known, is `region`. 5 is a line or an area with vague borders, 7 are
    international waters or airspace; one point stands for it, which tells no division: `region`
    where ``adm_1`` names one, else `country`, and so is 4 where it names none. 6, only the country
    known, is `country`. "Russia (Soviet Union)" and "Serbia (Yugoslavia)" were, in their time, more
    than the country of today (`LAST_YEARS`): then the country is that on whose soil the point lies.
    So it is for what left a state that keeps its name (`LEFT`), as South Sudan left Sudan.
Date
    ``date_prec`` 1 is `day`, 2 (two to six days) `days`, 3 `week`, 4 (up to a month) `month`, 5
    (up to a year) `year`. Official releases write ISO dates; in copies the column itself shows
    the order.
Casualties
    ``low``, ``best`` and ``high`` are deaths, as they stand. Injuries are not collected: unknown.
Type
    ``type_of_violence`` 1, state-based, and 2, non-state, are uses of armed force between two
    organised sides: `armed_conflict`, because the weapon is not coded; a word of the headline is
    kept as the summary and is no code. 3, one-sided, is `violence_against_civilians`; in excerpts
    without it, what has civilians as its second side.
Who
    The dyad, ``side_a`` and ``side_b``, are the parties; a dyad does not say which of them did
    it. One-sided violence is by definition the use of force by ``side_a`` against civilians:
    there side_a is the actor, civilians are the target. "Government of Russia (Soviet Union)" is
    named without the brackets, but not in the time of the Soviet Union.
Status
    By whose the bodies in ``source_original``, or where it is blank in ``source_office``, are
    (`sides`). ``number_of_sources`` is a count, no grade; -1 means that they were not counted:
    the number is unknown, also where an article is named.
Title
    The headline, if it is more than the name of a place (``Draft.headlines``); else the sides and
    the place.
Claim
    One by each speaker that ``source_original`` names, printed by ``source_office``, without a
    figure; and UCDP's own, whose estimate over all sources the figures are.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from eventmap.places import country_code, country_of
from eventmap.readers.formats.assembly import (
    SETTLEMENT,
    Assembly,
    find_names,
    first_address,
    first_sentences,
    list_parts,
    make_titles,
    plain_codes,
    read_gleditsch_ward,
    read_names,
    translate,
)
from eventmap.readers.formats.sides import (
    PARTIES,
    PARTY_SEPARATOR,
    are_voices,
    find_sides,
    grade_sources,
    part_at_commas,
    split_names,
)
from eventmap.readers.model import (
    GEOMETRY_LAT,
    GEOMETRY_LON,
    Draft,
    Format,
    Source,
    blank_claims,
)
from eventmap.schema import DatePrecision, EventType, GeoPrecision, Side

WHERE_PREC = {
    "1": GeoPrecision.EXACT,
    "2": GeoPrecision.DISTRICT,
    "3": GeoPrecision.DISTRICT,
    "4": GeoPrecision.REGION,
    "5": GeoPrecision.REGION,
    "6": GeoPrecision.COUNTRY,
    "7": GeoPrecision.REGION,
}
UNITLESS = ("4", "5", "7")
"""Where the point stands for more than a place: only a name tells the first-order division."""
_NEAR = ("2", "5", "7")
"""Where the place that is named is only the nearest to the event."""

DATE_PREC = {
    "1": DatePrecision.DAY,
    "2": DatePrecision.DAYS,
    "3": DatePrecision.WEEK,
    "4": DatePrecision.MONTH,
    "5": DatePrecision.YEAR,
}
TYPES = {
    "1": EventType.ARMED_CONFLICT,
    "2": EventType.ARMED_CONFLICT,
    "3": EventType.VIOLENCE_AGAINST_CIVILIANS,
}
ARMED, ONE_SIDED = "1", "3"

LAST_YEARS = {"Soviet Union": 1991, "Yugoslavia": 2006}
"""Of states that have come apart, by UCDP's second name for the one it has go on. The Soviet Union
ended in December 1991, the state union of Serbia and Montenegro in June 2006."""
_STATES_THEN = {"365": "Soviet Union", "345": "Yugoslavia"}
"""The same by the number of the state."""

LEFT = {"SD": ("SS", 2011), "ET": ("ER", 1993), "ID": ("TL", 2002), "ZA": ("NA", 1990)}
"""What was part of a state, and the year in which it became one of its own: before, events there
are given under the older state (Gleditsch and Ward's list of independent states)."""

_COLUMNS = (
    *("id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id"),
    *("conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name"),
    *("side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b"),
    *("number_of_sources", "source_article", "source_office", "source_date", "source_headline"),
    *("source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2"),
    *("latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region"),
    *("event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b"),
    *("deaths_civilians", "deaths_unknown", "best", "high", "low", "best_est", "high_est"),
    *("low_est", "gwnoa", "gwnob"),
)
"""In the order of the releases, since a shapefile numbers the names that it cuts to the same."""
CORE = ("type_of_violence", "date_start")
TELLING = ("where_prec", "date_prec", "dyad_name", "side_a", "deaths_civilians", "priogrid_gid")
"""Of these, two tell with `CORE` and `BEST` that a table is UCDP's."""
_FEWEST = 2
_BESIDE = (*TELLING, "side_b", "deaths_a", "deaths_b", "low", "high", "low_est", "high_est")
_FEWEST_BESIDE = 4
"""Of these, four do in an excerpt without the type of violence."""
BEST = ("best", "best_est")
"""What the best figure is called since version 17, and was until version 5."""

_LICENCE = "CC-BY-4.0"
_ATTRIBUTION = "UCDP Georeferenced Event Dataset, Uppsala University (Sundberg & Melander 2013)"


def _recognise(source: Source) -> str | None:
    names = find_names(source, _COLUMNS)
    best = next((name for name in BEST if name in names), None)
    parts = [name for name in TELLING if name in names]
    if best is None or "date_start" not in names:
        return None
    if not set(CORE) <= names.keys():
        parts = [name for name in _BESIDE if name in names]
        parts = parts if len(parts) >= _FEWEST_BESIDE else []
    if len(parts) < _FEWEST:
        return None
    return f"It has the columns of UCDP GED, among them {', '.join(parts[:_FEWEST])} and {best}."


def _shape(source: Source, mapping: Mapping[str, str]) -> Draft:
    row = Assembly(source, mapping, find_names(source, _COLUMNS))
    row.need("UCDP GED", date_start="date_start")
    row.put("source_id", plain_codes(row.cell("id")), "id")
    row.take("date_start", "date_start")
    row.take("date_end", "date_end")
    row.code("date_precision", DATE_PREC, "date_prec")
    place = row.take("place", "where_coordinates")
    row.take("admin1", "adm_1")
    countries = read_gleditsch_ward(row.cell("country_id")).fillna(read_names(row.cell("country")))
    lands = {name: country_code(name) or name for name in countries.dropna().unique()}
    lat = row.take("lat", "latitude", GEOMETRY_LAT)
    lon = row.take("lon", "longitude", GEOMETRY_LON)
    precision = row.code("geo_precision", WHERE_PREC, "where_prec")
    vague = plain_codes(row.cell("where_prec")).isin(UNITLESS) & row.cell("adm_1").isna()
    precision = precision.mask(vague, GeoPrecision.COUNTRY.value)
    row.put("geo_precision", precision, "where_prec", "adm_1")
    states = plain_codes(row.cell("country_id")).map(_STATES_THEN)
    larger = _was(states.fillna(_second_names(row.cell("country"))), row.cell("date_start"))
    told = lat.notna() & lon.notna() & (precision != GeoPrecision.COUNTRY.value)
    larger |= _lies_in_what_left(countries.map(lands), row.cell("date_start"), lat, lon)
    row.put("country", countries.mask(larger & told), "country_id", "country")
    types = translate(_read_violence(row), TYPES).fillna(EventType.OTHER.value)
    dyads = row.has("type_of_violence") or row.has("side_b")
    row.put("event_type", types, "type_of_violence" if dyads else "dyad_name")
    row.note_missing("where_prec")
    codes = plain_codes(row.cell("where_prec"))
    settled = place.str.contains(SETTLEMENT, na=False)
    near = codes.isin(_NEAR) & (settled | (codes == "2"))
    told = _says_near(row.cell("where_description"), place)
    row.put("title", make_titles(_put_sides(row), place.fillna(row.cell("country")), near, told))
    row.take("summary", "source_headline", "source_article")
    _put_claim(row)
    draft = row.draft(licence=_LICENCE, attribution=_ATTRIBUTION, spoken=_speakers(row))
    if "title" in mapping:
        return draft
    return replace(draft, headlines=first_sentences(row.cell("source_headline")))


def _says_near(descriptions: pd.Series, places: pd.Series) -> pd.Series:
    """Return where the words on a place say that it is near the one that is named."""
    pairs = pd.DataFrame({"said": descriptions.str.casefold(), "place": places.str.casefold()})
    pairs = pairs[pairs["said"].str.contains(r"\bnear\b", na=False) & pairs["place"].notna()]
    # Its first word alone: "near Donetsk airport" is "Donetsk International airport".
    first = pairs["place"].str.split().str[0]
    told = [
        f"near {name}" in said or f"near the {name}" in said
        for said, name in zip(pairs["said"], first, strict=True)
    ]
    return pd.Series(told, pairs.index, dtype="bool").reindex(places.index, fill_value=False)


def _put_sides(row: Assembly) -> pd.Series:
    """Set who did it to whom, and return it in words."""
    days = row.cell("date_start")
    a, b = (_name_side(row.cell(name), days) for name in ("side_a", "side_b"))
    one_sided = _read_violence(row) == ONE_SIDED
    row.put("actor", a.where(one_sided), "side_a", "type_of_violence")
    row.put("parties", list_parts(a.fillna("") + ";" + b.fillna("")), "side_a", "side_b")
    civilians = pd.Series("civilians", index=a.index, dtype="str")
    row.put("target", civilians.where(one_sided), "type_of_violence")
    fight = ("Armed conflict between " + a + " and " + b).fillna("Armed conflict")
    attack = ("Violence against civilians by " + a).fillna("Violence against civilians")
    return fight.mask(one_sided, attack)


def _read_violence(row: Assembly) -> pd.Series:
    """Return the type of violence; in excerpts without it, as the second side tells it."""
    if row.has("type_of_violence"):
        return plain_codes(row.cell("type_of_violence"))
    second = row.cell("side_b").fillna(row.cell("dyad_name").str.extract(" - (.*)", expand=False))
    civilians = second.str.strip().str.casefold() == "civilians"
    armed = pd.Series(ARMED, index=second.index, dtype="str")
    return armed.mask(civilians, ONE_SIDED).where(second.notna())


def _name_side(sides: pd.Series, days: pd.Series) -> pd.Series:
    """Return "Government of Russia" for "Government of Russia (Soviet Union)", if it was that."""
    now = sides.str.replace(r"(Government of [^,()]+?) \([^)]*\)", r"\1", regex=True)
    return now.mask(_was(_second_names(sides), days), sides)


def _second_names(names: pd.Series) -> pd.Series:
    """Return what of `LAST_YEARS` stands in brackets: "Yugoslavia" of "Serbia (Yugoslavia)"."""
    return names.str.extract(rf"\(({'|'.join(LAST_YEARS)})\)", expand=False)


def _was(states: pd.Series, days: pd.Series) -> pd.Series:
    """Return where a state of `LAST_YEARS` still was on a day, written in whatever order."""
    return (_years(days) <= states.map(LAST_YEARS)).fillna(value=False).astype("bool")


def _years(days: pd.Series) -> pd.Series:
    return pd.to_numeric(days.str.extract(r"(?<!\d)(\d{4})(?!\d)", expand=False))


def _lies_in_what_left(
    countries: pd.Series, days: pd.Series, lat: pd.Series, lon: pd.Series
) -> pd.Series:
    """Return where a point lies in a state of today that was still part of the one given."""
    until = countries.map({state: year for state, (_, year) in LEFT.items()})
    x, y = pd.to_numeric(lon, errors="coerce"), pd.to_numeric(lat, errors="coerce")
    asked = ((_years(days) <= until) & x.notna() & y.notna()).fillna(value=False).astype("bool")
    there = pd.Series(country_of(x[asked], y[asked]), asked.index[asked], dtype="str")
    left = countries[asked].map({state: part for state, (part, _) in LEFT.items()})
    return (there == left).reindex(asked.index, fill_value=False).astype("bool")


def _put_claim(row: Assembly) -> None:
    offices, articles = row.cell("source_office"), row.cell("source_article")
    # Articles stand in quotes; a headline in them may hold the mark that stands between sources.
    between = '";"'
    titles = articles.str.split(between, regex=False).map(
        lambda each: between.join(part.replace(";", ",") for part in each), na_action="ignore"
    )
    titles = titles.astype("str")  # what nobody cites is no text by itself
    named = _part_names(row.cell("source_original")).fillna(offices)
    row.put("status", grade_sources(named), "source_original", "source_office")
    row.put("claimant", "UCDP")
    row.put("side", Side.INTERNATIONAL.value)
    row.put("source", list_parts(offices).fillna(titles), "source_office", "source_article")
    row.put("url", first_address(articles), "source_article")
    counted = plain_codes(row.cell("number_of_sources"))
    counted = counted.where(counted.str.fullmatch(r"[1-9]\d*").fillna(False))
    row.put("quantity", counted, "number_of_sources")
    unit = pd.Series("sources", counted.index, dtype="str")
    # Without a number the unit says that the sources were not counted.
    given = row.cell("number_of_sources").notna()
    row.put("quantity_unit", unit.where(given), "number_of_sources")
    for end in ("low", "best", "high"):
        row.take(f"killed_{end}", end, f"{end}_est")


def _part_names(lists: pd.Series) -> pd.Series:
    """Return lists of names that commas separate, such as "JFO, UNIAN", with semicolons.

    A comma also stands between a person and his office: then it stays. It parts short names
    without an office, names each of which the list of sides knows, and speakers who are together
    of no side ("rebels, Ukrainian military"). Where both parties speak, each person keeps his
    office (`_part_persons`). A line break parts names too, but not before a word that goes on
    with one, as "for Human Rights" does. Who "denied" it is no claimant.
    """
    lists = lists.str.replace(_CONTINUED, " ", regex=True)
    lists = lists.str.replace(_DENIAL, "", regex=True)
    short = lists.str.fullmatch(_SHORT_NAMES).fillna(False)
    office = lists.str.contains(_OFFICE, na=False)
    marked = lists.map(part_at_commas, na_action="ignore").astype("str")
    parts = split_names(marked, ";")
    sides = find_sides(parts)
    sided = sides.notna().groupby(level=0)
    speak = are_voices(parts).groupby(level=0).all()
    party = sides.where(sides.isin([side.value for side in PARTIES]))
    parties = party.groupby(level=0).nunique() == len(PARTIES)
    known, one, speak, parties = (
        each.reindex(lists.index, fill_value=False)
        for each in (sided.all(), sided.any(), speak, parties)
    )
    mixed = speak & one & find_sides(lists).isna() & ~lists.str.contains(PARTY_SEPARATOR, na=True)
    whole = ~(((short | known) & ~office) | mixed)
    told = lists.where(parties).map(_part_cell, na_action="ignore").astype("str")
    return marked.mask(whole, told.fillna(lists))


def _part_cell(text: str) -> str:
    return "; ".join(map(_part_persons, re.split(PARTY_SEPARATOR, text)))


def _part_persons(names: str) -> str:
    """Return names and offices of both parties with a semicolon between persons, others as given.

    A name without an office goes with the office beside it: "head of the DPR, Denis Pushilin" and
    "Denis Pushilin, head of the DPR" are one person, "head of the DPR, mayor of Kyiv" are two.
    """
    parts = pd.Series(part_at_commas(names).split(";"), dtype="str").str.strip()
    sides = find_sides(parts)
    if not {side.value for side in PARTIES} <= set(sides):
        return names
    # Of a name that the list of sides knows the office may stand beside it.
    offices = parts.str.contains(_OFFICE) | (are_voices(parts) & sides.isna())
    persons: list[list[int]] = []
    for at, office in enumerate(offices):
        last = persons[-1] if persons else []
        bare = not any(offices[each] for each in last)
        apart = sides[last].nunique() > 0 and sides[[*last, at]].nunique() > 1
        if last and not apart and (not office or (bare and len(last) == 1)):
            last.append(at)
        else:
            persons.append([at])
    return "; ".join(", ".join(parts[person]) for person in persons)


# Each begins once in a run of white space: tried from each of its characters, a long one takes
# its square.
_CONTINUED = re.compile(r"(?<!\s)[^\S\r\n]*+[\r\n]\s*+(?=(?:for|of|in|on|to)\s)")
_DENIAL = re.compile(r"(?i)(?:,\s*+|(?<![\s,])\s++|\b)(?:but\s++)?denied by\b[^;,]*")
_TIMES = re.compile(r"(?<!\s)\s++\(?x\s?\d++\)?$")
"""How many entries of one source the coder used, behind its name: "Memorybook x2"."""
_SHORT_NAMES = r"\s*[^\s,;()]+(?:\s[^\s,;()]+){0,2}(?:,\s*[^\s,;()]+(?:\s[^\s,;()]+){0,2})+\s*"
_OFFICE = (
    r"(?i)\b(?:spokes\w+|head|chief|governor|mayor|minister|president|ombudsman|commander|general"
    r"|colonel|officials?|representative|secretary|adviser|advisor|deputy|director|leader)\b"
)


def _speakers(row: Assembly) -> pd.DataFrame:
    """Return a claim for each speaker that is named, as the paper that prints it has it."""
    names = split_names(_part_names(row.cell("source_original"))).str.removesuffix(".")
    names = names.str.replace(_TIMES, "", regex=True)
    claims = blank_claims(names.index)
    claims["claimant"], claims["side"] = names, find_sides(names).fillna(Side.OTHER.value)
    offices, articles = row.cell("source_office"), row.cell("source_article")
    day = row.cell("source_date").str.extract(r"^\s*(\d{4}-\d\d-\d\d)\s*$", expand=False)
    for field, cells in (
        ("source", list_parts(offices)),
        ("url", first_address(articles)),
        ("published_on", day),
    ):
        claims[field] = cells.loc[names.index].to_numpy()
    return claims


FORMAT = Format(
    name="ucdp",
    title="UCDP Georeferenced Event Dataset",
    reference="https://ucdp.uu.se/downloads/ged/ged251.pdf",
    recognise=_recognise,
    shape=_shape,
)
