"""Parquet files are written by pyarrow, pandas and geopandas."""

import geopandas as gpd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from shapely.geometry import Point

from eventmap.errors import FileError
from eventmap.readers.files.limits import Limits
from eventmap.readers.files.sources import open_sources
from eventmap.readers.model import GEOMETRY_LAT, GEOMETRY_LON


def test_what_is_nested_is_columns_as_in_json(tmp_path):
    place = [{"lat": 50.25, "at": {"name": "Kharkiv"}}, None]
    point = [{"type": "Point", "coordinates": [36.25, 50.0]}, None]
    path = tmp_path / "table.parquet"
    pq.write_table(pa.table({"place": pa.array(place), "geo": pa.array(point)}), path)
    (source,) = open_sources(path)
    assert source.cells["place.lat"].tolist()[:1] == ["50.25"]
    assert source.cells["place.at.name"].tolist()[:1] == ["Kharkiv"]
    assert source.cells["geo"].tolist()[:1] == ['{"type": "Point", "coordinates": [36.25, 50.0]}']
    assert source.cells.iloc[1].isna().all()


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
    with pytest.raises(FileError, match="holds 5 GB of text"):
        open_sources(path)


def test_few_values_repeated_in_lists_are_refused(tmp_path):
    path = tmp_path / "events.parquet"
    for length, words in ((10_000, "holds 50 MB of text"), (1_000_000, "rows that take more mem")):
        texts = pa.DictionaryArray.from_arrays(pa.array([0] * 5000, pa.int32()), ["x" * length])
        lists = pa.ListArray.from_arrays(range(5001), texts)
        pq.write_table(pa.table({"x": lists}), path)
        with pytest.raises(FileError, match=words):
            open_sources(path, limits=Limits(text_bytes=1_000_000))


def test_lists_of_more_values_than_cells_allowed_are_refused(tmp_path):
    path = tmp_path / "events.parquet"
    pq.write_table(pa.table({"x": [[0] * 100_000]}), path)
    with pytest.raises(FileError, match="holds 100,000 values; allowed: up to 1,000 cells"):
        open_sources(path, limits=Limits(cells=1000))


def test_metadata_that_is_nested_too_deep_is_refused(tmp_path):
    path = tmp_path / "events.parquet"
    table = pa.table({"x": ["a"]}).replace_schema_metadata({"geo": "[" * 100_000})
    pq.write_table(table, path)
    with pytest.raises(FileError, match="what it says of itself is nested too deep"):
        open_sources(path)


def test_more_cells_than_allowed_are_refused(tmp_path):
    path = tmp_path / "events.parquet"
    pq.write_table(pa.table({"x": pa.nulls(2000, pa.int8())}), path)
    with pytest.raises(FileError, match="2,000 or more rows of 1 columns"):
        open_sources(path, limits=Limits(cells=1000))


def test_a_file_that_is_cut_short_is_refused(tmp_path):
    path = tmp_path / "events.parquet"
    pq.write_table(pa.table({"x": list(range(1000))}), path)
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(FileError, match="Parquet file that is damaged"):
        open_sources(path)
