"""What is measured in the browser, a system a file."""

from benchmarks.systems import fast_marker_cluster, ours, pydeck_chart
from benchmarks.systems.system import REPO, System

SYSTEMS: tuple[System, ...] = (ours.SYSTEM, fast_marker_cluster.SYSTEM, pydeck_chart.SYSTEM)

__all__ = ["REPO", "SYSTEMS", "System"]
