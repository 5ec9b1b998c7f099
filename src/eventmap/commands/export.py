"""``export``: the filtered events of a dataset as a file."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from eventmap.commands.asking import (
    ending_of,
    fail,
    file_option,
    filter_options,
    open_selection,
    say,
)
from eventmap.database import Database
from eventmap.errors import EventmapError
from eventmap.exports import EXPORT_FORMATS, refuse_number
from eventmap.facets import count_left_out
from eventmap.filters import Filters
from eventmap.redistribution import refuse_rows
from eventmap.summary import describe_rows
from eventmap.wording import count_of


@click.command("export")
@click.argument("name")
@file_option(EXPORT_FORMATS)
@click.option(
    "--comment",
    is_flag=True,
    help="Begin a CSV file with lines that say which events it holds and whose, as others say it.",
)
@click.option("--store", "root", metavar="DIR", help="Store, instead of EVENTMAP_STORE.")
@filter_options
def export_command(
    name: str, path: Path, root: str | None, *, comment: bool, **chosen: Any
) -> None:
    """Write the events of the dataset NAME, filtered as in a link, to a file.

    The options are the keys of a link and take its values; those for lists may be repeated. The
    last day, `to` in a link, is --until here.
    """
    extension = ending_of(path, EXPORT_FORMATS)
    try:
        database, filters = open_selection(name, root, **chosen)
        written = _write(database, filters, path, extension, says=comment or extension != "csv")
    except EventmapError as error:
        fail(str(error))
    except OSError as error:
        fail(f"{path} cannot be written: {error.strerror or error}.")
    say(f"{count_of(written, 'event')} written to {path}.")


def _write(database: Database, filters: Filters, path: Path, extension: str, *, says: bool) -> int:
    info = database.info_of(filters)
    chosen = EXPORT_FORMATS[extension]
    events = database.count(filters)
    if reason := refuse_number(chosen, events):
        fail(reason)
    if reason := refuse_rows(info):
        say(f"Note: {reason} This file is for your own use.", err=True)
    elif own := count_left_out(database, filters):
        events_of = count_of(own, "event")
        say(f"Note: {events_of} may not be handed on, by terms of their own.", err=True)
    filters = replace(filters, version=info.version)
    # A CSV file begins with its header else: not every program knows a comment for one.
    selection = describe_rows(database, filters) if says else ""
    pieces = chosen.write(database.event_frames(filters), info, selection)
    file = path.open("wb")
    try:
        with file:  # which writes the last of it when it ends
            file.writelines(pieces)
    except BaseException:
        if path.is_file():  # and no device
            path.unlink()
        raise
    return events
