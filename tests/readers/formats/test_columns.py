import pytest
from support.column_gold import read_gold, score_gold


def test_the_gold_set_is_of_two_hundred_headings_and_a_third_is_held_aside():
    counted = {held: sum(len(t.fields) for t in read_gold() if t.held == held) for held in (0, 1)}
    assert counted[0] + counted[1] >= 200
    assert counted[1] >= counted[0] / 2


@pytest.mark.parametrize("held", [False, True])
def test_the_gold_set_is_told_as_its_makers_meant_it(held):
    score = score_gold(table for table in read_gold() if table.held == held)
    assert score.precision >= 0.98, score.wrong
    assert score.recall >= 0.95, score.wrong
