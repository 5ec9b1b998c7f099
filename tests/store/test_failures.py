from pathlib import Path

import pytest
from support.stored import WEEK_DATA

from eventmap.errors import StoreError
from eventmap.store import VersionedStore


@pytest.mark.parametrize("left", [0, 50])
def test_a_damaged_file_is_said_in_a_sentence(store: VersionedStore, left: int) -> None:
    store.write(WEEK_DATA)
    (file,) = Path(store.root).rglob("part=events/*.parquet")
    file.write_bytes(file.read_bytes()[:left])
    with pytest.raises(StoreError, match=r"^test could not be read: [^\n]*\.$"):
        store.open("test").dataset()
    file.unlink()
    with pytest.raises(StoreError, match=r"^test could not be read: [^\n]*\.$"):
        store.open("test").dataset()
