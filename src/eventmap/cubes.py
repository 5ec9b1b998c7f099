"""What a large dataset adds up to, counted ahead in a file beside its tables.

A map of millions of events that is made anew from their rows takes seconds; from what each cell
adds up to in each month, milliseconds.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from weakref import WeakMethod

import duckdb

from eventmap.casualties import ENDS, MEASURES, known_sql, sums_of
from eventmap.connections import statement
from eventmap.errors import BusyError
from eventmap.filters import FACETS
from eventmap.seals import checksum
from eventmap.sidecars import Making
from eventmap.tables import CUBE, Cube, Tables, find_sidecar, is_sound, name_sidecar

LEAST_EVENTS = 1_000_000
"""Events from which on a dataset is counted ahead.

Of a million, 680,000 of them located, a summary took 220 ms of processor from the rows and 45 from
what is counted ahead, which took 5 s once.
"""

LEVELS = {"coarse": 7, "fine": 10}
"""The largest tile zoom of which the cells can be added up from those of each level."""

SHIFTS = {level: 31 - 4 - zoom for level, zoom in LEVELS.items()}
"""Bits of a coordinate (of 31) within a cell of each level; a tile has 16 cells a side."""

DEEPEST_COUNTED = max(LEVELS.values())
"""The largest tile zoom that is counted ahead."""

COUNTS = {
    "events": "x IS NOT NULL",
    **{f"{name}_known": known_sql(name) for name in MEASURES},
    **{f"{name}_with_{end}": f"{name}_{end} IS NOT NULL" for name in MEASURES for end in ENDS},
}
"""The totals of a cell that count: the located events, and those of which something is given."""

SUMS = {
    "x": "x",
    "y": "y",
    **{f"{name}_{end}": f"{name}_{end}" for name in MEASURES for end in ENDS},
}
"""The totals of a cell that add up. All are integers, so in whatever order, the sum is the same."""

_IN_REGION = "admin1 IS NOT NULL"
_OF_REGION = f"geo_precision = 'region' AND {_IN_REGION}"
_OF_COUNTRY = "geo_precision = 'country'"
_UNDATED = "date_start IS NULL AND date_end IS NULL"
_NOT_BEGUN = "date_start IS NULL"

_KNOWN = [known_sql(measure) for measure in MEASURES]
_COUNTED = {
    "records": "count(*)",
    "events": "sum(coalesce(stands_for, 1))",
    "uncounted": "count(*) FILTER (WHERE stands_for IS NULL)",
    "located": "count(*) FILTER (WHERE located)",
    "ring": "count(*) FILTER (WHERE located AND geo_precision = 'district')",
    "records_of_region": f"count(*) FILTER (WHERE {_OF_REGION})",
    "records_of_country": f"count(*) FILTER (WHERE {_OF_COUNTRY})",
    "region_only": f"sum(coalesce(stands_for, 1)) FILTER (WHERE {_OF_REGION})",
    "country_only": f"sum(coalesce(stands_for, 1)) FILTER (WHERE {_OF_COUNTRY})",
    "undated": f"count(*) FILTER (WHERE {_UNDATED})",
    "not_begun": f"count(*) FILTER (WHERE {_NOT_BEGUN})",
    "contradictory": "count(*) FILTER (WHERE contradictory)",
    "only_in_text": "count(*) FILTER (WHERE number_in_text)",
    "types_in_text": "count(*) FILTER (WHERE type_in_text)",
    "several_sources": "count(*) FILTER (WHERE several_sources)",
    "only_one_known": f"count(*) FILTER (WHERE ({_KNOWN[0]}) <> ({_KNOWN[1]}))",
}
"""What is counted of records: none are 0. A record that does not say how many events it tells of
counts as one at the least."""

_OF_FIGURES = {name: sql for measure in MEASURES for name, sql in sums_of(measure).items()}
_SUMMED = {name: sql for name, sql in _OF_FIGURES.items() if name.rpartition("_")[2] in ENDS}
"""What figures add up to: NULL where none is given."""

_COUNTED |= {name: sql for name, sql in _OF_FIGURES.items() if name not in _SUMMED}

TALLIES = {
    **{name: f"coalesce({sql}, 0)::BIGINT" for name, sql in _COUNTED.items()},
    **{name: f"({sql})::BIGINT" for name, sql in _SUMMED.items()},
}
"""What records add up to in a summary and over time, as SQL over them. All are integers."""

NO_RECORD = {name: None if name in _SUMMED else 0 for name in TALLIES}
"""What no record adds up to."""

ADDED_TALLIES = {
    **{name: f"coalesce(sum({name}), 0)::BIGINT" for name in _COUNTED},
    **{name: f"sum({name})::BIGINT" for name in _SUMMED},
}
"""The same over groups of records that have `TALLIES` already."""


def write_columns(sql: Mapping[str, str]) -> str:
    """Return columns of a SELECT by their names."""
    return ",\n    ".join(f"{each} AS {name}" for name, each in sql.items())


def write_totals(sums: str) -> str:
    """Return the totals of rows of events as columns of a SELECT.

    Parameters
    ----------
    sums
        The type of `SUMS`: of integers, to be added up further, or DOUBLE, for Python.
    """
    counts = [f"{_count(condition)} AS {name}" for name, condition in COUNTS.items()]
    added = [f"coalesce(sum({value}), 0)::{sums} AS {name}" for name, value in SUMS.items()]
    return ",\n    ".join([*counts, *added])


def _count(condition: str) -> str:
    """Return SQL for how many rows meet a condition, of one or more.

    What is given of one column is counted in half the time of a sum; of the first that is given of
    several, by `coalesce`, in three times of it.
    """
    column = condition.removesuffix(" IS NOT NULL")
    return f"count({column})" if column.isidentifier() else f"sum(({condition})::INT)::BIGINT"


def write_single() -> str:
    """Return the totals of each event by itself, see `write_totals`."""
    counts = [f"({condition})::BIGINT AS {name}" for name, condition in COUNTS.items()]
    added = [f"coalesce({value}, 0)::BIGINT AS {name}" for name, value in SUMS.items()]
    return ",\n    ".join([*counts, *added])


def add_up_totals(sums: str) -> str:
    """Return the totals of what has totals already, see `write_totals`."""
    counts = [f"sum({name})::BIGINT AS {name}" for name in COUNTS]
    added = [f"sum({name})::{sums} AS {name}" for name in SUMS]
    return ",\n    ".join([*counts, *added])


@dataclass(frozen=True)
class _Packing:
    """Totals of which several stand in one number: adding it up takes as long as adding up one.

    Parameters
    ----------
    name
        How the columns of the numbers begin.
    totals
        Their names. None is below 0 or NULL, and all come in the order in which they are packed.
    lanes
        How many stand in one number, of 128 bits: 2 sums or 4 counts. `cube.sql` sees to it that
        none grows beyond its bits.
    """

    name: str
    totals: tuple[str, ...]
    lanes: int

    @property
    def _bits(self) -> int:
        return 128 // self.lanes

    @property
    def _columns(self) -> dict[str, tuple[str, ...]]:
        starts = range(0, len(self.totals), self.lanes)
        return {
            f"{self.name}_{at}": self.totals[start : start + self.lanes]
            for at, start in enumerate(starts)
        }

    def pack(self) -> str:
        """Return the numbers of what has the totals, as columns of a SELECT."""
        return write_columns(
            {
                column: " + ".join(
                    f"{total}::HUGEINT * {1 << lane * self._bits}"
                    for lane, total in enumerate(totals)
                )
                for column, totals in self._columns.items()
            }
        )

    def add_up(self) -> str:
        """Return what numbers add up to, as columns of a SELECT."""
        return write_columns({column: f"sum({column})" for column in self._columns})

    def unpack(self) -> dict[str, str]:
        """Return the totals as SQL, by their names; counts take half of the bytes of sums."""
        last = (1 << self._bits) - 1
        kind = "UINTEGER" if self._bits == 32 else "BIGINT"  # noqa: PLR2004 - bits
        return {
            total: f"(({column} >> {lane * self._bits}) & {last})::{kind}"
            for column, totals in self._columns.items()
            for lane, total in enumerate(totals)
        }


_GIVEN = _Packing("given", tuple(name for name in COUNTS if name != "events"), 4)
_SAID = _Packing("said", tuple(name for name in SUMS if name not in ("x", "y")), 2)
_NOTED = _Packing("noted", ("contradictory", "only_in_text", "only_one_known"), 4)
"""What figures add up to: of cells and of days the first two, of days the third."""

_OF_RECORDS = _Packing(
    "records",
    (
        *("uncounted", "located", "ring", "records_of_region", "records_of_country"),
        *("types_in_text", "several_sources"),
    ),
    4,
)
_OF_EVENTS = _Packing("events", ("events", "region_only", "country_only"), 2)
"""What all else that is filtered by adds up to, as if each were in a region."""

_WITHIN_REGIONS = ("records_of_region", "region_only")


def _unpack_cells() -> str:
    """Return the totals of a cell as columns of a SELECT."""
    totals = {"events": "events::UINTEGER", "x": "x", "y": "y"}
    totals |= _GIVEN.unpack() | _SAID.unpack()
    return write_columns({name: totals[name] for name in (*COUNTS, *SUMS)})


def _unpack_days() -> str:
    """Return the tallies of a day as columns of a SELECT."""
    totals = _NOTED.unpack() | _OF_RECORDS.unpack() | _OF_EVENTS.unpack()
    totals |= {name: f"if({_IN_REGION}, {totals[name]}, 0)" for name in _WITHIN_REGIONS}
    totals |= {
        "records": "records",
        "undated": f"if({_UNDATED}, records, 0)",
        "not_begun": f"if({_NOT_BEGUN}, records, 0)",
    }
    given, said = _GIVEN.unpack(), _SAID.unpack()
    for measure in MEASURES:
        total = f"{measure}_sum"
        totals |= {f"{total}_events": "records", f"{total}_known": given[f"{measure}_known"]}
        for end in ENDS:
            number = given[f"{measure}_with_{end}"]
            totals[f"{total}_{end}"] = f"if({number} > 0, {said[f'{measure}_{end}']}, NULL)"
            totals[f"{total}_{end}_given"] = number
    return write_columns({name: totals[name] for name in TALLIES})


_KIND = ("event_type", "country", "admin1")
_FIGURES = (
    *(f"{measure}_{end}" for measure in MEASURES for end in ENDS),
    *("contradictory", "number_in_text"),
)

LISTED = [name for name, facet in FACETS.items() if facet.listed]
"""The facets of which an event may have several values: in `cube.sql` the number of a list."""

_OF_KINDS = [name for name, facet in FACETS.items() if facet.column in _KIND]
_PLAIN = (
    *("located", "stands_for", "type_in_text", "several_sources"),
    *(FACETS[name].column for name in FACETS if name not in (*LISTED, *_OF_KINDS)),
)
_ACCOUNT = (*_PLAIN, *(FACETS[name].column for name in LISTED))


def select_value_counts(
    facets: Iterable[str],
    table: str,
    lists: str,
    by: Iterable[str] = (),
    events: str = TALLIES["events"],
) -> str:
    """Return a SELECT of how many events of a table have each value of facets.

    Its columns are ``facet``, ``value``, those of `by` and ``events``; a value may come twice.

    Parameters
    ----------
    table, lists
        Events with what they have of each facet, and the table ``lists`` of a cube.
    by
        Columns by whose values they are told apart.
    events
        How many events rows of the table are, as SQL.
    """
    columns = {name: name if name in LISTED else FACETS[name].column for name in facets}
    cases = (f"WHEN grouping({column}) = 0 THEN '{name}'" for name, column in columns.items())
    # Of a group all columns are NULL but its own.
    values = ["NULL", *(column for name, column in columns.items() if name not in LISTED)]
    numbers = ["NULL", *(column for name, column in columns.items() if name in LISTED)]
    names = "".join(f"{name}, " for name in by)
    sets = ", ".join(f"({column})" for column in columns.values())
    return f"""SELECT facet, unnest(coalesce(list, [value])) AS value, {names}events
    FROM (
        SELECT
            CASE {" ".join(cases)} END AS facet,
            coalesce({", ".join(values)})::VARCHAR AS value,
            coalesce({", ".join(numbers)})::INTEGER AS number,
            {names}{events} AS events
        FROM {table} GROUP BY {names}GROUPING SETS ({sets})
    ) LEFT JOIN {lists} USING (number)
    WHERE value IS NOT NULL OR number IS NOT NULL"""  # noqa: S608 - names


_COUNTED_BY = ("date_start", "date_end", "kind")


@cache
def _make_statement() -> str:
    return statement("cube").format(
        fine=SHIFTS["fine"],
        coarser=SHIFTS["coarse"] - SHIFTS["fine"],
        single=write_single(),
        of_figures=write_columns({name: TALLIES[name] for name in _NOTED.totals}),
        of_accounts=write_columns(
            {name: TALLIES[name] for name in (*_OF_RECORDS.totals, *_OF_EVENTS.totals)}
        ),
        pack_cells=f"{_GIVEN.pack()},\n    {_SAID.pack()}",
        pack_noted=_NOTED.pack(),
        pack_accounts=f"{_OF_RECORDS.pack()},\n    {_OF_EVENTS.pack()}",
        add_cells=f"{_GIVEN.add_up()},\n    {_SAID.add_up()}",
        add_days=f"{_NOTED.add_up()},\n    {_OF_RECORDS.add_up()},\n    {_OF_EVENTS.add_up()}",
        unpack_cells=_unpack_cells(),
        unpack_days=_unpack_days(),
        figures_given=", ".join(SUMS[name] for name in _SAID.totals),
        added_tallies=write_columns(ADDED_TALLIES),
        kinds=", ".join(_KIND),
        figures=", ".join(_FIGURES),
        accounts=", ".join(_ACCOUNT),
        account_parts=", ".join(
            [*_PLAIN, *(f"hash({name}), {name} IS NULL" for name in _ACCOUNT if name not in _PLAIN)]
        ),
        plain=", ".join(_PLAIN),
        lists="\n    UNION ALL\n    ".join(
            f"SELECT DISTINCT {FACETS[name].column} AS list FROM different"  # noqa: S608 - names
            for name in LISTED
        ),
        numbers=", ".join(f"{name}.number AS {name}" for name in LISTED),
        joins="\n".join(
            f"JOIN lists AS {name} ON {name}.list IS NOT DISTINCT FROM different.{column}"
            for name, column in ((name, FACETS[name].column) for name in LISTED)
        ),
        values_of_kinds="\n    UNION ALL\n    ".join(
            f"SELECT '{name}' AS facet, {column} AS value, date_start, date_end, "  # noqa: S608
            f"{', '.join(_KIND)}, events FROM months WHERE {column} IS NOT NULL"
            for name, column in ((name, FACETS[name].column) for name in _OF_KINDS)
        ),
        values="\n        UNION ALL\n        ".join(
            select_value_counts([name], "recounted", "lists", _COUNTED_BY, ADDED_TALLIES["events"])
            for name in FACETS
            if name not in _OF_KINDS
        ),
        added_events=ADDED_TALLIES["events"],
    )


class Counting(Making[Path]):
    """Counts ahead.

    Parameters
    ----------
    attach
        The method that is given the file of a dataset when it is there.
    """

    unfinished = ".counting"
    done, failed = "counted ahead", "counted ahead, and its rows are read"
    seen_to = True  # by DuckDB, which has a checksum of each block

    def __init__(self, least_events: int, attach: Callable[[Tables, Path], None]) -> None:
        super().__init__(least_events)
        # What waits for the end of the process keeps this, and must not keep the datasets.
        self._attach = WeakMethod(attach)

    def made_by(self) -> str:
        """Return the statement that makes a cube."""
        return _make_statement()

    def state(self, tables: Tables) -> Cube:
        """Return whether a dataset has a cube, and where."""
        return tables.cube

    def write(self, path: Path, making: Path, tell: Callable[[float], None]) -> None:
        """Count."""
        with self.open_tables(path, making) as connection:
            steps = connection.extract_statements(self.made_by())
            for done, step in enumerate(steps, 1):
                connection.execute(step)
                tell(done / len(steps))

    def find_named(self, path: Path) -> Path | None:
        """Return the cube of the tables in `path`, see `Making`."""
        return find_sidecar(path, CUBE, self.made_by())

    def is_sound(self, kept: Path) -> bool:
        """Return whether a cube has the content that its name says."""
        return is_sound(kept)

    def discard(self, kept: Path) -> None:
        """Remove a cube."""
        kept.unlink(missing_ok=True)

    def keep(self, path: Path, making: Path) -> Path:
        """Bring a cube beside the tables in `path`."""
        return making.replace(name_sidecar(path, checksum(making), CUBE, self.made_by()))

    def take(self, tables: Tables, path: Path, kept: Path) -> None:
        """Let a cube be asked."""
        if attach := self._attach():
            attach(tables, kept)

    def leave(self, tables: Tables) -> None:
        """Let a cube be asked no more; who asks it already goes on."""
        tables.cube.catalog = None

    @contextmanager
    def seeing_damage(self, tables: Tables, sql: str) -> Iterator[None]:
        """Have what is counted ahead made anew where a question meets damage in it.

        Raises
        ------
        BusyError
            If it does: the next answer is from the rows.
        """
        try:
            yield
        except duckdb.Error as error:
            attached = tables.cube.attached
            if not (attached and f"{attached}." in sql and _tells_of_damage(error)):
                raise
            self.doubt(tables, error)
            raise BusyError(
                "What is counted ahead of these events cannot be read from the disk. Ask again: "
                "till it is there anew, their rows are read.",
                retry_s=1,
            ) from error


def _tells_of_damage(error: duckdb.Error) -> bool:
    # Of a block whose checksum is another DuckDB raises the base of all its errors.
    damage = (duckdb.IOException, duckdb.SerializationException, duckdb.InternalException)
    return type(error) is duckdb.Error or isinstance(error, damage)
