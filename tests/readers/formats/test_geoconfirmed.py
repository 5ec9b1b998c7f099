import pytest
from support.format_sources import assert_well_formed, claims_of, make_source, one_event

from eventmap.errors import FileError
from eventmap.readers.formats.geoconfirmed import FORMAT

ROW = {
    "Date": "2026-09-17",
    "Name": "17 SEP 2026",
    "Faction": "Russia",
    "Origin": "UAV",
    "Latitude": "49.3717",
    "Longitude": "35.4497",
    "PlusCode": "9CC5+22 Krasnohrad, Kharkiv Oblast, Ukraine",
    "Description": "Damaged station after a reported drone attack.",
    "Source": "https://x.com/one/status/1, https://t.me/two/2",
    "Geolocation": "https://x.com/GeoConfirmed/status/3",
    "Units": None,
    "OrbatUnits": None,
    "Id": "abc",
}
PLACEMARK = {
    "Name": "23 SEP 2022",
    "description": "Missile strike<br>Source: https://t.me/two/2.<br>"
    'Geo: <a href="https://twitter.com/GeoConfirmed/status/3">GC</a>',
    "Folder": "Ukraine",
    "geometry_lon": "35.4",
    "geometry_lat": "49.3",
}


def make_kml(*names):
    rows = [PLACEMARK | {"Name": name} for name in names]
    return make_source(rows, name="ukraine.kmz", kind="kml", first_line=1)


def test_a_row_of_the_csv_is_read():
    source = make_source([ROW])

    draft = FORMAT.shape(source, {})

    assert FORMAT.recognise(source) is not None
    assert_well_formed(draft, source.cells.index)
    assert one_event(draft) == {
        "source_id": "abc",
        "summary": "Damaged station after a reported drone attack.",
        "event_type": "drone",
        "parties": "Russia",
        "date_start": "2026-09-17",
        "place": "Krasnohrad",
        "admin1": "Kharkiv Oblast",
        "country": "Ukraine",
        "lat": "49.3717",
        "lon": "35.4497",
        "geo_precision": "exact",
        "status": "reported",
    }
    assert claims_of(draft, 2) == [
        {
            "claimant": "GeoConfirmed",
            "side": "other",
            "source": "x.com/one",
            "url": "https://x.com/one/status/1",
        },
        {
            "claimant": "GeoConfirmed",
            "side": "other",
            "source": "t.me/two",
            "url": "https://t.me/two/2",
        },
    ]


@pytest.mark.parametrize(
    ("source", "status"),
    [
        (None, "reported"),
        ("https://t.me/two/2", "reported"),
        ("https://t.me/two/2 https://t.me/two/3", "reported"),
        ("https://t.me/two/2\nhttps://twitter.com/GeoConfirmed/status/3", "reported"),
        ("https://t.me/two/2;https://suspilne.media/1", "reported"),
        ("https://mil.ru/2;https://mod.gov.ua/1", "reported"),
    ],
)
def test_links_are_counted_and_corroborate_nothing(source, status):
    assert one_event(FORMAT.shape(make_source([ROW | {"Source": source}]), {}))["status"] == status


def test_a_record_without_links_is_the_maker_s_own_claim():
    draft = FORMAT.shape(make_source([ROW | {"Source": None}, ROW]), {})

    assert claims_of(draft, 2) == [
        {"claimant": "GeoConfirmed", "side": "other", "source": "GeoConfirmed"}
    ]
    assert draft.claims.filter(regex="killed|injured").isna().all(axis=None)


