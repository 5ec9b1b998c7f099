"""A store is one archive, and comes back from it as it was, or not at all."""

import json
import random
import shutil
import threading
import time
from collections.abc import Callable
from hashlib import sha256
from itertools import count
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest
from click.testing import CliRunner, Result
from pandas.testing import assert_frame_equal
from support.datasets import WEEK, WEEK_CLAIMS, make_dataset
from support.full_disk import room_for

from eventmap.access import Access
from eventmap.catalog import read_kept_access
from eventmap.cli import main
from eventmap.errors import StoreError
from eventmap.locks import locked
from eventmap.schema import TABLES, Dataset
from eventmap.store import VersionedStore
from eventmap.store.place import Place

TITLES = ("First", "Second", "Third")
RULES = b'see = ["group:desk"]\n'


def titled(title: str, name: str = "strikes") -> Dataset:
    return make_dataset([{**WEEK[0], "title": title}, *WEEK[1:]], WEEK_CLAIMS, name=name)


def fill(store: VersionedStore) -> None:
    """Write three versions of a dataset, with all that is kept beside them, and one of another."""
    for title in TITLES:
        store.write(titled(title))
    store.write(make_dataset(WEEK, name="other"))
    store.change_mapping("strikes", lambda _: b"[[layout]]\n")
    store.write_access("strikes", RULES)
    store.write_access("to-come", RULES)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return a store's folder, and a backup of it."""
    folder = tmp_path_factory.mktemp("filled")
    store = VersionedStore(str(folder / "store"))
    fill(store)
    rejects = folder / "store" / ".rejects"
    rejects.mkdir()
    (rejects / "strikes-2.csv").write_text("file,line\na.csv,7\n")
    (folder / "store" / ".tokens.json").write_text("{}")
    store.back_up(folder / "events.zip")
    return folder / "store", folder / "events.zip"


@pytest.fixture
def store(filled: tuple[Path, Path], tmp_path: Path) -> VersionedStore:
    shutil.copytree(filled[0], tmp_path / "store")
    return VersionedStore(str(tmp_path / "store"))


@pytest.fixture
def archive(filled: tuple[Path, Path], tmp_path: Path) -> Path:
    return Path(shutil.copy(filled[1], tmp_path / "events.zip"))


def assert_same(store: VersionedStore, other: VersionedStore) -> None:
    assert store.names() == other.names()
    for name in store.names():
        assert store.newest_id(name) == other.newest_id(name)
        assert store.read_access(name) == other.read_access(name)
        assert store.read_mapping(name) == other.read_mapping(name)
        pairs = list(zip(store.versions(name), other.versions(name), strict=True))
        assert [one == two for one, two in pairs] == [True] * len(pairs)
        for one, two in pairs:
            first, second = one.dataset(), two.dataset()
            for table in TABLES:
                assert_frame_equal(getattr(first, table), getattr(second, table))


@pytest.mark.parametrize("of_an_address", [False, True])
@pytest.mark.parametrize("to_an_address", [False, True])
def test_a_store_comes_back_as_it_was(
    tmp_path: Path, of_an_address: bool, to_an_address: bool
) -> None:
    for folder in ("first", "second"):
        (tmp_path / folder).mkdir()
    roots = [tmp_path / "first", tmp_path / "second"]
    store, back = (
        VersionedStore(root.as_uri() if is_address else str(root))
        for root, is_address in zip(roots, (of_an_address, to_an_address), strict=True)
    )
    fill(store)
    written = store.back_up(tmp_path / "events.zip")
    assert (dict(written.datasets), written.wrong) == ({"other": 1, "strikes": 3, "to-come": 0}, ())
    assert back.restore(tmp_path / "events.zip") == written
    assert_same(store, back)
    assert back.read_access("to-come") == RULES
    assert back.write(titled("Fourth")).version == 4


def test_refused_rows_are_in_it_and_tokens_are_not(archive: Path, tmp_path: Path) -> None:
    VersionedStore(str(tmp_path / "back")).restore(archive)
    assert (tmp_path / "back" / ".rejects" / "strikes-2.csv").read_text() == "file,line\na.csv,7\n"
    assert not [path for path in (tmp_path / "back").iterdir() if "token" in path.name]
    assert sorted(path.name for path in (tmp_path / "back").iterdir()) == [
        ".rejects",
        "other",
        "strikes",
        "to-come",
    ]


