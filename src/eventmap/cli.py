"""The ``eventmap`` command."""

import os
import runpy
import sys
from importlib import import_module
from pathlib import Path

import click

from eventmap import __version__
from eventmap.errors import SettingError
from eventmap.settings import Settings

_HERE = Path(__file__).parent


class _Commands(click.Group):
    """Commands whose modules are loaded when they are called: each loads large libraries."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name, command, rest = super().resolve_command(ctx, args)
        return name, _load(command) if isinstance(command, _Listed) else command, rest


class _Listed(click.Command):
    """A command by its name and first sentence alone, and the module that has the whole of it."""

    def __init__(self, name: str, module: str, sentence: str) -> None:
        super().__init__(name, short_help=sentence)
        self.module = module


def _load(listed: _Listed) -> click.Command:
    module = import_module(f"eventmap.commands.{listed.module}")
    command: click.Command = getattr(module, f"{listed.name}_command")
    return command


@click.group(cls=_Commands)
@click.version_option(__version__, prog_name="eventmap")
def main() -> None:
    """Show reported attacks and events on a map, next to what was said and decided."""


for _name, _module, _sentence in (
    ("inspect", "files", "Say how FILE would be read, and what of it would be refused."),
    ("import", "files", "Take FILEs into the store, as one new version of a dataset."),
    ("datasets", "datasets", "List the datasets in the store, with all their versions."),
    (
        "access",
        "datasets",
        "Say who may see the dataset NAME of the store, or change that, for all its versions.",
    ),
    (
        "diff",
        "datasets",
        "Say what is added, changed field by field, and withdrawn from version V1 to V2 of NAME.",
    ),
    (
        "export",
        "export",
        "Write the events of the dataset NAME, filtered as in a link, to a file.",
    ),
    (
        "compare",
        "compare",
        "Say how the events of the dataset NAME, filtered as in a link, compare with OTHER.",
    ),
    (
        "unusual",
        "unusual",
        "Name the months of the dataset NAME in which unusually many were killed, and the rule.",
    ),
    ("brief", "brief", "Write a brief on the events of the dataset NAME, filtered as in a link."),
    (
        "mapping",
        "mapping",
        "Show or change what imports of a dataset were told by hand, and the next ones will use.",
    ),
    (
        "explain",
        "explain",
        "Say from what LINK is answered: what is counted ahead, or the rows, here or on a cluster.",
    ),
    (
        "doctor",
        "doctor",
        "Say what is set, what can be reached and what is wrong, and what LINK would show.",
    ),
    ("token", "token", "Make, list and revoke what scripts ask by, where one has to log in."),
    ("backup", "backup", "Write the store, all datasets with all versions, to FILE."),
    ("restore", "backup", "Bring back what FILE, a backup, holds, where nothing of it is."),
    (
        "vacuum",
        "vacuum",
        "Say what of the store can be deleted, and why; delete it only with --yes.",
    ),
    ("remove", "datasets", "Delete the dataset NAME with all its versions."),
):
    main.add_command(_Listed(_name, _module, _sentence))


@main.command(
    short_help="Serve the dashboard: the datasets in FOLDER or else the bundled ones, "
    "and the store's."
)
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--port", type=click.IntRange(1, 65535), help="Port to serve on, instead of 8501.")
@click.option(
    "--address",
    help="Address to listen on, instead of this machine's own 127.0.0.1; 0.0.0.0 is every one.",
)
def serve(folder: Path | None, port: int | None, address: str | None) -> None:
    """Serve the dashboard: the datasets in FOLDER or else the bundled ones, and the store's.

    FOLDER is a dataset (events.csv, dataset.toml, ...) or holds several, a folder each.
    Streamlit's own variables, such as STREAMLIT_SERVER_ADDRESS, work as well.
    """
    if folder is not None:
        if not folder.is_dir():
            raise click.ClickException(f"Folder '{folder}' does not exist.")
        os.environ["EVENTMAP_DATA"] = str(folder.resolve())
    try:
        Settings.from_env()
    except SettingError as error:
        raise click.ClickException(str(error)) from error
    options = [] if port is None else [f"--server.port={port}"]
    if address is None and not os.environ.get("STREAMLIT_SERVER_ADDRESS"):
        address = "127.0.0.1"
    if address is not None:
        options.append(f"--server.address={address}")
    sys.argv = ["streamlit", "run", str(dashboard_script()), *options]
    # In this process and by name: signals arrive, on Windows too, and nothing but `serve` pays
    # for the import.
    runpy.run_module("streamlit", run_name="__main__")


def dashboard_script() -> Path:
    """Return the script that Streamlit runs: the installed wheel's, or the checkout's."""
    installed = _HERE / "dashboard.py"
    return installed if installed.is_file() else _HERE.parents[1] / "dashboard.py"


if __name__ == "__main__":
    main()
