import numpy as np
import pytest
import shapely
from support.outlines import BOUNDARIES, outlines

from eventmap import places
from eventmap.places import boundaries


def test_what_the_browser_loads_is_small() -> None:
    names = ("countries.json", "admin1.json", "cities.json")

    assert sum((BOUNDARIES / name).stat().st_size for name in names) < 2_000_000


@pytest.mark.parametrize("name", ["countries.json", "admin1.json"])
def test_outlines_are_valid_and_meet_without_gaps_or_overlaps(name: str) -> None:
    shapes = outlines(name).geometry.to_numpy()

    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)


@pytest.mark.parametrize("name", ["countries.json", "admin1.json"])
def test_no_outline_runs_across_the_map(name: str) -> None:
    south_pole = outlines(name)["code"] == "AQ"
    rings = shapely.get_rings(outlines(name).geometry[~south_pole].to_numpy())
    steps = [np.abs(np.diff(shapely.get_coordinates(ring)[:, 0])).max() for ring in rings]

    assert max(steps) < 45  # the longest straight border, along the 49th parallel, has 27


def test_a_country_is_the_sum_of_its_units() -> None:
    countries = outlines("countries.json").set_index("code").geometry
    units = outlines("admin1.json").dissolve("country").geometry

    differences = units.symmetric_difference(countries[units.index].set_axis(units.index))
    assert differences[shapely.area(differences.to_numpy()) > 1e-6].index.tolist() == ["GB"]


@pytest.mark.parametrize(
    ("place", "lat", "lon", "code"),
    [
        ("Simferopol", 44.9521, 34.1024, "UA-43"),
        ("Kerch", 45.3562, 36.4674, "UA-43"),
        ("Sevastopol", 44.6054, 33.5220, "UA-40"),
        ("Kherson", 46.6354, 32.6169, "UA-65"),
        ("Odesa", 46.4825, 30.7233, "UA-51"),
        ("Mykolaiv", 46.9750, 31.9946, "UA-48"),
        ("Kharkiv", 49.9935, 36.2304, "UA-63"),
        ("Donetsk", 48.0159, 37.8028, "UA-14"),
        ("Mariupol", 47.0971, 37.5434, "UA-14"),
        ("Kyiv", 50.4501, 30.5234, "UA-30"),
        ("Irpin", 50.5218, 30.2506, "UA-32"),
        ("Hostomel", 50.5686, 30.2654, "UA-32"),
        ("Bila Tserkva", 49.8094, 30.1121, "UA-32"),
        ("Moscow", 55.7558, 37.6173, "RU-MOW"),
        ("Kolomna", 55.0794, 38.7783, "RU-MOS"),
        ("Saint Petersburg", 59.9386, 30.3141, "RU-SPE"),
        ("Belgorod", 50.5997, 36.5983, "RU-BEL"),
        ("Anadyr", 64.7337, 177.4968, "RU-CHU"),
        ("London, Downing Street", 51.5034, -0.1276, "GB-WSM"),
        ("London, Guildhall", 51.5159, -0.0920, "GB-LND"),
        ("Windsor Castle", 51.4839, -0.6044, "GB-WNM"),
        ("Tiraspol", 46.8403, 29.6433, "MD-SN"),
        ("Pristina", 42.6629, 21.1655, "RS-KM"),
        ("Brussels", 50.8503, 4.3517, "BE-BRU"),
    ],
)
def test_a_place_lies_in_its_unit(place: str, lat: float, lon: float, code: str) -> None:
    assert places.region_of([lon], [lat]) == [code]


