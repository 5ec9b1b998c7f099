"""inspect, import, datasets, diff and remove, as a user types them."""

import csv
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support.datasets import EVENT, write_dataset

from eventmap.cli import main
from eventmap.store import VersionedStore

pytestmark = pytest.mark.usefixtures("read_here")

TABLE = """id,date,place,country,lat,lon,killed
a,2025-02-24,Kherson,Ukraine,46.6354,32.6169,2
b,2025-02-25,Odesa,Ukraine,95,30.7,
c,soon,=HYPERLINK("x"),Ukraine,,,1
a,2025-02-24,Kherson,Ukraine,46.6354,32.6169,2
d,2025-02-27,Lviv,Ukraine,49.84,24.03,0
"""
"""Of five rows four are events; b has no such latitude, c no date, the fourth repeats the first."""


IN_ALL = {
    "events": 4,
    "records": 4,
    "located": 2,
    "date_start": "2025-02-24",
    "date_end": "2025-02-27",
    "killed": {"low": 3, "best": 3, "high": 3, "known": 3, "unknown": 1},
    "injured": {"low": None, "best": None, "high": None, "known": 0, "unknown": 4},
    "sentence": "In all: 4 events, 24–27 February 2025 (3 of them; 1 gives no date), Ukraine; at "
    "least 3 killed, from 3 of 4 events; 1 gives no figure; injured: not given.",
}
"""What its events add up to."""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "my table.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


@pytest.fixture
def store(tmp_path: Path) -> str:
    return str(tmp_path / "store")


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def take_in(*words: object) -> dict[str, object]:
    result = run("import", *words, "--json")
    assert result.exit_code == 0, result.output
    account: dict[str, object] = json.loads(result.stdout)
    return account


def test_types_are_read_from_nothing_where_that_is_chosen(tmp_path: Path, store: str) -> None:
    path = tmp_path / "shootings.csv"
    path.write_text(
        "date,city,country,lat,lon,description\n"
        "2025-02-24,Kherson,Ukraine,46.6354,32.6169,Clashes between troops and rebels\n",
        encoding="utf-8",
    )
    names = (path, "--store", store)
    result = run("import", *names, "--map", "event_type=")
    assert result.exit_code == 0, result.output
    assert "Types are read from nothing, as you chose: every event is of the type other." in (
        result.output.splitlines()
    )
    exported = tmp_path / "events.csv"
    assert run("export", "shootings", "--to", exported, "--store", store).exit_code == 0
    (event,) = csv.DictReader(exported.read_text(encoding="utf-8-sig").splitlines())
    assert event["event_type"] == "other"


def test_an_import_accounts_for_every_row(table: Path, store: str) -> None:
    account = take_in(table, "--store", store)
    rejects = Path(str(account.pop("rejects_file")))
    assert account == {
        "dataset": "my-table",
        "version": 1,
        "read": 5,
        "accepted": 4,
        "rejected": 1,
        "duplicates": 1,
        "added": 4,
        "changed": 0,
        "unchanged": 0,
        "withdrawn": 0,
        "doubts": {"date_unread": 1, "point_unread": 1},
        "unread": [],
        "unused": [],
        "notes": ["Read as separated by commas."],
        "kept_choices": [],
        "left_out": [],
        "in_all": IN_ALL,
    }
    with rejects.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["line"], row["column"], row["value"]) for row in rows] == [("5", "id", "a")]
    assert json.loads(rows[0]["row"])["place"] == "Kherson"
    assert all(row["reason"] and row["file"] == "my table.csv" for row in rows)


def test_what_a_file_adds_up_to_is_told_before_and_after_it_is_taken_in(
    table: Path, store: str
) -> None:
    told = f"{IN_ALL['sentence']} At a point on the map: 2 of 4 events."
    assert told in run("inspect", table).output.splitlines()
    assert json.loads(run("inspect", table, "--json").output)["in_all"] == IN_ALL
    assert told in run("import", table, "--store", store).output.splitlines()


