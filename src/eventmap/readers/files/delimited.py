"""Text whose cells are separated by a comma, a semicolon, a tab or a bar: CSV, TSV and such."""

import csv
import io
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TextIO

from eventmap.errors import FileError
from eventmap.readers.files.charsets import Encoding, detect_encoding
from eventmap.readers.files.grids import Faulty, Unended, is_filled, read_grid
from eventmap.readers.files.headers import read_header
from eventmap.readers.files.limits import Limits, say_size
from eventmap.readers.model import Source

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}

SAMPLE_CHARACTERS = 200_000
_SAMPLE_ROWS = 200
_FITTING, _ABOVE = 0.95, 0.15
"""Share of the rows that fit a separator without doubt; what titles above the header cost one."""
_NAMES = 3
"""So many names in the first row are a header."""
_END = "\0"
"""Stands after the text, as no text has it: what it is part of was left open."""
_BORDER = re.compile(r"(?m)^ *\+?(?:[-=]+\+)+[-=]*[ \t\r]*$")
"""A line that programs draw above, below or under the names of a table of bars: "+----+----+"."""
_SEP = re.compile(r'"?sep=([,;\t|])"?(?:\r?\n|\Z)', re.IGNORECASE)


def read_delimited(path: Path, name: str, limits: Limits, header_row: int | None = None) -> Source:
    """Return the table in a text file.

    The separator is the one of `SEPARATORS` which divides the first row, or if none does the first
    below a title, and the most rows into as many cells as that; of equals the one that gives more
    cells. Quotes are doubled inside of quotes.

    Raises
    ------
    FileError
        If it is no text, has no rows, a line that is too long, or columns aligned by spaces.
    """
    encoding = detect_encoding(path, name)
    # A process has one limit for the length of a cell; ours are counted by the record.
    csv.field_size_limit(max(csv.field_size_limit(), limits.line_bytes + 1))
    with _open_text(path, encoding) as file:
        sample = _BORDER.sub("", file.read(SAMPLE_CHARACTERS))
    if _is_aligned(sample):
        raise FileError(
            f"{name} has columns that are aligned by spaces, of which blank ones cannot be told; "
            "allowed: cells separated by commas, semicolons, tabs or bars, as a spreadsheet saves "
            "what it has opened with columns of a fixed width."
        )
    wrapped = _unwrap(sample)
    separator, declared = _find_separator(sample if wrapped is None else wrapped)
    layout = _Layout(separator, declared, header_row, wrapped=wrapped is not None)
    if separator == "\t":
        source = _read_tabs(path, name, layout, encoding, limits)
    else:
        source = _read_table(path, name, layout, encoding, limits)
    notes = [f"Read as separated by {SEPARATORS[separator]}."]
    notes += [encoding.note] if encoding.note else []
    notes += ["Each line is enclosed in quotes as a whole."] if layout.wrapped else []
    return replace(source, encoding=encoding.name, notes=(*notes, *source.notes))


@dataclass(frozen=True)
class _Layout:
    """How records are written.

    Parameters
    ----------
    separator
        What stands between cells.
    declared
        Whether a first line ``sep=`` says so.
    header_row
        Line of the header, if it was named by hand.
    quoting
        Whether quotes enclose cells.
    strict
        Whether text beside an enclosed cell is refused.
    wrapped
        Whether quotes enclose each record as a whole.
    """

    separator: str
    declared: bool
    header_row: int | None = None
    quoting: bool = True
    strict: bool = False
    wrapped: bool = False


def _open_text(path: Path, encoding: Encoding) -> TextIO:
    errors = "surrogateescape" if encoding.broken else "strict"
    return path.open(encoding=encoding.name, errors=errors, newline="")


def _read_table(
    path: Path, name: str, layout: _Layout, encoding: Encoding, limits: Limits
) -> Source:
    with _open_text(path, encoding) as file:
        records = _read_records(file, name, layout, encoding, limits)
        if layout.wrapped:
            records = (_take_apart(cells, layout.separator) for cells in records)
        if layout.declared:
            next(records)
            records = chain([[]], records)
        return read_grid(name, "csv", records, limits, header_row=layout.header_row)


def _read_tabs(
    path: Path, name: str, layout: _Layout, encoding: Encoding, limits: Limits
) -> Source:
    """Return the table of a file in which tabs separate, whether or not quotes enclose cells.

    They do where that is done throughout. Many write tabs without any quoting: if every record
    fits the header that way, a quote is a character as any other.
    """
    for tried in (replace(layout, strict=True), replace(layout, quoting=False)):
        with suppress(FileError):
            source = _read_table(path, name, tried, encoding, limits)
            if not source.rejects:
                said = () if tried.quoting else ("Quotes are taken as text.",)
                return replace(source, notes=(*source.notes, *said))
    return _read_table(path, name, layout, encoding, limits)


