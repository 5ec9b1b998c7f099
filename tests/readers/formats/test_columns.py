import pytest
from support.column_gold import read_gold, score_gold

from eventmap.readers.formats.columns import date_role
from eventmap.readers.formats.headingwords import read_heading


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Incident date", "event"),
        ("Дата обстрілу", "event"),
        ("Datum", "plain"),
        ("date_reported", "report"),
        ("Date de publication", "publish"),
        ("Fecha de registro", "entry"),
        ("last_updated", "update"),
        ("verifiedDate", "entry"),
        ("Date of verification", "entry"),
        ("Date from", "start"),
        ("Date to", "end"),
        ("date of birth", ""),
        ("Xyz", "other"),
    ],
)
def test_a_heading_tells_what_a_date_is_the_date_of(heading, role):
    assert date_role(read_heading(heading), survey=False) == role


def test_the_gold_set_is_of_two_hundred_headings_and_a_third_is_held_aside():
    counted = {held: sum(len(t.fields) for t in read_gold() if t.held == held) for held in (0, 1)}
    assert counted[0] + counted[1] >= 200
    assert counted[1] >= counted[0] / 2


@pytest.mark.parametrize("held", [False, True])
def test_the_gold_set_is_told_as_its_makers_meant_it(held):
    score = score_gold(table for table in read_gold() if table.held == held)
    assert score.precision >= 0.98, score.wrong
    assert score.recall >= 0.95, score.wrong
