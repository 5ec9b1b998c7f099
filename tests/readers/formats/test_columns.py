import pytest
from support.column_gold import read_gold, score_gold
from support.format_sources import make_source

from eventmap.readers.formats.columnchoice import choose_columns
from eventmap.readers.formats.columns import read_columns


def test_the_gold_set_is_of_two_hundred_headings_and_a_third_is_held_aside():
    counted = {held: sum(len(t.fields) for t in read_gold() if t.held == held) for held in (0, 1)}
    assert counted[0] + counted[1] >= 200
    assert counted[1] >= counted[0] / 2


@pytest.mark.parametrize("held", [False, True])
def test_the_gold_set_is_told_as_its_makers_meant_it(held):
    score = score_gold(table for table in read_gold() if table.held == held)
    assert score.precision >= 0.98, score.wrong
    assert score.recall >= 0.95, score.wrong


@pytest.mark.parametrize(
    ("heading", "cells", "field"),
    [
        ("TYPE_INCID", ("shelling", "drone attack"), "event_type"),
        ("killed_bes", ("3", "0"), "killed_best"),
        ("injured_hi", ("3", "0"), "injured_high"),
        ("geo_precis", ("exact", "region"), "geo_precision"),
        ("Governorat", ("Homs", "Idlib"), "admin1"),
        ("source_lin", ("https://example.org/1", "https://example.org/2"), "url"),
    ],
)
def test_headings_that_a_shapefile_cut_to_ten_characters_are_known(heading, cells, field):
    rows = [{"DATE": "2024-05-13", "LAT": "34.7", "LON": "36.7", heading: cell} for cell in cells]
    assert choose_columns(make_source(rows), {}).columns[field] == heading


def test_headings_are_not_completed_where_others_are_longer_or_several_words_begin_so():
    row = {"DATE": "2024-05-13", "PLACE": "Homs", "TYPE_INCID": "shelling"}
    long = choose_columns(make_source([row | {"A longer heading": "1"}]), {})
    assert "event_type" not in long.columns
    (cut,) = read_columns(make_source([{"Perpetrato": "a"}]))
    assert cut.heading.text == "Perpetrato"  # one who is named, or several who are counted
