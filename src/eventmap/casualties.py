"""The arithmetic of casualty figures: ranges and unknowns, never a bare number.

A figure is one of four things: unknown; exactly n; a range n-m; at least n (or, rarely, at most n).

Of one claim: a best figure without a range is its own low and high. A claim that gives a low
figure and no high one is open upwards ("at least"), one that gives a high figure and no low one
is open downwards ("at most"); a best figure between them changes nothing about that.

Of one event, over its claims: low is the smallest and high the largest of all figures given, low,
best and high alike, so that a record that contradicts itself (a low of 7 with a high of 6) gives
a range like any other and is counted besides. The high end is open where the largest figure given
is that of a claim that is open upwards, the low end where the smallest is that of a claim that is
open downwards: "at least 5" next to "between 3 and 9" ends at 9, next to "3" it has no end. Best
is the best figure of the preferred claim (`SIDE_ORDER`, then the latest published, then the first
in the table). So low <= best <= high wherever they are known.

Over a selection: sums over the events that have a figure, next to the number of events that give
none. A sum of best or high is unknown where a figure in it has none: an open end stays open, and
best figures of a part are never passed off as the whole. A low end that is not known adds
nothing to the sum, which stays a low end. The rules follow the Standards for Casualty Recording
(Every Casualty, 2016): where sources disagree, publish the range, state the rule, and say what
is unknown.

``sql/load_events.sql`` applies the rules of a claim and an event, `Total` those of a
selection, and ``static/words.js`` writes totals of what is in view with the same `PHRASES`; both
are tested against the same cases.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from eventmap.api import TotalAnswer
from eventmap.schema import Estimate, Side
from eventmap.wording import add_words, count_of, verb_of

Measure = Literal["killed", "injured"]

MEASURES: tuple[Measure, ...] = ("killed", "injured")

ENDS = tuple(Estimate)

SIDE_ORDER = (Side.INTERNATIONAL, Side.MEDIA, Side.OTHER, Side.UKRAINE, Side.RUSSIA)
"""Whose best figure is preferred, the most independent first.

The two parties to the war come last and rank equally: between them the later report counts.
"""

PARTY_RANK = SIDE_ORDER.index(Side.UKRAINE) + 1
"""The last rank, counted from 1, which the two parties share."""

RULES = (
    "Low is the smallest and high the largest of all figures given about an event, low, best and "
    "high alike. A record that contradicts itself, such as a low of 7 with a high of 6, is "
    "counted by all its figures.",
    "A single figure without a range is its own low and high.",
    'A low figure without a high one reads "at least" and leaves the high end open, unless '
    "another claim gives more.",
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
    """Casualties of one event or claim, persons; ``None`` is unknown, or an open end."""

    low: int | None = None
    best: int | None = None
    high: int | None = None

    @classmethod
    def of(cls, low: int | None, best: int | None, high: int | None) -> "Figure":
        """Return the figure of one claim, by the rule of a claim, from what it gives."""
        given = [count for count in (low, best, high) if count is not None]
        if not given:
            return cls()
        least, most = min(given), max(given)
        if low is None and high is None:
            return cls(least, best, most)
        return cls(None if low is None else least, best, None if high is None else most)

    @classmethod
    def of_row(cls, row: Mapping[Any, Any], measure: Measure) -> "Figure":
        """Return the figure in a row's columns, such as ``killed_low``; missing is unknown."""
        ends = (row[f"{measure}_{end}"] for end in ENDS)
        return cls(*(None if pd.isna(end) else int(end) for end in ends))

    @property
    def known(self) -> bool:
        """Whether any figure is given."""
        return not self.low is self.best is self.high is None


def words_of_row(row: Mapping[Any, Any]) -> dict[str, str | None]:
    """Return what a source says of numbers of people in words, by measure.

    ``None`` where it says nothing, or the row has no such column.
    """
    said = {measure: row.get(f"{measure}_words") for measure in MEASURES}
    return {str(measure): None if pd.isna(word) else word for measure, word in said.items()}


def contradicts(low: int | None, best: int | None, high: int | None) -> bool:
    """Return whether the figures of a claim are in no order: not low <= best <= high."""
    given = [count for count in (low, best, high) if count is not None]
    return given != sorted(given)


