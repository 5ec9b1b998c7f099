"""Expectations are read off UCDP GED's codebook and recounted from the real files."""

import pandas as pd
import pytest

from eventmap.readers.formats.ucdp import CORE, FORMAT

ROW = {
    "id": "147997",
    "type_of_violence": "1",
    "side_a": "Government of Russia (Soviet Union)",
    "side_b": "Government of Ukraine",
    "number_of_sources": "2",
    "source_article": '"AFP,2022-03-01,Strike";"BBC,2022-03-01,Strike https://bbc.com/a"',
    "source_office": "AFP;BBC",
    "source_headline": "Strike;Strike",
    "source_original": "army statement",
    "where_prec": "2",
    "where_coordinates": "Lyman town",
    "adm_1": "Donetsk oblast",
    "latitude": "48.98",
    "longitude": "37.8",
    "country": "Ukraine",
    "country_id": "369",
    "date_prec": "2",
    "date_start": "2022-03-01",
    "date_end": "2022-03-03",
    "best": "5",
    "high": "7",
    "low": "4",
}

REAL = (
    ("ucdp_ged_sample1000_2023release.csv.gz", "utf-8"),
    ("ucdp_ged_ukraine_2014-2023_cp1252_mixed_dates.csv.gz", "cp1252"),
)


@pytest.fixture
def read(shape):
    return lambda **changes: shape(FORMAT, ROW | changes)


def test_the_core_columns_are_enough(make_source):
    core = [*CORE, "best"]

    assert FORMAT.recognise(make_source(dict.fromkeys(core, "1")))
    assert FORMAT.recognise(make_source(dict.fromkeys(core[1:], "1"))) is None


def test_figures_had_other_names_once(make_source, shape):
    row = {f"{name}_est" if name in ("low", "best", "high") else name: ROW[name] for name in ROW}
    shaped = shape(FORMAT, row)

    assert FORMAT.recognise(make_source(row))
    assert [shaped[f"killed_{end}"] for end in ("low", "best", "high")] == ["4", "5", "7"]


def test_a_row_is_shaped(read):
    row = read()

    assert {name: value for name, value in row.items() if value is not None} == {
        "source_id": "147997",
        "title": (
            "Armed conflict between Government of Russia and Government of Ukraine near Lyman town"
        ),
        "summary": "Strike;Strike",
        "event_type": "ground_combat",
        "actor": "Government of Russia – Government of Ukraine",
        "date_start": "2022-03-01",
        "date_end": "2022-03-03",
        "date_precision": "days",
        "place": "Lyman town",
        "admin1": "Donetsk oblast",
        "country": "UA",
        "lat": "48.98",
        "lon": "37.8",
        "geo_precision": "district",
        "status": "corroborated",
        "claimant": "UCDP",
        "side": "international",
        "source": "AFP; BBC",
        "url": "https://bbc.com/a",
        "killed_low": "4",
        "killed_best": "5",
        "killed_high": "7",
        "statement": "Original source: army statement",
    }


@pytest.mark.parametrize(
    ("code", "precision"),
    [
        ("1", "exact"),
        ("2", "district"),
        ("3", "district"),
        ("4", "region"),
        ("5", "region"),
        ("6", "country"),
        ("7", "region"),
        ("4.0", "region"),
        (None, None),
    ],
)
def test_where_prec(read, code, precision):
    assert read(where_prec=code)["geo_precision"] == precision


@pytest.mark.parametrize(
    ("code", "precision"),
    [("1", "day"), ("2", "days"), ("3", "week"), ("4", "month"), ("5.0", "year")],
)
def test_date_prec(read, code, precision):
    assert read(date_prec=code)["date_precision"] == precision


def test_one_sided_violence_is_against_civilians(read):
    row = read(type_of_violence="3", side_a="RUF", side_b="Civilians", where_prec="1")

    assert row["event_type"] == "violence_against_civilians"
    assert row["title"] == "Violence against civilians by RUF in Lyman town"
    assert (row["actor"], row["target"]) == ("RUF", "civilians")


