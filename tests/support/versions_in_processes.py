"""What another process does to a store, for tests: ``python -m`` of this with ROOT and WHAT."""

import resource
import sys
from dataclasses import replace

from eventmap.errors import EventmapError
from eventmap.schema import Dataset
from eventmap.store import VersionedStore
from support.datasets import make_dataset

LARGE = 200_000


def large(**info: str) -> Dataset:
    one = make_dataset([{}], **info)
    rows = one.events.loc[[0] * LARGE].reset_index(drop=True)
    rows["event_id"] = [f"e{at}" for at in range(LARGE)]
    rows["summary"] = [f"{at * 7919:x} " * 8 for at in range(LARGE)]
    return replace(one, events=rows.astype(one.events.dtypes))


def main() -> None:
    root, what = sys.argv[1:]
    store = VersionedStore(root)
    if what == "large":
        dataset = large()
        print("ready", flush=True)
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
