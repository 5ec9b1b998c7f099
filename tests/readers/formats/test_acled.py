"""Expectations are read off ACLED's codebook, by hand."""

import pandas as pd
import pytest

from eventmap.errors import FileError
from eventmap.readers.formats.acled import FORMAT

ROW = {
    "event_id_cnty": "UKR12345",
    "event_date": "24 October 2025",
    "year": "2025",
    "time_precision": "1",
    "disorder_type": "Political violence",
    "event_type": "Explosions/Remote violence",
    "sub_event_type": "Shelling/artillery/missile attack",
    "actor1": "Military Forces of Russia (2000-)",
    "actor2": "Civilians (Ukraine)",
    "civilian_targeting": "Civilian targeting",
    "iso": "804",
    "country": "Ukraine",
    "admin1": "Kherson",
    "location": "Kherson",
    "latitude": "46.6558",
    "longitude": "32.6178",
    "geo_precision": "1",
    "source": "Suspilne Media; Ukrinform",
    "source_scale": "National",
    "notes": "On 24 October 2025, a residential block was shelled.",
    "fatalities": "2",
    "tags": None,
    "timestamp": "1761600000",
}
OLD_ROW = {
    "DATA_ID": "8123456",
    "ISO": "804",
    "EVENT_ID_CNTY": "UKR1",
    "EVENT_DATE": "01-January-2018",
    "TIME_PRECISION": "2",
    "EVENT_TYPE": "Battle-No change of territory",
    "ACTOR1": "Military Forces of Ukraine (2014-)",
    "ACTOR2": None,
    "COUNTRY": "Ukraine",
    "LOCATION": "Zaitseve",
    "LATITUDE": "48.4",
    "LONGITUDE": "38.0",
    "GEO_PRECISION": "2",
    "SOURCE": "OSCE",
    "FATALITIES": "0",
}


@pytest.fixture
def read(shape):
    return lambda **changes: shape(FORMAT, ROW | changes)


def test_the_present_layout_is_recognised(make_source):
    assert FORMAT.recognise(make_source(ROW)) == (
        "It has ACLED's columns, among them event_id_cnty, in the present layout."
    )


def test_the_older_layout_is_recognised_by_its_number(make_source):
    row = {name.lower(): value for name, value in OLD_ROW.items() if name != "EVENT_ID_CNTY"}

    assert FORMAT.recognise(make_source(row | {"iso3": "UKR"})) == (
        "It has ACLED's columns, among them data_id, in the older layout."
    )


def test_the_older_layout_is_recognised_in_capitals(make_source):
    assert FORMAT.recognise(make_source(OLD_ROW)) == (
        "It has ACLED's columns, among them event_id_cnty, in the older layout."
    )


def test_a_table_of_something_else_is_not(make_source):
    assert FORMAT.recognise(make_source({"event_date": "1", "event_type": "2"})) is None


def test_a_row_is_shaped(read):
    row = read()

    assert {name: value for name, value in row.items() if value is not None} == {
        "source_id": "UKR12345",
        "title": "Shelling or missile attack in Kherson",
        "summary": "On 24 October 2025, a residential block was shelled.",
        "event_type": "shelling",
        "target": "civilians",
        "parties": "Military Forces of Russia (2000-); Civilians (Ukraine)",
        "date_start": "24 October 2025",
        "date_precision": "day",
        "place": "Kherson",
        "admin1": "Kherson",
        "country": "UA",
        "lat": "46.6558",
        "lon": "32.6178",
        "geo_precision": "settlement",
        "status": "reported",
        "claimant": "ACLED",
        "side": "international",
        "source": "Suspilne Media; Ukrinform",
        "killed_low": "2",
        "killed_best": "2",
    }


def test_a_row_of_the_older_layout_is_shaped(shape):
    row = shape(FORMAT, OLD_ROW)

    assert row["source_id"] == "UKR1"
    assert row["title"] == "Battle near Zaitseve"
    assert row["event_type"] == "ground_combat"
    assert row["parties"] == "Military Forces of Ukraine (2014-)"
    assert row["actor"] is None
    assert (row["date_start"], row["date_precision"]) == ("01-January-2018", "week")
    assert (row["country"], row["geo_precision"]) == ("UA", "district")


def test_the_country_is_read_from_iso3_or_its_name(shape):
    row = {**OLD_ROW, "ISO": None}

    assert shape(FORMAT, row | {"ISO3": "COD"})["country"] == "CD"
    assert shape(FORMAT, row | {"COUNTRY": "Kosovo"})["country"] == "XK"


