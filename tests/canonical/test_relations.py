"""What is expected of a value is written beside it; of a broken row, what a CSV file is told."""

import csv
import hashlib
import json
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.broken_rows import (
    BAD_CLAIM_CELLS,
    BAD_EVENT_CELLS,
    BAD_ITEM_CELLS,
    CLAIM,
    EVENT,
    ITEM,
    TOML,
    places,
    refusals,
)

from eventmap.canonical import read_canonical, relations, select_sql
from eventmap.errors import DatasetError
from eventmap.schema import DTYPES, TABLES, ParquetTable
from eventmap.settings import bundled_data

LONDON = bundled_data() / "london-summit"


def to_table(rows, **columns):
    """Return rows of text as a table, and whole columns of other types beside them."""
    names = dict.fromkeys(name for row in rows for name in row)
    table = {name: pa.array([row.get(name) for row in rows], pa.string()) for name in names}
    return pa.table(table | columns)


def to_csv(path, rows):
    names = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def folder(tmp_path):
    def write(events=(EVENT,), toml=TOML, **tables):
        (tmp_path / "dataset.toml").write_text(toml, encoding="utf-8")
        for name, content in {"events": events, **tables}.items():
            table = content if isinstance(content, pa.Table) else to_table(content)
            pq.write_table(table, tmp_path / f"{name}.parquet")
        return tmp_path

    return write


def load(path, table="events"):
    """Return a table of the dataset in `path` as the database will have it."""
    dataset = read_canonical(path)
    sql, values = select_sql(table, getattr(dataset, table).path, dataset.info)
    frame = duckdb.connect().execute(sql, values).df()
    assert frame.pop("position").tolist() == list(range(len(frame)))
    return frame


# What is read


def test_tables_stay_in_their_files(folder):
    path = folder(claims=[CLAIM])

    dataset = read_canonical(path)

    assert dataset.events == ParquetTable(path / "events.parquet")
    assert dataset.claims == ParquetTable(path / "claims.parquet")
    assert len(dataset.timeline) == 0


def test_the_bundled_dataset_is_the_same_out_of_parquet(folder):
    rows = {
        name: pd.read_csv(LONDON / f"{name}.csv", dtype="str", keep_default_na=False)
        for name in TABLES
    }
    tables = {name: pa.Table.from_pandas(frame) for name, frame in rows.items()}
    path = folder(toml=(LONDON / "dataset.toml").read_text(encoding="utf-8"), **tables)

    london = read_canonical(LONDON)
    for table, columns in TABLES.items():
        types = {name: DTYPES[column.kind] for name, column in columns.items()}
        pd.testing.assert_frame_equal(load(path, table).astype(types), getattr(london, table))


@pytest.mark.parametrize("table", TABLES)
def test_columns_have_the_order_and_types_of_the_schema(folder, table):
    dataset = read_canonical(folder(claims=[CLAIM], timeline=[ITEM]))
    sql, values = select_sql(table, getattr(dataset, table).path, dataset.info)

    described = duckdb.connect().execute(f"DESCRIBE {sql}", values).fetchall()

    types = {
        "text": "VARCHAR",
        "date": "DATE",
        "float": "DOUBLE",
        "integer": "BIGINT",
        "boolean": "BOOLEAN",
        "json": "VARCHAR",
    }
    assert [(name, kind) for name, kind, *_ in described] == [
        *((name, types[column.kind]) for name, column in TABLES[table].items()),
        ("position", "BIGINT"),
    ]


DAY = datetime(2025, 10, 20)
DAYS = [
    pa.array([DAY.date()]),
    pa.array([DAY.date()], pa.date64()),
    pa.array([DAY], pa.timestamp("ms")),
    pa.array([DAY], pa.timestamp("us")),
    pa.array([DAY], pa.timestamp("ns")),
    pa.array([DAY], pa.timestamp("us", "UTC")),
    pa.array(["2025-10-20"]),
    pa.array([" 2025-10-20\t"]),
    pa.array(["2025-10-20"]).dictionary_encode(),
]


