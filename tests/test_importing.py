import gzip
import io
import logging
import shutil
import tracemalloc
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from eventmap.database import Database
from eventmap.errors import FileError, StoreError
from eventmap.events import describe_event
from eventmap.filters import Filters
from eventmap.importing import (
    limits_of,
    open_described,
    propose,
    read_upload,
    rejects_csv,
    to_dataset,
    write_proposal,
)
from eventmap.panels.casualties import casualties_panel
from eventmap.panels.detail import detail_panel
from eventmap.panels.method import method_panel
from eventmap.readers.inspection import Choices
from eventmap.readers.sandbox import QUEUE
from eventmap.schema import DatasetInfo
from eventmap.store import Counts, VersionedStore
from eventmap.summary import summarise

TABLE = b"date,place,lat,lon,killed\n2025-02-24,Kherson,46.6354,32.6169,2\nTotal,,,,2\n"
ONE_MB = Choices(limits=limits_of(1))


@pytest.mark.usefixtures("read_here")
def test_an_upload_becomes_a_dataset_and_a_file_of_refused_rows() -> None:
    inspection = read_upload("../../table.csv", io.BytesIO(TABLE), Choices())
    dataset, reading = to_dataset(inspection, "My table")
    assert (reading.read, reading.accepted) == (2, 1)
    assert dataset.info.title == "My table"
    assert dataset.events["place"].tolist() == ["Kherson"]
    header, row = rejects_csv(inspection).decode().splitlines()
    assert header == "file,line,column,value,reason,row"
    assert row.startswith("table.csv,3,,Total,")


@pytest.mark.usefixtures("read_here")
@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("strikes.csv", "strikes"),
        ("kherson_strikes_2014-2023.csv", "kherson strikes 2014-2023"),
        ("Kherson v1.2 (3).csv", "Kherson v1.2"),
        ("St. Mary.CSV", "St. Mary"),
        ("kherson-strikes-2025.csv", "kherson strikes-2025"),
        ("strikes (final).csv", "strikes final"),
        ("(1).csv", "(1).csv"),
    ],
)
def test_a_file_without_a_title_is_called_by_its_name(name: str, title: str) -> None:
    dataset, _ = to_dataset(read_upload(name, io.BytesIO(TABLE), Choices()))
    assert dataset.info.title == title
    assert dataset.info.source == f"Table with a date and a place: {name}"


@pytest.mark.usefixtures("read_here")
def test_a_packed_file_is_called_by_its_name_without_both_ends() -> None:
    packed = io.BytesIO(gzip.compress(TABLE))
    dataset, _ = to_dataset(read_upload("my_strikes.csv.gz", packed, Choices()), " ")
    assert dataset.info.title == "my strikes"


@pytest.mark.usefixtures("read_here")
def test_a_name_is_no_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("/etc/passwd.csv", "..\\..\\x.csv", "....", "a\0b.csv", "ж" * 300 + ".csv"):
        read_upload(name, io.BytesIO(TABLE), Choices())
    assert list(tmp_path.iterdir()) == []


def test_a_file_beyond_the_limit_is_refused_with_the_limit() -> None:
    with pytest.raises(FileError, match="1 MB"):
        read_upload("big.csv", io.BytesIO(b"a,b\n" + b"1,2\n" * 400_000), ONE_MB)


@pytest.mark.parametrize("kind", ["gzip", "zip"])
def test_a_bomb_is_refused_with_memory_bounded(kind: str) -> None:
    zeros = bytes(100_000_000)
    packed = io.BytesIO()
    if kind == "gzip":
        packed.write(gzip.compress(zeros))
    else:
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("table.csv", zeros)
    del zeros
    packed.seek(0)
    tracemalloc.start()
    with pytest.raises(FileError):
        read_upload(f"table.csv.{kind}", packed, ONE_MB)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 50_000_000


