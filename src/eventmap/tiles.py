"""What one map tile shows: events grouped into cells, so that a tile is small at any size.

Tiles are 512 CSS pixels in Web Mercator (EPSG:3857); tile zoom z has 2^z x 2^z of them, y counted
from the north. A tile has at most 16 x 16 cells of 32 pixels.

A screen asks for its tiles all at once, and a query costs more than a tile. So the first one to
come, whichever it is, is answered from a block, in which the others find theirs: the tiles that are
asked for with it, where that is told, else its neighbours on all sides that may be on one screen of
1400 x 900 pixels with it.
"""

import math
from collections import OrderedDict
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import replace
from itertools import product
from threading import Lock
from typing import Any

import numpy as np

from eventmap.api import Steps, Tile
from eventmap.casualties import ENDS, MEASURES, Measure
from eventmap.cubes import COUNTS, SUMS
from eventmap.database import Database
from eventmap.errors import LeftError, NotFoundError
from eventmap.filters import Filters
from eventmap.plans import PlayedPeriods, plan_cells, plan_steps
from eventmap.schema import Estimate, EventType

DEEPEST_ZOOM = 20
"""The largest tile zoom: its cells are about 1 m at the equator."""

CELL_COLUMNS = (
    "count",
    "lon",
    "lat",
    "event_type",
    "type_count",
    "types",
    "event_id",
    "title",
    "date_start",
    "date_end",
    "geo_precision",
    "killed_low",
    "killed_best",
    "killed_high",
    "killed_unknown",
    "killed_words",
    "injured_low",
    "injured_best",
    "injured_high",
    "injured_unknown",
    "injured_words",
)
"""The columns of a cell."""

_BITS = 31
_CELL_BITS = 4
_TYPE_BITS = 4
_BESIDE, _ABOVE = 3, 2
"""How far from a tile another one may be on a screen, which touches at most 4 x 3."""

_ACROSS, _DOWN = 2 * _BESIDE + 1, 2 * _ABOVE + 1
"""Tiles of a block, at the most."""

KEPT_CELLS = 200_000
"""How many cells all blocks may have together: those of many viewers, in some 100 MB."""

_AT_A_TIME = 8
"""How many blocks are computed at a time for who does not wait; the others in their order."""

_Key = tuple[Filters, int, range, range]
"""Of what a block is, its tile zoom, and the columns and rows of its tiles."""

_LEAST_CELLS = 1_000
"""As how many a block counts at the least."""

_COLUMN_BITS = 7
"""Bits of a cell's column within its block, as in ``tile.sql``, and of its row."""

MOST_TILES = 100
"""Tiles of a screen that are given in one answer: one of 3840 x 2160 pixels touches 54."""

_PLACES = 5
"""Decimal places of a degree: about 1 m."""

_TYPES = np.array([event_type.value for event_type in EventType], dtype=object)


class NotYetError(Exception):
    """A tile is being computed.

    Parameters
    ----------
    block
        Done once it is there, or has failed.
    is_mine
        Whether it is computed for who is told so, and for others only besides.
    """

    def __init__(self, block: "Future[_Block]", *, is_mine: bool, x: int, y: int) -> None:
        self.block, self.is_mine = block, is_mine
        self._at = x, y
        super().__init__("It is being computed.")

    def read(self) -> tuple[Tile, str]:
        """Return the tile once its block is there, as `Tiles.read_by_plan` does."""
        return self.block.result().read(*self._at)


