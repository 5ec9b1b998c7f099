"""The sheets of a workbook as tables: those with the same columns are one.

A sheet a year or a region is one table, which says of each row in which sheet it stands. A sheet
that adds up another, or repeats rows of it, would count them twice: it is left out, and named.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from eventmap.errors import FileError
from eventmap.readers.files.headers import Shapes
from eventmap.readers.files.limits import Limits
from eventmap.readers.model import Source
from eventmap.readers.values.dateshapes import NO_YEAR, interpret

_PLAIN = re.compile(
    r"(?i)(sheet|лист|аркуш|tabelle|blatt|feuil(le)?|hoja|arkusz|foglio|blad|table|ورقة)?[\s_]*\d{0,3}"
)
"""Names that a program gives to sheets, which say nothing."""
_YEAR = re.compile(r"(19|20)\d\d")
_PIVOT = re.compile(
    r"(?i)(row labels|column labels|названия строк|назви рядків|позначки рядків|"
    r"zeilenbeschriftungen|étiquettes de lignes|etiquetas de fila|etykiety wierszy)$|"
    r"(sum|count|average|max|min) of \S|(сумма|количество|сума|кількість) (по полю|за полем) \S|"
    r"(summe|anzahl|mittelwert) von \S|(somme|suma|soma|cuenta|recuento|contagem) de \S|"
    r"somma di \S|suma z \S|som van \S"
)
"""How pivot tables call their columns."""
_SHOWN = 5


@dataclass(frozen=True)
class Sheet:
    """A sheet by its name, and the table in it."""

    name: str
    source: Source


def arrange_sheets(name: str, sheets: Sequence[Sheet], limits: Limits) -> list[Source]:
    """Return the tables that sheets make up, without those that only count others again.

    Of sheets of the same columns, lines are numbered through; a note says where each begins.

    Raises
    ------
    FileError
        If sheets are too large together.
    """
    if len(sheets) == 1:
        return [sheets[0].source]
    left_out: list[str] = []
    groups = [list(_without_copies(group, left_out)) for group in _group(sheets)]
    kept = []
    for group in groups:
        others = [other for other in groups if other is not group]
        why = _why_summary(group, others)
        if why is None:
            kept.append(group)
        else:
            left_out += [f"{sheet.source.name}, was not read: {why}" for sheet in group]
    tables = [_join(name, group, limits) for group in kept]
    return [replace(table, left_out=tuple(left_out)) for table in tables]


def _group(sheets: Sequence[Sheet]) -> list[list[Sheet]]:
    """Return sheets by their columns: those of the same names, in any order."""
    groups: dict[object, list[Sheet]] = {}
    for at, sheet in enumerate(sheets):
        names = frozenset(str(name).strip().casefold() for name in sheet.source.cells)
        key = names if sheet.source.header else at
        groups.setdefault(key, []).append(sheet)
    return list(groups.values())


def _without_copies(group: Sequence[Sheet], left_out: list[str]) -> Iterator[Sheet]:
    """Yield the sheets some of whose rows stand in no other one; the others go to `left_out`."""
    prints = {sheet.name: _fingerprints(sheet.source.cells) for sheet in group}
    gone: set[str] = set()
    for sheet in sorted(group, key=lambda each: len(each.source.cells)):
        own = prints[sheet.name]
        for other in group:
            if other is sheet or other.name in gone or not len(own):
                continue
            if np.isin(own, prints[other.name]).all():
                rows = "its row stands" if len(own) == 1 else f"its {len(own):,} rows stand"
                left_out.append(
                    f"{sheet.source.name}, was not read: {rows} in sheet {other.name}, too."
                )
                gone.add(sheet.name)
                break
    yield from (sheet for sheet in group if sheet.name not in gone)


def _fingerprints(cells: pd.DataFrame) -> np.ndarray:
    """Return a number for each row that says the same, whatever the order of the columns."""
    ordered = cells[sorted(cells.columns, key=lambda name: str(name).casefold())]
    return np.asarray(pd.util.hash_pandas_object(ordered.fillna(""), index=False))


def _why_summary(group: Sequence[Sheet], others: Sequence[Sequence[Sheet]]) -> str | None:
    """Return why a group of sheets is a sum of another one, ``None`` if it is not known to be."""
    cells = group[0].source.cells
    rows = sum(len(sheet.source.cells) for sheet in group)
    if _has_days(cells):
        return None
    larger = [
        other
        for other in others
        if sum(len(sheet.source.cells) for sheet in other) >= rows
        and any(_has_days(sheet.source.cells) for sheet in other)
    ]
    pivot = [str(name) for name in cells if _PIVOT.match(str(name))]
    if pivot and any(any(_has_days(sheet.source.cells) for sheet in other) for other in others):
        return f"its column {pivot[0]!r} is that of a pivot table, which sums other rows up."
    numbering = _find_numbering(cells)
    own, spelled = _sums(group), {str(each).strip().casefold(): str(each) for each in cells}
    for other in larger:
        count = sum(len(sheet.source.cells) for sheet in other)
        sums, names = _sums(other), ", ".join(sheet.name for sheet in other[:_SHOWN])
        if count == rows and not (count in own.values() and _share_a_sum(own, sums)):
            continue  # of as many rows one sum may be the same by chance, two are not
        for column, total in own.items():
            if total == count and column not in {*sums, numbering}:
                rows_of = f"the {count:,} rows of sheet {names}"
                return f"its column {spelled[column]!r} adds up to {rows_of}."
            if total and sums.get(column) == total:
                return (
                    f"its column {spelled[column]!r} adds up to the same as that of sheet {names}."
                )
    return None


def _share_a_sum(own: Mapping[str, float], sums: Mapping[str, float]) -> bool:
    return any(total and sums.get(column) == total for column, total in own.items())


def _find_numbering(cells: pd.DataFrame) -> str:
    """Return the name of a first column that numbers the rows, as codes are, in small letters."""
    numbers = pd.to_numeric(cells.iloc[:, 0].dropna(), errors="coerce")
    numbered = len(numbers) > 1 and (numbers.diff().iloc[1:] == 1).all()
    return str(cells.columns[0]).strip().casefold() if numbered else ""


def _has_days(cells: pd.DataFrame) -> bool:
    """Return whether a column holds days, be it of a year that only the sheet's name gives."""
    first = cells.head(200)
    if any(Shapes(first.fillna("").to_numpy().tolist(), cells.shape[1]).dates):
        return True
    return any(
        _are_yearless(column.dropna().unique()[:_TRIED].tolist()) for _, column in first.items()
    )


