"""Tables that stand beside each other in one sheet, with a blank column between them.

A blank column alone parts no tables: many put one between groups of columns. Two of the names on
its one side have to stand on the other side, too ("date", "place", "killed" and again), or one
side has to end rows before the other and to be a table by itself: full to its end, with numbers
and, of each row, a day or a label of its own, as a list of totals by region has.
"""

import re
from collections.abc import Sequence

from eventmap.readers.files.headers import Shapes

LOOKED_AT = 1000
"""Rows from which it is told; all others have to agree."""

_FEWEST = 2
"""Columns of a table, and names that two of them share."""
_LETTER = re.compile(r"[^\W\d_]")
_NUMBER = re.compile(r"-?\d[\d ,.]*")
_FULL = 0.8
_SHORTER, _SHARE = 3, 0.2
"""By how many rows at least, and by what share of them, one table is shorter than the other."""

Block = tuple[int, int]
"""The first column of a table, from 0, and the one behind its last."""


def find_blocks(rows: Sequence[Sequence[str]]) -> list[Block]:
    """Return the columns of each table where several stand beside each other, else none."""
    blocks = _find_filled(rows)
    if len(blocks) < _FEWEST or any(end - start < _FEWEST for start, end in blocks):
        return []
    at = next((at for at, row in enumerate(rows) if _names_all(row, blocks)), None)
    if at is None:
        return []
    first, *others = ([row[start:end] for row in rows[at:]] for start, end in blocks)
    return blocks if all(_are_apart(first, other) for other in others) else []


def _find_filled(rows: Sequence[Sequence[str]]) -> list[Block]:
    """Return the runs of columns that have any text."""
    filled = {at for row in rows for at, cell in enumerate(row) if cell and not cell.isspace()}
    starts = sorted(at for at in filled if at - 1 not in filled)
    ends = sorted(at + 1 for at in filled if at + 1 not in filled)
    return list(zip(starts, ends, strict=True))


def _names_all(row: Sequence[str], blocks: Sequence[Block]) -> bool:
    """Return whether a row may name the columns of each block."""
    parts = [[cell for cell in row[start:end] if cell.strip()] for start, end in blocks]
    return all(len(part) >= _FEWEST and all(map(_LETTER.search, part)) for part in parts)


def _are_apart(one: Sequence[Sequence[str]], other: Sequence[Sequence[str]]) -> bool:
    names = [{cell.strip().casefold() for cell in rows[0] if cell.strip()} for rows in (one, other)]
    shared = len(names[0] & names[1])
    if shared >= _FEWEST and shared >= min(map(len, names)) / 2:
        return True
    one, other = _without_end(one), _without_end(other)
    shorter, longer = sorted((one, other), key=len)
    apart = len(longer) - len(shorter)
    return apart >= max(_SHORTER, _SHARE * len(longer)) and _is_table(shorter[1:])


def _without_end(rows: Sequence[Sequence[str]]) -> Sequence[Sequence[str]]:
    last = max(at for at, row in enumerate(rows) if any(map(str.strip, row)))
    return rows[: last + 1]


def _is_table(rows: Sequence[Sequence[str]]) -> bool:
    """Return whether rows are full, with numbers and a day or a label of its own each."""
    width = max(map(len, rows), default=0)
    columns = [[row[at].strip() if at < len(row) else "" for row in rows] for at in range(width)]
    given = [cell for cells in columns for cell in cells if cell]
    if len(rows) < _FEWEST or len(given) < _FULL * width * len(rows):
        return False
    numbers = [all(map(_NUMBER.fullmatch, cells)) for cells in columns]
    labels = [len({*cells}) == len(cells) and all(map(_LETTER.search, cells)) for cells in columns]
    return any(numbers) and (any(labels) or any(Shapes(rows, width).dates))
