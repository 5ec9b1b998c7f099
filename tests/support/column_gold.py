"""Headings of tables with sample cells, and the field that each is, by hand: `column_gold.txt`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from eventmap.readers.formats.columnchoice import choose_columns
from eventmap.readers.model import Source

_FILE = Path(__file__).with_suffix(".txt")
NONE = "-"


@dataclass(frozen=True)
class GoldTable:
    """A table of the gold set: its cells, and by heading the field, "-" for none.

    Parameters
    ----------
    held
        Whether it was left aside when the rules were made.
    """

    name: str
    held: bool
    cells: pd.DataFrame
    fields: Mapping[str, str]


def read_gold() -> list[GoldTable]:
    """Return the tables of the gold set."""
    tables = []
    for block in _FILE.read_text(encoding="utf-8").split("\n[")[1:]:
        head, *lines = block.strip().splitlines()
        name, _, mark = head.partition("]")
        rows = [[cell.strip() for cell in line.split("|")] for line in lines if line.strip()]
        index = pd.RangeIndex(2, 2 + len(rows[0]) - 2)
        cells = {
            heading: pd.Series([each or None for each in given], index, dtype="str")
            for heading, _, *given in rows
        }
        fields = {heading: field for heading, field, *_ in rows}
        tables.append(GoldTable(name, mark.strip() == "held", pd.DataFrame(cells), fields))
    return tables


@dataclass(frozen=True)
class Score:
    """How columns were told: ``right`` of those that were read, of those that are fields."""

    headings: int
    right: int
    read: int
    fields: int
    wrong: tuple[str, ...]

    @property
    def precision(self) -> float:
        """The share of the columns that were read which were read rightly."""
        return self.right / self.read

    @property
    def recall(self) -> float:
        """The share of the columns of a field which were read into it."""
        return self.right / self.fields


def score_gold(tables: Iterable[GoldTable]) -> Score:
    """Return how the columns of these tables are told."""
    headings = right = read = fields = 0
    wrong = []
    for table in tables:
        uses = choose_columns(Source(f"{table.name}.csv", "csv", table.cells), {}).uses
        for use in uses:
            expected = table.fields[use.column]
            found = use.field or NONE
            headings += 1
            read += found != NONE
            fields += expected != NONE
            right += found == expected != NONE
            if found != expected:
                wrong.append(f"{table.name}: {use.column!r} is {expected}, told {found}")
    return Score(headings, right, read, fields, tuple(wrong))
