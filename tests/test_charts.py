import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pandas as pd
import pytest

from eventmap import charts, schema
from eventmap.api import Histogram
from eventmap.comparison import compare_selections
from eventmap.database import Database
from eventmap.filters import Filters

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
def bins() -> Histogram:
    none: Any = {"events": 0, "cost": None}
    return {
        "unit": "day",
        "measure": "events",
        "cumulated": False,
        "bins": [
            {
                "date_start": date(2025, 10, day),
                "date_end": date(2025, 10, day),
                "events": 1200,
                "starts": 1200,
                "inside": 1200,
                "types": {"drone": 1200},
                "cost": None,
            }
            for day in range(18, 25)
        ],
        "undated": 0,
        "across": none,
        "without_date": none,
    }


def checked(chart: charts.Spec) -> dict[str, Any]:
    """Return a chart as JSON, its data as rows, which must be as the schema of Vega-Lite says."""
    datasets = {
        name: json.loads(rows.to_json(orient="records")) for name, rows in chart["datasets"].items()
    }
    spec: dict[str, Any] = json.loads(json.dumps(chart | {"datasets": datasets}))
    import altair  # which takes longer to load than all the rest, in each process that tests

    altair.LayerChart.validate(spec)
    return spec


def drawn(*args: Any, **kwargs: Any) -> dict[str, Any]:
    return checked(charts.timeline_chart(*args, **{"domain": WEEK, **kwargs}))


def specification(*args: Any, **kwargs: Any) -> dict[str, Any]:
    """Return a chart without its data."""
    spec = drawn(*args, **kwargs)
    del spec["datasets"]
    return spec


def test_what_is_no_vega_lite_is_refused(events: pd.DataFrame) -> None:
    from jsonschema import ValidationError

    chart = charts.timeline_chart(events, [], domain=WEEK)
    chart["layer"][-1]["encoding"]["x"]["scale"]["type"] = "century"
    with pytest.raises(ValidationError):
        checked(chart)


def test_specification_stays_while_data_change(
    events: pd.DataFrame, items: list[dict[str, Any]], bins: Histogram
) -> None:
    before = specification(events, items)
    other = [items[0] | {"item_id": "more", "title": "Other talks"}]  # a row of labels, too
    assert specification(bins, other) == before
    assert specification(schema.empty_frame("events"), other) == before
    chosen = {"opened_event": "kherson", "chosen_item": "talks"}
    assert specification(events, items, period=WEEK, **chosen) == before


def test_selections_are_named_as_the_page_reads_them(events: pd.DataFrame) -> None:
    layers = drawn(events, [])["layer"]
    units = [unit for layer in layers for unit in layer.get("layer", [layer])]
    params = [param for unit in units for param in unit.get("params", [])]
    selections = {param["name"]: param["select"] for param in params}
    assert {name: select["type"] for name, select in selections.items()} == {
        "period": "interval",
        "bin": "point",
        "event": "point",
        "item": "point",
    }
    assert selections["period"]["encodings"] == ["x"]


def test_axis_is_in_utc_and_ends_after_the_last_day(events: pd.DataFrame) -> None:
    scale = specification(events, [])["layer"][-1]["encoding"]["x"]["scale"]
    assert scale["type"] == "utc"
    # date -u -d 2025-10-17 +%s and date -u -d 2025-10-26 +%s, in milliseconds
    assert scale["domain"] == {"expr": "[1760659200000, 1761436800000]"}


@pytest.mark.parametrize(
    ("last", "label"), [("2025-10-24", "%-d %b"), ("2026-10-24", "%b %Y"), ("2035-10-24", "%Y")]
)
def test_labels_fit_the_span(events: pd.DataFrame, last: str, label: str) -> None:
    domain = (date(2025, 10, 1), date.fromisoformat(last))
    spec = drawn(events, [], domain=domain)
    assert spec["layer"][-1]["encoding"]["x"]["axis"]["format"] == label


