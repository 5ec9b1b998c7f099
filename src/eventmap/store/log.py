"""The log of a dataset's table, entry by entry: which files which version brought."""

import json
import re
from collections.abc import Iterable
from urllib.parse import unquote

from eventmap.store.failures import DamageError
from eventmap.store.place import LOG, Place

COMMIT = re.compile(rf"{LOG}/([0-9]{{20}})\.json")
"""The path of an entry in a dataset's folder."""


def check_whole(paths: Iterable[str]) -> list[str]:
    """Return the entries among the paths of a dataset's folder, in order.

    Raises
    ------
    DamageError
        If any is missing.
    """
    commits = sorted(path for path in paths if COMMIT.fullmatch(path))
    numbers = [int(path[len(LOG) + 1 :].removesuffix(".json")) for path in commits]
    if not numbers or numbers != list(range(len(numbers))):
        raise DamageError("entries of its log are missing")
    return commits


def read_added(place: Place, name: str, commit: str) -> list[str]:
    """Return the paths, in the folder of a dataset, of the files that an entry names.

    Raises
    ------
    DamageError
        If it is no entry of a log.
    """
    try:
        actions = [json.loads(line) for line in place.read(f"{name}/{commit}").splitlines()]
        return [unquote(each["add"]["path"]) for each in actions if "add" in each]
    except (ValueError, TypeError, KeyError) as error:
        raise DamageError(f"{name}/{commit} of its log cannot be read") from error
