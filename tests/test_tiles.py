from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from typing import Any

import numpy as np
import pytest

from eventmap.database import Database
from eventmap.errors import NotFoundError
from eventmap.filters import Filters
from eventmap.tiles import Tiles


def cells(database: Database, z: int, x: int, y: int, **filters: Any) -> list[dict[str, Any]]:
    tile = Tiles(database).read(Filters(**filters), z, x, y)
    found = [dict(zip(tile["columns"], cell, strict=True)) for cell in tile["cells"]]
    for cell in found:
        shares = zip(tile["types"], cell["types"] or (), strict=bool(cell["types"]))
        cell["types"] = {name: number for name, number in shares if number}
    return found


@pytest.fixture
def scattered(open_rows: Callable[..., Database]) -> Database:
    """Open 300 events over the whole world, some at its edges, a tenth of them no symbols."""
    random = np.random.default_rng(7)
    lon, lat = random.uniform(-180, 180, 300), random.uniform(-90, 90, 300)
    lon[:4], lat[:4] = [-180, 180, 0, 0], [-90, 90, 85.06, -85.06]
    types = random.choice(["shelling", "drone", "protest"], 300)
    rows = [
        {
            "lat": lat[i],
            "lon": lon[i],
            "event_type": types[i],
            "geo_precision": "region" if i % 10 == 9 else "exact",
        }
        for i in range(300)
    ]
    return open_rows(rows)


@pytest.mark.parametrize("z", [0, 1, 2, 3])
@pytest.mark.parametrize("filters", [{}, {"type": ("drone",)}])
def test_the_tiles_of_a_zoom_add_up_to_the_located_events(
    scattered: Database, z: int, filters: dict[str, Any]
) -> None:
    counts = [
        cell["count"]
        for x in range(2**z)
        for y in range(2**z)
        for cell in cells(scattered, z, x, y, **filters)
    ]
    events = scattered.events(Filters(**filters))
    assert sum(counts) == (events["geo_precision"] == "exact").sum()


def test_an_event_lies_in_the_tile_of_its_place(week: Database) -> None:
    # Kherson (46.6354 N, 32.6169 E) at zoom 6 is tile 37/22, by the formula of the OSM wiki.
    (cell,) = cells(week, 6, 37, 22)
    assert (cell["event_id"], cell["count"]) == ("kherson", 1)
    assert (cell["lon"], cell["lat"]) == (32.6169, 46.6354)
    assert (cell["date_start"], cell["geo_precision"]) == ("2025-10-24", "settlement")


def test_a_cell_of_several_events_says_what_they_add_up_to(
    open_rows: Callable[..., Database],
) -> None:
    rows = [
        {"event_id": name, "event_type": kind, "lat": lat, "lon": 30, "geo_precision": "exact"}
        for name, kind, lat in (("a", "drone", 50), ("b", "drone", 50), ("c", "shelling", 50.003))
    ]
    claims = [
        {"event_id": "a", "killed_best": 3, "injured_low": 4, "injured_high": 7},
        {"event_id": "c", "killed_low": 1},
    ]
    (cell,) = cells(open_rows(rows, claims), 0, 0, 0)
    assert (cell["count"], cell["event_type"], cell["event_id"]) == (3, "drone", None)
    assert (cell["type_count"], cell["types"]) == (2, {"drone": 2, "shelling": 1})
    assert (cell["lat"], cell["lon"]) == pytest.approx((50.001, 30), abs=1e-5)
    assert (cell["killed_low"], cell["killed_high"], cell["killed_unknown"]) == (4, None, 1)
    injured = [cell[f"injured_{part}"] for part in ("low", "best", "high", "unknown")]
    assert injured == [4, None, 7, 2]


def test_a_tile_has_the_words_of_an_event_without_a_figure_and_none_of_others(
    open_rows: Callable[..., Database],
) -> None:
    rows = [
        {"event_id": name, "lat": lat, "lon": lon, "geo_precision": "exact"}
        for name, lat, lon in (
            ("said", 50, 30),
            ("silent", -50, -30),
            ("one", 0, 90),
            ("two", 0, 90),
        )
    ]
    claims = [
        {"event_id": "said", "killed_words": "dozens", "injured_best": 5},
        {"event_id": "silent"},
        {"event_id": "one", "killed_words": "many"},
        {"event_id": "two", "injured_words": "many"},
    ]
    found = cells(open_rows(rows, claims), 0, 0, 0)
    words = {cell["event_id"]: (cell["killed_words"], cell["injured_words"]) for cell in found}
    assert words == {"said": ("dozens", None), "silent": (None, None), None: (None, None)}
    (said,) = (cell for cell in found if cell["event_id"] == "said")
    assert (said["killed_best"], said["killed_unknown"], said["injured_best"]) == (None, 1, 5)


