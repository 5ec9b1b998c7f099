"""What a file is by its first bytes, whatever it is called, and whether its name agrees."""

import re
import zipfile
from pathlib import Path, PurePath
from xml.parsers import expat

from eventmap.errors import FileError

HEAD_BYTES = 4096

WORKBOOKS = frozenset({"xlsx", "xlsb", "xls", "ods"})

SHAPEFILE = b"\x00\x00\x27\x0a"
"""What a ``.shp`` begins with."""

_TABLES = {
    b"\x1f\x8b": "gzip",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "xls",
    b"SQLite format 3\0": "gpkg",
    b"PAR1": "parquet",
    b"fgb\x03": "fgb",
}
_OTHERS = {
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"RIFF": "a RIFF recording or picture",
    b"II*\0": "a TIFF picture",
    b"MM\0*": "a TIFF picture",
    b"%PDF": "a PDF document",
    b"{\\rtf": "an RTF document",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"BZh": "packed with bzip2",
    b"\xfd7zXZ": "packed with xz",
    b"\x28\xb5\x2f\xfd": "packed with Zstandard",
    b"ARROW1": "an Arrow file",
    b"FEA1": "an Arrow file",
    b"<stata_dta>": "a Stata file",
    **{
        bytes((version, order, 1, 0)): "a Stata file"
        for version in range(111, 116)
        for order in (1, 2)
    },
    **dict.fromkeys((b"$FL2@", b"$FL3@"), "an SPSS file"),
    **dict.fromkeys((b"RDX2\n", b"RDX3\n", b"RDA2\n", b"RDA3\n", b"X\n\0\0\0"), "an R file"),
    bytes(12) + b"\xc2\xea\x81\x60": "a SAS file",
    b"\0\1\0\0Standard": "an Access database",
    b"\x89HDF": "an HDF5 file",
    b"BEGIN:VCALENDAR": "a calendar",
    SHAPEFILE: "a shapefile without the zip that holds its parts",
}
_UTF16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
ASSIGNMENT = re.compile(
    r"\s*(?:(?://[^\n]*\n|/\*[^*]*(?:\*(?!/)[^*]*)*\*/)\s*)*(?:export\s+default\s+"
    r"|(?:(?:export\s+)?(?:var|let|const)\s+)?[A-Za-z_$][\w$.]{0,99}\s*[=(]\s*)(?=[\[{])"
)
"""What stands before JSON in a script that a page loads: "var data = [{" or "callback({"."""

_JSON = re.compile(r'\x1e?\s*(?:\{\s*(?:["}]|\Z)|\[\s*(?:[\[{\]"]|\Z))')

_NAMES: dict[str, frozenset[str]] = {
    **dict.fromkeys(("csv", "tsv", "tab", "psv"), frozenset({"text"})),
    **dict.fromkeys(("json", "jsonl", "ndjson"), frozenset({"json"})),
    **dict.fromkeys(("geojson", "geojsonl", "geojsonseq"), frozenset({"json"})),
    **dict.fromkeys(("xlsx", "xlsm", "xlsb", "ods"), WORKBOOKS),
    "xls": WORKBOOKS | {"html"},  # as servers call it
    **dict.fromkeys(("html", "htm"), frozenset({"html"})),
    **dict.fromkeys(("parquet", "pq", "geoparquet"), frozenset({"parquet"})),
    "kml": frozenset({"kml", "zip"}),
    "kmz": frozenset({"kml", "zip"}),
    "gpx": frozenset({"gpx"}),
    **dict.fromkeys(("gpkg", "sqlite", "db"), frozenset({"gpkg"})),
    "fgb": frozenset({"fgb"}),
    "zip": frozenset({"zip", "xlsx", "xlsb", "ods"}),
    "gz": frozenset({"gzip"}),
    "shp": frozenset(),
}
KIND_WORDS = {
    "gzip": "a gzipped file",
    "zip": "a zip archive",
    "xls": "an old Excel workbook",
    "xlsx": "an Excel workbook",
    "xlsb": "a binary Excel workbook",
    "ods": "an OpenDocument workbook",
    "gpkg": "an SQLite database",
    "parquet": "a Parquet file",
    "fgb": "a FlatGeobuf file",
    "json": "JSON",
    "kml": "KML",
    "gpx": "GPX",
    "html": "a web page",
    "text": "text",
}
"""What each kind is called in a sentence."""

_PAGE = re.compile(
    r"(?i)\s*+(?:<\?xml[^<>]*>\s*+)?(?:<!--(?:[^-]|-(?!->))*+-->\s*+)*+"
    r"<(?:!doctype\s++html|html|head|body|meta|style|div|h[1-6]|table)\b"
)
"""How a web page begins, also one that a browser has saved."""

_ROOTS = {
    "ogrvrtdatasource": "a list of other data (VRT)",
    "vrtdataset": "a list of other data (VRT)",
    "svg": "an SVG picture",
    "osm": "OpenStreetMap XML",
    "rss": "a news feed",
    "feed": "a news feed",
    "featurecollection": "GML",
}
"""What XML is, by its root element."""

