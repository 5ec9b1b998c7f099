"""The maps of where points lie: towns fall into the outlines that they are drawn on."""

import re

import pytest
import shapely

from eventmap.errors import Placing
from eventmap.panels.placings import HEIGHT, WIDTH, frame_points, placings_panel

KHERSON, KHARKIV, LVIV = (32.62, 46.64), (36.23, 49.99), (24.03, 49.84)


def draw(*points, countries=("UA",), count=None, turned=True):
    placing = Placing(turned, {}, "some words", countries, points, count or len(points))
    (found,) = placings_panel([placing])["maps"]
    return found


def shape_of(path):
    """Return what a path draws: rings of straight lines, nothing else."""
    assert re.fullmatch(r"(?:M-?[\d.]+ -?[\d.]+(?:L-?[\d.]+ -?[\d.]+)+Z)*", path)
    rings = [[tuple(map(float, at.split())) for at in ring.split("L")] for ring in rings_of(path)]
    return shapely.union_all([shapely.make_valid(shapely.Polygon(ring)) for ring in rings])


def rings_of(path):
    return [ring for ring in re.split(r"[MZ]+", path) if ring]


def test_points_are_drawn_in_the_country_that_they_lie_in():
    found = draw(KHERSON, KHARKIV, LVIV)
    ukraine, others = shape_of(found["hit"]), shape_of(found["land"])
    for point in found["points"]:
        at = shapely.Point(point["x"], point["y"])
        assert ukraine.contains(at)
        assert not others.contains(at)
    west_to_east = [found["points"][at]["x"] for at in (2, 0, 1)]
    assert west_to_east == sorted(west_to_east)
    assert found["points"][0]["y"] > found["points"][1]["y"], "Kherson lies south of Kharkiv"


def test_names_of_countries_stand_apart_and_within_the_map():
    names = draw(KHERSON, KHARKIV, LVIV)["names"]
    assert names[0]["text"] == "Ukraine"
    assert {"Russia", "Poland"} <= {name["text"] for name in names}
    for name in names:
        assert 0 < name["x"] < WIDTH
        assert 0 < name["y"] < HEIGHT


@pytest.mark.parametrize(
    "points",
    [
        [KHERSON],
        [(-180.0, -89.9), (180.0, 89.9)],
        [(-150.0, 70.0), (150.0, 60.0)],
        [(0.0, 90.0)],
        [(20.0, -85.0), (21.0, -80.0)],
    ],
)
def test_every_point_is_seen_wherever_they_are(points):
    frame = frame_points(points)
    for lon, lat in points:
        at = frame.place(lon, lat)
        assert 0 <= at["x"] <= WIDTH
        assert 0 <= at["y"] <= HEIGHT


def test_a_map_is_light_however_far_its_points_lie_apart():
    world = draw(*[(lon, lat) for lon in range(-170, 180, 40) for lat in range(-60, 70, 20)])
    assert len(world["land"]) + len(world["hit"]) < 60_000


def test_without_any_point_the_world_is_drawn():
    found = draw(countries=(), count=3)
    assert found["points"] == []
    assert shape_of(found["land"]).area > 0.2 * WIDTH * HEIGHT
    assert found["drawn"] == "Drawn: 0 of 3 points."


def test_it_is_said_where_not_all_points_are_drawn():
    assert draw(KHERSON)["drawn"] == ""
    assert draw(KHERSON, KHARKIV, count=1200)["drawn"] == "Drawn: 2 of 1,200 points."


def test_a_way_is_called_by_what_it_does():
    assert (draw(KHERSON, turned=False)["way"], draw(KHERSON)["way"]) == ("written", "turned")
    assert draw(KHERSON)["title"] == "Turned"
    assert draw(KHERSON)["button"] == "Read them turned"