@dataclass(frozen=True)
class Total:
    """Casualties of a selection of events; without arguments, of no events.

    Parameters
    ----------
    low, best, high
        Sums in persons; ``None`` where unknown or open.
    known, unknown
        Numbers of events that give a figure, and that give none.
    without_best
        How many of those that give a figure give no best one.
    """

    low: int | None = None
    best: int | None = None
    high: int | None = None
    known: int = 0
    unknown: int = 0
    without_best: int = 0

    @classmethod
    def of_sums(cls, row: Mapping[str, Any], measure: Measure) -> "Total":
        """Return the total of the events of a row, which has what `sums_of` asks for."""
        low, best, best_given, high, high_given, known, events = (
            row[f"{measure}_sum_{name}"] for name in _SUMS
        )
        return cls(
            low,
            best if best_given == known else None,
            high if high_given == known else None,
            known,
            events - known,
            known - best_given,
        )

    def to_json(self) -> TotalAnswer:
        """Return what the routes hand out."""
        return {
            "low": self.low,
            "best": self.best,
            "high": self.high,
            "known": self.known,
            "unknown": self.unknown,
        }

    def __add__(self, other: "Total") -> "Total":
        """Return the total of both selections, which share no event."""
        return Total(
            self._add(self.low, other.low),
            None
            if self._lacks("best") or other._lacks("best")
            else self._add(self.best, other.best),
            None
            if self._lacks("high") or other._lacks("high")
            else self._add(self.high, other.high),
            self.known + other.known,
            self.unknown + other.unknown,
            self.without_best + other.without_best,
        )

    @staticmethod
    def _add(one: int | None, other: int | None) -> int | None:
        return one if other is None else other if one is None else one + other

    def _lacks(self, end: Literal["best", "high"]) -> bool:
        """Return whether a figure in it has no such end."""
        return self.known > 0 and getattr(self, end) is None

    @property
    def figure(self) -> Figure:
        """The figure for all events: what is unknown leaves the high end open."""
        return Figure(self.low, self.best, None if self.unknown else self.high)


def known_sql(measure: Measure) -> str:
    """Return SQL for whether an event gives any figure of `measure`."""
    return f"({' OR '.join(f'{measure}_{end} IS NOT NULL' for end in ENDS)})"


_SUMS = ("low", "best", "best_given", "high", "high_given", "known", "events")
"""What a `Total` is worked out from: the sums of the ends, and how many events give what."""


def sums_of(measure: Measure) -> dict[str, str]:
    """Return SQL for what a `Total` of events is worked out from, by columns: `killed_sum_low`."""
    low, best, high = (f"{measure}_{end}" for end in ENDS)
    sums = (
        f"sum({low})",
        f"sum({best})",
        f"count({best})",
        f"sum({high})",
        f"count({high})",
        f"count(*) FILTER (WHERE {known_sql(measure)})",
        "count(*)",
    )
    return {f"{measure}_sum_{name}": sql for name, sql in zip(_SUMS, sums, strict=True)}


RANGES = {
    "none": "",
    "most": "at most {high}",
    "least": "at least {low}",
    "any": "0 or more",
    "one": "{low}",
    "between": "{low}–{high}",
}
"""The range of a figure, by its shape: which ends are known, and whether they are the same."""

PHRASES = {
    "none": "{noun}: not given",
    "most": "at most {high} {noun}",
    "least": "at least {low} {noun}",
    "any": "{noun}: no figure above 0",
    "one": "{low} {noun}",
    "between": "between {low} and {high} {noun}",
    "best none": "{best} {noun} by {estimate}",
    **{
        f"best {shape}": f"{{best}} {{noun}} by {{estimate}} ({words})"
        for shape, words in RANGES.items()
        if words
    },
    "estimate": "best estimate",
    "estimates": "best estimates",
    "silent one": "{words}, {unknown} gives no figure",
    "silent": "{words}, {unknown} give no figure",
    "nobody": "none gives a figure of {noun}",
    "both": "killed or injured",
    "neither one": "killed and injured: not given",
    "said": f"{{noun}}: {add_words('', '{said}', known=False)}",
    "said too": add_words("{words}", "{said}"),
}
"""All that is said of a figure or a total, by what it is: a shape of `RANGES`, after "best" where
the best figure tells more than the range, or what is said of several events. The last two are of
one event: what a source says in words where no figure is known, and beside one.

The map adds up what is in view itself, because it alone knows which cells stand together; it is
sent these words for that.
"""


def describe_figure(figure: Figure, noun: str, estimate: str = "best estimate") -> str:
    """Return one figure in words: "2 killed", "between 3 and 9 killed", "killed: not given".

    A best figure comes first, the range beside it: "5 killed by best estimate (3-9)".
    """
    shape = f"best {_shape_of(figure)}" if _best_tells_more(figure) else _shape_of(figure)
    return PHRASES[shape].format(noun=noun, estimate=estimate, **_write_ends(figure))


def describe_figures(
    killed: Figure, injured: Figure, words: Mapping[str, str | None] | None = None
) -> str:
    """Return both figures in words, as in "2 killed, 22 injured".

    Parameters
    ----------
    words
        What a source says in words, by measure: "dozens", "about 20".
    """
    said = words or {}
    if not (killed.known or injured.known or any(said.values())):
        return PHRASES["neither one"]
    return ", ".join(
        _describe_with_words(figure, measure, said.get(measure))
        for measure, figure in (("killed", killed), ("injured", injured))
    )


def _describe_with_words(figure: Figure, measure: str, words: str | None) -> str:
    told = add_words(describe_figure(figure, measure), words, known=figure.known)
    return told if figure.known or not words else f"{measure}: {told}"


