from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest
from pandas.testing import assert_frame_equal
from support.datasets import make_dataset

from eventmap.connections import scratch_folder
from eventmap.schema import TABLES, Dataset, ParquetTable
from eventmap.store import Counts, VersionedStore, diff, digests, merge

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
        found, wanted = getattr(opened, table), getattr(dataset, table)
        # The same to the bit is told in a tenth of the time; what differs, by the assertion.
        same_axes = all(map(pd.Index.identical, found.axes, wanted.axes))
        if not (same_axes and found.equals(wanted)):
            assert_frame_equal(found, wanted)


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
        assert_holds(store, number, dataset)
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
    for version, wanted in enumerate(imported, 1):
        assert_holds(store, version, wanted)


SLICE = 200
"""Rows of a side that are compared at once where a test divides them."""

Content = tuple[Any, ...]
Given = dict[str, Content]


def draw_update(random: Random, given: Given, gone: Given, new: str) -> Given:
    """Return the rows of the next version, in their order: changed, withdrawn, back, new and moved.

    The content of a row is a text and how many were killed by each claim about it, in their order.
    """
    rows = [[key, content] for key, content in given.items()]
    for row in random.sample(rows, 25):
        row[1] = (f"Changed in {new}", *row[1][1:])
    for row in random.sample(rows, 25):
        row[1] = (row[1][0], *random.choices(range(3), k=random.randrange(4)))
    for row in random.sample(rows, 40):
        rows.remove(row)
        gone[row[0]] = row[1]
    for key in random.sample(sorted(gone), len(gone) // 3):
        rows.insert(random.randrange(len(rows)), [key, gone.pop(key)])
    for at in range(30):
        place = random.choice([0, len(rows), random.randrange(len(rows)), 700])
        rows.insert(place, [f"{new}-{at}", ("New", 1)])
    start = random.randrange(len(rows) - 20)
    rows[start : start + 9] = rows[start : start + 9][::-1]
    rows.append(rows.pop(random.randrange(len(rows))))
    return dict(rows)


def tables_of(events: Given, items: Given) -> dict[str, list[dict[str, Any]]]:
    """Return rows with claims that stand in another order than the events."""
    claims = [
        {"claim_id": f"{key}-{nth}", "event_id": key, "killed_best": killed}
        for key, (_, *figures) in events.items()
        for nth, killed in enumerate(figures)
    ]
    return {
        "events": [{"event_id": key, "title": title} for key, (title, *_) in events.items()],
        "claims": sorted(claims, key=lambda claim: claim["claim_id"][::-1]),
        "timeline": [{"item_id": key, "title": title} for key, (title, *_) in items.items()],
    }


class Counted:
    """What a table of the store must hold, counted row by row as imports come."""

    def __init__(self) -> None:
        self.held: Given = {}
        self.marks: dict[str, tuple[int, int | None]] = {}

    def count(self, given: Given, version: int, *, whole: bool) -> Counts:
        became: Counter[str] = Counter()
        for key in self.held.keys() | given.keys():
            changed, withdrawn = self.marks.get(key, (version, None))
            if key not in given:
                if whole and withdrawn is None:
                    self.marks[key] = (changed, version)
                    became["withdrawn"] += 1
            elif key not in self.held:
                self.marks[key] = (version, None)
                became["added"] += 1
            elif withdrawn is not None or self.held[key] != given[key]:
                self.marks[key] = (version, None)
                became["changed"] += 1
            else:
                became["unchanged"] += 1
        self.held |= given
        return Counts(**became)


def list_laid(store: VersionedStore, root: Path, table: str) -> list[list[int]]:
    """Return the numbers of the rows of each file of the newest version, files in their order."""
    files = store.open("test").rows.files[table]
    read = (pq.read_table(root / "test" / each.path, columns=["row"]) for each in files)
    return sorted(sorted(each.column("row").to_pylist()) for each in read)


def list_names(store: VersionedStore) -> set[str]:
    opened = store.open("test")
    return {file.name for table in TABLES for file in opened.rows.files[table]}


def list_marks(store: VersionedStore, table: str, key: str) -> dict[str, tuple[int, int | None]]:
    rows = store.open("test").read(table, withdrawn=True).to_pylist()
    return {row[key]: (row["changed_in"], row["withdrawn_in"]) for row in rows}


@pytest.fixture
def laid_apart(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Return the folders in which rows were laid apart."""
    folders: list[Path] = []
    write = digests.write_slices

    def note(connection: Any, sql: str, values: Mapping[str, Any], folder: Path) -> None:
        write(connection, sql, values, folder)
        folders.append(folder)

    monkeypatch.setattr(digests, "write_slices", note)
    return folders


@pytest.mark.parametrize(("seed", "address"), [(1, ""), (2, "file://")])
def test_what_is_compared_in_slices_becomes_what_it_becomes_at_once(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    laid_apart: list[Path],
    seed: int,
    address: str,
) -> None:
    random = Random(seed)
    roots = {rows: tmp_path / str(rows) for rows in (10**6, SLICE)}
    stores = {}
    for rows, root in roots.items():
        root.mkdir()
        stores[rows] = VersionedStore(f"{address}{root}")
    events: Given = {key: (title, 0) for key, title in titled(2 * ROWS)}
    items: Given = {f"i{at}": ("Somebody spoke",) for at in range(SLICE + 50)}
    gone: dict[str, Given] = {"events": {}, "timeline": {}}
    counted = {"events": Counted(), "timeline": Counted()}
    names: dict[int, set[str]] = {rows: set() for rows in stores}
    for version, whole in enumerate((True, True, True, False, True), 1):
        dataset = make_dataset(**tables_of(events, items))
        wanted = {
            "events": counted["events"].count(events, version, whole=whole),
            "timeline": counted["timeline"].count(items, version, whole=whole),
        }
        stay = set()
        for rows, store in stores.items():
            monkeypatch.setattr(merge, "COMPARED_ROWS", rows)
            laid_apart.clear()
            report = store.write(dataset, whole=whole)
            assert bool(laid_apart) == (rows == SLICE and version > 1)
            assert {"events": report.events, "timeline": report.timeline} == wanted
            assert list_marks(store, "events", "event_id") == counted["events"].marks
            assert list_marks(store, "timeline", "item_id") == counted["timeline"].marks
            if whole:
                assert_holds(store, version, dataset)
            stay.add(len(names[rows] & list_names(store)))
            names[rows] = list_names(store)
        assert len(stay) == 1
        at_once, divided = stores.values()
        for table in TABLES:
            assert (
                divided.open("test")
                .read(table, withdrawn=True)
                .equals(at_once.open("test").read(table, withdrawn=True))
            )
            laid = [list_laid(store, roots[rows], table) for rows, store in stores.items()]
            assert laid[0] == laid[1]
        events = draw_update(random, events, gone["events"], f"new{version}")
        items = draw_update(random, items, gone["timeline"], f"item{version}")
        items = {key: content[:1] for key, content in items.items()}
    assert not list(scratch_folder().glob("slices-*"))


def test_parquet_that_is_compared_in_slices_keeps_the_files_of_what_did_not_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, laid_apart: list[Path]
) -> None:
    monkeypatch.setattr(merge, "COMPARED_ROWS", 700)
    store = VersionedStore(str(tmp_path / "store"))
    events = titled(4 * ROWS)
    first = dataset_of(events, {})
    events[ROWS + 2] = (events[ROWS + 2][0], "Corrected")
    second = dataset_of(events, {events[-1][0]: 2})
    reports = []
    for dataset in (first, second):
        paths = {table: tmp_path / f"{table}.parquet" for table in ("events", "claims")}
        for table, path in paths.items():
            getattr(dataset, table).to_parquet(path)
        large = {table: ParquetTable(path) for table, path in paths.items()}
        reports.append(store.write(replace(dataset, **large)))
    assert len(laid_apart) == 6  # both sides of two tables, and the order of each
    assert [report.events for report in reports] == [
        Counts(added=4 * ROWS),
        Counts(changed=2, unchanged=4 * ROWS - 2),
    ]
    titles = store.open("test", 2).read("events").column("title").to_pylist()
    assert titles == [title for _, title in events]
    claims = store.open("test", 2).read("claims").column("claim_id").to_pylist()
    assert claims == [f"{key}-0" for key, _ in events] + [f"{events[-1][0]}-1"]
    files = [store.open("test", version).rows.files for version in (1, 2)]
    kept = {table: len({*files[0][table]} & {*files[1][table]}) for table in ("events", "claims")}
    assert kept == {"events": 2, "claims": 3}
