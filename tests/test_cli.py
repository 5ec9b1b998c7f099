import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from importlib.metadata import version
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.app_server import PATIENCE_S, clean_env, free_port, running

from eventmap.cli import main

REPO = Path(__file__).parents[1]


def test_version_is_that_of_the_installed_package() -> None:
    result = CliRunner().invoke(main, ["--version"])
    assert result.output == f"eventmap, version {version('eventmap')}\n"


@pytest.mark.parametrize("name", main.commands)
def test_the_list_of_commands_says_of_each_what_it_says_of_itself(name: str) -> None:
    said = CliRunner().invoke(main, [name, "--help"]).output.split("\n\n")[1]
    assert " ".join(said.split()).startswith(main.commands[name].get_short_help_str())


def test_the_list_of_commands_loads_none_of_their_libraries() -> None:
    code = "import sys, eventmap.cli; sys.exit(any(map(sys.modules.get, ('pandas', 'duckdb'))))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_missing_folder_is_an_error_of_one_sentence(tmp_path: Path) -> None:
    missing = tmp_path / "nowhere"
    result = CliRunner().invoke(main, ["serve", str(missing)])
    assert result.exit_code == 1
    assert result.output == f"Error: Folder '{missing}' does not exist.\n"


def test_file_in_place_of_a_folder_is_refused() -> None:
    assert CliRunner().invoke(main, ["serve", __file__]).exit_code == 1


def test_port_out_of_range_is_refused_with_what_is_allowed() -> None:
    result = CliRunner().invoke(main, ["serve", "--port", "70000"])
    assert result.exit_code == 2
    assert "1<=x<=65535" in result.output


def test_a_setting_that_cannot_be_used_is_an_error_of_one_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("EVENTMAP_UPLOADS", "perhaps")
    result = CliRunner().invoke(main, ["serve"])
    assert result.exit_code == 1
    assert result.output == (
        "Error: EVENTMAP_UPLOADS='perhaps' cannot be used; allowed: on or off.\n"
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make the folder that README describes."""
    readme = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    folder = tmp_path / "my table"
    folder.mkdir()
    for begin, name in (("toml\nname", "dataset.toml"), ("csv\n", "events.csv")):
        (block,) = re.findall(rf"^```({begin}.*?)^```", readme, flags=re.M | re.S)
        text = block.partition("\n")[2]
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_serve_shows_the_folder_of_the_readme_under_a_base_path_until_interrupted(
    folder: Path,
) -> None:
    port, elsewhere = free_port(), folder.parent
    command = [sys.executable, "-m", "eventmap.cli", "serve", folder.name, "--port", str(port)]
    env = clean_env(elsewhere, STREAMLIT_SERVER_BASE_URL_PATH="maps", STREAMLIT_SERVER_PORT="1")
    address = f"http://127.0.0.1:{port}/maps"
    log = elsewhere / "log.txt"
    with running(command, cwd=elsewhere, env=env, health=f"{address}/healthz", log=log) as server:
        with urllib.request.urlopen(f"{address}/api/datasets") as answer:
            assert b'"my-table"' in answer.read()
        with urllib.request.urlopen(f"{address}/_stcore/health") as answer:
            assert answer.read() == b"ok"
        with socket.socket() as other:  # a second address of this machine, which is not served
            assert other.connect_ex(("127.0.0.2", port)) != 0
        os.kill(server.pid, signal.SIGINT)
        assert server.wait(timeout=PATIENCE_S) in (0, 1, -signal.SIGINT)
    assert "not a valid config option" not in log.read_text()
    assert f"http://localhost:{port}/maps" in log.read_text()


SERVE = (sys.executable, "-m", "eventmap.cli", "serve")
MAKE_RUN = ("make", "run", f"BIN={Path(sys.executable).parent}")
HOSTED = (sys.executable, "-m", "streamlit", "run", "dashboard.py")
OPEN = {"STREAMLIT_SERVER_ADDRESS": "0.0.0.0"}


@pytest.mark.parametrize(
    ("command", "variables", "is_open"),
    [
        ((*SERVE, "--address", "0.0.0.0"), {}, True),
        (SERVE, OPEN, True),
        (MAKE_RUN, {}, False),
        (MAKE_RUN, OPEN, True),
        (HOSTED, {}, True),
    ],
)
def test_only_this_machine_is_served_unless_the_host_says_otherwise(
    tmp_path: Path, command: tuple[str, ...], variables: dict[str, str], is_open: bool
) -> None:
    port = free_port()
    try:
        socket.create_server(("127.0.0.2", port)).close()  # a second address of this machine
    except OSError:
        pytest.skip("this system has no second address to try")
    if command == MAKE_RUN:
        installed = tmp_path / "installed"  # newer than what it is made from: nothing is installed
        installed.touch()
        command = (*command, f"RUN={installed}")
    settings = {"STREAMLIT_SERVER_PORT": str(port), "STREAMLIT_SERVER_HEADLESS": "true"}
    env = clean_env(tmp_path, **settings, **variables)
    health, log = f"http://127.0.0.1:{port}/healthz", tmp_path / "log.txt"
    with running(command, cwd=REPO, env=env, health=health, log=log), socket.socket() as other:
        found = other.connect_ex(("127.0.0.2", port))
    assert (found == 0) is is_open
    assert f"http://localhost:{port}" in log.read_text()
