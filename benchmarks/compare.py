"""The app in a browser: beside what a user would pick instead, and over many changes."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import click

from benchmarks.browser import (
    choose_type,
    filming,
    first_map,
    map_box,
    open_tab,
    take_back,
    zoom_in,
)
from benchmarks.server import Server, read_memory, serve
from benchmarks.synthetic import frequent_types, label_of
from benchmarks.systems import EVENTMAP, SYSTEMS, System

STEPS = ("first", "choose", "back", "zoom")
"""What is measured in this order: the first map, a type chosen, taken back, and one zoom level."""

CHANGES = (5, 100)


@dataclass(frozen=True)
class Candidate:
    """A system over a dataset, with its server running."""

    system: System
    size: int
    server: Server
    labels: list[str]

    @property
    def name(self) -> dict[str, Any]:
        """The keys by which a result is found."""
        return {"system": self.system.key, "size": self.size}


def compare_systems(
    find: Callable[[int], Path], sizes: Sequence[int], cache: Path, runs: int
) -> dict[str, list[dict[str, Any]]]:
    """Measure every system at those of its sizes that are among `sizes`.

    The servers run side by side and the systems take turns, a browser each time, so that what
    else the machine does meets all of them. A first visit to each is not counted.

    Returns
    -------
    ``runs`` (the steps of every run, and the memory of the tab after the first map), ``servers``
    (their memory at the end) and ``check`` (times of the pictures of one more run).
    """
    with ExitStack() as servers:
        candidates = list(_start(servers, find, sizes, cache))
        for candidate in candidates:
            _warm(candidate)
        return {
            "runs": [
                candidate.name | _measure(candidate, run)
                for run in range(runs)
                for candidate in candidates
            ],
            "servers": [
                candidate.name | (read_memory(candidate.server.pid) or {})
                for candidate in candidates
            ],
            "check": [entry for candidate in candidates for entry in _check(candidate)],
        }


def _start(
    servers: ExitStack, find: Callable[[int], Path], sizes: Sequence[int], cache: Path
) -> Iterator[Candidate]:
    for size in sizes:
        for system in SYSTEMS:
            if size in system.sizes:
                folder = find(size)
                server = servers.enter_context(serve(system, folder, cache))
                labels = [label_of(each) for each in frequent_types(folder)]
                yield Candidate(system, size, server, labels)


def _warm(candidate: Candidate) -> None:
    with open_tab() as tab:
        first_map(tab.page, candidate.server.address)


def _measure(candidate: Candidate, run: int) -> dict[str, Any]:
    click.echo(f"  {candidate.system.key}, {candidate.size:,} events, run {run + 1}")
    label = candidate.labels[run % len(candidate.labels)]
    with open_tab() as tab:
        first = first_map(tab.page, candidate.server.address)
        memory = {"heap_mb": tab.heap_mb(), "process_mb": tab.process_mb()}
        choose = choose_type(tab.page, label)
        back = take_back(tab.page)
        zoom = zoom_in(tab.page, candidate.system)
    steps = zip(STEPS, (first, choose, back, zoom), strict=True)
    return {"type": label, **memory, **{name: asdict(step) for name, step in steps}}


def _check(candidate: Candidate) -> Iterator[dict[str, Any]]:
    """Yield when the symbols are said to stand, and when the pictures of the map last changed."""
    with open_tab() as tab:
        first_map(tab.page, candidate.server.address)
        box = map_box(tab.page, candidate.system)
        with filming(tab.page) as film:
            choose = choose_type(tab.page, candidate.labels[0])
            zoom = zoom_in(tab.page, candidate.system)
        for name, step in (("choose", choose), ("zoom", zoom)):
            pictures = film.last_change(step.began, step.seconds, box)
            yield candidate.name | {"step": name, "said_s": step.seconds, "pictures_s": pictures}


def measure_growth(folder: Path, cache: Path) -> dict[str, Any]:
    """Return heap and memory of the tab in MB after some numbers of filter changes.

    A change chooses a type or takes it back; all types have their turn.
    """
    labels = [label_of(each) for each in frequent_types(folder)]
    heap_mb, process_mb = [], []
    with serve(EVENTMAP, folder, cache) as server, open_tab() as tab:
        first_map(tab.page, server.address)
        for change in range(max(CHANGES)):
            if change % 2:
                take_back(tab.page, quiet_s=0)
            else:
                choose_type(tab.page, labels[change // 2 % len(labels)], quiet_s=0)
            if change + 1 in CHANGES:
                heap_mb.append(tab.heap_mb())
                process_mb.append(tab.process_mb())
    return {"changes": list(CHANGES), "heap_mb": heap_mb, "process_mb": process_mb}
