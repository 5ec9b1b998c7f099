"""Expectations are read off UCDP GED's codebook and recounted from the real files."""

import pandas as pd
import pytest

from eventmap.readers.convert import convert
from eventmap.readers.formats.assembly import plain_codes
from eventmap.readers.formats.ucdp import CORE, FORMAT, TELLING
from eventmap.schema import DatasetInfo
from eventmap.settings import bundled_data

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

INFO = DatasetInfo("ucdp", "UCDP", "CC-BY-4.0", redistributable=True)

REAL = (
    ("ucdp_ged_sample1000_2023release.csv.gz", "utf-8"),
    ("ucdp_ged_ukraine_2014-2023_cp1252_mixed_dates.csv.gz", "cp1252"),
)


@pytest.fixture
def read(shape):
    return lambda **changes: shape(FORMAT, ROW | changes)


def test_the_core_columns_are_enough(make_source):
    core = [*CORE, *TELLING[:2], "best"]

    assert FORMAT.recognise(make_source(dict.fromkeys(core, "1")))
    assert FORMAT.recognise(make_source(dict.fromkeys(core[1:], "1"))) is None


def test_an_excerpt_without_the_type_of_violence_is_ucdp_s(make_source, shape):
    row = {name: ROW[name] for name in ("date_start", "side_a", "side_b", "best", "low", "high")}
    assert FORMAT.recognise(make_source(row))
    assert shape(FORMAT, row)["event_type"] == "armed_conflict"
    against = shape(FORMAT, row | {"side_b": "Civilians"})
    assert (against["event_type"], against["actor"]) == (
        "violence_against_civilians",
        "Government of Russia",
    )
    dyad = {"date_start": "2022-03-01", "dyad_name": "A - Civilians", "best": "5", "low": "4"}
    assert FORMAT.recognise(make_source(dyad)) is None
    assert FORMAT.recognise(make_source(dyad | {"high": "7", "deaths_civilians": "5"}))
    assert shape(FORMAT, dyad)["event_type"] == "violence_against_civilians"


def test_a_file_that_does_not_say_how_exact_its_points_are_is_told_of(make_source):
    bare = {name: cell for name, cell in ROW.items() if name != "where_prec"}
    told = [FORMAT.shape(make_source(row), {}).notes for row in (ROW, bare)]
    assert not told[0]
    assert "'where_prec', which tells how exactly places are known" in told[1][0]
    assert not FORMAT.shape(make_source(bare | {"latitude": None, "longitude": None}), {}).notes


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
        "event_type": "armed_conflict",
        "parties": "Government of Russia; Government of Ukraine",
        "date_start": "2022-03-01",
        "date_end": "2022-03-03",
        "date_precision": "days",
        "place": "Lyman town",
        "admin1": "Donetsk oblast",
        "country": "UA",
        "lat": "48.98",
        "lon": "37.8",
        "geo_precision": "district",
        "status": "reported",
        "claimant": "UCDP",
        "side": "international",
        "source": "AFP; BBC",
        "url": "https://bbc.com/a",
        "killed_low": "4",
        "killed_best": "5",
        "killed_high": "7",
        "quantity": "2",
        "quantity_unit": "sources",
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
    assert row["parties"] == "RUF; Civilians"


def test_a_dyad_did_nothing_that_is_told(read):
    row = read()

    assert row["actor"] is None
    assert row["parties"] == "Government of Russia; Government of Ukraine"


