from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser

Call = Callable[..., Any]


READ = """(async () => {
    const asked = [];
    let broken = a.broken ?? false;
    const ask = async (question, offset, limit) => {
        asked.push([question, offset, limit]);
        if (broken && question === 'second') { broken = false; throw new Error('no answer'); }
        const total = a.totals[question];
        const events = Array.from({ length: total }, (_, at) => `${question} ${at}`);
        return { total, events: events.slice(offset, offset + limit) };
    };
    const pager = new m.Pager(Object.keys(a.totals), ask, 3);
    const pages = [];
    while (!pager.done) pages.push(await pager.next().catch((error) => error.message));
    return { pages, asked };
})()"""


def test_pages_go_on_from_one_question_to_the_next(call: Call) -> None:
    found = call("pager", READ, {"totals": {"first": 4, "second": 0, "third": 2}})
    assert found["pages"] == [["first 0", "first 1", "first 2"], ["first 3", "third 0", "third 1"]]
    assert found["asked"] == [
        ["first", 0, 3], ["first", 3, 3], ["second", 0, 2], ["third", 0, 2],
    ]  # fmt: skip


def test_a_page_that_failed_is_read_again_in_full(call: Call) -> None:
    found = call("pager", READ, {"totals": {"first": 1, "second": 1}, "broken": True})
    assert found["pages"] == ["no answer", ["first 0", "second 0"]]
