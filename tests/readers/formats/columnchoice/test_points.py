# ruff: noqa: RUF001 - Cyrillic headings

import pytest
from support.format_sources import DAY, make_source, one_event, shape_rows

from eventmap.errors import FileError
from eventmap.readers.formats.columnchoice import choose_columns
from eventmap.readers.formats.table import FORMAT


def test_links_to_maps_are_points_where_most_say_one():
    short, full = "https://maps.app.goo.gl/abc", "https://maps.google.com/?q=46.4825,30.7233"
    rows = [DAY | {"Map": link} for link in (full, full.replace("46", "47"), short)]
    columns = choose_columns(make_source(rows), {}).columns
    assert columns["coordinates"] == "Map"


@pytest.mark.parametrize(
    ("headings", "cells", "lon"),
    [
        ("Fecha Lugar Coordenadas", ["3.45 N, 76.53 O"], -76.53),
        ("Fecha Lugar Coordenadas", ["3.45 N, 76.53 O", "4.71 N, 74.07 W"], -76.53),
        ("Date Lieu Coordonnées", ["14°41'N 17°26'24\" O", "48.85 N 2.35 E"], -17.44),
        ("Data Luogo Coordinate", ["38.72 N, 9.14 O"], -9.14),
        ("Datum Ort Koordinaten", ["50.45 N, 30.52 O"], 30.52),
        ("Datum Ort Koordinaten", ["N 50,45; O 30,52", "46.48 N, 30.72 E"], 30.52),
    ],
)
def test_the_language_of_the_headings_tells_what_the_letter_o_is(headings, cells, lon):
    when, where, point = headings.split()
    rows = [{when: "2024-05-13", where: "Kherson", point: cell} for cell in cells]
    draft = shape_rows(*rows)
    assert float(draft.events["lon"].iloc[0]) == pytest.approx(lon)
    (note,) = draft.notes
    assert note.startswith(f"The letter O in column {point!r} is read as {'WE'[lon > 0]}, ")


def test_the_letter_o_in_a_column_of_longitudes_is_read_by_the_headings():
    row = {"Fecha": "2024-05-13", "Lugar": "Cali", "Latitud": "3.45 N", "Longitud": "76,53 O"}
    event = one_event(shape_rows(row))
    assert (event["lat"], event["lon"]) == ("3.45 N", "76,53W")


@pytest.mark.parametrize("cell", ["O 76 36.882", "O76 36.882", "76 36.882 O", "O 76°36.882'"])
def test_the_letter_o_stands_before_or_behind_degrees_with_marks_or_without(cell):
    row = {"Fecha": "2024-05-13", "Lugar": "Cali", "Latitud": "2.44 N", "Longitud": cell}
    assert one_event(shape_rows(row))["lon"] == cell.replace(" O", "W").replace("O", "W")


@pytest.mark.parametrize(
    ("cells", "lon"),
    [
        (["50.45 N, 30.52 O", "46.48 N, 76.5 W"], "30.52"),
        (["50.45 N, 30.52 O", "46.48 N, 76.5 E"], "-30.52"),
    ],
)
def test_letters_beside_an_o_are_asked_about_where_no_language_tells_it(cells, lon):
    rows = [{"Date": "2024-05-13", "Place": "Here", "Coordinates": cell} for cell in cells]
    with pytest.raises(FileError, match=r"Is the letter O in 'Coordinates'.* line 2\?") as asked:
        shape_rows(*rows)
    assert asked.value.answers == (("coordinates",),)
    draft = FORMAT.shape(make_source(rows), {"coordinates": "Coordinates"})
    assert draft.events["lon"].iloc[0] == lon


@pytest.mark.parametrize(
    ("country", "cells", "lons"),
    [
        # Vigo and Pontevedra lie 8.7 and 8.6 degrees west of Greenwich, Berlin 13.4 east of it.
        ("Spain", ["42.43 N, 8.64 O", "42.23 N, 8.72 W"], ["-8.64", "-8.72"]),
        ("Spain", ["42.43 N, 8.64 O", "42.23 N, 8.72 O"], ["-8.64", "-8.72"]),
        ("Germany", ["52.52 N, 13.4 O", "48.14 N, 11.57 E"], ["13.4", "11.57"]),
    ],
)
def test_countries_tell_what_the_letter_o_is(country, cells, lons):
    when = {"Date": "2024-05-13", "Country": country}
    draft = shape_rows(*(when | {"Coordinates": cell} for cell in cells))
    assert draft.events["lon"].tolist() == lons
    letter = "W" if country == "Spain" else "E"
    assert draft.notes[0].startswith(f"The letter O in column 'Coordinates' is read as {letter}: ")
    lats, lons_ = zip(*(cell.split(", ") for cell in cells), strict=True)
    rows = [when | {"Lat": lat, "Lon": lon} for lat, lon in zip(lats, lons_, strict=True)]
    assert shape_rows(*rows).notes == (draft.notes[0].replace("'Coordinates'", "'Lon'"),)


def test_a_letter_o_that_nothing_tells_is_no_point_and_is_named():
    row = {"Date": "2024-05-13", "Place": "Cali", "Coordinates": "3.45 N, 76.53 O"}
    layout = choose_columns(make_source([row]), {})
    assert "coordinates" not in layout.columns
    assert [use.looks_like for use in layout.uses] == ["", "", "point"]


