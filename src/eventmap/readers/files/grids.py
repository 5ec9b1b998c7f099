"""Rows of text, one after the other, to the table of a `Source`.

Python's lists take ten times the memory of the text in them: they are turned into columns a
batch at a time.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from eventmap.errors import ImportRefusal, Reject, row_text
from eventmap.readers.drafts import Source
from eventmap.readers.files.headings import SAMPLE, Heading, Row, read_heading
from eventmap.readers.files.limits import Limits

BATCH = 20_000
TEXT = pa.large_string()
_LINE = "\0line"


class Faulty(list[str]):
    """The cells of a record that is no row, and why."""

    def __init__(self, cells: Iterable[str], value: str, reason: str) -> None:
        super().__init__(cells)
        self.value = value
        self.reason = reason


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
    """Raise ``ImportRefusal`` if a table of this size would not fit."""
    if columns > limits.columns:
        raise ImportRefusal(
            f"{name} has {columns:,} or more columns; allowed: up to {limits.columns:,}."
        )
    if rows * columns > limits.cells:
        raise ImportRefusal(
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


def read_grid(name: str, kind: str, records: Iterator[list[str]], limits: Limits) -> Source:
    """Return the table that `records` are: every row of the sheet in order, blank ones too.

    Rows without any text are neither read nor refused. One with another number of cells than the
    header is refused, and so is a `Faulty` one.

    Raises
    ------
    ImportRefusal
        If there is no header, or the table is too large.
    """
    rows = ((line, cells) for line, cells in enumerate(records, 1) if is_filled(cells))
    sample = list(islice(rows, SAMPLE + 1))
    if not sample:
        raise ImportRefusal(f"{name} has no rows; allowed: a table with a header and records.")
    heading = read_heading(sample)
    above = sample[: heading.skipped]
    if wrong := [(line, cells) for line, cells in above if isinstance(cells, Faulty)]:
        line, cells = wrong[0]
        raise ImportRefusal(
            f"{name}, row {line}: {cells.value[:200]!r} is no header: {cells.reason}."
        )
    grid, rejects = Grid(name, limits), []
    data = chain(sample[heading.skipped :], rows)
    grid.add([], {column: [] for column in heading.names})
    while batch := list(islice(data, BATCH)):
        rejects += list(_reject_misfits(batch, heading))
        width = len(heading.names)
        fitting = [row for row in batch if len(row[1]) == width and type(row[1]) is list]
        if fitting:
            columns = zip(*(cells for _, cells in fitting), strict=True)
            lines = [line for line, _ in fitting]
            grid.add(lines, dict(zip(heading.names, columns, strict=True)))
    return Source(
        name,
        kind,
        grid.frame(),
        header=heading.header,
        rejects=tuple(rejects),
        notes=heading.notes,
    )


def is_filled(cells: Sequence[str]) -> bool:
    """Return whether a row has any text. One cell of spaces is an empty line."""
    return any(cells) and (len(cells) > 1 or bool(cells[0].strip()))


def _reject_misfits(batch: Sequence[Row], heading: Heading) -> Iterator[Reject]:
    width = len(heading.names)
    for line, cells in batch:
        if isinstance(cells, Faulty):
            row = name_cells(heading.names, cells)
            yield Reject(line, None, cells.value, cells.reason, row)
        elif len(cells) != width:
            count = "1 cell" if len(cells) == 1 else f"{len(cells)} cells"
            given = "the header has" if heading.header else "the first row has"
            yield Reject(line, None, count, f"{given} {width}", name_cells(heading.names, cells))


def name_cells(names: Sequence[str], cells: Sequence[str]) -> str:
    """Return a row as `Reject.row`, surplus cells as columns "+1", "+2", ..."""
    surplus = (f"+{number}" for number in range(1, len(cells) - len(names) + 1))
    return row_text(dict(zip([*names, *surplus], (cell or None for cell in cells), strict=False)))
