"""Geo files through GDAL: GeoPackage, shapefile, FlatGeobuf, and KML with all of its folders."""

import re
import warnings
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from eventmap.errors import FileError
from eventmap.readers.files import gdal
from eventmap.readers.files.arrow_text import mend_text, strip_midnights, to_text_table
from eventmap.readers.files.charsets import detect_encoding
from eventmap.readers.files.contents import SHAPEFILE
from eventmap.readers.files.descriptions import with_descriptions
from eventmap.readers.files.geopackage import Layers, list_tables
from eventmap.readers.files.grids import TEXT, check_cells, to_frame
from eventmap.readers.files.limits import Limits, check_tables, say_size
from eventmap.readers.files.points import read_wkb
from eventmap.readers.model import GEOMETRY_LAT, GEOMETRY_LON, Source

FOLDER = "Folder"
"""Column that names the folder of KML in which a placemark lies."""

_DRAWING = {
    "altitudeMode": "",
    "tessellate": "-1",
    "extrude": "0",
    "visibility": "-1",
    "drawOrder": "",
    "icon": "",
    "id": "",
    "timestamp": "",
    "begin": "",
    "end": "",
}
"""Columns that LIBKML adds to every file, and what they hold where the file does not say."""
_ALTITUDE_MODES = frozenset(
    (*("clampToGround", "relativeToGround", "absolute"), "clampToSeaFloor", "relativeToSeaFloor")
)
"""What KML knows of how high something is drawn: nothing of an event."""
_DRAWN_SO = {"tessellate": ("0",), "altitudeMode": _ALTITUDE_MODES}
_KIND = {"gpkg": "gpkg", "shp": "shapefile", "fgb": "fgb", "kml": "kml"}
_FOLDERS_BYTES = 3_000_000_000
"""The size of KML times its folders, which GDAL goes through in half a minute."""

_BROKEN = (pa.ArrowException, RuntimeError, ValueError, OSError, UnicodeError)
"""What damaged files raise; pyogrio's own errors are of these kinds."""


def read_geo(path: Path, name: str, kind: str, limits: Limits) -> list[Source]:
    """Return the table of each layer that has features; KML is one table.

    A feature's line is its number, from 1. Points are degrees (EPSG:4326); see `points`.

    Raises
    ------
    FileError
        If it is damaged, too large or without features.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what GDAL says about single features
            if kind == "kml":
                found = [_read_kml(path, name, limits)]
            else:
                found = _read_layers(path, name, kind, limits)
    except _BROKEN as error:
        message = str(error).splitlines()[0] if str(error) else "no more is known"
        raise FileError(f"{name} cannot be read as {_KIND[kind]}: {message}.") from error
    filled = [source for source in found if len(source.cells)]
    if not filled:
        raise FileError(f"{name} has no features in any layer; allowed: one feature or more.")
    return filled


def _read_layers(path: Path, name: str, kind: str, limits: Limits) -> list[Source]:
    encoding = _dbf_encoding(path.with_suffix(".dbf")) if kind == "shp" else None
    if kind == "shp":
        _check_shapefile(path, name)
    layers, left_out = (
        list_tables(path, name) if kind == "gpkg" else Layers(gdal.list_layers(path), [])
    )
    check_tables(name, len(layers), limits)
    found = []
    for layer in layers:
        title = name if len(layers) == 1 or kind == "shp" else f"{name}, layer {layer}"
        table, notes = _read_layer(path, title, layer, limits, encoding)
        frame = to_frame(table, range(1, len(table) + 1))
        notes = (*notes, *(f"Left out: {why}" for why in left_out))
        found.append(Source(title, _KIND[kind], frame, encoding=encoding, notes=notes))
    return found


def _check_shapefile(path: Path, name: str) -> None:
    with path.open("rb") as file:
        if file.read(len(SHAPEFILE)) != SHAPEFILE:
            raise FileError(
                f"{name} is called a shapefile, but does not begin as one; "
                "allowed: a .shp with its .dbf, .shx and .prj."
            )


def _read_layer(
    path: Path, title: str, layer: str, limits: Limits, encoding: str | None = None
) -> tuple[pa.Table, tuple[str, ...]]:
    info = gdal.read_info(path, layer, encoding)
    check_cells(title, info["features"], len(info["fields"]), limits)
    return _read_features(path, title, layer, encoding)


def _read_features(
    path: Path, title: str, layer: str, encoding: str | None = None
) -> tuple[pa.Table, tuple[str, ...]]:
    meta, table = gdal.read_arrow(path, layer, encoding)
    geometry = str(meta["geometry_name"] or "wkb_geometry")
    fields = [str(field) for field in meta["fields"]]
    text, notes = mend_text(title, table.select(fields))
    text = to_text_table(text)
    for field, kind in zip(fields, meta["ogr_types"], strict=True):
        if kind == "OFTDateTime":
            days = strip_midnights(text[field])
            text = text.set_column(text.schema.get_field_index(field), field, days)
    if geometry not in table.schema.names:
        return text, (*notes, "The layer has no geometry.")
    points = read_wkb(title, table[geometry], meta["crs"])
    if meta["crs"] is None:
        degrees = "No coordinate system is given: the coordinates are taken as degrees."
        notes = (*notes, degrees)
    for column in points.schema.names:
        if column in text.schema.names:
            text = text.drop_columns([column])
        text = text.append_column(column, points[column])
    return text, notes


def _dbf_encoding(path: Path) -> str | None:
    """Return the encoding of a shapefile's table where neither it nor a .cpg file says it."""
    if path.with_suffix(".cpg").exists() or not path.exists():
        return None
    with path.open("rb") as file:
        head = file.read(32)
        if len(head) < 32 or head[29]:  # noqa: PLR2004 - the header's length; its language
            return None
        file.seek(int.from_bytes(head[8:10], "little"))
        records = file.read(1_000_000).replace(b"\0", b" ")
    sample = path.with_suffix(".txt")
    sample.write_bytes(records or b" ")
    try:
        return detect_encoding(sample, path.name).name
    except FileError:
        return None


