import sys
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from support.app_server import free_port
from support.sail import serving

from eventmap.connections import connect
from eventmap.deadlines import QUESTIONS
from eventmap.engines import DuckDB, Engine, Spark, name_file
from eventmap.errors import BusyError, SettingError

# What the client says where a server is gone, besides the error.
pytestmark = pytest.mark.filterwarnings(r"ignore:\[RETRIES_EXCEEDED\]:UserWarning")

LONG = (
    "SELECT sum(one.id * other.id % 7) AS n FROM range(300000) one CROSS JOIN range(300000) other"
)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Spark]:
    with serving() as address:
        yield Spark(address)


@pytest.fixture
def duckdb_here() -> Iterator[DuckDB]:
    with connect() as connection:
        yield DuckDB(connection)


@pytest.fixture(params=["duckdb_here", "cluster"])
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


def test_a_text_that_no_cluster_understands_is_not_asked_again(cluster: Spark) -> None:
    from pyspark.errors import PySparkException

    with pytest.raises(PySparkException, match="nowhere"):
        cluster.rows("SELECT nowhere", {})


def test_a_cluster_that_was_started_anew_is_asked_again(tmp_path: Path) -> None:
    port = free_port()
    with serving(port) as address:
        engine = Spark(address)
        engine.check(tmp_path)
    with pytest.raises(BusyError, match="does not answer"):
        engine.rows("SELECT 1 AS n", {})
    with serving(port):
        assert engine.rows("SELECT 1 AS n", {}) == [{"n": 1}]


def test_a_cluster_is_checked_and_nothing_is_left_of_it(cluster: Spark, tmp_path: Path) -> None:
    cluster.check(tmp_path / "cache")
    assert not list((tmp_path / "cache").iterdir())


def test_a_folder_that_the_cluster_does_not_read_is_refused(
    cluster: Spark, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As for a cluster on another machine: there is nothing under that path.
    monkeypatch.setattr("eventmap.engines.pq.write_table", lambda *_: None)
    with pytest.raises(SettingError, match="reads the folder EVENTMAP_CACHE=") as refused:
        cluster.check(tmp_path)
    assert str(refused.value).startswith("EVENTMAP_ENGINE='sc://127.0.0.1:")


def test_a_cluster_that_is_not_there_is_refused(cluster: Spark, tmp_path: Path) -> None:
    assert cluster  # so that this does not run where no cluster can be asked
    engine = Spark(f"sc://127.0.0.1:{free_port()}")
    with pytest.raises(SettingError, match=r"cannot be used: .*[Cc]onnect.*; allowed: a server of"):
        engine.check(tmp_path)


def test_without_the_library_the_sentence_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    for name in [name for name in sys.modules if name.startswith("pyspark.")]:
        monkeypatch.delitem(sys.modules, name)
    with pytest.raises(SettingError, match=r"pip install 'eventmap\[spark\]'"):
        Spark("sc://127.0.0.1:1").check(tmp_path)


@pytest.mark.parametrize("path", ["/a b.parquet", "/a`b", "/a*", "/é", "a/b", "/a{b}", "/a%20b"])
def test_a_path_that_an_engine_may_take_for_another_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match="from the root"):
        name_file(Path(path))


def test_the_cache_must_have_such_a_path(cluster: Spark, tmp_path: Path) -> None:
    with pytest.raises(
        SettingError, match=r"^EVENTMAP_CACHE=.* cannot be used with EVENTMAP_ENGINE"
    ):
        cluster.check(tmp_path / "it's")
    assert not (tmp_path / "it's").exists()
