"""The canonical layout: a folder with ``events.csv``, two more tables and ``dataset.toml``."""

import hashlib
import json
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pandas as pd

from eventmap.errors import DatasetError, Refusal
from eventmap.readers.checks import check_claims, check_links, check_table
from eventmap.readers.description import DESCRIPTION, read_description
from eventmap.readers.sheets import Sheet, read_sheet
from eventmap.readers.tables import Table, read_table, trim
from eventmap.schema import DTYPES, TABLES, Dataset, DatasetInfo, empty_frame

REQUIRED_FILES = (DESCRIPTION, "events.csv")

SHOWN_CHARACTERS = 200
"""Characters of a refused value that are shown."""


def read_canonical(folder: Path) -> Dataset:
    """Return the dataset in `folder`.

    Rows keep their order. An event without ``licence`` or ``redistributable`` has the
    dataset's; the country of an ``admin1`` is the one that its code begins with; a blank
    ``date_end`` is ``date_start``. Columns of ``events.csv`` that the schema does not know
    are kept in ``extra``.

    Raises
    ------
    DatasetError
        Naming every file, row and cell that is refused, in their order.
    """
    files, refusals = _read_files(folder)
    digest = hashlib.sha256(b"".join(files.values())).hexdigest()[:12]
    info, found = read_description(files.get(DESCRIPTION), digest)
    refusals += found
    sheets = {
        name: read_sheet(f"{name}.csv", files[f"{name}.csv"])
        for name in TABLES
        if f"{name}.csv" in files
    }
    tables, found = _read_tables(sheets)
    refusals += found
    if refusals or info is None:
        raise DatasetError(folder.absolute().name, _arrange(refusals))
    frames = {name: _finish(name, table, info) for name, table in tables.items()}
    return Dataset(info, **{name: frames.get(name, empty_frame(name)) for name in TABLES})


def _read_files(folder: Path) -> tuple[dict[str, bytes], list[Refusal]]:
    files: dict[str, bytes] = {}
    refusals = []
    for name in (DESCRIPTION, *(f"{table}.csv" for table in TABLES)):
        path = folder / name
        try:
            # Opening a pipe or a device would wait for ever: only files are read.
            if path.is_file():
                files[name] = path.read_bytes()
            elif path.is_symlink() or path.exists():
                refusals.append(Refusal(name, None, None, "not a file", "a readable file"))
            elif name in REQUIRED_FILES:
                refusals.append(Refusal(name, None, None, "no such file", "a readable file"))
        except OSError as error:
            reason = error.strerror or type(error).__name__
            refusals.append(Refusal(name, None, None, reason, "a readable file"))
    return files, refusals


def _read_tables(sheets: dict[str, Sheet]) -> tuple[dict[str, Table], list[Refusal]]:
    tables, refusals = {}, []
    for name, sheet in sheets.items():
        tables[name], found = read_table(name, sheet)
        refusals += [*sheet.refusals, *found, *check_table(name, tables[name])]
    if (events := _known_events(sheets.get("events"))) is not None:
        if "claims" in tables:
            refusals += check_claims(tables["claims"], events)
        if "timeline" in tables:
            refusals += check_links(tables["timeline"], events)
    return tables, refusals


def _known_events(sheet: Sheet | None) -> frozenset[str] | None:
    """Return every id in the sheet, or ``None`` if it cannot tell which there are."""
    if sheet is None or not sheet.complete or "event_id" not in sheet.cells:
        return None
    return frozenset(trim(sheet.cells["event_id"]).dropna())


def _arrange(refusals: Iterable[Refusal]) -> list[Refusal]:
    """Sort by file and row, what is only counted last, and shorten long values."""
    order = [DESCRIPTION, *(f"{table}.csv" for table in TABLES)]
    arranged = sorted(refusals, key=lambda r: (order.index(r.file), r.row or sys.maxsize))
    return [replace(refusal, value=_shorten(refusal.value)) for refusal in arranged]


def _shorten(value: str) -> str:
    return value if len(value) <= SHOWN_CHARACTERS else f"{value[:SHOWN_CHARACTERS]}…"


def _finish(name: str, table: Table, info: DatasetInfo) -> pd.DataFrame:
    frame = table.values
    if name == "events":
        frame = frame.assign(
            licence=frame["licence"].fillna(info.licence),
            redistributable=frame["redistributable"].fillna(info.redistributable),
            country=frame["country"].fillna(frame["admin1"].str.slice(0, 2)),
            extra=_gather_extra(table.others, frame["extra"]),
        )
    if name == "timeline":
        ids = frame["event_ids"].str.replace(r"\s*;[\s;]*", ";", regex=True).str.strip(";")
        frame = frame.assign(event_ids=ids)
    if "date_end" in frame:
        frame = frame.assign(date_end=frame["date_end"].fillna(frame["date_start"]))
    dtypes = {column: DTYPES[rule.kind] for column, rule in TABLES[name].items()}
    return frame.astype(dtypes).reset_index(drop=True)


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
