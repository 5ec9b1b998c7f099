import pandas as pd
import pytest

from eventmap.errors import FileError
from eventmap.readers.model import Source
from eventmap.readers.values.coordinates import read_coordinates
from eventmap.readers.values.misplaced import (
    ask_astray,
    ask_order,
    ask_projection,
    find_astray,
    find_mirrored,
)
from eventmap.readers.values.places import read_places

SOURCE = Source("a.csv", "csv", pd.DataFrame())
COLUMNS = {"lat": "Y", "lon": "X"}
PAIR = {"lat": "At", "lon": "At"}


def text_of(*rows):
    names = ["lat", "lon", "place", "admin1", "country"]
    return pd.DataFrame(rows, range(2, 2 + len(rows)), names, dtype="str")


def check(*rows):
    text = text_of(*rows)
    points = read_coordinates(text["lat"], text["lon"])
    lat, lon = points["lat"], points["lon"]
    places = read_places(text["country"], text["admin1"], lat, lon)
    return text, points, find_astray(lat, lon, places, text)


def test_a_point_that_fits_its_country_only_the_other_way_round_is_turned_round():
    _, _, found = check(
        ("46.63", "32.61", None, None, "Ukraine"), ("32.61", "46.63", None, None, "Ukraine")
    )
    assert found.turned.tolist() == [False, True]


def test_a_point_that_fits_neither_way_is_astray_and_not_turned():
    _, _, found = check(("10.0", "20.0", None, None, "Ukraine"))
    assert (found.astray.tolist(), found.turned.tolist()) == ([True], [False])


def test_a_unit_tells_as_a_country_does():
    # As it stands, the point lies in Iraq.
    _, _, found = check(("32.61", "46.63", None, "Kherson Oblast", None))
    assert found.turned.tolist() == [True]


def test_the_other_rows_of_a_place_tell_where_it_is():
    kherson = ("46.63", "32.61", "Kherson", None, None)
    _, _, found = check(
        *[kherson] * 4,
        ("32.61", "46.63", "Kherson", None, None),
        ("47.63", "32.61", "kherson", None, None),
        ("32.61", "46.63", "Basra road", None, None),
    )
    assert found.turned.tolist() == [False] * 4 + [True, False, False]
    assert found.strange.tolist() == [False] * 5 + [True, False]


def test_a_point_at_sea_is_turned_round_to_where_all_others_lie():
    recife = [(f"-8.0{at}", f"-34.9{at}", f"Street {at}", None, None) for at in range(1, 5)]
    _, _, found = check(*recife, ("-34.95", "-8.05", "Street 5", None, None))
    assert found.turned.tolist() == [False] * 4 + [True]
    _, _, plain = check(*recife, ("10.0", "20.0", "Street 5", None, None))
    assert not plain.turned.any()
    _, _, few = check(*recife[:3], ("-34.95", "-8.05", "Street 5", None, None))
    assert not few.turned.any()
    kherson = [(f"46.6{at}", f"32.6{at}", f"Street {at}", None, None) for at in range(1, 5)]
    _, _, found = check(*kherson, ("32.61", "46.63", "Street 5", None, None))  # on land in Iraq
    assert not found.turned.any()


@pytest.mark.parametrize(
    ("lat", "lon", "found"),
    [
        (6.2442, 75.5812, True),  # in the Indian Ocean; Medellín is at -75.5812
        (-20.0, -74.0, False),  # off Chile, and in the Bahamas' sea with another sign
        (6.2442, -75.5812, False),
        (28.6, 77.2, False),  # Delhi
        (10.0, 75.9, False),  # in India, on land
    ],
)
def test_a_point_at_sea_that_lacks_a_sign_is_told_by_the_others(lat, lon, found):
    colombia = [(3.4516, -76.532), (1.7986, -78.8156), (4.711, -74.0721), (7.8939, -72.5078)]
    points = pd.DataFrame([*colombia, (lat, lon)], columns=["lat", "lon"])
    assert find_mirrored(points["lat"], points["lon"]).tolist() == [False] * 4 + [found]


def test_where_points_lie_all_over_the_world_no_sign_is_doubted():
    points = pd.DataFrame([(6.2, 75.6), (51.5, -0.1), (35.7, 139.7), (-33.9, 151.2), (4.7, -74.1)])
    assert not find_mirrored(points[0], points[1]).any()


def test_places_called_as_the_units_of_one_country_tell_where_the_points_are():
    turned = [("36.2304", "49.9935", "Харків"), ("32.6169", "46.6354", "Херсон")]
    right = [("46.4825", "30.7233", "Одеса"), ("50.45", "30.52", None)]
    other = [("32.61", "46.63", "Basra road")]
    _, _, found = check(*[(*row, None, None) for row in turned + right + other])
    assert found.turned.tolist() == [True, True, False, False, False]
    _, _, found = check(*[(*row, None, None) for row in turned])
    assert found.all_turned
    # Most points are in no country of these places: the names are of something else.
    _, _, found = check(*[(*row, None, None) for row in (*turned, ("10.0", "20.0", "Суми"))])
    assert not found.astray.any()


