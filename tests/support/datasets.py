"""Small datasets, written out by hand: as frames, and as a folder that a user would write."""

import csv
import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from eventmap.schema import DTYPES, TABLES, Dataset, DatasetInfo, Kind

Rows = Sequence[Mapping[str, Any]]

DEFAULTS: Mapping[str, Mapping[str, Any]] = {
    "events": {
        "title": "An event",
        "event_type": "shelling",
        "date_start": "2025-10-24",
        "date_end": "2025-10-24",
        "date_precision": "day",
        "country": "UA",
        "geo_precision": "unlocated",
        "status": "reported",
        "redistributable": True,
        "extra": "{}",
    },
    "claims": {"claimant": "Somebody", "side": "media"},
    "timeline": {"kind": "statement", "title": "Somebody spoke"},
}
"""What a row of a frame says where a test does not."""

ID_COLUMNS = {"events": "event_id", "claims": "claim_id", "timeline": "item_id"}

EVENT = {
    "event_type": "shelling",
    "date_start": "2025-10-20",
    "date_end": "2025-10-22",
    "date_precision": "days",
    "country": "UA",
    "geo_precision": "settlement",
    "status": "reported",
}
"""What the events of most tests have in common."""


def make_frame(table: str, rows: Rows) -> pd.DataFrame:
    columns, id_column, defaults = TABLES[table], ID_COLUMNS[table], DEFAULTS[table]
    full = [{id_column: f"{table}-{at}", **defaults, **row} for at, row in enumerate(rows)]
    given = set().union(*full)
    blanks = cache(lambda dtype: pd.array([None] * len(full), dtype=dtype))

    def make_array(name: str, kind: Kind) -> pd.api.extensions.ExtensionArray:
        if name not in given:
            return blanks(DTYPES[kind])
        return pd.array([row.get(name) for row in full], dtype=DTYPES[kind])

    made = {name: make_array(name, column.kind) for name, column in columns.items()}
    return pd.DataFrame(made, copy=False)


def make_dataset(events: Rows, claims: Rows = (), timeline: Rows = (), **info: Any) -> Dataset:
    described = {"name": "test", "title": "Test", "licence": "CC0-1.0", "redistributable": True}
    return Dataset(
        DatasetInfo(**(described | info)),
        make_frame("events", events),
        make_frame("claims", claims),
        make_frame("timeline", timeline),
    )


def write_dataset(
    folder: Path, events: Rows, claims: Rows = (), timeline: Rows = (), **description: Any
) -> Path:
    """Write a dataset named like its folder, and return the folder."""
    folder.mkdir(parents=True)
    described = {"name": folder.name, "title": folder.name, "licence": "CC0-1.0"}
    described |= {"redistributable": True} | description
    # A JSON text is a TOML text too.
    lines = [f"{key} = {json.dumps(value)}\n" for key, value in described.items()]
    (folder / "dataset.toml").write_text("".join(lines), encoding="utf-8")
    for name, rows in (("events", events), ("claims", claims), ("timeline", timeline)):
        if rows:
            write_table(folder / f"{name}.csv", rows)
    return folder


def write_table(path: Path, rows: Rows) -> None:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)


WEEK = (
    {
        "event_id": "kherson",
        "title": "Shelling of a block in Kherson",
        "place": "Kherson",
        "admin1": "UA-65",
        "lat": 46.6354,
        "lon": 32.6169,
        "geo_precision": "settlement",
        "date_start": "2025-10-24",
        "date_end": "2025-10-24",
    },
    {
        "event_id": "odesa",
        "title": "Glide bombs in the Odesa region",
        "event_type": "glide_bomb",
        "admin1": "UA-51",
        "geo_precision": "region",
        "date_start": "2025-10-18",
        "date_end": "2025-10-24",
        "date_precision": "week",
    },
    {
        "event_id": "moscow",
        "title": "Drones downed over Moscow",
        "event_type": "air_defence",
        "status": "claimed",
        "place": "Moscow",
        "admin1": "RU-MOW",
        "country": "RU",
        "lat": 55.7558,
        "lon": 37.6173,
        "geo_precision": "settlement",
        "date_start": "2025-10-20",
        "date_end": "2025-10-20",
    },
    {
        "event_id": "russia",
        "title": "111 drones downed overnight",
        "event_type": "air_defence",
        "status": "claimed",
        "country": "RU",
        "geo_precision": "country",
        "date_start": None,
        "date_end": None,
        "date_precision": "unknown",
    },
)
"""Four events: a symbol in Ukraine, a region, a symbol in Russia, a country without a date."""

WEEK_CLAIMS = (
    {
        "event_id": "kherson",
        "claimant": "Regional governor",
        "side": "ukraine",
        "source": "AP",
        "killed_best": 2,
        "injured_best": 22,
        "statement": "Artillery struck a residential block",
    },
    {"event_id": "odesa", "side": "ukraine", "source": "AP"},
    {"event_id": "moscow", "side": "russia", "source": "BBC", "killed_low": 1},
    {"event_id": "russia", "side": "russia", "statement": "Überschläge и Київ"},
)
