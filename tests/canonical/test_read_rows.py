"""What is sound in a folder is kept, what is not is refused row by row."""

import csv
from datetime import datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.broken_rows import CLAIM, EVENT, ITEM, TOML

from eventmap.canonical import read_rows
from eventmap.errors import FileError

POINT = {"lat": "48.5", "lon": "35", "geo_precision": "settlement"}


def event(name, **cells):
    return EVENT | POINT | {"event_id": name} | cells


def claim(name, about, **cells):
    return CLAIM | {"claim_id": name, "event_id": about} | cells


def write(folder, **tables):
    (folder / "dataset.toml").write_text(TOML, encoding="utf-8")
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, list(dict.fromkeys(key for row in rows for key in row)))
            writer.writeheader()
            writer.writerows(rows)
    return folder


def reasons(rejects):
    return [(each.line, each.column, each.value) for each in rejects]


def test_sound_rows_are_kept_and_each_other_is_refused_with_its_reason(tmp_path):
    folder = write(
        tmp_path,
        events=[event("a"), event("b", lat="95"), event("c", event_type="dron"), event("a")],
        claims=[claim("1", "a"), claim("2", "b"), claim("3", "z"), claim("4", "a", side="us")],
        timeline=[
            ITEM | {"item_id": "i", "event_ids": "a; b"},
            ITEM | {"item_id": "j", "event_ids": "z"},
        ],
    )
    dataset, rejects, rows = read_rows(folder)
    assert dataset.events["event_id"].tolist() == ["a"]
    assert dataset.claims["claim_id"].tolist() == ["1"]
    assert dataset.timeline[["item_id", "event_ids"]].to_numpy().tolist() == [["i", "a"]]
    assert reasons(rejects["events"]) == [
        (3, "lat", "95"),
        (4, "event_type", "dron"),
        (5, "event_id", "a"),
    ]
    # A claim about an event that is refused itself, one about none, one of a side that is none.
    assert reasons(rejects["claims"]) == [
        (3, "event_id", "b"),
        (4, "event_id", "z"),
        (5, "side", "us"),
    ]
    assert reasons(rejects["timeline"]) == [(3, "event_ids", "z")]
    assert rows == {"events": 4, "claims": 4, "timeline": 2}
    assert "one of shelling" in rejects["events"][1].reason
    assert '"lat": "95"' in rejects["events"][0].row


def test_every_refused_row_is_named_however_many_there_are(tmp_path):
    rows = [event(f"e{at}", lat="95") for at in range(2500)] + [event("sound")]
    dataset, rejects, _ = read_rows(write(tmp_path, events=rows))
    assert dataset.events["event_id"].tolist() == ["sound"]
    assert [each.line for each in rejects["events"]] == list(range(2, 2502))


def test_parquet_files_are_salvaged_too(tmp_path):
    (tmp_path / "dataset.toml").write_text(TOML, encoding="utf-8")
    table = pa.Table.from_pylist([event("a"), event("b", lat="95")])
    pq.write_table(table, tmp_path / "events.parquet")
    dataset, rejects, rows = read_rows(tmp_path)
    assert dataset.events["event_id"].tolist() == ["a"]
    assert reasons(rejects["events"]) == [(2, "lat", "95")]
    assert rows["events"] == 2


@pytest.mark.parametrize(
    ("file", "content"),
    [("dataset.toml", "name = 1"), ("events.csv", "event_id,title\na,b\n"), ("events.csv", "")],
)
def test_what_is_wrong_as_a_whole_is_one_sentence(tmp_path, file, content):
    folder = write(tmp_path, events=[event("a")])
    (folder / file).write_text(content, encoding="utf-8")
    with pytest.raises(FileError, match=file):
        read_rows(folder)


def test_a_file_that_cannot_be_read_to_its_end_is_not_taken_for_a_shorter_one(tmp_path):
    folder = write(tmp_path, events=[event("a"), event("b")])
    with (folder / "events.csv").open("a", encoding="utf-8") as file:
        file.write('c,"open\n')
    with pytest.raises(FileError, match=r"events\.csv, row 4: .* reading stopped here"):
        read_rows(folder)


def test_cells_of_a_salvaged_parquet_file_keep_their_types(tmp_path):
    (tmp_path / "dataset.toml").write_text(TOML, encoding="utf-8")
    table = pa.Table.from_pylist([event("a"), event("b", event_type="dron")])
    day = pa.array([datetime(2025, 10, 20)] * 2, pa.timestamp("us"))
    at = table.schema.get_field_index("date_start")
    pq.write_table(table.set_column(at, "date_start", day), tmp_path / "events.parquet")
    dataset, rejects, _ = read_rows(tmp_path)
    assert dataset.events["event_id"].tolist() == ["a"]
    assert dataset.events["date_start"].tolist() == [datetime(2025, 10, 20)]
    assert reasons(rejects["events"]) == [(2, "event_type", "dron")]


def test_a_parquet_file_without_a_required_column_is_refused_as_a_whole(tmp_path):
    (tmp_path / "dataset.toml").write_text(TOML, encoding="utf-8")
    table = pa.Table.from_pylist([event("a"), event("b")]).drop_columns(["status"])
    pq.write_table(table, tmp_path / "events.parquet")
    with pytest.raises(FileError, match=r"events\.parquet, column status: .* required"):
        read_rows(tmp_path)


CELLS = st.sampled_from(["", "a", "b", "95", "2025-10-20", "2025-99-99", "drone", "x;y", "-1"])


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.fixed_dictionaries(
            {},
            optional=dict.fromkeys(("event_id", "lat", "date_start", "event_type", "title"), CELLS),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_every_row_is_kept_or_refused(tmp_path, changes):
    rows = [event(f"e{at}") | change for at, change in enumerate(changes)]
    dataset, rejects, count = read_rows(write(tmp_path, events=rows))
    assert count["events"] == len(rows)
    assert len(dataset.events) + len(rejects.get("events", ())) == len(rows)
