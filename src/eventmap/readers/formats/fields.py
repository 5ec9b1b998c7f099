"""Columns of a source put into the fields of a draft: those that a format or a user names.

The fields are those of `DRAFT_EVENTS` and `DRAFT_CLAIMS`, and `PAIRS`: both numbers of a point in
one cell. A column that is put into ``lat`` and ``lon`` alike holds coordinates, too.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from enum import StrEnum

import pandas as pd

from eventmap.errors import FileError, nearest
from eventmap.places import fold
from eventmap.readers.doubts import Doubt
from eventmap.readers.formats.headingwords import order_of_axes, read_heading, words_of_nothing
from eventmap.readers.formats.typewords import find_labels
from eventmap.readers.formats.vocabulary import OST_WORDS
from eventmap.readers.model import DRAFT_CLAIMS, DRAFT_EVENTS, NOT_GIVEN, Draft, Source, trim
from eventmap.readers.values.coordinates import First, settle_ost, split_pairs
from eventmap.readers.values.precisionwords import read_precision, says_exact
from eventmap.schema import DatePrecision, EventType, Side, Status

COORDINATES = "coordinates"
LON_LAT = "lonlat"
LAT_LON = "latlon"
PAIRS = (COORDINATES, LON_LAT, LAT_LON)
"""Columns of both numbers. Where neither letters nor the notation tell, latitude stands first in
the one, longitude in the other."""

FIELDS = (*DRAFT_EVENTS, *DRAFT_CLAIMS, *PAIRS)
"""What a column can be mapped to."""

_VALUES: dict[str, type[StrEnum]] = {
    "status": Status,
    "side": Side,
}


def tell_first_axis(field: str, column: str) -> First | None:
    """Return which number a column of `PAIRS` has first, where field or heading tell it."""
    if field == LON_LAT:
        return "lon"
    told = field == LAT_LON or order_of_axes(column) == ("lat", "lon")
    return "lat" if told else None


def check_mapping(source: Source, mapping: Mapping[str, str]) -> dict[str, str]:
    """Return the mapping, with a column of coordinates under that name.

    A blank column says that the field is read from none.

    Raises
    ------
    FileError
        If a field or a column of it is not there.
    """
    for field, column in mapping.items():
        if field not in FIELDS:
            raise FileError(
                f"There is no field {field!r} to put a column into;"
                f" allowed: {', '.join(FIELDS)}.{nearest(field, FIELDS)}"
            )
        if column and column not in source.cells:
            raise FileError(
                f"{source.name} has no column {column!r} for {field};"
                f" its columns are {describe_columns(source)}."
                f"{nearest(column, map(str, source.cells))}"
            )
    chosen = dict(mapping)
    if chosen.get("lat") and chosen["lat"] == chosen.get("lon"):
        chosen = {COORDINATES: chosen["lat"]} | chosen
        del chosen["lat"], chosen["lon"]
    return chosen


def describe_columns(source: Source, most: int = 40) -> str:
    """Return the names of the source's columns, the first of them if they are many."""
    names = [repr(str(name)) for name in source.cells]
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def apply_mapping(draft: Draft, source: Source, mapping: Mapping[str, str]) -> Draft:
    """Return the draft with columns of the source in the fields that the mapping names.

    Where such a cell is blank, or is none of the values that its field can have, a field that is
    never missing keeps what the draft says; every other field is missing there. An event's type
    is found by the words of `typewords`. A column of an event's figures is put into each of its
    claims.
    """
    events, claims = draft.events.copy(), draft.claims.copy()
    named = dict(draft.columns)
    in_text = draft.types_in_text
    reach = pd.Series(index=events.index, dtype="str")
    doubts = dict(draft.doubts)
    notes = list(draft.notes)
    ost = tell_ost_by(source.cells)
    why = "as in the language of the headings" if ost else "because its other letters tell it"
    for field, column in check_mapping(source, mapping).items():
        if not column:
            continue
        cells = source.cells[column]
        if field in (*PAIRS, "lat", "lon"):
            cells, settled = settle_ost(cells, ost)
            if settled:
                notes.append(f"The letter O in column {column!r} is read as {settled}, {why}.")
        if field in _HEMISPHERES and (half := tell_hemisphere(column, field, ost)):
            turned = _name_hemisphere(cells, half)
            if turned is not None:
                cells = turned
                notes.append(f"{column!r} names the hemisphere: its numbers are read as {half}.")
        if field in PAIRS:
            first = tell_first_axis(field, column)
            read = split_pairs(cells, first=first)
            if field == COORDINATES and first and not read.equals(split_pairs(cells)):
                notes.append(f"The arrays in {column!r} have latitude first, as it is called.")
            events["lat"], events["lon"] = read["lat"], read["lon"]
            reach = read["geo_precision"]
            if (wide := reach.notna()).any():
                doubts[Doubt.AREA] = cells.where(wide)
            named |= {"lat": column, "lon": column}
            continue
        table = events if field in DRAFT_EVENTS else claims
        values = read_values(field, cells)
        if table is claims:
            values = values.reindex(claims.index)
        if field == "event_type" and in_text is not None:
            in_text = in_text.where(values.isna())
        if field in KEPT:
            values = values.fillna(table[field])
        table[field] = values
        named[field] = column
    events["geo_precision"] = events["geo_precision"].fillna(reach)
    return replace(
        draft,
        events=events,
        claims=claims,
        columns=named,
        notes=tuple(notes),
        types_in_text=in_text,
        doubts=doubts,
    )


