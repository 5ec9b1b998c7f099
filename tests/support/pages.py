"""The page in Streamlit's own test harness, and what a test sees of it."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from urllib.parse import parse_qsl

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import FileUploader

from eventmap import PAGE
from eventmap.ui.state import View

Run = Callable[[str], AppTest]


@contextmanager
def look_through_packages_once() -> Iterator[None]:
    """Let the harness look once for components in all installed packages, not for every page."""
    once = cache(manifest_scanner.scan_component_manifests)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", once)
        yield


def run_page(query: str) -> AppTest:
    """Run the page for a query string, on the bundled dataset unless the host has set others."""
    app = AppTest.from_file(PAGE, default_timeout=60)
    for name, value in parse_qsl(query):
        app.query_params[name] = [*app.query_params.get(name, []), value]
    app.run()
    assert not app.exception
    return app


def run_as(viewer: str, query: str) -> AppTest:
    """Run the page in a new session of a viewer; the harness sends no cookie."""
    app = AppTest.from_file(PAGE, default_timeout=60)
    view_of(app).viewer = viewer
    for name, value in parse_qsl(query):
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def view_of(app: AppTest) -> View:
    """Return what the session looks at besides its controls; set it before the first run."""
    if "view" not in app.session_state:
        app.session_state["view"] = View()
    view: View = app.session_state["view"]
    return view


def listed(app: AppTest) -> str:
    """Return the label of the list of events, with their number, which is style behind it."""
    (label,) = (tab.label for tab in app.tabs if tab.label.startswith("Events"))
    styles = "".join(element.proto.body for element in app.get("html"))
    number = re.search(r"nth-of-type\(1\)::after \{ content: '\\00a0(\([\d,]+\))'; \}", styles)
    assert number, styles
    return f"{label} {number[1]}"


def query(app: AppTest) -> dict[str, list[str]]:
    """Return the query string; the harness gives a single value as a text, several as a list."""
    params = app.query_params.items()
    return {name: [value] if isinstance(value, str) else list(value) for name, value in params}


TABLE = b"date,latitude,longitude\n2025-02-01,46.6354,32.6169\n"


def place_of_file(app: AppTest) -> FileUploader:
    (found,) = (each for each in app.file_uploader if each.label == "A table of events")
    return found


def notices(app: AppTest) -> list[str]:
    """Return the notices of the page, each with all that its panel was given."""
    return [str(element.proto) for element in app.get("bidi_component")]
