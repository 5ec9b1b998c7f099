"""Answers that are kept for whoever asks the same of the same version, which never changes.

The page and the scripts on it count the same, and so do all who open one link.
"""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from threading import Lock
from typing import Any

from eventmap.errors import LeftError

MOST_ROWS = 10_000
"""How many rows all answers about one version may have together; a larger one is not kept."""

_Rows = list[dict[str, Any]]


class KeptAnswers:
    """The answers about one version, by the text of a question and what is bound in it.

    They go with the tables of the version: who may not see these is answered nothing of them.
    """

    def __init__(self) -> None:
        self._answers: OrderedDict[object, Future[_Rows]] = OrderedDict()  # the last asked last
        self._rows = 0
        self._lock = Lock()

    def answer(self, sql: str, values: Mapping[str, Any], ask: Callable[[], _Rows]) -> _Rows:
        """Return what `ask` does; of several who want it at once, one asks.

        The dictionaries are the caller's own.
        """
        key = (sql, repr(sorted(values.items())))
        with self._lock:
            found = self._answers.get(key)
            mine = found is None
            if found is None:
                found = self._answers[key] = Future()
            else:
                self._answers.move_to_end(key)
        if mine:
            try:
                rows = ask()
            except BaseException as error:
                with self._lock:
                    del self._answers[key]
                found.set_exception(error)
                raise
            with self._lock:
                found.set_result(rows)
                self._make_room(key, len(rows))
        try:
            return [dict(row) for row in found.result()]
        except LeftError:
            pass
        return self.answer(sql, values, ask)  # who asked has left, we have not

    def _make_room(self, key: object, rows: int) -> None:
        """Count an answer that is there now, and drop what has not been asked for the longest."""
        self._rows += rows
        if self._rows <= MOST_ROWS:
            return
        for each in [key] if rows > MOST_ROWS else [it for it in self._answers if it != key]:
            if self._answers[each].done():
                self._rows -= len(self._answers.pop(each).result())
            if self._rows <= MOST_ROWS:
                break
