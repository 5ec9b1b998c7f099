import gc
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import numpy as np
import pytest

from eventmap import seals
from eventmap import tables as tables_module
from eventmap.catalog import open_folders
from eventmap.database import Database, open_database
from eventmap.errors import StoreError
from eventmap.filters import Filters
from eventmap.settings import Settings
from eventmap.summary import summarise
from eventmap.tables import (
    Labels,
    Prepared,
    find_prepared,
    is_large,
    path_of_folder,
    prune,
    write_labels,
)

TOML = 'name = "mine"\ntitle = "Mine"\nlicence = "CC0-1.0"\nredistributable = true\n'
HEAD = "event_id,title,event_type,date_precision,geo_precision,status,lat,lon\n"
ROW = "{name},Words,drone,unknown,exact,reported,46.5,30.7\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a dataset folder of two events that counts as large."""
    monkeypatch.setattr(tables_module, "LARGE_BYTES", 100)
    folder = tmp_path / "it's mine"
    folder.mkdir()
    (folder / "dataset.toml").write_text(TOML)
    (folder / "events.csv").write_text(HEAD + ROW.format(name="a") + ROW.format(name="b"))
    return folder


def write_many(folder: Path, ending: str = "parquet") -> Path:
    """Write a dataset of so many events that its tables are kept."""
    folder.mkdir()
    (folder / "dataset.toml").write_text(TOML)
    rows = "SELECT format('e{}', i) AS event_id, 'Words' AS title, 'drone' AS event_type"
    said = "'unknown' AS date_precision, 'exact' AS geo_precision, 'reported' AS status"
    duckdb.execute(f"""
        COPY ({rows}, {said}, 46.5 AS lat, 30.7 AS lon FROM range(60_000) t(i))
        TO '{folder}/events.{ending}'
    """)
    return folder


def open_one(folder: Path, cache: Path) -> Prepared:
    (dataset,) = open_folders(Settings(folder, cache)).datasets
    assert isinstance(dataset, Prepared)
    return dataset


def count(dataset: Prepared) -> int:
    return int(summarise(Database([dataset]), Filters())["located"])


def test_tables_of_a_large_dataset_are_kept_and_found_again(folder: Path, tmp_path: Path) -> None:
    first = open_one(folder, tmp_path / "cache")
    built = first.path.stat().st_mtime_ns
    again = open_one(folder, tmp_path / "cache")
    assert (again, again.path.stat().st_mtime_ns) == (first, built)
    assert count(again) == 2


def test_a_changed_dataset_is_built_anew_and_its_old_tables_go(
    folder: Path, tmp_path: Path
) -> None:
    old = open_one(folder, tmp_path / "cache")
    (folder / "events.csv").write_text(HEAD + ROW.format(name="c"))
    new = open_one(folder, tmp_path / "cache")
    assert count(new) == 1
    seal = new.path.with_suffix(".seal")
    assert set((tmp_path / "cache").iterdir()) == {new.path, new.labels, seal}
    assert new.path != old.path


