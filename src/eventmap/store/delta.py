"""The Delta table of one dataset: what it holds at a version, its history, and the next commit.

Version n of a dataset is version n - 1 of the table. Each commit carries a description of its
version, see `Note`.
"""

import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

import pyarrow as pa
from deltalake import CommitProperties, DeltaTable, PostCommitHookProperties, Schema
from deltalake.exceptions import DeltaError
from deltalake.transaction import AddAction, RemoveAction, create_table_with_add_actions

from eventmap.connections import scratch_folder
from eventmap.errors import StoreError
from eventmap.schema import TABLES
from eventmap.store.merge import Chunk, Merge, Tell
from eventmap.store.place import Place
from eventmap.store.rows import (
    ADDED,
    CONFIGURATION,
    PART,
    SCHEMA,
    RowFile,
    Rows,
    name_by_content,
)
from eventmap.store.unfinished import Say, Unfinished
from eventmap.store.version import Note, Version, VersionId, check_value, refuse

_NOTE = "eventmap"
_READER_VERSION = 1


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


def read_versions(
    place: Place, name: str, table: DeltaTable, limit: int | None = None
) -> list[Version]:
    """Return the versions of a dataset, the newest first, as the newest `limit` commits tell them.

    A commit of another program, which rewrote the table's files, made a version in which nothing
    changed. Without an earlier one of eventmap's among those that are read it is left out.

    Parameters
    ----------
    table
        At its newest version. Its own numbers are wrong where another has written since it was
        opened: the notes say which version is theirs.

    Raises
    ------
    StoreError
        If all commits are read, and the first is not eventmap's.
    """
    entries = table.history(limit)
    notes = [Note.read(entry[_NOTE]) if _NOTE in entry else None for entry in entries]
    newest = next(
        (at + note.info.version for at, note in enumerate(notes) if note is not None),
        table.version() + 1,
    )
    for at, note in enumerate(notes):
        if note is not None and note.info.version != newest - at:
            raise refuse("info.version", note.info.version, str(newest - at))
    if limit is None and not (notes and notes[-1]):
        raise StoreError(f"{place.uri(name)} holds a table that eventmap did not write.")
    table_id = str(table.metadata().id)
    found: list[Version] = []
    told: Note | None = None
    for at in reversed(range(len(notes))):
        told = notes[at] or (told and Note(told.info, (), told.imported))
        if told is not None:
            number = newest - at
            fingerprint = VersionId(table_id, number).fingerprint
            info = replace(told.info, name=name, version=number, fingerprint=fingerprint)
            time = _read_time(entries[at].get("timestamp"))
            rows = partial(_reopen_rows, place, name, number)
            account = (told.files, told.imported, told.events, told.timeline)
            found.append(Version(info, time, *account, rows))
    return found[::-1]


def _reopen_rows(place: Place, name: str, number: int) -> Rows:
    return open_rows(place, name, open_table(place, name, number))


def open_version(place: Place, name: str, newest: DeltaTable, number: int) -> Version:
    """Return the version `number` of a dataset, its rows at hand."""
    is_newest = number == newest.version() + 1
    table = newest if is_newest else open_table(place, name, number)
    last = read_versions(place, name, newest, 1) if is_newest else []
    found = next((each for each in last if each.number == number), None)
    if found is None:
        known = read_versions(place, name, newest)
        found = next(each for each in known if each.number == number)
    rows = open_rows(place, name, table)
    return replace(found, open_rows=lambda: rows)