def tell_ost_by(headings: Iterable[object]) -> str:
    """Return what the letter O is short for in the language of headings, E or W.

    Empty where they are of no language that tells it, or of several.
    """
    words = {word for each in headings for word in _WORD.findall(fold(str(each)))}
    told = [sign for sign, own in OST_WORDS.items() if not words.isdisjoint(own.split())]
    return told[0] if len(told) == 1 else ""


_WORD = re.compile(r"[^\W\d_]+")

_HEMISPHERES = {
    "lat": (
        "S",
        re.compile(
            r"(?:^|[\W_])(?:south|sud|sur|sul|selatan|zuid|austral|meridional[ea]?|kusini|guney"
            r"|poludnio\w{1,3}|южн\w{1,3}|південн\w{1,3}|جنوب\w{0,3}|דרום)\W*$"
            r"|^\W*(?:southern|sudliche|zuiderbreedte|guney|poludniow\w{1,2}|южн\w{1,3}|південн\w{1,3})"
        ),
    ),
    "lon": (
        "W",
        re.compile(
            r"(?:^|[\W_])(?:west|ouest|oeste|ovest|barat|occidental[ea]?|magharibi|bati"
            r"|zachodni\w{1,2}|западн\w{1,3}|західн\w{1,3}|غرب\w{0,3}|מערב)\W*$"
            r"|^\W*(?:western|westliche|westerlengte|bati|zachodni\w{1,2}|западн\w{1,3}|західн\w{1,3})"
        ),
    ),
}
"""The half of the globe whose degrees are below 0, and words that name it in a heading."""
_LETTER = re.compile(r"(?:[ (\[°º/,-]|_(?=W)|(?<=[a-z])_)([SWO])[)\].]?$")
"""A capital behind a heading: "lat_s" and "LAT_S" may be where something started."""


def tell_hemisphere(heading: str, field: str, ost: str) -> str:
    """Return S or W where a heading of latitudes or longitudes ends with that, else ""."""
    half, words = _HEMISPHERES[field]
    found = _LETTER.search(heading.strip()[-_LONGEST_END:])
    letter = found[1] if found else ""
    letter = ost if letter == "O" else letter
    plain = fold(heading)
    named = words.search(plain[-_LONGEST_END:]) or words.match(plain[:_LONGEST_END])
    return half if letter == half or named else ""


_LONGEST_END = 20


def _name_hemisphere(cells: pd.Series, half: str) -> pd.Series | None:
    """Return degrees with the letter behind them, ``None`` if some have a sign or letter."""
    given = trim(cells)
    plain = given.isna() | given.str.fullmatch(r"[0-9]{1,3}(?:[.,][0-9]+)?").eq(True)
    return (given + f" {half}").astype("str") if plain.all() else None


