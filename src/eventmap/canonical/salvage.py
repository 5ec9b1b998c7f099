"""A folder in the canonical layout row by row: sound rows are kept, each other is refused whole.

Served as it stands, such a folder is refused for one wrong cell. Imported, it loses the rows that
are wrong, and what hangs on them: claims about a refused event are refused with it. A timeline item
stays, without its tie to the event.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from eventmap.canonical.checks import check_claims, check_links, check_table
from eventmap.canonical.columnar import connect
from eventmap.canonical.dataset import finish, read_canonical
from eventmap.canonical.folder import DESCRIPTION, Files, read_description, read_files
from eventmap.canonical.sheets import Sheet, read_sheet
from eventmap.canonical.tables import Table, read_table
from eventmap.errors import DatasetError, ImportRefusal, Refusal, Reject, row_text
from eventmap.schema import TABLES, Dataset, DatasetInfo, empty_frame

_ALL = 10**9
"""More refusals than any file has rows."""


@dataclass(frozen=True)
class _Part:
    """One table, and the reason for each row that is refused, by its line."""

    sheet: Sheet
    table: Table
    reasons: dict[int, Refusal]

    @property
    def rejects(self) -> list[Reject]:
        cells = self.sheet.cells
        return [
            Reject(line, why.column, why.value, _words(why), row_text(dict(cells.loc[line])))
            for line, why in sorted(self.reasons.items())
            if line in cells.index
        ]

    @property
    def sound(self) -> pd.Series:
        """For each row that has the form of one, whether it is kept."""
        return ~self.table.cells.index.to_series().isin(list(self.reasons))


def read_rows(folder: Path) -> tuple[Dataset, dict[str, list[Reject]], dict[str, int]]:
    """Return the sound rows of the dataset in `folder`, the others, and the number of all rows.

    Returns
    -------
    The dataset, the refused rows by table, and how many rows each table's file has.

    Raises
    ------
    ImportRefusal
        If the description or a whole table cannot be read.
    """
    try:
        dataset = read_canonical(folder)
    except DatasetError as error:
        return _salvage(folder, error)
    return dataset, {}, {name: count_rows(dataset, name) for name in TABLES}


def count_rows(dataset: Dataset, name: str) -> int:
    """Return how many rows a table has, also where it stays in its file."""
    table = getattr(dataset, name)
    if isinstance(table, pd.DataFrame):
        return len(table)
    with connect() as connection:
        sql = "SELECT count(*) FROM read_parquet($path, hive_partitioning = false)"
        ((count,),) = connection.execute(sql, {"path": str(table.path)}).fetchall()
    return int(count)


def _salvage(
    folder: Path, error: DatasetError
) -> tuple[Dataset, dict[str, list[Reject]], dict[str, int]]:
    files, found = read_files(folder)
    info, more = read_description(files.texts.get(DESCRIPTION), files.fingerprint)
    if found or more or info is None:
        raise ImportRefusal(_first_of(found + more or error.refusals)) from error
    parts = {name: _open(name, sheet) for name, sheet in _open_sheets(files).items()}
    events = parts["events"]
    known = frozenset(events.table.cells["event_id"].dropna())
    if "claims" in parts:
        _refuse_claims(parts["claims"], events, known)
    if "timeline" in parts:
        _keep_first(
            parts["timeline"].reasons, check_links(parts["timeline"].table, known, named=_ALL)
        )
    frames = {name: _finish(name, part, info) for name, part in parts.items()}
    if "timeline" in frames:
        lost = known - frozenset(frames["events"]["event_id"])
        frames["timeline"] = _untie(frames["timeline"], lost)
    dataset = Dataset(info, **{name: frames.get(name, empty_frame(name)) for name in TABLES})
    return (
        dataset,
        {name: part.rejects for name, part in parts.items()},
        {name: len(part.sheet.cells) for name, part in parts.items()},
    )


def _open_sheets(files: Files) -> dict[str, Sheet]:
    sheets = {
        name: read_sheet(f"{name}.csv", files.texts[f"{name}.csv"], named=_ALL)
        for name in TABLES
        if f"{name}.csv" in files.texts
    }
    return sheets | {name: _read_parquet(path) for name, path in files.parquet.items()}


def _read_parquet(path: Path) -> Sheet:
    """Return a Parquet file as text; its first record is row 1."""
    with connect() as connection:
        sql = (
            "SELECT CAST(COLUMNS(*) AS VARCHAR) FROM read_parquet($path, hive_partitioning = false)"
        )
        cells = connection.execute(sql, {"path": str(path)}).df().astype("str")
    cells.index = pd.RangeIndex(1, len(cells) + 1)
    return Sheet(path.name, cells.mask(cells == "").dropna(how="all"))


def _open(name: str, sheet: Sheet) -> _Part:
    table, found = read_table(name, sheet, named=_ALL)
    whole = [refusal for refusal in [*sheet.refusals, *found] if (refusal.row or 0) <= 1]
    if whole and not sheet.file.endswith(".parquet"):
        raise ImportRefusal(_first_of(whole))
    reasons: dict[int, Refusal] = {}
    _keep_first(reasons, [*sheet.refusals, *found, *check_table(name, table, named=_ALL)])
    return _Part(sheet, table, reasons)


def _keep_first(reasons: dict[int, Refusal], refusals: Iterable[Refusal]) -> None:
    for refusal in refusals:
        if refusal.row is not None:
            reasons.setdefault(refusal.row, refusal)


def _refuse_claims(claims: _Part, events: _Part, known: frozenset[str]) -> None:
    _keep_first(claims.reasons, check_claims(claims.table, known, named=_ALL))
    ids = events.table.cells["event_id"]
    sound = frozenset(ids[events.sound])
    about = claims.table.cells["event_id"]
    for line, event_id in about[about.notna() & ~about.isin(list(sound))].items():
        allowed = "a claim about an event that is not refused itself"
        refusal = Refusal(claims.sheet.file, int(str(line)), "event_id", event_id, allowed)
        claims.reasons.setdefault(int(str(line)), refusal)


def _finish(name: str, part: _Part, info: DatasetInfo) -> pd.DataFrame:
    sound, table = part.sound, part.table
    kept = Table(table.file, table.cells[sound], table.values[sound], table.others[sound])
    return finish(name, kept, info)


def _untie(timeline: pd.DataFrame, lost: frozenset[str]) -> pd.DataFrame:
    def keep(ids: str) -> str | None:
        return ";".join(one for one in ids.split(";") if one not in lost) or None

    return timeline.assign(
        event_ids=timeline["event_ids"].map(keep, na_action="ignore").astype("str")
    )


def _words(refusal: Refusal) -> str:
    return f"{refusal.value!r} is not allowed; allowed: {refusal.allowed}"


def _first_of(refusals: Iterable[Refusal]) -> str:
    texts = [str(refusal) for refusal in refusals]
    more = f" ({len(texts) - 1} more such things.)" if len(texts) > 1 else ""
    return f"{texts[0]}{more}"
