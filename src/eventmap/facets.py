"""What each part of a filter hides, and what each value of a facet would show."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from eventmap.database import Database
from eventmap.filters import FACETS, Filters
from eventmap.plans import plan_tallies, plan_values
from eventmap.redistribution import HANDED_ON


def count_hidden(database: Database, filters: Filters) -> dict[str, Any]:
    """Return how many events the dataset has, how many are shown, and what hides the others.

    Returns
    -------
    ``{"total", "shown", "hidden", "by": {part of the filter: events it hides}}``. An event that
    two parts hide counts under both.
    """
    tables = database.tables_of(filters)
    plan = plan_tallies(tables, filters, by_months=True)
    conditions = filters.conditions()
    kept = [f"({each.sql}) AS {each.name}, " for each in conditions]
    values: dict[str, Any] = {}
    for condition in conditions:
        values |= condition.values
    groups = f"GROUP BY {', '.join(map(str, range(1, len(kept) + 1)))}" if kept else ""
    rows = database.rows(
        f"SELECT {''.join(kept)}{plan.tally('records')} FROM {plan.table} {groups}",  # noqa: S608 - no value in it
        filters,
        values,
        tables=plan.tables,
        keep=True,
    )
    names = [each.name for each in conditions]
    total = sum(row["records"] for row in rows)
    shown = sum(row["records"] for row in rows if all(row[name] for name in names))
    hidden_by = {name: sum(row["records"] for row in rows if not row[name]) for name in names}
    return {"total": total, "shown": shown, "hidden": total - shown, "by": hidden_by}


def count_left_out(database: Database, filters: Filters) -> int:
    """Return how many of the filtered events may not be handed on by their own terms."""
    info = database.info_of(filters)
    if not _has_rows_of_own_terms(database, info.name, info.version):
        return 0
    return database.count(filters) - database.count(filters, only=HANDED_ON)


@lru_cache(maxsize=64)
def _has_rows_of_own_terms(database: Database, dataset: str, version: int) -> bool:
    every = Filters(dataset=dataset, version=version)
    return database.count(every) > database.count(every, only=HANDED_ON)


def count_facets(database: Database, filters: Filters) -> dict[str, dict[str, int]]:
    """Return for each facet its values with the events that choosing the value would show.

    A facet's own choice does not narrow its counts; all other parts of the filter do. Values
    come with the most events first, and those that the dataset holds but the filter hides last.
    """
    open_facets = [name for name in FACETS if not getattr(filters, name)]
    counts = count_values(database, filters, open_facets)
    for facet in FACETS:
        if facet not in open_facets:
            counts |= count_values(database, filters.without(facet), (facet,))
    choices = list_choices_of(database, filters.dataset, filters.version)
    return {
        facet: counts[facet] | {v: 0 for v in choices[facet] if v not in counts[facet]}
        for facet in FACETS
    }


@lru_cache(maxsize=64)
def list_choices_of(
    database: Database, dataset: str | None, version: int | None
) -> dict[str, list[str]]:
    """Return the values of each facet that a dataset has, whatever is chosen.

    They never change, and asking costs 0.1 s a million events.
    """
    counts = count_values(database, Filters(dataset=dataset, version=version), FACETS)
    return {facet: sorted(values) for facet, values in counts.items()}


def count_values(
    database: Database, filters: Filters, facets: Iterable[str]
) -> dict[str, dict[str, int]]:
    """Return for each facet how many filtered events have each value, the most events first."""
    counts: dict[str, dict[str, int]] = {name: {} for name in facets}
    if counts:
        tables = database.tables_of(filters)
        plan = plan_values(tables, filters, counts)
        for row in database.rows(plan.sql, filters, plan.values, tables=plan.tables, keep=True):
            counts[row["facet"]][row["value"]] = row["events"]
    return counts
