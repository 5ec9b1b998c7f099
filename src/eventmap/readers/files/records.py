"""JSON: a list of objects, an object with such a list in it, or an object a line.

What is nested in an object is a column of its own, "location.lat"; a list stays whole, as JSON, and
one of texts as these, a line each. Lists of lists are objects, too, below a list of names or with
one beside them, as pandas ("split") and Socrata write them; so are objects that are kept by their
keys, and columns: lists of cells of one length, or objects with a cell for each number of a row.
Several lists of objects that are alike, such as one for each day, are one table, and others are
left out by name; where an answer says that there is more of it than it holds, that is said.

Features of GeoJSON are such objects, and are read here and not through GDAL: it would take what
looks like a date or a number apart and write it down in another way than the file does.
"""

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any, TextIO, TypeGuard, cast

from eventmap.errors import FileError, Reject, row_text
from eventmap.readers.files.charsets import detect_encoding
from eventmap.readers.files.contents import ASSIGNMENT
from eventmap.readers.files.descriptions import with_descriptions
from eventmap.readers.files.grids import BATCH, Grid, check_cells
from eventmap.readers.files.headers import unique_names
from eventmap.readers.files.limits import Limits, say_size
from eventmap.readers.files.points import describe_area, measure_areas, project
from eventmap.readers.files.topology import read_topology
from eventmap.readers.files.totals import TOTAL_WORDS
from eventmap.readers.model import (
    GEOMETRY_LAT,
    GEOMETRY_LON,
    GEOMETRY_REACH,
    GEOMETRY_TYPE,
    Source,
)
from eventmap.wording import count_of

_CHUNK = 1 << 20

_FEATURES = re.compile(r'"features"\s*:\s*(?=\[\s*[{\]])')
_EXPORTED = re.compile(r'\{"dataset":\{.*\},"events":(?=\[\n)')  # see exports/records.py
_COLLECTIONS = re.compile(r'\[\s*\{\s*"type"\s*:\s*"FeatureCollection"')
_CRS = re.compile(r'"crs"\s*:\s*\{[^{}]*"properties"\s*:\s*\{[^{}]*"name"\s*:\s*"([^"]+)"')
_WKID = re.compile(
    r'"spatialReference"\s*:\s*\{[^{}]{0,200}?"(?:latestWkid"\s*:\s*|wkid"\s*:\s*(?![^{}]{0,200}"latestWkid))'
    r"(\d{4,6})"
)
_CUT = re.compile(r'"exceededTransferLimit"\s*:\s*true')
_ASSIGNED_TOO = re.compile(r";\s*(?:(?:export\s+)?(?:var|let|const)\s+)?[A-Za-z_$][\w$.]*\s*=")
_TOLD_OF_SCRIPT = "Read the first data of the script; what stands behind it is not read."
_BEHIND = re.compile(r'"((?:[^"\\]|\\.){1,60})"\s*:\s*\[\s*\{')
"""Another list of objects behind the one that is read."""
_EXCEEDED = ("The server left records out of it, as 'exceededTransferLimit' says.",)
_OF_ESRI = range(37_001, 200_000)
"""Numbers of systems that are ESRI's own and not of EPSG."""
_DEGREES = re.compile(r"(CRS84|EPSG:+4326)$")
_DEPTH = 3
_LON, _LAT = 180, 90
_WGS84 = 4326
DEEPEST = 5
"""Objects in objects as deep as this are columns; what lies deeper stays JSON."""
_WHOLE = frozenset({"extra"})
"""Keys of what an export keeps as one."""
_OF_SPARQL = frozenset({"type", "value", "datatype", "xml:lang"})
"""Keys of a value in an answer to SPARQL, as of Wikidata's: of what kind it is besides."""
_KEY = "key"
"""Column for the key by which an object is kept."""

_Entry = tuple[int, object]
"""A record's line, and what stands there; `_Fault` where that is no JSON."""


class _Number(float):
    """A number that remembers how it is written."""

    text: str

    def __new__(cls, text: str) -> "_Number":
        number = super().__new__(cls, text)
        number.text = text
        return number


class _Fault(str):
    """A line that is no JSON: its text."""

    __slots__ = ()


_DECODER = json.JSONDecoder(
    parse_float=_Number, parse_constant=lambda text: None if text == "NaN" else text
)


