"""The scripts read no key that the server does not answer."""

from collections.abc import Callable
from typing import Any

import pytest
from support.datasets import WEEK, WEEK_CLAIMS, make_dataset

from eventmap.coverage import describe_time
from eventmap.database import Database
from eventmap.filters import Filters
from eventmap.tiles import CELL_COLUMNS, Tiles

pytestmark = pytest.mark.browser

Call = Callable[..., Any]

STRICT = """((value) => {
    const missing = [];
    const watch = (target, path) => target === null || typeof target !== 'object' ? target
        : new Proxy(target, { get: (of, key) => {
            const isName = typeof key === 'string' && !/^\\d+$/.test(key);
            if (isName && !(key in of)) missing.push(`${path}.${key}`);
            return watch(Reflect.get(of, key), `${path}.${String(key)}`);
        } });
    const read = %s;
    read(watch(value, 'answer'));
    return missing;
})(a)"""
"""Run a script over an answer, and return the keys that it has looked for in vain."""


@pytest.fixture
def database() -> Database:
    return Database([make_dataset(WEEK, WEEK_CLAIMS)])


def test_the_watch_finds_a_key_that_is_not_there(call: Call) -> None:
    script = STRICT % "(answer) => [answer.here, answer.rows.map((row) => row.gone)]"
    answer = {"here": 1, "rows": [{"there": 1}]}
    assert call("words", script, answer) == ["answer.rows.0.gone"]


def test_hover_texts_read_the_columns_of_a_tile(call: Call, database: Database) -> None:
    tile = Tiles(database).read(Filters(), 0, 0, 0)
    cells = [dict(zip(CELL_COLUMNS, cell, strict=True)) for cell in tile["cells"]]
    script = STRICT % "(cells) => [cells.map(m.eventWords), m.clusterWords(cells)]"
    assert len(cells) > 0
    assert call("words", script, cells) == []


def test_steps_read_the_answer_of_the_histogram(call: Call, database: Database) -> None:
    answer = describe_time(database, Filters(), "day")
    bins = [
        {**one, "date_start": str(one["date_start"]), "date_end": str(one["date_end"])}
        for one in answer["bins"]
    ]
    script = STRICT % (
        "({ bins, undated }) => ['event', 'day'].map("
        "(unit) => m.stepsOf(unit, bins, { from: null, to: null }))"
    )
    assert call("playback", script, {**answer, "bins": bins}) == []
