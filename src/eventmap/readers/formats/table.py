"""Any table that has a date and a place.

Which column is which is told by what it holds and by its heading (`columns`), or by the user,
column by column. There is no documentation to follow, so the rules are cautious ones; the meanings
of the values are those of ``schema.py``, whose own names of columns and values are understood.

- *Type*: by the words of a type column (`typewords`); where it has none, by those of title and
  summary together, unless the user has types read from none (`leave_unread`); else ``other``.
- *Precision*: the one that the row states, if it is a value of `GeoPrecision`; else a point is
  taken for that of a settlement, unless it stands for all that the row names (`middles`). Decimals
  prove nothing: centroids have them, too.
- *Status*: the one that the row states, if it is a value of `Status`; else ``reported``, because
  a row is one source.
- *Casualties*: a single figure is ``best``; low and high only where there are columns for them. A
  blank is unknown. A figure of a part of the people is a low end, see `columns`.
- *Quantities*: columns of numbers of things ("launched", "destroyed") are quantities by that name,
  the second and each further one in a claim of its own.
- *Claims*: a figure whose heading names who says it ("Killed (MoH)") is his claim, beside those of
  others. Else one a row. The claimant is the one or else the source that the row names; without
  either it is not given, for a file is nobody. The side is what a column says, else that of the
  list (`sides`), else ``other``. Several claimants, separated by ";", each of which is a body of a
  side, are a claim each, with the row's figures. Of several sources, each body of a side speaks for
  itself, without a figure.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from eventmap.errors import FileError
from eventmap.readers.doubts import Doubt
from eventmap.readers.formats.areas import has_areas
from eventmap.readers.formats.columnchoice import ChosenColumns, choose_columns
from eventmap.readers.formats.fields import (
    PAIRS,
    apply_mapping,
    check_mapping,
    describe_columns,
)
from eventmap.readers.formats.headingwords import tell_order
from eventmap.readers.formats.linkpublishers import part_links
from eventmap.readers.formats.sides import (
    BODIES,
    claim_for_bodies,
    find_side_of_speaker,
    find_sides,
    split_names,
)
from eventmap.readers.formats.typewords import find_labels, find_types, name_several
from eventmap.readers.model import (
    NOT_GIVEN,
    ColumnUse,
    DateOrder,
    Draft,
    Format,
    Source,
    blank_claims,
    blank_events,
)
from eventmap.readers.values.blanks import without_signs
from eventmap.readers.values.dates import parse_dates
from eventmap.readers.values.figures import CellFigure, read_figure
from eventmap.schema import ADDRESSES, FIGURES, EventType, Side, Status

_LINE = "line"
OF_EVENTS = "events"
"""Unit of quantities that say how many events a row tells of."""
_LONGEST_NAME = 60
"""Characters of the name of a type; more are a text."""

_ONE_LINK = r"https?://(?:(?![A-Za-z0-9]https?://)[^\s,;|])+"
_PLACES = ("place", "admin1", "country")


def _recognise(source: Source) -> str | None:
    return tell_date_and_place(choose_columns(source, {}).columns)


def tell_date_and_place(columns: Mapping[str, str]) -> str | None:
    """Return which columns are date and place, ``None`` where one of them is not found."""
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


def _shape(source: Source, mapping: Mapping[str, str]) -> Draft:
    """Return the draft of a table (see `Format`).

    Raises
    ------
    FileError
        If no column is known to be a date, or none a place.
    """
    choice = choose_columns(source, check_mapping(source, mapping))
    return shape_chosen(source, choice, by_hand=bool(mapping))


def shape_chosen(source: Source, choice: ChosenColumns, *, by_hand: bool = False) -> Draft:
    """Return the draft of a table whose columns are chosen.

    Parameters
    ----------
    by_hand
        Whether some of them are those that the user named.

    Raises
    ------
    FileError
        If no column is known to be a date, or none a place.
    """
    if not by_hand:
        _ask_of_yearly_sums(source)
    require_columns(source, choice.columns)
    for question in choice.questions:
        raise FileError(question.sentence, answers=question.answers)
    cells = source.cells.assign(**choice.composed)
    source = replace(source, cells=cells)
    draft = shape_columns(source, choice.columns)
    if choice.columns.get("quantity") and "quantity_unit" not in choice.columns:
        quantities = [choice.columns["quantity"], *choice.quantities]
        draft = replace(
            draft, claims=_name_quantities(draft.claims, source, quantities, choice.of_events)
        )
    if choice.spoken:
        draft = _add_speakers(draft, source, choice.spoken)
    doubts = dict(draft.doubts)
    if choice.stood_in is not None:
        doubts[Doubt.DATE_STOOD_IN] = choice.stood_in
    told_of: list[str] = []
    if kind := choice.columns.get("event_type"):
        several = name_several(cells[kind])
        types = draft.events["event_type"].mask(several, EventType.OTHER.value)
        draft = replace(draft, events=draft.events.assign(event_type=types))
        told_of += _tell_several_types(kind, cells[kind], several)
        doubts[Doubt.EVENT_TYPE] = _find_strange_types(cells[kind], draft.events["event_type"])
    if choice.disagreeing.notna().any():
        doubts[Doubt.FIGURES_DISAGREE] = choice.disagreeing
    columns = {field: choice.shown.get(name, name) for field, name in draft.columns.items()}
    notes = *choice.notes, *told_of, *draft.notes
    if told := _tell_order(columns, source, choice.uses):
        draft = replace(draft, order=told[0], order_by=told[1])
    draft = replace(draft, columns=columns, shared_ids=choice.shared_ids)
    if choice.repeats_by:
        draft = replace(draft, repeating=choice.repeating.rename(choice.repeats_by))
    return replace(draft, uses=choice.uses, notes=notes, doubts=doubts)


def _tell_order(
    columns: Mapping[str, str], source: Source, uses: Sequence[ColumnUse]
) -> tuple[DateOrder, str] | None:
    """Return the order of day and month that headings, or dates that are not read, let expect."""
    dates = [columns[name] for name in ("date_start", "date_end") if name in columns]
    names = [str(name) for name in source.cells]
    written = [source.cells[name] for name in dates if name in source.cells]  # not put together
    slashed = any(cells.str.contains("/", regex=False).any() for cells in written)
    told = [found for name in dates if (found := tell_order(name, names, slashed=slashed))]
    if any(by.startswith("by the heading") for _, by in told):
        return next(found for found in told if found[1].startswith("by the heading"))
    for use in uses:
        if use.looks_like == "date":
            possible = parse_dates(source.cells[use.column].dropna()[:_LOOKED_AT]).possible()
            if len(possible) == 1 and possible < _HAND_WRITTEN:
                return next(iter(possible)), f"as in {use.column!r}"
    return told[0] if told else None


def _ask_of_yearly_sums(source: Source) -> None:
    """Raise `FileError` for UCDP's sums of deaths in battle by conflict and year: no events."""
    names = {str(name).strip().casefold() for name in source.cells}
    if {"conflict_id", "year", "bd_best"} <= names:
        raise FileError(
            f"{source.name} is UCDP's table of deaths in battle by conflict and year: each row is a"
            " publisher's sum over a whole conflict, without a place, and no event. UCDP's events"
            " are in its Georeferenced Event Dataset. To read the rows as events all the same,"
            " choose a column for the number of killed.",
            answers=(("killed_best",),),
        )


