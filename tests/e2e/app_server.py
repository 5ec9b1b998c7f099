"""Start the app as its users do, and wait until it answers."""

import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

DEADLINE_S = 120

Serve = Callable[..., str]
"""The fixture of that name: data folder and base path to the address of a server."""


@contextmanager
def running(
    command: Sequence[str], *, cwd: Path, env: Mapping[str, str], health: str, log: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server, from the moment when the address `health` answers."""
    with log.open("wb") as output:
        server = subprocess.Popen(command, cwd=cwd, env=env, stdout=output, stderr=output)
    try:
        wait_for_health(health, server, log)
        yield server
    finally:
        server.terminate()
        try:
            server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def wait_for_health(health: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Wait for an answer, be it that no dataset could be opened."""
    deadline = time.monotonic() + DEADLINE_S
    while server.poll() is None and time.monotonic() < deadline:
        try:
            urllib.request.urlopen(health, timeout=5).close()
        except urllib.error.HTTPError as answer:
            answer.close()
            if answer.code == 503:
                return
            break
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"{health} does not answer as it should.\n{log.read_text()}")


def clean_env(home: Path, **variables: str) -> dict[str, str]:
    """Return the environment without this machine's own settings of eventmap and Streamlit."""
    own = ("EVENTMAP_", "STREAMLIT_")
    env = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    return env | {"HOME": str(home)} | variables


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
