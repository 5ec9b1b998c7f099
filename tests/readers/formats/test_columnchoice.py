from dataclasses import replace

import pytest
from support.format_sources import claims_of, make_source, one_event

from eventmap.errors import FileError
from eventmap.readers.doubts import Doubt
from eventmap.readers.formats.columnchoice import choose_columns
from eventmap.readers.formats.table import FORMAT

PLACE = {"place": "Kherson"}
DAY = {"date": "2025-10-24", "place": "Kherson"}


def shape_rows(*rows):
    return FORMAT.shape(make_source(rows), {})


KABUL = {"killed_best": "183"}
NINE = {"killed_best": "9"}
WOUNDED = {"injured_best": "2 killed, 5 injured"}


def low_end(text):
    return {"killed_low": text, "killed_best": text}


ONE_AT_LEAST = low_end("1")


def both(text):
    """Return a cell that says both: what each column counts in it, `read_figure` finds."""
    return {"killed_best": text, "injured_best": text}


def figures_of(draft, line=2):
    (claim,) = claims_of(draft, line)
    return {name: text for name, text in claim.items() if name.startswith(("killed", "injured"))}


@pytest.mark.parametrize(
    ("dates", "start", "end"),
    [
        ({"Date (Jalali)": "1401/06/25", "Date (Gregorian)": "2022-09-16"}, "2022-09-16", None),
        ({"Date (E.C.)": "12/05/2013"}, "12/05/2013 Ethiopian", None),
        ({"Hijri date": "15/03/1444", "Date": "2022-10-11"}, "2022-10-11", None),
        ({"start": "2024-05-20T09:10", "event_date": "2024-05-03"}, "2024-05-03", None),
        ({"start_date": None, "date": "2024-05-03"}, "2024-05-03", None),
        ({"Attack": "The 2024 market bombing", "Day": "3 May 2024"}, "3 May 2024", None),
        ({"Дата звернення": "2024-05-20", "Дата пошкодження": "2024-05-03"}, "2024-05-03", None),
        ({"Date added": "2024-05-20", "Дата удару": "2024-05-03"}, "2024-05-03", None),
        ({"start": "2024-05-20", "end": "2024-05-21"}, "2024-05-20", "2024-05-21"),
        ({"Year": "2024", "Month": "5", "Day": "13"}, "2024-05-13", None),
        ({"Year": "2024", "Month": "5", "Day": None}, "2024-05", None),
        ({"Year": "2024", "Month": "0", "Day": "0"}, "2024", None),
        ({"Рік": "2025", "Місяць": "жовтень"}, "жовтень 2025", None),
        ({"Jahr": "2025", "Monat": "Mai", "Tag": "3"}, "3 Mai 2025", None),
        ({"styr": "2014", "stmo": "3", "stday": "5"}, "2014-03-05", None),
        (
            {"styr": "2014", "stmo": "3", "stday": "5", "endyr": "2014", "endmo": "3"}
            | {"endday": "7"},
            "2014-03-05",
            "2014-03-07",
        ),
        (
            {"syear": "2014", "smonth": "3", "sday": "5", "eyear": "2014", "emonth": "3"}
            | {"eday": "7"},
            "2014-03-05",
            "2014-03-07",
        ),
        (
            {"begyr": "2014", "begmon": "3", "yrend": "2014", "monend": "5"},
            "2014-03",
            "2014-05",
        ),
        ({"Year": "2024", "Date": "13 May 2024"}, "13 May 2024", None),
        ({"Year": "2019", "Date": "21 April"}, "21 April 2019", None),
        ({"Рік": "2024", "Дата": "03.05"}, "03.05.2024", None),
        ({"Year": "2024", "Date": "5/31"}, "5/31/2024", None),
        ({"Рік": "2022", "Дата": "24–26 лютого"}, "24–26 лютого 2022", None),
        ({"Year": "2023", "Date": "29 February"}, "29 February 2023", None),
        ({"Sheet": "Січень 2025", "День": "3"}, "2025-01-03", None),
        ({"Sheet": "February 2025", "Day": "30"}, "2025-02", None),
        ({"Xyz": "13 May 2024"}, "13 May 2024", None),
        (
            {"Start Year": "2024", "Start Month": "5", "End Year": "2024", "End Month": "6"},
            "2024-05",
            "2024-06",
        ),
        (
            {"start": "2024-05-20T09:10", "end": "2024-05-20T09:20", "today": "2024-05-20"}
            | {"date": "2024-05-03", "instanceID": "uuid:1"},
            "2024-05-03",
            None,
        ),
    ],
)
def test_the_date_of_the_event_goes_before_all_others(dates, start, end):
    event = one_event(shape_rows(dates | PLACE))

    assert (event["date_start"], event.get("date_end")) == (start, end)


def test_a_day_of_publication_stands_in_for_a_blank_day_of_the_event_and_that_is_said():
    rows = [
        {"Incident date": "2023-10-08", "Post Date": "2023-10-09"},
        {"Incident date": None, "Post Date": "2023-10-10"},
    ]

    draft = shape_rows(*(row | PLACE for row in rows))

    assert draft.events["date_start"].tolist() == ["2023-10-08", "2023-10-10"]
    assert draft.columns["date_start"] == "Incident date + Post Date"
    assert draft.notes == (
        "'Incident date' is blank in 1 row in which 'Post Date' stands in for it.",
    )
    assert {kind: found.dropna().to_dict() for kind, found in draft.doubts.items()} == {
        "date_stood_in": {3: "2023-10-10"}
    }


def test_rows_without_a_date_below_one_that_has_it_are_told_of():
    days = ("24.10.2025", None, "-", "25.10.2025", None)
    rows = [{"Дата": day, "Місто": "Херсон", "Загинуло": "1"} for day in days]
    (note,) = shape_rows(*rows).notes
    assert note.startswith("'Дата' is blank in 3 of 5 rows, below others in which it is not")
    assert not shape_rows(*rows[2:3], *rows[:2]).notes
    assert not shape_rows(*[rows[0]] * 3, rows[1]).notes


def test_a_date_of_entry_alone_is_not_taken_for_that_of_the_event():
    with pytest.raises(FileError, match="a date") as refused:
        shape_rows({"Last updated": "2024-05-20"} | PLACE)
    assert refused.value.answers == (("date_start",),)


def test_two_dates_of_the_event_that_differ_are_asked_for():
    row = {"Event date": "2024-05-03", "Incident date": "2024-05-04"} | PLACE

    with pytest.raises(FileError, match=r"'2024-05-03' and '2024-05-04' in line 2") as refused:
        shape_rows(row)
    assert refused.value.answers == (("date_start",),)
    chosen = FORMAT.shape(make_source([row]), {"date_start": "Incident date"})
    assert one_event(chosen)["date_start"] == "2024-05-04"


