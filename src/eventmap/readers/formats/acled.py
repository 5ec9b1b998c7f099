"""ACLED, the Armed Conflict Location & Event Data: the present layout and the older ones.

The rules follow the codebook (https://acleddata.com/knowledge-base/codebook/).

Place
    A point is the middle of a named place, never more exact. ``geo_precision`` 1, the town, is
    `settlement`; 2, near a town or in a small part of a region, is `district`; 3, a larger region
    that a provincial capital or a natural place stands for, is `region`. ``admin1`` calls the city
    "Kyiv City": its "Kyiv" is the oblast.
Date
    ``time_precision`` 1 is `day`, 2 `week` (the seven days around the date), 3 `month` (the whole
    of it). Dates are written day first.
Casualties
    ``fatalities`` is the most conservative number that was reported ("several" are 3, "dozens" 12,
    "hundreds" 100): "at least" so many, low and best without high. 0 is recorded "if there is no
    reference made to fatalities in the source material, or if it is unclear whether fatalities
    occurred at all": it does not say that nobody died, so it is unknown here. Injuries are not
    collected: unknown.
Type
    By ``sub_event_type``; in files from before 2019, which have none, by ``event_type``. An "air
    or drone strike" is a drone's or a glide bomb's, and a "shelling, artillery or missile attack"
    a missile's, where the notes name these alone (`typewords`). "Disrupted weapons use" is air
    defence only where the notes tell of something shot down or intercepted: the safe defusal of
    an explosive and seized weapons are of that type too. So are a crewed aircraft that was shot
    down, which ACLED files as a clash, as shelling or as an air strike, and drones or missiles of
    which the notes say nothing but that they were shot down. "Mob violence" happens, by definition,
    outside demonstrations; "riots" alone may be either. What is no type of ACLED's, as in tables to
    which rows of another publisher were added, is read by its name, else in doubt.
Who
    ``actor1``, ``actor2`` and their associates are the parties. Which of them did it, their order
    does not say: no actor. Civilians as targets (``civilian_targeting``) are the target.
Status
    By whose the bodies among the names in ``source`` are, separated by ";": see `sides`.
Claim
    ACLED's own, with the figure, for which of the sources gave it is not recorded, but nobody's in
    rows whose type is none of ACLED's; and one of each
    body of a party to the war or of states among the sources, without a figure.

A table is ACLED's by its content: event types that are all ACLED's, and ``fatalities``, two more of
its columns or its sub-events beside them, whatever they are called, however few its other columns
are, and whether or not a shapefile cut their names to ten characters. Where the types are such as
nobody else writes ("Explosions/Remote violence"), numbers of killed under any heading tell it, too.

Its weekly aggregate counts the ``events`` of a type in a first-level unit and in the week that
begins on the Saturday in ``week``: each row is one record of so many
events, at the middle of the unit (`region`, no pin).
"""

from collections.abc import Mapping

import pandas as pd

from eventmap.places import country_code, name_region, unit_code
from eventmap.readers.formats.assembly import (
    Assembly,
    find_names,
    list_parts,
    make_titles,
    plain_codes,
    read_iso,
    read_names,
    translate,
)
from eventmap.readers.formats.columnchoice import choose_columns
from eventmap.readers.formats.headingwords import read_heading
from eventmap.readers.formats.sides import claim_for_bodies, grade_sources
from eventmap.readers.formats.typewords import find_labels, find_types
from eventmap.readers.model import GEOMETRY_LAT, GEOMETRY_LON, Draft, Format, Source
from eventmap.schema import DatePrecision, EventType, GeoPrecision, Side

_GEO_PRECISION = {
    "1": GeoPrecision.SETTLEMENT,
    "2": GeoPrecision.DISTRICT,
    "3": GeoPrecision.REGION,
}
TIME_PRECISION = {"1": DatePrecision.DAY, "2": DatePrecision.WEEK, "3": DatePrecision.MONTH}

DISRUPTED = "disrupted weapons use"

