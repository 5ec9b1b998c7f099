"""The points are those that Google and the World Factbook give for areas, and of cities."""

import pandas as pd
import pytest

from eventmap.readers.values.middles import find_middles
from eventmap.readers.values.places import read_places

KABUL, AFGHANISTAN = (34.5289, 69.1725), (33.93911, 67.709953)
KHERSON, OBLAST = (46.6354, 32.6169), (46.6, 33.5)
NAMED = (None, "Afghanistan", "Kabul", KABUL)


def find(*rows):
    names = ["admin1", "country", "place", "point", "geo_precision"]
    table = pd.DataFrame([[*row, *[None] * (5 - len(row))] for row in rows], columns=names)
    text = table.drop(columns="point").astype("str")
    lat, lon = (table["point"].map(lambda point, at=at: point[at]) for at in (0, 1))
    read = read_places(text["country"], text["admin1"], lat, lon)
    found = find_middles(text, text["admin1"], read, lat, lon)
    words = pd.Series("", text.index)
    for name in found._fields:
        words = words.mask(getattr(found, name), name)
    return words.tolist()


@pytest.mark.parametrize(
    ("country", "point"),
    [
        ("Tajikistan", (38.861034, 71.276093)),
        ("Sierra Leone", (8.460555, -11.779889)),
        ("Russia", (61.52401, 105.318756)),
        ("Ukraine", (49.0, 32.0)),
        ("United States", (37.09024, -95.712891)),
    ],
)
def test_a_row_that_names_a_country_alone_and_has_its_middle_is_known_to_the_country(
    country, point
):
    assert find(NAMED, (None, country, None, point)) == ["", "country"]


def test_a_country_in_the_place_of_a_place_is_no_more_than_the_country():
    row = (None, None, "Afghanistan", AFGHANISTAN)

    assert find(NAMED, row) == ["", "country"]


def test_a_row_that_names_a_region_alone_and_has_its_middle_is_known_to_the_region():
    named = ("Kherson oblast", "Ukraine", "Kherson", KHERSON)

    assert find(named, ("Kherson oblast", "Ukraine", None, OBLAST)) == ["", "region"]


def test_a_point_that_rows_without_a_place_share_may_be_that_of_the_whole():
    rows = [(None, "Afghanistan", None, KABUL)] * 2
    named = ("Kherson oblast", "Ukraine", "Kherson", KHERSON)
    units = [("Kherson oblast", "Ukraine", None, KHERSON)] * 2

    assert find(NAMED, *rows) == ["", "unsure", "unsure"]
    assert find(named, *units) == ["", "unsure", "unsure"]


@pytest.mark.parametrize(
    "rows",
    [
        [(None, "Afghanistan", None, AFGHANISTAN)] * 3,  # nothing shows that a blank says anything
        [NAMED, (None, "Afghanistan", "Chaghcharan", AFGHANISTAN)],
        [NAMED, (None, "Afghanistan", None, AFGHANISTAN, "exact")],
        [NAMED, (None, None, None, AFGHANISTAN)],
        [NAMED, (None, "Afghanistan", None, KABUL)],
        # one of many points lies in the middle by itself
        [NAMED, *((None, "Afghanistan", None, (lat, 67.7)) for lat in (31.5, 33.9, 35.9, 36.5))],
        [NAMED, (None, "Afghanistan", None, (float("nan"), float("nan")))],
    ],
)
def test_any_other_point_is_what_it_is(rows):
    assert set(find(*rows)) == {""}


@pytest.mark.parametrize("place", ["Kherson Oblast", "Херсонська область", "Херсонська обл."])
def test_a_place_that_is_a_region_by_its_name_is_known_to_that_wherever_its_one_point_lies(place):
    beside = (None, None, "Beryslav", (46.84, 33.43))
    assert find(beside, (None, None, place, KHERSON)) == ["", "called"]
    assert find(beside, *[(None, None, place, KHERSON)] * 2) == ["", "called", "called"]
    assert find((None, None, place, KHERSON), (None, None, place, OBLAST)) == ["", ""]
    assert find((None, None, place, KHERSON, "exact")) == [""]


@pytest.mark.parametrize("place", ["Kherson", "м. Київ", "Kyiv City", "Washington County", "Mali"])
def test_other_places_are_what_their_points_are(place):
    assert find((None, None, place, KHERSON)) == [""]