def _find_separator(sample: str) -> tuple[str, bool]:
    """Return the separator, and whether a first line ``sep=`` declares it, as Excel's may."""
    if declared := _SEP.match(sample):
        return declared[1], True
    best = max(SEPARATORS, key=lambda separator: _score(sample, separator))
    if not _score(sample, best)[0] and (alike := _stands_alike(sample)):
        return alike, False
    return best, False


def _stands_alike(sample: str) -> str:
    """Return the separator that stands in every line, as often in each, or "".

    So it is in a table that a spreadsheet saved, which has titles of one cell and no header.
    """
    lines = [line for line in sample.splitlines()[:_SAMPLE_ROWS] if line.strip()]
    for separator in SEPARATORS:
        counts = {line.count(separator) for line in lines}
        if len(lines) > _NAMES and len(counts) == 1 and min(counts) > 1:
            return separator
    return ""


_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
_MOST_ALIGNED = 0.8


def _is_aligned(sample: str) -> bool:
    """Return whether two spaces or more, and no separator, part the names and most of the rows."""
    lines = [line.strip() for line in sample.splitlines()[:_SAMPLE_ROWS] if line.strip()]
    if len(lines) < _NAMES or any(separator in lines[0] for separator in SEPARATORS):
        return False
    parted = [len(_GAP.findall(line)) >= _NAMES - 1 for line in lines]
    return parted[0] and sum(parted) >= _MOST_ALIGNED * len(lines)


def _unwrap(sample: str) -> str | None:
    """Return the text of lines each of which is one cell in quotes, ``None`` if it is none."""
    first = sample.lstrip().splitlines()[:1]
    if not first or not first[0].startswith('"'):
        return None
    try:
        [*csv.reader(first, strict=True)]  # "No.";"Date" is more than one
        rows = [cells for cells in csv.reader(io.StringIO(sample, newline="")) if cells]
    except csv.Error:
        return None
    rows = rows[:-1] if len(sample) == SAMPLE_CHARACTERS else rows
    if len(rows) < 2 or any(len(cells) != 1 for cells in rows):  # noqa: PLR2004 - header, data
        return None
    texts = [cells[0] for cells in rows]
    told = any(all(separator in text for text in texts) for separator in SEPARATORS)
    return "\n".join(texts) if told else None


def _take_apart(cells: list[str], separator: str) -> list[str]:
    """Return the cells of a record that is one cell in quotes."""
    if len(cells) != 1 or isinstance(cells, Faulty):
        return cells
    return next(csv.reader([cells[0]], delimiter=separator), [])


def _score(sample: str, separator: str) -> tuple[bool, bool, float, int]:
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=separator)
    rows: list[tuple[int, list[str]]] = []
    try:
        for line, cells in enumerate(reader, 1):
            if is_filled(cells):
                rows.append((line, cells))
            if len(rows) > _SAMPLE_ROWS:
                break
    except csv.Error:
        return False, False, 0, 0
    if len(sample) == SAMPLE_CHARACTERS and 2 < len(rows) <= _SAMPLE_ROWS:  # noqa: PLR2004
        rows.pop()  # cut short
    if not rows:
        return False, False, 0, 0
    header = read_header(rows)
    # The numbers of the columns, right below their names, are no title above them.
    above = len(header.titles) if len(header.rows) == 1 else max(header.skipped - 1, 0)
    width, table = len(header.names), [cells for _, cells in rows[above:]]
    # A row that ends early fits, too; one cell alone may be anything.
    fits = sum(
        (len(cells) == width or 1 < len(cells) < width) and not _has_stray_quote(cells)
        for cells in table
    )
    # Better where nothing above the header has to be taken for a title, unless many do not fit.
    whole, share = not above, fits / len(table)
    # The last of several rows of names is blank where one above names the column.
    names = table[0] if len(header.rows) <= 1 else header.names
    # A table drawn with bars has one at each end of its lines.
    inner = names[1:-1] if separator == "|" and not (names[0] or names[-1]).strip() else names
    named = bool(inner) and all(any(map(str.isalpha, cell)) for cell in inner)
    if not whole and (not named or len(table) == 1 or _names_otherwise(rows[0][1], separator)):
        return False, False, 0, 0  # what stands below the title is no header above rows
    return width > 1, whole and share > _FITTING, share - _ABOVE * (not whole), width


