from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from support.datasets import WEEK, WEEK_CLAIMS, make_dataset

from eventmap import keptanswers
from eventmap.access import Access
from eventmap.coverage import describe_time
from eventmap.database import Database
from eventmap.errors import LeftError, NotFoundError
from eventmap.facets import count_facets, count_hidden
from eventmap.filters import Filters
from eventmap.keptanswers import KeptAnswers
from eventmap.metrics import QUERIES
from eventmap.summary import summarise

FIVE = [{"events": 5}]


def count_questions() -> float:
    (metric,) = QUERIES.collect()
    return next(each.value for each in metric.samples if each.name.endswith("_total"))


@pytest.mark.parametrize("ask", [summarise, count_facets, count_hidden, describe_time])
def test_what_was_counted_is_not_counted_again(ask: Callable[[Database, Filters], object]) -> None:
    database = Database([make_dataset(WEEK, WEEK_CLAIMS)])
    drones, shelling = (Filters(dataset="test", type=(each,)) for each in ("drone", "shelling"))
    first, start = ask(database, drones), count_questions()
    assert ask(database, drones) == first
    again = count_questions()
    ask(database, shelling)
    assert again - start < count_questions() - again


def test_another_value_is_another_question() -> None:
    dataset = make_dataset(WEEK, WEEK_CLAIMS)
    database, types = Database([dataset]), ("drone", "drone", "missile", "shelling")
    held = dataset.events["event_type"].tolist()
    found = [summarise(database, Filters(dataset="test", type=(each,))) for each in types]
    assert [each["records"] for each in found] == [held.count(each) for each in types]
    assert len({each["records"] for each in found}) > 1


def test_who_may_not_see_a_dataset_is_answered_nothing_that_was_kept() -> None:
    secret = {"test": Access(see=frozenset({"analyst"}))}
    database = Database([make_dataset(WEEK, WEEK_CLAIMS)], access=secret)
    filters = Filters(dataset="test")
    assert summarise(database, filters)["records"] == len(WEEK)
    with pytest.raises(NotFoundError):
        summarise(database.seen_by(None), filters)


def test_of_several_who_want_the_same_at_once_one_asks() -> None:
    kept, together, calls = KeptAnswers(), Barrier(8), []

    def ask() -> list[dict[str, int]]:
        calls.append(None)
        return FIVE

    def want(_: int) -> list[dict[str, int]]:
        together.wait()
        return kept.answer("SELECT", {"a": 1}, ask)

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(want, range(8))) == [FIVE] * 8
    assert len(calls) == 1


def test_the_answer_is_the_callers_own() -> None:
    kept = KeptAnswers()
    kept.answer("SELECT", {}, lambda: [{"events": 5}])[0]["events"] = 6
    assert kept.answer("SELECT", {}, list) == FIVE


def test_a_failure_is_not_kept() -> None:
    kept = KeptAnswers()
    with pytest.raises(ZeroDivisionError):
        kept.answer("SELECT", {}, lambda: [{"events": 1 // 0}])
    assert kept.answer("SELECT", {}, lambda: FIVE) == FIVE


def test_who_waits_for_one_who_left_asks_too() -> None:
    kept, begun, may_go = KeptAnswers(), Event(), Event()

    def leave() -> list[dict[str, int]]:
        begun.set()
        may_go.wait()
        raise LeftError

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(kept.answer, "SELECT", {}, leave)
        begun.wait()
        second = pool.submit(kept.answer, "SELECT", {}, lambda: FIVE)
        may_go.set()
        with pytest.raises(LeftError):
            first.result()
        assert second.result() == FIVE


def test_no_more_is_kept_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keptanswers, "MOST_ROWS", 3)
    kept, calls = KeptAnswers(), []

    def ask(name: str, rows: int) -> None:
        def answer() -> list[dict[str, int]]:
            calls.append(name)
            return FIVE * rows

        assert kept.answer(name, {}, answer) == FIVE * rows

    ask("a", 2)
    ask("b", 1)
    ask("a", 2)  # kept, and asked last
    ask("c", 1)  # in place of "b"
    ask("a", 2)
    ask("large", 4)  # not kept, and takes nobody's place
    ask("large", 4)
    ask("c", 1)
    ask("b", 1)
    assert calls == ["a", "b", "c", "large", "large", "b"]
