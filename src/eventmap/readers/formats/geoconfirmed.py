"""GeoConfirmed's exports: CSV with semicolons, and KML or KMZ.

The CSV has ``Date``, ``Faction``, ``Latitude``, ``Longitude``, ``PlusCode`` ("9CC5+22 Krasnohrad,
Kharkiv Oblast, Ukraine"), ``Description``, ``Source`` (links) and ``Id`` among its columns. A KML
has no time stamps: the date stands at the start of a placemark's name, "23 SEP 2022", and the
sources in its description. The API that exports them is documented at `FORMAT.reference`.

- *Dates*: those of the CSV are ISO days. Of a placemark's name the day, the days ("24-26 FEB
  2022") or the month that stand at its start, after a mark in brackets if there is one; a name
  that starts with none has no date.
- *Precision*: ``exact``. What is published is geolocated from pictures to the spot.
- *Status*: ``reported``: links are counted, not graded. GeoConfirmed's own posts and maps say
  where it was, and are no source of what was.
- *Casualties*: unknown. None are recorded.
- *Type*: by the words of the description (`typewords`), else ``other``.
- *Parties*: the faction that the record is filed under, unless it is neutral, unknown or civilian.
  Whether it did or suffered what is seen, the record does not say: no actor.
- *Place*: from the plus code's text: place, first-level unit, country.
- *Claims*: one a link. What the record says is GeoConfirmed's; the channel or paper is its source.
  Only authorities of a side speak for themselves.
"""

from collections.abc import Mapping

import pandas as pd

from eventmap.errors import FileError
from eventmap.readers.formats.assembly import Assembly, has_columns, part_at
from eventmap.readers.formats.fields import describe_columns
from eventmap.readers.formats.linkpublishers import claim_for_publishers, read_publishers
from eventmap.readers.formats.typewords import find_types
from eventmap.readers.model import GEOMETRY_LAT, GEOMETRY_LON, Draft, Format, Source
from eventmap.schema import GeoPrecision, Side, Status

_MAKER = "GeoConfirmed"
_CSV = {
    "source_id": "id",
    "summary": "description",
    "date_start": "date",
    "lat": "latitude",
    "lon": "longitude",
}
_CSV_NEEDED = (*_CSV.values(), "faction", "pluscode", "source")
_KML_NEEDED = ("name", "description", GEOMETRY_LAT, GEOMETRY_LON)

_MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()  # noqa: SIM905 - reads better
_MONTH = rf"({'|'.join(_MONTHS)})[A-Z]*\.?,?\s+((?:19|20)\d\d)\b"
_DASH = r"\s*(?:-|\N{EN DASH}|/|TO|UNTIL)\s*"
_MARK = r"^\s*(?:\[[^\]]*\]\s*)*"
_DAYS = rf"(?i){_MARK}(?:(\d{{1,2}}){_DASH})?(\d{{1,2}})\s+{_MONTH}"
_CAPITALS = rf"{_MARK}(?:\d{{1,2}}{_DASH})?\d{{1,2}}\s+(?:{'|'.join(_MONTHS)})\s+(?:19|20)\d\d\b"
_LAST_DAY = rf"(?i){_MARK}\d{{1,2}}\s+{_MONTH}{_DASH}(\d{{1,2}})\s+{_MONTH}"
_ONLY_MONTH = rf"(?i){_MARK}{_MONTH}"
_ISO = rf"{_MARK}((?:19|20)\d\d-\d\d-\d\d)\b"

_LINK = r"(https?://[^\s<>\"'\\]+?)(?=[.,;)\]]*(?:[\s<>\"'\\,;]|$))"
_OWN = r"^(?:x\.com/geoconfirmed|(?:.*\.)?geoconfirmed\.(?:org|azurewebsites\.net))"
_MAPS = r"^(?:maps\.google\.|google\.\w+$|goo\.gl|maps\.app\.goo\.gl|earth\.google)"
_NO_ACTOR = r"(?i)neutral|unknown|civilian|special|other"
_PLUS_CODE = r"^\s*[23456789CFGHJMPQRVWX]{2,8}\+[23456789CFGHJMPQRVWX]{0,7},?\s*"
_NO_COUNTRY = ("crimea", "autonomous republic of crimea", "sevastopol")


def _recognise(source: Source) -> str | None:
    """Return why a source is GeoConfirmed's, ``None`` if it is not."""
    if has_columns(source, *_CSV_NEEDED):
        return "It has GeoConfirmed's columns Faction, PlusCode and Source beside date and point."
    if source.kind == "kml" and has_columns(source, *_KML_NEEDED):
        row = Assembly(source, {})
        dated = _read_names(row.cell("name"))["date_start"].notna()
        if len(dated) and dated.mean() > _MOST and _says_maker(row):
            return f"The names of {dated.sum()} of its {len(dated)} placemarks start with a date."
    return None


_MOST = 0.5


def _says_maker(row: Assembly) -> bool:
    """Return whether placemarks are told to be GeoConfirmed's: by its name, or by how they look.

    Anybody's may begin with a date. Its own are written "23 SEP 2022", and have links.
    """
    texts = row.cell("description")
    if texts.str.contains("geoconfirmed", case=False, regex=False, na=False).any():
        return True
    written = row.cell("name").str.match(_CAPITALS).eq(other=True).mean()
    return bool(written > _MOST and texts.str.contains(r"https?://", na=False).mean() > _MOST)