def test_tooltips_show_fields_and_no_picture(
    events: pd.DataFrame, items: list[dict[str, Any]]
) -> None:
    layers = specification(events, items)["layer"]
    tooltips = [layer["encoding"].get("tooltip", []) for layer in layers if "encoding" in layer]
    titles = {field["title"] for fields in tooltips for field in fields}
    assert titles == {
        "title",
        "In it",
        "When",
        "Type",
        "Status",
        "Kind",
        "Who",
    }


@pytest.mark.parametrize(
    ("told", "marks"),
    [
        ({"types": {"drone": 700, "shelling": 400, "other": 100}}, 3 * 7),
        ({"cost": {"low": 2, "best": 5, "high": 9, "known": 9, "unknown": 1}}, 2 * 7),
    ],
)
def test_of_the_marks_of_a_layer_each_has_a_key_of_its_own(
    bins: Histogram, told: dict[str, Any], marks: int
) -> None:
    # Vega joins marks and data by the key: of several with one key, it draws the last alone.
    for each in bins["bins"]:
        each.update(**told)
    measure = "killed" if "cost" in told else "events"
    chart = drawn({**bins, "measure": measure}, [])
    most = 0
    for layer in chart["layer"]:
        if key := layer.get("encoding", {}).get("key"):
            rows = chart["datasets"][layer["data"]["name"]]
            keys = [row[key["field"]] for row in rows]
            assert len(set(keys)) == len(keys)
            most = max(most, len(keys))
    assert most == marks


def test_trend_has_a_scale_beside_it(bins: Histogram) -> None:
    datasets = drawn(bins, [])["datasets"]
    texts = [row["text"] for rows in datasets.values() for row in rows if "text" in row]
    assert texts == ["0", "500", "1,000", "1,500"]


@pytest.mark.parametrize(
    ("selection", "period"),
    [
        # 2025-10-19 12:08:05 and 2025-10-21 07:20:05 in UTC
        ({"period": {"x": [1760875685393, 1761031205405]}}, ("2025-10-19", "2025-10-21")),
        ({"period": {"x": [1761031205405, 1760875685393]}}, ("2025-10-19", "2025-10-21")),
        # from one midnight to the midnight two days later
        ({"period": {"x": [1760745600000, 1760918400000]}}, ("2025-10-18", "2025-10-19")),
        ({"period": {"x": [1760745600000, 1760745600000]}}, ("2025-10-18", "2025-10-18")),
        # a bar that was clicked, under a brush of no width
        ({"bin": [{"first": "2025-10-01", "last": "2025-10-31"}]}, ("2025-10-01", "2025-10-31")),
        ({"period": {"x": [-1, 1]}}, ("1969-12-31", "1970-01-01")),
    ],
)
def test_brush_is_rounded_outward_to_whole_days(
    selection: dict[str, Any], period: tuple[str, str]
) -> None:
    found = charts.period_from_selection(selection)
    assert found == tuple(date.fromisoformat(day) for day in period)


@pytest.mark.parametrize("selection", [{}, {"period": {}}, {"period": {"x": []}}, {"bin": [{}]}])
def test_no_brush_is_no_period(selection: dict[str, Any]) -> None:
    assert charts.period_from_selection(selection) is None


@pytest.mark.parametrize("kind", ["events", "bins"])
def test_events_have_the_whole_height_where_there_is_no_timeline(
    request: pytest.FixtureRequest, kind: str
) -> None:
    rows = request.getfixturevalue(kind)
    spec = drawn(rows, [], events_only=True)
    places = [
        layer["encoding"]["y"]["axis"]["values"]
        for layer in spec["layer"]
        if "axis" in layer.get("encoding", {}).get("y", {})
    ]
    assert not any(places)
    bars = [row for data in spec["datasets"].values() for row in data if "y2" in row]
    assert bars
    # On a scale from 0 to 1; beside a timeline nothing stands below 0.44.
    assert {"events": min(bar["y"] for bar in bars) > 0.9, "bins": bars[0]["y"] == 0}[kind]


