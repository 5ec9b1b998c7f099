"""Geo files are written by geopandas; KML by hand, as GeoConfirmed and Google Earth write it."""

import sqlite3
import zipfile

import geopandas as gpd
import pytest
from shapely.geometry import LineString, Point

from eventmap.errors import FileError
from eventmap.readers.files.limits import Limits
from eventmap.readers.files.sources import open_sources
from eventmap.readers.model import GEOMETRY_LAT, GEOMETRY_LON

KML = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>Ukraine</name>
<Placemark><name>Top one</name><Point><coordinates>30.5,50.45,0</coordinates></Point></Placemark>
<Folder><name>A</name>
 <Placemark><name>A1</name><description><![CDATA[<b>18 OCT 2025</b>]]></description>
  <ExtendedData><Data name="Source"><value>x</value></Data></ExtendedData>
  <Point><coordinates>31.123456789,50</coordinates></Point></Placemark>
 <Folder><name>Nested</name><Placemark><name>N1</name>
  <TimeStamp><when>2022-03-04</when></TimeStamp>
  <LineString><coordinates>31,50 32,51</coordinates></LineString></Placemark></Folder>
 <Placemark><name>A2</name></Placemark>
</Folder>
<Folder><name>A</name>
 <Placemark><name>B1</name><Point><coordinates>33,48</coordinates></Point></Placemark></Folder>