SUB_EVENTS = {
    "armed clash": (EventType.GROUND_COMBAT, "Armed clash"),
    "government regains territory": (EventType.TERRITORIAL_CLAIM, "Territory regained"),
    "non-state actor overtakes territory": (EventType.TERRITORIAL_CLAIM, "Territory taken"),
    "non-violent transfer of territory": (EventType.TERRITORIAL_CLAIM, "Territory transferred"),
    "chemical weapon": (EventType.EXPLOSION, "Use of a chemical weapon"),
    "air/drone strike": (EventType.AIR_STRIKE, "Air or drone strike"),
    "suicide bomb": (EventType.EXPLOSION, "Suicide bombing"),
    "shelling/artillery/missile attack": (EventType.SHELLING, "Shelling or missile attack"),
    "remote explosive/landmine/ied": (EventType.EXPLOSION, "Mine or remote explosion"),
    "grenade": (EventType.EXPLOSION, "Grenade attack"),
    "sexual violence": (EventType.VIOLENCE_AGAINST_CIVILIANS, "Sexual violence"),
    "attack": (EventType.VIOLENCE_AGAINST_CIVILIANS, "Attack on civilians"),
    "abduction/forced disappearance": (EventType.VIOLENCE_AGAINST_CIVILIANS, "Abduction"),
    "peaceful protest": (EventType.PROTEST, "Peaceful protest"),
    "protest with intervention": (EventType.PROTEST, "Protest with intervention"),
    "excessive force against protesters": (EventType.PROTEST, "Force against protesters"),
    "violent demonstration": (EventType.PROTEST, "Violent demonstration"),
    "mob violence": (EventType.OTHER, "Mob violence"),
    "agreement": (EventType.OTHER, "Agreement"),
    "arrests": (EventType.OTHER, "Arrests"),
    "change to group/activity": (EventType.OTHER, "Change in an armed group"),
    DISRUPTED: (EventType.OTHER, "Weapons seized or made harmless"),
    "headquarters or base established": (EventType.OTHER, "Base established"),
    "looting/property destruction": (EventType.OTHER, "Looting or destruction of property"),
    "other": (EventType.OTHER, "Development"),
}
"""What each sub-event is here, and what its titles call it."""

_EVENTS = {
    "battles": (EventType.GROUND_COMBAT, "Battle"),
    "battle": (EventType.GROUND_COMBAT, "Battle"),
    "battle-no change of territory": (EventType.GROUND_COMBAT, "Battle"),
    "battle-government regains territory": (EventType.TERRITORIAL_CLAIM, "Territory regained"),
    "battle-non-state actor overtakes territory": (EventType.TERRITORIAL_CLAIM, "Territory taken"),
    "non-violent transfer of territory": (EventType.TERRITORIAL_CLAIM, "Territory transferred"),
    "explosions/remote violence": (EventType.EXPLOSION, "Explosion or remote violence"),
    "remote violence": (EventType.EXPLOSION, "Explosion or remote violence"),
    "violence against civilians": (
        EventType.VIOLENCE_AGAINST_CIVILIANS,
        "Violence against civilians",
    ),
    "protests": (EventType.PROTEST, "Protest"),
    "riots": (EventType.OTHER, "Riot"),
    "riots/protests": (EventType.OTHER, "Riot or protest"),
}
"""The same of event types, for rows without a sub-event."""

DEVELOPMENTS = ("strategic developments", "strategic development")
"""Event types that are no violence."""

_KNOWN_TYPES = (*_EVENTS, *DEVELOPMENTS, *SUB_EVENTS)

OWN_TYPES = (
    "battles",
    "explosions/remote violence",
    "violence against civilians",
    "strategic developments",
    "battle-no change of territory",
    "battle-government regains territory",
    "battle-non-state actor overtakes territory",
    "remote violence",
    "riots/protests",
    "air/drone strike",
    "shelling/artillery/missile attack",
    "remote explosive/landmine/ied",
    "abduction/forced disappearance",
    "disrupted weapons use",
)
"""Types that nobody but ACLED writes so."""

PLAINLY_OWN = frozenset(OWN_TYPES) - {"battles", "violence against civilians"}
"""Those of them that need no other column of ACLED's beside them."""

_NEARLY_ALL = 0.9
_FEWEST = 2
"""Columns of ACLED's that tell it where ``fatalities`` is missing."""

BY_NOTES = {
    "air/drone strike": (EventType.DRONE, EventType.GLIDE_BOMB, EventType.AIR_DEFENCE),
    "shelling/artillery/missile attack": (EventType.MISSILE, EventType.AIR_DEFENCE),
}
"""Sub-events of several weapons, and those that the notes may name."""

_COLUMNS = (
    *("event_id_cnty", "data_id", "event_date", "time_precision", "disorder_type", "event_type"),
    *("sub_event_type", "actor1", "assoc_actor_1", "actor2", "assoc_actor_2", "notes", "source"),
    *("civilian_targeting", "iso", "iso3", "country", "admin1", "location", "latitude"),
    *("longitude", "geo_precision", "fatalities"),
)
WEEKLY = ("week", "events", "centroid_latitude", "centroid_longitude")
"""Columns of the weekly aggregate besides."""

PARTY_COLUMNS = ("actor1", "assoc_actor_1", "actor2", "assoc_actor_2")

