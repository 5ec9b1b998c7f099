"""Expectations are read off VIINA's codebook, and recounted from the real file."""

from pathlib import Path

import pandas as pd
import pytest

from eventmap.readers.formats.viina import DAMAGE, FORMAT, TACTICS

REAL = "viina_deepstrike_2022.csv.gz"

LABELS = {f"{label}_b": "0" for label in (*TACTICS, *DAMAGE, "t_mil", "t_civcas")}
PARTIES = {f"a_{name}_b": "0" for name in ("rus", "ukr", "rus_init", "ukr_init")}
EVENT = {
    "viina_version": "bert_20260913024050",
    "event_id_1pd": "218649",
    "date": "20220302",
    "n_reports": "3",
    "event_ids": "1, 2, 3",
    "sources": "pravdaua, unian",
    "geonameid": "704204",
    "asciiname": "Lyman",
    "ADM1_NAME": "Donets'k",
    "longitude": "37.82245",
    "latitude": "48.96409",
    "GEO_PRECISION": "ADM3",
    **LABELS,
    **PARTIES,
    "t_artillery_b": "1",
    "a_rus_b": "1",
}
REPORT = {
    "event_id": "77",
    "event_id_1pd": "218649",
    "date": "20220302",
    "geonameid": "704204",
    "asciiname": "Lyman",
    "longitude": "37.82245",
    "latitude": "48.96409",
    "GEO_PRECISION": "STREET",
    "GEO_API": "Yandex",
    "source": "nv",
    "url": "https://nv.ua/1",
    "text": "Headline",
}
OLD = {
    "event_id": "1",
    "report_id": "1",
    "date": "20220302",
    "source": "ria",
    "url": "https://ria.ru/1",
    "text": "Headline",
    "address": "Donetsk Oblast, Lyman",
    "longitude": "37.8",
    "latitude": "48.9",
    "GEO_PRECISION": "ADM3",
    "GEO_API": "OSM",
    "t_mil_pred": "0.99",
    "t_artillery_pred": "0.7",
    "t_airstrike_pred": "0.8",
}


@pytest.fixture
def read(shape):
    return lambda **changes: shape(FORMAT, EVENT | changes)


@pytest.mark.parametrize("row", [EVENT, REPORT, OLD])
def test_events_and_reports_of_both_versions_are_recognised(make_source, check_draft, row):
    source = make_source(row, dict.fromkeys(row))

    assert FORMAT.recognise(source)
    check_draft(FORMAT.shape(source, {}), source)


def test_any_other_table_of_events_is_not(make_source):
    assert FORMAT.recognise(make_source({"event_id": "1", "date": "2022"})) is None


def test_an_event_is_shaped(read):
    row = read()

    assert {name: value for name, value in row.items() if value is not None} == {
        "source_id": "218649",
        "title": "Shelling in Lyman",
        "event_type": "shelling",
        "parties": "Russian forces",
        "date_start": "20220301",
        "date_end": "20220302",
        "place": "Lyman",
        "admin1": "Donets'k",
        "country": "UA",
        "lat": "48.96409",
        "lon": "37.82245",
        "geo_precision": "settlement",
        "status": "reported",
        "claimant": "Ukrainska Pravda; UNIAN",
        "side": "media",
        "source": "Ukrainska Pravda; UNIAN",
        "published_on": "2022-03-02",
    }


def test_a_report_keeps_its_own_id_text_and_address(shape):
    row = shape(FORMAT, REPORT)

    assert (row["source_id"], row["summary"], row["url"]) == ("77", "Headline", "https://nv.ua/1")
    assert (row["title"], row["event_type"]) == ("News report in Lyman", "other")
    assert (row["geo_precision"], row["status"]) == ("exact", "reported")


def test_a_report_of_version_1_is_of_its_likeliest_type(shape):
    row = shape(FORMAT, OLD)

    assert (row["event_type"], row["place"], row["country"]) == ("air_strike", "Lyman", None)
    assert shape(FORMAT, OLD | {"t_airstrike_pred": "0.4"})["event_type"] == "shelling"
    weak = {"t_airstrike_pred": "0.4", "t_artillery_pred": "0.49"}
    assert shape(FORMAT, OLD | weak)["event_type"] == "other"


def test_the_published_cutoff_goes_before_the_probability(shape):
    row = OLD | {"t_airstrike_b": "0", "t_artillery_b": "1"}

    assert shape(FORMAT, row)["event_type"] == "shelling"


@pytest.mark.parametrize(
    ("code", "precision", "place"),
    [
        ("STREET", "exact", "Lyman"),
        ("ADM3", "settlement", "Lyman"),
        ("ADM2", "district", "Lyman"),
        ("ADM1", "region", None),
        (None, None, "Lyman"),
    ],
)
def test_precision(read, code, precision, place):
    row = read(GEO_PRECISION=code)

    assert (row["geo_precision"], row["place"]) == (precision, place)


def test_a_region_is_named_in_the_title(read):
    assert read(GEO_PRECISION="ADM1")["title"] == "Shelling in Donets'k"


