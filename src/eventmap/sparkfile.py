"""The events of a large dataset as a file that a cluster reads, beside its tables.

It has what filters ask for and what adds up; all else of an event is read from the tables. Until it
is there, and where it cannot be made or the cluster reads it otherwise, the tables are asked.
"""

from pathlib import Path

import duckdb

from eventmap.connections import statement
from eventmap.engines import DuckDB, Spark, name_file
from eventmap.errors import BusyError
from eventmap.sidecars import Making
from eventmap.tables import SPARK_FILE, SparkFile, Tables

_PROOF = """
    SELECT count(*) AS events, sum(rowid)::BIGINT AS numbers, sum(x)::BIGINT AS x,
        sum(y)::BIGINT AS y, count(killed_best) AS known, sum(killed_best)::BIGINT AS killed,
        min(date_start) AS first, max(date_end) AS last, count(DISTINCT admin1) AS regions
    FROM {events}
"""
"""What the tables and the cluster must answer alike before it is asked for anything."""


class SparkFiles(Making):
    """Sees that a cluster finds the events of datasets.

    Parameters
    ----------
    engine
        The cluster.
    """

    ending, unfinished = SPARK_FILE, ".serving"
    done, failed = "written for the cluster", "asked of the cluster, but here"
    seen_to = False  # a cluster takes what it reads as it is
    failures = (duckdb.Error, OSError, BusyError, ValueError)

    def __init__(self, engine: Spark, least_events: int) -> None:
        super().__init__(least_events)
        self._engine = engine

    def made_by(self) -> str:
        """Return the statement that writes the file."""
        return statement("serve")

    def state(self, tables: Tables) -> SparkFile:
        """Return whether a cluster has the events of a dataset."""
        return tables.spark_file

    def write(self, path: Path, making: Path) -> None:
        """Write the events."""
        quoted = str(making).replace("'", "''")
        with self.open_tables(path) as connection:
            connection.execute(self.made_by().format(path=quoted))

    def take(self, tables: Tables, path: Path, file: Path) -> None:
        """Let the cluster be asked, once it reads the file as it should.

        Raises
        ------
        ValueError
            If it does not.
        """
        from pyspark.errors import PySparkException

        events = name_file(file)
        with self.open_tables(path) as connection:
            expected = DuckDB(connection).rows(_PROOF.format(events="kept.events"), {})
        try:
            found = self._engine.rows(_PROOF.format(events=events), {})
        except PySparkException as error:
            raise ValueError(str(error)) from error
        if found != expected:
            raise ValueError(f"it reads {found}, where the tables have {expected}")
        tables.spark_file.events = events
        tables.spark_file.engine = self._engine  # last: from here on it is asked

    def leave(self, tables: Tables) -> None:
        """Let the cluster be asked no more."""
        tables.spark_file.engine = None