def test_two_dates_of_the_event_that_agree_are_said():
    row = {"Event date": "2024-05-03", "Incident date": "3 May 2024"} | PLACE

    assert "agree" in shape_rows(row).notes[0]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"Total killed": "3", "Civilians killed": "2"}, {"killed_best": "3"}),
        ({"killed_civilians": "2"}, {"killed_low": "2", "killed_best": "2"}),
        ({"Civilians killed": "2", "Soldiers killed": "3"}, {"killed_best": "5"}),
        (
            {"Civilians killed": "2", "Soldiers killed": None},
            {"killed_low": "2", "killed_best": "2"},
        ),
        ({"Вбито цивільних": "2", "Вбито військових": "0"}, {"killed_best": "2"}),
        ({"Women injured": "2", "Children injured": "1"}, {}),
        (
            {"fatalities_low": "1", "fatalities_best": "3", "fatalities_high": "7"},
            {"killed_low": "1", "killed_best": "3", "killed_high": "7"},
        ),
        ({"Min killed": "1", "Max killed": "4"}, {"killed_low": "1", "killed_high": "4"}),
        ({"Civilians killed": "2-4"}, {"killed_low": "2"}),
        ({"Civilians killed": "dozens"}, {}),
        ({"Casualties / Killed / Civ": "170", "Casualties / Killed / Mil": "13"}, KABUL),
        ({"Загинуло / дорослі": "1", "Загинуло / діти": "2"}, {"killed_best": "3"}),
        (
            {"Tote": "1.200", "Verletzte": "2.345"},
            {"killed_best": "1.200", "injured_best": "2.345"},
        ),
        ({"Killed": "1.25"}, {}),
        ({"Location of death (zip code)": "95490", "Age at death": "33"}, {}),
        ({"Incidents of killing": "1", "Cause of death": "2"}, {}),
        ({"Lieu de décès": "12", "Number of deaths": "2"}, {"killed_best": "2"}),
        ({"Total of killed": "2"}, {"killed_best": "2"}),
        ({"killed_today": "138", "killed_total": "370"}, {"killed_best": "138"}),
        ({"New deaths": "138", "Deaths": "370"}, {"killed_best": "138"}),
        ({"killed": "138", "killed_cum": "370"}, {"killed_best": "138"}),
        ({"Deaths so far": "370", "Cumulative injured": "2"}, {}),
        ({"Killed / M": "3", "Killed / F": "1", "Killed / Child": "5"}, NINE),
        (
            {"Ölü": "3", "Yaral\N{LATIN SMALL LETTER DOTLESS I}": "45"},
            {"killed_best": "3", "injured_best": "45"},
        ),
        ({"Dead": "8", "Total dead and missing": "28"}, {"killed_best": "8"}),
        ({"Total dead and missing": "28"}, {}),
        ({"Killed / abducted": "4"}, {}),
        # As Insecurity Insight heads its tables: nobody is of two trades, and others may be hit
        ({"Educators Killed": "0", "Students Killed": "2"}, low_end("2")),
        ({"Educators Killed": "1", "Students Killed": "2"}, low_end("3")),
        ({"Educators Killed": None, "Students Killed": "2"}, low_end("2")),
        ({"Educators Killed": "1", "Students Killed": "2", "Killed": "4"}, {"killed_best": "4"}),
        ({"Journalists killed": "1"}, ONE_AT_LEAST),
        ({"Civilians killed": "2", "Soldiers killed": "3", "Police killed": "4"}, NINE),
        ({"Civilians killed": "2", "Security forces killed": "3", "Militants killed": "4"}, NINE),
        ({"Civilians killed (A)": "2", "Civilians killed (B)": "3", "Soldiers killed": "7"}, NINE),
        ({"Civilians killed": "1", "Houthis killed": "8"}, ONE_AT_LEAST),
        ({"Civilians killed": "1", "Killed in all": "8"}, {"killed_best": "8"}),
        ({"Victims killed": "7", "Suspects killed": "2"}, NINE),
        ({"Victims killed": "7"}, {"killed_best": "7"}),
        (
            {"Civilians killed": "5-7", "Adults killed": "2", "Children killed": "3"},
            {"killed_low": "5"},
        ),
        ({"Víctimas mortales": "5"}, {"killed_best": "5"}),
        ({"Perpetrators killed": "2", "Victims killed": "7"}, NINE),
        ({"Livestock killed": "12", "Dogs injured": "3"}, {}),
        ({"Livestock killed": "12", "People killed": "1"}, {"killed_best": "1"}),
        ({"Вбито худоби": "12"}, {}),
        (
            {"Civilians killed (min)": "1", "Civilians killed (max)": "3"}
            | {"Militants killed (min)": "4", "Militants killed (max)": "6"},
            {"killed_low": "5", "killed_high": "9"},
        ),
        (
            {"Civilians killed (min)": "1", "Civilians killed (max)": "3"}
            | {"Militants killed (min)": "4", "Militants killed (max)": None},
            {"killed_low": "5"},
        ),
        ({"Civilians killed (min)": "1", "Civilians killed (max)": "3"}, {"killed_low": "1"}),
        ({"Killed/injured": "2/22"}, {"killed_best": "2", "injured_best": "22"}),
        ({"Injured/killed": "2/22"}, {"killed_best": "22", "injured_best": "2"}),
        ({"Killed and injured": "1 killed, 5 injured"}, both("1 killed, 5 injured")),
        ({"Загиблі та поранені": "0 загиблих, 3 поранених"}, both("0 загиблих, 3 поранених")),
        ({"Casualties": "5 killed and 12 wounded"}, both("5 killed and 12 wounded")),
        ({"Постраждалі": "загинув 1, поранено 3"}, both("загинув 1, поранено 3")),
        ({"Наслідки": "2 загиблих, 5 поранених"}, both("2 загиблих, 5 поранених")),
        ({"Killed": "2", "Casualties": "2 killed, 5 injured"}, {"killed_best": "2"} | WOUNDED),
        ({"Casualties": "8"}, {}),
        ({"Death rate": "2"}, {}),
        ({"Killed by": "2"}, {}),
        ({"Killed": "Ivan Petrenko"}, {}),
    ],
)
def test_figures_are_of_the_whole_or_a_low_end(row, expected):
    found = figures_of(shape_rows(DAY | row))
    if row in ({"Women injured": "2", "Children injured": "1"},):
        expected = {"injured_low": "1", "injured_best": "1"}
    assert found == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        # ICEWS and POLECAT code from news who did something to whom
        (
            {"Source Name": "Army of A", "Source Country": "A", "Target Name": "Citizens"}
            | {"Target Country": "B", "Publisher": "Reuters"},
            {"actor": "Source Name", "target": "Target Name", "source": "Publisher"},
        ),
        (
            {"source": "Army of A", "source_country": "A", "target": "Citizens"}
            | {"target_country": "B"},
            {"actor": "source", "target": "target", "source": None},
        ),
        ({"Source": "Reuters", "Target": "School"}, {"source": "Source", "target": "Target"}),
        # The Washington Post's tables of shootings
        ({"race": "A", "race_source": "photo"}, {"source": None}),
        (
            {"uid": "1", "nces_school_id": "80480000707", "nces_district_id": "804800"},
            {"source_id": "uid"},
        ),
        ({"district id": "804800"}, {"source_id": None}),
        # Gun Violence Archive
        ({"City Or County": "Chicago", "Address": "E 61st St"}, {"place": "City Or County"}),
        # B'Tselem
        ({"killed_by": "Army of A"}, {"actor": "killed_by"}),
    ],
)
def test_a_heading_says_with_the_others_whose_it_is(row, expected):
    columns = choose_columns(
        make_source([{"date": "2025-10-24", "city name": None} | row]), {}
    ).columns
    assert {field: columns.get(field) for field in expected} == expected


def test_an_area_beside_a_place_is_named_where_it_is_not_read():
    rows = [DAY | {"location": "Wana", "area": name} for name in ("North Hills", "Lower Valley")]
    uses = choose_columns(make_source(rows), {}).uses
    assert {use.column: use.looks_like for use in uses}["area"] == "place"


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Historic", ["No", "Yes"]),
        ("Time", ["PM", "AM"]),
        ("gender", ["male", "female"]),
        ("took_part_in_the_hostilities", ["No", None]),
        ("Cause of Death", ["Drowning", "Mixed or unknown"]),
    ],
)
def test_what_is_no_place_and_no_figure_does_not_look_like_one(heading, cells):
    source = make_source([DAY | {heading: cell} for cell in cells])
    (use,) = (use for use in choose_columns(source, {}).uses if use.column == heading)
    assert use.looks_like == ""


@pytest.mark.parametrize(
    ("heading", "cells"),
    [("Killed", ["Yes", "No"]), ("List of dead", ["Ivan", "Petro"])],
)
def test_a_heading_of_casualties_is_passed_over_by_nobody(heading, cells):
    source = make_source([DAY | {heading: cell} for cell in cells])
    (use,) = (use for use in choose_columns(source, {}).uses if use.column == heading)
    assert use.field or use.looks_like == "casualties"


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
        ("Date Place Coordinates", ["50.45 N, 30.52 O", "46.48 N, 76.5 W"], 30.52),
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


