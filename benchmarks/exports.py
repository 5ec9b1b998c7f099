"""What it takes to export all events: time, and memory above that of the server at rest."""

import time
import urllib.request
from pathlib import Path

from benchmarks.server import read_memory, serve
from benchmarks.systems import ours
from eventmap.exports import FORMATS

_PIECE_BYTES = 1 << 20

Taken = dict[str, float]


def measure_exports(folder: Path, cache: Path) -> dict[str, dict[str, Taken]]:
    """Return for each format what its export takes of a server that has just answered a summary.

    Returns
    -------
    ``{"formats": {extension: {"events_most", "seconds", "mb", "above_mb"}}}``: size of the file,
    and how far the server's memory rose above what it was before; ``events_most`` is how many
    events the format holds, 0 where there is no bound.
    """
    return {"formats": {name: _measure(folder, cache, name) for name in FORMATS}}


def _measure(folder: Path, cache: Path, extension: str) -> Taken:
    most = FORMATS[extension].most or 0
    with serve(ours.SYSTEM, folder, cache) as server:
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
