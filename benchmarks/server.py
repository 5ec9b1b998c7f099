"""Servers to measure: started afresh, asked until they answer, and weighed."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.systems import REPO, System

_DEADLINE_S = 300
_POLL_S = 0.01


@dataclass(frozen=True)
class Server:
    """A server that answers.

    Parameters
    ----------
    start_s
        Seconds from the start of the process until it answered.
    """

    address: str
    pid: int
    start_s: float


@contextmanager
def serve(system: System, folder: Path, cache: Path) -> Iterator[Server]:
    """Run a system over the dataset in `folder`, from the moment when it answers.

    Parameters
    ----------
    cache
        Where it may keep what it wants to find again at its next start.

    Raises
    ------
    RuntimeError
        If the server ends before it answers, or does not answer in time.
    """
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    options = {"port": port, "address": "127.0.0.1", "headless": "true"}
    command = [sys.executable, "-m", "streamlit", "run", str(system.script)]
    command += [f"--server.{name}={value}" for name, value in options.items()]
    with TemporaryDirectory() as home:
        log = Path(home) / "log.txt"
        env = {**_clean_env(), "HOME": home, **system.variables(folder)}
        env["EVENTMAP_CACHE"] = str(cache)
        started = time.perf_counter()
        with log.open("wb") as output:
            process = subprocess.Popen(command, cwd=REPO, env=env, stdout=output, stderr=output)
        try:
            _wait_until_healthy(address + system.health, process, log)
            yield Server(address, process.pid, time.perf_counter() - started)
        finally:
            _stop(process)


def read_memory(pid: int) -> dict[str, float] | None:
    """Return resident memory of a process in MB, now and at its peak; Linux alone tells."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return None
    kilobytes = dict(re.findall(r"^(VmRSS|VmHWM):\s+(\d+) kB", status, flags=re.M))
    return {"now": int(kilobytes["VmRSS"]) / 1000, "peak": int(kilobytes["VmHWM"]) / 1000}


def _wait_until_healthy(health: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + _DEADLINE_S
    while process.poll() is None and time.monotonic() < deadline:
        with suppress(OSError), urllib.request.urlopen(health, timeout=5) as answer:
            if answer.status == 200:  # noqa: PLR2004
                return
        time.sleep(_POLL_S)
    text = log.read_text(encoding="utf-8", errors="replace")
    raise RuntimeError(f"{health} does not answer; exit code {process.poll()}.\n{text}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _clean_env() -> dict[str, str]:
    own = ("EVENTMAP_", "STREAMLIT_", "BENCH_")
    return {name: value for name, value in os.environ.items() if not name.startswith(own)}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
