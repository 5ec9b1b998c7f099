import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
import pytest
from deltalake import DeltaTable
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from support.datasets import WEEK, WEEK_CLAIMS, make_dataset
from support.stored import ITEM, WEEK_DATA, assert_holds

from eventmap.errors import NotFoundError, StoreError
from eventmap.schema import TABLES, Dataset, ParquetTable
from eventmap.store import Counts, VersionedStore

TESTS = Path(__file__).parents[1]


def test_an_import_counts_what_it_changes(store: VersionedStore) -> None:
    assert store.write(WEEK_DATA).events == Counts(added=4)
    moved = {**WEEK[1], "place": "Odesa"}
    retold = {**WEEK_CLAIMS[0], "killed_best": 3}
    claims = [retold, *WEEK_CLAIMS[1:3]]
    events = [WEEK[0], moved, WEEK[2], {"event_id": "new"}]
    report = store.write(make_dataset(events, claims, [ITEM]))
    assert report.version == 2
    assert report.events == Counts(added=1, changed=2, unchanged=1, withdrawn=1)
    assert report.timeline == Counts(unchanged=1)


def test_the_order_of_claims_about_an_event_counts(store: VersionedStore) -> None:
    claims = [
        {"claim_id": "a", "event_id": "kherson", "killed_best": 1},
        {"claim_id": "b", "event_id": "kherson", "killed_best": 2},
    ]
    store.write(make_dataset(WEEK, claims))
    report = store.write(make_dataset(WEEK, claims[::-1]))
    assert report.events == Counts(changed=1, unchanged=3)
    assert_holds(store, 2, make_dataset(WEEK, claims[::-1]))


def test_what_would_change_is_told_as_the_import_then_tells_it_and_writes_nothing(
    root: str, tmp_path: Path
) -> None:
    store = VersionedStore(root)
    claims = [{**WEEK_CLAIMS[0], "killed_best": 3}, *WEEK_CLAIMS[1:3]]
    events = [WEEK[0], {**WEEK[1], "place": "Odesa"}, WEEK[2], {"event_id": "new"}]
    later = make_dataset(events, claims)
    for dataset, told in (
        (WEEK_DATA, (Counts(added=4), Counts(added=1), 1, True)),
        (WEEK_DATA, (Counts(unchanged=4), Counts(unchanged=1), 1, False)),
        (later, (Counts(1, 2, 1, 1), Counts(withdrawn=1), 2, True)),
        (make_dataset(events, claims, title="Other"), (Counts(unchanged=4), Counts(), 3, True)),
        # What was withdrawn comes back: that is a change of it.
        (WEEK_DATA, (Counts(0, 3, 1, 1), Counts(changed=1), 4, True)),
    ):
        before = sorted(path for path in tmp_path.rglob("*") if path.is_file())
        report = store.compare(dataset)
        assert (report.events, report.timeline, report.version, report.written) == told
        assert sorted(path for path in tmp_path.rglob("*") if path.is_file()) == before
        assert store.write(dataset, onto=report.onto) == report


def test_a_version_is_written_only_onto_that_of_which_it_was_told_what_would_change(
    store: VersionedStore,
) -> None:
    store.write(WEEK_DATA)
    told, mine = store.compare(make_dataset(WEEK[:2])), make_dataset(WEEK[:2])
    store.write(make_dataset(WEEK[:3]))
    with pytest.raises(StoreError, match=r"against version 1 .* it is at version 2 now\. Nothing"):
        store.write(mine, onto=told.onto)
    told = store.compare(mine)
    # One of the same number, in another dataset of that name.
    store.remove("test")
    with pytest.raises(StoreError, match="it is not there now"):
        store.write(mine, onto=told.onto)
    for dataset in (WEEK_DATA, make_dataset(WEEK[:3])):
        store.write(dataset)
    with pytest.raises(StoreError, match="version 2 now"):
        store.write(mine, onto=told.onto)
    assert store.head("test") == 2


def test_an_import_that_changes_nothing_makes_no_version(store: VersionedStore) -> None:
    store.write(WEEK_DATA)
    report = store.write(WEEK_DATA)
    assert (report.version, report.written) == (1, False)
    assert report.events == Counts(unchanged=4)
    assert store.head("test") == 1


