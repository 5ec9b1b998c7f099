"""The answers of the routes are what `api` says that they are, and the scripts read no more."""

import runpy
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from support.datasets import WEEK, WEEK_CLAIMS, make_dataset

from eventmap import api
from eventmap.api import (
    Comparison,
    EventAnswer,
    EventList,
    Histogram,
    Progress,
    Summary,
    Tile,
    TimelineItem,
)
from eventmap.comparison import compare_selections
from eventmap.coverage import describe_time
from eventmap.database import Database
from eventmap.events import describe_event
from eventmap.facets import count_hidden
from eventmap.filters import Filters
from eventmap.panels.axis import axis_panel
from eventmap.panels.casualties import casualties_panel
from eventmap.panels.changes import changes_panel
from eventmap.panels.comparison import comparison_panel
from eventmap.panels.credit import credit_panel
from eventmap.panels.detail import detail_panel
from eventmap.panels.events import events_panel, list_view, undrawn_panel
from eventmap.panels.headline import headline_panel
from eventmap.panels.inspection import inspection_panel
from eventmap.panels.method import method_panel
from eventmap.panels.timeline import timeline_panel
from eventmap.readers.inspection import Choices, read_files
from eventmap.routes import create_routes
from eventmap.schema import DatasetInfo
from eventmap.store import VersionedStore
from eventmap.summary import summarise

SCRIPTS = Path(__file__).parents[1] / "tools" / "scripts"

OCTOBER = Filters(date_from=date(2025, 10, 18), date_to=date(2025, 10, 24))
SAID = (
    {"item_id": "talks", "date_start": "2025-10-24", "date_end": "2025-10-24"}
    | {"event_ids": "kherson", "lat": 51.5, "lon": -0.1, "source": "AP"},
)

PLAIN = {str: str, int: int, float: float, bool: bool, NoneType: NoneType}


def deviations(value: Any, kind: Any, path: str = "answer") -> list[str]:
    """Return where `value` is not what the type `kind` says, whose days are texts in JSON."""
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        found = [deviations(value, one, path) for one in get_args(kind)]
        return min(found, key=len)
    if origin in (list, dict) and isinstance(value, origin):
        *_, item = get_args(kind)
        entries = value.items() if origin is dict else enumerate(value)
        return [d for key, one in entries for d in deviations(one, item, f"{path}[{key}]")]
    if origin is tuple:
        return [] if isinstance(value, list) else [f"{path}: no list"]
    if hasattr(kind, "__required_keys__"):
        hints = get_type_hints(kind)
        if not isinstance(value, dict) or not kind.__required_keys__ <= set(value) <= set(hints):
            return [f"{path}: {value if not isinstance(value, dict) else sorted(value)}"]
        return [d for name in value for d in deviations(value[name], hints[name], f"{path}.{name}")]
    return [] if type(value) is PLAIN.get(kind, str) else [f"{path}: {value!r} is no {kind}"]


@pytest.fixture(scope="module")
def client() -> TestClient:
    database = Database([make_dataset(WEEK, WEEK_CLAIMS, SAID)])
    return TestClient(Starlette(routes=create_routes(database)))


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/api/summary", Summary),
        ("/api/summary?q=nothing+like+it", Summary),
        ("/api/summary?from=2025-10-20&to=2025-10-20", Summary),
        ("/api/progress", Progress),
        ("/api/histogram", Histogram),
        ("/api/histogram?unit=year&strict=true", Histogram),
        ("/api/histogram?measure=killed&cumulated=true", Histogram),
        ("/api/histogram?measure=events", Histogram),
        ("/api/compare?from=2025-10-20&to=2025-10-24&compare=previous", Comparison),
        ("/api/compare?region=UA-65&compare=region:UA-51", Comparison),
        ("/api/unusual", api.Unusual),
        ("/api/list", EventList),
        ("/api/timeline", list[TimelineItem]),
        ("/api/events/kherson", EventAnswer),
        ("/api/events/odesa", EventAnswer),
        ("/tiles/test/1/0/0/0.json", Tile),
        ("/tiles/test/1/1/0-1/0-0.json?days=2025-10-01/2025-10-22", api.Steps),
    ],
)
def test_a_route_answers_what_its_type_says(client: TestClient, path: str, kind: Any) -> None:
    assert deviations(client.get(path).json(), kind) == []


