import json
import shutil
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.datasets import WEEK, WEEK_CLAIMS, make_dataset

from eventmap.casualties import Figure
from eventmap.errors import NotFoundError
from eventmap.store import Changes, Counts, Entry, FieldChange, VersionedStore, diff

CLAIMS = [{"claim_id": row["event_id"], **row} for row in WEEK_CLAIMS]
TALKS = {"item_id": "talks", "title": "Talks"}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a store in which, after the week, Kherson is told anew, Russia is
    withdrawn, and one event and one item are new; Moscow is withdrawn in version 2 and back in
    version 3."""
    folder = tmp_path_factory.mktemp("filled")
    store = VersionedStore(str(folder))
    kherson = {**WEEK[0], "title": "Shelling in Kherson", "lat": None, "lon": None}
    kherson |= {"date_end": "2025-10-25", "extra": json.dumps({"a": 1, "b": "x"})}
    told = [{**CLAIMS[0], "killed_best": 3}, {"claim_id": "more", "event_id": "kherson"}]
    store.write(make_dataset([{**WEEK[0], "extra": '{"a": 1}'}, *WEEK[1:]], CLAIMS))
    store.write(make_dataset([WEEK[0], WEEK[1]], CLAIMS[:2]))
    store.write(
        make_dataset(
            [kherson, WEEK[1], WEEK[2], {"event_id": "new", "title": "New"}],
            [*told, *CLAIMS[1:3]],
            [TALKS],
        )
    )
    return folder


@pytest.fixture
def store(filled: Path, tmp_path: Path) -> VersionedStore:
    """Return such a store of one's own."""
    return VersionedStore(str(shutil.copytree(filled, tmp_path, dirs_exist_ok=True)))


def fields(changes: Changes, event_id: str) -> dict[str, tuple[object, object]]:
    (entry,) = [entry for entry in changes.events.changed if entry.id == event_id]
    return {field.field: (field.before, field.after) for field in entry.fields}


def test_added_withdrawn_and_changed_events_are_told_apart(store: VersionedStore) -> None:
    changes = diff(store, "test", 1, 3)
    assert changes.events.counts == Counts(added=1, changed=1, withdrawn=1)
    assert changes.events.added == (Entry("new", "New"),)
    assert changes.events.withdrawn == (Entry("russia", "111 drones downed overnight"),)
    assert [entry.title for entry in changes.events.changed] == ["Shelling in Kherson"]


def test_changes_are_told_field_by_field(store: VersionedStore) -> None:
    assert fields(diff(store, "test", 1, 3), "kherson") == {
        "title": ("Shelling of a block in Kherson", "Shelling in Kherson"),
        "date_end": (date(2025, 10, 24), date(2025, 10, 25)),
        "lat": (46.6354, None),
        "lon": (32.6169, None),
        "extra.b": (None, "x"),
        "claims": (1, 2),
        "killed": (Figure(2, 2, 2), Figure(3, 3, 3)),
    }


def test_an_event_that_came_back_as_it_was_has_not_changed(store: VersionedStore) -> None:
    assert "moscow" not in {entry.id for entry in diff(store, "test", 1, 3).events.changed}
    ids = [entry.id for entry in diff(store, "test", 2, 3).events.added]
    assert ids == ["moscow", "new"]


def test_versions_may_be_compared_backwards(store: VersionedStore) -> None:
    changes = diff(store, "test", 3, 1)
    assert [entry.id for entry in changes.events.added] == ["russia"]
    assert [entry.id for entry in changes.events.withdrawn] == ["new"]
    assert fields(changes, "kherson")["claims"] == (2, 1)


def test_a_version_does_not_differ_from_itself(store: VersionedStore) -> None:
    changes = diff(store, "test", 3, 3)
    assert changes.events.counts == changes.timeline.counts == Counts()
    assert changes.describe() == "From version 3 to version 3 of test: nothing differs."


def test_claims_in_other_words_are_a_change_of_the_event(tmp_path: Path) -> None:
    store = VersionedStore(str(tmp_path))
    store.write(make_dataset(WEEK, CLAIMS))
    store.write(make_dataset(WEEK, [CLAIMS[0] | {"statement": "Else"}, *CLAIMS[1:]]))
    changes = diff(store, "test", 1, 2)
    assert fields(changes, "kherson") == {"claims": (1, 1)}
    assert changes.events.changed[0].fields[0].describe() == "claims: 1, with other content"


def test_timeline_items_are_compared_too(store: VersionedStore) -> None:
    assert diff(store, "test", 1, 3).timeline.added == (Entry("talks", "Talks"),)
    store.write(make_dataset(WEEK, CLAIMS, [TALKS | {"detail": "Long"}]))
    (entry,) = diff(store, "test", 3, 4).timeline.changed
    assert entry.fields == (FieldChange("detail", None, "Long"),)