<Folder><name>Empty</name></Folder>
<Placemark><name>Top two</name><Point><coordinates>30.6,50.45</coordinates></Point></Placemark>
</Document></kml>"""


@pytest.fixture
def frame():
    return gpd.GeoDataFrame(
        {
            "id": ["a", "b", "c"],
            "place": ["Київ", "Одеса", None],
            "count": [1, 2, 3],
            "share": [0.25, 2.0, 1 / 3],
            "day": ["2022-02-24", "24.02.2022", "x"],
        },
        geometry=[Point(30.52345678901, 50.45), Point(30.73, 46.48), Point(33, 48)],
        crs="EPSG:4326",
    )


@pytest.fixture
def kml(tmp_path):
    path = tmp_path / "events.kml"
    path.write_text(KML, encoding="utf-8")
    return path


def zip_shapefile(frame, folder, *, leave_out=(), **options):
    frame.to_file(folder / "events.shp", **options)
    path = folder / "events.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for part in folder.glob("events.*"):
            if part.suffix not in (".zip", *leave_out):
                archive.write(part, f"folder/{part.name}")
    return path


@pytest.mark.parametrize(
    ("suffix", "kind"), [(".gpkg", "gpkg"), (".fgb", "fgb"), (".zip", "shapefile")]
)
@pytest.mark.parametrize("crs", [4326, 3857])
def test_a_geo_file_comes_out_as_it_was_written(tmp_path, frame, suffix, kind, crs):
    frame = frame.to_crs(crs)
    if kind == "shapefile":
        path = zip_shapefile(frame, tmp_path, encoding="utf-8")
    else:
        path = tmp_path / f"events{suffix}"
        frame.to_file(path, **({"SPATIAL_INDEX": "NO"} if kind == "fgb" else {}))
    (source,) = open_sources(path)
    assert (source.kind, source.name) == (kind, path.name)
    assert source.cells.index.tolist() == [1, 2, 3]
    cells = source.cells.fillna("")
    assert cells["id"].tolist() == ["a", "b", "c"]
    assert cells["place"].tolist() == ["Київ", "Одеса", ""]
    assert cells["count"].tolist() == ["1", "2", "3"]
    assert cells["share"].tolist()[:2] == ["0.25", "2"]
    assert cells["day"].tolist() == ["2022-02-24", "24.02.2022", "x"]
    assert cells[GEOMETRY_LON].astype(float).tolist() == pytest.approx([30.52345678901, 30.73, 33])
    assert cells[GEOMETRY_LAT].astype(float).tolist() == pytest.approx([50.45, 46.48, 48])
    if crs == 4326:
        assert cells.loc[1, GEOMETRY_LON] == "30.52345678901"


def test_each_layer_is_a_table(tmp_path, frame):
    path = tmp_path / "events.gpkg"
    frame.to_file(path, layer="first")
    frame.head(1).to_file(path, layer="second")
    assert [(source.name, len(source.cells)) for source in open_sources(path)] == [
        ("events.gpkg, layer first", 3),
        ("events.gpkg, layer second", 1),
    ]


def test_what_is_no_point_says_what_it_is(tmp_path, frame):
    path = tmp_path / "events.gpkg"
    frame.loc[1, "geometry"] = LineString([(30, 50), (31, 51)])
    frame.to_file(path)
    (source,) = open_sources(path)
    assert source.cells["geometry_type"].fillna("").tolist() == ["", "LineString", ""]
    assert source.cells[GEOMETRY_LON].isna().tolist() == [False, True, False]


def test_a_shapefile_without_its_encoding_and_system_is_read_with_notes(tmp_path, frame):
    path = zip_shapefile(frame, tmp_path, leave_out=(".cpg", ".prj"), encoding="cp1251")
    with zipfile.ZipFile(path) as archive:
        assert len(archive.namelist()) == 3
    (source,) = open_sources(path)
    assert any("taken as degrees" in note for note in source.notes)
    assert source.cells["place"].tolist()[:2] == ["Київ", "Одеса"]


def test_all_folders_of_kml_are_one_table_in_the_order_of_the_document(kml):
    (source,) = open_sources(kml)
    cells = source.cells.fillna("")
    assert (source.kind, cells.index.tolist()) == ("kml", [1, 2, 3, 4, 5, 6])
    assert cells["Name"].tolist() == ["Top one", "A1", "N1", "A2", "B1", "Top two"]
    assert cells["Folder"].tolist() == ["Ukraine", "A", "Nested", "A", "A", "Ukraine"]
    assert cells.loc[2, "description"] == "<b>18 OCT 2025</b>"
    assert cells.loc[2, "Source"] == "x"
    assert cells.loc[3, "timestamp"] == "2022-03-04"
    assert cells[GEOMETRY_LON].tolist() == ["30.5", "31.123456789", "", "", "33.0", "30.6"]
    assert cells["geometry_type"].tolist() == ["", "", "LineString", "", "", ""]
    assert "tessellate" not in cells


def test_kmz_is_its_kml(kml, tmp_path):
    path = tmp_path / "events.kmz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(kml, "doc.kml")
        archive.writestr("files/icon.png", b"\x89PNG")
    (source,) = open_sources(path)
    assert (source.name, source.kind, len(source.cells)) == ("events.kmz", "kml", 6)


def test_kml_that_blows_itself_up_is_refused(kml):
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    head = f'<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY e0 "lol">{entities}]>'
    kml.write_text(head + KML.split("?>", 1)[1].replace("Top one", "&e11;"), encoding="utf-8")
    with pytest.raises(FileError, match="XML with a document type"):
        open_sources(kml)


@pytest.mark.parametrize("space", ["", ' xmlns="http://earth.google.com/kml/2.1"'])
def test_kml_is_told_by_its_root_element_in_any_namespace_and_behind_any_comment(kml, space):
    text = KML.replace(' xmlns="http://www.opengis.net/kml/2.2"', space)
    comment = f"?><!-- {'by nobody ' * 1000} -->"
    kml.write_text(text.replace("?>", comment, 1), encoding="utf-8")
    assert len(open_sources(kml)[0].cells) == 6


def test_kml_of_more_folders_than_there_is_time_for_is_refused(kml):
    folders = "<Folder/>" * 400
    kml.write_text(KML.replace("</Document>", f"{folders}</Document>"), encoding="utf-8")
    with pytest.raises(FileError, match="in 405 folders; allowed: up to 400 folders"):
        open_sources(kml)


@pytest.mark.parametrize("suffix", [".gpkg", ".fgb"])
def test_bytes_that_are_no_utf8_are_marked_and_said(tmp_path, frame, suffix):
    path = tmp_path / f"events{suffix}"
    frame.assign(place="Cafe").to_file(path)
    path.write_bytes(path.read_bytes().replace(b"Cafe", b"Caf\xe9"))
    (source,) = open_sources(path)
    assert source.cells["place"].tolist() == ["Caf\ufffd"] * 3
    assert "Column 'place' has bytes that are no UTF-8, read as \ufffd." in source.notes


def test_kml_beyond_the_limit_is_refused(kml):
    with pytest.raises(FileError, match="KML of more than 500 bytes"):
        open_sources(kml, limits=Limits(document_bytes=500))


def test_an_empty_kml_and_a_database_of_something_else_are_refused(tmp_path):
    kml = tmp_path / "events.kml"
    kml.write_text('<kml xmlns="http://www.opengis.net/kml/2.2"><Document/></kml>', "utf-8")
    with pytest.raises(FileError, match="no placemarks"):
        open_sources(kml)
    database = tmp_path / "events.gpkg"
    with sqlite3.connect(database) as connection:
        connection.execute("CREATE TABLE events (id TEXT)")
    connection.close()
    with pytest.raises(FileError, match="but no GeoPackage"):
        open_sources(database)


def test_what_is_called_a_shapefile_and_is_none_is_refused(tmp_path, frame):
    frame.to_file(tmp_path / "events.gpkg")
    path = tmp_path / "events.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(tmp_path / "events.gpkg", "events.shp")
    with pytest.raises(FileError, match="called a shapefile, but does not begin as one"):
        open_sources(path)


def test_a_shapefile_without_its_zip_is_refused(tmp_path, frame):
    frame.to_file(tmp_path / "events.shp")
    with pytest.raises(FileError, match="without the zip that holds its parts"):
        open_sources(tmp_path / "events.shp")


EARTH = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document>
<Placemark><name>Чернігів</name><TimeStamp><when>2022-03-03</when></TimeStamp>
  <ExtendedData><Data name="Ціль"><value>житло</value></Data>
    <Data name="Опис"><value> удар </value></Data></ExtendedData>
  <Point><coordinates>31.29,51.5,0</coordinates></Point></Placemark>
<Placemark><name>Маріуполь</name>
  <TimeSpan><begin>2022-03-16</begin><end>2022-03-17</end></TimeSpan>
  <ExtendedData><Data name="Ціль"><value/></Data>
    <Data name="Event date"><value>16.03.2022</value></Data></ExtendedData>
  <Point><coordinates>37.55,47.1,0</coordinates></Point></Placemark>
</Document></kml>"""
"""As Google Earth writes it. GDAL makes "________" of both "Ціль" and "Опис"."""


