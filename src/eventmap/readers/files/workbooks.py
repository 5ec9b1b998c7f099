"""Workbooks: xlsx, xlsb, xls and ods, a table for each sheet that is not empty; see `sheets`.

Formulas are never evaluated: a cell has the result that was saved with it, or it is blank. What a
merged cell says, each of its rows says.
"""

import csv
import datetime
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from xml.parsers import expat

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from eventmap.errors import FileError, nearest
from eventmap.readers.files.archives import Unpacker
from eventmap.readers.files.grids import read_grid
from eventmap.readers.files.headers import MergedCells, Position
from eventmap.readers.files.hyperlinks import (
    Hyperlink,
    find_addresses,
    is_address,
    read_hyperlinks,
    scan_member,
)
from eventmap.readers.files.limits import Limits
from eventmap.readers.files.sheets import Sheet, arrange_sheets
from eventmap.readers.model import Source
from eventmap.wording import count_of

_WHOLE = 1e15
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

_BINARY = ("xls", "xlsb")
_CHUNK = 1 << 20
_OFFICE, _TABLE, _STYLE = (
    f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("office", "table", "style")
)
_PARAGRAPH, _ANCHOR = (f"urn:oasis:names:tc:opendocument:xmlns:text:1.0 {tag}" for tag in "pa")
_HREF = "http://www.w3.org/1999/xlink href"
_UNSAVED = re.compile(rb"(?:</f>|<f[^>]*/>)\s*(?:<v\s*/>|<v>\s*</v>|</c>)")

_COMMENT = re.compile(rb"<(?:\w+:)?comment ")
_OF_COMMENTS = re.compile(r"xl/(?:comments/)?comments?\d*\.xml")
_OF_SHEETS = re.compile(r"xl/worksheets/[^/]+\.xml")
_HIDDEN_ROW = re.compile(rb"""<(?:\w+:)?row [^<>]*hidden=["'](?:1|true)["']""")
_HIDDEN_COLUMN = re.compile(rb"""<(?:\w+:)?col [^<>]*hidden=["'](?:1|true)["']""")
_STYLES = "xl/styles.xml"
_STYLED = (
    rb"""<(?:\w+:)?c (?=[^<>]{0,200}\bs=["'](?:%b)["'])"""
    rb"""[^<>]{0,200}\br=["'][A-Z]+(\d+)["'][^<>/]*>\s{0,9}<(?!/)"""
)
"""A cell that is not blank and of one of some styles, with its row."""


def read_workbook(
    path: Path, name: str, kind: str, unpacker: Unpacker, position: Position
) -> list[Source]:
    """Return the tables of the sheets that are not empty, as `arrange_sheets` puts them.

    Raises
    ------
    FileError
        If it is damaged, locked or too large, if all sheets are empty, if what would be read
        are formulas without results, or if there is no sheet of the name that was asked for.
    """
    limits = unpacker.limits
    found = _Markup()
    if kind == "xls":
        _check_locked(path, name)
        path = unpacker.linked(path, ".xls")
    else:
        path = unpacker.rebuild(path, name, f".{kind}")
        found = _read_ods(path, name, limits) if kind == "ods" else _read_markup(path)
    behind = [*find_addresses(path, kind)] if kind in _BINARY else []
    folder = unpacker.folder / f"{path.stem}-{len(list(unpacker.folder.iterdir()))}"
    folder.mkdir()
    csv.field_size_limit(max(csv.field_size_limit(), limits.line_bytes + 1))
    written = _choose_sheet(_write_sheets(path, name, folder, found.merges), name, position)
    sheets = [
        Sheet(source.name.removeprefix(f"{name}, sheet "), source)
        for each in written
        for table in _read_sheet(each, name, kind, limits, position, found.links.get(each.name, ()))
        for source in table.take_apart()
    ]
    if found.formulas and not any(len(sheet.source.cells) for sheet in sheets):
        raise FileError(
            f"{name} holds {found.formulas:,} formulas without their results and no other rows; "
            "allowed: a workbook saved by a spreadsheet program, with the values in it."
        )
    if not sheets:
        raise FileError(f"{name} has no cells in any sheet; allowed: a sheet with a table.")
    found.unread_links = _count_unsaid(behind, sheets)
    notes = tuple(found.describe())
    return [
        replace(source, notes=(*source.notes, *notes))
        for source in arrange_sheets(name, sheets, limits)
    ]


