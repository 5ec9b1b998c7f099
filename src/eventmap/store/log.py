"""The log of a dataset's table: which files each version holds, entry by entry."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from eventmap.store.failures import DamageError
from eventmap.store.place import LOG, Place

COMMIT = re.compile(rf"{LOG}/([0-9]{{20}})\.json")
"""The path of an entry in a dataset's folder."""


@dataclass(frozen=True)
class Log:
    """A log that is whole.

    Parameters
    ----------
    commits
        The paths of its entries in the dataset's folder, in order. The first made version 1.
    held
        Of each version the paths of the files that hold its rows, in the dataset's folder.
    """

    commits: Sequence[str]
    held: Sequence[frozenset[str]]

    def named(self) -> frozenset[str]:
        """Return the files of all versions."""
        return self.named_from(1)

    def named_from(self, version: int) -> frozenset[str]:
        """Return the files of a version and of all newer ones."""
        return frozenset().union(*self.held[version - 1 :])


def read_log(place: Place, name: str, paths: Iterable[str]) -> Log:
    """Return the log of a dataset, of which `paths` are the files in its folder.

    Raises
    ------
    DamageError
        If an entry of it is missing, or cannot be read.
    """
    commits = sorted(path for path in paths if COMMIT.fullmatch(path))
    numbers = [int(path[len(LOG) + 1 :].removesuffix(".json")) for path in commits]
    if not numbers or numbers != list(range(len(numbers))):
        raise DamageError("entries of its log are missing")
    held: list[frozenset[str]] = []
    files: frozenset[str] = frozenset()
    for commit in commits:
        added, removed = _read_entry(place, f"{name}/{commit}")
        files = files - removed | added
        held.append(files)
    return Log(commits, held)


def _read_entry(place: Place, path: str) -> tuple[frozenset[str], frozenset[str]]:
    try:
        actions = [json.loads(line) for line in place.read(path).splitlines()]
        added, removed = (
            frozenset(unquote(each[action]["path"]) for each in actions if action in each)
            for action in ("add", "remove")
        )
    except (ValueError, TypeError, KeyError) as error:
        raise DamageError(f"{path} of its log cannot be read") from error
    return added, removed
