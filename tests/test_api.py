"""The answers of the routes are what `api` says that they are, and the scripts read no more."""

import runpy
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from support.datasets import WEEK, WEEK_CLAIMS, make_dataset

from eventmap.api import Comparison, EventList, Histogram, Summary, Tile
from eventmap.database import Database
from eventmap.routes import create_routes

SCRIPTS = Path(__file__).parents[1] / "tools" / "scripts"

PLAIN = {str: str, int: int, float: float, bool: bool, NoneType: NoneType}


def deviations(value: Any, kind: Any, path: str = "answer") -> list[str]:
    """Return where `value` is not what the type `kind` says, whose days are texts in JSON."""
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        found = [deviations(value, one, path) for one in get_args(kind)]
        return min(found, key=len)
    if origin in (list, dict):
        *_, item = get_args(kind)
        entries = value.items() if origin is dict else enumerate(value)
        return [d for key, one in entries for d in deviations(one, item, f"{path}[{key}]")]
    if origin is tuple:
        return [] if isinstance(value, list) else [f"{path}: no list"]
    if hasattr(kind, "__required_keys__"):
        hints = get_type_hints(kind)
        if not isinstance(value, dict) or set(value) != set(hints):
            return [f"{path}: {value if not isinstance(value, dict) else sorted(value)}"]
        return [d for name in hints for d in deviations(value[name], hints[name], f"{path}.{name}")]
    return [] if type(value) is PLAIN.get(kind, str) else [f"{path}: {value!r} is no {kind}"]


@pytest.fixture
def client() -> TestClient:
    return TestClient(Starlette(routes=create_routes(Database([make_dataset(WEEK, WEEK_CLAIMS)]))))


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/api/summary", Summary),
        ("/api/summary?q=nothing+like+it", Summary),
        ("/api/summary?from=2025-10-20&to=2025-10-20", Summary),
        ("/api/histogram", Histogram),
        ("/api/histogram?unit=year&strict=true", Histogram),
        ("/api/compare?from=2025-10-20&to=2025-10-24&compare=before", Comparison),
        ("/api/compare?region=UA-65&compare=region:UA-51", Comparison),
        ("/api/list", EventList),
        ("/tiles/test/1/0/0/0.json", Tile),
    ],
)
def test_a_route_answers_what_its_type_says(client: TestClient, path: str, kind: Any) -> None:
    assert deviations(client.get(path).json(), kind) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"unit": "day", "bins": []},
        {"unit": "day", "bins": [], "undated": None},
        {"unit": "day", "bins": [], "undated": 0, "dated": 1},
        {"unit": "day", "bins": [{"date_start": "2025-10-24"}], "undated": 0},
    ],
)
def test_a_missing_key_a_further_one_and_another_type_are_found(wrong: Any) -> None:
    assert deviations(wrong, Histogram)


def test_the_check_of_the_scripts_knows_the_types() -> None:
    """After a change of `api`: ``make types``."""
    written = runpy.run_path(str(SCRIPTS / "api_types.py"))["write_types"]()
    assert (SCRIPTS / "api.d.ts").read_text("utf-8") == written
