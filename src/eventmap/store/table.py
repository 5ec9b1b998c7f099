"""The Delta table of one dataset: what it holds at a version, its history, and the next commit.

Version n of a dataset is version n - 1 of the table. Each commit carries a description of its
version, see `Note`.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, asdict, dataclass, field, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pyarrow as pa
from deltalake import CommitProperties, DeltaTable, PostCommitHookProperties, Schema
from deltalake.transaction import AddAction, create_table_with_add_actions

from eventmap.errors import StoreError
from eventmap.schema import TABLES, DatasetInfo
from eventmap.store.failures import DamageError
from eventmap.store.layout import ADDED, CONFIGURATION, PART, SCHEMA
from eventmap.store.merge import Counts
from eventmap.store.place import Place
from eventmap.store.rows import Rows

_NOTE = "eventmap"
_READER_VERSION = 1
_SHOWN = 60


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
        What became of the files' rows: read, accepted, rejected, duplicates, warnings, format.
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
            raise _refuse("the note", text, "a JSON object") from error
        note = _check_value("the note", keys, dict)
        files = _check_value("files", note.get("files"), list)
        return cls(
            _read_info(_check_value("info", note.get("info"), dict)),
            tuple(_check_value("files", name, str) for name in files),
            _check_value("imported", note.get("imported"), dict),
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
        raise _refuse("info", dict(keys), f"an object with {', '.join(missing)}")
    kinds = {"redistributable": bool, "version": int}
    info = DatasetInfo(
        **{
            name: _check_value(f"info.{name}", value, kinds.get(name, str))
            for name, value in keys.items()
            if name in known
        }
    )
    if info.version < 1:
        raise _refuse("info.version", info.version, "a number from 1")
    return info


def _read_counts(what: str, value: object) -> Counts:
    keys = _check_value(what, value, dict)
    known = [each.name for each in fields(Counts)]
    counts = {name: _check_value(f"{what}.{name}", keys.get(name, 0), int) for name in known}
    if low := next((name for name, number in counts.items() if number < 0), None):
        raise _refuse(f"{what}.{low}", counts[low], "a number from 0")
    return Counts(**counts)


_WORDS = {dict: "an object", list: "a list", str: "a text", int: "a whole number", bool: "a truth"}


def _check_value(what: str, value: object, kind: type) -> Any:
    if type(value) is not kind:  # a truth value is no number here
        raise _refuse(what, value, _WORDS[kind])
    return value


def _refuse(what: str, value: object, allowed: str) -> DamageError:
    shown = repr(value)[:_SHOWN]
    return DamageError(f"in what its log says of a version, {what} is {shown}; allowed: {allowed}")


@dataclass(frozen=True)
class Commit:
    """A version of the table: its number, when it was written, and its own note, if it has one."""

    number: int
    time: datetime
    note: Note | None


def open_table(place: Place, name: str, version: int | None = None) -> DeltaTable:
    """Return the Delta table of a dataset, which is there, at a version or the newest.

    Raises
    ------
    StoreError
        If it is no table of this store's.
    """
    delta = None if version is None else version - 1
    table = DeltaTable(place.uri(name), version=delta, storage_options=place.options or None)
    _check(table, place.uri(name))
    return table


def _check(table: DeltaTable, uri: str) -> None:
    found = pa.schema(table.schema().to_arrow())
    wrong = [
        name
        for name in SCHEMA.names
        if (name not in ADDED if name not in found.names else _differs(found, name))
    ]
    if wrong or table.metadata().partition_columns != [PART]:
        missing = f"; missing or of another type: {', '.join(wrong[:5])}" if wrong else ""
        raise StoreError(f"{uri} holds a table that is no dataset of eventmap's{missing}.")
    if table.protocol().min_reader_version > _READER_VERSION:
        raise StoreError(f"{uri} was rewritten in a form that eventmap does not read.")


def _differs(found: pa.Schema, name: str) -> bool:
    return bool(found.field(name).type != SCHEMA.field(name).type)


def read_commits(table: DeltaTable, limit: int | None = None) -> list[Commit]:
    """Return the newest `limit` commits, or all, the newest first, of the newest version.

    The table's own numbers are wrong where another has written since it was opened: the notes
    say which version is theirs.
    """
    entries = table.history(limit)
    notes = [Note.read(entry[_NOTE]) if _NOTE in entry else None for entry in entries]
    newest = next(
        (at + note.info.version for at, note in enumerate(notes) if note is not None),
        table.version() + 1,
    )
    for at, note in enumerate(notes):
        if note is not None and note.info.version != newest - at:
            raise _refuse("info.version", note.info.version, str(newest - at))
    return [
        Commit(newest - at, _read_time(entry.get("timestamp")), note)
        for at, (entry, note) in enumerate(zip(entries, notes, strict=True))
    ]


def _read_time(milliseconds: object) -> datetime:
    given = _check_value("timestamp", milliseconds, int)
    try:
        return datetime.fromtimestamp(given / 1000, UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise _refuse("timestamp", given, "milliseconds since 1970, up to the year 9999") from error


def find_note(commits: Sequence[Commit], version: int) -> Note | None:
    """Return what is said of `version`: by its commit, or if that is another's, by one before."""
    return next((c.note for c in commits if c.number <= version and c.note is not None), None)


def open_rows(place: Place, name: str, table: DeltaTable) -> Rows:
    """Return the rows that `table` holds at its version."""
    columns = frozenset(pa.schema(table.schema().to_arrow()).names)
    return Rows(_list_files(place, name, table), table.to_pyarrow_dataset, columns)


def _list_files(place: Place, name: str, table: DeltaTable) -> dict[str, Any] | None:
    if place.folder is None:
        return None
    actions = _read_actions(table)
    base = place.folder / name
    return {
        part: [
            base / unquote(action["path"])
            for action in actions
            if action[f"partition.{PART}"] == part
        ]
        for part in TABLES
    }


def describe_file(table: str, path: str, file: Path, rows: int) -> AddAction:
    """Return the log's entry for a Parquet file of `table` that is going to lie at `path`."""
    now = int(datetime.now(UTC).timestamp() * 1000)
    stats = json.dumps({"numRecords": rows})
    return AddAction(path, file.stat().st_size, {PART: table}, now, True, stats)


def holds_files(table: DeltaTable, paths: Iterable[str]) -> bool:
    """Return whether the files of a version are those at `paths`."""
    return {action["path"] for action in _read_actions(table)} == set(paths)


def _read_actions(table: DeltaTable) -> list[dict[str, Any]]:
    actions: list[dict[str, Any]] = pa.table(table.get_add_actions(flatten=True)).to_pylist()
    return actions


def commit(
    place: Place, name: str, base: DeltaTable | None, files: Sequence[AddAction], note: Note
) -> None:
    """Make `files` the next version after `base`, or the first.

    Raises
    ------
    DeltaError
        If there is such a version by now, or it cannot be written.
    """
    properties = CommitProperties(custom_metadata={_NOTE: note.write()}, max_commit_retries=0)
    hooks = PostCommitHookProperties(cleanup_expired_logs=False)
    schema = Schema.from_arrow(SCHEMA)
    if base is not None:
        base.create_write_transaction(
            [*files],
            "overwrite",
            schema,
            [PART],
            commit_properties=properties,
            post_commithook_properties=hooks,
        )
        return
    create_table_with_add_actions(
        place.uri(name),
        schema,
        [*files],
        mode="error",
        partition_by=[PART],
        configuration=CONFIGURATION,
        storage_options=place.options or None,
        commit_properties=properties,
        post_commithook_properties=hooks,
    )
