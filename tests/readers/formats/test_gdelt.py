"""Expectations are read off GDELT's codebooks and the CAMEO manual, and recounted."""

import pytest

from eventmap.readers.formats.gdelt import FORMAT, LAYOUTS

REAL = "gdelt_events_2018_noheader.csv.gz"

ROW = {
    "GLOBALEVENTID": "760359406",
    "SQLDATE": "20180530",
    "Actor1Name": "THE US",
    "Actor2Name": "NORTH KOREA",
    "EventCode": "0211",
    "EventRootCode": "02",
    "QuadClass": "1",
    "NumSources": "1",
    "ActionGeo_Type": "4",
    "ActionGeo_FullName": "Kharkiv, Kharkivs'ka Oblast', Ukraine",
    "ActionGeo_CountryCode": "UP",
    "ActionGeo_Lat": "50",
    "ActionGeo_Long": "36.25",
    "DATEADDED": "20180601",
    "SOURCEURL": "http://www.example.org/news/1",
}


@pytest.fixture
def read(shape):
    return lambda **changes: shape(FORMAT, ROW | changes)


@pytest.fixture
def by_position():
    """Return a function that writes a row as a file without a header has it."""

    def write(width, **changes):
        names = LAYOUTS[width][1]
        row = dict.fromkeys(names, "NULL") | {n: v for n, v in ROW.items() if n in names} | changes
        return {str(number): row[name] for number, name in enumerate(names, start=1)}

    return write


def test_the_layouts_are_those_that_are_published(read_real):
    published = tuple(read_real("gdelt_column_names.csv.gz").columns)

    assert LAYOUTS[58][1] == published
    assert LAYOUTS[57][1] == published[:57]
    # 2.0 has a second-order division after each first-order one: codebook, page 6.
    assert [n for n in LAYOUTS[61][1] if n not in published] == [
        "Actor1Geo_ADM2Code",
        "Actor2Geo_ADM2Code",
        "ActionGeo_ADM2Code",
    ]
    assert [LAYOUTS[61][1].index(n) for n in ("ActionGeo_Lat", "SOURCEURL")] == [56, 60]


@pytest.mark.parametrize(("width", "version"), [(57, "1.0"), (58, "1.0"), (61, "2.0")])
def test_files_without_a_header_are_recognised_by_their_width(
    make_source, by_position, width, version
):
    why = FORMAT.recognise(make_source(by_position(width), header=False))

    assert (
        why == f"It has the {width} columns of GDELT {version} without names, and a day in the 2nd."
    )


def test_any_other_table_of_that_width_is_not(make_source, by_position):
    assert FORMAT.recognise(make_source(by_position(58, SQLDATE="May"), header=False)) is None
    assert FORMAT.recognise(make_source({"1": "a", "2": "20180101"}, header=False)) is None


def test_files_with_a_header_are_recognised_by_their_names(make_source):
    assert FORMAT.recognise(make_source(ROW))


def test_a_row_is_shaped(read):
    row = read()

    assert {name: value for name, value in row.items() if value is not None} == {
        "source_id": "760359406",
        "title": "Appeal by US towards North Korea, Kharkiv",
        "event_type": "other",
        "parties": "US; North Korea",
        "date_start": "20180530",
        "place": "Kharkiv",
        "admin1": "Kharkivs'ka Oblast'",
        "country": "UA",
        "lat": "50",
        "lon": "36.25",
        "geo_precision": "settlement",
        "status": "reported",
        "claimant": "GDELT, coded by a machine",
        "side": "other",
        "source": "example.org",
        "url": "http://www.example.org/news/1",
        "published_on": "2018-06-01",
        "quantity": "1",
        "quantity_unit": "sources",
        "statement": "Coded by a machine from the words of a news report; checked by nobody.",
    }


def test_a_row_of_version_2_is_shaped_by_position(shape, by_position):
    row = shape(FORMAT, by_position(61, DATEADDED="20250219231500"), header=False)

    assert (row["lat"], row["lon"], row["place"]) == ("50", "36.25", "Kharkiv")
    assert (row["published_on"], row["source"]) == ("2025-02-19", "example.org")


def test_the_oldest_rows_have_no_address(shape, by_position):
    row = shape(FORMAT, by_position(57), header=False)

    assert (row["url"], row["source"]) == (None, "GDELT")


def test_null_is_blank(shape, by_position):
    row = shape(FORMAT, by_position(58, Actor1Name="NULL", ActionGeo_Lat="NULL"), header=False)

    assert (row["parties"], row["lat"]) == ("North Korea", None)
    assert row["title"] == "Appeal towards North Korea, Kharkiv"


def test_columns_are_named_as_the_file_has_them(make_source, by_position):
    draft = FORMAT.shape(make_source(by_position(58), header=False), {})

    assert (draft.columns["date_start"], draft.columns["lat"]) == ("2", "54")
    assert draft.order == "YMD"


def test_the_day_has_another_name_in_version_2(shape):
    row = {name: value for name, value in ROW.items() if name != "SQLDATE"}

    assert shape(FORMAT, row | {"Day": "20250219"})["date_start"] == "20250219"


@pytest.mark.parametrize(
    ("code", "precision"),
    [
        ("1", "country"),
        ("2", "region"),
        ("3", "settlement"),
        ("4", "settlement"),
        ("5", "region"),
        ("0", None),
    ],
)
def test_precision(read, code, precision):
    assert read(ActionGeo_Type=code)["geo_precision"] == precision


