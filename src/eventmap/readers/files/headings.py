"""Which row of a table names its columns, and by which names they are called here."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

SAMPLE = 200
"""Rows that are looked at to tell a header from a row of data."""

_GDELT = frozenset({57, 58, 61})
_TITLES = 5
"""A table that has more lines above it than these is taken as it stands."""
_SHAPES = (
    re.compile(r"\d{4}-\d\d-\d\d([T ].*)?"),
    re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{4}( .*)?"),
    re.compile(r"[12]\d{7}"),
    re.compile(r"[+-]?\d+[.,]\d+"),
    re.compile(r"\d{5,}"),
)
"""Dates, decimals and long whole numbers: what stands in cells and hardly ever names a column."""
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")
_DAY = re.compile(r"[12]\d{7}")

Row = tuple[int, list[str]]
"""A row's line, counted from 1, and its cells; blank ones are empty."""


@dataclass(frozen=True)
class Heading:
    """What is above the data of a table.

    Parameters
    ----------
    names
        Of the columns, each once.
    header
        Whether a row gave them; else they are "1", "2", ...
    skipped
        How many of the rows looked at are not data.
    notes
        What was done about it, in sentences.
    """

    names: list[str]
    header: bool
    skipped: int
    notes: tuple[str, ...] = ()


def read_heading(rows: Sequence[Row]) -> Heading:
    """Return the heading of a table that begins with `rows`, none of which is blank throughout.

    The first row is the header, unless

    - it has one cell only and a wider row follows: then it is a title and is skipped; or
    - it is a row of data: it is as wide as an event table of GDELT (57, 58 or 61), its first
      cell all digits and its second eight digits; or one of its cells is a date, a decimal or a
      whole number of five digits or more, and all other cells of the column look the same, and no
      cell that has a letter stands above a column of numbers. A single row is always a header.
    """
    titles = _count_titles(rows)
    rest = rows[titles:]
    notes = [f"Row {line} was skipped as a title: {''.join(row)!r}." for line, row in rows[:titles]]
    first = rest[0][1]
    if is_data(first, [cells for _, cells in rest[1:SAMPLE]]):
        notes.append("No row names the columns: they are called by their numbers.")
        names = [str(number) for number in range(1, len(first) + 1)]
        return Heading(names, header=False, skipped=titles, notes=tuple(notes))
    names = list(unique_names(first))
    notes += _describe_names(first, names)
    return Heading(names, header=True, skipped=titles + 1, notes=tuple(notes))


def is_data(first: Sequence[str], later: Sequence[Sequence[str]]) -> bool:
    """Return whether the first row of a table is data, by the rule of `read_heading`."""
    if len(first) in _GDELT and first[0].isdigit() and _DAY.fullmatch(first[1]):
        return True
    shaped = False
    for i, cell in enumerate(first):
        below = [row[i] for row in later if i < len(row) and row[i]]
        if any(map(str.isalpha, cell)) and below and all(map(_NUMBER.fullmatch, below)):
            return False
        if below and not shaped:
            same = (shape for shape in _SHAPES if shape.fullmatch(cell))
            shaped = any(all(map(shape.fullmatch, below)) for shape in same)
    return shaped


def _count_titles(rows: Sequence[Row]) -> int:
    for at, (_, cells) in enumerate(rows[: _TITLES + 1]):
        if sum(map(bool, cells)) > 1:
            return at
    return 0


def unique_names(cells: Sequence[str]) -> Iterator[str]:
    """Yield a name for each column: " (2)" is added to one that occurs again."""
    taken = {cell.strip() for cell in cells}
    seen: set[str] = set()
    last: dict[str, int] = {}
    for number, cell in enumerate(cells, 1):
        name = wanted = cell.strip() or f"column {number}"
        while name in seen or (name in taken and name != cell.strip()):
            last[wanted] = again = last.get(wanted, 1) + 1
            name = f"{wanted} ({again})"
        seen.add(name)
        yield name


def _describe_names(cells: Sequence[str], names: Sequence[str]) -> Iterator[str]:
    for cell, name in zip(cells, names, strict=True):
        if not cell.strip():
            yield f"A column without a name is called {name!r}."
        elif cell.strip() != name:
            yield f"The column name {cell.strip()!r} occurs again: that column is called {name!r}."
