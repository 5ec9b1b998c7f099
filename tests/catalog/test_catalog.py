"""What is in the catalogue: of folders and of a store, in which order, and on whose terms."""

from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from support.datasets import make_dataset

from eventmap.database import Database
from eventmap.errors import NotFoundError
from eventmap.filters import Filters
from eventmap.routes import create_routes
from eventmap.store import VersionedStore


def titles(database: Database) -> set[str]:
    return set(database.events(Filters(dataset="front"))["title"])


def test_a_dataset_goes_before_or_after_that_of_the_store(store: VersionedStore) -> None:
    own = make_dataset([{"event_id": "x", "title": "Own"}], name="front")
    assert titles(Database([own], store=store)) == {"Own"}
    after = Database([own], store=store, first=False)
    assert titles(after) == {"Second"}
    assert [info.version for info in after.infos] == [2]


@pytest.mark.parametrize("first", [True, False])
def test_what_is_not_here_is_answered_with_the_names_of_all_datasets(
    store: VersionedStore, first: bool
) -> None:
    database = Database([make_dataset([{}], name="own")], store=store, first=first)
    with pytest.raises(NotFoundError) as raised:
        database.info_of(Filters(dataset="nope"))
    assert sorted(raised.value.known) == sorted(info.name for info in database.infos)


@pytest.mark.parametrize("query", ["", "&version=1", "&version=2"])
def test_a_permission_taken_back_is_taken_back_for_older_versions(
    tmp_path: Path, query: str
) -> None:
    store = VersionedStore(str(tmp_path))
    row = {"event_id": "a1", "summary": "In their words.", "extra": '{"notes": "secret"}'}
    for may in (True, False):
        store.write(make_dataset([row], name="front", redistributable=may))
    client = TestClient(Starlette(routes=create_routes(Database(store=store))))
    export = client.get(f"/api/events.csv?dataset=front{query}")
    assert (export.status_code, "secret" in export.text) == (403, False)
    event = client.get(f"/api/events/a1?dataset=front{query}")
    assert event.status_code == 200
    assert "secret" not in event.text
    assert "In their words." not in event.text


def test_a_permission_given_later_does_not_free_a_version_that_forbids_it(tmp_path: Path) -> None:
    store = VersionedStore(str(tmp_path))
    for may in (False, True):
        store.write(make_dataset([{"event_id": "a1"}], name="front", redistributable=may))
    client = TestClient(Starlette(routes=create_routes(Database(store=store))))
    answers = [client.get(f"/api/events.csv?dataset=front&version={n}") for n in (1, 2)]
    assert [answer.status_code for answer in answers] == [403, 200]
