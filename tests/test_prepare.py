from pathlib import Path

import pytest

from eventmap import prepare as prepare_module
from eventmap.database import Database
from eventmap.filters import Filters
from eventmap.folders import open_folders
from eventmap.prepare import Prepared, find_prepared, is_large, path_of_folder
from eventmap.settings import Settings
from eventmap.summary import summarise

TOML = 'name = "mine"\ntitle = "Mine"\nlicence = "CC0-1.0"\nredistributable = true\n'
HEAD = "event_id,title,event_type,date_precision,geo_precision,status,lat,lon\n"
ROW = "{name},Words,drone,unknown,exact,reported,46.5,30.7\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a dataset folder of two events that counts as large."""
    monkeypatch.setattr(prepare_module, "LARGE_BYTES", 100)
    folder = tmp_path / "it's mine"
    folder.mkdir()
    (folder / "dataset.toml").write_text(TOML)
    (folder / "events.csv").write_text(HEAD + ROW.format(name="a") + ROW.format(name="b"))
    return folder


def open_one(folder: Path, cache: Path) -> Prepared:
    (dataset,) = open_folders(Settings(folder, cache)).datasets
    assert isinstance(dataset, Prepared)
    return dataset


def count(dataset: Prepared) -> int:
    return int(summarise(Database([dataset]), Filters())["located"])


def test_tables_of_a_large_dataset_are_kept_and_found_again(folder: Path, tmp_path: Path) -> None:
    first = open_one(folder, tmp_path / "cache")
    built = first.path.stat().st_mtime_ns
    again = open_one(folder, tmp_path / "cache")
    assert (again, again.path.stat().st_mtime_ns) == (first, built)
    assert count(again) == 2


def test_a_changed_dataset_is_built_anew_and_its_old_tables_go(
    folder: Path, tmp_path: Path
) -> None:
    old = open_one(folder, tmp_path / "cache")
    (folder / "events.csv").write_text(HEAD + ROW.format(name="c"))
    new = open_one(folder, tmp_path / "cache")
    assert count(new) == 1
    assert set((tmp_path / "cache").iterdir()) == {new.path, new.labels}
    assert new.path != old.path


def test_a_broken_dataset_is_refused_and_keeps_no_tables(folder: Path, tmp_path: Path) -> None:
    (folder / "events.csv").write_text(HEAD + ROW.format(name="c").replace("46.5", "95"))
    opened = open_folders(Settings(folder, tmp_path / "cache"))
    assert "'95'" in str(opened.refused[0])
    assert find_prepared(path_of_folder(folder, tmp_path / "cache")) is None


def test_where_nothing_can_be_kept_the_tables_stand_in_memory(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    (dataset,) = open_folders(Settings(folder, tmp_path / "file")).datasets
    assert not isinstance(dataset, Prepared)
    assert summarise(Database([dataset]), Filters())["events"] == 2


def test_an_unfinished_file_is_never_taken_for_a_finished_one(folder: Path, tmp_path: Path) -> None:
    kept = open_one(folder, tmp_path / "cache").path
    kept.rename(kept.with_suffix(".1.building"))
    assert find_prepared(path_of_folder(folder, tmp_path / "cache")) is None


def test_the_bundled_dataset_is_small() -> None:
    assert not is_large(Path(__file__).parents[1] / "data" / "london-summit")
