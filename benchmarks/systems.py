"""What is measured in the browser: this app, and what a user would pick instead."""

import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

REPO = Path(__file__).parents[1]
PAGES = REPO / "benchmarks" / "pages"

CACHE = REPO / "benchmarks" / ".cache"
"""What measurements leave for the next ones: never shared with the app of whoever runs them."""

_ASSETS = CACHE / "xstatic" / "pkg" / "leaflet_markercluster" / "data"


@dataclass(frozen=True)
class System:
    """A way to see the same events on a map in Streamlit.

    Parameters
    ----------
    key, label
        Its name in the results' raw numbers and in their text.
    sizes
        The numbers of events at which it is measured.
    script
        What ``streamlit run`` is given.
    health
        The route that answers 200 once the server is up.
    variables
        The environment of its server, from the folder of a dataset.
    canvas
        The element of the page in which its map is drawn: its frame, or its canvas.
    wheel_px
        How far the mouse wheel turns to zoom in by one level.
    """

    key: str
    label: str
    sizes: tuple[int, ...]
    script: Path
    health: str
    variables: Callable[[Path], Mapping[str, str]]
    canvas: str
    wheel_px: int


def _with_assets(folder: Path) -> dict[str, str]:
    _install_assets()
    return {"BENCH_DATA": str(folder), "BENCH_ASSETS": str(_ASSETS)}


def _install_assets() -> None:
    """Install leaflet.markercluster, once, where only this page finds it."""
    if _ASSETS.is_dir():
        return
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    pinned = ["--require-hashes", "-r", str(REPO / "benchmarks" / "requirements.txt")]
    subprocess.run([*pip, "--no-deps", "--target", str(CACHE), *pinned], check=True)


EVENTMAP = System(
    key="eventmap",
    label="eventmap",
    sizes=(10_000, 100_000, 1_000_000, 10_000_000),
    script=REPO / "dashboard.py",
    health="/healthz",
    variables=lambda folder: {"EVENTMAP_DATA": str(folder)},
    canvas="iframe",
    wheel_px=60,
)

FAST_MARKER_CLUSTER = System(
    key="fast_marker_cluster",
    label="FastMarkerCluster",
    sizes=(10_000, 100_000),
    script=PAGES / "fast_marker_cluster_app.py",
    health="/_stcore/health",
    variables=_with_assets,
    canvas="iframe",
    wheel_px=60,
)


PYDECK_CHART = System(
    key="pydeck_chart",
    label="pydeck_chart",
    sizes=(100_000, 1_000_000),
    script=PAGES / "pydeck_chart.py",
    health="/_stcore/health",
    variables=lambda folder: {"BENCH_DATA": str(folder)},
    canvas="canvas",
    wheel_px=1_000,
)


SYSTEMS = (EVENTMAP, FAST_MARKER_CLUSTER, PYDECK_CHART)
