"""Old versions of a dataset that were deleted to make room: which, and when.

Only their rows go. The log keeps what it says of them, and `DELETED` says that they are gone, so
that whoever asks for one is told, and nobody takes it for damage. It is written before the
first file is deleted.
"""

import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime

from eventmap.schema import DatePrecision
from eventmap.store.failures import DamageError
from eventmap.store.log import read_log
from eventmap.store.orphans import find_orphans
from eventmap.store.place import DELETED, Listed, Place
from eventmap.wording import describe_interval


@dataclass(frozen=True)
class Deletion:
    """Which versions of a dataset were deleted.

    Parameters
    ----------
    before
        The number of the oldest that was not.
    time
        When, UTC.
    """

    before: int
    time: datetime

    def describe(self) -> str:
        """Return in words what became of an older version."""
        day = self.time.date()
        return f"it was deleted on {describe_interval(day, day, DatePrecision.DAY)} to make room"


@dataclass(frozen=True)
class Surplus:
    """What of a dataset can be deleted.

    Parameters
    ----------
    newest
        The number of the newest version.
    first, last
        Which versions go: none where the first is after the last.
    files
        The files of the versions that go, which no other version holds.
    orphans
        Files that no version ever named, left by killed imports.
    """

    newest: int
    first: int
    last: int
    files: tuple[Listed, ...]
    orphans: tuple[Listed, ...]

    @property
    def size(self) -> int:
        """What they take, in bytes."""
        return sum(each.size for each in (*self.files, *self.orphans))


def read_deletion(place: Place, name: str) -> Deletion | None:
    """Return which versions of a dataset were deleted, ``None`` where none was.

    Raises
    ------
    DamageError
        If the file that says so cannot be read.
    """
    try:
        text = place.read(f"{name}/{DELETED}")
    except FileNotFoundError:
        return None
    try:
        keys = tomllib.loads(text.decode())
    except ValueError as error:
        raise DamageError(f"{DELETED} cannot be read") from error
    before, time = keys.get("before"), keys.get("time")
    if type(before) is not int or before < 1 or not isinstance(time, datetime):
        raise DamageError(f"{DELETED} does not say before which version, from 1, and at what time")
    return Deletion(before, time)


def find_surplus(place: Place, name: str, keep: int | None) -> Surplus:
    """Return what of a dataset can be deleted if its newest `keep` versions are kept, or all.

    Raises
    ------
    DamageError
        If the log is not whole.
    """
    if name in place.unfinished():
        return Surplus(0, 1, 0, (), tuple(find_orphans(place, name)))
    listed = place.list_files(name)
    log = read_log(place, name, (each.path for each in listed))
    newest, told = len(log.commits), read_deletion(place, name)
    first = 1 if told is None else told.before
    begin = first if keep is None else max(first, newest - keep + 1)
    gone = log.named() - log.named_from(begin)
    files = tuple(each for each in listed if each.path in gone)
    return Surplus(newest, first, begin - 1, files, tuple(find_orphans(place, name)))


def delete_surplus(place: Place, name: str, surplus: Surplus) -> None:
    """Delete what `find_surplus` found, after it is noted which versions go."""
    if surplus.first <= surplus.last:
        time = datetime.now(UTC).replace(microsecond=0)
        text = f"before = {surplus.last + 1}\ntime = {time.isoformat()}\n"
        place.replace(f"{name}/{DELETED}", text.encode())
    for each in (*surplus.files, *surplus.orphans):
        place.delete(f"{name}/{each.path}")
