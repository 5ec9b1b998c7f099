"""What a large dataset adds up to, counted ahead in a file beside its tables.

A map of millions of events that is made anew from their rows takes seconds; from what each cell
adds up to in each month, milliseconds.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from weakref import WeakMethod

from eventmap.casualties import ENDS, MEASURES, known_sql, sums_of
from eventmap.connections import statement
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
    "events": "x",
    **{f"{name}_known": f"coalesce({name}_low, {name}_best, {name}_high)" for name in MEASURES},
    **{f"{name}_with_{end}": f"{name}_{end}" for name in MEASURES for end in ENDS},
}
"""The totals of a cell that count: the located events, and in how many of them a value is given."""

SUMS = {
    "x": "x",
    "y": "y",
    **{f"{name}_{end}": f"{name}_{end}" for name in MEASURES for end in ENDS},
}
"""The totals of a cell that add up. All are integers, so in whatever order, the sum is the same."""

_OF_REGION = "geo_precision = 'region' AND admin1 IS NOT NULL"
_OF_COUNTRY = "geo_precision = 'country'"

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
    "undated": "count(*) FILTER (WHERE date_start IS NULL AND date_end IS NULL)",
    "not_begun": "count(*) FILTER (WHERE date_start IS NULL)",
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
    counts = [f"count({value}) AS {name}" for name, value in COUNTS.items()]
    added = [f"coalesce(sum({value}), 0)::{sums} AS {name}" for name, value in SUMS.items()]
    return ",\n    ".join([*counts, *added])


def write_single() -> str:
    """Return the totals of each event by itself, see `write_totals`."""
    counts = [f"({value} IS NOT NULL)::BIGINT AS {name}" for name, value in COUNTS.items()]
    added = [f"coalesce({value}, 0)::BIGINT AS {name}" for name, value in SUMS.items()]
    return ",\n    ".join([*counts, *added])


def add_up_totals(sums: str) -> str:
    """Return the totals of what has totals already, see `write_totals`."""
    counts = [f"sum({name})::BIGINT AS {name}" for name in COUNTS]
    added = [f"sum({name})::{sums} AS {name}" for name in SUMS]
    return ",\n    ".join([*counts, *added])


_KIND = ("event_type", "country", "admin1")
_FIGURES = (
    *(f"{measure}_{end}" for measure in MEASURES for end in ENDS),
    *("contradictory", "number_in_text"),
)

LISTED = [name for name, facet in FACETS.items() if facet.listed]
"""The facets of which an event may have several values: in `cube.sql` the number of a list."""

_OF_KINDS = [name for name, facet in FACETS.items() if facet.column in _KIND]
_PLAIN = (
    *("stands_for", "type_in_text", "several_sources"),
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


def _match(table: str, columns: Iterable[str]) -> str:
    """Return the condition that an event has the values of a row of a table, or lacks the same."""
    return " AND ".join(f"event.{name} IS NOT DISTINCT FROM {table}.{name}" for name in columns)


@cache
def _make_statement() -> str:
    return statement("cube").format(
        fine=SHIFTS["fine"],
        coarser=SHIFTS["coarse"] - SHIFTS["fine"],
        totals=write_totals("BIGINT"),
        added_up=add_up_totals("BIGINT"),
        tallies=write_columns(TALLIES),
        added_tallies=write_columns(ADDED_TALLIES),
        figures=", ".join(_FIGURES),
        accounts=", ".join(_ACCOUNT),
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
        same_kind=_match("kinds", _KIND),
        same_figures=_match("figures", _FIGURES),
        same_account=_match("different", _ACCOUNT),
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

    def write(self, path: Path, making: Path) -> None:
        """Count."""
        with self.open_tables(path, making) as connection:
            connection.execute(self.made_by())

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
