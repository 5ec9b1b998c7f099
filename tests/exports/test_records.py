import json

import pandas as pd
import pytest
from support.exported import body_of

from eventmap.exports.records import encode, write_json
from eventmap.schema import DatasetInfo


def test_events_come_with_their_dataset(events: pd.DataFrame, info: DatasetInfo) -> None:
    assert json.loads(body_of(write_json, events, info))["dataset"] == {
        "name": "week",
        "title": "A week",
        "licence": "CC BY 4.0",
        "redistributable": True,
        "attribution": "Coded by hand",
        "source": "An article",
        "version": 1,
    }


def test_records_keep_types_and_text(events: pd.DataFrame, info: DatasetInfo) -> None:
    events.loc[0, "title"] = '<img src=x onerror=alert(1)> "é"\n=1+1'
    kherson, odesa, soho = json.loads(body_of(write_json, events, info))["events"]
    assert list(kherson) == list(events.columns)
    assert kherson["title"] == '<img src=x onerror=alert(1)> "é"\n=1+1'
    assert (kherson["lat"], kherson["killed_low"], kherson["claims"]) == (46.6354, 2, 2)
    assert (odesa["killed_low"], odesa["date_end"], odesa["sources"]) == (None, None, None)
    assert (soho["date_end"], soho["lon"]) == ("2025-10-24", -0.1278)


def test_no_events_give_an_empty_list(events: pd.DataFrame, info: DatasetInfo) -> None:
    assert json.loads(body_of(write_json, events.iloc[:0], info))["events"] == []


def test_order_and_number_survive_the_chunks(info: DatasetInfo, events: pd.DataFrame) -> None:
    many = pd.concat([events] * 7000, ignore_index=True)
    many["event_id"] = [f"e{number}" for number in range(21000)]
    written = json.loads(body_of(write_json, many, info))["events"]
    assert [event["event_id"] for event in written] == [f"e{number}" for number in range(21000)]


def test_nan_is_refused_rather_than_written() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        encode(float("nan"))
