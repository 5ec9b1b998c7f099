"""Rows of two sides, such as given and held, by their ids and a digest of each.

Of many rows both sides are laid apart on disk by their ids, and compared from one slice to the
next, in memory that does not grow with them.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from eventmap.connections import scratch_folder
from eventmap.slices import read_slices, write_slices


@dataclass(frozen=True)
class Digests:
    """Rows of a table as SQL, with the values of its placeholders.

    Parameters
    ----------
    key
        The column with the id.
    rows
        How many of them matter, about: in how many slices they are laid apart.
    columns
        What is to be known of each besides its id and its digest, with the types.
    """

    sql: str
    values: Mapping[str, Any]
    key: str
    rows: int
    columns: Mapping[str, str]

    def of(self, laid: str) -> "Digests":
        """Return the same of the rows of a slice; `laid` is blank where there are none."""
        if laid:
            return replace(self, sql=laid, values={})
        types = {self.key: "VARCHAR", "digest": "UBIGINT", **self.columns}
        blanks = ", ".join(f"CAST(NULL AS {kind}) AS {name}" for name, kind in types.items())
        return replace(self, sql=f"(SELECT {blanks} LIMIT 0)", values={})


@contextmanager
def lay_digests_apart(
    connection: duckdb.DuckDBPyConnection, sides: Sequence[Digests], most: int
) -> Iterator[Iterator[list[Digests]]]:
    """Give the sides slice by slice of the ids, which are the same on all; in memory, if it is one.

    Parameters
    ----------
    most
        About how many rows of a side a slice has.
    """
    count = -(-max(side.rows for side in sides) // most)
    if count <= 1:
        yield iter([[*sides]])
        return
    with ExitStack() as on_disk:
        laid = []
        for side in sides:
            number = f"hash({side.key}) % {count}"
            slices = lay_rows_apart(connection, side.sql, number, count, side.values)
            laid.append(on_disk.enter_context(slices))
        yield (
            [side.of(sql) for side, sql in zip(sides, slices, strict=True)]
            for slices in zip(*laid, strict=True)
        )


@contextmanager
def lay_rows_apart(
    connection: duckdb.DuckDBPyConnection,
    rows: str,
    number: str,
    count: int,
    values: Mapping[str, Any] | None = None,
) -> Iterator[list[str]]:
    """Give rows in slices, as SQL: one is all of them, of several those of no rows are blank.

    Parameters
    ----------
    rows
        SQL of them, with the values of its placeholders.
    number
        SQL of the number of a row's slice, from 0.
    count
        How many slices there are.
    """
    if count <= 1:
        yield [rows]
        return
    with TemporaryDirectory(dir=scratch_folder(), prefix="slices-") as scratch:
        numbered = f"SELECT *, ({number})::INTEGER AS slice FROM {rows}"  # noqa: S608 - of the store
        write_slices(connection, numbered, values or {}, Path(scratch))
        yield [read_slices(Path(scratch), at) for at in range(count)]
