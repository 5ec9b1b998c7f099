"""One version of a dataset, opened."""

from dataclasses import dataclass

import duckdb
import pandas as pd
import pyarrow as pa

from eventmap.connections import connect
from eventmap.schema import DTYPES, TABLES, Dataset, DatasetInfo
from eventmap.store.failures import read_in_words
from eventmap.store.layout import MARKS, SCHEMA
from eventmap.store.rows import Rows


@dataclass(frozen=True)
class VersionData:
    """The tables of one version.

    Parameters
    ----------
    info
        The dataset's description, with its name, the version, and a fingerprint of its own.
    rows
        Where the rows are.
    """

    info: DatasetInfo
    rows: Rows

    def select_sql(
        self, connection: duckdb.DuckDBPyConnection, table: str, *, withdrawn: bool = False
    ) -> str:
        """Return a SELECT of the schema's columns and ``position``, which gives their order.

        It is good for one statement of `connection`, and names the table once.

        Parameters
        ----------
        withdrawn
            Return the withdrawn rows too, and the columns ``changed_in`` and ``withdrawn_in``.
        """
        _, *marks = MARKS
        columns = ", ".join([*TABLES[table], *(marks if withdrawn else ())])
        which = "true" if withdrawn else "withdrawn_in IS NULL"
        source = self.rows.select_sql(connection, table)
        return f'SELECT {columns}, "row" AS position FROM {source} WHERE {which}'  # noqa: S608

    def count(self, table: str) -> int:
        """Return how many rows a table has, without the withdrawn."""
        with read_in_words(f"{self.info.name} could not be read"), connect() as connection:
            sql = self.select_sql(connection, table)
            ((found,),) = connection.execute(f"SELECT count(*) FROM ({sql})").fetchall()  # noqa: S608
        return int(found)

    def read(self, table: str, *, withdrawn: bool = False) -> pa.Table:
        """Return the rows of `table` in their order, see `select_sql`, without ``position``."""
        with read_in_words(f"{self.info.name} could not be read"), connect() as connection:
            rows = self.select_sql(connection, table, withdrawn=withdrawn)
            order = "position, withdrawn_in" if withdrawn else "position"
            sql = f"SELECT * EXCLUDE (position) FROM ({rows}) ORDER BY {order}"  # noqa: S608
            found = connection.sql(sql).to_arrow_table()
            return found.cast(pa.schema([SCHEMA.field(name) for name in found.column_names]))

    def dataset(self) -> Dataset:
        """Return the version as a reader hands a dataset on: tables of pandas, in memory."""
        frames = {name: to_pandas(self.read(name), name) for name in TABLES}
        return Dataset(self.info, **frames)


def to_pandas(rows: pa.Table, table: str) -> pd.DataFrame:
    """Return rows of `table` with the schema's pandas types."""
    types = {
        pa.string(): pd.StringDtype(na_value=float("nan")),
        pa.int64(): pd.Int64Dtype(),
    }
    frame: pd.DataFrame = rows.to_pandas(types_mapper=types.get, date_as_object=False)
    return frame.astype({name: DTYPES[column.kind] for name, column in TABLES[table].items()})
