"""Events as KML 2.2: a placemark an event, a folder an event type.

Elements stand in the order that OGC 07-147r2 prescribes. They are built as trees and never
joined from text, so that nothing in a table becomes markup. A viewer takes the description for
HTML, and puts the name into its own balloon as HTML too; the balloon here is the description
alone, in which every text is escaped.
"""

import html
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import ExitStack
from tempfile import SpooledTemporaryFile
from typing import Any
from xml.etree import ElementTree as ET

import pandas as pd

from eventmap.exports.balloon import write_balloon
from eventmap.exports.columns import KINDS, describe, has_point
from eventmap.exports.records import plain_records
from eventmap.exports.xmltext import clean_text
from eventmap.schema import DatasetInfo, Kind
from eventmap.symbols import SYMBOLS, Symbol

NAMESPACE = "http://www.opengis.net/kml/2.2"
NOT_ON_THE_MAP = "Not on the map"

_SCHEMA = "event"
_KEPT_BYTES = 1 << 20  # of a folder, beyond which it is a file
_FIELD_TYPES: Mapping[Kind, str] = {
    "text": "string",
    "json": "string",
    "date": "string",  # KML has no type for days
    "float": "double",
    "integer": "int",
    "boolean": "bool",
}


def write_kml(
    frames: Iterable[pd.DataFrame], info: DatasetInfo, selection: str = ""
) -> Generator[bytes]:
    """Yield events as KML with a point, a time span, words and every known column.

    The placemark has no geometry where the event has no point or is known less exactly than to
    the district; these stand in a folder of their own. A control character that XML cannot hold
    becomes U+FFFD.
    """
    yield f'<?xml version="1.0" encoding="utf-8"?>\n<kml xmlns="{NAMESPACE}"><Document>'.encode()
    with ExitStack() as held:
        # The events come in any order: each folder is kept aside until the last of them is there.
        folders = {
            name: held.enter_context(SpooledTemporaryFile(_KEPT_BYTES))
            for name in (*(symbol.label for symbol in SYMBOLS.values()), NOT_ON_THE_MAP)
        }
        for number, frame in enumerate(frames):
            if not number:
                yield b"".join(map(_to_bytes, _head(frame.columns, info, selection)))
            for name, part, drawn in _folders(frame):
                for event in plain_records(part):
                    folders[name].write(_to_bytes(_placemark(event, drawn=drawn)))
            yield b""
        for name, file in folders.items():
            if file.tell():
                yield b"<Folder>%b" % _to_bytes(_text("name", name))
                file.seek(0)
                while piece := file.read(_KEPT_BYTES):
                    yield piece
                yield b"</Folder>"
    yield b"</Document></kml>"


def _to_bytes(element: ET.Element) -> bytes:
    encoded: bytes = ET.tostring(element, encoding="utf-8")
    return encoded


def _folders(events: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame, bool]]:
    """Yield name, events and whether these have points, for each folder that is not empty."""
    drawn = has_point(events)
    folders = [
        (symbol.label, drawn & (events["event_type"] == event_type.value), True)
        for event_type, symbol in SYMBOLS.items()
    ]
    for name, chosen, has_points in [*folders, (NOT_ON_THE_MAP, ~drawn, False)]:
        if chosen.any():
            yield name, events[chosen], has_points


def _head(columns: Iterable[str], info: DatasetInfo, selection: str) -> Iterator[ET.Element]:
    yield _text("name", info.title)
    yield _text("open", "1")
    if selection:
        yield _text("description", html.escape(selection))
    for event_type, symbol in SYMBOLS.items():
        yield _style(event_type.value, symbol)
    described = ET.Element("ExtendedData")
    for name, value in describe(info, selection).items():
        data = ET.SubElement(described, "Data", {"name": name})
        data.append(_text("value", _literal(value)))
    yield described
    schema = ET.Element("Schema", {"name": _SCHEMA, "id": _SCHEMA})
    for name in columns:
        ET.SubElement(schema, "SimpleField", {"type": _FIELD_TYPES[KINDS[name]], "name": name})
    yield schema


def _style(name: str, symbol: Symbol) -> ET.Element:
    style = ET.Element("Style", {"id": name})
    icon = ET.SubElement(style, "IconStyle")
    red, green, blue = (symbol.colour_dark[at : at + 2].lower() for at in (1, 3, 5))
    icon.append(_text("color", f"ff{blue}{green}{red}"))
    balloon = ET.SubElement(style, "BalloonStyle")
    balloon.append(_text("text", "$[description]"))
    return style


def _placemark(event: Mapping[str, Any], *, drawn: bool) -> ET.Element:
    placemark = ET.Element("Placemark")
    placemark.append(_text("name", event["title"]))
    ET.SubElement(placemark, "Snippet", {"maxLines": "0"})
    placemark.append(_text("description", write_balloon(event, drawn=drawn)))
    span = ET.Element("TimeSpan")
    for name, day in (("begin", event["date_start"]), ("end", event["date_end"])):
        if day:
            span.append(_text(name, day))
    if len(span):
        placemark.append(span)
    placemark.append(_text("styleUrl", f"#{event['event_type']}"))
    placemark.append(_columns(event))
    if drawn:
        point = ET.SubElement(placemark, "Point")
        point.append(_text("coordinates", f"{event['lon']!r},{event['lat']!r}"))
    return placemark


def _columns(event: Mapping[str, Any]) -> ET.Element:
    extended = ET.Element("ExtendedData")
    data = ET.SubElement(extended, "SchemaData", {"schemaUrl": f"#{_SCHEMA}"})
    for name, value in event.items():
        if value is not None:
            ET.SubElement(data, "SimpleData", {"name": name}).text = clean_text(_literal(value))
    return extended


def _literal(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _text(tag: str, text: str) -> ET.Element:
    element = ET.Element(tag)
    element.text = clean_text(text)
    return element
