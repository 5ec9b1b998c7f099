"""A cluster must answer what the tables here do, to the last unit."""

import json
import logging
import shutil
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from itertools import cycle
from pathlib import Path
from typing import Any
from uuid import uuid4

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from deltalake import DeltaTable
from support import s3
from support.app_server import free_port
from support.datasets import Rows, make_dataset
from support.sail import serving
from support.spark import CLUSTERS
from test_plans import CLAIMS, ROWS, read_all

from eventmap import sparktable
from eventmap.cli import main
from eventmap.comparison import compare_selections
from eventmap.connections import connect
from eventmap.coverage import describe_time, extent
from eventmap.database import Database, open_database
from eventmap.engines import Spark
from eventmap.errors import BusyError, SettingError
from eventmap.facets import count_facets, count_hidden
from eventmap.filters import Filters
from eventmap.settings import Settings
from eventmap.sparktable import SparkTables
from eventmap.store import Place
from eventmap.summary import summarise, summarise_by_plan
from eventmap.tables import SPARK_TABLE, Prepared, find_spark_tables, prepare, prune
from eventmap.tiles import Tiles
from eventmap.unusual import find_unusual

pytestmark = pytest.mark.filterwarnings(r"ignore:\[RETRIES_EXCEEDED\]:UserWarning")

EVENTS = [
    row
    | {"target": ("port; it's a rail way", "port", None)[at % 3]}
    | {"parties": ("A; B", "B; C", "A")[at % 3], "actor": ("x\\y", None)[at % 2]}
    for at, row in enumerate(ROWS)
]
CLAIMED = [
    claim | {"side": ("ukraine", "russia")[at % 2], "source": ("Ω $q0", "It's :q0")[at % 2]}
    for at, claim in enumerate(CLAIMS)
]
WEEKS = [(date(2024, 1, day), date(2024, 1, day + 6)) for day in (1, 8, 15, 22)]
ROWS_THERE, ROWS_HERE = "rows on the cluster: not counted ahead", "rows: not counted ahead"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    path = tmp_path_factory.mktemp("cache") / "12345678-1.duckdb"
    return prepare(make_dataset(EVENTS, CLAIMED), path)