def read_records(path: Path, name: str, limits: Limits) -> Source:
    """Return the table in a JSON file.

    A record's line is its number, from 1; where there is an object a line, that of the line. Keys
    are columns, those of what is nested behind a dot; values are text as the file writes them.

    Raises
    ------
    FileError
        If it is no JSON, has no objects in a list, or a record that is too long.
    """
    encoding = detect_encoding(path, name)
    if encoding.broken or not encoding.name.startswith("utf"):
        raise FileError(f"{name} has bytes that are no UTF-8; allowed: JSON in UTF-8 or UTF-16.")
    with path.open(encoding=encoding.name, newline="") as file:
        head = file.read(_CHUNK)
        file.seek(0)
        if assigned := ASSIGNMENT.match(head):
            head = head.removeprefix(file.read(assigned.end()))
        entries, tail = _find_entries(file, head, path, name, limits)
        named = _find_system(head)
        source = _read_entries(entries, name, limits, projected=named is not None)
        crs = _CRS.search(head) or _CRS.search(tail.text)
    system = named if crs is None else None if _DEGREES.search(crs[1]) else crs[1]
    if GEOMETRY_REACH in source.cells:
        source = replace(source, cells=measure_areas(name, source.cells, system))
    if system and GEOMETRY_LON in source.cells:
        source = _reproject(source, system)
    told: list[str] = []
    if _CUT.search(head) or _CUT.search(tail.text):
        told += _EXCEEDED
    if assigned and _ASSIGNED_TOO.search(tail.text):
        told.append(_TOLD_OF_SCRIPT)
    elif (more := _BEHIND.search(tail.text)) and more[1] not in (*_NAMES_OF_NAMES, "links"):
        told.append(f"Left out: the list {more[1]!r}, and what else stands behind those read.")
    return replace(source, encoding=encoding.name, notes=(*source.notes, *tail.notes, *told))


def _find_system(head: str) -> str | None:
    """Return the coordinate system that ArcGIS names before its features, unless it is WGS 84."""
    found = _WKID.search(head)
    if found is None or int(found[1]) == _WGS84:
        return None
    return f"{'ESRI' if int(found[1]) in _OF_ESRI else 'EPSG'}:{found[1]}"


def _opens(line: str) -> bool:
    """Return whether an object begins in `line` that goes on in the next, as a list does."""
    return line.rstrip().endswith(("[", ":", ","))


def _is_outermost(before: str) -> bool:
    """Return whether what stands behind a piece of JSON is of its outermost object, and not deeper.

    Of a list that lies deeper there may be others, as each layer of a map has its features.
    """
    plain = _TEXTS.sub("", before)
    return plain.count("{") + plain.count("[") - plain.count("}") - plain.count("]") <= 1


_TEXTS = re.compile(r'"(?:[^"\\]|\\.)*+"')


class _Tail:
    """What is found out while the records are read."""

    def __init__(self) -> None:
        self.text = ""
        self.notes: tuple[str, ...] = ()


def _find_entries(
    file: TextIO, head: str, path: Path, name: str, limits: Limits
) -> tuple[Iterator[_Entry], _Tail]:
    tail = _Tail()
    start = head.lstrip("\x1e \t\r\n")
    if re.match(r"\[\s*\[", start) or _COLLECTIONS.match(start):
        return _read_document(file, path, name, limits, tail), tail
    if start.startswith("["):
        return _read_list(file, len(head) - len(start), name, limits, tail), tail
    if not start.startswith("{"):
        raise FileError(
            f"{name} is no JSON: it begins with {start[:20]!r}; "
            "allowed: a list of objects, an object with such a list, or an object a line."
        )
    lines = [line.lstrip("\x1e") for line in islice(start.split("\n"), 50) if line.strip()]
    if len(lines) > 1 and lines[1].startswith("{") and not _opens(lines[0]):
        return _read_lines(file, name, limits), tail
    found = _FEATURES.search(head) or _EXPORTED.match(head)
    if found and (
        _is_outermost(head[: found.start()]) or path.stat().st_size > limits.document_bytes
    ):
        return _read_list(file, found.end(), name, limits, tail), tail
    return _read_document(file, path, name, limits, tail), tail