@pytest.mark.parametrize(
    ("where", "lat", "lon", "code"),
    [
        ("5 km off the port of Odesa", 46.485, 30.825, "UA-51"),
        ("200 km off Odesa", 44.75, 31.40, None),
        ("in the middle of the Atlantic", 40.0, -35.0, None),
        ("in Luxembourg, which has no units here, 15 km from France", 49.6116, 6.1319, None),
        ("in Slovenia, which has no units here, 15 km from Austria", 46.5547, 15.6459, None),
        ("at the North Pole", 90.0, 0.0, None),
        ("nowhere", np.nan, np.nan, None),
    ],
)
def test_off_every_outline_the_nearest_shore_counts(
    where: str, lat: float, lon: float, code: str | None
) -> None:
    assert places.region_of([lon], [lat]) == [code]


def test_many_points_are_answered_in_their_order() -> None:
    codes = places.region_of(np.array([30.5234, -35.0, 37.6173]), np.array([50.45, 40.0, 55.7558]))

    assert codes == ["UA-30", None, "RU-MOW"]
    assert places.region_of([], []) == []


def test_countries_hold_what_is_theirs() -> None:
    countries = outlines("countries.json").set_index("code").geometry
    simferopol, pristina = shapely.Point(34.1024, 44.9521), shapely.Point(21.1655, 42.6629)

    assert countries.index[countries.contains(simferopol)].tolist() == ["UA"]
    assert countries.index[countries.contains(pristina)].tolist() == ["RS"]


def test_drawable_regions_are_those_with_an_outline() -> None:
    codes = places.drawable_regions()

    assert {"UA-65", "RU-MOW", "GB-WSM"} <= codes
    assert not {"US-TX", "GB-ENG", "MT-01"} & codes


def test_boxes_of_islands_hold_no_land_of_another_country() -> None:
    """Sabah's coast lies within 100 km of Tawi-Tawi's."""
    shapes = boundaries.outlines("countries", 4326)
    for country, box in boundaries.ISLANDS:
        inside = shapes[shapes.geometry.intersects(shapely.box(*box))]
        assert set(inside["code"]) <= {country}


@pytest.mark.parametrize(
    ("place", "lat", "lon", "code"),
    [
        ("Aleppo", 36.20, 37.16, "SY-HL"),
        ("Palmyra", 34.56, 38.27, "SY-HI"),
        ("Mosul", 36.34, 43.13, "IQ-NI"),
        ("Aden", 12.80, 45.03, "YE-AD"),
        ("Kandahar", 31.61, 65.71, "AF-KAN"),
        ("Peshawar", 34.01, 71.58, "PK-KP"),
        ("Maiduguri", 11.84, 13.15, "NG-BO"),
        ("Goma", -1.68, 29.22, "CD-NK"),
        ("Ambon, an island", -3.69, 128.18, "ID-MA"),
        ("Naha, an island", 26.21, 127.68, "JP-47"),
        ("Anchorage", 61.22, -149.90, "US-AK"),
    ],
)
def test_a_place_is_not_far_from_its_unit_that_is_not_drawn_and_far_from_others(
    place: str, lat: float, lon: float, code: str
) -> None:
    x, y = np.array([lon]), np.array([lat])
    others = ("SY-DI", "IQ-BA", "YE-HD", "AF-BAL", "PK-SD", "NG-LA", "CD-KN", "ID-AC", "JP-01")

    assert code not in places.drawable_regions()
    assert not places.is_far_from(code, x, y)[0]
    assert all(places.is_far_from(other, x, y)[0] for other in others)


def test_rough_outlines_are_valid_and_lie_in_their_countries() -> None:
    rough = outlines("rough.json").set_index("code").geometry
    countries = outlines("countries.json").dropna(subset=["code"]).dissolve("code").geometry
    known = rough[rough.index.str[:2].isin(countries.index)]

    assert shapely.is_valid(rough.to_numpy()).all()
    assert rough.index.is_unique
    assert not {code[:2] for code in rough.index} & {c[:2] for c in places.drawable_regions()}
    lands = countries[known.index.str[:2]].to_numpy()
    inside = shapely.dwithin(shapely.point_on_surface(known.to_numpy()), lands, 0.5)
    assert inside.mean() > 0.98  # the others are islands that the countries leave out, and Kashmir
