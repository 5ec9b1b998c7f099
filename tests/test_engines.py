import logging
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from support.app_server import free_port
from support.sail import serving
from support.spark import CLUSTERS, SparkServer
from support.spark import serving as serving_spark

from eventmap.connections import connect
from eventmap.deadlines import QUESTIONS
from eventmap.engines import DuckDB, Engine, Spark
from eventmap.errors import BusyError, SettingError

# What the client says where a server is gone, besides the error.
pytestmark = pytest.mark.filterwarnings(r"ignore:\[RETRIES_EXCEEDED\]:UserWarning")

LONG = "SELECT sum(id % 7) AS n FROM range(0, 1000000000000, 1, 3)"

# Of each of 3,000 x 3,000 blocks of 7 x 7 the products add up to 6 x 21, modulo 7.
SLOW = """
    SELECT sum(one.id * other.id % 7)::BIGINT AS n
    FROM range(21000) one CROSS JOIN range(21000) other
"""
SLOW_ANSWER = [{"n": 3000 * 3000 * 6 * 21}]


@pytest.fixture
def duckdb_here() -> Iterator[DuckDB]:
    with connect() as connection:
        yield DuckDB(connection)


@pytest.fixture(params=["duckdb_here", *CLUSTERS])
def engine(request: pytest.FixtureRequest) -> Engine:
    found: Engine = request.getfixturevalue(request.param)
    return found


@pytest.mark.parametrize(
    ("sql", "values", "answer"),
    [
        ("arrays_overlap($these, $some)", {"these": ["a", "b"], "some": ["b", "c"]}, True),
        ("arrays_overlap($these, $some)", {"these": ["a", "b"], "some": ["c"]}, False),
        ("array_contains($some, CAST('a' AS STRING))", {"some": ["a"]}, True),
        ("array_contains($some, $word)", {"some": ["its", "it's"], "word": "it's"}, True),
        ("contains('київ 100%', $word)", {"word": "0%"}, True),
        ("contains('abc', $word)", {"word": "' OR 1=1 --"}, False),
        ("contains('a\tb', $word)", {"word": "\\t"}, False),
        ("$text", {"text": "it's \\ $1 :a \u0000 \U0001f600"}, "it's \\ $1 :a \u0000 \U0001f600"),
        ("$day", {"day": date(1, 1, 1)}, date(1, 1, 1)),
        ("date_trunc('week', $day)::DATE", {"day": date(2024, 2, 29)}, date(2024, 2, 26)),
        ("($x - $west) >> $shift", {"x": 2147483647, "west": 1, "shift": 20}, 2047),
        ("coalesce(NULL >= $least, false)", {"least": 3}, False),
        ("$flag", {"flag": True}, True),
        ("$degrees", {"degrees": -0.1}, -0.1),
    ],
)
def test_either_engine_gives_the_same_answer(
    engine: Engine, sql: str, values: dict[str, Any], answer: Any
) -> None:
    assert engine.rows(f"SELECT {sql} AS answer", values) == [{"answer": answer}]


def test_a_list_gives_a_row_for_each_of_its_values(engine: Engine) -> None:
    sql = "SELECT value, count(*) AS n FROM (SELECT explode($some) AS value) GROUP BY 1 ORDER BY 1"
    rows = engine.rows(sql, {"some": ["b", "a", "b"]})
    assert rows == [{"value": "a", "n": 1}, {"value": "b", "n": 2}]


def test_columns_are_arrays(engine: Engine) -> None:
    found = engine.columns("SELECT 1::BIGINT AS n, 0.5::DOUBLE AS share", {})
    assert {name: (column.dtype.kind, column.tolist()) for name, column in found.items()} == {
        "n": ("i", [1]),
        "share": ("f", [0.5]),
    }


def test_a_question_that_takes_too_long_is_left(
    cluster: Spark, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QUESTIONS, "seconds", 0.5)
    with pytest.raises(BusyError, match=r"longer than the 0\.5 s"):
        cluster.rows(LONG, {})
    monkeypatch.setattr(QUESTIONS, "seconds", 60)
    for thread in threading.enumerate():
        if thread.name.startswith("eventmap-"):
            thread.join(30)  # the cluster has left it too
            assert not thread.is_alive()
    assert cluster.rows("SELECT 1 AS n", {}) == [{"n": 1}]


def wait_until(is_so: Callable[[], object], seconds: int = 120) -> None:
    for _ in range(seconds * 10):
        if is_so():
            return
        time.sleep(0.1)
    pytest.fail(f"It was not so within {seconds} s.")


