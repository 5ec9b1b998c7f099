"""The results as a page to read, ``results.md``."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from benchmarks.figures import (
    MEMORY,
    OURS,
    TIMES,
    TRAFFIC,
    Measure,
    Results,
    server_of,
    show,
    show_spread,
    spread,
    systems_of,
    tile_ratio,
    values,
)
from benchmarks.targets import TARGETS, Comparison, Target, compare

_INTRODUCTION = """\
# Benchmark results

Written by `make bench`; [README.md](README.md) says what each figure means and how it is taken.
Figures are medians, with the smallest and the largest run in brackets. Only figures of one run on
one machine can be compared with each other.
"""


def render(results: Results, notes: str = "") -> str:
    """Return the results as Markdown.

    Parameters
    ----------
    notes
        What a person has to say of them, as Markdown.
    """
    parts = [_INTRODUCTION, _machine(results["machine"]), _targets(results)]
    if notes:
        parts.append(f"## Why, where it is missed\n\n{notes.strip()}\n")
    if "browser" in results:
        parts += [_losses(results), _browser(results)]
    parts += [
        section(results[part])
        for part, section in (
            ("tiles", _tiles),
            ("viewers", _viewers),
            ("cold", _cold),
            ("growth", _growth),
            ("imports", _imports),
            ("exports", _exports),
        )
        if part in results
    ]
    return "\n".join(parts)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table; all columns but the first are aligned to the right."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _machine(machine: dict[str, str]) -> str:
    return "## Machine\n\n" + table(["", ""], [[key, value] for key, value in machine.items()])


def _targets(results: Results) -> str:
    head = ["figure", "at most", "reached", "met"]
    return "## What it must reach\n\n" + table(head, [_row(each, results) for each in TARGETS])


def _row(target: Target, results: Results) -> list[str]:
    limit = f"{target.limit:g}{target.unit}"
    reached = target.read(results)
    if reached is None:
        return [target.label, limit, "not measured", "–"]
    met = "yes" if reached <= target.limit else "**no**"
    return [target.label, limit, f"{show(reached, target.digits)}{target.unit}", met]


def _losses(results: Results) -> str:
    compared = list(compare(results))
    lost = [_sentence(each) for each in compared if each.lost]
    summary = f"Of {len(compared)} comparisons over the same events, eventmap is behind in"
    lines = "\n".join(lost)
    return f"## Where eventmap loses\n\n{summary} {len(lost)}:\n\n{lines}\n"


def _sentence(each: Comparison) -> str:
    unit, digits = each.measure.unit, each.measure.digits
    numbers = f"{show(each.ours.median, digits)} {unit} here"
    numbers += f", {show(each.theirs.median, digits)} {unit} with `{each.other}`"
    doubt = "" if each.clear else " (the runs overlap)"
    return f"- {each.size:,} events, {each.kind}, {each.measure.label}: {numbers}{doubt}"


def _browser(results: Results) -> str:
    parts = [
        "## In the browser\n",
        "Seconds until the symbols stand on the screen:\n",
        _systems(results, TIMES),
        "Kilobytes received, as sent over the wire:\n",
        _systems(results, TRAFFIC),
        "Memory in MB: of the tab after the first map, of the server after all runs and at its"
        " peak:\n",
        _memory(results),
        "Seconds until the symbols stand on the screen, as noted in the page and as read from the"
        " pictures that the browser handed out, in one more run:\n",
        _check(results["browser"]["check"]),
    ]
    return "\n".join(parts)


def _systems(results: Results, measures: Sequence[Measure]) -> str:
    rows = [
        [f"{system}, {size:,}", *_cells(results, measures, system, size)]
        for system, size in systems_of(results)
    ]
    return table(["system, events", *(measure.label for measure in measures)], rows)


def _cells(results: Results, measures: Sequence[Measure], system: str, size: int) -> Iterator[str]:
    for measure in measures:
        yield show_spread(values(results, measure, system, size), measure.digits)


def _memory(results: Results) -> str:
    rows = []
    for system, size in systems_of(results):
        server = server_of(results, system, size)
        weights = [show(server[key], 0) if server else "–" for key in ("now", "peak")]
        rows.append([f"{system}, {size:,}", *_cells(results, MEMORY, system, size), *weights])
    labels = [measure.label for measure in MEMORY]
    return table(["system, events", *labels, "server", "server, peak"], rows)


def _check(entries: list[dict[str, Any]]) -> str:
    rows = [
        [
            f"{each['system']}, {each['size']:,}",
            {"choose": "type chosen"}.get(each["step"], each["step"]),
            show(each["said_s"]),
            "–" if each["pictures_s"] is None else show(each["pictures_s"]),
        ]
        for each in entries
    ]
    return table(["system, events", "act", "page", "pictures"], rows)


def _milliseconds(seconds: Sequence[float]) -> str:
    return show_spread([each * 1000 for each in seconds], 1)


def _tiles(entries: list[dict[str, Any]]) -> str:
    rows = [
        [
            f"{each['size']:,}",
            each["view"],
            each["filter"],
            str(each["tiles"]),
            *(_milliseconds(each[way]) for way in _WAYS),
            show(tile_ratio(each)),
        ]
        for each in entries
    ]
    head = ["events", "view", "filter", "tiles", *_WAYS.values(), "ratio"]
    return "## The tile queries of a view\n\n" + table(head, rows)


_WAYS = {
    "tiles_s": "all tiles, ms",
    "ahead_s": "counted ahead, ms",
    "floor_s": "floor, ms",
    "count_s": "count, ms",
}
"""The ways to read the tiles of a view, and how their columns are headed."""


def _viewers(entries: list[dict[str, Any]]) -> str:
    rows = []
    for entry in entries:
        for viewers, log in ((1, entry["alone"]), (entry["viewers"], entry["many"])):
            times = [show(log[f"{of}_p{p}_s"]) for of in ("act", "request") for p in (50, 95)]
            errors = ", ".join(f"{count} {what}" for what, count in log["errors"].items()) or "0"
            counts = [f"{log['acts']:,}", f"{log['requests']:,}"]
            rows.append([f"{entry['size']:,}", str(viewers), *counts, *times, errors])
    head = ["events", "viewers", "acts", "requests", "act p50, s", "act p95, s"]
    head += ["request p50, s", "request p95, s", "errors"]
    return "## Many viewers at once\n\n" + table(head, rows)


def _cold(entries: list[dict[str, Any]]) -> str:
    rows = [
        [f"{each['size']:,}", show_spread(each["first_s"]), show_spread(each["again_s"])]
        for each in entries
    ]
    head = ["events", "never opened before, s", "opened before, s"]
    return "## From the start of the process to `/healthz`\n\n" + table(head, rows)


def _growth(entries: list[dict[str, Any]]) -> str:
    kinds = {"heap_mb": "JavaScript heap", "process_mb": "process of the tab"}
    rows = [
        [f"{each['size']:,}", label, *(show(memory, 1) if memory else "–" for memory in each[kind])]
        for each in entries
        for kind, label in kinds.items()
    ]
    head = ["events", "", *(f"after {count} changes, MB" for count in entries[0]["changes"])]
    return f"## The memory of the tab of {OURS}\n\n" + table(head, rows)


def _exports(entries: list[dict[str, Any]]) -> str:
    rows = [
        [
            f"{int(found['events_most'] or entry['size']):,}",
            extension,
            f"{found['seconds']:.1f}",
            f"{found['mb']:,.0f}",
            f"{found['above_mb']:,.0f}",
        ]
        for entry in entries
        for extension, found in entry["formats"].items()
    ]
    head = ["events", "", "seconds", "MB", "memory above rest, MB"]
    return (
        "## Exporting\n\nAll events, or as many as the format holds, read as fast as they come; "
        "the memory is that of the server.\n\n" + table(head, rows)
    )


def _imports(entries: list[dict[str, Any]]) -> str:
    rows = []
    for entry in entries:
        for way, found in entry["ways"].items():
            rate = entry["rows"] / spread(found["seconds"]).median
            seconds, peak = show_spread(found["seconds"]), show_spread(found["peak_mb"], 0)
            rows.append([f"{entry['size']:,}", way, seconds, f"{rate:,.0f}", peak])
    head = ["events", "", "seconds", "rows a second", "peak memory, MB"]
    return (
        "## Importing a folder\n\nEvents, claims and timeline; an import checks every cell and "
        "writes a version, the others only read the text.\n\n" + table(head, rows)
    )
