"""Real files are counted by pandas; all others are written by another library in the test."""

import gzip
import json
import zipfile
from contextlib import suppress

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.full_disk import room_for
from support.real_tables import shared_file

from eventmap.errors import FileError
from eventmap.readers.files.limits import Limits
from eventmap.readers.files.sources import open_sources
from eventmap.readers.model import GEOMETRY_LAT, GEOMETRY_LON

ROWS = "id,place\n1,Kherson\n2,Одеса\n"


def open_one(path, **limits):
    (source,) = open_sources(path, limits=Limits(**limits))
    return source


@pytest.mark.parametrize(
    ("name", "encoding", "rows"),
    [
        ("ucdp_ged_ukraine_2014-2023_cp1252_mixed_dates.csv.gz", "cp1252", 3883),
        ("ucdp_ged_sample1000_2023release.csv.gz", "utf-8", 1000),
        ("viina_deepstrike_2022.csv.gz", "utf-8", 2060),
    ],
)
def test_real_tables_come_out_as_pandas_reads_them(name, encoding, rows):
    path = shared_file(name)
    source = open_one(path)
    expected = pd.read_csv(path, dtype=str, keep_default_na=False, encoding=encoding)
    assert (source.encoding, source.rejects, len(source.cells)) == (encoding, (), rows)
    assert list(source.cells.index) == list(range(2, rows + 2))
    cells = source.cells.fillna("").reset_index(drop=True)
    pd.testing.assert_frame_equal(cells, expected, check_dtype=False)


def test_a_real_table_without_a_header_keeps_its_first_row():
    path = shared_file("gdelt_events_2018_noheader.csv.gz")
    source = open_one(path)
    expected = pd.read_csv(path, dtype=str, keep_default_na=False, header=None)
    assert not source.header
    assert list(source.cells.columns) == [str(number) for number in range(1, 59)]
    assert list(source.cells.index) == list(range(1, 3341))
    assert (source.cells.fillna("").to_numpy() == expected.to_numpy()).all()
    assert source.cells.loc[1, "8"] == "USA"
    assert source.cells.loc[1, "9"] == "NULL"


def test_real_json_comes_out_as_it_is_written():
    path = shared_file("bellingcat_ukr-civharm-2024-06-02.json.gz")
    source = open_one(path)
    expected = json.loads(gzip.decompress(path.read_bytes()))
    assert (source.kind, len(source.cells), source.rejects) == ("json", 1790, ())
    assert source.cells["id"].tolist() == [record["id"] for record in expected]
    assert source.cells["longitude"].tolist() == [record["longitude"] for record in expected]
    assert source.cells["location"].isna().sum() == 926
    assert [json.loads(text) for text in source.cells["sources"]] == [
        record["sources"] for record in expected
    ]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("events.csv", b"\x89PNG\r\n\x1a\n", "PNG picture"),
        ("events.xlsx", b"id,date\n1,2022-02-24\n", "not what its name says: it is text"),
        ("events.csv", b'[{"id": 1}]', "not what its name says: it is JSON"),
        ("events.json", b"id,date\n", "not what its name says: it is text"),
        ("events.parquet", b"id,date\n", "not what its name says"),
        ("events.gz", b"id,date\n", "not what its name says"),
        ("events.zip", b"PK\x03\x04 and no more", "damaged or cut short"),
        ("events.xls", b"<html><table><tr><td>1</table>", "web page"),
        ("events.csv", b"", "is empty"),
        ("events.csv", b" \n\n", "is empty"),
        ("events.csv", b"id,date\n1,\x002022\n", "NUL character at byte 11"),
        ("events.csv.gz", gzip.compress(b"id,date\n" * 99, mtime=0)[:-20], "damaged or cut short"),
        ("events.gpkg", b"SQLite format 3\0" + bytes(90), "SQLite database"),
        ("events.kml", b"<?xml version='1.0'?><kml><Document>", "KML that is damaged"),
        ("events.kml", b"<?xml version='1.0'?><!-- <kml -->", "KML that is damaged"),
        ("events.kml", b"<!-- <kml --><gpx version='1.1'><wpt/></gpx>", "says: it is GPX"),
        ("events.kml", b"<gpx xmlns='http://topografix.com'><wpt/></gpx>", "says: it is GPX"),
        ("events.kml", b"<OGRVRTDataSource/>", r"it is a list of other data \(VRT\), not KML"),
        ("events.kml", b"<x:kml2 xmlns:x='kml'/>", "it is XML of the kind 'kml2', not KML"),
        ("events.kml", b'{"type": "Topology", "objects": {}}', "says: it is JSON"),
        ("events.kml", b"<!DOCTYPE kml><kml/>", "XML with a document type"),
        ("events.kml", b"<kml" + b" " * 2_000_000 + b"/>", "no element begins within"),
        ("events.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "damaged"),
        ("events.parquet", b"PAR1" + bytes(40), "Parquet file that is damaged"),
        ("events.fgb", b"fgb\x03fgb\x00" + bytes(40), "no features"),
        ("events.tar", bytes(257) + b"ustar" + bytes(90), "tar archive"),
    ],
)
def test_what_holds_no_table_is_refused_in_words(tmp_path, name, content, words):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(FileError, match=words) as refused:
        open_sources(path)
    assert str(refused.value).startswith(name)
    assert "\n" not in str(refused.value)