def test_another_description_is_a_version(store: VersionedStore) -> None:
    store.write(make_dataset(WEEK))
    report = store.write(make_dataset(WEEK, licence="CC BY 4.0"))
    assert (report.version, report.written, report.events.unchanged) == (2, True, 4)
    assert [v.info.licence for v in store.versions("test")] == ["CC0-1.0", "CC BY 4.0"]


def test_missing_events_are_withdrawn_with_their_claims_and_may_come_back(
    store: VersionedStore,
) -> None:
    store.write(WEEK_DATA)
    store.write(make_dataset(WEEK[1:], WEEK_CLAIMS[1:]))

    def marked(table: str) -> dict[str, Any]:
        rows = store.open("test").read(table, withdrawn=True).to_pylist()
        key = "item_id" if table == "timeline" else "event_id"
        return {row[key]: row["withdrawn_in"] for row in rows}

    assert marked("events")["kherson"] == marked("claims")["kherson"] == 2
    assert marked("timeline") == {"talks": 2}
    store.write(make_dataset(WEEK[2:], WEEK_CLAIMS[2:]))
    assert (marked("events")["kherson"], marked("events")["odesa"]) == (2, 3)
    report = store.write(WEEK_DATA)
    assert report.events.changed >= 2
    assert set(marked("events").values()) == {None}
    assert_holds(store, 4, WEEK_DATA)


def test_rows_keep_the_version_in_which_they_last_changed(store: VersionedStore) -> None:
    claims = [{"claim_id": row["event_id"], **row} for row in WEEK_CLAIMS]
    store.write(make_dataset(WEEK, claims))
    store.write(make_dataset([{**WEEK[0], "title": "Another"}, *WEEK[1:]], claims))
    store.write(make_dataset(WEEK[:2], claims[:2]))
    events = store.open("test").read("events", withdrawn=True).to_pylist()
    assert {row["event_id"]: row["changed_in"] for row in events} == {
        "kherson": 3,
        "odesa": 1,
        "moscow": 1,
        "russia": 1,
    }
    told = store.open("test").read("claims", withdrawn=True).to_pylist()
    assert {row["changed_in"] for row in told} == {1}


def test_a_supplement_withdraws_nothing(store: VersionedStore) -> None:
    store.write(WEEK_DATA)
    report = store.write(
        make_dataset([{**WEEK[0], "title": "Another"}, {"event_id": "new"}]), whole=False
    )
    assert report.events == Counts(added=1, changed=1)
    rows = store.open("test").read("events").to_pylist()
    assert [row["event_id"] for row in rows] == ["odesa", "moscow", "russia", "kherson", "new"]
    assert [row["event_id"] for row in store.open("test").read("claims").to_pylist()] == [
        "odesa",
        "moscow",
        "russia",
    ]


def test_parquet_tables_are_stored_from_where_they_lie(
    store: VersionedStore, tmp_path: Path
) -> None:
    path = tmp_path / "events.parquet"
    WEEK_DATA.events.to_parquet(path)
    dataset = Dataset(WEEK_DATA.info, ParquetTable(path), WEEK_DATA.claims, WEEK_DATA.timeline)
    store.write(dataset)
    assert store.write(dataset).events == Counts(unchanged=4)
    ids = [row["event_id"] for row in store.open("test").read("events").to_pylist()]
    assert ids == [row["event_id"] for row in WEEK]