_LOOKED_AT = 2000
"""Cells of a column that is not read, in which an order of dates is looked for."""

_HAND_WRITTEN: frozenset[DateOrder] = frozenset({"DMY", "MDY"})


def _find_strange_types(cells: pd.Series, types: pd.Series) -> pd.Series:
    """Return the cells of a column of types that name none, where nothing else tells one.

    A column of texts is none of types: most of its cells are longer than a name.
    """
    names = cells.dropna().str.len() <= _LONGEST_NAME
    named = without_signs(cells)
    strange = (types == EventType.OTHER) & find_labels(named).isna()
    return named.where(strange & bool(names.mean() > 1 / 2))


def _tell_several_types(column: str, cells: pd.Series, several: pd.Series) -> Iterator[str]:
    """Yield what is said of cells that list several types, which are other."""
    if number := int(several.sum()):
        verb, each = ("names", "its event is") if number == 1 else ("name", "their events are")
        yield (
            f"{number} of {int(cells.notna().sum())} cells of {column!r} {verb} several types, such"
            f" as {cells[several].iloc[0]!r}: {each} of the type other."
        )


def _name_quantities(
    claims: pd.DataFrame, source: Source, columns: list[str], of_events: str
) -> pd.DataFrame:
    """Return the claims with the quantities of these columns, and after what they are called.

    The first stands in the row's own claim, each other one in a claim of the same claimant. What
    counts events is called so, for these are counted.
    """
    first, *others = columns
    names = {name: OF_EVENTS if name == of_events else _unit(name) for name in columns}
    told = claims["quantity"].notna()
    own = claims.assign(quantity_unit=claims["quantity_unit"].mask(told, names[first]))
    further = []
    for column in others:
        given = source.cells[column].dropna()
        rows = blank_claims(given.index).assign(quantity=given, quantity_unit=names[column])
        same = claims[~claims.index.duplicated(keep="last")].loc[given.index]
        same_as = ["claimant", "side", "source", "url", "archive_url", "published_on"]
        further.append(rows.assign(**{name: same[name] for name in same_as}).astype("str"))
    return pd.concat([own, *further]).sort_index(kind="stable")


