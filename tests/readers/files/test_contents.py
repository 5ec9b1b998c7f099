import zipfile
from pathlib import Path

import pytest

from eventmap.errors import FileError
from eventmap.readers.files.contents import extension, recognise_content

KML = b'<?xml version="1.0"?><!-- a map --><kml xmlns="http://www.opengis.net/kml/2.2"><Document/>'


def recognise(folder: Path, name: str, body: bytes) -> str:
    path = folder / "content"
    path.write_bytes(body)
    return recognise_content(path, name)


@pytest.mark.parametrize(
    ("name", "body", "kind"),
    [
        ("t.csv", b"date,place\n", "text"),
        ("t.tsv", b"\xef\xbb\xbfdate\tplace\n", "text"),
        ("t", b"date;place\n", "text"),
        ("t.dat", b"[place],date\n", "text"),  # no JSON: a bracket and a word
        ("t.json", b' {"events": []}', "json"),
        ("t.json", b"[]", "json"),
        ("t.jsonl", b'{"a": 1}\n{"a": 2}\n', "json"),
        ("t.geojsonseq", b'\x1e{"type": "Feature"}\n', "json"),
        ("t.js", b'// days\nvar data = [{"a": 1}];\n', "json"),
        ("t.js", b'export default {"events": []}', "json"),
        ("t.csv", b"a = [place],date\n", "text"),
        ("t.json", "[1]".encode("utf-16"), "text"),
        ("t.kml", KML, "kml"),
        ("t.kml", b'<kml xmlns="x"/>', "kml"),
        ("t.parquet", b"PAR1....", "parquet"),
        ("t.gpkg", b"SQLite format 3\0...", "gpkg"),
        ("t.fgb", b"fgb\x03fgb\x00", "fgb"),
        ("t.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "xls"),
        ("t.csv", b"\x1f\x8b\x08....", "gzip"),  # judged by what comes out of it
    ],
)
def test_a_file_is_what_its_first_bytes_say(
    tmp_path: Path, name: str, body: bytes, kind: str
) -> None:
    assert recognise(tmp_path, name, body) == kind


@pytest.mark.parametrize(
    ("member", "kind"),
    [
        ("xl/workbook.xml", "xlsx"),
        ("xl/workbook.bin", "xlsb"),
        ("events.csv", "zip"),
    ],
)
def test_a_zip_is_what_is_in_it(tmp_path: Path, member: str, kind: str) -> None:
    with zipfile.ZipFile(tmp_path / "z", "w") as archive:
        archive.writestr(member, "")
    name = "t.zip"
    assert recognise(tmp_path, name, (tmp_path / "z").read_bytes()) == kind


@pytest.mark.parametrize(
    ("name", "body", "words"),
    [
        ("t.csv", b"", "t.csv is empty"),
        ("t.csv", b" \n ", "t.csv is empty"),
        ("t.csv", b"%PDF-1.7", "it is a PDF document"),
        ("t.dta", b"<stata_dta><header><release>118</release>", "it is a Stata file"),
        ("t.dta", b"\x72\x02\x01\x00\x06\x00", "it is a Stata file"),
        ("t.sav", b"$FL2@(#) SPSS DATA FILE", "it is an SPSS file"),
        ("t.rds.gz", b"X\n\0\0\0\3\0\4\3\2", "it is an R file"),
        ("t.RData", b"RDX3\nX\n\0\0\0\3", "it is an R file"),
        ("t.mdb", b"\0\1\0\0Standard Jet DB\0", "it is an Access database"),
        ("t.ics", b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n", "it is a calendar"),
        ("t.csv", b"\x89PNG\r\n", "it is a PNG picture"),
        ("t.csv", b"<!DOCTYPE html><p>", "it is a web page"),
        ("t.csv", b"  <html>", "it is a web page"),
        ("t.tar", b"x" * 257 + b"ustar\x00", "it is a tar archive"),
        ("t.shp", b"\x00\x00\x27\x0a", "a shapefile without the zip"),
        ("t.csv", KML, "it is KML; allowed: a name whose ending fits"),
        ("t.json", b"date,place\n", "it is text that begins with 'date,place"),
        ("t.xlsx", b"date,place\n", "it is text"),
        ("t.csv", b'{"a": 1}', "it is JSON"),
        ("t.xml", b"<osm><node/></osm>", "it is OpenStreetMap XML, not KML"),
        ("t.xml", b"<?xml version='1.0'?><a:thing xmlns:a='x'/>", "XML of the kind 'thing'"),
        ("t.kml", b"<kml", "is KML that is damaged"),
        ("t.kml", b'<!DOCTYPE kml [<!ENTITY a "b">]><kml/>', "XML with a document type"),
        ("t.zip", b"PK\x03\x04 cut", "a zip archive that is damaged or cut short"),
    ],
)
def test_what_holds_no_table_is_refused_by_what_it_is(
    tmp_path: Path, name: str, body: bytes, words: str
) -> None:
    with pytest.raises(FileError) as caught:
        recognise(tmp_path, name, body)
    assert words in str(caught.value)


def test_broken_json_is_left_to_its_reader_which_says_where(tmp_path: Path) -> None:
    assert recognise(tmp_path, "t.json", b"[oops") == "text"


@pytest.mark.parametrize(
    ("name", "ending"),
    [("a.CSV", "csv"), ("a.tar.gz", "gz"), ("a", ""), ("b.c\\d", ""), ("x\\a.Json", "json")],
)
def test_an_ending_is_in_small_letters(name: str, ending: str) -> None:
    assert extension(name) == ending
