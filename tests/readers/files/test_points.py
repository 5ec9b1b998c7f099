import json

import geopandas as gpd
import pytest
from shapely.geometry import LineString, MultiPoint, Point

from eventmap.errors import FileError
from eventmap.readers.model import GEOMETRY_LAT, GEOMETRY_LON


def test_features_as_arcgis_writes_them_are_read(read_json):
    feature = {"attributes": {"killed": 2}, "geometry": {"x": 36.23, "y": 49.99}}
    row = read_json(json.dumps({"features": [feature]})).cells.loc[1].to_dict()
    assert row == {"killed": "2", GEOMETRY_LON: "36.23", GEOMETRY_LAT: "49.99"}
    feature["geometry"] = {"x": 4033000.5, "y": 6446000.5}  # metres
    row = read_json(json.dumps({"features": [feature]})).cells.loc[1].to_dict()
    assert row == {
        "attributes.killed": "2",
        "geometry.x": "4033000.5",
        "geometry.y": "6446000.5",
    }


@pytest.mark.parametrize(
    "system",
    [
        {"wkid": 102100, "latestWkid": 3857},
        {"latestWkid": 3857, "wkid": 102100},
        {"wkid": 102100},
        {"wkid": 3857},
    ],
)
def test_the_coordinate_system_that_arcgis_names_is_read(read_json, system):
    # Kharkiv, 36.2304 E, 49.9935 N, on the sphere of web maps: 6378137 metres times radians for x.
    features = [
        {"attributes": {"killed": 2}, "geometry": {"x": 4033149.67, "y": 6445150.23}},
        {"attributes": {"killed": 1}, "geometry": {"x": 0, "y": 0}},
    ]
    source = read_json(json.dumps({"spatialReference": system, "features": features}))
    rows = source.cells.astype(object).to_dict("index")
    assert [float(rows[1][name]) for name in (GEOMETRY_LON, GEOMETRY_LAT)] == pytest.approx(
        [36.2304, 49.9935], abs=1e-6
    )
    assert (rows[1]["killed"], rows[2]["killed"]) == ("2", "1")
    assert "degrees" in source.notes[0]


def test_features_have_their_points_and_what_is_no_point_its_type(read_json):
    frame = gpd.GeoDataFrame(
        {"id": ["a", "b", "c", "d"], "when": ["2022-02-24T00:00:00Z", "2022/02/25", "x", None]},
        geometry=[
            Point(30.123456789012, 50.45),
            LineString([(30, 50), (31, 51)]),
            None,
            MultiPoint([(32.5, 46.5)]),
        ],
        crs="EPSG:4326",
    )
    source = read_json(frame.to_json(drop_id=True))
    assert source.kind == "geojson"
    assert source.cells["when"].tolist()[:3] == ["2022-02-24T00:00:00Z", "2022/02/25", "x"]
    assert source.cells[GEOMETRY_LON].fillna("").tolist() == ["30.123456789012", "", "", "32.5"]
    assert source.cells[GEOMETRY_LAT].fillna("").tolist() == ["50.45", "", "", "46.5"]
    assert source.cells["geometry_type"].fillna("").tolist() == ["", "LineString", "", ""]


def test_features_keep_their_ids_and_may_stand_one_a_line(read_json):
    feature = {
        "type": "Feature",
        "id": 5,
        "properties": {"n": 1},
        "geometry": {"type": "Point", "coordinates": [30, 50.5, 120]},
    }
    source = read_json(json.dumps(feature) + "\n" + json.dumps(feature | {"id": 6}) + "\n")
    assert source.cells.loc[2].to_dict() == {
        "id": "6",
        "n": "1",
        GEOMETRY_LON: "30.0",
        GEOMETRY_LAT: "50.5",
    }


def test_features_in_metres_are_read_as_degrees(read_json):
    frame = gpd.GeoDataFrame({"id": ["a"]}, geometry=[Point(30.5, 50.45)], crs="EPSG:4326")
    metres = json.loads(frame.to_crs(3857).to_json(drop_id=True))
    metres["crs"] = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
    source = read_json(json.dumps(metres))
    assert float(source.cells.loc[1, GEOMETRY_LON]) == pytest.approx(30.5)
    assert float(source.cells.loc[1, GEOMETRY_LAT]) == pytest.approx(50.45)


def test_a_coordinate_system_that_nobody_knows_is_refused(read_json):
    collection = {
        "type": "FeatureCollection",
        "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::99"}},
        "features": [
            {
                "type": "Feature",
                "properties": {},
                "geometry": {"type": "Point", "coordinates": [1, 2]},
            }
        ],
    }
    with pytest.raises(FileError, match=r"geometry that cannot be read: .*EPSG::99"):
        read_json(json.dumps(collection))
