"""The canonical layout: a folder with ``events.csv``, two more tables and ``dataset.toml``.

Each table may be a Parquet file instead.
"""

import json
import re
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pandas as pd

from eventmap.canonical.bulk import LARGE_BYTES, Doubt, Spare, copy_large
from eventmap.canonical.checks import check_claims, check_links, check_table
from eventmap.canonical.columnar import ParquetFile
from eventmap.canonical.folder import (
    DESCRIPTION,
    REQUIRED_FILES,
    Files,
    read_description,
    read_files,
)
from eventmap.canonical.links import follow_links
from eventmap.canonical.parquet import check_file
from eventmap.canonical.sheets import Sheet, read_sheet
from eventmap.canonical.tables import Table, read_table, trim
from eventmap.errors import DatasetError, Refusal
from eventmap.schema import DTYPES, TABLES, Dataset, DatasetInfo, ParquetTable, empty_frame
from eventmap.schema import Table as Data

__all__ = ["REQUIRED_FILES", "read_canonical"]

SHOWN_CHARACTERS = 200
"""Characters of a refused value that are shown."""


def read_canonical(folder: Path) -> Dataset:
    """Return the dataset in `folder`.

    Rows keep their order. An event without ``licence`` or ``redistributable`` has the
    dataset's; the country of an ``admin1`` is the one that its code begins with; a blank
    ``date_end`` is ``date_start``. Columns of the events that the schema does not know are
    kept in ``extra``. Of a Parquet file all this is said by `parquet.select_sql`, and of a large
    CSV file that is sound: it becomes one, see `bulk`.

    Raises
    ------
    DatasetError
        Naming every file, row and cell that is refused, in their order.
    """
    files, refusals = read_files(folder, LARGE_BYTES)
    if files.large:
        with suppress(Doubt, DatasetError):
            copied, spare = copy_large(files)
            return _read(folder, copied, refusals, spare)
        files, refusals = read_files(folder)
    return _read(folder, files, refusals)


def _read(
    folder: Path, files: Files, refusals: list[Refusal], spare: Spare | None = None
) -> Dataset:
    info, found = read_description(files.texts.get(DESCRIPTION), files.fingerprint)
    refusals = refusals + found
    sheets = {
        name: read_sheet(f"{name}.csv", files.texts[f"{name}.csv"])
        for name in TABLES
        if f"{name}.csv" in files.texts
    }
    tables, found = _read_tables(sheets)
    refusals += found
    opened, found = _check_parquet(files.parquet)
    refusals += found + _check_links(sheets, tables, opened)
    if refusals or info is None:
        raise DatasetError(folder.absolute().name, _arrange(refusals))
    frames: dict[str, Data] = {name: finish(name, table, info) for name, table in tables.items()}
    frames |= {name: ParquetTable(file.path, spare) for name, file in opened.items()}
    return Dataset(info, **{name: frames.get(name, empty_frame(name)) for name in TABLES})


def _read_tables(sheets: dict[str, Sheet]) -> tuple[dict[str, Table], list[Refusal]]:
    tables, refusals = {}, []
    for name, sheet in sheets.items():
        tables[name], found = read_table(name, sheet)
        refusals += [*sheet.refusals, *found, *check_table(name, tables[name])]
    return tables, refusals


def _check_parquet(paths: dict[str, Path]) -> tuple[dict[str, ParquetFile], list[Refusal]]:
    files, refusals = {}, []
    for name, path in paths.items():
        file, found = check_file(name, path)
        refusals += found
        if file is not None:
            files[name] = file
    return files, refusals


def _check_links(
    sheets: dict[str, Sheet], tables: dict[str, Table], files: dict[str, ParquetFile]
) -> list[Refusal]:
    """Return a refusal for every id of an event that there is not, if all ids are known."""
    events = _known_events(sheets.get("events"))
    if files:
        cells = {name: table.cells for name, table in tables.items() if name != "events"}
        return follow_links(cells, files, events)
    if events is None:
        return []
    claims = check_claims(tables["claims"], events) if "claims" in tables else ()
    timeline = check_links(tables["timeline"], events) if "timeline" in tables else ()
    return [*claims, *timeline]


def _known_events(sheet: Sheet | None) -> frozenset[str] | None:
    """Return every id in the sheet, or ``None`` if it cannot tell which there are."""
    if sheet is None or not sheet.complete or "event_id" not in sheet.cells:
        return None
    return frozenset(trim(sheet.cells["event_id"]).dropna())


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


def finish(name: str, table: Table, info: DatasetInfo) -> pd.DataFrame:
    frame = table.values
    if name == "events":
        frame = frame.assign(
            licence=frame["licence"].fillna(info.licence),
            redistributable=frame["redistributable"].fillna(info.redistributable),
            country=frame["country"].fillna(frame["admin1"].str.slice(0, 2)),
            extra=_gather_extra(table.others, frame["extra"]),
        )
    if name == "timeline":
        ids = frame["event_ids"].str.replace(r"[\s;]+", _separate, regex=True).str.strip(";")
        frame = frame.assign(event_ids=ids)
    if "date_end" in frame:
        frame = frame.assign(date_end=frame["date_end"].fillna(frame["date_start"]))
    dtypes = {column: DTYPES[rule.kind] for column, rule in TABLES[name].items()}
    return frame.astype(dtypes).reset_index(drop=True)


def _separate(found: re.Match[str]) -> str:
    return ";" if ";" in found[0] else found[0]


def _gather_extra(others: pd.DataFrame, extra: pd.Series) -> pd.Series:
    """Return JSON objects of the columns in `others`, joined to the object in `extra`."""
    if others.empty:
        return extra.fillna("{}")
    lines = others.to_json(orient="records", lines=True, force_ascii=False).rstrip("\n").split("\n")
    gathered = pd.Series(lines, index=others.index, dtype="str")
    both = extra.notna() & (extra != "{}")
    pairs = zip(extra[both], gathered[both], strict=True)
    joined = [json.dumps(json.loads(a) | json.loads(b)) for a, b in pairs]
    gathered[both] = pd.Series(joined, index=gathered[both].index, dtype="str")
    return gathered
