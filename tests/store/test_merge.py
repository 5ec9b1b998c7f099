from pathlib import Path
from random import Random

import pytest
from pandas.testing import assert_frame_equal
from support.datasets import make_dataset

from eventmap.schema import TABLES, Dataset
from eventmap.store import VersionedStore, diff, merge

ROWS = 2048  # the fewest that DuckDB writes as one group


@pytest.fixture(autouse=True)
def small_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merge, "GROUP_ROWS", ROWS)
    monkeypatch.setattr(merge, "FILE_GROUPS", 1)
    monkeypatch.setattr(merge, "FILE_ROWS", ROWS)


@pytest.fixture(params=["", "file://"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> VersionedStore:
    """Return a store in a folder, or the same as an address, which goes other ways."""
    root = tmp_path / "store"
    root.mkdir()
    return VersionedStore(f"{request.param}{root}")


Events = list[tuple[str, str]]


def dataset_of(events: Events, claims: dict[str, int]) -> Dataset:
    return make_dataset(
        [{"event_id": key, "title": title} for key, title in events],
        [
            {"claim_id": f"{key}-{n}", "event_id": key, "killed_best": n}
            for key, _ in events
            for n in range(claims.get(key, 1))
        ],
    )


def list_files(tmp_path: Path, table: str) -> set[str]:
    return {path.name for path in tmp_path.glob(f"store/test/part={table}/*.parquet")}


def assert_holds(store: VersionedStore, version: int, dataset: Dataset) -> None:
    opened = store.open("test", version).dataset()
    for table in TABLES:
        assert_frame_equal(getattr(opened, table), getattr(dataset, table))


def titled(count: int) -> Events:
    return [(f"e{at:05}", "An event") for at in range(count)]


def test_an_update_writes_the_files_anew_in_which_rows_changed(
    store: VersionedStore, tmp_path: Path
) -> None:
    before = titled(5 * ROWS)
    after = [*before[:-1], (before[-1][0], "Corrected")]
    store.write(dataset_of(before, {}))
    first = {table: list_files(tmp_path, table) for table in TABLES}
    assert [len(first[table]) for table in TABLES] == [5, 5, 0]
    store.write(dataset_of(after, {}))
    assert len(list_files(tmp_path, "events") - first["events"]) == 1
    assert list_files(tmp_path, "claims") == first["claims"]
    assert_holds(store, 1, dataset_of(before, {}))
    assert_holds(store, 2, dataset_of(after, {}))
    (changed,) = diff(store, "test", 1, 2).events.changed
    assert changed.id == before[-1][0]


@pytest.mark.parametrize("place", [0, 3 * ROWS + 7, 5 * ROWS])
def test_what_is_new_between_others_leaves_their_files(
    store: VersionedStore, tmp_path: Path, place: int
) -> None:
    before = titled(5 * ROWS)
    new = [(f"new-{at}", "New") for at in range(15)]
    after = [*before[:place], *new, *before[place:]]
    store.write(dataset_of(before, {}))
    first = list_files(tmp_path, "events")
    store.write(dataset_of(after, {}))
    assert len(list_files(tmp_path, "events")) == 6
    assert list_files(tmp_path, "events") > first
    assert_holds(store, 2, dataset_of(after, {}))


def test_where_very_many_are_written_no_file_stays(
    store: VersionedStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merge, "MOST_BETWEEN", ROWS)
    before = titled(5 * ROWS)
    after = [
        (key, "Corrected" if at in (5, ROWS) else title) for at, (key, title) in enumerate(before)
    ]
    store.write(dataset_of(before, {}))
    first = list_files(tmp_path, "events")
    store.write(dataset_of(after, {}))
    assert len(list_files(tmp_path, "events") - first) == 5
    assert_holds(store, 1, dataset_of(before, {}))
    assert_holds(store, 2, dataset_of(after, {}))
    (one, other) = diff(store, "test", 1, 2).events.changed
    assert {one.id, other.id} == {before[5][0], before[ROWS][0]}


def test_more_than_there_are_numbers_for_comes_between_others_all_the_same(
    store: VersionedStore,
) -> None:
    before = titled(3 * ROWS)
    new = [(f"new-{at}", "New") for at in range(100)]
    after = [*before[: ROWS + 5], *new, *before[ROWS + 5 :]]
    for dataset in (before, after):
        store.write(dataset_of(dataset, {}))
    assert_holds(store, 2, dataset_of(after, {}))


def test_another_order_with_a_change_is_the_order_from_then_on(store: VersionedStore) -> None:
    before = titled(3 * ROWS)
    after = [(before[-1][0], "Corrected"), *before[-2::-1]]
    for dataset in (before, after):
        store.write(dataset_of(dataset, {}))
    assert_holds(store, 2, dataset_of(after, {}))


def test_small_files_do_not_become_more_and_more(store: VersionedStore, tmp_path: Path) -> None:
    events = titled(2 * ROWS)
    for at in range(5):
        store.write(dataset_of(events, {}))
        events = [*events, *((f"more-{at}-{n}", "More") for n in range(100))]
    last = store.open("test").rows.files["events"]
    assert len(last) == 3


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_any_updates_of_a_table_of_many_files_give_what_was_imported(
    store: VersionedStore, seed: int
) -> None:
    random = Random(seed)
    events, claims, gone = titled(4 * ROWS), {}, []
    marks: dict[str, tuple[int, int | None]] = {}
    held: dict[str, tuple[str, int]] = {}
    imported = []
    for number in range(1, 7):
        dataset = dataset_of(events, claims)
        assert store.write(dataset).version == number
        imported.append(dataset)
        given = {key: (title, claims.get(key, 1)) for key, title in events}
        for key in held.keys() | given.keys():
            changed, withdrawn = marks.get(key, (number, None))
            if key not in given:
                marks[key] = (changed, withdrawn or number)
            elif withdrawn is not None or held.get(key) != given[key]:
                marks[key] = (number, None)
        held |= given
        for version, wanted in enumerate(imported, 1):
            assert_holds(store, version, wanted)
        found = store.open("test").read("events", withdrawn=True).to_pylist()
        assert {row["event_id"]: (row["changed_in"], row["withdrawn_in"]) for row in found} == marks
        start = random.randrange(len(events) - 200)
        for at in range(start, start + 30):
            events[at] = (events[at][0], f"Changed in {number}")
        gone += [events.pop(random.randrange(len(events))) for _ in range(3)]
        for at in range(random.randrange(40)):
            place = random.choice([start, random.randrange(len(events)), len(events), 0])
            events.insert(place, (f"new-{number}-{at}", "New"))
        if number % 2 == 0:
            events.insert(random.randrange(len(events)), gone.pop())
        claims = claims | {events[start + 60][0]: random.randrange(4)}
        if number == 4:
            events[start : start + 9] = events[start : start + 9][::-1]