def _read_list(file: TextIO, at: int, name: str, limits: Limits, tail: _Tail) -> Iterator[_Entry]:
    """Yield the elements of the list that begins `at` this character, a piece at a time."""
    file.read(at)
    buffer, at, count = file.read(_CHUNK), 1, 0
    while True:
        buffer, at = _skip(file, buffer, at, ", \t\r\n" if count else " \t\r\n")
        if buffer[at : at + 1] == "]":
            tail.text = buffer[at : at + _CHUNK] + file.read(_CHUNK)
            return
        count += 1
        try:
            value, buffer, at = _decode(file, buffer, at, limits.line_bytes)
        except (ValueError, RecursionError) as error:
            message = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
            raise FileError(
                f"{name}, record {count}: {buffer[at : at + 40]!r} is no JSON, is cut short or "
                f"longer than {say_size(limits.line_bytes)}: {message}."
            ) from error
        yield count, value


def _skip(file: TextIO, buffer: str, at: int, blanks: str) -> tuple[str, int]:
    while True:
        while at < len(buffer) and buffer[at] in blanks:
            at += 1
        if at < len(buffer) or not (more := file.read(_CHUNK)):
            return buffer, at
        buffer, at = more, 0


def _decode(file: TextIO, buffer: str, at: int, limit: int) -> tuple[object, str, int]:
    while True:
        try:
            value, end = _DECODER.raw_decode(buffer, at)
            # A number at the end of the buffer may go on.
            if end - at <= limit and (end < len(buffer) or buffer[end - 1 : end] in '}]"'):
                return value, buffer, end
            found = ValueError("it is too long or has no end")
        except (ValueError, RecursionError) as error:
            found = error if isinstance(error, ValueError) else ValueError("it is nested too deep")
        more = file.read(max(_CHUNK, len(buffer) - at)) if len(buffer) - at <= limit else ""
        if not more:
            raise found
        buffer, at = buffer[at:] + more, 0


def _read_lines(file: TextIO, name: str, limits: Limits) -> Iterator[_Entry]:
    line = 0
    while text := file.readline(limits.line_bytes + 1):
        line += 1
        if len(text) > limits.line_bytes:
            raise FileError(
                f"{name}, line {line} is longer than {say_size(limits.line_bytes)}, "
                "which is the limit."
            )
        if record := text.strip("\x1e \t\r\n"):
            try:
                yield line, _DECODER.decode(record)
            except (ValueError, RecursionError):
                yield line, _Fault(record)


def _read_document(
    file: TextIO, path: Path, name: str, limits: Limits, tail: _Tail
) -> Iterator[_Entry]:
    if path.stat().st_size > limits.document_bytes:
        raise FileError(
            f"{name} is one JSON object of more than {say_size(limits.document_bytes)}, which is "
            "the limit; allowed: a list of objects, or an object a line, of any length."
        )
    try:
        document = _DECODER.decode(file.read().strip("\x1e \t\r\n").rstrip("); \t\r\n"))
    except (ValueError, RecursionError) as error:
        where = f" in line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        message = error.msg if isinstance(error, json.JSONDecodeError) else "nested too deep"
        raise FileError(f"{name} is no JSON{where}: {message}.") from error
    records: list[Any] = []
    if isinstance(document, dict) and document.get("type") == "Feature":
        records = [document]
    elif isinstance(document, dict) and document.get("type") == "Topology":
        records = list(read_topology(document))
        if not records:
            raise FileError(f"{name} is TopoJSON without a shape; allowed: one with points.")
        tail.notes = ("Read the shapes of the TopoJSON.",)
    elif columns := _turn_columns(document):
        records, tail.notes = columns, ("Read the object as columns of a table.",)
    elif found := [*_name_rows(document), *_lists(document, "")]:
        records, tail.notes = _join_lists(_without_names(found))
        tail.notes += _tell_of_more(document, len(records))
    if not records:
        raise FileError(
            f"{name} is JSON without a list of objects in it; allowed: such a list, an object "
            "with such a list, or an object a line."
        )
    yield from enumerate(records, 1)