def leave_unread(draft: Draft, mapping: Mapping[str, str], needed: str) -> Draft:
    """Return the draft of a format without the fields that are mapped to no column.

    A field that is never missing says then what a row says that tells nothing. Both numbers of a
    point go together, the unit with the number of things, and the ends of a figure that the format
    makes of the same column.

    Parameters
    ----------
    needed
        What needs the date, as a sentence begins, for the refusal of a draft without one.

    Raises
    ------
    FileError
        If the day of the event is among them, without which such an event says nothing.
    """
    fields = [field for field, column in mapping.items() if not column]
    gone = {each for field in fields for each in _TOGETHER.get(field, (field,))}
    for field in fields:
        noun, _, end = field.rpartition("_")
        if end in ("low", "best", "high") and field in draft.columns:
            ends = {f"{noun}_low", f"{noun}_best", f"{noun}_high"} - mapping.keys()
            gone |= {each for each in ends if draft.columns.get(each) == draft.columns[field]}
    if "date_start" in gone:
        raise FileError(
            f"{needed} needs date_start, which cannot be left unread;"
            " allowed: another column for it, or any other field.",
            answers=(("date_start",),),
        )
    events, claims = (
        table.assign(
            **{
                name: pd.Series(_UNTOLD.get(name, pd.NA), table.index, dtype="str")
                for name in table
                if name in gone
            }
        )
        for table in (draft.events, draft.claims)
    )
    columns = {name: column for name, column in draft.columns.items() if name not in gone}
    return replace(draft, events=events, claims=claims, columns=columns)


_TOGETHER = {
    "lat": ("lat", "lon"),
    "lon": ("lat", "lon"),
    "quantity": ("quantity", "quantity_unit"),
}
_UNTOLD = {
    "event_type": EventType.OTHER.value,
    "status": Status.REPORTED.value,
    "claimant": NOT_GIVEN,
    "side": Side.OTHER.value,
}

KEPT = ("event_type", "status", "claimant", "side")
"""The fields that are never missing."""


def read_values(field: str, cells: pd.Series) -> pd.Series:
    """Return what the cells of a column say about `field`."""
    if field == "event_type":
        return find_labels(cells)
    if field == "geo_precision":
        return read_precision(cells)
    if field == "status" and not _are_statuses(cells):
        return pd.Series(index=cells.index, dtype="str")
    if field == "date_precision":
        return cells.map({text: _grade_date(text) for text in cells.dropna().unique()}).astype(
            "str"
        )
    if field in _VALUES:
        plain = cells.str.strip().str.lower().str.replace(r"[\s-]+", "_", regex=True)
        return plain.where(plain.isin(list(_VALUES[field])))
    return cells


def _grade_date(text: str) -> str:
    """Return how exactly a date is known by words such as "year only"; other words unchanged."""
    plain = re.sub(r"[\s-]+", "_", text.strip().casefold())
    if plain in set(DatePrecision):
        return plain
    told = read_heading(text)
    spans = [span.value for concept, span in _SPANS.items() if told.has(concept)]
    if (
        len(spans) == 1
        and not told.has("unstated", "denied")
        and _OF_SPANS.issuperset(words_of_nothing(text))
    ):
        return spans[0]
    return DatePrecision.DAY.value if not spans and says_exact(text) else text


_OF_SPANS = frozenset(
    {
        *("only", "just", "level", "known", "exact", "exactly", "approximate", "approximately"),
        *("approx", "rounded", "nur", "seulement", "solo", "solamente", "tylko"),
        *("лише", "тільки", "только"),
    }
)
"""What may stand beside "year" and the like: "some day" is none."""

_SPANS = {
    "dayno": DatePrecision.DAY,
    "week": DatePrecision.WEEK,
    "month": DatePrecision.MONTH,
    "year": DatePrecision.YEAR,
}


def _are_statuses(cells: pd.Series) -> bool:
    """Return whether a column grades events as the schema does.

    "Verified" and "Unverified" are somebody's own grades, and so is "Confirmed" beside them: here
    it means that the side responsible accepts the event.
    """
    given = cells.dropna().str.strip().str.casefold().drop_duplicates()
    return bool(len(given)) and bool(given.isin(list(Status)).mean() > 1 / 2)