def test_chosen_marks_are_read_by_their_kind() -> None:
    selection = {"event": [{"event_id": "kherson"}], "item": [{}], "period": {}}
    assert charts.id_from_selection(selection, "event") == "kherson"
    assert charts.id_from_selection(selection, "item") is None
    assert charts.id_from_selection({"event": {}}, "event") is None


def test_no_text_is_smaller_than_twelve_pixels(events: pd.DataFrame, bins: Histogram) -> None:
    def sizes(node: Any) -> Iterator[float]:
        if isinstance(node, dict):
            yield from (value for name, value in node.items() if name.endswith("ontSize"))
            for value in node.values():
                yield from sizes(value)
        elif isinstance(node, list):
            for value in node:
                yield from sizes(value)

    for rows in (events, bins):
        spec = drawn(rows, [])
        assert min(sizes(spec)) >= 12
        axes = [
            layer["encoding"][name].get("axis", {})
            for layer in spec["layer"]
            for name in ("x", "y")
            if name in layer.get("encoding", {})
        ]
        assert all(axis["labelFontSize"] >= 12 for axis in axes if axis)


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


# The backgrounds of .streamlit/config.toml.
@pytest.mark.parametrize(("dark", "background"), [(False, "#fcfcfb"), (True, "#14181c")])
def test_labels_stand_out_from_the_page(
    events: pd.DataFrame, *, dark: bool, background: str
) -> None:
    spec = drawn(events, [], dark=dark)
    ink = spec["layer"][-1]["encoding"]["x"]["axis"]["labelColor"]
    lighter, darker = sorted((luminance(ink), luminance(background)), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def test_two_periods_lie_over_each_other_from_their_first_day(
    open_rows: Callable[..., Database],
) -> None:
    texts = ["2024-04-30", "2024-05-01", "2024-05-03", "2024-05-04"]
    rows = [{"date_start": text, "date_end": text} for text in texts]
    chosen = Filters(date_from=date(2024, 5, 3), date_to=date(2024, 5, 5))
    found = compare_selections(open_rows(rows), chosen, "previous")
    chart = checked(charts.course_chart(found))
    (data,) = chart["datasets"].values()
    assert [(row["side"], row["x"], row["y"]) for row in data] == [
        ("3–5 May 2024", 1, 1),
        ("3–5 May 2024", 2, 1),
        ("3–5 May 2024", 3, None),  # the dataset ends on 4 May
        ("30 April – 2 May 2024", 1, 1),
        ("30 April – 2 May 2024", 2, 1),
        ("30 April – 2 May 2024", 3, 0),
    ]
    assert [row["said"] for row in data[1:3]] == ["1 event", "not covered"]
    dash = chart["layer"][1]["encoding"]["strokeDash"]["scale"]  # not by colour alone
    assert dash == {"domain": ["3–5 May 2024", "30 April – 2 May 2024"], "range": [[1, 0], [5, 3]]}
    assert chart["layer"][0]["encoding"]["x"]["axis"]["title"] == "Day of the period"


def test_days_without_data_are_hatched_and_named(events: pd.DataFrame) -> None:
    holes = [(date(2025, 10, 17), date(2025, 10, 17)), (date(2025, 10, 25), date(2025, 10, 25))]
    chart = drawn(events, [], uncovered=holes)
    named = [
        (row["when"], row["x2"] - row["x"])
        for rows in chart["datasets"].values()
        for row in rows
        if row.get("said") == "no event at all in the dataset"
    ]
    assert named == [("17 October 2025", 86_400_000), ("25 October 2025", 86_400_000)]
    lines = [
        row["x"]
        for rows in chart["datasets"].values()
        for row in rows
        if set(row) == {"x", "key", "y", "y2"}
    ]
    first, last = 1_760_659_200_000, 1_761_436_800_000  # midnights before 17 and after 25 October
    assert lines
    assert all(first <= x < first + 86_400_000 or last - 86_400_000 <= x < last for x in lines)