@pytest.mark.parametrize("column", DAYS, ids=lambda column: str(column.type))
def test_a_day_may_have_any_type_that_says_it(folder, column):
    events = to_table([EVENT | {"date_end": "2025-10-20"}], date_start=column)

    assert load(folder(events))["date_start"].tolist() == [pd.Timestamp("2025-10-20")]


COUNTS = [
    *(pa.array([7], f"{sign}int{bits}") for sign in ("", "u") for bits in (8, 16, 32, 64)),
    pa.array([7.0]),
    pa.array([7.0], pa.float32()),
    pa.array([Decimal("7.00")], pa.decimal128(12, 2)),
    pa.array(["7"]),
    pa.array(["7.0"]).dictionary_encode(),
]


@pytest.mark.parametrize("types", [COUNTS[:6], COUNTS[6:12], COUNTS[12:]])
def test_a_count_may_have_any_type_that_says_it(folder, types):
    names = [f"{whom}_{how}" for whom in ("killed", "injured") for how in ("low", "best", "high")]
    columns = dict(zip(names, types, strict=False))

    read = load(folder(claims=to_table([CLAIM], **columns)), "claims")

    assert read[[*columns]].to_dict("records") == [dict.fromkeys(columns, 7)]


DEGREES = [
    pa.array([46.5]),
    pa.array([46.5], pa.float32()),
    pa.array([Decimal("46.5")]),
    pa.array(["46.5"]),
    pa.array(["+4.65e1"]),
]


@pytest.mark.parametrize("column", DEGREES, ids=lambda column: str(column.type))
def test_a_coordinate_may_have_any_type_that_says_it(folder, column):
    assert load(folder(to_table([EVENT], lat=column)))["lat"].tolist() == [46.5]


def test_an_id_may_be_a_number(folder):
    events = to_table([EVENT, EVENT], event_id=pa.array([1, 2]))
    claims = to_table([CLAIM], event_id=pa.array(["2"]))

    assert load(folder(events, claims=claims))["event_id"].tolist() == ["1", "2"]


def test_a_column_without_values_may_have_any_type(folder):
    nothing = pa.nulls(1)
    claims = to_table([CLAIM], source=nothing, killed_low=nothing, published_on=nothing)

    read = load(folder(claims=claims.append_column("url", nothing.cast("double"))), "claims")

    assert read[["source", "killed_low", "published_on", "url"]].isna().all(axis=None)


def test_blank_text_is_missing_and_white_space_does_not_count(folder):
    event = EVENT | {
        "place": " \t\u00a0",
        "actor": "\n",
        "title": "\u2003Où \u00e9\r\n",
        "target": "",
    }

    read = load(folder([event])).iloc[0]

    assert read[["place", "actor", "target"]].isna().all()
    assert read["title"] == "Où é"


def test_text_survives_as_it_stands(folder):
    texts = ["NA", "null", "nan", "0", "<b>", "{x}", "Ґ 汉", "'; --"]
    events = [EVENT | {"event_id": f"e{n}", "title": text} for n, text in enumerate(texts)]

    assert load(folder(events))["title"].tolist() == texts


def test_what_the_reader_of_csv_files_fills_in_is_filled_in(folder):
    plain = EVENT | {"country": "", "date_end": "", "date_precision": "day"}
    events = to_table(
        [plain, EVENT | {"event_id": "e2", "country": "UA", "licence": "ODbL 1.0"}],
        redistributable=pa.array([None, False]),
    )
    items = [ITEM | {"date_start": "2025-10-24", "event_ids": " e1 ;; e2; "}]

    path = folder(events, timeline=items)
    read, (item,) = load(path), load(path, "timeline").to_dict("records")

    assert read["licence"].tolist() == ["CC0", "ODbL 1.0"]
    assert read["redistributable"].tolist() == [True, False]
    assert read["country"].tolist() == ["UA", "UA"]
    assert read["date_end"].tolist() == [pd.Timestamp("2025-10-20"), pd.Timestamp("2025-10-21")]
    assert read["extra"].tolist() == ["{}", "{}"]
    assert (item["event_ids"], item["date_end"]) == ("e1;e2", pd.Timestamp("2025-10-24"))


