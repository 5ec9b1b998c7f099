"""A server of the app or of another, started as its users do, from the moment when it answers."""

import os
import random
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

DEADLINE_S = 120
POLL_S = 0.01

PATIENCE_S = 60
"""How long a test waits for what takes moments, on a machine that does other things besides."""

_PORTS = range(20_000, 32_000)
"""Below those that a system gives to whoever calls somebody."""

_HELD: list[socket.socket] = []

Serve = Callable[..., str]
"""The fixture of that name: data folder and base path to the address of a server."""


@contextmanager
def running(
    command: Sequence[str],
    *,
    cwd: Path,
    env: Mapping[str, str],
    health: str,
    log: Path,
    accepts: Container[int] = (200, 503),
    deadline_s: float = DEADLINE_S,
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server, from the moment when the address `health` answers.

    Parameters
    ----------
    accepts
        The status that is an answer; the app's is 503 where no dataset could be opened.

    Raises
    ------
    RuntimeError
        If the server ends before it answers, or does not answer in time.
    """
    with log.open("wb") as output:
        server = subprocess.Popen(command, cwd=cwd, env=env, stdout=output, stderr=output)
    try:
        wait_for_health(health, server, log, accepts, deadline_s)
        yield server
    finally:
        server.terminate()
        try:
            server.wait(timeout=PATIENCE_S)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def wait_for_health(
    health: str,
    server: subprocess.Popen[bytes],
    log: Path,
    accepts: Container[int],
    deadline_s: float,
) -> None:
    deadline = time.monotonic() + deadline_s
    while server.poll() is None and time.monotonic() < deadline:
        if ask_status(health) in accepts:
            return
        time.sleep(POLL_S)
    text = log.read_text(encoding="utf-8", errors="replace")
    raise RuntimeError(f"{health} does not answer as it should.\n{text}")


def ask_status(address: str) -> int | None:
    """Return the status of what an address answers, ``None`` where nobody does."""
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            status: int = answer.status
            return status
    except urllib.error.HTTPError as answer:
        answer.close()
        return answer.code
    except OSError:
        return None


def clean_env(home: Path, **variables: str) -> dict[str, str]:
    """Return the environment without this machine's own settings of eventmap and Streamlit."""
    own = ("EVENTMAP_", "STREAMLIT_")
    env = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    return env | {"HOME": str(home)} | variables


def free_port() -> int:
    """Return a port that nobody else is given before this process ends.

    A server takes it a second later: by then the system may have given it to another. So it is
    held meanwhile, by the protocol that no server of ours speaks.
    """
    for port in random.SystemRandom().sample(_PORTS, len(_PORTS)):
        holding = socket.socket(type=socket.SOCK_DGRAM)
        try:
            holding.bind(("127.0.0.1", port))
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", port))
        except OSError:
            holding.close()
        else:
            _HELD.append(holding)
            return port
    raise RuntimeError("no port is free")