def _count_unsaid(addresses: Sequence[str], sheets: Sequence[Sheet]) -> int:
    """Return how many addresses no cell says itself."""
    if not addresses:
        return 0
    said = {
        text.strip()
        for sheet in sheets
        for _, cells in sheet.source.cells.items()
        for text in cells[cells.str.contains("://", regex=False, na=False).astype(bool)]
    }
    return sum(address.strip() not in said for address in addresses)


class _Markup:
    """What a workbook's markup says that its cells do not.

    Parameters
    ----------
    formulas
        How many cells are formulas without a result.
    rows, columns
        How many of them are hidden.
    struck
        How many rows have cells that are struck out.
    comments
        How many there are on cells.
    merges
        Of each sheet, where they are not known by other means.
    links
        Addresses behind the cells of each sheet.
    unread_links
        How many there are that are not read.
    """

    def __init__(self) -> None:
        self.formulas = self.rows = self.columns = self.comments = self.unread_links = 0
        self.struck = 0
        self.merges: dict[str, list[MergedCells]] = {}
        self.links: dict[str, list[Hyperlink]] = {}

    def describe(self) -> Iterator[str]:
        """Yield what is to be said of it, in sentences."""
        if self.formulas:
            cells = f"{self.formulas:,} cells of the workbook"
            yield f"{cells} are formulas without a result: read as blank."
        if self.comments:
            are = "is" if self.comments == 1 else "are"
            said = count_of(self.comments, "comment")
            yield f"{said} on cells of the workbook {are} not read."
        if self.unread_links:
            are = "is" if self.unread_links == 1 else "are"
            yield (
                f"{count_of(self.unread_links, 'link')} behind cells of the workbook {are} not"
                " read: saved as .xlsx, it has them in a column beside."
            )
        hidden = [
            count_of(number, word)
            for number, word in ((self.rows, "row"), (self.columns, "group of columns"))
            if number
        ]
        if hidden:
            one = self.rows + self.columns == 1
            are = "is hidden: it is" if one else "are hidden: they are"
            yield f"{' and '.join(hidden)} of the workbook {are} read like the others."
        if self.struck:
            rows = f"{count_of(self.struck, 'row')} of the workbook"
            have, is_one = ("has", "it is") if self.struck == 1 else ("have", "they are")
            yield f"{rows} {have} cells that are struck out: {is_one} read like the others."


@dataclass(frozen=True)
class _Written:
    """A sheet as text: its name, where its rows lie, and which cells are shown as one."""

    name: str
    path: Path
    hidden: bool
    merges: tuple[MergedCells, ...]


def _choose_sheet(sheets: list[_Written], name: str, position: Position) -> list[_Written]:
    if position.sheet is None:
        return sheets
    chosen = [each for each in sheets if each.name.strip() == position.sheet.strip()]
    if not chosen:
        names = [each.name for each in sheets]
        raise FileError(
            f"{name} has no sheet {position.sheet!r}; its sheets are "
            f"{', '.join(map(repr, names))}.{nearest(position.sheet, names)}"
        )
    return chosen


def _check_locked(path: Path, name: str) -> None:
    """Refuse what Excel wraps an encrypted workbook in: it looks like an old one."""
    mark = "EncryptedPackage".encode("utf-16-le")
    with path.open("rb") as file:
        rest = b""
        while chunk := file.read(_CHUNK):
            if mark in rest + chunk:
                raise FileError(f"{name} is locked with a password; allowed: one without.")
            rest = chunk[-len(mark) :]


def _read_ods(path: Path, name: str, limits: Limits) -> _Markup:
    """Return what is said beside the cells; refuse what makes a million rows of one.

    OpenDocument says how often a row is repeated.
    """
    tables = _Tables()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = tables.start
    parser.EndElementHandler = tables.end
    try:
        with zipfile.ZipFile(path) as archive, archive.open("content.xml") as stream:
            parser.ParseFile(stream)
    except (expat.ExpatError, ValueError) as error:
        raise FileError(f"{name} is a workbook that is damaged: {error}.") from error
    if tables.repeated > limits.repeated_rows:
        raise FileError(
            f"{name} repeats rows {tables.repeated:,} times without writing them out; "
            f"allowed: up to {limits.repeated_rows:,} times."
        )
    found = _Markup()
    found.rows, found.merges, found.links = tables.hidden, tables.merges, tables.links
    found.comments, found.struck = tables.comments, tables.struck
    return found