def _shape(source: Source, mapping: Mapping[str, str]) -> Draft:
    """Return the draft of an export (see `Format`).

    Raises
    ------
    FileError
        If a column of both kinds of export is missing.
    """
    row = Assembly(source, mapping)
    if has_columns(source, *_CSV_NEEDED):
        spoken = _put_record(row)
    elif has_columns(source, *_KML_NEEDED):
        spoken = _put_placemark(row)
    else:
        raise FileError(
            f"{source.name} is no export of GeoConfirmed, which has the columns"
            f" {', '.join(_CSV_NEEDED)}, or placemarks; its columns are {describe_columns(source)}."
        )
    return row.draft(order="YMD", attribution=_MAKER, spoken=spoken, beside=False)


def _put_record(row: Assembly) -> pd.DataFrame:
    """Set what a row of the CSV says, and return the claims of its links."""
    faction = row.cell("faction").str.strip()
    row.put("parties", faction.mask(faction.str.contains(_NO_ACTOR, na=True)), "faction")
    for field, names in _read_plus_codes(row.cell("pluscode")).items():
        row.put(str(field), names, "pluscode")
    spoken = _put_event(row, row.cell("description"), "source")
    for field, name in _CSV.items():
        row.take(field, name)
    return spoken


def _put_placemark(row: Assembly) -> pd.DataFrame:
    """Set what a placemark says, and return the claims of its links."""
    text = row.cell("description").str.replace(r"(?i)<br\s*/?>|</p>", "\n", regex=True)
    text = text.str.replace(r"<[^<>]+>", " ", regex=True).str.replace(r"[ \t]+", " ", regex=True)
    spoken = _put_event(row, text.str.strip(), "description")
    for field, days in _read_names(row.cell("name")).items():
        row.put(str(field), days, "name")
    row.put("summary", text.str.strip(), "description")
    row.take("lat", GEOMETRY_LAT)
    row.take("lon", GEOMETRY_LON)
    row.take("source_id", "id")
    return spoken


def _put_event(row: Assembly, texts: pd.Series, links: str) -> pd.DataFrame:
    """Set what descriptions tell and the maker's own claim, and return those of the links."""
    row.put_types(pd.Series(index=texts.index, dtype="str"), find_types(texts), "description")
    row.put("geo_precision", GeoPrecision.EXACT.value)
    row.put("status", Status.REPORTED.value, links)
    row.put("claimant", _MAKER, links)
    row.put("side", Side.OTHER.value)
    row.put("source", _MAKER)
    row.put("url", pd.Series(index=texts.index, dtype="str"), links)  # the links' claims have it
    publishers = read_publishers(_find_links(row.cell(links)))
    own = publishers["publisher"].str.contains(f"{_OWN}|{_MAPS}", na=True)
    return claim_for_publishers(publishers[~own], _MAKER)


def _find_links(texts: pd.Series) -> pd.Series:
    """Return the links in each text, each of them once, their index the line."""
    found = texts.fillna("").str.findall(_LINK).map(lambda links: list(dict.fromkeys(links)))
    return found.astype(object).explode().dropna().astype("str")


def _read_plus_codes(cells: pd.Series) -> pd.DataFrame:
    """Return place, admin1 and country that the text after a plus code names."""
    text = cells.str.replace(_PLUS_CODE, "", regex=True).str.strip()
    place, last, before = (part_at(text, at) for at in (0, -1, -2))
    commas = text.str.count(",")
    last, before = last.where(commas > 0), before.where(commas > 1)
    no_country = last.str.lower().isin(_NO_COUNTRY)
    country = last.mask(no_country)
    unit = before.mask(no_country, last)
    return pd.DataFrame({"place": place, "admin1": unit, "country": country}).astype("str")


def _read_names(names: pd.Series) -> pd.DataFrame:
    """Return the ISO dates that stand at the start of placemarks' names."""
    days = names.str.extract(_DAYS)
    last = names.str.extract(_LAST_DAY)
    month = names.str.extract(_ONLY_MONTH)
    iso = names.str.extract(_ISO, expand=False)
    first_day = _iso(days[0].fillna(days[1]), days[2], days[3])
    end = _iso(days[1].where(days[0].notna()), days[2], days[3])
    start = iso.fillna(first_day).fillna(_iso(None, month[0], month[1]))
    return pd.DataFrame(
        {"date_start": start, "date_end": end.fillna(_iso(last[2], last[3], last[4]))}
    )


def _iso(day: pd.Series | None, month: pd.Series, year: pd.Series) -> pd.Series:
    numbers = {name: f"{at:02d}" for at, name in enumerate(_MONTHS, 1)}
    text = year + "-" + month.str.upper().map(numbers).astype("str")
    return text if day is None else text + "-" + day.str.zfill(2)


FORMAT = Format(
    name="geoconfirmed",
    title="GeoConfirmed",
    reference="https://geoconfirmed.org/scalar/v1",
    recognise=_recognise,
    shape=_shape,
)