def _read_time(milliseconds: object) -> datetime:
    given = check_value("timestamp", milliseconds, int)
    try:
        return datetime.fromtimestamp(given / 1000, UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise refuse("timestamp", given, "milliseconds since 1970, up to the year 9999") from error


def open_rows(place: Place, name: str, table: DeltaTable) -> Rows:
    """Return the rows that `table` holds at its version."""
    columns = frozenset(pa.schema(table.schema().to_arrow()).names)
    folder = place.folder / name if place.folder else None
    return Rows(_list_files(table), folder, table.to_pyarrow_dataset, columns)


def _list_files(table: DeltaTable) -> dict[str, Sequence[RowFile]]:
    actions = _read_actions(table)
    return {
        part: [
            RowFile(action["path"], action["size_bytes"], action.get("num_records"))
            for action in actions
            if action[f"partition.{PART}"] == part
        ]
        for part in TABLES
    }


@dataclass
class _Files:
    """The files of a version that is being made: those that stay, that come, and that go."""

    kept: list[str] = field(default_factory=list)
    added: dict[str, AddAction] = field(default_factory=dict)
    replaced: list[RemoveAction] = field(default_factory=list)


def write_version(  # noqa: PLR0917 - what is written, and who is told
    place: Place, base: DeltaTable | None, merge: Merge, note: Note, tell: Tell | None, say: Say
) -> bool:
    """Write what `merge` makes of `base` as the next version, or as the first: whole or not at all.

    Parameters
    ----------
    tell, say
        See `VersionedStore.write`.

    Returns
    -------
    Whether it is the next version, and not another's.
    """
    name, landed = note.info.name, False
    chunks = [chunk for table in TABLES for chunk in merge.chunks(table)]
    files = _Files()
    for table in TABLES:
        files.kept += [file.path for file in merge.kept(table)]
        files.replaced += [_describe_replaced(table, file) for file in merge.replaced(table)]
    digest = merge.digest() if any(chunk.nth for chunk in chunks) else None
    unfinished = Unfinished(place, name, note.info.version, digest, say)
    files.added = _write_files(place, merge, note, tell, chunks, unfinished)
    try:
        _commit(place, base, files, note)
        landed = True
    except (DeltaError, OSError):
        # What fails after the commit, such as a checkpoint, takes nothing of it back.
        if place.holds(name) and open_table(place, name).version() + 1 >= note.info.version:
            written = open_table(place, name, note.info.version)
            landed = _holds_files(written, [*files.kept, *files.added])
            if not landed:
                _delete(place, name, files.added)
            return landed
        _delete(place, name, files.added)
        raise
    finally:
        unfinished.close(landed=landed)
    return landed


def _write_files(  # noqa: PLR0917 - what is written, and who is told
    place: Place,
    merge: Merge,
    note: Note,
    tell: Tell | None,
    chunks: Sequence[Chunk],
    unfinished: Unfinished,
) -> dict[str, AddAction]:
    """Return the files that come with the version, written; if not all can be, none stays.

    Where the import is interrupted those stay that the same import can take up.
    """
    name, added, begun = note.info.name, dict[str, AddAction](), []
    with TemporaryDirectory(dir=scratch_folder()) as spare:
        try:
            taken = unfinished.take()
            for table, done in taken.items():
                for path, rows in (each for one in done for each in one.items()):
                    size = place.size(f"{name}/{path}")
                    added[path] = _describe_file(table, path, size, rows)
            for chunk in [each for each in chunks if each.nth >= len(taken[each.table])]:
                table, rows_of = chunk.table, {}
                start = f"{name}/part={table}/{note.info.version}-{uuid4().hex}"
                begun.append(place.stage(start, Path(spare)))
                for file, rows in merge.write(chunk, begun[-1], tell).items():
                    staged = file.rename(name_by_content(file))
                    path = f"part={table}/{staged.name}"
                    added[path] = _describe_file(table, path, staged.stat().st_size, rows)
                    place.put(staged, f"{name}/{path}")
                    rows_of[path] = rows
                unfinished.note(table, rows_of)
        except BaseException as error:
            # At an address a write may fail for a while; the next import may find it well again.
            is_passing = place.folder is None and isinstance(error, OSError)
            stays = is_passing or isinstance(error, KeyboardInterrupt)
            stay = unfinished.files() if stays else frozenset()
            _delete(place, name, added.keys() - stay)
            for left in (file for each in begun for file in each.parent.glob(f"{each.name}*")):
                if f"{left.parent.name}/{left.name}" not in stay:
                    left.unlink(missing_ok=True)
            if not stay:
                unfinished.close(landed=False)
            raise
    return added


def _delete(place: Place, name: str, paths: Iterable[str]) -> None:
    for path in paths:
        with suppress(OSError, DeltaError):
            place.delete(f"{name}/{path}")


def _describe_file(table: str, path: str, size: int, rows: int) -> AddAction:
    """Return the log's entry for a Parquet file of `table` that is going to lie at `path`."""
    now = int(datetime.now(UTC).timestamp() * 1000)
    stats = json.dumps({"numRecords": rows})
    return AddAction(path, size, {PART: table}, now, True, stats)


def _describe_replaced(table: str, file: RowFile) -> RemoveAction:
    """Return the log's entry for a file of `table` that the next version does not hold."""
    now = int(datetime.now(UTC).timestamp() * 1000)
    return RemoveAction(file.path, True, now, file.size, {PART: table})


def _holds_files(table: DeltaTable, paths: Iterable[str]) -> bool:
    """Return whether the files of a version are those at `paths`."""
    return {action["path"] for action in _read_actions(table)} == set(paths)


def _read_actions(table: DeltaTable) -> list[dict[str, Any]]:
    actions: list[dict[str, Any]] = pa.table(table.get_add_actions(flatten=True)).to_pylist()
    return actions


def _commit(place: Place, base: DeltaTable | None, files: _Files, note: Note) -> None:
    properties = CommitProperties(custom_metadata={_NOTE: note.write()}, max_commit_retries=0)
    hooks = PostCommitHookProperties(cleanup_expired_logs=False)
    schema = Schema.from_arrow(SCHEMA)
    if base is not None:
        base.create_write_transaction(
            [*files.added.values(), *(files.replaced if files.kept else ())],
            "append" if files.kept else "overwrite",  # which takes away all that there is
            schema,
            [PART],
            commit_properties=properties,
            post_commithook_properties=hooks,
        )
        return
    create_table_with_add_actions(
        place.uri(note.info.name),
        schema,
        [*files.added.values()],
        mode="error",
        partition_by=[PART],
        configuration=CONFIGURATION,
        storage_options=place.options or None,
        commit_properties=properties,
        post_commithook_properties=hooks,
    )