def test_a_country_behind_the_name_of_a_place_tells_where_its_point_is():
    iran, israel = ("54.0", "32.5", "Multiple sites, Iran"), ("34.8", "31.9", "Ports, Israel")
    other = ("56.5", "26.5", "Strait of Hormuz")
    _, _, found = check(*[(*row, None, None) for row in (iran, israel, other)])
    assert found.turned.tolist() == [True, True, False]
    assert found.all_turned
    right = ("32.5", "54.0", "Multiple sites, Iran")
    far = ("10.0", "20.0", "Ports, Israel")  # neither way in Israel
    _, _, found = check(*[(*row, None, None) for row in (right, far, other)])
    assert not found.turned.any()


def test_places_that_lie_anywhere_tell_nothing():
    rows = [(f"{lat}", "32.6", "Front line", None, None) for lat in (46, 47, 48, 49, 50)]
    _, _, found = check(*rows)
    assert not found.checked.any()


def test_a_whole_table_turned_round_is_asked_with_where_it_would_be():
    rows = [("32.61", "46.63", None, None, "Ukraine"), ("36.23", "49.99", None, None, "Ukraine")]
    text, points, found = check(*rows)
    with pytest.raises(FileError) as refused:
        ask_astray(SOURCE, COLUMNS, text, found, points)
    assert "2 points in Iraq and Iran" in str(refused.value)
    assert "other way round in Ukraine" in str(refused.value)
    assert "line 2 says '32.61', '46.63'" in str(refused.value)
    assert refused.value.answers == (("lat", "lon"),)
    assert [placing.turned for placing in refused.value.placings] == [False, True]


# Afrin, Azaz and al-Bab, some 10 to 45 km within Turkey with the longitude first.
ALEPPO = [("36.869", "36.512"), ("37.048", "36.586"), ("37.517", "36.371")]


def test_a_whole_table_turned_round_is_asked_about_also_where_that_is_near():
    text, points, found = check(*[(*point, None, None, "Syria") for point in ALEPPO])
    assert found.turned.all()
    with pytest.raises(FileError, match=r"3 points in Turkey.* other way round in Syria"):
        ask_astray(SOURCE, COLUMNS, text, found, points)


def test_a_table_turned_round_is_asked_about_where_only_its_regions_tell_it():
    # Tikrit, Mosul and Ramadi, with the longitude first: in Russia and Kazakhstan.
    iraq = [("43.68", "34.60", "Salah al-Din"), ("43.13", "36.34", "Nineveh")]
    rows = [(lat, lon, None, name, None) for lat, lon, name in [*iraq, ("43.30", "33.42", "Anbar")]]
    text, points, found = check(*rows)
    assert found.turned.all()
    with pytest.raises(FileError, match="other way round in Iraq"):
        ask_astray(SOURCE, COLUMNS, text, found, points)


def test_points_near_a_border_are_not_turned_round_where_others_lie_in_their_country():
    mixed = [*ALEPPO[:2], ("36.2", "37.16")]
    _, _, found = check(*[(*point, None, None, "Syria") for point in mixed])
    assert not found.turned.any()
    # Along the border, some of them just beyond it.
    beyond = ("36.62", "37.08"), ("36.75", "38.02"), ("36.85", "38.99")
    _, _, found = check(*[(*point, None, None, "Turkey") for point in beyond])
    assert not found.turned.any()


def test_a_whole_table_in_another_country_is_asked():
    # The minus sign of the west is lost: this is in Kyrgyzstan.
    rows = [("40.7", f"7{n}.0", None, None, "United States") for n in (3, 4, 5)]
    text, points, found = check(*rows)
    with pytest.raises(FileError, match="3 points in Kyrgyzstan"):
        ask_astray(SOURCE, COLUMNS, text, found, points)


def test_one_row_of_many_is_not_asked():
    rows = [("46.63", "32.61", None, None, "Ukraine")] * 9
    text, points, found = check(*rows, ("32.61", "46.63", None, None, "Ukraine"))
    ask_astray(SOURCE, COLUMNS, text, found, points)


def test_a_pair_that_proves_longitude_first_is_asked():
    cells = ("137.9", "48.5", None, None, None), ("48.5", "37.9", None, None, None)
    text, points, _ = check(*cells)
    with pytest.raises(FileError, match=r"line 2 says '137\.9', '48\.5'") as refused:
        ask_order(SOURCE, PAIR, text, points)
    assert refused.value.answers == (("coordinates",), ("lonlat",))
    ask_order(SOURCE, COLUMNS, text, points)  # of two columns, one row is its own fault


def test_metres_are_asked_for_their_coordinate_system():
    text, points, _ = check(("4117090,68", "558353,51", None, None, None))
    with pytest.raises(FileError, match=r"hold metres of a projection.*'4117090,68'") as refused:
        ask_projection("a.csv", COLUMNS, text, points["problem"].notna())
    assert refused.value.answers == (("crs",),)


def test_degrees_are_not_taken_for_metres():
    text, points, _ = check(("46.63", "32.61", None, None, None))
    ask_projection("a.csv", COLUMNS, text, points["problem"].notna())
