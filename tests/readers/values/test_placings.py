"""Where points lie as written and turned round: towns of known countries."""

import pandas as pd
import pytest

from eventmap.readers.model import Source
from eventmap.readers.values.coordinates import split_pairs
from eventmap.readers.values.placings import MOST_POINTS, place_both

COLUMNS = {"lat": "Y", "lon": "X"}
PAIR = {"lat": "At", "lon": "At"}
KHERSON, KHARKIV, VLADIVOSTOK = ("32.61", "46.63"), ("36.23", "49.99"), ("131.9", "43.1")
"""Longitude first: the first two lie in Iraq and Iran when it is taken for the latitude."""


def place(*rows, crs=None):
    text = pd.DataFrame(rows, columns=["lat", "lon"], dtype="str")
    source = Source("a.csv", "csv", text.rename(columns=COLUMNS))
    return place_both(source, COLUMNS, text, crs=crs)


def place_pairs(*cells):
    source = Source("a.csv", "csv", pd.DataFrame({"At": cells}, dtype="str"))
    return place_both(source, PAIR, split_pairs(source.cells["At"]))


def test_each_way_says_how_many_points_lie_where_and_how_to_choose_it():
    written, turned = place(KHERSON, KHERSON, KHARKIV)
    assert written.words == "2 of 3 points in Iraq and 1 in Iran"
    assert written.countries == ("IQ", "IR")
    assert written.choices == {"lat": "Y", "lon": "X"}
    assert turned.words == "3 of 3 points in Ukraine"
    assert turned.choices == {"lat": "X", "lon": "Y"}
    assert turned.points == ((32.61, 46.63), (32.61, 46.63), (36.23, 49.99))
    assert [written.turned, turned.turned] == [False, True]


def test_what_cannot_be_a_point_in_one_way_is_counted_and_not_drawn():
    written, turned = place(KHERSON, VLADIVOSTOK)
    assert written.words == "1 of 2 points in Iraq and 1 nowhere on the globe"
    assert (len(written.points), written.count) == (1, 2)
    assert turned.words == "1 of 2 points in Ukraine and 1 in Russia"


def test_points_at_sea_are_told_by_the_nearest_country():
    # The middle of the Arabian Sea's west, 400 km east of Mogadishu; turned, it is Lviv.
    written, _ = place(("2.0", "49.0"))
    assert written.words == "1 of 1 point at sea off Somalia"
    assert written.countries == ()


def test_a_point_beside_a_pole_is_in_no_country():
    written, _ = place(("89.0", "20.0"))
    assert written.words == "1 of 1 point near a pole"


def test_many_countries_are_counted_and_not_all_named():
    towns = ["48.9 2.4", "52.5 13.4", "40.4 -3.7", "41.9 12.5", "52.2 21.0", "47.5 19.1"]
    written, _ = place(*(tuple(town.split()) for town in towns))
    assert written.words == (
        "1 of 6 points in France, 1 in Germany, 1 in Spain, 1 in Italy and 2 in 2 other countries"
    )


def test_of_many_points_some_are_kept_at_equal_steps():
    rows = [(f"{46 + at / 1000}", "32.6") for at in range(1000)]
    written, _ = place(*rows)
    assert (len(written.points), written.count) == (MOST_POINTS, 1000)
    assert written.points[0] == (32.6, 46.0)
    assert written.points[-1] == (32.6, 46.999)
    assert written.words == "1,000 of 1,000 points in Ukraine"


def test_a_column_of_pairs_is_chosen_with_its_order():
    written, turned = place_pairs("32.61, 46.63", "131.9, 43.1")
    assert written.choices == {"coordinates": "At"}
    assert turned.choices == {"lonlat": "At"}
    assert turned.words == "1 of 2 points in Ukraine and 1 in Russia"


def test_a_column_of_pairs_that_is_read_longitude_first_is_turned_the_other_way():
    cells = pd.Series(["32.61, 46.63"], dtype="str")
    source = Source("a.csv", "csv", pd.DataFrame({"At": cells}))
    written, turned = place_both(source, PAIR, split_pairs(cells, first="lon"))
    assert (written.choices, written.countries) == ({"lonlat": "At"}, ("UA",))
    assert (turned.choices, turned.countries) == ({"coordinates": "At"}, ("IQ",))


def test_letters_that_say_which_number_is_which_leave_nothing_to_choose():
    assert place_pairs("32.61 N, 46.63 E") == ()


def test_letters_that_stand_in_two_columns_are_believed():
    _, turned = place(("32.61 N", "46.63 E"))
    assert turned.words == "1 of 1 point nowhere on the globe"


@pytest.mark.parametrize("crs", [None, "EPSG:4326"])
def test_degrees_of_a_named_system_are_turned_as_well(crs):
    _, turned = place(KHERSON, crs=crs)
    assert turned.words == "1 of 1 point in Ukraine"


def test_an_array_is_turned_with_latitude_first():
    written, turned = place_pairs("[46.63, 32.61]")
    assert (written.choices, written.countries) == ({"lonlat": "At"}, ("IQ",))
    assert (turned.choices, turned.countries) == ({"latlon": "At"}, ("UA",))
