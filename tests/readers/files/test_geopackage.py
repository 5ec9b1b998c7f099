"""GeoPackages are written by geopandas and changed by SQLite."""

import sqlite3
from contextlib import closing

import geopandas as gpd
import pytest
from shapely.geometry import Point

from eventmap.errors import FileError
from eventmap.readers.files.sources import open_sources

ENDLESS = (
    "CREATE VIEW v AS WITH RECURSIVE n(fid) AS (SELECT 1 UNION ALL SELECT fid + 1 FROM n) "
    "SELECT fid FROM n"
)
HUGE = "CREATE VIEW v AS SELECT 1 AS fid, hex(zeroblob(490000000)) AS title"
REGISTER = (
    "INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('v', 'attributes', 'v')"
)


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "events.gpkg"
    frame = gpd.GeoDataFrame({"id": ["a", "b"]}, geometry=[Point(30, 50), Point(31, 51)], crs=4326)
    frame.to_file(path, layer="events")
    return path


def change(path, *statements):
    with closing(sqlite3.connect(path)) as database:
        for statement in statements:
            database.execute(statement)
        database.commit()


@pytest.mark.parametrize("view", [ENDLESS, HUGE])
def test_a_view_is_left_out_beside_a_table_and_is_said_to_be(path, view):
    change(path, view, REGISTER)
    (source,) = open_sources(path)
    assert (source.name, source.cells["id"].tolist()) == ("events.gpkg", ["a", "b"])
    assert [note for note in source.notes if note.startswith("Left out")] == [
        "Left out: events.gpkg, layer v, is a view or a virtual table, which is calculated when it "
        "is read; allowed: tables."
    ]


@pytest.mark.parametrize("view", [ENDLESS, HUGE])
def test_a_view_alone_is_refused(path, view):
    change(path, "DELETE FROM gpkg_contents", view, REGISTER)
    with pytest.raises(FileError, match="layer v, is a view or a virtual table"):
        open_sources(path)


def test_a_layer_that_is_a_view_under_the_name_of_a_table_is_refused(path):
    change(
        path,
        "PRAGMA legacy_alter_table = ON",
        "ALTER TABLE events RENAME TO kept",
        "CREATE VIEW events AS SELECT * FROM kept",
        "UPDATE gpkg_contents SET table_name = 'events'",
    )
    with pytest.raises(FileError, match="layer events, is a view"):
        open_sources(path)


def test_a_calculated_column_is_refused(path):
    column = "title TEXT AS (hex(zeroblob(490000000)))"
    change(path, f"CREATE TABLE v (fid INTEGER PRIMARY KEY, {column})", REGISTER)
    change(path, "DELETE FROM gpkg_contents WHERE table_name = 'events'")
    with pytest.raises(FileError, match="layer v, is a table with columns that are calculated"):
        open_sources(path)


def test_a_virtual_table_is_refused(path):
    change(path, "CREATE VIRTUAL TABLE v USING fts5(title)", REGISTER)
    change(path, "DELETE FROM gpkg_contents WHERE table_name = 'events'")
    with pytest.raises(FileError, match="layer v, is a view or a virtual table"):
        open_sources(path)


@pytest.mark.parametrize("name", ["gpkg_contents", "gpkg_geometry_columns", "GPKG_Extensions"])
def test_what_gdal_reads_for_itself_is_no_view(path, name):
    change(
        path,
        "PRAGMA legacy_alter_table = ON",
        f"ALTER TABLE {name} RENAME TO kept",
        f"CREATE VIEW {name} AS SELECT * FROM kept",  # noqa: S608 - of the list above
    )
    with pytest.raises(FileError, match=rf"its '{name.lower()}' is a view"):
        open_sources(path)


def test_nothing_is_written_beside_a_file_in_wal_mode(path):
    change(path, "PRAGMA journal_mode = wal")
    before = path.read_bytes(), path.parent.stat().st_mtime_ns
    (source,) = open_sources(path)
    assert len(source.cells) == 2
    assert (path.read_bytes(), path.parent.stat().st_mtime_ns) == before
    assert [file.name for file in path.parent.iterdir()] == ["events.gpkg"]


def test_a_file_whose_latest_changes_lie_beside_it_is_refused(path):
    change(path, "PRAGMA journal_mode = wal")
    with closing(sqlite3.connect(path)) as database:
        database.execute("DELETE FROM events")
        database.commit()
        with pytest.raises(FileError, match="its latest changes are in a file of their own"):
            open_sources(path)
