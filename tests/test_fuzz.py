"""A little of each attack; ``make fuzz`` has the whole of them."""

from pathlib import Path

import pytest
from fuzz.__main__ import bundled_client
from fuzz.asking import ask_nonsense
from fuzz.damaging import damage_stores
from fuzz.killing import kill_imports
from fuzz.knowing import read_known_tables
from fuzz.reading import read_broken_files, read_hostile_cells
from fuzz.showing import show_naughty_text

SEED = 20251024


def test_broken_files_are_read_or_refused_in_a_sentence(tmp_path: Path) -> None:
    report = read_broken_files(SEED, 3, tmp_path)
    assert report.faults == []
    assert report.outcomes["read"] >= 14  # the sound ones, at least


def test_hostile_cells_hold_nothing_up(tmp_path: Path) -> None:
    report = read_hostile_cells(SEED, 4, tmp_path)
    assert report.faults == []
    assert report.outcomes.total() == 4


def test_tables_are_read_right_or_their_faults_are_told(tmp_path: Path) -> None:
    report = read_known_tables(SEED, 40, tmp_path)
    assert report.faults == []
    assert report.outcomes["right"] >= 12  # the others: all but what is told, or asked about
    assert report.outcomes["asked about"] < 8


def test_naughty_text_comes_out_as_it_is() -> None:
    report = show_naughty_text()
    assert report.faults == []
    assert report.outcomes["as it is"] > 50


def test_killed_imports_leave_whole_versions(tmp_path: Path) -> None:
    assert kill_imports(SEED, 2, tmp_path).faults == []


@pytest.mark.usefixtures("read_here")
def test_damaged_files_of_a_store_are_refused_in_a_sentence(tmp_path: Path) -> None:
    report = damage_stores(SEED, 3, tmp_path)
    assert report.faults == []
    assert report.outcomes["503"] > 0
    assert report.outcomes["done"] > 10


def test_senseless_requests_are_answered_in_words() -> None:
    report = ask_nonsense(SEED, 300, bundled_client())
    assert report.faults == []
    assert report.outcomes["200"] > 20
    assert report.outcomes["422"] > 20
