from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks.large import ask_at_random
from benchmarks.synthetic.__main__ import main
from eventmap import tables as tables_module
from eventmap.catalog import Bounds, open_folders
from eventmap.database import Database
from eventmap.filters import Filters
from eventmap.settings import Settings


@pytest.fixture
def counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """Return the folder of a small dataset that is counted ahead, and that of its tables."""
    monkeypatch.setattr(tables_module, "LARGE_BYTES", 1)
    folder, cache = tmp_path / "events", tmp_path / "cache"
    made = CliRunner().invoke(main, ["2000", "--to", str(folder)], catch_exceptions=False)
    assert made.exit_code == 0
    datasets = open_folders(Settings(data=folder, cache=cache)).datasets
    database = Database(datasets, bounds=Bounds(counted_events=1))
    tables = database.tables_of(Filters())
    database.count_ahead(tables)
    assert tables.cube.made is not None
    assert tables.cube.made.result(60)
    return folder, cache


def test_each_answer_stands_beside_that_of_the_rows(
    counted: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    ask_at_random(*counted, number=6, seed=1)
    told = capsys.readouterr().out
    assert "12 answers under 6 filters were equal" in told
    assert "map, tile zoom" in told


def test_what_was_not_counted_ahead_ends_it(
    counted: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, cache = counted
    for cube in cache.glob("*.cube"):
        cube.unlink()
    with pytest.raises(AssertionError, match="rows: not counted ahead"):
        ask_at_random(folder, cache, number=1, seed=1)
