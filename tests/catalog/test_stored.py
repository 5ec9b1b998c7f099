"""Datasets of a store: versions opened once, a newer one noticed, and damage that stays its own."""

import json
import os
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import NAMESPACE_OID, uuid5

import pytest
from click.testing import CliRunner
from deltalake import DeltaTable
from starlette.applications import Starlette
from starlette.testclient import TestClient
from support.datasets import make_dataset

from eventmap import database as database_module
from eventmap.catalog import Bounds
from eventmap.catalog import catalog as catalog_module
from eventmap.catalog import stored as stored_module
from eventmap.cli import main
from eventmap.database import Database
from eventmap.errors import NotFoundError, StoreError
from eventmap.filters import Filters
from eventmap.routes import create_routes
from eventmap.schema import Dataset
from eventmap.store import VersionedStore, describe_newer
from eventmap.summary import describe_datasets
from eventmap.tiles import Tiles

Titles = Callable[..., set[str]]


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look for new versions at every question."""
    monkeypatch.setattr(stored_module, "FRESH_S", -1.0)


def titles(database: Database, version: int | None = None, name: str = "front") -> set[str]:
    return set(database.events(Filters(dataset=name, version=version))["title"])


def test_every_version_can_be_opened_and_the_newest_is_the_default(store: VersionedStore) -> None:
    database = Database(store=store)
    assert [titles(database, version) for version in (1, 2, None)] == [
        {"First"},
        {"Second"},
        {"Second"},
    ]
    assert [(info.name, info.version) for info in database.infos] == [("front", 2)]
    with pytest.raises(NotFoundError, match="There is: 1, 2"):
        titles(database, 3)


@pytest.mark.usefixtures("impatient")
def test_a_new_version_is_noticed_while_an_old_one_stays_open(store: VersionedStore) -> None:
    database = Database(store=store)
    assert titles(database) == {"Second"}
    store.write(make_dataset([{"event_id": "b", "title": "Third"}], name="front"))
    store.write(make_dataset([{"event_id": "c", "title": "Other"}], name="rear"))
    assert database.newest_version("front") == 3
    assert (titles(database), titles(database, 2)) == ({"Third"}, {"Second"})
    assert titles(database, name="rear") == {"Other"}


def test_versions_are_looked_for_every_few_seconds_only(
    store: VersionedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert 0 < stored_module.FRESH_S < 60
    monkeypatch.setattr(stored_module, "FRESH_S", 3600)
    database = Database(store=store)
    assert database.newest_version("front") == 2
    store.write(make_dataset([{"event_id": "b", "title": "Third"}], name="front"))
    assert database.newest_version("front") == 2


def test_a_version_is_loaded_once_for_all_who_ask(
    store: VersionedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[int | None] = []
    really = VersionedStore.open

    def count(self: VersionedStore, name: str, version: int | None = None):  # type: ignore[no-untyped-def]
        opened.append(version)
        return really(self, name, version)

    database = Database(store=store)
    titles(database)
    monkeypatch.setattr(VersionedStore, "open", count)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: titles(database, 1), range(16)))
    assert answers == [{"First"}] * 16
    assert opened == [1]


@pytest.mark.usefixtures("impatient")
def test_what_was_opened_stays_when_the_store_breaks(store: VersionedStore, tmp_path: Path) -> None:
    database = Database(store=store)
    assert titles(database) == {"Second"}
    folder = tmp_path / "store"
    folder.rename(tmp_path / "gone")
    folder.write_text("no folder", encoding="utf-8")
    assert titles(database) == {"Second"}
    with pytest.raises(StoreError):
        titles(database, 1)


@pytest.mark.usefixtures("impatient")
def test_a_dataset_that_was_removed_and_imported_anew_is_another(store: VersionedStore) -> None:
    database = Database(store=store)
    before = database.tables_of(Filters(dataset="front", version=1)).info
    assert titles(database, 1) == {"First"}
    store.remove("front")
    store.write(make_dataset([{"event_id": "a", "title": "Anew"}], name="front", title="Anew"))
    assert titles(database, 1) == {"Anew"}
    assert [info.title for info in database.infos] == ["Anew"]
    assert database.infos[0].fingerprint != before.fingerprint


@pytest.mark.usefixtures("impatient")
def test_a_broken_dataset_takes_no_other_with_it(both: VersionedStore, tmp_path: Path) -> None:
    both.write(make_dataset([{"title": "Never seen"}], name="broken"))
    broken = tmp_path / "store" / "broken" / "_delta_log" / f"{0:020}.json"
    broken.write_text("no commit", encoding="utf-8")
    database = Database(store=both)
    assert [info.name for info in database.infos] == ["front", "sound"]
    assert titles(database) == {"Second"}
    broken = tmp_path / "store" / "front" / "_delta_log" / f"{1:020}.json"
    broken.write_text("no commit", encoding="utf-8")
    assert titles(database) == {"Second"}
    assert titles(database, name="sound") == {"Sound"}


def test_large_versions_are_kept_in_files(
    store: VersionedStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stored_module, "LARGE_ROWS", 1)
    cache = tmp_path / "cache"
    assert titles(Database(store=store, cache=cache)) == {"Second"}
    (kept,) = cache.glob("*.duckdb")
    written = kept.stat().st_mtime_ns
    assert titles(Database(store=store, cache=cache)) == {"Second"}
    assert kept.stat().st_mtime_ns == written
    assert titles(Database(store=store, cache=cache), 1) == {"First"}
    assert len(list(cache.glob("*.duckdb"))) == 2


def attached(database: Database) -> int:
    """Return how many datasets are open, of which the one given is asked."""
    sql = "SELECT count(*) AS n FROM duckdb_databases() WHERE NOT internal AND path IS NULL"
    return int(database.rows(sql, Filters(dataset="given"))[0]["n"])


@pytest.fixture
def narrow(six: VersionedStore) -> Database:
    """Return a database that keeps two versions open, of a store with six and a given dataset."""
    given = make_dataset([{"event_id": "g"}], name="given")
    return Database([given], store=six, bounds=Bounds(opened=2))


@pytest.fixture(scope="module")
def six(written: Path, tmp_path_factory: pytest.TempPathFactory) -> VersionedStore:
    """Return a store with six versions of the dataset "front", which is read only."""
    folder = tmp_path_factory.mktemp("six") / "store"
    store = VersionedStore(str(shutil.copytree(written / "front", folder)))
    for title in ALL[2:]:
        store.write(make_dataset([{"event_id": "a", "title": title}], name="front"))
    return store


ALL = ["First", "Second", "Third", "Fourth", "Fifth", "Sixth"]


def opened_versions(database: Database) -> set[int]:
    return {stamp.number for stamp in database.stored.opened}


def test_the_versions_that_were_not_asked_for_the_longest_are_closed(narrow: Database) -> None:
    rest = attached(narrow)
    for _ in range(2):
        for number, title in enumerate(ALL, 1):
            assert titles(narrow, number) == {title}
            assert attached(narrow) <= rest + 2
    assert attached(narrow) == rest + 2


def test_the_newest_version_is_closed_last(narrow: Database) -> None:
    titles(narrow)
    for number in (1, 2, 3):
        titles(narrow, number)
        assert opened_versions(narrow) == {6, number}


def test_a_version_that_is_asked_again_stays(six: VersionedStore) -> None:
    database = Database(store=six, bounds=Bounds(opened=2))
    for number in (1, 2, 1, 3):
        titles(database, number)
    assert opened_versions(database) == {1, 3}


def test_what_is_held_is_closed_when_it_is_let_go(narrow: Database) -> None:
    rest = attached(narrow)
    frames = narrow.event_frames(Filters(dataset="front", version=1))
    held = narrow.tables_of(Filters(dataset="front", version=2))
    del frames
    for number in (3, 4, 5):
        titles(narrow, number)
    assert opened_versions(narrow) == {4, 5}
    assert attached(narrow) == rest + 3
    del held
    assert attached(narrow) == rest + 2


def test_an_export_goes_on_after_its_version_was_closed(
    store: VersionedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_module, "FRAME_ROWS", 1)
    for title in ("x", "y", "z"):
        store.write(make_dataset([{"title": f"{title}{n}"} for n in range(3)], name="rear"))
    database = Database(store=store, bounds=Bounds(opened=1))
    frames = database.event_frames(Filters(dataset="rear", version=1), order="title")
    found = [next(frames)["title"].item()]
    titles(database, 2, "rear")
    titles(database, 3, "rear")
    found += [frame["title"].item() for frame in frames]
    assert found == ["x2", "x1", "x0"]


def test_no_question_fails_because_its_version_is_closed(narrow: Database) -> None:
    tiles = Tiles(narrow)

    def ask(at: int) -> tuple[set[str], int, int]:
        number = at % 6 + 1
        filters = Filters(dataset="front", version=number)
        cells = tiles.read(filters, at % 16, 0, 0)["cells"]
        return titles(narrow, number), narrow.count(filters), len(cells)

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(ask, range(96)))
    assert [(found, count) for found, count, _ in answers] == [
        ({ALL[at % 6]}, 1) for at in range(96)
    ]


def test_the_files_of_closed_versions_go_where_the_cache_is_full(
    store: VersionedStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stored_module, "LARGE_ROWS", 1)
    cache = tmp_path / "cache"
    database = Database(store=store, cache=cache, bounds=Bounds(opened=1, cache_bytes=0))
    for _ in range(2):
        for number, title in ((1, "First"), (2, "Second")):
            assert titles(database, number) == {title}
            # What the last one used was open still when this one was built.
            assert len(list(cache.glob("*.duckdb"))) <= 2
    assert titles(Database(store=store, cache=cache)) == {"Second"}


@pytest.mark.usefixtures("impatient")
def test_a_damaged_file_of_a_version_is_built_anew(
    store: VersionedStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stored_module, "LARGE_ROWS", 1)
    cache = tmp_path / "cache"
    assert titles(Database(store=store, cache=cache)) == {"Second"}
    (kept,) = cache.glob("*.duckdb")
    sound = kept.read_bytes()
    for broken in (b"", b"no database", sound[:9000], sound[:8192] + bytes(len(sound) - 8192)):
        kept.write_bytes(broken)
        assert titles(Database(store=store, cache=cache)) == {"Second"}


@pytest.fixture(scope="module")
def large() -> Dataset:
    """Return what has no room where memory is short."""
    return make_dataset([{"summary": f"{at} " * 100} for at in range(50_000)], name="large")


@pytest.fixture
def no_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a cache that nobody can write, where memory is short."""
    monkeypatch.setattr(catalog_module, "ANSWERS_MEMORY", "48MB")
    monkeypatch.setattr(stored_module, "LARGE_ROWS", 100)
    (tmp_path / "file").write_text("")
    return tmp_path / "file" / "cache"