def _add_speakers(draft: Draft, source: Source, spoken: Mapping[str, Mapping[str, str]]) -> Draft:
    """Return the draft with a claim for each speaker in the rows in which he gives a figure.

    The row's own claim stays where it says anything else, or where the row names its claimant.
    """
    own, columns = draft.claims, dict(draft.columns)
    first = own[~own.index.duplicated()]
    claims = []
    for speaker, fields in spoken.items():
        cells = source.cells[list(fields.values())]
        lines = cells.index[_give_figures(cells)]
        side = find_side_of_speaker(speaker)
        told = {name: cells[column].loc[lines] for name, column in fields.items()}
        named = {name: first[name].loc[lines] for name in ("source", *ADDRESSES, "published_on")}
        rows = blank_claims(lines).assign(claimant=speaker, side=side, **named, **told)
        claims.append(rows.astype("str"))
        for name, column in fields.items():
            columns[name] = f"{columns[name]} + {column}" if name in columns else column
    said = pd.concat(claims)
    silent = own[[*FIGURES, "quantity", "statement"]].isna().all(axis=1)
    if "claimant" in draft.columns:
        silent &= own["claimant"] == NOT_GIVEN
    kept = own[~(silent & own.index.isin(said.index))]
    every = pd.concat([kept, said]).sort_index(kind="stable")
    return replace(draft, claims=every, columns=columns)


def _give_figures(cells: pd.DataFrame) -> pd.Series:
    """Return in which rows one of the columns says more than that there is no figure."""
    given = pd.Series(data=False, index=cells.index)
    for name in cells:
        texts = cells[name].dropna().unique()
        told = {text: read_figure(str(text)) != CellFigure() for text in texts}
        given |= cells[name].map(told).eq(other=True)
    return given


def _unit(column: str) -> str:
    return " ".join(re.sub(r"[_\s]+", " ", column).split()).casefold()


