"""A store at an address of S3, told by a server of it that runs here."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import pytest
from click.testing import CliRunner
from starlette.applications import Starlette
from starlette.testclient import TestClient
from support.datasets import WEEK, WEEK_CLAIMS, make_dataset
from support.s3 import BUCKET

import eventmap.catalog.stored as stored_module
from eventmap.cli import main
from eventmap.database import Database
from eventmap.errors import StoreError
from eventmap.routes import create_routes
from eventmap.store import VersionedStore

HEAD = "event_id,date,title,type,lat,lon,place,country,killed\n"
FIRST = "a1,2025-10-18,Strike on Kherson,shelling,46.6354,32.6169,Kherson,Ukraine,2\n"
SECOND = "a2,2025-10-19,Strike on Odesa,shelling,46.4825,30.7233,Odesa,Ukraine,3\n"


@pytest.fixture
def address(s3_variables: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> str:
    """Return where nothing is yet."""
    for name, value in s3_variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(stored_module, "FRESH_S", -1.0)
    return f"s3://{BUCKET}/{uuid4().hex}"


def command(*arguments: object) -> str:
    result = CliRunner().invoke(main, [str(each) for each in arguments])
    assert result.exit_code == 0, result.output
    return result.output


def replica(address: str) -> TestClient:
    """Return a server of its own over the store, as another host has it."""
    database = Database(store=VersionedStore(address))
    return TestClient(Starlette(routes=create_routes(database)))


def total(client: TestClient, version: int | None = None) -> tuple[int, int]:
    """Return the number of events that a server answers, and how many were killed."""
    asked = {"dataset": "strikes"} | ({"version": str(version)} if version else {})
    told = client.get("/api/summary", params=asked).raise_for_status().json()
    return told["events"], told["killed"]["best"]


@pytest.mark.usefixtures("read_here")
def test_an_import_into_s3_is_noticed_by_every_replica(address: str, tmp_path: Path) -> None:
    table = tmp_path / "strikes.csv"
    replicas = [replica(address), replica(address)]
    for number, (rows, expected) in enumerate([(FIRST, (1, 2)), (FIRST + SECOND, (2, 5))], start=1):
        table.write_text(HEAD + rows, encoding="utf-8")
        command("import", table, "--dataset", "strikes", "--store", address)
        for each in replicas:
            assert total(each) == expected
            (described,) = each.get("/api/datasets").json()
            assert (described["name"], described["version"]) == ("strikes", number)
    assert [total(each, version=1) for each in replicas] == [(1, 2), (1, 2)]


def test_a_backup_of_s3_comes_back_at_another_address(address: str, tmp_path: Path) -> None:
    store, archive = VersionedStore(address), tmp_path / "events.zip"
    for title in ("First", "Second"):
        rows = [{**WEEK[0], "title": title}, *WEEK[1:]]
        store.write(make_dataset(rows, WEEK_CLAIMS, name="strikes"))
    store.write_access("strikes", b'see = ["group:desk"]\n')
    command("backup", archive, "--store", address)
    command("restore", archive, "--store", f"{address}-restored")
    restored = VersionedStore(f"{address}-restored")
    assert restored.read_access("strikes") == b'see = ["group:desk"]\n'
    for version, title in ((1, "First"), (2, "Second")):
        events = restored.open("strikes", version).dataset().events
        assert (len(events), title in set(events["title"])) == (len(WEEK), True)


def test_what_vacuum_deletes_in_s3_is_said_to_be_deleted(address: str) -> None:
    store = VersionedStore(address)
    for title in ("First", "Second"):
        store.write(make_dataset([{"event_id": "a1", "title": title}], name="strikes"))
    command("vacuum", "strikes", "--keep", 1, "--yes", "--store", address)
    client = replica(address)
    assert total(client)[0] == 1
    gone = client.get("/api/summary?dataset=strikes&version=1")
    assert gone.status_code == 422
    assert "deleted" in gone.json()["error"]


def test_of_imports_into_s3_at_once_none_is_lost_without_a_word(address: str) -> None:
    VersionedStore(address).write(make_dataset([{"event_id": "a0"}], name="strikes"))

    def write(at: int) -> bool:
        try:
            VersionedStore(address).write(make_dataset([{"event_id": f"a{at}"}], name="strikes"))
        except StoreError:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        landed = [at for at, done in enumerate(pool.map(write, range(1, 5)), 1) if done]
    versions = VersionedStore(address).versions("strikes")
    present = [set(each.dataset().events["event_id"]) for each in versions]
    assert landed
    assert len(versions) == 1 + len(landed)
    for at in landed:
        assert any(f"a{at}" in ids for ids in present)
