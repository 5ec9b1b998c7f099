import shutil
from pathlib import Path

import pytest
from support.stored import WEEK_DATA, assert_holds

from eventmap.errors import StoreError
from eventmap.store import VersionedStore


def test_a_folder_with_other_things_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "note.txt").write_text("mine")
    store = VersionedStore(str(tmp_path))
    assert store.names() == []
    store.write(WEEK_DATA)
    assert store.names() == ["test"]
    assert (tmp_path / "note.txt").read_text() == "mine"


def test_a_file_in_place_of_the_folder_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    store = VersionedStore(str(tmp_path / "file"))
    with pytest.raises(StoreError, match=r"could not be written: not a directory\.$"):
        store.write(WEEK_DATA)
    with pytest.raises(StoreError, match=r"could not be read: not a directory\.$"):
        store.names()


@pytest.mark.parametrize("path", ["a%20b", "a#b", "a?b", "a\\b"])
def test_a_path_that_would_be_misread_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(StoreError, match="cannot be used"):
        VersionedStore(str(tmp_path / path))


def test_an_address_without_a_server_is_said_in_a_sentence() -> None:
    options = {
        "AWS_ENDPOINT_URL": "http://127.0.0.1:1",
        "AWS_ALLOW_HTTP": "true",
        "AWS_REGION": "x",
        "AWS_ACCESS_KEY_ID": "x",
        "AWS_SECRET_ACCESS_KEY": "x",
        "max_retries": "0",
    }
    store = VersionedStore("s3://nowhere/events", options)
    for ask in (store.names, lambda: store.head("test"), lambda: store.write(WEEK_DATA)):
        with pytest.raises(StoreError, match=r"^The store s3://nowhere/events .*[^\n]*\.$"):
            ask()


def test_a_store_may_be_moved(store: VersionedStore, tmp_path: Path) -> None:
    store.write(WEEK_DATA)
    shutil.move(store.root, tmp_path / "elsewhere")
    assert_holds(VersionedStore(str(tmp_path / "elsewhere")), 1, WEEK_DATA)


def test_a_home_that_is_not_there_is_a_sentence() -> None:
    with pytest.raises(StoreError, match="~nobody-of-this-name/x cannot be used"):
        VersionedStore("~nobody-of-this-name/x")
