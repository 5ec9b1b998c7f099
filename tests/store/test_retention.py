"""What of a store can be deleted goes only when it is said, and is said ever after."""

import json
import os
import shutil
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from deltalake import DeltaTable
from support.datasets import WEEK, WEEK_CLAIMS, make_dataset

from eventmap.cli import main
from eventmap.comparands import find_other
from eventmap.database import Database
from eventmap.errors import NotFoundError, ParameterError, StoreError
from eventmap.filters import Filters
from eventmap.store import VersionedStore, diff

TITLES = ("First", "Second", "Third", "Fourth", "Fifth")
TWO_HOURS = 7200


def fill(store: VersionedStore, titles: Sequence[str] = TITLES, name: str = "strikes") -> None:
    for title in titles:
        events = [{**WEEK[0], "title": title}, *WEEK[1:]]
        store.write(make_dataset(events, WEEK_CLAIMS, name=name))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a store with five versions of "strikes" and one of "other"."""
    folder = tmp_path_factory.mktemp("filled")
    store = VersionedStore(str(folder))
    fill(store)
    fill(store, ("Only",), "other")
    return folder


@pytest.fixture(params=["folder", "address"])
def store(request: pytest.FixtureRequest, filled: Path, tmp_path: Path) -> VersionedStore:
    """Return such a store of one's own, named as a folder or as an address."""
    folder = shutil.copytree(filled, tmp_path / "store")
    return VersionedStore(folder.as_uri() if request.param == "address" else str(folder))


def run(store: VersionedStore, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["vacuum", *arguments, "--store", store.root])


def title_of(store: VersionedStore, version: int) -> str:
    events = store.open("strikes", version).dataset().events.set_index("event_id")
    return str(events["title"][WEEK[0]["event_id"]])


