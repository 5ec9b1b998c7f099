import gc
import os
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser
from support import s3 as s3_server
from support import sail as sail_server
from support import spark as spark_server
from support.browser import FOR_TESTS, launched
from support.datasets import WEEK, WEEK_CLAIMS, Rows, make_dataset

from eventmap.canonical import read_canonical
from eventmap.database import Database
from eventmap.engines import Spark
from eventmap.readers.choices import Choices, Kept
from eventmap.readers.inspection import Inspection, read_files
from eventmap.schema import Dataset, DatasetInfo
from eventmap.settings import bundled_data

# How long an example takes says how busy the machine is, not whether the code is right; nor does
# how long it takes to think of one, which fails a test unless it is said.
TIMELESS = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("search", **TIMELESS)
# The same examples in every run: what was green stays so. Others: --hypothesis-profile=search.
settings.register_profile("patient", **TIMELESS, derandomize=True)
settings.load_profile("patient")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Leave what is collected out of every search for garbage: it is all in use to the end."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Function]) -> None:
    """Mark what needs the browser, and run it last: where it runs, so does an event loop."""
    in_browser = [item for item in items if "browser" in item.fixturenames]
    for item in in_browser:
        item.add_marker(pytest.mark.browser)
    items.sort(key=lambda item: "browser" in item.fixturenames)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say, in one line for each reason, how many tests did not run."""
    skipped = terminalreporter.getreports("skipped")
    reasons = Counter(str(report.longrepr[-1]).removeprefix("Skipped: ") for report in skipped)
    for reason, count in reasons.items():
        terminalreporter.write_line(f"{count} skipped: {reason}", yellow=True)


@pytest.fixture(scope="session", autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep every test away from the store and the kept tables of whoever runs it."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("EVENTMAP_STORE", "EVENTMAP_CACHE"):
            patch.setenv(name, str(tmp_path_factory.mktemp(name.lower())))
        yield


@pytest.fixture(scope="session", autouse=True)
def bundled_read_once() -> Iterator[None]:
    """Read each bundled dataset once, however many databases are opened: nobody changes them."""
    once = cache(read_canonical)

    def read(folder: Path) -> Dataset:
        return (once if folder.parent == bundled_data() else read_canonical)(folder)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("eventmap.catalog.folders.read_canonical", read)
        yield


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return the one browser of this process: two Playwrights cannot run in it at once."""
    try:
        with launched(FOR_TESTS) as browser:
            yield browser
    except FileNotFoundError as error:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(str(error))


@pytest.fixture(scope="session")
def s3_variables(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Serve S3, and return the variables by which it is reached."""
    with s3_server.serving(tmp_path_factory.mktemp("s3")) as variables:
        yield variables


@pytest.fixture(scope="session")
def sail() -> Iterator[Spark]:
    """Ask Sail as a cluster, whose driver and workers are parts of one process."""
    with sail_server.serving(mode="local-cluster") as address:
        yield Spark(address)


@pytest.fixture(scope="session")
def apache_spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[spark_server.SparkServer]:
    """Serve Apache Spark."""
    with spark_server.serving(tmp_path_factory.mktemp("spark")) as server:
        yield server


@pytest.fixture(scope="session")
def spark(apache_spark: spark_server.SparkServer) -> Spark:
    """Ask Apache Spark."""
    return Spark(apache_spark.address)


@pytest.fixture(scope="session", params=spark_server.CLUSTERS)
def cluster(request: pytest.FixtureRequest) -> Spark:
    """Ask each of the clusters."""
    found: Spark = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read files in the process of the test, where the rule is about what is read."""
    patch_to_read_here(monkeypatch)


@pytest.fixture(scope="session")
def reading_here() -> Callable[[pytest.MonkeyPatch], None]:
    """Return what lets files be read in this process, for fixtures of more than one test."""
    return patch_to_read_here


def patch_to_read_here(patch: pytest.MonkeyPatch) -> None:
    """Let files be read in this process.

    That a process of its own answers the same, and what it is refused, is told by
    `readers/test_sandbox.py`; starting one takes a second and more.
    """

    def inspect_files(
        paths: Sequence[Path],
        info: DatasetInfo,
        choices: Choices,
        kept: Sequence[Kept] = (),
        **_: object,
    ) -> Inspection:
        return read_files(paths, info, choices, kept)

    for module in ("importing", "commands.files"):
        patch.setattr(f"eventmap.{module}.inspect_files", inspect_files)


@pytest.fixture(scope="session")
def open_rows() -> Callable[..., Database]:
    """Return a function that opens a database of the rows given for each table."""

    def open_database(
        events: Rows, claims: Rows = (), timeline: Rows = (), **info: Any
    ) -> Database:
        return Database([make_dataset(events, claims, timeline, **info)])

    return open_database


@pytest.fixture(scope="session")
def week(open_rows: Callable[..., Database]) -> Database:
    """Open the four events of `WEEK` with a claim each and two timeline items.

    It is one for all tests: it is asked, never set or added to.
    """
    return open_week(open_rows)


@pytest.fixture
def own_week(open_rows: Callable[..., Database]) -> Database:
    """Open the same for one test, which may change how it is set."""
    return open_week(open_rows)


def open_week(open_rows: Callable[..., Database]) -> Database:
    timeline = (
        {
            "item_id": "talks",
            "date_start": "2025-10-24",
            "date_end": "2025-10-24",
            "kind": "meeting",
            "event_ids": "kherson; odesa",
        },
        {"item_id": "deadline", "date_start": "2025-12-24", "date_end": "2025-12-24"},
    )
    return open_rows(WEEK, WEEK_CLAIMS, timeline)


@pytest.fixture(scope="session")
def aggregates(open_rows: Callable[..., Database]) -> Database:
    """Open records of the events of a week in a region; the last does not say of how many."""
    events, claims = [], []
    for name, kind, region, day, number, killed in (
        ("a", "shelling", "UA-65", 6, 9, 2),
        ("b", "shelling", "UA-65", 13, 4, None),
        ("c", "drone", "UA-63", 13, 3, 1),
        ("d", "drone", "UA-63", 20, None, None),
    ):
        days = {"date_start": f"2024-01-{day:02}", "date_end": f"2024-01-{day + 6:02}"}
        place = {"admin1": region, "geo_precision": "region"}
        events.append({"event_id": name, "event_type": kind, **place, **days})
        told = {"quantity": number, "quantity_unit": "events", "killed_low": killed}
        claims.append({"event_id": name, **told})
    return open_rows(events, claims)