def panels(folder: Path) -> Iterator[tuple[dict[str, Any], Any]]:
    """Yield the content of each panel, and the type that it should have."""
    store = VersionedStore(str(folder / "store"))
    for title in ("Before", "After"):
        store.write(make_dataset([*WEEK, {"event_id": "new", "title": title}], WEEK_CLAIMS, SAID))
    database = Database(store=store)
    for filters in (Filters(), Filters(type=("shelling",)), Filters(q="nothing like it")):
        summary, info = summarise(database, filters), database.infos[0]
        hidden, events = count_hidden(database, filters), database.events(filters)
        yield headline_panel(summary, hidden, filters, info), api.HeadlinePanel
        yield headline_panel(summary, hidden, filters, info, bare=True), api.HeadlinePanel
        yield casualties_panel(summary), api.CasualtiesPanel
        page = {"order": "date", "descending": True, "page": 0, "total": 5, "size": 50}
        yield events_panel(events, filters, **page), api.ListPanel
        view = list_view("22,44,40,52", inside=3, shown=5, unlocated=2)
        yield events_panel(events, filters, **page, view=view), api.ListPanel
        yield undrawn_panel(events, 5, 5), api.ListPanel
        yield method_panel(info, summary, names_parties=True), api.ProsePanel
    yield comparison_panel(compare_selections(database, OCTOBER, "previous")), api.ComparisonPanel
    for measure in (None, "events", "killed"):
        trend = describe_time(database, Filters(), measure=measure) if measure else None
        yield axis_panel(trend, {"drone", "missile", "shelling"}, dark=False), api.AxisPanel
    yield (
        timeline_panel(database.timeline(Filters()), {"kherson": "K"}, chosen="talks"),
        api.SaidPanel,
    )
    for name in ("kherson", "odesa"):
        place = database.find_in_list(Filters(), name)
        found = describe_event(database, Filters(), name)
        yield detail_panel(found, place, page_size=1), api.DetailPanel
    yield changes_panel(database.changes("test", 1, 2)), api.ChangesPanel
    day = date(2025, 10, 24)
    yield credit_panel(database.info_of(Filters()), day, day), api.CreditPanel
    table = folder / "table.csv"
    table.write_text("date,place\n2025-10-24,Kherson\nsoon,Odesa\n", encoding="utf-8")
    info = DatasetInfo("test", "", "", redistributable=True)
    yield inspection_panel(read_files([table], info, Choices())), api.ProsePanel


def test_a_panel_is_handed_what_its_type_says(tmp_path: Path) -> None:
    found = [
        f"{kind.__name__} {deviation}"
        for content, kind in panels(tmp_path)
        for deviation in deviations(content, kind)
    ]
    assert found == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"unit": "day", "bins": []},
        {"unit": "day", "bins": [], "undated": None},
        {"unit": "day", "bins": [], "undated": 0, "dated": 1},
        {"unit": "day", "bins": [{"date_start": "2025-10-24"}], "undated": 0},
    ],
)
def test_a_missing_key_a_further_one_and_another_type_are_found(wrong: Any) -> None:
    assert deviations(wrong, Histogram)


def test_the_check_of_the_scripts_knows_the_types() -> None:
    """After a change of `api`: ``make types``."""
    written = runpy.run_path(str(SCRIPTS / "api_types.py"))["write_types"]()
    assert (SCRIPTS / "api.d.ts").read_text("utf-8") == written
