from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser

Call = Callable[..., Any]


def test_the_world_is_covered_by_four_tiles(call: Call) -> None:
    world = {"min": {"x": -200, "y": -100}, "max": {"x": 1224, "y": 1124}}
    tiles = call("tiles", "m.coveringTiles(a, 2)", world)
    assert tiles == [[1, 0, 0], [1, 1, 0], [1, 0, 1], [1, 1, 1]]


def test_a_view_is_covered_with_a_margin(call: Call) -> None:
    view = {"min": {"x": 530, "y": 600}, "max": {"x": 1000, "y": 900}}
    assert call("tiles", "m.coveringTiles(a, 3)", view) == [
        [2, 0, 1], [2, 1, 1], [2, 2, 1],
    ]  # fmt: skip


LOAD = """(async () => {
    const asked = [];
    const aborted = [];
    const answers = new Map();
    window.fetch = (address, { signal }) => new Promise((resolve, reject) => {
        asked.push(address);
        answers.set(address, () => resolve(
            new Response(JSON.stringify({ columns: ['name'], cells: [[address]] }))));
        signal.addEventListener('abort', () => {
            aborted.push(address);
            reject(new DOMException('', 'AbortError'));
        });
    });
    const store = new m.TileStore();
    const answer = (...names) => names.forEach((name) => answers.get(name)());
    const result = (cells) => cells.then((list) => list.map(({ name }) => name), (e) => e.name);
    return { ...await (%s)(store, answer, result), asked, aborted };
})()"""
"""Run a script over a store whose server answers when it is told to."""


def test_requests_for_tiles_that_left_the_view_are_aborted(call: Call) -> None:
    script = """async (store, answer, result) => {
        const first = result(store.load(['a', 'b']));
        const second = result(store.load(['b', 'c']));
        answer('b', 'c');
        return { first: await first, second: await second };
    }"""
    assert call("tiles", LOAD % script) == {
        "first": "AbortError",
        "second": ["b", "c"],
        "asked": ["a", "b", "c"],
        "aborted": ["a"],
    }


def test_a_tile_is_asked_for_once(call: Call) -> None:
    script = """async (store, answer, result) => {
        const first = result(store.load(['a']));
        answer('a');
        await first;
        return { again: await result(store.load(['a'])) };
    }"""
    found = call("tiles", LOAD % script)
    assert found == {"again": ["a"], "asked": ["a"], "aborted": []}


def test_a_dropped_tile_is_asked_for_again(call: Call) -> None:
    script = """async (store, answer, result) => {
        result(store.load(['a']));
        result(store.load(['b']));
        const again = result(store.load(['a']));
        answer('a');
        return { again: await again };
    }"""
    found = call("tiles", LOAD % script)
    assert found == {"again": ["a"], "asked": ["a", "b", "a"], "aborted": ["a", "b"]}


def test_tiles_fetched_ahead_are_there_when_they_are_wanted(call: Call) -> None:
    script = """async (store, answer, result) => {
        const now = result(store.load(['a']));
        store.fetchAhead(['b']);
        answer('a', 'b');
        await now;
        return { next: await result(store.load(['b'])) };
    }"""
    found = call("tiles", LOAD % script)
    assert found == {"next": ["b"], "asked": ["a", "b"], "aborted": []}
