from collections.abc import Iterator

import pytest
from support.pages import Run, look_through_packages_once, run_page

from eventmap.database import Database, open_database
from eventmap.settings import Settings


@pytest.fixture(scope="module", autouse=True)
def packages_looked_through_once() -> Iterator[None]:
    with look_through_packages_once():
        yield


@pytest.fixture
def run() -> Run:
    """Return a function that runs the page for a query string, on the bundled dataset."""
    return run_page


@pytest.fixture
def database() -> Database:
    """Return the database of the pages that this file runs."""
    return open_database(Settings.from_env())
