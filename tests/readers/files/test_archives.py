"""Archives are written by `zipfile` and `gzip`; what is wrong with them by hand."""

import gzip
import os
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import geopandas
import pytest

from eventmap.errors import FileError
from eventmap.readers.files.limits import Limits
from eventmap.readers.files.sources import open_sources

TABLE = "id,place\n1,Kherson\n"


@pytest.fixture
def pack(tmp_path):
    def write(members, name="events.zip"):
        with zipfile.ZipFile(tmp_path / name, "w", zipfile.ZIP_DEFLATED) as archive:
            for member, content in members.items():
                archive.writestr(member, content)
        return tmp_path / name

    return write


def test_each_table_of_an_archive_is_a_source(pack):
    path = pack({"b.csv": TABLE, "a.json": '[{"id": 1}]', "README.txt": "x", "__MACOSX/b.csv": "x"})
    sources = open_sources(path)
    assert [(source.name, source.kind) for source in sources] == [
        ("events.zip, b.csv", "csv"),
        ("events.zip, a.json", "json"),
    ]


def test_what_is_left_out_of_an_archive_is_named(pack):
    members = {"b.csv": TABLE, "2023.zip": "PK", "codebook.pdf": "x", "photos/1.jpg": "x"}
    (source,) = open_sources(pack(members))
    assert source.notes[-1] == (
        "Left out of events.zip, as no tables that can be read in it: '2023.zip', 'codebook.pdf'."
    )
    many = {f"{number}.txt": "x" for number in range(6)}
    (source,) = open_sources(pack({"b.csv": TABLE} | many))
    assert source.notes[-1].endswith("'3.txt', '4.txt', ….")


def test_what_belongs_to_a_shapefile_is_not_said_to_be_left_out(pack, tmp_path):
    frame = geopandas.GeoDataFrame(
        {"date": ["2025-10-01"]}, geometry=geopandas.points_from_xy([30], [50]), crs=4326
    )
    frame.to_file(tmp_path / "events.shp")
    parts = {path.name: path.read_bytes() for path in tmp_path.glob("events.*")}
    beside = {"events.sbn": "x", "events.shp.xml": "x", "events.xml": "x"}
    (source,) = open_sources(pack(parts | beside))
    assert not any(note.startswith("Left out") for note in source.notes)


def test_a_text_file_is_a_table_where_nothing_else_is(pack):
    (source,) = open_sources(pack({"events.txt": TABLE}))
    assert source.cells.loc[2, "place"] == "Kherson"


def test_names_that_lead_elsewhere_do_no_harm(pack, tmp_path):
    path = pack({"../../outside.csv": TABLE, "/etc/outside.csv": TABLE, "..\\outside.csv": TABLE})
    before = set(tmp_path.parent.rglob("*"))
    assert len(open_sources(path)) == 3
    assert set(tmp_path.parent.rglob("*")) == before


def test_nothing_unpacked_is_left_behind(pack, tmp_path, monkeypatch):
    import tempfile

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    open_sources(pack({"events.csv": TABLE}))
    with pytest.raises(FileError):
        open_sources(pack({"events.csv": "\0"}))
    assert list((tmp_path / "temporary").iterdir()) == []


@pytest.mark.parametrize(
    ("members", "limits", "words"),
    [
        ({"inner.zip": b"PK\x05\x06" + bytes(18)}, {}, "archives inside"),
        ({"events.csv": b"PK\x05\x06" + bytes(18)}, {}, "not what its name says"),
        ({"picture.png": b"x"}, {}, "no table inside, only 'picture.png'"),
        ({}, {}, "no table inside, only nothing"),
        ({f"{n}.csv": TABLE for n in range(4)}, {"members": 3}, "4 members; allowed: up to 3"),
        ({f"{n}.csv": TABLE for n in range(4)}, {"tables": 3}, "4 or more tables; allowed: up to"),
        ({f"{n}.csv": TABLE for n in range(9)}, {"unpacked_bytes": 100}, "more than 100 bytes"),
    ],
)
def test_what_an_archive_may_not_hold_is_refused(pack, members, limits, words):
    with pytest.raises(FileError, match=words):
        open_sources(pack(members), limits=Limits(**limits))


def test_an_archive_with_a_password_is_refused(pack):
    path = pack({"events.csv": TABLE})
    data = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(signature) + offset
        data[at] |= 1
    path.write_bytes(data)
    with pytest.raises(FileError, match="locked with a password"):
        open_sources(path)


def test_an_archive_that_lies_about_a_size_is_refused(pack):
    path = pack({"events.csv": TABLE + "2,Odesa\n" * 1000})
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = struct.pack("<I", 20)
    path.write_bytes(data)
    with pytest.raises(FileError, match="damaged"):
        open_sources(path)


def test_a_member_without_a_name_is_left_out(pack):
    path = pack({"x.csv": TABLE, "events.csv": TABLE})
    path.write_bytes(path.read_bytes().replace(b"x.csv", b"\0.csv"))
    (source,) = open_sources(path)
    assert source.cells.loc[2, "place"] == "Kherson"


def test_a_file_that_is_gzipped_twice_is_refused(tmp_path):
    path = tmp_path / "events.csv.gz"
    path.write_bytes(gzip.compress(gzip.compress(TABLE.encode())))
    with pytest.raises(FileError, match="gzipped twice"):
        open_sources(path)


def test_a_zip_in_gzip_is_read(pack, tmp_path):
    path = tmp_path / "events.zip.gz"
    path.write_bytes(gzip.compress(pack({"events.csv": TABLE}).read_bytes()))
    (source,) = open_sources(path)
    assert source.cells.loc[2, "place"] == "Kherson"


BOMB = """
import pathlib, resource, sys
from eventmap.errors import FileError
from eventmap.readers.files.sources import open_sources
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    open_sources(pathlib.Path(sys.argv[1]))
except FileError as refusal:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before, refusal)
"""


@pytest.mark.parametrize("kind", ["gz", "zip"])
def test_a_bomb_is_refused_without_unpacking_it(tmp_path, kind):
    path = tmp_path / f"events.csv.{kind}"
    zeros = bytes(1_000_000)
    if kind == "gz":
        with gzip.open(path, "wb") as file:
            for _ in range(300):
                file.write(zeros)
    else:
        with (
            zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
            archive.open("events.csv", "w") as file,
        ):
            for _ in range(300):
                file.write(zeros)
    done = subprocess.run(
        [sys.executable, "-c", BOMB, str(path)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3] / "src")},
    )
    grown_kb, _, words = done.stdout.partition(" ")
    assert "more than 200 times its packed size" in words
    assert int(grown_kb) < 50_000