def _are_yearless(texts: Sequence[str]) -> bool:
    return len(texts) > 0 and all(interpret(text).why == NO_YEAR for text in texts)


_TRIED = 20
"""Cells of a column that are looked at."""


def _sums(group: Sequence[Sheet]) -> dict[str, float]:
    """Return the sums of the columns of whole numbers, by their names in small letters."""
    found: dict[str, float] = {}
    for sheet in group:
        for name, column in sheet.source.cells.items():
            numbers = pd.to_numeric(column.dropna(), errors="coerce")
            if len(numbers) and numbers.notna().all() and (numbers % 1 == 0).all():
                key = str(name).strip().casefold()
                found[key] = found.get(key, 0) + float(numbers.sum())
    return found


def _join(name: str, group: Sequence[Sheet], limits: Limits) -> Source:
    if len(group) == 1:
        return group[0].source
    first = group[0].source
    rows = sum(len(sheet.source.cells) for sheet in group)
    if rows * (first.cells.shape[1] + 1) > limits.cells:
        raise FileError(
            f"{name} has {rows:,} rows in sheets of the same columns; "
            f"allowed: up to {limits.cells:,} cells."
        )
    column = _sheet_column([sheet.name for sheet in group], first)
    spelled = {str(each).strip().casefold(): each for each in first.cells}
    frames, rejects, notes, begins, last = [], [], dict[str, None](), [], 0
    for sheet in group:
        source = sheet.source
        cells = source.cells.rename(columns=lambda each: spelled[str(each).strip().casefold()])
        cells = cells.set_axis(cells.index + last, axis="index")
        if column:
            said = pd.Series(sheet.name, cells.index, dtype=first.cells.dtypes.iloc[0])
            cells = cells.assign(**{column: said})
        frames.append(cells)
        rejects += [replace(reject, line=reject.line + last) for reject in source.rejects]
        begins += [f"{sheet.name!r} after line {last:,}"] if last else []
        notes |= {f"Sheet {sheet.name}: {note}": None for note in source.notes}
        lines = [*cells.index[-1:], last, *(reject.line for reject in rejects[-1:])]
        last = int(max(lines))
    names = [sheet.name for sheet in group]
    listed = ", ".join(names) if len(names) <= _SHOWN else f"{names[0]} to {names[-1]}"
    where = f" Column {column!r} says in which sheet a row stands." if column else ""
    through = "Sheets of the same columns are one table, its rows numbered through:"
    return replace(
        first,
        name=f"{name}, sheets {listed}",
        cells=pd.concat(frames),
        rejects=tuple(rejects),
        titles=tuple(title for sheet in group for title in sheet.source.titles),
        notes=(f"{through} those of {', of '.join(begins)}.{where}", *notes),
    )


def _sheet_column(names: Sequence[str], source: Source) -> str | None:
    """Return what the column of the sheets' names is called, ``None`` where they say nothing."""
    if all(_PLAIN.fullmatch(name.strip()) for name in names) and not all(
        _YEAR.fullmatch(name.strip()) for name in names
    ):
        return None
    column = "Year" if all(_YEAR.fullmatch(name.strip()) for name in names) else "Sheet"
    taken = {str(name).strip().casefold() for name in source.cells}
    column = "Sheet" if column.casefold() in taken else column
    while column.casefold() in taken:
        column += "'"
    return column
