"""Datasets of a store in the database: versions opened once, and a newer one noticed."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from datasets import make_dataset

from eventmap import versions
from eventmap.database import Database
from eventmap.errors import NotFoundError, StoreError
from eventmap.filters import Filters
from eventmap.store import VersionedStore

Titles = Callable[..., set[str]]


@pytest.fixture
def store(tmp_path: Path) -> VersionedStore:
    """Return a store with two versions of the dataset "front"."""
    store = VersionedStore(str(tmp_path / "store"))
    store.write(make_dataset([{"event_id": "a", "title": "First"}], name="front"))
    store.write(make_dataset([{"event_id": "a", "title": "Second"}], name="front"))
    return store


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look for new versions at every question."""
    monkeypatch.setattr(versions, "FRESH_S", -1.0)


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


def test_versions_are_looked_for_every_few_seconds_only(store: VersionedStore) -> None:
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
def test_a_broken_dataset_takes_no_other_with_it(store: VersionedStore, tmp_path: Path) -> None:
    store.write(make_dataset([{"title": "Sound"}], name="sound"))
    store.write(make_dataset([{"title": "Never seen"}], name="broken"))
    broken = tmp_path / "store" / "broken" / "_delta_log" / f"{0:020}.json"
    broken.write_text("no commit", encoding="utf-8")
    database = Database(store=store)
    assert [info.name for info in database.infos] == ["front", "sound"]
    assert titles(database) == {"Second"}
    broken = tmp_path / "store" / "front" / "_delta_log" / f"{1:020}.json"
    broken.write_text("no commit", encoding="utf-8")
    assert titles(database) == {"Second"}
    assert titles(database, name="sound") == {"Sound"}


def test_a_dataset_goes_before_or_after_that_of_the_store(store: VersionedStore) -> None:
    own = make_dataset([{"event_id": "x", "title": "Own"}], name="front")
    assert titles(Database([own], store=store)) == {"Own"}
    after = Database([own], store=store, first=False)
    assert titles(after) == {"Second"}
    assert [info.version for info in after.infos] == [2]


def test_large_versions_are_kept_in_files(
    store: VersionedStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(versions, "LARGE_EVENTS", 1)
    cache = tmp_path / "cache"
    assert titles(Database(store=store, cache=cache)) == {"Second"}
    (kept,) = cache.glob("*.duckdb")
    written = kept.stat().st_mtime_ns
    assert titles(Database(store=store, cache=cache)) == {"Second"}
    assert kept.stat().st_mtime_ns == written
    assert titles(Database(store=store, cache=cache), 1) == {"First"}
    assert len(list(cache.glob("*.duckdb"))) == 2
