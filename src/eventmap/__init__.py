"""An interactive map dashboard of reported attacks and events."""

from pathlib import Path

__version__ = "0.1.0"

PAGE = str(Path(__file__).with_name("page.py"))
"""The script that draws the page: Streamlit runs it by its path, nobody imports it."""