@pytest.mark.parametrize(
    ("kind", "name", "place", "admin1"),
    [
        ("1", "Ukraine", None, None),
        ("2", "Iowa, United States", None, "Iowa"),
        ("5", "Liaoning, Liaoning, China", None, "Liaoning"),
        (
            "3",
            "Washington, District of Columbia, United States",
            "Washington",
            "District of Columbia",
        ),
        ("4", "London, London, City of, United Kingdom", "London", "London, City of"),
        ("4", "Kyiv, Ukraine", "Kyiv", None),
    ],
)
def test_names_of_places(read, kind, name, place, admin1):
    row = read(ActionGeo_Type=kind, ActionGeo_FullName=name)

    assert (row["place"], row["admin1"]) == (place, admin1)


@pytest.mark.parametrize(
    ("code", "country"), [("RS", "RU"), ("CH", "CN"), ("OS", None), (None, "Ukraine")]
)
def test_countries_are_fips_codes(read, code, country):
    assert read(ActionGeo_CountryCode=code)["country"] == country


@pytest.mark.parametrize(
    ("root", "code", "event_type"),
    [
        ("14", "145", "protest"),
        ("17", "175", "violence_against_civilians"),
        ("17", "171", "other"),
        ("18", "180", "violence_against_civilians"),
        ("18", "183", "explosion"),
        ("18", "1833", "explosion"),
        ("19", "190", "armed_conflict"),
        ("19", "191", "transport_disruption"),
        ("19", "192", "territorial_claim"),
        ("19", "193", "ground_combat"),
        ("19", "194", "shelling"),
        ("19", "195", "air_strike"),
        ("19", "1951", "air_strike"),
        ("19", "1952", "drone"),
        ("20", "202", "violence_against_civilians"),
        ("1", "14", "other"),
        ("2", "20", "other"),
        (None, None, "other"),
    ],
)
def test_types_follow_cameo(read, root, code, event_type):
    assert read(EventRootCode=root, EventCode=code)["event_type"] == event_type


@pytest.mark.parametrize(
    ("code", "event_type"),
    [
        ("190", "armed_conflict"),
        ("1821", "violence_against_civilians"),
        ("0190", "other"),
        ("145", "protest"),
        ("43", "other"),  # 043, host a visit: it has lost its zero
        ("14", "other"),  # 014, and no protest
        ("211", "other"),  # 0211
        ("204", "violence_against_civilians"),
    ],
)
def test_an_excerpt_without_root_codes_has_types_all_the_same(make_source, shape, code, event_type):
    row = {name: value for name, value in ROW.items() if name != "EventRootCode"}
    assert FORMAT.recognise(make_source(row))
    assert shape(FORMAT, row | {"EventCode": code})["event_type"] == event_type


@pytest.mark.parametrize(
    ("name", "precision"),
    [
        ("Western Sahara", "country"),
        ("Texas, United States", "region"),
        ("Liaoning, Liaoning, China", "region"),
        ("Kharkiv, Kharkivs'ka Oblast', Ukraine", "settlement"),
        (None, None),
    ],
)
def test_an_excerpt_without_types_of_places_tells_them_by_names(
    make_source, shape, name, precision
):
    row = {key: value for key, value in ROW.items() if key != "ActionGeo_Type"}
    assert FORMAT.recognise(make_source(row))
    assert shape(FORMAT, row | {"ActionGeo_FullName": name})["geo_precision"] == precision


@pytest.mark.parametrize(
    ("number", "counted"), [("1", "1"), ("2", "2"), ("0", None), ("-1", None), (None, None)]
)
def test_a_count_of_sources_is_no_grade(read, number, counted):
    row = read(NumSources=number)

    assert (row["status"], row["quantity"]) == ("reported", counted)


def test_a_source_that_is_no_address_is_named(read):
    row = read(SOURCEURL="BBC Monitoring")

    assert (row["source"], row["url"]) == ("BBC Monitoring", None)


def test_the_real_file(open_real, check_draft):
    source = open_real(REAL, header=False)
    draft = FORMAT.shape(source, {})

    assert FORMAT.recognise(source)
    check_draft(draft, source)
    assert draft.events.index[0] == 1
    assert draft.events["source_id"].is_unique
    assert draft.claims.filter(regex="killed|injured").isna().all(axis=None)
    assert draft.claims["url"].notna().all()


def test_the_real_file_recounted(open_real, read_real):
    raw = read_real(REAL, header=None).set_axis(
        list(read_real("gdelt_column_names.csv.gz").columns), axis="columns"
    )
    events = FORMAT.shape(open_real(REAL, header=False), {}).events
    kinds = raw["ActionGeo_Type"].value_counts()
    codes = raw["EventCode"].where(raw["EventRootCode"] == "19").value_counts()

    assert events["geo_precision"].value_counts().to_dict() == {
        "settlement": kinds["3"] + kinds["4"],
        "country": kinds["1"],
        "region": kinds["2"] + kinds["5"],
    }
    assert kinds["1"] == 988
    types = events["event_type"].value_counts()
    assert types["armed_conflict"] == codes.filter(["190", "196"]).sum()
    assert types.get("ground_combat", 0) == codes.get("193", 0)
    assert types["protest"] == (raw["EventRootCode"] == "14").sum()
    assert types.get("shelling", 0) == codes.get("194", 0)
    assert types["air_strike"] == codes.filter(["195", "1951"]).sum()
    assert set(events["status"]) == {"reported"}
    assert (events["country"] == "CN").sum() == (raw["ActionGeo_CountryCode"] == "CH").sum()
    assert events["date_start"].tolist() == raw["SQLDATE"].tolist()