def require_columns(source: Source, columns: Mapping[str, str]) -> None:
    """Raise `FileError` if a date or a place is not among the columns."""
    missing, answers = "", tuple[tuple[str, ...], ...]()
    if "date_start" not in columns:
        missing, answers = "a date", (("date_start",),)
    elif ("lat" in columns) != ("lon" in columns):
        lone = "lon" if "lat" in columns else "lat"
        missing, answers = f"{lone}, the other number of each point", ((lone,),)
    elif not _place_columns(columns) and not has_areas(source):
        missing, answers = "a place", (("lat", "lon"), ("place",))
    if missing:
        raise FileError(
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
        claimants = cells[columns["claimant"]] if "claimant" in columns else named[:0]
        claims, parted = _part_claimants(draft.claims, claimants)
        several = named[named.str.contains(";", na=False) & ~named.index.isin(parted)]
        spoken = [] if several.empty else [claim_for_bodies(several).astype("str")]
        every = pd.concat([*spoken, claims]).sort_index(kind="stable")
        draft = replace(draft, claims=_claim_each_link(every))
    types = draft.events["event_type"]
    told = find_types(_join(draft.events[types.isna()])).reindex(cells.index)
    draft.events["event_type"] = types.fillna(told).fillna(EventType.OTHER.value)
    return replace(draft, anywhere=False, types_in_text=told.where(types.isna()))


def _claim_each_link(claims: pd.DataFrame) -> pd.DataFrame:
    """Return claims of one address each, and of one copy in an archive.

    The first keeps what the row says, the others say who and where. As many copies as addresses
    are each of the address in the same place; other copies are of no address that is known.
    """
    numbered = claims.reset_index(names=_LINE)
    links = _number_links(numbered["url"])
    several = links.groupby(level=0).size()
    copies = _number_links(numbered["archive_url"], also=several.index[several > 1])
    if links.empty and copies.empty:
        return claims
    lines = copies.index.get_level_values(0)
    linked = several.reindex(lines, fill_value=1).to_numpy()
    apart = (linked > 1) & (linked != copies.groupby(level=0).transform("size").to_numpy())
    places = copies.index.get_level_values(1) + linked * apart
    copies.index = pd.MultiIndex.from_arrays([lines, places])
    found = pd.concat({"url": links, "archive_url": copies}, axis=1).sort_index()
    first = found.index.get_level_values(1) == 0
    own, others = (found[chosen].droplevel(1) for chosen in (first, ~first))
    numbered["archive_url"] = numbered["archive_url"].drop(lines).reindex(numbered.index)
    for name in ADDRESSES:
        numbered[name] = own[name].reindex(numbered.index).fillna(numbered[name])
    spoken = [_LINE, "claimant", "side", "source"]
    more = pd.concat([numbered.loc[others.index, spoken], others], axis=1)
    every = pd.concat([numbered, more]).sort_index(kind="stable").set_index(_LINE)
    every.index.name = None
    return every.astype("str")


def _number_links(cells: pd.Series, also: Iterable[int] = ()) -> pd.Series:
    """Return the addresses of cells with more than one, by row and place in the cell.

    Parameters
    ----------
    also
        Rows of which one address counts, too.
    """
    single = cells.str.fullmatch(_ONE_LINK).fillna(value=False).astype(bool)
    single[[*also]] = False
    links = part_links(cells[~single])
    return links.set_axis([links.index, links.groupby(level=0).cumcount()])


def _part_claimants(claims: pd.DataFrame, claimants: pd.Series) -> tuple[pd.DataFrame, pd.Index]:
    """Return the claims, one for each claimant of a list of bodies, and the lines of such lists.

    Each says all that the row says. A list of which one part is no body of a side stays whole: it
    may be a name.
    """
    lists = claimants[claimants.str.contains(";", na=False)]
    if lists.empty:
        return claims, lists.index
    names = split_names(lists, ";")
    sides = find_sides(names)
    bodies = sides.isin([side.value for side in BODIES]).groupby(level=0)
    lines = bodies.size().index[bodies.all() & (bodies.size() > 1)]
    own = names.index.isin(lines)
    parted = claims.loc[names.index[own]].assign(
        claimant=names[own].to_numpy(), side=sides[own].to_numpy()
    )
    return pd.concat([claims.drop(lines), parted.astype("str")]), lines


def _join(events: pd.DataFrame) -> pd.Series:
    """Return title and summary of each event as one text."""
    return events["title"].fillna("") + "; " + events["summary"].fillna("")


FORMAT = Format(
    name="table",
    title="Table with a date and a place",
    reference="",
    recognise=_recognise,
    shape=_shape,
)
