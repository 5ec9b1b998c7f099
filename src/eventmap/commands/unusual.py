"""``unusual``: the months in which unusually many were killed."""

from collections.abc import Iterator
from typing import Any

import click

from eventmap.api import Unusual
from eventmap.commands.asking import answer, fail, filter_options, json_option, open_selection
from eventmap.errors import EventmapError
from eventmap.unusual import find_unusual


@click.command("unusual")
@click.argument("name")
@click.option("--store", "root", metavar="DIR", help="Store, instead of EVENTMAP_STORE.")
@filter_options
@json_option
def unusual_command(name: str, root: str | None, *, as_json: bool, **chosen: Any) -> None:
    """Name the months of the dataset NAME in which unusually many were killed, and the rule.

    The options are the keys of a link and take its values; a period says of which months to tell.
    """
    try:
        found = find_unusual(*open_selection(name, root, **chosen))
    except EventmapError as error:
        fail(str(error))
    answer(found, _describe(found), as_json=as_json)


def _describe(found: Unusual) -> Iterator[str]:
    yield f"{found['heading']}."
    yield from (month["words"] for month in found["months"])
    yield from found["reasons"]
    yield found["rule"]
