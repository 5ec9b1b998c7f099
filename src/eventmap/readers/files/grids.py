"""Rows of text, one after the other, to the table of a `Source`.

Python's lists take ten times the memory of the text in them: they are turned into columns a
batch at a time.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, islice

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from eventmap.errors import FileError, Reject, row_text
from eventmap.readers.files.besides import LOOKED_AT, Block, find_blocks
from eventmap.readers.files.headers import (
    SAMPLE,
    Header,
    MergedCells,
    NumberedRow,
    Shapes,
    read_header,
)
from eventmap.readers.files.hyperlinks import Hyperlink, add_links
from eventmap.readers.files.limits import Limits
from eventmap.readers.files.nonrecords import set_aside
from eventmap.readers.model import Source
from eventmap.readers.values.figures import tell_nouns
from eventmap.wording import count_of, join_words

BATCH = 20_000
TEXT = pa.large_string()
_LINE = "\0line"
_COUNT = re.compile(
    r"(?i)kill|dead|death|fatal|injur|wound|casualt|victim|missing|number|count|total|"
    r"загин|загиб|вбит|убит|погиб|поран|ранен|постражд|пострад|травм|жертв|втрат|потер|кільк|колич|"
    r"muert|herid|mort|tué|bless|tote|getöt|getoet|opfer|verletz|zabi|rann|ofiar|decess|ferit|ferid|"
    r"víctim|vítim|vittim|victime|décès|deces|martyr|şehit|ölü|ölen|yaral|قتل|جرح|شهد|شهي|وفا|ضحا|"
    r"הרוג|נהרג|פצוע|死|亡|伤|傷|사망|부상|숨진|tewas|korban"
)
"""What names a column of counts, beside what a cell would be told by: "3 Getötete"."""


class Faulty(list[str]):
    """The cells of a record that is no row, and why."""

    def __init__(self, cells: Iterable[str], value: str, reason: str) -> None:
        super().__init__(cells)
        self.value = value
        self.reason = reason


class Unended(list[str]):
    """The cells of the last record of a text that has no line end behind it."""


class Grid:
    """Collects rows under their columns; what is empty is missing."""

    def __init__(self, name: str, limits: Limits) -> None:
        self.name = name
        self.limits = limits
        self.count = 0
        self._tables: list[pa.Table] = []
        self._names: dict[str, None] = {}

    def add(self, lines: Sequence[int], columns: Mapping[str, Sequence[str | None]]) -> None:
        """Add rows: their lines, and the text of each column."""
        self.count += len(lines)
        self._names |= dict.fromkeys(columns)
        check_cells(self.name, self.count, len(self._names), self.limits)
        arrays = {name: to_text(cells) for name, cells in columns.items()}
        self._tables.append(pa.table({_LINE: pa.array(lines, pa.int64()), **arrays}))

    def frame(self) -> pd.DataFrame:
        """Return all rows, indexed by line."""
        if not self._tables:
            return blank_frame(self._names)
        table = pa.concat_tables(self._tables, promote_options="default")
        self._tables.clear()
        return to_frame(table.drop_columns([_LINE]), table[_LINE].to_numpy())


def check_cells(name: str, rows: int, columns: int, limits: Limits) -> None:
    """Raise ``FileError`` if a table of this size would not fit."""
    if columns > limits.columns:
        raise FileError(
            f"{name} has {columns:,} or more columns; allowed: up to {limits.columns:,}."
        )
    if rows * columns > limits.cells:
        raise FileError(
            f"{name} has {rows:,} or more rows of {columns:,} columns; "
            f"allowed: up to {limits.cells:,} cells."
        )


def to_text(cells: Sequence[str | None]) -> pa.Array:
    """Return cells as Arrow text, missing where empty."""
    array = pa.array(cells, TEXT)
    return pc.if_else(pc.equal(array, ""), pa.scalar(None, TEXT), array)


def to_frame(table: pa.Table, lines: Sequence[int]) -> pd.DataFrame:
    """Return a table of text as a frame, indexed by line."""
    frame: pd.DataFrame = table.to_pandas(
        types_mapper={TEXT: pd.StringDtype(na_value=float("nan"))}.get
    )
    frame.index = pd.Index(np.asarray(lines, "int64"))
    return frame


def blank_frame(names: Iterable[str]) -> pd.DataFrame:
    """Return a frame of text without rows."""
    index = pd.Index([], dtype="int64")
    return pd.DataFrame({name: pd.Series(index=index, dtype="str") for name in names}, index=index)


def read_grid(
    name: str,
    kind: str,
    records: Iterator[list[str]],
    limits: Limits,
    *,
    merges: Sequence[MergedCells] = (),
    header_row: int | None = None,
    links: Sequence[Hyperlink] = (),
) -> Source:
    """Return the table that `records` are: every row of the sheet in order, blank ones too.

    Of tables that stand beside each other (`besides`) it is the first, with the others beside it.

    Rows without any text are neither read nor refused. Cells that a row lacks at its end are
    blank, and blank ones that it has beyond the header do not count. Refused are one with more
    text than the header has columns, a `Faulty` one, parts of a record that a line break tore,
    and what `set_aside` finds to be none.

    Parameters
    ----------
    merges
        Cells of a workbook that are shown as one; their text is in each of their rows.
    header_row
        Line of the header, if it was named by hand.
    links
        Addresses behind cells of a workbook: they are columns beside those of these cells.

    Raises
    ------
    FileError
        If there is no header, or the table is too large.
    """
    near = list(islice(records, LOOKED_AT))
    if find_blocks(near):
        every = [*near, *records]
        if blocks := find_blocks(every):
            return _read_beside(name, kind, every, blocks, limits, merges, header_row, links)
        near = every
    records = chain(near, records)
    rows = ((line, cells) for line, cells in enumerate(records, 1) if is_filled(cells))
    sample = list(islice(rows, SAMPLE + 1))
    if not sample:
        raise FileError(f"{name} has no rows; allowed: a table with a header and records.")
    above = [merge for merge in merges if merge.top <= sample[-1][0]]
    header = read_header(sample, above, header_row)
    skipped, first = sample[: header.skipped], sample[header.skipped :]
    for line, cells in skipped:
        if isinstance(cells, Faulty):
            raise FileError(
                f"{name}, row {line}: {cells.value[:200]!r} is no header: {cells.reason}."
            )
    width = len(header.names)
    whole = [cells for _, cells in first if len(cells) == width]
    shapes = Shapes(whole or [cells for _, cells in first], width)
    grid = Grid(name, limits)
    rejects = _fill(grid, chain(header.tags, first, rows), header, shapes)
    table, figures = _keep_figures_once(grid.frame(), merges)
    record = set_aside(table, header, shapes, merges)
    linked, told = add_links(record.cells, header.names, links)
    return _drop_unused(
        Source(
            name,
            kind,
            linked,
            header=header.given,
            rejects=tuple(sorted((*rejects, *record.rejects), key=lambda each: each.line)),
            notes=(*header.notes, *figures, *record.notes, *told),
            titles=header.titles,
        )
    )


def _read_beside(  # noqa: PLR0917 - what `read_grid` is told
    name: str,
    kind: str,
    rows: Sequence[list[str]],
    blocks: Sequence[Block],
    limits: Limits,
    merges: Sequence[MergedCells],
    header_row: int | None,
    links: Sequence[Hyperlink],
) -> Source:
    """Return the first of the tables that stand beside each other, with the others beside it."""
    found, told = list[Source](), list[str]()
    for start, end in blocks:
        where = f"columns {_letters(start)} to {_letters(end - 1)}"
        part = read_grid(
            f"{name}, {where}",
            kind,
            (
                cells if isinstance(cells, Faulty) and not start else cells[start:end]
                for cells in rows
            ),
            limits,
            merges=[_move(merge, start, end) for merge in merges if start <= merge.left < end],
            header_row=header_row,
            links=[
                link._replace(left=max(link.left, start) - start, right=link.right - start)
                for link in links
                if link.right >= start and link.left < end
            ],
        )
        found.append(part)
        told.append(f"{where} ({count_of(len(part.cells), 'row')})")
    note = f"Tables stand beside each other, each read by its own header: {join_words(told)}."
    first, *others = (replace(part, notes=(note, *part.notes)) for part in found)
    return replace(first, beside=tuple(others))


def _move(merge: MergedCells, start: int, end: int) -> MergedCells:
    return merge._replace(left=merge.left - start, right=min(merge.right, end - 1) - start)


def is_filled(cells: Sequence[str]) -> bool:
    """Return whether a row has any text. One cell of spaces is an empty line."""
    return any(cells) and (len(cells) > 1 or bool(cells[0].strip()))


def _fill(grid: Grid, rows: Iterator[NumberedRow], header: Header, shapes: Shapes) -> list[Reject]:
    """Put the rows that have the form of a table into the grid, and return why others have not."""
    rejects: list[Reject] = []
    grid.add([], {column: [] for column in header.names})
    while batch := list(islice(rows, BATCH)):
        fitting, misfits = _fit(batch, header, shapes)
        rejects += misfits
        if fitting:
            columns = zip(*(cells for _, cells in fitting), strict=True)
            lines = [line for line, _ in fitting]
            grid.add(lines, dict(zip(header.names, columns, strict=True)))
    return rejects


def _fit(
    batch: Sequence[NumberedRow], header: Header, shapes: Shapes
) -> tuple[list[NumberedRow], list[Reject]]:
    """Return the rows with as many cells as there are columns, and those that are refused."""
    width = len(header.names)
    if all(len(cells) == width and type(cells) is list for _, cells in batch):
        return list(batch), []
    fitting, rejects = list[NumberedRow](), list[Reject]()
    torn = _find_torn(batch, width, shapes)
    ragged = sum(len(cells) < width for _, cells in batch)
    given = "the header has" if header.given else "the first row has"
    for line, cells in batch:
        reason, value = "", "1 cell" if len(cells) == 1 else f"{len(cells)} cells"
        if isinstance(cells, Faulty):
            value, reason = cells.value, cells.reason
        elif any(map(str.strip, cells[width:])):
            reason = f"{given} {width}"
        elif line in torn:
            reason = f"{given} {width}; a line break outside of quotes tears this row"
        elif isinstance(cells, Unended) and len(cells) < width and ragged == 1:
            reason = f"{given} {width}; the file ends within this row"
        if reason:
            rejects.append(Reject(line, None, value, reason, name_cells(header.names, cells)))
        else:
            fitting.append((line, [*cells[:width], *[""] * (width - len(cells))]))
    return fitting, rejects


def _find_torn(batch: Sequence[NumberedRow], width: int, shapes: Shapes) -> set[int]:
    """Return the lines of short rows that fit the columns only when they are put together."""
    torn: set[int] = set()
    at = 0
    while at < len(batch):
        parts = [batch[at]]
        joined = list(batch[at][1])
        while len(joined) < width and at + len(parts) < len(batch):
            line, cells = batch[at + len(parts)]
            if len(cells) >= width:
                break
            parts.append((line, cells))
            joined = [*joined[:-1], f"{joined[-1]} {cells[0]}", *cells[1:]]
        whole = len(parts) > 1 and len(joined) == width
        apart = sum(shapes.count_misfits(cells) for _, cells in parts)
        begins = shapes.count_misfits(parts[0][1][:-1]) == 0  # its last cell may be torn
        if whole and begins and shapes.count_misfits(joined) < apart:
            torn |= {line for line, _ in parts}
            at += len(parts)
        else:
            at += 1
    return torn


def _keep_figures_once(
    cells: pd.DataFrame, merges: Sequence[MergedCells]
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return the table with a count that one cell says of many rows in the first row alone.

    Said of each of them, it would be added up as often as there are rows.
    """
    gone: dict[str, list[int]] = {}
    notes = []
    for merge in merges:
        if merge.top == merge.bottom or merge.left >= cells.shape[1]:
            continue
        column = str(cells.columns[merge.left])
        counted = _COUNT.search(column) or tell_nouns(f"3 {column}")
        if merge.top not in cells.index or not counted:
            continue
        said = cells.at[merge.top, column]
        if isinstance(said, str) and any(map(str.isdigit, said)):
            gone.setdefault(column, []).extend(range(merge.top + 1, merge.bottom + 1))
            where = f"{_letters(merge.left)}{merge.top}:{_letters(merge.left)}{merge.bottom}"
            notes.append(
                f"{said!r} in {where} is said of {merge.bottom - merge.top + 1} rows together: "
                f"the first of them has it as {column!r}, for the others it is unknown."
            )
    for column, lines in gone.items():
        cells = cells.assign(**{column: cells[column].mask(cells.index.isin(lines))})
    return cells, tuple(notes)