def test_dates_are_day_first_and_rows_stay_here(make_source):
    draft = FORMAT.shape(make_source(ROW), {})

    assert (draft.order, draft.redistributable) == ("DMY", False)
    assert draft.licence == "ACLED terms of use"


@pytest.mark.parametrize(
    ("code", "precision"), [("1", "settlement"), ("2", "district"), ("3", "region"), ("9", None)]
)
def test_geo_precision(read, code, precision):
    assert read(geo_precision=code)["geo_precision"] == precision


# By the codebook the capital of a province stands for events of which only the province is known.
@pytest.mark.parametrize(
    ("country", "unit", "location", "where"),
    [
        (("804", "Ukraine"), "Kherson", "Kherson", "in Kherson Oblast"),
        (("804", "Ukraine"), "Kyiv", "Kyiv", "in Kyiv Oblast"),
        (("804", "Ukraine"), "Kyiv City", "Kyiv", "in Kyiv"),
        (("729", "Sudan"), "Nowhere Land", "Capital", "in Nowhere Land"),
        (("804", "Ukraine"), None, "Kherson", "in Kherson"),
    ],
)
def test_a_title_names_the_region_where_no_more_is_known(read, country, unit, location, where):
    iso, name = country
    row = read(iso=iso, country=name, admin1=unit, location=location, geo_precision="3")

    assert row["title"].endswith(f" {where}")
    assert row["place"] == location


@pytest.mark.parametrize(
    ("code", "precision"), [("1", "day"), ("2", "week"), ("3", "month"), (None, None)]
)
def test_time_precision(read, code, precision):
    assert read(time_precision=code)["date_precision"] == precision


@pytest.mark.parametrize(
    ("sub_event", "event_type"),
    [
        ("Armed clash", "ground_combat"),
        ("Government regains territory", "territorial_claim"),
        ("Non-state actor overtakes territory", "territorial_claim"),
        ("Non-violent transfer of territory", "territorial_claim"),
        ("Air/drone strike", "air_strike"),
        ("Suicide bomb", "explosion"),
        ("Remote explosive/landmine/IED", "explosion"),
        ("Grenade", "explosion"),
        ("Attack", "violence_against_civilians"),
        ("Sexual violence", "violence_against_civilians"),
        ("Abduction/forced disappearance", "violence_against_civilians"),
        ("Peaceful protest", "protest"),
        ("Protest with intervention", "protest"),
        ("Excessive force against protesters", "protest"),
        ("Violent demonstration", "protest"),
        ("Mob violence", "other"),
        ("Agreement", "other"),
        ("Disrupted weapons use", "other"),
        ("Looting/property destruction", "other"),
        ("Something new", "explosion"),
    ],
)
def test_types_follow_the_sub_event_and_then_the_event(read, sub_event, event_type):
    assert read(sub_event_type=sub_event)["event_type"] == event_type


@pytest.mark.parametrize(
    ("notes", "event_type", "title"),
    [
        ("Air defence shot down two drones.", "air_defence", "Interception in Kherson"),
        ("Forces intercepted a missile.", "air_defence", "Interception in Kherson"),
        ("Police defused a mine.", "other", "Weapons seized or made harmless in Kherson"),
    ],
)
def test_disrupted_weapons_are_air_defence_where_something_was_shot_down(
    read, notes, event_type, title
):
    row = read(sub_event_type="Disrupted weapons use", notes=notes)

    assert (row["event_type"], row["title"]) == (event_type, title)


def test_no_fatalities_reported_is_unknown_because_acled_codes_unknown_as_0_too(read):
    assert read(fatalities="0")["killed_best"] is None
    assert read(fatalities="0.0")["killed_best"] is None
    assert read(fatalities="10")["killed_best"] == "10"


def test_a_figure_is_a_low_end_and_injuries_are_unknown(read):
    row = read()

    assert [row[f"killed_{end}"] for end in ("low", "best", "high")] == ["2", "2", None]
    assert [row[f"injured_{end}"] for end in ("low", "best", "high")] == [None, None, None]


