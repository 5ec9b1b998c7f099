"""Tokens, by which scripts ask what one has to log in for.

They lie in a file beside the store, of which only the host's own user reads anything, and of each
there is a digest alone: whoever reads the file cannot ask by it. A token is 256 bits by chance, so
that a digest of it can be tried as little as the token itself.
"""

import json
import logging
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date
from hashlib import sha256
from hmac import compare_digest
from pathlib import Path
from secrets import token_hex, token_urlsafe
from threading import Lock
from typing import Any

from eventmap.access import User, check_who
from eventmap.errors import NotFoundError, StoreError
from eventmap.locks import locked

_LOG = logging.getLogger(__name__)

FILE = ".tokens.json"
"""The file of tokens in the folder of a store."""

_PREFIX = "eventmap_"

_Stamp = tuple[int, int, int]


@dataclass(frozen=True)
class Token:
    """One token, without what is sent.

    Parameters
    ----------
    name
        What the host calls it.
    digest
        SHA-256 of what is sent, in hexadecimal.
    groups
        To which groups whoever sends it belongs.
    made, expires, used
        ISO days; the last one on which it counts, and the last one on which it was sent.
    """

    name: str
    digest: str
    groups: tuple[str, ...]
    made: str
    expires: str
    used: str = ""

    def counts(self, today: date) -> bool:
        """Return whether it counts on a day."""
        return today.isoformat() <= self.expires

    @property
    def user(self) -> User:
        """Who asks by it."""
        return User(self.name, frozenset(f"group:{group}" for group in self.groups))


class Tokens:
    """The tokens in a file, read again whenever it changes: one that is revoked ends at once.

    Parameters
    ----------
    path
        The file, which need not be there yet.
    today
        The clock.
    """

    def __init__(self, path: Path, today: Callable[[], date] = date.today) -> None:
        self._path = path
        self._today = today
        self._lock = Lock()
        self._stamp: _Stamp | None = None
        self._kept: tuple[Token, ...] = ()

    def listed(self) -> tuple[Token, ...]:
        """Return all tokens, the oldest first.

        Raises
        ------
        StoreError
            If the file cannot be read.
        """
        with self._lock:
            stamp = self._look()
            if stamp != self._stamp or stamp is None:
                self._kept = () if stamp is None else self._read()
                self._stamp = stamp
            return self._kept

    def find(self, sent: str) -> User | None:
        """Return who sends this, ``None`` if it is no token that counts.

        All digests are compared, each in the same time wherever it differs.
        """
        today, digest = self._today(), sha256(sent.encode()).hexdigest()
        try:
            kept = self.listed()
        except StoreError as error:
            _LOG.warning("No token counts: %s", error)
            return None
        found = [each for each in kept if compare_digest(each.digest, digest)]
        if not found or not found[0].counts(today):
            return None
        if found[0].used != today.isoformat():
            self._note_use(digest, today)
        return found[0].user

    def create(self, name: str, groups: Sequence[str], expires: date) -> str:
        """Return a new token, which is told this once.

        Raises
        ------
        ValueError
            If there is one of this name, or a group has none.
        StoreError
            If it cannot be kept.
        """
        check_who(f"group:{group}" for group in groups)
        sent = f"{_PREFIX}{token_urlsafe(32)}"
        digest = sha256(sent.encode()).hexdigest()
        made = Token(name, digest, tuple(groups), self._today().isoformat(), expires.isoformat())
        with self._changing() as kept:
            if any(each.name == name for each in kept):
                raise ValueError(f"there is a token {name!r} already; allowed: another name")
            kept.append(made)
        return sent

    def revoke(self, name: str) -> None:
        """Let a token count no more.

        Raises
        ------
        NotFoundError
            If there is none of this name.
        """
        with self._changing() as kept:
            left = [each for each in kept if each.name != name]
            if len(left) == len(kept):
                raise NotFoundError("token", name, [each.name for each in kept])
            kept[:] = left

    def _note_use(self, digest: str, today: date) -> None:
        """Keep that a token was sent on a day; so the file is written once for each and day."""
        try:
            with self._changing() as kept:
                kept[:] = [
                    replace(each, used=today.isoformat()) if each.digest == digest else each
                    for each in kept
                ]
        except StoreError as error:
            _LOG.warning("It cannot be kept that a token was used: %s", error)

    @contextmanager
    def _changing(self) -> Iterator[list[Token]]:
        """Give the tokens to be changed, and keep them: by one at a time, whole or not at all."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with locked(self._path.parent):
                before = [] if self._look() is None else [*self._read()]
                kept = list(before)
                yield kept
                if kept != before:
                    self._write(kept)
        except OSError as error:
            raise StoreError(f"{self._path} cannot be written: {error.strerror}.") from error

    def _look(self) -> _Stamp | None:
        try:
            found = self._path.stat()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise StoreError(f"{self._path} cannot be read: {error.strerror}.") from error
        return found.st_ino, found.st_mtime_ns, found.st_size

    def _read(self) -> tuple[Token, ...]:
        try:
            return tuple(map(_read_token, json.loads(self._path.read_bytes())))
        except OSError as error:
            raise StoreError(f"{self._path} cannot be read: {error.strerror}.") from error
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise StoreError(f"{self._path} holds no tokens: {error!r}.") from error

    def _write(self, kept: Iterable[Token]) -> None:
        beside = self._path.with_name(f"{self._path.name}.{token_hex(8)}.tmp")
        opened = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(opened, "w", encoding="utf-8") as file:
                json.dump([asdict(each) for each in kept], file, ensure_ascii=False, indent=1)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(self._path)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise


def _read_token(keys: dict[str, Any]) -> Token:
    texts = {key: keys[key] for key in ("name", "digest", "made", "expires", "used")}
    groups = tuple(keys["groups"])
    if not all(isinstance(text, str) for text in (*texts.values(), *groups)):
        raise ValueError("a token has something else than texts")
    return Token(**texts, groups=groups)
