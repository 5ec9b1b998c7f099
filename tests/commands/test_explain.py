import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.datasets import make_dataset

from eventmap import database as database_module
from eventmap.catalog import Bounds, stored
from eventmap.cli import main
from eventmap.database import Database, open_database
from eventmap.filters import Filters
from eventmap.store import VersionedStore

EVENTS = [{"lat": 48.5, "lon": 35.0, "geo_precision": "exact"}] * 2
LINK = "http://localhost:8501/?dataset=test&from=2025-10-02&zoom=6#top"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> VersionedStore:
    monkeypatch.setenv("EVENTMAP_STORE", str(tmp_path / "store"))
    monkeypatch.setenv("EVENTMAP_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(stored, "LARGE_ROWS", 1)
    store = VersionedStore(str(tmp_path / "store"))
    store.write(make_dataset(EVENTS))
    return store


def test_a_link_is_explained(
    store: VersionedStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = CliRunner().invoke(main, ["explain", LINK])
    assert rows.output.splitlines() == [
        "test, version 1: 2 located events.",
        "Summary, and trend of months or longer: rows: not counted ahead.",
        "Trend of days or weeks: rows: not counted ahead.",
        "Numbers beside the values of the filters: rows: not counted ahead.",
        "Tile zooms 0 to 20: rows: not counted ahead.",
    ]
    bounds = Bounds(counted_events=1)
    database = Database(store=store, cache=tmp_path / "cache", bounds=bounds)
    tables = database.tables_of(Filters(dataset="test"))
    database.count_ahead(tables)
    assert tables.cube.made
    assert tables.cube.made.result(60)
    open_database.cache_clear()  # as in another process
    monkeypatch.setattr(database_module, "Bounds", lambda *_: bounds)
    found = json.loads(CliRunner().invoke(main, ["explain", "--json", LINK]).output)
    assert (found["dataset"], found["version"], found["located"]) == ("test", 1, 2)
    assert (found["summary"], found["days"]) == ("counted ahead: days", "counted ahead: days")
    assert found["values"] == "counted ahead: months; rows: cut months 2025-10"
    assert found["plans"] == [
        {"zooms": list(range(11)), "plan": "counted ahead: months; rows: cut months 2025-10"},
        {"zooms": list(range(11, 21)), "plan": "rows: beyond zoom 10"},
    ]


def test_what_is_wrong_with_a_link_is_said(store: VersionedStore) -> None:
    for link, said in (("dataset=test&type=dron", "type='dron'"), ("?dataset=nope", "'nope'")):
        result = CliRunner().invoke(main, ["explain", link])
        assert result.exit_code == 2
        assert said in result.stderr
