import openpyxl
import pytest

from eventmap.readers.files.delimited import read_delimited
from eventmap.readers.files.limits import Limits
from eventmap.readers.files.records import read_records


@pytest.fixture
def save(tmp_path):
    """Return what writes a workbook of sheets by their names, each a list of rows."""

    def write(sheets, name="events.xlsx"):
        book = openpyxl.Workbook()
        book.remove(book.active)
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(row)
        book.save(tmp_path / name)
        return tmp_path / name

    return write


@pytest.fixture
def read(tmp_path):
    """Return what reads a text, or bytes, as a table of cells between separators."""

    def write(content, **limits):
        path = tmp_path / "events.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_delimited(path, path.name, Limits(**limits))

    return write


@pytest.fixture
def read_json(tmp_path):
    """Return what reads a text as JSON of records."""

    def write(content, **limits):
        path = tmp_path / "events.json"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_records(path, path.name, Limits(**limits))

    return write
