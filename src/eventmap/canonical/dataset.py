"""The canonical layout: a folder with ``events.csv``, two more tables and ``dataset.toml``.

Each table may be a Parquet file instead. Served as it stands, a folder is refused for one wrong
cell. Imported, it loses the rows that are wrong, and what hangs on them: claims about a refused
event are refused with it. A timeline item stays, without its tie to the event.
"""

import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import duckdb
import pandas as pd

from eventmap.canonical.bulk import LARGE_BYTES, InexactCopy, Spare, copy_large
from eventmap.canonical.folder import DESCRIPTION, Files, read_description, read_files
from eventmap.canonical.relations import (
    ROW_NUMBER,
    Relation,
    cells_sql,
    connect,
    from_sheet,
    open_file,
    refuse_unreadable,
    select,
)
from eventmap.canonical.rules import LINKS, NAMED, check_rows, follow_links
from eventmap.canonical.sheets import read_sheet
from eventmap.errors import DatasetError, FileError, Refusal, Reject, row_text
from eventmap.schema import DTYPES, TABLES, Dataset, DatasetInfo, ParquetTable, Table, empty_frame

SHOWN_CHARACTERS = 200
"""Characters of a refused value that are shown."""


_Check = Callable[[duckdb.DuckDBPyConnection, Relation], tuple[Relation, list[Refusal]]]


@dataclass(frozen=True)
class _Checked:
    """A folder with all that is wrong in it.

    Parameters
    ----------
    files, rows
        What is wrong with files or columns as a whole, and with single rows.
    """

    info: DatasetInfo | None
    relations: Mapping[str, Relation]
    files: list[Refusal]
    rows: list[Refusal]
    spare: Spare | None = None

    @property
    def refusals(self) -> list[Refusal]:
        """Everything that is wrong, in the order in which it was found."""
        return [*self.files, *self.rows]


def read_canonical(folder: Path) -> Dataset:
    """Return the dataset in `folder`.

    Rows keep their order. An event without ``licence`` or ``redistributable`` has the
    dataset's; the country of an ``admin1`` is the one that its code begins with; a blank
    ``date_end`` is ``date_start``. Columns of the events that the schema does not know are
    kept in ``extra``. Of a Parquet file all this is said by `relations.select`, and of a large
    CSV file that is sound: it becomes one, see `bulk`.

    Raises
    ------
    DatasetError
        Naming every file, row and cell that is refused, in their order.
    """
    checked = _check(folder)
    if checked.refusals or checked.info is None:
        raise DatasetError(folder.absolute().name, _arrange(checked.refusals))
    return _finish(checked, checked.info)


def read_rows(folder: Path) -> tuple[Dataset, dict[str, list[Reject]], dict[str, int]]:
    """Return the sound rows of the dataset in `folder`, the others, and the number of all rows.

    Returns
    -------
    The dataset, the refused rows by table, and how many rows each table's file has.

    Raises
    ------
    FileError
        If the description or a whole table cannot be read.
    """
    checked = _check(folder, named=None)
    if checked.files or checked.info is None:
        raise FileError(_first_of(_arrange(checked.files)))
    if checked.rows:
        return _salvage(checked, checked.info)
    dataset = _finish(checked, checked.info)
    return dataset, {}, {name: _count_rows(checked.relations.get(name)) for name in TABLES}


def _check(folder: Path, *, named: int | None = NAMED) -> _Checked:
    files, refusals = read_files(folder, LARGE_BYTES)
    if files.large:
        with suppress(InexactCopy):
            copied, spare = copy_large(files)
            checked = _check_files(copied, refusals, named)
            if not checked.refusals:
                return replace(checked, spare=spare)
        files, refusals = read_files(folder)
    return _check_files(files, refusals, named)


