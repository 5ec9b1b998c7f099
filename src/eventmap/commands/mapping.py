"""``mapping``: the choices that are kept with a dataset, shown, changed and dropped."""

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkstemp

import click

from eventmap.commands.asking import answer, fail, json_option, say, store_option
from eventmap.errors import StoreError
from eventmap.mappings import as_json as layout_as_json
from eventmap.mappings import forget_choices, read_kept, replace_choices
from eventmap.store import VersionedStore


@click.group("mapping")
def mapping_command() -> None:
    """Show or change what imports of a dataset were told by hand, and the next ones will use."""


@mapping_command.command("show")
@click.argument("name")
@store_option
@json_option
def show_command(name: str, *, store: VersionedStore, as_json: bool) -> None:
    """Print the choices that are kept with the dataset NAME."""
    kept, held = read_kept(store, name), store.read_mapping(name)
    path = store.mapping_path(name)
    found = {
        "dataset": name,
        "file": path if held is not None else None,
        "layouts": [layout_as_json(each) for each in kept],
    }
    answer(found, _describe(name, path, held), as_json=as_json)


def _describe(name: str, path: str, held: bytes | None) -> Iterator[str]:
    if held is None:
        yield _nothing(name)
        return
    yield f"In {path}:"
    yield from held.decode("utf-8-sig").splitlines()


def _nothing(name: str) -> str:
    return f"Nothing is kept for {name}: none of its imports was told anything by hand."


@mapping_command.command("edit")
@click.argument("name")
@store_option
def edit_command(name: str, *, store: VersionedStore) -> None:
    """Open the choices that are kept with the dataset NAME in $EDITOR.

    What cannot be used is refused with its line, and what was there stays.
    """
    held = store.read_mapping(name)
    if held is None:
        say(_nothing(name))
        return
    opened, path = mkstemp(prefix=f"eventmap-{name}-", suffix=".toml")
    draft = Path(path)
    with os.fdopen(opened, "wb") as file:
        file.write(held)
    try:
        click.edit(filename=path)
        edited = draft.read_bytes()
        if edited == held:
            say("Nothing is changed.")
        else:
            replace_choices(store, name, held, edited)
            say(f"The choices for {name} are changed.")
    except (click.ClickException, OSError, StoreError) as error:
        reason = error.format_message() if isinstance(error, click.ClickException) else str(error)
        fail(f"Nothing is changed: {reason} Your text is in {path}.")
    draft.unlink()


@mapping_command.command("forget")
@click.argument("name")
@store_option
def forget_command(name: str, *, store: VersionedStore) -> None:
    """Drop the choices that are kept with the dataset NAME; its versions stay."""
    if store.read_mapping(name) is None:
        say(_nothing(name))
        return
    forget_choices(store, name)
    say(f"The choices for {name} are forgotten.")
