"""Any table that has a date and a place.

Which column is which is told by its name (`columnnames`), or by the user, column by column. There
is no documentation to follow, so the rules are cautious ones; the meanings of the values are those
of ``schema.py``, whose own names of columns and values are understood.

- *Type*: by the words of a type column (`typewords`); where it has none, by those of title and
  summary together; else ``other``.
- *Precision*: the one that the row states, if it is a value of `GeoPrecision`; else a point is
  taken for that of a settlement. Decimals prove nothing: centroids have them, too.
- *Status*: the one that the row states, if it is a value of `Status`; else ``reported``, because
  a row is one source.
- *Casualties*: a single figure is ``best``; low and high only where there are columns for them. A
  blank is unknown.
- *Claims*: one a row. The claimant is the one or else the source that the row names; without
  either it is not given, for a file is nobody. The side is what a column says, else that of the
  list (`sides`), else ``other``. Of several sources that the row names, separated by ";", each body
  of a side speaks for itself, without a figure.
"""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from eventmap.errors import ImportRefusal
from eventmap.readers.drafts import (
    GEOMETRY_LAT,
    GEOMETRY_LON,
    NOT_GIVEN,
    Draft,
    Format,
    Source,
    blank_claims,
    blank_events,
)
from eventmap.readers.formats.columnnames import columns_by_field
from eventmap.readers.formats.mapping import (
    COORDINATES,
    PAIRS,
    apply_mapping,
    are_coordinates,
    check_mapping,
    describe_columns,
)
from eventmap.readers.formats.sides import claim_for_bodies, find_sides
from eventmap.readers.formats.typewords import find_types
from eventmap.schema import EventType, GeoPrecision, Side, Status

_PLACES = ("place", "admin1", "country")


def guess_columns(source: Source) -> dict[str, str]:
    """Return the column of each field that a column's name tells, by field.

    Fields are those of a draft and `COORDINATES`: a column of both numbers. It is left out where
    latitude and longitude have columns of their own, as is one of these without the other.
    """
    return _choose_columns(source, {})


def _choose_columns(source: Source, chosen: Mapping[str, str]) -> dict[str, str]:
    """Return the columns that the user chose, and the guessed ones for the other fields."""
    cells = source.cells
    blank = {name for name in (GEOMETRY_LAT, GEOMETRY_LON) if name in cells and _blank(cells[name])}
    names = [str(name) for name in cells if name not in blank and name not in chosen.values()]
    found = columns_by_field(names)
    place = found.get("place")
    if place is not None and are_coordinates(cells[place], all):
        found = columns_by_field(name for name in names if name != place) | {COORDINATES: place}
    if COORDINATES in found and not are_coordinates(cells[found[COORDINATES]], any):
        del found[COORDINATES]
    found = {field: name for field, name in found.items() if field not in chosen}
    for field in _spare_fields(found, chosen):
        found.pop(field, None)
    return {**found, **chosen}


def _spare_fields(found: Mapping[str, str], chosen: Mapping[str, str]) -> tuple[str, ...]:
    """Return which of the fields for a point are not to be guessed, for there is one point."""
    if set(PAIRS) & set(chosen):
        return "lat", "lon", COORDINATES
    if {"lat", "lon"} & set(chosen) or {"lat", "lon"} <= set(found):
        return (COORDINATES,)
    return "lat", "lon"


def _blank(cells: pd.Series) -> bool:
    return bool(cells.isna().all())


def recognise(source: Source) -> str | None:
    """Return which columns are date and place, ``None`` where one of them is not found."""
    columns = guess_columns(source)
    place = _place_columns(columns)
    if "date_start" not in columns or not place:
        return None
    return (
        f"Its column {columns['date_start']!r} is named as a date and"
        f" {' and '.join(repr(name) for name in place)} as a place."
    )


def _place_columns(columns: Mapping[str, str]) -> list[str]:
    if pair := set(PAIRS) & set(columns):
        return [columns[pair.pop()]]
    if "lat" in columns and "lon" in columns:
        return [columns["lat"], columns["lon"]]
    return [columns[field] for field in _PLACES if field in columns][:1]


def shape(source: Source, mapping: Mapping[str, str]) -> Draft:
    """Return the draft of a table (see `Format`).

    Raises
    ------
    ImportRefusal
        If no column is known to be a date, or none a place.
    """
    columns = _choose_columns(source, check_mapping(source, mapping))
    require_columns(source, columns)
    return shape_columns(source, columns)


def require_columns(source: Source, columns: Mapping[str, str]) -> None:
    """Raise `ImportRefusal` if a date or a place is not among the columns."""
    missing, answers = "", tuple[tuple[str, ...], ...]()
    if "date_start" not in columns:
        missing, answers = "a date", (("date_start",),)
    elif ("lat" in columns) != ("lon" in columns):
        lone = "lon" if "lat" in columns else "lat"
        missing, answers = f"{lone}, the other number of each point", ((lone,),)
    elif not _place_columns(columns):
        missing, answers = "a place", (("lat", "lon"), ("place",))
    if missing:
        raise ImportRefusal(
            f"{source.name} has no column that is known to hold {missing}:"
            f" its columns are {describe_columns(source)}.",
            answers=answers,
        )


def shape_columns(source: Source, columns: Mapping[str, str], *, rolled_up: bool = False) -> Draft:
    """Return the draft of a table by the rules above, from the columns that are named.

    Parameters
    ----------
    rolled_up
        Whether each row is several claims added up to one, which it stays.
    """
    cells = source.cells
    events, claims = blank_events(cells.index), blank_claims(cells.index)
    events["status"] = Status.REPORTED.value
    named = pd.Series(index=cells.index, dtype="str")
    for name in ("claimant", "source"):
        if name in columns:
            named = named.fillna(cells[columns[name]])
    claims["claimant"] = named.fillna(NOT_GIVEN)
    claims["side"] = find_sides(claims["claimant"]).fillna(Side.OTHER.value)
    draft = apply_mapping(Draft(events, claims, {}), source, columns)
    if not rolled_up:
        several = named[named.str.contains(";", na=False)]
        spoken = claim_for_bodies(several)
        every = pd.concat([spoken.astype("str"), draft.claims]).sort_index(kind="stable")
        draft = replace(draft, claims=every)
    types = draft.events["event_type"]
    told = find_types(_join(draft.events[types.isna()])).reindex(cells.index)
    draft.events["event_type"] = types.fillna(told).fillna(EventType.OTHER.value)
    point = draft.events["lat"].notna() & draft.events["lon"].notna()
    stated = draft.events["geo_precision"]
    draft.events["geo_precision"] = stated.mask(
        stated.isna() & point, GeoPrecision.SETTLEMENT.value
    )
    return replace(draft, anywhere=False)


def _join(events: pd.DataFrame) -> pd.Series:
    """Return title and summary of each event as one text."""
    return events["title"].fillna("") + "; " + events["summary"].fillna("")


FORMAT = Format(
    name="table",
    title="Table with a date and a place",
    reference="",
    recognise=recognise,
    shape=shape,
)
