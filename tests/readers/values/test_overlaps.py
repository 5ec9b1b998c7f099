"""Rows of one day and place in which several sources give figures: one event, or several."""

from pathlib import Path

import pytest

from eventmap.readers.choices import Choices
from eventmap.readers.inspection import combine, read_files
from eventmap.readers.model import Reading
from eventmap.schema import DatasetInfo

DOUBT = "several_sources"


def read(folder: Path, *lines: str, columns: dict[str, str] | None = None) -> Reading:
    path = folder / "reports.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    info = DatasetInfo("reports", "", "", redistributable=False)
    return combine(read_files([path], info, Choices(mapping=columns or {})))


def doubted(reading: Reading) -> list[int]:
    """Return which rows are in doubt, counted from 0."""
    marked = reading.events["extra"].str.contains(f'"{DOUBT}"', regex=False)
    assert int(marked.sum()) == reading.doubts.get(DOUBT, 0)
    return [at for at, each in enumerate(marked) if each]


HEAD = "date,place,type,source,killed,injured"


def test_reports_of_a_day_and_place_by_several_sources_are_doubted_and_each_counts(tmp_path):
    reading = read(
        tmp_path,
        HEAD,
        "2024-05-13,Kherson,shelling,Reuters,3,5",
        "2024-05-13,Kherson,shelling,AFP,2,",
        "2024-05-13,Kherson,explosion,Suspilne,3,4",
        "2024-05-14,Odesa,drone attack,Reuters,1,0",
        "2024-05-15,Kherson,shelling,BBC,4,8",
    )
    assert doubted(reading) == [0, 1, 2]
    assert reading.claims["killed_best"].sum() == 13
    assert reading.examples[DOUBT] == (
        "Line 2: several rows give killed or injured of 'Kherson, 2024-05-13': they may tell of"
        " one event, whose figures would be counted more than once."
    )


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            ["2024-05-13,Kherson,shelling,Reuters,3,5", "2024-05-13,Kherson,shelling,Reuters,2,1"],
            [0, 1],
            id="one source may tell one event twice",
        ),
        pytest.param(
            ["2024-05-13,Kherson,missile strike,AFP,3,5", "2024-05-13,Kherson,drone,BBC,2,1"],
            [],
            id="two weapons are two events",
        ),
        pytest.param(
            ["2024-05-13,Kherson,shelling,AFP,3,0", "2024-05-13,Kherson,shelling,BBC,0,2"],
            [],
            id="a 0 adds nothing",
        ),
        pytest.param(
            ["2024-05-13,Kherson,shelling,AFP,3,", "2024-05-13,Kherson,shelling,BBC,,2"],
            [],
            id="killed and injured are not added",
        ),
        pytest.param(
            ["2024-05-13,Kherson,shelling,AFP,3,1", "2024-05-13,Kherson,shelling,,2,2"],
            [0, 1],
            id="whoever speaks",
        ),
        pytest.param(
            ["2024-05-13,Kherson,shooting,,1,", "2024-05-13,Kherson,shooting,,1,0"],
            [0, 1],
            id="one row tells of the injured and the other does not",
        ),
        pytest.param(
            ["2024-05-13,Kherson,shooting,,1,0", "2024-05-13,Kherson,shooting,,1,0"],
            [],
            id="a list of people",
        ),
        pytest.param(
            ["May 2024,Kherson,shelling,AFP,3,1", "May 2024,Kherson,shelling,BBC,2,2"],
            [],
            id="a month is no day",
        ),
        pytest.param(
            ["2024-05-13,Kherson,,AFP,3,1", "2024-05-13,KHERSON,shelling,BBC,,2"],
            [0, 1],
            id="without a type, in other letters, by the injured",
        ),
        pytest.param(
            ["2024-05-13,Kherson,shelling,AFP,at least 3,1", "2024-05-13,Kherson,shelling,BBC,2,0"],
            [0, 1],
            id="a low end is a figure",
        ),
        pytest.param(
            [
                "2024-05-13,Kherson,missile strike,AFP,3,1",
                "2024-05-13,Kherson,drone,BBC,2,2",
                "2024-05-13,Kherson,explosion,BBC,2,2",
            ],
            [0, 1, 2],
            id="an explosion may be the missile or the drone",
        ),
    ],
)
def test_rows_of_a_day_and_place_are_doubted_where_people_may_be_counted_twice(
    tmp_path, rows, expected
):
    assert doubted(read(tmp_path, HEAD, *rows)) == expected


