from pathlib import Path

import pytest

from eventmap.locks import Hold, locked_if_idle


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "file"
    path.write_text("x")
    return path


def is_idle(path: Path) -> bool:
    with locked_if_idle(path) as idle:
        return idle


def test_a_file_is_in_use_for_as_long_as_anybody_holds_it(file: Path) -> None:
    assert is_idle(file)
    first, second = Hold(file), Hold(file)
    assert not is_idle(file)
    del first
    assert not is_idle(file)
    del second
    assert is_idle(file)


def test_the_end_of_its_use_is_its_time_of_change(file: Path) -> None:
    held = Hold(file)
    before = file.stat().st_mtime_ns
    del held
    assert file.stat().st_mtime_ns >= before


def test_a_hold_moves_with_its_file(file: Path) -> None:
    held = Hold(file)
    moved = file.rename(file.with_name("moved"))
    assert not is_idle(moved)
    assert held


def test_what_is_gone_cannot_be_held(file: Path) -> None:
    file.unlink()
    with pytest.raises(FileNotFoundError):
        Hold(file)