_PROLOGUE_BYTES = 1 << 20
"""Before here the root element begins, whatever comments stand above it."""

READABLE = (
    "CSV, TSV, Excel or OpenDocument workbooks, Parquet, JSON, GeoJSON, KML, KMZ, GPX, GeoPackage, "
    "FlatGeobuf, a web page with a table or a zipped shapefile, also gzipped or zipped"
)
EXTENSIONS = frozenset(_NAMES) - {"zip", "kmz", "shp", "gz"}
"""Endings of members of an archive that are tables by their name."""


def recognise_content(path: Path, name: str) -> str:
    """Return what the file at `path` holds: one of the keys of `KIND_WORDS`.

    Raises
    ------
    FileError
        If it is nothing that holds a table, or something else than `name` says.
    """
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if not head.strip():
        raise FileError(f"{name} is empty; allowed: {READABLE}.")
    kind = _content(path, name, head)
    _check_name(name, kind, head)
    return kind


def extension(name: str) -> str:
    """Return the ending of a file's name, in small letters and without its dot."""
    return PurePath(name.replace("\\", "/")).suffix[1:].lower()


def _content(path: Path, name: str, head: bytes) -> str:
    for magic, kind in _TABLES.items():
        if head.startswith(magic):
            return kind
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_content(path, name)
    for magic, words in _OTHERS.items():
        if head.startswith(magic):
            raise _no_table(name, words)
    if head[257:262] == b"ustar":
        raise _no_table(name, "a tar archive")
    return _text_content(path, name, _first_text(head))


def _text_content(path: Path, name: str, text: str) -> str:
    if _PAGE.match(text):
        return "html"
    start = text.lstrip().lower()
    if start.startswith(("<?xml", "<kml", "<!--", "<!doctype")) or (
        start.startswith("<") and extension(name) in ("kml", "kmz", "xml")
    ):
        return _xml_content(path, name)
    assigned = ASSIGNMENT.match(text)
    return "json" if _JSON.match(text, assigned.end() if assigned else 0) else "text"


def _xml_content(path: Path, name: str) -> str:
    """Return "kml" or "gpx" if the root element says so; all else is refused by what it is."""
    try:
        root = _root_element(path, name)
    except (expat.ExpatError, ValueError, LookupError) as error:
        kind = "KML" if extension(name) in ("kml", "kmz") else "XML"
        raise FileError(f"{name} is {kind} that is damaged: {error}.") from error
    if root in ("kml", "gpx"):
        return root
    words = _ROOTS.get(root.lower(), f"XML of the kind {root[:40]!r}")
    raise FileError(f"{name} cannot be read: it is {words}, not KML; allowed: {READABLE}.")


class _RootFoundError(Exception):
    """Ends the parsing where the root element begins."""


def _root_element(path: Path, name: str) -> str:
    """Return the root element's name without its namespace. Nothing behind it is parsed."""

    def refuse_doctype(*_: object) -> None:
        raise FileError(
            f"{name} is XML with a document type (<!DOCTYPE), which can make much of little; "
            "allowed: XML without one."
        )

    def stop(tag: str, _: object) -> None:
        raise _RootFoundError(tag.rpartition(" ")[2])

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = refuse_doctype
    parser.StartElementHandler = stop
    with path.open("rb") as file:
        head = file.read(_PROLOGUE_BYTES)
        whole = not file.read(1)
    try:
        parser.Parse(head, whole)
    except _RootFoundError as found:
        return str(found)
    raise ValueError(f"no element begins within {_PROLOGUE_BYTES:,} bytes")


def _first_text(head: bytes) -> str:
    encoding = next((code for mark, code in _UTF16.items() if head.startswith(mark)), "utf-8")
    return head.decode(encoding, "replace").lstrip("\ufeff")


def _zip_content(path: Path, name: str) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            members = set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError) as error:
        raise FileError(f"{name} is a zip archive that is damaged or cut short.") from error
    if "xl/workbook.xml" in members:
        return "xlsx"
    if "xl/workbook.bin" in members:
        return "xlsb"
    if {"word/document.xml", "ppt/presentation.xml"} & members:
        raise _no_table(name, "an Office document without sheets")
    if {"mimetype", "content.xml"} <= members:
        return "ods"
    return "zip"


def _check_name(name: str, kind: str, head: bytes) -> None:
    allowed = _NAMES.get(extension(name))
    # Whatever is packed is judged by what comes out of it.
    if allowed is None or kind in allowed or kind == "gzip":
        return
    if extension(name) == "json" and kind == "text" and _first_text(head).lstrip()[:1] in "[{":
        return  # broken JSON: its reader says where
    begin = f" that begins with {_first_text(head)[:20]!r}" if kind == "text" else ""
    raise FileError(
        f"{name} is not what its name says: it is {KIND_WORDS[kind]}{begin}; "
        "allowed: a name whose ending fits what the file holds."
    )


def _no_table(name: str, words: str) -> FileError:
    return FileError(f"{name} cannot be read: it is {words}; allowed: {READABLE}.")