def test_a_letter_o_that_nothing_tells_is_no_point_and_is_named():
    row = {"Date": "2024-05-13", "Place": "Cali", "Coordinates": "3.45 N, 76.53 O"}
    layout = choose_columns(make_source([row]), {})
    assert "coordinates" not in layout.columns
    assert [use.looks_like for use in layout.uses] == ["", "", "point"]


@pytest.mark.parametrize("name", ["District", "Громада", "Raion"])
def test_a_district_is_the_place_where_nothing_smaller_is_named(name):
    row = {"date": "2025-10-24", name: "Kherson"}
    assert choose_columns(make_source([row]), {}).columns["place"] == name
    settled = choose_columns(make_source([{**row, "Town": "Antonivka"}]), {})
    assert settled.columns["place"] == "Town"


def test_a_part_that_is_more_than_what_is_read_as_all_is_doubted():
    rows = [
        DAY | {"KIA": "1", "CIV KIA": "70"},
        DAY | {"KIA": "3", "CIV KIA": "2"},
        DAY | {"KIA": None, "CIV KIA": "2"},
    ]
    doubted = shape_rows(*rows).doubts[Doubt.FIGURES_DISAGREE].dropna()
    assert doubted.to_dict() == {2: "KIA: 1, CIV KIA: 70"}


@pytest.mark.parametrize(
    ("lat", "lon", "cells", "point"),
    [
        ("Lat S", "Lon W", ("12.05", "77.04"), ("12.05 S", "77.04 W")),
        ("Latitude (°S)", "Longitude (°W)", ("12,05", "77,04"), ("12,05 S", "77,04 W")),
        ("Latitud", "Longitud (O)", ("3.45", "76.53"), ("3.45", "76.53 W")),
        ("Latitud", "Longitud Oeste", ("3.45", "76.53"), ("3.45", "76.53 W")),
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
        ({"GPS N": "49.99", "GPS E": "36.23"}, ("49.99", "36.23")),
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


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("Dead", ("4 vigilantes, 2 farmers", "nil")),
        ("bd_best", ("4", "12")),
        ("Reported Minimum", ("4", "12")),
        ("Max.", ("4", "12")),
        ("Dead and missing", ("4", "12")),
        ("Deaths so far", ("4", "12")),
        ("Skutek", ("co najmniej 2", "siedem osób")),
        ("Civ Cas (K)", ("85", "12")),
        ("Bajas", ("3", "4")),
        ("з них дітей", ("3", "4")),
        ("из них детей", ("3", "4")),
        ("dont enfants", ("3", "4")),
    ],
)
def test_numbers_of_people_that_are_not_read_are_named(name, cells):
    rows = [DAY | {name: cell} for cell in cells]
    (use,) = (each for each in choose_columns(make_source(rows), {}).uses if each.column == name)
    assert (use.field, use.looks_like) == ("", "casualties")


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Ofiary śmiertelne", "killed_best"),
        ("Zgony", "killed_best"),
        ("Homicidios", "killed_best"),
        ("Murders", "killed_best"),
        ("Вбивства", "killed_best"),
        ("Gefallene", "killed_best"),
        ("Decesos", "killed_best"),
        ("Полягло", "killed_best"),
        ("المتوفين", "killed_best"),
        ("المصابون", "injured_best"),
        ("Localité", "place"),
        ("Localidad", "place"),
        ("Vereda", "place"),
        ("Ortsteil", "place"),
        ("Gdzie", "place"),
        ("Где", "place"),
        ("Населені пункти", "place"),
        ("Woreda", "place"),
        ("Cercle", "place"),
        ("Wilaya", "admin1"),
        ("Państwo", "country"),
    ],
)
def test_headings_of_eight_languages_are_known(name, field):
    cell = "2" if field.endswith("best") else "Axum"
    place = {"place": "Kherson"} if field.endswith("best") else {}
    source = make_source([{"date": "2025-10-24", **place, name: cell}])
    assert choose_columns(source, {}).columns[field] == name


def test_how_something_was_launched_and_what_was_hit_are_no_type_of_event():
    row = {"Launch method": "Air-launched", "Weapon": "Airstrike", "Object type": "school"}
    columns = choose_columns(make_source([DAY | row]), {}).columns
    assert (columns["event_type"], columns["target"]) == ("Weapon", "Object type")


def test_two_totals_that_differ_are_asked_for():
    with pytest.raises(FileError, match="'Killed' and 'Deaths'") as refused:
        shape_rows(DAY | {"Killed": "3", "Deaths": "4"})
    assert refused.value.answers == (("killed_best",),)


def test_numbers_of_things_are_quantities_by_their_headings():
    draft = shape_rows(DAY | {"launched": "103.0", "destroyed": "61", "source": "Staff"})

    told = [
        (claim["claimant"], claim["quantity"], claim["quantity_unit"])
        for claim in claims_of(draft, 2)
    ]
    assert told == [("Staff", "103.0", "launched"), ("Staff", "61", "destroyed")]


def test_a_target_that_names_regions_is_where_it_was():
    rows = [
        {"date": "2025-10-24", "launch_place": "Site A", "target": target}
        for target in ("Ukraine", "Chernihiv oblast", "Kyiv oblast and Sumy oblast")
    ]

    events = shape_rows(*rows).events

    assert events["place"].tolist() == [row["target"] for row in rows]
    assert events["country"].fillna("").tolist() == ["Ukraine", "", ""]
    assert events["admin1"].fillna("").tolist() == ["", "Chernihiv oblast", ""]


@pytest.mark.parametrize(
    ("heading", "cell", "words"),
    [
        ("Killed", "5", "are figures"),
        ("Killed/injured", "5/12", "are two figures"),
        ("Casualties", "at least 5 killed and 12 wounded", "tell of killed or injured"),
    ],
)
def test_why_a_column_counts_people_is_said_by_what_its_cells_are(heading, cell, words):
    (use,) = [use for use in shape_rows(DAY | {heading: cell}).uses if use.column == heading]
    assert use.why == f"Its heading says so; 100% of its cells {words}."


def test_words_of_a_grade_are_no_status_and_words_of_a_precision_are_one():
    row = {"Status": "Confirmed", "Location precision": "raion centroid"}
    other = {"Status": "Verified", "Location precision": "oblast centroid"}
    point = {"lat": "46.84", "lon": "33.42"}

    events = shape_rows(*(DAY | point | each for each in (row, other))).events

    assert events["status"].tolist() == ["reported", "reported"]
    assert events["geo_precision"].tolist() == ["district", "region"]


def test_every_column_says_what_it_was_taken_for_and_why():
    row = DAY | {"Xyz": "2025-10-26", "Killed": "2", "Deaths of children": "1", "Link 2": None}

    uses = {use.column: use for use in choose_columns(make_source([row]), {}).uses}

    assert (uses["date"].field, uses["date"].surety) == ("date_start", "sure")
    assert uses["date"].why == "Its heading says so; 100% of its cells read as dates."
    assert uses["date"].samples == ("2025-10-24",)
    assert (uses["Xyz"].field, uses["Xyz"].looks_like, uses["Xyz"].cells) == ("", "date", 1)
    assert uses["Deaths of children"].looks_like == "casualties"
    assert (uses["Link 2"].looks_like, uses["Link 2"].why) == ("", "It is blank.")


@pytest.mark.parametrize("name", ["Week", "Week number", "Epi week", "Semaine", "KW", "Тиждень"])
def test_a_number_of_a_week_beside_a_year_is_named_and_the_date_is_the_year(name):
    """Whose weeks they are, ISO 8601's or another count's, no number tells."""
    rows = [{"Year": "2024", name: week, "Town": "Kherson"} for week in ("7", "31", "53")]
    layout = choose_columns(make_source(rows), {})
    assert layout.columns["date_start"] == "Year"
    assert {use.column: use.looks_like for use in layout.uses if use.looks_like} == {name: "date"}


