from xml.etree import ElementTree as ET

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.exported import body_of, frame_of, read_folders

from eventmap.exports.kml import write_kml
from eventmap.exports.xmltext import clean_text
from eventmap.schema import DatasetInfo

KML = "{http://www.opengis.net/kml/2.2}"
INFO = DatasetInfo("week", "A week", "CC BY 4.0", True)

FEATURE = ["name", "open", "Snippet", "description", "TimeSpan", "styleUrl", "Style"]
ORDER = {
    "Document": [*FEATURE, "ExtendedData", "Schema", "Folder"],
    "Folder": [*FEATURE, "ExtendedData", "Placemark"],
    "Placemark": [*FEATURE, "ExtendedData", "Point"],
    "Style": ["IconStyle", "BalloonStyle"],
    "TimeSpan": ["begin", "end"],
}
"""The order in which the schema of KML 2.2 (ogckml22.xsd) has the children used here."""


def placemarks(body: bytes) -> dict[str, ET.Element]:
    found = ET.fromstring(body).iter(f"{KML}Placemark")
    return {columns_of(element)["event_id"]: element for element in found}


def columns_of(placemark: ET.Element) -> dict[str, str]:
    return {data.attrib["name"]: data.text or "" for data in placemark.iter(f"{KML}SimpleData")}


def test_children_stand_in_the_order_of_the_schema(events: pd.DataFrame, info: DatasetInfo) -> None:
    for element in ET.fromstring(body_of(write_kml, events, info)).iter():
        tag = element.tag.removeprefix(KML)
        if tag in ORDER:
            places = [ORDER[tag].index(child.tag.removeprefix(KML)) for child in element]
            assert places == sorted(places), tag


def test_every_reference_leads_somewhere(events: pd.DataFrame, info: DatasetInfo) -> None:
    root = ET.fromstring(body_of(write_kml, events, info))
    ids = [element.attrib["id"] for element in root.iter() if "id" in element.attrib]
    assert len(ids) == len(set(ids))
    targets = {f"#{name}" for name in ids}
    assert {url.text for url in root.iter(f"{KML}styleUrl")} <= targets
    assert {data.attrib["schemaUrl"] for data in root.iter(f"{KML}SchemaData")} <= targets


def test_folders_are_the_types_and_what_is_not_on_the_map(
    events: pd.DataFrame, info: DatasetInfo
) -> None:
    folders = read_folders(body_of(write_kml, events, info))
    assert {name: frame["event_id"].tolist() for name, frame in folders.items()} == {
        "Shelling": ["kherson"],
        "Protest": ["soho"],
        "Not on the map": ["odesa"],
    }
    assert folders["Shelling"].crs.to_epsg() == 4326
    point = folders["Protest"].geometry[0]
    assert (point.x, point.y) == (-0.1278, 51.5136)
    assert folders["Not on the map"].geometry.isna().all()
    assert folders["Not on the map"]["lat"][0] == 46.4825


def test_columns_keep_their_types(events: pd.DataFrame, info: DatasetInfo) -> None:
    frame = read_folders(body_of(write_kml, events, info))["Shelling"]
    kinds = {name: frame[name].dtype.kind for name in ("killed_best", "lat", "redistributable")}
    assert kinds == {"killed_best": "i", "lat": "f", "redistributable": "b"}
    assert (frame["begin"][0], frame["end"][0]) == (
        pd.Timestamp("2025-10-18"),
        pd.Timestamp("2025-10-24"),
    )


def test_unknown_values_are_left_out(events: pd.DataFrame, info: DatasetInfo) -> None:
    odesa = placemarks(body_of(write_kml, events, info))["odesa"]
    assert "killed_best" not in columns_of(odesa)
    assert odesa.find(f"{KML}TimeSpan") is None
    assert columns_of(odesa)["redistributable"] == "true"


@pytest.mark.parametrize("known", ["date_start", "date_end"])
def test_an_open_interval_has_one_end(known: str, events: pd.DataFrame, info: DatasetInfo) -> None:
    events.loc[1, known] = pd.Timestamp("2025-10-20")
    (end,) = placemarks(body_of(write_kml, events, info))["odesa"].find(f"{KML}TimeSpan") or ()
    assert (end.tag, end.text) == (
        KML + {"date_start": "begin", "date_end": "end"}[known],
        "2025-10-20",
    )


def test_the_document_describes_the_dataset(events: pd.DataFrame, info: DatasetInfo) -> None:
    document = ET.fromstring(body_of(write_kml, events, info))[0]
    values = {
        data.attrib["name"]: data.findtext(f"{KML}value") for data in document.iter(f"{KML}Data")
    }
    assert (values["licence"], values["redistributable"]) == ("CC BY 4.0", "true")


def test_a_title_is_characters_in_list_and_balloon(events: pd.DataFrame, info: DatasetInfo) -> None:
    title = "<img src=x onerror=alert(1)>"
    events.loc[0, "title"] = title
    body = body_of(write_kml, events, info)
    kherson = placemarks(body)["kherson"]
    assert kherson.findtext(f"{KML}name") == title
    description = kherson.findtext(f"{KML}description") or ""
    assert "<h3>&lt;img src=x onerror=alert(1)&gt;</h3>" in description
    # A viewer's own balloon would put the name into its markup: this one has no name.
    texts = {text.text for text in ET.fromstring(body).iter(f"{KML}text")}
    assert texts == {"$[description]"}


@settings(max_examples=50, deadline=None)
@given(text=st.text(min_size=1))
def test_any_text_is_in_the_file(text: str) -> None:
    row = {
        "event_id": "a",
        "title": text,
        "event_type": "other",
        "date_precision": "unknown",
        "geo_precision": "unlocated",
        "status": "reported",
        "sources": text,
    }
    placemark = placemarks(body_of(write_kml, frame_of(row), INFO))["a"]
    assert (placemark.findtext(f"{KML}name") or "") == clean_text(text)
    assert columns_of(placemark)["sources"] == clean_text(text)
