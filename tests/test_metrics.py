from io import BytesIO
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from support.figures import figures

from eventmap.database import Database
from eventmap.errors import FileError
from eventmap.importing import read_upload
from eventmap.readers import Choices
from eventmap.routes import create_routes


def test_a_question_to_the_tables_is_counted(week: Database) -> None:
    client, before = TestClient(Starlette(routes=create_routes(week))), figures()
    client.get("/healthz")
    assert figures()["eventmap_queries_total"] == before["eventmap_queries_total"] + 1


def test_a_viewers_file_is_counted_and_whether_it_was_refused(read_here: None) -> None:
    before = figures()
    read_upload("a.csv", BytesIO(b"date,killed\n2024-03-01,2\n"), Choices())
    with pytest.raises(FileError):
        read_upload("b.csv", BytesIO(b""), Choices())
    after = figures()
    names = ("eventmap_readings_total", "eventmap_readings_refused_total")
    assert [after[name] - before[name] for name in names] == [2, 1]


def test_the_memory_of_the_server_is_among_the_figures() -> None:
    assert figures()["process_resident_memory_bytes"] > 10_000_000


@pytest.mark.parametrize(("metrics", "status"), [(True, 200), (False, 404)])
def test_figures_are_served_if_the_host_wants_them(
    week: Database, metrics: bool, status: int
) -> None:
    client = TestClient(Starlette(routes=create_routes(week, metrics=metrics)))
    answer: Any = client.get("/metrics")
    assert answer.status_code == status
    if metrics:
        assert answer.headers["content-type"].startswith("text/plain")
        assert "eventmap_queries_total " in answer.text
