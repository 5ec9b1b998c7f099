"""From what a question is answered: from what is counted ahead, or from the rows of the events.

Both answer the same, to the last unit. What a summary and a trend add up is held by days, what a
map shows by months. So of a period that cuts a month the map reads the events that the cut may
part, and no others.
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from eventmap.connections import statement
from eventmap.cubes import (
    ADDED_TALLIES,
    COUNTS,
    DEEPEST_ZOOM,
    SHIFT,
    SUMS,
    TALLIES,
    add_up_totals,
    write_columns,
    write_single,
    write_totals,
)
from eventmap.filters import PARTS, Condition, Filters
from eventmap.tables import Tables

HELD = ("period", "country", "region", "type")
"""The parts of a filter that a cube can answer: it has their columns."""

_TOTALS = write_totals("DOUBLE")


@dataclass(frozen=True)
class Plan:
    """How a question is asked.

    Parameters
    ----------
    sql, values
        As `Database.columns` takes them.
    words
        From what it is answered.
    """

    sql: str
    values: dict[str, Any]
    words: str


@dataclass(frozen=True)
class Source:
    """Of what a question is asked that only adds up: of groups of records, or of each.

    Both have the columns of `HELD`, so that the condition of a filter is the same.

    Parameters
    ----------
    table
        As it stands in a statement.
    tallies
        The SQL of what may be added up, by its name, see `cubes.TALLIES`.
    words
        From what it is answered.
    """

    table: str
    tallies: Mapping[str, str]
    words: str

    def tally(self, *names: str) -> str:
        """Return some or, if none is named, all of the tallies as columns of a SELECT."""
        return write_columns({name: self.tallies[name] for name in names or self.tallies})


def plan_tallies(tables: Tables, filters: Filters) -> Source:
    """Return of what a summary, a trend or the number of values is asked."""
    if reason := _refuse_filter(tables, filters):
        return read_rows(tables, reason)
    return Source(f"{tables.cube.catalog}.days", ADDED_TALLIES, "counted ahead: days")


def read_rows(tables: Tables, reason: str = "not counted ahead") -> Source:
    """Return the rows themselves, and why they are read."""
    return Source(tables.events, TALLIES, f"rows: {reason}")


def plan_cells(tables: Tables, filters: Filters, zoom: int, area: dict[str, int]) -> Plan:
    """Return how the cells of a block of tiles are asked for.

    Parameters
    ----------
    area
        Its edges ``west``, ``east``, ``north``, ``south``, and ``shift``, as in ``tile.sql``.
    """
    reason = _refuse(tables, filters, zoom)
    if reason is None:
        try:
            return _plan_ahead(tables, filters, area)
        except OverflowError:
            reason = "the period ends where the calendar does"
    sql = statement("tile").replace("{totals}", _TOTALS)
    return Plan(sql, area, f"rows: {reason}")


def _refuse(tables: Tables, filters: Filters, zoom: int) -> str | None:
    """Return why the rows are read and not the cube of the map."""
    if tables.cube.catalog is not None and zoom > DEEPEST_ZOOM:
        return f"beyond zoom {DEEPEST_ZOOM}"
    return _refuse_filter(tables, filters)


def _refuse_filter(tables: Tables, filters: Filters) -> str | None:
    """Return why the rows are read, whatever is asked."""
    if tables.cube.catalog is None:
        return "not counted ahead"
    others = [part.name for part in PARTS.values() if part.name not in HELD]
    used = [name for name in others if PARTS[name].condition(filters)]
    return f"filtered by {', '.join(used)}" if used else None


def _plan_ahead(tables: Tables, filters: Filters, area: dict[str, int]) -> Plan:
    catalog = tables.cube.catalog
    whole, cuts = _cut(filters)
    dated = whole.date_from is not None or whole.date_to is not None
    cells = "months" if dated else "ever"
    conditions = [_beside(condition) for condition in whole.conditions()]
    of_cells = f"cell_x, cell_y, type_code, {', '.join((*COUNTS, *SUMS))}, first_row"
    kept = " AND ".join(["true", *(condition.sql for condition in conditions)])
    parts = [f"SELECT {of_cells} FROM {catalog}.{cells} WHERE {kept}"]  # noqa: S608 - names
    of_rows = f"SELECT cell_x, cell_y, type_code, {write_single()}, row FROM {catalog}.dated"  # noqa: S608 - names
    seen: list[str] = []
    for cut in cuts:
        parts.append(f"{of_rows} WHERE {' AND '.join([cut.sql, *seen, '{where}'])}")
        seen.append(f"NOT coalesce({cut.sql}, false)")
    sql = statement("tile_ahead").format(
        shift=SHIFT, added_up=add_up_totals("DOUBLE"), parts="\n    UNION ALL\n    ".join(parts)
    )
    values = dict(area)
    for condition in (*conditions, *cuts):
        values |= condition.values
    months = " and ".join(sorted({f"{min(cut.values.values()):%Y-%m}" for cut in cuts}))
    words = f"counted ahead: {cells}" + (f"; rows: cut months {months}" if cuts else "")
    return Plan(sql, values, words)


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
