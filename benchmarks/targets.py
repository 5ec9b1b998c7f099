"""What the app must reach, and where it is behind others, from the figures of one run."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from benchmarks.figures import (
    FILTER_CHANGE,
    MEMORY,
    OURS,
    TIMES,
    TRAFFIC,
    Measure,
    Results,
    Spread,
    find,
    middle,
    server_of,
    spread,
    systems_of,
    tile_ratio,
    values,
)

_FIRST_MAP = TIMES[0]
_SMALL, _LARGE, _LARGEST = 10_000, 1_000_000, 10_000_000


Read = Callable[[Results], float | None]


@dataclass(frozen=True)
class Target:
    """A figure and the most that it may be.

    Parameters
    ----------
    digits
        Digits behind the point of the figure.
    read
        Returns the figure, ``None`` if the results do not have it.
    """

    label: str
    limit: float
    unit: str
    digits: int
    read: Read


def _ratio(measure: Measure, above: tuple[str, int], below: tuple[str, int]) -> Read:
    def read(results: Results) -> float | None:
        dividend = middle(results, measure, *above)
        divisor = middle(results, measure, *below)
        return dividend / divisor if dividend is not None and divisor else None

    return read


def _worst_tiles(results: Results) -> float | None:
    return max((tile_ratio(entry) for entry in find(results, "tiles", _LARGE)), default=None)


def _errors(results: Results) -> float | None:
    entries = find(results, "viewers", _LARGE)
    return sum(entries[0]["many"]["errors"].values()) if entries else None


def _viewers(results: Results) -> float | None:
    entries = find(results, "viewers", _LARGE)
    return entries[0]["many"]["act_p95_s"] / entries[0]["alone"]["act_p50_s"] if entries else None


def _server(results: Results) -> float | None:
    memory = server_of(results, OURS, _LARGE)
    return memory["now"] if memory else None


def _growth(memory: str) -> Read:
    def read(results: Results) -> float | None:
        found = [each[memory] for each in results.get("growth", []) if each[memory][0]]
        return max((last / first for first, *_, last in found), default=None)

    return read


def _cold(start: str) -> Read:
    def read(results: Results) -> float | None:
        entries = find(results, "cold", _LARGE)
        return spread(entries[0][start]).median if entries else None

    return read


def _import_ratio(results: Results) -> float | None:
    times = _import_runs(results, "seconds")
    return times[0] / times[1] if times else None


def _import_peak(results: Results) -> float | None:
    peaks = _import_runs(results, "peak_mb")
    return peaks[0] if peaks else None


def _import_runs(results: Results, what: str) -> tuple[float, float] | None:
    """Return the medians of importing CSV, and of reading it with DuckDB."""
    entries = find(results, "imports", _LARGE)
    if not entries:
        return None
    ways = entries[0]["ways"]
    ours, bare = (
        spread(ways[way][what]).median for way in ("eventmap import, CSV", "DuckDB read_csv")
    )
    return ours, bare


TARGETS = (
    Target(
        "filter change, 1 M here ÷ `FastMarkerCluster` 10 k",
        0.35,
        "",
        2,
        _ratio(FILTER_CHANGE, (OURS, _LARGE), ("fast_marker_cluster", _SMALL)),
    ),
    Target(
        "filter change, 1 M ÷ 10 k here",
        1.3,
        "",
        2,
        _ratio(FILTER_CHANGE, (OURS, _LARGE), (OURS, _SMALL)),
    ),
    Target(
        "filter change, 10 M ÷ 10 k here",
        1.3,
        "",
        2,
        _ratio(FILTER_CHANGE, (OURS, _LARGEST), (OURS, _SMALL)),
    ),
    Target(
        "first map, 1 M here ÷ 10 k here",
        1.3,
        "",
        2,
        _ratio(_FIRST_MAP, (OURS, _LARGE), (OURS, _SMALL)),
    ),
    Target(
        "bytes for a filter change at 1 M (a type chosen)",
        80,
        " KB",
        1,
        lambda results: middle(results, TRAFFIC[1], OURS, _LARGE),
    ),
    Target("all tile queries of a view ÷ the floor, worst view at 1 M", 2, "", 2, _worst_tiles),
    Target("50 viewers at 1 M: errors", 0, "", 0, _errors),
    Target("50 viewers at 1 M: p95 ÷ p50 of one viewer alone", 40, "", 1, _viewers),
    Target("server memory at 1 M", 600, " MB", 0, _server),
    Target(
        "memory of the tab after 100 filter changes ÷ after 5", 1.1, "", 2, _growth("process_mb")
    ),
    Target("the same, of its JavaScript heap alone", 1.1, "", 2, _growth("heap_mb")),
    Target("cold start at 1 M, opened before", 5, " s", 2, _cold("again_s")),
    Target("cold start at 1 M, never opened before", 5, " s", 2, _cold("first_s")),
    Target("import of 1 M rows of CSV ÷ DuckDB's bare reading", 8, "", 1, _import_ratio),
    Target("peak memory of that import", 2000, " MB", 0, _import_peak),
)


@dataclass(frozen=True)
class Comparison:
    """One measure of the app and of another system, over the same events."""

    measure: Measure
    kind: str
    size: int
    other: str
    ours: Spread
    theirs: Spread

    @property
    def lost(self) -> bool:
        """Whether the app is behind."""
        return self.ours.median > self.theirs.median

    @property
    def clear(self) -> bool:
        """Whether every run of the one was above every run of the other."""
        return self.ours.low > self.theirs.high or self.theirs.low > self.ours.high


def compare(results: Results) -> Iterator[Comparison]:
    """Yield every measure in which the app and another system met at the same size."""
    kinds = {"seconds": TIMES, "bytes": TRAFFIC, "memory": MEMORY}
    for system, size in systems_of(results):
        for kind, measures in kinds.items():
            for measure in measures:
                ours = values(results, measure, OURS, size)
                theirs = values(results, measure, system, size)
                if system != OURS and ours and theirs:
                    yield Comparison(measure, kind, size, system, spread(ours), spread(theirs))
