"""What another process does to a store, for tests: ``python -m`` of this with ROOT and WHAT."""

import resource
import signal
import sys
from dataclasses import replace
from typing import Any
from unittest.mock import patch

from eventmap.errors import EventmapError
from eventmap.schema import Dataset
from eventmap.store import VersionedStore
from eventmap.store.place import Place
from support.datasets import make_dataset

LARGE = 200_000


def large(**info: str) -> Dataset:
    one = make_dataset([{}], **info)
    rows = one.events.loc[[0] * LARGE].reset_index(drop=True)
    rows["event_id"] = [f"e{at}" for at in range(LARGE)]
    rows["summary"] = [f"{at * 7919:x} " * 8 for at in range(LARGE)]
    return replace(one, events=rows.astype(one.events.dtypes))


def put_and_wait(*given: Any, put: Any = Place.put) -> None:
    """Put a file where it belongs, say so, and do nothing more."""
    put(*given)
    print("put", flush=True)
    signal.pause()


def main() -> None:
    root, what = sys.argv[1:]
    store = VersionedStore(root)
    if what in ("large", "stalled"):
        dataset = large()
        print("ready", flush=True)
        with patch.object(Place, "put", put_and_wait if what == "stalled" else Place.put):
            store.write(dataset)
        return
    if what == "limited":
        dataset = large()
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
    else:
        dataset = make_dataset([{"event_id": what}])
        print("ready", flush=True)
        sys.stdin.readline()
    try:
        print(store.write(dataset, whole=False).version)
    except EventmapError as error:
        print(error)


if __name__ == "__main__":
    main()
