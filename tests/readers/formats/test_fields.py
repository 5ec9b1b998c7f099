import pandas as pd
import pytest
from support.format_sources import make_source

from eventmap.errors import FileError
from eventmap.readers.formats.fields import apply_mapping, check_mapping, read_values
from eventmap.readers.model import Draft, blank_claims, blank_events


@pytest.mark.parametrize(
    ("mapping", "words"),
    [({"date_strat": "When"}, "Nearest: 'date_start'"), ({"place": "Were"}, "Nearest: 'When'")],
)
def test_a_mapping_of_what_is_not_there_is_refused(mapping, words):
    with pytest.raises(FileError, match=words):
        check_mapping(make_source([{"When": "2024-01-01"}]), mapping)


def test_latitude_and_longitude_in_one_column_are_coordinates():
    source = make_source([{"at": "48.5, 37.9"}])

    assert check_mapping(source, {"lat": "at", "lon": "at"}) == {"coordinates": "at"}


def shape_points(mapping, *cells):
    source = make_source([{"at": cell} for cell in cells])
    index = source.cells.index
    draft = Draft(blank_events(index), blank_claims(index), {})
    return apply_mapping(draft, source, mapping)


@pytest.mark.parametrize(
    ("field", "expected"),
    [("coordinates", [48.5, 37.9, 48.5]), ("lonlat", [37.9, 48.5, 48.5])],
)
def test_the_user_says_which_number_stands_first_where_nothing_else_does(field, expected):
    cells = "48.5, 37.9", "37.9, 48.5", "37.9E 48.5N"
    found = shape_points({field: "at"}, *cells).events["lat"].astype(float)
    assert found.tolist() == expected


@pytest.mark.parametrize(
    ("heading", "lat", "said"),
    [
        ("where.latlng", 32.8872, 1),
        ("Lat/Lon", 32.8872, 1),
        ("at", 13.1913, 0),
        ("lonlat", 13.1913, 0),
    ],
)
def test_an_array_has_longitude_first_unless_its_heading_names_latitude_first(heading, lat, said):
    source = make_source([{heading: "[32.8872, 13.1913]"}, {heading: "32.8872, 13.1913"}])
    index = source.cells.index
    draft = Draft(blank_events(index), blank_claims(index), {})
    found = apply_mapping(draft, source, {"coordinates": heading})
    assert found.events["lat"].astype(float).tolist() == [lat, 32.8872]
    assert len(found.notes) == said


def test_a_cell_without_a_point_is_kept_as_it_is():
    events = shape_points({"coordinates": "at"}, "Kramatorsk", None).events
    assert events["lat"].iloc[0] == events["lon"].iloc[0] == "Kramatorsk"
    assert events[["lat", "lon"]].iloc[1].isna().all()


@pytest.mark.parametrize(
    ("cell", "precision"),
    [
        ("POLYGON ((30 50, 30 50.5, 30.5 50.5, 30.5 50, 30 50))", "region"),
        ("LINESTRING (30 50, 36 50)", "country"),
        ("LINESTRING (30 50, 30.1 50.1)", "district"),
        ("POINT (30 50)", None),
    ],
)
def test_a_line_or_an_area_is_no_pin(cell, precision):
    found = shape_points({"coordinates": "at"}, cell).events["geo_precision"].iloc[0]
    assert found == precision or (precision is None and pd.isna(found))


@pytest.mark.parametrize(
    ("grades", "expected"),
    [
        (("claimed", "confirmed", "?"), ["claimed", "confirmed", None]),
        (("Verified", "Unverified", "Confirmed"), [None, None, None]),
        (("Confirmed", "Unverified"), [None, None]),
    ],
)
def test_grades_of_somebody_s_own_are_no_status(grades, expected):
    found = read_values("status", pd.Series(grades, dtype="str"))
    assert [None if pd.isna(each) else each for each in found] == expected


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("Day", "day"),
        ("year_only", "year"),
        ("Month level", "month"),
        ("some day", "some day"),
        ("approximate month", "month"),
        ("jour", "day"),
        ("місяць", "month"),
        ("Woche", "week"),
        ("exact", "day"),
        ("not exact", "not exact"),
        ("day unknown", "day unknown"),
        ("day or month", "day or month"),
        ("estimated", "estimated"),
        ("unknown", "unknown"),
        ("2", "2"),
    ],
)
def test_words_tell_how_exactly_a_date_is_known(words, meant):
    assert read_values("date_precision", pd.Series([words], dtype="str")).tolist() == [meant]
