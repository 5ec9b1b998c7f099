"""The file's numbers are counted from its JSON, without the code under test."""

import gzip
import json
from collections import Counter

import pandas as pd
import pytest
from support.format_sources import assert_well_formed, claims_of, make_source, one_event
from support.real_tables import shared_file

from eventmap.errors import FileError
from eventmap.readers.formats.timemap import FORMAT

RECORD = {
    "id": "CIV0001",
    "date": "02/24/2022",
    "latitude": "49.2",
    "longitude": "38.9",
    "location": "Kharkiv",
    "description": "Damage to a school.",
    "sources": [],
    "filters": [],
}
AREA, WEAPON = "Type of area affected", "Weapon System"


def make_timemap(*records):
    rows = [
        {
            name: value if isinstance(value, str) else json.dumps(value)
            for name, value in (RECORD | record).items()
        }
        for record in records
    ]
    return make_source(rows, name="map.json", kind="json", first_line=1)


def filters(*pairs):
    return {"filters": [{"key": key, "value": value} for key, value in pairs]}


def sources(*paths):
    return {"sources": [{"id": "s", "path": path, "description": "A post."} for path in paths]}


def test_a_record_is_told_by_its_fields():
    source = make_timemap(
        filters((AREA, "School or childcare"), (WEAPON, "Cruise missile"))
        | sources("https://t.me/channel/1")
    )

    draft = FORMAT.shape(source, {})

    assert FORMAT.recognise(source) is not None
    assert_well_formed(draft, source.cells.index)
    assert draft.order == "MDY"
    assert one_event(draft) == {
        "source_id": "CIV0001",
        "summary": "Damage to a school.",
        "event_type": "missile",
        "target": "education",
        "date_start": "02/24/2022",
        "place": "Kharkiv",
        "lat": "49.2",
        "lon": "38.9",
        "geo_precision": "exact",
        "status": "reported",
    }
    assert claims_of(draft, 1) == [
        {
            "claimant": "Bellingcat",
            "side": "other",
            "source": "t.me/channel",
            "url": "https://t.me/channel/1",
            "statement": "A post.",
        }
    ]


@pytest.mark.parametrize(
    ("chosen", "description", "expected"),
    [
        (filters((WEAPON, "HE rocket artillery")), "A fire.", "shelling"),
        (filters((WEAPON, "Unknown")), "Heavy shelling.", "shelling"),
        (filters((WEAPON, "Unknown")), "Damage to a school.", "other"),
        (filters((WEAPON, "Cluster munitions")), "Missile", "explosion"),
        (filters((WEAPON, "Cluster munitions"), (WEAPON, "HE tube artillery")), "", "shelling"),
        (filters((WEAPON, "Air strike"), (WEAPON, "HE tube artillery")), "", "other"),
        ({"filters": []}, "A drone fell.", "drone"),
    ],
)
def test_the_weapon_tells_the_type_and_then_the_description(chosen, description, expected):
    draft = FORMAT.shape(make_timemap(chosen | {"description": description}), {})

    assert one_event(draft)["event_type"] == expected


def test_targets_of_several_areas_are_all_named():
    source = make_timemap(filters((AREA, "Residential"), (AREA, "Healthcare")), filters())

    assert list(FORMAT.shape(source, {}).events["target"].fillna("")) == [
        "residential; medical",
        "",
    ]


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["https://t.me/one/1", "https://t.me/two/1"], "reported"),
        (["https://www.gp.gov.ua/1", "https://npu.gov.ua/1"], "reported"),
        (["https://www.gp.gov.ua/1", "https://t.me/mod_russia/1"], "reported"),
        (["https://t.me/one/1", "https://t.me/one/2"], "reported"),
        (["https://t.me/one/1", "HIDDEN"], "reported"),
        ([], "reported"),
    ],
)
def test_links_are_counted_and_only_two_sides_corroborate(paths, expected):
    assert one_event(FORMAT.shape(make_timemap(sources(*paths)), {}))["status"] == expected


def test_two_links_in_one_source_are_two_claims():
    first, second = "https://t.me/channel/1", "https://news.example/2"
    draft = FORMAT.shape(make_timemap(sources(f"{first} {second}", "https://t.me/other/3")), {})
    assert draft.claims["url"].dropna().tolist() == [first, second, "https://t.me/other/3"]


def test_a_hidden_source_is_a_claim_without_an_address():
    hidden = {"id": "srcHidden", "path": "HIDDEN", "description": "Source hidden"}

    draft = FORMAT.shape(make_timemap({"sources": [hidden]}), {})

    assert claims_of(draft, 1) == [
        {"claimant": "Not given", "side": "other", "source": "Source hidden"}
    ]


@pytest.mark.parametrize("text", ["[", "{}", '["no object"]', "null"])
def test_sources_that_are_no_list_of_objects_are_no_claims(text):
    draft = FORMAT.shape(make_timemap({"sources": text}), {})

    assert claims_of(draft, 1) == [{"claimant": "Not given", "side": "other"}]


