"""A CSV file as a table of text cells, each record with the row that a spreadsheet shows.

The header is row 1. A record whose cell contains line breaks is one row, an empty line
is a row too: the number is the one beside the record in a spreadsheet, and in a text
editor wherever no cell spans lines.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

import numpy as np
import pandas as pd

from eventmap.errors import Refusal

BATCH_RECORDS = 50_000
"""Records turned into columns at a time, which bounds the memory that Python lists take."""

_NAMED = 1000
"""Rows without the form of a table that are named one by one; what is more is counted."""

_UNREADABLE = re.compile("[\0\ud800-\udfff]")
"""What bytes that are not UTF-8 decode to under ``surrogateescape``, and NUL."""


@dataclass(frozen=True)
class CsvTable:
    """The cells of one file, and what is wrong with its form.

    Parameters
    ----------
    file
        Name of the file.
    cells
        Text as it stands, missing where blank, indexed by spreadsheet row; rows that are
        blank throughout are left out. No columns if the header cannot be read.
    refusals
        Every record or header that has not the form of a table.
    misshapen
        Rows with more or fewer cells than the header. They are in `cells`, cut or filled
        up, so that their id is known, but their cells may stand in the wrong column.
    complete
        False if the file could not be read to its end.
    """

    file: str
    cells: pd.DataFrame
    refusals: list[Refusal] = field(default_factory=list)
    misshapen: list[int] = field(default_factory=list)
    complete: bool = True


def read_cells(file: str, data: bytes, *, named: int | None = _NAMED) -> CsvTable:
    """Return the cells of the comma-separated UTF-8 text `data`, with or without a BOM."""
    text = data.decode("utf-8-sig", "surrogateescape")
    refusals = []
    if _UNREADABLE.search(text):
        refusals = list(_refuse_unreadable(file, text))
        text = _UNREADABLE.sub("\ufffd", text)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
    except csv.Error as error:
        fatal = [_refuse_quoting(file, 1, error)]
    else:
        fatal = [refusal for refusal in refusals[:1] if refusal.row == 1]
        fatal = fatal or list(_refuse_separator(file, header))
    if fatal:
        return CsvTable(file, pd.DataFrame(), fatal, complete=False)
    refusals += _refuse_names(file, header)
    table = _read_records(file, header, reader, refusals)
    return replace(table, refusals=_abridge(file, table.refusals, named))


def _read_records(
    file: str, header: list[str], reader: Iterator[list[str]], refusals: list[Refusal]
) -> CsvTable:
    frames: list[pd.DataFrame] = []
    misshapen: list[int] = []
    row, complete = 2, True
    while complete:
        batch: list[list[str]] = []
        try:
            batch.extend(islice(reader, BATCH_RECORDS))
        except csv.Error as error:
            # What came before the broken record has already been added to the batch.
            refusals.append(_refuse_quoting(file, row + len(batch), error))
            complete = False
        if not batch:
            break
        if set(map(len, batch)) != {len(header)}:
            found = list(_refuse_widths(file, batch, row, len(header)))
            refusals += found
            misshapen += [refusal.row for refusal in found if refusal.row]
            batch = [(cells + [""] * len(header))[: len(header)] for cells in batch]
        frames.append(_to_frame(batch, row))
        row += len(batch)
    cells = pd.concat(frames) if frames else _to_frame([], row, width=len(header))
    cells.columns = pd.Index(header, dtype="object")
    cells = cells.loc[:, ~cells.columns.duplicated()].dropna(how="all")
    return CsvTable(file, cells, refusals, misshapen, complete)


def _to_frame(batch: list[list[str]], first_row: int, *, width: int = 0) -> pd.DataFrame:
    cells = np.array(batch, dtype="object").reshape(len(batch), -1 if batch else width)
    cells[cells == ""] = None
    rows = pd.RangeIndex(first_row, first_row + len(batch))
    return pd.DataFrame(cells, rows, dtype="str")


def _abridge(file: str, refusals: list[Refusal], named: int | None) -> list[Refusal]:
    if named is None or (more := len(refusals) - named) <= 0:
        return refusals
    rest = Refusal(file, None, None, f"{more} more rows", "what is said of the ones above")
    return [*refusals[:named], rest]


def _refuse_unreadable(file: str, text: str) -> Iterator[Refusal]:
    header: list[str] = []
    try:
        for row, cells in enumerate(csv.reader(io.StringIO(text, newline=""), strict=True), 1):
            header = header or cells
            for i, cell in enumerate(cells):
                if _UNREADABLE.search(cell):
                    column = header[i] if row > 1 and i < len(header) else None
                    shown = cell.encode("utf-8", "surrogateescape").decode("ascii", "replace")
                    yield Refusal(file, row, column, shown, "text in UTF-8, without NUL characters")
    except csv.Error:
        return  # named where the records are read


def _refuse_separator(file: str, header: list[str]) -> Iterator[Refusal]:
    if not any(header):
        yield Refusal(file, 1, None, "", "a header: the names of the columns, in the first row")
    elif len(header) == 1 and re.search("[;\t|]", header[0]):
        yield Refusal(file, 1, None, header[0], "names separated by commas")


def _refuse_names(file: str, header: list[str]) -> Iterator[Refusal]:
    for i, name in enumerate(header):
        if not name:
            yield Refusal(file, 1, None, f"column {i + 1} without a name", "a name")
        elif name in header[:i]:
            yield Refusal(file, 1, name, f"{name}, a second time", "each column once")


def _refuse_widths(
    file: str, batch: list[list[str]], first_row: int, width: int
) -> Iterator[Refusal]:
    for row, cells in enumerate(batch, first_row):
        if len(cells) != width and any(cells):
            allowed = f"{width} cells, as many as the header has"
            yield Refusal(file, row, None, f"{len(cells)} cells", allowed)


def _refuse_quoting(file: str, row: int, error: csv.Error) -> Refusal:
    allowed = 'cells in paired double quotes, a quote inside doubled (""); reading stopped here'
    return Refusal(file, row, None, str(error), allowed)
