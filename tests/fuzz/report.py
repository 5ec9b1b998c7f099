"""What an attack found."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Report:
    """How often each outcome was seen, and everything that must not be.

    Parameters
    ----------
    name
        What was attacked.
    outcomes
        How often what was seen.
    faults
        What must not happen, each with what is needed to see it again.
    """

    name: str
    outcomes: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """Return the report for a reader."""
        seen = ", ".join(f"{words} {count:,}" for words, count in self.outcomes.most_common())
        return [f"{self.name}: {seen or 'nothing tried'}", *(f"  FAULT {f}" for f in self.faults)]
