"""Tables with HXL hashtags, the Humanitarian Exchange Language, version 1.1.

A row of hashtags with attributes, such as ``#date+start``, stands between the names of the
columns and the data, or takes their place. The order of attributes does not matter, nor does case.
A row within the first 25 is that row if at least half of its cells are hashtags, as the makers'
own library has it. What the tags mean is in the dictionary of core hashtags; ``+occurred`` and
``#group`` are used by the Humanitarian Data Exchange. Tags from before version 1.0 have no
attributes, but names of several words, such as ``#lat_deg`` and ``#people_dead``.

The rules for type, precision, status, casualties and claims are those of `table`. A figure that
is broken down (``#affected+killed+children``) is a part and not taken for the whole; where there is
no whole, those of men and women, of children and adults, or of civilians and soldiers add up, and
civilians alone are a low end.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from eventmap.readers.files.headers import HASHTAG, are_hashtags
from eventmap.readers.formats.columnchoice import tell_of_overlaps
from eventmap.readers.formats.columnchoice.ledger import listed
from eventmap.readers.formats.composed import add_parts, join_dates
from eventmap.readers.formats.fields import COORDINATES, PAIRS, check_mapping
from eventmap.readers.formats.table import OF_EVENTS, require_columns, shape_columns
from eventmap.readers.model import Draft, Format, Source
from eventmap.readers.values.figures import NOUNS

_FIRST_ROWS = 25


class _Tag(NamedTuple):
    name: str
    attributes: frozenset[str]


_PLAIN = frozenset(["ind", "individuals", "num", "total", "best", "reported", "confirmed"])
"""Attributes by which a number of people is still that of all people."""

_PATTERNS: dict[str, tuple[str, ...]] = {
    "source_id": ("#event+id", "#event+code", "#meta+id", "#id", "#event_id"),
    "title": ("#event+name", "#meta+title"),
    "summary": ("#description", "#event+description"),
    "event_type": ("#event+type-sub", "#event+type+sub"),
    "actor": ("#group+name+first-assoc", "#group-code-type-assoc-second"),
    "date_start": (
        "#date+start-year",
        "#date+occurred",
        "#date-end-reported-published-updated-created-year-month-precision",
        "#date+year-end",
        "#event_date",
        "#date_occurred",
        "#start_date",
        "#from_date",
        "#period_date",
        "#report_date",
    ),
    "date_end": ("#date+end-year", "#end_date", "#to_date"),
    "place": ("#loc+name", "#loc-code-type", "#loc_name", "#place_name"),
    "admin1": ("#adm1+name", "#adm1-code", "#adm1+code", "#adm1_name", "#adm1_code"),
    "country": ("#country+code", "#country", "#country_code", "#country_name"),
    "lat": ("#geo+lat", "#lat_deg", "#lat", "#latitude"),
    "lon": ("#geo+lon", "#lon_deg", "#lon", "#longitude"),
    COORDINATES: ("#geo+coord", "#geo+coords", "#geo+latlon"),
    "status": ("#status",),
    "source": ("#meta+source-url-link-scale",),
    "url": ("#meta+url", "#meta+link"),
    "published_on": ("#date+reported", "#date+published"),
    "killed_low": ("#affected+killed+min!",),
    "killed_best": (
        "#affected+killed!",
        "#people_dead!",
        "#people_killed!",
        "#killed_num!",
        "#dead_num!",
        "#deaths_num!",
    ),
    "killed_high": ("#affected+killed+max!",),
    "injured_low": ("#affected+injured+min!",),
    "injured_best": ("#affected+injured!", "#people_injured!", "#injured_num!", "#wounded_num!"),
    "injured_high": ("#affected+injured+max!",),
}
"""Which tags tell a field, the best first.