def test_unknown_columns_of_events_are_kept_in_extra_with_their_types(folder):
    events = to_table(
        [EVENT | {"extra": '{"id": 7, "n": 0}'}, EVENT | {"event_id": "e2"}],
        **{
            'Quelle "x"': pa.array([" a/b\n", ""]),
            "n": pa.array([1, None]),
            "x": pa.array([0.5, float("nan")]),
            "day": pa.array([date(2025, 1, 2), None]),
            "file_row_number": pa.array([True, False]),
            "Row_in_file": pa.array(["é", None]),
            "row_in_file": pa.array(["e", None]),
        },
    )

    first, second = (json.loads(text) for text in load(folder(events))["extra"])

    others = {"day": "2025-01-02", "file_row_number": True, "Row_in_file": "é", "row_in_file": "e"}
    assert first == {"id": 7, "n": 1, 'Quelle "x"': " a/b\n", "x": 0.5, **others}
    assert second == dict.fromkeys(first.keys() - {"id"}) | {"x": "nan", "file_row_number": False}


def test_rows_without_any_value_are_left_out_and_still_counted(folder):
    blank = dict.fromkeys(EVENT, "")
    broken = EVENT | {"event_id": "e2", "lat": "95"}

    assert places(folder([EVENT, {}, blank, broken])) == [("events.parquet", 4, "lat", "95")]
    assert load(folder([EVENT, {}, blank]))["event_id"].tolist() == ["e1"]


def test_tables_may_be_of_both_kinds(folder):
    path = folder(claims=[CLAIM | {"event_id": "e7"}])
    to_csv(path / "timeline.csv", [ITEM, ITEM | {"item_id": "t2", "event_ids": "e1;e8"}])

    assert places(path) == [
        ("claims.parquet", 1, "event_id", "e7"),
        ("timeline.csv", 3, "event_ids", "e8"),
    ]
    (path / "events.parquet").unlink()
    to_csv(path / "events.csv", [EVENT | {"event_id": "e7"}])
    assert places(path) == [
        ("timeline.csv", 3, "event_ids", "e1"),
        ("timeline.csv", 3, "event_ids", "e8"),
    ]


@pytest.mark.parametrize("name", ["[ab]*?", "country=UA", "it's {x} $y", "Ж"])
def test_the_folder_may_have_any_name(folder, tmp_path, name):
    place = tmp_path / "in" / name
    path = folder()
    place.mkdir(parents=True)
    for file in [path / "events.parquet", path / "dataset.toml"]:
        file.rename(place / file.name)

    assert load(place)["country"].tolist() == ["UA"]


def test_fingerprint_is_a_digest_of_the_files(folder):
    path = folder(claims=[CLAIM])
    files = [path / name for name in ("dataset.toml", "events.parquet", "claims.parquet")]

    expected = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()

    assert read_canonical(path).info.fingerprint == expected[:12]


# What is refused: the same as in CSV files, in the same words


BAD_TYPED_CELLS = [
    ("claims", "killed_best", pa.array([2.5]), "2.5", "a whole number"),
    ("claims", "killed_best", pa.array([float("nan")]), "nan", "a whole number"),
    ("claims", "killed_best", pa.array([float("inf")]), "inf", "a whole number"),
    ("claims", "killed_best", pa.array([-1]), "-1", "0 or more"),
    ("claims", "killed_best", pa.array([10**12]), "1000000000000", "12 digits"),
    ("claims", "killed_best", pa.array([2**64 - 1], pa.uint64()), "18446744073709551615", "12"),
    ("claims", "killed_best", pa.array([Decimal("2.50")]), "2.50", "a whole number"),
    ("claims", "killed_best", pa.array([True]), "true", "a whole number"),
    ("claims", "published_on", pa.array([datetime(2025, 1, 1, 12)]), "12:00", "YYYY-MM-DD"),
    ("claims", "published_on", pa.array([date(205, 1, 1)]), "0205-01-01", "from the year 1000"),
    ("claims", "published_on", pa.array([20251020]), "20251020", "YYYY-MM-DD"),
    ("claims", "side", pa.array([1]), "1", "one of ukraine"),
    ("events", "lat", pa.array([float("nan")]), "nan", "a number"),
    ("events", "lat", pa.array([float("-inf")]), "-inf", "a number"),
    ("events", "lat", pa.array([90.001]), "90.001", "from -90 to 90"),
    ("events", "lon", pa.array([181]), "181", "from -180 to 180"),
    ("events", "redistributable", pa.array([1]), "1", "true or false"),
    ("events", "extra", pa.array([7]), "7", "a JSON object"),
]


