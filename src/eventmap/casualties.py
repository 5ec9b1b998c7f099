"""The arithmetic of casualty figures: ranges and unknowns, never a bare number.

A figure is one of four things: unknown; exactly n; a range n-m; at least n.

Of one claim: a best figure without a range is its own low and high.
Of one event, over its claims: low is the smallest low given, high the largest high given, best
the best figure of the preferred claim (`SIDE_ORDER`, then the latest published, then the first
in the table). Over a selection: sums over the events that have a figure, next to the number of
events that give none. A sum of best or high is unknown where a figure in it has none: an open
end stays open. The rules follow the Standards for Casualty Recording (Every Casualty, 2016):
where sources disagree, publish the range, state the rule, and say what is unknown.

``sql/load_events.sql`` applies the rules of a claim and an event, `total_sql` those of a selection.
"""

from dataclasses import dataclass
from typing import Literal

from eventmap.schema import Side
from eventmap.wording import count_of

Measure = Literal["killed", "injured"]

MEASURES: tuple[Measure, ...] = ("killed", "injured")

SIDE_ORDER = (Side.INTERNATIONAL, Side.MEDIA, Side.OTHER, Side.UKRAINE, Side.RUSSIA)
"""Whose best figure is preferred, the most independent first.

The two parties to the war come last and rank equally: between them the later report counts.
"""

PARTY_RANK = SIDE_ORDER.index(Side.UKRAINE) + 1
"""The last rank, counted from 1, which the two parties share."""

RULES = (
    "Low is the smallest low figure among the claims about an event, high the largest high figure.",
    "A single figure without a range is its own low and high.",
    "Best is the figure of the most independent claimant: international bodies first, then "
    "media, then others, then the parties to the war, which rank equally; among equals the "
    "latest report.",
    "A total adds the events that give a figure and counts those that give none; with any of "
    'those it reads "at least".',
    "A total has no best or no upper end where a figure in it has none.",
    "Nothing is estimated: no midpoint, no zero for a blank.",
)
"""The rules in force, as the page prints them."""


@dataclass(frozen=True)
class Figure:
    """Casualties of one event or claim, persons; ``None`` is unknown."""

    low: int | None = None
    best: int | None = None
    high: int | None = None

    @property
    def known(self) -> bool:
        """Whether any figure is given."""
        return not self.low is self.best is self.high is None


@dataclass(frozen=True)
class Total:
    """Casualties of a selection of events.

    Parameters
    ----------
    low, best, high
        Sums in persons; ``None`` where unknown or open.
    known, unknown
        Numbers of events that give a figure, and that give none.
    """

    low: int | None
    best: int | None
    high: int | None
    known: int
    unknown: int


def total_sql(measure: Measure) -> str:
    """Return SQL for the `Total` of a group of events, as a struct called `measure`."""
    low, best, high = (f"{measure}_{end}" for end in ("low", "best", "high"))
    is_known = f"coalesce({low}, {best}, {high}) IS NOT NULL"
    return f"""struct_pack(
        low := sum({low})::BIGINT,
        best := CASE WHEN count({best}) = count(*) FILTER ({is_known}) THEN sum({best})::BIGINT END,
        high := CASE WHEN count({high}) = count(*) FILTER ({is_known}) THEN sum({high})::BIGINT END,
        known := count(*) FILTER ({is_known})::BIGINT,
        unknown := count(*) FILTER (NOT {is_known})::BIGINT
    ) AS {measure}"""


def describe_figure(figure: Figure, noun: str) -> str:
    """Return one figure in words: "2 killed", "between 3 and 9 killed", "killed: not given".

    Figures that contradict each other, such as a low of 7 with a high of 6, read as the range of
    all of them.
    """
    if figure.low is None and figure.high is None:
        return f"{noun}: not given" if figure.best is None else f"{figure.best:,} {noun}"
    if figure.low is None:
        return f"at most {figure.high:,} {noun}"
    if figure.high is None:
        return f"at least {figure.low:,} {noun}"
    given = [count for count in (figure.low, figure.best, figure.high) if count is not None]
    if min(given) == max(given):
        return f"{figure.low:,} {noun}"
    return f"between {min(given):,} and {max(given):,} {noun}"


def describe_total(total: Total, noun: str) -> str:
    """Return a total in words; with unknowns in it, it reads "at least"."""
    if total.known == 0:
        return f"{noun}: not given"
    if total.unknown and total.low is not None:
        return f"at least {total.low:,} {noun}"
    return describe_figure(Figure(total.low, total.best, total.high), noun)


def describe_selection(killed: Total, injured: Total, *, same_events: bool) -> str:
    """Return both totals with what they count.

    As in "at least 2 killed, 22 injured, from 1 of 7 events; 6 give no figure".

    Parameters
    ----------
    same_events
        Whether the events that give a figure of killed are those that give one of injured.
    """
    events = killed.known + killed.unknown
    if events == 0:
        return "no events, so no figures"
    if killed.known == injured.known == 0:
        return f"none of {count_of(events, 'event')} gives a figure of killed or injured"
    if same_events:
        words = describe_total(injured, "injured").removeprefix("at least ")
        return f"{describe_total(killed, 'killed')}, {words}, {_basis(killed)}"
    return "; ".join(
        f"{describe_total(total, noun)}, {_basis(total)}" if total.known else f"{noun}: not given"
        for total, noun in ((killed, "killed"), (injured, "injured"))
    )


def _basis(total: Total) -> str:
    events = count_of(total.known + total.unknown, "event")
    if not total.unknown:
        return f"from {events}" if total.known == 1 else f"from all {events}"
    verb = "gives" if total.unknown == 1 else "give"
    return f"from {total.known:,} of {events}; {total.unknown:,} {verb} no figure"