def _check_files(files: Files, refusals: list[Refusal], named: int | None) -> _Checked:
    description, found = read_description(files.texts.get(DESCRIPTION), files.fingerprint)
    info = description.info if description else None
    check = partial(
        check_rows, named=named, as_published=bool(description and description.as_published)
    )
    relations, whole, rows = {}, [*refusals, *found], []
    with connect() as connection:
        for name in TABLES:
            relation, of_file, of_rows = _check_table(connection, name, files, named, check)
            whole += of_file
            rows += of_rows
            if relation is not None:
                relations[name] = relation
        of_files, of_rows = _check_links(connection, relations, named)
    return _Checked(info, relations, whole + of_files, rows + of_rows)


def _check_table(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    files: Files,
    named: int | None,
    check: _Check,
) -> tuple[Relation | None, list[Refusal], list[Refusal]]:
    """Return the rows of a table; what is wrong with its file, and with them."""
    if name in files.parquet:
        return _check_parquet(name, files.parquet[name], check)
    if (data := files.texts.get(f"{name}.csv")) is None:
        return None, [], []
    sheet = read_sheet(f"{name}.csv", data, named=named)
    relation, columns = from_sheet(name, sheet)
    of_file = [each for each in sheet.refusals if each.row == 1 or not sheet.complete]
    of_rows = [each for each in sheet.refusals if each not in of_file]
    if relation.fields:
        relation.attach(connection)
        relation, found = check(connection, relation)
        of_rows += found
    return relation, [*of_file, *columns], of_rows


def _check_parquet(
    name: str, path: Path, check: _Check
) -> tuple[Relation | None, list[Refusal], list[Refusal]]:
    columns: list[Refusal] = []
    try:
        # What a damaged file does to a connection is nobody else's business.
        with connect() as connection:
            relation, columns = open_file(connection, name, path.absolute())
            relation, found = check(connection, relation)
            return relation, columns, found
    except (duckdb.Error, UnicodeError) as error:
        return None, [*columns, refuse_unreadable(path, error)], []


def _check_links(
    connection: duckdb.DuckDBPyConnection, relations: Mapping[str, Relation], named: int | None
) -> tuple[list[Refusal], list[Refusal]]:
    """Return a refusal for a file that cannot be read, and for every id that no event has."""
    whole: list[Refusal] = []
    rows: list[Refusal] = []
    events = relations.get("events")
    links = [relations[name] for name in LINKS if name in relations]
    if events is None or not links:
        return whole, rows
    for relation in links:
        try:
            rows += follow_links(connection, relation, events, named=named)
        except duckdb.Error as error:
            path = relation.path or events.path
            if path is None:
                raise
            whole.append(refuse_unreadable(path, error))
    return whole, rows


def _arrange(refusals: Iterable[Refusal]) -> list[Refusal]:
    """Sort by file and row, what is only counted last, and shorten long values."""
    order = [DESCRIPTION, *TABLES]

    def place(refusal: Refusal) -> tuple[int, int]:
        file = refusal.file
        table = file if file == DESCRIPTION else file.split(".", 1)[0]
        return order.index(table), refusal.row or sys.maxsize

    return [
        replace(refusal, value=_shorten(refusal.value)) for refusal in sorted(refusals, key=place)
    ]


def _shorten(value: str) -> str:
    return value if len(value) <= SHOWN_CHARACTERS else f"{value[:SHOWN_CHARACTERS]}…"


def _finish(checked: _Checked, info: DatasetInfo) -> Dataset:
    """Return the tables of a sound folder: Parquet files stay where they are."""
    frames = {name: each for name, each in checked.relations.items() if each.path is None}
    tables: dict[str, Table] = {name: empty_frame(name) for name in TABLES}
    tables |= {
        name: ParquetTable(each.path, checked.spare)
        for name, each in checked.relations.items()
        if each.path is not None
    }
    return Dataset(info, **(tables | _to_frames(frames, info)))


def _to_frames(relations: Mapping[str, Relation], info: DatasetInfo) -> dict[str, pd.DataFrame]:
    frames = {}
    with connect(*relations.values()) as connection:
        for name, relation in relations.items():
            sql, values = select(relation, info)
            frame = connection.execute(f"{sql} ORDER BY position", values).df()
            types = {column: DTYPES[rule.kind] for column, rule in TABLES[name].items()}
            frames[name] = frame.drop(columns="position").astype(types)
    return frames


