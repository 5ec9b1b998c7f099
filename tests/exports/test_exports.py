import io
import math

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.exported import READERS, body_of, frame_of

from eventmap.exports import EXPORT_FORMATS
from eventmap.exports.delimited import guard_text
from eventmap.exports.xmltext import clean_text
from eventmap.schema import FIGURES, DatasetInfo, EventType, GeoPrecision

NUMBERS = (*FIGURES, "claims", "lat", "lon")
INFO = DatasetInfo("week", "A week", "CC BY 4.0", True)

READ_AS = {
    "csv": guard_text,
    "xlsx": clean_text,
    "kml": clean_text,
}
"""What a format makes of a text; the others keep every character."""

counts = st.none() | st.integers(min_value=0, max_value=2**31 - 1)
rows = st.lists(
    st.fixed_dictionaries(
        {
            "title": st.text(min_size=1),
            "summary": st.text(min_size=1) | st.none(),
            "event_type": st.sampled_from(list(EventType)).map(str),
            "geo_precision": st.sampled_from(list(GeoPrecision)).map(str),
            "lat": st.none() | st.floats(-90, 90),
            "lon": st.none() | st.floats(-180, 180),
            **dict.fromkeys(FIGURES, counts),
        }
    ),
    min_size=1,
    max_size=4,
)


def fill(rows: list[dict[str, object]]) -> pd.DataFrame:
    closed = {"date_precision": "day", "status": "reported", "extra": "{}"}
    ids = ({"event_id": f"e{at}"} for at in range(len(rows)))
    return frame_of(*(closed | id_ | row for id_, row in zip(ids, rows, strict=True)))


def plain(value: object) -> object:
    return None if value is None or pd.isna(value) else value


def test_formats_and_their_media_types() -> None:
    assert {name: fmt.media_type for name, fmt in EXPORT_FORMATS.items()} == {
        "csv": "text/csv; charset=utf-8",
        "geojson": "application/geo+json",
        "json": "application/json",
        "parquet": "application/vnd.apache.parquet",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "kml": "application/vnd.google-earth.kml+xml",
    }


@pytest.mark.parametrize("name", EXPORT_FORMATS)
def test_every_format_reads_back_as_the_same_events(
    name: str, events: pd.DataFrame, info: DatasetInfo
) -> None:
    read = READERS[name](body_of(EXPORT_FORMATS[name].write, events, info)).set_index("event_id")
    assert sorted(read.index) == ["kherson", "odesa", "soho"]
    for event in events.to_dict("records"):
        found = read.loc[event["event_id"]]
        for column in (*NUMBERS, "title", "place", "admin1", "status", "sources"):
            assert plain(found[column]) == plain(event[column]), column
        assert bool(found["redistributable"]) is True
        for day in ("date_start", "date_end"):
            assert plain(pd.to_datetime(found[day])) == plain(event[day])


@pytest.mark.parametrize("name", EXPORT_FORMATS)
def test_no_events_give_a_file_that_opens(
    name: str, events: pd.DataFrame, info: DatasetInfo
) -> None:
    body = body_of(EXPORT_FORMATS[name].write, events.iloc[:0], info)
    assert body
    if name != "kml":  # without a folder there is nothing for GDAL to open
        assert len(READERS[name](body)) == 0


@pytest.mark.parametrize("name", ["parquet", "xlsx", "kml", "json"])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=rows)
def test_any_event_reads_back(name: str, rows: list[dict[str, object]]) -> None:
    events = fill(rows)
    read = READERS[name](body_of(EXPORT_FORMATS[name].write, events, INFO)).set_index("event_id")
    assert sorted(read.index) == sorted(events["event_id"])
    as_read = READ_AS.get(name, str)
    for event in events.to_dict("records"):
        found = read.loc[event["event_id"]]
        for column in NUMBERS:
            expected, value = plain(event[column]), plain(found[column])
            assert (expected is None) == (value is None), column
            assert expected is None or math.isclose(value, expected, rel_tol=1e-15, abs_tol=1e-300)
        for column in ("title", "summary"):
            text, value = (str(plain(cell) or "") for cell in (event[column], found[column]))
            if name == "kml":  # GDAL strips blanks at the ends; the file has them
                assert value.strip() == as_read(text).strip()
            else:
                assert value == as_read(text)


@settings(max_examples=25, deadline=None)
@given(rows=rows)
def test_csv_of_any_text_has_the_ids_and_figures(rows: list[dict[str, object]]) -> None:
    events = fill(rows)
    body = body_of(EXPORT_FORMATS["csv"].write, events, INFO)
    read = pd.read_csv(io.BytesIO(body), dtype=dict.fromkeys(FIGURES, "Int64"))
    assert read["event_id"].tolist() == events["event_id"].tolist()
    pd.testing.assert_frame_equal(read[list(FIGURES)], events[list(FIGURES)])
