"""A sheet as one table of the schema: which columns it has, and what their cells mean."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from eventmap.canonical.cells import NAMED, read_column
from eventmap.canonical.sheets import Sheet
from eventmap.errors import Refusal, nearest
from eventmap.schema import TABLES, Column


@dataclass(frozen=True)
class Table:
    """One table while it is read; all frames have the same rows, indexed as in a spreadsheet.

    Parameters
    ----------
    file
        Name of the file.
    cells
        Trimmed text of every column in the schema, missing where blank.
    values
        The typed values, missing also where a cell was refused.
    others
        Untouched text of the columns that the schema does not know.
    """

    file: str
    cells: pd.DataFrame
    values: pd.DataFrame
    others: pd.DataFrame


def read_table(name: str, sheet: Sheet, *, named: int = NAMED) -> tuple[Table, list[Refusal]]:
    """Return the table `name` of the schema, and what its columns and single cells may not be.

    A column that is missing from the file and not required is missing in every row.
    """
    columns = TABLES[name]
    # A misshapen row of which only blank cells are left is in no frame any more.
    source = sheet.cells.drop(index=sheet.misshapen, errors="ignore")
    refusals = list(_refuse_columns(name, sheet, columns))
    cells, values = {}, {}
    for column, rule in columns.items():
        present = column in source
        text = trim(source[column]) if present else _missing(source.index, column)
        blank_allowed = not (rule.required and present)
        cells[column] = text
        values[column], found = read_column(
            sheet.file, text, rule, blank_allowed=blank_allowed, named=named
        )
        refusals += found
    others = source.drop(columns=[column for column in columns if column in source])
    return Table(sheet.file, pd.DataFrame(cells), pd.DataFrame(values), others), refusals


def trim(cells: pd.Series) -> pd.Series:
    """Return the text without outer white space, missing where nothing is left."""
    text = cells.str.strip()
    return text.mask(text == "")


def _missing(rows: pd.Index, name: str) -> pd.Series:
    return pd.Series(index=rows, name=name, dtype="str")


def _refuse_columns(name: str, sheet: Sheet, columns: dict[str, Column]) -> Iterator[Refusal]:
    header = [column for column in sheet.cells.columns if column]
    if not header:
        return  # the sheet was refused as a whole
    unknown = [column for column in header if column not in columns]
    for column, rule in columns.items():
        if rule.required and column not in header:
            hint = nearest(column, unknown)
            yield Refusal(sheet.file, 1, column, "", f"this column, required.{hint}")
    if name == "events":
        # What the schema does not know is kept in `extra`, but "Country" was meant to be known.
        unknown = [column for column in unknown if column.lower() in columns]
    for column in unknown:
        allowed = f"{', '.join(columns)}.{nearest(column.lower(), columns)}"
        yield Refusal(sheet.file, 1, column, column, allowed)
