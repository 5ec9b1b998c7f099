"""``brief``: a selection of a dataset as a page to hand over."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from eventmap.brief import FORMATS, MOST_ANNEXED, MapView, count_annexed, make_brief, refuse_annex
from eventmap.commands.asking import ending_of, fail, filter_options, open_selection, say
from eventmap.comparison import ALLOWED
from eventmap.errors import EventmapError


@click.command("brief")
@click.argument("name")
@click.option(
    "--to",
    "path",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help=f"File to write: its end says the format, of {', '.join(FORMATS)}.",
)
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
    root: str | None,
    **chosen: Any,
) -> None:
    """Write a brief on the events of the dataset NAME, filtered as in a link.

    The options are the keys of a link and take its values; those for lists may be repeated. The
    last day, `to` in a link, is --until here.
    """
    extension = ending_of(path, FORMATS)
    try:
        database, filters = open_selection(name, root, **chosen)
        if annex and (reason := refuse_annex(FORMATS[extension], count_annexed(database, filters))):
            fail(reason)
        made = make_brief(
            database,
            filters,
            today=date.today(),
            compare=other,
            view=MapView.of_params(dict(zip(MapView._fields, view or (), strict=False))),
            annex=annex,
            title=title,
        )
        path.write_bytes(FORMATS[extension].write(made))
    except EventmapError as error:
        fail(str(error))
    except OSError as error:
        fail(f"{path} cannot be written: {error.strerror or error}.")
    say(f"The brief is in {path}.")
