"""What several commands ask for in the same way, and how they answer."""

import json
import re
from collections.abc import Callable, Collection, Iterable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import parse_qsl

import click

from eventmap.errors import EventmapError, FileError
from eventmap.settings import Settings

if TYPE_CHECKING:
    from eventmap.database import Database
    from eventmap.filters import Filters

FAILED = 2
"""Exit code where nothing could be done."""

Command = Callable[..., None]

_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Characters that move the cursor, colour, ring, name the window or turn the text around."""

json_option = click.option("--json", "as_json", is_flag=True, help="Answer in JSON, for scripts.")


def store_option(command: Command) -> Command:
    """Add ``--store`` to a command, which gets the opened store as `store`."""

    @click.option(
        "--store",
        "root",
        metavar="DIR",
        help="Folder or address of the store, instead of EVENTMAP_STORE.",
    )
    @wraps(command)
    def with_store(*, root: str | None, **values: Any) -> None:
        from eventmap.store import VersionedStore

        try:
            command(store=VersionedStore(root or Settings.from_env().store), **values)
        except FileError as refusal:
            fail(with_options(str(refusal), refusal.answers))
        except EventmapError as error:
            fail(str(error))

    return with_store


_CALLED = {"to": "until"}
"""What the option of a key is called: ``--to`` is the file."""

_KEY = "key_"
"""What the arguments of a command for the keys of a link begin with."""

_OWN = ("dataset", "strict")
"""The keys that are no options with a value: the argument, and a switch."""


def file_option(formats: Iterable[str]) -> Callable[[Any], Any]:
    """Return an option for the file to write, which the command gets as `path`."""
    return click.option(
        "--to",
        "path",
        required=True,
        type=click.Path(path_type=Path, dir_okay=False),
        help=f"File to write: its end says the format, of {', '.join(formats)}.",
    )


def filter_options(command: Any) -> Any:
    """Give a command an option for each key of a link."""
    from eventmap.filters import KEYS

    for name, key in reversed(KEYS.items()):
        if name in _OWN:
            continue
        several = " May be repeated." if key.repeated else ""
        command = click.option(
            option_of(name),
            f"{_KEY}{name}",
            multiple=key.repeated,
            metavar="VALUE",
            help=f"As in a link.{several}",
        )(command)
    return click.option("--strict", is_flag=True, help="Only events wholly in the period.")(command)


def option_of(name: str) -> str:
    """Return the option of a key, which may be called as its argument is."""
    key = name.removeprefix(_KEY)
    return f"--{_CALLED.get(key, key).replace('_', '-')}"


def read_link(link: str) -> "Filters":
    """Return the filters of an address of the page, or of what follows its question mark.

    Raises
    ------
    ParameterError
        Naming every parameter that is unknown or malformed.
    """
    from eventmap.filters import Filters

    before, asked, query = link.partition("?")
    query = (query if asked else before).partition("#")[0]
    return Filters.from_params(parse_qsl(query, keep_blank_values=True))


def ending_of(path: Path, formats: Collection[str]) -> str:
    """Return the extension of the file to write, or end the command if it is of no format."""
    extension = path.suffix.removeprefix(".").lower()
    if extension not in formats:
        fail(f"--to {str(path)!r} has no known end; allowed: {', '.join(formats)}.")
    return extension


def open_selection(name: str, root: str | None, **chosen: Any) -> "tuple[Database, Filters]":
    """Return the database, of the store at `root` if one is named, and what was chosen.

    Raises
    ------
    EventmapError
        If something is set or chosen wrongly.
    """
    from eventmap.database import open_database

    filters = read_filters(name, **chosen)
    settings = Settings.from_env()
    return open_database(settings if root is None else settings.with_store(root)), filters


def read_filters(name: str, *, strict: bool, **chosen: Any) -> "Filters":
    """Return what was chosen with `filter_options` of the dataset `name`.

    Raises
    ------
    ParameterError
        If a value is none that its key allows.
    """
    from eventmap.filters import Filters

    params = [("dataset", name), *([("strict", "true")] if strict else [])]
    for key, value in chosen.items():
        several = value if isinstance(value, tuple) else (value,)
        params += [(key.removeprefix(_KEY), one) for one in several if one is not None]
    return Filters.from_params(params)


def with_options(sentence: str, answers: Iterable[tuple[str, ...]]) -> str:
    """Return what a reader asks, with the options that answer it.

    Parameters
    ----------
    answers
        See `errors.FileError`.
    """
    ways = [" ".join(_OPTIONS.get(name, f"--map {name}=COLUMN") for name in way) for way in answers]
    return f"{sentence} Say it with {' or with '.join(ways)}." if ways else sentence


_OPTIONS = {"order": "--date-order DMY, MDY or YMD", "crs": "--crs EPSG:CODE"}


def fail(sentence: str) -> NoReturn:
    """End the command with one sentence on standard error."""
    say(f"Error: {sentence}", err=True)
    raise SystemExit(FAILED)


def answer(found: Any, lines: Iterable[str], *, as_json: bool) -> None:
    """Print `found` as JSON, or `lines` for a reader."""
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2, default=_write))
    else:
        for line in lines:
            say(line)


def say(text: str, *, err: bool = False) -> None:
    """Print text for a reader; what a file wrote to steer the terminal is spelt out."""
    click.echo(_STEERING.sub(lambda found: ascii(found.group())[1:-1], text), err=err)


def _write(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be written as JSON")
