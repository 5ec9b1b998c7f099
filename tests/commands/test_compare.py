import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support.datasets import WEEK, WEEK_CLAIMS, make_dataset

from eventmap.cli import main
from eventmap.store import VersionedStore


@pytest.fixture
def store(tmp_path: Path) -> str:
    """Return a store that holds the week of the shared tests."""
    root = str(tmp_path / "store")
    VersionedStore(root).write(make_dataset(WEEK, WEEK_CLAIMS))
    return root


def compare(store: str, *options: str) -> Result:
    return CliRunner().invoke(main, ["compare", "test", "--store", store, *options])


def test_two_regions_are_told_in_words(store: str) -> None:
    result = compare(store, "--region", "UA-65", "--with", "region:UA-51")
    assert result.exit_code == 0, result.output
    sentence, here, there, *_ = result.output.splitlines()
    assert sentence.startswith("Test: 1 event in Kherson Oblast")
    assert here.startswith("Kherson Oblast: 1 event; ")
    assert there.startswith("Odesa Oblast: 1 event; killed: not given")


def test_json_is_what_the_route_answers(store: str) -> None:
    options = ("--from", "2025-10-20", "--until", "2025-10-24", "--with", "previous", "--json")
    found = json.loads(compare(store, *options).output)
    assert [side["label"] for side in found["sides"]] == [
        "20–24 October 2025",
        "15–19 October 2025",
    ]
    assert found["part"] == "period"


def test_what_cannot_be_compared_is_refused_in_a_sentence(store: str) -> None:
    result = compare(store, "--with", "previous")
    assert result.exit_code == 2
    assert "where from and to are chosen" in result.output