@pytest.mark.parametrize(
    ("lat", "lon", "cells", "point"),
    [
        ("Lat S", "Lon W", ("12.05", "77.04"), ("12.05 S", "77.04 W")),
        ("Lintang Selatan", "Bujur Timur", ("6.18", "106.82"), ("6.18 S", "106.82")),
        ("Lintang Selatan", "Bujur Barat", ("6.18", "106.82"), ("6.18 S", "106.82 W")),
        ("Южная широта", "Западная долгота", ("12.05", "77.04"), ("12.05 S", "77.04 W")),
        ("Південна широта", "Західна довгота", ("12.05", "77.04"), ("12.05 S", "77.04 W")),
        ("Zuiderbreedte", "Westerlengte", ("12.05", "77.04"), ("12.05 S", "77.04 W")),
        ("Latitude (°S)", "Longitude (°W)", ("12,05", "77,04"), ("12,05 S", "77,04 W")),
        ("Latitud", "Longitud (O)", ("3.45", "76.53"), ("3.45", "76.53 W")),
        ("Latitud", "Longitud Oeste", ("3.45", "76.53"), ("3.45", "76.53 W")),
        ("Lat_S", "Long_W", ("12.05", "77.04"), ("12.05 S", "77.04 W")),
        ("LAT_S", "LON_W", ("12.05", "77.04"), ("12.05", "77.04 W")),
        ("Lat S", "Lon W", ("-12.05", "-77.04"), ("-12.05", "-77.04")),
        ("Breite", "Länge O", ("50.45", "30.52"), ("50.45", "30.52")),
        ("lat_s", "lon_s", ("50.45", "30.52"), ("50.45", "30.52")),
        ("lats", "Longitude", ("50.45", "30.52"), ("50.45", "30.52")),
    ],
)
def test_a_heading_names_the_hemisphere_of_numbers_without_a_sign(lat, lon, cells, point):
    row = {"date": "2025-10-24", lat: cells[0], lon: cells[1]}
    draft = shape_rows(row)
    event = one_event(draft)
    assert (event["lat"], event["lon"]) == point
    read = zip((lat, lon), cells, point, strict=True)
    turned = [name for name, cell, meant in read if cell != meant]
    assert [note.split("'")[1] for note in draft.notes] == turned


@pytest.mark.parametrize(
    ("row", "point"),
    [
        (
            {"Latitude Degree": "12", "Latitude Minute": "10", "Latitude Second": "12"}
            | {"Latitude Direction": "N", "Longitude Degree": "76", "Longitude Minute": "37"}
            | {"Longitude Second": None, "Longitude Direction": "W"},
            ("12° 10' 12\" N", "76° 37' W"),
        ),
        (
            {"lat_deg": "-3", "lat_min": "24", "lon_deg": "29", "lon_min": "22"},
            ("-3° 24'", "29° 22'"),
        ),
        (
            {"Lat Deg": "05", "Lat Min": "35", "N/S": "N"}
            | {"Long Deg": "000", "Long Min": "05", "E/W": "W"},
            ("05° 35' N", "000° 05' W"),
        ),
        (
            {"Lat Deg": "0", "Lat Min": "45", "Lat N/S": "S"}
            | {"Lon Deg": "38", "Lon Min": "30", "East/West": "West"},
            ("0° 45' S", "38° 30' West"),
        ),
        (
            {"N st.": "52", "N min": "14", "N sek": "7", "E st.": "21", "E min": "1", "E sek": "3"},
            ("52° 14' 7\" N", "21° 1' 3\" E"),
        ),
        (
            {"S deg": "16", "S min": "30", "W deg": "68", "W min": "9"},
            ("16° 30' S", "68° 9' W"),
        ),
        (
            {"Ш град": "50", "Ш мин": "27", "Д град": "30", "Д мин": "31"},
            ("50° 27' N", "30° 31' E"),
        ),
        ({"N min": "14", "N max": "20", "E min": "1", "E max": "3"}, None),
        ({"GPS N": "49.99", "GPS E": "36.23"}, ("49.99", "36.23")),
        ({"GPS (с.ш.)": "49.99", "GPS (в.д.)": "36.23"}, ("49.99", "36.23")),
        ({"пн. ш.": "49.99", "сх. д.": "36.23"}, ("49.99", "36.23")),
        ({"Position / E": "36.23", "Position / N": "49.99"}, ("49.99", "36.23")),
        ({"Name N": "12", "Name E": "14"}, None),
        (
            {"launch_lat": "50.60", "launch_lon": "36.60"}
            | {"impact_lat": "49.99", "impact_lon": "36.23"},
            ("49.99", "36.23"),
        ),
        ({"Launch latitude": "50.60", "Launch longitude": "36.60"}, None),
        ({"Origin coordinates": "50.60, 36.60"}, None),
        ({"Original lat": "49.99", "Original lon": "36.23"}, ("49.99", "36.23")),
        ({"Enlem": "37.91", "Boylam": "40.22"}, ("37.91", "40.22")),
        ({"Long/Lat": "36.23, 49.99"}, ("49.99", "36.23")),
        ({"lng,lat": "36.23 49.99"}, ("49.99", "36.23")),
        ({"Довгота, широта": "36.23; 49.99"}, ("49.99", "36.23")),
        ({"Lat/Long": "36.23, 49.99"}, ("36.23", "49.99")),
        ({"Lon/Lat": "49.99 N, 36.23 E"}, ("49.99", "36.23")),
    ],
)
def test_headings_tell_which_number_is_which(row, point):
    event = one_event(shape_rows(DAY | row))
    assert (event.get("lat"), event.get("lon")) == (point or (None, None))


def test_a_row_that_names_no_hemisphere_where_the_others_do_has_no_point():
    row = {"Latitude Degree": "2", "Latitude Minute": "26", "Latitude Direction": "N"}
    row |= {"Longitude Degree": "76", "Longitude Minute": "37", "Longitude Direction": "W"}
    draft = shape_rows(DAY | row, DAY | row | {"Longitude Direction": None})
    assert draft.events["lon"].isna().to_list() == [False, True]


# Maidan in Kyiv and Freedom Square in Kharkiv, in metres as PROJ gives them by itself.
KYIV, KHARKIV = ("324182", "5591608"), ("301497", "5541584")


@pytest.mark.parametrize(
    ("east", "north", "zone", "zones", "made_of"),
    [
        ("Easting", "Northing", "Zone", ("36U", "37U"), "Zone + Easting + Northing"),
        ("X", "Y", "UTM zone", ("36 N", "37 N"), "UTM zone + X + Y"),
        ("X", "Y", "Huso", ("Zone 36N", "37n"), "Huso + X + Y"),
    ],
)
def test_metres_are_read_by_the_zone_in_their_row(east, north, zone, zones, made_of):
    rows = [
        DAY | {east: at[0], north: at[1], zone: said}
        for at, said in zip((KYIV, KHARKIV), zones, strict=True)
    ]
    draft = shape_rows(*rows)
    points = draft.events[["lat", "lon"]].astype("float64").to_numpy().tolist()
    assert points == [
        [pytest.approx(50.4501, abs=1e-4), pytest.approx(30.5234, abs=1e-4)],
        [pytest.approx(49.9935, abs=1e-4), pytest.approx(36.2304, abs=1e-4)],
    ]
    assert draft.columns["lat"] == made_of
    assert not [use.column for use in draft.uses if not use.field]


