"""The folders of the host: what is found in them, and what is refused."""

from pathlib import Path

import pytest

from eventmap.catalog import Folders, open_folders
from eventmap.settings import Settings

TOML = 'name = "{name}"\ntitle = "A test"\nlicence = "CC0"\nredistributable = true\n'
EVENTS = "event_id,title,event_type,date_precision,geo_precision,status\n"


def make(folder, name=None):
    folder.mkdir(parents=True)
    (folder / "events.csv").write_text(EVENTS + "e1,Words,other,unknown,unlocated,reported\n")
    (folder / "dataset.toml").write_text(TOML.format(name=name or folder.name))
    return folder


def names(opened: Folders):
    return [dataset.info.name for dataset in opened.datasets]


def reasons(opened: Folders):
    return [str(error) for error in opened.refused]


def test_bundled_datasets_are_opened_where_the_host_chose_none():
    opened = open_folders(Settings())

    assert names(opened)[0] == "london-summit"
    assert opened.refused == ()


def test_dataset_folder_is_opened_alone(tmp_path):
    opened = open_folders(Settings(make(tmp_path / "mine")))

    assert (names(opened), opened.refused) == (["mine"], ())
    assert opened.datasets[0].events["event_id"].tolist() == ["e1"]


def test_folder_of_datasets_is_opened_by_name_and_the_rest_of_it_ignored(tmp_path):
    for name in ("b", "a", "c"):
        make(tmp_path / name)
    (tmp_path / "notes").mkdir()
    (tmp_path / "readme.txt").write_text("words")

    opened = open_folders(Settings(tmp_path))

    assert (names(opened), opened.refused) == (["a", "b", "c"], ())


def test_relative_folder_is_opened(tmp_path, monkeypatch):
    monkeypatch.chdir(make(tmp_path / "mine"))

    assert names(open_folders(Settings(Path()))) == ["mine"]


def test_refused_dataset_is_kept_next_to_the_opened_ones(tmp_path):
    make(tmp_path / "good")
    (make(tmp_path / "bad") / "events.csv").write_text(EVENTS + "e1,Words,war,day,town,maybe\n")

    opened = open_folders(Settings(tmp_path))

    assert names(opened) == ["good"]
    assert [error.name for error in opened.refused] == ["bad"]
    # war, town, maybe, and no date in spite of precision day
    assert {r.column for r in opened.refused[0].refusals} == {
        "event_type",
        "geo_precision",
        "status",
        "date_start",
    }


def test_bundled_datasets_are_shown_where_none_of_the_hosts_opens(tmp_path):
    (make(tmp_path / "bad") / "dataset.toml").write_text("name = 3")

    opened = open_folders(Settings(tmp_path))

    assert "london-summit" in names(opened)
    assert [error.name for error in opened.refused] == ["bad"]


def test_second_dataset_of_a_name_is_refused(tmp_path):
    make(tmp_path / "a", name="same")
    make(tmp_path / "b", name="same")

    opened = open_folders(Settings(tmp_path))

    assert names(opened) == ["same"]
    (error,) = opened.refused
    assert error.name == "b"
    assert "'same' is not allowed" in str(error)
    assert "'a' has this one" in str(error)


@pytest.mark.parametrize("missing", ["events.csv", "dataset.toml"])
def test_half_a_dataset_is_refused_by_the_missing_file(tmp_path, missing):
    (make(tmp_path / "mine") / missing).unlink()

    assert f"{missing}: 'no such file'" in reasons(open_folders(Settings(tmp_path / "mine")))[0]


@pytest.mark.parametrize(
    ("name", "reason"),
    [("nowhere", "no such folder"), ("a.txt", "not a folder"), ("empty", "no dataset in it")],
)
def test_path_without_a_dataset_is_refused_in_words(tmp_path, name, reason):
    (tmp_path / "a.txt").write_text("words")
    (tmp_path / "empty").mkdir()

    opened = open_folders(Settings(tmp_path / name))

    assert "london-summit" in names(opened)
    assert f"{reason!r} is not allowed; allowed: a folder with events.csv" in reasons(opened)[0]


@pytest.mark.parametrize("path", ["x" * 5000, "a\0b"])
def test_impossible_path_is_refused_in_words(tmp_path, path):
    assert len(open_folders(Settings(tmp_path / path)).refused) == 1


def test_links_that_lead_nowhere_are_refused_in_words(tmp_path):
    make(tmp_path / "good")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "gone").symlink_to(tmp_path / "nothing")

    opened = open_folders(Settings(tmp_path))

    assert names(opened) == ["good"]
    assert [error.name for error in opened.refused] == ["gone", "loop"]


def test_link_to_the_folder_itself_does_not_open_it_again(tmp_path):
    (make(tmp_path / "good") / "again").symlink_to(tmp_path / "good")

    assert names(open_folders(Settings(tmp_path / "good"))) == ["good"]


UNREADABLE = Path("/proc/self/mem")  # a file that nobody can read from its start, not even root


@pytest.mark.skipif(not UNREADABLE.exists(), reason="this system has no /proc/self/mem")
def test_unreadable_file_is_refused_in_words(tmp_path):
    events = make(tmp_path / "mine") / "events.csv"
    events.unlink()
    events.symlink_to(UNREADABLE)

    (reason,) = reasons(open_folders(Settings(tmp_path / "mine")))

    assert "events.csv: 'Input/output error' is not allowed; allowed: a readable file" in reason
