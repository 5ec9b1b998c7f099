import asyncio
import logging
from collections.abc import Iterator
from contextvars import copy_context
from functools import partial
from threading import Event, Lock, Semaphore

import pytest

from eventmap.deadlines import QUESTIONS
from eventmap.errors import BusyError, CrowdedError
from eventmap.queues import ASKER, MOST_WAITING, Places, Question, Queue, Waiting


class Server:
    """Answers a question with its text in capitals, once it may."""

    def __init__(self) -> None:
        self.may_answer = Event()
        self.begun = Semaphore(0)
        self.has_been_told_to_stop = Event()
        self.asked: list[str] = []
        self._lock = Lock()

    def answer(self, question: Question[str]) -> str:
        with self._lock:
            self.asked.append(question.text)
        question.stop = self.stop
        self.begun.release()
        assert self.may_answer.wait(30)
        if question.text == "wrong":
            raise ValueError(question.text)
        return question.text.upper()

    def stop(self) -> None:
        self.has_been_told_to_stop.set()
        self.may_answer.set()


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.may_answer.set()


@pytest.fixture
def queue(server: Server) -> Queue[str]:
    """Return a queue that has one place."""
    return Queue(server.answer, places=1, most=6)


def put(queue: Queue[str], asker: str, text: str) -> Waiting[str]:
    def put_as_asker() -> Waiting[str]:
        ASKER.set(asker)
        return queue.put(text, {})

    return copy_context().run(put_as_asker)


def test_who_asks_one_question_does_not_wait_for_all_of_another(
    queue: Queue[str], server: Server
) -> None:
    many = [put(queue, "many", text) for text in ("a", "b", "c", "d")]
    one = put(queue, "one", "z")
    server.may_answer.set()
    assert [each.answer.result(30) for each in (*many, one)] == ["A", "B", "C", "D", "Z"]
    assert server.asked == ["a", "b", "z", "c", "d"]


def test_as_many_are_asked_at_a_time_as_there_are_places(server: Server) -> None:
    queue = Queue(server.answer, places=2, most=6)
    waiting = [put(queue, "one", text) for text in ("a", "b", "c")]
    assert server.begun.acquire(timeout=30)
    assert server.begun.acquire(timeout=30)
    assert not server.begun.acquire(timeout=0.2)
    server.may_answer.set()
    assert [each.answer.result(30) for each in waiting] == ["A", "B", "C"]


def test_what_several_ask_is_asked_once(queue: Queue[str], server: Server) -> None:
    first = [put(queue, asker, "a") for asker in ("one", "other")]
    waiting = [put(queue, "many", text) for text in ("b", "c")]
    second = [put(queue, asker, "d") for asker in ("many", "one")]
    server.may_answer.set()
    assert [each.answer.result(30) for each in (*first, *waiting, *second)] == list("AABCDD")
    # In the turn of the one who has asked less.
    assert server.asked == ["a", "b", "d", "c"]


def test_other_values_make_another_question(server: Server) -> None:
    queue = Queue(server.answer, places=9, most=9)
    server.may_answer.set()
    waiting = [queue.put("a", {"n": value}) for value in (1, True, "1", [1], 1)]
    assert [each.answer.result(30) for each in waiting] == ["A"] * 5
    assert len(server.asked) in (4, 5)  # the last may come after the answer to the first


def test_what_goes_wrong_all_are_told(queue: Queue[str], server: Server) -> None:
    waiting = [put(queue, asker, "wrong") for asker in ("one", "other")]
    server.may_answer.set()
    for each in waiting:
        with pytest.raises(ValueError, match="wrong"):
            each.answer.result(30)


def test_one_leaves_and_the_other_is_answered(queue: Queue[str], server: Server) -> None:
    one, other = put(queue, "one", "a"), put(queue, "other", "a")
    one.interrupt()
    one.interrupt()
    assert not server.has_been_told_to_stop.is_set()
    server.may_answer.set()
    assert other.answer.result(30) == "A"


def test_what_all_have_left_is_taken_back(queue: Queue[str], server: Server) -> None:
    waiting = [put(queue, asker, "a") for asker in ("one", "other")]
    assert server.begun.acquire(timeout=30)
    for each in waiting:
        each.interrupt()
    assert server.has_been_told_to_stop.wait(30)
    # Who asks it afterwards is answered.
    assert put(queue, "one", "a").answer.result(30) == "A"


def test_what_was_left_in_the_line_is_never_asked(queue: Queue[str], server: Server) -> None:
    first, left, last = (put(queue, "one", text) for text in ("a", "b", "c"))
    left.interrupt()
    server.may_answer.set()
    assert [each.answer.result(30) for each in (first, last)] == ["A", "C"]
    assert server.asked == ["a", "c"]


