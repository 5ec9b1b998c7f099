"""VIINA, Violent Incident Information from News Articles: 1.0 and 2.0, reports and events.

The rules follow the codebook (https://github.com/zhukovyuri/VIINA). A file has reports
(``event_id``) or days of equal reports from one place (``event_id_1pd``).

Place
    ``_GEO_PRECISION`` STREET is `exact`, ADM3 `settlement`, ADM2 `district`, ADM1 `region`. A file
    without that column, but with the number of the populated place (``geonameid``), has the
    middle of that place: `settlement`. The place is in Ukraine where it has such a number.
    ``ADM1_NAME`` calls the city "Kiev City": its "Kiev" is the oblast.
Date
    ``date`` is the day of the report, an integer such as 20220224: what it tells was on or before
    it. News is of the day and the day before; so the event is put into these two (`days`), and
    the claim is of the day of the report. An older event that is told late is not recognised.
Casualties
    Only whether a report mentions any: unknown.
Type
    By the labels that a model gave to the text. A label holds if its 0 or 1 (``_b``) is 1, or, in
    a file without these, if its probability is a half or more. Of several labels of what was
    done, the most probable counts, and of equals the first in `TACTICS`; only without any of
    these, what was hit (`DAMAGE`). A raid (``t_raid``) tells no weapon and need not be on the
    ground: `other`. Where the labels tell no type, the words of the first sentence do, or,
    without a text, those of ``attack_terms`` (`typewords`): a word out of its sentence, such as
    a missile's in "a missile depot", says more than the report. A round-up of regions is `other`.
Who
    Whose forces began it (``a_rus_init``, ``a_ukr_init``) is the actor; whose took part
    (``a_rus``, ``a_ukr``) are the parties.
Status
    `reported`: outlets and reports are counted, not graded.
Claim
    One a link, by its outlet where each outlet has one link, else by the outlets together.
"""

import re
from collections.abc import Mapping

import pandas as pd

from eventmap.readers.formats.assembly import (
    Assembly,
    has_columns,
    list_parts,
    make_titles,
    part_at,
    plain_codes,
)
from eventmap.readers.formats.typewords import find_types
from eventmap.readers.model import Draft, Format, Source, blank_claims
from eventmap.schema import EventType, GeoPrecision, Side, Status

_GEO_PRECISION = {
    "street": GeoPrecision.EXACT,
    "adm3": GeoPrecision.SETTLEMENT,
    "adm2": GeoPrecision.DISTRICT,
    "adm1": GeoPrecision.REGION,
}

TACTICS = {
    "t_aad": (EventType.AIR_DEFENCE, "Air defence"),
    "t_uav": (EventType.DRONE, "Drone attack"),
    "t_airstrike": (EventType.AIR_STRIKE, "Air strike"),
    "t_artillery": (EventType.SHELLING, "Shelling"),
    "t_ied": (EventType.EXPLOSION, "Explosion"),
    "t_firefight": (EventType.GROUND_COMBAT, "Fighting"),
    "t_armor": (EventType.GROUND_COMBAT, "Tank battle"),
    "t_raid": (EventType.OTHER, "Raid"),
    "t_control": (EventType.TERRITORIAL_CLAIM, "Claim of control"),
    "t_occupy": (EventType.TERRITORIAL_CLAIM, "Occupation"),
}
"""Labels of what was done: what they are here, and what titles call them."""

DAMAGE = {
    "t_hospital": (EventType.VIOLENCE_AGAINST_CIVILIANS, "Attack on a hospital or aid convoy"),
    "t_property": (EventType.INFRASTRUCTURE, "Destruction"),
}
"""Labels of what was hit."""

LEAD = (
    r"(?is)^\W*(?!(?:регіони|регионы|дайджест|головне|главное)\s*:)"
    r"(.*?(?:[.!?](?=\s+\S)|$))"
)
"""The first sentence of a report: what follows often tells of other places and days."""

_HALF = 0.5
_PARTIES = {"rus": "Russian forces", "ukr": "Ukrainian forces"}