def test_a_heading_names_the_zone_of_metres():
    east, north = KYIV
    row = {"date": "2025-10-24", "East (UTM 36N)": east, "North (UTM 36N)": north}
    event = one_event(shape_rows(row))
    assert float(event["lat"]) == pytest.approx(50.4501, abs=1e-4)


def test_metres_without_a_zone_stay_metres():
    rows = [DAY | {"X": KYIV[0], "Y": KYIV[1], "Zone": zone} for zone in ("36", "37")]
    draft = shape_rows(*rows)
    assert draft.events["lat"].tolist() == [KYIV[1]] * 2
    (note,) = draft.notes
    assert note.startswith("'Zone' gives zones without their letter")
    rows = [DAY | {"X": KYIV[0], "Y": KYIV[1], "Zone": zone} for zone in ("36U",) * 4 + (None,)]
    assert shape_rows(*rows).events["lat"].tolist()[-1] == " ".join(KYIV)


@pytest.mark.parametrize("heading", ["Where", "Location"])
@pytest.mark.parametrize(
    ("cell", "name", "point"),
    [
        ("Kharkiv (49.99, 36.23)", "Kharkiv", (49.99, 36.23)),
        ("Kharkiv, 49.99, 36.23", "Kharkiv", (49.99, 36.23)),
        ("Kharkiv [49.9935; 36.2304]", "Kharkiv", (49.9935, 36.2304)),
        ("Kharkiv 49°59'N 36°14'E", "Kharkiv", (49.98333, 36.23333)),
        ("Kharkiv (49°59'N, 36°14'E)", "Kharkiv", (49.98333, 36.23333)),
        ("Одеса: 46.48, 30.72", "Одеса", (46.48, 30.72)),
        ("Quito -0.22, -78.51", "Quito", (-0.22, -78.51)),
        ("Quito, -0.22, -78.51", "Quito", (-0.22, -78.51)),
        ("Quito-0.22, -78.51", "Quito-0.22, -78.51", None),
        ("Kharkiv", "Kharkiv", None),
        ("Kharkiv, 12.05.2024", "Kharkiv, 12.05.2024", None),
        ("Kharkiv, Sumska 5, 12", "Kharkiv, Sumska 5, 12", None),
        ("Kharkiv (10:30, 12:45)", "Kharkiv (10:30, 12:45)", None),
    ],
)
def test_a_point_behind_the_name_of_a_place_is_read_with_it(heading, cell, name, point):
    rows = [{"date": "2025-10-24", heading: text} for text in (cell, "Kyiv")]
    event = shape_rows(*rows).events.iloc[0]
    assert event["place"] == name
    at = [float(event[axis]) for axis in ("lat", "lon") if isinstance(event[axis], str)]
    assert at == (pytest.approx(list(point), abs=1e-4) if point else [])


def points_of(draft):
    return [
        tuple(None if not isinstance(row[axis], str) else row[axis] for axis in ("lat", "lon"))
        for _, row in draft.events.iterrows()
    ]


NAMED = {"date": "2025-10-24", "Where": "Kharkiv (49.99, 36.23)"}


@pytest.mark.parametrize("field", ["coordinates", "lonlat"])
def test_a_column_of_points_that_is_chosen_by_hand_may_have_names_before_them(field):
    rows = [NAMED, NAMED | {"Where": "Odesa: 46.48, 30.72"}, NAMED | {"Where": "50.45, 30.52"}]
    draft = FORMAT.shape(make_source(rows), {field: "Where"})
    read = [("49.99", "36.23"), ("46.48", "30.72"), ("50.45", "30.52")]
    assert points_of(draft) == ([pair[::-1] for pair in read] if field == "lonlat" else read)
    assert draft.events["place"].tolist()[:2] == ["Kharkiv", "Odesa"]
    town = FORMAT.shape(make_source([each | {"Town": "Lviv"} for each in rows]), {field: "Where"})
    assert town.events["place"].tolist() == ["Lviv"] * 3


@pytest.mark.parametrize(
    ("others", "read"),
    [
        ({"lat": None, "lon": None}, ("49.99 N", "36.23 E")),
        ({"lat": "n/a", "lon": "-"}, ("49.99 N", "36.23 E")),
        ({"lat": "50.0", "lon": "36.0"}, ("50.0", "36.0")),
        ({"lat": "50.0", "lon": None}, ("50.0", None)),
        ({"coords": None}, ("49.99", "36.23")),
        ({"coords": "50.0, 36.0"}, ("50.0", "36.0")),
        ({"lon, lat": None}, ("49.99", "36.23")),
    ],
)
def test_a_point_behind_a_name_stands_in_where_the_column_of_points_is_blank(others, read):
    full = {"lat": "46.48", "lon": "30.72"}
    for pair, cell in (("coords", "46.48, 30.72"), ("lon, lat", "30.72, 46.48")):
        full = {pair: cell} if pair in others else full
    odesa = {"date": "2025-10-25", "Where": "Odesa", **full}
    draft = shape_rows(NAMED | others, odesa)
    assert points_of(draft) == [read, ("46.48", "30.72")]
    assert draft.events["place"].tolist() == ["Kharkiv", "Odesa"]
    assert "'Where' has a point beside the name in 1 cell: it is read where" in draft.notes[0]


def test_two_points_of_a_row_that_lie_far_apart_are_told_of():
    # Kharkiv's beside Odesa's: 560 km.
    (note,) = shape_rows(NAMED | {"lat": "46.48", "lon": "30.72"}).notes
    assert note.endswith("; 1 row of both lie more than 50 km apart.")
    (note,) = shape_rows(NAMED | {"lat": "50.0", "lon": "36.2"}).notes
    assert note.endswith("the name alone else.")