def test_an_upload_waits_for_its_turn_and_says_so() -> None:
    class LeftError(Exception):
        """The viewer has closed the page."""

    told = []

    def say(sentence: str) -> None:
        told.append(sentence)
        raise LeftError

    with QUEUE.turn(print), QUEUE.turn(print), pytest.raises(LeftError):
        read_upload("table.csv", io.BytesIO(TABLE), Choices(), said=say)
    assert told == ["2 other files are being read; yours is next."]


@pytest.mark.usefixtures("read_here")
def test_a_question_keeps_an_upload_from_the_map() -> None:
    table = b"date,place,country\n03/04/2025,Kherson,Ukraine\n"
    inspection = read_upload("table.csv", io.BytesIO(table), Choices())
    with pytest.raises(FileError, match="'03/04/2025' in line 2"):
        to_dataset(inspection, "table")
    dataset, _ = to_dataset(read_upload("t.csv", io.BytesIO(table), Choices(order="DMY")), "t")
    assert dataset.events["date_start"].astype("str").tolist() == ["2025-04-03"]


REPORTS = b"""date,place,source,killed
2025-10-01,Kherson,Reuters,3
2025-10-01,Kherson,AFP,2
2025-10-02,Kherson,AFP,1
"""


@pytest.mark.usefixtures("read_here")
def test_casualties_that_several_sources_give_of_a_day_and_place_are_said_beside_the_sums() -> None:
    inspection = read_upload("reports.csv", io.BytesIO(REPORTS), Choices())
    dataset, _ = to_dataset(inspection, "Reports")
    summary = summarise(Database([dataset]), Filters())
    assert (summary["killed"]["best"], summary["several_sources"]) == (6, 2)
    said = (
        "2 of the events shown share a day and place, or an id, with another: they may be reports"
        " of one event, and their casualties counted more than once."
    )
    assert said in summary["sentence"]
    assert said in casualties_panel(summary)["notes"]
    assert said in method_panel(dataset.info, summary)["sections"][0]["lines"]


TEXTS = b"""date,place,lat,lon,type,description
2025-10-01,Kherson,46.63,32.61,,Shelling of a market killed two
2025-10-02,Kherson,46.64,32.62,drone,Shelling of a bus
2025-10-03,Kherson,46.65,32.63,,Meeting of the council
2025-10-04,Kherson,46.65,32.63,shelling,Shelling of a road
2025-10-05,,,,,"Not shown: ""eventmap"": [""type_in_text""]}"
"""


@pytest.mark.usefixtures("read_here")
@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({}, 1),
        # What somebody chose goes before, and where it is nothing no type is read
        ({"event_type": "description"}, 0),
        ({"event_type": ""}, 0),
    ],
)
def test_a_type_that_only_a_text_tells_is_counted_and_said(
    columns: Mapping[str, str], told: int
) -> None:
    inspection = read_upload("texts.csv", io.BytesIO(TEXTS), Choices(mapping=columns))
    dataset, reading = to_dataset(inspection, "Texts")
    database = Database([dataset])
    summary = summarise(database, Filters())
    assert (summary["events"], summary["types_in_text"]) == (5, told)
    said = "The source gives 1 event no type: the words of its text tell it, and may mislead."
    assert [said] * told == [note for note in reading.notes if "no type" in note]
    assert [said] * told == casualties_panel(summary)["notes"]
    assert ("no type" in summarise(database, Filters(type=("shelling",)))["sentence"]) == bool(told)
    assert "no type" not in summarise(database, Filters(type=("drone",)))["sentence"]


@pytest.mark.usefixtures("read_here")
def test_a_type_that_only_a_text_tells_is_so_marked_in_the_event() -> None:
    dataset, _ = to_dataset(read_upload("texts.csv", io.BytesIO(TEXTS), Choices()), "Texts")
    database = Database([dataset])
    ids = dataset.events["event_id"]
    facts = [
        detail_panel(describe_event(database, Filters(), one), None, page_size=9)["facts"][0]
        for one in ids
    ]
    assert [fact[1] for fact in facts] == ["Shelling", "Drone", "Other", "Shelling", "Other"]
    assert [bool(fact[2]) for fact in facts] == [True, False, False, False, False]