OUTLETS = {
    "24tvua": "24 Kanal",
    "espreso": "Espreso TV",
    "forbesua": "Forbes Ukraine",
    "interfaxua": "Interfax-Ukraine",
    "kp": "Komsomolskaya Pravda",
    "liga": "LIGA.net",
    "liveuamap": "Liveuamap",
    "meduza": "Meduza",
    "militarnyy": "Militarnyi",
    "mz": "Mediazona",
    "ng": "Nezavisimaya Gazeta",
    "ntv": "NTV",
    "nv": "NV",
    "pravdaua": "Ukrainska Pravda",
    "ria": "RIA Novosti",
    "unian": "UNIAN",
}
"""Names of the outlets by VIINA's short ones."""

_SEPARATOR = r"[|;,]"
ADDRESS = r"(?i:https?)://[^\s|;\"<>]+"
_LICENCE = "ODbL-1.0"
_ATTRIBUTION = (
    "VIINA 2.0, Zhukov & Ayers (2023), github.com/zhukovyuri/VIINA. "
    "Its dates are those of reports: each event was on or before the last day shown, "
    "and that it was at most a day before is assumed"
)


def _recognise(source: Source) -> str | None:
    if not (has_columns(source, "event_id") or has_columns(source, "event_id_1pd")):
        return None
    marks = (
        ("date", "geo_precision", "geo_api"),
        ("date", "geonameid", "n_reports"),
        ("date", "geonameid", "t_mil"),
        ("date", "geonameid", "t_mil_b"),
        ("date", "geo_precision", "t_mil_pred"),
    )
    found = next((names for names in marks if has_columns(source, *names)), None)
    if found is None:
        return None
    return f"It has VIINA's columns, among them {', '.join(found[1:])} and the event's id."


def _shape(source: Source, mapping: Mapping[str, str]) -> Draft:
    row = Assembly(source, mapping)
    row.need("VIINA", date_start="date")
    row.take("source_id", "event_id", "event_id_1pd")
    row.take("summary", "text", "representative_text")
    day = plain_codes(row.cell("date"))
    before = pd.to_datetime(day, format="%Y%m%d", errors="coerce") - pd.Timedelta(days=1)
    row.put("date_start", before.dt.strftime("%Y%m%d").astype("str").fillna(day), "date")
    row.put("date_end", row.cell("date"), "date")
    place = row.take("place", "asciiname")
    place = place.fillna(part_at(row.cell("address"), -1))
    units = row.take("admin1", "ADM1_NAME")
    row.put("admin1", units.mask(units == "Kiev", "Kyiv Oblast"), "ADM1_NAME")
    row.take("lat", "latitude")
    row.take("lon", "longitude")
    precision = _put_precision(row)
    row.put("place", place.mask(precision == GeoPrecision.REGION), "asciiname", "address")
    words = _put_type(row)
    place = place.mask(precision == GeoPrecision.REGION, row.cell("ADM1_NAME"))
    row.put("title", make_titles(words, place))
    _put_forces(row)
    spoken = _put_claims(row)
    return row.draft(order="YMD", licence=_LICENCE, attribution=_ATTRIBUTION, spoken=spoken)


def _put_precision(row: Assembly) -> pd.Series:
    numbered = row.cell("geonameid").notna()
    ukraine = pd.Series("UA", index=numbered.index, dtype="str")
    row.put("country", ukraine.where(numbered), "geonameid")
    if row.has("GEO_PRECISION"):
        return row.code("geo_precision", _GEO_PRECISION, "GEO_PRECISION")
    settlement = pd.Series(GeoPrecision.SETTLEMENT.value, index=numbered.index, dtype="str")
    return row.put("geo_precision", settlement.where(numbered), "geonameid")