WITH_AIRCRAFT = (
    *(EventType.GROUND_COMBAT, EventType.SHELLING, EventType.MISSILE),
    *(EventType.AIR_STRIKE, EventType.AIR_DEFENCE, EventType.EXPLOSION),
)
"""Types under which a crewed aircraft that was shot down is filed."""

_DOWN = r"(?:sho?ot down|brought down|downed|downing)"
_AIRCRAFT = (
    r"(?:helicopters?|aircraft|(?:war|air)?planes?|fighter jets?|jets?|(?:su|mi|mig|ka)-?\d\d)"
)
AIRCRAFT_DOWN = (
    rf"(?i)\b{_DOWN}\b[^.;]{{0,60}}\b{_AIRCRAFT}\b|\b{_AIRCRAFT}\b[^.;]{{0,60}}\b{_DOWN}\b"
)
FIGHTING = (
    r"(?i)\b(?:shelled|shelling|clash\w*|assault\w*|artillery|mortars?|air ?(?:strikes?|raids?)"
    r"|air-(?:strikes?|raids?)|bomb(?:ed|ing|ings|ardments?)|dropped"
    r"|drones? (?:attack\w*|str[iu]\w+|hit))\b"
)
"""What the notes tell besides, so that a shot-down aircraft is not all."""

INTERCEPTION = r"(?i)\b(?:intercept|sho?ot down|downed|downing|air[ -]defen[cs]e|anti-?air)"

_SPREAD = 500
"""Cells of a column, spread over it, by which it is looked at first."""

_LICENCE = "ACLED terms of use"
_ATTRIBUTION = "ACLED (Armed Conflict Location & Event Data), acleddata.com"
BY_WEEK = "Each record here is all events of one type in a region and a week"


def _recognise(source: Source) -> str | None:
    names = _find_names(source)
    own = names.keys() & {"event_id_cnty", "actor1", "geo_precision", "time_precision"}
    both = _speak_together(source, names) or _deaths_beside(source, names)
    if "fatalities" not in names and len(own) < _FEWEST and not both:
        return None
    core = {"event_date", "actor1", "geo_precision", "fatalities"} <= names.keys()
    known = [name for name in ("event_id_cnty", "data_id") if name in names]
    if core and known and not _speaks_otherwise(source.cells, names):
        layout = "present" if "disorder_type" in names else "older"
        return f"It has ACLED's columns, among them {known[0]}, in the {layout} layout."
    for name in ("event_type", "sub_event_type"):
        if name in names and _speaks_acled(source.cells[names[name]]):
            also = "fatalities" if "fatalities" in names else " and ".join(sorted(own) or both)
            rows = ", a week's events in each row" if _is_weekly(names) else ""
            types = f"Its column {names[name]!r} has ACLED's types"
            return f"{types}, and {also} is ACLED's, too{rows}."
    return None


def _speak_together(source: Source, names: Mapping[str, str]) -> list[str]:
    """Return the column of sub-events where the events beside it are ACLED's, too; else nothing.

    Nobody else writes both, whatever the columns are called.
    """
    pair = [names.get(name) for name in ("event_type", "sub_event_type")]
    both = all(name is not None and _speaks_acled(source.cells[name]) for name in pair)
    return [names["sub_event_type"]] if both else []


def _deaths_beside(source: Source, names: Mapping[str, str]) -> list[str]:
    """Return the column of the killed beside types that nobody but ACLED writes; else nothing."""
    types = [source.cells[names[name]] for name in ("event_type",) if name in names]
    plain = [plain_codes(cells.dropna()) for cells in types if _speaks_acled(cells)]
    if not any(codes.isin(PLAINLY_OWN).any() for codes in plain):
        return []
    killed = choose_columns(source, {}).columns.get("killed_best", "")
    return [killed] if killed in source.cells else []


def _is_weekly(names: Mapping[str, str]) -> bool:
    return {"week", "events"} <= names.keys() and "event_date" not in names


