"""folium's ``FastMarkerCluster`` in a Streamlit page, with its library from this host."""

import subprocess
import sys
from pathlib import Path

from benchmarks.systems.system import PAGES, REPO, System

_CACHE = REPO / "benchmarks" / ".cache"
_ASSETS = _CACHE / "xstatic" / "pkg" / "leaflet_markercluster" / "data"


def _variables(folder: Path) -> dict[str, str]:
    _install_assets()
    return {
        "BENCH_DATA": str(folder),
        "BENCH_ASSETS": str(_ASSETS),
    }


def _install_assets() -> None:
    """Install leaflet.markercluster, once, where only this page finds it."""
    if _ASSETS.is_dir():
        return
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    pinned = ["--require-hashes", "-r", str(REPO / "benchmarks" / "requirements.txt")]
    subprocess.run([*pip, "--no-deps", "--target", str(_CACHE), *pinned], check=True)


SYSTEM = System(
    key="fast_marker_cluster",
    label="FastMarkerCluster",
    sizes=(10_000, 100_000),
    script=PAGES / "fast_marker_cluster_app.py",
    health="/_stcore/health",
    variables=_variables,
    canvas="iframe",
    wheel_px=60,
)