def test_days_under_a_heading_of_weeks_are_dates():
    rows = [{"Week": day, "Town": "Kherson"} for day in ("2024-05-13", "2024-05-20")]
    assert choose_columns(make_source(rows), {}).columns["date_start"] == "Week"


YEARLESS = [PLACE | {"Date": day} for day in ("12 March", "4 May")]


def shape_titled(name, *titles, rows=YEARLESS):
    return FORMAT.shape(replace(make_source(rows), name=name, titles=titles), {})


@pytest.mark.parametrize(
    ("name", "titles"),
    [
        ("attacks.csv", ["Attacks in Ukraine 2024"]),
        ("attacks.csv", ["Ministry, updated 5 January 2025", "Attacks in 2024"]),
        ("attacks-2024.csv", []),
        ("attacks.xlsx, sheet 2024", []),
        ("2024.csv", ["Year 2024"]),
    ],
)
def test_days_without_a_year_take_the_only_one_that_is_told_and_that_is_said(name, titles):
    draft = shape_titled(name, *titles)
    assert draft.events["date_start"].tolist() == ["12 March 2024", "4 May 2024"]
    (note,) = draft.notes
    assert note.startswith("'Date' gives no year: 2024 is taken for it, the only one that is told")
    assert draft.columns["date_start"] == "Date"


@pytest.mark.parametrize(
    ("name", "titles", "told"),
    [
        ("attacks.csv", [], "none is told"),
        ("attacks_2022-2023.csv", [], "none is told"),
        ("attacks-2023.csv", ["Attacks in 2024"], "2024 and 2023 are all told"),
        ("attacks-20240513.csv", ["Updated 5 January 2024"], "none is told"),
        ("export 2024-05-13.csv", ["As of March 2024"], "none is told"),
    ],
)
def test_days_whose_year_nothing_tells_are_asked_about(name, titles, told):
    with pytest.raises(FileError, match="gives days without a year, such as '12 March'") as asked:
        shape_titled(name, *titles)
    assert told in str(asked.value)
    assert asked.value.answers == (("date_start",),)


def test_days_without_a_year_take_that_of_their_sheet():
    rows = [YEARLESS[0] | {"Sheet": "Kyiv 2023"}, YEARLESS[1] | {"Sheet": "Kyiv 2024"}]
    draft = shape_titled("attacks-2025.xlsx", rows=rows)
    assert draft.events["date_start"].tolist() == ["12 March 2023", "4 May 2024"]


@pytest.mark.parametrize(
    ("sections", "dates"),
    [
        (("2022", "2023"), ["12 March 2022", "4 May 2023"]),
        (("March 2022", "2023 рік"), ["12 March 2022", "4 May 2023"]),
        (("2022", "Kharkiv Oblast"), None),
    ],
)
def test_days_without_a_year_take_that_of_the_heading_above_them(sections, dates):
    rows = [row | {"Section": said} for row, said in zip(YEARLESS, sections, strict=True)]
    layout = choose_columns(make_source(rows), {})
    if dates is None:
        assert "In which year were they?" in layout.questions[0].sentence
    else:
        assert FORMAT.shape(make_source(rows), {}).events["date_start"].tolist() == dates


@pytest.mark.parametrize(
    ("heading", "cells", "looks"),
    [
        ("Attacks", ("3", "5"), "events"),
        ("Number of incidents", ("3", "5"), "events"),
        ("Кількість обстрілів", ("3", "5"), "events"),
        ("total_events", ("3", "5"), "events"),
        ("Attacks", ("shelling", "strike"), ""),
        ("Incident ID", ("3", "5"), ""),
        ("Events killed", ("3", "5"), ""),
    ],
)
def test_a_column_of_how_many_events_a_row_is_is_named(heading, cells, looks):
    layout = choose_columns(make_source([DAY | {heading: cell} for cell in cells]), {})
    use = next(use for use in layout.uses if use.column == heading)
    assert use.looks_like == looks
    said = f"{heading!r} gives a number of events, such as '3': each row counts as one event"
    assert any(note.startswith(said) for note in layout.notes) == bool(looks)


def test_a_date_with_its_year_takes_no_other():
    draft = shape_titled("attacks-2025.csv", rows=[PLACE | {"Date": "12 March 2024"}])
    assert draft.events["date_start"].tolist() == ["12 March 2024"]
    assert not draft.notes


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
    assert "'Where' has a point behind the name in 1 cell: it is read where" in draft.notes[0]


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
        "'Where' has a point behind the name in 1 cell: it is not read, because you chose what is.",
    )


def test_a_place_that_is_chosen_is_read_without_the_point_behind_it():
    draft = FORMAT.shape(make_source([NAMED]), {"place": "Where"})
    assert (points_of(draft), draft.events["place"].tolist()) == ([("49.99", "36.23")], ["Kharkiv"])


def test_years_months_and_days_of_begin_and_end_are_a_span():
    begin = {"byear": "1999", "bmonth": "5", "bday": "3"}
    end = {"eyear": "1999", "emonth": "6", "eday": "10"}
    event = shape_rows(begin | end | PLACE).events.iloc[0]
    assert (event["date_start"], event["date_end"]) == ("1999-05-03", "1999-06-10")


def test_years_of_birth_are_no_begin():
    born = {"byear": "1971", "bmonth": "5", "bday": "3"}
    with pytest.raises(FileError, match="no column that is known to hold a date"):
        shape_rows(born | PLACE)


@pytest.mark.parametrize(
    ("reported", "verified"),
    [
        ("Fatalities (reported)", "Fatalities (verified)"),
        ("Killed, claimed", "Killed, confirmed"),
        ("Загинуло (заявлено)", "Загинуло (підтверджено)"),
    ],
)
def test_reported_and_verified_figures_that_differ_are_asked(reported, verified):
    row = DAY | {reported: "10", verified: "4"}
    with pytest.raises(FileError, match=r"by how sure it is.*'10' and '4' in line 2") as asked:
        shape_rows(row)
    assert asked.value.answers == (("killed_best",), ("killed_low", "killed_best"))
    draft = FORMAT.shape(make_source([row]), {"killed_low": verified, "killed_best": reported})
    assert figures_of(draft) == {"killed_low": "4", "killed_best": "10"}
    agree = shape_rows(DAY | {reported: "4", verified: "4"})
    assert figures_of(agree) == {"killed_best": "4"}
    assert "agree on the killed: the first is read." in agree.notes[0]


def test_a_plain_figure_goes_before_a_verified_one_which_is_named():
    draft = shape_rows(DAY | {"Killed": "10", "Killed (verified)": "4"})
    assert figures_of(draft) == {"killed_best": "10"}
    assert [use.column for use in draft.uses if use.looks_like] == ["Killed (verified)"]


@pytest.mark.parametrize("heading", ["Day", "Date"])
def test_numbers_of_days_below_titles_of_months_are_days_of_these(heading):
    rows = [PLACE | {heading: day, "Section": "March 2024"} for day in ("3", "17")]
    assert shape_rows(*rows).events["date_start"].tolist() == ["2024-03-03", "2024-03-17"]
    bare = [row | {"Section": "March"} for row in rows]
    with pytest.raises(FileError, match="no column that is known to hold a date"):
        shape_rows(*bare)


@pytest.mark.parametrize(
    ("names", "field", "codes"),
    [
        (["Сумська", "Харківська"], "admin1", {"Сумська", "Харківська"}),
        (["Sudan", "Mali"], "country", {"Sudan", "Mali"}),
        (["Сумська", "Зведення"], None, None),
        (["Kyiv 2023", "Sumy 2023"], None, None),
    ],
)
def test_names_of_sheets_that_are_all_regions_or_countries_are_those_of_their_rows(
    names, field, codes
):
    rows = [DAY | {"Sheet": name} for name in names]
    found = choose_columns(make_source(rows), {})
    assert [name for name, column in found.columns.items() if column == "Sheet"] == (
        [field] if field else []
    )
    if codes:
        assert any("'Sheet'" in note for note in found.notes)