def side_by_side(cells):
    """Yield the first cells of all columns, their second ones, and so on."""
    left = list(cells)
    while left:
        of_columns = {}
        for each in left:
            of_columns.setdefault(each[:2], each)
        yield [*of_columns.values()]
        left = [each for each in left if of_columns[each[:2]] is not each]


@pytest.mark.parametrize("bad", [*side_by_side(BAD_TYPED_CELLS)])
def test_bad_value_of_another_type_is_refused(folder, bad):
    columns = {"events": {}, "claims": {}}
    for table, column, cells, *_ in bad:
        columns[table][column] = cells

    found = refusals(
        folder(
            to_table([EVENT], **columns["events"]), claims=to_table([CLAIM], **columns["claims"])
        )
    )

    told = {(refusal.file, refusal.row, refusal.column): refusal for refusal in found}
    assert len(found) == len(told) == len(bad)
    for table, column, _, value, allowed in bad:
        refusal = told[f"{table}.parquet", 1, column]
        assert value in refusal.value
        assert allowed in refusal.allowed


def test_infinite_numbers_in_extra_are_found_among_much_that_only_looks_like_them(folder):
    texts = [
        '{"a": "x: nan, inf"}',
        '{"a": [NaN]}',
        '{"a": 1,}',
        '{"a": ' * 2000 + "1" + "}" * 2000,
    ]
    events = [EVENT | {"event_id": f"e{i}", "extra": text} for i, text in enumerate(texts)]

    assert [row for _, row, *_ in places(folder(events))] == [2, 3, 4]


def test_every_id_after_the_first_is_a_duplicate(folder):
    rows = [EVENT, EVENT | {"event_id": "e2"}, EVENT, EVENT | {"event_id": " e2"}, EVENT]

    assert places(folder(rows, claims=[CLAIM, CLAIM])) == [
        ("events.parquet", 3, "event_id", "e1"),
        ("events.parquet", 4, "event_id", "e2"),
        ("events.parquet", 5, "event_id", "e1"),
        ("claims.parquet", 2, "claim_id", "c1"),
    ]


def test_of_very_many_broken_rows_the_first_thousand_are_named(folder):
    rows = [EVENT | {"event_id": f"e{i // 2}", "lat": "95"} for i in range(2008)]
    claims = [CLAIM | {"claim_id": f"c{i}", "event_id": "x"} for i in range(1002)]

    found = places(folder(rows, claims=claims))

    lat = [place for place in found if place[2] == "lat"]
    assert [row for _, row, *_ in lat] == [*range(1, 1001), None]
    assert lat[-1] == ("events.parquet", None, "lat", "1008 more cells")
    twice = [row for file, row, column, _ in found if column == "event_id" and "events" in file]
    assert twice == [*range(2, 2001, 2), None]
    assert ("events.parquet", None, "event_id", "4 more cells") in found
    assert found[-1] == ("claims.parquet", None, "event_id", "2 more cells")


ODD = ",e1,e2, ,day,days,unknown,region,country,exact,UA,RU,UA-65,95,46.5,2025-10-20,2025-10-21,"
CELL = st.sampled_from([*ODD.split(","), "nan", "-1", "1.5", "7", "true", "{}", "e1;e2", "ü\u00a0"])


def rows_of(table, good):
    """Return rows that are good but for some cells."""
    names = st.sampled_from(list(TABLES[table]))
    return st.lists(
        st.dictionaries(names, CELL, max_size=3).map(lambda odd: good | odd), max_size=4
    )


