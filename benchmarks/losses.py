"""Where the app is behind what a user would pick instead, from the measured numbers alone."""

from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.figures import MEMORY, OURS, TIMES, TRAFFIC, Measure, Results, systems_of, values
from benchmarks.spread import Spread, spread


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
