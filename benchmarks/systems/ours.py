"""eventmap itself."""

from benchmarks.systems.system import REPO, System

SYSTEM = System(
    key="eventmap",
    label="eventmap",
    sizes=(10_000, 100_000, 1_000_000, 10_000_000),
    script=REPO / "dashboard.py",
    health="/healthz",
    variables=lambda folder: {"EVENTMAP_DATA": str(folder)},
    canvas="iframe",
    wheel_px=60,
)