@pytest.mark.usefixtures("read_here")
def test_a_type_that_is_not_known_by_its_name_is_counted_and_named() -> None:
    # By the rows: a bombardment may come from the air or from the ground, and "Autre" is other.
    table = """Date,Lieu,Latitude,Longitude,Type,Titre
2024-03-01,Kherson,46.63,32.61,Bombardement,
2024-03-02,Kherson,46.63,32.61,Bombardement,Drone strike on a bus
2024-03-03,Kherson,46.63,32.61,Frappe aérienne,
2024-03-04,Kherson,46.63,32.61,Autre,
2024-03-05,Kherson,46.63,32.61,NA,
"""
    inspection = read_upload("types.csv", io.BytesIO(table.encode()), Choices())
    dataset, reading = to_dataset(inspection, "Types")
    types = dataset.events["event_type"].tolist()
    assert types == ["other", "drone", "air_strike", "other", "other"]
    assert reading.doubts["event_type"] == 1
    assert "'Bombardement' is no type" in reading.examples["event_type"]


# A file as the next version of a dataset

DESK = (
    b"event_id,date,place,latitude,longitude,n\n"
    b"a,2025-03-01,Kherson,46.6354,32.6169,1\n"
    b"b,2025-03-02,Kharkiv,49.99,36.23,2\n"
    b"Total,,,,,3\n"
)
HELD = DatasetInfo("desk", "The desk", "CC0-1.0", redistributable=True)
BY_HAND = Choices(mapping={"killed_best": "n"})
ACLED_ONE = (
    b"event_id_cnty,event_date,year,time_precision,event_type,sub_event_type,actor1,actor2,iso,"
    b"country,admin1,location,latitude,longitude,geo_precision,source,notes,fatalities,timestamp\n"
    b"UKR1,24 October 2025,2025,1,Explosions/Remote violence,Shelling/artillery/missile attack,"
    b"Military Forces of Russia (2000-),Civilians (Ukraine),804,Ukraine,Kherson,Kherson,46.6558,"
    b"32.6178,1,Ukrinform,A block was shelled.,2,1761600000\n"
)
ACLED = ACLED_ONE + ACLED_ONE.splitlines(keepends=True)[1].replace(b"UKR1", b"UKR2")


