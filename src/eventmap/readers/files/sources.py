"""Any file to its tables as text: the first step of every import.

What a file is, its first bytes say; its name has to agree.
"""

# ruff: noqa: RUF001 - a Turkish letter

import errno
import re
import tempfile
from dataclasses import replace
from pathlib import Path

from eventmap.errors import FileError
from eventmap.readers.files.archives import Unpacker
from eventmap.readers.files.columnar import read_columnar
from eventmap.readers.files.contents import KIND_WORDS, WORKBOOKS, extension, recognise_content
from eventmap.readers.files.delimited import read_delimited
from eventmap.readers.files.geo import read_geo
from eventmap.readers.files.gpx import read_gpx
from eventmap.readers.files.headers import Position
from eventmap.readers.files.limits import Limits, check_tables, say_size
from eventmap.readers.files.pages import read_page
from eventmap.readers.files.records import read_records
from eventmap.readers.files.totals import has_pattern
from eventmap.readers.files.workbooks import read_workbook
from eventmap.readers.model import Source
from eventmap.readers.values.blanks import without_signs
from eventmap.wording import count_of

_SINGLE = {"json": read_records, "parquet": read_columnar, "gpx": read_gpx}
"""What reads the one table that a file of this content holds."""

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""What a system says where there is no room for a file."""


def open_sources(
    path: Path,
    *,
    limits: Limits = Limits(),  # noqa: B008 - frozen
    position: Position = Position(),  # noqa: B008 - frozen
) -> list[Source]:
    """Return every table in the file, of which there is one or more.

    The sheets of a workbook that have the same columns are one, each layer of a geo file, each
    file of a zip archive that holds a table. What is unpacked lies in a temporary folder and is
    removed.

    Parameters
    ----------
    position
        Where the table lies, if the user says so.

    Raises
    ------
    FileError
        If there is no such file, or nothing in it can be read.
    """
    name = path.name
    try:
        if not path.is_file():
            raise FileError(f"There is no file {str(path)!r}; allowed: the path of a file.")
        if (size := path.stat().st_size) > limits.file_bytes:
            raise FileError(
                f"{name} has {say_size(size)}; allowed: up to {say_size(limits.file_bytes)}."
            )
        with tempfile.TemporaryDirectory(prefix="eventmap-") as folder:
            found = _open(path, name, Unpacker(Path(folder), limits), position)
            cut = [_cut_cells(source, limits.cell_characters) for source in found]
            return [_fill_dittos(_without_marks(_without_quotes(source))) for source in cut]
    except OSError as error:
        if error.errno in FULL:
            raise FileError(f"{name} cannot be unpacked for reading: {error.strerror}.") from error
        raise FileError(f"{name} cannot be read: {error.strerror or error}.") from error


def _cut_cells(source: Source, most: int) -> Source:
    """Return the source with no cell of more than `most` characters."""
    cells, notes = source.cells, list(source.notes)
    for column in cells.columns:
        longer = cells[column].str.len() > most
        if count := int(longer.sum()):
            cells = cells.assign(**{column: cells[column].str.slice(0, most)})
            some = "1 cell is" if count == 1 else f"{count:,} cells are"
            notes.append(f"In column {column!r}, {some} cut at {most:,} characters.")
    return replace(source, cells=cells, notes=tuple(notes))


_MARKS = (
    (re.compile(r"&(?:nbsp|ensp|emsp|thinsp|#160|#xa0|#xA0);"), " ", "spaces as HTML writes them"),
    (re.compile(r"^\s*'(\d[\d\s.,:/TZ-]*)$"), r"\1", "the apostrophe before a number or a day"),
    (
        re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]+"),
        "",
        "marks of the direction of writing",
    ),
)
"""What other programs put into cells and nobody means, what is read, and what it is called."""


_ANY_MARK = "|".join(f"(?:{pattern.pattern})" for pattern, _, _ in _MARKS)

_SHOWN = 5
"""Names of what else is in an archive."""

_QUOTED = r"^'(?s:.*)'$"
_NEARLY_ALL = 0.9
_LOOKED_AT = 100


def _without_quotes(source: Source) -> Source:
    """Return the source without the apostrophes around every text of a column, as in SQL."""
    cleared = {}
    for name, cells in source.cells.items():
        first = without_signs(cells.dropna().head(_LOOKED_AT)).dropna()
        if len(first) < 2 or first.str.match(_QUOTED).mean() < _NEARLY_ALL:  # noqa: PLR2004
            continue
        quoted = cells.str.match(_QUOTED).fillna(value=False).astype(bool)
        bare = cells.str.slice(1, -1).str.replace("''", "'", regex=False)
        cleared[str(name)] = cells.mask(quoted, bare.mask(bare.str.strip() == ""))
    if not cleared:
        return source
    note = f"Left out in {count_of(len(cleared), 'column')}: the apostrophes around each text."
    return replace(source, cells=source.cells.assign(**cleared), notes=(*source.notes, note))


def _without_marks(source: Source) -> Source:
    """Return the source without marks that programs leave in cells, and a note on each kind."""
    cells, notes = source.cells, list(source.notes)
    marked_columns = [name for name in cells.columns if has_pattern(cells[name], _ANY_MARK).any()]
    for pattern, plain, called in _MARKS if marked_columns else ():
        count = 0
        for column in marked_columns:
            if not (marked := has_pattern(cells[column], pattern.pattern)).any():
                continue
            count += int(marked.sum())
            cleared = cells[column].copy()
            cleared[marked] = [pattern.sub(plain, text) for text in cleared[marked]]
            cells = cells.assign(**{column: cleared.mask(cleared.str.strip() == "")})
        if count:
            notes.append(f"Left out in {count_of(count, 'cell')}: {called}.")
    return replace(source, cells=cells, notes=tuple(notes))


_DITTO = (
    r"(?i)^\s*(?:[ií]dem|id\.|ditt?o|do\.|〃|»|\"|[-–—]\s?(?://|\"|'')\s?[-–—]|same as above"
    r"|as above|то же(?: самое)?|там же|те(?: ж)? саме|там само|jw\.|j\. ?w\.|ebd\.|ebenda|wie oben"
    r"|lo mismo|o mesmo|come sopra|comme ci-dessus|aynı(?: yer)?|sda\.?|كذلك|نفسه|همان)\s*$"
)
"""What stands for the cell above."""
_NUMBER = r"^\s*[+-]?\d+(?:[.,]\d+)?\s*$"


def _fill_dittos(source: Source) -> Source:
    """Return the source with what stands above in the place of each "idem", and a note on it.

    In columns of numbers nothing is filled in: who wrote so may have meant that all were counted
    above.
    """
    cells, notes = source.cells, list(source.notes)
    for column in cells.columns:
        first = cells[column].dropna().head(_LOOKED_AT)
        if first.str.match(_NUMBER).mean() >= _NEARLY_ALL:
            continue
        if not (dittos := has_pattern(cells[column], _DITTO)).any():
            continue
        others = cells[column][~dittos].dropna()
        above = cells[column].fillna("").mask(dittos).ffill()
        known = dittos & above.notna().to_numpy() & (above != "").to_numpy()
        if others.str.match(_NUMBER).mean() >= _HALF or not known.any():
            continue
        example = cells[column][known].iloc[0]
        cells = cells.assign(**{column: cells[column].mask(known, above)})
        notes.append(
            f"{example!r} in column {column!r} is read as the cell above, in"
            f" {count_of(int(known.sum()), 'cell')}."
        )
    return replace(source, cells=cells, notes=tuple(notes))


_HALF = 0.5


def _open(path: Path, name: str, unpacker: Unpacker, position: Position) -> list[Source]:
    kind = recognise_content(path, name)
    if kind in ("gzip", "zip"):
        unpack = _open_gzipped if kind == "gzip" else _open_members
        return unpack(path, name, unpacker, position)
    if kind in WORKBOOKS:
        return read_workbook(path, name, kind, unpacker, position)
    if kind == "html":
        return read_page(path, name, unpacker.limits, position)
    position.check(name, KIND_WORDS[kind], rows=kind == "text")
    path = unpacker.linked(path, f".{kind}")
    if kind == "text":
        return read_delimited(path, name, unpacker.limits, position.header_row).take_apart()
    if kind in _SINGLE:
        return [_SINGLE[kind](path, name, unpacker.limits)]
    return read_geo(path, name, kind, unpacker.limits)


def _open_gzipped(path: Path, name: str, unpacker: Unpacker, position: Position) -> list[Source]:
    inner = name[:-3] if extension(name) == "gz" else name
    unpacked = unpacker.gunzip(path, name)
    if recognise_content(unpacked, inner) == "gzip":
        raise FileError(f"{name} is gzipped twice; allowed: once.")
    found = _open(unpacked, inner, unpacker, position)
    return [replace(source, name=name + source.name.removeprefix(inner)) for source in found]


def _open_members(path: Path, name: str, unpacker: Unpacker, position: Position) -> list[Source]:
    members, others = unpacker.unzip(path, name)
    found: list[Source] = []
    refused: list[FileError] = []
    for member in members:
        title = name if len(members) == 1 else f"{name}, {member.name}"
        try:
            if extension(member.name) == "shp":
                found += read_geo(member.path, title, "shp", unpacker.limits)
            elif recognise_content(member.path, member.name) == "zip":
                raise FileError(f"{title} is an archive; allowed: a table, zipped once.")
            else:
                inner = _open(member.path, member.name, unpacker, position)
                found += [
                    replace(source, name=title + source.name.removeprefix(member.name))
                    for source in inner
                ]
        except FileError as refusal:
            refused.append(refusal)
        check_tables(name, len(found), unpacker.limits)
    if not found:
        raise refused[0]
    notes = tuple(f"Left out: {refusal}" for refusal in refused)
    if others:
        named = ", ".join(map(repr, others[:_SHOWN])) + ", …" * (len(others) > _SHOWN)
        notes += (f"Left out of {name}, as no tables that can be read in it: {named}.",)
    return [replace(source, notes=(*source.notes, *notes)) for source in found]
