"""A file by others makes GDAL read that file, and nothing else on this host or elsewhere."""

import ast
import json
import subprocess
import sys
import threading
import zipfile
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

import eventmap
from eventmap.errors import FileError
from eventmap.readers.files import gdal
from eventmap.readers.files.sources import open_sources

SECRET = "hunter2-of-the-decoy"
QUERY = "SELECT field_1 AS Name, '2025-10-01' AS date, 'Kyiv' AS place FROM decoy"
VRT = """<?xml version="1.0"?><!-- <kml -->
<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>{source}</SrcDataSource>
<OpenOptions><OOI key="HEADERS">NO</OOI></OpenOptions>
<SrcSQL dialect="SQLITE">{query}</SrcSQL></OGRVRTLayer></OGRVRTDataSource>"""
NAMES = ("x.kml", "x.kmz", "x.gpkg", "x.fgb", "x.xml", "s.zip", "k.zip")


@pytest.fixture
def decoy(tmp_path):
    path = tmp_path / "elsewhere" / "decoy.csv"
    path.parent.mkdir()
    path.write_text(f"password = {SECRET}\n", encoding="utf-8")
    return path


@pytest.fixture
def listener():
    """Give the address of a server on loopback, and the list of what it was asked."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            body = b"field_1\nx\n"
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    Handler.do_HEAD = Handler.do_GET
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    thread.join()
    server.server_close()


def write_as(folder, name, content):
    """Write content under a name; in "s.zip" as a shapefile, in "k.zip" as KML."""
    path = folder / name
    if path.suffix == ".zip":
        member = {"s.zip": "s.shp", "k.zip": "doc.kml"}[name]
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(member, content)
    else:
        path.write_text(content, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("mark", [True, False])
def test_a_file_that_names_another_file_shows_nothing_of_it(tmp_path, decoy, name, mark):
    content = VRT.format(source=f"CSV:{decoy}", query=QUERY)
    path = write_as(tmp_path, name, content if mark else content.split("-->\n")[1])
    with pytest.raises(FileError) as refused:
        open_sources(path)
    assert SECRET not in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("way", ["/vsicurl/", ""])
def test_a_file_that_names_an_address_asks_nobody(tmp_path, listener, name, way):
    address, asked = listener
    content = VRT.format(source=f"{way}{address}/decoy.csv", query=QUERY)
    with pytest.raises(FileError):
        open_sources(write_as(tmp_path, name, content))
    assert asked == []


@pytest.mark.parametrize("prefix", ["/vsicurl/", "/vsicurl_streaming/", "", "WFS:", "OAPIF:"])
def test_gdal_opens_no_address_even_where_it_is_told_to(listener, prefix):
    address, asked = listener
    gdal.confine()
    with suppress(RuntimeError):
        gdal.list_layers(f"{prefix}{address}/decoy.kml")
    assert asked == []


def test_four_drivers_are_left_and_read_what_they_are_for():
    code = """
import json
from eventmap.readers.files import gdal
import pyogrio
before = set(pyogrio.list_drivers())
left = gdal.confine()
print(json.dumps([sorted(before), sorted(left), sorted(pyogrio.list_drivers())]))
"""
    done = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, check=True)
    before, left, listed = json.loads(done.stdout)
    assert left == listed == ["ESRI Shapefile", "FlatGeobuf", "GPKG", "LIBKML"]
    assert {"OGR_VRT", "CSV", "GPX", "GeoJSON", "SQLite"} < set(before)


def test_a_gdal_that_keeps_another_driver_is_not_used(tmp_path, monkeypatch):
    monkeypatch.setattr(gdal, "DRIVERS", gdal.DRIVERS - {"GPKG"})
    with pytest.raises(FileError, match="keeps the drivers GPKG, which might open other"):
        gdal.list_layers(tmp_path / "x.kml")


def test_nothing_else_here_reads_files_by_gdal():
    used = {
        (path.name, name)
        for path in Path(eventmap.__file__).parent.rglob("*.py")
        for name in names_in(ast.parse(path.read_text(encoding="utf-8")))
        if name in ("pyogrio", "fiona", "osgeo", "read_file", "list_layers")
    }
    assert {file for file, name in used if name != "list_layers"} == {"gdal.py"}
    assert {file for file, _ in used} == {"gdal.py", "geo.py"}


def names_in(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").split(".")[0]
        elif isinstance(node, ast.Attribute):
            yield node.attr