@pytest.fixture
def noted(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder where it is noted what is in it, and be it written a moment ago."""
    monkeypatch.setattr(tables_module, "NOTED_BYTES", 100)
    monkeypatch.setattr(tables_module, "SETTLED_S", -1)
    return folder


def test_large_files_are_not_read_again_while_they_are_as_they_were(
    noted: Path, tmp_path: Path
) -> None:
    cache = tmp_path / "cache"
    first = open_one(noted, cache)
    (note,) = cache.glob("*.source")
    assert open_one(noted, cache) == first
    # What is noted is believed: of another content there are no tables.
    note.write_text(re.sub('"content": "[0-9a-f]+"', '"content": "0"', note.read_text()))
    assert path_of_folder(noted, cache) != first.path
    for damaged in ("", "{}", "[]", '{"files": 1}'):
        note.write_text(damaged)
        assert path_of_folder(noted, cache) == first.path


@pytest.mark.parametrize("how", ["in place", "as another file"])
def test_a_large_file_of_the_same_size_and_time_is_seen_to_be_another(
    noted: Path, tmp_path: Path, how: str
) -> None:
    first, file = open_one(noted, tmp_path / "cache"), noted / "events.csv"
    before = file.stat()
    target = file if how == "in place" else noted / "new"
    target.write_text(HEAD + ROW.format(name="c") + ROW.format(name="b"))
    os.utime(target, ns=(before.st_atime_ns, before.st_mtime_ns))
    target.replace(file)
    after = file.stat()
    assert (after.st_size, after.st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    again = open_one(noted, tmp_path / "cache")
    assert again.path != first.path
    assert set(Database([again]).events(Filters())["event_id"]) == {"b", "c"}


def test_of_a_file_that_was_written_a_moment_ago_nothing_is_noted(
    noted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables_module, "SETTLED_S", 3600)
    open_one(noted, tmp_path / "cache")
    assert not list((tmp_path / "cache").glob("*.source"))


def test_a_broken_dataset_is_refused_and_keeps_no_tables(folder: Path, tmp_path: Path) -> None:
    (folder / "events.csv").write_text(HEAD + ROW.format(name="c").replace("46.5", "95"))
    opened = open_folders(Settings(folder, tmp_path / "cache"))
    assert "'95'" in str(opened.refused[0])
    assert find_prepared(path_of_folder(folder, tmp_path / "cache")) is None


def test_where_nothing_can_be_kept_the_tables_stand_in_memory(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    (dataset,) = open_folders(Settings(folder, tmp_path / "file")).datasets
    assert not isinstance(dataset, Prepared)
    assert summarise(Database([dataset]), Filters())["events"] == 2


def test_a_dataset_whose_tables_there_is_no_memory_to_build_is_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_many(tmp_path / "many")
    monkeypatch.setattr(tables_module, "BUILD_MEMORY", "4MB")
    (refused,) = [
        error
        for error in open_folders(Settings(folder, tmp_path / "cache")).refused
        if "many" in str(error)
    ]
    assert "take more than the 4MB of memory" in str(refused)
    assert not list((tmp_path / "cache").glob("*.*"))


def test_an_unfinished_file_is_never_taken_for_a_finished_one(folder: Path, tmp_path: Path) -> None:
    kept = open_one(folder, tmp_path / "cache").path
    kept.rename(kept.with_suffix(".1.building"))
    assert find_prepared(path_of_folder(folder, tmp_path / "cache")) is None


def test_the_bundled_dataset_is_small() -> None:
    assert not is_large(Path(__file__).parents[1] / "data" / "london-summit")


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_many_events_in_few_bytes_are_large_and_can_be_asked(tmp_path: Path, ending: str) -> None:
    folder = write_many(tmp_path / "many", ending)
    assert (folder / f"events.{ending}").stat().st_size < tables_module.LARGE_BYTES
    assert count(open_one(folder, tmp_path / "cache")) == 60_000


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def _flip(path: Path) -> None:
    body = bytearray(path.read_bytes())
    body[len(body) // 2] ^= 1
    path.write_bytes(body)


@pytest.mark.parametrize("ending", [".duckdb", ".arrow", ".seal"])
@pytest.mark.parametrize("damage", [_cut, _flip, Path.unlink, lambda path: path.write_bytes(b"")])
def test_damaged_tables_are_built_anew(
    folder: Path, tmp_path: Path, ending: str, damage: Callable[[Path], object]
) -> None:
    kept = open_one(folder, tmp_path / "cache").path.with_suffix(ending)
    sound = kept.stat().st_size
    damage(kept)
    again = open_one(folder, tmp_path / "cache")
    assert count(again) == 2
    assert Database([again]).events(Filters())["title"].tolist() == ["Words", "Words"]
    assert kept.stat().st_size == sound


def wait_for_seals() -> None:
    for thread in threading.enumerate():
        if thread.name.startswith("seals-"):
            thread.join()


@pytest.mark.parametrize("ending", [".duckdb", ".arrow"])
def test_large_tables_that_are_damaged_are_built_anew_at_the_next_start(
    folder: Path,
    tmp_path: Path,
    ending: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    kept = open_one(folder, tmp_path / "cache").path.with_suffix(ending)
    monkeypatch.setattr(seals, "READ_FIRST_BYTES", 0)
    built = kept.stat().st_ino
    open_one(folder, tmp_path / "cache")
    wait_for_seals()
    assert kept.stat().st_ino == built
    body = bytearray(kept.read_bytes())
    body[-9] ^= 1  # behind all rows; DuckDB may see it when the file is opened
    kept.write_bytes(body)
    open_one(folder, tmp_path / "cache")
    wait_for_seals()
    assert re.search(
        rf"{kept} (is damaged, and made|cannot be read, and is built) anew", caplog.text
    )
    assert count(open_one(folder, tmp_path / "cache")) == 2
    assert kept.stat().st_ino != built


@pytest.mark.parametrize("damage", [_cut, Path.unlink, lambda path: path.write_bytes(b"")])
@pytest.mark.parametrize("ending", [".duckdb", ".arrow", ".seal"])
def test_large_tables_that_are_not_whole_are_built_anew_at_once(
    folder: Path,
    tmp_path: Path,
    ending: str,
    damage: Callable[[Path], object],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept = open_one(folder, tmp_path / "cache").path.with_suffix(ending)
    sound = kept.read_bytes()
    monkeypatch.setattr(seals, "READ_FIRST_BYTES", 0)
    (damage if ending != ".seal" or damage is not _cut else _halve)(kept)
    assert count(open_one(folder, tmp_path / "cache")) == 2
    assert len(kept.read_bytes()) == len(sound)


def _halve(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def keep_three(tmp_path: Path, folder: Path) -> list[Path]:
    """Return the tables of three datasets in one cache, the longest unused first."""
    kept = []
    for at in range(3):
        other = tmp_path / f"set-{at}"
        other.mkdir()
        for file in folder.iterdir():
            (other / file.name).write_bytes(file.read_bytes())
        path = open_one(other, tmp_path / "cache").path
        os.utime(path.with_suffix(".seal"), (at, at))
        kept.append(path)
    return kept


def remaining(cache: Path) -> set[Path]:
    return set(cache.glob("*.duckdb"))


def size_of(path: Path) -> int:
    return sum(each.stat().st_size for each in path.parent.glob(f"{path.stem}.*"))


def test_what_was_not_used_for_the_longest_goes_from_the_cache(
    folder: Path, tmp_path: Path
) -> None:
    kept = keep_three(tmp_path, folder)
    cache = tmp_path / "cache"
    whole = sum(map(size_of, kept))
    prune(cache, whole)
    assert remaining(cache) == set(kept)
    prune(cache, whole - 1)
    assert remaining(cache) == set(kept[1:])
    assert not list(cache.glob(f"{kept[0].stem}*"))
    prune(cache, 0)
    assert list(cache.iterdir()) == []


def test_what_is_in_use_stays_in_the_cache(folder: Path, tmp_path: Path) -> None:
    kept = keep_three(tmp_path, folder)
    used = open_one(tmp_path / "set-0", tmp_path / "cache")
    database = Database([used])
    del used
    prune(tmp_path / "cache", 0)
    assert remaining(tmp_path / "cache") == {kept[0]}
    assert database.count(Filters()) == 2
    del database
    gc.collect()
    prune(tmp_path / "cache", 0)
    assert remaining(tmp_path / "cache") == set()


USE = """
import sys
from pathlib import Path
from eventmap.tables import find_prepared
used = find_prepared(Path(sys.argv[1]))
print("used" if used else "", flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("end", ["ends", "is killed"])
def test_what_another_process_uses_stays_until_it_ends(
    folder: Path, tmp_path: Path, end: str
) -> None:
    path = open_one(folder, tmp_path / "cache").path
    command = [sys.executable, "-c", USE, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout
        assert other.stdout.readline() == b"used\n"
        prune(path.parent, 0)
        assert remaining(path.parent) == {path}
        if end == "is killed":
            other.kill()
    prune(path.parent, 0)
    assert remaining(path.parent) == set()


def test_what_a_killed_build_left_goes_after_an_hour(folder: Path, tmp_path: Path) -> None:
    path = open_one(folder, tmp_path / "cache").path
    left = [path.with_suffix(f".1.{ending}") for ending in ("building", "labels", "sealing")]
    left += [path.with_stem("12345678-1"), path.with_name("12345678-1.arrow")]
    for at, age in ((3000, "young"), (4000, "old")):
        for each in left:
            each.write_bytes(b"half")
            os.utime(each, (time.time() - at, time.time() - at))
        prune(path.parent, size_of(path) * 2)
        assert [each.exists() for each in left] == [age == "young"] * 5
    assert remaining(path.parent) == {path}


def test_the_start_prunes_the_cache(folder: Path, tmp_path: Path) -> None:
    kept = keep_three(tmp_path, folder)
    with kept[0].open("ab") as file:
        file.truncate(1_000_000)
    with kept[1].open("ab") as file:
        file.truncate(900_000)
    settings = Settings(tmp_path / "set-2", tmp_path / "cache", str(tmp_path / "s"), cache_mb=1)
    database = open_database(settings)
    assert remaining(tmp_path / "cache") == {kept[2]}
    assert database.count(Filters()) == 2


@pytest.fixture
def connection(monkeypatch: pytest.MonkeyPatch) -> Iterator[duckdb.DuckDBPyConnection]:
    """Return a database of 23 events, the last three without a place, to be read 7 at a time."""
    monkeypatch.setattr(tables_module, "BATCH_ROWS", 7)
    with duckdb.connect() as connection:
        connection.execute(
            """
            CREATE TABLE events AS
            SELECT i / 10 AS lon, -i / 10 AS lat, 'e' || i AS event_id, 'Über ' || i AS title,
                DATE '2025-10-01' + i::INTEGER AS date_start, NULL::DATE AS date_end,
                'exact' AS geo_precision, CASE WHEN i = 7 THEN 'dozens' END AS killed_words,
                NULL::VARCHAR AS injured_words, i < 20 AS located
            FROM range(23) AS numbers(i)
            """
        )
        yield connection


def in_memory(connection: duckdb.DuckDBPyConnection, _: Path) -> Labels:
    return Labels.load(connection, "memory")


def in_file(connection: duckdb.DuckDBPyConnection, folder: Path) -> Labels:
    parts = write_labels(connection, "memory", folder / "labels")
    return Labels.open(folder / "labels", parts)


@pytest.mark.parametrize("open_labels", [in_memory, in_file])
@pytest.mark.parametrize("rows", [[], [0], [19], [6, 7], [13, 0, 7, 6, 19, 7]])
def test_labels_are_those_of_the_rows_in_their_order(
    connection: duckdb.DuckDBPyConnection,
    tmp_path: Path,
    open_labels: Callable[[duckdb.DuckDBPyConnection, Path], Labels],
    rows: list[int],
) -> None:
    found = open_labels(connection, tmp_path).take(np.array(rows, dtype=np.int64))
    assert {name: column.tolist() for name, column in found.items()} == {
        "lon": [i / 10 for i in rows],
        "lat": [-i / 10 for i in rows],
        "event_id": [f"e{i}" for i in rows],
        "title": [f"Über {i}" for i in rows],
        "date_start": [f"2025-10-{1 + i:02}" for i in rows],
        "date_end": [None for _ in rows],
        "geo_precision": ["exact" for _ in rows],
        "killed_words": ["dozens" if i == 7 else None for i in rows],
        "injured_words": [None for _ in rows],
    }


def test_labels_that_are_damaged_are_never_shown(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    path = tmp_path / "labels"
    parts = write_labels(connection, "memory", path)
    body = path.read_bytes()
    place = body.index(b"\xc3\x9cber 8")  # of the rows from 7 to 13, the second of three parts
    path.write_bytes(body[:place] + b"\xc3\x84" + body[place + 2 :])
    labels = Labels.open(path, parts)
    for at in (0, 6, 14, 19):
        assert labels.take(np.array([at]))["title"].tolist() == [f"Über {at}"]
    for at in (7, 8, 13):
        with pytest.raises(StoreError, match="damaged on its disk: start it again"):
            labels.take(np.array([at]))