def shorten_figure(figure: Figure, words: str | None = None, by: Estimate = Estimate.BEST) -> str:
    """Return one figure for a cell of a table whose heading says what it counts.

    As in "5 (3-9)" for a best figure with its range, "3-9", "at least 5", "not given".

    Parameters
    ----------
    words
        What a source says of it in words.
    by
        Which figure the heading names: of a range, "3 (3-9)" is its low figure.
    """
    first, beside = figure_and_range(figure)
    if by != Estimate.BEST and _shape_of(figure) == "between":
        first, beside = f"{getattr(figure, by):,}", RANGES["between"].format(**_write_ends(figure))
    short = f"{first} ({beside})" if beside else first
    return add_words(short, words, known=figure.known)


def figure_and_range(figure: Figure) -> tuple[str, str]:
    """Return what is read first of a figure and what stands beside it, the range of a best one.

    As in ("18,480", "10,752-26,475"), ("3-9", ""), ("at least 5", ""), ("not given", "").
    """
    if not figure.known:
        return "not given", ""
    words = RANGES[_shape_of(figure)].format(**_write_ends(figure))
    return (f"{figure.best:,}", words) if _best_tells_more(figure) else (words, "")


def _shape_of(figure: Figure) -> str:
    """Return the key of `RANGES` for a figure."""
    low, high = figure.low, figure.high
    if low is None:
        return "none" if high is None else "most"
    if high is None:
        return "least" if low else "any"
    return "one" if low == high else "between"


def _best_tells_more(figure: Figure) -> bool:
    ends = [end for end in (figure.low, figure.high) if end is not None]
    return figure.best is not None and (not ends or any(end != figure.best for end in ends))


def _write_ends(figure: Figure) -> dict[str, str]:
    ends = {"low": figure.low, "best": figure.best, "high": figure.high}
    return {name: f"{count:,}" for name, count in ends.items() if count is not None}


def describe_total(total: Total, noun: str) -> str:
    """Return a total in words; with unknowns in it, it reads "at least"."""
    estimate = PHRASES["estimates" if total.known > 1 else "estimate"]
    return describe_figure(total.figure, noun, estimate)


def list_totals(killed: Total, injured: Total) -> list[str]:
    """Return both totals of the same events for a hover text, line by line."""
    if killed.known == injured.known == 0:
        one = killed.unknown == 1
        return [PHRASES["neither one"] if one else _none_gives(PHRASES["both"])]
    lines = [describe_line(killed, "killed")]
    return [*lines, describe_line(injured, "injured")] if injured.known else lines


def describe_line(total: Total, noun: str) -> str:
    """Return a total with the number of events that give none: "at least 2 killed, 1 gives …"."""
    if not total.known and total.unknown > 1:
        return _none_gives(noun)
    words = describe_total(total, noun)
    if not (total.known and total.unknown):
        return words
    silent = PHRASES["silent one" if total.unknown == 1 else "silent"]
    return silent.format(words=words, unknown=f"{total.unknown:,}")


def _none_gives(noun: str) -> str:
    return PHRASES["nobody"].format(noun=noun)


def describe_totals(
    killed: Total, injured: Total, *, same_events: bool, noun: str = "event"
) -> str:
    """Return both totals with what they count.

    As in "at least 2 killed, at least 22 injured, from 1 of 7 events; 6 give no figure": said
    once, "at least" would be heard of the killed alone.

    Parameters
    ----------
    same_events
        Whether the events that give a figure of killed are those that give one of injured.
    noun
        What is counted: a record where it tells of several events.
    """
    events = killed.known + killed.unknown
    if events == 0:
        return "no events, so no figures"
    if killed.known == injured.known == 0:
        if events == 1:
            return "it gives no figure of killed or injured"
        return f"none of {count_of(events, noun)} gives a figure of killed or injured"
    if same_events and killed.without_best == injured.without_best:
        both = [describe_total(killed, "killed"), describe_total(injured, "injured")]
        return ", ".join([*both, describe_basis(killed, noun)])
    return "; ".join(
        f"{describe_total(total, measure)}, {describe_basis(total, noun)}"
        if total.known
        else f"{measure}: not given"
        for total, measure in ((killed, "killed"), (injured, "injured"))
    )


def describe_contradictory(records: int) -> str:
    """Return how many records contradict themselves: "31 records contradict themselves"."""
    itself = "itself" if records == 1 else "themselves"
    return f"{count_of(records, 'record')} {verb_of(records, 'contradict')} {itself}"


def describe_basis(total: Total, noun: str = "event") -> str:
    """Return what a total comes from, as in "from 1 of 7 events; 6 give no figure"."""
    events = count_of(total.known + total.unknown, noun)
    if total.unknown:
        basis = f"from {total.known:,} of {events}"
    else:
        every = {1: events, 2: f"both {noun}s"}
        basis = f"from {every.get(total.known, f'all {events}')}"
    if 0 < total.without_best < total.known:
        basis += f" ({total.without_best:,} without a best estimate)"
    if total.unknown:
        basis += f"; {total.unknown:,} {verb_of(total.unknown, 'give')} no figure"
    return basis
