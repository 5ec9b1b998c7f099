# ruff: noqa: RUF001 - Cyrillic words

import pytest
from support.format_sources import DAY, make_source, shape_rows

from eventmap.readers.formats.columnchoice import choose_columns


def test_an_area_beside_a_place_is_named_where_it_is_not_read():
    rows = [DAY | {"location": "Wana", "area": name} for name in ("North Hills", "Lower Valley")]
    uses = choose_columns(make_source(rows), {}).uses
    assert {use.column: use.looks_like for use in uses}["area"] == "place"


@pytest.mark.parametrize("name", ["District", "Громада", "Raion"])
def test_a_district_is_the_place_where_nothing_smaller_is_named(name):
    row = {"date": "2025-10-24", name: "Kherson"}
    assert choose_columns(make_source([row]), {}).columns["place"] == name
    settled = choose_columns(make_source([{**row, "Town": "Antonivka"}]), {})
    assert settled.columns["place"] == "Town"


def test_a_heading_that_lists_what_stands_in_each_place_is_of_places():
    heading = "Місце події (область, район, н.п.)"
    rows = [{"дата": "2025-10-24", heading: "Харківська обл., Чугуївський р-н, м. Вовчанськ"}]
    assert choose_columns(make_source(rows), {}).columns["place"] == heading
    regions = [row | {heading: "Харківська обл."} for row in rows]
    assert choose_columns(make_source(regions), {}).columns["admin1"] == heading


def test_codes_under_a_heading_of_places_are_of_regions():
    # "CA" is California or Canada: who reads regions tells which, and who reads places does not.
    rows = [{"date": "2025-10-24", "Location": code, "killed": "1"} for code in ("CA", "NV", None)]
    choice = choose_columns(make_source(rows), {})
    assert choice.columns["admin1"] == "Location"
    assert "place" not in choice.columns
    assert "'Location' holds codes and no names: they are read as those of regions." in choice.notes
    named = choose_columns(make_source([*rows, rows[0] | {"Location": "Reno"}]), {})
    assert named.columns["place"] == "Location"
    chosen = choose_columns(make_source(rows), {"place": "Location"})
    assert "admin1" not in chosen.columns


def test_a_target_that_names_regions_is_where_it_was():
    rows = [
        {"date": "2025-10-24", "launch_place": "Site A", "target": target}
        for target in ("Ukraine", "Chernihiv oblast", "Kyiv oblast and Sumy oblast")
    ]

    events = shape_rows(*rows).events

    assert events["place"].tolist() == [row["target"] for row in rows]
    assert events["country"].fillna("").tolist() == ["Ukraine", "", ""]
    assert events["admin1"].fillna("").tolist() == ["", "Chernihiv oblast", ""]


def test_an_area_that_names_regions_is_where_it_was_if_no_place_is_named():
    rows = [
        {"Début": "24/10/2025", "Site de lancement": "A", "Zone visée": area, "Lancés": "9"}
        for area in ("région de Kyiv", "Ukraine", "oblast d'Odessa")
    ]

    events = shape_rows(*rows).events

    assert events["place"].tolist() == [row["Zone visée"] for row in rows]
    assert events["country"].fillna("").tolist() == ["", "Ukraine", ""]
    assert events["admin1"].fillna("").tolist() == ["région de Kyiv", "", "oblast d'Odessa"]
    beside = choose_columns(make_source([row | {"Ville": "Kyiv"} for row in rows]), {})
    assert "Zone visée" not in beside.columns.values()


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
        ("Loc lansare", None),
        ("מקום שיגור", None),
    ],
)
def test_a_place_may_be_a_kibbutz_or_a_section_of_the_front(heading, field):
    rows = [{"date": "2025-10-24", "Oblast": "Kharkiv", heading: name} for name in ("Nir", "Reim")]
    found = choose_columns(make_source(rows), {})
    assert ("place" if found.columns.get("place") == heading else None) == field


def test_sheets_that_are_called_by_units_of_one_country_are_its_regions():
    rows = [DAY | {"place": "Azaz", "Sheet": name} for name in ("Aleppo", "Idlib")]
    choice = choose_columns(make_source(rows), {})
    assert choice.columns["admin1"] == "Sheet"


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


def test_regions_of_one_country_are_read_under_any_heading():
    rows = [
        {"Date": "2024-05-13", "Entidad": unit, "Municipio": "Centro"}
        for unit in ("Guanajuato", "Guanajuato", "Michoacán")
    ]
    layout = choose_columns(make_source(rows), {})
    assert layout.columns["admin1"] == "Entidad"
    assert any("'Entidad' holds regions of one country" in note for note in layout.notes)


