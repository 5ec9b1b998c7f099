"""A sound file in each format that is read, of the same few events."""

import gzip
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import geopandas as gpd
import pandas as pd

ROWS = [
    {
        "id": f"e{at}",
        "date": f"2025-10-{day}",
        "place": place,
        "country": "Ukraine",
        "lat": lat,
        "lon": lon,
        "killed": killed,
        "description": words,
    }
    for at, (day, place, lat, lon, killed, words) in enumerate(
        [
            (18, "Kherson", 46.6354, 32.6169, 2, "Shelling, with “quotes” and, commas"),
            (19, "Odesa", 46.4825, 30.7233, 0, "Дрони над містом"),
            (20, "Kharkiv", 49.9935, 36.2304, None, "line\nbreak"),
            (24, "Kyiv", 50.4501, 30.5234, 11, ""),
        ]
    )
]


def frame() -> pd.DataFrame:
    """Return the events as a table."""
    return pd.DataFrame(ROWS).astype({"killed": "Int64"})


def _points() -> gpd.GeoDataFrame:
    table = frame()
    points = gpd.points_from_xy(table["lon"], table["lat"], crs="EPSG:4326")
    return gpd.GeoDataFrame(table.drop(columns=["lat", "lon"]), geometry=points)


def _geo(driver: str, suffix: str) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder, f"events.{suffix}")
        _points().to_file(path, driver=driver)
        return path.read_bytes()


def _shapefile() -> bytes:
    packed = io.BytesIO()
    with TemporaryDirectory() as folder:
        _points().rename(columns={"description": "words"}).to_file(
            Path(folder, "events.shp"), driver="ESRI Shapefile", encoding="utf-8"
        )
        with zipfile.ZipFile(packed, "w") as archive:
            for path in sorted(Path(folder).iterdir()):
                archive.write(path, path.name)
    return packed.getvalue()


def _workbook() -> bytes:
    body = io.BytesIO()
    frame().to_excel(body, index=False, engine="xlsxwriter")
    return body.getvalue()


def _parquet() -> bytes:
    body = io.BytesIO()
    frame().to_parquet(body, index=False)
    return body.getvalue()


def _zipped(name: str, content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return packed.getvalue()


def _csv(separator: str = ",") -> bytes:
    return frame().to_csv(index=False, sep=separator).encode()


def _json() -> bytes:
    return json.dumps(ROWS, ensure_ascii=False).encode()


def _lines() -> bytes:
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS).encode()


def _page() -> bytes:
    return f"<!DOCTYPE html><h1>Events</h1>{frame().to_html(index=False, na_rep='')}".encode()


SAMPLES: Mapping[str, Callable[[], bytes]] = {
    "events.csv": _csv,
    "events.tsv": lambda: _csv("\t"),
    "events.csv.gz": lambda: gzip.compress(_csv(), mtime=0),
    "events.json": _json,
    "events.jsonl": _lines,
    "events.geojson": lambda: _points().to_json().encode(),
    "events.xlsx": _workbook,
    "events.parquet": _parquet,
    "events.html": _page,
    "events.gpkg": lambda: _geo("GPKG", "gpkg"),
    "events.fgb": lambda: _geo("FlatGeobuf", "fgb"),
    "events.kml": lambda: _geo("LIBKML", "kml"),
    "events.kmz": lambda: _zipped("doc.kml", _geo("LIBKML", "kml")),
    "shapefile.zip": _shapefile,
    "table.zip": lambda: _zipped("events.csv", _csv()),
}
"""What makes the file, by its name."""
