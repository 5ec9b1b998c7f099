"""What killed imports left goes with a later import, and no version loses a row."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from deltalake import DeltaTable
from support.datasets import make_dataset

from eventmap.store import VersionedStore

TESTS = Path(__file__).parents[1]
TWO_HOURS = 7200


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a store with three versions of the dataset "test"."""
    folder = tmp_path_factory.mktemp("filled")
    store = VersionedStore(str(folder))
    for title in ("First", "Second", "Third"):
        store.write(make_dataset([{"event_id": "a", "title": title}], name="test"))
    return folder


@pytest.fixture(params=["folder", "address"])
def store(request: pytest.FixtureRequest, filled: Path, tmp_path: Path) -> VersionedStore:
    """Return such a store of one's own, named as a folder or as an address."""
    shutil.copytree(filled, tmp_path, dirs_exist_ok=True)
    return VersionedStore(tmp_path.as_uri() if request.param == "address" else str(tmp_path), None)


def kill_import(root: str, folder: Path) -> set[Path]:
    """Kill an import of many events while it writes them; return what it left."""
    before = list_parts(folder)
    command = [sys.executable, "-m", "support.versions_in_processes", root, "stalled"]
    with subprocess.Popen(command, cwd=TESTS, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        assert process.stdout.readline() == b"put\n"
        left = list_parts(folder) - before
        assert left
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    return left


def list_parts(folder: Path) -> set[Path]:
    return set(folder.glob("part=*/*"))


def age(paths: set[Path], seconds: int = TWO_HOURS) -> None:
    for path in paths:
        os.utime(path, (time.time() - seconds, time.time() - seconds))


def read_titles(store: VersionedStore) -> list[str]:
    numbers = [version.number for version in store.versions("test")]
    found = [store.open("test", number).dataset().events["title"].item() for number in numbers]
    return [str(title) for title in found]


def test_the_next_import_deletes_what_a_killed_one_left(tmp_path: Path) -> None:
    store = VersionedStore(str(tmp_path))
    for title in ("First", "Second", "Third"):
        store.write(make_dataset([{"event_id": "a", "title": title}], name="test"))
    folder = tmp_path / "test"
    left = kill_import(store.root, folder)
    assert store.head("test") == 3
    age(list_parts(folder))
    store.write(make_dataset([{"event_id": "a", "title": "Fourth"}], name="test"))
    assert not left & list_parts(folder)
    assert read_titles(store) == ["First", "Second", "Third", "Fourth"]


def test_what_is_younger_than_an_hour_stays(store: VersionedStore, tmp_path: Path) -> None:
    orphan = tmp_path / "test" / "part=events" / f"4-{'0' * 32}.parquet"
    for seconds, stays in ((3500, True), (3700, False)):
        orphan.write_bytes(b"half")
        age({orphan}, seconds)
        store.write(make_dataset([{"event_id": "a", "title": "Third"}], name="test"))
        assert orphan.exists() == stays


def test_old_versions_lose_nothing(store: VersionedStore, tmp_path: Path) -> None:
    folder = tmp_path / "test"
    table = DeltaTable(str(folder))
    table.create_checkpoint()
    foreign = folder / "part=events" / "notes.parquet"
    foreign.write_bytes(b"somebody's")
    half = folder / "_delta_log" / "_commit_01234567-0123-0123-0123-0123456789ab.json.tmp"
    half.write_text("{")
    choices = folder / f"_mapping.toml.{'0' * 32}.tmp"
    choices.write_text("[[lay")
    age({*list_parts(folder), half, choices})
    before = list_parts(folder)
    store.write(make_dataset([{"event_id": "a", "title": "Fourth"}], name="test"))
    assert list_parts(folder) >= before
    assert not half.exists()
    assert not choices.exists()
    assert read_titles(store) == ["First", "Second", "Third", "Fourth"]


def test_choices_lie_where_no_program_that_tidies_the_table_up_deletes_them(
    store: VersionedStore, tmp_path: Path
) -> None:
    assert store.read_mapping("test") is None
    store.change_mapping("test", lambda held: b"kept" if held is None else b"never")
    table = DeltaTable(str(tmp_path / "test"))
    table.vacuum(retention_hours=0, enforce_retention_duration=False, dry_run=False, full=True)
    assert store.read_mapping("test") == b"kept"
    assert store.names() == ["test"]
    store.change_mapping("test", lambda held: None)
    assert store.read_mapping("test") is None


@pytest.mark.parametrize("damage", ["missing", "cut", "of another shape"])
def test_where_the_log_is_not_whole_everything_stays(
    store: VersionedStore, tmp_path: Path, damage: str
) -> None:
    folder = tmp_path / "test"
    DeltaTable(str(folder)).create_checkpoint()
    entry = folder / "_delta_log" / f"{1:020}.json"
    if damage == "missing":
        entry.unlink()
    else:
        text = entry.read_text()
        entry.write_text(text[:-9] if damage == "cut" else json.dumps({"add": 5}))
    orphan = folder / "part=events" / f"9-{'0' * 32}.parquet"
    orphan.write_bytes(b"half")
    age(list_parts(folder))
    before = list_parts(folder)
    store.remove_orphans("test")
    assert list_parts(folder) == before


def test_a_removal_that_was_killed_is_finished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = VersionedStore(str(tmp_path))
    store.write(make_dataset([{"event_id": "a"}], name="test"))
    left = (tmp_path / "test").rename(tmp_path / ".removed-0123")
    store.write(make_dataset([{"event_id": "a"}], name="test"))
    assert left.exists()
    monkeypatch.setattr("eventmap.store.orphans.ORPHAN_S", -1)
    store.write(make_dataset([{"event_id": "b"}], name="other"))
    assert not left.exists()
    assert store.names() == ["other", "test"]
