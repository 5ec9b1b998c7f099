"""Files that fail, stall or eat are read in a process of their own, and end there."""

import json
import logging
import os
import select
import signal
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import openpyxl
import pandas as pd
import pytest
from support.listening import called, listen

from eventmap.errors import FileError
from eventmap.readers import sandbox
from eventmap.readers.inspection import Choices, read_files
from eventmap.schema import DatasetInfo

if TYPE_CHECKING:
    from eventmap.readers.model import DateOrder

INFO = DatasetInfo("test", "Test", "", redistributable=True)
TABLE = "date,place,lat,lon,killed\n2025-02-24,Kherson,46.6354,32.6169,2\n2025-02-25,Odesa,95,30,\n"
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="no other system offers it")


@pytest.fixture(autouse=True)
def space(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a test a folder of its own for temporary files."""
    folder = tmp_path_factory.mktemp("space")
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def save_sheet(path: Path, rows: list[list[Any]], far: str | None = None) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    if far is not None:
        sheet.cell(1_048_576, 16_384).value = far
    book.save(path)
    return path


def geojson() -> str:
    point = {"type": "Point", "coordinates": [32.6169, 46.6354]}
    feature = {
        "type": "Feature",
        "geometry": point,
        "properties": {"date": "2025-02-24", "place": "Херсон", "__index_level_0__": "x"},
    }
    return json.dumps({"type": "FeatureCollection", "features": [feature]})


KML = (
    '<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>Strike</name>'
    "<TimeStamp><when>2025-02-24</when></TimeStamp>"
    "<Point><coordinates>32.6169,46.6354</coordinates></Point></Placemark></Document></kml>"
)
QUESTION = "date,place,country\n03/04/2025,Kherson,Ukraine\n"


def assert_same(one: Any, other: Any) -> None:
    """Compare two values made of the readers' classes, tables by rows and types."""
    assert type(one) is type(other)
    if isinstance(one, pd.DataFrame):
        pd.testing.assert_frame_equal(one, other, check_index_type="equiv")
    elif isinstance(one, tuple):
        assert len(one) == len(other)
        for each, its in zip(one, other, strict=True):
            assert_same(each, its)
    elif is_dataclass(one):
        for each in fields(one):
            assert_same(getattr(one, each.name), getattr(other, each.name))
    else:
        assert one == other


def test_the_answer_is_what_reading_in_this_process_gives(tmp_path: Path) -> None:
    paths = [
        write(tmp_path / "table.csv", TABLE),
        write(tmp_path / "again.csv", TABLE),
        write(tmp_path / "question.csv", QUESTION),
        write(tmp_path / "points.geojson", geojson()),
        write(tmp_path / "strikes.kml", KML),
        save_sheet(tmp_path / "book.xlsx", [["date", "place"], ["2025-02-24", "Київ"]]),
    ]
    inspection = sandbox.inspect_files(paths, INFO, Choices())
    assert [part.rows for part in inspection.parts] == [2, 2, 1, 1, 1, 1]
    assert sum(part.reading is None for part in inspection.parts) == 1
    assert_same(inspection, read_files(paths, INFO, Choices()))


def test_what_takes_too_long_is_refused_with_the_limit(
    tmp_path: Path, space: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EVENTMAP_READ_SECONDS", "1")
    path = write(tmp_path / "long.csv", TABLE + "2025-02-24,Kherson,46.6,32.6,2\n" * 400_000)
    words = r"long\.csv cannot be read: it takes longer than 1 second, .* \(EVENTMAP_READ_SECONDS\)"
    with pytest.raises(FileError, match=words):
        sandbox.inspect_files([path], INFO, Choices())
    assert list(space.iterdir()) == []


@LINUX
def test_the_process_is_locked_up_before_it_loads_a_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    decoy = write(tmp_path / "decoy.txt", "password = hunter2")
    libraries = tmp_path / "libraries"
    (libraries / "any.dist-info").mkdir(parents=True)
    for name in ("pandas", "numpy", "duckdb"):
        write(libraries / f"{name}.py", f"raise SystemExit(open({str(decoy)!r}).read())")
    monkeypatch.syspath_prepend(libraries)
    monkeypatch.setenv("EVENTMAP_DEBUG", "on")
    with pytest.raises(FileError):
        sandbox.inspect_files([write(tmp_path / "table.csv", TABLE)], INFO, Choices())
    assert "hunter2" not in caplog.text
    assert "PermissionError" in caplog.text


@LINUX
def test_what_takes_too_much_memory_is_refused_with_the_limit(
    tmp_path: Path, space: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EVENTMAP_READ_MB", "800")
    path = write(tmp_path / "large.csv", TABLE + "2025-02-24,Kherson,46.6,32.6,2\n" * 800_000)
    with pytest.raises(FileError, match=r"large\.csv .* more memory than 800 MB, .*READ_MB"):
        sandbox.inspect_files([path], INFO, Choices())
    assert list(space.iterdir()) == []


@LINUX
def test_a_crash_is_a_sentence(
    tmp_path: Path, space: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = save_sheet(tmp_path / "far.xlsx", [["date", "place"]], far="away")
    words = r"far\.xlsx cannot be read: it is damaged, or needs more memory than 1\.5 GB"
    with pytest.raises(FileError, match=words):
        sandbox.inspect_files([path], INFO, Choices())
    assert "far.xlsx was not read: signal 6" in caplog.text
    assert list(space.iterdir()) == []


def test_the_refusal_names_the_file_that_was_being_read(tmp_path: Path) -> None:
    paths = [write(tmp_path / "sound.csv", TABLE), write(tmp_path / "bad.csv", "")]
    with pytest.raises(FileError, match=r"^bad\.csv is empty"):
        sandbox.inspect_files(paths, INFO, Choices())


UNKNOWN_ORDER = Choices(order=cast("DateOrder", "no order"))


@pytest.mark.parametrize("debug", ["off", "1"])
def test_what_a_reader_did_not_think_of_is_a_refusal_and_a_line_in_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, debug: str
) -> None:
    monkeypatch.setenv("EVENTMAP_DEBUG", debug)
    path = write(tmp_path / "table.csv", TABLE)
    words = r"table\.csv cannot be read: reading it failed, and this host's log says why"
    with caplog.at_level(logging.INFO), pytest.raises(FileError, match=words):
        sandbox.inspect_files([path], INFO, UNKNOWN_ORDER)
    assert "table.csv was not read: KeyError: 'no order'" in caplog.text
    assert ("Traceback" in caplog.text) == (debug == "1")


def test_a_refusal_names_no_folder_of_the_host(tmp_path: Path, space: Path) -> None:
    path = tmp_path / "strikes.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("strikes.shp", b"\x00\x00\x27\x0a" + bytes(300))
    words = (
        r"^strikes\.zip cannot be read as shapefile: Unable to open strikes\.zip or strikes\.zip\."
    )
    with pytest.raises(FileError, match=words) as refused:
        sandbox.inspect_files([path], INFO, Choices())
    assert str(space) not in str(refused.value)


def inspect_in_space_of(size: int, path: Path) -> "subprocess.CompletedProcess[str]":
    """Inspect a file where neither the command nor what it starts can write one of more bytes."""

    def limit() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    command = [sys.executable, "-m", "eventmap.cli", "inspect", str(path)]
    env = {**os.environ, "TMPDIR": str(path.parent), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        command, preexec_fn=limit, env=env, capture_output=True, text=True, check=False
    )


@pytest.mark.skipif(sys.platform == "win32", reason="it has no such limit")
@pytest.mark.parametrize(
    ("size", "words"),
    [(100, "there is no temporary folder with room for it"), (1000, "its tables have no room")],
)
def test_a_full_disk_is_said_to_be(tmp_path: Path, size: int, words: str) -> None:
    path = write(tmp_path / "table.csv", TABLE)
    done = inspect_in_space_of(size, path)
    assert done.stderr.startswith(f"Error: table.csv cannot be read: {words}")
    assert (done.returncode, list(tmp_path.iterdir())) == (2, [path])


KILLED = """
import os, signal, sys
from pathlib import Path
from eventmap.readers import sandbox
from eventmap.readers.inspection import Choices
from eventmap.schema import DatasetInfo

def start_and_die(folder, start=sandbox.start):
    print(start(folder).pid, folder, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)

sandbox.start = start_and_die
sandbox.inspect_files([Path(sys.argv[1])], DatasetInfo("x", "", "", True), Choices())
"""


@LINUX
def test_without_whoever_asked_nothing_is_read_on(tmp_path: Path, space: Path) -> None:
    path = write(tmp_path / "long.csv", TABLE + "2025-02-24,Kherson,46.6,32.6,2\n" * 400_000)
    command = [sys.executable, "-c", KILLED, str(path)]
    env = {**os.environ, "TMPDIR": str(space)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env) as process:
        said = process.communicate()[0]
    pid, folder = said.split(" ", maxsplit=1)
    assert process.returncode == -signal.SIGKILL
    try:
        ended = os.pidfd_open(int(pid))
    except ProcessLookupError:
        pass
    else:
        assert select.select([ended], [], [], 60)[0]
        os.close(ended)
    assert Path(folder.strip(), "question").is_dir()
    assert not Path(folder.strip(), "answer", "answer.json").exists()


# ---- what the process may touch


VRT = """<?xml version="1.0"?><!-- <kml -->
<OGRVRTDataSource><OGRVRTLayer name="decoy"><SrcDataSource>{source}</SrcDataSource>
<OpenOptions><OOI key="HEADERS">NO</OOI></OpenOptions>
<SrcSQL dialect="SQLITE">SELECT field_1 AS Name, field_1 AS description, '2025-10-01' AS date,
'Kyiv' AS place FROM decoy</SrcSQL></OGRVRTLayer></OGRVRTDataSource>"""


def test_a_file_that_names_others_reads_none_of_them(tmp_path: Path) -> None:
    decoy = write(tmp_path / "decoy.csv", "password = hunter2\n")
    with listen() as listener:
        address = f"/vsicurl/http://127.0.0.1:{listener.getsockname()[1]}/decoy.csv"
        for source in (f"CSV:{decoy}", address):
            path = write(tmp_path / "map.kml", VRT.format(source=source))
            with pytest.raises(FileError, match=r"^map\.kml") as refused:
                sandbox.inspect_files([path], INFO, Choices())
            assert "hunter2" not in str(refused.value)
        assert not called(listener)


def test_the_process_is_told_nothing_of_the_hosts_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EVENTMAP_STORE", "secret")
    monkeypatch.setenv("HTTPS_PROXY", "http://secret")
    folder = tmp_path / "asked"
    folder.mkdir()
    with sandbox.start(folder) as process:
        environ = Path(f"/proc/{process.pid}/environ")
        told = environ.read_bytes() if environ.exists() else b""
        process.kill()
    assert b"secret" not in told


# ---- what is left, and whose turn it is


def test_folders_that_a_kill_left_are_removed_an_hour_later(tmp_path: Path, space: Path) -> None:
    for name, age in (("old", 7200), ("young", 60)):
        folder = space / f"{sandbox.PREFIX}{name}"
        folder.mkdir()
        write(folder / "table.csv", TABLE)
        os.utime(folder, (time.time() - age,) * 2)
    sandbox.inspect_files([write(tmp_path / "table.csv", TABLE)], INFO, Choices())
    assert [path.name for path in space.iterdir()] == [f"{sandbox.PREFIX}young"]


def test_two_read_at_a_time_and_the_others_are_told_when_it_is_their_turn() -> None:
    queue = sandbox.WaitingLine()
    told: dict[str, list[str]] = {"third": [], "fourth": []}
    order: list[str] = []

    def wait(name: str, heard: threading.Event) -> Callable[[], None]:
        def said(sentence: str) -> None:
            told[name].append(sentence)
            heard.set()

        def run() -> None:
            with queue.turn(said):
                order.append(name)

        return run

    threads = []
    with queue.turn(print):
        with queue.turn(print):
            for name in told:
                heard = threading.Event()
                threads.append(threading.Thread(target=wait(name, heard)))
                threads[-1].start()
                assert heard.wait(30)
            assert order == []
        threads[0].join(30)
    threads[1].join(30)
    assert told["third"][0] == "2 other files are being read; yours is next."
    assert told["fourth"][0] == (
        "2 other files are being read and 1 waits; then it is your file's turn."
    )
    assert order == ["third", "fourth"]


def test_a_viewer_who_leaves_the_queue_holds_nobody_up() -> None:
    queue = sandbox.WaitingLine()

    def leave(_: str) -> None:
        raise TimeoutError

    with queue.turn(print), queue.turn(print), pytest.raises(TimeoutError), queue.turn(leave):
        pass
    with queue.turn(leave):
        pass
