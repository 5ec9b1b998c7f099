"""The real tables of other makers, where they are at hand: they are not part of the project."""

import gzip
import json
import os
from pathlib import Path

import pandas as pd
import pytest

CHECKOUT = Path(__file__).parents[1]
FOLDER = CHECKOUT / os.environ.get("EVENTMAP_SHARED_DATA", "../shared/data")


def shared_file(name):
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"{path} is not here; EVENTMAP_SHARED_DATA names its folder")
    return path


def read_ucdp_ukraine():
    path = shared_file("ucdp_ged_ukraine_2014-2023_cp1252_mixed_dates.csv.gz")
    cells = pd.read_csv(path, encoding="cp1252", dtype="str", keep_default_na=False, na_values=[""])
    return cells.set_axis(cells.index + 2)


def read_timemap():
    path = shared_file("bellingcat_ukr-civharm-2024-06-02.json.gz")
    records = json.loads(gzip.decompress(path.read_bytes()))
    names = ("id", "date", "latitude", "longitude", "location", "description")
    cells = pd.DataFrame([{name: record[name] for name in names} for record in records])
    cells = cells.astype("str").mask(lambda frame: frame == "")
    return cells.set_axis(cells.index + 1)
