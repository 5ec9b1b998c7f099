"""Expected points are worked out by hand, printed by the maker of the notation, or by pyproj."""
# ruff: noqa: RUF001 - the primes and Cyrillic letters that tables have

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Transformer

from eventmap.readers.values.pairs import looks_like_pairs, read_pairs, split_named_points

KHARKIV = (49.9935, 36.2304)
KHERSON = (46.6354, 32.6169)
KYIV = (50.4501, 30.5234)
BUENOS_AIRES = (-34.6037, -58.3816)


def read(*cells):
    return read_pairs(pd.Series(cells, range(2, 2 + len(cells)), dtype="str"))


@pytest.mark.parametrize(
    ("cell", "point"),
    [
        ("49.9935, 36.2304", KHARKIV),
        ("49,9935° NB, 36,2304° OL", KHARKIV),
        ("49,9935° LU 36,2304° BT", KHARKIV),
        ("49,9935°N 36,2304°L", KHARKIV),
        ("49,9935° צפון 36,2304° מזרח", KHARKIV),
        ("49.9935 36.2304", KHARKIV),
        ("49.9935,36.2304", KHARKIV),
        ("49.9935;36.2304", KHARKIV),
        ("49.9935; 36.2304;", KHARKIV),
        ("(49.9935, 36.2304)", KHARKIV),
        ("49.9935/36.2304", KHARKIV),
        ("49.9935 | 36.2304", KHARKIV),
        ("49.9935\t36.2304", KHARKIV),
        ("49,9935 36,2304", KHARKIV),
        ("49,9935; 36,2304", KHARKIV),
        ("49,9935, 36,2304", KHARKIV),
        ("49,9935/36,2304", KHARKIV),
        ("49.9935,36.2304,", KHARKIV),
        ("49.9935° 36.2304°", KHARKIV),
        ("49.9935°N 36.2304°E", KHARKIV),
        ("49.9935° N, 36.2304° E", KHARKIV),
        ("N49.9935 E36.2304", KHARKIV),
        ("N 49.9935, E 36.2304", KHARKIV),
        ("N49.9935E36.2304", KHARKIV),
        ("49.9935N36.2304E", KHARKIV),
        ("49.993500N 036.230400E", KHARKIV),
        ("E 36.2304 N 49.9935", KHARKIV),
        ("36.2304E, 49.9935N", KHARKIV),
        ("34.6037 S, 58.3816 W", BUENOS_AIRES),
        ("-34.6037, -58.3816", BUENOS_AIRES),
        ("−34.6037, −58.3816", BUENOS_AIRES),
        ("34.6037S 58.3816W", BUENOS_AIRES),
        ("34.6037S - 58.3816W", BUENOS_AIRES),
        ("49.9935 N – 36.2304 E", KHARKIV),
        ("N 49.9935 - E 36.2304", KHARKIV),
        ("49:59.61N - 036:13.824E", KHARKIV),
        ("49°59,61' с.ш. — 36°13,824' в.д.", KHARKIV),
        ("49°59'36.6\"N 36°13'49.44\"E", KHARKIV),
        ("49°59'36.6\"N, 36°13'49.44\"E", KHARKIV),
        ("49° 59′ 36.6″ N 36° 13′ 49.44″ E", KHARKIV),
        ("N49°59'36.6\" E36°13'49.44\"", KHARKIV),
        ("49°59’36.6”N 36°13’49.44”E", KHARKIV),
        ("49°59'36.6''N 36°13'49.44''E", KHARKIV),
        ("49 59 36.6 N 36 13 49.44 E", KHARKIV),
        ("49 59 36.6, 36 13 49.44", KHARKIV),
        ("49:59:36.6 36:13:49.44", KHARKIV),
        ("49:59:36.6N, 36:13:49.44E", KHARKIV),
        ("49d59m36.6s N 36d13m49.44s E", KHARKIV),
        ("49deg 59min 36.6sec N, 36deg 13min 49.44sec E", KHARKIV),
        (
            "49 degrees 59 minutes 36.6 seconds north, 36 degrees 13 minutes 49.44 seconds east",
            KHARKIV,
        ),
        ("N49 59.610 E36 13.824", KHARKIV),
        ("49° 59.610' N 36° 13.824' E", KHARKIV),
        ("49°59.61'N, 36°13.824'E", KHARKIV),
        ("49°59,61' N; 36°13,824' E", KHARKIV),
        ("46°38′N 32°37′E", (46.633333, 32.616667)),
        ("49°59'36.6\" 36°13'49.44\"", KHARKIV),
        ("49º59'36,6\"N 36º13'49,44\"E", KHARKIV),
        ("34°36'13.32\"S 58°22'53.76\"W", BUENOS_AIRES),
        ("N 49°59'36.6\", E 36°13'49.44\"", KHARKIV),
        ("46.6354 пн.ш., 32.6169 сх.д.", KHERSON),
        ("46,6354° пн. ш. 32,6169° сх. д.", KHERSON),
        ("46.6354 с.ш. 32.6169 в.д.", KHERSON),
        ("46°38'07.44\" с.ш., 32°37'00.84\" в.д.", KHERSON),
        ("46.6354° северной широты, 32.6169° восточной долготы", KHERSON),
        ("46.6354 північної широти, 32.6169 східної довготи", KHERSON),
        ("34,6037 ю.ш., 58,3816 з.д.", BUENOS_AIRES),
        ("34.6037 пд.ш. 58.3816 зх.д.", BUENOS_AIRES),
        ("широта 46.6354, довгота 32.6169", KHERSON),
        ("lat 46.6354 lon 32.6169", KHERSON),
        ("Lat: 46.6354, Long: 32.6169", KHERSON),
        ("latitude: 46.6354; longitude: 32.6169", KHERSON),
        ("lon: 32.6169, lat: 46.6354", KHERSON),
        ("lat=46.6354&lng=32.6169", KHERSON),
        ("Latitude 46.6354 N, Longitude 32.6169 E", KHERSON),
        ("48.2082 Nord, 16.3738 Ost", (48.2082, 16.3738)),
        ("12.6392 Nord, 8.0029 Ouest", (12.6392, -8.0029)),
        ("19.4326 Norte, 99.1332 Oeste", (19.4326, -99.1332)),
        ("٣٣٫٥١٣٨، ٣٦٫٢٧٦٥", (33.5138, 36.2765)),
        ("33.5138° شمال، 36.2765° شرق", (33.5138, 36.2765)),
        ("50.4501 30.5234 120.5 4.5", KYIV),
        ("50.4501 30.5234 0 0", KYIV),
        ("50.4501 30.5234 0.0 0.0;", KYIV),
        ("50.4501, 30.5234, 179", KYIV),
        ("50.4501 30.5234 179", KYIV),
    ],
)
def test_degrees_are_read_as_people_write_them(cell, point):
    found = read(cell).iloc[0]
    assert (found["lat"], found["lon"]) == pytest.approx(point, abs=1e-6)
    assert found["span_m"] == 0