def test_nothing_is_added_up_while_something_is_asked(tmp_path: Path) -> None:
    table = tmp_path / "asks.csv"
    table.write_text("date,place,killed\n03/04/2025,Kherson,2\n", encoding="utf-8")
    assert json.loads(run("inspect", table, "--json").output)["in_all"] is None
    assert "In all" not in run("inspect", table).output


def test_an_import_stands_whose_refused_rows_cannot_be_written(table: Path, store: str) -> None:
    take_in(table, "--store", store, "--dataset", "other")
    Path(store, ".rejects", "other-1.csv").unlink()
    Path(store, ".rejects").rmdir()
    Path(store, ".rejects").write_text("a file", encoding="utf-8")
    result = run("import", table, "--store", store, "--json")
    account = json.loads(result.stdout)
    assert (result.exit_code, account["version"], account["rejects_file"]) == (0, 1, None)
    assert result.stderr.startswith(
        "Version 1 of my-table is there, but 1 refused row cannot be written to "
    )
    assert result.stderr.endswith(".rejects/my-table-1.csv: File exists.\n")


def test_a_newer_export_changes_adds_and_withdraws(table: Path, store: str) -> None:
    take_in(table, "--store", store, "--dataset", "mine", "--licence", "CC0")
    again = take_in(table, "--store", store, "--dataset", "mine")
    assert (again["version"], again["unchanged"], again["changed"]) == (1, 4, 0)
    rows = TABLE.replace("49.84,24.03,0", "49.84,24.03,1").splitlines()
    table.write_text("\n".join([rows[0], rows[5], "e,2025-03-01,Sumy,Ukraine,50.9,34.8,"]))
    newer = take_in(table, "--store", store, "--dataset", "mine")
    numbers = [newer[name] for name in ("version", "added", "changed", "unchanged", "withdrawn")]
    assert numbers == [2, 1, 1, 0, 3]

    found = json.loads(run("diff", "mine", 1, 2, "--store", store, "--json").stdout)["events"]
    assert [event["event_id"] for event in found["added"]] == ["e"]
    assert [event["event_id"] for event in found["withdrawn"]] == ["a", "b", "c"]
    (changed,) = found["changed"]
    assert changed["event_id"] == "d"
    assert "0 killed, now 1 killed" in [field["words"] for field in changed["fields"]]

    (listed,) = json.loads(run("datasets", "--store", store, "--json").stdout)
    assert (listed["name"], listed["version"], listed["licence"]) == ("mine", 2, "CC0")
    assert listed["title"] == "my table"
    assert run("remove", "mine", "--yes", "--store", store).exit_code == 0
    assert json.loads(run("datasets", "--store", store, "--json").stdout) == []