class _Tables:
    """Counts rows of an OpenDocument workbook that are repeated, hidden or struck out.

    Rows without a value are not counted. Counts comments, and notes which cells are shown as one,
    and where they lead to, too.
    """

    def __init__(self) -> None:
        self.repeated = self.hidden = self.struck = self.comments = 0
        self.merges: dict[str, list[MergedCells]] = {}
        self.links: dict[str, list[Hyperlink]] = {}
        self._links: list[Hyperlink] = []
        self._merges: list[MergedCells] = []
        self._line = self._again = self._column = 0
        self._filled = self._unseen = self._out = False
        self._style, self._strikes = "", set[str]()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take in the beginning of an element."""
        if tag == f"{_STYLE} style":
            self._style = attributes.get(f"{_STYLE} name", "")
        elif tag == f"{_STYLE} text-properties":
            if attributes.get(f"{_STYLE} text-line-through-style", "none") != "none":
                self._strikes.add(self._style)
        elif tag == f"{_TABLE} table":
            self._line = self._again = 0
            self._merges = self.merges.setdefault(attributes.get(f"{_TABLE} name", ""), [])
            self._links = self.links.setdefault(attributes.get(f"{_TABLE} name", ""), [])
        elif tag == f"{_OFFICE} annotation":
            self.comments += 1
        elif tag == f"{_TABLE} table-row":
            self._line += self._again + 1
            self._again = int(attributes.get(f"{_TABLE} number-rows-repeated", 1)) - 1
            self._unseen = attributes.get(f"{_TABLE} visibility", "visible") != "visible"
            self._filled, self._out, self._column = False, False, 0
        elif tag == _PARAGRAPH or f"{_OFFICE} value-type" in attributes:
            self._filled = True
        if tag == _ANCHOR and is_address(address := attributes.get(_HREF, "").strip()):
            cell = (self._line, self._column - 1)
            self._links.append(Hyperlink(*cell, *cell, address))
        if tag in (f"{_TABLE} table-cell", f"{_TABLE} covered-table-cell"):
            rows, columns = (
                int(attributes.get(f"{_TABLE} number-{each}-spanned", 1))
                for each in ("rows", "columns")
            )
            if rows > 1 or columns > 1:
                ends = (self._line + rows - 1, self._column + columns - 1)
                self._merges.append(MergedCells(self._line, self._column, *ends))
            self._column += int(attributes.get(f"{_TABLE} number-columns-repeated", 1))
            self._out |= (
                attributes.get(f"{_TABLE} style-name") in self._strikes
                and f"{_OFFICE} value-type" in attributes
            )

    def end(self, tag: str) -> None:
        """Take in the end of an element."""
        if tag == f"{_TABLE} table-row" and self._filled:
            self.repeated += self._again
            self.hidden += self._unseen * (self._again + 1)
            self.struck += self._out * (self._again + 1)


def _write_sheets(
    path: Path, name: str, folder: Path, merges: dict[str, list[MergedCells]]
) -> list[_Written]:
    """Write all sheets of cells as text, and return them.

    Calamine holds a sheet as a whole: so it is let go before it is read as a table.

    Parameters
    ----------
    merges
        By the name of a sheet, where Calamine does not tell them.
    """
    sheets: list[_Written] = []
    try:
        workbook = CalamineWorkbook.from_path(path)
        for at, data in enumerate(workbook.sheets_metadata):
            if data.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet = workbook.get_sheet_by_index(at)
            told = sheet.merged_cell_ranges or ()
            own = tuple(
                MergedCells(top + 1, left, bottom + 1, right)
                for (top, left), (bottom, right) in told
            ) or tuple(merges.get(data.name, ()))
            hidden = data.visible != SheetVisibleEnum.Visible
            written = _Written(data.name, folder / f"{len(sheets)}.csv", hidden, own)
            with written.path.open("w", newline="", encoding="utf-8") as file:
                csv.writer(file).writerows(fill_down(sheet.iter_rows(), own))
            sheets.append(written)
    except PasswordError as error:
        raise FileError(f"{name} cannot be read: it is locked with a password.") from error
    except (CalamineError, ValueError) as error:
        raise FileError(f"{name} cannot be read: it is damaged or no workbook: {error}.") from error
    return sheets


def fill_down(rows: Iterable[Sequence[Cell]], merges: Sequence[MergedCells]) -> Iterator[list[str]]:
    """Yield rows as text, in which each row that a merged cell is shown in has what it says.

    A row that has nothing else stays blank.
    """
    starts = defaultdict[int, list[MergedCells]](list)
    for merge in merges:
        if merge.top < merge.bottom:
            starts[merge.top].append(merge)
    going: list[tuple[int, int, str]] = []
    for line, row in enumerate(rows, 1):
        texts = _to_texts(row)
        if going and any(texts):
            for _, column, text in going:
                texts[column] = texts[column] or text
        going += [
            (merge.bottom, merge.left, texts[merge.left])
            for merge in starts.get(line, ())
            if merge.left < len(texts)
        ]
        if going:
            going = [each for each in going if each[0] > line]
        yield texts


def _to_texts(row: Sequence[Cell]) -> list[str]:
    """Return a row's cells: dates in ISO, numbers as short as they read back the same."""
    return [cell if isinstance(cell, str) else _to_text(cell) for cell in row]


