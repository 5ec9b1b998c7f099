"""What is drawn as a line or an area, in real files: never a pin, and no event is lost."""

import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
from shapely import LineString, Point, box

from eventmap.readers.inspection import Choices, combine, read_files
from eventmap.schema import DatasetInfo

INFO = DatasetInfo("test", "Test", "", redistributable=True)
KHERSON = (32.6169, 46.6354)


KML = """<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>A road</name>
<TimeStamp><when>2025-02-01</when></TimeStamp>
<LineString><coordinates>{}</coordinates></LineString></Placemark></Document></kml>
"""


def square(side: float) -> Any:
    """Return a square around Kherson; a degree is 111 km high there, and 76 km wide."""
    lon, lat = KHERSON
    return box(lon - side / 2, lat - side / 2, lon + side / 2, lat + side / 2)


def write(path: Path, *shapes: Any, crs: str = "EPSG:4326", **columns: Any) -> Path:
    days = [f"2025-02-{day:02}" for day in range(1, len(shapes) + 1)]
    frame = gpd.GeoDataFrame({"date": days, **columns}, geometry=list(shapes), crs="EPSG:4326")
    moved = frame.to_crs(crs)
    if path.suffix == ".geojson":
        path.write_text(moved.to_json(drop_id=True), encoding="utf-8")
    else:
        moved.to_file(path)
    return path


def read(path: Path, **choices: Any) -> tuple[pd.DataFrame, dict[str, int], dict[str, str]]:
    reading = combine(read_files([path], INFO, Choices(**choices)))
    return reading.events, dict(reading.doubts), dict(reading.examples)


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:32636"])
@pytest.mark.parametrize("end", ["geojson", "gpkg"])
def test_an_area_tells_no_more_than_its_extent(tmp_path: Path, end: str, crs: str) -> None:
    # Diagonals of 1.3, 13, 67 and 540 km.
    shapes = [square(side) for side in (0.01, 0.1, 0.5, 4)]
    path = write(tmp_path / f"areas.{end}", *shapes, Point(KHERSON), crs=crs)
    events, doubts, examples = read(path)
    assert events["geo_precision"].tolist() == [
        "settlement",
        "district",
        "region",
        "country",
        "settlement",  # as every point of anybody's
    ]
    # In metres the sides of the largest are bent, and its middle is another one.
    assert events["lon"].tolist() == pytest.approx([KHERSON[0]] * 5, abs=0.02)
    assert events["lat"].tolist() == pytest.approx([KHERSON[1]] * 5, abs=0.02)
    assert events["admin1"].tolist()[:3] == ["UA-65"] * 3
    assert doubts["area"] == 4
    assert "Polygon, 1 km across: what is drawn is no point" in examples["area"]


def test_several_points_in_a_cell_are_doubted_as_none(tmp_path: Path) -> None:
    path = tmp_path / "strikes.csv"
    path.write_text(
        "date,place,coordinates\n"
        '2024-05-13,Kharkiv,"49.9935, 36.2304; 46.48, 30.73"\n'
        '2024-05-14,Kherson,"46.6354, 32.6169"\n',
        encoding="utf-8",
    )
    events, doubts, examples = read(path)
    assert events["geo_precision"].tolist() == ["country", "settlement"]
    assert doubts["area"] == 1
    assert examples["area"].startswith(
        "Line 2: 49.9935, 36.2304; 46.48, 30.73: what is drawn is no"
    )


@pytest.mark.parametrize("end", ["geojson", "gpkg", "kml"])
def test_a_line_is_no_pin(tmp_path: Path, end: str) -> None:
    lon, lat = KHERSON
    path = tmp_path / f"line.{end}"
    if end == "kml":
        path.write_text(KML.format(f"{lon},{lat} {lon + 0.2},{lat}"))
    else:
        write(path, LineString([(lon, lat), (lon + 0.2, lat)]))
    events, doubts, _ = read(path)
    (event,) = events.to_dict("records")
    assert event["geo_precision"] == "district"
    assert lon <= event["lon"] <= lon + 0.2
    assert doubts["area"] == 1


def test_a_place_lies_within_an_area_that_is_bent(tmp_path: Path) -> None:
    bent = square(0.4).difference(square(0.2).buffer(0.05))
    events, _, _ = read(write(tmp_path / "bent.geojson", bent))
    assert bent.contains(Point(events["lon"].item(), events["lat"].item()))


def test_the_points_of_the_row_itself_go_before(tmp_path: Path) -> None:
    path = write(tmp_path / "own.geojson", square(4), lat=[46.48], lon=[30.73])
    events, doubts, _ = read(path)
    (event,) = events.to_dict("records")
    assert (event["lat"], event["lon"], event["geo_precision"]) == (46.48, 30.73, "settlement")
    assert doubts == {}


def test_what_the_row_says_less_exactly_counts(tmp_path: Path) -> None:
    path = write(tmp_path / "wide.geojson", square(0.01), geo_precision=["region"])
    events, _, _ = read(path)
    assert events["geo_precision"].tolist() == ["region"]


def test_a_publisher_s_exact_place_is_not_made_of_an_area(tmp_path: Path) -> None:
    row = {"id": "1", "type_of_violence": "1", "side_a": "A", "side_b": "B", "where_prec": "1"}
    row |= {"date_start": "2024-05-13", "best": "3", "where_coordinates": "Kherson"}
    path = write(tmp_path / "ucdp.geojson", square(0.1), **{name: [v] for name, v in row.items()})
    (part,) = read_files([path], INFO, Choices()).parts
    assert part.format.name == "ucdp"
    assert part.reading is not None
    assert part.reading.events["geo_precision"].tolist() == ["district"]


def test_an_area_that_is_none_leaves_an_event_off_the_map_and_is_counted(tmp_path: Path) -> None:
    shapes = [
        {"type": "Polygon", "coordinates": [[[30, 95], [31, 95], [31, 96], [30, 95]]]},
        {"type": "Polygon", "coordinates": "none"},
        {"type": "LineString", "coordinates": []},
    ]
    features = [
        {"type": "Feature", "properties": {"date": "2025-02-01", "place": place}, "geometry": shape}
        for place, shape in zip("XYZ", shapes, strict=True)
    ]
    path = tmp_path / "odd.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    events, doubts, examples = read(path)
    assert events["geo_precision"].tolist() == ["unlocated"] * 3
    assert events["lat"].isna().all()
    assert doubts == {"area": 3}
    assert "Polygon, of which no place is known" in examples["area"]


def test_points_that_are_left_unread_are_not_made_of_areas(tmp_path: Path) -> None:
    path = write(tmp_path / "unread.geojson", square(0.1), place=["Kherson"])
    events, doubts, _ = read(path, mapping={"lat": "", "lon": ""})
    assert events["lat"].isna().all()
    assert doubts == {}
