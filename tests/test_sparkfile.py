"""A cluster must answer what the tables here do, to the last unit."""

import json
import logging
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from support.datasets import make_dataset
from support.sail import serving
from test_plans import CLAIMS, ROWS, read_all

from eventmap.comparison import compare_selections
from eventmap.connections import statement
from eventmap.coverage import describe_time, extent
from eventmap.database import Database, open_database
from eventmap.engines import Spark
from eventmap.errors import BusyError
from eventmap.facets import count_facets, count_hidden
from eventmap.filters import Filters
from eventmap.settings import Settings
from eventmap.sparkfile import SparkFiles
from eventmap.summary import summarise, summarise_by_plan
from eventmap.tables import SPARK_FILE, Prepared, name_sidecar, prepare, prune
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
def both(kept: Prepared, cluster: Spark) -> tuple[Database, Database]:
    """Return a database that asks the cluster, and one of the same tables that does not."""
    there = Database([kept], spark_files=SparkFiles(cluster, len(ROWS)))
    assert serve(there)
    return there, Database([kept])


def serve(database: Database) -> bool:
    tables = database.tables_of(Filters())
    database.count_ahead(tables)
    assert tables.spark_file.made is not None
    return tables.spark_file.made.result(180)


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


@pytest.mark.parametrize("question", ASKED)
@pytest.mark.parametrize(
    ("filters", "shown"),
    [
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
    ],
)
def test_the_cluster_answers_as_the_tables_do(
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


def test_what_was_written_before_is_found_again(
    kept: Prepared, cluster: Spark, both: tuple[Database, Database]
) -> None:
    assert both
    (file,) = kept.path.parent.glob(f"*{SPARK_FILE}")
    made = file.stat().st_mtime_ns
    database = Database([kept], spark_files=SparkFiles(cluster, 1))
    tables = database.tables_of(Filters())
    database.find_served(tables)
    assert summarise_by_plan(database, Filters())[1] == ROWS_THERE
    (found,) = kept.path.parent.glob(f"*{SPARK_FILE}")
    assert (found, found.stat().st_mtime_ns) == (file, made)


def test_a_smaller_dataset_is_asked_here(kept: Prepared, cluster: Spark) -> None:
    database = Database([kept], spark_files=SparkFiles(cluster, len(ROWS) + 1))
    tables = database.tables_of(Filters())
    database.count_ahead(tables)
    database.find_served(tables)
    assert tables.spark_file.made is None
    assert summarise_by_plan(database, Filters())[1] == ROWS_HERE


def test_a_cluster_that_reads_other_rows_is_not_asked(
    cluster: Spark, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    kept = prepare(make_dataset(EVENTS, CLAIMED), tmp_path / "12345678-1.duckdb")
    assert serve(Database([kept], spark_files=SparkFiles(cluster, 1)))
    (file,) = tmp_path.glob(f"*{SPARK_FILE}")
    rows = pq.read_table(file)
    pq.write_table(rows.slice(1), file)
    file.rename(
        name_sidecar(kept.path, file, SPARK_FILE, statement("serve"))
    )  # as if it were sound
    database = Database([kept], spark_files=SparkFiles(cluster, 1))
    with caplog.at_level(logging.WARNING, "eventmap.sparkfile"):
        assert not serve(database)
    assert f"it reads [{{'events': {len(EVENTS) - 1}," in caplog.text
    assert summarise_by_plan(database, Filters())[1] == ROWS_HERE


def test_a_damaged_file_is_written_anew(cluster: Spark, tmp_path: Path) -> None:
    kept = prepare(make_dataset(EVENTS, CLAIMED), tmp_path / "12345678-1.duckdb")
    assert serve(Database([kept], spark_files=SparkFiles(cluster, 1)))
    (file,) = tmp_path.glob(f"*{SPARK_FILE}")
    sound = file.read_bytes()
    file.write_bytes(sound[:-9])
    assert serve(Database([kept], spark_files=SparkFiles(cluster, 1)))
    (anew,) = tmp_path.glob(f"*{SPARK_FILE}")
    assert anew.stat().st_size >= len(sound)


def test_a_file_for_the_cluster_goes_with_its_tables(cluster: Spark, tmp_path: Path) -> None:
    kept = prepare(make_dataset(EVENTS, CLAIMED), tmp_path / "12345678-1.duckdb")
    assert serve(Database([kept], spark_files=SparkFiles(cluster, 1)))
    (file,) = tmp_path.glob(f"*{SPARK_FILE}")
    copied = tmp_path / "other"
    copied.mkdir()
    for each in tmp_path.glob("12345678*"):
        shutil.copy2(each, copied)
    prune(copied, 0)
    assert not list(copied.iterdir())
    assert file.is_file()


def test_where_the_cluster_is_gone_the_question_is_refused_in_a_sentence(
    tmp_path: Path,
) -> None:
    kept = prepare(make_dataset(EVENTS, CLAIMED), tmp_path / "12345678-1.duckdb")
    with serving() as address:
        database = Database([kept], spark_files=SparkFiles(Spark(address), 1))
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
