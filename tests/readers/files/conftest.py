import openpyxl
import pytest


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