def files_of(folder: Path) -> dict[str, int]:
    return {
        path.relative_to(folder).as_posix(): path.stat().st_size
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_nothing_goes_unless_it_is_said(store: VersionedStore, tmp_path: Path) -> None:
    before = files_of(tmp_path)
    result = run(store, "--keep", "2")
    assert result.exit_code == 0
    assert "Nothing is deleted yet. With --yes it is: " in result.output
    assert "strikes: versions 1 to 3 go, 3 files of " in result.output
    assert "; versions 4 and 5 stay.\n" in result.output
    assert "other: nothing goes.\n" in result.output
    assert files_of(tmp_path) == before


def test_what_goes_is_what_was_said(store: VersionedStore, tmp_path: Path) -> None:
    before = files_of(tmp_path / "store")
    said = json.loads(run(store, "--keep", "2", "--json").output)
    done = json.loads(run(store, "--keep", "2", "--json", "--yes").output)
    assert (said.pop("deleted"), done.pop("deleted")) == (False, True)
    assert said == done
    after = files_of(tmp_path / "store")
    other, strikes = sorted(said["datasets"], key=lambda each: each["name"])
    assert (strikes["versions"], strikes["kept"], other["versions"]) == ([1, 2, 3], [4, 5], [])
    gone = before.keys() - after.keys()
    assert gone == {f"strikes/{path}" for path in strikes["files"]}
    # The events of three versions: all five share one file of claims.
    assert len(gone) == 3
    assert strikes["bytes"] == sum(before[path] for path in gone)
    assert after.keys() - before.keys() == {"strikes/_deleted.toml"}


def test_versions_that_stay_are_as_they_were(store: VersionedStore) -> None:
    events = store.open("strikes", 4).dataset().events
    run(store, "--keep", "2", "--yes")
    assert [title_of(store, number) for number in (4, 5)] == ["Fourth", "Fifth"]
    assert store.open("strikes", 4).dataset().events.equals(events)
    assert diff(store, "strikes", 4, 5).events.counts.changed == 1
    fill(store, ["Sixth"])
    assert [title_of(store, number) for number in (4, 5, 6)] == ["Fourth", "Fifth", "Sixth"]


def test_of_a_version_that_went_it_is_said(store: VersionedStore) -> None:
    run(store, "--keep", "2", "--yes")
    now = time.gmtime()
    today, day = time.strftime("%Y-%m-%d", now), time.strftime("%d %B %Y", now).lstrip("0")
    sentence = rf"No version '3': it was deleted on {day} to make room\. (Nearest|There is): .*4, 5"
    with pytest.raises(NotFoundError, match=sentence) as raised:
        store.open("strikes", 3)
    assert raised.value.known == ("4", "5")
    with pytest.raises(NotFoundError, match="it was deleted"):
        diff(store, "strikes", 1, 5)
    assert [each.deleted is not None for each in store.versions("strikes")] == [True] * 3 + [
        False
    ] * 2
    listed = CliRunner().invoke(main, ["datasets", "--store", store.root]).output
    assert listed.count(f"(deleted on {today})") == 3
    shown = CliRunner().invoke(main, ["datasets", "--json", "--store", store.root]).output
    (strikes,) = [each for each in json.loads(shown) if each["name"] == "strikes"]
    assert [each["deleted"] is None for each in strikes["versions"]] == [False] * 3 + [True] * 2


def test_a_link_to_a_version_that_went_is_told_so(store: VersionedStore, tmp_path: Path) -> None:
    run(store, "--keep", "2", "--yes")
    environ = {"EVENTMAP_STORE": store.root, "EVENTMAP_CACHE": str(tmp_path / "cache")}
    said = CliRunner().invoke(main, ["doctor", "?dataset=strikes&version=2"], env=environ).output
    assert "WRONG The link shows nothing: No version '2': it was deleted on " in said
    said = CliRunner().invoke(main, ["doctor", "?dataset=strikes&version=4"], env=environ).output
    assert "The link shows strikes, version 4, 4 events" in said


def test_a_comparison_with_a_version_that_went_is_told_so(store: VersionedStore) -> None:
    run(store, "--keep", "2", "--yes")
    database = Database(store=store)
    with pytest.raises(ParameterError) as refused:
        find_other(database, Filters(dataset="strikes"), "version:2")
    (refusal,) = refused.value.refusals
    assert refusal.allowed.startswith("version: and one of 4, 5, for it was deleted on ")


def test_a_second_time_goes_on_from_the_first(store: VersionedStore) -> None:
    run(store, "strikes", "--keep", "3", "--yes")
    assert "strikes: nothing goes." in run(store, "strikes").output
    assert "strikes: version 3 go" in run(store, "strikes", "--keep", "2").output
    # More than there are does not bring any back.
    assert "strikes: nothing goes." in run(store, "strikes", "--keep", "5", "--yes").output
    with pytest.raises(NotFoundError):
        store.open("strikes", 2)
    assert title_of(store, 3) == "Third"


def test_what_a_kill_left_of_it_goes_the_next_time(store: VersionedStore, tmp_path: Path) -> None:
    folder = tmp_path / "store" / "strikes"
    kept = {path: path.read_bytes() for path in folder.glob("part=*/*.parquet")}
    run(store, "--keep", "2", "--yes")
    back = next(path for path in kept if not path.exists())
    back.write_bytes(kept[back])
    said = run(store, "strikes")
    assert "strikes: 1 file of " in said.output
    assert "of versions deleted before" in said.output
    run(store, "strikes", "--yes")
    assert not back.exists()


def test_what_killed_imports_left_goes_and_foreign_files_stay(
    store: VersionedStore, tmp_path: Path
) -> None:
    parts = tmp_path / "store" / "strikes" / "part=events"
    orphan, young, foreign = (
        parts / name for name in (f"9-{'0' * 32}.parquet", f"9-{'1' * 32}.parquet", "mine.parquet")
    )
    for path in (orphan, young, foreign):
        path.write_bytes(b"rows")
    for path in (orphan, foreign):
        os.utime(path, (time.time() - TWO_HOURS,) * 2)
    result = run(store, "strikes", "--yes")
    assert "strikes: 1 file of 0.0 MB goes, which killed imports left" in result.output
    assert [path.exists() for path in (orphan, young, foreign)] == [False, True, True]
    assert title_of(store, 1) == "First"


def test_files_that_a_kept_version_holds_stay_whoever_wrote_it(
    store: VersionedStore, tmp_path: Path
) -> None:
    """Another program's commit keeps files of the version before it."""
    table = DeltaTable(str(tmp_path / "store" / "strikes"))
    table.delete("part = 'claims'")
    assert store.head("strikes") == 6
    run(store, "--keep", "1", "--yes")
    assert title_of(store, 6) == "Fifth"
    assert len(list((tmp_path / "store" / "strikes" / "part=events").glob("*.parquet"))) == 1


@pytest.mark.parametrize(
    ("damage", "text"),
    [("_delta_log/00000000000000000001.json", None), ("_deleted.toml", "before = 'x'\n")],
)
def test_of_a_damaged_dataset_nothing_goes(
    store: VersionedStore, tmp_path: Path, damage: str, text: str | None
) -> None:
    path = tmp_path / "store" / "strikes" / damage
    path.unlink() if text is None else path.write_text(text)
    before = files_of(tmp_path / "store" / "strikes")
    result = run(store, "--keep", "1", "--yes")
    assert result.exit_code == 1
    assert "WRONG " in result.output
    assert "Nothing of strikes is deleted." in result.output
    assert files_of(tmp_path / "store" / "strikes") == before
    assert "other: nothing goes." in result.output


def test_a_backup_has_what_is_kept_and_says_what_went(
    store: VersionedStore, tmp_path: Path
) -> None:
    run(store, "--keep", "2", "--yes")
    backup = store.back_up(tmp_path / "events.zip")
    assert backup.wrong == ()
    back = VersionedStore(str(tmp_path / "back"))
    back.restore(tmp_path / "events.zip")
    assert title_of(back, 4) == "Fourth"
    with pytest.raises(NotFoundError, match="it was deleted on"):
        back.open("strikes", 3)


def test_no_file_outside_of_the_dataset_goes(store: VersionedStore, tmp_path: Path) -> None:
    outside = tmp_path / "store" / "other" / "part=events"
    first = tmp_path / "store" / "strikes" / "_delta_log" / f"{0:020}.json"
    (victim,) = outside.iterdir()
    own = next((tmp_path / "store" / "strikes" / "part=events").glob("1-*"))
    elsewhere = f"../other/part=events/{victim.name}"
    text = first.read_text().replace(f"part=events/{own.name}", elsewhere)
    assert victim.name in text
    first.write_text(text)
    run(store, "strikes", "--keep", "1", "--yes")
    assert victim.exists()


def test_an_unknown_dataset_is_an_error(store: VersionedStore) -> None:
    result = run(store, "strike", "--keep", "1")
    assert result.exit_code == 2
    assert result.output == "Error: No dataset 'strike'. Nearest: 'strikes'.\n"


def test_a_damaged_word_on_what_went_stops_what_asks_for_it(
    store: VersionedStore, tmp_path: Path
) -> None:
    (tmp_path / "store" / "strikes" / "_deleted.toml").write_text("before = 0\ntime = 1")
    with pytest.raises(StoreError, match=r"_deleted\.toml does not say before which version"):
        store.open("strikes", 1)
    assert title_of(store, 5) == "Fifth"