@pytest.mark.parametrize(
    ("labels", "event_type"),
    [
        ((), "other"),
        (("t_aad", "t_uav"), "air_defence"),
        (("t_uav", "t_airstrike"), "drone"),
        (("t_airstrike", "t_artillery"), "air_strike"),
        (("t_ied",), "explosion"),
        (("t_firefight",), "ground_combat"),
        (("t_armor",), "ground_combat"),
        (("t_raid",), "other"),
        (("t_control",), "territorial_claim"),
        (("t_property",), "infrastructure"),
        (("t_property", "t_artillery"), "shelling"),
        (("t_hospital",), "violence_against_civilians"),
        (("t_mil", "t_civcas"), "other"),
    ],
)
def test_types_follow_the_labels(read, labels, event_type):
    changes = {"t_artillery_b": "0"} | {f"{label}_b": "1" for label in labels}

    assert read(**changes)["event_type"] == event_type


@pytest.mark.parametrize(
    ("terms", "event_type"),
    [
        ("знищ|ракет|удар", "missile"),
        ("обстріл", "shelling"),
        ("дрон|ракет", "other"),
        ("удар", "other"),
        (None, "other"),
    ],
)
def test_attack_terms_tell_the_type_where_no_label_does(read, terms, event_type):
    row = read(t_artillery_b="0", t_raid_b="1", attack_terms=terms)

    assert row["event_type"] == event_type


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        ("Fire at a missile depot", "other"),
        ("No missile strikes were recorded overnight.", "other"),
        ("Регіони: обстріл у Нікополі, бої під Харковом", "other"),  # noqa: RUF001 - Cyrillic
        ("A missile hit a depot. The village nearby was shelled.", "missile"),
    ],
)
def test_the_first_sentence_goes_before_the_terms_taken_from_it(read, text, event_type):
    row = read(t_artillery_b="0", t_raid_b="1", text=text, attack_terms="ракет|обстріл")

    assert row["event_type"] == event_type


@pytest.mark.parametrize(
    ("labels", "actor", "parties"),
    [
        (("a_rus", "a_ukr"), None, "Russian forces; Ukrainian forces"),
        (
            ("a_rus", "a_ukr", "a_ukr_init"),
            "Ukrainian forces",
            "Russian forces; Ukrainian forces",
        ),
        (("a_rus_init",), "Russian forces", "Russian forces"),
        (("a_ukr",), None, "Ukrainian forces"),
        ((), None, None),
    ],
)
def test_the_actor_is_who_began_it_and_who_took_part_is_a_party(read, labels, actor, parties):
    changes = {"a_rus_b": "0"} | {f"{label}_b": "1" for label in labels}

    row = read(**changes)

    assert (row["actor"], row["parties"]) == (actor, parties)


@pytest.mark.parametrize("sources", ["nv", "nv; ria", None])
def test_outlets_and_reports_are_counted_and_not_graded(read, sources):
    assert read(sources=sources, n_reports="5")["status"] == "reported"


def test_casualties_are_unknown(read):
    row = read(t_civcas_b="1")

    assert {row[f"{n}_{e}"] for n in ("killed", "injured") for e in ("low", "best", "high")} == {
        None
    }


def test_the_real_file(open_real, read_real, check_draft):
    raw, source = read_real(REAL), open_real(REAL)
    draft = FORMAT.shape(source, {})
    placed = (raw["geonameid"] != "").sum()

    assert FORMAT.recognise(source)
    check_draft(draft, source)
    assert draft.licence == "ODbL-1.0"
    assert draft.events["source_id"].is_unique
    assert (draft.events["geo_precision"] == "settlement").sum() == placed == 2_044
    assert draft.events["date_end"].tolist() == raw["date"].tolist()
    for name, ending in (("Russian forces", "a_rus_init"), ("Ukrainian forces", "a_ukr_init")):
        begun = draft.events["actor"].str.contains(name, na=False)
        assert begun.tolist() == (raw[ending] == "1").tolist()
    assert set(draft.events["status"]) == {"reported"}
    assert draft.claims.filter(regex="killed|injured").isna().all(axis=None)


def test_every_link_is_a_claim_of_its_outlet(make_source):
    both = {"sources": "nv|unian", "source_urls": "https://nv.ua/1|https://unian.ua/2"}
    one = {"sources": "nv", "source_urls": "https://nv.ua/3|https://nv.ua/4"}
    row = {name: value for name, value in EVENT.items() if name not in ("url", "sources")}

    claims = FORMAT.shape(make_source(row | both, row | one), {}).claims

    found = sorted(zip(claims.index, claims["claimant"], claims["url"], strict=True))
    assert found == [
        (2, "NV", "https://nv.ua/1"),
        (2, "UNIAN", "https://unian.ua/2"),
        (3, "NV", "https://nv.ua/3"),
        (3, "NV", "https://nv.ua/4"),
    ]


def test_of_a_hundred_real_reports_that_get_a_type_95_get_the_right_one(open_real):
    labels = pd.read_csv(Path(__file__).with_name("type_labels.csv"), dtype="str")
    labels = labels[labels["table"] == "viina"].set_index("id")["type"]
    events = FORMAT.shape(open_real(REAL), {}).events.set_index("source_id")
    found = events["event_type"].reindex(labels.index)
    typed = found != "other"

    assert typed.sum() >= 170
    assert (found == labels)[typed].mean() >= 0.95


def test_the_credit_says_that_dates_are_those_of_reports(make_source):
    row = {"event_id": "1", "date": "20220224", "GEO_PRECISION": "ADM3", "GEO_API": "Yandex"}
    credit = FORMAT.shape(make_source(row), {}).attribution

    assert "dates are those of reports" in credit
    assert "on or before the last day shown" in credit