def test_a_column_of_regions_goes_before_the_names_of_sheets():
    rows = [
        DAY | {"Sheet": "Sumy", "Oblast": "Kharkiv"},
        DAY | {"Sheet": "Odesa", "Oblast": "Lviv"},
    ]
    assert choose_columns(make_source(rows), {}).columns["admin1"] == "Oblast"


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Kibbutz / Community", "place"),
        ("Напрямок", "place"),
        ("Направление", "place"),
        ("Напрямок пуску", None),
    ],
)
def test_a_place_may_be_a_kibbutz_or_a_section_of_the_front(heading, field):
    rows = [{"date": "2025-10-24", "Oblast": "Kharkiv", heading: name} for name in ("Nir", "Reim")]
    found = choose_columns(make_source(rows), {})
    assert ("place" if found.columns.get("place") == heading else None) == field


@pytest.mark.parametrize(
    ("headings", "figures"),
    [
        (
            {"Victims Fatal": "1", "Victims Non-Fatal": "2"},
            {"killed_best": "1", "injured_best": "2"},
        ),
        ({"Murdered": "101"}, {"killed_best": "101"}),
        ({"загиб.": "1", "поран.": "2"}, {"killed_best": "1", "injured_best": "2"}),
        ({"Civils tués": "20", "Militaires tués": "1"}, {"killed_best": "21"}),
    ],
)
def test_nobody_who_is_counted_is_lost_or_taken_for_all(headings, figures):
    found = figures_of(shape_rows(DAY | headings))
    assert {name: text for name, text in found.items() if text} == figures


def test_the_day_of_the_footage_goes_before_the_day_of_its_posting():
    row = PLACE | {"Date posted": "2024-05-15", "Date of footage": "2024-05-13"}
    assert choose_columns(make_source([row]), {}).columns["date_start"] == "Date of footage"


@pytest.mark.parametrize(
    ("headings", "read"),
    [
        ({"place": "Kherson", "weapon_source": "bought from a friend"}, {"source": None}),
        ({"place": "Kherson", "Coordinate source": "satellite image"}, {"source": None}),
        (
            {"place": "Kherson", "weapon source": "home", "News source": "Example Post"},
            {"source": "Example Post"},
        ),
        ({"Region of origin": "Odesa", "Location": "Kherson"}, {"admin1": None}),
        ({"State governor": "Jane Roe", "Location": "Kherson"}, {"admin1": None}),
        (
            {"Location (Google Maps)": "12 Example St, Kherson", "State governor": "Jane Roe"},
            {"place": "12 Example St, Kherson", "admin1": None},
        ),
        ({"place": "Kherson", "air_strike": "TRUE"}, {"title": None}),
        ({"DEPARTAMENTO": "ANTIOQUIA", "ESTADO": "Herido"}, {"admin1": "ANTIOQUIA"}),
        ({"Département": "Moselle", "Commune": "Metz"}, {"admin1": "Moselle"}),
        ({"place": "Kherson", "Names": "A, B", "Massacre name": "Old mill"}, {"title": "Old mill"}),
    ],
)
def test_what_belongs_to_another_thing_is_not_the_event_s_own(headings, read):
    draft = shape_rows({"date": "2025-10-24"} | headings)
    (claim,) = claims_of(draft, 2)
    told = one_event(draft) | claim
    assert {name: told.get(name) for name in read} == read


def test_people_may_be_written_ppl():
    ends = {"min_ppl_killed": "6", "max_ppl_killed": "8", "min_civil_killed": "2"}
    assert figures_of(shape_rows(DAY | ends)) == {"killed_low": "6", "killed_high": "8"}


@pytest.mark.parametrize("heading", ["Rodzaj", "Olay türü", "Rodzaj zdarzenia"])
def test_a_type_is_known_by_its_heading_in_polish_and_turkish(heading):
    rows = [DAY | {"place": "Izium", heading: kind} for kind in ("Nalot", "Patlama")]
    assert choose_columns(make_source(rows), {}).columns["event_type"] == heading


@pytest.mark.parametrize(
    ("heading", "cells", "said"),
    [
        ("Status", ["Killed", "Injured"], True),
        ("ESTADO", ["Herido", "Muerto"], True),
        ("Status", ["Verified", "Killed"], False),
    ],
)
def test_a_list_of_persons_says_that_nobody_is_counted(heading, cells, said):
    rows = [DAY | {"place": "Goma", heading: cell} for cell in cells]
    notes = choose_columns(make_source(rows), {}).notes
    assert any("nobody is counted" in note for note in notes) == said


def test_figures_beside_what_became_of_somebody_are_counted():
    rows = [DAY | {"place": "Goma", "Status": "Killed", "Killed": "2"}]
    choice = choose_columns(make_source(rows), {})
    assert choice.columns["killed_best"] == "Killed"
    assert not any("nobody is counted" in note for note in choice.notes)


def test_the_end_of_a_week_of_reports_is_no_end_of_an_event():
    rows = [{"Week ending": "2024-03-10", "Date": "2024-03-05", "Location": "Goma"}]
    choice = choose_columns(make_source(rows), {})
    assert choice.columns["date_start"] == "Date"
    assert "date_end" not in choice.columns
    (use,) = (use for use in choice.uses if use.column == "Week ending")
    assert use.looks_like == "date"


def test_names_of_sheets_that_are_not_read_are_named():
    rows = [DAY | {"place": "Azaz", "Sheet": name} for name in ("Strikes", "Idlib")]
    (note,) = (n for n in choose_columns(make_source(rows), {}).notes if "sheets" in n)
    assert "'Strikes' and 'Idlib', are not read" in note


def test_sheets_that_are_called_by_units_of_one_country_are_its_regions():
    rows = [DAY | {"place": "Azaz", "Sheet": name} for name in ("Aleppo", "Idlib")]
    choice = choose_columns(make_source(rows), {})
    assert choice.columns["admin1"] == "Sheet"


DAYS = [{"Day": "8", "Region": "Lviv"}, {"Day": "31", "Region": "Kharkiv"}]


@pytest.mark.parametrize(
    ("name", "titles"),
    [
        ("attacks.xlsx, sheet May", ["May 2024: attacks on power stations"]),
        ("attacks_2024-05.csv", []),
        ("attacks.xlsx, sheet 05.2024", ["Updated 3 June 2024"]),
        ("attacks.csv", ["Обстріли, травень 2024"]),
    ],
)
def test_numbers_of_days_take_the_only_month_that_is_told_and_that_is_said(name, titles):
    draft = shape_titled(name, *titles, rows=DAYS)
    assert draft.events["date_start"].tolist() == ["2024-05-08", "2024-05-31"]
    (note,) = (note for note in draft.notes if "gives no month" in note)
    assert "2024-05 is taken for it" in note


@pytest.mark.parametrize(
    ("name", "titles"),
    [("attacks.csv", []), ("attacks.csv", ["April 2024 and May 2024"])],
)
def test_numbers_of_days_whose_month_nothing_tells_are_no_dates(name, titles):
    choice = choose_columns(replace(make_source(DAYS), name=name, titles=tuple(titles)), {})
    assert "date_start" not in choice.columns


def test_a_type_of_something_else_is_no_type_of_events_and_is_named():
    rows = [
        DAY | {"school_type": kind, "threat_type": "point", "shooting_type": "air strike"}
        for kind in ("public", "private")
    ]
    choice = choose_columns(make_source(rows), {})
    assert choice.columns["event_type"] == "shooting_type"
    del rows[0]["shooting_type"], rows[1]["shooting_type"]
    choice = choose_columns(make_source(rows), {})
    assert "event_type" not in choice.columns
    assert sum("not read as the type of events" in note for note in choice.notes) == 2


def test_friends_enemies_and_civilians_are_all_of_the_people():
    rows = DAY | {"FriendlyKIA": "2", "EnemyKIA": "11", "CivilianKIA": "3", "HostNationKIA": "1"}
    assert figures_of(shape_rows(rows)) == {"killed_best": "17"}


BARE = {"Reported Minimum": "47", "Reported Maximum": "52"}


