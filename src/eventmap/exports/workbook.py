"""Events as an Excel workbook with typed columns, in which no text can run as a formula."""

from collections.abc import Generator, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from eventmap.exports.columns import KINDS, MEANINGS, describe
from eventmap.exports.xmltext import clean_text
from eventmap.schema import DatasetInfo

SHEET_ROWS = 1_048_575
"""How many events a sheet holds below its header."""

CELL_UNITS = 32_767
"""How long a text Excel holds in a cell, in UTF-16 units."""

FIRST_DAY = date(1900, 3, 1)
"""The first day that every program reads alike: Excel counts a 29 February 1900."""

_PIECE_BYTES = 1 << 20
_WIDTHS = {"title": 48, "summary": 60, "place": 20, "sources": 28, "extra": 28}
_WIDTH = 13
_ABOUT_WIDTHS = (20, 100)

_NOTES = (
    "A blank cell means unknown, never zero.",
    "A text too long for a cell is cut and says so at its end.",
    "\ufffd stands for a control character that a workbook cannot hold.",
    f"A day before {FIRST_DAY:%Y-%m-%d} is text: Excel has no such dates.",
)


def write_workbook(
    frames: Iterable[pd.DataFrame],
    info: DatasetInfo,
    selection: str = "",
    *,
    sheet_rows: int = SHEET_ROWS,
) -> Generator[bytes]:
    """Yield events as XLSX: the sheet "events", then "about" with licence and columns.

    Days are dates, counts and coordinates numbers, ``redistributable`` is true or false, unknown
    values are blank. Every text is written as text, whatever it begins with. Events that do not
    fit on a sheet go on in "events 2" and so on, each with its header.

    Parameters
    ----------
    sheet_rows
        How many events a sheet holds.

    Raises
    ------
    OSError
        If the disk has no room for what is written on the way.
    """
    # What is written goes to files row by row; a workbook in memory would take gigabytes.
    # The options only matter for ``write``, which is not used here: each cell names its type.
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "use_zip64": True,
    }
    try:
        with TemporaryDirectory(prefix="eventmap-") as rows:
            path = Path(rows, "events.xlsx")
            book = xlsxwriter.Workbook(path, options | {"tmpdir": rows})
            for _ in _write_book(book, frames, describe(info, selection), sheet_rows):
                yield b""
            book.close()
            with path.open("rb") as file:
                while piece := file.read(_PIECE_BYTES):
                    yield piece
    except FileCreateError as error:  # it wraps what the disk said
        raise OSError(*error.args[0].args) from error


def _write_book(
    book: xlsxwriter.Workbook,
    frames: Iterable[pd.DataFrame],
    described: Mapping[str, str | bool | int],
    sheet_rows: int,
) -> Iterator[None]:
    """Write the sheets, and stop after each frame."""
    about_file = {"title": described["title"], "comments": described.get("selection", "")}
    book.set_properties({name: clean_text(str(text)) for name, text in about_file.items()})
    sheets, about = [_Sheet(book, "events")], _Sheet(book, "about")
    for number, frame in enumerate(frames):
        if not number:
            names = tuple(str(name) for name in frame.columns)
            _begin_events(sheets[0], names)
        for row in _rows(frame):
            if sheets[-1].row > sheet_rows:  # the header is a row too
                sheets.append(_Sheet(book, f"events {len(sheets) + 1}"))
                _begin_events(sheets[-1], names)
            sheets[-1].write(row)
        yield
    for sheet in sheets:
        sheet.sheet.autofilter(0, 0, sheet.row - 1, len(names) - 1)
    _write_about(about, described, sum(sheet.row - 1 for sheet in sheets), len(sheets))


class _Sheet:
    """A sheet that is written row by row, each value as what it is."""

    def __init__(self, book: xlsxwriter.Workbook, name: str) -> None:
        self.sheet = book.add_worksheet(name)
        self.bold = book.add_format({"bold": True})
        self.plain = book.add_format()
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self.row = 0

    def write(self, values: tuple[Any, ...], *, header: bool = False) -> None:
        """Write the next row; ``None`` is a blank cell."""
        for column, value in enumerate(values):
            if isinstance(value, str):
                self._write_text(column, value, self.bold if header else None)
            elif isinstance(value, bool):
                self.sheet.write_boolean(self.row, column, value)
            elif isinstance(value, date):
                self.sheet.write_datetime(self.row, column, value, self.day)
            elif value is not None:
                self.sheet.write_number(self.row, column, value)
        self.row += 1

    def _write_text(self, column: int, value: str, style: Any) -> None:
        text = fit_text(clean_text(value))
        if text.startswith("<r>") and text.endswith("</r>"):
            # XlsxWriter takes such a text for its own markup and would put it in unescaped.
            self.sheet.write_rich_string(self.row, column, text[0], self.plain, text[1:])
        else:
            self.sheet.write_string(self.row, column, text, style)


def _begin_events(sheet: _Sheet, names: tuple[str, ...]) -> None:
    for column, name in enumerate(names):
        sheet.sheet.set_column(column, column, _WIDTHS.get(name, max(_WIDTH, len(name) + 3)))
    sheet.sheet.freeze_panes(1, 0)
    sheet.sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{SHEET_ROWS + 1}"})
    sheet.write(names, header=True)


def _rows(events: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    return zip(*(_cells(column) for _, column in events.items()), strict=True)


def _cells(column: "pd.Series[Any]") -> list[Any]:
    if pd.api.types.is_datetime64_dtype(column):
        column = column.dt.date
    cells: list[Any] = column.astype(object).where(column.notna(), None).tolist()
    if KINDS.get(str(column.name)) != "date":
        return cells
    return [day.isoformat() if day is not None and day < FIRST_DAY else day for day in cells]


def _write_about(
    sheet: _Sheet, described: Mapping[str, str | bool | int], events: int, sheets: int
) -> None:
    for column, width in enumerate(_ABOUT_WIDTHS):
        sheet.sheet.set_column(column, column, width)
    for name, value in described.items():
        sheet.write((name, value))
    sheet.write(("events", events))
    sheet.write(("sheets of events", sheets))
    for note in _NOTES:
        sheet.write(("note", note))
    sheet.write(())
    sheet.write(("column", "meaning"), header=True)
    for name, meaning in MEANINGS.items():
        sheet.write((name, meaning))


def fit_text(text: str) -> str:
    """Return `text` as a cell can hold it; one that is cut ends with a note that says so."""
    # A character is at most two units: few texts need to be counted.
    if len(text) <= CELL_UNITS // 2 or _units(text) <= CELL_UNITS:
        return text
    note = f" [cut: the whole text has {len(text):,} characters; the CSV export holds it]"
    encoded = text.encode("utf-16-le")[: 2 * (CELL_UNITS - len(note))]
    # Half of a pair that was cut in two is dropped.
    return encoded.decode("utf-16-le", errors="ignore") + note


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
