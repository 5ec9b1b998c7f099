"""What imports left that were killed: files that no version names.

Only files named as this store names its own are looked at, and those only that are older than any
import at work could have. The whole log is read before one goes; where the log is not whole, all
of them stay.
"""

import re
import time

from eventmap.schema import TABLES
from eventmap.store.log import read_log
from eventmap.store.place import ACCESS, DELETED, LOG, MAPPING, Listed, Place
from eventmap.store.rows import PART

ORPHAN_S = 3600
"""Age in seconds from which on a file is nobody's any more."""

_FILE = re.compile(
    rf"{PART}=({'|'.join(TABLES)})/(tmp_)?[0-9]+-[0-9a-f]{{32}}(_[0-9]+)?(-[0-9a-f]{{8}})?\.parquet"
)
_HALF_COMMIT = re.compile(rf"{LOG}/_commit_[0-9a-f-]{{36}}\.json\.tmp")
_SIDECARS = "|".join(map(re.escape, (MAPPING, ACCESS, DELETED)))
_HALF_FILE = re.compile(rf"({_SIDECARS})\.[0-9a-f]{{32}}\.tmp")


def remove_orphans(place: Place, name: str) -> None:
    """Delete the files of a dataset that no version names, and what removals left.

    Raises
    ------
    DamageError
        If the log is not whole. Nothing was deleted then.
    OSError
        If the store cannot be read or written.
    """
    place.finish_removals(time.time() - ORPHAN_S)
    for orphan in find_orphans(place, name):
        place.delete(f"{name}/{orphan.path}")


def find_orphans(place: Place, name: str) -> list[Listed]:
    """Return the files of a dataset that no version names, older than any import at work has.

    Raises
    ------
    DamageError
        If the log is not whole.
    OSError
        If the store cannot be read.
    """
    latest = time.time() - ORPHAN_S
    old = [each for each in place.list_files(name) if each.changed < latest]
    files = [each for each in old if _FILE.fullmatch(each.path)]
    # After the files: what another import commits meanwhile is among the named.
    logged = (f"{LOG}/{each.path}" for each in place.list_files(f"{name}/{LOG}")) if files else ()
    named = read_log(place, name, logged).named() if files else frozenset()
    halves = [
        each for each in old if _HALF_COMMIT.fullmatch(each.path) or _HALF_FILE.fullmatch(each.path)
    ]
    return halves + [each for each in files if each.path not in named]