@pytest.mark.parametrize(
    ("number", "offices", "status"),
    [
        ("2", "AFP;BBC", "corroborated"),
        ("2.0", None, "corroborated"),
        ("5", "AFP;AFP;AFP;AFP;AFP", "reported"),
        ("1", "AFP", "reported"),
        ("-1", None, "reported"),
        (None, None, "reported"),
    ],
)
def test_reports_of_one_office_do_not_corroborate_each_other(read, number, offices, status):
    assert read(number_of_sources=number, source_office=offices)["status"] == status


def test_the_id_is_a_whole_number(read):
    assert read(id="300380.0")["source_id"] == "300380"


def test_injuries_are_unknown(read):
    assert [read()[f"injured_{end}"] for end in ("low", "best", "high")] == [None, None, None]


def test_points_of_a_geojson_file_are_its_geometry(shape):
    row = {name: value for name, value in ROW.items() if name not in ("latitude", "longitude")}
    shaped = shape(FORMAT, row | {"geometry_lon": "37.8", "geometry_lat": "48.9"})

    assert (shaped["lat"], shaped["lon"]) == ("48.9", "37.8")


def test_the_order_of_days_and_months_is_left_to_the_file(make_source):
    draft = FORMAT.shape(make_source(ROW), {})

    assert (draft.order, draft.redistributable, draft.licence) == (None, True, "CC-BY-4.0")


@pytest.mark.parametrize(("name", "encoding"), REAL)
def test_a_real_file_is_recognised_and_shaped(open_real, check_draft, name, encoding):
    source = open_real(name, encoding=encoding)
    draft = FORMAT.shape(source, {})

    assert FORMAT.recognise(source)
    check_draft(draft, source)
    assert len(draft.events) == len(draft.claims) == len(source.cells)
    assert draft.events["source_id"].is_unique
    assert draft.events["country"].str.fullmatch("[A-Z]{2}").all()


@pytest.mark.parametrize(("name", "encoding"), REAL)
def test_deaths_of_a_real_file_add_up(open_real, read_real, name, encoding):
    raw = read_real(name, encoding=encoding)
    claims = FORMAT.shape(open_real(name, encoding=encoding), {}).claims

    for end in ("low", "best", "high"):
        assert claims[f"killed_{end}"].astype(float).tolist() == raw[end].astype(float).tolist()
    assert claims.filter(like="injured").isna().all(axis=None)


def test_deaths_of_the_ukrainian_file(open_real):
    claims = FORMAT.shape(open_real(REAL[1][0], encoding="cp1252"), {}).claims

    assert claims[["killed_low", "killed_best", "killed_high"]].astype(int).sum().tolist() == [
        16_369,
        18_480,
        20_272,
    ]


@pytest.mark.parametrize(("name", "encoding"), REAL)
def test_precision_and_type_of_a_real_file(open_real, read_real, name, encoding):
    raw = read_real(name, encoding=encoding)
    events = FORMAT.shape(open_real(name, encoding=encoding), {}).events
    where = raw["where_prec"].astype(float).value_counts()
    when = raw["date_prec"].astype(float).value_counts()

    assert events["geo_precision"].value_counts().to_dict() == {
        "exact": where[1],
        "district": where[2] + where[3],
        "region": where[4] + where[5] + where[7],
        "country": where[6],
    }
    assert events["date_precision"].value_counts().to_dict() == {
        "day": when[1],
        "days": when[2],
        "week": when[3],
        "month": when[4],
        "year": when[5],
    }
    one_sided = (raw["type_of_violence"].astype(float) == 3).sum()
    assert events["event_type"].value_counts().to_dict() == {
        "ground_combat": len(raw) - one_sided,
        "violence_against_civilians": one_sided,
    }


@pytest.mark.parametrize(("name", "encoding"), REAL)
def test_status_of_a_real_file(open_real, read_real, name, encoding):
    raw = read_real(name, encoding=encoding)
    events = FORMAT.shape(open_real(name, encoding=encoding), {}).events
    expected = [
        "corroborated"
        if float(number) >= 2
        and len({part.strip().lower() for part in offices.split(";") if part.strip()}) != 1
        else "reported"
        for number, offices in zip(raw["number_of_sources"], raw["source_office"], strict=True)
    ]

    assert events["status"].tolist() == expected
    assert pd.Series(expected).eq("corroborated").any()
