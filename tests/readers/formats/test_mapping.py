import pytest
from support.format_sources import make_source

from eventmap.errors import ImportRefusal
from eventmap.readers.formats.mapping import check_mapping, split_coordinates


@pytest.mark.parametrize(
    ("cell", "lat", "lon"),
    [
        ("48.5, 37.9", "48.5", "37.9"),
        ("48.5,37.9", "48.5", "37.9"),
        ("48.5 37.9", "48.5", "37.9"),
        ("(48.5; -37.9)", "48.5", "-37.9"),
        ("48.5°, 37.9°", "48.5", "37.9"),
        ("48,5; 37,9", "48.5", "37.9"),
        ("48,5, 37,9", "48.5", "37.9"),
        ("POINT (37.9 48.5)", "48.5", "37.9"),
        ("Kramatorsk", "Kramatorsk", "Kramatorsk"),
        ("48.5", "48.5", "48.5 "),
    ],
)
def test_both_numbers_in_a_cell_are_split_latitude_first(cell, lat, lon):
    points = split_coordinates(make_source([{"at": cell}]), "at")

    assert [column.iloc[0] for column in points] == [lat, lon.strip()]


def test_a_blank_cell_has_no_coordinates():
    points = split_coordinates(make_source([{"at": "48.5, 37.9"}, {"at": None}]), "at")

    assert [column.isna().tolist() for column in points] == [[False, True], [False, True]]


def test_coordinates_that_contradict_the_order_are_refused():
    source = make_source([{"at": "48.5, 37.9"}, {"at": "137.9, 48.5"}])

    with pytest.raises(ImportRefusal, match=r"line 3 says '137\.9, 48\.5'"):
        split_coordinates(source, "at")


@pytest.mark.parametrize(
    ("mapping", "words"),
    [({"date_strat": "When"}, "Nearest: 'date_start'"), ({"place": "Were"}, "Nearest: 'When'")],
)
def test_a_mapping_of_what_is_not_there_is_refused(mapping, words):
    with pytest.raises(ImportRefusal, match=words):
        check_mapping(make_source([{"When": "2024-01-01"}]), mapping)


def test_latitude_and_longitude_in_one_column_are_coordinates():
    source = make_source([{"at": "48.5, 37.9"}])

    assert check_mapping(source, {"lat": "at", "lon": "at"}) == {"coordinates": "at"}
