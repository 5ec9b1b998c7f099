"""GTD, the Global Terrorism Database.

The rules follow the codebook (https://www.start.umd.edu/gtd/downloads/Codebook.pdf). Its text is
in English, its dates are written month first where they are no separate columns.

Place
    ``specificity`` 1, the point is that of the settlement, is `settlement`, but `district` where
    ``vicinity`` is 1: near the settlement. 2 and 3, the middle of the smallest division that is
    known, are `district`. 4, the middle of a first-order division, is `region`. 5, not even that
    is known, is `country`. "Unknown" in a name's place is no name.
Date
    ``iyear``, ``imonth``, ``iday``, in copies also ``year`` and so on, or where these are left out
    the first digits of ``eventid``, or ``date``; 0 is an unknown month or day. Since 2012 an
    unknown day is the middle of a range that stands in ``approxdate``: the range is taken, or,
    where it is not written in days, `month`. An incident of more than a day (``extended``) ends at
    ``resolution``.
Casualties
    ``nkill`` and ``nwound`` are confirmed totals, those of the attackers among them: best figures.
    Blank, -9 and -99 are unknown. A total that is known only for several incidents together is
    split among them: such a fraction is kept as the whole numbers around it.
Type
    By ``attacktype1``, ``weapsubtype1_txt`` (projectiles) and ``targtype1``: an assault, a murder
    or a kidnapping is violence against civilians only where the target is named and is no
    soldier, policeman or militia. On these it is `other`: a gunman's attack is no combat. A
    bombing with ``success`` 0 is one that "failed to explode": `other`, whatever the weapon.
Who
    ``gname``, "the group that carried out the attack", is the actor; where ``guncertain1`` is 1,
    the attribution is "suspected": the group is then among the parties and no actor.
Status
    `reported`. ``scite1`` to ``scite3`` are papers, a count and no grade.
Claim
    One a row, by the GTD, which chose among the sources.
"""

from collections.abc import Mapping, Set

import numpy as np
import pandas as pd

from eventmap.readers.formats.assembly import (
    Assembly,
    find_names,
    first_address,
    has_columns,
    list_parts,
    make_titles,
    plain_codes,
    read_names,
    translate,
)
from eventmap.readers.model import GEOMETRY_LAT, GEOMETRY_LON, Draft, Format, Source, trim
from eventmap.readers.values.blanks import without_signs
from eventmap.schema import DatePrecision, EventType, GeoPrecision, Side, Status
from eventmap.wording import MONTHS

SPECIFICITY = {
    "1": GeoPrecision.SETTLEMENT,
    "2": GeoPrecision.DISTRICT,
    "3": GeoPrecision.DISTRICT,
    "4": GeoPrecision.REGION,
    "5": GeoPrecision.COUNTRY,
}

ATTACKS = {
    "1": ("assassination", EventType.VIOLENCE_AGAINST_CIVILIANS, "Assassination"),
    "2": ("armed assault", EventType.VIOLENCE_AGAINST_CIVILIANS, "Armed attack"),
    "3": ("bombing/explosion", EventType.EXPLOSION, "Explosion"),
    "4": ("hijacking", EventType.VIOLENCE_AGAINST_CIVILIANS, "Hijacking"),
    "5": (
        "hostage taking (barricade incident)",
        EventType.VIOLENCE_AGAINST_CIVILIANS,
        "Hostage taking",
    ),
    "6": ("hostage taking (kidnapping)", EventType.VIOLENCE_AGAINST_CIVILIANS, "Kidnapping"),
    "7": ("facility/infrastructure attack", EventType.INFRASTRUCTURE, "Attack on a facility"),
    "8": ("unarmed assault", EventType.VIOLENCE_AGAINST_CIVILIANS, "Unarmed attack"),
    "9": ("unknown", EventType.OTHER, "Attack"),
}
"""Codes of ``attacktype1``, with their text."""

