"""Which layers of a GeoPackage are tables that hold what they show.

A GeoPackage is an SQLite database, and a database can hold programs: a view, a column that is
calculated, or a virtual table may go on without end or make gigabytes of nothing. What GDAL would
read is therefore looked at first, and only tables of stored rows are handed on. Triggers run where
something is written; nothing is. The file is opened read-only and as one that nobody changes, so
that nothing is written beside it either.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from eventmap.errors import FileError

_CONTENTS = "gpkg_contents"
_ALLOWED = (
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_PRAGMA,
    sqlite3.SQLITE_FUNCTION,
)
_STORED = 0
"""What ``PRAGMA table_xinfo`` says of a column that is neither hidden nor calculated."""


class Layers(NamedTuple):
    """The layers of a file: those to read, and for each other one why it is left out."""

    tables: list[str]
    left_out: list[str]


def list_tables(path: Path, name: str) -> Layers:
    """Return the layers of the GeoPackage at `path`.

    Raises
    ------
    FileError
        If it is no GeoPackage, is damaged or open elsewhere, or no layer is a table.
    """
    real = path.resolve()
    journal = real.with_name(f"{real.name}-wal")
    if journal.exists() and journal.stat().st_size:
        raise FileError(
            f"{name} is not whole: its latest changes are in a file of their own beside it, as "
            "while a program has it open; allowed: the file after that program closed it."
        )
    address = f"{real.as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(address, uri=True)) as database:
            database.execute("PRAGMA trusted_schema = OFF")
            database.set_authorizer(_authorise)
            return _list_tables(database, name)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise FileError(f"{name} is an SQLite database that is damaged.") from error


def _authorise(action: int, *_: str | None) -> int:
    return sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY


def _list_tables(database: sqlite3.Connection, name: str) -> Layers:
    # What has no root page of its own has no rows of its own: views and virtual tables.
    query = "SELECT lower(name), type = 'table' AND rootpage > 0 FROM sqlite_master"
    query += " WHERE type IN ('table', 'view')"
    stored = {str(called): bool(stored) for called, stored in database.execute(query)}
    if _CONTENTS not in stored:
        raise FileError(f"{name} is an SQLite database, but no GeoPackage; allowed: that.")
    for called in filter(_is_own, stored):
        if why := _why_not(database, called, stored):
            raise FileError(f"{name} is no GeoPackage to be read: its {called!r} is {why}.")
    query = "SELECT table_name FROM gpkg_contents WHERE data_type IN ('features', 'attributes')"
    layers = Layers([], [])
    for (layer,) in database.execute(query):
        if why := _why_not(database, layer, stored):
            layers.left_out.append(f"{name}, layer {layer}, is {why}.")
        else:
            layers.tables.append(layer)
    if layers.left_out and not layers.tables:
        raise FileError(layers.left_out[0])
    return layers


def _is_own(called: str) -> bool:
    """Return whether a table is one that GDAL reads for itself. Indexes are virtual tables."""
    return called.startswith("gpkg_")


def _why_not(database: sqlite3.Connection, layer: str, stored: dict[str, bool]) -> str:
    known = stored.get(layer.lower())
    if known is None:
        return "listed, but not there; allowed: tables"
    if not known:
        return "a view or a virtual table, which is calculated when it is read; allowed: tables"
    if any(_calculated(database, layer)):
        return "a table with columns that are calculated when they are read; allowed: stored ones"
    return ""


def _calculated(database: sqlite3.Connection, layer: str) -> Iterator[bool]:
    quoted = '"' + layer.replace('"', '""') + '"'  # a pragma takes no parameters
    return (column[-1] != _STORED for column in database.execute(f"PRAGMA table_xinfo({quoted})"))
