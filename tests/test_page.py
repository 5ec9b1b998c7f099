"""The page as a whole, through Streamlit's own test harness; its parts: tests/ui.

What panels and map draw is tested in the browser: tests/e2e.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.datasets import EVENT, write_dataset
from support.pages import Run, listed, look_through_packages_once, query, run_page, view_of

from eventmap.database import open_database
from eventmap.filters import Filters
from eventmap.settings import Settings


@pytest.fixture(scope="module", autouse=True)
def packages_looked_through_once() -> Iterator[None]:
    with look_through_packages_once():
        yield


@pytest.fixture
def run() -> Run:
    """Return a function that runs the page for a query string, on the bundled dataset."""
    return run_page


def test_the_page_opens_on_the_week_of_the_summit(run: Run) -> None:
    app = run("")
    # Eleven events are coded from the article: data/README.md names them.
    assert listed(app) == "Events (11)"
    assert query(app) == {}


def test_an_event_in_the_link_is_opened(run: Run) -> None:
    app = run("event=kherson-residential-block")
    assert query(app) == {"event": ["kherson-residential-block"]}
    assert view_of(app).event == "kherson-residential-block"


def test_a_page_that_finds_no_memory_says_so_and_goes_on_later(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = EVENT | {"event_id": "e", "title": "An event", "geo_precision": "country"}
    write_dataset(tmp_path / "one", [event])
    monkeypatch.setenv("EVENTMAP_DATA", str(tmp_path / "one"))
    database = open_database(Settings.from_env())
    database.rows("SET memory_limit = '1MB'", Filters())
    app = run("")
    assert not app.tabs
    database.rows("SET memory_limit = '256MB'", Filters())
    app.run()
    assert not app.exception
    assert listed(app) == "Events (1)"
