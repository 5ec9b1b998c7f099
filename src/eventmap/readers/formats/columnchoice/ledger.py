"""What each column of a table is taken for, while its columns are chosen."""

from collections.abc import Callable, Iterable, Mapping, Sequence, Sized
from dataclasses import dataclass

import pandas as pd

from eventmap.readers.files.nonrecords import SECTION
from eventmap.readers.formats.columns import ReadColumn, read_columns, score_fields
from eventmap.readers.formats.fields import COORDINATES, PAIRS
from eventmap.readers.model import Source
from eventmap.wording import join_words


@dataclass(frozen=True)
class ColumnQuestion:
    """What has to be told before a table can be read, and the fields whose columns answer it."""

    sentence: str
    answers: tuple[tuple[str, ...], ...]


class Ledger:
    """What each column of a table is taken for so far.

    Parameters
    ----------
    source
        The table.
    chosen
        Columns by field, as the user chose them. A field whose column is blank is read from none.

    Attributes
    ----------
    closed
        Fields that the user has decided on, which no rule gives a column to.
    scores
        Of each column, how well it fits each field.
    found
        The column that a rule chose, by field; composed ones included.
    taken
        By column, the field that it is read into and how well it fits.
    lost
        By column that fits a field, too: the field, and the column that is read instead.
    unexplained
        Columns of numbers that may count people, where no heading says so.
    untyped
        Columns of which some cells name types of events, and most do not.
    unplaced
        Columns of numbers of regions, where no column of regions is read.
    unlocated
        Columns that hold points by their cells, where no heading says so.
    undated
        Columns that may hold the days of months that are read, where no heading says so.
    composed, shown, quantities, of_events, spoken, stood_in, disagreeing, shared_ids,
    repeating, repeats_by, notes, questions
        As in `ChosenColumns`.
    """

    def __init__(self, source: Source, chosen: Mapping[str, str]) -> None:
        self.source = source
        self.cells = source.cells
        self.chosen = {name: column for name, column in chosen.items() if column}
        self.closed = set(chosen)
        if set(PAIRS) & self.chosen.keys():
            self.closed |= {"lat", "lon", COORDINATES}
        elif {"lat", "lon"} & self.chosen.keys():
            self.closed.add(COORDINATES)
        self.columns = read_columns(source)
        self.scores = {each.name: score_fields(each) for each in self.columns}
        self.found: dict[str, str] = {}
        self.taken: dict[str, tuple[str, float]] = {}
        for name, column in self.chosen.items():
            self.taken.setdefault(column, (name, 1.0))
        self.lost: dict[str, str] = {}
        self.unexplained: set[str] = set()
        self.untyped: set[str] = set()
        self.unplaced: set[str] = set()
        self.unlocated: set[str] = set()
        self.undated: set[str] = set()
        self.composed: dict[str, pd.Series] = {}
        self.shown: dict[str, str] = {}
        self.quantities: list[str] = []
        self.of_events = ""
        self.spoken: dict[str, dict[str, str]] = {}
        self.stood_in: pd.Series | None = None
        self.disagreeing = pd.Series(index=self.cells.index, dtype="str")
        self.shared_ids: pd.Series | None = None
        self.repeating = pd.Series(index=self.cells.index, dtype="str")
        self.repeats_by = ""
        self.notes: list[str] = []
        self.questions: list[ColumnQuestion] = []

    def free(self) -> list[ReadColumn]:
        """Return the columns that nothing is read from yet."""
        return [each for each in self.columns if each.name not in self.taken]

    def take(self, name: str, column: str, score: float) -> None:
        """Read a field from a column."""
        self.found[name] = column
        self.taken.setdefault(column, (name, score))

    def put(self, name: str, column: str, cells: pd.Series) -> None:
        """Read a field from cells that a rule made of `column`."""
        own = f"{column} as {name}"
        self.composed[own] = cells
        self.shown[own] = column
        self.found[name] = own

    def compose(self, fields: Iterable[str], parts: Sequence[str], cells: pd.Series) -> str:
        """Read fields from cells that are put together of several columns; return their name."""
        name = " + ".join(parts)
        while name in self.composed:
            name += " "
        self.composed[name] = cells
        for one in fields:
            self.found[one] = name
        return name

    def read_from(self) -> dict[str, str]:
        """Return the column of each field, made by a rule of the one that the user chose or not."""
        made = {name for name, own in self.found.items() if self.shown.get(own) is not None}
        own = {name for name in made if self.shown[self.found[name]] == self.chosen.get(name)}
        return {
            **self.found,
            **{name: column for name, column in self.chosen.items() if name not in own},
        }

    def first_difference(
        self, one: str, other: str, same: Callable[[str, str], bool]
    ) -> tuple[int, str, str] | None:
        """Return the line in which two columns differ, and their cells; ``None`` if in none."""
        rows = self.cells[[one, other]].dropna()
        apart = rows[rows[one] != rows[other]]
        if len(apart) > _ROWS:
            apart = apart.iloc[:: len(apart) // _ROWS]
        for line, row in apart.iterrows():
            if not same(row[one], row[other]):
                return int(str(line)), row[one], row[other]
        return None


_ROWS = 500
"""Rows that two columns are compared in."""

GROUP_COLUMNS = {"Sheet": "names of the sheets", SECTION: "titles between the rows"}
"""Columns that stand in no table itself, and what they hold."""


def are(things: Sized) -> str:
    """Return the verb for one thing or several."""
    return "are" if len(things) > 1 else "is"


def listed(names: Sequence[str]) -> str:
    """Return the names of columns in a sentence."""
    return join_words([repr(name) for name in names])
