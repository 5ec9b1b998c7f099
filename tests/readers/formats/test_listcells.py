import pytest
from support.format_sources import DAY, make_source, shape_rows

from eventmap.readers.formats.listcells import write_out_lists


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("['Izium']", "Izium"),
        ("['Izium', 'Kupiansk']", "Izium; Kupiansk"),
        ('["Velyka Novosilka"]', "Velyka Novosilka"),
        ("""["O'Higgins", 'Lota']""", "O'Higgins; Lota"),
        ("['https://example.org/a', 'https://example.org/b']", None),
    ],
)
def test_what_stands_in_a_list_is_read_without_brackets_and_quotes(cell, expected):
    if expected is None:
        expected = "https://example.org/a\nhttps://example.org/b"
    source, written, notes = write_out_lists(make_source([{"place": cell}, {"place": "[]"}]))
    assert source.cells["place"].fillna("blank").tolist() == [expected, "blank"]
    assert list(written) == ["place"]
    assert notes == [f"'place' holds lists, such as {cell!r}: what stands in them is read."]


@pytest.mark.parametrize(
    "cells",
    [
        ("['Izium']", "Kupiansk"),
        ('["33.42", "46.84"]',),
        ('[{"name": "Izium"}]',),
        ("[33.42, 46.84]",),
        ("[Izium]",),
        ("[]", "[]"),
    ],
)
def test_other_cells_and_lists_of_numbers_stay_as_they_are(cells):
    source, written, notes = write_out_lists(make_source([{"place": each} for each in cells]))
    assert source.cells["place"].tolist() == [*cells]
    assert (written, notes) == ({}, [])


def test_a_cell_among_many_lists_that_lost_a_quote_stays_as_it_is():
    lists = [f"['Place {letter}', 'Izium']" for letter in "ABCDEFGHIJKLMNOPQRS"]
    broken = "['Izium', Kupiansk']"
    source, written, notes = write_out_lists(
        make_source([{"place": each} for each in [broken, *lists]])
    )
    assert source.cells["place"].tolist()[:2] == [broken, "Place A; Izium"]
    assert list(written) == ["place"]
    assert "such as \"['Place A', 'Izium']\"" in notes[0]


def test_a_place_in_a_list_is_where_the_event_was_and_the_cell_is_kept():
    draft = shape_rows(DAY | {"region": "['Kharkiv Oblast']", "place": "['Izium']"})
    assert draft.events["place"].tolist() == ["Izium"]
    assert draft.events["admin1"].tolist() == ["Kharkiv Oblast"]


def test_lists_between_commas_are_read_without_those_around_them():
    source, written, _ = write_out_lists(make_source([{"sources": ",us,at,"}, {"sources": ",ci,"}]))
    assert source.cells["sources"].tolist() == ["us; at", "ci"]
    assert list(written) == ["sources"]
    other = make_source([{"sources": ",us,at,"}, {"sources": "ci"}])
    assert write_out_lists(other)[0].cells["sources"].tolist() == [",us,at,", "ci"]


def test_numbers_behind_names_in_a_list_are_the_point_of_the_place():
    rows = [
        {"date": "2024-05-13", "loc": '["Izium", "Kharkiv Oblast", "Ukraine", 49.21, 37.25]'},
        {"date": "2024-05-14", "loc": '["Kherson Oblast", "Kherson Oblast", "Ukraine", 46.0, 33]'},
    ]
    draft = shape_rows(*rows)
    assert draft.events["place"].tolist() == [
        "Izium, Kharkiv Oblast, Ukraine",
        "Kherson Oblast, Ukraine",
    ]
    assert draft.columns["lat"] == "loc (point)"
    assert draft.events[["lat", "lon"]].astype(float).to_numpy().tolist() == [
        [49.21, 37.25],
        [46, 33],
    ]
    assert (
        f"'loc' holds lists, such as {rows[0]['loc']!r}: what stands in them is read."
        in draft.notes
    )


def test_other_numbers_behind_names_in_a_list_are_columns():
    rows = [{"hit": '["Mill", 3, 5]'}, {"hit": '["Depot", 12, 0]'}]
    source, written, _ = write_out_lists(make_source(rows))
    assert source.cells["hit"].tolist() == ["Mill", "Depot"]
    assert written["hit.1"].tolist() == ["3", "12"]
    assert written["hit.2"].tolist() == ["5", "0"]


@pytest.mark.parametrize(
    "other", ['["Depot"]', '["Depot", 1, 2]', '[1, "Depot"]', '["Depot", 1', "12"]
)
def test_lists_that_are_not_all_alike_are_not_parted(other):
    cells = ['["Mill", 3]', other]
    source, written, _ = write_out_lists(make_source([{"hit": each} for each in cells]))
    assert (source.cells["hit"].tolist(), written) == (cells, {})


def test_lists_without_a_word_stay_as_they_are():
    source, written, notes = write_out_lists(make_source([{"hit": '["12", 3]'}]))
    assert (source.cells["hit"].tolist(), written, notes) == (['["12", 3]'], {}, [])