def test_a_tile_has_at_most_256_cells(scattered: Database) -> None:
    assert 0 < len(cells(scattered, 0, 0, 0)) <= 256


@pytest.mark.parametrize("at", [(-1, 0, 0), (21, 0, 0), (1, 2, 0), (1, 0, -1)])
def test_a_tile_that_does_not_exist_is_not_found(week: Database, at: tuple[int, int, int]) -> None:
    with pytest.raises(NotFoundError, match="tile"):
        Tiles(week).read(Filters(), *at)


def test_a_tile_is_the_same_whichever_of_its_neighbours_was_read_before(
    scattered: Database,
) -> None:
    everywhere = [(3, x, y) for x in range(8) for y in range(8)]
    apart = [Tiles(scattered).read(Filters(), *at) for at in everywhere]
    forwards, backwards = Tiles(scattered), Tiles(scattered)
    assert [forwards.read(Filters(), *at) for at in everywhere] == apart
    assert [backwards.read(Filters(), *at) for at in reversed(everywhere)] == apart[::-1]


def test_tiles_read_at_once_are_those_read_one_by_one(scattered: Database) -> None:
    everywhere = [(2, x, y) for x in range(4) for y in range(4)] * 5
    tiles = Tiles(scattered)
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda at: tiles.read(Filters(), *at), everywhere))
    assert found == [Tiles(scattered).read(Filters(), *at) for at in everywhere]


def test_a_filter_that_failed_may_be_asked_again(
    week: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    tiles = Tiles(week)

    def fail(*_: Any, **__: Any) -> None:
        raise MemoryError

    with monkeypatch.context() as patched:
        patched.setattr(week, "columns", fail)
        with pytest.raises(MemoryError):
            tiles.read(Filters(), 6, 37, 22)
    assert len(tiles.read(Filters(), 6, 37, 22)["cells"]) == 1


def test_a_screen_is_one_question_whichever_of_its_tiles_comes_first(scattered: Database) -> None:
    screen = [(5, x, y) for x in range(16, 20) for y in range(9, 12)]
    for first in screen:
        tiles = Tiles(scattered)
        for at in (first, *screen):
            tiles.read(Filters(), *at)
        assert len(tiles.blocks) == 1


def test_tiles_that_are_asked_for_together_are_one_question_of_no_others(
    scattered: Database,
) -> None:
    screen = range(16, 20), range(9, 12)
    alone = Tiles(scattered)
    for first in ((16, 9), (19, 11), (17, 10)):
        tiles = Tiles(scattered)
        for x, y in (first, *product(*screen)):
            told = tiles.read_by_plan(Filters(), 5, x, y, screen=screen)[0]
            assert told == alone.read(Filters(), 5, x, y)
        assert list(tiles.blocks) == [(Filters(), 5, *screen)]
    # Panned to the east: what is new is asked for, what was there is found.
    tiles.read_by_plan(Filters(), 5, 20, 9, screen=(range(20, 21), range(9, 12)))
    assert tiles.read(Filters(), 5, 20, 11) == alone.read(Filters(), 5, 20, 11)
    assert list(tiles.blocks)[1:] == [(Filters(), 5, range(20, 21), range(9, 12))]


@pytest.mark.parametrize(
    "screen",
    [
        (range(16, 24), range(9, 12)),  # wider than a block
        (range(16, 20), range(9, 15)),
        (range(26, 33), range(9, 12)),  # beyond the map
        (range(20, 24), range(9, 12)),  # of other tiles
    ],
)
def test_a_screen_that_is_no_block_is_told_in_vain(
    scattered: Database, screen: tuple[range, range]
) -> None:
    tiles = Tiles(scattered)
    told = tiles.read_by_plan(Filters(), 5, 18, 10, screen=screen)[0]
    assert told == Tiles(scattered).read(Filters(), 5, 18, 10)
    assert list(tiles.blocks) == [(Filters(), 5, range(15, 22), range(8, 13))]


def test_a_map_that_was_panned_far_still_has_its_cells(
    scattered: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    # More than the tiles keep in mind, and back again.
    monkeypatch.setattr("eventmap.tiles.KEPT_CELLS", 3_000)
    tiles = Tiles(scattered)
    first = tiles.read(Filters(), 5, 16, 10)
    for x in range(32):
        for y in range(32):
            tiles.read(Filters(), 5, x, y)
            assert len(tiles.blocks) <= 3
    assert tiles.read(Filters(), 5, 16, 10) == first


def test_a_block_that_is_larger_than_all_may_be_is_answered_and_not_kept(
    scattered: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = Tiles(scattered).read(Filters(), 0, 0, 0)
    monkeypatch.setattr("eventmap.tiles.KEPT_CELLS", 1)
    tiles = Tiles(scattered)
    assert tiles.read(Filters(), 0, 0, 0) == expected
    assert not tiles.blocks