# Vukovar is in Croatia and Foča in Bosnia, Baku in Azerbaijan; Kraljevo is in Serbia. What UCDP has
# go on as Serbia and Russia was Yugoslavia and the Soviet Union when it happened.
@pytest.mark.parametrize(
    ("state", "day", "point", "seen"),
    [
        (("Serbia (Yugoslavia)", "345"), "1991-11-03", (45.3433, 18.9997), ("HR", "(Yugoslavia)")),
        (
            ("Serbia (Yugoslavia)", None),
            "4/19/1992 0:00",
            (43.5055, 18.7773),
            ("BA", "(Yugoslavia)"),
        ),
        (("Serbia (Yugoslavia)", "345.0"), "1998-05-01", (43.7234, 20.687), ("RS", "(Yugoslavia)")),
        (("Serbia (Yugoslavia)", "345"), "2009-05-01", (43.7234, 20.687), ("RS", "")),
        (
            ("Russia (Soviet Union)", "365"),
            "1990-01-20",
            (40.409, 49.867),
            ("AZ", "(Soviet Union)"),
        ),
        (("Russia (Soviet Union)", "365"), "1999-09-09", (55.756, 37.617), ("RU", "")),
        (("Myanmar (Burma)", "775"), "1991-01-01", (21.9588, 96.0891), ("MM", "")),
        # Juba became South Sudan's in July 2011, Asmara Eritrea's in May 1993, Dili East Timor's
        # in May 2002. Khartoum, Addis Ababa and Jakarta stayed where they were.
        (("Sudan", "625"), "1992-06-07", (4.8517, 31.5825), ("SS", "")),
        (("Sudan", None), "6/17/1992 0:00", (4.8517, 31.5825), ("SS", "")),
        (("Sudan", "625"), "2008-05-10", (15.5518, 32.5324), ("SD", "")),
        (("Sudan", "625"), "2012-05-10", (4.8517, 31.5825), ("SD", "")),
        (("Ethiopia", "530"), "1990-02-10", (15.3333, 38.9333), ("ER", "")),
        (("Ethiopia", "530"), "1991-05-28", (9.0249, 38.7469), ("ET", "")),
        (("Indonesia", "850"), "1991-11-12", (-8.5569, 125.5603), ("TL", "")),
        (("Indonesia", "850"), "1999-01-19", (-3.705, 128.17), ("ID", "")),
    ],
)
def test_a_state_that_came_apart_is_not_the_one_that_goes_on(make_source, state, day, point, seen):
    changes = dict(zip(("country", "country_id"), state, strict=True))
    changes |= dict(zip(("latitude", "longitude"), map(str, point), strict=True))
    changes |= {"adm_1": None, "date_start": day, "date_end": day, "date_prec": "1"}
    source = make_source(ROW | changes | {"side_a": f"Government of {state[0]}"})

    draft = FORMAT.shape(source, {})
    event = convert(source, draft, format="ucdp", info=INFO).events.iloc[0]

    now = state[0].split(" (")[0]
    assert event["country"] == seen[0]
    assert event["parties"].split("; ")[0] == f"Government of {now} {seen[1]}".strip()


@pytest.mark.parametrize("code", ["4", "5", "7"])
def test_a_point_for_an_area_that_is_no_unit_tells_no_region(read, code):
    row = read(where_prec=code, where_coordinates="Donets Basin Area", adm_1=None)

    assert (row["geo_precision"], row["place"]) == ("country", "Donets Basin Area")


@pytest.mark.parametrize("area", ["Southern Ukraine", "Donets Basin Area"])
def test_an_event_is_in_an_area_and_near_a_settlement(read, area):
    assert read(where_prec="5", where_coordinates=area)["title"].endswith(f" in {area}")
    assert read(where_prec="5")["title"].endswith(" near Lyman town")


@pytest.mark.parametrize(
    ("described", "where"),
    [("near Donetsk airport", "near"), ("Donetsk airport", "at"), (None, "at")],
)
def test_an_event_is_near_an_airport_only_if_the_words_say_so(read, described, where):
    airport = {"where_coordinates": "Donetsk International airport", "where_prec": "2"}
    title = read(**airport, where_description=described)["title"]
    assert title.endswith(f" {where} Donetsk International airport")


SPEAKER = "official representative of the Russian Defense Ministry, Igor Konashenkov."


