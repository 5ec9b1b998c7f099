import pandas as pd
import pytest

from eventmap.readers.values.clocktimes import are_in_zones, runs_over_midnight, tell_joined_times


@pytest.mark.parametrize(
    ("start", "end", "over"),
    [
        ("20:00", "06:00", True),
        ("10:00", "11:30", False),
        ("23:59", "00:01", True),
        ("20:00", "24:00", False),
    ],
)
def test_what_ends_earlier_than_it_begins_runs_over_midnight(start, end, over):
    assert runs_over_midnight(start, end) is over


@pytest.mark.parametrize(
    ("texts", "zones"),
    [
        (["20:00-06:00", "22:00-04:00", "23:30-05:00"], False),  # three zones
        (["20:00-06:00", "21:30-05:15"], False),  # no zone differs by 5:15
        (["20:00-06:00", "21:00–06:00"], False),  # a dash
        (["20:00-06:00", "19:30-03:00"], False),  # three hours are no summer time
        (["09:12-05:00", "13:40-06:00", "16:05-05:00", "22:30-06:00"], True),
        (["20:00-06:00", "21:00-06:00", "19:30-05:00"], None),
        (["20:00-06:00"], None),
        (["20:00", "21:00"], False),
        (["20:00:00-06:00"], False),  # seconds: nothing for anybody to ask about
    ],
)
def test_a_column_shows_whether_its_times_are_in_a_zone(texts, zones):
    assert are_in_zones(texts) is zones


def told(*texts):
    return tell_joined_times(pd.Series(texts, dtype="str"))


def test_times_of_a_day_that_a_hyphen_joins_are_from_one_to_the_other():
    assert told("2023-05-12 20:00-06:00", "2023-05-13 21:30-05:15", "2023-05-14") == {
        "2023-05-12 20:00-06:00": "2023-05-12 20:00 – 06:00",
        "2023-05-13 21:30-05:15": "2023-05-13 21:30 – 05:15",
    }


def test_times_that_may_be_in_a_zone_are_in_question():
    assert told("12.05.2023 20:00-06:00") == {"12.05.2023 20:00-06:00": "12.05.2023 20:00-06:00?"}


def test_stamps_of_iso_8601_and_of_databases_are_no_two_times():
    assert told("2023-05-12T20:00-06:00", "2023-05-13T21:00-04:00") == {}
    assert told("2023-05-12 20:00:00-06:00", "2023-05-13 21:00:00-04:00") == {}
