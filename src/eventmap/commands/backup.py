"""``backup`` and ``restore``: a store as one archive, and back."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import click

from eventmap.commands.asking import answer, json_option, store_option
from eventmap.store import Backup, VersionedStore
from eventmap.wording import count_of

INCOMPLETE = 1
"""Exit code where something was damaged or missing in the store already."""

_MB = 1_000_000

_file = click.argument("path", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))


@click.command("backup")
@_file
@store_option
@json_option
def backup_command(path: Path, *, store: VersionedStore, as_json: bool) -> None:
    """Write the store, all datasets with all versions, to FILE.

    FILE is a new ZIP file, for its owner alone. Imports may go on meanwhile: of each dataset it has
    the versions that were there when it was looked at. What is damaged in the store is named, all
    else is backed up, and the command ends with 1. Tokens are not in it.
    """
    _answer(store.back_up(path), f"{path} has", as_json=as_json)


@click.command("restore")
@_file
@store_option
@json_option
def restore_command(path: Path, *, store: VersionedStore, as_json: bool) -> None:
    """Bring back what FILE, a backup, holds, where nothing of it is.

    The whole file is checked first. If a dataset of it is in the store already, or anything in the
    file is not as it was written, nothing is restored.
    """
    _answer(store.restore(path), f"{store.root} has again", as_json=as_json)


def _answer(backup: Backup, has: str, *, as_json: bool) -> None:
    answer(asdict(backup), _describe(backup, has), as_json=as_json)
    if backup.wrong:
        raise SystemExit(INCOMPLETE)


def _describe(backup: Backup, has: str) -> Iterator[str]:
    size = f"{backup.size / _MB:,.1f} MB, of {backup.made:%Y-%m-%d %H:%M} UTC"
    yield f"{has} {count_of(len(backup.datasets), 'dataset')}, {size}:"
    for name, versions in backup.datasets.items():
        yield f"  {name}: {count_of(versions, 'version')}"
    yield from (f"WRONG {sentence}" for sentence in backup.wrong)
