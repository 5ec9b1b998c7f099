"""Small datasets, written out by hand, that tests share."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from eventmap.schema import DTYPES, TABLES, Dataset, DatasetInfo

Rows = Sequence[Mapping[str, Any]]

EVENT = {
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
}
CLAIM = {"claimant": "Somebody", "side": "media"}
ITEM = {"kind": "statement", "title": "Somebody spoke"}


def make_frame(table: str, rows: Rows, defaults: Mapping[str, Any], id_column: str) -> pd.DataFrame:
    columns = TABLES[table]
    full = [{id_column: f"{table}-{at}", **defaults, **row} for at, row in enumerate(rows)]
    return pd.DataFrame(
        {
            name: pd.Series([row.get(name) for row in full], dtype=DTYPES[column.kind])
            for name, column in columns.items()
        }
    )


def make_dataset(events: Rows, claims: Rows = (), timeline: Rows = (), **info: Any) -> Dataset:
    described = {"name": "test", "title": "Test", "licence": "CC0-1.0", "redistributable": True}
    return Dataset(
        DatasetInfo(**(described | info)),
        make_frame("events", events, EVENT, "event_id"),
        make_frame("claims", claims, CLAIM, "claim_id"),
        make_frame("timeline", timeline, ITEM, "item_id"),
    )


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