@pytest.mark.parametrize(
    ("text", "place", "admin1", "country"),
    [
        ("9H7JR24G+XX Tarlovka, Tatarstan, Russia", "Tarlovka", "Tatarstan", "Russia"),
        ("GH4P+X43 Kyiv, Ukraine", "Kyiv", None, "Ukraine"),
        ("GH4P+X43 Yalta, Crimea", "Yalta", "Crimea", None),
        ("GH4P+X43 Enerhodar", "Enerhodar", None, None),
        ("8GX5GH4P+X43", None, None, None),
        (None, None, None, None),
    ],
)
def test_the_plus_code_s_text_names_the_place(text, place, admin1, country):
    draft = FORMAT.shape(make_source([ROW, ROW | {"PlusCode": text}]), {})

    event = draft.events.loc[3].dropna()
    assert [event.get(name) for name in ("place", "admin1", "country")] == [place, admin1, country]


@pytest.mark.parametrize("faction", ["Neutral", "Unknown", "Ukraine Civilian", None])
def test_a_faction_that_is_no_party_is_none(faction):
    assert "parties" not in one_event(FORMAT.shape(make_source([ROW | {"Faction": faction}]), {}))


def test_a_placemark_is_read():
    source = make_kml("23 SEP 2022")

    draft = FORMAT.shape(source, {})

    assert FORMAT.recognise(source) == "The names of 1 of its 1 placemarks start with a date."
    assert_well_formed(draft, source.cells.index)
    assert one_event(draft) == {
        "summary": "Missile strike\nSource: https://t.me/two/2.\nGeo: GC",
        "event_type": "missile",
        "date_start": "2022-09-23",
        "lat": "49.3",
        "lon": "35.4",
        "geo_precision": "exact",
        "status": "reported",
    }
    assert claims_of(draft, 1) == [
        {
            "claimant": "GeoConfirmed",
            "side": "other",
            "source": "t.me/two",
            "url": "https://t.me/two/2",
        }
    ]


@pytest.mark.parametrize(
    ("name", "start", "end"),
    [
        ("[UKR] 24 FEB 2022 - T-72", "2022-02-24", None),
        ("3 September 2022", "2022-09-03", None),
        ("24-26 FEB 2022", "2022-02-24", "2022-02-26"),
        ("28 FEB 2022 - 2 MAR 2022", "2022-02-28", "2022-03-02"),
        ("2022-09-23 Izium", "2022-09-23", None),
        ("SEP 2022", "2022-09", None),
        ("31 FEB 2022", "2022-02-31", None),
        ("Destroyed on 23 SEP 2022", None, None),
        ("Azovstal", None, None),
        (None, None, None),
    ],
)
def test_the_date_stands_at_the_start_of_a_name(name, start, end):
    draft = FORMAT.shape(make_kml("23 SEP 2022", name), {})

    event = draft.events.loc[2].dropna()
    assert (event.get("date_start"), event.get("date_end")) == (start, end)


def test_a_column_chosen_by_hand_goes_before_the_format_s_own():
    draft = FORMAT.shape(make_source([ROW]), {"actor": "Origin", "status": "Name"})

    event = one_event(draft)
    assert (event["actor"], event["status"]) == ("UAV", "reported")


def test_placemarks_without_dates_are_not_recognised():
    assert FORMAT.recognise(make_kml("Azovstal", "Mariupol", "23 SEP 2022")) is None


@pytest.mark.parametrize(
    ("name", "description", "own"),
    [
        ("2022-09-23 Izium", "A strike.", False),
        ("23 September 2022", "A strike. https://t.me/two/2", False),
        ("23 SEP 2022", "A strike.", False),
        ("23 SEP 2022", "A strike. https://t.me/two/2", True),
        ("2022-09-23 Izium", "Geo: https://twitter.com/GeoConfirmed/status/3", True),
    ],
)
def test_a_map_by_anybody_whose_names_begin_with_days_is_not_its(name, description, own):
    row = PLACEMARK | {"Name": name, "description": description}
    source = make_source([row], name="map.kml", kind="kml", first_line=1)
    assert (FORMAT.recognise(source) is not None) is own


def test_other_tables_are_refused():
    source = make_source([{"Date": "2026-09-17", "Latitude": "1", "Longitude": "2"}])

    assert FORMAT.recognise(source) is None
    with pytest.raises(FileError, match="pluscode"):
        FORMAT.shape(source, {})
