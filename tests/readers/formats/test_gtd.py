"""Expectations are read off the GTD's codebook, by hand."""

import pytest

from eventmap.readers.formats.gtd import FORMAT

ROW = {
    "eventid": "201402180001",
    "iyear": "2014",
    "imonth": "2",
    "iday": "18",
    "approxdate": None,
    "extended": "0",
    "resolution": None,
    "country_txt": "Ukraine",
    "region_txt": "Eastern Europe",
    "provstate": "Donetsk",
    "city": "Kramatorsk",
    "latitude": "48.7389",
    "longitude": "37.5848",
    "specificity": "1",
    "vicinity": "0",
    "summary": "02/18/2014: Assailants fired mortars.",
    "attacktype1": "3",
    "attacktype1_txt": "Bombing/Explosion",
    "targtype1_txt": "Private Citizens & Property",
    "weaptype1_txt": "Explosives",
    "weapsubtype1_txt": "Unknown Explosive Type",
    "gname": "Donetsk People's Republic",
    "nkill": "3",
    "nwound": "12",
    "scite1": "One, February 18, 2014.",
    "scite2": "Two, February 19, 2014, https://two.org/a",
    "scite3": None,
    "dbsource": "START Primary Collection",
    "doubtterr": "1",
}


@pytest.fixture
def read(shape):
    return lambda **changes: shape(FORMAT, ROW | changes)


def test_the_columns_are_recognised(make_source):
    assert FORMAT.recognise(make_source(ROW))
    assert FORMAT.recognise(make_source({"eventid": "1", "iyear": "1970"})) is None


def test_a_row_is_shaped(read):
    row = read()

    assert {name: value for name, value in row.items() if value is not None} == {
        "source_id": "201402180001",
        "title": "Explosion in Kramatorsk",
        "summary": "02/18/2014: Assailants fired mortars.",
        "event_type": "explosion",
        "target": "civilians",
        "parties": "Donetsk People's Republic",
        "actor": "Donetsk People's Republic",
        "date_start": "2014-02-18",
        "place": "Kramatorsk",
        "admin1": "Donetsk",
        "country": "Ukraine",
        "lat": "48.7389",
        "lon": "37.5848",
        "geo_precision": "settlement",
        "status": "reported",
        "claimant": "GTD",
        "side": "international",
        "source": "One, February 18, 2014.; Two, February 19, 2014, https://two.org/a",
        "url": "https://two.org/a",
        "killed_best": "3",
        "injured_best": "12",
    }


def test_a_group_that_is_only_suspected_is_a_party_and_no_actor(read):
    row = read(guncertain1="1", gname2="Another Group")

    assert row["actor"] is None
    assert row["parties"] == "Donetsk People's Republic; Another Group"


@pytest.mark.parametrize(("success", "event_type"), [("1", "explosion"), ("0", "other")])
def test_a_bombing_without_success_did_not_explode(read, success, event_type):
    assert read(success=success)["event_type"] == event_type


def test_papers_that_are_cited_are_counted_and_not_graded(read):
    row = read(scite1="A; B", scite2="C", scite3="D")

    assert (row["status"], row["source"]) == ("reported", "A, B; C; D")


def test_rows_may_not_be_handed_on(make_source):
    draft = FORMAT.shape(make_source(ROW), {})

    assert (draft.redistributable, draft.order) == (False, "MDY")