def test_a_point_tells_the_place_where_names_differ_and_an_address_its_outlet(tmp_path):
    reading = read(
        tmp_path,
        "date,lat,lon,where exactly,killed,link",
        "2024-05-13,46.6350,32.6170,market,3,https://www.example.org/1",
        "2024-05-13,46.6351,32.6169,Kherson,2,https://example.com/2",
        "2024-05-13,46.6850,32.6170,Kherson north,2,https://example.net/2",
        "2024-05-14,46.6850,32.6170,Kherson north,2,https://example.net/3",
        "2024-05-14,46.6850,32.6170,Kherson north,2,https://example.net/4",
        "2024-05-15,46.6850,32.6170,Kherson north,1,https://example.net/5",
        "2024-05-15,46.6850,32.6170,Kherson north,1,https://example.net/6",
        "2024-05-16,46.6850,32.6170,Kherson north,1,https://example.net/7",
        "2024-05-16,46.6850,32.6170,Kherson north,1,https://example.org/8",
    )
    assert doubted(reading) == [0, 1, 3, 4, 7, 8]


ROWS = (
    "17,2024-05-13,Kherson,AFP,3",
    "17,2024-05-13,Kherson oblast,BBC,2",
    "18,2024-05-13,Kherson,BBC,1",
    "19,2024-05-15,Kharkiv,BBC,4",
    "19,2024-05-16,Kharkiv,CNN,5",
)


@pytest.mark.parametrize("heading", ["event_id", "incident no", "ID"])
def test_an_id_that_sources_share_is_said_and_tells_their_events_apart(tmp_path, heading):
    reading = read(tmp_path, f"{heading},date,place,outlet,killed", *ROWS)
    assert doubted(reading) == [0, 1, 3, 4]
    assert len(reading.events) == 5
    assert (
        f"{heading!r} names 3 events in 5 rows, such as '17' in several: each row counts as an"
        " event of its own."
    ) in reading.notes


def test_an_id_that_is_chosen_by_hand_is_doubted_for_both(tmp_path):
    columns = {"source_id": "nr"}
    reading = read(tmp_path, "nr,date,place,outlet,killed", *ROWS, columns=columns)
    assert doubted(reading) == [0, 1, 3, 4]
    assert reading.doubts["repeated_id"] == 2


@pytest.mark.parametrize("heading", ["actor id", "country code", "number of incidents", "user_id"])
def test_an_id_of_something_else_is_shared_by_many_events(tmp_path, heading):
    reading = read(tmp_path, f"{heading},date,place,outlet,killed", *ROWS[2:])
    assert not [note for note in reading.notes if "names" in note and "in several" in note]
    assert doubted(reading) == []


def test_rows_of_one_id_are_doubted_whoever_speaks_in_them(tmp_path):
    reading = read(
        tmp_path,
        "Accident_ID,date,place,device,killed,injured",
        "17,2023-03-11,Arghandab,AP mine,1,4",
        "17,2023-03-11,Arghandab,UXO,1,4",
        "18,2023-04-02,Sangin,IED,3,0",
        "19,2023-06-19,Andar,AP mine,0,2",
        "19,2023-06-19,Andar,AT mine,0,",
    )
    assert doubted(reading) == [0, 1]


def test_a_list_of_people_with_the_id_of_their_event_counts_nobody_twice(tmp_path):
    rows = ("17,2023-03-11,Kherson,A,1,0", "17,2023-03-11,Kherson,B,1,0")
    assert doubted(read(tmp_path, "event_id,date,place,who,killed,injured", *rows)) == []


def test_updates_of_one_day_and_place_are_doubted_and_said(tmp_path):
    reading = read(
        tmp_path,
        "Update,date,place,killed,injured",
        "1,2024-04-18,Chernihiv,10,18",
        "2,2024-04-18,Chernihiv,14,61",
        "3,2024-04-18,Chernihiv,18,78",
        "1,2024-04-20,Odesa,0,2",
        "1,2024-04-21,Odesa,0,3",
    )
    assert doubted(reading) == [0, 1, 2]
    assert (
        "'Update' tells of updates, such as '3', in 3 rows of one day and place each: each row"
        " counts as an event of its own."
    ) in reading.notes