def _read_kml(path: Path, name: str, limits: Limits) -> Source:
    if path.stat().st_size > limits.document_bytes:
        most = say_size(limits.document_bytes)
        raise FileError(f"{name} is KML of more than {most}, which is the limit.")
    placemarks = _list_placemarks(path, name)
    if placemarks.links and not placemarks.order:
        raise FileError(
            f"{name} only points to a map elsewhere ({placemarks.links[0][:200]!r}), and nothing "
            "is fetched; allowed: that map itself, saved as KML."
        )
    tables, notes = [], dict[str, None]()
    _check_folders(path, name, placemarks.folders, limits)
    for layer in gdal.list_layers(path):
        table, said = _read_features(path, name, layer)
        notes |= dict.fromkeys(said)
        # A document without a name is called by that of the file, which is ours and random.
        called = None if layer == path.stem else re.sub(r" \(#\d+\)$", "", layer)
        folder = pa.array([called] * len(table), TEXT)
        tables.append(table.append_column(FOLDER, folder))
    filled = [table for table in tables if len(table)]
    if not filled:
        raise FileError(f"{name} has no placemarks; allowed: one or more.")
    table = pa.concat_tables(filled, promote_options="default")
    check_cells(name, len(table), len(table.schema.names), limits)
    if [len(part) for part in filled] == placemarks.sizes:
        table = table.take(pa.array(np.argsort(placemarks.order, kind="stable")))
        table = _restore_times(table, placemarks.times)
        table = _restore_simple_data(table, placemarks.simple)
        table = _restore_names(table, placemarks.data)
    elif len(filled) > 1:
        notes["The placemarks are numbered folder by folder."] = None
    frame = to_frame(_drop_drawing(_join_times(table)), range(1, len(table) + 1))
    frame, told = with_descriptions(frame)
    notes |= dict.fromkeys(told)
    left_out = [f"{name}: a map elsewhere, {link[:200]!r}." for link in placemarks.links]
    return Source(name, "kml", frame, notes=tuple(notes), left_out=tuple(left_out))