@pytest.fixture(scope="module")
def written(
    reading_here: Callable[[pytest.MonkeyPatch], None], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Return a store with a dataset of two events, one of which is Kherson as in `DESK`."""
    table = DESK.replace(b"b,2025-03-02,Kharkiv,49.99,36.23", b"c,2025-03-03,Odesa,46.48,30.73")
    with pytest.MonkeyPatch.context() as patch:
        reading_here(patch)
        inspection = read_upload("first.csv", io.BytesIO(table), BY_HAND, (), HELD)
    folder = tmp_path_factory.mktemp("written") / "store"
    VersionedStore(str(folder)).write(to_dataset(inspection)[1])
    return folder


@pytest.fixture
def store(written: Path, tmp_path: Path) -> VersionedStore:
    """Return such a store of one's own."""
    return VersionedStore(str(shutil.copytree(written, tmp_path / "store")))


@pytest.mark.usefixtures("read_here")
def test_a_file_becomes_the_next_version_as_it_was_proposed(
    store: VersionedStore, caplog: pytest.LogCaptureFixture
) -> None:
    info, kept = open_described(store, "desk")
    inspection = read_upload("march.csv", io.BytesIO(DESK), BY_HAND, kept, info)
    proposal = propose(store, "desk", "march.csv", inspection)
    assert proposal.withdraws
    assert proposal.report.events == Counts(added=1, unchanged=1, withdrawn=1)
    assert store.head("desk") == 1
    with caplog.at_level(logging.INFO, "eventmap"):
        done = write_proposal(store, proposal, BY_HAND)
    assert (done.version, done.added, done.unchanged, done.withdrawn) == (2, 1, 1, 1)
    assert (done.read, done.rejected) == (3, 1)
    assert caplog.messages == ["An import by the page was written"]
    # What was chosen by hand is kept, and the refused row stands where those of a command do.
    assert open_described(store, "desk")[1][0].choices.mapping == {"killed_best": "n"}
    assert "a row of totals" in Path(store.root, ".rejects", "desk-2.csv").read_text("utf-8")
    again = propose(store, "desk", "march.csv", inspection)
    assert not again.report.written
    with pytest.raises(StoreError, match="told against version 1 of 'desk'"):
        write_proposal(store, proposal, BY_HAND)


@pytest.mark.usefixtures("read_here")
def test_that_choices_are_not_kept_is_told_without_the_places_of_the_host(
    store: VersionedStore, caplog: pytest.LogCaptureFixture
) -> None:
    inspection = read_upload("march.csv", io.BytesIO(DESK), BY_HAND, (), HELD)
    proposal = propose(store, "desk", "march.csv", inspection)
    Path(store.root, "desk", "_mapping.toml").write_text("[[", encoding="utf-8")
    done = write_proposal(store, proposal, BY_HAND)
    assert (done.version, done.not_kept) == (2, "this host's log says why.")
    assert store.root in caplog.text


@pytest.mark.usefixtures("read_here")
def test_rows_of_a_publisher_who_forbids_to_hand_them_on_do_not_come_among_others(
    store: VersionedStore,
) -> None:
    inspection = read_upload("acled.csv", io.BytesIO(ACLED), Choices(), (), HELD)
    with pytest.raises(FileError, match=r"\(ACLED terms of use; its rows may not be handed on\)"):
        propose(store, "desk", "acled.csv", inspection)
    # Into a dataset of the same terms they come, and these stay.
    store.write(to_dataset(inspection)[1])
    held = open_described(store, "desk")[0]
    fewer = read_upload("acled.csv", io.BytesIO(ACLED_ONE), Choices(), (), held)
    write_proposal(store, propose(store, "desk", "acled.csv", fewer), Choices())
    info = store.open("desk").info
    assert (info.version, info.licence, info.redistributable) == (3, "ACLED terms of use", False)


@pytest.mark.usefixtures("read_here")
@pytest.mark.parametrize(
    ("terms", "said"),
    [
        ({"licence": "CC BY 4.0"}, r"terms of this file \(CC BY 4.0; its rows may be handed on\)"),
        ({"redistributable": False}, "its rows may not be handed on"),
    ],
)
def test_a_file_of_other_terms_is_no_version(
    store: VersionedStore, terms: Mapping[str, object], said: str
) -> None:
    other = replace(HELD, **terms)
    inspection = read_upload("march.csv", io.BytesIO(DESK), BY_HAND, (), other)
    with pytest.raises(FileError, match=said):
        propose(store, "desk", "march.csv", inspection)


@pytest.mark.usefixtures("read_here")
def test_name_and_title_are_those_of_the_dataset_whatever_is_read(store: VersionedStore) -> None:
    evil = replace(HELD, name="another", title="Taken over")
    inspection = read_upload("march.csv", io.BytesIO(DESK), BY_HAND, (), evil)
    write_proposal(store, propose(store, "desk", "march.csv", inspection), BY_HAND)
    assert store.names() == ["desk"]
    assert store.open("desk").info.title == "The desk"


@pytest.mark.usefixtures("read_here")
def test_a_dataset_that_takes_long_to_compare_is_for_the_command_line(
    store: VersionedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eventmap.importing.MOST_COMPARED", 1)
    inspection = read_upload("march.csv", io.BytesIO(DESK), BY_HAND, (), HELD)
    with pytest.raises(StoreError, match="has 2 events, and new versions of at most 1 are"):
        propose(store, "desk", "march.csv", inspection)


@pytest.mark.usefixtures("read_here")
def test_what_the_page_writes_is_not_held_for_its_session(store: VersionedStore) -> None:
    inspection = read_upload("march.csv", io.BytesIO(DESK), BY_HAND, (), HELD)
    done = write_proposal(store, propose(store, "desk", "march.csv", inspection), BY_HAND)
    assert (done.read, done.rows) == (3, None)
