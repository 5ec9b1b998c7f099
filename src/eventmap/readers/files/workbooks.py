"""Workbooks: xlsx, xlsb, xls and ods, a table for each sheet that is not empty.

Formulas are never evaluated: a cell has the result that was saved with it, or it is blank.
"""

import csv
import datetime
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.parsers import expat

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from eventmap.errors import ImportRefusal
from eventmap.readers.drafts import Source
from eventmap.readers.files.archives import Unpacker
from eventmap.readers.files.grids import read_grid
from eventmap.readers.files.limits import Limits

WHOLE = 1e15
"""Up to here every whole number is one of a spreadsheet's floats."""

Cell = (
    int
    | float
    | str
    | bool
    | datetime.time
    | datetime.date
    | datetime.datetime
    | datetime.timedelta
)

_CHUNK = 1 << 20
_OVERLAP = 200
_OFFICE, _TABLE = (
    f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("office", "table")
)
_PARAGRAPH = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 p"
_UNSAVED = re.compile(rb"(?:</f>|<f[^>]*/>)\s*(?:<v\s*/>|<v>\s*</v>|</c>)")


def read_workbook(path: Path, name: str, kind: str, unpacker: Unpacker) -> list[Source]:
    """Return the table of each sheet that is not empty.

    Raises
    ------
    ImportRefusal
        If it is damaged, locked or too large, if all sheets are empty, or if what would be read
        are formulas without results.
    """
    limits = unpacker.limits
    formulas = 0
    if kind == "xls":
        _check_locked(path, name)
        path = unpacker.linked(path, ".xls")
    else:
        path = unpacker.rebuild(path, name, f".{kind}")
        formulas = _count_unsaved(path)
    if kind == "ods":
        _check_repeated(path, name, limits)
    folder = unpacker.folder / f"{path.stem}-{len(list(unpacker.folder.iterdir()))}"
    folder.mkdir()
    csv.field_size_limit(max(csv.field_size_limit(), limits.line_bytes + 1))
    sheets = _write_sheets(path, name, folder)
    found = [
        source
        for at, sheet in enumerate(sheets)
        for source in _read_sheet(folder / f"{at}.csv", name, kind, sheet, limits)
    ]
    if formulas and not any(len(source.cells) for source in found):
        raise ImportRefusal(
            f"{name} holds {formulas:,} formulas without their results and no other rows; "
            "allowed: a workbook saved by a spreadsheet program, with the values in it."
        )
    if not found:
        raise ImportRefusal(f"{name} has no cells in any sheet; allowed: a sheet with a table.")
    if formulas:
        note = f"{formulas:,} cells of the workbook are formulas without a result: read as blank."
        found = [replace(source, notes=(*source.notes, note)) for source in found]
    return found


def _check_locked(path: Path, name: str) -> None:
    """Refuse what Excel wraps an encrypted workbook in: it looks like an old one."""
    mark = "EncryptedPackage".encode("utf-16-le")
    with path.open("rb") as file:
        rest = b""
        while chunk := file.read(_CHUNK):
            if mark in rest + chunk:
                raise ImportRefusal(f"{name} is locked with a password; allowed: one without.")
            rest = chunk[-len(mark) :]


def _check_repeated(path: Path, name: str, limits: Limits) -> None:
    """Refuse what makes a million rows of one: OpenDocument says how often a row is repeated."""
    rows = _RepeatedRows()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = rows.start
    parser.EndElementHandler = rows.end
    try:
        with zipfile.ZipFile(path) as archive, archive.open("content.xml") as stream:
            parser.ParseFile(stream)
    except (expat.ExpatError, ValueError) as error:
        raise ImportRefusal(f"{name} is a workbook that is damaged: {error}.") from error
    if rows.repeated > limits.repeated_rows:
        raise ImportRefusal(
            f"{name} repeats rows {rows.repeated:,} times without writing them out; "
            f"allowed: up to {limits.repeated_rows:,} times."
        )


