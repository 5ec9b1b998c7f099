import pandas as pd
import pytest
from support.format_sources import shape_rows

from eventmap.readers.formats.columnchoice.parts import (
    Band,
    are_ages,
    cover_all_ages,
    find_band,
    find_cause,
    pick_apart,
)

DAY = {"date": "2024-05-13", "place": "Kherson", "region": "Kherson Oblast"}


@pytest.mark.parametrize(
    ("heading", "band"),
    [
        ("killed 0-17", (0, 17)),
        ("killed_18_59", (18, 59)),
        ("Killed 60+", (60, 99)),
        ("killed (<18)", (0, 17)),
        ("injured 18 and over", (18, 99)),
        ("Загинуло до 18 років", (0, 17)),
        ("Killed aged 5–11 years", (5, 11)),
        ("killed 2014-2022", None),
        ("deaths in the last 24h", None),
        ("killed", None),
    ],
)
def test_a_heading_tells_the_ages_of_whom_it_counts(heading, band):
    assert (found and found[:2] if (found := find_band(heading)) else None) == band


@pytest.mark.parametrize(
    ("headings", "ages"),
    [
        (["killed 0-17", "killed 18-59"], True),
        (["killed 18-59", "killed 60+"], True),
        (["killed under 18"], True),
        (["killed aged 20-29"], True),
        (["killed 1-10", "killed 11-20", "killed 21-31"], False),  # days of a month
        (["killed 1-2"], False),
    ],
)
def test_ages_are_told_from_other_numbers(headings, ages):
    assert are_ages(headings) is ages


def test_bands_that_overlap_are_not_all_taken():
    bands = [Band(0, 5, ""), Band(0, 17, ""), Band(18, 99, "")]
    assert pick_apart(bands) == [1, 2]
    assert cover_all_ages(bands[1:])
    assert not cover_all_ages([Band(0, 17, ""), Band(19, 99, "")])


@pytest.mark.parametrize(
    ("heading", "cause"),
    [
        ("Killed by shelling", "shelling"),
        ("Deaths from airstrikes", "airstrikes"),
        ("Number killed by mines", "mines"),
        ("killed_drones", "drones"),
        ("Загинуло від мін", "мін"),
        ("Загинуло мін", None),  # at least
        ("Killed by Russia", None),
        ("Killed in hospital", None),
        ("Deaths from shelling (civilians)", None),  # a part of a part
        ("Killed", None),
    ],
)
def test_a_heading_tells_what_killed_whom_it_counts(heading, cause):
    found = find_cause(heading)
    assert (found.cause if found else None) == cause


def read(*rows):
    draft = shape_rows(*(DAY | row for row in rows))
    claims = draft.claims
    return claims["killed_low"].tolist(), claims["killed_best"].tolist(), draft.notes


def test_killed_by_several_causes_are_added_up_to_a_low_end():
    low, best, notes = read(
        {"Killed by shelling": "1", "Killed by mines": "0", "Killed by drones": "2"},
        {"Killed by shelling": "0", "Killed by mines": "4", "Killed by drones": None},
    )
    assert low == best == ["3", "4"]
    assert any("'Killed by mines'" in note and "so a low end" in note for note in notes)


def test_parts_that_are_given_are_at_least_so_many_together():
    low, best, _ = read(
        {"Men killed": "9", "Women killed": "4", "Children killed": None},
        {"Men killed": "0", "Women killed": "0", "Children killed": None},
        {"Men killed": "9", "Women killed": "at least 4", "Children killed": None},
        {"Men killed": "1", "Women killed": "1", "Children killed": "1"},
    )
    assert low[0] == best[0] == "13"
    assert pd.isna(low[1])
    assert (low[2], pd.isna(best[2])) == ("13", True)
    assert (pd.isna(low[3]), best[3]) == (True, "3")


def test_causes_beside_the_number_of_all_killed_are_not_read():
    _, best, _ = read({"Killed": "9", "Deaths from shelling": "4", "Deaths from mines": "2"})
    assert best == ["9"]


def test_mines_are_no_minimum():
    low, best, _ = read({"Загинуло від обстрілів": "5", "Загинуло від мін": "2"})
    assert low == best == ["7"]


def test_killed_of_all_ages_are_added_up():
    low, best, notes = read(
        {"killed 0-17": "1", "killed 18-59": "2", "killed 60+": "4"},
        {"killed 0-17": "3", "killed 18-59": None, "killed 60+": "0"},
    )
    assert best == ["7", "3"]
    assert low[1] == "3"
    assert any("added up where each is given, else a low end" in note for note in notes)


def test_a_part_in_words_stays_beside_the_sum_of_the_others():
    low, best, _ = read(
        {"killed 0-17": "1", "killed 18-59": "5/7", "killed 60+": "3"},
        {"killed 0-17": "0", "killed 18-59": "5/7", "killed 60+": None},
        {"killed 0-17": "1", "killed 18-59": "about 20", "killed 60+": "3"},
    )
    assert (low[0], pd.isna(low[1]), pd.isna(low[2])) == ("4", True, True)
    assert best == ["5/7", "5/7", "~24"]


def test_killed_of_some_ages_are_a_low_end():
    low, best, _ = read({"killed aged 0-17": "1", "killed aged 18-59": "2"})
    assert low == best == ["3"]
    low, best, _ = read({"killed under 18": "2"})
    assert low == best == ["2"]


def test_ages_beside_the_number_of_all_killed_are_not_read():
    low, best, _ = read({"killed": "9", "killed 0-17": "1", "killed 18+": "2"})
    assert best == ["9"]
    assert low == [pytest.approx(float("nan"), nan_ok=True)]


def test_of_causes_that_may_be_a_part_of_each_other_one_counts():
    low, _, notes = read(
        {"Killed by shelling": "5", "Killed by artillery": "2", "Killed by landmines": "1"}
        | {"Killed by mines": "1"}
    )
    assert low == ["6"]
    assert not any("artillery" in note for note in notes)


def test_words_in_a_cell_of_a_part_are_not_lost():
    low, best, _ = read(
        {"killed by shelling": "3, 2 missing", "killed by mines": "0"},
        {"killed by shelling": "at least 4", "killed by mines": "1"},
        {"killed by shelling": "several", "killed by mines": None},
        {"killed by shelling": "several", "killed by mines": "0"},
        {"killed by shelling": "2", "killed by mines": None},
    )
    assert low[:2] + low[4:] == ["3", "5", "2"]
    assert [best[0], best[4]] == ["3", "2"]
    assert best[2:4] == ["several", "several"], "kept as what is said"
    assert pd.isna([low[2], low[3], best[1]]).all()


def test_ends_of_parts_in_words_are_added_up_and_not_lost():
    low, _, _ = read(
        {"civilians killed (min)": "at least 4", "soldiers killed (min)": "1"},
        {"civilians killed (min)": "several", "soldiers killed (min)": None},
    )
    assert low == ["5", "several"]


@pytest.mark.parametrize("unknown", ["Погибшие неизвестного статуса", "Killed, status unknown"])
def test_people_of_unknown_status_are_added_to_civilians_and_soldiers(unknown):
    headings = ("Погибшие гражданские", "Погибшие военные", unknown)
    draft = shape_rows(DAY | dict(zip(headings, ("2", "63", "1"), strict=True)))
    assert draft.claims["killed_best"].tolist() == ["66"]
