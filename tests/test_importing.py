import gzip
import io
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from eventmap.errors import FileError
from eventmap.importing import limits_of, read_upload, rejects_csv, to_dataset
from eventmap.readers.child import QUEUE
from eventmap.readers.intake import Choices

TABLE = b"date,place,lat,lon,killed\n2025-02-24,Kherson,46.6354,32.6169,2\nTotal,,,,2\n"
ONE_MB = Choices(limits=limits_of(1))


@pytest.mark.usefixtures("read_here")
def test_an_upload_becomes_a_dataset_and_a_file_of_refused_rows() -> None:
    intake = read_upload("../../table.csv", io.BytesIO(TABLE), Choices())
    dataset, reading = to_dataset(intake, "My table")
    assert (reading.read, reading.accepted) == (2, 1)
    assert dataset.info.title == "My table"
    assert dataset.events["place"].tolist() == ["Kherson"]
    header, row = rejects_csv(intake).decode().splitlines()
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
    intake = read_upload("table.csv", io.BytesIO(table), Choices())
    with pytest.raises(FileError, match="'03/04/2025' in line 2"):
        to_dataset(intake, "table")
    dataset, _ = to_dataset(read_upload("t.csv", io.BytesIO(table), Choices(order="DMY")), "t")
    assert dataset.events["date_start"].astype("str").tolist() == ["2025-04-03"]