@pytest.mark.parametrize(
    ("cell", "point"),
    [
        ("POINT (36.2304 49.9935)", KHARKIV),
        ("POINT(36.2304 49.9935)", KHARKIV),
        ("POINT Z (36.2304 49.9935 120)", KHARKIV),
        ("POINTZ(36.2304 49.9935 0)", KHARKIV),
        ("POINT M (36.2304 49.9935 5)", KHARKIV),
        ("POINT ZM (36.2304 49.9935 0 5)", KHARKIV),
        ("SRID=4326;POINT(36.2304 49.9935)", KHARKIV),
        ("MULTIPOINT ((36.2304 49.9935))", KHARKIV),
        ("point (3.62304e1 49.9935)", KHARKIV),
        ("0101000020E6100000CC7F48BF7D1D4240BA490C022BFF4840", KHARKIV),
        ("0101000000cc7f48bf7d1d4240ba490c022bff4840", KHARKIV),
        ("000000000140421D7DBF487FCC4048FF2B020C49BA", KHARKIV),
        ("\\x0101000000CC7F48BF7D1D4240BA490C022BFF4840", KHARKIV),
    ],
)
def test_geometry_is_read_longitude_first(cell, point):
    found = read(cell).iloc[0]
    assert (found["lat"], found["lon"]) == pytest.approx(point, abs=1e-6)
    assert found["span_m"] == 0