TARGETS = {
    "airports & aircraft": "transport",
    "maritime": "transport",
    "military": "military",
    "police": "police",
    "private citizens & property": "civilians",
    "telecommunication": "telecommunications",
    "terrorists/non-state militia": "militia",
    "transportation": "transport",
    "utilities": "energy",
}
"""Targets that are named in another way here; all others keep their name."""

_DAY_OF_ID = r"^(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)\d{4}$"
_PARTS = {"iyear": "year", "imonth": "month", "iday": "day"}
"""The parts of the date, and what copies call them."""

COMBATANTS = ("military", "police", "militia")
NO_NAME = ("unknown", "other", "not applicable")
YES, NO = frozenset({"1", "true", "yes"}), frozenset({"0", "false", "no"})
"""What copies make of 1 and 0."""
UNKNOWN_COUNTS = ("-9", "-99")

_MONTH_NUMBERS = {
    name.casefold(): f"{number:02}"
    for number, full in enumerate(MONTHS, start=1)
    for name in (full, full[:3])
}
_RANGE = (
    r"^\s*(?P<month>[A-Za-z]+)\.? (?P<day>\d{1,2})\s*[-–]\s*"
    r"(?:(?P<month2>[A-Za-z]+)\.? )?(?P<day2>\d{1,2}),? (?P<year>\d{4})\s*$"
)

_COLUMNS = (
    *("eventid", "iyear", "imonth", "iday", "approxdate", "extended", "resolution", "country"),
    *("country_txt", "region", "region_txt", "provstate", "city", "latitude", "longitude"),
    *("specificity", "vicinity", "location", "summary", "success", "suicide"),
    *("attacktype1", "attacktype1_txt", "attacktype2", "attacktype2_txt", "attacktype3"),
    *("attacktype3_txt", "targtype1", "targtype1_txt", "targsubtype1", "targsubtype1_txt"),
    *("gname", "gsubname", "gname2", "gsubname2", "gname3", "gsubname3", "guncertain1"),
    *("guncertain2", "guncertain3", "nperps", "weaptype1", "weaptype1_txt", "weapsubtype1"),
    *("weapsubtype1_txt", "nkill", "nwound", "scite1", "scite2", "scite3"),
)
"""In the order of the releases, since a shapefile numbers the names that it cuts to the same."""
_TELLING = (
    *("gname", "nkill", "nwound", "specificity", "country_txt", "provstate", "attacktype1"),
    *("attacktype1_txt", "targtype1", "targtype1_txt", "weaptype1", "weaptype1_txt", "nperps"),
)
_PLAINLY_OWN = ("iyear", "imonth", "iday")
"""What nobody else calls the parts of a date."""
_FEWEST = 3
"""Of these, beside ids that begin with a day: "the first 8 numbers represent the date"."""
_FEWEST_ALONE = 5
"""Of these and the parts of the date, beside the GTD's types of attack and no such ids, which
copies leave out."""
_IDS = r"(?:19[7-9]|20\d)\d(?:0\d|1[0-2])(?:[0-2]\d|3[01])\d{4}"
_NEARLY_ALL = 0.9
_LICENCE = "GTD end user licence agreement"
_ATTRIBUTION = (
    "Global Terrorism Database, START, University of Maryland. Its figures include attackers"
)


def _recognise(source: Source) -> str | None:
    names = _find_names(source)
    told = [name for name in _TELLING if name in names]
    dates = find_names(source, _PLAINLY_OWN)
    among = f"its columns, among them {', '.join(told[:_FEWEST])}."
    if "eventid" in names and len(told) >= _FEWEST:
        ids = plain_codes(source.cells[names["eventid"]].dropna())
        if len(ids) and ids.str.fullmatch(_IDS).mean() >= _NEARLY_ALL:
            return f"It has ids of the GTD, and {among}"
    dated = "iyear" in names or has_columns(source, "date")
    few = len(told) + len(dates) < _FEWEST_ALONE
    if not dated or few or "attacktype1_txt" not in names:
        return None
    attacks = plain_codes(source.cells[names["attacktype1_txt"]].dropna())
    if not len(attacks) or attacks.isin([text for text, _, _ in ATTACKS.values()]).mean() < 1:
        return None
    return f"All its types of attack are the GTD's, and so are {among}"


