"""Expected degrees are worked out by hand; those of the real file are read by pandas."""
# ruff: noqa: RUF001 - the primes, Cyrillic letters and Arabic digits that tables have

import math

import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pyproj import Transformer
from support.real_tables import read_timemap

from eventmap.errors import FileError
from eventmap.readers.values.coordinates import (
    check_crs,
    look_like_metres,
    read_coordinates,
    split_pairs,
)


def read(*points):
    cells = pd.DataFrame(points, range(2, 2 + len(points)), ["lat", "lon"], dtype="str")
    return read_coordinates(cells["lat"], cells["lon"])


@pytest.mark.parametrize(
    ("lat", "lon", "expected"),
    [
        ("48.5", "37.25", (48.5, 37.25)),
        (" 48.5 ", "+37", (48.5, 37.0)),
        ("-33.9", "-70", (-33.9, -70.0)),
        ("\u221233.9", "\u201370", (-33.9, -70.0)),
        ("48.5°", "37.25 º", (48.5, 37.25)),
        ("48.5 N", "37.25E", (48.5, 37.25)),
        ("S 33.9", "W70", (-33.9, -70.0)),
        ("33.5 شمالاً", "36.25 شرقًا", (33.5, 36.25)),
        ("48°27'30\"N", "37°30'E", (48.458333, 37.5)),
        ("48° 27\u2032 30\u2033", "-37° 30'", (48.458333, -37.5)),
        ("48 27 30 n", "37 30 00 e", (48.458333, 37.5)),
        ("48:27:30", "37:30:00", (48.458333, 37.5)),
        ("48-27-30N", "037-30-00E", (48.458333, 37.5)),
        ("48-27-30 N", "37-30 E", (48.458333, 37.5)),
        ("S34-05-12", "W 018-30.0", (-34.086667, -18.5)),
        ("4.85e1", "37", (48.5, 37.0)),
        ("90", "180", (90.0, 180.0)),
    ],
)
def test_points_are_read_in_every_usual_spelling(lat, lon, expected):
    row = read((lat, lon)).iloc[0]
    assert (row["lat"], row["lon"]) == pytest.approx(expected, abs=1e-6)
    assert row[["problem", "problem_field", "doubt"]].isna().all()


@pytest.mark.parametrize(
    ("lat", "lon"),
    [
        ("31.377317, ", "34.318450"),
        (" 31°22'38.34", " 34°19'6.42"),
        ("31.377317, 34.318450", None),
        (None, "31.377317, 34.318450"),
        ("31 22.639 N", "34 19.107 E"),
        ("31d22m38.34s N", "34d19m06.42s E"),
        ("31°22’38.34’’N", "34°19’06.42’’E"),
        ("31.377317 пн.ш.", "34.31845 сх. д."),
        ("٣١٫٣٧٧٣١٧", "٣٤٫٣١٨٤٥٠"),
        ("Lat: 31.377317", "Lon: 34.31845"),
        ("31 22 38.34", "34 19 06.42"),
        ("31,377317°", "34,318450°"),
    ],
)
def test_points_are_read_in_the_scraps_that_tables_have(lat, lon):
    row = read((lat, lon)).iloc[0]
    assert (row["lat"], row["lon"]) == pytest.approx((31.377317, 34.31845), abs=1e-5)
    assert pd.isna(row["problem"])


@pytest.mark.parametrize(
    ("lat", "lon"),
    [
        ("4117090,688", "558353,518"),
        ("558353.518 4117090.688",) * 2,
        ("558353.518; 4117090.688", None),
    ],
)
def test_metres_are_read_in_the_system_that_is_named(lat, lon):
    move = Transformer.from_crs(32637, 4326, always_xy=True)
    east, north = move.transform(558353.518, 4117090.688)
    cells = pd.DataFrame([(lat, lon)], [2], ["lat", "lon"], dtype="str")
    row = read_coordinates(cells["lat"], cells["lon"], crs=check_crs("epsg:32637")).iloc[0]
    assert (row["lat"], row["lon"]) == pytest.approx((north, east))


@pytest.mark.parametrize(
    "name", ["", "EPSG:99999999", "+proj=utm +zone=37", "Kharkiv", "/etc/passwd"]
)
def test_a_coordinate_system_that_is_none_is_refused(name):
    with pytest.raises(FileError, match="allowed: a code such as EPSG:32637"):
        check_crs(name)


def test_a_decimal_comma_is_read_and_doubted():
    row = read(("48,5", "37.25")).iloc[0]
    assert (row["lat"], row["lon"], row["doubt"]) == (48.5, 37.25, "decimal_comma")


@pytest.mark.parametrize(
    ("lat", "lon", "field", "words"),
    [
        ("north", "37", "lat", "no latitude"),
        ("48", "?", "lon", "no longitude"),
        ("nan", "37", "lat", "no latitude"),
        ("inf", "37", "lat", "no latitude"),
        ("48.5.1", "37", "lat", "no latitude"),
        ("1,234,5", "37", "lat", "no latitude"),
        ("48 E", "37", "lat", "no latitude"),
        ("-48 S", "37", "lat", "no latitude"),
        ("48°75'", "37", "lat", "no latitude"),
        ("48.5 37", "37", "lat", "no latitude"),
        ("91", "200", "lat", "-90 to 90"),
        ("48", "181", "lon", "-180 to 180"),
        ("137.5", "48", "lat", "look swapped"),
        ("-97", "-33", "lat", "look swapped"),
        (None, "37", "lat", "longitude but no latitude"),
        ("48", " ", "lon", "latitude but no longitude"),
    ],
)
def test_what_is_no_point_is_a_problem_of_one_column(lat, lon, field, words):
    row = read((lat, lon)).iloc[0]
    assert row[["lat", "lon"]].isna().all()
    assert row["problem_field"] == field
    assert words in row["problem"]