def _put_type(row: Assembly) -> pd.Series:
    """Set the event's type and target, and return what its title calls it."""
    tactic = _likeliest({label: _strength(row, label) for label in TACTICS})
    damage = _likeliest({label: _strength(row, label) for label in DAMAGE})
    label = tactic.fillna(damage)
    table = TACTICS | DAMAGE
    types = label.map({key: type_.value for key, (type_, _) in table.items()}).astype("str")
    words = label.map({key: word for key, (_, word) in table.items()}).astype("str")
    names = [name for key in table for name in (key, f"{key}_b", f"{key}_pred")]
    texts = row.cell("text").fillna(row.cell("representative_text"))
    leads = texts.str.extract(LEAD, expand=False).fillna("")
    terms = find_types(leads.where(texts.notna(), row.cell("attack_terms")))
    types = types.mask(types == EventType.OTHER)
    row.put_types(types, terms, *names, "text", "representative_text", "attack_terms")
    medical = pd.Series("medical", index=label.index, dtype="str")
    hospital = _strength(row, "t_hospital") > 0
    row.put("target", medical.where(hospital), "t_hospital", "t_hospital_b", "t_hospital_pred")
    return words.fillna("News report")


def _strength(row: Assembly, label: str) -> pd.Series:
    """Return how probable a label is, 0 where it does not hold."""
    chance = pd.to_numeric(
        row.cell(label).fillna(row.cell(f"{label}_pred")), errors="coerce"
    ).fillna(0.0)
    if not row.has(f"{label}_b"):
        return chance.where(chance >= _HALF, 0.0)
    holds = pd.to_numeric(row.cell(f"{label}_b"), errors="coerce") == 1
    # Where there is no probability, a label that holds is as good as certain.
    return chance.where(chance > 0, 1.0).where(holds, 0.0)


def _likeliest(strengths: Mapping[str, pd.Series]) -> pd.Series:
    """Return the label of the greatest strength, the first of equals; missing where all are 0."""
    frame = pd.DataFrame(strengths)
    return frame.idxmax(axis="columns").where(frame.max(axis="columns") > 0).astype(object)


def _put_forces(row: Assembly) -> None:
    """Set whose forces began it, and whose took part."""
    for field, ending in (("actor", "_init"), ("parties", "")):
        names = pd.Series("", index=row.cells.index, dtype="str")
        for party, name in _PARTIES.items():
            begun = _strength(row, f"a_{party}_init") > 0
            holds = begun if ending else begun | (_strength(row, f"a_{party}") > 0)
            names = names.mask(holds, names + ";" + name)
        columns = [f"a_{party}{end}" for party in _PARTIES for end in {"_init", ending}]
        row.put(field, list_parts(names), *sorted(columns))


def _put_claims(row: Assembly) -> pd.DataFrame:
    """Set the claim of each report's first link, and return those of its further links."""
    columns = ("sources", "source", "sources_matching")
    outlets = row.cell("sources").fillna(row.cell("source")).fillna(row.cell("sources_matching"))
    row.put("status", Status.REPORTED.value)
    named = list_parts(outlets, _SEPARATOR, OUTLETS).fillna("VIINA")
    addresses = row.cell("url").fillna(row.cell("source_urls")).fillna("")
    links = {line: re.findall(ADDRESS, text) for line, text in addresses.items()}
    names = {line: text.split("; ") for line, text in named.items()}
    paired = {line: len(names[line]) == len(links[line]) for line in named.index}
    index = named.index
    first = pd.Series([names[n][0] if paired[n] else named[n] for n in index], index, dtype="str")
    row.put("claimant", first, *columns)
    row.put("side", Side.MEDIA.value)
    row.put("source", first, *columns)
    url = pd.Series([next(iter(links[line]), None) for line in index], index, dtype="str")
    row.put("url", url, "url", "source_urls")
    parts = plain_codes(row.cell("date")).str.extract(r"^(\d{4})(\d\d)(\d\d)$")
    day = row.put("published_on", parts[0] + "-" + parts[1] + "-" + parts[2], "date")
    further = [
        (line, names[line][at] if paired[line] else named[line], links[line][at], day[line])
        for line in index
        for at in range(1, len(links[line]))
    ]
    claims = blank_claims(pd.Index([each[0] for each in further], dtype=index.dtype))
    for at, field in ((1, "claimant"), (1, "source"), (2, "url"), (3, "published_on")):
        claims[field] = pd.Series([each[at] for each in further], claims.index, dtype="str")
    claims["side"] = Side.MEDIA.value
    return claims


FORMAT = Format(
    name="viina",
    title="VIINA",
    reference="https://github.com/zhukovyuri/VIINA",
    recognise=_recognise,
    shape=_shape,
)