def read_both(tmp_path, **tables):
    """Return the dataset out of CSV and out of Parquet files, or what is refused, in order.

    Rows count from the first below the header, and no sentence names the kind of file.
    """
    for ending in ("csv", "parquet"):
        path = tmp_path / ending
        path.mkdir(exist_ok=True)
        (path / "dataset.toml").write_text(TOML)
        for name, rows in tables.items():
            if ending == "csv":
                to_csv(path / f"{name}.csv", rows)
            else:
                pq.write_table(to_table(rows), path / f"{name}.parquet")
        try:
            yield read_canonical(path)
        except DatasetError as error:
            yield sorted(
                (
                    r.file.split(".")[0],
                    r.row - (ending == "csv"),
                    r.column,
                    r.value,
                    r.allowed.replace(ending, ""),
                )
                for r in error.refusals
            )


def test_every_bad_cell_is_told_the_same_as_in_a_csv_file(tmp_path):
    events = [
        {"event_id": f"x{n}", name: value} for n, (name, value, _) in enumerate(BAD_EVENT_CELLS)
    ]
    claims = [{"claim_id": f"c{n}"} | cells for n, (cells, *_) in enumerate(BAD_CLAIM_CELLS)]
    items = [{"item_id": f"t{n}"} | cells for n, (cells, *_) in enumerate(BAD_ITEM_CELLS)]

    csv_files, parquet = read_both(
        tmp_path,
        events=[*(EVENT | cells for cells in events), EVENT],
        claims=[CLAIM | cells for cells in claims],
        timeline=[ITEM | cells for cells in items],
    )

    assert parquet == csv_files
    broken = {"events": events, "claims": claims, "timeline": items}
    assert {(table, row) for table, row, *_ in parquet} == {
        (table, row) for table, rows in broken.items() for row in range(1, len(rows) + 1)
    }


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(events=rows_of("events", EVENT), claims=rows_of("claims", CLAIM))
def test_the_same_rows_are_told_the_same_as_in_a_csv_file(tmp_path, events, claims):
    csv_files, parquet = read_both(tmp_path, events=[*events, EVENT], claims=[*claims, CLAIM])

    if isinstance(csv_files, list):
        assert parquet == csv_files
    else:
        types = {name: DTYPES[column.kind] for name, column in TABLES["events"].items()}
        read = load(tmp_path / "parquet").astype(types)
        pd.testing.assert_frame_equal(read, csv_files.events)


# What is refused: columns and files


def test_missing_required_column_is_named_with_the_nearest_one(folder):
    event = {name.replace("event_type", "eventtype"): value for name, value in EVENT.items()}

    (refusal,) = refusals(folder([event]))

    assert (refusal.row, refusal.column) == (None, "event_type")
    assert "Nearest: 'eventtype'" in refusal.allowed


def test_unknown_column_of_claims_is_refused_with_the_nearest_one(folder):
    (refusal,) = refusals(folder(claims=[CLAIM | {"killed_bst": "3"}]))

    assert (refusal.file, refusal.row, refusal.column) == ("claims.parquet", None, "killed_bst")
    assert "Nearest: 'killed_best'" in refusal.allowed


def test_column_of_events_in_other_case_is_refused_rather_than_kept_aside(folder):
    found = places(folder([EVENT | {"Place": "Kherson", "place": "Kherson"}]))

    assert found == [("events.parquet", None, "Place", "Place")]


def test_column_names_stand_once_and_are_not_blank(folder):
    table = to_table([EVENT])
    names = [*table.column_names, " title", ""]
    columns = [*table.columns, pa.array(["x"]), pa.array(["x"])]

    assert places(folder(pa.table(columns, names))) == [
        ("events.parquet", None, "title", "title, a second time"),
        ("events.parquet", None, None, "column without a name"),
    ]


