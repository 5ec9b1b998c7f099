"""Servers to measure: started afresh, asked until they answer, and weighed."""

import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from support.app_server import clean_env, free_port, running

from benchmarks.systems import REPO, System

_DEADLINE_S = 300


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
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    options = {"port": port, "address": "127.0.0.1", "headless": "true"}
    command = [sys.executable, "-m", "streamlit", "run", str(system.script)]
    command += [f"--server.{name}={value}" for name, value in options.items()]
    with TemporaryDirectory() as home:
        env = {**clean_env(Path(home), EVENTMAP_CACHE=str(cache)), **system.variables(folder)}
        health, log = address + system.health, Path(home) / "log.txt"
        started = time.perf_counter()
        with running(
            command,
            cwd=REPO,
            env=env,
            health=health,
            log=log,
            accepts=(200,),
            deadline_s=_DEADLINE_S,
        ) as process:
            yield Server(address, process.pid, time.perf_counter() - started)


def read_memory(pid: int) -> dict[str, float] | None:
    """Return resident memory of a process in MB, now and at its peak; Linux alone tells."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return None
    kilobytes = dict(re.findall(r"^(VmRSS|VmHWM):\s+(\d+) kB", status, flags=re.M))
    return {"now": int(kilobytes["VmRSS"]) / 1000, "peak": int(kilobytes["VmHWM"]) / 1000}
