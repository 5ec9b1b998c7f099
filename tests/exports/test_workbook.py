import datetime as dt
import io
import zipfile
from xml.etree import ElementTree as ET

import openpyxl
import pandas as pd
import pytest
from support.exported import body_of, frame_of, read_sheets

from eventmap.exports.columns import MEANINGS
from eventmap.exports.workbook import CELL_UNITS, fit_text, write_workbook
from eventmap.schema import DatasetInfo

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def sheet_xml(body: bytes, number: int = 1) -> ET.Element:
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        return ET.fromstring(parts.read(f"xl/worksheets/sheet{number}.xml"))


def column_of(body: bytes, name: str) -> list[object]:
    header, *rows = read_sheets(body)["events"]
    return [row[header.index(name)] for row in rows]


def about_of(body: bytes) -> tuple[dict[object, object], dict[object, object]]:
    """Return what the second sheet says of the dataset, and of the columns."""
    rows = [(row[0], row[1]) for row in read_sheets(body)["about"]]
    at = rows.index(("column", "meaning"))
    return dict(rows[:at]), dict(rows[at + 1 :])


def test_cells_have_types(events: pd.DataFrame, info: DatasetInfo) -> None:
    body = body_of(write_workbook, events, info)
    assert column_of(body, "date_start") == [dt.date(2025, 10, 18), "", dt.date(2025, 10, 24)]
    assert column_of(body, "lon") == [32.6169, 30.7233, -0.1278]
    assert column_of(body, "killed_best") == [2.0, "", ""]
    assert column_of(body, "redistributable") == [True, True, True]
    assert column_of(body, "place") == ["Kherson", "", ""]


def test_days_are_shown_as_iso_days(events: pd.DataFrame, info: DatasetInfo) -> None:
    with zipfile.ZipFile(io.BytesIO(body_of(write_workbook, events, info))) as parts:
        styles = ET.fromstring(parts.read("xl/styles.xml"))
    codes = [found.get("formatCode") for found in styles.iter(f"{MAIN}numFmt")]
    assert codes == ["yyyy-mm-dd"]


def test_the_header_is_frozen_and_filters(events: pd.DataFrame, info: DatasetInfo) -> None:
    sheet = sheet_xml(body_of(write_workbook, events, info))
    pane, filtered = sheet.find(f".//{MAIN}pane"), sheet.find(f"{MAIN}autoFilter")
    assert pane is not None
    assert (pane.get("state"), pane.get("ySplit"), pane.get("topLeftCell")) == ("frozen", "1", "A2")
    assert filtered is not None
    assert filtered.get("ref") == "A1:AG4"


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "{=1+1}",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\uff1d1+1",
        "007",
        "https://example.org",
        "mailto:a@b",
        "internal:about!A1",
        "TRUE",
        "'=1",
        " blanks ",
        "_x0041_",
        '<r></is></c><c r="C3"><f>1+1</f></c><c><is></r>',
    ],
)
def test_every_text_stays_text(text: str, events: pd.DataFrame, info: DatasetInfo) -> None:
    events.loc[0, "title"] = text
    body = body_of(write_workbook, events, info)
    assert column_of(body, "title")[0] == text
    sheet = sheet_xml(body)
    assert not list(sheet.iter(f"{MAIN}f"))
    assert not list(sheet.iter(f"{MAIN}hyperlink"))
    cell = sheet.find(f".//{MAIN}c[@r='B2']")
    assert cell is not None
    assert cell.get("t") == "inlineStr"


def test_a_description_is_text_too(events: pd.DataFrame) -> None:
    info = DatasetInfo("week", "=1+1", "<r>CC</r>", True, source="https://example.org")
    body = body_of(write_workbook, events, info)
    about, _ = about_of(body)
    assert (about["title"], about["licence"]) == ("=1+1", "<r>CC</r>")
    assert not list(sheet_xml(body, 2).iter(f"{MAIN}f"))


def test_control_characters_leave_a_sign(events: pd.DataFrame, info: DatasetInfo) -> None:
    events.loc[0, "title"] = "a\x00b\x1bc\uffff\r\nd"
    assert (
        column_of(body_of(write_workbook, events, info), "title")[0] == "a\ufffdb\ufffdc\ufffd\nd"
    )


@pytest.mark.parametrize("text", ["x" * 40_000, "\U0001f600" * 17_000, "x" + "\U0001f600" * 17_000])
def test_a_text_too_long_for_a_cell_is_cut_and_says_so(text: str) -> None:
    fitted = fit_text(text)
    assert len(fitted.encode("utf-16-le")) // 2 in (CELL_UNITS - 1, CELL_UNITS)
    kept, note = fitted.split(" [cut: ")
    assert text.startswith(kept)
    assert note == f"the whole text has {len(text):,} characters; the CSV export holds it]"


@pytest.mark.parametrize("text", ["", "x" * CELL_UNITS, "\U0001f600" * (CELL_UNITS // 2)])
def test_a_text_that_fits_is_not_cut(text: str) -> None:
    assert fit_text(text) == text


def test_a_cut_text_is_in_its_cell(events: pd.DataFrame, info: DatasetInfo) -> None:
    events.loc[0, "summary"] = "\U0001f600" * 40_000
    cut = str(column_of(body_of(write_workbook, events, info), "summary")[0])
    assert cut == fit_text("\U0001f600" * 40_000)


def test_days_that_excel_does_not_know_are_text(info: DatasetInfo) -> None:
    days = ("1853-10-04", "1900-02-28", "1900-03-01")
    rows = [{"event_id": day, "date_start": day, "date_end": day} for day in days]
    body = body_of(write_workbook, frame_of(*rows), info)
    assert column_of(body, "date_end") == ["1853-10-04", "1900-02-28", dt.date(1900, 3, 1)]


def test_events_that_do_not_fit_go_on_in_another_sheet(
    events: pd.DataFrame, info: DatasetInfo
) -> None:
    body = body_of(write_workbook, events, info, sheet_rows=2)
    sheets = read_sheets(body)
    assert list(sheets) == ["events", "about", "events 2"]
    assert [row[0] for row in sheets["events"]] == ["event_id", "kherson", "odesa"]
    assert [row[0] for row in sheets["events 2"]] == ["event_id", "soho"]
    about, _ = about_of(body)
    assert (about["events"], about["sheets of events"]) == (3, 2)


def test_about_names_the_licence_and_every_column(events: pd.DataFrame, info: DatasetInfo) -> None:
    body = body_of(write_workbook, events, info)
    assert list(read_sheets(body)) == ["events", "about"]
    about, columns = about_of(body)
    assert (about["licence"], about["attribution"]) == ("CC BY 4.0", "Coded by hand")
    assert columns == dict(MEANINGS)
    assert list(columns) == list(events)


def test_the_file_says_of_itself_which_events_it_holds(
    events: pd.DataFrame, info: DatasetInfo
) -> None:
    book = b"".join(write_workbook([events], info, "Events in Kherson Oblast."))
    said = openpyxl.load_workbook(io.BytesIO(book)).properties
    assert (said.title, said.description) == (info.title, "Events in Kherson Oblast.")


def test_no_events_give_a_header_alone(events: pd.DataFrame, info: DatasetInfo) -> None:
    assert read_sheets(body_of(write_workbook, events.iloc[:0], info))["events"] == [list(events)]
