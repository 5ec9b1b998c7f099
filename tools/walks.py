"""Follow a value through the calls: in which modules it stays, and how often it comes back to one.

A table by anybody into the store, a folder of ours into it, a folder into the page, a filter into a
tile. Each function counts once, at
its first call that is handed the value or what was made of it; calls that follow each other in one
module are one stay, and a stay in a module that was left before is a return. With ``--all``, every
call counts, whatever it is handed.
"""

import importlib
import os
import pkgutil
import sys
from collections.abc import Callable
from functools import partial
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from types import CodeType, FrameType
from typing import Any
from unittest.mock import patch

import eventmap

ROOT = str(Path(eventmap.__file__).parent) + os.sep
FOLDER = Path(__file__).parents[1] / "data" / "london-summit"

TABLE = """\
Date,Place,Oblast,Country,Latitude,Longitude,Killed,Injured,Type of attack,Target,Source URL
mid-March 2022,Kharkiv,Kharkiv Oblast,Ukraine,49.9935,36.2304,at least 3,unknown,Missile strike,Hospital,https://example.org/a
2022-03-18,Chuhuiv,Kharkiv Oblast,Ukraine,49.8359,36.6880,2,5,Shelling,House,https://example.org/b
2022-03-20,Izium,Kharkiv Oblast,Ukraine,49.2127,37.2569,n/a,1,Air strike,School,https://example.org/c
2022-04-01,Merefa,Kharkiv Oblast,Ukraine,49.8210,36.0680,1,several,Drone,Bridge,https://example.org/d
"""
"""A table as anybody keeps one, and not in our own columns."""

DEPTH = 3
"""How deep a value is looked for in what holds it."""
MOST = 200
"""How many things of a list are looked at."""
SHORT = 40
"""Characters of a text from which on it is taken for made of the value, and not for a word."""


class Walk:
    """The functions that were called, in the order of their first calls.

    Parameters
    ----------
    value
        What is followed; ``None`` follows every call.
    word
        What the texts of paths have that are followed, too.
    """

    def __init__(self, value: object, word: str) -> None:
        self.calls: list[tuple[str, str]] = []
        self._seen: set[CodeType] = set()
        self._handed: dict[int, FrameType] = {}
        self._followed: dict[int, object] = {}  # held, so that no other gets its id
        self._every, self._word = value is None, word
        self._follow(value, DEPTH)

    def __call__(self, frame: FrameType, event: str, arg: object) -> None:
        """Take note of a call or of what is returned, as `sys.setprofile` tells them."""
        code = frame.f_code
        if not code.co_filename.startswith(ROOT) or code.co_name.startswith("<"):
            return
        if event == "return" and id(frame) in self._handed:
            self._follow(arg, DEPTH)
        if event == "call" and (self._every or self._holds(list(frame.f_locals.values()), DEPTH)):
            self._handed[id(frame)] = frame
            if code not in self._seen:
                self._seen.add(code)
                self.calls.append((code.co_filename.removeprefix(ROOT), code.co_qualname))

    def stays(self) -> list[tuple[str, list[str]]]:
        """Return the modules in the order of the walk, each with the functions called there."""
        stays = groupby(self.calls, key=lambda call: call[0])
        return [(module, [name for _, name in calls]) for module, calls in stays]

    def _follow(self, value: object, depth: int) -> None:
        if isinstance(value, (str, bytes)) and len(value) < SHORT:
            return
        if value is None or isinstance(value, (int, float, type)) or callable(value):
            return
        self._followed[id(value)] = value
        for part in _parts(value) if depth else ():
            self._follow(part, depth - 1)

    def _holds(self, value: object, depth: int) -> bool:
        if id(value) in self._followed:
            return True
        if isinstance(value, (str, os.PathLike)):
            return bool(self._word) and self._word in str(value)
        return depth > 0 and any(self._holds(part, depth - 1) for part in _parts(value))


def _parts(value: object) -> list[Any]:
    if isinstance(value, dict):
        return [*value.values()][:MOST]
    if isinstance(value, (list, tuple, set)):
        return [*value][:MOST]
    own = type(value).__module__.startswith("eventmap")
    return [*vars(value).values()] if own and hasattr(value, "__dict__") else []


def follow(act: Callable[[], object], value: object, word: str = "") -> Walk:
    """Return the walk of a value through what `act` does."""
    walk = Walk(value, word)
    sys.setprofile(walk)
    try:
        act()
    finally:
        sys.setprofile(None)
    return walk


def main() -> None:
    """Print each walk: its numbers, and its stays."""
    for module in pkgutil.walk_packages([ROOT], "eventmap."):
        if not module.name.endswith((".lockdown", "__main__")):
            importlib.import_module(module.name)
    from eventmap.database import open_database
    from eventmap.filters import Filters
    from eventmap.importing import import_files
    from eventmap.readers import Choices
    from eventmap.settings import Settings
    from eventmap.store import VersionedStore
    from eventmap.tiles import Tiles

    every = "--all" in sys.argv
    os.environ["EVENTMAP_DATA"] = str(FOLDER)
    settings, paths = Settings.from_env(), [FOLDER]
    filters = Filters.from_params([("dataset", FOLDER.name), ("type", "missile")])
    with TemporaryDirectory() as folder:
        store = VersionedStore(str(Path(folder) / "store"))
        tables = [Path(folder) / "strikes_kharkiv.csv"]
        tables[0].write_text(TABLE, encoding="utf-8")
        # Nothing is seen of a process of its own: the walk is longer by what hands files to it.
        inside = importlib.import_module("eventmap.readers.inspection")
        with patch("eventmap.importing.inspect_files", inside.read_files):
            walks = {
                f"a {what} into the store": follow(
                    partial(import_files, given, None, Choices(), store),
                    None if every else given,
                    given[0].stem,
                )
                for what, given in (("table by anybody", tables), ("folder", paths))
            }
    given = None if every else settings
    walks["a folder into the page"] = follow(lambda: open_database(settings), given, FOLDER.name)
    database = open_database(settings)
    database.tables_of(filters)  # as the route asks before a tile
    tiles = Tiles(database)
    given = None if every else filters
    walks["a filter into a tile"] = follow(lambda: tiles.read(filters, 0, 0, 0), given)
    for title, walk in walks.items():
        stays = walk.stays()
        modules = {module for module, _ in stays}
        returns = len(stays) - len(modules)
        print(f"{title}: {len(stays)} stays in {len(modules)} modules, {returns} returns")
        for module, names in stays:
            print(f"    {module}: {', '.join(names)}")


if __name__ == "__main__":
    main()
