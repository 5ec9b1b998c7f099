"""The machine and the releases that figures depend on."""

import os
import platform
import re
import subprocess
from datetime import date
from importlib.metadata import version
from pathlib import Path

from benchmarks.browser import browser_path

_PACKAGES = ("streamlit", "duckdb", "folium", "streamlit-folium", "pydeck", "pandas", "playwright")


def describe_machine() -> dict[str, str]:
    """Return what the results are to be read with: machine, releases and the day."""
    system = f"{platform.system()} {platform.machine()}"
    return {
        "date": date.today().isoformat(),
        "cores": f"{_count_cores()} ({_processor()})",
        "memory": _memory(),
        "system": system,
        "python": platform.python_version(),
        **{name: version(name) for name in _PACKAGES},
        "browser": _browser(),
    }


def _count_cores() -> int:
    """Return the cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _processor() -> str:
    found = re.search(r"^model name\s*: (.*)", _read("/proc/cpuinfo"), flags=re.M)
    return found[1].strip() if found else platform.processor() or "unknown"


def _memory() -> str:
    found = re.search(r"^MemTotal:\s+(\d+) kB", _read("/proc/meminfo"), flags=re.M)
    return f"{int(found[1]) / 1e6:.0f} GB" if found else "unknown"


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except OSError:
        return ""


def _browser() -> str:
    command = [browser_path(), "--version"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
