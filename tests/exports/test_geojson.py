import json

import pandas as pd
import pytest
from support.exported import body_of, read_geojson

from eventmap.exports.geojson import write_geojson
from eventmap.schema import DatasetInfo


def refuse_constant(name: str) -> None:
    raise AssertionError(name)


def test_located_events_are_points_with_longitude_first(
    events: pd.DataFrame, info: DatasetInfo
) -> None:
    features = json.loads(body_of(write_geojson, events, info))["features"]
    assert [feature["geometry"] for feature in features] == [
        {"type": "Point", "coordinates": [32.6169, 46.6354]},
        None,
        {"type": "Point", "coordinates": [-0.1278, 51.5136]},
    ]


@pytest.mark.parametrize("missing", ["lat", "lon"])
def test_event_without_a_coordinate_has_no_geometry(
    missing: str, events: pd.DataFrame, info: DatasetInfo
) -> None:
    events.loc[0, missing] = None
    assert json.loads(body_of(write_geojson, events, info))["features"][0]["geometry"] is None


def test_properties_are_every_column_and_unknown_is_null(
    events: pd.DataFrame, info: DatasetInfo
) -> None:
    body = json.loads(body_of(write_geojson, events, info), parse_constant=refuse_constant)
    kherson, odesa, _ = (feature["properties"] for feature in body["features"])
    assert list(kherson) == list(events.columns)
    assert kherson["extra"] == {"note": "Straße", "n": 1}
    assert (kherson["killed_best"], kherson["injured_best"]) == (2, None)
    assert (kherson["date_start"], odesa["date_start"]) == ("2025-10-18", None)
    assert (odesa["place"], odesa["extra"], odesa["redistributable"]) == (None, None, True)


def test_collection_names_the_licence(events: pd.DataFrame, info: DatasetInfo) -> None:
    body = json.loads(body_of(write_geojson, events, info))
    assert (body["type"], body["features"][0]["id"]) == ("FeatureCollection", "kherson")
    assert (body["dataset"]["licence"], body["dataset"]["attribution"]) == (
        "CC BY 4.0",
        "Coded by hand",
    )


def test_no_events_give_an_empty_collection(events: pd.DataFrame, info: DatasetInfo) -> None:
    assert json.loads(body_of(write_geojson, events.iloc[:0], info))["features"] == []


def test_geopandas_reads_it(events: pd.DataFrame, info: DatasetInfo) -> None:
    read = read_geojson(body_of(write_geojson, events, info))
    assert read.crs.to_epsg() == 4326
    assert read.geometry.isna().tolist() == [False, True, False]
    assert (read.geometry[0].x, read.geometry[0].y) == (32.6169, 46.6354)
    assert read["event_id"].tolist() == ["kherson", "odesa", "soho"]