@pytest.mark.parametrize(
    ("cell", "point"),
    [
        ('{"type":"Point","coordinates":[36.2304,49.9935]}', KHARKIV),
        ('{"type": "Point", "coordinates": [36.2304, 49.9935, 12.5]}', KHARKIV),
        (
            '{"type":"Feature","geometry":{"type":"Point","coordinates":[36.2304,49.9935]},"properties":{}}',
            KHARKIV,
        ),
        ("[36.2304, 49.9935]", KHARKIV),
        ('["36.2304","49.9935"]', KHARKIV),
        ('{"lat":49.9935,"lng":36.2304}', KHARKIV),
        ('{"latitude":"49.9935","longitude":"36.2304"}', KHARKIV),
        ("{'lat': 49.9935, 'lon': 36.2304}", KHARKIV),
        ('{"lon":36.2304,"lat":49.9935}', KHARKIV),
        ('{"_latitude": 49.9935, "_longitude": 36.2304}', KHARKIV),
    ],
)
def test_json_is_read_by_its_names_or_as_geojson(cell, point):
    found = read(cell).iloc[0]
    assert (found["lat"], found["lon"]) == pytest.approx(point, abs=1e-6)
    assert found["span_m"] == 0


@pytest.mark.parametrize(
    ("cell", "point"),
    [
        ("https://www.google.com/maps/@49.9935,36.2304,15z", KHARKIV),
        ("https://maps.google.com/?q=49.9935,36.2304", KHARKIV),
        ("https://www.google.com/maps/search/?api=1&query=49.9935%2C36.2304", KHARKIV),
        (
            "https://www.google.com/maps/place/Kharkiv/@49.98,36.11,12z/data=!3m1!4b1!8m2!3d49.9935!4d36.2304",
            KHARKIV,
        ),
        ("https://www.google.com/maps/place/49.9935+36.2304", KHARKIV),
        ("https://www.google.com/maps?ll=49.9935,36.2304&z=12", KHARKIV),
        ("https://maps.google.com/maps?q=loc:49.9935,36.2304", KHARKIV),
        (
            "https://www.google.com/maps/place/49%C2%B059'36.6%22N+36%C2%B013'49.4%22E",
            (49.9935, 36.230389),
        ),
        ("https://www.openstreetmap.org/#map=15/49.9935/36.2304", KHARKIV),
        ("https://www.openstreetmap.org/?mlat=49.9935&mlon=36.2304#map=12/49.91/36.11", KHARKIV),
        ("geo:49.9935,36.2304", KHARKIV),
        ("geo:49.9935,36.2304;u=35", KHARKIV),
        ("geo:49.9935,36.2304,120?z=11", KHARKIV),
        ("geo:0,0?q=49.9935,36.2304(Blast)", KHARKIV),
        ("https://maps.apple.com/?ll=49.9935,36.2304&q=Kharkiv", KHARKIV),
        ("https://yandex.ru/maps/?ll=36.2304%2C49.9935&z=12", KHARKIV),
        ("https://www.google.com/maps/dir/50.1,30.1/49.9935,36.2304", KHARKIV),
        ("https://yandex.com/maps/?pt=36.2304,49.9935&z=12", KHARKIV),
        ("https://www.bing.com/maps?cp=49.9935~36.2304&lvl=15", KHARKIV),
        ("https://wikimapia.org/#lang=en&lat=49.9935&lon=36.2304&z=12", KHARKIV),
        ("https://deepstatemap.live/en#12/49.9935/36.2304", KHARKIV),
    ],
)
def test_addresses_of_maps_lead_to_their_marker(cell, point):
    found = read(cell).iloc[0]
    assert (found["lat"], found["lon"]) == pytest.approx(point, abs=1e-6)
    assert found["span_m"] == 0


@pytest.mark.parametrize(
    ("cell", "zone", "east", "north"),
    [
        ("38SMB4400086000", 38, 444000, 3686000),
        ("38S MB 44000 86000", 38, 444000, 3686000),
        ("38S MB 44 86", 38, 444500, 3686500),
        ("36TVS 70000 64000", 36, 470000, 5164000),
        ("36T 470000 5164000", 36, 470000, 5164000),
        ("36N 470000 5164000", 36, 470000, 5164000),
    ],
)
def test_metres_of_a_grid_with_its_zone_are_read(cell, zone, east, north):
    lon, lat = Transformer.from_crs(32600 + zone, 4326, always_xy=True).transform(east, north)
    found = read(cell).iloc[0]
    assert (found["lat"], found["lon"]) == pytest.approx((lat, lon), abs=1e-5)


