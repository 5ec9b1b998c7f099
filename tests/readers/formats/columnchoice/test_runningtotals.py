import pytest
from support.format_sources import make_source, shape_rows

from eventmap.errors import FileError
from eventmap.readers.formats.table import FORMAT

GAZA = ("370", "560", "830", "1055", "1417", "1900")


def grown(numbers, region="Gaza", **more):
    return [
        {"date": f"2023-10-{8 + day:02}", "region": region, "killed": number, **more}
        for day, number in enumerate(numbers)
    ]


@pytest.mark.parametrize("turned", [1, -1])
def test_figures_that_only_grow_in_a_place_are_asked_about(turned):
    rows = grown(GAZA)[::turned]
    with pytest.raises(FileError, match="only grow in 'Gaza': from '370' on 2023-10-08 to '1900'"):
        shape_rows(*rows)
    table = make_source(rows)
    draft = FORMAT.shape(table, {"killed_best": "killed"})
    assert draft.claims["killed_best"].tolist() == [row["killed"] for row in rows]


@pytest.mark.parametrize(
    "rows",
    [
        grown(GAZA[:5]),
        grown([*GAZA, "1800"]),
        grown([*"000123"]),
        grown(GAZA) + grown(["5", "3", "9", "2", "8", "1"], "Kherson"),
        grown(GAZA)
        + [{"date": "2023-10-08", "region": f"Town {at}", "killed": "1"} for at in "abcdefg"],
        [row | {"date": f"2023-10-{day}"} for row, day in zip(grown(GAZA), "978654", strict=True)],
        [row | {"injured": each} for row, each in zip(grown(GAZA), "972641", strict=True)],
    ],
)
def test_figures_that_fall_somewhere_are_those_of_their_rows(rows):
    assert "killed_best" in shape_rows(*rows).columns


@pytest.mark.parametrize("turned", [1, -1])
def test_figures_that_number_the_rows_are_asked_about(turned):
    places = [*enumerate("ABCDEFGHIJ", 1)][::turned]
    rows = [{"date": "2024-05-03", "place": each, "killed": str(at)} for at, each in places]
    with pytest.raises(FileError, match="by one in 9 of 9 rows, as those that number the rows"):
        shape_rows(*rows)
    draft = FORMAT.shape(make_source(rows), {"killed_best": "killed"})
    assert draft.claims["killed_best"].tolist() == [row["killed"] for row in rows]
    assert "killed_best" in shape_rows(*rows[:8]).columns


def test_figures_that_only_grow_in_several_places_are_asked_about_though_each_has_few():
    rows = grown(["100", "103", "104", "110", "111"], "Kharkiv oblast")
    rows += grown(["30", "30", "33", "34", "36"], "Sumy oblast")
    with pytest.raises(FileError, match="only grow in 'Kharkiv oblast': from '100' on 2023-10-08"):
        shape_rows(*rows)
    few = grown(["1", "2", "4"], "Kharkiv oblast") + grown(["1", "1", "3"], "Sumy oblast")
    assert "killed_best" in shape_rows(*few).columns


def test_figures_that_only_grow_are_asked_about_in_any_order_of_the_rows():
    rows = grown(GAZA)
    with pytest.raises(FileError, match="from '370' on 2023-10-08 to '1900' on 2023-10-13"):
        shape_rows(*(rows[at] for at in (2, 0, 4, 1, 5, 3)))


def test_five_figures_that_only_grow_are_told_of():
    (note,) = (note for note in shape_rows(*grown(GAZA[:5])).notes if "only grow" in note)
    assert "from '370' on 2023-10-08 to '1417' on 2023-10-12. If each counts all days" in note


def test_figures_that_grow_by_those_of_another_column_are_asked_about():
    rows = grown(["280", "320", "403", "412"], "Kyiv oblast")
    by = [None, "40", "83", "9"]
    told = [row | {"Change": each} for row, each in zip(rows, by, strict=True)]
    with pytest.raises(FileError, match="to '412' on 2023-10-11, each time by the number in 'Cha"):
        shape_rows(*told)
    apart = [row | {"Change": each} for row, each in zip(rows, [*by[:3], "8"], strict=True)]
    assert "killed_best" in shape_rows(*apart).columns


def test_figures_that_only_grow_with_the_hours_of_a_day_are_asked_about():
    times = ["14 16:00", "14 20:00", "15 09:00", "15 18:00", "16 12:00", "17 13:00"]
    rows = [
        {"time": f"2023-01-{time}", "city": "Dnipro", "dead": dead}
        for time, dead in zip(times, ("5", "9", "21", "30", "40", "46"), strict=True)
    ]
    with pytest.raises(FileError, match="from '5' on 2023-01-14 16:00 to '46' on 2023-01-17 13:00"):
        shape_rows(*rows)
    turned = [
        rows[at] | {"dead": row["dead"]} for at, row in zip((1, 0, 2, 3, 4, 5), rows, strict=True)
    ]
    assert "killed_best" in shape_rows(*turned).columns
    apart = [
        {"date": row["time"][:10], "hour": row["time"][11:], "city": "Dnipro", "dead": row["dead"]}
        for row in rows
    ]
    with pytest.raises(FileError, match="from '5' on 2023-01-14 16:00 to '46' on 2023-01-17 13:00"):
        shape_rows(*apart)