def _join_lists(
    found: Sequence[tuple[str, list[Any]]],
) -> tuple[list[Any], tuple[str, ...]]:
    """Return the records of the fullest list with those of lists like it, and what was read.

    Of which list each of several is, its column ``list`` says.
    """
    fullest = max(found, key=lambda each: sum(map(_count_values, each[1])))
    like = [each for each in found if each is fullest or _are_alike(each[1], fullest[1])]
    alike = [each for each in like if not _SUMS.search(_CAMEL.sub("_", each[0]))] or like
    fullest = next((each for each in alike if each is fullest), alike[0])
    if len(alike) > 1:
        names = ", ".join(repr(key) for key, _ in alike[:_SHOWN]) + ", …" * (len(alike) > _SHOWN)
        records = [_say_list(record, key) for key, inner in alike for record in inner]
        notes = [f"Read the lists {names} as one table: its column {_LIST!r} says which."]
    else:
        key, records = fullest
        by = f", named by {records.named_by!r}" if isinstance(records, _NamedRows) else ""
        notes = [f"Read the list {key!r} of the object{by}."] if key else []
    for key, inner in found:
        if any(each[1] is inner for each in alike):
            continue
        held = f"Left out: the list {key!r}, with {count_of(len(inner), 'record')}"
        sums = any(each[1] is inner for each in like)
        notes += [
            f"{held}: by its name, it adds up others." if sums else f"{held} of another kind."
        ]
    return records, tuple(notes)


def _say_list(record: object, key: str) -> object:
    """Return a record with the name of the list that it is of; of a feature, among its own."""
    if not isinstance(record, dict):
        return record
    if record.get("type") == "Feature" and "geometry" in record:
        return record | {"properties": {_LIST: key} | (record.get("properties") or {})}
    if isinstance(record.get("attributes"), dict):
        return record | {"attributes": {_LIST: key} | record["attributes"]}
    return {_LIST: key} | record


def _count_values(record: object) -> int:
    """Return how many values a record has: a list of the columns of another may be longer."""
    return len(record) if isinstance(record, dict) else 1


_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SUMS = re.compile(
    rf"(?i)(?:^|[\W_])(?:{TOTAL_WORDS}|sums|summary|summaries|aggregates?|aggregated|підсум\w{{1,3}}"
    r"|итоги?|totales|summen|podsumowani[ea])(?:$|[\W_])"
)
"""In the name of a list: it adds up the records of others."""

_SHOWN = 3
_LIST = "list"
"""Column for the name of the list that a record is of, where there are several."""


def _are_alike(one: Sequence[object], other: Sequence[object]) -> bool:
    """Return whether the objects of two lists have most of their keys in common."""
    keys, others = (
        {key for each in records if isinstance(each, dict) for key in _own(each)}
        for records in (one, other)
    )
    return bool(keys) and 2 * len(keys & others) > max(len(keys), len(others))