def test_the_makers_sentence_is_theirs_and_said_once():
    told = {"description": "A school was hit."}
    again, more = "A school was hit.", "The roof has a hole."
    paths = ["https://t.me/one/1", "https://t.me/two/2", "https://t.me/three/3"]
    given = [
        {"id": "s", "path": path, "description": said}
        for path, said in zip(paths, (again, more, more), strict=True)
    ]
    official = {"id": "s", "path": "https://t.me/synegubov/4", "description": again}

    draft = FORMAT.shape(
        make_timemap(filters((WEAPON, "Unknown")) | told | {"sources": [*given, official]}), {}
    )

    claims = claims_of(draft, 1)
    assert [claim["url"] for claim in claims] == [*paths, "https://t.me/synegubov/4"]
    assert [claim["claimant"] for claim in claims] == ["Bellingcat"] * 3 + ["t.me/synegubov"]
    assert [claim["side"] for claim in claims] == ["other"] * 3 + ["ukraine"]
    assert [claim.get("statement") for claim in claims] == [None, more, None, None]


def test_a_column_chosen_by_hand_goes_before_the_format_s_own():
    draft = FORMAT.shape(make_timemap({"town": "Izium"}), {"place": "town", "title": "description"})

    event = one_event(draft)
    assert (event["place"], event["title"]) == ("Izium", "Damage to a school.")
    assert draft.columns["place"] == "town"


def test_what_is_chosen_by_hand_of_a_claim_is_put_into_those_of_the_links():
    links = sources("https://t.me/channel/1", "https://t.me/synegubov/4")
    source = make_timemap({"dead": "5", "who": "UN"} | links, {"id": "CIV0002", "dead": "6"})

    draft = FORMAT.shape(source, {"killed_best": "dead", "claimant": "who"})

    assert [claim["killed_best"] for claim in claims_of(draft, 1)] == ["5", "5"]
    assert [claim["claimant"] for claim in claims_of(draft, 1)] == ["UN", "UN"]
    assert [claim["killed_best"] for claim in claims_of(draft, 2)] == ["6"]


def test_other_tables_are_not_recognised_and_refused():
    source = make_source([{"date": "1", "latitude": "1", "longitude": "1"}])

    assert FORMAT.recognise(source) is None
    with pytest.raises(FileError, match="filters"):
        FORMAT.shape(source, {})


@pytest.fixture(scope="module")
def records():
    path = shared_file("bellingcat_ukr-civharm-2024-06-02.json.gz")
    return json.loads(gzip.decompress(path.read_bytes()))


@pytest.fixture(scope="module")
def draft(records):
    source = make_timemap(*records)
    assert FORMAT.recognise(source) is not None
    return FORMAT.shape(source, {})


def test_every_record_of_the_file_is_an_event(records, draft):
    assert_well_formed(draft, pd.RangeIndex(1, 1791))
    for field, key in (("source_id", "id"), ("date_start", "date"), ("lat", "latitude")):
        assert list(draft.events[field]) == [record[key] for record in records]
    assert draft.events["place"].isna().sum() == 926
    assert set(draft.events["geo_precision"]) == {"exact"}


def test_every_source_of_the_file_is_a_claim_and_none_counts_people(records, draft):
    # One of the sources, of CIV1949, holds two links.
    given = [sum(s["path"].count(" http") + 1 for s in r["sources"]) for r in records]
    assert list(draft.claims.groupby(level=0).size()) == [max(count, 1) for count in given]
    assert (len(draft.claims), max(given), given.count(0)) == (5004, 33, 1)
    assert draft.claims.filter(regex="killed|injured").isna().all(axis=None)
    hidden = sum(s["path"] == "HIDDEN" for record in records for s in record["sources"])
    assert (draft.claims["source"] == "Source hidden").sum() == hidden
    channels = draft.claims["claimant"].str.startswith("t.me/")
    assert set(draft.claims["side"][channels]) == {"ukraine", "russia"}
    linked = sum(s["path"].startswith("http") for record in records for s in record["sources"])
    assert draft.claims["url"].notna().sum() >= linked


def test_no_sentence_of_the_file_is_said_twice_about_one_event(records, draft):
    said = draft.claims[draft.claims["statement"].notna()]
    assert set(said["claimant"]) == {"Bellingcat"}
    for line, statement in said["statement"].items():
        assert statement != records[line - 1]["description"]
    assert not said.reset_index()[["index", "statement"]].duplicated().any()


def test_types_and_targets_of_the_file_follow_its_filters(records, draft):
    one_weapon = {
        "Air strike": "air_strike",
        "Ballistic missile": "missile",
        "HE rocket artillery": "shelling",
        "Loitering munition": "drone",
        "Land mines": "explosion",
    }
    expected, actual = Counter(), Counter()
    for record, kind in zip(records, draft.events["event_type"], strict=True):
        weapons = [f["value"] for f in record["filters"] if f["key"] == WEAPON]
        if len(weapons) == 1 and weapons[0] in one_weapon:
            expected[one_weapon[weapons[0]]] += 1
            actual[kind] += 1
    assert actual == expected
    assert sum(expected.values()) > 100
    residential = sum(
        {"key": AREA, "value": "Residential"} in record["filters"] for record in records
    )
    assert draft.events["target"].str.contains("residential", na=False).sum() == residential == 831


def test_no_number_of_links_is_a_grade_in_the_file(draft):
    assert set(draft.events["status"]) == {"reported"}
