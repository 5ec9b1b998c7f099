"""Files of any format as canonical tables: which format each is, and what becomes of each row."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from eventmap.errors import FileError, Placing, Reject, nearest
from eventmap.readers.choices import (
    Choices,
    Kept,
    Recalled,
    find_positions,
    is_like,
    recall,
    recall_nothing,
)
from eventmap.readers.convert import convert
from eventmap.readers.doubts import Doubt
from eventmap.readers.files.headers import Position
from eventmap.readers.files.sources import open_sources
from eventmap.readers.formats import FORMATS, hxl, table
from eventmap.readers.formats.areas import place_areas
from eventmap.readers.formats.columnchoice import ChosenColumns, choose_columns, describe_uses
from eventmap.readers.formats.fields import PAIRS, leave_unread
from eventmap.readers.formats.measures import spread_measures
from eventmap.readers.model import DRAWN, ColumnUse, Draft, Format, Reading, Source
from eventmap.readers.values.coordinates import check_crs
from eventmap.schema import UNKNOWN_LICENCE, DatasetInfo, empty_frame


@dataclass(frozen=True)
class InspectedTable:
    """One table of a file.

    Parameters
    ----------
    source
        Where it lies, its columns and what was found out. Its rows are in the reading, and not
        here a second time.
    why
        What shows that it is of this format, in a sentence.
    columns
        By field, see `Draft.columns`; none where a column that is needed is not known.
    reading
        ``None`` where it cannot be read without being told more, which `question` then asks.
    answers, placings
        The ways to answer the question, and where the points would be; see `errors.FileError`.
    rows
        How many there are, records that are no row of the table included.
    uses
        What became of each column.
    choices
        How it was read: what was given, and what is kept of earlier choices.
    recalled
        The latter, ``None`` where none is kept.
    """

    source: Source
    format: Format
    why: str
    columns: Mapping[str, str]
    reading: Reading | None = None
    question: str = ""
    answers: tuple[tuple[str, ...], ...] = ()
    placings: tuple[Placing, ...] = ()
    rows: int = 0
    uses: tuple[ColumnUse, ...] = ()
    choices: Choices = field(default_factory=Choices)
    recalled: Recalled | None = None

    @property
    def unread(self) -> tuple[ColumnUse, ...]:
        """The columns that are not read and look like dates, points, casualties, places, links."""
        return tuple(use for use in self.uses if use.looks_like)

    @property
    def unused(self) -> tuple[str, ...]:
        """The other columns that are not read, as far as they are not blank.

        They are kept with each event as they are written, and that is all.
        """
        return tuple(
            use.column
            for use in self.uses
            if use.cells and not (use.field or use.looks_like or use.column in DRAWN)
        )

    @property
    def notes(self) -> tuple[str, ...]:
        """What was decided where something else was possible, each a sentence."""
        return self.source.notes if self.reading is None else self.reading.notes


@dataclass(frozen=True)
class Inspection:
    """Some files, read.

    Parameters
    ----------
    parts
        The tables of events in them.
    left_out
        What was not read, and why, each a sentence.
    """

    parts: tuple[InspectedTable, ...]
    left_out: tuple[str, ...] = ()

    @property
    def asks(self) -> bool:
        """Whether something is to be answered before the rows are there."""
        return any(part.question for part in self.parts)

    @property
    def rejects(self) -> Iterator[tuple[str, Reject]]:
        """Every refused row with the name of its file."""
        for part in self.parts:
            for reject in part.reading.rejects if part.reading else ():
                yield part.source.name, reject


def read_files(
    paths: Sequence[Path],
    info: DatasetInfo,
    choices: Choices,
    kept: Sequence[Kept] = (),
    *,
    begin: Callable[[Path], None] = lambda _: None,
) -> Inspection:
    """Read `paths` in this process, as far as possible; see `sandbox.inspect_files` for others'.

    Parameters
    ----------
    info
        Name of the dataset. A blank title or licence is that of the format.
    kept
        What was chosen for such files before, the earliest first; `choices` go before it.
    begin
        Is told each file before it is opened.

    Raises
    ------
    FileError
        If a file cannot be opened, or the format named by hand is none.
    """
    parts: list[InspectedTable] = []
    left_out: list[str] = []
    for path in paths:
        begin(path)
        sources, opened = _open(path, choices, kept)
        left_out += dict.fromkeys(why for source in sources for why in source.left_out)
        found = [_read_part(source, info, choices, kept, opened) for source in sources]
        # Beside a table of events, one that has no dates or places needs no answer.
        told = [part for part in found if part.columns] or found
        if told is not found:
            left_out += [part.question for part in found if not part.columns]
        parts += told
    if kept and not any(part.recalled for part in parts):
        parts[0] = replace(parts[0], recalled=recall_nothing(kept, parts[0].source))
    return Inspection(tuple(map(_without_rows, _keep_apart(parts))), tuple(left_out))


def _without_rows(part: InspectedTable) -> InspectedTable:
    rows = len(part.source.cells) + len(part.source.rejects)
    return replace(part, source=replace(part.source, cells=part.source.cells.iloc[:0]), rows=rows)


def _open(path: Path, choices: Choices, kept: Sequence[Kept]) -> tuple[list[Source], Position]:
    """Return the tables of a file, and where they were looked for.

    That is where such a table lay before, if it is there again.
    """
    for position, layouts in find_positions(kept, choices).items():
        try:
            sources = _open_tables(path, choices, position, kept)
        except FileError:
            continue  # no such sheet or row: it is another file
        if any(is_like(layout, source) for layout in layouts for source in sources):
            return sources, position
    sources = _open_tables(path, choices, choices.position, kept)
    if not sources:
        raise FileError(f"{path.name} holds no table.")
    return sources, choices.position


def _open_tables(
    path: Path, choices: Choices, position: Position, kept: Sequence[Kept]
) -> list[Source]:
    """Return the tables of a file, those with a row for each measure as others have them.

    A table stays as it is where another format or one of the columns that would go is chosen.
    """
    opened = open_sources(path, limits=choices.limits, position=position)
    if choices.format not in (None, table.FORMAT.name):
        return opened
    found = []
    for source in opened:
        plain = hxl.without_tags(source)
        spread = spread_measures(plain)
        named = {*choices.mapping.values()}
        for layout in kept:
            if layout.is_for(map(str, source.cells)):
                named |= {*layout.choices.mapping.values()}
        gone = {*map(str, plain.cells)} - {*map(str, spread.cells)}
        found.append(source if spread is plain or not named.isdisjoint(gone) else spread)
    return found


def find_format(
    source: Source, plain: Source, name: str | None
) -> tuple[Format, str, ChosenColumns | None]:
    """Return the format of a source, why it is this one, and the columns of a table by anybody.

    Parameters
    ----------
    plain
        The source without a row of HXL tags: publishers on the Humanitarian Data Exchange have
        such a row, too.
    name
        Of the format, if given by hand: then no columns are chosen yet.

    Raises
    ------
    FileError
        If `name` is no format.
    """
    if name is not None:
        if name not in FORMATS:
            allowed = f"{', '.join(FORMATS)}.{nearest(name, FORMATS)}"
            raise FileError(f"No format is called {name!r}; allowed: {allowed}")
        return FORMATS[name], "It was named by hand.", None
    for found in FORMATS.values():
        if found is table.FORMAT:
            continue
        if why := found.recognise(source if found is hxl.FORMAT else plain):
            return found, why, None
    chosen = choose_columns(plain, {})
    told = table.tell_date_and_place(chosen.columns)
    return table.FORMAT, told or "It fits no publisher's format that is known here.", chosen


def combine(inspection: Inspection) -> Reading:
    """Return the parts of an inspection as one reading.

    Raises
    ------
    FileError
        If one of them cannot be read without being told more.
    """
    for part in inspection.parts:
        if part.question:
            raise FileError(part.question, answers=part.answers, placings=part.placings)
    readings = [part.reading for part in inspection.parts if part.reading]
    first = readings[0]
    doubts = pd.Series(dtype="int64")
    for reading in readings:
        doubts = doubts.add(pd.Series(reading.doubts, dtype="int64"), fill_value=0)
    names = list(dict.fromkeys(reading.format for reading in readings))
    return replace(
        first,
        info=_join_infos([reading.info for reading in readings]),
        format=", ".join(names),
        events=_join([reading.events for reading in readings], "events"),
        claims=_join([reading.claims for reading in readings], "claims"),
        timeline=_join([reading.timeline for reading in readings], "timeline"),
        rejects=tuple(reject for reading in readings for reject in reading.rejects),
        read=sum(reading.read for reading in readings),
        duplicates=sum(reading.duplicates for reading in readings),
        doubts={str(name): int(number) for name, number in doubts.items()},
        examples={k: v for reading in reversed(readings) for k, v in reading.examples.items()},
        dates=tuple(each for reading in readings for each in reading.dates),
        notes=tuple(note for reading in readings for note in reading.notes),
    )


def _join_infos(infos: Sequence[DatasetInfo]) -> DatasetInfo:
    """Return one description: every licence is named, and the strictest terms hold for all."""
    return replace(
        infos[0],
        licence="; ".join(dict.fromkeys(info.licence for info in infos)),
        attribution="; ".join(dict.fromkeys(i.attribution for i in infos if i.attribution)),
        source="; ".join(dict.fromkeys(info.source for info in infos)),
        redistributable=all(info.redistributable for info in infos),
    )


def _read_part(
    source: Source, info: DatasetInfo, given: Choices, kept: Sequence[Kept], opened: Position
) -> InspectedTable:
    recalled = recall(source, given, kept, opened)
    choices = recalled.choices
    plain = hxl.without_tags(source)
    found, why, chosen = find_format(source, plain, choices.format)
    seen = replace(source if found is hxl.FORMAT else plain, crs=choices.crs)
    source = plain
    part = InspectedTable(source, found, why, {}, choices=choices, recalled=recalled.recalled)
    try:
        if chosen and not choices.mapping and not choices.crs:
            draft = table.shape_chosen(seen, chosen)
        else:
            draft = _shape(found, seen, choices.mapping)
        unread = "" in map(choices.mapping.get, ("lat", "lon"))
        draft = place_areas(draft, source, unread=unread)
        source = replace(source, notes=(*source.notes, *draft.notes))
        uses = draft.uses or describe_uses(source, draft.columns)
        part = replace(part, source=source, columns=draft.columns, uses=uses)
        if question := recalled.ask(source):
            raise FileError(question, answers=(tuple(recalled.lost),))
        reading = convert(
            source,
            draft,
            format=found.name,
            info=_describe(info, draft, found, choices, source),
            order=choices.order,
            ordered_before=given.order is None,
            gazetteer=choices.gazetteer,
            crs=choices.crs and check_crs(choices.crs),
            settled=choices.mapping.keys(),
        )
        _ask_for_undated(reading, part, choices.mapping)
        _ask_for_unread(reading, part, choices.mapping)
    except FileError as refusal:
        if not part.uses:
            part = replace(part, uses=(chosen or choose_columns(source, {})).uses)
        if question := recalled.ask(source):
            return replace(part, question=question, answers=(tuple(recalled.lost),))
        return replace(
            part,
            question=str(refusal),
            answers=refusal.answers,
            placings=refusal.placings,
        )
    return replace(part, reading=reading)


def _shape(found: Format, source: Source, mapping: Mapping[str, str]) -> Draft:
    """Return the draft of a source, with nothing in the fields that the user reads from none."""
    no_types = mapping.get("event_type") == ""
    if found in (hxl.FORMAT, table.FORMAT):  # these choose columns, and leave one out by themselves
        draft = found.shape(source, mapping)
        mapping = {"event_type": ""} if no_types else {}  # which texts tell, too
    else:
        draft = found.shape(source, {field: name for field, name in mapping.items() if name})
    if no_types:
        draft = replace(draft, notes=(*draft.notes, _NO_TYPES))
    return leave_unread(draft, mapping, f"{source.name}, read as {found.title},")


_NO_TYPES = "Types are read from nothing, as you chose: every event is of the type other."


def _ask_for_undated(reading: Reading, part: InspectedTable, chosen: Mapping[str, str]) -> None:
    """Ask where several cells of the column of dates say something, and none of them a date.

    Raises
    ------
    FileError
    """
    unread = reading.doubts.get(Doubt.DATE_UNREAD, 0)
    undated = reading.events["date_start"].isna().all()
    if unread > 1 and undated and "date_start" not in chosen:
        raise FileError(
            f"No event of {part.source.name} would have a date: none of"
            f" {reading.columns.get('date_start', '')!r} can be read."
            f" {reading.examples.get(Doubt.DATE_UNREAD, '')}".rstrip(),
            answers=(("date_start",),),
        )


def _ask_for_unread(reading: Reading, part: InspectedTable, chosen: Mapping[str, str]) -> None:
    """Ask where all events lack what a column that is not read looks like: a date, or a point.

    Raises
    ------
    FileError
    """
    events = reading.events
    if not len(events):
        return
    for looks, lacking, fields, answers in (
        ("date", "a date", ("date_start",), (("date_start",),)),
        ("point", "a point", ("lat", "lon", *PAIRS), (("lat", "lon"), PAIRS[:1])),
    ):
        unread = [use for use in part.unread if use.looks_like == looks]
        name = "date_start" if looks == "date" else "lat"
        if not unread or set(fields) & set(chosen) or events[name].notna().any():
            continue
        shown = ", ".join(f"{use.column!r} (such as {use.samples[0]!r})" for use in unread[:_SHOWN])
        verb = "look" if len(unread) > 1 else "looks"
        raise FileError(
            f"No event of {part.source.name} would have {lacking}, although {shown} {verb} like"
            f" {lacking}.",
            answers=answers,
        )


_SHOWN = 4
"""Columns that a question names."""


def _describe(
    info: DatasetInfo, draft: Draft, found: Format, choices: Choices, source: Source
) -> DatasetInfo:
    licence = choices.licence or draft.licence or info.licence or UNKNOWN_LICENCE
    return replace(
        info,
        title=choices.title or info.title or _make_title(found, source),
        licence=licence,
        redistributable=draft.redistributable and _may_hand_on(info, choices, licence),
        attribution=draft.attribution or info.attribution,
        source=_name_source(info.source, found, source),
    )


def _may_hand_on(info: DatasetInfo, choices: Choices, licence: str) -> bool:
    """Return whether rows may be handed on, as far as the publisher's own terms do not forbid it.

    A licence that nobody states is no permission. What was said of the dataset before holds.
    """
    if choices.redistributable is not None:
        return choices.redistributable
    stated_now = info.licence in ("", UNKNOWN_LICENCE) and licence != UNKNOWN_LICENCE
    return info.redistributable or stated_now


def _name_file(source: Source) -> str:
    """Return the name of the file that a source is of, without that of a sheet or a member."""
    return source.name.split(", ")[0]


def _name_source(held: str, found: Format, source: Source) -> str:
    """Return where the rows are from: the format and the file, unless the host said it."""
    made = any(held.startswith(f"{fmt.title}: ") for fmt in FORMATS.values())
    by_hand = held and not made and held not in {fmt.title for fmt in FORMATS.values()}
    return held if by_hand else f"{found.title}: {_name_file(source)}"


def _make_title(found: Format, source: Source) -> str:
    """Return a title: the publisher's, or the file's name in words where it is anybody's.

    Off the latter go its ends, the number of a second download, "(1)", and brackets. Days and
    years stay: they may be what the table is about. The file's whole name is in `_name_source`.
    """
    if found not in (hxl.FORMAT, table.FORMAT):
        return found.title
    name = _name_file(source)
    stem = re.sub(r"(?:\.[A-Za-z]\w{1,7})?(?:\.(?:gz|zip))?$", "", name, count=1)
    stem = re.sub(r"\(\d{1,2}\)$", "", stem.replace("_", " ")).strip()
    words = re.sub(r"(?<=[^\W\d])-(?=[^\W\d])|[][(){}]", " ", stem)
    return " ".join(words.split()) or name


def _keep_apart(parts: list[InspectedTable]) -> tuple[InspectedTable, ...]:
    """Return the parts with ids that are unique over all of them.

    A row that another file has word for word, id and all, is refused here; another event with an
    id that is taken gets "~2", and so on, as within one file.
    """
    taken = pd.Series(dtype="str")  # rows by their id: as they are in memory, and no copies
    apart = []
    for part in parts:
        if part.reading is None:
            apart.append(part)
            continue
        reading = _rename(part, part.reading, taken) if len(taken) else part.reading
        rows = reading.events.set_index("event_id")["extra"]
        taken = pd.concat([taken, rows]) if len(taken) else rows
        apart.append(replace(part, reading=reading))
    return tuple(apart)


def _rename(part: InspectedTable, reading: Reading, taken: pd.Series) -> Reading:
    events = reading.events
    again = events["event_id"].isin(taken.index)
    if not again.any():
        return reading
    names, rejects = {}, []
    own = set(events["event_id"])
    lines = part.source.cells.index.difference([reject.line for reject in reading.rejects])
    ids, rows = events["event_id"][again], events["extra"][again]
    for line, event_id, extra, first in zip(lines[again], ids, rows, taken[ids], strict=True):
        if first == extra:
            reason = f"{part.source.name} repeats a row of a file before it word for word"
            rejects.append(Reject(int(line), None, event_id, f"{reason}, its id included.", extra))
            continue
        number = 2
        while (name := f"{event_id}~{number}") in taken.index or name in own:
            number += 1
        names[event_id] = name
        own.add(name)
    repeated = {reject.value for reject in rejects}
    events = events[~events["event_id"].isin(list(repeated))]
    claims = reading.claims[~reading.claims["event_id"].isin(list(repeated))]
    doubts = dict(reading.doubts)
    if names:
        doubts[Doubt.REPEATED_ID] = doubts.get(Doubt.REPEATED_ID, 0) + len(names)
    return replace(
        reading,
        events=events.assign(event_id=_rename_ids(events["event_id"], names)),
        claims=claims.assign(
            event_id=_rename_ids(claims["event_id"], names),
            claim_id=_rename_claims(claims, names),
        ),
        rejects=tuple(sorted((*reading.rejects, *rejects), key=lambda each: each.line)),
        duplicates=reading.duplicates + len(rejects),
        doubts=doubts,
    )


def _rename_ids(ids: pd.Series, names: Mapping[str, str]) -> pd.Series:
    return pd.Series([names.get(each, each) for each in ids], ids.index, dtype=ids.dtype)


def _rename_claims(claims: pd.DataFrame, names: Mapping[str, str]) -> pd.Series:
    """Return the claims' ids, which begin with those of their events."""
    numbers = claims["claim_id"].str.rsplit("-", n=1).str[-1]
    renamed = _rename_ids(claims["event_id"], names) + "-" + numbers
    return renamed.where(claims["event_id"].isin(list(names)), claims["claim_id"])


def _join(frames: Sequence[pd.DataFrame], name: str) -> pd.DataFrame:
    filled = [frame for frame in frames if len(frame)]
    return pd.concat(filled, ignore_index=True) if filled else empty_frame(name)