def test_it_is_told_how_much_of_each_table_is_written(
    store: VersionedStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eventmap.connections.TELL_S", 0.001)
    path = tmp_path / "events.parquet"
    rows = 200_000
    make_dataset([{}]).events.merge(pd.DataFrame({"nth": range(rows)}), how="cross").assign(
        event_id=lambda frame: frame.pop("nth").astype(str)
    ).to_parquet(path)
    dataset = Dataset(WEEK_DATA.info, ParquetTable(path), WEEK_DATA.claims, WEEK_DATA.timeline)
    told: list[tuple[str, float, float]] = []
    began = time.monotonic()
    report = store.write(dataset, tell=lambda *each: told.append(each))
    seconds = time.monotonic() - began
    assert report.events == Counts(added=rows)
    of_events = [(share, rate) for table, share, rate in told if table == "events"]
    shares = [share for share, _ in of_events]
    assert shares == sorted(shares)
    assert 0 < shares[-1] <= 1
    # What is told was written in a part of the time that the whole took.
    assert all(rate >= share * rows / seconds for share, rate in of_events)
    assert {table for table, _, _ in told} <= set(TABLES)


def test_what_is_not_there_is_named(store: VersionedStore) -> None:
    assert store.names() == []
    with pytest.raises(NotFoundError):
        store.head("test")
    store.write(WEEK_DATA)
    with pytest.raises(NotFoundError, match=r"'tset'\. Nearest: 'test'"):
        store.open("tset")
    for number in (0, 2):
        with pytest.raises(NotFoundError) as caught:
            store.open("test", number)
        assert caught.value.known == ("1",)


def test_a_name_that_is_no_name_reaches_no_folder(store: VersionedStore, tmp_path: Path) -> None:
    store.write(WEEK_DATA)
    for name in ("../test", "Test", "a b", "", ".", "a--b", "/etc", "test\n"):
        for ask in (store.open, store.head, store.versions, store.remove):
            with pytest.raises(NotFoundError):
                ask(name)
        with pytest.raises(StoreError, match="lower-case letters"):
            store.write(make_dataset(WEEK, name=name))
        assert [path.name for path in tmp_path.iterdir()] == ["store"]
    assert_holds(store, 1, WEEK_DATA)


def test_a_removed_dataset_is_gone(root: str) -> None:
    store = VersionedStore(root)
    store.write(WEEK_DATA)
    store.remove("test")
    assert store.names() == []
    assert store.write(WEEK_DATA).version == 1


Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start() -> Any:
    """Return a function that starts another process on a store; it ends with the test."""
    started: list[subprocess.Popen[str]] = []

    def start_process(root: str, what: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "support.versions_in_processes", root, what]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        process: subprocess.Popen[str] = subprocess.Popen(  # type: ignore[call-overload]
            command, cwd=TESTS, text=True, **pipes
        )
        started.append(process)
        return process

    yield start_process
    for process in started:
        with process:
            process.kill()


@pytest.mark.parametrize("is_new", [True, False])
def test_imports_at_once_all_land(store: VersionedStore, start: Start, is_new: bool) -> None:
    if not is_new:
        store.write(make_dataset([{"event_id": "old"}]))
    names = ["a", "b", "c"]
    racing = [start(store.root, name) for name in names]
    for process in racing:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    answers = [process.communicate("go\n")[0].strip() for process in racing]
    first = 1 if is_new else 2
    assert sorted(answers) == [str(first + at) for at in range(3)]
    ids = {row["event_id"] for row in store.open("test").read("events").to_pylist()}
    assert ids == {*names, *([] if is_new else ["old"])}
    assert_no_leftovers(store, versions=first + 2)


class Interrupted(Dataset):
    """A dataset during whose import others import theirs."""

    others: list[Callable[[], object]]

    def __getattribute__(self, name: str) -> Any:
        if name == "timeline" and self.others:
            self.others.pop()()
        return super().__getattribute__(name)


def interrupted(store: VersionedStore, times: int) -> Dataset:
    rows = make_dataset([{"event_id": "mine"}])
    others = [make_dataset([{"event_id": f"other-{at}"}]) for at in range(times)]
    dataset = Interrupted(rows.info, rows.events, rows.claims, rows.timeline)
    object.__setattr__(dataset, "others", [partial(store.write, d, whole=False) for d in others])
    return dataset


@pytest.mark.parametrize("is_new", [True, False])
def test_an_import_that_was_overtaken_is_compared_anew(root: str, is_new: bool) -> None:
    store = VersionedStore(root)
    if not is_new:
        store.write(make_dataset([{"event_id": "old"}]))
    report = store.write(interrupted(store, 2), whole=False)
    assert report.version == (3 if is_new else 4)
    ids = [row["event_id"] for row in store.open("test").read("events").to_pylist()]
    assert ids == [*([] if is_new else ["old"]), "other-1", "other-0", "mine"]


def test_an_import_that_is_always_overtaken_says_so(store: VersionedStore) -> None:
    store.write(WEEK_DATA)
    with pytest.raises(StoreError, match="is being imported by others at this moment"):
        store.write(interrupted(store, 4), whole=False)
    assert store.head("test") == 5
    assert_no_leftovers(store, versions=5)


def test_an_import_that_is_overtaken_while_it_is_written_is_not_compared_anew_where_it_was_told(
    store: VersionedStore,
) -> None:
    store.write(make_dataset([{"event_id": "old"}]))
    mine = interrupted(store, 1)
    onto = store.newest_id("test")
    with pytest.raises(StoreError, match="it is at version 2 now"):
        store.write(mine, onto=onto)
    assert store.head("test") == 2
    assert_no_leftovers(store, versions=2)


def assert_no_leftovers(store: VersionedStore, versions: int) -> None:
    folder = Path(store.root, "test")
    held = {
        uri
        for number in range(versions)
        for uri in DeltaTable(str(folder), version=number).file_uris()
    }
    assert {Path(uri).name for uri in held} == {path.name for path in folder.rglob("part=*/*")}


@pytest.mark.parametrize("after_s", [0.0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.6])
def test_killed_at_any_moment_it_opens_at_the_last_whole_version(
    store: VersionedStore, start: Start, after_s: float
) -> None:
    store.write(WEEK_DATA)
    process = start(store.root, "large")
    assert process.stdout is not None
    process.stdout.readline()
    try:
        process.wait(after_s)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
    process.wait()
    head = store.head("test")
    if head == 1:
        assert_holds(store, None, WEEK_DATA)
    else:
        assert store.open("test").read("events").num_rows == 200_000
    assert store.write(make_dataset([{"event_id": "next"}])).version == head + 1
    assert_holds(store, 1, WEEK_DATA)


@pytest.mark.parametrize("is_new", [True, False])
def test_a_disk_that_takes_no_more_is_said_in_a_sentence_and_leaves_nothing(
    store: VersionedStore, start: Start, is_new: bool
) -> None:
    if not is_new:
        store.write(WEEK_DATA)
    said, _ = start(store.root, "limited").communicate()
    assert said == f"The store {store.root} could not be written: file too large.\n"
    assert store.names() == ([] if is_new else ["test"])
    if not is_new:
        assert_holds(store, None, WEEK_DATA)
        assert_no_leftovers(store, versions=1)


EVENT_IDS = st.sampled_from(["a", "b", "c", "d"])
TEXTS = st.sampled_from([None, "", "x", "Ї\n'", "0"])
EVENTS = st.dictionaries(EVENT_IDS, st.tuples(TEXTS, st.sampled_from([None, 0.0, 46.5])))
CLAIMS = st.lists(st.tuples(EVENT_IDS, st.sampled_from([None, 0, 3]), TEXTS), max_size=5)


@st.composite
def datasets(draw: st.DrawFn) -> Dataset:
    events = draw(EVENTS)
    claims = [claim for claim in draw(CLAIMS) if claim[0] in events]
    items = draw(st.dictionaries(EVENT_IDS, TEXTS))
    return make_dataset(
        [
            {"event_id": key, "summary": text, "lat": lat, "lon": lat}
            for key, (text, lat) in events.items()
        ],
        [{"event_id": key, "killed_low": n, "statement": text} for key, n, text in claims],
        [{"item_id": key, "detail": text} for key, text in items.items()],
    )


def by_id(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.sort_values(list(frame.columns[:1]), ignore_index=True)


@settings(max_examples=15, deadline=None)
@given(st.lists(datasets(), min_size=1, max_size=4))
def test_any_sequence_of_imports_can_be_opened_again(imports: list[Dataset]) -> None:
    with TemporaryDirectory() as folder:
        store = VersionedStore(folder)
        held: dict[int, Dataset] = {}
        for dataset in imports:
            held[store.write(dataset).version] = dataset
        seen: set[str] = set()
        for number, dataset in sorted(held.items()):
            opened = store.open("test", number)
            found = opened.dataset()
            for table in TABLES:
                # An import in another order, and with nothing else in it, is no version.
                wanted = getattr(dataset, table)
                assert_frame_equal(by_id(getattr(found, table)), by_id(wanted))
            rows = opened.read("events", withdrawn=True).to_pylist()
            now = set(dataset.events["event_id"])
            seen |= now
            assert {row["event_id"] for row in rows} == seen
            assert {r["event_id"] for r in rows if r["withdrawn_in"] is None} == now
            assert len(rows) == len(seen)


def test_a_dataset_that_cannot_be_read_can_be_removed(store: VersionedStore) -> None:
    store.write(WEEK_DATA)
    Path(store.root, "test", "_delta_log", f"{0:020}.json").write_text("no commit")
    with pytest.raises(StoreError):
        store.head("test")
    store.remove("test")
    assert store.names() == []