def test_inspect_writes_nothing_and_says_what_it_found(
    table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EVENTMAP_STORE", str(tmp_path / "none"))
    before = sorted(tmp_path.rglob("*"))
    text = run("inspect", table).stdout
    assert "date_start = date" in text
    assert "5 rows: 4 accepted, 1 refused" in text
    (part,) = json.loads(run("inspect", table, "--json").stdout)["tables"]
    assert (part["format"], part["encoding"], part["rejected"]) == ("table", "utf-8", 1)
    assert part["dates"][0]["order"] == "YMD"
    assert sorted(tmp_path.rglob("*")) == before


def test_what_looks_like_something_and_is_not_read_is_named(tmp_path: Path, store: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text(
        "Event date,Town,Raion,Date added,Killed,Killed children,Weather,Desk,Phone\n"
        "2025-04-03,Kherson,Khersonskyi,2025-04-09,2,1,Fog,Olena,\n"
        "2025-04-04,Odesa,,2025-04-09,0,,Rain,,\n"
    )
    unread = [
        {"column": "Raion", "looks_like": "place", "cells": 1},
        {"column": "Date added", "looks_like": "date", "cells": 2},
        {"column": "Killed children", "looks_like": "casualties", "cells": 1},
    ]
    # All others that are not blank are named as well: nobody has to compare lists.
    unused = ["Weather", "Desk"]
    account = take_in(path, "--store", store)
    assert (account["unread"], account["unused"]) == (unread, unused)
    (part,) = json.loads(run("inspect", path, "--json").stdout)["tables"]
    assert (part["unread"], part["unused"]) == (unread, unused)
    sentence = "Kept with each event as written, and read into no field: 'Weather' and 'Desk'."
    assert sentence in run("inspect", path).stdout
    assert sentence in run("import", path, "--store", store).stdout
    assert part["column_uses"][0] == {
        "column": "Event date",
        "field": "date_start",
        "surety": "sure",
        "why": "Its heading says so, and all of the values seen read as dates.",
        "runner_up": "",
        "samples": ["2025-04-03", "2025-04-04"],
        "cells": 2,
        "looks_like": "",
        "also": [],
        "unexplained": False,
    }
    lines = run("inspect", path).stdout.splitlines()
    assert "  not read: 'Raion' looks like a place (1 cell, such as 'Khersonskyi')." in lines
    told = [line for line in lines if line.startswith("    Event date ")]
    assert [line.split()[2:4] for line in told] == [["date_start", "sure"]]
    assert max(map(len, lines[lines.index(told[0]) : -4])) <= 100


def test_an_import_that_would_leave_all_events_without_a_point_asks_first(
    tmp_path: Path, store: str
) -> None:
    path = tmp_path / "t.csv"
    path.write_text("date,town,coordinates\n2025-04-03,Kherson,beside the bridge\n")
    refused = run("import", path, "--store", store)
    assert refused.exit_code == 2
    assert "No event of t.csv would have a point, although 'coordinates'" in refused.stderr
    chosen = ("--map", "lat=", "--map", "lon=")
    assert take_in(path, *chosen, "--store", store)["accepted"] == 1


def test_an_import_that_would_leave_all_events_undated_asks_first(
    tmp_path: Path, store: str
) -> None:
    path = tmp_path / "t.csv"
    path.write_text("date,town\n2025-02-30,Kherson\n2025-04-31,Odesa\n")
    refused = run("import", path, "--store", store)
    assert refused.exit_code == 2
    assert "No event of t.csv would have a date: none of 'date' can be read." in refused.stderr
    assert "'2025-02-30'" in refused.stderr
    assert take_in(path, "--map", "date_start=date", "--store", store)["accepted"] == 2


def test_inspect_reads_a_folder_too(tmp_path: Path) -> None:
    rows = [EVENT | {"event_id": "a", "title": "A", "lat": lat, "lon": 30} for lat in (48, 95)]
    folder = write_dataset(tmp_path / "mine", rows)
    (events, *_) = json.loads(run("inspect", folder, "--json").stdout)["tables"]
    assert (events["read"], events["accepted"], events["rejects"][0]["value"]) == (2, 1, "95")


def test_points_that_are_turned_round_are_told_both_ways_with_their_options(
    tmp_path: Path, store: str
) -> None:
    path = tmp_path / "swapped.csv"
    path.write_text(
        "date,country,my lat,lon\n"
        "2025-02-24,Ukraine,32.6169,46.6354\n"
        "2025-02-25,Ukraine,36.23,49.99\n",
        encoding="utf-8",
    )
    told = run("inspect", path).stdout
    assert (
        "    as written: 1 of 2 points in Iraq and 1 in Iran (--map lat='my lat' --map lon=lon)\n"
        "    turned: 2 of 2 points in Ukraine (--map lat=lon --map lon='my lat')\n"
    ) in told
    (table,) = json.loads(run("inspect", path, "--json").stdout)["tables"]
    assert [each["countries"] for each in table["placings"]] == [["IQ", "IR"], ["UA"]]
    turned = table["placings"][1]["map"]
    options = [word for name, column in turned.items() for word in ("--map", f"{name}={column}")]
    assert run("import", path, "--store", store).exit_code == 2
    take_in(path, "--store", store, *options)
    events = VersionedStore(store).open("swapped").read("events")
    assert sorted(events["lat"].to_pylist()) == [46.6354, 49.99]


def test_a_question_of_dates_is_asked_and_answered(tmp_path: Path, store: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text("date,place,country\n03/04/2025,Kherson,Ukraine\n", encoding="utf-8")
    assert "'03/04/2025' in line 2" in run("inspect", path).stdout
    asked = run("import", path, "--store", store)
    assert asked.exit_code == 2
    assert asked.stderr.endswith("YMD. Say it with --date-order DMY, MDY or YMD.\n")
    assert "--date-order DMY" in run("inspect", path).stdout
    assert take_in(path, "--date-order", "DMY", "--store", store)["accepted"] == 1


def test_a_column_is_named_by_hand(tmp_path: Path, store: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text("when it was,spot\n2025-04-03,Kherson\n", encoding="utf-8")
    refused = run("import", path, "--store", store)
    assert refused.exit_code == 2
    assert refused.stderr.endswith("or with --map place=COLUMN.\n")
    chosen = ("--map", "date_start=when it was", "--map", "place=spot")
    assert take_in(path, *chosen, "--store", store)["accepted"] == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["import", "nowhere.csv"], "nowhere.csv"),
        (["import", "{table}", "--map", "nonsense"], "--map 'nonsense'"),
        (["import", "{table}", "--map", "wher=place"], "--map 'wher=place'"),
        (["import", "{table}", "--map", "place=nope"], "'nope'"),
        (["import", "{table}", "--dataset", "../x"], "--dataset '../x'"),
        (["import", "{table}", "--dataset", "lent-1"], "--dataset 'lent-1'"),
        (["import", "{table}", "{folder}"], "alone"),
        (["diff", "nope", "1", "2"], "No dataset 'nope'"),
        (["remove", "nope", "--yes"], "No dataset 'nope'"),
        (["export", "nope", "--to", "x.csv"], "No dataset 'nope'"),
        (["export", "nope", "--to", "x.doc"], "x.doc"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    table: Path, store: str, words: list[str], said: str
) -> None:
    result = run(
        *(word.format(table=table, folder=table.parent) for word in words), "--store", store
    )
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("Error: ")
    assert result.stderr.count("\n") == 1
    assert said in result.stderr


def test_a_file_in_place_of_the_store_is_one_sentence(table: Path, tmp_path: Path) -> None:
    place = tmp_path / "file"
    place.write_text("", encoding="utf-8")
    result = run("import", table, "--store", place)
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "could not be" in result.stderr


def test_in_a_process_of_its_own_only_json_is_on_standard_output(table: Path, store: str) -> None:
    command = [sys.executable, "-m", "eventmap.cli", "import", str(table), "--json"]
    env = os.environ | {"EVENTMAP_STORE": store}
    done = subprocess.run(command, capture_output=True, text=True, env=env, check=False)
    assert done.returncode == 0
    assert json.loads(done.stdout)["dataset"] == "my-table"
    assert done.stderr == ""


def test_no_file_steers_the_terminal(tmp_path: Path, store: str) -> None:
    steering = "\x1b]0;renamed\x07\x9b2J\u202e"
    path = tmp_path / "tables.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"a{steering}.csv", TABLE)
        archive.writestr(f"b{steering}.csv", f"name{steering}\nvalue{steering}\n")
    inspected = run("inspect", path)
    assert "\\x1b]0;renamed\\x07\\x9b2J\\u202e.csv" in inspected.output
    for title in ("was", f"is{steering}"):
        table = tmp_path / "t.csv"
        table.write_text(f"id,date,lat,lon,title\na,2025-02-24,46,32,{title}\n", encoding="utf-8")
        take_in(table, "--store", store)
    differ = run("diff", "t", "1", "2", "--store", store)
    assert "now is\\x1b]0;renamed" in differ.output
    for result in (inspected, differ, run("inspect", tmp_path / f"none{steering}.csv")):
        assert not set("\x1b\x07\x9b\u202e") & set(result.output)


ACLED = {
    "event_id_cnty": "UKR1",
    "event_date": "24 February 2025",
    "time_precision": "1",
    "event_type": "Battles",
    "actor1": "A",
    "country": "Ukraine",
    "admin1": "Kherson",
    "location": "Kherson",
    "latitude": "46.6354",
    "longitude": "32.6169",
    "geo_precision": "1",
    "source": "Paper",
    "notes": "Words",
    "fatalities": "2",
}


@pytest.fixture
def acled(tmp_path: Path) -> Path:
    path = tmp_path / "acled.csv"
    path.write_text(f"{','.join(ACLED)}\n{','.join(ACLED.values())}\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("options", "redistributable"),
    [
        ((), False),  # a licence that is not stated is no permission
        (("--licence", "CC BY 4.0"), True),
        (("--redistributable",), True),
        (("--licence", "All rights reserved", "--not-redistributable"), False),
    ],
)
def test_rows_are_handed_on_only_with_permission(
    table: Path, store: str, options: tuple[str, ...], *, redistributable: bool
) -> None:
    take_in(table, "--store", store, "--dataset", "mine", *options)
    assert VersionedStore(store).open("mine").info.redistributable is redistributable


def test_what_was_said_of_the_terms_holds_for_the_next_import(table: Path, store: str) -> None:
    take_in(table, "--store", store, "--redistributable")
    table.write_text(TABLE.replace("49.84,24.03,0", "49.84,24.03,1"), encoding="utf-8")
    assert take_in(table, "--store", store)["changed"] == 1
    assert VersionedStore(store).open("my-table").info.redistributable is True


def test_the_terms_of_a_publisher_are_not_overridden(acled: Path, store: str) -> None:
    refused = run("import", acled, "--store", store, "--redistributable")
    assert refused.exit_code == 2
    assert "terms of the publisher" in refused.stderr
    take_in(acled, "--store", store)
    assert VersionedStore(store).open("acled").info.redistributable is False


def test_the_strictest_terms_of_several_files_hold_for_all(
    table: Path, acled: Path, store: str
) -> None:
    take_in(table, acled, "--store", store, "--dataset", "both", "--licence", "CC0")
    assert VersionedStore(store).open("both").info.redistributable is False


def test_metres_are_read_in_the_coordinate_system_that_is_named(tmp_path: Path, store: str) -> None:
    path = tmp_path / "metres.csv"
    path.write_text("Name;Date;X;Y\nA;2024-01-05;558353,5;4117090,7\n", encoding="utf-8")

    asked = run("import", path, "--store", store)
    assert asked.exit_code == 2
    assert "hold metres of a projection" in asked.output
    assert "--crs EPSG:CODE" in asked.output

    take_in(path, "--crs", "EPSG:32637", "--store", store)
    (event,) = VersionedStore(store).open("metres").dataset().events.to_dict("records")
    # By pyproj, from UTM zone 37 north.
    assert (event["lat"], event["lon"]) == pytest.approx((37.1985, 39.6575), abs=1e-4)


def test_a_table_that_is_turned_round_is_asked_about_and_taken_as_told(
    tmp_path: Path, store: str
) -> None:
    path = tmp_path / "turned.csv"
    rows = "2024-01-05,Ukraine,32.61,46.63\n2024-01-06,Ukraine,36.23,49.99\n"
    path.write_text(f"date,country,lat,lon\n{rows}", encoding="utf-8")

    asked = run("import", path, "--store", store)
    assert asked.exit_code == 2
    assert "2 points in Iraq and Iran" in asked.output
    assert "other way round in Ukraine" in asked.output

    take_in(path, "--map", "lat=lon", "--map", "lon=lat", "--store", store)
    assert set(VersionedStore(store).open("turned").dataset().events["lat"]) == {46.63, 49.99}


def test_pairs_are_taken_in_the_order_that_is_told(tmp_path: Path, store: str) -> None:
    path = tmp_path / "pairs.csv"
    path.write_text('date,where\n2024-01-05,"137.9, 48.5"\n2024-01-06,"37.9, 48.5"\n', "utf-8")

    asked = run("import", path, "--store", store)
    assert "Say it with --map coordinates=COLUMN or with --map lonlat=COLUMN." in asked.output

    take_in(path, "--map", "lonlat=where", "--store", store)
    events = VersionedStore(store).open("pairs").dataset().events
    assert sorted(zip(events["lat"], events["lon"], strict=True)) == [(48.5, 37.9), (48.5, 137.9)]