def test_the_counts_are_said_in_a_sentence(store: VersionedStore) -> None:
    assert diff(store, "test", 1, 3).describe() == (
        "From version 1 to version 3 of test: "
        "1 event added, 1 event changed, 1 event withdrawn; 1 timeline item added."
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (FieldChange("place", None, "Kherson"), "place: not given, now Kherson"),
        (FieldChange("lat", 46.5, None), "lat: 46.5, now not given"),
        (FieldChange("claims", 1, 2), "claims: 1, now 2"),
        (FieldChange("killed", Figure(), Figure(2, 2, 2)), "killed: not given, now 2 killed"),
        (
            FieldChange("injured", Figure(1), Figure(1, None, 4)),
            "at least 1 injured, now between 1 and 4 injured",
        ),
    ],
)
def test_a_change_is_said_in_words(change: FieldChange, words: str) -> None:
    assert change.describe() == words


def test_long_lists_come_in_pages_with_the_counts_of_all(tmp_path: Path) -> None:
    store = VersionedStore(str(tmp_path))
    ids = [f"e{at:02}" for at in range(30)]
    store.write(make_dataset([{"event_id": i} for i in ids[:20]]))
    store.write(make_dataset([{"event_id": i, "place": "Here"} for i in ids[10:]]))
    changes = diff(store, "test", 1, 2, limit=4, offset=8)
    assert changes.events.counts == Counts(added=10, changed=10, withdrawn=10)
    assert [entry.id for entry in changes.events.added] == ["e28", "e29"]
    assert [entry.id for entry in changes.events.changed] == ["e18", "e19"]
    assert [entry.id for entry in changes.events.withdrawn] == ["e08", "e09"]
    assert len(diff(store, "test", 1, 2, limit=None).events.added) == 10


def test_changes_can_be_written_as_json(store: VersionedStore) -> None:
    answer = json.loads(json.dumps(diff(store, "test", 1, 3).to_json()))
    assert answer["events"]["counts"] == {"added": 1, "changed": 1, "withdrawn": 1}
    assert answer["events"]["added"] == [{"event_id": "new", "title": "New"}]
    assert answer["timeline"]["added"] == [{"item_id": "talks", "title": "Talks"}]
    (changed,) = answer["events"]["changed"]
    told = {field["field"]: (field["before"], field["after"]) for field in changed["fields"]}
    assert told["date_end"] == ("2025-10-24", "2025-10-25")
    assert told["killed"] == (
        {"low": 2, "best": 2, "high": 2},
        {"low": 3, "best": 3, "high": 3},
    )


@pytest.mark.parametrize("versions", [(1, 3), (3, 1), (2, 3), (3, 3)])
def test_the_same_is_found_in_slices(
    store: VersionedStore, monkeypatch: pytest.MonkeyPatch, versions: tuple[int, int]
) -> None:
    at_once = diff(store, "test", *versions)
    monkeypatch.setattr("eventmap.store.changes.COMPARED_ROWS", 1)
    assert diff(store, "test", *versions) == at_once


def test_a_table_of_which_every_row_changed_is_compared_in_slices(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eventmap.store.changes.COMPARED_ROWS", 7)
    store = VersionedStore(str(tmp_path))
    ids = [f"e{at:02}" for at in range(30)]
    store.write(make_dataset([{"event_id": i} for i in ids[:20]]))
    claims = [{"claim_id": i, "event_id": i} for i in ids[12:]]
    store.write(make_dataset([{"event_id": i, "place": "Here"} for i in ids[10:]], claims))
    changes = diff(store, "test", 1, 2).events
    assert [entry.id for entry in changes.added] == ids[20:]
    assert [entry.id for entry in changes.changed] == ids[10:20]
    assert [entry.id for entry in changes.withdrawn] == ids[:10]
    told = [{field.field for field in entry.fields} for entry in changes.changed]
    assert told == [{"place"}] * 2 + [{"place", "claims"}] * 8


def test_the_same_is_found_at_an_address(tmp_path: Path, store: VersionedStore) -> None:
    there = VersionedStore(tmp_path.as_uri())
    assert diff(there, "test", 1, 3) == diff(store, "test", 1, 3)


def test_a_version_that_is_not_there_is_named(store: VersionedStore) -> None:
    with pytest.raises(NotFoundError, match="version '7'"):
        diff(store, "test", 1, 7)


TABLES = st.dictionaries(
    st.sampled_from("abcde"), st.tuples(st.sampled_from(["x", "y"]), st.sampled_from([None, 1]))
)


@settings(max_examples=15, deadline=None)
@given(st.lists(TABLES, min_size=2, max_size=4), st.data())
def test_any_two_versions_differ_as_their_rows_do(
    imports: list[dict[str, tuple[str, int | None]]], data: st.DataObject
) -> None:
    with TemporaryDirectory() as folder:
        store = VersionedStore(folder)
        held = {}
        for events in imports:
            dataset = make_dataset(
                [{"event_id": key, "place": place} for key, (place, _) in events.items()],
                [
                    {"claim_id": f"of {key}", "event_id": key, "killed_low": killed}
                    for key, (_, killed) in events.items()
                ],
            )
            held[store.write(dataset).version] = events
        before = data.draw(st.sampled_from(sorted(held)))
        after = data.draw(st.sampled_from(sorted(held)))
        was, now = held[before], held[after]
        changes = diff(store, "test", before, after).events
    assert {entry.id for entry in changes.added} == now.keys() - was.keys()
    assert {entry.id for entry in changes.withdrawn} == was.keys() - now.keys()
    assert {entry.id for entry in changes.changed} == {
        key for key in now.keys() & was.keys() if now[key] != was[key]
    }
