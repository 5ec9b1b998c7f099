"""Workbooks: xlsx, xlsb, xls and ods, a table for each sheet that is not empty.

Formulas are never evaluated: a cell has the result that was saved with it, or it is blank.
"""

import csv
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.parsers import expat

from eventmap.errors import ImportRefusal
from eventmap.readers.drafts import Source
from eventmap.readers.files import workbook_rows
from eventmap.readers.files.archives import Unpacker
from eventmap.readers.files.grids import read_grid
from eventmap.readers.files.limits import Limits, in_words

SECONDS = 600
"""A workbook that takes longer is not read to its end."""

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
    sheets = _write_sheets(path, name, folder, limits)
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


def _write_sheets(path: Path, name: str, folder: Path, limits: Limits) -> list[dict[str, Any]]:
    script = str(Path(workbook_rows.__file__))
    memory = limits.workbook_memory_bytes
    # -P: what lies beside the script must not be taken for modules of the same name.
    command = [sys.executable, "-P", script, str(path), str(folder), str(memory)]
    try:
        done = subprocess.run(
            command, capture_output=True, check=False, timeout=SECONDS, stdin=subprocess.DEVNULL
        )
    except subprocess.TimeoutExpired as error:
        raise ImportRefusal(
            f"{name} took longer than {SECONDS} seconds to read, which is the limit."
        ) from error
    if done.returncode != 0:
        raise ImportRefusal(
            f"{name} is damaged, or its sheets need more memory than {in_words(memory)}, "
            "which is the limit; allowed: the same table saved as CSV."
        )
    result: dict[str, Any] = json.loads(done.stdout)
    if "error" in result:
        raise ImportRefusal(f"{name} cannot be read: it is {result['error']}.")
    sheets: list[dict[str, Any]] = result["sheets"]
    return sheets


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