``+`` is an attribute that must be there, ``-`` one that must not; with ``!`` no other may be
there but `_PLAIN` ones.
"""


def _recognise(source: Source) -> str | None:
    """Return which tags there are, ``None`` where there is no row of them."""
    tags, _ = _find_tags(source)
    if not tags:
        return None
    some = ", ".join("+".join(("#" + tag.name, *sorted(tag.attributes))) for tag in tags.values())
    return f"It has a row of HXL hashtags: {some}."


def without_tags(source: Source) -> Source:
    """Return the source without its row of tags and what stands above, whose rows are no events."""
    tags, above = _find_tags(source)
    if not tags or not above:
        return source
    line = source.cells.index[above - 1]
    note = f"Row {line} holds HXL hashtags and is no event."
    return replace(source, cells=source.cells.iloc[above:], notes=(*source.notes, note))


def _shape(source: Source, mapping: Mapping[str, str]) -> Draft:
    """Return the draft of what `without_tags` leaves of a source (see `Format`).

    Raises
    ------
    FileError
        If no column is tagged as a date, or none as a place.
    """
    chosen = check_mapping(source, mapping)
    tags, _ = _find_tags(source)
    free = {column: tag for column, tag in tags.items() if column not in chosen.values()}
    found = _columns_by_field(free, chosen) | chosen
    columns = {field: column for field, column in found.items() if column}
    require_columns(source, columns)
    plain, notes = without_tags(source), list[str]()
    if "date_start" not in chosen:
        plain, columns = _join_parts_of_dates(plain, tags, columns)
    for noun in NOUNS:
        names, whole = _find_parts(free, noun)
        if f"{noun}_best" in found or not names:
            continue
        low, best = add_parts([plain.cells[name] for name in names], noun, whole=whole)
        sums = {f"{noun}_low": " + ".join(names) + " ", f"{noun}_best": " + ".join(names)}
        plain = replace(
            plain, cells=plain.cells.assign(**dict(zip(sums.values(), (low, best), strict=True)))
        )
        columns = sums | columns
        notes.append(
            f"{listed(names)} are read as {noun}: added up where each is given, else a low end."
            if whole
            else f"{listed(names)} {'is' if len(names) == 1 else 'are'} read as {noun}:"
            " a part of the people, so a low end."
        )
    draft = shape_columns(plain, columns)
    draft = replace(draft, notes=(*draft.notes, *notes))
    counted = next((column for column, tag in tags.items() if _counts_events(tag)), "")
    if not counted or "quantity" in chosen:
        return draft
    claims = draft.claims.assign(quantity=source.cells[counted].reindex(draft.claims.index))
    claims["quantity_unit"] = claims["quantity_unit"].where(claims["quantity"].isna(), OF_EVENTS)
    told = [f"{counted!r} gives a number of events: each row counts as so many, one of 0 as none."]
    if kind := columns.get("event_type"):
        told += tell_of_overlaps(source.cells[kind])
    columns = {**draft.columns, "quantity": counted}
    return replace(draft, claims=claims.astype("str"), columns=columns, notes=(*draft.notes, *told))


def _join_parts_of_dates(
    plain: Source, tags: Mapping[str, _Tag], columns: dict[str, str]
) -> tuple[Source, dict[str, str]]:
    """Return the table and its columns with a year, its month and its day as one date."""
    parts = {
        part: next((name for name, tag in tags.items() if _fits(tag, f"#date+{part}-end")), "")
        for part in ("year", "month", "day")
    }
    names = [name for name in parts.values() if name]
    if columns["date_start"] not in names or not (parts["year"] and parts["month"]):
        return plain, columns
    label = " + ".join(names)
    year, month, *day = (plain.cells[name] for name in names)
    cells = join_dates(year, month, day[0] if day else None)
    plain = replace(plain, cells=plain.cells.assign(**{label: cells}))
    return plain, columns | {"date_start": label}


_SORTS = (("m", "f"), ("children", "adults"), ("civilians", "military", "police"))
"""Attributes of sorts of people, of whom nobody is of two."""
_WHOLE = 2
"""How many sorts of them are everybody, with a third one where that is counted apart."""


def _find_parts(tags: Mapping[str, _Tag], noun: str) -> tuple[list[str], bool]:
    """Return columns that count sorts of the people, and whether these are everybody.

    Where none are, those of civilians and such, whom publishers count alone.
    """
    found: list[str] = []
    for sorts in _SORTS:
        own = [
            next(
                (name for name, tag in tags.items() if _fits(tag, f"#affected+{noun}+{sort}!")), ""
            )
            for sort in sorts
        ]
        found = list(filter(None, own))
        if all(own[:_WHOLE]):
            return found, True
    return found, False


def _counts_events(tag: _Tag) -> bool:
    """Return whether a column gives how many events each row tells of."""
    named = {tag.name, *tag.attributes}
    return bool(named & {"event", "events"}) and bool(named & {"num", "count"})


def _find_tags(source: Source) -> tuple[dict[str, _Tag], int]:
    """Return the tag of each column that has one, and how many rows are no data for that."""
    names = [str(name) for name in source.cells]
    if are_hashtags(names):
        return _read_tags(dict(zip(names, names, strict=True))), 0
    for at, row in enumerate(source.cells.head(_FIRST_ROWS).to_dict("records"), 1):
        given = {str(name): text for name, text in row.items() if isinstance(text, str)}
        if are_hashtags(list(given.values())):
            return _read_tags(given), at
    return {}, 0


def _read_tags(texts: Mapping[str, str]) -> dict[str, _Tag]:
    tags = {}
    for column, text in texts.items():
        if HASHTAG.fullmatch(text):
            name, *attributes = (part.strip() for part in text.strip(" #").lower().split("+"))
            tags[column] = _Tag(name, frozenset(attributes))
    return tags


def _columns_by_field(tags: Mapping[str, _Tag], chosen: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for field, patterns in _PATTERNS.items():
        fits = [
            column
            for pattern in patterns
            for column, tag in tags.items()
            if column not in found.values() and _fits(tag, pattern)
        ]
        if fits and field not in chosen:
            found[field] = fits[0]
    if pair := set(PAIRS) & set(chosen):
        return {
            field: name
            for field, name in found.items()
            if field not in {"lat", "lon", *PAIRS} - pair
        }
    if COORDINATES in found and not {"lat", "lon"} <= set(found):
        return {field: name for field, name in found.items() if field not in ("lat", "lon")}
    if {"lat", "lon"} <= {*found, *chosen}:
        found.pop(COORDINATES, None)
    return found


def _fits(tag: _Tag, pattern: str) -> bool:
    name, *parts = re.split(r"(?=[+-])", pattern.strip("#!"))
    needed = {part[1:] for part in parts if part[0] == "+"}
    barred = {part[1:] for part in parts if part[0] == "-"}
    others = tag.attributes - needed
    if tag.name != name or needed - tag.attributes or barred & tag.attributes:
        return False
    return not pattern.endswith("!") or others <= _PLAIN


FORMAT = Format(
    name="hxl",
    title="Table with HXL hashtags",
    reference="https://hxlstandard.org/standard/1-1final/dictionary/",
    recognise=_recognise,
    shape=_shape,
)