@pytest.mark.parametrize(
    ("cell", "point"),
    # The middles of the areas that the specification's own tests print.
    [("8FVC2222+22", (47.0000625, 8.0000625)), ("7FG49Q00+", (20.375, 2.775))],
)
def test_full_plus_codes_are_read(cell, point):
    found = read(cell).iloc[0]
    assert (found["lat"], found["lon"]) == pytest.approx(point)


@pytest.mark.parametrize(
    "cell",
    [
        "Kherson",
        "46.6354",
        "JJP8+5C Kherson",
        "somewhere near 46.6 or 47",
        "191.5, 300.2",
        "2024-05-13",
        "1 Jan 2006",
        "13 MAR 2023",
        "1 lut 2023",
        "12:30",
        "3 killed, 5 injured",
        "https://example.com/49.99",
        "49.9935N 36.2304N",
        "49°75'00\"N 36°13'49\"E",
        "555353 4117090",
        "POINT EMPTY",
        "0101",
        "{}",
        "[1]",
        "N/A",
        "-",
        "10.5.2022, 14.00",
        "48.2082 N 16.3738 O",
        "0.5, kg",
        "13.05.2024 14.05.2024",
        "1 2 3 4 5",
        "50.4501, 30.5234 and 50.1, 30.1",
        "https://www.google.com/maps/dir/Kharkiv/Kyiv",
    ],
)
def test_what_can_be_meant_otherwise_is_no_point(cell):
    assert read(cell)[["lat", "lon", "order"]].isna().all(axis=None)


@pytest.mark.parametrize(
    ("others", "point"), [("47.1 N 12.5 W", 16.3738), ("47.1 N 2.5 E", -16.3738)]
)
def test_the_letter_o_is_told_by_the_others_of_its_column(others, point):
    found = read("48.2082 N 16.3738 O", others)
    assert found["lon"].iloc[0] == point


def test_the_order_is_told_by_letters_and_geometry_and_by_nothing_else():
    cells = "49.9 36.2", "[36.2, 49.9]", "36.2E 49.9N", "POINT (36.2 49.9)", "geo:49.9,36.2"
    assert read(*cells)["order"].tolist() == ["lat_first", "lon_first", "told", "told", "told"]


@pytest.mark.parametrize(
    ("cell", "km"),
    [
        ("LINESTRING (30 50, 30 51)", 111),
        ("POLYGON ((30 50, 30 50.5, 30.5 50.5, 30.5 50, 30 50))", 66),
        ('{"type": "Polygon", "coordinates": [[[30, 50], [30, 51], [30.1, 50], [30, 50]]]}', 111),
        ("7FG49Q00+", 8),
    ],
)
def test_a_line_an_area_or_a_square_says_how_far_it_reaches(cell, km):
    assert read(cell)["span_m"].iloc[0] / 1000 == pytest.approx(km, rel=0.03)


def test_geometry_in_another_coordinate_system_is_read_as_degrees():
    # Kharkiv in Web Mercator, by pyproj.
    x, y = Transformer.from_crs(4326, 3857, always_xy=True).transform(36.2304, 49.9935)
    found = read(f"SRID=3857;POINT({x} {y})").iloc[0]
    assert (found["lat"], found["lon"]) == pytest.approx(KHARKIV)


@pytest.mark.parametrize(
    ("cell", "name", "point"),
    [
        ("12 Main St\nElm, NY 11201\n(40.6937, -73.9881)", "12 Main St, Elm, NY 11201", True),
        ("49.9935, 36.2304 - Kharkiv", "Kharkiv", True),
        ("49.9935 36.2304 (Харків)", "Харків", True),
        ("49.9935, 36.2304 (WGS84)", None, False),
        ("49.9935, 36.2304 E", None, False),
        ("1.5, 2.5 million people", None, False),
    ],
)
def test_a_name_beside_a_point_is_told_from_it(cell, name, point):
    found = split_named_points(pd.Series([cell], dtype="str")).iloc[0]
    assert (found["name"] if point else None) == name
    assert found["point"] in cell if point else pd.isna(found["point"])