@pytest.mark.parametrize(
    ("year", "month", "day", "start"),
    [
        ("1970", "7", "0", "1970-07-00"),
        ("1970", "0", "0", "1970-00-00"),
        ("1970.0", "12.0", "3.0", "1970-12-03"),
        (None, "1", "1", None),
    ],
)
def test_unknown_months_and_days_stay_unknown(read, year, month, day, start):
    row = read(iyear=year, imonth=month, iday=day)

    assert (row["date_start"], row["date_end"], row["date_precision"]) == (start, None, None)


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("February 17-20, 2014", "2014-02-17", "2014-02-20", "days"),
        ("February 12 - 18, 2014", "2014-02-12", "2014-02-18", "week"),
        ("January 28 - February 20, 2014", "2014-01-28", "2014-02-20", "month"),
        ("Feb 27 - March 1, 2014", "2014-02-27", "2014-03-01", "days"),
        ("Late February 2014", "2014-02-18", None, "month"),
        ("February 30-31, 2014", "2014-02-18", None, "month"),
    ],
)
def test_a_day_in_the_middle_of_a_range_is_not_taken_for_the_day(read, text, start, end, precision):
    row = read(approxdate=text)

    assert (row["date_start"], row["date_end"]) == (start, end)
    assert row["date_precision"] == precision


def test_an_incident_of_several_days_ends_when_it_was_resolved(read):
    assert read(extended="1", resolution="2/23/2014")["date_end"] == "2/23/2014"
    assert read(extended="0", resolution="2/23/2014")["date_end"] is None


@pytest.mark.parametrize(
    ("specificity", "vicinity", "precision"),
    [
        ("1", "0", "settlement"),
        ("1", "1", "district"),
        ("1", "-9", "settlement"),
        ("2", "0", "district"),
        ("3", "0", "district"),
        ("4", "0", "region"),
        ("5.0", "0", "country"),
        (None, "0", None),
    ],
)
def test_specificity(read, specificity, vicinity, precision):
    assert read(specificity=specificity, vicinity=vicinity)["geo_precision"] == precision


def test_unknown_is_no_name(read):
    row = read(city="Unknown", provstate="Unknown", gname="Unknown", targtype1_txt="Unknown")

    assert [row[name] for name in ("place", "admin1", "actor", "target")] == [None] * 4
    assert row["title"] == "Explosion in Ukraine"


@pytest.mark.parametrize(
    ("attack", "target", "weapon", "event_type"),
    [
        ("Bombing/Explosion", "Business", "Projectile (rockets, mortars, RPGs, etc.)", "shelling"),
        ("Armed Assault", "Military", None, "other"),
        ("Armed Assault", "Police", None, "other"),
        ("Armed Assault", "Terrorists/Non-State Militia", None, "other"),
        ("Armed Assault", "Business", None, "violence_against_civilians"),
        ("Assassination", "Police", None, "other"),
        ("Armed Assault", "Unknown", None, "other"),
        ("Armed Assault", "Private Citizens & Property", None, "violence_against_civilians"),
        ("Hostage Taking (Kidnapping)", "Business", None, "violence_against_civilians"),
        ("Facility/Infrastructure Attack", "Utilities", None, "infrastructure"),
        ("Unknown", "Business", None, "other"),
    ],
)
def test_types(read, attack, target, weapon, event_type):
    row = read(attacktype1_txt=attack, targtype1_txt=target, weapsubtype1_txt=weapon)

    assert row["event_type"] == event_type


def test_the_number_of_an_attack_type_stands_in_for_its_text(read):
    assert read(attacktype1_txt=None, attacktype1="7")["event_type"] == "infrastructure"


@pytest.mark.parametrize(
    ("cell", "figures"),
    [
        ("3.0", (None, "3.0", None)),
        ("0", (None, "0", None)),
        (None, (None, None, None)),
        ("-99", (None, None, None)),
        ("-9.0", (None, None, None)),
        ("8.33", ("8", None, "9")),
        ("many", (None, "many", None)),
    ],
)
def test_figures(read, cell, figures):
    row = read(nkill=cell, nwound=cell)

    for noun in ("killed", "injured"):
        assert tuple(row[f"{noun}_{end}"] for end in ("low", "best", "high")) == figures


def test_one_citation_is_one_report(read):
    assert read(scite2=None)["status"] == "reported"
    row = read(scite1=None, scite2=None)
    assert (row["status"], row["source"]) == ("reported", None)


