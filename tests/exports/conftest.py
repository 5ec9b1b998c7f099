import pandas as pd
import pytest
from support.exported import frame_of

from eventmap.schema import DatasetInfo


@pytest.fixture
def info() -> DatasetInfo:
    return DatasetInfo(
        name="week",
        title="A week",
        licence="CC BY 4.0",
        redistributable=True,
        attribution="Coded by hand",
        source="An article",
        fingerprint="abc",
    )


@pytest.fixture
def events() -> pd.DataFrame:
    return frame_of(
        {
            "event_id": "kherson",
            "title": 'Block of flats hit, "residential"',
            "event_type": "shelling",
            "date_start": "2025-10-18",
            "date_end": "2025-10-24",
            "date_precision": "week",
            "place": "Kherson",
            "admin1": "UA-65",
            "country": "UA",
            "lat": 46.6354,
            "lon": 32.6169,
            "geo_precision": "settlement",
            "status": "reported",
            "extra": '{"note":"Straße","n":1}',
            "killed_low": 2,
            "killed_best": 2,
            "killed_high": 2,
            "claims": 2,
            "sources": "AP; BBC",
        },
        {
            "event_id": "odesa",
            "title": "First glide bombs",
            "event_type": "glide_bomb",
            "date_precision": "unknown",
            "admin1": "UA-51",
            "country": "UA",
            "lat": 46.4825,
            "lon": 30.7233,
            "geo_precision": "region",
            "status": "claimed",
        },
        {
            "event_id": "soho",
            "title": "West of Greenwich",
            "event_type": "protest",
            "date_start": "2025-10-24",
            "date_end": "2025-10-24",
            "date_precision": "day",
            "country": "GB",
            "lat": 51.5136,
            "lon": -0.1278,
            "geo_precision": "exact",
            "status": "reported",
        },
    )