@pytest.mark.parametrize(
    ("sources", "status", "speakers"),
    [
        ("Suspilne Media", "reported", {}),
        ("Suspilne Media; Ukrinform; Facebook", "reported", {}),
        ("Telegram; Undisclosed Source", "reported", {}),
        (
            "Ministry of Defence of Ukraine",
            "claimed",
            {"Ministry of Defence of Ukraine": "ukraine"},
        ),
        ("Russian Ministry of Defense", "claimed", {"Russian Ministry of Defense": "russia"}),
        (
            "DPR Armed Forces Press Service; LPR People's Militia; VK",
            "claimed",
            {"DPR Armed Forces Press Service": "russia", "LPR People's Militia": "russia"},
        ),
        (
            "Ministry of Defence of Ukraine; Suspilne Media",
            "reported",
            {"Ministry of Defence of Ukraine": "ukraine"},
        ),
        (
            "Ministry of Defence of Ukraine; Ministry of Defence of Russia",
            "reported",
            {
                "Ministry of Defence of Ukraine": "ukraine",
                "Ministry of Defence of Russia": "russia",
            },
        ),
        (None, "reported", {}),
    ],
)
def test_bodies_speak_for_themselves_and_names_of_papers_are_counted_not_graded(
    make_source, sources, status, speakers
):
    draft = FORMAT.shape(make_source(ROW | {"source": sources}), {})

    *spoken, own = draft.claims.to_dict("records")
    assert draft.events["status"].tolist() == [status]
    assert {claim["claimant"]: claim["side"] for claim in spoken} == speakers
    assert all(pd.isna(claim["killed_best"]) for claim in spoken)
    assert (own["claimant"], own["side"], own["killed_low"]) == ("ACLED", "international", "2")
    assert own["source"] == (sources or "ACLED")


def test_parties_are_all_four_actors_and_none_of_them_did_it(read):
    row = read(assoc_actor_1="Wagner Group; Unidentified Unit", assoc_actor_2="Health Workers")

    assert row["parties"] == (
        "Military Forces of Russia (2000-); Wagner Group; Unidentified Unit; "
        "Civilians (Ukraine); Health Workers"
    )
    assert row["actor"] is None


def test_kyiv_is_the_oblast_beside_kyiv_city(read):
    assert read(admin1="Kyiv")["admin1"] == "Kyiv Oblast"
    assert read(admin1="Kyiv City")["admin1"] == "Kyiv City"


@pytest.mark.parametrize(
    ("sub_event", "notes", "event_type"),
    [
        ("Air/drone strike", "A Shahed drone hit a house.", "drone"),
        ("Air/drone strike", "Two glide bombs hit a school.", "glide_bomb"),
        ("Air/drone strike", "Warplanes hit a depot.", "air_strike"),
        ("Air/drone strike", "Drones and missiles hit a depot.", "air_strike"),
        ("Shelling/artillery/missile attack", "An Iskander missile hit a school.", "missile"),
        ("Shelling/artillery/missile attack", "Shelled with artillery.", "shelling"),
        ("Armed clash", "Ukrainian forces shot down a Russian Su-34.", "air_defence"),
        ("Armed clash", "A helicopter was downed near the village.", "air_defence"),
        (
            "Air/drone strike",
            "Ukrainian forces shot down a Russian Ka-52 helicopter.",
            "air_defence",
        ),
        ("Air/drone strike", "A Su-25 jet was downed after an airstrike on a depot.", "air_strike"),
        ("Air/drone strike", "Air defence shot down two drones.", "air_defence"),
        ("Air/drone strike", "No drones were seen; warplanes hit a depot.", "air_strike"),
        ("Armed clash", "Fighting and shelling; a helicopter was shot down.", "ground_combat"),
        ("Armed clash", "Troops clashed near the airport.", "ground_combat"),
    ],
)
def test_the_notes_tell_the_weapon_where_they_name_one(read, sub_event, notes, event_type):
    assert read(sub_event_type=sub_event, notes=notes)["event_type"] == event_type


def test_a_table_is_acled_s_by_its_content_however_few_its_columns(make_source):
    rows = [
        {"Date": "2024-05-13", "Event Type": kind, "Fatalities": dead, "Lat": "50", "Lon": "30"}
        for kind, dead in (("Battles", "0"), ("Explosions/Remote violence", "3"), ("Riots", "0"))
    ]
    source = make_source(*rows)

    assert FORMAT.recognise(source) is not None
    draft = FORMAT.shape(source, {})
    assert not draft.redistributable
    assert draft.claims["killed_low"].fillna("unknown").tolist() == ["unknown", "3", "unknown"]
    assert draft.events["lat"].tolist() == ["50"] * 3
    # By the codebook riots are violent demonstrations and mob violence: which, nothing here says.
    assert draft.events["event_type"].tolist() == ["ground_combat", "explosion", "other"]
    others = make_source(rows[0], rows[1] | {"Event Type": "Shelling"})
    assert FORMAT.recognise(others) is None


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("sub_event_type", ("Air/drone strike", "Armed clash")),
        ("Category", ("Violence against civilians", "Protests")),
        ("typ", ("Explosions/Remote violence", "Strategic developments")),
    ],
)
def test_the_cells_tell_acled_s_types_however_their_column_is_called(make_source, column, values):
    rows = [
        {"date": "2024-05-13", "place": "A", column: value, "FATALITIES": "0"} for value in values
    ]
    source = make_source(*rows)

    assert FORMAT.recognise(source) is not None
    assert FORMAT.shape(source, {}).claims["killed_best"].isna().all()


