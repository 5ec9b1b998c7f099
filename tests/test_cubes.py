import gc
import logging
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import duckdb
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from support.datasets import make_dataset

from eventmap import seals, sidecars
from eventmap.catalog import Bounds, stored
from eventmap.database import Database
from eventmap.errors import BusyError
from eventmap.facets import count_facets
from eventmap.filters import Filters
from eventmap.routes import create_routes
from eventmap.seals import checksum
from eventmap.store import VersionedStore
from eventmap.tables import Prepared, Tables, find_prepared, prepare, prune
from eventmap.tiles import Tiles
from eventmap.uploads import UPLOADED

EVENTS = [
    {"event_id": name, "event_type": kind, "lat": 48.5, "lon": 35.0, "geo_precision": "exact"}
    for name, kind in (("a", "drone"), ("b", "shelling"), ("c", "protest"))
]
FILTERS = Filters(dataset="test")


@pytest.fixture
def kept(tmp_path: Path) -> Prepared:
    return prepare(make_dataset(EVENTS), tmp_path / "it's" / "12345678-1.duckdb")


def open_kept(kept: Prepared, least: int = 3) -> Database:
    return Database([kept], bounds=Bounds(counted_events=least))


def wait_for_cube(database: Database, filters: Filters = FILTERS, *, there: bool = True) -> Tables:
    tables = database.tables_of(filters)
    database.count_ahead(tables)
    assert tables.cube.made is not None
    assert tables.cube.made.result(60) == there
    assert (tables.cube.catalog is not None) == there
    return tables


def cubes_of(kept: Prepared) -> list[Path]:
    return list(kept.path.parent.glob("*.cube"))


def plan_of(database: Database) -> str:
    tile, plan = Tiles(database).read_by_plan(FILTERS, 0, 0, 0)
    assert [cell[0] for cell in tile["cells"]] == [3]
    return plan


def test_the_first_map_has_the_dataset_counted_ahead_and_does_not_wait(kept: Prepared) -> None:
    database = open_kept(kept)
    assert plan_of(database) == "rows: not counted ahead"
    wait_for_cube(database)
    assert plan_of(database) == "counted ahead: ever"
    (cube,) = cubes_of(kept)
    assert not list(cube.parent.glob("*.counting*"))


def test_the_same_words_in_different_lists_are_counted_apart(tmp_path: Path) -> None:
    events = [
        {**EVENTS[0], "target": "civilians"},
        {**EVENTS[1], "parties": "civilians"},
        {**EVENTS[2], "parties": "B"},
        {**EVENTS[0], "event_id": "d"},
    ]
    sources = [("d", "A;B"), ("c", "A")]
    claims = [{"event_id": name, "side": "media", "source": source} for name, source in sources]
    kept = prepare(make_dataset(events, claims), tmp_path / "12345678-1.duckdb")
    database = open_kept(kept)
    wait_for_cube(database)
    counted = {
        name: count_facets(database, FILTERS)[name] for name in ("target", "party", "source")
    }
    assert counted == {
        "target": {"civilians": 1},
        "party": {"civilians": 1, "B": 1},
        "source": {"A": 2, "B": 1},
    }


def test_a_cube_is_found_again(kept: Prepared, caplog: pytest.LogCaptureFixture) -> None:
    wait_for_cube(open_kept(kept))
    (cube,) = cubes_of(kept)
    made = cube.stat().st_mtime_ns
    with caplog.at_level(logging.INFO, "eventmap.cubes"):
        wait_for_cube(open_kept(kept))
    assert (cubes_of(kept), cube.stat().st_mtime_ns) == ([cube], made)
    assert not caplog.messages


def test_the_log_says_what_is_counted(kept: Prepared, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "eventmap.cubes"):
        wait_for_cube(open_kept(kept))
    begun, done = caplog.messages
    assert begun == "test is being counted ahead"
    assert done.startswith("test is counted ahead: ")


def test_the_log_says_how_far_the_counting_is(
    kept: Prepared, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sidecars, "TOLD_EVERY_S", 0)
    with caplog.at_level(logging.INFO, "eventmap.cubes"):
        wait_for_cube(open_kept(kept))
    _, *told, _ = caplog.messages
    shares = [re.fullmatch(r"test is being counted ahead: about (\d+) %", each) for each in told]
    percent = [int(found[1]) for found in shares if found]
    assert percent
    assert len(percent) == len(told)
    assert percent == sorted(percent)
    assert percent[-1] == 100


def _flip(path: Path, at: int | None = None) -> None:
    """Change one bit of a file in its place, in its middle unless told where."""
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2 if at is None else at)
        (found,) = file.read(1)
        file.seek(-1, os.SEEK_CUR)
        file.write(bytes([found ^ 1]))