def test_headings_that_name_the_hemisphere_keep_it():
    rows = [NAMED | {"Lat S": None, "Lon W": None}, NAMED | {"Lat S": "12.05", "Lon W": "77.04"}]
    draft = shape_rows(*rows)
    assert points_of(draft) == [(None, None), ("12.05 S", "77.04 W")]
    assert any("it is not read, because of 'Lat S' and 'Lon W'" in note for note in draft.notes)


def test_a_blank_does_not_take_the_hemisphere_from_the_others():
    rows = [DAY | {"Lat S": "12.05", "Lon W": "77.04"}, DAY | {"Lat S": None, "Lon W": None}]
    assert points_of(shape_rows(*rows)) == [("12.05 S", "77.04 W"), (None, None)]


def test_a_point_behind_a_name_gives_way_to_columns_that_are_chosen():
    rows = [NAMED | {"lat": None, "lon": None, "Y": "46.48", "X": "30.72"}]
    draft = FORMAT.shape(make_source(rows), {"lat": "Y", "lon": "X"})
    assert points_of(draft) == [("46.48", "30.72")]
    assert draft.notes == (
        "'Where' has a point beside the name in 1 cell: it is not read, because you chose what is.",
    )


def test_a_place_that_is_chosen_is_read_without_the_point_behind_it():
    draft = FORMAT.shape(make_source([NAMED]), {"place": "Where"})
    assert (points_of(draft), draft.events["place"].tolist()) == ([("49.99", "36.23")], ["Kharkiv"])


AXES = ("49,99", "36,23"), ("46,48", "30,73")


@pytest.mark.parametrize(
    "names",
    [
        ("Coord. Norte", "Coord. Este"),
        ("Coordonnée Nord", "Coordonnée Est (Longitude)"),
        ("Coordinate N", "Coordinate E"),
    ],
)
def test_numbers_with_a_decimal_comma_are_no_points_of_whole_degrees(names):
    rows = [{"Date": "13.05.2024"} | dict(zip(names, pair, strict=True)) for pair in AXES]
    layout = choose_columns(make_source(rows), {})
    read = {layout.shown.get(name, name): field for field, name in layout.columns.items()}
    named = {use.column for use in layout.uses if use.looks_like == "point"}
    assert read.get(names[0]) == "lat" or {*names} & named
    assert not {"coordinates", "lonlat"} & layout.columns.keys()


def test_one_decimal_is_enough_for_degrees_under_x_and_y():
    rows = [DAY | {"Y": lat, "X": lon} for lat, lon in (("31.5", "34.45"), ("31.4", "34.35"))]
    layout = choose_columns(make_source(rows), {})
    assert (layout.columns["lat"], layout.columns["lon"]) == ("Y", "X")


@pytest.mark.parametrize(
    ("row", "point"),
    [
        ({"Lat": "4.5", "N/S": "N", "Lon": "74.0", "E/W": "W"}, ("4.5 N", "74.0 W")),
        ({"Lat": "12.0", "NS": "s", "Lon": "77.0", "EW": "w"}, ("12.0 s", "77.0 w")),
        ({"Lat": "12.5", "Lon": "77.0", "E/W": "W"}, ("12.5", "77.0 W")),
        ({"Lat": "4.6", "half A": "N", "Lon": "74.1", "half B": "W"}, ("4.6 N", "74.1 W")),
        ({"Lat": "4.6", "Lon": "74.1", "x1": "Norte", "x2": "Oeste"}, ("4.6 Norte", "74.1 Oeste")),
        ({"Lat": "12.5", "Lon": "77.0", "Confirmado S/N": "S", "x": "a"}, ("12.5", "77.0")),
        ({"Lat": "12.5", "Lon": "77.0", "Confirmado S/N": "S"}, ("12.5", "77.0")),
        ({"Lat": "12.5", "Lon": "77.0", "Verified": "N"}, ("12.5", "77.0")),
    ],
)
def test_letters_of_hemispheres_beside_the_numbers_are_read_with_them(row, point):
    event = one_event(shape_rows({"Date": "2024-05-13"} | row))
    assert (event["lat"], event["lon"]) == point


def test_the_other_number_of_points_may_differ_by_one_word_that_is_not_known():
    rows = [{"Date": "13.05.2024", "Coord. Nord": a, "Coord. Est": b} for a, b in AXES]
    layout = choose_columns(make_source(rows), {})
    assert (layout.columns["lat"], layout.columns["lon"]) == ("Coord. Nord", "Coord. Est")


def test_a_column_of_plus_codes_holds_points_and_no_ids():
    codes = ["9G2F3GXG+PX", "8GX8FPMM+XC", "JJPC+XX Kherson"]
    choice = choose_columns(make_source([DAY | {"Plus code": code} for code in codes]), {})
    assert choice.columns["coordinates"] == "Plus code"
    assert "source_id" not in choice.columns


def test_degrees_minutes_and_seconds_are_told_by_one_letter_each():
    row = {"Lat G": "2", "Lat M": "26", "Lat S": "46", "Lon G": "-76", "Lon M": "36", "Lon S": "52"}
    event = one_event(shape_rows({"fecha": "2019-03-14", **row}))
    assert (event["lat"], event["lon"]) == ("2° 26' 46\"", "-76° 36' 52\"")


def test_degrees_with_minutes_beside_decimal_ones_are_no_whole_numbers():
    row = {"latitude": "1° 44.6' N", "longitude": "101° 22.6' E"}
    decimal = {"latitude_decimal": "1.743333", "longitude_decimal": "101.376667"}
    event = one_event(shape_rows(DAY | row | decimal))
    assert (event["lat"], event["lon"]) == ("1° 44.6' N", "101° 22.6' E")


def test_whole_numbers_in_several_columns_of_latitudes_are_asked_about():
    row = {"Lat I": "2", "Lat II": "26", "Lon I": "76", "Lon II": "36"}
    with pytest.raises(FileError, match="may be the latitude, 'Lat I' and 'Lat II'"):
        shape_rows({"date": "2019-03-14", **row})