def _check_folders(path: Path, name: str, folders: int, limits: Limits) -> None:
    """Refuse more folders than there is time for: GDAL goes through the file for each of them."""
    size = path.stat().st_size
    most = min(limits.folders, max(1, _FOLDERS_BYTES // size))
    if folders > most:
        raise FileError(
            f"{name} is KML of {say_size(size)} in {folders:,} folders; "
            f"allowed: up to {most:,} folders in a file of this size."
        )


class _Placemarks(NamedTuple):
    """The placemarks of a document.

    Parameters
    ----------
    folders
        How many there are, empty ones and the document among them.
    sizes, order
        How many the folders hold, and their places in the document; both folder by folder in the
        order of the document, as GDAL reads them; empty ones left out.
    data, simple, times
        What each holds as ``Data``, as ``SimpleData`` and as ``TimeStamp`` or ``TimeSpan``, in
        the order of the document.
    links
        Addresses of other maps that it points to.
    """

    folders: int
    sizes: list[int]
    order: list[int]
    data: list[dict[str, str | None]]
    simple: list[dict[str, str | None]]
    times: list[dict[str, str]]
    links: list[str]


def _list_placemarks(path: Path, name: str) -> _Placemarks:
    placed: list[int] = []
    data: list[dict[str, str | None]] = []
    simple: list[dict[str, str | None]] = []
    times: list[dict[str, str]] = []
    links: list[str] = []
    stack, count = [0], 0
    try:
        for event, element in ET.iterparse(path, events=("start", "end")):
            tag = element.tag.rpartition("}")[2]
            if event == "start" and tag in ("Document", "Folder"):
                count += 1
                stack.append(count)
            elif event == "end" and tag in ("Document", "Folder"):
                stack.pop()
                element.clear()
            elif event == "end" and tag == "Placemark":
                placed.append(stack[-1])
                data.append(_read_data(element))
                simple.append(_read_simple_data(element))
                times.append(_read_times(element))
                element.clear()
            elif event == "end" and tag == "NetworkLink":
                links.append((element.findtext(".//{*}href") or "").strip())
    except (ET.ParseError, ValueError, LookupError) as error:
        raise FileError(f"{name} is KML that is damaged: {error}.") from error
    sizes = [size for _, size in sorted(Counter(placed).items())]
    order = sorted(range(len(placed)), key=lambda at: placed[at])
    return _Placemarks(count, sizes, order, data, simple, times, links)


def _read_data(placemark: ET.Element) -> dict[str, str | None]:
    found = {}
    for element in placemark.iterfind(".//{*}Data[@name]"):
        value = element.find("{*}value")
        found[element.attrib["name"]] = (value.text if value is not None else None) or None
    return found


def _read_simple_data(placemark: ET.Element) -> dict[str, str | None]:
    found = {
        element.attrib["name"]: (element.text or "").strip() or None
        for element in placemark.iterfind(".//{*}SimpleData[@name]")
    }
    if address := (placemark.findtext("{*}address") or "").strip():
        found.setdefault("address", address)  # which GDAL leaves out
    return found


_TIMES = {
    "timestamp": "{*}TimeStamp/{*}when",
    "begin": "{*}TimeSpan/{*}begin",
    "end": "{*}TimeSpan/{*}end",
}
_NO_DAY = re.compile(r"\d{4}(?:-\d\d)?")


def _read_times(placemark: ET.Element) -> dict[str, str]:
    found = {name: (placemark.findtext(path) or "").strip() for name, path in _TIMES.items()}
    return {name: text for name, text in found.items() if text}


def _restore_times(table: pa.Table, times: list[dict[str, str]]) -> pa.Table:
    """Read a month or a year as written: GDAL makes its first day of the one, nothing of the other.

    So it does of what is no time.
    """
    for name in _TIMES:
        at, written = table.schema.get_field_index(name), [row.get(name) for row in times]
        if at < 0 or not any(written):
            continue
        cells = [
            text if text and (cell is None or _NO_DAY.fullmatch(text)) else cell
            for text, cell in zip(written, table[name].to_pylist(), strict=True)
        ]
        table = table.set_column(at, name, pa.array(cells, TEXT))
    return table


def _restore_simple_data(table: pa.Table, simple: list[dict[str, str | None]]) -> pa.Table:
    """Read data of a schema as they are written: GDAL makes 0 of blank numbers.

    Where the document lacks the schema that the data name, it leaves them out.
    """
    for name in dict.fromkeys(name for row in simple for name in row):
        cells = pa.array([row.get(name) for row in simple], TEXT)
        at = table.schema.get_field_index(name)
        if at < 0:
            table = table.append_column(name, cells)
        elif name not in _DRAWING or {*pc.unique(table[name]).to_pylist()} <= {
            None,
            _DRAWING[name],
        }:
            table = table.set_column(at, name, cells)
        if (made := _plain_name(name)) != name and made in table.schema.names:
            table = table.drop_columns([made])
    return table


def _plain_name(name: str) -> str:
    """Return how GDAL calls data, with underscores in the place of all but plain letters."""
    return re.sub(rb"[^A-Za-z0-9_]", b"_", name.encode()).decode()


def _restore_names(table: pa.Table, data: list[dict[str, str | None]]) -> pa.Table:
    """Give data the names back in whose place GDAL puts underscores, one and the same for many."""
    names = dict.fromkeys(name for row in data for name in row)
    made = {name: _plain_name(name) for name in names}
    lost = {made[name] for name in names if made[name] != name}
    for name in lost.intersection(table.schema.names):
        table = table.drop_columns([name])
    for name in names:
        if made[name] in lost and name not in table.schema.names:
            table = table.append_column(name, pa.array([row.get(name) for row in data], TEXT))
    return table


def _join_times(table: pa.Table) -> pa.Table:
    """Let a time stamp be a beginning where other placemarks have time spans."""
    if not {"timestamp", "begin"} <= set(table.schema.names):
        return table
    begin = pc.coalesce(table["begin"], table["timestamp"])
    return table.set_column(table.schema.get_field_index("begin"), "begin", begin)


def _drop_drawing(table: pa.Table) -> pa.Table:
    """Leave out what LIBKML says about drawing where the file itself says nothing."""
    for column, default in _DRAWING.items():
        if column in table.schema.names:
            values = pc.unique(table[column]).to_pylist()
            if set(values) <= {None, default, *_DRAWN_SO.get(column, ())}:
                table = table.drop_columns([column])
    first = ["Name", "description", FOLDER]
    rest = [column for column in table.schema.names if column not in first]
    points = [column for column in rest if column in (GEOMETRY_LON, GEOMETRY_LAT)]
    others = [column for column in rest if column not in points]
    return table.select([*first, *others, *points])
