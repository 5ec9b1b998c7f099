"""What was chosen, in words: for chips, for the sentence, and for whatever carries it away.

A sentence that leaves out its filter is taken for a sentence about everything. So the page, the
embed, an export and its file's name all tell the filter from here.
"""

import re
from collections.abc import Iterator

from eventmap.casualties import Measure
from eventmap.filters import PARTS, PERIOD, Choice, Filters
from eventmap.schema import UNKNOWN_LICENCE, DatasetInfo, Estimate
from eventmap.wording import LABELS, capitalise

NO_EVENT = "No event matches the filter."
"""What every part of the page says of an empty selection."""

_LONGEST_NAME = 120
_CUT = "_and-more"


def name_measure(measure: Measure, filters: Filters) -> str:
    """Return what is counted, sorted or shaded, with its figure: "Killed (best estimate)"."""
    return f"{capitalise(measure)} ({LABELS[Estimate][filters.killed_by]})"


def list_choices(filters: Filters) -> Iterator[Choice]:
    """Yield every value that was chosen, the period first."""
    for part in PARTS.values():
        yield from part.choices(filters)


def describe_chosen_period(filters: Filters) -> str:
    """Return the chosen period as a sentence goes on: "possibly from 18 to 24 October 2025"."""
    return PERIOD.phrase(filters)


def describe_choices(filters: Filters) -> str:
    """Return all that was chosen but the period as a sentence goes on, or an empty text.

    As in "in Kherson Oblast, of the type drone or missile, with at least 5 killed".
    """
    others = (part.phrase(filters) for name, part in PARTS.items() if name != PERIOD.name)
    return ", ".join(filter(None, others))


def describe_selection(filters: Filters, info: DatasetInfo, *, dated: str = "") -> str:
    """Return which events these are, for a file: dataset, version, and the filter in words.

    Parameters
    ----------
    dated
        Their own dates in words, as `summary.describe_days` has them.
    """
    chosen = [part for part in (describe_chosen_period(filters), describe_choices(filters)) if part]
    what = f"Events {', '.join(chosen)}" if chosen else "All events"
    what = ", ".join(part for part in (what, dated) if part)
    return f"{info.title}, version {info.version}. {what}."


def describe_terms(info: DatasetInfo) -> str:
    """Return whose data they are, and under which licence."""
    by = f"Data: {info.attribution.rstrip('.')}. " if info.attribution else ""
    return f"{by}Licence: {info.licence.rstrip('.') or UNKNOWN_LICENCE}."


def describe_credit(info: DatasetInfo) -> str:
    """Return whose data they are, under which licence, and in which version."""
    return f"{describe_terms(info)} Version {info.version}."


def file_stem(filters: Filters, info: DatasetInfo) -> str:
    """Return a file's name without its end: dataset, version, period, and what else was chosen.

    Letters, digits, dots and hyphens alone: it stands in a header and on any disk. One that is
    too long says that more was chosen than it tells.
    """
    chosen = (word for part in PARTS.values() for word in part.file_words(filters))
    parts = [info.name, f"v{info.version}", *chosen]
    plain = (
        re.sub(r"[^A-Za-z0-9]+", lambda marks: "." if marks[0] == "." else "-", part).strip("-.")
        for part in parts
    )
    name = "_".join(part for part in plain if part)
    if len(name) <= _LONGEST_NAME:
        return name
    return f"{name[: _LONGEST_NAME - len(_CUT)].rstrip('-._')}{_CUT}"