@pytest.fixture(scope="module")
def at_address(s3_variables: dict[str, str]) -> Iterator[tuple[Spark, str]]:
    """Return Sail, and an address of S3 that it and this process reach by the same variables."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in s3_variables.items():
            patch.setenv(name, value)
        with serving(mode="local-cluster") as address:
            yield Spark(address), f"s3://{s3.BUCKET}/tables"


@pytest.fixture(scope="module", params=[*CLUSTERS, "at_address"])
def both(kept: Prepared, request: pytest.FixtureRequest) -> tuple[Database, Database]:
    """Return a database that asks the cluster, and one of the same tables that does not."""
    found = request.getfixturevalue(request.param)
    engine, root = (found, str(kept.path.parent)) if isinstance(found, Spark) else found
    there = Database([kept], spark_tables=SparkTables(engine, root, len(ROWS)))
    assert serve(there)
    return there, Database([kept])


def reading(engine: Spark, kept: Prepared, least_events: int = 1) -> SparkTables:
    return SparkTables(engine, str(kept.path.parent), least_events)


def serve(database: Database) -> bool:
    tables = database.tables_of(Filters())
    database.count_ahead(tables)
    assert tables.spark_table.made is not None
    return tables.spark_table.made.result(180)


ASKED: dict[str, Callable[[Database, Filters], Any]] = {
    "summary": summarise,
    "facets": count_facets,
    "hidden": count_hidden,
    "extent": extent,
    "killed": lambda database, filters: describe_time(database, filters, "week", measure="killed"),
    "types": lambda database, filters: describe_time(
        database, filters, "month", measure="events", cumulated=True
    ),
    "unusual": find_unusual,
    "tiles 0": lambda database, filters: read_all(database, filters, 0)[0],
    "tiles 6": lambda database, filters: read_all(database, filters, 6)[0],
    "steps": lambda database, filters: Tiles(database).read_steps(
        replace(filters, date_from=None, date_to=None), WEEKS, 3, range(8), range(8)
    )[0],
}


FILTERED: list[tuple[dict[str, Any], bool]] = [
    ({}, True),
    ({"type": ("drone", "protest"), "country": ("UA",), "region": ("UA-14",)}, True),
    ({"q": "ThREE kílled"}, True),
    ({"q": "a' OR 1=1 --"}, False),
    ({"date_from": date(2024, 1, 5), "date_to": date(2024, 3, 3)}, True),
    ({"date_from": date(2024, 1, 5), "strict": True, "side": ("russia",)}, True),
    ({"source": ("It's :q0", "nobody's"), "party": ("C", "A")}, True),
    ({"source": ("Its :q0",)}, False),
    ({"target": ("it's a rail way",), "actor": ("x\\y",)}, True),
    ({"killed_min": 3, "killed_by": "low", "sources_min": 1, "status": ("reported",)}, True),
    ({"bbox": (30.25, 45.0, 36.0, 50.5), "precision": ("exact", "district")}, True),
    ({"bbox": (170.0, -90.0, -170.0, 90.0)}, True),
]
"""Filters, and whether they leave an event."""


@pytest.mark.parametrize("both", CLUSTERS, indirect=True, scope="module")
@pytest.mark.parametrize("question", ASKED)
@pytest.mark.parametrize(("filters", "shown"), FILTERED)
def test_the_cluster_answers_as_the_tables_do(
    both: tuple[Database, Database], filters: dict[str, Any], shown: bool, question: str
) -> None:
    assert_same_answer(both, filters, shown, question)


@pytest.mark.parametrize("both", ["at_address"], indirect=True, scope="module")
@pytest.mark.parametrize(
    ("filters", "shown", "question"),
    [(*filtered, question) for filtered, question in zip(FILTERED, cycle(ASKED), strict=False)],
)
def test_from_an_address_it_answers_the_same(
    both: tuple[Database, Database], filters: dict[str, Any], shown: bool, question: str
) -> None:
    """Each question and each filter once: what is sent differs in the place of the table alone."""
    assert_same_answer(both, filters, shown, question)


def assert_same_answer(
    both: tuple[Database, Database], filters: dict[str, Any], shown: bool, question: str
) -> None:
    there, here = (ASKED[question](each, Filters(**filters)) for each in both)
    assert there == here
    assert json.dumps(there, default=str) == json.dumps(here, default=str)  # in the same order
    plans = [summarise_by_plan(each, Filters(**filters))[1] for each in both]
    assert plans == [ROWS_THERE, ROWS_HERE]
    assert bool(both[0].count(Filters(**filters))) == shown


def test_a_comparison_asks_the_cluster_too(both: tuple[Database, Database]) -> None:
    filters = Filters(date_from=date(2024, 2, 10), date_to=date(2024, 3, 20))
    there, here = (compare_selections(each, filters, "previous") for each in both)
    assert there == here
    assert all(side["events"] for side in there["sides"])


def test_each_tile_says_that_the_cluster_was_asked(both: tuple[Database, Database]) -> None:
    assert [read_all(each, Filters(), 3)[1] for each in both] == [{ROWS_THERE}, {ROWS_HERE}]


def find_parts(folder: Path) -> tuple[Path, Path]:
    """Return the one file and the one commit of the one Delta table."""
    (file,) = folder.glob(f"*{SPARK_TABLE}/*.parquet")
    (commit,) = folder.glob(f"*{SPARK_TABLE}/_delta_log/*.json")
    return file, commit


def test_what_was_written_before_is_found_again(cluster: Spark, tmp_path: Path) -> None:
    kept = prepare(make_dataset(EVENTS, CLAIMED), tmp_path / "12345678-1.duckdb")
    assert serve(Database([kept], spark_tables=reading(cluster, kept)))
    made = [(each, each.stat().st_mtime_ns) for each in find_parts(tmp_path)]
    database = Database([kept], spark_tables=reading(cluster, kept))
    database.find_served(database.tables_of(Filters()))
    assert summarise_by_plan(database, Filters())[1] == ROWS_THERE
    assert [(each, each.stat().st_mtime_ns) for each in find_parts(tmp_path)] == made


def test_what_is_written_is_a_delta_table_of_one_version(sail: Spark, tmp_path: Path) -> None:
    kept = prepare(make_dataset(EVENTS, CLAIMED), tmp_path / "12345678-1.duckdb")
    assert serve(Database([kept], spark_tables=reading(sail, kept)))
    table = DeltaTable(find_parts(tmp_path)[0].parent)
    rows = table.to_pandas().set_index("rowid")
    assert (table.version(), len(rows)) == (0, len(EVENTS))
    given = {event["event_id"]: event for event in EVENTS}
    with connect() as connection:
        connection.execute(f"ATTACH '{kept.path}' AS kept (READ_ONLY)")
        numbers = connection.execute("SELECT rowid, event_id FROM kept.events").fetchall()
    for number, event_id in numbers:
        assert rows.loc[number, "event_type"] == given[event_id]["event_type"]


def test_a_smaller_dataset_is_asked_here(kept: Prepared, cluster: Spark) -> None:
    database = Database([kept], spark_tables=reading(cluster, kept, len(ROWS) + 1))
    tables = database.tables_of(Filters())
    database.count_ahead(tables)
    database.find_served(tables)
    assert tables.spark_table.made is None
    assert summarise_by_plan(database, Filters())[1] == ROWS_HERE


def test_a_cluster_that_reads_other_rows_is_not_asked(
    cluster: Spark, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    kept = prepare(make_dataset(EVENTS, CLAIMED), tmp_path / "12345678-1.duckdb")
    assert serve(Database([kept], spark_tables=reading(cluster, kept)))
    file, commit = find_parts(tmp_path)
    commit.unlink()
    rows = pq.read_table(file)
    pq.write_table(rows.slice(1), tmp_path / "other")
    # As if it were sound.
    cluster_reads = reading(cluster, kept)
    cluster_reads.commit(file.parent.name, tmp_path / "other")
    database = Database([kept], spark_tables=cluster_reads)
    with caplog.at_level(logging.WARNING, "eventmap.sparktable"):
        assert not serve(database)
    assert f"it reads [{{'events': {len(EVENTS) - 1}," in caplog.text
    assert summarise_by_plan(database, Filters())[1] == ROWS_HERE


def damage(path: Path) -> None:
    """Change a letter of a file, which is one of a name in a log."""
    data = path.read_bytes()
    at = data.find(b"killed_best")
    path.write_bytes(data[:at] + b"x" + data[at + 1 :])


@pytest.mark.parametrize("part", [0, 1])
@pytest.mark.parametrize("harm", [damage, Path.unlink])
def test_a_damaged_table_is_written_anew(
    cluster: Spark, tmp_path: Path, part: int, harm: Callable[[Path], None]
) -> None:
    kept = prepare(make_dataset(EVENTS, CLAIMED), tmp_path / "12345678-1.duckdb")
    assert serve(Database([kept], spark_tables=reading(cluster, kept)))
    sound = pq.read_table(find_parts(tmp_path)[0])
    harm(find_parts(tmp_path)[part])
    database = Database([kept], spark_tables=reading(cluster, kept))
    assert serve(database)
    assert pq.read_table(find_parts(tmp_path)[0]) == sound
    assert summarise_by_plan(database, Filters())[1] == ROWS_THERE


def test_a_table_of_another_layout_goes(cluster: Spark, tmp_path: Path) -> None:
    kept = prepare(make_dataset(EVENTS, CLAIMED), tmp_path / "12345678-1.duckdb")
    assert serve(Database([kept], spark_tables=reading(cluster, kept)))
    (folder,) = tmp_path.glob(f"*{SPARK_TABLE}")
    other = folder.rename(folder.with_name(f"12345678-1.0.0{SPARK_TABLE}"))
    assert serve(Database([kept], spark_tables=reading(cluster, kept)))
    assert list(tmp_path.glob(f"*{SPARK_TABLE}")) == [folder]
    assert not other.exists()


def test_a_table_for_the_cluster_goes_with_its_tables(cluster: Spark, tmp_path: Path) -> None:
    kept = prepare(make_dataset(EVENTS, CLAIMED), tmp_path / "12345678-1.duckdb")
    assert serve(Database([kept], spark_tables=reading(cluster, kept)))
    copied = tmp_path / "other"
    shutil.copytree(tmp_path, copied, ignore=shutil.ignore_patterns("other"))
    prune(copied, 0)
    assert not list(copied.iterdir())
    assert all(each.is_file() for each in find_parts(tmp_path))


def test_a_table_that_goes_while_it_is_asked_is_said_to_be_gone_and_made_anew(
    cluster: Spark, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    kept = prepare(make_dataset(EVENTS, CLAIMED), tmp_path / "12345678-1.duckdb")
    database = Database([kept], spark_tables=reading(cluster, kept))
    assert serve(database)
    shutil.rmtree(find_parts(tmp_path)[0].parent)
    with pytest.raises(BusyError, match=r"has lost these events\. Ask again"):
        summarise(database, Filters())
    assert summarise_by_plan(database, Filters(q="market"))[1] == ROWS_HERE
    assert summarise(database, Filters())["records"] == len(EVENTS)
    assert serve(database)
    assert summarise_by_plan(database, Filters(q="three"))[1] == ROWS_THERE
    assert summarise(database, Filters(q="killed")) == summarise(
        Database([kept]), Filters(q="killed")
    )


def test_where_the_cluster_is_gone_the_question_is_refused_in_a_sentence(
    tmp_path: Path,
) -> None:
    kept = prepare(make_dataset(EVENTS, CLAIMED), tmp_path / "12345678-1.duckdb")
    with serving() as address:
        database = Database([kept], spark_tables=reading(Spark(address), kept))
        assert serve(database)
        assert summarise(database, Filters())["records"] == len(EVENTS)
    with pytest.raises(BusyError, match="does not answer"):
        summarise(database, Filters(q="market"))
    # What was answered before is kept.
    assert summarise(database, Filters())["records"] == len(EVENTS)


def test_the_host_names_the_cluster(tmp_path: Path) -> None:
    with serving() as address:
        given = {"EVENTMAP_ENGINE": address, "EVENTMAP_ENGINE_MILLIONS": "0"}
        given |= {"EVENTMAP_CACHE": str(tmp_path / "c"), "EVENTMAP_STORE": str(tmp_path / "s")}
        database = open_database(Settings.from_env(given))
        # The bundled week stands in memory, which no cluster reads.
        assert summarise_by_plan(database, Filters())[1] == ROWS_HERE


def test_a_cluster_is_checked_and_nothing_is_left_of_it(cluster: Spark, tmp_path: Path) -> None:
    found = SparkTables(cluster, str(tmp_path / "cache"), 1)
    assert found.describe().startswith(f"The cluster {cluster.address} answers, and reads ")
    assert not list((tmp_path / "cache").iterdir())


def test_sail_reads_delta_tables(sail: Spark, tmp_path: Path) -> None:
    assert SparkTables(sail, str(tmp_path), 1).describe().endswith(f"Delta tables, in {tmp_path}.")


@pytest.mark.spark
def test_apache_spark_reads_their_files_where_it_has_no_library_for_delta(
    spark: Spark, tmp_path: Path
) -> None:
    described = SparkTables(spark, str(tmp_path), 1).describe()
    assert described.endswith(f"the files of Delta tables, as Parquet, in {tmp_path}.")


def test_a_folder_that_the_cluster_does_not_read_is_refused(
    cluster: Spark, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As for a cluster on another machine: there is nothing under that path.
    monkeypatch.setattr(SparkTables, "commit", lambda *_: None)
    with pytest.raises(SettingError, match="reads the folder EVENTMAP_CACHE=") as refused:
        SparkTables(cluster, str(tmp_path), 1)
    assert str(refused.value).startswith("EVENTMAP_ENGINE='sc://127.0.0.1:")


def test_a_cluster_that_is_not_there_is_refused(sail: Spark, tmp_path: Path) -> None:
    assert sail  # so that this does not run where no cluster can be asked
    engine = Spark(f"sc://127.0.0.1:{free_port()}")
    with pytest.raises(SettingError, match=r"cannot be used: .*[Cc]onnect.*; allowed: a server of"):
        SparkTables(engine, str(tmp_path), 1)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("path", ["/a b", "/a`b", "/a*", "/it's", "/é", "a/b", "/a{b}", "/a%20b"])
def test_a_path_that_an_engine_may_take_for_another_is_refused(path: str) -> None:
    with pytest.raises(
        SettingError, match=r"^EVENTMAP_CACHE=.* cannot be used with EVENTMAP_ENGINE"
    ):
        SparkTables(Spark("sc://127.0.0.1:1"), path, 1)


class Server:
    """One of several servers that share an address, with a cache of its own."""

    def __init__(self, shared: tuple[Spark, str], cache: Path, events: Rows = EVENTS) -> None:
        path = cache / f"{len(events):08}-{'1' * 16}.duckdb"
        self.kept = prepare(make_dataset(events, CLAIMED), path)
        self.database = Database([self.kept], spark_tables=SparkTables(*shared, 1))

    def plan(self, word: str) -> str:
        """Return of what it asks a question that was not asked before."""
        return summarise_by_plan(self.database, Filters(q=word))[1]


@pytest.fixture
def shared(at_address: tuple[Spark, str]) -> tuple[Spark, str]:
    """Return Sail, and an address where nothing is yet."""
    engine, root = at_address
    return engine, f"{root}/{uuid4().hex}"


def list_objects(shared: tuple[Spark, str]) -> dict[str, float]:
    return {each.path: each.changed for each in Place(shared[1]).list_files("")}


def list_kinds(shared: tuple[Spark, str]) -> list[str]:
    return sorted(path.rpartition("/")[2].rpartition(".")[2] for path in list_objects(shared))


WHOLE = ["_used", "json", "parquet"]


def test_what_one_server_has_written_to_an_address_the_other_reads(
    shared: tuple[Spark, str], tmp_path: Path
) -> None:
    one = Server(shared, tmp_path / "one")
    assert serve(one.database)
    written = list_objects(shared)
    other = Server(shared, tmp_path / "other")
    assert serve(other.database)
    assert list_kinds(shared) == WHOLE
    assert {path for path, changed in list_objects(shared).items() if changed != written[path]} <= {
        path for path in written if path.endswith("_used")
    }
    assert [each.plan("three") for each in (one, other)] == [ROWS_THERE, ROWS_THERE]
    assert not find_spark_tables(one.kept.path)


def test_servers_that_write_to_an_address_at_once_have_one_table(
    shared: tuple[Spark, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    servers = [Server(shared, tmp_path / str(at)) for at in range(3)]
    ready = threading.Barrier(3)
    commit = SparkTables.commit

    def commit_at_once(self: SparkTables, name: str, file: Path) -> None:
        ready.wait(60)
        commit(self, name, file)

    monkeypatch.setattr(SparkTables, "commit", commit_at_once)
    with ThreadPoolExecutor(3) as threads:
        assert all(threads.map(serve, [each.database for each in servers]))
    assert list_kinds(shared) == WHOLE
    assert {each.plan("three") for each in servers} == {ROWS_THERE}


def test_servers_whose_rows_stand_otherwise_have_a_table_each(
    shared: tuple[Spark, str], tmp_path: Path
) -> None:
    servers = [Server(shared, tmp_path / "one"), Server(shared, tmp_path / "two", EVENTS[::-1])]
    assert all(serve(each.database) for each in servers)
    assert list_kinds(shared) == sorted(WHOLE * 2)
    for each in servers:
        assert (
            read_all(each.database, Filters(q="three"), 6)[0]
            == (read_all(Database([each.kept]), Filters(q="three"), 6)[0])
        )


def test_what_was_written_by_half_to_an_address_is_not_read(
    shared: tuple[Spark, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = Server(shared, tmp_path)
    with monkeypatch.context() as patch:

        def die(*_: object, **__: object) -> None:
            raise OSError("killed")

        patch.setattr("eventmap.sparktable.create_table_with_add_actions", die)
        assert not serve(server.database)
    assert list_kinds(shared) == ["parquet"]
    assert server.plan("three") == ROWS_HERE
    again = Server(shared, tmp_path)
    again.database.find_served(again.database.tables_of(Filters()))
    assert again.plan("three") == ROWS_HERE
    assert serve(again.database)
    assert list_kinds(shared) == WHOLE
    assert again.plan("killed") == ROWS_THERE


@pytest.mark.parametrize("part", [".parquet", ".json"])
def test_what_is_damaged_at_an_address_is_written_anew(
    shared: tuple[Spark, str], tmp_path: Path, part: str
) -> None:
    assert serve(Server(shared, tmp_path).database)
    place = Place(shared[1])
    (path,) = [path for path in list_objects(shared) if path.endswith(part)]
    sound = place.read(path)
    place.replace(path, sound.replace(b"killed_best", b"killed_beat"))
    server = Server(shared, tmp_path)
    assert serve(server.database)
    assert list_kinds(shared) == WHOLE
    assert not any(b"killed_beat" in place.read(each) for each in list_objects(shared))
    assert server.plan("three") == ROWS_THERE


def test_what_goes_from_a_cache_stays_at_the_address_until_nobody_has_read_it_for_long(
    shared: tuple[Spark, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = Server(shared, tmp_path / "one")
    assert serve(server.database)
    written = list_objects(shared)
    copied = tmp_path / "copied"
    shutil.copytree(tmp_path / "one", copied)
    prune(copied, 0)
    assert not list(copied.iterdir())
    assert list_objects(shared) == written
    monkeypatch.setattr(sparktable, "UNUSED_S", -60)
    Place(shared[1]).replace("of-others/note", b"kept")
    assert serve(Server(shared, tmp_path / "two", EVENTS[:-1]).database)
    assert not written.keys() & list_objects(shared).keys()
    assert list_kinds(shared) == sorted([*WHOLE, "note"])
    with pytest.raises(BusyError, match=r"has lost these events\. Ask again"):
        server.plan("three")
    assert server.plan("three") == ROWS_HERE
    monkeypatch.undo()
    assert serve(server.database)
    assert server.plan("killed") == ROWS_THERE


def test_an_address_that_is_not_there_is_refused(shared: tuple[Spark, str]) -> None:
    with pytest.raises(SettingError, match="and reads EVENTMAP_ENGINE_TABLES='s3://nowhere/x'"):
        SparkTables(shared[0], "s3://nowhere/x", 1)


def test_the_host_names_the_address_and_is_told_what_the_cluster_reads(
    shared: tuple[Spark, str], tmp_path: Path
) -> None:
    engine, root = shared
    given = {"EVENTMAP_ENGINE": engine.address, "EVENTMAP_ENGINE_TABLES": root}
    given |= {"EVENTMAP_CACHE": str(tmp_path / "c"), "EVENTMAP_STORE": str(tmp_path / "s")}
    told = CliRunner().invoke(main, ["doctor"], env=given)
    assert told.exit_code == 0
    sentence = f"The cluster {engine.address} answers, and reads Delta tables, in {root}."
    assert f"ok    {sentence}" in told.output
    assert not list_objects(shared)
