"""Frames of events to export, and what other people's readers find in an export."""

import io
import json
import pickle
import subprocess
import sys
from collections.abc import Callable, Generator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import geopandas
import pandas as pd
import pyogrio
from python_calamine import CalamineWorkbook

from eventmap import schema

_BLANK = dict.fromkeys(
    [*schema.EVENTS, *schema.FIGURE_WORDS, *schema.FIGURES, "claims", "sources", "edtf"]
)
_TYPES = {
    **{name: schema.DTYPES[column.kind] for name, column in schema.EVENTS.items()},
    **dict.fromkeys(schema.FIGURES, "Int64"),
    **dict.fromkeys(schema.FIGURE_WORDS, "str"),
    "claims": "int64",
    "sources": "str",
    "edtf": "str",
}


def frame_of(*rows: dict[str, object]) -> pd.DataFrame:
    """Return a frame as ``Database.events`` does, blank where a row says nothing."""
    frame = pd.DataFrame([_BLANK | {"redistributable": True, "claims": 1} | row for row in rows])
    return frame.astype(_TYPES)


def body_of(
    write: Callable[..., Generator[bytes]],
    events: pd.DataFrame,
    info: schema.DatasetInfo,
    **options: Any,
) -> bytes:
    """Return the file that a writer makes of `events`, which it gets in two frames."""
    half = len(events) // 2
    frames = (part.reset_index(drop=True) for part in (events[:half], events[half:]))
    return b"".join(write(frames, info, **options))


def _read_csv(body: bytes) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(body), keep_default_na=False, na_values=[""])


_BY_GDAL = """
import io, pickle, sys
import geopandas
read = geopandas.read_file(io.BytesIO(sys.stdin.buffer.read()))
sys.stdout.buffer.write(pickle.dumps(read))
"""


def read_geojson(body: bytes) -> geopandas.GeoDataFrame:
    """Return the features as GDAL reads them, in a process in which no driver was taken out."""
    run = [sys.executable, "-c", _BY_GDAL]
    done = subprocess.run(run, input=body, stdout=subprocess.PIPE, check=True)
    found: geopandas.GeoDataFrame = pickle.loads(done.stdout)
    return found


def _read_json(body: bytes) -> pd.DataFrame:
    return pd.DataFrame(json.loads(body)["events"], columns=list(_BLANK))


def _read_parquet(body: bytes) -> pd.DataFrame:
    return geopandas.read_parquet(io.BytesIO(body))


def read_sheets(body: bytes) -> dict[str, list[list[Any]]]:
    """Return the cells of each sheet of a workbook."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(body))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def _read_xlsx(body: bytes) -> pd.DataFrame:
    header, *rows = read_sheets(body)["events"]
    cells = [[None if cell == "" else cell for cell in row] for row in rows]
    return pd.DataFrame(cells, columns=header, dtype=object)


def read_folders(body: bytes) -> dict[str, geopandas.GeoDataFrame]:
    """Return the placemarks of each folder of a KML file."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "events.kml"
        path.write_bytes(body)
        names = pyogrio.list_layers(path)[:, 0]
        return {name: geopandas.read_file(path, layer=name) for name in names}


def _read_kml(body: bytes) -> pd.DataFrame:
    folders = [frame.astype(object) for frame in read_folders(body).values()]
    return pd.concat(folders, ignore_index=True)[list(_BLANK)]


READERS: Mapping[str, Callable[[bytes], pd.DataFrame]] = {
    "csv": _read_csv,
    "geojson": read_geojson,
    "json": _read_json,
    "parquet": _read_parquet,
    "xlsx": _read_xlsx,
    "kml": _read_kml,
}
"""What reads an export back, one row an event, by the format's extension."""
