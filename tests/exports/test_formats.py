import pandas as pd
import pytest

from eventmap.exports import FORMATS
from eventmap.schema import DatasetInfo


def test_formats_and_their_media_types() -> None:
    assert {name: fmt.media_type for name, fmt in FORMATS.items()} == {
        "csv": "text/csv; charset=utf-8",
        "geojson": "application/geo+json",
        "json": "application/json",
    }


@pytest.mark.parametrize("name", ["csv", "geojson", "json"])
def test_every_format_writes_every_event(
    name: str, events: pd.DataFrame, info: DatasetInfo
) -> None:
    body = FORMATS[name].write(events, info).decode("utf-8")
    assert all(event_id in body for event_id in ("kherson", "odesa", "soho"))