def test_the_archive_is_for_its_owner_alone(store: VersionedStore, tmp_path: Path) -> None:
    store.back_up(tmp_path / "events.zip")
    assert (tmp_path / "events.zip").stat().st_mode & 0o777 == 0o600
    with ZipFile(tmp_path / "events.zip") as archive:
        assert archive.testzip() is None


def test_every_backup_of_a_store_at_work_is_whole(tmp_path: Path) -> None:
    store = VersionedStore(str(tmp_path / "store"))
    store.write(titled("1"))
    enough = threading.Event()

    def work() -> None:
        for number in count(2):
            store.write(titled(str(number)))
            if enough.is_set():
                return

    importing = threading.Thread(target=work)
    importing.start()
    taken: list[Path] = []
    try:
        while store.head("strikes") < 12 or len(taken) < 3:
            taken.append(tmp_path / f"{len(taken)}.zip")
            assert store.back_up(taken[-1]).wrong == ()
    finally:
        enough.set()
        importing.join()
    taken.append(tmp_path / "last.zip")
    assert store.back_up(taken[-1]).wrong == ()
    versions = set()
    for archive in [*taken[: -1 : max(1, len(taken) // 6)], taken[-1]]:
        back = VersionedStore(str(archive.with_suffix("")))
        back.restore(archive)
        numbers = [version.number for version in back.versions("strikes")]
        frames = [back.open("strikes", number).dataset().events for number in numbers]
        titles = [frame.set_index("event_id")["title"][WEEK[0]["event_id"]] for frame in frames]
        assert titles == [str(number) for number in numbers]
        versions.add(len(numbers))
    assert len(versions) > 1  # it was at work


def test_a_file_that_is_there_is_not_overwritten(store: VersionedStore, tmp_path: Path) -> None:
    target = tmp_path / "mine.zip"
    target.write_text("mine")
    with pytest.raises(StoreError, match="is there already; allowed: a file that is not"):
        store.back_up(target)
    assert target.read_text() == "mine"


def test_a_backup_for_which_there_is_no_room_leaves_nothing(
    store: VersionedStore, tmp_path: Path
) -> None:
    target = tmp_path / "backups" / "events.zip"
    target.parent.mkdir()
    with (
        room_for(20_000),
        pytest.raises(StoreError, match=r"could not be backed up to .*: file too large"),
    ):
        store.back_up(target)
    assert list(target.parent.iterdir()) == []


def test_what_a_killed_restore_left_goes_with_a_later_import(
    store: VersionedStore, tmp_path: Path
) -> None:
    left, at_work = (tmp_path / "store" / f".restoring-{name}" for name in ("left", "at-work"))
    for folder in (left, at_work):
        (folder / "strikes").mkdir(parents=True)
    finish = Place(store.root).finish_removals
    with locked(at_work):
        finish(time.time() - 3600)
        assert left.exists()
        finish(time.time() + 3600)
        assert (left.exists(), at_work.exists()) == (False, True)
    finish(time.time() + 3600)
    assert not at_work.exists()


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("kept", ["dataset", "access"])
def test_what_is_there_is_not_overwritten(archive: Path, tmp_path: Path, kept: str) -> None:
    back = VersionedStore(str(tmp_path / "back"))
    if kept == "dataset":
        back.write(titled("Mine"))
    else:
        back.write_access("strikes", None)
        back.write_access("strikes", b'see = ["user:me"]\n')
    before = snapshot(tmp_path / "back")
    with pytest.raises(StoreError, match=r"has strikes already, and nothing was restored"):
        back.restore(archive)
    assert snapshot(tmp_path / "back") == before


def test_other_refused_rows_are_not_overwritten(store: VersionedStore, tmp_path: Path) -> None:
    store.back_up(tmp_path / "events.zip")
    (tmp_path / "store" / ".rejects" / "strikes-2.csv").write_text("other\n")
    for name in ("strikes", "other", "to-come"):
        shutil.rmtree(tmp_path / "store" / name)
    with pytest.raises(StoreError, match=r"strikes-2\.csv is there already and differs"):
        store.restore(tmp_path / "events.zip")
    (tmp_path / "store" / ".rejects" / "strikes-2.csv").write_text("file,line\na.csv,7\n")
    store.restore(tmp_path / "events.zip")
    assert store.head("strikes") == 3


@pytest.mark.parametrize("seed", range(40))
def test_a_byte_that_turned_is_noticed_or_means_nothing(
    archive: Path, store: VersionedStore, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    data = bytearray(archive.read_bytes())
    # Where the archive lists its files half of the time: it is the smaller part of it.
    begin = data.index(b'{"format"') if seed % 2 else 0
    data[chance.randrange(begin, len(data))] ^= 1 << chance.randrange(8)
    archive.write_bytes(data)
    back = VersionedStore(str(tmp_path / "back"))
    try:
        back.restore(archive)
    except StoreError:
        assert snapshot(tmp_path / "back") == {}
    else:
        assert_same(store, back)


@pytest.mark.parametrize("part", [0.0, 0.3, 0.9])
def test_an_archive_that_was_cut_is_refused(archive: Path, tmp_path: Path, part: float) -> None:
    data = archive.read_bytes()
    archive.write_bytes(data[: int(len(data) * part)])
    with pytest.raises(StoreError, match=r"cannot be used: .*; nothing was restored"):
        VersionedStore(str(tmp_path / "back")).restore(archive)


def rewrite(
    archive: Path,
    change: Callable[[dict[str, bytes]], None],
    *,
    packed: int = ZIP_STORED,
) -> None:
    """Write an archive anew with other contents, and a manifest that is true of them."""
    with ZipFile(archive) as old:
        files = {info.filename: old.read(info) for info in old.infolist()}
    manifest = json.loads(files.pop("manifest.json"))
    change(files)
    manifest["files"] = {
        path: {"size": len(data), "sha256": sha256(data).hexdigest()}
        for path, data in files.items()
    }
    with ZipFile(archive, "w", packed) as new:
        for path, data in files.items():
            new.writestr(ZipInfo(path), data, packed)
        new.writestr("manifest.json", json.dumps(manifest))


HOSTILE = [
    "../escaped.parquet",
    "/escaped.parquet",
    "strikes/../../escaped.parquet",
    "strikes/part=events/../../../escaped.parquet",
    "strikes\\..\\..\\escaped.parquet",
    "C:/escaped.parquet",
    ".tokens.json",
    "strikes/_delta_log/../../../../escaped.json",
    "strikes/part=events/.hidden.parquet",
    "strikes/_delta_log/00000000000000000003.checkpoint.parquet",
    ".rejects/../strikes-1.csv",
]


@pytest.mark.parametrize("path", HOSTILE)
def test_a_path_that_is_no_file_of_a_store_is_refused(
    archive: Path, tmp_path: Path, path: str
) -> None:
    rewrite(archive, lambda files: files.update({path: b"x"}))
    inside = tmp_path / "deep" / "below" / "back"
    with pytest.raises(StoreError, match="which is no file of a store; nothing was restored"):
        VersionedStore(str(inside)).restore(archive)
    assert not list(tmp_path.rglob("*escaped*"))
    assert not inside.exists()


def test_a_log_that_names_files_elsewhere_is_refused(archive: Path, tmp_path: Path) -> None:
    first = "strikes/_delta_log/00000000000000000000.json"

    def point_elsewhere(files: dict[str, bytes]) -> None:
        files[first] = files[first].replace(
            b'"path":"part=events/', b'"path":"../other/part=events/'
        )

    rewrite(archive, point_elsewhere)
    back = VersionedStore(str(tmp_path / "back"))
    with pytest.raises(StoreError, match=r"its log names the file '\.\./other/.*none of its own"):
        back.restore(archive)
    assert back.names() == []


def test_an_archive_that_unpacks_to_more_than_it_is_is_refused(
    archive: Path, tmp_path: Path
) -> None:
    zeros = {"strikes/_access.toml": b"0" * 20_000_000}
    rewrite(archive, lambda files: files.update(zeros), packed=ZIP_DEFLATED)
    assert archive.stat().st_size < 1_000_000
    with pytest.raises(StoreError, match="it is packed in a way that no backup is"):
        VersionedStore(str(tmp_path / "back")).restore(archive)
    assert not (tmp_path / "back").exists()


def test_files_that_share_their_bytes_are_refused(archive: Path, tmp_path: Path) -> None:
    """Many entries of the directory may point to one place, each of it as large as the archive."""
    with ZipFile(archive, "a") as opened:
        largest = max(opened.infolist(), key=lambda info: info.file_size)
        for at in range(1000):
            copy = ZipInfo(f"strikes/part=events/{at}.parquet")
            copy.file_size = copy.compress_size = largest.file_size
            copy.header_offset, copy.CRC = largest.header_offset, largest.CRC
            opened.filelist.append(copy)
            opened.NameToInfo[copy.filename] = copy
        opened._didModify = True
    with pytest.raises(StoreError, match="it is packed in a way that no backup is"):
        VersionedStore(str(tmp_path / "back")).restore(archive)


def drop_rows(files: dict[str, bytes]) -> None:
    del files[next(path for path in files if "part=claims" in path)]


def test_an_archive_without_rows_that_its_log_names_is_refused(
    archive: Path, tmp_path: Path
) -> None:
    rewrite(archive, drop_rows)
    with pytest.raises(StoreError, match=r"part=claims/.*\.parquet is not in it"):
        VersionedStore(str(tmp_path / "back")).restore(archive)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments])


def test_what_is_damaged_is_named_and_all_else_is_backed_up(
    store: VersionedStore, tmp_path: Path
) -> None:
    second, *_ = sorted((tmp_path / "store" / "strikes" / "part=events").glob("2-*"))
    third, *_ = sorted((tmp_path / "store" / "strikes" / "part=events").glob("3-*"))
    second.write_bytes(second.read_bytes()[:-1])
    third.unlink()
    (tmp_path / "store" / "other" / "_delta_log" / f"{0:020}.json").write_text("{")
    archive = tmp_path / "events.zip"
    result = run("backup", archive, "--store", store.root)
    assert result.exit_code == 1
    wrong = [line for line in result.output.splitlines() if line.startswith("WRONG ")]
    assert wrong == [
        "WRONG The versions of other are left out: "
        "other/_delta_log/00000000000000000000.json of its log cannot be read.",
        f"WRONG strikes/part=events/{second.name} is damaged.",
        f"WRONG strikes/part=events/{third.name} is missing.",
    ]
    back = tmp_path / "back"
    result = run("restore", archive, "--store", back)
    assert result.exit_code == 1
    assert [line for line in result.output.splitlines() if line.startswith("WRONG ")] == wrong
    opened = VersionedStore(str(back)).open("strikes", 1).dataset().events
    assert "First" in set(opened["title"])
    with pytest.raises(StoreError, match="is damaged"):
        VersionedStore(str(back)).open("strikes", 2).dataset()


def make_link_to_nothing(path: Path) -> None:
    path.symlink_to(path.with_name("nothing"))


@pytest.mark.parametrize("stands", [Path.mkdir, make_link_to_nothing])
def test_a_dataset_of_which_is_not_known_who_may_see_it_comes_back_closed(
    store: VersionedStore, tmp_path: Path, stands: Callable[[Path], None]
) -> None:
    rules = tmp_path / "store" / "strikes" / "_access.toml"
    rules.unlink()
    stands(rules)
    assert read_kept_access(store, "strikes") == Access()  # as the server has it: for nobody
    archive, back = tmp_path / "events.zip", VersionedStore(str(tmp_path / "back"))
    result = run("backup", archive, "--store", store.root)
    assert result.exit_code == 1
    (wrong,) = (line for line in result.output.splitlines() if line.startswith("WRONG "))
    assert wrong.startswith("WRONG strikes/_access.toml cannot be read: ")
    assert wrong.endswith("Here nobody may see strikes.")
    back.restore(archive)
    assert [version.number for version in back.versions("strikes")] == [1, 2, 3]
    assert read_kept_access(back, "strikes") == Access()


def test_the_commands_say_what_there_is(store: VersionedStore, tmp_path: Path) -> None:
    archive, back = tmp_path / "events.zip", tmp_path / "back"
    result = run("backup", archive, "--store", store.root)
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert lines[0].startswith(f"{archive} has 3 datasets, ")
    assert lines[1:] == ["  other: 1 version", "  strikes: 3 versions", "  to-come: 0 versions"]
    result = run("restore", archive, "--store", back, "--json")
    assert json.loads(result.output)["datasets"] == {"other": 1, "strikes": 3, "to-come": 0}
    again = run("restore", archive, "--store", back)
    assert again.exit_code == 2
    assert again.output == (
        f"Error: {back} has other, strikes, to-come already, and nothing was restored; allowed: "
        "a store without them, such as a new --store.\n"
    )


def test_what_is_no_archive_is_refused(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "events.zip").write_text("no archive")
    result = run("restore", tmp_path / "events.zip", "--store", tmp_path / "back")
    assert result.output == (
        f"Error: The backup {tmp_path / 'events.zip'} cannot be used: File is not a zip file; "
        "nothing was restored.\n"
    )
    missing = run("restore", tmp_path / "nowhere.zip", "--store", tmp_path / "back")
    assert missing.exit_code == 2
    assert "nowhere.zip could not be read" in missing.output
