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
        const listed = Math.min(total, a.most ?? total);
        const reason = listed < total ? 'no more' : undefined;
        const events = Array.from({ length: total }, (_, at) => `${question} ${at}`);
        return { listed, events: events.slice(offset, Math.min(listed, offset + limit)), reason };
    };
    const pager = new m.Pager(Object.keys(a.totals), ask, 3);
    const pages = [];
    while (!pager.done) pages.push(await pager.next().catch((error) => error.message));
    return { pages, asked, reason: pager.reason };
})()"""


def test_pages_go_on_from_one_question_to_the_next(call: Call) -> None:
    found = call("popups", READ, {"totals": {"first": 4, "second": 0, "third": 2}})
    assert found["pages"] == [["first 0", "first 1", "first 2"], ["first 3", "third 0", "third 1"]]
    assert found["asked"] == [
        ["first", 0, 3], ["first", 3, 3], ["second", 0, 2], ["third", 0, 2],
    ]  # fmt: skip


def test_a_page_that_failed_is_read_again_in_full(call: Call) -> None:
    found = call("popups", READ, {"totals": {"first": 1, "second": 1}, "broken": True})
    assert found["pages"] == ["no answer", ["first 0", "second 0"]]


def test_what_cannot_be_listed_is_not_asked_for_and_the_reason_is_kept(call: Call) -> None:
    found = call("popups", READ, {"totals": {"first": 9}, "most": 4})
    assert found["pages"] == [["first 0", "first 1", "first 2"], ["first 3"]]
    assert found["asked"] == [["first", 0, 3], ["first", 3, 3]]
    assert found["reason"] == "no more"