@pytest.mark.parametrize("cell", ["49.9935, 36.2304 (approx.)", "WGS84 49.9935, 36.2304"])
def test_words_of_a_point_are_no_name_of_a_place(cell):
    assert looks_like_pairs(pd.Series([cell], dtype="str")).all()


def test_columns_of_pairs_are_told_by_their_cells():
    cells = ["49.9, 36.2", "49°59'N 36°13'E", "Kharkiv", "12, 13", "38SMB4400086000", None]
    found = looks_like_pairs(pd.Series(cells, dtype="str"))
    assert found.tolist() == [True, True, False, False, True, False]


@given(st.text(max_size=60))
def test_any_text_is_a_point_of_the_globe_or_none(text):
    found = read(text).iloc[0]
    assert math.isnan(found["lat"]) == math.isnan(found["lon"])
    assert math.isnan(found["lat"]) or max(abs(found["lat"]), abs(found["lon"])) <= 180


@given(
    st.lists(
        st.sampled_from(
            [
                "49",
                "36.2",
                "-",
                "N",
                "e",
                "°",
                "'",
                '"',
                ",",
                ";",
                " ",
                ":",
                "d",
                "lat",
                "с.ш.",
                "o",
            ]
        ),
        max_size=14,
    )
)
def test_any_parts_of_coordinates_are_a_point_of_the_globe_or_none(parts):
    found = read("".join(parts)).iloc[0]
    assert math.isnan(found["lat"]) or max(abs(found["lat"]), abs(found["lon"])) <= 180