def test_a_cell_of_any_length_is_cut_and_said_to_be(tmp_path):
    path = tmp_path / "events.csv"
    path.write_text(ROWS + f"3,{'x' * 31}\n", encoding="utf-8")
    source = open_one(path, cell_characters=30)
    assert source.cells["place"].tolist() == ["Kherson", "Одеса", "x" * 30]
    assert source.notes[-1] == "In column 'place', 1 cell is cut at 30 characters."


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    for path in (tmp_path, tmp_path / "missing.csv"):
        with pytest.raises(FileError, match="There is no file"):
            open_sources(path)


def test_a_file_beyond_the_limit_is_refused_unread(tmp_path):
    path = tmp_path / "events.csv"
    path.write_text(ROWS, encoding="utf-8")
    with pytest.raises(FileError, match=r"has 32 bytes; allowed: up to 20 bytes"):
        open_one(path, file_bytes=20)


def test_a_name_without_a_known_ending_is_judged_by_its_content(tmp_path):
    path = tmp_path / "download"
    path.write_text('[{"id": "a"}]', encoding="utf-8")
    assert open_one(path).kind == "json"


def test_a_gzipped_file_keeps_its_name(tmp_path):
    path = tmp_path / "events.geojson.gz"
    feature = {"type": "Feature", "properties": {}, "geometry": None}
    document = json.dumps({"type": "FeatureCollection", "features": [feature]})
    path.write_bytes(gzip.compress(document.encode()))
    source = open_one(path)
    assert (source.name, source.kind) == ("events.geojson.gz", "geojson")
    assert source.cells[[GEOMETRY_LON, GEOMETRY_LAT]].isna().all().all()


def test_a_file_of_a_zip_that_cannot_be_read_is_named_beside_the_others(tmp_path):
    path = tmp_path / "events.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("good.csv", ROWS)
        archive.writestr("bad.csv", b"\x89PNG")
    source = open_one(path)
    assert source.name == "events.zip, good.csv"
    assert len(source.cells) == 2
    assert any("bad.csv" in note and "PNG" in note for note in source.notes)


MAGICS = (
    b"",
    b"\x1f\x8b\x08",
    b"PK\x03\x04",
    b"PAR1",
    b"SQLite format 3\0",
    b"fgb\x03",
    b"[{",
    b'{"',
)
ENDINGS = ("", ".csv", ".json", ".parquet", ".gpkg", ".kml", ".fgb", ".zip", ".gz", ".geojson")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(magic=st.sampled_from(MAGICS), rest=st.binary(max_size=300), ending=st.sampled_from(ENDINGS))
def test_bytes_of_any_kind_are_read_or_refused(tmp_path, magic, rest, ending):
    path = tmp_path / f"events{ending}"
    path.write_bytes(magic + rest)
    with suppress(FileError):
        assert open_sources(path)