def _find_names(source: Source) -> dict[str, str]:
    names = find_names(source, _COLUMNS)
    parts = find_names(source, _PARTS.values())
    renamed = {name: parts[part] for name, part in _PARTS.items() if part in parts}
    return renamed | names


def _shape(source: Source, mapping: Mapping[str, str]) -> Draft:
    row = Assembly(source, mapping, _find_names(source))
    if not row.has("iyear") and not row.has("date"):
        row.need("the GTD", date_start="eventid")
    row.put("source_id", plain_codes(row.cell("eventid")), "eventid")
    row.take("summary", "summary")
    groups = _named(row.cell("gname"))
    suspected = _are(YES, row.cell("guncertain1"))
    row.put("actor", groups.mask(suspected), "gname", "guncertain1")
    parties = groups.fillna("")
    for name in ("gname2", "gname3"):
        parties = parties + ";" + _named(row.cell(name)).fillna("")
    row.put("parties", list_parts(parties), "gname", "gname2", "gname3")
    _put_dates(row)
    place = row.put("place", _named(row.cell("city")), "city")
    row.put("admin1", _named(row.cell("provstate")), "provstate")
    row.put("country", read_names(row.cell("country_txt")), "country_txt")
    row.take("lat", "latitude", GEOMETRY_LAT)
    row.take("lon", "longitude", GEOMETRY_LON)
    near = _are(YES, row.cell("vicinity"))
    precision = translate(plain_codes(row.cell("specificity")), SPECIFICITY)
    precision = precision.mask(
        near & (precision == GeoPrecision.SETTLEMENT), GeoPrecision.DISTRICT.value
    )
    row.put("geo_precision", precision, "specificity", "vicinity")
    row.note_missing("specificity")
    words = _put_type(row)
    row.put("title", make_titles(words, place.fillna(row.cell("country_txt")), near))
    _put_claim(row)
    return row.draft(order="MDY", licence=_LICENCE, redistributable=False, attribution=_ATTRIBUTION)


def _named(names: pd.Series) -> pd.Series:
    return without_signs(trim(names.mask(plain_codes(names).isin(NO_NAME))))


def _are(words: Set[str], cells: pd.Series) -> pd.Series:
    return plain_codes(cells).isin(words)


def _put_dates(row: Assembly) -> None:
    ids = plain_codes(row.cell("eventid")).str.extract(_DAY_OF_ID)
    year, month, day = (
        plain_codes(row.cell(name)) if row.has(name) else ids[part] for name, part in _PARTS.items()
    )
    month, day = month.mask(month.isna() & year.notna(), "0"), day.mask(day.isna(), "0")
    whole = year + "-" + month.str.zfill(2) + "-" + day.str.zfill(2)
    whole = whole.fillna(row.cell("date"))
    ranges = _read_ranges(row.cell("approxdate"))
    start = ranges["start"].fillna(whole)
    by = [] if row.has("iyear") or ids["year"].notna().any() else ["date"]
    row.put("date_start", start, "iyear", "imonth", "iday", "approxdate", *by)
    extended = _are(YES, row.cell("extended"))
    end = ranges["end"].fillna(row.cell("resolution").where(extended))
    row.put("date_end", end, "approxdate", "resolution")
    vague = row.cell("approxdate").notna() & ranges["start"].isna() & (day != "0")
    monthly = pd.Series(DatePrecision.MONTH.value, index=day.index, dtype="str")
    precision = ranges["precision"].fillna(monthly.where(vague))
    row.put("date_precision", precision, "approxdate")


