"""The ``eventmap`` command."""

import os
import runpy
import sys
from pathlib import Path

import click

from eventmap import __version__
from eventmap.commands.brief import brief_command
from eventmap.commands.compare import compare_command
from eventmap.commands.datasets import (
    access_command,
    datasets_command,
    diff_command,
    remove_command,
)
from eventmap.commands.explain import explain_command
from eventmap.commands.export import export_command
from eventmap.commands.files import import_command, inspect_command
from eventmap.commands.mapping import mapping_command
from eventmap.commands.token import token_command
from eventmap.commands.unusual import unusual_command
from eventmap.errors import SettingError
from eventmap.settings import Settings

_HERE = Path(__file__).parent


@click.group()
@click.version_option(__version__, prog_name="eventmap")
def main() -> None:
    """Show reported attacks and events on a map, next to what was said and decided."""


for command in (
    inspect_command,
    import_command,
    datasets_command,
    access_command,
    diff_command,
    export_command,
    compare_command,
    unusual_command,
    brief_command,
    mapping_command,
    explain_command,
    token_command,
    remove_command,
):
    main.add_command(command)


@main.command()
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