class Tiles:
    """The tiles of all datasets of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.blocks: OrderedDict[_Key, Future[_Block]] = OrderedDict()
        self._threads = ThreadPoolExecutor(_AT_A_TIME, thread_name_prefix="tiles")
        self._lock = Lock()
        database.uploads.when_removed(self._forget)

    def _forget(self, dataset: str) -> None:
        """Drop the blocks of a dataset; one that is being computed finds no tables any more."""
        with self._lock:
            for key in [key for key in self.blocks if key[0].dataset == dataset]:
                del self.blocks[key]

    def read(self, filters: Filters, z: int, x: int, y: int) -> Tile:
        """Return the cells of one tile that hold located events of `filters`.

        Returns
        -------
        ``{"columns": […], "types": […], "cells": [(…), …]}``. ``lon`` and ``lat`` (degrees,
        EPSG:4326) are the place of one event, or the mean of several in Web Mercator;
        ``event_type`` is the most frequent one, of which there are ``type_count``, and ``types``
        gives, where there are several, the number of each in the order of the types above.
        ``killed_low``, ``killed_best`` and ``killed_high`` are sums over the events that give a
        figure (``None`` where unknown or open), ``killed_unknown`` counts those that give none;
        so for ``injured``.
        ``event_id``, ``title``, the dates, ``geo_precision`` and what the sources say in
        words (``killed_words``, ``injured_words``) are given only where ``count`` is 1. The counts
        of all tiles of one zoom add up to the located events.

        Raises
        ------
        NotFoundError
            If there is no such tile, dataset or version.
        """
        return self.read_by_plan(filters, z, x, y)[0]

    def read_by_plan(
        self,
        filters: Filters,
        z: int,
        x: int,
        y: int,
        *,
        screen: tuple[range, range] | None = None,
        wait: bool = True,
    ) -> tuple[Tile, str]:
        """Return what `read` returns, and from what it was answered, see `plans`.

        Parameters
        ----------
        screen
            Columns and rows of the tiles that are asked for with this one, if that is known.
        wait
            Whether to wait where it has to be computed, which some threads of their own do else.

        Raises
        ------
        NotYetError
            If it has to be, and that is not to be waited for.
        """
        if not (0 <= z <= DEEPEST_ZOOM and 0 <= x < 2**z and 0 <= y < 2**z):
            raise NotFoundError("tile", f"{z}/{x}/{y}")
        return self._find_block(filters, z, x, y, screen, wait=wait).read(x, y)

    def read_steps(
        self, filters: Filters, periods: PlayedPeriods, z: int, columns: range, rows: range
    ) -> tuple[Steps, str]:
        """Return the tiles of a screen in each of several periods, and from what they are.

        They are what `read` returns for the filter narrowed to each, but all are asked for at once.

        Parameters
        ----------
        filters
            Without a period.
        periods
            At most `parameters.MOST_PLAYED`, in their order, see `plans.PlayedPeriods`.
        columns, rows
            Of tiles, at least one and at most `MOST_TILES` together.

        Raises
        ------
        NotFoundError
            If there is no such tile, dataset or version.
        """
        last = 2**z - 1 if 0 <= z <= DEEPEST_ZOOM else -1
        if columns[-1] > last or rows[-1] > last:
            raise NotFoundError("tile", f"{z}/{columns[-1]}/{rows[-1]}")
        blocks = {
            (across, down): _Block(
                self._database,
                filters,
                z,
                columns[across * _ACROSS : (across + 1) * _ACROSS],
                rows[down * _DOWN : (down + 1) * _DOWN],
                periods=periods,
            )
            for across in range(math.ceil(len(columns) / _ACROSS))
            for down in range(math.ceil(len(rows) / _DOWN))
        }

        def read(step: int) -> Iterator[list[tuple[Any, ...]]]:
            for (down, y), (across, x) in product(enumerate(rows), enumerate(columns)):
                yield blocks[across // _ACROSS, down // _DOWN].cells(x, y, step)

        steps = [list(read(step)) for step in range(len(periods))]
        names, types = list(CELL_COLUMNS), _TYPES.tolist()
        return {"columns": names, "types": types, "steps": steps}, blocks[0, 0].plan

    def _find_block(
        self,
        filters: Filters,
        z: int,
        x: int,
        y: int,
        screen: tuple[range, range] | None,
        *,
        wait: bool,
    ) -> "_Block":
        """Return a block that holds the tile; of several that ask for it, one computes it."""
        with self._lock:
            keys = (key for key in self.blocks if key[1] == z and x in key[2] and y in key[3])
            key = next((key for key in keys if key[0] == filters), None)
            is_mine = key is None
            if key is None:
                key = filters, z, *_lay_out(z, x, y, screen)
                self.blocks[key] = Future()
            self.blocks.move_to_end(key)
            found = self.blocks[key]
        if is_mine and wait:
            self._compute(key, found)
        elif is_mine:
            self._threads.submit(copy_context().run, self._compute, key, found)
        if not (wait or found.done()):
            raise NotYetError(found, is_mine=is_mine, x=x, y=y)
        try:
            return found.result()
        except LeftError:
            if is_mine:
                raise
        # Who computed it has left, we have not.
        return self._find_block(filters, z, x, y, screen, wait=wait)

    def _compute(self, key: _Key, found: "Future[_Block]") -> None:
        try:
            block = _Block(self._database, *key)
        except BaseException as error:
            with self._lock:
                self.blocks.pop(key, None)
            found.set_exception(error)
        else:
            with self._lock:
                found.set_result(block)
                self._make_room()

    def _make_room(self) -> None:
        """Drop the blocks that were not asked for the longest, until the others have room."""
        done = [(key, each.result()) for key, each in self.blocks.items() if each.done()]
        cells = {key: max(len(block), _LEAST_CELLS) for key, block in done}
        held = sum(cells.values())
        for key, number in cells.items():
            if held <= KEPT_CELLS:
                break
            del self.blocks[key]
            held -= number


def _lay_out(z: int, x: int, y: int, screen: tuple[range, range] | None) -> tuple[range, range]:
    """Return columns and rows of a block that holds a tile: those of its screen, if it has room."""
    if screen and x in screen[0] and y in screen[1]:
        columns, rows = screen
        if len(columns) <= _ACROSS and len(rows) <= _DOWN and max(columns[-1], rows[-1]) < 1 << z:
            return screen
    left, top = max(x - _BESIDE, 0), max(y - _ABOVE, 0)
    return range(left, left + _ACROSS), range(top, top + _DOWN)


class _Block:
    """The cells of some neighbouring tiles, as columns sorted by tile.

    Its ``plan`` says from what they were answered.

    Parameters
    ----------
    columns, rows
        Of its tiles, at most `_ACROSS` and `_DOWN`; what is beyond the map has no cells.
    periods
        Of a filter without one: where there are some the cells are those of each of them.
    """

    def __init__(
        self,
        database: Database,
        filters: Filters,
        z: int,
        columns: range,
        rows: range,
        *,
        periods: PlayedPeriods = (),
    ) -> None:
        self._left, self._top = columns[0], rows[0]
        size = 1 << (_BITS - z)
        area = {
            "west": columns[0] * size,
            "east": min((columns[-1] + 1) * size, 1 << _BITS) - 1,
            "north": rows[0] * size,
            "south": min((rows[-1] + 1) * size, 1 << _BITS) - 1,
            "shift": _BITS - z - _CELL_BITS,
        }
        tables = database.tables_of(filters)
        database.count_ahead(tables)
        if periods:
            filters = replace(filters, date_from=periods[0][0], date_to=periods[-1][1])
            plan = plan_steps(tables, filters, periods, z, area)
        else:
            plan = plan_cells(tables, filters, z, area)
        self.plan = plan.words
        cells = _add_up(
            database.columns(
                plan.sql,
                filters,
                plan.values,
                tables=plan.tables,
                progress=tables.path is not None,
            )
        )
        alone = cells["count"] == 1
        labels = tables.labels.take(cells["first_row"][alone])
        for name, values in labels.items():
            column = cells.setdefault(name, np.full(len(alone), None))
            column[alone] = values
        for name in ("lon", "lat"):
            cells[name] = np.round(cells[name], _PLACES)
        self._columns = [cells[name] for name in CELL_COLUMNS]
        tiles = _ACROSS * _DOWN * max(len(periods), 1)
        self._bounds = np.searchsorted(cells["tile"], np.arange(tiles + 1))

    def __len__(self) -> int:
        return int(self._bounds[-1])

    def read(self, x: int, y: int) -> tuple[Tile, str]:
        """Return one of the tiles, and from what it was answered."""
        columns, types = list(CELL_COLUMNS), _TYPES.tolist()
        return {"columns": columns, "types": types, "cells": self.cells(x, y)}, self.plan

    def cells(self, x: int, y: int, step: int = 0) -> list[tuple[Any, ...]]:
        """Return the values of `CELL_COLUMNS` for the cells of one of the tiles."""
        tile = (step * _DOWN + y - self._top) * _ACROSS + x - self._left
        first, last = self._bounds[tile : tile + 2]
        columns = (column[first:last].tolist() for column in self._columns)
        return list(zip(*columns, strict=True))


def _add_up(found: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Return what each cell adds up to, from the rows of ``tile.sql`` or ``tile_steps.sql``.

    The cells are sorted by period, tile of the block and number of events. Besides the columns of a
    tile that do not come from the labels there are ``tile`` and ``first_row``.
    """
    order = np.argsort(found["key"])
    found = {name: column[order] for name, column in found.items()}
    cell, code = np.divmod(found["key"], 1 << _TYPE_BITS)
    start = np.flatnonzero(np.diff(cell, prepend=-1))
    if not len(start):
        return dict.fromkeys(("tile", "first_row", *CELL_COLUMNS), np.empty(0))
    cell = cell[start]
    sums = {name: np.add.reduceat(found[name], start) for name in (*COUNTS, *SUMS)}
    count = sums["events"]
    # The largest number of events; of equal ones the first type.
    last_code = (1 << _TYPE_BITS) - 1
    most = np.maximum.reduceat((found["events"] << _TYPE_BITS) | (last_code - code), start)
    south = sums["y"] / count / (1 << _BITS)
    above, column = np.divmod(cell, 1 << _COLUMN_BITS)
    step, row = np.divmod(above, 1 << _COLUMN_BITS)
    tile = (step * _DOWN + (row >> _CELL_BITS)) * _ACROSS + (column >> _CELL_BITS)
    cells = {
        "tile": tile,
        "first_row": found["first_row"][start],
        "count": count,
        "lon": sums["x"] / count / (1 << _BITS) * 360 - 180,
        "lat": np.degrees(np.arctan(np.sinh(np.pi * (1 - 2 * south)))),
        "event_type": _TYPES[last_code - (most & last_code)],
        "type_count": most >> _TYPE_BITS,
        "types": _list_types(code, found["events"], start, count),
    }
    for measure in MEASURES:
        cells |= _total(measure, sums)
    order = np.lexsort((cell, -count, tile))
    return {name: values[order] for name, values in cells.items()}


