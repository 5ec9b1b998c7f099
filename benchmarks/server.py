"""Servers to measure: started afresh and weighed; how long they start, what exports take."""

import os
import re
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from support.app_server import clean_env, free_port, running

from benchmarks.systems import EVENTMAP, REPO, System
from eventmap.exports import EXPORT_FORMATS

_DEADLINE_S = 300

RUNS = 5
"""Cold starts, with and without what the app keeps."""

_PIECE_BYTES = 1 << 20

Taken = dict[str, float]


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
def serve(
    system: System, folder: Path, cache: Path, *, deadline_s: float = _DEADLINE_S
) -> Iterator[Server]:
    """Run a system over the dataset in `folder`, from the moment when it answers.

    Parameters
    ----------
    cache
        Where it may keep what it wants to find again at its next start.
    deadline_s
        How long it may take until it answers.

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
            deadline_s=deadline_s,
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


def read_processor_s(pid: int) -> float:
    """Return the seconds of processors that a process has taken; Linux alone tells."""
    told = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    user, system = told[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def read_busy_s() -> float:
    """Return the seconds for which the machine's processors were busy since it started."""
    head = Path("/proc/stat").read_text(encoding="utf-8").partition("\n")[0]
    user, nice, system, _idle, _waiting, *others = map(int, head.split()[1:9])
    return (user + nice + system + sum(others)) / os.sysconf("SC_CLK_TCK")


def measure_cold_start(folder: Path) -> dict[str, list[float]]:
    """Return the seconds until ``/healthz`` answers 200.

    Returns
    -------
    ``first_s``: the dataset has never been opened before. ``again_s``: it has, so that what the
    app keeps of it is there. Files are read from the operating system's memory in both.
    """
    first: list[float] = []
    again: list[float] = []
    for _ in range(RUNS):
        with TemporaryDirectory() as empty:
            for seconds in (first, again):
                with serve(EVENTMAP, folder, Path(empty)) as server:
                    seconds.append(server.start_s)
    return {"first_s": first, "again_s": again}


def measure_exports(folder: Path, cache: Path) -> dict[str, dict[str, Taken]]:
    """Return for each format what its export takes of a server that has just answered a summary.

    Returns
    -------
    ``{"formats": {extension: {"events_most", "seconds", "mb", "above_mb"}}}``: size of the file,
    and how far the server's memory rose above what it was before; ``events_most`` is how many
    events the format holds, 0 where there is no bound.
    """
    return {"formats": {name: _measure(folder, cache, name) for name in EXPORT_FORMATS}}


def _measure(folder: Path, cache: Path, extension: str) -> Taken:
    most = EXPORT_FORMATS[extension].most or 0
    with serve(EVENTMAP, folder, cache) as server:
        _read(f"{server.address}/api/summary")
        rest = read_memory(server.pid)
        started = time.perf_counter()
        size = _read(
            f"{server.address}/api/events.{extension}" + (f"?limit={most}" if most else "")
        )
        seconds = time.perf_counter() - started
        top = read_memory(server.pid)
    above = top["peak"] - rest["now"] if rest and top else float("nan")
    return {"events_most": most, "seconds": seconds, "mb": size / 1e6, "above_mb": above}


def _read(address: str) -> int:
    """Return how many bytes an answer has, of which none is kept."""
    size = 0
    with urllib.request.urlopen(address) as answer:
        while piece := answer.read(_PIECE_BYTES):
            size += len(piece)
    return size
