"""An import that is interrupted is gone on with, and ends as one that was not."""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from random import Random
from uuid import uuid4

import duckdb
import pandas as pd
import pytest
from click.testing import CliRunner
from deltalake import DeltaTable
from support import s3
from support.datasets import EVENT, make_dataset, write_dataset

from eventmap.cli import main
from eventmap.store import Place, VersionedStore, merge

ROWS = 20_000
CHUNK = 2048
FILES = 2048  # the fewest that DuckDB writes as one group

SMALL = {
    "GROUP_ROWS": FILES,
    "FILE_ROWS": FILES,
    "FILE_GROUPS": 1,
    "CHUNK_FILES": CHUNK // FILES,
}
"""How large files and chunks are: a small table has many."""

COMMAND = f"""
import signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # else ignored in the background
from eventmap.store import delta, merge, unfinished

vars(merge).update({SMALL})
left = int(sys.argv.pop(1))

def pausing(done):
    def pause(*given):
        global left
        found = done(*given)
        left -= 1
        if left == 0:
            print("written", flush=True)
            while True:  # a signal that comes before a sleep does not end it
                time.sleep(0.1)
        return found
    return pause

unfinished.Unfinished.note = pausing(unfinished.Unfinished.note)
delta.name_by_content = pausing(delta.name_by_content)
from eventmap.cli import main
main()
"""
"""The command, which writes small files and pauses to be stopped.

It does after that many steps: a file that has its name, or a chunk that is noted.
"""


def write_source(folder: Path, title: str = "An event", kind: str = "parquet") -> Path:
    """Write a dataset of many events, each with a claim, in our own layout."""
    write_dataset(folder, [{"event_id": "x", "title": "x", **EVENT, "geo_precision": "unlocated"}])
    (folder / "events.csv").rename(folder / "one.csv")
    options = "FORMAT parquet" if kind == "parquet" else "FORMAT csv, HEADER"
    rows = f"range({ROWS}) AS rows(n)"
    events = f"""SELECT 'e' || n AS event_id, '{title} ' || n AS title,
        * EXCLUDE (event_id, title) FROM '{folder}/one.csv', {rows} ORDER BY n"""  # noqa: S608 - of this file
    claims = f"""SELECT 'c' || n AS claim_id, 'e' || n AS event_id, 'Somebody' AS claimant,
        'media' AS side, n % 7 AS killed_best FROM {rows} ORDER BY n"""  # noqa: S608 - of this file
    for table, sql in (("events", events), ("claims", claims)):
        duckdb.execute(f"COPY ({sql}) TO '{folder}/{table}.{kind}' ({options})")
    (folder / "one.csv").unlink()
    return folder


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_source(tmp_path_factory.mktemp("source") / "many")