@pytest.fixture
def earth(tmp_path):
    path = tmp_path / "earth.kml"
    path.write_text(EARTH, encoding="utf-8")
    return path


def test_data_of_placemarks_keep_their_names(earth):
    (source,) = open_sources(earth)
    cells = source.cells.fillna("")
    assert cells["Ціль"].tolist() == ["житло", ""]
    assert cells["Опис"].tolist() == [" удар ", ""]
    assert cells["Event date"].tolist() == ["", "16.03.2022"]
    assert not [name for name in cells if "_" in name and not name.startswith("geometry_")]


def test_a_time_stamp_of_a_month_or_a_year_is_no_first_day(tmp_path):
    path = tmp_path / "months.kml"
    whens = ("2022-03", "2021", "2022-03-04", "spring")
    path.write_text(
        '<kml xmlns="http://www.opengis.net/kml/2.2"><Document>'
        + "".join(
            f"<Placemark><name>Kherson</name><TimeStamp><when>{when}</when></TimeStamp>"
            "<Point><coordinates>32.6,46.6</coordinates></Point></Placemark>"
            for when in whens
        )
        + "<Placemark><name>Kherson</name><TimeSpan><begin>2022-04</begin><end>2022-05</end>"
        "</TimeSpan><Point><coordinates>32.6,46.6</coordinates></Point></Placemark>"
        "</Document></kml>"
    )
    (source,) = open_sources(path)
    assert source.cells["begin"].tolist() == [*whens, "2022-04"]
    assert source.cells["end"].fillna("").tolist() == ["", "", "", "", "2022-05"]


def test_a_time_stamp_beside_time_spans_is_a_beginning_too(earth):
    (source,) = open_sources(earth)
    cells = source.cells.fillna("")
    assert cells["begin"].tolist() == ["2022-03-03", "2022-03-16"]
    assert cells["end"].tolist() == ["", "2022-03-17"]


def test_kml_without_a_name_reads_the_same_every_time(earth):
    first, second = (open_sources(earth)[0].cells for _ in range(2))
    assert first.equals(second)
    assert "Folder" not in first or first["Folder"].isna().all()


def save_kml(path, body):
    head = '<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>M</name>'
    path.write_text(f"{head}{body}</Document></kml>", encoding="utf-8")
    return path


def placemark(text, data=""):
    return (
        f"<Placemark><name>P</name><description><![CDATA[{text}]]></description>{data}"
        "<Point><coordinates>36.23,49.99,0</coordinates></Point></Placemark>"
    )


def simple_data(**values):
    cells = "".join(
        f'<SimpleData name="{name}">{cell}</SimpleData>' for name, cell in values.items()
    )
    return f'<ExtendedData><SchemaData schemaUrl="#s">{cells}</SchemaData></ExtendedData>'


