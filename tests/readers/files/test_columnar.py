"""Parquet files are written by pyarrow, pandas and geopandas."""

import datetime
import decimal

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from shapely.geometry import Point

from eventmap.errors import ImportRefusal
from eventmap.readers.drafts import GEOMETRY_LAT, GEOMETRY_LON
from eventmap.readers.files.limits import Limits
from eventmap.readers.files.sources import open_sources

UTC = datetime.UTC


@pytest.mark.parametrize(
    ("array", "expected"),
    [
        (pa.array(["Київ", "", None]), ["Київ", None, None]),
        (pa.array([2**60, None]), ["1152921504606846976", None]),
        (pa.array([1.0, 0.1, 1 / 3, float("nan")]), ["1", "0.1", "0.3333333333333333", None]),
        (pa.array([0.1], pa.float32()), ["0.1"]),
        (pa.array([True, False]), ["true", "false"]),
        (pa.array([datetime.date(2022, 2, 24)]), ["2022-02-24"]),
        (pa.array([datetime.datetime(2022, 2, 24)]), ["2022-02-24"]),
        (pa.array([datetime.datetime(2022, 2, 24, 5, 6, 7)]), ["2022-02-24T05:06:07"]),
        (pa.array([datetime.datetime(2022, 2, 24, tzinfo=UTC)]), ["2022-02-24T00:00:00Z"]),
        (pa.array([decimal.Decimal("1.10")]), ["1.10"]),
        (pa.array([[1, 2], None]), ["[1, 2]", None]),
        (pa.array([{"a": "й"}]), ['{"a": "й"}']),
        (pa.array(["a", "b"]).dictionary_encode(), ["a", "b"]),
        (pa.array([b"text", b"\xff"]), ["text", "ff"]),
        (pa.nulls(2), [None, None]),
    ],
)
def test_each_type_is_text(tmp_path, array, expected):
    path = tmp_path / "events[1].parquet"
    pq.write_table(pa.table({"x": array}), path)
    (source,) = open_sources(path)
    assert [None if pd.isna(cell) else cell for cell in source.cells["x"]] == expected
    assert source.cells.index.tolist() == list(range(1, len(expected) + 1))


def test_points_of_geoparquet_are_degrees(tmp_path):
    frame = gpd.GeoDataFrame({"id": [1, 2]}, geometry=[Point(30.5, 50.45), None], crs=4326)
    for crs in (4326, 3857):
        frame.to_crs(crs).to_parquet(tmp_path / "events.parquet")
        (source,) = open_sources(tmp_path / "events.parquet")
        assert list(source.cells) == ["id", GEOMETRY_LON, GEOMETRY_LAT]
        assert float(source.cells.loc[1, GEOMETRY_LON]) == pytest.approx(30.5)
        assert float(source.cells.loc[1, GEOMETRY_LAT]) == pytest.approx(50.45)
        assert source.cells.loc[2, [GEOMETRY_LON, GEOMETRY_LAT]].isna().all()


def test_few_values_repeated_without_end_are_refused(tmp_path):
    path = tmp_path / "events.parquet"
    texts = pa.DictionaryArray.from_arrays(pa.array([0] * 5000, pa.int32()), ["x" * 1_000_000])
    pq.write_table(pa.table({"x": texts}), path)
    assert path.stat().st_size < 1_100_000
    with pytest.raises(ImportRefusal, match="holds 5 GB of text"):
        open_sources(path)


def test_more_cells_than_allowed_are_refused(tmp_path):
    path = tmp_path / "events.parquet"
    pq.write_table(pa.table({"x": pa.nulls(2000, pa.int8())}), path)
    with pytest.raises(ImportRefusal, match="2,000 or more rows of 1 columns"):
        open_sources(path, limits=Limits(cells=1000))


def test_a_file_that_is_cut_short_is_refused(tmp_path):
    path = tmp_path / "events.parquet"
    pq.write_table(pa.table({"x": list(range(1000))}), path)
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(ImportRefusal, match="Parquet file that is damaged"):
        open_sources(path)