def test_events_and_sub_events_are_acled_s_under_any_headings(make_source):
    """As of a copy whose maker renamed every column, the figures among them."""
    rows = [
        {"date": "2024-03-01", "kind": kind, "detail": finer, "city": "A", "deaths": dead}
        for kind, finer, dead in (
            ("Explosions/Remote violence", "Air/drone strike", "3"),
            ("Explosions/Remote violence", "Shelling/artillery/missile attack", "0"),
            ("Protests", "Peaceful protest", "0"),
        )
    ]
    source = make_source(*rows)

    assert FORMAT.recognise(source) is not None
    draft = FORMAT.shape(source, {})
    assert not draft.redistributable
    # By the codebook a figure is the lowest reported, and its 0 also stands for "not mentioned".
    assert draft.claims["killed_low"].fillna("unknown").tolist() == ["3", "unknown", "unknown"]
    assert draft.claims["killed_high"].isna().all()
    assert draft.events["event_type"].tolist() == ["air_strike", "shelling", "protest"]
    others = ({**row, "kind": "Battles", "detail": "Attack"} for row in rows)
    assert FORMAT.recognise(make_source(*others)) is None


@pytest.mark.parametrize(
    ("kinds", "numbers", "known"),
    [
        (("Explosions/Remote violence", "Battles"), "deaths", True),
        (("Strategic developments", "Protests"), "killed", True),
        (("Battles", "Violence against civilians"), "deaths", False),  # anybody's words
        (("Explosions/Remote violence", "Battles"), "visitors", False),
    ],
)
def test_types_that_are_acled_s_alone_tell_it_beside_any_numbers_of_killed(
    make_source, kinds, numbers, known
):
    """As of an extract of five columns, whose zeros would say that nobody died."""
    rows = [
        {"date": "2023-04-11", "type": kind, "lat": "23.35", "lon": "95.58", numbers: dead}
        for kind, dead in zip(kinds, ("168", "0"), strict=True)
    ]
    source = make_source(*rows)

    assert (FORMAT.recognise(source) is not None) == known
    if known:
        draft = FORMAT.shape(source, {})
        assert not draft.redistributable
        assert draft.claims["killed_low"].fillna("unknown").tolist() == ["168", "unknown"]
        assert draft.claims["killed_high"].isna().all()


def test_protests_with_deaths_are_not_acled_s_alone(make_source):
    rows = [{"date": "2024-05-13", "place": "A", "type": "Protests", "fatalities": "0"}]

    assert FORMAT.recognise(make_source(*rows)) is None


def test_names_that_a_shapefile_cut_are_still_acled_s(make_source):
    source = make_source({name[:10]: value for name, value in ROW.items()})

    assert FORMAT.recognise(source) is not None
    event = FORMAT.shape(source, {}).events.iloc[0]
    assert (event["source_id"], event["geo_precision"]) == ("UKR12345", "settlement")


@pytest.mark.parametrize("heading", ["geo_prec", "GeoPrec", "Location precision"])
def test_precision_is_read_under_other_names(make_source, heading):
    row = {name: value for name, value in ROW.items() if "precision" not in name}
    source = make_source(row | {heading: "3", "time_prec": "2"})
    draft = FORMAT.shape(source, {})
    event = draft.events.iloc[0]
    assert (event["geo_precision"], event["date_precision"]) == ("region", "week")
    assert (draft.columns["geo_precision"], draft.columns["date_precision"]) == (
        heading,
        "time_prec",
    )


def test_a_precision_in_other_words_than_acled_s_is_not_read_as_its_codes(make_source):
    row = {name: value for name, value in ROW.items() if "precision" not in name}
    draft = FORMAT.shape(make_source(row | {"geo_prec": "0.5"}), {})
    assert "geo_precision" not in draft.columns


