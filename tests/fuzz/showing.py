"""Naughty text in a table: it comes out of every route as the text that it is."""

import csv
import io
import json
import xml.etree.ElementTree as ET

import pyarrow.parquet as pq
from python_calamine import CalamineWorkbook
from starlette.applications import Starlette
from starlette.testclient import TestClient
from support.datasets import make_dataset

from eventmap.database import Database
from eventmap.routes import create_routes
from fuzz.report import Report
from fuzz.texts import NAUGHTY

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_KML = "{http://www.opengis.net/kml/2.2}"
_CELL = 32_767 // 2


def show_naughty_text() -> Report:
    """Open a dataset whose titles, summaries, places and sources are naughty; read all of it."""
    report = Report("naughty text")
    rows = [
        {"event_id": f"e{at}", "title": text, "summary": text, "place": text}
        for at, text in enumerate(NAUGHTY)
    ]
    claims = [
        {"event_id": f"e{at}", "claimant": text, "source": text, "statement": text}
        for at, text in enumerate(NAUGHTY)
    ]
    database = Database([make_dataset(rows, claims)])
    client = TestClient(Starlette(routes=create_routes(database)))
    for at, text in enumerate(NAUGHTY):
        found = client.get(f"/api/events/e{at}").json()
        told = [found["event"]["title"], found["claims"][0]["statement"]]
        _note(report, f"/api/events/e{at}", told == [text, text])
    for extension, titles in (
        ("json", lambda body: [event["title"] for event in json.loads(body)["events"]]),
        ("geojson", lambda body: [f["properties"]["title"] for f in json.loads(body)["features"]]),
        ("parquet", lambda body: pq.read_table(io.BytesIO(body))["title"].to_pylist()),
    ):
        body = client.get(f"/api/events.{extension}").content
        _note(report, extension, sorted(titles(body)) == sorted(NAUGHTY))
    cells = csv.reader(io.StringIO(client.get("/api/events.csv").content.decode()))
    safe = [
        cell for row in cells for cell in row if cell.startswith(_FORMULA) and not _is_number(cell)
    ]
    _note(report, f"csv, cells that start a formula: {safe[:3]}", not safe)
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get("/api/events.xlsx").content))
    header, *sheet = book.get_sheet_by_name("events").to_python()
    titles = {str(row[header.index("title")]) for row in sheet}
    plain = [text for text in NAUGHTY if text.isprintable() and len(text) < _CELL]
    _note(report, "xlsx", set(plain) <= titles)
    document = ET.fromstring(client.get("/api/events.kml").content)
    names = {name.text for name in document.iter(f"{_KML}name")}
    _note(report, "kml", {text for text in plain if text == text.strip()} <= names)
    return report


def _note(report: Report, where: str, right: bool) -> None:
    report.outcomes["as it is" if right else "changed"] += 1
    if not right:
        report.faults.append(where)


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