def test_rechtswert_and_hochwert_are_metres_of_a_projection():
    row = {"Datum": "01.06.2010", "Rechtswert": "3565210", "Hochwert": "5712380", "Tote": "3"}
    columns = choose_columns(make_source([row]), {}).columns
    assert (columns["lat"], columns["lon"]) == ("Hochwert", "Rechtswert")
    assert columns["killed_best"] == "Tote"


@pytest.mark.parametrize("pair", ["Ш Д", "phi lambda", "φ λ", "B L", "N E"])
def test_letters_of_latitude_and_longitude_are_points_by_what_they_hold(pair):
    lat, lon = pair.split()
    rows = [DAY | {lat: "50.4094", lon: "36.9122"}, DAY | {lat: "51.1906", lon: "35.2711"}]
    columns = choose_columns(make_source(rows), {}).columns
    assert (columns["lat"], columns["lon"]) == (lat, lon)


def test_numbers_that_may_be_points_are_named_as_unread():
    numbers = [("50.4094", "36.9122", "1.25"), ("51.1906", "35.2711", "2.5")]
    rows = [DAY | dict(zip(("q1", "q2", "depth"), row, strict=True)) for row in numbers]
    uses = choose_columns(make_source(rows), {}).uses
    assert {use.column for use in uses if use.looks_like == "point"} == {"q1", "q2"}


@pytest.mark.parametrize(
    "pair", ["slat slon", "CENTERLAT CENTERLON", "reclat reclong", "latcentro lngcentro"]
)
@pytest.mark.parametrize("turned", [False, True])
def test_latitude_and_longitude_within_words_are_named_as_unread(pair, turned):
    lat, lon = pair.split()
    row = {lat: "50.4", lon: "36.9"}
    row = DAY | (dict(reversed(row.items())) if turned else row)
    uses = choose_columns(make_source([row, row | {lat: "51"}]), {}).uses
    assert {use.column for use in uses if use.looks_like == "point"} == {lat, lon}


@pytest.mark.parametrize("pair", ["flats along", "slat elon", "plate melon"])
def test_words_with_the_letters_of_axes_are_no_points(pair):
    one, other = pair.split()
    row = DAY | {one: "50.4", other: "36.9"}
    uses = choose_columns(make_source([row, row | {one: "51"}]), {}).uses
    assert not [use.column for use in uses if use.looks_like == "point"]


def test_where_it_began_is_the_point_before_where_it_ended():
    row = DAY | {"BEGLAT": "50.4", "BEGLON": "36.9", "ENDLAT": "50.7", "ENDLON": "37.2"}
    columns = choose_columns(make_source([row, row | {"BEGLAT": "50.5"}]), {}).columns
    assert (columns["lat"], columns["lon"]) == ("BEGLAT", "BEGLON")


@pytest.mark.parametrize(
    "more", [{"lat": "50.4", "lon": "36.9"}, {"q1": "0.41", "q2": "1.7"}, {"q2": None}]
)
def test_numbers_that_are_hardly_points_are_not_named_as_such(more):
    row = DAY | {"q1": "50.4094", "q2": "36.9122"} | more
    uses = choose_columns(make_source([row, row]), {}).uses
    assert not [use.column for use in uses if use.looks_like == "point"]


def test_it_is_said_that_arrays_have_longitude_first():
    rows = [DAY | {"pos": pair} for pair in ("[46.4825, 30.7233]", "[49.9935, 36.2304, 0]")]
    draft = shape_rows(*rows)
    assert draft.events["lon"].astype(float).tolist() == [46.4825, 49.9935]
    (note,) = draft.notes
    assert note.startswith("'pos' holds arrays, such as '[46.4825, 30.7233]': the longitude is")
    assert note.endswith("choose the column for 'latlon'.")
    turned = FORMAT.shape(make_source(rows), {"latlon": "pos"})
    assert turned.events["lat"].astype(float).tolist() == [46.4825, 49.9935]


@pytest.mark.parametrize(
    ("name", "cell", "first"),
    [
        ("_geolocation", "[13.6288, 25.3493]", "lat"),
        ("pos", "[2.2575, -77.2494, 120.0, 4.5]", "lat"),
        ("pos", "[25.3493, 13.6288, 120.0]", "lon"),
    ],
)
def test_arrays_of_forms_have_the_latitude_first(name, cell, first):
    draft = shape_rows(DAY | {name: cell})
    assert float(draft.events[first].iloc[0]) == float(cell.strip("[").split(",")[0])
    assert [
        f"the {'latitude' if first == 'lat' else 'longitude'} is read first" in note
        for note in draft.notes
    ] == [True]


@pytest.mark.parametrize("cell", ['{"type": "Point", "coordinates": [30.72, 46.48]}', "46.4, 30.7"])
def test_nothing_is_said_of_points_that_are_no_arrays(cell):
    assert shape_rows(DAY | {"pos": cell}).notes == ()


@pytest.mark.parametrize(
    ("lat", "lon", "precision"),
    [
        ("country.location.lat", "country.location.lon", "country"),
        ("admin1_lat", "admin1_lon", "region"),
        ("district_latitude", "district_longitude", "district"),
        ("centroid_lat", "centroid_lon", "district"),
        ("Latitude (centroïde)", "Longitude (centroïde)", "district"),
        ("admin1_centroid_lat", "admin1_centroid_lon", "region"),
        ("city_centroid_lat", "city_centroid_lon", None),
        ("location.lat", "location.lon", None),
        ("city_state_lat", "city_state_lon", None),
    ],
)
def test_a_point_that_its_heading_calls_a_countrys_is_no_pin(lat, lon, precision):
    row = {"date": "2024-06-05", "title": "Attack on a camp", lat: "16.0", lon: "30.0"}
    assert one_event(shape_rows(row)).get("geo_precision") == precision