@pytest.mark.spark
def test_apache_spark_works_no_more_on_what_nobody_waits_for(
    spark: Spark, apache_spark: SparkServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert spark.rows("SELECT 1 AS n", {}) == [{"n": 1}]
    monkeypatch.setattr(QUESTIONS, "seconds", 20)
    with ThreadPoolExecutor(1) as threads:
        asked = threads.submit(spark.rows, LONG, {})
        wait_until(lambda: apache_spark.count_jobs("running") and apache_spark.count_tasks())
        with pytest.raises(BusyError, match="longer than the 20 s"):
            asked.result(120)
    wait_until(lambda: not apache_spark.count_jobs("running") + apache_spark.count_tasks())
    assert spark.rows("SELECT 1 AS n", {}) == [{"n": 1}]


@pytest.mark.spark
def test_a_killed_worker_of_apache_spark_makes_no_other_answer_and_a_killed_driver_a_sentence(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with serving_spark(tmp_path, "local-cluster[2,1,1024]") as server:
        engine = Spark(server.address)
        assert engine.rows("SELECT 1 AS n", {}) == [{"n": 1}]
        wait_until(lambda: len(server.find_workers()) == 2)
        with ThreadPoolExecutor(1) as threads:
            asked = threads.submit(engine.rows, SLOW, {})
            wait_until(server.count_tasks)
            (killed, *_) = server.find_workers()
            os.kill(killed, signal.SIGKILL)
            assert asked.result(300) == SLOW_ANSWER
            assert killed not in server.find_workers()
            assert [each["id"] for each in server.ask("allexecutors") if not each["isActive"]]
            asked = threads.submit(engine.rows, LONG, {})
            wait_until(server.count_tasks)
            with caplog.at_level(logging.WARNING, "eventmap.engines"):
                server.process.kill()
                with pytest.raises(BusyError, match=r"does not answer\. Ask again"):
                    asked.result(120)
    assert [record.message.split(":")[0] for record in caplog.records] == [
        "The cluster failed, and is asked once more",
        "The cluster failed again",
    ]


def test_a_text_that_no_cluster_understands_is_not_asked_again(cluster: Spark) -> None:
    from pyspark.errors import PySparkException

    with pytest.raises(PySparkException, match="nowhere"):
        cluster.rows("SELECT nowhere", {})


def test_a_cluster_that_was_started_anew_is_asked_again() -> None:
    port = free_port()
    with serving(port) as address:
        engine = Spark(address)
        assert engine.rows("SELECT 1 AS n", {}) == [{"n": 1}]
    with pytest.raises(BusyError, match="does not answer"):
        engine.rows("SELECT 1 AS n", {})
    with serving(port):
        assert engine.rows("SELECT 1 AS n", {}) == [{"n": 1}]


class Wire:
    """What lies between us and a server, and can be cut: what dies there, from here."""

    def __init__(self, address: str) -> None:
        self._server = ("127.0.0.1", int(address.rpartition(":")[2]))
        self._ends: list[socket.socket] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.address = f"sc://127.0.0.1:{self._listening.getsockname()[1]}"
        self.connections = 0
        self.asked = threading.Event()
        """Whether `SLOW` has been asked."""
        self._start(self._accept)

    def _start(self, work: Callable[..., None], *given: socket.socket) -> None:
        threading.Thread(target=work, args=given, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                here, _ = self._listening.accept()
                self.connections += 1
                there = socket.create_connection(self._server)
                self._ends += [here, there]
                self._start(self._carry, here, there)
                self._start(self._carry, there, here)

    def _carry(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                target.sendall(data)
                if b"CROSS JOIN" in data:
                    self.asked.set()

    def cut(self) -> None:
        ends, self._ends = self._ends, []  # what connects meanwhile lives
        for end in ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def end(self) -> None:
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self.cut()


@pytest.fixture
def wire() -> Iterator[Wire]:
    with serving() as address:
        wire = Wire(address)
        yield wire
        wire.end()


def ask_and(engine: Spark, wire: Wire, meanwhile: Callable[[], None]) -> list[dict[str, Any]]:
    """Return the answer to a question in the middle of which something happens."""
    assert engine.rows("SELECT 1 AS n", {}) == [{"n": 1}]
    with ThreadPoolExecutor(1) as threads:
        asked = threads.submit(engine.rows, SLOW, {})
        assert wire.asked.wait(60)
        meanwhile()
        return asked.result(60)


def test_a_cluster_that_fails_in_the_middle_of_a_question_is_asked_once_more(
    wire: Wire, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "eventmap.engines"):
        assert ask_and(Spark(wire.address), wire, wire.cut) == SLOW_ANSWER
    assert wire.connections == 2
    # Where nothing had come back yet, gRPC itself asks once more.
    assert "failed again" not in caplog.text


def test_a_cluster_that_dies_in_the_middle_of_a_question_is_told_in_a_sentence(
    wire: Wire, caplog: pytest.LogCaptureFixture
) -> None:
    engine = Spark(wire.address)
    with (
        caplog.at_level(logging.WARNING, "eventmap.engines"),
        pytest.raises(BusyError, match=r"does not answer\. Ask again in a few seconds\."),
    ):
        ask_and(engine, wire, wire.end)
    assert [record.message.split(":")[0] for record in caplog.records] == [
        "The cluster failed, and is asked once more",
        "The cluster failed again",
    ]


def test_without_the_library_the_sentence_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    for name in [name for name in sys.modules if name.startswith("pyspark.")]:
        monkeypatch.delitem(sys.modules, name)
    with pytest.raises(SettingError, match=r"pip install 'eventmap\[spark\]'"):
        Spark("sc://127.0.0.1:1").connect()
