"""``brief``: a selection of a dataset as a page to hand over."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from eventmap.brief import (
    BRIEF_FORMATS,
    MOST_ANNEXED,
    Brief,
    BriefFormat,
    MapView,
    count_annexed,
    make_brief,
    refuse_annex,
    refuse_story,
    tell_story,
)
from eventmap.commands.asking import (
    ending_of,
    fail,
    file_option,
    filter_options,
    open_selection,
    option_of,
    say,
)
from eventmap.comparands import ALLOWED
from eventmap.database import Database
from eventmap.errors import EventmapError
from eventmap.filters import Filters
from eventmap.stories import find_story


@click.command("brief")
@click.argument("name")
@file_option(BRIEF_FORMATS)
@click.option("--with", "other", metavar="OTHER", help=f"What to compare with: {ALLOWED}.")
@click.option("--title", default="", help="Heading, instead of the dataset's title.")
@click.option(
    "--view",
    nargs=3,
    metavar="LAT LNG ZOOM",
    help="Where the map looks, as in a link, instead of at all events.",
)
@click.option(
    "--annex",
    is_flag=True,
    help=f"All events in a table at the end, up to {MOST_ANNEXED:,}, in a format that has pages.",
)
@click.option(
    "--story",
    metavar="STORY",
    help="All steps of a story instead of one view: its name, as in a link.",
)
@click.option("--store", "root", metavar="DIR", help="Store, instead of EVENTMAP_STORE.")
@filter_options
def brief_command(
    name: str,
    *,
    path: Path,
    other: str | None,
    title: str,
    view: tuple[str, str, str] | None,
    annex: bool,
    story: str | None,
    root: str | None,
    **chosen: Any,
) -> None:
    """Write a brief on the events of the dataset NAME, filtered as in a link.

    The options are the keys of a link and take its values; those for lists may be repeated. The
    last day, `to` in a link, is --until here.
    """
    extension = ending_of(path, BRIEF_FORMATS)
    form = BRIEF_FORMATS[extension]
    if story:
        own = {"--with": other, "--view": view, "--annex": annex, **chosen}
        _check_story(form, [name for name, value in own.items() if value])
    try:
        database, filters = open_selection(name, root, **chosen)
        if annex and (reason := refuse_annex(form, count_annexed(database, filters))):
            fail(reason)
        briefs = (
            _tell(database, filters, story, title)
            if story
            else [
                make_brief(
                    database,
                    filters,
                    today=date.today(),
                    compare=other,
                    view=MapView.of_params(dict(zip(MapView._fields, view or (), strict=False))),
                    annex=annex,
                    title=title,
                )
            ]
        )
        path.write_bytes(form.write(briefs))
    except EventmapError as error:
        fail(str(error))
    except OSError as error:
        fail(f"{path} cannot be written: {error.strerror or error}.")
    say(f"The brief is in {path}.")


def _check_story(form: BriefFormat, given: list[str]) -> None:
    """End the command where a story is asked for in a way in which it cannot be had."""
    if reason := refuse_story(form):
        fail(reason)
    if others := [name for name in given if name != "key_version"]:
        named = option_of(others[0])
        fail(f"{named} cannot stand beside --story, whose steps have filters of their own.")


def _tell(database: Database, filters: Filters, name: str, title: str) -> list[Brief]:
    _, story = find_story(database.stories, name, filters.dataset)
    return list(tell_story(database, filters, story, today=date.today(), title=title))
