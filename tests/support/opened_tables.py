"""A file opened, and its columns found, apart from each other: for what measures one of them."""

from pathlib import Path

from eventmap.readers.files.sources import open_sources
from eventmap.readers.formats.columnchoice import ChosenColumns, choose_columns
from eventmap.readers.model import Source


def open_table(path: Path) -> Source:
    """Return the only table of a file."""
    (source,) = open_sources(path)
    return source


def find_columns(source: Source) -> ChosenColumns:
    """Return which column is what, with nothing chosen by hand."""
    return choose_columns(source, {})