@pytest.mark.parametrize(
    "point",
    [("0", "0"), ("0.0", "-0.00"), ("-0.000137", "0.000403"), ("-1", "-1.0"), ("1", "1")],
)
def test_a_point_that_stands_for_none_is_not_believed(point):
    row = read(point).iloc[0]
    assert row[["lat", "lon", "problem"]].isna().all()
    assert row["doubt"] == "null_island"


@pytest.mark.parametrize("point", [("0", "9.45"), ("-1", "36.8"), ("9", "9"), ("1.1", "1.1")])
def test_a_point_that_may_be_one_is_believed(point):
    row = read(point).iloc[0]
    assert [row["lat"], row["lon"]] == [float(number) for number in point]


def test_no_point_is_no_problem():
    assert read((None, ""))[["lat", "lon", "problem", "doubt"]].isna().all(axis=None)


def test_the_timemap_file_has_one_point_that_is_not_believed():
    cells = read_timemap()
    found = read_coordinates(cells["latitude"], cells["longitude"])
    expected = cells[["latitude", "longitude"]].astype(float)
    assert found["problem"].isna().all()
    doubted = found["doubt"] == "null_island"
    assert cells["id"][doubted].tolist() == ["CIV1923"]
    assert (found.loc[~doubted, ["lat", "lon"]].to_numpy() == expected[~doubted].to_numpy()).all()


@given(st.floats(0.02, 90), st.floats(-180, 180))
def test_a_written_point_comes_back(lat, lon):
    assume(lat != lon)  # one copied over the other is no point
    row = read((repr(lat), repr(lon))).iloc[0]
    assert math.isclose(row["lat"], lat, rel_tol=1e-12)
    assert math.isclose(row["lon"], lon, rel_tol=1e-12)


@given(st.lists(st.tuples(st.text(max_size=9), st.text(max_size=9)), min_size=1))
def test_any_text_is_a_point_or_a_problem_or_blank(points):
    cells = read(*points)
    assert (cells["lat"].notna() == cells["lon"].notna()).all()
    assert cells["lat"].dropna().abs().le(90).all()
    assert not (cells["lat"].notna() & cells["problem"].notna()).any()


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("558353,518288252", True), ("4117090.688", True), ("36.2304", False), ("1234", False)],
)
def test_metres_of_a_projection_are_told_from_degrees(cell, expected):
    assert look_like_metres(pd.Series([cell], dtype="str")).tolist() == [expected]


def test_one_zero_stands_for_no_point_where_no_other_is_near_it():
    lat = pd.Series(["50.45", "46.48", "49.99", "0"], dtype="str")
    lon = pd.Series(["30.52", "30.72", "36.23", "30.52"], dtype="str")
    found = read_coordinates(lat, lon)
    assert found["lat"].notna().tolist() == [True, True, True, False]
    assert found["doubt"].tolist()[3] == "null_island"
    # In Greenwich and near it, 0 is a longitude as any other.
    east = pd.Series(["-0.12", "0.52", "1.5", "0"], dtype="str")
    assert read_coordinates(lat.replace("0", "51.48"), east)["lon"].notna().all()


@pytest.mark.parametrize(
    ("point", "believed"),
    [
        (("51.130618", "51.130618"), False),
        (("-1.313511", "-1.313511"), False),
        (("36.5", "36.5"), True),
        (("36.125", "36.125"), True),
        (("51.130618", "51.130619"), True),
    ],
)
def test_a_long_number_that_is_latitude_and_longitude_at_once_is_no_point(point, believed):
    row = read(point).iloc[0]
    assert math.isnan(row["lat"]) is not believed
    assert (row["doubt"] == "null_island") is not believed


@pytest.mark.parametrize("text", ["48-67-30N", "48.5-49.5N", "48-27-30-10N", "2024-05-13N"])
def test_hyphens_that_part_no_minutes_make_no_degrees(text):
    row = read((text, "37.5")).iloc[0]
    assert math.isnan(row["lat"])
    assert row["problem_field"] == "lat"


def test_both_numbers_of_a_point_may_have_hyphens():
    row = read(("50-27-00N 030-31-00E", None)).iloc[0]
    assert (row["lat"], row["lon"]) == pytest.approx((50.45, 30.516667))


@pytest.mark.parametrize("text", ["43.7", "[43.7]", "43,7", "43°42'"])
def test_one_number_in_a_column_of_points_is_not_taken_for_both(text):
    cells = pd.Series([text, "48.8566, 2.3522"], dtype="str")
    pairs = split_pairs(cells)
    found = read_coordinates(pairs["lat"], pairs["lon"])
    assert found["lat"].isna().tolist() == [True, False]
    assert "no longitude" in found["problem"].iloc[0]


def test_a_few_arrays_among_pairs_have_latitude_first_as_these():
    cells = pd.Series(["46.6354, 32.6169", "46.6, 32.6", "[46.6354, 32.6169]"], dtype="str")
    assert split_pairs(cells)["lat"].astype("float64").round(1).tolist() == [46.6] * 3
    alone = split_pairs(cells[2:])
    assert float(alone["lat"].iloc[0]) == 32.6169
    assert float(split_pairs(cells, first="lon")["lat"].iloc[0]) == 32.6169