def test_every_field_is_text_and_names_its_column(make_source, check_draft):
    source = make_source(ROW, dict.fromkeys(ROW))
    check_draft(FORMAT.shape(source, {}), source)


COPY = {
    "eventid": "200811030024",
    "year": "2008",
    "month": "11",
    "day": "3",
    "country_txt": "Pakistan",
    "provstate": "Province A",
    "city": "N/A",
    "specificity": "4",
    "gname": "Group X",
    "nkill": "5",
    "nwound": "0",
    "nperps": "-99",
}


def test_a_copy_with_other_names_of_the_date_is_the_gtd_s(make_source, shape):
    assert FORMAT.recognise(make_source(COPY))
    row = shape(FORMAT, COPY)
    assert (row["date_start"], row["country"], row["place"]) == ("2008-11-03", "Pakistan", None)
    assert (row["killed_best"], row["injured_best"], row["title"]) == (
        "5",
        "0",
        "Attack in Pakistan",
    )


def test_an_id_tells_the_day_where_nothing_else_does(shape):
    row = shape(FORMAT, {name: COPY[name] for name in COPY.keys() - {"year", "month", "day"}})
    assert row["date_start"] == "2008-11-03"


def test_ids_of_others_are_not_the_gtd_s(make_source):
    assert FORMAT.recognise(make_source(COPY | {"eventid": "17"})) is None


def test_a_copy_without_the_ids_is_the_gtd_s(make_source, shape):
    bare = {name: value for name, value in ROW.items() if name not in ("eventid", "attacktype1")}
    assert FORMAT.recognise(make_source(bare))
    assert FORMAT.recognise(make_source(bare | {"eventid": "5fe71e1a-6079"}))
    assert shape(FORMAT, bare)["date_start"] == "2014-02-18"
    assert FORMAT.recognise(make_source(bare | {"attacktype1_txt": "Raid"})) is None
    undated = {name: value for name, value in bare.items() if name not in ("iyear", "iday")}
    assert FORMAT.recognise(make_source(undated)) is None
    dated = shape(FORMAT, undated | {"date": "2014-02-18"})
    assert dated["date_start"] == "2014-02-18"


@pytest.mark.parametrize(
    ("month", "day", "read"), [("2", None, "2014-02-00"), ("0", "0", "2014-00-00")]
)
def test_parts_of_the_date_that_are_missing_are_unknown(shape, month, day, read):
    bare = {name: value for name, value in ROW.items() if name not in ("eventid", "iday")}
    changes = {"imonth": month} | ({} if day is None else {"iday": day})
    assert shape(FORMAT, bare | changes)["date_start"] == read


def test_copies_write_yes_and_no_otherwise(shape):
    row = shape(FORMAT, ROW | {"success": "False", "vicinity": "True", "guncertain1": "yes"})
    assert (row["event_type"], row["geo_precision"], row["actor"]) == ("other", "district", None)


def test_names_that_a_shapefile_cut_are_still_the_gtd_s(make_source, shape):
    # As GDAL writes them, in the order of the release.
    cut = {
        {"attacktype1_txt": "attackty_1", "targtype1_txt": "targtype1_"}.get(name, name[:10]): value
        for name, value in ROW.items()
    }
    cut["weapsubt_1"] = cut.pop("weapsubtyp")
    assert FORMAT.recognise(make_source(cut))
    assert shape(FORMAT, cut)["event_type"] == shape(FORMAT, ROW)["event_type"]


def test_its_parts_of_a_date_tell_it_beside_its_types_of_attack(make_source):
    few = {"iyear", "imonth", "iday", "nkill", "attacktype1_txt"}
    row = {name: value for name, value in ROW.items() if name in few}
    assert FORMAT.recognise(make_source(row))
    assert FORMAT.recognise(make_source(row | {"attacktype1_txt": "Raid"})) is None
    renamed = {name.removeprefix("i"): value for name, value in row.items()}
    assert FORMAT.recognise(make_source(renamed)) is None