@pytest.mark.parametrize(
    ("original", "speakers", "status"),
    [
        (SPEAKER, [(SPEAKER.removesuffix("."), "russia")], "claimed"),
        ("DPR Operational Command", [("DPR Operational Command", "russia")], "claimed"),
        ("Ukraine (Kherson OVA)", [("Ukraine (Kherson OVA)", "ukraine")], "claimed"),
        ("MemoryBook", [("MemoryBook", "other")], "reported"),
        ("JFO, Euromaidan Press", [("JFO", "ukraine"), ("Euromaidan Press", "media")], "reported"),
        (
            "Ministry of Defense of Ukraine, JFO, unian.info",
            [
                ("Ministry of Defense of Ukraine", "ukraine"),
                ("JFO", "ukraine"),
                ("unian.info", "media"),
            ],
            "reported",
        ),
        (", JFO", [("JFO", "ukraine")], "claimed"),
        ("Eduard Basurin, DPR spokesman", [("Eduard Basurin, DPR spokesman", "russia")], "claimed"),
        (
            "OSCE; General Staff of Ukraine",
            [("OSCE", "international"), ("General Staff of Ukraine", "ukraine")],
            "reported",
        ),
        (None, [], "reported"),
        (
            "Office of the United Nations High Commissioner\nfor Human Rights",
            [
                (
                    "Office of the United Nations High Commissioner for Human Rights",
                    "international",
                )
            ],
            "reported",
        ),
        (
            "ATO spokesman Andriy Lysenko\nMemorybook",
            [("ATO spokesman Andriy Lysenko", "ukraine"), ("Memorybook", "other")],
            "reported",
        ),
        (
            "rebels, local officials, Ukrainian military",
            [("rebels", "other"), ("local officials", "other"), ("Ukrainian military", "ukraine")],
            "reported",
        ),
        (
            "LPR (spokesman of the defense department, Ivan Filiponenko), General Staff of Ukraine",
            [
                ("LPR (spokesman of the defense department, Ivan Filiponenko)", "russia"),
                ("General Staff of Ukraine", "ukraine"),
            ],
            "reported",
        ),
        (
            "Donetsk adminstration (local, rebel control), Ukrainian military",
            [
                ("Donetsk adminstration (local, rebel control)", "other"),
                ("Ukrainian military", "ukraine"),
            ],
            "reported",
        ),
        (
            "Andrei Marochko, LPR militia\nIgor Konashenkov, Russian Defense Ministry",
            [
                ("Andrei Marochko, LPR militia", "russia"),
                ("Igor Konashenkov, Russian Defense Ministry", "russia"),
            ],
            "claimed",
        ),
        ("Ukrainian army, denied by rebels", [("Ukrainian army", "ukraine")], "claimed"),
        (
            "Ukraine (head of the Donetsk OVO Pavel Kirilenko)",
            [("Ukraine (head of the Donetsk OVO Pavel Kirilenko)", "ukraine")],
            "claimed",
        ),
        (
            "Ukraine (Mayor Igor Terekhov)",
            [("Ukraine (Mayor Igor Terekhov)", "ukraine")],
            "claimed",
        ),
        ("Ukraine Weapons Tracker", [("Ukraine Weapons Tracker", "other")], "reported"),
        # How many entries of a source were used is no part of its name.
        (
            "Ukrainian military\nMemorybook x21",
            [("Ukrainian military", "ukraine"), ("Memorybook", "other")],
            "reported",
        ),
        ("MemoryBook (x2)", [("MemoryBook", "other")], "reported"),
        # Where both parties speak in one list, each person keeps his office.
        (
            "Mykhailo Podolyak, adviser to the head of the President's Office, head of the LPR",
            [
                ("Mykhailo Podolyak, adviser to the head of the President's Office", "ukraine"),
                ("head of the LPR", "russia"),
            ],
            "reported",
        ),
        (
            "Regional police chief A. Koval, deputy defence minister of Donetsk, Eduard Basurin, "
            "Ukrainian Army Spokesman B. Melnyk",
            [
                ("Regional police chief A. Koval", "other"),
                ("deputy defence minister of Donetsk, Eduard Basurin", "russia"),
                ("Ukrainian Army Spokesman B. Melnyk", "ukraine"),
            ],
            "reported",
        ),
        # A list of bodies of one party stays what it was.
        (
            "Oleksandr Vilkul, head of the defence council",
            [("Oleksandr Vilkul, head of the defence council", "other")],
            "reported",
        ),
        ("Unit x2 press office", [("Unit x2 press office", "other")], "reported"),
    ],
)
def test_the_speaker_that_is_named_is_a_claimant_of_his_side(
    make_source, original, speakers, status
):
    draft = FORMAT.shape(make_source(ROW | {"source_original": original}), {})

    *spoken, own = draft.claims.to_dict("records")
    assert [(claim["claimant"], claim["side"]) for claim in spoken] == speakers
    assert all(claim["source"] == "AFP; BBC" for claim in spoken)
    assert all(pd.isna(claim["killed_best"]) for claim in spoken)
    assert (own["claimant"], own["killed_best"]) == ("UCDP", "5")
    assert draft.events["status"].tolist() == [status]


@pytest.mark.parametrize(
    ("number", "counted"),
    [("2", "2"), ("5.0", "5"), ("1", "1"), ("-1", None), ("-1.0", None), ("0", None), (None, None)],
)
def test_a_count_of_sources_is_a_count_and_no_grade(read, number, counted):
    row = read(number_of_sources=number, source_original=None)

    assert row["status"] == "reported"
    assert (row["quantity"], row["quantity_unit"]) == (counted, "sources" if number else None)


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
    assert len(draft.events) == (draft.claims["claimant"] == "UCDP").sum() == len(source.cells)
    assert draft.events["source_id"].is_unique
    # Seven rows are of Yugoslavia in its time, and three of "Sudan" lie in what is South Sudan now
    # (Raja, Maridi, Upper Nile): the point tells the country.
    south = plain_codes(source.cells["id"]).isin(["37421", "8132", "8331"])
    gone = (source.cells["country"] == "Serbia (Yugoslavia)") | south
    countries = draft.events["country"]
    assert countries[~gone].str.fullmatch("[A-Z]{2}").all()
    assert countries[gone].isna().all()


