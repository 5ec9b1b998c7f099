"""What imports left that were killed: files that no version names.

Only files named as this store names its own are looked at, and those only that are older than any
import at work could have. The whole log is read before one goes; where the log is not whole, all
of them stay.
"""

import re
import time

from eventmap.schema import TABLES
from eventmap.store.log import check_whole, read_added
from eventmap.store.place import ACCESS, LOG, MAPPING, Place
from eventmap.store.rows import PART

ORPHAN_S = 3600
"""Age in seconds from which on a file is nobody's any more."""

_FILE = re.compile(
    rf"{PART}=({'|'.join(TABLES)})/(tmp_)?[0-9]+-[0-9a-f]{{32}}(-[0-9a-f]{{8}})?\.parquet"
)
_HALF_COMMIT = re.compile(rf"{LOG}/_commit_[0-9a-f-]{{36}}\.json\.tmp")
_HALF_FILE = re.compile(rf"({re.escape(MAPPING)}|{re.escape(ACCESS)})\.[0-9a-f]{{32}}\.tmp")


def remove_orphans(place: Place, name: str) -> None:
    """Delete the files of a dataset that no version names, and what removals left.

    Raises
    ------
    DamageError
        If the log is not whole. Nothing was deleted then.
    OSError
        If the store cannot be read or written.
    """
    latest = time.time() - ORPHAN_S
    place.finish_removals(latest)
    old = [path for path, changed in place.list_files(name) if changed < latest]
    halves = [p for p in old if _HALF_COMMIT.fullmatch(p) or _HALF_FILE.fullmatch(p)]
    files = [path for path in old if _FILE.fullmatch(path)]
    # After the files: what another import commits meanwhile is among the named.
    named = _list_named(place, name) if files else set()
    for path in (*halves, *(path for path in files if path not in named)):
        place.delete(f"{name}/{path}")


def _list_named(place: Place, name: str) -> set[str]:
    """Return the paths of all files that any version of a dataset holds."""
    logged = (f"{LOG}/{path}" for path, _ in place.list_files(f"{name}/{LOG}"))
    commits = check_whole(logged)
    return {path for commit in commits for path in read_added(place, name, commit)}