def _to_text(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < _WHOLE else repr(cell)
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return cell.date().isoformat()
    if isinstance(cell, datetime.datetime | datetime.date | datetime.time):
        return cell.isoformat()
    return str(cell)


def _read_sheet(  # noqa: PLR0917 - what `read_grid` is told
    sheet: _Written,
    name: str,
    kind: str,
    limits: Limits,
    position: Position,
    links: Sequence[Hyperlink],
) -> Iterator[Source]:
    with sheet.path.open(encoding="utf-8", newline="") as file:
        if not any(any(row) for row in csv.reader(file)):
            return
        file.seek(0)
        source = read_grid(
            f"{name}, sheet {sheet.name}",
            kind,
            csv.reader(file),
            limits,
            merges=sheet.merges,
            header_row=position.header_row,
            links=links,
        )
    yield replace(source, notes=(*source.notes, *(["The sheet is hidden."] * sheet.hidden)))


def _read_markup(path: Path) -> _Markup:
    """Return what the sheets of an xlsx workbook say beside their cells."""
    found = _Markup()
    with zipfile.ZipFile(path) as archive:
        found.links = read_hyperlinks(archive)
        for member in archive.namelist():
            told = [(_COMMENT, "comments")] if _OF_COMMENTS.fullmatch(member) else []
            if _OF_SHEETS.fullmatch(member):
                told = [(_UNSAVED, "formulas"), (_HIDDEN_ROW, "rows"), (_HIDDEN_COLUMN, "columns")]
            for pattern, name in told:
                count = sum(1 for _ in scan_member(archive, member, pattern))
                setattr(found, name, getattr(found, name) + count)
        found.struck = _count_struck(archive)
    return found


def _count_struck(archive: zipfile.ZipFile) -> int:
    """Return how many rows of the sheets have cells, not blank ones, that are struck out."""
    if _STYLES not in archive.namelist():
        return 0
    fonts = _Fonts()
    parser = expat.ParserCreate()
    parser.StartElementHandler = fonts.start
    parser.EndElementHandler = fonts.end
    with archive.open(_STYLES) as stream, suppress(expat.ExpatError):  # it is no cell
        parser.ParseFile(stream)
    if not fonts.styles:
        return 0
    cell = re.compile(_STYLED % b"|".join(b"%d" % style for style in fonts.styles))
    return sum(
        len({match[1] for match in scan_member(archive, member, cell)})
        for member in archive.namelist()
        if _OF_SHEETS.fullmatch(member)
    )


class _Fonts:
    """Notes the styles of cells of an xlsx workbook whose fonts strike the text out."""

    def __init__(self) -> None:
        self.styles: list[int] = []
        self._struck: set[str] = set()
        self._font = self._style = -1
        self._within = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take in the beginning of an element."""
        name = tag.rpartition(":")[2]
        if name in ("fonts", "cellXfs"):
            self._within = name
        elif (self._within, name) == ("fonts", "font"):
            self._font += 1
        elif (self._within, name) == ("fonts", "strike"):
            if attributes.get("val", "1") not in ("0", "false"):
                self._struck.add(str(self._font))
        elif (self._within, name) == ("cellXfs", "xf"):
            self._style += 1
            if attributes.get("fontId") in self._struck:
                self.styles.append(self._style)

    def end(self, tag: str) -> None:
        """Take in the end of an element."""
        if tag.rpartition(":")[2] == self._within:
            self._within = ""
