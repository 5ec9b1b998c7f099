"""How long a server takes to its first answer, in a new process."""

from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.server import serve
from benchmarks.systems import ours

RUNS = 5


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
                with serve(ours.SYSTEM, folder, Path(empty)) as server:
                    seconds.append(server.start_s)
    return {"first_s": first, "again_s": again}
