import itertools
import math
import random
import re
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pytest
import vl_convert
from support.briefs import (
    REGION,
    TODAY,
)

from eventmap.brief import (
    BRIEF_FORMATS,
    Brief,
    MapView,
    make_brief,
)
from eventmap.brief.picture import FILLS
from eventmap.database import Database
from eventmap.filters import Filters


@pytest.mark.parametrize("lat", [-90, 90])
@pytest.mark.parametrize("zoom", [0, 22])
def test_a_map_that_looks_at_a_pole_is_drawn(week: Database, lat: float, zoom: float) -> None:
    made = make_brief(week, Filters(), today=TODAY, view=MapView(lat, 180, zoom))
    assert made.map.svg.endswith("</svg>")
    assert BRIEF_FORMATS["pdf"].write([made]).startswith(b"%PDF")


def test_the_map_draws_symbols_and_hatches_what_is_known_only_to_the_region(brief: Brief) -> None:
    assert brief.map.says == (
        "Map of 2 events drawn as symbols and 1 known only to the region, which is hatched."
    )
    assert brief.map.svg.count("url(#hatch)") == 2  # the region, and the legend
    assert "Several events close together" not in brief.map.svg


def test_circles_of_many_events_lie_side_by_side(open_rows: Callable[..., Database]) -> None:
    place = random.Random(3)
    events = [
        {
            "lat": round(place.uniform(46, 51), 4),
            "lon": round(place.uniform(24, 39), 4),
            "geo_precision": "settlement",
        }
        for _ in range(1000)
    ]
    made = make_brief(open_rows(events), Filters(), today=TODAY)
    drawn = r'<circle cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)" fill="#[\dA-F]+" stroke'
    found = re.findall(drawn, made.map.svg)
    circles = [tuple(map(float, circle)) for circle in found]
    assert len(circles) > 50
    apart = [
        math.dist(one[:2], other[:2]) - one[2] - other[2]
        for one, other in itertools.combinations(circles, 2)
    ]
    assert min(apart) > -0.5  # pixels


def test_a_selection_without_places_has_no_map(open_rows: Callable[..., Database]) -> None:
    made = make_brief(open_rows([{}]), Filters(), today=TODAY)
    assert (made.map.svg, made.map.says) == ("", "No event can be drawn on a map.")
    assert BRIEF_FORMATS["pdf"].write([made]).startswith(b"%PDF-")


def test_the_days_of_the_trend_are_not_read_in_the_time_of_the_host(
    open_rows: Callable[..., Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[dict[str, Any]] = []
    monkeypatch.setattr(vl_convert, "vegalite_to_svg", lambda chart: drawn.append(chart) or "")
    database = open_rows([{"date_start": "2025-10-18", "date_end": "2025-10-18"}])
    make_brief(database, Filters(), today=TODAY)
    ((row,),) = drawn[0]["datasets"].values()
    # date -u -d 2025-10-18 +%s and date -u -d 2025-10-19 +%s, in milliseconds
    assert (row["date_start"], row["date_end"]) == (1_760_745_600_000, 1_760_832_000_000)


def test_the_map_looks_where_it_is_asked_to_and_counts_what_lies_outside(week: Database) -> None:
    # Of the two events with a place, one is in Kherson, one in Moscow.
    near = make_brief(week, Filters(), today=TODAY, view=MapView(46.6, 32.6, 8))
    assert near.map.says.startswith("Map of 1 event drawn as a symbol")
    assert near.map.says.endswith("; 1 event more with a symbol outside this part of the map.")
    assert "Kherson" in near.map.svg
    assert "Moscow" not in near.map.svg


def test_the_shades_of_what_differs_are_those_of_the_map_on_the_page() -> None:
    css = (files("eventmap") / "static" / "map.css").read_text(encoding="utf-8")
    light = dict(re.findall(r"--([\w-]+): (#\w+);", css.partition(":root[data-theme")[0]))
    named = {name: fill for name, fill in FILLS.items() if name[-1].isdigit()}
    assert named == {name: light[name] for name in named}
    assert len(named) == 6


POINT = {"lat": 46.6, "lon": 32.6, "geo_precision": "settlement"}


VAGUE = {"lat": 48.0, "lon": 36.0, "geo_precision": "district"}


@pytest.mark.parametrize(
    ("events", "rings", "says"),
    [
        ([POINT], 0, "Map of 1 event drawn as a symbol."),
        (
            [VAGUE],
            2,
            "Map of 1 event drawn as a symbol (known only to the district, a ring around it).",
        ),
        (
            [POINT, VAGUE, REGION],
            2,
            "Map of 2 events drawn as symbols (1 of them known only to the district, a ring around "
            "each that stands alone) and 1 known only to the region, which is hatched.",
        ),
        (
            [VAGUE, VAGUE],
            0,
            "Map of 2 events drawn as symbols (all of them known only to the district).",
        ),
        ([REGION], 0, "Map of 1 event known only to the region, which is hatched."),
    ],
)
def test_what_is_known_only_to_the_district_is_told_from_what_is_a_point(
    open_rows: Callable[..., Database], events: list[dict[str, Any]], rings: int, says: str
) -> None:
    made = make_brief(open_rows(events), Filters(), today=TODAY)
    assert made.map.says == says
    assert made.map.svg.count('stroke-dasharray="4 3"') == rings  # the ring, and the legend


def test_a_ring_is_as_large_as_25_km_on_the_ground(open_rows: Callable[..., Database]) -> None:
    view = MapView(48, 36, 8)
    made = make_brief(open_rows([VAGUE]), Filters(), today=TODAY, view=view)
    found = re.search(r'r="([\d.]+)" fill="none"[^>]*stroke-dasharray="4 3"', made.map.svg)
    assert found is not None
    # A web map of zoom 8 has 156,543 m / 2^8 a pixel at the equator, and less by the cosine here.
    assert float(found[1]) == pytest.approx(
        25_000 / (156_543.03 / 256 * math.cos(math.radians(48))), rel=0.01
    )