@pytest.fixture
def address(s3_variables: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> str:
    """Return where nothing is yet, of S3."""
    for name, value in s3_variables.items():
        monkeypatch.setenv(name, value)
    return f"s3://{s3.BUCKET}/{uuid4().hex}"


@pytest.fixture(scope="module")
def whole(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store into which the same was imported without an interruption."""
    store = tmp_path_factory.mktemp("whole")
    run(source, store)
    return store


def places_of(store: Path | str) -> dict[str, str]:
    cache = {} if isinstance(store, str) else {"EVENTMAP_CACHE": str(store / ".cache")}
    return {"EVENTMAP_STORE": str(store)} | cache


def start(source: Path, store: Path | str, steps: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", COMMAND, str(steps), "import", str(source), "--json"]
    return subprocess.Popen(
        command,
        env=os.environ | places_of(store),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def run(source: Path, store: Path | str) -> str:
    """Import to the end, in this process; return what was said beside the answer."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in SMALL.items():
            patch.setattr(merge, name, value)
        for name, value in places_of(store).items():
            patch.setenv(name, value)
        result = CliRunner().invoke(main, ["import", str(source), "--json"])
    assert result.exit_code == 0, result.output
    return result.stderr


def interrupt(source: Path, store: Path | str, steps: int, how: signal.Signals) -> None:
    """Interrupt an import once it has done that many steps, two for each chunk."""
    with start(source, store, steps) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "written\n"
        process.send_signal(how)
        process.communicate()
    assert process.returncode != 0


def notes(store: Path) -> list[Path]:
    return list(store.glob("many/_importing-*.json"))


def count_noted(store: Path) -> int:
    return sum(len(each) for path in notes(store) for each in json.loads(path.read_text()).values())


def read_rows(store: Path | str) -> pd.DataFrame:
    """Return all rows with all marks, as any reader of Delta tables finds them."""
    rows = DeltaTable(f"{store}/many").to_pandas()
    return rows.sort_values(["part", "row"], ignore_index=True)


def read_account(store: Path | str) -> tuple[object, ...]:
    opened = VersionedStore(str(store)).open("many")
    return opened.info.title, opened.files, opened.imported, opened.events, opened.timeline


def list_files(store: Path) -> set[str]:
    return {path.name for path in store.glob("many/part=*/*")}


def assert_same(store: Path, whole: Path) -> None:
    pd.testing.assert_frame_equal(read_rows(store), read_rows(whole))
    assert read_account(store) == read_account(whole)
    assert not notes(store)


def rows_gone_on_from(said: str) -> int:
    (line,) = [each for each in said.splitlines() if "of the events: what was written" in each]
    return int(line.removeprefix("Going on from row ").split()[0].replace(",", "")) - 1


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_the_same_import_goes_on_and_ends_as_one_that_was_not_interrupted(
    source: Path, whole: Path, tmp_path: Path, how: signal.Signals
) -> None:
    interrupt(source, tmp_path, 7, how)
    assert VersionedStore(str(tmp_path)).names() == []
    assert rows_gone_on_from(run(source, tmp_path)) == 3 * CHUNK
    assert_same(tmp_path, whole)


def test_interrupted_again_and_again_it_goes_on_each_time(
    source: Path, whole: Path, tmp_path: Path
) -> None:
    random = Random(1)
    for done in (2, 5, 9, 13):
        steps = 2 * (done - count_noted(tmp_path)) + random.randrange(2)
        interrupt(source, tmp_path, steps, random.choice([signal.SIGKILL, signal.SIGINT]))
        assert count_noted(tmp_path) == done
    assert rows_gone_on_from(run(source, tmp_path)) == ROWS
    assert_same(tmp_path, whole)


def test_a_large_csv_is_gone_on_with(tmp_path: Path) -> None:
    source = write_source(tmp_path / "source" / "many", "long " * 170, kind="csv")
    assert (source / "events.csv").stat().st_size > 16_000_000  # is copied, see largecsv
    interrupt(source, tmp_path / "store", 6, signal.SIGKILL)
    assert rows_gone_on_from(run(source, tmp_path / "store")) == 3 * CHUNK
    run(source, tmp_path / "whole")
    assert_same(tmp_path / "store", tmp_path / "whole")


def test_an_update_is_gone_on_with(source: Path, tmp_path: Path) -> None:
    other = write_source(tmp_path / "source" / "many", "Corrected")
    for store in (tmp_path / "store", tmp_path / "whole"):
        run(source, store)
    interrupt(other, tmp_path / "store", 6, signal.SIGKILL)
    assert VersionedStore(str(tmp_path / "store")).head("many") == 1
    assert rows_gone_on_from(run(other, tmp_path / "store")) == 3 * CHUNK
    run(other, tmp_path / "whole")
    assert_same(tmp_path / "store", tmp_path / "whole")


def test_another_source_begins_anew_and_says_so(source: Path, whole: Path, tmp_path: Path) -> None:
    other = write_source(tmp_path / "source" / "many", "Corrected")
    interrupt(other, tmp_path / "store", 6, signal.SIGKILL)
    said = run(source, tmp_path / "store")
    assert "Another import of many was interrupted, or is at work" in said
    assert "Going on" not in said
    pd.testing.assert_frame_equal(read_rows(tmp_path / "store"), read_rows(whole))
    assert len(notes(tmp_path / "store")) == 1  # until it is an hour old


@pytest.mark.parametrize("damage", ["a file", "the note"])
def test_what_is_damaged_is_written_anew(
    source: Path, whole: Path, tmp_path: Path, damage: str
) -> None:
    interrupt(source, tmp_path, 8, signal.SIGKILL)
    (note,) = notes(tmp_path)
    second = next(iter(json.loads(note.read_text())["events"][1]))
    path = note if damage == "the note" else tmp_path / "many" / second
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)
    said = run(source, tmp_path)
    assert damage == "the note" or rows_gone_on_from(said) == CHUNK
    pd.testing.assert_frame_equal(read_rows(tmp_path), read_rows(whole))


def test_what_was_never_finished_is_named_by_vacuum_and_goes(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    interrupt(source, tmp_path, 6, signal.SIGKILL)
    store = VersionedStore(str(tmp_path))
    assert store.unfinished() == ["many"]
    assert not store.find_surplus("many", None).orphans  # it may be gone on with
    monkeypatch.setattr("eventmap.store.orphans.UNFINISHED_S", -1)
    store.write(make_dataset([{"event_id": "a"}], name="other"))
    assert not list_files(tmp_path)
    assert not notes(tmp_path)
    assert store.names() == ["other"]


def find_notes(address: str) -> list[str]:
    paths = [each.path for each in Place(address).list_files("many")]
    return [f"many/{path}" for path in paths if path.startswith("_importing-")]


def chunks_of(paths: Iterable[str]) -> Counter[str]:
    """Return of how many files of rows each table has, of which each chunk is one here."""
    return Counter(path.split("/")[0] for path in paths if path.endswith(".parquet"))


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return where the files of rows are noted that this process writes to an address."""
    paths: list[str] = []
    put = Place.put

    def note_and_put(self: Place, staged: Path, path: str) -> None:
        if path.endswith(".parquet"):
            paths.append(path.partition("/")[2])
        put(self, staged, path)

    monkeypatch.setattr(Place, "put", note_and_put)
    return paths


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_an_import_into_an_address_goes_on_and_writes_nothing_again(
    source: Path, whole: Path, address: str, how: signal.Signals, written: list[str]
) -> None:
    interrupt(source, address, 7, how)
    # Of each chunk a file and a note: the seventh step is the fourth file, which is noted nowhere.
    (note,) = find_notes(address)
    noted = json.loads(Place(address).read(note))
    assert [len(noted[table]) for table in ("events", "claims")] == [3, 0]
    store = VersionedStore(address)
    assert (store.names(), store.unfinished()) == ([], ["many"])
    assert rows_gone_on_from(run(source, address)) == 3 * CHUNK
    # 20,000 rows are 9 chunks of 2,048 and one of the rest.
    assert chunks_of(written) == {"part=events": 7, "part=claims": 10}
    pd.testing.assert_frame_equal(read_rows(address), read_rows(whole))
    assert read_account(address) == read_account(whole)
    assert not find_notes(address)
    assert store.unfinished() == []


def test_an_import_into_an_address_whose_writing_fails_goes_on(
    source: Path, whole: Path, address: str, monkeypatch: pytest.MonkeyPatch, written: list[str]
) -> None:
    with monkeypatch.context() as patch:
        put = Place.put

        def fail(self: Place, staged: Path, path: str) -> None:
            if len(written) == 12 and path.endswith(".parquet"):
                raise OSError("The address is not reached.")
            put(self, staged, path)

        patch.setattr(Place, "put", fail)
        with pytest.raises(AssertionError, match="is not reached"):
            run(source, address)
    assert len(written) == 12
    assert rows_gone_on_from(run(source, address)) == ROWS
    assert chunks_of(written) == {"part=events": 10, "part=claims": 10}
    pd.testing.assert_frame_equal(read_rows(address), read_rows(whole))


def test_what_is_damaged_at_an_address_is_written_anew(
    source: Path, whole: Path, address: str, written: list[str]
) -> None:
    interrupt(source, address, 8, signal.SIGKILL)
    place = Place(address)
    (note,) = find_notes(address)
    (second,) = json.loads(place.read(note))["events"][1]
    data = bytearray(place.read(f"many/{second}"))
    data[len(data) // 2] ^= 0xFF
    place.replace(f"many/{second}", bytes(data))
    written.clear()
    assert rows_gone_on_from(run(source, address)) == CHUNK
    assert chunks_of(written) == {"part=events": 9, "part=claims": 10}
    pd.testing.assert_frame_equal(read_rows(address), read_rows(whole))


def test_what_an_import_at_work_has_noted_is_no_orphan(source: Path, tmp_path: Path) -> None:
    address, two_days_ago = tmp_path.as_uri(), (time.time() - 48 * 3600,) * 2
    interrupt(source, address, 8, signal.SIGKILL)
    (note,) = notes(tmp_path)
    rows = list_files(tmp_path)
    for path in tmp_path.glob("many/part=*/*"):
        os.utime(path, two_days_ago)
    store = VersionedStore(address)
    store.write(make_dataset([{"event_id": "a"}], name="other"))
    assert (len(rows), list_files(tmp_path)) == (4, rows)
    os.utime(note, two_days_ago)
    store.write(make_dataset([{"event_id": "b"}], name="other"))
    assert not list_files(tmp_path)
    assert not notes(tmp_path)