def test_a_server_that_goes_on_is_told_again_and_then_in_the_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("eventmap.queues.TOLD_TIMES", 2)
    told: list[str] = []
    question = Question[str]("a", {}, "tag")
    question.stop = partial(told.append, "stop")
    with caplog.at_level(logging.WARNING, "eventmap.queues"):
        question.take_back()
    assert told == ["stop", "stop"]
    assert "goes on with a question" in caplog.text


def test_more_than_so_many_are_refused_in_a_sentence(queue: Queue[str], server: Server) -> None:
    waiting = [put(queue, "many", text) for text in "abcdef"]
    with pytest.raises(BusyError, match=r"Too many other questions .* Ask again in a few seconds"):
        put(queue, "one", "g")
    same = put(queue, "one", "f")  # is held already
    server.may_answer.set()
    assert [each.answer.result(30) for each in (*waiting, same)] == list("ABCDEFF")


def test_the_time_in_the_line_counts(
    queue: Queue[str], server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(queue, "many", "a")
    last = put(queue, "one", "b")
    monkeypatch.setattr(QUESTIONS, "seconds", 0.3)
    with pytest.raises(BusyError, match=r"longer than the 0\.3 s"), QUESTIONS.asking(last):
        last.answer.result(30)
    server.may_answer.set()
    assert put(queue, "one", "c").answer.result(30) == "C"
    assert server.asked == ["a", "c"]


async def work(places: Places, client: str, done: list[str], *, wait_s: float | None = 60) -> None:
    async with places.hold(client, wait_s=wait_s):
        done.append(client)
        await asyncio.sleep(0)


async def work_all(places: Places, clients: str) -> str:
    """Let clients, one a letter, want a place one after the other; return who had one when."""
    done: list[str] = []
    await asyncio.gather(*(work(places, each, done) for each in clients))
    return "".join(done)


def test_clients_who_wait_for_places_take_turns() -> None:
    assert asyncio.run(work_all(Places(1, name="work"), "aaaabbc")) == "abcabaa"


def test_one_client_holds_no_more_places_than_it_may() -> None:
    async def fill() -> list[str]:
        places, begun = Places(3, name="work", each=2), []

        async def stay(client: str) -> None:
            async with places.hold(client):
                begun.append(client)
                await asyncio.Event().wait()

        staying = [asyncio.ensure_future(stay(each)) for each in "aaaaabb"]
        await asyncio.wait(staying, timeout=0.1)
        for each in staying:
            each.cancel()
        await asyncio.wait(staying)
        return begun

    assert asyncio.run(fill()) == ["a", "a", "b"]


def test_no_more_of_one_client_waits_than_may_except_for_what_was_begun() -> None:
    async def crowd() -> list[str]:
        places, done = Places(1, name="work"), list[str]()
        async with places.hold("a"):
            waiting = [asyncio.ensure_future(work(places, "a", done)) for _ in range(MOST_WAITING)]
            await asyncio.sleep(0)
            with pytest.raises(CrowdedError, match="12 of your questions"):
                await work(places, "a", done)
            waiting.append(asyncio.ensure_future(work(places, "a", done, wait_s=None)))
            waiting.append(asyncio.ensure_future(work(places, "b", done)))
            await asyncio.sleep(0)
        await asyncio.gather(*waiting)
        return done

    assert sorted(asyncio.run(crowd())) == ["a"] * (MOST_WAITING + 1) + ["b"]


@pytest.mark.parametrize("is_called", [False, True])
def test_who_leaves_loses_no_place(is_called: bool) -> None:
    """Also who leaves in the moment in which it is called."""

    async def leave() -> str:
        places, done = Places(1, name="work"), list[str]()
        async with places.hold("a"):
            leaving = asyncio.ensure_future(work(places, "b", done))
            staying = asyncio.ensure_future(work(places, "c", done))
            await asyncio.sleep(0)
            if not is_called:
                leaving.cancel()
                await asyncio.wait([leaving])
        if is_called:
            leaving.cancel()
        await asyncio.wait_for(staying, 60)
        await asyncio.wait_for(work(places, "d", done), 60)
        return "".join(done)

    assert asyncio.run(leave()) == "cd"


def test_who_waited_too_long_is_told_so_and_the_place_is_the_next_ones() -> None:
    async def wait() -> list[str]:
        places, done = Places(1, name="work"), list[str]()
        async with places.hold("a"):
            with pytest.raises(TimeoutError):
                await work(places, "b", done, wait_s=0.01)
        await work(places, "c", done)
        return done

    assert asyncio.run(wait()) == ["c"]
