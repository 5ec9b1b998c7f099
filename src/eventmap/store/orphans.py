"""What imports left that were killed: files that no version names.

Only files named as this store names its own are looked at, and those only that are older than any
import at work could have, but for what it has noted since. The whole log is read before one goes;
where the log is not whole, all of them stay.
"""

import re
import time

from eventmap.store.log import read_log
from eventmap.store.place import ACCESS, DELETED, LOG, MAPPING, Listed, Place
from eventmap.store.rows import ROW_FILE
from eventmap.store.unfinished import NOTED, list_noted, read_noted

ORPHAN_S = 3600
"""Age in seconds from which on a file is nobody's any more."""

UNFINISHED_S = 24 * 3600
"""The same of a first import that was never finished, until whatever is imported deletes it."""

_HALF_COMMIT = re.compile(rf"{LOG}/_commit_[0-9a-f-]{{36}}\.json\.tmp")
_SIDECARS = "|".join(map(re.escape, (MAPPING, ACCESS, DELETED)))
_HALF_FILE = re.compile(rf"({_SIDECARS}|{NOTED.pattern})\.[0-9a-f]{{32}}\.tmp")
_OTHERS = (_HALF_COMMIT, _HALF_FILE, NOTED)


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
    for each, age_s in ((name, ORPHAN_S), *((left, UNFINISHED_S) for left in place.unfinished())):
        for orphan in find_orphans(place, each, age_s):
            place.delete(f"{each}/{orphan.path}")


def find_orphans(place: Place, name: str, age_s: float = ORPHAN_S) -> list[Listed]:
    """Return the files of a dataset that no version names, older than any import at work has.

    The dataset may be one of which a first import was never finished.

    Raises
    ------
    DamageError
        If the log is not whole.
    OSError
        If the store cannot be read.
    """
    latest = time.time() - age_s
    listed = place.list_files(name)
    old = [each for each in listed if each.changed < latest]
    files = [each for each in old if ROW_FILE.fullmatch(each.path)]
    if files:
        news = [each.path for each in listed if NOTED.fullmatch(each.path) and each not in old]
        at_work = [list_noted(read_noted(place, f"{name}/{path}")) for path in news]
        files = [each for each in files if not any(each.path in noted for noted in at_work)]
    # After the files: what another import commits meanwhile is among the named.
    named: frozenset[str] = frozenset()
    if files and name not in place.unfinished():
        logged = (f"{LOG}/{each.path}" for each in place.list_files(f"{name}/{LOG}"))
        named = read_log(place, name, logged).named()
    others = [each for each in old if any(kind.fullmatch(each.path) for kind in _OTHERS)]
    return others + [each for each in files if each.path not in named]
