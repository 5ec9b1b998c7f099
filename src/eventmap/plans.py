"""From what a question is answered: from what is counted ahead, or from the rows of the events.

The rows are read in this process or, of a large dataset, by a cluster, see `sparktable`. All of
them answer the same, to the last unit. What a summary and a trend add up is held by days and, where
months are enough, by months, which are fewer; what a map shows and the numbers of the values of
facets by months. So of a period that cuts a month these read the events that the cut may part, and
no others.
"""

from calendar import monthrange
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from eventmap.connections import statement
from eventmap.cubes import (
    ADDED_TALLIES,
    COUNTS,
    DEEPEST_COUNTED,
    LEVELS,
    SHIFTS,
    SUMS,
    TALLIES,
    add_up_totals,
    select_value_counts,
    write_columns,
    write_single,
    write_totals,
)
from eventmap.filters import FACETS, PARTS, Condition, Filters
from eventmap.tables import Tables

HELD = ("period", "country", "region", "type")
"""The parts of a filter that a cube can answer: it has their columns."""

_TOTALS = write_totals("DOUBLE")

PlayedPeriods = Sequence[tuple[date, date]]
"""First and last days, both included: none begins or ends before the one in front of it."""


@dataclass(frozen=True)
class Plan:
    """How a question is asked.

    Parameters
    ----------
    sql, values
        As `Database.columns` takes them.
    words
        From what it is answered.
    tables
        Whose events are read.
    """

    sql: str
    values: dict[str, Any]
    words: str
    tables: Tables


@dataclass(frozen=True)
class TallyPlan:
    """How a question is asked that only adds up: of groups of records, or of each.

    Both have the columns of `HELD`, so that the condition of a filter is the same.

    Parameters
    ----------
    table
        As it stands in a statement.
    tallies
        The SQL of what may be added up, by its name, see `cubes.TALLIES`.
    words
        From what it is answered.
    tables
        Whose events are read.
    first, last
        The SQL of the first and the last day.
    """

    table: str
    tallies: Mapping[str, str]
    words: str
    tables: Tables
    first: str = "min(date_start)"
    last: str = "max(date_end)"

    def tally(self, *names: str) -> str:
        """Return some or, if none is named, all of the tallies as columns of a SELECT."""
        return write_columns({name: self.tallies[name] for name in names or self.tallies})


def plan_tallies(tables: Tables, filters: Filters, *, by_months: bool = False) -> TallyPlan:
    """Return how a summary or a trend is asked for.

    Parameters
    ----------
    by_months
        Whether it is enough to know of an event the months in which it begins and ends, with their
        first days in place of its own.
    """
    if reason := _refuse_filter(tables, filters):
        return TallyPlan("{events}", TALLIES, _say_rows(tables, reason), _counted(tables))
    days = TallyPlan(f"{tables.cube.catalog}.days", ADDED_TALLIES, "counted ahead: days", tables)
    if not by_months or isinstance(split := _split(filters), str) or split.cuts:
        return days
    return replace(
        days,
        table=f"{tables.cube.catalog}.months",
        words="counted ahead: months",
        first="min(first_day)",
        last="max(last_day)",
    )


def plan_values(tables: Tables, filters: Filters, facets: Collection[str]) -> Plan:
    """Return how the values of facets are asked for, and how many events have each.

    The answer has the columns ``facet``, ``value`` and ``events``, the most events first.
    """
    split = _refuse_filter(tables, filters) or _split(filters)
    if isinstance(split, str):
        return Plan(_count_rows(facets), {}, _say_rows(tables, split), _counted(tables))
    return _plan_values_ahead(tables, split, facets)


def _plan_values_ahead(tables: Tables, split: "_Split", facets: Collection[str]) -> Plan:
    catalog = tables.cube.catalog
    groups = f"{catalog}.values_{'months' if split.by_months else 'ever'}"
    parts = [
        f"SELECT facet, value, events FROM {groups}"  # noqa: S608 - names
        f" WHERE list_contains($facets, facet) AND {split.whole}"
    ]
    if split.cuts:
        cut = f"(SELECT * FROM {_read_cut(catalog, split, 'account')})"  # noqa: S608 - names
        of_cut = select_value_counts(facets, cut, f"{catalog}.lists")
        parts.append(f"SELECT facet, value, events FROM ({of_cut})")  # noqa: S608 - names
    union = "\n    UNION ALL\n    ".join(parts)
    sql = f"""SELECT facet, value, {ADDED_TALLIES["events"]} AS events FROM (
    {union}
) GROUP BY facet, value ORDER BY events DESC, value"""  # noqa: S608 - names
    return Plan(sql, {"facets": list(facets), **split.values}, split.words, tables)


