"""What a question is asked of: DuckDB in this process, or a cluster over Spark Connect.

Either is given the same text of SQL, with ``$name`` for each value that is bound, and gives the
same rows: the names of functions are those of Spark, see ``sql/names.sql``.
"""

import logging
import re
import time
import warnings
from collections.abc import Hashable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa

from eventmap.connections import statement, tell_progress, within_bounds
from eventmap.deadlines import QUESTIONS
from eventmap.errors import BusyError, SettingError
from eventmap.queues import Question, Queue

if TYPE_CHECKING:
    from pyspark.sql.connect.session import SparkSession

_PLACEHOLDER = re.compile(r"\$([a-z]\w*)")
_DETAILS = re.compile(r'details = "([^"\n]*)')

_LOG = logging.getLogger(__name__)

_TEXTS = 256
"""How many texts of questions are kept as DuckDB reads them; filters differ in what is bound."""

_PLACES = 8
"""How many questions a cluster is asked at a time: about as many as a page has."""

_MOST = 200
"""How many may wait or be asked at a time."""

_PLANNED_S = 5
"""How long after it was asked a cluster is told to stop, at the earliest.

Apache Spark 4.3 says that it has stopped while it still plans, and then works all the same, which
nothing ends any more: neither the same told again nor the end of the session.
"""