@pytest.mark.parametrize(
    ("named", "precision"),
    [
        ({"Country": "Mali"}, "country"),
        ({"Country": "Mali", "Region": "Gao"}, "region"),
        ({"Region": "Gao", "District": "Ansongo"}, "district"),
        ({"Region": "Gao", "Place": "Ansongo"}, "district"),
    ],
)
def test_the_middle_of_an_area_is_that_of_the_least_unit_that_the_table_names(named, precision):
    row = {"date": "2024-06-05", "centroid_lat": "16.0", "centroid_lon": "0.5", **named}
    assert one_event(shape_rows(row))["geo_precision"] == precision


@pytest.mark.parametrize(
    ("heading", "cells", "said"),
    [
        # Gaza, as latitude first in the sea south of Cyprus.
        ("Coordinates", ["34.4668, 31.5017", "34.3063, 31.3462"], True),
        ("Coordinates", ["31.5017, 34.4668", "31.3462, 34.3063"], False),
        ("Coordinates (lat, lon)", ["34.4668, 31.5017", "34.3063, 31.3462"], False),
        ("Coordinates", ["34.4668, 31.5017", "31.3462, 34.3063"], False),
        # Ships in the Gulf of Guinea lie at sea either way.
        ("Coordinates", ["2.5, 4.5", "3.5, 2.5"], False),
    ],
)
def test_points_at_sea_that_turned_round_lie_on_land_are_told_of(heading, cells, said):
    rows = [{"date": "2023-11-01", "title": "Strike", heading: cell} for cell in cells]
    notes = choose_columns(make_source(rows), {}).notes
    told = [note for note in notes if note.startswith(f"All points in {heading!r}, such as")]
    assert len(told) == said
    assert all("they would lie in Palestine" in note for note in told)


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        # Kharkiv, Odesa, Kyiv, each as far in the west.
        (["49.99, -36.23", "46.48, -30.73", "50.45, -30.52"], "longitude's"),
        # Canberra and Tamworth in the north.
        (["35.28, 149.13", "31.09, 150.93"], "latitude's"),
        # With the other sign one of them lies at sea as well; one is on land as it is.
        (["49.99, -36.23", "44.0, -31.0"], None),
        (["49.99, -36.23", "50.45, 30.52"], None),
    ],
)
@pytest.mark.parametrize("headings", [("Lat/Long",), ("lat", "lon")])
def test_points_at_sea_that_lie_on_land_by_another_sign_are_told_of(pairs, said, headings):
    cells = [[pair] if len(headings) == 1 else pair.split(", ") for pair in pairs]
    rows = [{"date": "2024-05-13", **dict(zip(headings, each, strict=True))} for each in cells]
    notes = choose_columns(make_source(rows), {}).notes
    told = [note for note in notes if "lie at sea" in note]
    assert len(told) == (said is not None)
    assert all(f"with the {said} sign turned they would lie in" in note for note in told)
    assert all(note.endswith("If so, correct the file.") for note in told)


@pytest.mark.parametrize(("names", "told"), [(("gps_x", "gps_y"), 1), (("lon", "lat"), 0)])
def test_axes_that_are_meant_for_latitude_first_are_told_of_at_sea(names, told):
    # Dublin and Belfast, with the latitude as the first number: off Tanzania.
    points = [("53.35", "-6.26"), ("54.60", "-5.93")]
    rows = [{"date": "1972-07-21"} | dict(zip(names, each, strict=True)) for each in points]
    notes = choose_columns(make_source(rows), {}).notes
    turned = [note for note in notes if "with the longitude first they would lie in" in note]
    assert len(turned) == told
    assert all("Ireland and United Kingdom. If so, choose the columns" in note for note in turned)


# Dublin, Prague, Istanbul, Moscow, Solingen with the longitude first: the first is off Madagascar,
# the second and the last are in the Arabian Sea, the others in Saudi Arabia and Iran.
TURNED = ["-6.264, 53.354", "14.415, 50.089", "29.056, 41.167", "37.39, 55.826", "7.084, 51.172"]
ADEN = ["12.5, 45.5", "12.6, 46.0", "12.9, 47.2", "13.1, 48.8", "12.4, 47.9"]


@pytest.mark.parametrize(
    ("pairs", "said"),
    [(TURNED, True), (ADEN, False), ([*TURNED[2:4]] * 3, False), (TURNED[:3], False)],
)
@pytest.mark.parametrize("headings", [("Lat/Long",), ("lat", "lon")])
def test_a_heading_may_be_wrong_about_which_number_is_the_latitude(pairs, said, headings):
    cells = [[pair] if len(headings) == 1 else pair.split(", ") for pair in pairs]
    rows = [{"date": "2024-05-13", **dict(zip(headings, each, strict=True))} for each in cells]
    notes = choose_columns(make_source(rows), {}).notes
    told = [note for note in notes if note.startswith("3 of 5 points in ")]
    assert len(told) == len([note for note in notes if "lie at sea" in note]) == said
    such = "in Ireland, Czechia, Turkey, Russia and Germany"
    assert all(f"with the longitude first they would lie {such}." in note for note in told)


# Bogota, Cali, Timbio, Tumaco.
COLOMBIA = [("4.576", "-74.13"), ("3.4516", "-76.532"), ("2.3531", "-76.6836"), ("1.8", "-78.76")]


@pytest.mark.parametrize(("lat", "lon", "said"), [("Y", "X", False), ("X", "Y", True)])
def test_points_in_antarctica_are_told_of(lat, lon, said):
    headings = {"Y": "lat", "X": "lon"}
    rows = [
        {"date": "2024-05-13", headings[lat]: north, headings[lon]: east}
        for north, east in COLOMBIA
    ]
    notes = choose_columns(make_source(rows), {}).notes
    start = "4 of 4 points in 'lat' and 'lon', such as '-74.13', '4.576', lie in Antarctica or at"
    assert len([note for note in notes if note.startswith(start)]) == said


@pytest.mark.parametrize(
    ("heading", "grades"),
    [
        ("Approximate location?", ["district", None]),
        ("Exact coordinates (Y/N)", [None, "district"]),
        ("Exact date", [None, None]),
        ("Approximate number of dead", [None, None]),
    ],
)
def test_points_that_a_column_of_yes_and_no_calls_rough_are_no_pins(heading, grades):
    point = DAY | {"Lat": "49.99", "Lon": "36.23"}
    draft = shape_rows(point | {heading: "Yes"}, point | {heading: "No"})
    read = draft.events["geo_precision"].astype("object")
    assert read.where(read.notna(), None).tolist() == grades