def _count_rows(facets: Collection[str]) -> str:
    """Return the statement for the values of facets, of the rows: in one pass as far as it goes."""
    listed = [name for name in facets if FACETS[name].listed]
    columns = {name: FACETS[name].column for name in facets if name not in listed}
    events = f"{TALLIES['events']} AS events"
    parts = []
    if columns:
        cases = (f"WHEN grouping({column}) = 0 THEN '{name}'" for name, column in columns.items())
        # Of a group all columns are NULL but its own.
        grouped = f"""
            SELECT CASE {" ".join(cases)} END AS facet,
                coalesce({", ".join(columns.values())}) AS value, {events}
            FROM {{events}} WHERE {{where}}
            GROUP BY GROUPING SETS ({", ".join(f"({each})" for each in columns.values())})
        """  # noqa: S608 - names
        parts.append(f"SELECT facet, value, events FROM ({grouped}) WHERE value IS NOT NULL")  # noqa: S608 - names
    parts += [
        f"""SELECT '{name}' AS facet, value, {events}
            FROM (
                SELECT explode({FACETS[name].column}) AS value, stands_for
                FROM {{events}} WHERE {{where}}
            ) GROUP BY value"""  # noqa: S608 - names
        for name in listed
    ]
    return f"{' UNION ALL '.join(parts)} ORDER BY events DESC, value"


def plan_cells(tables: Tables, filters: Filters, zoom: int, area: dict[str, int]) -> Plan:
    """Return how the cells of a block of tiles are asked for.

    Parameters
    ----------
    area
        Its edges ``west``, ``east``, ``north``, ``south``, and ``shift``, as in ``tile.sql``.
    """
    split = _refuse(tables, filters, zoom) or _split(filters)
    if isinstance(split, str):
        sql = statement("tile").replace("{totals}", _TOTALS)
        return Plan(sql, area, _say_rows(tables, split), _counted(tables))
    return _plan_cells_ahead(tables, split, zoom, area)


def _plan_cells_ahead(tables: Tables, split: "_Split", zoom: int, area: dict[str, int]) -> Plan:
    catalog = tables.cube.catalog
    level, shift = _level_of(zoom)
    cells = f"{'months' if split.by_months else 'ever'}_{level}"
    columns = ", ".join((*_OF_CELLS, "first_row"))
    parts = [f"SELECT {columns} FROM {catalog}.{cells} WHERE {split.whole}"]  # noqa: S608 - names
    if split.cuts:
        parts.append(_select_cut(catalog, split, shift))
    sql = statement("tile_ahead").format(
        shift=shift, added_up=add_up_totals("DOUBLE"), parts=_UNION.join(parts)
    )
    return Plan(sql, area | split.values, split.words, tables)


_OF_CELLS = ("cell_x", "cell_y", "type_code", *COUNTS, *SUMS)

_UNION = "\n    UNION ALL\n    "


def _level_of(zoom: int) -> tuple[str, int]:
    """Return of which level a tile zoom is added up, and the bits of a coordinate in its cells."""
    level = next(level for level, deepest in LEVELS.items() if zoom <= deepest)
    return level, SHIFTS[level]


def _select_cut(catalog: str | None, split: "_Split", shift: int, *besides: str) -> str:
    """Return the located events that the cuts may part, each as a cell of its own."""
    at = f"x >> {shift} AS cell_x, y >> {shift} AS cell_y"
    named = "".join(f", {name}" for name in besides)
    of_cut = f"{_read_cut(catalog, split, 'figure')} AND x IS NOT NULL"
    return f"SELECT {at}, type_code, {write_single()}, row AS first_row{named} FROM {of_cut}"  # noqa: S608 - names


def _read_cut(catalog: str | None, split: "_Split", common: str) -> str:
    """Return the events that the cuts may part and the filter keeps, as a FROM and its WHERE.

    Parameters
    ----------
    common
        Of what is told of the events besides their kinds: ``figure`` or ``account``.
    """
    events = " UNION ALL ".join(
        f"SELECT * FROM {catalog}.by_day WHERE {cut}"  # noqa: S608 - names
        for cut in split.cuts
    )
    return (
        f"({events}) JOIN {catalog}.kinds USING (kind)"
        f" JOIN {catalog}.{common}s USING ({common}) WHERE {{where}}"
    )