class _RepeatedRows:
    """Counts how often rows are repeated that have a cell with a value."""

    def __init__(self) -> None:
        self.repeated = 0
        self._again = 0
        self._filled = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take in the beginning of an element."""
        if tag == f"{_TABLE} table-row":
            self._again = int(attributes.get(f"{_TABLE} number-rows-repeated", 1)) - 1
            self._filled = False
        elif tag == _PARAGRAPH or f"{_OFFICE} value-type" in attributes:
            self._filled = True

    def end(self, tag: str) -> None:
        """Take in the end of an element."""
        if tag == f"{_TABLE} table-row" and self._filled:
            self.repeated += self._again


def _write_sheets(path: Path, name: str, folder: Path) -> list[dict[str, Any]]:
    """Write all sheets of cells as ``0.csv``, ``1.csv``, ...; return their names and visibility.

    Calamine holds a sheet as a whole: so it is let go before it is read as a table.
    """
    sheets: list[dict[str, Any]] = []
    try:
        workbook = CalamineWorkbook.from_path(path)
        for at, data in enumerate(workbook.sheets_metadata):
            if data.typ != SheetTypeEnum.WorkSheet:
                continue
            with (folder / f"{len(sheets)}.csv").open("w", newline="", encoding="utf-8") as file:
                rows = workbook.get_sheet_by_index(at).iter_rows()
                csv.writer(file).writerows(map(_to_texts, rows))
            hidden = data.visible != SheetVisibleEnum.Visible
            sheets.append({"name": data.name, "hidden": hidden})
    except PasswordError as error:
        raise ImportRefusal(f"{name} cannot be read: it is locked with a password.") from error
    except (CalamineError, ValueError) as error:
        raise ImportRefusal(
            f"{name} cannot be read: it is damaged or no workbook: {error}."
        ) from error
    return sheets


def _to_texts(row: list[Cell]) -> list[str]:
    """Return a row's cells: dates in ISO, numbers as short as they read back the same."""
    return [cell if isinstance(cell, str) else _to_text(cell) for cell in row]


def _to_text(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < WHOLE else repr(cell)
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return cell.date().isoformat()
    if isinstance(cell, datetime.datetime | datetime.date | datetime.time):
        return cell.isoformat()
    return str(cell)


def _read_sheet(
    path: Path, name: str, kind: str, sheet: dict[str, Any], limits: Limits
) -> Iterator[Source]:
    with path.open(encoding="utf-8", newline="") as file:
        if not any(any(row) for row in csv.reader(file)):
            return
        file.seek(0)
        title = f"{name}, sheet {sheet['name']}"
        source = read_grid(title, kind, csv.reader(file), limits)
    source = _drop_unused(source)
    yield replace(source, notes=(*source.notes, *(["The sheet is hidden."] * sheet["hidden"])))


def _drop_unused(source: Source) -> Source:
    """Leave columns out that have neither a name nor a cell: they were formatted, not filled."""
    noted = {f"A column without a name is called {name!r}.": name for name in source.cells}
    unused = {
        note: column
        for note, column in noted.items()
        if note in source.notes and source.cells[column].isna().all()
    }
    return replace(
        source,
        cells=source.cells.drop(columns=list(unused.values())),
        notes=tuple(note for note in source.notes if note not in unused),
    )


def _count_unsaved(path: Path) -> int:
    """Return how many cells of an xlsx workbook are formulas without a result."""
    count = 0
    with zipfile.ZipFile(path) as archive:
        for member in archive.namelist():
            if re.fullmatch(r"xl/worksheets/[^/]+\.xml", member):
                with archive.open(member) as stream:
                    count += _count_matches(stream)
    return count


def _count_matches(stream: Any) -> int:
    count, rest = 0, b""
    while chunk := stream.read(_CHUNK):
        text, end = rest + chunk, 0
        for match in _UNSAVED.finditer(text):
            count, end = count + 1, match.end()
        rest = text[max(end, len(text) - _OVERLAP) :]
    return count