def _of_another_layout(path: Path) -> None:
    stem, _, check, ending = path.name.split(".")
    path.rename(path.with_name(f"{stem}.00000000.{check}.{ending}"))


def _of_no_layout(path: Path) -> None:
    path.rename(path.with_name(f"{path.name.partition('.')[0]}.old.cube"))


@pytest.mark.parametrize(
    "spoil",
    [_flip, _of_another_layout, _of_no_layout, Path.unlink, lambda path: path.write_bytes(b"")],
)
def test_a_cube_that_is_damaged_or_of_another_layout_is_made_anew(
    kept: Prepared, spoil: Callable[[Path], object]
) -> None:
    wait_for_cube(open_kept(kept))
    (sound,) = cubes_of(kept)
    spoil(sound)
    database = open_kept(kept)
    wait_for_cube(database)
    assert plan_of(database) == "counted ahead: ever"
    (cube,) = cubes_of(kept)
    assert cube.name.split(".")[1] == sound.name.split(".")[1] != "00000000"


def wait_until_read_whole() -> None:
    for thread in threading.enumerate():
        if thread.name == "cubes":
            thread.join()


@pytest.mark.parametrize("most", [0, 10**9])
def test_a_cube_that_was_made_before_answers_the_first_map(
    kept: Prepared, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    wait_for_cube(open_kept(kept))
    monkeypatch.setattr(seals, "READ_FIRST_BYTES", most)
    assert plan_of(open_kept(kept)) == "counted ahead: ever"
    assert plan_of(open_kept(kept, least=4)) == "rows: not counted ahead"


_BLOCK_BYTES = 262_144
_HEADER_BYTES = 3 * 4096


@pytest.mark.parametrize("at", [20, _HEADER_BYTES + 9, _HEADER_BYTES + _BLOCK_BYTES + 9])
def test_a_large_cube_that_is_damaged_never_answers_wrongly_and_is_made_anew(
    kept: Prepared, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, at: int
) -> None:
    wait_for_cube(open_kept(kept))
    (cube,) = cubes_of(kept)
    _flip(cube, at)
    monkeypatch.setattr(seals, "READ_FIRST_BYTES", 0)
    database = open_kept(kept)
    with suppress(BusyError):
        assert plan_of(database) in ("counted ahead: ever", "rows: not counted ahead")
    wait_until_read_whole()
    wait_for_cube(database)
    assert f"{cube} is damaged" in caplog.text
    assert plan_of(database) == "counted ahead: ever"
    (cube,) = cubes_of(kept)
    assert cube.name.split(".")[2] == checksum(cube)


def test_a_question_that_meets_damage_is_refused_and_the_next_is_answered_from_the_rows(
    kept: Prepared, caplog: pytest.LogCaptureFixture
) -> None:
    wait_for_cube(open_kept(kept))
    (cube,) = cubes_of(kept)
    database = open_kept(kept)
    for at in range(_HEADER_BYTES, cube.stat().st_size, _BLOCK_BYTES):
        _flip(cube, at + 9)  # on the disk, below a server that has seen the file sound
    with pytest.raises(BusyError, match="cannot be read from the disk"):
        plan_of(database)
    assert "What is counted ahead of test is looked at: Corrupt database file" in caplog.text
    made = database.tables_of(FILTERS).cube.made
    assert made is not None
    assert made.result(60)
    assert plan_of(database) == "counted ahead: ever"
    (anew,) = cubes_of(kept)
    assert anew.name.split(".")[2] == checksum(anew)


def test_a_dataset_of_fewer_events_is_not_counted(kept: Prepared) -> None:
    database = open_kept(kept, least=4)
    assert plan_of(database) == "rows: not counted ahead"
    assert database.tables_of(FILTERS).cube.made is None


def test_events_without_a_place_count_for_the_size_of_a_dataset(tmp_path: Path) -> None:
    unplaced = {"event_id": "d", "geo_precision": "unlocated"}
    kept = prepare(make_dataset([*EVENTS, unplaced]), tmp_path / "12345678-1.duckdb")
    wait_for_cube(open_kept(kept, least=4))


def test_a_summary_that_no_map_was_asked_before_has_it_counted_ahead(kept: Prepared) -> None:
    database = open_kept(kept)
    client = TestClient(Starlette(routes=create_routes(database)))
    assert client.get("/api/summary").headers["X-Eventmap-Plan"] == "rows: not counted ahead"
    made = database.tables_of(FILTERS).cube.made
    assert made is not None
    assert made.result(60)
    assert client.get("/api/histogram").headers["X-Eventmap-Plan"] == "counted ahead: days"


def test_what_stands_in_memory_or_is_lent_is_not_counted(tmp_path: Path) -> None:
    database = Database([make_dataset(EVENTS)], bounds=Bounds(counted_events=1))
    uploaded = database.add_upload(make_dataset(EVENTS), "viewer").name
    assert uploaded.startswith(UPLOADED)
    for name in ("test", uploaded):
        tables = database.tables_of(Filters(dataset=name))
        database.count_ahead(tables)
        assert tables.cube.made is None


def test_where_no_cube_can_be_made_the_rows_are_read_and_the_log_says_so(
    kept: Prepared, caplog: pytest.LogCaptureFixture
) -> None:
    making = kept.path.with_suffix(f".{os.getpid()}.counting")
    making.mkdir()  # no file can have this name
    database = open_kept(kept)
    wait_for_cube(database, there=False)
    assert plan_of(database) == "rows: not counted ahead"
    assert "test is not counted ahead, and its rows are read: " in caplog.text


@pytest.mark.parametrize("figure", [2**62, -1])
def test_where_figures_would_outgrow_their_bits_nothing_is_counted_ahead(
    kept: Prepared, caplog: pytest.LogCaptureFixture, figure: int
) -> None:
    with duckdb.connect(kept.path) as connection:
        connection.execute("UPDATE events SET injured_high = ?", [figure])
    wait_for_cube(open_kept(kept), there=False)
    assert "what is to be added up is too large" in caplog.text
    assert not cubes_of(kept)


def test_the_size_of_the_cache_counts_cubes_which_go_with_their_tables(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    path = cache / "12345678-1.duckdb"
    database = open_kept(prepare(make_dataset(EVENTS), path))
    wait_for_cube(database)
    wait_until_read_whole()
    whole = sum(each.stat().st_size for each in cache.iterdir())
    del database
    gc.collect()
    prune(cache, whole)
    assert len(list(cache.iterdir())) == 4
    prune(cache, whole - 1)
    assert list(cache.iterdir()) == []
    assert find_prepared(path) is None


def test_a_cube_that_is_in_use_stays_in_the_cache(kept: Prepared) -> None:
    database = open_kept(kept)
    wait_for_cube(database)
    prune(kept.path.parent, 0)
    assert len(cubes_of(kept)) == 1
    assert plan_of(database) == "counted ahead: ever"


def test_a_cube_without_tables_and_a_half_made_one_go_after_an_hour(kept: Prepared) -> None:
    wait_for_cube(open_kept(kept))
    left = [
        kept.path.with_name("12345678-2.abcdef01.abcdef01.cube"),
        kept.path.with_suffix(".1.counting"),
        kept.path.with_suffix(".1.counting.wal"),
    ]
    for age, remain in ((3000, True), (4000, False)):
        for each in [*left, *cubes_of(kept)]:
            each.touch()
            os.utime(each, (time.time() - age, time.time() - age))
        prune(kept.path.parent, 10**9)
        assert [each.exists() for each in left] == [remain] * 3
    assert len(cubes_of(kept)) == 1


def test_what_is_closed_lets_its_cube_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored, "LARGE_ROWS", 1)
    store = VersionedStore(str(tmp_path / "store"))
    for title in ("First", "Second"):
        store.write(make_dataset([{**EVENTS[0], "title": title}], name="test"))
    bounds = Bounds(opened=1, counted_events=1)
    database = Database(store=store, cache=tmp_path / "cache", bounds=bounds)
    sql = "SELECT count(*) AS n FROM duckdb_databases() WHERE NOT internal"
    newest = Filters(dataset="test", version=2)
    before = database.rows(sql, newest)[0]["n"]
    for number in (1, 2, 1, 2):
        wait_for_cube(database, Filters(dataset="test", version=number))
        gc.collect()
    assert database.rows(sql, newest)[0]["n"] == before + 1


END = """
import sys, time
from pathlib import Path
from eventmap import cubes
from eventmap.database import Database
from eventmap.catalog import Bounds
from eventmap.filters import Filters
from eventmap.tables import find_prepared
endless = "FROM range(10000000) a(i), range(10000000) b(j)"
cubes.statement = lambda _: f"CREATE TABLE t AS SELECT sum(i * j) {endless}"
database = Database([find_prepared(Path(sys.argv[1]))], bounds=Bounds(counted_events=1))
database.count_ahead(database.tables_of(Filters()))
while not list(Path(sys.argv[1]).parent.glob("*.counting")):
    time.sleep(0.01)
time.sleep(0.2)
"""


def test_a_process_that_ends_does_not_wait_for_its_cube(kept: Prepared) -> None:
    command = [sys.executable, "-c", END, str(kept.path)]
    ended = subprocess.run(command, check=False, capture_output=True, timeout=60, text=True)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert not list(kept.path.parent.glob("*.counting*"))