def plan_steps(
    tables: Tables, filters: Filters, periods: PlayedPeriods, zoom: int, area: dict[str, int]
) -> Plan:
    """Return how the cells of a block of tiles are asked for in each of several periods.

    What `plan_cells` asks for each is asked at once: every row is read once.

    Parameters
    ----------
    filters
        With the days from the first to the last of the periods.
    area
        See `plan_cells`.
    """
    split = _refuse(tables, filters, zoom) or _split(filters, periods)
    values: dict[str, Any] = {}
    if isinstance(split, str):
        held, asked, words = _of_rows(), _counted(tables), _say_rows(tables, split)
    else:
        held, asked, words = _of_groups(tables, split, zoom), tables, split.words
        values = split.values
    first_step, last_step, days = _number_steps(filters, periods)
    sql = statement("tile_steps").format(**held, first_step=first_step, last_step=last_step)
    return Plan(sql, area | days | values, words, asked)


def _of_rows() -> dict[str, str]:
    """Return the parts of ``tile_steps.sql`` that read events."""
    figures = (name for name in SUMS if name not in ("x", "y"))
    return {
        "cell": "(((y - $north) >> $shift) << 7 | ((x - $west) >> $shift))",
        "totals": _TOTALS,
        "columns": ", ".join(("x", "y", "type_code", *figures, "rowid AS first_row")),
        "table": "{events}",
        "part": "x BETWEEN $west AND $east AND y BETWEEN $north AND $south AND {where}",
    }


def _of_groups(tables: Tables, split: "_Split", zoom: int) -> dict[str, str]:
    """Return the parts of ``tile_steps.sql`` that add up what is counted ahead by months.

    What a step may part of a month is read from the events.
    """
    catalog = tables.cube.catalog
    level, shift = _level_of(zoom)
    north, south, west, east = (
        f"(${edge} >> {shift})" for edge in ("north", "south", "west", "east")
    )
    within = f"($shift - {shift})"
    columns = ", ".join((*_OF_CELLS, "first_row"))
    parts = [
        f"SELECT {columns}, date_start, date_end FROM {catalog}.months_{level} WHERE {split.whole}"  # noqa: S608 - names
    ]
    if split.cuts:
        parts.append(_select_cut(catalog, split, shift, "date_start", "date_end"))
    return {
        "cell": f"(((cell_y - {north}) >> {within}) << 7 | ((cell_x - {west}) >> {within}))",
        "totals": add_up_totals("DOUBLE"),
        "columns": columns,
        "table": f"({_UNION.join(parts)})",
        "part": f"cell_x BETWEEN {west} AND {east} AND cell_y BETWEEN {north} AND {south}",
    }


def _number_steps(filters: Filters, periods: PlayedPeriods) -> tuple[str, str, dict[str, date]]:
    """Return the SQL of the first and the last period that keep a row, and its values.

    Of a row that the days from the first to the last keep. The first is as many as end before a
    day, the last one less than as many as have begun by then; an unknown day is no bound, and
    where it counts the row is not kept.
    """
    first, last = ("date_end", "date_start") if filters.strict else ("date_start", "date_end")
    values: dict[str, date] = {}
    ended, begun = [], []
    for at, (start, end) in enumerate(periods):
        values |= {f"step_{at}_start": start, f"step_{at}_end": end}
        ended.append(f"CAST(coalesce({first} > $step_{at}_end, false) AS INT)")
        begun.append(f"CAST(coalesce({last} >= $step_{at}_start, true) AS INT)")
    return " + ".join(ended), f"{' + '.join(begun)} - 1", values


def _counted(tables: Tables) -> Tables:
    """Return the tables whose events are read for what adds up: a cluster's, if it has them.

    A cluster has no other table of them.
    """
    if tables.spark_table.engine is None:
        return tables
    return replace(tables, events=tables.spark_table.events, engine=tables.spark_table.engine)


def _say_rows(tables: Tables, reason: str) -> str:
    return f"rows{' on the cluster' if tables.spark_table.engine else ''}: {reason}"


def _refuse(tables: Tables, filters: Filters, zoom: int) -> str | None:
    """Return why the rows are read and not the cube of the map."""
    if tables.cube.catalog is not None and zoom > DEEPEST_COUNTED:
        return f"beyond zoom {DEEPEST_COUNTED}"
    return _refuse_filter(tables, filters)