def _names_otherwise(title: list[str], separator: str) -> bool:
    """Return whether another separator makes a header of what this one has to take for a title.

    Prose may have commas, too, but a space after each.
    """
    for other in SEPARATORS.keys() - {separator}:
        names = separator.join(title).split(other)
        if len(names) >= _NAMES and all(any(map(str.isalpha, n)) and n == n.strip() for n in names):
            return True
    return False


def _has_stray_quote(cells: list[str]) -> bool:
    return any(cell.count('"') % 2 for cell in cells)


def _read_records(
    file: TextIO, name: str, layout: _Layout, encoding: Encoding, limits: Limits
) -> Iterator[list[str]]:
    lines = _Lines(file, limits.line_bytes, drawn=layout.separator == "|")
    row = 0
    reader = csv.reader(
        iter(lines),
        delimiter=layout.separator,
        quoting=csv.QUOTE_MINIMAL if layout.quoting else csv.QUOTE_NONE,
        strict=layout.strict,
    )
    try:
        for cells in reader:
            lines.pending = 0
            if lines.ended:
                if cells != [_END]:
                    yield _left_open(cells)
                return
            row += 1
            several, lines.taken = lines.taken > 1, 0
            if several and layout.quoting and (at := _swallows(cells, layout.separator)):
                yield _left_unclosed(cells, at)
                continue
            if encoding.broken:
                cells = [encoding.mend(cell) for cell in cells]  # noqa: PLW2901
            yield Unended(cells) if lines.unended else cells
    except (csv.Error, _TooLongError) as error:
        raise FileError(
            f"{name}, row {row + 1}: the record that begins here is longer than "
            f"{say_size(limits.line_bytes)}, which is the limit; a quote may be left open in it."
        ) from error


_WIDEST = 1000
"""Characters within which the first column of a drawn table ends."""


class _TooLongError(Exception):
    """A record goes on beyond the limit."""


class _Lines:
    """Lines of a file, none of them read beyond the limit, and `_END` after the last.

    Whoever puts them together to records sets `pending`, their length, and `taken`, their number,
    to 0 after each. Of a table that is `drawn` with bars, borders are blank. `unended` is whether
    the line that was read last has no end, as the last of a file that was cut off.
    """

    def __init__(self, file: TextIO, limit: int, *, drawn: bool) -> None:
        self.file = file
        self.drawn = drawn
        self.limit = limit
        self.pending = self.taken = 0
        self.ended = self.unended = False

    def __iter__(self) -> Iterator[str]:
        limit, readline = self.limit, self.file.readline
        while line := readline(limit + 1):
            self.pending += len(line)
            if self.pending > limit:
                raise _TooLongError
            self.unended = line[-1] not in "\r\n"
            self.taken += 1
            yield _BORDER.sub("", line) if self.drawn and "-+" in line[:_WIDEST] else line
        self.ended = True
        yield _END


def _left_open(cells: list[str]) -> Faulty:
    whole = [_shown(cell) for cell in [*cells[:-1], cells[-1].removesuffix(_END)]]
    reason = "a quote is opened here that is not closed before the end of the file"
    return Faulty(whole, whole[-1], reason)


_FEWEST_LIKE = 2
"""In how many cells a line within a cell is like the row that it would be."""

_NUMERIC = re.compile(r"[.,:/+\-T ]*\d[\d.,:/+\-T ]*")


def _swallows(cells: list[str], separator: str) -> int | None:
    """Return which cell of a record has other rows in it, as a quote that is not closed takes them.

    It is never the first. They are lines of as many cells, those before it alike: numbers where
    the record has numbers.
    """
    for at, cell in enumerate(cells):
        lines = cell.splitlines()[1:] if at >= _FEWEST_LIKE and "\n" in cell else []
        before = [bool(_NUMERIC.fullmatch(each)) for each in cells[:at]]
        for line in lines:
            parts = line.split(separator)
            if len(parts) != len(cells) or not any(before):
                continue
            if before == [bool(_NUMERIC.fullmatch(each)) for each in parts[:at]]:
                return at
    return None


def _left_unclosed(cells: list[str], at: int) -> Faulty:
    whole = [_shown(cell) for cell in cells]
    rows = len(cells[at].splitlines()) - 1
    reason = (
        "a quote is opened here that is not closed before the next rows: with this one"
        f" {rows} more {'is' if rows == 1 else 'are'} refused"
    )
    return Faulty(whole, whole[at], reason)


def _shown(cell: str) -> str:
    """Return a cell in which bytes that are no text are written out as escapes."""
    return cell.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
