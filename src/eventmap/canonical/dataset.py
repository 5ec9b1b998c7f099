"""The canonical layout: a folder with ``events.csv``, two more tables and ``dataset.toml``.

Each table may be a Parquet file instead. Served as it stands, a folder is refused for one wrong
cell. Imported, it loses the rows that are wrong, and what hangs on them: claims about a refused
event are refused with it. A timeline item stays, without its tie to the event.
"""

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from math import inf
from pathlib import Path

import duckdb
import pandas as pd

from eventmap.canonical.csvcells import read_cells
from eventmap.canonical.description import DESCRIPTION
from eventmap.canonical.folder import read_folder
from eventmap.canonical.largecsv import LARGE_CSV_BYTES, InexactCopy, Spare, copy_large
from eventmap.canonical.relations import (
    ROW_NUMBER,
    Relation,
    cells_sql,
    connect_relations,
    count_rows,
    from_csv,
    open_file,
    refuse_unreadable,
    to_frames,
    to_tables,
)
from eventmap.canonical.rules import NAMED, check_links, check_rows
from eventmap.errors import DatasetError, FileError, Refusal, Reject, row_text
from eventmap.schema import TABLES, Dataset, DatasetInfo, empty_frame

SHOWN_CHARACTERS = 200
"""Characters of a refused value that are shown."""


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


def read_canonical(folder: Path) -> Dataset:
    """Return the dataset in `folder`.

    Rows keep their order. An event without ``licence`` or ``redistributable`` has the
    dataset's; the country of an ``admin1`` is the one that its code begins with; a blank
    ``date_end`` is ``date_start``. Columns of the events that the schema does not know are
    kept in ``extra``. Of a Parquet file all this is said by `relations.select`, and of a large
    CSV file that is sound: it becomes one, see `largecsv`.

    Raises
    ------
    DatasetError
        Naming every file, row and cell that is refused, in their order.
    """
    checked = _check(folder)
    if checked.files or checked.rows or checked.info is None:
        raise DatasetError(folder.absolute().name, _arrange([*checked.files, *checked.rows]))
    return Dataset(checked.info, **to_tables(checked.relations, checked.info, checked.spare))


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
    tables = to_tables(checked.relations, checked.info, checked.spare)
    numbers = {name: count_rows(each) for name, each in checked.relations.items()}
    return Dataset(checked.info, **tables), {}, dict.fromkeys(TABLES, 0) | numbers


def _check(folder: Path, *, named: int | None = NAMED, by_copy: bool = True) -> _Checked:
    """Read a folder and hold it against the rules.

    Parameters
    ----------
    named
        How many rows that break a rule are named at most.
    by_copy
        Whether large CSV files may be read by way of a copy, see `largecsv`.
    """
    files, whole = read_folder(folder, LARGE_CSV_BYTES if by_copy else inf)
    spare = None
    if files.large:
        try:
            files, spare = copy_large(files)
        except InexactCopy:
            return _check(folder, named=named, by_copy=False)
    as_published = files.description is not None and files.description.as_published
    check = partial(check_rows, named=named, as_published=as_published)
    relations: dict[str, Relation] = {}
    rows: list[Refusal] = []
    for name, data in files.texts.items():
        cells = read_cells(f"{name}.csv", data, named=named)
        relations[name], of_file, of_rows = from_csv(name, cells)
        whole += of_file
        rows += of_rows
    with connect_relations(*(each for each in relations.values() if each.fields)) as connection:
        for name, relation in relations.items():
            if relation.fields:
                relations[name], of_rows = check(connection, relation)
                rows += of_rows
        for name, path in files.parquet.items():
            read, of_file, of_rows = _check_parquet(name, path, check)
            whole += of_file
            rows += of_rows
            relations |= {} if read is None else {name: read}
        of_file, of_rows = check_links(connection, relations, named)
    if spare and (whole or rows or of_file or of_rows):
        return _check(folder, named=named, by_copy=False)
    info = files.description.info if files.description else None
    relations = {name: relations[name] for name in TABLES if name in relations}
    return _Checked(info, relations, whole + of_file, rows + of_rows, spare)


def _check_parquet(
    name: str,
    path: Path,
    check: Callable[[duckdb.DuckDBPyConnection, Relation], tuple[Relation, list[Refusal]]],
) -> tuple[Relation | None, list[Refusal], list[Refusal]]:
    columns: list[Refusal] = []
    try:
        # What a damaged file does to a connection is nobody else's business.
        with connect_relations() as connection:
            relation, columns = open_file(connection, name, path.absolute())
            relation, found = check(connection, relation)
            return relation, columns, found
    except (duckdb.Error, UnicodeError) as error:
        return None, [*columns, refuse_unreadable(path, error)], []


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


def _salvage(
    checked: _Checked, info: DatasetInfo
) -> tuple[Dataset, dict[str, list[Reject]], dict[str, int]]:
    relations = dict(checked.relations)
    reasons: dict[str, dict[int, Refusal]] = {name: {} for name in relations}
    for refusal in checked.rows:
        if refusal.row is not None:
            reasons[refusal.file.split(".", 1)[0]].setdefault(refusal.row, refusal)
    sound = relations["events"].without(reasons["events"])
    if "claims" in relations:
        for refusal in _find_orphans(relations["claims"], sound):
            reasons["claims"].setdefault(refusal.row or 0, refusal)
    kept = {name: relation.without(reasons[name]) for name, relation in relations.items()}
    frames = {name: empty_frame(name) for name in TABLES} | to_frames(kept, info)
    frames["timeline"] = _untie(frames["timeline"], frozenset(frames["events"]["event_id"]))
    return (
        Dataset(info, **frames),
        {name: _reject(relation, reasons[name]) for name, relation in relations.items()},
        {name: count_rows(relation) for name, relation in relations.items()},
    )


def _find_orphans(claims: Relation, events: Relation) -> list[Refusal]:
    """Return a refusal for each claim about none of `events`."""
    sql = f"""
        SELECT row_in_file, event_id FROM ({cells_sql(claims, numbered=True)}) AS claims
        ANTI JOIN ({cells_sql(events)}) AS events USING (event_id)
        WHERE event_id IS NOT NULL ORDER BY row_in_file
    """  # noqa: S608 - see cells_sql
    with connect_relations(claims, events) as connection:
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
    with connect_relations(relation) as connection:
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
