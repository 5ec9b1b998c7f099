from copy import deepcopy
from typing import Any

import pytest

from benchmarks.report import render, table


def test_report_says_of_each_target_whether_it_is_met(results: dict[str, Any]) -> None:
    lines = render(results).splitlines()
    assert "| server memory at 1 M | 600 MB | 512 MB | yes |" in lines
    assert "| cold start at 1 M, never opened before | 5 s | 9.00 s | **no** |" in lines
    assert "| filter change, 10 M ÷ 10 k here | 1.3 | not measured | – |" in lines


def test_notes_stand_in_the_report_as_they_are(results: dict[str, Any]) -> None:
    assert "Because *binding* a statement takes 1 ms." in render(
        results, "Because *binding* a statement takes 1 ms.\n"
    )
    assert "Why, where it is missed" not in render(results)


@pytest.mark.parametrize("part", ["browser", "growth", "tiles", "viewers", "cold"])
def test_report_needs_no_part(results: dict[str, Any], part: str) -> None:
    rest = deepcopy(results)
    del rest[part]
    assert "## Machine" in render(rest)


def test_table_is_markdown() -> None:
    assert table(["a", "b"], [["x", "1"]]) == "| a | b |\n| --- | ---: |\n| x | 1 |\n"
