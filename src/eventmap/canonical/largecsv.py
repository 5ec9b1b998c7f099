"""Large CSV files by way of Parquet: DuckDB copies their text, the rules of Parquet files judge it.

That takes a fraction of the time and the memory of Python's ``csv``. But DuckDB forgives what
`csvcells` refuses, and has no numbers of rows to name: a copy is used only where it is sure to be
what `csvcells` reads. Any doubt, and any refusal, sends the file the long way.
"""

import codecs
import csv
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from weakref import finalize

import duckdb

from eventmap.canonical.folder import CHUNK, Files
from eventmap.canonical.relations import Field, cell_of, connect_relations, quote
from eventmap.canonical.rules import UNIQUE_KEYS
from eventmap.schema import TABLES

LARGE_CSV_BYTES = 16_000_000
"""Size from which on a CSV file is read in this way."""

_DIALECT = """header = true, auto_detect = false, compression = 'none', strict_mode = true,
    null_padding = false, delim = ',', quote = '"', escape = '"'"""

_PATTERN = frozenset("*?[")
"""What DuckDB takes for a pattern in a path."""

_SIGNS = b'"\r\n'
"""What a reader of CSV may take away, besides separators."""


class InexactCopy(Exception):  # noqa: N818 - nothing is wrong yet
    """A copy is not sure to be what the file says."""


class Spare:
    """A temporary folder that goes when nothing refers to it any more."""

    def __init__(self) -> None:
        self.path = Path(mkdtemp(prefix="eventmap-"))
        finalize(self, rmtree, self.path, ignore_errors=True)


def copy_large(files: Files) -> tuple[Files, Spare]:
    """Return `files` with a Parquet file for each large one, and the folder where these are.

    Raises
    ------
    InexactCopy
        If a file must be read exactly.
    """
    spare = Spare()
    copies = {}
    for table, path in files.large.items():
        copies[table] = spare.path / f"{table}.parquet"
        try:
            _copy(table, path.absolute(), copies[table])
        except (duckdb.Error, csv.Error, UnicodeError, OSError) as error:
            raise InexactCopy from error
    return replace(files, large={}, parquet=files.parquet | copies), spare


def _copy(table: str, path: Path, copy: Path) -> None:
    header = _read_header(path)
    names = [name.strip() for name in header]
    if _PATTERN.intersection(str(path)) or not all(names) or UNIQUE_KEYS[table] not in names:
        raise InexactCopy
    if "extra" in names and not set(names) <= set(TABLES[table]):
        raise InexactCopy  # the two are joined, and there are two ways to write that
    columns = ", ".join(f"{quote(name)}: 'VARCHAR'" for name in names)
    with connect_relations() as connection:
        connection.execute(
            f"COPY (FROM read_csv($path, columns = {{{columns}}}, {_DIALECT})) "
            f"TO {quote(str(copy))} (FORMAT parquet, COMPRESSION lz4)",
            {"path": str(path)},
        )
        rows, unnamed, longest, inside = _weigh(connection, table, copy, names)
    # Python's csv has a limit; and a row without an id is blank or refused.
    if longest > csv.field_size_limit() or unnamed:
        raise InexactCopy
    # DuckDB leaves out spaces before and after quotes, and blank cells beyond the last column.
    # Nothing is, if every character of the file is in a cell or a comma between two.
    inside += sum(len(name.encode().translate(None, _SIGNS)) for name in header)
    if _measure(path) != inside + (rows + 1) * (len(names) - 1):
        raise InexactCopy


def _read_header(path: Path) -> list[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return next(csv.reader(file, strict=True), [])


def _weigh(
    connection: duckdb.DuckDBPyConnection, table: str, copy: Path, names: Sequence[str]
) -> tuple[int, ...]:
    """Return the rows, those without an id, and bytes: of the longest cell, and of all.

    `_SIGNS` are not counted in the last.
    """
    key = UNIQUE_KEYS[table]
    cells = ['"' + name.replace('"', '""') + '"' for name in names]
    longest = ", ".join(f"max(strlen({cell}))" for cell in cells)
    inside = " + ".join(f"coalesce(sum({_bare_length(cell)}), 0)" for cell in cells)
    sql = f"""
        SELECT count(*),
            count(*) - count({cell_of(TABLES[table][key], Field(key, key, "VARCHAR"))}),
            coalesce(greatest({longest}), 0), {inside}
        FROM read_parquet($path, hive_partitioning = false)
    """  # noqa: S608 - names in quotes
    return tuple(map(int, connection.execute(sql, {"path": str(copy)}).fetchall()[0]))


def _bare_length(cell: str) -> str:
    signs = [f"chr({sign})" for sign in _SIGNS]
    bare = cell
    for sign in signs:
        bare = f"replace({bare}, {sign}, '')"
    some = " OR ".join(f"contains({cell}, {sign})" for sign in signs)
    return f"strlen(CASE WHEN {some} THEN {bare} ELSE {cell} END)"


def _measure(path: Path) -> int:
    """Return the bytes of the file but for `_SIGNS` and its mark, if it is UTF-8 without NUL."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    total = 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            decoder.decode(chunk)
            if b"\0" in chunk:
                raise InexactCopy
            total += len(chunk.translate(None, _SIGNS))
            if file.tell() == len(chunk) and chunk.startswith(codecs.BOM_UTF8):
                total -= len(codecs.BOM_UTF8)
        decoder.decode(b"", final=True)
    return total