@pytest.mark.parametrize(("name", "encoding"), REAL)
def test_deaths_of_a_real_file_add_up(open_real, read_real, name, encoding):
    raw = read_real(name, encoding=encoding)
    claims = FORMAT.shape(open_real(name, encoding=encoding), {}).claims
    claims = claims[claims["claimant"] == "UCDP"]

    for end in ("low", "best", "high"):
        assert claims[f"killed_{end}"].astype(float).tolist() == raw[end].astype(float).tolist()
    assert claims.filter(like="injured").isna().all(axis=None)


def test_deaths_of_the_ukrainian_file(open_real):
    claims = FORMAT.shape(open_real(REAL[1][0], encoding="cp1252"), {}).claims
    own = claims[claims["claimant"] == "UCDP"]

    assert own[["killed_low", "killed_best", "killed_high"]].astype(int).sum().tolist() == [
        16_369,
        18_480,
        20_272,
    ]


@pytest.mark.parametrize(("name", "encoding"), REAL)
def test_precision_and_type_of_a_real_file(open_real, read_real, name, encoding):
    raw = read_real(name, encoding=encoding)
    events = FORMAT.shape(open_real(name, encoding=encoding), {}).events
    blank = raw["where_prec"].astype(float).isin([4, 5, 7]) & (raw["adm_1"].str.strip() == "")
    where = raw["where_prec"].astype(float).mask(blank, 6).value_counts()
    where = where.reindex([1, 2, 3, 4, 5, 6, 7], fill_value=0)
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
        "armed_conflict": len(raw) - one_sided,
        "violence_against_civilians": one_sided,
    }


def test_no_party_s_word_alone_is_corroborated_in_the_ukrainian_file(open_real, read_real):
    name, encoding = REAL[1]
    raw = read_real(name, encoding=encoding)
    events = FORMAT.shape(open_real(name, encoding=encoding), {}).events
    konashenkov = raw["source_original"].str.fullmatch(r"[^;\n]*Konashenkov\.?").to_numpy()
    memory = raw["source_original"].isin(["MemoryBook", "Memorybook x2", "Mediazona"]).to_numpy()

    assert konashenkov.sum() > 150
    assert set(events.loc[konashenkov, "status"]) == {"claimed"}
    assert set(events.loc[memory, "status"]) == {"reported"}
    assert (events["status"] == "corroborated").sum() == 0


def test_the_bundled_table_is_as_the_table_is_read(open_real):
    name, encoding = REAL[1]
    draft = FORMAT.shape(open_real(name, encoding=encoding), {})
    read = draft.claims.assign(claimant=draft.claims["claimant"].str.strip())
    folder = bundled_data() / "ucdp-ukraine"
    claims = pd.read_parquet(folder / "claims.parquet", columns=["claimant", "side"])
    events = pd.read_parquet(folder / "events.parquet", columns=["parties", "status"])

    assert claims.value_counts().to_dict() == read[[*claims]].value_counts().to_dict()
    assert events.value_counts().to_dict() == draft.events[[*events]].value_counts().to_dict()


def test_a_mark_inside_a_headline_parts_no_sources(read):
    articles = '"Reuters,1991-02-01,Crash; 2 pilots killed";"AFP,1991-02-02,More"'
    row = read(source_office=None, source_original=None, source_article=articles)

    assert row["source"] == '"Reuters,1991-02-01,Crash, 2 pilots killed";"AFP,1991-02-02,More"'


def test_names_that_a_shapefile_cut_are_still_ucdp_s(make_source, shape):
    cut = {name[:10]: value for name, value in ROW.items()}
    assert FORMAT.recognise(make_source(cut))
    assert shape(FORMAT, cut) == shape(FORMAT, ROW)


def test_a_table_with_some_of_its_columns_is_ucdp_s(make_source):
    kept = (
        "type_of_violence",
        "dyad_name",
        "side_a",
        "date_start",
        "best",
        "latitude",
        "longitude",
    )
    assert FORMAT.recognise(make_source({name: ROW.get(name, "x") for name in kept}))
    assert FORMAT.recognise(make_source({"date_start": "2024-05-13", "best": "4"})) is None


def test_a_headline_that_says_something_is_the_title_where_it_may_be_handed_on(make_source):
    row = ROW | {
        "dyad_name": "A - B",
        "source_headline": "Shells fall on a school in Lyman, two wounded",
    }
    made = "Armed conflict between Government of Russia and Government of Ukraine near Lyman town"

    def title(row, *, open_to_all=True, mapping=None):
        source = make_source(row)
        draft = FORMAT.shape(source, mapping or {})
        info = DatasetInfo("ucdp", "UCDP", "CC-BY-4.0", redistributable=open_to_all)
        return convert(source, draft, format="ucdp", info=info).events["title"].item()

    assert title(row) == row["source_headline"]
    assert title(row, open_to_all=False) == made
    assert title(row | {"source_headline": "Lyman town"}) == made
    assert title(row, mapping={"title": "dyad_name"}) == "A - B"