@pytest.mark.parametrize(
    ("name", "earlier", "later"),
    [
        ("Version", "v1", "v2"),
        ("Fassung", "1", "2"),
        ("snapshot_date", "2024-05-20", "2024-05-27"),
        ("As of", "2024-05-20", "2024-05-27"),
        ("Fecha de corte", "2024-05-20", "2024-05-27"),
        ("Станом на", "20.05.2024", "27.05.2024"),
        ("is_current", "false", "true"),
        ("Report", "preliminary", "final"),
        ("Bulletin", "SITREP 1", "SITREP 2"),
        ("Meldung", "Erstmeldung", "Update"),
        ("hours_after", "6", "24"),
        ("day since attack", "0", "1"),
        ("Stand", "14.05.2024", "16.05.2024"),
        ("Дані", "попередні", "остаточні"),
    ],
)
def test_states_of_a_record_are_updates_of_it(tmp_path, name, earlier, later):
    reading = read(
        tmp_path,
        f"{name},date,place,killed",
        f"{earlier},2024-05-13,Vovchansk,2",
        f"{later},2024-05-13,Vovchansk,3",
        f"{later},2024-05-14,Odesa,1",
    )
    assert doubted(reading) == [0, 1]
    assert any(note.startswith(f"'{name}' tells of updates") for note in reading.notes)


def test_a_code_of_an_event_tells_its_rows_wherever_it_stands(tmp_path):
    reading = read(
        tmp_path,
        "Incident,date,place,killed",
        "AFG-01,2024-05-13,Sangin,3",
        "AFG-01,2024-05-13,Sangin district,9",
        "AFG-02,2024-05-24,Musa Qala,1",
    )
    assert doubted(reading) == [0, 1]
    assert any(note.startswith("'Incident' names 2 events in 3 rows") for note in reading.notes)


def test_events_that_are_numbered_through_are_told_by_their_numbers(tmp_path):
    reading = read(
        tmp_path,
        "event,date,place,target,killed",
        "1,2024-05-13,Kharkiv,school,3",
        "1,2024-05-13,Kharkiv,hospital,3",
        "2,2024-05-24,Odesa,port,1",
    )
    assert doubted(reading) == [0, 1]


@pytest.mark.parametrize("name", ["database", "dataset", "According to"])
def test_databases_and_whom_a_row_follows_are_sources(tmp_path, name):
    reading = read(
        tmp_path,
        f"{name},date,place,killed",
        "ACLED,2024-05-13,Kharkiv,3",
        "Own,2024-05-13,Kharkiv,4",
        "Own,2024-05-24,Odesa,1",
    )
    assert doubted(reading) == [0, 1]


def test_one_version_of_a_whole_table_makes_no_updates(tmp_path):
    reading = read(
        tmp_path,
        "version,date,place,killed",
        "24.1,2024-05-13,Vovchansk,2",
        "24.1,2024-05-13,Vovchansk,3",
        "24.1,2024-05-14,Odesa,1",
    )
    assert not [note for note in reading.notes if "updates" in note]
    assert doubted(reading) == [0, 1]


@pytest.mark.parametrize("name", ["Étape", "filed at", "Lfd.", "kto dzwonił"])
def test_states_of_an_event_are_doubted_whatever_tells_them(tmp_path, name):
    reading = read(
        tmp_path,
        f"{name},date,place,killed,injured",
        "a,2024-05-13,Vovchansk,2,5",
        "b,2024-05-13,Vovchansk,2,7",
        "c,2024-05-13,Vovchansk,4,6",
        "a,2024-05-14,Odesa,1,0",
        "b,2024-05-14,Odesa,1,0",
    )
    assert doubted(reading) == [0, 1, 2]
    assert reading.claims["killed_best"].sum() == 10


def test_a_note_that_a_toll_was_updated_tells_it_too(tmp_path):
    reading = read(
        tmp_path,
        "date,place,killed,remark",
        "2024-04-18,Chernihiv,10,first figures",
        "2024-04-18,Chernihiv,14,updated by the mayor",
        "2024-04-19,Chernihiv,4,updated by the mayor",
        "2024-04-20,Odesa,3,one strike",
        "2024-04-21,Odesa,2,another strike",
        "2024-04-18,Chernihiv,2,found later",
    )
    assert doubted(reading) == [0, 1, 5]
    assert any("such as 'updated by the mayor', in 3 rows" in note for note in reading.notes)


def test_where_regions_are_all_that_is_said_of_places_they_are_the_places(tmp_path):
    reading = read(
        tmp_path,
        "date,region,source,killed",
        "2024-05-13,Kharkiv oblast,Reuters,3",
        "2024-05-13,Kharkiv oblast,AFP,2",
        "2024-05-13,Odesa oblast,AFP,1",
    )
    assert doubted(reading) == [0, 1]
    assert "'Kharkiv Oblast, 2024-05-13'" in reading.examples[DOUBT]