@pytest.mark.parametrize(
    ("name", "own", "figures"),
    [
        ("list.csv", {"IBC code": "x001"}, {"killed_low": "47", "killed_high": "52"}),
        ("deaths.csv", {}, {"killed_low": "47", "killed_high": "52"}),
        ("wounded.csv", {}, {"injured_low": "47", "injured_high": "52"}),
        ("killed and injured.csv", {}, {}),
        ("list.csv", {}, {}),
    ],
)
def test_bare_ends_are_of_what_a_name_says_and_else_unread(name, own, figures):
    source = make_source([DAY | own | BARE], name=name)
    assert figures_of(FORMAT.shape(source, {})) == figures
    unread = [use.column for use in choose_columns(source, {}).uses if use.looks_like]
    assert unread == ([] if figures else list(BARE))


@pytest.mark.parametrize(
    "headings",
    [
        ["תאריך", "עיר", "סוג אירוע", "הרוגים", "פצועים"],
        ["Tarih", "İl", "Olay türü", "Ölü", "Yaral\u0131"],
    ],
)
def test_headings_are_known_in_hebrew_and_turkish(headings):
    rows = [dict(zip(headings, ["2024-05-13", "Haifa", "roket", "1", "2"], strict=True))]
    found = choose_columns(make_source(rows), {}).columns
    fields = ["date_start", "place", "event_type", "killed_best", "injured_best"]
    place = "admin1" if headings[1] == "İl" else "place"
    assert [found[name] for name in [fields[0], place, *fields[2:]]] == headings


def test_a_column_called_events_gives_types_where_most_cells_name_one():
    rows = [DAY | {"Evento": kind} for kind in ("Mina terrestre", "Combates", "Otra cosa")]
    choice = choose_columns(make_source(rows), {})
    assert choice.columns["title"] == choice.columns["event_type"] == "Evento"
    rows = [DAY | {"Event": kind} for kind in ("Market day", "Wedding", "Combates")]
    assert "event_type" not in choose_columns(make_source(rows), {}).columns


def test_a_number_of_nothing_that_is_told_is_named_as_unread():
    rows = [DAY | {"CANTIDAD": "1"}, DAY | {"CANTIDAD": "2"}]
    (use,) = (u for u in choose_columns(make_source(rows), {}).uses if u.column == "CANTIDAD")
    assert (use.field, use.looks_like) == ("", "casualties")


def test_civilians_and_agents_killed_add_up_in_portuguese():
    assert figures_of(shape_rows(DAY | {"mortos_civis": "3", "mortos_agentes": "1"})) == {
        "killed_best": "4"
    }


@pytest.mark.parametrize(
    ("heading", "names", "looks"),
    [
        ("Entidad federativa", ["Guerrero", "Chiapas"], ""),
        ("UF", ["Bahia", "Cear\u00e1"], ""),
        ("Department", ["Ouest", "Artibonite"], ""),
        ("Police Department", ["City", "County"], None),
        ("Where from", ["Guerrero", "Chiapas"], "place"),
    ],
)
def test_units_are_known_by_more_headings_and_by_the_country_that_has_them(heading, names, looks):
    rows = [{"date": "2025-10-24", "town": "Kherson", heading: name} for name in names]
    choice = choose_columns(make_source(rows), {})
    taken = choice.columns.get("admin1") == heading
    (use,) = (use for use in choice.uses if use.column == heading)
    assert taken == (looks == "")
    assert use.looks_like == (looks or "")


STORY = "Two rockets hit the market"


@pytest.mark.parametrize(
    ("texts", "read"),
    [
        ({"Deceased notes1": "Two sisters died", "Comments": STORY}, "Comments"),
        ({"deceased_notes": "Two sisters died"}, None),
        ({"Casualty details": "Two sisters", "Notes": "see folder 3"}, "Notes"),
        ({"Загиблі (опис)": "Дві сестри", "Обставини загибелі": "Ракета"}, "Обставини загибелі"),
        ({"Perpetrator notes": "a unit, maybe"}, None),
        ({"Remarks": "see folder 3", "What happened": STORY}, "What happened"),
        ({"Attack description": STORY, "Bemerkungen": "geprüft von zweien"}, "Attack description"),
        ({"Event details": "Market hit", "Event narrative": STORY}, "Event narrative"),
        ({"Event details": STORY, "Event narrative": STORY[:-1]}, "Event details"),
    ],
)
def test_the_summary_is_the_description_of_the_event_and_no_other_note(texts, read):
    choice = choose_columns(make_source([DAY | texts]), {})
    assert choice.columns.get("summary") == read


@pytest.mark.parametrize("heading", ["Source notes", "Perpetrator remarks", "Location comment"])
def test_a_note_on_something_is_not_read_as_that(heading):
    rows = [{"date": "2025-10-24", "town": "Kherson", heading: "checked against a film"}]
    (use,) = (u for u in choose_columns(make_source(rows), {}).uses if u.column == heading)
    assert use.field == ""


def test_what_may_describe_the_event_as_well_is_said():
    texts = {"Event details": "Market hit", "Event narrative": STORY}
    choice = choose_columns(make_source([DAY | texts]), {})
    assert choice.notes[-1] == (
        "'Event details' and 'Event narrative' may each describe the event: 'Event narrative',"
        " which has the most text, is read."
    )
    choice = choose_columns(make_source([DAY | {"Comments": STORY}]), {})
    assert choice.notes[-1] == (
        "No column is called a description: the notes in 'Comments' are taken for it."
    )


def test_a_column_called_what_gives_types_where_most_cells_name_one():
    rows = [DAY | {"What": kind} for kind in ("Gefecht", "Autobombe", "Anderes")]
    choice = choose_columns(make_source(rows), {})
    assert choice.columns["title"] == choice.columns["event_type"] == "What"


@pytest.mark.parametrize(
    "heading", ["SubmitterName", "Name of interviewer", "Reporter name", "Name of the deceased"]
)
def test_a_name_of_somebody_is_no_title(heading):
    rows = [DAY | {heading: "Olha"}]
    assert "title" not in choose_columns(make_source(rows), {}).columns


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
    ("heading", "cells", "field"),
    [
        ("ReviewState", ("approved", "rejected"), ""),
        ("Review state", ("hasIssues", ""), ""),
        ("Estado de revisión", ("aprobado", "pendiente"), ""),
        ("State of incident", ("Texas", "Ohio"), "admin1"),
        ("State", ("Plateau", "Middle Belt"), "admin1"),
    ],
)
def test_a_state_of_review_is_no_region(heading, cells, field):
    layout = choose_columns(make_source([DAY | {heading: cell} for cell in cells]), {})
    use = next(use for use in layout.uses if use.column == heading)
    assert use.field == field


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"Blessés graves": "7", "Blessés légers": "20"}, {"injured_best": "27"}),
        (
            {"Schwerverletzte": "7", "Leichtverletzte": None},
            {"injured_low": "7", "injured_best": "7"},
        ),
        ({"Тяжело ранены": "2", "Легко ранены": "3"}, {"injured_best": "5"}),
        ({"Seriously injured": "2"}, {"injured_low": "2", "injured_best": "2"}),
        ({"Injured": "9", "Seriously injured": "2"}, {"injured_best": "9"}),
        ({"Поранені (цив.)": "4"}, {"injured_low": "4", "injured_best": "4"}),
        ({"Injured (civ.)": "4"}, {"injured_low": "4", "injured_best": "4"}),
    ],
)
def test_how_badly_people_are_injured_makes_parts_of_them(row, expected):
    draft = shape_rows(DAY | row)
    assert figures_of(draft) == expected