def test_every_field_is_text_and_names_its_column(make_source, check_draft):
    for row in (ROW, OLD_ROW):
        source = make_source(row, dict.fromkeys(row))
        check_draft(FORMAT.shape(source, {}), source)


def test_a_column_chosen_by_hand_goes_first(make_source, shape):
    assert shape(FORMAT, ROW | {"dead": "7"}, {"killed_best": "dead"})["killed_best"] == "7"
    without = {name: value for name, value in ROW.items() if name != "event_date"}
    with pytest.raises(FileError):
        FORMAT.shape(make_source(without), {})


WEEKLY = {
    "WEEK": "2024-05-11",
    "REGION": "Europe",
    "COUNTRY": "Ukraine",
    "ADMIN1": "Kharkiv",
    "EVENT_TYPE": "Explosions/Remote violence",
    "SUB_EVENT_TYPE": "Shelling/artillery/missile attack",
    "EVENTS": "310",
    "FATALITIES": "12",
    "ID": "1204",
    "CENTROID_LATITUDE": "49.6303",
    "CENTROID_LONGITUDE": "36.3631",
}


def test_the_weekly_aggregate_is_a_week_a_row_in_a_region(shape):
    row = shape(FORMAT, WEEKLY)
    assert (row["date_start"], row["date_end"]) == ("2024-05-11", "2024-05-17")
    assert (row["date_precision"], row["geo_precision"]) == ("week", "region")
    assert (row["lat"], row["lon"], row["admin1"]) == ("49.6303", "36.3631", "Kharkiv")
    assert (row["quantity"], row["quantity_unit"]) == ("310", "events")
    assert (row["killed_low"], row["killed_best"], row["killed_high"]) == ("12", "12", None)
    assert row["title"] == "310 events: shelling or missile attack in Kharkiv Oblast"
    assert row["source_id"] is None  # the id is the unit's


@pytest.mark.parametrize("written", ["2024-05-04", "4-May-2024", "04 May 2024", "04/05/2024"])
def test_a_week_begins_on_the_day_that_is_written(shape, written):
    row = shape(FORMAT, WEEKLY | {"WEEK": written})
    assert (row["date_start"], row["date_end"]) == ("2024-05-04", "2024-05-10")


def test_the_weekly_aggregate_is_acled_s(make_source):
    source = make_source(WEEKLY)
    assert "a week's events in each row" in FORMAT.recognise(source)
    draft = FORMAT.shape(source, {})
    assert draft.redistributable is False
    # Its maker counts 310 events in this row: the credit, which stands everywhere, says so.
    assert "Each record here is all events of one type" in draft.attribution


def test_where_each_row_is_an_event_the_credit_names_acled_alone(make_source):
    row = {"event_type": "Battles", "event_date": "2024-05-13", "fatalities": "4", "location": "A"}
    draft = FORMAT.shape(make_source(row), {})
    assert draft.attribution == "ACLED (Armed Conflict Location & Event Data), acleddata.com"


def test_a_table_without_fatalities_is_acled_s_by_two_other_columns(make_source):
    row = {
        "Event type": "Battles",
        "actor1": "A",
        "time precision": "1",
        "event date": "2024-05-13",
    }
    assert FORMAT.recognise(make_source(row))
    assert FORMAT.recognise(make_source({"Event type": "Battles", "date": "2024-05-13"})) is None


def test_figures_under_another_name_are_acled_s_too(shape):
    row = {"event_type": "Battles", "event_id_cnty": "UKR1", "actor1": "A", "Deaths": "4"}
    read = shape(FORMAT, row | {"event_date": "2024-05-13"})
    assert (read["killed_low"], read["killed_best"], read["killed_high"]) == ("4", "4", None)


def test_a_table_of_its_columns_and_none_of_its_types_is_not(make_source):
    assert (
        FORMAT.recognise(make_source(ROW | {"event_type": "Ambush", "sub_event_type": None}))
        is None
    )


def test_a_type_of_another_publisher_is_read_by_its_name_and_is_no_claim_of_acled(read):
    told = {"sub_event_type": None, "notes": None}

    named, strange = (read(**told, event_type=each) for each in ("Kidnapping", "Ambush"))

    assert named["event_type"] == "violence_against_civilians"
    assert strange["event_type"] == "Ambush"  # which is no type, and doubted as such
    assert strange["title"].startswith("Ambush")
    assert pd.isna(strange["claimant"])