def test_a_disk_that_is_full_is_said_to_be_where_files_are_unpacked(tmp_path):
    path = tmp_path / "table.csv.gz"
    path.write_bytes(gzip.compress(b"id,place\n" + b"1,Kherson\n" * 10_000))
    with (
        room_for(1000),
        pytest.raises(FileError, match="cannot be unpacked for reading: File too large"),
    ):
        open_sources(path)


def test_marks_that_programs_leave_in_cells_are_left_out_and_said_to_be(tmp_path):
    path = tmp_path / "marks.csv"
    path.write_text(
        "date,place,killed,note\n"
        "'2024-05-13,Kherson&nbsp;city,'3,'quoted' at 5\n"
        "'14/05/2024 10:30,&nbsp;,&#160;2,it's 7 & more\n",
        encoding="utf-8",
    )

    (source,) = open_sources(path)

    assert source.cells.astype(object).where(source.cells.notna(), None).to_numpy().tolist() == [
        ["2024-05-13", "Kherson city", "3", "'quoted' at 5"],
        ["14/05/2024 10:30", None, " 2", "it's 7 & more"],
    ]
    assert source.notes[-2:] == (
        "Left out in 3 cells: spaces as HTML writes them.",
        "Left out in 3 cells: the apostrophe before a number or a day.",
    )


def test_the_apostrophes_of_sql_around_every_text_of_a_column_are_left_out(tmp_path):
    path = tmp_path / "dump.csv"
    path.write_text(
        "id,day,place,note,title\n"
        "1,'2020-06-01','Birnin Kogo',\\N,'Night' raid\n"
        "2,'2020-06-02','Ka''oje','',''\n",
        encoding="utf-8",
    )

    (source,) = open_sources(path)

    assert source.cells.astype(object).where(source.cells.notna(), None).to_numpy().tolist() == [
        ["1", "2020-06-01", "Birnin Kogo", "\\N", "'Night' raid"],
        ["2", "2020-06-02", "Ka'oje", "''", "''"],
    ]
    assert source.notes[-1] == "Left out in 2 columns: the apostrophes around each text."


def test_marks_of_the_direction_of_writing_are_left_out(tmp_path):
    path = tmp_path / "right_to_left.csv"
    path.write_text(
        "date,place,lat\n\u200f24/02/2022\u200f,Idlib,\u200f35.9306\n13/03/2022,Azaz,36.58\n",
        encoding="utf-8",
    )

    (source,) = open_sources(path)

    assert source.cells["date"].tolist() == ["24/02/2022", "13/03/2022"]
    assert source.cells["lat"].tolist() == ["35.9306", "36.58"]
    assert source.notes[-1] == "Left out in 2 cells: marks of the direction of writing."


@pytest.mark.parametrize(
    "sign", ["idem", "Idem", "do.", "〃", "»", "-//-", "– // –", "там само", "jw."]
)
def test_what_says_the_same_as_above_is_read_as_it_where_no_numbers_are(tmp_path, sign):
    path = tmp_path / "dittos.csv"
    path.write_text(
        f"date,place,killed\n{sign},Lyptsi,1\n13.05.2024,Vovchansk,2\n{sign},{sign},{sign}\n"
        f"14.05.2024,,0\n15.05.2024,{sign},3\n",
        encoding="utf-8",
    )

    (source,) = open_sources(path)

    days = [sign, "13.05.2024", "13.05.2024", "14.05.2024", "15.05.2024"]
    assert source.cells["date"].tolist() == days
    places = source.cells["place"].fillna("").tolist()
    assert places == ["Lyptsi", "Vovchansk", "Vovchansk", "", sign]
    assert source.cells["killed"].tolist() == ["1", "2", sign, "0", "3"]
    assert source.notes[-2:] == (
        f"{sign!r} in column 'date' is read as the cell above, in 1 cell.",
        f"{sign!r} in column 'place' is read as the cell above, in 1 cell.",
    )
