from pathlib import Path

import pandas as pd
from support.datasets import WEEK, WEEK_CLAIMS, make_dataset
from support.stored import WEEK_DATA, assert_holds

from eventmap.database import Database
from eventmap.errors import Reject
from eventmap.filters import Filters
from eventmap.readers.model import Reading
from eventmap.store import Counts, VersionedStore


def test_every_version_opens_as_it_was_imported(root: str, tmp_path: Path) -> None:
    store = VersionedStore(root)
    other = make_dataset([*WEEK[1:], {"event_id": "new"}], WEEK_CLAIMS[1:], title="Another title")
    for dataset in (WEEK_DATA, other, WEEK_DATA):
        store.write(dataset)
    assert store.names() == ["test"]
    assert store.head("test") == 3
    for number, dataset in enumerate((WEEK_DATA, other, WEEK_DATA), 1):
        assert_holds(store, number, dataset)
    assert store.open("test", 2).info.title == "Another title"
    assert store.open("test", 2).info.version == 2


def test_versions_have_fingerprints_of_their_own(store: VersionedStore) -> None:
    store.write(WEEK_DATA)
    store.write(make_dataset(WEEK[:2]))
    first, again, second = (store.open("test", n).info.fingerprint for n in (1, 1, 2))
    assert first == again != second


def test_the_list_of_versions_says_what_was_imported(store: VersionedStore) -> None:
    reading = Reading(
        "acled",
        WEEK_DATA.info,
        WEEK_DATA.events,
        WEEK_DATA.claims,
        WEEK_DATA.timeline,
        (Reject(3, "lat", "x", "no number", "{}"),),
        read=5,
        doubts={"null_island": 1},
    )
    store.write(reading, files=["data.csv"])
    (version,) = store.versions("test")
    assert version.number == 1
    assert version.files == ("data.csv",)
    assert version.events == Counts(added=4)
    assert dict(version.imported) == {
        "format": "acled",
        "read": 5,
        "accepted": 4,
        "rejected": 1,
        "duplicates": 0,
        "doubts": {"null_island": 1},
    }
    assert abs((pd.Timestamp.now("UTC") - version.time).total_seconds()) < 600


def test_an_old_version_gives_the_numbers_that_it_gave(store: VersionedStore) -> None:
    store.write(WEEK_DATA)
    store.write(make_dataset(WEEK, [{**WEEK_CLAIMS[0], "killed_best": 9}]))
    database = Database(store=store)
    killed = [database.event(Filters(version=n), "kherson")["event"]["killed_best"] for n in (1, 2)]
    assert killed == [2, 9]