def _own(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what a record says, of a feature its properties."""
    for key in ("properties", "attributes"):
        if "geometry" in record and isinstance(record.get(key), dict):
            return cast("Mapping[str, Any]", record[key])
    return record


_ALL_OF_THEM = re.compile(
    r"(?i)(?:total|num(?:ber)?|count)[_ ]?(?:of[_ ])?(?:count|results|records|rows|items|found"
    r"|matched|hits|features|events|entries)?"
)
_PARTS = frozenset({"meta", "metadata", "pagination", "paging", "page", "info"})


def _tell_of_more(document: object, read: int, depth: int = 0) -> tuple[str, ...]:
    """Say that an answer is a page of several, where it gives a higher number of records."""
    if not isinstance(document, dict) or depth > 1:
        return ()
    for key, value in document.items():
        if _ALL_OF_THEM.fullmatch(key) and type(value) is int and value > read:
            return (
                f"The object says {key!r} {value:,}, and holds {count_of(read, 'record')}: it may"
                " be one page of several.",
            )
        if key.casefold() in _PARTS and (told := _tell_of_more(value, read, depth + 1)):
            return told
    return ()


def _lists(value: object, key: str, depth: int = 0) -> Iterator[tuple[str, list[Any]]]:
    layers = list(map(_features_of, value)) if isinstance(value, list) else []
    if isinstance(value, list) and layers and None not in layers:
        for at, (layer, features) in enumerate(zip(value, layers, strict=True), 1):
            if features:
                name = _name_of(layer) or str(at)
                yield f"{key}.{name}" if key else name, features
    elif isinstance(value, list) and any(isinstance(record, dict) for record in value):
        yield key, value
    elif isinstance(value, list) and _are_rows(value):
        yield key, _name_cells(value)
    elif isinstance(value, dict) and depth < _DEPTH:
        if _are_kept_by_key(value) and not all(map(_holds_lists_alone, value.values())):
            yield key, [{_KEY: name} | record for name, record in value.items()]
            return
        for name, inner in value.items():
            yield from _lists(inner, f"{key}.{name}" if key else name, depth + 1)


def _features_of(layer: object) -> list[Any] | None:
    """Return the features of a layer of a map: of a collection, or of ArcGIS's set."""
    within = layer.get("featureSet", layer) if isinstance(layer, dict) else None
    found = within.get("features") if isinstance(within, dict) else None
    return found if isinstance(found, list) else None


def _name_of(layer: Mapping[str, Any]) -> str | None:
    """Return how a layer is called: by itself, or in what its map keeps of it."""
    inner = (layer, *(layer.get(key) for key in ("_umap_options", "properties", "layerDefinition")))
    names = (each.get("name") for each in inner if isinstance(each, dict))
    return next((name for name in names if isinstance(name, str) and name), None)


def _are_rows(value: Sequence[object]) -> bool:
    """Return whether lists are the rows of a table, the first of which names its columns."""
    first = value[0] if value else None
    return (
        len(value) > 1
        and isinstance(first, list)
        and len(first) > 1
        and all(isinstance(name, str) and name for name in first)
        and all(isinstance(row, list) and len(row) <= len(first) for row in value)
    )


def _name_cells(rows: Sequence[Sequence[Any]]) -> list[dict[str, Any]]:
    names = list(unique_names(rows[0]))
    return [dict(zip(names, row, strict=False)) for row in rows[1:]]


class _NamedRows(list[Any]):
    """Records made of rows, and where the names of their columns stand."""

    def __init__(self, records: Sequence[Any], named_by: str) -> None:
        super().__init__(records)
        self.named_by = named_by


_NAMES_OF_NAMES = ("columns", "fields", "headers", "header", "names", "column_names", "cols")
_ROWS = ("data", "rows", "values", "records", "results")


def _name_rows(document: object) -> Iterator[tuple[str, list[Any]]]:
    """Yield rows whose columns a list beside them names, or one of an object beside them.

    Where a column consists of several (Socrata's ``subColumnTypes``), its cells are objects.
    """
    found = dict(_walk(document, "", 0))
    rows = {key: each for key, each in found.items() if key.split(".")[-1] in _ROWS}
    for key, names in found.items():
        if key.split(".")[-1] not in _NAMES_OF_NAMES or len(names) < 2:  # noqa: PLR2004 - columns
            continue
        told = [each.get("name") if isinstance(each, dict) else each for each in names]
        called = [name for name in told if isinstance(name, str) and name]
        if len(called) < len(told):
            continue
        parts = [each.get("subColumnTypes") if isinstance(each, dict) else None for each in names]
        unique = list(unique_names(called))
        for own, each in rows.items():
            fit = (isinstance(row, list) and len(row) == len(names) for row in each)
            if each and all(fit):
                records = [
                    {
                        name: _name_parts(cell, part)
                        for name, cell, part in zip(unique, row, parts, strict=True)
                    }
                    for row in each
                ]
                yield own, _NamedRows(records, key)
                return


def _name_parts(cell: object, names: object) -> object:
    if not (isinstance(cell, list) and isinstance(names, list) and len(cell) == len(names)):
        return cell
    return {
        str(name): _decode_object(part) if isinstance(part, str) else part
        for name, part in zip(names, cell, strict=True)
    }


def _decode_object(text: str) -> object:
    """Return the object that a text writes down, as Socrata's addresses do, else the text."""
    try:
        return _DECODER.decode(text) if text.startswith("{") else text
    except (ValueError, RecursionError):
        return text


def _walk(value: object, key: str, depth: int) -> Iterator[tuple[str, list[Any]]]:
    """Yield all lists in objects, by their keys."""
    if isinstance(value, list):
        yield key, value
    elif isinstance(value, dict) and depth < _DEPTH:
        for name, inner in value.items():
            yield from _walk(inner, f"{key}.{name}" if key else name, depth + 1)


def _without_names(found: Sequence[tuple[str, list[Any]]]) -> Sequence[tuple[str, list[Any]]]:
    """Return the lists without those that name the columns of others, and without these twice."""
    named = {key: each for key, each in found if isinstance(each, _NamedRows)}
    gone = {*named, *(each.named_by for each in named.values())}
    return [(key, each) for key, each in found if key in named and each is named[key]] + [
        (key, each) for key, each in found if key not in gone
    ]


_FEWEST_COLUMNS = 2


def _turn_columns(document: object) -> list[Any]:
    """Return the rows of an object that holds columns: lists of cells, or cells by row."""
    if not isinstance(document, dict) or len(document) < _FEWEST_COLUMNS:
        return []
    columns = list(document.values())
    if all(isinstance(each, list) for each in columns):
        plain = not any(isinstance(cell, dict | list) for each in columns for cell in each)
        if not plain or len({*map(len, columns)}) > 1:
            return []
        return [dict(zip(document, row, strict=True)) for row in zip(*columns, strict=True)]
    if not all(isinstance(each, dict) and each for each in columns):
        return []
    keys = list(columns[0])
    numbered = all(key.isdigit() for key in keys) and not all(map(str.isdigit, document))
    same = all(each.keys() == columns[0].keys() for each in columns)
    if not numbered or not same:
        return []
    return [{name: each[key] for name, each in document.items()} for key in keys]


def _are_kept_by_key(value: Mapping[str, object]) -> bool:
    """Return whether the values of an object are records: objects that are much alike."""
    records = [record for record in value.values() if isinstance(record, dict)]
    if len(value) < 2 or len(records) < len(value):  # noqa: PLR2004 - one is a part of something
        return False
    common = set(records[0]).intersection(*records[1:])
    return 2 * len(common) > max(map(len, records))


def _holds_lists_alone(value: object) -> bool:
    """Return whether all that is kept in an object are lists of objects."""
    if not isinstance(value, dict):
        return False
    return _features_of(value) is not None or all(
        isinstance(inner, list) and inner and all(isinstance(each, dict) for each in inner)
        for inner in value.values()
    )


def _read_entries(
    entries: Iterator[_Entry], name: str, limits: Limits, *, projected: bool
) -> Source:
    grid, rejects, features = Grid(name, limits), [], False
    while batch := list(islice(entries, BATCH)):
        lines, rows = [], []
        for line, value in batch:
            if not isinstance(value, dict):
                rejects.append(_reject(line, value))
                continue
            value = _as_feature(value, projected=projected)  # noqa: PLW2901
            feature = value.get("type") == "Feature" and "geometry" in value
            features = features or feature
            lines.append(line)
            rows.append(_feature_cells(value) if feature else _cells(value))
        try:
            grid.add(lines, _to_columns(rows, name, limits))
        except UnicodeEncodeError:
            whole = [
                {_whole(key): text and _whole(text) for key, text in row.items()} for row in rows
            ]
            grid.add(lines, _to_columns(whole, name, limits))
    if not grid.count:
        what = f"only {rejects[0].value[:40]!r} and such" if rejects else "no records"
        raise FileError(f"{name} has {what}; allowed: a list of objects.")
    cells, told = grid.frame(), tuple[str, ...]()
    if features:
        cells, told = with_descriptions(cells)
    return Source(
        name, "geojson" if features else "json", cells, rejects=tuple(rejects), notes=told
    )


def _as_feature(value: dict[str, Any], *, projected: bool) -> dict[str, Any]:
    """Return a feature as ArcGIS writes it, ``attributes`` and a point of ``x`` and ``y``, as one.

    Where no coordinate system is named, degrees only: other numbers stay those of two columns.

    Parameters
    ----------
    projected
        Whether the file names a system other than that of GPS.
    """
    properties, point = value.get("attributes"), value.get("geometry")
    if len(value) > 2 or not isinstance(properties, dict) or not isinstance(point, dict):  # noqa: PLR2004
        return value
    lon, lat = point.get("x"), point.get("y")
    if not (_is_finite(lon) and _is_finite(lat)):
        return value
    if not projected and (abs(lon) > _LON or abs(lat) > _LAT):
        return value
    geometry = {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def _to_columns(
    rows: list[dict[str, str | None]], name: str, limits: Limits
) -> dict[str, list[str | None]]:
    names = dict.fromkeys(key for row in rows for key in row)
    check_cells(name, len(rows), len(names), limits)
    return {key: [row.get(key) for row in rows] for key in names}


def _reject(line: int, value: object) -> Reject:
    text = str(value) if isinstance(value, _Fault) else json.dumps(value, ensure_ascii=False)
    text = _whole(text)
    reason = "no JSON object; each record has to be one"
    return Reject(line, None, text, reason, row_text({"record": text}))


def _whole(text: str) -> str:
    """Return text in which halves of characters, which JSON can write, are marked as unknown."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _cells(record: Mapping[str, Any]) -> dict[str, str | None]:
    if not any(type(value) in (dict, list) for value in record.values()):
        return {key or "column": _to_text(value) for key, value in record.items()}
    cells: dict[str, str | None] = {}
    for name, value in _flatten(record, "", 0):
        free = name
        while free in cells:
            free += "'"
        cells[free] = _to_text(value)
    return cells


def _flatten(record: Mapping[str, Any], before: str, depth: int) -> Iterator[tuple[str, object]]:
    for key, value in record.items():
        name = before + (key or "column")
        if isinstance(value, dict) and depth < DEEPEST and not _is_one(key, value):
            if len(value) == 1 and (inner := next(iter(value))).startswith("$"):
                yield name, value[inner]  # as databases write a date or a number
            elif {"type", "value"} <= value.keys() <= _OF_SPARQL:
                yield name, value["value"]
            elif key == "_source" and {"_index", "_id"} & record.keys():
                yield from _flatten(value, before, depth + 1)  # a document that was searched for
            else:
                yield from _flatten(value, f"{name}.", depth + 1)
        else:
            yield name, value


def _is_one(key: str, value: Mapping[str, object]) -> bool:
    """Return whether an object is one value: nothing, a geometry, or what an export keeps so."""
    return not value or key in _WHOLE or {"type", "coordinates"} <= set(value)


def _to_text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, _Number):
        return value.text
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list) and value and all(isinstance(each, str) for each in value):
        return "\n".join(value)
    return json.dumps(value, ensure_ascii=False)


def _feature_cells(feature: Mapping[str, Any]) -> dict[str, str | None]:
    properties = feature.get("properties")
    cells = _cells(properties) if isinstance(properties, dict) else {}
    if "id" in feature:
        cells = {"id": _to_text(feature["id"])} | cells
    return cells | _geometry_cells(feature["geometry"])


def _geometry_cells(geometry: object) -> dict[str, str | None]:
    cells: dict[str, str | None] = {GEOMETRY_LON: None, GEOMETRY_LAT: None}
    if not isinstance(geometry, dict):
        return cells
    kind, at = geometry.get("type"), geometry.get("coordinates")
    if kind == "MultiPoint" and isinstance(at, list) and len(at) == 1:
        kind, at = "Point", at[0]
    if kind != "Point":
        return cells | {GEOMETRY_TYPE: _to_text(kind)} | describe_area(geometry)
    if at and not isinstance(at, list):
        return dict.fromkeys(cells, _to_text(geometry))  # in no order that is known
    written = map(_write_number, at or ())
    return cells | dict(zip(cells, written, strict=False))


def _write_number(value: object) -> str | None:
    """Return a number of a point as text, and what is none, such as one in quotes, as it stands."""
    return repr(float(value)) if _is_finite(value) else _to_text(value)


def _is_finite(value: object) -> TypeGuard[int | float]:
    try:
        return isinstance(value, int | float) and math.isfinite(value)
    except OverflowError:
        return False


def _reproject(source: Source, crs: str) -> Source:
    cells = source.cells
    points = project(source.name, cells[GEOMETRY_LON], cells[GEOMETRY_LAT], crs).to_pandas()
    moved = {
        column: points[column].set_axis(cells.index).fillna(cells[column])
        for column in (GEOMETRY_LON, GEOMETRY_LAT)
    }
    note = f"The points were given in {crs}; they are read as degrees."
    return replace(source, cells=cells.assign(**moved), notes=(*source.notes, note))