class Engine(Protocol):
    """What answers questions in SQL."""

    def rows(self, sql: str, values: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Return the answer as a list of dictionaries."""
        ...

    def columns(
        self, sql: str, values: Mapping[str, Any], subject: Hashable = None
    ) -> dict[str, np.ndarray]:
        """Return the answer, which holds no NULL, as arrays.

        How far it is `QUESTIONS` tells meanwhile of `subject`, where the engine knows.
        """
        ...


class DuckDB:
    """The tables of a connection. A cursor for every question: shared, it returns wrong rows."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        connection.execute(statement("names"))
        self._connection = connection
        self._read: dict[str, duckdb.Statement] = {}

    @contextmanager
    def _ask(
        self, sql: str, values: Mapping[str, Any], subject: Hashable = None
    ) -> Iterator[duckdb.DuckDBPyConnection]:
        """Give the cursor with the answer, which is to be read within: DuckDB works till then."""
        cursor = self._connection.cursor()
        if subject is not None:
            tell_progress(cursor)
        with within_bounds(), QUESTIONS.asking(cursor, subject):
            yield cursor.execute(self._read_text(sql), dict(values))

    def _read_text(self, sql: str) -> duckdb.Statement:
        """Return a text as DuckDB reads it, which takes a fifth of the time of its answer."""
        read = self._read.get(sql)
        if read is None:
            (read,) = self._connection.cursor().extract_statements(sql)
            if len(self._read) >= _TEXTS:
                self._read.clear()
            self._read[sql] = read
        return read

    def rows(self, sql: str, values: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Return the answer as a list of dictionaries."""
        with self._ask(sql, values) as cursor:
            names = [column[0] for column in cursor.description or ()]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def columns(
        self, sql: str, values: Mapping[str, Any], subject: Hashable = None
    ) -> dict[str, np.ndarray]:
        """Return the answer, which holds no NULL, as arrays; see `Engine`."""
        with self._ask(sql, values, subject) as cursor:
            found = cursor.fetchnumpy()
        return {name: np.asarray(column) for name, column in found.items()}

    def frame(self, sql: str, values: Mapping[str, Any]) -> pd.DataFrame:
        """Return the answer as a frame, for what nothing else is asked."""
        with self._ask(sql, values) as cursor:
            return cursor.df()


class Spark:
    """A cluster that speaks Spark Connect, such as Sail or Apache Spark.

    Parameters
    ----------
    address
        As in ``sc://host:15002``.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self._queue: Queue[pa.Table] = Queue(self._run, places=_PLACES, most=_MOST)
        self._lock = Lock()
        self._session: SparkSession | None = None

    def connect(self) -> None:
        """See that there is the library to ask it by.

        Raises
        ------
        SettingError
            If there is not.
        """
        try:
            self._connect()
        except ImportError as error:
            raise SettingError(
                "EVENTMAP_ENGINE wants the library pyspark-client: pip install 'eventmap[spark]'."
            ) from error

    def rows(self, sql: str, values: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Return the answer as a list of dictionaries."""
        rows: list[dict[str, Any]] = self._ask(sql, values).to_pylist()
        return rows

    def columns(
        self, sql: str, values: Mapping[str, Any], subject: Hashable = None
    ) -> dict[str, np.ndarray]:
        """Return the answer, which holds no NULL, as arrays; how far it is nobody is told."""
        found = self._ask(sql, values)
        return {name: found.column(name).to_numpy() for name in found.column_names}

    def _ask(self, sql: str, values: Mapping[str, Any]) -> pa.Table:
        """Return the answer; where the cluster fails, that to the question asked once more.

        Raises
        ------
        BusyError
            If it failed twice, or took too long, or too many others wait.
        """
        text = _PLACEHOLDER.sub(r":\1", sql)
        waiting = self._queue.put(text, values)
        try:
            with QUESTIONS.asking(waiting):
                return waiting.answer.result()
        finally:
            waiting.interrupt()  # also where its client had left before

    def _run(self, question: Question[pa.Table]) -> pa.Table:
        from pyspark.errors import AnalysisException, PySparkException

        try:
            return self._fetch(question)
        except AnalysisException:
            raise  # the text is wrong, and so it would be another time
        except PySparkException as error:
            if question.answer.done():  # all have left
                raise
            _LOG.warning("The cluster failed, and is asked once more: %s", shorten_failure(error))
            self._session = None
        try:
            return self._fetch(question)
        except PySparkException as error:
            if question.answer.done():
                raise
            _LOG.warning("The cluster failed again: %s", shorten_failure(error))
            self._session = None
            reason = "The cluster that counts large datasets does not answer"
            raise BusyError(f"{reason}. Ask again in a few seconds.") from error

    def _fetch(self, question: Question[pa.Table]) -> pa.Table:
        session = self._connect()
        session.addTag(question.tag)  # of this thread
        question.stop = partial(_interrupt, session, question, time.monotonic())
        return session.sql(question.text, args=dict(question.values)).toArrow()

    def _connect(self) -> "SparkSession":
        """Return the session of this process, another one after a failure."""
        with self._lock:
            if self._session is None:
                with warnings.catch_warnings():
                    # It tells of its own functions on pandas, of which none is used.
                    warnings.simplefilter("ignore", FutureWarning)
                    from pyspark.sql.connect.client import DefaultChannelBuilder
                    from pyspark.sql.connect.session import SparkSession
                # Or it would share a connection that waits, after an outage, before it tries again.
                own = [("grpc.use_local_subchannel_pool", 1)]
                session = SparkSession(DefaultChannelBuilder(self.address, channelOptions=own))
                # By itself it would try for ten minutes, and take up an answer where it left off.
                session.client.set_retry_policies([])
                session.client.disable_reattachable_execute()
                self._session = session
            return self._session


def _interrupt(session: "SparkSession", question: Question[pa.Table], asked_at: float) -> None:
    from pyspark.errors import PySparkException

    if question.is_over.wait(max(asked_at + _PLANNED_S - time.monotonic(), 0)):
        return
    try:
        session.interruptTag(question.tag)
    except PySparkException as error:
        _LOG.warning("The cluster cannot be told to stop: %s", shorten_failure(error))


def shorten_failure(error: BaseException) -> str:
    """Return what went wrong as part of a sentence: of gRPC what it calls the details."""
    text = str(error)
    details = _DETAILS.search(text)
    return (details[1] if details else text.partition("\n")[0]).rstrip(". ")
