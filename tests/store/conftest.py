from pathlib import Path

import pytest

from eventmap.store import VersionedStore


@pytest.fixture
def store(tmp_path: Path) -> VersionedStore:
    return VersionedStore(str(tmp_path / "store"))


@pytest.fixture(params=["folder", "address", "pattern"])
def root(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return a folder, or the same as an address, which goes other ways."""
    if request.param == "address":
        return tmp_path.as_uri()
    return str(tmp_path / ("it's [100%] Київ" if request.param == "pattern" else "store"))