def test_a_place_of_one_name_in_two_regions_is_two(tmp_path):
    reading = read(
        tmp_path,
        "date,place,region,source,killed",
        "2024-05-13,Ivanivka,Kharkiv oblast,Reuters,3",
        "2024-05-13,Ivanivka,Odesa oblast,AFP,2",
    )
    assert doubted(reading) == []


WEEKS = (
    "2024-05-06,Kharkiv,2,5",
    "2024-05-07,Kharkiv,1,7",
    "2024-05-06/2024-05-12,Kharkiv,9,41",
    "2024-05-13,Kharkiv,3,6",
    "2024-05-14,Kharkiv,4,11",
    "2024-05-13/2024-05-19,Kharkiv,21,70",
    "2024-05-08,Sumy,1,0",
)


def test_rows_of_weeks_that_may_add_up_those_of_days_are_doubted_with_these(tmp_path):
    reading = read(tmp_path, "date,place,killed,injured", *WEEKS)
    assert doubted(reading) == [0, 1, 2, 3, 4, 5]
    assert reading.claims["killed_best"].sum() == 41


@pytest.mark.parametrize(
    ("at", "row"),
    [
        (2, "2024-05-06/2024-05-12,Kharkiv,2,41"),  # fewer than the days within
        (2, "2024-05-06/2024-05-12,Odesa,9,41"),  # elsewhere, so that one week is left
        (2, "2024-05-06/2024-07-12,Kharkiv,9,41"),  # no week and no month
    ],
)
def test_other_rows_of_several_days_are_not_doubted(tmp_path, at, row):
    rows = [*WEEKS[:at], row, *WEEKS[at + 1 :]]
    assert doubted(read(tmp_path, "date,place,killed,injured", *rows)) == []


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # Three streets of one raid, each with the raid's figures, and another raid.
        (("41.379,2.188,55,87", "41.380,2.192,55,87", "41.391,2.180,55,87", "41.39,2.19,9,6"), 3),
        # As many far away; too few; figures of which one differs.
        (("41.379,2.188,55,87", "40.416,-3.70,55,87"), 0),
        (("41.379,2.188,3,4", "41.380,2.192,3,4"), 0),
        (("41.379,2.188,55,87", "41.380,2.192,55,88"), 0),
    ],
)
def test_places_near_each_other_with_the_figures_of_one_raid_are_doubted(tmp_path, rows, expected):
    reading = read(
        tmp_path, "date,lat,lon,killed,injured", *(f"1937-10-01,{each}" for each in rows)
    )
    assert doubted(reading) == [*range(expected)]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(["1995,12,GIA", "1995,12,FIS", "1996,12,GIA"], [0, 1], id="of one year"),
        pytest.param(["1995-03,12,GIA", "1995-03,12,FIS"], [0, 1], id="of one month"),
        pytest.param(["1995,12,GIA", "1995,11,FIS"], [], id="other figures are other events"),
        pytest.param(["1995,2,GIA", "1995,2,FIS"], [], id="few people may be as many by chance"),
    ],
)
def test_the_same_people_of_a_place_and_a_year_are_doubted(tmp_path, rows, expected):
    lines = [f"{row},Blida" for row in rows]
    reading = read(tmp_path, "when,killed,group,place", *lines, columns={"date_start": "when"})
    assert doubted(reading) == expected
    if expected:
        span = rows[0].split(",")[0]
        assert f"'Blida, {span}'" in reading.examples[DOUBT]


def test_two_rows_of_the_same_days_and_place_are_doubted_as_those_of_a_day_are(tmp_path):
    lines = [
        "1862-04-06,1862-04-07,Shiloh,1754",
        "1862-04-06,1862-04-07,Shiloh,1723",
        "1862-04-06,1862-04-08,Shiloh,5",
        "1862-05-31,1862-06-01,Fair Oaks,790",
    ]
    assert doubted(read(tmp_path, "start_date,end_date,place,killed", *lines)) == [0, 1]


def test_a_year_whose_dead_are_those_of_the_days_in_it_is_doubted_with_them(tmp_path):
    lines = [
        "1976-05-20,1976-05-24,Philippines,200",
        "1976-08-17,1976-08-17,Philippines,113",
        "1976,,Philippines,313",
        "1973-10-07,1973-10-09,Philippines,73",
        "1973,,Philippines,73",
        "1971,,Philippines,40",
    ]
    head = "date_start,date_end,country,killed"
    assert doubted(read(tmp_path, head, *lines)) == [0, 1, 2, 3, 4]
    others = [line.replace("313", "300").replace(",73", ",70") for line in lines[2:]]
    assert doubted(read(tmp_path, head, *lines[:2], *others)) == []
