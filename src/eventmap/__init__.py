"""An interactive map dashboard of reported attacks and events."""

from importlib import import_module
from pathlib import Path
from typing import Any

__version__ = "0.1.0"

PAGE = str(Path(__file__).with_name("page.py"))
"""The script that draws the page: Streamlit runs it by its path, nobody imports it."""


def __getattr__(name: str) -> Any:
    """Return ``eventmap.open``, see `notebook.open_dataset`: imported when it is asked for."""
    if name == "open":
        return import_module("eventmap.notebook").open_dataset
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