def _refuse_filter(tables: Tables, filters: Filters) -> str | None:
    """Return why the rows are read, whatever is asked."""
    if tables.cube.catalog is None:
        return "not counted ahead"
    others = [part.name for part in PARTS.values() if part.name not in HELD]
    used = [name for name in others if PARTS[name].condition(filters)]
    return f"filtered by {', '.join(used)}" if used else None


@dataclass(frozen=True)
class _Split:
    """How a filter is asked of groups by months, which hold `HELD`.

    Parameters
    ----------
    by_months
        Whether there is a period, so that groups of whatever days are of no use.
    whole
        The condition of the groups of which all events are kept.
    cuts
        For each end of the period that cuts a month the condition of the events that it may part,
        which no other of them keeps.
    values
        Of their placeholders.
    words
        See `Plan`.
    """

    by_months: bool
    whole: str
    cuts: list[str]
    values: dict[str, Any]
    words: str


def _split(filters: Filters, periods: PlayedPeriods = ()) -> _Split | str:
    """Return how a filter is asked of groups by months, or why it cannot be.

    Parameters
    ----------
    periods
        Those of a playback, each of which the groups are asked for.
    """
    try:
        whole, cuts = _cut(filters)
    except OverflowError:
        return "the period ends where the calendar does"
    by_months = whole.date_from is not None or whole.date_to is not None
    cuts = _cut_steps(filters, periods) if periods else cuts
    conditions = [_beside(condition) for condition in whole.conditions()]
    parts: list[str] = []
    seen: list[str] = []
    values: dict[str, Any] = {}
    for cut in cuts:
        parts.append(" AND ".join([cut.sql, *seen]))
        seen.append(f"NOT coalesce({cut.sql}, false)")
    for condition in (*conditions, *cuts):
        values |= condition.values
    months = " and ".join(_say_months(cuts))
    return _Split(
        by_months,
        " AND ".join(["true", *(each.sql for each in conditions), *(seen if periods else ())]),
        parts,
        values,
        f"counted ahead: {'months' if by_months else 'ever'}"
        + (f"; rows: cut months {months}" if cuts else ""),
    )


def _cut(filters: Filters) -> tuple[Filters, list[Condition]]:
    """Return the filters of a cube, in which days are the first of their months, and its cuts.

    With the days of the events in place of their months, these filters keep what is certainly
    kept; a cut is the condition of what the cube cannot tell, at one end of the period.

    Raises
    ------
    OverflowError
        If the calendar has no month before or after.
    """
    first, last = ("date_start", "date_end") if filters.strict else ("date_end", "date_start")
    start, end = filters.date_from, filters.date_to
    cuts = []
    if start is not None and start.day > 1:
        month = _last_of(start)
        cuts.append(_between(first, "cut_from", start, month))
        start = month + timedelta(days=1)
    if end is not None and end != _last_of(end):
        month = end.replace(day=1)
        cuts.append(_between(last, "cut_to", month, end))
        end = month - timedelta(days=1)
    return replace(filters, date_from=start, date_to=end), cuts


def _cut_steps(filters: Filters, periods: PlayedPeriods) -> list[Condition]:
    """Return the cuts of the months from the first to the last that a period begins or ends in."""
    first, last = ("date_start", "date_end") if filters.strict else ("date_end", "date_start")
    starts = [start for start, _ in periods if start.day > 1]
    ends = [end for _, end in periods if end != _last_of(end)]
    return [
        _between(column, name, min(days).replace(day=1), _last_of(max(days)))
        for column, name, days in ((first, "cut_from", starts), (last, "cut_to", ends))
        if days
    ]


def _say_months(cuts: Iterable[Condition]) -> list[str]:
    """Return in words which months are cut, each once."""
    spans: list[tuple[date, date]] = []
    for start, end in sorted(tuple(cut.values.values()) for cut in cuts):
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    told = ((f"{start:%Y-%m}", f"{end:%Y-%m}") for start, end in spans)
    return [first if first == last else f"{first} to {last}" for first, last in told]


def _between(column: str, name: str, start: date, end: date) -> Condition:
    sql = f"{column} BETWEEN ${name}_start AND ${name}_end"
    return Condition(name, sql, {f"{name}_start": start, f"{name}_end": end})


def _last_of(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _beside(condition: Condition) -> Condition:
    """Return a condition whose placeholders are others than those of the same of the rows."""
    sql = condition.sql
    for name in condition.values:
        sql = sql.replace(f"${name}", f"$whole_{name}")
    values = {f"whole_{name}": value for name, value in condition.values.items()}
    return replace(condition, sql=sql, values=values)