def test_a_version_that_has_no_room_for_want_of_a_cache_says_what_to_set(
    store: VersionedStore, large: Dataset, no_cache: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store.write(large)
    database = Database(store=store, cache=no_cache)
    client = TestClient(Starlette(routes=create_routes(database)))
    assert client.get("/readyz").status_code == 200
    answer = client.get("/api/summary?dataset=large")
    assert answer.status_code == 503
    assert answer.json()["error"] == (
        "large, version 1, is too large to stand in memory, and the cache cannot be written: "
        "Not a directory. Set EVENTMAP_CACHE to a folder that this server may write to."
    )
    assert str(no_cache) in caplog.text
    assert client.get("/readyz").json() == {
        "status": "a dataset has no room, for the cache cannot be written: Not a directory",
        "set": "EVENTMAP_CACHE",
    }
    found = client.get("/api/summary?dataset=front").json()
    assert found.get("records") == 1, found


def test_a_folder_that_has_no_room_for_want_of_a_cache_is_refused_beside_others(
    large: Dataset, no_cache: Path, caplog: pytest.LogCaptureFixture
) -> None:
    small = make_dataset([{"title": "Sound"}], name="sound")
    database = Database([large, small], cache=no_cache)
    assert [info.name for info in database.infos] == ["sound"]
    (refused,) = database.refused
    assert "EVENTMAP_CACHE: 'Not a directory' is not allowed" in str(refused)
    assert str(no_cache) in caplog.text
    assert str(no_cache) not in str(refused)
    ready = TestClient(Starlette(routes=create_routes(database))).get("/readyz")
    assert (ready.status_code, ready.json()["set"]) == (503, "EVENTMAP_CACHE")


INFO = {"name": "front", "title": "T", "licence": "CC0-1.0", "redistributable": True, "version": 3}
NOTE = {"info": INFO, "files": [], "imported": {}, "events": {}, "timeline": {}}


def _commit(note: object, **more: object) -> Callable[[Path], None]:
    """Return what adds a commit that says this of its version, of the dataset that it is put to."""
    said = {"timestamp": 1_700_000_000_000, "eventmap": json.dumps(note), **more}
    text = json.dumps({"commitInfo": said})
    return lambda folder: _put(
        folder / "_delta_log" / f"{2:020}.json", text.replace("front", folder.name)
    )


def _put(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _each(pattern: str, left: int | None) -> Callable[[Path], None]:
    """Return what cuts the newest version's files, or with ``None`` deletes them."""

    def damage(folder: Path) -> None:
        for path in sorted(folder.glob(pattern)):
            if left is None:
                path.unlink()
            else:
                path.write_bytes(path.read_bytes()[:left])

    return damage


def _flip(byte: int) -> Callable[[Path], None]:
    """Return what turns a bit of the newest version's events round."""

    def damage(folder: Path) -> None:
        (path,) = folder.glob("part=events/2-*")
        body = bytearray(path.read_bytes())
        body[byte % len(body)] ^= 1
        path.write_bytes(body)

    return damage


def _file_for_folder(folder: Path) -> None:
    shutil.rmtree(folder / "_delta_log")
    _put(folder / "_delta_log", "a file")


DAMAGES = {
    "note is empty": _commit({}),
    "note is a list": _commit([1]),
    "note is a number": _commit(1),
    "note is null": _commit(None),
    "note is no text": _commit({}, eventmap=5),
    "note is no JSON": _commit({}, eventmap="{"),
    "info is a text": _commit(NOTE | {"info": "x"}),
    "title is a number": _commit(NOTE | {"info": INFO | {"title": 5}}),
    "licence is missing": _commit(NOTE | {"info": {"name": "front", "version": 3}}),
    "version is another": _commit(NOTE | {"info": INFO | {"version": 99}}),
    "version is below one": _commit(NOTE | {"info": INFO | {"version": -1}}),
    "count is negative": _commit(NOTE | {"events": {"added": -1}}),
    "count is a text": _commit(NOTE | {"timeline": {"added": "1"}}),
    "files are a text": _commit(NOTE | {"files": "x"}),
    "time is out of range": _commit(NOTE, timestamp=9_000_000_000_000_000),
    "time is a text": _commit(NOTE, timestamp="now"),
    "log entry is garbage": lambda f: _put(f / "_delta_log" / f"{1:020}.json", "no commit"),
    "log entry is cut": _each("_delta_log/*1.json", 40),
    "log entry is missing": _each("_delta_log/*0.json", None),
    "a file stands for the log": _file_for_folder,
    "file is missing": _each("part=events/2-*", None),
    "file is empty": _each("part=events/2-*", 0),
    "file is cut": _each("part=events/2-*", 300),
    "file has another bit": _flip(500),
    "file has another bit near its end": _flip(-300),
}


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("left", [0, 100, 3000])
def test_a_damaged_checkpoint_is_its_datasets_own(both: VersionedStore, left: int) -> None:
    DeltaTable(f"{both.root}/front").create_checkpoint()
    (checkpoint,) = Path(both.root, "front", "_delta_log").glob("*.checkpoint.parquet")
    checkpoint.write_bytes(checkpoint.read_bytes()[:left])
    database = Database(store=both)
    assert titles(database, name="sound") == {"Sound"}
    with pytest.raises(StoreError, match="front"):
        titles(database)
    assert "front" in database.broken


@pytest.mark.usefixtures("impatient")
@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file, whatever its permissions")
def test_files_that_may_not_be_read_are_their_datasets_own(both: VersionedStore) -> None:
    front = Path(both.root, "front")
    for closed in (front / "_delta_log", *front.glob("part=events/2-*")):
        closed.chmod(0)
        database = Database(store=both)
        assert titles(database, name="sound") == {"Sound"}
        with pytest.raises(StoreError, match="front"):
            titles(database)
        assert "ermission denied" in str(database.broken["front"])
        closed.chmod(0o700)
        assert titles(Database(store=both)) == {"Second"}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_an_import_onto_a_damaged_dataset_is_refused_and_changes_nothing(
    store: VersionedStore, damage: Callable[[Path], None]
) -> None:
    folder = Path(store.root, "front")
    damage(folder)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with pytest.raises(StoreError, match="front"):
        store.write(make_dataset([{"event_id": "a", "title": "Third"}], name="front"))
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


@pytest.mark.usefixtures("impatient")
def test_a_damaged_dataset_is_listed_though_it_may_be_tried_again_by_now(
    both: VersionedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = Database(store=both)
    DAMAGES["file is empty"](Path(both.root, "front"))
    monkeypatch.setattr(stored_module, "RETRY_S", 0)
    listed = {each["name"]: each for each in describe_datasets(database)}
    assert sorted(listed) == ["front", "sound"]
    assert listed["front"]["error"]


def _copy(front: Path, name: str) -> Path:
    """Return the folder of a dataset beside "front" with its versions and a name of its own."""
    folder = Path(shutil.copytree(front, front.with_name(name)))
    was, own = DeltaTable(front).metadata().id, uuid5(NAMESPACE_OID, name)
    for log in folder.glob("_delta_log/*.json"):
        text = log.read_text(encoding="utf-8")
        _put(log, text.replace("front", name).replace(was, str(own)))
    return folder


def test_damage_to_a_dataset_is_its_own(
    both: VersionedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What is tried again in the course of the test is not known to be broken for that moment.
    monkeypatch.setattr(stored_module, "RETRY_S", 3600)
    monkeypatch.setattr(stored_module, "FRESH_S", 3600)
    damaged = {what.lower().replace(" ", "-"): damage for what, damage in DAMAGES.items()}
    folders = {name: _copy(Path(both.root, "front"), name) for name in damaged}
    served = Database(store=both)
    sound = ["front", "sound"]
    assert [info.name for info in served.infos] == sorted([*damaged, *sound])
    for name, damage in damaged.items():
        damage(folders[name])
    with monkeypatch.context() as patch:
        patch.setattr(stored_module, "FRESH_S", -1.0)
        assert served.newest_version("front") == 2
    for database in (served, Database(store=both)):
        with TestClient(Starlette(routes=create_routes(database))) as client:
            answers = {name: client.get(f"/api/summary?dataset={name}") for name in damaged}
            assert {name: each.status_code for name, each in answers.items()} == dict.fromkeys(
                damaged, 503
            )
            assert client.get("/healthz").status_code == 200
            for name in sound:
                assert client.get(f"/api/summary?dataset={name}").json()["events"] == 1
            listed = {each["name"]: each for each in client.get("/api/datasets").json()}
        assert sorted(listed) == sorted([*damaged, *sound])
        for name in damaged:
            assert listed[name]["error"], name
        for name in sound:
            assert listed[name]["events"] == 1
        assert sorted(database.broken) == sorted(damaged)
    listing = CliRunner().invoke(main, ["datasets", "--store", both.root])
    assert listing.exit_code == 2, listing.output
    refused = [line for line in listing.output.splitlines() if line.startswith("Error: ")]
    for name in damaged:
        assert any(name in line for line in refused), name
    for name in sound:
        assert f"{name}: " in listing.output
        assert not any(name in line for line in refused)
    for name in damaged:
        result = CliRunner().invoke(main, ["diff", name, "1", "2", "--store", both.root])
        assert result.exit_code == 2, result.output
        assert "Error: " in result.output
        assert name in result.output


def test_the_word_of_newer_versions_is_what_each_import_counted(
    store: VersionedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = Database(store=store)
    said = describe_newer(database.versions("front"), 1)
    assert said == (
        "There is a newer version of this dataset. "
        "From version 1 to version 2 of front: 1 event changed."
    )
    store.write(make_dataset([{"event_id": "b", "title": "Third"}], name="front"))
    monkeypatch.setattr(stored_module, "FRESH_S", -1.0)
    # Without the files of the rows nothing can be compared: the log alone tells the counts.
    for path in Path(store.root, "front").glob("part=*/*"):
        path.unlink()
    said = describe_newer(database.versions("front"), 1)
    assert said == (
        "There are 2 newer versions of this dataset. "
        "In the last, version 3: 1 event added, 1 event withdrawn."
    )


def test_no_bit_of_a_file_can_change_unnoticed(store: VersionedStore) -> None:
    folder = Path(store.root, "front")
    (path,) = folder.glob("part=events/2-*")
    sound = path.read_bytes()
    for byte in range(0, len(sound), 101):
        _flip(byte)(folder)
        with pytest.raises(StoreError, match=f"the file front/part=events/{path.name} is damaged"):
            store.open("front", 2).read("events")
        path.write_bytes(sound)
    assert store.open("front", 2).read("events")["title"].to_pylist() == ["Second"]


def test_files_that_name_no_checksum_are_read_all_the_same(store: VersionedStore) -> None:
    front = Path(store.root, "front")
    log = front / "_delta_log" / f"{1:020}.json"
    text = log.read_text()
    for path in front.glob("part=*/2-*"):  # as an earlier release named it
        older = path.with_stem(path.stem.rpartition("-")[0])
        text = text.replace(path.name, path.rename(older).name)
    log.write_text(text)
    assert titles(Database(store=store)) == {"Second"}