@pytest.mark.parametrize(
    ("heading", "others", "order"),
    [
        ("Date of incident (month/day/year)", {}, "MDY"),
        ("Date (mm/dd/yyyy)", {"Lieu": "Nice", "Morts": "1"}, "MDY"),
        ("Date (jj/mm/aaaa)", {}, "DMY"),
        ("Datum (TT.MM.JJJJ)", {}, "DMY"),
        ("Fecha", {}, "DMY"),
        ("التاريخ", {}, "DMY"),
        ("Tarih", {}, "DMY"),
        ("Date", {"Lieu": "Nice", "Morts": "1"}, "DMY"),
        ("Date", {"Place": "Nice", "Killed": "1"}, None),
        ("Incident date", {"Lieu": "Nice"}, None),
        ("Дата", {"Область": "Харківська"}, None),
        ("Datum", {"Ort": "Kiew"}, None),
        ("Datum (TT/MM/JJJJ)", {"Ort": "Kiew"}, "DMY"),
    ],
)
def test_headings_tell_which_number_of_a_date_is_the_day(heading, others, order):
    assert shape_rows({heading: "03/04/2021", "Country": "France"} | others).order == order


def test_seconds_are_dates_under_any_heading_where_nothing_else_is_one():
    rows = [PLACE | {"horodatage": "1709294400"}, PLACE | {"horodatage": "1709380800"}]
    layout = choose_columns(make_source(rows), {})
    assert layout.columns["date_start"] == "horodatage"
    assert "because it holds dates" in layout.notes[0]
    dated = choose_columns(make_source([row | {"date": "2024-05-03"} for row in rows]), {})
    assert dated.columns["date_start"] == "date"


STAMPED = {"Timestamp": "2024-06-20", "Place": "Kherson"}


@pytest.mark.parametrize(
    ("row", "read"),
    [
        (STAMPED | {"Date": "2024-05-03"}, "Date"),
        (STAMPED | {"Month": "May", "Year": "2024"}, "Year + Month"),
        (STAMPED, "Timestamp"),
    ],
)
def test_a_stamp_is_the_date_where_nothing_else_is(row, read):
    layout = choose_columns(make_source([row]), {})
    assert layout.columns["date_start"] == read
    assert not layout.questions


def test_forecasts_are_told_of_and_count_nobody():
    row = {"Month": "May", "Year": "2024", "Country": "Sudan", "fatalities_forecast": "310"}
    layout = choose_columns(make_source([row]), {})
    assert "killed_best" not in layout.columns
    assert any("'fatalities_forecast' is what was foreseen" in note for note in layout.notes)


@pytest.mark.parametrize(
    ("row", "unread"),
    [
        ({"200-ті": "3", "300-ті": "7"}, {"200-ті", "300-ті"}),
        ({"Killed": "3", "zz": "7"}, {"zz"}),
        ({"Killed": "3", "Weapon": "gun", "zz": "7"}, set()),
        ({"Injured": "3", "zz": "7"}, {"zz"}),
        ({"zz": "49.25"}, set()),
        ({"zz": "61002"}, set()),
        ({"Enero": "30", "Febrero": "22", "Marzo": "1200"}, {"Enero", "Febrero", "Marzo"}),
        ({"Killed": "9", "Jan": "30", "Feb": "22", "Mar": "41"}, {"Jan", "Feb", "Mar"}),
    ],
)
def test_numbers_that_no_heading_explains_are_named(row, unread):
    layout = choose_columns(make_source([DAY | row]), {})
    named = {use.column for use in layout.uses if use.looks_like == "casualties"}
    assert named == unread


MONTHLY = [{"Country": "Mali", "Killed": killed} for killed in ("12", "31")]


@pytest.mark.parametrize(
    ("months", "name", "titles", "dates"),
    [
        ({"Month": ("January", "March")}, "2024.csv", [], ["January 2024", "March 2024"]),
        ({"Mes": ("Enero", "Marzo")}, "a.csv", ["Víctimas, 2023"], ["Enero 2023", "Marzo 2023"]),
        ({"Місяць": ("січень", "травень")}, "2024.csv", [], ["січень 2024", "травень 2024"]),
        ({"Month": ("1", "3")}, "killed-2024.csv", [], ["2024-01", "2024-03"]),
        ({"Month": ("1", "3"), "Day": ("5", "7")}, "2024.csv", [], ["2024-01-05", "2024-03-07"]),
        ({"Month": ("1", "3"), "Sheet": ("2022", "2023")}, "a.xlsx", [], ["2022-01", "2023-03"]),
    ],
)  # fmt: skip
def test_months_without_a_year_take_the_only_one_that_is_told(months, name, titles, dates):
    rows = [
        row | {heading: cells[at] for heading, cells in months.items()}
        for at, row in enumerate(MONTHLY)
    ]
    assert shape_titled(name, *titles, rows=rows).events["date_start"].tolist() == dates


def test_months_whose_year_nothing_tells_are_asked_about():
    rows = [row | {"Month": "March"} for row in MONTHLY]
    with pytest.raises(FileError, match="gives months without a year, such as 'March'") as asked:
        shape_titled("killed.csv", rows=rows)
    assert asked.value.answers == (("date_start",),)


def test_days_of_the_month_that_the_file_is_called_by_may_be_several():
    rows = [PLACE | {"Date": day} for day in ("1–2[1]", "9", "30")]
    draft = shape_titled("incidents-january-2023.csv", rows=rows)
    dates = ["2023-01-01/2023-01-02", "2023-01-09", "2023-01-30"]
    assert draft.events["date_start"].tolist() == dates


def test_regions_of_one_country_are_read_under_any_heading():
    rows = [
        {"Date": "2024-05-13", "Entidad": unit, "Municipio": "Centro"}
        for unit in ("Guanajuato", "Guanajuato", "Michoacán")
    ]
    layout = choose_columns(make_source(rows), {})
    assert layout.columns["admin1"] == "Entidad"
    assert any("'Entidad' holds regions of one country" in note for note in layout.notes)


@pytest.mark.parametrize(
    ("row", "point"),
    [
        ({"Lat": "4.5", "N/S": "N", "Lon": "74.0", "E/W": "W"}, ("4.5 N", "74.0 W")),
        ({"Lat": "12.0", "NS": "s", "Lon": "77.0", "EW": "w"}, ("12.0 s", "77.0 w")),
        ({"Lat": "12.5", "Lon": "77.0", "E/W": "W"}, ("12.5", "77.0 W")),
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


def test_whether_anybody_was_killed_is_no_number_of_them():
    row = {"any_killed": "1", "was anyone injured": "0", "Killed": "3"}
    assert figures_of(shape_rows(DAY | row)) == {"killed_best": "3"}


@pytest.mark.parametrize("heading", ["Fatal", "Killed?", "Mortel", "Смертельный"])
@pytest.mark.parametrize(("cells", "is_read"), [("101", False), ("NYN", False), ("102", True)])
def test_a_heading_that_may_ask_whether_gives_no_number_where_no_cell_is_above_one(
    heading, cells, is_read
):
    rows = [DAY | {heading: cell, "Injuries": "3"} for cell in cells]
    layout = choose_columns(make_source(rows), {})
    assert layout.columns["injured_best"] == "Injuries"
    assert (layout.columns.get("killed_best") == heading) == is_read


def test_fatal_casualties_are_counted_also_where_each_is_one():
    assert figures_of(shape_rows(DAY | {"Fatal casualties": "1"})) == {"killed_best": "1"}


@pytest.mark.parametrize(
    ("stamp", "order"),
    [
        ("11/20/2023 14:02:11", "MDY"),
        ("20/11/2023", "DMY"),
        ("2023-11-20", None),
        ("4/5/2023", None),
    ],
)
def test_dates_of_the_same_hand_that_are_not_read_tell_the_order(stamp, order):
    row = {"Timestamp": stamp, "When did it happen?": "11/3/2023"} | PLACE
    draft = shape_rows(row)
    assert draft.order == order
    assert draft.order_by == ("as in 'Timestamp'" if order else "")


def test_the_id_of_a_tract_is_none_of_an_event_and_a_case_of_words_is_its_title():
    rows = [DAY | {"geo_id": f"105103090{n}", "case": "Shooting in a mall"} for n in (1, 2)]
    columns = choose_columns(make_source(rows), {}).columns
    assert "source_id" not in columns
    assert columns["title"] == "case"


def test_a_column_of_plus_codes_holds_points_and_no_ids():
    codes = ["9G2F3GXG+PX", "8GX8FPMM+XC", "JJPC+XX Kherson"]
    choice = choose_columns(make_source([DAY | {"Plus code": code} for code in codes]), {})
    assert choice.columns["coordinates"] == "Plus code"
    assert "source_id" not in choice.columns


def test_german_headings_are_known_without_umlauts():
    row = {"Datum": "2024-05-13", "Breite": "49.99", "Laenge": "36.23", "Getoetete": "2"}
    columns = choose_columns(make_source([row]), {}).columns
    assert (columns["lon"], columns["killed_best"]) == ("Laenge", "Getoetete")


def test_the_nearest_country_is_not_where_a_ship_was_attacked():
    rows = [{"date": "1993-01-02", "lat": "19.7", "lon": "116.9", "nearest_country": "CHN"}]
    choice = choose_columns(make_source(rows), {})
    assert "country" not in choice.columns
    (use,) = (use for use in choice.uses if use.column == "nearest_country")
    assert use.looks_like == "place"


def test_dates_in_two_columns_agree_where_they_do_in_one_order():
    rows = [
        {"place": "Austin", "Date": day, "Date - Detailed": long}
        for day, long in (
            ("8/1/1966", "Monday, August 01, 1966"),
            ("11/12/1966", "Saturday, November 12, 1966"),
        )
    ]
    choice = choose_columns(make_source(rows), {})
    assert not choice.questions
    assert choice.columns["date_start"] == "Date"
    rows[1]["Date"] = "12/11/1966"
    assert choose_columns(make_source(rows), {}).questions


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ({"injured_male": "3", "injured_female": "2", "injured_unknown": "1"}, "6"),
        ({"wounded, women": "2", "wounded, men": "3", "wounded, unspecified": "0"}, "5"),
    ],
)
def test_people_of_unknown_sex_are_a_part_beside_men_and_women(figures, expected):
    assert figures_of(shape_rows(DAY | figures)) == {"injured_best": expected}


