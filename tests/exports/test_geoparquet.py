import io
import json
from datetime import date
from pathlib import Path

import duckdb
import geopandas
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from support.exported import body_of

from eventmap.exports.geoparquet import write_geoparquet
from eventmap.schema import DatasetInfo


@pytest.fixture
def body(events: pd.DataFrame, info: DatasetInfo) -> bytes:
    return body_of(write_geoparquet, events, info)


def geo_of(body: bytes) -> dict[str, object]:
    metadata = pq.read_metadata(io.BytesIO(body)).metadata
    return dict(json.loads(metadata[b"geo"]))


def test_metadata_is_that_of_geoparquet_1_1(body: bytes) -> None:
    geo = geo_of(body)
    assert (geo["version"], geo["primary_column"]) == ("1.1.0", "geometry")
    column = geo["columns"]["geometry"]  # type: ignore[index]
    assert (column["encoding"], column["geometry_types"]) == ("WKB", ["Point"])
    assert column["bbox"] == [-0.1278, 46.6354, 32.6169, 51.5136]
    assert column["crs"]["id"] == {"authority": "EPSG", "code": 4326}


def test_columns_are_typed(body: bytes) -> None:
    schema = pq.read_schema(io.BytesIO(body))
    assert schema.field("date_start").type == schema.field("date_end").type == pa.date32()
    assert schema.field("killed_best").type == pa.int64()
    assert schema.field("lat").type == pa.float64()
    assert schema.field("redistributable").type == pa.bool_()
    assert schema.field("extra").type == pa.large_string()


def test_geopandas_reads_points_for_what_may_have_one(body: bytes) -> None:
    read = geopandas.read_parquet(io.BytesIO(body))
    assert read.crs.to_epsg() == 4326
    assert read.geometry.isna().tolist() == [False, True, False]
    assert (read.geometry[0].x, read.geometry[0].y) == (32.6169, 46.6354)
    assert (read["lat"][1], read["lon"][1]) == (46.4825, 30.7233)
    assert read["killed_best"].isna().tolist() == [False, True, True]
    assert read["extra"][0] == '{"note":"Straße","n":1}'


def test_the_description_of_the_dataset_travels_with_the_file(body: bytes) -> None:
    attrs = geopandas.read_parquet(io.BytesIO(body)).attrs
    assert attrs == {
        "name": "week",
        "title": "A week",
        "licence": "CC BY 4.0",
        "redistributable": True,
        "attribution": "Coded by hand",
        "source": "An article",
        "version": 1,
    }


def test_duckdb_reads_days_and_unknowns(body: bytes, tmp_path: Path) -> None:
    path = tmp_path / "events.parquet"
    path.write_bytes(body)
    rows = duckdb.execute(
        "SELECT event_id, date_end, killed_low, octet_length(geometry::BLOB)"
        " FROM read_parquet($path)",
        {"path": str(path)},
    ).fetchall()
    # A point in WKB: a byte order, a type of four bytes and two numbers of eight.
    assert rows == [
        ("kherson", date(2025, 10, 24), 2, 21),
        ("odesa", None, None, None),
        ("soho", date(2025, 10, 24), None, 21),
    ]


def test_events_without_any_point_have_no_bbox(events: pd.DataFrame, info: DatasetInfo) -> None:
    body = body_of(write_geoparquet, events.iloc[1:2], info)
    column = geo_of(body)["columns"]["geometry"]  # type: ignore[index]
    assert column["geometry_types"] == []
    assert "bbox" not in column
    assert geopandas.read_parquet(io.BytesIO(body)).geometry.isna().all()


def test_a_day_long_ago_stays_a_day(events: pd.DataFrame, info: DatasetInfo) -> None:
    events.loc[0, "date_start"] = pd.Timestamp("0079-08-24").as_unit("s")
    read = pq.read_table(io.BytesIO(body_of(write_geoparquet, events, info)))
    assert read["date_start"][0].as_py() == date(79, 8, 24)
