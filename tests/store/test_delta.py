import shutil
from dataclasses import replace
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from deltalake import CommitProperties, DeltaTable, write_deltalake
from pandas.testing import assert_frame_equal
from support.datasets import WEEK, WEEK_CLAIMS, make_dataset
from support.stored import ITEM, WEEK_DATA, assert_holds

from eventmap.errors import StoreError
from eventmap.store import Counts, VersionedStore, delta, diff

TESTS = Path(__file__).parents[1]


def test_old_versions_stay_after_many_commits_and_checkpoints(
    store: VersionedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    # By itself there is one for a hundred commits.
    often = {**delta.CONFIGURATION, "delta.checkpointInterval": "4"}
    monkeypatch.setattr(delta, "CONFIGURATION", often)
    for number in range(1, 12):
        store.write(make_dataset([{"event_id": "a", "title": f"Version {number}"}]))
    log = Path(store.root, "test", "_delta_log")
    assert len(list(log.glob("*.checkpoint.parquet"))) == 2
    assert [version.number for version in store.versions("test")] == list(range(1, 12))
    for number in range(1, 12):
        title = store.open("test", number).read("events")["title"].to_pylist()
        assert title == [f"Version {number}"]


def test_a_table_of_others_is_refused(store: VersionedStore) -> None:
    write_deltalake(str(Path(store.root, "test")), pa.table({"part": ["x"], "event_id": [1]}))
    for ask in (store.open, store.head, store.versions, lambda _: store.write(WEEK_DATA)):
        with pytest.raises(StoreError, match=r"no dataset of eventmap's; missing .*row"):
            ask("test")


def test_a_table_like_ours_without_a_description_is_refused(store: VersionedStore) -> None:
    store.write(WEEK_DATA)
    ours = DeltaTable(str(Path(store.root, "test")))
    write_deltalake(str(Path(store.root, "copy")), ours.to_pyarrow_table(), partition_by=["part"])
    with pytest.raises(StoreError, match="did not write"):
        store.open("copy")


@pytest.mark.parametrize("scheme", ["", "file://"])
def test_a_table_of_a_release_without_some_columns_opens_and_grows_them(
    store: VersionedStore, scheme: str
) -> None:
    store.write(WEEK_DATA)
    ours = DeltaTable(str(Path(store.root, "test")))
    note = CommitProperties(custom_metadata={"eventmap": ours.history(1)[0]["eventmap"]})
    older = ours.to_pyarrow_table().drop_columns(
        ["parties", "when_words", "where_words", "killed_words", "injured_words", "archive_url"]
    )
    path = Path(store.root, "older")
    write_deltalake(str(path), older, partition_by=["part"], commit_properties=note)
    store = VersionedStore(f"{scheme}{store.root}")
    opened = store.open("older").dataset()
    assert_frame_equal(opened.events, WEEK_DATA.events)
    told = {"parties": "Army of A; Army of B", "when_words": "at dawn", "where_words": "the dam"}
    events = [WEEK[0] | told, *WEEK[1:]]
    said = {
        "killed_words": "dozens",
        "injured_words": "about 20",
        "archive_url": "https://archive.ph/x1",
    }
    claims = [
        *WEEK_CLAIMS,
        {"claim_id": "in-words", "event_id": WEEK[0]["event_id"], **said},
    ]
    report = store.write(make_dataset(events, claims, [ITEM], name="older"))
    assert report.events == Counts(changed=1, unchanged=3)
    older, newer = (store.open("older", number).dataset() for number in (1, 2))
    for name, text in told.items():
        assert older.events[name].isna().all()
        assert newer.events[name].dropna().tolist() == [text]
    for name, text in said.items():
        assert older.claims[name].isna().all()
        assert newer.claims[name].dropna().tolist() == [text]


def test_a_store_of_an_earlier_release_opens_compares_and_grows(tmp_path: Path) -> None:
    # Written by the release before the store's modules were redrawn; see tests/data/README.md.
    shutil.copytree(TESTS / "data" / "store", tmp_path / "store")
    store = VersionedStore(str(tmp_path / "store"))
    first, second = (store.open("kept", number).dataset() for number in (1, 2))
    assert first.events["title"].tolist() == ["Alpha", "Beta", "Gamma"]
    assert first.claims["killed_best"].tolist() == [3, 7]
    assert second.events["title"].tolist() == ["Delta", "Alpha", "Beta, told anew"]
    assert second.claims["killed_best"].tolist() == [3, 1]
    assert second.events.loc[1, ["lat", "lon"]].tolist() == [46.5, 30.75]
    made = store.versions("kept")
    assert [(each.number, each.files) for each in made] == [
        (1, ("first.csv",)),
        (2, ("second.csv",)),
    ]
    assert made[1].events == Counts(added=1, changed=1, unchanged=1, withdrawn=1)
    marks = store.open("kept").read("events", withdrawn=True).to_pylist()
    assert {row["event_id"]: (row["changed_in"], row["withdrawn_in"]) for row in marks} == {
        "a": (1, None),
        "b": (2, None),
        "c": (1, 2),
        "d": (2, None),
    }
    changes = diff(store, "kept", 1, 2)
    assert [entry.id for entry in changes.events.added] == ["d"]
    assert [entry.id for entry in changes.events.withdrawn] == ["c"]
    (changed,) = changes.events.changed
    assert [field.describe() for field in changed.fields] == ["title: Beta, now Beta, told anew"]
    report = store.write(replace(first, info=replace(first.info, version=1, fingerprint="")))
    assert (report.version, report.written) == (3, True)
    assert report.events == Counts(added=0, changed=2, unchanged=1, withdrawn=1)
    assert_holds(store, 3, first)


def test_a_stranger_reads_the_newest_and_any_old_version(store: VersionedStore) -> None:
    store.write(WEEK_DATA)
    store.write(make_dataset(WEEK[1:]))
    path = str(Path(store.root, "test"))
    old = DeltaTable(path, version=0).to_pyarrow_table(filters=[("part", "=", "events")])
    assert sorted(old["event_id"].to_pylist()) == ["kherson", "moscow", "odesa", "russia"]
    rows = DeltaTable(path).to_pyarrow_dataset()
    assert rows.schema.field("date_start").type == pa.date32()
    sql = "SELECT event_id FROM rows WHERE part = 'events' AND withdrawn_in IS NULL ORDER BY row"
    assert duckdb.sql(sql).fetchall() == [("odesa",), ("moscow",), ("russia",)]


def test_a_stranger_may_tidy_up_and_every_version_stays(store: VersionedStore) -> None:
    for title in ("One", "Two"):
        store.write(make_dataset([{"event_id": "a", "title": title}]))
    table = DeltaTable(str(Path(store.root, "test")))
    table.vacuum(dry_run=False)
    table.create_checkpoint()
    table.cleanup_metadata()
    write_deltalake(table, table.to_pyarrow_table(), mode="overwrite")  # as a compaction does
    head = store.head("test")
    assert [v.number for v in store.versions("test")] == list(range(1, head + 1))
    titles = [store.open("test", n).read("events")["title"].to_pylist() for n in range(1, head + 1)]
    assert titles == [["One"]] + [["Two"]] * (head - 1)
    assert store.write(make_dataset([{"event_id": "a", "title": "Three"}])).version == head + 1
    assert store.versions("test")[-1].number == head + 1