def test_figures_by_sex_and_by_group_at_once_are_all_of_the_people():
    names = [f"{who}_death_{sex}" for who in ("civilian", "security") for sex in ("male", "female")]
    row = DAY | dict(zip(names, ["4", "3", "2", "1"], strict=True))
    assert figures_of(shape_rows(row)) == {"killed_best": "10"}
    assert figures_of(shape_rows(DAY | dict.fromkeys(names[:3], "2"))) == {}
    row = DAY | dict.fromkeys(names, "0")
    assert figures_of(shape_rows(row)) == {"killed_best": "0"}
    assert figures_of(shape_rows(row | {names[0]: "\\N"}, row)) == {}


TYPED = [
    {**DAY, "Чем": "дрон", "Погибло": "0"},
    {**DAY, "Чем": "артиллерия", "Погибло": "1"},
    {**DAY, "Чем": "утром", "Погибло": "0"},
]


def test_types_are_read_under_a_heading_that_says_nothing_and_that_is_said():
    draft = shape_rows(*TYPED)
    assert draft.events["event_type"].tolist() == ["drone", "shelling", "other"]
    assert any("'Чем' is taken for it" in note for note in draft.notes)
    assert draft.doubts[Doubt.EVENT_TYPE].dropna().tolist() == ["утром"]


def test_words_under_a_heading_that_says_nothing_are_no_types():
    draft = shape_rows(*({**DAY, "Xyz": word} for word in ("market", "school", "drone factory")))
    assert "event_type" not in draft.columns


def test_degrees_minutes_and_seconds_are_told_by_one_letter_each():
    row = {"Lat G": "2", "Lat M": "26", "Lat S": "46", "Lon G": "-76", "Lon M": "36", "Lon S": "52"}
    event = one_event(shape_rows({"fecha": "2019-03-14", **row}))
    assert (event["lat"], event["lon"]) == ("2° 26' 46\"", "-76° 36' 52\"")


def test_whole_numbers_in_several_columns_of_latitudes_are_asked_about():
    row = {"Lat I": "2", "Lat II": "26", "Lon I": "76", "Lon II": "36"}
    with pytest.raises(FileError, match="may be the latitude, 'Lat I' and 'Lat II'"):
        shape_rows({"date": "2019-03-14", **row})


@pytest.mark.parametrize(
    ("figure", "text", "said"),
    [
        ("33", "34 killed, 121 injured", "Killed: 33, Notes: 34 killed, 121 injured"),
        (None, "2 killed, 5 wounded", "Killed: blank, Notes: 2 killed, 5 wounded"),
        ("34", "34 killed, 121 injured", None),
        ("40", "at least 34 killed", None),
        ("30+", "34 killed, 121 injured", None),
        ("unknown", "no casualties", None),
    ],
)
def test_a_text_that_counts_more_than_the_figure_is_doubted(figure, text, said):
    draft = shape_rows({**DAY, "Killed": figure, "Notes": text}, {**DAY, "Killed": "0"})
    doubted = draft.doubts.get(Doubt.FIGURES_DISAGREE)
    assert (None if doubted is None else doubted.dropna().tolist()) == ([said] if said else None)


def test_from_and_to_are_the_ends_of_a_figure():
    draft = shape_rows({**DAY, "Verletzte von": "217", "Verletzte bis": "220", "Tote": "84"})
    assert figures_of(draft) == {
        "killed_best": "84",
        "injured_low": "217",
        "injured_high": "220",
    }


def test_soldiers_stand_beside_the_ends_of_civilians():
    row = {"Civilian deaths (minimum)": "3", "Civilian deaths (maximum)": "5"}
    draft = shape_rows({**DAY, **row, "Militants killed": "2"})
    assert figures_of(draft) == {"killed_low": "5", "killed_high": "7"}


def test_numbers_beside_the_killed_under_an_unknown_heading_are_named():
    rows = [{**DAY, "Killed": "3", "Xyzzy": "7"}, {**DAY, "Killed": "0", "Xyzzy": "1"}]
    uses = {each.column: each.looks_like for each in shape_rows(*rows).uses}
    assert uses["Xyzzy"] == "casualties"


def test_names_of_people_are_no_titles_and_that_is_said():
    draft = shape_rows({**DAY, "name": "Ann B.", "age": "34"}, {**DAY, "name": "C. D.", "age": "7"})
    assert "title" not in draft.columns
    assert any("'name' is not read as the title" in note for note in draft.notes)


def test_days_below_months_stay_in_words_where_they_name_another_month():
    rows = [("3", "January 2025"), ("17", "January 2025"), ("28 - 1 March", "February 2025")]
    draft = shape_rows(
        *({"Date": day, "Section": month, "place": "Kherson"} for day, month in rows)
    )
    assert draft.events["date_start"].tolist() == [
        "2025-01-03",
        "2025-01-17",
        "28 - 1 March (February 2025)",
    ]


@pytest.mark.parametrize(
    ("killed", "injured"),
    [
        ("Óbitos", "Feridos"),
        ("Body count", "WIA"),
        ("Can kaybi", "Yaralilar"),
        ("Mrtví", "Zranění"),
        ("Doden", "Gewonden"),
        ("Pertes en vies humaines", "Blessés"),
        ("Morți", "Răniți"),
        ("死亡人数", "受伤人数"),
        ("کشته", "زخمی"),
    ],
)
def test_headings_of_casualties_are_known_in_more_languages(killed, injured):
    draft = shape_rows({**DAY, killed: "3", injured: "7"})
    assert figures_of(draft) == {"killed_best": "3", "injured_best": "7"}


def test_one_precision_that_is_understood_tells_what_the_others_are_of():
    rows = [("centroide departamental", "region"), ("según la prensa", None)]
    draft = shape_rows(
        *(
            {"fecha": "2024-05-13", "lat": "7.03", "lon": "-71.43", "precisión": text}
            for text, _ in rows
        )
    )
    assert "geo_precision" in draft.columns
