"""What is found out about a file's rows while they are converted: refused ones and doubtful ones.

Every step adds to it. A row is refused once, for the first reason that is found, and counts as
doubtful only if it is accepted.
"""

from collections.abc import Mapping

import pandas as pd

from eventmap.errors import Reject
from eventmap.readers.doubts import Doubt
from eventmap.readers.values.rowtexts import row_texts

Reason = str | pd.Series
"""For all rows, or for each of them."""


class Findings:
    """Rows refused and rows doubted so far.

    Parameters
    ----------
    cells
        Of the source, by line: what is kept of a refused row.
    columns
        The source's column that a field was read from.
    """

    def __init__(self, cells: pd.DataFrame, columns: Mapping[str, str]) -> None:
        self.cells = cells
        self.columns = columns
        self._rejects: dict[int, tuple[str, str, str]] = {}
        self._doubted: dict[Doubt, pd.Series] = {}

    def refuse(self, field: str, values: pd.Series, wrong: pd.Series, reason: Reason) -> int:
        """Refuse the rows that are `wrong`, and return how many of them were not refused yet.

        Parameters
        ----------
        values
            What stands in the rows; as `wrong` and `reason`, indexed by line. A line may come
            more than once.
        """
        before = len(self._rejects)
        column = self.columns.get(field, field)
        wrong = wrong.fillna(False).astype(bool)
        found = values[wrong]
        reasons = reason[wrong] if isinstance(reason, pd.Series) else [reason] * len(found)
        for (line, value), why in zip(found.items(), reasons, strict=True):
            number = int(str(line))
            if number not in self._rejects:
                text = "" if pd.isna(value) else str(value)
                self._rejects[number] = column, text, str(why)
        return len(self._rejects) - before

    def doubt(self, kind: Doubt, values: pd.Series, doubtful: pd.Series) -> None:
        """Note that rows are doubtful.

        Parameters
        ----------
        values
            What stands in the rows; as `doubtful`, indexed by line.
        """
        if not doubtful.any():
            return
        marked = values[doubtful.fillna(False).astype(bool)]
        if kind in self._doubted:
            marked = pd.concat([self._doubted[kind], marked])
        self._doubted[kind] = marked[~marked.index.duplicated()]

    @property
    def rejects(self) -> tuple[Reject, ...]:
        """Every refused row, by line."""
        lines = sorted(self._rejects)
        rows = row_texts(self.cells.loc[lines])
        return tuple(
            Reject(line, *self._rejects[line], row) for line, row in zip(lines, rows, strict=True)
        )

    @property
    def accepted(self) -> pd.Index:
        """The lines of the rows that are not refused."""
        return self.cells.index.difference(pd.Index(list(self._rejects), dtype="int64"), sort=False)

    def lines(self, kind: Doubt) -> pd.Index:
        """Return the lines of the rows about which there is this doubt."""
        marked = self._doubted.get(kind)
        return pd.Index([], dtype="int64") if marked is None else marked.index

    def doubts(self) -> tuple[dict[str, int], dict[str, str]]:
        """Return how many accepted rows are doubtful by kind, and a sentence on the first."""
        counts, examples = {}, {}
        accepted = self.accepted
        for kind, marked in self._doubted.items():
            lines = marked.index.intersection(accepted)
            if len(lines):
                line = int(lines.min())
                value = marked.loc[line]
                said = kind.describe("" if pd.isna(value) else value)
                counts[kind.value] = len(lines)
                examples[kind.value] = f"Line {line}: {said}"
        return counts, examples

    def words(self) -> pd.Series:
        """Return the kinds of doubt about each row, separated by spaces; missing for none."""
        found = pd.Series("", self.cells.index, dtype="str")
        for kind, marked in self._doubted.items():
            found = found.mask(found.index.isin(marked.index), found + f" {kind}")
        found = found.str.strip()
        return found.mask(found == "")
