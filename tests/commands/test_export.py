import csv
import warnings
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.datasets import WEEK, WEEK_CLAIMS, make_dataset
from support.full_disk import run_without_room

from eventmap.cli import main
from eventmap.store import VersionedStore


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return a store that holds the week of the shared tests, which nobody writes to."""
    root = str(tmp_path_factory.mktemp("store"))
    VersionedStore(root).write(make_dataset(WEEK, WEEK_CLAIMS))
    return root


def exported(store: str, path: Path, *options: str) -> list[str]:
    command = ["export", "test", "--store", store, "--to", str(path), *options]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 0, result.output
    with path.open(encoding="utf-8", newline="") as file:
        return sorted(row["event_id"] for row in csv.DictReader(file))


def test_all_events_are_written_to_the_file_that_is_named(store: str, tmp_path: Path) -> None:
    assert exported(store, tmp_path / "all.csv") == ["kherson", "moscow", "odesa", "russia"]


@pytest.mark.parametrize(
    ("options", "kept"),
    [
        (("--region", "UA-65", "--region", "UA-51"), ["kherson", "odesa"]),
        (("--until", "2025-10-20"), ["moscow", "odesa", "russia"]),
        (("--killed-min", "1"), ["kherson"]),
        (("--killed-min", "1", "--killed-by", "low"), ["kherson", "moscow"]),
        (("--from", "2025-10-24", "--until", "2025-10-24", "--strict"), ["kherson"]),
    ],
)
def test_filters_are_those_of_a_link_and_to_is_called_until(
    store: str, tmp_path: Path, options: tuple[str, ...], kept: list[str]
) -> None:
    assert exported(store, tmp_path / "some.csv", *options) == kept


def test_a_csv_says_what_it_holds_where_that_is_asked_for(store: str, tmp_path: Path) -> None:
    path = tmp_path / "some.csv"
    command = ["export", "test", "--store", store, "--to", str(path), "--region", "UA-65"]
    assert CliRunner().invoke(main, [*command, "--comment"]).exit_code == 0
    said, terms, header, *rows = path.read_text(encoding="utf-8").splitlines()
    assert said == "# Test, version 1. Events in Kherson Oblast, dated 24 October 2025."
    assert terms == "# Licence: CC0-1.0."  # nobody is named whose data they are
    assert header.startswith("event_id,title,")
    assert len(rows) == 1


def test_no_two_options_share_a_name() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        result = CliRunner().invoke(main, ["export", "--help"])
    assert result.exit_code == 0
    assert result.exception is None


def test_the_host_may_export_what_may_not_be_handed_on_and_is_told(tmp_path: Path) -> None:
    root, path = str(tmp_path / "store"), tmp_path / "own.csv"
    VersionedStore(root).write(make_dataset(WEEK, WEEK_CLAIMS, redistributable=False))
    command = ["export", "test", "--store", root, "--to", str(path)]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 0
    assert path.read_text(encoding="utf-8").count("kherson")
    assert result.stderr.startswith("Note: ")
    assert "for your own use" in result.stderr


def test_the_host_is_told_how_many_rows_may_not_be_handed_on(tmp_path: Path) -> None:
    root, path = str(tmp_path / "store"), tmp_path / "own.csv"
    rows = [{"event_id": "free"}, {"event_id": "bound", "redistributable": False}]
    VersionedStore(root).write(make_dataset(rows))
    result = CliRunner().invoke(main, ["export", "test", "--store", root, "--to", str(path)])
    assert result.stderr == "Note: 1 event may not be handed on, by terms of their own.\n"
    assert "bound" in path.read_text(encoding="utf-8")


def test_a_file_that_cannot_be_written_in_full_is_not_there(store: str, tmp_path: Path) -> None:
    path = tmp_path / "all.csv"
    words = ("export", "test", "--store", store, "--to", str(path))
    done = run_without_room(500, *words, tmp=tmp_path)
    assert done.returncode == 2
    assert done.stderr == f"Error: {path} cannot be written: File too large.\n"
    assert not path.exists()