def _total(measure: Measure, sums: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Return the figures of each cell: a low end as far as given, best and high only of all."""
    low, best, high = (f"{measure}_{end}" for end in ENDS)
    given = {end: sums[f"{measure}_with_{end}"] for end in ENDS}
    known = sums[f"{measure}_known"]
    return {
        low: _known(sums[low], given[Estimate.LOW] > 0),
        best: _known(sums[best], (known > 0) & (known == given[Estimate.BEST])),
        high: _known(sums[high], (known > 0) & (known == given[Estimate.HIGH])),
        f"{measure}_unknown": sums["events"] - known,
    }


def _known(values: np.ndarray, known: np.ndarray) -> np.ndarray:
    found = np.full(len(values), None)
    found[known] = values[known].astype(np.int64)
    return found


def _list_types(
    code: np.ndarray, events: np.ndarray, start: np.ndarray, count: np.ndarray
) -> np.ndarray:
    """Return, for each cell of several events, a list of how many there are of each type."""
    cells = len(start)
    of_cell = np.repeat(np.arange(cells), np.diff(start, append=len(code)))
    numbers = np.zeros((cells, len(_TYPES)), dtype=np.int64)
    numbers[of_cell, code] = events
    types = np.empty(cells, dtype=object)
    several = np.flatnonzero(count > 1)
    for at, of_each in zip(several.tolist(), numbers[several].tolist(), strict=True):
        types[at] = of_each
    return types
