"""A version of a dataset: what its commit says of it, and its rows.

`Note` is written to the log with the rows and read from it, whatever stands there by now.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, asdict, dataclass, field, fields
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from eventmap.connections import lent
from eventmap.schema import DTYPES, TABLES, Dataset, DatasetInfo
from eventmap.store.failures import DamageError, read_in_words
from eventmap.store.rows import MARKS, SCHEMA, Rows

_SHOWN = 60


@dataclass(frozen=True)
class Counts:
    """How many rows of a table an import added, changed, left as they were, and withdrew."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    withdrawn: int = 0

    @property
    def differ(self) -> bool:
        """Whether anything is not as it was."""
        return bool(self.added or self.changed or self.withdrawn)

    def describe(self) -> str:
        """Return them in words."""
        return (
            f"{self.added:,} added, {self.changed:,} changed, {self.unchanged:,} unchanged, "
            f"{self.withdrawn:,} withdrawn"
        )


@dataclass(frozen=True)
class Note:
    """What a commit says of its version.

    Parameters
    ----------
    info
        The dataset's description, with its name and the version.
    files
        Names of the imported files.
    imported
        What became of the files' rows: read, accepted, rejected, duplicates, doubts, format.
    events, timeline
        What the import changed.
    """

    info: DatasetInfo
    files: tuple[str, ...] = ()
    imported: Mapping[str, Any] = field(default_factory=dict)
    events: Counts = field(default_factory=Counts)
    timeline: Counts = field(default_factory=Counts)

    @classmethod
    def read(cls, text: str) -> "Note":
        """Return what `write` wrote.

        Raises
        ------
        DamageError
            If it is anything else.
        """
        try:
            keys = json.loads(text)
        except (TypeError, ValueError, RecursionError) as error:
            raise refuse("the note", text, "a JSON object") from error
        note = check_value("the note", keys, dict)
        files = check_value("files", note.get("files"), list)
        return cls(
            _read_info(check_value("info", note.get("info"), dict)),
            tuple(check_value("files", name, str) for name in files),
            check_value("imported", note.get("imported"), dict),
            _read_counts("events", note.get("events")),
            _read_counts("timeline", note.get("timeline")),
        )

    def write(self) -> str:
        """Return the note as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)


def _read_info(keys: Mapping[str, Any]) -> DatasetInfo:
    known = {each.name: each for each in fields(DatasetInfo)}
    missing = [name for name, each in known.items() if each.default is MISSING and name not in keys]
    if missing:
        raise refuse("info", dict(keys), f"an object with {', '.join(missing)}")
    kinds = {"redistributable": bool, "version": int}
    info = DatasetInfo(
        **{
            name: check_value(f"info.{name}", value, kinds.get(name, str))
            for name, value in keys.items()
            if name in known
        }
    )
    if info.version < 1:
        raise refuse("info.version", info.version, "a number from 1")
    return info


def _read_counts(what: str, value: object) -> Counts:
    keys = check_value(what, value, dict)
    known = [each.name for each in fields(Counts)]
    counts = {name: check_value(f"{what}.{name}", keys.get(name, 0), int) for name in known}
    if low := next((name for name, number in counts.items() if number < 0), None):
        raise refuse(f"{what}.{low}", counts[low], "a number from 0")
    return Counts(**counts)


_WORDS = {dict: "an object", list: "a list", str: "a text", int: "a whole number", bool: "a truth"}


def check_value(what: str, value: object, kind: type) -> Any:
    """Return a value of the log if it is of this kind, and raise `DamageError` if not."""
    if type(value) is not kind:  # a truth value is no number here
        raise refuse(what, value, _WORDS[kind])
    return value


def refuse(what: str, value: object, allowed: str) -> DamageError:
    """Return why a value of the log cannot be used."""
    shown = repr(value)[:_SHOWN]
    return DamageError(f"in what its log says of a version, {what} is {shown}; allowed: {allowed}")


@dataclass(frozen=True)
class VersionId:
    """What tells a version from all others: the id of its table, and its number, from 1.

    A dataset that is removed and imported again begins at version 1 with another id.
    """

    table: str
    number: int

    @property
    def fingerprint(self) -> str:
        """The same as a text."""
        return sha256(f"{self.table} {self.number}".encode()).hexdigest()


@dataclass(frozen=True)
class Version:
    """One version of a dataset: what is known of it, and its rows, read where they are asked for.

    Parameters
    ----------
    info
        The dataset's description at this version, with the fingerprint of its `VersionId`.
    time
        When it was written, UTC.
    files
        Names of the files that were imported.
    imported
        What became of their rows: format, read, accepted, rejected, duplicates, doubts.
    events, timeline
        What the import changed.
    deleted
        When its rows were deleted to make room, UTC; ``None`` where they are there.
    """

    info: DatasetInfo
    time: datetime
    files: tuple[str, ...]
    imported: Mapping[str, Any]
    events: Counts
    timeline: Counts
    open_rows: Callable[[], Rows] = field(compare=False, repr=False)
    deleted: datetime | None = None

    @property
    def number(self) -> int:
        """The version's number, from 1."""
        return self.info.version

    @cached_property
    def rows(self) -> Rows:
        """Where its rows are."""
        return self.open_rows()

    def select_sql(
        self, connection: duckdb.DuckDBPyConnection, table: str, *, withdrawn: bool = False
    ) -> str:
        """Return a SELECT of the schema's columns and ``position``, which gives their order.

        It is good for one statement of `connection`, and names the table once.

        Parameters
        ----------
        withdrawn
            Return the withdrawn rows too, and the columns ``changed_in`` and ``withdrawn_in``.
        """
        _, *marks = MARKS
        columns = ", ".join([*TABLES[table], *(marks if withdrawn else ())])
        which = "true" if withdrawn else "withdrawn_in IS NULL"
        source = self.rows.select_sql(connection, table)
        return f'SELECT {columns}, "row" AS position FROM {source} WHERE {which}'  # noqa: S608

    def count(self, table: str) -> int:
        """Return how many rows a table has, without the withdrawn."""
        with read_in_words(f"{self.info.name} could not be read"), lent() as connection:
            sql = self.select_sql(connection, table)
            ((found,),) = connection.execute(f"SELECT count(*) FROM ({sql})").fetchall()  # noqa: S608
        return int(found)

    def read(self, table: str, *, withdrawn: bool = False) -> pa.Table:
        """Return the rows of `table` in their order, see `select_sql`, without ``position``."""
        with read_in_words(f"{self.info.name} could not be read"), lent() as connection:
            rows = self.select_sql(connection, table, withdrawn=withdrawn)
            order = "position, withdrawn_in" if withdrawn else "position"
            sql = f"SELECT * EXCLUDE (position) FROM ({rows}) ORDER BY {order}"  # noqa: S608
            found = connection.sql(sql).to_arrow_table()
            return found.cast(pa.schema([SCHEMA.field(name) for name in found.column_names]))

    def dataset(self) -> Dataset:
        """Return the version as a reader hands a dataset on: tables of pandas, in memory."""
        frames = {name: to_pandas(self.read(name), name) for name in TABLES}
        return Dataset(self.info, **frames)


def to_pandas(rows: pa.Table, table: str) -> pd.DataFrame:
    """Return rows of `table` with the schema's pandas types."""
    types = {
        pa.string(): pd.StringDtype(na_value=float("nan")),
        pa.int64(): pd.Int64Dtype(),
    }
    frame: pd.DataFrame = rows.to_pandas(types_mapper=types.get, date_as_object=False)
    return frame.astype({name: DTYPES[column.kind] for name, column in TABLES[table].items()})
