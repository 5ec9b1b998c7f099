"""``make bench``: measure, keep the numbers in results.json, and write results.md."""

import json
import os
import platform
import re
import subprocess
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click
from support.browser import HINT, find_browser

from benchmarks.anybody import describe_columns
from benchmarks.browser import compare_systems, measure_growth
from benchmarks.figures import PARTS, Results
from benchmarks.imports import measure_imports
from benchmarks.report import render
from benchmarks.server import measure_cold_start, measure_exports
from benchmarks.synthetic import DATA, find_dataset
from benchmarks.systems import CACHE
from benchmarks.tiles import measure_tiles
from benchmarks.viewers import measure_viewers

_HERE = Path(__file__).parent

_SIZES = "10000,100000,1000000"
_FULL_SIZE = 10_000_000
_CACHE = CACHE / "eventmap"
_PACKAGES = ("streamlit", "duckdb", "folium", "streamlit-folium", "pydeck", "pandas", "playwright")

Find = Callable[[int], Path]

_AT_ONE_SIZE: dict[str, Callable[[Path], dict[str, Any]]] = {
    "growth": partial(measure_growth, cache=_CACHE),
    "imports": measure_imports,
    "exports": partial(measure_exports, cache=_CACHE),
}


@click.command()
@click.option("--only", default=",".join(PARTS), show_default=True, help="Parts to measure.")
@click.option("--sizes", default=_SIZES, show_default=True, help="Numbers of events.")
@click.option("--full", is_flag=True, help="Ten million events as well.")
@click.option("--runs", default=5, show_default=True, help="Visits to each page.")
@click.option("--data", default=DATA, type=click.Path(path_type=Path), help="Where datasets are.")
@click.option("--to", default=_HERE, type=click.Path(path_type=Path), help="Where results go.")
def main(*, only: str, sizes: str, full: bool, runs: int, data: Path, to: Path) -> None:
    """Measure, and write results.json and results.md."""
    parts = only.split(",")
    if unknown := sorted(set(parts) - set(PARTS)):
        raise click.BadParameter(f"{', '.join(unknown)}: there are {', '.join(PARTS)}.")
    chosen = [int(size) for size in sizes.split(",")] + [_FULL_SIZE] * full
    for line in describe_columns():
        click.echo(line)
    to.mkdir(parents=True, exist_ok=True)
    kept = to / "results.json"
    results = _earlier(kept, describe_machine())
    for part in parts:
        click.echo(f"{part} …")
        results[part] = _measure(part, chosen, runs, lambda size: find_dataset(size, data))
        kept.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    notes = _HERE / "notes.md"
    text = render(results, notes.read_text(encoding="utf-8") if notes.is_file() else "")
    (to / "results.md").write_text(text, encoding="utf-8")
    click.echo(f"{to / 'results.md'} is written.")


def _earlier(kept: Path, machine: dict[str, str]) -> Results:
    """Return what is known of this machine and these releases already."""
    if kept.is_file():
        results: Results = json.loads(kept.read_text(encoding="utf-8"))
        if results["machine"] | {"date": ""} == machine | {"date": ""}:
            return results | {"machine": machine}
    return {"machine": machine}


def _measure(part: str, sizes: Sequence[int], runs: int, find: Find) -> Any:
    match part:
        case "browser":
            return compare_systems(find, sizes, _CACHE, runs)
        case "growth" | "imports" | "exports":
            size = max([size for size in sizes if size < _FULL_SIZE] or sizes)
            return [{"size": size} | _AT_ONE_SIZE[part](find(size))]
        case "tiles":
            return [{"size": size} | entry for size in sizes for entry in measure_tiles(find(size))]
        case "viewers":
            return [{"size": size} | measure_viewers(find(size), _CACHE) for size in sizes]
        case "cold":
            return [{"size": size} | measure_cold_start(find(size)) for size in sizes]
    raise NotImplementedError(part)


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
    path = find_browser()
    if path is None:
        raise FileNotFoundError(HINT)
    run = subprocess.run([path, "--version"], capture_output=True, text=True, check=True)
    return run.stdout.strip()


if __name__ == "__main__":
    main()
