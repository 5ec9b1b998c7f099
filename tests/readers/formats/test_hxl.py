import pytest
from support.format_sources import assert_well_formed, claims_of, make_source

from eventmap.errors import FileError
from eventmap.readers.choices import Choices
from eventmap.readers.formats.hxl import FORMAT, without_tags
from eventmap.readers.inspection import read_files
from eventmap.schema import DatasetInfo

INFO = DatasetInfo("test", "Test", "", redistributable=True)

TAGS = {
    "Id": "#event+id",
    "From": "#date +start",
    "To": "#date+end",
    "Y": "#GEO+LAT",
    "X": "#geo+lon",
    "Oblast": "#adm1+name",
    "P-code": "#adm1+code",
    "Country": "#country+code+v_iso2",
    "Dead": "#affected+killed",
    "Children": "#affected+children+killed",
    "Hurt": "#affected+injured+ind",
    "What": "#type+event",
    "Kind": "#event+type",
    "Text": "#description",
    "By": "#meta+source",
    "Remark": None,
}
ROW = {
    "Id": "7",
    "From": "2025-10-18",
    "To": "2025-10-24",
    "Y": "46.6",
    "X": "32.6",
    "Oblast": "Kherson",
    "P-code": "UA65",
    "Country": "UA",
    "Dead": "2",
    "Children": "1",
    "Hurt": "22",
    "Kind": "Shelling",
    "Text": "A block was hit.",
    "By": "OCHA",
    "Remark": "none",
}


def test_columns_are_told_by_their_tags():
    source = make_source([TAGS, ROW])

    draft = FORMAT.shape(source, {})

    assert_well_formed(draft, [3])
    assert draft.events.loc[3].dropna().to_dict() == {
        "source_id": "7",
        "summary": "A block was hit.",
        "event_type": "shelling",
        "date_start": "2025-10-18",
        "date_end": "2025-10-24",
        "admin1": "Kherson",
        "country": "UA",
        "lat": "46.6",
        "lon": "32.6",
        "status": "reported",
    }
    assert claims_of(draft, 3) == [
        {
            "claimant": "OCHA",
            "side": "international",
            "source": "OCHA",
            "killed_best": "2",
            "injured_best": "22",
        }
    ]
    assert draft.columns["date_start"] == "From"


def test_a_year_its_month_and_its_day_are_one_date():
    tags = {"J": "#date+year", "M": "#date+month", "R": "#adm1+name", "K": "#affected+killed"}
    rows = [{"J": "2022", "M": month, "R": "Sahel", "K": "3"} for month in ("2", "March", None)]
    draft = FORMAT.shape(make_source([tags, *rows]), {})
    assert draft.events["date_start"].tolist() == ["2022-02", "March 2022", "2022"]
    days = [tags | {"D": "#date+day"}, rows[0] | {"D": "9"}]
    assert FORMAT.shape(make_source(days), {}).events.loc[3, "date_start"] == "2022-02-09"


def test_the_row_of_tags_is_no_event():
    source = without_tags(make_source([TAGS, ROW]))

    assert list(source.cells.index) == [3]
    assert source.notes == ("Row 2 holds HXL hashtags and is no event.",)


def test_rows_above_the_tags_are_headers():
    source = make_source([{"Id": "identifier", "From": "day"}, TAGS, ROW])

    assert list(without_tags(source).cells.index) == [4]
    assert_well_formed(FORMAT.shape(source, {}), [4])


def test_tags_from_before_version_1_are_known():
    tags = {"A": "#date+occurred", "B": "#lat_deg", "C": "#lon_deg", "D": "#people_dead"}
    tags |= {"E": "#people_injured", "F": "#adm1+name"}
    row = {"A": "2024-05-13", "B": "49.99", "C": "36.23", "D": "2", "E": "5", "F": "Kharkivska"}

    draft = FORMAT.shape(make_source([tags, row]), {})

    event = draft.events.loc[3]
    assert event[["date_start", "lat", "lon", "admin1"]].tolist() == [
        "2024-05-13",
        "49.99",
        "36.23",
        "Kharkivska",
    ]
    assert draft.claims.loc[3, ["killed_best", "injured_best"]].tolist() == ["2", "5"]


def test_tags_may_take_the_place_of_names():
    source = make_source([{"#date": "2025-10-24", "#loc+name": "Kherson", "#meta+id": "7"}])

    draft = FORMAT.shape(source, {})

    assert without_tags(source) is source
    assert draft.events.loc[2, ["date_start", "place", "source_id"]].tolist() == [
        "2025-10-24",
        "Kherson",
        "7",
    ]


@pytest.mark.parametrize(
    ("tags", "field", "column"),
    [
        (["#date+year", "#date+occurred", "#loc"], "date_start", "b"),
        (["#date+reported", "#date+start", "#loc"], "date_start", "b"),
        (["#date", "#loc+code", "#loc+name"], "place", "c"),
        (["#date", "#loc", "#affected+killed+total"], "killed_best", "c"),
        (["#date", "#loc", "#affected+killed+f"], "killed_best", None),
        (["#date", "#loc", "#affected+killed+max"], "killed_high", "c"),
        (["#date", "#geo+coord", "#event+type+sub"], "event_type", "c"),
        (["#date", "#geo+coord", "#event+type+sub"], "lat", "b"),
    ],
)
def test_the_tag_that_fits_best_tells_the_field(tags, field, column):
    source = make_source([dict(zip("abc", tags, strict=True)), {"a": "1", "b": "2", "c": "3"}])

    assert FORMAT.shape(source, {}).columns.get(field) == column


