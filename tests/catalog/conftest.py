"""Stores that are written once, and copied for each test."""

import shutil
from pathlib import Path

import pytest
from support.datasets import make_dataset

from eventmap.store import VersionedStore


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a store with two versions of "front", and of one with "sound" too."""
    folder = tmp_path_factory.mktemp("written")
    store = VersionedStore(str(folder / "front"))
    store.write(make_dataset([{"event_id": "a", "title": "First"}], name="front"))
    store.write(make_dataset([{"event_id": "a", "title": "Second"}], name="front"))
    shutil.copytree(folder / "front", folder / "both")
    both = VersionedStore(str(folder / "both"))
    both.write(make_dataset([{"title": "Sound"}], name="sound"))
    return folder


@pytest.fixture
def store(written: Path, tmp_path: Path) -> VersionedStore:
    """Return a store of one's own with two versions of the dataset "front"."""
    return VersionedStore(str(shutil.copytree(written / "front", tmp_path / "store")))


@pytest.fixture
def both(written: Path, tmp_path: Path) -> VersionedStore:
    """Return such a store in which the dataset "sound" is, too."""
    return VersionedStore(str(shutil.copytree(written / "both", tmp_path / "store")))
