"""Datasets that viewers uploaded: whose each is, how much they take, how long they are kept.

A viewer is a browser, known by its cookie. What it opened is seen by it alone, and removed
when its last tab has been closed for a while, or when nobody has asked for it for long. That goes
by the clock, whether or not another request comes.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from secrets import token_hex
from threading import Lock
from typing import Self

from eventmap.errors import FileError
from eventmap.tables import Tables
from eventmap.wording import count_of

UPLOADED = "lent-"
"""How the names of datasets begin that are not for everyone."""

_MB = 1_000_000

NO_ROOM = "The server holds as many files of viewers as it can at present."

_APART_BYTES = 1 * _MB
"""What a dataset takes besides its rows, rounded up."""


@dataclass(frozen=True)
class Terms:
    """For how long, and how much, is kept.

    Parameters
    ----------
    idle_s
        Seconds for which a dataset is kept that nobody asks for.
    grace_s
        Seconds for which it is kept after its viewer's last tab closed: a page that is loaded
        anew, or a connection that was lost, comes back within it.
    most
        How many datasets one viewer may have.
    viewer_bytes, host_bytes
        How much those of one viewer, and of all, may hold.
    """

    idle_s: int = 30 * 60
    grace_s: int = 2 * 60
    most: int = 5
    viewer_bytes: int = 1000 * _MB
    host_bytes: int = 2000 * _MB

    @classmethod
    def of_host(cls, host_mb: int, *, grace_s: int) -> Self:
        """Return the terms of a host that has so much room, half of which one viewer may take."""
        return cls(grace_s=grace_s, viewer_bytes=host_mb * _MB // 2, host_bytes=host_mb * _MB)

    def describe(self) -> str:
        """Return until when a dataset is kept, completing the sentence "It is kept until …"."""
        idle, grace = (_describe_time(seconds) for seconds in (self.idle_s, self.grace_s))
        return f"nobody has asked for it for {idle}, or its last tab has been closed for {grace}"


def _describe_time(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    return count_of(seconds, "second") if rest else count_of(minutes, "minute")


@dataclass
class _Upload:
    title: str
    owner: str
    size: int
    asked: float
    tables: Tables | None = None
    """``None`` while they are being loaded."""


@dataclass(frozen=True)
class Uploaded:
    """The name of a dataset that was uploaded, and the titles of those that had to go for it."""

    name: str
    gone: tuple[str, ...]


class Uploads:
    """What viewers uploaded, each for themselves.

    Parameters
    ----------
    now
        The clock, in seconds.
    """

    def __init__(
        self,
        terms: Terms,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.terms = terms
        self._now = now
        self._lock = Lock()
        self._uploads: dict[str, _Upload] = {}
        self._tabs: Counter[str] = Counter()
        self._left: dict[str, float] = {}
        self._told: list[Callable[[str], None]] = []

    def add(self, owner: str, title: str, size: int, load: Callable[[str], Tables]) -> Uploaded:
        """Keep what `load` makes of a new name; the owner's oldest go where there are too many.

        Parameters
        ----------
        size
            How many bytes its rows take.

        Raises
        ------
        FileError
            If there is no room for it.
        """
        name, upload = (
            f"{UPLOADED}{token_hex(8)}",
            _Upload(title, owner, size + _APART_BYTES, self._now()),
        )
        with self._lock:
            gone = {old: self._uploads.pop(old) for old in self._too_many(upload)}
            self._uploads[name] = upload  # holds its room from now on
            self._left.setdefault(owner, self._now())
        for old in gone:
            self._tell_gone(old)
        try:
            tables = load(name)
        except BaseException:
            with self._lock:
                del self._uploads[name]
            raise
        upload.asked, upload.tables = self._now(), tables
        return Uploaded(name, tuple(its.title for its in gone.values()))

    def _too_many(self, new: _Upload) -> list[str]:
        """Return which of the owner's datasets go for a new one, the oldest first."""
        terms = self.terms
        if new.size > terms.viewer_bytes:
            most = f"{terms.viewer_bytes // _MB:,} MB"
            raise FileError(
                f"{new.title}: its tables take {new.size / _MB:,.0f} MB; allowed: at most {most}."
            )
        own = {name: upload for name, upload in self._uploads.items() if upload.owner == new.owner}
        held = sum(upload.size for upload in own.values())
        gone: list[str] = []
        for name, upload in own.items():
            if len(own) - len(gone) < terms.most and held + new.size <= terms.viewer_bytes:
                break
            if upload.tables is not None:
                gone.append(name)
                held -= upload.size
        others = sum(upload.size for name, upload in self._uploads.items() if name not in own)
        full = others + held + new.size > terms.host_bytes
        if full or len(own) - len(gone) >= terms.most or held + new.size > terms.viewer_bytes:
            raise FileError(
                f"{new.title}: {NO_ROOM[0].lower()}{NO_ROOM[1:]} Please try again later."
            )
        return gone

    def tables(self, name: str) -> Tables | None:
        """Return the tables of a dataset that was uploaded, and note that it was asked for."""
        upload = self._uploads.get(name)
        if upload is None:
            return None
        upload.asked = self._now()
        return upload.tables

    def belongs(self, name: str, viewer: str | None) -> bool:
        """Return whether a dataset was uploaded, and by this viewer."""
        upload = self._uploads.get(name)
        return upload is not None and upload.tables is not None and upload.owner == viewer

    def titles(self, viewer: str | None) -> dict[str, str]:
        """Return the titles of what a viewer uploaded, by name, the oldest first."""
        with self._lock:
            return {
                name: upload.title
                for name, upload in self._uploads.items()
                if upload.owner == viewer
            }

    def remove(self, name: str) -> None:
        """Forget what was uploaded."""
        with self._lock:
            upload = self._uploads.pop(name, None)
        if upload is not None:
            self._tell_gone(name)

    def _tell_gone(self, name: str) -> None:
        for tell in self._told:
            tell(name)

    def when_removed(self, tell: Callable[[str], None]) -> None:
        """Let `tell` be called with the name of each dataset that is removed."""
        self._told.append(tell)

    @contextmanager
    def present(self, viewer: str | None) -> Iterator[None]:
        """Note that a tab of a viewer is open; without a cookie there is nobody to know."""
        if viewer is None:
            yield
            return
        with self._lock:
            self._tabs[viewer] += 1
        try:
            yield
        finally:
            with self._lock:
                self._tabs[viewer] -= 1
                if not self._tabs[viewer]:
                    del self._tabs[viewer]
                    self._left[viewer] = self._now()

    def sweep(self) -> None:
        """Remove what is due."""
        now = self._now()
        with self._lock:
            due = [name for name, upload in self._uploads.items() if self._is_due(upload, now)]
            kept = {upload.owner for name, upload in self._uploads.items() if name not in due}
            self._left = {viewer: at for viewer, at in self._left.items() if viewer in kept}
        for name in due:
            self.remove(name)

    def _is_due(self, upload: _Upload, now: float) -> bool:
        if upload.tables is None:
            return False
        away_s = 0.0 if self._tabs[upload.owner] else now - self._left[upload.owner]
        return away_s >= self.terms.grace_s or now - upload.asked >= self.terms.idle_s