@pytest.mark.parametrize("point", [{}, {"lat": "14.45", "lon": "-11.44"}])
def test_what_is_called_a_district_and_names_regions_is_one(point):
    regions = ("Kayes", "Mopti", "Gao")
    rows = [{"التاريخ": "2024-05-13", "المنطقة": name, "البلد": "مالي"} | point for name in regions]
    layout = choose_columns(make_source(rows), {})
    assert (layout.columns["admin1"], "place" in layout.columns) == ("المنطقة", False)
    towns = [*rows, rows[0] | {"المنطقة": "Hombori"}]
    assert choose_columns(make_source(towns), {}).columns["place"] == "المنطقة"


@pytest.mark.parametrize(
    ("cells", "column"),
    [(("Guerrero", "Guerrero"), "entidad"), (("Fiscalía General", "Fiscalía General"), None)],
)
@pytest.mark.parametrize("point", [{}, {"lat": "16.86", "lon": "-99.88"}])
def test_one_region_is_read_where_the_heading_may_mean_it(cells, column, point):
    rows = [{"fecha": "2020-01-05", "municipio": "Soto", "entidad": cell} for cell in cells]
    layout = choose_columns(make_source([row | point for row in rows]), {})
    assert layout.columns.get("admin1") == column


def test_the_nearest_country_is_not_where_a_ship_was_attacked():
    rows = [{"date": "1993-01-02", "lat": "19.7", "lon": "116.9", "nearest_country": "CHN"}]
    choice = choose_columns(make_source(rows), {})
    assert "country" not in choice.columns
    (use,) = (use for use in choice.uses if use.column == "nearest_country")
    assert use.looks_like == "place"


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Data", "Local", "Mortos"], "Local"),
        (["Data", "Localidade", "Mortos"], "Localidade"),
        (["Data do ataque", "Local do ataque", "Mortos"], "Local do ataque"),
        (["Data do ataque", "Local", "Mortos (total)"], "Local"),
        (["Date", "Local", "Killed"], None),  # an adjective, perhaps
        (["Date", "Local authority", "Killed"], None),
    ],
)
def test_local_is_a_place_in_portuguese(names, expected):
    rows = [dict(zip(names, ("2025-10-24", "Maringá", "3"), strict=True))]
    assert choose_columns(make_source(rows), {}).columns.get("place") == expected


@pytest.mark.parametrize(
    "kinds", [("town", "village"), ("Vía pública", "Residencia"), ("Despoblado", "Negocio")]
)
def test_what_a_place_is_does_not_name_it(kinds):
    rows = [{"date": "2025-10-24", "place": kind} for kind in kinds]
    assert "place" not in choose_columns(make_source(rows), {}).columns
    rows = [{"date": "2025-10-24", "place": name} for name in ("Yasna", "Village", "Topolia")]
    assert choose_columns(make_source(rows), {}).columns["place"] == "place"


def test_a_code_of_a_district_names_no_place():
    codes = ["UA6510", "UA1404"]
    rows = [{"date": "2025-10-24", "ADM1_PCODE": "UA65", "ADM2_PCODE": code} for code in codes]
    assert "place" not in choose_columns(make_source(rows), {}).columns


def test_counties_that_are_the_regions_of_a_country_are_read_as_such():
    counties = ["Garissa", "Mandera", "Wajir", "Garissa"]
    rows = [
        {
            "Date": "2024-05-13",
            "village": "Buna",
            "hub": "Vihiga",
            "adm1_pcode": "KE007",
            "county": at,
        }
        for at in counties
    ]
    assert choose_columns(make_source(rows), {}).columns["admin1"] == "county"
    rows = [
        row | {"county": at}
        for row, at in zip(rows, ["Harris", "Bexar", "Lee", "Mandera"], strict=True)
    ]
    assert choose_columns(make_source(rows), {}).columns.get("admin1") != "county"


def test_a_name_in_a_group_of_coordinates_is_a_place():
    row = {"date": "2025-10-24", "geo.name": "Kherson", "geo.location": "46.63, 32.61"}
    assert choose_columns(make_source([row]), {}).columns["place"] == "geo.name"


@pytest.mark.parametrize(
    ("heading", "cells", "field", "looks"),
    [
        ("Loc", ("middle", "South-East", "north"), "", "place"),
        ("Ort", ("Norden", "Mitte"), "", "place"),
        ("Loc", ("middle", "Ambar", "Sayan"), "place", ""),
        ("region", ("67", "13"), "", "place"),
        ("region_code", ("67", "13"), "", "place"),
        ("province", ("67", "Bas-Rhin", "75"), "", "place"),
        ("number of regions", ("2", "13"), "", ""),
    ],
)
def test_words_of_position_and_numbers_of_regions_are_no_places(heading, cells, field, looks):
    rows = [{"date": "2024-05-01", "country": "France", heading: cell} for cell in cells]
    uses = {use.column: use for use in choose_columns(make_source(rows), {}).uses}
    assert (uses[heading].field, uses[heading].looks_like) == (field, looks)
