import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from benchmarks.soak import COSTLY, Measured
from eventmap.canonical import read_canonical
from eventmap.database import Database
from eventmap.routes import create_routes
from eventmap.settings import bundled_data


@pytest.mark.parametrize(
    ("figure", "row"),
    [
        (Measured("tile, p95", 499.6, " ms", 500), ["tile, p95", "500 ms", "500 ms", "yes"]),
        (Measured("ratio", 3.04, "", 3, 1), ["ratio", "3", "3.0", "**no**"]),
        (Measured("errors", 0, "", 0), ["errors", "0", "0", "yes"]),
        (Measured("requests", 19_640), ["requests", "–", "19,640", "–"]),
    ],
)
def test_a_figure_stands_beside_what_it_must_reach(figure: Measured, row: list[str]) -> None:
    assert figure.row() == row


@pytest.mark.parametrize("path", COSTLY)
def test_the_costly_requests_are_ones_that_are_answered(path: str) -> None:
    database = Database([read_canonical(bundled_data() / "london-summit")])
    assert TestClient(Starlette(routes=create_routes(database))).get(path).status_code == 200