@pytest.mark.parametrize(
    ("cell", "point"),
    [
        ("50°27′N, 30°31′E", (50.45, 30.516667)),
        ("N50°27.006' E030°31.404'", KYIV),
        ("50 27.006N 30 31.404E", KYIV),
        ("N 50 27 00.36 / E 30 31 24.24", KYIV),
        ("502700N0303124E", (50.45, 30.523333)),
        ("5027N 03031E", (50.45, 30.516667)),
        ("~50.4501, 30.5234", KYIV),
        ("approx. 50.4501, 30.5234", KYIV),
        ("50.4501, 30.5234 (approx.)", KYIV),
        ("приблизно 50.4501, 30.5234", KYIV),
        ("Kyiv (50.4501, 30.5234)", KYIV),
        ("50.4501, 30.5234 (Kyiv)", KYIV),
        ("Kyiv, 50.4501, 30.5234", KYIV),
        ("50,4501N 30,5234E", KYIV),
        ("Lat 50.4501 N / Long 30.5234 E", KYIV),
        ("Lat. 50,4501 – Long. 30,5234", KYIV),
        ("широта 50,4501 — долгота 30,5234", KYIV),
        ("Ш: 50.4501 Д: 30.5234", KYIV),
        ("szer. 50,4501 dł. 30,5234", KYIV),
        ("خط العرض 50.4501 خط الطول 30.5234", KYIV),
        ("Lat: -4.61 – Long: -74.08", (-4.61, -74.08)),
        ("+50.4501+030.5234/", KYIV),
        ("+502700.36+0303124.24/", KYIV),
        ("x: 30.5234, y: 50.4501", KYIV),
        ("X=30.5234; Y=50.4501", KYIV),
        ("{lat: 50.4501, lng: 30.5234}", KYIV),
        ("LatLng(50.4501, 30.5234)", KYIV),
        ("GPS: 50.4501, 30.5234", KYIV),
        ("Координати: 50.4501, 30.5234", KYIV),
        ("coordinates 50.4501 30.5234", KYIV),
        ("https://www.google.com/maps/dir//50.4501,30.5234/@50.4,30.5,17z", KYIV),
        ("https://www.openstreetmap.org/search?query=50.4501%2C30.5234", KYIV),
        ("https://earth.google.com/web/@50.4501,30.5234,150a,1000d", KYIV),
        ("https://en.mapy.cz/zakladni?x=30.5234&y=50.4501&z=11", KYIV),
        ("https://wego.here.com/?map=50.4501,30.5234,15,normal", KYIV),
        ("https://zoom.earth/#view=50.4501,30.5234,10z", KYIV),
        ("https://apps.sentinel-hub.com/eo-browser/?zoom=10&lat=50.4501&lng=30.5234", KYIV),
        ("MGRS: 38SMB4400086000", (33.311665, 44.398416)),
        ("38s mb 44000 86000", (33.311665, 44.398416)),
        ("Zone 38S E 444000 N 3686000", (33.311661, 44.39841)),
        ("38S 0444000 3686000", (33.311661, 44.39841)),
        ("50.4501°N, 30.5234°E ± 10 m", KYIV),
        ("{{coord|50|27|0.36|N|30|31|24.24|E|display=title}}", KYIV),
        ("{{Coord|50.4501|30.5234}}", KYIV),
        ("50° 27' 0.36'' с. ш. 30° 31' 24.24'' в. д.", KYIV),
        ("۵۰٫۴۵۰۱, ۳۰٫۵۲۳۴", KYIV),
        ("50.4501° пн.ш. 30.5234° сх.д.", KYIV),
        ("Широта: 50.4501; Долгота: 30.5234", KYIV),
        ("50.4501 С, 30.5234 В", KYIV),
        ("50.4501 северной широты 30.5234 восточной долготы", KYIV),
        ("50°27'0.36\" Nord, 30°31'24.24\" Ost", KYIV),
        ("N: 50.4501 E: 30.5234", KYIV),
        ("N=50.4501, E=30.5234", KYIV),
        ("50.4501N/30.5234E", KYIV),
        ("50.4501_30.5234", KYIV),
        ("50.4501,30.5234\n", KYIV),
        ('"50.4501, 30.5234"', KYIV),
        ("'50.4501, 30.5234'", KYIV),
        ("Point(30.5234 50.4501)", KYIV),
        ("POINT  Z(30.5234 50.4501 12)", KYIV),
        ("<Point><coordinates>30.5234,50.4501,0</coordinates></Point>", KYIV),
        (
            '{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[30.5234,50.4501]}}',
            KYIV,
        ),
        ('{"coordinates":[30.5234,50.4501]}', KYIV),
        ('{"geo":{"lat":50.4501,"lon":30.5234}}', KYIV),
        ("lonlat 30.5234 50.4501", KYIV),
        ("lon/lat: 30.5234, 50.4501", KYIV),
        ('{"x":30.5234,"y":50.4501,"spatialReference":{"wkid":4326}}', KYIV),
        ('{"location":{"type":"Point","coordinates":[30.5234,50.4501]}}', KYIV),
        ('{"Latitude":50.4501,"Longitude":30.5234,"Altitude":100}', KYIV),
    ],
)
def test_scraps_of_other_programs_and_words_around_a_point_are_read(cell, point):
    found = read(cell).iloc[0]
    assert (found["lat"], found["lon"]) == pytest.approx(point, abs=1e-5)


@pytest.mark.parametrize(
    "cell", ["~50.45, 30.52", "50.45, 30.52 (approx.)", "близько 50.45, 30.52"]
)
def test_what_is_about_a_point_is_no_pin(cell):
    assert read(cell)["span_m"].tolist() == [2000]


@pytest.mark.parametrize("cell", ["50.45, 30.52, 50.50, 30.60", "50.45 30.52 50.50 30.60"])
def test_a_second_point_is_no_altitude(cell):
    assert read(cell)["lat"].isna().all()


@pytest.mark.parametrize(
    "cell",
    ["50.45, 30.52; 50.50, 30.60", "50.45 30.52 0 0; 50.50 30.60 0 0", "50.45,30.52\n50.5,30.6"],
)
def test_several_points_say_how_far_they_reach(cell):
    assert read(cell)["span_m"].iloc[0] == pytest.approx(7940, rel=0.01)


def test_an_amount_with_a_sign_of_thousands_is_no_point():
    cells = pd.Series(["2,062.60", "280,694.00", "50,36.25", "50.1,36.25"], dtype="str")
    assert looks_like_pairs(cells).tolist() == [False, False, True, True]