def _speaks_acled(cells: pd.Series) -> bool:
    """Return whether nearly all cells are types of ACLED's, and one of them of nobody else's."""
    given = cells.dropna()
    # Of a column of texts that are all different a few tell enough.
    spread = plain_codes(given.iloc[:: max(len(given) // _SPREAD, 1)])
    if not spread.isin(_KNOWN_TYPES).mean() >= _NEARLY_ALL / 2:
        return False
    plain = plain_codes(given)
    return bool(plain.isin(_KNOWN_TYPES).mean() >= _NEARLY_ALL and plain.isin(OWN_TYPES).any())


def _speaks_otherwise(cells: pd.DataFrame, names: Mapping[str, str]) -> bool:
    """Return whether types are given, and none of them is ACLED's."""
    given = plain_codes(cells[names["event_type"]].dropna()) if "event_type" in names else None
    return given is not None and not given.empty and not given.isin(_KNOWN_TYPES).any()


def _find_names(source: Source) -> dict[str, str]:
    """Return the source's names of ACLED's columns, also where they are cut or written freely."""
    if not source.header:
        return {}
    found = find_names(source, (*_COLUMNS, *WEEKLY))
    # However the columns of types are called, their cells tell them.
    missing = {"event_type", "sub_event_type"} - found.keys()
    others = [str(name) for name in source.cells if str(name) not in found.values()]
    for column in others if missing else ():
        cells = source.cells[column]
        if _speaks_acled(cells):
            finer = plain_codes(cells.dropna()).isin(SUB_EVENTS).mean() >= _NEARLY_ALL
            found.setdefault("sub_event_type" if finer else "event_type", column)
    for column in others:
        told = read_heading(column)
        if told.has("precision") and plain_codes(source.cells[column].dropna()).isin(_CODES).all():
            for name, about in _PRECISIONS.items():
                if told.has(*about):
                    found.setdefault(name, column)
    return found


_CODES = ("1", "2", "3")
_PRECISIONS = {"geo_precision": ("coordinates", "place"), "time_precision": ("date", "time")}
"""Columns of such codes, and what the headings of others that hold them are about."""


def _shape(source: Source, mapping: Mapping[str, str]) -> Draft:
    names = _find_names(source)
    row = Assembly(source, mapping, names)
    told = choose_columns(source, {}).columns
    guessed = {field: column for field, column in told.items() if column in source.cells}
    row.put("parties", _join(row, *PARTY_COLUMNS), *PARTY_COLUMNS)
    row.put("target", _targets(row.cell("civilian_targeting")), "civilian_targeting")
    units = row.take("admin1", "admin1", guessed.get("admin1", "admin1"))
    units = row.put("admin1", units.mask(units == "Kyiv", "Kyiv Oblast"), "admin1")
    countries = read_iso(row.cell("iso").fillna(row.cell("iso3")))
    countries = countries.fillna(read_names(row.cell("country")))
    row.put("country", countries, "iso", "iso3", "country")
    words, regions = _put_type(row), _name_regions(units, countries)
    if _is_weekly(names):
        _put_week(row, words, regions)
    else:
        _put_event(row, words, regions, guessed)
    figures = "fatalities" if row.has("fatalities") else guessed.get("killed_best", "fatalities")
    _put_claim(row, figures, counted="killed_best" not in mapping)
    return row.draft(
        order="DMY",
        licence=_LICENCE,
        redistributable=False,
        attribution=f"{_ATTRIBUTION}. {BY_WEEK}" if _is_weekly(names) else _ATTRIBUTION,
        spoken=claim_for_bodies(row.cell("source")),
    )


def _name_regions(units: pd.Series, countries: pd.Series) -> pd.Series:
    """Return "Kherson Oblast" for "Kherson", which alone is also a city; else the name as it is."""
    rows = pd.DataFrame({"unit": units, "country": countries}).dropna()
    pairs = [*rows.itertuples(index=False, name=None)]
    codes = {(unit, land): unit_code(unit, country_code(land)) for unit, land in set(pairs)}
    known = pd.Series([name_region(codes[pair]) for pair in pairs], rows.index, dtype="str")
    return known.reindex(units.index).fillna(units)


def _put_event(
    row: Assembly, words: pd.Series, regions: pd.Series, guessed: Mapping[str, str]
) -> None:
    """Set what a row says that is one event."""
    date = guessed.get("date_start", "year")
    if row.has("event_date") or date.casefold() in ("year", "timestamp"):  # ACLED's own, no dates
        date = "event_date"
    row.need("ACLED", date_start=date)
    row.take("source_id", "event_id_cnty", "data_id")
    row.take("summary", "notes")
    row.take("date_start", date)
    row.code("date_precision", TIME_PRECISION, "time_precision")
    place = row.take("place", "location", guessed.get("place", "location"))
    row.take("lat", "latitude", guessed.get("lat", "latitude"))
    row.take("lon", "longitude", guessed.get("lon", "longitude"))
    precision = row.code("geo_precision", _GEO_PRECISION, "geo_precision")
    row.note_missing("geo_precision")
    # A provincial capital that stands for its region is not where it happened.
    told = place.mask(precision == GeoPrecision.REGION, regions.fillna(place))
    row.put("title", make_titles(words, told, precision == GeoPrecision.DISTRICT))


def _put_week(row: Assembly, words: pd.Series, regions: pd.Series) -> None:
    """Set what a row says that counts the events of a week."""
    begin = row.take("date_start", "week")
    iso = begin.str.match(r"\s*\d{4}-", na=False)
    first = pd.to_datetime(begin.str.slice(0, 10).where(iso), errors="coerce", format="%Y-%m-%d")
    others = begin.mask(iso)
    first = first.fillna(pd.to_datetime(others, errors="coerce", format="mixed", dayfirst=True))
    last = (first + pd.Timedelta(days=6)).dt.strftime("%Y-%m-%d").astype("str")
    row.put("date_start", first.dt.strftime("%Y-%m-%d").astype("str").fillna(begin), "week")
    row.put("date_end", last, "week")
    row.put("date_precision", DatePrecision.WEEK.value)
    row.take("lat", "centroid_latitude", "latitude", GEOMETRY_LAT)
    row.take("lon", "centroid_longitude", "longitude", GEOMETRY_LON)
    row.put("geo_precision", GeoPrecision.REGION.value)
    counts = row.put("quantity", plain_codes(row.cell("events")), "events")
    row.put("quantity_unit", "events")
    small = words.str.slice(0, 1).str.lower() + words.str.slice(1)
    noun = pd.Series(" events: ", words.index, dtype="str").mask(counts == "1", " event: ")
    row.put("title", make_titles((counts + noun + small).fillna(words), regions))


def _put_type(row: Assembly) -> pd.Series:
    """Set the event's type, and return what its title calls it."""
    sub, event = plain_codes(row.cell("sub_event_type")), plain_codes(row.cell("event_type"))
    notes = row.cell("notes")
    types, words = (
        translate(sub, {code: meant[at] for code, meant in SUB_EVENTS.items()})
        .fillna(translate(event, {code: meant[at] for code, meant in _EVENTS.items()}))
        .fillna(default)
        for at, default in enumerate((EventType.OTHER.value, "Development"))
    )
    own = _strange_types(row)
    types, words = find_labels(own).fillna(own).fillna(types), own.fillna(words)
    named = find_types(notes)
    for code, weapons in BY_NOTES.items():
        types = types.mask((sub == code) & named.isin(list(weapons)), named)
    caught = (sub == DISRUPTED) & notes.str.contains(INTERCEPTION, na=False)
    downed = (types == EventType.AIR_DEFENCE) & ~caught
    crewed = types.isin(WITH_AIRCRAFT)
    crewed &= notes.str.contains(AIRCRAFT_DOWN, na=False)
    crewed &= ~notes.str.contains(FIGHTING, na=False)
    types = types.mask(caught | crewed, EventType.AIR_DEFENCE.value)
    row.put("event_type", types, "sub_event_type", "event_type", "notes")
    return words.mask(caught | downed, "Interception").mask(crewed, "Aircraft shot down")


def _strange_types(row: Assembly) -> pd.Series:
    """Return the types of rows that are none of ACLED's: another publisher's were added."""
    sub, event = plain_codes(row.cell("sub_event_type")), plain_codes(row.cell("event_type"))
    return row.cell("event_type").where(~sub.isin(SUB_EVENTS) & ~event.isin(_KNOWN_TYPES))


def _put_claim(row: Assembly, figures: str, *, counted: bool) -> None:
    """Set ACLED's claim; its figure is a low end, one of another column that was chosen is not."""
    sources = row.cell("source")
    row.put("status", grade_sources(sources), "source")
    own = _strange_types(row).isna()
    row.put("claimant", pd.Series("ACLED", own.index, dtype="str").where(own))
    row.put("side", pd.Series(Side.INTERNATIONAL.value, own.index, dtype="str").where(own))
    row.put("source", list_parts(sources).fillna("ACLED"), "source")
    deaths = row.cell(figures)
    deaths = deaths.mask(plain_codes(deaths) == "0")
    if counted:
        row.put("killed_low", deaths, figures)
    row.put("killed_best", deaths, figures)


def _join(row: Assembly, *names: str) -> pd.Series:
    joined = row.cell(names[0]).fillna("")
    for name in names[1:]:
        joined = joined + ";" + row.cell(name).fillna("")
    return list_parts(joined)


def _targets(flags: pd.Series) -> pd.Series:
    # The column says "Civilian targeting", or nothing.
    return flags.where(flags.isna(), "civilians")


FORMAT = Format(
    name="acled",
    title="ACLED",
    reference="https://acleddata.com/knowledge-base/codebook/",
    recognise=_recognise,
    shape=_shape,
)