@pytest.mark.parametrize("with_schema", [True, False])
def test_data_of_a_schema_are_read_as_written_and_blank_numbers_are_no_zero(tmp_path, with_schema):
    fields = "".join(
        f'<SimpleField type="int" name="{name}"/>' for name in ("killed", "injured", "Загинуло")
    )
    schema = f'<Schema name="s" id="s">{fields}</Schema>' if with_schema else ""
    path = save_kml(
        tmp_path / "events.kml",
        schema
        + placemark("", simple_data(killed="2", injured="", Загинуло=""))
        + placemark("", simple_data(killed="", injured=" 0 ", Загинуло="5")),
    )
    (source,) = open_sources(path)
    cells = source.cells.astype(object).where(source.cells.notna(), None)
    assert cells["killed"].tolist() == ["2", None]
    assert cells["injured"].tolist() == [None, "0"]
    assert cells["Загинуло"].tolist() == [None, "5"]
    assert not [name for name in cells if set(name) == {"_"}]


@pytest.mark.parametrize(
    "schema", ["", '<Schema name="s" id="s"><SimpleField name="id"/></Schema>']
)
def test_data_of_a_schema_may_be_called_as_gdal_calls_its_own(tmp_path, schema):
    path = save_kml(tmp_path / "events.kml", schema + placemark("", simple_data(id="E1", end="x")))
    (source,) = open_sources(path)
    assert (source.cells["id"].tolist(), source.cells["end"].tolist()) == (["E1"], ["x"])


def test_lines_of_a_description_are_columns_where_nothing_else_says_it(tmp_path):
    killed = '<ExtendedData><Data name="killed"><value>7</value></Data></ExtendedData>'
    path = save_kml(
        tmp_path / "events.kml",
        placemark("Date: 2024-05-13<br>Killed: 2", killed)
        + placemark("Date: 2024-05-14<br>Killed: 3"),
    )
    (source,) = open_sources(path)
    assert source.cells["Date"].tolist() == ["2024-05-13", "2024-05-14"]
    assert source.cells["killed"].tolist() == ["7", "3"]
    assert "Read from the lines of the descriptions: 'Date', 'killed'." in source.notes


def test_a_map_that_only_points_to_another_one_is_refused_as_that(tmp_path):
    link = "<NetworkLink><Link><href>https://example.org/m.kml</href></Link></NetworkLink>"
    path = save_kml(tmp_path / "events.kml", f"<Folder>{link}</Folder>")
    words = (
        r"only points to a map elsewhere \('https://example.org/m.kml'\), and nothing is fetched"
    )
    with pytest.raises(FileError, match=words):
        open_sources(path)
    (source,) = open_sources(save_kml(tmp_path / "events.kml", link + placemark("x")))
    assert source.left_out == ("events.kml: a map elsewhere, 'https://example.org/m.kml'.",)


def test_how_high_something_is_drawn_is_no_column(tmp_path):
    drawn = placemark("Strike").replace("<Point>", "<Point><altitudeMode>absolute</altitudeMode>")
    (source,) = open_sources(save_kml(tmp_path / "events.kml", drawn))
    assert "altitudeMode" not in source.cells


def test_a_description_in_a_table_of_a_balloon_is_that_of_the_event(tmp_path):
    head = "<tr><th>Field Name</th><th>Field Value</th></tr>"
    texts = [
        f"<html><body><table>{head}<tr><td>Call</td><td>{call}</td></tr>"
        f"<tr><td>Description</td><td>{said}</td></tr></table></body></html>"
        for call, said in (("A17", "Burglary"), ("A18", "Arson"))
    ]
    (source,) = open_sources(save_kml(tmp_path / "events.kml", "".join(map(placemark, texts))))
    assert source.cells["description"].tolist() == ["Burglary", "Arson"]
    assert source.cells["Call"].tolist() == ["A17", "A18"]
    assert source.cells["balloon"].tolist() == texts
    assert "Field Name" not in source.cells


def test_the_address_of_a_placemark_is_a_column(tmp_path):
    body = placemark("Strike").replace(
        "<description>", "<address>Mill Road 1, Izium</address><description>"
    )
    (source,) = open_sources(save_kml(tmp_path / "events.kml", body + placemark("Raid")))
    assert source.cells["address"].fillna("").tolist() == ["Mill Road 1, Izium", ""]