def _count_rows(relation: Relation | None) -> int:
    if relation is None:
        return 0
    everything = replace(relation, left_out=())
    with connect(relation) as connection:
        sql = f"SELECT count(*) FROM ({cells_sql(everything)})"  # noqa: S608 - see there
        ((count,),) = connection.execute(sql, everything.values).fetchall()
    return int(count)


def _salvage(
    checked: _Checked, info: DatasetInfo
) -> tuple[Dataset, dict[str, list[Reject]], dict[str, int]]:
    relations = dict(checked.relations)
    reasons: dict[str, dict[int, Refusal]] = {name: {} for name in relations}
    for refusal in checked.rows:
        if refusal.row is not None:
            reasons[refusal.file.split(".", 1)[0]].setdefault(refusal.row, refusal)
    sound = _leave_out(relations["events"], reasons["events"])
    if "claims" in relations:
        for refusal in _find_orphans(relations["claims"], sound):
            reasons["claims"].setdefault(refusal.row or 0, refusal)
    kept = {name: _leave_out(relation, reasons[name]) for name, relation in relations.items()}
    frames = {name: empty_frame(name) for name in TABLES} | _to_frames(kept, info)
    frames["timeline"] = _untie(frames["timeline"], frozenset(frames["events"]["event_id"]))
    return (
        Dataset(info, **frames),
        {name: _reject(relation, reasons[name]) for name, relation in relations.items()},
        {name: _count_rows(relation) for name, relation in relations.items()},
    )


def _leave_out(relation: Relation, rows: Iterable[int]) -> Relation:
    return replace(relation, left_out=tuple(sorted({*relation.left_out, *rows})))


def _find_orphans(claims: Relation, events: Relation) -> list[Refusal]:
    """Return a refusal for each claim about none of `events`."""
    sql = f"""
        SELECT row_in_file, event_id FROM ({cells_sql(claims, numbered=True)}) AS claims
        ANTI JOIN ({cells_sql(events)}) AS events USING (event_id)
        WHERE event_id IS NOT NULL ORDER BY row_in_file
    """  # noqa: S608 - see cells_sql
    with connect(claims, events) as connection:
        found = connection.execute(sql, claims.values | events.values).fetchall()
    allowed = "a claim about an event that is not refused itself"
    return [Refusal(claims.file, row, "event_id", value, allowed) for row, value in found]


def _untie(timeline: pd.DataFrame, events: frozenset[str]) -> pd.DataFrame:
    def keep(ids: str) -> str | None:
        return ";".join(one for one in ids.split(";") if one in events) or None

    ids = timeline["event_ids"].map(keep, na_action="ignore").astype("str")
    return timeline.assign(event_ids=ids)


def _reject(relation: Relation, reasons: Mapping[int, Refusal]) -> list[Reject]:
    """Return the rows that are refused, whole, in their order."""
    fields = relation.fields.values()
    texts = ", ".join(f"nullif(CAST({field.sql} AS VARCHAR), '')" for field in fields)
    sql = f"""
        SELECT {ROW_NUMBER}, {texts} FROM {relation.numbered}
        WHERE {ROW_NUMBER} IN (SELECT unnest($rows)) ORDER BY {ROW_NUMBER}
    """  # noqa: S608 - see Relation
    values = replace(relation, left_out=()).values | {"rows": list(reasons)}
    with connect(relation) as connection:
        found = connection.execute(sql, values).fetchall()
    rejects = []
    for row, *cells in found:
        why = reasons[row]
        text = row_text(dict(zip(relation.fields, cells, strict=True)))
        words = f"{why.value!r} is not allowed; allowed: {why.allowed}"
        rejects.append(Reject(row, why.column, why.value, words, text))
    return rejects


def _first_of(refusals: Iterable[Refusal]) -> str:
    texts = [str(refusal) for refusal in refusals]
    more = f" ({len(texts) - 1} more such things.)" if len(texts) > 1 else ""
    return f"{texts[0]}{more}"
