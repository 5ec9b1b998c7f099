"""ACLED, the Armed Conflict Location & Event Data: the present layout and the older ones.

The rules follow the codebook (https://acleddata.com/knowledge-base/codebook/).

Place
    A point is the middle of a named place, never more exact. ``geo_precision`` 1, the town, is
    `settlement`; 2, near a town or in a small part of a region, is `district`; 3, a larger region
    that a provincial capital or a natural place stands for, is `region`.
Date
    ``time_precision`` 1 is `day`, 2 `week` (the date is the middle of it), 3 `month` (the middle,
    or the end that is named). Dates are written day first.
Casualties
    ``fatalities`` is the lowest number that was reported: the best figure, without low and high.
    0 is recorded "if there is no reference made to fatalities in the source material, or if it is
    unclear whether fatalities occurred at all": it does not say that nobody died, so it is
    unknown here. Injuries are not collected: unknown.
Type
    By ``sub_event_type``; in files from before 2019, which have none, by ``event_type``. ACLED
    does not tell air strikes from drones, nor missiles from artillery. "Disrupted weapons use" is
    air defence only where the notes tell of something shot down or intercepted: the safe defusal
    of an explosive and seized weapons are of that type too. "Mob violence" happens, by definition,
    outside demonstrations.
Status
    `corroborated` with two or more names in ``source``, separated by ";", else `reported`; but
    `claimed`, if the only source is one of the two sides in the war over Ukraine.
Claim
    One a row, by the sources together: which of them gave the figure is not recorded.
"""

from collections.abc import Mapping

import pandas as pd

from eventmap.readers.drafts import Draft, Format, Source
from eventmap.readers.formats.assembly import (
    Assembly,
    count_parts,
    has_columns,
    make_titles,
    plain_codes,
    translate,
)
from eventmap.readers.formats.countries import read_iso, read_names
from eventmap.schema import DatePrecision, EventType, GeoPrecision, Side, Status

GEO_PRECISION = {
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

EVENTS = {
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
    "riots": (EventType.PROTEST, "Riot"),
    "riots/protests": (EventType.PROTEST, "Riot or protest"),
}
"""The same of event types, for rows without a sub-event. Any other is a development."""

INTERCEPTION = r"(?i)\b(?:intercept|sho?ot down|downed|downing|air[ -]defen[cs]e|anti-?air)"

OFFICES = r"(?=.*\b(?:ministry|general staff|armed forces|air force|security service)\b)"
PARTIES = {
    Side.UKRAINE: rf"(?i){OFFICES}.*\b(?:ukraine|ukrainian)\b",
    Side.RUSSIA: rf"(?i){OFFICES}.*\b(?:russia|russian)\b",
}
"""What the name of a source that is a party to the war looks like."""

LICENCE = "ACLED terms of use"
ATTRIBUTION = "ACLED (Armed Conflict Location & Event Data), acleddata.com"


def _recognise(source: Source) -> str | None:
    core = ("event_date", "event_type", "actor1", "geo_precision", "fatalities")
    if not has_columns(source, *core):
        return None
    names = [name for name in ("event_id_cnty", "data_id") if has_columns(source, name)]
    if not names:
        return None
    layout = "present" if has_columns(source, "disorder_type") else "older"
    return f"It has ACLED's columns, among them {names[0]}, in the {layout} layout."


def _shape(source: Source, mapping: Mapping[str, str]) -> Draft:
    row = Assembly(source, mapping)
    row.need("ACLED", date_start="event_date")
    row.take("source_id", "event_id_cnty", "data_id")
    row.take("summary", "notes")
    row.put("actor", _join(row.cell("actor1"), row.cell("actor2")), "actor1", "actor2")
    row.put("target", _targets(row.cell("civilian_targeting")), "civilian_targeting")
    row.take("date_start", "event_date")
    row.code("date_precision", TIME_PRECISION, "time_precision")
    place = row.take("place", "location")
    row.take("admin1", "admin1")
    countries = read_iso(row.cell("iso").fillna(row.cell("iso3")))
    countries = countries.fillna(read_names(row.cell("country")))
    row.put("country", countries, "iso", "iso3", "country")
    row.take("lat", "latitude")
    row.take("lon", "longitude")
    precision = row.code("geo_precision", GEO_PRECISION, "geo_precision")
    words = _put_type(row)
    row.put("title", make_titles(words, place, precision == GeoPrecision.DISTRICT))
    _put_claim(row)
    return row.draft(order="DMY", licence=LICENCE, redistributable=False, attribution=ATTRIBUTION)


def _put_type(row: Assembly) -> pd.Series:
    """Set the event's type, and return what its title calls it."""
    sub, event = plain_codes(row.cell("sub_event_type")), plain_codes(row.cell("event_type"))
    caught = (sub == DISRUPTED) & row.cell("notes").str.contains(INTERCEPTION, na=False)
    types, words = (
        translate(sub, {code: meant[at] for code, meant in SUB_EVENTS.items()})
        .fillna(translate(event, {code: meant[at] for code, meant in EVENTS.items()}))
        .fillna(default)
        for at, default in enumerate((EventType.OTHER.value, "Development"))
    )
    types = types.mask(caught, EventType.AIR_DEFENCE.value)
    row.put("event_type", types, "sub_event_type", "event_type", "notes")
    return words.mask(caught, "Interception")


def _put_claim(row: Assembly) -> None:
    sources = row.cell("source")
    several = count_parts(sources) > 1
    side = pd.Series(Side.MEDIA.value, index=sources.index, dtype="str")
    for party, pattern in PARTIES.items():
        side = side.mask(~several & sources.str.match(pattern, na=False), party.value)
    status = pd.Series(Status.REPORTED.value, index=sources.index, dtype="str")
    status = status.mask(side != Side.MEDIA, Status.CLAIMED.value)
    row.put("status", status.mask(several, Status.CORROBORATED.value), "source")
    row.put("claimant", sources.fillna("ACLED"), "source")
    row.put("side", side, "source")
    row.put("source", "ACLED")
    deaths = row.cell("fatalities")
    row.put("killed_best", deaths.mask(plain_codes(deaths) == "0"), "fatalities")


def _join(first: pd.Series, second: pd.Series) -> pd.Series:
    return (first + " – " + second).fillna(first).fillna(second)


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