@pytest.mark.parametrize(
    ("column", "cells"),
    [
        ("title", pa.array([{"text": "x"}])),
        ("mine", pa.array([["x"]])),
        ("mine", pa.array([b"\x00\xff"])),
        ("mine", pa.array([[("a", 1)]], pa.map_(pa.string(), pa.int32()))),
    ],
    ids=lambda value: str(getattr(value, "type", value)),
)
def test_nested_and_binary_columns_are_refused_by_name(folder, column, cells):
    found = refusals(folder(to_table([EVENT], **{column: cells})))

    assert [(r.file, r.row, r.column) for r in found] == [("events.parquet", None, column)]
    assert "text, numbers" in found[0].allowed


@pytest.mark.parametrize("column", ["title", "mine"])
def test_nul_characters_are_refused(folder, column):
    assert places(folder([EVENT | {"mine": "x"}, EVENT | {"event_id": "e2", column: "a\0b"}])) == [
        ("events.parquet", 2, column, "a\ufffdb")
    ]


def test_two_files_for_one_table_are_refused(folder):
    path = folder(claims=[CLAIM])
    to_csv(path / "claims.csv", [CLAIM])

    assert places(path) == [("claims.parquet", None, None, "claims.csv is there too")]


def damaged(path, how):
    data = path.read_bytes()
    broken = {
        "empty": b"",
        "short": data[:-9],
        "half": data[: len(data) // 2],
        "text": b"event_id,title\n" * 99,
        "frame": b"PAR1" + bytes(99) + b"PAR1",
        "page": data[:4] + bytes(60) + data[64:],
    }
    path.write_bytes(broken[how])


@pytest.mark.parametrize("how", ["empty", "short", "half", "text", "frame", "page"])
@pytest.mark.parametrize("name", ["events", "claims"])
def test_what_is_no_parquet_file_is_refused_in_words(folder, name, how):
    path = folder(claims=[CLAIM])
    damaged(path / f"{name}.parquet", how)

    (refusal,) = refusals(path)

    assert (refusal.file, refusal.row, refusal.column) == (f"{name}.parquet", None, None)
    assert refusal.allowed == "a complete Parquet file, not encrypted"
    assert str(path) not in refusal.value


@pytest.mark.parametrize("name", ["events", "claims"])
def test_a_file_that_there_is_no_memory_for_is_not_said_to_be_broken(folder, name, monkeypatch):
    row, key = {"events": (EVENT, "event_id"), "claims": (CLAIM, "claim_id")}[name]
    many = [row | {key: f"id{at}"} for at in range(20_000)]
    path = folder(**{"claims": [CLAIM], name: many})
    monkeypatch.setattr(relations, "READING_MEMORY", "2MB")

    found = refusals(path)

    assert f"{name}.parquet" in {refusal.file for refusal in found}
    assert {(refusal.row, refusal.column) for refusal in found} == {(None, None)}
    assert all("memory" in refusal.value for refusal in found)
    assert all("nothing is said of what is in it" in refusal.allowed for refusal in found)


def test_text_that_is_not_utf8_is_refused_in_words(folder):
    bad = pa.array([b"caf\xe9"]).view(pa.string())

    (refusal,) = refusals(folder(to_table([EVENT], summary=bad)))

    assert refusal.file == "events.parquet"
    assert "UTF8" in refusal.value


@pytest.mark.parametrize("name", ["events", "claims"])
def test_what_is_no_file_is_refused_in_words(folder, name):
    path = folder(claims=[CLAIM])
    (path / f"{name}.parquet").unlink()
    (path / f"{name}.parquet").mkdir()

    assert places(path) == [(f"{name}.parquet", None, None, "not a file")]


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(changes=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255))))
def test_a_damaged_file_is_read_or_refused(tmp_path, changes):
    Path(tmp_path, "dataset.toml").write_text(TOML)
    pq.write_table(to_table([EVENT]), tmp_path / "events.parquet")
    data = bytearray((tmp_path / "events.parquet").read_bytes())
    for at, byte in changes:
        data[int(at * len(data))] = byte
    (tmp_path / "events.parquet").write_bytes(data)

    with suppress(DatasetError):
        read_canonical(tmp_path)