@pytest.mark.parametrize(
    ("headings", "grades"),
    [
        (("latitude_1", "longitude_1", "exact_coordinates_1"), [None, "district"]),
        (("lat", "lon", "exact_coordinates"), [None, "district"]),
        (("lat", "lon", "approx_location"), ["district", None]),
        (("latitude_1", "longitude_1", "exact_coordinates_2"), [None, None]),
        (("lat", "lon", "estimated_vehicles"), [None, None]),
        (("lat", "lon", "location accuracy"), [None, None]),  # may be metres, or grades
    ],
)
def test_0_and_1_say_whose_points_are_exact_if_the_heading_is_of_these_points(headings, grades):
    rows = [("49.991", "36.231", "1"), ("50.451", "30.521", "0")]
    draft = shape_rows(*(DAY | dict(zip(headings, row, strict=True)) for row in rows))
    if any(grades):
        use = next(use for use in draft.uses if use.column == headings[2])
        assert use.why == "Its heading says so, and all of the values seen say yes or no."
        read = draft.events["geo_precision"].astype("object")
        assert read.where(read.notna(), None).tolist() == grades
    else:
        assert not any("the point is read as" in note for note in draft.notes)


@pytest.mark.parametrize(
    ("beside", "read"),
    [
        (("50.45", "30.52"), ["50.4501", "46.48"]),
        ((None, None), ["50.4501", "46.48"]),
        (("15.5", "32.56"), ["50.4501", None]),  # of something else, such as an office
    ],
)
def test_columns_of_points_stand_in_for_a_blank_shape_unless_they_tell_others(beside, read):
    drawn = {"geometry_lon": "30.5234", "geometry_lat": "50.4501"}
    rows = [
        {"date": "2024-05-13", "latitude": beside[0], "longitude": beside[1], **drawn},
        {"date": "2024-05-14", "latitude": "46.48", "longitude": "30.72"},
    ]
    draft = shape_rows(*rows)
    lat = draft.events["lat"].astype("object")
    assert lat.where(lat.notna(), None).tolist() == read
    assert any("stand in for it" in note for note in draft.notes) == (read[1] is not None)


def test_other_points_than_those_that_are_read_are_told_of():
    station = {"lat": "50.45", "lon": "30.52"}
    place = {"place_lat": "50.45", "place_lon": "30.66"}  # 10 km to the east
    rows = [DAY | station | place, DAY | {"lat": None, "lon": None} | place]
    (note,) = (each for each in shape_rows(*rows).notes if "another point" in each)
    assert note == (
        "'place_lat' and 'place_lon' are not read: they give another point than 'lat' and 'lon' in"
        " 1 row, up to 10 km away; in 1 row they give the only one. If it happened there, choose"
        " them for 'lat' and 'lon'."
    )


def test_another_point_in_one_column_is_told_of():
    scene = {"lat": "50.45", "lon": "30.52", "Geocode": "(50.45, 30.66)"}  # 10 km to the east
    (note,) = (each for each in shape_rows(DAY | scene).notes if "another point" in each)
    assert note == (
        "'Geocode' is not read: it gives another point than 'lat' and 'lon' in 1 row, up to 10 km"
        " away. If it happened there, choose it for 'coordinates'."
    )


@pytest.mark.parametrize(
    "other",
    [
        {"place_lat": "50.4501", "place_lon": "30.5203"},
        {"Geocode": "(50.4501, 30.5203)"},
        {"origin": "(48.45, 30.52)"},
        {"origin_lat": "48.45", "origin_lon": "30.52"},
        {"admin1_lat": "48.45", "admin1_lon": "30.52"},
    ],
)
def test_the_same_point_and_those_of_something_else_are_not_told_of(other):
    notes = shape_rows(DAY | {"lat": "50.45", "lon": "30.52"} | other).notes
    assert not [each for each in notes if "another point" in each]


# Four places in Barcelona, and four in Kharkiv, the latitude in the column of the longitude.
ROUND_BARCELONA = [("2.1885", "41.3794"), ("2.18", "41.38"), ("2.17", "41.40"), ("2.15", "41.39")]
ROUND_KHARKIV = [("36.23", "49.99"), ("36.25", "50.01"), ("36.30", "49.95"), ("36.21", "49.97")]


@pytest.mark.parametrize(
    ("points", "row", "said"),
    [
        (ROUND_BARCELONA, {"data": "01-10-1937", "morts": "5", "ville": "Port"}, "Spain"),
        (ROUND_BARCELONA, {"date": "1937-10-01", "killed": "5", "note": "Port"}, None),
        (ROUND_KHARKIV, {"дата": "2024-05-13", "подія": "Обстріл будинку"}, "Ukraine"),
        (ROUND_KHARKIV[:2], {"дата": "2024-05-13", "подія": "Обстріл будинку"}, "Ukraine"),
        (ROUND_KHARKIV[:1], {"дата": "2024-05-13", "подія": "Обстріл будинку"}, None),
        (
            [(y, x) for x, y in ROUND_KHARKIV],
            {"дата": "2024-05-13", "подія": "Обстріл будинку"},
            None,
        ),
    ],
)
def test_points_abroad_that_turned_round_lie_where_the_language_is_spoken_are_told_of(
    points, row, said
):
    rows = [row | {"lat": lat, "lon": lon} for lat, lon in points]
    notes = choose_columns(make_source(rows), {}).notes
    told = [note for note in notes if "where people write as in this table" in note]
    assert len(told) == (said is not None)
    assert all(f"they would lie in {said}, where" in note for note in told)