def test_a_column_chosen_by_hand_goes_before_the_tagged_one():
    draft = FORMAT.shape(make_source([TAGS, ROW]), {"admin1": "P-code", "title": "Remark"})

    assert draft.events.loc[3, ["title", "admin1"]].tolist() == ["none", "UA65"]


@pytest.mark.parametrize(
    "cells", [{"a": "#1 in the list", "b": "x"}, {"a": "#x", "b": "y", "c": "z"}]
)
def test_a_table_without_a_row_of_tags_is_not_recognised(cells):
    source = make_source([cells])

    assert FORMAT.recognise(source) is None
    assert without_tags(source) is source


def test_tags_without_a_place_are_refused():
    source = make_source([{"a": "#date"}, {"a": "2025-10-24"}])

    assert FORMAT.recognise(source) == "It has a row of HXL hashtags: #date."
    with pytest.raises(FileError, match="a place"):
        FORMAT.shape(source, {})


COUNTED = {
    "a": "#adm1+name",
    "b": "#event+type",
    "c": "#event+num",
    "d": "#affected+killed",
    "e": "#date+start",
    "f": "#date+end",
}


def test_counts_of_events_by_month_are_so_many_and_of_none_no_event(tmp_path):
    path = tmp_path / "counts.csv"
    rows = [
        ["admin1_name", "event_type", "events", "fatalities", "start", "end"],
        [*COUNTED.values()],
        ["Khersonska", "political_violence", "220", "31", "2024-05-01", "2024-05-31"],
        ["Khersonska", "civilian_targeting", "40", "9", "2024-05-01", "2024-05-31"],
        ["Odeska", "demonstration", "0", "0", "2024-05-01", "2024-05-31"],
    ]
    path.write_text("".join(",".join(row) + "\n" for row in rows))
    (part,) = read_files([path], INFO, Choices()).parts
    claims = part.reading.claims
    assert claims["quantity"].tolist() == [220, 40]
    assert claims["quantity_unit"].tolist() == ["events", "events"]
    assert [reject.line for reject in part.reading.rejects] == [5]
    assert any("'civilian_targeting' may count events" in note for note in part.notes)


@pytest.mark.parametrize(
    ("killed", "read"),
    [
        (("2", "1"), (None, "3")),
        (("0", "0"), (None, "0")),
        (("4", None), ("4", "4")),
        ((None, None), (None, None)),
    ],
)
@pytest.mark.parametrize("sorts", [("m", "f"), ("children", "adults"), ("civilians", "military")])
def test_figures_of_two_sorts_of_people_who_are_everybody_add_up(sorts, killed, read):
    tags = {"Day": "#date+occurred", "Oblast": "#adm1+name"}
    tags |= {name: f"#affected+killed+{sort}" for name, sort in zip("ab", sorts, strict=True)}
    row = {"Day": "2025-10-24", "Oblast": "Kherson", **dict(zip("ab", killed, strict=True))}
    draft = FORMAT.shape(make_source([tags, row]), {})
    (claim,) = draft.claims.astype("object").where(draft.claims.notna(), None).to_dict("records")
    assert (claim["killed_low"], claim["killed_best"]) == read
    assert "added up" in draft.notes[-1]


@pytest.mark.parametrize(
    ("row", "read"),
    [
        ({"Civilians": "2"}, ("2", "2")),
        ({"Civilians": "2", "Police": "1"}, ("3", "3")),
        ({"Civilians": None, "Police": "1"}, ("1", "1")),
    ],
)
def test_civilians_and_police_are_a_low_end_where_nothing_tells_of_everybody(row, read):
    tags = {"Day": "#date+occurred", "Oblast": "#adm1+name"}
    tags |= {name: f"#affected+killed+{name.lower()}" for name in row}
    draft = FORMAT.shape(make_source([tags, {"Day": "2025-10-24", "Oblast": "Kherson", **row}]), {})
    (claim,) = draft.claims.to_dict("records")
    assert (claim["killed_low"], claim["killed_best"]) == read
    assert "a low end" in draft.notes[-1]


def test_a_whole_number_of_people_goes_before_sorts_of_them():
    tags = {"Day": "#date+occurred", "Oblast": "#adm1+name", "All": "#affected+killed"}
    tags |= {
        "Men": "#affected+killed+m",
        "Women": "#affected+killed+f",
        "Hurt": "#affected+injured+m",
    }
    row = {"Day": "2025-10-24", "Oblast": "Kherson", "All": "5"}
    row |= {"Men": "2", "Women": "1", "Hurt": "3"}
    draft = FORMAT.shape(make_source([tags, row]), {})
    assert draft.claims["killed_best"].tolist() == ["5"]
    assert draft.claims["injured_best"].isna().all()


def test_a_number_sign_with_a_space_begins_a_heading_and_no_tag():
    assert (
        FORMAT.recognise(make_source([{"# Incidents": "a"}, {"# Incidents": "# Places"}])) is None
    )
