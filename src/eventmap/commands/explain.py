"""``explain``: from what the map and the numbers of a link are answered."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import click

from eventmap.commands.asking import answer, fail, json_option, read_link
from eventmap.database import open_database
from eventmap.errors import EventmapError
from eventmap.filters import FACETS
from eventmap.plans import plan_cells, plan_tallies, plan_values
from eventmap.settings import Settings
from eventmap.tiles import DEEPEST_ZOOM
from eventmap.wording import count_of


@click.command("explain")
@click.argument("link")
@json_option
def explain_command(link: str, *, as_json: bool) -> None:
    """Say from what LINK is answered: what is counted ahead, or the rows, here or on a cluster.

    LINK is an address of the page, such as http://localhost:8501/?dataset=strikes&type=drone, or
    what follows its question mark. Nothing is counted that was not counted before.
    """
    try:
        found = _explain(link)
    except EventmapError as error:
        fail(str(error))
    answer(found, _describe(found), as_json=as_json)


def _explain(link: str) -> dict[str, Any]:
    filters = read_link(link)
    database = open_database(Settings.from_env())
    tables = database.tables_of(filters)
    database.find_served(tables)
    zooms = range(DEEPEST_ZOOM + 1)
    plans = groupby(zooms, lambda zoom: plan_cells(tables, filters, zoom, {}).words)
    return {
        "dataset": tables.info.name,
        "version": tables.info.version,
        "located": len(tables.labels),
        "summary": plan_tallies(tables, filters, by_months=True).words,
        "days": plan_tallies(tables, filters).words,
        "values": plan_values(tables, filters, FACETS).words,
        "plans": [{"zooms": list(of_plan), "plan": plan} for plan, of_plan in plans],
    }


def _describe(found: dict[str, Any]) -> Iterator[str]:
    located = count_of(found["located"], "located event")
    yield f"{found['dataset']}, version {found['version']}: {located}."
    yield f"Summary, and trend of months or longer: {found['summary']}."
    yield f"Trend of days or weeks: {found['days']}."
    yield f"Numbers beside the values of the filters: {found['values']}."
    for each in found["plans"]:
        first, last = each["zooms"][0], each["zooms"][-1]
        span = f"zoom {first}" if first == last else f"zooms {first} to {last}"
        yield f"Tile {span}: {each['plan']}."