@pytest.mark.parametrize(
    ("points", "known"),
    [
        (["50.4501 30.5234", "52 58", "46.4825 30.7233"], [None, "region", None]),
        (["50.4501 30.5234", "52.0000 58.0000", "46.4825 30.7233"], [None, "region", None]),
        (["50.45 30.52", "52 58", "46.48 30.72"], None),
        (["50.4501 30.5234", "52 58", "46 30"], None),
        (["50.4501 30.5234", "52.0000 30.5234", "46.4825 30.7233"], None),
        (["36.75 3.050556", "36.583333 3", "28 3", "35.68 6.6147"], [None] * 2 + ["region", None]),
        (["36.75 3.05", "36.58 3.1", "28 3", "35.683 6.6147"], None),
    ],
)
def test_whole_degrees_among_exact_points_are_no_pin(points, known):
    rows = [DAY | dict(zip(("lat", "lon"), each.split(), strict=True)) for each in points]
    draft = shape_rows(*rows)
    told = any("whole degrees in 1 row" in note for note in draft.notes)
    assert told is bool(known)
    if known:
        assert [
            each if each == "region" else None for each in draft.events["geo_precision"]
        ] == known
    else:
        assert "geo_precision" not in draft.events or draft.events["geo_precision"].isna().all()


def test_points_that_are_all_of_whole_degrees_are_no_pins():
    points = [("-39", "-68"), ("-25", "-65"), ("-31", "-61"), ("-38", "-69")]
    rows = [DAY | {"lat": lat, "lon": lon} for lat, lon in points]
    draft = shape_rows(*rows)
    assert draft.events["geo_precision"].tolist() == ["region"] * 4
    assert any("'lat' and 'lon' are whole degrees in 4 rows" in note for note in draft.notes)
    few = shape_rows(*rows[:3])
    assert not any("whole degrees" in note for note in few.notes)


def test_whole_degrees_are_no_pins_where_they_are_most_however_short_the_others_are():
    # Sites of nuclear tests, rounded in a published table: Semipalatinsk, Nevada, Maralinga …
    whole = [("48", "76"), ("37", "-116"), ("50", "78"), ("-30", "131")]
    others = [("32.54", "-105.57"), ("-28.7", "132.35"), ("11.35", "165.2"), ("11.5", "162.1")]
    rows = [DAY | {"lat": lat, "lon": lon} for lat, lon in [*whole, *others]]
    draft = shape_rows(*rows)
    assert draft.events["geo_precision"].isna().tolist() == [False] * 4 + [True] * 4
    assert any("are whole degrees in 4 rows, such as 48, 76" in note for note in draft.notes)
    fewer = shape_rows(*rows[1:])
    assert not any("whole degrees" in note for note in fewer.notes)


def test_points_of_which_one_number_is_whole_are_no_pins_where_they_are_too_many_for_a_chance():
    exact = [{"lat": f"50.45{at}", "lon": f"30.52{at}"} for at in range(1, 8)]
    half = [{"lat": "26.116", "lon": "-80.0"}, {"lat": "18.451", "lon": "-68"}]
    half += [{"lat": "17", "lon": "-94.313"}]
    draft = shape_rows(*(DAY | row for row in [*exact, *half]))
    assert any(
        "One of 'lat' and 'lon', or both, are whole degrees in 3 rows, such as 26.116, -80.0:"
        in note
        for note in draft.notes
    )
    assert draft.events["geo_precision"].isna().tolist() == [True] * 7 + [False] * 3
    few = shape_rows(*(DAY | row for row in [*exact, *half[:2]]))
    assert not any("whole degrees" in note for note in few.notes)


def said_of_minutes(points):
    draft = shape_rows(*(DAY | {"lat": lat, "lon": lon} for lat, lon in points))
    return any("they may be degrees and minutes" in note for note in draft.notes)


def test_decimals_none_of_which_is_above_59_may_be_minutes():
    # Each in another degree, with decimals 01, 05, 09, ... 57 and 02, 06, ... 58.
    points = [(f"{40 + at}.{1 + 4 * at:02}", f"-{10 + at}.{2 + 4 * at:02}") for at in range(15)]
    assert said_of_minutes(points)
    # As JSON writes 50.10 and 50.00.
    assert said_of_minutes([*points, ("60.1", "-30"), ("61", "-31.5")])
    assert not said_of_minutes([*points, ("60.72", "-30.81")])
    assert not said_of_minutes(points[:11])


def test_points_of_one_town_and_quarters_of_a_degree_are_no_minutes():
    town = [(f"50.{40 + at}", f"30.{44 + at}") for at in range(15)]
    assert not said_of_minutes(town)
    halves = [(f"{40 + at}.5", f"-{10 + at}.25") for at in range(15)]
    assert not said_of_minutes(halves)
    finer = [(f"{40 + at}.1{at:02}", f"-{10 + at}.2{at:02}") for at in range(15)]
    assert not said_of_minutes(finer)


def test_where_an_attacker_stood_is_not_where_the_event_was():
    row = {"date": "2024-05-13", "attacker_lat": "25.2867", "attacker_lng": "51.5333"}
    chosen = choose_columns(make_source([row | {"event_lat": "35.75", "event_lng": "51.51"}]), {})
    assert (chosen.columns["lat"], chosen.columns["lon"]) == ("event_lat", "event_lng")
    alone = choose_columns(make_source([row]), {})
    assert not {"lat", "lon"} & alone.columns.keys()
    assert [each.looks_like for each in alone.uses[1:]] == ["point", "point"]


@pytest.mark.parametrize("heading", ["bbox", "boundingBox", "bounds"])
def test_the_box_around_an_area_is_no_point(heading):
    row = {"date": "2024-05-13", "place": "Izium", heading: "[37.1, 49.1, 37.4, 49.3]"}
    chosen = choose_columns(make_source([row]), {})
    assert not {"lat", "lon", "coordinates", "latlon"} & chosen.columns.keys()
    assert chosen.uses[2].looks_like == "point"


def test_the_point_of_a_list_of_one_is_read_and_not_said_to_be_lost():
    rows = [
        {"date": "2024-05-13", "at": f'[{{"lat": {lat}, "lon": 34.77}}]'} for lat in (-0.09, 1.2)
    ]
    draft = shape_rows(*rows)
    assert draft.events["lat"].astype(float).tolist() == [-0.09, 1.2]
    assert not any("lists of objects" in note for note in draft.notes)
