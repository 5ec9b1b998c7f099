import json
from datetime import date
from typing import Any

import pandas as pd
import pytest

from eventmap import charts, schema

WEEK = (date(2025, 10, 17), date(2025, 10, 25))


@pytest.fixture
def events() -> pd.DataFrame:
    blank = dict.fromkeys(schema.EVENTS)
    row = {
        "event_id": "kherson",
        "title": "<img src=x onerror=alert(1)>",
        "event_type": "shelling",
        "date_start": "2025-10-18",
        "date_end": "2025-10-24",
        "date_precision": "week",
        "status": "reported",
    }
    frame = pd.DataFrame([blank | row])
    return frame.astype({"date_start": "datetime64[s]", "date_end": "datetime64[s]"})


@pytest.fixture
def items() -> list[dict[str, Any]]:
    blank = dict.fromkeys(schema.TIMELINE)
    day, kind = date(2025, 10, 24), "meeting"
    row = {"item_id": "talks", "title": "Talks", "kind": kind, "date_start": day, "date_end": day}
    return [blank | row]


@pytest.fixture
def bins() -> pd.DataFrame:
    days = pd.date_range("2025-10-18", "2025-10-24")
    return pd.DataFrame({"date_start": days, "date_end": days, "events": 1200})


def specification(*args: Any, **kwargs: Any) -> dict[str, Any]:
    """Return a chart as Vega-Lite, without its data and the names that are derived from them."""
    text = charts.timeline_chart(*args, domain=WEEK, **kwargs).to_json()
    derived = ("data", "datasets", "name", "views")
    spec: dict[str, Any] = json.loads(
        text, object_hook=lambda node: {k: v for k, v in node.items() if k not in derived}
    )
    return spec


def test_specification_stays_while_data_change(
    events: pd.DataFrame, items: list[dict[str, Any]], bins: pd.DataFrame
) -> None:
    before = specification(events, items)
    assert specification(bins, []) == before
    assert specification(schema.empty_frame("events"), []) == before
    chosen = {"opened_event": "kherson", "chosen_item": "talks"}
    assert specification(events, items, period=WEEK, **chosen) == before


def test_selections_are_named_as_the_page_reads_them(events: pd.DataFrame) -> None:
    spec = charts.timeline_chart(events, [], domain=WEEK).to_dict()
    selections = {param["name"]: param["select"] for param in spec["params"]}
    assert {name: select["type"] for name, select in selections.items()} == {
        "period": "interval",
        "event": "point",
        "item": "point",
    }
    assert selections["period"]["encodings"] == ["x"]


def test_axis_is_in_utc_and_ends_after_the_last_day(events: pd.DataFrame) -> None:
    scale = specification(events, [])["layer"][1]["encoding"]["x"]["scale"]
    assert scale["type"] == "utc"
    # date -u -d 2025-10-17 +%s and date -u -d 2025-10-26 +%s, in milliseconds
    assert scale["domain"] == {"expr": "[1760659200000, 1761436800000]"}


@pytest.mark.parametrize(
    ("last", "label"), [("2025-10-24", "%-d %b"), ("2026-10-24", "%b %Y"), ("2035-10-24", "%Y")]
)
def test_labels_fit_the_span(events: pd.DataFrame, last: str, label: str) -> None:
    domain = (date(2025, 10, 1), date.fromisoformat(last))
    spec = charts.timeline_chart(events, [], domain=domain).to_dict()
    assert spec["layer"][1]["encoding"]["x"]["axis"]["format"] == label


def test_tooltips_show_fields_and_no_picture(
    events: pd.DataFrame, items: list[dict[str, Any]]
) -> None:
    layers = specification(events, items)["layer"]
    tooltips = [layer["encoding"].get("tooltip", []) for layer in layers if "encoding" in layer]
    titles = {field["title"] for fields in tooltips for field in fields}
    assert titles == {
        "title",
        "Events possibly then",
        "When",
        "Type",
        "Status",
        "Kind",
        "Who",
    }


def test_histogram_says_what_its_highest_bar_counts(bins: pd.DataFrame) -> None:
    datasets = charts.timeline_chart(bins, [], domain=WEEK).to_dict()["datasets"]
    texts = [row["text"] for rows in datasets.values() for row in rows if "text" in row]
    assert texts == ["up to 1,200"]


@pytest.mark.parametrize(
    ("selection", "period"),
    [
        # 2025-10-19 12:08:05 and 2025-10-21 07:20:05 in UTC
        ({"period": {"x": [1760875685393, 1761031205405]}}, ("2025-10-19", "2025-10-21")),
        ({"period": {"x": [1761031205405, 1760875685393]}}, ("2025-10-19", "2025-10-21")),
        # from one midnight to the midnight two days later
        ({"period": {"x": [1760745600000, 1760918400000]}}, ("2025-10-18", "2025-10-19")),
        ({"period": {"x": [1760745600000, 1760745600000]}}, ("2025-10-18", "2025-10-18")),
        ({"period": {"x": [-1, 1]}}, ("1969-12-31", "1970-01-01")),
    ],
)
def test_brush_is_rounded_outward_to_whole_days(
    selection: dict[str, Any], period: tuple[str, str]
) -> None:
    found = charts.period_from_selection(selection)
    assert found == tuple(date.fromisoformat(day) for day in period)


@pytest.mark.parametrize("selection", [{}, {"period": {}}, {"period": {"x": []}}])
def test_no_brush_is_no_period(selection: dict[str, Any]) -> None:
    assert charts.period_from_selection(selection) is None


@pytest.mark.parametrize("kind", ["events", "bins"])
def test_events_have_the_whole_height_where_there_is_no_timeline(
    request: pytest.FixtureRequest, kind: str
) -> None:
    rows = request.getfixturevalue(kind)
    spec = charts.timeline_chart(rows, [], domain=WEEK, events_only=True).to_dict()
    labels = {
        tuple(layer["encoding"]["y"]["axis"]["values"])
        for layer in spec["layer"]
        if "axis" in layer.get("encoding", {}).get("y", {})
    }
    assert [len(places) for places in labels] == [1]
    bars = [row for data in spec["datasets"].values() for row in data if "y2" in row]
    assert bars
    # On a scale from 0 to 1; beside a timeline nothing stands below 0.54.
    assert {"events": min(bar["y"] for bar in bars) > 0.9, "bins": bars[0]["y"] == 0}[kind]


def test_chosen_marks_are_read_by_their_kind() -> None:
    selection = {"event": [{"event_id": "kherson"}], "item": [{}], "period": {}}
    assert charts.id_from_selection(selection, "event") == "kherson"
    assert charts.id_from_selection(selection, "item") is None
    assert charts.id_from_selection({"event": {}}, "event") is None
