"""``compare``: two selections of a dataset side by side."""

from collections.abc import Iterator
from typing import Any

import click

from eventmap.api import Comparison
from eventmap.casualties import MEASURES, Total, describe_line
from eventmap.commands.asking import answer, fail, filter_options, json_option, open_selection
from eventmap.comparands import ALLOWED
from eventmap.comparison import compare_selections
from eventmap.errors import EventmapError
from eventmap.wording import count_of


@click.command("compare")
@click.argument("name")
@click.option(
    "--with", "other", required=True, metavar="OTHER", help=f"What to compare with: {ALLOWED}."
)
@click.option("--store", "root", metavar="DIR", help="Store, instead of EVENTMAP_STORE.")
@filter_options
@json_option
def compare_command(
    name: str, other: str, root: str | None, *, as_json: bool, **chosen: Any
) -> None:
    """Say how the events of the dataset NAME, filtered as in a link, compare with OTHER.

    The options are the keys of a link and take its values; those for lists may be repeated. The
    last day, `to` in a link, is --until here. OTHER is `compare` in a link.
    """
    try:
        database, filters = open_selection(name, root, **chosen)
        found = compare_selections(database, filters, other)
    except EventmapError as error:
        fail(str(error))
    answer(found, _describe(found), as_json=as_json)


def _describe(found: Comparison) -> Iterator[str]:
    yield found["sentence"]
    for side in found["sides"]:
        totals = [describe_line(Total(**side[measure]), measure) for measure in MEASURES]
        yield f"{side['label']}: {'; '.join([count_of(side['events'], 'event'), *totals])}."
    yield from found["moved"]
    yield from found["reasons"]