def _read_ranges(texts: pd.Series) -> pd.DataFrame:
    """Return start, end (ISO days) and precision of ranges such as "May 28 - June 3, 2014"."""
    parts = texts.str.extract(_RANGE)
    first = translate(parts["month"].str.casefold(), _MONTH_NUMBERS)
    last = translate(parts["month2"].str.casefold(), _MONTH_NUMBERS)
    last = last.where(parts["month2"].notna(), first)
    start = parts["year"] + "-" + first + "-" + parts["day"].str.zfill(2)
    end = parts["year"] + "-" + last + "-" + parts["day2"].str.zfill(2)
    days = (_days(end) - _days(start)).dt.days + 1
    precision = pd.Series(pd.NA, index=texts.index, dtype="str")
    precision = precision.mask(days.between(1, 6), DatePrecision.DAYS.value)
    precision = precision.mask(days == 7, DatePrecision.WEEK.value)  # noqa: PLR2004 - days
    precision = precision.mask(days.between(8, 31), DatePrecision.MONTH.value)
    given = precision.notna()
    return pd.DataFrame(
        {"start": start.where(given), "end": end.where(given), "precision": precision}
    )


def _days(texts: pd.Series) -> pd.Series:
    return pd.to_datetime(texts, format="%Y-%m-%d", errors="coerce")


def _put_type(row: Assembly) -> pd.Series:
    """Set the event's type and target, and return what its title calls it."""
    texts = {text: code for code, (text, _, _) in ATTACKS.items()}
    code = translate(plain_codes(row.cell("attacktype1_txt")), texts)
    code = code.fillna(plain_codes(row.cell("attacktype1")))
    types = translate(code, {key: type_.value for key, (_, type_, _) in ATTACKS.items()})
    words = translate(code, {key: word for key, (_, _, word) in ATTACKS.items()})
    target = plain_codes(_named(row.cell("targtype1_txt")))
    target = row.put("target", translate(target, TARGETS).fillna(target), "targtype1_txt")
    civilians = target.notna() & ~target.isin(COMBATANTS)
    unclear = (types == EventType.VIOLENCE_AGAINST_CIVILIANS) & ~civilians
    shelled = (code == "3") & row.cell("weapsubtype1_txt").str.match("(?i)projectile", na=False)
    types = types.mask(unclear, EventType.OTHER.value)
    types = types.mask(shelled, EventType.SHELLING.value).fillna(EventType.OTHER.value)
    failed = (code == "3") & _are(NO, row.cell("success"))
    types = types.mask(failed, EventType.OTHER.value)
    row.put("event_type", types, "attacktype1_txt", "weapsubtype1_txt", "targtype1_txt", "success")
    words = words.mask(shelled, "Attack with projectiles").fillna("Attack")
    return words.mask(failed, "Bombing that failed")


def _put_claim(row: Assembly) -> None:
    names = ("scite1", "scite2", "scite3")
    # A source's list is separated by ";", which a citation may hold.
    cited = pd.DataFrame({name: row.cell(name).str.replace(";", ",") for name in names})
    row.put("status", Status.REPORTED.value)
    sources = cited["scite1"].fillna("")
    for name in names[1:]:
        sources = sources + ("; " + cited[name]).fillna("")
    sources = sources.str.removeprefix("; ")
    row.put("claimant", "GTD")
    row.put("side", Side.INTERNATIONAL.value)
    row.put("source", sources.mask(sources == ""), *names)
    row.put("url", first_address(sources), *names)
    for noun, name in (("killed", "nkill"), ("injured", "nwound")):
        for end, figures in _read_counts(row.cell(name)).items():
            row.put(f"{noun}_{end}", figures, name)


def _read_counts(cells: pd.Series) -> dict[str, pd.Series]:
    """Return low, best and high of a count: the best figure, or what is around a fraction."""
    given = cells.mask(plain_codes(cells).isin(UNKNOWN_COUNTS))
    fraction = pd.to_numeric(given.where(given.str.fullmatch(r"\s*\d+\.\d*[1-9]\d*\s*")))
    whole = {"low": np.floor(fraction), "high": np.ceil(fraction)}
    around = {end: value.astype("Int64").astype("str") for end, value in whole.items()}
    return {"low": around["low"], "best": given.where(fraction.isna()), "high": around["high"]}


FORMAT = Format(
    name="gtd",
    title="Global Terrorism Database",
    reference="https://www.start.umd.edu/gtd/downloads/Codebook.pdf",
    recognise=_recognise,
    shape=_shape,
)