def _letters(column: int) -> str:
    """Return how a spreadsheet calls a column, counted from 0."""
    before, own = divmod(column, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + own)


def name_cells(names: Sequence[str], cells: Sequence[str]) -> str:
    """Return a row as `Reject.row`, surplus cells as columns "+1", "+2", ..."""
    surplus = (f"+{number}" for number in range(1, len(cells) - len(names) + 1))
    return row_text(dict(zip([*names, *surplus], (cell or None for cell in cells), strict=False)))


def _drop_unused(source: Source) -> Source:
    """Leave columns out that have neither a name nor a cell: they were formatted, not filled."""
    noted = {f"A column without a name is called {name!r}.": name for name in source.cells}
    unused = {
        note: column
        for note, column in noted.items()
        if note in source.notes and source.cells[column].isna().all()
    }
    names = list(source.cells)
    parting = [
        f"A blank column stands before {names[at + 1]!r}: all are read as columns of one table."
        for at in range(_BESIDE, len(names) - _BESIDE)
        if names[at] in unused.values() and names[at + 1] not in unused.values()
    ]
    return replace(
        source,
        cells=source.cells.drop(columns=list(unused.values())),
        notes=(*(note for note in source.notes if note not in unused), *parting),
    )


_BESIDE = 2
"""From how many columns on what stands beside a blank one may be a table by itself."""
